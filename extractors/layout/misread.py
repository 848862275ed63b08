"""Known wordings that the recognition of a scan misread, put right and told: one finding for each."""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Block, Cell, Document, Irregularity, Paragraph, Place
from normalizers.misreadings import Correction, mended

_SURE = 0.95  # what was read so surely stays as it is: the print itself may err
_SHOWN = 5  # pages named in a finding


def mend(document: Document) -> Document:
    """Return a scanned document with its known wordings put right where the recognizer was not sure.

    What was changed is among the document's irregularities (``ocr_corrected``). Mending twice changes nothing more.
    """
    if document.shaped or not any(block.place.confidence is not None for block in document.blocks):
        return document
    found: dict[Correction, list[Place]] = {}
    blocks = tuple(_block(block, found) for block in document.blocks)
    if not found:
        return document
    told = tuple(_told(correction, places) for correction, places in found.items())
    return replace(document, blocks=blocks, irregularities=document.irregularities + told)


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
