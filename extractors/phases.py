"""Coverage from prose: how many of a group take part, where sentences count rather than name.

In a phase of a plan ("Năm 2019: 19 Sở, ban, ngành; 12 chi cục ..."), in what a report tells ("Đến nay, 60/226 UBND cấp
xã đã áp dụng HTQLCL"), and in a summary table with a year and a scale in each row. Whom the phases name is read by
`extractors.rollout_prose`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import prose
from extractors.aims.verbs import acting_measures
from extractors.columns import Columns
from extractors.document import Document, Table
from extractors.groups import SYSTEM_MEASURES, Count, about_system, concerns_system, counts
from extractors.passages import LEADS_YEARS, Passage, one_year, passages
from extractors.prose import Prose
from extractors.records import Cited, Extraction, Record
from extractors.rollout_prose import introduces
from extractors.told import may_be_told, may_certify, told_counts, told_year, without_joins
from normalizers.deadlines import find_times
from normalizers.text import clean, fold

_FIGURE = regex.compile(r"\d")
_JOIN = regex.compile(
    r"[\s,;.:+]|\b(?:và|tiếp tục|triển khai|thực hiện|mở rộng|thêm|tại|ở|đến|tới|cho|đối với|toàn bộ|các"
    r"|(?:đợt|giai đoạn)\s+(?:đầu|một|hai|ba|[\dIVX]+)|còn lại)\b",
    regex.IGNORECASE,
)
_SCALE = ("content", "agency")
# "Đối tượng: 14 sở, ban, ngành; 103 UBND xã, phường": whom a plan is for
_WHOM = regex.compile(
    r"(?:Kế hoạch(?:\s+này)?|Phạm vi|Đối tượng)?\s*áp dụng\s+(?:đối với|cho|tại)\s+(?=\d)"
    r"|(?:Lộ trình|Tiến độ)\s+(?:xây dựng|áp dụng|chuyển đổi)[^.;:\d]*?\s(?:của|đối với|cho|tại)\s+(?=\d)"
    r"|(?:Đối tượng|Phạm vi)(?:\s*(?:,|và)\s*(?:đối tượng|phạm vi))?"
    r"(?:\s+(?:áp dụng|thực hiện|triển khai))?\s*(?::\s*|$)",
    regex.IGNORECASE,
)


def extract(document: Document) -> Extraction:
    """Read the counts that the prose and the summary tables of a shaped document tell into rows of ``coverage``."""
    extraction = Extraction()
    if not about_system(document):
        return extraction
    for passage in passages(document):
        if passage.is_heading or not _FIGURE.search(passage.text):
            continue
        planned = one_year(passage.years) is not None
        if (whom := _WHOM.match(passage.text) or _WHOM.match(passage.heading)) is not None:
            read = prose.read(passage.text)
            lead = whom.end() if whom.string == passage.text else 0
            meant = list(_listed_from(read, counts(read, passage.heading), lead))
            for count in meant:
                if count.comparator == "=":
                    year = one_year(passage.years)
                    extraction.records.append(_coverage(passage, count, year, len(extraction.records)))
            if meant:
                continue
        if not (planned or may_be_told(passage)):
            continue
        if not (prose.may_measure(passage.text) or may_certify(passage.text) or (planned and introduces(passage))):
            continue
        read = prose.read(passage.text)
        found = [(count, told_year(passage, read, count)) for count in told_counts(passage, read)]
        if not found and planned and not read.of("past") and (acts(read) or _only_counts(passage, read)):
            own = ((count, _own_year(passage, count)) for count in counts(read, passage.heading))
            found = [(count, year) for count, year in own if count.comparator == "=" and year is not None]
        for count, year in found:
            extraction.records.append(_coverage(passage, count, year, len(extraction.records)))
    for number, table in enumerate(document.tables()):
        extraction.records += _summary(table, number)
    return extraction


@cache
def _group() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[ ,/-]*\b(?:{'|'.join(prose.word_list('group_words'))})\b)+")


def _only_counts(passage: Passage, read: Prose) -> bool:
    """Tell whether a phase names how many take part and no more: "Năm 2021: triển khai tại 17 sở và 10 UBND huyện"."""
    if not introduces(passage):
        return False
    lead = LEADS_YEARS.match(passage.text)
    return _nothing_else(passage, read, lead.end() if lead else 0)


def _listed_from(read: Prose, found: list[Count], at: int) -> Iterator[Count]:
    """Yield the counts of the list that begins at `at`, up to where it goes on with something else."""
    for count in found:
        between = _JOIN.sub(" ", read.text[at : count.start]).strip()
        scope = _JOIN.sub(" ", count.scope).strip()
        if (between and not _group().fullmatch(fold(between))) or not _group().fullmatch(fold(scope)):
            return
        yield count
        at = count.end


def _nothing_else(passage: Passage, read: Prose, lead: int) -> bool:
    """Tell whether behind its first `lead` characters a paragraph does nothing but count groups."""
    found = counts(read, passage.heading)
    ends = [lead, *(count.end for count in found)]
    starts = [*(count.start for count in found), len(passage.text)]
    between = [passage.text[end:start] for end, start in zip(ends, starts, strict=True)]
    # "10 UBND huyện, thị xã, thành phố": the scope of a count may end before its group does
    lead_in, *behind = [_JOIN.sub(" ", text) for text in between]
    groups = [*(count.scope for count in found), *behind]
    return (
        bool(found) and not lead_in.strip() and all(_group().fullmatch(fold(text)) for text in groups if text.strip())
    )


def _own_year(passage: Passage, count: Count) -> int | None:
    """Return the year of a count: the last one said before it in its paragraph, or the paragraph's own."""
    if any(time.on for time in find_times(passage.text)):
        return None  # due by a day: a target, not how many take part in a year
    said = find_times(passage.text[: count.start])
    return one_year((said[-1].year_from, said[-1].year_to)) if said else one_year(passage.years)


def acts(read: Prose) -> bool:
    """Tell whether a paragraph says that the system is applied, converted to, published or kept up."""
    doing = any(mark.value in SYSTEM_MEASURES for mark in acting_measures(read, 0, len(read.text)))
    return doing and concerns_system(read, 0, len(read.text))


def _coverage(passage: Passage, count: Count, year: int | None, nth: int) -> Record:
    raw = without_joins(passage.text[count.start : count.end])
    return Record(
        table="coverage",
        position=("phase", passage.part, passage.path, nth),
        values={
            "scope_raw": count.scope,
            "group_level": count.level,
            "year": year,
            "count": count.value,
            "total": count.total,
            "raw": raw,
        },
        evidence={
            "scope_raw": Cited(raw, passage.place),
            "count": Cited(raw, passage.place),
            **({"year": passage.year_cited} if passage.year_cited.text else {}),
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
