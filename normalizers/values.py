"""What a cell of any table says, by what its column holds. No knowledge of any record kind.

The column speaks first (`column_kinds`), because single cells mislead: "2018" is a year under "Năm", a count under
"Số hộ". Separators are those of the whole table (`amounts.infer_separators`); a figure that they leave open gives no
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from normalizers import amounts
from normalizers.agencies import is_agency, is_group
from normalizers.amounts import Separators, in_dong, read_figure
from normalizers.answers import parse_answer
from normalizers.dates import find_dates
from normalizers.flags import is_blank, is_mark
from normalizers.text import clean, fold, trim
from normalizers.units import Unit, begins, read_unit, vocabulary

Kind = Literal["count", "amount", "percent", "date", "mark", "agency", "text", "number", "year"]

_LONGEST_UNIT, _LONGEST_PRICE = 15, 40  # characters behind a figure: "hồ sơ", "triệu đồng/cơ sở sản xuất"
_LONGEST_NAME = 120  # characters of an agency's name
YEAR = re.compile(r"(?:19|20)\d{2}")
_CODE = re.compile(r"0\d+[.,]\d{3}|0\d{2,}")  # "01.003", "011": codes of ranks and kinds, never figures
_ITEM_CODE = re.compile(r"[A-ZĐ]{1,6}[A-ZĐ0-9.\-_/]{1,20}")  # "NG01", "VT-12"
_NOTED = re.compile(r"(\d[\d.,]{2,}) ?\([1-9]\)|(\d[\d.,]*) ?(?:\(\*{1,3}\)|\*{1,3})")
# "0,2 - 1,0", "< 3", "≥ 80": more figures than one, or a bound, in the unit of the figures beside it
_RANGE = re.compile(r"[<>≤≥±~]?\s?\d[\d.,]*(?:\s?(?:[-–÷]|đến)\s?\d[\d.,]*)?")
_OF_CODE = re.compile(r"/\s?[A-ZĐ]{2}")  # "1234/QĐ-BTP"
_AREA = re.compile(r"(?<![^\W\d_])[ckd]?m[23](?!\d)", re.IGNORECASE)  # "m2/học sinh"
_NAMED = re.compile(r"\S\s+[A-ZĐ]")  # "2.5T QKR": no unit goes on with a name
_SIGNED = re.compile(r"[+\-–−](?=\d)")
_SPACED = re.compile(r"([+\-–−]) (\d[\d.,]*%?)")  # "– 50" is below zero among differences; elsewhere the dash may list
_PERCENT_BEHIND = re.compile(r"\((\d[\d.,]*)\)\s?%")  # "(5,0)%"
_BRACKETED = re.compile(r"\((\d[\d., ]*\d ?%?)\)")  # book-keepers' minus; "(1)" is a note's mark


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
    """What a column holds: `kind` None: each cell is read by itself; `dong` is the worth of its unit of money.

    `figures` is what the figures of a column without a kind are by its heading or the table's unit. `by_row` marks
    amounts that only a word of the heading makes money, so that a unit in the row says more ("Định mức" of "Kg").
    `shared` marks the unit over the table under a heading that says nothing itself, so that a row may say otherwise.
    `signed` marks differences ("Tăng, giảm"), where a figure in brackets is below zero as one of money is.
    """

    kind: Kind | None
    unit: str | None = None
    dong: int | None = None
    figures: Kind | None = None
    by_row: bool = False
    signed: bool = False
    shared: bool = False


# single cells


def read_day(text: str) -> date | None:
    """Return the day that is the whole of a cell, words such as "trước ngày" aside."""
    found = find_dates(text)
    if len(found) != 1 or found[0].value is None:
        return None
    rest = fold(f"{text[: found[0].start]} {text[found[0].end :]}").strip(" .,;:()")
    return found[0].value if not rest or rest in vocabulary("around_dates") else None


def names_agency(text: str) -> bool:
    """Tell whether a cell names an agency or a class of agencies, and not who heads one."""
    return len(text) <= _LONGEST_NAME and (is_agency(text) or is_group(text)) and not begins(fold(text), "officers")


def is_code(text: str) -> bool:
    """Tell whether a cell's digits begin as no figure does: "01.003", "011"."""
    return _CODE.fullmatch(text.strip()) is not None


def are_codes(texts: Iterable[str]) -> bool:
    """Tell whether the texts of a column are codes of its rows, all different: "NG01", "NH02"; not "A Vao"."""
    printed = [text.strip() for text in texts if not is_blank(text)]
    numbered = sum(any(char.isdigit() for char in text) for text in printed)
    return numbered * 2 >= len(printed) == len(set(printed)) > 0 and all(map(_ITEM_CODE.fullmatch, printed))


def is_figure(text: str) -> bool:
    """Tell whether a cell prints one number, with a unit behind it or not."""
    figure = read_figure(unsigned(text.rstrip("% ")).rstrip("% "))
    if is_code(text):
        return False
    if figure.state not in ("number", "ambiguous"):
        return False
    longest = _LONGEST_UNIT if figure.unit is None else _LONGEST_PRICE
    return not figure.rest or (len(figure.rest) <= longest and _is_unit(figure.rest))


def _is_unit(rest: str) -> bool:
    """Tell whether what stands behind a figure can be its unit: no second figure, no share, no code of a text."""
    if rest.startswith("%") or _OF_CODE.match(rest) or any(char.isdigit() for char in _AREA.sub("", rest)):
        return False
    return _NAMED.search(rest) is None or read_unit(rest) is not None


def unsigned(text: str) -> str:
    """Return a figure without its sign, the brackets around it or the mark of a note: "-5", "(12.300)", "1.250(1)"."""
    stripped = text.strip()
    if stripped.endswith((")", "*")):
        bracketed = _BRACKETED.fullmatch(stripped) or _NOTED.fullmatch(stripped)
        return (bracketed[1] or bracketed[bracketed.lastindex or 0]) if bracketed is not None else text
    return _SIGNED.sub("", stripped, count=1) if _SIGNED.match(stripped) else text


def is_negative(text: str) -> bool:
    """Tell whether a figure is below zero: "-5", and "(12.300)" as book-keepers print it."""
    stripped = text.strip()
    return stripped[:1] in ("-", "–", "−") or _BRACKETED.fullmatch(stripped) is not None


# cells of a column


def cell_value(text: str, column: ColumnKind, separators: Separators, row_unit: str | None = None) -> Value:
    """Return what one cell of a column says. `row_unit` is the unit that the row's own column of units prints.

    A cell that does not fit its column ("Chưa có số liệu" among figures) is a text; a dash is the column's kind without
    a value.
    """
    kind = column.kind
    if kind is None:
        return _by_itself(text, column, separators, row_unit)
    if is_blank(text):
        return _nothing(column, row_unit)
    if kind == "mark":
        flag = True if is_mark(text) else parse_answer(text)
        return Value("mark", flag=flag) if flag is not None else _text(text)
    if kind == "date":
        on = read_day(text)
        if on is None and YEAR.fullmatch(text.strip()):
            return Value("year", number=float(text.strip()))  # a year of birth among days
        return Value("date", on=on) if on is not None else _text(text)
    if kind == "year":
        return Value("year", number=float(text.strip())) if YEAR.fullmatch(text.strip()) else _text(text)
    if kind == "agency":
        return Value("agency", text=trim(text))
    if kind == "text":
        return _text(text)
    return _number(text, column, separators, row_unit)


def _nothing(column: ColumnKind, row_unit: str | None) -> Value:
    kind, unit, _ = _of_row(column, row_unit)
    return Value(kind, unit=unit)


def _text(text: str) -> Value:
    return Value("text", text=clean(text) or None)


def _range(text: str, column: ColumnKind, row_unit: str | None) -> Value:
    """Return a text; one that is a range or a bound has the unit that a figure would have."""
    value = _text(text)
    return value._replace(unit=_of_row(column, row_unit)[1]) if _RANGE.fullmatch(text.strip()) else value


def _of_row(
    column: ColumnKind, row_unit: str | None, figure: amounts.Figure | None = None
) -> tuple[Kind, str | None, int | None]:
    """Return kind, unit and worth in đồng of a figure, or of none, whose column may leave them to the row."""
    kind = column.kind or "number"
    if column.dong is not None and row_unit and "/" in row_unit and (own := read_unit(row_unit)) is not None:
        # "Mức thu (đồng)" of a row in "đồng/xe/lượt": the row says for what
        return (kind, own.text, own.dong) if own.dong == column.dong else (kind, column.unit, column.dong)
    if column.unit is not None or not row_unit or not (kind in ("count", "number") or column.by_row):
        return kind, column.unit, column.dong
    kind = "number" if kind == "amount" else kind
    unit = read_unit(row_unit)
    if unit is not None and unit.dong is not None:
        return "amount", unit.text, unit.dong
    if unit is not None and unit.text == "%":
        return "percent", "%", None
    kind = _in_unit(kind, unit, figure)
    return kind, row_unit, None


def _measured(kind: Kind | None) -> Kind:
    """Return the kind of a figure that prints a unit of its own, which is no money: "31,0 lần mức chuẩn"."""
    return "number" if kind is None or kind == "amount" else kind


def _in_unit(kind: Kind, unit: Unit | None, figure: amounts.Figure | None) -> Kind:
    """Return what a figure in a unit is: whole pieces count, what is measured does not."""
    if unit is None or kind not in ("count", "number"):
        return kind
    folded = fold(unit.text)
    if folded not in vocabulary("counted"):
        pieces = folded not in vocabulary("measures") and folded.partition("/")[0].strip() in vocabulary("counted")
        return kind if pieces else "number"  # "người/ngày"
    if figure is None or figure.decimals:
        return kind
    return "count" if figure.value is None or figure.value == figure.value.to_integral_value() else kind


def prints_whole(text: str) -> bool:
    """Tell whether a cell prints pieces, which are whole: "1.500 chiếc"."""
    rest = read_figure(text).rest
    return bool(rest) and fold(trim(rest)) in vocabulary("counted")


def _number(text: str, column: ColumnKind, separators: Separators, row_unit: str | None) -> Value:
    if column.signed and (spaced := _SPACED.fullmatch(text.strip())) is not None:
        text = spaced[1] + spaced[2]
    if (noted := _PERCENT_BEHIND.fullmatch(text.strip())) is not None:
        text = f"({noted[1]}%)"
    stripped = unsigned(text).strip()
    sign = -1 if text.strip()[:1] in "-–−" else 1
    percent = stripped.endswith("%")
    figure = read_figure(stripped.rstrip("% "), separators)
    if figure.state == "blank":
        return _nothing(column, row_unit)
    if figure.state == "text" or (figure.rest and not _is_unit(figure.rest)):
        return _range(text, column, row_unit)
    kind, unit, dong = _of_row(column, row_unit, figure)
    if percent:
        kind, unit, dong = "percent", "%", None
    elif figure.rest:
        unit, dong = trim(figure.rest), figure.unit
        kind = "amount" if dong is not None else _in_unit(_measured(column.kind), read_unit(unit), figure)
    value = figure.value
    # what counts or is in đồng is whole, so that the mark in "1.032" parts thousands
    if figure.state == "ambiguous" and (kind == "count" or dong == 1):
        value = read_figure(stripped.rstrip("% "), amounts.Separators("thousands", "thousands")).value
    if value is None:
        return Value(kind, unit=unit)
    if _BRACKETED.fullmatch(text.strip()):
        if kind != "amount" and not column.signed:
            return Value(kind, unit=unit)  # below zero, or a part of the figure above
        sign = -1
    value *= sign
    return Value(kind, number=float(value), vnd=_dong(value, dong) if kind == "amount" else None, unit=unit)


def _dong(value: Decimal, dong: int | None) -> int | None:
    return in_dong(value, dong) if dong is not None else None


def _by_itself(text: str, column: ColumnKind, separators: Separators, row_unit: str | None) -> Value:
    if is_blank(text):
        return Value("text")
    if is_mark(text):
        return Value("mark", flag=True)
    on = read_day(text)
    if on is not None:
        return Value("date", on=on)
    if is_figure(text):
        kind = column.figures or "number"
        if kind == "year" and YEAR.fullmatch(text.strip()) is None:
            kind = "number"
        return _number(text, replace(column, kind=kind), separators, row_unit)
    if names_agency(text) and is_agency(text):
        return Value("agency", text=trim(text))
    return _range(text, column, row_unit)
