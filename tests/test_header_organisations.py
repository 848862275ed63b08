"""Heads of organisations beside the state: the youth union's, minutes, letters that are still to be numbered."""

from __future__ import annotations

import pytest

from extractors.heads.facts import Header
from tests.test_header import read

UNION = "ĐOÀN TNCS HỒ CHÍ MINH"


def union(body: str) -> Header:
    return read(
        f"{body}\n***\nSố: 41-KH/TĐTN\n{UNION}\nHà Nam, ngày 12 tháng 4 năm 2031\n\nKẾ HOẠCH\nTổ chức ngày hội\n\n"
        "Căn cứ Điều lệ Đoàn;\n\n1. Tổ chức.\n\nT.M BAN THƯỜNG VỤ\nBÍ THƯ\n\nBùi Quang Hoan\n"
    )


@pytest.mark.parametrize(
    "body",
    ["BCH ĐOÀN TỈNH HÀ NAM", "TỈNH ĐOÀN HÀ NAM", f"TRUNG ƯƠNG {UNION}", f"BAN CHẤP HÀNH {UNION}"],
)
def test_the_youth_unions_name_stands_in_the_place_of_the_motto(body: str) -> None:
    header = union(body)
    assert header.values["issuer_raw"] == body
    assert (header.values["type_code"], header.values["code"]) == ("KH", "41-KH/TĐTN")
    assert (header.values["signer_name"], header.values["signed_for"]) == ("Bùi Quang Hoan", "TM.")


def test_a_letter_without_its_number_is_a_letter_by_its_subject() -> None:
    header = read(
        "TỔNG CỤC GIÁO DỤC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số:      /TCGD-ĐT\nV/v tổ chức dạy học\nHà Nội, ngày    tháng 9 năm 2031\n\nKính gửi: Các trường\n\n"
        "Tổng cục đề nghị các trường báo cáo.\n"
    )
    assert (header.values["type_code"], header.values["title"]) == ("CV", "tổ chức dạy học")
    assert {finding.rule for finding in header.findings} == {"blank_number", "unclear_date"}


def test_who_presides_signs_minutes() -> None:
    header = read(
        "HỘI ĐỒNG THI ĐUA\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 04/BB-HĐTĐ\n"
        "Sa Đéc, ngày 24 tháng 5 năm 2031\n\nBIÊN BẢN HỌP\nĐề xuất danh hiệu thi đua\n\n"
        "Căn cứ Luật Thi đua, khen thưởng;\n\nVào lúc 14 giờ, Hội đồng họp.\n\n"
        "THƯ KÝ\n\nLê Bá Lượng\n\nCHỦ TỌA\n\nHuỳnh Kim Thoa\n"
    )
    assert (header.values["type_code"], header.values["title"]) == ("BB", "Đề xuất danh hiệu thi đua")
    assert (header.values["signer_title"], header.values["signer_name"]) == ("Chủ tọa", "Huỳnh Kim Thoa")


def test_number_and_day_on_lines_of_their_own_under_the_type() -> None:
    text = (
        "Quyết định\n18/2031/QĐ-NHNN\n25/04/2031\nVề việc phân loại nợ\nTHỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC\n"
        "Căn cứ Luật Ngân hàng Nhà nước Việt Nam năm 1997;\nQUYẾT ĐỊNH:\nĐiều 1. Sửa đổi.\nĐiều 2. Hiệu lực.\n"
    )
    header = read(text)
    assert (header.values["type_code"], header.values["code"]) == ("QĐ", "18/2031/QĐ-NHNN")
    assert str(header.values["issued_on"]) == "2031-04-25"
    # a number of another kind is not its own, and a day of publication makes no news of a text that decides
    other = read(text.replace("18/2031/QĐ-NHNN", "18/2031/TT-NHNN").replace("25/04", "Cập nhật: 25/04"))
    assert (other.kind, other.values["type_code"], other.values.get("code")) == ("official", "QĐ", None)


def test_an_office_of_a_district_speaks_for_the_province_of_its_district() -> None:
    head = (
        "UBND HUYỆN CẨM XUYÊN\nPHÒNG NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 45/BC-NV\nCẩm Xuyên, ngày 08 tháng 11 năm 2021\n\nBÁO CÁO\nKết quả kiểm tra\n\nĐã kiểm tra các xã.\n"
    )
    assert read(head).province_code == "42"
    # districts of two provinces had this name
    assert read(head.replace("CẨM XUYÊN", "PHONG ĐIỀN").replace("Cẩm Xuyên", "Phong Điền")).province_code is None
