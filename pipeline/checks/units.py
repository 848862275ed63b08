"""Lists of units against themselves and the gazetteer: a unit named twice, or missing where the set is complete."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from extractors.records import Finding, Record
from normalizers import places
from normalizers.places import Unit, gazetteer

_LISTED = ("qms_status", "rollout")


def listed_units(records: list[Record], on: date | None) -> list[Finding]:
    """Attach `unit_listed_twice` to repeated rows of a list and `unit_missing_from_list` to complete groups.

    `records` have their agencies' ids; `on` is the document's day.
    """
    _twice(records)
    for record in records:
        if record.table == "coverage":
            _missing(record, records, on)
    return []


def _twice(records: list[Record]) -> None:
    first: dict[tuple[object, ...], Record] = {}
    for record in records:
        agency = record.values.get("agency_id") or ""
        if record.table not in _LISTED or not agency or record.values.get("basis") == "prose":
            continue
        # one row may bear several years; the same unit in two lists or in two years is no repetition
        of = (record.table, record.position[0], record.values.get("basis"), record.values.get("year"), agency)
        other = first.setdefault(of, record)
        if other is record or other.position == record.position:
            continue
        raw, before = record.values["agency_raw"], other.values["agency_raw"]
        record.findings.append(
            Finding(
                rule="unit_listed_twice",
                severity="warning",
                message=f"{raw!r} is in the list already, as {before!r}.",
                message_vi=f"“{raw}” đã có trong danh sách (“{before}”).",
                place=record.place,
                expected=before,
                actual=raw,
            )
        )


def _missing(record: Record, records: list[Record], on: date | None) -> None:
    """Compare a group that says that it is complete ("9/9") with the communes of its district."""
    count, total, year = (record.values.get(name) for name in ("count", "total", "year"))
    district = _unit(record.values.get("scope_id"))
    if not total or count != total or district is None or district.level != "district":
        return
    there = places.children(district.code, on)
    by_year: dict[object, set[str]] = defaultdict(set)
    for other in records:
        unit = _unit(other.values.get("agency_id")) if other.table == "rollout" else None
        if unit is not None and unit.parent_code == district.code:
            by_year[other.values["year"]].add(unit.unit_id)
    listed = by_year[year]
    missing = [unit.full_name for unit in there if unit.unit_id not in listed]
    # another number of communes than the gazetteer's is another question; so is a group that is not listed by name
    if len(there) != total or not missing or 2 * len(listed) < total:
        return
    scope, names = record.values["scope_raw"], ", ".join(missing)
    record.findings.append(
        Finding(
            rule="unit_missing_from_list",
            severity="warning",
            message=f"{scope}: all {total} are said to take part, but the list does not name {names}.",
            message_vi=f"{scope}: văn bản ghi đủ {total} đơn vị nhưng danh sách không nêu {names}.",
            place=record.place,
            expected=names,
            actual=f"{len(listed)}/{total}",
        )
    )


def _unit(agency_id: str | None) -> Unit | None:
    return gazetteer().by_id(agency_id.removeprefix("ubnd-")) if agency_id and agency_id.startswith("ubnd-") else None
