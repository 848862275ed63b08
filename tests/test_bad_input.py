"""Whatever is put in, one build says what became of it, and it costs no more than the limits that a user sets."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.make.scan import Scanner, scanned_pages
from extractors.readers.pdf.reader import read_pdf
from extractors.readers.scans.scan import NO_MAPPING
from pipeline.cli import app
from pipeline.process import process
from pipeline.result import DocumentResult
from tests.pdf_pages import drawn

PLAN = Path(__file__).parent.parent / "corpus" / "documents" / "dien-bien-1129-kh-ubnd.pdf"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
FORM = """Mẫu số 02
TÊN CƠ QUAN CHỦ QUẢN
TÊN CƠ QUAN BÁO CÁO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: ......../BC-........
............, ngày ...... tháng ...... năm ......
BÁO CÁO
Kết quả áp dụng hệ thống quản lý chất lượng năm ......
| STT | Tên cơ quan | Số TTHC áp dụng | Đã công bố | Ghi chú |
|---|---|---|---|---|
| 1 | ................ | ...... | | |
| 2 | ................ | ...... | | |
| | Tổng cộng | ...... | | |
NGƯỜI LẬP BIỂU
(Ký, ghi rõ họ tên)
"""


def blank_pages(count: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(count):
        document.new_page(595, 842).close()
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def huge_image() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(buffer, "PNG")
    return buffer.getvalue()


def huge_picture_in_a_pdf() -> bytes:
    """Return a page of A4 that shows a picture of 20,000 by 20,000 black and white pixels."""
    packer = zlib.compressobj(1)
    row = b"\xff" * 2500
    picture = b"".join(packer.compress(row * 500) for _ in range(40)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length 27>>stream\n595 0 0 842 0 0 cm /I Do   \nendstream",
        b"<</Type/XObject/Subtype/Image/Width 20000/Height 20000/ColorSpace/DeviceGray/BitsPerComponent 1"
        b"/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(picture), picture),
    ]
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%b\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def without_mapping() -> bytes:
    """Return a page whose font is there but does not say which letters its glyphs show."""
    pdfmetrics.registerFont(TTFont("own", FONT))

    def page(canvas: Canvas) -> None:
        canvas.setFont("own", 12)
        for line, text in enumerate(
            ["ỦY BAN NHÂN DÂN TỈNH KON TUM", "Số: 512/KH-UBND", "Kon Tum, ngày 18 tháng 4 năm 2018", "KẾ HOẠCH",
             "Áp dụng hệ thống quản lý chất lượng của các cơ quan hành chính"]
        ):  # fmt: skip
            canvas.drawString(80, 780 - 22 * line, text)

    return re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found[0]), drawn(page, pageCompression=0))


@cache
def first_page() -> np.ndarray[Any, np.dtype[np.uint8]]:
    return next(scanned_pages(PLAN.read_bytes(), Scanner(dpi=150, seed=5), [1]))


def photo() -> bytes:
    """Return a table photographed aslant on a dark desk, lit from one side."""
    page = next(scanned_pages(PLAN.read_bytes(), Scanner(dpi=110, seed=5), [6]))
    page = page if page.ndim == 2 else np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    height, width = page.shape
    seen = np.array([[90, 70], [width + 40, 30], [width + 110, height + 60], [40, height + 120]], np.float32)
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    size = (width + 160, height + 180)
    aslant = cv2.warpPerspective(page, cv2.getPerspectiveTransform(whole, seen), size, borderValue=(45, 45, 45))
    light = np.linspace(0.6, 1.0, size[0])[None, :]
    return jpeg(np.asarray(aslant * light, np.uint8))


def jpeg(page: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(page).save(buffer, "JPEG", dpi=(150, 150), quality=80)
    return buffer.getvalue()


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("../../ngoai.txt", FORM)
        zipped.writestr("bom.txt", bytes(600 << 20))  # more than one member may unpack to
    return buffer.getvalue()


INPUTS = {
    "5000-trang.pdf": lambda: blank_pages(5000),
    "anh-lon.png": huge_image,
    "anh-lon.pdf": huge_picture_in_a_pdf,
    "luu-tru.zip": archive,
    "khoa.pdf": lambda: drawn(lambda canvas: canvas.drawString(80, 700, "x"), encrypt=StandardEncryption("secret")),
    "hong.doc": lambda: OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(4000),
    "khong-bang-ma.pdf": without_mapping,
    "nguoc.jpg": lambda: jpeg(np.ascontiguousarray(np.rot90(first_page(), 2))),
    "trang.jpg": lambda: jpeg(np.full((1200, 900), 248, np.uint8)),
    "chup.jpg": photo,
    "mau.txt": FORM.encode,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the report of one build of all of them."""
    folder = tmp_path_factory.mktemp("bad")
    for name, make in INPUTS.items():
        (folder / name).write_bytes(make())
    assert (
        app(["build", str(folder), "--out", str(folder / "out"), "--json", "--workers", "2"], standalone_mode=False)
        == 3
    )
    found: dict[str, Any] = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    return found


def said(report: dict[str, Any], name: str) -> tuple[str, list[str]]:
    (one,) = [entry for entry in report["documents"] if entry["source"] == name]
    return one["status"], sorted({error["category"] for error in one["errors"]})


@pytest.mark.parametrize(
    ("name", "status", "category"),
    [
        ("5000-trang.pdf", "failed", "too_large"),
        ("anh-lon.png", "failed", "too_large"),
        ("anh-lon.pdf", "failed", "too_large"),
        ("luu-tru.zip!/ngoai.txt", "failed", "unsafe_name"),
        ("luu-tru.zip!/bom.txt", "failed", "too_large"),
        ("khoa.pdf", "failed", "encrypted"),
        ("hong.doc", "failed", "corrupt"),
        ("trang.jpg", "failed", "no_text"),
        ("mau.txt", "skipped", "blank_form"),
    ],
)
def test_what_cannot_be_read_stands_in_the_run_report(
    report: dict[str, Any], name: str, status: str, category: str
) -> None:
    assert said(report, name) == (status, [category])


def test_every_file_has_its_line(report: dict[str, Any]) -> None:
    assert report["files_in"] == report["files_out"] == len(INPUTS)
    assert len(report["documents"]) == len(INPUTS) + 1  # the archive has two members


def test_an_upside_down_page_and_a_font_without_mapping_are_read(report: dict[str, Any]) -> None:
    assert said(report, "nguoc.jpg") == ("ok", [])
    assert said(report, "khong-bang-ma.pdf") == ("ok", [])
    assert report["rules"]["turned_page"] == 1 and report["rules"]["false_text_layer"] == 1


def test_a_photo_of_a_table_is_read_as_far_as_it_goes_and_says_so(report: dict[str, Any]) -> None:
    assert said(report, "chup.jpg") == ("ok", [])
    assert report["rules"]["read_from_image"] == 2 and report["rules"]["doubtful_reading"] >= 1
    result = process(photo(), "chup.jpg")
    facts = [row for name in ("rollout", "coverage", "targets") for row in result.tables.get(name, [])]
    assert all(row["method"] != "rule" and row["confidence"] < 0.8 for row in facts)
    assert all(row.get("year") is None for row in facts)  # no year stands in the row of an agency


def test_letters_without_a_meaning_are_not_published() -> None:
    document = read_pdf(without_mapping())
    assert [note.actual for note in document.irregularities] == [f"page 1: {NO_MAPPING}"]
    assert "512/KH-UBND" in " ".join(block.text for block in document.blocks if hasattr(block, "text"))


def rows(result: DocumentResult) -> dict[str, int]:
    return {name: len(found) for name, found in result.tables.items() if found}


def test_a_blank_form_yields_no_values() -> None:
    assert rows(process(FORM.encode(), "mau.txt")) == {}


@pytest.mark.parametrize(
    ("option", "name", "word"),
    [("--max-pages", "5000-trang.pdf", "no_text"), ("--max-pixels", "trang.jpg", "too_large")],
)
def test_a_user_may_set_the_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, name: str, word: str
) -> None:
    (tmp_path / name).write_bytes(INPUTS[name]())
    assert (
        app(
            ["build", str(tmp_path), "--out", str(tmp_path / "out"), "--workers", "1", option, "6000"],
            standalone_mode=False,
        )
        == 3
    )
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert said(report, name) == ("failed", [word])
    capsys.readouterr()
    app(
        ["status", str(tmp_path / name), "--out", str(tmp_path / "out"), option, "6000", "--json"],
        standalone_mode=False,
    )
    assert [step["action"] for step in json.loads(capsys.readouterr().out)] == ["keep"]
