"""Symbols of documents on scans: letters that look like others are put right where one known symbol comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.codes import issuer_symbols, type_codes
from normalizers.misread_figures import Correction
from normalizers.misread_symbols import symbols_mended


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Thông tư số 26/2014/II-BKHCN", "Thông tư số 26/2014/TT-BKHCN"),
        ("Thông tư số 116/2015/L1-BTC", "Thông tư số 116/2015/TT-BTC"),
        ("Số: 1187/QĐ-BGTVI", "Số: 1187/QĐ-BGTVT"),
        ("Tờ trình số 184/TIr-SKHCN", "Tờ trình số 184/TTr-SKHCN"),
        (
            "Quyết định số 19/2014/QĐ-I'1g ngày 05/3/2014 của Thủ tướng Chính phủ",
            "Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ",
        ),
        (
            "Giám đốc Sở Thông tin và Truyền thông tại Tờ trình số 87/TTr-SI",
            "Giám đốc Sở Thông tin và Truyền thông tại Tờ trình số 87/TTr-STTTT",
        ),
    ],
)
def test_a_misread_symbol_is_put_right_and_told(read: str, right: str) -> None:
    text, corrections = symbols_mended(read)
    assert text == right
    assert len(corrections) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Hướng dẫn số 12/LT-SNV-STC",  # of two bodies together: no sign that symbols do not have
        "Tờ trình số 87/TTr-SI",  # nobody says whose it is
        "Quyết định số 19/QĐ-II ngày 05/3/2014 của Giám đốc Sở Nội vụ",
        "Công văn số 45/SNV-CCHC",
        "tỷ lệ 60/116 - đạt",
    ],
)
def test_a_symbol_that_several_may_be_stays(text: str) -> None:
    assert symbols_mended(text) == (text, [])


@given(st.sampled_from(sorted(type_codes())), st.sampled_from(sorted(issuer_symbols())), st.integers(1, 9999))
def test_known_symbols_stay_as_they_are(kind: str, issuer: str, number: int) -> None:
    text = f"số {number}/{kind}-{issuer} ngày 05/3/2014"
    assert symbols_mended(text) == (text, [])


def test_what_was_read_is_kept_in_the_correction() -> None:
    assert symbols_mended("26/2014/II-BKHCN")[1] == [Correction("II-BKHCN", "TT-BKHCN")]
