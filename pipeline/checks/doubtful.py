"""Rule ``doubtful_reading``: a figure in a table of a scan that the recognizer could not read for sure.

Condition: the cell holds digits and its least sure word has a confidence of at most 0.5: figures written by hand, ink
with more figures than were read, two readings that differ. The value stays as it was read, with that confidence.
"""

from __future__ import annotations

from extractors.document import Cell, Document
from extractors.heads.header import DOUBT
from extractors.records import Finding


def doubtful_figures(document: Document) -> list[Finding]:
    """Return a finding for each doubtful figure in the document's tables, in reading order."""
    return [_finding(cell) for table in document.tables() for cell in table.cells if _is_doubtful(cell)]


def _is_doubtful(cell: Cell) -> bool:
    confidence = cell.place.confidence
    return confidence is not None and confidence <= DOUBT and any(char.isdigit() for char in cell.text)


def _finding(cell: Cell) -> Finding:
    shown = cell.text if len(cell.text) <= 60 else cell.text[:57] + "..."
    return Finding(
        rule="doubtful_reading",
        severity="warning",
        message=f"The figures in {shown!r} could not be read for sure on the scan; compare them with the page.",
        message_vi=f"Chữ số trong “{shown}” không đọc được chắc chắn trên bản quét; cần đối chiếu với trang gốc.",
        place=cell.place,
        actual=cell.text,
    )
