"""Paragraphs that a page break or a stray line break has cut in two, made whole again."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.document import Block, Document, Paragraph
from extractors.layout.furniture import furniture
from extractors.layout.marks import heading_label
from extractors.layout.titles import annex_number, is_signature
from extractors.layout.words import folded, is_upper, starts_with
from normalizers.text import fold

_TERMINAL = ".;:!?…/"
_EDITION = re.compile(r"\d{3,6} ?[:\-] ?\d{4}[.;,]?")  # of a standard
_ADDRESSED = "kính gửi"
_SHORTEST = 25  # characters of a paragraph that can have been cut


def heal_prose(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` with cut paragraphs joined.

    The second half starts in lower case, or the first ends with a comma or a word that ends no sentence ("của").
    Page furniture between the halves then follows them. Only printed pages and text dumps are cut so: the paragraphs
    of DOCX and HTML are real.
    """
    if document.format not in ("pdf", "pdf-scan", "image", "text"):
        return document.blocks
    marginal = furniture(document)
    out: list[Block] = []
    last: int | None = None  # where in `out` the paragraph stands that may go on
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            last = None
        elif index in marginal:
            out.append(block)
            continue
        else:
            before = out[last] if last is not None else None
            if last is not None and isinstance(before, Paragraph) and _goes_on(before, block):
                out[last] = replace(before, text=f"{before.text} {block.text}")
                continue
            last = len(out)
        out.append(block)
    return tuple(out)


def _goes_on(first: Paragraph, second: Paragraph) -> bool:
    before, after = first.text, second.text
    if not before or not after or second.label or first.centered != second.centered:
        return False
    if _EDITION.fullmatch(after) and before[-1].isalnum():
        return len(before) >= _SHORTEST  # "... TCVN ISO" / "9001:2015"
    if len(before) < _SHORTEST or is_upper(before) or before[-1] in _TERMINAL or is_signature(before):
        return False
    if not after[0].isalnum() and after[0] not in '("“':
        return False
    if heading_label(second) is not None or annex_number(after)[0] or starts_with(after, "recipients"):
        return False
    if after[0].islower():
        return first.bold == second.bold or len(before) > 60
    if fold(after).startswith(_ADDRESSED):
        return False  # whom a document is for stands under its title, whatever word that ends with ("... kèm theo")
    if starts_with(after, "preamble") or is_upper(after) or is_signature(after):
        return False
    return before[-1] == "," or _ends_open(before)


def _ends_open(text: str) -> bool:
    return fold(text.rpartition(" ")[2]) in folded("unfinished")
