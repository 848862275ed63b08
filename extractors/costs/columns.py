"""Which columns of a table print money, quantities and years: what makes it a cost table (bảng dự toán, khái toán)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import regex

from extractors.columns import Columns, names_agencies
from extractors.document import Document, Paragraph, Table
from normalizers import units
from normalizers.amounts import find_unit, heading_unit, mentions, read_figure, starts_with, vocabulary
from normalizers.flags import is_blank, is_mark
from normalizers.text import fold
from normalizers.units import begins, is_unit_note, lists_units
from normalizers.vocabulary import heading_fields

Measure = Literal["quantity", "unit_price", "before_tax", "tax", "amount"]
Claim = Literal["own", "whole", "above", "share"]
MONEY: tuple[Measure, ...] = ("unit_price", "before_tax", "tax", "amount")
_MEASURES: tuple[Measure, ...] = ("quantity", *MONEY)
_ITEM_FIELDS = ("item", "content", "agency", "agency_group")
_PROCEDURES = ("procedures", "procedures_applied", "procedures_total")
_YEAR_CELL = regex.compile(r"(?:năm )?((?:19|20)\d{2})")
_YEAR_GROUP = regex.compile(
    r"(?:(?:(?:dự toán|kế hoạch|nhu cầu|tổng|phần)\s+)?(?:chi|kinh phí|chi phí|nhiệm vụ|công việc|nội dung)\s+"
    r"(?:thực hiện\s+|triển khai\s+)?(?:trong\s+)?)?(?:năm )?((?:19|20)\d{2})(?:\s*\([^()]*\))?"
)
_NUMBERED_ITEM = regex.compile(r"\d{1,2}(?:\.\d{1,2})*\s*[.)/-]\s+\p{L}")
# "Số cơ quan", "Số lượt kiểm tra": in a table of costs, how many of them are paid for
_NUMBER_OF = regex.compile(r"số (?!tt\b|thứ tự|hiệu|tiền|kinh phí|tài khoản)\p{L}")
_SUM_OF_YEARS = regex.compile(r"(?:tổng|cộng)(?: cộng| số| kinh phí)? (?:hai|ba|bốn|năm|các|cả|\d{1,2}) năm")
_OF_PAPER = regex.compile(r"\d/[\p{Lu}\d]{2}")  # "1142/QĐ-UBND"
_BRACKETED = regex.compile(r"\(([^()]{1,40})\)$")
_LONGEST_HEADING = 120
_OPENS_SECTION = regex.compile(r"(?:[IVXLC]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/]\s*\S")
_LINES_ABOVE = 6  # paragraphs over a table within which its unit is looked for


@dataclass(frozen=True, slots=True)
class Figures:
    """A column of figures: what it measures, for which year (None: the whole period), and its own unit in đồng."""

    index: int
    measure: Measure
    year: int | None
    unit: int | None
    heading: str


@dataclass(frozen=True, slots=True)
class CostColumns:
    """The columns of one cost table."""

    columns: Columns
    figures: tuple[Figures, ...]
    item: int  # column that names what is paid for
    unit: int | None  # column of the unit of quantity
    row_year: int | None  # column that names the year of each row
    others: tuple[int, ...]  # columns of figures that are none of these: shares by funding source, factors
    money_unit: int | None  # đồng in the unit stated for the whole table; None when none is stated
    heading: Paragraph | None = None  # right above the title, when it is about money

    def of(self, measure: Measure, year: int | None = None) -> list[Figures]:
        """Return the columns of one measure for one year, left to right."""
        return [column for column in self.figures if column.measure == measure and column.year == year]

    @property
    def shared_unit(self) -> int | None:
        """Return the unit that the headings of all columns of money that state one agree on, None without any."""
        stated = {column.unit for column in self.figures if column.measure in MONEY and column.unit is not None}
        return stated.pop() if len(stated) == 1 else None

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that have columns of their own, in order."""
        return tuple(sorted({column.year for column in self.figures if column.year is not None}))


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A table of money that cannot be read with certainty, and why (English, Vietnamese)."""

    why: str
    why_vi: str


_PERIODS = regex.compile(r"(?<!\p{L})(?:lũy kế|cùng kỳ|ước tính (?:tháng|quý|kỳ))(?!\p{L})")


def cost_columns(document: Document, table: Table) -> CostColumns | NotUnderstood | None:
    """Return the columns of `table` when it is a cost table, why it cannot be read, or None when it is none."""
    columns = Columns(table)
    titled = any(mentions(paragraph.text, "cost_titles") for paragraph in table.title)
    if columns.has("published_yes", "passed_yes", "procedures", "procedures_applied") and not (
        columns.has("amount") and (titled or names_agencies(columns))
    ):
        return None
    if _is_income(table) or (not titled and any(_PERIODS.search(fold(" ".join(path))) for path in table.headings)):
        return None  # what came in or was spent by a month, beside the same time of the year before
    foreign = any(mentions(paragraph.text, "foreign_money") for paragraph in _above(document, table)[-_LINES_ABOVE:])
    numeric = _numeric_columns(table)
    money_unit = _table_unit(document, table)
    found, others = _figures(columns, numeric, titled or money_unit is not None)
    money = [column for column in found if column.measure in MONEY and column.index in numeric]
    worded = any(
        mentions(column.heading, "money_headings")
        and not (column.unit is None and begins(fold(column.heading), "norm_headings"))
        for column in money
    )
    named = titled or money_unit is not None or worded
    if not money or not named:
        large = any(len(text.replace(".", "").replace(",", "")) >= 7 for texts in numeric.values() for text in texts)
        in_units = money_unit is not None or _unit_beside(columns, []) is not None
        if numeric and titled and (large or in_units):
            return NotUnderstood("no heading names its amounts", "không có tiêu đề cột nào chỉ số tiền")
        return None
    if foreign:
        return NotUnderstood("its money is not in đồng", "số tiền không tính bằng đồng")
    item = _item_column(columns, numeric, {column.index for column in found} | set(others) & set(numeric), titled)
    if item is None and all(_is_funding(table.headings[index]) for index in others if index in numeric):
        item = _row_year_column(columns, None, found)  # the lines are the years themselves, their parts who pays
    if item is None and not titled and (columns.of("target") or _row_year_column(columns, None, found) is not None):
        return None  # indicators in money, "GRDP", or years
    if item is None:
        return NotUnderstood("no column names what is paid for", "không có cột nội dung chi")
    doubled = _doubled(found)
    if doubled and {column.measure for column in found} == {"unit_price"}:
        return None  # a list of prices, which pays for nothing
    if doubled:
        headings = "; ".join(column.heading for column in doubled)
        return NotUnderstood(
            f"several columns may be the {doubled[0].measure.replace('_', ' ')}: {headings}",
            f"nhiều cột có thể là cùng một loại số liệu: {headings}",
        )
    return CostColumns(
        columns,
        tuple(found),
        item,
        _unit_column(columns, item, found),
        _row_year_column(columns, None, found),
        tuple(index for index in others if index in numeric),
        money_unit or _unit_beside(columns, money),
        _heading_above(document, table),
    )


def _is_income(table: Table) -> bool:
    """Tell whether a table's money is taken in rather than spent: by its title, the heading of its items, a total."""
    if any(mentions(paragraph.text, "income_titles") for paragraph in table.title):
        return True
    if any(mentions(path[-1], "income_items") for path in table.headings[:2] if path):
        return True
    return any(starts_with(cell.text, "income_totals") for cell in table.cells if cell.col < 2)


def _unit_beside(columns: Columns, money: list[Figures]) -> int | None:
    """Return the unit that other headings agree on ("Nguồn vốn (triệu đồng)"), where no amount has one."""
    if any(column.unit is not None for column in money):
        return None
    stated = {unit for path in columns.table.headings if path and (unit := _path_unit(path)) is not None}
    return stated.pop() if len(stated) == 1 else None


def _heading_above(document: Document, table: Table) -> Paragraph | None:
    """Return the numbered heading right above a table or its title ("II. DỰ TOÁN NĂM 2023"), when it is about money."""
    above = _above(document, table)
    while above and (above[-1] in table.title or find_unit(above[-1].text) is not None):
        above.pop()
    last = above[-1] if above else None
    if last is None or len(last.text) > _LONGEST_HEADING or not mentions(last.text, "cost_titles"):
        return None
    return last if _OPENS_SECTION.match(f"{last.label} {last.text}".strip()) else None


def _above(document: Document, table: Table) -> list[Paragraph]:
    """Return the paragraphs between a table and the table before it."""
    above: list[Paragraph] = []
    for block in document.blocks:
        if block is table:
            break
        if isinstance(block, Table):
            above.clear()
        else:
            above.append(block)
    return above


def _numeric_columns(table: Table) -> dict[int, list[str]]:
    """Return, for each column that holds figures, their texts; row numbers and years are no figures."""
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        if _NUMBERED_ITEM.match(cell.text) or _OF_PAPER.search(cell.text):
            continue  # "1.1. Bản quyền": a number, but of the line; "1142/QĐ-UBND"
        if cell.row >= table.header_rows and cell.text and not _YEAR_CELL.fullmatch(fold(cell.text)):
            figure = read_figure(cell.text)
            if figure.state in ("number", "ambiguous") and not figure.rest.startswith("%") and len(figure.rest) < 25:
                found.setdefault(cell.col, []).append(cell.text)
    return found


def _figures(
    columns: Columns, numeric: dict[int, list[str]], about_money: bool
) -> tuple[list[Figures], tuple[int, ...]]:
    """Return the columns of figures by their headings, and the other columns of a table that hold figures."""
    claims: dict[tuple[Measure, int | None], list[tuple[Figures, Claim]]] = {}
    bare_years: list[Figures] = []
    shares: set[int] = set()
    table = columns.table
    # what an agency has beside what it costs, where no price says that it is paid for by the number
    standing = {known.index for known in columns.known if known.field in _PROCEDURES and not columns.has("unit_price")}
    marked = {cell.col for cell in table.cells if cell.row >= table.header_rows and is_mark(cell.text)}
    papers = {cell.col for cell in table.cells if cell.row >= table.header_rows and _OF_PAPER.search(cell.text)}
    for index, path in enumerate(table.headings):
        if not path or (index not in numeric and index in papers):
            continue  # "Quyết định đầu tư" over the numbers of decisions
        year = next((known.year for part in path if (known := heading_fields((part,))) and known.year), None)
        measure, claim = _measure(path)
        if measure is None and _NUMBER_OF.match(fold(path[-1])) and index in numeric and index not in standing:
            measure, claim = "quantity", "own"
        stated = units.heading_unit(path) if measure in ("unit_price", "before_tax", "amount") else None
        if stated is not None and stated.dong is None and stated.text != "%":
            measure = None  # "Định mức (lít/100km)"
        column = Figures(index, measure or "amount", year, _path_unit(path), " / ".join(path))
        if claim == "share":
            shares.add(index)
        elif measure is not None:
            claims.setdefault((measure, year), []).append((column, claim))
        elif year is not None and index in numeric and index not in marked:
            bare_years.append(column)
    # "Kế hoạch vốn năm 2020 (triệu đồng)" names its money itself
    worded = any(mentions(_without_unit(fold(column.heading)), "money_headings") for column in bare_years)
    if any(measure in MONEY for measure, _ in claims) or about_money or worded:
        for column in bare_years:
            claims.setdefault(("amount", column.year), []).append((column, "own"))
    found: list[Figures] = []
    for claimed in claims.values():
        chosen = _chosen(claimed)
        found += chosen
        shares.update(column.index for column, _ in claimed if column not in chosen)
    found = sorted(_before_tax(found), key=lambda column: column.index)
    named = {column.index for column in found} | {known.index for known in columns.of("row_no")}
    rest = {index for index in numeric if index not in named and index not in marked}
    return found, tuple(sorted(shares | rest))


def _measure(path: tuple[str, ...]) -> tuple[Measure | None, Claim]:
    """Return what a column measures, and on what grounds.

    ``own``: its own heading says so; ``whole``: it is the sum among several columns under one heading; ``above``: only
    a heading above it says so; ``share``: a part of an amount, by who pays.
    """
    leaf = fold(path[-1])
    if mentions(leaf, "settled") or mentions(" ".join(path), "foreign_money"):
        return None, "own"
    claim: Claim = "own"
    if _without_unit(leaf) in vocabulary("whole_amount") or _SUM_OF_YEARS.fullmatch(leaf):
        claim = "whole"
    elif heading_fields((path[-1],)) is None:
        claim = "share" if _is_funding(path) else "above"
    for depth in range(len(path) - (claim == "whole"), 0, -1):
        known = heading_fields((path[depth - 1],))
        if known is None or known.field == "year":
            continue
        for measure in _MEASURES:
            if known.field == measure:
                before = measure == "amount" and mentions(" ".join(path), "before_tax")
                return "before_tax" if before else measure, claim
        return None, "own" if claim == "share" else claim
    return ("amount", claim) if claim in ("whole", "share") else (None, claim)


def _is_funding(path: tuple[str, ...]) -> bool:
    """Tell whether a column's own heading says who pays."""
    leaf = part_of_whole(fold(path[-1])) if path else ""
    return any(leaf.startswith(word) for word in vocabulary("funding"))


def _without_unit(heading: str) -> str:
    """Return a folded heading without its unit of money: "tổng (triệu đồng)" → "tổng"."""
    bracketed = _BRACKETED.search(heading)
    return heading[: bracketed.start()].rstrip() if bracketed and find_unit(bracketed[1]) is not None else heading


def part_of_whole(heading: str) -> str:
    """Return a folded heading without the words that make it a part: "trong đó nsnn" → "nsnn"."""
    return str(regex.sub(r"^(?:trong đó|gồm|bao gồm|chia ra)\s*:?\s*", "", heading))


def _chosen(claimed: list[tuple[Figures, Claim]]) -> list[Figures]:
    """Return the columns that speak for one measure and year among those that claim it."""
    own = [column for column, claim in claimed if claim == "own"]
    whole = [column for column, claim in claimed if claim == "whole"]
    if whole and not own:
        return whole
    if own:
        return own + whole
    return [column for column, _ in claimed]


def _before_tax(found: list[Figures]) -> list[Figures]:
    """Take the first of two amounts for that before tax when a tax column stands by and the other is after tax.

    It is after tax where its heading says so, or the tax stands between the two: "Thành tiền | Thuế GTGT | Tổng cộng".
    """
    plain = [column for column in found if column.measure == "amount" and column.year is None]
    marked = [column for column in plain if mentions(column.heading, "after_tax")]
    taxes = [column.index for column in found if column.measure == "tax" and column.year is None]
    if len(plain) == 2 and not marked and any(plain[0].index < index < plain[1].index for index in taxes):
        marked = plain[1:]
    if len(plain) == 2 and len(marked) == 1 and any(column.measure == "tax" for column in found):
        return [
            replace(column, measure="before_tax") if column in plain and column not in marked else column
            for column in found
        ]
    return found


def _doubled(found: list[Figures]) -> list[Figures]:
    """Return columns that claim the same money for the same year; several quantities are factors of one product."""
    for column in found:
        same = [other for other in found if (other.measure, other.year) == (column.measure, column.year)]
        if len(same) > 1 and column.measure != "quantity":
            return same
    return []


def _path_unit(path: tuple[str, ...]) -> int | None:
    return next((unit for part in reversed(path) if (unit := heading_unit(part)) is not None), None)


def _item_column(columns: Columns, numeric: dict[int, list[str]], taken: set[int], titled: bool) -> int | None:
    """Return the column that names the items: by its heading, else the first column of texts that is nothing else.

    In a table that its title calls one of costs (`titled`) "Chỉ tiêu" may head them, elsewhere it heads indicators.
    """
    for field in _ITEM_FIELDS:
        for column in columns.of(field):
            if column.index not in taken and not (field == "agency" and _holds_units(columns, column.index)):
                return _agency_before(columns, column.index) or column.index
    named = {column.index for column in columns.known if column.field != "group"}
    free = [index for index in range(columns.table.cols) if index not in taken and index not in numeric]
    for index in free:
        if index not in named and _holds_names(columns, index):
            return index
    # "Diễn giải" heads remarks, but where nothing else names the lines it is they
    remarks = {column.index for field in ("note", *(("target",) if titled else ())) for column in columns.of(field)}
    first = min(taken, default=columns.table.cols)
    return next((index for index in free if index in remarks and index < first and _holds_names(columns, index)), None)


def _agency_before(columns: Columns, item: int) -> int | None:
    """Return the column of agencies before the items' where each line is one's: "1 | Sở Nội vụ | Chuyển đổi | 24".

    An agency that stands beside several items, merged or printed again, is who does them and names no line.
    """
    before = next((column.index for column in columns.of("agency") if column.index < item), None)
    if before is None or not names_agencies(columns):
        return None
    cells = [columns.own(row, before) for row in columns.body()]
    names = [fold(cell.text) for cell in cells if cell is not None and cell.row_span == 1 and not is_blank(cell.text)]
    return before if names and len(names) == len(cells) == len(set(names)) else None


def _holds_units(columns: Columns, index: int) -> bool:
    """Tell whether a column headed "Đơn vị" prints units: "Đôi", "m3"."""
    table = columns.table
    texts = [cell.text for cell in table.cells if cell.col == index and cell.row >= table.header_rows and cell.text]
    return lists_units(table.headings[index][-1], texts)


def _holds_names(columns: Columns, index: int) -> bool:
    """Tell whether most cells of a column are words."""
    texts = [cell.text for cell in columns.table.cells if cell.col == index and cell.row >= columns.table.header_rows]
    return sum(len(text) > 3 and not is_blank(text) for text in texts) * 2 > len(texts)


def _unit_column(columns: Columns, item: int, found: list[Figures]) -> int | None:
    """Return the column of units of quantity; "Đơn vị" alone beside a quantity means the unit, not an agency."""
    if columns.of("unit"):
        return columns.of("unit")[0].index
    if not any(column.measure == "quantity" for column in found):
        return None
    named = (column.index for column in columns.of("agency") if fold(column.heading) == "đơn vị")
    return next((index for index in named if index != item), None)


def _row_year_column(columns: Columns, item: int | None, found: list[Figures]) -> int | None:
    """Return the column in which most rows name one year: headed Năm or thời gian."""
    table = columns.table
    taken = {item, *(column.index for column in found)}
    timed = {column.index for column in columns.of("time")}
    for index, path in enumerate(table.headings):
        if index in taken or not path:
            continue
        if index not in timed and fold(path[-1]) not in vocabulary("row_year"):
            continue
        texts = [cell.text for cell in table.cells if cell.col == index and cell.row >= table.header_rows and cell.text]
        dated = [text for text in texts if _YEAR_CELL.fullmatch(fold(text))]
        if dated and len(dated) * 2 >= len(texts):
            return index
    return None


def group_year(text: str) -> int | None:
    """Return the year that a line over others is about: ``Năm 2018``, ``Chi năm 2024``, ``Kinh phí năm 2024``."""
    match = _YEAR_GROUP.fullmatch(fold(text))
    return int(match[1]) if match else None


def cell_year(text: str) -> int | None:
    """Return the year that a whole cell names: ``2018``, ``Năm 2018``."""
    match = _YEAR_CELL.fullmatch(fold(text))
    return int(match[1]) if match else None


def _table_unit(document: Document, table: Table) -> int | None:
    """Return the unit stated in the heading rows or right above the table, nearest first."""
    for cell in table.cells:
        if cell.row < table.header_rows and cell.col_span >= table.cols and (unit := find_unit(cell.text)) is not None:
            return unit
    above = _above(document, table)
    for paragraph in reversed(above[-_LINES_ABOVE:]):
        unit = find_unit(paragraph.text)
        if unit is not None:
            return unit
    stated = next((unit for part in table.title if (unit := find_unit(part.text)) is not None), None)
    return _unit_below(document, table) if stated is None else stated


def _unit_below(document: Document, table: Table) -> int | None:
    """Return the unit of a line right below a table that says no more and belongs to no other table."""
    blocks = [block for block in document.blocks if not isinstance(block, Paragraph) or block.text]
    at = next((index for index, block in enumerate(blocks) if block is table), len(blocks))
    below, after = (*blocks[at + 1 : at + 3], None, None)[:2]
    if not isinstance(below, Paragraph) or isinstance(after, Table) or not is_unit_note(below.text):
        return None
    return find_unit(below.text)
