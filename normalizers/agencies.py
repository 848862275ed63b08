"""Which agency a name means: People's Committees by the gazetteer, others by kind, field and the place they serve.

A wrong answer is the one error that cannot be mended, so whatever is not certain is either flagged (``inferred`` with a
problem) or left open (``agency_id`` None with the candidates).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from normalizers import places
from normalizers.agency_lists import split_agencies
from normalizers.agency_names import Name, cut_place, field_and_place, is_of_kind, is_office_of_group, parse
from normalizers.places import Level, Match, Unit, gazetteer
from normalizers.text import slug
from normalizers.vocabulary import agency_catalogue as catalogue
from normalizers.vocabulary.agency_catalogue import AgencyLevel, Kind

__all__ = ["AgencyMatch", "is_agency", "is_group", "resolve", "split_agencies", "split_unit", "unit_agency"]

AgencyMethod = Literal["rule", "gazetteer", "inferred"]
_LEVELS: dict[str, Level] = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


_NO_PROVINCE = "the document's province is not known"


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """The agency that a name means, and why.

    `agency_id` is None when the name is ambiguous or no agency. `problems` say why: ``ambiguous``, ``unresolved``,
    ``other_parent``, ``unit_type_mismatch``, ``other_period`` (the name is of another time; the unit is the one of the
    day), ``not_in_force`` (no such unit on the day), ``unknown_kind``, ``group``. `candidates` are agency ids;
    `context` is the stated parent that decided between namesakes.
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
    method: AgencyMethod = "rule"
    score: float = 1.0
    reason: str = ""
    candidates: tuple[str, ...] = ()
    context: str = ""
    problems: tuple[str, ...] = ()


def resolve(raw: str, *, province_code: str | None, on: date | None, within: str | None = None) -> AgencyMatch:
    """Return the agency that `raw` means in a document of province `province_code` and of the day `on`.

    `within` is the parent that the document states ("Huyện Đăk Glei", "Thuộc Sở KH&CN"). Never raises for odd text.
    """
    return _resolve(raw, province_code or None, on, within or None)


@lru_cache(maxsize=65536)
def _resolve(raw: str, province_code: str | None, on: date | None, within: str | None) -> AgencyMatch:
    name = parse(raw)
    if name.group or is_office_of_group(raw):
        return AgencyMatch(None, name.text, problems=("group",), reason="the words mean several agencies", score=0.0)
    if name.central is not None:
        body = name.central
        return AgencyMatch(
            f"00-{slug(body.name)}", body.name, body.short or body.name, "central", body.kind, reason="catalogue"
        )
    if name.committee:
        return _committee(name, province_code, on, within)
    if name.kind is not None and is_of_kind(name):
        return _by_kind(name, name.kind, province_code, on, within)
    return _unknown(name, province_code)


def _unknown(name: Name, province_code: str | None) -> AgencyMatch:
    if not slug(name.text) or name.no_agency or (name.kind is not None and not name.rest):
        return AgencyMatch(None, name.text, problems=("unresolved",), reason="no name of an agency", score=0.0)
    return AgencyMatch(
        f"{province_code}-{slug(name.text)}" if province_code else None,
        name.text,
        name.text,
        province_code=province_code,
        score=0.5,
        reason="no kind of agency that the vocabulary knows",
        problems=("unknown_kind",),
    )


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
        successor_province_code=_successor(province, unit.valid_from),
        successor_commune_code=_successor(unit.code, unit.valid_from) if unit.level == "commune" else None,
        method="gazetteer",
        reason="gazetteer",
    )


def _successor(code: str | None, valid_from: date | None) -> str | None:
    """Return the unit of 1 July 2025; None when there is none, when it was split, or for units of later days."""
    if not code or (valid_from is not None and valid_from >= places.REFORM):
        return None
    successors = gazetteer().successors(code)
    return successors[0].code if len(successors) == 1 and not successors[0].partial else None


def _committee(name: Name, province_code: str | None, on: date | None, within: str | None) -> AgencyMatch:
    if name.chain:
        stated = parse(name.chain)
        outermost = stated if stated.unit_kind == "tỉnh" or not stated.chain else parse(stated.chain)
        named = places.province(outermost.unit_name, on) if outermost.unit_kind == "tỉnh" else None
        province_code = named.code if named else province_code
        within = within if stated.unit_kind == "tỉnh" else name.chain
    scope = _stated_scope(within, province_code, on)
    province = gazetteer().at(province_code, on) if province_code else None
    kind, unit_name = name.unit_kind, name.unit_name
    if not unit_name or (kind is None and not name.rest):
        if province is not None and (kind == province.kind or (kind is None and not within)):
            return replace(unit_agency(province, on), reason="the document's province")
        if scope is not None and kind == scope.kind:
            return replace(unit_agency(scope, on), reason="the stated parent", context=within or "")
        return AgencyMatch(
            None, name.text, kind="ubnd", problems=("unresolved",), reason="no place is named", score=0.0
        )
    found, problems = _find_place(kind, unit_name, province_code, on, scope)
    if len(found) == 1:
        match = found[0]
        agency = unit_agency(match.unit, on)
        decided = within or "" if scope is not None and "other_parent" not in problems else ""
        method: AgencyMethod = "inferred" if problems else "gazetteer"
        reason = f"gazetteer, {match.key} key" if not problems else f"gazetteer, {match.key} key, {problems[0]}"
        score = match.score if not problems else min(match.score, 0.8)
        return replace(agency, method=method, score=score, reason=reason, context=decided, problems=problems)
    if found:
        ids = tuple(sorted(f"ubnd-{match.unit.unit_id}" for match in found))
        level = _LEVELS.get(kind or "", found[0].unit.level)
        return AgencyMatch(
            None, _committee_name(kind, unit_name), _committee_name(kind, unit_name, short=True), level, "ubnd",
            province_code=province_code, method="gazetteer", score=0.0, candidates=ids, problems=("ambiguous",),
            reason=f"{len(ids)} units of this name",
        )  # fmt: skip
    return _created(kind, unit_name, province_code, scope)


def _committee_name(kind: str | None, name: str, short: bool = False) -> str:
    return " ".join(part for part in ("UBND" if short else "Ủy ban nhân dân", kind, name) if part)


def _created(kind: str | None, unit_name: str, province_code: str | None, scope: Unit | None) -> AgencyMatch:
    label = " ".join(part for part in (kind, unit_name) if part)
    level: AgencyLevel = _LEVELS.get(kind or "", "other") if kind != "thành phố" else "district"
    if not province_code:
        short = _committee_name(kind, unit_name, short=True)
        return AgencyMatch(
            None, _committee_name(kind, unit_name), short, level, "ubnd", score=0.0, reason=_NO_PROVINCE,
            problems=("unresolved",),
        )  # fmt: skip
    district = scope.code if scope is not None and scope.level == "district" and level == "commune" else None
    parent = f"ubnd-{scope.unit_id}" if district and scope else None
    return AgencyMatch(
        f"{province_code}-ubnd-{slug(label)}",
        _committee_name(kind, unit_name),
        _committee_name(kind, unit_name, short=True),
        level,
        "ubnd",
        parent_id=parent,
        province_code=province_code,
        district_code=district,
        score=0.3,
        reason="no such place in the gazetteer",
        problems=("unresolved",),
    )


def _stated_scope(within: str | None, province_code: str | None, on: date | None) -> Unit | None:
    """Return the district (or province) that the stated parent is, None when it is none or unknown."""
    if not within:
        return None
    name = parse(within)
    if not name.committee or not name.unit_name:
        return None
    found, _ = _find_place(name.unit_kind, name.unit_name, province_code, on, None)
    return found[0].unit if len(found) == 1 else None


def _find_place(
    kind: str | None, name: str, province_code: str | None, on: date | None, scope: Unit | None
) -> tuple[list[Match], tuple[str, ...]]:
    """Climb the ladder: the stated parent, the province, and inside each first the stated kind, then any kind."""
    level = _LEVELS.get(kind or "")
    if level == "province" or (kind == "thành phố" and not places.find_unit(name, kind, "district", province_code, on)):
        return places.find_unit(name, kind, "province", None, on), ()
    if not province_code:
        return [], ()
    if kind == "thành phố":
        level = "district"
    inside = scope if scope is not None and scope.level == "district" and level in ("commune", None) else None
    if inside is not None:
        found, problems = _in_scope(kind, name, level, inside.code, on)
        if found:
            return found, problems
        found = [match for match in places.find_unit(name, kind, level, province_code, on) if match.key != "bare"]
        return (found, ("other_parent",)) if len(found) == 1 else ([], ())
    return _in_scope(kind, name, level, province_code, on)


def _in_scope(
    kind: str | None, name: str, level: Level | None, code: str, on: date | None
) -> tuple[list[Match], tuple[str, ...]]:
    exact = places.find_unit(name, kind, level, code, on)
    if exact and exact[0].on_day:
        return exact, ()
    if kind is not None:
        other = [match for match in places.find_unit(name, None, level, code, on) if match.key != "bare"]
        if len(other) == 1 and other[0].on_day:
            former = places.is_former_name(other[0].unit, name)
            return other, ("other_period",) if former else ("unit_type_mismatch",)
    if len(exact) != 1:
        return exact, ()
    # the same unit under the name and kind of the day, where it only changed those
    current = gazetteer().at(exact[0].unit.code, on) if on is not None and on < places.REFORM else None
    if current is not None:
        return [exact[0]._replace(unit=current)], ("other_period",)
    return exact, ("not_in_force",)


def _by_kind(name: Name, kind: Kind, province_code: str | None, on: date | None, within: str | None) -> AgencyMatch:
    known = field_and_place(kind, name.rest) if kind.field != "none" else None
    if known is not None:
        match, unit_kind, unit_name = known
        field_name, field_short, score = match.field.name, match.field.short or match.field.name, match.score
        reason = f"catalogue; misprint: {match.note}" if match.note else "catalogue of kinds and fields"
    else:
        match = None
        field_name, unit_kind, unit_name = _unknown_field(kind, name.rest)
        field_short, score, reason = field_name, 0.8 if kind.field != "none" else 1.0, "kind known, field as printed"
        if kind.field == "none":
            reason = "catalogue of kinds"
    served = _served(unit_kind, unit_name, kind, province_code, on, within)
    place = served.kind if served is not None and kind.place == "keep" else ""
    if not place and kind.place == "keep" and unit_kind:
        place = unit_kind
    canonical = " ".join(part for part in (kind.name, field_name, place) if part)
    short = " ".join(part for part in (kind.short or kind.name, field_short, place) if part)
    level = (match.field.level if match else None) or kind.level
    central = kind.place == "central" or level == "central"
    if central:
        return AgencyMatch(f"00-{slug(canonical)}", canonical, short, "central", kind.code, score=score, reason=reason)
    if served is not None and served.level != "province" and level == "department":
        level = "other"
    code = served.code if served is not None else province_code
    if not code:
        return AgencyMatch(
            None, canonical, short, level, kind.code, score=0.0, reason=_NO_PROVINCE, problems=("unresolved",)
        )
    province = gazetteer().province_code(served, on) if served is not None else province_code
    district = served.code if served is not None and served.level == "district" else None
    return AgencyMatch(
        f"{code}-{slug(canonical)}",
        canonical,
        short,
        level,
        kind.code,
        parent_id=_parent(kind, match, served, province_code, on, within),
        province_code=province or None,
        district_code=district,
        successor_province_code=_successor(province, on),
        score=score,
        reason=reason,
        context=within or "" if kind.code in ("chi_cuc", "phong") else "",
    )


def _unknown_field(kind: Kind, rest: str) -> tuple[str, str | None, str]:
    """Return (field as printed, kind of unit, unit's name) of a field that the catalogue does not have."""
    for before, unit_kind, unit_name in cut_place(rest, with_owner=True)[:1]:
        # a place that stands in the middle of the name belongs to it
        if before or kind.field != "required":
            return before, unit_kind, unit_name
    if kind.field == "none" and rest:
        return "", "", rest
    return rest, None, ""


def _served(
    unit_kind: str | None, unit_name: str, kind: Kind, province_code: str | None, on: date | None, within: str | None
) -> Unit | None:
    """Return the unit that an agency serves: the one its name states, else the document's province."""
    if kind.place == "central":
        return None
    if unit_name:
        if unit_kind in (None, "", "tỉnh"):
            return places.province(unit_name, on) or places.find_province(unit_name, on)
        found, _ = _find_place(unit_kind, unit_name, province_code, on, None)
        if len(found) == 1:
            return found[0].unit
    province = gazetteer().at(province_code, on) if province_code else None
    if unit_kind and (province is None or unit_kind != province.kind):
        scope = _stated_scope(within, province_code, on)
        if scope is not None and scope.kind == unit_kind:
            return scope
    if province is None or kind.code != "phong":
        return province
    return _stated_scope(within, province_code, on) or province


def _parent(
    kind: Kind,
    match: catalogue.FieldMatch | None,
    served: Unit | None,
    province_code: str | None,
    on: date | None,
    within: str | None,
) -> str | None:
    """Return the agency above: the stated department, the one of the catalogue, else the served unit's committee."""
    if within and kind.code != "so":
        above = parse(within)
        if above.kind is not None and above.kind.code == "so":
            return _resolve(within, province_code, on, None).agency_id
    if match is not None and match.field.parent and served is not None:
        until = match.field.until
        if until is None or on is None or on < until:
            return f"{served.code}-so-{slug(match.field.parent)}"
    if kind.parent == "none" or served is None or (match is not None and match.field.level == "other"):
        return None
    return f"ubnd-{served.unit_id}"


def split_unit(text: str) -> tuple[str | None, str]:
    """Split a committee's or place's name into the kind of unit and its name: "UBND xã Đăk Nía" → ("xã", "Đăk Nía").

    For a text that names no place the kind is None and the name is the text itself.
    """
    name = parse(text)
    return (name.unit_kind, name.unit_name) if name.committee and name.unit_name else (None, name.text)


def is_group(text: str) -> bool:
    """Tell whether a text means a class of agencies: "các Sở, ban, ngành", "UBND các huyện, thị xã", "UBND cấp xã"."""
    name = parse(text)
    return name.group or is_office_of_group(text)


def is_agency(text: str) -> bool:
    """Tell whether a text names one agency, or one place whose committee is meant ("Huyện Đăk Glei")."""
    name = parse(text)
    if name.group or is_office_of_group(text):
        return False
    if name.central is not None:
        return True
    if name.committee:
        return bool(name.unit_name or (name.unit_kind and not name.implied))
    return is_of_kind(name)
