"""Syllables that a converter has torn apart."""

from __future__ import annotations

import pytest

from extractors.document import Paragraph
from tests.reading import shaped


def prose(text: str) -> str:
    return "\n".join(block.text for block in shaped(text).blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        (
            "Phòng Tài chính - K ế hoạch giúp nhân dân trong x ã làm đư ờ ng.",
            "Kế hoạch giúp nhân dân trong xã làm đường.",
        ),
        ("Sở Nội vụ t ỉ nh Qu ả ng Ngãi theo dõi.", "Sở Nội vụ tỉnh Quảng Ngãi theo dõi."),
        ("UBND T Ỉ NH", "UBND TỈNH"),
        ("C Ộ NG HÒA XÃ H Ộ I CH Ủ NGHĨA VI Ệ T NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("C Ủ A S Ở N Ộ I V Ụ", "CỦA SỞ NỘI VỤ"),  # not "SỞN": the N is needed behind it
        ("Ủ Y BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
        (
            "Căn c ứ Lu ậ t T ổ ch ứ c H ộ i đ ồ ng nhân dân và Ủ y ban nhân dân đ ượ c Qu ố c h ộ i thông qua;",
            "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân được Quốc hội thông qua;",
        ),
        ("Quy ế t đ ị nh này có hi ệ u l ự c k ể t ừ ngày ký.", "Quyết định này có hiệu lực kể từ ngày ký."),
    ],
)
def test_the_pieces_are_joined(torn: str, whole: str) -> None:
    assert prose(torn + "\n").endswith(whole)


def test_where_many_are_torn_those_of_the_cells_are_joined_too() -> None:
    text = (
        "Quy ế t đ ị nh v ề vi ệ c l ậ p t ổ công tác:\n\nTT\tĐ ơ n v ị\tĐ ạ t\n1\tS ở Y t ế\tx\n2\tS ở N ộ i v ụ\tx\n"
    )
    (table,) = shaped(text).tables()
    assert [cell.text for cell in table.cells] == ["TT", "Đơn vị", "Đạt", "1", "Sở Y tế", "x", "2", "Sở Nội vụ", "x"]


@pytest.mark.parametrize(
    "text",
    [
        "Theo điểm c ở trên, nhóm B ăn ca tại chỗ.",
        "Bảng kê theo mẫu C ở trang sau; khu C ý tưởng mới.",
        "Công ty TNHH X và ông Nguyễn Văn B đã ký.",
        "Quyết định số 12/QĐ-UBND ở trên có hiệu lực.",
        "ỦY BAN NHÂN DÂN HUYỆN CƯ M’GAR",
    ],
)
def test_letters_that_name_things_stay(text: str) -> None:
    assert prose(text + "\n") == text


def test_a_mended_text_is_told() -> None:
    (note,) = shaped("Sở Nội vụ theo dõi.\n\nSở Y tế t ỉ nh Qu ả ng Ngãi báo cáo.\n").irregularities
    assert (note.rule, note.actual, note.expected) == (
        "mended_spacing",
        "“t ỉ nh Qu ả ng Ngãi báo” (1/1)",
        "tỉnh Quảng Ngãi báo cáo.",
    )
