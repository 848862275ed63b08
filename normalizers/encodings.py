"""The Vietnamese encodings from before Unicode: their letters, and which fonts are set in them. Pure.

TCVN3 (ABC fonts, TCVN 5712:1993 VN3), VISCII (RFC 1456), VPS and VNI-Windows put Vietnamese letters where Latin-1 has
others, VNI as a letter and a mark. A program that knows nothing of them shows "Céng hßa x· héi" for "Cộng hòa xã hội".
The tables are data: ``vocabulary/legacy_encodings.csv`` and ``vocabulary/legacy_fonts.csv``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ENCODINGS: Mapping[str, str] = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "vps": "VPS"}
FOLDER = Path(__file__).parent / "vocabulary"
# what PDF readers give for a glyph of a TCVN3 font, by the name that the font gives to it
_GLYPHS = {"\u2212": "\u00ad", "\u2219": "\u00b7", "\u03bc": "\u00b5"}
_GLYPH = re.compile(r"(?<=[^\W\d])[\u2212\u2219\u03bc]|[\u2212\u2219\u03bc](?=[^\W\d])")
# Windows-1252 shows codes of VISCII and VPS as marks; where a mark stands as one, it is one
_MARK = re.compile("(?<![^\\W\\d_])[\u201c\u2018\u2013\u2014\u2022]|[\u201d\u2019\u2026](?![^\\W\\d_])")
_SUBSET = re.compile(r"^[A-Z]{6}\+")


@dataclass(frozen=True, slots=True)
class FontEncoding:
    """What the name of a font says of the text set in it: its encoding, and whether it draws capitals only."""

    encoding: str
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class FaultyLetter:
    """A letter that some fonts, converters and typists give for another.

    `either` are the words that exist with both; `proof` is how many words must become one by it before it is called
    faulty; `foreign` letters are in no Vietnamese word.
    """

    shown: str
    meant: str
    either: frozenset[str]
    proof: int
    foreign: bool


@cache
def faulty_letters() -> tuple[FaultyLetter, ...]:
    """Return the letters of ``vocabulary/faulty_letters.csv``."""
    rows = _rows("faulty_letters.csv")
    return tuple(
        FaultyLetter(
            row["shown"], row["meant"], frozenset(row["either"].split()), int(row["proof"]), bool(row["foreign"])
        )
        for row in rows
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def table(encoding: str) -> Mapping[str, str]:
    """Return what each letter of an encoding looks like when its bytes are taken for Latin-1 or Windows-1252.

    KeyError when there is no such encoding.
    """
    letters: dict[str, str] = {}
    for row in _rows("legacy_encodings.csv"):
        if row["encoding"] != encoding:
            continue
        code, letter = bytes.fromhex(row["code"]), row["letter"]
        letters[code.decode("latin-1")] = letter
        letters[code.decode("cp1252", "replace")] = letter
    letters.pop("\ufffd", None)
    if not letters:
        raise KeyError(encoding)
    for shown in [shown for shown in letters if len(shown) == 2]:  # the case of the mark does not matter
        letters.setdefault(shown[0] + shown[1].swapcase(), letters[shown])
    return letters


@cache
def _pattern(encoding: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(shown) for shown in sorted(table(encoding), key=lambda s: (-len(s), s))))


@cache
def _reverse(encoding: str) -> Mapping[str, str]:
    return {
        row["letter"]: bytes.fromhex(row["code"]).decode("latin-1")
        for row in _rows("legacy_encodings.csv")
        if row["encoding"] == encoding
    }


def decode(text: str, encoding: str) -> str:
    """Return the Vietnamese text that `text` is in an encoding; signs that are none of its letters stay.

    KeyError when there is no such encoding.
    """
    letters = table(encoding)
    if text.isascii() and not (encoding in ("viscii", "vps") and any(char < " " for char in text)):
        return text
    text = unicodedata.normalize("NFC", text)
    if encoding == "tcvn3":
        text = _GLYPH.sub(lambda match: _GLYPHS[match[0]], text)
    if encoding in ("viscii", "vps"):
        marks = {match.start() for match in _MARK.finditer(text)}
        return _pattern(encoding).sub(lambda m: m[0] if m.start() in marks else letters[m[0]], text)
    return _pattern(encoding).sub(lambda match: letters[match[0]], text)


def encode(text: str, encoding: str) -> str:
    """Return Vietnamese text as it looks in an encoding, for making test documents.

    TCVN3 has no capitals with tone marks: they are set as small letters, which its capital fonts draw as capitals.
    KeyError when there is no such encoding.
    """
    signs = _reverse(encoding)
    if not signs:
        raise KeyError(encoding)
    out = []
    for letter in unicodedata.normalize("NFC", text):
        out.append(signs.get(letter) or signs.get(letter.lower(), letter) if not letter.isascii() else letter)
    return "".join(out)


@cache
def of_font(name: str) -> FontEncoding | None:
    """Return the encoding that a font's name stands for, None for fonts of Unicode text.

    Names come as word processors and PDF files give them: ``.VnTimeH``, ``ABCDEF+VNI-Times,Bold``.
    """
    name = _SUBSET.sub("", name.strip().strip("'\""))
    for row in _rows("legacy_fonts.csv"):
        if name.lower().startswith(row["beginning"]):
            family = re.split(r"[,]|[ -](?=(?:Bold|Italic|Regular|BoldItalic)\b)", name, flags=re.IGNORECASE)[0]
            capitals = bool(row["capitals"]) and family.rstrip().endswith(row["capitals"])
            return FontEncoding(row["encoding"], capitals)
    return None
