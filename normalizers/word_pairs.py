"""How often one word follows another in documents of this kind (``vocabulary/word_pairs.txt``), and how likely it is.

Pure. The counts are those of the corpus, the vocabularies and the gazetteer (``python -m corpus.make.word_pairs``); a
mark that parts, a number and an end of the text count as words.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from normalizers.text import even_tones

FILE = "word_pairs.txt"
BOUND = "|"  # the word that stands for an end, and for a mark that parts
NUMBER = "0"  # the word that stands for any number
MARKS = ",;:.()/-"
#: a word, a number or another sign
TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,]*(?<=\d)|\S")


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text as they are counted: in small letters, numbers and marks as one of their kind."""
    for token in TOKEN.findall(even_tones(unicodedata.normalize("NFC", text).lower())):
        if token[0].isalpha():
            yield token
        elif token[0].isdigit():
            yield NUMBER
        else:
            yield token if token in MARKS else BOUND


@cache
def counts() -> dict[str, dict[str, int]]:
    """Return how often each word follows each other, by the first one."""
    counts: dict[str, dict[str, int]] = {}
    for line in _lines():
        one, _, after = line.lower().partition("\t")
        pairs = after.split(" ")
        counts[one] = dict(zip(pairs[::2], map(int, pairs[1::2]), strict=True))
    return counts


@cache
def names() -> frozenset[str]:
    """Return the words that are written with a capital only: parts of names."""
    return frozenset(line.partition("\t")[0].lower() for line in _lines() if line[0].isupper())


def _lines() -> list[str]:
    return (Path(__file__).parent / "vocabulary" / FILE).read_text(encoding="utf-8").splitlines()


@cache
def totals() -> tuple[dict[str, int], int]:
    """Return how often each word stands behind another, and all of them."""
    totals: dict[str, int] = defaultdict(int)
    for after in counts().values():
        for word, times in after.items():
            totals[word] += times
    return totals, sum(totals.values())


@lru_cache(maxsize=65536)
def likelihood(before: str, word: str) -> float:
    """Return the natural logarithm of how likely a word is behind another (Witten-Bell smoothing)."""
    behind, every = totals()
    alone = (behind.get(word, 0) + 0.1) / (every + 0.1 * len(behind))
    after = counts().get(before)
    if not after:
        return math.log(alone)
    seen = sum(after.values())
    share = seen / (seen + len(after))
    return math.log(share * after.get(word, 0) / seen + (1 - share) * alone)
