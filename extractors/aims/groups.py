"""Where the group of a target begins and ends in its sentence."""

from __future__ import annotations

from functools import cache

import regex

from extractors import prose
from extractors.prose import Mark, Prose
from normalizers.deadlines import find_times
from normalizers.text import fold

_BELONGS = regex.compile(
    r"\b(?:các|những|mỗi|và|hoặc|thuộc|trực thuộc|của|ở|tại|trong|trên địa bàn|toàn|tỉnh|thành phố|thị xã|huyện|phường"
    r"|xã|thị trấn|đặc khu|thị|khác|còn lại|liên quan|có liên quan|nhà nước|hành chính|công lập|cấp|hệ thống|do"
    r"|trung ương|quản lý|đóng)\b",
    regex.IGNORECASE,
)
_COLON = regex.compile(r":(?=\s)")  # not the one of "ISO 9001:2015"
_GROUP_STOPS = regex.compile(r"(?:,|\s+và)\s+\d|\s\((?!lần đầu)|;|:(?=\s|$)|\.(?=\s|$)|/\s*(?:năm|quý|tháng)\b")
_NEAR, _FAR = 120, 600  # characters before and behind a group's first word where a time can end it
CLAUSE = regex.compile(r"[;]\s*")
SHARE = regex.compile(
    r"(?<![\d.,/])(?P<low>\d{1,3}(?:,\d+)?)\s*%?"
    r"(?:\s*(?:[-–]|đến)\s*(?P<under>dưới\s+)?(?P<high>\d{1,3}(?:,\d+)?))?\s*(?:%|phần trăm\b)"
)


def clause_of(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a position: up to the semicolons, or inside the brackets, that hold it."""
    opened = text.rfind("(", start, at)
    if opened >= 0 and ")" not in text[opened:at]:
        start = opened + 1
        closed = text.find(")", at, end)
        end = closed if closed >= 0 else end
    before = [match.end() for match in CLAUSE.finditer(text, start, at)]
    behind = CLAUSE.search(text, at, end)
    return (before[-1] if before else start), (behind.start() if behind else end)


def group_end(read: Prose, start: int, limit: int, measure: Mark | None) -> int:
    """Return where the words of a group end: at its verb, a time, a bracket, or a word that begins a modifier."""
    stops = [limit]
    if measure is not None:
        stops.append(measure.start)
    stops += [mark.start for label in ("group_ends", "completion") for mark in read.of(label, start, limit)]
    near, far = max(0, start - _NEAR), min(limit, start + _FAR)
    stops += [near + time.start for time in find_times(read.text[near:far]) if near + time.start >= start]
    bracket = _GROUP_STOPS.search(read.text, start, limit)
    if bracket:
        stops.append(bracket.start())
    return min(stops)


def group_between(read: Prose, start: int, stop: int) -> tuple[int, int] | None:
    """Return the span of a group's name between a figure and its verb, auxiliaries at both ends left out."""
    text = read.text
    changed = True
    while changed:
        changed = False
        while start < stop and (text[start].isspace() or text[start] in ",.;:"):
            start += 1
        while stop > start and (text[stop - 1].isspace() or text[stop - 1] in ",.;:"):
            stop -= 1
        inner = fold(text[start:stop])
        for word in prose.word_list("before_group"):
            if inner.startswith(word + " "):
                start, changed = start + len(word), True
                break
        for word in prose.auxiliaries():
            if inner == word or inner.endswith((" " + word, "," + word)):
                stop, changed = stop - len(word), True
                break
    return (start, stop) if stop > start else None


def subject_before(read: Prose, start: int, stop: int) -> tuple[int, int] | None:
    """Return the span of the group that stands before its verb: "tỷ lệ UBND cấp xã áp dụng ... đạt 100%"."""
    for time in find_times(read.text[:stop]):
        if start <= time.start:
            start = time.end
    colons = [match.end() for match in _COLON.finditer(read.text, start, stop)]
    start = colons[-1] if colons else start
    lead = regex.compile(
        r"[\s,]*(?:(?:phấn đấu|đảm bảo|bảo đảm|mục tiêu)\s+)?(?:(?:tỷ lệ|tỉ lệ|số lượng|số)\s+)?", regex.I
    )
    begin = lead.match(read.text, start)
    return group_between(read, begin.end() if begin else start, stop)


def label_before(read: Prose, start: int, at: int) -> tuple[int, int] | None:
    """Return the span of the words before a colon that name the group of what follows."""
    opened = 0 if start == 0 or not read.text[:start].rstrip().endswith(";") else start
    label = read.text.rfind(":", 0, at)
    if label < 0:
        return None
    begin = opened
    while begin and ":" not in read.text[begin:at]:
        begin = 0
    # "A; B; C: đến năm ...": the list of groups runs back over the semicolons that only list
    while begin:
        earlier = read.text.rfind(";", 0, begin - 2)
        piece = read.text[earlier + 1 : begin]
        if SHARE.search(piece) or find_times(piece) or read.of("measure", earlier + 1, begin):
            break
        begin = max(earlier, 0)
    return group_between(read, begin, label)


def is_bare(read: Prose, group: tuple[int, int], labels: tuple[str, ...] = ("agencies",)) -> bool:
    """Tell whether a span holds nothing but names of groups and where they belong: no verb that is not understood."""
    rest, at = "", group[0]
    for mark in sorted((mark for label in labels for mark in read.of(label, *group)), key=lambda one: one.start):
        if mark.start >= at:
            rest, at = rest + read.text[at : mark.start] + "|", mark.end
    rest += read.text[at : group[1]]
    return not regex.sub(r"\p{Lu}[\p{L}'’]*", "", _BELONGS.sub(" ", rest)).strip(" |,.;()")


@cache
def _verbs() -> regex.Pattern[str]:
    listed = sorted(
        {*prose.auxiliaries(), *prose.word_list("duties"), "biết", "tốt nghiệp", "hài lòng"} - {"cấp", "quản lý"}
    )
    return regex.compile(r"\b(?:" + "|".join(map(regex.escape, listed)) + r")\b")


def no_verb(read: Prose, group: tuple[int, int]) -> bool:
    """Tell whether a span begins with agencies or people and goes on without a verb: "cán bộ thú y cấp huyện"."""
    return is_group(read, group) and _verbs().search(fold(read.text[slice(*group)])) is None


def is_group(read: Prose, group: tuple[int, int]) -> bool:
    """Tell whether a span begins with words of agencies, people or procedures, not of money or anything else."""
    text = fold(read.text[group[0] : group[1]])
    lead = regex.match(r"(?:(?:các|những|mỗi|toàn bộ|tất cả|toàn thể)\s+)*", text)
    at = lead.end() if lead else 0
    inner = prose.read(read.text[group[0] : group[1]])
    return any(mark.start <= at + 1 for label in ("agencies", "people", "objects") for mark in inner.of(label))
