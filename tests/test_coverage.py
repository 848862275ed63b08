"""Coverage: what a table counts rather than names."""

from __future__ import annotations

from typing import Any

from extractors import coverage
from tests.reading import KON_TUM, shaped, table


def covered(text: str) -> list[dict[str, Any]]:
    return [record.values for record in coverage.extract(shaped(text), KON_TUM).records]


def test_counts_in_the_year_columns_of_group_and_total_rows() -> None:
    found = covered(
        table(
            "TT|Tên cơ quan|Năm 2025|Năm 2030",
            "|Tổng (3 cơ quan)|1|2",
            "I|Các sở, ban, ngành|1|-",
            "1|Sở Y tế|x|",
            "II|Ủy ban nhân dân cấp xã|-|2",
            "1|UBND xã Măng Bút||x",
            "2|UBND xã Ngọc Linh||x",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["year"], row["count"], row["total"]) for row in found] == [
        ("Tổng (3 cơ quan)", None, 2025, 1, 3),
        ("Tổng (3 cơ quan)", None, 2030, 2, 3),
        ("Các sở, ban, ngành", "department", 2025, 1, None),
        ("Ủy ban nhân dân cấp xã", "commune", 2030, 2, None),
    ]


def test_a_fraction_behind_the_name_of_a_group() -> None:
    found = covered(
        "Danh sách UBND cấp xã áp dụng năm 2020\n\n"
        + table(
            "TT|Tên UBND cấp xã",
            "I|UBND huyện Đăk Glei (1/12)",
            "1|UBND xã Ngọc Linh",
            "II|UBND huyện Kon Plông (2/9)",
            "1|UBND xã Măng Bút",
            "2|UBND xã Hiếu",
        )
    )
    assert [(row["scope_raw"], row["year"], row["count"], row["total"]) for row in found] == [
        ("UBND huyện Đăk Glei", 2020, 1, 12),
        ("UBND huyện Kon Plông", 2020, 2, 9),
    ]


def test_a_mark_in_a_group_row_counts_nothing() -> None:
    assert covered(table("TT|Tên cơ quan|Năm 2025", "I|Các sở|x", "1|Sở Y tế|x", "2|Sở Nội vụ|x")) == []


def test_a_count_behind_a_group_is_for_all_the_years() -> None:
    found = covered(
        table(
            "TT|Tên cơ quan|Năm 2021|Năm 2022",
            "I|Các sở, ban, ngành (2 đơn vị)||",
            "1|Sở Y tế|x|",
            "2|Sở Nội vụ||x",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["year"], row["count"]) for row in found] == [
        ("Các sở, ban, ngành", "department", None, 2)
    ]
