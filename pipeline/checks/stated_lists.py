"""How many agencies the text says a list names ("22 cơ quan ... nêu tại Biểu kèm theo") against the rows of that list.

The list is the table right below a line that ends with "như sau:", or the one of the annex that the sentence refers to.
A number that is far from that of the rows counts something else (those of an annex that apply the system already) and
is no slip: what differs by more than a few is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import regex

from extractors import prose
from extractors.columns import Columns
from extractors.document import Document, Paragraph, Table
from extractors.groups import Count, counts
from extractors.layout import rows as layout_rows
from extractors.records import Finding
from normalizers.numbers import parse_roman
from normalizers.text import clean
from normalizers.vocabulary import group_level

_REFERS = regex.compile(
    # "Danh mục 42 cơ quan" counts what the list holds and is no list's number
    r"(?:Phụ lục|Biểu|Bảng|Danh sách|Danh mục)"
    r"(?:\s*(?:số\s*)?(?P<number>[IVX]{1,4}|\d{1,2})"
    r"(?![\p{L}\d]|\s+(?:cơ quan|đơn vị|tổ chức|sở|xã|phường|UBND)(?!\p{L})))?",
    regex.IGNORECASE,
)
_ENCLOSED = regex.compile(
    r"(?:kèm theo|đính kèm|nêu tại|(?:theo|tại)\s+(?:phụ lục|biểu|bảng|danh sách))", regex.IGNORECASE
)
_BELOW = regex.compile(r"(?:như sau|sau đây|dưới đây)\s*:?\s*$", regex.IGNORECASE)
_MOST_APART, _SHARE_APART = 3, 5  # a slip: by no more than three, and by no more than a fifth of the rows
_FEWEST = 3  # rows of a list
_List = tuple[Table, list[int]]  # with its rows that name agencies
_LONGEST_HEADING = 150  # characters of a heading or title right above a list


def stated_lists(document: Document) -> list[Finding]:
    """Return `count_mismatch` for each number of agencies in the text that the list it speaks of does not bear out."""
    lists = [(table, rows) for table in document.tables() if len(rows := _rows(table)) >= _FEWEST]
    if not lists:
        return []
    findings: list[Finding] = []
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        if not isinstance(block, Paragraph) or not any(char.isdigit() for char in block.text):
            continue
        below = next((one for one in lists if one[0] is following), None)
        if below is None and _ENCLOSED.search(block.text) is None:
            continue  # speaks of no list
        heads = len(block.text) <= _LONGEST_HEADING and not block.text.endswith((".", ";", ","))
        read = prose.read(clean(block.text))
        for start, end in read.sentences:
            sentence = read.text[start:end]
            # "1. Năm 2013: 05 cơ quan", "DANH SÁCH 12 CƠ QUAN ...", "... như sau:"
            over = below is not None and heads
            listed_in = below if over or _BELOW.search(sentence) else _annexed(document, sentence, lists)
            if listed_in is None:
                continue
            for count, listed in _compared(counts(read, "", start, end), *listed_in):
                if listed != count.value and _may_be_slip(count.value, listed):
                    findings.append(_mismatch(sentence, count, listed, block))
    return findings


def _annexed(document: Document, sentence: str, lists: list[_List]) -> _List | None:
    """Return the list in the annex that a sentence refers to, if it is the only one there."""
    refers = _REFERS.search(sentence) if _ENCLOSED.search(sentence) else None
    if refers is None or not document.parts:
        return None
    number = refers["number"]
    wanted = None if number is None else int(number) if number.isdigit() else parse_roman(number)
    annexed = [(one, document.parts[one[0].part].name) for one in lists]
    found = [one for one, part in annexed if part == f"annex {wanted}" or (wanted is None and part.startswith("annex"))]
    return found[0] if len(found) == 1 else None


def _rows(table: Table) -> list[int]:
    """Return the rows of a list of agencies, none for other tables."""
    columns = Columns(table)
    if not columns.has("agency") or columns.has("procedure_name", "amount", "unit_price", "content", "item"):
        return []
    return [row for row in columns.body() if columns.cited(row, "agency") is not None]


def _compared(found: list[Count], table: Table, rows: list[int]) -> Iterator[tuple[Count, int]]:
    """Yield each count with the rows that it must be: all for one of any agencies, else those of the group it names."""
    groups = layout_rows.groups(table)
    whole = [count for count in found if count.comparator == "=" and count.total is None]
    if len(whole) == 1 and whole[0].level is None:
        yield whole[0], len(rows)
        return
    levels = [
        next(
            (level for group in groups.get(row, ()) if (level := group_level(layout_rows.label_text(table, group)))),
            None,
        )
        for row in rows
    ]
    for count in whole:
        listed = levels.count(count.level) if count.level is not None else 0
        if listed and sum(other.level == count.level for other in whole) == 1:
            yield count, listed


def _may_be_slip(stated: int, listed: int) -> bool:
    return abs(stated - listed) <= min(_MOST_APART, max(1, listed // _SHARE_APART))


def _mismatch(sentence: str, count: Count, listed: int, block: Paragraph) -> Finding:
    said = f"{count.value} {count.scope}"
    short = sentence if len(sentence) <= 120 else sentence[:119] + "…"
    return Finding(
        rule="count_mismatch",
        severity="warning",
        message=f"{short}: {said} printed, {listed} listed.",
        message_vi=f"{short}: văn bản ghi {said} nhưng danh sách có {listed}.",
        place=block.place,
        expected=str(count.value),
        actual=str(listed),
        difference=str(listed - count.value),
    )
