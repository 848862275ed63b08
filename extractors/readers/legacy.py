"""Texts that are not in Unicode, or not rightly: which encoding, decided for a document or the fonts of its runs.

The evidence is spelling. Vietnamese is written in syllables of few patterns, so the words with letters beyond ASCII are
read as they stand and in every encoding: right Unicode is spelled right as it stands, text of an old font only in its
own encoding. Nothing is decided by a single cell: in TCVN3 "xã" is a possible spelling of another word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.document import NOWHERE, Irregularity
from extractors.syllables import is_syllable
from normalizers.encodings import ENCODINGS, FontEncoding, decode

ENOUGH_WORDS = 6  # of those that decide; fewer say nothing
ENOUGH_KINDS = 4  # of different ones among them
RIGHT = 0.85  # of the words are spelled right in the encoding that a text is in; names and codes are not
BETTER = 0.4  # how much more must be right than as the text stands
AHEAD = 0.05  # and than in the next encoding
FEW = 0.1  # runs with letters of Unicode for each without: a document in an old encoding with a stamp in Unicode
SAMPLE = 4000  # words are enough
SHOWN = 60  # characters of a text that a finding quotes

# letters that only Vietnamese in Unicode has
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_COMBINING = re.compile("[\u0300-\u0323]")
_WORD = re.compile(r"[^\s\x00!-@\[-`{-~]*[^\x01\x03\x04\x07-\x10\x15-\x18\x1a\x1b\x20-\x7e\s\x00][^\s\x00!-@\[-`{-~]*")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def in_unicode(text: str) -> bool:
    """Return whether `text` has letters that none of the old encodings shows as."""
    if _UNICODE.search(text):
        return True
    return bool(_COMBINING.search(text)) and _UNICODE.search(unicodedata.normalize("NFC", text)) is not None


@lru_cache(maxsize=8192)
def _spelled(word: str) -> bool:
    word = _EDGES.sub("", word)
    if not word or not is_syllable(word):
        return False
    tones = [c for c in unicodedata.normalize("NFD", word) if c in "\u0300\u0301\u0303\u0309\u0323"]
    stop = word.casefold().endswith(("p", "t", "c", "ch"))
    return not stop or (bool(tones) and tones[0] in "\u0301\u0323")  # a stopped syllable has one of two tones


def words(texts: Iterable[str]) -> Counter[str]:
    """Return the words with letters beyond ASCII, as they stand."""
    found: Counter[str] = Counter()
    left = SAMPLE
    for text in texts:
        if text.isascii() and text.isprintable():
            continue
        here = _WORD.findall(unicodedata.normalize("NFC", text))
        found.update(here)
        left -= len(here)
        if left <= 0:
            break
    return found


def _share(counted: Counter[str], encoding: str | None) -> float:
    right = sum(
        count for word, count in counted.items() if _spelled(decode(word, encoding) if encoding is not None else word)
    )
    return right / max(1, sum(counted.values()))


def detect(texts: Iterable[str]) -> str | None:
    """Return the encoding of texts whose fonts are not known, None when they are Unicode or too little to tell.

    Texts with letters of Vietnamese Unicode are left out: a document may hold both.
    """
    counted = words(text for text in texts if not in_unicode(text))
    if sum(counted.values()) < ENOUGH_WORDS or len(counted) < ENOUGH_KINDS:
        return None
    plain = _share(counted, None)
    if plain > 1 - BETTER:
        return None
    best, second = sorted(((_share(counted, name), name) for name in ENCODINGS), reverse=True)[:2]
    if best[0] < RIGHT or best[0] < plain + BETTER or best[0] < second[0] + AHEAD:
        return None
    return best[1]


def quoted(encoding: str, texts: Iterable[str]) -> Irregularity:
    """Return the note that names an encoding, with the beginning of what stands in the file."""
    sample = next((text for text in texts if not text.isascii()), "")
    shown = " ".join(sample.split())
    shown = shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
    return Irregularity("legacy_encoding", f"{ENCODINGS.get(encoding, encoding)}, “{shown}”", NOWHERE)


@dataclass(slots=True)
class Decoder:
    """Reads the runs of one document; remembers what it saw, so that a second reading can do better.

    `fallback` is the encoding of runs whose font says nothing; of runs in `lying` encodings the font's name is wrong
    (text brought to Unicode keeps its old font's name).
    """

    fallback: str | None = None
    lying: frozenset[str] = frozenset()
    decoded: dict[str, list[str]] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)  # in no old font and without letters that only Unicode has
    unicode: int = 0  # runs with such letters

    def text(self, raw: str, font: FontEncoding | None) -> str:
        """Return the text of a run, or of several that follow each other in one encoding."""
        encoding = font.encoding if font is not None else self.fallback
        plain = raw.isascii() and (raw.isprintable() or encoding is None)
        if encoding is None or encoding in self.lying:
            if not plain and in_unicode(raw):
                self.unicode += 1
            elif not plain and len(self.plain) < SAMPLE:
                self.plain.append(raw)
            return raw
        if plain:
            return raw.upper() if font is not None and font.capitals else raw
        self.decoded.setdefault(encoding, []).append(raw)
        if in_unicode(raw):
            return raw
        if font is None and spoiled(raw, encoding):
            return raw
        text = decode(raw, encoding)
        return text.upper() if font is not None and font.capitals else text

    def revision(self) -> Decoder | None:
        """Return the decoder for a second reading, None when the first was right."""
        lying = {name for name, texts in self.decoded.items() if name != self.fallback and _lies(name, texts)}
        fallback = self.fallback or (detect(self.plain) if self.unicode <= FEW * len(self.plain) else None)
        if not lying - self.lying and fallback == self.fallback:
            return None
        return Decoder(fallback, self.lying | lying)

    def notes(self) -> tuple[Irregularity, ...]:
        """Return a note for each encoding that was read."""
        found = [quoted(name, texts) for name, texts in sorted(self.decoded.items()) if name not in self.lying]
        if self.fallback is None and (doubt := detect(self.plain)):  # among Unicode, and no font tells them apart
            found.append(Irregularity("doubtful_encoding", f"Unicode, in part perhaps {ENCODINGS[doubt]}", NOWHERE))
        return tuple(found)


def _lies(encoding: str, texts: Sequence[str]) -> bool:
    """Tell whether text set in a font of an encoding is Unicode all the same: better spelled as it stands."""
    counted = words(texts)
    return bool(counted) and _share(counted, None) > _share(counted, encoding)


def spoiled(text: str, encoding: str) -> bool:
    """Return whether decoding `text` would make words that are spelled right wrong, and none right."""
    counted = words([text])
    return bool(counted) and _share(counted, None) > _share(counted, encoding)


def decode_lines(text: str) -> tuple[str, tuple[Irregularity, ...]]:
    """Return a text whose fonts are not known in Unicode, and a note for what it was in.

    Old encodings are found for the text as a whole; lines that have letters of Unicode stay. UTF-8 that was taken for
    Windows-1252 ("Quyáº¿t Ä‘á»‹nh") is read back line by line.
    """
    if text.isascii() and not re.search("[\x02-\x06\x10-\x15\x19]", text):
        return text, ()
    text, notes = undo_mojibake(text)
    lines = text.split("\n")
    encoding = detect(lines)
    if encoding is None:
        return text, notes
    return "\n".join(_decoded(lines, encoding)), (*notes, quoted(encoding, (x for x in lines if not in_unicode(x))))


def _decoded(lines: Sequence[str], encoding: str) -> list[str]:
    """Return the lines in Unicode; where a text has both, a line that could be either is what the one before it is."""
    mixed = any(in_unicode(line) for line in lines)
    out, old = [], True
    for line in lines:
        if mixed and not line.isascii():
            counted = words([line])
            stands, read = _share(counted, None), _share(counted, encoding)
            old = not in_unicode(line) and (read > stands or (read == stands and old))
        out.append(decode(line, encoding) if old else line)
    return out


def undo_mojibake(text: str) -> tuple[str, tuple[Irregularity, ...]]:
    """Return `text` with the lines read back that are UTF-8 taken for Windows-1252 or Latin-1."""
    if not _MOJIBAKE.search(text):
        return text, ()
    lines, changed = text.split("\n"), []
    for index, line in enumerate(lines):
        if not _MOJIBAKE.search(line) or in_unicode(line):
            continue
        try:
            fixed = b"".join(_byte(char) for char in line).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
        if in_unicode(fixed) or _share(words([fixed]), None) > _share(words([line]), None):
            changed.append(line)
            lines[index] = fixed
    return "\n".join(lines), (quoted("UTF-8 taken for Windows-1252", changed),) if changed else ()


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")  # the five codes that Windows-1252 leaves free
