"""Prose against annex: an agency that the text takes up in one year and the annex marks in another."""

from __future__ import annotations

from extractors.records import Finding, Record


def prose_against_annex(records: list[Record]) -> list[Finding]:
    """Attach `prose_annex_mismatch` to each prose row whose agency the annex lists only for other years.

    Agencies are compared by identity, so this runs after they are resolved. An agency that the annex does not list, or
    lists without a year, contradicts nothing.
    """
    annex: dict[str, set[int]] = {}
    rollout = [record for record in records if record.table == "rollout"]
    for record in rollout:
        agency, year = record.values.get("agency_id"), record.values["year"]
        if record.values["basis"] != "prose" and agency and year:
            annex.setdefault(agency, set()).add(year)
    for record in rollout:
        agency, year = record.values.get("agency_id"), record.values["year"]
        if record.values["basis"] == "prose" and agency in annex and year and year not in annex[agency]:
            record.findings.append(_mismatch(record, sorted(annex[agency])))
    return []


def _mismatch(record: Record, years: list[int]) -> Finding:
    printed, agency = ", ".join(map(str, years)), record.values["agency_raw"]
    return Finding(
        rule="prose_annex_mismatch",
        severity="warning",
        message=f"{agency}: the text says {record.values['year']}, the annex marks {printed}.",
        message_vi=f"{agency}: phần lời ghi năm {record.values['year']} nhưng phụ lục đánh dấu năm {printed}.",
        place=record.place,
        expected=printed,
        actual=str(record.values["year"]),
    )
