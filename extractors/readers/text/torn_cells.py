"""Cells of Markdown tables whose text a converter of PDFs has cut where other rows have a column's edge.

A cell merged over columns comes as pieces: "**Phòn**|**g chuyên môn**", "Công bố p<br>ch|hù hợp tiêu<br>uẩn" (line by
line "Công bố phù hợp tiêu / chuẩn"). Only a table in which a word is cut so is mended: there a heading that begins in
small letters is the rest of the one before it, and so is what begins so in a group's row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.readers.text.cell_rows import is_label
from extractors.readers.text.markup import plain_cell
from extractors.syllables import is_syllable
from normalizers.flags import is_mark

_BREAK = re.compile(r"<br\s*/?>", re.I)
_BOLD = re.compile(r"\*\*|__")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

_END_OF_CAPITALS = 2  # letters of an abbreviation that stand alone in the next cell
Rows = list[tuple[int, list[str]]]


def mended(rows: Rows) -> Rows:
    """Return the rows of a table, each its line and its cells, with cells whole that were cut; others as they are."""
    if not any(_cuts_word(left, right) for _, texts in rows for left, right in _pairs(texts)):
        return rows
    body = next((at for at, (_, texts) in enumerate(rows) if is_label(plain_cell(texts[0]))), len(rows))
    out: Rows = []
    for at, (number, texts) in enumerate(rows):
        whole = _joined(texts) if at < body or _is_group(texts) else texts
        if out and 0 < at < body and _goes_on(whole):
            above = [
                f"{upper}<br>{lower}" if lower.strip() else upper
                for upper, lower in zip(out[-1][1], whole, strict=False)
            ]
            out[-1] = (out[-1][0], above)
            continue
        out.append((number, whole))
    return out


def _pairs(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for left, right in pairwise(texts):
        if left.strip() and right.strip():
            yield left, right


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _BREAK.split(_BOLD.sub("", text))]


def _cuts_word(left: str, right: str) -> bool:
    """Tell whether a word is cut between two cells: halves that are no syllables make one."""
    return any(_is_cut(one, other) for one, other in zip(_lines(left), _lines(right), strict=False))


def _is_cut(one: str, other: str) -> bool:
    tail, head = _LAST_WORD.search(one), _FIRST_WORD.match(other)
    if tail is None or head is None or is_mark(other):
        return False
    if len(tail[0]) > 1 and tail[0].isupper() and head[0].isupper():
        return len(head[0]) == len(other) <= _END_OF_CAPITALS  # "Số TTH|C"
    if not head[0][0].islower():
        return False
    halves = is_syllable(tail[0]) and is_syllable(head[0])
    return not halves and is_syllable(tail[0] + head[0])


def _joined(texts: Sequence[str]) -> list[str]:
    """Return the cells of a row with every one that begins in small letters joined to the one before it."""
    whole = list(texts)
    for at in range(len(whole) - 1, 0, -1):
        left, right = whole[at - 1], whole[at]
        first = _BOLD.sub("", right).strip()[:1]
        if (
            not (left.strip() and (first.islower() or _cuts_word(left, right)))
            or is_mark(plain_cell(right))
            or is_label(plain_cell(left))
        ):
            continue
        ones, others = _lines(left), _lines(right)
        count = max(len(ones), len(others))
        pieces = zip(ones + [""] * (count - len(ones)), others + [""] * (count - len(others)), strict=True)
        whole[at - 1] = "<br>".join(
            f"{one}{'' if _is_cut(one, other) else ' '}{other}".strip() for one, other in pieces
        )
        whole[at] = ""
    return whole


def _is_group(texts: Sequence[str]) -> bool:
    """Tell whether a row holds only the pieces of one text, from its first or second cell on."""
    filled = [at for at, text in enumerate(texts) if text.strip()]
    start = 1 if filled[:1] == [0] and is_label(plain_cell(texts[0])) else 0
    pieces = filled[start:]
    adjoin = pieces == list(range(pieces[0], pieces[0] + len(pieces))) if pieces else False
    return len(pieces) > 1 and adjoin and _cuts_word(texts[pieces[0]], texts[pieces[1]])


def _goes_on(texts: Sequence[str]) -> bool:
    """Tell whether a row below headings holds only ends of them: words in small letters."""
    filled = [plain_cell(text) for text in texts if text.strip()]
    return bool(filled) and all(text[:1].islower() and not is_mark(text) for text in filled)
