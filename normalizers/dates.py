"""Dates, years and periods as Vietnamese documents print them, found with their positions in the text."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

DateProblem = Literal["impossible", "bad_year", "no_day"]

# Positions are those of the source, so the patterns work on the source text: any whitespace between the parts (a line
# may break anywhere), dots or blanks where the day is still to be filled in by hand.
_FILL = r"[\s.…_]{0,40}"
_LONG = re.compile(
    rf"(?:ng[àa]y{_FILL}(?P<day>\d{{1,2}})?{_FILL})?th[áa]ng{_FILL}(?P<month>\d{{1,2}})?{_FILL}n[ăa]m{_FILL}(?P<year>\d{{4,5}})(?!\d)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<![\d/.\-])(?P<day>\d{1,2})\s?(?P<sep>[/\-.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4,5})(?![\d/]|[.\-]\d)"
)
_SPACED = re.compile(
    r"ng[àa]y\s+(?P<day>\d{1,2})\s*(?P<sep>[/\-.])\s*(?P<month>\d{1,2})\s*(?P=sep)\s*(?P<year>\d{4,5})(?!\d)", re.I
)
_DIGIT = re.compile(r"\d")
_DAY_WORD = re.compile(r"ng[àa]y", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.,:\-])(?:19|20)\d{2}(?![\d/:]|[.,]\d|-\w)")
_NAMED_YEAR = re.compile(r"n[ăa]m\s+((?:19|20)\d{2})(?!\d)", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:(?:giai\s+đoạn|thời\s+kỳ|các\s+năm|nhiệm\s+kỳ|trong\s+năm|năm)\s*(?:từ\s+)?(?:năm\s+)?|từ\s+(?:năm\s+)?)"
    r"((?:19|20)\d{2})\s*(?:[-–—−‐‑]|đến(?:\s+hết)?|tới|và)\s*(?:năm\s+)?((?:19|20)\d{2})(?!\d|\s*/)",
    re.IGNORECASE,
)


class DateMention(NamedTuple):
    """One date as printed: its span in the text, the day it means (None when it means none), and what is wrong.

    `problem` is ``impossible`` (31/02), ``bad_year`` (five digits) or ``no_day`` (the day was left to be filled in).
    `year` is given whenever four digits of it are printed.
    """

    start: int
    end: int
    raw: str
    value: date | None
    year: int | None
    problem: DateProblem | None = None


def _mention(text: str, match: re.Match[str]) -> DateMention:
    start, end = match.span()
    raw = text[start:end]
    year = int(match["year"])
    if year > 9999:
        return DateMention(start, end, raw, None, None, "bad_year")
    if match["day"] is None or match["month"] is None:
        return DateMention(start, end, raw, None, year, "no_day")
    try:
        value = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return DateMention(start, end, raw, None, year, "impossible")
    return DateMention(start, end, raw, value, year)


def find_dates(text: str) -> list[DateMention]:
    """Return every date in order: ``ngày 10 tháng 7 năm 2020``, ``20 / 3 /2017``, ``05/03/2016``, ``4-5-2018``.

    The word ``ngày`` belongs to the mention when it stands before. ``tháng 9 năm 2025`` without the word ``ngày`` is a
    month and no date, and is left out; with it, the day is still blank and the mention says ``no_day``.
    """
    found: list[DateMention] = []
    taken: list[tuple[int, int]] = []
    if _DIGIT.search(text) is None:
        return found
    for pattern in (_LONG, _SPACED, _SHORT):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if pattern is _LONG and not _DAY_WORD.match(text, match.start()):
                continue
            taken.append(match.span())
            found.append(_mention(text, match))
    return sorted(found)


def parse_date(text: str) -> date | None:
    """Return the first real date in `text`, None when there is none."""
    return next((mention.value for mention in find_dates(text) if mention.value), None)


def find_years(text: str) -> list[int]:
    """Return the years that `text` names, in order, each once; years inside dates and document numbers are left out."""
    spans = [(mention.start, mention.end) for mention in find_dates(text)]
    years: list[int] = []
    for match in _YEAR.finditer(text):
        year = int(match[0])
        if year not in years and not any(start <= match.start() < end for start, end in spans):
            years.append(year)
    # "2018-2020": the second year stands behind a dash that belongs to the period
    for match in _PERIOD_YEARS.finditer(text):
        for year in (int(match[1]), int(match[2])):
            if year not in years:
                years.append(year)
    return years


_PERIOD_YEARS = re.compile(r"(?<![\d/.,:])((?:19|20)\d{2})\s*[-–—−]\s*((?:19|20)\d{2})(?![\d/])")


def find_period(text: str) -> tuple[int, int] | None:
    """Return the first period of years: ``giai đoạn 2018 - 2020``, ``từ năm 2021 đến 2030`` → (2021, 2030)."""
    for match in _PERIOD.finditer(text):
        first, last = int(match[1]), int(match[2])
        if first <= last:
            return first, last
    return None
