"""Words between which a converter has lost the blank, parted again: "Ủyban" → "Ủy ban", "đơnvị" → "đơn vị".

Portals that take the source's line ends out leave one such word on every line. Vietnamese is written syllable by
syllable, so a word that is no syllable but falls into two in one way only has lost the blank between them. A text is
touched only when several of its words have, so that foreign words and names of the highlands stay in all others.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.document import Block, Document, Paragraph
from extractors.syllables import is_syllable
from normalizers.text import VIETNAMESE

_WORD = regex.compile(r"\p{L}+")
_LONGEST = 14  # letters of two syllables
_FEWEST = 4  # different glued words in a text before it is taken for one that has lost blanks
_PLAIN = regex.compile("[a-z]+")  # "video", "taxi": loan words fall into syllables without any mark
_VOWELS = regex.compile(f"[{regex.sub('[bcdđghklmnpqrstvx]', '', VIETNAMESE.replace('a-z', 'aeiouy'))}]")
_YEAR = regex.compile(r"(\p{L}{2,})((?:19|20)\d{2})(?!\d)")
_COUNTED = regex.compile(r"(?<!\p{L})(số|ngày|tháng|năm|Điều|khoản|Khoản)(?=\d)")  # words that a figure follows
# a syllable that ends with a stop has the acute or the dot: "chức", "tập"; "tổc" is none
_STOPPED = regex.compile(r"[^áắấéếíóốớúứýạặậẹệịọộợụựỵ]*(?:c|ch|p|t)")


def part_glued_words(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` with the blanks put back that its prose has lost; tables stay as printed."""
    words = {word for block in document.blocks if isinstance(block, Paragraph) for word in _WORD.findall(block.text)}
    printed = {word.casefold() for word in words}
    parted = {word: halves for word in words if (halves := _halves(word, printed)) is not None}
    if len(parted) < _FEWEST:
        return document.blocks

    def put(match: regex.Match[str]) -> str:
        return parted.get(str(match.group()), str(match.group()))

    return tuple(
        replace(block, text=_COUNTED.sub(r"\1 ", _YEAR.sub(_year_apart, _WORD.sub(put, block.text))))
        if isinstance(block, Paragraph)
        else block
        for block in document.blocks
    )


def _halves(word: str, printed: set[str]) -> str | None:
    """Return a word's two syllables with a blank between them; None when it is one, or none or several ways part it.

    Of several ways the one whose halves the text has as words of their own is right: "BANHÀNH" is "BAN HÀNH" where
    nobody prints "NHÀNH".
    """
    small = word.casefold()
    if not 4 <= len(small) <= _LONGEST or _PLAIN.fullmatch(small):
        return None
    if len(_VOWELS.findall(small)) < 2 or is_written_syllable(small):
        return None
    capital = next((at for at in range(1, len(word)) if word[at].isupper() and word[at - 1].islower()), None)
    cuts = [capital] if capital is not None else range(2, len(word) - 1)
    found = [at for at in cuts if is_written_syllable(small[:at]) and is_written_syllable(small[at:])]
    if len(found) > 1:
        found = [at for at in found if small[:at] in printed and small[at:] in printed]
    return f"{word[: found[0]]} {word[found[0] :]}" if len(found) == 1 else None


def is_written_syllable(word: str) -> bool:
    """Tell whether a word in small letters is spelled as a syllable, its tone fitting its end."""
    return is_syllable(word) and _STOPPED.fullmatch(word) is None


def _year_apart(match: regex.Match[str]) -> str:
    return f"{match[1]} {match[2]}" if is_syllable(match[1].casefold()) else str(match.group())
