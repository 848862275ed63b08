"""The province that speaks in a document: by its issuer, its place, its title, or the one that its text names most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache

import regex

from extractors.heads import letterhead
from extractors.lines import Line
from extractors.records import Mention
from normalizers import agencies
from normalizers.places import Level, Unit, children, find_province, gazetteer
from normalizers.text import fold

_LEVELS: dict[str, Level] = {
    "huyện": "district", "quận": "district", "thị xã": "district", "thành phố": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


def speaking_province(
    zone: list[Line], run: list[Line], values: Mapping[str, object], issuer: Mention | None
) -> str | None:
    """Return the code of the province that speaks, from the head's lines and values; a body of the centre has none."""
    issued = values.get("issued_on") or values.get("_around")  # units change on first days of months
    day = issued if isinstance(issued, date) else None
    if issuer is not None:
        bare = issuer.within and letterhead.is_bare(issuer.raw)
        name = letterhead.whole_name(issuer.raw, issuer.within) if bare else issuer.raw
        signed = regex.split(r"\s+[-–]\s+", name) if letterhead.is_joint(name) else [name]
        if all(agencies.resolve(one, province_code=None, on=day).level == "central" for one in signed):
            return None
    texts = [issuer.raw, issuer.within] if issuer is not None else []
    texts += [letterhead.without_motto(line.text) for line in zone]
    texts += [str(values.get(name) or "") for name in ("issued_at_place", "title")]
    for text in texts:
        unit = find_province(text, on=day) if text else None
        if unit is not None and _speaks(unit, day):
            return unit.code
    return _province_of_unit(issuer, day) or _most_named(run, day)


def _speaks(unit: Unit, day: date | None) -> bool:
    """Tell whether a province was still there on a day: after a merger its name is that of a ward or a place."""
    return day is None or unit.valid_to is None or day < unit.valid_to


def _province_of_unit(issuer: Mention | None, day: date | None) -> str | None:
    """Return the province of the district or commune that issues, or whose office (phòng) does: the only one so named.

    Since July 2025 communes print no district over their name, and mostly no province either. Of a commune the day must
    be known: most names were borne by others before.
    """
    names = [issuer.raw, issuer.within] if issuer is not None else []
    printed = fold(" ".join(names))
    unit = regex.search(rf".*({'|'.join(_LEVELS)})\s+(\S.*?)\s*$", fold(names[0])) if names else None
    if printed.startswith("phòng ") or (names[1:] and names[1] and unit is not None and _LEVELS[unit[1]] == "commune"):
        # the district over an office or a commune's name tells more
        over = regex.search(rf".*({'|'.join(_LEVELS)})\s+(\S.*?)\s*$", fold(names[1]))
        unit = over or unit
    if unit is None or "huyện" in printed.replace(f"{unit[1]} {unit[2]}", ""):
        return None
    kind, name = unit.groups()
    level = _LEVELS[kind]
    of_day = {province.code for province in children("", day)}
    found = {
        code
        for code, below in _units_named(level).get((kind, name), ())
        if code in of_day and (level == "district" or (day is not None and below.valid_on(day)))
    }
    return found.pop() if len(found) == 1 else None


@cache
def _units_named(level: Level) -> Mapping[tuple[str, str], list[tuple[str, Unit]]]:
    """Return the units of a level, of all periods and under each province's code, by kind and folded name."""
    named: dict[tuple[str, str], list[tuple[str, Unit]]] = {}
    for code in dict.fromkeys(province.code for province in gazetteer().below("", "province")):
        for unit in gazetteer().below(code, level):
            named.setdefault((unit.kind, fold(unit.name)), []).append((code, unit))
    return named


def _most_named(run: list[Line], day: date | None) -> str | None:
    """Return the province that most lines name, the first of equals."""
    named: Counter[str] = Counter()
    for line in run[:300]:
        unit = find_province(line.text[:2000], on=day)
        if unit is not None and _speaks(unit, day):
            named[unit.code] += 1
    return named.most_common(1)[0][0] if named else None
