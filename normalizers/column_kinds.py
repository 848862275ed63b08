"""What kind of value a column of any table holds, by its headings and all its cells.

A kind needs four fifths of the cells that print something; a column without such a majority is read cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from normalizers import amounts
from normalizers.amounts import Separators, read_figure
from normalizers.answers import parse_answer
from normalizers.flags import is_blank, is_mark
from normalizers.text import fold, trim
from normalizers.units import (
    Unit,
    begins,
    bracketed_like_units,
    group_unit,
    heading_unit,
    holds,
    read_unit,
    row_unit,
    vocabulary,
    without,
)
from normalizers.values import YEAR, ColumnKind, is_code, is_figure, names_agency, read_day, unsigned

_SHARE = (4, 5)  # of the printed cells that a kind needs
_LOOKED_AT = 200  # distinct cells by which a column is judged
_YEAR_HEADING = re.compile(r"(?<![^\W\d_])năm(?![^\W\d_])(?!\s+(?:học|(?:19|20)\d{2}))")
_BRACKETED = re.compile(r"\([^()]*\)")
_LARGE = re.compile(r"\d{1,3}(?:[., ]\d{3})+(?:[.,]\d{1,3})?|\d{5,}(?:[.,]\d+)?")
_MILLIONS = re.compile(r"\d{1,3}(?:[., ]\d{3}){2,}|\d{7,}")
_COUNTED = re.compile(r"\d{1,4}|\d{1,3}(?:[., ]\d{3})+")  # no paper's own number is as short, or parted
_ONE_OF_MANY = re.compile(r"bậc (?:\d{1,2}|[ivx]{1,4})")  # a grade of its own, over what belongs to it
_LARGEST = 100  # a coefficient is smaller
_UNITS = frozenset({"tt", "tx", "tp", "xã", "phường", "huyện", "quận", "tỉnh", "x", "p", "h", "q"})
_LONG_UNITS = ("thị trấn ", "thị xã ", "thành phố ", "đặc khu ")
_BARE = re.compile(r"[1-9]\d{2}")
_FEWEST_MARKED = 3  # figures with a mark before three digits, beside one without, that show what the mark is


def _most(count: int, of: int) -> bool:
    return of > 0 and count * _SHARE[1] >= of * _SHARE[0]


def _is_answer(text: str) -> bool:
    """Tell whether a cell answers in words: "1" under "Tổ chức" counts."""
    return not text.strip().isdigit() and parse_answer(text) is not None


def is_money_heading(path: tuple[str, ...]) -> bool:
    """Tell whether the headings of a column are about money, by a unit or by their words."""
    unit = heading_unit(path)
    if unit is not None:
        return unit.dong is not None
    return any(_is_of_money(fold(part)) for part in path if not _is_place(part))


def _is_place(heading: str) -> bool:
    """Tell whether a column is headed by one place, which is about no money: "TT Tiền Hải", "Xã Đồng Tiến"."""
    words = heading.replace(".", " ").split()
    long = fold(heading).startswith(_LONG_UNITS)
    name = words[2 if long else 1 :]
    return (long or fold(words[0]) in _UNITS if words else False) and bool(name) and all(map(str.istitle, name))


def _names_people(part: str) -> bool:
    """Tell whether a heading is about people, and not about what they pay: "Hộ nghèo", not "Hộ đóng góp"."""
    return begins(part, "people_headings") and not holds(part, "paying_words")


def _is_of_money(part: str) -> bool:
    if _names_people(part):
        return False  # "Hộ còn dư nợ"
    bare = without(part, "not_money")  # "hợp đồng", "chi cục", "lương thực"
    return (
        amounts.mentions(bare, "money_headings")
        or begins(bare.lstrip(), "money_headings")
        or begins(bare.lstrip().removeprefix("tổng ").removeprefix("mức "), "money_headings")
        or holds(bare, "money_sources")
        or begins(part, "money_numbers")
    )


def column_kind(path: tuple[str, ...], texts: Sequence[str], table_unit: Unit | None, money_named: bool) -> ColumnKind:
    """Return what a column holds by its headings and the texts of its cells.

    `table_unit` is the unit stated over the table; `money_named` says whether any column's own heading is about money,
    so that a unit of money over the table is not taken for the others'.
    """
    printed = list(dict.fromkeys(text for text in texts if not is_blank(text)))[:_LOOKED_AT]
    if not printed:
        return ColumnKind("text")
    whole = " / ".join(fold(part) for part in path)
    leaf = fold(path[-1]) if path else ""
    codes = sum(map(is_code, printed))
    named = begins(leaf, "identifiers") and not _ONE_OF_MANY.fullmatch(leaf)
    named = named and heading_unit(path[-1:]) is None  # "Số thẻ (thẻ)" counts
    if named and begins(leaf, "counted_papers") and all(_COUNTED.fullmatch(text.strip()) for text in printed):
        named = False
    if codes * 4 >= len(printed) or named or leaf.strip(" :.") in vocabulary("identifiers_alone"):
        return ColumnKind("text")
    # a mark column prints little else, so it is judged by all its cells, not by the distinct ones
    filled = [text for text in texts if not is_blank(text)]
    if _most(sum(is_mark(text) or _is_answer(text) for text in filled), len(filled)):
        return ColumnKind("mark")
    if _most(sum(read_day(text) is not None for text in printed), len(printed)):
        return ColumnKind("date")
    figures = [text for text in printed if is_figure(text)] if not begins(leaf, "text_headings") else []
    nothing = sum(read_figure(text).state == "blank" for text in printed)  # "Không"
    if _most(len(figures), len(printed) - nothing):
        return _figures(path, whole, leaf, figures, table_unit, money_named)
    names = [text for text in printed if names_agency(text)]
    if len(names) * 5 >= len(printed) * 3 and not begins(leaf, "not_agencies"):
        return ColumnKind("agency")
    if figures:
        own = _figures(path, whole, leaf, figures, table_unit, money_named)
        return ColumnKind(None, own.unit, own.dong, own.kind if own.unit is not None or own.kind == "year" else None)
    return ColumnKind(None if any(read_day(text) for text in printed) else "text")


def _figures(
    path: tuple[str, ...],
    whole: str,
    leaf: str,
    figures: Sequence[str],
    table_unit: Unit | None,
    money_named: bool,
) -> ColumnKind:
    unit = heading_unit(path)
    of_shares = unit is None and holds(without(leaf, "not_percent"), "percent_headings") and not holds(leaf, "ratios")
    if of_shares or (unit is not None and unit.text == "%"):
        return ColumnKind("percent", "%")
    if _most(sum(text.rstrip().endswith("%") for text in figures), len(figures)):
        return ColumnKind("percent", "%")
    # "Tổng số" alone adds up whatever the headings over it are about
    adds_up = trim(_BRACKETED.sub(" ", leaf)) in vocabulary("totals_alone")
    counting = (_counts(leaf) and not adds_up) or (
        (adds_up or bool(YEAR.search(leaf))) and any(_counts(part) for part in path[: -1 if adds_up else None])
    )
    plain = all(YEAR.fullmatch(text.strip()) for text in figures)
    of_years = any(_YEAR_HEADING.search(fold(part)) for part in path)
    if plain and not counting and of_years and (unit is None or fold(unit.text) == "năm"):
        return ColumnKind("year")
    if unit is not None and unit.dong is not None:
        return ColumnKind("amount", unit.text, unit.dong)
    if unit is not None:
        counted = fold(unit.text) in vocabulary("counted") or (counting and read_unit(unit.text) is None)
        return ColumnKind("count" if counted else "number", unit.text)
    own = [figure.unit for text in figures if (figure := read_figure(text)).unit is not None]
    of_table = table_unit is not None and table_unit.dong is not None
    if table_unit is not None and table_unit.dong == 1 and not own and _are_parted(figures):
        return ColumnKind("number")  # "0,65" is no sum of đồng
    shares = table_unit is not None and table_unit.text == "%"
    if unit is None and not shares and any(begins(fold(part), "measured_headings") for part in path):
        return ColumnKind("number")
    if shares and not counting and not own:
        return ColumnKind("percent", "%", shared=True)  # also of money: what a table of shares prints is a share
    of_money = adds_up or (not money_named and not _names_people(leaf)) or _shares_money(path, figures)
    if not counting and (is_money_heading(path) or own or (of_table and of_money)):
        shared = table_unit if of_table else None
        named = [part for part in path if is_money_heading((part,))]
        by_row = shared is None and not own and all(begins(fold(part), "money_or_measure") for part in named)
        said = is_money_heading(path)
        if shared is None:
            return ColumnKind("amount", by_row=by_row)
        return ColumnKind("amount", shared.text, shared.dong, by_row=by_row, shared=not said)
    if counting:
        return ColumnKind("count", _counted_by(path, table_unit))
    if table_unit is not None and table_unit.dong is None:
        counted = fold(table_unit.text) in vocabulary("counted") or read_unit(table_unit.text) is None
        return ColumnKind("count" if counted else "number", table_unit.text, shared=True)
    if plain and len(figures) > 1:
        return ColumnKind("year")
    whole_numbers = all(re.fullmatch(r"\d{1,3}(?:[ .,]\d{3})*|\d+", unsigned(read).strip()) for read in figures)
    return ColumnKind("count" if whole_numbers and not _ambiguous(figures) else "number")


def _are_parted(figures: Sequence[str]) -> bool:
    """Tell whether most figures print decimals that no reading of their mark can take away."""
    return sum(read_figure(text).decimals > 0 for text in figures) * 2 > len(figures)


def of_brackets(path: tuple[str, ...], column: ColumnKind, texts: Sequence[str]) -> ColumnKind:
    """Return the kind of a column in the unknown unit of its brackets, in a table whose headings end with units.

    The measures are known, so that it counts unless it prints decimals.
    """
    if column.kind not in ("count", "number") or column.unit is not None:
        return column
    unit = bracketed_like_units(path)
    if unit is None:
        return column
    parted = any(read_figure(unsigned(text)).decimals for text in texts)
    return replace(column, kind="number" if parted else "count", unit=unit.text)


def of_coefficients(path: tuple[str, ...], column: ColumnKind, texts: Sequence[str], beside: bool) -> ColumnKind:
    """Return the kind of a column that only a word makes money: a number where all its figures are small decimals.

    "Phụ cấp" of 0,45 beside "Hệ số" (`beside`), and "Định mức" of 8,5 or 20 pieces are no sums of đồng.
    """
    worded = any(begins(fold(part), "money_or_measure") for part in path)
    norm = any(begins(fold(part), "norm_headings") for part in path)
    if column.kind != "amount" or column.unit is not None or not (beside or worded):
        return column
    read = [read_figure(unsigned(text)) for text in texts if not is_blank(text)]
    figures = [figure for figure in read if figure.value is not None]
    small = all(figure.unit is None and figure.value is not None and figure.value < _LARGEST for figure in figures)
    if small and any(figure.decimals for figure in figures):
        return ColumnKind("number")
    if small and norm:
        return ColumnKind("number" if any(figure.rest for figure in figures) else "count")
    return column


def of_what_it_compares(path: tuple[str, ...], column: ColumnKind, before: Sequence[ColumnKind]) -> ColumnKind:
    """Return the kind of a column of differences: "Tăng, giảm" between amounts is one, in their unit.

    `before` are the columns left of it; where they hold figures of several kinds or units, the column keeps its own.
    """
    if column.kind not in ("count", "number", "amount", "percent"):
        return column
    if not any(begins(fold(part), "difference_headings") or "(giảm)" in fold(part) for part in path):
        return column
    if column.unit is not None or column.kind == "percent":
        return replace(column, signed=True)
    compared = {(one.kind, one.unit, one.dong) for one in before if one.kind in ("count", "number", "amount")}
    if len(compared) != 1:
        return replace(column, signed=True)
    kind, unit, dong = compared.pop()
    return replace(column, kind=kind if unit is not None else column.kind, unit=unit, dong=dong, signed=True)


def of_prices(path: tuple[str, ...], column: ColumnKind, prices: Sequence[ColumnKind]) -> ColumnKind:
    """Return the kind of a column of products, "Thành tiền": in the unit of the price beside it where it states none.

    `prices` are the columns of the table that hold prices of one ("Đơn giá (triệu đồng)").
    """
    if column.kind != "amount" or column.unit is not None or not any(begins(fold(part), "products") for part in path):
        return column
    stated = {(price.unit.partition("/")[0].strip(), price.dong) for price in prices if price.unit is not None}
    if len(stated) != 1:
        return column
    unit, dong = stated.pop()
    return replace(column, unit=unit, dong=dong, by_row=False)


def is_price(path: tuple[str, ...]) -> bool:
    """Tell whether a column's headings name the price of one: "Đơn giá"."""
    return any(begins(fold(part), "prices") for part in path)


def of_large_sums(path: tuple[str, ...], column: ColumnKind, texts: Sequence[str]) -> ColumnKind:
    """Return the kind of a column beside quantities and their money: its figures of millions are money too.

    The unit of a row is that of its quantity there, so that nothing else is counted in it.
    """
    if column.kind not in ("count", "number") or column.unit is not None or is_counted(path):
        return column
    printed = [unsigned(text).strip() for text in texts if not is_blank(text) and text.strip() != "0"]
    return ColumnKind("amount") if printed and all(map(_MILLIONS.fullmatch, printed)) else column


def _shares_money(path: tuple[str, ...], figures: Sequence[str]) -> bool:
    """Tell whether a column that names no money holds some of the money that its table is about.

    "Quý I" and "Trong đó" divide what stands beside them; so do other headings, but those of quantities, over figures
    of four digits and more.
    """
    folded = [fold(part) for part in path]
    if any(begins(part, "quantity_headings") for part in folded):
        return False
    large = sum(_LARGE.fullmatch(unsigned(text).strip()) is not None for text in figures)
    return any(begins(part, "dividing_headings") for part in folded) or large * 2 > len(figures)


def in_row(column: ColumnKind, label: str, heading: str) -> ColumnKind:
    """Return what a column whose unit only the table states holds in one row, by its label or the heading over it.

    A heading "Cơ cấu (%)" turns its rows into shares, but one that counts ("Máy tính (bộ)") says nothing of money.
    """
    said = _said_by_row(label) if label else None
    if said is None and heading:
        unit = group_unit(heading)
        if unit is None or (column.kind == "amount" and unit.dong is None and unit.text != "%"):
            return column
        said = _in_unit(unit)
    if said is None or (said.unit is None and column.unit is not None and fold(column.unit) in fold(label)):
        return column  # "Số học sinh" of a table in "học sinh"
    return said


def _in_unit(unit: Unit) -> ColumnKind:
    if unit.dong is not None:
        return ColumnKind("amount", unit.text, unit.dong)
    if unit.text == "%":
        return ColumnKind("percent", "%")
    return ColumnKind("count" if fold(unit.text) in vocabulary("counted") else "number", unit.text)


@lru_cache(maxsize=2048)
def _said_by_row(label: str) -> ColumnKind | None:
    """Return what a row's own label says of its figures, whatever unit its table states; None where it says nothing.

    "Hệ số lương" is a number, "Tỷ lệ giải ngân" a share, "Diện tích (ha)" and "Số hộ" are no money.
    """
    folded = fold(label).lstrip("-+*• ").removeprefix("trong đó:").lstrip()
    unit = row_unit(label)
    if unit is not None and unit.dong is not None:
        return _in_unit(unit)
    if begins(folded, "percent_headings") and not holds(folded, "ratios") and (unit is None or unit.text == "%"):
        return ColumnKind("percent", "%")
    counts = _counts(folded)
    if unit is None:
        noun = folded.removeprefix("tổng ").removeprefix("số ").removeprefix("lượng ")
        if counts and noun != folded and begins(noun, "counted"):
            return ColumnKind("count")
        return ColumnKind("number") if begins(folded, "measured_headings") else None
    measured = any(begins(folded, section) for section in ("quantity_headings", "measured_headings"))
    # what the row is about, "Máy tính (bộ)", whose price the column states, says nothing
    return _in_unit(unit) if unit.text == "%" or counts or measured else None


def _counted_by(path: tuple[str, ...], table_unit: Unit | None) -> str | None:
    """Return the unit over the table where a column that counts is a total, or names what the unit does."""
    unit = fold(table_unit.text) if table_unit is not None else ""
    if table_unit is None or unit not in vocabulary("counted"):
        return None
    named = any(_counts(part) and f" {unit} " in f" {fold(part)} " for part in path)
    return table_unit.text if named or fold(path[-1]).startswith("tổng số") else None


def _counts(part: str) -> bool:
    folded = fold(part)
    if _names_people(folded) and "/" not in folded:
        return True  # "Hộ nghèo", not "Học sinh/lớp"
    return begins(folded, "count_headings") and not any(
        begins(folded, section) for section in ("money_numbers", "figure_headings")
    )


def _ambiguous(figures: Sequence[str]) -> bool:
    return any(read_figure(text).state == "ambiguous" for text in figures)


def counts_alone(path: tuple[str, ...], column: ColumnKind) -> bool:
    """Tell whether a column without a unit counts by its heading's words: "Biên chế", "Số hộ" are whole numbers."""
    return column.kind == "count" and column.unit is None and any(_counts(part) for part in path)


def is_counted(path: tuple[str, ...]) -> bool:
    """Tell whether the words of a column's headings count: "Số hộ" is no share, whatever it divides."""
    return any(_counts(part) for part in path)


def is_ratio(path: tuple[str, ...]) -> bool:
    """Tell whether a column's heading says that its figures are ratios and no shares: "Tỷ số giới tính", "Mật độ"."""
    return bool(path) and holds(fold(path[-1]), "ratios")


def of_one_sum(kinds: dict[int, ColumnKind], cols: Sequence[int]) -> dict[int, ColumnKind]:
    """Return the kinds of columns once some of them are known to add up: they are in the unit that one of them states.

    Columns that state several units, or hold shares, keep what they have.
    """
    with_unit = {fold(unit): col for col in cols if (unit := kinds[col].unit) is not None}
    stated = {(kinds[col].kind, kinds[col].unit, kinds[col].dong) for col in with_unit.values()}
    if not stated and any(kinds[col].kind == "amount" and not kinds[col].by_row for col in cols):
        stated = {("amount", None, None)}
    open_ones = [col for col in cols if kinds[col].unit is None]
    if len(stated) != 1 or any(kinds[col].kind not in ("count", "number", "amount") for col in cols):
        return kinds
    kind, unit, dong = stated.pop()
    if kind != "amount" and any(kinds[col].kind == "amount" for col in open_ones):
        return kinds
    return kinds | {col: replace(kinds[col], kind=kind, unit=unit, dong=dong, by_row=False) for col in open_ones}


def is_whole(column: ColumnKind) -> bool:
    """Tell whether a column holds whole numbers by its heading's unit: people, households, đồng."""
    counted = column.unit is not None and fold(column.unit) in vocabulary("counted")
    return (column.kind == "count" and counted) or column.dong == 1


def settled(column: ColumnKind, texts: Sequence[str], separators: Separators) -> ColumnKind:
    """Return the kind of a column without a unit once the table's marks are known: whole numbers count."""
    if column.kind not in ("number", "count") or column.unit is not None:
        return column
    figures = [read_figure(unsigned(text), separators) for text in texts if not is_blank(text)]
    if column.kind == "count":
        parted = any(
            figure.value is not None and figure.value != figure.value.to_integral_value() for figure in figures
        )
        return replace(column, kind="number") if parted else column
    open_ones = [figure for figure in figures if figure.value is not None and not figure.own]
    whole = all(figure.value is None or figure.value == figure.value.to_integral_value() for figure in figures)
    plain = all(figure.state in ("number", "text") and not figure.decimals for figure in figures)
    return replace(column, kind="count") if open_ones and whole and plain else column


def parts_thousands(texts: Sequence[str]) -> bool:
    """Tell whether the figures of one column show that the mark before three digits parts their thousands.

    Who writes "1.250" beside "750" does not print decimals: those would be as many in every figure, or fewer.
    """
    marked = {text for text in texts if read_figure(text).state == "ambiguous"}
    bare = [text for text in texts if text.strip().isdigit()]
    return (
        len(marked) >= _FEWEST_MARKED
        and len({mark for text in marked for mark in ".," if mark in text}) == 1
        and any(_BARE.fullmatch(text.strip()) for text in bare)
        and all(len(text.strip()) <= 3 for text in bare)
        and len(marked) + len(set(bare)) == len({text for text in texts if not is_blank(text)})
    )
