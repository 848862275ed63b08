"""Targets in tables of aims: "Chỉ tiêu | ĐVT | 2023 | 2024 | 2025", a figure in each column of a year, or
"Mục tiêu | Chỉ tiêu | Thời gian hoàn thành", one figure a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import prose
from extractors.aims.groups import SHARE, group_between, is_group, subject_before
from extractors.aims.sentences import Target, shares
from extractors.aims.times import time_of
from extractors.aims.verbs import coordinated
from extractors.columns import Column, Columns
from extractors.document import Cell, Table
from extractors.groups import concerns_system
from extractors.prose import Prose
from normalizers.deadlines import Time, find_times
from normalizers.flags import is_blank
from normalizers.text import clean, fold, trim

_VALUE = regex.compile(
    r"(?P<before>[<>≥≤]=?|trên|hơn|ít nhất|tối thiểu|không dưới|từ|tối đa|không quá)?\s*"
    r"(?P<low>\d{1,3}(?:[.,]\d{1,2})?)\s*%?(?:\s*[-–]\s*(?P<high>\d{1,3}(?:[.,]\d{1,2})?)\s*%?)?\s*"
    r"(?P<unit>[\p{L} ]{2,30})?(?P<after>trở lên|trở xuống)?",
    regex.IGNORECASE,
)
_COMPARATORS = {
    **dict.fromkeys((">", "trên", "hơn"), ">"),
    **dict.fromkeys((">=", "≥", "≥=", "ít nhất", "tối thiểu", "không dưới", "từ", "trở lên"), ">="),
    **dict.fromkeys(("<=", "≤", "≤=", "tối đa", "không quá", "trở xuống"), "<="),
}
_SHARE_UNIT = regex.compile(r"%|phần trăm|tỷ lệ|tỉ lệ")
_NAMED = ("target", "content", "item")
# columns of what has been reached are no aims
_REACHED = regex.compile(
    r"hiện trạng|hiện nay|hiện có|kết quả|(?<!(?:năm|thời gian|lộ trình|kế hoạch|tiến độ) )thực hiện|đã đạt|ước đạt"
    r"|đến nay|thực trạng"
)
_AIMED = regex.compile(r"(?:mục tiêu|chỉ tiêu|phấn đấu|kế hoạch|kh)(?: đến)?(?: hết)?(?: năm)? ((?:19|20)\d\d)")
_COUNT_LEAD = regex.compile(r"(?:số lượng|tổng số|số)\s+", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableTarget:
    """A target of a table: what its row says, the cell of the figure, and whether the row's words say the time."""

    target: Target
    read: Prose
    named: Cell
    figure: Cell


def table_targets(table: Table, columns: Columns) -> Iterator[tuple[int, TableTarget]]:
    """Yield (row, target) for each figure of a table whose rows are aims, under its years or its one column of figures.

    A row whose measure, group or unit is not understood gives none.
    """
    values = _value_columns(columns)
    taken = {column.index for column in values}
    named = next((one for name in _NAMED for one in columns.of(name) if one.index not in taken), None)
    if named is None or not values or columns.has("amount", "unit_price", "procedures"):
        return
    if columns.has("lead_agency") and not any(column.field == "target" for column in values):
        return  # a work programme
    units = columns.of("unit") or [column for column in columns.of("agency") if fold(column.heading) == "đơn vị"]
    if len(columns.of("agency")) > (not columns.of("unit") and len(units)):
        return
    for row in columns.body():
        cell = columns.at(row, named.index)
        if cell is None or is_blank(cell.text):
            continue
        unit_cell = next((columns.at(row, column.index) for column in units), None)
        read = prose.read(clean(cell.text))
        figures = [one for column in values if (one := columns.at(row, column.index)) is not None]
        shared = "%" if figures and all("%" in one.text for one in figures if not is_blank(one.text)) else ""
        said = _row_says(read, (unit_cell.text if unit_cell else "") or shared)
        if said is None:
            continue
        measures, group, unit = said
        own = time_of(find_times(read.text), len(read.text))
        for column in values:
            figure = columns.at(row, column.index)
            if figure is None or is_blank(figure.text):
                continue
            time = (
                _row_time(columns, row, own) if column.year is None else Time(0, 0, "", None, column.year, column.year)
            )
            for comparator, value in _figures(clean(figure.text)):
                span = (0, len(read.text))
                target = Target(group, measures, comparator, value, unit, time, span)
                yield row, TableTarget(target, read, cell, figure)


def sentence_targets(columns: Columns) -> Iterator[tuple[int, TableTarget]]:
    """Yield (row, target) for the shares in the words of a table of aims without columns of figures."""
    named = next(iter(columns.of("target")), None)
    if named is None or _value_columns(columns):
        return
    for row in columns.body():
        cell = columns.at(row, named.index)
        if cell is None or "%" not in cell.text:
            continue
        read = prose.read(clean(cell.text))
        times = find_times(read.text)
        for target in shares(read, 0, len(read.text)):
            if target.measures and concerns_system(read, 0, len(read.text)):
                own = time_of(times, target.span[0])
                timed = Target(
                    target.group, target.measures, target.comparator, target.value, target.unit, own, target.span
                )
                yield row, TableTarget(timed, read, cell, cell)


def _value_columns(columns: Columns) -> list[Column]:
    """Return the columns that hold the figures: those of years, or the one that is headed as the aim's figure."""
    years = [column for column in columns.of("year") if not _REACHED.search(fold(column.heading))]
    aims = [*((column.index, column.heading) for column in columns.of("target")), *columns.unknown]
    years += [
        Column(index, "year", int(aimed[1]), heading)
        for index, heading in aims
        if (aimed := _AIMED.fullmatch(fold(heading.rpartition(" / ")[2])))
    ]
    if years:
        return sorted(years, key=lambda column: column.index)
    return [column for column in columns.of("quantity") if columns.has("target")] or _figures_beside(columns)


def _figures_beside(columns: Columns) -> list[Column]:
    """Return the column "Chỉ tiêu" beside "Mục tiêu" if it holds a figure in every row."""
    headed = columns.of("target")
    if len(headed) != 2:
        return []
    cells = [columns.at(row, headed[1].index) for row in columns.body()]
    filled = [cell.text for cell in cells if cell is not None and not is_blank(cell.text)]
    return headed[1:] if filled and all(_figures(clean(text)) for text in filled) else []


def _row_time(columns: Columns, row: int, own: Time | None) -> Time | None:
    """Return the time that a row's words say, or else its column of times."""
    cited = columns.cited(row, "deadline") or columns.cited(row, "time")
    if own is not None or cited is None:
        return own
    times = find_times(clean(cited.text))
    return times[0] if len(times) == 1 else None


def _row_says(read: Prose, unit: str) -> tuple[tuple[str, ...], tuple[int, int] | None, str] | None:
    """Return the measures, the group and the unit that the words of a row name; None where one is not understood."""
    text = read.text
    acting = read.of("measure")
    if not acting or not concerns_system(read, 0, len(text)):
        return None
    counted = _COUNT_LEAD.match(text)
    folded = fold(unit).strip(" ()")
    head = read.after("counted", counted.end() if counted else 0)
    if head is not None and head.value == "courses":
        return ("train",), None, "courses"
    share = _SHARE_UNIT.search(folded) or (not folded and _SHARE_UNIT.search(fold(text)))
    if head is not None and head.value == "procedures" and not share:
        measures = coordinated(read, acting[0], len(text))
        return measures, group_between(read, counted.end() if counted else 0, acting[0].start), "procedures"
    group = subject_before(read, 0, acting[0].start)
    if group is None or not is_group(read, group):
        return None
    measures = coordinated(read, acting[0], len(text))
    if share:
        return measures, group, "percent"
    if counted and read.of("agencies", *group):
        return measures, group, "agencies"
    return None


def _figures(text: str) -> list[tuple[str | None, float]]:
    """Return (comparator, value) of a cell that holds a figure and nothing else, two for a range."""
    if SHARE.search(text) and len(SHARE.findall(text)) > 1:
        return []
    match = _VALUE.fullmatch(trim(text) or text)
    if match is None:
        return []
    low = float(match["low"].replace(",", "."))
    if match["high"]:
        return [(">=", low), ("<=", float(match["high"].replace(",", ".")))]
    word = fold(match["before"] or match["after"] or "")
    return [(_COMPARATORS.get(word, "="), low)]
