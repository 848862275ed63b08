"""Whose a body is that a district's or commune's document names without a place: the unit's own, or open.

"Công an" in a district's plan is the district's police; "Trung tâm Khuyến nông" may be the district's or the
province's, and is left without an identity. Departments (sở) and other bodies that only provinces have stay what they
are.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from normalizers.agencies import resolve
from normalizers.agency_match import AgencyMatch
from normalizers.places import REFORM
from normalizers.text import fold
from normalizers.vocabulary.loader import words

FILE = "own_bodies.yaml"
POSTS = "prose.yaml"
_CENTRAL_WORDS = ("trung ương", "việt nam")


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
def _posts() -> tuple[str, ...]:
    return tuple(fold(word) for word in words(POSTS, "posts"))


def _listed(own: AgencyMatch, on: date | None) -> tuple[str, ...]:
    if own.commune_code is None:
        return words(FILE, "district")
    since = words(FILE, "commune_since_2025") if on is not None and on >= REFORM else ()
    return (*words(FILE, "commune"), *since)
