"""Syllables that a converter has torn apart, whole again: "Qu ả ng Ngãi" → "Quảng Ngãi", "x ã hội" → "xã hội".

Portals that took their texts from scans print a blank before or behind a marked vowel. What is left of the syllable has
no vowel, so it is no word; with its neighbours it is one. Nothing else is joined.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex

from extractors.document import Block, Document, Paragraph, Table
from extractors.layout.glued import is_written_syllable

_BARE = r"(?:ngh|ng|nh|th|tr|ch|kh|gh|ph|qu|gi|[bcdđghklmnpqrstvx])"
_TORN = regex.compile(rf"(?<![\p{{L}}\p{{M}}\d./’'-]){_BARE}(?![\p{{L}}\p{{M}}\d./)’'-])", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}]+")
#: a vowel's letter with marks, alone: never so many but where syllables are torn
_MARKED = regex.compile(r"(?<![\p{L}\p{M}])[^\P{L}A-Za-zđĐ](?![\p{L}\p{M}])")
_OFTEN = 6
_MOST_PIECES = 3  # "đ", "ồ", "ng"
_NO_WORD, _NO_VOWEL_ALONE = 10.0, 4.0  # what consonants and a vowel's letter alone cost
_JOIN, _MORE = 1.0, 0.2  # what a joined word costs, and how much less with every piece
#: the "Ủy" of a committee has no consonant that would show the tear
_COMMITTEE = regex.compile(r"(?<!\p{L})ủ y(?= (?:ban|quyền|viên)(?!\p{L}))", regex.IGNORECASE)
#: words of one vowel: behind a lone capital ("Phụ lục C ở trang 3") they are themselves
_OWN = frozenset({"ở", "ý", "ủ", "ô", "ổ", "ạ", "à", "ừ"})
#: words that a letter names a thing behind: "điểm c ở trên", "nhóm B ăn ca"
_LETTERED = frozenset({"điểm", "mục", "lô", "khu", "nhóm", "loại", "hạng", "bảng", "mẫu", "cột", "tổ", "lớp", "cụm"})


def join_torn_words(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` with the torn syllables of its prose joined.

    Tables stay as printed, but where so many are torn that those of the cells are, too.
    """
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    often = sum(len(_MARKED.findall(text)) for text in texts if _MARKED.search(text)) >= _OFTEN
    return tuple(
        replace(block, text=_mended(block.text, often))
        if isinstance(block, Paragraph)
        else _with_whole_cells(block)
        if often
        else block
        for block in document.blocks
    )


def _mended(text: str, often: bool) -> str:
    return whole(text, often=often) if _TORN.search(text) or _COMMITTEE.search(text) else text


def _with_whole_cells(table: Table) -> Table:
    cells = (
        replace(
            cell,
            text=_mended(cell.text, True),
            paragraphs=tuple(replace(part, text=_mended(part.text, True)) for part in cell.paragraphs),
        )
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))


def whole(text: str, *, often: bool = False) -> str:
    """Return a text with its torn syllables joined, in the way that leaves the fewest pieces that are no words.

    `often`: the document has torn so many that a capital before "ổ" or "ở" is a piece, too, and names nothing.
    """
    words = list(_WORD.finditer(text))
    best: list[tuple[float, int]] = [(0.0, 0)]  # up to each word: what is left unlikely, and where the last one begins
    for end in range(1, len(words) + 1):
        best.append(
            min(
                (best[start][0] + cost, start)
                for start in range(max(0, end - _MOST_PIECES), end)
                if (cost := _cost(text, words, start, end, often)) is not None
            )
        )
    gaps: set[int] = set()  # positions of the blanks that tear a syllable
    end = len(words)
    while end:
        start = best[end][1]
        gaps |= {word.end() for word in words[start : end - 1]}
        end = start
    return "".join(char for at, char in enumerate(text) if at not in gaps) if gaps else text


def _cost(text: str, words: list[regex.Match[str]], start: int, end: int, often: bool) -> float | None:
    """Return how unlikely it is that pieces are one word; None when they cannot be."""
    pieces = [word.group() for word in words[start:end]]
    named = bool(start) and words[start - 1].group().casefold() in _LETTERED  # "điểm c"
    if len(pieces) == 1:
        if _TORN.fullmatch(pieces[0]):
            return 0.0 if named else _NO_WORD
        alone = _is_marked_piece(pieces[0]) or _COMMITTEE.match(text, words[start].start()) is not None
        return _NO_VOWEL_ALONE if alone else 0.0
    if named and len(pieces[0]) == 1:
        return None
    torn = any(_TORN.fullmatch(piece) for piece in pieces)
    committee = len(pieces) == 2 and _COMMITTEE.match(text, words[start].start()) is not None
    if not (torn or committee or any(map(_is_marked_piece, pieces))):
        return None
    names = len(pieces[0]) == 1 and pieces[0].isupper() and pieces[1] in _OWN  # "mẫu C ở trang sau"
    if (names and not often) or not _is_torn(text, words[start:end]):
        return None
    return _JOIN - _MORE * len(pieces)


def _is_marked_piece(piece: str) -> bool:
    """Tell whether a letter alone is a vowel with marks that is no word: "ộ", "ề"."""
    return len(piece) == 1 and not piece.isascii() and piece.casefold() not in _OWN and piece.casefold() != "đ"


def _is_torn(text: str, parts: list[regex.Match[str]]) -> bool:
    if any(text[one.end() : two.start()] != " " for one, two in pairwise(parts)):
        return False
    texts = [part.group() for part in parts]
    joined = "".join(texts)
    shaped = joined[1:].islower() or joined.isupper()
    return shaped and is_written_syllable(joined.casefold())
