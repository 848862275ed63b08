"""How many passed an inspection by the text ("12 đơn vị đạt yêu cầu, 02 chưa đạt") against the table of results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extractors.document import Document, Paragraph, Place
from extractors.records import Finding, Record
from normalizers.text import clean

_RESULT = regex.compile(
    r"(?<![\d/.,])(?P<number>\d{1,4})(?:\s*/\s*\d{1,4})?\s+"
    r"(?:cơ quan|đơn vị|sở|UBND|[ỦU][yỷ] ban|xã|phường|huyện)(?!\p{L})"
    r"[^.;:\d]{0,60}?(?P<no>(?:không|chưa)\s+)?(?<!\p{L})(?:đạt|đáp ứng)(?!\p{L})(?!\s+\d)",
    regex.IGNORECASE,
)
_INSPECTED = regex.compile(r"(?<!\p{L})kiểm tra(?!\p{L})", regex.IGNORECASE)


class _Told(NamedTuple):
    passed: bool
    number: int
    said: str
    place: Place


def told_results(document: Document, records: list[Record]) -> list[Finding]:
    """Return `count_mismatch` for each number of those who passed, or did not, that the only table of results belies.

    A sentence speaks of that table when the numbers in it add up to all who were inspected there.
    """
    results = [record for record in records if record.table == "qms_status" and "inspection_passed" in record.values]
    told = {record.position[0] for record in results if record.values["inspection_passed"] is not None}
    if len(told) != 1:
        return []
    listed = {passed: sum(one.values["inspection_passed"] is passed for one in results) for passed in (True, False)}
    findings = []
    for block in document.blocks:
        if not isinstance(block, Paragraph) or _INSPECTED.search(block.text) is None:
            continue
        said = list(_told(clean(block.text), block.place))
        both = len(said) == 2 and {one.passed for one in said} == {True, False}
        if both and sum(one.number for one in said) == sum(listed.values()):
            findings += [_mismatch(one, listed[one.passed]) for one in said if one.number != listed[one.passed]]
    return findings


def _told(text: str, place: Place) -> Iterator[_Told]:
    for match in _RESULT.finditer(text):
        yield _Told(match["no"] is None, int(match["number"]), match[0], place)


def _mismatch(told: _Told, listed: int) -> Finding:
    return Finding(
        rule="count_mismatch",
        severity="warning",
        message=f"{told.said!r} in the text, but the table of results has {listed}.",
        message_vi=f"Phần lời ghi “{told.said}” nhưng bảng kết quả có {listed}.",
        place=told.place,
        expected=str(listed),
        actual=str(told.number),
        difference=str(told.number - listed),
    )
