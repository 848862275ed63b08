"""Targets: what is to be reached (mục tiêu, chỉ tiêu): a measure for a group, as a share or a number, by a time.

Read from sentences and from the cells of work programmes. A target is stated with a figure ("100% UBND cấp xã công bố",
"ít nhất 05 cơ quan", "từ 1-2 khóa đào tạo") or with a day or year of completion ("triển khai trước ngày 25/05/2020",
"hoàn thành đến năm 2025"). One row for each figure and measure. Shares of money, shares reached in the past and figures
whose group or measure is not understood are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractors import prose
from extractors.columns import Columns
from extractors.document import Document, Place, Table
from extractors.phases import Passage, counts, level_of, passages, time_of
from extractors.prose import Mark, Prose
from extractors.records import Cited, Extraction, Method, Record
from normalizers.deadlines import Time, find_times, parse_time
from normalizers.numbers import parse_count
from normalizers.text import clean, fold, trim
from normalizers.vocabulary.loader import words

_SHARE = regex.compile(
    r"(?<![\d.,/])(?P<low>\d{1,3}(?:,\d+)?)\s*%?(?:\s*(?:[-–]|đến)\s*(?P<high>\d{1,3}(?:,\d+)?))?\s*(?:%|phần trăm\b)"
)
_COURSES = regex.compile(r"(?<![\d.,/])(?P<low>\d{1,2})(?:\s*(?:[-–]|đến)\s*(?P<high>\d{1,2}))?\s+(?=\p{L})")
_WORTH = regex.compile(r"%|phần trăm|\d\s+\p{L}|(?:trước|đến|trong|nhất|hạn)\D{0,20}\d", regex.IGNORECASE)
_HEAD_OF_LABEL = regex.compile(r"^[^:]{2,200}?(?=:\s)")
_CLAUSE = regex.compile(r"[;]\s*")
_AT_END = regex.compile(r"\s*(?:[.,;:)\]]|$|vào\b|trong\b|trước\b|đến\b|\(|trở lên)")
_LINE = regex.compile(r"[\s,.;:–-]+")


@dataclass(frozen=True, slots=True)
class _Target:
    group: tuple[int, int] | None
    measures: tuple[str, ...]
    comparator: str | None
    value: float | None
    unit: str | None
    time: Time | None
    span: tuple[int, int]
    inherited: bool = False


def extract(document: Document) -> Extraction:
    """Read every target that a shaped document states into rows of ``targets``."""
    extraction = Extraction()
    for passage in passages(document):
        if _WORTH.search(passage.text) and not prose.is_preamble(passage.text):
            read = prose.read(passage.text)
            for target in _in_passage(passage, read):
                _add(extraction, passage, read, target)
    for number, table in enumerate(document.tables()):
        _in_table(table, number, extraction)
    return extraction


def _in_passage(passage: Passage, read: Prose) -> Iterator[_Target]:
    organizing = any(prose.is_organization(heading) for heading in passage.headings)
    for start, end in read.sentences:
        if read.of("past", start, end):
            continue  # a report of what has been reached
        figures = sorted((*_shares(read, start, end), *_courses(read, start, end)), key=lambda found: found.span)
        if not organizing or not read.of("role", start, end):
            figures += _counted(passage, read, (start, end), [figure.span for figure in figures])
        times = find_times(read.text)
        for figure in figures:
            yield replace(figure, time=_time(read, times, figure.span, passage))
        if not organizing and not figures:
            yield from _by_a_day(passage, read, (start, end))


def _shares(read: Prose, start: int, end: int) -> Iterator[_Target]:
    """Yield the shares ("100% UBND cấp xã ...") of one sentence whose group and measure are understood."""
    matches = list(_SHARE.finditer(read.text, start, end))
    for nth, match in enumerate(matches):
        clause = _clause(read.text, match.start(), start, end)
        limit = matches[nth + 1].start() if nth + 1 < len(matches) else end
        limit = min(limit, clause[1])
        group, measures = _group_and_measures(read, match, clause, limit)
        if group is None or not _is_group(read, group):
            continue
        inherited = False
        if not measures and read.of("measure", group[0], limit) and not read.of("objects", *group):
            continue  # "50% đơn vị đã áp dụng": how things stand
        if not measures and read.of("objects", *group):
            measures = ("apply",)
        if not measures and (outer := _outside_brackets(read, match.start(), start)):
            measures = outer
        if not measures:
            measures, inherited = ("",), True  # the heading or the table tells
        for comparator, value in _values(read, match):
            yield _Target(group, measures, comparator, value, "percent", None, (match.start(), group[1]), inherited)


def _clause(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a position: up to the semicolons, or inside the brackets, that hold it."""
    opened = text.rfind("(", start, at)
    if opened >= 0 and ")" not in text[opened:at]:
        start = opened + 1
        closed = text.find(")", at, end)
        end = closed if closed >= 0 else end
    before = [match.end() for match in _CLAUSE.finditer(text, start, at)]
    behind = _CLAUSE.search(text, at, end)
    return (before[-1] if before else start), (behind.start() if behind else end)


def _group_and_measures(
    read: Prose, match: regex.Match[str], clause: tuple[int, int], limit: int
) -> tuple[tuple[int, int] | None, tuple[str, ...]]:
    text = read.text
    begin = match.end()
    trailing = read.after("after", begin)
    begin = trailing.end if trailing else begin
    located = regex.search(
        rf"\b(?:{'|'.join(words(prose.FILE, 'locatives'))})\s+(?:trên\s+|hơn\s+)?$",
        text[clause[0] : match.start()],
        regex.I,
    )
    measures = _acting(read, begin, limit)
    if located and not _WORTH.search(text[begin:begin]) and (governing := read.of("measure", clause[0], match.start())):
        group = _group(read, begin, _group_stop(read, begin, limit, None))
        return group, _coordinated(read, governing[0], match.start(), first_only=True)
    if _AT_END.match(text, begin) and (behind := read.of("measure", clause[0], match.start())):
        return _subject(read, clause[0], behind[0].start), _coordinated(read, behind[0], match.start())
    stop = _group_stop(read, begin, limit, measures[0] if measures else None)
    group = _group(read, begin, stop)
    if group is None and measures:
        group = _label(read, clause[0], match.start())
    return group, (_coordinated(read, measures[0], limit) if measures else ())


def _acting(read: Prose, start: int, limit: int) -> list[Mark]:
    """Return the measures that a group is to take: not those that describe it, nor those inside a name."""
    found = read.of("measure", start, limit)
    main = [mark for mark in found if not _follows(read.text, mark.start, "describes", "nominal")]
    return main


def _follows(text: str, at: int, *sections: str) -> bool:
    before = fold(text[max(0, at - 24) : at])
    return any(
        before == word or before.endswith(" " + word) for section in sections for word in prose.word_list(section)
    )


def _coordinated(read: Prose, first: Mark, limit: int, first_only: bool = False) -> tuple[str, ...]:
    """Return a measure and those joined to it ("công bố, áp dụng"), each once."""
    found = [first.value]
    at = first.end
    if not first_only:
        for mark in read.of("measure", first.end, limit):
            between = [word for word in _LINE.split(fold(read.text[at : mark.start]).replace("/", " ")) if word]
            if " ".join(between) and not _only(between):
                break
            at = mark.end
            if mark.value not in found:
                found.append(mark.value)
    return tuple(found)


def _only(between: list[str]) -> bool:
    rest = " ".join(between)
    for word in sorted(prose.word_list("between_measures"), key=len, reverse=True):
        rest = regex.sub(rf"\b{regex.escape(word)}\b", "", rest).strip()
    return not rest


def _group_stop(read: Prose, start: int, limit: int, measure: Mark | None) -> int:
    stops = [limit]
    if measure is not None:
        stops.append(measure.start)
    stops += [mark.start for label in ("group_ends", "completion") for mark in read.of(label, start, limit)]
    stops += [time.start for time in find_times(read.text[:limit]) if time.start >= start]
    bracket = regex.compile(r"\s\((?!lần đầu)|;|:|\.(?=\s|$)").search(read.text, start, limit)
    if bracket:
        stops.append(bracket.start())
    return min(stops)


def _group(read: Prose, start: int, stop: int) -> tuple[int, int] | None:
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


def _subject(read: Prose, start: int, stop: int) -> tuple[int, int] | None:
    """Return the span of the group that stands before its verb: "tỷ lệ UBND cấp xã áp dụng ... đạt 100%"."""
    for time in find_times(read.text[:stop]):
        if start <= time.start:
            start = time.end
    colon = read.text.rfind(":", start, stop)
    start = colon + 1 if colon >= 0 else start
    lead = regex.compile(
        r"[\s,]*(?:(?:phấn đấu|đảm bảo|bảo đảm|mục tiêu)\s+)?(?:(?:tỷ lệ|tỉ lệ|số lượng|số)\s+)?", regex.I
    )
    begin = lead.match(read.text, start)
    return _group(read, begin.end() if begin else start, stop)


def _label(read: Prose, start: int, at: int) -> tuple[int, int] | None:
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
        if _SHARE.search(piece) or find_times(piece) or read.of("measure", earlier + 1, begin):
            break
        begin = max(earlier, 0)
    return _group(read, begin, label)


def _is_group(read: Prose, group: tuple[int, int]) -> bool:
    """Tell whether a span begins with words of agencies, people or procedures, not of money or anything else."""
    text = fold(read.text[group[0] : group[1]])
    lead = regex.match(r"(?:(?:các|những|mỗi|toàn bộ|tất cả|toàn thể)\s+)*", text)
    at = lead.end() if lead else 0
    inner = prose.read(read.text[group[0] : group[1]])
    return any(mark.start <= at + 1 for label in ("agencies", "people", "objects") for mark in inner.of(label))


def _outside_brackets(read: Prose, at: int, start: int) -> tuple[str, ...]:
    opened = read.text.rfind("(", start, at)
    if opened < 0 or ")" in read.text[opened:at]:
        return ()
    before = _acting(read, start, opened)
    return _coordinated(read, before[0], opened) if before else ()


def _values(read: Prose, match: regex.Match[str]) -> list[tuple[str | None, float]]:
    """Return (comparator, value) of a figure: one for a figure, two for a range."""
    low = float(match["low"].replace(",", "."))
    if match["high"]:
        return [(">=", low), ("<=", float(match["high"].replace(",", ".")))]
    behind = read.after("after", match.end())
    before = read.before("comparator", match.start())
    if behind is not None:
        return [(behind.value, low)]
    if before is None:
        return [("=", low)]
    return [(None if before.value == "none" else before.value, low)]


def _courses(read: Prose, start: int, end: int) -> Iterator[_Target]:
    for match in _COURSES.finditer(read.text, start, end):
        head = read.after("counted", match.end())
        if head is None or head.value not in ("courses", "procedures"):
            continue
        clause = _clause(read.text, match.start(), start, end)
        near = [mark.value for mark in read.of("measure", *clause)]
        if head.value == "courses":
            measures = (
                ("train",) if "train" in near or "train" in [m.value for m in read.of("measure", start, end)] else ()
            )
        else:
            acting = _acting(read, clause[0], clause[1])
            measures = _coordinated(read, acting[0], clause[1]) if acting else ()
        if not measures:
            continue
        for comparator, value in _values(read, match):
            yield _Target(None, measures, comparator, value, head.value, None, (match.start(), head.end))


def _counted(passage: Passage, read: Prose, sentence: tuple[int, int], taken: list[tuple[int, int]]) -> list[_Target]:
    """Return the numbers of agencies of a sentence that says what they do."""
    found = []
    for count in counts(read, passage.heading, *sentence):
        if any(start <= count.start < end for start, end in taken) or not sentence[0] <= count.start < sentence[1]:
            continue
        if count.comparator == "=" and (passage.years is None or passage.years[1] is None):
            continue  # a number without a time or a bound describes
        ahead = _acting(read, count.end, sentence[1])
        clause = _clause(read.text, count.start, *sentence)
        own = [mark for mark in ahead if mark.start < clause[1]]
        behind = read.of("measure", clause[0], count.start)
        first = next(iter(own or behind[:1] or ahead), None)
        if first is None:
            continue
        limit = sentence[1] if first in ahead else count.start
        if first not in own and first in ahead and not _lists_counts(read, clause[1], first.start):
            continue
        begin = read.text.index(count.scope, count.start)
        comparator = None if count.comparator == "none" else count.comparator
        measures = _coordinated(read, first, limit)
        found.append(
            _Target(
                (begin, begin + len(count.scope)),
                measures,
                comparator,
                float(count.value),
                "agencies",
                None,
                (count.start, count.end),
            )
        )
    return found


def _lists_counts(read: Prose, start: int, stop: int) -> bool:
    """Tell whether the clause that holds the verb goes on with a list of counts ("19 sở; 10 UBND cấp huyện ...")."""
    return regex.match(r"[;\s]*(?:và\s+)?\d", read.text[start:stop]) is not None


def _by_a_day(passage: Passage, read: Prose, sentence: tuple[int, int]) -> Iterator[_Target]:
    """Yield what a group is to have done by a day or year, where no figure is named."""
    start = sentence[0]
    if read.of("role", *sentence) or any(mark.value == "report" for mark in read.of("measure", *sentence)):
        return
    times = [time for time in find_times(read.text) if sentence[0] <= time.start < sentence[1]]
    ends = [match.span() for match in _CLAUSE.finditer(read.text, *sentence)] + [(sentence[1], sentence[1])]
    for stop, following in ends:
        within = [time for time in times if start <= time.start < stop]
        complete = read.of("completion", start, stop)
        due = [time for time in within if time.on or complete or fold(time.raw).startswith(("trước", "chậm", "muộn"))]
        if not within:
            if read.of("measure", start, stop) or complete:
                start = following
            continue  # a list of groups goes on to the clause that holds the time
        if len(due) == 1:
            yield from _due(passage, read, (start, stop), due[0], bool(complete))
        start = following


def _due(passage: Passage, read: Prose, clause: tuple[int, int], due: Time, complete: bool) -> Iterator[_Target]:
    start, stop = clause
    label = (
        _HEAD_OF_LABEL.match(read.text, start)
        if start == 0
        else regex.compile(r"[^:;]{2,200}(?=:\s)").match(read.text, start)
    )
    body = start
    group = None
    if label and label.end() < due.start and not find_times(label[0]):
        group = _group(read, label.start(), label.end())
        body = label.end()
    acting = [
        mark
        for mark in _acting(read, body, due.start)
        if mark.value in ("apply", "convert", "publish", "maintain", "train")
    ]
    if group is None or not _is_group(read, group):
        limits = [due.start, *(mark.start for mark in acting[:1])]
        limits += [mark.start for mark in read.of("completion", start, due.start)]
        group = _subject(read, start, min(limits))
    if group is None or not _is_group(read, group):
        return
    measures = (acting[-1].value,) if acting else ()
    if not measures and not complete:
        return
    yield _Target(group, measures or ("",), None, None, None, due, (start, stop), inherited=not measures)


def _time(read: Prose, times: list[Time], span: tuple[int, int], passage: Passage) -> Time | None:
    """Return the time of a figure: in its clause, or the one that its sentence or paragraph sets before it."""
    clause = _clause(read.text, span[0], 0, len(read.text))
    sentence = next((s for s in read.sentences if s[0] <= span[0] < s[1]), (0, len(read.text)))
    own = [time for time in times if max(clause[0], sentence[0]) <= time.start < min(clause[1], sentence[1])]
    found = time_of(own, span[0])
    if found is None:
        before = [time for time in times if time.start < span[0] and sentence[0] <= time.start]
        opening = [time for time in before if _opens_paragraph(read.text, time)]
        found = (before[-1:] or opening[:1] or [None])[0] if opening or before else None
    if found is None and passage.years is not None:
        return Time(0, 0, "", None, *passage.years)
    return found


def _opens_paragraph(text: str, time: Time) -> bool:
    return not trim(text[: time.start])


def _add(extraction: Extraction, passage: Passage, read: Prose, target: _Target) -> None:
    measures = target.measures
    if target.inherited:
        measures = tuple(_heading_measures(passage))[:1]
    for measure in measures:
        group = read.text[slice(*target.group)] if target.group else None
        level = level_of(read, *target.group) if target.group else None
        if (
            group is not None
            and level is None
            and target.unit in ("percent", "agencies")
            and not _names_level(read, target.group)
        ):
            level = _heading_level(passage) if target.unit == "agencies" else None
        raw = _sentence(read, target.span[0])
        record = _record(
            ("prose", passage.part, passage.path, len(extraction.records)),
            passage.path or None,
            measure,
            target,
            group,
            level,
            raw,
            passage.place,
        )
        if target.inherited:
            record.method, record.confidence = "inferred", 0.8
        extraction.records.append(record)


def _names_level(read: Prose, group: tuple[int, int] | None) -> bool:
    return group is not None and any(mark.value != "none" for mark in read.of("agencies", *group))


def _heading_level(passage: Passage) -> str | None:
    return level_of(prose.read(passage.heading), 0, len(passage.heading)) if passage.heading else None


def _heading_measures(passage: Passage) -> Iterator[str]:
    """Yield the measures that the headings over a paragraph name, the innermost first."""
    for heading in passage.headings:
        for mark in prose.read(clean(heading)).of("measure"):
            yield mark.value


def _sentence(read: Prose, at: int) -> str:
    start, end = next((span for span in read.sentences if span[0] <= at < span[1]), (0, len(read.text)))
    return read.text[start:end].strip()


def _record(
    position: tuple[int | str, ...],
    path: str | None,
    measure: str,
    target: _Target,
    group: str | None,
    level: str | None,
    raw: str,
    place: Place,
) -> Record:
    time = target.time
    evidence = {"raw": Cited(raw, place)}
    if group:
        evidence["group_raw"] = Cited(group, place)
    if time is not None and time.raw:
        evidence["deadline_on" if time.on else "year_to"] = Cited(time.raw, place)
    return Record(
        table="targets",
        position=position,
        values={
            "section_path": path,
            "group_level": level,
            "group_raw": group,
            "measure": measure,
            "comparator": target.comparator,
            "value": target.value,
            "unit": target.unit,
            "year_from": time.year_from if time else None,
            "year_to": time.year_to if time else None,
            "deadline_on": time.on if time else None,
            "raw": raw,
        },
        evidence=evidence,
        place=place,
    )


def _in_table(table: Table, number: int, extraction: Extraction) -> None:
    """Read the shares in the cells of a work programme, with the time of their row."""
    columns = Columns(table)
    if not columns.has("lead_agency", "coordinating_agency", "content"):
        return
    if columns.has("unit_price", "amount", "quantity"):
        return
    for row in columns.body():
        when = columns.cited(row, "time") or columns.cited(row, "deadline")
        task = columns.cited(row, "content")
        for cell in table.row(row):
            if "%" not in cell.text:
                continue
            read = prose.read(clean(cell.text))
            for target in _shares(read, 0, len(read.text)):
                measures: tuple[str, ...] = target.measures
                method: Method = "rule"
                if target.inherited:
                    # in a programme of applying a system, a share of agencies that "carries out" applies it
                    of_task = prose.read(clean(task.text)).of("measure") if task else []
                    measures = (of_task[0].value,) if of_task else ("apply",)
                    method = "inferred"
                time = _row_time(read, target, when)
                for measure in measures:
                    group = read.text[slice(*target.group)] if target.group else None
                    level = level_of(read, *target.group) if target.group else None
                    position = ("table", number, row, len(extraction.records))
                    record = _record(
                        position, None, measure, replace(target, time=time), group, level, cell.text, cell.place
                    )
                    if method == "inferred":
                        record.method, record.confidence = method, 0.8
                    extraction.records.append(record)


def _row_time(read: Prose, target: _Target, when: Cited | None) -> Time | None:
    own = time_of(find_times(read.text), target.span[0])
    if own is not None or when is None:
        return own
    said = find_times(when.text)
    if said:
        return said[0]
    year = parse_count(when.text)
    if year is not None and 1900 < year < 2100:
        return Time(0, 0, when.text, None, year, year)
    due = parse_time(when.text)
    return Time(0, 0, when.text, due.on) if due.on else None
