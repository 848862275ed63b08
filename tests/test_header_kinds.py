"""Which texts are documents, and of which kind, by their heads."""

from __future__ import annotations

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
