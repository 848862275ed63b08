"""Which tables say who applies the system when: columns of years, lists with a time, lists whose title names the year.

A table of a document that never names the system, and a list of those who are inspected or trained ("Danh sách cơ quan
được kiểm tra năm 2020"), tell something else and are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import regex

from extractors import prose
from extractors.columns import Column, Columns, names_agencies, side_by_side
from extractors.document import Document, Paragraph
from extractors.groups import SYSTEM_MEASURES, about_system
from extractors.layout import rows as layout_rows
from extractors.layout.marks import heading_label
from extractors.records import Cited
from extractors.scope import Scope
from normalizers.answers import parse_answer
from normalizers.flags import is_blank, is_mark
from normalizers.standards import find_standards
from normalizers.text import clean, fold
from normalizers.vocabulary import group_level, time_heading, title_year

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # "2019", "Tháng 3/2020", "30/6/2021"
_DAY = regex.compile(r"(?:trước\s+|ngày\s+)*(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})", regex.IGNORECASE)
_COUNT_OF = regex.compile(
    r"(?:tổng )?số (?:lượng )?(?:các )?(?:cơ quan|đơn vị|địa phương|ubnd|xã|phường|huyện|sở)(?!\p{L})"
)
_LONGEST_HEADING = 100  # characters of a heading over a list
PRICES = ("unit_price", "before_tax", "tax", "quantity")
MONEY = ("amount", *PRICES)
_NO_REMARK = ("agency", "year", "time", "begin", "deadline", "row_no", "parent")
_TIME_OF = ("thời gian ", "thời điểm ", "năm ", "dự kiến ")  # "Thời gian thực hiện chuyển đổi", "Năm áp dụng"
# tables of tasks name agencies and times too, but as those who do the work
# how things stand: no list of who follows
_STANDS = ("procedures", "procedures_applied", "procedures_total", "published_yes", "published_on", "passed_yes")
_TASKS = ("content", "item", "lead_agency", "coordinating_agency", "published_yes", "passed_yes")


@dataclass(frozen=True, slots=True)
class RolloutTable:
    """A table that names agencies for years: its number among its kind, its parts if they stand beside each other, and
    the year of a list whose title says it."""

    ordinal: int
    parts: list[Columns]
    list_of: int | None


def rollout_tables(document: Document, scope: Scope) -> Iterator[RolloutTable]:
    """Yield the rollout tables and lists of a shaped document, counted from 1 in reading order."""
    if not about_system(document):
        return
    ordinal = 0
    for table in document.tables():
        parts = [_beside_its_district(columns) for columns in side_by_side(table)]
        year = None
        if not is_rollout_table(parts[0]) and not is_dated_list(parts[0]):
            year = list_year(parts[0]) or _year_over(document, parts[0])
            if year is None:
                continue
        if tells_something_else(parts[0], scope):
            continue
        ordinal += 1
        yield RolloutTable(ordinal, parts, year)


def _beside_its_district(columns: Columns) -> Columns:
    """Take "UBND huyện" beside "UBND xã" for the parent: whether it applies the system too, the table does not say."""
    levels = {column.index: group_level(column.heading) for column in columns.of("agency")}
    if set(levels.values()) == {"district", "commune"}:
        columns.known = [
            replace(column, field="parent") if levels.get(column.index) == "district" else column
            for column in columns.known
        ]
    return columns


def time_columns(columns: Columns) -> list[Column]:
    """Return the columns headed by a time: years, quarters and months of one, and periods (their year is None)."""
    found = columns.of("year")
    for index, path in enumerate(columns.table.headings):
        time = time_heading(path[-1]) if path else None
        if time is not None and all(column.index != index for column in found):
            found.append(Column(index, "year", time.year, " / ".join(path)))
    return sorted(found, key=lambda column: column.index)


def is_rollout_table(columns: Columns) -> bool:
    """Tell whether a table has a column of agencies and columns of times, with marks in them or words for these."""
    times = time_columns(columns)
    if not columns.has("agency") or not times or tells_money(columns):
        return False
    cells = [columns.at(row, column.index) for row in columns.body() for column in times]
    filled = [cell.text for cell in cells if cell is not None and not is_blank(cell.text)]
    return not filled or any(takes_up(text) or day_within(text, 2000) is not None for text in filled)


def day_within(text: str, year: int) -> date | None:
    """Return the day of a column's year that a cell under it prints: "30/11" under "Thời hạn hoàn thành / 2018"."""
    printed = _DAY.fullmatch(text.strip())
    try:
        return date(year, int(printed["month"]), int(printed["day"])) if printed is not None else None
    except ValueError:
        return None


def counts_those_above(label: str) -> bool:
    """Tell whether a row only counts those above it: "Số đơn vị thực hiện trong năm", "Số cơ quan áp dụng"."""
    return _COUNT_OF.match(fold(label)) is not None


def takes_up(text: str) -> bool:
    """Tell whether a cell under a year says that the agency takes the system up in it: a mark, or "Xây dựng"."""
    return is_mark(text) or fold(text) in prose.word_list("takes_up")


def keeps_up(text: str) -> bool:
    """Tell whether a cell under a year says that the agency goes on with it ("Duy trì")."""
    return fold(text) in prose.word_list("keeps_up")


def is_first(text: str) -> bool | None:
    """Tell whether a cell or the heading over it says that the agency takes the system up for the first time.

    "Xây dựng mới", "lần đầu" say so; "Chuyển đổi" says that it applies an older version already; None for neither.
    """
    parts = [part.strip() for part in fold(text).split("/")]
    if any("lần đầu" in part or part in prose.word_list("first_time") for part in parts):
        return True
    leaf = parts[-1].removeprefix("năm ")
    if any(" " in words and leaf.startswith(words + " ") for words in prose.word_list("first_time")):
        return True  # "Xây dựng mới theo TCVN ISO 9001:2015"
    older = any(leaf == words or leaf.startswith(words + " ") for words in prose.word_list("not_first_time"))
    return False if older else None


def work_columns(columns: Columns) -> list[Column]:
    """Return the columns that say when each kind of work is done: "Năm áp dụng" beside "Năm chuyển đổi", or years under
    "Xây dựng mới" and "Chuyển đổi TCVN ISO 9001:2015"."""
    found = [column for column in columns.of("time") if _names_work(column.heading)]
    for index, printed in columns.unknown:
        cells = [columns.at(row, index) for row in columns.body()]
        filled = [cell.text for cell in cells if cell is not None and not is_blank(cell.text)]
        if filled and _names_work(printed) and all(_YEAR.search(text) for text in filled):
            found.append(Column(index, "time", None, printed))
    return sorted(found, key=lambda column: column.index)


def _names_work(heading: str) -> bool:
    """Tell whether a heading names the work by which an agency takes the system up, with or without "Năm" before it."""
    leaf = fold(heading.rpartition(" / ")[2])
    for before in _TIME_OF:
        leaf = leaf.removeprefix(before)
    return any(leaf == words or leaf.startswith(words + " ") for words in prose.word_list("takes_up"))


def first_time_columns(columns: Columns) -> list[Column]:
    """Return the columns beside the years that say whether it is the first time: marks under "Chuyển đổi" and "Xây dựng
    mới", or these words under "Hình thức"."""
    beside = [Column(index, "none", None, printed) for index, printed in columns.unknown]
    beside += [column for column in columns.known if column.field not in _NO_REMARK]
    return [column for column in beside if any(first_time_said(columns, row, [column]) for row in columns.body())]


def first_time_said(columns: Columns, row: int, beside: list[Column]) -> tuple[bool, Cited] | None:
    """Return whether a row says that its agency takes the system up the first time, and the cell that says so.

    The version that it applies already ("Phiên bản đang áp dụng": "TCVN ISO 9001:2008") says that it is not.
    """
    for column in beside:
        cell = columns.at(row, column.index)
        if cell is None or is_blank(cell.text):
            continue
        heading = column.heading.rpartition(" / ")[2]
        first = is_first(heading if is_mark(cell.text) else cell.text)
        answer = parse_answer(cell.text) if first is None else None
        if answer is not None and (asked := is_first(heading)) is not None:
            first = answer is asked  # "Áp dụng lần đầu (Có/Không)"
        if first is None and "đang áp dụng" in fold(column.heading) and find_standards(cell.text):
            first = False
        if first is not None:
            return first, Cited(cell.text, cell.place)
    return None


def tells_money(columns: Columns) -> bool:
    """Tell whether a table is one of costs and no more; beside agencies a column of amounts may say what each costs."""
    return columns.has(*PRICES) or (columns.has("amount") and not names_agencies(columns))


def is_dated_list(columns: Columns) -> bool:
    """Tell whether it is a list of agencies with a column that says when ("Năm thực hiện", "Thời hạn hoàn thành")."""
    if not columns.has("agency") or columns.has("year", *_tasks(columns)):
        return False
    grouped = years_of_groups(columns)
    if not columns.has("time", "deadline") and not work_columns(columns) and not grouped:
        return False
    if tells_money(columns):
        return False
    if columns.has("procedures") and not columns.has("deadline") and not grouped:
        return False  # how things stand; beside a day by which it is due the procedures only say how much it is
    return any(_YEAR.search(when.text) for row in columns.body() for _, when in stated_times(columns, row))


def _tasks(columns: Columns) -> tuple[str, ...]:
    """Return the fields of tasks but for columns that only say the kind of work: "Nội dung": "Xây dựng mới"."""
    kinds = {column.field for column in first_time_columns(columns)}
    return tuple(field for field in _TASKS if field not in kinds)


def stated_times(columns: Columns, row: int) -> list[tuple[str, Cited]]:
    """Return (heading, cell) of each time that a row of a dated list states: one, or one for each kind of work."""
    work = work_columns(columns)
    if len(work) > 1 or (work and not columns.has("time", "deadline")):
        cells = [(column.heading, columns.at(row, column.index)) for column in work]
        return [(heading, Cited(cell.text, cell.place)) for heading, cell in cells if cell and not is_blank(cell.text)]
    for field in ("time", "deadline"):
        when = columns.cited(row, field)
        if when is not None:
            return [(columns.of(field)[0].heading, when)]
    return [("", over)] if (over := _time_over(columns, row)) is not None else []


def years_of_groups(columns: Columns) -> bool:
    """Tell whether a list of agencies is parted by years: "I | Năm 2018 (06 cơ quan)" over those of 2018."""
    if not columns.has("agency") or columns.has("year", "time", "deadline"):
        return False
    return any(_time_over(columns, row) is not None for row in columns.body())


def _time_over(columns: Columns, row: int) -> Cited | None:
    """Return the nearest group row over `row` that is a time and nothing else."""
    table = columns.table
    for group in reversed(layout_rows.groups(table).get(row, ())):
        label = layout_rows.label_text(table, group)
        if time_heading(label) is not None:
            return Cited(label, columns.row_place(group))
    return None


def list_year(columns: Columns) -> int | None:
    """Return the year that the title or a heading of a plain list of agencies names, or None if it is no such list."""
    if not columns.has("agency") or columns.has("year", *MONEY, *_STANDS, "item"):
        return None
    for text in [paragraph.text for paragraph in columns.table.title] + [column.heading for column in columns.known]:
        year = title_year(text)
        if year is not None:
            return year
    return None


def _year_over(document: Document, columns: Columns) -> int | None:
    """Return the year of the heading right over a plain list of agencies: "1. Năm 2013: 05 cơ quan"."""
    if not columns.has("agency") or columns.has("year", *MONEY, *_STANDS, "item"):
        return None
    at = next((index for index, block in enumerate(document.blocks) if block is columns.table), 0)
    above = document.blocks[at - 1] if at else None
    if not isinstance(above, Paragraph) or len(above.text) > _LONGEST_HEADING:
        return None
    opening = heading_label(above)
    said = fold(opening.rest if opening is not None else above.text)
    return title_year(said) if said.startswith(("năm ", "trong năm ")) else None


def tells_something_else(columns: Columns, scope: Scope) -> bool:
    """Tell whether the agencies are listed as inspected, trained or reporting, not as those that apply the system.

    The first of the table's title, its headings and the document's subject that says what is done decides, by its first
    verb: "kiểm tra việc áp dụng HTQLCL" inspects.
    """
    said = [paragraph.text for paragraph in columns.table.title] + [column.heading for column in columns.known]
    for text in (*said, scope.subject):
        doing = prose.read(clean(text)).of("measure") if prose.may_measure(text) else []
        if doing:
            return doing[0].value not in SYSTEM_MEASURES
    return False
