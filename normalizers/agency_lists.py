"""Agencies in running text: where each one that a sentence names begins and ends. Pure text and vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from normalizers.agency_names import is_of_kind, office_end, parse
from normalizers.lazy import pattern
from normalizers.places import gazetteer
from normalizers.text import bare, fold
from normalizers.vocabulary import agency_catalogue as catalogue
from normalizers.vocabulary.agency_catalogue import Kind

_LONGEST = 14  # words that a field has at most
_WORD = pattern(r"\S+")
_HARD_STOP = pattern(r"[;:()\[\]]|\n\s*(?:\n|[-+*])|\.(?=\s|$)|,?\s(?:và|hoặc)\s+(?:các|UBND|Ủy ban)\b")
_AFTER_GROUP_WORD = pattern(r"(?<!\w)(?:các|những|mỗi|từng|khối|cấp|\d+)\s+$", re.IGNORECASE)
_UNIT = pattern(
    r"\s+(?:thuộc\s+)?(?P<kind>tỉnh|thành phố|thị xã|đặc khu|thị trấn|huyện|quận|phường|xã|tp\.?|tx\.?)(?![^\W\d_])",
    re.IGNORECASE,
)
_FOOTNOTE = pattern(r"(?<=[^\W\d_])\d{1,2}$")  # a note's raised figure that lost its raising
_NEXT_AGENCY = pattern(r"(?:Sở|Chi cục|Văn phòng|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Thanh tra|Thuộc)(?![^\W\d_])")
_GAP = pattern(r"[\t|]|\n\s*\n")
_PLURAL_BEFORE = pattern(r"(?<!\w)các\s+$", re.IGNORECASE)
_PLURAL_UNITS = pattern(
    r"\s+(?:của\s+)?các\s+(?P<kind>huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu)(?![^\W\d_])", re.IGNORECASE
)
_UNIT_WORD = pattern(r"(?P<kind>huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu)\s+", re.IGNORECASE)
_LONGEST_LIST, _LONGEST_NAME = 1000, 400  # characters
_COMMUNES = frozenset(["xã", "phường", "thị trấn", "đặc khu"])
# "Công an cấp xã", "Công an các huyện", "Công an xã, phường" are many offices; "Kho bạc Nhà nước cấp phát" is one
_MANY_BEHIND = pattern(
    r"\s+(?:(?:các|mỗi|từng)\s+(?:đơn vị|địa phương|cấp|tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
    r"|cấp\s+(?:huyện|quận|xã|phường|cơ sở)|địa phương"
    r"|(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?:\s*[,/]\s*|\s+và\s+)"
    r"(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu))(?!\w)",
    re.IGNORECASE,
)
_COLON = pattern(r"\s*:\s*|\s+")
_JOINED = pattern(r"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+)(?!các\s)")
_COMMITTEE = ("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd")
_NAME_WORDS = 5
# "Sở chủ trì kiểm tra nội bộ", "thẩm quyền của Sở được áp dụng": the department that speaks, no name behind it
_ACTS = pattern(
    r"\s+(?:chủ trì|phối hợp|hướng dẫn|theo dõi|kiểm tra|giám sát|tham mưu|báo cáo|tổng hợp|ban hành|yêu cầu|đề nghị"
    r"|thực hiện|triển khai|tiếp tục|có|chịu trách nhiệm|được|đã|đang|sẽ|chưa|cần|phải|đều|áp dụng|công bố"
    r"|duy trì)(?!\w)"
)
_HEAD = pattern(r"(?:Giám đốc|Chủ tịch|Thủ trưởng|Chánh|Trưởng|Cục trưởng|Chi cục trưởng)\s+", re.IGNORECASE)


@cache
def _starts() -> re.Pattern[str]:
    words = {word for word, _ in catalogue.kind_words()} | set(catalogue.central_bodies()) | set(_COMMITTEE)
    words |= {word.replace("ủy", "uỷ") for word in words}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alternatives = "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace(r"\-", r"\s*[-–]\s*").replace(",", r"\s*,\s*")
        for word in longest_first
    )
    # "TTg" in "QĐ-TTg" is part of a symbol
    return re.compile(rf"(?<![\w\-/&])(?:{alternatives})(?![^\W\d_])", re.IGNORECASE)


def may_start_agency(text: str) -> bool:
    """Tell, at little cost, whether a text can begin with a single agency, or with whoever heads one."""
    head = _HEAD.match(text)
    return _starts().match(text, head.end() if head else 0) is not None


@cache
def _compound() -> re.Pattern[str]:
    """Return the words that end with the word of a kind and name no agency: "NỘI BỘ", "CƠ SỞ"."""
    found = (word.replace(" ", r"\s+") for word in catalogue.phrases("compounds"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})$", re.IGNORECASE)


def split_agencies(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, text as printed) of each single agency that running text names, in order.

    Groups ("các Sở, ban, ngành", "UBND các huyện") are left out, but those of a group that are named behind it are
    given each with its word: "các Sở: Nội vụ, Y tế" are "Sở Nội vụ" (from "các" on) and "Sở Y tế"; so are ministries.
    A department whose name holds commas and "và" ends
    where the catalogue's wording ends; one that the catalogue does not know ends at the next comma, stop or verb.
    """
    found: list[tuple[int, int, str]] = []
    at = 0
    while match := _starts().search(text, at):
        at = match.end()
        listed = _listed_behind(text, match)
        if listed:
            found += listed
            at = listed[-1][1]
            continue
        office = office_end(text, match.start())
        if office is not None and match[0][0].isupper() and fold(text[match.start() : office]) not in _central_words():
            at = office
            continue
        if _compound().search(text, max(0, match.start() - 12), match.end()):
            continue
        if not match[0][0].isupper() or _AFTER_GROUP_WORD.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        end = _end(text, match.start(), match.end())
        if end is None or _ACTS.match(text, match.end()):
            continue
        raw = text[match.start() : end].rstrip(" ,.;:–-\n")
        name = parse(raw)
        single = name.central is not None or is_of_kind(name) or (name.committee and name.unit_kind is not None)
        if single and not name.group:
            found.append((match.start(), match.start() + len(raw), raw))
            at = max(at, end)
            if name.committee:
                more = _same_level(text, match[0], name.unit_kind or "", name.unit_name, match.start() + len(raw))
                found += more
                at = max([at, *(until for _, until, _ in more)])
    return found


def _listed_behind(text: str, match: re.Match[str]) -> list[tuple[int, int, str]]:
    """Return the agencies named behind a word for several: "các Sở: Nội vụ, Y tế", "UBND các huyện Cư Jút, Đắk Mil".

    Two at least, each with a name that the catalogue or the gazetteer has: anything else may be prose.
    """
    word = fold(match[0])
    before = _PLURAL_BEFORE.search(text, max(0, match.start() - 12), match.start())
    if before is not None and word in ("sở", "bộ"):
        kind = next(kind for wording, kind in catalogue.kind_words() if wording == word)
        return _items(text, before.start(), match.end(), lambda at, limit: _field_item(text, at, limit, kind))
    units = _PLURAL_UNITS.match(text, match.end()) if word in (*_COMMITTEE, "ubnd") else None
    if units is None:
        return []
    committee, kinds = match[0], [fold(units["kind"])]

    def unit_item(at: int, limit: int) -> tuple[int, str] | None:
        own = _UNIT_WORD.match(text, at, limit)
        kind = fold(own["kind"]) if own else kinds[-1]
        begin = own.end() if own else at
        level = "commune" if kind in _COMMUNES else "district"
        for end in reversed([word.end() for word in _WORD.finditer(text, begin, min(limit, begin + 60))][:_NAME_WORDS]):
            name = text[begin:end].rstrip(" ,.;:\n")
            if name and name[0].isupper() and fold(name) in _unit_names(level):
                kinds.append(kind)
                return begin + len(name), f"{committee} {kind} {name}"
        return None

    return _items(text, match.start(), units.end(), unit_item)


def _same_level(text: str, committee: str, kind: str, first: str, at: int) -> list[tuple[int, int, str]]:
    """Return the committees that a list goes on with by their units: "UBND thành phố Kon Tum, huyện Đắk Hà và ...".

    A unit of the level above behind a comma says where the first is ("UBND xã A, huyện B"), and is none of the list.
    """
    level: Literal["district", "commune"] = "commune" if kind in _COMMUNES else "district"
    found: list[tuple[int, int, str]] = []
    if bare(first) not in _bare_names(level):
        return found
    while joined := _JOINED.match(text, at):
        own = _UNIT_WORD.match(text, joined.end())
        if own is None or (fold(own["kind"]) in _COMMUNES) != (level == "commune"):
            break
        words = [word.end() for word in _WORD.finditer(text, own.end(), own.end() + 60)][:_NAME_WORDS]
        names = (text[own.end() : end].rstrip(" ,.;:\n") for end in reversed(words))
        unit = next((name for name in names if name[:1].isupper() and bare(name) in _bare_names(level)), None)
        if unit is None:
            break
        at = own.end() + len(unit)
        found.append((joined.end(), at, f"{committee} {own['kind']} {unit}"))
    return found


def _items(
    text: str, start: int, after: int, item: Callable[[int, int], tuple[int, str] | None]
) -> list[tuple[int, int, str]]:
    """Return (start, end, name) of the items of a list; the first begins with the list's own word."""
    colon = _COLON.match(text, after)
    first = colon.end() if colon else after
    stop = _HARD_STOP.search(text, first, first + _LONGEST_LIST)
    found: list[tuple[int, int, str]] = []
    at = first
    while colon is not None:
        one = item(at, stop.start() if stop else min(len(text), first + _LONGEST_LIST))
        if one is None:
            break
        found.append((start, *one))
        joined = _JOINED.match(text, one[0])
        if joined is None or _starts().match(text, joined.end()):
            break
        start = at = joined.end()
    return found if len(found) > 1 else []


def _field_item(text: str, at: int, limit: int, kind: Kind) -> tuple[int, str] | None:
    end = _known_end(text, at, limit, kind) if text[at : at + 1].isupper() else None
    return None if end is None else (end, f"{kind.name} {text[at:end]}")


@cache
def _unit_names(level: Literal["district", "commune"]) -> frozenset[str]:
    return frozenset(fold(unit.name) for unit in gazetteer().units if unit.level == level)


@cache
def _bare_names(level: Literal["district", "commune"]) -> frozenset[str]:
    """Return the names of units without their marks: "Đắk Hà" is printed for Đăk Hà."""
    return frozenset(bare(name) for name in _unit_names(level))


def _end(text: str, start: int, after: int) -> int | None:
    word = fold(text[start:after])
    if word in _COMMITTEE or word == "ubnd":
        return _unit_end(text, after)
    kind = next((kind for wording, kind in catalogue.kind_words() if wording == word), None)
    if kind is None:
        return after  # a central body, whole
    if kind.field == "none":
        return None if _MANY_BEHIND.match(text, after) else _unit_end(text, after) or after
    stop = _HARD_STOP.search(text, after, after + _LONGEST_NAME)
    limit = stop.start() if stop else min(len(text), after + _LONGEST_NAME)
    known = _known_end(text, after, limit, kind)
    if known is not None:
        return _unit_end(text, known) or known
    return _clause_end(text, after, limit)


def _known_end(text: str, after: int, limit: int, kind: Kind) -> int | None:
    """Return the end of the longest wording of the catalogue that stands behind a kind's words."""
    ends = [match.end() for match in _WORD.finditer(text, after, limit)][:_LONGEST]
    for end in reversed(ends):
        wording = _FOOTNOTE.sub("", text[after:end].strip(" ,.;:\n"))
        if wording.endswith((" và", " &")):
            continue  # what follows is another's name
        if wording and wording[0] not in ",." and catalogue.find_field(kind, wording) is not None:
            return after + text[after:end].rindex(wording[-1]) + 1
    return None


def _clause_end(text: str, after: int, limit: int) -> int | None:
    """Return where an unknown name ends: before a comma, a verb of the clause, or "và" and another agency."""
    verbs = catalogue.phrases("clause_words")
    words = list(_WORD.finditer(text, after, limit))
    end = after
    for number, word in enumerate(words[:_LONGEST]):
        following = fold(text[word.start() : word.start() + 40])
        if (
            number
            and word[0][0].islower()
            and any(following.startswith(verb) and not following[len(verb) : len(verb) + 1].isalpha() for verb in verbs)
        ):
            break
        if word[0] == "và" and _starts().match(text, words[number + 1].start() if number + 1 < len(words) else limit):
            break
        end = word.end()
        if word[0][-1] in ",.":
            break
    return end if end > after else None


@cache
def _central_words() -> frozenset[str]:
    return frozenset(catalogue.central_bodies())


@cache
def _province_names() -> frozenset[str]:
    return frozenset(fold(unit.name) for unit in gazetteer().below(""))


@cache
def _hyphened_names() -> frozenset[str]:
    return frozenset(fold(unit.name) for unit in gazetteer().units if "-" in unit.name)


# a small number behind a commune's name, at the end of it
_NUMBER_OF_NAMESAKE = re.compile(r"[1-9](?=\s*(?:[,;:)]|\.(?!\d)|$|và\s|–\s|-\s))")


def _unit_end(text: str, after: int) -> int | None:
    """Return the end of a place behind an agency's words ("tỉnh", "huyện Tuy Đức"); None when there is none."""
    match = _UNIT.match(text, after)
    if match is None:
        return None
    words = list(_WORD.finditer(text, match.end(), match.end() + 60))[:_NAME_WORDS]
    if fold(match["kind"]) == "tỉnh":
        for word in reversed(words):
            if fold(text[match.end() : word.end()].strip(" ,.;:")) in _province_names():
                return match.end() + len(text[match.end() : word.end()].rstrip(" ,.;:\n"))
        return match.end()
    end = match.end()
    for word in words:
        if word[0] in "-–" and end > match.end():  # "thành phố Phan Rang - Tháp Chàm"
            whole = [w.end() for w in words if fold(text[match.end() : w.end()].strip(" ,.;:)")) in _hyphened_names()]
            return match.end() + len(text[match.end() : whole[-1]].rstrip(" ,.;:)\n")) if whole else end
        if _NUMBER_OF_NAMESAKE.match(text, word.start()) and end > match.end():
            end = word.start() + len(word[0].rstrip(",.;:)"))  # "xã A Lưới 1", one of five
            break
        if not (word[0][0].isupper() or (word[0][0].isdigit() and end == match.end())):
            break
        if _NEXT_AGENCY.match(text, word.start()) or _GAP.search(text, end, word.start()):
            break
        end = word.end()
        if word[0][-1] in ",.;:)":
            end -= 1
            break
    if end > match.end():
        return end
    return match.end() if fold(match["kind"]) in ("thành phố",) else None
