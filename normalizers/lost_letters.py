"""Letters that a converter has lost, put back: "QUY T Đ NH s 5 c a y ban" is "QUYẾT ĐỊNH số 5 của ủy ban".

Fonts of old documents, and tools that knew only the letters of Western Europe, leave a blank for every letter of the
Unicode block of Vietnamese (U+1EA0 to U+1EF9: ạ, ế, ộ, ủ and the like), or a question mark for every letter that their
code page lacks ("C?ng hòa xã h?i"). What is left of a word, and the words beside it, mostly say which it was. Counts of
words that follow each other decide (`normalizers.word_pairs`); a word that has a likely rival stays as it was found.
Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from normalizers.codes import document_types
from normalizers.text import even_tones
from normalizers.vocabulary.loader import words
from normalizers.word_pairs import BOUND, MARKS, NUMBER, TOKEN, counts, likelihood, names, totals

_LOST = re.compile("[\u1ea0-\u1ef9]")
_BLANK, _SIGN = " ", "?"
_SIGNS = "\ufffd\u25a1\u00bf"  # what else stands where a letter was
_OTHER_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáèéìíòóùúýÀÁÈÉÌÍÒÓÙÚÝ]")
_WORDLIKE = re.compile(rf"[^\W\d_]+|[^\W\d_]*[?{_SIGNS}](?:[^\W\d_]|[?{_SIGNS}])*[,;.:]?")
_SIGN_INSIDE = re.compile(rf"[^\W\d_][?{_SIGNS}][^\W\d_]|^[?{_SIGNS}][^\W\d_]")
_SIGNED_TOKEN = re.compile(r"(?:[^\W\d_]|\?)+|\d[\d.,]*(?<=\d)|\S")
_CLOSING = ',;.:)]!?”"'
_CONSONANTS = re.compile("[bcdđghklmnpqrstvx]+")
_LATE_TONES = {"ủy": "uỷ", "ụy": "uỵ", "ỏa": "oả", "ọa": "oạ", "ỏe": "oẻ", "ọe": "oẹ"}  # hoà beside hòa
_DAK = frozenset({"đắk", "đăk", "đak"})  # one word of the highlands, which every document spells in its own way
_COLUMN = 3  # blanks between columns
_PIECES = 3  # of a word: two letters lost inside
_SYMBOL_JOINS = ("/", "-", "&")
_LONGEST_SYMBOL = 9  # letters of a part of a symbol: "BLĐTBXH"
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


class Loss(NamedTuple):
    """What a text has lost: the sign that stands in the place of each letter, and which letters."""

    sign: str
    letters: re.Pattern[str]

    def left_of(self, text: str) -> tuple[str, ...]:
        """Return what is left of a word, or of several, in pieces between blanks."""
        return tuple(self.letters.sub(self.sign, text).split())


#: a blank for each letter of the block
BLANKS = Loss(_BLANK, _LOST)
#: a sign for each letter that Windows-1252 lacks, and for each that ASCII lacks
OF_1252 = Loss(_SIGN, re.compile("[\u1ea0-\u1ef9ăđĩũơưĂĐĨŨƠƯ]"))
OF_ASCII = Loss(_SIGN, re.compile(r"[^\W\d_a-zA-Z]"))


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    gap: bool  # a blank or the beginning stands before it
    apart: bool = False  # so many blanks that another column begins


class _Step(NamedTuple):
    score: float
    start: int
    pieces: int
    word: str  # as the counts spell it
    spelled: str | None  # as it is printed in small letters; None for what is not mended
    before: str  # the word before it, by which its own step is found
    context: str = ""  # the word that it was judged by
    key: tuple[str, ...] = ()  # what is left of it


def find_loss(texts: Iterable[str]) -> Loss | None:
    """Return what texts have lost, of which none has a letter of the block; None when they have lost nothing.

    Only running text says so; a column of marks ("x") is no torn word.
    """
    letters = marked = words = broken = signs = 0
    for text in texts:
        if _LOST.search(text):
            return None
        found = [token for token in text.split() if _WORDLIKE.fullmatch(token)]
        if len(found) < _LEAST_WORDS:
            continue
        letters += sum(map(len, found))
        marked += len(_OTHER_VIETNAMESE.findall(text))
        words += len(found)
        signs += sum(_SIGN_INSIDE.search(word) is not None for word in found)
        # "TTHC" is an abbreviation
        broken += sum(
            _CONSONANTS.fullmatch(word.lower()) is not None and (len(word) == 1 or not word.isupper()) for word in found
        )
    if letters < _LEAST_LETTERS:
        return None
    if signs >= _LEAST_BROKEN * words:
        return OF_1252 if marked >= _LEAST_MARKED * letters else OF_ASCII
    torn = broken >= _LEAST_BROKEN * words
    return BLANKS if torn and marked >= _LEAST_MARKED * letters else None


def may_have_lost(text: str) -> bool:
    """Tell whether a text of a damaged file may be damaged: it has none of the letters, and is more than a mark."""
    return _LOST.search(text) is None and sum(map(str.isalpha, text)) > 1


def restored(text: str, loss: Loss = BLANKS) -> Restored:
    """Return a damaged text with the letters put back that its words leave no doubt about."""
    text = unicodedata.normalize("NFC", text)
    if loss.sign == _SIGN:
        text = re.sub(f"[{_SIGNS}]", _SIGN, text)
    tokens = _tokens(text, loss)
    if not tokens:
        return Restored(text, 0, 0)
    kind = _kinds_by_pieces(loss).get(tuple(token.text for token in tokens))
    if kind is not None:
        return Restored(kind, len(kind.split()), 0)
    person = _person(text) if loss is BLANKS else None
    if person is not None:
        return Restored(person, int(person != text), 0)
    steps = _likeliest(tokens, loss)
    out: list[str] = []
    end = mended = left = 0
    for nth, step in enumerate(steps):
        first, last = tokens[step.start], tokens[step.start + step.pieces - 1]
        printed = text[first.start : last.end]
        between = text[end : first.start]
        if loss.sign == _SIGN and _SIGN in printed and _is_of_symbol(tokens, step):
            mended += 1
            printed = printed.replace(_SIGN, "Đ")
        elif step.spelled is not None and step.spelled != printed.lower():
            after = steps[nth + 1] if nth + 1 < len(steps) else None
            follows = after.word if after is not None and not tokens[after.start].apart else BOUND
            if _has_rival(step, follows, loss) or (_is_of_name(tokens, step) and not _is_known(step, follows)):
                left += 1
            else:
                mended += 1
                printed = _with_capitals(step.spelled, printed, tokens, step)
        if loss is BLANKS and between.isspace() and out and _takes_blank(out[-1], printed):
            between = ""
        out += [between, printed]
        end = last.end
    return Restored("".join([*out, text[end:]]), mended, left)


def _is_of_symbol(tokens: list[_Token], step: _Step) -> bool:
    """Tell whether a word is a part of a document's symbol: of the letters that are lost, these have "Đ" alone."""
    token = tokens[step.start]
    behind = tokens[step.start + 1 :][:1]
    before = tokens[step.start - 1].text if step.start and not token.gap else ""
    joined = before in _SYMBOL_JOINS or any(not next_.gap and next_.text in _SYMBOL_JOINS for next_ in behind)
    return joined and token.text == token.text.upper() and len(token.text) <= _LONGEST_SYMBOL


def _takes_blank(before: str, after: str) -> bool:
    """Tell whether the blank between a word and a mark is all that is left of the word's lost letter."""
    return (after[0] in _CLOSING and _LOST.match(before[-1]) is not None) or (
        before in ("(", "“", '"') and _LOST.match(after[0]) is not None
    )


def _tokens(text: str, loss: Loss) -> list[_Token]:
    tokens: list[_Token] = []
    for match in (TOKEN if loss.sign == _BLANK else _SIGNED_TOKEN).finditer(text):
        room = match.start() - tokens[-1].end if tokens else _COLUMN
        tokens.append(_Token(match[0], match.start(), match.end(), room > 0, room >= _COLUMN))
    return tokens


def _likeliest(tokens: list[_Token], loss: Loss) -> list[_Step]:
    """Return the likeliest words that a text's pieces are what is left of (the Viterbi algorithm)."""
    reached: list[dict[str, _Step]] = [{} for _ in range(len(tokens) + 1)]
    reached[0][BOUND] = _Step(0.0, 0, 0, BOUND, None, "")
    for at in range(len(tokens)):
        states = sorted(reached[at].items(), key=lambda item: (-item[1].score, item[0]))[:_STATES]
        reached[at] = dict(states)
        for key, word, spelled, own in _readings(tokens, at, loss):
            pieces = len(key)
            best: _Step | None = None
            parts = _begins_anew(tokens, at, pieces)
            for before, step in states:
                context = BOUND if parts else before
                score = step.score + (own if own else likelihood(context, word))
                if best is None or score > best.score:
                    best = _Step(score, at, pieces, word, spelled, before, context, key)
            known = reached[at + pieces].get(word)
            if best is not None and (known is None or best.score > known.score):
                reached[at + pieces][word] = best
    word = max(sorted(reached[-1]), key=lambda word: reached[-1][word].score + likelihood(word, BOUND))
    path: list[_Step] = []
    at = len(tokens)
    while at:
        step = reached[at][word]
        path.append(step)
        at, word = step.start, step.before
    return path[::-1]


def _begins_anew(tokens: list[_Token], at: int, pieces: int) -> bool:
    """Tell whether a word begins a column, or stands with one capital behind one in capitals: "CHÍ MINH Độc lập"."""
    if tokens[at].apart:
        return True
    letters = "".join(token.text for token in tokens[at : at + pieces])
    if letters == letters.upper():
        return False
    above = tokens[at - 1].text if at else ""
    return (letters[0].isupper() and _is_shouted(above)) or (letters[0] == _SIGN and _is_below_capitals(tokens, at))


def _is_shouted(text: str) -> bool:
    return len(text) > 1 and text.isupper()


def _is_below_capitals(tokens: list[_Token], at: int) -> bool:
    """Tell whether two words in capitals stand before a word: it opens what follows a body's name on the line."""
    return at > 1 and _is_shouted(tokens[at - 1].text) and _is_shouted(tokens[at - 2].text)


def _readings(tokens: list[_Token], at: int, loss: Loss) -> Iterator[tuple[tuple[str, ...], str, str | None, float]]:
    """Yield what may begin at a token: its pieces, the word as counted and as printed, its own score if no word has."""
    token = tokens[at]
    small = token.text.lower()
    if not any(char.isalpha() or char == _SIGN for char in small):
        yield (small,), NUMBER if small[0].isdigit() else small if small in MARKS else BOUND, None, 0.0
        return
    key: tuple[str, ...] = ()
    whole = False  # nothing of the token's word is lost
    for piece in tokens[at : at + (_PIECES if loss.sign == _BLANK else 1)]:
        if not (piece.text[0].isalpha() or loss.sign == _SIGN) or (key and not piece.gap):
            break
        key = (*key, piece.text.lower())
        behind = at + len(key)
        gap_behind = behind == len(tokens) or tokens[behind].gap
        for word, spelled in _words_by_pieces(loss).get(key, ()):
            starts, ends = _LOST.match(spelled[0]), _LOST.match(spelled[-1])
            fits = loss.sign == _SIGN or ((token.gap or not starts) and (gap_behind or not ends))
            if fits and not (word in names() and token.text[0].islower()):
                whole = whole or spelled == key[0]
                yield key, word, spelled, 0.0
    if not whole:
        broken = _CONSONANTS.fullmatch(small) is not None and not (token.text.isupper() and len(small) > 1)
        yield (small,), even_tones(small), None, _NO_WORD if broken or _SIGN in small else _UNKNOWN


def _has_rival(step: _Step, follows: str, loss: Loss) -> bool:
    """Tell whether another word of the same pieces is nearly as likely between its neighbours."""
    own = likelihood(step.context, step.word) + likelihood(step.word, follows)
    return any(
        own - likelihood(step.context, word) - likelihood(word, follows) < _RIVAL
        for word, _ in _words_by_pieces(loss)[step.key]
        if word != step.word and not {word, step.word} <= _DAK
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
    behind = follows.isalpha() and follows in counts().get(step.word, {})
    return behind or (step.before.isalpha() and step.word in counts().get(step.before, {}))


def _with_capitals(word: str, printed: str, tokens: list[_Token], step: _Step) -> str:
    """Return a word with the capitals of what is left of it; a lost first letter has those of its neighbours."""
    letters = [char for char in printed if char.isalpha()]
    before = _nearest(_run_before(tokens, step.start)) or _nearest(tokens[step.start + step.pieces :])
    before = before or _nearest(reversed(tokens[: step.start]))
    shouted = before.isupper()
    if all(map(str.isupper, letters)) and (len(letters) > 1 or shouted):  # of "?" alone nothing is left
        return word.upper()
    first = word[0] != printed[0].lower()  # lost
    opens = tokens[step.start].apart or tokens[step.start - 1].text in '.“"-+'
    capital = (opens or _is_below_capitals(tokens, step.start)) if first else letters[0].isupper()
    return word[:1].upper() + word[1:] if capital else word


def _run_before(tokens: list[_Token], end: int) -> Iterator[_Token]:
    """Yield the words right before a position, the nearest first, up to a mark or another column."""
    for at in range(end - 1, -1, -1):
        if tokens[at + 1].apart or not _is_word(tokens[at].text):
            return
        yield tokens[at]


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _nearest(tokens: Iterable[_Token]) -> str:
    """Return the first of some tokens that is a word of several letters and no part of a symbol; "" for none."""
    return next((token.text for token in tokens if token.gap and sum(map(str.isalpha, token.text)) > 1), "")


@cache
def _words_by_pieces(loss: Loss) -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the words by what is left of them: ("đ", "nh") is "định"; each as counted and as printed."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for word in sorted(totals()[0]):
        if not word.isalpha():
            continue
        for spelled in dict.fromkeys((word, _late(word))):
            pieces = loss.left_of(spelled)
            if 0 < len(pieces) <= _PIECES:
                found[pieces].append((word, spelled))
    return {pieces: tuple(words) for pieces, words in found.items()}


@cache
def _family_names() -> dict[str, str]:
    """Return the family names by what is left of them: "tr n" is "trần"."""
    names = words("misreadings.yaml", "family_names")
    left = [" ".join(BLANKS.left_of(name)) for name in names]
    return {pieces: name for pieces, name in zip(left, names, strict=True) if left.count(pieces) == 1}


@cache
def _kinds_by_pieces(loss: Loss) -> dict[tuple[str, ...], str]:
    """Return the names of kinds of documents in capitals, as they stand alone on a line, by what is left of them."""
    names = sorted({name.upper() for kind in document_types() for name in (kind.name, *kind.titles)})
    left = [loss.left_of(name) for name in names]
    return {
        pieces: name
        for pieces, name in zip(left, names, strict=True)
        if left.count(pieces) == 1 and " ".join(pieces) != name
    }


def _late(word: str) -> str:
    """Return a word with the tone on its last letter, as many print it: "thủy" is "thuỷ", "hỏa" is "hoả"."""
    late = _LATE_TONES.get(word[-2:])
    return word if late is None or word.startswith("qu") else word[:-2] + late
