"""Columns of one glyph: what a renderer has broken letter by letter is read as the words that it was."""

from __future__ import annotations

import pytest

from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.lines import Line, join_lines
from extractors.syllables import completes, ends_the_word_above

GLYPH = 6.0


def broken(*lines: str, spare: float = 1.5) -> str:
    """Return the text of a cell that has `spare` points of room beside its widest line, its lines as given."""
    made = []
    for at, text in enumerate(lines):
        lefts = [GLYPH * i for i in range(len(text))]
        fragment = Fragment(list(text), lefts, [x + GLYPH for x in lefts], 12.0 * at, 10.0, False)
        made.append(Line([fragment], 12.0 * at, 10.0))
    return join_lines(made, GLYPH * max(len(text) for text in lines) + spare)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("th", "ủ", "tụ", "c", "hà", "nh"), "thủ tục hành"),
        (("g", "i", "a", "n", "h", "o", "à", "n"), "gian hoàn"),
        (("6", ".", "1", "7", "1", ".", "9", "1", "5"), "6.171.915"),
        (("63", "/", "14", "0"), "63/140"),
        (("(người/km", "2)"), "(người/km2)"),
        (("1.534117.000.", "00.00.H16"), "1.534117.000.00.00.H16"),
        (("ubnd@nata", "u.gov.vn"), "ubnd@natau.gov.vn"),
        (("(5 năm", "2)"), "(5 năm 2)"),
    ],
)
def test_letters_find_their_words(lines: tuple[str, ...], text: str) -> None:
    assert broken(*lines) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("1.01293", "9"), "1.012939"),
        (("1.012", "939"), "1.012 939"),  # thousands are cut by threes: nothing says that this is a code
        (("1.01293", "95"), "1.01293 95"),  # seven digits are no code
    ],
)
def test_a_code_cut_where_the_column_has_room_is_known_by_its_six_digits(lines: tuple[str, ...], text: str) -> None:
    assert broken(*lines, spare=10 * GLYPH) == text


def test_common_syllables_decide_only_where_they_are_on_one_side() -> None:
    assert ends_the_word_above("tụ", "c", "hành")
    assert not ends_the_word_above("kế", "t", "hành")  # "thành" is common too
    assert not ends_the_word_above("thà", "n", "h")  # "nh" is the end of "thành"


@pytest.mark.parametrize(("above", "letters"), [("Khôn", "g"), ("thuộ", "c"), ("phườn", "g")])
def test_consonants_alone_complete_the_word_above_however_wide_the_column(above: str, letters: str) -> None:
    assert completes(above, letters)


@pytest.mark.parametrize(("above", "letters"), [("Điểm", "c"), ("loại", "c"), ("5", "m"), ("khu", "n"), ("Khôn", "an")])
def test_a_letter_that_makes_no_common_word_stands_alone(above: str, letters: str) -> None:
    assert not completes(above, letters)
