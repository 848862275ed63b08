"""A table whose columns are known by their headings, each cell read as the kind of value that its column holds.

A record kind whose rows are the rows of a table needs no more: it names the headings and the columns that they fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from extractors.columns import Columns
from extractors.document import Table
from extractors.records import Cited, Finding, Mention, Record
from extractors.table_typing import typing_of
from normalizers.flags import is_blank
from normalizers.text import trim
from normalizers.values import ColumnKind, Value, cell_value

_SEQUENCE = ColumnKind("count")  # the column of sequence numbers, which is no value of the table

Holds = Literal["text", "raw", "agency", "count", "number", "vnd", "date", "flag"]


@dataclass(frozen=True, slots=True)
class Fill:
    """The column of a record that a heading fills, and what it holds.

    ``agency`` fills ``<column>_raw`` and, once the name is resolved, ``<column>_id``.
    """

    column: str
    holds: Holds = "text"


class TypedColumns(Columns):
    """A table's grid with its columns named by their headings and their values typed."""

    def __init__(self, table: Table) -> None:
        """Look up the headings of `table`, which layout has already found, and type its columns."""
        super().__init__(table)
        self._typing = typing_of(table)

    def value(self, row: int, field: str) -> tuple[Cited, Value] | None:
        """Return what the first column that means `field` says in `row`, as printed and typed; None for nothing."""
        for column in self.of(field):
            cell = self.at(row, column.index)
            if cell is not None and not is_blank(cell.text):
                kind = self._typing.kinds.get(column.index, _SEQUENCE)
                return Cited(cell.text, cell.place), cell_value(cell.text, kind, self._typing.separators)
        return None

    def record(self, table: str, row: int, position: tuple[int, int], fills: Mapping[str, Fill]) -> Record:
        """Return `row` as a record of `table`: each field of `fills` with its value, evidence and mention.

        A cell that prints something else than its column holds leaves the column null, with a finding.
        """
        record = Record(table, position, {}, place=self.row_place(row))
        evidence: dict[str, Cited] = {}
        mentions: dict[str, Mention] = {}
        for field, fill in fills.items():
            name = f"{fill.column}_raw" if fill.holds == "agency" else fill.column
            found = self.value(row, field)
            record.values[name] = None
            if found is None:
                continue
            cited, value = found
            record.values[name] = read = _read(cited, value, fill.holds)
            if read is None:
                record.findings.append(_unreadable(self, field, cited))
                continue
            evidence[name] = cited
            if fill.holds == "agency":
                mentions[f"{fill.column}_id"] = Mention(cited.text, cited.place)
        record.evidence, record.mentions = evidence, mentions
        if row in self.table.inferred_rows:
            record.method, record.confidence = "inferred", 0.8
        return record


def _read(cited: Cited, value: Value, holds: Holds) -> object:
    if holds == "text":
        return trim(cited.text) or None
    if holds in ("raw", "agency"):
        return cited.text
    if holds == "count":
        return int(value.number) if value.number is not None and value.number.is_integer() else None
    return {"number": value.number, "vnd": value.vnd, "date": value.on, "flag": value.flag}[holds]


def _unreadable(columns: Columns, field: str, cited: Cited) -> Finding:
    heading = columns.of(field)[0].heading
    return Finding(
        rule="unreadable_value",
        severity="warning",
        message=f"{cited.text!r} stands under {heading!r} and is not what that column holds; left empty.",
        message_vi=f"“{cited.text}” ở cột “{heading}” không đúng kiểu dữ liệu của cột; để trống.",
        place=cited.place,
        actual=cited.text,
    )
