"""The words of ``normalizers/vocabulary/letter_heads.yaml`` as patterns for lines of a head.

The patterns are for what `lowered` gives: lower case, the tones of "oà", "uỷ" moved, as long as the line itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from normalizers.text import even_tones
from normalizers.vocabulary.loader import Strict, entries, raw, words

FILE = "letter_heads.yaml"
_ANY = "any"


class Opening(Strict):
    """Words that open a body's name, and what stands around them: words, lists of the file, or "any" word."""

    word: str
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class Joined(Strict):
    """A body above, by its words and what it is named by, and the openings of the bodies that it has below it."""

    above: tuple[str, ...]
    named: tuple[str, ...]
    below: tuple[Opening, ...]


def lowered(text: str) -> str:
    """Return a line as the patterns want it: in lower case, of the same length."""
    small = text.lower()
    return even_tones(small) if len(small) == len(text) else text.casefold()[: len(text)].ljust(len(text))


@cache
def _list(name: str) -> tuple[str, ...]:
    return tuple(raw(FILE)["lists"].get(name, (name,)))


def _alternatives(found: Iterable[str]) -> str:
    listed = sorted({word for name in found for word in _list(name)}, key=lambda word: (-len(word), word))
    return "|".join(regex.escape(word).replace(r"\ ", " ") for word in listed)


def _around(opening: Opening) -> str:
    """Return the pattern of an opening with what has to stand and must not stand beside it."""
    pattern: str = regex.escape(opening.word).replace(r"\ ", " ")
    if opening.after:
        pattern = f"(?<=(?<!\\p{{L}})(?:{_alternatives(opening.after)}) ){pattern}"
    if opening.not_after:
        pattern = f"(?<!(?<!\\p{{L}})(?:{_alternatives(opening.not_after)}) ){pattern}"
    if opening.not_before:
        pattern += f"(?!\\s*(?:{_alternatives(opening.not_before)})(?!\\p{{L}}))"
    if _ANY in opening.before:
        pattern += r"(?= \p{L})"
    elif opening.before:
        pattern += f"(?= (?:{_alternatives(opening.before)})(?!\\p{{L}}))"
    return pattern


def openings(found: Iterable[Opening]) -> str:
    """Return the alternatives of several openings; each ends where a word ends."""
    return "(?:" + "|".join(_around(opening) for opening in found) + r")(?!\p{L})"


@cache
def _openings(section: str) -> regex.Pattern[str]:
    return regex.compile(openings(entries(FILE, section, Opening)))


@cache
def _phrases(section: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_alternatives(words(FILE, section))})(?!\p{{L}})")


def _in_capitals(pattern: regex.Pattern[str], text: str) -> bool:
    """Tell whether a line begins with words of a pattern, printed in capitals."""
    match = pattern.match(lowered(text))
    return match is not None and text[: match.end()] == text[: match.end()].upper()


def begins_body(text: str) -> bool:
    """Tell whether a line begins with a kind of issuing body, in capitals."""
    return _in_capitals(_openings("bodies"), text)


def is_bare(text: str) -> bool:
    """Tell whether a line is a body that says whose it is by the body above only."""
    return _phrases("bare").fullmatch(lowered(text)) is not None


def begins_firm(text: str) -> bool:
    """Tell whether a name begins as a firm's: "CÔNG TY CỔ PHẦN ..."."""
    return _phrases("firms").match(lowered(text)) is not None


def is_of_no_level(text: str) -> bool:
    """Tell whether a line is a body of every level without level and place."""
    return _phrases("of_no_level").fullmatch(lowered(text)) is not None


def begins_authority(text: str) -> bool:
    """Tell whether a line begins with who decides, in capitals, as under a title."""
    small = lowered(text).removeprefix("quyền ")
    return _in_capitals(_phrases("authorities"), text[len(text) - len(small) :])


@cache
def _stamp() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_alternatives(words(FILE, 'stamps'))})(?:\s*[:/(].*)?(?:\s+lần\s+\d+)?")


def is_stamp(text: str) -> bool:
    """Tell whether a line in capitals stands between those of a letter head and is no part of it: "HỎA TỐC"."""
    match = _stamp().fullmatch(lowered(text))
    return match is not None and text[:2] == text[:2].upper()


@cache
def _urgency() -> regex.Pattern[str]:
    return regex.compile(rf"(?<=\p{{L}})\s+(?:{_alternatives(words(FILE, 'urgency'))})$")


def without_urgency(text: str) -> str:
    """Return a line in capitals without the degree of urgency that ran into it: "TỈNH NAM ĐỊNH HỎA TỐC"."""
    match = _urgency().search(lowered(text))
    return text if match is None or text != text.upper() else text[: match.start()]


@cache
def _remark() -> regex.Pattern[str]:
    return regex.compile(rf"\((?:{_alternatives(words(FILE, 'title_remarks'))})(?!\p{{L}})[^()]{{0,100}}\)")


def is_remark(text: str) -> bool:
    """Tell whether a line in brackets is a part of the title above it: "(Đợt 1)"; "(Ban hành kèm theo ...)" is none."""
    return _remark().fullmatch(lowered(text)) is not None


@cache
def _unit() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_alternatives(['units'])})\s+\p{{L}}")


def begins_unit(text: str) -> bool:
    """Tell whether a line begins with a place in capitals: "TỈNH X"."""
    return _in_capitals(_unit(), text)


def names_unit(text: str) -> bool:
    """Tell whether a name in capitals says a place anywhere: "UBND TỈNH X"."""
    return any(
        text[match.start() : match.end()] == text[match.start() : match.end()].upper()
        for match in _unit().finditer(lowered(text))
    )


@cache
def joined() -> tuple[tuple[regex.Pattern[str], regex.Pattern[str]], ...]:
    """Return how a whole body above begins, and where on its line a body below it begins."""
    return tuple(
        (regex.compile(_above(pair)), regex.compile(rf"(?<=[\p{{L}}\d.])\s+(?={openings(pair.below)})"))
        for pair in entries(FILE, "joined", Joined)
    )


def _above(pair: Joined) -> str:
    pattern = f"(?:{_alternatives(pair.above)})(?!\\p{{L}})"
    for named in pair.named:
        pattern += r" \p{L}" if named == _ANY else f" (?:{_alternatives([named])})(?!\\p{{L}})"
    return pattern


@cache
def over_its_kind() -> regex.Pattern[str]:
    """Return a body over another of its kind: "CÔNG AN TỈNH ĐẮK NÔNG CÔNG AN HUYỆN CƯ JÚT"."""
    kinds = _alternatives(words(FILE, "over_their_kind"))
    return regex.compile(rf"(?:tổng )?(?P<kind>{kinds}) .*?\p{{L}}\s+(?=(?P=kind)\s+\p{{L}})")
