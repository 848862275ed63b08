"""From an agency's id back to the agency: for those that no row of a document mentions."""

from __future__ import annotations

from datetime import date
from functools import cache

from normalizers.agencies import AgencyMatch, resolve, unit_agency
from normalizers.places import Unit, gazetteer
from normalizers.text import slug
from normalizers.vocabulary import agency_catalogue as catalogue


def by_id(agency_id: str, on: date | None) -> AgencyMatch | None:
    """Return the agency with this id (``ubnd-663``, ``67-so-noi-vu``) on that day; None when it cannot be told.

    Ids are those of DATASET.md, "Identifiers": People's Committees by the gazetteer, departments by the catalogue.
    """
    if agency_id.startswith("ubnd-"):
        unit = _units().get(agency_id.removeprefix("ubnd-"))
        return unit_agency(unit, on) if unit is not None else None
    place, _, rest = agency_id.partition("-")
    name = _departments().get(rest)
    match = resolve(name, province_code=place, on=on) if name is not None else None
    return match if match is not None and match.agency_id == agency_id else None


@cache
def _units() -> dict[str, Unit]:
    return {unit.unit_id: unit for unit in gazetteer().units}


@cache
def _departments() -> dict[str, str]:
    """Return the name of each department that the catalogue has, by the part of its id behind the place."""
    names = {f"Sở {name}" for field in catalogue.fields() for name in (field.name, field.parent) if name}
    return {slug(name): name for name in sorted(names)}
