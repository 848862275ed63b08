"""The columns of a new record kind: their names, the kinds of their values, and what their headings mean already.

A heading that the vocabulary knows keeps its meaning, which other tables are read by: the new kind reads it by that
meaning too. Only a heading that it does not know gets a new one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.text import slug
from normalizers.vocabulary import heading_fields, heading_key
from pipeline import UserError
from pipeline.result import Row
from schemas.columns import RECORD_COLUMNS

_SUFFIX = {"amount": "_vnd", "date": "_on"}
_TAKEN = {column.name for column in RECORD_COLUMNS} | {"row_no"}
_NUMBERED = "row_no"  # the meaning of the column that every record kind fills by itself
_LONGEST_NAME = 40  # characters of a column's name
_SHOWN = 60  # characters of a table's headings


@dataclass(frozen=True, slots=True)
class NewColumn:
    """One column of the new table: its name, the heading that it is known by, and the kind of its values.

    `field` is what the heading means already, "" where the vocabulary does not know it; `above` are the headings over
    it, outermost first, where it means that, or is to mean something new, under them only.
    """

    name: str
    heading: str
    kind: str
    field: str = ""
    above: tuple[str, ...] = ()

    @property
    def filled(self) -> str:
        """Return the name by which an extractor fills the column."""
        return self.name + _SUFFIX.get(self.kind, "")

    @property
    def stored(self) -> str:
        """Return the name of the column that holds its value."""
        return self.filled + ("_raw" if self.kind == "agency" else "")


def default_columns(name: str) -> list[NewColumn]:
    """Return the columns of a kind that no table was given for: a name and a number."""
    words = name.replace("_", " ")
    title, quantity = f"Tên {words}", f"Số {words}"
    return [
        NewColumn("title", title, "text", _meaning((title,))),
        NewColumn("quantity", quantity, "count", _meaning((quantity,))),
    ]


def columns_like(values: Sequence[Row], table_no: int) -> tuple[list[NewColumn], list[str]]:
    """Return the columns of table `table_no` of a document, by its rows of ``table_values``, and lines about others.

    A column whose heading means the same as one before it is left out, with a line that says so: by their headings the
    two cannot be told apart. Raises UserError when there is no such table or it has no headings.
    """
    own = [row for row in values if row["table_no"] == table_no]
    if not own:
        there = "; ".join(tables_of(values)) or "none"
        raise UserError(f"no table {table_no} in that file; it has: {there}", exit_code=2)
    columns: dict[str, NewColumn] = {}
    left_out: list[str] = []
    for col in sorted({row["col"] for row in own}):
        cells = [row for row in own if row["col"] == col]
        path = tuple((cells[0]["column_path"] or "").split(" / "))
        name = slug(re.sub(r"\([^()]*\)", "", path[-1])).replace("-", "_").lstrip("0123456789_")
        if len(name) > _LONGEST_NAME:
            name = name[:_LONGEST_NAME].rpartition("_")[0] or name[:_LONGEST_NAME]
        if not path[-1] or not name or cells[0]["field"] == _NUMBERED:
            continue
        kinds = [cell["kind"] for cell in cells]
        kind = max(sorted(set(kinds)), key=kinds.count)
        while name in _TAKEN | {column.name for column in columns.values()}:
            name += "_2"
        field = cells[0]["field"] or ""
        above = path[:-1] if not field or _meaning(path[-1:]) != field else ()
        column = NewColumn(name, path[-1], kind, field, above)
        meant = field or " / ".join(heading_key(text) for text in (*above[-1:], path[-1]))
        if meant in columns:
            left_out.append(f"{column.heading!r} reads as {columns[meant].heading!r} does and is left out")
            continue
        columns[meant] = column
    if not columns:
        raise UserError(f"table {table_no} has no headings to be known by", exit_code=2)
    return list(columns.values()), left_out


def tables_of(values: Sequence[Row]) -> list[str]:
    """Return, for each table in rows of ``table_values``, its number and the beginning of its headings."""
    headings: dict[int, dict[int, str]] = {}
    for row in values:
        headings.setdefault(row["table_no"], {}).setdefault(row["col"], row["column_path"] or "")
    found = []
    for number, by_column in sorted(headings.items()):
        text = " | ".join(heading.rpartition(" / ")[2] for _, heading in sorted(by_column.items()))
        found.append(f"{number} ({text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'})")
    return found


def _meaning(path: tuple[str, ...]) -> str:
    found = heading_fields(path)
    return found.field if found is not None else ""
