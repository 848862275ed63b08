"""Texts out of which a converter has left letters of Vietnamese: put back where the words leave no doubt, and told."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.heads.signature import find_signature
from extractors.layout import mend
from extractors.lines import lines
from extractors.readers import read
from extractors.readers.scans import scan
from normalizers.agencies import resolve
from normalizers.lost_letters import BLANKS, OF_1252, OF_ASCII, Loss, find_loss, restored
from pipeline.process import process
from pipeline.result import Settings
from tests.pdf_pages import drawn
from tests.reading import shaped

DAMAGED = (
    "Y BAN NHÂN DÂN C NG HÒA XÃ H I CH NGHĨA VI T NAM\nT NH LÂM Đ NG Đ c l p - T do - H nh phúc\n\n"
    "S : 312/QĐ-UBND Lâm Đ ng, ngày 9 tháng 3 năm 2005\n\nQUY T Đ NH\nV VI C BAN HÀNH QUY CH QU N LÝ R NG\n\n"
    "Y BAN NHÂN DÂN T NH LÂM Đ NG\n\nCăn c Lu t T ch c H i đ ng nhân dân và y ban nhân dân ngày 26/11/2003;\n"
    "Căn c Ngh đ nh s 2/2003/NĐ-CP ngày 14/01/2003 c a Chính ph v phát tri n và b o v r ng;\n\nQUY T Đ NH:\n\n"
    "Đi u 1. Ban hành kèm theo Quy t đ nh này Quy ch qu n lý r ng trên đ a bàn t nh.\n"
)
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("CH T CH Y BAN NHÂN DÂN T NH", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"),
        ("Căn c Ngh đ nh s 61/2018/NĐ-CP c a Chính ph ;", "Căn cứ Nghị định số 61/2018/NĐ-CP của Chính phủ;"),
        ("S : 84/KH-UBND", "Số: 84/KH-UBND"),
        ("th t c hành chính thu c th m quy n gi i quy t", "thủ tục hành chính thuộc thẩm quyền giải quyết"),
        ("U BAN NHÂN DÂN HUY N", "UỶ BAN NHÂN DÂN HUYỆN"),  # the tone stood on the y
        ("CH TH ", "CHỈ THỊ"),  # a line that is the name of a kind of document
        ("Công ty TNHH ABC, mã s 0301234567", "Công ty TNHH ABC, mã số 0301234567"),
    ],
)
def test_what_is_left_of_words_and_their_neighbours_say_which_they_were(damaged: str, right: str) -> None:
    assert restored(damaged).text == right


def test_a_word_that_could_be_several_is_left_as_found_and_counted() -> None:
    found = restored("ông Nguy n Văn Ch ")  # Chử, Chọ, Chế ...
    assert found.text.endswith("Văn Ch ") and found.open == 1


def test_only_running_text_with_torn_words_has_lost_letters() -> None:
    assert find_loss([line for line in DAMAGED.split("\n") if line]) is BLANKS
    assert not find_loss(["STT", "x", "x", "x", "25", "Ghi chú", "TTHC", "HTQLCL"] * 20)
    assert not find_loss(["The Government issues a decree on the use of land in the provinces of the country"] * 5)
    assert not find_loss(["UY BAN NHAN DAN TINH LAM DONG ban hanh quyet dinh nay ke tu ngay ky"] * 5)  # never had marks


@pytest.mark.parametrize("path", sorted(CORPUS.glob("documents/*.txt")) + sorted(CORPUS.glob("heldout/*/*.txt")))
def test_no_whole_text_is_touched(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    assert all(note.rule != "lost_letters" for note in mend(document).irregularities)


@given(st.text(st.sampled_from("abcđgnthàíô /-.,:;()QĐUBNDx 0123456789"), max_size=60))
def test_figures_symbols_and_marks_stay(text: str) -> None:
    out = restored(text).text
    assert re.findall(r"[\d/.,:;()-]", out) == re.findall(r"[\d/.,:;()-]", text)
    assert len(re.findall(r"[^\W\d_]", out)) >= len(re.findall(r"[^\W\d_]", text))


def test_a_damaged_decision_says_who_issued_it_when_and_on_what_it_rests() -> None:
    result = process(DAMAGED.encode(), "a.txt", Settings())
    (row,) = result.tables["documents"]
    assert (row["code"], row["issued_on"], row["issued_at_place"]) == ("312/QĐ-UBND", date(2005, 3, 9), "Lâm Đồng")
    assert row["issuer_raw"] == "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    assert row["title"] == "VỀ VIỆC BAN HÀNH QUY CHẾ QUẢN LÝ RỪNG"
    assert [cited["code"] for cited in result.tables["citations"]] == [None, "2/2003/NĐ-CP"]
    (finding,) = [row for row in result.tables["findings"] if row["rule"] == "lost_letters"]
    assert finding["severity"] == "warning" and "ỦY BAN NHÂN DÂN" in finding["message"]


def test_the_lines_that_a_portal_prints_over_a_damaged_text_stay() -> None:
    document = mend(read(("Mẫu văn bản được tải nhiều\n\n" + DAMAGED).encode(), "a.txt"))
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "Mẫu văn bản được tải nhiều"
    assert mend(document) == document


@pytest.mark.parametrize(
    ("damaged", "loss", "right"),
    [
        ("C?N C? LU?T T? CH?C", OF_1252, "CĂN CỨ LUẬT TỔ CHỨC"),
        ("Q?-UBND ngày 5 tháng 3 n?m 2010", OF_1252, "QĐ-UBND ngày 5 tháng 3 năm 2010"),
        ("S?: 04/KH-BC?", OF_1252, "Số: 04/KH-BCĐ"),  # of the letters that are lost, symbols have "Đ" alone
        ("S? GIAO THÔNG V?N T?I ??c l?p - T? do", OF_1252, "SỞ GIAO THÔNG VẬN TẢI Độc lập - Tự do"),
        ("?Y BAN NH?N D?N T?NH S?N LA", OF_ASCII, "ỦY BAN NHÂN DÂN TỈNH SƠN LA"),
        ("th\ufffd t\ufffdc hành chính", OF_1252, "thủ tục hành chính"),
    ],
)
def test_signs_in_the_place_of_letters_are_those_letters(damaged: str, loss: Loss, right: str) -> None:
    assert restored(damaged, loss).text == right


@pytest.mark.parametrize(("loss", "letters"), [(OF_1252, "[ạ-ỹăđĩũơưĂĐĨŨƠƯ]"), (OF_ASCII, r"[^\x00-\x7f]")])
def test_a_decision_with_signs_for_letters_is_read(loss: Loss, letters: str) -> None:
    whole = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Số: 312/QĐ-UBND\n\nLâm Đồng, ngày 9 tháng 3 năm 2005\n\nQUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH QUY CHẾ QUẢN LÝ RỪNG\n\n"
        "Căn cứ Nghị định số 2/2003/NĐ-CP ngày 14/01/2003 của Chính phủ về bảo vệ rừng;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành.\n"
    )
    damaged = re.sub(letters, "?", unicodedata.normalize("NFC", whole), flags=re.IGNORECASE)
    assert find_loss(damaged.split("\n")) is loss
    result = process(damaged.encode(), "a.txt", Settings())
    (row,) = result.tables["documents"]
    assert (row["code"], row["issued_on"]) == ("312/QĐ-UBND", date(2005, 3, 9))
    assert row["issuer_raw"] == "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    assert row["title"] == "VỀ VIỆC BAN HÀNH QUY CHẾ QUẢN LÝ RỪNG"
    assert "lost_letters" in {row["rule"] for row in result.tables["findings"]}


def test_a_question_is_no_lost_letter() -> None:
    assert find_loss(["Ai làm việc này? Bao giờ xong? Thời hạn là ngày nào? Đơn vị nào?"] * 5) is None
    assert resolve("Hạt Kiểm lâm ??k Glong", province_code="67", on=None).agency_id is None


def test_what_is_left_of_a_name_is_no_name() -> None:
    found = find_signature(lines(shaped("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nNguyễn Khắc Ch\n")))
    assert found is None or found.name is None


def leaving_out_letters() -> bytes:
    """Return a page whose font gives a blank for each letter of the block, as old converters made them."""
    pdfmetrics.registerFont(TTFont("leaving-out", FONT))

    def page(canvas: Canvas) -> None:
        canvas.setFont("leaving-out", 12)
        for line, text in enumerate(
            ["ỦY BAN NHÂN DÂN TỈNH KON TUM", "Số: 512/KH-UBND", "Kon Tum, ngày 18 tháng 4 năm 2018", "KẾ HOẠCH",
             "Áp dụng hệ thống quản lý chất lượng của các cơ quan hành chính"]
        ):  # fmt: skip
            canvas.drawString(80, 780 - 22 * line, text)

    return re.sub(rb"<1E[A-F][0-9A-F]>", b"<0020>", drawn(page, pageCompression=0))


def text_of(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def test_a_page_whose_font_leaves_letters_out_is_read_from_its_image() -> None:
    document = read(leaving_out_letters(), "a.pdf")
    assert "hệ thống quản lý chất lượng" in text_of(document)
    assert [note.actual for note in document.irregularities] == [f"page 1: {scan.LOST_LETTERS}"]


def test_without_a_recognizer_the_letters_are_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.readers.scans.ocr.missing", lambda: "tesserocr")
    document = mend(read(leaving_out_letters(), "a.pdf"))
    assert "quản lý chất lượng của các cơ quan hành chính" in text_of(document)
    assert [note.rule for note in document.irregularities] == ["lost_letters"]
