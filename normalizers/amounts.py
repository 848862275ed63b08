"""Money and quantities as tables and sentences print them: separators, units, values in đồng.

Vietnamese official practice prints ``1.234.567,8`` (thousands by full stop or blank, decimals by comma; TCVN 6398 and
common usage), but spreadsheets leave ``1,234,567.8``. A single figure such as ``3.325`` does not say which it is, so
the separators are inferred from all figures of a table: those whose own shape decides speak for the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from normalizers.flags import is_blank
from normalizers.text import clean, fold, fold_map
from normalizers.vocabulary.loader import Strict, entries, words

FILE = "amounts.yaml"
State = Literal["number", "blank", "ambiguous", "text"]
Role = Literal["thousands", "decimal"]

_DIGIT = re.compile(r"\d")
_NUMBER = r"\d+(?:[.,]\d+|[ ](?=\d{3}(?!\d))\d{3})*"
_CELL = re.compile(rf"(?P<number>{_NUMBER})(?P<rest>\D.*)?", re.DOTALL)
_BLANK_GROUPS = re.compile(r"(\d{1,3}(?: \d{3})+)(?:[.,](\d+))?")
_BOTH = re.compile(r"\d{1,3}(?:([.,])\d{3})+(?!\1)[.,]\d+")
_REPEATED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
_SINGLE = re.compile(r"(\d+)([.,])(\d+)")
_LOST_MARK = re.compile(r"[1-9]\d{0,2}([.,])(?:\d{3}){2,3}")  # "3.350000": decimals, or a mark is lost
_MANY = 8  # distinct figures that show a table's custom
_SQUEEZE = re.compile(r"[\s.,]+")
_PER = re.compile(r"[/(*].*|x\d.*", re.DOTALL)
_OF_MONEY = re.compile(r"đ|vn")  # đồng, đ, vnd
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


class Separators(NamedTuple):
    """What ``.`` and ``,`` mean in the figures of one table; None where its figures do not say."""

    stop: Role | None = None
    comma: Role | None = None
    evidence: tuple[str, ...] = ()  # the figures that decided

    def role(self, mark: str) -> Role | None:
        """Return the meaning of ``.`` or ``,``."""
        return self.stop if mark == "." else self.comma


UNKNOWN = Separators()
VIETNAMESE = Separators("thousands", "decimal")
ENGLISH = Separators("decimal", "thousands")


class Figure(NamedTuple):
    """One printed number: its value, the decimals that it prints, and whether its own shape decided the reading."""

    state: State
    value: Decimal | None = None
    decimals: int = 0
    own: bool = True
    unit: int | None = None  # đồng in the unit that the cell itself prints ("500 triệu")
    rest: str = ""  # what the cell prints behind the number


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount of money in running text: ``2.357.585.000 đồng`` at `span`, in đồng; None when it is ambiguous."""

    text: str
    span: tuple[int, int]
    dong: int | None


class _Unit(Strict):
    dong: int
    words: tuple[str, ...]


@cache
def units() -> Mapping[str, int]:
    """Return the worth in đồng of every unit of money, keyed by its squeezed folded wording."""
    return {_squeeze(word): unit.dong for unit in entries(FILE, "units", _Unit) for word in unit.words}


@cache
def vocabulary(section: str) -> tuple[str, ...]:
    """Return the words of one section of ``amounts.yaml``, folded, longest first."""
    return tuple(sorted({fold(word) for word in words(FILE, section)}, key=lambda word: (-len(word), word)))


def _squeeze(text: str) -> str:
    return _SQUEEZE.sub("", fold(text))


def starts_with(text: str, section: str) -> str:
    """Return the longest word of `section` that `text` starts with as whole words, "" when none does."""
    start = fold(text[:160]).lstrip("([-+*\"' ")
    for word in vocabulary(section):
        if start.startswith(word) and not start[len(word) : len(word) + 1].isalnum():
            return word
    return ""


def mentions(text: str, section: str) -> bool:
    """Tell whether `text` holds a word of `section` as whole words."""
    folded = f" {' '.join(_WORD.findall(fold(text)))} "
    return any(f" {word} " in folded for word in vocabulary(section))


# separators


def _shape(number: str) -> tuple[Role | None, Role | None]:
    """Return what the shape of one number says about ``.`` and ``,``; (None, None) when it does not say."""
    if _BLANK_GROUPS.fullmatch(number):
        return ("decimal" if "." in number else None, "decimal" if "," in number else None)
    if _BOTH.fullmatch(number):
        return ("decimal", "thousands") if number.rfind(".") > number.rfind(",") else ("thousands", "decimal")
    if _REPEATED.fullmatch(number):
        return ("thousands", None) if "." in number else (None, "thousands")
    single = _SINGLE.fullmatch(number)
    if single and not _is_open(single):
        return ("decimal", None) if single[2] == "." else (None, "decimal")
    return (None, None)


def _is_open(single: re.Match[str]) -> bool:
    """Tell whether ``3.325`` may be either: up to three digits, not beginning with 0, then exactly three."""
    return len(single[3]) == 3 and len(single[1]) <= 3 and not single[1].startswith("0")


def infer_separators(texts: Iterable[str], whole: Iterable[str] = ()) -> Separators:
    """Infer what ``.`` and ``,`` mean from all figures of one table.

    A mark that repeats, or stands before the other, separates thousands; a mark followed by other than three digits,
    or standing last after the other, is the decimal mark. One mark's meaning gives the other's. Figures that
    contradict each other leave the mark undecided, but for those that have lost a mark: "3.350000" among
    "3.100.000" says nothing. `whole` are figures of what is counted in whole numbers (people, đồng): a mark before
    three digits parts their thousands, where no figure's own shape says anything of it.
    """
    seen: dict[str, dict[Role, str]] = {".": {}, ",": {}}
    lost: dict[str, str] = {}
    for text in texts:
        match = _CELL.match(clean(text))
        if match is None:
            continue
        if (single := _LOST_MARK.fullmatch(match["number"])) is not None:
            lost.setdefault(single[1], match["number"])
            continue
        for mark, role in zip(".,", _shape(match["number"]), strict=True):
            if role is not None:
                seen[mark].setdefault(role, match["number"])
    for mark, number in lost.items():
        if "thousands" not in seen[mark]:
            seen[mark].setdefault("decimal", number)
    for text in whole if not any(seen.values()) else ():
        match = _CELL.match(clean(text))
        open_one = _SINGLE.fullmatch(match["number"]) if match is not None else None
        if open_one is not None and _is_open(open_one):
            seen[open_one[2]].setdefault("thousands", open_one[0])
    roles: dict[str, Role | None] = {}
    for mark, found in seen.items():
        roles[mark] = next(iter(found)) if len(found) == 1 else None
    if roles["."] == roles[","] == "decimal":
        return UNKNOWN
    for mark, other in ((".", ","), (",", ".")):
        if roles[mark] is None and not seen[mark] and (known := roles[other]) is not None:
            roles[mark] = "decimal" if known == "thousands" else "thousands"
    evidence = tuple(dict.fromkeys(text for found in seen.values() for text in found.values()))
    return Separators(roles["."], roles[","], evidence)


def custom(texts: Iterable[str], least: int = _MANY) -> Separators:
    """Return what official practice makes of the stop in a table whose figures leave it open, all of them alike.

    At least `least` distinct figures with a stop before three digits, none with a comma, another number of decimals or
    four digits in a row: who prints decimals does not print three of them everywhere.
    """
    marked: set[str] = set()
    for text in texts:
        match = _CELL.match(clean(text))
        if match is None:
            continue
        single = _SINGLE.fullmatch(match["number"])
        if single is not None and single[2] == "." and _is_open(single):
            marked.add(match["number"])
        elif not match["number"].isdigit() or len(match["number"]) > 3:
            return UNKNOWN
    return Separators("thousands", None, tuple(sorted(marked)[:1])) if len(marked) >= least else UNKNOWN


# one figure


@lru_cache(maxsize=4096)  # a table's cells are asked about for its columns, its rows and its values
def read_figure(text: str, separators: Separators = UNKNOWN) -> Figure:
    """Read one cell as a number: ``1.685,4``, ``12 806 500``, ``500 triệu``, ``25.000 đ/lớp``, ``02 lớp``, ``-``.

    The state is ``blank`` for nothing, ``text`` for anything that is no single number, and ``ambiguous`` for a figure
    such as ``3.325`` while `separators` do not say what its mark means.
    """
    text = clean(text).strip("*' \"")
    if is_blank(text) or fold(text) in vocabulary("nothing"):
        return Figure("blank")
    match = _CELL.fullmatch(text)
    if match is None:
        return Figure("text")
    rest = (match["rest"] or "").strip()
    figure = _value(match["number"], separators)
    if figure.state == "text":
        return figure
    return figure._replace(rest=rest, unit=_unit_of(rest))


def _value(number: str, separators: Separators) -> Figure:
    grouped = _BLANK_GROUPS.fullmatch(number)
    if grouped:
        decimals = grouped[2] or ""
        return _figure(grouped[1].replace(" ", ""), decimals)
    if number.isdigit():
        return _figure(number, "")
    if _BOTH.fullmatch(number):
        at = max(number.rfind("."), number.rfind(","))
        return _figure(re.sub(r"[.,]", "", number[:at]), number[at + 1 :])
    if _REPEATED.fullmatch(number):
        return _figure(re.sub(r"[.,]", "", number), "")
    single = _SINGLE.fullmatch(number)
    if single is None:
        return Figure("text")
    if _LOST_MARK.fullmatch(number) and separators.role(single[2]) == "thousands":
        return Figure("ambiguous", own=False)
    if not _is_open(single):
        return _figure(single[1], single[3])
    role = separators.role(single[2])
    if role is None:
        return Figure("ambiguous", own=False)
    whole, decimals = (single[1] + single[3], "") if role == "thousands" else (single[1], single[3])
    return _figure(whole, decimals)._replace(own=False)


def _figure(whole: str, decimals: str) -> Figure:
    return Figure("number", Decimal(f"{whole}.{decimals}" if decimals else whole), len(decimals))


def _unit_of(rest: str) -> int | None:
    """Return the worth of a unit printed right behind a number: "triệu đồng/lớp" → 1 000 000."""
    return units().get(_squeeze(_PER.sub("", rest).rstrip(" .,;")))


def in_dong(value: Decimal, unit: int) -> int:
    """Return `value` units of `unit` đồng in whole đồng, half a đồng up."""
    return int((value * unit).to_integral_value(ROUND_HALF_UP))


# units


@lru_cache(maxsize=4096)
def find_unit(text: str) -> int | None:
    """Return the unit that a line over a table states: "Đơn vị tính: triệu đồng", "(ĐVT: 1.000đ)", "(nghìn đồng)".

    None when it states none; a unit of quantity ("Đơn vị tính: lớp") is none.
    """
    folded = fold(text)
    for label, pattern in _unit_labels():
        for match in pattern.finditer(folded) if label in folded else ():
            unit = _leading_unit(folded[match.end() :])
            if unit is not None:
                return unit
    for bracketed in _BRACKETS.finditer(folded):
        unit = units().get(_squeeze(bracketed[1]))
        if unit is not None:
            return unit
    return units().get(_squeeze(folded)) if len(folded) <= 24 else None


@lru_cache(maxsize=4096)
def heading_unit(text: str) -> int | None:
    """Return the unit that a column's heading states: "Thành tiền (triệu đồng)", "Đơn giá, 1.000 đ", "(đồng/lớp)"."""
    folded = fold(text)
    tail = re.split(r"[,:]", folded)[-1]
    for part in [match[1] for match in _BRACKETS.finditer(folded)] + ([tail] if tail != folded else []):
        unit = units().get(_squeeze(_PER.sub("", part))) or find_unit(part)
        if unit is not None:
            return unit
    return find_unit(folded)


@cache
def _unit_labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (label, re.compile(rf"(?<![^\W\d_]){re.escape(label)}(?: tiền)?\s*[:.\-]?\s*"))
        for label in vocabulary("unit_labels")
    )


def _leading_unit(text: str) -> int | None:
    """Return the unit that `text` begins with, the longest first."""
    text = re.split(r"[();\n]", text.lstrip("( "))[0]
    squeezed = _squeeze(text)
    for unit in sorted(units(), key=lambda word: (-len(word), word)):
        rest = squeezed[len(unit) :]
        if squeezed.startswith(unit) and not rest[:1].isalnum():
            return units()[unit]
    # words that follow the unit without a mark: "triệu đồng theo giá hiện hành"
    first = text.split()
    for count in (3, 2, 1):
        unit_value = units().get(_squeeze(" ".join(first[:count])))
        if unit_value is not None:
            # "nghìn người" is none of money
            bare = _OF_MONEY.search(" ".join(first[:count])) is None and first[count - 1][-1] not in ",;."
            return None if bare and len(first) > count else unit_value
    return None


# running text


@cache
def _mention_pattern() -> re.Pattern[str]:
    alternatives = sorted(
        {fold(word) for unit in entries(FILE, "units", _Unit) for word in unit.words if not word[0].isdigit()},
        key=lambda word: (-len(word), word),
    )
    wording = "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in alternatives)
    # folding takes the blanks around marks away: ", 20.000 đồng" is an amount, "5-10 đồng" a range
    return re.compile(rf"(?<![\d/.])(?<!\d[,\-])(?P<number>{_NUMBER})\s*(?P<unit>{wording})(?![^\W\d_])")


@cache
def _figure_and_unit() -> re.Pattern[str]:
    words = {word[0] for unit in entries(FILE, "units", _Unit) for word in unit.words}
    first = "".join(sorted(re.escape(letter) for word in words for letter in {word, word.upper()}))
    return re.compile(rf"\d\s*[{first}]")


def may_hold_amount(text: str) -> bool:
    """Tell, without folding the text, whether it can print an amount: a digit before a unit's first letter."""
    return _figure_and_unit().search(text) is not None


def _listed_before(text: str, offsets: list[int], match: re.Match[str]) -> int:
    """Return how many signs of a folded number stand before a comma with a blank: "trang 3, 20.000 đồng"."""
    number = match["number"]
    marks = (at for at, sign in enumerate(number) if sign in ".,")
    return max((at + 1 for at in marks if text[offsets[match.start() + at] + 1].isspace()), default=0)


def find_amounts(text: str, separators: Separators | None = None) -> Iterator[AmountMention]:
    """Yield the amounts of money that a sentence prints with their unit: ``2.357.585.000 đồng``, ``2,3 tỷ đồng``.

    `separators` are those of the document's prose; by default they are inferred from `text` itself. In đồng three
    digits behind a mark are always thousands; in larger units ``2.357 tỷ`` stays ambiguous without other evidence.
    """
    if not may_hold_amount(text):  # most sentences
        return
    folded, offsets = fold_map(text)
    found = [
        (match, match.start() + _listed_before(text, offsets, match)) for match in _mention_pattern().finditer(folded)
    ]
    if separators is None:
        separators = infer_separators(folded[start : match.end("number")] for match, start in found)
    for match, start in found:
        unit = units()[_squeeze(match["unit"])]
        number = folded[start : match.end("number")]
        figure = _value(number, separators)
        if figure.state == "ambiguous" and unit == 1:
            figure = _value(number, Separators("thousands", "thousands"))
        span = (offsets[start], offsets[match.end() - 1] + 1)
        dong = in_dong(figure.value, unit) if figure.value is not None else None
        yield AmountMention(text[slice(*span)], span, dong)
