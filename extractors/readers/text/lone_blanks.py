"""Tables of lone cells whose blank cells print no line: "7 | Chi cục Kiểm lâm | 22 | Đạt" of six columns.

The numbers show where rows begin. What the full rows hold in each column shows where the cells of the others stand: a
count under counts, "Đạt" under answers, a decision's number under these. A table is read only where one way to cut its
rows and to place their cells fits; its short rows are marked as inferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import regex

from extractors.readers.text.cell_rows import is_label, label, successor
from normalizers.answers import is_open, parse_answer
from normalizers.codes import find_codes
from normalizers.dates import find_dates
from normalizers.flags import is_mark
from normalizers.numbers import parse_procedures
from normalizers.text import fold

_FULL_ROWS = 2  # that must show what the columns hold
_MOST_WAYS = 64  # to cut the rows; a table with more is not worth the search
# what stands under a table: a numbered heading, a sentence
_OPENS = regex.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Z])\s*[.)/]\s+\p{L}|[a-zđ]\)\s|[-+•]\s|\(")
_AMOUNT = regex.compile(r"\d{1,3}(?:[.,\s]\d{3})*(?:[.,]\d{1,3})?\s?%?")  # "12,5", "85.000.000"
_SENTENCE = regex.compile(r"[.:;]$|\./\.?$")


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row: for each column the position of its cell, None for a blank; `inferred` where blanks were left out."""

    cells: tuple[int | None, ...]
    inferred: bool


def rows_without_blanks(texts: Sequence[str], width: int) -> tuple[list[PlacedRow], int] | None:
    """Return the rows of the cells `texts`, the first of which numbers the first row, and how many cells they take.

    None where no way to cut and place them fits, or more than one.
    """
    cut = _cut(texts, width)
    ways = [placed for way in cut if (placed := _placed(texts, way, width)) is not None] if cut is not None else []
    return ways[0] if len(ways) == 1 else None


def goes_beyond(row: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a last row holds what stands below the table: its last cells, blank, have printed no line.

    Such a cell opens a section or is a sentence where the column has none, or is of a form that the column never holds.
    """
    if len(rows) < _FULL_ROWS:
        return False
    for col in range(2, len(row)):
        above = [other[col] for other in rows if col < len(other) and other[col]]
        held = {_kind(text) for text in above}
        strange = row[col] and held and "words" not in held and _kind(row[col]) == "words"
        if strange or (stands_below(row[col]) and not any(map(stands_below, above))):
            return True
    return False


def stands_apart(row: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Tell whether a row with a cell less holds one of a form that no full row has in its column: it lacks another."""
    full = [other for other in rows if len(other) == width and all(other)]
    if len(row) == width or len(full) < _FULL_ROWS:
        return False
    held = [{_kind(other[col]) for other in full} for col in range(width)]
    return any("words" not in held[col] and _kind(row[col]) not in held[col] for col in range(2, len(row)) if row[col])


def stands_below(text: str) -> bool:
    """Tell whether a line opens what stands under a table: a numbered heading, an item, a sentence."""
    return _OPENS.match(text) is not None or _SENTENCE.search(text) is not None


def _begins(texts: Sequence[str], at: int) -> bool:
    return at + 1 < len(texts) and is_label(texts[at]) and any(sign.isalpha() for sign in texts[at + 1])


_Rows = tuple[int, "_Rows | None"]  # where a row begins, and the rows above it


def _cut(texts: Sequence[str], width: int) -> list[list[tuple[int, int]]] | None:
    """Return every way to cut the cells into rows (first cell, end), each of the next number; None for too many."""
    found: list[list[tuple[int, int]]] = []
    opened: list[_Rows] = [(0, None)]
    steps = 0
    while opened:
        rows = opened.pop()
        steps += 1
        if len(found) > _MOST_WAYS or steps > _MOST_WAYS * len(texts):
            return None
        at = rows[0]
        own = label(texts[at])
        following = [
            end
            for end in range(at + 2, min(at + width, len(texts) - 2) + 1)
            if _begins(texts, end) and own and (other := label(texts[end])) and successor(own, other)
        ]
        opened += [(end, rows) for end in following]
        if not following:
            found.append(_listed(rows, _end_of_last(texts, at, width)))
    return found


def _listed(rows: _Rows, end: int) -> list[tuple[int, int]]:
    """Return the rows from the first on, the last of which ends at `end`."""
    listed: list[tuple[int, int]] = []
    above: _Rows | None = rows
    while above is not None:
        listed.append((above[0], end))
        end, above = above[0], above[1]
    return listed[::-1]


def _end_of_last(texts: Sequence[str], at: int, width: int) -> int:
    end = at + 2
    while end < min(at + width, len(texts)) and not stands_below(texts[end]):
        end += 1
    return end


def _placed(texts: Sequence[str], way: Sequence[tuple[int, int]], width: int) -> tuple[list[PlacedRow], int] | None:
    full = [range(start, end) for start, end in way if end - start == width]
    if len(full) < _FULL_ROWS or len(full) == len(way):
        return None
    held = [{_kind(texts[row[col]]) for row in full} for col in range(width)]
    said = [{fold(texts[row[col]]) for row in full} for col in range(width)]
    rows: list[PlacedRow] = []
    for start, end in way:
        if end - start == width:
            rows.append(PlacedRow(tuple(range(start, end)), False))
            continue
        places = _nearest(
            list(_places([_kind(text) for text in texts[start + 2 : end]], held, width)), said, texts, start
        )
        if len(places) != 1 or (end == way[-1][1] and _kind(texts[end - 1]) == "words" and end > start + 2):
            return None  # below the last row stand words too
        cells: list[int | None] = [start, start + 1, *[None] * (width - 2)]
        for nth, col in enumerate(places[0]):
            cells[col] = start + 2 + nth
        rows.append(PlacedRow(tuple(cells), True))
    end = way[-1][1]
    whole = end == len(texts) or rows[-1].cells[-1] is not None
    # what stands below a last row that may lack cells must be no cell itself
    return (rows, end) if whole or stands_below(texts[end]) else None


def _places(kinds: Sequence[str], held: Sequence[set[str]], width: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to place cells of these kinds in order in columns that hold such."""
    for columns in combinations(range(2, width), len(kinds)):
        if all(kind in held[col] for kind, col in zip(kinds, columns, strict=True)):
            yield columns


def _nearest(
    ways: list[tuple[int, ...]], said: Sequence[set[str]], texts: Sequence[str], start: int
) -> list[tuple[int, ...]]:
    """Return the ways that put most cells under the same words of full rows: "Đạt" under "Đạt"."""
    same = [sum(fold(texts[start + 2 + nth]) in said[col] for nth, col in enumerate(way)) for way in ways]
    return [way for way, count in zip(ways, same, strict=True) if count == max(same)]


def _kind(text: str) -> str:
    """Return what a cell is by its form: a mark, a figure or a count, a document or a day, an answer, or words."""
    if is_mark(text):
        return "mark"
    if parse_procedures(text).readable or _AMOUNT.fullmatch(text):
        return "figure"
    if find_codes(text) or any(day.value is not None for day in find_dates(text)):
        return "document"
    return "answer" if parse_answer(text) is not None or is_open(text) else "words"
