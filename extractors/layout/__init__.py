"""From what a reader saw to what the document says: joined tables with headings, healed prose, parts and an outline."""

from __future__ import annotations

from extractors.layout.misread import mend
from extractors.layout.shaping import shape

__all__ = ["mend", "shape"]
