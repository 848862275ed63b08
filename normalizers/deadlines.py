"""By when something is to be done, as Vietnamese plans say it: a day, a month, a quarter, a year, or every year.

Three questions, three functions: `find_deadline` (when is a task of a sentence due), `parse_time` (what a cell or a
line that holds nothing but a time means) and `find_times` (which days and years of a sentence a target is set for).
A day counts as a deadline only behind a word that makes it one ("trước", "chậm nhất", "đến", "hoàn thành"): the dates
of cited documents never do.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from normalizers.dates import find_dates

_NEAR = 120  # characters before a time; the longest wording has half as many
_CLAUSE = 500  # characters of a clause before its time
Recurrence = Literal["yearly", "half_yearly", "quarterly", "monthly"]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?P<year>(?:19|20)\d{2})(?![\d/]|[-–]\d)"
_CUE = (
    r"(?P<cue>trước(?:\s+thời\s+hạn)?|chậm\s+nhất(?:\s+là|\s+vào|\s+đến|\s+trước)?|muộn\s+nhất(?:\s+là|\s+vào|\s+đến)?"
    r"|(?:cho\s+)?đến(?:\s+(?:hết|cuối|trước))?|tới(?:\s+hết)?|hết|(?:thời\s+)?hạn(?:\s+(?:cuối|chót|hoàn\s+thành))?"
    r"(?:\s+(?:là|vào|đến|trước))?|không\s+(?:quá|muộn\s+hơn)|xong(?:\s+(?:trong|vào))?"
    r"|hoàn\s+thành(?:\s+(?:trong|vào))?|trong|vào|đầu|cuối)\s*:?\s*"
)
_CUED = re.compile(_CUE + r"$", re.IGNORECASE)
# between such words and the date: "trước 16h00 ngày", "trước 17 giờ 30 phút thứ Sáu, ngày", "trước ngày Quốc khánh"
_BEFORE_DATE = re.compile(
    r"(?:\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*(?:phút)?)?\s*,?\s*(?:thứ\s+[^\W\d_]+\s*,?\s*)?)?"
    r"(?:ngày\s+(?:(?!theo|của|tại|về|số)[^\W\d_]+\s+){0,3})?$",
    re.IGNORECASE,
)
# "tính đến ngày", "có hiệu lực đến ngày": a state of affairs, not something to be done
_NOT_DUE = re.compile(
    r"(?:(?:từ|kể\s+từ|sau)\s+(?:ngày\s+)?|(?:tính|hiệu\s+lực(?:\s+thi\s+hành)?)\s+(?:cho\s+)?(?:đến|tới|hết)?\s*(?:hết\s+)?(?:ngày\s+)?)$",
    re.IGNORECASE,
)
# "từ ngày 01/01 đến ngày 31/12/2020 theo Quyết định ... ngày ...": a date behind a cited document's number is its own
_BEGINNING = re.compile(r"\bđầu\s+(?:năm\s+)?$", re.IGNORECASE)
_CITES = re.compile(r"\d+(?:/\d{4})?/[A-ZĐ][\w&Đđ-]*\s*,?\s*(?:ngày\s*)?$")
_MONTH = re.compile(
    rf"(?<!ngày\s)(?<!\d\s)tháng\s+(?:\d{{1,2}}\s*(?:[-–]|,|và)\s*)?(?P<month>\d{{1,2}})\s*(?:/|[-–]|năm|,\s*năm)\s*{_YEAR}",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"(?:qu[ýí]\s+|(?<!\w)q\.?\s*)(?:(?:IV|I{{1,3}}|[1-4])\s*(?:[-–]|,|và)\s*)?(?P<quarter>IV|I{{1,3}}|[1-4])\s*(?:/|[-–]|năm|,\s*năm|\s)\s*(?:năm\s+)?{_YEAR}",
    re.IGNORECASE,
)
_HALF = re.compile(rf"(?:0?6|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm\s+{_YEAR}", re.IGNORECASE)
# "trong quý II và quý III năm 2020": the word before the first quarter is that of the last
_EARLIER_QUARTER = re.compile(r"qu[ýí]\s+(?:IV|I{1,3}|[1-4])\s*(?:,|và|[-–])\s*$", re.IGNORECASE)
_NAMED_YEAR = re.compile(rf"(?:năm\s+){_YEAR}", re.IGNORECASE)
_PLAIN_YEAR = re.compile(rf"(?<![\d/.,:–-]){_YEAR}(?![.,:]\d)")
_PERIOD = re.compile(
    r"(?:từ\s+năm|từ|(?:(?:cả|suốt|toàn)\s+)?giai\s+đoạn|trong\s+(?:các\s+)?năm|các\s+năm|năm)"
    r"\s+(?P<first>(?:19|20)\d{2})\s*"
    r"(?:[-–—]|đến(?:\s+hết)?(?:\s+năm)?|tới(?:\s+năm)?)\s*(?:năm\s+)?(?P<last>(?:19|20)\d{2})(?![\d/])",
    re.IGNORECASE,
)
_PLAIN_PERIOD = re.compile(r"(?<![\d/.,:])(?P<first>(?:19|20)\d{2})\s*[-–—]\s*(?P<last>(?:19|20)\d{2})(?![\d/])")
_EVERY_YEAR = r"(?:(?:hàng|hằng|mỗi|từng)\s+năm|(?:một|0?1)\s+lần\s*(?:/\s*|trong\s+(?:một\s+|01\s+)?|mỗi\s+)năm)"
_EVERY_QUARTER = r"(?:hàng|hằng|mỗi|từng)\s+qu[ýí]|qu[ýí]\s+một\s+lần|theo\s+qu[ýí]"
_EVERY_MONTH = r"(?:hàng|hằng|mỗi|từng)\s+tháng|tháng\s+một\s+lần"
_EVERY_HALF = (
    r"(?:(?:hàng|hằng|mỗi|từng|định\s+kỳ|báo\s+cáo(?:\s+định\s+kỳ)?)\s+(?:0?6|sáu)\s+tháng"
    r"|(?:0?6|sáu)\s+tháng\s*(?:/\s*(?:0?1\s+)?lần|(?:một|0?1)\s+lần)|nửa\s+năm\s+một\s+lần)"
)
_HALF_YEARLY = re.compile(rf"\b(?:{_EVERY_HALF})(?!\s*(?:,|và|hoặc)\s+(?:hàng|hằng|mỗi|cả)?\s*năm)\b", re.IGNORECASE)
_MONTHLY = re.compile(rf"\b(?:{_EVERY_MONTH})\b", re.IGNORECASE)
_YEARLY = re.compile(rf"\b(?:{_EVERY_YEAR})\b", re.IGNORECASE)
_QUARTERLY = re.compile(rf"\b(?:{_EVERY_QUARTER})\b", re.IGNORECASE)
_DAY_MONTH = re.compile(
    r"(?:ngày\s+)?(?<![\d/.])(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})(?!\s*[/.-]\s*\d|\d|\s+năm\s+\d|%)",
    re.IGNORECASE,
)
_DAY_OF_QUARTER = re.compile(
    r"ngày\s+(?P<day>\d{1,2})\s+(?:của\s+)?tháng\s+(?:cuối|đầu|thứ\s+\w+)(?:\s+(?:của\s+)?(?:mỗi\s+)?qu[ýí])?",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    r"(?:trong|vào|trước|đầu|cuối|hết|đến)\s+tháng\s+(?P<month>\d{1,2})(?!\s*[/\d]|\s*,?\s*năm\s+\d)", re.IGNORECASE
)
_MONTH_ALONE = re.compile(r"\btháng\s+(\d{1,2})(?!\s*[/\d]|\s*,?\s*năm\s+\d)", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"ngày\s+(?P<day>\d{1,2})\s+(?:của\s+)?$", re.IGNORECASE)
_DAY_BEHIND = re.compile(
    r",?\s*\(?\s*(?:(?:trước|vào|chậm\s+nhất|muộn\s+nhất)\s+)?(?:là\s+)?ngày\s+(?P<day>\d{1,2})(?!\s*[/.-]\s*\d|\s+tháng|\d)",
    re.IGNORECASE,
)
# "every quarter", "every month" describe these nouns, and say of anything else when it is done
_DESCRIBED = re.compile(
    r"\b(?:dự\s+toán|kế\s+hoạch|kinh\s+phí|chương\s+trình|chỉ\s+tiêu|ngân\s+sách|nguồn\s+vốn|số\s+liệu|lương|chi)\s+$",
    re.IGNORECASE,
)
# "every year" says when a task falls due where a clause begins with it, or beside "định kỳ", a day or a month; behind a
# noun ("dự toán hàng năm") it only describes the noun
_BEGINS = re.compile(
    r"(?:^|[,;:.(+*•–-]\s*|\b(?:định\s+kỳ|và|hoặc|thực\s+hiện|tổ\s+chức|báo\s+cáo\s+định\s+kỳ)\s+)$", re.IGNORECASE
)
_OTHER_FREQUENCY = re.compile(
    r"(?:0?6|sáu)\s+tháng\s*(?:,|và|hoặc|/)\s*$|(?:qu[ýí]|tháng)\s*(?:,|và|hoặc)\s*$", re.IGNORECASE
)
_BEFORE_DAY = re.compile(
    r"(?:\d|tháng\s+\d{1,2}|qu[ýí]\s+(?:IV|I{1,3}|[1-4])|tháng\s+(?:cuối|đầu)(?:\s+(?:của\s+)?(?:mỗi\s+)?qu[ýí])?)\s*(?:,|của)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:\((?!kèm)|(?:tại|đối\s+với)\s|(?:các|những|mỗi)\s+(?:cơ\s+quan|đơn\s+vị|sở|địa\s+phương|UBND)\b"
    r"|,?\s*(?:trước|vào|chậm|trong\s+tháng|đến\s+ngày|(?:ít\s+nhất\s+)?(?:một|0?1)\s+lần))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something falls due. Every part is None where the text does not say it.

    `on` is the last day of what is named (a quarter, a month or a year end on their last day; "trước tháng 6/2020" on
    the day before it begins, while "trước ngày 30/6/2020" is given as the day that is printed). `month` and `day`
    belong to a `recurrence` that names them, or are a day whose year the text does not say.
    """

    on: date | None = None
    recurrence: Recurrence | None = None
    month: int | None = None
    day: int | None = None

    def __bool__(self) -> bool:
        """Tell whether it says anything."""
        return self.on is not None or self.recurrence is not None


NO_DEADLINE = Deadline()


class Time(NamedTuple):
    """A time that a sentence names, with its span: a last day, or a first and last year."""

    start: int
    end: int
    raw: str
    on: date | None = None
    year_from: int | None = None
    year_to: int | None = None


def find_deadline(text: str) -> Deadline:
    """Return when the task that `text` states falls due, NO_DEADLINE when it does not say.

    "Trước ngày 15/11 hàng năm" → yearly, 11, 15; "chậm nhất 30/6/2020" → that day; "trước ngày 10/12" → 12, 10 alone.
    Two different days say nothing certain, and give none.
    """
    recurrence, month, day = _recurrence(text)
    days = {time.on for time in find_times(text) if time.on is not None and not _begins(text, time)}
    if recurrence is not None:
        return Deadline(days.pop() if len(days) == 1 else None, recurrence, month, day)
    for time in find_times(text):
        if time.on is None and time.year_to is not None and _completes(text, time):
            days.add(date(time.year_to, 12, 31))
    if not days and (named := _day_without_year(text)) is not None:
        return Deadline(month=named[0], day=named[1])
    return Deadline(days.pop()) if len(days) == 1 else NO_DEADLINE


def _day_without_year(text: str) -> tuple[int, int] | None:
    """Return (month, day) of the one day that a task is due by and whose year nothing says: "trước ngày 10/12"."""
    taken = [(mention.start, mention.end) for mention in find_dates(text)]
    named = {
        (int(match["month"]), int(match["day"]))
        for match in _DAY_MONTH.finditer(text)
        if _cue(text, match.start())[1] not in ("", "trong", "vào")
        and not any(first <= match.start() < last for first, last in taken)
        and 1 <= int(match["month"]) <= 12
        and 1 <= int(match["day"]) <= calendar.monthrange(2024, int(match["month"]))[1]
    }
    return named.pop() if len(named) == 1 else None


# "Năm 2022 và các năm tiếp theo", "từ năm 2023 trở đi": without an end
_GOES_ON = re.compile(r"(?:các|những)\s+năm\s+(?:tiếp theo|sau|tiếp)|trở đi\b", re.IGNORECASE)


def parse_time(text: str) -> Deadline:
    """Return the deadline of a text that holds nothing but a time ("Quý IV/2019 và Năm 2020", "Hàng năm").

    Where it names several times or a period, it is over when the last of them is.
    """
    recurrence, month, day = _recurrence(text, alone=True)
    if recurrence == "yearly" and month is None:  # "Tháng 8 hằng năm"
        months = {int(named) for named in _MONTH_ALONE.findall(text) if 1 <= int(named) <= 12}
        month = months.pop() if len(months) == 1 else None
    if recurrence is not None:
        return Deadline(None, recurrence, month, day)
    if _GOES_ON.search(text):
        return NO_DEADLINE
    ends = [
        (time.on or date(time.year_to or 1, 12, 31), not _begins(text, time)) for time in _all_times(text, cued=False)
    ]
    last, is_end = max(ends, default=(None, False))
    return Deadline(last) if is_end else NO_DEADLINE


def _begins(text: str, time: Time) -> bool:
    """Tell whether a time names only a beginning ("đầu năm 2022", "đầu quý II/2022"), which has no last day."""
    return time.raw.casefold().startswith("đầu") or _BEGINNING.search(_before(text, time.start)) is not None


def find_times(text: str) -> list[Time]:
    """Return the times that a sentence sets something for, in order; dates and years without such a word are left out.

    Years: "đến năm 2025" → (None, 2025); "trong năm 2019", "Năm 2019: ..." → (2019, 2019); "từ năm 2021 đến 2030" →
    (2021, 2030); "trước năm 2026" → (None, 2025).
    """
    return _all_times(text, cued=True)


def _all_times(text: str, cued: bool) -> list[Time]:
    found: list[Time] = []

    def add(match_start: int, end: int, time: tuple[date | None, int | None, int | None]) -> None:
        if not any(match_start < other.end and other.start < end for other in found):
            found.append(Time(match_start, end, text[match_start:end], *time))

    for mention in find_dates(text):
        start, cue = _cue(text, mention.start)
        named = mention.value is not None and not _NOT_DUE.search(_before(text, mention.start))
        if mention.value is None or not named or _CITES.search(_before(text, mention.start)):
            found.append(Time(mention.start, mention.end, "", None, None, None))  # taken: its year is no target's year
        elif cue not in ("", "trong", "vào") or not cued:
            add(start, mention.end, (mention.value, None, None))
        else:
            found.append(Time(mention.start, mention.end, "", None, None, None))
    for match in _MONTH.finditer(text):
        start, cue = _cue(text, match.start())
        month, year = int(match["month"]), int(match["year"])
        if 1 <= month <= 12 and (cue or not cued or _leads(text, match)):
            add(start, match.end(), (_month_end(year, month, before=cue.startswith("trước")), None, None))
    for match in _QUARTER.finditer(text):
        start, cue = _cue(text, match.start())
        month = 3 * _ROMAN[match["quarter"].lower()]
        before = cue.startswith("trước")
        if cue or not cued or _leads(text, match):
            add(
                start, match.end(), (_month_end(int(match["year"]), month - 2 if before else month, before), None, None)
            )
    for match in _HALF.finditer(text):
        start, cue = _cue(text, match.start())
        if cue or not cued:
            year, first = int(match["year"]), match["half"].casefold() == "đầu"
            add(start, match.end(), (date(year, 6, 30) if first else date(year, 12, 31), None, None))
    for match in (*_PERIOD.finditer(text), *(() if cued else _PLAIN_PERIOD.finditer(text))):
        first, last = int(match["first"]), int(match["last"])
        # "Kế hoạch ... giai đoạn 2016-2020" names a plan; a period that opens its clause or follows "trong" sets a time
        of_a_name = match[0][:2].casefold() == "gi" and not (_leads(text, match) or _cue(text, match.start())[1])
        if first <= last and not (cued and of_a_name):
            add(match.start(), match.end(), (None, first, last))
    for match in (_NAMED_YEAR if cued else _PLAIN_YEAR).finditer(text):
        start, cue = _cue(text, match.start())
        year = int(match["year"])
        if cue.startswith("trước"):
            add(start, match.end(), (None, None, year - 1))
        elif cue.startswith(("đến", "cho", "tới", "hết", "hạn", "thời", "chậm", "muộn", "không")):
            add(start, match.end(), (None, None, year))
        elif cue or not cued or _leads(text, match) or _BEFORE_FIGURE.match(text, match.end()):
            add(start, match.end(), (None, year, year))
    return sorted(time for time in found if time.raw)


# "phấn đấu năm 2008 có 08 cơ quan, ... và năm 2010 có 14 cơ quan": the year of the figure right behind it
_BEFORE_FIGURE = re.compile(
    r"\s+(?:(?:phấn\s+đấu|có|đạt|là|thêm|hoàn\s+thành)\s+){1,2}(?:(?:ít\s+nhất|tối\s+thiểu|trên|từ|thêm|khoảng)\s+)?\d",
    re.IGNORECASE,
)


def _before(text: str, at: int) -> str:
    """Return the characters before a time that can say what it is: its nearest words, not the whole text."""
    return text[max(0, at - _NEAR) : at]


def _leads(text: str, match: re.Match[str]) -> bool:
    """Tell whether a year opens its clause: "Năm 2019: ...", "; năm 2020 đạt 100%"."""
    return re.search(r"(?:^|[;:,.(]\s*|^\W+)$", _before(text, match.start())) is not None


def _cue(text: str, start: int) -> tuple[int, str]:
    """Return where the words that make a time a deadline begin, and those words folded ("" for none)."""
    before = _before(text, start)
    shift = start - len(before)
    between = _EARLIER_QUARTER.search(before) or _BEFORE_DATE.search(before, max(0, len(before) - 60))
    if between:
        before = before[: between.start()]
    match = _CUED.search(before)
    if match is None or (match.start() and before[match.start() - 1].isalpha()):
        return start, ""
    return shift + match.start(), re.sub(r"\s+", " ", match["cue"]).casefold()


def _month_end(year: int, month: int, before: bool = False) -> date:
    if before:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, calendar.monthrange(year, month)[1])


def _completes(text: str, time: Time) -> bool:
    """Tell whether a year says when a task is finished, not merely which year's plan or budget it is about."""
    clause = re.split(r"[;.]\s", text[max(0, time.start - _CLAUSE) : time.start])[-1]
    words = time.raw.casefold()
    return words.startswith(("xong", "hoàn thành", "trước", "chậm", "muộn", "hạn", "thời hạn", "không")) or (
        (words.startswith("trong") or re.search(r"hoàn\s+thành|xong\b", clause, re.IGNORECASE) is not None)
        and words.startswith(("trong", "vào", "đến", "hết", "tới", "cho"))
    )


def _recurrence(text: str, alone: bool = False) -> tuple[Recurrence | None, int | None, int | None]:
    """Return how often a task falls due, with month and day where one such day is named."""
    ending = _DAY_OF_QUARTER.search(text)
    if ending and re.search("qu[ýí]", ending[0].casefold()):
        return "quarterly", None, int(ending["day"])
    mentions = sorted(
        (match for pattern in _OFTEN for match in pattern.finditer(text)),
        key=lambda match: (match.start(), -match.end()),
    )
    for match in mentions:
        recurrence = _OFTEN[match.re]
        if not (
            alone
            or _governs(text, match)
            or ((recurrence != "yearly" or "lần" in match[0].casefold()) and _happens(text, match))
        ):
            continue
        if recurrence == "quarterly":
            return recurrence, None, int(ending["day"]) if ending else None
        if recurrence == "monthly":
            day_of_month = _DAY_OF_MONTH.search(_before(text, match.start())) or _DAY_BEHIND.match(text, match.end())
            return recurrence, None, int(day_of_month["day"]) if day_of_month else None
        if recurrence == "half_yearly":
            return recurrence, None, None
        month, day, times = _day_of_year(text, match)
        often: dict[int, Recurrence] = {2: "half_yearly", 4: "quarterly"}
        return often.get(times, recurrence), month, day
    return None, None, None


#: how often each wording says that a task falls due
_OFTEN: dict[re.Pattern[str], Recurrence] = {
    _YEARLY: "yearly",
    _HALF_YEARLY: "half_yearly",
    _QUARTERLY: "quarterly",
    _MONTHLY: "monthly",
}


def _happens(text: str, match: re.Match[str]) -> bool:
    return _DESCRIBED.search(_before(text, match.start())) is None


def _governs(text: str, match: re.Match[str]) -> bool:
    before, after = _before(text, match.start()), text[match.end() :]
    if _BEGINS.search(before) or _BEFORE_DAY.search(before) or _OTHER_FREQUENCY.search(before):
        return not re.search(r"(?:các|và)\s+(?:năm\s+)?$", before, re.IGNORECASE) or bool(_BEFORE_DAY.search(before))
    return _AFTER.match(after) is not None


def _day_of_year(text: str, every: re.Match[str]) -> tuple[int | None, int | None, int]:
    """Return the month and day of a yearly date and how many such days are named; no day when it is not one."""
    start = max(text.rfind(";", 0, every.start()), 0)
    end = text.find(";", every.end())
    clause = text[start : end if end >= 0 else len(text)]
    taken = [(mention.start, mention.end) for mention in find_dates(clause)]
    days = {
        (int(match["month"]), int(match["day"]))
        for match in _DAY_MONTH.finditer(clause)
        if not any(first <= match.start() < last for first, last in taken)
        and 1 <= int(match["month"]) <= 12
        and 1 <= int(match["day"]) <= calendar.monthrange(2024, int(match["month"]))[1]
    }
    if len(days) == 1:
        return *days.pop(), 1
    if days:
        return None, None, len(days)
    # "Hằng năm, kiểm tra ...; báo cáo trước ngày 10/12": the only day by which anything of the sentence is due
    cued = {
        (int(match["month"]), int(match["day"]))
        for match in _DAY_MONTH.finditer(text)
        if _cue(text, match.start())[1] and 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31
    }
    if len(cued) == 1 and start == 0 and clause != text:
        return *cued.pop(), 1
    months = {int(match["month"]) for match in _IN_MONTH.finditer(clause) if 1 <= int(match["month"]) <= 12}
    return (months.pop() if len(months) == 1 else None), None, len(months)
