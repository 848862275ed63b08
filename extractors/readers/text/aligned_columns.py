"""The columns of a table that is aligned with blanks: where its cells stand, and which words stand in which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

BESIDE = 3  # signs: how far beside its column a heading may stand


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words with single blanks between, and where they stand in their line."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class AlignedLine:
    """A line with words on it: its number (from 0) and its words in order."""

    number: int
    chunks: list[Chunk]

    @property
    def first(self) -> Chunk:
        """Return the words that stand leftmost."""
        return self.chunks[0]


def aligned_line(lines: Sequence[str], index: int) -> AlignedLine:
    """Return a line of the text by its words; words with two blanks between are apart."""
    return AlignedLine(index, [Chunk(m.start(), m.end(), m[0]) for m in patterns()[1].finditer(lines[index])])


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what opens a table, words with single blanks between, and the number of a row."""
    opens = re.compile(r"\s*(?:s\s?tt|tt|số tt|số thứ tự)\.?\s{2,}\S.*", re.I)
    return opens, re.compile(r"\S+(?: \S+)*"), re.compile(r"\d{1,4}[.)]?")


def is_numbered(line: AlignedLine, heading: Sequence[AlignedLine]) -> bool:
    """Tell whether a line begins with a row's number, under the heading of the numbers."""
    return line.first.start <= heading[0].first.end and patterns()[2].fullmatch(line.first.text) is not None


def find_columns(
    heading: Sequence[AlignedLine], body: Sequence[AlignedLine], goes_on: bool
) -> list[tuple[int, int]] | None:
    """Return the columns as (start, end), gutters left out; the lines of numbered rows and the headings tell them."""
    lines: list[AlignedLine] = []
    numbered = goes_on
    for line in body:
        if line.first.start <= heading[0].first.end:
            numbered = is_numbered(line, heading)
        if numbered:
            lines.append(line)
    return columns_over(heading, lines)


def columns_over(heading: Sequence[AlignedLine], lines: Sequence[AlignedLine]) -> list[tuple[int, int]] | None:
    """Return the columns that `lines` leave blanks between, each under a heading of its own."""
    width = max(chunk.end for line in (*heading, *lines) for chunk in line.chunks)
    printed = [False] * (width + 1)
    for line in lines:
        for chunk in line.chunks:
            text = chunk.text
            for offset, letter in enumerate(text):
                if letter != " ":
                    printed[chunk.start + offset] = True
    found: list[tuple[int, int]] = []
    start = -1
    for position, sign in enumerate(printed):
        if sign and start < 0:
            start = position
        elif not sign and start >= 0:
            found.append((start, position))
            start = -1
    return _under_headings(_whole_words(found, lines), heading, lines)


def _whole_words(found: Sequence[tuple[int, int]], lines: Sequence[AlignedLine]) -> list[tuple[int, int]]:
    """Return the stretches, with those in which words only go on joined to the ones in which they begin.

    "Tháng 02/2026" over "Trước 30/6/2026" leaves a blank that parts no columns.
    """
    joined: list[tuple[int, int]] = []
    for start, end in found:
        inside = [chunk for line in lines for chunk in line.chunks if chunk.start < end and start < chunk.end]
        if joined and len(inside) > 1 and all(chunk.start < joined[-1][1] for chunk in inside):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _under_headings(
    found: list[tuple[int, int]], heading: Sequence[AlignedLine], lines: Sequence[AlignedLine]
) -> list[tuple[int, int]] | None:
    """Join the stretches that no heading of their own stands over, and add the columns that hold nothing."""
    if not found:
        return None
    chunks = [chunk for line in heading for chunk in line.chunks]
    headed = {inside[0] for chunk in chunks if (inside := columns_of(found, chunk))}
    if len(heading) == 1 and len(chunks) == len(found) and headed == set(range(len(found) - 1)):
        headed.add(len(found) - 1)  # one is left of each: a heading in the middle of a wide column of short words
        chunks = [chunk for chunk in chunks if columns_of(found, chunk)]
    added: list[tuple[int, int]] = []
    beside: dict[int, Chunk] = {}
    for chunk in chunks:
        if columns_of(found, chunk):
            continue
        nearest = nearest_column(found, chunk)
        other = beside.get(nearest)
        if other is not None and other.start < chunk.end and chunk.start < other.end:
            continue  # the heading's next line
        if nearest not in headed and _apart(found[nearest], chunk) <= BESIDE:
            headed.add(nearest)
            beside[nearest] = chunk
            continue
        # a column without anything in its rows
        over = [other for other in chunks if other.start < chunk.end and chunk.start < other.end]
        alone = [one for one in over if not columns_of(found, one)]
        added.append((min(one.start for one in alone), max(one.end for one in alone)))
    columns: list[tuple[int, int]] = []
    ordered = sorted({*found, *added})
    begun = -1  # where a stretch began whose words go on in the next one
    for nth, (start, end) in enumerate(ordered):
        if (start, end) in added or found.index((start, end)) in headed:
            columns.append((start if begun < 0 else begun, end))
            begun = -1
            continue
        left = bool(columns) and begun < 0 and _shared(lines, columns[-1], (start, end))
        right = nth + 1 < len(ordered) and _shared(lines, (start, end), ordered[nth + 1])
        if right and not left:
            begun = start if begun < 0 else begun
        elif not columns or begun >= 0 or (not left and _parted(lines, columns[-1], (start, end))):
            return None
        else:
            columns[-1] = (columns[-1][0], end)
    overlapping = any(second[0] < first[1] for first, second in pairwise(columns))
    if overlapping or len(columns) < 2 or (len(columns) == 2 and not _listed(lines, columns)):
        return None
    return columns


def _listed(lines: Sequence[AlignedLine], columns: Sequence[tuple[int, int]]) -> bool:
    """Tell whether lines are those of a list: each one a number and words, or words that go on under those above."""
    return all(len(line.chunks) == 2 or (len(line.chunks) == 1 and line.first.start >= columns[1][0]) for line in lines)


def _shared(lines: Sequence[AlignedLine], one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether words with single blanks between run from one stretch into the other."""
    return any(chunk.start < one[1] and other[0] < chunk.end for line in lines for chunk in line.chunks)


def _parted(lines: Sequence[AlignedLine], one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether a line prints the two stretches apart: then they are two columns, and not words of one."""
    return any(
        one[0] <= first.start and first.end <= other[0] <= second.start < other[1]
        for line in lines
        for first, second in pairwise(line.chunks)
    )


def _apart(column: tuple[int, int], chunk: Chunk) -> int:
    return max(column[0] - chunk.end, chunk.start - column[1])


def columns_of(columns: Sequence[tuple[int, int]], chunk: Chunk) -> list[int]:
    """Return the columns that a chunk stands in; of two that it only touches, none is left out."""
    return [nth for nth, (start, end) in enumerate(columns) if start < chunk.end and chunk.start < end]


def cells_of(line: AlignedLine, columns: Sequence[tuple[int, int]]) -> list[str] | None:
    """Return the words of a line by column; None where words run from one column into the next."""
    cells = [""] * len(columns)
    for chunk in line.chunks:
        for part in _parts(chunk, columns):
            inside = columns_of(columns, part) or [nearest_column(columns, part)]
            if len(inside) > 1:
                return None
            cells[inside[0]] = f"{cells[inside[0]]} {part.text}".strip()
    return cells


def _parts(chunk: Chunk, columns: Sequence[tuple[int, int]]) -> list[Chunk]:
    """Split a chunk at a blank between two columns: their words stand only one blank apart."""
    inside = columns_of(columns, chunk)
    if len(inside) < 2:
        return [chunk]
    parts: list[Chunk] = []
    at = chunk.start
    for nth, following in pairwise(inside):
        gap = range(columns[nth][1], columns[following][0])
        blank = next(
            (position for position in gap if chunk.text[position - chunk.start : position - chunk.start + 1] == " "),
            None,
        )
        if blank is None:
            return [chunk]
        parts.append(Chunk(at, blank, chunk.text[at - chunk.start : blank - chunk.start]))
        at = blank + 1
    return [*parts, Chunk(at, chunk.end, chunk.text[at - chunk.start :])]


def nearest_column(columns: Sequence[tuple[int, int]], chunk: Chunk) -> int:
    """Return the column beside which words stand that stand in none."""
    return min(range(len(columns)), key=lambda nth: _apart(columns[nth], chunk))


def cells_over_columns(line: AlignedLine, columns: Sequence[tuple[int, int]]) -> list[str]:
    """Return the cells of a group's or total's line, whose words may run over columns: they belong to the first."""
    cells = [""] * len(columns)
    for chunk in line.chunks:
        inside = columns_of(columns, chunk) or [nearest_column(columns, chunk)]
        cells[inside[0]] = f"{cells[inside[0]]} {chunk.text}".strip()
    return cells
