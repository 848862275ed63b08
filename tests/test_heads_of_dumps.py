"""Heads that portals and converters print otherwise: number and subject elsewhere, lines lost, other texts alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.heads import head_words
from pipeline.process import process
from pipeline.result import DocumentResult, Settings

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def _run(text: str) -> DocumentResult:
    return process(text.encode(), "a.txt", Settings())


def _document(text: str) -> dict[str, Any]:
    return _run(text).tables["documents"][0]


def _skipped(text: str) -> bool:
    return not _run(text).tables.get("documents")


@pytest.mark.parametrize("kind", ["QUYẾT ĐỊNH", "Quyết định"])
def test_number_day_and_body_stand_on_the_line_under_the_type(kind: str) -> None:
    text = (
        f"{kind}\nSố 7/2006/QĐ-BXD ngày 27/11/2006 của Bộ Xây dựng Về việc ban hành định mức vật tư\n"
        "BỘ TRƯỞNG BỘ XÂY DỰNG\nCăn cứ Luật Xây dựng ngày 26 tháng 11 năm 2003;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành định mức.\n"
    )
    document = _document(text)
    assert (document["type_code"], document["number"]) == ("QĐ", 7)
    assert document["issued_on"] == date(2006, 11, 27)
    assert document["issuer_id"] == "00-bo-xay-dung"
    assert document["title"] == "Về việc ban hành định mức vật tư"


LETTER = (
    f"SỞ CÔNG THƯƠNG TỈNH NAM ĐỊNH\n{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\nSố: 45/SCT-VP\n"
    "Nam Định, ngày 3 tháng 4 năm 2013\nKính gửi: Các phòng kinh tế huyện\n{below}\n"
    "Sở đề nghị các phòng gửi số liệu trước ngày 10 hằng tháng.\n"
)


def test_a_letters_subject_stands_below_its_addressee() -> None:
    assert _document(LETTER.format(below="V/v gửi số liệu chợ nông thôn"))["title"] == "gửi số liệu chợ nông thôn"


def test_a_sentence_below_the_addressee_is_no_subject() -> None:
    below = "Về việc gửi số liệu chợ nông thôn mà các phòng đã hỏi, Sở Công Thương có ý kiến như sau:"
    assert _document(LETTER.format(below=below)).get("title") is None


def test_a_letter_of_which_body_and_number_are_lost() -> None:
    text = (
        f"{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày 7 tháng 8 năm 2009\nV/v thuế của hàng mẫu\n"
        "Kính gửi: Công ty trách nhiệm hữu hạn Hoa Mai\nHàng mẫu gửi tặng được tính thuế như hàng bán.\n"
    )
    document = _document(text)
    assert (document["type_code"], document["title"]) == ("CV", "thuế của hàng mẫu")
    assert (document.get("issuer_raw"), document.get("number")) == (None, None)


def test_a_certificates_symbol_makes_no_letter() -> None:
    text = (
        f"{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\nGIẤY KHAI SINH\nSố: 15/GKS-BS\n"
        "Họ, chữ đệm, tên: Trần Thị Hoa\nNgày sinh: 01/02/2010\nNơi sinh: trạm y tế\n"
    )
    assert _skipped(text)


def test_running_text_that_says_what_was_promulgated_with_a_decision_is_not_that_decision() -> None:
    text = (
        "Đổi mới cách làm việc ở cơ sở\nQuy chế này ban hành kèm theo Quyết định số 28/2015/QĐ-UBND ngày 5/6/2015 của "
        "UBND tỉnh Nam Định.\nNgười dân mong đợi nhiều hơn.\n"
    )
    assert _skipped(text)


def test_a_day_that_stands_broken_over_three_lines() -> None:
    text = (
        f"UBND TỈNH NAM ĐỊNH\n{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\nSố: 45/QĐ-UBND\n"
        "Nam Định, ngày 3\ntháng\n4 năm 2013\nQUYẾT ĐỊNH\nVỀ VIỆC LẬP TỔ KIỂM TRA\nCăn cứ Luật Thanh tra năm 2010;\n"
    )
    assert _document(text)["issued_on"] == date(2013, 4, 3)


def _cells(body: str, symbol: str, place: str, text: str = "Đơn vị thực hiện theo quy định hiện hành.") -> str:
    """Return a letter of a portal that prints of each cell its first line only."""
    return (
        f"{body} | {MOTTO} |\nSố: {symbol} | {place}, ngày 04 tháng 06 năm 2015 |\n"
        f"Kính gửi: Công ty cổ phần Sao Mai\nTrả lời văn bản của Công ty, cơ quan có ý kiến như sau:\n{text}\n"
    )


@pytest.mark.parametrize(
    ("body", "symbol", "place"),
    [
        ("BẢO HIỂM XÃ HỘI", "123/BHXH-QLT", "TP. Hồ Chí Minh"),
        ("KHO BẠC NHÀ NƯỚC", "77/KBNN-KTNN", "Hà Nội"),
        ("NGÂN HÀNG CHÍNH SÁCH XÃ HỘI", "9/NHCS-TD", "Hà Nội"),
        ("NGÂN HÀNG", "9/NHCS-TD", "Hà Nội"),
        ("CÔNG AN", "9/CAT-PV01", "Hà Giang"),
    ],
)
def test_a_body_with_branches_in_every_province_does_not_say_which_one_writes(
    body: str, symbol: str, place: str
) -> None:
    result = _run(_cells(body, symbol, place))
    document = result.tables["documents"][0]
    assert (document["issuer_raw"], document["issuer_id"]) == (body, None)
    assert "ambiguous_agency" in {row["rule"] for row in result.tables["findings"]}


def test_the_head_of_all_branches_where_the_text_names_it_in_the_capital() -> None:
    said = "Bảo hiểm xã hội Việt Nam đề nghị Công ty gửi hồ sơ."
    assert _document(_cells("BẢO HIỂM XÃ HỘI", "5/BHXH-BT", "Hà Nội", said))["issuer_id"] == (
        "00-bao-hiem-xa-hoi-viet-nam"
    )
    assert _document(_cells("BẢO HIỂM XÃ HỘI", "5/BHXH-BT", "Đà Nẵng", said))["issuer_id"] is None


@pytest.mark.parametrize(
    ("body", "symbol"),
    [("BỘ TÀI CHÍNH", "77/KBNN-KTNN"), ("BỘ TÀI CHÍNH", "77/TCT-CS"), ("TỔNG CỤC THUẾ", "8/CT-TTHT")],
)
def test_a_symbol_of_a_body_below_the_one_printed_leaves_the_issuer_open(body: str, symbol: str) -> None:
    result = _run(_cells(body, symbol, "Hà Nội"))
    document = result.tables["documents"][0]
    assert (document["type_code"], document.get("issuer_raw")) == ("CV", None)
    assert [row["actual"] for row in result.tables["findings"] if row["rule"] == "ambiguous_agency"] == [body]


def test_a_ministrys_own_symbol_keeps_it_the_issuer() -> None:
    assert _document(_cells("BỘ TÀI CHÍNH", "77/BTC-TCT", "Hà Nội"))["issuer_id"] == "00-bo-tai-chinh"
    assert _document(_cells("BỘ TÀI CHÍNH", "77/TC-TCT", "Hà Nội"))["issuer_id"] == "00-bo-tai-chinh"


def test_a_departments_cut_name_is_that_of_its_symbol() -> None:
    document = _document(_cells("SỞ GIÁO DỤC", "77/SGDĐT-GDTH", "Nam Định"))
    assert document["issuer_raw"] == "Sở Giáo dục và Đào tạo"


def test_a_phrase_that_goes_on_with_a_word_for_a_type() -> None:
    text = (
        f"BỘ TÀI CHÍNH\n{MOTTO}\nSố: 6/2013/TT-BTC\nHà Nội, ngày 2 tháng 5 năm 2013\nTHÔNG TƯ\n"
        "QUY ĐỊNH KINH PHÍ CỦA\nCHƯƠNG TRÌNH NƯỚC SẠCH NÔNG THÔN\nCăn cứ Luật Ngân sách nhà nước;\n"
    )
    assert _document(text)["title"] == "QUY ĐỊNH KINH PHÍ CỦA CHƯƠNG TRÌNH NƯỚC SẠCH NÔNG THÔN"


def test_a_sentence_about_the_year_is_no_end_of_a_title() -> None:
    text = (
        f"SỞ Y TẾ TỈNH NAM ĐỊNH\n{MOTTO}\nSố: 1/CT-SYT\nNam Định, ngày 2 tháng 1 năm 2011\nCHỈ THỊ\n"
        "VỀ VIỆC PHÒNG DỊCH\nNăm 2011 là năm thứ hai thực hiện đề án phòng dịch.\nCác đơn vị thực hiện như sau:\n"
    )
    assert _document(text)["title"] == "VỀ VIỆC PHÒNG DỊCH"


def test_who_decides_stands_on_a_line_of_its_own_under_the_type_and_ran_into_the_title() -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nTỈNH NAM ĐỊNH\n{MOTTO}\nSố: 99/QĐ-UB\nNam Định, ngày 2 tháng 5 năm 1998\nQUYẾT ĐỊNH\n"
        "CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nV/v lập ban phòng chống bão ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH\n"
        "- Căn cứ Luật Tổ chức HĐND và UBND ngày 21/6/1994;\n"
    )
    assert _document(text)["title"] == "V/v lập ban phòng chống bão"


def test_a_day_behind_a_blank_place() -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nXÃ ..........\nSố: 12/BC-UBND\n{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\n"
        ".........., ngày 20 tháng 6 năm 2018\nBÁO CÁO\nTình hình của xã\nI. KẾT QUẢ\nXã làm được nhiều việc.\n"
    )
    assert _document(text)["issued_on"] == date(2018, 6, 20)


def test_news_of_a_telegram_under_an_english_weekday() -> None:
    text = (
        "Chủ tịch tỉnh gửi công điện về mưa lũ ở miền núi\nSaturday, 21/07/2018, 10:48 AM\n"
        "Sáng nay Chủ tịch UBND tỉnh có công điện yêu cầu các huyện trực ban ngày đêm.\n"
    )
    document = _document(text)
    assert (document["type_code"], document["issued_on"]) == ("TIN", date(2018, 7, 21))


def test_bodies_of_every_level() -> None:
    assert head_words.is_of_no_level("TOÀ ÁN NHÂN DÂN")
    assert not head_words.is_of_no_level("TÒA ÁN NHÂN DÂN TỐI CAO")


def test_who_decides_stands_before_the_subject_on_the_titles_line() -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nTỈNH NAM ĐỊNH\n{MOTTO}\nSố: 99/QĐ-UB\nNam Định, ngày 2 tháng 5 năm 1998\nQUYẾT ĐỊNH\n"
        "CỦA ỦY BAN NHÂN DÂN TỈNH V/V LẬP BAN PHÒNG CHỐNG BÃO\nỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH\n"
        "Căn cứ Luật Tổ chức HĐND và UBND ngày 21/6/1994;\n"
    )
    assert _document(text)["title"] == "V/V LẬP BAN PHÒNG CHỐNG BÃO"


def test_a_pages_heading_names_the_type_over_a_letter_head_without_it() -> None:
    text = (
        "HƯỚNG DẪN VỀ VIỆC NỘP ĐẢNG PHÍ\n\nBAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TỔ CHỨC\n*\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
        "Số: 4-HD/BTCTW\nHà Nội, ngày 5 tháng 6 năm 2017\n\nCăn cứ Quy định số 29-QĐ/TW, ngày 25-7-2016;\n"
        "Ban Tổ chức Trung ương hướng dẫn như sau:\n"
    )
    document = _document(text)
    assert (document["type_code"], document["title"]) == ("HD", "VỀ VIỆC NỘP ĐẢNG PHÍ")
    assert (document["number"], document["issuer_raw"]) == (4, "BAN TỔ CHỨC")


def test_a_day_under_a_label_of_a_documents_facts_is_no_day_of_publication() -> None:
    text = (
        "Văn bản quy phạm pháp luật\n7/2021/NQ-HĐND\nBan hành:\n14/09/2021\nLoại văn bản:\nNghị quyết\n"
        "Trích yếu:\nQuy định mức thu phí bình tuyển cây đầu dòng do Hội đồng nhân dân tỉnh quyết định\n"
    )
    assert _skipped(text)


def test_news_of_the_day_that_is_printed_with_its_hour_not_of_the_portals_today() -> None:
    text = (
        "Thứ tư, 14/08/2024 | Hotline: 0271.3888888\nTỉnh bổ sung chính sách hỗ trợ giáo viên mầm non\n"
        "Thứ sáu, 09/08/2024, 07:45 [GMT+7]\nUBND tỉnh vừa ban hành Quyết định số 1254/QĐ-UBND về chính sách này.\n"
    )
    document = _document(text)
    assert document["issued_on"] == date(2024, 8, 9)
    assert document["title"] == "Tỉnh bổ sung chính sách hỗ trợ giáo viên mầm non"


def test_a_gazettes_table_of_contents_is_no_document() -> None:
    text = (
        "CÔNG BÁO\nSố 1125 + 1126 Ngày 12 tháng 11 năm 2016\nMỤC LỤC\nTrang\nBỘ CÔNG THƯƠNG\n12-10-2016\n"
        "- Thông tư số 23/2016/TT-BCT bãi bỏ một số văn bản.\n"
    )
    assert _skipped(text)


def test_a_letter_that_encloses_a_plan_is_a_letter() -> None:
    text = (
        f"BỘ GIAO THÔNG VẬN TẢI\n{MOTTO}\nSố: 4593/BGTVT-CYT\nHà Nội, ngày 07 tháng 7 năm 2009\n"
        "Kính gửi: Các Cục quản lý vận tải chuyên ngành\n"
        "Bộ Giao thông vận tải ban hành Kế hoạch hành động phòng chống đại dịch của ngành, yêu cầu các cơ quan khẩn "
        "trương chuẩn bị và chủ động ứng phó theo kế hoạch gửi kèm theo công văn này.\n"
        "KẾ HOẠCH\nPHÒNG CHỐNG ĐẠI DỊCH CỦA NGÀNH GIAO THÔNG VẬN TẢI\nI. MỤC TIÊU\n1. Giảm số người mắc.\n"
    )
    assert _document(text)["type_code"] == "CV"


def test_a_title_in_capitals_of_a_plan_that_has_lost_its_type() -> None:
    text = (
        f"UBND TỈNH ĐẮK LẮK\n{MOTTO}\nSố: 0155/KH-UBND\nĐắk Lắk, ngày 24 tháng 12 năm 2025\n"
        "CHUYỂN ĐỔI SỐ TỈNH ĐẮK LẮK NĂM 2026\n"
        "- Luật Công nghệ thông tin ngày 29/6/2006;\n"
        "- Nghị quyết số 71/NQ-CP ngày 01/4/2025 về việc sửa đổi chương trình hành động của Chính phủ;\n"
    )
    assert _document(text)["title"] == "CHUYỂN ĐỔI SỐ TỈNH ĐẮK LẮK NĂM 2026"


def test_the_motto_glued_to_the_body_and_an_initial_on_its_own_line() -> None:
    text = (
        f"TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM{MOTTO}\nĐ\nộc lập - Tự do - Hạnh phúc\nSố: 796/TLĐ\n"
        "Hà Nội, ngày 13 tháng 6 năm 2014\nV/v điều chỉnh nhiệm kỳ\nKính gửi: Các liên đoàn lao động tỉnh\n"
        "Đoàn Chủ tịch hướng dẫn như sau:\n"
    )
    document = _document(text)
    assert (document["issuer_raw"], document["province_code"]) == ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "00")
