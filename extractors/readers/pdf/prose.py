"""Prose of one page: lines into columns, columns into paragraphs, by the evidence of the printed page.

A paragraph ends where its last line leaves room for the next word, where the next line is set in, stands off, changes
its style or starts with a list mark; nothing here knows what the words mean.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from extractors.document import Paragraph, Place
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.lines import Line, group_lines, join_lines
from extractors.readers.pdf.tables import confidence_of, to_box
from extractors.readers.prose import CONNECTIVES, marks

_GUTTER = 1.8  # of the font size: the narrowest room between columns that a single line proves
_DEEPEST = 0.3  # of the column's width: how far a paragraph's first line is set in at most
_SHARED_GUTTER = 0.9  # the same where the line above or below has its gap at that place too


@dataclass(slots=True)
class Bounds:
    """Left and right edge of the text area, in points."""

    left: float
    right: float


@cache
def _marker() -> regex.Pattern[str]:
    """What starts a paragraph by typography: dashes, bullets, numbers, letters, article and recital words."""
    return regex.compile(
        r"(?:[-–—+*•●▪◦]\s*(?=\D)"
        r"|\(?\p{Ll}\)\s|\(?\d{1,3}[.)](?:\s|$)|\d{1,2}(?:\.\d{1,2})+\.?\s|[IVXLC]{1,6}[.)]\s|[A-Z][.)]\s"
        r"|(?:Điều|Chương|Mục|Phụ lục|PHỤ LỤC|Phần|PHẦN)\s+[\dIVXA-Z]|Căn cứ\s|Xét\s|Theo đề nghị\s|Nơi nhận)"
    )


def read_prose(fragments: Sequence[Fragment], bounds: Bounds, page: int) -> list[Paragraph]:
    """Return the paragraphs of fragments that no table holds, columns one after the other."""
    paragraphs: list[Paragraph] = []
    turned = [f for f in fragments if f.turn]
    lines = _shown(group_lines(f for f in fragments if not f.turn))
    for column, edges in _columns(lines, bounds):
        paragraphs += _paragraphs(column, edges, page)
    for line in group_lines(turned):
        paragraphs.append(Paragraph(unicodedata.normalize("NFC", line.text), Place(page)))
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _shown(lines: Sequence[Line]) -> Sequence[Line]:
    """Return a page's lines without what browsers draw of the next page's first line and the last page's last one.

    They draw every letter whose ink reaches over the page's edge and clip it away: of "Ủy ban" only the hooked "Ủ".
    """
    first, last = 0, len(lines)
    while first < last and _reaches_over(lines[first]):
        first += 1
    while first < last and _reaches_over(lines[last - 1]):
        last -= 1
    return lines[first:last]


def _reaches_over(line: Line) -> bool:
    """Return whether a line is nothing but single letters with marks over or under them."""
    words = ("".join(f.text for f in word) for word in line.words())
    return all(
        sum(char.isalpha() for char in parts) == 1
        and len(parts) > 1
        and all(unicodedata.combining(c) for c in parts[1:])
        for parts in (unicodedata.normalize("NFD", word) for word in words)
    )


_STRETCHED, _ALIKE = 3, 0.5  # gaps of a line, and the least of the widest, from which on it is stretched


def _gaps(line: Line, least: float) -> list[tuple[float, float]]:
    """Return the (from, to) of the gaps of a line wider than `least` font sizes; the gap behind a list mark is none.

    A line that a forced break ends in a justified paragraph is stretched: its gaps are wide alike, and part nothing.
    """
    words = line.words()
    between = [following[0].x0 - word[-1].x1 for word, following in pairwise(words)]
    if len(between) >= _STRETCHED and min(between) > _ALIKE * max(between):
        return []
    gaps = []
    for index, (word, following) in enumerate(pairwise(words)):
        start, end = word[-1].x1, following[0].x0
        lead = "".join(f.text for f in word)
        if end - start > least * line.size and not (index == 0 and len(lead) <= 5 and _marker().match(lead + " a")):
            gaps.append((start, end))
    return gaps


def _columns(lines: Sequence[Line], bounds: Bounds) -> list[tuple[list[Line], Bounds]]:
    """Return runs of lines, each in one column: whole-width runs as they stand, two-column zones left column first."""
    runs: list[tuple[list[Line], Bounds]] = []
    plain: list[Line] = []
    index = 0
    while index < len(lines):
        zone, gutter = _zone(lines, index, bounds)
        if not zone:
            plain.append(lines[index])
            index += 1
            continue
        if plain:
            runs.append((plain, bounds))
            plain = []
        middle = (gutter[0] + gutter[1]) / 2
        for side in (0, 1):
            column = [part for line in zone if (part := _side(line, middle, side)) is not None]
            if column:
                inner = Bounds(min(p.x0 for p in column), max(p.x1 for p in column))
                runs.append((column, inner))
        index += len(zone)
    if plain:
        runs.append((plain, bounds))
    return runs


def _zone(lines: Sequence[Line], start: int, bounds: Bounds) -> tuple[list[Line], tuple[float, float]]:
    """Return the lines from `start` on that one gutter parts, and the gutter; no lines where none does."""
    gaps = _gaps(lines[start], _GUTTER)
    if not gaps and start + 1 < len(lines):
        near = _gaps(lines[start], _SHARED_GUTTER)
        below = _gaps(lines[start + 1], _GUTTER)
        gaps = [g for g in near if any(min(g[1], b[1]) - max(g[0], b[0]) > 0.5 * lines[start].size for b in below)]
    if not gaps and start + 1 < len(lines):
        gaps = _beside(lines[start], lines[start + 1])
    if not gaps:
        return [], (0.0, 0.0)
    gutter = max(gaps, key=lambda g: g[1] - g[0])
    zone = [lines[start]]
    for line in lines[start + 1 :]:
        room = [gutter[0], gutter[1]]
        for word in line.words():
            x0, x1 = word[0].x0, word[-1].x1
            if x1 <= (room[0] + room[1]) / 2:
                room[0] = max(room[0], x1)
            elif x0 >= (room[0] + room[1]) / 2:
                room[1] = min(room[1], x0)
            else:
                room = [0.0, 0.0]
                break
        both = line.x0 < room[0] + 0.1 and line.x1 > room[1] - 0.1
        reach = 4.5 if both else 2.0
        if room[1] - room[0] < 0.8 * line.size or line.base - zone[-1].base > reach * max(line.size, zone[-1].size):
            break
        if not both and _on_page_axis(line, zone[-1], (room[0] + room[1]) / 2, bounds):
            break
        gutter = (room[0], room[1])
        zone.append(line)
    return zone, gutter


def _on_page_axis(line: Line, above: Line, middle: float, bounds: Bounds) -> bool:
    """Return whether a line beside a gutter is centred on the page and not on its column: a title below both."""
    own = _side(above, middle, int(line.x0 >= middle))
    axis = (line.x0 + line.x1) / 2
    if abs(axis - (bounds.left + bounds.right) / 2) > line.size:
        return False
    return own is None or (abs(axis - (own.x0 + own.x1) / 2) > line.size and abs(line.x0 - own.x0) > line.size)


def _beside(one: Line, other: Line) -> list[tuple[float, float]]:
    """Return the room between two lines that stand side by side at uneven heights (cells centred on each other)."""
    size = max(one.size, other.size)
    left, right = (one, other) if one.x0 < other.x0 else (other, one)
    if other.base - one.base < 0.9 * size and right.x0 - left.x1 > _SHARED_GUTTER * size:
        return [(left.x1, right.x0)]
    return []


def _side(line: Line, middle: float, side: int) -> Line | None:
    kept = [f for f in line.fragments if (f.x0 >= middle) == bool(side)]
    if not kept:
        return None
    return Line(kept, max(f.base for f in kept if f.size == max(g.size for g in kept)), max(f.size for f in kept))


def _bold(line: Line) -> bool:
    return all(f.bold for f in line.fragments)


def _capitals(line: Line) -> bool:
    letters = [c for f in line.fragments for c in f.chars if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.9 * len(letters)


@dataclass(slots=True)
class _Column:
    """A run of lines in one column, with what they have in common."""

    bounds: Bounds
    indents: frozenset[int]  # left edges, in whole points, where several lines start: an indent, not a centring

    def balanced(self, line: Line) -> bool:
        """Return whether a line leaves as much room on its left as on its right."""
        left, right = line.x0 - self.bounds.left, self.bounds.right - line.x1
        return abs(left - right) < max(1.5 * line.size, 0.1 * (left + right))

    def centered(self, line: Line) -> bool:
        """Return whether a line stands in the middle with room on both sides."""
        room = min(line.x0 - self.bounds.left, self.bounds.right - line.x1)
        return room > 1.2 * line.size and self.balanced(line) and round(line.x0) not in self.indents


def _column(lines: Sequence[Line], bounds: Bounds) -> _Column:
    starts = Counter(round(line.x0) for line in lines)
    return _Column(bounds, frozenset(x for x, count in starts.items() if count > 2))


def _paragraphs(lines: Sequence[Line], bounds: Bounds, page: int) -> list[Paragraph]:
    column = _column(lines, bounds)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, column, page) for group in groups]


def _goes_on(group: list[Line], line: Line, column: _Column) -> bool:
    last, bounds = group[-1], column.bounds
    size = max(last.size, line.size)
    step = line.base - last.base
    usual = group[1].base - group[0].base if len(group) > 1 else 1.9 * size
    if step > 1.25 * usual or step > 2.6 * size or abs(last.size - line.size) > 0.15 * size:
        return False
    if step <= 0.2 * size:
        return True
    if _is_rule(last) or _is_rule(line) or _changes_style(last, line) or marks().annex.fullmatch(line.text):
        return False
    if marks().addressed.match(line.text):
        return False  # under the title of a report, of which a scan does not show that it is set otherwise
    if last.text[-1:] in (":", ";", ".") and _marker().match(line.text):
        return False  # a list, however its lines are set
    if (column.centered(last) and column.centered(line)) or _stacked(last, line):
        return _centered_goes_on(last, line, step)
    if len(group) == 1 and line.x0 < last.x0 - size and last.x0 - bounds.left > _DEEPEST * (bounds.right - bounds.left):
        return False  # a place and day on the right, over a title
    word = line.words()[0]
    if last.x1 + (word[-1].x1 - word[0].x0) + 0.2 * size <= bounds.right:
        return False  # the next word would have stood on the last line
    if column.centered(line) and column.balanced(last):
        return _alike(last, line)
    margin = min(member.x0 for member in group[1:]) if len(group) > 1 else bounds.left
    set_in = line.x0 > margin + 0.8 * size and (len(group) > 1 or line.x0 > last.x0 - 0.5 * size)
    ended = last.text[-1:] in ".;:,?!…" or (group[0].text[:1] == "(" and last.text[-1:] == ")")
    if set_in and len(group) == 1 and abs(line.x0 - last.x0) < 0.5 * size:
        # a block set in as a whole (a list item, a quotation) goes on at its own indent
        set_in = line.text[:1].isupper() and ended
    if _marker().match(line.text) and (ended or set_in):
        return False
    return not set_in


def _is_rule(line: Line) -> bool:
    """Return whether a line is drawn with characters ("_______") rather than written."""
    return not any(char.isalnum() for f in line.fragments for char in f.chars)


def _changes_style(last: Line, line: Line) -> bool:
    start = line.fragments[0]
    return _bold(last) and not start.bold and not start.chars[0].islower()


def _alike(last: Line, line: Line) -> bool:
    """Return whether two lines are set alike; a line of figures ("... NĂM" / "2018") has no letters to differ by."""
    lettered = any(char.isalpha() for f in line.fragments for char in f.chars)
    return _bold(last) == _bold(line) and (not lettered or _capitals(last) == _capitals(line))


def _stacked(last: Line, line: Line) -> bool:
    """Return whether two lines of unequal length share their middle."""
    shift = line.x0 - last.x0
    return abs(shift) > 0.5 * line.size and abs(shift + line.x1 - last.x1) < 0.6 * line.size


def _centered_goes_on(last: Line, line: Line, step: float) -> bool:
    if not _alike(last, line) or step > 1.75 * last.size:
        return False
    if marks().signer.match(line.text) and not last.text.lower().endswith(CONNECTIVES):
        return False  # who decides, under the title; who signs, under the authority
    # a short first line over a long one names what follows ("KẾ HOẠCH" over its title)
    return (last.x1 - last.x0) > 0.45 * (line.x1 - line.x0)


def _paragraph(group: list[Line], column: _Column, page: int) -> Paragraph:
    box = (min(m.x0 for m in group), min(f.y0 for m in group for f in m.fragments),
           max(m.x1 for m in group), max(f.y1 for m in group for f in m.fragments))  # fmt: skip
    return Paragraph(
        text=join_lines(group, column.bounds.right - column.bounds.left),
        place=Place(page, to_box(box), confidence=confidence_of([f for line in group for f in line.fragments])),
        bold=all(_bold(line) for line in group),
        centered=any(column.centered(m) for m in group) and all(column.balanced(m) for m in group),
    )
