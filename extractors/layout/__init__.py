"""From what a reader saw to what the document says: joined tables with headings, healed prose, parts and an outline."""

from __future__ import annotations

from extractors.document import Document
from extractors.layout import lost_letters, misread
from extractors.layout.shaping import shape

__all__ = ["mend", "shape"]


def mend(document: Document) -> Document:
    """Return what was read with lost letters put back and known wordings put right; mending twice changes no more."""
    return misread.mend(lost_letters.put_back(document))
