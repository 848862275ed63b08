"""What ``congbao inspect`` says of tables that no record kind knows, and how a heading makes one known."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from normalizers.vocabulary import headings, loader
from pipeline.dataset import assemble
from pipeline.inspect_tables import read_as, unknown_tables
from pipeline.process import process
from pipeline.result import Row
from tests.reading import table

HEAD = """Số: 15/QĐ-UBND

Điện Biên, ngày 03 tháng 01 năm 2024

QUYẾT ĐỊNH

Về việc công bố kết quả áp dụng HTQLCL theo TCVN ISO 9001:2015

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN

Điều 1. Công bố kết quả (kèm theo Phụ lục).

PHỤ LỤC

"""
UNKNOWN = table("STT|Khối tham mưu|Số TTHC|Màu cờ", "1|Sở Y tế|25|đỏ", "2|Sở Tư pháp|30|vàng")


def rows(text: str) -> dict[str, list[Row]]:
    return assemble([process((HEAD + text + "\n").encode(), "example.txt")])


@pytest.fixture
def vocabulary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the vocabulary that a test may edit, read anew before and after."""
    folder = tmp_path / "vocabulary"
    shutil.copytree(loader.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__", "gazetteer"))
    cached = (loader.raw, headings._entries, headings.heading_fields)
    monkeypatch.setattr(loader, "FOLDER", folder)
    yield folder
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


def add(folder: Path, entry: str) -> None:
    path = folder / "headings.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("headings:\n", f"headings:\n  - {entry}\n", 1), "utf-8")
    for function in (loader.raw, headings._entries, headings.heading_fields):
        function.cache_clear()


def test_a_table_that_no_record_kind_reads_is_shown_with_what_to_add() -> None:
    found = rows(UNKNOWN)
    assert read_as(found) == {}
    (said,) = unknown_tables(found, "plan.docx")
    assert "Table 1: no record kind knows it" in said
    columns = [line.split() for line in said.splitlines()]
    assert ["2", "Khối", "tham", "mưu", "unknown", "agency", "Sở", "Y", "tế"] in columns
    assert ["3", "Số", "TTHC", "procedures", "count", "25"] in columns
    assert "  - {field: FIELD, whole: [khối tham mưu]}" in said.splitlines()


def test_the_command_that_starts_a_record_kind_from_the_table_is_whole() -> None:
    (said,) = unknown_tables(rows(UNKNOWN), "phụ lục 1.docx")
    assert said.endswith("congbao new-extractor NAME --like 'phụ lục 1.docx' --table 1")


def test_adding_that_line_makes_the_table_known(vocabulary: Path) -> None:
    assert rows(UNKNOWN).get("qms_status") == []
    add(vocabulary, "{field: agency, whole: [khối tham mưu]}")
    found = rows(UNKNOWN)
    assert [(row["agency_raw"], row["procedures_applied"]) for row in found["qms_status"]] == [
        ("Sở Y tế", 25),
        ("Sở Tư pháp", 30),
    ]
    assert read_as(found) == {1: ["qms_status"]}
    assert list(unknown_tables(found, "plan.docx")) == []


def test_a_meaning_that_holds_alone_takes_none_from_a_column_that_has_its_meaning_from_above(vocabulary: Path) -> None:
    path, leaf = ("Đơn vị", "Tên gọi tắt"), ("Tên gọi tắt",)
    assert (headings.heading_fields(path), headings.heading_fields(leaf)) == (headings.Heading("agency"), None)
    add(vocabulary, "{field: nickname, whole: [tên gọi tắt], alone: true}")
    assert headings.heading_fields(path) == headings.Heading("agency")
    assert headings.heading_fields(leaf) == headings.Heading("nickname")


def test_a_known_table_says_what_it_was_read_as() -> None:
    text = table("STT|Mã TTHC|Tên thủ tục hành chính|Căn cứ pháp lý", "1|1.000953|Cấp phép|Luật Đầu tư năm 2020")
    assert read_as(rows(text)) == {1: ["procedures"]}
