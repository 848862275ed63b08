"""What kind of value a column of any table holds, and what each of its cells says. No knowledge of any record kind.

The column speaks first, because single cells mislead: "2018" is a year under "Năm", a count under "Số hộ". A kind needs
four fifths of the cells that print something; a column without such a majority is read cell by cell. Separators are
those of the whole table (`amounts.infer_separators`); a figure that they leave open gives no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from normalizers import amounts
from normalizers.agencies import is_agency, is_group
from normalizers.amounts import Separators, in_dong, read_figure
from normalizers.answers import parse_answer
from normalizers.dates import find_dates
from normalizers.flags import is_blank, is_mark
from normalizers.text import clean, fold, trim
from normalizers.vocabulary.loader import words

FILE = "values.yaml"
Kind = Literal["count", "amount", "percent", "date", "mark", "agency", "text", "number", "year"]

_SHARE = (4, 5)  # of the printed cells that a kind needs
_LOOKED_AT = 200  # distinct cells by which a column is judged
_LONGEST_NAME = 120  # characters of an agency's name
_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_UNIT_LABEL = re.compile(
    r"(?<![^\W\d_])(?:đơn vị(?: tính)?|đvt|đ\.v\.t|tính bằng)(?:\s*[-–/]\s*unit)?\s*:?\s*([^;()\n]+)"
)
_TWO_LANGUAGES = re.compile(r"\s+[-–/]\s+|\s*[-–/]\s*(?=unit\b)")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_HEADING = re.compile(r"(?<![^\W\d_])năm(?![^\W\d_])(?!\s+(?:học|(?:19|20)\d{2}))")
_WORD = re.compile(r"[^\W\d_]+")


class Value(NamedTuple):
    """One cell as a value: its kind and, by the kind, a number in `unit`, a day, a truth or a text."""

    kind: Kind
    number: float | None = None
    vnd: int | None = None
    on: date | None = None
    flag: bool | None = None
    text: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """What a column holds: `kind` None: each cell is read by itself; `dong` is the worth of its unit of money."""

    kind: Kind | None
    unit: str | None = None
    dong: int | None = None


class Unit(NamedTuple):
    """A unit as printed and, for money, what it is worth in đồng."""

    text: str
    dong: int | None


# the words of headings


@cache
def _words(section: str) -> tuple[str, ...]:
    return tuple(sorted({fold(word) for word in words(FILE, section)}, key=lambda word: (-len(word), word)))


def _begins(text: str, section: str) -> bool:
    return any(text.startswith(word) and not text[len(word) : len(word) + 1].isalnum() for word in _words(section))


def _holds(text: str, section: str) -> bool:
    return _pattern(section).search(text) is not None


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, _words(section)))})(?![^\W_])")


@lru_cache(maxsize=2048)
def _unit(text: str) -> Unit | None:
    """Return `text` as a unit, None when it is none that the vocabulary knows; "tạ/ha" is one by its first part."""
    folded = trim(fold(text))
    if not folded or len(folded) > 30:
        return None
    printed = trim(text)
    dong = amounts.heading_unit(f"({folded})")
    if dong is not None:
        return Unit(printed, dong)
    if folded == "%" or folded in _words("measures") or folded in _words("counted"):
        return Unit(printed, None)
    first = folded.partition("/")[0].strip()
    return Unit(printed, None) if first != folded and first in _words("measures") + _words("counted") else None


@lru_cache(maxsize=2048)
def heading_unit(path: tuple[str, ...]) -> Unit | None:
    """Return the unit that a column's headings state, the leaf first: "Diện tích (ha)", "Sản lượng, tấn"."""
    for heading in reversed(path):
        for inner in reversed(_BRACKETS.findall(heading)):
            labelled = _UNIT_LABEL.match(fold(inner))
            if found := _unit(labelled[1] if labelled else inner):
                return found
        _, comma, tail = heading.rpartition(",")
        if comma and (found := _unit(tail)):
            return found
        if heading.strip() == "%":
            return Unit("%", None)
    return None


def stated_unit(lines: Sequence[str]) -> Unit | None:
    """Return the unit that the lines over a table state for all of it: "Đơn vị tính: triệu đồng"; None for none."""
    for line in lines:
        match = _UNIT_LABEL.search(fold(line))
        found = (_unit(match[1]) or _unit(_TWO_LANGUAGES.split(match[1])[0])) if match else _unit_alone(line)
        if found is not None:
            return found
    return None


def _unit_alone(line: str) -> Unit | None:
    """Return the unit that is a whole line over a table: "Ha", "(người)", "Triệu đồng - Millions of dong"."""
    stripped = trim(line)
    if not stripped or len(stripped) > 40:
        return None
    inner = stripped[1:-1] if stripped.startswith("(") and stripped.endswith(")") else ""
    if inner:
        return _unit(inner)
    found = _unit(_TWO_LANGUAGES.split(stripped)[0])
    if found is None or found.dong is not None or found.text == "%":
        return found
    return found if fold(found.text) in _words("measures") and fold(found.text) not in _words("not_alone") else None


def row_unit(label: str) -> Unit | None:
    """Return the unit that a row's own label states: "Diện tích (km2)", "Sản lượng, tấn"; not "Phường, xã"."""
    for inner in reversed(_BRACKETS.findall(label)):
        if (found := _unit(inner)) and fold(inner) not in _words("named_in_rows"):
            return found
    _, comma, tail = label.rpartition(",")
    found = _unit(tail) if comma else None
    return found if found is not None and fold(found.text) not in _words("counted") else None


def numbers_rows(heading: str) -> bool:
    """Tell whether the numbers under a heading name their rows ("Tháng" over 1, 2, 3) rather than count them."""
    return fold(heading).strip(" :.") in _words("numbered_rows")


def group_unit(heading: str) -> Unit | None:
    """Return the unit that a heading over rows is or ends with: "Lớp - Class", "Chỉ số phát triển (%)", "... - %"."""
    parts = [part for part in _TWO_LANGUAGES.split(trim(heading)) if part]
    if parts and parts[-1] == "%":
        return Unit("%", None)
    both = len(parts) == 2 and parts[1].isascii() and fold(parts[0]) not in _words("named_in_rows")
    return row_unit(heading) or (_unit(parts[0]) if both else None)


def is_unit_line(line: str) -> bool:
    """Tell whether a line over a table says nothing but the unit of its figures."""
    return _unit_alone(line) is not None


# columns


def _is_date(text: str) -> date | None:
    """Return the day that is the whole of a cell, words such as "trước ngày" aside."""
    found = find_dates(text)
    if len(found) != 1 or found[0].value is None:
        return None
    rest = fold(f"{text[: found[0].start]} {text[found[0].end :]}").strip(" .,;:()")
    return found[0].value if not rest or rest in _words("around_dates") else None


def _is_figure(text: str) -> bool:
    """Tell whether a cell prints one number, with a unit behind it or not."""
    figure = read_figure(text.rstrip("% "))
    if figure.state not in ("number", "ambiguous"):
        return False
    return not figure.rest or (len(figure.rest) <= 15 and not any(char.isdigit() for char in figure.rest))


def _most(count: int, of: int) -> bool:
    return of > 0 and count * _SHARE[1] >= of * _SHARE[0]


def is_money_heading(path: tuple[str, ...]) -> bool:
    """Tell whether the headings of a column are about money, by a unit or by their words."""
    unit = heading_unit(path)
    if unit is not None:
        return unit.dong is not None
    return any(amounts.mentions(part, "money_headings") or _begins(fold(part), "money_headings") for part in path)


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
    if _begins(leaf, "identifiers"):
        return ColumnKind("text")
    # a mark column prints little else, so it is judged by all its cells, not by the distinct ones
    filled = [text for text in texts if not is_blank(text)]
    if _most(sum(is_mark(text) or parse_answer(text) is not None for text in filled), len(filled)):
        return ColumnKind("mark")
    if _most(sum(_is_date(text) is not None for text in printed), len(printed)):
        return ColumnKind("date")
    figures = [text for text in printed if _is_figure(text)]
    if _most(len(figures), len(printed)):
        return _figures(path, whole, leaf, figures, table_unit, money_named)
    names = [text for text in printed if len(text) <= _LONGEST_NAME and (is_agency(text) or is_group(text))]
    if len(names) * 5 >= len(printed) * 3 and not _begins(leaf, "not_agencies"):
        return ColumnKind("agency")
    mixed = any(_is_figure(text) or _is_date(text) for text in printed)
    return ColumnKind(None if mixed else "text")


def _figures(
    path: tuple[str, ...],
    whole: str,
    leaf: str,
    figures: Sequence[str],
    table_unit: Unit | None,
    money_named: bool,
) -> ColumnKind:
    unit = heading_unit(path)
    if (unit is not None and unit.text == "%") or (unit is None and _holds(leaf, "percent_headings")):
        return ColumnKind("percent", "%")
    if _most(sum(text.rstrip().endswith("%") for text in figures), len(figures)):
        return ColumnKind("percent", "%")
    counting = _begins(leaf, "count_headings") or (bool(_YEAR.search(leaf)) and any(_counts(part) for part in path))
    plain = all(_YEAR.fullmatch(text.strip()) for text in figures)
    if plain and not counting and (unit is None or fold(unit.text) == "năm") and _YEAR_HEADING.search(leaf):
        return ColumnKind("year")
    if unit is not None and unit.dong is not None:
        return ColumnKind("amount", unit.text, unit.dong)
    if unit is not None:
        return ColumnKind("count" if fold(unit.text) in _words("counted") else "number", unit.text)
    own = [figure.unit for text in figures if (figure := read_figure(text)).unit is not None]
    of_table = table_unit is not None and table_unit.dong is not None
    if not counting and (is_money_heading(path) or own or (of_table and not money_named)):
        shared = table_unit if of_table else None
        return ColumnKind("amount", shared.text if shared else None, shared.dong if shared else None)
    if counting:
        whole_of = table_unit is not None and fold(table_unit.text) in _words("counted") and leaf.startswith("tổng số")
        return ColumnKind("count", table_unit.text if table_unit is not None and whole_of else None)
    if table_unit is not None and table_unit.text == "%":
        return ColumnKind("percent", "%")
    if table_unit is not None and table_unit.dong is None:
        return ColumnKind("count" if fold(table_unit.text) in _words("counted") else "number", table_unit.text)
    if plain and len(figures) > 1:
        return ColumnKind("year")
    whole_numbers = all(re.fullmatch(r"\d{1,3}(?:[ .,]\d{3})*|\d+", read.strip()) for read in figures)
    return ColumnKind("count" if whole_numbers and not _ambiguous(figures) else "number")


def _counts(part: str) -> bool:
    return _begins(fold(part), "count_headings")


def _ambiguous(figures: Sequence[str]) -> bool:
    return any(read_figure(text).state == "ambiguous" for text in figures)


def is_whole(column: ColumnKind) -> bool:
    """Tell whether a column counts in whole numbers by its heading's unit: people, households, đồng."""
    counted = column.unit is not None and fold(column.unit) in _words("counted")
    return (column.kind == "count" and counted) or column.dong == 1


def settled(column: ColumnKind, texts: Sequence[str], separators: Separators) -> ColumnKind:
    """Return the kind of a column without a unit once the table's marks are known: whole numbers count."""
    if column.kind != "number" or column.unit is not None:
        return column
    figures = [read_figure(text, separators) for text in texts if not is_blank(text)]
    open_ones = [figure for figure in figures if figure.value is not None and not figure.own]
    whole = all(figure.value is None or figure.value == figure.value.to_integral_value() for figure in figures)
    plain = all(figure.state in ("number", "text") and not figure.decimals for figure in figures)
    return replace(column, kind="count") if open_ones and whole and plain else column


# cells


def cell_value(text: str, column: ColumnKind, separators: Separators, row_unit: str | None = None) -> Value:
    """Return what one cell of a column says. `row_unit` is the unit that the row's own column of units prints.

    A cell that does not fit its column ("Chưa có số liệu" among figures) is a text; a dash is the column's kind without
    a value.
    """
    kind = column.kind
    if kind is None:
        return _by_itself(text, separators)
    if is_blank(text):
        return Value(kind, unit=column.unit)
    if kind == "mark":
        flag = True if is_mark(text) else parse_answer(text)
        return Value("mark", flag=flag) if flag is not None else _text(text)
    if kind == "date":
        on = _is_date(text)
        return Value("date", on=on) if on is not None else _text(text)
    if kind == "year":
        return Value("year", number=float(text.strip())) if _YEAR.fullmatch(text.strip()) else _text(text)
    if kind == "agency":
        return Value("agency", text=trim(text))
    if kind == "text":
        return _text(text)
    return _number(text, column, separators, row_unit)


def _text(text: str) -> Value:
    return Value("text", text=clean(text) or None)


def _number(text: str, column: ColumnKind, separators: Separators, row_unit: str | None) -> Value:
    kind = column.kind or "number"
    stripped = text.strip()
    percent = stripped.endswith("%")
    figure = read_figure(stripped.rstrip("% "), separators)
    if figure.state == "blank":
        return Value(kind, unit=column.unit)
    if figure.state == "text" or any(char.isdigit() for char in figure.rest):
        return _text(text)
    unit, dong = column.unit, column.dong
    if percent:
        kind, unit, dong = "percent", "%", None
    elif figure.rest:
        unit, dong = trim(figure.rest), figure.unit
        kind = "amount" if figure.unit is not None else kind
    elif unit is None and kind in ("count", "number"):
        unit = row_unit
        of_row = _unit(row_unit) if row_unit else None
        if of_row is not None and of_row.dong is not None:
            kind, unit, dong = "amount", of_row.text, of_row.dong
        elif of_row is not None and of_row.text == "%":
            kind = "percent"
        elif of_row is not None and figure.value is not None and fold(of_row.text) in _words("counted"):
            kind = "count" if figure.value == figure.value.to_integral_value() and not figure.decimals else kind
    value = figure.value
    # what counts or is in đồng is whole, so that the mark in "1.032" parts thousands
    if figure.state == "ambiguous" and (kind == "count" or dong == 1):
        value = read_figure(stripped.rstrip("% "), amounts.Separators("thousands", "thousands")).value
    if value is None:
        return Value(kind, unit=unit)
    return Value(kind, number=float(value), vnd=_dong(value, dong) if kind == "amount" else None, unit=unit)


def _dong(value: Decimal, dong: int | None) -> int | None:
    return in_dong(value, dong) if dong is not None else None


def _by_itself(text: str, separators: Separators) -> Value:
    if is_blank(text):
        return Value("text")
    if is_mark(text):
        return Value("mark", flag=True)
    on = _is_date(text)
    if on is not None:
        return Value("date", on=on)
    if _is_figure(text):
        return _number(text, ColumnKind("number"), separators, None)
    if len(text) <= _LONGEST_NAME and is_agency(text):
        return Value("agency", text=trim(text))
    return _text(text)
