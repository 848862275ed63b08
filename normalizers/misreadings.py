"""What the recognition of scans misreads, put right by known wordings: "Chỉ cục" → "Chi cục", "1SO" → "ISO".

Pure. The wordings are data (``vocabulary/misreadings.yaml``) with the kinds and fields of agencies and, for letters
that look alike only, the names of places. Whoever mends says what was read: a correction is never silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from normalizers.codes import document_types
from normalizers.gazetteer import gazetteer
from normalizers.misread_figures import Correction, figures_mended
from normalizers.misread_symbols import symbols_mended
from normalizers.text import VIETNAMESE, even_tones, without_marks
from normalizers.vocabulary import agency_catalogue, loader

FILE = "misreadings.yaml"
_WORD = re.compile(r"[^\s,;:()/\[\]{}–—+=<>…-]+")
_ENDS = ".'’‘`“”\"*_#"
_QUOTES = "'’‘ʼˈ`´ˆ^*“”\""
_NEVER_INSIDE = '“”"'  # no name of a place has such a quote
_SIGNS = re.compile(
    r"(?P<quoted>(?<![^\W\d_])[^\W\d_]{1,12}[”“\"][^\W\d_]{1,12})|(?<!\d)(?P<raised>\d{1,4})[°ºª*](?=/[A-ZĐ])"
    r"|(?<![^\W_])(?P<symbol>[QN])(?:[ĐÐ]{2,}|Ð)-(?=[A-ZĐ])"
    rf"|(?<![^\W\d_])(?P<twice>[TC])(?P=twice)(?=[{VIETNAMESE}]{{2}})"
    r"|N?(?P<spanish>[Ññ])|^(?P<dash>~)(?= )"
)
_DAK = re.compile(r"\b[đd][aăắâấáạ]k\b")  # spelled in ways of its own by every document
_LONGEST_NAME = 5  # words of a place's name
_UNIT_KEYS = {"tinh": "tỉnh", "huyen": "huyện", "quan": "quận", "xa": "xã", "phuong": "phường"}
_KIND_KEYS = {"so": "sở", "bo": "bộ", "phong": "phòng", "cuc": "cục"}
_LONGEST_PERSON = 5  # words of a person's name
_LONGEST_FIELD = 8  # words of a field's name, up to its first mark
_COMMITTEES = frozenset(["dan", "ubnd", "hdnd"])  # "ủy ban nhân dân", "hội đồng nhân dân"
_LONGEST_ANSWER = 5  # letters of an answer of one word
_FORM = 4  # words of a wording that says its own name whatever marks were read
_UNITS = frozenset(["xã", "phường", "trấn", "huyện", "quận", "thị xã", "phố", "tỉnh", "khu"])


class _Word(NamedTuple):
    start: int
    end: int
    text: str


def mended(text: str) -> tuple[str, tuple[Correction, ...]]:
    """Return `text` with the known wordings in it put right, and what was changed."""
    answer = (
        _answers().get(" ".join(_key(word.text) for word in _words(text))) if len(text) <= _LONGEST_ANSWER else None
    )
    if answer is not None and text.isalpha() and even_tones(text.casefold()) != even_tones(answer):
        return (right := _capitals(answer, text)), (Correction(text, right),)  # "Đat" in a cell of its own
    text, corrections = _signs_mended(text)
    text, beside = figures_mended(text)
    text, symbols = symbols_mended(text)
    text, more = _wordings_mended(text)
    return text, (*corrections, *beside, *symbols, *more)


def form_mended(text: str) -> tuple[str, tuple[Correction, ...]]:
    """Return `text` with what the form prescribes put right, and what was changed.

    That is what no other text could have meant: wordings of four words and more (the country's name, who issues), and a
    text that is nothing but the name of a kind of document; and a symbol that names no kind and no issuer.
    """
    text, symbols = symbols_mended(text)
    text, corrections = _wordings_mended(text, least=_FORM)
    corrections = symbols + corrections
    words = _words(text)
    if not corrections and 1 < len(words) < _FORM and text == text.upper():
        whole, found = _wordings_mended(text, least=len(words))
        return (whole, tuple(found)) if found and whole.casefold() in _kinds_of_documents() else (text, ())
    return text, tuple(corrections)


def capitals_mended(text: str) -> tuple[str, tuple[Correction, ...]]:
    """Return `text` with known wordings in capitals and words of days and numbers put right, and what was changed."""
    text, beside = figures_mended(text)
    text, corrections = _wordings_mended(text, capitals=True)
    return text, (*beside, *corrections)


@lru_cache(maxsize=4096)  # the lines of letter heads are the same in many documents
def misspelled(text: str) -> tuple[Correction, ...]:
    """Return the known wordings of documents that stand in `text` with other marks, places' names apart."""
    words = _words(text)
    keys = [_key(word.text) for word in words]
    known = _phrases().lengths
    found = [(at, _phrase_at(text, words, keys, at)) for at, key in enumerate(keys) if key in known]
    wrong = [
        Correction(text[words[at].start : words[at + phrase[0] - 1].end], phrase[1])
        for at, phrase in found
        if phrase is not None and phrase[1] is not None
    ]
    return (*figures_mended(text)[1], *wrong)


def _signs_mended(text: str) -> tuple[str, list[Correction]]:
    """Put right what no Vietnamese text has: H”reng, QĐĐ-UBND, TThành, Krông Ñô, 36°/NQ-CP (a raised "a")."""
    corrections: list[Correction] = []

    def right(match: re.Match[str]) -> str:
        mend = _mended_sign(match)
        corrections.append(Correction(match[0], mend))
        return mend

    return _SIGNS.sub(right, text), corrections


def _mended_sign(match: re.Match[str]) -> str:
    if match["quoted"]:
        return re.sub('[”“"]', "'", match[0])
    if match["raised"]:
        return match["raised"] + "a"
    if match["symbol"]:
        return match["symbol"] + "Đ-"
    if match["spanish"]:
        return "N" if match["spanish"] == "Ñ" else "n"
    return match["twice"] or "-"


def _wordings_mended(text: str, *, least: int = 1, capitals: bool = False) -> tuple[str, list[Correction]]:
    """Put right the known wordings of at least so many words, all or those in capitals."""
    words = _words(text)
    if len(words) < least or (len(words) <= _LONGEST_PERSON and text.isupper() and _is_person(words)):
        return text, []
    keys = [_key(word.text) for word in words]
    pieces: list[str] = []
    corrections: list[Correction] = []
    at = done = 0
    while at < len(words):
        length, right = (
            _phrase_at(text, words, keys, at)
            or _place_at(text, words, at)
            or _unit_at(text, words, keys, at)
            or _kind_at(text, words, keys, at)
            or (1, None)
        )
        start, end = words[at].start, words[at + length - 1].end
        if right is not None and length >= least and (text[start:end].isupper() or not capitals):
            corrections.append(Correction(text[start:end], right))
            pieces += [text[done:start], right]
            done = end
        at += length
    return "".join([*pieces, text[done:]]), corrections


def _is_person(words: list[_Word]) -> bool:
    """Tell whether a line in capitals is a person's name: "PHẠM THỊ THANH TRÀ"."""
    return len(words) > 2 and words[0].text.casefold() in loader.words(FILE, "family_names")


def _words(text: str) -> list[_Word]:
    words = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while start < end and text[start] in _ENDS:
            start += 1
        while start < end and text[end - 1] in _ENDS:
            end -= 1
        if start < end:
            words.append(_Word(start, end, text[start:end]))
    return words


def _together(text: str, words: list[_Word], at: int, length: int, besides: str = "") -> bool:
    """Tell whether only blanks, or some marks and blanks, stand between so many words."""
    return all(text[words[i].end : words[i + 1].start].strip(besides).isspace() for i in range(at, at + length - 1))


def _phrase_at(text: str, words: list[_Word], keys: list[str], at: int) -> tuple[int, str | None] | None:
    """Return the longest known wording at a word as (its words, what it should be); None: as it stands. None: none."""
    for length in _phrases().lengths.get(keys[at], ()):
        if at + length > len(words):
            continue
        known = _phrases().spellings.get(" ".join(keys[at : at + length]))
        if known is None or not _together(text, words, at, length):
            continue
        read = [word.text for word in words[at : at + length]]
        if len(known) > 1 or _same(" ".join(read), known[0]) or _is_name(read, known[0]):
            return length, None
        if not all(any(map(str.isalpha, word)) for word in read):
            return length, None  # "150" has the letters of "ISO"
        return length, " ".join(map(_capitals, known[0].split(" "), read))
    return None


def _is_name(read: list[str], known: str) -> bool:
    """Tell whether two words are a person's: "Thanh Trà" is no "thanh tra", "Thế Thảo" no "thể thao"."""
    return len(read) == 2 and known == known.lower() and all(word.istitle() for word in read)


def _same(read: str, known: str) -> bool:
    if known != known.lower():
        return read.casefold() == known.casefold()
    return even_tones(read.casefold()) == even_tones(known)


def _capitals(known: str, read: str) -> str:
    """Return a word of a wording with the capitals of what was read."""
    if known != known.lower():
        return known
    letters = [char for char in read if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return known.upper()
    return known[:1].upper() + known[1:] if read[:1].isupper() else known


def _place_at(text: str, words: list[_Word], at: int) -> tuple[int, str | None] | None:
    """Return the name of a place behind the word for its kind, where only letters that look alike are wrong."""
    if at == 0 or words[at - 1].text.casefold() not in _UNITS or not _together(text, words, at - 1, 2):
        return None
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        if not _together(text, words, at, length, _QUOTES):
            continue
        read = text[words[at].start : words[at + length - 1].end]
        names = _places().get(_place_key(read))
        if names is None:
            continue
        right = _with_own_spelling(read, names[0])
        as_read = _plain(read) == _plain(right) and not set(read) & set(_NEVER_INSIDE)
        return length, None if as_read or len(names) > 1 else right
    return None


def _with_own_spelling(read: str, name: str) -> str:
    """Return a place's name with the words that are spelled otherwise in print ("Đăk" for "Đắk") as they were read."""
    words, own = name.split(" "), read.split(" ")
    if len(words) != len(own):
        return name
    return " ".join(mine if _DAK.fullmatch(mine.casefold()) else word for word, mine in zip(words, own, strict=True))


def _unit_at(text: str, words: list[_Word], keys: list[str], at: int) -> tuple[int, str | None] | None:
    """Return the word for a kind of place, its marks wrong, between a committee and the place: "UBND tính Kon Tum"."""
    unit = _UNIT_KEYS.get(keys[at])
    if unit is None or words[at].text.casefold() == unit or at + 1 == len(words):
        return None
    if not (text.isupper() if at == 0 else keys[at - 1] in _COMMITTEES):
        return None
    return _before_place(text, words, at, unit)


def _before_place(text: str, words: list[_Word], at: int, unit: str) -> tuple[int, str | None] | None:
    for length in range(min(_LONGEST_NAME, len(words) - at - 1), 0, -1):
        name = text[words[at + 1].start : words[at + length].end]
        whole = text[words[at].start : words[at + length].end]  # "Quản Bạ", "Tịnh Biên" are names themselves
        known = _place_key(name) in _places() or (unit == "tỉnh" and _province_key(name) in _provinces())
        known = known and _place_key(whole) not in _places()
        if known and _together(text, words, at, length + 1, _QUOTES):
            return 1, _capitals(unit, words[at].text)
    return None


def _kind_at(text: str, words: list[_Word], keys: list[str], at: int) -> tuple[int, str | None] | None:
    """Return "Sở" or "Bộ" before a field in a line of capitals whose marks are wrong: "SÔ NỘI VỤ", "BÔ TÀI CHÍNH"."""
    kind = _KIND_KEYS.get(keys[at])
    if kind is None or words[at].text.casefold() == kind or not words[at].text.isupper():
        return None
    for length in range(min(_LONGEST_FIELD, len(words) - at - 1), 1, -1):
        field = text[words[at + 1].start : words[at + length].end]
        if field.isupper() and " ".join(keys[at + 1 : at + 1 + length]) in _fields():
            return 1, kind.upper()
    return None


@cache
def _fields() -> frozenset[str]:
    """Return the fields of agencies by their letters: "Nội vụ", "Tài chính"."""
    names = _runs(field.name for field in agency_catalogue.fields())
    return frozenset(" ".join(_key(word) for word in name.split(" ")) for name in names if " " in name)


@cache
def _alike() -> Mapping[int, str]:
    """Return each letter that looks like another and the one it is compared as; quotes are compared as nothing."""
    letters = {ord(char): group[0] for group in loader.words(FILE, "alike") for char in group}
    return letters | dict.fromkeys(map(ord, _QUOTES), "")


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    """Return a word's letters without marks, those that look alike as one."""
    letters = without_marks(word.casefold()).replace("ı", "i").translate(dict(_alike())).replace(".", "")
    return re.sub("i{2,}", "i", letters)


def _plain(name: str) -> str:
    return re.sub(r"[\s'’‘ʼ.]+", " ", even_tones(name.casefold())).strip()


def _place_key(name: str) -> str:
    apart = re.sub(rf"[\s.{re.escape(_QUOTES)}]+", " ", even_tones(name.casefold()))
    return _DAK.sub("đăk", apart.strip()).translate(dict(_alike()))


def _province_key(name: str) -> str:
    return " ".join(_key(word.text) for word in _words(name))


@cache
def _provinces() -> frozenset[str]:
    """Return the names of provinces by their letters without marks, which no two provinces share."""
    return frozenset(_province_key(unit.name) for unit in gazetteer().units if unit.level == "province")


class _Phrases(NamedTuple):
    """Known wordings by their letters: more than one spelling makes them untouchable. `lengths`: by the first word."""

    spellings: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, tuple[int, ...]]


@cache
def _phrases() -> _Phrases:
    spellings: dict[str, set[str]] = {}
    even: dict[str, set[str]] = {}
    known = (*loader.words(FILE, "phrases"), *loader.words(FILE, "rivals"), *_of_agencies(), *_kinds_of_documents())
    for phrase in known:
        letters = " ".join(_key(word) for word in phrase.split(" "))
        if even_tones(phrase.casefold()) not in even.setdefault(letters, set()):  # hoà and hòa are one spelling
            even[letters].add(even_tones(phrase.casefold()))
            spellings.setdefault(letters, set()).add(phrase)
    lengths: dict[str, set[int]] = {}
    for read, meant in (phrase.split(" → ") for phrase in loader.words(FILE, "misread")):
        spellings[" ".join(_key(word) for word in read.split(" "))] = {meant}
    for letters in spellings:
        lengths.setdefault(letters.split(" ")[0], set()).add(letters.count(" ") + 1)
    return _Phrases(
        {letters: tuple(sorted(known)) for letters, known in spellings.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
    )


@cache
def _answers() -> Mapping[str, str]:
    """Return the words that answer a question alone in their cell, by their letters: "đạt", "không"."""
    found: dict[str, set[str]] = {}
    for section in ("yes", "no"):
        for word in loader.words("answers.yaml", section):
            if word.isalpha():
                found.setdefault(_key(word), set()).add(word)
    return {key: words.pop() for key, words in found.items() if len(words) == 1}


@cache
def _kinds_of_documents() -> frozenset[str]:
    """Return the names of kinds of documents that have two words and more, in small letters."""
    return frozenset(kind.name.casefold() for kind in document_types() if " " in kind.name and kind.code != "TIN")


def _of_agencies() -> Iterator[str]:
    """Yield the words for kinds and fields of agencies, of two words and more, in small letters."""
    kinds = (word for kind in agency_catalogue.kinds() for word in kind.words)
    fields = (field.name for field in agency_catalogue.fields())
    for words in _runs([*kinds, *fields]):
        if " " in words and words.isprintable():
            yield words.casefold()


def _runs(names: Iterable[str]) -> Iterator[str]:
    """Yield what stands between marks in names: "Lao động - Thương binh" holds two wordings."""
    for name in names:
        for run in re.split(r"\s*[^\w\s]+\s*", name):
            if run and not any(len(word) > 1 and word.isupper() for word in run.split()):
                yield run


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """Return the names of all units by their letters, marks kept and look-alikes as one."""
    found: dict[str, dict[str, str]] = {}
    for unit in gazetteer().units:
        found.setdefault(_place_key(unit.name), {}).setdefault(_plain(unit.name), unit.name)
    return {letters: tuple(names[plain] for plain in sorted(names)) for letters, names in found.items()}
