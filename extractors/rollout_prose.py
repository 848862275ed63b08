"""Rollout in prose: the phases of a plan (lộ trình) that name who applies the system in which year.

"Năm 2018: vận hành tại Văn phòng UBND tỉnh, Sở A", "Năm 2022: Sở A và UBND huyện B tiếp tục áp dụng", and lists under
such a line ("Năm 2019: ... gồm các cơ quan sau: + Chi cục Thú y; ..."). The year is said by the clause, by the line
over the bullets or by the heading of the section (see `extractors.passages`); "tất cả các xã thuộc huyện X" counts
rather than names, and gives no row. An annex that is a numbered list and no table ("DANH SÁCH CÁC CƠ QUAN ÁP DỤNG
HTQLCL NĂM 2020", "1. Sở A", "2. Sở B") names those of its title's year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from extractors import prose
from extractors.document import Document
from extractors.groups import SYSTEM_MEASURES, about_system, concerns_system
from extractors.passages import LEADS_YEARS, Passage, one_year, passages
from extractors.prose import Mark, Prose
from extractors.records import Cited, Mention, Record
from normalizers.agencies import is_agency, is_group, split_agencies
from normalizers.agency_lists import may_start_agency
from normalizers.deadlines import find_times
from normalizers.numbers import parse_row_no
from normalizers.text import clean, fold, trim
from normalizers.vocabulary import title_year

_LONGEST = 6000  # characters of a paragraph that may hold a list
_AT = regex.compile(
    r"(?:\b(?:tại|ở|đối với|gồm|bao gồm|gồm có)|:)\s*(?:(?:các\s+)?(?:cơ quan|đơn vị)(?:,\s*(?:cơ quan|đơn vị))*"
    r"(?:\s+(?:sau(?: đây)?|gồm))?\s*:?\s*)?$",
    regex.IGNORECASE,
)
_AND = regex.compile(r"\s*(?:,|;|và|,\s*và)\s*", regex.IGNORECASE)
_LIST_ENDS = regex.compile(r"\s*(?:$|[.;,:()\"”]|và\b|trong\b|từ\b|theo\b|do\b|vào\b)")
_LABEL = regex.compile(r"[^:;]{2,80}:\s+(?=\p{Lu}|tại\b|ở\b)")  # "Cấp huyện: UBND huyện A, UBND huyện B"
_CARRIED_OUT = regex.compile(
    r"(?:(?:triển khai|thực hiện|mở rộng|tiến hành)\s+)?(?:(?:làm\s+|áp dụng\s+)?thí điểm\s+|làm điểm\s+)?"
    r"(?:tại|ở|cho|đối với)\s+",
    regex.IGNORECASE,
)
# "... và các xã khác do UBND tỉnh quyết định": whom nobody names
_AND_OTHERS = regex.compile(
    r"\s*(?:,|;|và|,\s*và)\s+(?:các|một số)\s[\p{L}, ]{2,30}\s(?:khác|còn lại)(?!\p{L})[^;:]{0,60}$", regex.IGNORECASE
)
_LISTS = ("danh sách", "danh mục")
# "Cơ quan Văn phòng Sở": the house itself, beside the bodies under it
_BETWEEN = regex.compile(
    r"(?:\s*\((?:quận|huyện|thị xã|thành phố|tỉnh|thuộc)\s[^()]{2,40}\))?"  # "UBND phường A (quận B), ..."
    r"(?:[\s,;:.|]|và)*(?:(?:[Kk]hối\s+)?[Cc]ơ quan\s+)?"
    r"(?:\(?(?:theo|tại)? ?[Pp]hụ lục[^)]{0,30}\)?[\s.;]*)?"
)


def prose_rollout(document: Document) -> list[Record]:
    """Return a ``rollout`` record for every agency that the prose of a shaped document names for a year, in order."""
    records: list[Record] = []
    if not about_system(document):
        return records
    for passage in passages(document):
        if passage.years is None or len(passage.text) > _LONGEST or not regex.search(r"\p{Lu}", passage.text):
            continue
        for name, when, first in _named(passage):
            records.append(_record(passage, name, when, first, len(records)))
    return records + _titled_lists(document)


def _titled_lists(document: Document) -> list[Record]:
    """Return a record for every numbered line that is an agency's name, in annexes that are the list of one year."""
    years = {number: year for number, part in enumerate(document.parts) if (year := _list_year(part.title)) is not None}
    if not years:
        return []
    numbered = [
        passage for passage in passages(document) if passage.part in years and passage.path and not passage.years
    ]
    around = {(passage.part, passage.path.rpartition(".")[0]) for passage in numbered}
    records: list[Record] = []
    for passage in numbered:
        name = trim(passage.text)
        if (passage.part, passage.path) in around or not is_agency(name) or is_group(name) or _predicates(name):
            continue
        year = years[passage.part]
        record = _record(passage, name, (year, None), "lần đầu" in fold(" ".join(passage.headings)), len(records))
        number = parse_row_no(passage.path.rpartition(".")[2])
        over = passage.headings[1] if len(passage.headings) > 1 and is_agency(passage.headings[1]) else ""
        record.values.update(row_no=number, basis="list")
        record.position = ("list", passage.part, len(records))
        record.evidence = {"agency_raw": record.evidence["agency_raw"]}
        record.mentions = {"agency_id": Mention(name, passage.place, over)}
        records.append(record)
    return records


def _list_year(title: str) -> int | None:
    """Return the year of a title such as "DANH SÁCH CÁC CƠ QUAN ÁP DỤNG HTQLCL NĂM 2020", by its first verb."""
    read = prose.read(clean(title))
    doing = read.of("measure")
    if not doing or doing[0].value not in SYSTEM_MEASURES or not read.of("agencies", 0, doing[0].start):
        return None
    return title_year(title) if fold(title).startswith(_LISTS) and concerns_system(read, 0, len(read.text)) else None


def _named(passage: Passage) -> Iterator[tuple[str, tuple[int, date | None], bool]]:
    """Yield (agency, (year, day), first time) of whom a paragraph says to apply the system, clause by clause."""
    read = prose.read(passage.text)
    year = one_year(passage.years)
    introduced = introduces(passage)
    above = "lần đầu" in fold(" ".join((passage.year_cited.text, *passage.headings)))
    start = 0
    for end in _clause_ends(read):
        clause = passage.text[start:end]
        times = find_times(clause)
        due = times[0].on if len(times) == 1 else None
        if times:
            year = one_year((times[0].year_from, times[0].year_to)) if len(times) == 1 else None
            year = due.year if due else year
        if year is not None and not read.of("past", start, end):
            if introduced and (listed := listed_agencies(clause)):
                yield from ((name, (year, due), above) for name in listed)
            elif not passage.is_heading and concerns_system(read, start, end):
                yield from ((name, (year, due), "lần đầu" in fold(clause)) for name in _agencies(read, start, end))
        start = end


def listed_agencies(clause: str) -> list[str]:
    """Return the agencies of a clause that holds nothing else but a year, a label or "triển khai tại" before them."""
    text = clause.lstrip(" ;")
    for lead in (LEADS_YEARS, _LABEL, _CARRIED_OUT):
        opened = lead.match(text)
        if not opened or not _only_applies(opened[0]):
            continue
        rest = text[opened.end() :]
        located = _CARRIED_OUT.match(rest)
        if lead is _LABEL and not may_start_agency(rest[located.end() :] if located else rest):
            continue  # "UBND các xã: Yên Bình, Hòa Bình": the words before the colon are part of each name
        text = rest
    text = _AND_OTHERS.sub("", text.rstrip(" ."))
    found = split_agencies(text)
    whole = trim(text)
    if len(found) == 1 and _says_more(text[found[0][1] :]):
        return []
    if len(found) < 2 and is_agency(whole) and not is_group(whole) and not _predicates(whole):
        return [whole]
    ends = [0, *(end for _, end, _ in found)]
    starts = [*(start for start, _, _ in found), len(text)]
    if not found or not all(_BETWEEN.fullmatch(text, *gap) for gap in zip(ends, starts, strict=True)):
        return []
    return [trim(regex.sub(r"\s+và$", "", raw)) for _, _, raw in found]


def _says_more(rest: str) -> bool:
    """Tell whether words behind a name are a clause: "Sở Tài chính | cấp đủ kinh phí trong quý II/2010"."""
    return any(sign.isdigit() for sign in rest) or len(regex.findall(r"(?<!\p{L})\p{Ll}+", rest)) > 3


def _only_applies(lead: str) -> bool:
    """Tell whether what leads a list says no more than that the system is applied: "Tiếp tục mở rộng tại 4 đơn vị:"."""
    if not prose.may_measure(lead):
        return True
    return all(mark.value in ("apply", "convert") for mark in prose.read(clean(lead)).of("measure"))


def _predicates(text: str) -> bool:
    """Tell whether a name's words hold a verb: "Sở A tổ chức kiểm tra ..." is more than a name."""
    read = prose.read(clean(text))
    return ":" in text or bool(read.of("measure") or read.of("role") or read.of("completion"))


def introduces(passage: Passage) -> bool:
    """Tell whether those listed under a year apply the system, by the nearest words over them that say what is done.

    A list under "Kiểm tra" or "Tập huấn" names other agencies; under a bare "Năm 2019" the heading decides.
    """
    for text in (passage.year_cited.text, *passage.headings):
        doing = [mark.value for mark in prose.read(clean(text)).of("measure")]
        if doing:
            return any(value in SYSTEM_MEASURES for value in doing)
    return True


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


def _record(passage: Passage, name: str, when: tuple[int, date | None], first: bool, nth: int) -> Record:
    return Record(
        table="rollout",
        position=("prose", passage.part, passage.path, nth),
        values={
            "row_no": None,
            "agency_raw": name,
            "group_raw": None,
            "parent_raw": None,
            "year": when[0],
            "deadline_on": when[1],
            "basis": "prose",
            "first_time": True if first else None,
        },
        evidence={"agency_raw": Cited(name, passage.place), "year": passage.year_cited},
        mentions={"agency_id": Mention(name, passage.place)},
        place=passage.place,
    )
