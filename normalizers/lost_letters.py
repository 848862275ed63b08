"""Letters that a converter has lost, put back: "QUY T Đ NH s 5 c a y ban" is "QUYẾT ĐỊNH số 5 của ủy ban".

Fonts of old documents, and tools that knew only the letters of Western Europe, leave a blank for every letter of the
Unicode block of Vietnamese (U+1EA0 to U+1EF9: ạ, ế, ộ, ủ and the like). What is left of a word, and the words beside
it, mostly say which it was. Counts of words that follow each other decide (``vocabulary/word_pairs.txt``); a word that
has a likely rival stays as it was found. Pure.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from normalizers.codes import document_types
from normalizers.text import even_tones
from normalizers.vocabulary.loader import words

FILE = "word_pairs.txt"
BOUND = "|"  # the word that stands for an end, and for a mark that parts
NUMBER = "0"  # the word that stands for any number
_LOST = re.compile("[\u1ea0-\u1ef9]")
_OTHER_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáèéìíòóùúýÀÁÈÉÌÍÒÓÙÚÝ]")
_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,]*(?<=\d)|\S")
_MARKS = ",;:.()/-"
_CLOSING = ',;.:)]!?”"'
_CONSONANTS = re.compile("[bcdđghklmnpqrstvx]+")
_LATE_TONES = {"ủy": "uỷ", "ụy": "uỵ", "ỏa": "oả", "ọa": "oạ", "ỏe": "oẻ", "ọe": "oẹ"}  # hoà beside hòa
_PIECES = 3  # of a word: two letters lost inside
_LONGEST_NAME = 5  # words of a person's name
_STATES = 10  # words that a text may have come to, the likeliest
_UNKNOWN = -14.0  # of a word that nobody counted: natural logarithm
_NO_WORD = -22.0  # of consonants alone, which are no word
_RIVAL = 2.3
_LEAST_LETTERS = 60  # before they say anything
_LEAST_WORDS = 4  # of a text that says anything
_LEAST_BROKEN = 0.1  # share of words that are consonants alone
_LEAST_MARKED = 0.02  # share of letters that are of Vietnamese and are still there


class Restored(NamedTuple):
    """A text with its letters put back, how many words that took, and how many were left since two were likely."""

    text: str
    mended: int
    open: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    gap: bool  # a blank or the beginning stands before it


class _Step(NamedTuple):
    score: float
    start: int
    pieces: int
    word: str  # as the counts spell it
    spelled: str | None  # as it is printed in small letters; None for what is not mended
    before: str  # the word before it, by which its own step is found
    context: str = ""  # the word that it was judged by


def has_lost(texts: Iterable[str]) -> bool:
    """Tell whether texts have lost the letters of the block: other letters of Vietnamese are there, and torn words.

    Only running text says so; a column of marks ("x") is no torn word.
    """
    letters = marked = words = broken = 0
    for text in texts:
        if _LOST.search(text):
            return False
        found = [token for token in text.split() if token.isalpha()]
        if len(found) < _LEAST_WORDS:
            continue
        letters += sum(map(len, found))
        marked += len(_OTHER_VIETNAMESE.findall(text))
        words += len(found)
        # "TTHC" is an abbreviation
        broken += sum(
            _CONSONANTS.fullmatch(word.lower()) is not None and (len(word) == 1 or not word.isupper()) for word in found
        )
    return letters >= _LEAST_LETTERS and marked >= _LEAST_MARKED * letters and broken >= _LEAST_BROKEN * words


def may_have_lost(text: str) -> bool:
    """Tell whether a text of a damaged file may be damaged: it has none of the letters, and is more than a mark."""
    return _LOST.search(text) is None and sum(map(str.isalpha, text)) > 1


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text as they are counted: in small letters, numbers and marks as one of their kind."""
    for token in _TOKEN.findall(even_tones(unicodedata.normalize("NFC", text).lower())):
        if token[0].isalpha():
            yield token
        elif token[0].isdigit():
            yield NUMBER
        else:
            yield token if token in _MARKS else BOUND


def restored(text: str) -> Restored:
    """Return a damaged text with the letters put back that its words leave no doubt about."""
    text = unicodedata.normalize("NFC", text)
    tokens = _tokens(text)
    if not tokens:
        return Restored(text, 0, 0)
    kind = _kinds_by_pieces().get(tuple(token.text for token in tokens))
    if kind is not None:
        return Restored(kind, len(kind.split()), 0)
    person = _person(text)
    if person is not None:
        return Restored(person, int(person != text), 0)
    steps = _likeliest(tokens)
    out: list[str] = []
    end = mended = left = 0
    for nth, step in enumerate(steps):
        first, last = tokens[step.start], tokens[step.start + step.pieces - 1]
        printed = text[first.start : last.end]
        between = text[end : first.start]
        if step.spelled is not None and step.spelled != printed.lower():
            follows = steps[nth + 1].word if nth + 1 < len(steps) else BOUND
            if _has_rival(step, follows) or (_is_of_name(tokens, step) and not _is_known(step, follows)):
                left += 1
            else:
                mended += 1
                printed = _with_capitals(step.spelled, printed, tokens, step)
        if between.isspace() and out and _takes_blank(out[-1], printed):
            between = ""
        out += [between, printed]
        end = last.end
    return Restored("".join([*out, text[end:]]), mended, left)


def _takes_blank(before: str, after: str) -> bool:
    """Tell whether the blank between a word and a mark is all that is left of the word's lost letter."""
    return (after[0] in _CLOSING and _LOST.match(before[-1]) is not None) or (
        before in ("(", "“", '"') and _LOST.match(after[0]) is not None
    )


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        gap = not tokens or tokens[-1].end < match.start()
        tokens.append(_Token(match[0], match.start(), match.end(), gap))
    return tokens


def _likeliest(tokens: list[_Token]) -> list[_Step]:
    """Return the likeliest words that a text's pieces are what is left of (the Viterbi algorithm)."""
    reached: list[dict[str, _Step]] = [{} for _ in range(len(tokens) + 1)]
    reached[0][BOUND] = _Step(0.0, 0, 0, BOUND, None, "")
    for at in range(len(tokens)):
        states = sorted(reached[at].items(), key=lambda item: (-item[1].score, item[0]))[:_STATES]
        reached[at] = dict(states)
        for pieces, word, spelled, own in _readings(tokens, at):
            best: _Step | None = None
            parts = _begins_anew(tokens, at, pieces)
            for before, step in states:
                context = BOUND if parts else before
                score = step.score + (own if own else _likelihood(context, word))
                if best is None or score > best.score:
                    best = _Step(score, at, pieces, word, spelled, before, context)
            known = reached[at + pieces].get(word)
            if best is not None and (known is None or best.score > known.score):
                reached[at + pieces][word] = best
    word = max(sorted(reached[-1]), key=lambda word: reached[-1][word].score + _likelihood(word, BOUND))
    path: list[_Step] = []
    at = len(tokens)
    while at:
        step = reached[at][word]
        path.append(step)
        at, word = step.start, step.before
    return path[::-1]


def _begins_anew(tokens: list[_Token], at: int, pieces: int) -> bool:
    """Tell whether a word with one capital stands behind one in capitals: "THÀNH PHỐ HỒ CHÍ MINH Độc lập"."""
    letters = "".join(token.text for token in tokens[at : at + pieces])
    above = tokens[at - 1].text if at else ""
    return len(above) > 1 and above.isupper() and letters[0].isupper() and not letters.isupper()


def _readings(tokens: list[_Token], at: int) -> Iterator[tuple[int, str, str | None, float]]:
    """Yield what may begin at a token: its pieces, the word as counted and as printed, its own score if no word has."""
    token = tokens[at]
    if not token.text[0].isalpha():
        mark = NUMBER if token.text[0].isdigit() else token.text if token.text in _MARKS else BOUND
        yield 1, mark, None, 0.0
        return
    key: tuple[str, ...] = ()
    whole = False  # nothing of the token's word is lost
    for pieces in range(1, min(_PIECES, len(tokens) - at) + 1):
        piece = tokens[at + pieces - 1]
        if not piece.text[0].isalpha() or (pieces > 1 and not piece.gap):
            break
        key = (*key, piece.text.lower())
        gap_behind = at + pieces == len(tokens) or tokens[at + pieces].gap
        for word, spelled in _words_by_pieces().get(key, ()):
            starts, ends = _LOST.match(spelled[0]), _LOST.match(spelled[-1])
            small_name = word in _names() and token.text[0].islower()
            if (token.gap or not starts) and (gap_behind or not ends) and not small_name:
                whole = whole or spelled == key[0]
                yield pieces, word, spelled, 0.0
    if not whole:
        small = even_tones(token.text.lower())
        broken = _CONSONANTS.fullmatch(small) is not None and not (token.text.isupper() and len(small) > 1)
        yield 1, small, None, _NO_WORD if broken else _UNKNOWN


def _has_rival(step: _Step, follows: str) -> bool:
    """Tell whether another word of the same pieces is nearly as likely between its neighbours."""
    key = tuple(_LOST.sub(" ", step.spelled or "").split())
    own = _likelihood(step.context, step.word) + _likelihood(step.word, follows)
    return any(
        own - _likelihood(step.context, word) - _likelihood(word, follows) < _RIVAL
        for word, _ in _words_by_pieces()[key]
        if word != step.word
    )


def _person(text: str) -> str | None:
    """Return a person's name alone on its line ("Tr n Th Lan") with its family name; None for another text.

    Nothing beside a given name says which it was: it stays as it was found.
    """
    names: list[str] = []
    for word in text.split():
        if not word.isalpha() or word[1:] != word[1:].lower() or not (word[0].isupper() or names):
            return None
        names += [word] if word[0].isupper() else []
        names[-1] += "" if word[0].isupper() else f" {word}"
    family = _family_names().get(names[0].lower()) if 1 < len(names) <= _LONGEST_NAME else None
    if family is None:
        return None
    return " ".join([family.capitalize(), *("Thị" if name == "Th" else name for name in names[1:])])


def _is_of_name(tokens: list[_Token], step: _Step) -> bool:
    """Tell whether a word stands in a name: it and a word beside it have one capital each ("Đ ng Hoài")."""
    beside = tokens[max(0, step.start - 1) : step.start] + tokens[step.start + step.pieces :][:1]
    own = "".join(token.text for token in tokens[step.start : step.start + step.pieces])
    return _has_one_capital(own) and any(_has_one_capital(token.text) for token in beside)


def _has_one_capital(text: str) -> bool:
    return text[0].isupper() and text[1:] == text[1:].lower()


def _is_known(step: _Step, follows: str) -> bool:
    """Tell whether a word was counted beside a word that stands beside it."""
    behind = follows.isalpha() and follows in _counts().get(step.word, {})
    return behind or (step.before.isalpha() and step.word in _counts().get(step.before, {}))


def _with_capitals(word: str, printed: str, tokens: list[_Token], step: _Step) -> str:
    """Return a word with the capitals of what is left of it; a lost first letter has those of its neighbours."""
    letters = [char for char in printed if char.isalpha()]
    run = takewhile(lambda token: token.text.isalpha(), reversed(tokens[: step.start]))
    before = _nearest(run) or _nearest(tokens[step.start + step.pieces :]) or _nearest(reversed(tokens[: step.start]))
    shouted = before.isupper()
    if all(map(str.isupper, letters)) and (len(letters) > 1 or shouted):
        return word.upper()
    first = _LOST.match(word) is not None
    opens = step.start == 0 or tokens[step.start - 1].text in '.“"-+'
    capital = opens if first else letters[0].isupper()
    return word[:1].upper() + word[1:] if capital else word


def _nearest(tokens: Iterable[_Token]) -> str:
    """Return the first of some tokens that is a word of several letters and no part of a symbol; "" for none."""
    return next((token.text for token in tokens if token.gap and len(token.text) > 1 and token.text.isalpha()), "")


@cache
def _counts() -> dict[str, dict[str, int]]:
    """Return how often each word follows each other, by the first one."""
    counts: dict[str, dict[str, int]] = {}
    for line in _lines():
        one, _, after = line.lower().partition("\t")
        pairs = after.split(" ")
        counts[one] = dict(zip(pairs[::2], map(int, pairs[1::2]), strict=True))
    return counts


@cache
def _names() -> frozenset[str]:
    """Return the words that are written with a capital only: parts of names."""
    return frozenset(line.partition("\t")[0].lower() for line in _lines() if line[0].isupper())


def _lines() -> list[str]:
    return (Path(__file__).parent / "vocabulary" / FILE).read_text(encoding="utf-8").splitlines()


@cache
def _totals() -> tuple[dict[str, int], int]:
    """Return how often each word stands behind another, and all of them."""
    totals: dict[str, int] = defaultdict(int)
    for after in _counts().values():
        for word, times in after.items():
            totals[word] += times
    return totals, sum(totals.values())


@cache
def _words_by_pieces() -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the words by what is left of them: ("đ", "nh") is "định"; each as counted and as printed."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for word in sorted(_totals()[0]):
        if not word.isalpha():
            continue
        for spelled in dict.fromkeys((word, _late(word))):
            pieces = tuple(_LOST.sub(" ", spelled).split())
            if 0 < len(pieces) <= _PIECES:
                found[pieces].append((word, spelled))
    return {pieces: tuple(words) for pieces, words in found.items()}


@cache
def _family_names() -> dict[str, str]:
    """Return the family names by what is left of them: "tr n" is "trần"."""
    names = words("misreadings.yaml", "family_names")
    left = [" ".join(_LOST.sub(" ", name).split()) for name in names]
    return {pieces: name for pieces, name in zip(left, names, strict=True) if left.count(pieces) == 1}


@cache
def _kinds_by_pieces() -> dict[tuple[str, ...], str]:
    """Return the names of kinds of documents in capitals, as they stand alone on a line, by what is left of them."""
    names = sorted({name.upper() for kind in document_types() for name in (kind.name, *kind.titles)})
    left = [tuple(_LOST.sub(" ", name).split()) for name in names]
    return {
        pieces: name
        for pieces, name in zip(left, names, strict=True)
        if left.count(pieces) == 1 and " ".join(pieces) != name
    }


def _late(word: str) -> str:
    """Return a word with the tone on its last letter, as many print it: "thủy" is "thuỷ", "hỏa" is "hoả"."""
    late = _LATE_TONES.get(word[-2:])
    return word if late is None or word.startswith("qu") else word[:-2] + late


@lru_cache(maxsize=65536)
def _likelihood(before: str, word: str) -> float:
    """Return the natural logarithm of how likely a word is behind another (Witten-Bell smoothing)."""
    totals, every = _totals()
    alone = (totals.get(word, 0) + 0.1) / (every + 0.1 * len(totals))
    after = _counts().get(before)
    if not after:
        return math.log(alone)
    seen = sum(after.values())
    share = seen / (seen + len(after))
    return math.log(share * after.get(word, 0) / seen + (1 - share) * alone)
