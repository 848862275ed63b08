"""Scanned pages: what a page's image says, page by page, with what a reader should know about it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.make.scan import Image as Pixels
from corpus.make.scan import Scanner, image_pdf, scanned_pages, scanned_pdf
from extractors.document import Document, Limits, ReadError, Table
from extractors.readers import read
from extractors.readers.pdf.frame import Frame
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.reader import read_pdf
from extractors.readers.scans import ocr, scan
from extractors.readers.scans.dark import without_negative
from normalizers.text import fold
from pipeline.conform import conform
from pipeline.dataset import assemble
from pipeline.process import process
from tests.pdf_pages import drawn

CORPUS = Path(__file__).parent.parent / "corpus" / "documents"
PLAN = CORPUS / "dien-bien-1129-kh-ubnd.pdf"
ANNEX = 6  # its page with a table of seven rows
SCANNER = Scanner(dpi=200, seed=3)
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


@cache
def annex() -> Pixels:
    """Return the scanned annex page."""
    return next(scanned_pages(PLAN.read_bytes(), SCANNER, [ANNEX]))


def shown(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, fold(c.text)) for c in table.cells]


@cache
def printed() -> Table:
    """Return the annex's table as the born-digital file gives it."""
    found = [table for table in read_pdf(PLAN.read_bytes()).tables() if table.place.page == ANNEX]
    assert len(found) == 1
    return found[0]


def as_pdf(*pages: Pixels) -> Document:
    return read(image_pdf(pages, SCANNER))


def rules(document: Document) -> list[str]:
    return [note.rule for note in document.irregularities]


def test_a_scanned_table_has_the_cells_of_the_printed_one() -> None:
    document = as_pdf(annex())
    (table,) = document.tables()
    assert (document.format, rules(document)) == ("pdf-scan", ["read_from_image"])
    wanted, got = shown(printed()), shown(table)
    assert [cell[:4] for cell in got] == [cell[:4] for cell in wanted]
    assert sum(a == b for a, b in zip(got, wanted, strict=True)) >= 0.9 * len(wanted)


def test_cells_stand_where_they_are_seen_and_say_how_sure_the_reading_is() -> None:
    (table,) = as_pdf(annex()).tables()
    for cell, wanted in zip(table.cells, printed().cells, strict=True):
        assert cell.place.box is not None and wanted.place.box is not None
        assert abs(cell.place.box.x0 - wanted.place.box.x0) < 8 and abs(cell.place.box.y0 - wanted.place.box.y0) < 8
        assert (cell.place.confidence is not None) == bool(cell.text)


@pytest.mark.parametrize("quarters", [1, 2, 3], ids=["sideways", "upside down", "sideways, the other way"])
def test_a_page_that_does_not_stand_upright_is_turned_and_told(quarters: int) -> None:
    document = as_pdf(np.ascontiguousarray(np.rot90(annex(), quarters)))
    assert "turned_page" in rules(document)
    (table,) = document.tables()
    assert [cell[:4] for cell in shown(table)] == [cell[:4] for cell in shown(printed())]


def test_an_empty_scan_is_told_with_a_remedy() -> None:
    paper = np.full((1200, 900), 250, np.uint8)
    with pytest.raises(ReadError) as raised:
        as_pdf(paper)
    assert raised.value.category == "no_text"


def test_images_are_read_like_scans() -> None:
    pages = [Image.fromarray(annex()), Image.fromarray(np.full_like(annex(), 255))]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200))
    document = read(buffer.getvalue())
    assert (document.format, document.page_count) == ("image", 2)
    (table,) = document.tables()
    assert [cell[:4] for cell in shown(table)] == [cell[:4] for cell in shown(printed())]


def negative(page: Pixels) -> Image.Image:
    return Image.fromarray(255 - page)


def deep(page: Pixels) -> Image.Image:
    """Return a page with 16 bits a pixel, of which a scanner uses the lower half."""
    return Image.fromarray(page.astype(np.uint16) * 128)


def fax(page: Pixels) -> Image.Image:
    """Return a page as faxes send it: half as many dots down as across."""
    return Image.fromarray(page).resize((page.shape[1], page.shape[0] // 2))


@pytest.mark.parametrize(
    ("form", "dpi"), [(negative, (200, 200)), (deep, (200, 200)), (fax, (200, 100))], ids=["negative", "16 bits", "fax"]
)
def test_images_of_unusual_kinds_are_read(
    form: Callable[[Pixels], Image.Image], dpi: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "page.tif"
    form(annex()).save(path, dpi=dpi)
    (table,) = read(path.read_bytes()).tables()
    assert [cell[:4] for cell in shown(table)] == [cell[:4] for cell in shown(printed())]
    right = sum(ours == theirs for ours, theirs in zip(shown(table), shown(printed()), strict=True))
    assert right >= 0.9 * len(table.cells)


def test_a_photo_of_a_sheet_on_a_dark_desk_is_no_negative() -> None:
    page = np.full((400, 400), 30, np.uint8)
    page[60:360, 70:340] = 220
    page[100:110, 90:300] = 20
    assert without_negative(page) is page
    assert (without_negative(255 - page) == 255 - page).all()
    printed_white = np.full((400, 400), 25, np.uint8)
    printed_white[100:110, 90:300] = 230
    assert (without_negative(printed_white) == 255 - printed_white).all()


def test_a_picture_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(ReadError) as raised:
        read(image_pdf([np.full((500, 400), 255, np.uint8)], SCANNER), limits=Limits(max_pixels=100_000))
    assert raised.value.category in ("too_large", "corrupt")


def test_without_the_recognizer_one_line_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "Tesseract's Vietnamese model")
    with pytest.raises(ReadError) as raised:
        as_pdf(annex())
    assert (raised.value.category, ocr.REMEDY in str(raised.value)) == ("ocr_missing", True)
    mixed = drawn(lambda canvas: canvas.drawString(80, 700, "text"), lambda canvas: canvas.rect(50, 50, 400, 600))
    assert rules(read(mixed)) == ["page_without_text"]


def test_a_scan_is_made_the_same_every_time() -> None:
    assert scanned_pdf(PLAN.read_bytes(), SCANNER, [ANNEX]) == scanned_pdf(PLAN.read_bytes(), SCANNER, [ANNEX])


def test_a_scan_of_a_decision_that_is_there_is_listed_and_not_published_twice() -> None:
    data = PLAN.read_bytes()
    whole = conform(process(data, "plan.pdf"))
    scanned = conform(process(scanned_pdf(data, SCANNER, [1, ANNEX]), "scan.pdf"))
    own, other = (result.tables["documents"][0] for result in (whole, scanned))
    assert [other[name] for name in ("code", "issued_on", "issuer_id")] == [
        own[name] for name in ("code", "issued_on", "issuer_id")
    ]
    read = [row for name in ("citations", "rollout", "coverage") for row in scanned.tables.get(name, [])]
    assert read and all(row["method"] != "rule" and row["confidence"] < 1 for row in read)
    tables = assemble([whole, scanned])
    assert [row["source_name"] for row in tables["documents"]] == ["plan.pdf"]
    assert {row["name"]: row["status"] for row in tables["sources"]} == {"plan.pdf": "ok", "scan.pdf": "duplicate"}
    assert "formats_disagree" in {row["rule"] for row in tables["findings"]}


def test_a_signature_over_a_picture_is_not_the_page_s_text() -> None:
    frame = Frame(0, 0, 595, 842)
    cover = [(0.0, 0.0, 595.0, 842.0)]
    signed = words("Người ký: Ủy ban nhân dân tỉnh Thời gian ký: 18.04.2018 10:12:33 +07:00")
    english = words(
        "UY BAN NHAN DAN TINH QUYET DJNH Ve viec phe duyet ke hoach trien khai he thong quan ly chat lu'Q'ng"
    )
    vietnamese = words("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 của Quốc hội nước ta")
    assert scan.why_image(signed, cover, False, frame) == scan.SIGNATURE_ONLY
    assert scan.why_image(english, cover, False, frame) == scan.FALSE_LAYER
    assert scan.why_image(vietnamese * 5, cover, False, frame) is None
    assert scan.why_image(vietnamese, cover, False, frame) == scan.FEW_WORDS
    assert scan.why_image(vietnamese * 5, cover, False, frame, hidden=True) == scan.RECOGNIZED
    assert scan.why_image(english, [], False, frame) is None
    assert scan.why_image([], cover, False, frame) == scan.NO_TEXT
    assert scan.why_image([], [], False, frame) is None


def words(text: str) -> list[Fragment]:
    return [Fragment(list(word), [0.0], [1.0], 0.0, 12.0) for word in text.split()]


def searchable(picture: Pixels, mode: int) -> bytes:
    """Return a scan of the annex page with its words laid over the picture, as scanning programs do.

    `mode` is PDF's rendering mode of the words: 3 is invisible, 0 is ink (such programs paint the picture over it).
    """
    pdfmetrics.registerFont(TTFont("words", FONT))
    with pdfplumber.open(PLAN) as plan:
        source = plan.pages[ANNEX - 1]
        words, width, height = source.extract_words(), float(source.width), float(source.height)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)

    def draw_words() -> None:
        text = canvas.beginText()
        text.setFont("words", 10)
        text.setTextRenderMode(mode)
        for word in words:
            text.setTextOrigin(word["x0"], height - word["bottom"] + 2)
            text.textOut(word["text"])
        canvas.drawText(text)

    if mode == 0:
        draw_words()
    canvas.drawImage(ImageReader(Image.fromarray(picture)), 0, 0, width, height)
    if mode == 3:
        draw_words()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("mode", [3, 0], ids=["words behind the picture", "a picture over words"])
def test_a_table_in_the_picture_behind_words_is_read_with_its_rulings(mode: int) -> None:
    document = read(searchable(annex(), mode))
    (table,) = document.tables()
    assert rules(document) == ["read_from_image"]
    assert [cell[:4] for cell in shown(table)] == [cell[:4] for cell in shown(printed())]


def test_words_behind_a_picture_are_believed_and_told_where_pictures_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "Tesseract's Vietnamese model")
    document = read(searchable(annex(), 3))
    assert rules(document)[-1] == "recognized_text_layer"
    cells = [cell.text for table in document.tables() for cell in table.cells]
    prose = [block.text for block in document.blocks if not isinstance(block, Table)]
    assert "Đơn vị" in " ".join(cells + prose)


def test_words_on_a_ground_that_shows_no_table_stay_the_files_own() -> None:
    document = read(searchable(np.full_like(annex(), 235), 0))
    assert "read_from_image" not in rules(document) and document.format == "pdf"


def page_with(picture: Pixels, box: tuple[float, float, float, float], *texts: tuple[float, str]) -> bytes:
    """Return a PDF page with a picture at `box` (left, bottom, width, height) and lines of text at their heights."""
    pdfmetrics.registerFont(TTFont("words", FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(Image.fromarray(picture)), *box)
    canvas.setFont("words", 11)
    for y, text in texts:
        canvas.drawString(70, y, text)
    canvas.save()
    return buffer.getvalue()


def test_a_gazettes_head_over_a_scan_does_not_hide_the_scan() -> None:
    document = read(page_with(annex(), (0, 0, 595, 842), (825, "CÔNG BÁO/Số 12 + 13/Ngày 5-8-2021")))
    assert rules(document) == ["read_from_image"] and document.format == "pdf-scan"
    assert len(list(document.tables())) == 1


def test_few_words_over_a_ground_without_print_are_all_that_the_page_says() -> None:
    document = read(page_with(np.full_like(annex(), 225), (0, 0, 595, 842), (400, "PHỤ LỤC BẢN ĐỒ")))
    assert [block.text for block in document.blocks if not isinstance(block, Table)] == ["PHỤ LỤC BẢN ĐỒ"]
    assert (rules(document), document.format) == ([], "pdf")


BESIDE = ((780.0, "Danh sách các cơ quan theo bảng sau:"), (90.0, "Các cơ quan chịu trách nhiệm thi hành."))


def test_the_picture_of_a_table_pasted_into_a_text_is_read_where_it_stands() -> None:
    document = read(page_with(annex(), (60, 330, 480, 339), *BESIDE))
    assert (rules(document), document.format) == (["read_from_image"], "pdf")
    first, *middle, last = document.blocks
    assert not isinstance(first, Table) and first.text == BESIDE[0][1]
    assert not isinstance(last, Table) and last.text == BESIDE[1][1]
    (table,) = [block for block in middle if isinstance(block, Table)]
    assert [cell[:4] for cell in shown(table)] == [cell[:4] for cell in shown(printed())]
    assert all(c.place.box.x0 >= 60 and c.place.box.x1 <= 545 for c in table.cells if c.place.box)


def test_a_photograph_beside_a_text_is_told_and_adds_nothing() -> None:
    small = np.random.Generator(np.random.PCG64(7)).integers(0, 255, (12, 16), np.uint8)
    photo = np.asarray(Image.fromarray(small).resize((1200, 900)), np.uint8)
    document = read(page_with(photo, (60, 130, 480, 360), *BESIDE))
    assert [block.text for block in document.blocks if not isinstance(block, Table)] == [text for _, text in BESIDE]
    assert rules(document) == ["blank_page"]


def test_a_picture_beside_a_text_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "Tesseract's Vietnamese model")
    document = read(page_with(annex(), (60, 330, 480, 339), *BESIDE))
    assert (len(document.blocks), rules(document)) == (2, ["page_without_text"])


def test_a_picture_too_coarse_to_be_a_scan_is_a_ground() -> None:
    coarse = np.asarray(Image.fromarray(annex()).resize((700, 495)), np.uint8)
    document = read(searchable(coarse, 0))
    assert ("read_from_image" in rules(document), document.format) == (False, "pdf")
