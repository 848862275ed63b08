"""Laws and ordinances (luật, pháp lệnh): cited by name, with or without number and date."""

from __future__ import annotations

from functools import cache

import regex

from extractors.records import Cited, Mention, Record
from extractors.references.citation_clauses import Clause
from normalizers.codes import CodeMention, find_codes
from normalizers.dates import DateMention
from normalizers.text import cut_out, trim
from normalizers.vocabulary.loader import words

_ENDS = (
    r"(?=\s*,?\s*(?:ngày\s+\d|\(|;|$|\.$|\.\s|(?:năm\s+)?(?:19|20)\d{2}(?!\d)"
    r"|(?:đã\s+)?được\s|do\s+Quốc hội|ban hành(?! văn bản)|thông qua"
    r"|(?:của|do)\s+(?:Quốc hội\s+(?:nước|kh(?:óa|oá))|[ỦỤUủụu][yỷỵ]\s+ban\s+[Tt]hường\s+vụ\s+Quốc hội)(?!\p{L})"
)
_OR_NEXT = (
    r"|(?:,|,?\s+và)\s+(?:các\s+)?(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị)\s"
    r"|và\s+(?:các\s+)?(?:văn bản|quy định)\s|,\s*(?:Điều|[Kk]hoản)\s+\d"
)
# a law that amends others has their names in its own: "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B"
_LAW = regex.compile(
    r"(?P<type>Bộ luật|Luật|Pháp lệnh)\s+"
    rf"(?:(?P<name>[Ss]ửa đổi[^;:.()]{{2,300}}?){_ENDS}))"
    rf"|(?P<name>(?!(?:số|này)\b)[^;:.()]{{2,200}}?){_ENDS}{_OR_NEXT})))"
)
# the first of a list has the list's word before it, the others none: "các Luật: Đất đai ngày 29/11/2013; Giá ngày ..."
_LISTED = regex.compile(r"(?:^\s*|:\s*)(?P<type>)(?P<name>\p{Lu}[^;:.()]{2,200}?)" + _ENDS + _OR_NEXT + "))")
# typists write the word small behind "Căn cứ" and behind an article: "Căn cứ khoản 3 điều 25 luật ngân sách ..."
_SMALL = regex.compile(
    r"^\W*Căn\s+cứ\s+(?:vào\s+)?(?:(?:điểm|khoản|điều|mục)\s+[\p{L}\d,]{1,4}\s+){0,3}(?:của\s+)?"
    r"(?P<type>luật|bộ luật|pháp lệnh)\s+"
    rf"(?:(?P<name>sửa đổi[^;:.()]{{2,300}}?){_ENDS}))|(?P<name>(?!(?:số|này)\b)[^;:.()]{{2,200}}?){_ENDS}{_OR_NEXT})))"
)
_CONSTITUTION = regex.compile(
    r"(?P<type>Hiến pháp)(?P<name>(?:\s+nước\s+Cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam)?"
    r"(?:\s+năm\s+(?:1946|1959|1980|1992|2013)(?!\d))?)",
    regex.IGNORECASE,
)
# what stands behind a law's whole name and is no part of it
_GOES_ON = regex.compile(
    r"\s+(?:và|để|cho|trong|năm|trên|tại|đối với|đến|của|là|được|có|do|khi|về)(?!\p{L})|\W*$|\s*[;.)](?!\d)"
)
_MAY_NAME_ONE = regex.compile(r"[Ll]uật\s+\p{Lu}|[Pp]háp lệnh\s+\p{Lu}")
LAW = "L"  # how a law is cited, be it named or numbered
_CODES = {"Pháp lệnh": "PL", "Hiến pháp": "HP"}
_LAW_IN_PROSE = regex.compile(
    r"(?:của|theo|tại|bởi)\s+(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>\p{Lu}[\p{L}\d/]*(?:\s+[\p{L}\d/]+){1,11}?)"
    r"(?=\s*(?:[;:,.()]|$|\bngày\b|\bnăm\b|\bvà các\b|\bhiện hành\b))"
    # a day behind it tells a law wherever it stands
    r"|(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>\p{Lu}[\p{L}\d/]*(?:,?\s+[\p{L}\d/]+){0,11}?)"
    r"(?=\s*,?\s*(?:\(|được [^;.]{0,60}?\s)?ngày\s+\d)"
)
_NUMBERED_LAW = regex.compile(
    r"(?:(?P<name>(?P<type>Luật|Pháp lệnh)\s+[Ss]ửa đổi,?\s+bổ sung\s[^;:.()]{2,170}?)"
    r"|(?P<name>(?P<type>Bộ luật|Luật|Pháp lệnh)(?:\s+(?!(?:Luật|số)\b)[\p{L},\d-]+){1,20}?))"
    r"(?:\s*\([^()]{1,30}\))?\s*,?\s*(?:số\s*:?\s*)?$"  # a short name in brackets: "Luật Bảo hiểm y tế (BHYT) số"
)
# the title of a law that amends another: "... MỘT SỐ ĐIỀU CỦA LUẬT CHỨNG KHOÁN SỐ 70/2006/QH11"
_IN_CAPITALS = regex.compile(
    r"(?P<name>(?P<type>BỘ LUẬT|LUẬT|PHÁP LỆNH)(?:\s+(?!(?:LUẬT|SỐ)\b)[\p{L},\d-]+){1,20}?)\s*,?\s*(?:SỐ\s*:?\s*)?$"
)
_SHORT_NAME = regex.compile(r"\s*\([^()]{1,30}\)\s*(?:số)?\s*:?\s*")
_LONGEST_LAW = 200  # characters of a law's name before its number
_LAW_TYPES = ("L", "Luật", "PL")
_AMENDED = regex.compile(r"(?:đã\s+)?được\s+(?:sửa đổi|bổ sung)|sửa đổi,?\s+bổ sung", regex.IGNORECASE)
_NEAR = 40  # characters between a law's name and its date
# "Luật X được Quốc hội khóa XI, kỳ họp thứ 4 thông qua ngày ...": who passed it stands between
PASSED = regex.compile(
    r"[\s,]*(?:(?:đã\s+)?được\s+|do\s+|của\s+)?(?:Quốc hội|[ỦUủ][yỷ] ban [Tt]hường vụ Quốc hội)"
    r"[^;:()]{2,90}?\sthông qua\s*,?\s*"
)
_REVISED = regex.compile(r"\s*\(sửa đổi(?:,?\s+bổ sung)?\)", regex.IGNORECASE)  # as its name is printed


def named_laws(clause: Clause, codes: list[CodeMention]) -> list[regex.Match[str]]:
    """Return the laws that a clause names without a number; in running text only where a law is referred to."""
    if clause.lead == "proposal":
        return []
    found = list((_LAW if clause.lead else _LAW_IN_PROSE).finditer(clause.text))
    if not clause.lead and _MAY_NAME_ONE.search(clause.text):
        known = list(_known_law().finditer(clause.text))
        whole = {law.start("type") for law in known if _GOES_ON.match(clause.text, law.end())}
        found = [law for law in found if law.start("type") not in whole]
        referred = {law.start("type") for law in found}
        found += [law for law in known if law.start() not in referred]
    if clause.lead:
        found += _CONSTITUTION.finditer(clause.text)
        small = _SMALL.match(clause.text)
        found += [small] if small is not None else []
    if clause.listed and not found:
        found += _LISTED.finditer(clause.text)
    return [law for law in found if not _covered(law, codes)]


def laws_within(text: str) -> list[regex.Match[str]]:
    """Return the laws of the vocabulary that a text names, wherever they stand: in a decree's title too."""
    return list(_known_law().finditer(text)) if _MAY_NAME_ONE.search(text) else []


@cache
def _known_law() -> regex.Pattern[str]:
    """The laws whose names the vocabulary has (``laws.yaml``), so that running text shows where a name ends."""
    kinds = {"laws": "[Ll]uật", "codes": "[Bb]ộ luật", "ordinances": "[Pp]háp lệnh"}
    named = (rf"(?P<type>{kind}) (?P<name>(?=\p{{Lu}})(?i:\L<{section}>))" for section, kind in kinds.items())
    names = {section: _spellings(words("laws.yaml", section)) for section in kinds}
    return regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(named)})(?![\p{{L}}\d])", **names)


def _spellings(names: tuple[str, ...]) -> list[str]:
    """Return names with and without their commas, and with the tone marks of hoà/hòa where typists put them."""
    spelt = {other for name in names for other in (name, name.replace(",", ""))}
    for one, other in (("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("úy", "uý")):
        spelt |= {name.replace(one, other) for name in spelt}
    return sorted(spelt)


def _covered(law: regex.Match[str], codes: list[CodeMention]) -> bool:
    """Tell whether a law's name belongs to a citation with a code ("Luật số 77/2015/QH13")."""
    short = _SHORT_NAME.match(law.string, law.end())
    end = short.end() if short is not None else law.end()
    return any(law.start() <= code.start < end + 2 for code in codes)


def number_law(text: str, code: CodeMention) -> regex.Match[str] | None:
    """Return the law whose number a code is: "Luật Ngân sách nhà nước số 83/2015/QH13"; None for other documents."""
    if code.type_code not in _LAW_TYPES and not code.symbol.startswith(("QH", "UBTVQH")):
        return None
    before = text[max(0, code.start - _LONGEST_LAW) : code.start]
    return (_IN_CAPITALS if text == text.upper() else _NUMBERED_LAW).search(before)


def law_start(text: str, code: CodeMention) -> int:
    """Return where the law's name begins whose number a code is, else where the code does."""
    law = number_law(text, code)
    return code.start - (len(law.string) - law.start()) if law is not None else code.start


def law_record(clause: Clause, law: regex.Match[str], dates: list[DateMention]) -> Record:
    """Return the citation of a law named without a number: "Luật Tổ chức chính quyền địa phương ngày 19/06/2015"."""
    revised = _REVISED.match(clause.text, law.end())
    end = revised.end() if revised is not None else law.end()
    passed = PASSED.match(clause.text, end)
    after = passed.end() if passed is not None else end
    dated = next((mention for mention in dates if end <= mention.start <= after + _NEAR), None)
    between = clause.text[end : dated.start] if dated is not None else ""
    if _AMENDED.search(between) or find_codes(between):
        dated = None  # "Luật X đã được sửa đổi, bổ sung ngày ...", "Luật X, Nghị định số ... ngày ...": another's day
    kind = law.group("type") or clause.listed
    kind = kind[:1].upper() + kind[1:]
    name = trim(f"{kind} {law.group('name')}{revised.group() if revised is not None else ''}")
    place = clause.place(law.start("type"))
    return Record(
        table="citations",
        position=(),
        values={
            "section_path": clause.line.section or None,
            "raw": cut_out(clause.text[law.start("type") : dated.end if dated else end].strip(" :")),
            "type_code": _CODES.get(kind, LAW),
            "code": None,
            "title": name,
            "issued_on": dated.value if dated else None,
            "issuer_raw": None,
            "relation": "legal_basis" if clause.lead else "mentions",
        },
        evidence={"title": Cited(name, place)},
        mentions={"issuer_id": Mention("Ủy ban Thường vụ Quốc hội" if kind == "Pháp lệnh" else "Quốc hội", place)},
        place=place,
    )
