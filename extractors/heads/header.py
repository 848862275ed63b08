"""The document's own facts: type, number, dates, place, issuer, title, signer (thể thức văn bản).

Where each stands follows the format rules of Decree 30/2020/NĐ-CP, Annex I (and Circular 01/2011/TT-BNV before it):
letter head on the left, motto on the right, number under the letter head, place and date under the motto, type and
title in the middle, the signature with its authority (TM., KT., TL.) at the end.
"""

from __future__ import annotations

from datetime import date

import regex

from extractors.document import Document, Place
from extractors.heads import head_findings, head_words, headless, issuing, letterhead, news
from extractors.heads.facts import Header
from extractors.heads.other_texts import is_blank_form, is_foreign
from extractors.heads.own_number import find_number
from extractors.heads.place_and_date import find_place_and_date, printed
from extractors.heads.signature import find_signature
from extractors.heads.subject import find_subject, subject_below
from extractors.heads.title import opens_text, untyped_title
from extractors.heads.under_type import (
    from_title_line,
    number_alone,
    number_under_title,
    preamble_above,
    stands_above,
    type_and_title,
)
from extractors.lines import Line, lines
from extractors.records import Cited, Extraction, Record
from extractors.references.effect import day_of_effect
from extractors.speaking_province import speaking_province
from normalizers.codes import find_codes, starts_with_type
from normalizers.dates import find_dates, find_period
from normalizers.text import clean, trim

_BODY_START = 60  # lines within which a letter head, a type and a title stand
_FIRST_ARTICLE = regex.compile(r"\W*Điều\s+(?:1(?!\d)|thứ nhất)")
_PASSED = regex.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Hiến pháp)\s+này\s+(?:đã\s+)?được\s+[^.;]{5,160}?thông qua\s*,?\s*"
    r"(?:vào\s+)?ngày\s+\d[^.;,]{5,30}\d{4}"
)
_ACTS = ("QĐ", "NQ", "NQLT", "NĐ", "TT", "TTLT", "CT", "Luật", "PL", "SL")  # what rests on laws and is no contract
_EXAMPLE = regex.compile(r"(?<!\p{L})(?:[Vv]í dụ|[Tt]hí dụ|VD)\s*:")  # lessons on drafting quote heads
_DAY_BEHIND = regex.compile(r"\s*,?\s*\(?ngày\s+\d.{4,24}?\d{4}\)?\s*(?:\.?$|(?=V/v\s))")
_MET = ("HĐ", "BB")  # what several people meet for
_ADDRESSED = regex.compile(r"\W*Kính\s+gửi")
_TODAY = regex.compile(r"\W*(?:Hôm nay|(?:Vào )?(?:[Hh]ồi|[Ll]úc))(?!\p{L}).{0,60}?ngày\s+\d[^;]{5,30}?\d{4}")
_INITIALS = ("KL", "CT")  # types' letters that are initials of bodies too: Kiểm lâm, Công ty
DOUBT = 0.5  # confidence up to which a number or a day on a scan is not believed


_PREAMBLE = regex.compile(r"\W*(?:Căn cứ|Chiểu|Thực hiện|Theo|Tiếp theo|Tiếp tục thực hiện|Xét|Thi hành|Trên cơ sở)\s")


#: the line under a title that says with what it was promulgated: "(Ban hành kèm theo Quyết định số ...)"
_CAPTION = regex.compile(r"(?:\(|^\W*)(?:(?:Được )?(?:[Bb]an hành|[Pp]hê duyệt)|[Kk]èm theo|[Ll]ưu hành)(?!\p{L})")


def extract(document: Document, citations: Extraction) -> Header:
    """Read the header facts of a shaped document. `citations` gives the documents that it names, itself among them.

    `kind` is "none" when nothing of an administrative document or of a news item about one is there, "form" when it is
    one that nobody has filled in, "foreign" when the text is in another language.
    """
    header = Header()
    run = lines(document)
    head = letterhead.without_damage([line for line in run[:_BODY_START] if not _EXAMPLE.search(line.text)])
    title_at = type_and_title(head, header)
    # dumps that lose the title keep the "QUYẾT ĐỊNH:" behind the preamble: the letter head ends above that
    zone = _before_text(head)
    if (
        title_at is not None
        and (title_at <= len(zone) or not letterhead.is_letter_head(zone))
        and not preamble_above(head, title_at)
        and not stands_above(title_at, zone)
    ):
        zone = head[:title_at]
    _number(zone, header)
    number_alone(head, header)
    own = [record for record in citations.records if record.values["relation"] == "accompanies"]
    numbered = header.values.get("symbol") and letterhead.stands_in_head(zone, head)
    # running text names what others were promulgated with
    captioned = any(_CAPTION.search(printed(line.text)) for line in head) if own else False
    letter = letterhead.is_letter(zone, head)
    named = title_at is not None or numbered or captioned or letter
    if not named and not letterhead.is_letter_head(zone):
        named = headless.take_entry(head, header) or headless.take_enacted(head, citations.records, header)
    if not named and not letterhead.is_letter_head(zone):
        _as_news(document, head, run, header)
        if header.kind == "none":
            header.kind = "form" if is_blank_form(run, {}) else "foreign" if is_foreign(run) else "none"
            return header
    if header.kind == "official":
        _place_and_date(run, zone, header)
        _subject_line(zone, head, header)
        number_under_title(head[len(zone) :], header)
        _own_references(own, header)
        rests = any(record.values["relation"] == "legal_basis" for record in citations.records)
        if rests or letterhead.stands_in_head(zone, head) or _has_articles(run):  # else a list of documents
            from_title_line(header)
        _issuer(zone, head, run, own, header)
        _as_letter_of_taxes(title_at, zone, header)
        _as_letter_of_initials(title_at, head, header)
        _as_no_letter(title_at, head, header)
        act = rests and header.values.get("type_code") in _ACTS
        published = news.find_news(head, run) if header.issuer is None and not header.values.get("symbol") else None
        enacts = act and _has_articles(run)
        # a portal's page about a resolution, with its title in capitals
        if published is not None and header.day is None and not enacts:
            header.values.clear()
            header.evidence.clear()
            _as_news(document, head, run, header)
            return header
        # "GIẤY KHAI SINH" over a number is no body, though a head of unknown bodies gives its lines in capitals
        body = header.issuer is not None and letterhead.is_body(header.issuer.raw.upper())
        nameless = not body and header.values.get("type_code") is None
        # a firm's report with its name on the front page
        private = header.issuer is not None and head_words.begins_firm(header.issuer.raw)
        nameless = nameless or (private and header.day is None and not header.values.get("symbol"))
        # minutes print no body and no number, but the motto over them
        minutes = header.values.get("type_code") == "BB" and any(letterhead.is_motto(line.text) for line in zone)
        bare = header.issuer is None and not header.values.get("symbol")
        rested = act or headless.is_plan(citations.records, header) or (minutes and bool(citations.records))
        if nameless or (bare and not rested and not letter):
            header.kind = "none"  # a type in capitals alone: any report, contract or recipe has one
            return header
        _signature(run, header, lost=any(note.rule == "lost_letters" for note in document.irregularities))
        if is_blank_form(run, header.values):
            header.kind = "form"
            return header
        if not header.values.get("symbol") and not header.values.get("number_text") and not header.findings:
            top = header.evidence.get("title") or header.evidence.get("type_code")
            header.findings.append(head_findings.missing_number(top))
    header.province_code = speaking_province(zone, run, header.values, header.issuer)
    _body(run, header)
    return header


def _before_text(head: list[Line]) -> list[Line]:
    """Return the lines of the letter head of a document without a type: those before the addressee or the text."""
    motto = next((index for index, line in enumerate(head) if letterhead.is_motto(line.text)), 0)
    # what a portal writes over a whole letter head is not its text
    over = motto if letterhead.is_letter_head(head[max(0, motto - 6) : motto + 8]) else 0
    for index, line in enumerate(head):
        # a title in capitals may be long, running text is never in capitals
        prose = len(line.text) > 300 and line.text != line.text.upper()
        if index > over and (opens_text(printed(line.text)) or prose):
            return head[:index]
    # a portal may print a list of other documents over a letter head of which nothing else is left
    return head[: max(12, motto + 8)]


def _has_articles(run: list[Line]) -> bool:
    """Tell whether a text goes on with articles, as acts do of which a dump has kept nothing else."""
    return any(_FIRST_ARTICLE.match(printed(line.text)) for line in run[:_BODY_START])


def _number(zone: list[Line], header: Header) -> None:
    """Read "Số: 474/QĐ-UBND" under the letter head; a blank number stays empty and is reported."""
    number = find_number(zone)
    if number is None:
        return
    if number.code is not None and not _is_doubtful(number.cited.place):
        header.take_code(number.code, number.cited)
        return
    if number.code is not None:
        header.put("symbol", number.code.symbol, number.cited)
        header.put("type_code", number.code.type_code, number.cited)
        header.put("type_name", number.code.type_name, number.cited)
        header.findings.append(head_findings.doubtful(number.cited.text, number.cited.place))
        return
    header.put("symbol", number.symbol, number.cited)
    told = head_findings.doubtful(number.cited.text, number.cited.place)
    header.findings.append(told if number.garbled else head_findings.blank_number(number.cited))


def _is_doubtful(place: Place) -> bool:
    """Tell whether what a scan shows there could not be read for sure: figures written by hand, print that is worn."""
    return place.confidence is not None and place.confidence <= DOUBT


def _place_and_date(run: list[Line], zone: list[Line], header: Header) -> None:
    """Read "Kon Tum, ngày 10 tháng 7 năm 2020"; a blank or impossible day stays empty and is reported."""
    dated = find_place_and_date(run, zone)
    if dated is None:
        _beside_number(zone, header)
        if header.day is None:
            _passed(run, header)
        return
    header.put("issued_at_place", dated.where or None, dated.cited)
    if dated.date is not None and dated.date.value is not None and _is_doubtful(dated.at):
        header.put("_year", dated.date.year)
        header.findings.append(head_findings.doubtful(dated.raw, dated.at))
    elif dated.date is not None and dated.date.value is not None:
        header.put("issued_on", dated.date.value, dated.cited)
    else:
        header.put("_year", dated.date.year if dated.date else None)
        header.put("_around", _month_of(dated.raw))
        header.findings.append(head_findings.unclear_date(dated.date, dated.raw, dated.at))


def _month_of(text: str) -> date | None:
    """Return the first day of the month of a date whose day is blank: "ngày    tháng 10 năm 2025"."""
    said = regex.search(r"tháng\s*(\d{1,2})\s*năm\s*((?:19|20)\d\d)(?!\d)", clean(text), regex.IGNORECASE)
    return date(int(said[2]), int(said[1]), 1) if said is not None and 1 <= int(said[1]) <= 12 else None


def _beside_number(zone: list[Line], header: Header) -> None:
    """Take the day on the number's own line: "Số: 189/KH-UBND, ngày 17 tháng 8 năm 2026"."""
    number = find_number(zone)
    if number is None or number.code is None:
        return
    text = clean(number.cited.text)
    end = text.find(number.code.raw) + len(number.code.raw)
    behind = _DAY_BEHIND.match(text, end)
    found = find_dates(behind[0]) if behind is not None else []
    if found and found[0].value is not None:
        header.put("issued_on", found[0].value, number.cited)


def _passed(run: list[Line], header: Header) -> None:
    """Take the day on which an act without a day in its head was passed: "Luật này được ... thông qua ngày ...".

    Contracts and minutes begin their text with it: "Hôm nay, ngày 06 tháng 5 năm 2014, tại ...".
    """
    if header.values.get("type_code") in _MET:
        for line in run[:_BODY_START]:
            met = _TODAY.match(clean(line.text))
            found = find_dates(met[0])[:1] if met is not None else []
            if found and found[0].value is not None:
                header.put("issued_on", found[0].value, Cited(line.text, line.place))
                return
    for line in reversed(run):
        match = _PASSED.search(clean(line.text))
        dates = [mention.value for mention in find_dates(match[0]) if mention.value] if match else []
        if match is not None and dates:
            header.put("issued_on", dates[-1], Cited(match[0], line.place))
            return


def _subject_line(zone: list[Line], head: list[Line], header: Header) -> None:
    """Take the subject of an official letter (công văn), which prints no type, else a title without its type."""
    if header.values.get("title") is not None:
        return
    untyped = untyped_title(zone) if header.values.get("symbol") else None
    if untyped is not None and header.values.get("type_code") not in ("CV", None):
        header.put("title", trim(untyped.text), untyped)
        return
    found = find_subject(zone, letter=header.values.get("type_code") == "CV") or subject_below(head[len(zone) :])
    if found is not None:
        header.put("title", trim(found[0]), found[1])
        if not header.values.get("symbol") or header.values.get("type_code") is None:
            kind = starts_with_type("Công văn")  # an official letter whose number is blank or could not be read
            header.put("type_code", kind.code if kind else None, found[1])
            header.put("type_name", kind.name if kind else None)
        return
    if untyped is not None:
        header.put("title", trim(untyped.text), untyped)


def _as_news(document: Document, head: list[Line], run: list[Line], header: Header) -> None:
    """Take it as a news item (TIN) when a line of publication stands near the top of a text about state agencies."""
    header.kind = "none"
    item = news.find_news(head, run)
    if item is None:
        return
    header.kind = "news"
    header.put("type_code", "TIN", item.published)
    header.put("type_name", "Tin tức")
    header.put("issued_on", item.published_on, item.published)
    if item.title is not None:
        header.put("title", item.title.text, item.title)
    elif document.title:
        header.put("title", trim(document.title))


def _own_references(own: list[Record], header: Header) -> None:
    """Complete the header by the document's references to itself ("Ban hành kèm theo Quyết định số ...").

    A plan without a number of its own that says with which decision it was promulgated is that decision's plan:
    one document (DATASET.md, `documents`). Where the decision's number is still blank there, so is the plan's.
    """
    for record in own:
        if header.values.get("number_text") is not None or header.values.get("symbol"):
            return
        cited = Cited(record.values["raw"], record.place)
        if record.values["code"] is None:
            header.put("_year", record.values.get("year"))
            header.findings.append(head_findings.blank_number(cited))
            return
        codes = find_codes(record.values["raw"])
        if codes:
            header.values.pop("type_code", None)
            header.values.pop("type_name", None)
            header.take_code(codes[0], cited)
            header.put("issued_on", record.values["issued_on"], cited)


def _as_letter_of_taxes(title_at: int | None, zone: list[Line], header: Header) -> None:
    """A tax department's own symbol is "CT": "Số: 269/CT-TTHT" under "CỤC THUẾ ..." is a letter, no directive (CT)."""
    above = any(line.text.strip(" |").upper().startswith("TỔNG CỤC THUẾ") for line in zone)  # its own line is lost
    own = (
        header.issuer is not None and regex.match(r"(?:CHI )?CỤC THUẾ(?!\p{L})", header.issuer.raw.upper()) is not None
    )
    taxes = own or (header.issuer is None and above)
    letter = starts_with_type("Công văn")
    if title_at is None and taxes and header.values.get("type_code") == "CT" and letter is not None:
        header.values |= {"type_code": letter.code, "type_name": letter.name}


def _as_letter_of_initials(title_at: int | None, head: list[Line], header: Header) -> None:
    """Take a symbol that begins with its body's initials as a letter's: "KL-QLBVR" of a "CHI CỤC KIỂM LÂM".

    The same letters are a type's (Kết luận), but no type is printed, and somebody is written to.
    """
    code = str(header.values.get("type_code") or "")
    letter = starts_with_type("Công văn")
    written_to = any(_ADDRESSED.match(printed(line.text)) for line in head)
    if title_at is not None or len(code) < 2 or header.issuer is None or letter is None or not written_to:
        return
    initials = "".join(word[0] for word in header.issuer.raw.upper().split() if word[0].isalpha())
    if code != letter.code and code in _INITIALS and code in initials:
        header.values |= {"type_code": letter.code, "type_name": letter.name}


def _as_no_letter(title_at: int | None, head: list[Line], header: Header) -> None:
    """A symbol without a type's letters is a letter's only where somebody is written to, about something or by a body.

    Certificates, judgments and forms have such symbols too ("69/GKS-BS", "12/HS-ST").
    """
    symbol = str(header.values.get("symbol") or "")
    if header.values.get("type_code") != "CV" or title_at is not None or regex.match(r"CV(?!\p{L})", symbol):
        return
    written_to = any(_ADDRESSED.match(printed(line.text)) for line in head)
    if not written_to and header.values.get("title") is None:
        for name in ("type_code", "type_name"):
            header.values.pop(name, None)
            header.evidence.pop(name, None)


def _issuer(zone: list[Line], head: list[Line], run: list[Line], own: list[Record], header: Header) -> None:
    end = header.values.get("_title_end")  # what the title names decides nothing
    below = head[max(len(zone), end if isinstance(end, int) else 0) :]
    header.issuer = issuing.find_body(zone, below, run, own, header.values, header.evidence.get("_of"))
    if header.issuer is not None:
        header.put("issuer_raw", header.issuer.raw, Cited(header.issuer.raw, header.issuer.place))
    else:
        header.issuer = issuing.committee_of_place(header.values)
        above = issuing.body_above(zone, str(header.values.get("symbol") or ""))
        if header.issuer is None and above is not None:
            header.findings.append(head_findings.lost_issuer(above))


def _body(run: list[Line], header: Header) -> None:
    """Read the period (giai đoạn) and the day of effect."""
    title = str(header.values.get("title") or "")
    period = find_period(title)
    where = header.evidence.get("title")
    for line in run if period is None else []:
        text = clean(line.text)
        if _PREAMBLE.match(text):
            continue
        cited = find_codes(text)
        text = text[: cited[0].start] if cited else text  # behind a number stands the title of another document
        if "giai đoạn" in text or "Thời gian thực hiện" in text or "từ năm" in text.lower():
            period = find_period(text)
            if period is not None:
                where = Cited(text, line.place)
                break
    if period is not None:
        header.put("period_from", period[0], where)
        header.put("period_to", period[1], where)
    effect = day_of_effect(run, header.day)
    if effect is not None:
        header.put("effective_on", *effect)


def _signature(run: list[Line], header: Header, *, lost: bool) -> None:
    """Read who signed; where letters are `lost`, a name with a letter alone is what is left of one ("Hồ Văn K")."""
    signature = find_signature(run)
    if signature is None:
        return
    if not lost or regex.search(r"(?<!\p{L})(?!Y\s)\p{L}(?!\p{L})", signature.name or "") is None:
        header.put("signer_name", signature.name, signature.cited)
    header.put("signer_title", signature.title, signature.cited)
    header.put("signed_for", signature.signed_for, signature.cited)
