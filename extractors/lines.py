"""A shaped document as one run of printed lines, tables opened: what header and citations are read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document import Document, Paragraph, Place, Table
from extractors.remembered import remembered

# a form's dotted line runs to a hundred characters; what is longer only costs time
_FILLER = re.compile(r"([.…_\-])\1{99,}")
LONGEST = 100_000  # characters of one paragraph that are read; whole decisions are shorter


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the text of one cell, in reading order."""

    text: str
    place: Place
    part: int
    block: int  # index into Document.blocks
    in_table: bool
    section: str = ""  # path of the section that it stands in


def lines(document: Document) -> list[Line]:
    """Return every paragraph and every cell's text of `document` in reading order."""
    return list(_all(document))


@remembered(1)
def _all(document: Document) -> tuple[Line, ...]:
    sections = {index: section.path for section in document.sections for index in section.blocks}
    return tuple(_iter(document, sections))


def _iter(document: Document, sections: dict[int, str]) -> Iterator[Line]:
    for index, block in enumerate(document.blocks):
        path = sections.get(index, "")
        if isinstance(block, Paragraph):
            text = f"{block.label} {readable(block.text)}".strip()
            if text:
                yield Line(text, block.place, block.part, index, False, path)
        elif isinstance(block, Table):
            for cell in block.cells:
                if cell.text:
                    yield Line(readable(cell.text), cell.place, block.part, index, True, path)


def readable(text: str) -> str:
    """Return a paragraph as extractors read it: dotted lines shortened, no more than `LONGEST` characters."""
    return _FILLER.sub(lambda match: match.group()[:99], text[:LONGEST]) if len(text) > 99 else text
