"""Letters that stand for others: "CỘNG HÕA" for HÒA, "PHÖ THỌ" for PHÚ THỌ, "quyết ñịnh", "Ðộc lập", "nƣớc".

In files of some PDF printers the printed page is right and the font's table of Unicode values (ToUnicode) is not;
typists and old converters take a letter that looks like the right one. It is repaired where the document itself proves
the fault and the word can only be the one that is meant; where both words exist it is left and reported. A letter that
no Vietnamese word has is repaired in all its words, symbols too ("QÐ-UBND").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from extractors.document import NOWHERE, Block, Document, Irregularity, Paragraph
from extractors.readers.legacy import in_unicode
from extractors.syllables import is_syllable
from normalizers.encodings import FaultyLetter, faulty_letters

COUNTRY = re.compile("cộng h(õ)a xã hội", re.IGNORECASE)
LEAST_VIETNAMESE = 20  # texts with letters of Vietnamese Unicode, before a letter is called faulty
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class _Seen:
    letter: FaultyLetter
    repaired: Counter[str]
    either: Counter[str]
    proofs: int = 0  # words that become one by it


def repair_letters(document: Document) -> Document:
    """Return the document with the letters that a faulty font gave put right, and a note of what was done."""
    texts = [text for block in document.blocks for text in _texts(block)]
    joined = "\n".join(texts)
    suspects = [letter for letter in faulty_letters() if letter.shown in joined or letter.shown.upper() in joined]
    if not suspects or sum(map(in_unicode, texts)) < min(LEAST_VIETNAMESE, max(1, len(texts) // 4)):
        return document
    proven = []
    for letter in suspects:
        seen = _seen(joined, letter)
        country = COUNTRY.search(joined)
        if (country and country[1].lower() == letter.shown) or seen.proofs >= letter.proof:
            proven.append(seen)
    if not proven:
        return document

    def put_right(text: str) -> str:
        for seen in proven:
            if seen.letter.shown in text or seen.letter.shown.upper() in text:
                text = _WORD.sub(partial(_right, seen), text)
        return text

    blocks = tuple(_mapped(block, put_right) for block in document.blocks)
    return replace(document, blocks=blocks, irregularities=document.irregularities + tuple(map(_note, proven)))


def _seen(text: str, letter: FaultyLetter) -> _Seen:
    seen = _Seen(letter, Counter(), Counter())
    for word in _WORD.findall(text):
        lowered = word.lower()
        if letter.shown not in lowered:
            continue
        if lowered in letter.either:
            seen.either[word] += 1
            continue
        proves = is_syllable(lowered.replace(letter.shown, letter.meant))
        seen.proofs += proves
        if proves or letter.foreign:
            seen.repaired[word] += 1
    return seen


def _right(seen: _Seen, match: re.Match[str]) -> str:
    word, letter = match[0], seen.letter
    if word not in seen.repaired:
        return word
    return word.replace(letter.shown, letter.meant).replace(letter.shown.upper(), letter.meant.upper())


def _note(seen: _Seen) -> Irregularity:
    first = min(seen.repaired, key=lambda word: (-seen.repaired[word], word))
    actual = f"“{seen.letter.shown}” for “{seen.letter.meant}” in {seen.repaired.total()} words, such as “{first}”"
    if seen.either:
        left = ", ".join(f"“{word}”" for word in sorted(seen.either)[:5])
        actual += f"; {seen.either.total()} that could be either were left ({left})"
    return Irregularity("faulty_letters", actual, NOWHERE)


def _texts(block: Block) -> list[str]:
    return [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]


def _mapped(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=change(block.text))
    cells = tuple(
        replace(
            cell,
            text=change(cell.text),
            paragraphs=tuple(replace(inner, text=change(inner.text)) for inner in cell.paragraphs),
        )
        for cell in block.cells
    )
    return replace(block, cells=cells)
