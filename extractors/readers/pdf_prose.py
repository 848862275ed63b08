"""Prose of one page: lines into columns, columns into paragraphs, by the evidence of the printed page.

A paragraph ends where its last line leaves room for the next word, where the next line is set in, stands off, changes
its style or starts with a list mark; nothing here knows what the words mean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.document import Paragraph, Place
from extractors.readers.pdf_glyphs import Fragment
from extractors.readers.pdf_lines import Line, group_lines, join_lines
from extractors.readers.pdf_tables import to_box

_GUTTER = 1.8  # of the font size: the narrowest room between columns that a single line proves
_SHARED_GUTTER = 0.9  # the same where the line above or below has its gap at that place too


@dataclass(slots=True)
class Bounds:
    """Left and right edge of the text area, in points."""

    left: float
    right: float


@cache
def _marker() -> regex.Pattern[str]:
    """What starts a paragraph by typography: dashes and bullets, numbers, letters, roman numbers, article and recital words."""
    return regex.compile(
        r"(?:[-–—+*•●▪◦]\s*(?=\D)"
        r"|\(?\p{Ll}\)\s|\(?\d{1,3}[.)](?:\s|$)|\d{1,2}(?:\.\d{1,2})+\.?\s|[IVXLC]{1,6}[.)]\s|[A-Z][.)]\s"
        r"|(?:Điều|Chương|Mục|Phụ lục|PHỤ LỤC|Phần|PHẦN)\s+[\dIVXA-Z]|Căn cứ\s|Xét\s|Theo đề nghị\s|Nơi nhận)"
    )


def read_prose(fragments: Sequence[Fragment], bounds: Bounds, page: int) -> list[Paragraph]:
    """Return the paragraphs of fragments that no table holds, columns one after the other."""
    paragraphs: list[Paragraph] = []
    turned = [f for f in fragments if f.turn]
    lines = group_lines(f for f in fragments if not f.turn)
    for column, edges in _columns(lines, bounds):
        paragraphs += _paragraphs(column, edges, page)
    for line in group_lines(turned):
        paragraphs.append(Paragraph(unicodedata.normalize("NFC", line.text), Place(page)))
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _gaps(line: Line, least: float) -> list[tuple[float, float]]:
    """Return the (from, to) of the gaps of a line wider than `least` font sizes; the gap behind a list mark is none."""
    words = line.words()
    gaps = []
    for index, (word, following) in enumerate(zip(words, words[1:], strict=False)):
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
        zone, gutter = _zone(lines, index)
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


def _zone(lines: Sequence[Line], start: int) -> tuple[list[Line], tuple[float, float]]:
    """Return the lines from `start` on that one gutter parts, and the gutter; no lines where none does."""
    gaps = _gaps(lines[start], _GUTTER)
    if not gaps and start + 1 < len(lines):
        near = _gaps(lines[start], _SHARED_GUTTER)
        below = _gaps(lines[start + 1], _GUTTER)
        gaps = [g for g in near if any(min(g[1], b[1]) - max(g[0], b[0]) > 0.5 * lines[start].size for b in below)]
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
        gutter = (room[0], room[1])
        zone.append(line)
    return zone, gutter


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


def _centered(line: Line, bounds: Bounds) -> bool:
    left, right = line.x0 - bounds.left, bounds.right - line.x1
    return min(left, right) > 1.2 * line.size and abs(left - right) < max(2 * line.size, 0.12 * (left + right))


def _paragraphs(lines: Sequence[Line], bounds: Bounds, page: int) -> list[Paragraph]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, bounds):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, bounds, page) for group in groups]


def _goes_on(group: list[Line], line: Line, bounds: Bounds) -> bool:
    last = group[-1]
    size = max(last.size, line.size)
    step = line.base - last.base
    usual = group[1].base - group[0].base if len(group) > 1 else 1.9 * size
    if step > 1.25 * usual or step > 2.6 * size or abs(last.size - line.size) > 0.15 * size:
        return False
    if step <= 0.2 * size:
        return True
    if _centered(last, bounds) and _centered(line, bounds):
        return _centered_goes_on(last, line, step)
    word = line.words()[0]
    full = last.x1 + (word[-1].x1 - word[0].x0) + 0.2 * size > bounds.right
    if not full:
        return False
    margin = min(member.x0 for member in group[1:]) if len(group) > 1 else bounds.left
    set_in = line.x0 > margin + 0.8 * size and (len(group) > 1 or line.x0 > last.x0 - 0.5 * size)
    if set_in and len(group) == 1 and abs(line.x0 - last.x0) < 0.5 * size:
        set_in = not _hangs(last, line)
    ended = last.text[-1:] in ".;:,?!…"
    if _marker().match(line.text) and (ended or set_in):
        return False
    return not set_in


def _hangs(last: Line, line: Line) -> bool:
    """Return whether a line at its paragraph's own indent goes on: a block set in as a whole (a list item, a quotation)."""
    return not line.text[:1].isupper() or last.text[-1:] not in ".;:?!"


def _centered_goes_on(last: Line, line: Line, step: float) -> bool:
    if _bold(last) != _bold(line) or _capitals(last) != _capitals(line) or step > 1.75 * last.size:
        return False
    # a short first line over a long one names what follows ("KẾ HOẠCH" over its title)
    return (last.x1 - last.x0) > 0.45 * (line.x1 - line.x0)


def _paragraph(group: list[Line], bounds: Bounds, page: int) -> Paragraph:
    box = (min(m.x0 for m in group), min(f.y0 for m in group for f in m.fragments),
           max(m.x1 for m in group), max(f.y1 for m in group for f in m.fragments))  # fmt: skip
    return Paragraph(
        text=join_lines(group, bounds.right - bounds.left),
        place=Place(page, to_box(box)),
        bold=all(_bold(line) for line in group),
        centered=all(_centered(line, bounds) for line in group),
    )
