"""Documents whose lines a scraper has run into one paragraph."""

from __future__ import annotations

from extractors.document import Paragraph
from extractors.heads import header
from extractors.references import citations
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


def test_a_paragraph_that_only_cites_stays_whole() -> None:
    text = "Thực hiện Quyết định số 15/2012/QĐ-UBND ngày 05 tháng 10 năm 2012 của UBND tỉnh, các sở báo cáo. " * 4
    (paragraph,) = (block for block in shaped(text).blocks if isinstance(block, Paragraph))
    assert paragraph.text == text.strip()
