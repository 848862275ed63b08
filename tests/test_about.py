"""What a document is about: the standards it names and whether it speaks of ISO điện tử."""

import pytest

from pipeline.process import process

HEAD = """ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 77/KH-UBND
Đắk Nông, ngày 5 tháng 3 năm 2024
KẾ HOẠCH
{title}

1. Yêu cầu
{prose}
"""


def about(title: str, prose: str) -> tuple[list[str], bool | None]:
    [document] = process(HEAD.format(title=title, prose=prose).encode(), "a.txt").tables["documents"]
    return document["standards"], document["electronic_iso"]


@pytest.mark.parametrize(
    ("prose", "standards"),
    [
        ("Áp dụng TCVN ISO 9001:2015. Chuyên gia ISO 9001 được mời.", ["TCVN ISO 9001:2015"]),
        ("Áp dụng TCVN ISO 9001:2015. Theo ISO 9001:2015.", ["TCVN ISO 9001:2015"]),
        ("Áp dụng ISO 9001. Chuyên gia ISO 9001 được mời.", ["ISO 9001"]),
        ("Đổi TCVN ISO 9001:2008 sang TCVN ISO 9001:2015.", ["TCVN ISO 9001:2008", "TCVN ISO 9001:2015"]),
        ("Áp dụng TCVN ISO 9001:2015 và ISO 14001.", ["ISO 14001", "TCVN ISO 9001:2015"]),
    ],
)
def test_a_standard_is_listed_once_under_its_fullest_name(prose: str, standards: list[str]) -> None:
    assert sorted(about("Xây dựng hệ thống quản lý chất lượng năm 2024", prose)[0]) == standards


@pytest.mark.parametrize(
    ("title", "electronic"),
    [
        ("Triển khai ISO điện tử năm 2024", True),
        ("Áp dụng HTQLCL theo TCVN ISO 9001:2015 trên môi trường điện tử", True),
        ("Duy trì HTQLCL theo TCVN ISO 9001:2015 năm 2024", False),
    ],
)
def test_iso_on_the_electronic_environment_is_iso_dien_tu(title: str, electronic: bool) -> None:
    assert about(title, "Áp dụng TCVN ISO 9001:2015.")[1] is electronic
