"""The labels that open headings and points in prose: "Chương I", "Điều 1.", "II.", "2.1.", "a)", "đ)"."""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

from extractors.document import Paragraph
from extractors.layout.labels import letter_value
from extractors.layout.words import folded
from normalizers.numbers import parse_roman
from normalizers.text import fold

OpeningKind = Literal["division", "article", "upper", "roman", "arabic", "lower"]

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_DIVISION_NUMBER = regex.compile(r"(?P<number>\d{1,3}|[IVXLC]{1,7}|[Tt]hứ \p{Ll}+|THỨ \p{Lu}+)\s*(?P<mark>[.:–-])?\s*")
_ARTICLE_NUMBER = regex.compile(r"(?P<number>\d{1,3}[a-zđ]?)\s*(?:[.:]\s*|$)")
_CAPITAL = regex.compile(r"(?P<label>[IVXLC]{1,7}|[A-HĐ])\s?[.)/:–-]\s*(?=[^\W\d_]|[\"“(])")
_ARABIC = regex.compile(
    r"(?P<label>\d{1,2}(?:\.\d{1,2}){0,4})(?!\d)(?P<mark>\s?[.)/:]|\s?[-–](?=\s+[\p{Lu}\"“]))?(?P<gap>\s*)(?=\S)"
)
_LOWER = regex.compile(r"(?P<label>[a-eg-ik-vxyđ])\s?(?:\)\s*|[./]\s+(?=\p{Lu}))(?=\S)")


class Opening(NamedTuple):
    """A label that opens a paragraph: its kind, its numbers, how it is written in a path, and the text after it."""

    kind: OpeningKind
    numbers: tuple[int, ...]
    printed: str
    rest: str


def heading_label(paragraph: Paragraph) -> Opening | None:
    """Return the label that opens `paragraph`, printed or computed by the word processor; None when there is none.

    Bullets are no labels. Dates ("1.1.2020"), amounts ("20.000 đồng"), standards ("9001:2015") and abbreviations
    ("TM.", "KT.") are told apart by what follows the mark; whether "V." opens a heading or is a person's initial only
    the run of labels can tell (`extractors.layout.outline`).
    """
    text = paragraph.text
    if paragraph.label:
        label = paragraph.label.strip()
        found = _opening(f"{label} {text}" if text else label + " …")
        if found is not None:
            return found._replace(rest=text)
        return _opening(f"{label.rstrip('.)')}. {text}")
    return _opening(text)


def _opening(text: str) -> Opening | None:
    if not text:
        return None
    first = text[0]
    if first.isdigit():
        return _arabic(text)
    if not first.isalpha():
        return None
    return _worded(text) or _capital(text) or _lower(text)


# the parts of an issue of the gazette (Decree 34/2016/NĐ-CP on the gazette)
_OF_GAZETTE = regex.compile(r"(?:các )?văn bản (?:quy phạm pháp luật|khác|hành chính)$")


def _worded(text: str) -> Opening | None:
    head = fold(text[:12])
    for word in folded("articles"):
        if head.startswith(word + " "):
            match = _ARTICLE_NUMBER.match(text, len(word) + 1)
            if match is None:
                return None
            number = match["number"]
            return Opening(
                "article",
                (int(number.rstrip("abcdđe")),),
                f"{text[: len(word)].capitalize()} {number}",
                text[match.end() :],
            )
    for word in folded("divisions"):
        if head.startswith(word + " "):
            match = _DIVISION_NUMBER.match(text, len(word) + 1)
            if match is None:
                return None
            rest = text[match.end() :]
            if rest and match["mark"] is None and not rest[0].isupper():
                return None  # "Mục II của Kế hoạch này" is running text
            if text[match.end("number") : match.end("number") + 1].isalpha():
                return None  # "PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT" is a heading of the gazette, no part V
            if _OF_GAZETTE.match(fold(rest).strip(" .:-")):
                return None  # "PHẦN I. VĂN BẢN QUY PHẠM PHÁP LUẬT" too: the document begins below it
            value = _division_value(match["number"])
            if value is None:
                return None
            printed = f"{text[: len(word)].capitalize()} {match['number']}"
            return Opening("division", (folded("divisions").index(word), value), printed, rest)
    return None


def _division_value(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    ordinal = fold(number).removeprefix("thứ ")
    if ordinal in _ORDINALS:
        return _ORDINALS.index(ordinal) + 1
    return parse_roman(number)


def _capital(text: str) -> Opening | None:
    match = _CAPITAL.match(text)
    if match is None:
        return None
    label, rest = match["label"], text[match.end() :]
    # "I-on", "A-B": a dash opens a heading only with a blank beside it and a capital after it ("I- MỤC ĐÍCH" is how the
    # Party numbers its documents: Hướng dẫn 36-HD/VPTW, I.7)
    mark = text[len(label) : match.end()]
    if mark.strip() in "–-:" and not (rest[:1].isupper() and (mark[0] == " " or (mark[0] in "–-" and mark[-1] == " "))):
        return None
    roman = parse_roman(label)
    if roman is not None:
        return Opening("roman", (roman,), label, rest)
    return Opening("upper", (letter_value(label.lower()),), label, rest) if len(label) == 1 else None


def _arabic(text: str) -> Opening | None:
    match = _ARABIC.match(text)
    if match is None:
        return None
    numbers = tuple(int(number) for number in match["label"].split("."))
    rest = text[match.end() :]
    if match["mark"] and match["mark"].strip() in "–-" and len(numbers) > 1:
        return None
    if not match["mark"] and (len(numbers) < 2 or not match["gap"] or not (rest[0].isupper() or rest[0] in '"“')):
        return None
    if not match["gap"] and not (rest[0].isupper() or rest[0] in '"“'):
        return None
    if match["gap"] and rest[0].isdigit() and len(numbers) > 1 and len(rest) < 5:
        return None
    return Opening("arabic", numbers, match["label"], rest)


def _lower(text: str) -> Opening | None:
    match = _LOWER.match(text)
    if match is None:
        return None
    return Opening("lower", (letter_value(match["label"]),), match["label"], text[match.end() :])
