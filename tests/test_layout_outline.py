"""Parts, outline and healed prose: every paragraph in exactly one section, every heading under its own."""

from __future__ import annotations

import pytest

from extractors.document import Document, Paragraph, Place
from extractors.layout import shape
from extractors.layout.frames import split_lines
from extractors.layout.marks import heading_label
from extractors.layout.titles import annex_number
from tests.layout_tables import document, printed, prose


def of(*lines: str) -> Document:
    return shape(document(*(prose(line) for line in lines), format="docx"))


def outline(shaped: Document) -> list[tuple[str, str]]:
    return [(section.path, section.heading or section.text) for section in shaped.sections]


def test_a_plan_is_outlined_by_its_labels() -> None:
    shaped = of(
        "KẾ HOẠCH",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Nâng cao chất lượng;",
        "+ Rút ngắn thời gian.",
        "II. NỘI DUNG",
        "1. Nội dung",
        "1.1. Đào tạo, tập huấn",
        "1.2. Các bước chuyển đổi",
        "2. Tiến độ",
        "2.1. Năm 2018",
        "a) Cơ quan chủ trì: Sở Khoa học và Công nghệ",
        "đ) Khác",
    )
    assert [section.path for section in shaped.sections] == [
        "",
        "I",
        "I.1",
        "II",
        "II.1",
        "II.1.1",
        "II.1.2",
        "II.2",
        "II.2.1",
        "II.2.1.a",
    ]
    assert shaped.sections[2].heading == "Mục đích"
    assert shaped.sections[2].text == "- Nâng cao chất lượng;\n+ Rút ngắn thời gian."
    last = shaped.sections[-1]
    assert (last.heading, last.text) == ("Cơ quan chủ trì", "Sở Khoa học và Công nghệ\nđ) Khác")


def test_a_decision_that_holds_its_plan_in_an_article() -> None:
    shaped = of(
        "QUYẾT ĐỊNH",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt Kế hoạch với những nội dung sau đây:",
        "I. Mục đích",
        "2. Yêu cầu",
        "1. Mục tiêu",
        "2. Yêu cầu",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Nơi nhận:",
        "- Như Điều 2;",
    )
    assert [section.path for section in shaped.sections] == [
        "",
        "Điều 1",
        "Điều 1.I",
        "Điều 1.I.1",
        "Điều 1.I.2",
        "Điều 2",
        "",
    ]
    assert shaped.sections[2].text == "2. Yêu cầu"


def test_labels_that_the_word_processor_counts_are_labels() -> None:
    shaped = shape(
        document(
            Paragraph("Mục đích", Place(), label="I."),
            Paragraph("Yêu cầu", Place(), label="1."),
            Paragraph("đúng tiến độ", Place(), label="-"),
            format="docx",
        )
    )
    assert outline(shaped) == [("I", "Mục đích"), ("I.1", "Yêu cầu")]
    assert shaped.sections[1].text == "- đúng tiến độ"


def test_chapters_hold_articles() -> None:
    shaped = of(
        "QUY CHẾ", "Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "1. Áp dụng chung.", "Chương II", "Điều 2. Hiệu lực"
    )
    assert [section.path for section in shaped.sections][1:] == [
        "Chương I",
        "Chương I.Điều 1",
        "Chương I.Điều 1.1",
        "Chương II",
        "Chương II.Điều 2",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.1.2020 là ngày bắt đầu",
        "9001:2015 là phiên bản mới",
        "20.000 đồng mỗi người",
        "TT. Tỉnh ủy",
        "KT. CHỦ TỊCH",
        "TM. ỦY BAN NHÂN DÂN",
        "Mục II của Kế hoạch này",
        "Điều 4 Quyết định số 19",
        "30/6/2016 của Ủy ban",
        "12",
        "- Các đơn vị",
        "2.5 triệu đồng",
    ],
)
def test_false_friends_open_nothing(text: str) -> None:
    assert heading_label(prose(text)) is None


def test_an_initial_is_no_roman_numeral_out_of_its_run() -> None:
    shaped = of("KẾ HOẠCH", "I. Mục đích", "Nội dung.", "V. Nguyễn")
    assert [section.path for section in shaped.sections] == ["", "I"]


def test_closing_recipients_and_signature_stand_apart() -> None:
    shaped = of(
        "KẾ HOẠCH",
        "I. TỔ CHỨC",
        "1. Sở Y tế",
        "Trên đây là Kế hoạch của tỉnh.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
    )
    assert [section.path for section in shaped.sections] == ["", "I", "I.1", ""]
    assert shaped.sections[-1].text.startswith("Trên đây")


def test_every_paragraph_is_in_exactly_one_section() -> None:
    shaped = of(
        "KẾ HOẠCH", "Căn cứ A;", "I. MỤC ĐÍCH", "x", "3. Nhảy số", "b) thiếu a", "Phụ lục 01", "DANH SÁCH", "1. Sở Y tế"
    )
    listed = [index for section in shaped.sections for index in section.blocks]
    assert listed == list(range(len(shaped.blocks)))


SIGNED = ("Nơi nhận:", "- Như Điều 2;", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_a_decision_its_plan_and_their_annexes_are_parts() -> None:
    table = printed("STT | Tên\n1 | Sở Y tế", page=1)
    blocks = [
        *map(prose, ("QUYẾT ĐỊNH", "Phê duyệt Kế hoạch", "Điều 1. Phê duyệt Kế hoạch.", *SIGNED)),
        *map(prose, ("KẾ HOẠCH", "(Ban hành kèm theo Quyết định số 512/QĐ-UBND)", "I. MỤC ĐÍCH", *SIGNED[2:])),
        prose("Phụ lục 01: Kết quả áp dụng"),
        table,
        prose("Phụ lục II"),
        prose("LỘ TRÌNH TRIỂN KHAI"),
        table,
        prose("DỰ TOÁN CHI PHÍ NĂM 2018"),
        table,
    ]
    shaped = shape(document(*blocks, format="docx"))
    assert [part.name for part in shaped.parts] == ["decision", "plan", "annex 1", "annex 2", "annex 3"]
    assert [part.title for part in shaped.parts][1:] == [
        "KẾ HOẠCH",
        "Kết quả áp dụng",
        "LỘ TRÌNH TRIỂN KHAI",
        "DỰ TOÁN CHI PHÍ NĂM 2018",
    ]
    assert [table.part for table in shaped.tables()] == [2, 3, 4]


def test_a_labelled_table_between_two_headings_of_the_text_is_no_annex() -> None:
    table = printed("STT | Tên\n1 | Sở Y tế", page=1)
    head = [*map(prose, ("BÁO CÁO", "Kết quả áp dụng", "I. KẾT QUẢ")), prose("Biểu: Kết quả từng cơ quan"), table]
    inside = shape(document(*head, *map(prose, ("II. NHIỆM VỤ", "Các sở báo cáo."))))
    assert [part.name for part in inside.parts] == ["decision"]
    assert [section.path for section in inside.sections] == ["", "I", "II"]
    behind = shape(document(*head, *map(prose, ("I. SỞ Y TẾ", "Kết quả."))))
    assert [part.name for part in behind.parts][1:] == ["annex 1"]


def test_a_plan_for_itself_starts_with_part_plan() -> None:
    assert [part.name for part in of("Số: 1129/KH-UBND", "KẾ HOẠCH", "Chuyển đổi hệ thống", "I. MỤC ĐÍCH").parts] == [
        "plan"
    ]


def test_a_text_that_is_no_official_document() -> None:
    assert [part.name for part in of("Phê duyệt Kế hoạch triển khai", "UBND tỉnh đã ban hành kế hoạch.").parts] == [
        "text"
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Phụ lục 01: Kết quả", (True, 1, "Kết quả")),
        ("PHỤ LỤC", (True, None, "")),
        ("Phụ lục IV", (True, 4, "")),
        ("PHỤ LỤC DANH SÁCH CÁC CƠ QUAN", (True, None, "DANH SÁCH CÁC CƠ QUAN")),
        ("Phụ lục số 02.", (True, 2, "")),
        ("Phụ lục kèm theo", (False, None, "")),
        ("Phụ lục 1 và 2 kèm theo Kế hoạch này", (False, None, "")),
        ("(Phụ lục kèm theo)", (False, None, "")),
    ],
)
def test_annex_labels(text: str, read: tuple[bool, int | None, str]) -> None:
    assert annex_number(text) == read


def test_a_paragraph_cut_by_the_page_is_made_whole_over_the_page_number() -> None:
    shaped = shape(
        document(
            prose("- Nâng cao hiệu quả công tác quản lý của các cơ", page=1),
            prose("2", page=2),
            prose("quan hành chính tại địa phương.", page=2),
        )
    )
    assert [block.text for block in shaped.blocks if isinstance(block, Paragraph)] == [
        "- Nâng cao hiệu quả công tác quản lý của các cơ quan hành chính tại địa phương.",
        "2",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nâng cao hiệu quả công tác quản lý.", "quan trọng nhất là con người"),
        ("KẾ HOẠCH TRIỂN KHAI HỆ THỐNG", "về việc áp dụng"),
        ("Các cơ quan hành chính nhà nước thuộc tỉnh", "a) Sở Y tế"),
        ("Các cơ quan hành chính nhà nước thuộc tỉnh", "Nơi nhận:"),
    ],
)
def test_paragraphs_that_are_whole_stay_apart(first: str, second: str) -> None:
    assert len(shape(document(prose(first, page=1), prose(second, page=2))).blocks) == 2


def test_the_letter_head_in_a_layout_table_is_prose() -> None:
    head = printed(
        """ỦY BAN NHÂN DÂN TỈNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Số: 512/QĐ-UBND | Đắk Nông, ngày 18 tháng 4 năm 2018""",
        page=1,
    )
    shaped = shape(document(head))
    assert not shaped.tables()
    assert [block.text for block in shaped.blocks if isinstance(block, Paragraph)] == [
        "ỦY BAN NHÂN DÂN TỈNH",
        "Số: 512/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Đắk Nông, ngày 18 tháng 4 năm 2018",
    ]


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH Số: 512/QĐ-UBND", ["ỦY BAN NHÂN DÂN TỈNH", "Số: 512/QĐ-UBND"]),
        (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Kon Tum, ngày 10 tháng 7 năm 2020",
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Kon Tum, ngày 10 tháng 7 năm 2020"],
        ),
        (
            "Nơi nhận: - Như Điều 2; - Đài PT-TH tỉnh; - Lưu: VT.",
            ["Nơi nhận:", "- Như Điều 2;", "- Đài PT-TH tỉnh;", "- Lưu: VT."],
        ),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Quý",
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Quý"],
        ),
        ("KT.CHỦ TỊCH PHÓ CHỦ TỊCH Cao Huy", ["KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Cao Huy"]),
    ],
)
def test_the_lines_of_a_layout_cell_are_told_apart(cell: str, lines: list[str]) -> None:
    assert split_lines(cell) == lines


def test_the_party_labels_its_sections_with_dashes() -> None:
    shaped = of(
        "KẾ HOẠCH",
        "I- MỤC ĐÍCH, YÊU CẦU",
        "II- NHIỆM VỤ",
        "1- Tăng cường tuyên truyền",
        "a) Đối với cấp ủy",
        "2 - Kiểm tra, giám sát",
        "III - TỔ CHỨC THỰC HIỆN",
        "1- Đảng đoàn HĐND tỉnh lãnh đạo việc giám sát.",
    )
    paths = [section.path for section in shaped.sections]
    assert paths == ["", "I", "II", "II.1", "II.1.a", "II.2", "III", "III.1"]


@pytest.mark.parametrize("text", ["19-NQ/TW của Bộ Chính trị", "5 - 10 lớp mỗi năm", "2.1 - 2.5 lần", "12- 15 người"])
def test_a_dash_behind_a_number_is_no_label_where_no_heading_follows(text: str) -> None:
    assert heading_label(Paragraph(text, Place())) is None


def test_a_one_that_ocr_read_as_a_letter_opens_the_run() -> None:
    shaped = of(
        "KẾ HOẠCH",
        "I. NỘI DUNG",
        "1. Đào tạo",
        "II. TỔ CHỨC THỰC HIỆN",
        "l. Sở Nội vụ: Chủ trì.",
        "2. Sở Y tế: Phối hợp.",
    )
    assert [section.path for section in shaped.sections][-3:] == ["II", "II.1", "II.2"]
    lettered = of("I. NHIỆM VỤ", *(f"{letter}) Việc {letter}." for letter in "abcdđeghiklm"))
    assert lettered.sections[-2].path == "I.l"


@pytest.mark.parametrize("line", ["PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT", "PHẦN VĂN BẢN KHÁC", "PHẦN CHUNG"])
def test_a_heading_of_the_gazette_is_no_part_with_a_number(line: str) -> None:
    assert heading_label(Paragraph(line, Place())) is None


@pytest.mark.parametrize(
    ("article", "heading"),
    [
        ("Chánh Văn phòng UBND tỉnh, Giám đốc các Sở: Nội vụ, Tài chính chịu trách nhiệm thi hành Quyết định này.", ""),
        ("Thủ trưởng các cơ quan, đơn vị: Sở Y tế, Sở Xây dựng căn cứ Quyết định thi hành./.", ""),
        ("Trách nhiệm của các Sở: Sở Nội vụ có trách nhiệm theo dõi.", "Trách nhiệm của các Sở"),
        ("Tổ chức thực hiện: Chánh Văn phòng chịu trách nhiệm thi hành./.", "Tổ chức thực hiện"),
        ("Kinh phí thực hiện: 200 triệu đồng.", "Kinh phí thực hiện"),
    ],
)
def test_a_colon_within_the_sentence_of_an_article_ends_no_heading(article: str, heading: str) -> None:
    (section,) = [section for section in of("QUYẾT ĐỊNH:", f"Điều 3. {article}").sections if section.path]
    assert section.heading == heading
    assert heading or section.text == article


def test_the_preamble_stands_outside_what_is_numbered_above_it() -> None:
    shaped = of(
        "1. Trang chủ",
        "2. Văn bản",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Luật Giá ngày 20 tháng 6 năm 2012 được sửa đổi, bổ sung bởi:",
        "1. Luật Quy hoạch ngày 24 tháng 11 năm 2017;",
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
    )
    paths = [section.path for section in shaped.sections]
    assert paths == ["1", "2", "", "1", ""]


def test_whom_a_document_is_for_never_goes_on_with_its_title() -> None:
    title = "Về việc bổ sung đơn khởi kiện và tài liệu, chứng cứ kèm theo"
    shaped = shape(document(*map(prose, ("THÔNG BÁO", title, "Kính gửi: Bà Lê Thị Nhạn")), format="text"))
    assert [block.text for block in shaped.blocks if isinstance(block, Paragraph)] == [
        "THÔNG BÁO",
        title,
        "Kính gửi: Bà Lê Thị Nhạn",
    ]
