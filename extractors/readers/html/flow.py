"""The flow of an HTML page: inline text gathered into paragraphs, lists labelled, tables read or unwrapped."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from extractors.document import Block, Paragraph, Place
from extractors.readers.decode import clean
from extractors.readers.docx.numbering import formatted
from extractors.readers.html.chrome import is_chrome_line
from extractors.readers.html.grid import hidden, read_table
from extractors.readers.html.lines import line_of
from extractors.readers.prose import is_rule, join_lines

BLOCK = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
    ),
    *(
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
    ),
    *("main", "menu", "ol", "p", "pre", "section", "summary", "ul", "tr", "td", "th"),
}
UNSEEN = {
    "head",
    "title",
    "script",
    "style",
    "noscript",
    "template",
    "meta",
    "link",
    "-comment",
    "!doctype",
    "rp",
    "rt",
}
BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}
LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
LIST_NAMES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "none": "none",
}
NOTE = re.compile(r"#_?(?:ftn|edn|fn|sdfootnote|sdendnote)[:_-]?\d+(?:sym)?", re.I)
MARK = re.compile(r"\[?\(?(?:\d{1,3}|[ivxlc]{1,5}|\*{1,3})\)?\]?")
BLOCK_ALIGNS = {"left", "right", "justif", "justify", "center", "start", "end"}
MAX_DEPTH = 30  # of tables within tables; deeper ones are read as plain blocks


@dataclass(slots=True)
class _State:
    """What an element hands down to its content."""

    bold: bool
    centered: bool


@dataclass(slots=True)
class _Run:
    """The inline text gathered for the paragraph to come: its printed lines, each with its source line."""

    lines: list[tuple[int | None, list[str]]] = field(default_factory=list)
    all_bold: bool = True
    centered: bool = False
    label: str = ""


class Flow:
    """Reads the content of one element into blocks."""

    def __init__(self, path: str, line: int | None = None, depth: int = 0, in_cell: bool = False) -> None:
        """Begin at the element whose path and source line are given; `depth` counts the tables around it."""
        self.path, self.line, self.depth, self.in_cell = path, line, depth, in_cell
        self.blocks: list[Block] = []
        self._run = _Run()
        self._seen: Counter[str] = Counter()
        self._lists: list[list[int | str]] = []  # open lists: [next number, format]

    def read(self, root: LexborNode) -> list[Block]:
        """Return the blocks within `root`. Walks without recursion: pages nest deeply."""
        states = [_enter(root, _State(False, False)) or _State(False, False)]
        node = root.child
        while node is not None:
            if self._open(node, states):
                child = node.child
                if child is not None:
                    node = child
                    continue
                self._close(node, states)
            while node is not None and node.next is None:
                node = node.parent
                if node is None or node.mem_id == root.mem_id:
                    self._flush()
                    return self.blocks
                self._close(node, states)
            node = node.next if node is not None else None
        self._flush()
        return self.blocks

    def _open(self, node: LexborNode, states: list[_State]) -> bool:
        """Begin `node`; return whether its content is to be walked."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text(deep=False), states[-1])
            return False
        if tag in UNSEEN or (tag == "a" and _is_note_mark(node)):
            return False
        if tag == "br":
            self._run.lines.append((line_of(node) or self.line, []))
            return False
        state = _enter(node, states[-1])
        if state is None:
            return False
        if tag == "table" and self.depth < MAX_DEPTH:
            self._flush()
            self._table(node)
            return False
        if tag in BLOCK or tag == "table":
            self._flush()
            self.line = line_of(node) or self.line
            self._begin_list(node, tag)
        states.append(state)
        return True

    def _close(self, node: LexborNode, states: list[_State]) -> None:
        states.pop()
        tag = node.tag or ""
        if tag in BLOCK or tag == "table":
            self._flush()
            if tag in ("ul", "ol", "menu") and self._lists:
                self._lists.pop()
            if tag == "li":
                if self.in_cell and self._run.label[:1].isalnum():  # a number alone is a cell's text (the STT column)
                    self.blocks.append(Paragraph("", Place(line=self.line, path=self.path), self._run.label))
                self._run.label = ""

    def _begin_list(self, node: LexborNode, tag: str) -> None:
        if tag in ("ul", "ol", "menu"):
            self._lists.append([_number(node, "start", 1), _list_style(node, tag)])
        elif tag == "li" and self._lists:
            current = self._lists[-1]
            count = _number(node, "value", int(current[0]))
            current[0] = count + 1
            style = str(current[1])
            self._run.label = style if style in ("•", "") else f"{formatted(count, style)}."

    def _add(self, text: str, state: _State) -> None:
        if not self._run.lines:
            if not text.strip():
                return
            self._run.lines.append((self.line, []))
        if not any(texts for _, texts in self._run.lines):
            self._run.centered = state.centered
        if not state.bold and text.strip():
            self._run.all_bold = False
        self._run.lines[-1][1].append(text)

    def _flush(self) -> None:
        run = self._run
        if not run.lines:
            return
        self._run = _Run()
        part: list[tuple[int | None, str]] = []
        label = run.label
        lines = [(line, clean("".join(texts))) for line, texts in run.lines]
        for line, text in [*lines, (None, "")]:
            if text:
                part.append((line, text))
                continue
            for index, joined in join_lines([text for _, text in part], 0):
                label = self._emit(" ".join(joined), part[index][0], label, run)
            part = []

    def _emit(self, text: str, line: int | None, label: str, run: _Run) -> str:
        if not self.in_cell and (is_rule(text) or is_chrome_line(text)):
            return label
        self._seen["p"] += 1
        place = Place(line=line, path=f"{self.path}/p[{self._seen['p']}]")
        self.blocks.append(Paragraph(text, place, label, run.all_bold, run.centered))
        return ""

    def _table(self, node: LexborNode) -> None:
        self._seen["table"] += 1
        path = f"{self.path}/table[{self._seen['table']}]"
        line = line_of(node) or self.line

        def cell(inner: LexborNode, where: str, its_line: int | None) -> list[Block]:
            return Flow(where, its_line, self.depth + 1, in_cell=True).read(inner)

        self.blocks.extend(read_table(node, path, line, cell))


def _enter(node: LexborNode, outer: _State) -> _State | None:
    """Return what `node` hands down to its content; None when it is not shown."""
    tag = node.tag
    bold, centered = outer.bold or tag in BOLD, outer.centered or tag == "center"
    attributes = node.attributes
    if attributes:
        if hidden(node):
            return None
        align = (attributes.get("align") or "").lower()
        style = (attributes.get("style") or "").replace(" ", "").lower()
        if "font-weight:" in style:
            bold = re.search(r"font-weight:(?:bold|[6-9]00)", style) is not None
        if "text-align:" in style:
            align = style.split("text-align:", 1)[1][:6]
        if align in BLOCK_ALIGNS:
            centered = align == "center"
    return outer if (bold, centered) == (outer.bold, outer.centered) else _State(bold, centered)


def _is_note_mark(node: LexborNode) -> bool:
    """Return whether a link is a footnote's mark in the text (Word: _ftn1, LibreOffice: sdfootnote1sym)."""
    if NOTE.fullmatch(node.attributes.get("href") or "") is None:
        return False
    return MARK.fullmatch(node.text(deep=True).strip()) is not None


def _number(node: LexborNode, name: str, default: int) -> int:
    found = node.attributes.get(name) or ""
    return int(found) if re.fullmatch(r"-?\d{1,6}", found) else default


def _list_style(node: LexborNode, tag: str) -> str:
    style = node.attributes.get("style") or ""
    named = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]+)", style)
    if named and named.group(1) in LIST_NAMES:
        chosen = LIST_NAMES[named.group(1)]
        return "" if chosen == "none" else chosen
    if tag != "ol":
        return "•"
    return LIST_STYLES.get(node.attributes.get("type") or "1", "decimal")
