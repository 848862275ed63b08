"""Pictures of print in Word files: pasted scans are read in their place, what is no print is told or left out."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import cv2
import docx
import numpy as np
import pytest
from docx.shared import Cm

from corpus.make.scan import Image, Scanner, scanned_pages
from extractors.document import Document, Limits, Paragraph, ReadError, Table
from extractors.readers import page_images, read
from extractors.readers.scans import ocr
from extractors.readers.scans.pages import PageRead
from pipeline.process import process

PLAN = Path(__file__).parent.parent / "corpus" / "documents" / "dien-bien-1129-kh-ubnd.pdf"
ANNEX = 6  # its page with a table of seven rows


@cache
def annex() -> Image:
    return next(scanned_pages(PLAN.read_bytes(), Scanner(dpi=200, seed=3), [ANNEX]))


@cache
def noise() -> Image:
    """Return what a photograph of no print is: shapes without letters."""
    random = np.random.Generator(np.random.PCG64(7))
    small = random.integers(0, 255, (12, 16), np.uint8)
    return np.asarray(cv2.resize(small, (1600, 1200), interpolation=cv2.INTER_CUBIC), np.uint8)


def word_file(*items: str | tuple[Image, float], in_cell: bool = False) -> bytes:
    """Return a DOCX of paragraphs and pictures, these with the width in centimetres that they are shown in."""
    document = docx.Document()
    for item in items:
        if isinstance(item, str):
            document.add_paragraph(item)
            continue
        holder = document.add_table(1, 1).cell(0, 0).paragraphs[0] if in_cell else document.add_paragraph()
        encoded = cv2.imencode(".png", item[0])[1].tobytes()
        holder.add_run().add_picture(io.BytesIO(encoded), width=Cm(item[1]))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rules(document: Document) -> list[str]:
    return [note.rule for note in document.irregularities]


@pytest.mark.parametrize("in_cell", [False, True], ids=["in the text", "in a table that lays the page out"])
def test_a_pasted_scan_is_read_where_it_stands(in_cell: bool) -> None:
    document = read(word_file("Trước", *["Nội dung của văn bản " * 9] * 20, (annex(), 16), "Sau", in_cell=in_cell))
    assert (document.format, rules(document)) == ("docx", ["read_from_image"])
    texts = [block.text if isinstance(block, Paragraph) else "table" for block in document.blocks]
    assert texts[0] == "Trước" and texts[-1] == "Sau" and "table" in texts
    table = max(document.tables(), key=lambda table: len(table.cells))
    assert table.rows >= 7
    told = [cell.place for cell in table.cells if cell.text]
    assert all("/picture[1]/" in str(place.path) and place.confidence is not None for place in told)


def test_a_file_of_nothing_but_pasted_pages_is_a_document() -> None:
    pages = scanned_pages(PLAN.read_bytes(), Scanner(dpi=200, seed=3), [1, ANNEX])
    result = process(word_file(*((page, 16) for page in pages)), "dán.docx")
    assert (result.status, result.format, result.page_count) == ("ok", "image", 2)
    (own,) = result.tables["documents"]
    assert own["code"] == "1129/KH-UBND"
    assert "pages 1-2: no text of its own" in [row["actual"] for row in result.tables["findings"]]
    assert {row["page"] for row in result.tables["cells"]} == {2}


def test_logos_and_stamps_are_too_small_to_be_pages() -> None:
    document = read(word_file("Chữ", (annex(), 4)))
    assert (len(document.blocks), rules(document)) == (1, [])


def test_a_photograph_is_told_as_a_picture_without_print() -> None:
    document = read(word_file("Chữ", (noise(), 16)))
    assert (len(document.blocks), rules(document)) == (1, ["blank_page"])


def test_without_the_recognizer_a_picture_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "Tesseract's Vietnamese model")
    document = read(word_file("Chữ", (annex(), 16)))
    (note,) = document.irregularities
    assert note.rule == "page_without_text" and ocr.REMEDY in note.actual
    with pytest.raises(ReadError, match="is missing"):
        read(word_file((annex(), 16)))


def test_a_damaged_picture_costs_only_itself() -> None:
    data = word_file("Chữ", (annex(), 16))
    at = data.index(b"\x89PNG") + 200  # PNG is stored in the package as it is
    document = read(data[:at] + bytes(400) + data[at + 400 :])
    assert (len(document.blocks), rules(document)) == (1, ["page_without_text"])


def test_more_pictures_than_pages_allowed_are_refused() -> None:
    with pytest.raises(ReadError) as raised:
        read(word_file((noise(), 16), (noise(), 16)), limits=Limits(max_pages=1))
    assert raised.value.category == "too_large"


def test_workers_may_read_one_picture_each() -> None:
    with page_images(word_file((noise(), 16), "Chữ", (annex(), 16)), "docx", Limits()) as read_page:
        answer = read_page(2)
    assert isinstance(answer, PageRead)
    assert any(isinstance(block, Table) for block in answer.blocks)
