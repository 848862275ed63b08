"""What a file is, is told by its content; what cannot be read is refused with a reason and a remedy."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from extractors.document import Limits, Paragraph, ReadError
from extractors.readers import read, sniff
from extractors.readers.decode import decode
from tests.span_grids import paragraph, word_file

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
SENTENCE = "Căn cứ Nghị quyết số 36a/NQ-CP ngày 14/10/2015 của Chính phủ"


def zipped(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, text in members.items():
            package.writestr(name.replace("__", "/"), text)
    return packed.getvalue()


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, "tệp", limits or Limits())
    return caught.value


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks if isinstance(block, Paragraph)]


def picture(form: str, **options: object) -> bytes:
    """Return a grey picture in a format of Pillow's."""
    buffer = io.BytesIO()
    Image.new("L", (90, 60), 200).save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\x00\x01 mail header\r\n" + b"%PDF-1.4\n1 0 obj", "pdf"),
        (word_file(paragraph("x")), "docx"),
        (b"<!DOCTYPE html><html><body><p>x</p></body></html>", "html"),
        ("\ufeff  <!-- saved from url -->\n<HTML><p>x".encode(), "html"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html><p>x</p></html>", "html"),
        (b"<table><tr><td>1</td><td>x</td></tr></table>", "html"),
        ("<p class=MsoNormal>Điều 1</p><p>Điều 2</p>".encode("utf-16"), "html"),
        ("QUYẾT ĐỊNH\n".encode(), "text"),
        ("1\tUBND xã\t<p>Các cơ quan lần đầu áp dụng</p>\n".encode() * 40, "text"),
        ("Điều 1. Giá trị < 5 và > 3".encode("utf-16-le"), "text"),
        (b"BM so khong phai anh", "text"),
        (b"{\\rtf1\\ansi Quyet dinh}", "rtf"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'/>", "doc"),
        (zipped(**{"xl__workbook.xml": "x"}), "xlsx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"}), "odt"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<x/>"}), "ods"),
        (b"II*\x00" + bytes(64), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "image"),
        (picture("BMP"), "image"),
        (picture("JPEG2000"), "image"),
        (picture("JPEG2000", no_jp2=True), "image"),
        (b"BM so " + bytes(4) + b" va 40 trang", "text"),
        ("Tệp nói về %PDF-1.4 mà không phải PDF".encode(), "text"),
    ],
)
def test_content_tells_the_format(data: bytes, form: str) -> None:
    assert sniff(data) == form


def test_a_name_never_tells_the_format() -> None:
    assert read("Điều 1. Phê duyệt".encode(), "quyet-dinh.docx").format == "text"
    assert read(b"<html><body><p>x y</p></body></html>", "van-ban.doc").format == "html"
    assert read(word_file(paragraph("Điều 1")), "tai-lieu.pdf").format == "docx"


@pytest.mark.parametrize(
    ("data", "category", "said"),
    [
        (b"", "empty", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty", "blanks"),
        (word_file(paragraph("Điều 1. " * 500))[:300], "truncated", "breaks off"),
        (b"PK\x03\x04" + bytes(40) + b"PK\x05\x06" + bytes(6), "corrupt", "damaged"),
        (zipped(a__b="x"), "unsupported", "ZIP archive"),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.graphics", **{"content.xml": "<x/>"}),
            "unsupported",
            "PDF",
        ),
        (zipped(**{"xl__workbook.xml": "x"}), "corrupt", "damaged"),
        (OLE, "unsupported", "OLE"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "unsupported", "PowerPoint"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "corrupt", "image is damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "corrupt", "image is damaged"),
        (bytes(range(256)) * 40, "unsupported", "binary"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "unsupported", "HTML or DOCX"),
        (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><pkg:package/>", "unsupported", "DOCX"),
        (zipped(word__document="x").replace(b"word/document", b"word/documenu"), "unsupported", "ZIP"),
        (b"<html><body><script>x()</script></body></html>", "no_text", "no words"),
        (word_file(""), "no_text", "no text"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_remedy(data: bytes, category: str, said: str) -> None:
    error = refusal(data)
    assert (error.category, said in str(error)) == (category, True), str(error)


def test_too_much_is_refused_before_it_is_unpacked() -> None:
    small = Limits(max_text=10_000)
    assert refusal("Điều 1. ".encode() * 5000, small).category == "too_large"
    assert refusal(b"<html><body><p>" + b"x " * 20_000, small).category == "too_large"
    assert refusal(word_file(paragraph("bom " * 20_000)), small).category == "too_large"
    assert refusal(b"x" * 100, Limits(max_bytes=10)).category == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_unicode_form_and_line_end_gives_the_same_text(encoding: str, form: str, end: str) -> None:
    lines = [SENTENCE + ";", "Điều 2. Quyết định có hiệu lực."]
    text = unicodedata.normalize(form, end.join(lines))
    if encoding == "cp1258":  # precomposed base letters, tone marks apart
        text = "".join(tone_apart(sign) for sign in unicodedata.normalize("NFC", text))
    assert texts(text.encode(encoding)) == lines


def tone_apart(sign: str) -> str:
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = unicodedata.normalize("NFD", sign)
    tone = "".join(part for part in parts if part in tones)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tone


def test_a_guessed_encoding_is_said() -> None:
    data = "".join(tone_apart(sign) for sign in SENTENCE).encode("cp1258")
    assert [note.rule for note in read(data).irregularities] == ["doubtful_encoding"]
    assert read(SENTENCE.encode()).irregularities == ()


def test_a_page_that_declares_its_charset_is_believed() -> None:
    page = "<html><head><meta charset=windows-1258></head><body><p>" + SENTENCE + "</p></body></html>"
    data = "".join(tone_apart(sign) for sign in page).encode("cp1258")
    assert texts(data) == [SENTENCE]
    assert texts(page.encode()) == [SENTENCE]  # a wrong declaration over valid UTF-8 is not believed


def test_a_torn_byte_does_not_change_the_encoding() -> None:
    found = decode(SENTENCE.encode() * 20 + b"\xe1\xbb")
    assert found.encoding == "utf-8"
    assert found.text.startswith(SENTENCE)
    assert [note.rule for note in found.irregularities] == ["doubtful_encoding"]


def test_blanks_and_invisible_signs() -> None:
    text = "Điều\u00a01.\u200b Phê\u2003duyệt\ufeff kế ho\u00adạch\u2028Điều 2.\x00 Hiệu lực"
    assert texts(text.encode()) == ["Điều 1. Phê duyệt kế hoạch", "Điều 2. Hiệu lực"]


def test_the_soft_hyphen_is_a_letter_in_the_old_fonts() -> None:
    legacy = "Tr\u00adêng \u00ae\u00b9i h\u00e4c s\u00ad ph\u00b9m, th\u00ad vi\u00d6n tr\u00adêng"  # TCVN3
    assert texts(legacy.encode()) == ["Trường đại học sư phạm, thư viện trường"]


@settings(deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=12))
def test_a_damaged_file_is_read_or_refused_and_never_breaks_the_reader(at: int, damage: bytes) -> None:
    data = bytearray(word_file(paragraph("Điều 1. Phê duyệt Kế hoạch"), styles="<w:styles></w:styles>"))
    at %= len(data)
    data[at : at + len(damage)] = damage
    try:
        assert read(bytes(data)).blocks
    except ReadError as error:
        assert error.category in {"truncated", "corrupt", "unsupported", "encrypted", "no_text", "too_large"}
