"""Groups of agencies in prose: how many a text counts ("19 Sở, ban, ngành"), and which level its words mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors import prose
from extractors.document import Document, Paragraph
from extractors.prose import Mark, Prose
from extractors.remembered import remembered
from normalizers.text import fold, trim

_COUNT = regex.compile(r"(?<![\d/.,:])(?<!\D[–-])(?P<n>\d{1,3}(?!\d))(?![.,/:-]\d|%)\s+(?:các\s+)?")
# "15/15 UBND xã", "15 trong tổng số 19 sở": so many of so many; "trước 5/11 ..." is a day
_OF_ALL = regex.compile(
    r"(?<![\d/.,:–-])(?<!\b(?:ngày|trước|từ|đến|hạn|số|sau)\s+)(?P<n>\d{1,3})"
    r"(?:/|\s+(?:trong|trên|/)\s+(?:tổng\s+)?số\s+)(?P<total>\d{1,3})(?![\d/.,])\s+",
    regex.IGNORECASE,
)
_LOW = regex.compile(r"(?<![\d/.,:–-])(?P<low>\d{1,3})\s*(?:[-–]|đến|tới)\s*$", regex.IGNORECASE)
_STOPS = regex.compile(
    r"[;:.,)]|/\s*(?:năm|quý|tháng)\b|\s\d|\s\(|\s(?:cùng|có|là|thí điểm|đã|đang|được|đều|sẽ|phải|hoàn thành|tiếp tục"
    r"|thực hiện|triển khai|gồm|theo|trong|trên|để|nhằm|tại|ở|với|còn(?!\s+lại)|thì|vào|từ|trước|chậm|hàng|hằng"
    r"|mỗi|đến|nêu|kèm|đợt(?=\s+(?:đầu|một|hai|ba|[\dIVX]+)\b)|trở lên|trở xuống|rà soát|và (?:đến\s+)?năm(?=\s+\d))\b",
    regex.IGNORECASE,
)
_FIRST_TIME = regex.compile(r"\s*\(lần đầu[^)]*\)", regex.IGNORECASE)
_JOINED = regex.compile(r"\s+và\s+", regex.IGNORECASE)
_MODIFIES = regex.compile(r"\b(?:thuộc|của|ở|tại|trong|trên địa bàn)\s+", regex.IGNORECASE)
_NEXT_PLACE = regex.compile(
    r",\s*(?:và\s+)?(?:các\s+)?(?:(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)\s+)?"
    r"\p{Lu}[\p{L}'’]*(?:\s+\p{Lu}[\p{L}'’]*)*"
)
_PLACES = ("huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu")
SYSTEM_MEASURES = ("apply", "convert", "publish", "maintain")
_OBJECT_ENDS = regex.compile(
    r"[.,;:()/]|$|\b(?:tại|ở|trong|vào|từ|đến|trước|sau|chậm|theo|cho|đối với|và|xong|lần đầu|tối thiểu|ít nhất|đạt"
    r"|đúng)\b",
    regex.IGNORECASE,
)
_LEVEL_WORDS = (("cấp xã", "commune"), ("cấp huyện", "district"), ("cấp tỉnh", "department"))


@dataclass(frozen=True, slots=True)
class Count:
    """A printed number of agencies: "19 Sở, ban, ngành", with the span of number and group."""

    value: int
    comparator: str  # "=", ">", ">=", "<=", or "none" for what is only nearly so
    scope: str
    level: str | None
    start: int
    end: int
    total: int | None = None  # of how many: "15/15 UBND xã"


@cache
def _system() -> regex.Pattern[str]:
    """Return the words that mean the management system; "hệ thống thông tin", "hệ thống hành chính" are others."""
    others = "|".join(map(regex.escape, prose.word_list("other_systems")))
    return regex.compile(
        rf"HTQLCL|\bISO\b|TCVN|hệ thống(?!\s+(?:{others})\b)|quản lý chất lượng|mô hình khung"
        r"|phù hợp (?:với )?tiêu chuẩn(?! (?:nông thôn|quốc gia về|chức danh))",
        regex.IGNORECASE,
    )


def names_system(read: Prose, start: int, end: int) -> bool:
    """Tell whether a stretch of text names the management system or its standard."""
    return _system().search(read.text, start, end) is not None


_SYSTEM_NAMED = regex.compile(r"HTQLCL|\bISO\b|TCVN|quản lý chất lượng", regex.IGNORECASE)


@remembered(last=2)
def about_system(document: Document) -> bool:
    """Tell whether a document names the management system at all: else "áp dụng tại 5 xã" is about something else."""
    for block in document.blocks:
        texts = (block.text,) if isinstance(block, Paragraph) else (cell.text for cell in block.cells)
        if any(_SYSTEM_NAMED.search(text) for text in texts):
            return True
    return False


def concerns_system(read: Prose, start: int, end: int) -> bool:
    """Tell whether what a stretch of text applies, converts to, publishes or maintains is the management system.

    It names the system or the standard, or it names nothing ("áp dụng tại Sở Y tế"): then what stands above is meant.
    "Áp dụng chữ ký số" is about something else.
    """
    if names_system(read, start, end):
        return True
    doing = [mark for mark in read.of("measure", start, end) if mark.value in SYSTEM_MEASURES]
    if not doing:
        return True
    for mark in doing:
        ends = _OBJECT_ENDS.search(read.text, mark.end)
        if ends is not None and not read.text[mark.end : ends.start()].strip():
            return True
    return False


def counts(read: Prose, heading: str = "", start: int = 0, end: int | None = None) -> list[Count]:
    """Return the numbers of agencies that a text prints; `heading` tells the level where the words do not."""
    end = len(read.text) if end is None else end
    found: list[Count] = []
    of_all = list(_OF_ALL.finditer(read.text, start, end))
    wholes = {match.start("total") for match in of_all}
    printed = [match for match in _COUNT.finditer(read.text, start, end) if match.start() not in wholes]
    for match in sorted([*printed, *of_all], key=lambda one: one.start()):
        total = int(match["total"]) if "total" in match.groupdict() else None
        if total is not None and int(match["n"]) > total:
            continue
        head = read.after("agencies", match.end())
        if head is None or head.end > end:
            continue
        stop = _scope_end(read, head, end)
        scope = trim(regex.sub(r"\s+(?:và|cùng|với)\s*$", "", read.text[match.end() : stop]))
        level = level_of(read, match.end(), stop)
        if level is None and head.value == "none":
            level = level_of(prose.read(heading), 0, len(heading)) if heading else None
        comparator = read.before("comparator", match.start())
        bound = comparator.value if comparator else "="
        if (
            comparator is None
            and found
            and regex.fullmatch(r"\s*(?:,|và|cùng)?\s*", read.text[found[-1].end : match.start()])
        ):
            bound = found[-1].comparator  # "ít nhất 05 chi cục và 30 UBND cấp xã"
        low = _LOW.search(read.text, start, match.start())
        if low is not None:  # "từ 30 đến 35 cơ quan"
            found.append(Count(int(low["low"]), ">=", scope, level, low.start("low"), stop))
            bound = "<="
        found.append(Count(int(match["n"]), bound, scope, level, match.start(), stop, total))
    return found


def _scope_end(read: Prose, head: Mark, limit: int) -> int:
    """Return where the name of a counted group ends: before the clause's verb, a comma, or a group of another level."""
    first_time = _FIRST_TIME.match(read.text, head.end, limit)
    after = first_time.end() if first_time else head.end
    stop = _STOPS.search(read.text, after, limit)
    while (
        stop
        and (place := _NEXT_PLACE.match(read.text, stop.start(), limit))
        and _MODIFIES.search(read.text, after, stop.start())
    ):
        stop = _STOPS.search(read.text, place.end(), limit)  # "xã thuộc huyện A, huyện B": the list of places goes on
    end: int = stop.start() if stop else limit
    end = min([end, *(mark.start for mark in read.of("measure", after))])
    for joined in _JOINED.finditer(read.text, after, end):
        behind = level_of(read, joined.end(), end)
        if behind != level_of(read, head.start, joined.start()) or read.text[joined.end()].isdigit():
            end = joined.start()
            break
    return end


def level_of(read: Prose, start: int, end: int) -> str | None:
    """Return the level of the agencies that a group's words mean; None when they name none or several.

    What follows "thuộc", "của", "ở" says where the group belongs, not what it is: "UBND xã thuộc huyện Điện Biên" are
    communes.
    """
    masked = []
    for match in _MODIFIES.finditer(read.text, start, end):
        stop = regex.compile(r"[,;]|\s+và\s|$").search(read.text, match.end(), end)
        masked.append((match.start(), stop.start() if stop else end))
    levels: set[str] = set()
    own: Mark | None = None
    for mark in read.of("agencies", start, end):
        # "sở, ban, ngành thành phố": the city whose departments they are
        city = fold(read.text[mark.start : mark.end]) == "thành phố"
        if city and own is not None and own.value == "department" and not read.text[own.end : mark.start].strip():
            continue
        own = mark
        of_another = any(first <= mark.start < last for first, last in masked)
        # "thuộc UBND thành phố, thị xã", "của huyện A và thị xã B": the place behind the modifier goes on
        goes_on = bool(masked) and mark.start > masked[0][1] and fold(read.text[mark.start : mark.end]) in _PLACES
        if of_another or goes_on:
            continue
        levels.add(mark.value)
    if levels - {"none"}:
        return levels.pop() if len(levels) == 1 else None
    said = {level for words, level in _LEVEL_WORDS if words in fold(read.text[start:end])}
    return said.pop() if len(said) == 1 else None
