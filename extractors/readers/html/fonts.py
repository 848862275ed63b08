"""Capitals that a page in TCVN3 leaves to its font: letters set in ``.VnTimeH`` and its like are stored small.

TCVN3 has no capitals with tone marks. Which letters are meant is in the font's name only: of ``<font face>``, of a
``font-family`` in a tag's style, or of one that the page's style sheet gives to a class or tag.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from extractors.document import Irregularity
from normalizers.encodings import ENCODINGS, of_font

_FAMILY = re.compile(r"font-family\s*:\s*(?P<name>[^;}]+)", re.IGNORECASE)
_RULE = re.compile(r"(?P<selectors>[^{};@]+)\{(?P<declarations>[^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)

#: The font that a style sheet gives to each tag of a page that it speaks of.
Styled = Mapping[int, str]


def is_tcvn3(notes: Sequence[Irregularity]) -> bool:
    """Tell whether a page's text was in TCVN3: in a page of Unicode such a font's name is only a remainder."""
    return any(note.rule == "legacy_encoding" and note.actual.startswith(ENCODINGS["tcvn3"]) for note in notes)


def styled_fonts(tree: LexborHTMLParser) -> Styled:
    """Return which tags of a page get which font from its style sheets; of several rules the last one holds."""
    fonts: dict[int, str] = {}
    for sheet in tree.css("style"):
        for rule in _RULE.finditer(_COMMENT.sub(" ", sheet.text(deep=True))):
            named = _FAMILY.search(rule["declarations"])
            if named is None:
                continue
            try:
                nodes = tree.css(rule["selectors"].strip())
            except (SelectolaxError, ValueError):  # a selector that is none speaks of no tag, as in a browser
                continue
            fonts.update((node.mem_id, _first(named["name"])) for node in nodes)
    return fonts


def set_capitals(tree: LexborHTMLParser, styled: Styled) -> None:
    """Make capitals of all letters in fonts of capitals, in place."""
    named = tree.css("font[face], [style]")
    known = {node.mem_id for node in named}
    if styled:
        named += [node for node in tree.css("*") if node.mem_id in styled and node.mem_id not in known]
    for node in named:
        if not _is_capital(node, styled):
            continue
        for inner in list(node.traverse(include_text=True)):
            if inner.tag != "-text":
                continue
            text = inner.text(deep=False)
            if text.upper() != text and _is_capital(_in_font(inner, styled), styled):
                inner.replace_with(text.upper())


def _family(node: LexborNode, styled: Styled) -> str:
    """Return the first font that a tag is given, "" for none: by its style, by the sheet, by its own name of one."""
    attributes = node.attributes
    found = _FAMILY.search(attributes.get("style") or "")
    if found is not None:
        return _first(found["name"])
    return styled.get(node.mem_id) or _first((attributes.get("face") or "") if node.tag == "font" else "")


def _first(fonts: str) -> str:
    return fonts.split(",")[0].strip(" '\"\n\r\t")


def _is_capital(node: LexborNode | None, styled: Styled) -> bool:
    font = of_font(_family(node, styled)) if node is not None else None
    return font is not None and font.capitals


def _in_font(node: LexborNode, styled: Styled) -> LexborNode | None:
    """Return the innermost tag around a text that is given a font."""
    outer = node.parent
    while outer is not None and not _family(outer, styled):
        outer = outer.parent
    return outer
