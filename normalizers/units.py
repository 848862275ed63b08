"""Units as headings, rows and the lines over a table state them: what is measured, what is counted, money.

The words are those of ``values.yaml``; a unit is kept as it is printed, with its worth in đồng where it is money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from normalizers import amounts
from normalizers.text import fold, fold_map, trim
from normalizers.vocabulary.loader import words

FILE = "values.yaml"

_LONGEST_COUNTED = 12  # characters of what a heading counts

_SAMPLE, _FEWEST_SAMPLES = re.compile(r"([A-ZĐ])(\d{1,2})"), 3

_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_UNIT_LABEL = re.compile(
    r"(?<![^\W\d_])(?:đơn vị(?: tính| tiền)?|đvt|dvt|đv(?:\s?tính)?|đ\.v\.t|tính bằng)(?![^\W\d_])"
    r"(?:\s*[-–/]\s*unit)?\s*:?\s*([^;()\n]+)"
)
_ENDING = re.compile(r"\(([^()]{1,60})\)[\s.:]*$")
_EXPLICIT = re.compile(r"(?:đơn vị tính|đvt|đ\.v\.t)\s*:\s*([^;:()\n]{1,30}?)[\s.)]*$", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:tổng )?số (\w{1,3})(?!\w)")  # "Số km", "Tổng số ha"
_NOUN = re.compile(r"[^\W\d_]{1,7}(?: [^\W\d_]{1,7})?")
_LONGEST_LINE = 60  # characters of a line that says no more than a unit
_RATIO = re.compile(r"[^\W\d_]{1,3}[\w ]{0,12}/[\w ]{1,12}")  # "mg/l", "vi khuẩn/100ml"
_TWO_LANGUAGES = re.compile(r"\s+[-–/]\s+|\s*[-–/]\s*(?=unit\b)", re.IGNORECASE)

_THOUSAND_DONG = re.compile(r"(?<![\d.,])(1[.,]000(?:[.,]000)?)\s?(?:đ|đồng|vnđ|vnd)(?![^\W\d_])", re.IGNORECASE)


class Unit(NamedTuple):
    """A unit as printed and, for money, what it is worth in đồng."""

    text: str
    dong: int | None


@cache
def vocabulary(section: str) -> tuple[str, ...]:
    """Return the words of one section of ``values.yaml``, folded, longest first."""
    return tuple(sorted({fold(word) for word in words(FILE, section)}, key=lambda word: (-len(word), word)))


def begins(text: str, section: str) -> bool:
    """Tell whether folded `text` begins with a word of `section` as whole words."""
    return any(text.startswith(word) and not text[len(word) : len(word) + 1].isalnum() for word in vocabulary(section))


def holds(text: str, section: str) -> bool:
    """Tell whether folded `text` holds a word of `section` as whole words."""
    return _pattern(section).search(text) is not None


def without(text: str, section: str) -> str:
    """Return folded `text` without the words of a section."""
    return _pattern(section).sub(" ", text)


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, vocabulary(section)))})(?![^\W_])")


# a unit of money at the end of a heading, without a bracket or a comma before it
_MONEY_ENDS = re.compile(
    r"(?<!\w)(?<!hội )(?<!hợp )((?:(?:nghìn|ngàn|triệu|tỷ|tỉ|1\.?000) )đồng(?:/\S.{0,15})?|đồng/\S.{0,15})$"
)


@lru_cache(maxsize=2048)
def read_unit(text: str) -> Unit | None:
    """Return `text` as a unit, None when it is none that the vocabulary knows; "tạ/ha" is one by its first part."""
    folded = trim(fold(text))
    if not folded or len(folded) > 30:
        return None
    printed = trim(text)
    dong = amounts.heading_unit(f"({folded})")
    if dong is not None:
        return Unit(printed, dong)
    if folded == "%" or folded in vocabulary("measures") or folded in vocabulary("counted"):
        return Unit(printed, None)
    head, _, of = folded.partition(" ")
    if of and of.replace(" ", "").isalpha() and head in vocabulary("measures") and head not in vocabulary("not_alone"):
        return Unit(printed, None)  # "m2 sàn", "tấn nhân"
    times = next((word for word in vocabulary("multipliers") if folded.startswith(f"{word} ")), "")
    first = folded.removeprefix(times).partition("/")[0].strip()
    return Unit(printed, None) if first != folded and first in vocabulary("measures") + vocabulary("counted") else None


@lru_cache(maxsize=2048)
def heading_unit(path: tuple[str, ...]) -> Unit | None:
    """Return the unit that a column's headings state, the leaf first: "Diện tích (ha)", "Sản lượng, tấn"."""
    for heading in reversed(path):
        for inner in reversed(_BRACKETS.findall(heading)):
            if found := read_unit(_labelled(inner) or inner):
                return found
            if _is_counted(fold(inner), path):
                return Unit(trim(inner), None)
        _, comma, tail = heading.rpartition(",")
        if comma and (found := read_unit(tail)) and not _lists_counted(heading):
            return found
        folded = fold(heading).strip(" .:")
        money = _MONEY_ENDS.search(folded)
        if money is not None and (found := read_unit(money[1])):
            return found  # "Ban ngày (5h - 21h) đồng/lượt"
        if folded == "%" or (folded in vocabulary("measures") and folded not in vocabulary("not_alone")):
            return Unit(trim(heading), None)
        if folded in vocabulary("counted") and folded not in vocabulary("named_in_rows") and _is_sized(path):
            return Unit(trim(heading), None)  # "Quy mô dân số" over "người"
        measured = _NUMBER_OF.match(folded)
        if measured is not None and (
            measured[1] in vocabulary("lengths_of_time")
            or (measured[1] in vocabulary("measures") and measured[1] not in vocabulary("not_alone"))
        ):
            return Unit(measured[1], None)
    return None


def _is_sized(path: tuple[str, ...]) -> bool:
    """Tell whether headings over the last one ask how many or how large."""
    over = [part for part in map(fold, path[:-1]) if not begins(part, "figure_headings")]
    return any(begins(part, section) for part in over for section in ("count_headings", "quantity_headings"))


def without_samples(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return headings without those that only number what is measured: "M1", "M2", "M3" are samples and no areas."""
    leaves = [match for path in paths if path and (match := _SAMPLE.fullmatch(path[-1].strip()))]
    numbers: dict[str, set[str]] = {}
    for match in leaves:
        numbers.setdefault(match[1], set()).add(match[2])
    letters = {letter for letter, found in numbers.items() if len(found) >= _FEWEST_SAMPLES}
    return [
        path[:-1] if path and (match := _SAMPLE.fullmatch(path[-1].strip())) and match[1] in letters else path
        for path in paths
    ]


def bracketed_like_units(path: tuple[str, ...]) -> Unit | None:
    """Return the unknown noun that ends a heading in brackets, a unit where the other headings end with theirs.

    "Rau các loại (gói)" beside "Lúa thuần (kg)" and "Hóa chất (lít)"; remarks such as "(mới)" are none.
    """
    ended = _ENDING.search(path[-1]) if path else None
    if ended is None or _NOUN.fullmatch(ended[1]) is None or not ended[1].islower():
        return None
    return None if fold(ended[1]) in vocabulary("remarks") or read_unit(ended[1]) else Unit(ended[1], None)


def _lists_counted(heading: str) -> bool:
    """Tell whether the comma of a heading parts two things that are counted: "Trẻ, học sinh", "Trường, lớp"."""
    head, _, tail = fold(heading).rpartition(",")
    return tail.strip() in vocabulary("counted") and trim(head.rpartition(",")[2]) in vocabulary("counted")


def _is_counted(inner: str, path: tuple[str, ...]) -> bool:
    """Tell whether words in brackets repeat what a heading counts: "Số lồng bè" over "Năm 2022 (lồng)"."""
    if not inner.replace(" ", "").isalpha():
        return False
    bare = [trim(_BRACKETS.sub(" ", fold(part))) for part in path]
    if bare[-1] in vocabulary("bare_counts") and len(inner) <= _LONGEST_COUNTED and inner not in vocabulary("remarks"):
        return True  # "Số lượng (quầy)"
    return any(begins(part, "count_headings") and f" {inner} " in f" {part} " for part in bare)


def stated_unit(lines: Sequence[str]) -> Unit | None:
    """Return the unit that the lines over a table state for all of it: "Đơn vị tính: triệu đồng"; None for none."""
    for line in lines:
        printed = _labelled(line)
        found = (read_unit(printed) or read_unit(_TWO_LANGUAGES.split(printed)[0])) if printed else _unit_alone(line)
        found = found or _money_of_several(printed)
        if found is not None:
            return found
    return None


def _money_of_several(printed: str) -> Unit | None:
    """Return the money among several units of a table, "triệu đồng, hộ"; headings tell what counts the others."""
    named = re.split(r"[,;]| và ", printed)
    parts = [read_unit(part) for part in named] if len(named) > 1 else []
    money = [part for part in parts if part is not None and part.dong is not None]
    return money[0] if len(money) == 1 and None not in parts else None


def unit_beside(lines: Sequence[str]) -> Unit | None:
    """Return the unit that lines next to a table end with, labelled or in brackets: "Diện tích rừng (ha)"."""
    for line in lines:
        ended = _ENDING.search(line)
        inner = ended[1] if ended is not None else line
        if fold(line).strip() in vocabulary("counted") and fold(line).strip() not in vocabulary("named_in_rows"):
            return Unit(trim(line), None)  # "Con"
        closing = _EXPLICIT.search(inner)
        if closing is None and len(inner) > _LONGEST_LINE:
            continue
        labelled = closing[1] if closing is not None else _labelled(inner)
        found = read_unit(labelled or inner) if labelled or ended is not None else None
        if found is not None and (labelled or fold(found.text) not in vocabulary("named_in_rows")):
            return found
        if closing is not None and _NOUN.fullmatch(labelled):
            return Unit(trim(labelled), None)  # what so many are counted in, known or not
    return None


def is_unit_note(line: str) -> bool:
    """Tell whether a line says no more than a labelled unit: "(ĐVT: triệu đồng)"."""
    match = _UNIT_LABEL.match(fold(line).strip("(* ")) if len(line) <= _LONGEST_LINE else None
    return match is not None and stated_unit([line]) is not None


def _labelled(line: str) -> str:
    """Return what a line prints behind "Đơn vị tính:", as printed; "" where it has no such label."""
    folded, offsets = fold_map(line)
    match = _UNIT_LABEL.search(folded)
    if match is None or not match[1].strip():
        return ""
    start, end = match.span(1)
    return line[offsets[start] : offsets[end - 1] + 1]


def _unit_alone(line: str) -> Unit | None:
    """Return the unit that is a whole line over a table: "Ha", "(người)", "Triệu đồng - Millions of dong"."""
    stripped = trim(line)
    if not stripped or len(stripped) > 40:
        return None
    inner = stripped[1:-1] if stripped.startswith("(") and stripped.endswith(")") else ""
    if inner:
        return read_unit(inner)
    first, *others = _TWO_LANGUAGES.split(stripped)
    found = read_unit(first)
    if found is None or found.dong is not None or found.text == "%":
        return found
    if others and others[0].isascii() and " " not in others[0]:
        return found  # "Người - Person"
    folded = fold(found.text)
    return found if folded in vocabulary("measures") and folded not in vocabulary("not_alone") else None


def row_unit(label: str) -> Unit | None:
    """Return the unit that a row's own label states: "Diện tích (km2)", "Sản lượng, tấn"; not "Phường, xã"."""
    counts = begins(fold(label), "count_headings")  # "Số doanh nghiệp (doanh nghiệp)"
    for inner in reversed(_BRACKETS.findall(label)):
        if (found := read_unit(inner)) and (counts or fold(inner) not in vocabulary("named_in_rows")):
            return found
        if counts and _is_counted(fold(inner), (label,)):
            return Unit(trim(inner), None)
    _, comma, tail = label.rpartition(",")
    found = read_unit(tail) if comma else None
    return found if found is not None and fold(found.text) not in vocabulary("counted") else None


def numbers_rows(heading: str) -> bool:
    """Tell whether the numbers under a heading name their rows ("Tháng" over 1, 2, 3) rather than count them."""
    return fold(heading).strip(" :.") in vocabulary("numbered_rows")


def counts_steps(texts: Iterable[str]) -> bool:
    """Tell whether the texts of a column only number its rows in words, but for a total: "Bước 1", "Bước 2"."""
    words = [fold(text).rstrip("0123456789.: ") for text in texts if text]
    return sum(word in vocabulary("numbering_words") for word in words) * 3 >= len(words) * 2 > 0


def group_unit(heading: str) -> Unit | None:
    """Return the unit that a heading over rows is or ends with: "Lớp - Class", "Chỉ số phát triển (%)", "... - %"."""
    parts = [part for part in _TWO_LANGUAGES.split(trim(heading)) if part]
    if parts and parts[-1] == "%":
        return Unit("%", None)
    both = len(parts) == 2 and parts[1].isascii() and fold(parts[0]) not in vocabulary("named_in_rows")
    return row_unit(heading) or (read_unit(parts[0]) if both else None)


def lists_units(heading: str, texts: Sequence[str]) -> bool:
    """Tell whether a column headed "Đơn vị" prints the units of its rows rather than who they are about."""
    known = sum(
        (read_unit(text) is not None and fold(text) not in vocabulary("named_in_rows"))
        or _RATIO.fullmatch(text.strip()) is not None
        for text in texts
    )
    return fold(heading).strip(" :.") in vocabulary("unit_or_agency") and known * 2 > len(texts)


def thousand_dong(lines: Iterable[str]) -> list[str]:
    """Return the figures of the units of money that `lines` print as "1.000 đồng", whose mark parts thousands."""
    return [match[1] for line in lines for match in _THOUSAND_DONG.finditer(line)]


def is_unit_line(line: str) -> bool:
    """Tell whether a line over a table says nothing but the unit of its figures."""
    return _unit_alone(line) is not None
