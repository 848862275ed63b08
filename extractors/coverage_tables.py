"""Coverage in tables of groups: a row for each class of agencies, and how many of it apply the system in each year.

"Khối cơ quan | Tổng số cơ quan | Năm 2021 | Năm 2022" over "UBND cấp xã | 177 | 60 | 117", or columns of how many there
are and how many apply it. Every figure must be a count of agencies; a table that also holds shares or words in these
columns is left to ``table_values``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractors import prose
from extractors.columns import Column, Columns
from extractors.document import Cell, Document
from extractors.groups import about_system, concerns_system
from extractors.layout import rows as layout_rows
from extractors.rollout_tables import MONEY, is_rollout_table
from normalizers.agencies import is_group
from normalizers.amounts import mentions
from normalizers.flags import is_blank
from normalizers.numbers import find_fraction, parse_count
from normalizers.text import clean, fold
from normalizers.vocabulary import group_level, heading_fields, title_year

_NAMED = ("agency_group", "agency", "content")
_ADDED = ("cộng", "tổng cộng", "tổng", "tổng số")
_SHARES = ("tỷ lệ", "tỉ lệ", "%")
_WHOLES, _APPLIED = ("tổng",), ("áp dụng", "thực hiện", "chuyển đổi", "công bố", "xây dựng")
_NUMBER_OF = regex.compile(r"(?:Số|SỐ)(?:\s+lượng)?\s+(?=đã|ĐÃ|được|ĐƯỢC)")
_OTHER_COUNTS = regex.compile(
    r"tỷ lệ|tỉ lệ|%|tthc|thủ tục|hồ sơ|kinh phí|đồng|lớp|người|(?<!\b(?:thí|địa|thời|trọng|quan|đặc)\s)điểm"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a group's agencies a cell counts, for which year, and out of how many."""

    row: int
    label: str
    role: str  # as `extractors.layout.rows.role`: "total", "group" or a row's
    year: int | None
    count: int
    total: int | None
    cell: Cell
    share: Cell | None = None  # in per cent, as a column beside it prints it


def counted_groups(document: Document) -> Iterator[tuple[int, Columns, list[Counted]]]:
    """Yield (number of the table, columns, counts) for each table of groups of a shaped document."""
    if not about_system(document):
        return
    for number, table in enumerate(document.tables()):
        columns = _with_total(Columns(table))
        if _tells_money(columns) or is_rollout_table(columns):
            continue
        if table.inferred_rows:
            continue  # a figure in the column beside its own would be a count for another year
        figures = _figures(columns) or _fractions(columns)
        named = next((one for field in _NAMED for one in columns.of(field)), None) or _groups_column(columns)
        named = named or (_districts_column(columns) if figures else None)
        if named is not None and figures and _counts_agencies(columns, figures):
            found = _counted(columns, named, figures)
            if found:
                yield number, columns, found


def _with_total(columns: Columns) -> Columns:
    """Name the column "Tổng số" beside "Đã áp dụng" in a table of groups: how many agencies each has."""
    years = [column.index for column in columns.of("year") if column.year]
    counted = columns.has("procedures_applied") or years
    if columns.has("agency_group") and counted and not columns.has("agencies_total"):
        for index, printed in columns.unknown:
            if fold(printed) in _ADDED and (not years or index < years[0]):
                columns.unknown.remove((index, printed))
                columns.known.append(Column(index, "agencies_total", None, printed))
                break
    return columns


def _tells_money(columns: Columns) -> bool:
    """Tell whether a table is one of costs; a column headed "Cộng" alone adds up whatever stands beside it."""
    money = (column for field in MONEY if field != "quantity" for column in columns.of(field))
    return any(not _adds_up(column) for column in money)


def _adds_up(column: Column) -> bool:
    """Tell whether a column adds up those beside it: "Cộng", "Tổng cộng", "Cộng giai đoạn"."""
    leaf = fold(column.heading.rpartition(" / ")[2])
    return leaf.startswith(_ADDED) and not mentions(leaf, "money_headings")


def _groups_column(columns: Columns) -> Column | None:
    """Return the first column that names a group of agencies in every row, whatever its heading: "Đối tượng"."""
    for index, printed in columns.unknown:
        cells = [columns.at(row, index) for row in columns.body()]
        if cells and all(cell is not None and names_group(cell.text) for cell in cells):
            return Column(index, "agency_group", None, printed)
    return None


def names_group(label: str) -> bool:
    """Tell whether a label is a class of agencies; "Cán bộ, công chức các sở" are people."""
    people = tuple(prose.word_list("people"))
    return (is_group(label) or group_level(label) is not None) and not fold(label).startswith(people)


def _figures(columns: Columns) -> list[Column]:
    """Return the columns of counts: those of years and of their sum, or the one of how many apply the system.

    "Đã áp dụng" alone counts agencies where they are the whole that stands beside it.
    """
    years = [column for column in columns.of("year") if column.year]
    applied = columns.of("agencies_applied")[:1]
    if years:
        behind = [column for column in columns.of("amount") if column.index > years[-1].index and not column.year]
        return [*years, *filter(_adds_up, behind)]  # before the years "Tổng số" is how many agencies there are
    if applied or not columns.has("agencies_total"):
        return applied
    return columns.of("procedures_applied")[:1] or _number_of_those_applying(columns)


def _number_of_those_applying(columns: Columns) -> list[Column]:
    """Return the column headed "Số đã áp dụng": how many of the whole beside it do, whatever they are called."""
    for index, printed in columns.unknown:
        number = _NUMBER_OF.match(printed)
        meant = heading_fields((printed[number.end() :],)) if number is not None else None
        if meant is not None and meant.field in ("procedures_applied", "agencies_applied"):
            return [Column(index, "procedures_applied", None, printed)]
    return []


def _fractions(columns: Columns) -> list[Column]:
    """Return the only column of "97/144" that is headed as how many of all apply the system: "Đã áp dụng/Tổng số"."""
    others = [Column(index, "agencies_applied", None, printed) for index, printed in columns.unknown]
    listed = [*columns.of("procedures"), *columns.of("procedures_applied"), *others]
    found = []
    for column in listed:
        cells = [columns.own(row, column.index) for row in columns.body()]
        texts = [cell.text for cell in cells if cell is not None and not is_blank(cell.text)]
        leaf = fold(column.heading.rpartition(" / ")[2])
        of_all = "/" in leaf and any(word in leaf for word in _WHOLES) and any(word in leaf for word in _APPLIED)
        if of_all and len(texts) > 1 and all(_count_of(text)[1] is not None for text in texts):
            found.append(replace(column, field="procedures_applied", year=_stated_year(columns)))
    return found if len(found) == 1 else []


def _stated_year(columns: Columns) -> int | None:
    """Return the year for which a table's title says that the system is applied; None for how things stand."""
    title = next(iter(reversed(columns.table.title)), None)
    if title is None or any(word in fold(title.text) for word in ("tính đến", "đến nay", "đã ")):
        return None
    return title_year(title.text) if prose.may_measure(title.text) else None


def _districts_column(columns: Columns) -> Column | None:
    """Return the first column that names a district in every row, whatever its heading: "Địa bàn"."""
    for index, printed in columns.unknown:
        cells = [columns.at(row, index) for row in columns.body()]
        if len(cells) > 1 and all(cell is not None and _is_district(cell.text) for cell in cells):
            return Column(index, "agency", None, printed)
    return None


def _counts_agencies(columns: Columns, figures: list[Column]) -> bool:
    """Tell whether the headings or the title say that agencies are counted, and nothing else."""
    said = _said(columns, figures)
    if any(one.field == "agencies_applied" and not of_system(one.heading) for one in figures):
        return False
    title = [paragraph.text for paragraph in columns.table.title]
    if any(_OTHER_COUNTS.search(fold(text)) for text in (*said, *title)):
        return False
    # "Khối cơ quan | Số lượng | 2021 | 2022": groups of agencies, and how many there are
    of_all = columns.has("quantity", "agencies_total") or any(
        "/" in one.heading.rpartition(" / ")[2] for one in figures
    )
    grouped = [column.heading for column in columns.of("agency_group")] if of_all else []
    said += [*title, *grouped]
    return any(prose.read(text).of("agencies") for text in said)


def of_system(heading: str) -> bool:
    """Tell whether a heading is about the system, as "Số cơ quan áp dụng chữ ký số" is not."""
    read = prose.read(clean(heading))
    return concerns_system(read, 0, len(read.text))


def _said(columns: Columns, figures: list[Column]) -> list[str]:
    total = [*columns.of("agencies_total"), *columns.of("quantity")][:1]
    return [column.heading for column in (*figures, *total)]


def _is_district(label: str) -> bool:
    """Tell whether a row names one district: under headings that count communes, its own are counted."""
    read = prose.read(clean(label))
    return any(mark.start == 0 and mark.value == "district" for mark in read.of("agencies"))


def _counted(columns: Columns, named: Column, figures: list[Column]) -> list[Counted]:
    """Return the counts of all rows that name a group or add others up; none where a cell is no count."""
    found: list[Counted] = []
    table = columns.table
    of_all = next(iter([*columns.of("agencies_total"), *columns.of("quantity")]), None)
    grouped = named.field == "agency_group"  # its heading says so
    shares = next((index for index, printed in columns.unknown if fold(printed).startswith(_SHARES)), None)
    of_districts = any(group_level(text) == "commune" for text in _said(columns, figures))
    for row in range(table.header_rows, table.rows):
        role = layout_rows.role(table, row)
        if role == "blank":
            continue
        if not any(_figure(columns, row, column) for column in figures):
            continue  # "Sở Y tế" in a table that counts communes beside its districts
        cell = columns.at(row, named.index)
        label = layout_rows.label_text(table, row) if role in ("group", "total") else (cell.text if cell else "")
        if role != "total" and not (grouped or names_group(label) or (of_districts and _is_district(label))):
            return []
        whole = columns.at(row, of_all.index) if of_all is not None else None
        total = parse_count(whole.text) if whole is not None else None
        for column in figures:
            figure = _figure(columns, row, column)
            if figure is None:
                continue
            count, of = _count_of(figure.text)
            if count is None:
                return []
            share = columns.at(row, shares) if shares is not None and len(figures) == 1 else None
            found.append(Counted(row, label, role, column.year, count, total if of is None else of, figure, share))
    return found


def _figure(columns: Columns, row: int, column: Column) -> Cell | None:
    """Return what a row prints in a column of figures; a heading that runs over the columns prints nothing there."""
    cell = columns.at(row, column.index)
    return cell if cell is not None and cell.col == column.index and not is_blank(cell.text) else None


def _count_of(text: str) -> tuple[int | None, int | None]:
    """Return how many a cell counts, and of how many: "68", "68/226"; (None, None) for anything else."""
    fraction = find_fraction(text)
    if fraction is not None and fraction.span == (0, len(text)):
        return fraction.part, fraction.total
    return parse_count(text), None
