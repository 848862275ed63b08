"""Counts, row numbers, marks and fractions as tables print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.flags import is_blank, is_mark
from normalizers.numbers import (
    Procedures,
    find_agency_total,
    find_fraction,
    parse_count,
    parse_procedures,
    parse_roman,
    parse_row_no,
)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("60/116", Procedures(60, 116, "counted")),
        ("06/06", Procedures(6, 6, "counted")),
        ("09", Procedures(9, None, "counted")),
        ("1.234", Procedures(1234, None, "counted")),
        ("Không có TTHC", Procedures(0, 0, "none")),
        ("Không có thủ tục hành chính", Procedures(0, 0, "none")),
        ("-", Procedures(None, None, "not_stated")),
        ("", Procedures(None, None, "not_stated")),
        ("1.245/1.890", Procedures(1245, 1890, "counted")),
        ("60/116 TTHC (51,7%)", Procedures(60, 116, "counted")),
        ("60/116 (61,7%)", Procedures(60, 116, "counted", share_fits=False)),
        ("45 (100%)", Procedures(45, None, "counted")),
        ("60 TTHC/116 TTHC", Procedures(60, 116, "counted")),
        ("60 trên tổng số 116 TTHC", Procedures(60, 116, "counted")),
        ("Toàn bộ 45 TTHC", Procedures(45, None, "counted")),
        ("60*", Procedures(60, None, "counted")),
        ("134 (toàn trình 58)", Procedures(134, None, "counted")),
        ("12/134 (trong đó: 58 trực tuyến)", Procedures(12, 134, "counted")),
        ("60(1)", Procedures(None, None, "not_stated", readable=False)),
        ("80 + 30", Procedures(None, None, "not_stated", readable=False)),
        ("51,7%", Procedures(None, None, "not_stated", readable=False)),
        ("đang rà soát", Procedures(None, None, "not_stated", readable=False)),
    ],
)
def test_number_of_procedures(cell: str, read: Procedures) -> None:
    assert parse_procedures(cell) == read


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_any_printed_fraction_is_read_back(applied: int, total: int) -> None:
    assert parse_procedures(f"{applied:02d} / {total}") == Procedures(applied, total, "counted")


@given(st.integers(0, 99_999))
def test_any_row_number_is_read_back(number: int) -> None:
    assert parse_row_no(str(number)) == parse_row_no(f"{number}.") == parse_row_no(f" {number:02d}) ") == number


@pytest.mark.parametrize("cell", ["", "II", "1.1", "Tổng", "1/2", "x"])
def test_what_is_no_row_number(cell: str) -> None:
    assert parse_row_no(cell) is None


def _roman(number: int) -> str:
    digits = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    digits += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    text = ""
    for value, letters in digits:
        text += letters * (number // value)
        number %= value
    return text


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_back(number: int) -> None:
    assert parse_roman(_roman(number)) == parse_roman(f"{_roman(number).lower()}.") == number


@pytest.mark.parametrize("text", ["", "IIX", "VV", "A", "IC", "1"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert parse_roman(text) is None


@pytest.mark.parametrize(("cell", "count"), [("102", 102), ("08", 8), ("1.685", 1685), ("-", None), ("3,5", None)])
def test_counts(cell: str, count: int | None) -> None:
    assert parse_count(cell) == count


def test_a_share_of_a_group_is_found_with_its_place() -> None:
    label = "UBND huyện Điện Biên (15/25)"
    fraction = find_fraction(label)
    assert fraction is not None
    assert (fraction.part, fraction.total) == (15, 25)
    assert label[slice(*fraction.span)] == "(15/25)"


@pytest.mark.parametrize("text", ["ngày 20/3/2017", "Quyết định 116/60", "TCVN ISO 9001:2015", ""])
def test_dates_and_larger_parts_are_no_share(text: str) -> None:
    assert find_fraction(text) is None


def test_the_number_of_agencies_in_a_total_row() -> None:
    assert find_agency_total("Tổng (147 cơ quan)") == 147
    assert find_agency_total("Tổng cộng: 1.024 đơn vị") == 1024
    assert find_agency_total("Tổng cộng") is None


@pytest.mark.parametrize("cell", ["x", "X", " x ", "X.", "✓", "✔", "+", "*", "**", "●", "v", "х"])
def test_marks(cell: str) -> None:
    assert is_mark(cell)
    assert not is_blank(cell)


@pytest.mark.parametrize("cell", ["", "-", "–", "0", "1", "Tự công bố", "xã", "V", "vv", "…"])
def test_what_is_no_mark(cell: str) -> None:
    assert not is_mark(cell)


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "…", ".", "...", "—"])
def test_cells_that_say_nothing(cell: str) -> None:
    assert is_blank(cell)
