"""Which texts are documents, and of which kind, by their heads."""

from __future__ import annotations

from datetime import date

from tests.test_header import MOTTO, read


def test_a_firms_report_without_number_and_day_is_no_document() -> None:
    text = "CÔNG TY CỔ PHẦN XI MĂNG B\nBÁO CÁO THƯỜNG NIÊN NĂM 2020\n\nKính thưa Quý cổ đông,\n"
    assert read(text).kind == "none"
    numbered = read(f"CÔNG TY CỔ PHẦN B\n{MOTTO}Số: 5/BC-CTB\nHà Nội, ngày 2 tháng 3 năm 2020\nBÁO CÁO\nTài chính\n")
    assert numbered.kind == "official"


def test_the_initials_of_the_body_in_the_symbol_of_a_letter_are_no_type() -> None:
    facts = read(
        f"CHI CỤC KIỂM LÂM\n{MOTTO}Số: 445/KL-QLBVR\nV/v phòng cháy rừng\nLào Cai, ngày 25 tháng 01 năm 2024\n"
        "Kính gửi: Hạt Kiểm lâm các huyện\n"
    )
    assert facts.values["type_code"] == "CV"


def test_minutes_print_no_body_and_no_number_but_the_motto() -> None:
    text = (
        f"{MOTTO}\nBIÊN BẢN\nKiểm tra công tác cải cách hành chính tại UBND xã Phước Đồng\n\n"
        "Thực hiện Quyết định số 3107/QĐ-UBND ngày 15/8/2017 của UBND thành phố Nha Trang, hôm nay Đoàn kiểm tra:\n"
    )
    facts = read(text)
    assert (facts.kind, facts.values["type_code"]) == ("official", "BB")
    assert facts.values["title"] == "Kiểm tra công tác cải cách hành chính tại UBND xã Phước Đồng"


def test_a_contract_prints_its_number_under_its_type_and_its_day_in_its_text() -> None:
    facts = read(
        f"{MOTTO}HỢP ĐỒNG KINH TẾ\nSố: 37/2014/HĐKT\n(V/v thuê xe đưa đón học sinh)\n\n"
        "Căn cứ Bộ luật Dân sự số 33/2005/QH11 ngày 14/6/2005 của Quốc hội;\n"
        "Hôm nay, ngày 06 tháng 5 năm 2014, tại Trường Tiểu học Kim Đồng, chúng tôi gồm:\n"
    )
    values = facts.values
    assert (values["type_code"], values["code"], values["title"]) == (
        "HĐ",
        "37/2014/HĐKT",
        "V/v thuê xe đưa đón học sinh",
    )
    assert values["issued_on"] == date(2014, 5, 6)


def test_a_telegram_prints_the_hour_before_its_day() -> None:
    head = f"UBND TỈNH QUẢNG NINH\n{MOTTO}Số: 09/CĐ-UBND\nQuảng Ninh, hồi 16 giờ 30 ngày 05 tháng 9 năm 2024\n"
    values = read(f"{head}CÔNG ĐIỆN\nVề việc ứng phó bão số 3\n\nCHỦ TỊCH UBND TỈNH điện:\n").values
    assert (values["issued_at_place"], values["issued_on"]) == ("Quảng Ninh", date(2024, 9, 5))


def test_a_partys_title_that_names_a_numbered_document_is_kept_whole() -> None:
    title = "của Ban Thường vụ Huyện ủy về kết quả kiểm tra việc thực hiện Nghị quyết số 39-NQ/TW, ngày 17/4/2015"
    head = "HUYỆN ỦY ĐÔNG HƯNG\n*\nSố 118 - KL/HU\nĐẢNG CỘNG SẢN VIỆT NAM\nĐông Hưng, ngày 02 tháng 3 năm 2018\n"
    assert read(f"{head}KẾT LUẬN\n{title}\n\nCăn cứ Quyết định số 771-QĐ/HU;\n").values["title"] == title


def test_a_day_beside_the_number_is_that_of_the_document() -> None:
    head = f"ỦY BAN NHÂN DÂN\nTỈNH SÓC TRĂNG\n{MOTTO}Số: 189/KH-UBND, ngày 17 tháng 8 năm 2026\n\n"
    values = read(f"{head}KẾ HOẠCH\nSắp xếp chợ nổi\n\nCăn cứ Luật Tổ chức ngày 19/6/2015;\n").values
    assert (values["code"], values["issued_on"]) == ("189/KH-UBND", date(2026, 8, 17))


def test_what_a_decree_regulates_in_detail_is_its_title_and_no_type() -> None:
    title = "QUY ĐỊNH CHI TIẾT MỘT SỐ ĐIỀU CỦA LUẬT CHỢ NỔI"
    head = f"CHÍNH PHỦ\n{MOTTO}Số: 18/2026/NĐ-CP\nHà Nội, ngày 17 tháng 8 năm 2026\n\n"
    values = read(f"{head}{title}\n\nCăn cứ Luật Tổ chức Chính phủ ngày 19/6/2015;\n").values
    assert (values["type_code"], values["title"]) == ("NĐ", title)
