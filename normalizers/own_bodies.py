"""Whose a body is that a document names without saying whose: the issuing unit's or body's own, or open.

"Công an" in a district's plan is the district's police; "Trung tâm Khuyến nông" may be the district's or the
province's, and is left without an identity. Departments (sở) and other bodies that only provinces have stay what they
are. "Văn phòng Sở", "Phòng Kế hoạch", "Ban Chỉ đạo ISO" in a department's plan are its own: every department has such.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from normalizers.agencies import resolve
from normalizers.agency_match import AgencyMatch
from normalizers.places import REFORM
from normalizers.text import fold, slug, trim
from normalizers.vocabulary.loader import Strict, entries, words

FILE = "own_bodies.yaml"
POSTS = "prose.yaml"
#: kinds of bodies that have offices, rooms and boards of their own
_WITH_UNITS = frozenset({"bo", "so", "cuc", "chi_cuc", "thue", "trung_tam", "truong", "dai_hoc", "benh_vien", "vien"})
_PARTY = re.compile(
    r"(?:(?:thường trực|ban thường vụ|ban chấp hành(?: đảng bộ)?) )?(?P<committee>(?:huyện|quận|thị|thành|đảng) ủy)"
)
_OF_BODY = re.compile(r"\s+(?:Sở|Bộ|Cục|Chi cục|Tổng cục|Trung tâm|Trường|Bệnh viện|Viện)(?: tỉnh)?$")
_CENTRAL_WORDS = ("trung ương", "việt nam")


class Called(Strict):
    """A post or the word for a kind of body, and the kinds of bodies that have such a head or are called so."""

    words: str
    kinds: tuple[str, ...]


def in_documents_of(match: AgencyMatch, raw: str, unit: str, province_code: str | None, on: date | None) -> AgencyMatch:
    """Return what `raw` means in a document of `unit`, given what it means in one of its province."""
    if match.level == "central" or match.kind == "ubnd":
        return match
    own = resolve(raw, province_code=province_code, on=on, within=unit)
    if match.agency_id is None:
        found = "ambiguous" in match.problems and own.agency_id is not None and "ambiguous" not in own.problems
        return own if found else match
    if match.district_code or match.commune_code or (own.agency_id == match.agency_id and not own.problems):
        return match  # its place is named, or only the province has one
    if match.name.startswith(words(FILE, "province")):
        return match
    if own.agency_id is not None and not own.problems and own.name.startswith(_listed(own, on)):
        return own
    if own.agency_id is None or (own.agency_id == match.agency_id and "unknown_kind" not in own.problems):
        return match
    candidates = tuple(sorted({match.agency_id, own.agency_id}))
    return left_open(match, candidates, "the unit's own or the province's")


def in_documents_of_the_body(match: AgencyMatch, raw: str, body: AgencyMatch) -> AgencyMatch:
    """Return what a name means in a document of a ministry, department or school: its own inner unit, or `match`.

    Inner units are known by their first words; a room (phòng) that districts have too is left open.
    """
    if body.kind not in _WITH_UNITS or match.district_code or match.commune_code or "group" in match.problems:
        return match
    printed = trim(raw)
    folded = fold(printed)
    inner = next((word for word in _inner() if folded == word or folded.startswith(f"{word} ")), None)
    if inner is None or (match.agency_id is not None and match.agency_id.startswith("ubnd-")):
        return match
    if match.kind == "phong" and match.agency_id is not None and match.reason == "catalogue of kinds and fields":
        own = f"{body.agency_id}-{slug(match.name)}"
        return left_open(match, tuple(sorted({match.agency_id, own})), "the issuing body's own or a district's")
    name = _OF_BODY.sub("", printed[:1].upper() + printed[1:])
    return match._replace(
        agency_id=f"{body.agency_id}-{slug(name)}",
        name=f"{name} {body.name}",
        short_name=f"{name} {body.short_name or body.name}",
        level="other",
        parent_id=body.agency_id,
        province_code=body.province_code,
        method="inferred",
        score=0.9,
        reason=f"inner unit of the issuing body, {body.name}",
        problems=(),
        above=body,
    )


def names_the_issuer(raw: str, body: AgencyMatch) -> bool:
    """Tell whether an issuer named by post or kind alone is the body whose document names it so.

    "Giám đốc bệnh viện", "Hiệu trưởng", "Giám đốc Sở", "Ban Thường vụ Huyện ủy" in documents of a hospital, a school,
    a department and a district's Party committee.
    """
    party = _PARTY.fullmatch(fold(raw))
    if party is not None:
        return body.kind == "dang" and fold(body.name).startswith(party["committee"])
    called = {entry.words: entry.kinds for entry in entries(FILE, "called", Called)}
    head = {entry.words: entry.kinds for entry in entries(FILE, "heads", Called)}
    printed = fold(raw)
    post = next((word for word in head if printed == word or printed.startswith(f"{word} ")), "")
    rest = printed.removeprefix(post).strip()
    return all(
        body.kind in kinds for kinds in ([head[post]] if post else []) + ([called.get(rest, ())] if rest else [])
    )


def in_documents_of_the_province(match: AgencyMatch) -> AgencyMatch:
    """Return what a name means in a document of a province: a body of which it has many has no identity."""
    if match.agency_id is None or match.district_code or match.commune_code:
        return match
    if match.name not in _many() and not fold(match.name).startswith(_posts()):
        return match
    return left_open(match, (match.agency_id,), "the province has many of them")


def left_open(match: AgencyMatch, candidates: tuple[str, ...], reason: str) -> AgencyMatch:
    """Return a match without an identity, with those that it may have."""
    return match._replace(agency_id=None, score=0.0, problems=("ambiguous",), candidates=candidates, reason=reason)


def may_be_local(match: AgencyMatch, raw: str) -> bool:
    """Tell whether the name of a central organization may mean its branch: "Đoàn TNCS Hồ Chí Minh" in a province."""
    central = match.level == "central" and match.kind == "doan_the"
    return central and not any(word in fold(raw) for word in _CENTRAL_WORDS)


@cache
def _many() -> frozenset[str]:
    """The names that many bodies of a province bear."""
    return frozenset(f"{word}{place}" for word in words(FILE, "many") for place in ("", " tỉnh", " thành phố"))


@cache
def _inner() -> tuple[str, ...]:
    return tuple(fold(word) for word in words(FILE, "inner"))


@cache
def _posts() -> tuple[str, ...]:
    return tuple(fold(word) for word in words(POSTS, "posts"))


def _listed(own: AgencyMatch, on: date | None) -> tuple[str, ...]:
    if own.commune_code is None:
        return words(FILE, "district")
    since = words(FILE, "commune_since_2025") if on is not None and on >= REFORM else ()
    return (*words(FILE, "commune"), *since)
