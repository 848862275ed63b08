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
from typing import Literal, NamedTuple

from normalizers import amounts
from normalizers.agencies import is_agency, is_group
from normalizers.amounts import Separators, in_dong, read_figure
from normalizers.answers import parse_answer
from normalizers.dates import find_dates
from normalizers.flags import is_blank, is_mark
from normalizers.text import clean, fold, trim
from normalizers.units import Unit, begins, heading_unit, holds, read_unit, vocabulary

Kind = Literal["count", "amount", "percent", "date", "mark", "agency", "text", "number", "year"]

_SHARE = (4, 5)  # of the printed cells that a kind needs
_LOOKED_AT = 200  # distinct cells by which a column is judged
_LONGEST_NAME = 120  # characters of an agency's name
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_HEADING = re.compile(r"(?<![^\W\d_])năm(?![^\W\d_])(?!\s+(?:học|(?:19|20)\d{2}))")
_BRACKETED = re.compile(r"\([^()]*\)")
_CODE = re.compile(r"0\d+[.,]\d{3}")  # "01.003": the code of a rank or a kind, never a figure
_SIGNED = re.compile(r"[+\-–−](?=\d)")
_BARE = re.compile(r"[1-9]\d{2}")
_FEWEST_MARKED = 3  # figures with a mark before three digits, beside one without, that show what the mark is


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
    """

    kind: Kind | None
    unit: str | None = None
    dong: int | None = None
    figures: Kind | None = None
    by_row: bool = False


# columns


def _is_date(text: str) -> date | None:
    """Return the day that is the whole of a cell, words such as "trước ngày" aside."""
    found = find_dates(text)
    if len(found) != 1 or found[0].value is None:
        return None
    rest = fold(f"{text[: found[0].start]} {text[found[0].end :]}").strip(" .,;:()")
    return found[0].value if not rest or rest in vocabulary("around_dates") else None


def _is_agency(text: str) -> bool:
    """Tell whether a cell names an agency or a class of agencies, and not who heads one."""
    return len(text) <= _LONGEST_NAME and (is_agency(text) or is_group(text)) and not begins(fold(text), "officers")


def _is_figure(text: str) -> bool:
    """Tell whether a cell prints one number, with a unit behind it or not."""
    figure = read_figure(unsigned(text.rstrip("% ")))
    if _CODE.fullmatch(text.strip()):
        return False
    if figure.state not in ("number", "ambiguous"):
        return False
    return not figure.rest or (len(figure.rest) <= 15 and not any(char.isdigit() for char in figure.rest))


def unsigned(text: str) -> str:
    """Return a figure without the sign printed right before it: "-5", "+3"."""
    return _SIGNED.sub("", text.strip(), count=1) if _SIGNED.match(text.strip()) else text


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


def _most(count: int, of: int) -> bool:
    return of > 0 and count * _SHARE[1] >= of * _SHARE[0]


def is_money_heading(path: tuple[str, ...]) -> bool:
    """Tell whether the headings of a column are about money, by a unit or by their words."""
    unit = heading_unit(path)
    if unit is not None:
        return unit.dong is not None
    return any(
        amounts.mentions(part, "money_headings")
        or begins(fold(part), "money_headings")
        or holds(fold(part), "money_sources")
        for part in path
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
    if begins(leaf, "identifiers") or leaf.strip(" :.") in vocabulary("identifiers_alone"):
        return ColumnKind("text")
    # a mark column prints little else, so it is judged by all its cells, not by the distinct ones
    filled = [text for text in texts if not is_blank(text)]
    if _most(sum(is_mark(text) or parse_answer(text) is not None for text in filled), len(filled)):
        return ColumnKind("mark")
    if _most(sum(_is_date(text) is not None for text in printed), len(printed)):
        return ColumnKind("date")
    figures = [text for text in printed if _is_figure(text)] if not begins(leaf, "text_headings") else []
    if _most(len(figures), len(printed)):
        return _figures(path, whole, leaf, figures, table_unit, money_named)
    names = [text for text in printed if _is_agency(text)]
    if len(names) * 5 >= len(printed) * 3 and not begins(leaf, "not_agencies"):
        return ColumnKind("agency")
    if figures:
        own = _figures(path, whole, leaf, figures, table_unit, money_named)
        return ColumnKind(None, own.unit, own.dong, own.kind if own.unit is not None else None)
    return ColumnKind(None if any(_is_date(text) for text in printed) else "text")


def _figures(
    path: tuple[str, ...],
    whole: str,
    leaf: str,
    figures: Sequence[str],
    table_unit: Unit | None,
    money_named: bool,
) -> ColumnKind:
    unit = heading_unit(path)
    if (unit is not None and unit.text == "%") or (unit is None and holds(leaf, "percent_headings")):
        return ColumnKind("percent", "%")
    if _most(sum(text.rstrip().endswith("%") for text in figures), len(figures)):
        return ColumnKind("percent", "%")
    # "Tổng số" alone adds up whatever the headings over it are about
    adds_up = trim(_BRACKETED.sub(" ", leaf)) in vocabulary("totals_alone")
    counting = (_counts(leaf) and not adds_up) or (
        (adds_up or bool(_YEAR.search(leaf))) and any(_counts(part) for part in path[: -1 if adds_up else None])
    )
    plain = all(_YEAR.fullmatch(text.strip()) for text in figures)
    if plain and not counting and (unit is None or fold(unit.text) == "năm") and _YEAR_HEADING.search(leaf):
        return ColumnKind("year")
    if unit is not None and unit.dong is not None:
        return ColumnKind("amount", unit.text, unit.dong)
    if unit is not None:
        return ColumnKind("count" if fold(unit.text) in vocabulary("counted") else "number", unit.text)
    own = [figure.unit for text in figures if (figure := read_figure(text)).unit is not None]
    of_table = table_unit is not None and table_unit.dong is not None
    if unit is None and any(begins(fold(part), "measured_headings") for part in path):
        return ColumnKind("number")
    if not counting and (is_money_heading(path) or own or (of_table and (adds_up or not money_named))):
        shared = table_unit if of_table else None
        named = [part for part in path if is_money_heading((part,))]
        by_row = shared is None and not own and all(begins(fold(part), "money_or_measure") for part in named)
        return ColumnKind("amount", shared.text if shared else None, shared.dong if shared else None, by_row=by_row)
    if counting:
        whole_of = (
            table_unit is not None and fold(table_unit.text) in vocabulary("counted") and leaf.startswith("tổng số")
        )
        return ColumnKind("count", table_unit.text if table_unit is not None and whole_of else None)
    if table_unit is not None and table_unit.text == "%":
        return ColumnKind("percent", "%")
    if table_unit is not None and table_unit.dong is None:
        return ColumnKind("count" if fold(table_unit.text) in vocabulary("counted") else "number", table_unit.text)
    if plain and len(figures) > 1:
        return ColumnKind("year")
    whole_numbers = all(re.fullmatch(r"\d{1,3}(?:[ .,]\d{3})*|\d+", unsigned(read).strip()) for read in figures)
    return ColumnKind("count" if whole_numbers and not _ambiguous(figures) else "number")


def _counts(part: str) -> bool:
    return begins(fold(part), "count_headings")


def _ambiguous(figures: Sequence[str]) -> bool:
    return any(read_figure(text).state == "ambiguous" for text in figures)


def is_whole(column: ColumnKind) -> bool:
    """Tell whether a column counts in whole numbers by its heading's unit: people, households, đồng."""
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


# cells


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
        on = _is_date(text)
        return Value("date", on=on) if on is not None else _text(text)
    if kind == "year":
        return Value("year", number=float(text.strip())) if _YEAR.fullmatch(text.strip()) else _text(text)
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


def _of_row(
    column: ColumnKind, row_unit: str | None, figure: amounts.Figure | None = None
) -> tuple[Kind, str | None, int | None]:
    """Return kind, unit and worth in đồng of a figure, or of none, whose column may leave them to the row."""
    kind = column.kind or "number"
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
    stripped = unsigned(text).strip()
    sign = -1 if text.strip()[:1] in "-–−" else 1
    percent = stripped.endswith("%")
    figure = read_figure(stripped.rstrip("% "), separators)
    if figure.state == "blank":
        return _nothing(column, row_unit)
    if figure.state == "text" or any(char.isdigit() for char in figure.rest):
        return _text(text)
    kind, unit, dong = _of_row(column, row_unit, figure)
    if percent:
        kind, unit, dong = "percent", "%", None
    elif figure.rest:
        unit, dong = trim(figure.rest), figure.unit
        kind = "amount" if dong is not None else _in_unit(column.kind or "number", read_unit(unit), figure)
    value = figure.value
    # what counts or is in đồng is whole, so that the mark in "1.032" parts thousands
    if figure.state == "ambiguous" and (kind == "count" or dong == 1):
        value = read_figure(stripped.rstrip("% "), amounts.Separators("thousands", "thousands")).value
    if value is None:
        return Value(kind, unit=unit)
    value *= sign
    return Value(kind, number=float(value), vnd=_dong(value, dong) if kind == "amount" else None, unit=unit)


def _dong(value: Decimal, dong: int | None) -> int | None:
    return in_dong(value, dong) if dong is not None else None


def _by_itself(text: str, column: ColumnKind, separators: Separators, row_unit: str | None) -> Value:
    if is_blank(text):
        return Value("text")
    if is_mark(text):
        return Value("mark", flag=True)
    on = _is_date(text)
    if on is not None:
        return Value("date", on=on)
    if _is_figure(text):
        return _number(text, replace(column, kind=column.figures or "number"), separators, row_unit)
    if _is_agency(text) and is_agency(text):
        return Value("agency", text=trim(text))
    return _text(text)
