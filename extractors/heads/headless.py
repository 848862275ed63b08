"""Documents of which a dump has lost the letter head: known by their preamble and the sentence that enacts them."""

from __future__ import annotations

import regex

from extractors.heads.facts import Header
from extractors.heads.place_and_date import printed
from extractors.lines import Line
from extractors.records import Cited, Record
from normalizers.codes import find_codes, starts_with_type
from normalizers.text import trim

_FEWEST_BASES = 2  # clauses "Căn cứ ..." that make a preamble; one alone stands in any text
# "Chính phủ ban hành Nghị định ...": who enacts stands first, what is enacted behind the verb
_ENACTS = regex.compile(
    r"(?P<body>\p{Lu}[^;:.()]{3,120}?)\s+(?:ban hành|xây dựng|quyết định ban hành|thông qua)\s+"
    r"(?P<title>(?:Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Chương trình|Quy chế"
    r"|Quy định)\s[^:]{10,600}?)(?:[\s,]+(?:như sau|(?:với|gồm)\s(?:các|những)\s[^:;.]{4,60}))?\s*[.:]?"
)
_OPENS_PREAMBLE = regex.compile(r"\W*(?:Căn cứ|Chiểu|Xét|Theo|Thực hiện|Trên cơ sở)(?!\p{L})")
# "21/NQ-HĐĐH : Nghị quyết về việc ...": a list's entry over its text
_ENTRY = regex.compile(r"\s*[:–-]\s+(?=\p{Lu})")
#: Types that are no acts and yet rest on numbered documents.
_PLANS = ("KH", "CTr", "ĐA", "PA", "HD", "BC", "TB")


def take_entry(head: list[Line], header: Header) -> bool:
    """Take number, type and title from a first line that gives them in this order, over a preamble."""
    if len(head) < 2 or regex.match(r"\W*Căn cứ\s", printed(head[1].text)) is None:
        return False
    text = printed(head[0].text)
    codes = find_codes(text)
    entry = _ENTRY.match(text, codes[0].end) if codes and codes[0].start == 0 else None
    kind = starts_with_type(text[entry.end() :]) if entry is not None else None
    if entry is None or kind is None or kind.code != codes[0].type_code:
        return False
    header.take_code(codes[0], Cited(codes[0].raw, head[0].place))
    title = trim(text[entry.end() + len(kind.name) :])
    header.put("title", title or None, Cited(title, head[0].place))
    return True


def take_enacted(head: list[Line], cited: list[Record], header: Header) -> bool:
    """Take type and title from the sentence that ends a preamble with which a text begins.

    The preamble opens the text and rests on two documents at least.
    """
    if not head or not _OPENS_PREAMBLE.match(printed(head[0].text)) or _bases(cited) < _FEWEST_BASES:
        return False
    for line in head:
        text = printed(line.text)
        if _OPENS_PREAMBLE.match(text):
            continue
        sentence = _ENACTS.fullmatch(text)
        kind = starts_with_type(sentence["title"]) if sentence is not None else None
        if sentence is None or kind is None:
            return False
        header.put("type_code", kind.code, Cited(text, line.place))
        header.put("type_name", kind.name)
        title = trim(sentence["title"][len(kind.name) :])
        header.put("title", title or None, Cited(title, line.place))
        return True
    return False


def is_plan(cited: list[Record], header: Header) -> bool:
    """Tell whether a type and title without letter head stand over a preamble of numbered documents."""
    return header.values.get("type_code") in _PLANS and _bases(cited, numbered=True) >= _FEWEST_BASES


def _bases(cited: list[Record], *, numbered: bool = False) -> int:
    return sum(
        record.values["relation"] == "legal_basis" and (record.values["code"] is not None or not numbered)
        for record in cited
    )
