"""Known wordings that the recognition of scans misread are put right, and every correction is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Irregularity, Paragraph, Place
from extractors.layout import mend, shape
from normalizers.misreadings import mended
from pipeline.checks.doubtful import doubtful_figures
from pipeline.checks.layout import irregular
from pipeline.process import process, understand
from pipeline.result import Reading
from tests.layout_tables import document, printed


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Chỉ cục Thủy lợi", "Chi cục Thủy lợi"),
        ("CHỈ CỤC THỦY LỢI", "CHI CỤC THỦY LỢI"),
        ("tống cộng", "tổng cộng"),
        ("Tiêu chuẩn TCVN I1SO 9001:2015", "Tiêu chuẩn TCVN ISO 9001:2015"),
        ("công bố HTQL.CL.", "công bố HTQLCL."),
        ("(Chỉ tiết tại Phụ lục 3)", "(Chi tiết tại Phụ lục 3)"),
        ("Sở Thế thao và Du lịch", "Sở Thể thao và Du lịch"),
        ("Uy ban nhân dân xã Tân Lập", "Ủy ban nhân dân xã Tân Lập"),
        ("672a/QĐĐ-UBND", "672a/QĐ-UBND"),
        ("xã Chư H”reng", "xã Chư H'reng"),
        ("Xã la Dom", "Xã Ia Dom"),
        ("Thuộc huyện Đăk MiI", "Thuộc huyện Đăk Mil"),  # the gazetteer has Đắk, the document has its own spelling
        ("TThành tiền", "Thành tiền"),
        ("~ Mọi cơ quan", "- Mọi cơ quan"),
        ("huyện Krông NÑô", "huyện Krông Nô"),
        ("Lai Châu, ngáy 12 thang 9 nắm 2018", "Lai Châu, ngày 12 tháng 9 năm 2018"),
        ("Sồ: 45/QĐ-UBND", "Số: 45/QĐ-UBND"),
        ("KT. GIẢM ĐÓC", "KT. GIÁM ĐỐC"),
        ("ỦY BAN NHÂN DẬN TINH LAI CHÂU", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU"),
        ("UBND tình Lai Châu", "UBND tỉnh Lai Châu"),
        ("SƠ TƯ PHÁP", "SỞ TƯ PHÁP"),
        ("BÔ TÀI CHÍNH", "BỘ TÀI CHÍNH"),
        ("Nghị quyết số 36°/NQ-CP", "Nghị quyết số 36a/NQ-CP"),
        ("Nghị quyết số 36*/NQ-CP", "Nghị quyết số 36a/NQ-CP"),
        ("Ủy ban nhân dân huyện la HˆDrai", "Ủy ban nhân dân huyện Ia H'Drai"),
        ("Đat", "Đạt"),  # an answer alone in its cell
    ],
)
def test_a_known_wording_is_put_right(read: str, right: str) -> None:
    text, corrections = mended(read)
    assert text == right
    assert corrections
    assert all(correction.read in read for correction in corrections[:1])


@pytest.mark.parametrize(
    "text",
    [
        "BẢNG MỨC TIÊU THỤ ĐIỆN, MỨC TIÊU HAO NHIÊN LIỆU",
        "Chi cục Thủy lợi",
        "Ban Chỉ đạo",  # another wording, rightly read
        "chỉ thị cho các đơn vị",
        "xã Đắk Gản",  # a place may be spelled in a way of its own
        "xã Lao Xá Phình",  # "Lao" is not the commune "Ia O"
        "xã La Pan Tẩn",
        "cấp huyện đối với cấp xã",
        "tạo công ăn việc làm",
        "hoà bình, Uỷ ban nhân dân, thủ tục",
        "giấy phép số 18",
        "Tờ trình 10/TTr-STTTT, Quyết định 19/2014/QĐ-TTg",
        "chi, cục",  # a comma between: two words
        "THỦ TRƯỞNG",  # as good a word as "thứ trưởng"
        "HUYỆN QUẢN BẠ, THỊ XÃ TỊNH BIÊN",  # names that begin as "quận" and "tỉnh" would without their marks
        "Số nội vụ, bộ hồ sơ tài chính",  # "Sở" and "Bộ" only in capitals
        "nắm chắc 12 tháng 5 năm qua",
        "Phạm Thị Thanh Trà, Nguyễn Thế Thảo, Lê Văn Hòa",  # persons, no inspectorate, sports or culture
        "PHẠM THỊ THANH TRÀ",
        "150 lớp, 8 tổ, 5.805 triệu",  # figures, whatever letters they look like
        "cơ quan Ủy ban nhân dân",  # "quận ủy" does not stand there
        "văn bản chỉ đạo, giảm dần số lượng",
        "**Căn cứ** Luật Đất đai",
        "",
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert mended(text) == (text, ())


@settings(deadline=None)  # the first example loads the vocabulary and the gazetteer
@given(
    st.lists(
        st.sampled_from(
            [
                "Chỉ",
                "cục",
                "Thế",
                "thao",
                "TCVN",
                "1SO",
                "xã",
                "la",
                "Dom",
                ",",
                ".",
                "“",
                "”",
                "QĐĐ-UBND",
                "H”Drai",
                "tổ",
                "chúc",
                "12",
                "(x)",
            ]
        )
    )
)
def test_mending_twice_changes_nothing_more(words: list[str]) -> None:
    once, _ = mended(" ".join(words))
    assert mended(once) == (once, ())


def scanned(text: str, page: int, confidence: float) -> Paragraph:
    return Paragraph(text, Place(page=page, confidence=confidence))


def test_each_correction_is_told_once_with_its_pages() -> None:
    read = Document(
        "pdf-scan",
        (
            scanned("Chỉ cục Kiểm lâm", 3, 0.7),
            scanned("Chỉ cục Thú y", 5, 0.6),
            scanned("Chỉ cục Thủy lợi", 6, 0.97),
        ),
    )
    right = mend(read)
    assert [block.text for block in right.blocks if isinstance(block, Paragraph)] == [
        "Chi cục Kiểm lâm",
        "Chi cục Thú y",
        "Chỉ cục Thủy lợi",  # read surely: the print itself may err
    ]
    (finding,) = irregular(right)
    assert finding.rule == "ocr_corrected"
    assert finding.message == (
        "The recognized text reads “Chỉ cục” (pages 3, 5, 2 times); it was put right to “Chi cục”, a known wording."
    )
    assert finding.place.page == 3
    assert mend(right) == right


def test_a_file_with_text_of_its_own_is_left_as_it_is() -> None:
    read = Document("pdf", (Paragraph("Chỉ cục Kiểm lâm", Place(page=1)),))
    assert mend(read) == read


def typed(*texts: str) -> Document:
    return Document("text", tuple(Paragraph(text, Place(line=line)) for line, text in enumerate(texts, 1)))


@pytest.mark.parametrize(
    "slips",
    [
        ("CỌNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",),  # what the form prescribes
        ("Quyêt định này có hiệu lực", "Cản cứ Luật Thủy sản", "Noi nhận:"),  # more than one typist's slip
    ],
)
def test_a_text_that_misspells_its_form_is_a_recognizers(slips: tuple[str, ...]) -> None:
    read = typed(*slips, "Chỉ cục Kiểm lâm và Văn phỏng Sở")
    right = mend(read)
    assert isinstance(right.blocks[-1], Paragraph)
    assert right.blocks[-1].text == "Chi cục Kiểm lâm và Văn phòng Sở"
    assert {note.actual for note in right.irregularities} >= {"“Chỉ cục”", "“Văn phỏng”"}
    assert mend(right) == right


def test_of_a_text_that_slips_once_only_its_capitals_and_days_are_put_right() -> None:
    read = typed("Lai Châu, ngay 2 tháng 3 năm 2020", "Chi tiết của Chỉ cục Kiểm lâm")
    assert [block.text for block in mend(read).blocks if isinstance(block, Paragraph)] == [
        "Lai Châu, ngày 2 tháng 3 năm 2020",
        "Chi tiết của Chỉ cục Kiểm lâm",
    ]


def test_a_recognizers_text_layer_is_put_right_and_a_typed_page_is_not() -> None:
    page = (Paragraph("Chỉ cục Kiểm lâm", Place(page=1)),)
    layer = Irregularity("recognized_text_layer", "1", Place(page=1))
    assert mend(Document("pdf", page)).blocks == page
    assert [note.actual for note in mend(Document("pdf", page, irregularities=(layer,))).irregularities] == [
        "1",
        "“Chỉ cục” (page 1)",
    ]


def test_what_the_form_prescribes_is_put_right_however_sure_the_recognizer_was() -> None:
    read = Document(
        "pdf-scan", (scanned("CÔNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1, 0.97), scanned("QUYẾT ĐINH", 1, 0.97))
    )
    assert [block.text for block in mend(read).blocks if isinstance(block, Paragraph)] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "QUYẾT ĐỊNH",
    ]


def test_a_head_whose_marks_are_misread_says_what_the_right_one_says() -> None:
    head = (
        "ỦY BAN NHẦN DÂN\nTINH LAI CHÂU\nCỌNG HÒA XÃ HÔI CHỦ NGHĨA VIỆT NAM\nĐôc lập - Tự do - Hạnh phúc\n"
        "Sồ: 318/QĐ-UBND\nLai Châu, ngáy 12 tháng 4 nắm 2019\n\nQUYÊT ĐỊNH\nPhê duyệt kế hoạch kiểm tra năm 2019\n\n"
        "Điều 1. Phê duyệt kế hoạch kiểm tra năm 2019.\n\nTM. ỦY BAN NHÂN DẬN\nKT. CHỦ TICH\n"
        "PHÓ CHỦ TICH\nGiàng A Tính\n"
    )
    result = process(head.encode(), "a.txt")
    (row,) = result.tables["documents"]
    facts = ("type_code", "number", "issued_on", "issuer_id", "signer_name", "signer_title")
    assert [row[name] for name in facts] == ["QĐ", 318, date(2019, 4, 12), "ubnd-12", "Giàng A Tính", "Phó Chủ tịch"]


def pieces(first: str, second: str, confidence: float | None) -> Document:
    read = document(printed(first, page=1), printed(second, page=2))
    blocks = []
    for table in read.tables():
        cells = tuple(replace(cell, place=replace(cell.place, confidence=confidence)) for cell in table.cells)
        blocks.append(replace(table, cells=cells))
    return replace(read, blocks=tuple(blocks))


HEADING = "STT | Tên cơ quan, tổ chức | Năm 2019"
MISREAD = "STT | Tên cơ quản, tổ chứe | Năm 2019"


def test_a_heading_that_is_misread_on_one_page_is_still_the_same_heading() -> None:
    read = pieces(f"{HEADING}\n1 | Sở Xây dựng | x", f"{MISREAD}\n2 | Sở Nội vụ | x", 0.8)
    assert [table.rows for table in shape(read).tables()] == [3]
    assert (
        len(shape(replace(pieces(f"{HEADING}\n1 | Sở Xây dựng | x", f"{MISREAD}\n2 | Sở Y tế | x", None))).tables())
        == 2
    )


def test_headings_of_two_years_are_two_headings_on_a_scan_too() -> None:
    other = HEADING.replace("2019", "2020")
    read = pieces(f"{HEADING}\n1 | Sở Xây dựng | x", f"{other}\n1 | Sở Nội vụ | x", 0.8)
    assert len(shape(read).tables()) == 2


def letterhead(number: float, day: float) -> Document:
    """Return the head of a scanned decision whose number and day were read with some confidence."""
    return Document(
        "pdf-scan",
        (
            scanned("ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN", 1, 0.96),
            scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1, 0.96),
            scanned("Độc lập - Tự do - Hạnh phúc", 1, 0.96),
            scanned("Số: 318/QĐ-UBND", 1, number),
            scanned("Điện Biên, ngày 12 tháng 4 năm 2019", 1, day),
            scanned("QUYẾT ĐỊNH", 1, 0.96),
            scanned("Phê duyệt kế hoạch kiểm tra năm 2019", 1, 0.96),
            scanned("Điều 1. Phê duyệt kế hoạch kiểm tra năm 2019.", 1, 0.96),
        ),
    )


@pytest.mark.parametrize(
    ("number", "day", "read"),
    [
        (0.95, 0.95, ("318/QĐ-UBND", date(2019, 4, 12), 0)),
        (0.4, 0.95, (None, date(2019, 4, 12), 1)),
        (0.95, 0.4, ("318/QĐ-UBND", None, 1)),
        (0.4, 0.4, (None, None, 2)),
    ],
)
def test_a_number_or_day_written_by_hand_is_left_empty_and_told(
    number: float, day: float, read: tuple[str | None, date | None, int]
) -> None:
    (result,) = understand(Reading("0" * 64, 1, "pdf-scan", document=letterhead(number, day)), "scan.pdf")
    (row,) = result.tables["documents"]
    told = [finding for finding in result.tables["findings"] if finding["rule"] == "doubtful_reading"]
    assert (row.get("code"), row.get("issued_on"), len(told)) == read
    assert row["type_code"] == "QĐ"


def test_a_doubtful_figure_in_a_table_is_a_finding_at_its_cell() -> None:
    read = pieces(f"{HEADING}\n1 | Sở Xây dựng | 12", f"{HEADING}\n2 | Sở Nội vụ | x", 0.9)
    first = read.tables()[0]
    cells = tuple(
        replace(cell, place=replace(cell.place, confidence=0.4)) if cell.text in ("12", "Sở Xây dựng") else cell
        for cell in first.cells
    )
    (finding,) = doubtful_figures(replace(read, blocks=(replace(first, cells=cells), *read.blocks[1:])))
    assert (finding.actual, finding.place.page) == ("12", 1)


def sections(*texts: str) -> list[str]:
    """Return the paragraphs of a scan after mending."""
    right = mend(Document("pdf-scan", tuple(scanned(text, 1, 0.8) for text in texts)))
    return [block.text for block in right.blocks if isinstance(block, Paragraph)]


def test_the_first_of_two_ones_before_a_second_section_is_the_first_section() -> None:
    read = ["1. Mục đích, yêu cầu", "1. Mục đích", "Đưa vào áp dụng.", "2. Yêu cầu", "II. Phạm vi", "1. Cơ quan"]
    assert sections(*read) == ["I. Mục đích, yêu cầu", *read[1:]]


@pytest.mark.parametrize(
    "read",
    [
        ["I. Mục đích", "1. Cơ quan", "1. Đơn vị", "II. Phạm vi"],  # there is a first section
        ["1. Mục đích", "2. Yêu cầu", "II. Phạm vi"],  # only one "1."
        ["1. Mục đích", "1. Yêu cầu", "2. Phạm vi"],  # no second section
    ],
)
def test_other_ones_stay(read: list[str]) -> None:
    assert sections(*read) == read
