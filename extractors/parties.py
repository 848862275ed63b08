"""Who a heading, a cell or the beginning of a sentence names: single agencies, and groups of them, as printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from extractors import prose
from extractors.prose import Mark, Prose
from normalizers.agencies import split_agencies
from normalizers.agency_lists import may_start_agency
from normalizers.text import fold, trim
from normalizers.vocabulary.loader import words

# "Sở A (cơ quan thường trực Ban Chỉ đạo tỉnh)": what an agency is to another, which has no part in it
_MODIFIES = regex.compile(
    r"(?:thuộc|của|theo|giúp|gửi|về|cho|(?:cơ quan|bộ phận|đơn vị)\s+(?:thường trực|giúp việc|thư ký))\s+$",
    regex.IGNORECASE,
)
_SEVERAL = regex.compile(r"^các\s+", regex.IGNORECASE)  # "các Bộ: Y tế, Tài chính"
_OF = regex.compile(r"\s*(?:trách nhiệm|nhiệm vụ)\s+(?:cụ thể\s+)?(?:của|cho)\s+", regex.IGNORECASE)
_EDGE = (
    r"(?:và|cùng|cùng với|với|phối hợp với|phối hợp|chủ trì|là|hoặc|do|gồm|giao|yêu cầu|đề nghị|đối với"
    r"|trách nhiệm của|nhiệm vụ của)"
)
_LEAD = regex.compile(rf"^(?:[\s,;:.()–-]|{_EDGE}\b)+", regex.IGNORECASE)
_TAIL = regex.compile(
    r"[\s,;:(]*\b(?:phối hợp|chủ trì|thực hiện|triển khai|đôn đốc|hướng dẫn|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ"
    r"|tham mưu)\b.*$",
    regex.IGNORECASE | regex.DOTALL,
)
_CALLED = regex.compile(r"\s*\((?:sau đây\s+)?gọi\s+(?:tắt|chung|là)\b.*$", regex.IGNORECASE | regex.DOTALL)
_PLURAL = regex.compile(r"(?:các|những|mỗi|từng|tất cả các|toàn bộ)\s+", regex.IGNORECASE)
# what a comma or "và" joins inside one name: "Trung tâm Văn hóa, Thể thao và Truyền thanh"
_NAME_GOES_ON = regex.compile(
    r"(?:,\s+(?:\p{Lu}\p{Ll}+\s\p{Ll}+|thể thao|thông tin|du lịch))*(?:,)?"
    r"\s+(?:và|&)\s+\p{Lu}\p{Ll}+(?:\s\p{Ll}+)?(?!\p{L})"
)
_ENTRUSTS = regex.compile(
    r"(?:giao cho|giao|yêu cầu|đề nghị|đối với)\s+(?:trách nhiệm\s+(?:cho\s+)?)?", regex.IGNORECASE
)
_GOES_ON = regex.compile(
    r"\s+(?:tại|theo)\s+(?:khoản|điểm|mục|phụ lục|điều)\s+[\w.]+(?:,?\s+(?:khoản|điều|mục|phụ lục)\s+[\w.]+)*|"
    r"\s+(?:cấp tỉnh|của tỉnh|thuộc tỉnh|tỉnh|liên quan|có liên quan|trực thuộc trung ương|trực thuộc"
    r"|thuộc UBND tỉnh|trong tỉnh|khác|các cấp|cùng cấp"
    r"|(?:(?:cấp|của|thuộc)\s+)?(?:huyện|quận|thị xã|xã|phường)(?!\s+(?-i:\p{Lu}))"
    r"|trên địa bàn tỉnh|trên địa bàn)\b"
    r"|(?:,\s*|\s+và\s+)(?:quận|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu)\b(?!\s+(?-i:\p{Lu}))"
    # "UBND các xã, phường và đặc khu Lý Sơn": a province's one or few are named
    r"|(?:,\s*|\s+và\s+)đặc khu(?:\s+(?-i:\p{Lu}\p{Ll}*)){0,3}",
    regex.IGNORECASE,
)
# verbs that are nouns of a name where what it does stands behind them, or where they complete another noun at its end
_NOUN = regex.compile(
    r"\s+(?:xây dựng|đầu tư|quản lý|tư vấn|đào tạo|bảo vệ)"
    r"(?=\s+(?:là\s|chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm)(?!\p{L}))"
    r"|(?<=vật liệu|đầu tư|tư vấn|thiết kế|kinh tế)\s+xây dựng(?=\s*(?:$|[,;:.)]))",
    regex.IGNORECASE,
)
_SPECIAL_ZONE = regex.compile(r"(?<=đặc khu)(?:\s+\p{Lu}\p{Ll}*){1,3}")
# what a name goes on with behind its kind and field: "Phòng Nội vụ quận", "Đài Phát thanh và Truyền hình Bến Tre"
_OWN = regex.compile(
    r"\s+(?:(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|Sở|Bộ)(?!\s+\p{Lu})"
    r"|Huế|(?:\p{Lu}[\p{L}'’-]*\s+)+\p{Lu}[\p{L}'’-]*"
    r"(?:\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã)(?!\s+\p{Lu}))?)(?=\s*(?:$|[,;:.)])|\s+\p{Ll})"
)
# "Sở A là cơ quan chủ trì": what the agency is, no other one
_WHAT_IT_IS = regex.compile(r"\blà\s+$", regex.IGNORECASE)
_BEFORE_TAIL = regex.compile(r"(?:đối tượng|tổ chức)\s*$", regex.IGNORECASE)
_JOINED_ON = regex.compile(r"[\s,;:.(]*(?:\b(?:và|cùng|với|là)\b)?[\s,;:.(]*$")
_AT_LEVELS = regex.compile(r"\s+(?:các|cùng) cấp\b")
_SMALL = regex.compile(r"(?:phòng|chi cục|trung tâm|trạm|hạt|đội|ban)\s+\p{Lu}")
_EACH_LEVEL = regex.compile(
    r"\s+(?:cấp\s+(?:tỉnh|huyện|xã)|các\s+(?:tỉnh|huyện|quận|xã)(?:,\s*(?:thị xã|thành phố|phường))*)"
    r"(?:\s+trực thuộc\s+[Tt]rung ương)?\b"
)
_JOIN = regex.compile(r"\s*(?:,|;|và|,\s*và)\s+(?:các\s+)?", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """An agency or a group of agencies as printed, with its span; `named` when it names one agency."""

    raw: str
    named: bool
    start: int
    end: int


@cache
def _person() -> regex.Pattern[str]:
    """Return the words for who heads an agency, "các" around them included."""
    # "Trưởng phòng Nội vụ" heads "phòng Nội vụ"
    followed = {
        "chánh": r"(?=\s+văn phòng)",
        "trưởng": r"(?=\s+(?:ban|các|phòng\s+(?-i:\p{Lu})))",
        "trưởng phòng": r"(?!\s+(?-i:\p{Lu}))",
    }
    heads = sorted(prose.word_list("heads"), key=len, reverse=True)
    found = "|".join(regex.escape(word) + followed.get(word, "") for word in heads)
    # "Giám đốc (Thủ trưởng) các sở"
    return regex.compile(rf"(?:các\s+)?(?:{found})\s+(?:\((?:{found})\)\s+)?(?:các\s+)?", regex.IGNORECASE)


def may_open(text: str) -> bool:
    """Tell, without spaCy, whether a text may begin with an agency, a body or a class of agencies."""
    starts = _bodies().match(text) is not None or may_start_agency(_SEVERAL.sub("", text))
    return starts or prose.may_name_agencies(text, 0)


@lru_cache(maxsize=2048)
def _agencies(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the single agencies that a text names, each with the words behind it that say whose it is."""
    found = split_agencies(text)
    starts = [start for start, _, _ in found]
    whole = []
    for nth, (start, end, raw) in enumerate(found):
        own = _OWN.match(text, end)
        limit = starts[nth + 1] if nth + 1 < len(starts) else len(text)
        if own is not None and own.end() <= limit and not (own.end() == limit and limit < len(text)):
            end, raw = own.end(), text[start : own.end()]
        elif (more := _NAME_GOES_ON.match(text, end)) and more.end() <= limit and not _begins_other(text, end, more):
            own = _OWN.match(text, more.end())
            end = own.end() if own is not None and own.end() <= limit else more.end()
            raw = text[start:end]
        elif cut := _place_then_verb().search(raw):
            end, raw = start + cut.end(1), raw[: cut.end(1)]  # "... Việt Nam tỉnh tuyên truyền"
        whole.append((start, end, raw))
    for match in _bodies().finditer(text):
        end = _body_end(text, match.end())
        if end == match.end() and fold(match[0]) in prose.word_list("named_bodies"):
            continue  # "Công ty tư vấn ...": a kind of body, no name
        inside = [one for one in whole if one[0] < end and match.start() < one[1]]
        if all(match.start() <= one[0] and one[1] <= end for one in inside):
            # "Văn phòng HĐND và UBND huyện" is one body, not two
            whole = [*(one for one in whole if one not in inside), (match.start(), end, text[match.start() : end])]
    return tuple(sorted(whole))


def _begins_other(text: str, at: int, more: regex.Match[str]) -> bool:
    """Tell whether a word behind a comma or "và" begins another party and does not go on with the name."""
    begins = [match.end() for match in regex.finditer(r"(?:,|\bvà)\s+(?=\p{Lu})", text[at : more.end()])]
    return any(
        _person().match(text, at + begin)
        or prose.may_name_agencies(text, at + begin)
        or _heads().match(text, at + begin)
        for begin in begins
    )


@cache
def _place_then_verb() -> regex.Pattern[str]:
    verbs = sorted(words(prose.FILE, "duties"), key=lambda word: (-len(word), word))
    return regex.compile(
        r"(\b(?:quốc gia|[Tt]rung ương|tỉnh|thành phố|huyện|quận|thị xã|xã|phường))\s+(?:"
        + "|".join(map(regex.escape, verbs))
        + r")(?!\p{L})"
    )


@cache
def _heads() -> regex.Pattern[str]:
    """Return the first words of bodies, capital first."""
    return regex.compile("(?:" + "|".join(regex.escape(word[0].upper() + word[1:]) for word in _body_words()) + r")\b")


def _body_words() -> list[str]:
    listed = (*words(prose.FILE, "bodies"), *words(prose.FILE, "named_bodies"))
    return sorted(listed, key=lambda word: (-len(word), word))


@cache
def _bodies() -> regex.Pattern[str]:
    """Return the first words of a body that opens a list or follows in it, capital first: "..., Công ty Điện lực X"."""
    heads = _body_words()
    capital = "|".join(regex.escape(word[0].upper() + word[1:]) for word in heads)
    capital = (
        capital.replace("hđnd", "(?i:hđnd)")
        .replace("ubnd", "(?i:ubnd)")
        .replace("hội\\ đồng", "(?i:hội)\\ đồng")
        .replace("ủy\\ ban", "(?i:ủy)\\ ban")
    )
    capital += "".join(rf"|{word.capitalize()}(?=\s+\p{{Lu}})" for word in words(prose.FILE, "capital_bodies"))
    posts = sorted(words(prose.FILE, "posts"), key=lambda word: (-len(word), word))
    post = "|".join(regex.escape(word).replace("\\-", "[-–]").replace("\\ [-–]\\ ", r"\s*[-–]\s*") for word in posts)
    # "Hiệu trưởng các trường": those who head them, not a post of the body whose plan it is
    listed = rf"(?:{capital}|VNPT|(?i:{post})(?!\s+(?:các|những|trường)\b))"
    return regex.compile(
        rf"(?:^|(?<=[,;:(]\s)|(?<=\b(?:và|với|cùng|[Gg]iao|cho|do|[Đđ]ề nghị|[Yy]êu cầu)\s)){listed}\b"
    )


@cache
def _predicate() -> regex.Pattern[str]:
    verbs = sorted((*words(prose.FILE, "duties"), *prose.auxiliaries()), key=lambda word: (-len(word), word))
    # "Đảng đoàn HĐND tỉnh lãnh đạo việc ...": elsewhere "lãnh đạo" are people
    leads = r"lãnh đạo(?=,|\s+(?:việc|xây dựng|thực hiện|triển khai|tổ chức|công tác|chỉ đạo))"
    verb = "|".join([*map(regex.escape, verbs), leads])
    return regex.compile(rf"\s*(?:[,;:.()]|\bvà\s|$)|\s+(?:{verb})(?!\p{{L}})")


def _body_end(text: str, at: int) -> int:
    """Return where the name of a body ends: before a comma, "và", or what it is to do, in small letters.

    Some verbs are nouns of a name: "Vụ Khoa học và Vật liệu xây dựng chủ trì".
    """
    end = _verb_at(text, at)
    more = _NAME_GOES_ON.match(text, end)  # "Trạm Chăn nuôi và Thú y huyện"
    if more is None or _begins_other(text, end, more) or may_start_agency(text[end:].lstrip(" ,").removeprefix("và ")):
        return end
    return _verb_at(text, more.end())


def _verb_at(text: str, at: int) -> int:
    while (stop := _predicate().search(text, at)) is not None:
        noun = _NOUN.match(text, stop.start())
        if noun is None:
            return int(stop.start())
        at = noun.end()
    return len(text)


def parties(text: str) -> list[Party]:
    """Return every single agency of a heading or cell, and each run of words between them that means a group."""
    of = _OF.match(text)
    begin = of.end() if of else 0
    found = [one for one in _agencies(text) if one[0] == begin or not _MODIFIES.search(text, 0, one[0])]
    gaps, at = [], 0
    for start, end, _ in found:
        gaps.append((at, start))
        at = end
    gaps.append((at, len(text)))
    listed = [Party(raw, True, start, end) for start, end, raw in found]
    for start, end in gaps:
        group = _group(text, start, end)
        if group is not None:
            listed.append(group)
    return sorted(listed, key=lambda party: party.start)


def _group(text: str, start: int, end: int) -> Party | None:
    """Return the group that a stretch of text means, without the words that join it to others or say its part."""
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    inner = text[start:end]
    if _WHAT_IT_IS.search(text[:start]):
        return None
    if text[:start].rstrip().endswith("(") and prose.read(inner).after("role", 0):
        return None  # "Sở X (cơ quan thường trực)": what part it has, no other party
    inner = _CALLED.sub("", inner)
    tail = _TAIL.search(inner)
    if tail and tail.start() and not _BEFORE_TAIL.search(inner[: tail.start()]):
        inner = inner[: tail.start()]
    inner = _JOINED_ON.sub("", inner)
    if not trim(inner) or not prose.may_name_agencies(inner, 0) or not _is_group(prose.read(inner)):
        return None
    return Party(trim(inner), False, start, start + len(inner))


def _is_group(read: Prose) -> bool:
    """Tell whether words begin with a class of agencies: "các Sở, ban, ngành", "UBND cấp xã", "Thủ trưởng đơn vị"."""
    person = _person().match(read.text)
    at = person.end() if person else 0
    plural = _PLURAL.match(read.text, at)
    at = plural.end() if plural else at
    return read.after("agencies", at) is not None


def opening_parties(text: str, generic: bool) -> tuple[list[Party], int]:
    """Return the parties that a sentence begins with and where they end: "Sở Y tế, Sở Nội vụ phối hợp ..." → both.

    `generic` says whether words without a level ("các cơ quan, đơn vị") count: under a heading that names the parties
    they only mean those again.
    """
    entrusts = _ENTRUSTS.match(text)
    at = entrusts.end() if entrusts else 0
    person = _person().match(text, at)
    named = {start: (end, raw) for start, end, raw in _agencies(text)}
    if person and person.end() not in named and _SMALL.match(text, person.end()):
        named |= _small_named(text, person.end())
    begin = person.end() if person and person.end() in named else at
    found: list[Party] = []
    while True:
        if found and begin not in named and _SMALL.match(text, begin):
            named |= _small_named(text, begin)  # "Sở X, phòng X cấp huyện": the next of a list
        if begin in named:
            end, raw = named[begin]
            kind = _EACH_LEVEL.match(text, end)  # "Phòng Nội vụ cấp huyện" are many
            end = kind.end() if kind else end
            found.append(Party(text[begin:end] if kind else raw, kind is None, begin, end))
        else:
            if not prose.may_name_agencies(text, begin):
                break
            group = _opening_group(prose.read(text), begin, generic)
            if group is None:
                break
            found.append(group)
            end = group.end
        joined = _JOIN.match(text, end)
        if joined is None:
            break
        begin = joined.end()
        head = _person().match(text, begin)
        if head and head.end() in named:
            begin = head.end()  # "Giám đốc Sở Tài chính, Giám đốc Sở Nội vụ ..."
        if begin not in named:
            begin = regex.search(r"(?:các\s+)?$", text[:begin], regex.IGNORECASE).start()
    return _one_group(text, found), found[-1].end if found else 0


def _small_named(text: str, begin: int) -> dict[int, tuple[int, str]]:
    """Return the agency whose name begins at `begin` with a small letter: its start to its end and words."""
    capital = text[:begin] + text[begin].upper() + text[begin + 1 :]
    return {start: (end, text[start:end]) for start, end, _ in _agencies(capital) if start == begin}


def _one_group(text: str, found: list[Party]) -> list[Party]:
    """Return the parties with groups that follow each other as one: "các sở, ban, ngành và UBND cấp huyện"."""
    joined: list[Party] = []
    for party in found:
        if joined and not party.named and not joined[-1].named:
            start = joined.pop().start
            party = Party(text[start : party.end], False, start, party.end)
        joined.append(party)
    return joined


def _opening_group(read: Prose, begin: int, generic: bool) -> Party | None:
    text = read.text
    person = _person().match(text, begin)
    at = person.end() if person else begin
    plural = _PLURAL.match(text, at)
    at = plural.end() if plural else at
    mark = read.after("agencies", at)
    if mark is None or not _counts(mark, text, generic, bool(plural or person)):
        return None
    end = mark.end
    while more := _GOES_ON.match(text, end):
        end = more.end()
    if place := _SPECIAL_ZONE.match(text, end):
        end = place.end()
    return Party(text[begin:end], False, begin, end)


def _counts(mark: Mark, text: str, generic: bool, plural: bool) -> bool:
    if mark.value == "none":
        return generic and (plural or _AT_LEVELS.match(text, mark.end) is not None)
    word = fold(text[mark.start : mark.end])
    return plural or " " in word or "," in word
