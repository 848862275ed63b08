"""The documents of one file, and what each is called in the dataset."""

from __future__ import annotations

from collections import Counter

from extractors.document import Document
from extractors.layout import issues


def named_pieces(document: Document, name: str) -> list[tuple[str, issues.Piece]]:
    """Return the documents of a mended file, in its order, each with its own name in the dataset."""
    pieces = issues.split(document)
    if len(pieces) == 1:
        return [(name, pieces[0])]
    found = []
    taken: Counter[str] = Counter()
    for number, piece in enumerate(pieces, 1):
        own = f"#document={number}" if piece.page_from is None else f"#pages={piece.page_from}-{piece.page_to}"
        taken[own] += 1
        found.append((name + own + (f";{taken[own]}" if taken[own] > 1 else ""), piece))
    return found
