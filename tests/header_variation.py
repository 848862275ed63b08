"""Variations of a labelled letter head that change nothing of what it says: what scanners and typists do to it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from tests import header_forms

#: Forms into which any two-column head may be laid.
FORMS = ("side", "tabs", "portal", "interleaved", "right_first", "stacked")

Lines = list[str]


def spaced(lines: Lines, draw: random.Random) -> Lines:
    """Put further blanks between words and around lines."""
    return [" " * draw.randrange(4) + "  ".join(line.split(" ")) if draw.random() < 0.4 else line for line in lines]


def no_break_spaces(lines: Lines, draw: random.Random) -> Lines:
    """Print no-break spaces, as Word does behind "ngày" and "số"."""
    return [line.replace("ngày ", "ngày\u00a0").replace("Số: ", "Số:\u00a0") for line in lines]


def empty_lines(lines: Lines, draw: random.Random) -> Lines:
    """Put empty lines between."""
    return [piece for line in lines for piece in ([line, ""] if draw.random() < 0.3 else [line])]


def marked(lines: Lines, draw: random.Random) -> Lines:
    """Print the lines in capitals bold, as Markdown dumps do."""
    return [f"**{line}**" if line and line == line.upper() and line[:1].isalpha() else line for line in lines]


def decomposed(lines: Lines, draw: random.Random) -> Lines:
    """Print letters and their marks apart (NFD)."""
    return [unicodedata.normalize("NFD", line) for line in lines]


def old_tones(lines: Lines, draw: random.Random) -> Lines:
    """Put the tone marks where older typists put them: "HOÀ", "UỶ"."""
    return [line.replace("HÒA XÃ", "HOÀ XÃ").replace("ỦY", "UỶ") for line in lines]


def colon_apart(lines: Lines, draw: random.Random) -> Lines:
    """Print the number as typists do: "Số : 12", "Số:12", "Số 12"."""
    colon = draw.choice(["Số : ", "Số:", "Số "])
    return [line.replace("Số: ", colon) for line in lines]


def drawn_rules(lines: Lines, draw: random.Random) -> Lines:
    """Draw other rules under the heads."""
    rule = draw.choice(["________", "* * *", "—————", "--------------------"])
    return [rule if line.strip() and not line.strip("- \t") else line for line in lines]


def page_number(lines: Lines, draw: random.Random) -> Lines:
    """Print a page number or a running stamp over the page."""
    return [draw.choice(["1", "Trang 1/3", "HỎA TỐC", "Ký bởi: Văn phòng"]), *lines]


def small_capitals(lines: Lines, draw: random.Random) -> Lines:
    """Print the motto in capitals."""
    return [line.replace("Độc lập - Tự do - Hạnh phúc", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC") for line in lines]


def zero_padded(lines: Lines, draw: random.Random) -> Lines:
    """Leave out or put in the zero before a day."""
    return [line.replace("ngày 0", "ngày ") for line in lines]


CHANGES: tuple[Callable[[Lines, random.Random], Lines], ...] = (
    spaced, no_break_spaces, empty_lines, marked, decomposed, old_tones, colon_apart, drawn_rules, page_number,
    small_capitals, zero_padded,
)  # fmt: skip


def varied(entry: Mapping[str, Any], draw: random.Random) -> str:
    """Return the entry's text in a drawn form with up to three drawn changes."""
    form = entry["form"] if entry["form"] in ("party", "signed", "gazette") else draw.choice(FORMS)
    lines = header_forms.text(entry, form).splitlines()
    for change in draw.sample(CHANGES, draw.randrange(4)):
        lines = change(lines, draw)
    return "\n".join(lines)


def without(entry: Mapping[str, Any], part: str) -> dict[str, Any]:
    """Return the entry without its number, its day or its signer, as scans cut off at an edge leave it."""
    cut = dict(entry)
    if part == "number":
        cut["code"] = ""
    elif part == "day":
        cut["day"] = ""
    else:
        cut["sign"] = [line for line in entry["sign"] if line == line.upper()]
    return cut
