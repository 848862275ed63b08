"""Which unit a People's Committee's name means: a ladder of scopes and days, strict keys first, then near names."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from normalizers import places
from normalizers.agency_match import AgencyMatch, AgencyMethod, unit_agency
from normalizers.agency_names import Name, parse
from normalizers.near import IN_DISTRICT, IN_LIST, IN_PROVINCE, Near, near_units, nearest
from normalizers.places import Level, Match, Unit, gazetteer
from normalizers.text import slug
from normalizers.vocabulary.agency_catalogue import AgencyLevel

LEVELS: dict[str, Level] = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
NO_PROVINCE = "the document's province is not known"


def committee(
    name: Name,
    province_code: str | None,
    on: date | None,
    within: str | None,
    taken: frozenset[str] | None = None,
) -> AgencyMatch:
    """Return the People's Committee that `name` means.

    `taken` are the ids of units that the other rows of the same list name: given, they are no candidates for a
    misread name, and the limits are those of a list.
    """
    if name.chain:
        stated = parse(name.chain)
        outermost = stated if stated.unit_kind == "tỉnh" or not stated.chain else parse(stated.chain)
        named = places.province(outermost.unit_name, on) if outermost.unit_kind == "tỉnh" else None
        province_code = named.code if named else province_code
        within = within if stated.unit_kind == "tỉnh" else name.chain
    scope = stated_scope(within, province_code, on)
    province = gazetteer().at(province_code, on) if province_code else None
    kind, unit_name = name.unit_kind, name.unit_name
    if not unit_name or (kind is None and not name.rest):
        if province is not None and (kind == province.kind or (kind is None and not within)):
            return unit_agency(province, on)._replace(reason="the document's province")
        if scope is not None and kind == scope.kind:
            return unit_agency(scope, on)._replace(reason="the stated parent", context=within or "")
        return AgencyMatch(
            None, name.text, kind="ubnd", problems=("unresolved",), reason="no place is named", score=0.0
        )
    found, problems = find_place(kind, unit_name, province_code, on, scope)
    inside = scope if scope is not None and scope.level == "district" else None
    decided = within or "" if scope is not None and "other_parent" not in problems else ""
    if scope is None and names_unit(within) and not problems:
        problems = ("unknown_parent",)
    if taken and found:
        free = [match for match in found if match.unit.unit_id not in taken]
        if len(found) > 1 and len(free) == 1:
            found, problems = free, ("by_elimination",)
        elif found[0].key == "bare":
            found = free
    why = ""
    loose = len(found) == 1 and found[0].key == "bare" and not unit_name.isascii()
    if len(found) != 1 or loose or (problems and problems[0] in DOUBTFUL):
        near = near_of(kind, unit_name, province_code, on, inside, 3 if taken else 2)
        doubted = _rival(found[0], near, unit_name, loose=loose and not problems) if len(found) == 1 else None
        if doubted is not None:
            found = [*found, Match(doubted.unit, "bare", 0.0)]
            why = (
                f"the name fits one unit only in part ({problems[0] if problems else 'without its marks'}), {_ANOTHER}"
            )
        elif not found:
            limits = IN_DISTRICT if inside is not None else IN_PROVINCE
            if taken and _mostly(taken, kind, province_code, on, inside):
                limits = IN_LIST
            best = nearest(unit_name, near, limits, taken or ())
            if best is not None:
                return _misread(best, on, decided, province)
    if len(found) == 1:
        match = found[0]
        agency = unit_agency(match.unit, on)
        method: AgencyMethod = "inferred" if problems else "gazetteer"
        reason = f"gazetteer, {match.key} key" if not problems else f"gazetteer, {match.key} key, {problems[0]}"
        score = match.score if not problems else min(match.score, 0.8)
        return agency._replace(method=method, score=score, reason=reason, context=decided, problems=problems)
    if found:
        ids = tuple(sorted(f"ubnd-{match.unit.unit_id}" for match in found))
        level = LEVELS.get(kind or "", found[0].unit.level)
        return AgencyMatch(
            None, _committee_name(kind, unit_name), _committee_name(kind, unit_name, short=True), level, "ubnd",
            province_code=province_code, method="gazetteer", score=0.0, candidates=ids, problems=("ambiguous",),
            reason=why or f"{len(ids)} units of this name",
        )  # fmt: skip
    return _created(kind, unit_name, province_code, scope)


def in_a_list(name: Name, province_code: str | None, on: date | None, within: str | None) -> AgencyMatch | None:
    """Return what `name` means as a row of a list that names all other units there; None where that is not certain.

    It is certain when the other units would be too far from the name even if the list left them out.
    """
    if not name.committee or name.group or name.chain or not name.unit_name:
        return None
    scope = stated_scope(within, province_code, on)
    inside = scope if scope is not None and scope.level == "district" else None
    near = nearest(name.unit_name, near_of(name.unit_kind, name.unit_name, province_code, on, inside, 3), IN_LIST)
    if near is None:
        return None
    code, level = scope_of(name.unit_kind, province_code, inside)
    match = committee(name, province_code, on, within, _ids(code, level, name.unit_kind, on) - {near.unit.unit_id})
    return match if match.problems == ("near_name",) else None


DOUBTFUL = ("other_parent", "not_in_force", "other_period", "unit_type_mismatch")
_ANOTHER = "and another unit of the stated scope is as near"
_LOOSE_MARGIN = 0.6
_RIVAL = 1.0  # weighted edits within which a unit of the stated scope rivals a name found only elsewhere


def scope_of(kind: str | None, province_code: str | None, inside: Unit | None) -> tuple[str, Level | None]:
    """Return the code and the level among which near names are looked for; no code: nowhere."""
    level = LEVELS.get(kind or "") if kind != "thành phố" else "district"
    if level == "province" or not province_code:
        return "", level
    return (inside.code if inside is not None and level in ("commune", None) else province_code), level


def near_of(
    kind: str | None, name: str, province_code: str | None, on: date | None, inside: Unit | None, look: int = 2
) -> tuple[Near, ...]:
    """Return the units near a name inside the stated district (`inside`), else inside the province."""
    code, level = scope_of(kind, province_code, inside)
    return near_units(name, kind, level, code, on, look) if code else ()


def _mostly(
    taken: frozenset[str], kind: str | None, province_code: str | None, on: date | None, inside: Unit | None
) -> bool:
    """Tell whether the list names at least a third of the units of this kind in the scope."""
    code, level = scope_of(kind, province_code, inside)
    there = _ids(code, level, kind, on) if code else frozenset()
    return 3 * len(there & taken) >= len(there) > 0


@lru_cache(maxsize=4096)
def _ids(code: str, level: Level | None, kind: str | None, on: date | None) -> frozenset[str]:
    return frozenset(
        unit.unit_id
        for unit in gazetteer().below(code, level)
        if (unit.valid_on(on) if on is not None else unit.valid_to is None) and (kind is None or unit.kind == kind)
    )


def _rival(found: Match, near: tuple[Near, ...], name: str, *, loose: bool) -> Near | None:
    """Return a unit of the day, in the stated scope, that `name` may be a misprint of, against a doubtful find.

    `loose`: the find itself only looks alike without its marks, so that it has a cost too.
    """
    cost = next((item.cost for item in near if item.unit.code == found.unit.code), 0.0) if loose else 0.0
    most = cost + _LOOSE_MARGIN if loose else min(_RIVAL, IN_DISTRICT.share * len(name))
    for item in near:
        if item.unit.code != found.unit.code and item.on_day and item.fits:
            return item if item.cost <= most else None
    return None


def _misread(near: Near, on: date | None, decided: str, province: Unit | None) -> AgencyMatch:
    score = round(max(0.5, 0.88 - 0.15 * near.cost), 2)
    scope = decided or (province.full_name if province is not None else "")
    return unit_agency(near.unit, on)._replace(
        method="fuzzy",
        score=score,
        reason=f"the only unit near this spelling in {scope}, {near.cost:g} weighted edits away",
        context=scope,
        problems=("near_name",),
    )


@lru_cache(maxsize=4096)
def names_unit(text: str | None) -> bool:
    """Tell whether a stated parent is the name of one unit, known or not: "Huyện Đăk Glei"."""
    name = parse(text or "")
    return name.committee and bool(name.unit_name) and not name.group


def _committee_name(kind: str | None, name: str, short: bool = False) -> str:
    return " ".join(part for part in ("UBND" if short else "Ủy ban nhân dân", kind, name) if part)


def _created(kind: str | None, unit_name: str, province_code: str | None, scope: Unit | None) -> AgencyMatch:
    label = " ".join(part for part in (kind, unit_name) if part)
    level: AgencyLevel = LEVELS.get(kind or "", "other") if kind != "thành phố" else "district"
    if not province_code or not slug(unit_name):
        short = _committee_name(kind, unit_name, short=True)
        return AgencyMatch(
            None, _committee_name(kind, unit_name), short, level, "ubnd", score=0.0,
            reason=NO_PROVINCE if not province_code else "no Vietnamese name of a place", problems=("unresolved",),
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


@lru_cache(maxsize=4096)
def stated_scope(within: str | None, province_code: str | None, on: date | None) -> Unit | None:
    """Return the district (or province) that the stated parent is, None when it is none or unknown."""
    if not within:
        return None
    name = parse(within)
    if not name.committee or not name.unit_name:
        return None
    found, _ = find_place(name.unit_kind, name.unit_name, province_code, on, None)
    if not found and name.unit_kind != "tỉnh":
        near = nearest(name.unit_name, near_of(name.unit_kind, name.unit_name, province_code, on, None), IN_PROVINCE)
        return near.unit if near is not None else None
    return found[0].unit if len(found) == 1 else None


def find_place(
    kind: str | None, name: str, province_code: str | None, on: date | None, scope: Unit | None
) -> tuple[list[Match], tuple[str, ...]]:
    """Climb the ladder: the stated parent, the province, and inside each first the stated kind, then any kind."""
    level = LEVELS.get(kind or "")
    if level == "province" or kind == "thành phố":
        found = places.find_unit(name, kind, "province", None, on)
        cities = places.find_unit(name, kind, "district", province_code, on) if level != "province" else []
        if level == "province" or (found and not (cities and (cities[0].on_day or not found[0].on_day))):
            return found, () if not found or found[0].on_day else ("not_in_force",)
    short = places.province(name, on) if kind in (None, "thành phố") and name.isupper() else None
    if short is not None:
        return [Match(short, "exact", 1.0)], ()
    if not province_code:
        return [], ()
    found, problems = _in_province(kind, name, level, province_code, on, scope)
    if on is None and not found:  # the last state of a unit may lie in a province that is no more
        before, _ = _merged_since(kind, name, province_code, places.REFORM, scope, found, problems)
        return [match._replace(on_day=True) for match in before], ()
    if on is None or on < places.REFORM or (found and not problems and found[0].key != "bare"):
        return found, problems
    return _merged_since(kind, name, province_code, on, scope, found, problems)


def _merged_since(
    kind: str | None, name: str, province_code: str, on: date, scope: Unit | None,
    found: list[Match], problems: tuple[str, ...],
) -> tuple[list[Match], tuple[str, ...]]:  # fmt: skip
    """Look for a unit of before the reform of 2025 also in the provinces that were merged into the document's."""
    level = LEVELS.get(kind or "") if kind != "thành phố" else "district"
    if kind is None or (found and found[0].on_day and "unit_type_mismatch" not in problems):
        return found, problems
    day = places.REFORM - timedelta(days=1)
    code = scope.code if scope is not None and scope.level == "district" and level == "commune" else ""
    listed: dict[str, Match] = {}
    for before in [code] if code else predecessors(province_code):
        for match in places.find_unit(name, kind, level, before, day):
            if match.key != "bare":
                listed[match.unit.unit_id] = match._replace(on_day=False, score=min(match.score, 0.8))
    return (list(listed.values()), ("not_in_force",)) if listed else (found, problems)


@lru_cache(maxsize=64)
def predecessors(province_code: str) -> tuple[str, ...]:
    """Return the codes of the provinces that the reform of 2025 merged into this one, itself among them."""
    day = places.REFORM - timedelta(days=1)
    codes = (unit.code for unit in places.children("", day))
    return tuple(code for code in codes if any(item.code == province_code for item in gazetteer().successors(code)))


def _in_province(
    kind: str | None, name: str, level: Level | None, province_code: str, on: date | None, scope: Unit | None
) -> tuple[list[Match], tuple[str, ...]]:
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
    # (a unit of the reform of 2025 is another one, whoever had its code before)
    lasting = on is not None and on < places.REFORM and exact[0].unit.valid_from < places.REFORM
    current = gazetteer().at(exact[0].unit.code, on) if lasting else None
    if current is not None:
        return [exact[0]._replace(unit=current)], ("other_period",)
    return exact, ("not_in_force",)
