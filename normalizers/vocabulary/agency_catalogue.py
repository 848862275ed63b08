"""The catalogue of agencies: kinds and fields of ``agency_kinds.yaml`` and ``agency_fields.yaml``, for look-up."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from normalizers.text import bare, fold
from normalizers.vocabulary.compiled import entries, words

KINDS_FILE = "agency_kinds.yaml"
FIELDS_FILE = "agency_fields.yaml"
AgencyLevel = Literal[
    "central", "province", "department", "sub_department", "district", "commune", "public_service_unit", "other"
]
_NOT_IN_FIELD = re.compile(r"\bvà\b|[\s&,.\-/'\"()]+")


class Kind(NamedTuple):
    """A kind of agency: its words, its level and how its names are built; see the head of ``agency_kinds.yaml``."""

    code: str
    name: str
    words: tuple[str, ...]
    level: AgencyLevel
    place: Literal["drop", "keep", "central"]
    field: Literal["required", "optional", "none", "place"]
    parent: Literal["ubnd", "none"]
    short: str = ""
    of: str = ""


class Central(NamedTuple):
    """A body of the whole country that is no ministry."""

    name: str
    kind: str
    words: tuple[str, ...]
    short: str = ""


class Office(NamedTuple):
    """Words for a person's office, and the word of the agency that they hide (``chánh văn phòng`` → ``văn phòng``)."""

    words: tuple[str, ...]
    keep: str = ""


class Expansion(NamedTuple):
    """An abbreviation of several words (``THPT``), and the words."""

    short: str
    full: str


class Misprint(NamedTuple):
    """A mistaken wording that can mean nothing else, and why."""

    text: str
    note: str


class Field(NamedTuple):
    """What agencies of a kind are about, with its wordings; see the head of ``agency_fields.yaml``."""

    name: str
    short: str = ""
    also: tuple[str, ...] = ()
    misprints: tuple[Misprint, ...] = ()
    level: AgencyLevel | None = None
    parent: str = ""
    until: date | None = None


def _field(values: dict[str, Any]) -> Field:
    """Return a field from its compiled values: nested entries and days are plain values there."""
    until = values["until"]
    plain: dict[str, Any] = {**values, "also": tuple(values["also"])}
    plain["misprints"] = tuple(Misprint(**misprint) for misprint in values["misprints"])
    plain["until"] = date.fromisoformat(until) if until else None
    return Field(**plain)


class FieldMatch(NamedTuple):
    """A field found in the catalogue, how sure (0-1), and the note of the misprint that led to it."""

    field: Field
    score: float
    note: str = ""


def field_key(text: str) -> str:
    """Return the key of a field's wording: "và", "&", commas, hyphens and blanks do not matter, tones do."""
    return _NOT_IN_FIELD.sub("", fold(text))


@cache
def kinds() -> tuple[Kind, ...]:
    """Return every kind of agency."""
    return entries(KINDS_FILE, "kinds", Kind)


@cache
def central_bodies() -> dict[str, Central]:
    """Return the bodies of the whole country by the folded words that name them."""
    return {fold(word): body for body in entries(KINDS_FILE, "central", Central) for word in body.words}


@cache
def offices() -> tuple[tuple[str, str], ...]:
    """Return (folded words of a person's office, words that they hide), longest first."""
    found = [(fold(word), office.keep) for office in entries(KINDS_FILE, "offices", Office) for word in office.words]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def expansions() -> dict[str, str]:
    """Return the words of each abbreviation that stands for several."""
    return {item.short: item.full for item in entries(KINDS_FILE, "expansions", Expansion)}


@cache
def kind_words() -> tuple[tuple[str, Kind], ...]:
    """Return (folded words, kind), longest first."""
    found = [(fold(word), kind) for kind in kinds() for word in kind.words]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def phrases(section: str) -> tuple[str, ...]:
    """Return a list of words of the kinds file (``group_words``, ``not_agencies``, ``clause_words``), folded."""
    return tuple(sorted({fold(word) for word in words(KINDS_FILE, section)}, key=lambda word: (-len(word), word)))


def _sections(kind: Kind) -> tuple[str, ...]:
    if kind.name == "Ban Quản lý":
        return ("ban_quan_ly",)
    if kind.code == "bo":
        return ("bo", "so")
    return (kind.code,) if kind.code in _FIELD_SECTIONS else ()


_FIELD_SECTIONS = ("so", "chi_cuc", "ban", "cuc", "trung_tam", "van_phong", "phong")


#: the sections of each file and the model of their entries; None: a list of words
SECTIONS: dict[str, dict[str, type[Any] | None]] = {
    KINDS_FILE: {
        "kinds": Kind, "central": Central, "offices": Office, "expansions": Expansion,
        "group_words": None, "class_words": None, "class_endings": None, "not_agencies": None, "clause_words": None,
        "task_words": None, "plain_words": None, "firms": None, "compounds": None,
    },
    FIELDS_FILE: dict.fromkeys((*_FIELD_SECTIONS, "ban_quan_ly", "bo"), Field),
}  # fmt: skip


@cache
def fields() -> tuple[Field, ...]:
    """Return the fields of every kind, in the order of the file."""
    return tuple(
        field
        for section in (*_FIELD_SECTIONS, "ban_quan_ly", "bo")
        for field in entries(FIELDS_FILE, section, Field, _field)
    )


@cache
def _fields(section: str) -> tuple[dict[str, FieldMatch], dict[str, FieldMatch | None]]:
    exact: dict[str, FieldMatch] = {}
    loose: dict[str, FieldMatch | None] = {}
    for field in entries(FIELDS_FILE, section, Field, _field):
        for wording in (field.name, *((field.short,) if field.short else ()), *field.also):
            exact.setdefault(field_key(wording), FieldMatch(field, 1.0))
        for misprint in field.misprints:
            exact.setdefault(field_key(misprint.text), FieldMatch(field, 0.9, misprint.note))
    for wording_key, match in exact.items():
        undiacritized = bare(wording_key)
        other = loose.get(undiacritized, match)
        same = other is not None and other.field == match.field
        loose[undiacritized] = match._replace(score=min(match.score, 0.9)) if same else None
    return exact, loose


def find_field(kind: Kind, text: str) -> FieldMatch | None:
    """Return the field of `kind` that `text` is: by its tone-keeping key, else by the undiacritized one if unique."""
    if not text:
        return None
    wanted = field_key(text)
    for section in _sections(kind):
        if wanted in _fields(section)[0]:
            return _fields(section)[0][wanted]
    undiacritized = bare(wanted)
    # capitals alone are an abbreviation, too short for a guess
    if any(letter.islower() for letter in text):
        for section in _sections(kind):
            match = _fields(section)[1].get(undiacritized)
            if match is not None:
                return match
    glued = fold(text).replace(" ", "")
    for section in _sections(kind):
        if glued in _glued(section):
            return _glued(section)[glued]
    return _find_abbreviated(kind, text)


@cache
def _glued(section: str) -> dict[str, FieldMatch]:
    """Return the fields by their names without blanks: "Kế hoạchvà Đầu tư" has lost one. Short names are left out."""
    found: dict[str, FieldMatch] = {}
    for field in entries(FIELDS_FILE, section, Field, _field):
        for wording in (field.name, *field.also):
            if wording.count(" ") > 1:
                found.setdefault(fold(wording).replace(" ", ""), FieldMatch(field, 0.9))
    return found


_TOKEN = re.compile(r"[^\W_]+")


def _find_abbreviated(kind: Kind, text: str) -> FieldMatch | None:
    """Return the only field whose words `text` abbreviates: "Văn hóa, TT&DL", "Lao động TB và XH"."""
    tokens = [token for token in _TOKEN.findall(text) if token.lower() != "và"]
    if not any(len(token) > 1 and token.isupper() for token in tokens):
        return None
    for section in _sections(kind):
        fits = [words for words in _field_words(section) if _abbreviates(tokens, words[1])]
        if len(fits) == 1:
            return FieldMatch(fits[0][0], 0.95)
    return None


@cache
def _field_words(section: str) -> tuple[tuple[Field, tuple[str, ...]], ...]:
    listed = entries(FIELDS_FILE, section, Field, _field)
    return tuple((field, tuple(word for word in _TOKEN.findall(fold(field.name)) if word != "và")) for field in listed)


def _abbreviates(tokens: list[str], words: tuple[str, ...]) -> bool:
    """Tell whether the tokens, each a word or the initials of several, cover the words from first to last."""
    at = 0
    for token in tokens:
        lowered = fold(token)
        if at < len(words) and lowered == words[at]:
            at += 1
        elif token.isupper() and lowered == "".join(word[0] for word in words[at : at + len(lowered)]):
            at += len(lowered)
        else:
            return False
    return at == len(words)
