"""Known wordings that the recognition of a scan misread, put right and told: one finding for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from extractors.document import Block, Cell, Document, Irregularity, Paragraph, Place
from normalizers.misread_figures import Correction
from normalizers.misreadings import capitals_mended, form_mended, mended, misspelled

_SURE = 0.97  # what was read so surely stays as it is, but for what the form prescribes: the print itself may err
_HEAD, _END, _CELLS = 25, 15, 8  # blocks at either end, and cells of each: the letter head, who signed
_SLIPS = 3  # wordings at the ends of a document that no typist would misspell together
_FIGURE = re.compile(r"\d")
_LABEL = re.compile(r"(?P<label>\d{1,2}|[IVX]+)\.(?=\s)")
_LONG = 200  # characters of a paragraph that is none of the form's
_SHOWN = 5  # pages named in a finding


Mended = tuple[str, tuple[Correction, ...]]


def mend(document: Document) -> Document:
    """Return what a recognizer read with its known wordings put right where it was not sure.

    That is a scan, a page whose text layer is a recognizer's, and the text of any file whose letter head and signature
    misspell what the form prescribes; where they do so once or twice, only capitals and days are put right. What was
    changed is among the document's irregularities (``ocr_corrected``). Mending twice changes nothing more.
    """
    if document.shaped or (how := _recognized(document)) is None:
        return document
    found: dict[Correction, list[Place]] = {}
    blocks = _first_section([_block(block, how, found) for block in document.blocks], found)
    if not found:
        return document
    told = tuple(_told(correction, places) for correction, places in found.items())
    return replace(document, blocks=blocks, irregularities=document.irregularities + told)


def _recognized(document: Document) -> Callable[[str], Mended] | None:
    """Return how the texts without a confidence are mended; None where none are."""
    if any(block.place.confidence is not None for block in document.blocks):
        return _as_read
    if any(note.rule == "recognized_text_layer" for note in document.irregularities):
        return mended
    slips: set[Correction] = set()
    for text in _edges(document.blocks):
        found = misspelled(text)
        if found and form_mended(text)[1]:
            return mended
        slips.update(found)
    if len(slips) >= _SLIPS:
        return mended
    return capitals_mended if any(slip.read.isupper() or _FIGURE.search(slip.read) for slip in slips) else None


def _as_read(text: str) -> Mended:
    return text, ()


def _edges(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the short texts of the letter head and of who signed."""
    for block in blocks if len(blocks) <= _HEAD + _END else (*blocks[:_HEAD], *blocks[-_END:]):
        for part in (block,) if isinstance(block, Paragraph) else block.cells[:_CELLS]:
            if len(part.text) <= _LONG:
                yield part.text


def _first_section(blocks: list[Block], found: dict[Correction, list[Place]]) -> tuple[Block, ...]:
    """Return the blocks with "1. Mục đích, yêu cầu" as "I. ...", where "II." follows and no "I." comes before it.

    Which "1." it was shows where another "1." is the next number: two in a row are a section and its first part.
    """
    labels = [
        (nth, match["label"])
        for nth, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.place.confidence is not None and (match := _LABEL.match(block.text))
    ]
    start = 0
    for at, (nth, label) in enumerate(labels):
        if label == "I":
            start = len(labels)  # rightly read: up to the next "II" nothing is missing
        if label != "II":
            continue
        before = labels[start:at]
        first = next((one for one, (_, said) in enumerate(before[:-1]) if said == before[one + 1][1] == "1"), None)
        start = at + 1
        if first is None:
            continue
        nth = before[first][0]
        block = blocks[nth]
        assert isinstance(block, Paragraph)
        blocks[nth] = replace(block, text=_LABEL.sub("I.", block.text, count=1))
        found.setdefault(Correction(block.text[:40], f"I.{block.text[2:40]}"), []).append(block.place)
    return tuple(blocks)


def _told(correction: Correction, places: list[Place]) -> Irregularity:
    pages = list(dict.fromkeys(place.page for place in places if place.page is not None))
    where = ", ".join(str(page) for page in pages[:_SHOWN]) + (", ..." if len(pages) > _SHOWN else "")
    times = f", {len(places)} times" if len(places) > 1 else ""
    shown = f" (page{'s' if len(pages) > 1 else ''} {where}{times})" if pages else ""
    return Irregularity("ocr_corrected", f"“{correction.read}”{shown}", places[0], expected=f"“{correction.right}”")


def _block(block: Block, how: Callable[[str], Mended], found: dict[Correction, list[Place]]) -> Block:
    if isinstance(block, Paragraph):
        text = _text(block.text, block.place, how, found)
        return block if text == block.text else replace(block, text=text)
    return replace(block, cells=tuple(_cell(cell, how, found) for cell in block.cells))


def _cell(cell: Cell, how: Callable[[str], Mended], found: dict[Correction, list[Place]]) -> Cell:
    text = _text(cell.text, cell.place, how, found)
    if text == cell.text:
        return cell
    # the same words again, paragraph by paragraph: told once
    paragraphs = tuple(replace(part, text=_text(part.text, cell.place, how, {})) for part in cell.paragraphs)
    return replace(cell, text=text, paragraphs=paragraphs)


def _text(text: str, place: Place, how: Callable[[str], Mended], found: dict[Correction, list[Place]]) -> str:
    if not text:
        return text
    if place.confidence is not None:
        how = form_mended if place.confidence >= _SURE else mended
    right, corrections = how(text)
    for correction in corrections:
        found.setdefault(correction, []).append(place)
    return right
