"""Standards that do not exist: "TCVN ISO 900:2015", "TCVN ISO 9001:2018"."""

from __future__ import annotations

from extractors.document import Document
from extractors.lines import lines
from extractors.records import Finding
from normalizers.standards import find_standards
from normalizers.text import clean


def unknown_standards(document: Document) -> list[Finding]:
    """Return one finding for each standard named that the catalogue of editions does not have."""
    findings: dict[str, Finding] = {}
    for line in lines(document):
        for standard in find_standards(clean(line.text)):
            if standard.known or standard.canonical in findings:
                continue
            findings[standard.canonical] = Finding(
                rule="unknown_standard",
                severity="warning",
                message=f"{standard.canonical} is not an edition of the standard that exists.",
                message_vi=f"Không có tiêu chuẩn {standard.canonical}; có thể do lỗi đánh máy.",
                place=line.place,
                actual=standard.raw,
            )
    return list(findings.values())
