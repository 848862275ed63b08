"""Known wordings that the recognition of a scan misread, put right and told: one finding for each."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.document import Block, Cell, Document, Irregularity, Paragraph, Place
from normalizers.misreadings import Correction, mended

_SURE = 0.95  # what was read so surely stays as it is: the print itself may err
_LABEL = re.compile(r"(?P<label>\d{1,2}|[IVX]+)\.(?=\s)")
_SHOWN = 5  # pages named in a finding


def mend(document: Document) -> Document:
    """Return a scanned document with its known wordings put right where the recognizer was not sure.

    What was changed is among the document's irregularities (``ocr_corrected``). Mending twice changes nothing more.
    """
    if document.shaped or not any(block.place.confidence is not None for block in document.blocks):
        return document
    found: dict[Correction, list[Place]] = {}
    blocks = _first_section([_block(block, found) for block in document.blocks], found)
    if not found:
        return document
    told = tuple(_told(correction, places) for correction, places in found.items())
    return replace(document, blocks=blocks, irregularities=document.irregularities + told)


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


def _block(block: Block, found: dict[Correction, list[Place]]) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, found)
    return replace(block, cells=tuple(_cell(cell, found) for cell in block.cells))


def _paragraph(paragraph: Paragraph, found: dict[Correction, list[Place]]) -> Paragraph:
    text = _text(paragraph.text, paragraph.place, found)
    return paragraph if text == paragraph.text else replace(paragraph, text=text)


def _cell(cell: Cell, found: dict[Correction, list[Place]]) -> Cell:
    text = _text(cell.text, cell.place, found)
    if text == cell.text:
        return cell
    # the same words again, paragraph by paragraph: told once
    paragraphs = tuple(replace(part, text=_text(part.text, cell.place, {})) for part in cell.paragraphs)
    return replace(cell, text=text, paragraphs=paragraphs)


def _text(text: str, place: Place, found: dict[Correction, list[Place]]) -> str:
    if place.confidence is None or place.confidence >= _SURE or not text:
        return text
    right, corrections = mended(text)
    for correction in corrections:
        found.setdefault(correction, []).append(place)
    return right
