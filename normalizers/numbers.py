"""Counts, row numbers, Roman numerals and fractions as tables print them. Money is not read here."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from normalizers.flags import is_blank
from normalizers.text import clean, fold

ProceduresState = Literal["counted", "none", "not_stated"]

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ROW_NO = re.compile(r"(?:\()?(\d{1,5})\s*[.)/:,]?")
_FRACTION = re.compile(r"(?<![\d/.,])(\d{1,5})\s*/\s*(\d{1,5})(?![\d/]|[.,]\d)")
_BRACKETED_FRACTION = re.compile(r"[(\[]\s*(\d{1,5})\s*/\s*(\d{1,5})[^)\]\d]*[)\]]")
_AGENCY_TOTAL = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+) (?:cơ quan|đơn vị|tổ chức|sở|chi cục|xã|phường|ubnd|ủy ban)")
_NO_PROCEDURES = re.compile(r"(?:không|chưa)(?: có| phát sinh)*(?: bất kỳ)?(?: (?:tthc|thủ tục(?: hành chính)?))?")
_COUNT = r"(\d{1,3}(?:[.,]\d{3})+|\d{1,5})(?: ?(?:tthc|thủ tục(?: hành chính)?|quy trình|qt))?"
# "60/116", "60 trên tổng số 116 TTHC", "60/116 (51,7%)", "toàn bộ 45 TTHC (đạt 100%)", "60*"
_COUNTED = re.compile(
    rf"(?:toàn bộ |tất cả |cả |có )?(?:các )?{_COUNT}(?: ?(?:/|trên|trong)(?: ?tổng(?: số)?)? ?{_COUNT})?"
    r"(?:(?: | ?\( ?|,? ?(?:đạt|chiếm) )(?:đạt |tỷ lệ |tỉ lệ |bằng |chiếm )*(\d{1,3}(?:[.,]\d{1,3})?) ?%(?: ?\))?"
    r"| ?\((?:tthc|thủ tục)[^()\d]*\)| ?\((?:toàn trình|một phần|trực tuyến|dvc|trong đó|gồm|bao gồm)[^()]*\))?\*{0,3}"
)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Procedures(NamedTuple):
    """A cell of the number of administrative procedures (thủ tục hành chính, TTHC).

    `state` is ``counted``, ``none`` (the office has no procedures) or ``not_stated``; `readable` is False when the cell
    says something that is no such number. `share_fits` is False when a share in per cent is printed beside the two
    numbers and is not theirs.
    """

    applied: int | None
    total: int | None
    state: ProceduresState
    readable: bool = True
    share_fits: bool = True


class Fraction(NamedTuple):
    """A share of a group as it is printed in a name, ``(15/25)``: 15 of 25, and where it stands in the text."""

    part: int
    total: int
    span: tuple[int, int]


def parse_count(text: str) -> int | None:
    """Return the whole number that a cell is (``09`` → 9, ``1.234`` → 1234), None when it is anything else."""
    text = clean(text).rstrip(".,;")
    if _GROUPED.fullmatch(text):
        return int(text.replace(".", "").replace(",", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def parse_procedures(text: str, *, whole_first: bool = False) -> Procedures:
    """Read a cell such as ``60/116``, ``25``, ``09``, ``60/116 TTHC (51,7%)``, ``Không có TTHC`` or ``-``.

    `whole_first` says that the heading names the whole before its part: ``116/60``.
    """
    if is_blank(text):
        return Procedures(None, None, "not_stated")
    folded = fold(text).rstrip(".,;")
    if _NO_PROCEDURES.fullmatch(folded):
        return Procedures(0, 0, "none")
    applied = parse_count(folded)
    if applied is not None:
        return Procedures(applied, None, "counted")
    counted = _COUNTED.fullmatch(folded)
    if counted is None:
        return Procedures(None, None, "not_stated", readable=False)
    applied, total = (None if one is None else parse_count(one) for one in (counted[1], counted[2]))
    if whole_first and total is not None:
        applied, total = total, applied
    fits = applied is None or total is None or counted[3] is None or is_share(counted[3], applied, total)
    return Procedures(applied, total, "counted", share_fits=fits)


def is_share(printed: str, part: int, whole: int) -> bool:
    """Tell whether a printed share in per cent is that of `part` in `whole`, rounded or cut at its last place."""
    digits = len(printed) - 1 - printed.replace(",", ".").find(".") if re.search("[.,]", printed) else 0
    return whole > 0 and abs(100 * part / whole - float(printed.replace(",", "."))) < 10**-digits


def parse_roman(text: str) -> int | None:
    """Return the value of a Roman numeral (``XIV`` or ``iv.``), None when the text is none."""
    numeral = clean(text).rstrip(".)").upper()
    if not numeral or not _ROMAN.fullmatch(numeral):
        return None
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def parse_row_no(text: str) -> int | None:
    """Return the sequence number (STT) that a cell prints: ``41``, ``41.``, ``41)``; None for anything else."""
    match = _ROW_NO.fullmatch(clean(text))
    return int(match[1]) if match else None


def find_fraction(text: str) -> Fraction | None:
    """Find ``(15/25)`` in a name, or a bare ``15/25`` when there is no bracket; None when there is none.

    The count must not exceed the total: a larger first number is a date or a document's number.
    """
    for pattern in (_BRACKETED_FRACTION, _FRACTION):
        for match in pattern.finditer(text):
            count, total = int(match[1]), int(match[2])
            if 0 <= count <= total and total > 0:
                return Fraction(count, total, match.span())
    return None


def find_agency_total(text: str) -> int | None:
    """Return how many agencies a total row says there are: ``Tổng (147 cơ quan)`` → 147."""
    match = _AGENCY_TOTAL.search(fold(text))
    return int(match[1].replace(".", "").replace(",", "")) if match else None
