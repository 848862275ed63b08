"""Tables of level lines only: their rows are drawn, their columns are told by the room that the texts leave.

At least three lines that begin and end alike bound the rows; the strips that the words of (nearly) all rows leave free
part the columns. Where a word crosses a strip its cell is merged over it, where a line breaks off the cells above and
below are one. What comes out is the same grid that drawn uprights would have made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.lattice import Grid, grid_of_rulings
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.lines import Line, group_lines
from extractors.readers.pdf.rulings import Ruling

_LEVEL = 2.0  # points: lines that differ by less begin, end or lie alike
_FEWEST = 3  # level lines
_STRIP = 0.55  # of the font size: the narrowest strip between two columns
_LEAVE = 0.85  # share of the rows that leave a strip free; the others are merged over it
_BLANK = 0.4  # of the font size: the widest blank between two words
_NOTHING = 0.01  # points

Gap = tuple[float, float]
Band = tuple[tuple[Gap, ...], ...]  # a row: per line, where its words begin and end
Level = tuple[float, list[Ruling]]  # how far down, and its pieces from left to right


@dataclass(frozen=True, slots=True)
class LevelTable:
    """What a page shows of a table of level lines: its sides and, row by row, where the words of each line stand."""

    sides: Gap
    bands: tuple[tuple[tuple[Gap, ...], ...], ...]
    edges: tuple[float, ...]  # where lines break off inside it
    size: float  # of its letters, in points

    def goes_on_in(self, other: LevelTable) -> bool:
        """Return whether both lie between the same sides."""
        return max(abs(a - b) for a, b in zip(self.sides, other.sides, strict=True)) <= _LEVEL


def level_grids(
    horizontal: Sequence[Ruling],
    vertical: Sequence[Ruling],
    grids: Sequence[Grid],
    fragments: Sequence[Fragment],
    known: Sequence[LevelTable] = (),
) -> tuple[list[Grid], list[LevelTable]]:
    """Return the grids of level lines that no other grid holds, columns told by `fragments`, and what each shows.

    `known` are the pieces of one table that following pages show: their columns are those of all of them.
    """
    free = [h for h in horizontal if not any(_inside(h, grid) for grid in grids)]
    out, shown = [], []
    for levels in _tables(_levels(free)):
        left, right = min(p[0].start for _, p in levels), max(p[-1].end for _, p in levels)
        top, bottom = levels[0][0], levels[-1][0]
        if any(left <= v.at <= right and v.start < bottom - _LEVEL and v.end > top + _LEVEL for v in vertical):
            continue
        held = [
            f for f in fragments if not f.turn and top < f.middle < bottom and left - 1 <= f.x0 and f.x1 <= right + 1
        ]
        bands = [group_lines(f for f in held if one < f.middle < other) for (one, _), (other, _) in pairwise(levels)]
        size = max((line.size for lines in bands for line in lines), default=0.0)
        spans = tuple(tuple(_spans(line) for line in lines) for lines in bands)
        table = LevelTable((left, right), spans, tuple(_edges(levels)), size)
        same = [each for each in known if each.goes_on_in(table)]
        uprights = _uprights(levels, table, columns_of(same or [table]))
        if uprights is None:
            continue
        grid = grid_of_rulings([piece for _, pieces in levels for piece in pieces], uprights, _LEVEL * 2)
        if grid is not None:
            out.append(grid)
            shown.append(table)
    return out, shown


def _inside(line: Ruling, grid: Grid) -> bool:
    x0, y0, x1, y1 = grid.box
    return y0 - _LEVEL <= line.at <= y1 + _LEVEL and line.start < x1 and line.end > x0


def _levels(lines: Sequence[Ruling]) -> list[Level]:
    levels: list[Level] = []
    for line in sorted(lines, key=lambda h: h.at):
        if levels and line.at - levels[-1][0] <= _LEVEL:
            levels[-1][1].append(line)
        else:
            levels.append((line.at, [line]))
    for _, pieces in levels:
        pieces.sort(key=lambda h: h.start)
    return levels


def _tables(levels: Sequence[Level]) -> list[list[Level]]:
    """Group levels that lie between the same sides: the last runs from side to side, others may break off."""
    out: list[list[Level]] = []
    at = 0
    while at < len(levels):
        widest = max((pieces for _, pieces in levels[at : at + _FEWEST]), key=lambda each: each[-1].end - each[0].start)
        left, right = widest[0].start, widest[-1].end
        if levels[at][1][0].start < left - _LEVEL or levels[at][1][-1].end > right + _LEVEL:
            at += 1
            continue
        run, last = [levels[at]], 0
        for y, pieces in levels[at + 1 :]:
            if pieces[0].start < left - _LEVEL or pieces[-1].end > right + _LEVEL:
                break
            run.append((y, pieces))
            if abs(pieces[0].start - left) <= _LEVEL and abs(pieces[-1].end - right) <= _LEVEL:
                last = len(run) - 1
        run = run[: last + 1]
        if len(run) >= _FEWEST:
            out.append(run)
            at += len(run)
        else:
            at += 1
    return out


def _edges(levels: Sequence[Level]) -> list[float]:
    """Return where pieces of broken levels begin or end inside the table: columns begin there."""
    inner = sorted(x for _, pieces in levels for p in pieces for x in (p.start, p.end))
    left, right = min(p[0].start for _, p in levels), max(p[-1].end for _, p in levels)
    out: list[float] = []
    for x in inner:
        if left + _LEVEL < x < right - _LEVEL and (not out or x - out[-1] > 2 * _LEVEL):
            out.append(x)
    return out


def columns_of(tables: Sequence[LevelTable]) -> list[float]:
    """Return where the columns of a table part, by the strips that nearly all its rows leave free and by drawn ends."""
    size, sides = max(table.size for table in tables), tables[0].sides
    bands = [band for table in tables for band in table.bands if band]
    edges = [x for table in tables for x in table.edges]
    strips = _strips(bands, sides, size)
    cuts = [x for x in strips if all(abs(x - edge) > size for edge in edges)]
    for x in edges:
        if all(abs(x - cut) > size for cut in cuts):
            cuts.append(x)
    return _whole(sorted(cuts), edges, bands)


def _whole(cuts: list[float], edges: Sequence[float], bands: Sequence[Band]) -> list[float]:
    """Return the cuts without those inside a column: where no row fills both sides, and the heading one of them alone.

    Nothing stands between two cuts, or texts set to the left, the middle and the right leave a strip between them.
    """
    at = 0
    while at < len(cuts):
        filled = [{_place(span, cuts) for line in band for span in line} for band in bands]
        heading = filled[0] if filled else set()
        both = any({at, at + 1} <= each for each in filled)
        named = (at in heading) + (at + 1 in heading)
        blank = not any(at in each for each in filled) or not any(at + 1 in each for each in filled)
        drawn = any(abs(cuts[at] - edge) <= _LEVEL for edge in edges)
        if not both and not drawn and (blank or named == 1):
            del cuts[at]
        else:
            at += 1
    return cuts


def _uprights(levels: Sequence[Level], table: LevelTable, cuts: Sequence[float]) -> list[Ruling] | None:
    """Return the sides of the cells as rulings, None where the texts show no two columns."""
    if not cuts or sum(bool(band) for band in table.bands) < _FEWEST - 1:
        return None
    uprights = [Ruling(side, levels[0][0], levels[-1][0]) for side in table.sides]
    parted = 0
    for ((top, _), (bottom, under)), band in zip(pairwise(levels), table.bands, strict=True):
        broken = under[0].start > table.sides[0] + _LEVEL or under[-1].end < table.sides[1] - _LEVEL or len(under) > 1
        open_cuts = [x for x in cuts if not _crossed(x, band, table.size)]
        if broken:
            open_cuts = [x for x in open_cuts if not _is_heading_over(x, under, band, cuts)]
        elif len(open_cuts) < len(cuts) and _is_one_text(band, table.size):
            continue  # a group row runs over all columns
        uprights += [Ruling(x, top, bottom) for x in open_cuts]
        parted += len({_place(span, cuts) for line in band for span in line}) > 1
    return uprights if parted >= _FEWEST - 1 else None


def _is_heading_over(x: float, under: Sequence[Ruling], band: Band, cuts: Sequence[float]) -> bool:
    """Return whether a row has one text over several columns that a piece of the broken line below it underlines."""
    for piece in under:
        if piece.start + _LEVEL < x < piece.end - _LEVEL:
            inside = [span for line in band for span in line if piece.start <= (span[0] + span[1]) / 2 <= piece.end]
            return len({_place(span, cuts) for span in inside}) == 1
    return False


def _spans(line: Line) -> tuple[Gap, ...]:
    return tuple((word[0].x0, max(f.x1 for f in word)) for word in line.words())


def _strips(bands: Sequence[Band], sides: Gap, size: float) -> list[float]:
    """Return the middles of the strips that nearly all rows leave free, text on both sides of them."""
    ends = sorted({x for band in bands for line in band for span in line for x in span})
    free: list[Gap] = []
    for low, high in pairwise([sides[0], *ends, sides[1]]):
        if high - low <= _NOTHING:
            continue
        middle = (low + high) / 2
        covered = sum(any(x0 < middle < x1 for line in band for x0, x1 in line) for band in bands)
        if covered <= (1 - _LEAVE) * len(bands):
            if free and low - free[-1][1] <= _NOTHING:
                free[-1] = (free[-1][0], high)
            else:
                free.append((low, high))
    inner = [gap for gap in free if gap[0] > sides[0] + _NOTHING and gap[1] < sides[1] - _NOTHING]
    return [(low + high) / 2 for low, high in inner if high - low >= _STRIP * size]


def _crossed(x: float, band: Band, size: float) -> bool:
    """Return whether a text of a row runs over `x`: a word there, or a mere blank between two words."""
    for line in band:
        if any(x0 < x < x1 for x0, x1 in line):
            return True
        if any(one[1] <= x <= two[0] and two[0] - one[1] < _BLANK * size for one, two in pairwise(line)):
            return True
    return False


def _is_one_text(band: Band, size: float) -> bool:
    """Return whether a row holds one line of one text."""
    return len(band) == 1 and all(two[0] - one[1] < size for one, two in pairwise(band[0]))


def _place(span: Gap, cuts: Sequence[float]) -> int:
    return sum(x < (span[0] + span[1]) / 2 for x in cuts)
