"""Citations that contradict each other, themselves, or the document's own header."""

from __future__ import annotations

from datetime import date

import regex

from extractors.document import Place
from extractors.heads.facts import Header
from extractors.records import Finding, Record
from normalizers.text import fold

#: what a citation says of a document that must have been there before
_EARLIER = ("legal_basis", "proposal", "replaces", "amends")
_YEAR_IN_CODE = regex.compile(r"^\d+[a-zđ]?/((?:19|20)\d\d)/")


def conflicts(header: Header, records: list[Record]) -> list[Finding]:
    """Return what contradicts: dates of one citation, a number's year and its date, references to itself."""
    cited = [record for record in records if record.table == "citations" and record.values["code"]]
    return (
        _dates(cited)
        + _own_year(header)
        + _years(cited)
        + _self_references(header, cited)
        + _later_bases(header, cited)
    )


def _day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else "no date"


def _dates(cited: list[Record]) -> list[Finding]:
    """Return a finding for each document that is cited with several dates."""
    by_code: dict[tuple[str, str], list[Record]] = {}
    for record in cited:
        if record.values["issued_on"] is not None and record.values["relation"] != "accompanies":
            by_code.setdefault((record.values["type_code"] or "", fold(record.values["code"])), []).append(record)
    findings = []
    for same in by_code.values():
        days = list(dict.fromkeys(record.values["issued_on"] for record in same))
        issuers = {fold(record.values["issuer_raw"]) for record in same if record.values["issuer_raw"]}
        if len(days) < 2 or (len(issuers) > 1 and not _year_of(same[0])):
            continue
        other = next(record for record in same if record.values["issued_on"] != days[0])
        listed = ", ".join(_day(day) for day in days)
        code = same[0].values["code"]
        findings.append(
            Finding(
                rule="citation_date_conflict",
                severity="warning",
                message=f"{code} is cited with different dates: {listed}.",
                message_vi=f"{code} được viện dẫn với các ngày khác nhau: {listed}.",
                place=other.place,
                expected=_day(days[0]),
                actual=", ".join(_day(day) for day in days[1:]),
            )
        )
    return findings


def _year_of(record: Record) -> int | None:
    match = _YEAR_IN_CODE.match(record.values["code"])
    return int(match.group(1)) if match else None


def _own_year(header: Header) -> list[Finding]:
    """Return the finding that a document's own number carries another year than its day."""
    code, issued = str(header.values.get("code") or ""), header.day
    match = _YEAR_IN_CODE.match(code)
    where = header.evidence.get("issued_on")
    if match is None or issued is None or issued.year == int(match[1]) or where is None:
        return []
    return [_year_conflict(code, int(match[1]), issued, where.place)]


def _year_conflict(code: str, year: int, issued: date, place: Place) -> Finding:
    return Finding(
        rule="number_year_conflict",
        severity="warning",
        message=f"{code} carries the year {year} but is dated {_day(issued)}.",
        message_vi=f"{code} mang năm {year} nhưng lại ghi ngày {_day(issued)}.",
        place=place,
        expected=str(year),
        actual=str(issued.year),
        difference=str(issued.year - year),
    )


def _years(cited: list[Record]) -> list[Finding]:
    """Return a finding for each code whose year is not the year of the date printed with it (37/2008/... of 2018)."""
    findings = []
    seen: set[tuple[str, date]] = set()
    for record in cited:
        year, issued = _year_of(record), record.values["issued_on"]
        if year is None or issued is None or issued.year == year or (record.values["code"], issued) in seen:
            continue
        seen.add((record.values["code"], issued))
        findings.append(_year_conflict(record.values["code"], year, issued, record.place))
    return findings


def _later_bases(header: Header, cited: list[Record]) -> list[Finding]:
    """Return a finding for each document that this one rests on, answers or replaces and that bears a later day."""
    issued = header.values.get("issued_on")
    findings: list[Finding] = []
    if not isinstance(issued, date):
        return findings
    seen: set[tuple[str, date]] = set()
    for record in cited:
        code, day = record.values["code"], record.values["issued_on"]
        if record.values["relation"] not in _EARLIER or day is None or day <= issued or (code, day) in seen:
            continue
        seen.add((code, day))
        findings.append(
            Finding(
                rule="basis_after_document",
                severity="warning",
                message=f"{code} of {_day(day)} is named as earlier, but the document is of {_day(issued)}.",
                message_vi=f"{code} ngày {_day(day)} được viện dẫn là có trước, nhưng văn bản ghi ngày {_day(issued)}.",
                place=record.place,
                expected=f"no later than {_day(issued)}",
                actual=_day(day),
                difference=f"{(day - issued).days} days",
            )
        )
    return findings


def _self_references(header: Header, cited: list[Record]) -> list[Finding]:
    """Return a finding for each reference to itself that does not agree with the document's own number and date."""
    code, issued = header.values.get("code"), header.values.get("issued_on")
    findings: list[Finding] = []
    if not isinstance(code, str):
        return findings
    for record in cited:
        if record.values["relation"] != "accompanies":
            continue
        other, day = record.values["code"], record.values["issued_on"]
        same_kind = fold(other).split("/")[-1] == fold(code).split("/")[-1]
        if not same_kind or (fold(other) == fold(code) and (day is None or issued is None or day == issued)):
            continue
        own = f"{code} of {_day(issued if isinstance(issued, date) else None)}"
        there = f"{other} of {_day(day)}"
        findings.append(
            Finding(
                rule="self_reference_conflict",
                severity="warning",
                message=f"The document is {own}, but calls itself {there} here.",
                message_vi=f"Văn bản là {own} nhưng ở đây tự ghi là {there}.".replace(" of ", " ngày "),
                place=record.place,
                expected=own,
                actual=there,
            )
        )
    return findings
