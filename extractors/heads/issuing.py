"""Who issues a document: letter head, authority under the title, the document's references to itself, its symbol."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import regex

from extractors.heads import letterhead
from extractors.lines import Line
from extractors.records import Cited, Mention, Record
from normalizers.codes import find_issuer
from normalizers.places import find_province
from normalizers.text import clean, fold

_WITHIN = 60  # lines in which a text names the body of its symbol
_JOINT = ("TTLT", "NQLT")  # issued by several bodies together


def find_body(
    zone: list[Line],
    below: list[Line],
    run: list[Line],
    own: list[Record],
    values: Mapping[str, object],
    beside_type: Cited | None,
) -> Mention | None:
    """Find the issuing body; `values` are the header's facts, `beside_type` is "CỦA BỘ ..." printed beside its type.

    `zone` is the letter head, `below` what stands under the title.
    """
    bodies = letterhead.issuing_bodies(zone)
    authority = letterhead.authority_line(below)
    others = [authority] if authority is not None else []
    code = values.get("code")
    others += [
        Cited(str(record.values["issuer_raw"]), record.place)
        for record in own
        if record.values["issuer_raw"] and (code is None or record.values["code"] == code)
    ]
    own_line = [beside_type] if beside_type is not None else []
    if own_line and letterhead.is_joint(own_line[0].text):
        bodies = []  # "CỦA BỘ A - BỘ B" beside the type names all; what stands above is a portal's banner
    if values.get("type_code") in _JOINT and len(bodies) > 1 and not letterhead.is_joint(bodies[-1].text):
        # one under the other without a dash between: neither is above the other
        return Mention(" - ".join(body.text for body in bodies), bodies[0].place)
    symbol = str(values.get("symbol") or "")
    named = _of_symbol(symbol, bodies, run, str(values.get("issued_at_place") or ""))
    if named is not None or _is_of_body_below(symbol, bodies):
        return named
    found = letterhead.issuer(bodies, [*own_line, *others], letterhead.place_above(zone))
    return found or _issuer_in_body(run)


def body_above(zone: list[Line], symbol: str) -> Cited | None:
    """Return the only body of a letter head where the symbol says that one below it issues: its line is lost."""
    bodies = letterhead.issuing_bodies(zone)
    return bodies[0] if _is_of_body_below(symbol, bodies) else None


def committee_of_place(values: Mapping[str, object]) -> Mention | None:
    """Return the province's committee where only its symbol and the place of issue are there: "QĐ-UBND", "Gia Lai"."""
    place, day = values.get("issued_at_place"), values.get("issued_on")
    if not place or "UBND" not in str(values.get("symbol") or ""):
        return None
    province = find_province(str(place), on=day if isinstance(day, date) else None)
    return Mention(f"Ủy ban nhân dân {province.kind} {province.name}") if province is not None else None


def _of_symbol(symbol: str, bodies: list[Cited], run: list[Line], where: str) -> Mention | None:
    """Return the body that the symbol names where a dump has kept only the body above it ("BỘ TÀI CHÍNH").

    Its name is taken as the text prints it; a symbol whose body the text does not name says nothing. A department's
    symbol ("HD-SGDĐT") under a committee alone is that of the province's department.
    """
    named = find_issuer(symbol)
    if named is None or len(bodies) != 1 or named.name.upper() == bodies[0].text:
        return None
    # "Bảo hiểm xã hội Việt Nam" has branches that write its symbol; the head of all stands in the capital
    branches = named.name.endswith(" Việt Nam") and not named.name.startswith("Tổng ")
    if branches and where != "Hà Nội":
        return None
    begun = letterhead.is_of_no_level(bodies[0].text) or regex.match(r"(?:BỘ|SỞ)\s+\p{L}", bodies[0].text)
    # "BỘ VĂN HÓA, THỂ THAO" with a symbol of "Bộ Văn hóa, Thể thao và Du lịch"
    cut = bool(begun) and fold(named.name).startswith(fold(bodies[0].text) + " ")
    if not (cut or _is_of_body_below(symbol, bodies)):
        return None
    for line in run[:_WITHIN]:
        at = line.text.upper().find(named.name.upper())
        if at >= 0:
            return Mention(line.text[at : at + len(named.name)], line.place, "" if cut else bodies[0].text)
    return Mention(named.name, bodies[0].place) if cut and not branches else None


def _is_of_body_below(symbol: str, bodies: list[Cited]) -> bool:
    """Tell whether the symbol is not that of the only body in the letter head, but of one below it: a line is lost.

    A department's under the committee ("HD-SGDĐT"), a treasury's under its ministry ("KBNN-KTNN"), and a province's tax
    department's ("CT-TTHT") under the country's.
    """
    if len(bodies) != 1:
        return False
    named = find_issuer(symbol)
    ministry = regex.match(r"BỘ\s(?!CHÍNH TRỊ)", bodies[0].text) is not None
    if ministry and named is not None and not named.local and named.name[:3] != "Bộ ":
        return True
    taxes = bodies[0].text == "TỔNG CỤC THUẾ" and regex.match(r"CT-", symbol) is not None
    return taxes or _is_department(symbol, bodies)


def _is_department(symbol: str, bodies: list[Cited]) -> bool:
    """Tell whether the symbol is a department's under a letter head of the committee alone: a line is lost."""
    named = find_issuer(symbol)
    if named is None or not (named.local and named.name.startswith("Sở ")) or len(bodies) != 1:
        return False
    return regex.match(r"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN)(?!\p{L})", bodies[0].text) is not None


def _issuer_in_body(run: list[Line]) -> Mention | None:
    """Return the committee of which the text says that it decides: "UBND tỉnh Đồng Nai ban hành Kế hoạch"."""
    pattern = regex.compile(
        r"((?:[ỦU][yỷ] ban nhân dân|UBND)\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
        r"\s+\p{Lu}[\p{L}'’ -]{0,40}?)\s+"
        r"(?:ban hành|Quyết định|xây dựng|đề nghị|báo cáo|thông báo)"
    )
    for line in run:
        match = pattern.search(clean(line.text[:2000]))
        if match:
            return Mention(match.group(1), line.place)
    return None
