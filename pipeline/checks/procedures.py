"""Lists of administrative procedures: codes named twice, cuts that do not add up, counts of the status tables."""

from __future__ import annotations

from collections import defaultdict

from extractors.records import Finding, Record
from normalizers.text import fold

_ROUNDING = 1.0  # percentage points: offices print 33 % and 33,3 %


def procedures(records: list[Record]) -> list[Finding]:
    """Attach the findings about single procedures to them; return those about an agency's number of procedures."""
    listed = [record for record in records if record.table == "procedures"]
    for record in listed:
        _cut(record)
    _repeated(listed)
    return _by_agency(records, listed)


def _repeated(listed: list[Record]) -> None:
    """Report a code that two procedures of one action, field and agency carry, or two whose names are not alike."""
    met: dict[tuple[object, ...], Record] = {}
    for record in listed:
        values = record.values
        if not values["code"]:
            continue
        first = met.setdefault((values["code"], values["action"]), record)
        other_agency = (
            values.get("agency_id") != first.values.get("agency_id") or values["levels"] != first.values["levels"]
        )
        if first is record or (other_agency and not _are_others(first.values["name"], values["name"])):
            continue
        same = first.values["name"].casefold() == values["name"].casefold()
        record.findings.append(
            Finding(
                rule="duplicate_code",
                severity="warning",
                message=f"{values['code']} is the code of {values['name']!r} and "
                + ("stands twice in the list." if same else f"of {first.values['name']!r}."),
                message_vi=f"Mã {values['code']} của “{values['name']}” "
                + ("được liệt kê hai lần." if same else f"trùng với mã của “{first.values['name']}”."),
                place=record.place,
                expected="one procedure for a code",
                actual=values["code"],
            )
        )


def _are_others(one: str, other: str) -> bool:
    """Tell whether two names are of different procedures: less than half of the words of the shorter are in both."""
    first, second = ({*fold(name).split()} for name in (one, other))
    return 2 * len(first & second) < min(len(first), len(second))


def _cut(record: Record) -> None:
    """Report a cut that is not what lies between the limits, and a share that is not the cut's."""
    values = record.values
    before, after, cut, percent = (
        values[name] for name in ("time_limit_before", "time_limit", "time_cut", "time_cut_percent")
    )
    if before is None or after is None or values["time_limit_before_unit"] != values["time_limit_unit"]:
        return
    if cut is not None and abs(before - after - cut) > 1e-6:
        record.findings.append(_mismatch(record, "cut", "số ngày cắt giảm", before - after, cut))
    if percent is not None and before and abs((before - after) / before * 100 - percent) > _ROUNDING:
        share = round((before - after) / before * 100, 2)
        record.findings.append(_mismatch(record, "cut in per cent", "tỷ lệ cắt giảm", share, percent))


def _mismatch(record: Record, what: str, what_vi: str, expected: float, actual: float) -> Finding:
    name = record.values["name"]
    return Finding(
        rule="time_cut_mismatch",
        severity="warning",
        message=f"{name}: the limits give a {what} of {expected:g}, {actual:g} is printed.",
        message_vi=f"{name}: {what_vi} tính ra là {expected:g} nhưng văn bản ghi {actual:g}.",
        place=record.place,
        expected=f"{expected:g}",
        actual=f"{actual:g}",
        difference=f"{actual - expected:g}",
    )


def _by_agency(records: list[Record], listed: list[Record]) -> list[Finding]:
    """Compare the number that a status table prints for an agency with the procedures that the lists name for it."""
    count: dict[str, int] = defaultdict(int)
    for record in listed:
        if agency := record.values.get("agency_id") or record.values.get("managed_by_id"):
            count[agency] += 1
    findings = []
    for record in records:
        if record.table != "qms_status" or not record.values.get("agency_id"):
            continue
        total = record.values["procedures_total"]
        printed = total if total is not None else record.values["procedures_applied"]
        rows = count.get(record.values["agency_id"], 0)
        if printed is None or not rows or rows == printed:
            continue
        name = record.values["agency_raw"]
        findings.append(
            Finding(
                rule="count_mismatch",
                severity="warning",
                message=f"{name}: {printed} procedures printed, {rows} listed.",
                message_vi=f"{name}: văn bản ghi {printed} thủ tục hành chính nhưng liệt kê {rows}.",
                place=record.place,
                expected=str(printed),
                actual=str(rows),
                difference=str(rows - printed),
            )
        )
    return findings
