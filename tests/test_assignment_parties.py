"""Assignments: whose a duty is where several bodies, groups, heads and partners are named, and where duties part."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.parties import opening_parties, parties
from tests.reading import table
from tests.test_assignments import PLAN, due, read, who


def test_the_head_of_each_body_in_a_list_stands_for_it() -> None:
    records = read("1. Giám đốc Sở Tài chính, Giám đốc Sở Nội vụ phối hợp kiểm tra tiến độ.")
    assert [who(record) for record in records] == [("Sở Tài chính", "coordinate"), ("Sở Nội vụ", "coordinate")]
    records = read("- Bí thư Huyện đoàn, Chủ tịch Hội Nông dân huyện vận động hội viên tham gia lớp học.")
    assert [who(record)[0] for record in records] == ["Huyện đoàn", "Hội Nông dân huyện"]


def test_what_part_a_body_has_in_brackets_is_no_other_body() -> None:
    (record,) = read("1. Phòng Kinh tế (cơ quan thường trực)", "- Theo dõi tiến độ các lớp học.")
    assert who(record)[0] == "Phòng Kinh tế"


def test_a_group_before_a_colon_has_all_the_words_that_say_which_is_meant() -> None:
    group = "Hiệu trưởng các trường trung cấp, cao đẳng; Giám đốc các trung tâm ngoại ngữ"
    records = read(f"- {group}: mở lớp buổi tối; cấp chứng chỉ cho học viên.")
    assert [who(record)[0] for record in records] == [group, group]
    (record,) = read("- Các sở, ban, ngành triển khai thực hiện các việc sau: cử công chức dự lớp.")
    assert who(record)[0] == "Các sở, ban, ngành"


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("các đoàn thể huyện giám sát việc thực hiện", "các đoàn thể huyện"),
        ("Các bộ, ban, ngành khác gửi báo cáo", "Các bộ, ban, ngành khác"),
        (
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương lập kế hoạch",
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương",
        ),
    ],
)
def test_a_group_goes_on_with_the_level_it_belongs_to(text: str, group: str) -> None:
    (record,) = read(f"- {text}.")
    assert who(record)[0] == group


def test_an_agency_may_stand_behind_the_time_that_its_task_begins_with() -> None:
    (record,) = read("1. Sở Nội vụ", "Hằng năm, UBND cấp huyện gửi báo cáo về Sở Nội vụ.")
    assert (*who(record), record.values["recurrence"]) == ("UBND cấp huyện", "implement", "yearly")


def test_the_boards_of_a_commune_have_their_own_tasks() -> None:
    records = read("1. UBND các xã:", "- Lập danh sách học viên.", "- Ban giảm nghèo xã: phân công người phụ trách.")
    assert [who(record)[0] for record in records] == ["UBND các xã", "Ban giảm nghèo xã"]


def test_items_below_the_heads_of_several_classes_are_what_these_are_to_do() -> None:
    heads = "Thủ trưởng các sở, ban, ngành, Chủ tịch UBND các huyện, thành phố"
    records = read(
        f"1. {heads}:",
        "a) Trực tiếp chỉ đạo việc mở lớp.",
        "b) Phấn đấu mỗi phòng có một người dự học.",
        "c) Chậm nhất ngày 20/11 gửi báo cáo.",
        plan="CHỈ THỊ\nVề việc mở lớp học\n\nĐể mở rộng lớp học, Chủ tịch UBND tỉnh yêu cầu:\n\n",
    )
    assert [who(record)[0] for record in records] == [heads] * 3


def test_a_first_line_that_only_names_groups_heads_its_section() -> None:
    groups = "Các tổ chức chính trị - xã hội, tổ chức xã hội, doanh nghiệp và cộng đồng"
    records = read(f"1. {groups}.", "Tích cực hưởng ứng phong trào học nghề.", "2. Sở Y tế", "- Báo cáo kết quả.")
    assert [(who(record)[0], record.values["task"]) for record in records] == [
        (groups, "Tích cực hưởng ứng phong trào học nghề"),
        ("Sở Y tế", "Báo cáo kết quả"),
    ]


def test_each_agency_of_a_paragraph_has_its_own_clause() -> None:
    text = "Sở Giáo dục và Đào tạo chỉ đạo các trường mở lớp; Sở Y tế hướng dẫn các trạm y tế khám tuyển."
    expected = [
        ("Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo chỉ đạo các trường mở lớp"),
        ("Sở Y tế", "Sở Y tế hướng dẫn các trạm y tế khám tuyển"),
    ]
    told = "CHỈ THỊ\nVề việc mở lớp học\n\nChủ tịch UBND tỉnh yêu cầu:\n\n"
    for plan in (PLAN, told):
        records = read(f"1. {text}", plan=plan)
        assert [(who(record)[0], record.values["task"]) for record in records] == expected


def test_a_sentence_that_begins_with_a_duty_is_a_task_with_its_own_day() -> None:
    records = read("1. Sở Nội vụ", "Hướng dẫn các phòng. Tổng hợp kết quả trước ngày 10/12 hằng năm.")
    assert [(record.values["task"], due(record)[1:]) for record in records] == [
        ("Hướng dẫn các phòng", (None, None, None)),
        ("Tổng hợp kết quả trước ngày 10/12 hằng năm", ("yearly", 12, 10)),
    ]


def test_a_partner_in_the_line_of_who_does_it_is_a_partner() -> None:
    records = read(
        "1. Tập huấn cán bộ thôn",
        "- Cơ quan thực hiện: Sở Nội vụ phối hợp với Sở Tài chính.",
        plan="KẾ HOẠCH\nMở lớp học\n\nI. NHIỆM VỤ\n\n",
    )
    assert [who(record) for record in records] == [("Sở Nội vụ", "implement"), ("Sở Tài chính", "coordinate")]


def test_what_a_group_is_called_later_is_no_part_of_its_name() -> None:
    (record,) = read("1. Các sở, ban, ngành (sau đây gọi chung là các đơn vị)", "- Cử công chức dự lớp.")
    assert who(record)[0] == "Các sở, ban, ngành"


def test_a_request_to_coordinate_is_coordination() -> None:
    (record,) = read("1. Ban Tổ chức Tỉnh ủy: đề nghị phối hợp chọn học viên.")
    assert who(record) == ("Ban Tổ chức Tỉnh ủy", "coordinate")


def test_the_columns_may_say_agency_and_unit() -> None:
    rows = table(
        "TT|Nội dung|Cơ quan, đơn vị thực hiện|Cơ quan, đơn vị phối hợp|Thời hạn",
        "1|Mở lớp tin học|Sở Nội vụ|Sở Tài chính; Báo Kiên Giang|30/6/2024",
    )
    assert [who(record) for record in read(rows)] == [
        ("Sở Nội vụ", "implement"),
        ("Sở Tài chính", "coordinate"),
        ("Báo Kiên Giang", "coordinate"),
    ]


def test_one_who_heads_may_have_two_titles() -> None:
    (record,) = read("1. Giám đốc (Thủ trưởng) các sở, ban, ngành", "- Lập danh sách học viên.")
    assert who(record)[0] == "Giám đốc (Thủ trưởng) các sở, ban, ngành"


def test_who_does_a_task_may_be_parted_by_commas() -> None:
    records = read(
        "1. Mở lớp kỹ năng: Sở Nội vụ chủ trì, Sở Tài chính phối hợp.",
        plan="KẾ HOẠCH\nMở lớp học\n\nI. GIẢI PHÁP\n\n",
    )
    assert [who(record) for record in records] == [("Sở Nội vụ", "lead"), ("Sở Tài chính", "coordinate")]


def test_to_ask_all_to_carry_the_plan_out_is_no_task() -> None:
    records = read("1. Sở Y tế", "- Báo cáo kết quả.", "Các cơ quan, đơn vị nghiêm túc thực hiện Kế hoạch này./.")
    assert [record.values["task"] for record in records] == ["Báo cáo kết quả"]


def test_the_name_of_a_monitoring_centre_goes_on_behind_its_comma() -> None:
    (record,) = read("1. Trung tâm Giám sát, điều hành đô thị thông minh vận hành nền tảng học trực tuyến.")
    assert who(record)[0] == "Trung tâm Giám sát, điều hành đô thị thông minh"


def test_a_task_that_names_its_partners_before_a_colon_is_no_label() -> None:
    records = read(
        "1. Bộ Xây dựng",
        "- Chủ trì, phối hợp với các bộ liên quan: Tài chính, Y tế mở lớp; báo cáo Thủ tướng Chính phủ.",
    )
    assert [who(record) for record in records] == [("Bộ Xây dựng", "lead")]


def test_the_next_of_a_list_may_begin_small_and_mean_many() -> None:
    records = read("- Giao Sở Nội vụ, phòng Nội vụ cấp huyện phối hợp rà soát danh sách học viên.")
    assert [who(record) for record in records] == [
        ("Sở Nội vụ", "coordinate"),
        ("phòng Nội vụ cấp huyện", "coordinate"),
    ]
    assert [bool(record.mentions) for record in records] == [True, False]


def test_a_group_that_has_a_responsibility_has_a_duty_anywhere() -> None:
    plan = "KẾ HOẠCH\nMở lớp học\n\nI. KINH PHÍ\n\n"
    (record,) = read("1. Ủy ban nhân dân cấp xã có trách nhiệm lập danh sách học viên.", plan=plan)
    assert who(record)[0] == "Ủy ban nhân dân cấp xã"


@pytest.mark.parametrize(
    ("group", "predicate"),
    [
        ("Hiệu trưởng các trường tiểu học, trung học cơ sở", "tổ chức sinh hoạt ngoại khóa"),
        ("Các cơ quan được kiểm tra", "chuẩn bị hồ sơ, tài liệu"),
    ],
)
def test_the_words_between_a_group_and_its_duty_say_which_ones(group: str, predicate: str) -> None:
    (record,) = read(f"1. {group} {predicate}.")
    assert who(record)[0] == group


def test_a_list_of_heads_parted_by_semicolons_is_one_subject() -> None:
    heads = "Trưởng các phòng, ban, đơn vị; Chủ tịch UBND các xã"
    (record,) = read(f"1. {heads} căn cứ Kế hoạch này mở lớp trước ngày 30/5/2023.")
    assert who(record)[0] == heads


def test_a_time_that_goes_on_is_no_deadline() -> None:
    rows = table("TT|Nội dung|Cơ quan chủ trì|Thời gian", "1|Mở chuyên mục|Sở Nội vụ|Năm 2022 và các năm tiếp theo")
    (record,) = read(rows)
    assert due(record) == (None, None, None, None)


def test_the_fields_behind_several_departments_are_each_a_department() -> None:
    listed = read(
        "1. Các Sở: Giáo dục và Đào tạo, Y tế, Lao động - Thương binh và Xã hội chỉ đạo các đơn vị trực thuộc áp dụng.",
        "2. Các sở: Nội vụ, Tài chính",
        "- Bố trí kinh phí hằng năm.",
    )
    assert [(record.values["agency_raw"], record.values["section_path"]) for record in listed] == [
        ("Sở Giáo dục và Đào tạo", "I.1"),
        ("Sở Y tế", "I.1"),
        ("Sở Lao động - Thương binh và Xã hội", "I.1"),
        ("Sở Nội vụ", "I.2"),
        ("Sở Tài chính", "I.2"),
    ]


def test_a_body_of_the_commune_is_named_with_its_level() -> None:
    rows = table("STT|Nội dung|Cơ quan chủ trì|Cơ quan phối hợp", "1|Số hóa hồ sơ|Sở Y tế|Công an xã; Trạm Y tế xã")
    assert [who(record)[0] for record in read(rows)] == ["Sở Y tế", "Công an xã", "Trạm Y tế xã"]


def test_a_special_zone_goes_on_with_the_communes() -> None:
    group = "UBND các xã, phường, đặc khu Lý Sơn"
    (record,) = read(f"1. {group} lập danh sách học viên.")
    assert who(record)[0] == group


def test_the_post_of_a_communes_civil_servant_is_whole_and_no_body_of_that_name() -> None:
    records = read("1. Công chức Văn phòng - Thống kê chủ trì rà soát quy trình.", "2. Công chức Tư pháp - Hộ tịch")
    assert who(records[0]) == ("Công chức Văn phòng - Thống kê", "lead")


def test_the_press_and_broadcaster_of_a_province_heads_its_duties() -> None:
    (record,) = read("1. Báo và Phát thanh, truyền hình Đắk Lắk", "Tuyên truyền về chuyển đổi số.")
    assert who(record) == ("Báo và Phát thanh, truyền hình Đắk Lắk", "implement")


@pytest.mark.parametrize(
    "name",
    ["Phó Hiệu trưởng", "Bộ phận Văn phòng", "Các khoa, phòng, trung tâm", "Vụ Kế hoạch - Tài chính", "Thư ký ISO"],
)
def test_posts_and_units_within_a_body_head_their_duties(name: str) -> None:
    records = read(f"1. {name}", "- Chuẩn bị hồ sơ phục vụ đánh giá.", "- Báo cáo kết quả trước ngày 30/5/2020.")
    assert [who(record)[0] for record in records] == [name, name]
    (record,) = read(f"1. {name}: Bố trí kinh phí thực hiện Kế hoạch.")
    assert who(record)[0] == name


def test_what_a_body_belongs_to_is_part_of_its_name_and_classes_of_a_ministry_are_groups() -> None:
    assert [party.raw for party in parties("Các Vụ, Cục, Thanh tra Bộ")] == ["Các Vụ, Cục", "Thanh tra Bộ"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đề nghị Hiệp hội Du lịch tỉnh vận động hội viên tham gia", [("Hiệp hội Du lịch tỉnh", "implement")]),
        ("Yêu cầu Công ty Điện lực Bắc Kạn rà soát lưới điện", [("Công ty Điện lực Bắc Kạn", "implement")]),
        (
            "Sở Y tế, Sở Xây dựng: theo chức năng, nhiệm vụ phối hợp với Sở Du lịch thực hiện",
            [("Sở Y tế", "coordinate"), ("Sở Xây dựng", "coordinate")],
        ),
        (
            "Công an tỉnh trong phạm vi chức năng, nhiệm vụ của mình chủ trì kiểm tra",
            [("Công an tỉnh", "lead")],
        ),
    ],
)
def test_who_is_asked_and_within_what_does_not_hide_body_and_part(text: str, found: list[tuple[str, str]]) -> None:
    assert [who(record) for record in read(f"1. {text}.")] == found


def test_bodies_of_the_party_have_duties_under_its_own_labels() -> None:
    plan = "Số 15-KH/TU\nKẾ HOẠCH\nthực hiện Nghị quyết số 19-NQ/TW\n\nI- MỤC ĐÍCH\n\nII- TỔ CHỨC THỰC HIỆN\n\n"
    records = read(
        "1- Đảng đoàn HĐND tỉnh lãnh đạo việc giám sát thực hiện nghị quyết.",
        "2- Ban Tuyên giáo Tỉnh ủy chủ trì hướng dẫn học tập.",
        "3- Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy báo cáo trước ngày 30/4/2023.",
        plan=plan,
    )
    assert [(*who(record), due(record)[0]) for record in records] == [
        ("Đảng đoàn HĐND tỉnh", "implement", None),
        ("Ban Tuyên giáo Tỉnh ủy", "lead", None),
        ("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", "implement", date(2023, 4, 30)),
    ]


PROGRAMME = "KẾ HOẠCH\nCải cách hành chính năm 2026\n\nII. NHIỆM VỤ\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Rà soát văn bản (Sở Tư pháp chủ trì; hoàn thành tháng 11/2026)",
            [("Sở Tư pháp", "lead", date(2026, 11, 30))],
        ),
        (
            "Tuyên truyền (Sở Nội vụ chủ trì, Báo An Giang phối hợp)",
            [("Sở Nội vụ", "lead", None), ("Báo An Giang", "coordinate", None)],
        ),
        (
            "Niêm yết thủ tục. (Chủ trì: Văn phòng UBND tỉnh; phối hợp: các sở, ngành; thời gian: quý II/2026)",
            [
                ("Văn phòng UBND tỉnh", "lead", date(2026, 6, 30)),
                ("các sở, ngành", "coordinate", date(2026, 6, 30)),
            ],
        ),
        ("Đánh giá nội bộ (do Sở Khoa học và Công nghệ thực hiện)", [("Sở Khoa học và Công nghệ", "implement", None)]),
        (
            "Phủ sóng 5G. Đơn vị chủ trì: Viettel Hải Phòng. Đơn vị phối hợp: Sở Công Thương. Thời gian: Quý II/2026",
            [("Viettel Hải Phòng", "lead", date(2026, 6, 30)), ("Sở Công Thương", "coordinate", date(2026, 6, 30))],
        ),
        ("Tổ chức 10 lớp tập huấn cho công chức cấp xã; giao Sở Nội vụ chủ trì", [("Sở Nội vụ", "lead", None)]),
        ("Đã mở 3 lớp tập huấn (Sở Nội vụ chủ trì)", []),  # a report's
        ("Công bố chỉ số năm 2026 (Sở Nội vụ theo dõi, có Phụ lục kèm theo)", []),
        ("Áp dụng tại cơ quan (trừ Sở Ngoại vụ)", []),
    ],
)
def test_what_stands_behind_a_task_says_who_does_it(text: str, found: list[tuple[str, str, date | None]]) -> None:
    records = read(f"1. {text}.", plan=PROGRAMME)
    assert [(*who(record), due(record)[0]) for record in records] == found
    assert all(record.values["task"] in text and "chủ trì" not in str(record.values["task"]) for record in records)


def test_a_verb_within_a_bodys_name_does_not_end_it() -> None:
    (record, *_) = read("1. Vụ Khoa học, Môi trường và Vật liệu xây dựng chủ trì, phối hợp với Văn phòng Bộ kiểm tra.")
    assert who(record) == ("Vụ Khoa học, Môi trường và Vật liệu xây dựng", "lead")
    ((party,), _) = opening_parties("Công ty Cấp nước xây dựng kế hoạch cấp nước", generic=False)
    assert party.raw == "Công ty Cấp nước"


def test_lines_that_describe_a_task_are_none_and_a_line_may_have_two_labels() -> None:
    records = read(
        "1. Kiểm tra hệ thống",
        "- Số lượng: 15 sở, ngành và 30 UBND cấp xã.",
        "- Đối tượng: thư ký Ban Chỉ đạo ISO.",
        "- Thời gian: quý III, IV/2026.",
        "- Cơ quan chủ trì: Sở Khoa học và Công nghệ; cơ quan phối hợp: Sở Nội vụ.",
        plan=PROGRAMME,
    )
    assert [(*who(record), record.values["task"], due(record)[0]) for record in records] == [
        ("Sở Khoa học và Công nghệ", "lead", "Kiểm tra hệ thống", date(2026, 12, 31)),
        ("Sở Nội vụ", "coordinate", "Kiểm tra hệ thống", date(2026, 12, 31)),
    ]


def test_who_stands_above_hands_a_duty_on() -> None:
    records = read(
        "1. Hội đồng nhân dân tỉnh giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.",
        "2. Sở Tài chính giao dự toán cho các đơn vị.",
    )
    assert [who(record)[0] for record in records] == ["Ủy ban nhân dân tỉnh", "Sở Tài chính"]
