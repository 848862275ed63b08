"""Grids of cells with spans, as DOCX and HTML give them: placed without overlap, without columns that nobody sees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.document import Cell, Paragraph, Place
from extractors.readers.prose import is_rule

HAIRLINE = 3.0  # points: a grid column narrower than this is the slip of a mouse, not a column


@dataclass(slots=True)
class Slot:
    """A cell while its table is being read: its spans still grow."""

    row: int
    col: int
    text: str
    place: Place
    row_span: int = 1
    col_span: int = 1
    paragraphs: tuple[Paragraph, ...] = ()

    def cell(self) -> Cell:
        """Return the finished cell."""
        return Cell(
            self.row,
            self.col,
            self.text,
            self.place,
            self.row_span,
            self.col_span,
            paragraphs=self.paragraphs,
        )


def compress(slots: Iterable[Slot], cols: int, widths: Sequence[float] = ()) -> tuple[int, tuple[float, ...]]:
    """Drop the grid's columns that no reader of the paper sees; return (columns, their widths).

    An edge at which no cell starts is no edge. Word also leaves columns of a hair's width where someone dragged one
    row's border: an edge that close to the one before it is the same edge, unless a cell lies between the two.
    Changes the slots' columns and spans.
    """
    slots = list(slots)
    used = sorted({slot.col for slot in slots} | {0, cols})
    if len(widths) == cols:
        used = _without_hairlines(slots, used, widths)
    place = {edge: index for index, edge in enumerate(used)}
    for slot in slots:
        start = place.get(slot.col)
        first = bisect_left(used, slot.col) if start is None else start
        after = bisect_left(used, slot.col + slot.col_span)
        slot.col, slot.col_span = first, max(1, after - first)
    kept = tuple(round(sum(widths[a:b]), 2) for a, b in pairwise(used)) if len(widths) == cols else ()
    return max(len(used) - 1, 0), kept


def _without_hairlines(slots: list[Slot], used: list[int], widths: Sequence[float]) -> list[int]:
    spans = {(slot.col, slot.col + slot.col_span) for slot in slots}
    kept = used[:1]
    moved: dict[int, int] = {}
    for edge in used[1:]:
        before = kept[-1]
        if edge != used[-1] and before != 0 and 0 < sum(widths[before:edge]) < HAIRLINE and (before, edge) not in spans:
            moved[edge] = before
        else:
            kept.append(edge)
    if not moved:
        return used
    for slot in slots:
        end = slot.col + slot.col_span
        slot.col, end = moved.get(slot.col, slot.col), moved.get(end, end)
        slot.col_span = end - slot.col
    return kept if _disjoint(slots) else used


def _disjoint(slots: list[Slot]) -> bool:
    taken: set[tuple[int, int]] = set()
    for slot in slots:
        for row in range(slot.row, slot.row + slot.row_span):
            for col in range(slot.col, slot.col + slot.col_span):
                if (row, col) in taken:
                    return False
                taken.add((row, col))
    return True


def cell_text(texts: Iterable[str]) -> str:
    """Return the paragraphs of a cell as one text, without the rules drawn under a letter head's lines."""
    kept = [text for text in texts if text]
    if len(kept) > 1:
        kept = [text for text in kept if not is_rule(text)] or kept
    return " ".join(kept)


def several(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return a cell's paragraphs when there are several, without the rules drawn between them."""
    kept = tuple(paragraph for paragraph in paragraphs if paragraph.text and not is_rule(paragraph.text))
    return kept if len(kept) > 1 else ()


def sorted_cells(slots: Iterable[Slot]) -> tuple[Cell, ...]:
    """Return the finished cells in reading order."""
    return tuple(slot.cell() for slot in sorted(slots, key=lambda slot: (slot.row, slot.col)))
