"""What ``congbao inspect`` says of a file's tables: which record kind read each, and how the others are understood."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from normalizers.text import fold
from pipeline.render import table, visible
from pipeline.result import Row
from schemas import TABLES

LONGEST = 60
HEADINGS = "normalizers/vocabulary/headings.yaml"
#: facts that stand in the cells of tables of any kind, so that they do not tell what a table is
_ANYWHERE = ("citations",)
_PLACE = ("page", "x0", "y0", "x1", "y1", "line", "path")


def read_as(tables: Mapping[str, Sequence[Row]]) -> dict[int, list[str]]:
    """Return by table number the record kinds whose values stand in that table, by their evidence."""
    names = {known.prefix: name for name, known in TABLES.items() if known.prefix and name not in _ANYWHERE}
    cited: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for row in tables["evidence"]:
        name = names.get(row["record_id"].partition("-")[0])
        if name is not None:
            cited[tuple(row[column] for column in _PLACE)].add(name)
    found: dict[int, set[str]] = defaultdict(set)
    for cell in tables["cells"]:
        place = tuple(cell[column] for column in _PLACE)
        if place in cited and any(part is not None for part in place):
            found[cell["table_no"]] |= cited[place]
    return {number: sorted(kinds) for number, kinds in found.items()}


def unknown_tables(tables: Mapping[str, Sequence[Row]], document: str) -> Iterator[str]:
    """Yield a text for each table that no record kind read: its columns as understood, and what to add to know them.

    `document` is where the tables stand, as ``new-extractor --like`` takes it.
    """
    known = read_as(tables)
    by_table: dict[int, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for value in tables["table_values"]:
        by_table[value["table_no"]][value["col"]].append(value)
    for number, columns in sorted(by_table.items()):
        if number not in known:
            yield _understood(number, columns, document)


def _understood(number: int, columns: Mapping[int, Sequence[Row]], document: str) -> str:
    lines, unknown = [], []
    for col, cells in sorted(columns.items()):
        first = cells[0]
        kinds = Counter(cell["kind"] for cell in cells)
        kind = " or ".join(sorted(kinds, key=lambda name: (-kinds[name], name)))
        heading = first["column_path"] or "(no heading)"
        units = sorted({cell["unit"] for cell in cells if cell["unit"]})
        unit = ", ".join(units[:3])
        lines.append([col, _short(heading), first["field"] or "unknown", kind, unit, _short(first["value_raw"])])
        if first["field"] is None and first["column_path"]:
            unknown.append(first["column_path"].rpartition(" / ")[2])
    said = f"Table {number}: no record kind knows it; its values are in table_values\n"
    said += table(["column", "heading", "meaning", "holds", "unit", "first value"], lines)
    if unknown:
        said += f"\nTo make its headings known, add to {HEADINGS} (FIELD: a meaning there, or a new one):"
        said += "".join(f"\n  - {{field: FIELD, whole: [{_quoted(heading)}]}}" for heading in dict.fromkeys(unknown))
        command = f"congbao new-extractor NAME --like {shlex.quote(visible(document))} --table {number}"
        said += f"\nTo read it as a kind of record of its own: {command}"
    return said


def _quoted(heading: str) -> str:
    text = fold(heading)
    return text if all(char.isalnum() or char in " /." for char in text) and not text.isdigit() else f'"{text}"'


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
