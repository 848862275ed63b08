"""The cost tables of one document as trees of lines, rebuilt from the records of ``budget_lines`` for the checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.document import Place
from extractors.records import Finding, Record, Severity

AMOUNTS = ("amount_vnd", "before_tax_vnd", "tax_vnd")
_NAMES = {
    "amount_vnd": ("amount", "thành tiền"),
    "before_tax_vnd": ("amount before tax", "thành tiền trước thuế"),
    "tax_vnd": ("tax", "thuế"),
}


@dataclass(slots=True, eq=False)
class Line:
    """One printed line: its records by year column (None: the whole period, or the table's one year)."""

    number: int
    records: dict[int | None, Record] = field(default_factory=dict)
    parts: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Record:
        """Return the line's first record, which holds what does not depend on the year."""
        return next(iter(self.records.values()))

    @property
    def role(self) -> str:
        """Return what the line is: item, subtotal, total, rounded."""
        return str(self.first.values["role"])

    def value(self, column: str, year: int | None) -> int | None:
        """Return the amount printed in one column, in đồng; None when nothing is printed or it cannot be read."""
        record = self.records.get(year)
        amount = record.values[column] if record is not None else None
        return amount if isinstance(amount, int) else None

    def counted(self, column: str, year: int | None) -> int | None:
        """Return the amount printed, or for a heading without one the sum of its parts."""
        own = self.value(column, year)
        if own is not None or not self.parts:
            return own
        values = [part.counted(column, year) for part in self.parts]
        return sum(value or 0 for value in values) if any(value is not None for value in values) else None

    def unread(self, column: str, year: int | None) -> bool:
        """Tell whether the cell, or one that stands for it below, prints something that could not be read."""
        if year is not None and self.first.values["_lost_years"]:
            return True
        record = self.records.get(year)
        if record is not None and column.removesuffix("_vnd") in record.values["_unread"]:
            return True
        return self.value(column, year) is None and any(part.unread(column, year) for part in self.parts)

    def below(self) -> Iterator[Line]:
        """Yield all lines under this one."""
        for part in self.parts:
            yield part
            yield from part.below()

    def name(self) -> str:
        """Return how a message calls the line: number and item."""
        values = self.first.values
        item = str(values["item"] or "")
        short = item if len(item) <= 60 else item[:57].rstrip() + "…"
        return f"{values['item_no']} {short}".strip() if values["item_no"] else short or f"line {self.number}"


@dataclass(slots=True)
class Sheet:
    """One cost table."""

    lines: list[Line]
    years: tuple[int, ...]  # that have columns of their own

    @property
    def top(self) -> list[Line]:
        """Return the lines that no other holds, totals aside."""
        return [
            line
            for line in self.lines
            if line.first.values["_parent_line"] is None
            if line.role in ("item", "subtotal") and not line.first.values["_sums"]
        ]

    def slots(self) -> list[tuple[str, int | None]]:
        """Return every column of amounts: the whole period first, then year by year."""
        return [(column, year) for year in (None, *self.years) for column in AMOUNTS]


def sheets(records: Iterable[Record]) -> list[Sheet]:
    """Return the cost tables in document order."""
    tables: dict[object, dict[int, Line]] = {}
    for record in records:
        if record.table == "budget_lines":
            lines = tables.setdefault(record.position[0], {})
            number = record.values["line_no"]
            lines.setdefault(number, Line(number)).records[record.values["_column_year"]] = record
    found = []
    for lines in tables.values():
        for line in lines.values():
            parent = lines.get(line.first.values["_parent_line"])
            aside = line.first.values["_partial"] or line.first.values["_sums"]
            if parent is not None and line.role in ("item", "subtotal") and not aside:
                parent.parts.append(line)
        years = sorted({year for line in lines.values() for year in line.records if year is not None})
        found.append(Sheet(list(lines.values()), tuple(years)))
    return found


def column_name(column: str, year: int | None) -> tuple[str, str]:
    """Return what a column is called in English and Vietnamese."""
    english, vietnamese = _NAMES[column]
    return (f"{english} of {year}", f"{vietnamese} năm {year}") if year else (english, vietnamese)


def english(amount: int | float) -> str:
    """Return a figure as English text prints it: 2,357,584,639 or 26.4."""
    return f"{amount:,}" if isinstance(amount, int) or amount != int(amount) else f"{int(amount):,}"


def vietnamese(amount: int | float) -> str:
    """Return a figure as Vietnamese text prints it: 2.357.584.639 or 26,4."""
    return english(amount).replace(",", "\0").replace(".", ",").replace("\0", ".")


def attach(
    record: Record,
    column: str,
    rule: str,
    severity: Severity,
    messages: tuple[str, str],
    figures: tuple[int, int, int],
) -> None:
    """Attach a finding to a line's record, at the cell of `column`; `figures` are expected, actual, difference."""
    cited = record.evidence.get(column)
    place: Place = cited.place if cited is not None else record.place
    expected, actual, difference = (str(figure) for figure in figures)
    record.findings.append(Finding(rule, severity, messages[0], messages[1], place, expected, actual, difference))
