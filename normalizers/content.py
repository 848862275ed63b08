"""What kind of content a cell's text is, by its form alone: law, money, a time, a code, a figure, a mark, words."""

from __future__ import annotations

import regex

from normalizers.answers import parse_answer
from normalizers.codes import find_codes
from normalizers.flags import is_mark
from normalizers.procedures import find_codes as find_procedure_codes

#: The kinds that ``fits`` knows, the values of `holds` in ``headings.yaml``.
KINDS = ("law", "money", "time", "code", "figure", "mark", "words")

_LAW = regex.compile(
    r"(?<!\p{L})(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Thông tư|Nghị quyết|Quyết định|Hiến pháp)(?!\p{L})"
)
_MONEY = regex.compile(r"\d\s*(?:đ(?:ồng)?|vnđ|vnd)(?!\p{L})|không thu|miễn|chưa quy định", regex.IGNORECASE)
_NO_FEE = regex.compile(r"\W*không(?:\s+có)?\W*|\W*0\W*|[\d.,\s]+", regex.IGNORECASE)
_TIME = regex.compile(
    r"\d\s*(?:\p{L}+\s+){0,2}(?:ngày|giờ|tháng|tuần|phút)(?!\p{L})|(?<!\p{L})ngay(?!\p{L})|trong ngày"
)
_FIGURE = regex.compile(r"[\d.,/%\s()+-]*\d[\d.,/%\s()+-]*")


def fits(text: str, kind: str) -> bool:
    """Tell whether `text` may be content of `kind` (one of ``KINDS``)."""
    match kind:
        case "law":
            return bool(find_codes(text)) or _LAW.search(text) is not None
        case "money":
            return _MONEY.search(text) is not None or _NO_FEE.fullmatch(text) is not None
        case "time":
            return _TIME.search(text.lower()) is not None and not find_codes(text)
        case "code":
            return bool(find_procedure_codes(text))
        case "figure":
            return _FIGURE.fullmatch(text) is not None
        case "mark":
            return is_mark(text) or parse_answer(text) is not None or _FIGURE.fullmatch(text) is not None
        case "words":
            return sum(char.isalpha() for char in text) >= 6 and not is_mark(text)
    return False
