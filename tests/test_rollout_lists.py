"""Rollout: lists under the heading of their year, days under a year, and whether it is the first time."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import rollout
from extractors.records import Record
from tests.reading import DAK_NONG, shaped, table

TITLE = "DANH SÁCH CƠ QUAN ÁP DỤNG HTQLCL"


def listed(*blocks: str) -> list[Record]:
    return rollout.extract(shaped("\n\n".join([TITLE, *blocks]) + "\n"), DAK_NONG).records


def test_a_heading_over_a_plain_list_says_its_year() -> None:
    found = listed(
        "1. Năm 2013: 02 cơ quan",
        table("STT|Tên cơ quan", "1|Sở Nội vụ", "2|Sở Y tế"),
        "2. Năm 2014: 01 cơ quan",
        table("STT|Tên cơ quan", "1|Ban Dân tộc"),
    )
    assert [(row.values["agency_raw"], row.values["year"]) for row in found] == [
        *(("Sở Nội vụ", 2013), ("Sở Y tế", 2013), ("Ban Dân tộc", 2014))
    ]


@pytest.mark.parametrize(
    ("heading", "head", "row"),
    [
        ("1. Kết quả năm 2013", "STT|Tên cơ quan", "1|Sở Nội vụ"),
        ("1. Năm 2013: 02 cơ quan", "STT|Tên cơ quan|Kinh phí (đồng)", "1|Sở Nội vụ|5.000.000"),
    ],
)
def test_a_year_that_is_said_of_something_else_is_no_year_of_a_list(heading: str, head: str, row: str) -> None:
    assert listed(heading, table(head, row)) == []


def test_a_day_under_a_year_is_the_day_by_which_it_is_done() -> None:
    found = listed(
        table(
            "TT|Tên cơ quan|Thời hạn hoàn thành||",
            "||2018|2019|2020",
            "1|Sở Nội vụ|30/11||",
            "2|Sở Y tế||trước 15/6|",
            "3|Sở Xây dựng|||31/02",
        )
    )
    assert [(row.values["year"], row.values["deadline_on"]) for row in found] == [
        (2018, date(2018, 11, 30)),
        (2019, date(2019, 6, 15)),
        (None, None),
    ]
    assert [[finding.rule for finding in row.findings] for row in found] == [[], [], ["text_in_flag_column"]]


def test_a_column_that_asks_whether_it_is_the_first_time_is_answered() -> None:
    found = listed(
        table(
            "TT|Tên cơ quan|Năm 2018|Năm 2019|Áp dụng lần đầu (Có/Không)",
            "1|Sở Nội vụ|x||Có",
            "2|Sở Y tế||x|Không",
            "3|Ban Dân tộc||x|",
        )
    )
    assert [row.values["first_time"] for row in found] == [True, False, None]


def test_agencies_under_a_year_that_heads_a_group_are_a_list() -> None:
    found = listed(
        table("STT|Tên cơ quan", "I|Năm 2026 (02 đơn vị)", "1|Sở Nội vụ", "2|Sở Y tế", "II|Năm 2027", "3|Ban Dân tộc")
    )
    assert [(row.values["agency_raw"], row.values["year"], row.values["basis"]) for row in found] == [
        ("Sở Nội vụ", 2026, "list"),
        ("Sở Y tế", 2026, "list"),
        ("Ban Dân tộc", 2027, "list"),
    ]
