"""The outline of a document: nested headings with the text under them, every paragraph in exactly one section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extractors.document import Block, Paragraph, Place, Section
from extractors.layout.labels import letter_value
from extractors.layout.marks import Opening, heading_label
from extractors.layout.titles import is_signature
from extractors.layout.words import is_upper, starts_with

_LONGEST_HEADING = 250
_LONGEST_LEAD = 140  # characters before the colon of "Cơ quan chủ trì: ..."
_WIDEST_GAP = 3  # headings that may be lost before the next one is no longer believed
_ASIDE = ("footnote", "endnote", "header", "footer")  # structural paths of what stands outside the text's own flow
_AMENDED_BY = regex.compile(r"sửa đổi,?\s+bổ sung\s+(?:một số điều\s+)?(?:bởi|theo)\s*:$", regex.IGNORECASE)
_RANK = {"division": 0, "article": 1, "upper": 2, "roman": 3, "arabic": 4, "lower": 5}


def find_sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Return the sections of a document whose blocks have their parts set, in reading order.

    A section's path is made of the labels that lead to it ("II.2.1", "Điều 1.I.2"); it is "" before the first heading
    of a part, and for the closing formula, the recipients and the signature. Each paragraph under a heading is one
    line of its text. A short lead before a colon is the heading, the rest of the line its first text.
    """
    builder = _Builder()
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            builder.add(index, block)
    return tuple(builder.sections())


@dataclass(slots=True)
class _Node:
    part: int
    path: str
    heading: str
    place: Place
    lines: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)


class _Builder:
    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self.stack: list[Opening] = []
        self.part = -1
        self.aside = False  # among footnotes, running heads and feet
        self.consolidated = False  # behind "... được sửa đổi, bổ sung bởi:", until the preamble
        self.tail = False  # after the closing formula or the list of recipients of this part

    def add(self, index: int, paragraph: Paragraph) -> None:
        if paragraph.part != self.part:
            self.part, self.stack, self.tail = paragraph.part, [], False
            self._open("", "", paragraph)
        if self.stack and self._begins_letter_head(paragraph.text):
            self.stack = []  # "1. Trang chủ", "2. Văn bản": what a portal numbers above the document
            self._open("", "", paragraph)
        if self.stack and self.consolidated and starts_with(paragraph.text, "preamble"):
            self.stack, self.consolidated = [], False  # behind the list of what has amended a consolidated act
            self._open("", "", paragraph)
        listed = paragraph.text.endswith(":") and _AMENDED_BY.search(paragraph.text) is not None
        self.consolidated = self.consolidated or listed
        aside = (paragraph.place.path or "").startswith(_ASIDE)
        if aside and not self.aside:
            self.stack, self.tail = [], True
            self._open("", "", paragraph)
        self.aside = aside
        opening = None if self._is_tail(paragraph) else self._lettered(heading_label(paragraph))
        if opening is not None and self._place(opening):
            heading, text = _split(opening, paragraph)
            self._open(self._path(), heading, paragraph)
        else:
            text = f"{paragraph.label} {paragraph.text}".strip()
        node = self.nodes[-1]
        node.blocks.append(index)
        if text:
            node.lines.append(text)

    def sections(self) -> Iterator[Section]:
        for node in self.nodes:
            if node.blocks:
                yield Section(node.part, node.path, node.heading, "\n".join(node.lines), node.place, tuple(node.blocks))

    def _open(self, path: str, heading: str, paragraph: Paragraph) -> None:
        self.nodes.append(_Node(self.part, path, heading, paragraph.place))

    def _begins_letter_head(self, text: str) -> bool:
        above_text = not any(opening.kind in ("article", "division") for opening in self.stack)
        return above_text and is_upper(text) and bool(starts_with(text, "letter_head"))

    def _is_tail(self, paragraph: Paragraph) -> bool:
        """Open a section without path at the closing formula, the recipients and the signature; True while in it."""
        closing = starts_with(paragraph.text, "closings") and any(o.kind in ("roman", "upper") for o in self.stack)
        ends = starts_with(paragraph.text, "recipients") or (bool(self.stack) and is_signature(paragraph.text))
        if self.stack and (ends or closing):
            self.stack, self.tail = [], bool(ends)
            self._open("", "", paragraph)
        return self.tail

    def _lettered(self, opening: Opening | None) -> Opening | None:
        """Return "C." behind "A." and "B." as the third letter, not as a hundred, and "l." behind no "k." as a 1.

        OCR reads the one letter for the other figure: "l. Sở Nội vụ" over "2. Sở Y tế".
        """
        if opening is not None and (opening.kind, opening.printed) == ("lower", "l"):
            runs = any(other.kind == "lower" and _goes_on(other, opening) for other in self.stack)
            return opening if runs else opening._replace(kind="arabic", numbers=(1,), printed="1")
        if opening is None or opening.kind != "roman" or len(opening.printed) != 1:
            return opening
        letter = opening._replace(kind="upper", numbers=(letter_value(opening.printed.lower()),))
        runs = any(other.kind == "upper" and _goes_on(other, letter) for other in self.stack)
        return (
            letter
            if runs and not any(_goes_on(other, opening) for other in self.stack if other.kind == "roman")
            else opening
        )

    def _place(self, opening: Opening) -> bool:
        """Put `opening` on the stack where it belongs; False when it does not go with the run of labels."""
        for at in range(len(self.stack) - 1, -1, -1):
            other = self.stack[at]
            if other.kind == opening.kind and _goes_on(other, opening):
                if len(opening.numbers) > len(other.numbers):
                    at += 1
                while at and self._is_sibling(self.stack[at - 1], opening):
                    at -= 1  # "2." closes 1.7 and the 1. that it stands under
                self.stack[at:] = [opening]
                return True
        if not _starts(opening):
            return False
        if opening.kind in ("division", "article"):
            self.stack = [other for other in self.stack if _is_outside(other, opening)]
        elif any(other.kind == opening.kind for other in self.stack):
            pass  # numbering starts again inside the innermost heading
        elif opening.kind == "upper" and any(other.kind == "roman" for other in self.stack):
            self.stack = [other for other in self.stack if _RANK[other.kind] <= _RANK["roman"]]
        else:
            self.stack = [other for other in self.stack if _RANK[other.kind] < _RANK[opening.kind]]
        self.stack.append(opening)
        return True

    @staticmethod
    def _is_sibling(outer: Opening, opening: Opening) -> bool:
        return outer.kind == opening.kind == "arabic" and len(outer.numbers) >= len(opening.numbers)

    def _path(self) -> str:
        kept = []
        for at, opening in enumerate(self.stack):
            after = self.stack[at + 1] if at + 1 < len(self.stack) else None
            extended = (
                after is not None
                and after.kind == opening.kind == "arabic"
                and after.numbers[: len(opening.numbers)] == opening.numbers
                and len(after.numbers) > len(opening.numbers)
            )
            if not extended:
                kept.append(opening.printed)
        return ".".join(kept)


def _goes_on(before: Opening, after: Opening) -> bool:
    """Tell whether `after` continues the run of `before`: the next number, or a deeper one under it."""
    one, two = before.numbers, after.numbers
    if before.kind == "division":
        return one[0] == two[0] and 0 < two[1] - one[1] <= _WIDEST_GAP
    if len(two) > len(one):
        return two[: len(one)] == one and two[len(one)] <= _WIDEST_GAP and len(two) == len(one) + 1
    step = two[-1] - one[len(two) - 1]
    return two[:-1] == one[: len(two) - 1] and 0 < step <= _WIDEST_GAP


def _starts(opening: Opening) -> bool:
    """Tell whether a label can be the first of its run: 1, I, A, a, 1.1, 2.1; articles and divisions start anywhere."""
    if opening.kind in ("division", "article"):
        return True
    if len(opening.numbers) > 1:
        return opening.numbers[-1] == 1
    return opening.numbers[0] == 1


def _is_outside(other: Opening, opening: Opening) -> bool:
    if opening.kind == "article":
        return other.kind == "division"
    return other.kind == "division" and _division_rank(other) < _division_rank(opening)


def _division_rank(opening: Opening) -> int:
    order = ("phần", "chương", "mục", "tiểu mục")
    word = opening.printed.rpartition(" ")[0].casefold()
    return next((rank for rank, name in enumerate(order) if word.startswith(name)), len(order))


# "Giám đốc các Sở: Tài chính, Nội vụ ... chịu trách nhiệm thi hành" is one sentence, whose colon opens a list in it
_LIST_WITHIN = regex.compile(r"(?<!\p{L})(?:[Cc]ác|[Nn]hững|[Ôô]ng|[Bb]à)(?:,?\s+\p{L}+){0,6}$")
_GOES_ON = regex.compile(r"(?<!\p{L})(?:(?:chịu|có)\s+trách\s+nhiệm|căn cứ|thi hành|thực hiện)(?!\p{L})")
_NOMINAL = regex.compile(
    r"(?:Trách nhiệm|Tổ chức|Nhiệm vụ|Phân công|Quyền|Điều khoản|Hiệu lực|Đối với)(?!\p{L})", regex.IGNORECASE
)


def _runs_through(lead: str, text: str) -> bool:
    """Tell whether a colon stands within a sentence: its list is the subject of the verb that follows."""
    goes_on = text.endswith(",") or _GOES_ON.search(text) is not None
    return goes_on and not _NOMINAL.match(lead) and _LIST_WITHIN.search(lead) is not None


def _split(opening: Opening, paragraph: Paragraph) -> tuple[str, str]:
    """Return (heading, first text) of a labelled paragraph."""
    rest = opening.rest.strip()
    if paragraph.bold or is_upper(rest):
        return rest.rstrip(" :"), ""
    lead, colon, text = rest.partition(": ")
    if colon and opening.kind == "article" and _runs_through(lead, text):
        return "", rest
    if colon and len(lead) <= _LONGEST_LEAD and not any(mark in lead for mark in ";(") and ". " not in lead:
        return lead.strip(), text.strip()
    if rest.endswith(":") and len(rest) <= _LONGEST_HEADING:
        return rest.rstrip(" :"), ""
    if len(rest) <= _LONGEST_HEADING and not rest.endswith((".", ";", ",", "./.", "/.")):
        return rest, ""
    return "", rest
