"""Rows of lone cells that number as an outline does: "I" with its own figures, below it 1, 2, then "II" and a total.

Such tables (of costs, mostly) give each group a row as wide as the others. They are read only where every row has a
cell for each heading, blank ones included, and each column of figures holds nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.readers.text.cell_rows import ROMAN, cell_kind, is_label, label, successor

_LEAST_ROWS = 3
_LETTERS = "ABCDEFGH"
_Path = tuple[tuple[str, ...], ...]  # the labels from the outermost down to a row's own


def first_label(texts: Sequence[str], most: int) -> int:
    """Return where the outline begins: the first "I" or "A" before words among the first `most` cells; 0 for none."""
    within = range(2, min(most, len(texts) - 1))
    return next((at for at in within if texts[at].strip(".)") in ("I", "A") and _has_words(texts[at + 1])), 0)


def outlined_rows(texts: Sequence[str], width: int, is_total: Callable[[str], bool]) -> int:
    """Return how many rows of `width` cells begin with the first of `texts`; 0 where these are no outline's.

    A row without a label ends the table, if it is a total.
    """
    path: _Path | None = None
    rows: list[Sequence[str]] = []
    groups = 0
    for at in range(0, len(texts) - width + 1, width):
        row = texts[at : at + width]
        if not row[0] and is_total(row[1]):
            rows.append(row)
            break
        path = _next(path, row[0].strip(".)"), row[1])
        if path is None:
            break
        groups += len(path) == 1 and any(row[2:])
        rows.append(row)
    return len(rows) if groups and len(rows) >= _LEAST_ROWS and _fits(rows, width, texts) else 0


def _fits(rows: Sequence[Sequence[str]], width: int, texts: Sequence[str]) -> bool:
    """Tell whether some columns hold figures in every row that fills them, and no row stands below."""
    held = [{cell_kind(row[col]) for row in rows} - {"blank"} for col in range(2, width)]
    below = len(rows) * width
    ended = below >= len(texts) or not is_label(texts[below])
    return ended and {"number"} in held and all(kinds in ({"number"}, {"text"}, set()) for kinds in held)


def _next(path: _Path | None, own: str, name: str) -> _Path | None:
    """Return the path of the row labelled `own` below the row at `path`; None where no such row can follow."""
    if not _has_words(name):
        return None
    numbers = label(own)
    if path is None:
        return ((own,),) if own in ("I", "A") else None
    for level in range(len(path), 0, -1):
        above = path[level - 1]
        if numbers is not None and above[0].isdigit() and successor(above, numbers):
            return (*path[: level - 1], numbers)
        if numbers is None and own in _after(above[0]):
            return (*path[: level - 1], (own,))
    opens = own in ("I", "A", "1", "a") and not any(_alike(own, above[0]) for above in path)
    return (*path, numbers or (own,)) if opens else None


def _after(above: str) -> tuple[str, ...]:
    """Return what may number the row after one numbered `above` by a letter or a Roman number."""
    follows = [series[series.index(above) + 1 :][:1] for series in (ROMAN, _LETTERS, "abcdeđ") if above in series]
    return tuple(one[0] for one in follows if one)


def _alike(one: str, other: str) -> bool:
    return one.isdigit() == other.isdigit() and (one in ROMAN) == (other in ROMAN) and one.islower() == other.islower()


def _has_words(text: str) -> bool:
    return any(sign.isalpha() for sign in text)
