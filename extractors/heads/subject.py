"""The subject of an official letter (Decree 30/2020/NĐ-CP, Annex I, II.5): "V/v ..." under its number."""

from __future__ import annotations

import regex

from extractors.heads import letterhead
from extractors.heads.own_number import find_number
from extractors.heads.place_and_date import place_date, printed, where_in
from extractors.heads.title import opens_text
from extractors.lines import Line
from extractors.records import Cited
from normalizers.codes import find_codes
from normalizers.dates import find_dates

# a text without line breaks goes on with the addressee
_OPENS = regex.compile(
    r"(?:^|\s)(?:V[/.]v|Về việc)\s*:?\s+(?P<subject>\S.*?)(?:\.?\s+Kính\s+gửi\s*:.*)?$", regex.IGNORECASE
)


def find_subject(zone: list[Line], *, letter: bool) -> tuple[str, Cited] | None:
    """Return the subject as printed and its first line; `letter` tells that the number is an official letter's."""
    # what stands under the document's own number comes before what a portal prints over its letter head
    numbered = [at for at, line in enumerate(zone) if find_number([line]) is not None][:1]
    order = [*range(numbered[0], len(zone)), *range(numbered[0])] if numbered else range(len(zone))
    for index in order:
        line = zone[index]
        match = _OPENS.search(printed(line.text))
        if match is None and index and find_number([zone[index - 1]]) is not None:
            match = regex.match(r"Về\s*:?\s+(?P<subject>\p{Ll}.*)$", printed(line.text)) or _bare_subject(line, letter)
        if match is None:
            continue
        pieces = [_without_day(match.group("subject"))]
        whole = regex.search(r"Kính\s+gửi", printed(line.text)) is not None
        for follow in zone[index + 1 : index + 4] if not whole else []:
            text = _without_day(printed(follow.text))
            cut = letterhead.without_motto(text)
            if letterhead.is_rest_of_motto(text):
                continue
            # "ISO 9001:2015" and "GTGT" go on
            capitals = text == text.upper() and regex.fullmatch(r".*\d.*|[A-ZĐ]{3,6}", text) is None
            if cut != text or capitals or find_dates(text) or opens_text(text) or find_codes(text):
                break
            pieces.append(text)
        return " ".join(pieces), Cited(line.text, line.place)
    return None


def _without_day(text: str) -> str:
    """Return a line of the left column without the place and the day that stand beside it: "V/v X Hà Nội, ngày ..."."""
    dated = place_date().search(text)
    where = where_in(dated.group("place")) if dated is not None else ""
    at = text.rindex(where, 0, dated.end("place")) if dated is not None and where else 0
    return f"{text[:at].rstrip()} {text[dated.end() :].lstrip()}".strip() if dated is not None and at else text


_BELOW = 8  # lines of addressees
_LONGEST_SUBJECT = 300  # characters


def subject_below(below: list[Line]) -> tuple[str, Cited] | None:
    """Return the subject of a letter that stands on a line of its own between the addressees and the text.

    `below` begins with the addressees ("Kính gửi: ..."). Running text that opens so too ("Về việc ..., Sở X trả lời:")
    ends with a mark, holds a comma near its end or is long.
    """
    if not below or regex.match(r"\W*Kính\s+gửi", printed(below[0].text)) is None:
        return None
    for line in below[1 : 1 + _BELOW]:
        text = printed(line.text)
        match = regex.match(
            r"(?:Trích yếu\s*:?\s*)?(?:V[/.]v|Về việc)\s*:?\s+(?P<subject>\S.*)$", text, regex.IGNORECASE
        )
        if match is not None:
            whole = len(text) <= _LONGEST_SUBJECT and not text.endswith((",", ";", ":")) and ", " not in text[-80:]
            return (match["subject"], Cited(line.text, line.place)) if whole else None
        if opens_text(text) or len(text) > _LONGEST_SUBJECT:
            return None
    return None


def _bare_subject(line: Line, letter: bool) -> regex.Match[str] | None:
    """Return the subject of an official letter that stands under its number without "V/v"."""
    text = printed(line.text)
    if not letter or find_dates(text) or letterhead.without_motto(line.text) != text or opens_text(text):
        return None
    return regex.fullmatch(r"(?P<subject>\p{Lu}\p{Ll}+(?:[\s,]+[^\s:]+){3,40})", text)
