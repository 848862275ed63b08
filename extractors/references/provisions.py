"""Articles, clauses and points as they are referred to: "điểm a, b khoản 1 Điều 9 và Điều 12" (điều, khoản, điểm)."""

from __future__ import annotations

from typing import NamedTuple

import regex

_REFERENCE = regex.compile(
    r"(?<!\p{L})(?:(?P<point>[Đđ]iểm)\s+(?P<points>[a-zđ](?!\p{L})(?:\s*(?:,|và)\s*(?:điểm\s+)?[a-zđ](?![\p{L}\d]))*)"
    r"|(?P<clause>[Kk]hoản)\s+(?P<clauses>\d{1,2}[a-zđ]?(?!\p{L})(?:\s*(?:,|và)\s*(?:khoản\s+)?\d{1,2}[a-zđ]?(?![\p{L}\d]))*)"
    r"|(?P<article>[Đđ]iều)\s+(?P<articles>\d{1,3}[a-zđ]?(?!\p{L})(?:\s*(?:,|và)\s*(?:Điều\s+)?\d{1,3}[a-zđ]?(?![\p{L}\d/]))*))"
)
_BETWEEN = regex.compile(r"\s*(?:[,;]|và|của|tại|thuộc|đến)?\s*(?:và|các|của)?\s*")
_LONGEST_RANGE = 100
_OUTLINE = regex.compile(r"Điều\s+(\d+[a-zđ]?)(?:\.(\d+[a-zđ]?))?")


class Provision(NamedTuple):
    """One provision referred to; None for the whole of what stands above it."""

    article: str | None
    clause: str | None = None
    point: str | None = None


def find_provisions(text: str) -> list[Provision]:
    """Return the provisions that a text refers to, in order, lists opened."""
    found: list[Provision] = []
    points: list[str] = []
    clauses: list[tuple[str, str | None]] = []
    end = 0
    for match in _REFERENCE.finditer(text):
        through = regex.fullmatch(r"\s*đến\s+(?:hết\s+)?", text[end : match.start()]) is not None
        end = match.end()
        if match["point"]:
            points += regex.findall(r"(?<!\p{L})[a-zđ](?!\p{L})", match["points"])
        elif match["clause"]:
            if through and clauses:
                clauses += [(number, None) for number in _between(clauses[-1][0], match["clauses"])]
            for number in regex.findall(r"\d+[a-zđ]?", match["clauses"]):
                clauses += [(number, point) for point in points] or [(number, None)]
                points = []
        else:
            first, *others = regex.findall(r"\d+[a-zđ]?", match["articles"])
            if through and found and found[-1].clause is None:
                found += [Provision(number) for number in _between(found[-1].article or "", first)]
            found += [Provision(first, clause, point) for clause, point in clauses] or [Provision(first)]
            found += [Provision(number) for number in others]
            clauses = []
    return found + [Provision(None, clause, point) for clause, point in clauses]


def _between(first: str, last: str) -> list[str]:
    """Return the numbers between two: "từ Điều 2 đến Điều 5" is 3 and 4 too."""
    if not (first.isdigit() and last.isdigit()) or int(last) - int(first) > _LONGEST_RANGE:
        return []
    return [str(number) for number in range(int(first) + 1, int(last))]


def provision_spans(text: str) -> list[tuple[int, int]]:
    """Return where a text refers to provisions: each run of them ("khoản 2, khoản 3 Điều 5 và Điều 7") once."""
    spans: list[tuple[int, int]] = []
    for match in _REFERENCE.finditer(text):
        if spans and _BETWEEN.fullmatch(text[spans[-1][1] : match.start()]):
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    return spans


def own_provision(section: str) -> Provision:
    """Return the article and clause of a place in the outline: "Điều 4.2" is clause 2 of article 4."""
    match = _OUTLINE.search(section) if section else None
    return Provision(match[1], match[2]) if match else Provision(None)
