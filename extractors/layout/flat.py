"""A document whose lines a scraper has run into one paragraph, parted again where its form says that lines end.

Letter head, number, place and day, type, title, clauses, articles and signature each stand on a line of their own
(Decree 30/2020/NĐ-CP, Annex I), so their words show where the lines were. Only a paragraph that holds motto, number and
day at its beginning is parted: a real paragraph never does. Other scrapers run each cell and its neighbours together,
over several paragraphs: those of the head, and of the signature, are parted where the day runs on into the type.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import regex

from extractors.document import Block, Document, Paragraph
from normalizers.codes import document_types

_LEAST = 250  # characters; a letter head that a cell runs together is shorter
_HEAD = 700  # characters within which motto, number and day stand
_FIRST_BLOCKS = 20  # a page of a portal has its own lines above the text
# converters of PDF leave "XàHỘI" of XÃ HỘI: the second byte of the letter and the blank behind it are lost
_MOTTO = r"(?:CỘNG H(?:ÒA|OÀ) X(?:Ã\s|à\s?)HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|ĐOÀN TNCS HỒ CHÍ MINH)"
_NUMBER = (
    r"(?:S[ốỐ]|(?<!\p{L})(?:Luật|Pháp lệnh|Nghị quyết)\s+số)\s*:?\s*\d{1,5}\s*(?:/\s*(?:19|20)\d\d\s*)?[-/]\s*\p{Lu}"
    r"[\p{L}\d&]*(?:\s?[-/.]\s?\p{Lu}[\p{L}\d&]*?)*?"
)
_DAY = r"ngày\s+\d{1,2}\s+tháng\s*\d{1,2}\s+năm\s+\d{4}"
_PLACE = r"(?:(?:TP|Tp)\.?\s?)?(?:\p{Lu}\p{Ll}+[\s-]{1,3}){0,4}\p{Lu}\p{Ll}+\s*,\s*"
_AUTHORITY = (
    r"(?:(?:CHỦ TỊCH )?(?:ỦY|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG|CHÍNH PHỦ|BỘ TRƯỞNG|GIÁM ĐỐC|BAN BÍ THƯ"
    r"|BAN THƯỜNG VỤ|TỔNG GIÁM ĐỐC|TỔNG CỤC TRƯỞNG|THỐNG ĐỐC)"
)
_TEXT_OPENS = regex.compile(r"\W*(?:Căn cứ|Điều 1\b)")

# a post in capitals with the signer's name behind it: "... (2b). Trung Anh BỘ TRƯỞNG, CHỦ NHIỆM Mai Tiến Dũng"
_POST = regex.compile(
    r"(?:^|(?<=[\s.;]))(?:(?:TM|KT|TL|TUQ)\s?\.\s?)?(?:PHÓ )?(?:CHỦ TỊCH|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG"
    r"|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|THỦ TƯỚNG|BÍ THƯ|HIỆU TRƯỞNG|VIỆN TRƯỞNG|THỐNG ĐỐC|CHỦ NHIỆM)"
    r"[\p{Lu} ,&-]*"
    r"(?=\s\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}*){1,4}\W*$)"
)


def part_flat_text(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` with a paragraph that holds the whole of it parted into its lines."""
    out: list[Block] = []
    head, tail = _run_on(document.blocks)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and (
            (index < _FIRST_BLOCKS and _is_flat(block.text)) or index in head or index in tail
        ):
            out += [replace(block, text=line) for line in (_signed if index in tail else _lines)(block.text)]
        else:
            out.append(block)
    return tuple(out)


def _run_on(blocks: tuple[Block, ...]) -> tuple[set[int], set[int]]:
    """Return the paragraphs of a head, and of a signature, whose lines run together; none where the day ends its line.

    "CỘNG HÒA ... Độc lập - Tự do - Hạnh phúc ---" over "Hà Nội, ngày 3 tháng 12 năm 2020 QUYẾT ĐỊNH BAN HÀNH ...".
    """
    first = {at: block.text for at, block in enumerate(blocks[:_FIRST_BLOCKS]) if isinstance(block, Paragraph)}
    opens = next((at for at, text in first.items() if _TEXT_OPENS.match(text)), len(blocks))
    head = {at for at in first if at < opens}
    mottos = [at for at in head if "Hạnh phúc" in first[at] and regex.search(_MOTTO, first[at])]
    glued = [at for at in head if _day_and_type().search(first[at])] if mottos else []
    if not glued:
        return set(), set()
    said = regex.match(r".{30,300}?[.]\s", first[min(head)])
    repeated = {
        at for at, block in enumerate(blocks) if said and isinstance(block, Paragraph) and _again(block, said[0])
    }
    last = {at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and _POST.search(block.text)}
    head = {at for at in head if at <= max(glued)}
    return head | repeated, {at for at in last if at > max(head)}


def _again(block: Paragraph, said: str) -> bool:
    """Tell whether a paragraph prints the page's title again before its article, as each piece of the page does."""
    return block.text.startswith(said + "Điều ")


def _signed(text: str) -> list[str]:
    """Return the lines of a recipients' line or a bare one that runs on into post and name."""
    cuts = [0, *(match.start() for match in _POST.finditer(text)), *(match.end() for match in _POST.finditer(text))]
    lines = (text[start:end].strip(" |") for start, end in pairwise(sorted({*cuts, len(text)})))
    return [line for line in lines if line]


@cache
def _day_and_type() -> regex.Pattern[str]:
    return regex.compile(rf"{_DAY}\s+(?:{_types()}|Kính gửi)")


@cache
def _types() -> str:
    names = sorted({regex.escape(kind.name.upper()) for kind in document_types()}, key=lambda word: -len(word))
    return "|".join(names)


def _is_flat(text: str) -> bool:
    if len(text) < _LEAST:
        return False
    head = text[:_HEAD]
    # acts of the National Assembly print no day in their head, but rest on the Constitution
    return all(regex.search(pattern, head) for pattern in (_MOTTO, _NUMBER, rf"{_DAY}|Căn cứ (?:vào )?Hiến pháp"))


def _lines(text: str) -> list[str]:
    types = _types()
    breaks = {match.start() for match in _before().finditer(text)} | {match.end() for match in _behind().finditer(text)}
    motto = regex.search(_MOTTO, text)
    breaks |= {motto.start(), motto.end()} if motto is not None else set()
    head = regex.search(_DAY, text)
    numbered = regex.search(_NUMBER, text)
    begins = max((found.end() for found in (head, numbered) if found is not None), default=0)
    kind = regex.compile(rf"(?:{types})(?=\s|:|\p{{Lu}}\p{{Ll}}|$)").search(text, max(0, begins - 1))
    if kind is not None:
        breaks |= {kind.start(), kind.end()}
        title = regex.compile(r"[\p{Lu}\d\s\W]{12,}?\s(?=\p{Lu}\p{Ll}+\s\p{Ll})").match(text, kind.end())
        decides = regex.compile(
            r"(?<!(?:TM|KT|TL|TUQ)\s?\.\s?)(?<!\b(?:CỦA|VỀ|DO|VÀ|GIỮA|TẠI|CHO|THUỘC|CHỦ TỊCH|TỔNG)\s)"
            rf"(?<=[\p{{Ll}}\d)”\"\s-])(?={_AUTHORITY}\s)"
        ).search(text, kind.end() + 1)
        breaks |= {found.end() for found in (title, decides) if found is not None}
        again = regex.compile(rf"(?:{types}|QUYẾT NGHỊ)\s*:?\s*(?=Điều 1\b)").search(text, kind.end())
        breaks |= {again.start(), again.end()} if again is not None else set()
    # what stands before the letter head is the number of the page that the text was taken from: "1. BỘ ..."
    page = regex.match(r"\s*\d{1,3}[.)]?\s+(?=\p{Lu}{2})", text)
    begin = page.end() if page is not None else 0
    cuts = sorted({begin, len(text), *(at for at in breaks if at > begin)})
    lines = (text[start:end].strip(" |") for start, end in pairwise(cuts))
    return [line for line in lines if line and not regex.fullmatch(r"[-_*=\s]+", line)]


@cache
def _before() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<=\p{Ll}\.\s)(?=\p{Lu}{2,}(?:\s\p{Lu}{2,})+(?:\s*[-_*=]{3,}|\s*$))|(?<=\s)(?:V/v|Kính gửi)(?=\s|:)|"
        rf"{_NUMBER}(?=\s|\p{{Lu}})|Độc lập\s*[-–]|(?<!\p{{L}}){_PLACE}{_DAY}|[-_*=]{{3,}}"
        r"|(?<=\s)(?:-\s*)?Căn cứ\s+\p{Lu}|(?<=[;.,:–-]\s|\p{Lu}\s)(?:-\s*)?(?:Xét (?:đề nghị|Tờ trình)|Theo đề nghị)"
        r"|(?<=[;.:/]\s)(?:Điều \d{1,3}\.|Chương [IVX]+|[IVX]{1,4}\.\s+\p{Lu}|\d{1,2}\.\s+\p{Lu}|[a-zđ]\)\s|-\s+\p{Lu})"
        r"|Nơi nhận\s*:|(?<=\s)(?:TM|KT|TL|TUQ)\s?\.\s?\p{Lu}|(?<=\p{Lu}|\s)\((?:Đã|đã) ký\)"
    )


@cache
def _behind() -> regex.Pattern[str]:
    gazette = r"CÔNG BÁO/Số [\d +]+/Ngày [\d-]+(?: \d{1,3}(?=\s))?|PHẦN [IVX]+\. VĂN BẢN [\p{Lu} ]{4,24}LUẬT"
    twice = r"(?P<body>(?<!\p{L})(?:\p{Lu}{2,} ){1,6}\p{Lu}{2,})(?= (?P=body)(?!\p{L}))"  # over its part and its head
    return regex.compile(
        rf"{gazette}|{twice}|Hạnh phúc|{_DAY}(?=\s+\S)|{_NUMBER}(?=\s|\p{{Lu}}\p{{Ll}})|[-_*=]{{3,}}|\((?:Đã|đã) ký\)"
    )
