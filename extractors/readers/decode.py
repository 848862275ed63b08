"""Bytes to text: which encoding, which Unicode form, which line ends; and the one way all readers clean a text.

A text without a byte order mark is UTF-16 when one of its two byte columns is mostly zero (Vietnamese letters lie below
U+0200 or in U+1E00-1EFF), else UTF-8 when it decodes, else what an HTML ``charset`` says, else Windows-1258 (Vietnamese
Windows: letters and combining tone marks) or Windows-1252, said to be doubtful. What is then still in an encoding of
the old fonts (TCVN3, VNI, VISCII, VPS), or UTF-8 read as Windows-1252, is found by its spelling (`legacy`).
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from dataclasses import dataclass

from extractors.document import NOWHERE, Irregularity

LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b")
BLANKS = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\f\x1c\x1d\x1e\x1f"
)
INVISIBLE = (
    "\x00\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff\ufffe\uffff"
)
#: the hyphens that Word and web pages keep from breaking, the minus and the slashes of typesetters
SAME_SIGNS = (*((sign, "-") for sign in "\u2010\u2011\u2212\ufe63\uff0d"), ("\u2215", "/"), ("\u2044", "/"))
SOFT_HYPHEN = "\u00ad"
UNDEFINED_IN_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))

_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.I
)
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0110\u0111\u0102\u0103]")
_TCVN3 = re.compile(
    "[\u00a8\u00ae\u00b5\u00b6\u00b7\u00b8\u00b9\u00bb\u00bc\u00bd\u00be\u00c6\u00cb\u00ce\u00d6\u00d8]"
)
_LONE_MARK = re.compile("(?<![^\\W\\d_])[\u0300\u0301\u0303\u0309\u0323]|[\u0300\u0301\u0303\u0309\u0323]")
_REFERENCE = re.compile(r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,8}\d?);")
_ESCAPED_TWICE = re.compile(r"&amp;(?:#(?:1\d\d|2\d\d|3\d\d|4[0-3]\d|7[6-9]\d\d)|[A-Za-z](?:grave|acute|tilde|circ));")
_REFERENCES = 5  # of letters, before they are taken for letters
_WINDOWS_CHARSETS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source's text with ``\\n`` line ends, NFC, without invisible characters; tabs stay tabs."""

    text: str
    encoding: str
    irregularities: tuple[Irregularity, ...] = ()


def decode(data: bytes, *, markup: bool = False) -> Decoded:
    """Return the text of `data`; with `markup` an HTML or XML charset declaration is believed when UTF-8 fails."""
    from extractors.readers.legacy import decode_lines

    text, encoding, doubt = _decode(data, markup)
    text = _escaped_once(text) if markup else text
    # Windows-1252 and 1258 leave codes free that the old encodings use
    raw = data.decode("latin-1") if encoding in ("cp1252", "cp1258") else text
    found, legacy = decode_lines(_unescaped(raw) if markup else raw)
    if legacy:
        text, doubt = found, ""
    notes = (Irregularity("doubtful_encoding", encoding, NOWHERE, expected=doubt),) if doubt else ()
    return Decoded(tidy(text), encoding, notes + legacy)


def _escaped_once(text: str) -> str:
    """Return HTML source whose Vietnamese letters were escaped twice ("&amp;#7911;") with them escaped once."""
    if "&amp;" in text and len(_ESCAPED_TWICE.findall(text)) >= _REFERENCES:
        return _ESCAPED_TWICE.sub(lambda letter: letter[0].replace("&amp;", "&"), text)
    return text


def _unescaped(text: str) -> str:
    """Return HTML source with the letters beyond ASCII that it names or numbers put in; its own signs stay escaped."""

    def sign(match: re.Match[str]) -> str:
        char = html.unescape(match[0])
        return char if len(char) == 1 and char > "\xa0" else match[0]

    return _REFERENCE.sub(sign, text) if "&" in text else text


def utf16_without_mark(data: bytes) -> str | None:
    """Return ``utf-16-le`` or ``utf-16-be`` when `data` looks like UTF-16 without a byte order mark, else None."""
    sample = data[: 64 * 1024]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.2 and even < 0.02:
        return "utf-16-le"
    if even > 0.2 and odd < 0.02:
        return "utf-16-be"
    return None


def _decode(data: bytes, markup: bool) -> tuple[str, str, str]:
    """Return (text, encoding, why it is doubtful or "")."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name)
    wide = utf16_without_mark(data)
    if wide:
        return _strictly(data, wide)
    try:
        return data.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError:
        broken = data.decode("utf-8", errors="replace")
    if broken.count("\ufffd") * 50 <= sum(map(broken.count, "áàạảãéêôơưđăâíìộệế")):  # a few torn bytes in real UTF-8
        return broken, "utf-8", "some bytes are no valid UTF-8"
    declared = _declared(data) if markup else None
    if declared:
        return data.decode(declared, errors="replace"), declared, ""
    return _windows(data)


def _strictly(data: bytes, name: str) -> tuple[str, str, str]:
    try:
        return data.decode(name), name, ""
    except UnicodeDecodeError:
        return data.decode(name, errors="replace"), name, f"some bytes are no valid {name.upper()}"


def _declared(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii").lower()
    name = _WINDOWS_CHARSETS.get(name, name)
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    return None if known.startswith(("utf", "cp1252")) else known  # UTF-8 has just failed; 1252 is decided by evidence


def _windows(data: bytes) -> tuple[str, str, str]:
    as_1258 = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    lone = len(_LONE_MARK.findall(as_1258)) + as_1258.count("\ufffd")
    if _VIETNAMESE.search(as_1258) and lone * 20 < len(_VIETNAMESE.findall(as_1258)):
        return as_1258, "cp1258", "no valid UTF-8; read as Windows-1258"
    text = data.translate(None, UNDEFINED_IN_1252).decode("cp1252")
    return text, "cp1252", "no valid UTF-8; read as Windows-1252"


#: a blank between a vowel and its tone, as converters of pages leave it that set the tone apart
_MARK_APART = re.compile(r"(?<=\S) (?=[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323])")


def tidy(text: str) -> str:
    """Return `text` with ``\\n`` line ends, plain blanks, hyphens and slashes, in NFC; tabs and lines stay.

    Invisible characters are gone, and so is a blank before a combining mark: "Đô ̣c lâ ̣p".
    """
    if not text.isprintable():
        for end in LINE_ENDS:
            if end in text:
                text = text.replace(end, "\n")
        for blank in BLANKS:
            if blank in text:
                text = text.replace(blank, " ")
        for unseen in INVISIBLE:
            if unseen in text:
                text = text.replace(unseen, "")
        text = drop_soft_hyphens(text)
    if text.isascii():
        return text
    for sign, plain in SAME_SIGNS:
        if sign in text:
            text = text.replace(sign, plain)
    text = _MARK_APART.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def drop_soft_hyphens(text: str) -> str:
    """Return `text` without U+00AD, unless it is in TCVN3's letters, where that code is the letter "ư"."""
    if SOFT_HYPHEN not in text:
        return text
    legacy, modern = len(_TCVN3.findall(text)), len(_VIETNAMESE.findall(text))
    return text if legacy > modern else text.replace(SOFT_HYPHEN, "")


def clean(text: str) -> str:
    """Return `text` as one line: tidied, every run of blanks one blank, none at the ends."""
    return " ".join(tidy(text).split())
