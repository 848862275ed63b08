"""Days that no calendar has, wherever a document prints them: "chậm nhất ngày 31/11/2011"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Document, Paragraph, Place
from extractors.heads.facts import Header
from extractors.records import Finding, Record
from normalizers.dates import find_dates
from normalizers.text import clean, fold


def impossible_days(document: Document, header: Header, records: Sequence[Record]) -> list[Finding]:
    """Return `unclear_date` for each day of the text that does not exist, unless the head or a citation has told it."""
    found = [*header.findings, *(finding for record in records for finding in record.findings)]
    told = {fold(finding.actual) for finding in found if finding.rule == "unclear_date" and finding.actual}
    findings = []
    for text, place in _texts(document):
        for mention in find_dates(text):
            raw = clean(mention.raw)
            if mention.problem != "impossible" or any(raw_of in fold(raw) or fold(raw) in raw_of for raw_of in told):
                continue
            told.add(fold(raw))
            findings.append(
                Finding(
                    rule="unclear_date",
                    severity="warning",
                    message=f"The date {raw!r} does not exist.",
                    message_vi=f"“{raw}” là ngày không có thật.",
                    place=place,
                    expected="a day that exists",
                    actual=raw,
                )
            )
    return findings


def _texts(document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.place
        else:
            yield from ((cell.text, cell.place) for cell in block.cells if len(cell.text) > 7)
