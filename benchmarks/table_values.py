"""How rightly the values of tables that no extractor knows are typed: ``uv run python -m benchmarks.table_values``.

Each table of ``tables/labelled.yaml`` is written as HTML, DOCX and OCR text, read back and compared cell by cell: a
cell is right when its kind, unit, year and value are. ``--time`` measures the share of a document's CPU time instead.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import yaml

from corpus.make.facts import Block, Plan, Table
from corpus.make.pages import law_page
from corpus.make.text import ocr_text
from corpus.make.word import word_file
from extractors import readers, table_values
from extractors.layout import shape
from extractors.table_values import TableValue
from pipeline.process import process

LABELLED = Path(__file__).parent / "tables" / "labelled.yaml"
FORMS = {
    ".html": lambda plan: law_page(plan).encode(),
    ".docx": word_file,
    ".txt": lambda plan: ocr_text(plan).encode(),
}


def labelled() -> list[dict[str, Any]]:
    """Return the labelled tables."""
    tables: list[dict[str, Any]] = yaml.safe_load(LABELLED.read_text(encoding="utf-8"))["tables"]
    return tables


def plan(entry: dict[str, Any]) -> Plan:
    """Return a decision whose annex is the one table of `entry`."""
    rows = tuple(tuple(row) for row in [*entry["header"], *entry["rows"]])
    widths = tuple(30 for _ in entry["columns"])
    blocks = [Block("letterhead"), Block("title", "QUYẾT ĐỊNH"), Block("title", "Ban hành số liệu")]
    blocks += [Block("article", "Điều 1. Ban hành kèm theo Quyết định này bảng số liệu."), Block("signature")]
    blocks += [Block("title", "PHỤ LỤC"), Block("title", entry["title"])]
    blocks += [Block("note", entry["note"])] if "note" in entry else []
    head = {"issuer": ["ỦY BAN NHÂN DÂN", "TỈNH ĐIỆN BIÊN"], "number": "Số: 15/QĐ-UBND", "in_ocr": True}
    head["place_date"] = "Điện Biên, ngày 03 tháng 01 năm 2024"
    table = Table("t", widths, len(entry["header"]), rows)
    signature = {"capacity": ["CHỦ TỊCH"], "name": "Nguyễn Văn An"}
    return Plan(
        entry["name"], entry["title"], (*blocks, Block("table", "t")), {"t": table}, head, signature, (), {}, {}
    )


def differences(entry: dict[str, Any], form: str) -> tuple[int, list[str]]:
    """Return (labelled cells, what was read otherwise) of one table in one form."""
    data = FORMS[form](plan(entry))
    found = list(table_values.extract(shape(readers.read(data, f"table{form}"))))
    rows = sorted({value.row for value in found if value.role != "group"})
    at = {(rows.index(value.row), value.col): value for value in found if value.role != "group"}
    count, wrong = 0, []
    for col, column in enumerate(entry["columns"]):
        if column["kind"] == "skip":
            continue
        for row, expected in enumerate(column.get("values", ())):
            count += 1
            problem = _problem(column, row, expected, at.get((row, col)))
            if problem:
                wrong.append(f"{entry['name']}{form} row {row + 1} column {col + 1}: {problem}")
    for row, path in enumerate(entry.get("groups", ())):
        count += 1
        read = next((value.group_path for (number, _), value in at.items() if number == row), ())
        if list(read) != path:
            wrong.append(f"{entry['name']}{form} row {row + 1}: groups {list(read)}, expected {path}")
    return count, wrong


def _problem(column: dict[str, Any], row: int, expected: Any, value: TableValue | None) -> str:
    if value is None:
        return "" if expected is None else f"nothing, expected {expected!r}"
    read: Any = value.value.number
    kind = value.value.kind
    for other in (value.value.on, value.value.flag, value.value.text):
        read = other if read is None else read
    wanted = float(expected) if isinstance(expected, int) and not isinstance(expected, bool) else expected
    if wanted != read or (wanted is not None and kind != column["kind"]):
        return f"{kind} {read!r}, expected {column['kind']} {wanted!r}"
    unit = column["units"][row] if "units" in column else column.get("unit")
    if wanted is not None and value.value.unit != unit:
        return f"unit {value.value.unit!r}, expected {unit!r}"
    return "" if value.year == column.get("year") else f"year {value.year}"


def share(paths: list[Path]) -> None:
    """Print the share that the values have of the CPU time of reading each file."""
    for path in paths:
        data = path.read_bytes()
        document = shape(readers.read(data, path.name))
        process(data, path.name)  # warm
        start = time.process_time()
        process(data, path.name)
        whole = time.process_time() - start
        start = time.process_time()
        values = list(table_values.extract(document))
        own = time.process_time() - start
        took = f"{own * 1000:7.1f} ms of {whole * 1000:8.1f} ms  {own / whole:.1%}"
        print(f"{path.name:36} {len(values):6} values  {took}")  # noqa: T201


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.table_values", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--set", choices=["rules", "held"], help="only the tables of that set")
    parser.add_argument("--differences", action="store_true", help="print every cell that is read otherwise")
    parser.add_argument("--time", nargs="*", type=Path, metavar="FILE", help="measure the share of time on these files")
    options = parser.parse_args()
    if options.time:
        share(options.time)
        return
    for form in FORMS:
        for which in ("rules", "held"):
            if options.set not in (None, which):
                continue
            scored = [differences(entry, form) for entry in labelled() if entry["set"] == which]
            cells, wrong = sum(count for count, _ in scored), [text for _, texts in scored for text in texts]
            print(f"{form:6} {which:6} {cells} cells, {1 - len(wrong) / cells:.2%} right")  # noqa: T201
            if options.differences:
                print("\n".join(f"    {text}" for text in wrong))  # noqa: T201


if __name__ == "__main__":
    main()
