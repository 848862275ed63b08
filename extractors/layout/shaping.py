"""The way of a read document through layout."""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Block, Document, Irregularity, Paragraph, Table
from extractors.layout.flat import part_flat_text
from extractors.layout.frames import open_frames
from extractors.layout.glued import part_glued_words
from extractors.layout.join import join_tables
from extractors.layout.lost_rowspans import restore_rowspans
from extractors.layout.lost_spans import restore
from extractors.layout.outline import find_sections
from extractors.layout.parts import find_parts
from extractors.layout.prose import heal_prose
from extractors.layout.run_on import part_run_on_tables
from extractors.layout.shifted import realign
from extractors.layout.split_words import join_torn_words
from extractors.layout.spread_spans import merge_repeated
from extractors.layout.titles import attach_titles
from extractors.layout.wrapped_rows import join_wrapped_rows

_SHOWN = 24  # characters of a text whose blanks were mended


def shape(document: Document) -> Document:
    """Return `document` with cut paragraphs healed, tables joined and their headings found, its parts and outline.

    Pure and total: any document that a reader gives is shaped, and shaping a shaped document changes nothing.
    """
    if document.shaped:
        return document
    document = replace(document, blocks=open_frames(document.blocks))
    document = replace(document, blocks=part_flat_text(document))
    # what lost letters have left of a word is no torn word
    if all(note.rule != "lost_letters" for note in document.irregularities):
        document = _told(document, join_torn_words(document))
    document = replace(document, blocks=heal_prose(document))
    document = _told(document, part_glued_words(document))
    document = replace(document, blocks=part_run_on_tables(document))
    document = replace(
        document,
        blocks=tuple(
            merge_repeated(restore_rowspans(block)) if isinstance(block, Table) else block for block in document.blocks
        ),
    )
    document = replace(document, blocks=join_tables(document))
    document = replace(
        document,
        blocks=tuple(
            join_wrapped_rows(realign(restore(block))) if isinstance(block, Table) else block
            for block in document.blocks
        ),
    )
    blocks, parts = find_parts(attach_titles(document))
    return replace(document, blocks=blocks, parts=parts, sections=find_sections(blocks), shaped=True)


def _told(document: Document, blocks: tuple[Block, ...]) -> Document:
    """Return `document` with `blocks`, whose blanks were mended, and a note of the first of so many paragraphs."""
    changed = [
        (before, after.text)
        for before, after in zip(document.blocks, blocks, strict=True)
        if isinstance(before, Paragraph) and isinstance(after, Paragraph) and before.text != after.text
    ]
    if not changed:
        return document
    first, mended = changed[0]
    at = next(i for i, (one, other) in enumerate(zip(first.text, mended, strict=False)) if one != other)
    start = first.text.rfind(" ", 0, at) + 1
    what = f"“{first.text[start : start + _SHOWN].strip()}” (1/{len(changed)})"
    note = Irregularity("mended_spacing", what, first.place, expected=mended[start : start + _SHOWN].strip())
    return replace(document, blocks=blocks, irregularities=(*document.irregularities, note))
