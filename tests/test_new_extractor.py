"""``congbao new-extractor``: what it writes passes the checks as it is, and so does what the documentation builds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from pipeline import UserError
from pipeline.result import Row
from pipeline.scaffold import create
from pipeline.scaffold_columns import NewColumn, columns_like, default_columns

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
    NewColumn("tong_so", "Tổng số", "count", "procedures_total", above=("TTHC",)),
    NewColumn("muc_vay", "Mức vay", "number", above=("Vốn đối ứng của dân",)),
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


def guide_table() -> list[list[str]]:
    """Return the rows of the table that the guide begins with."""
    lines = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def word_file(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a Word file that holds one table and nothing else."""
    document = docx.Document()
    grid = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def started(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run ``congbao new-extractor`` in a checkout."""
    program = "import sys; from pipeline.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "new-extractor", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def build_as_documented(folder: Path) -> None:
    annex = word_file(folder / "annex.docx", guide_table())
    ended = started(folder, "water_works", "--like", annex.name, "--table", 1)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.count("known: ") == 1
    assert "known: 'Hoàn thành' means deadline, and is read by that" in ended.stderr
    annex.unlink()
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
    page = (folder / "docs" / "water-works.md").read_text(encoding="utf-8")
    assert "| Công trình | text |" in page
    assert "cong_trinh" not in page  # no column that may have another name by now
    ran(folder, "pytest", "-p", "no:cacheprovider", "tests")


def test_the_guide_takes_under_fifty_lines() -> None:
    lines = [line for text in blocks().values() for line in text.splitlines() if line.strip()]
    ours = [line for line in lines if not line.startswith(("from ", "import ", '"""'))]
    assert len(ours) < 50


def row(col: int, path: str, kind: str, field: str | None = None, table_no: int = 2) -> Row:
    return {"table_no": table_no, "col": col, "column_path": path, "kind": kind, "field": field}


def test_the_columns_of_a_real_table_are_named_and_typed_after_it() -> None:
    rows = [
        row(2, "Tên công trình", "text"),
        row(3, "Vốn / Mức vay (tỷ đồng)", "amount"),
        row(3, "Vốn / Mức vay (tỷ đồng)", "text"),
        row(3, "Vốn / Mức vay (tỷ đồng)", "amount"),
    ]
    assert columns_like(rows, 2)[0] == [
        NewColumn("ten_cong_trinh", "Tên công trình", "text"),
        NewColumn("muc_vay", "Mức vay (tỷ đồng)", "amount", above=("Vốn",)),
    ]
    with pytest.raises(
        UserError, match=r"no table 5 in that file; it has: 2 \(Tên công trình \| Mức vay \(tỷ đồng\)\)"
    ):
        columns_like(rows, 5)


def test_a_heading_that_is_known_keeps_its_meaning() -> None:
    rows = [row(2, "Đã công bố", "mark", "published_yes"), row(3, "TTHC / Tổng số", "count", "procedures_total")]
    assert columns_like(rows, 2)[0] == [
        NewColumn("da_cong_bo", "Đã công bố", "mark", "published_yes"),
        NewColumn("tong_so", "Tổng số", "count", "procedures_total", above=("TTHC",)),
    ]


def test_no_meaning_is_added_for_known_headings(tmp_path: Path) -> None:
    small(tmp_path)
    headings = tmp_path / "normalizers" / "vocabulary" / "headings.yaml"
    before = headings.read_text(encoding="utf-8")
    create(tmp_path, "publications", [NewColumn("da_cong_bo", "Đã công bố", "mark", "published_yes")])
    assert headings.read_text(encoding="utf-8") == before
    create(tmp_path, "colours", [NewColumn("a", "(3) Màu cờ:", "text"), NewColumn("b", "Nền", "text", above=("Cờ",))])
    added = set(headings.read_text(encoding="utf-8").splitlines()) - set(before.splitlines())
    assert added == {
        "  # colours",
        '  - {field: colours_a, whole: ["màu cờ"], alone: true}',
        '  - {field: colours_b, whole: ["nền"], needs: ["cờ"]}',
    }


def test_of_two_columns_that_mean_the_same_the_second_is_left_out_and_said_to_be() -> None:
    columns, left_out = columns_like([row(2, "Năm 2018", "mark", "year"), row(3, "Năm 2019", "mark", "year")], 2)
    assert [column.heading for column in columns] == ["Năm 2018"]
    assert left_out == ["'Năm 2019' reads as 'Năm 2018' does and is left out"]


def small(folder: Path) -> dict[Path, bytes]:
    """Make a checkout with what a scaffold writes into; return its files."""
    shutil.copytree(ROOT / "schemas", folder / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    for kept in ("extractors/kinds.py", "normalizers/vocabulary/headings.yaml", "docs/DATA_DICTIONARY.md"):
        (folder / kept).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / kept, folder / kept)
    (folder / "tests").mkdir()
    return files(folder)


def files(folder: Path) -> dict[Path, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path: path.read_bytes() for path in found}


BAD_NAMES = ["Water", "1st", "water-works", "../x", "class", "match", "list", "order", "table", "date", "w" * 41]


@pytest.mark.parametrize("name", [*BAD_NAMES, "rollout", "readers", "columns", "in_documents"])
def test_a_name_that_is_none_or_taken_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    before = small(tmp_path)
    (tmp_path / "extractors" / "readers").mkdir()
    with pytest.raises(UserError, match=f"^{re.escape(name)}: [^\n]*$") as refused:
        create(tmp_path, name, default_columns("x"))
    assert refused.value.exit_code == 2
    assert files(tmp_path) == before


def test_what_was_written_is_taken_back_when_not_all_of_it_works(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "schemas" / "model.py").write_text("class", encoding="utf-8")
    before = files(tmp_path)
    with pytest.raises(UserError, match=r"does not work \(SyntaxError: .*\); nothing was changed"):
        create(tmp_path, "water_works", default_columns("water_works"))
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--like", "nowhere.docx"], 2, "nowhere.docx: no such file"),
        (["--like", "empty.docx"], 1, "empty.docx: the file is empty"),
        (["--like", "works.docx", "--table", 3], 2, "works.docx: no table 3 there; it has: 1 (Công trình | Công suất"),
        (["--like", "two.zip"], 2, "two.zip: table 1 is in two.zip!/a.docx, two.zip!/b.docx; give one of these"),
        (["--like", "two.zip!/c.docx"], 2, "two.zip!/c.docx: no document of that name in two.zip"),
    ],
)
def test_a_file_without_that_table_is_one_line_that_says_why(
    arguments: list[object], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    before = small(tmp_path / "checkout")
    folder = tmp_path / "checkout"
    (folder / "empty.docx").touch()
    works = word_file(folder / "works.docx", guide_table())
    with zipfile.ZipFile(folder / "two.zip", "w") as archive:
        for name in ("a.docx", "b.docx"):
            archive.write(works, name)
    ended = started(folder, "water_works", *arguments)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert ended.stderr.startswith(f"congbao: {said}")
    assert ended.stderr.count("\n") == 1
    assert {path: content for path, content in files(folder).items() if path in before} == before


def test_outside_a_checkout_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="run this in a checkout"):
        create(tmp_path, "water_works", default_columns("water_works"))
