"""The keys on which names of places are compared, from the strictest on: exact, tones, highland, without marks.

Each key is made of the one before, so that names that meet on a strict key meet on every looser one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from normalizers.text import clean, even_tones, key, without_marks

KeyName = Literal["exact", "tones", "highland", "bare"]
KEYS: tuple[KeyName, ...] = ("exact", "tones", "highland", "bare")
SCORES: dict[KeyName, float] = {"exact": 1.0, "tones": 0.99, "highland": 0.95, "bare": 0.9}

_DAK = re.compile("[đd][aăắâấáạ]k")
_NGOC = re.compile("ng[oọóòôố][kc]")
_I_VOWEL = (("y", "i"), ("ý", "í"), ("ỳ", "ì"), ("ỷ", "ỉ"), ("ỹ", "ĩ"), ("ỵ", "ị"))
_SHAPES = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("ri", "n"), ("ti", "n"), ("li", "h"))
_SHAPE_OF = str.maketrans("l1jtfbkeaocgqvyurpxzs5", "iiiiihhccccggvvunpxzss")


class Spelling(NamedTuple):
    """A spelling of a name with its keys; `shape` is what is left of `bare` where letters that look alike are one.

    A Roman number is read letter by letter (its y and i are figures), so it has no key looser than `tones`.
    """

    exact: str
    tones: str
    highland: str
    bare: str
    shape: str


def highland_key(name: str) -> str:
    """Return the key under which the usual spellings of highland names meet.

    Đăk, Đắk, Dak → đăk; Ngọk, Ngok → ngọc; y → i (Ya, Ia; Mỹ, Mĩ); blanks, apostrophes and hyphens dropped (ĐăkRơWa).
    """
    return _highland(key(name))


def _highland(text: str) -> str:
    if text[2:3] == "k" and _DAK.match(text):
        text = "đăk" + text[3:]
    if "ng" in text:
        text = _NGOC.sub("ngọc", text)
    for y, i in _I_VOWEL:
        if y in text:
            text = text.replace(y, i)
    return text


def bare_key(highland: str) -> str:
    """Return the loosest key of a name, made of its highland key: without any marks."""
    return without_marks(even_tones(highland))


@lru_cache(maxsize=8192)
def name_keys(name: str) -> tuple[str, str, str, str]:
    """Return the keys of a name, strictest first: exact, tones, highland, bare."""
    tones = key(name)
    highland = _highland(tones)
    return clean(name), tones, highland, bare_key(highland)


def spelling(name: str) -> Spelling:
    """Return a name of the gazetteer with its keys."""
    exact, tones, highland, bare = name_keys(name)
    return Spelling(exact, tones, "", "", "") if is_roman(name) else Spelling(exact, tones, highland, bare, shape(bare))


def is_roman(name: str) -> bool:
    """Tell whether a name is a Roman number, as of some urban wards: "Phường VII"."""
    return not name.strip("IVX")


def letters_alike(bare: str) -> str:
    """Return a key without marks in which the letters that scanners take for each other are one."""
    return bare.translate(_SHAPE_OF)


def shape(bare: str) -> str:
    """Return a key without marks in which also groups of letters that look like one letter are that one."""
    for letters, alike in _SHAPES:
        if letters in bare:
            bare = bare.replace(letters, alike)
    return letters_alike(bare)
