"""What resolving a name gives: the agency that it means, and why; and the People's Committee of a unit as such."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from normalizers.places import REFORM, Unit, gazetteer
from normalizers.vocabulary.agency_catalogue import AgencyLevel

AgencyMethod = Literal["rule", "gazetteer", "fuzzy", "inferred"]


class AgencyMatch(NamedTuple):
    """The agency that a name means, and why.

    `agency_id` is None when the name is ambiguous or no agency. `problems` say why: ``ambiguous``, ``unresolved``,
    ``other_parent``, ``unit_type_mismatch``, ``other_period`` (the name is of another time; the unit is the one of the
    day), ``not_in_force`` (no such unit on the day), ``near_name`` (a misread or misprinted spelling, taken for the one
    unit near it), ``unknown_parent`` (the stated parent is not in the gazetteer: the province decided),
    ``by_elimination`` (the only namesake that the list does not name elsewhere), ``unknown_kind``, ``group``,
    ``several`` (names of several bodies in one).
    `candidates` are agency ids; `context` is the stated parent that decided between namesakes; `above` the agency of
    `parent_id` where the words themselves name it.
    """

    agency_id: str | None
    name: str
    short_name: str = ""
    level: AgencyLevel = "other"
    kind: str = "other"
    parent_id: str | None = None
    province_code: str | None = None
    district_code: str | None = None
    commune_code: str | None = None
    previous_id: str | None = None
    successor_province_code: str | None = None
    successor_commune_code: str | None = None
    successor_commune_codes: tuple[str, ...] = ()
    method: AgencyMethod = "rule"
    score: float = 1.0
    reason: str = ""
    candidates: tuple[str, ...] = ()
    context: str = ""
    problems: tuple[str, ...] = ()
    above: AgencyMatch | None = None


@lru_cache(maxsize=8192)
def unit_agency(unit: Unit, on: date | None) -> AgencyMatch:
    """Return the People's Committee of a unit, with its parent, its former self and what the reform made of it."""
    known = gazetteer()
    district = known.at(unit.parent_code, on or unit.valid_from) if unit.level == "commune" else None
    if district is None and unit.level == "commune":
        district = known.at(unit.parent_code, unit.valid_from)
    if district is not None and district.level != "district":
        district = None
    province = known.province_code(unit, on)
    parent = None
    if unit.level != "province":
        above = district or known.at(province, on) or known.at(province, unit.valid_from)
        parent = f"ubnd-{above.unit_id}" if above else None
    previous = known.previous(unit)
    became = known.successors(unit.code) if unit.level == "commune" and unit.valid_from < REFORM else ()
    return AgencyMatch(
        agency_id=f"ubnd-{unit.unit_id}",
        name=f"Ủy ban nhân dân {unit.full_name}",
        short_name=f"UBND {unit.full_name}",
        level=unit.level,
        kind="ubnd",
        parent_id=parent,
        province_code=province or None,
        district_code=unit.code if unit.level == "district" else district.code if district else None,
        commune_code=unit.code if unit.level == "commune" else None,
        previous_id=f"ubnd-{previous.unit_id}" if previous else None,
        successor_province_code=successor(province, unit.valid_from),
        successor_commune_code=became[0].code if len(became) == 1 and not became[0].partial else None,
        successor_commune_codes=tuple(sorted(item.code for item in became)),
        method="gazetteer",
        reason="gazetteer",
    )


def successors(code: str, valid_from: date | None) -> tuple[str, ...]:
    """Return every unit that took over the unit or a part of it on 1 July 2025; none for units of later days."""
    if valid_from is not None and valid_from >= REFORM:
        return ()
    return tuple(sorted(item.code for item in gazetteer().successors(code)))


def successor(code: str | None, valid_from: date | None) -> str | None:
    """Return the unit of 1 July 2025; None when there is none, when it was split, or for units of later days."""
    if not code or (valid_from is not None and valid_from >= REFORM):
        return None
    successors = gazetteer().successors(code)
    return successors[0].code if len(successors) == 1 and not successors[0].partial else None
