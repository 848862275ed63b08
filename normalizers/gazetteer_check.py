"""Whether the facts of the gazetteer agree with each other and with the counts that ``SOURCES.md`` states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from normalizers import gazetteer_files as files
from normalizers.gazetteer import REFORM, Gazetteer, Level, Unit, gazetteer
from normalizers.vocabulary import stored

_KINDS: dict[Level, frozenset[str]] = {
    "province": frozenset({"tỉnh", "thành phố"}),
    "district": frozenset({"huyện", "quận", "thị xã", "thành phố"}),
    "commune": frozenset({"xã", "phường", "thị trấn", "đặc khu"}),
}
_COUNTS = re.compile(r"^\| (\d{4}-\d\d-\d\d)(?: on)? \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", re.MULTILINE)


def faults() -> list[str]:
    """Return what is wrong with the files, each fault in a line that names the file and the unit."""
    try:
        known = gazetteer()
        units = known.units
    except (ValueError, KeyError) as error:
        return [f"units.csv: a line cannot be read: {error}"]
    return [*_in_units(known, units), *_in_references(known, units), *_in_counts(units)]


def _in_units(known: Gazetteer, units: list[Unit]) -> Iterator[str]:
    for unit_id, times in Counter(unit.unit_id for unit in units).items():
        if times > 1:
            yield f"units.csv: {unit_id} stands there {times} times"
    for unit in units:
        place = f"units.csv: {unit.unit_id} ({unit.full_name})"
        if unit.kind not in _KINDS.get(unit.level, frozenset()):
            yield f"{place}: {unit.kind!r} is no kind of {unit.level}"
        if unit.valid_to is not None and unit.valid_to <= unit.valid_from:
            yield f"{place}: ends on {unit.valid_to}, before it begins"
        if unit.unit_id not in (unit.code, f"{unit.code}@{unit.valid_from}"):
            yield f"{place}: the id must be the code, or the code, @ and the first day"
        if unit.level != "province" and known.at(unit.parent_code, unit.valid_from) is None:
            yield f"{place}: {unit.parent_code} above it does not exist on {unit.valid_from}"
        later = [other for other in known.periods(unit.code) if other.valid_from > unit.valid_from]
        if later and (unit.valid_to is None or unit.valid_to > later[0].valid_from):
            yield f"{place}: overlaps {later[0].unit_id}"


def _in_references(known: Gazetteer, units: list[Unit]) -> Iterator[str]:
    ids = {unit.unit_id for unit in units}
    for unit_id, alias, _ in files.aliases():
        if unit_id not in ids:
            yield f"aliases.csv: {alias!r} is of {unit_id}, which units.csv does not have"
    for code in dict.fromkeys(unit.code for unit in units):
        for successor in known.successors(code):
            if known.at(successor.code, REFORM) is None:
                yield f"successors.csv: {code} became {successor.code}, which does not exist on {REFORM}"


def _in_counts(units: list[Unit]) -> Iterator[str]:
    stated = _COUNTS.findall(stored.read(f"{files.FOLDER}/SOURCES.md").decode())
    if not stated:
        yield "SOURCES.md: holds no table of counts on a day"
    for day, *numbers in stated:
        there = Counter(unit.level for unit in units if unit.valid_on(date.fromisoformat(day)))
        levels: tuple[Level, ...] = ("province", "district", "commune")
        for level, number in zip(levels, numbers, strict=True):
            wanted = int(number.replace(",", ""))
            if there[level] != wanted:
                yield f"SOURCES.md: states {wanted:,} of level {level} on {day}, units.csv has {there[level]:,}"
