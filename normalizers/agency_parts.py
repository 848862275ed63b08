"""Parts of agencies and agencies in a row: whose part a name means, and names that are of several bodies at once."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from normalizers.agency_match import AgencyMatch
from normalizers.agency_names import Name, cut_place, field_and_place, is_of_kind, parse, split_owner
from normalizers.capitals import written
from normalizers.places import gazetteer
from normalizers.text import fold, slug
from normalizers.vocabulary import agency_catalogue as catalogue
from normalizers.vocabulary.agency_catalogue import Kind

_TRAILING = re.compile(r"(?:\s+[-–]\s*|\s*[,;/]\s*|\s+và\s*)$")
_BETWEEN = re.compile(r"\s+[-–]\s+|\s*[,;/]\s*|\s+và\s+")
# bodies that stand beside others and are no part of what is named behind them ("Chi cục X - Sở Y" is one body)
_BESIDE = frozenset({
    "so", "bo", "hdnd", "cong_an", "quan_su", "bien_phong", "toa_an", "vien_kiem_sat", "mat_tran", "bao_hiem",
    "kho_bac", "thue", "thong_ke", "thi_hanh_an", "doan_the", "doan_dbqh",
})  # fmt: skip
# offices that are written behind the body whose part they are ("Kho bạc Nhà nước X - Phòng Giao dịch")
_OFFICES = frozenset({"phong", "tram", "doi", "hat", "ban", "van_phong", "thanh_tra"})
_PARTY = re.compile(r"^((?:Tỉnh|Thành|Huyện|Quận|Thị) ủy) .*$")


def joined(name: Name) -> tuple[str, ...]:
    """Return the names of the bodies that a name joins: "Sở Tài chính - Sở Nội vụ"; none when it is of one body.

    Names hold commas, hyphens and "và" themselves, so that every piece must be an agency's whole name.
    """
    kind = name.kind
    pieces = _pieces(name.text)
    if kind is None or len(pieces) < 2 or field_and_place(kind, name.rest) is not None:
        return ()
    parts = [parse(piece) for piece in pieces]
    if parts[0].kind is not kind or not is_of_kind(parts[0]):
        return ()
    for part in parts[1:]:
        committee = part.committee and not part.implied and bool(part.unit_kind)
        if not committee and not is_of_kind(part):
            return ()
        same = part.kind is not None and part.kind.code == kind.code and part.kind.name == kind.name
        if not same and (kind.code not in _BESIDE or (part.kind is not None and part.kind.code in _OFFICES)):
            return ()
    return tuple(pieces)


def _pieces(text: str) -> list[str]:
    """Return what stands between the marks that may join names; a known name that holds such marks stays whole."""
    cuts = [0, *(match.end() for match in _BETWEEN.finditer(text)), len(text)]
    bare = [_TRAILING.sub("", text[at:until]) for at, until in pairwise(cuts)]
    starts = [number for number, piece in enumerate(bare) if number == 0 or _names_body(piece)]
    pieces: list[str] = []
    for first, after in pairwise([*starts, len(bare)]):
        whole = _TRAILING.sub("", text[cuts[first] : cuts[after]])
        name = parse(whole)
        known = after - first > 1 and name.kind is not None and field_and_place(name.kind, name.rest) is not None
        pieces += [whole] if known else bare[first:after]
    return [piece for piece in pieces if piece]


def _names_body(piece: str) -> bool:
    name = parse(piece)
    return name.kind is not None or (name.committee and not name.implied)


_PARTS = ("phong", "thanh_tra", "van_phong")  # kinds that stand in nearly every agency


def of_stated(name: Name, kind: Kind, within: str | None) -> str | None:
    """Return what a name says of the stated agency's part that it is: "Thanh tra" under "Sở Nội vụ" → ""; else None.

    Every department has a Thanh tra, a Văn phòng and a Phòng Tổ chức: without the department's name these are many.
    """
    above = parse(within or "")
    if kind.code not in _PARTS or above.kind is None or above.committee or above.group:
        return None
    rest = "" if fold(name.rest) in {fold(word) for word in above.kind.words} else name.rest
    if kind.code != "phong":
        return "" if not rest else None
    return rest if rest and not cut_place(rest) and split_owner(kind, rest) is None else None


def of_owner(kind: Kind, field: str, above: AgencyMatch) -> AgencyMatch:
    """Return the part of an agency that bears its name: "Thanh tra Sở Xây dựng", "Ban Dân vận Huyện ủy"."""
    match = catalogue.find_field(kind, field)
    field = written(field)
    own = " ".join(part for part in (kind.name, match.field.name if match else field) if part)
    short = " ".join(part for part in (kind.short or kind.name, match.field.name if match else field) if part)
    code, _, rest = (above.agency_id or "").partition("-")
    if code == "ubnd":  # a committee is called by its unit, which its id names
        unit = gazetteer().by_id(rest)
        code, rest = rest.partition("@")[0], slug(f"Ủy ban nhân dân {unit.kind if unit is not None else ''}")
    # "Văn phòng Tỉnh ủy" says already whose it is
    names = [_PARTY.sub(r"\1", name) for name in (above.name, above.short_name or above.name)]
    return AgencyMatch(
        f"{code}-{slug(own)}-{rest}",
        f"{own} {names[0]}",
        f"{short} {names[1]}",
        "other",
        kind.code,
        parent_id=above.agency_id,
        province_code=above.province_code,
        district_code=above.district_code,
        commune_code=above.commune_code,
        successor_province_code=above.successor_province_code,
        score=min(above.score, match.score if match else 0.8),
        reason=f"part of {above.short_name or above.name}",
        above=above,
    )


def several(name: Name, parts: tuple[AgencyMatch, ...]) -> AgencyMatch:
    """Return the verdict on a name of several bodies: none of them, and which they are."""
    ids = tuple(dict.fromkeys(part.agency_id for part in parts if part.agency_id))
    return AgencyMatch(
        None,
        name.text,
        candidates=ids,
        problems=("several",),
        reason=f"the words name {len(parts)} bodies",
        score=0.0,
    )


def no_longer_local(match: catalogue.FieldMatch | None, kind: Kind, on: date | None) -> bool:
    """Tell whether a body that sat in every province (Cục Thuế) sits in none on that day."""
    until = match.field.until if match is not None and kind.code == "cuc" else None
    return until is not None and on is not None and on >= until
