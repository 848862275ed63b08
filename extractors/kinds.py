"""The record kinds that need the shaped document and whose it is, and nothing else: one line each.

``congbao new-extractor`` adds a line here.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors import coverage
from extractors.document import Document
from extractors.records import Extraction
from extractors.scope import Scope

#: In the order in which they read a document.
KINDS: tuple[Callable[[Document, Scope], Extraction], ...] = (coverage.extract,)
