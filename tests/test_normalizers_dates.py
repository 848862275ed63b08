"""Dates, years and periods in Vietnamese documents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.dates import find_dates, find_period, find_years, parse_date

days = st.dates(date(1945, 9, 2), date(2099, 12, 31))


@given(days)
def test_any_day_is_read_back_from_all_its_printed_forms(day: date) -> None:
    forms = [
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngày {day.day:02d}\ntháng {day.month:02d}\nnăm {day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"ngày {day.day} / {day.month} /{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    assert [parse_date(form) for form in forms] == [day] * len(forms)


@given(days, days)
def test_every_mention_stands_where_it_says(first: date, second: date) -> None:
    second_printed = f"ngày {second.day} tháng {second.month} năm {second.year}"
    text = f"Quyết định số 19/2014/QĐ-TTg ngày {first:%d/%m/%Y} và {second_printed}."
    mentions = find_dates(text)
    assert [mention.value for mention in mentions] == [first, second]
    assert all(text[mention.start : mention.end] == mention.raw for mention in mentions)


@pytest.mark.parametrize(
    ("text", "year", "problem"),
    [
        ("ngày    tháng 9 năm 2025", 2025, "no_day"),
        ("ngày ... tháng ... năm 2019", 2019, "no_day"),
        ("31/02/2018", 2018, "impossible"),
        ("ngày 30 tháng 13 năm 2018", 2018, "impossible"),
        ("ngày 05/03/20188", None, "bad_year"),
    ],
)
def test_a_date_that_means_no_day_says_why(text: str, year: int | None, problem: str) -> None:
    (mention,) = find_dates(text)
    assert (mention.value, mention.year, mention.problem) == (None, year, problem)


@pytest.mark.parametrize("text", ["Quyết định số 19/2014/QĐ-TTg", "60/116", "tháng 9 năm 2025", "9001:2015", "1.1.2"])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("giai đoạn 2018 - 2020", (2018, 2020)),
        ("GIAI ĐOẠN 2018 -2020", (2018, 2020)),
        ("giai\nđoạn 2016 – 2017", (2016, 2017)),
        ("Từ\nnăm 2021 đến 2030", (2021, 2030)),
        ("từ năm 2018 đến năm 2020", (2018, 2020)),
        ("giai đoạn từ năm 2021 đến năm 2025", (2021, 2025)),
        ("năm 2018", None),
        ("giai đoạn 2020 - 2018", None),
    ],
)
def test_periods(text: str, period: tuple[int, int] | None) -> None:
    assert find_period(text) == period


def test_years_are_those_named_as_years() -> None:
    assert find_years("Năm 2019 và năm 2020, theo Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014") == [2019, 2020]
    assert find_years("giai đoạn 2018-2020") == [2018, 2020]
    assert find_years("TCVN ISO 9001:2015") == []
