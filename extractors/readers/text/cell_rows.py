"""Rows among dumped cells: sequence labels, and the cheapest way to cut a stretch of cells into rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.flags import is_mark

ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
)
RAGGED = 100.0  # the cost of a row that fits no pattern


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first cell's index, how many cells it has, and how many columns the first one spans.

    `gap` is the column in which it prints no cell, because the cell above reaches down.
    """

    start: int
    cells: int
    first_span: int
    gap: int | None = None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"\(?(\d{1,4}(?:\.\d{1,2})*)[.)]?"), re.compile(r"([IVX]{1,6}|[A-HĐ]|[a-eđ])[.)]?")


def label(text: str) -> tuple[str, ...] | None:
    """Return the parts of a sequence number ("2.1." -> ("2", "1")), None when `text` is none; a year is none."""
    found = _patterns()[0].fullmatch(text)
    if found is None or (len(text) == 4 and text.startswith(("19", "20"))):
        return None
    return tuple(part.lstrip("0") or "0" for part in found.group(1).split("."))


def is_label(text: str) -> bool:
    """Return whether `text` numbers a row: 1, 01., 2.1, (1), II, A."""
    return label(text) is not None or _patterns()[1].fullmatch(text) is not None


def successor(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether `other` comes right after `one`: the next of its level, its first child, or its parent's next."""
    if len(other) == len(one) + 1:
        return other[:-1] == one and other[-1] == "1"
    if len(other) > len(one):
        return False
    return other[:-1] == one[: len(other) - 1] and int(other[-1]) == int(one[len(other) - 1]) + 1


def to_rows(texts: Sequence[str], start: int, end: int, width: int) -> list[Row]:
    """Cut the cells `start` to `end` into rows of a table of `width` columns, at the least cost.

    A full row begins with a number or a blank; a row with a cell less has its first columns merged and begins with a
    name; a lone name is a heading over the whole width.
    """
    return cut(texts, start, end, width)[0]


def cut(texts: Sequence[str], start: int, end: int, width: int) -> tuple[list[Row], float]:
    """Return (rows, cost) of the cheapest cut; see `to_rows`."""
    size = end - start
    costs = [0.0] + [float("inf")] * size
    chosen: list[Row | None] = [None] * (size + 1)
    for stop in range(1, size + 1):
        for cells in range(1, min(width, stop) + 1):
            row = _row(texts, start + stop - cells, cells, width)
            cost = costs[stop - cells] + _cost(texts, row, width)
            if cost < costs[stop]:
                costs[stop], chosen[stop] = cost, row
    rows: list[Row] = []
    stop = size
    while (last := chosen[stop]) is not None:
        rows.append(last)
        stop -= last.cells
    return rows[::-1], costs[size]


def _row(texts: Sequence[str], start: int, cells: int, width: int) -> Row:
    """Return a row of `cells` cells: one that begins with a label lacks its last cells, not its first columns."""
    numbered = 1 < cells < width and _heads_group(texts, start)
    return Row(start, cells, 1 if numbered else width - cells + 1)


def _heads_group(texts: Sequence[str], start: int) -> bool:
    """Tell whether a group begins at `start`: "I" or "A" before words."""
    first, name = texts[start], texts[start + 1] if start + 1 < len(texts) else ""
    return is_label(first) and label(first) is None and len(name) > 1 and any(sign.isalpha() for sign in name)


def _cost(texts: Sequence[str], row: Row, width: int) -> float:
    first = texts[row.start]
    named = bool(first) and not is_label(first) and any(sign.isalpha() for sign in first) and len(first) > 1
    if row.cells == width:
        if named:
            return 4.0
        second = texts[row.start + 1] if width > 1 else ""
        return (0.0 if is_label(first) else 1.0) + (0.0 if any(sign.isalpha() for sign in second) else 1.5)
    if (
        not named
        and row.first_span == 1
        and not any(is_label(text) for text in texts[row.start + 2 : row.start + row.cells])
    ):
        return 2.0 + 0.8 * (width - row.cells - 1)
    if not named:
        return RAGGED
    rest = texts[row.start + 1 : row.start + row.cells]
    prose = sum(any(sign.isalpha() for sign in text) and len(text) > 1 for text in rest)
    missing = width - row.cells
    return 1.0 + 0.8 * (missing - 1) + 2.0 * prose


def cell_kind(text: str) -> str:
    """Return what a cell holds: "blank", "mark", "number" or "text"."""
    if not text or text in "-–":
        return "blank"
    if is_mark(text):
        return "mark"
    return "number" if not any(sign.isalpha() for sign in text) else "text"
