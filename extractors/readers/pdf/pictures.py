"""The pictures of a PDF's pages that are to be read: pages that are scans, and pictures of print among words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2 as pdfium

from extractors.document import Irregularity, Limits, Page, Place, ReadError
from extractors.readers.legacy import Decoder
from extractors.readers.pdf.frame import frame_of
from extractors.readers.pdf.page import PdfPage, look_at, top_left
from extractors.readers.scans import layer, ocr, scan
from extractors.readers.scans.pages import Answer, ReadPage, Unread

_MORE = 1.3  # times the letters of a page's few words that its picture must hold to be the page


def look_behind_text(document: Any, reads: Sequence[PdfPage], limits: Limits) -> list[Irregularity]:
    """Find the pictures of tables behind visible words, which are to be read.

    Without a recognizer of our own, the words are believed, and what pictures may say beside them is told as missing.
    """
    beside = [read for read in reads if read.layered or read.pictures]
    absent = ocr.missing() if beside else None
    notes = []
    for read in beside:
        if absent:
            if read.pictures or read.scanned == scan.FEW_WORDS:
                why = f"a picture, and to read it {absent} is missing: {ocr.REMEDY}"
                notes.append(Irregularity("page_without_text", why, Place(page=read.page.number)))
            read.scanned, read.pictures = None, []
        elif read.layered and not read.scanned and _shows_table(document, read.page.number, limits):
            read.scanned = scan.NO_TABLE
    return notes


def _shows_table(document: Any, number: int, limits: Limits) -> bool:
    page = document.get_page(number - 1)
    try:
        if not scan.is_scan(page):
            return False
        from extractors.readers.scans.page import shows_table

        return shows_table(*scan.page_image(page, frame_of(page.raw), number, limits))
    except ReadError:  # too large to be looked at: the words stay
        return False
    finally:
        page.close()


def page_reader(document: Any, limits: Limits) -> ReadPage:
    """Return what reads a page's image, or its pictures beside its words, by its number from 1."""

    def read_page(number: int) -> Answer:
        try:
            page = document.get_page(number - 1)
            try:
                frame = frame_of(page.raw)
                seen = look_at(page, frame, Decoder())
                if seen.pictures:
                    image = scan.page_image(page, frame, number, limits)
                    return layer.read_pictures(*image, number, seen.pictures)
                return scan.read_scanned_page(page, frame, number, limits)
            finally:
                page.close()
        except ReadError as error:
            return Unread(error.category, str(error))
        except pdfium.PdfiumError as error:
            return Unread("", str(error))

    return read_page


def take_pictures_read(reads: list[PdfPage], numbers: Sequence[int], found: Iterable[Answer]) -> list[Irregularity]:
    """Put what the images of pages and pictures say into `reads`; return what is to be told of them."""
    notes = []
    for number, answer in zip(numbers, found, strict=True):
        read = reads[number - 1]
        if read.scanned:
            notes += _take_page(reads, read, answer)
        else:
            notes.append(_take_pictures(read, answer))
    return notes


def _take_page(reads: list[PdfPage], read: PdfPage, answer: Answer) -> list[Irregularity]:
    """Put what a page's image says in the place of its text, unless that says as much."""
    number = read.page.number
    said = 0 if isinstance(answer, Unread) else layer.letters(answer.blocks)
    own = layer.letters(read.blocks) if read.layered else 0
    if own and (not said or (read.scanned == scan.FEW_WORDS and said < _MORE * own)):
        read.scanned = None
        return []
    if not isinstance(answer, Unread):
        read.blocks, read.fragments = answer.blocks, answer.words
        read.spread, read.flattened = answer.spread, answer.flattened
        read.page = Page(number, round(answer.width, 2), round(answer.height, 2), answer.turn)
        return []
    if len(reads) == 1 and answer.category:
        raise ReadError(answer.category, answer.message, number)
    reads[number - 1] = PdfPage(Page(number, 0.0, 0.0))
    return [unreadable(number, answer.message)]


def _take_pictures(read: PdfPage, answer: Answer) -> Irregularity:
    """Put what the pictures beside a page's text say where they stand; return what is to be told of them."""
    place, what = Place(page=read.page.number), "a picture" if len(read.pictures) == 1 else "pictures"
    if isinstance(answer, Unread):
        return Irregularity("page_without_text", answer.message, place)
    if not answer.blocks:
        return Irregularity("blank_page", f"{what} on page {read.page.number} without print", place)
    read.flattened = answer.flattened
    for block in answer.blocks:
        at = next((i for i, other in enumerate(read.blocks) if top_left(other) > top_left(block)), len(read.blocks))
        read.blocks.insert(at, block)
    return Irregularity("read_from_image", f"{what} on page {read.page.number}", place)


def unreadable(number: int, why: str) -> Irregularity:
    """Return the note of a page that cannot be read at all."""
    return Irregularity("unreadable_page", why, Place(page=number))
