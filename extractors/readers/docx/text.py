"""The text of one Word paragraph as it is printed, with its automatic number and the text boxes anchored in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from extractors.document import Paragraph, Place
from extractors.readers.decode import clean
from extractors.readers.docx.numbering import Numbering
from extractors.readers.docx.pictures import BLIP, IMAGE_DATA, Picture, picture_of
from extractors.readers.docx.styles import Look, Styles
from extractors.readers.docx.xml import MC, M, W, alternative, attribute, child, content
from extractors.readers.legacy import Decoder
from extractors.readers.prose import join_lines
from normalizers.encodings import FontEncoding, of_font

BLANK = {W + "tab", W + "ptab"}
BREAK = {W + "br", W + "cr"}
END = "\n"  # stands for a line break while a paragraph's text is put together
DRAWINGS = {W + "drawing", W + "pict", W + "object", MC + "AlternateContent"}
MATH = {M + "oMath", M + "oMathPara"}
# signs of the symbol fonts that forms and tables use, by font and code
SYMBOLS = {
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0x6F): "☐",
    ("wingdings", 0x9F): "•",
    ("wingdings", 0xA7): "▪",
    ("wingdings", 0xD8): "➢",
    ("wingdings", 0xE0): "→",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x4F): "✗",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x51): "☒",
    ("wingdings 2", 0xA3): "☐",
    ("symbol", 0xB7): "•",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB4): "×",
    ("symbol", 0xB1): "±",
    ("symbol", 0xAE): "→",
}


@dataclass(slots=True)
class Line:
    """One paragraph's text and look; `boxes` are the contents of its text boxes, `pictures` its pictures, in order.

    `printed` are the pieces between its line breaks (Shift+Enter): one where it has none.
    """

    text: str
    printed: tuple[str, ...]
    label: str
    bold: bool
    centered: bool
    boxes: list[etree._Element]
    pictures: list[Picture] = field(default_factory=list)

    def paragraphs(self, place: Place) -> Iterator[Paragraph]:
        """Yield the paragraph at `place`, or the several that typists end with line breaks."""
        label = self.label
        for _, joined in join_lines(self.printed, 0) if len(self.printed) > 1 else [(0, [self.text])]:
            yield Paragraph(" ".join(joined), place, label, self.bold, self.centered)
            label = ""


@dataclass(slots=True)
class _State:
    look: Look
    texts: list[tuple[str, FontEncoding | None]] = field(default_factory=list)  # with what their font says
    font: FontEncoding | None = None  # of the run that is being read
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    all_bold: bool = True


@dataclass(slots=True)
class Lines:
    """Reads paragraphs one after the other: numbers count on and fields may run over several paragraphs."""

    styles: Styles
    numbering: Numbering
    decoder: Decoder = field(default_factory=Decoder)
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote" or "endnote", id) in order of reference
    skip_page_fields: bool = False  # in headers and footers: the result of PAGE and NUMPAGES is left out
    _fields: list[str] = field(default_factory=list)  # the open fields: "code", "result" or "page"

    def read(self, paragraph: etree._Element) -> Line:
        """Return the text of a ``w:p``; counts its number even when it has no text."""
        properties = child(paragraph, "pPr")
        style, look = self.styles.paragraph(properties)
        state = _State(look)
        self._inline(paragraph, state)
        self._fields = [phase for phase in self._fields if phase != "code"]
        raw = "".join(
            self.decoder.text("".join(text for text, _ in group), font)
            for font, group in groupby(state.texts, lambda piece: piece[1])
        )
        text = clean(raw)
        printed = tuple(piece for part in raw.split(END) if (piece := clean(part))) if END in raw else (text,)
        label = self._label(style, look)
        if label and not label.isascii():
            label = self.decoder.text(label, of_font(look.font or ""))
        bold, centered = bool(text) and state.all_bold, bool(look.centered)
        return Line(text, printed, label, bold, centered, state.boxes, state.pictures)

    def _label(self, style: str, look: Look) -> str:
        num_id = look.num_id
        if not num_id or num_id == "0":
            return ""
        level = look.level
        if level is None:
            linked = self.numbering.styled.get(style)
            level = linked[1] if linked else 0
        return self.numbering.label(num_id, level)

    def _inline(self, parent: etree._Element, state: _State) -> None:
        for item in content(parent):
            tag = item.tag
            if tag == W + "r":
                self._run(item, state)
            elif tag in MATH:
                state.texts.extend((str(text.text or ""), None) for text in item.iter(M + "t"))

    def _run(self, run: etree._Element, state: _State) -> None:
        properties = child(run, "rPr")
        look = self.styles.run(properties, state.look)
        state.font = font = of_font(look.font) if look.font else None
        for item in run:
            tag = item.tag
            if tag == W + "t":
                text = str(item.text or "")
                if look.hidden or "code" in self._fields or "page" in self._fields:
                    continue
                text = text.replace(END, " ")
                if look.capitals and font is None:
                    text = text.upper()
                elif look.capitals and font is not None:
                    font = FontEncoding(font.encoding, capitals=True)
                state.texts.append((text, font))
                if not look.bold and text.strip():
                    state.all_bold = False
            elif tag in BLANK:
                state.texts.append((" ", font))
            elif tag in BREAK:
                state.texts.append((END, font))
            elif tag == W + "fldChar":
                self._field(attribute(item, "fldCharType"))
            elif tag == W + "instrText":
                self._instruction(str(item.text or ""))
            elif tag == W + "noBreakHyphen":
                state.texts.append(("-", font))
            elif tag == W + "softHyphen":  # the letter ư of TCVN3; nothing printed in other fonts
                state.texts.append(("\u00ad", font))
            elif tag == W + "sym":
                state.texts.append(
                    (symbol(attribute(item, "font"), attribute(item, "char")), of_font(attribute(item, "font")))
                )
            elif tag in DRAWINGS:
                self._drawing(item, state)
            elif tag == W + "footnoteReference":
                self.notes.append(("footnote", attribute(item, "id")))
            elif tag == W + "endnoteReference":
                self.notes.append(("endnote", attribute(item, "id")))
            elif tag == W + "ruby":
                base = child(item, "rubyBase")
                if base is not None:
                    self._inline(base, state)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("code")
        elif self._fields and kind == "separate":
            self._fields[-1] = "result" if self._fields[-1] == "code" else self._fields[-1]
        elif self._fields and kind == "end":
            self._fields.pop()

    def _instruction(self, text: str) -> None:
        if (
            self.skip_page_fields
            and self._fields
            and text.strip().upper().startswith(("PAGE", "NUMPAGES", "SECTIONPAGES"))
        ):
            self._fields[-1] = "page"

    def _drawing(self, item: etree._Element, state: _State) -> None:
        """Collect text boxes and pictures, each once: of alternative renderings only one branch counts."""
        if item.tag == MC + "AlternateContent":
            for inner in alternative(item):
                self._drawing(inner, state)
            return
        if item.tag == W + "txbxContent":
            state.boxes.append(item)
            return
        if item.tag in (BLIP, IMAGE_DATA):
            picture = picture_of(item)
            if picture is not None:
                state.pictures.append(picture)
            return
        for inner in item:
            self._drawing(inner, state)


def symbol(font: str, code: str) -> str:
    """Return the character that a ``w:sym`` prints; symbol fonts keep their signs at U+F000 and up."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    low = point - 0xF000 if 0xF000 <= point <= 0xF0FF else point
    known = SYMBOLS.get((font.lower(), low))
    if known:
        return known
    return "•" if font.lower().startswith(("wingdings", "webdings")) or low < 0x20 else chr(low)
