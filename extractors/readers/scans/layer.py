"""Pictures of print beside or behind the words of a page: what the words do not say, and what is to be told of it.

A scanning program that lays its words behind a picture puts every word where it stands and knows nothing of tables: the
rulings are in the picture alone. Of a plan made searchable so, 10 of 68 rows of its annexes were read by its words, all
of them from its pictures; of what its prose says three facts in seventy were lost. And people paste the picture of a
table into a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from extractors.document import Block, Box, Irregularity, Paragraph, Place, with_places
from extractors.readers.pdf.frame import Frame
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.rulings import Drawings, Rectangle
from extractors.readers.scans.ocr import Grey
from extractors.readers.scans.pages import PageRead
from extractors.readers.scans.scan import covered, runs

_COVERED = 0.5  # share of the page under its pictures
_WITHIN = 0.9  # share of the words that stand on them
LONG, SHORT = 340.0, 227.0  # points (12 and 8 cm): what is shown smaller is a logo, a stamp, a signature
_CAPTION = 2  # words that may stand on a picture that is not the ground of a text
_SURE = 0.45  # confidence of half the letters of a picture of print, of each text that of its least sure word
_FEW = 20  # letters and figures: fewer are no page and no table


def stands_on_picture(fragments: Sequence[Fragment], drawings: Drawings, frame: Frame) -> bool:
    """Tell whether a page is a picture with words on it, and no ruling drawn: its tables, if any, are in the picture.

    Visible words there are painted over by the picture, as some scanning programs have it, or stand on a ground.
    """
    if not fragments or drawings.horizontal or covered(drawings.pictures, frame) < _COVERED:
        return False
    on = sum(
        any(x0 <= f.x0 and f.x1 <= x1 and y0 <= f.middle <= y1 for x0, y0, x1, y1 in drawings.pictures)
        for f in fragments
    )
    return on >= _WITHIN * len(fragments)


def bare_pictures(fragments: Sequence[Fragment], drawings: Drawings) -> list[Rectangle]:
    """Return the pictures, as large as a table may be, on which the page has no words of its own, from the top."""
    found = []
    for x0, y0, x1, y1 in drawings.pictures:
        if max(x1 - x0, y1 - y0) < LONG or min(x1 - x0, y1 - y0) < SHORT:
            continue
        words = sum(x0 <= f.x0 and f.x1 <= x1 and y0 <= f.middle <= y1 for f in fragments)
        if words <= _CAPTION:
            found.append((x0, y0, x1, y1))
    return sorted(set(found), key=lambda box: (box[1], box[0]))


def read_pictures(image: Grey, dpi: int, page: int, boxes: Sequence[Rectangle]) -> PageRead:
    """Return what pictures on a page say, at their places; `image` is the page's, `boxes` theirs in points.

    What holds no print, such as a photograph, says nothing.
    """
    from extractors.readers.scans.page import read_page_image

    blocks: list[Block] = []
    words, scale, flattened = 0, dpi / 72, False
    for x0, y0, x1, y1 in boxes:
        left, top = max(0, round(x0 * scale)), max(0, round(y0 * scale))
        crop = image[top : round(y1 * scale), left : round(x1 * scale)]
        if not crop.size:
            continue
        read = read_page_image(crop.copy(), dpi, page)
        if holds_print(read):
            words += read.words
            flattened = flattened or read.flattened
            blocks += [
                _moved(block, left / scale, top / scale, bool(read.turn), (x0, y0, x1, y1)) for block in read.blocks
            ]
    return PageRead(blocks, words, 0, image.shape[1] / scale, image.shape[0] / scale, flattened=flattened)


def _moved(block: Block, right: float, down: float, turned: bool, picture: Rectangle) -> Block:
    """Return a block at its place on the page; that of the whole picture where it had to be turned to be read."""

    def there(place: Place) -> Place:
        box = place.box
        if box is None:
            return place
        if turned:
            return replace(place, box=Box(*(round(value, 2) for value in picture)))
        moved = (box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down)
        return replace(place, box=Box(*(round(value, 2) for value in moved)))

    return with_places(block, there)


def holds_print(read: PageRead) -> bool:
    """Tell whether what was read from a picture is print: enough letters, half of them read with some confidence."""
    confidences = [
        text.place.confidence or 0.0
        for block in read.blocks
        for text in ([block] if isinstance(block, Paragraph) else block.cells)
        for char in text.text
        if char.isalnum()
    ]
    return len(confidences) >= _FEW and median(confidences) >= _SURE


def letters(blocks: Iterable[Block]) -> int:
    """Return how many letters and figures the blocks hold."""
    texts = (t.text for b in blocks for t in ([b] if isinstance(b, Paragraph) else b.cells))
    return sum(char.isalnum() for text in texts for char in text)


def told(pages: Iterable[int]) -> list[Irregularity]:
    """Return what a reader should know of pages whose text is a recognizer's and was believed."""
    numbers = sorted(pages)
    return [Irregularity("recognized_text_layer", runs(numbers), Place(page=numbers[0]))] if numbers else []
