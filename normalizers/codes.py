"""Numbers and symbols of official documents (số, ký hiệu văn bản): ``Quyết định số 19/2014/QĐ-TTg``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from normalizers.text import clean, fold
from normalizers.vocabulary.loader import Strict, entries

FILE = "document_types.yaml"
_UP = "A-ZĐĂÂÊÔƠƯ"
# Symbols are capital letters with a small last letter (TTr, TTg, KBĐNa); parts are joined by - / . and, once, blanks.
_PART = (  # SNgV: Sở Ngoại vụ; "SNN &PTNT" is printed with a blank
    rf"(?:QyĐ|[{_UP}][{_UP}0-9&]*(?:\s?&\s?[{_UP}]{{2,}})?(?:[a-zđ][{_UP}]+)?(?:[a-zđ]?\d?|(?<=[{_UP}]{{2}})[a-zđ]{{2}}))"
    r"(?:(?![^\W\d_])|(?=ngày\s))"  # "1033/PTM-SMEngày 15 tháng 4"
)
_CODE = re.compile(
    # the offices of tax number more than 100,000 letters a year
    rf"(?<![\w/.,\-])(?P<number>\d{{1,5}}|[1-9]\d{{5}}(?=/[{_UP}]))\s?(?:\^\(?(?P<sup>[a-zđ])\)?|(?P<letter>[a-zđA-ZĐ])(?![a-zđ{_UP}]))?"
    rf"(?:\s?/\s?(?P<year>(?:19|20)\d{{2}}))?"
    rf"\s?(?P<join>[/\-]|(?=(?:NQ|CT|KL|QĐ|HD|TB|KH|QC|CTr)/T[WU](?!\w))|(?=[{_UP}]{{2,6}}/[{_UP}]))\s?(?P<symbol>TTLT(?:\s?[-/–]\s?{_PART})+|{_PART}(?:\s?[-/–]\s?{_PART}|\s\.{_PART})?(?:[-/.]{_PART})*"
    # regions of the State Audit print a blank: "TB-KV VIII", "TB-KTNN KV VIII"; schools and firms the year at the end
    rf"(?:(?:(?<=KV)|\sKV)\s[IVX]{{1,4}}(?!\w))?)(?:/(?P<behind>(?:19|20)\d{{2}})(?![\w/]))?"
)
_NUMBER_ONLY = re.compile(
    rf"(?<![\w/.,\-])(?P<number>\d{{1,5}})(?:\^\(?(?P<sup>[a-zđ])\)?|(?P<letter>[a-zđ])(?!\w))?(?![\d/]|[.,:]\d|\s?%)(?!\s?[/\-]\s?[{_UP}\d])"
)
_NOTE_FIGURE = re.compile(r"(?<=[^\W\d_])(?:\d{1,2}|\[\d{1,2}\]|\(\d{1,2}\))$")  # "NGHỊ ĐỊNH1" of a consolidated text
_DIGIT = re.compile(r"\d")
_LISTED = re.compile(r"\s*(?:ngày \d[\d/ thángnăm]{5,25})?(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+)(?:số\s*)?")
_NUMBER_WORD = re.compile(r"(?:\s+(?:liên tịch\s+)?)?(?:số)?\s*:?\s*$", re.IGNORECASE)
_JOINERS = re.compile(r"\s?([-/.–&])\s?")
# a note's raised figure that lost its raising: "QĐ-TTg1"; the National Assembly's bodies print its term ("UBTVQH15")
# and a district's committee its number ("PGD.Q8"); councils of before 2005 print their term ("NQ-HĐND4")
# and the State Bank its office ("QĐ-NHNN5"), and bodies for one programme its number ("TTr-TCT30", "KH-ĐA06")
_FOOTNOTE = re.compile(
    r"(?<!QH)(?<!HĐND)(?<!NHNN)(?<!-NH)(?<![./-]Q)(?<![\d\W])(?!(?<=[A-ZĐ]{2})1\d$)(?!(?<=TCT|-ĐA)(?:30|06)$)\d{1,2}$"
)
_LETTERS = re.compile(rf"[{_UP}][{_UP}a-zđ&]*")


class DocumentType(Strict):
    """A kind of document: its code (``QĐ``), its name, other words, printed titles and symbols for it."""

    code: str
    name: str
    words: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


class Issuer(Strict):
    """The symbol of an issuing body; `local` bodies exist in every province.

    `types` are the only kinds of documents whose symbol means this body, where others use the same letters.
    """

    symbol: str
    name: str
    also: tuple[str, ...] = ()
    local: bool = False
    types: tuple[str, ...] = ()


class CodeMention(NamedTuple):
    """A document's code in a text: span and raw text (with the type's word when it stands before) and its parts.

    `number` is the digits of `number_text` (``672a``); `symbol` is what follows number and year (``QĐ-UBND``);
    `code` is all of them in the usual form (``19/2014/QĐ-TTg``). `type_code` is "" when neither word nor symbol say it.
    """

    start: int
    end: int
    raw: str
    type_code: str
    type_name: str
    number_text: str
    number: int
    year: int | None
    symbol: str
    code: str


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Return the kinds of documents of the vocabulary."""
    return entries(FILE, "types", DocumentType)


@cache
def _types_by_code() -> dict[str, DocumentType]:
    found: dict[str, DocumentType] = {}
    for kind in document_types():
        found.setdefault(kind.code, kind)
        found.setdefault(kind.code.upper(), kind)
        for symbol in kind.symbols:
            found.setdefault(symbol, kind)
    return found


@cache
def _types_by_title() -> dict[str, DocumentType]:
    return {fold(title): kind for kind in document_types() for title in (kind.name, *kind.titles)}


def title_type(text: str) -> DocumentType | None:
    """Return the kind of document that a printed title line is (``QUYẾT ĐỊNH``, ``KẾ HOẠCH``); None for other text."""
    return _types_by_title().get(_NOTE_FIGURE.sub("", fold(text).rstrip(" :.")))


def starts_with_type(text: str) -> DocumentType | None:
    """Return the kind of document whose name a title begins with (``Quyết định phê duyệt ...``)."""
    folded = fold(text)
    found = [
        (len(title), kind)
        for title, kind in _types_by_title().items()
        if folded.startswith(title) and not folded[len(title) : len(title) + 1].isalnum()
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


@cache
def _type_word() -> re.Pattern[str]:
    words = {word for kind in document_types() if kind.code not in ("L", "TIN") for word in (kind.name, *kind.words)}
    alternatives = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))
    )
    return re.compile(
        rf"(?<!\w)({alternatives})(\s*(?:(?:liên tịch|khẩn|hỏa tốc|mật)\s+)?(?:số)?\s*:?\s*)$", re.IGNORECASE
    )


@cache
def _type_by_word() -> dict[str, DocumentType]:
    return {fold(word): kind for kind in document_types() for word in (kind.name, *kind.words)}


_SAYS_NUMBER = re.compile(r"(?<!\w)số\s*:?\s*$", re.IGNORECASE)
_LOOK_BACK = 40  # characters before a number in which its type's word is looked for


def _word_before(text: str, at: int) -> tuple[int, DocumentType | None, bool]:
    """Return (start of the type's word or "số", the type, whether "số" stands before the number)."""
    before = text[max(0, at - _LOOK_BACK) : at]
    shift = at - len(before)
    match = _type_word().search(before)
    if match and match[1] == "luật" and before[: match.start(1)].endswith("pháp "):
        return at, None, True  # "Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13": the end of its name
    if match:
        says_number = "số" in match[2].lower()
        return shift + match.start(1), _type_by_word()[fold(match[1])], says_number
    said = _SAYS_NUMBER.search(before)
    return (shift + said.start(), None, True) if said else (at, None, False)


# courts: decisions QĐST-DS, QĐPT-HC, DS-GĐT, judgments DS-ST, HSST, KDTM-PT (Resolution 01/2017/NQ-HĐTP, its forms)
_COURT = re.compile(
    r"(?:(?P<decides>QĐ(?:ST|PT|GĐT|TT)(?=-)|(?:HS|DS|HC|LĐ|KT|KDTM|HNGĐ|HN)-?(?:GĐT|TT)(?!\w))"
    r"|(?:HS|DS|HC|LĐ|KT|KDTM|HNGĐ|HN)-?(?:ST|PT)(?!\w))"
)
# the Ministry of Finance of before 2004 ("TC/TCT", "TC-TCHQ"), not a communiqué (thông cáo)
_FINANCE = ("TC/", "TC-TC")


def _type_by_symbol(symbol: str) -> DocumentType | None:
    first = _LETTERS.match(symbol)
    if first is None or symbol.startswith(_FINANCE):
        return None
    if first[0].startswith("TTLT"):
        return _types_by_code()["TTLT"]
    court = _COURT.match(symbol)
    if court is not None:
        return _types_by_code()["QĐ" if court["decides"] else "BA"]
    return _types_by_code().get(first[0]) or _types_by_code().get(first[0].upper()) or _type_behind(symbol)


def _type_behind(symbol: str) -> DocumentType | None:
    """Return the kind that symbols of before 1998 print behind the body: ``BYT/TT``, ``UB/QĐ``."""
    _, slash, last = symbol.rpartition("/")
    return _types_by_code()[last] if slash and last in ("QĐ", "NĐ", "NQ", "TT", "CT") else None


def normalize_symbol(symbol: str) -> str:
    """Return a symbol without blanks around its joiners: ``QĐ - TTg`` → ``QĐ-TTg``."""
    return _JOINERS.sub(lambda match: "-" if match[1] == "–" else match[1], clean(symbol)).replace("Ð", "Đ")


def _without_footnote(symbol: str) -> str:
    """Return a symbol without a note's figure behind its issuer: ``QĐ-TTg1``; ``VP1`` is an office's name."""
    figure = _FOOTNOTE.search(symbol)
    if figure is None:
        return symbol
    last = re.split(r"[-/.]", symbol[: figure.start()])[-1]
    return symbol[: figure.start()] if last.upper() in _issuers() or last in _types_by_code() else symbol


def _hyphenated(symbol: str) -> str:
    """Return a symbol whose hyphen a converter has lost with it: ``QĐUBND`` → ``QĐ-UBND``, ``NQCP`` → ``NQ-CP``."""
    if re.search(r"[-/.]", symbol) or symbol.upper() in _issuers():
        return symbol
    types = _types_by_code()
    for at in range(2, len(symbol) - 1):
        if symbol[:at] in types and symbol[at:].upper() in _issuers():
            return f"{symbol[:at]}-{symbol[at:]}"
    return symbol


def find_codes(text: str) -> list[CodeMention]:
    """Return the documents' codes in `text`, in order; dates, fractions, standards and law articles are none.

    A number with a type's word and "số" but without a symbol ("Quyết định số 512") is a code whose symbol is empty.
    The type comes from the word before, else from the symbol; a symbol without a type's letters (``STC-HCSN``) is that
    of an official letter (``CV``).
    """
    if _DIGIT.search(text) is None:
        return []
    text = text.replace("Ð", "Đ")
    found: list[CodeMention] = []
    for match in _CODE.finditer(text):
        start, word, _ = _word_before(text, match.start())
        symbol = _without_footnote(normalize_symbol(match["symbol"]))
        beyond = len(normalize_symbol(match["symbol"])) - len(symbol)
        symbol = _hyphenated(symbol)
        if not _plausible(match, symbol, said=start < match.start()):
            continue
        kind = word or _type_by_symbol(symbol) or _act(text, match.start(), symbol) or _types_by_code()["CV"]
        by_symbol = _type_by_symbol(symbol)
        # "Kế hoạch ... theo Quyết định số": the word right before decides, but a general word ("Văn bản số") gives way
        if word is not None and word.code == "CV" and by_symbol is not None and not _of_taxes(symbol):
            kind = by_symbol
        if word is None and by_symbol is None and found and _is_listed(text, found[-1], start, symbol):
            kind = _types_by_code()[found[-1].type_code]
        found.append(_code(text, match, start, kind, symbol, beyond))
    taken = [(mention.start, mention.end) for mention in found]
    for match in _NUMBER_ONLY.finditer(text):
        start, word, says_number = _word_before(text, match.start())
        if word is None or any(left <= match.start() < right for left, right in taken):
            continue
        if not says_number and not _is_short_form(text, start, match):
            continue
        found.append(_code(text, match, start, word, ""))
    return sorted(found)


# "Nghị định 63 nêu trên", "theo Thông tư 55.": a kind that is cited by its number alone, and what may stand behind it
_SHORT_FORM = re.compile(r"(?:Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Hướng dẫn|Kết luận)\s+$")
_BEHIND_SHORT_FORM = re.compile(
    r"\s*(?:[,.;:)”]|$)|\s+(?:(?:nêu |nói )?trên|ngày \d|của (?=[^\W\d_])|(?:về|thì|đã|được|còn) |(?:có|hết) hiệu lực)"
)


def _is_short_form(text: str, start: int, number: re.Match[str]) -> bool:
    """Tell whether a kind's word and a number without "số" cite a document; a year is none."""
    figure = number["number"]
    return (
        _SHORT_FORM.fullmatch(text, start, number.start()) is not None
        and not (len(figure) == 4 and figure.startswith(("19", "20")))
        and _BEHIND_SHORT_FORM.match(text, number.end()) is not None
    )


def _of_taxes(symbol: str) -> bool:
    """Tell whether a symbol is that of a tax department (Cục Thuế) and its section, ``CT-TTHT``, and no directive's."""
    first, _, rest = symbol.partition("-")
    return first == "CT" and bool(rest) and rest.upper() not in _issuers()


_ACTS = re.compile(r"(?<!\w)(?:bộ luật|(?<!pháp )luật|nghị quyết|pháp lệnh)(?!\w)", re.IGNORECASE)
_ACT_NAME = 200  # characters of a law's name


def _act(text: str, at: int, symbol: str) -> DocumentType | None:
    """Return which kind of act of the National Assembly a number is of, whose symbol (``QH11``) does not tell it."""
    if not symbol.startswith(("QH", "UBTVQH")):
        return None
    named = _ACTS.findall(text[max(0, at - _ACT_NAME) : at])
    # a law's name may end on the line above its number; its committee passes resolutions and ordinances
    return title_type(named[-1]) if named else _types_by_code()["NQ" if symbol.startswith("UBTVQH") else "Luật"]


def _is_listed(text: str, before: CodeMention, start: int, symbol: str) -> bool:
    """Tell whether the type's word before a code holds for the next: "các Luật số 11/2022/QH15, 16/2023/QH15"."""
    same = re.sub(r"\d+$", "", before.symbol) == re.sub(r"\d+$", "", symbol)
    return same and _LISTED.fullmatch(text, before.end, start) is not None


def _plausible(match: re.Match[str], symbol: str, *, said: bool) -> bool:
    if match["join"] == "" and not said and symbol.partition("/")[2].upper() not in ("TW", "TU"):
        return False  # "1728TM/XNK" is a number where "số" says so
    if match["join"] == "-" and not said and "/" not in symbol:
        return False  # "3-A4", "12-QT": only party symbols join by a hyphen, and they go on with a slash
    letters = [part for part in re.split(r"[-/.]", symbol) if part]
    return all(len(part) > 1 or said for part in letters[:1]) and (said or len(symbol) > 2)


def _code(text: str, match: re.Match[str], start: int, kind: DocumentType, symbol: str, beyond: int = 0) -> CodeMention:
    groups = match.groupdict()
    number_text = match["number"] + (groups["sup"] or groups["letter"] or "").lower()
    behind = "" if groups.get("year") or beyond else groups.get("behind") or ""
    year = int(groups.get("year") or behind or 0) or None
    # the Party's hyphen (and its Youth Union's), lost or left out: "20NQ/TW", "84 QĐ/TWĐTN"; ministries of old wrote
    # none: "1728TM/XNK"
    body = symbol.partition("/")[2].upper()
    bare = "-" if body.startswith("TW") or body == "TU" else ""
    joiner = bare if groups.get("join") == "" else groups.get("join") or "/"
    parts = [number_text, *([str(year)] if year and not behind else [])]
    code = "/".join(parts) + (joiner + symbol if symbol else "") + (f"/{behind}" if behind else "")
    # a footnote's mark behind the symbol
    end = (match.end() if behind or "symbol" not in groups else match.end("symbol")) - beyond
    return CodeMention(
        start, end, text[start:end], kind.code, kind.name, number_text, int(match["number"]), year,
        symbol, code,
    )  # fmt: skip


@cache
def issuers() -> tuple[Issuer, ...]:
    """Return the issuers of the vocabulary that have symbols of their own."""
    return entries(FILE, "issuers", Issuer)


@cache
def _issuers() -> dict[str, Issuer]:
    return {symbol.upper(): issuer for issuer in issuers() for symbol in (issuer.symbol, *issuer.also)}


@cache
def issuer_symbols() -> frozenset[str]:
    """Return the symbols of issuers that the vocabulary knows: ``TTg``, ``BTC``, ``UBND``."""
    return frozenset(symbol for issuer in issuers() for symbol in (issuer.symbol, *issuer.also))


@cache
def type_codes() -> frozenset[str]:
    """Return the kinds' codes as symbols print them: ``QĐ``, ``TT``, ``TTr``."""
    return frozenset(code for kind in document_types() for code in (kind.code, *kind.symbols))


def find_issuer(symbol: str) -> Issuer | None:
    """Return the issuer that a symbol names: its part behind the type (``QĐ-TTg`` → TTg), None when unknown."""
    parts = [re.sub(r"\d+$", "", part) for part in re.split(r"[-/.]", normalize_symbol(symbol)) if part]
    if symbol.startswith(_FINANCE):
        return None
    # an official letter's symbol begins with who writes it: BTC-TCHQ is the ministry's, TCHQ-GSQL the customs'
    typed = bool(parts) and parts[0] in _types_by_code()
    kind = parts[0] if typed else "CV"
    for part in parts[1:] if typed else parts:
        issuer = _issuers().get(part.upper())
        if issuer is not None and kind in (issuer.types or (kind,)):
            return issuer
    return None


def symbol_issuer(symbol: str) -> str | None:
    """Return the canonical name of the issuer that a symbol names; None when the vocabulary has none.

    Local bodies (``UBND``, ``HĐND``, ``STC``) give the name without its place.
    """
    issuer = find_issuer(symbol)
    return issuer.name if issuer else None
