"""Days and numbers that a recognizer misread, put right by their form: "ngáy l2 tháng 9 nắm 2O18", "Sô: 231O/QĐ-UBND".

Pure. A letter in a figure's place is the figure that looks like it, where the form leaves no other reading; a letter
that may count on ("12a", "56B") stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_A, _Y, _O = "aàáảãạâầấẩẫậăằắẳẵặ", "yýỳỷỹỵ", "oòóỏõọôồốổỗộơờớởỡợ"
_FIGURE = r"[\dOoIlS|]"
_YEAR = rf"[12Il|]{_FIGURE}{{3}}(?![\w|])"
_WRITTEN = re.compile(
    rf"(?<!\w)(?P<ngày>(?i:n[gq][{_A}][{_Y}]))(?P<day>\s*{_FIGURE}{{0,2}}\s*)(?P<tháng>(?i:th[{_A}]ng))"
    rf"(?P<month>\s*{_FIGURE}{{1,2}}\s*)(?P<năm>(?i:n[{_A}]m))(?P<year>\s*{_YEAR})"
)
_SLASHED = re.compile(rf"(?<![\w/|])(?P<day>{_FIGURE}{{1,2}})[/.](?P<month>{_FIGURE}{{1,2}})[/.](?P<year>{_YEAR})")
_NUMBERED = re.compile(
    rf"(?<!\w)(?P<Số>[Ss][{_O}{_O.upper()}])(?P<colon>\s*:\s*(?=[\dOoIl|S]{{0,4}}\d)|\s+(?=\d[\dOoIl|S]{{0,4}}\s?[/–-]\s?[A-ZĐ]))"
    r"(?P<number>[\dOoIl|S]{1,5}(?=\s*[/–-])|)"
)
# "/20O6/" between a number and its symbol, "-8TC" or "U8ND" within one: a figure before a capital letter is none there
_YEAR_OF_CODE = re.compile(r"(?<=\d/)[12][\dOoIl]{3}(?=/[A-ZĐ])")
_SYMBOL = re.compile(r"(?<=/)[A-ZĐ]{1,5}[-–][A-ZĐ\d]{0,8}\d[A-ZĐ\d]{0,8}(?![\w.])")
_IN_SYMBOL = re.compile(r"[8015](?=[A-ZĐ])")
_FIGURES = str.maketrans("OoIl|S", "001115")
_LETTERS = str.maketrans("8015", "BOIS")
_LEAST = 4  # figures of a day in figures that were read as such


class Correction(NamedTuple):
    """What was read and what it is put right to."""

    read: str
    right: str


def figures_mended(text: str) -> tuple[str, list[Correction]]:
    """Return `text` with the words and figures of days and of a document's number put right, and what was changed."""
    corrections: list[Correction] = []
    if not any(map(str.isdigit, text)):
        return text, corrections

    def tell(read: str, right: str) -> str:
        if right.casefold() != read.casefold():
            corrections.append(Correction(read, right))
            return right
        return read

    def written(match: re.Match[str]) -> str:
        return tell(match[0], "".join(_piece(name, piece) for name, piece in match.groupdict().items()))

    def slashed(match: re.Match[str]) -> str:
        known = sum(map(str.isdigit, match[0])) >= _LEAST
        return tell(match[0], match[0].translate(_FIGURES)) if known else match[0]

    def numbered(match: re.Match[str]) -> str:
        word = "SỐ" if match["Số"].isupper() else "Số" if match["Số"][0] == "S" else "số"
        figures = match["number"]
        known = any(map(str.isdigit, figures))
        return tell(match[0], word + match["colon"] + (figures.translate(_FIGURES) if known else figures))

    def symbol(match: re.Match[str]) -> str:
        return tell(match[0], _IN_SYMBOL.sub(lambda figure: figure[0].translate(_LETTERS), match[0]))

    text = _SYMBOL.sub(symbol, text)
    text = _YEAR_OF_CODE.sub(lambda year: tell(year[0], year[0].translate(_FIGURES)), text)
    text = _WRITTEN.sub(written, text)
    text = _SLASHED.sub(slashed, text)
    return _NUMBERED.sub(numbered, text), corrections


def _piece(name: str, piece: str) -> str:
    if name in ("day", "month", "year"):
        return piece.translate(_FIGURES)
    return name.upper() if piece.isupper() else name.capitalize() if piece[0].isupper() else name
