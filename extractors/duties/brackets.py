"""Who does a task, said behind it in brackets or labels: "Rà soát văn bản (Sở Tư pháp chủ trì; xong tháng 11/2026)"."""

from __future__ import annotations

import regex

from extractors.duties.lines import role_behind
from extractors.duties.rows import Role
from extractors.parties import Party, opening_parties, parties
from normalizers.text import fold, trim

_BRACKETS = regex.compile(r"^(?P<task>.{8,}?)[\s.;:]*\((?P<said>[^()]{8,240})\)[\s.;/]*$", regex.DOTALL)
_LABELS = regex.compile(
    r"^(?P<task>[^:]{8,}?)[.;,]\s+(?P<said>(?:Cơ quan|Đơn vị|Bộ phận)?\s*(?i:chủ trì)(?:\s+thực hiện)?\s*:.+)$",
    regex.DOTALL,
)
_HANDED = regex.compile(
    r"^(?P<task>[^:]{8,}?)[;,]\s+"
    r"(?P<said>giao\s+(?:cho\s+)?\p{Lu}[^:;]{3,120}?\s(?:chủ trì|chịu trách nhiệm)(?:\s+thực hiện)?)[\s./]*$",
    regex.DOTALL,
)
_PART = r"(?:chủ trì|phối hợp|thực hiện|chịu trách nhiệm|phụ trách|đầu mối)"
_SAYS_PART = regex.compile(rf"(?<!\p{{L}}){_PART}(?!\p{{L}})", regex.IGNORECASE)
_LABELLED = regex.compile(
    rf"\s*(?:(?:cơ quan|đơn vị|bộ phận)\s+)?(?P<part>{_PART})(?:\s+thực hiện)?\s*:\s*(?P<who>.+)$", regex.IGNORECASE
)
_DONE_BY = regex.compile(
    rf"\s*(?:là\s+(?:cơ quan|đơn vị)\s+)?(?:chịu trách nhiệm\s+)?{_PART}[^;]{{0,60}}$|\s*$", regex.IGNORECASE
)
_CLAUSES = regex.compile(
    r"[;.]\s+(?=\p{L})|;\s*|(?<=\b(?:chủ trì|phối hợp|thực hiện|phụ trách)),\s+(?=\p{Lu}|các\s|phối hợp\s*:|thời)"
)
_BY = regex.compile(r"\s*(?:do|giao(?: cho)?)\s+", regex.IGNORECASE)


def in_brackets(text: str) -> tuple[str, list[tuple[Party, Role]]] | None:
    """Return a task and who has which part in it, as what stands behind it says; None where nothing does.

    That is in brackets ("(Sở A chủ trì, Sở B phối hợp)"), labelled ("... . Đơn vị chủ trì: Sở A. Thời gian: ..."), or
    handed on ("..., giao Sở A chủ trì"). A clause that names no body with its part says something else, as when.
    """
    match = None
    if ")" in text[-4:] and _SAYS_PART.search(text, text.rfind("(")) is not None:
        match = _BRACKETS.match(text)
    elif "chủ trì" in text.casefold() and ":" in text:
        match = _LABELS.match(text)
    elif "giao " in text and text.rstrip(" ./").endswith(("chủ trì", "thực hiện", "trách nhiệm")):
        match = _HANDED.match(text)
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
