"""When the tasks of a table fall due that marks its quarters or months: "Tiến độ (quý) | I | II | III | IV"."""

from __future__ import annotations

import calendar
from datetime import date

import regex

from extractors.columns import Columns
from extractors.document import Cell, Table
from normalizers.flags import is_blank, is_mark
from normalizers.text import clean, fold

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = regex.compile(r"(?:quý\s*|q\.?\s*)?(?P<nth>iv|i{1,3}|[1-4])(?:\s*(?:/|-|năm)\s*(?P<year>(?:19|20)\d\d))?")
_MONTH = regex.compile(r"(?:tháng\s*|t\.?\s*)?(?P<nth>1[0-2]|0?[1-9])(?:\s*(?:/|-|năm)\s*(?P<year>(?:19|20)\d\d))?")
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FEWEST = 2  # columns that make a schedule


def quarter_columns(table: Table, year: int | None) -> dict[int, date | None]:
    """Return the last day of each column of quarters or months; None where neither heading nor `year` says the year."""
    found: dict[int, date | None] = {}
    for col, path in enumerate(table.headings):
        said = [fold(clean(text)).strip(" .:()") for text in path]
        if not said:
            continue
        over = " ".join(said[:-1])
        quarter, month = _QUARTER.fullmatch(said[-1]), _MONTH.fullmatch(said[-1])
        if quarter is not None and ("quý" in over or said[-1].startswith("q")):
            named, ends = quarter, 3 * _QUARTERS[quarter["nth"]]
        elif month is not None and ("tháng" in over or said[-1].startswith("t")):
            named, ends = month, int(month["nth"])
        else:
            continue
        years = {named["year"]} if named["year"] else set(_YEAR.findall(over))
        of = int(years.pop()) if len(years) == 1 else year
        found[col] = date(of, ends, calendar.monthrange(of, ends)[1]) if of is not None else None
    return found if len(found) >= _FEWEST else {}


def last_marked(columns: Columns, scheduled: dict[int, date | None], row: int) -> tuple[Cell, date | None] | None:
    """Return the last marked cell of a row's schedule and the day on which its quarter or month ends."""
    cells = [(columns.at(row, col), day) for col, day in scheduled.items()]
    marked = [(cell, day) for cell, day in cells if cell is not None and not is_blank(cell.text)]
    if not marked or not all(is_mark(cell.text) for cell, _ in marked):
        return None
    return marked[-1]
