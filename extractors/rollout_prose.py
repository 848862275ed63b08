"""Rollout in prose: "Năm 2019: ... gồm các cơ quan sau: + Chi cục Thú y; ...", "Năm 2018: vận hành tại Sở A, Sở B".

A lead names the year; the agencies stand behind it in the sentence or in the items under it. Only a list that holds
nothing but agencies is read: "tất cả các xã thuộc huyện X" counts rather than names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractors.document import Document, Paragraph, Place
from extractors.records import Cited, Mention, Record
from normalizers.agencies import is_agency, is_group, split_agencies
from normalizers.text import fold, trim

_LONGEST = 6000  # characters of a paragraph that may hold a list


@dataclass(frozen=True, slots=True)
class _Lead:
    """The paragraph that names the year of the agencies under it."""

    year: int
    rank: int
    mark: str
    text: str
    place: Place


@cache
def _label() -> regex.Pattern[str]:
    return regex.compile(
        r"^\s*(?:(?P<outer>(?:[IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)\s?[.)/]|\d{1,2}(?:\.\d{1,2})+\.?|Điều\s+\d+\.?)"
        r"|(?P<lower>\(?[a-zđ]\d?\))|(?P<bullet>[-+*•–●○▪]+))\s*"
    )


@cache
def _year_lead() -> regex.Pattern[str]:
    """Return "Năm 2019", "Trong năm 2019", "Đến năm 2025" at the start of an item; a span of years names none."""
    return regex.compile(
        r"^(?:(?:[Đđ]ến|[Tt]rong|[Kk]ế hoạch|[Gg]iai đoạn)\s+)?[Nn]ăm\s+((?:19|20)\d\d)\b"
        r"(?!\s*(?:[-–]|đến|và)\s*(?:năm\s*)?\d{4})\s*(?P<mark>[:,.;–-]|\(|$)"
    )


@cache
def _applies() -> regex.Pattern[str]:
    """Return the words of taking the system on."""
    return regex.compile(
        r"áp dụng|vận hành|chuyển đổi|xây dựng|mở rộng"
        r"|triển khai(?! (?:đào tạo|tập huấn|kiểm tra|đánh giá))|thực hiện (?:tại|ở|đối với|cho)|duy trì"
    )


@cache
def _other_doings() -> regex.Pattern[str]:
    return regex.compile(
        r"kiểm tra|đánh giá|giám sát|tập huấn|đào tạo|hội nghị|thanh tra|báo cáo|khen thưởng|tổng kết|kinh phí"
    )


@cache
def _sentence() -> regex.Pattern[str]:
    """Return the verbs, in small letters, that make a sentence of what begins like the name of an agency."""
    return regex.compile(
        r"(?<!\p{L})(?:áp dụng|vận hành|triển khai|tổ chức|phối hợp|chủ trì|hướng dẫn|tham mưu|báo cáo|thực hiện"
        r"|chịu trách nhiệm|hoàn thành|kiểm tra|tiếp tục|duy trì)(?!\p{L})"
    )


@cache
def _denied() -> regex.Pattern[str]:
    """Return what says that a list is not of those who apply: "chưa áp dụng tại", "kiểm tra việc áp dụng tại"."""
    return regex.compile(
        r"(?:không|chưa|ngừng|dừng|tạm dừng|trừ)\s+(?:\w+\s+)?(?:áp dụng|vận hành|triển khai|thực hiện)"
        r"|(?:kiểm tra|đánh giá|giám sát|báo cáo|tổng kết|theo dõi|đôn đốc)\s+(?:[\w,]+\s+){0,3}"
        r"(?:việc|công tác|hoạt động|tình hình|kết quả|hiệu quả)"
    )


def prose_lists(document: Document) -> list[Record]:
    """Return a ``rollout`` record for every agency that a list in prose names for a year, in reading order."""
    headings = _headings(document)
    records: list[Record] = []
    lead: _Lead | None = None
    ordinal, index = -1, 0
    for at, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
            lead = None
            continue
        printed = f"{block.label} {block.text}".strip()
        rank, mark, text = _split_label(printed)
        opened = _year_lead().match(text)
        if opened is not None:
            lead = _Lead(int(opened.group(1)), rank, mark, text, block.place)
            ordinal, index = ordinal + 1, 0
            text = text[opened.end() :] if opened.group("mark") else ""
        elif lead is not None and not _is_under(rank, mark, lead):
            lead = None
        if lead is None:
            continue
        introduced = f"{headings.get(at, '')} {lead.text if opened is None else ''}"
        for name in _names(text, introduced):
            records.append(_record(lead, name, block, (ordinal, index), headings.get(at, "")))
            index += 1
    return records


def _headings(document: Document) -> dict[int, str]:
    """Return for each block the headings that it stands under, outermost first: "II. LỘ TRÌNH 1. Năm 2019"."""
    by_path = {(section.part, section.path): section.heading for section in document.sections}
    found: dict[int, str] = {}
    for section in document.sections:
        steps = section.path.split(".")
        paths = [".".join(steps[: depth + 1]) for depth in range(len(steps))]
        text = " ".join(by_path.get((section.part, path), "") for path in paths)
        found.update(dict.fromkeys(section.blocks, text))
    return found


def _split_label(printed: str) -> tuple[int, str, str]:
    """Return how deep an item's label is (0 outline, 1 letter, 2 bullet, -1 none), the label, the rest."""
    text = printed.strip("* ") if printed.startswith("**") else printed
    bullet = regex.match(r"\*+\s", printed)
    if bullet is not None:
        return 2, "*", printed[bullet.end() :].strip("* ")
    match = _label().match(text)
    if match is None:
        return -1, "", text.strip("* ")
    kind = match.lastgroup
    rank = 0 if kind == "outer" else 1 if kind == "lower" else 2
    return rank, match.group().strip(), text[match.end() :].strip("* ")


def _is_under(rank: int, mark: str, lead: _Lead) -> bool:
    """Tell whether an item belongs to the lead over it: a deeper label, or another bullet than the lead's own."""
    if rank == 2 and lead.rank == 2:
        return mark != lead.mark
    return rank > max(lead.rank, 0)


def _names(text: str, introduced: str) -> Iterator[str]:
    """Yield the agencies of an item that is one agency, or that ends in a list of nothing but agencies."""
    whole = trim(text)
    about = fold(introduced)
    if _other_doings().search(about) and not _applies().search(about):
        return
    if is_agency(whole) and not is_group(whole) and ":" not in whole and not _sentence().search(whole):
        yield whole
        return
    listed = _list_in(text)
    if listed is not None:
        yield from listed
        return
    # "... tại Sở A, Sở B; Khối huyện: ... tại UBND huyện C; Khối xã: ... tất cả các xã": clause by clause
    for clause in text.split(";"):
        yield from _list_in(clause) or ()


def _list_in(text: str) -> list[str] | None:
    """Return the agencies of the list in which `text` ends; None when it ends in no such list."""
    first_clause = text.find(";") if ";" in text else len(text)
    for start in _list_starts(text):
        if start > first_clause:
            return None  # a list of a later clause says nothing about the first
        before, tail = fold(text[:start]), text[start:]
        if _denied().search(before) or (_other_doings().search(before) and not _applies().search(before)):
            return None
        found = split_agencies(tail)
        if found and _holds_only(tail, [(first, last) for first, last, _ in found]):
            return [trim(regex.sub(r"\s+và$", "", raw)) for _, _, raw in found]
    return None


def _list_starts(text: str) -> list[int]:
    """Return where a list of agencies may begin: behind "tại", "gồm", "cho", a colon."""
    return [match.end() for match in regex.finditer(r"(?<!\p{L})(?:tại|gồm(?: có)?|cho|ở|đối với|là)\s+|:\s*", text)]


def _holds_only(tail: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether nothing but commas, bullets and "và" stands between the agencies of a list."""
    rest, at = "", 0
    for first, last in spans:
        rest += tail[at:first] + "|"
        at = last
    rest += tail[at:]
    return (
        regex.fullmatch(r"(?:[\s,;.|+•*–-]|và|\d{1,2}[.)])*(?:\(?(?:theo|tại)? ?[Pp]hụ lục[^)]{0,30}\)?[\s.;]*)?", rest)
        is not None
    )


def _record(lead: _Lead, name: str, block: Paragraph, position: tuple[int, int], heading: str) -> Record:
    first = "lần đầu" in fold(f"{lead.text} {heading}")
    return Record(
        table="rollout",
        position=("prose", *position),
        values={
            "row_no": None,
            "agency_raw": name,
            "group_raw": None,
            "parent_raw": None,
            "year": lead.year,
            "deadline_on": None,
            "basis": "prose",
            "first_time": True if first else None,
        },
        evidence={"agency_raw": Cited(block.text, block.place), "year": Cited(lead.text, lead.place)},
        mentions={"agency_id": Mention(name, block.place)},
        place=block.place,
    )
