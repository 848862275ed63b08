"""Where and when a document was issued: "Kon Tum, ngày 10 tháng 7 năm 2020" under the motto."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors.document import Place
from extractors.lines import Line
from extractors.records import Cited
from normalizers.codes import find_codes
from normalizers.dates import DateMention, find_dates
from normalizers.places import find_province
from normalizers.text import clean

_LETTER_LOST = regex.compile(r"(?<!\p{L})\p{L}*\?+\p{L}|\p{L}\?")  # "Qu?ng Nam, ngày 5 ...": the day is whole
_FIGURE = regex.compile(r"\d\d")
_SPECKS = ".,;'`’‘|~·\""
LONGEST = 160  # characters of a line of a letter head; what is longer is running text


@cache
def place_date() -> regex.Pattern[str]:
    """Return the pattern of a place and a date, whose day may be left blank."""
    return regex.compile(
        r"(?P<place>\p{Lu}[^,;]{0,150}?)\s*(?:,|(?-i:\.(?=\s*ngày)))\s*"  # a scan's comma may be read as a point
        r"(?:hồi\s+\d{1,2}\s*(?:giờ|h|:)\s*(?:\d{1,2}\s*(?:phút|'|p)?)?,?\s*)?"  # the hour, of a telegram (công điện)
        r"(?P<date>ngày(?:[\s\d_.…]{0,16}(?<!\p{L})tháng[\s\d_.…]{0,16}(?<!\p{L})năm\s*\d{2,5}(?!\d)"
        r"|\s*(?:\d{1,2}|[_.…]*)\s*[/.-]\s*(?:\d{1,2}|[_.…]*)\s*[/.-]\s*\d{4,5}(?!\d)))",
        regex.IGNORECASE,
    )


def printed(text: str) -> str:
    """Return a line of a head without the marks that a dump leaves around it (bold, italics, quotes, "Trang 1")."""
    return str(_page().sub("", without_specks(clean(text).strip("*_#| "))))


def without_specks(text: str) -> str:
    """Return a line without the lone marks at its ends that a recognizer makes of specks: "KT. CHỦ TỊCH ."."""
    return str(_specks().sub("", text)) if text[:1] in _SPECKS or text[-1:] in _SPECKS else text


@cache
def _specks() -> regex.Pattern[str]:
    mark = rf"[{regex.escape(_SPECKS)}]{{1,2}}"
    return regex.compile(rf"^(?:{mark}\s+)+(?=[\p{{L}}\d])|(?<=[\p{{L}}\d).])(?:\s+{mark})+$")


@cache
def _page() -> regex.Pattern[str]:
    """Return a page's number that stands glued before the page's first words: "Trang 1UBND HUYỆN"."""
    return regex.compile(r"^Trang \d{1,4}(?=\p{L})")


@dataclass(frozen=True, slots=True)
class Dated:
    """Where and when a document was issued: the place, the date as printed, and the date read from it."""

    where: str
    raw: str
    date: DateMention | None
    cited: Cited
    at: Place


def find_place_and_date(run: list[Line], zone: list[Line]) -> Dated | None:
    """Find "Kon Tum, ngày 10 tháng 7 năm 2020" in the head, or alone on a line further down (over the signature)."""
    inside = {id(line) for line in zone}
    for line in [*zone, *run]:
        if not _FIGURE.search(line.text):  # of a day at least the year is printed
            continue
        text = printed(line.text).strip("().")
        match = place_date().search(text) if len(text) <= 2 * LONGEST else None
        if match is None:
            continue
        if id(line) not in inside and (match.start() > 0 or match.end() < len(text) or len(text) > 80):
            continue  # running text that names a place and a date
        found = find_dates(match.group("date"))
        lost = _LETTER_LOST.search(match.group("place")) is not None
        where = "" if lost else where_in(match.group("place"))
        if where or (lost and id(line) in inside):
            return Dated(
                where, match.group("date"), found[0] if found else None, Cited(line.text, line.place), line.place
            )
    return _without_comma(zone) or _alone(zone)


def _without_comma(zone: list[Line]) -> Dated | None:
    """Return a place and a day alone on a line, the comma between them missing: "Đà Lạt ngày 5 tháng 3 năm ..."."""
    for line in zone:
        text = printed(line.text).strip("()")
        match = regex.fullmatch(
            r"(?P<place>(?:TP\.?\s?)?\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){0,3})\s+"
            r"(?P<date>ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\.?",
            text,
        )
        if match is not None:
            return Dated(
                match["place"], match["date"], find_dates(match["date"])[0], Cited(line.text, line.place), line.place
            )
    return None


def _alone(zone: list[Line]) -> Dated | None:
    """Return a day on a line of its own without a place, or with a blank one: "Ngày 12 tháng 9 năm 1998"."""
    for line in zone:
        text = regex.sub(r"^(?:.*Hạnh phúc\W{0,3}\s)?[_.…]{3,}\s*,\s*", "", printed(line.text).strip("()"))
        # a judgment's day: "Ngày 22 - 4 - 2021"
        if regex.fullmatch(
            r"[Nn]gày\s*:?\s*(?:\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\.?|\d{1,2}\s?([-/.])\s?\d{1,2}\s?\g<1>\s?\d{4})",
            text,
        ):
            text = regex.sub(r"(?<=\d)\s?([-/.])\s?(?=\d)", r"\g<1>", text)
            return Dated("", text, find_dates(text)[0], Cited(line.text, line.place), line.place)
    return None


@cache
def _ran_into_place() -> regex.Pattern[str]:
    """Return what ran into a place from the left column or the line before."""
    return regex.compile(
        r"^.*?(?:Hạnh\s+phúc|(?:CHỦ\s+NGHĨA|CỘNG\s+SẢN)\s+VIỆT\s+NAM|(?:Số\s*:)?\s*[\d_.…\s]*/[\p{Lu}\d\-–/]+)[\s\-_*]*",
        regex.IGNORECASE,
    )


@cache
def _left_capitals() -> regex.Pattern[str]:
    """Return the left column's last line in capitals: "SỞ Y TẾ Hà Nội"."""
    return regex.compile(r"^(?:(?!TP(?!\p{L}))\p{Lu}{2,}[\s,&–-]+)+(?=\p{Lu}\p{Ll})")


@cache
def _numbered_place() -> regex.Pattern[str]:
    return regex.compile(r"(?:Quận|Phường)\s+\d{1,2}$")


@cache
def _place_name() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|[Qq]uận)\s+)?\p{Lu}[\p{L}'’.\-]*"
        r"(?:\s+(?:-\s+)?\p{Lu}[\p{L}'’.\-]*)*\s*$"
    )


@cache
def _small_letters() -> regex.Pattern[str]:
    """Return a province's name as typists write it: "Hà nội", "Thanh hóa"."""
    return regex.compile(r"\p{Lu}\p{Ll}+(?:\s+\p{Ll}+){1,2}")


def where_in(text: str) -> str:
    """Return the place without what ran into it from the left column or the line before."""
    text = clean(text)
    codes = find_codes(text)
    if codes:
        text = text[codes[-1].end :]
    text = _left_capitals().sub("", _ran_into_place().sub("", text))
    numbered = _numbered_place().search(text)
    if numbered is not None:
        return str(numbered.group())
    if _small_letters().fullmatch(text) and find_province(text, on=None) is not None:
        return text
    name = _place_name().search(text)
    return name.group().strip(" .-") if name else ""
