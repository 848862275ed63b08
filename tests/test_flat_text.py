"""Documents whose lines a scraper has run into one paragraph."""

from __future__ import annotations

from extractors.document import Paragraph
from extractors.heads import header
from extractors.references import citations
from pipeline.process import process
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
    assert [row.values["relation"] for row in cited.records] == ["legal_basis"] * 2
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
