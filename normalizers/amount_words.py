"""Amounts in words (số tiền bằng chữ): "Hai tỷ ba trăm năm mươi bảy triệu đồng" → 2357000000.

The grammar is that of spoken Vietnamese numerals: groups of hundreds, tens and ones before nghìn/ngàn, triệu, tỷ/tỉ
(which stack: nghìn tỷ), linh/lẻ for a missing tens place, mốt, tư, lăm/nhăm behind tens, rưỡi for half of the unit
before it, phẩy for decimals of a unit, chục and vạn. Words are compared without diacritics: no two numerals collide,
and a slip such as "tỉ" or "bẩy" or a tone lost by OCR does no harm.
"""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers.text import bare

_DIGITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "nham": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_SCALES = (
    (("ty", "ti"), 10**9),
    (("trieu",), 10**6),
    (("van",), 10**4),
    (("nghin", "ngan"), 10**3),
)
_ENDINGS = ("viet nam dong", "dong viet nam", "dong chan", "chan", "dong", "vnd")
_GAP = ("linh", "le")
_LONGEST = 60  # words of one amount
_WORD = re.compile(r"[^\W\d_]+")


def parse_amount_words(text: str) -> int | None:
    """Return the whole number that `text` says in words, the closing "đồng (chẵn)" aside; None when it says none.

    Colloquial short forms whose meaning is open ("một triệu hai") and anything with figures in it give None.
    """
    plain = bare(text).strip(" .,;:/()*\"'-")
    if any(char.isdigit() for char in plain):
        return None
    shortened = True
    while shortened:
        shortened = False
        for ending in _ENDINGS:
            if plain.endswith(ending):
                plain, shortened = plain[: -len(ending)].rstrip(" .,;:/()*\"'-"), True
    tokens = _WORD.findall(plain)
    if not tokens or len(tokens) > _LONGEST:
        return None
    value = _number(tokens)
    return int(value) if value is not None and value == value.to_integral_value() else None


def _number(tokens: list[str]) -> Decimal | None:
    """Return the value of a numeral of any size: the last of the largest unit splits it."""
    for names, worth in _SCALES:
        at = max((index for index, token in enumerate(tokens) if token in names), default=-1)
        if at < 0:
            continue
        left = _number_before(tokens[:at])
        right = _rest(tokens[at + 1 :], worth)
        return left * worth + right if left is not None and right is not None else None
    return _below_thousand(tokens)


def _number_before(tokens: list[str]) -> Decimal | None:
    """Return how many of a unit there are: a numeral ("hai nghìn ba trăm" tỷ) or a decimal ("hai phẩy ba" tỷ)."""
    if "phay" in tokens:
        at = tokens.index("phay")
        whole, digits = _number(tokens[:at]), [_DIGITS.get(token) for token in tokens[at + 1 :]]
        if whole is None or not digits:
            return None
        if None not in digits:
            return Decimal(f"{whole}.{''.join(map(str, digits))}")
        fraction = _below_thousand(tokens[at + 1 :])  # "hai phẩy hai mươi lăm"
        return Decimal(f"{whole}.{fraction}") if fraction is not None else None
    return _number(tokens)


def _rest(tokens: list[str], worth: int) -> Decimal | None:
    """Return what follows a unit: nothing, half of the unit (rưỡi), or a smaller numeral."""
    if not tokens:
        return Decimal(0)
    if tokens == ["ruoi"]:
        return Decimal(worth) / 2
    gap = tokens[0] in _GAP
    if gap:
        tokens = tokens[1:]
    if len(tokens) == 1 and not gap:
        return None  # "một triệu hai": two hundred thousand in speech, two by the letter
    value = _number(tokens)
    return value if value is not None and value < worth else None


def _below_thousand(tokens: list[str]) -> Decimal | None:
    if "tram" not in tokens:
        return _below_hundred(tokens)
    at = tokens.index("tram")
    hundreds = _DIGITS.get(tokens[0]) if at == 1 else None
    if hundreds is None:
        return None
    rest = tokens[at + 1 :]
    if not rest:
        return Decimal(hundreds * 100)
    if rest == ["ruoi"]:
        return Decimal(hundreds * 100 + 50)
    if rest[0] in _GAP:
        ones = _DIGITS.get(rest[1]) if len(rest) == 2 else None
        return Decimal(hundreds * 100 + ones) if ones is not None else None
    if len(rest) == 1 and rest != ["muoi"]:
        return None  # "năm trăm hai": five hundred and twenty in speech, and two by the letter
    tens = _below_hundred(rest)
    return hundreds * 100 + tens if tens is not None else None


def _below_hundred(tokens: list[str]) -> Decimal | None:
    if tokens[:1] == ["muoi"]:
        ones = _ones(tokens[1:])
        return Decimal(10 + ones) if ones is not None else None
    if not tokens or tokens[0] not in _DIGITS:
        return None
    first = _DIGITS[tokens[0]]
    if len(tokens) == 1:
        return Decimal(first)
    if tokens[1] in ("muoi", "chuc"):
        ones = _ones(tokens[2:])
        return Decimal(first * 10 + ones) if ones is not None and first else None
    if len(tokens) == 2 and tokens[1] in ("mot", "tu", "lam", "nham") and first > 1:
        return Decimal(first * 10 + _DIGITS[tokens[1]])  # "hai mốt", "ba lăm": the tens word left out
    return None


def _ones(tokens: list[str]) -> int | None:
    if not tokens:
        return 0
    return _DIGITS.get(tokens[0]) if len(tokens) == 1 and tokens[0] != "khong" else None
