"""Plain text to `Document`: OCR text, dumps of tables, Markdown, hard-wrapped or one paragraph per line.

Every place is the 1-based line of the decoded source text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from extractors.document import Block, Document, Irregularity, Limits, Paragraph, Place, ReadError, Table, with_places
from extractors.readers.decode import decode
from extractors.readers.prose import is_rule, join_lines, join_narrow, wrap_width
from extractors.readers.text.aligned import AlignedTable, aligned_tables
from extractors.readers.text.aligned_plain import plain_tables
from extractors.readers.text.cells import dumped_cells, find_grids, is_dump
from extractors.readers.text.centred import goes_on_in_the_middle
from extractors.readers.text.drawn import drawn_tables
from extractors.readers.text.lone_cells import LoneTable, lone_tables
from extractors.readers.text.markup import OFF, ON, is_bold, mark_bold, plain
from extractors.readers.text.rows import wrapped_table, wrapped_tables
from extractors.readers.text.ruled import ruled_tables
from extractors.readers.text.spread import closed_up
from extractors.readers.text.tables import (
    Line,
    has_pipes,
    is_counter_heading,
    is_divider,
    pieces,
    pipe_table,
    tab_table,
)

HEADING = re.compile(r"#{1,6}\s+(?=\S)")
HTML_TABLE = re.compile(r"\s*<table\b", re.I)
_WIDEST = 120  # signs in a line of a page
_LONGEST_NUMBER = 5  # digits of a page number
_FAR = 30  # blanks before one that is printed in the middle or at the right of its line
_PAGES_APART = 3  # lone numbers that do not go up by so little are no page numbers but cells of a lost table
PAGE = "\ue00c"  # stands for a form feed until the lines are known
FENCE = re.compile(r"```\w*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of lines of one kind: "prose" (no blank line inside), or a table: tabs, pipes, rows, cells, html ..."""

    kind: str
    lines: tuple[Line, ...]
    table: Table | None = None  # of "cells"


def read_text(data: bytes, limits: Limits = Limits()) -> Document:  # noqa: B008 - immutable
    """Return what a text file holds, in the order of its lines.

    Raises:
        ReadError: ``too_large`` over `limits.max_text`, ``no_text`` when nothing readable is in it.
    """
    if len(data) > limits.max_text:
        raise ReadError("too_large", f"the text has {len(data):,} bytes, more than {limits.max_text:,}; split it")
    decoded = decode(_with_pages(data))
    lines = decoded.text.split("\n")
    pages = frozenset(index for index, line in enumerate(lines) if PAGE in line)
    lines = [line.replace(PAGE, " ") for line in lines] if pages else lines
    own = closed_up(lines)
    if own is not None:
        lines, pages = [lines[at] for at in own], frozenset(new for new, at in enumerate(own) if at in pages)
    dump = is_dump(lines)
    drawn = [] if dump else _drawn(lines)
    aligned = {} if dump else _aligned(_undrawn(lines, drawn), pages)
    blocks = tuple(_dump(lines) if dump else _blocks(lines, aligned, drawn))
    if own is not None:
        blocks = tuple(with_places(block, partial(_of_source, own)) for block in blocks)
    if not blocks:
        raise ReadError("no_text", "the text holds no words")
    unread = (found.table for found in aligned.values() if not found.read)
    notes = (Irregularity("cells_without_rows", table.cells[0].text, table.cells[0].place) for table in unread)
    return Document("text", blocks, irregularities=(*decoded.irregularities, *notes))


def _aligned(lines: Sequence[str], pages: frozenset[int]) -> dict[int, AlignedTable]:
    """Return the tables aligned with blanks: those with numbered rows, and between them those with figures only."""
    numbered = aligned_tables(lines, pages)
    taken = {at for start, table in numbered.items() for at in range(start, table.end)}
    return numbered | plain_tables(lines, taken, pages)


def _drawn(lines: Sequence[str]) -> list[LoneTable]:
    return [*drawn_tables(lines), *ruled_tables(lines)]


def _undrawn(lines: Sequence[str], tables: Sequence[LoneTable]) -> Sequence[str]:
    """Return the lines with blank ones for those of tables that are drawn with signs."""
    drawn = {at for table in tables for at in range(table.start, table.end)}
    return [("" if at in drawn else line) for at, line in enumerate(lines)] if drawn else lines


def _of_source(own: Sequence[int], place: Place) -> Place:
    return place if place.line is None else replace(place, line=own[place.line - 1] + 1)


def _moved(by: int, place: Place) -> Place:
    return place if place.line is None else replace(place, line=place.line + by)


def _with_pages(data: bytes) -> bytes:
    """Return UTF-8 text whose form feeds outlive the tidying, other texts as they are."""
    if b"\f" not in data:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return data.replace(b"\f", PAGE.encode())


def _blocks(lines: Sequence[str], aligned: Mapping[int, AlignedTable], drawn: Sequence[LoneTable]) -> Iterator[Block]:
    segments = list(_segments(lines, aligned, drawn))
    centred = goes_on_in_the_middle(lines)
    runs = [[text for _, text in segment.lines] for segment in segments if segment.kind == "prose"]
    width = wrap_width(runs)
    if aligned and not width:  # the lines are those of the page, however few of them are broken
        width = min(max((len(text) for run in runs if len(run) > 1 for text in run), default=0), _WIDEST)
    for segment in segments:
        if segment.kind == "prose":
            yield from paragraphs(segment.lines, width, centred=centred)
        elif segment.kind == "aligned":
            yield aligned[segment.lines[0][0] - 1].table
        else:
            yield from _tables(segment)


def _tables(segment: Segment) -> Iterator[Block]:
    """Yield the tables of a run of table lines."""
    if segment.kind == "tabs":
        yield from (tab_table(piece) for piece in pieces(segment.lines, "\t"))
    elif segment.kind == "cells":
        if segment.table is not None:
            yield segment.table
    elif segment.kind == "rows":
        yield wrapped_table(segment.lines)
    elif segment.kind == "pipes":
        if not all(is_divider(text) for _, text in segment.lines):
            yield pipe_table(segment.lines)
    else:
        from extractors.readers.html.reader import read_fragment

        yield from read_fragment("\n".join(text for _, text in segment.lines), segment.lines[0][0])


def _dump(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of a text that dumps its tables cell by cell."""
    cells, bars = dumped_cells(lines)
    grids = find_grids(cells, bars)
    starts = {grid.start: grid for grid in grids}
    inside = {index for grid in grids for index in range(grid.start + 1, grid.end)}
    width = wrap_width([[text for _, text in cell.lines] for cell in cells if len(cell.lines) > 1])
    for index, cell in enumerate(cells):
        grid = starts.get(index)
        if grid is not None:
            yield from _blocks_between(lines, cell.lines[: grid.first_line], width)
            yield grid.table
        elif index not in inside and len(cell.lines) == 1 and cell.text.isdecimal():
            yield Paragraph(cell.text, Place(line=cell.lines[0][0]))  # a figure of a table without a grid
        elif index not in inside:
            narrow = len(cell.lines) <= 6 and not any(len(text) > 60 for _, text in cell.lines)
            yield from _blocks_between(lines, cell.lines, width, narrow)


def _blocks_between(lines: Sequence[str], own: Sequence[Line], width: int, narrow: bool = False) -> Iterator[Block]:
    """Yield the blocks of the lines of one dumped cell, which may be the prose between two tables."""
    if not own:
        return
    first, last = own[0][0], own[-1][0]
    own_lines = lines[first - 1 : last]
    for segment in _segments(own_lines, {}, _drawn(own_lines)):
        moved = tuple((number + first - 1, text) for number, text in segment.lines)
        if segment.kind == "prose":
            yield from paragraphs(moved, width, narrow)
        elif segment.table is not None:
            yield with_places(segment.table, partial(_moved, first - 1))
        else:
            yield from _tables(Segment(segment.kind, moved))


def paragraphs(
    lines: Sequence[Line], width: int, narrow: bool = False, centred: Container[int] = ()
) -> Iterator[Paragraph]:
    """Yield the paragraphs of a run of prose lines wrapped at `width` (0: a line is a paragraph).

    `centred` are the numbers of lines that go on with the one above.
    """
    marked = mark_bold("\n".join(text for _, text in lines)).split("\n")
    bare = [text.replace(ON, "").replace(OFF, "") for text in marked]
    found: list[tuple[int, list[str]]] = []
    for index, joined in join_narrow(bare) if narrow else join_lines(bare, width):
        if found and lines[index][0] in centred:
            found[-1][1].extend(joined)
        else:
            found.append((index, joined))
    for index, joined in found:
        text = " ".join(marked[index : index + len(joined)])
        heading = HEADING.match(text)
        bold = is_bold(text) or heading is not None
        text = plain(text[heading.end() :] if heading else text)
        if text and not is_rule(text):
            yield Paragraph(text, Place(line=lines[index][0]), bold=bold)


def _segments(
    lines: Sequence[str], aligned: Mapping[int, AlignedTable], drawn: Sequence[LoneTable]
) -> Iterator[Segment]:
    """Split the text at blank lines and where tables begin and end; lone page numbers and code fences go."""
    whole = {found.start: found for found in (*lone_tables(_undrawn(lines, drawn)), *drawn)}
    found = list(_runs(lines, whole, aligned))
    lone = [index for index, segment in enumerate(found) if _is_lone_number(segment)]
    numbers = [int(found[index].lines[0][1]) for index in lone]
    pages = {
        index
        for at, index in enumerate(lone)
        if len(lone) == 1
        or any(0 < step <= _PAGES_APART for step in (numbers[i + 1] - numbers[i] for i in _beside(at, len(lone))))
    }
    yield from (segment for index, segment in enumerate(found) if index not in pages)


def _is_lone_number(segment: Segment) -> bool:
    text = segment.lines[0][1]
    return segment.kind == "prose" and len(segment.lines) == 1 and text.isdecimal() and len(text) <= _LONGEST_NUMBER


def _beside(at: int, count: int) -> Iterator[int]:
    """Yield the first of each pair of neighbours that `at` belongs to."""
    yield from (first for first in (at - 1, at) if 0 <= first < count - 1)


def _runs(
    lines: Sequence[str], lone: Mapping[int, LoneTable], aligned: Mapping[int, AlignedTable]
) -> Iterator[Segment]:
    """Yield the runs of lines of one kind, lone numbers too; `lone`: the tables of lone cells by where they begin."""
    run: list[Line] = []
    kind, inside = "prose", False
    rows = wrapped_tables(lines)
    within = 0
    for index, raw in enumerate(lines):
        if index < within:
            continue
        if index in aligned and not inside:
            yield from _closed(kind, run)
            run, kind, within = [], "prose", aligned[index].end
            yield Segment("aligned", ((index + 1, lines[index]),))
            continue
        if index in lone and not inside:
            yield from _closed(kind, run)
            run, kind, within = [], "prose", lone[index].end
            yield Segment("cells", tuple((at + 1, lines[at]) for at in range(index, within)), lone[index].table)
            continue
        if index in rows and not inside:
            yield from _closed(kind, run)
            run, kind, within = [], "prose", rows[index]
            yield Segment("rows", tuple((at + 1, " ".join(lines[at].split())) for at in range(index, within)))
            continue
        if inside or ("<" in raw and HTML_TABLE.match(raw)):
            if not inside:
                yield from _closed(kind, run)
                run, kind = [], "html"
            run.append((index + 1, raw))
            inside = "</table>" not in raw.lower() or raw.lower().count("<table") > raw.lower().count("</table>")
            if not inside:
                yield from _closed(kind, run)
                run, kind = [], "prose"
            continue
        own = "tabs" if "\t" in raw and raw.strip() else ""
        if not own:
            text = " ".join(raw.split())
            if not text or FENCE.fullmatch(text):
                yield from _closed(kind, run)
                run, kind = [], "prose"
                continue
            own = "pipes" if "|" in text and _in_pipe_table(lines, index) else "prose"
            if own == "prose" and kind == "tabs" and _is_row_of_table(lines, index):
                own = "tabs"
        else:
            text = raw
        if own == "prose" and text.isdecimal() and len(raw) - len(raw.lstrip()) >= _FAR:
            yield from _closed(kind, run)  # the number of the page, right below its last line
            yield Segment("prose", ((index + 1, text),))
            run, kind = [], "prose"
            continue
        if own != kind and run:
            yield from _closed(kind, run)
            run = []
        kind = own
        run.append((index + 1, text))
    yield from _closed(kind, run)


def _closed(kind: str, run: list[Line]) -> Iterator[Segment]:
    if run:
        yield Segment(kind, tuple(run))


def _in_pipe_table(lines: Sequence[str], index: int) -> bool:
    """Return whether the line is a row of a pipe table: a neighbour has pipes too, as many within a few."""
    own = lines[index]
    if not has_pipes(own):
        return is_divider(own)
    count = own.count("|")
    for other in (index - 1, index + 1):
        if 0 <= other < len(lines) and "|" in lines[other]:
            text = lines[other]
            if is_divider(text) or (has_pipes(text) and abs(text.count("|") - count) <= max(2, count // 2)):
                return True
    return own.strip().startswith("|") and own.strip().endswith("|") and count > 2


def _is_row_of_table(lines: Sequence[str], index: int) -> bool:
    """Return whether a line without tab, right under table rows, is a row of one cell.

    It is when rows follow, or when it stands alone at the table's end; not when the rows after it are another table
    that it names, nor when prose follows.
    """
    after = index + 1
    while after < len(lines) and lines[after].strip() and "\t" not in lines[after]:
        after += 1
    if after < len(lines) and "\t" in lines[after] and lines[after].strip():
        return not is_counter_heading(lines[after].split("\t", 1)[0])
    return after == index + 1 and len(lines[index]) < 120
