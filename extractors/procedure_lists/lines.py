"""Procedures that a decision lists in numbered lines instead of a table.

"1. Thủ tục đăng ký khai sinh", "2. Thủ tục ..." right after each other, under a heading that announces a list. Where
each number is followed by what the procedure asks for, it is no list but the procedures themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import regex

from extractors.document import Document, Paragraph
from extractors.layout.marks import heading_label
from extractors.procedure_lists.context import Heading
from normalizers import procedures
from normalizers.text import fold

_LONGEST = 300
_FEWEST = 2  # lines of a list
_NAMED = regex.compile(r"thủ tục:?\s+\p{L}")
_SENTENCE = regex.compile(r"[.;]\s+\p{Lu}")


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line that names a procedure: its number, its text without it, and the headings over it."""

    number: int
    text: str
    paragraph: Paragraph
    over: tuple[Heading, ...]


def lines_of(document: Document, over: Mapping[int, tuple[Heading, ...]]) -> Iterator[Line]:
    """Yield the lines of every list of procedures in numbered lines; `over` are the headings by block."""
    run: list[tuple[int, Line]] = []
    for index, block in enumerate(document.blocks):
        line = _line(block, over.get(index, ())) if isinstance(block, Paragraph) else None
        follows = line is not None and bool(run) and index == run[-1][0] + 1 and line.number == run[-1][1].number + 1
        if not follows:
            yield from _listed(document, run)
            run = []
        if line is not None and (follows or line.number == 1):
            run.append((index, line))
    yield from _listed(document, run)


def _line(paragraph: Paragraph, over: tuple[Heading, ...]) -> Line | None:
    opening = heading_label(paragraph)
    if opening is None or opening.kind != "arabic" or len(opening.numbers) != 1:
        return None
    text = opening.rest.strip()
    named = _NAMED.match(fold(text)) is not None or bool(procedures.find_codes(text))
    if not named or len(text) > _LONGEST or _SENTENCE.search(text) or text.endswith(":"):
        return None
    return Line(opening.numbers[0], text.rstrip(" .;,"), paragraph, over)


def _listed(document: Document, run: list[tuple[int, Line]]) -> Iterator[Line]:
    if len(run) < _FEWEST or not any(procedures.announces_list(heading.text) for heading in run[0][1].over):
        return
    last = run[-1][0] + 1
    after = document.blocks[last] if last < len(document.blocks) else None
    opening = heading_label(after) if isinstance(after, Paragraph) else None
    if opening is not None and opening.kind == "lower":
        return  # what the last procedure asks for
    yield from (replace(line, over=run[0][1].over) for _, line in run)
