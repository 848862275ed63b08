"""Text as it is published (`clean`, `trim`) and as it is compared (`fold`, `bare`, `key`, `slug`).

Folding never touches what is published: extractors match on folded text and report positions in the source by way of
`fold_map`. Chained ``str.replace`` and regular expressions are used throughout: ``str.translate`` is far slower.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Zero-width marks, direction marks, the soft hyphen, the byte order mark and control characters that print nothing.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
)
_BLANKS = re.compile(r"\s+")
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
_AROUND_JOINERS = re.compile(r" ?([-,/]) ?")
_BESIDE_JOINER = re.compile(r" (?=[-,/])|(?<=[-,/]) ")
# what may combine with the letter before it (see `_starts_cluster`), or print nothing
_MAY_COMBINE = re.compile("[^\u0020-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2029\u202f-\u205f]")
_TONE_AFTER_GLIDE = re.compile(
    r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![a-zđăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ])"
)
_TONE_ON_GLIDE = {
    **dict(zip(("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa"), strict=True)),
    **dict(zip(("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe"), strict=True)),
    **dict(zip(("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy"), strict=True)),
}
_COMBINING = re.compile("[\u0300-\u036f]+")
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
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip(" ")


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
    # by the caller (`fold_map` calls this cluster by cluster).
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    if text.isascii():
        return text.replace("`", "'")
    if not _LOOKALIKE.search(text):
        return text
    for lookalike, letter in _LOOKALIKES:
        if lookalike in text:
            text = text.replace(lookalike, letter)
    return text


def _move_tone(match: re.Match[str]) -> str:
    return _TONE_ON_GLIDE[match.group(1)]


def even_tones(lowered: str) -> str:
    """Return lower-case text with the tone of an open oa, oe, uy on its first letter (hoà → hòa); length unchanged."""
    return _TONE_AFTER_GLIDE.sub(_move_tone, lowered)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the key on which text is matched with its tones kept; never published.

    Cleaned, in lower case, Ð and Ɖ as đ, one apostrophe, quote and dash, no blanks around ``-``, ``,`` and ``/``, and
    the tone of an open oa, oe, uy on its first letter (hoà, hòa → hòa).
    """
    text = clean(_fold_letters(clean(text)))
    if "-" in text or "," in text or "/" in text:
        text = _AROUND_JOINERS.sub(r"\1", text)
    return _TONE_AFTER_GLIDE.sub(_move_tone, text)


def _starts_cluster(char: str) -> bool:
    # Letters below U+0300, Latin Extended Additional and general punctuation never combine with what stands before.
    return char < "\u0300" or "\u1e00" <= char <= "\u1eff" or "\u2000" <= char <= "\u206f"


def fold_map(text: str) -> tuple[str, list[int]]:
    """Return ``fold(text)`` and, for each of its characters, the offset in `text` of the character it comes from."""
    return _fold_map_letter_by_letter(text) or _fold_map_by_clusters(text)


def _fold_map_letter_by_letter(text: str) -> tuple[str, list[int]] | None:
    """Return what `fold_map` does for a clean text in which every letter folds to one, as nearly all do; else None."""
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " " or _MAY_COMBINE.search(text):
        return None
    lowered = text.casefold()
    if len(lowered) != len(text) or not (unicodedata.is_normalized("NFC", text) and _is_nfc(lowered)):
        return None
    if "`" in lowered or _LOOKALIKE.search(lowered):
        for lookalike, letter in _LOOKALIKES:
            lowered = lowered.replace(lookalike, letter)
    offsets = list(range(len(text)))
    dropped = [match.start() for match in _BESIDE_JOINER.finditer(lowered)]
    if dropped:
        bounds = list(zip([0, *(at + 1 for at in dropped)], [*dropped, len(lowered)], strict=True))
        lowered = "".join(lowered[start:end] for start, end in bounds)
        offsets = [at for start, end in bounds for at in range(start, end)]
    return _TONE_AFTER_GLIDE.sub(_move_tone, lowered), offsets


def _is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def _fold_map_by_clusters(text: str) -> tuple[str, list[int]]:
    chars: list[str] = []
    offsets: list[int] = []
    start, cluster = 0, ""

    def flush() -> None:
        for char in _fold_letters(cluster):
            if char.isspace():
                if not chars or chars[-1] == " ":
                    continue
                char = " "
            chars.append(char)
            offsets.append(start)

    for at, char in enumerate(text):
        if _INVISIBLE.match(char):
            continue
        if cluster and not _starts_cluster(char):
            cluster += char
            continue
        if cluster:
            flush()
        start, cluster = at, char
    if cluster:
        flush()
    if chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    folded = "".join(chars)
    kept = [at for at in range(len(chars)) if not _is_dropped_blank(chars, at)]
    if len(kept) < len(chars):
        folded = "".join(chars[at] for at in kept)
        offsets = [offsets[at] for at in kept]
    return _TONE_AFTER_GLIDE.sub(_move_tone, folded), offsets


def _is_dropped_blank(chars: list[str], at: int) -> bool:
    if chars[at] != " ":
        return False
    return (at + 1 < len(chars) and chars[at + 1] in "-,/") or (at > 0 and chars[at - 1] in "-,/")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return the folded text without any diacritics (Đắk Nông → ``dak nong``): a candidate key, never an equality."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return _COMBINING.sub("", unicodedata.normalize("NFD", folded)).replace("đ", "d")


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Return the folded text, tones kept, without blanks, apostrophes, hyphens, full stops: ``đắkrlấp``."""
    return _NOT_IN_KEY.sub("", fold(text))


def slug(text: str) -> str:
    """Return the part of an identifier that `text` gives: Đắk Nông → ``dak-nong``, QĐ-UBND → ``qd-ubnd``."""
    return _NOT_IN_SLUG.sub("-", bare(text)).strip("-")
