"""Misprints of names as scanners, typists and old encodings make them: one random edit, from a seeded generator.

The shares of the edits and the letters that are confused are stated here, apart from the matcher's own table, so that
the measurement does not ask the matcher for what it was told.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

CONFUSED = {
    "a": "oeă", "b": "hd", "c": "eo", "d": "đb", "e": "co", "g": "qy", "h": "nb", "i": "lj", "k": "hx", "l": "i1",
    "m": "nr", "n": "uhr", "o": "ace", "p": "bq", "q": "g", "r": "nt", "s": "x", "t": "fli", "u": "nv", "v": "uy",
    "x": "sk", "y": "vi", "đ": "d",
}  # fmt: skip
_VOWELS = "aeiouy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _letters(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char.isalpha()]


def _taken_apart(char: str) -> str:
    return unicodedata.normalize("NFD", char)


def confuse(name: str, pick: random.Random) -> str:
    """Replace a letter by one that scanners take for it, or (one time in four) by any; marks stay if they can."""
    at = pick.choice(_letters(name))
    base, *marks = list(_taken_apart(name[at]))
    choices = CONFUSED.get(name[at].lower(), "") or CONFUSED.get(base.lower(), "")
    if not choices or pick.random() < 0.25:
        choices = "abcdeghiklmnopqrstuvxy".replace(base.lower(), "")
    letter = pick.choice(choices)
    if letter in _VOWELS:
        letter += "".join(mark for mark in marks if mark in _TONES)
    letter = unicodedata.normalize("NFC", letter)
    return name[:at] + (letter.upper() if name[at].isupper() else letter) + name[at + 1 :]


def drop_mark(name: str, pick: random.Random) -> str:
    """Take the marks off one letter."""
    marked = [at for at in _letters(name) if not name[at].isascii()]
    if not marked:
        return name
    at = pick.choice(marked)
    plain = {"đ": "d", "Đ": "D"}.get(name[at]) or _taken_apart(name[at])[0]
    return name[:at] + plain + name[at + 1 :]


def drop_marks(name: str, pick: random.Random) -> str:
    """Take the marks off the whole name."""
    plain = name.replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in _taken_apart(plain) if not unicodedata.combining(char))


def change_tone(name: str, pick: random.Random) -> str:
    """Give one vowel another tone."""
    vowels = [at for at in _letters(name) if _taken_apart(name[at])[0].lower() in _VOWELS]
    if not vowels:
        return name
    at = pick.choice(vowels)
    bare = "".join(char for char in _taken_apart(name[at]) if char not in _TONES)
    tones = [tone for tone in _TONES if tone not in _taken_apart(name[at])]
    return name[:at] + unicodedata.normalize("NFC", bare + pick.choice(tones)) + name[at + 1 :]


def lose_blank(name: str, pick: random.Random) -> str:
    """Lose one blank."""
    blanks = [at for at, char in enumerate(name) if char == " "]
    at = pick.choice(blanks) if blanks else len(name)
    return name[:at] + name[at + 1 :]


def add_blank(name: str, pick: random.Random) -> str:
    """Put a blank inside a word."""
    inside = [at for at in range(1, len(name)) if name[at - 1].isalpha() and name[at].isalpha()]
    at = pick.choice(inside) if inside else len(name)
    return name[:at] + " " + name[at:]


def change_apostrophe(name: str, pick: random.Random) -> str:
    """Lose an apostrophe, or add one where there is none."""
    if "'" in name:
        return name.replace("'", "", 1)
    at = pick.choice(range(1, len(name))) if len(name) > 1 else 1
    return name[:at] + pick.choice("'’`") + name[at:]


EDITS: tuple[tuple[Callable[[str, random.Random], str], int], ...] = (
    (confuse, 35), (drop_mark, 15), (drop_marks, 10), (change_tone, 10), (lose_blank, 10), (add_blank, 10),
    (change_apostrophe, 10),
)  # fmt: skip


def misprint(name: str, pick: random.Random) -> str:
    """Return `name` with one random edit; one that leaves a name as it is (no mark to drop) is replaced by another.

    Names made of figures alone ("Phường 1") come back unchanged: nothing could tell which figure was meant.
    """
    if not _letters(name):
        return name
    edits, shares = zip(*EDITS, strict=True)
    for _ in range(20):
        changed = str(pick.choices(edits, shares)[0](name, pick))
        if changed != name:
            return changed
    return name
