"""Pictures of print in a Word file: a scanned page or annex that somebody pasted there, read as a scan is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from extractors.document import Block, Irregularity, Limits, Page, Paragraph, Place, ReadError, with_places
from extractors.readers.docx.xml import Package, attribute_of, open_package
from extractors.readers.formats import ZIP_FAULTS
from extractors.readers.scans import ocr, scan
from extractors.readers.scans.layer import LONG, SHORT, holds_print, letters
from extractors.readers.scans.pages import Answer, PageRead, ReadPage, Scan, Unread, answers

BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_VML_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

FEW_LETTERS = 250  # that a file of pasted pages may hold beside them
_EMU = 12700  # a point
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the text: the relationship that names its part, the size that it is shown in (points), its path."""

    relation: str
    width: float
    height: float
    path: str = ""

    @property
    def large(self) -> bool:
        """Whether it is shown as large as a page or a table may be."""
        return max(self.width, self.height) >= LONG and min(self.width, self.height) >= SHORT


def picture_of(node: etree._Element) -> Picture | None:
    """Return the picture that an ``a:blip`` or a ``v:imagedata`` shows; None when it is not in the file."""
    if node.tag == BLIP:
        relation = attribute_of(node, _EMBEDDED)
        for holder in node.iterancestors(f"{_DRAWING}inline", f"{_DRAWING}anchor"):
            extent = next(holder.iterchildren(f"{_DRAWING}extent"), None)
            if extent is not None and relation:
                width, height = (attribute_of(extent, name) for name in ("cx", "cy"))
                if width.isdigit() and height.isdigit():
                    return Picture(relation, int(width) / _EMU, int(height) / _EMU)
        return None
    relation, shape = attribute_of(node, _VML_ID), node.getparent()
    style = "" if shape is None else attribute_of(shape, "style")
    sizes = [
        float(found[1]) * _UNITS[found[2]]
        for name in ("width", "height")
        if (found := re.search(rf"(?<![\w-]){name}:\s*(\d{{1,6}}(?:\.\d{{1,6}})?)(pt|in|cm|mm|px)", style))
    ]
    return Picture(relation, sizes[0], sizes[1]) if relation and len(sizes) == 2 else None


@dataclass(frozen=True, slots=True)
class Flow:
    """The blocks of a Word file with what its pictures say in their place, and what is to be told of them.

    `pages` are there when the file is nothing but pages pasted as pictures: they are its pages then, places have their
    numbers and boxes, and it is read on as page images are.
    """

    blocks: list[Block]
    notes: list[Irregularity]
    pages: tuple[Page, ...] = ()


def with_pictures_read(blocks: Sequence[Block | Picture], data: bytes, package: Package, limits: Limits) -> Flow:
    """Return the flow of a Word file with its large pictures read.

    Read ones are told as ``read_from_image``, those without print as ``blank_page``, and as ``page_without_text`` those
    that cannot be opened, or for which there is no recognizer. `ReadError` with ``too_large`` when there are more of
    them than a document may have pages.
    """
    large = [block for block in blocks if isinstance(block, Picture) and block.large]
    text = [block for block in blocks if not isinstance(block, Picture)]
    if not large:
        return Flow(text, [])
    if len(large) > limits.max_pages:
        message = f"the DOCX has {len(large):,} large pictures, more than the limit of {limits.max_pages:,}: split it"
        raise ReadError("too_large", message)
    absent = ocr.missing()
    if absent is not None:
        why = f"a picture, and to read it {absent} is missing: {ocr.REMEDY}"
        return Flow(text, [Irregularity("page_without_text", why, Place(path=picture.path)) for picture in large])
    numbers = range(1, len(large) + 1)
    read_picture = _picture_reader(package, [picture.relation for picture in large], limits)
    found = dict(zip(large, answers(Scan(data, "docx", numbers, len(large)), read_picture), strict=True))
    printed = {picture: read for picture, read in found.items() if isinstance(read, PageRead) and holds_print(read)}
    notes = [_unread(picture, answer) for picture, answer in found.items() if picture not in printed]
    own, pictured = letters(text), letters(block for read in printed.values() for block in read.blocks)
    if own > FEW_LETTERS or own >= pictured:
        inside = {picture: _within(picture, read.blocks) for picture, read in printed.items()}
        aslant = [picture for picture, read in printed.items() if read.flattened]
        told = _told("read_from_image", list(printed)) + _told("flattened_page", aslant)
        return Flow(_filled(blocks, inside), told + notes)
    number_of = dict(zip(large, numbers, strict=True))
    inside = {
        picture: [with_places(block, partial(replace, page=number_of[picture])) for block in read.blocks]
        for picture, read in printed.items()
    }
    pages = tuple(_page(number_of[picture], answer) for picture, answer in found.items())
    reasons = {number_of[picture]: scan.NO_TEXT for picture in printed}
    flattened = [number_of[picture] for picture, read in printed.items() if read.flattened]
    told = scan.told(reasons, {page.number: page.turn for page in pages}, flattened=flattened)
    return Flow(_filled(blocks, inside), told + notes, pages)


def _filled(blocks: Sequence[Block | Picture], inside: Mapping[Picture, Sequence[Block]]) -> list[Block]:
    """Return the blocks with those of each picture in its place."""
    filled: list[Block] = []
    for block in blocks:
        filled += inside.get(block, ()) if isinstance(block, Picture) else [block]
    return filled


def _page(number: int, answer: Answer) -> Page:
    if isinstance(answer, Unread):
        return Page(number, 0.0, 0.0)
    return Page(number, round(answer.width, 2), round(answer.height, 2), answer.turn)


@contextmanager
def page_images(data: bytes, limits: Limits) -> Iterator[ReadPage]:
    """Give what reads one large picture of a Word file, by its number from 1 in the order of the text."""
    from extractors.readers.docx.reader import large_pictures

    package = open_package(data, limits)
    yield _picture_reader(package, [picture.relation for picture in large_pictures(package)], limits)


def _picture_reader(package: Package, relations: Sequence[str], limits: Limits) -> ReadPage:
    parts = {relation: name for relation, _, name in package.related}

    def read_picture(number: int) -> Answer:
        from extractors.readers.scans.reader import read_frame

        name = parts.get(relations[number - 1], "")
        try:
            size = package.zip.getinfo(name).file_size
            if size > limits.max_bytes:
                return Unread("too_large", f"a picture of {size:,} bytes, more than the limit of {limits.max_bytes:,}")
            return read_frame(package.zip.read(name), limits)
        except (*ZIP_FAULTS, KeyError) as error:
            return Unread("corrupt", f"the picture cannot be taken out of the file ({error})")

    return read_picture


def _told(rule: str, pictures: Sequence[Picture]) -> list[Irregularity]:
    if not pictures:
        return []
    first = pictures[0].path
    what = f"the picture at {first}" if len(pictures) == 1 else f"{len(pictures)} pictures, the first at {first}"
    return [Irregularity(rule, what, Place(path=first))]


def _unread(picture: Picture, answer: Answer) -> Irregularity:
    place = Place(path=picture.path)
    if isinstance(answer, Unread):
        return Irregularity("page_without_text", answer.message, place)
    return Irregularity("blank_page", "a picture without print", place)


def _within(picture: Picture, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a picture with their places within it."""
    found: list[Block] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(replace(block, place=Place(path=picture.path, confidence=block.place.confidence)))
            continue
        tables += 1
        path = f"{picture.path}/tbl[{tables}]"
        cells = tuple(
            replace(cell, place=Place(path=f"{path}/tr[{cell.row + 1}]/tc[{cell.col + 1}]", confidence=sure))
            for cell in block.cells
            for sure in [cell.place.confidence]
        )
        found.append(replace(block, cells=cells, place=Place(path=path)))
    return found
