"""Laws and ordinances (luật, pháp lệnh): cited by name, with or without number and date."""

from __future__ import annotations

import regex

from extractors.citation_clauses import Clause
from extractors.records import Cited, Mention, Record
from normalizers.codes import CodeMention
from normalizers.dates import DateMention
from normalizers.text import trim

_LAW = regex.compile(
    r"(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>(?!số\b)[^;:.()]{3,200}?)"
    r"\s*,?\s*(?=ngày\s+\d|\(|;|$|\.\s|năm\s+\d{4})"
)
_LAW_IN_PROSE = regex.compile(
    r"(?:của|theo|tại|bởi)\s+(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>\p{Lu}[\p{L}\d/]*(?:\s+[\p{L}\d/]+){1,11}?)"
    r"(?=\s*(?:[;:,.()]|$|\bngày\b|\bnăm\b|\bvà các\b|\bhiện hành\b))"
)
_NUMBERED_LAW = regex.compile(
    r"(?P<name>(?P<type>Bộ luật|Luật|Pháp lệnh)(?:\s+(?!(?:Luật|số)\b)[\p{L},\d-]+){1,20}?)"
    r"\s*,?\s*(?:số\s*:?\s*)?$"
)
_LONGEST_LAW = 200  # characters of a law's name before its number
_LAW_TYPES = ("L", "Luật", "PL")
_NEAR = 40  # characters between a law's name and its date


def named_laws(clause: Clause, codes: list[CodeMention]) -> list[regex.Match[str]]:
    """Return the laws that a clause names without a number; in running text only where a law is referred to."""
    if clause.lead == "proposal":
        return []
    found = (_LAW if clause.lead else _LAW_IN_PROSE).finditer(clause.text)
    return [law for law in found if not _covered(law, codes)]


def _covered(law: regex.Match[str], codes: list[CodeMention]) -> bool:
    """Tell whether a law's name belongs to a citation with a code ("Luật số 77/2015/QH13")."""
    return any(law.start() <= code.start < law.end() + 2 for code in codes)


def number_law(text: str, code: CodeMention) -> regex.Match[str] | None:
    """Return the law whose number a code is: "Luật Ngân sách nhà nước số 83/2015/QH13"; None for other documents."""
    if code.type_code not in _LAW_TYPES and not code.symbol.startswith(("QH", "UBTVQH")):
        return None
    return _NUMBERED_LAW.search(text[max(0, code.start - _LONGEST_LAW) : code.start])


def law_record(clause: Clause, law: regex.Match[str], dates: list[DateMention]) -> Record:
    """Return the citation of a law named without a number: "Luật Tổ chức chính quyền địa phương ngày 19/06/2015"."""
    dated = next((mention for mention in dates if law.end() <= mention.start <= law.end() + _NEAR), None)
    name = trim(f"{law.group('type')} {law.group('name')}")
    return Record(
        table="citations",
        position=(),
        values={
            "section_path": clause.line.section or None,
            "raw": clause.text[law.start() : dated.end if dated else law.end()].strip(),
            "type_code": "PL" if law.group("type") == "Pháp lệnh" else "L",
            "code": None,
            "title": name,
            "issued_on": dated.value if dated else None,
            "issuer_raw": None,
            "relation": "legal_basis" if clause.lead else "mentions",
        },
        evidence={"title": Cited(name, clause.line.place)},
        mentions={"issuer_id": Mention("Quốc hội", clause.line.place)},
        place=clause.line.place,
    )
