"""The clauses of a text in which documents are cited: preamble clauses with their lead word, and running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.lines import Line
from normalizers.text import clean

_BASIS = regex.compile(r"^\W*(?:Căn cứ|Thực hiện|Tiếp theo|Theo|Thi hành)\s+(?=\p{Lu})")
_PROPOSAL = regex.compile(r"^\W*(?:Xét|Theo)\s+(?:đề nghị|đề xuất|Tờ trình)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of text to read citations from; `lead` is the role that its paragraph opens with."""

    text: str
    line: Line
    lead: str  # "basis", "proposal" or ""
    preamble: bool


def clauses(all_lines: list[Line]) -> Iterator[Clause]:
    """Split preamble paragraphs at ";" into clauses; a clause keeps the lead word of its paragraph."""
    lead = ""
    for line in all_lines:
        text = clean(line.text)
        if line.section:
            lead = ""  # an article or a numbered heading has begun: what it rests on stands above it
        elif _PROPOSAL.match(text):
            lead = "proposal"
        elif _BASIS.match(text) and not line.in_table:
            lead = "basis"
        elif lead == "proposal" and text[:1].islower():
            pass  # the proposal goes on after a stray paragraph break
        else:
            lead = ""
        if lead:
            for piece in text.split(";"):
                if piece.strip():
                    yield Clause(piece, line, lead, True)
        else:
            yield Clause(text, line, "", False)
