"""Agencies of a whole list at once: a list names a unit once, so what one row certainly means no other row can mean.

That decides between namesakes, and lets a badly misread name be taken for the one unit near it that is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from normalizers.agencies import resolve
from normalizers.agency_match import AgencyMatch
from normalizers.agency_names import parse
from normalizers.committees import committee
from normalizers.text import key

_OPEN = frozenset({"unresolved", "ambiguous", "near_name"})
_ROUNDS = 3
_BY_LETTERS = 0.9  # the score of a name that was found without its marks
_CLEARER = 0.1  # how much better a score must be to win a unit from another row


class Named(NamedTuple):
    """A row of a list: the name as printed, and the parent that the document states for it ("" for none)."""

    raw: str
    within: str = ""


def resolve_listed(mentions: Sequence[Named], *, province_code: str | None, on: date | None) -> list[AgencyMatch]:
    """Return the agency of each row of one list, in the order of the rows.

    Rows that are clear by themselves are resolved as by `agencies.resolve`; the others then among the units that are
    left. Two differing rows that want the same unit both stay open unless one fits clearly better.
    """
    found = {
        mention: resolve(mention.raw, province_code=province_code, on=on, within=mention.within or None)
        for mention in dict.fromkeys(mentions)
    }
    waiting = {
        mention: match
        for mention, match in found.items()
        if match.kind == "ubnd" and (not _OPEN.isdisjoint(match.problems) or _is_bettered(mention, match, found))
    }
    taken = _units(match for mention, match in found.items() if mention not in waiting)
    for _ in range(_ROUNDS):
        if not waiting or not taken:
            break
        offers: dict[str, list[tuple[Named, AgencyMatch]]] = defaultdict(list)
        for mention in waiting:
            match = committee(parse(mention.raw), province_code or None, on, mention.within or None, taken)
            if match.agency_id is not None and "unresolved" not in match.problems:
                offers[match.agency_id].append((mention, match))
            elif match.problems != ("ambiguous",) or found[mention].problems == ("near_name",):
                found[mention] = match
        won = [winner for wanted in offers.values() if (winner := _clearest(wanted)) is not None]
        for mention, match in won:
            found[mention] = match
            del waiting[mention]
        if not won:
            break
        taken |= _units(match for _, match in won)
    for mention in _rivals(waiting, found):
        found[mention] = _left_open(mention, found[mention])
    return [found[mention] for mention in mentions]


def _is_bettered(mention: Named, match: AgencyMatch, found: dict[Named, AgencyMatch]) -> bool:
    """Tell whether another row, printed otherwise, means the unit that this one was taken for by its letters alone."""
    if match.score > _BY_LETTERS or match.problems:
        return False
    return any(
        other.agency_id == match.agency_id and other.score > match.score and key(named.raw) != key(mention.raw)
        for named, other in found.items()
    )


def _units(matches: Iterable[AgencyMatch]) -> frozenset[str]:
    ids = (match.agency_id for match in matches if match.kind == "ubnd")
    return frozenset(
        agency_id.removeprefix("ubnd-") for agency_id in ids if agency_id and agency_id.startswith("ubnd-")
    )


def _clearest(wanted: list[tuple[Named, AgencyMatch]]) -> tuple[Named, AgencyMatch] | None:
    """Return the row that a unit goes to: the only one, or the one that fits clearly better than the others."""
    best, *others = sorted(wanted, key=lambda pair: (-pair[1].score, pair[0]))
    same = all(key(other.raw) == key(best[0].raw) for other, _ in others)
    return best if same or best[1].score - others[0][1].score >= _CLEARER else None


def _rivals(waiting: Iterable[Named], found: dict[Named, AgencyMatch]) -> list[Named]:
    """Return the rows that are still open and, alone, were taken for a unit that another row has or wants too."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for mention, match in found.items():
        if match.agency_id is not None:
            wanted[match.agency_id].add(key(mention.raw))
    return [
        mention
        for mention in waiting
        if "near_name" in found[mention].problems and len(wanted[found[mention].agency_id or ""]) > 1
    ]


def _left_open(mention: Named, match: AgencyMatch) -> AgencyMatch:
    return AgencyMatch(
        None, parse(mention.raw).text, level=match.level, kind="ubnd", province_code=match.province_code, score=0.0,
        candidates=(match.agency_id,) if match.agency_id else (), problems=("ambiguous",),
        reason="another row of the list is as near to the only unit near this spelling",
    )  # fmt: skip
