"""Rollout and coverage from prose: the phases of a plan as sentences tell them."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import phases
from extractors.records import Record
from extractors.rollout_prose import prose_rollout
from tests.reading import shaped, table

PLAN = "KẾ HOẠCH\nÁp dụng ISO điện tử giai đoạn 2021 - 2025\n\nI. LỘ TRÌNH\n\n"


def read(*paragraphs: str) -> list[Record]:
    document = shaped(PLAN + "\n\n".join(paragraphs) + "\n")
    return [*prose_rollout(document), *phases.extract(document).records]


def rollout(records: list[Record]) -> list[tuple[object, object]]:
    return [(r.values["agency_raw"], r.values["year"]) for r in records if r.table == "rollout"]


def coverage(records: list[Record]) -> list[tuple[object, ...]]:
    names = ("count", "scope_raw", "group_level", "year")
    return [tuple(r.values[name] for name in names) for r in records if r.table == "coverage"]


def test_the_agencies_at_which_a_system_is_put_into_use() -> None:
    records = read(
        "Năm 2021: Vận hành chính thức ISO điện tử tại Văn phòng UBND tỉnh, Sở Văn hóa, Thể thao và Du lịch, Sở Giáo "
        "dục và Đào tạo; Khối huyện: vận hành tại UBND thị xã Gia Nghĩa; Khối xã: vận hành tại tất cả các xã phường "
        "thuộc UBND thị xã Gia Nghĩa."
    )
    assert rollout(records) == [
        ("Văn phòng UBND tỉnh", 2021),
        ("Sở Văn hóa, Thể thao và Du lịch", 2021),
        ("Sở Giáo dục và Đào tạo", 2021),
        ("UBND thị xã Gia Nghĩa", 2021),
    ]
    assert {r.values["basis"] for r in records} == {"prose"}
    assert coverage(records) == []


def test_the_agencies_that_apply_it_as_the_subject_of_the_sentence() -> None:
    records = read("- Năm 2022: Sở Y tế, Sở Nội vụ và UBND huyện Duy Xuyên tiếp tục triển khai áp dụng ISO điện tử.")
    assert rollout(records) == [("Sở Y tế", 2022), ("Sở Nội vụ", 2022), ("UBND huyện Duy Xuyên", 2022)]


@pytest.mark.parametrize(
    "lines",
    [
        ("* Năm 2021", "+ Áp dụng ISO điện tử tại Sở Nội vụ."),
        ("1. Năm 2021", "- Áp dụng ISO điện tử tại Sở Nội vụ."),
        ("1. Giai đoạn 1 (năm 2021): áp dụng ISO điện tử tại Sở Nội vụ.",),
        ("- Đến năm 2021: áp dụng ISO điện tử tại Sở Nội vụ.",),
    ],
)
def test_the_year_is_that_of_the_paragraph_the_line_above_or_the_heading(lines: tuple[str, ...]) -> None:
    assert rollout(read(*lines)) == [("Sở Nội vụ", 2021)]


def test_the_year_of_a_line_ends_with_the_next_line_of_its_rank() -> None:
    records = read("* Năm 2021", "+ Áp dụng tại Sở Nội vụ.", "* Các năm sau", "+ Áp dụng tại Sở Y tế.")
    assert rollout(records) == [("Sở Nội vụ", 2021)]


def test_a_first_application_is_said_by_the_clause() -> None:
    records = read("- Năm 2021: lần đầu áp dụng tại Sở Nội vụ; tiếp tục áp dụng tại Sở Y tế.")
    assert [(r.values["agency_raw"], r.values["first_time"]) for r in records] == [
        ("Sở Nội vụ", True),
        ("Sở Y tế", None),
    ]


def test_a_day_of_completion_is_the_deadline() -> None:
    (record,) = read("1. Năm 2022", "- Sở Y tế hoàn thành áp dụng ISO điện tử trước ngày 30/9/2022.")
    assert (record.values["year"], record.values["deadline_on"]) == (2022, date(2022, 9, 30))


@pytest.mark.parametrize(
    "sentence",
    [
        "- Năm 2021: Sở Khoa học và Công nghệ chủ trì kiểm tra việc áp dụng tại Sở Y tế.",
        "- Năm 2021: Sở Tài chính phối hợp với Sở Nội vụ áp dụng định mức.",
        "- Năm 2021: áp dụng chữ ký số tại Sở Y tế.",
        "- Năm 2021: tập huấn cho Sở Y tế, Sở Nội vụ.",
        "- Năm 2021: áp dụng tại các đơn vị trực thuộc Sở Y tế.",
        "- Năm 2021: nhân rộng mô hình áp dụng của Sở Tư pháp.",
        "- Năm 2021: các sở, ban, ngành áp dụng ISO điện tử.",
        "- Từ năm 2021 đến năm 2025: áp dụng tại Sở Y tế.",
        "- Áp dụng ISO điện tử tại Sở Y tế.",
    ],
)
def test_an_agency_that_is_not_said_to_apply_it_in_one_year_gives_no_row(sentence: str) -> None:
    assert rollout(read(sentence)) == []


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ("- Năm 2021: áp dụng ISO điện tử tại các cơ quan sau:", "+ Sở Nội vụ;", "+ Sở Y tế."),
            ["Sở Nội vụ", "Sở Y tế"],
        ),
        (("1. Năm 2021", "- Cấp tỉnh: Sở Nội vụ, Sở Y tế.", "- Cấp xã: tất cả các xã."), ["Sở Nội vụ", "Sở Y tế"]),
        (("- Năm 2021: Sở Nội vụ và Sở Y tế.",), ["Sở Nội vụ", "Sở Y tế"]),
        (("- Năm 2021: UBND các xã: Nam Dong, Đắk Wil.",), ["UBND xã Nam Dong", "UBND xã Đắk Wil"]),
        (("- Năm 2021 triển khai tại Sở Nội vụ, Sở Y tế.",), ["Sở Nội vụ", "Sở Y tế"]),
        (("- Năm 2021 thực hiện sắp xếp tại Sở Nội vụ, Sở Y tế.",), []),
        (("- Năm 2021: kiểm tra tại các cơ quan sau:", "+ Sở Nội vụ;", "+ Sở Y tế."), []),
    ],
)
def test_a_list_under_a_year_names_who_applies_it_once_unless_something_else_is_done(
    lines: tuple[str, ...], names: list[str]
) -> None:
    assert rollout(read(*lines)) == [(name, 2021) for name in names]


def test_counted_groups_are_coverage() -> None:
    records = read(
        "- Năm 2022: 19 Sở, Ban, ngành, đoàn thể tỉnh; 12 chi cục và các ban trực thuộc Sở; 10 UBND cấp huyện, cơ quan "
        "chuyên môn thuộc UBND cấp huyện hoàn thành việc chuyển đổi HTQLCL;"
    )
    assert coverage(records) == [
        (19, "Sở, Ban, ngành, đoàn thể tỉnh", "department", 2022),
        (12, "chi cục và các ban trực thuộc Sở", "sub_department", 2022),
        (10, "UBND cấp huyện", "district", 2022),
    ]


def test_a_count_takes_its_level_from_the_heading_where_its_words_have_none() -> None:
    records = read(
        "1. Đơn vị sự nghiệp công lập lần đầu áp dụng HTQLCL",
        "- Năm 2022: 05 cơ quan (lần đầu) xây dựng, áp dụng HTQLCL, gồm các cơ quan sau:",
    )
    assert coverage(records) == [(5, "cơ quan (lần đầu)", "public_service_unit", 2022)]


@pytest.mark.parametrize(
    "sentence",
    [
        "- Năm 2022: thêm ít nhất 05 cơ quan áp dụng HTQLCL.",  # a bound: a target
        "- Năm 2022: khảo sát 10 UBND cấp huyện.",  # does not apply it
        "- Năm 2022: 10 UBND cấp huyện áp dụng chữ ký số.",
        "- Năm 2022: áp dụng cho 25 thủ tục hành chính.",
        "- Áp dụng HTQLCL tại 10 UBND cấp huyện.",  # no year
    ],
)
def test_other_numbers_are_no_coverage(sentence: str) -> None:
    assert coverage(read(sentence)) == []


def test_a_summary_table_counts_the_groups_of_each_year() -> None:
    text = "LỘ TRÌNH THỰC HIỆN HTQLCL\n\n" + table(
        "TT|Năm|Quy mô triển khai|Kinh phí",
        "1|2021|10 Sở Ngành, 01 UBND Huyện và các xã trực thuộc|1,685,762,680",
        "2|2022|03 Huyện và các xã trực thuộc|155,160,367",
    )
    assert coverage(phases.extract(shaped(text + "\n")).records) == [
        (10, "Sở Ngành", "department", 2021),
        (1, "UBND Huyện", "district", 2021),
        (3, "Huyện", "district", 2022),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("- Năm 2020, 27/32 cơ quan đã công bố HTQLCL.", [(27, "cơ quan", None, 2020)]),
        (
            "Tính đến ngày 20/11/2019, có 19/19 sở, ban, ngành; 8/11 UBND cấp huyện đã áp dụng HTQLCL.",
            [(19, "sở, ban, ngành", "department", 2019), (8, "UBND cấp huyện", "district", 2019)],
        ),
        ("Đến nay, có 8/15 xã đã công bố HTQLCL; 7/15 xã chưa công bố.", [(8, "xã", "commune", None)]),
        ("Hiện nay 03/15 xã đã được cấp giấy chứng nhận phù hợp TCVN ISO 9001:2008.", [(3, "xã", "commune", None)]),
        (
            "Theo Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014, đã có 12 xã áp dụng HTQLCL.",
            [(12, "xã", "commune", None)],
        ),
        ("Tổng số 07 cơ quan, trong đó 05 cơ quan đã công bố HTQLCL.", [(5, "cơ quan", None, None)]),
        ("Hiện nay 06 phường đang áp dụng ISO điện tử.", [(6, "phường", "commune", None)]),
        (
            "Đến ngày 25/11/2025, 96/135 UBND cấp xã đã ban hành quyết định công bố HTQLCL.",
            [(96, "UBND cấp xã", "commune", 2025)],
        ),
        ("Năm 2016 có 05/15 xã áp dụng HTQLCL.", [(5, "xã", "commune", 2016)]),
        (
            "Tỉnh đã có 12 trong tổng số 17 sở, ngành và 5 trên tổng số 9 UBND huyện được cấp giấy chứng nhận ISO.",
            [(12, "sở, ngành", "department", None), (5, "UBND huyện", "district", None)],
        ),
        (
            "Theo báo cáo của Sở Nội vụ, đến nay toàn tỉnh có 13/19 sở chuyển đổi sang TCVN ISO 9001:2015.",
            [(13, "sở", "department", None)],
        ),
        ("1 Sở Nội vụ 98 60 Đã công bố HTQLCL", []),  # a row of a lost table
        ("Đến nay đã kiểm tra 12 cơ quan áp dụng HTQLCL.", []),  # inspected, whoever else applies it
        ("Đến nay, 12/15 xã đạt chuẩn nông thôn mới; có lớp tập huấn áp dụng HTQLCL.", []),
    ],
)
def test_what_a_report_tells_counts_those_that_take_part(sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert coverage(read(sentence)) == expected


def test_a_share_of_all_has_its_total() -> None:
    for printed in ("15/20", "15 trong tổng số 20", "15 trong số 20"):
        found = read(f"- Năm 2022: {printed} UBND cấp xã áp dụng HTQLCL.")
        (record,) = [one for one in found if one.table == "coverage"]
        assert (record.values["count"], record.values["total"]) == (15, 20)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- Năm 2021: 17 sở, ban, ngành còn lại; 30 xã.", [(17, "sở, ban, ngành còn lại"), (30, "xã")]),
        ("- Năm 2021: triển khai tại 10 UBND huyện, thị xã trên địa bàn tỉnh.", [(10, "UBND huyện, thị xã")]),
        ("- Năm 2021: 10 UBND cấp xã xây dựng trụ sở.", []),
        ("- Năm 2021: 12 chi cục; mua 30 máy tính.", []),
        ("- Năm 2021: 05 lớp, 300 người.", []),
    ],
)
def test_a_phase_that_tells_how_many_and_no_more(line: str, found: list[tuple[int, str]]) -> None:
    assert [(count, scope) for count, scope, _, year in coverage(read(line)) if year == 2021] == found


def test_those_listed_behind_a_count_that_is_told_are_told_too_but_none_with_a_verb_of_its_own() -> None:
    found = coverage(
        read("Đến nay có 42/42 cơ quan đã công bố HTQLCL, gồm: 19 sở, ban, ngành; 12 chi cục và 11 UBND huyện.")
    )
    assert [count for count, *_ in found] == [42, 19, 12, 11]
    left_out = coverage(read("Đến nay 19 sở, ban, ngành đã áp dụng HTQLCL; 12 chi cục chưa áp dụng."))
    assert [count for count, *_ in left_out] == [19]


def test_so_many_of_so_many_is_how_things_stand() -> None:
    told = (
        "Tổng quan: toàn thành phố có 20/22 sở, ban, ngành, 7/7 UBND quận, huyện và 41/56 UBND phường áp dụng HTQLCL."
    )
    assert coverage(read(told)) == [
        (20, "sở, ban, ngành", "department", None),
        (7, "UBND quận, huyện", "district", None),
        (41, "UBND phường", "commune", None),
    ]
    assert coverage(read("Phấn đấu có 20/22 sở, ban, ngành áp dụng HTQLCL.")) == []


def test_whom_a_plan_is_for() -> None:
    records = read("Đối tượng: 14 sở, ban, ngành thành phố; 103 UBND xã, phường.")
    assert coverage(records) == [
        (14, "sở, ban, ngành thành phố", "department", None),
        (103, "UBND xã, phường", "commune", None),
    ]
    assert coverage(read("Đối tượng: 14 sở, ban, ngành cử 30 người dự lớp học.")) == []


def test_whom_a_plan_applies_to_beside_a_named_body() -> None:
    records = read("Kế hoạch áp dụng đối với 14 sở, ban, ngành; 65 UBND xã, phường và Ban Quản lý Khu kinh tế.")
    assert coverage(records) == [(14, "sở, ban, ngành", "department", None), (65, "UBND xã, phường", "commune", None)]


def test_communes_that_try_it_first_and_others_that_nobody_names() -> None:
    first = read("Năm 2026, thực hiện thí điểm tại UBND phường Đông Kinh, UBND xã Đồng Đăng và UBND xã Bắc Sơn.")
    assert [year for _, year in rollout(first)] == [2026, 2026, 2026]
    others = read("- Năm 2026: UBND xã Bảo Lạc, UBND xã Đông Khê và các xã khác do UBND tỉnh quyết định.")
    assert rollout(others) == [("UBND xã Bảo Lạc", 2026), ("UBND xã Đông Khê", 2026)]


def test_whom_a_rollout_is_of() -> None:
    text = (
        "Lộ trình áp dụng của 12 sở, ban, ngành, 04 chi cục và 20 UBND xã, phường, đặc khu đợt đầu nêu tại Phụ lục I."
    )
    assert coverage(read(text)) == [
        (12, "sở, ban, ngành", "department", None),
        (4, "chi cục", "sub_department", None),
        (20, "UBND xã, phường, đặc khu", "commune", None),
    ]
