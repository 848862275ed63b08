"""Targets: shares whose group stands behind a count, behind the last of several shares, or between two bounds."""

from __future__ import annotations

import pytest

from tests.test_targets import read, said, when


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("- 100% (19/19) sở, ban, ngành áp dụng HTQLCL trong năm 2027.", "sở, ban, ngành"),
        ("- 100% (10 đơn vị) UBND cấp huyện áp dụng HTQLCL.", "UBND cấp huyện"),
        ("- 100% sở, ngành mở rộng phạm vi áp dụng HTQLCL đến các phòng.", "sở, ngành"),
        ("- 100% UBND cấp xã mở rộng việc áp dụng HTQLCL.", "UBND cấp xã"),
        ("- Đưa HTQLCL vào 100% các sở, ban, ngành trong năm 2026.", "các sở, ban, ngành"),
        ("- Đưa hệ thống quản lý chất lượng vào 100% đơn vị sự nghiệp.", "đơn vị sự nghiệp"),
    ],
)
def test_how_many_there_are_and_what_is_widened_are_no_part_of_the_group(sentence: str, group: str) -> None:
    (record,) = read(sentence)
    assert said(record) == ("apply", "=", 100.0, "percent", group)


def test_to_conform_to_the_standard_is_said_of_the_system_and_of_no_new_village() -> None:
    (record,) = read("- Đến năm 2027, 100% UBND cấp xã công bố phù hợp tiêu chuẩn.")
    assert said(record) == ("publish", "=", 100.0, "percent", "UBND cấp xã")
    assert read("- Đến năm 2027, 100% UBND cấp xã công bố phù hợp tiêu chuẩn nông thôn mới.") == []


def test_more_than_and_less_than_are_two_bounds_of_which_the_upper_has_no_sign() -> None:
    records = read("- Trên 70% đến dưới 80% UBND cấp xã áp dụng HTQLCL.")
    assert [said(record)[:4] for record in records] == [
        ("apply", ">", 70.0, "percent"),
        ("apply", None, 80.0, "percent"),
    ]
    closed = read("- Từ 70% đến 80% UBND cấp xã áp dụng HTQLCL.")
    assert [said(record)[1:3] for record in closed] == [(">=", 70.0), ("<=", 80.0)]


def test_shares_by_year_are_of_the_group_that_the_last_one_names() -> None:
    records = read(
        "- Phấn đấu hết năm 2026 có 30%, hết năm 2027 có 65% và đến hết năm 2028 có 100% UBND phường áp dụng HTQLCL."
    )
    assert [(*said(record)[:3], when(record)[1]) for record in records] == [
        ("apply", "=", 30.0, 2026),
        ("apply", "=", 65.0, 2027),
        ("apply", "=", 100.0, 2028),
    ]
    assert {record.values["group_raw"] for record in records} == {"UBND phường"}


def test_a_share_with_words_of_its_own_before_the_next_one_waits_for_no_group() -> None:
    records = read("- Năm 2026 có 30% hồ sơ nộp qua mạng và năm 2027 có 100% UBND phường áp dụng HTQLCL.")
    assert [said(record)[2:5:2] for record in records] == [(100.0, "UBND phường")]


def test_a_group_ends_where_the_whole_period_is_said() -> None:
    (record,) = read("- Kiểm tra 100% UBND cấp xã trong suốt giai đoạn.")
    assert said(record) == ("inspect", "=", 100.0, "percent", "UBND cấp xã")
