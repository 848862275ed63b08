"""A document's own number under its letter head: "Số: 474/QĐ-UBND" (Decree 30/2020/NĐ-CP, Annex I, II.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors.heads.place_and_date import LONGEST, printed
from extractors.lines import Line
from extractors.records import Cited
from normalizers.codes import CodeMention, find_codes
from normalizers.text import clean

JOINERS = ("-", "–", "/")  # of a symbol


@dataclass(frozen=True, slots=True)
class Number:
    """The number as printed: a whole code, or the symbol of one whose number is still to be filled in."""

    cited: Cited
    code: CodeMention | None = None
    symbol: str = ""
    garbled: bool = False  # something is printed for the number that is none


# "Luật số: 59/2020/QH14" opens its line; elsewhere in the head "số" in small letters names another document
_SAID_NUMBER = r"(?:(?<!\p{L})S[ốóôỐÓÔ]|^S(?=\s?:)|^\p{Lu}\p{Ll}+(?:\s+\p{L}\p{Ll}+){0,3}\s+s[ốóô](?=\s*:))"


@cache
def _number_begins() -> regex.Pattern[str]:
    return regex.compile(_SAID_NUMBER + r"\s*:?\s*(?=\d|/(?!\s*[Kk]ý hiệu)|[_.…]{2,})")


@cache
def _blank_number() -> regex.Pattern[str]:
    return regex.compile(_SAID_NUMBER + r"\s*:?\s*[_.…\s]*/\s*(?P<symbol>(?:(?:19|20)\d{2}/)?\p{Lu}[\p{L}\d.\-–/]*)")


@cache
def _garbled_number() -> regex.Pattern[str]:
    """Return a number that text recognition has not read, before its symbol: "Số:À394Ù /CTHN-TTHT"."""
    return regex.compile(
        _SAID_NUMBER + r"\s*:?\s*(?=[^\s/]{0,7}\p{L})[^\s/]{1,8}\s*/\s*"
        r"(?P<symbol>\p{Lu}{2}[\p{L}\d&]*\s?[-–]\s?\p{Lu}{2}[\p{L}\d.&–-]*)"
    )


def find_number(zone: list[Line]) -> Number | None:
    """Find "Số: 474/QĐ-UBND", or "Số:    /QĐ-UBND" with the number left blank."""
    for index, line in enumerate(zone):
        text = printed(line.text).lstrip("-–—_=* ")  # a rule over the number may have run into it
        start = _number_begins().search(text)
        unread = _garbled_number().search(text) if start is None else None
        if unread is not None and unread.start() <= 2 * LONGEST and not find_codes(text[: unread.end()]):
            return Number(Cited(unread.group(), line.place), symbol=clean(unread.group("symbol")), garbled=True)
        if start is None or start.start() > 2 * LONGEST:
            continue  # a whole text on one line has numbers of others further on
        cited = Cited(line.text, line.place)
        codes = [code for code in find_codes(text) if code.start >= start.start() and len(code.symbol) != 1]
        if codes and text[codes[0].end :].strip() in JOINERS:
            codes = _with_rest(text, zone[index + 1 : index + 4]) or codes
        if codes:
            return Number(cited, code=codes[0])
        left_blank = _blank_number().search(text)
        if left_blank:
            symbol = clean(left_blank.group("symbol"))
            return Number(Cited(left_blank.group(), line.place), symbol=symbol)
    return None


def _with_rest(text: str, below: list[Line]) -> list[CodeMention]:
    """Return the number whose last letters stand lower in a narrow column: "Số: 255/BC-BCĐ-", the day, "XMC"."""
    rest = (printed(line.text) for line in below)
    letters = next((piece for piece in rest if regex.fullmatch(r"\p{Lu}{2,8}", piece)), "")
    return find_codes(text + letters) if letters else []


def is_number_line(line: Line) -> bool:
    """Tell whether a line is nothing but the document's own number: "Số: 37/2014/HĐKT".

    "SỬA ĐỔI MỘT SỐ ĐIỀU CỦA LUẬT CHỨNG KHOÁN SỐ 70/2006/QH11" is a title that ends with another's.
    """
    number = find_number([line])
    if number is None or number.code is None or not clean(line.text).endswith(number.code.raw):
        return False
    return regex.search(r"\p{L}{2}", clean(line.text).removesuffix(number.code.raw)) is None
