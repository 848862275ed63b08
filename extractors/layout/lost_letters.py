"""The letters that a converter left out of a file's text, put back and told: one finding for all of them."""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Block, Document, Irregularity, Paragraph, Place
from normalizers.lost_letters import Loss, Restored, find_loss, may_have_lost, restored

_SHOWN = 60  # characters of the text that is shown


def put_back(document: Document) -> Document:
    """Return `document` with the letters put back that its words leave no doubt about (``lost_letters``).

    Texts that have kept such letters, as a portal's own lines over a damaged text, stay as they are.
    """
    if document.shaped:
        return document
    texts = [text for block in document.blocks for text in _texts(block)]
    loss = find_loss(text for text in texts if may_have_lost(text))
    if loss is None:
        return document
    found: list[tuple[str, Restored, Place]] = []
    blocks = tuple(_mended(block, loss, found) for block in document.blocks)
    if not found:
        return document
    first, mend, place = found[0]
    mended, left = sum(one.mended for _, one, _ in found), sum(one.open for _, one, _ in found)
    what = f"“{first[:_SHOWN]}” ({mended} words; {left} that could be several were left as found)"
    note = Irregularity("lost_letters", what, place, expected=f"“{mend.text[:_SHOWN]}”")
    return replace(document, blocks=blocks, irregularities=(*document.irregularities, note))


def _texts(block: Block) -> list[str]:
    return [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]


def _mended(block: Block, loss: Loss, found: list[tuple[str, Restored, Place]]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_text(block.text, block.place, loss, found))
    cells = tuple(
        replace(
            cell,
            text=_text(cell.text, cell.place, loss, found),
            paragraphs=tuple(replace(part, text=_text(part.text, cell.place, loss, [])) for part in cell.paragraphs),
        )
        for cell in block.cells
    )
    return replace(block, cells=cells)


def _text(text: str, place: Place, loss: Loss, found: list[tuple[str, Restored, Place]]) -> str:
    if not may_have_lost(text):
        return text
    lines = [restored(line, loss) for line in text.split("\n")]
    whole = Restored("\n".join(line.text for line in lines), sum(x.mended for x in lines), sum(x.open for x in lines))
    if whole.mended or whole.open:
        found.append((text, whole, place))
    return whole.text
