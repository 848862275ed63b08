"""The document's own facts: type, number, dates, place, issuer, title, signer (thể thức văn bản).

Where each stands follows the format rules of Decree 30/2020/NĐ-CP, Annex I (and Circular 01/2011/TT-BNV before it):
letter head on the left, motto on the right, number under the letter head, place and date under the motto, type and
title in the middle, the signature with its authority (TM., KT., TL.) at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import regex

from extractors.document import NOWHERE, Document, Place
from extractors.lines import Line, lines
from extractors.records import Cited, Extraction, Finding, Mention
from extractors.signature import Signature, find_signature
from normalizers.codes import CodeMention, DocumentType, find_codes, starts_with_type, title_type
from normalizers.dates import DateMention, find_dates, find_period
from normalizers.places import find_province
from normalizers.text import clean, fold, trim

_NUMBER = regex.compile(r"(?:^|\s)S[ốó]\s*:?\s*(?=\d|/|[_.…]{2,}|\s{0,8}/)", regex.IGNORECASE)
_BLANK_NUMBER = regex.compile(
    r"S[ốó]\s*:?\s*[_.…\s]*/\s*(?P<symbol>(?:\d{4}/)?\p{Lu}[\p{L}\d.\-–/]*)", regex.IGNORECASE
)
_PLACE_DATE = regex.compile(
    r"(?P<place>\p{Lu}[\p{L}'’.\- ]{1,40}?)\s*,\s*(?P<date>ngày\s*[\d_.… ]{0,8}\s*tháng\s*[\d_.… ]{0,8}\s*năm\s*\d{2,5})",
    regex.IGNORECASE,
)
_ATTACHED = regex.compile(r"^\W*(?:Ban hành\s+)?kèm theo\b", regex.IGNORECASE)
_LETTERHEAD = regex.compile(
    r"^(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|BỘ|SỞ|BAN|CHI CỤC|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|TỈNH|THÀNH PHỐ|VĂN PHÒNG|CỤC|TỔNG CỤC|THANH TRA)\b"
)
_AUTHORITY = regex.compile(
    r"^(?:CHỦ TỊCH|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG|CHÍNH PHỦ|BỘ TRƯỞNG|GIÁM ĐỐC|QUỐC HỘI"
    r"|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|TRƯỞNG BAN|TỔNG GIÁM ĐỐC)\b"
)
_TITLE_ENDS = regex.compile(r"^\W*(?:Căn cứ|(?:Thực hiện|Theo|Tiếp theo)\s+\p{Lu}|Kính gửi|Điều\s+1\b|I\.|Phần\b|Chương\b|Xét)\b")
_NEWS_TIME = regex.compile(r"(?<!\d)(\d{1,2}/\d{1,2}/(?:19|20)\d\d)\s*(?:\||-|,|\s)\s*(?:lúc\s*)?\d{1,2}[:hg]\s?\d{2}")
_EFFECTIVE = regex.compile(r"có hiệu lực(?:\s+thi hành)?\s+(?:kể\s+)?từ\s+(?P<when>ngày[^.;]{0,60})", regex.IGNORECASE)
_BODY_START = 60  # lines within which a letter head, a type and a title stand


@dataclass(slots=True)
class Header:
    """The document's own facts as printed and read, with evidence for each."""

    values: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, Cited] = field(default_factory=dict)
    issuer: Mention | None = None
    province_code: str | None = None
    kind: str = "official"  # "official", "news", "none"
    findings: list[Finding] = field(default_factory=list)

    def put(self, name: str, value: object, cited: Cited | None = None) -> None:
        """Set a value once, with where it stands."""
        if value is not None and self.values.get(name) is None:
            self.values[name] = value
            if cited is not None:
                self.evidence[name] = cited


def extract(document: Document, citations: Extraction) -> Header:
    """Read the header facts of a shaped document. `citations` gives the documents that it names, itself among them.

    `kind` is "none" when nothing of an administrative document or of a news item about one is there.
    """
    header = Header()
    run = lines(document)
    head = run[:_BODY_START]
    title_at = _type_and_title(document, head, header)
    zone = head[:title_at] if title_at is not None else head[:12]
    _number(zone, header)
    _place_and_date(run, zone, header)
    if title_at is None and header.values.get("number_text") is None:
        _as_news(document, head, header)
        if header.kind == "none":
            return header
    if header.kind == "official":
        own = _own_references(citations, header)
        _issuer(zone, run, own, header)
        _signature(run, header)
    _province(run, header)
    _body(run, header)
    return header


def _type_and_title(document: Document, head: list[Line], header: Header) -> int | None:
    """Find the first line that is a document type in capitals; the title is what follows it."""
    for index, line in enumerate(head):
        text = clean(line.text).strip("*_# ")
        found = printed_type(text)
        if found is None:
            continue
        kind, rest = found
        header.put("type_code", kind.code, Cited(line.text, line.place))
        header.put("type_name", kind.name)
        pieces = [rest] if rest else []
        first = line
        for follow in head[index + 1 : index + 9]:
            piece = clean(follow.text).strip("*_# ")
            if _AUTHORITY.match(piece) or _TITLE_ENDS.match(piece) or piece.startswith("(") or printed_type(piece):
                break
            if regex.fullmatch(r"[\W_]+", piece):
                break
            if pieces and not pieces[-1][-1:].isalnum() and piece[:1].isupper() and piece[1:2].islower():
                break
            first = follow if not pieces else first
            pieces.append(piece)
            if piece.endswith((".", ";")):
                break
        title = trim(" ".join(pieces))
        if title:
            header.put("title", title, Cited(" ".join(pieces), first.place))
        return index
    return None


def printed_type(text: str) -> tuple[DocumentType, str] | None:
    """Return the kind of document that a line in capitals names, and what follows it on the line (the title)."""
    whole = title_type(text)
    if whole is not None and text == text.upper():
        return whole, ""
    kind = starts_with_type(text)
    if kind is None:
        return None
    for name in (kind.name.upper(), *(title.upper() for title in kind.titles)):
        if text.startswith(name + " "):
            return kind, text[len(name) :].strip(" :")
    return None


def _number(zone: list[Line], header: Header) -> None:
    """Read "Số: 474/QĐ-UBND" under the letter head; a blank number stays empty and is reported."""
    for line in zone:
        start = _NUMBER.search(line.text)
        if start is None:
            continue
        codes = [code for code in find_codes(line.text) if code.start >= start.start()]
        if codes:
            _take_code(header, codes[0], Cited(line.text, line.place))
            return
        blank = _BLANK_NUMBER.search(line.text)
        if blank:
            header.put("symbol", clean(blank.group("symbol")), Cited(line.text, line.place))
            header.findings.append(
                Finding(
                    rule="blank_number",
                    severity="warning",
                    message=f"The number is left blank: {clean(line.text)!r}.",
                    message_vi=f"Số văn bản để trống: “{clean(line.text)}”.",
                    place=line.place,
                    actual=clean(line.text),
                )
            )
            return


def _take_code(header: Header, code: CodeMention, cited: Cited) -> None:
    header.put("number", code.number, cited)
    header.put("number_text", code.number_text, cited)
    header.put("symbol", code.symbol, cited)
    header.put("code", code.code, cited)
    header.put("type_code", code.type_code, cited)
    header.put("type_name", code.type_name, cited)


def _place_and_date(run: list[Line], zone: list[Line], header: Header) -> None:
    """Read "Kon Tum, ngày 10 tháng 7 năm 2020"; a blank or impossible day stays empty and is reported."""
    for line in [*zone, *run[:_BODY_START]]:
        match = _PLACE_DATE.search(clean(line.text))
        if match is None:
            continue
        cited = Cited(line.text, line.place)
        header.put("issued_at_place", _place_name(match.group("place")), cited)
        found = find_dates(match.group("date"))
        if found and found[0].value is not None:
            header.put("issued_on", found[0].value, cited)
        else:
            year = found[0].year if found else None
            header.put("_year", year)
            header.findings.append(_unclear_date(found[0] if found else None, match.group("date"), line.place))
        return


def _place_name(text: str) -> str:
    """Return the place without what ran into it from the line before ("... Hạnh phúc Kon Tum")."""
    words = clean(text).split(" ")
    kept: list[str] = []
    for word in reversed(words):
        if kept and not word[:1].isupper():
            break
        kept.append(word)
    name = " ".join(reversed(kept))
    return str(regex.sub(r"^(?:Hạnh phúc|Phúc)\s+", "", name, flags=regex.IGNORECASE))


def _unclear_date(mention: DateMention | None, raw: str, place: Place) -> Finding:
    return Finding(
        rule="unclear_date",
        severity="warning",
        message=f"The date {clean(raw)!r} is incomplete or impossible; it is left empty.",
        message_vi=f"Ngày ban hành “{clean(raw)}” thiếu hoặc không hợp lệ; để trống.",
        place=place,
        expected="a full date",
        actual=clean(raw) if mention is None else mention.raw,
    )


def _as_news(document: Document, head: list[Line], header: Header) -> None:
    """Take it as a news item (TIN) when a publication time stands near the top of a text about state agencies."""
    header.kind = "none"
    for index, line in enumerate(head):
        match = _NEWS_TIME.search(line.text)
        if match is None:
            continue
        found = find_dates(match.group(1))
        body = fold(" ".join(follow.text for follow in head[index:]))
        if not found or found[0].value is None:
            continue
        if not any(word in body for word in ("ubnd", "ủy ban nhân dân", "quyết định", "kế hoạch", "sở ", "bộ ")):
            continue
        header.kind = "news"
        header.values.pop("type_code", None)
        header.values.pop("type_name", None)
        header.values.pop("issued_on", None)
        header.put("type_code", "TIN", Cited(line.text, line.place))
        header.put("type_name", "Tin tức")
        header.put("issued_on", found[0].value, Cited(match.group(1), line.place))
        titles = [before for before in head[:index] if len(before.text) >= 20]
        if titles:
            header.put("title", trim(titles[-1].text), Cited(titles[-1].text, titles[-1].place))
        elif document.title:
            header.put("title", trim(document.title))
        return


def _own_references(citations: Extraction, header: Header) -> list[tuple[str, date | None, str | None, Place]]:
    """Return the document's references to itself ("Ban hành kèm theo Quyết định số ..."); they may give its number.

    A plan without a number of its own that says with which decision it was promulgated is that decision's plan:
    one document (DATASET.md, `documents`).
    """
    own = []
    for record in citations.records:
        if record.values["relation"] != "accompanies":
            continue
        own.append((record.values["code"], record.values["issued_on"], record.values["issuer_raw"], record.place))
        if header.values.get("number_text") is None and record.values["code"]:
            codes = find_codes(record.values["raw"])
            if codes:
                cited = Cited(record.values["raw"], record.place)
                header.values.pop("type_code", None)
                header.values.pop("type_name", None)
                header.values.pop("symbol", None)
                _take_code(header, codes[0], cited)
                header.put("issued_on", record.values["issued_on"], cited)
    return own


def _issuer(
    zone: list[Line],
    run: list[Line],
    own: list[tuple[str, date | None, str | None, Place]],
    header: Header,
) -> None:
    """Find the issuing body: letter head, then the authority line under the title, then its own references."""
    head = [line for line in zone if _is_letterhead(clean(line.text).strip("*_ "))]
    pieces: list[str] = []
    for line in head:
        text = _before_motto(clean(line.text).strip("*_ "))
        text = regex.split(r"\s*(?:-{3,}|_{3,}|Số\s*:)", text)[0]
        if text and text not in pieces:
            pieces.append(text)
    candidates: list[tuple[str, Place]] = []
    if pieces:
        candidates.append((" ".join(pieces), head[0].place))
    for line in run[:_BODY_START]:
        text = clean(line.text).strip("*_ ")
        if _AUTHORITY.match(text) and text.upper() == text and len(text) < 90:
            candidates.append((text, line.place))
            break
    candidates += [(name, place) for _, _, name, place in own if name]
    for text, place in candidates:
        header.issuer = Mention(text, place)
        header.put("issuer_raw", text, Cited(text, place))
        if find_province(text, on=None) is not None or not _needs_province(text):
            break
    if header.issuer is None:
        _issuer_in_body(run, header)


def _is_letterhead(text: str) -> bool:
    """Tell whether a line begins with an issuing body in capitals; running text about one is no letter head."""
    name = regex.split(r"\s*(?:-{3,}|_{3,}|Số\s*:)", text)[0]
    return bool(_LETTERHEAD.match(text)) and name == name.upper()


def _before_motto(text: str) -> str:
    """Cut the motto that stands beside the letter head in one line."""
    at = text.upper().find("CỘNG HÒA")
    at = at if at >= 0 else text.upper().find("CỘNG HOÀ")
    return text[:at].strip() if at > 0 else ("" if at == 0 else text)


def _needs_province(text: str) -> bool:
    folded = fold(text)
    return "ủy ban nhân dân" in folded or "ubnd" in folded or "chủ tịch" in folded


def _issuer_in_body(run: list[Line], header: Header) -> None:
    """Take "Ủy ban nhân dân tỉnh Đồng Nai ban hành Kế hoạch", or the committee of the place where it was issued."""
    pattern = regex.compile(
        r"((?:Ủy ban nhân dân|UBND|Uỷ ban nhân dân)\s+(?:tỉnh|thành phố)\s+\p{Lu}[\p{L}' -]*?)\s+(?:ban hành|Quyết định|xây dựng|đề nghị)"
    )
    for line in run:
        match = pattern.search(clean(line.text))
        if match:
            header.issuer = Mention(match.group(1), line.place)
            header.put("issuer_raw", match.group(1), Cited(match.group(1), line.place))
            return
    place = header.values.get("issued_at_place")
    symbol = str(header.values.get("symbol") or "")
    if place and "UBND" in symbol:
        province = find_province(str(place), on=None)
        if province is not None:
            header.issuer = Mention(f"Ủy ban nhân dân {province.kind} {province.name}", NOWHERE)


def _province(run: list[Line], header: Header) -> None:
    """Find the province that speaks: by the issuer, the place, the title, then the first province in the text."""
    on = header.values.get("issued_on")
    day = on if isinstance(on, date) else None
    texts = [str(header.values.get(name) or "") for name in ("issuer_raw", "issued_at_place", "title")]
    if header.issuer is not None:
        texts.insert(1, header.issuer.raw)
    for text in [*texts, *(line.text for line in run[:200])]:
        unit = find_province(text, on=day) if text else None
        if unit is not None:
            header.province_code = unit.code
            return


def _body(run: list[Line], header: Header) -> None:
    """Read the period (giai đoạn) and the day of effect."""
    title = str(header.values.get("title") or "")
    period = find_period(title)
    where = header.evidence.get("title")
    for line in run if period is None else []:
        text = clean(line.text)
        if "giai đoạn" in text or "Thời gian thực hiện" in text or "từ năm" in text.lower():
            period = find_period(text)
            if period is not None:
                where = Cited(text, line.place)
                break
    if period is not None:
        header.put("period_from", period[0], where)
        header.put("period_to", period[1], where)
    for line in run:
        match = _EFFECTIVE.search(clean(line.text))
        if match is None:
            continue
        cited = Cited(clean(line.text), line.place)
        if "ngày ký" in match.group("when") or "ngày ban hành" in match.group("when"):
            header.put("effective_on", header.values.get("issued_on"), cited)
        else:
            found = find_dates(match.group("when"))
            if found:
                header.put("effective_on", found[0].value, cited)
        return


def _signature(run: list[Line], header: Header) -> None:
    signature: Signature | None = find_signature(run)
    if signature is None:
        return
    header.put("signer_name", signature.name, signature.cited)
    header.put("signer_title", signature.title, signature.cited)
    header.put("signed_for", signature.signed_for, signature.cited)
