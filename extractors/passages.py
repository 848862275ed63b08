"""The paragraphs of a shaped document as extractors of prose read them: bullets off, with the years set above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.document import Document, Paragraph, Place, Section
from extractors.records import Cited
from extractors.remembered import remembered
from normalizers.deadlines import find_times
from normalizers.text import clean, trim

Years = tuple[int | None, int | None]  # first and last; the first is None for "đến năm 2025"

_BULLET = regex.compile(r"^\s*([-+*•–]+)\s*")
_NUMBERED = regex.compile(
    r"^\s*(?:(?:(?:Phần|Chương|Mục|PHẦN|CHƯƠNG|MỤC)\s+(?:\d{1,2}|[IVXLC]{1,5})|Điều\s+\d+|[IVXLC]{1,5}"
    r"|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)]\s*|(?:[IVXLC]{1,5}|\d{1,2})\s?[-–]\s+(?=\p{Lu}))"  # "I- ", "1- "
)
_YEAR = r"(?:19|20)\d\d"
_YEARS = (
    r"(?:(?:[Đđ]ến|[Tt]rong)\s+(?:hết\s+)?)?(?:[Tt]ừ\s+)?(?:[Gg]iai\s+đoạn|[Nn]ăm)\s+"
    rf"{_YEAR}(?:\s*(?:[-–]|đến)\s*(?:năm\s+)?{_YEAR})?"
)
# "Quý II/2020", "Quý III - IV năm 2020", "Tháng 6/2020", "6 tháng đầu năm 2020": within one year
_WITHIN = (
    r"(?:[Qq]uý\s+(?:[IVX]{1,3}|\d)(?:\s*(?:[-–,]|và|đến)\s*(?:[Qq]uý\s+)?(?:[IVX]{1,3}|\d))*"
    r"|[Tt]háng\s+\d{1,2}(?:\s*(?:[-–,]|và|đến)\s*(?:[Tt]háng\s+)?\d{1,2})*|6\s+[Tt]háng\s+(?:đầu|cuối))"
    rf"\s*(?:/|năm\s+|\s)\s*{_YEAR}"
)
# "Năm 2022", "Đến năm 2025", "Giai đoạn 1 (năm 2022)", "Đợt 2 (2023 - 2024)"
_TIMES = (
    rf"(?:(?:[Gg]iai\s+đoạn|[Đđ]ợt|[Bb]ước)\s+(?:\d|[IVX]{{1,4}})\s*(?:\(\s*(?:{_YEARS}|{_YEAR}(?:\s*[-–]\s*{_YEAR})?)\s*\)"
    rf"|[:,-]\s*{_YEARS})|{_YEARS}|{_WITHIN})"
)
_ONLY_YEARS = regex.compile(rf"{_TIMES}\s*[:.]?")
LEADS_YEARS = regex.compile(
    rf"({_TIMES})(?:\s*[:,–-]\s*(?=\S)"
    r"|\s+(?=có\s+\d|(?:tiếp tục\s+)?(?:triển khai|áp dụng|thực hiện|mở rộng|nhân rộng|vận hành|xây dựng)\b))"
)
# "III. PHƯƠNG HƯỚNG NĂM 2022", "Nhiệm vụ trọng tâm năm 2023": what stands below is for that year
_OF_YEAR = regex.compile(
    r"(?:mục tiêu|chỉ tiêu|nhiệm vụ|phương hướng)\b[^.;:()]{0,60}?"
    r"\b((?:trong\s+|đến\s+(?:hết\s+)?)?năm\s+20\d\d)\s*[:.]?",
    regex.IGNORECASE,
)
# "Phê duyệt danh sách 05 cơ quan xây dựng HTQLCL năm 2021:": those listed below do so in that year
_LONGEST_LEAD = 400  # characters
_LEADS_LIST = regex.compile(
    r"^(?!.*\b(?:kiểm tra|thanh tra|đánh giá|tập huấn|đào tạo|báo cáo|kinh phí|hỗ trợ|khen|biểu dương|chưa|không)\b)"
    r".*\b(?:cơ quan|đơn vị|sở|ngành|huyện|xã|ubnd|ủy ban nhân dân)\b[^.:]{0,80}"
    r"\b(?:áp dụng|xây dựng|chuyển đổi|triển khai)\b[^.:]{0,120}?(?<!từ )(?<!đến )"
    r"\b(năm\s+20\d\d)(?!\s*[-–]|\s+đến|\d)[^.:\d]{0,80}:\s*$",
    regex.IGNORECASE,
)
_DIVISION = regex.compile(r"(?:^|\.)(?:Phần|Chương|Mục)\s+\w+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the outline without its bullet or number, and what is said above it."""

    text: str
    place: Place
    path: str
    heading: str  # of its section
    headings: tuple[str, ...]  # of the sections around it, innermost first
    bullet: str
    years: Years | None  # the years that the paragraph, the line above or a heading sets
    year_cited: Cited
    is_heading: bool
    part: int
    block: int


@remembered(1)
def passages(document: Document) -> tuple[Passage, ...]:
    """Return every paragraph that belongs to the outline, in reading order, with the years set for it."""
    return tuple(_iter(document))


def _iter(document: Document) -> Iterator[Passage]:
    headed: dict[tuple[int, str], tuple[Years, Cited]] = {}
    titles: dict[tuple[int, str], str] = {}
    for section in document.sections:
        key = (section.part, section.path)
        heading = titles[key] = section.heading or _title_below(document, section)
        outer = _outer_years(section, headed)
        if _ONLY_YEARS.fullmatch(heading):
            outer = (_span(heading), Cited(heading, section.place))
        elif outer is None and (of_year := _OF_YEAR.fullmatch(heading)):
            outer = (_span(of_year[1]), Cited(heading, section.place))
        elif outer is None and (led := _list_lead(_first_line(document, section))):
            outer = (_span(led[1]), Cited(led.string, section.place))
        if outer is not None:
            headed[key] = outer
        headings = tuple(
            titles.get((section.part, path), "")
            for path in _ancestors(section.path)
            if titles.get((section.part, path))
        )
        yield from _section(document, section, heading, headings, outer)


def _list_lead(text: str) -> regex.Match[str] | None:
    return _LEADS_LIST.search(text) if len(text) <= _LONGEST_LEAD and text.rstrip().endswith(":") else None


def _first_line(document: Document, section: Section) -> str:
    block = document.blocks[section.blocks[0]] if section.path and section.blocks else None
    return clean(block.text) if isinstance(block, Paragraph) else ""


def _title_below(document: Document, section: Section) -> str:
    """Return the title that stands in capitals on the line under "Phần I" or "Chương II"."""
    if not _DIVISION.search(section.path) or len(section.blocks) < 2:
        return ""
    block = document.blocks[section.blocks[1]]
    return clean(block.text) if isinstance(block, Paragraph) and block.text.isupper() else ""


def _outer_years(section: Section, headed: dict[tuple[int, str], tuple[Years, Cited]]) -> tuple[Years, Cited] | None:
    for path in _ancestors(section.path)[1:]:
        if (section.part, path) in headed:
            return headed[section.part, path]
    return None


def _ancestors(path: str) -> list[str]:
    """Return a path and the paths around it, innermost first: II.2.1 → II.2.1, II.2, II."""
    parts = path.split(".") if path else []
    return [".".join(parts[:depth]) for depth in range(len(parts), 0, -1)]


def _section(
    document: Document,
    section: Section,
    heading: str,
    headings: tuple[str, ...],
    outer: tuple[Years, Cited] | None,
) -> Iterator[Passage]:
    over, over_bullet = outer, ""
    years_at = -2  # the last block that was a time and no more
    for nth, index in enumerate(section.blocks):
        block = document.blocks[index]
        if not isinstance(block, Paragraph):
            continue
        printed = clean(f"{block.label} {block.text}")
        mark = _BULLET.match(printed)
        bullet = mark[1][0] if mark else ""
        text = printed[mark.end() :] if mark else printed
        first = nth == 0 and bool(section.path)
        if first:
            text = _NUMBERED.sub("", text)
        if _ONLY_YEARS.fullmatch(text):
            over, over_bullet = (_span(text), Cited(block.text, block.place)), bullet
            if years_at == nth - 1 and text[-1] not in ":." and not bullet:
                over = outer  # "Năm 2019", "Năm 2020": headings of columns whose rows are lost lead no list
            years_at = nth
            continue
        if over is not outer and bullet == over_bullet and bullet:
            over, over_bullet = outer, ""
        own = LEADS_YEARS.match(text)
        here = (_span(own[1]), Cited(block.text, block.place)) if own else over
        yield Passage(
            text=text,
            place=block.place,
            path=section.path,
            heading=heading,
            headings=headings,
            bullet=bullet,
            years=here[0] if here else None,
            year_cited=here[1] if here else Cited("", block.place),
            is_heading=nth < 2
            and bool(section.path and heading)
            and (trim(text) == trim(heading) or (first and _DIVISION.fullmatch(trim(text)) is not None)),
            part=section.part,
            block=index,
        )
        if own and text.rstrip().endswith(":"):
            over, over_bullet = here, bullet
        elif led := _list_lead(text):
            over, over_bullet = (_span(led[1]), Cited(block.text, block.place)), bullet


def _span(text: str) -> Years:
    """Return the first and last year of a text that is known to hold a time."""
    times = [time for time in find_times(text) if time.year_to is not None]
    if times:
        return times[0].year_from, times[0].year_to
    years = [int(year) for year in regex.findall(_YEAR, text)]
    return (years[0], years[-1]) if years else (None, None)


def one_year(years: Years | None) -> int | None:
    """Return the year of "năm 2019" or "đến năm 2025"; None for a period of several years or none."""
    if years is None or years[1] is None or years[0] not in (None, years[1]):
        return None
    return years[1]
