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
    ],
)
def test_the_pieces_are_joined(torn: str, whole: str) -> None:
    assert prose(torn + "\n").endswith(whole)


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
