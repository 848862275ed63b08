"""Assignments: days whose year nothing says, tasks with times of their own, and who is entrusted in small letters."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_assignments import due, read, who


def said(*paragraphs: str) -> list[tuple[object, ...]]:
    return [(record.values["task"], *due(record)) for record in read(*paragraphs)]


def test_a_day_without_a_year_is_a_month_and_a_day() -> None:
    (record,) = read("1. Các cơ quan, đơn vị", "- Gửi báo cáo về Sở Nội vụ trước ngày 10/12.")
    assert due(record) == (None, None, 12, 10)


@pytest.mark.parametrize(
    "task",
    [
        "- Gửi báo cáo trước ngày 10/12/2022.",  # its year stands there
        "- Gửi báo cáo theo Công văn số 10/12 của Sở.",  # no word makes it a day
        "- Gửi báo cáo trước ngày 10/6 và trước ngày 10/12.",  # two days
    ],
)
def test_nothing_else_is_a_month_and_a_day(task: str) -> None:
    (record,) = read("1. Các cơ quan, đơn vị", task)
    assert due(record)[2:] == (None, None)


def test_a_sentence_that_only_says_when_belongs_to_the_task_before_it() -> None:
    assert said("1. Sở Nội vụ", "Chuẩn hóa quy trình nội bộ. Hoàn thành trước ngày 31/3/2024.") == [
        ("Chuẩn hóa quy trình nội bộ. Hoàn thành trước ngày 31/3/2024", date(2024, 3, 31), None, None, None)
    ]
    assert said("1. Sở Nội vụ", "1.1. Triển khai phần mềm; thời gian hoàn thành: Tháng 5/2024.") == [
        ("Triển khai phần mềm; thời gian hoàn thành: Tháng 5/2024", date(2024, 5, 31), None, None, None)
    ]


def test_clauses_that_are_due_at_times_of_their_own_are_tasks_of_their_own() -> None:
    assert said(
        "1. Sở Nội vụ",
        "Thành lập đoàn kiểm tra chậm nhất ngày 31/3/2022; báo cáo kết quả trước ngày 05/12/2022.",
    ) == [
        ("Thành lập đoàn kiểm tra chậm nhất ngày 31/3/2022", date(2022, 3, 31), None, None, None),
        ("báo cáo kết quả trước ngày 05/12/2022", date(2022, 12, 5), None, None, None),
    ]
    assert said("1. Sở Nội vụ", "Theo dõi các đơn vị; trước 20/11 hằng năm tổng hợp trình UBND tỉnh.")[1] == (
        *("trước 20/11 hằng năm tổng hợp trình UBND tỉnh", None, "yearly", 11, 20),
    )


def test_a_quarter_ends_its_sentence() -> None:
    tasks = [task for task, *_ in said("1. Sở Nội vụ", "Mở 02 lớp trong quý I. Hướng dẫn các đơn vị đăng ký.")]
    assert tasks == ["Mở 02 lớp trong quý I", "Hướng dẫn các đơn vị đăng ký"]


def test_an_agency_without_a_name_is_entrusted_at_its_levels() -> None:
    records = read("1. Giao cơ quan tài chính các cấp căn cứ khả năng ngân sách bố trí kinh phí.")
    assert [who(record) for record in records] == [("cơ quan tài chính các cấp", "implement")]


def test_what_an_agency_is_called_is_no_other_agency() -> None:
    records = read(
        "1. Sở Nội vụ là cơ quan chủ trì, có trách nhiệm:", "a) Xây dựng dự toán;", "b) Sơ kết việc thực hiện."
    )
    assert [record.values["agency_raw"] for record in records] == ["Sở Nội vụ", "Sở Nội vụ"]


def test_where_the_money_comes_from_is_no_task() -> None:
    assert read("1. Sở Nội vụ", "Hướng dẫn các đơn vị.", "Kinh phí thực hiện do ngân sách tỉnh bảo đảm.")[1:] == []


def test_a_plan_is_applied_by_those_whom_the_heading_names() -> None:
    (record,) = read("1. Các sở, ban, ngành tỉnh", "Căn cứ Kế hoạch này xây dựng kế hoạch của ngành trước 28/02/2019.")
    assert (who(record)[0], due(record)[0]) == ("Các sở, ban, ngành tỉnh", date(2019, 2, 28))
