"""Why a name was taken for an agency, or left open: its parts, the keys tried, the candidates and the verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from normalizers import places
from normalizers.agencies import resolve
from normalizers.agency_match import AgencyMatch
from normalizers.agency_names import Name, parse
from normalizers.committees import in_a_list, near_of, predecessors, scope_of, stated_scope
from normalizers.places import FIRST_DAY, KEYS, REFORM, Level, Unit, gazetteer, name_keys

LAST_CHECKED = date(2026, 11, 1)  # the last month that the gazetteer's sources cover
_LONGEST = 400
_MOST_NEAR = 5


class Candidate(NamedTuple):
    """A unit that was considered: where, by which key, how sure (`score`, 0-1) or how far (`cost`, weighted edits)."""

    agency_id: str
    name: str
    scope: str
    key: str  # exact, tones, highland, bare or near
    score: float | None
    cost: float | None
    on_day: bool


@dataclass(slots=True)
class Explanation:
    """Everything that decided what a name means; `verdict` says it in words."""

    raw: str
    parts: dict[str, str]
    province_code: str | None
    within: str | None
    on: date | None
    keys: dict[str, str]
    candidates: list[Candidate]
    match: AgencyMatch
    verdict: str
    notes: list[str] = field(default_factory=list)
    became: list[str] = field(default_factory=list)
    in_a_list: AgencyMatch | None = None  # what a build takes a row for whose list names the other units there


def explain(raw: str, *, province_code: str | None, on: date | None, within: str | None = None) -> Explanation:
    """Resolve `raw` as `agencies.resolve` does and say why.

    Without a province, the one in which the stated parent lies is taken where only one unit has the parent's name.
    Never raises for odd text.
    """
    notes = _notes_on_day(on)
    if len(raw) > _LONGEST:
        notes.append(f"{len(raw):,} letters are no agency's name")
    name = parse(raw)
    if province_code is None:
        province_code, note = _province_of(within or (name.chain or None), on)
        notes += [note] if note else []
    match = resolve(raw, province_code=province_code, on=on, within=within)
    keys: dict[str, str] = {}
    candidates: list[Candidate] = []
    listed = in_a_list(name, province_code, on, within) if "unresolved" in match.problems else None
    if name.committee and name.unit_name and not name.group:
        keys = dict(zip(KEYS, name_keys(name.unit_name), strict=True))
        candidates = _candidates(name, province_code, on, within)
    verdict = _verdict(match)
    if listed is not None:
        verdict += f"; in a list that names the other units there a build takes it for {_said(listed)}: {listed.reason}"
    parts = _parts(name)
    became = _became(match)
    return Explanation(raw, parts, province_code, within, on, keys, candidates, match, verdict, notes, became, listed)


def _became(match: AgencyMatch) -> list[str]:
    """Return, in words, what the reform of 1 July 2025 made of the agency's commune or province."""
    known = gazetteer()
    found = []
    for codes, level in (
        (match.successor_commune_codes, "its commune"),
        ((match.successor_province_code,) if match.successor_province_code else (), "its province"),
    ):
        units = [unit for code in codes if (unit := known.at(code, REFORM)) is not None]
        own = match.province_code if level == "its province" else None
        if not units or (len(units) == 1 and units[0].code == own and known.periods(own)[0].name == units[0].name):
            continue
        split = f", split among {len(units)}" if len(units) > 1 else ""
        found.append(f"{level}{split}: " + ", ".join(f"{unit.full_name} ({unit.code})" for unit in units))
    return found


def _parts(name: Name) -> dict[str, str]:
    form = "People's Committee" if name.committee else name.kind.name if name.kind else ""
    parts = {
        "form": "central body" if name.central else "group of agencies" if name.group else form,
        "unit type": name.unit_kind or "",
        "name": name.unit_name if name.committee else name.rest,
        "inside": name.chain,
        "remark": name.remark,
    }
    return {part: text for part, text in parts.items() if text}


def _notes_on_day(on: date | None) -> list[str]:
    if on is None:
        return ["no day given: the last state of every unit counts"]
    if on < FIRST_DAY:
        return [f"the gazetteer begins on {FIRST_DAY}: what existed then is taken to have existed on {on}"]
    if on > LAST_CHECKED:
        return [f"the gazetteer's sources end in {LAST_CHECKED:%Y-%m}: later changes are not known"]
    return []


def _province_of(parent: str | None, on: date | None) -> tuple[str | None, str]:
    """Return the province in which the only unit called `parent` lies, and a note that says so."""
    if not parent:
        return None, "no province and no parent given"
    named = places.province(parent, on)
    if named is not None:
        return named.code, ""
    name = parse(parent)
    if not name.unit_name:
        return None, f"{parent!r} names no place"
    level: Level = "commune" if name.unit_kind in ("xã", "phường", "thị trấn", "đặc khu") else "district"
    found: dict[str, Unit] = {}
    for province in places.children("", on):
        for item in places.find_unit(name.unit_name, name.unit_kind, level, province.code, on):
            if item.on_day and item.key != "bare":
                found[province.code] = province
    if len(found) == 1:
        (province,) = found.values()
        return province.code, f"{parent} lies in {province.full_name}"
    if found:
        return (
            None,
            f"{parent!r} is a unit of {len(found)} provinces: {', '.join(unit.name for unit in found.values())}",
        )
    return None, f"no unit called {parent!r} existed on that day"


def _candidates(name: Name, province_code: str | None, on: date | None, within: str | None) -> list[Candidate]:
    if not province_code:
        return []
    inside = stated_scope(within or name.chain or None, province_code, on)
    inside = inside if inside is not None and inside.level == "district" else None
    found: dict[str, Candidate] = {}
    scopes = [scope_of(name.unit_kind, province_code, unit) for unit in (inside, None)]
    if on is None or on >= REFORM:  # units of before the reform stand in the provinces that it merged
        scopes += [(code, level) for code in predecessors(province_code) for _, level in scopes[1:] if code]
    for code, level in dict.fromkeys(scopes):
        unit = gazetteer().at(code, on) or gazetteer().at(code, None) if code else None
        label = unit.full_name if unit is not None else "the country"
        for key, listed in places.keyed_units(name.unit_name, code):
            if level is None or listed.level == level:
                _add(found, Candidate(*_named(listed), label, key, places.SCORES[key], None, _on_day(listed, on)))
    for near in near_of(name.unit_kind, name.unit_name, province_code, on, inside, 3)[:_MOST_NEAR]:
        label = inside.full_name if inside is not None else "the province"
        _add(found, Candidate(*_named(near.unit), label, "near", None, near.cost, near.on_day))
    return list(found.values())


def _add(found: dict[str, Candidate], candidate: Candidate) -> None:
    found.setdefault(candidate.agency_id, candidate)


def _named(unit: Unit) -> tuple[str, str]:
    return f"ubnd-{unit.unit_id}", f"UBND {unit.full_name}"


def _on_day(unit: Unit, on: date | None) -> bool:
    return unit.valid_on(on) if on is not None else unit.valid_to is None


_NOT_NEAR = "no unit of this name is known there, and none is near enough, alone, to be meant for certain"
_WHY = {
    "ambiguous": "several units fit and nothing decides between them",
    "other_parent": "it lies under another parent than the stated one",
    "unit_type_mismatch": "the unit is of another kind on that day",
    "other_period": "the name or kind is of another time; the unit is the one of the day",
    "not_in_force": "the unit did not exist on that day",
    "near_name": "the spelling is nearly that of one unit alone",
    "unknown_parent": "the stated parent is not known",
    "unknown_kind": "to be reviewed",
    "group": "the words mean several agencies",
}


def _verdict(match: AgencyMatch) -> str:
    known = [_WHY[problem] for problem in match.problems if problem in _WHY]
    if "unresolved" in match.problems:
        kept = f"; kept under an id of its own ({match.agency_id})" if match.agency_id else ""
        return f"left open: {_NOT_NEAR if match.agency_id else match.reason}{kept}"
    if match.agency_id is None:
        return "left open: " + "; ".join(dict.fromkeys([match.reason, *known]))
    detail = "; ".join(dict.fromkeys([match.reason, *known]))
    return f"{_said(match)}: {detail}"


def _said(match: AgencyMatch) -> str:
    return f"{match.short_name or match.name} ({match.agency_id})"
