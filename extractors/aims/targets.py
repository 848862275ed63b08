"""Targets: what is to be reached (mục tiêu, chỉ tiêu): a measure for a group, as a share or a number, by a time.

Read from sentences and from the cells of work programmes. A target is stated with a figure ("100% UBND cấp xã công bố",
"ít nhất 05 cơ quan", "từ 1-2 khóa đào tạo") or with a day or year of completion ("triển khai trước ngày 25/05/2020",
"hoàn thành đến năm 2025"). One row for each figure and measure. Shares of money, shares reached in the past and figures
whose group or measure is not understood are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from extractors import prose
from extractors.aims.sentences import WORTH, Target, in_passage, shares
from extractors.aims.tables import sentence_targets, table_targets
from extractors.aims.times import time_of
from extractors.columns import Columns
from extractors.document import Document, Place, Table
from extractors.groups import SYSTEM_MEASURES, about_system, concerns_system, level_of
from extractors.passages import Passage, passages
from extractors.prose import Prose
from extractors.records import Cited, Extraction, Method, Record
from extractors.scope import Scope
from normalizers.agencies import split_agencies
from normalizers.deadlines import Time, find_times, parse_time
from normalizers.numbers import parse_count
from normalizers.text import clean, fold

_LISTED_BELOW = ("sau đây", "dưới đây")


def extract(document: Document, scope: Scope | None = None) -> Extraction:
    """Read every target that a shaped document states into rows of ``targets``."""
    extraction = Extraction()
    outlined = any(section.path for section in document.sections)
    for passage in passages(document):
        if not passage.path and outlined and "%" not in passage.text:
            continue  # letter head, title, preamble, signature
        if WORTH.search(passage.text) and prose.may_tell(passage.text) and not prose.is_preamble(passage.text):
            read = prose.read(passage.text)
            for target in in_passage(passage, read):
                if not _over(target.time, scope.on if scope else None) and not _is_duty(passage, target):
                    _add(extraction, passage, read, target)
    for number, table in enumerate(document.tables()):
        _in_table(table, number, extraction)
    if not about_system(document):
        extraction.records = [
            record for record in extraction.records if record.values["measure"] not in SYSTEM_MEASURES
        ]
    return extraction


def _is_duty(passage: Passage, target: Target) -> bool:
    """Tell whether a sentence without a figure says what some agencies have to do: one that it names, or a list's.

    "UBND huyện X công bố trước ..."; "Các cơ quan sau đây hoàn thành chuyển đổi trong năm 2020", with the list below.
    """
    if target.value is not None or target.group is None:
        return False
    named = passage.text[slice(*target.group)]
    if fold(named).endswith(_LISTED_BELOW):
        return True
    aims = prose.word_list("aim_headings")
    if any(aim in fold(heading) for heading in passage.headings for aim in aims):
        return False
    found = split_agencies(named)
    ends = [0, *(end for _, end, _ in found)]
    starts = [*(start for start, _, _ in found), len(named)]
    between = (named[end:start] for end, start in zip(ends, starts, strict=True))
    return bool(found) and all(fold(part).strip(" ,;.") in ("", "và") for part in between)  # no class among them


def _over(time: Time | None, issued: date | None) -> bool:
    """Tell whether a time was over when the document was issued: "Đến ngày 07/9/2018 có 43/45 đơn vị" reports."""
    if time is None or issued is None:
        return False
    return time.on <= issued if time.on else time.year_to is not None and time.year_to < issued.year


def _add(extraction: Extraction, passage: Passage, read: Prose, target: Target) -> None:
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
        read = prose.read(clean(heading))
        if concerns_system(read, 0, len(read.text)):
            yield from (mark.value for mark in read.of("measure"))


def _sentence(read: Prose, at: int) -> str:
    start, end = next((span for span in read.sentences if span[0] <= at < span[1]), (0, len(read.text)))
    return read.text[start:end].strip()


def _record(
    position: tuple[int | str, ...],
    path: str | None,
    measure: str,
    target: Target,
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
    for row, found in (*table_targets(table, columns), *sentence_targets(columns)):
        read, target = found.read, found.target
        for measure in target.measures:
            record = _record(
                ("table", number, row, len(extraction.records)),
                None,
                measure,
                target,
                read.text[slice(*target.group)] if target.group else None,
                level_of(read, *target.group) if target.group else None,
                columns.row_text(row),
                found.named.place,
            )
            figure = Cited(found.figure.text, found.figure.place)
            extraction.records.append(replace(record, evidence={**record.evidence, "value": figure}))
    if not columns.has("lead_agency", "coordinating_agency", "content"):
        return
    if columns.has("unit_price", "amount", "quantity", "target"):
        return
    for row in columns.body():
        when = columns.cited(row, "time") or columns.cited(row, "deadline")
        task = columns.cited(row, "content")
        for cell in table.row(row):
            if "%" not in cell.text:
                continue
            read = prose.read(clean(cell.text))
            for target in shares(read, 0, len(read.text)):
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


def _row_time(read: Prose, target: Target, when: Cited | None) -> Time | None:
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
