"""Vietnamese syllables: whether a word that a narrow column has broken is one word again when its halves meet."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import regex


@cache
def _syllable() -> regex.Pattern[str]:
    """A Vietnamese syllable with its tone mark taken off: onset, vowels, coda (the standard syllable chart)."""
    return regex.compile(
        r"(?:ngh(?=[ieêy])|ng(?![ieêy])|nh|th|tr|ch|kh|gh(?=[ieêy])|gi|ph|qu|b|c(?![ieêy])|d|đ|g(?![eêy])|h|k|l|m|n|p|r|s|t|v|x)?"
        r"(?:iêu|yêu|oai|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|oao"
        r"|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu|yê|oo"
        r"|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
        r"(?:ng|nh|ch|c|k|m|n|p|t)?"
    )


_CONSONANTS = regex.compile("c|ch|m|n|ng|nh|p|t")  # what a syllable can end with
_REMNANT = regex.compile("c|ch|g|h|n|ng|nh|p")  # of them without m and t: metres and tonnes stand alone
_LONGEST = 7  # letters of a syllable: "nghiêng"
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def is_syllable(word: str) -> bool:
    """Return whether `word` is spelled as a Vietnamese syllable is, whatever its case."""
    if word[:1] == "p" and word[1:2] != "h":
        return False  # "p" starts names of the highlands (Pa, Pồ), but no common word: it ends one ("đáp")
    marks = [c for c in unicodedata.normalize("NFD", word.casefold()) if c in _TONES]
    plain = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if c not in _TONES)
    return len(marks) <= 1 and _syllable().fullmatch(unicodedata.normalize("NFC", plain)) is not None


@cache
def _common() -> frozenset[str]:
    path = Path(__file__).parent.parent / "normalizers" / "vocabulary" / "common_syllables.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


def ends_the_word_above(above: str, letters: str, below: str) -> bool:
    """Return whether consonants on a line of their own end the word above rather than begin the one below.

    Both may be spelled as syllables: "tụ", "c", "hành" is "tục hành", not "tụ chành". Common syllables decide (the
    vocabulary ``common_syllables.txt``), and only where they are on one side alone.
    """
    if not _CONSONANTS.fullmatch(letters) or not above[-1:].isalpha() or not below[:1].isalpha():
        return False
    above, below = (unicodedata.normalize("NFC", text).casefold() for text in (above, below))
    start = regex.match(r"\p{L}+", below)
    if start is None or not is_syllable(start[0]) or letters + start[0] in _common():
        return False
    whole = above + letters
    return any(whole[at:] in _common() for at in range(max(0, len(whole) - _LONGEST), len(above)))


def completes(above: str, letters: str) -> bool:
    """Return whether letters at the start of a line, no word by themselves, make the end of the line above a word.

    "Khôn" over "g đạt" is "Không đạt", however wide the column is measured: consonants never stand alone.
    """
    if not _REMNANT.fullmatch(letters):
        return False
    head = regex.search(r"\p{L}+$", above)
    return head is not None and unicodedata.normalize("NFC", head[0] + letters).casefold() in _common()


def is_one_word(one: str, other: str) -> bool:
    """Return whether two line ends that may be one word (by their widths) are one (by their letters)."""
    if one[-1].isdigit() or (len(one) > 1 and one[-1] in ".," and one[-2].isdigit()):
        figure = regex.match(r"[.,]?\d[\d.,]*|[.,]$", other)
        if figure is not None:
            return not (_is_year(one.strip(".,")) and _is_year(figure[0].strip(".,")))
    if one in ".," and regex.match(r"\d{3}(?!\d)", other):
        return True  # a column of one glyph: the point between thousands stands on a line of its own
    head = regex.split(r"[^\p{L}\p{M}\p{N}]+", one)[-1]
    tail = regex.split(r"[^\p{L}\p{M}\p{N}]+", other)[0]
    if not tail:
        return (len(other) > 1 and other[0] not in '(–—+“"') or other in ".,;:)"
    if not head:
        return one[-1] not in ",;:.)"
    if head[-1].isdigit() != tail[0].isdigit():
        return regex.match(r"\p{L}{1,3}[/-]", other) is not None  # a code: 672|a/QĐ-UBND
    if is_syllable(head + tail):
        # "ng" or "c" alone is no syllable; a tail that starts with a vowel continues the vowels before it
        apart = is_syllable(head) and is_syllable(tail)
        return not apart or (tail[0].islower() and tail[0].casefold() not in "bcdđghklmnpqrstvx")
    if tail[0].isupper() and head[-1].islower():
        return False
    if head.isupper() and tail.isupper() and (len(head) == 1 or len(tail) == 1):
        return True
    # codes and foreign words: whole syllables stay apart, a remnant belongs to its word
    return not is_syllable(head) and not (is_syllable(tail) and len(tail) > 1)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("19", "20")
