"""What stands over a list of procedures: the headings between the tables, and the title of the annex or decision.

Lists are cut into many small tables under headings such as "I. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH",
"1.2. Lĩnh vực Dược phẩm", "B. Thủ tục hành chính cấp huyện"; a row says neither its action nor its field itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex

from extractors.document import Document, Paragraph, Table
from extractors.layout.marks import heading_label
from extractors.layout.titles import annex_number, is_signature, is_title_note
from extractors.layout.words import is_upper, starts_with
from normalizers import procedures
from normalizers.agencies import is_agency, is_group, split_agencies
from normalizers.text import fold_map, trim
from normalizers.vocabulary.loader import words

_LONGEST = 500
_FIELD = regex.compile(r"lĩnh vực\s*:?\s+(?P<name>[^();:]+)", regex.IGNORECASE)
_FIELD_ALONE = regex.compile(r"\s*(?:[IVXLC\d.]{1,6}[.)]?\s*)?(?:nhóm\s+)?lĩnh vực\b", regex.IGNORECASE)
_LEVEL_ALONE = regex.compile(
    r"\W*(?:(?:CÁC )?(?:THỦ TỤC HÀNH CHÍNH|TTHC) )?(?:(?:THỰC HIỆN|ÁP DỤNG|GIẢI QUYẾT) )?(?:TẠI |Ở )?"
    r"CẤP (?:TRUNG ƯƠNG|TỈNH|HUYỆN|XÃ)\W*"
)
_GROUP_ENDS = regex.compile(
    r"\s*(?:[.;(]|trên địa bàn|theo quy|áp dụng|trong lĩnh vực|lĩnh vực|tỉnh\b|thành phố\b)", regex.IGNORECASE
)


@cache
def _field_ends() -> regex.Pattern[str]:
    """Return what ends a field's name in a title: "... thuộc phạm vi", but not the "có" of "Người có công"."""
    inside = "|".join(map(regex.escape, words(procedures.FILE, "inside_fields")))
    return regex.compile(
        rf"\s+(?!(?:{inside})\b)(?:thuộc|được|bị|mới|do|tại|trên địa bàn|của|theo|áp dụng|trong|có|thực hiện|ban hành"
        r"|sửa đổi|gồm)\b.*",
        regex.IGNORECASE | regex.DOTALL,
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over a table, its label aside: which block it is, and its text."""

    block: int
    text: str
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class _Open:
    style: tuple[str, int]
    heading: Heading


@cache
def limit_line() -> regex.Pattern[str]:
    """Return what a line that states the time limit of one procedure looks like: "Thời hạn giải quyết: ..."."""
    return regex.compile(
        r"\W*(?:tổng\s+)?(?:thời hạn|thời gian)(?:\s+(?:giải quyết|thực hiện|xử lý))?[^:\d]{0,60}:\s*(?P<limit>\S.*)$",
        regex.IGNORECASE | regex.DOTALL,
    )


def headings_over(document: Document) -> dict[int, tuple[Heading, ...]]:
    """Return, by the index in `document.blocks`, the headings over each block, outermost first."""
    stack: list[_Open] = []
    over: dict[int, tuple[Heading, ...]] = {}
    titled = False  # the last paragraph was a line of a title
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            over[index] = tuple(open_.heading for open_ in stack)
            titled = False
            continue
        style = _style(block)
        if style is None:
            over[index] = tuple(open_.heading for open_ in stack)
            titled = titled and is_title_note(block.text)
            continue
        heading = Heading(index, _text(block), block)
        if style[0] in ("title", "article"):
            if not (titled and style[0] == "title"):
                stack.clear()
        else:
            depth = next((at for at, open_ in enumerate(stack) if open_.style == style), len(stack))
            del stack[depth:]
        over[index] = tuple(open_.heading for open_ in stack)
        stack.append(_Open(style, heading))
        titled = style[0] == "title"
    return over


def _text(paragraph: Paragraph) -> str:
    opening = heading_label(paragraph)
    return trim(opening.rest if opening is not None and opening.kind != "article" else paragraph.text)


def _style(paragraph: Paragraph) -> tuple[str, int] | None:
    """Return how a heading is set, by which its rank is known; None for running text."""
    text = paragraph.text
    if not text or len(text) > _LONGEST or is_signature(text) or is_title_note(text) or text.startswith("("):
        return None
    if starts_with(text, "recipients") or starts_with(text, "preamble"):
        return None
    if annex_number(text)[0]:
        return ("title", 0)
    opening = heading_label(paragraph)
    if opening is not None:
        if opening.kind in ("article", "division"):
            return (opening.kind, opening.numbers[0] if opening.kind == "division" else 0)
        plain = not (paragraph.bold or paragraph.centered or is_upper(opening.rest))
        if plain and not _is_about_procedures(opening.rest):
            return None
        return (opening.kind, len(opening.numbers))
    if is_upper(text):
        if _LEVEL_ALONE.fullmatch(text):
            return ("level", 0)  # parts the list under "A. DANH MỤC ... MỚI BAN HÀNH"
        return ("plain", 0) if _FIELD_ALONE.match(text) or is_agency(text) else ("title", 0)
    if (paragraph.bold or paragraph.centered) and text[0] not in "-+•" and not text.endswith((".", ";", ",")):
        return ("plain", 1)
    return ("plain", 1) if _is_about_procedures(text) else None


def _is_about_procedures(text: str) -> bool:
    """Tell whether a line without emphasis (plain text has none) heads a list: "Lĩnh vực ...", "Thuộc ..."."""
    if len(text) >= 200 or text.endswith((".", ";", ",")) or limit_line().match(text):
        return False
    named = procedures.cue_end(text, "managed_by") or procedures.cue_end(text, "decided_by")
    return bool(procedures.says_list(text) or _FIELD_ALONE.match(text) or named)


# what the texts say, innermost first


def action_of(texts: Iterable[str]) -> str | None:
    """Return the action of the first text that names exactly one; a text that names several says nothing."""
    for text in texts:
        actions = procedures.find_actions(text)
        if len(actions) == 1:
            return actions[0]
    return None


def action_shared(texts: Iterable[str], titles: Iterable[str]) -> str | None:
    """Return the one action of the nearest text with several that the titles name too.

    "Danh mục TTHC được sửa đổi, bổ sung, thay thế" under a title of new, amended and abolished procedures has the
    amended ones: the heading is the usual form's.
    """
    said = next((actions for text in texts if (actions := procedures.find_actions(text))), ())
    titled = {action for title in titles for action in procedures.find_actions(title)}
    shared = [action for action in said if action in titled]
    return shared[0] if len(shared) == 1 else None


def level_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the level of the first text that names one; of a text that names several each row has its own."""
    for text in texts:
        levels = procedures.find_levels(text)
        if levels:
            return levels if len(levels) == 1 or procedures.share_levels(text) else ()
    return ()


def field_in(text: str, *, alone: bool) -> str | None:
    """Return the field that a heading names: "Lĩnh vực Thú y (02 TTHC)" → "Thú y".

    `alone`: the heading is about nothing else, so that commas belong to the field's name; in a title a list of fields
    is no field.
    """
    match = _FIELD.search(procedures.without_count(text))
    if match is None:
        return None
    whole = alone and _FIELD_ALONE.match(text) is not None
    name = trim(match["name"] if whole else _field_ends().sub("", match["name"]))
    if not name or (not whole and regex.search(r"[,;]|\bvà\b.*\bvà\b", name)):
        return None
    return sentence_case(name)


def sentence_case(text: str) -> str:
    """Return a name set in capitals with only its first letter large: "THÚ Y" → "Thú y"; others as they are."""
    return text.capitalize() if is_upper(text) else text


_LEVELS_ALONE = regex.compile(r"(?:cấp\s+(?:trung ương|bộ|tỉnh|huyện|xã)(?:[\s,/–-]|và(?!\p{L}))*)+", regex.IGNORECASE)


def is_named_agency(text: str) -> bool:
    """Tell whether a group's heading names an agency or a class of agencies rather than a field."""
    plain = procedures.without_count(text)
    return (is_agency(plain) or is_group(plain)) and _LEVELS_ALONE.fullmatch(plain) is None


_AND = regex.compile(r"\s*(?:,|;|và)?\s*")


def agency_after(text: str, cue: str) -> str | None:
    """Return the agency named behind the words of the vocabulary section `cue`: "thuộc thẩm quyền giải quyết của"."""
    end = procedures.cue_end(text, "managed_by" if cue == "managed_by" else "decided_by")
    if end is None:
        return None
    _, offsets = fold_map(text)
    at = offsets[end - 1] + 1 if end <= len(offsets) else len(text)
    named = split_agencies(text)
    for index, (start, stop, _) in enumerate(named):
        if start >= at and not text[at:start].strip(" :"):
            for following, end, _ in named[index + 1 :]:  # "Sở Tư pháp và Sở Tài chính": which of them is not said
                if _AND.fullmatch(text[stop:following]) is None and not text[start:stop].endswith(" và"):
                    break
                stop = end
            return trim(text[start:stop])
    rest = text[at:].lstrip(" :")
    cut = _GROUP_ENDS.search(rest)
    rest = trim(rest[: cut.start()] if cut else rest)
    return rest if rest and is_group(rest) else None
