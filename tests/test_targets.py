"""Targets: what a plan wants reached, by which share or number of which group, by when."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.aims import targets
from extractors.records import Record
from tests.reading import shaped

PLAN = "KẾ HOẠCH\nÁp dụng hệ thống quản lý chất lượng giai đoạn 2021 - 2025\n\nI. MỤC TIÊU\n\n"


def read(*paragraphs: str, heading: str = PLAN) -> list[Record]:
    return targets.extract(shaped(heading + "\n\n".join(paragraphs) + "\n")).records


def said(record: Record) -> tuple[object, ...]:
    values = record.values
    return tuple(values[name] for name in ("measure", "comparator", "value", "unit", "group_raw"))


def when(record: Record) -> tuple[object, ...]:
    return tuple(record.values[name] for name in ("year_from", "year_to", "deadline_on"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("- Đến năm 2025, 100% UBND cấp xã áp dụng ISO điện tử.", ("apply", "=", 100.0, "percent", "UBND cấp xã")),
        (
            "- Phấn đấu đến hết năm 2023 có ít nhất 70% UBND cấp huyện công bố hệ thống.",
            ("publish", ">=", 70.0, "percent", "UBND cấp huyện"),
        ),
        (
            "- Trên 30% tỷ lệ UBND cấp xã lần đầu xây dựng, áp dụng HTQLCL.",
            ("apply", ">", 30.0, "percent", "UBND cấp xã"),
        ),
        (
            "- Từ 80% trở lên thủ tục hành chính thuộc thẩm quyền được áp dụng HTQLCL.",
            ("apply", ">=", 80.0, "percent", "thủ tục hành chính thuộc thẩm quyền"),
        ),
        (
            "- Tỷ lệ UBND cấp xã áp dụng HTQLCL đạt 62,5% vào năm 2022.",
            ("apply", "=", 62.5, "percent", "UBND cấp xã"),
        ),
        (
            "- Hằng năm tổ chức kiểm tra tại 100% cơ quan hành chính trong tỉnh theo hình thức báo cáo.",
            ("inspect", "=", 100.0, "percent", "cơ quan hành chính trong tỉnh"),
        ),
        (
            "- 100% công chức phụ trách ISO được đào tạo kiến thức về tiêu chuẩn.",
            ("train", "=", 100.0, "percent", "công chức phụ trách ISO"),
        ),
        (
            "- Đến hết năm 2013, 100% các Tổng cục, Cục thuộc Bộ được cấp giấy chứng nhận phù hợp TCVN ISO 9001:2008.",
            ("publish", "=", 100.0, "percent", "các Tổng cục, Cục thuộc Bộ"),
        ),
        (
            "- Ít nhất 95% thủ tục hành chính của các cơ quan được xây dựng thành quy trình trong năm 2017.",
            ("apply", ">=", 95.0, "percent", "thủ tục hành chính của các cơ quan"),
        ),
        (
            "- Năm 2022, khoảng 40% UBND cấp xã áp dụng ISO điện tử.",
            ("apply", None, 40.0, "percent", "UBND cấp xã"),
        ),
        (
            "- Bổ sung thêm ít nhất 05 cơ quan (lần đầu) xây dựng, áp dụng HTQLCL.",
            ("apply", ">=", 5.0, "agencies", "cơ quan (lần đầu)"),
        ),
        ("- Mỗi năm mở 02 lớp tập huấn cho công chức.", ("train", "=", 2.0, "courses", None)),
        (
            "- 100% cơ quan cấp tỉnh bắt buộc áp dụng thực hiện duy trì, cải tiến HTQLCL.",
            ("maintain", "=", 100.0, "percent", "cơ quan cấp tỉnh bắt buộc áp dụng"),
        ),
        (
            "- 100% cơ quan, đơn vị tổ chức đánh giá nội bộ và báo cáo kết quả áp dụng HTQLCL.",
            ("report", "=", 100.0, "percent", "cơ quan, đơn vị"),
        ),
        (
            "- 100% thủ tục hành chính được xây dựng quy trình theo TCVN ISO 9001:2015.",
            ("apply", "=", 100.0, "percent", "thủ tục hành chính"),
        ),
        (
            "- Trong quý II/2025, 100% UBND huyện, thành phố, thị xã hoàn thành chuyển đổi HTQLCL.",
            ("convert", "=", 100.0, "percent", "UBND huyện, thành phố, thị xã"),
        ),
        ("- 100% Vụ, Cục áp dụng HTQLCL.", ("apply", "=", 100.0, "percent", "Vụ, Cục")),
    ],
)
def test_a_figure_with_its_measure_and_group(sentence: str, expected: tuple[object, ...]) -> None:
    (record,) = read(sentence)
    assert said(record) == expected
    assert record.values["section_path"] == "I"
    assert record.values["raw"] in sentence


def test_two_measures_of_one_group_are_two_targets() -> None:
    records = read("- Đến năm 2030, trên 50% đơn vị sự nghiệp công lập áp dụng, công bố hệ thống.")
    assert [record.values["measure"] for record in records] == ["apply", "publish"]
    assert {record.values["group_level"] for record in records} == {"public_service_unit"}


def test_a_range_is_a_lower_and_an_upper_bound() -> None:
    records = read("- Mỗi năm tổ chức từ 1-2 khóa đào tạo về tiêu chuẩn.")
    assert [said(record)[:4] for record in records] == [
        ("train", ">=", 1.0, "courses"),
        ("train", "<=", 2.0, "courses"),
    ]


def test_shares_in_brackets_take_the_measure_and_the_year_from_outside() -> None:
    records = read(
        "- Năm 2022: Trên 30% UBND cấp xã áp dụng HTQLCL (gồm 100% UBND phường thuộc thành phố Sơn La; "
        "50% UBND xã thuộc UBND huyện Mai Sơn; trên 20% UBND xã của các huyện còn lại);"
    )
    assert [said(record)[:3] for record in records] == [
        ("apply", ">", 30.0),
        ("apply", "=", 100.0),
        ("apply", "=", 50.0),
        ("apply", ">", 20.0),
    ]
    assert [record.values["group_raw"] for record in records][1:] == [
        "UBND phường thuộc thành phố Sơn La",
        "UBND xã thuộc UBND huyện Mai Sơn",
        "UBND xã của các huyện còn lại",
    ]
    assert {record.values["group_level"] for record in records} == {"commune"}
    assert {when(record) for record in records} == {(2022, 2022, None)}


def test_a_list_of_shares_shares_the_verb_that_ends_it() -> None:
    records = read("- Đến năm 2025, 100% UBND cấp huyện và trên 80% UBND cấp xã áp dụng ISO điện tử.")
    assert [(record.values["group_level"], record.values["comparator"]) for record in records] == [
        ("district", "="),
        ("commune", ">"),
    ]


def test_each_figure_takes_the_year_that_stands_with_it() -> None:
    records = read("- Tỷ lệ UBND cấp xã áp dụng HTQLCL đạt 60% vào năm 2022 và 80% vào năm 2024.")
    assert [(record.values["value"], when(record)) for record in records] == [
        (60.0, (2022, 2022, None)),
        (80.0, (2024, 2024, None)),
    ]


def test_the_year_of_a_heading_governs_the_items_under_it() -> None:
    (record,) = read("1. Đến năm 2023", "a) 100% các sở, ban, ngành áp dụng ISO điện tử;")
    assert when(record) == (None, 2023, None)
    assert record.values["group_level"] == "department"


def test_a_label_before_the_colon_is_the_group_of_a_share_without_one() -> None:
    (record,) = read("- Cơ quan ngành dọc; đơn vị sự nghiệp công lập: đến năm 2030 trên 50% áp dụng hệ thống.")
    assert said(record) == ("apply", ">", 50.0, "percent", "Cơ quan ngành dọc; đơn vị sự nghiệp công lập")
    assert record.values["group_level"] is None  # of more than one level


def test_a_day_by_which_a_group_is_to_have_done_something() -> None:
    (record,) = read("- Nhóm 2: đơn vị chưa áp dụng tiêu chuẩn thì xây dựng, áp dụng trước ngày 25/05/2023.")
    assert said(record) == ("apply", None, None, None, "Nhóm 2")
    assert when(record) == (None, None, date(2023, 5, 25))


def test_years_of_completion_of_several_groups_in_one_sentence() -> None:
    records = read(
        "1. Đối tượng áp dụng",
        "- Các cơ quan chuyên môn; các Chi cục: hoàn thành đến năm 2025; UBND các huyện, thành phố: hoàn thành đến "
        "năm 2027; UBND cấp xã: hoàn thành đến năm 2030.",
    )
    assert [(record.values["group_raw"], when(record)[1]) for record in records] == [
        ("Các cơ quan chuyên môn; các Chi cục", 2025),
        ("UBND các huyện, thành phố", 2027),
        ("UBND cấp xã", 2030),
    ]
    assert {(record.values["measure"], record.method) for record in records} == {("apply", "inferred")}


@pytest.mark.parametrize(
    "sentence",
    [
        "- Đến nay, 85% cơ quan hành chính đã công bố hệ thống.",
        "- 60% UBND cấp xã đã áp dụng hệ thống.",
        "- 30% đơn vị chưa áp dụng hệ thống.",
        "- Hỗ trợ 50% kinh phí cho các đơn vị áp dụng HTQLCL.",
        "- Tiết kiệm 10% kinh phí khi áp dụng hệ thống.",
        "- Tăng 10% số UBND cấp xã áp dụng HTQLCL so với năm 2021.",
        "- 100% hồ sơ được giải quyết đúng hạn.",
        "- 100% cơ quan áp dụng chữ ký số.",
        "- 100% thủ tục hành chính được công bố, công khai kịp thời trên cổng dịch vụ công.",
        "- 100% TTHC được áp dụng tại Bộ phận một cửa.",
        "- Đến năm 2025, các sở, ban, ngành áp dụng chữ ký số.",
        "- 90% UBND cấp xã kết nối liên thông văn bản.",
        "- 100% thủ tục hành chính được cung cấp trực tuyến.",
        "- Mức độ hài lòng của người dân đạt trên 90%.",
        "- Áp dụng Thông tư số 116/2015/TT-BTC ngày 11/8/2015 của Bộ Tài chính.",
        "- Không quá 5% cơ quan được kiểm tra không đạt yêu cầu.",
    ],
)
def test_what_is_no_target_or_is_not_understood_stays_out(sentence: str) -> None:
    assert read(sentence) == []


def test_those_whom_a_list_below_names_are_no_group_of_a_target() -> None:
    assert read("1. Các cơ quan sau đây hoàn thành chuyển đổi trong năm 2020:") == []
    assert [said(record)[0] for record in read("1. Các cơ quan hoàn thành chuyển đổi trong năm 2020.")] == ["convert"]


def test_procedures_applied_and_no_more_said_are_under_the_system_that_the_plan_is_about() -> None:
    (record,) = read("- Phấn đấu 95% TTHC được áp dụng.")
    assert said(record) == ("apply", "=", 95.0, "percent", "TTHC")


def test_duties_with_a_day_belong_to_assignments() -> None:
    plan = "KẾ HOẠCH\nÁp dụng HTQLCL\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Các sở, ban, ngành\n\n"
    assert read("- Báo cáo kết quả áp dụng trước ngày 15/11/2023.", heading=plan) == []


def test_the_colon_of_a_standard_ends_no_clause() -> None:
    (record,) = read("- Tất cả cơ quan đang áp dụng TCVN ISO 9001:2008 phải chuyển đổi xong trước ngày 15/9/2018.")
    assert said(record) == ("convert", None, None, None, "cơ quan đang áp dụng TCVN ISO 9001:2008")
    assert when(record) == (None, None, date(2018, 9, 15))


def test_a_group_may_belong_to_several_places() -> None:
    (record,) = read("- Năm 2019: 12 UBND cấp xã thuộc huyện Tuy An, huyện Sơn Hòa áp dụng hệ thống.")
    assert said(record) == ("apply", "=", 12.0, "agencies", "UBND cấp xã thuộc huyện Tuy An, huyện Sơn Hòa")


@pytest.mark.parametrize(
    "act",
    [
        "Công bố kèm theo Quyết định này 07 thủ tục hành chính nội bộ trong hệ thống hành chính nhà nước.",
        "Công bố kèm theo Quyết định này 07 thủ tục hành chính áp dụng HTQLCL theo TCVN ISO 9001:2015.",
        "Công bố Danh mục 12 thủ tục hành chính được sửa đổi.",
        "Nay công bố 05 thủ tục hành chính cấp xã đã xây dựng theo ISO.",
    ],
)
def test_what_a_decision_announces_or_encloses_is_no_aim(act: str) -> None:
    assert read(heading=f"QUYẾT ĐỊNH\n\nĐiều 1. {act}\n\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n") == []


def test_an_article_may_set_an_aim_for_a_year() -> None:
    heading = "QUYẾT ĐỊNH\n\nĐiều 1. Công bố HTQLCL tại 100% UBND cấp xã trong năm 2024.\n\nĐiều 2. Hiệu lực.\n"
    assert [said(record)[:3] for record in read(heading=heading)] == [("publish", "=", 100.0)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "- Kiểm tra công tác cải cách hành chính tối thiểu 30% số cơ quan, đơn vị trong tỉnh.",
            ("inspect", ">=", 30.0, "percent", "cơ quan, đơn vị trong tỉnh"),
        ),
        (
            "- Định kỳ hằng năm, kiểm tra việc duy trì tại tối thiểu 20% cơ quan.",
            ("inspect", ">=", 20.0, "percent", "cơ quan"),
        ),
        (
            "- 100% cơ quan nhà nước cấp tỉnh tiếp tục duy trì áp dụng HTQLCL.",
            ("maintain", "=", 100.0, "percent", "cơ quan nhà nước cấp tỉnh"),
        ),
        ("- 100% giáo viên được bồi dưỡng chương trình mới.", ("train", "=", 100.0, "percent", "giáo viên")),
        (
            "- Ít nhất 80% chủ thể OCOP được tập huấn về nhãn hiệu.",
            ("train", ">=", 80.0, "percent", "chủ thể OCOP"),
        ),
        (
            "- 90% đơn vị được thanh tra, kiểm tra có báo cáo khắc phục.",
            ("report", "=", 90.0, "percent", "đơn vị được thanh tra, kiểm tra"),
        ),
        (
            "Kiểm tra trực tiếp 100% đơn vị còn lại qua báo cáo.",
            ("inspect", "=", 100.0, "percent", "đơn vị còn lại"),
        ),
    ],
)
def test_the_verb_that_governs_a_share_is_what_is_to_be_done(sentence: str, expected: tuple[object, ...]) -> None:
    (record,) = read(sentence)
    assert said(record) == expected


def test_a_clause_of_a_time_and_a_share_goes_on_with_the_group_before_it() -> None:
    records = read("- Đến năm 2023, có trên 60% UBND cấp xã áp dụng HTQLCL; đến năm 2025 đạt 100%.")
    assert [(*said(record)[:3], when(record)[1]) for record in records] == [
        ("apply", ">", 60.0, 2023),
        ("apply", "=", 100.0, 2025),
    ]
    assert {record.values["group_raw"] for record in records} == {"UBND cấp xã"}


def test_a_range_of_agencies_is_two_bounds() -> None:
    records = read("- Năm 2022: Kiểm tra tại trụ sở từ 30 đến 35 cơ quan.")
    assert [said(record)[:4] for record in records] == [
        ("inspect", ">=", 30.0, "agencies"),
        ("inspect", "<=", 35.0, "agencies"),
    ]


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("I. KẾT QUẢ ĐẠT ĐƯỢC", "1. 100% sở, ban, ngành công bố HTQLCL."),
        ("I. TÌNH HÌNH CHUNG", "1. Tổ chức 04 lớp tập huấn."),
        ("I. NHIỆM VỤ", "1. Đã tổ chức 04 lớp tập huấn cho công chức."),
    ],
)
def test_what_has_been_reached_is_no_aim(heading: str, sentence: str) -> None:
    assert read(sentence, heading=f"BÁO CÁO\nÁp dụng HTQLCL\n\n{heading}\n\n") == []


def test_a_heading_sets_the_year_of_the_aims_under_it() -> None:
    heading = "BÁO CÁO\nÁp dụng HTQLCL\n\nI. PHƯƠNG HƯỚNG NĂM 2022\n\n"
    assert [when(record) for record in read("1. Tổ chức 02 lớp đào tạo.", heading=heading)] == [(2022, 2022, None)]


def test_a_plan_about_something_else_trains_but_applies_no_system() -> None:
    heading = "KẾ HOẠCH\nChuyển đổi số\n\nI. MỤC TIÊU\n\n"
    records = read("- Năm 2022: áp dụng tại 100% UBND cấp xã.", "- 100% công chức được tập huấn.", heading=heading)
    assert [record.values["measure"] for record in records] == ["train"]


def test_a_sentence_may_set_a_day_in_one_clause_and_shares_in_the_next() -> None:
    records = read(
        "- Đến 31/12/2019 toàn bộ các sở, ngành phải hoàn thành chuyển đổi; đến hết năm 2020, 60% UBND cấp xã áp dụng "
        "HTQLCL."
    )
    assert [(record.values["measure"], record.values["value"], *when(record)) for record in records] == [
        ("apply", 60.0, None, 2020, None),
        ("convert", None, None, None, date(2019, 12, 31)),
    ]


def test_a_share_of_those_just_named() -> None:
    records = read("- Đến năm 2025, 60% đơn vị sự nghiệp công lập áp dụng HTQLCL, trong đó 40% được công bố.")
    assert [said(record)[0::2] for record in records] == [
        ("apply", 60.0, "đơn vị sự nghiệp công lập"),
        ("publish", 40.0, "đơn vị sự nghiệp công lập"),
    ]


def test_a_share_of_those_behind_a_label() -> None:
    records = read("b) Đến năm 2024: 70% UBND cấp xã áp dụng HTQLCL, trong đó 50% công bố HTQLCL.")
    assert [said(record)[:3] for record in records] == [("apply", "=", 70.0), ("publish", "=", 50.0)]
    assert records[1].values["group_raw"] == "UBND cấp xã"


def test_so_many_in_each_district_is_no_number_of_all() -> None:
    assert read("- Đến năm 2025, mỗi huyện có ít nhất 03 trường học áp dụng HTQLCL.") == []
    (record,) = read("- Theo tình hình mỗi địa phương có thể xây dựng HTQLCL cho tối đa 03 phòng chuyên môn.")
    assert said(record)[:4] == ("apply", "<=", 3.0, "agencies")


def test_the_doing_may_be_what_the_share_is_of() -> None:
    (record,) = read("- Đến năm 2022 hoàn thành 100% việc công bố HTQLCL tại các cơ quan thuộc UBND cấp huyện.")
    assert said(record) == ("publish", "=", 100.0, "percent", "các cơ quan thuộc UBND cấp huyện")


def test_a_group_ends_before_the_next_count() -> None:
    records = read("- 100% sở, ngành và 10/10 UBND huyện hoàn thành vận hành ISO điện tử trước 30/6/2023.")
    assert [said(record)[1:] for record in records] == [
        ("=", 100.0, "percent", "sở, ngành"),
        ("=", 10.0, "agencies", "UBND huyện"),
    ]


def test_so_many_of_so_many_are_a_number_and_all_of_them_need_no_time() -> None:
    (record,) = read("- 109/109 UBND xã, phường hoàn thành việc xây dựng, áp dụng HTQLCL.")
    assert said(record) == ("apply", "=", 109.0, "agencies", "UBND xã, phường")
    (record,) = read("- Năm 2023, 10/12 huyện được kiểm tra việc áp dụng ISO.")
    assert said(record)[:4] == ("inspect", "=", 10.0, "agencies")
    assert read("- Trước 5/11 xã A gửi báo cáo.") == []
    assert read("- Đã có 12/12 huyện áp dụng HTQLCL.") == []


def test_a_level_alone_takes_up_the_group_of_the_share_before() -> None:
    records = read("- 100% công chức cấp huyện được tập huấn; cấp xã đạt 80%.")
    assert [said(record)[2::2] for record in records] == [(100.0, "công chức cấp huyện"), (80.0, "cấp xã")]


def test_more_than_a_hundred_classes() -> None:
    (record,) = read("- Mở 120 lớp đào tạo nghề.")
    assert said(record)[:4] == ("train", "=", 120.0, "courses")


def test_a_rate_each_year_is_no_part_of_the_group() -> None:
    (record,) = read("- Kiểm tra tối thiểu 20 cơ quan/năm.")
    assert said(record) == ("inspect", ">=", 20.0, "agencies", "cơ quan")


def test_to_bring_procedures_into_the_scope_is_to_apply_the_system() -> None:
    (record,) = read("- Cuối năm 2023, 100% thủ tục hành chính được đưa vào phạm vi áp dụng HTQLCL.")
    assert said(record)[:4] == ("apply", "=", 100.0, "percent")


def test_a_trial_is_no_part_of_the_group() -> None:
    records = read("- Năm 2022: 05 sở và 02 UBND cấp huyện thí điểm áp dụng ISO điện tử.")
    assert [said(record)[2::2] for record in records] == [(5.0, "sở"), (2.0, "UBND cấp huyện")]


def test_a_share_may_be_of_establishments() -> None:
    (record,) = read(
        "- Kiểm tra 100% cơ sở có nguy cơ cháy trong năm 2024.", heading="KẾ HOẠCH\nKiểm tra\n\nI. MỤC TIÊU\n\n"
    )
    assert said(record)[:4] == ("inspect", "=", 100.0, "percent")
    assert read("- Bồi dưỡng, kiểm tra 100% cơ sở vật chất.") == []


def test_shares_of_people_that_go_on_have_the_verb_behind_the_last() -> None:
    records = read("- 100% lãnh đạo các sở và 50% thành viên tổ công nghệ được tập huấn.")
    assert [said(record)[2::2] for record in records] == [
        (100.0, "lãnh đạo các sở"),
        (50.0, "thành viên tổ công nghệ"),
    ]
    (record,) = read("- 90% hiệu trưởng các trường nội trú qua đào tạo.")
    assert said(record)[2::2] == (90.0, "hiệu trưởng các trường nội trú")


def test_a_count_alone_in_its_clause_takes_up_what_the_one_before_does() -> None:
    records = read("- Năm 2022 kiểm tra 10 UBND cấp xã; 5 sở, ngành.")
    assert [said(record)[:3] for record in records] == [("inspect", "=", 10.0), ("inspect", "=", 5.0)]


def test_people_of_a_field_go_on_to_the_verb_of_the_last_share() -> None:
    records = read("- 100% cán bộ thú y cấp huyện và tối thiểu 90% nhân viên thú y xã được tập huấn.")
    assert [said(record)[1:3] for record in records] == [("=", 100.0), (">=", 90.0)]
    (record,) = read("- 100% cán bộ biết chữ và 90% nhân viên được tập huấn.")
    assert said(record)[2] == 90.0


def test_a_group_that_reaches_a_share_takes_up_what_the_one_before_does() -> None:
    records = read("- 100% công chức một cửa được bồi dưỡng; cán bộ không chuyên trách đạt từ 50% trở lên.")
    assert [said(record)[1:3] for record in records] == [("=", 100.0), (">=", 50.0)]
    assert said(records[1])[4] == "cán bộ không chuyên trách"


def test_counts_of_several_years_have_the_verb_in_the_last_clause() -> None:
    records = read(
        "a) Năm 2019: 15 UBND cấp xã; năm 2020 thêm 25 UBND cấp xã; đến năm 2021 có 100% UBND cấp xã áp dụng HTQLCL."
    )
    assert sorted((said(record)[:4], when(record)[1]) for record in records) == [
        (("apply", "=", 15.0, "agencies"), 2019),
        (("apply", "=", 25.0, "agencies"), 2020),
        (("apply", "=", 100.0, "percent"), 2021),
    ]


def test_a_verb_first_then_where_then_by_when() -> None:
    (record,) = read("- Chuyển đổi HTQLCL tại các sở, ban, ngành trước ngày 30 tháng 9 năm 2022.")
    assert said(record) == ("convert", None, None, None, "các sở, ban, ngành")
    assert when(record) == (None, None, date(2022, 9, 30))


def test_a_year_that_says_which_group_is_meant_is_no_year_of_the_target() -> None:
    of_the_group, of_both = read(
        "- Kiểm tra 100% đơn vị chưa được kiểm tra trong năm 2021.",
        "- 100% đơn vị đã áp dụng HTQLCL từ năm 2019 hoàn thành chuyển đổi HTQLCL trong năm 2022.",
    )
    assert when(of_the_group) == (None, None, None)
    assert when(of_both)[1] == 2022


def test_a_number_of_agencies_under_a_heading_of_aims_needs_no_time() -> None:
    (new,) = read("- Xây dựng, áp dụng HTQLCL cho 16 UBND xã.")
    assert said(new) == ("apply", "=", 16.0, "agencies", "UBND xã")
    elsewhere = PLAN.replace("I. MỤC TIÊU", "II. PHẠM VI")
    assert read("- HTQLCL được áp dụng tại 16 UBND xã.", heading=elsewhere) == []


def test_a_part_of_a_group_is_a_target_of_its_own() -> None:
    records = read("- Kiểm tra HTQLCL tại ít nhất 30% cơ quan, trong đó có 05 UBND cấp huyện.")
    assert [said(record) for record in records] == [
        ("inspect", ">=", 30.0, "percent", "cơ quan"),
        ("inspect", "=", 5.0, "agencies", "UBND cấp huyện"),
    ]


def test_a_share_of_people_in_the_next_clause_says_nothing_of_the_communes_before_it() -> None:
    (people,) = read("- Đến năm 2023, 03 xã đạt chuẩn; 100% cán bộ được tập huấn.")
    assert said(people) == ("train", "=", 100.0, "percent", "cán bộ")


def test_converting_the_application_is_one_measure() -> None:
    (record,) = read("- Đến năm 2020, 100% sở, ngành hoàn thành chuyển đổi áp dụng TCVN ISO 9001:2015.")
    assert said(record)[:3] == ("convert", "=", 100.0)


def test_shares_behind_a_label_that_says_whose_and_what() -> None:
    records = read(
        "Mở rộng áp dụng HTQLCL tại UBND cấp xã: năm 2021 đạt 75%; năm 2023 đạt từ 90% trở lên; năm 2025 đạt 100%."
    )
    assert [(r.values["measure"], r.values["value"], r.values["group_raw"], r.values["year_to"]) for r in records] == [
        ("apply", 75.0, "UBND cấp xã", 2021),
        ("apply", 90.0, "UBND cấp xã", 2023),
        ("apply", 100.0, "UBND cấp xã", 2025),
    ]


def test_what_is_strived_for_is_what_the_clause_before_does() -> None:
    (record,) = read("Năm 2019: tiếp tục áp dụng HTQLCL tại các xã còn lại; phấn đấu đạt trên 60% UBND cấp xã.")
    assert (record.values["measure"], record.values["comparator"], record.values["value"]) == ("apply", ">", 60.0)


def test_a_group_ends_before_a_bound_behind_it_or_another_verb() -> None:
    (count,) = read("Hết năm 2026, có từ 30 xã, phường trở lên xây dựng và áp dụng HTQLCL.")
    assert (count.values["group_raw"], count.values["comparator"]) == ("xã, phường", ">=")
    (share,) = read("Năm 2025, 100% sở, ban, ngành rà soát, công bố lại HTQLCL.")
    assert share.values["group_raw"] == "sở, ban, ngành"
