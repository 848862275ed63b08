"""From fragments to text: lines by baseline, blanks by room, wrapped lines joined by measured widths."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from extractors.readers.pdf.glyphs import BLANK, Fragment
from extractors.syllables import completes, ends_the_word_above, is_one_word

_DASHES = "-‐‑–—"
_EPSILON = 1.5  # points of doubt in measured widths: a border's breadth, rounded advances

_FILL = 1.3  # of a glyph: a line with less room than this left over is full (its padding is an estimate)


@dataclass(slots=True)
class Line:
    """Fragments on one baseline, left to right."""

    fragments: list[Fragment]
    base: float
    size: float
    _words: list[list[Fragment]] | None = None  # once asked for; a line whose words were asked for stays as it is

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.fragments[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(f.x1 for f in self.fragments)

    @property
    def ends_with_blank(self) -> bool:
        """Whether the producer drew a blank after the last glyph."""
        return self.fragments[-1].space_after

    def words(self) -> list[list[Fragment]]:
        """Return its fragments grouped into words."""
        if self._words is not None:
            return self._words
        words = self._words = [self.fragments[:1]]
        for one, other in pairwise(self.fragments):
            if blank_between(one, other):
                words.append([other])
            else:
                words[-1].append(other)
        return words

    @property
    def text(self) -> str:
        """Its words with one blank between."""
        return " ".join("".join(f.text for f in word) for word in self.words())


def blank_between(one: Fragment, other: Fragment) -> bool:
    """Return whether a blank stands between two neighbours on a line."""
    return one.space_after or other.space_before or other.x0 - one.x1 > BLANK * max(one.size, other.size)


def group_lines(fragments: Iterable[Fragment]) -> list[Line]:
    """Return the lines from top to bottom; a raised or lowered figure stays on the line of its neighbour."""
    lines: list[Line] = []
    for fragment in sorted(fragments, key=lambda f: (f.base, f.x0, f.order)):
        line = lines[-1] if lines else None
        if line is not None and fragment.base - line.base <= 0.5 * max(line.size, fragment.size):
            line.fragments.append(fragment)
            if fragment.size > line.size:  # the larger letters own the baseline
                line.size, line.base = fragment.size, fragment.base
        else:
            lines.append(Line([fragment], fragment.base, fragment.size))
    for line in lines:
        line.fragments.sort(key=lambda f: (f.x0, f.order))
    return lines


def join_lines(lines: Sequence[Line], room: float) -> str:
    """Return the lines as one text. `room` is the widest line that the place could hold, in points."""
    figure = "".join(line.text for line in lines)
    if len(lines) > 1 and figure[0].isdigit() and _grouped().fullmatch(figure):
        return figure  # of lines that are nothing but its parts
    text = ""
    tail = _Word("", 0.0)
    for index in range(len(lines) - 1, -1, -1):  # from below: a word cut twice is judged as the word that it is
        line = lines[index]
        words = line.words()
        joined = False
        if index + 1 < len(lines):
            joined = _continues(line, words, lines[index + 1], tail, room)
            if joined and index and len(words) == 1:
                joined = not ends_the_word_above(_broken_above(lines, index), _Word.of(words[0]).text, tail.text)
        glued = " ".join("".join(f.text for f in word) for word in words)
        text = glued + ("" if joined else " ") + text
        first = _Word.of(words[0])
        tail = _Word(first.text + tail.text, first.width + tail.width) if joined and len(words) == 1 else first
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _broken_above(lines: Sequence[Line], index: int) -> str:
    """Return the letters right above a line, as far up as the lines hold no blank: the word that they may end."""
    text = ""
    for line in reversed(lines[:index]):
        if line.ends_with_blank:
            break
        words = line.words()
        text = _Word.of(words[-1]).text + text
        if len(words) > 1 or len(text) > 7:
            break
    return text


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    width: float

    @staticmethod
    def of(fragments: Sequence[Fragment]) -> _Word:
        return _Word("".join(f.text for f in fragments), fragments[-1].x1 - fragments[0].x0)


@cache
def _grouped() -> regex.Pattern[str]:
    return regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")


@cache
def _metres() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})[kcdm]?m$")


def _continues(above: Line, words: list[list[Fragment]], below: Line, tail: _Word, room: float) -> bool:
    """Return whether the line break fell inside a word (or after a hyphen or slash), so that no blank belongs there."""
    start = below.fragments[0]
    if above.ends_with_blank or start.space_before:
        return False
    head = _Word.of(words[-1])
    if head.text[-1] in _DASHES + "/":
        # a dash that stands alone keeps its blanks; a stroke between two numbers has none
        return len(head.text) > 1 or (head.text == "/" and tail.text[:1].isdigit())
    if completes(head.text, tail.text) or _is_code_cut(head.text, tail.text):
        return True
    # A renderer breaks inside a word only when the whole word cannot fit, and then fills the line as far as it can.
    glyph = start.rights[0] - start.lefts[0]
    if head.width + tail.width <= room - _EPSILON:
        return False
    if _is_code(head.text, tail.text):
        return True
    if (above.x1 - above.x0) + _FILL * glyph <= room - _EPSILON:
        return False
    return is_one_word(head.text, tail.text) or _is_power(head.text, tail.text)


def _is_code(above: str, below: str) -> bool:
    """Tell whether a line break fell into what has no blanks: an address with @, "1.534117.000.00.00.H16"."""
    return "@" in above or (_procedure_code().search(above) is not None and below[:1].isalnum())


def _is_code_cut(above: str, below: str) -> bool:
    """Tell whether a procedure's code is cut in a narrow column: "1.01293" over "9"; thousands are cut by threes."""
    begun, rest = _code_begun().search(above), regex.match(r"\d{1,5}(?=\.|$)", below)
    return begun is not None and rest is not None and len(begun[1]) + len(rest[0]) == 6 and len(begun[1]) != 3


@cache
def _code_begun() -> regex.Pattern[str]:
    return regex.compile(r"(?<![\d.])\d\.(\d{1,5})$")


@cache
def _procedure_code() -> regex.Pattern[str]:
    return regex.compile(r"(?:\d\.\d{6}|(?:^|\.)0{2,3})\.$")


def _is_power(above: str, below: str) -> bool:
    """Tell whether a unit's power stands alone on the next line: "(người/km" over "2)"."""
    return below[:1] in ("2", "3") and not below[1:2].isalnum() and _metres().search(above) is not None
