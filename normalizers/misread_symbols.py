"""Symbols of documents that a recognizer misread, put right by the known ones: "26/2014/II-BKHCN", "1187/QĐ-BGTVI".

Pure. Only letters that look alike in print are exchanged, and only where exactly one known kind or issuer (vocabulary
``document_types.yaml``) comes of it; "QĐ-TTg" is known too by the name of who issued it behind the day.
"""

from __future__ import annotations

import re
from functools import cache

from normalizers.codes import issuer_symbols, issuers, type_codes
from normalizers.misread_figures import Correction

_LIKE = {letter: group[0] for group in ("TIl1|LJÌÍÏ", "ĐÐ", "O0", "B8", "S5", "G6") for letter in group}
_TELLING = frozenset("Il1|ÌÍÏÐ0856")  # signs that no symbol has: "LT-SNV" is one of its own
_BESIDE = 90  # characters in which the issuer's name stands: "Giám đốc Sở ... tại Tờ trình số"
_SIGN = r"[A-ZĐÂÊÔƠƯÌÍÏa-z0-9|&]"
_SYMBOL = re.compile(
    rf"(?<=\d/)(?P<type>{_SIGN}{{1,5}})(?P<joint>[-–])(?P<issuer>{_SIGN}{{2,10}})(?P<rest>(?:[-–.]{_SIGN}{{1,10}})*)(?![\w-])"
)
# "19/2014/QĐ-I'1g ngày 05/3/2014 của Thủ tướng Chính phủ"
_PRIME_MINISTER = re.compile(
    r"(?<=[/\d])(?P<type>QĐ|CT|CĐ)-(?P<garbled>[TIl1|LJ'’]{1,4}[gq]?)(?![\w-])"
    r"(?=[^;:]{0,40}?\s(?:của\s+)?Thủ tướng Chính phủ)"
)


def symbols_mended(text: str) -> tuple[str, list[Correction]]:
    """Return `text` with the symbols of documents in it put right, and what was changed."""
    corrections: list[Correction] = []
    if "/" not in text:
        return text, corrections

    def right(match: re.Match[str]) -> str:
        kind = match["type"] if match["type"] in type_codes() else _only(match["type"], type_codes())
        typed = kind or match["type"]
        issuer = match["issuer"]
        if kind is not None and issuer.upper() not in issuer_symbols():
            beside = text[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]
            issuer = _only(issuer, issuer_symbols()) or _named(issuer, beside) or issuer
        mend = f"{typed}{match['joint']}{issuer}{match['rest']}"
        if mend != match[0]:
            corrections.append(Correction(match[0], mend))
        return mend

    def minister(match: re.Match[str]) -> str:
        if match["garbled"] == "TTg":
            return match[0]
        corrections.append(Correction(match[0], f"{match['type']}-TTg"))
        return f"{match['type']}-TTg"

    text = _PRIME_MINISTER.sub(minister, text)
    return _SYMBOL.sub(right, text), corrections


def _only(read: str, known: frozenset[str]) -> str | None:
    """Return the one known symbol whose letters look like those read; None for none or several."""
    if not _TELLING & set(read):
        return None
    found = {symbol for symbol in _alike(known).get(_key(read), ()) if symbol != read}
    return found.pop() if len(found) == 1 else None


def _named(read: str, beside: str) -> str | None:
    """Return the symbol of the issuer whose name stands beside it: "Sở Thông tin và Truyền thông", read "SII".

    How many strokes stood in a row is what a recognizer loses.
    """
    if not _TELLING & set(read):
        return None
    folded = beside.casefold()
    found = {
        issuer.symbol
        for issuer in issuers()
        if _once(_key(issuer.symbol)) == _once(_key(read)) and issuer.name.casefold() in folded
    }
    return found.pop() if len(found) == 1 else None


def _once(key: str) -> str:
    return re.sub(r"T+", "T", key)


@cache
def _alike(known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for symbol in sorted(known):
        found.setdefault(_key(symbol), []).append(symbol)
    return {key: tuple(symbols) for key, symbols in found.items()}


def _key(symbol: str) -> str:
    return "".join(_LIKE.get(letter, letter) for letter in symbol)
