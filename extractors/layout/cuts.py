"""Two halves of one cell, parted by a page break: whether they are one text, and how they join.

The letters say much; where the reader gives measures (`Setting`), the page itself says more: a text that goes on
reached the end of its page, and its next word found no room on the last line there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.document import Cell
from extractors.layout.ragged import is_figure
from extractors.layout.words import folded
from extractors.syllables import is_one_word, is_syllable
from normalizers.flags import is_blank, is_mark
from normalizers.text import fold

_COUNT = re.compile(r"\d{1,4}\s?/\s?\d{1,4}")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
_DECIMAL = re.compile(r"\d{1,3},\d")
_LONGEST_REST = 12  # characters of a number that can stand alone on its second line
_STEP = 1.2  # of the font size: from line to line
_BLANK = 0.2  # of the font size: the narrowest blank
_DOUBT = 1.5  # points of doubt in measured widths
_FILL = 1.3  # of a glyph: a line with less room left over is full
_ORPHAN = 2.3  # lines left free at a page's end, so that two lines of a paragraph stay together


@dataclass(frozen=True, slots=True)
class PageEnd:
    """How the piece of a table before a page break ends."""

    free: float = 0.0  # points under it that tables of other pages fill
    opens: bool = False  # its producer leaves what a page break cuts without a line below


def could_follow(upper: Cell, lower: Cell, end: PageEnd) -> bool | None:
    """Tell by the measures whether `lower` can be the rest of `upper`'s text, None where there are none.

    It cannot when lines were left free under `upper`, or when the first word of `lower` had room on its last line.
    """
    above, below = upper.setting, lower.setting
    if above is None or below is None or not upper.text or not lower.text:
        return None
    if end.opens and not above.open_below:
        return False
    if not above.size or above.below + end.free / (_STEP * above.size) >= _ORPHAN:
        return False
    return above.last_line + _BLANK * above.size + below.first_word > above.room - _DOUBT or is_cut_word(upper, lower)


def is_cut_word(upper: Cell, lower: Cell) -> bool:
    """Tell by the measures whether the page break fell inside a word that is too wide for its column."""
    above, below = upper.setting, lower.setting
    if above is None or below is None or above.blank_at_end or above.below >= _ORPHAN:
        return False
    head, tail = upper.text.rpartition(" ")[2], lower.text.partition(" ")[0]
    if not head or not tail:
        return False
    if head[-1] in "-–/":
        return len(head) > 1
    whole, full = above.last_word + below.first_word, above.last_line + _FILL * below.first_glyph
    return whole > above.room - _DOUBT and full > above.room - _DOUBT and is_one_word(head, tail)


def breaks_syllable(upper: Cell, lower: Cell) -> bool:
    """Tell whether the page break fell inside a syllable: "phòn" / "g" by its measures, and "g" is no word."""
    tail = lower.text.partition(" ")[0].rstrip(".,;:")
    head = upper.text.rpartition(" ")[2]
    return tail.isalpha() and not is_syllable(tail) and is_syllable(head + tail) and is_cut_word(upper, lower)


def join_cells(upper: Cell, lower: Cell) -> str:
    """Return the text of both halves together."""
    if upper.text and lower.text and is_cut_word(upper, lower):
        return upper.text + lower.text
    return join_texts(upper.text, lower.text)


def join_texts(before: str, after: str) -> str:
    """Join the halves of a cut text: with a blank, but not inside a number or after a hyphen or stroke (QĐ-/TTg)."""
    if not before or not after:
        return before or after
    glued = after[0] in ".,;:)" or (before[-1] in "-/" and before[-2:-1].isalnum() and after[0].isalnum())
    if glued or (is_figure(before) and is_figure(after)):
        return before + after
    return f"{before} {after}"


def may_continue(upper: Cell | None, lower: Cell, missing: bool) -> bool:
    """Tell whether the text of `lower` can be the second half of `upper`; `missing`: the row above lacks its name."""
    if is_mark(lower.text) or is_blank(lower.text):
        return False
    text = upper.text if upper is not None else ""
    if upper is not None and text and (upper.col_span != lower.col_span or upper.col != lower.col):
        return False
    if not text or is_mark(text):
        return missing and not is_figure(lower.text)
    if _COUNT.fullmatch(lower.text):  # "55/123" under "33/164" or "Không có TTHC" is a value of its own
        return not is_figure(text) and in_mid_sentence(text, lower.text)
    if not (is_figure(lower.text) and is_figure(text)):
        return True
    return is_cut_figure(text, lower.text) or (upper is not None and is_cut_word(upper, lower))


def is_cut_figure(before: str, after: str) -> bool:
    """Tell whether two figures are one that a narrow column has broken: 7.170.632.69 / 7, not 12 / 30."""
    if _DECIMAL.fullmatch(before) and len(after) == 1:
        return True
    if _GROUPED.fullmatch(before + after) is None or len(after) > _LONGEST_REST:
        return False
    if before[-1] in ".,":
        return True  # no figure ends so
    if len(after) > 6 and after[0] != "0" and _GROUPED.fullmatch(after) is not None:
        return False  # a whole number of its own
    return _GROUPED.fullmatch(before) is None or "," in before[-3:] or after[0] in ",."


def in_mid_sentence(before: str, after: str) -> bool:
    """Tell whether the words themselves show that a text breaks off here and goes on there."""
    if is_blank(before):
        return False
    if before[-1] in "-–/" and before[-2:-1].isdigit() and after[0].isdigit():
        return True
    open_word = fold(before.rpartition(" ")[2]) in folded("unfinished")
    if before[-1] in ".;:!?" or is_figure(after):
        return open_word and before[-1] not in ".;:!?"
    if after[0].islower() or before[-1] in ",-–(/" or after[0] == ")":
        return True
    return open_word or before.count("(") > before.count(")")
