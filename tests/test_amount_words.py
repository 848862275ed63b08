"""Amounts in words: what a clerk writes behind "Bằng chữ"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.amount_words import parse_amount_words

ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def below_thousand(number: int, full: bool, gap: str, four: str) -> str:
    """Spell a number below 1000; `full` names the hundreds even when there are none ("không trăm linh năm")."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [ONES[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        if ones:
            words += [gap, ONES[ones]] if words else [ONES[ones]]
        return " ".join(words)
    words += ["mười"] if tens == 1 else [ONES[tens], "mươi"]
    if ones:
        last = {1: "mốt" if tens > 1 else "một", 4: four if tens > 1 else "bốn", 5: "lăm"}
        words.append(last.get(ones, ONES[ones]))
    return " ".join(words)


def spelled(number: int, thousand: str, gap: str, four: str) -> str:
    """Spell a whole number up to thousands of billions as Vietnamese documents do."""
    if number >= 10**9:
        front = f"{spelled(number // 10**9, thousand, gap, four)} tỷ"
        rest = number % 10**9
        return f"{front} {_tail(rest, thousand, gap, four)}".strip()
    return _tail(number, thousand, gap, four, first=True)


def _tail(number: int, thousand: str, gap: str, four: str, first: bool = False) -> str:
    words: list[str] = []
    for worth, unit in ((10**6, "triệu"), (10**3, thousand), (1, "")):
        group = number // worth % 1000
        if group:
            words += [below_thousand(group, bool(words) or not first, gap, four), unit]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("Hai tỷ ba trăm năm mươi bảy triệu năm trăm tám mươi lăm ngàn đồng", 2_357_585_000),
        ("Mười sáu tỉ tám trăm bốn mươi ba triệu bốn trăm nghìn đồng chẵn./.", 16_843_400_000),
        ("một trăm linh năm triệu đồng", 105_000_000),
        ("Một trăm lẻ năm triệu đồng", 105_000_000),
        ("hai mươi mốt triệu đồng", 21_000_000),
        ("hai mươi tư triệu", 24_000_000),
        ("ba mươi nhăm nghìn", 35_000),
        ("mười lăm triệu đồng", 15_000_000),
        ("hai tỷ rưỡi", 2_500_000_000),
        ("Năm trăm rưỡi triệu", 550_000_000),
        ("hai phẩy ba tỷ đồng", 2_300_000_000),
        ("một nghìn hai trăm tỷ đồng", 1_200_000_000_000),
        ("hai nghìn tỷ không trăm linh hai triệu đồng", 2_000_002_000_000),
        ("một vạn hai nghìn đồng", 12_000),
        ("hai tư triệu", 24_000_000),
        ("bảy chục triệu đồng", 70_000_000),
        ("HAI TRIỆU ĐỒNG VIỆT NAM", 2_000_000),
        ("không đồng", 0),
    ],
)
def test_words_say_an_amount(words: str, amount: int) -> None:
    assert parse_amount_words(words) == amount


@pytest.mark.parametrize(
    "words",
    ["", "đồng", "một triệu hai", "năm trăm hai", "hai ba", "triệu", "ba trăm đơn vị", "2 triệu đồng", "mười mười"],
)
def test_what_is_no_plain_amount_is_not_read(words: str) -> None:
    assert parse_amount_words(words) is None


def test_tones_lost_by_recognition_do_no_harm() -> None:
    assert parse_amount_words("Hai ty ba tram năm muơi bay triệu đông") == 2_357_000_000


@given(
    st.integers(1, 10**13),
    st.sampled_from(["nghìn", "ngàn"]),
    st.sampled_from(["linh", "lẻ"]),
    st.sampled_from(["bốn", "tư"]),
    st.sampled_from(["đồng", "đồng chẵn", ""]),
)
def test_every_spelled_number_reads_back(number: int, thousand: str, gap: str, four: str, ending: str) -> None:
    words = f"{spelled(number, thousand, gap, four)} {ending}"
    assert parse_amount_words(words.capitalize()) == number


@given(st.text(max_size=60))
def test_any_text_gives_a_number_or_nothing(text: str) -> None:
    amount = parse_amount_words(text)
    assert amount is None or amount >= 0
