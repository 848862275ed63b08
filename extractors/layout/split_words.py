"""Syllables that a converter has torn apart, whole again: "Qu ả ng Ngãi" → "Quảng Ngãi", "x ã hội" → "xã hội".

Portals that took their texts from scans print a blank before or behind a marked vowel. What is left of the syllable has
no vowel, so it is no word; with its neighbours it is one. Nothing else is joined.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex

from extractors.document import Block, Document, Paragraph
from extractors.layout.glued import is_written_syllable

_BARE = r"(?:ngh|ng|nh|th|tr|ch|kh|gh|ph|qu|gi|[bcdđghklmnpqrstvx])"
_TORN = regex.compile(rf"(?<![\p{{L}}\p{{M}}\d./’'-]){_BARE}(?![\p{{L}}\p{{M}}\d./)’'-])", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}]+")
#: words of one vowel: behind a lone capital ("Phụ lục C ở trang 3") they are themselves
_OWN = frozenset({"ở", "ý", "ủ", "ô", "ổ", "ạ", "à", "ừ"})
#: words that a letter names a thing behind: "điểm c ở trên", "nhóm B ăn ca"
_LETTERED = frozenset({"điểm", "mục", "lô", "khu", "nhóm", "loại", "hạng", "bảng", "mẫu", "cột", "tổ", "lớp", "cụm"})


def join_torn_words(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` with the torn syllables of its prose joined; tables stay as printed."""
    return tuple(
        replace(block, text=whole(block.text)) if isinstance(block, Paragraph) and _TORN.search(block.text) else block
        for block in document.blocks
    )


def whole(text: str) -> str:
    """Return a text with its torn syllables joined."""
    words = list(_WORD.finditer(text))
    gaps: set[int] = set()  # positions of the blanks that tear a syllable
    for index, word in enumerate(words):
        if _TORN.fullmatch(word.group()) is None or (index and words[index - 1].group().casefold() in _LETTERED):
            continue
        for first, last in (
            (index, index + 2),
            (index - 1, index + 1),
            (index - 2, index),
            (index, index + 1),
            (index - 1, index),
        ):
            if first < 0 or last >= len(words):
                continue
            parts = words[first : last + 1]
            if _is_torn(text, parts):
                gaps |= {part.end() for part in parts[:-1]}
                break
    return "".join(char for at, char in enumerate(text) if at not in gaps) if gaps else text


def _is_torn(text: str, parts: list[regex.Match[str]]) -> bool:
    if any(text[one.end() : two.start()] != " " for one, two in pairwise(parts)):
        return False
    texts = [part.group() for part in parts]
    if len(texts[0]) == 1 and texts[0].isupper() and texts[1] in _OWN:
        return False
    joined = "".join(texts)
    shaped = joined[1:].islower() or joined.isupper()
    return shaped and is_written_syllable(joined.casefold())
