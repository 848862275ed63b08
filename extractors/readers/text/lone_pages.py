"""What a page break leaves among lone cells: the page's number, and the headings printed again over its rows."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.text.cell_rows import is_label
from extractors.readers.text.tables import is_counter_heading

_LEAST_HEADS = 2
_LEAST_COLS = 3


def without_page_breaks(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines with headings blank that a page break repeats in the middle of the rows, and the page's number.

    The first row or group below them goes on with the numbers above: a table of its own would begin with 1.
    """
    printed = [at for at, line in enumerate(lines) if line.strip()]
    texts = [" ".join(lines[at].split()) for at in printed]
    heads = [at for at, text in enumerate(texts) if is_counter_heading(text)]
    if len(heads) < _LEAST_HEADS:
        return lines
    end = next((at for at in range(heads[0] + 1, len(texts)) if is_label(texts[at])), heads[0])
    headings = texts[heads[0] : end]
    if len(headings) < _LEAST_COLS:
        return lines
    left = list(lines)
    for head in heads[1:]:
        below = head + len(headings)
        if texts[head:below] != headings or below >= len(texts):
            continue
        if not is_label(texts[below]) or texts[below].strip(".)") in ("1", "01", "I", "A"):
            continue
        start = head - (texts[head - 1].isdecimal() and below + 1 < len(texts))
        for at in printed[start:below]:
            left[at] = ""
    return left
