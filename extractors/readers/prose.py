"""Printed lines to paragraphs: which line begins a new one, by the marks that Vietnamese administrative texts use.

Circular 01/2011/TT-BNV and Decree 30/2020/NĐ-CP (thể thức văn bản) fix the order of headings: Phần, Chương, Mục,
I., 1., a), then dashes; every legal basis begins "Căn cứ".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

ENDS = ".;:!?…"
# words that no sentence or heading ends with
CONNECTIVES = (
    *(" và", " của", " các", " về", " theo", " với", " tại", " từ", " đến", " là", " do", " cho", " bằng", " trong"),
    " thuộc",
)
BEFORE_NUMBERS = (" số", " ngày", " tháng", " năm", " khoản", " điểm")
SNUG = 0.93  # of the wrap width: markup that a dump no longer shows made some lines shorter
HALF_FULL = 0.6  # an unended line that long within a paragraph is no heading
WRAP_SHARE = 0.2  # of adjacent lines that must clearly run on before a text counts as hard-wrapped


@dataclass(frozen=True, slots=True)
class Marks:
    """The compiled patterns of this module."""

    bullet: re.Pattern[str]
    number: re.Pattern[str]
    word: re.Pattern[str]
    opening: re.Pattern[str]
    year_range: re.Pattern[str]
    label_only: re.Pattern[str]
    signer: re.Pattern[str]
    opens_day: re.Pattern[str]
    rule: re.Pattern[str]
    drawn: re.Pattern[str]
    annex: re.Pattern[str]
    addressed: re.Pattern[str]


@cache
def marks() -> Marks:
    """Return the patterns, compiled when first needed."""
    return Marks(
        bullet=re.compile(r"[-–—+*•▪➢✓○●◦·]\s*\S"),
        number=re.compile(
            r"\d{1,2}(?:\.\d{1,2})*[.)]\s*[^\W\d]|\d{1,2}(?:\.\d{1,2})+\s+[^\W\d]|\d{1,2}[.)]\s+\S"
            r"|[IVXLC]{1,6}\s?[.)/]\s*[^\W\d]|[IVX]{1,5}\s?[-–]\s|\d{1,2}\s?[-–]\s+[A-ZĐÀ-Ỹ]|[a-zđ]\d?\)\s*\S|[A-ZĐ]\.\s"
        ),
        word=re.compile(
            r"Căn cứ\b|Điều\s+\d+[a-zđ]?\s*[.:]|Chương\s+[IVX\d]+\b|Mục\s+[IVX\d]+\s*[.:]|Phần\s+(?:[IVX\d]+|thứ)\b"
            r"|Phụ lục\b|PHỤ LỤC\b|Xét\s(?:đề nghị|Tờ trình)|Theo đề nghị|Nơi nhận\s*:?|Kính gửi"
            r"|Số\s*:|Đơn vị tính|ĐVT\s*:|\((?:Ban hành )?[Kk]èm theo|(?:TM|KT|TL|TUQ|Q)\s*\.\s*[A-ZĐÀ-Ỹ]"
        ),
        opening=re.compile(r"(?:[-–—+*•]\s*)?(?:Căn cứ|Xét|Theo|Thực hiện|Tiếp theo)\b|[-–—+*•]\s*\S"),
        year_range=re.compile(r"[-–—]\s*\d{4}\b"),
        label_only=re.compile(r"(?:Điều\s+\d+[a-zđ]?|[IVX]{1,6}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.):]|[-–—+*•]"),
        signer=re.compile(
            r"(?:TM|KT|TL|TUQ|Q)\s*\.|PHÓ\b|(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH|TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG)\b"
        ),
        opens_day=re.compile(r"Ngày \d{1,2}(?:[/.]| tháng )\d{1,2}(?:[/.]| năm )\d{4},"),
        annex=re.compile(r"(?:Phụ lục|PHỤ LỤC)(?:\s+(?:số\s+|SỐ\s+)?(?:\d{1,3}|[IVX]{1,5}|[A-Z]))?"),
        addressed=re.compile(r"Kính gửi\s*:"),
        drawn=re.compile(r"[-–—_=]{10,}(?:\s+[-–—_=]{10,})*"),
        rule=re.compile(r"(?:\s*[-–—_=*~.•]){3,}\s*"),
    )


def begins(line: str) -> bool:
    """Return whether `line` begins with a bullet, a number, a letter or a word that opens a block."""
    found = marks()
    return bool(found.number.match(line) or found.bullet.match(line) or found.word.match(line))


def is_rule(line: str) -> bool:
    """Return whether `line` is only a drawn rule ("-------", "* * *")."""
    return marks().rule.fullmatch(line) is not None


def is_capitals(line: str) -> bool:
    """Return whether `line` is set in capitals."""
    return line.isupper()


def wrap_width(blocks: Sequence[Sequence[str]]) -> int:
    """Return the width at which the text is hard-wrapped, 0 when its lines are paragraphs.

    `blocks` are runs of lines without a blank line between. Where a line begins in lower case the one before was broken
    to fit: when enough are, the longest of those shows the width.
    """
    adjacent, broken = 0, []
    for block in blocks:
        for one, following in pairwise(block):
            adjacent += 1
            if following[:1].islower() and not begins(following):
                broken.append(len(one))
    if len(broken) < 4 or len(broken) < WRAP_SHARE * adjacent:
        return 0
    broken.sort()
    width = broken[int(len(broken) * 0.98)] if len(broken) >= 50 else broken[-1]
    return width if width <= 200 else 0


def runs_on(paragraph: Sequence[str], following: str, width: int) -> bool:
    """Return whether the line `following` continues the paragraph of the lines `paragraph`."""
    before, found = paragraph[-1], marks()
    if found.drawn.fullmatch(before) or found.drawn.fullmatch(following):
        return False  # the edge of a table that is drawn with dashes
    if found.label_only.fullmatch(before) and len(paragraph) == 1:
        return not begins(following)
    if found.year_range.match(following) and before[-1:].isdigit():
        return True
    if found.number.match(following) or found.bullet.match(following) or found.annex.fullmatch(following):
        return False
    full = bool(width) and len(before) + 1 + len(following.split(" ", 1)[0]) > width * SNUG
    ended = before[-1:] in ENDS or before.endswith(("./.", ".”", '."', ";”"))
    if found.word.match(following) and (ended or not full or before.endswith(",")):
        return False
    if not ended and found.opens_day.match(following):
        return False  # a title ends without a mark, and a sentence begins: "Ngày 15/5/2020, tại ..."
    if is_capitals(before) != is_capitals(following) and len(following) > 3 and (is_capitals(before) or not full):
        return False
    if is_capitals(before) and is_capitals(following):
        return full or _open(" ".join(paragraph))
    if following[:1].islower() or following[:1] in ",.;:)”%":
        return not ended or full or (bool(width) and not before.endswith((".", ":")))
    if ended:
        return full
    if following[:1].isdigit() and before.endswith(BEFORE_NUMBERS):
        return True
    if before.endswith(CONNECTIVES) or _open(" ".join(paragraph)):
        return True
    if not width:
        return False
    if len(paragraph) == 1:
        return full or before.endswith(",") or following[:1].isdigit() or _sentence_under_way(before)
    return full or len(before) > width * HALF_FULL


def join_lines(lines: Sequence[str], width: int) -> list[tuple[int, list[str]]]:
    """Return the paragraphs of a run of lines as (index of the first line, its lines)."""
    paragraphs: list[tuple[int, list[str]]] = []
    for index, line in enumerate(lines):
        if paragraphs and runs_on(paragraphs[-1][1], line, width):
            paragraphs[-1][1].append(line)
        else:
            paragraphs.append((index, [line]))
    return paragraphs


def join_narrow(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Like `join_lines`, for the narrow cells of a letter head or signature: capitals run on to capitals."""
    paragraphs: list[tuple[int, list[str]]] = []
    for index, line in enumerate(lines):
        before = paragraphs[-1][1][-1] if paragraphs else ""
        capitals = is_capitals(before) and is_capitals(line) and not marks().signer.match(line) and not begins(line)
        lower = bool(before) and not before.endswith((";", ".")) and line[:1].islower() and not begins(line)
        if (capitals and not marks().signer.match(before)) or lower:
            paragraphs[-1][1].append(line)
        else:
            paragraphs.append((index, [line]))
    return paragraphs


def _sentence_under_way(line: str) -> bool:
    """Return whether a short first line is a broken sentence, not a heading.

    Word writes the first line of a paragraph shorter (its markup took the room), and dumps keep that.
    """
    return marks().opening.match(line) is not None or ": " in line


def _open(text: str) -> bool:
    """Return whether a quotation or bracket in `text` is still open."""
    return text.count("“") > text.count("”") or text.count("(") > text.count(")") or text.count('"') % 2 == 1
