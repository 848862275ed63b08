"""Who does a task, said in brackets behind it: "Rà soát văn bản (Sở Tư pháp chủ trì; hoàn thành tháng 11/2026)"."""

from __future__ import annotations

import regex

from extractors.duties.lines import role_behind
from extractors.duties.rows import Role
from extractors.parties import Party, opening_parties, parties
from normalizers.text import fold, trim

_BRACKETS = regex.compile(r"^(?P<task>.{8,}?)[\s.;:]*\((?P<said>[^()]{8,240})\)[\s.;/]*$", regex.DOTALL)
_PART = r"(?:chủ trì|phối hợp|thực hiện|chịu trách nhiệm|phụ trách|đầu mối)"
_SAYS_PART = regex.compile(rf"(?<!\p{{L}}){_PART}(?!\p{{L}})", regex.IGNORECASE)
_LABELLED = regex.compile(
    rf"\s*(?:(?:cơ quan|đơn vị|bộ phận)\s+)?(?P<part>{_PART})(?:\s+thực hiện)?\s*:\s*(?P<who>.+)$", regex.IGNORECASE
)
_DONE_BY = regex.compile(
    rf"\s*(?:là\s+(?:cơ quan|đơn vị)\s+)?(?:chịu trách nhiệm\s+)?{_PART}[^;]{{0,60}}$|\s*$", regex.IGNORECASE
)
_CLAUSES = regex.compile(r";\s*|(?<=\b(?:chủ trì|phối hợp|thực hiện|phụ trách)),\s+(?=\p{Lu}|các\s|phối hợp\s*:|thời)")
_BY = regex.compile(r"\s*(?:do|giao(?: cho)?)\s+", regex.IGNORECASE)


def in_brackets(text: str) -> tuple[str, list[tuple[Party, Role]]] | None:
    """Return a task and who has which part in it, as the brackets at its end say; None where they say no such thing.

    Each clause of the brackets names bodies with their part, or says when; one that is anything else makes them none.
    """
    if ")" not in text[-4:] or _SAYS_PART.search(text, text.rfind("(")) is None:
        return None
    match = _BRACKETS.match(text)
    if match is None:
        return None
    found: list[tuple[Party, Role]] = []
    for clause in _CLAUSES.split(match["said"]):
        labelled = _LABELLED.match(clause)
        if labelled is not None:
            role = _role(labelled["part"])
            found += [(party, role) for party in parties(trim(labelled["who"]))]
            continue
        by = _BY.match(clause)
        said = clause[by.end() :] if by else clause
        who, end = opening_parties(said, generic=True)
        if who and _SAYS_PART.search(said, end) and _DONE_BY.match(said, end):
            found += [(party, role_behind(said, party) or "implement") for party in who]
    return (match["task"].strip(), found) if found else None


def _role(part: str) -> Role:
    part = fold(part)
    return "lead" if part in ("chủ trì", "đầu mối") else "coordinate" if part == "phối hợp" else "implement"
