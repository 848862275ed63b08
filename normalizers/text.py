"""Text as it is published (`clean`, `trim`) and as it is compared (`fold`, `bare`, `key`, `slug`).

Folding never touches what is published: extractors match on folded text and report positions in the source by way of
`fold_map`. Chained ``str.replace`` and regular expressions are used throughout: ``str.translate`` is far slower.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

# Zero-width marks, direction marks, the soft hyphen, the byte order mark and control characters that print nothing.
_NOTHING = "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_INVISIBLE = re.compile(f"[{_NOTHING}]+")
_UNEVEN_BLANKS = re.compile(r" \s+|[^\S ]\s*")
_APOSTROPHES = ("\u2019", "\u2018", "\u02bc", "\u02b9", "\u2032", "\u00b4", "`", "\u201b", "\uff07")
_QUOTES = ("\u201c", "\u201d", "\u201e", "\u201f", "\u00ab", "\u00bb", "\u2033")
_DASHES = ("\u2013", "\u2014", "\u2012", "\u2010", "\u2011", "\u2015", "\u2212", "\ufe63", "\uff0d")
_LOOKALIKES = (
    *((mark, "'") for mark in _APOSTROPHES),
    *((mark, '"') for mark in _QUOTES),
    *((mark, "-") for mark in _DASHES),
    ("\u00f0", "đ"),  # eth, the look-alike that Latin-1 keyboards give
    ("\u0256", "đ"),  # African d
)
_LOOKALIKE = re.compile("[" + "".join(mark for mark, _ in _LOOKALIKES) + "]")
VIETNAMESE = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"  # small letters, for patterns
_TONE_AFTER_GLIDE = re.compile(f"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?![{VIETNAMESE}])")
_TONE_ON_GLIDE = {
    **dict(zip(("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa"), strict=True)),
    **dict(zip(("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe"), strict=True)),
    **dict(zip(("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy"), strict=True)),
}
_COMBINING = re.compile("[\u0300-\u036f]+")
_PLAIN_NAME = re.compile(f"[{VIETNAMESE}{VIETNAMESE.upper()}0-9 '-]*")
_NOT_IN_KEY = re.compile(r"[\s'\-.]+")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LEADING = re.compile(r"^[\s,.;:]+")
_TRAILING = re.compile(r"[\s,.;:]+$")
_PAIRS = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "»": "«"}
_CLOSERS = {opener: closer for closer, opener in _PAIRS.items()}


def clean(text: str) -> str:
    """Return `text` as the dataset publishes it: NFC, nothing invisible, single blanks, trimmed."""
    # what Python calls printable holds no blank but the plain one, and nothing invisible
    if text.isprintable() and "  " not in text and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip(" ")
    return _UNEVEN_BLANKS.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip(" ")


def trim(text: str) -> str:
    """Return `text` cleaned and without stray punctuation at its ends.

    Commas, full stops, semicolons and colons go; so do quotes and brackets whose partner is missing. A closing bracket
    that is opened inside the text stays: ``"Công ty (TNHH);"`` gives ``"Công ty (TNHH)"``.
    """
    text = clean(text)
    while True:
        trimmed = _drop_dangling(_TRAILING.sub("", _LEADING.sub("", text)))
        if trimmed == text:
            return text
        text = trimmed


def cut_out(piece: str) -> str:
    """Return a piece cut out of a sentence, without the marks at its end: those of the sentence, an unopened bracket.

    ``"Quyết định số 19 ngày 29/6/2021)."`` gives ``"Quyết định số 19 ngày 29/6/2021"``; "(sửa đổi)" stays.
    """
    piece = piece.strip(" ,;.")
    while piece.endswith(")") and piece.count(")") > piece.count("("):
        piece = piece[:-1].rstrip(" ,;.")
    return piece


def _drop_dangling(text: str) -> str:
    if not text:
        return text
    if text.count('"') % 2:
        text = text.removesuffix('"') if text.endswith('"') else text.removeprefix('"')
    if text and text[-1] in _PAIRS and text.count(text[-1]) > text.count(_PAIRS[text[-1]]):
        text = text[:-1]
    if text and text[-1] in _CLOSERS:
        text = text[:-1]
    if text and text[0] in _PAIRS:
        text = text[1:]
    if text and text[0] in _CLOSERS and text.count(text[0]) > text.count(_CLOSERS[text[0]]):
        text = text[1:]
    return text.strip(" ")


def _fold_letters(text: str) -> str:
    # Upper to lower case, look-alikes to the letter or mark that is meant; the length may change, positions are kept
    # by the caller (`fold_map` folds what may change its length cluster by cluster).
    if text.isascii():
        return text.lower().replace("`", "'")
    return _even_marks(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()))


def _even_marks(text: str) -> str:
    """Return folded text with every look-alike replaced by what is meant; its length stays."""
    if text.isascii():
        return text.replace("`", "'")
    if not _LOOKALIKE.search(text):
        return text
    for lookalike, letter in _LOOKALIKES:
        if lookalike in text:
            text = text.replace(lookalike, letter)
    return text


def _move_tone(match: re.Match[str]) -> str:
    vowels, start = match[0], match.start()
    if vowels[0] == "u" and start and match.string[start - 1] == "q":
        return vowels  # quý: the u belongs to the consonant
    return _TONE_ON_GLIDE.get(vowels, vowels)


def even_tones(lowered: str) -> str:
    """Return lower-case text with the tone of an open oa, oe, uy on its first letter (hoà → hòa); length unchanged."""
    return _TONE_AFTER_GLIDE.sub(_move_tone, lowered)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the key on which text is matched with its tones kept; never published.

    Cleaned, in lower case, Ð and Ɖ as đ, one apostrophe, quote and dash, no blanks around ``-``, ``,`` and ``/``, and
    the tone of an open oa, oe, uy on its first letter (hoà, hòa → hòa).
    """
    text = _fold_letters(clean(text))
    if not text.isascii():
        text = clean(text)
    for joiner in "-,/":
        if joiner in text:
            text = text.replace(" " + joiner, joiner).replace(joiner + " ", joiner)
    return text if text.isascii() else even_tones(text)


# Only letters below U+0300, Latin Extended Additional and general punctuation never combine with what stands before;
# of these a few fold to more than one letter (ß, İ, ŉ, ǰ, ẖ to ẚ, ẞ). Whatever else there is, is folded by clusters.
_LONGER = "\u00df\u0130\u0149\u01f0\u1e96-\u1e9a\u1e9e"
_NEVER_COMBINES = "\u0000-\u02ff\u1e00-\u1eff\u2000-\u206f"
_STAYS = (  # these less _LONGER and _NOTHING: excluded as a whole, which compiles in a hundredth of the time
    "\u0009-\u000d\u001c-\u007e\u0085\u00a0-\u00ac\u00ae-\u00de\u00e0-\u012f\u0131-\u0148\u014a-\u01ef\u01f1-\u02ff"
    "\u1e00-\u1e95\u1e9b-\u1e9d\u1e9f-\u1eff\u2000-\u200a\u2010-\u2029\u202f-\u205f\u2065-\u206f"
)
_OTHER_BLANK = re.compile(r"[^\S ]")
_AROUND_JOINERS = re.compile("[-,/] ++| (?: *+(?=[-,/])| ++)")


def fold_map(text: str) -> tuple[str, list[int]]:
    """Return ``fold(text)`` and, for each of its characters, the offset in `text` of the character it comes from."""
    folded, offsets = _letter_by_letter(text)
    kept: list[int] = []
    pieces: list[str] = []
    at = len(folded) - len(folded.lstrip(" "))
    last = len(folded.rstrip(" "))
    for match in _AROUND_JOINERS.finditer(folded, at, last):
        start, end = match.span()
        # of several blanks the first stays, if it does not stand beside a joiner
        if folded[start] != " " or folded[end] not in "-,/":
            start += 1
        pieces.append(folded[at:start])
        kept += offsets[at:start]
        at = end
    pieces.append(folded[at:last])
    kept += offsets[at:last]
    return even_tones("".join(pieces)), kept


def _letter_by_letter(text: str) -> tuple[str, Sequence[int]]:
    """Return the text with its letters folded and its blanks plain, and the offset that each character comes from."""
    if not _moves().search(text):
        folded = _even_marks(text.casefold())
        return (_OTHER_BLANK.sub(" ", folded) if _OTHER_BLANK.search(folded) else folded), range(len(text))
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _clusters().finditer(text):
        start, end = match.span()
        pieces.append(text[at:start].casefold())
        offsets += range(at, start)
        cluster = _fold_cluster(match[0])
        pieces.append(cluster)
        offsets += [start] * len(cluster)
        at = end
    pieces.append(text[at:].casefold())
    offsets += range(at, len(text))
    folded = _OTHER_BLANK.sub(" ", _even_marks("".join(pieces)))
    if _INVISIBLE.search(folded):
        shown = [number for number, char in enumerate(folded) if not _INVISIBLE.match(char)]
        folded, offsets = "".join([folded[number] for number in shown]), [offsets[number] for number in shown]
    return folded, offsets


# compiled by the first text whose offsets are asked for
@cache
def _moves() -> re.Pattern[str]:
    return re.compile(f"[^{_STAYS}]")


@cache
def _clusters() -> re.Pattern[str]:
    return re.compile(
        f"[^{_NOTHING}](?:[{_NOTHING}]*[^{_NEVER_COMBINES}{_NOTHING}])+|[{_LONGER}]|[^{_NEVER_COMBINES}{_NOTHING}]"
    )


@lru_cache(maxsize=2048)
def _fold_cluster(cluster: str) -> str:
    return _fold_letters(_INVISIBLE.sub("", cluster))


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return the folded text without any diacritics (Đắk Nông → ``dak nong``): a candidate key, never an equality."""
    return without_marks(fold(text))


def without_marks(folded: str) -> str:
    """Return folded text without its diacritics."""
    if folded.isascii():
        return folded
    return _COMBINING.sub("", unicodedata.normalize("NFD", folded)).replace("đ", "d")


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Return the folded text, tones kept, without blanks, apostrophes, hyphens, full stops: ``đắkrlấp``."""
    if _PLAIN_NAME.fullmatch(text):
        return even_tones(text.lower()).replace(" ", "").replace("'", "").replace("-", "")
    return _NOT_IN_KEY.sub("", fold(text))


def slug(text: str) -> str:
    """Return the part of an identifier that `text` gives: Đắk Nông → ``dak-nong``, QĐ-UBND → ``qd-ubnd``."""
    return _NOT_IN_SLUG.sub("-", bare(text)).strip("-")
