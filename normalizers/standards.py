"""National standards as documents name them: ``TCVN ISO 9001:2015`` in all its printed forms."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from normalizers.vocabulary.loader import Strict, entries

_STANDARD = re.compile(
    r"(?<!\w)(?:(?P<tcvn>TCVN)\s*[-/]?\s*)?ISO(?:\s*/\s*IEC)?\s*[-:]?\s*(?P<number>\d{3,5})(?:\s*[:\-–]\s*(?P<year>\d{4})(?!\d))?(?!\d)",
    re.IGNORECASE,
)


class KnownStandard(Strict):
    """A standard that exists, with the years of its editions."""

    number: str
    title: str
    editions: tuple[int, ...]
    note: str = ""


class Standard(NamedTuple):
    """A standard named in a text: as printed, in its canonical form, and whether such an edition exists."""

    raw: str
    canonical: str
    known: bool
    start: int
    end: int


def editions(number: str) -> tuple[int, ...]:
    """Return the years of the editions of a standard, none of one that is not known."""
    return _editions().get(number, ())


@cache
def _editions() -> dict[str, tuple[int, ...]]:
    return {standard.number: standard.editions for standard in entries("standards.yaml", "standards", KnownStandard)}


def find_standards(text: str) -> list[Standard]:
    """Return every standard that `text` names, in order: ``TCVN ISO 9001: 2015``, ``TCVN ISO 9001-2015``, ``ISO 9001``.

    Without a year the standard is known when its number is; a line may break anywhere between the parts.
    """
    found = []
    for match in _STANDARD.finditer(text):
        number, year = match["number"], match["year"]
        canonical = f"{'TCVN ' if match['tcvn'] else ''}ISO {number}" + (f":{year}" if year else "")
        editions = _editions().get(number)
        known = editions is not None and (year is None or int(year) in editions)
        found.append(Standard(match[0], canonical, known, match.start(), match.end()))
    return found
