"""Texts that are no document of an agency: a form that nobody has filled in, a text in another language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

import regex

from extractors.lines import Line
from normalizers.text import clean

_FEWEST_WORDS = 20  # a shorter text says nothing about its language
#: Share of letters with a mark: Vietnamese has 0.2 to 0.3, French 0.04 to 0.08, English next to none.
_FEWEST_MARKED = 0.1
#: Share of the commonest words of Vietnamese in a text whose marks were lost; other languages hit them by chance only.
_FEWEST_COMMON = 0.04
_FEWEST_FILLERS = 3
_FILLER_SHARE = 0.25


@cache
def _common_words() -> frozenset[str]:
    words = "va cua cac cho ngay thang nam dieu theo duoc nhan dan quyet dinh thuc hien tinh trong khong viec cong ubnd"
    return frozenset(words.split())


@cache
def _filler() -> regex.Pattern[str]:
    """Return what stands for something to be written by hand: dots, underscores, "[tên cơ quan]"."""
    return regex.compile(r"(?:[.…_]\s?){4,}|…|\[[\p{L}\s,]{2,60}\]|/\.{2,}/|(?<!\.)\.{3}(?!\.)")


def is_foreign(run: list[Line]) -> bool:
    """Tell whether a text is written in another language than Vietnamese."""
    text = unicodedata.normalize("NFC", " ".join(line.text for line in run[:400]))
    letters = regex.findall(r"\p{L}", text)
    words = regex.findall(r"\p{L}+", text.casefold())
    if len(words) < _FEWEST_WORDS:
        return len(letters) >= _FEWEST_WORDS and len(regex.findall(r"\p{Latin}", text)) * 2 < len(letters)
    if len(regex.findall(r"\p{Latin}", text)) * 2 < len(letters):
        return True
    marked = sum(not letter.isascii() for letter in letters) / len(letters)
    common = sum(word in _common_words() for word in words) / len(words)
    return marked < _FEWEST_MARKED and common < _FEWEST_COMMON


def is_blank_form(run: list[Line], facts: Mapping[str, object]) -> bool:
    """Tell whether a text is a form to be filled in: no number, day or signer, and dots in many of its lines."""
    if facts.get("number_text") is not None or facts.get("issued_on") is not None or facts.get("signer_name"):
        return False
    texts = [clean(line.text) for line in run]
    fillers = sum(_filler().search(text) is not None for text in texts)
    return fillers >= _FEWEST_FILLERS and fillers >= _FILLER_SHARE * len(texts)
