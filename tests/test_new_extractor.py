"""``congbao new-extractor``: what it writes passes the checks as it is, and so does what the documentation builds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import UserError
from pipeline.result import Row
from pipeline.scaffold import NewColumn, columns_like, create, default_columns

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "new-record-kind.md"
EVERY_KIND = [
    NewColumn("don_vi", "Đơn vị thụ hưởng vốn", "agency"),
    NewColumn("so_ho", "Số hộ vay", "count"),
    NewColumn("von", "Vốn vay (triệu đồng)", "amount"),
    NewColumn("dien_tich", "Diện tích tưới (ha)", "number"),
    NewColumn("ty_le", "Tỷ lệ thu hồi", "percent"),
    NewColumn("nam", "Năm giải ngân", "year"),
    NewColumn("ngay", "Ngày giải ngân", "date"),
    NewColumn("dat", "Đã quyết toán", "mark"),
    NewColumn("muc_dich", "Mục đích vay vốn của các hộ gia đình và hợp tác xã trong vùng dự án, " * 2, "text"),
]


def copied(folder: Path) -> Path:
    for name in ("schemas", "extractors", "normalizers", "pipeline", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests").mkdir()
    for name in ("pyproject.toml", "tests/__init__.py", "tests/reading.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def ran(folder: Path, *command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


def blocks() -> dict[str, str]:
    """Return the guide's code by the file that its first line names."""
    found = re.findall(r"^```\w+\n# ([^\n]+)\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return dict(found)


def build_as_documented(folder: Path) -> None:
    head = next(line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| STT"))
    headings = [cell.strip() for cell in head.strip("|").split("|")][1:]
    kinds = ("text", "number", "amount", "date", "agency")
    create(
        folder,
        "water_works",
        [NewColumn(f"c{at}", h, k) for at, (h, k) in enumerate(zip(headings, kinds, strict=True))],
    )
    shown = blocks()
    for name in ("schemas/water_works.py", "tests/test_water_works.py"):
        (folder / name).write_text(shown[name], encoding="utf-8")
    vocabulary = folder / "normalizers/vocabulary/headings.yaml"
    text = re.sub(r"(?m)^  - \{field: water_works_.*\n", "", vocabulary.read_text(encoding="utf-8"))
    entries = shown["normalizers/vocabulary/headings.yaml"]
    vocabulary.write_text(text.replace("  # water_works\n", f"  # water_works\n{entries}", 1), encoding="utf-8")
    extractor = folder / "extractors/water_works.py"
    fills = shown["extractors/water_works.py: FILLS"]
    extractor.write_text(re.sub(r"(?ms)^FILLS = \{.*?^\}\n", fills, extractor.read_text(encoding="utf-8")), "utf-8")
    ran(folder, "schemas")


def test_what_is_written_passes_the_checks_as_it_is_and_so_does_the_guide(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    create(folder, "credit_lines", EVERY_KIND)
    build_as_documented(folder)
    new = [f"{room}/{name}.py" for room in ("schemas", "extractors") for name in ("credit_lines", "water_works")]
    ran(folder, "ruff", "format", "--check", "schemas", "extractors", "tests/test_credit_lines.py")
    ran(folder, "ruff", "check", "schemas", "extractors", "tests/test_credit_lines.py")
    ran(folder, "mypy", *(arg for path in new for arg in ("-p", path[:-3].replace("/", "."))), "-p", "extractors.kinds")
    ran(folder, "schemas", "--check")
    ran(folder, "pytest", "-p", "no:cacheprovider", "tests")


def test_the_guide_takes_under_fifty_lines() -> None:
    lines = [line for text in blocks().values() for line in text.splitlines() if line.strip()]
    ours = [line for line in lines if not line.startswith(("from ", "import ", '"""'))]
    assert len(ours) < 50


def test_the_columns_of_a_real_table_are_named_and_typed_after_it() -> None:
    rows: list[Row] = [
        {"table_no": 2, "col": 2, "column_path": "Tên công trình", "kind": "text"},
        {"table_no": 2, "col": 3, "column_path": "Vốn / Tổng mức đầu tư (tỷ đồng)", "kind": "amount"},
        {"table_no": 2, "col": 3, "column_path": "Vốn / Tổng mức đầu tư (tỷ đồng)", "kind": "text"},
        {"table_no": 2, "col": 3, "column_path": "Vốn / Tổng mức đầu tư (tỷ đồng)", "kind": "amount"},
    ]
    assert columns_like(rows, 2) == [
        NewColumn("ten_cong_trinh", "Tên công trình", "text"),
        NewColumn("tong_muc_dau_tu", "Tổng mức đầu tư (tỷ đồng)", "amount"),
    ]
    with pytest.raises(UserError, match="no table 5 in that file; it has: 2"):
        columns_like(rows, 5)


@pytest.mark.parametrize("name", ["Water", "1st", "water-works", "rollout", "../x"])
def test_a_name_that_is_none_or_taken_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    for kept in ("extractors/kinds.py", "schemas/__init__.py"):
        (tmp_path / kept).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / kept, tmp_path / kept)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UserError):
        create(tmp_path, name, default_columns("x"))
    assert sorted(tmp_path.rglob("*")) == before


def test_outside_a_checkout_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="run this in a checkout"):
        create(tmp_path, "water_works", default_columns("water_works"))
