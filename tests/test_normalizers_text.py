"""Text as published and as compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text import bare, clean, fold, fold_map, key, slug, trim

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđĐÐƉÔƠƯHKLNTX"
MARKS = " \t\n\u00a0-–—,./'’‘“”\"()0189&;:^\u00ad\u200b\ufeff\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
MARKS += "ßİŉẞ\u3000\u2028中"
text = st.text(st.sampled_from(VIETNAMESE + MARKS), max_size=40) | st.text(st.characters(codec="latin-1"), max_size=20)


@given(text)
def test_cleaning_twice_changes_nothing_more(value: str) -> None:
    once = clean(value)
    assert clean(once) == once
    assert once == unicodedata.normalize("NFC", once)
    assert "  " not in once
    assert once == once.strip()


@given(text)
def test_trimming_twice_changes_nothing_more(value: str) -> None:
    assert trim(trim(value)) == trim(value)


@given(text)
def test_folding_twice_changes_nothing_more(value: str) -> None:
    assert fold(fold(value)) == fold(value)


@given(text)
def test_folding_does_not_care_how_letters_are_encoded(value: str) -> None:
    assert fold(unicodedata.normalize("NFD", value)) == fold(unicodedata.normalize("NFC", value))


@given(text)
def test_every_folded_letter_knows_where_it_stands_in_the_source(value: str) -> None:
    folded, offsets = fold_map(value)
    assert folded == fold(value)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(value) for offset in offsets)


def one_by_one(value: str) -> list[int]:
    """Where each folded letter stands, by the definition: letters with their marks one after the other."""
    starts, letters = [], []
    for at, char in enumerate(value):
        if clean(f"x{char}x") == "xx":
            continue  # prints nothing
        if letters and not (char < "\u0300" or "\u1e00" <= char <= "\u1eff" or "\u2000" <= char <= "\u206f"):
            letters[-1] += char
        else:
            starts.append(at)
            letters.append(char)
    folded = [(letter, at) for cluster, at in zip(letters, starts, strict=True) for letter in _lettered(cluster)]
    shown = "".join(letter for letter, _ in folded)
    return [
        at
        for number, (letter, at) in enumerate(folded)
        if letter != " "
        or not (
            shown[:number].strip(" ") == ""
            or shown[number:].strip(" ") == ""
            or shown[number - 1] == " "
            or shown[:number].rstrip(" ")[-1] in "-,/"
            or shown[number:].lstrip(" ")[0] in "-,/"
        )
    ]


def _lettered(cluster: str) -> str:
    return "".join(" " if char.isspace() else fold(char) for char in unicodedata.normalize("NFC", cluster.casefold()))


@given(text)
def test_folded_letters_stand_where_they_do_when_folded_one_by_one(value: str) -> None:
    assert fold_map(value)[1] == one_by_one(value)


def test_a_match_on_folded_text_is_reported_where_it_is_printed() -> None:
    source = "Căn  cứ\nQuyết  định"
    folded, offsets = fold_map(source)
    at = folded.index("quyết định")
    assert source[offsets[at] : offsets[at + len("quyết định") - 1] + 1] == "Quyết  định"


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("  Sở\u00a0Nội \n vụ ", "Sở Nội vụ"),
        ("Cô\u0323ng", "Cộng"),
        ("tổ\u00adng", "tổng"),
        ("\ufeffSố: 12", "Số: 12"),
    ],
)
def test_published_text_is_composed_and_evenly_spaced(printed: str, published: str) -> None:
    assert clean(printed) == published


@pytest.mark.parametrize(
    ("printed", "trimmed"),
    [
        ("UBND xã Nam Đà.", "UBND xã Nam Đà"),
        ("UBND thị xã Gia Nghĩa,", "UBND thị xã Gia Nghĩa"),
        ("Ban Quản lý (BQL);", "Ban Quản lý (BQL)"),
        ("Ban Quản lý);", "Ban Quản lý"),
        ("“Áp dụng ISO", "Áp dụng ISO"),
        ("“Áp dụng ISO”", "“Áp dụng ISO”"),
        (", ; .", ""),
    ],
)
def test_stray_punctuation_goes_and_closed_brackets_stay(printed: str, trimmed: str) -> None:
    assert trim(printed) == trimmed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("UỶ BAN", "Ủy ban"),
        ("Văn hóa - Thể thao", "Văn hóa-Thể thao"),
        ("Ea T’ling", "Ea T'ling"),
        ("Ðắk Nông", "Đắk Nông"),
        ("giai đoạn 2018 – 2020", "giai đoạn 2018-2020"),
    ],
)
def test_two_ways_of_printing_one_text_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Quý", "Qúy"), ("hoàn", "hòan"), ("Thuận Hà", "Thuận Hạ"), ("an", "ân")])
def test_folding_keeps_what_makes_another_word(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(text)
def test_a_slug_is_safe_in_paths_and_urls(value: str) -> None:
    assert set(slug(value)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(value)) == slug(value)


def test_keys_from_strict_to_loose() -> None:
    assert key("Đắk R' Lấp") == key("ĐẮK R'LẤP") == "đắkrlấp"
    assert bare("Đắk Nông") == "dak nong"
    assert slug("Đắk R'nh") == "dak-r-nh"
    assert slug("QĐ-UBND") == "qd-ubnd"
