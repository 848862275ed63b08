"""Rollout tables whose cells list the agencies, by columns or by rows of years."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import readers, rollout
from extractors.layout import shape
from tests.reading import DAK_NONG, shaped, table

TITLE = "DANH SÁCH CƠ QUAN ÁP DỤNG HTQLCL\n\n"


def named(*rows: str, title: str = TITLE) -> list[tuple[object, object]]:
    records = rollout.extract(shaped(title + table(*rows)), DAK_NONG).records
    return [(record.values["agency_raw"], record.values["year"]) for record in records]


def test_a_column_of_names_for_each_year() -> None:
    found = named("STT|Năm 2026|Năm 2027", "1|Phường Bắc Gia Nghĩa|Xã Quảng Tín", "2|Xã Đắk Wil|")
    assert found == [("Phường Bắc Gia Nghĩa", 2026), ("Xã Đắk Wil", 2026), ("Xã Quảng Tín", 2027)]


def test_several_names_in_a_cell_stand_under_the_group_of_their_row() -> None:
    text = table("STT|Khối|Năm 2019|Năm 2020", "1|Sở, ban, ngành|Sở Nội vụ, Sở Y tế|Ban Dân tộc")
    records = rollout.extract(shaped(TITLE + text), DAK_NONG).records
    assert [(one.values["agency_raw"], one.values["year"], one.values["group_raw"]) for one in records] == [
        ("Sở Nội vụ", 2019, "Sở, ban, ngành"),
        ("Sở Y tế", 2019, "Sở, ban, ngành"),
        ("Ban Dân tộc", 2020, "Sở, ban, ngành"),
    ]


@pytest.mark.parametrize(
    ("heads", "before"), [("Năm|Cơ quan thực hiện", ""), ("STT|Năm thực hiện|Số lượng|Danh sách cơ quan", "{}|")]
)
def test_a_row_of_names_for_each_year(heads: str, before: str) -> None:
    count = "{}|" if before else ""
    first = f"{before}2019|{count}Sở Nội vụ, Sở Y tế".format(*("1", "02")[: 2 * bool(before)])
    second = f"{before}2020|{count}Ban Dân tộc".format(*("2", "01")[: 2 * bool(before)])
    assert named(heads, first, second) == [("Sở Nội vụ", 2019), ("Sở Y tế", 2019), ("Ban Dân tộc", 2020)]


def test_names_on_lines_of_their_own_in_a_cell() -> None:
    rows = "<tr><td>2019</td><td><p>- Sở Nội vụ</p><p>- Sở Y tế</p></td></tr><tr><td>2020</td><td>Ban Dân tộc</td></tr>"
    html = f"<p>LỘ TRÌNH ÁP DỤNG HTQLCL</p><table><tr><th>Năm</th><th>Cơ quan thực hiện</th></tr>{rows}</table>"
    document = shape(readers.read(html.encode(), "a.html"))
    records = rollout.extract(document, DAK_NONG).records
    assert [one.values["agency_raw"] for one in records] == ["Sở Nội vụ", "Sở Y tế", "Ban Dân tộc"]


def test_who_is_inspected_or_paid_in_which_year_applies_nothing() -> None:
    inspected = "DANH SÁCH CƠ QUAN ĐƯỢC KIỂM TRA VIỆC ÁP DỤNG HTQLCL\n\n"
    assert named("STT|Năm 2026|Năm 2027", "1|Sở Nội vụ|Sở Y tế", title=inspected) == []
    costs = (
        "Năm|Cơ quan thực hiện|Kinh phí (đồng)",
        "2019|Sở Nội vụ, Sở Y tế|45.000.000",
        "2020|Ban Dân tộc|20.000.000",
    )
    assert ("Sở Y tế", 2019) not in named(*costs, title="DỰ TOÁN KINH PHÍ ÁP DỤNG HTQLCL\n\n")


def test_a_number_of_agencies_that_is_not_that_of_those_listed_is_reported() -> None:
    rows = (
        "Năm 2019|02|1. Sở Nội vụ 2. Sở Y tế|Chuyển đổi sang TCVN ISO 9001:2015",
        "Năm 2020|03|Ban Dân tộc, Sở Tư pháp|Xây dựng mới",
    )
    text = TITLE + table("Thời gian|Số lượng (cơ quan)|Cơ quan thực hiện|Hình thức thực hiện", *rows)
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert [(one.values["agency_raw"], one.values["first_time"]) for one in records] == [
        ("Sở Nội vụ", False),
        ("Sở Y tế", False),
        ("Ban Dân tộc", True),
        ("Sở Tư pháp", True),
    ]
    assert [[finding.rule for finding in one.findings] for one in records] == [[], [], ["count_mismatch"], []]


def test_units_behind_their_kind() -> None:
    rows = table(
        "Năm|Số lượng|UBND xã, phường thực hiện",
        "2019|02|- Phường: Nghĩa Trung; - Xã: Đắk Nia",
        "2020|01|- Xã: Đắk R'Moan",
    )
    records = rollout.extract(shaped(TITLE + rows), DAK_NONG).records
    found = [(one.values["agency_raw"], one.values["year"], one.mentions["agency_id"].raw) for one in records]
    assert found == [
        ("Nghĩa Trung", 2019, "UBND phường Nghĩa Trung"),
        ("Đắk Nia", 2019, "UBND xã Đắk Nia"),
        ("Đắk R'Moan", 2020, "UBND xã Đắk R'Moan"),
    ]


def test_stages_with_their_last_day_are_told_apart_by_their_names() -> None:
    rows = table(
        "Đợt|UBND xã, phường thực hiện|Cơ quan hỗ trợ",
        "Đợt 1: hoàn thành trước 30/6/2019|1. Phường Nghĩa Trung 2. Xã Đắk Nia|Phòng Nội vụ",
        "Đợt 2: hoàn thành trước 30/11/2019|1. Xã Quảng Thành 2. Xã Đắk R'Moan|Văn phòng",
    )
    records = rollout.extract(shaped(TITLE + rows), DAK_NONG).records
    found = [(one.values["agency_raw"], one.values["deadline_on"], one.values["group_raw"]) for one in records]
    assert [(name, day) for name, day, _ in found] == [
        ("Phường Nghĩa Trung", date(2019, 6, 30)),
        ("Xã Đắk Nia", date(2019, 6, 30)),
        ("Xã Quảng Thành", date(2019, 11, 30)),
        ("Xã Đắk R'Moan", date(2019, 11, 30)),
    ]
    assert found[2][2] == "Đợt 2: hoàn thành trước 30/11/2019"


def test_a_row_that_a_page_has_cut_keeps_the_year_above() -> None:
    found = named(
        "Năm|Cơ quan thực hiện",
        "2019|1. Sở Nội vụ 2. Sở Y tế",
        "|3. Sở Tư pháp 4. Sở Công Thương",
        "2020|1. Ban Dân tộc 2. Sở Tài chính",
    )
    assert [year for _, year in found] == [2019, 2019, 2019, 2019, 2020, 2020]


def test_numbers_that_lost_their_points_still_part_the_names() -> None:
    found = named("Năm|Cơ quan thực hiện", "2019|1 Sở Nội vụ 2 Sở Y tế", "2020|1 Sở Tư pháp 2 Sở Công Thương")
    assert found == [("Sở Nội vụ", 2019), ("Sở Y tế", 2019), ("Sở Tư pháp", 2020), ("Sở Công Thương", 2020)]
