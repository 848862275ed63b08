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


def test_one_agency_may_lead_all_the_items_below_an_order() -> None:
    assert told(
        "Xét báo cáo của Sở Y tế, Chủ tịch UBND tỉnh có ý kiến như sau:",
        "Sở Y tế chủ trì, phối hợp với các cơ quan liên quan:",
        "1. Rà soát kho thuốc của các trạm.",
        "2. Tổng kết các mặt công tác và kết quả đã đạt được; báo cáo UBND tỉnh.",
    ) == [("Sở Y tế", "lead"), ("Sở Y tế", "lead")]


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        (
            "1. Trong quá trình quản lý chợ, nếu có hộ lấn chiếm, UBND cấp xã có trách nhiệm lập biên bản xử lý.",
            [("UBND cấp xã", "implement")],
        ),
        (
            "Để chợ mở lại đúng ngày, Chủ tịch UBND tỉnh yêu cầu Sở Y tế chủ trì, phối hợp với Công an tỉnh khảo sát.",
            [("Sở Y tế", "lead")],
        ),
        (
            "Sở Y tế đề nghị các đơn vị, địa phương gửi danh sách trước ngày 10/5/2022.",
            [("các đơn vị, địa phương", "implement")],
        ),
        (
            "Về chợ nổi, Phó Thủ tướng Lê Văn Quý giao các Bộ: Y tế, Tài chính bàn bạc với hai tỉnh, tìm thêm vốn.",
            [("Bộ Y tế", "implement"), ("Bộ Tài chính", "implement")],
        ),
        ("UBND tỉnh giao trách nhiệm Sở Y tế phối hợp các sở, ngành khảo sát chợ nổi.", [("Sở Y tế", "coordinate")]),
        ("Chủ tịch UBND tỉnh giao cho Sở Y tế chủ trì khảo sát chợ nổi.", [("Sở Y tế", "lead")]),
        (
            "Giao Trung tâm Văn hóa, thể thao & Truyền thông; Cổng thông tin điện tử huyện tổ chức đăng tải thông báo.",
            [
                ("Trung tâm Văn hóa, thể thao & Truyền thông", "implement"),
                ("Cổng thông tin điện tử huyện", "implement"),
            ],
        ),
        ("Giao Sở Y tế có trách nhiệm phối hợp với các sở khảo sát chợ nổi.", [("Sở Y tế", "coordinate")]),
        ("Đối với các chợ nổi, giao Sở Y tế chủ trì khảo sát.", [("Sở Y tế", "lead")]),
        (
            "Lãnh đạo tỉnh yêu cầu Sở Y tế lập danh sách các chợ. Trong quá trình làm, nếu thiếu vốn, Sở Tài chính "
            "báo cáo UBND tỉnh.",
            [("Sở Y tế", "implement"), ("Sở Tài chính", "implement")],
        ),
        ("Giao Sở Y tế tính toán, cân nhắc kỹ số giường.", [("Sở Y tế", "implement")]),
    ],
)
def test_a_sentence_may_tell_why_or_when_or_who_speaks_before_whom_it_asks(
    sentence: str, parties: list[tuple[object, object]]
) -> None:
    assert told(sentence) == parties


@pytest.mark.parametrize(
    "group",
    ["Các sở, ngành, địa phương", "Các bộ, ngành, địa phương, cơ quan, đơn vị liên quan", "Các ban, ngành, các cấp"],
)
def test_classes_that_are_named_together_are_one_group(group: str) -> None:
    line = "Thủ tướng Chính phủ yêu cầu:"
    assert told(line, f"1. {group}:", "a) Đẩy mạnh tuyên truyền về chợ nổi.") == [(group, "implement")]


def test_an_office_may_ask_too() -> None:
    sentence = "Văn phòng Chính phủ đề nghị UBND các tỉnh chỉ đạo các trạm rà soát thuốc."
    assert told(sentence) == [("UBND các tỉnh", "implement")]


def test_items_say_how_to_reach_the_aim_of_the_line_over_them() -> None:
    line = "UBND tỉnh yêu cầu các sở, các đơn vị quản lý chợ nổi chủ động ứng phó với đợt lũ năm 2019:"
    assert told(line, "1. Theo dõi mực nước.") == [("các sở, các đơn vị quản lý chợ nổi", "implement")]


def test_the_heads_of_all_levels_and_branches_are_asked_together() -> None:
    line = "Chủ tịch UBND tỉnh yêu cầu các cấp, các ngành tập trung lãnh đạo, chỉ đạo thực hiện tốt các việc sau:"
    assert told(line, "1. Tuyên truyền về giữ rừng.") == [("các cấp, các ngành", "implement")]


def test_what_explains_a_duty_may_tell_what_was_done() -> None:
    line = "Chủ tịch UBND tỉnh yêu cầu các sở, ngành thực hiện các việc sau:"
    item = "1. Rà soát các trạm bơm. Trong thời gian qua nhiều trạm hỏng mà chưa được sửa."
    assert told(line, item) == [("các sở, ngành", "implement")]
    assert told(line, "1. Thực hiện nghị quyết, thời gian qua đã có 5 trạm.") == []
