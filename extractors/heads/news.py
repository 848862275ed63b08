"""News items (tin bài): a portal's text about a document of a state agency, known by its line of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from extractors.lines import Line
from extractors.records import Cited
from normalizers.codes import find_codes
from normalizers.dates import find_dates
from normalizers.text import clean, fold, trim

_SHORTEST_TITLE = 20  # characters; what is shorter is a menu entry
_LONGEST_TITLE = 300
_LONGEST_LINE = 100  # characters of a line of publication


@dataclass(frozen=True, slots=True)
class News:
    """When a news item was published and what it is called."""

    published_on: date
    published: Cited
    title: Cited | None
    line: str  # that tells it


_LABEL = (
    r"(?:(?:ngày|thời gian)\s+)?(?:cập nhật|đăng|xuất bản|phát hành|viết|đưa tin|post(?:ed)?|updated?)"
    r"(?:\s+(?:ngày|lúc|bài|lần cuối|tin))?"
)


@cache
def _label_of_publication() -> regex.Pattern[str]:
    return regex.compile(_LABEL, regex.IGNORECASE)


@cache
def _publication() -> regex.Pattern[str]:
    """Return the pattern of a line that says only when the text was published, perhaps by whom.

    "Thứ Hai, 16/04/2018, 10:12 GMT+7", "Cập nhật: 22/10/2019", "16-04-2018", "10:12 | 16/04/2018"; the section of the
    portal may stand before its label: "Thời sự - Ngày đăng: 22/10/2019".
    """
    day = r"(?P<day>\d{1,2}\s?(?P<sep>[/.-])\s?\d{1,2}\s?(?P=sep)\s?(?:19|20)\d\d)"
    time = r"(?:lúc\s*)?\d{1,2}\s?(?:[:hg]\s?\d{2}(?::\d{2})?|giờ(?:\s?\d{2})?)(?:\s*(?:AM|PM|SA|CH|phút))?"
    label = _LABEL
    weekday = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    between = r"[\s,|:()\-–•]*"
    return regex.compile(
        rf"(?:\p{{Lu}}[\p{{L}} ]{{2,40}}\s[-|–]\s(?={label}))?"
        rf"{between}(?:{label})?{between}(?:{weekday})?{between}(?:{time})?{between}(?:ngày)?{between}{day}(?!\d)"
        rf"(?:{between}(?:{time}))?{between}(?:\(?\s*(?:GMT|UTC)\s*[+]?\s*\d{{1,2}}\s*\)?)?(?P<rest>.*)",
        regex.IGNORECASE,
    )


@cache
def _about_the_state() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<!\p{L})(?:UBND|[ỦU][yỷ] ban nhân dân|HĐND|Hội đồng nhân dân|Quốc hội|Thủ tướng|Chính phủ"
        r"|(?:Tỉnh|Thành|Huyện) [uủ][yỷ]|(?:Sở|Bộ|Cục|Chi cục)\s+\p{Lu})"
    )


@cache
def _about_a_document() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<!\p{L})(?:quyết định|kế hoạch|chỉ thị|công văn|công điện|thông tư|nghị quyết|nghị định|đề án"
        r"|thủ tục hành chính|ISO|chất lượng)(?!\p{L})",
        regex.IGNORECASE,
    )


def find_news(head: list[Line], run: list[Line]) -> News | None:
    """Return the news item that a text is: a line of publication near its top, a text about a state agency.

    A portal prints today's day over its menu: of several days the first with its time of day is the item's. A gazette's
    table of contents (mục lục) has a day for each document and is none.
    """
    if any(fold(line.text).strip(" :") == "mục lục" for line in head):
        return None
    items = [item for index in range(len(head)) if (item := _published_at(head, index, run)) is not None]
    return next((item for item in items if _time_of_day().search(item.line)), items[0]) if items else None


def _published_at(head: list[Line], index: int, run: list[Line]) -> News | None:
    line = head[index]
    text = clean(line.text)
    match = _publication().match(text) if len(text) <= _LONGEST_LINE else None
    if match is None or find_codes(text):
        return None
    above = clean(head[index - 1].text) if index else ""
    if above.endswith(":") and not _label_of_publication().match(above):
        return None  # "Ban hành:" over a day: what a portal tells of a document
    rest = match.group("rest").strip(" ,|:()-–•")
    if len(rest) > 40 or rest.endswith((".", ";")):
        return None  # running text that begins with a date
    found = find_dates(match.group("day"))
    body = "\n".join(clean(follow.text) for follow in run[max(0, index - 5) :])
    if not found or found[0].value is None:
        return None
    if _about_the_state().search(body) is None or _about_a_document().search(body) is None:
        return None
    return News(found[0].value, Cited(match.group("day"), line.place), _title(head, index), text)


@cache
def _time_of_day() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\d)\d{1,2}\s?(?:[:hg]\s?\d{2}|giờ)")


def _title(head: list[Line], at: int) -> Cited | None:
    """Return the title: the last long line before the line of publication, else the first long one after it."""
    for line in [*reversed(head[:at]), *head[at + 1 : at + 4]]:
        text = clean(line.text)
        running = text.endswith((".", ";", ":", ",")) or len(text) > _LONGEST_TITLE
        if len(text) >= _SHORTEST_TITLE and not running and not fold(text).startswith(("trang chủ", "chi tiết")):
            return Cited(trim(text), line.place)
    return None
