"""Heads of rarer bodies and forms: state decrees, unions, Party committees of schools, acts without a letter head."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.heads import head_words
from normalizers.agencies import resolve
from pipeline.process import process
from pipeline.result import DocumentResult, Settings


def _run(text: str) -> DocumentResult:
    return process(text.encode(), "a.txt", Settings())


def _document(text: str) -> dict[str, Any]:
    return _run(text).tables["documents"][0]


def _issuer_name(text: str) -> str:
    tables = _run(text).tables
    names = {row["agency_id"]: str(row["name"]) for row in tables["agencies"]}
    return names[tables["documents"][0]["issuer_id"]]


STATE_DECREE = (
    "SẮC LỆNH\n\nCỦA CHỦ TỊCH CHÍNH PHỦ VIỆT NAM DÂN CHỦ CỘNG HOÀ SỐ {number} NGÀY 3 THÁNG 5 NĂM 1947 "
    "LẬP MỘT NHA MỚI\n\n"
    "CHỦ TỊCH CHÍNH PHỦ VIỆT NAM DÂN CHỦ CỘNG HOÀ\n\nChiểu Sắc lệnh số 11-SL ngày 2 tháng 1 năm 1946 về tổ chức;\n\n"
    "Sau khi Hội đồng Chính phủ đã đồng ý;\n\nRA SẮC LỆNH:\n\nĐiều 1. Nay lập một nha.\n\n(Đã ký)\n\nHồ Chí Minh\n"
)


@pytest.mark.parametrize(
    ("printed", "number", "code"), [("47-B", "47", "47-B"), ("47 NV", "47", "47"), ("47", "47", "47")]
)
def test_a_state_decree_of_the_first_years(printed: str, number: str, code: str) -> None:
    document = _document(STATE_DECREE.format(number=printed))
    assert (document["type_code"], document["number_text"], document["code"]) == ("SL", number, code)
    assert (document["issued_on"], document["signer_name"]) == (date(1947, 5, 3), "Hồ Chí Minh")
    assert document["title"] == "LẬP MỘT NHA MỚI"


def test_a_state_decree_is_the_presidents_of_the_government() -> None:
    assert _issuer_name(STATE_DECREE.format(number="47-B")) == "Chủ tịch Chính phủ"


def test_chieu_opens_a_legal_basis_as_can_cu_does() -> None:
    rows = _run(STATE_DECREE.format(number="47-B")).tables["citations"]
    assert [(row["code"], row["relation"]) for row in rows] == [("11-SL", "legal_basis")]


def test_number_day_and_body_of_a_councils_resolution_stand_beside_its_type() -> None:
    text = (
        "NGHỊ QUYẾT SỐ 31 NQ/HĐNN8 NGÀY 5-2-1989 CỦA HỘI ĐỒNG NHÀ NƯỚC\nVỀ VIỆC CỬ MỘT PHÓ CHỦ NHIỆM CỦA\n"
        "HỘI ĐỒNG BỘ TRƯỞNG\nHỘI ĐỒNG NHÀ NƯỚC\nCăn cứ Hiến pháp năm 1980;\nQUYẾT NGHỊ:\n"
        "Điều 1. Cử một phó chủ nhiệm.\n"
    )
    document = _document(text)
    assert (document["number"], document["issued_on"]) == (31, date(1989, 2, 5))
    assert _issuer_name(text) == "Hội đồng Nhà nước"


def test_a_report_that_names_its_body_beside_its_type() -> None:
    text = (
        "TỜ TRÌNH CỦA HỘI ĐỒNG BỘ TRƯỞNG\nVỀ DỰ ÁN KÊNH ĐÀO MIỀN TRUNG\n(Trình bày tại kỳ họp thứ 4)\n"
        "Kính thưa các vị đại biểu,\nTôi xin trình dự án.\n"
    )
    assert _document(text)["type_code"] == "TTr"
    assert _issuer_name(text) == "Hội đồng Bộ trưởng"


UNION = (
    "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM{between}CÔNG ĐOÀN XÂY DỰNG VIỆT NAM\nSố: 88/CĐXD\nV/v tổ chức hội thao\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày 6 tháng 8 năm 2018\n"
    "Kính gửi: Các công đoàn cơ sở\nCông đoàn tổ chức hội thao trong tháng tới.\n"
)


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_trades_union_under_the_confederation(between: str) -> None:
    document = _document(UNION.format(between=between))
    assert document["issuer_raw"] == "CÔNG ĐOÀN XÂY DỰNG VIỆT NAM"
    assert str(document["issuer_id"]).startswith("00-cong-doan-xay-dung")


def test_a_heading_under_the_number_is_no_part_of_the_body() -> None:
    text = (
        "ĐẢNG BỘ KHỐI DOANH NGHIỆP ĐẢNG ỦY TRƯỜNG CAO ĐẲNG NGHỀ SỐ 9 Số: 12 - CV/ĐU |\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Biên Hòa, ngày 15 tháng 9 năm 2011 |\nHƯỞNG ỨNG CUỘC VẬN ĐỘNG\nV/v trồng cây đầu xuân\n"
        "Các chi bộ trồng cây theo phân công như sau:\n"
    )
    assert _document(text)["issuer_raw"] == "ĐẢNG ỦY TRƯỜNG CAO ĐẲNG NGHỀ SỐ 9"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ĐẢNG ỦY TRƯỜNG ĐẠI HỌC Y DƯỢC", "Đảng ủy Trường Đại học Y Dược"),
        ("BAN THƯỜNG VỤ ĐẢNG ỦY TRƯỜNG ĐẠI HỌC Y DƯỢC", "Đảng ủy Trường Đại học Y Dược"),
        ("Đảng ủy Công ty Cao su Phú Riềng", "Đảng ủy Công ty Cao su Phú Riềng"),
        ("Chi bộ Trường THPT Lê Lợi", "Chi bộ Trường Trung học phổ thông Lê Lợi"),
    ],
)
def test_a_party_committee_bears_the_name_of_the_body_that_it_leads(printed: str, name: str) -> None:
    assert resolve(printed, province_code="75", on=date(2019, 5, 1)).name == name


def test_a_party_committee_of_an_unknown_commune_is_not_the_provinces() -> None:
    match = resolve("ĐẢNG ỦY XÃ KHÔNG CÓ Ở ĐÂU", province_code="75", on=date(2019, 5, 1))
    assert match.agency_id is None


def test_a_remark_in_brackets_behind_the_type_is_no_title() -> None:
    text = (
        "BỘ CHÍNH TRỊ\nĐẢNG CỘNG SẢN VIỆT NAM\nSố: 16-QĐ/TW\nHà Nội, ngày 1 tháng 4 năm 2009\nQUY ĐỊNH (BỔ SUNG)\n"
        "VỀ CHẾ ĐỘ HỌC TẬP CỦA CÁN BỘ\n- Căn cứ Điều lệ Đảng;\n"
    )
    assert _document(text)["title"] == "VỀ CHẾ ĐỘ HỌC TẬP CỦA CÁN BỘ"


@pytest.mark.parametrize("line", ["Phan Rang ngày 12 tháng 11 năm 2003", "Phan\nRang ngày 12 tháng 11 năm 2003"])
def test_a_day_behind_a_place_without_a_comma(line: str) -> None:
    text = (
        f"UBND TỈNH NINH THUẬN\nSỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 28/YT-NV\n{line}\nHƯỚNG DẪN\n"
        "VỀ VIỆC PHÒNG DỊCH\nCăn cứ Luật Bảo vệ sức khỏe nhân dân năm 1989;\n"
    )
    document = _document(text)
    assert (document["issued_on"], document["issued_at_place"]) == (date(2003, 11, 12), "Phan Rang")


def test_an_act_of_which_only_number_and_articles_are_left() -> None:
    text = "QUYẾT ĐỊNH 12/QĐ-TTg ngày 5/3/2019 về việc lập quỹ\nĐiều 1. Lập quỹ.\nĐiều 2. Quyết định này có hiệu lực.\n"
    document = _document(text)
    assert (document["type_code"], document["number"], document["issued_on"]) == ("QĐ", 12, date(2019, 3, 5))


def test_a_portals_section_stands_before_the_day_of_publication() -> None:
    text = (
        "Toàn văn nghị quyết về đổi mới hoạt động của hội\nDòng thời sự - Ngày đăng : 18:12, 22/12/2023\n"
        "Quốc hội đã thông qua nghị quyết về đổi mới hoạt động của hội nông dân.\n"
    )
    assert (_document(text)["type_code"], _document(text)["issued_on"]) == ("TIN", date(2023, 12, 22))


def test_one_line_of_a_dump_whose_month_lost_its_blank_is_parted() -> None:
    text = (
        "1. UBND TỈNH NINH THUẬN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỞ Y TẾ Độc lập - Tự do - Hạnh phúc "
        "Số : 17 /SYT-VP Phan Rang, ngày 05 tháng11 năm 2010 V/v báo cáo nhanh Kính gửi: Ủy ban nhân dân tỉnh. "
        + "Sở báo cáo tình hình dịch bệnh trên địa bàn tỉnh như sau: các cơ sở đã mở cửa trở lại. "
        * 3
    )
    document = _document(text)
    assert (document["number"], document["issued_on"]) == (17, date(2010, 11, 5))
    assert document["issuer_raw"] == "SỞ Y TẾ"


def test_words_of_a_head_count_in_capitals_only() -> None:
    assert head_words.begins_body("TRƯỜNG TIỂU HỌC A")
    assert not head_words.begins_body("Trường Tiểu học A")
    assert head_words.begins_authority("QUYỀN CHỦ TỊCH ỦY BAN NHÂN DÂN")
    assert head_words.is_stamp("HOẢ TỐC")
    assert not head_words.is_stamp("KHẨN TRƯƠNG")


def test_a_ward_named_as_a_former_province_belongs_to_the_province_of_the_day() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG NAM ĐỊNH\nSố: 47/TB-UBND\nNam Định, ngày 11 tháng 8 năm 2025\nTHÔNG BÁO\n"
        "Danh mục thủ tục tiếp nhận tại Trung tâm Phục vụ hành chính công phường Nam Định\n\n"
        "Tổ chức, cá nhân cư trú tại các xã, phường thuộc tỉnh Ninh Bình được nộp hồ sơ tại Trung tâm.\n"
    )
    assert _document(text)["province_code"] == "37"
    before = text.replace("2025", "2024").replace("PHƯỜNG NAM ĐỊNH", "TỈNH NAM ĐỊNH")
    assert _document(before)["province_code"] == "36"
