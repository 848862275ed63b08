"""Tables in plain text whose rows are lines: tab-separated OCR text, pipe-separated dumps, Markdown tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from extractors.document import Cell, Place, Table
from extractors.readers.text.markup import plain_cell

Line = tuple[int, str]  # 1-based number and text of a source line

_UNNAMED = re.compile(r"Unnamed: \d+(?:_level_\d+)?")
TOTALS = ("tong cong", "tong so", "tong", "cong")  # folded: what a row of sums is called


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    split = re.compile(r"(?<!\\)\|")
    divider = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
    counter = re.compile(r"(?:s\s*)?t\s*t|so\s*tt|so thu tu|no|#")
    return split, divider, counter


def folded(text: str) -> str:
    """Return `text` without tone marks, in lower case, for comparing headings."""
    flat = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(sign for sign in flat if not unicodedata.combining(sign)).split())


def is_counter_heading(text: str) -> bool:
    """Return whether `text` heads a column of sequence numbers (STT, TT, Số TT)."""
    return len(text) < 16 and _patterns()[2].fullmatch(folded(text).strip(" .")) is not None


def is_divider(line: str) -> bool:
    """Return whether `line` is the ``|---|---|`` under a Markdown table's heading."""
    return "-" in line and "|" in line and _patterns()[1].fullmatch(line) is not None


def has_pipes(line: str) -> bool:
    """Return whether `line` has an unescaped pipe and text beside it."""
    return "|" in line and line.strip(" |") != "" and _patterns()[0].search(line) is not None


def tab_table(lines: Sequence[Line]) -> Table:
    """Return one printed piece of a tab-separated table; trailing empty cells count, a line without tab is one cell."""
    return row_table([(number, text.split("\t")) for number, text in lines])


def pipe_table(lines: Sequence[Line]) -> Table:
    """Return a pipe-separated table; pipes at the lines' ends are frame when every line, or the divider, has them."""
    divider = next((text.strip() for _, text in lines if is_divider(text)), None)
    rows = [(number, text.strip()) for number, text in lines if not is_divider(text)]
    left = divider.startswith("|") if divider else all(text.startswith("|") for _, text in rows)
    ends = (text.endswith("|") and not text.endswith("\\|") for _, text in rows)
    right = divider.endswith("|") if divider else all(ends)
    split = _patterns()[0]
    cells = []
    for number, text in rows:
        inner = text[1:] if left and text.startswith("|") else text
        inner = inner[:-1] if right and inner.endswith("|") and not inner.endswith("\\|") else inner
        cells.append((number, split.split(inner)))
    if any("<br" in text for _, text in rows):
        from extractors.readers.text.torn_cells import mended

        cells = mended(cells)
    return row_table(_without_frames_marks(cells) if cells else cells)


def _without_frames_marks(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return rows without what a data frame prints for blanks: "Unnamed: 3" for a heading, "NaN" for a cell."""
    if not any(_UNNAMED.fullmatch(text.strip()) for text in rows[0][1]):
        return rows
    blanks = ("nan", "<na>", "none", "nat")
    return [
        (number, ["" if _UNNAMED.fullmatch(text.strip()) or text.strip().lower() in blanks else text for text in texts])
        for number, texts in rows
    ]


def row_table(rows: Sequence[tuple[int, list[str]]]) -> Table:
    """Return the table of rows that are given as their line and their cells; rows may be of unequal length."""
    cells = tuple(
        Cell(row, col, plain_cell(text), Place(line=number))
        for row, (number, texts) in enumerate(rows)
        for col, text in enumerate(texts)
    )
    lengths = tuple(len(texts) for _, texts in rows)
    return Table(cells, len(rows), max(lengths), Place(line=rows[0][0]), row_lengths=lengths)


def pieces(lines: Sequence[Line], separator: str) -> list[list[Line]]:
    """Split a run of table lines where the heading row stands again: there another printed piece begins."""
    heading = _key(lines[0][1], separator)
    if len(heading) < 2:
        return [list(lines)]
    starts = [0]
    for index in range(1, len(lines)):
        text = lines[index][1]
        named = is_counter_heading(text.split(separator)[0])
        again = separator in text and (named or (_key(text, separator) == heading and index - starts[-1] > 1))
        if again and not is_counter_heading(lines[index - 1][1].split(separator)[0]):
            starts.append(index)
    return [list(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _key(line: str, separator: str) -> list[str]:
    return [text for text in (" ".join(part.split()) for part in line.split(separator)) if text]
