"""Names that were printed in capitals, as names are written.

Which letters of "TRƯỜNG TIỂU HỌC LÊ LỢI" are capitals in running text is not printed: wordings that the vocabulary has
(``tiểu học``) are written as it writes them, every other word begins with a capital letter, which is right for names of
people and places and readable for the rest. Abbreviations and Roman numbers stay. Identities do not depend on it.
"""

from __future__ import annotations

import re
from functools import cache

from normalizers.text import VIETNAMESE, fold
from normalizers.vocabulary import agency_catalogue as catalogue

_MARKED = VIETNAMESE.removeprefix("a-z")
_VOWELS = "aeiouy" + "".join(letter for letter in _MARKED if letter != "đ")
# what one syllable can be, of highland names too (Krông, Drăng, Đliê): "HĐND", "UBND", "ISO", "THPT" are none
_SYLLABLE = re.compile(
    rf"[bcdfghjklmnpqrstvwxzđ]{{0,3}}[{_VOWELS}]{{1,3}}(?:ch|ng|nh|[cghklmnprst])?(?:'[{VIETNAMESE}]+)?"
)
_ROMAN = re.compile(r"[IVX]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def is_capitals(text: str) -> bool:
    """Tell whether a text is printed in capitals throughout, and is more than an abbreviation."""
    return text.isupper() and sum(_SYLLABLE.fullmatch(word.lower()) is not None for word in _WORD.findall(text)) > 1


def written(text: str) -> str:
    """Return a text of capitals as it is written; every other text as it is."""
    if not is_capitals(text):
        return text
    return _plain_wordings().sub(lambda match: _first(match[0]), _WORD.sub(_word, text))


def _word(match: re.Match[str]) -> str:
    word = match[0]
    if _ROMAN.fullmatch(word) or not _SYLLABLE.fullmatch(word.lower()):
        return word
    return word[0] + word[1:].lower()


def _first(wording: str) -> str:
    return wording[0] + wording[1:].lower()


@cache
def _plain_wordings() -> re.Pattern[str]:
    """Return a pattern of the vocabulary's wordings of several words that are written small: "tiểu học"."""
    texts = {field.name for field in catalogue.fields()} | set(catalogue.expansions().values())
    texts |= set(catalogue.phrases("plain_words"))
    small = {fold(text) for text in texts if " " in text and text[1:] == text[1:].lower()}
    longest_first = sorted(small, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
