"""Deadlines: by when a task is due, what a time cell means, and which times a sentence sets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.deadlines import NO_DEADLINE, Deadline, find_deadline, find_times, parse_time

days = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("Trước ngày 15 tháng 11 hàng năm gửi báo cáo về Sở Khoa học và Công nghệ", 11, 15),
        ("gửi báo cáo về Sở Nội vụ trước ngày 15/11 hằng năm, hoặc khi có yêu cầu", 11, 15),
        ("Báo cáo Ủy ban nhân dân tỉnh, định kỳ ngày 20 tháng 12 hằng năm", 12, 20),
        ("Hằng năm, trước ngày 10/12, tổng hợp kết quả", 12, 10),
        ("Định kỳ hằng năm (trước ngày 05/01) rà soát danh mục", 1, 5),
        ("Định kỳ hàng năm (trong tháng 12) tổng hợp tình hình", 12, None),
        ("Trong tháng 12 hàng năm lập báo cáo", 12, None),
        ("Mỗi năm rà soát một lần", None, None),
    ],
)
def test_a_task_due_every_year_has_the_month_and_day_that_are_named(
    text: str, month: int | None, day: int | None
) -> None:
    assert find_deadline(text) == Deadline(None, "yearly", month, day)


def test_two_days_of_a_year_are_not_reduced_to_one() -> None:
    assert find_deadline("Báo cáo trước ngày 15/6 và 15/12 hằng năm") == Deadline(None, "half_yearly", None, None)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Quý III, IV/2026", date(2026, 12, 31)),
        ("Quý I-II/2026", date(2026, 6, 30)),
        ("6 tháng đầu năm 2026", date(2026, 6, 30)),
        ("6 tháng cuối năm 2026", date(2026, 12, 31)),
    ],
)
def test_quarters_and_halves_end_with_their_last_day(text: str, last: date) -> None:
    assert parse_time(text) == Deadline(last)
    assert find_deadline(f"Rà soát số liệu {text.casefold()} theo mẫu") == NO_DEADLINE


@pytest.mark.parametrize("text", ["Đầu năm 2022", "Đầu quý II/2022", "Quý I/2022 và đầu năm 2023"])
def test_a_beginning_has_no_last_day(text: str) -> None:
    assert parse_time(text) == NO_DEADLINE
    assert parse_time(f"{text}, cuối năm 2023") == Deadline(date(2023, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Định kỳ hằng quý báo cáo tiến độ", None),
        ("báo cáo hàng quý, trước ngày 25 của tháng cuối quý", 25),
        ("Gửi số liệu trước ngày 05 của tháng đầu quý", 5),
    ],
)
def test_a_task_due_every_quarter(text: str, day: int | None) -> None:
    assert find_deadline(text) == Deadline(None, "quarterly", None, day)


@pytest.mark.parametrize(
    "text",
    [
        "Thẩm định dự toán kinh phí hàng năm của các cơ quan",
        "đánh giá kết quả cải cách hành chính hằng năm, có tính đến hệ thống",
        "Bố trí kinh phí từ nguồn chi thường xuyên hàng năm",
    ],
)
def test_every_year_behind_a_noun_only_describes_it(text: str) -> None:
    assert find_deadline(text) == NO_DEADLINE


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Hoàn thành trước ngày 30/6/2020", date(2020, 6, 30)),
        ("chậm nhất là ngày 31 tháng 12 năm 2025 phải tổng kết", date(2025, 12, 31)),
        ("Triển khai trước thời hạn ngày 25/05/2021", date(2021, 5, 25)),
        ("Hoàn thành phần mềm trong Quý III năm 2022", date(2022, 9, 30)),
        ("Xây dựng kế hoạch trong tháng 2 năm 2024", date(2024, 2, 29)),
        ("Trình phê duyệt trước tháng 6/2020", date(2020, 5, 31)),
        ("Hoàn thành việc chuyển đổi trong năm 2019", date(2019, 12, 31)),
    ],
)
def test_a_day_a_month_a_quarter_or_a_year_of_completion(text: str, due: date) -> None:
    assert find_deadline(text) == Deadline(due)


@pytest.mark.parametrize(
    "text",
    [
        "thi hành Quyết định số 19/2014/QĐ-TTg ngày 05/03/2014 của Thủ tướng Chính phủ",
        "theo Kế hoạch cải cách hành chính giai đoạn 2016 - 2020",
        "Số liệu tính đến ngày 31/12/2019 của các địa phương",
        "có hiệu lực đến ngày 31/12/2025",
        "áp dụng từ ngày 01/7/2022",
        "Lập dự toán năm 2021",
    ],
)
def test_other_dates_are_no_deadlines(text: str) -> None:
    assert find_deadline(text) == NO_DEADLINE


def test_two_different_days_give_none() -> None:
    assert find_deadline("Dự thảo trước ngày 30/6/2020, trình duyệt trước ngày 31/8/2020") == NO_DEADLINE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quý IV/2019 và Năm 2020", Deadline(date(2020, 12, 31))),
        ("Quý I - Quý II/2021", Deadline(date(2021, 6, 30))),
        ("Tháng 6/2020", Deadline(date(2020, 6, 30))),
        ("Năm 2019", Deadline(date(2019, 12, 31))),
        ("2021 - 2025", Deadline(date(2025, 12, 31))),
        ("Trước 30/9/2022", Deadline(date(2022, 9, 30))),
        ("Hàng năm", Deadline(None, "yearly")),
        ("Hằng quý", Deadline(None, "quarterly")),
        ("Thường xuyên", NO_DEADLINE),
        ("", NO_DEADLINE),
    ],
)
def test_a_cell_that_holds_a_time_is_over_when_the_last_of_its_times_is(text: str, expected: Deadline) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Đến năm 2025, các Sở áp dụng", None, 2025),
        ("Đến hết năm 2023 có 70% đơn vị", None, 2023),
        ("hoàn thành trước năm 2026", None, 2025),
        ("Năm 2019: đạt trên 70%", 2019, 2019),
        ("xong trong năm 2019", 2019, 2019),
        ("Từ năm 2021 đến 2030", 2021, 2030),
        ("Giai đoạn 2021-2023: 50% đơn vị", 2021, 2023),
    ],
)
def test_the_years_that_a_sentence_sets(text: str, first: int | None, last: int | None) -> None:
    (time,) = find_times(text)
    assert (time.year_from, time.year_to, time.on) == (first, last, None)


@given(days)
def test_a_day_behind_before_is_that_day_in_every_notation(day: date) -> None:
    spoken = f"trước ngày {day.day:02} tháng {day.month} năm {day.year}"
    short = f"trước {day.day}/{day.month}/{day.year}"
    assert find_deadline(f"Hoàn thành {spoken}").on == find_deadline(f"Hoàn thành {short}").on == day


@given(st.integers(1, 12), st.integers(1, 28))
def test_a_yearly_day_keeps_its_month_and_day(month: int, day: int) -> None:
    due = find_deadline(f"Báo cáo trước ngày {day:02}/{month:02} hằng năm")
    assert (due.recurrence, due.month, due.day) == ("yearly", month, day)


@pytest.mark.parametrize(
    ("text", "recurrence", "day"),
    [
        ("Định kỳ 6 tháng báo cáo UBND tỉnh", "half_yearly", None),
        ("Họp giao ban 06 tháng một lần", "half_yearly", None),
        ("Gửi kết quả hằng quý về Sở Nội vụ", "quarterly", None),
        ("Báo cáo vào ngày 20 hằng tháng", "monthly", 20),
        ("Lập dự toán hằng quý của đơn vị", None, None),
    ],
)
def test_how_often_a_task_falls_due(text: str, recurrence: str | None, day: int | None) -> None:
    due = find_deadline(text)
    assert (due.recurrence, due.day) == (recurrence, day)


def test_a_task_may_recur_and_end_on_a_day() -> None:
    assert find_deadline("Sơ kết vào tháng 6 hằng năm, tổng kết vào tháng 12 năm 2024") == Deadline(
        date(2024, 12, 31), "yearly", 6
    )


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_a_due_day_always_belongs_to_a_recurrence(text: str) -> None:
    for due in (find_deadline(text), parse_time(text)):
        assert due.recurrence is not None or (due.month, due.day) == (None, None)


def test_once_a_year_and_a_quarter_that_opens_its_clause_are_times() -> None:
    assert find_deadline("Đánh giá nội bộ tối thiểu một lần trong năm, gửi kết quả trước 15/11") == Deadline(
        None, "yearly", 11, 15
    )
    assert find_deadline("Chủ trì theo dõi; quý IV năm 2025 tổng kết Kế hoạch") == Deadline(date(2025, 12, 31))
    assert find_deadline("Chủ trì kiểm tra hằng năm tại ít nhất 30% UBND xã").recurrence == "yearly"


def test_several_quarters_or_months_end_with_the_last() -> None:
    assert find_deadline("Kiểm tra trong quý II và quý III năm 2020") == Deadline(date(2020, 9, 30))
    assert parse_time("Tháng 3 - 4/2023") == Deadline(date(2023, 4, 30))


def test_a_report_of_six_months_is_due_twice_a_year() -> None:
    text = "Các đơn vị báo cáo 6 tháng (trước ngày 10/6) và báo cáo năm (trước ngày 10/12)"
    assert find_deadline(text).recurrence == "half_yearly"


def test_a_day_without_its_word_and_a_quarter_in_the_old_spelling() -> None:
    assert find_deadline("Gửi danh sách cho Bộ Nội vụ trước 10 tháng 3 năm 2010") == Deadline(date(2010, 3, 10))
    assert find_deadline("Trình UBND tỉnh trong quí 2 năm 2010") == Deadline(date(2010, 6, 30))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gửi về Văn phòng trước 16h00 ngày 25/08/2025 để tổng hợp", date(2025, 8, 25)),
        ("gửi chậm nhất 17 giờ 30 phút, thứ Sáu, ngày 05 tháng 6 năm 2024", date(2024, 6, 5)),
        ("chi trả xong trước ngày Quốc khánh 02/9/2025", date(2025, 9, 2)),
        ("hoàn thành trong Q.III/2022", date(2022, 9, 30)),
        ("họp vào lúc 8h ngày 05/6/2024", None),
        ("được thực hiện kể từ ngày ban hành 05/6/2024", None),
    ],
)
def test_an_hour_or_the_name_of_the_day_may_stand_before_the_date(text: str, day: date | None) -> None:
    assert find_deadline(text) == (Deadline(day, None, None, None) if day else NO_DEADLINE)


@pytest.mark.parametrize("words", ["cả giai đoạn", "suốt giai đoạn", "toàn giai đoạn"])
def test_a_whole_period_is_a_time_wherever_it_stands(words: str) -> None:
    (time,) = find_times(f"100% cơ quan áp dụng trong {words} 2026 - 2030")
    assert (time.year_from, time.year_to) == (2026, 2030)


def test_a_year_right_before_its_figure_is_the_figures() -> None:
    text = "Phấn đấu năm 2008 có 08 cơ quan, năm 2009 có 18 cơ quan và năm 2010 có 14 cơ quan áp dụng"
    assert [time.year_to for time in find_times(text)] == [2008, 2009, 2010]
    assert find_times("theo Kế hoạch năm 2020 có nhiều nội dung") == []


@pytest.mark.parametrize("text", ["Tháng 8 hằng năm", "Tháng 8, hằng năm"])
def test_a_month_of_every_year(text: str) -> None:
    assert parse_time(text) == Deadline(recurrence="yearly", month=8)
