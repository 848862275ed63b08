"""What a table's column headings, group headings and titles mean, by ``headings.yaml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from normalizers.text import fold
from normalizers.vocabulary.loader import Strict, entries

FILE = "headings.yaml"
_PROCEDURE_FIELDS = ("procedures", "procedures_applied", "procedures_total")
_YEAR = re.compile(
    r"(?:(?:trong đó[:,]? )?(?:đến |trong |kế hoạch |kh |dự kiến )?(?:hết )?(?:cuối )?năm )?"
    r"((?:19|20)\d{2})(?: ?[(*].*)?"
)
# "Giai đoạn 1 (2019)", "Đợt II: năm 2020": a stage of one year
_STAGE = re.compile(
    r"(?:giai đoạn|đợt|bước)(?: thứ)? (?:\d{1,2}|[ivx]{1,4}|một|hai|ba|bốn|nhất|nhì|tư)"
    r"(?: ?[:(,-] ?| )(?:trong |thực hiện )?(?:năm )?((?:19|20)\d{2})\)?"
)
_YEAR_WITHIN = re.compile(
    r"(?:triển khai|thực hiện|hoàn thành|(?:nhu cầu |dự kiến |kế hoạch )?(?:kinh phí|vốn|kp)|dự kiến|dự toán|kế hoạch"
    r"|áp dụng|lộ trình|đến)?[ :]*"
    r"(?:(?:trong|đến|hết) )*năm ((?:19|20)\d{2})(?!-|\d)"
)
# "Quý I/2021", "Quý 3 năm 2021", "Tháng 6/2021": a time inside one year; "Giai đoạn 2021-2023": several years
_WITHIN_YEAR = re.compile(
    r"(?:quý (?:[ivx]{1,3}|\d)|tháng \d{1,2}|6 tháng (?:đầu|cuối))(?:\s*[/,-]\s*| (?:năm )?)((?:19|20)\d\d)"
)
_PERIOD = re.compile(r"(?:giai đoạn|năm|từ năm)? ?(?:19|20)\d\d(?: ?[-–] ?| đến (?:năm )?)(?:19|20)\d\d")
_TITLE_YEAR = re.compile(r"(?<!từ )(?<!đến )(?<!từ đầu )năm ((?:19|20)\d{2})(?![\d/]|-(?:19|20)\d{2}| đến)")
_TITLE_NOISE = re.compile(r"\([^()]*(?:\)|$)|ngày \d.*$|(?:quyết định|kế hoạch|công văn|tờ trình)(?: số)? ?\d\S*")
_DISTRICT = re.compile(r"(?:(?:ubnd|ủy ban nhân dân) )?(?:huyện|thị xã|thành phố|quận) \w")
# the kind of a unit and no name: "UBND phường", "xã", "UBND huyện"
_KIND_ALONE = re.compile(
    r"(?:(?:các )?(?:ubnd|ủy ban nhân dân) )?(?:các )?(?:(?P<commune>xã|phường|thị trấn|đặc khu)|huyện|quận|thị xã)"
)
_PROCEDURES = r"(?:tthc|thủ tục hành chính|thủ tục|quy trình)"
_COUNTS = re.compile(
    rf"(?:tổng )?(?:số lượng |số )(?:các )?(?:loại )?{_PROCEDURES}|(?:tổng|sl)(?: số)?(?: các)? {_PROCEDURES}"
)
_COUNTED = re.compile(r"tthc|thủ tục hành chính|quy trình|số thủ tục|số lượng thủ tục")
_SHARE = re.compile(r"(?:tỷ|tỉ) lệ|%|\(%\)")  # the share of what the heading above counts, and not the count
_BARE_NUMBER = re.compile(r"(?:số lượng|sl|số)(?: \([^()]*\))?")
_BRACKETS = re.compile(r"\([^()]*(?:\)|$)")
_PARTS = re.compile(r"[,/]| và ")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[).]|[ivx]{1,4}[.)])\s*")


class Heading(NamedTuple):
    """What a column means: the field of the vocabulary and, for a year column, its year."""

    field: str
    year: int | None = None


class TimeHeading(NamedTuple):
    """A heading that is only a time; the year is None for a period of several years."""

    year: int | None


class _Entry(Strict):
    field: str
    whole: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    alone: bool = False


class _Holds(Strict):
    kind: str
    fields: tuple[str, ...]


class _Counts(Strict):
    part: Literal["other", "total", "applied", "plain"]
    words: tuple[str, ...]


class _Group(Strict):
    level: str
    words: tuple[str, ...]


@cache
def _entries() -> tuple[_Entry, ...]:
    found = entries(FILE, "headings", _Entry)
    return tuple(
        entry.model_copy(
            update={
                "whole": tuple(fold(text) for text in entry.whole),
                "starts": tuple(fold(text) for text in entry.starts),
                "under": tuple(fold(text) for text in entry.under),
                "needs": tuple(fold(text) for text in entry.needs),
            }
        )
        for entry in found
    )


@cache
def _holds() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries(FILE, "holds", _Holds):
        for field in entry.fields:
            found[field] = (*found.get(field, ()), entry.kind)
    return found


def heading_holds(field: str) -> tuple[str, ...]:
    """Return the kinds of content (``normalizers.content``) that a column of `field` holds; none where any may do."""
    return _holds().get(field, ())


@cache
def _procedure_counts() -> tuple[_Counts, ...]:
    return tuple(
        counts.model_copy(update={"words": tuple(fold(word) for word in counts.words)})
        for counts in entries(FILE, "procedure_counts", _Counts)
    )


@cache
def _groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (group.level, tuple(fold(word) for word in group.words)) for group in entries(FILE, "group_levels", _Group)
    )


def heading_key(heading: str) -> str:
    """Return a heading as wordings are compared with it: folded, without its number and the marks around it."""
    return _NUMBERED.sub("", fold(heading)).strip(" .:*")


@lru_cache(maxsize=4096)
def heading_fields(path: tuple[str, ...]) -> Heading | None:
    """Return the meaning of a column by the path of its headings from top to leaf; None when the vocabulary has none.

    The leaf speaks first, what stands above it gives context; when the leaf is unknown the heading above it is asked.
    """
    folded = tuple(folded_part for part in path if (folded_part := heading_key(part)))
    if not folded:
        return None
    for depth in range(len(folded), 0, -1):
        leaf, above = folded[depth - 1], folded[: depth - 1]
        found = _meaning(leaf, above) or _meaning_of_all(leaf)
        if found is not None and found.field == "none":
            return None
        if (found is None or found.field in _PROCEDURE_FIELDS) and (part := _part_counted(leaf, above)):
            return None if part == "other" else Heading(part)
        if found is None and _SHARE.match(leaf):
            return None
        if found is not None and not (above and _BARE_NUMBER.fullmatch(leaf) and _counts_alone(above)):
            return found
    return None


@lru_cache(maxsize=4096)
def says_itself(path: tuple[str, ...]) -> bool:
    """Tell whether the last heading of a column's path has a meaning of its own, not only the one above it."""
    *above, leaf = (heading_key(part) for part in path)
    return _meaning(leaf, tuple(above)) is not None or _meaning_of_all(leaf) is not None


def _counts_alone(above: tuple[str, ...]) -> bool:
    """Tell whether the headings above say what is counted, so that "Số lượng" under them adds nothing."""
    found = heading_fields(above)
    return found is not None and found.field in (*_PROCEDURE_FIELDS, "agencies_total", "agencies_applied")


def _part_counted(leaf: str, above: tuple[str, ...]) -> str | None:
    """Return which procedures a heading counts, as a field of the vocabulary or "other"; None for no such heading.

    "Số TTHC hiện có" → ``procedures_total``; "Số TTHC xây dựng ISO", or "Theo ISO" under "Số TTHC" →
    ``procedures_applied``; "Số TTHC áp dụng/tổng số" counts both, and is ``procedures``.
    """
    if not _COUNTS.match(leaf) and not any(_COUNTED.search(part) for part in above):
        return None
    outside = _BRACKETS.sub(" ", leaf)
    parts = _parts_named(leaf)
    if not parts:
        counted = _COUNTS.match(leaf)
        return "other" if counted is not None and not _is_plain(outside[counted.end() :]) else None
    if parts[0] == "other":
        return "other"
    if "/" in leaf and len(set(parts)) > 1:
        return "procedures"
    return f"procedures_{parts[0]}"


def _parts_named(heading: str) -> list[str]:
    """Return the parts of the procedures whose words a folded heading holds, the one that wins first."""
    outside = _BRACKETS.sub(" ", heading)
    return [
        counts.part
        for counts in _procedure_counts()
        if counts.part != "plain"
        and any(_holds_words(outside if counts.part == "other" else heading, word) for word in counts.words)
    ]


@lru_cache(maxsize=1024)
def counts_whole_first(path: tuple[str, ...]) -> bool:
    """Tell whether a heading of "116/60" names the whole before its part: "Tổng số TTHC/Số TTHC áp dụng"."""
    first, slash, second = fold(path[-1]).partition("/") if path else ("", "", "")
    return bool(slash) and _parts_named(first)[:1] == ["total"] and _parts_named(second)[:1] == ["applied"]


def _is_plain(rest: str) -> bool:
    """Tell whether what stands behind "Số TTHC" leaves open which are counted: a time, a place or nothing."""
    plain = next((counts.words for counts in _procedure_counts() if counts.part == "plain"), ())
    for words in sorted(plain, key=len, reverse=True):
        rest = rest.replace(words, " ")
    return not any(sign.isalpha() for sign in rest)


def _holds_words(text: str, words: str) -> bool:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (at and text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
            return True
        at = text.find(words, end)
    return False


def _meaning(leaf: str, above: tuple[str, ...]) -> Heading | None:
    year = _YEAR.fullmatch(leaf) or _STAGE.fullmatch(leaf) or _YEAR_WITHIN.match(leaf)
    if year:
        return Heading("year", int(year[1]))
    context = " / ".join(above)
    best: tuple[int, int, str] | None = None
    for entry in _entries():
        if (entry.alone and above) or (entry.needs and not any(word in context for word in entry.needs)):
            continue
        in_context = any(word in context for word in (*entry.under, *entry.needs))
        for rank, wordings in ((2, entry.whole), (1, entry.starts)):
            for wording in wordings:
                fits = leaf == wording if rank == 2 else _begins(leaf, wording)
                if fits:
                    candidate = (len(wording) + (100 if in_context else 0), rank, entry.field)
                    if best is None or candidate[:2] > best[:2]:
                        best = candidate
    return Heading(best[2]) if best else None


def _meaning_of_all(leaf: str) -> Heading | None:
    """Return what all parts of a heading such as "Cơ quan, địa phương" mean alike; None where they differ."""
    parts = [part.strip() for part in _PARTS.split(leaf)]
    meanings = {_meaning(part, ()) for part in parts} if 1 < len(parts) < 5 else set()
    return meanings.pop() if len(meanings) == 1 else None


def _begins(text: str, wording: str) -> bool:
    return text.startswith(wording) and not text[len(wording) : len(wording) + 1].isalnum()


def time_heading(text: str) -> TimeHeading | None:
    """Return the time that a heading names and nothing else: "Năm 2022", "Quý I/2021", "Giai đoạn 2021-2023"."""
    leaf = fold(text).strip(" .:*")
    one = _YEAR.fullmatch(leaf) or _WITHIN_YEAR.fullmatch(leaf) or _STAGE.fullmatch(leaf)
    if one is not None:
        return TimeHeading(int(one[1]))
    return TimeHeading(None) if _PERIOD.fullmatch(leaf) else None


def title_year(text: str) -> int | None:
    """Return the year that a list's title states ("... năm 2018"); None for none, a period, or several years.

    Years of cited documents and dates, and everything in brackets, are left out.
    """
    folded = _TITLE_NOISE.sub(" ", fold(text))
    years = {int(match[1]) for match in _TITLE_YEAR.finditer(folded)}
    return years.pop() if len(years) == 1 else None


def group_level(label: str, outer: Sequence[str] = ()) -> str | None:
    """Return the level of the agencies that a group's heading counts.

    `outer` are the headings around it, outermost first. "Ủy ban nhân dân cấp xã" → ``commune``; a district's own row in
    a list counts its communes; a total says nothing (None).
    """
    for text in (label, *reversed(outer)):
        folded = fold(text)
        for level, words in _groups():
            if any(word in folded for word in words):
                return level
    alone = counts_a_kind(label)
    return alone or ("commune" if _DISTRICT.match(fold(label)) else None)


def counts_a_kind(label: str) -> str | None:
    """Return the level of the units whose kind alone a label names ("UBND phường", "Xã"), None for any other label."""
    found = _KIND_ALONE.fullmatch(fold(label))
    if found is None:
        return None
    return "commune" if found["commune"] else "district"
