"""Word's automatic numbers: what stands before a numbered paragraph on paper but nowhere in its text.

ECMA-376 part 1, 17.9: a paragraph (or its style) names a ``num``; the num names an ``abstractNum`` whose levels give
start, format and text ("%1.%2"); nums of one abstractNum count on together unless one overrides the start.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.docx.xml import W, attribute, child, number, value

LEVELS = 9
BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0fe": "☑",
    "\uf0a8": "☐",
    "\uf02d": "-",
    "\uf0e0": "→",
}
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: `text` holds "%n" for the number of level n (1-based)."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False  # w:isLgl: every number of the text in decimal
    restart: int | None = None  # after which level it starts anew (1-based; 0: never); None: after any higher level
    paragraph_style: str = ""


@dataclass(slots=True)
class Num:
    """One ``num``: its levels (overrides applied), whose counters it shares, and the starts that it overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """A document's numberings and how far each has counted."""

    nums: dict[str, Num] = field(default_factory=dict)
    styled: dict[str, tuple[str, int]] = field(default_factory=dict)  # paragraph style -> (num, level)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, num_id: str, level: int) -> str:
        """Count one paragraph of `num_id` at `level` (0-based) and return what Word prints before it."""
        num = self.nums.get(num_id)
        if num is None or not 0 <= level < LEVELS:
            return ""
        counts = self._counts.setdefault(num.abstract, [None] * LEVELS)
        own = num.levels.get(level, Level())
        start = num.starts.get(level)
        if start is not None and (num_id, level) not in self._begun:
            counts[level] = start
        else:
            before = counts[level]
            counts[level] = own.start if before is None else before + 1
        self._begun.add((num_id, level))
        for deeper in range(level + 1, LEVELS):
            restart = num.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None
        return self._text(num, own, counts)

    def _text(self, num: Num, own: Level, counts: list[int | None]) -> str:
        if own.style == "bullet":
            return "".join(
                BULLETS.get(sign, "•" if "\ue000" <= sign <= "\uf8ff" else sign) for sign in own.text
            ).strip()
        if own.style == "none":
            return own.text.strip() if "%" not in own.text else ""
        text = own.text
        for index in range(LEVELS):
            mark = f"%{index + 1}"
            if mark in text:
                level = num.levels.get(index, Level())
                count = counts[index]
                shown = level.start if count is None else count
                text = text.replace(mark, formatted(shown, "decimal" if own.legal else level.style))
        return text.strip()


def formatted(count: int, style: str) -> str:
    """Return `count` in a number format of WordprocessingML (17.18.59); unknown formats are decimal."""
    if style in ("upperRoman", "lowerRoman"):
        letters, rest = [], count
        for worth, sign in ROMAN:
            letters.append(sign * (rest // worth))
            rest %= worth
        text = "".join(letters)
        return text.upper() if style == "upperRoman" else text
    if style in ("upperLetter", "lowerLetter") and count > 0:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return text.upper() if style == "upperLetter" else text
    if style == "decimalZero":
        return f"{count:02d}"
    if style == "ordinal":
        ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    if style in ("bullet", "none"):
        return ""
    return str(count)


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the numberings of a ``numbering.xml`` part; none when the part is missing."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {attribute(node, "abstractNumId"): node for node in root.iterchildren(W + "abstractNum")}
    by_style_link = {value(node, "styleLink"): node for node in abstracts.values() if value(node, "styleLink")}
    for node in root.iterchildren(W + "num"):
        abstract_id = value(node, "abstractNumId")
        abstract = abstracts.get(abstract_id)
        if abstract is not None and not value(abstract, "styleLink"):
            abstract = by_style_link.get(value(abstract, "numStyleLink"), abstract)
        levels = (
            {}
            if abstract is None
            else {number(attribute(lvl, "ilvl")): _level(lvl) for lvl in abstract.iterchildren(W + "lvl")}
        )
        starts: dict[int, int] = {}
        for override in node.iterchildren(W + "lvlOverride"):
            index = number(attribute(override, "ilvl"))
            own = child(override, "lvl")
            if own is not None:
                levels[index] = _level(own)
            if value(override, "startOverride"):
                starts[index] = number(value(override, "startOverride"))
        num_id = attribute(node, "numId")
        numbering.nums[num_id] = Num(abstract_id, levels, starts)
        for index, level in levels.items():
            if level.paragraph_style:
                numbering.styled.setdefault(level.paragraph_style, (num_id, index))
    return numbering


def _level(node: etree._Element) -> Level:
    restart = value(node, "lvlRestart")
    return Level(
        start=number(value(node, "start"), 0 if child(node, "start") is not None else 1),
        style=value(node, "numFmt") or "decimal",
        text=value(node, "lvlText"),
        legal=child(node, "isLgl") is not None,
        restart=number(restart) if restart else None,
        paragraph_style=value(node, "pStyle"),
    )
