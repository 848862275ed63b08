"""Tables aligned with blanks whose rows stand apart by blank lines, whatever line of a row its number is printed on.

Where cells are centred, a row's number stands beside their middle, and its name begins above it. The blank lines tell
where a row begins and ends. A group's heading has no blank line below it; what a page cuts goes on under the headings
that are printed again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import Table
from extractors.readers.prose import marks
from extractors.readers.text.aligned_columns import (
    AlignedLine,
    aligned_line,
    cells_of,
    cells_over_columns,
    columns_over,
)
from extractors.readers.text.cell_rows import is_label
from extractors.readers.text.tables import row_table

LEAST_ROWS = 2
LONGEST = 4000
_MOST_HEADING = 4  # lines
_FAR = 3  # blank lines between two rows
_PAGE_NUMBER = re.compile(r"(?:Trang )?-?\s?\d{1,3}\s?-?(?:/\d{1,3})?")
_GROUP = re.compile(r"((?:[IVX]{1,5}|[A-HĐ])[.)/]?)\s+(\S.*)")  # "I. Lĩnh vực Hộ tịch"
_NUMBER = re.compile(r"\d{1,4}[.)]?")


@dataclass(slots=True)
class _Block:
    """Lines between blank ones, and whether they are the first of a page."""

    opens_page: bool
    lines: list[AlignedLine] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """A row: its lines, and whether it is one with a number or a group's heading."""

    numbered: bool
    lines: list[AlignedLine] = field(default_factory=list)


def blocks_table(lines: Sequence[str], start: int, pages: frozenset[int] = frozenset()) -> tuple[int, Table] | None:
    """Return (line after the last, table) of the table of blocks headed at line `start`; None where it is none.

    At least one of its numbers must stand below the first line of its row: others are read line by line.
    """
    blocks = _blocks(lines, start, pages)
    if len(blocks) < LEAST_ROWS:
        return None
    heading, first = _heading(blocks[0].lines)
    if not heading:
        return None
    while len(blocks) > 1 and _is_below(blocks[-1], heading):
        blocks.pop()
    rows = _rows([*([_Block(False, first)] if first else []), *blocks[1:]], heading)
    numbered = [row for row in rows if row.numbered]
    if len(numbered) < LEAST_ROWS or all(_is_numbered(row.lines[0], heading) for row in numbered):
        return None
    columns = columns_over(heading, [line for row in numbered for line in row.lines])
    if columns is None:
        return None
    placed = [(heading[0].number, _cells(heading, columns))]
    for row in rows:
        own = [_row_cells(line, columns, row.numbered) for line in row.lines]
        cells = _joined([one for one in own if one is not None], len(columns))
        if None in own or (row.numbered and not cells[1]):
            return None
        placed.append((row.lines[0].number, cells))
    if not all(placed[0][1]):
        return None
    return rows[-1].lines[-1].number + 1, row_table([(number + 1, cells) for number, cells in placed])


def _blocks(lines: Sequence[str], start: int, pages: frozenset[int]) -> list[_Block]:
    """Return the runs of lines below `start` that blank lines part, up to what does not belong to a table.

    Page numbers are left out. A run that begins left of the headings with words, or opens another block, ends it.
    """
    head = aligned_line(lines, start)
    words = _words(head)
    blocks: list[_Block] = []
    blank = _FAR
    opens_page = False
    for index in range(start, min(len(lines), start + LONGEST)):
        line = aligned_line(lines, index)
        if not line.chunks:
            blank += 1
            if blank > _FAR:
                break
            continue
        alone = len(line.chunks) == 1
        if alone and _PAGE_NUMBER.fullmatch(line.first.text) and line.first.start > head.first.end:
            blank, opens_page = 0, True
            continue
        left = line.first.start < head.first.start - 1
        if index > start and (left or (alone and not is_opening(line) and marks().word.match(line.first.text))):
            break
        opens_page = opens_page or index in pages
        if blank or opens_page or _words(line) == words:
            blocks.append(_Block(opens_page))
        blocks[-1].lines.append(line)
        blank, opens_page = 0, False
    return blocks


def _is_below(block: _Block, heading: Sequence[AlignedLine]) -> bool:
    """Tell whether a last block is what stands under a table: lines of words that begin under its first heading."""
    under = heading[0].first
    return all(
        len(line.chunks) == 1 and line.first.start <= under.end < line.first.end and not is_opening(line)
        for line in block.lines
    )


def is_opening(line: AlignedLine) -> bool:
    """Tell whether a line is a group's heading: a letter or Roman number before words that stand alone."""
    return len(line.chunks) == 1 and _GROUP.match(line.first.text) is not None


def group_cells(line: AlignedLine, columns: Sequence[tuple[int, int]]) -> list[str]:
    """Return the cells of a group's heading that stands alone: its label and its name."""
    group = _GROUP.match(line.first.text)
    assert group is not None  # as `is_opening` told
    return [group[1], group[2], *[""] * (len(columns) - 2)]


def _heading(block: Sequence[AlignedLine]) -> tuple[list[AlignedLine], list[AlignedLine]]:
    """Return the lines of headings that begin a block, and those of the first row that stand right below them."""
    first = next((at for at, line in enumerate(block) if at and (_is_numbered(line, block) or is_opening(line))), None)
    heading = list(block if first is None else block[:first])
    return (heading, list(block[len(heading) :])) if len(heading) <= _MOST_HEADING else ([], [])


def _is_numbered(line: AlignedLine, heading: Sequence[AlignedLine]) -> bool:
    under = line.first.start <= heading[0].first.end
    return under and len(line.chunks) > 1 and _NUMBER.fullmatch(line.first.text) is not None


def _is_group(line: AlignedLine, heading: Sequence[AlignedLine]) -> bool:
    labelled = len(line.chunks) == 2 and is_label(line.first.text) and not _is_numbered(line, heading)
    return labelled or is_opening(line)


def _rows(blocks: Sequence[_Block], heading: Sequence[AlignedLine]) -> list[_Row]:
    """Return the rows of the blocks below the headings; none where blocks do not tell them."""
    rows: list[_Row] = []
    above: list[AlignedLine] = []  # of a row that a page's end cuts above its number
    halved = False  # the last row's lower half is on the next page
    repeated = [_words(line) for line in heading]
    for at, block in enumerate(blocks):
        again = [_words(line) for line in block.lines[: len(heading)]] == repeated
        rest = block.lines[len(heading) :] if again else block.lines
        if not above:
            while rest and _is_group(rest[0], heading):
                rows.append(_Row(False, [rest[0]]))
                rest = rest[1:]
        if not rest:
            continue
        numbers = [nth for nth, line in enumerate(rest) if _is_numbered(line, heading)]
        cut = at + 1 < len(blocks) and blocks[at + 1].opens_page
        if halved and numbers:
            return []
        if not above and len(numbers) == len(rest):
            rows += [_Row(True, [line]) for line in rest]
        elif _in_the_middle([*above, *rest], heading):
            rows.append(_Row(True, [*above, *rest]))
            above = []
        elif above:
            return []
        elif len(numbers) == 1 and cut:
            rows.append(_Row(True, list(rest)))
            halved = True
        elif not numbers and rows and rows[-1].numbered and (again or _goes_on(rows[-1], block, heading)):
            rows[-1].lines += rest
            halved = False
        elif not numbers and cut:
            above = list(rest)
        else:
            return []
    return [] if above or halved else rows


def _in_the_middle(lines: Sequence[AlignedLine], heading: Sequence[AlignedLine]) -> bool:
    """Tell whether lines are one row: one number among them, beside the middle."""
    numbers = [at for at, line in enumerate(lines) if _is_numbered(line, heading)]
    return len(numbers) == 1 and abs(2 * numbers[0] - (len(lines) - 1)) <= 1


def _goes_on(row: _Row, block: _Block, heading: Sequence[AlignedLine]) -> bool:
    """Tell whether a page opens with the lower half of the row above: with it, its number is beside its middle."""
    return block.opens_page and _in_the_middle([*row.lines, *block.lines], heading)


def _row_cells(line: AlignedLine, columns: list[tuple[int, int]], numbered: bool) -> list[str] | None:
    """Return the words of a line by column; a group's heading runs over them, its label apart from its name."""
    if not numbered and is_opening(line):
        return group_cells(line, columns)
    return cells_of(line, columns) if numbered else cells_over_columns(line, columns)


def _words(line: AlignedLine) -> str:
    return " ".join(chunk.text for chunk in line.chunks)


def _cells(heading: Sequence[AlignedLine], columns: list[tuple[int, int]]) -> list[str]:
    return _joined([cells_over_columns(line, columns) for line in heading], len(columns))


def _joined(cells: Sequence[list[str]], width: int) -> list[str]:
    return [" ".join(own[nth] for own in cells if own[nth]) for nth in range(width)]
