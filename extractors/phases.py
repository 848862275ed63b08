"""Rollout and coverage from prose: the phases of a plan (lộ trình) as sentences tell them.

"Năm 2018: ... vận hành tại Văn phòng UBND tỉnh, Sở ..." names agencies: rows of ``rollout``. "Năm 2019: 19 Sở, ban,
ngành; 12 chi cục ..." counts them: rows of ``coverage``; so does a summary table with a year and a scale in each row.
A year is said by the paragraph, by the line over its bullets, or by the heading of the section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import regex

from extractors import prose
from extractors.columns import Columns
from extractors.document import Document, Table
from extractors.groups import SYSTEM_MEASURES, Count, concerns_system, counts
from extractors.passages import LEADS_YEARS, Passage, one_year, passages
from extractors.prose import Mark, Prose
from extractors.records import Cited, Extraction, Mention, Record
from normalizers.agencies import split_agencies
from normalizers.deadlines import find_times
from normalizers.text import clean, fold, trim

_AT = regex.compile(
    r"(?:\b(?:tại|ở|đối với|gồm|bao gồm|gồm có)|:)\s*(?:(?:các\s+)?(?:cơ quan|đơn vị)(?:,\s*(?:cơ quan|đơn vị))*"
    r"(?:\s+(?:sau(?: đây)?|gồm))?\s*:?\s*)?$",
    regex.IGNORECASE,
)
_AND = regex.compile(r"\s*(?:,|;|và|,\s*và)\s*", regex.IGNORECASE)
_LIST_ENDS = regex.compile(r"\s*(?:$|[.;,:()\"”]|và\b|trong\b|từ\b|theo\b|do\b|vào\b)")
_NAMES_OR_COUNTS = regex.compile(r"\d|\p{Lu}")
_SCALE = ("content", "agency")


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
        if not _NAMES_OR_COUNTS.search(passage.text) or not prose.may_measure(passage.text):
            continue
        _phase(passage, extraction, known)
    for number, table in enumerate(document.tables()):
        extraction.records += _summary(table, number)
    return extraction


def _phase(passage: Passage, extraction: Extraction, known: set[tuple[str, int]]) -> None:
    """Add the agencies that a paragraph of one year names, and those that it counts."""
    read = prose.read(passage.text)
    year = one_year(passage.years)
    start = 0
    for end in _clause_ends(read):
        own = find_times(passage.text[start:end])
        due = own[0].on if len(own) == 1 else None
        if own:
            year = one_year((own[0].year_from, own[0].year_to)) if len(own) == 1 else None
            year = due.year if due else year
        if year is not None and not read.of("past", start, end) and concerns_system(read, start, end):
            for name in _agencies(read, start, end):
                if (fold(name), year) not in known:
                    known.add((fold(name), year))
                    extraction.records.append(
                        _rollout(passage, name, (year, due), (start, end), len(extraction.records))
                    )
        start = end
    if one_year(passage.years) is not None and acts(read) and not read.of("past"):
        for count in counts(read, passage.heading):
            if count.comparator == "=" and _own_year(passage, count) is not None:
                extraction.records.append(_coverage(passage, count, len(extraction.records)))


def _own_year(passage: Passage, count: Count) -> int | None:
    """Return the year of a count: the last one said before it in its paragraph, or the paragraph's own."""
    if any(time.on for time in find_times(passage.text)):
        return None  # due by a day: a target, not how many take part in a year
    said = find_times(passage.text[: count.start])
    return one_year((said[-1].year_from, said[-1].year_to)) if said else one_year(passage.years)


def acts(read: Prose) -> bool:
    """Tell whether a paragraph says that the system is applied, converted to, published or kept up."""
    doing = any(mark.value in SYSTEM_MEASURES for mark in read.of("measure"))
    return doing and concerns_system(read, 0, len(read.text))


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
    return not trim(LEADS_YEARS.sub("", read.text[start:first].lstrip(" ;"))).rstrip(":") or read.text[
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


def _rollout(passage: Passage, name: str, when: tuple[int, date | None], clause: tuple[int, int], nth: int) -> Record:
    return Record(
        table="rollout",
        position=("phase", passage.part, passage.path, nth),
        values={
            "row_no": None,
            "agency_raw": name,
            "group_raw": None,
            "parent_raw": None,
            "year": when[0],
            "deadline_on": when[1],
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
