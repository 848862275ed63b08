"""Assignments below a line that orders: telegrams, directives, official letters, notices of conclusions."""

from __future__ import annotations

import pytest

from tests.test_assignments import read, who

TELEGRAM = "CÔNG ĐIỆN\nVề việc phòng cháy\n\n"


def told(*paragraphs: str) -> list[tuple[object, object]]:
    return [who(record) for record in read(*paragraphs, plan=TELEGRAM)]


def test_groups_in_the_items_have_duties_without_a_day() -> None:
    assert told(
        "Để kịp thời thực hiện chỉ đạo của Bộ Chính trị, Thủ tướng Chính phủ yêu cầu:",
        "1. Bộ Công an và Ủy ban nhân dân các tỉnh theo chức năng, nhiệm vụ được giao rà soát kho bãi.",
        "Mức hỗ trợ: 100.000 đồng.",
        "2. Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương chỉ đạo lực lượng trực.",
        "3. Ban Chỉ đạo Phòng thủ dân sự quốc gia tổ chức theo dõi.",
    ) == [
        ("Bộ Công an", "implement"),
        ("Ủy ban nhân dân các tỉnh", "implement"),
        ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", "implement"),
        ("Ban Chỉ đạo Phòng thủ dân sự quốc gia", "implement"),
    ]


ITEMS = ("1. Tiếp tục tuyên truyền.", "2. Giao Sở Y tế tổng hợp.", "Nếu có vướng mắc, báo cáo kịp thời.")


@pytest.mark.parametrize(
    ("line", "whom"),
    [
        (
            "Trong khi chờ quy định, đề nghị Sở Y tế các tỉnh, thành phố trực thuộc Trung ương thực hiện như sau:",
            "Sở Y tế các tỉnh, thành phố trực thuộc Trung ương",
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu các sở, ban, ngành; Chủ tịch UBND các huyện tập trung thực hiện các việc sau:",
            "các sở, ban, ngành; Chủ tịch UBND các huyện",
        ),
        (
            "UBND tỉnh đề nghị các cơ quan Trung ương đóng trên địa bàn tập trung triển khai một số việc sau đây:",
            "các cơ quan Trung ương đóng trên địa bàn",
        ),
    ],
)
def test_items_that_name_nobody_are_for_whom_the_line_asks(line: str, whom: str) -> None:
    assert told(line, *ITEMS) == [(whom, "implement"), ("Sở Y tế", "implement")]


@pytest.mark.parametrize(
    "line",
    [
        "Đề nghị các sở báo cáo những nội dung sau:",
        "Việc thống kê được thực hiện theo các yêu cầu sau:",
        "Ngày 05/3 đồng chí Phó Chủ tịch kết luận như sau:",
    ],
)
def test_a_line_that_says_itself_what_is_asked_gives_its_items_to_nobody(line: str) -> None:
    items = ("1. Tổng hợp số hồ sơ.", "2. Xây dựng phần mềm.")
    assert not [party for party in told(line, *items) if party[0] != "các sở"]


def test_haste_stands_before_the_part() -> None:
    assert told("1. Giao Sở Tài chính khẩn trương phối hợp với Sở Nội vụ rà soát xe.") == [
        ("Sở Tài chính", "coordinate")
    ]


def test_a_heading_may_say_who_is_meant_and_a_closing_asks_for_nothing_more() -> None:
    assert told(
        "Chủ tịch UBND tỉnh yêu cầu các sở, ngành thực hiện nghiêm các nội dung sau:",
        "1. Người đứng đầu cơ quan, đơn vị",
        "a) Rà soát quy chế làm việc.",
        "b) Chấm công điện tử.",
        "2. Báo Huế, Đài Phát thanh - Truyền hình Huế tăng cường đưa tin.",
        "Đề nghị các cơ quan, đơn vị quan tâm phối hợp thực hiện./.",
    ) == [
        ("Người đứng đầu cơ quan, đơn vị", "implement"),
        ("Báo Huế", "implement"),
        ("Đài Phát thanh - Truyền hình Huế", "implement"),
    ]
