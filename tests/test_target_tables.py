"""Targets that tables set: aims by year, and shares in the cells of a programme."""

from __future__ import annotations

from extractors.aims import targets
from tests.reading import shaped, table
from tests.test_targets import read, said, when


def test_shares_in_the_cells_of_a_programme_take_the_year_of_their_row() -> None:
    text = "Phụ lục 01\n\nTIẾN ĐỘ THỰC HIỆN CHUYỂN ĐỔI HTQLCL\n\n" + table(
        "TT|Thời gian thực hiện|Đơn vị chủ trì|Đơn vị thực hiện/ phối hợp",
        "1|Năm 2022|UBND cấp huyện|Sở KH&CN: phối hợp; 100% UBND phường; 50% UBND xã thuộc UBND huyện Mai Sơn",
        "2|Năm 2023|UBND cấp huyện|Sở KH&CN: phối hợp; 70% UBND xã thuộc UBND huyện Mai Sơn",
    )
    records = targets.extract(shaped(text + "\n")).records
    assert [(record.values["value"], when(record)[1]) for record in records] == [
        (100.0, 2022),
        (50.0, 2022),
        (70.0, 2023),
    ]
    assert {(record.values["measure"], record.method) for record in records} == {("apply", "inferred")}


def test_a_table_of_aims_sets_a_target_for_each_year() -> None:
    records = read(
        table(
            "TT|Chỉ tiêu|Đơn vị tính|2023|2024",
            "1|Tỷ lệ UBND cấp xã công bố hệ thống quản lý chất lượng|%|60|≥ 80",
            "2|Số lớp tập huấn|lớp|2|",
            "3|Số UBND cấp huyện áp dụng ISO điện tử|đơn vị|4|7",
            "4|Tỷ lệ hộ nghèo|%|5|3",
        )
    )
    assert [(*said(record), record.values["year_to"]) for record in records] == [
        ("publish", "=", 60.0, "percent", "UBND cấp xã", 2023),
        ("publish", ">=", 80.0, "percent", "UBND cấp xã", 2024),
        ("train", "=", 2.0, "courses", None, 2023),
        ("apply", "=", 4.0, "agencies", "UBND cấp huyện", 2023),
        ("apply", "=", 7.0, "agencies", "UBND cấp huyện", 2024),
    ]
    assert [record.evidence["value"].text for record in records] == ["60", "≥ 80", "2", "4", "7"]


def test_a_table_of_aims_may_head_its_columns_as_plans() -> None:
    rows = table(
        "TT|Chỉ tiêu|ĐVT|Năm 2021 (thực hiện)|Kế hoạch 2022|Kế hoạch 2023",
        "1|Tỷ lệ UBND cấp xã chuyển đổi sang ISO 9001:2015|%|40|≥ 70|100",
    )
    records = targets.extract(shaped(f"II. CHỈ TIÊU\n\n{rows}\n")).records
    assert [(*said(record)[:3], when(record)[1]) for record in records] == [
        ("convert", ">=", 70.0, 2022),
        ("convert", "=", 100.0, 2023),
    ]


def test_an_aim_may_stand_beside_its_figure_who_leads_and_when() -> None:
    text = "I. MỤC TIÊU, CHỈ TIÊU\n\n" + table(
        "TT|Mục tiêu|Chỉ tiêu|Cơ quan chủ trì|Thời gian hoàn thành",
        "1|Cơ quan cấp tỉnh công bố HTQLCL|100%|Sở Khoa học và Công nghệ|Năm 2021",
        "2|UBND cấp xã công bố HTQLCL|Tối thiểu 60%|UBND các huyện, thành phố|Năm 2022",
        "3|Công chức được tập huấn ISO|95%|Sở Nội vụ|Hằng năm",
    )
    records = targets.extract(shaped(text + "\n")).records
    assert [(said(record), when(record)[1]) for record in records] == [
        (("publish", "=", 100.0, "percent", "Cơ quan cấp tỉnh"), 2021),
        (("publish", ">=", 60.0, "percent", "UBND cấp xã"), 2022),
        (("train", "=", 95.0, "percent", "Công chức"), None),
    ]


def test_a_work_programme_with_words_beside_its_aims_gives_no_figures() -> None:
    text = "I. MỤC TIÊU, CHỈ TIÊU\n\n" + table(
        "TT|Mục tiêu|Chỉ tiêu|Cơ quan chủ trì|Thời gian hoàn thành",
        "1|Cơ quan cấp tỉnh công bố HTQLCL|Đạt|Sở Khoa học và Công nghệ|Năm 2021",
        "2|UBND cấp xã công bố HTQLCL|60%|UBND các huyện|Năm 2022",
    )
    assert targets.extract(shaped(text + "\n")).records == []


def test_years_in_which_aims_are_carried_out_are_no_results() -> None:
    text = table(
        "STT|Chỉ tiêu|Đơn vị tính|Năm thực hiện|",
        "|||2026|2027",
        "1|Tỷ lệ TTHC áp dụng HTQLCL|%|80|90",
        "2|Số lớp tập huấn|Lớp|2|1",
    )
    assert [(record.values["measure"], record.values["value"], record.values["year_to"]) for record in read(text)] == [
        ("apply", 80.0, 2026),
        ("apply", 90.0, 2027),
        ("train", 2.0, 2026),
        ("train", 1.0, 2027),
    ]
