"""Documents whose lines a scraper has run into one paragraph."""

from __future__ import annotations

from datetime import date
from typing import Any

from extractors.document import Document, Paragraph
from extractors.heads import header
from extractors.layout import shape
from extractors.references import citations
from pipeline.process import process
from tests.layout_tables import document, prose
from tests.reading import shaped

FLAT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ỦY BAN NHÂN DÂN TỈNH AN GIANG Độc lập - Tự do - Hạnh phúc -------- ---------- "
    "An Giang, ngày 05 tháng 10 năm 2012 Số: 15/2012/QĐ-UBND QUYẾT ĐỊNH VỀ VIỆC GIAO ĐẤT TRÊN ĐỊA BÀN TỈNH AN GIANG "
    "ỦY BAN NHÂN DÂN TỈNH AN GIANG Căn cứ Luật Đất đai ngày 26 tháng 11 năm 2003; Căn cứ Nghị định số 181/2004/NĐ-CP "
    "ngày 29 tháng 10 năm 2004 của Chính phủ về thi hành Luật Đất đai; Xét đề nghị của Giám đốc Sở Tài nguyên và Môi "
    "trường, QUYẾT ĐỊNH: Điều 1. Giao đất cho các huyện. Điều 2. Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký. "
    "Nơi nhận: - Như trên; - Lưu: VT. TM. ỦY BAN NHÂN DÂN CHỦ TỊCH (đã ký) Lê Văn Quý"
)


def test_the_form_of_a_document_shows_where_its_lines_were() -> None:
    document = shaped(FLAT)
    cited = citations.extract(document)
    facts = header.extract(document, cited)
    assert (facts.values["type_code"], facts.values["code"]) == ("QĐ", "15/2012/QĐ-UBND")
    assert facts.values["issuer_raw"] == "ỦY BAN NHÂN DÂN TỈNH AN GIANG"
    assert facts.values["title"] == "VỀ VIỆC GIAO ĐẤT TRÊN ĐỊA BÀN TỈNH AN GIANG"
    assert (facts.values["signed_for"], facts.values["signer_name"]) == ("TM.", "Lê Văn Quý")
    assert [row.values["relation"] for row in cited.records] == ["legal_basis", "legal_basis", "mentions"]
    assert [section.path for section in document.sections if section.path] == ["Điều 1", "Điều 2"]


def test_a_title_in_small_letters_and_a_minister_who_is_signed_for() -> None:
    facts = header.extract(
        document := shaped(
            "BỘ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: 28/2014/TT-BYT Hà Nội, ngày 26 "
            "tháng 8 năm 2014 THÔNG TƯ Quy định về việc bồi dưỡng Căn cứ Luật Giá ngày 20 tháng 6 năm 2012; Bộ trưởng "
            "Bộ Y tế ban hành Thông tư. Điều 1. Phạm vi. Điều 2. Thông tư này có hiệu lực kể từ ngày 12 tháng 10 năm "
            "2014. KT. BỘ TRƯỞNG THỨ TRƯỞNG (Đã ký) Lê Văn Quý"
        ),
        citations.extract(document),
    )
    values = facts.values
    assert (values["signer_name"], values["signer_title"], values["signed_for"]) == ("Lê Văn Quý", "Thứ trưởng", "KT.")


def test_a_subject_ends_before_the_addressee() -> None:
    text = (
        "1. SỞ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: 2917/SYT-VP Gia Lai, ngày 05 "
        "tháng 11 năm 2010 V/v báo cáo thiệt hại do lũ lụt. Kính gửi: - Ủy ban nhân dân tỉnh Gia Lai; - Bộ Y tế. Vừa "
        "qua, tỉnh Gia Lai bị ảnh hưởng của mưa lớn; Sở Y tế báo cáo như sau: I. TÌNH HÌNH: 1. Thiệt hại 5 triệu đồng."
    )
    document = shaped(text)
    assert header.extract(document, citations.extract(document)).values["title"] == "báo cáo thiệt hại do lũ lụt"


def test_a_subject_without_a_stop_ends_before_the_addressee_too() -> None:
    document = shaped(
        "SỞ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: 2917/SYT-VP Gia Lai, ngày 05 tháng "
        "11 năm 2010 V/v báo cáo thiệt hại do lũ lụt Kính gửi: Ủy ban nhân dân tỉnh Gia Lai. Vừa qua, tỉnh Gia Lai bị "
        "ảnh hưởng của mưa lớn; Sở Y tế báo cáo như sau: I. TÌNH HÌNH: 1. Thiệt hại 5 triệu đồng."
    )
    lines = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "V/v báo cáo thiệt hại do lũ lụt" in lines


def test_a_paragraph_that_only_cites_stays_whole() -> None:
    text = "Thực hiện Quyết định số 15/2012/QĐ-UBND ngày 05 tháng 10 năm 2012 của UBND tỉnh, các sở báo cáo. " * 4
    (paragraph,) = (block for block in shaped(text).blocks if isinstance(block, Paragraph))
    assert paragraph.text == text.strip()


def test_a_law_out_of_the_gazette_on_one_line_prints_no_day_in_its_head() -> None:
    text = (
        "CÔNG BÁO/Số 171 + 172/Ngày 13-3-2011 3 PHẦN I. VĂN BẢN QUY PHẠM PHÁP LUẬT QUỐC HỘI QUỐC HỘI CỘNG HÒA XÃ HỘI "
        "CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Luật số: 62/2010/QH12 LUẬT SỬA ĐỔI MỘT SỐ ĐIỀU CỦA LUẬT GIÁ "
        "Căn cứ Hiến pháp năm 1992; Quốc hội ban hành Luật sửa đổi một số điều của Luật Giá. Điều 1. Sửa khoản 3. "
        "Điều 2. Luật này có hiệu lực từ ngày 01 tháng 7 năm 2011.\n"
    )
    (document,) = process(text.encode(), "a.txt").tables["documents"]
    assert (document["code"], document["issuer_raw"]) == ("62/2010/QH12", "QUỐC HỘI")
    assert document["title"] == "SỬA ĐỔI MỘT SỐ ĐIỀU CỦA LUẬT GIÁ"


# a head and a signature whose cells a scraper has run together, each in its own paragraph

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------"
DECIDES = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG"
DAY = "Sóc Trăng, ngày 03 tháng 12 năm 2020"
PAGE = "Quyết định 214/QĐ-UBND năm 2020 về Quy chế quản lý chợ nổi tỉnh Sóc Trăng."
BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành Quy chế quản lý chợ nổi.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
)


def of(*paragraphs: str) -> Document:
    return shape(document(*(prose(text, line=line) for line, text in enumerate(paragraphs, 1)), format="txt"))


def told(read: Document, *names: str) -> tuple[Any, ...]:
    values = header.extract(read, citations.extract(read)).values
    return tuple(values.get(name) for name in names)


def test_a_day_that_runs_on_into_the_type_shows_that_the_head_is_run_together() -> None:
    read = of(
        f"ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG {MOTTO}",
        f"Số: 214/QĐ-UBND {DAY} QUYẾT ĐỊNH BAN HÀNH QUY CHẾ QUẢN LÝ CHỢ NỔI {DECIDES}",
        *BODY,
    )
    lines = [block.text for block in read.blocks if isinstance(block, Paragraph)]
    assert lines[:2] == ["ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert lines[3:8] == ["Số: 214/QĐ-UBND", DAY, "QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ QUẢN LÝ CHỢ NỔI", DECIDES]
    assert told(read, "type_code", "code", "issued_on", "title") == (
        *("QĐ", "214/QĐ-UBND", date(2020, 12, 3), "BAN HÀNH QUY CHẾ QUẢN LÝ CHỢ NỔI"),
    )


def test_a_body_that_the_title_speaks_of_is_not_the_one_that_decides() -> None:
    title = "BAN HÀNH QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG"
    read = of(f"ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG {MOTTO}", f"Số: 214/QĐ-UBND {DAY} QUYẾT ĐỊNH {title} {DECIDES}", *BODY)
    assert [title, DECIDES] == [block.text for block in read.blocks if isinstance(block, Paragraph)][6:8]


def test_a_day_that_runs_on_into_the_addressee() -> None:
    read = of(
        f"SỞ CÔNG THƯƠNG SÓC TRĂNG {MOTTO}",
        f"Số: 77/SCT-QLTM V/v sắp xếp chợ nổi {DAY} Kính gửi: Ủy ban nhân dân các huyện",
        "Thực hiện chỉ đạo của UBND tỉnh, Sở đề nghị các huyện báo cáo.",
    )
    lines = [block.text for block in read.blocks if isinstance(block, Paragraph)]
    assert lines[3:7] == [
        *("Số: 77/SCT-QLTM", "V/v sắp xếp chợ nổi", DAY, "Kính gửi: Ủy ban nhân dân các huyện"),
    ]
    assert told(read, "title") == ("sắp xếp chợ nổi",)


def test_the_title_of_the_page_that_each_piece_repeats_is_a_line_of_its_own() -> None:
    read = of(
        f"{PAGE} ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG -------",
        MOTTO,
        "Số: 214/QĐ-UBND",
        f"{DAY} QUYẾT ĐỊNH BAN HÀNH QUY CHẾ QUẢN LÝ CHỢ NỔI {DECIDES}",
        *BODY[:2],
        *(f"{PAGE} {article}" for article in BODY[2:]),
    )
    assert told(read, "issuer_raw") == ("ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG",)
    assert [section.path for section in read.sections if section.path] == ["Điều 1", "Điều 2"]


def test_post_and_name_behind_the_recipients_of_such_a_page_are_the_signature() -> None:
    recipients = "Nơi nhận: - Như Điều 2; - Lưu: VT (2b). Hoa"
    read = of(MOTTO, f"Số: 214/QĐ-UBND {DAY} QUYẾT ĐỊNH {DECIDES}", *BODY, f"{recipients} GIÁM ĐỐC Lâm Thị Sen")
    lines = [block.text for block in read.blocks if isinstance(block, Paragraph)]
    assert lines[-3:] == [recipients, "GIÁM ĐỐC", "Lâm Thị Sen"]
    deputy = of(MOTTO, f"{DAY} QUYẾT ĐỊNH {DECIDES}", *BODY, "- Lưu: VT. KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lâm Thị Sen")
    assert told(deputy, "signer_name", "signer_title", "signed_for") == ("Lâm Thị Sen", "Phó Chủ tịch", "KT.")


def test_a_head_whose_day_ends_its_line_stays_as_it_is() -> None:
    printed = (f"ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG {MOTTO}", "Số: 214/QĐ-UBND", DAY, "QUYẾT ĐỊNH", *BODY)
    read = of(*printed)
    assert [block.text for block in read.blocks if isinstance(block, Paragraph)] == list(printed)
