"""A document whose lines a scraper has run into one paragraph, parted again where its form says that lines end.

Letter head, number, place and day, type, title, clauses, articles and signature each stand on a line of their own
(Decree 30/2020/NĐ-CP, Annex I), so their words show where the lines were. Only a paragraph that holds motto, number and
day at its beginning is parted: a real paragraph never does.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex

from extractors.document import Block, Document, Paragraph
from normalizers.codes import document_types

_LEAST = 250  # characters; a letter head that a cell runs together is shorter
_HEAD = 700  # characters within which motto, number and day stand
_FIRST_BLOCKS = 20  # a page of a portal has its own lines above the text
# converters of PDF leave "XàHỘI" of XÃ HỘI: the second byte of the letter and the blank behind it are lost
_MOTTO = r"(?:CỘNG H(?:ÒA|OÀ) X(?:Ã\s|à\s?)HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH)"
_NUMBER = r"S[ốỐ]\s*:?\s*\d{1,5}\s*(?:/\s*(?:19|20)\d\d\s*)?[-/]\s*\p{Lu}[\p{L}\d&]*(?:\s?[-/.]\s?\p{Lu}[\p{L}\d&]*?)*?"
_DAY = r"ngày\s+\d{1,2}\s+tháng\s*\d{1,2}\s+năm\s+\d{4}"
_PLACE = r"(?:(?:TP|Tp)\.?\s?)?(?:\p{Lu}\p{Ll}+[\s-]{1,3}){0,4}\p{Lu}\p{Ll}+\s*,\s*"
_AUTHORITY = (
    r"(?:(?:CHỦ TỊCH )?(?:ỦY|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG|CHÍNH PHỦ|BỘ TRƯỞNG|GIÁM ĐỐC|BAN BÍ THƯ"
    r"|BAN THƯỜNG VỤ|TỔNG GIÁM ĐỐC|TỔNG CỤC TRƯỞNG|THỐNG ĐỐC)"
)


def part_flat_text(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` with a paragraph that holds the whole of it parted into its lines."""
    out: list[Block] = []
    for index, block in enumerate(document.blocks):
        if index < _FIRST_BLOCKS and isinstance(block, Paragraph) and _is_flat(block.text):
            out += [replace(block, text=line) for line in _lines(block.text)]
        else:
            out.append(block)
    return tuple(out)


def _is_flat(text: str) -> bool:
    if len(text) < _LEAST:
        return False
    head = text[:_HEAD]
    return all(regex.search(pattern, head) for pattern in (_MOTTO, _NUMBER, _DAY))


def _lines(text: str) -> list[str]:
    types = "|".join(
        sorted({regex.escape(kind.name.upper()) for kind in document_types()}, key=lambda word: -len(word))
    )
    breaks = {match.start() for match in _before().finditer(text)} | {match.end() for match in _behind().finditer(text)}
    motto = regex.search(_MOTTO, text)
    breaks |= {motto.start(), motto.end()} if motto is not None else set()
    head = regex.search(_DAY, text)
    numbered = regex.search(_NUMBER, text)
    begins = max(found.end() for found in (head, numbered) if found is not None)
    kind = regex.compile(rf"(?:{types})(?=\s|:|\p{{Lu}}\p{{Ll}}|$)").search(text, max(0, begins - 1))
    if kind is not None:
        breaks |= {kind.start(), kind.end()}
        title = regex.compile(r"[\p{Lu}\d\s\W]{12,}?\s(?=\p{Lu}\p{Ll}+\s\p{Ll})").match(text, kind.end())
        decides = regex.compile(rf"(?<!(?:TM|KT|TL|TUQ)\s?\.\s?)(?<=[\p{{Ll}}\d)”\"\s-])(?={_AUTHORITY}\s)").search(
            text, kind.end() + 1
        )
        breaks |= {found.end() for found in (title, decides) if found is not None}
        again = regex.compile(rf"(?:{types}|QUYẾT NGHỊ)\s*:?\s*(?=Điều 1\b)").search(text, kind.end())
        breaks |= {again.start(), again.end()} if again is not None else set()
    # what stands before the letter head is the number of the page that the text was taken from: "1. BỘ ..."
    page = regex.match(r"\s*\d{1,3}[.)]?\s+(?=\p{Lu}{2})", text)
    begin = page.end() if page is not None else 0
    cuts = sorted({begin, len(text), *(at for at in breaks if at > begin)})
    lines = (text[start:end].strip(" |") for start, end in pairwise(cuts))
    return [line for line in lines if line and not regex.fullmatch(r"[-_*=\s]+", line)]


def _before() -> regex.Pattern[str]:
    return regex.compile(
        rf"{_NUMBER}(?=\s|\p{{Lu}})|Độc lập\s*[-–]|(?<!\p{{L}}){_PLACE}{_DAY}|[-_*=]{{3,}}"
        r"|(?<=\s)(?:-\s*)?Căn cứ\s+\p{Lu}|(?<=[;.,:–-]\s|\p{Lu}\s)(?:-\s*)?(?:Xét (?:đề nghị|Tờ trình)|Theo đề nghị)"
        r"|(?<=[;.:/]\s)(?:Điều \d{1,3}\.|Chương [IVX]+|[IVX]{1,4}\.\s+\p{Lu}|\d{1,2}\.\s+\p{Lu}|[a-zđ]\)\s|-\s+\p{Lu})"
        r"|Nơi nhận\s*:|(?<=\s)(?:TM|KT|TL|TUQ)\s?\.\s?\p{Lu}|(?<=\p{Lu}|\s)\((?:Đã|đã) ký\)"
    )


def _behind() -> regex.Pattern[str]:
    return regex.compile(rf"Hạnh phúc|{_DAY}(?=\s+\S)|{_NUMBER}(?=\s|\p{{Lu}}\p{{Ll}})|[-_*=]{{3,}}|\((?:Đã|đã) ký\)")
