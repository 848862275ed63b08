"""Rollout and coverage from prose: the phases of a plan (lộ trình) as sentences tell them.

"Năm 2018: ... vận hành tại Văn phòng UBND tỉnh, Sở ..." names agencies: rows of ``rollout``. "Năm 2019: 19 Sở, ban,
ngành; 12 chi cục ..." counts them: rows of ``coverage``; so does a summary table with a year and a scale in each row.
A year is said by the paragraph, by the line over its bullets, or by the heading of the section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors import prose
from extractors.columns import Columns
from extractors.document import Document, Paragraph, Place, Section, Table
from extractors.prose import Mark, Prose
from extractors.records import Cited, Extraction, Mention, Record
from normalizers.agencies import split_agencies
from normalizers.deadlines import Time, find_times
from normalizers.text import clean, fold, trim

_BULLET = regex.compile(r"^\s*([-+*•–]+)\s*")
_NUMBERED = regex.compile(r"^\s*(?:Điều\s+\d+|[IVXLC]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)]\s*")
_YEARS = r"(?:(?:[Đđ]ến|[Tt]rong)\s+(?:hết\s+)?)?(?:[Tt]ừ\s+)?(?:[Gg]iai\s+đoạn|[Nn]ăm)\s+(?:19|20)\d\d(?:\s*(?:[-–]|đến)\s*(?:năm\s+)?(?:19|20)\d\d)?"
_ONLY_YEARS = regex.compile(rf"{_YEARS}\s*[:.]?")
_LEADS_YEARS = regex.compile(rf"({_YEARS})\s*[:,–-]\s*(?=\S)")
_AT = regex.compile(
    r"(?:\b(?:tại|ở|đối với|gồm|bao gồm|gồm có)|:)\s*(?:(?:các\s+)?(?:cơ quan|đơn vị)(?:,\s*(?:cơ quan|đơn vị))*"
    r"(?:\s+(?:sau(?: đây)?|gồm))?\s*:?\s*)?$",
    regex.IGNORECASE,
)
_AND = regex.compile(r"\s*(?:,|;|và|,\s*và)\s*", regex.IGNORECASE)
_LIST_ENDS = regex.compile(r"\s*(?:$|[.;,:()\"”]|và\b|trong\b|từ\b|theo\b|do\b|vào\b)")
_COUNT = regex.compile(r"(?<![\d/.,:–-])(?<!-)(?P<n>\d{1,3}(?!\d))(?![.,/:-]\d|%)\s+(?:các\s+)?")
_STOPS = regex.compile(
    r"[;:.,)]|\s\d|\s\(|\s(?:cùng|có|là|đã|được|đều|sẽ|phải|hoàn thành|tiếp tục|thực hiện|triển khai|gồm|theo"
    r"|trong|trên|để|nhằm|tại|ở|với|còn|thì|vào|từ)\b",
    regex.IGNORECASE,
)
_FIRST_TIME = regex.compile(r"\s*\(lần đầu[^)]*\)", regex.IGNORECASE)
_JOINED = regex.compile(r"\s+và\s+", regex.IGNORECASE)
_MODIFIES = regex.compile(r"\b(?:thuộc|của|ở|tại|trong|trên địa bàn)\s+", regex.IGNORECASE)
_LEVEL_WORDS = (("cấp xã", "commune"), ("cấp huyện", "district"), ("cấp tỉnh", "department"))
_SCALE = ("content", "agency")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the outline without its bullet or number, and what is said above it."""

    text: str
    place: Place
    path: str
    heading: str  # of its section
    headings: tuple[str, ...]  # of the sections around it, innermost first
    bullet: str
    years: tuple[int | None, int | None] | None  # the years that the paragraph, the line above or a heading sets
    year_cited: Cited
    is_heading: bool
    part: int
    block: int


@dataclass(frozen=True, slots=True)
class Count:
    """A printed number of agencies: "19 Sở, ban, ngành", with the span of number and group."""

    value: int
    comparator: str  # "=", ">", ">=", "<=", or "none" for what is only nearly so
    scope: str
    level: str | None
    start: int
    end: int


def extract(document: Document, listed: Sequence[Record] = ()) -> Extraction:
    """Read the phases that the prose of a shaped document tells into rows of ``rollout`` and ``coverage``.

    `listed` are the rows of ``rollout`` that lists in prose gave already: they are not given again.
    """
    extraction = Extraction()
    known = {
        (fold(record.values["agency_raw"]), record.values["year"])
        for record in listed
        if record.table == "rollout" and record.values["basis"] == "prose"
    }
    for passage in passages(document):
        if passage.is_heading or passage.years is None:
            continue
        if not regex.search(r"\d|\p{Lu}", passage.text):
            continue
        _phase(passage, extraction, known)
    for number, table in enumerate(document.tables()):
        extraction.records += _summary(table, number)
    return extraction


def passages(document: Document) -> Iterator[Passage]:
    """Yield every paragraph that belongs to the outline, in reading order, with the years set for it."""
    headed: dict[tuple[int, str], tuple[tuple[int | None, int | None], Cited]] = {}
    titles: dict[tuple[int, str], str] = {}
    for section in document.sections:
        key = (section.part, section.path)
        titles[key] = section.heading
        outer = _outer_years(section, headed)
        if _ONLY_YEARS.fullmatch(section.heading):
            outer = (_span(section.heading), Cited(section.heading, section.place))
        if outer is not None:
            headed[key] = outer
        headings = tuple(
            titles.get((section.part, path), "")
            for path in _ancestors(section.path)
            if titles.get((section.part, path))
        )
        yield from _section(document, section, headings, outer)


def _outer_years(
    section: Section, headed: dict[tuple[int, str], tuple[tuple[int | None, int | None], Cited]]
) -> tuple[tuple[int | None, int | None], Cited] | None:
    for path in _ancestors(section.path)[1:]:
        if (section.part, path) in headed:
            return headed[section.part, path]
    return None


def _ancestors(path: str) -> list[str]:
    """Return a path and the paths around it, innermost first: II.2.1 → II.2.1, II.2, II."""
    parts = path.split(".") if path else []
    return [".".join(parts[:depth]) for depth in range(len(parts), 0, -1)]


def _section(
    document: Document,
    section: Section,
    headings: tuple[str, ...],
    outer: tuple[tuple[int | None, int | None], Cited] | None,
) -> Iterator[Passage]:
    over, over_bullet = outer, ""
    for nth, index in enumerate(section.blocks):
        block = document.blocks[index]
        if not isinstance(block, Paragraph):
            continue
        printed = clean(f"{block.label} {block.text}")
        mark = _BULLET.match(printed)
        bullet = mark[1][0] if mark else ""
        text = printed[mark.end() :] if mark else printed
        first = nth == 0 and bool(section.path)
        if first:
            text = _NUMBERED.sub("", text)
        if _ONLY_YEARS.fullmatch(text):
            over, over_bullet = (_span(text), Cited(block.text, block.place)), bullet
            continue
        if over is not outer and bullet == over_bullet and bullet:
            over, over_bullet = outer, ""
        own = _LEADS_YEARS.match(text)
        here = (_span(own[1]), Cited(block.text, block.place)) if own else over
        yield Passage(
            text=text,
            place=block.place,
            path=section.path,
            heading=section.heading,
            headings=headings,
            bullet=bullet,
            years=here[0] if here else None,
            year_cited=here[1] if here else Cited("", block.place),
            is_heading=first and bool(section.heading) and trim(text) == trim(section.heading),
            part=section.part,
            block=index,
        )
        if own and text.rstrip().endswith(":"):
            over, over_bullet = here, bullet


def _span(text: str) -> tuple[int | None, int | None]:
    """Return the first and last year of a text that is known to hold a time."""
    times = find_times(text)
    return (times[0].year_from, times[0].year_to) if times else (None, None)


def one_year(years: tuple[int | None, int | None] | None) -> int | None:
    """Return the year of "năm 2019" or "đến năm 2025"; None for a period of several years or none."""
    if years is None or years[1] is None or years[0] not in (None, years[1]):
        return None
    return years[1]


def _phase(passage: Passage, extraction: Extraction, known: set[tuple[str, int]]) -> None:
    """Add the agencies that a paragraph of one year names, and those that it counts."""
    read = prose.read(passage.text)
    year = one_year(passage.years)
    start = 0
    for end in _clause_ends(read):
        own = [time for time in find_times(passage.text[start:end]) if time.year_to is not None]
        if len(own) > 1:
            year = None
        elif own:
            year = one_year((own[0].year_from, own[0].year_to))
        if year is not None and not read.of("past", start, end):
            for name in _agencies(read, start, end):
                if (fold(name), year) not in known:
                    known.add((fold(name), year))
                    extraction.records.append(_rollout(passage, name, year, (start, end), len(extraction.records)))
        start = end
    if one_year(passage.years) is not None and acts(read) and not read.of("past"):
        for count in counts(read, passage.heading):
            if count.comparator == "=" and _own_year(passage, count) is not None:
                extraction.records.append(_coverage(passage, count, len(extraction.records)))


def _own_year(passage: Passage, count: Count) -> int | None:
    """Return the year of a count: the last one said before it in its paragraph, or the paragraph's own."""
    said = [time for time in find_times(passage.text[: count.start]) if time.year_to is not None]
    return one_year((said[-1].year_from, said[-1].year_to)) if said else one_year(passage.years)


def acts(read: Prose) -> bool:
    """Tell whether a paragraph says that the system is applied, converted to, published or kept up."""
    return any(mark.value in ("apply", "convert", "publish", "maintain") for mark in read.of("measure"))


def _clause_ends(read: Prose) -> list[int]:
    ends = {end for _, end in read.sentences} | {at + 1 for at, char in enumerate(read.text) if char == ";"}
    return sorted(ends | {len(read.text)})


def _agencies(read: Prose, start: int, end: int) -> Iterator[str]:
    """Yield the agencies at which, or by which, the system is applied in one clause."""
    measures = read.of("measure", start, end)
    if not measures or measures[0].value not in ("apply", "convert") or read.of("role", start, measures[0].start):
        return
    clause = read.text[start:end]
    listed = _runs(clause, split_agencies(clause))
    for run in listed:
        first, last = start + run[0][0], start + run[-1][1]
        if not _LIST_ENDS.match(read.text, last) and not _only_auxiliaries(read.text[last : _next(measures, last)]):
            continue
        behind = [mark for mark in measures if mark.end <= first]
        located = behind and _AT.search(read.text, behind[-1].end, first)
        ahead = _next(measures, last)
        acting = ahead < len(read.text) and _only_auxiliaries(read.text[last:ahead]) and _opens(read, start, first)
        if located or acting:
            for _, _, name in run:
                yield name


def _next(measures: list[Mark], at: int) -> int:
    return next((mark.start for mark in measures if mark.start >= at), 10**9)


def _opens(read: Prose, start: int, first: int) -> bool:
    """Tell whether an agency stands where its clause begins, a year or a group's label before it aside."""
    return not trim(_LEADS_YEARS.sub("", read.text[start:first].lstrip(" ;"))).rstrip(":") or read.text[
        start:first
    ].rstrip().endswith(":")


def _runs(text: str, found: list[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
    """Return the agencies of a text as lists: those with nothing but commas and "và" between them."""
    runs: list[list[tuple[int, int, str]]] = []
    for one in found:
        if runs and _AND.fullmatch(text, runs[-1][-1][1], one[0]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _only_auxiliaries(text: str) -> bool:
    rest = fold(text).strip()
    while rest:
        word = next((word for word in prose.auxiliaries() if rest == word or rest.startswith(word + " ")), None)
        if word is None:
            return False
        rest = rest[len(word) :].strip()
    return True


def counts(read: Prose, heading: str = "", start: int = 0, end: int | None = None) -> list[Count]:
    """Return the numbers of agencies that a text prints; `heading` tells the level where the words do not."""
    end = len(read.text) if end is None else end
    found = []
    for match in _COUNT.finditer(read.text, start, end):
        head = read.after("agencies", match.end())
        if head is None or head.end > end:
            continue
        stop = _scope_end(read, head, end)
        scope = trim(read.text[match.end() : stop])
        level = level_of(read, match.end(), stop)
        if level is None and head.value == "none":
            level = level_of(prose.read(heading), 0, len(heading)) if heading else None
        comparator = read.before("comparator", match.start())
        found.append(Count(int(match["n"]), comparator.value if comparator else "=", scope, level, match.start(), stop))
    return found


def _scope_end(read: Prose, head: Mark, limit: int) -> int:
    """Return where the name of a counted group ends: before the clause's verb, a comma, or a group of another level."""
    first_time = _FIRST_TIME.match(read.text, head.end, limit)
    after = first_time.end() if first_time else head.end
    stop = _STOPS.search(read.text, after, limit)
    end = stop.start() if stop else limit
    end = min([end, *(mark.start for mark in read.of("measure", after))])
    for joined in _JOINED.finditer(read.text, after, end):
        behind = level_of(read, joined.end(), end)
        if behind != level_of(read, head.start, joined.start()) or read.text[joined.end()].isdigit():
            return joined.start()
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
    for mark in read.of("agencies", start, end):
        named_place = mark.value in ("district", "commune") and read.text[mark.end : mark.end + 2].strip()[:1].isupper()
        of_another = any(first <= mark.start < last for first, last in masked)
        if of_another or (
            named_place and masked and not fold(read.text[mark.start : mark.end]).startswith(("ubnd", "ủy"))
        ):
            continue
        levels.add(mark.value)
    if levels - {"none"}:
        return levels.pop() if len(levels) == 1 else None
    said = {level for words, level in _LEVEL_WORDS if words in fold(read.text[start:end])}
    return said.pop() if len(said) == 1 else None


def _rollout(passage: Passage, name: str, year: int, clause: tuple[int, int], nth: int) -> Record:
    return Record(
        table="rollout",
        position=("phase", passage.part, passage.path, nth),
        values={
            "row_no": None,
            "agency_raw": name,
            "group_raw": None,
            "parent_raw": None,
            "year": year,
            "deadline_on": None,
            "basis": "prose",
            "first_time": True if "lần đầu" in fold(passage.text[slice(*clause)]) else None,
        },
        evidence={"agency_raw": Cited(name, passage.place), "year": passage.year_cited},
        mentions={"agency_id": Mention(name, passage.place)},
        place=passage.place,
    )


def _coverage(passage: Passage, count: Count, nth: int) -> Record:
    raw = passage.text[count.start : count.end]
    return Record(
        table="coverage",
        position=("phase", passage.part, passage.path, nth),
        values={
            "scope_raw": count.scope,
            "group_level": count.level,
            "year": _own_year(passage, count),
            "count": count.value,
            "total": None,
            "raw": raw,
        },
        evidence={
            "scope_raw": Cited(raw, passage.place),
            "count": Cited(raw, passage.place),
            "year": passage.year_cited,
        },
        place=passage.place,
    )


def _summary(table: Table, number: int) -> list[Record]:
    """Read a table with a year and a scale in each row ("2018 | 10 Sở ngành, 01 UBND huyện") into coverage."""
    columns = Columns(table)
    if columns.has("year", "lead_agency", "coordinating_agency", "procedures", "published_yes", "passed_yes"):
        return []
    rows = list(columns.body())
    scales = [column.index for field in _SCALE for column in columns.of(field)]
    dated = [
        col
        for col in range(table.cols)
        if rows
        and all(
            (cell := columns.at(row, col)) and regex.fullmatch(r"(?:Năm\s+)?20\d\d", cell.text.strip()) for row in rows
        )
    ]
    if not scales or len(dated) != 1:
        return []
    records = []
    for row in rows:
        year_cell, scale = columns.at(row, dated[0]), columns.at(row, scales[0])
        if year_cell is None or scale is None:
            continue
        read = prose.read(clean(scale.text))
        for nth, count in enumerate(counts(read)):
            if count.comparator != "=":
                continue
            records.append(
                Record(
                    table="coverage",
                    position=("summary", number, row, nth),
                    values={
                        "scope_raw": count.scope,
                        "group_level": count.level,
                        "year": int(year_cell.text.strip()[-4:]),
                        "count": count.value,
                        "total": None,
                        "raw": scale.text,
                    },
                    evidence={
                        "scope_raw": Cited(scale.text, scale.place),
                        "count": Cited(scale.text, scale.place),
                        "year": Cited(year_cell.text, year_cell.place),
                    },
                    place=columns.row_place(row),
                )
            )
    return records


def time_of(times: list[Time], at: int) -> Time | None:
    """Return the time that governs what stands at `at`: the last one before it, or else the first one behind it."""
    before = [time for time in times if time.start <= at]
    return before[-1] if before else next(iter(times), None)
