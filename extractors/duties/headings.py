"""Headings over duties: whom they name, which of them say who does what is printed below, which set aims only."""

from __future__ import annotations

from functools import cache

import regex

from extractors import prose
from extractors.duties.phrases import is_duty, with_part
from extractors.duties.rows import Role
from extractors.parties import Party, opening_parties, parties
from extractors.passages import Passage
from normalizers.agencies import split_agencies
from normalizers.text import fold, trim

DONE = regex.compile(r"\s*(?:đã|đang|được|bị)\s", regex.IGNORECASE)
_BRACKET = regex.compile(r"\s*\([^()]{1,120}\)\s*$")  # "Sở A (cơ quan thường trực Ban Chỉ đạo tỉnh)"
_RESPONSIBLE_END = regex.compile(r"\s+(?:chịu|có) (?:trách nhiệm|nhiệm vụ)(?: sau(?: đây)?)?$")


def headed_parties(passage: Passage) -> tuple[list[Party], Role | None]:
    """Return the parties of the nearest heading inside the organization section, and the part that it gives them."""
    for heading in passage.headings:
        if prose.is_organization(heading) and not parties(heading):
            return [], None
        found = parties(heading)
        if found:
            return with_part(heading, found)
    return [], None


def without_heading(passage: Passage) -> str:
    """Return what a paragraph says behind the heading that it begins with; nothing for a heading."""
    if passage.is_heading:
        return ""
    heading = passage.heading
    if heading and passage.text.startswith(heading) and not cuts_list(passage.text, len(heading)):
        return passage.text[len(heading) :].lstrip(" :.")
    return passage.text


def cuts_list(text: str, at: int) -> bool:
    """Tell whether a heading ends inside a list of names: "3. Các Sở" of "3. Các Sở: Nội vụ, Y tế báo cáo"."""
    return text[at : at + 1] == ":" and any(start < at < end for start, end, _ in split_agencies(text))


def owner_over(passage: Passage) -> tuple[int, str] | None:
    """Return the heading over a paragraph that names nobody but who does it, with its part; None for other headings.

    "2. Sở Khoa học và Công nghệ" over "a) Chủ trì ...", as directives print it without a heading over both.
    """
    if passage.is_heading or any(sets_aims(heading) for heading in passage.headings[1:]):
        return None
    heading = next(iter(passage.headings if without_heading(passage) else ()), "")
    below = passage.headings[1] if len(passage.headings) > 1 and len(passage.heading) > 60 else ""
    printed = next((text for text in (heading, below, *passage.headings[1:2]) if _names_only(text)), None)
    return (passage.part, printed) if printed else None


def owners_in(listed: list[Passage]) -> set[tuple[int, str] | None]:
    """Return the headings that name agencies over what these are to do: most of the items under them begin so."""
    under: dict[tuple[int, str], list[bool]] = {}
    for passage in listed:
        if printed := owner_over(passage):
            under.setdefault(printed, []).append(is_duty(without_heading(passage), 0))
    return {owner for owner, duties in under.items() if 2 * sum(duties) >= len(duties)}


def may_be_duty(text: str) -> bool:
    """Tell whether an item may say what is to be done where the items beside it do: not what was done, no figure."""
    return regex.match(r"\p{L}", text) is not None and not DONE.match(f" {text}") and not prose.read(text).of("past")


def _names_only(heading: str) -> bool:
    """Tell whether a heading is the name of agencies, or of who heads them, and nothing else."""
    text = heading.rstrip(" :.;")
    if not text or len(text) > 300:
        return False
    found, end = opening_parties(text, generic=False)
    return bool(found) and not trim(_BRACKET.sub("", _RESPONSIBLE_END.sub("", text[end:])))


@cache
def _aims() -> regex.Pattern[str]:
    return regex.compile(r"\b(?:" + "|".join(map(regex.escape, prose.word_list("no_duty_headings"))) + r")\b")


def sets_aims(heading: str) -> bool:
    """Tell whether a heading stands over aims, measures or results, not over duties."""
    return _aims().search(fold(heading)) is not None


def only_names_who(heading: str) -> bool:
    """Tell whether a heading names only who is meant by the items below: "2. Người đứng đầu các cơ quan, đơn vị"."""
    who, end = opening_parties(heading, generic=True)
    return bool(who) and not trim(heading[end:])
