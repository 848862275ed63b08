"""Pictures of what was read: pages with cells, and nothing for formats without pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import UserError
from pipeline.draw import draw
from pipeline.process import process

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"


def test_every_page_with_a_table_is_drawn(tmp_path: Path) -> None:
    data = (DOCUMENTS / "dien-bien-1129-kh-ubnd.pdf").read_bytes()
    tables = process(data, "plan.pdf").tables
    files = draw(data, tables, tmp_path / "pages")
    with_cells = sorted({row["page"] for row in tables["cells"]})
    assert [file.name for file in files if int(file.stem[-3:]) in with_cells] == [
        f"page-{page:03d}.png" for page in with_cells
    ]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)


def test_a_format_without_pages_is_one_clear_line(tmp_path: Path) -> None:
    data = (DOCUMENTS / "dong-nai-2019.docx").read_bytes()
    with pytest.raises(UserError, match="nothing to draw: only a PDF"):
        draw(data, process(data, "plan.docx").tables, tmp_path / "pages")
    assert not (tmp_path / "pages").exists()
