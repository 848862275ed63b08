"""Texts that are not in Unicode: TCVN3, VNI, VISCII, VPS, mojibake, fonts that give a wrong letter."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
import viparse.normalize.encodings as viparse_encodings
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from extractors.document import Document, Paragraph
from extractors.readers import read
from extractors.readers.legacy import decode_lines, detect
from normalizers.encodings import ENCODINGS, FontEncoding, decode, encode, of_font, table
from pipeline.process import process
from tests.office_files import put, saved
from tests.span_grids import word_file
from tests.test_same_facts import dump

LETTERS = sorted(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
PROSE = [
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Xét đề nghị của Giám đốc Sở Khoa học và Công nghệ,",
    "Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành.",
]
SMALL = [line.lower() for line in PROSE]  # TCVN3 has no capitals with tone marks


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def rules(document: Document) -> list[str]:
    return [note.rule for note in document.irregularities]


def in_font(*runs: tuple[str, str]) -> str:
    """Write a ``w:p`` whose runs are set in the fonts given."""
    made = "".join(
        f"<w:r><w:rPr><w:rFonts w:ascii='{font}' w:hAnsi='{font}'/></w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
        for text, font in runs
    )
    return f"<w:p>{made}</w:p>"


# ---- the tables


@pytest.mark.parametrize("encoding", ["vni", "viscii", "vps"])
def test_every_letter_has_its_code_and_comes_back(encoding: str) -> None:
    for letter in [*LETTERS, "đ", "Đ"]:
        assert decode(encode(letter, encoding), encoding) == letter


def test_tcvn3_has_the_small_letters_and_the_plain_capitals() -> None:
    for letter in [*LETTERS, "đ", "Đ"]:
        expected = letter if letter.islower() or letter in "AĂÂEÊIOÔƠUƯYĐ" else letter.lower()
        assert decode(encode(letter, "tcvn3"), "tcvn3") == expected


@pytest.mark.parametrize("encoding", list(ENCODINGS))
def test_the_tables_agree_with_those_of_viparse(encoding: str) -> None:
    charmap = viparse_encodings.CHARMAPS[encoding]
    # VNI has no such letters: it writes ì, í as they are and ỵ as î (xvnkb, UniKey)
    known_faults = {"iø", "iù", "IØ", "IÙ", "yï", "YÏ"}
    differing = {
        code: (letter, table(encoding).get(code))
        for code, letter in charmap.pairs
        if code not in known_faults and table(encoding).get(code) != letter
    }
    assert differing == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (".VnTime", FontEncoding("tcvn3")),
        (".VnTimeH", FontEncoding("tcvn3", capitals=True)),
        ("ABCDEF+.VnArialH,Bold", FontEncoding("tcvn3", capitals=True)),
        (".VnArial NarrowH", FontEncoding("tcvn3", capitals=True)),
        (".VnTimeH Bold", FontEncoding("tcvn3", capitals=True)),
        ("VNI-Times", FontEncoding("vni")),
        ("BCDEFG+VNI-Helve-Bold", FontEncoding("vni")),
        ("VPS Times", FontEncoding("vps")),
        ("VI Times", FontEncoding("viscii")),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
    ],
)
def test_a_fonts_name_tells_its_encoding(name: str, expected: FontEncoding | None) -> None:
    assert of_font(name) == expected


# ---- texts without fonts


@pytest.mark.parametrize("encoding", list(ENCODINGS))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_in_an_old_encoding_is_read_whether_as_bytes_or_saved_as_utf8(encoding: str, end: str) -> None:
    lines = SMALL if encoding == "tcvn3" else PROSE
    shown = encode(end.join(lines), encoding)
    for data in (shown.encode("latin-1"), shown.encode("utf-8"), shown.encode("utf-16")):
        document = read(data)
        assert " ".join(texts(document)) == " ".join(lines)
        assert rules(document) == ["legacy_encoding"]
        assert ENCODINGS[encoding] in document.irregularities[0].actual


def test_windows_1252_gaps_do_not_lose_letters() -> None:
    text = "Ắ Ễ Ố Ồ Ũ"  # the codes 81, 8D, 8F, 90, 9D of VISCII
    assert texts(read(encode("\n".join([*PROSE, text]), "viscii").encode("latin-1")))[-1].endswith(text)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_page_in_an_old_encoding_is_read_with_its_entities(encoding: str) -> None:
    lines = SMALL if encoding == "tcvn3" else PROSE
    coded = "".join(
        f"&#{ord(sign)};" if ord(sign) > 127 else sign for sign in encode("</p>\n<p>".join(lines), encoding)
    )
    page = f"<html><body><p>{coded}</p><p>5 &lt; 6 &amp; 7</p></body></html>"
    assert texts(read(page.encode())) == [*lines, "5 < 6 & 7"]


@pytest.mark.parametrize(
    "tag", ['<font face=".VnTimeH">{}</font>', "<span style='font-size:13pt;font-family:\".VnArialH\",serif'>{}</span>"]
)
def test_a_font_of_capitals_on_a_page_makes_capitals(tag: str) -> None:
    body = "".join(f"<p>{encode(line, 'tcvn3')}</p>\n" for line in SMALL)
    head = tag.format("<b>" + encode("ủy ban nhân dân", "tcvn3") + "</b> so 12")
    cells = "".join(f"<td>{text}</td>" for text in (tag.format(encode("cơ quan đơn vị", "tcvn3")), "5"))
    own = tag.format(f'a <font face=".VnTime">{encode("Số hiệu", "tcvn3")}</font>')
    page = f"<html><body><p>{head}</p>{body}<p>{own}</p><table><tr>{cells}</tr><tr><td>x</td><td>y</td></tr></table>"
    document = read(page.encode("cp1252", "xmlcharrefreplace"))
    assert texts(document)[0] == "ỦY BAN NHÂN DÂN SO 12"
    assert texts(document)[1 : len(SMALL) + 2] == [*SMALL, "A Số hiệu"]
    (table,) = document.tables()
    assert table.cells[0].text == "CƠ QUAN ĐƠN VỊ"


@pytest.mark.parametrize(
    "sheet",
    [
        ".Head{font-size:13.0pt; font-family:.VnTimeH;}",
        "<!-- /* Style Definitions */\n h1, p.Head, li.Head\n\t{margin:0in;\n\tfont-family:'.VnTimeH','serif'} -->",
        "p:is({font-family:.VnTime} p{font-family:.VnTime} @media print{p.Head{font-family:.VnTimeH}}",
    ],
)
def test_a_font_of_capitals_that_a_style_sheet_names_makes_capitals(sheet: str) -> None:
    body = "".join(f"<p>{encode(line, 'tcvn3')}</p>\n" for line in SMALL)
    head = f'<p class="Head"><b>{encode("ủy ban nhân dân", "tcvn3")}</b> so 12</p>'
    own = f'<p class="Head" style="font-family:.VnTime">{encode("Số hiệu", "tcvn3")}</p>'
    page = f"<html><head><style>{sheet}</style></head><body>{head}{body}{own}</body></html>"
    document = read(page.encode("cp1252", "xmlcharrefreplace"))
    assert texts(document) == ["ỦY BAN NHÂN DÂN SO 12", *SMALL, "Số hiệu"]


def test_a_page_in_unicode_that_keeps_a_font_of_capitals_stays_as_it_is() -> None:
    page = "".join(f'<p><font face=".VnTimeH">{line}</font></p>' for line in SMALL)
    assert texts(read(f"<html><body>{page}".encode())) == SMALL


def test_utf8_taken_for_windows_1252_is_read_back() -> None:
    broken = "\n".join(PROSE).encode().decode("latin-1")
    windows = "".join(bytes([ord(c)]).decode("cp1252", "replace") if c > "\x7f" else c for c in broken)
    assert decode_lines(broken)[0] == "\n".join(PROSE)
    kept = [line for line in windows.split("\n") if "\ufffd" not in line]
    assert kept
    for line in kept:
        assert decode_lines(line)[0] in PROSE


def test_a_text_of_both_kinds_keeps_its_unicode() -> None:
    text = "\n".join([*PROSE, *(encode(line, "vni") for line in PROSE), "Hà Nam", "xã Tà Lèng", "Sở Nội vụ"])
    assert decode_lines(text)[0].split("\n")[-3:][2] == "Sở Nội vụ"
    assert decode_lines(text)[0].split("\n")[:10] == PROSE * 2


RIGHT = (
    "xã Tà Lèng và là cô Hà Nam kế hoạch Đắk R'Lấp xóm mã số quý Ý KÝ TÊN có thể quá trình đã được phê duyệt ủy ban "
    "tỉnh nghề cá ISO 9001:2015 12,5% Ô tô ÁO DÀI Mỹ Tho Ngọc Hồi Plei Kần Ea Súp – “Kế hoạch” ©"
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(RIGHT.split()), max_size=60), st.sampled_from(["NFC", "NFD"]), st.sampled_from([" ", "\n"])
)
def test_right_unicode_is_never_taken_for_an_old_encoding(words: list[str], form: str, between: str) -> None:
    text = unicodedata.normalize(form, between.join(words))  # type: ignore[arg-type]
    assert decode_lines(text) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        "Le président de la République française a signé le décret relatif à la qualité des services déconcentrés",
        "El señor García firmó ayer el decreto número veintitrés según la resolución del año próximo, qué difícil",
        "Die Behörden müssen die Qualität ihrer Prüfverfahren regelmäßig überprüfen und für Bürger veröffentlichen",
        "x © 2020 µm ± 5 « Nội »",
    ],
)
def test_other_languages_are_left_alone(text: str) -> None:
    assert detect(text.split(" ")) is None
    assert decode_lines(text)[0] == text


# ---- fonts of runs


def test_runs_are_read_by_their_fonts() -> None:
    body = [
        in_font((encode("ủy ban nhân dân", "tcvn3"), ".VnTimeH")),
        in_font(
            (encode("Căn cứ ", "tcvn3"), ".VnTime"), ("Quyết định của ", "Arial"), (encode("Sở", "vni"), "VNI-Times")
        ),
        in_font(("so 12", ".VnTimeH")),
    ]
    document = read(word_file("".join(body)))
    assert texts(document) == ["ỦY BAN NHÂN DÂN", "Căn cứ Quyết định của Sở", "SO 12"]
    assert rules(document) == ["legacy_encoding", "legacy_encoding"]
    assert "ñy ban nh©n d©n" in document.irregularities[0].actual


def test_the_letter_u_horn_survives_word_processors_soft_hyphens() -> None:
    run = (
        "<w:r><w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr><w:t>Tr</w:t><w:softHyphen/><w:t>ëng, Th\u00ad tr</w:t></w:r>"
    )
    assert texts(read(word_file(f"<w:p>{run}</w:p>"))) == ["Trưởng, Thư tr"]


def test_fonts_come_from_styles_too() -> None:
    styles = (
        "<w:styles><w:style w:type='paragraph' w:default='1' w:styleId='N'><w:rPr>"
        "<w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/></w:rPr></w:style></w:styles>"
    )
    text = encode("Hội đồng nhân dân", "tcvn3")
    assert texts(read(word_file(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", styles=styles))) == ["Hội đồng nhân dân"]


def test_text_brought_to_unicode_keeps_its_old_fonts_name_and_is_left_alone() -> None:
    lines = [*PROSE, "Hà Nam", "xã Tà Lèng"]
    assert texts(read(word_file("".join(in_font((line, ".VnTime")) for line in lines)))) == lines


def test_a_word_file_whose_fonts_were_replaced_is_read_by_its_spelling() -> None:
    body = "".join(in_font((encode(line, "vni"), "Times New Roman")) for line in PROSE)
    assert texts(read(word_file(body))) == PROSE


def test_a_workbook_in_old_fonts() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, line in enumerate(SMALL, 1):
        put(sheet, f"A{row}", encode(line, "tcvn3"), font=".VnTimeH" if row == 1 else ".VnTime")
    document = read(saved(book))
    assert texts(document) == [SMALL[0].upper(), *SMALL[1:]]
    assert rules(document) == ["legacy_encoding"]


def test_the_finding_names_the_encoding_and_what_stands_in_the_file() -> None:
    shown = encode(dump().decode().replace("Ủ", "ủ"), "vni").encode("latin-1")
    result = process(shown, "cong-van.txt")
    (finding,) = [row for row in result.tables["findings"] if row["rule"] == "legacy_encoding"]
    assert finding["severity"] == "info"
    assert finding["message"].startswith("The text stands in an encoding from before Unicode")
    assert "VNI" in finding["actual"]
    assert "UÛY BAN" in finding["actual"] or "uûY BAN" in finding["actual"]
    assert finding["message_vi"]


def pdf(lines: list[str], font: str) -> bytes:
    """Return a PDF whose font bears that name (its glyphs are those of a font that reportlab brings)."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, invariant=1, pageCompression=0)
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    page.setFont("Vera", 11)
    for row, line in enumerate(lines):
        page.drawString(60, 780 - 20 * row, line)
    page.save()
    name = b"BitstreamVeraSans-Roman"
    return stream.getvalue().replace(name, f"{font},".encode().ljust(len(name), b"x"))


@pytest.mark.parametrize(
    ("encoding", "font", "capitals"),
    [("tcvn3", ".VnTime", False), ("tcvn3", ".VnTimeH", True), ("vni", "VNI-Times", False), ("tcvn3", "Arial", False)],
)
def test_a_pdf_is_read_by_its_fonts_or_its_spelling(encoding: str, font: str, capitals: bool) -> None:
    document = read(pdf([encode(line, encoding) for line in SMALL], font))
    expected = " ".join(SMALL)
    assert " ".join(texts(document)) == (expected.upper() if capitals else expected)
    assert rules(document) == ["legacy_encoding"]


# ---- fonts with a faulty table


def test_a_letter_that_a_font_gives_wrongly_is_put_right_where_the_document_proves_it() -> None:
    lines = [
        "CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hải Phõng, ngày 5",
        "Sở chịu trách nhiệm theo dõi",
        "nói rõ",
        "TÕA ÁN",
    ]
    document = read("\n\n".join(lines).encode())
    assert texts(document) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hải Phòng, ngày 5",
        "Sở chịu trách nhiệm theo dõi",
        "nói rõ",
        "TÒA ÁN",
    ]
    (note,) = [note for note in document.irregularities if note.rule == "faulty_letters"]
    assert note.actual == "“õ” for “ò” in 3 words, such as “HÕA”; 2 that could be either were left (“dõi”, “rõ”)"


def test_without_proof_nothing_is_changed() -> None:
    lines = ["Phòng Nội vụ theo dõi rõ", "Trường Võ Thị Sáu, ngõ 5", "Björn, Köln và Schröder", "cõng võng lõm bõm"]
    assert texts(read("\n\n".join(lines).encode())) == lines


def test_a_letter_that_is_not_vietnamese_is_the_one_that_is_meant() -> None:
    lines = ["Tỉnh PHÖ THỌ", "Chö ý: đề nghị giöp đỡ", "Kế hoạch"]
    assert texts(read("\n\n".join(lines).encode())) == ["Tỉnh PHÚ THỌ", "Chú ý: đề nghị giúp đỡ", "Kế hoạch"]


@pytest.mark.parametrize(
    ("shown", "meant", "lines"),
    [
        ("ð", "đ", ["QUYẾT ĐỊNH", "Số: 12/QĐ-UBND"]),  # Windows-1252 has it where Windows-1258 has "đ"
        ("ñ", "đ", ["Quyết định này được đăng Công báo", "Số: 12/QĐ-UBND", "định mức"]),  # some PDF converters
        ("ƣ", "ư", ["Đầu tư nước sạch"]),
    ],
)
def test_a_letter_in_no_vietnamese_word_is_put_right_in_symbols_too(shown: str, meant: str, lines: list[str]) -> None:
    text = "\n\n".join([*lines, "Kế hoạch của tỉnh", "Cả năm"])
    faulty = text.replace(meant, shown).replace(meant.upper(), shown.upper())
    document = read(faulty.encode())
    assert texts(document) == text.split("\n\n")
    assert [note.rule for note in document.irregularities] == ["faulty_letters"]


def test_a_foreign_name_among_vietnamese_words_proves_nothing() -> None:
    lines = ["Ông Núñez và bà Peña thăm tỉnh", "Đoàn đại biểu", "được đón tiếp"]
    assert texts(read("\n\n".join(lines).encode())) == lines


# ---- signs that are other signs' equals


def test_hyphens_and_slashes_that_do_not_break_are_plain_ones() -> None:
    shown = "Số: 845∕QĐ‑UBND; năm 2018‐2020; chênh lệch −5,2"
    assert texts(read(shown.encode())) == ["Số: 845/QĐ-UBND; năm 2018-2020; chênh lệch -5,2"]


def test_letters_that_a_page_escapes_twice_are_letters() -> None:
    text = "Ủy ban nhân dân tỉnh Lạng Sơn"
    escaped = text.encode("ascii", "xmlcharrefreplace").decode().replace("&", "&amp;")
    assert texts(read(f"<html><body><p>{escaped}</p></body></html>".encode())) == [text]
    assert texts(read(b"<html><body><p>&amp;#7911; is a letter</p></body></html>")) == ["&#7911; is a letter"]


def test_a_tone_that_a_blank_parts_from_its_vowel_comes_back() -> None:
    apart = re.sub("([\u0300\u0301\u0303\u0309\u0323])", r" \1", unicodedata.normalize("NFD", "Độc lập, Bắc Giang: Sở"))
    (block,) = read(apart.encode(), "a.txt").blocks
    assert isinstance(block, Paragraph) and block.text == "Độc lập, Bắc Giang: Sở"
