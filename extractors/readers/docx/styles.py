"""What Word's styles say of a paragraph or run: bold, centred, capitals, hidden, numbered; inheritance resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from extractors.readers.docx.xml import W, attribute, child, is_on, number, value

DEPTH = 12  # of basedOn chains; Word itself refuses deeper ones
_BOLD, _CAPITALS, _HIDDEN, _FONTS = W + "b", W + "caps", W + "vanish", W + "rFonts"


@dataclass(frozen=True, slots=True)
class Look:
    """Formatting that matters to a reader; None where nothing is said."""

    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    centered: bool | None = None
    num_id: str | None = None  # "0" switches numbering off
    level: int | None = None
    font: str | None = None  # of letters beyond ASCII; "" for one of the theme

    def over(self, base: Look) -> Look:
        """Return this look with its gaps filled from `base`."""
        if self is PLAIN or base is PLAIN:
            return base if self is PLAIN else self
        return Look(
            base.bold if self.bold is None else self.bold,
            base.capitals if self.capitals is None else self.capitals,
            base.hidden if self.hidden is None else self.hidden,
            base.centered if self.centered is None else self.centered,
            base.num_id if self.num_id is None else self.num_id,
            base.level if self.level is None else self.level,
            base.font if self.font is None else self.font,
        )


PLAIN = Look()


def run_look(properties: etree._Element | None) -> Look:
    """Return what a ``w:rPr`` says itself."""
    if properties is None or not len(properties):
        return PLAIN
    bold = capitals = hidden = font = None
    for item in reversed(properties):  # of a property that stands twice the first counts
        tag = item.tag
        if tag == _BOLD:
            bold = is_on(item)
        elif tag == _FONTS:
            font = _font(item)
        elif tag == _CAPITALS:
            capitals = is_on(item)
        elif tag == _HIDDEN:
            hidden = is_on(item)
    return Look(bold, capitals, hidden, font=font)


def _font(fonts: etree._Element) -> str | None:
    if attribute(fonts, "hAnsiTheme") or attribute(fonts, "asciiTheme"):
        return ""
    return attribute(fonts, "hAnsi") or attribute(fonts, "ascii") or None


def paragraph_look(properties: etree._Element | None) -> Look:
    """Return what a ``w:pPr`` says itself (its ``w:rPr`` is about the paragraph mark, not the text)."""
    if properties is None or not len(properties):
        return PLAIN
    aligned = value(properties, "jc")
    look = Look(centered=aligned == "center") if aligned else PLAIN
    numbered = child(properties, "numPr")
    if numbered is not None:
        level = value(numbered, "ilvl")
        look = replace(look, num_id=value(numbered, "numId") or None, level=number(level) if level else None)
    return look


@dataclass(slots=True)
class Styles:
    """A document's styles, each with its inheritance resolved."""

    looks: dict[str, Look]
    default_paragraph: str = ""

    def paragraph(self, properties: etree._Element | None) -> tuple[str, Look]:
        """Return (style id, look) of a paragraph with these ``w:pPr``."""
        style = value(properties, "pStyle") or self.default_paragraph
        base = self.looks.get(style) or self.looks.get(self.default_paragraph, PLAIN)
        return style, paragraph_look(properties).over(base)

    def run(self, properties: etree._Element | None, paragraph: Look) -> Look:
        """Return the look of a run with these ``w:rPr`` in a paragraph of that look."""
        if properties is None:
            return paragraph
        style = value(properties, "rStyle")
        return run_look(properties).over(self.looks.get(style, PLAIN) if style else PLAIN).over(paragraph)


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of a ``styles.xml`` part; none when the part is missing."""
    if root is None:
        return Styles({})
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    nodes = {attribute(node, "styleId"): node for node in root.iterchildren(W + "style")}
    looks: dict[str, Look] = {}
    default_paragraph = ""
    for name, node in nodes.items():
        kind = attribute(node, "type")
        if kind == "paragraph" and attribute(node, "default") not in ("", "0", "false"):
            default_paragraph = name
        look, current = PLAIN, node
        for _ in range(DEPTH):
            own = paragraph_look(child(current, "pPr"))
            look = look.over(run_look(child(current, "rPr")).over(own))
            parent = nodes.get(value(current, "basedOn"))
            if parent is None:
                break
            current = parent
        looks[name] = look.over(run_look(defaults)) if kind == "paragraph" else look
    return Styles(looks, default_paragraph)
