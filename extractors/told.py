"""Counts that a text tells as reached: "Đến nay, 60/226 UBND cấp xã đã xây dựng, áp dụng HTQLCL".

Only those that take part are counted: "7/15 xã chưa công bố" and "đã kiểm tra 12 cơ quan" say something else.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import prose
from extractors.aims.groups import clause_of
from extractors.groups import SYSTEM_MEASURES, Count, concerns_system, counts
from extractors.passages import Passage, one_year
from extractors.prose import Mark, Prose
from normalizers.deadlines import find_times
from normalizers.text import fold

_MAY_TELL = regex.compile(
    r"\d\s*/\s*\d{1,3}\s+\p{L}|\bđã\b|\b(?:đến|hiện) (?:nay|tại|có)\b|\btính đến\b", regex.IGNORECASE
)
# "Tính đến ngày 20/11/2019", "Đến tháng 12/2010": when things stood so; a cited decision's day is none
_STOOD = regex.compile(
    r"\bđến\s+(?:(?:hết|cuối|ngày)\s+)*(?:(?:tháng|quý|năm)\s+)?(?:[\dIV]{1,4}\s*(?:[/.-]|tháng|quý|năm)\s*){0,2}((?:19|20)\d\d)(?!\d)",
    regex.IGNORECASE,
)
_DONE = regex.compile(
    r"\b(?:đã|đang)(?:\s+(?:được|thực hiện|triển khai|hoàn thành|tổ chức|ban hành quyết định|có))*\s+$",
    regex.IGNORECASE,
)
# "đến nay toàn tỉnh có 13/19 sở ... chuyển đổi"
_STANDS = regex.compile(
    r"\b(?:đến nay|hiện nay|hiện tại|hiện|tính đến [^,;]{2,30}),?(?:\s+\p{L}+){0,4}\s+có\s+(?:tổng số\s+)?$",
    regex.IGNORECASE,
)
# "toàn tỉnh có 20/22 sở, 7/7 UBND huyện áp dụng": so many of so many is how things stand, unless it is aimed at
_HAS = regex.compile(r"\bcó\s+(?:tổng (?:số|cộng)\s+)?$", regex.IGNORECASE)
_TO_COME = regex.compile(
    r"\b(?:phấn đấu|sẽ|mục tiêu|chỉ tiêu|dự kiến|kế hoạch|yêu cầu|đề nghị|phải|cần|ít nhất|tối thiểu|đạt)\b",
    regex.IGNORECASE,
)
_BY_REPORT = regex.compile(r"\btheo báo cáo$", regex.IGNORECASE)  # who counted, not what those counted do
_NOT_DONE = regex.compile(r"\b(?:chưa|không)(?:\s+\p{L}+){0,2}\s+$", regex.IGNORECASE)
_LISTED = regex.compile(
    r"(?:[\s,;()]|\b(?:và|cùng|có|đã|đều|được|cơ bản|thực hiện|hoàn thành|với)\b)*", regex.IGNORECASE
)

_WHOLE = regex.compile(r"\btổng (?:số|cộng)\s+(?:có\s+)?$", regex.IGNORECASE)  # "Tổng số 07 cơ quan, trong đó ..."
_NAMED = regex.compile(r"(?:UBND\s+)?\p{L}\p{Ll}+\s+\p{Lu}\p{Ll}+\s+\p{L}")  # "1 Sở Nội vụ": a row's number and a name
# "gồm: 19 sở, ban, ngành; 12 chi cục; 11 UBND huyện"
_GOES_ON = regex.compile(r"\s*(?:[;,]\s*(?:và\s+)?|và\s+)", regex.IGNORECASE)
_TRAILING_JOINS = regex.compile(r"(?:[\s,;]|\bvà\b)+$", regex.IGNORECASE)
_LIST_ENDS = regex.compile(r"\s*(?:[;,.)]|và\b|$)", regex.IGNORECASE)
_TAKING_PART = (*SYSTEM_MEASURES, "certified")


def may_be_told(passage: Passage) -> bool:
    """Tell, without spaCy, whether a paragraph can tell how many take part."""
    return _reported(passage) or _MAY_TELL.search(passage.text) is not None


def may_certify(text: str) -> bool:
    """Tell, without spaCy, whether a text can say that agencies were certified."""
    return "chứng nhận" in fold(text)


def told_counts(passage: Passage, read: Prose) -> Iterator[Count]:
    """Yield the numbers of agencies of which a paragraph tells that they apply, publish or keep up the system."""
    reported = _reported(passage)
    for start, end in read.sentences:
        past = reported or bool(read.of("past", start, end))
        found = counts(read, passage.heading, start, end)
        if not found or not concerns_system(read, start, end):
            continue
        told: Count | None = None
        told_by: Mark | None = None
        for count in found:
            if told and _listed_with(read, told, count) and count.comparator == "=" and not _NAMED.match(count.scope):
                told = count
                yield count
                continue
            joined = told is not None and _GOES_ON.fullmatch(read.text, _end(read, told), count.start) is not None
            told = None
            doing = _doing(read, count, found, (start, end))
            if count.comparator != "=" or doing is None or _NAMED.match(count.scope):
                continue
            if _WHOLE.search(read.text, start, count.start):
                continue
            before = read.text[max(start, doing.start - 40) : doing.start]
            past_here = past or _DONE.search(before) or _DONE.search(read.text, start, count.start)
            past_here = past_here or _STANDS.search(read.text, start, count.start)
            past_here = past_here or _stands_so(read, count, start, end)
            past_here = past_here or (joined and doing == told_by)  # "đã có 15 sở và 6 UBND huyện được chứng nhận"
            if past_here and not _NOT_DONE.search(before):
                told, told_by = count, doing
                yield count


def _stands_so(read: Prose, count: Count, start: int, end: int) -> bool:
    """Tell whether a sentence says of so many that they are: "Toàn tỉnh có 20/22 sở áp dụng HTQLCL"."""
    has = count.total is not None and _HAS.search(read.text, start, count.start) is not None
    timed = any(time.on or time.year_to for time in find_times(read.text[start : count.start]))
    return has and not timed and _TO_COME.search(read.text, start, end) is None


def _listed_with(read: Prose, one: Count, other: Count) -> bool:
    """Tell whether a count goes on with the list of the one before and no verb of its own follows it."""
    between = _GOES_ON.fullmatch(read.text, _end(read, one), other.start)
    return between is not None and _LIST_ENDS.match(read.text, _end(read, other)) is not None


def _end(read: Prose, count: Count) -> int:
    """Return where a count ends without the words that join it to the next ("12 chi cục và")."""
    return count.start + len(without_joins(read.text[count.start : count.end]))


def without_joins(text: str) -> str:
    """Return a count as printed, without the words that join it to the next one."""
    return str(_TRAILING_JOINS.sub("", text))


def told_year(passage: Passage, read: Prose, count: Count) -> int | None:
    """Return the year that a sentence says before a count, or the one set for its paragraph; None for "đến nay"."""
    start = next((start for start, end in read.sentences if start <= count.start < end), 0)
    stood = _STOOD.findall(read.text[start : count.start])
    if stood:
        return int(stood[-1])
    times = find_times(read.text[start : count.start])
    if not times:
        return one_year(passage.years)
    return times[-1].on.year if times[-1].on else one_year((times[-1].year_from, times[-1].year_to))


def _reported(passage: Passage) -> bool:
    return any(fold(heading).startswith(prose.word_list("reported_headings")) for heading in passage.headings)


def _doing(read: Prose, count: Count, found: list[Count], sentence: tuple[int, int]) -> Mark | None:
    """Return the verb by which those counted apply the system: the next one behind, or the last one before.

    Between a count and the verb of a later clause nothing may stand but further counts ("19/19 sở; 8/11 huyện đã ...").
    """
    clause = clause_of(read.text, count.start, *sentence)
    before = _marks(read, clause[0], count.start)
    if any(mark.value not in _TAKING_PART for mark in before):
        return None
    behind = next(iter(_marks(read, count.end, sentence[1])), None)
    if behind is None or (behind.start > clause[1] and not _only_counts(read, count, found, behind)):
        behind = before[-1] if before else None
    return behind if behind is not None and behind.value in _TAKING_PART else None


def _marks(read: Prose, start: int, end: int) -> list[Mark]:
    found = [*read.of("measure", start, end), *read.of("certified", start, end)]
    doing = [mark for mark in found if not _BY_REPORT.search(read.text, start, mark.end)]
    return sorted(doing, key=lambda mark: mark.start)


def _only_counts(read: Prose, count: Count, found: list[Count], mark: Mark) -> bool:
    at, rest = count.end, ""
    for other in found:
        if at <= other.start < mark.start:
            rest += read.text[at : other.start] + ";"
            at = other.end
    return _LISTED.fullmatch(rest + read.text[at : mark.start]) is not None
