"""How the name of an agency is built: office, kind, field, place, remark. Pure text; no unit is looked up here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from normalizers.lazy import pattern
from normalizers.places import province, split_kind
from normalizers.text import VIETNAMESE, bare, clean, even_tones, fold, trim
from normalizers.vocabulary import agency_catalogue as catalogue
from normalizers.vocabulary.agency_catalogue import Central, Kind

_COMMITTEE = pattern(r"(?:u\.?b\.?n\.?d\.?|ub nd|(?:ủy|uỷ) ban nhân dân|(?:ủy|uỷ) ban nd)(?![^\W\d_])[\s:.]*")
_LETTERS = pattern(r"[^\W\d_]*")
_REMARK = pattern(r"\s*[(\[][^()\[\]]*[)\]]?")
_MEMBER_OF = pattern(r"^(?:trực )?thuộc\s+", re.IGNORECASE)
_HONORIFIC = pattern(r"^(?:đồng chí|đ/c|ông|bà|kính gửi:?|tm\.|kt\.|tl\.|q\.)\s+", re.IGNORECASE)
_BULLET = pattern(r"^\s*[-–+*•·]\s+")
_LOST_CAPITAL = pattern(r"^U?[YỶ]\s+BAN\s+(?=NHÂN\s+DÂN)")
_PLACE_WORD = pattern(
    r"(?<![^\W\d_])(?P<prefix>(?:(?:trực )?thuộc |của )?(?:ubnd |(?:ủy|uỷ) ban nhân dân )?)"
    r"(?P<kind>tỉnh|thành phố|tp\.?|thị xã|tx\.?|huyện|quận|thị trấn|phường|xã|đặc khu)(?![^\W\d_])\s*"
)
_MARKED = {
    "xa": "xã", "phuong": "phường", "thi tran": "thị trấn", "dac khu": "đặc khu", "huyen": "huyện", "quan": "quận",
    "thi xa": "thị xã", "thanh pho": "thành phố", "tinh": "tỉnh",
}  # fmt: skip
# text that lost every mark: its words for offices and units are read as such, its names by their letters
_UNMARKED = pattern(
    r"(?P<office>(?:uy ban nhan dan|ubnd)\s*(?=\s|xa\s|phuong\s|thi\s|huyen\s|quan\s|thanh\s|tinh\s|dac\s))?"
    r"(?:(?P<kind>thi tran|thi xa|thanh pho|dac khu|xa|phuong|huyen|quan|tinh)(?:\s+|$))?",
    re.IGNORECASE,
)
_UNIT_WORDS = "tỉnh|thành phố|thị xã|thị trấn|đặc khu|huyện|quận|phường|xã"
# capital letters begin a name, so "xã" and "Nam" are two words also without the blank between them
_GLUED = pattern(
    rf"(?P<office>UBND)?(?P<gap>\s*)(?P<kind>(?i:{_UNIT_WORDS}))(?P<behind>\s+|(?=[^\W\d_]))(?P<first>[^\W\d_])"
)
_LEVEL_GROUP = pattern(
    rf"(?:các|cấp|những|mỗi|toàn|tất cả|\d+)(?![^\W\d_])|(?:{_UNIT_WORDS})\s*(?:[,;/]|-|và\s+(?:các|{_UNIT_WORDS}))"
)
# "xã Nam Dong, huyện Cư Jút", "xã Nam Dong huyện Cư Jút": the unit and the chain of those that it lies in
_CHAIN = pattern(rf"\s*,?\s+(?:thuộc\s+)?(?=(?:{_UNIT_WORDS})\s+\S|(?:tx|tp|[thq])\.\s*\S|(?:tx|tp)\s+\S)")
_AND_AGENCY = pattern(r"(?<!\S)(?:và|hoặc)\s+(?:các|văn phòng|sở|ubnd|(?:ủy|uỷ) ban|chi cục|ban|thanh tra)(?!\S)")
# most names of places are as plain as this and need no more looks: kind, and name in words of letters
_CAPITAL = f"{VIETNAMESE.upper()}0-9"
_PLAIN_PLACE = pattern(
    "(?:(?P<office>UBND|Ủy ban nhân dân|Uỷ ban nhân dân) )?"
    "(?P<kind>[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh) "
    f"(?P<name>[{_CAPITAL}](?:[-' ]?[{VIETNAMESE}{_CAPITAL}])*)"
)
# words that begin another name behind a name, join two, or make another word of the kind ("huyện đảo", "xã hội")
_SPECIAL = frozenset(["tỉnh", "thành", "thị", "huyện", "quận", "phường", "xã", "thuộc", "và", "hoặc", "đảo", "hội"])
# words that make another word of a unit's kind: "huyện ủy", "tỉnh đoàn", "xã đội"
_OF_PARTY = pattern(r"\s*(?:ủy|uỷ|đoàn|đội)(?![^\W\d_])")
# the body above that a name states behind its own: "Thanh tra Sở Xây dựng", "Ban Dân vận Huyện ủy X"
_OWNER = pattern(
    r"(?:^|(?<=[\s,]))(?:(?:trực )?thuộc |của )?"
    r"(?P<owner>(?:(?<!cơ )sở|công an|bộ|văn phòng chính phủ|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|hđnd"
    r"|hội đồng nhân dân)(?![^\W\d_]).*)$"
)
_COMMITTEE_OWNER = pattern(r"^(?P<owner>(?:ubnd|ủy ban nhân dân)(?![^\W\d_]).*)$")
_OF_SEVERAL = pattern(rf"(?<!\S)các (?:{_UNIT_WORDS})(?![^\W\d_])")
_NUMBER_OF = pattern(rf"\d+ (?:{_UNIT_WORDS}|đơn vị|cơ quan|sở)(?![^\W\d_])")
# what stands for a place since the offices of 2025: "Thuế cơ sở 3", "Thống kê cơ sở Ea Kar"
_REGION = pattern(r"(?i:khu vực) [IVXLivxl\d]+(?![^\W_])|(?i:cơ sở) (?=[^\W_a-zđ])[^\W_]")
_OF_ANY = pattern(
    r"(?:trực )?thuộc (?:các )?(?:sở|bộ|ngành|tổng cục|huyện|xã)(?:, ?[^\d]*)?"
)  # "Chi cục trực thuộc sở"
_AND_OTHERS = pattern(
    r"và các (?:sở|ban|ngành|đơn vị|cơ quan|huyện|thị xã|thành phố|địa phương|phòng|xã|phường|doanh nghiệp|bộ|tổ chức)"
    r"(?![^\W\d_])"
)
_TOTAL = pattern(r"(?:tổng|cộng)[ :]*")
_SEVERAL = pattern(r"[,;]|(?<!\S)(?:và|hoặc)\s")


class Name(NamedTuple):
    """A name taken apart. `text` is what is left to name the agency, `lowered` the same in lower case (same length)."""

    text: str
    lowered: str
    committee: bool = False  # People's Committee (Ủy ban nhân dân, UBND), said or implied by a bare place
    implied: bool = False  # a bare place: "Huyện Đăk Glei"
    unit_kind: str | None = None
    unit_name: str = ""
    kind: Kind | None = None
    central: Central | None = None
    rest: str = ""  # behind the kind's words, with the place
    remark: str = ""  # what stood in brackets
    chain: str = ""  # the units in which the place lies, as printed behind it: "huyện Cư Jút, tỉnh Đắk Nông"
    group: bool = False
    no_agency: bool = False  # begins like an agency and is none: "Ban hành kèm theo"


def plain(text: str) -> str:
    """Return `text` trimmed, with look-alike letters and apostrophes set right, so that lower case keeps its length."""
    text = trim(_BULLET.sub("", text)).replace("Ð", "Đ").replace("Ɖ", "Đ")
    text = _LOST_CAPITAL.sub("ỦY BAN ", text)  # converters lose the marked capital: "Y BAN NHÂN DÂN"
    text = text.replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    if text.isascii():
        words = _UNMARKED.match(text)
        text = _with_marks(words) + text[words.end() :] if words and words[0] else text
    glued = _GLUED.match(text)
    return _parted(glued) + text[glued.end() :] if glued else text


def _with_marks(match: re.Match[str]) -> str:
    words = ["UBND"] if match["office"] else []
    if match["kind"]:
        words.append(_MARKED[" ".join(match["kind"].casefold().split())])
    return " ".join(words) + " "


def _parted(match: re.Match[str]) -> str:
    """Put the lost blanks back into the words before a unit's name: "UBNDxãNam Dong" → "UBND xã Nam Dong"."""
    office, kind, first = match["office"], match["kind"], match["first"]
    if not match["behind"] and not (first.isupper() and kind.islower()):
        return match[0]  # "xãhội", "HUYỆNNAM": nothing shows where the name begins
    return " ".join(part for part in (office, kind, "") if part is not None) + first


def _expanded(text: str) -> str:
    """Write out the abbreviations of several words: "Trường THPT X" → "Trường Trung học phổ thông X"."""
    full = catalogue.expansions()
    if full.keys().isdisjoint(text.split(" ")):
        return text
    words = [full.get(word, word) for word in text.split(" ")]
    return " ".join(words).upper() if text.isupper() else " ".join(words)


def _starts(lowered: str, word: str) -> bool:
    return lowered.startswith(word) and not lowered[len(word) : len(word) + 1].isalpha()


def _begins_with(section: str, folded: str) -> bool:
    """Tell whether a folded text begins with one of the phrases of the vocabulary's section, at a word's end."""
    return _phrases(section).match(folded) is not None


class _Phrases:
    """Phrases of the vocabulary to be found at a text's beginning: compiled by first word, when a text begins so."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        for phrase in phrases:
            self._by_word.setdefault(_LETTERS.match(phrase)[0], []).append(phrase)  # type: ignore[index]  # maybe ""

    def match(self, text: str) -> re.Match[str] | None:
        """Return the first of the phrases that the text begins with, at a word's end."""
        word = _LETTERS.match(text)[0]  # type: ignore[index]  # it matches anything
        if word not in self._by_word:
            return None
        compiled = self._patterns.get(word)
        if compiled is None:
            compiled = self._patterns[word] = self._compiled(word)
        return compiled.match(text)

    def _compiled(self, word: str) -> re.Pattern[str]:
        # the words are folded, the text is in lower case only: blanks around a hyphen or a comma are its own affair
        escaped = (re.sub(r"\\-|,", r"\\s*\g<0>\\s*", re.escape(phrase)) for phrase in self._by_word[word])
        return re.compile(rf"(?:{'|'.join(escaped)})(?![^\W\d_])")


@cache
def _phrases(section: str) -> _Phrases:
    return _Phrases(catalogue.phrases(section))


@cache
def _office_words() -> _Phrases:
    return _Phrases(word for word, _ in catalogue.offices())


@cache
def _offices() -> dict[str, str]:
    return dict(catalogue.offices())


@cache
def _kinds() -> dict[str, Kind]:
    return dict(catalogue.kind_words())


@cache
def _kind_words() -> _Phrases:
    return _Phrases(word for word, _ in catalogue.kind_words())


@lru_cache(maxsize=8192)
def _remarks(text: str) -> tuple[str, str]:
    remarks = [trim(match[0]).strip("()[] ") for match in _REMARK.finditer(text)]
    return trim(_REMARK.sub("", text)), "; ".join(remark for remark in remarks if remark)


def _without_office(text: str) -> str:
    """Drop the words of a person's office; what they hide of the agency's name is put in their place."""
    while True:
        stripped = _HONORIFIC.sub("", text)
        office = _office_words().match(_lower(stripped))
        if office:
            keep = _offices()[fold(office[0])]
            rest = stripped[office.end() :].lstrip(" :,")
            if keep and not _starts(_lower(rest), keep):
                rest = f"{keep} {rest}".strip()
            stripped = rest or stripped
        if stripped == text:
            return text
        text = stripped


def office_end(text: str, at: int) -> int | None:
    """Return the end of the words of a person's office that begin at `at`; None when none do."""
    office = _office_words().match(_lower(text[at : at + 40]))
    return at + office.end() if office else None


@cache
def _run_together() -> dict[str, Central]:
    """Return the bodies of the country by their names without blanks: "Bộ Kế hoạchvà Đầu tư" has lost one.

    Short names are left out: without blanks they are the beginnings of other words.
    """
    bodies: dict[str, Central] = {}
    for name, body in catalogue.central_bodies().items():
        if name.count(" ") > 1:
            bodies.setdefault(name.replace(" ", ""), body)
    return bodies


@lru_cache(maxsize=8192)
def parse(raw: str) -> Name:
    """Take a name apart; nothing is looked up but the vocabulary's words. What is too long for a name is none."""
    if len(raw) > _LONGEST_TEXT:
        begins = parse(raw[:_LONGEST_TEXT])
        return Name(begins.text, begins.lowered, group=begins.group, no_agency=not begins.group)
    place = _PLAIN_PLACE.fullmatch(raw)
    if place and _SPECIAL.isdisjoint(place["name"].lower().split()):
        lowered = even_tones(raw.lower())
        office, kind = place["office"], place["kind"].lower()
        rest = raw[place.start("kind") :] if office else ""
        return Name(raw, lowered, True, not office, kind, place["name"], rest=rest)
    text, remark = _remarks(plain(raw))
    text = _expanded(_MEMBER_OF.sub("", text))
    lowered = _lower(text)
    body = catalogue.central_bodies().get(fold(text))
    if body is not None:
        return Name(text, lowered, central=body, remark=remark)
    text = _without_office(text)
    lowered = _lower(text)
    body = catalogue.central_bodies().get(fold(text)) or _run_together().get(fold(text).replace(" ", ""))
    if body is not None:
        return Name(text, lowered, central=body, remark=remark)
    folded = fold(text)
    if not text or _begins_with("group_words", folded) or _TOTAL.fullmatch(folded) or _NUMBER_OF.match(folded):
        return Name(text, lowered, remark=remark, group=bool(text))
    if _begins_with("not_agencies", folded):
        return Name(text, lowered, remark=remark, no_agency=True)
    committee = _COMMITTEE.match(lowered)
    if committee:
        rest = text[committee.end() :]
        if not rest or _LEVEL_GROUP.match(_lower(rest)):
            return Name(text, lowered, committee=True, remark=remark, rest=rest, group=bool(rest))
        return _place_name(Name(text, lowered, committee=True, remark=remark, rest=rest), rest)
    words = _kind_words().match(lowered)
    if words:
        rest = text[words.end() :].strip(" :")
        kind = _kinds()[fold(words[0])]
        if rest[:1] in (",", ";", "/") or _OF_SEVERAL.search(_lower(rest)):
            return Name(text, lowered, remark=remark, group=True)  # "sở, ban, ngành", "Sở Nội vụ các tỉnh"
        if _means_class(fold(rest)):
            return Name(text, lowered, remark=remark, group=True)
        if kind.field == "place" and all(before for before, _, _ in cut_place(rest)):
            return Name(text, lowered, remark=remark, no_agency=not _REGION.match(rest), kind=kind, rest=rest)
        return Name(text, lowered, kind=kind, rest=rest, remark=remark)
    if split_kind(text)[0] is not None and not _is_special(text):
        if _LEVEL_GROUP.match(lowered):
            return Name(text, lowered, remark=remark, group=True)
        return _place_name(Name(text, lowered, committee=True, implied=True, remark=remark), text)
    loose = _loose_kind(text)
    if loose is not None:
        return Name(text, lowered, kind=loose[0], rest=loose[1], remark=remark)
    return Name(text, lowered, remark=remark)


def _means_class(rest: str) -> bool:
    """Tell whether what stands behind a kind's words makes it a class: "Sở liên quan", "Hội Nông dân các cấp"."""
    if rest in catalogue.phrases("class_words") or _OF_ANY.fullmatch(rest):
        return True
    return any(rest.endswith(f" {ending}") for ending in catalogue.phrases("class_endings"))


def _is_special(text: str) -> bool:
    """Tell whether the words for a unit's kind are part of another word at the beginning of a text: "Huyện đoàn"."""
    kind, name = split_kind(text)
    return kind is not None and _OF_PARTY.match(_lower(name)) is not None


_LOOSE_KINDS = ("so", "chi_cuc", "trung_tam", "phong")


@cache
def _bare_kinds() -> dict[str, Kind]:
    return {bare(word): kind for word, kind in catalogue.kind_words() if kind.code in _LOOSE_KINDS}


def _loose_kind(text: str) -> tuple[Kind, str] | None:
    """Return the kind and the rest of a name whose kind lost its marks or got others, if the rest is a known field."""
    words = text.split(" ")
    for size in (2, 1):
        kind = _bare_kinds().get(bare(" ".join(words[:size])))
        rest = " ".join(words[size:])
        if kind is not None and rest and field_and_place(kind, rest) is not None:
            return kind, rest
    return None


def _place_name(name: Name, place: str) -> Name:
    """Add a place's kind, name and chain to a committee's name."""
    kind, unit_name = split_kind(place)
    chain = ""
    cut = _CHAIN.search(_lower(unit_name))
    if kind is not None and cut and cut.start() > 0:
        unit_name, chain = unit_name[: cut.start()], unit_name[cut.end() :]
    if _SEVERAL.search(unit_name) or _AND_AGENCY.search(_lower(place)):
        return name._replace(group=True)
    return name._replace(unit_kind=kind, unit_name=trim(unit_name), chain=chain)


@lru_cache(maxsize=4096)
def _lower(text: str) -> str:
    lowered = even_tones(text.lower())
    return lowered if len(lowered) == len(text) else clean(text)


def cut_place(text: str, *, with_owner: bool = False) -> list[tuple[str, str, str]]:
    """Return the ways to cut a place from the end of a text: (what stands before, kind of unit, its name).

    "Thú y tỉnh" → ("Thú y", "tỉnh", ""); the last place comes first. `with_owner` cuts the words of its committee too:
    "Nội vụ thuộc UBND huyện X" → ("Nội vụ", "huyện", "X").
    """
    lowered = _lower(text)
    cuts = []
    for match in _PLACE_WORD.finditer(lowered):
        behind = text[match.end() :]
        if _OF_PARTY.match(_lower(behind)) or (match["kind"] == "xã" and behind.startswith("hội")):
            continue
        kind = split_kind(match["kind"])[0] or match["kind"]
        start = match.start() if with_owner else match.start("kind")
        cuts.append((trim(text[:start]), kind, trim(text[match.end() :])))
    return cuts[::-1]


class Located(NamedTuple):
    """A known field, the kind of unit behind it (None: no place, "": a bare province name) and the unit's name."""

    match: catalogue.FieldMatch
    unit_kind: str | None
    unit_name: str


@lru_cache(maxsize=8192)
def field_and_place(kind: Kind, rest: str) -> Located | None:
    """Find a known field in what follows a kind's words, with the place or the clause behind it; None when unknown."""
    whole = catalogue.find_field(kind, rest)
    if whole is not None:
        return Located(whole, None, "")
    for before, unit_kind, unit_name in cut_place(rest) + cut_place(rest, with_owner=True):
        match = catalogue.find_field(kind, before)
        if match is not None:
            return Located(match, unit_kind, unit_name)
    tokens = rest.split(" ")
    for size in range(len(tokens) - 1, 0, -1):
        match = catalogue.find_field(kind, " ".join(tokens[:size]))
        if match is None:
            continue
        behind = " ".join(tokens[size:])
        if province(behind, None) is not None:
            return Located(match, "", behind)
        if behind.startswith("và ") and not _AND_OTHERS.match(behind):
            continue  # the name goes on: "khu công nghệ cao và các khu công nghiệp"
        if behind[0].islower() and any(_begins_with(words, fold(behind)) for words in ("clause_words", "task_words")):
            return Located(match._replace(score=min(match.score, 0.9)), None, "")
    return None


def split_owner(kind: Kind, rest: str) -> tuple[str, str] | None:
    """Cut the body above from what follows a kind's words: "Dân vận Huyện ủy X" → ("Dân vận", "Huyện ủy X")."""
    lowered = _lower(rest)
    if kind.code == "dang" and _leads_body(rest):
        return "", rest
    match = _OWNER.search(lowered) or (_COMMITTEE_OWNER.match(lowered) if kind.code == "dang" else None)
    if match is None:
        return None
    owner = rest[match.start("owner") :]
    if _lower(owner).startswith("bộ") and not _is_ministry(parse(owner)):
        return None  # "Đường bộ Việt Nam"
    # "cơ sở", "cấp sở": what is meant is no department; the party's committees are written small as well
    if not owner[0].isupper() and "ủy" not in lowered[match.start("owner") :].split(" ")[1:2]:
        return None
    return trim(rest[: match.start()].rstrip(" -–,")), owner


def _is_ministry(name: Name) -> bool:
    """Tell whether a name that begins with "Bộ" is one of the catalogue's, or "Bộ" alone."""
    if name.kind is None:
        return name.central is not None
    return name.kind.code != "bo" or not name.rest or field_and_place(name.kind, name.rest) is not None


def _leads_body(rest: str) -> bool:
    """Tell whether a Party committee's name goes on with the body that it leads: "Trường Đại học Vinh"."""
    if _begins_with("firms", fold(rest)):
        return True
    led = parse(rest)
    return (
        led.kind is not None and led.kind.code not in ("dang", "doi") and led.kind.field != "place" and is_of_kind(led)
    )


def is_of_kind(name: Name) -> bool:
    """Tell whether what follows a kind's words can be a field: known, or beginning with a capital letter or a digit."""
    kind = name.kind
    if kind is None:
        return False
    if kind.field == "place":
        return not name.no_agency
    if kind.field == "none" or (kind.field == "optional" and not name.rest):
        return True
    if not name.rest or name.rest[0] in ",;/":
        return False
    if field_and_place(kind, name.rest) is not None:
        return True
    first = name.rest.lstrip("\"'“(")[:1]
    return (not first.islower() or len(name.text.split()) > 4) and len(name.rest.split()) <= _LONGEST_NAME


_LONGEST_TEXT = 400  # letters, with brackets and the chain of units
_LONGEST_NAME = 16  # words; what is longer is a sentence
