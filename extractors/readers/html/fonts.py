"""Capitals that a page in TCVN3 leaves to its font: letters set in ``.VnTimeH`` and its like are stored small.

TCVN3 has no capitals with tone marks. Which letters are meant is in the font's name only: of ``<font face>`` or of a
``font-family`` in a tag's style; fonts that a style sheet gives to a class are not looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.document import Irregularity
from normalizers.encodings import ENCODINGS, of_font

_FAMILY = re.compile(r"font-family\s*:\s*(?P<name>[^;]+)", re.IGNORECASE)


def is_tcvn3(notes: Sequence[Irregularity]) -> bool:
    """Tell whether a page's text was in TCVN3: in a page of Unicode such a font's name is only a remainder."""
    return any(note.rule == "legacy_encoding" and note.actual.startswith(ENCODINGS["tcvn3"]) for note in notes)


def set_capitals(tree: LexborHTMLParser) -> None:
    """Make capitals of all letters in fonts of capitals, in place."""
    for node in tree.css("font[face], [style]"):
        if not _is_capital(node):
            continue
        for inner in list(node.traverse(include_text=True)):
            if inner.tag != "-text":
                continue
            text = inner.text(deep=False)
            if text.upper() != text and _is_capital(_in_font(inner)):
                inner.replace_with(text.upper())


def _family(node: LexborNode) -> str:
    """Return the first font that a tag names, "" when it names none."""
    attributes = node.attributes
    found = _FAMILY.search(attributes.get("style") or "")
    named = found["name"] if found else (attributes.get("face") or "") if node.tag == "font" else ""
    return named.split(",")[0].strip(" '\"")


def _is_capital(node: LexborNode | None) -> bool:
    font = of_font(_family(node)) if node is not None else None
    return font is not None and font.capitals


def _in_font(node: LexborNode) -> LexborNode | None:
    """Return the innermost tag around a text that names a font."""
    outer = node.parent
    while outer is not None and not _family(outer):
        outer = outer.parent
    return outer
