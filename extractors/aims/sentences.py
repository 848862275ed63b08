"""The targets that one sentence states: figures with their group, measure and comparator, and days of completion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractors import prose
from extractors.aims.groups import (
    CLAUSE,
    SHARE,
    clause_of,
    group_between,
    group_end,
    is_bare,
    is_group,
    label_before,
    no_verb,
    subject_before,
)
from extractors.aims.times import target_time
from extractors.aims.verbs import LINE, acting_measures, coordinated, governing_measure, only_joins, opening_measure
from extractors.groups import SYSTEM_MEASURES, concerns_system, counts, names_system
from extractors.passages import Passage
from extractors.prose import Prose
from normalizers.deadlines import Time, find_times
from normalizers.text import fold, trim
from normalizers.vocabulary.loader import words

_COURSES = regex.compile(r"(?<![\d.,/])(?P<low>\d{1,3})(?:\s*(?:[-–]|đến)\s*(?P<high>\d{1,3}))?\s+(?=\p{L})")
WORTH = regex.compile(r"%|phần trăm|năm\s+\d{4}|\d\s+\p{L}|(?:trước|đến|trong|nhất|hạn)\D{0,20}\d", regex.IGNORECASE)
# "kiểm tra tối thiểu 30% số đơn vị": the share is the object of the verb right before it
_GOVERNS = regex.compile(
    r"\s+(?:(?:tối thiểu|ít nhất|trên|không dưới|khoảng|từ|cho|tại|ở|đối với|được|đạt|đến|tới|ra)\s+)*",
    regex.IGNORECASE,
)
_REACHED = ("apply", "convert", "publish", "maintain", "train")
_HEAD_OF_LABEL = regex.compile(r"^[^:]{2,200}?(?=:\s)")
_AT_END = regex.compile(r"\s*(?:[.,;:)\]]|$|vào\b|trong\b|trước\b|đến\b|\(|trở lên)")
# "tăng 10%", "giảm 5%": a change, not a share
_CHANGE = regex.compile(
    r"\b(?:tăng|giảm|thêm)\s+(?:thêm\s+)?(?:(?:ít nhất|tối thiểu|trên|khoảng|từ)\s+)?$", regex.IGNORECASE
)
# the system "holds" a share of the procedures: it is applied to them
_SYSTEM_HOLDS = regex.compile(
    r"(?:HTQLCL|hệ thống quản lý chất lượng|ISO).*\b(?:gồm|bao gồm|bao quát|đáp ứng)\s*:?\s*$", regex.IGNORECASE
)
# "... đã tổ chức được 04 lớp": the verb right before the figure, by its clause
_DONE = regex.compile(r"\b(?i:đã)\s+(?:\p{Ll}+\s+){1,4}$")
_SAME = regex.compile(r"(?:con số|tỷ lệ|tỉ lệ|chỉ tiêu|số)\s+(?:này|nói trên|trên)\b[^;.]{0,30}$", regex.IGNORECASE)
_OF_THEM = regex.compile(
    r"trong (?:đó|số đó|số này)\s*,?\s*(?:có\s+)?(?:(?:ít nhất|tối thiểu|trên)\s+)?$", regex.IGNORECASE
)
# "100% công chức cấp huyện được tập huấn; cấp xã đạt 80%"
_LEVEL = regex.compile(
    r"(?P<level>(?:các\s+)?cấp\s+(?:tỉnh|huyện|xã))\s*(?:(?:là|đạt|phấn đấu|:|phải|cũng)\s*)*$", regex.IGNORECASE
)
_REACHES = regex.compile(
    r"(?P<level>[^,;:.\d]{4,60}?)\s+(?:phải\s+|phấn đấu\s+)?đạt\b[^,;:.\d]{0,20}$", regex.IGNORECASE
)
_STRIVES = regex.compile(r"\s*(?:phấn đấu|bảo đảm|đảm bảo|nâng|đạt)\b", regex.IGNORECASE)
_HOW_MANY = regex.compile(r"\s*\(\s*\d{1,4}(?:/\d{1,4})?(?:\s+\p{L}[^()\d]{0,40})?\)")  # "100% (19/19) sở, ban, ngành"
_THE_DOING = regex.compile(r"\s*(?:việc|công tác)\s+", regex.IGNORECASE)
_AT_WHOM = regex.compile(r"\b(?:tại|ở|đối với|cho|của)\s+", regex.IGNORECASE)
_EACH = regex.compile(
    r"(?:^\s*|[,;:]\s*|phấn đấu\s+|bảo đảm\s+|đảm bảo\s+)(?:mỗi|từng)\s+"
    r"(?!năm|quý|tháng|kỳ|đợt|khóa|lớp)",
    regex.IGNORECASE,
)
_BY = ("trước", "chậm", "muộn", "đến", "cho đến", "hạn", "không")
_NEXT_COUNT = regex.compile(
    r"[;\s]*(?:và\s+)?(?:(?:(?:đến|trong|hết|sang)\s+){0,2}năm\s+\d{4}\s*[:,]?\s*)?"
    r"(?:(?:có|là|đạt|thêm|tiếp tục)\s+){0,2}\d",
    regex.IGNORECASE,
)
# what the document itself does ("Công bố kèm theo Quyết định này 07 thủ tục"): an act, no aim
_ENACTS = regex.compile(r"(?:Nay\s+)?(?:công bố|ban hành|phê duyệt|thông qua|bãi bỏ|sửa đổi)\b", regex.IGNORECASE)
_ENCLOSED = regex.compile(r"\b(?:kèm theo|ban hành theo|đính kèm|danh mục|(?:theo|tại) phụ lục)\b", regex.IGNORECASE)
_ARTICLE = regex.compile(r"(?:^|\.)Điều\s+\w+$")
_LABEL = regex.compile(r"[^:;]{2,200}(?=:\s)")


@dataclass(frozen=True, slots=True)
class Target:
    """A target of one sentence; spans are positions in its paragraph.

    `measures` is empty where only what stands above can tell (`inherited`); `comparator` None is nearly, or less than.
    """

    group: tuple[int, int] | None
    measures: tuple[str, ...]
    comparator: str | None
    value: float | None
    unit: str | None
    time: Time | None
    span: tuple[int, int]
    inherited: bool = False


def in_passage(passage: Passage, read: Prose) -> Iterator[Target]:
    """Yield the targets of one paragraph, sentence by sentence."""
    if any(fold(heading).startswith(prose.word_list("reported_headings")) for heading in passage.headings):
        return
    organizing = any(prose.is_organization(heading) for heading in passage.headings)
    for start, end in read.sentences:
        if read.of("past", start, end):
            continue  # a report of what has been reached
        if _enacts(passage, read, start, end):
            continue
        figures = sorted((*shares(read, start, end), *_courses(read, start, end)), key=lambda found: found.span)
        if not organizing or not read.of("role", start, end):
            figures += _counted(passage, read, (start, end), [figure.span for figure in figures])
        times = find_times(read.text)
        about = concerns_system(read, start, end)
        for figure in figures:
            if _DONE.search(read.text, start, figure.span[0]):
                continue  # "đã tổ chức 04 lớp": reached
            if not about and set(figure.measures) & set(SYSTEM_MEASURES):
                continue  # "100% cơ quan áp dụng chữ ký số"
            of_objects = figure.group and read.of("objects", *figure.group) and not _only_applies(read, figure, end)
            if of_objects and not names_system(read, start, end):
                continue  # "100% thủ tục hành chính được công bố": made public, as every procedure is
            yield replace(figure, time=target_time(read, times, figure.span, passage))
        if not organizing and about:
            printed = [figure.span[0] for figure in figures]
            printed += [count.start for count in counts(read, passage.heading, start, end)]
            printed += [match.start() for match in SHARE.finditer(read.text, start, end)]
            yield from _by_a_day(passage, read, (start, end), printed)


def _only_applies(read: Prose, figure: Target, end: int) -> bool:
    """Tell whether a sentence ends with "được áp dụng" and a time or nothing: what the document is about is applied."""
    measures = read.of("measure", figure.span[1], end)
    if figure.measures != ("apply",) or not measures:
        return False
    rest = read.text[measures[-1].end : end]
    for time in find_times(rest):
        rest = rest.replace(time.raw, " ")
    return not rest.strip(" .;,")


def _enacts(passage: Passage, read: Prose, start: int, end: int) -> bool:
    """Tell whether a sentence announces, issues or encloses something itself instead of setting an aim.

    It begins with such a verb and names what it encloses, or is an article of a decision that sets no time.
    """
    if not _ENACTS.match(read.text, start, end):
        return False
    article = _ARTICLE.search(passage.path) is not None
    timed = passage.years is not None or any(start <= time.start < end for time in find_times(read.text))
    return _ENCLOSED.search(read.text, start, end) is not None or (article and not timed)


def shares(read: Prose, start: int, end: int) -> Iterator[Target]:
    """Yield the shares ("100% UBND cấp xã ...") of one sentence whose group and measure are understood."""
    matches = [
        match for match in SHARE.finditer(read.text, start, end) if not _CHANGE.search(read.text, start, match.start())
    ]
    said: tuple[str, ...] = ()
    known: tuple[int, int] | None = None
    waiting: list[
        regex.Match[str]
    ] = []  # "hết năm 2026 có 30%, hết năm 2028 có 100% UBND ...": whose, the last one says
    for nth, match in enumerate(matches):
        clause = clause_of(read.text, match.start(), start, end)
        limit = min(_start(read, matches[nth + 1]) if nth + 1 < len(matches) else end, clause[1])
        group, measures = _group_and_measures(read, match, clause, limit)
        if said and (
            _SAME.search(read.text, clause[0], match.start()) or (group is None and _goes_up(read, clause, match))
        ):
            group, measures = known, said  # "...; đến năm 2025, con số này là 90%"
        if group is None and not said and (over := _labelled(read, start, clause, match)) is not None:
            group, measures = over
        if group is not None and not measures and not said and _STRIVES.match(read.text, clause[0]):
            # "Tiếp tục áp dụng tại UBND cấp xã; phấn đấu đạt trên 60% UBND cấp xã": what the clause before does
            behind = acting_measures(read, start, clause[0])
            measures = coordinated(read, behind[0], clause[0]) if behind else ()
        unknown = group is None or not is_group(read, group)
        if unknown and known and _OF_THEM.search(read.text, clause[0], match.start()):
            group, measures = known, _measures_behind(read, match.end(), limit) or said
        level = _reached(read, clause, match.start()) if said and group is None else None
        if level is not None:
            group, measures = level.span("level"), said
        elif group is None or not is_group(read, group):
            ahead_at = _start(read, matches[nth + 1]) if nth + 1 < len(matches) else None
            # "sự hài lòng đạt 90%, 100% UBND ..." says whose the first is
            alone = bool(waiting) or _only_time(read, clause[0], _start(read, match))
            if ahead_at is not None and alone and _only_time(read, match.end(), ahead_at):
                waiting.append(match)
            else:
                waiting = []
            continue
        if not measures and _SYSTEM_HOLDS.search(read.text, start, match.start()) and read.of("objects", *group):
            measures = ("apply",)
        following = nth + 1 < len(matches) and _goes_on(read, group, _start(read, matches[nth + 1]))
        bare = is_bare(read, group) or (following and no_verb(read, group))
        if not measures and (read.of("measure", group[0], limit) or not bare):
            continue  # "50% đơn vị đã áp dụng" tells how things stand; other verbs are not understood
        measures = measures or _outside_brackets(read, match.start(), start) or said
        if not measures and following:
            ahead = acting_measures(read, matches[nth + 1].end(), end)
            measures = coordinated(read, ahead[0], end) if ahead else ()
        if not measures and not is_bare(read, group):
            continue
        inherited = not measures  # the heading or the table tells
        said, known = measures, group
        for one in (*waiting, match):
            span = (one.start(), group[1] if one is match else one.end())
            for comparator, value in _values(read, one):
                yield Target(group, measures, comparator, value, "percent", None, span, inherited)
        waiting = []


def _labelled(
    read: Prose, start: int, clause: tuple[int, int], match: regex.Match[str]
) -> tuple[tuple[int, int], tuple[str, ...]] | None:
    """Return whose a share is and what they do where the words before a colon say both: "Áp dụng tại UBND xã: ...".

    The clause itself holds nothing but a time and the share.
    """
    colon = read.text.rfind(":", start, match.start())
    if colon < 0 or not _goes_up(read, (max(clause[0], colon + 1), clause[1]), match):
        return None
    doing = acting_measures(read, start, colon)
    at = _AT_WHOM.search(read.text, doing[0].end, colon) if doing else None
    group = group_between(read, at.end(), colon) if at is not None else None
    return (group, coordinated(read, doing[0], colon)) if group is not None and is_group(read, group) else None


def _only_time(read: Prose, start: int, stop: int) -> bool:
    """Tell whether nothing but a time and such words as "có", "đạt" stand between two shares."""
    rest = read.text[start:stop]
    for time in find_times(rest):
        rest = rest.replace(time.raw, " ")
    joins = {"có", "đạt", "là", "phấn", "đấu", "hết", "cuối", "đến", "trong", "tối", "thiểu", "ít", "nhất", "trên"}
    return only_joins([word for word in LINE.split(fold(rest)) if word and word not in joins])


def _reached(read: Prose, clause: tuple[int, int], stop: int) -> regex.Match[str] | None:
    """Return what stands as a group before the share that it reaches: "...; cấp xã đạt 80%"."""
    comparator = read.before("comparator", stop)
    level = _LEVEL.search(read.text, clause[0], comparator.start if comparator else stop)
    if level is None and (other := _REACHES.match(read.text, clause[0], stop)) and is_group(read, other.span("level")):
        level = None if read.of("measure", *other.span()) else other
    return level


def _measures_behind(read: Prose, start: int, limit: int) -> tuple[str, ...]:
    acting = acting_measures(read, start, limit)
    return coordinated(read, acting[0], limit) if acting else ()


@cache
def _located() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{'|'.join(words(prose.FILE, 'locatives'))})\s+$", regex.I)


def _group_and_measures(
    read: Prose, match: regex.Match[str], clause: tuple[int, int], limit: int
) -> tuple[tuple[int, int] | None, tuple[str, ...]]:
    text = read.text
    begin = match.end()
    trailing = read.after("after", begin)
    begin = trailing.end if trailing else begin
    numbered = _HOW_MANY.match(text, begin)
    begin = numbered.end() if numbered else begin
    doing = _THE_DOING.match(text, begin)
    if doing and (first := read.after("measure", doing.end())) is not None:
        # "hoàn thành 100% việc công bố HTQLCL tại các cơ quan ..."
        at = _AT_WHOM.search(text, first.end, limit)
        return (group_between(read, at.end(), group_end(read, at.end(), limit, None)) if at else None), (first.value,)
    located = _located().search(text[clause[0] : _start(read, match)])
    measures = acting_measures(read, begin, limit)
    governed = [
        mark
        for mark in read.of("measure", clause[0], match.start())
        if _GOVERNS.fullmatch(text, mark.end, match.start())
    ]
    if governed and (over := governing_measure(read, clause[0], governed[0])):
        governed = [over]
    if (located or governed) and (governing := read.of("measure", clause[0], match.start())):
        group = group_between(read, begin, group_end(read, begin, limit, None))
        return group, coordinated(read, governed[0] if governed else governing[0], match.start(), first_only=True)
    if _AT_END.match(text, begin) and (behind := read.of("measure", clause[0], match.start())):
        return subject_before(read, clause[0], behind[0].start), coordinated(read, behind[0], match.start())
    stop = group_end(read, begin, limit, measures[0] if measures else None)
    group = group_between(read, begin, stop)
    if group and not measures and (opening := opening_measure(read, clause[0], match.start())) and is_bare(read, group):
        return group, (opening.value,)  # "Kiểm tra công tác cải cách hành chính tối thiểu 30% số cơ quan"
    if group is None and measures:
        group = label_before(read, clause[0], match.start())
    return group, (coordinated(read, measures[0], limit) if measures else ())


def _goes_up(read: Prose, clause: tuple[int, int], match: regex.Match[str]) -> bool:
    """Tell whether a clause holds nothing but a time and a share: "...; đến năm 2025 đạt 100%"."""
    rest = read.text[clause[0] : _start(read, match)] + read.text[match.end() : clause[1]]
    for time in find_times(rest):
        rest = rest.replace(time.raw, " ")
    return only_joins(
        [
            word
            for word in LINE.split(fold(rest))
            if word and word not in ("đạt", "là", "lên", "nâng", "tăng", "phấn", "đấu", "từ", "trở")
        ]
    )


def _goes_on(read: Prose, group: tuple[int, int], following: int) -> bool:
    """Tell whether a list of shares goes on right behind a group: "100% sở, ngành và trên 80% UBND cấp xã ..."."""
    return regex.fullmatch(r"(?:[\s,;]|\bvà\b)*", read.text[group[1] : following]) is not None


def _start(read: Prose, figure: regex.Match[str]) -> int:
    """Return where a figure begins, the comparator before it included."""
    comparator = read.before("comparator", figure.start())
    return comparator.start if comparator else figure.start()


def _outside_brackets(read: Prose, at: int, start: int) -> tuple[str, ...]:
    opened = read.text.rfind("(", start, at)
    if opened < 0 or ")" in read.text[opened:at]:
        return ()
    before = acting_measures(read, start, opened)
    return coordinated(read, before[0], opened) if before else ()


def _values(read: Prose, match: regex.Match[str]) -> list[tuple[str | None, float]]:
    """Return (comparator, value) of a figure: one for a figure, two for a range."""
    low = float(match["low"].replace(",", "."))
    before = read.before("comparator", match.start())
    if match["high"]:
        least = ">" if before is not None and before.value == ">" else ">="
        most = None if match.groupdict().get("under") else "<="
        return [(least, low), (most, float(match["high"].replace(",", ".")))]
    behind = read.after("after", match.end())
    if behind is not None:
        return [(behind.value, low)]
    if before is None:
        return [("=", low)]
    return [(None if before.value == "none" else before.value, low)]


def _courses(read: Prose, start: int, end: int) -> Iterator[Target]:
    for match in _COURSES.finditer(read.text, start, end):
        head = read.after("counted", match.end())
        if head is None or head.value not in ("courses", "procedures"):
            continue
        clause = clause_of(read.text, match.start(), start, end)
        if _EACH.search(read.text[clause[0] : match.start()]):
            continue
        measures: tuple[str, ...] = ()
        if head.value == "courses":
            measures = ("train",) if any(mark.value == "train" for mark in read.of("measure", start, end)) else ()
        elif acting := acting_measures(read, *clause):
            measures = coordinated(read, acting[0], clause[1])
        if not measures:
            continue
        for comparator, value in _values(read, match):
            yield Target(None, measures, comparator, value, head.value, None, (match.start(), head.end))


def _counted(passage: Passage, read: Prose, sentence: tuple[int, int], taken: list[tuple[int, int]]) -> list[Target]:
    """Return the numbers of agencies of a sentence that says what they do."""
    found: list[Target] = []
    aimed = any(fold(heading).startswith(prose.word_list("aim_headings")) for heading in passage.headings)
    for count in counts(read, passage.heading, *sentence):
        if any(start <= count.start < end for start, end in taken) or not sentence[0] <= count.start < sentence[1]:
            continue
        timed = passage.years is not None or any(
            sentence[0] <= time.start < sentence[1] for time in find_times(read.text)
        )
        if count.comparator == "=" and not (timed or aimed) and count.value != count.total:
            continue  # a number without a time or a bound describes; "15/15 xã" are all of them, as 100 % is
        ahead = acting_measures(read, count.end, sentence[1])
        clause = clause_of(read.text, count.start, *sentence)
        if _EACH.search(read.text[clause[0] : count.start]):
            continue  # "mỗi huyện có 03 trường": so many in each, not in all
        own = [mark for mark in ahead if mark.start < clause[1]]
        behind = read.of("measure", clause[0], count.start)
        first = next(iter(own or behind[:1] or ahead), None)
        if first is not None:
            if first not in own and first in ahead and not _lists_counts(read, clause[1], first.start):
                continue
            measures = coordinated(read, first, sentence[1] if first in ahead else count.start)
        elif found and not trim(read.text[clause[0] : count.start]):
            measures = found[-1].measures  # "kiểm tra 10 UBND cấp xã; 5 sở, ngành"
        else:
            continue
        begin = read.text.index(count.scope, count.start)
        comparator = None if count.comparator == "none" else count.comparator
        group, span = (begin, begin + len(count.scope)), (count.start, count.end)
        found.append(Target(group, measures, comparator, float(count.value), "agencies", None, span))
    return found


def _lists_counts(read: Prose, start: int, stop: int) -> bool:
    """Tell whether the next clause goes on with a list of counts: "19 sở; 10 UBND huyện", "...; năm 2021 thêm 25"."""
    if read.of("people", start, stop) and not read.of("agencies", start, stop):
        return False  # "03 xã đạt chuẩn; 100% cán bộ được tập huấn" speaks of others
    return _NEXT_COUNT.match(read.text[start:stop]) is not None


def _by_a_day(passage: Passage, read: Prose, sentence: tuple[int, int], figures: list[int]) -> Iterator[Target]:
    """Yield what a group is to have done by a day or year, in the clauses that name no figure."""
    start = sentence[0]
    if read.of("role", *sentence) or any(mark.value == "report" for mark in read.of("measure", *sentence)):
        return
    times = [time for time in find_times(read.text) if sentence[0] <= time.start < sentence[1]]
    ends = [match.span() for match in CLAUSE.finditer(read.text, *sentence)] + [(sentence[1], sentence[1])]
    for stop, following in ends:
        within = [time for time in times if start <= time.start < stop]
        if any(start <= figure < stop for figure in figures):
            start = following
            continue
        complete = read.of("completion", start, stop)
        due = [time for time in within if time.on or complete or fold(time.raw).startswith(_BY)]
        if not within:
            if read.of("measure", start, stop) or complete:
                start = following
            continue  # a list of groups goes on to the clause that holds the time
        if len(due) == 1:
            yield from _due(passage, read, (start, stop), due[0], bool(complete))
        start = following


def _opens_with(read: Prose, start: int, at: int) -> bool:
    """Tell whether a clause opens with the words at `at`, but for such as "hoàn thành việc"."""
    words_before = group_between(read, start, at)
    return words_before is None


def _due(passage: Passage, read: Prose, clause: tuple[int, int], due: Time, complete: bool) -> Iterator[Target]:
    start, stop = clause
    label = (_HEAD_OF_LABEL if start == 0 else _LABEL).match(read.text, start)
    body = start
    group = None
    if label and label.end() < due.start and not find_times(label[0]):
        group = group_between(read, label.start(), label.end())
        body = label.end()
    opens = not trim(read.text[body : due.start])  # "Đến năm 2025, các Sở áp dụng ...": the time stands first
    span = (due.end, stop) if opens else (body, due.start)
    acting = [mark for mark in acting_measures(read, *span) if mark.value in _REACHED]
    if not acting and not opens and (behind := acting_measures(read, due.end, stop)) and behind[0].value in _REACHED:
        opens, acting = True, behind  # "UBND huyện chậm nhất ngày 30/6/2023 hoàn thành công bố ..."
        group = group or subject_before(read, start, due.start)
    if group is None or not is_group(read, group):
        limits = [span[1], *(mark.start for mark in acting[:1])]
        limits += [mark.start for mark in read.of("completion", *span)]
        group = subject_before(read, span[0] if opens else start, min(limits))
    if (group is None or not is_group(read, group)) and acting and _opens_with(read, body, acting[0].start):
        # "Chuyển đổi HTQLCL tại các sở trước ngày ...": the verb first, then where
        at = _AT_WHOM.search(read.text, acting[0].end, span[1])
        group = group_between(read, at.end(), group_end(read, at.end(), span[1], None)) if at else None
    if group is None or not is_group(read, group):
        return
    if acting or complete:
        measures: tuple[str, ...] = ()
        if acting:
            measures = coordinated(read, acting[0], stop) if opens else (acting[-1].value,)
        yield Target(group, measures, None, None, None, due, (start, stop), inherited=not measures)
