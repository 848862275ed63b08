"""The numbers of procedures that a decision prints, against the procedures that its lists name.

A number stands behind a group's or a heading's name ("(02 TTHC)"), in a total row, in the article that publishes the
lists ("Công bố kèm theo Quyết định này 25 thủ tục hành chính, gồm ..."), or in a table of numbers by field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.columns import Columns
from extractors.document import Document, Paragraph, Place, Table
from extractors.layout import rows as layout_rows
from extractors.layout.marks import heading_label
from extractors.procedure_lists.context import Heading, field_in
from extractors.records import Finding, Record
from normalizers.numbers import parse_count
from normalizers.procedures import Counted, bracketed_count, find_actions, find_counts, find_online_level
from normalizers.text import fold, trim

_PUBLISHES = regex.compile(r"công bố|ban hành|phê duyệt|thông qua|công khai|niêm yết", regex.IGNORECASE)
# a notice has no articles: "Sở Tư pháp thông báo danh mục 11 thủ tục hành chính ... như sau:"
_ANNOUNCES = regex.compile(r"(?:thông báo|niêm yết|công khai)(?:\s+\p{Ll}+){0,4}\s+danh mục\s+\d", regex.IGNORECASE)
# what was published elsewhere, with the number of it: "thay thế 07 thủ tục tại Quyết định số ..."
_ELSEWHERE = regex.compile(
    r"(?:\d{1,4}\s+(?:TTHC|thủ tục)[^,;.()\d]*?)?"
    r"(?:\b(?:tại|theo|của)\s+(?:các\s+)?quyết định số|đã (?:được )?công bố)",
    regex.IGNORECASE,
)


_ONLINE = regex.compile(
    r"(?<![\d/.,])(?P<number>\d{1,4})\s+(?:dịch vụ công|DVC|DVCTT|TTHC|thủ tục)(?:\s+(?:hành chính|trực tuyến))*\s+"
    r"(?:được\s+)?(?:cung cấp\s+)?(?P<level>toàn trình|một phần|mức(?: độ)? [34])(?!\p{L})",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One table that lists procedures: its rows, and the headings over it from the outermost inwards."""

    table: Table
    rows: list[Record]
    over: tuple[Heading, ...]


def printed_counts(
    document: Document, listed: Sequence[Listed], others: Sequence[tuple[int, Columns]], title: str
) -> list[Finding]:
    """Return `count_mismatch` for every printed number of procedures that the lists do not bear out."""
    if not listed:
        return []
    rows = [row for one in listed for row in one.rows]
    findings = [finding for one in listed for finding in (*_groups(one), *_totals(one))]
    findings += _headings(listed)
    findings += _prose(document, rows, title)
    findings += _online(document, rows)
    for _, columns in others:
        findings += _table(columns, rows)
    return findings


def _groups(one: Listed) -> Iterator[Finding]:
    governing = sorted({group for row in one.rows for _, group in row.governed_by})
    for group in governing:
        text = layout_rows.label_text(one.table, group)
        expected = bracketed_count(text)
        listed = sum(any(row == group for _, row in record.governed_by) for record in one.rows)
        if expected is not None and expected != listed:
            yield _mismatch(trim(text), expected, listed, _place(one.table, group))


def _totals(one: Listed) -> Iterator[Finding]:
    reading = layout_rows.read_rows(one.table)
    for row, role in enumerate(reading.roles):
        if role != "total":
            continue
        texts = [cell.text for cell in one.table.row(row) if cell.text]
        counts = [count for text in texts for count in find_counts(text)] or [
            Counted(number, None) for text in texts if (number := parse_count(text)) is not None
        ]
        if len(counts) == 1 and counts[0].number != len(one.rows):
            yield _mismatch(trim(" ".join(texts)), counts[0].number, len(one.rows), _place(one.table, row))


def _place(table: Table, row: int) -> Place:
    return next((cell.place for cell in table.row(row) if cell.text), table.place)


def _headings(listed: Sequence[Listed]) -> Iterator[Finding]:
    met: dict[int, tuple[Heading, int]] = {}
    for one in listed:
        for heading in one.over:
            before = met.get(heading.block, (heading, 0))[1]
            met[heading.block] = (heading, before + len(one.rows))
    for heading, rows in met.values():
        opening = heading_label(heading.paragraph)
        expected = bracketed_count(heading.text)
        if expected is None or expected == rows or (opening is not None and opening.kind == "article"):
            continue
        yield _mismatch(heading.text, expected, rows, heading.paragraph.place)


def _prose(document: Document, rows: Sequence[Record], title: str) -> Iterator[Finding]:
    """Compare the numbers of the first article that publishes the lists and of its items, else of the title."""
    found = next(
        (
            (block.text, block.place, counts)
            for block in document.blocks
            if isinstance(block, Paragraph) and block.part == 0 and (counts := _published(block))
        ),
        None,
    )
    if found is None:
        counts = find_counts(title)
        found = (title, rows[0].place, counts) if counts else None
    if found is None:
        return
    text, place, counts = found
    whole = [count.number for count in counts if count.action is None]
    if whole:
        # "25 thủ tục, gồm 05 thủ tục cấp tỉnh và 20 thủ tục cấp xã" says the whole first; "cấp huyện (05 thủ tục), cấp
        # xã (03 thủ tục)" only its parts
        expected = whole[0] if whole[0] >= sum(whole[1:]) else sum(whole)
        if len(rows) not in (expected, sum(whole)):
            yield _mismatch(_short(text), expected, len(rows), place)
    if not any(row.values["action"] for row in rows):
        return
    items = list(_items(document, place))
    for item, number, action in items:
        listed = sum(row.values["action"] == action for row in rows)
        if listed != number and sum(other == action for _, _, other in items) == 1:
            yield _mismatch(f"{_short(item.text)} [{action}]", number, listed, item.place)
    for count in counts:
        if count.action is None or sum(other.action == count.action for other in counts) > 1:
            continue
        listed = sum(row.values["action"] == count.action for row in rows)
        if listed != count.number:
            yield _mismatch(f"{_short(text)} [{count.action}]", count.number, listed, place)


def _online(document: Document, rows: Sequence[Record]) -> Iterator[Finding]:
    """Compare "12 dịch vụ công toàn trình, 06 ... một phần" with how far the listed procedures are online."""
    levels = [row.values["online_level"] for row in rows]
    if None in levels:
        return
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        opening = heading_label(block)
        if opening is None or opening.kind != "article" or not _PUBLISHES.search(opening.rest):
            continue
        said = [(match, find_online_level(match["level"])) for match in _ONLINE.finditer(block.text)]
        for match, level in said:
            listed, number = levels.count(level), int(match["number"])
            if level is not None and listed != number and sum(other == level for _, other in said) == 1:
                yield _mismatch(match[0], number, listed, block.place)
        return


def _items(document: Document, article: Place) -> Iterator[tuple[Paragraph, int, str]]:
    """Yield (item, number, action) of the list under an article: "2. TTHC được sửa đổi, bổ sung: 06 thủ tục"."""
    blocks = iter(document.blocks)
    if not any(isinstance(block, Paragraph) and block.place == article for block in blocks):
        return
    for block in blocks:
        opening = heading_label(block) if isinstance(block, Paragraph) else None
        if not isinstance(block, Paragraph) or (opening is not None and opening.kind == "article"):
            return
        counts, actions = find_counts(block.text), find_actions(block.text)
        if len(counts) == 1 and len(actions) == 1 and not _ELSEWHERE.search(block.text):
            yield block, counts[0].number, actions[0]


def _published(paragraph: Paragraph) -> list[Counted]:
    opening = heading_label(paragraph)
    if opening is None and _ANNOUNCES.search(paragraph.text):
        return find_counts(paragraph.text)
    if opening is None or opening.kind != "article" or not _PUBLISHES.search(opening.rest):
        return []
    elsewhere = _ELSEWHERE.search(opening.rest)
    return find_counts(opening.rest[: elsewhere.start()] if elsewhere else opening.rest)


def _short(text: str) -> str:
    text = trim(text)
    return text if len(text) <= 120 else text[:119] + "…"


def _table(columns: Columns, rows: Sequence[Record]) -> Iterator[Finding]:
    """Compare a table of numbers by field ("Lĩnh vực | Số lượng TTHC") with the fields of the listed procedures."""
    if not columns.has("field") or not columns.has("procedures", "procedures_total"):
        return
    fields: dict[str, int] = {}
    for row in rows:
        if row.values["field"]:
            fields[fold(row.values["field"])] = fields.get(fold(row.values["field"]), 0) + 1
    printed = []
    for at in columns.body():
        field, count = columns.cited(at, "field"), columns.cited(at, "procedures")
        count = count or columns.cited(at, "procedures_total")
        number = parse_count(count.text) if count else None
        if field is not None and number is not None:
            printed.append((field_in(field.text, alone=True) or trim(field.text), number, field.place))
    if not any(fold(name) in fields for name, _, _ in printed):
        return
    for name, number, place in printed:
        listed = fields.get(fold(name), 0)
        if listed != number:
            yield _mismatch(name, number, listed, place)


def _mismatch(what: str, expected: int, listed: int, place: Place) -> Finding:
    return Finding(
        rule="count_mismatch",
        severity="warning",
        message=f"{what}: {expected} procedures printed, {listed} listed.",
        message_vi=f"{what}: văn bản ghi {expected} thủ tục hành chính nhưng liệt kê {listed}.",
        place=place,
        expected=str(expected),
        actual=str(listed),
        difference=str(listed - expected),
    )
