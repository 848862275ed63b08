"""Find the type of a document among the lines of its head, and read what stands beside and under it: number, title."""

from __future__ import annotations

import regex

from extractors.heads import letterhead
from extractors.heads.facts import Header
from extractors.heads.own_number import is_number_line
from extractors.heads.place_and_date import place_date, printed
from extractors.heads.title import (
    ends_title,
    numbered_line,
    old_head,
    opens_text,
    printed_type,
    settle_title,
)
from extractors.lines import Line
from extractors.records import Cited
from normalizers.codes import DocumentType, find_codes, title_type
from normalizers.dates import find_dates
from normalizers.text import trim

_TITLE_LINES = 10
_HEAD_LINES = 16  # lines within which a letter head follows a page's heading

# "(từ ngày 27 đến ngày 29 tháng 01 năm 1999)": when a council met, under whose resolution it is
_WHEN_MET = regex.compile(r"\((?:[Hh]ọp\s+)?(?:từ\s+)?ngày\s[^()]{5,60}\)\s*")
_PROSE = 160  # characters that no line of a letter head has
_ENACTS = regex.compile(r"QUYẾT NGHỊ\s*:?")
_PREAMBLE = regex.compile(r"\W*(?:Căn cứ|Chiểu|Xét)\s")
_TOP = 8  # lines of a page above its text


def type_and_title(head: list[Line], header: Header) -> int | None:
    """Find the first line that is a document type in capitals; the title is what follows it."""
    addressed = spoken = False  # a letter names whom it is for, and speaks, before the plan that it encloses
    for index, line in enumerate(head):
        addressed = addressed or printed(line.text).startswith("Kính gửi")
        spoken = spoken or (addressed and len(line.text) > _PROSE and line.text != line.text.upper())
        if spoken:
            return None
        enacts = _ENACTS.fullmatch(printed(line.text)) and preamble_above(head, index)
        resolution = title_type("Nghị quyết") if enacts else None
        found = (resolution, "") if resolution is not None else printed_type(printed(line.text))
        if found is None and index + 1 < len(head) and numbered_line(printed(head[index + 1].text)) is not None:
            small = title_type(printed(line.text))  # "Công văn" over "Số ... ngày ... của ...", as portals print it
            found = (small, "") if small is not None else None
        if found is None:
            continue
        kind, rest = found
        if _is_label(head, index, kind):
            continue
        header.put("type_code", kind.code, Cited(line.text, line.place))
        header.put("type_name", kind.name)
        if preamble_above(head, index):
            return index  # "QUYẾT ĐỊNH:" over the articles: what stands under it is no title
        rest = _without_own_code(rest, line, header)
        of = letterhead.issued_by(rest)
        if of:
            header.put("_of", of, Cited(of, line.place))
            rest = ""
        pieces = [rest] if rest else []
        first, below = line, ""
        over = stands_above(index, head[: index + _HEAD_LINES])
        for at, follow in enumerate(head[index + 1 : index + 1 + _TITLE_LINES], index + 1):
            piece = printed(follow.text)
            if over and letterhead.is_body(piece):
                break
            if not pieces and _is_right_column(piece):
                continue  # the left column with the type was read first
            if not pieces:
                piece = str(regex.sub(r"^\((V/v|Về việc)(\s[^()]+)\)$", r"\1\2", piece, flags=regex.IGNORECASE))
            if not pieces and piece == printed(line.text):
                continue  # a page that prints its type twice
            if not pieces and "_beside_type" in header.values and _is_day(piece):
                header.put("issued_on", find_dates(piece)[0].value, Cited(follow.text, follow.place))
                continue
            if not pieces and is_number_line(follow):
                continue  # "HỢP ĐỒNG KINH TẾ" over "Số: 37/2014/HĐKT"
            of = letterhead.issued_by(piece) if not pieces and piece.startswith(("CỦA ", "của ")) else ""
            if of and "_of" not in header.values:  # "QUYẾT ĐỊNH" over "CỦA CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG"
                header.put("_of", of, Cited(of, follow.place))
                header.values["_title_end"] = at + 1
                continue
            if not pieces and "_of" in header.values and (met := _WHEN_MET.match(piece)) is not None:
                piece = piece[met.end() :]
                if not piece:
                    continue
            own = numbered_line(piece) if not pieces and "_beside_type" not in header.values else None
            if own is not None:
                header.put("_beside_type", piece, Cited(piece, follow.place))
                header.put("_of", own["of"], Cited(own["of"] or "", follow.place))
                header.values["_title_end"] = at + 1
                if own["title"]:
                    first = follow
                    pieces.append(own["title"])
                continue
            if follow.in_table != line.in_table or ends_title(piece, pieces):
                below = piece
                break
            first = follow if not pieces else first
            pieces.append(piece)
            header.values["_title_end"] = at + 1
            if piece.endswith((".", ";")):
                break
        said = old_head(" ".join(pieces))
        header.put("_old_head", said or None, Cited(said, first.place))
        title = trim(settle_title(" ".join(pieces), kind, letterhead.is_authority(below)))
        if title:
            header.put("title", title, Cited(" ".join(pieces), first.place))
        return index
    return None


def _without_own_code(rest: str, line: Line, header: Header) -> str:
    """Return what follows a type on its line without the number: "THÔNG TƯ 21/2018/TT-BYT" over the title."""
    said = old_head(rest)
    if said:  # the day and the body stand beside the number
        header.put("_beside_type", said, Cited(said, line.place))
        return rest[len(said) :].strip(" :")
    codes = find_codes(rest)
    if not codes or codes[0].start > 0 or not codes[0].symbol:
        return rest
    dated = regex.compile(
        r"[\s,]*ngày\s+\d{1,2}(?:\s*tháng\s*\d{1,2}\s*năm\s*|([/.-])\d{1,2}\g<1>)\d{4}", regex.IGNORECASE
    ).match(rest, codes[0].end)
    end = dated.end() if dated is not None else codes[0].end
    header.put("_beside_type", codes[0].code, Cited(rest[:end], line.place))
    return rest[end:].strip(" :,")


def _is_right_column(piece: str) -> bool:
    """Tell whether a line is the letter head's right column: the motto, or the place and day under it."""
    if letterhead.is_motto_alone(piece) or letterhead.is_rest_of_motto(piece):
        return True
    dated = place_date().search(piece)
    return dated is not None and dated.end() == len(piece) and "Hạnh phúc" in piece[: dated.start("date")]


def _is_day(text: str) -> bool:
    return regex.fullmatch(r"[Nn]gày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\.?", text) is not None


def _is_label(head: list[Line], index: int, kind: DocumentType) -> bool:
    """Tell whether a line is the title that a portal prints over the document, whose own letter head follows."""
    motto = [at for at, line in enumerate(head) if letterhead.is_motto(line.text)]
    if not motto or motto[0] <= index:
        return False
    below = (printed_type(printed(line.text)) for line in head[motto[0] :])
    return any(found is not None and found[0].code == kind.code for found in below)


def stands_above(title_at: int, head: list[Line]) -> bool:
    """Tell whether a page's heading names the type, over a letter head in which it does not stand again."""
    over = any(letterhead.is_body(printed(line.text)) or letterhead.is_motto(line.text) for line in head[:title_at])
    return not over and letterhead.is_letter_head(head[title_at + 1 :])


def preamble_above(head: list[Line], index: int) -> bool:
    """Tell whether a clause of the preamble stands above a line: "Căn cứ ...", "Xét đề nghị ..."."""
    return any(_PREAMBLE.match(printed(line.text)) for line in head[:index])


def from_title_line(header: Header) -> None:
    """Take what a dump without letter head has in its title: "CỦA BỘ TÀI CHÍNH SỐ 15/2002/TT-BTC NGÀY ..."."""
    cited = header.evidence.get("_old_head") or header.evidence.get("_beside_type")
    if cited is None:
        return
    # its type's word stands on the line above: "SẮC LỆNH" / "... SỐ 141 NGÀY ..." has no symbol that would tell it
    said = regex.search(r"(?<!\p{L})S[Ốố]\s*:?\s*\d.*$", cited.text)
    codes = find_codes(f"{header.values.get('type_name') or ''} {said.group()}" if said is not None else cited.text)
    if codes and not header.values.get("number_text") and not header.values.get("symbol"):
        header.take_code(codes[0], cited)
    days = find_dates(cited.text)
    if (
        days
        and header.values.get("issued_on") is None
        and header.values.get("code") in (None, *(c.code for c in codes))
    ):
        header.put("issued_on", days[0].value, cited)
    body = regex.search(r"CỦA\s*(?P<body>\p{Lu}[\p{L} ,-]+?)(?=\s+SỐ|$)", cited.text)
    if body is not None and (letterhead.is_body(body["body"]) or letterhead.is_authority(body["body"])):
        header.put("_of", body["body"], Cited(body["body"], cited.place))


def number_under_title(below: list[Line], header: Header) -> None:
    """Read "(Số 318/QĐ-UBND ngày 12 tháng 4 năm 2010)" under the title of a document without a letter head."""
    if header.values.get("number_text") is not None or header.values.get("symbol"):
        return
    for line in below:
        text = printed(line.text)
        if opens_text(text) or line.section:
            return
        if regex.match(r"\(?\s*S[ốó]\s*:?\s*\d", text) is None or len(text) > 160:
            continue
        codes = find_codes(text)
        if codes:
            cited = Cited(line.text, line.place)
            header.take_code(codes[0], cited)
            dates = [mention for mention in find_dates(text) if mention.start >= codes[0].end]
            if dates and header.values.get("issued_on") is None:
                header.put("issued_on", dates[0].value, cited)
            return


def number_alone(head: list[Line], header: Header) -> None:
    """Read a number and a day that stand on lines of their own right under the type, as portals print their fields.

    "Quyết định" / "18/2007/QĐ-NHNN" / "25/04/2007": the number is of that type, the day all that its line holds.
    """
    if header.values.get("number_text") is not None or header.values.get("symbol"):
        return
    for kind, number, *below in zip(head[:_TOP], head[1:], head[2:], strict=False):
        of, printed_number = title_type(printed(kind.text)), printed(number.text)
        codes = find_codes(printed_number) if of is not None else []
        if of is None or len(codes) != 1 or codes[0].raw != printed_number or codes[0].type_code != of.code:
            continue
        header.take_code(codes[0], Cited(number.text, number.place))
        for day in below:
            dates = find_dates(printed(day.text))
            if len(dates) == 1 and dates[0].raw == printed(day.text) and dates[0].value is not None:
                header.put("issued_on", dates[0].value, Cited(day.text, day.place))
        return
