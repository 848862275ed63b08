"""Which agency a name means: People's Committees by the gazetteer, others by kind, field and the place they serve.

A wrong answer is the one error that cannot be mended, so whatever is not certain is either flagged (``inferred`` with a
problem) or left open (``agency_id`` None with the candidates).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from normalizers import places
from normalizers.agency_lists import split_agencies
from normalizers.agency_match import AgencyMatch, successor, unit_agency
from normalizers.agency_names import Name, cut_place, field_and_place, is_of_kind, parse, split_owner
from normalizers.agency_parts import joined, no_longer_local, of_owner, of_stated, several
from normalizers.capitals import written
from normalizers.committees import NO_PROVINCE, committee, find_place, stated_scope
from normalizers.places import Unit, gazetteer
from normalizers.text import fold, key, slug
from normalizers.vocabulary import agency_catalogue as catalogue
from normalizers.vocabulary.agency_catalogue import Kind

__all__ = ["AgencyMatch", "is_agency", "is_group", "resolve", "split_agencies", "split_unit", "unit_agency"]


def resolve(raw: str, *, province_code: str | None, on: date | None, within: str | None = None) -> AgencyMatch:
    """Return the agency that `raw` means in a document of province `province_code` and of the day `on`.

    `within` is the parent that the document states ("Huyện Đăk Glei", "Thuộc Sở KH&CN"). Never raises for odd text.
    """
    return _resolve(raw, province_code or None, on, within or None)


@lru_cache(maxsize=8192)
def _resolve(raw: str, province_code: str | None, on: date | None, within: str | None) -> AgencyMatch:
    name = parse(raw)
    if _LETTER_LOST.search(name.text):
        return AgencyMatch(None, name.text, problems=("unresolved",), reason="letters of the name are lost", score=0.0)
    if name.group:
        return AgencyMatch(None, name.text, problems=("group",), reason="the words mean several agencies", score=0.0)
    if name.central is not None:
        body = name.central
        return AgencyMatch(
            f"00-{slug(body.name)}", body.name, body.short or body.name, "central", body.kind, reason="catalogue"
        )
    if name.committee:
        return committee(name, province_code, on, within)
    if name.kind is not None:
        pieces = joined(name)
        if pieces:
            return several(name, tuple(_resolve(piece, province_code, on, within) for piece in pieces))
        part = of_stated(name, name.kind, within)
        above = _resolve(within or "", province_code, on, None) if part is not None else None
        if part is not None and above is not None and above.agency_id is not None and not above.problems:
            return of_owner(name.kind, part, above)
    if name.kind is not None and is_of_kind(name):
        return _by_kind(name, name.kind, province_code, on, within)
    return _unknown(name, province_code)


_SHORTEST = 2  # letters of a name
_LETTER_LOST = re.compile(r"[^\W\d_]\?|\?[^\W\d_]|[\ufffd\u25a1]")  # "Hạt Kiểm lâm ??k Glong"


def _unknown(name: Name, province_code: str | None) -> AgencyMatch:
    if len(slug(name.text)) < _SHORTEST or name.no_agency or (name.kind is not None and not name.rest):
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


#: units of which a province has many: "Văn phòng UBND huyện" alone says not of which
_MANY = frozenset({"huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"})
_OWNED = ("thanh_tra", "van_phong", "phong", "ban", "dang")  # kinds that bodies of the same name have in many places
# regions of the country have Roman numbers, those of a province others
_REGION = re.compile(r"(?:^| )(?:[Kk]hu vực|[Vv]ùng) [IVXL]+$")
_COUNTRY = re.compile(r"(?:việt nam(?: \([^()]*\))?|miền (?:bắc|trung|nam))$")


def _by_kind(name: Name, kind: Kind, province_code: str | None, on: date | None, within: str | None) -> AgencyMatch:
    if kind.code in _OWNED and fold(name.rest) == "bộ":  # "Văn phòng Bộ", "Thanh tra Bộ"
        reason = "of which bộ is not said"
        return AgencyMatch(None, name.text, kind=kind.code, problems=("ambiguous",), reason=reason, score=0.0)
    known = field_and_place(kind, name.rest) if kind.field != "none" else None
    owned = split_owner(kind, name.rest) if known is None else None
    if owned is not None:
        above = _resolve(owned[1], province_code, on, within)
        if kind.code in _OWNED and above.agency_id is not None and "unresolved" not in above.problems:
            return of_owner(kind, owned[0], above)
        if kind.code == "cuc" and owned[0] and above.level == "central":
            own = _by_kind(name._replace(rest=owned[0]), kind, province_code, on, None)
            return own._replace(parent_id=above.agency_id, above=above) if own.level == "central" else own
        if owned[0] and above.kind == "so":
            return _by_kind(name._replace(rest=owned[0]), kind, province_code, on, owned[1])
    if known is not None:
        match, unit_kind, unit_name = known
        field_name, field_short, score = match.field.name, match.field.short or match.field.name, match.score
        reason = f"catalogue; misprint: {match.note}" if match.note else "catalogue of kinds and fields"
    else:
        match = None
        field_name, unit_kind, unit_name = _unknown_field(kind, name.rest, province_code, on)
        field_short, score, reason = field_name, 0.8 if kind.field != "none" else 1.0, "kind known, field as printed"
        if kind.field == "none":
            reason = "catalogue of kinds"
    field_name, field_short = written(field_name), written(field_short)
    gone = no_longer_local(match, kind, on) and unit_kind is None
    served = _served(unit_kind, unit_name, kind, province_code, on, within if _is_local(kind, match) else None)
    unsaid = not unit_name and (served is None or served.kind != unit_kind)
    # a body that has only a place is no body of the province where nobody knows that place
    placed = kind.code == "dang" or (kind.field == "none" and not field_name)
    unknown = bool(unit_name) and placed and (served is None or served.level == "province")
    if unit_kind in _MANY and (unsaid or unknown):
        nowhere = f"no {unit_kind} {unit_name} is known" if province_code else NO_PROVINCE
        reason = nowhere if unknown else f"of which {unit_kind} is not said"
        return AgencyMatch(None, name.text, kind=kind.code, problems=("ambiguous",), reason=reason, score=0.0)
    # an office that is not the committee's own serves without saying whom: "Văn phòng Đăng ký đất đai"
    keep = kind.place == "keep" and not (match is not None and match.field.parent)
    if kind.field in ("none", "place") and field_name:
        keep = False  # "Tòa án nhân dân khu vực 3": no unit's own
    if kind.code == "so" and served is not None and served.level != "province":
        reason = f"a department is a province's, {served.full_name} is none: the name may be of two agencies"
        return AgencyMatch(None, name.text, kind=kind.code, problems=("unresolved",), reason=reason, score=0.0)
    place = served.kind if served is not None and keep else ""
    if not place and keep and unit_kind:
        place = unit_kind
    if field_name.endswith(" ủy"):
        place = ""  # "Văn phòng Tỉnh ủy" says already whose it is
    canonical = " ".join(part for part in (kind.name, field_name, place) if part)
    short = " ".join(part for part in (kind.short or kind.name, field_short, place) if part)
    level = (match.field.level if match else None) or kind.level
    region = _REGION.search(field_name) is not None
    if region:
        field_name = field_name.replace("Khu vực", "khu vực").replace("Vùng", "vùng")
    whole_country = match is None and kind.place != "central" and _COUNTRY.search(fold(name.rest)) is not None
    if region or whole_country:
        canonical, short = f"{kind.name} {field_name}", f"{kind.short or kind.name} {field_name}"
    # "Cục Thuế" sat in every province, "Tổng cục Thuế" in none
    local = match is not None and match.field.level not in (None, "central") and not kind.name.startswith("Tổng")
    central = (kind.place == "central" and (not local or gone)) or level == "central" or region or whole_country
    if central:
        return AgencyMatch(f"00-{slug(canonical)}", canonical, short, "central", kind.code, score=score, reason=reason)
    if served is not None and served.level != "province" and level == "department":
        level = "other"
    code = served.code if served is not None else province_code
    if not code:
        return AgencyMatch(
            None, canonical, short, level, kind.code, score=0.0, reason=NO_PROVINCE, problems=("unresolved",)
        )
    province = gazetteer().province_code(served, on) if served is not None else province_code
    district = served.code if served is not None and served.level == "district" else None
    # a people's council is called by its unit's name, as its committee is, and so is the Party's committee
    # ("Tỉnh ủy Đắk Lắk"); the id says the unit already
    called = (kind.code == "hdnd" and place) or (kind.code == "dang" and kind.of and not field_name)
    of_unit = f" {served.name}" if served is not None and called else ""
    stated = _stated_agency(kind, province_code, on, within)
    return AgencyMatch(
        f"{code}-{slug(canonical)}",
        canonical + of_unit,
        short + of_unit,
        level,
        kind.code,
        parent_id=stated.agency_id if stated is not None else _parent(kind, match, served, on),
        province_code=province or None,
        district_code=district,
        commune_code=served.code if served is not None and served.level == "commune" else None,
        successor_province_code=successor(province, served.valid_from if served is not None else on),
        score=score,
        reason=reason,
        context=within or "" if kind.code in ("chi_cuc", "phong") else "",
        above=stated,
    )


def _unknown_field(kind: Kind, rest: str, province_code: str | None, on: date | None) -> tuple[str, str | None, str]:
    """Return (field as printed, kind of unit, unit's name) of a field that the catalogue does not have."""
    if kind.of and rest and not cut_place(rest):
        return "", kind.of, rest
    for before, unit_kind, unit_name in cut_place(rest, with_owner=True)[:1]:
        # a place that stands in the middle of the name belongs to it
        if before or kind.field != "required":
            return before, unit_kind, unit_name
    if kind.field != "none" or not rest:
        return rest, kind.of or None, ""
    if places.province(rest, on) is not None or places.province(rest, None) is not None:
        return "", "", rest
    districts = places.find_unit(rest, None, "district", province_code, on) if province_code else []
    if len(districts) == 1 and districts[0].key != "bare":
        return "", districts[0].unit.kind, rest
    return _without_province(rest, province_code, on), None, ""


def _without_province(text: str, province_code: str | None, on: date | None) -> str:
    """Drop the name of the document's own province from the end of a name: "khu vực 3 - Phú Thọ"."""
    province = gazetteer().at(province_code, on) if province_code else None
    if province is None:
        return text
    for spelling in places.spellings(province):
        if key(text).endswith(key(spelling)) and text.casefold().endswith(spelling.casefold()):
            return text[: -len(spelling)].rstrip(" -–,") or text
    return text


def _served(
    unit_kind: str | None, unit_name: str, kind: Kind, province_code: str | None, on: date | None, within: str | None
) -> Unit | None:
    """Return the unit that an agency serves: the one its name states, else the document's province."""
    if unit_name:
        if unit_kind in (None, "", "tỉnh"):
            # a province that was merged since is still the one that is named
            return (
                places.province(unit_name, on)
                or places.province(unit_name, None)
                or places.find_province(unit_name, on)
                or places.find_province(unit_name, None)
            )
        found, _ = find_place(unit_kind, unit_name, province_code, on, None)
        if len(found) == 1:
            return found[0].unit
    province = gazetteer().at(province_code, on) if province_code else None
    scope = stated_scope(within, province_code, on)
    if unit_kind and province is not None and unit_kind == province.kind and (scope is None or scope.kind != unit_kind):
        return province  # "Công an tỉnh" in a district's document
    return scope or province


#: kinds whose names are proper names, one of its kind in the province or the country
_NAMED = frozenset({"vien", "dai_hoc", "doanh_nghiep", "vuon"})


def _is_local(kind: Kind, match: catalogue.FieldMatch | None) -> bool:
    """Tell whether a body of this kind stands in districts too, so that the stated one decides whose it is."""
    if kind.code == "chi_cuc":
        return match is not None and match.field.level == "other"  # Chi cục Thuế huyện X
    return kind.code not in {"so", "bo", "cuc", *_NAMED} and not (match is not None and match.field.parent)


def _stated_agency(kind: Kind, province_code: str | None, on: date | None, within: str | None) -> AgencyMatch | None:
    """Return the agency that the document states above another one, where it is no committee and certain."""
    above = parse(within or "")
    if kind.code == "so" or above.kind is None or above.committee:
        return None
    stated = _resolve(within or "", province_code, on, None)
    return stated if stated.agency_id is not None and not stated.problems else None


def _parent(kind: Kind, match: catalogue.FieldMatch | None, served: Unit | None, on: date | None) -> str | None:
    """Return the agency above by the catalogue: the department of the field, else the served unit's committee."""
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
    return parse(text).group


def is_agency(text: str) -> bool:
    """Tell whether a text names one agency, or one place whose committee is meant ("Huyện Đăk Glei")."""
    name = parse(text)
    if name.group:
        return False
    if name.central is not None:
        return True
    if name.committee:
        return bool(name.unit_name or (name.unit_kind and not name.implied))
    return is_of_kind(name)
