"""The parts of one official document: the decision, the plan that it promulgates, each annex."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.document import Block, Paragraph, Part, Place, Table
from extractors.layout.marks import heading_label
from extractors.layout.titles import annex_number, is_signature, is_title_line, is_title_note
from extractors.layout.words import is_upper, starts_with

_LONGEST_TYPE_LINE = 400
_LOOK_AHEAD = 6  # blocks in which "(Ban hành kèm theo ...)" follows the title of a promulgated text


@dataclass(slots=True)
class _Start:
    """Where a part starts and what it is called."""

    index: int
    name: str  # "decision", "plan", "text", "annex"
    title: str
    number: int | None = None


def find_parts(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """Return the blocks with their part set, and the parts.

    The first part is ``decision`` for a text that speaks by articles, ``plan`` for one that is itself a plan or
    regulation, ``text`` for anything else. After a signature, the capitals of a plan's title open part ``plan``;
    annexes are opened by their label (Phụ lục) or, without one, by a title such as LỘ TRÌNH or DỰ TOÁN, and are named
    ``annex 1``, ``annex 2`` ... by their printed number or else counted on.
    """
    if not blocks:
        return blocks, ()
    starts = _Finder(blocks).find()
    names = _name(starts)
    parts = tuple(
        Part(name, start.title, blocks[start.index].place if start.index < len(blocks) else Place())
        for name, start in zip(names, starts, strict=True)
    )
    numbered: list[Block] = []
    current = 0
    for index, block in enumerate(blocks):
        while current + 1 < len(starts) and starts[current + 1].index <= index:
            current += 1
        if isinstance(block, Table):
            title = tuple(replace(line, part=current) for line in block.title)
            numbered.append(replace(block, part=current, title=title))
        else:
            numbered.append(replace(block, part=current))
    return tuple(numbered), parts


class _Finder:
    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.starts: list[_Start] = []
        self.signed = False  # a signature or list of recipients has been met in the current part
        self.spoken = False  # an article or numbered heading has been met in the current part
        self.tabled = False  # a table has been met in the current part
        self.roman = 0  # the last heading of the current part with a Roman number

    def find(self) -> list[_Start]:
        self.starts.append(self._first())
        title_end = self.starts[0].index
        self.starts[0].index = 0
        for index, block in enumerate(self.blocks):
            if isinstance(block, Table):
                self.tabled = True
                continue
            if index > title_end:
                start = self._start(index, block)
                if start is not None:
                    self.starts.append(start)
                    self.signed = self.spoken = self.tabled = False
                    self.roman = 0
                    title_end = index
                    continue
            if starts_with(block.text, "recipients") or (self.spoken and is_signature(block.text)):
                self.signed = True
            elif (opening := heading_label(block)) is not None:
                self.spoken = True
                self.roman = opening.numbers[0] if opening.kind == "roman" else self.roman
        return self.starts

    def _first(self) -> _Start:
        for index, block in enumerate(self.blocks):
            if not isinstance(block, Paragraph):
                continue
            if annex_number(block.text)[0] and is_upper(block.text.partition(":")[0]):
                return _Start(index, "annex", self._title(index), annex_number(block.text)[1])
            if _is_type_line(block.text, "decisions"):
                return _Start(index, "decision", self._title(index))
            if _is_type_line(block.text, "promulgated"):
                return _Start(index, "plan", self._title(index))
        return _Start(0, "decision" if self._has_articles() else "text", "")

    def _has_articles(self) -> bool:
        openings = (heading_label(block) for block in self.blocks if isinstance(block, Paragraph))
        return any(opening is not None and opening.kind == "article" for opening in openings)

    def _start(self, index: int, block: Paragraph) -> _Start | None:
        text = block.text
        current = self.starts[-1]
        is_annex, number, _ = annex_number(text)
        if is_annex and (self.signed or self.tabled or is_upper(text) or self._stands_alone(index)):
            if current.name == "annex" and number is not None and number == current.number:
                return None  # the label printed again at the top of a following page
            if number is None and not self.signed and self._text_goes_on(index):
                return None
            return _Start(index, "annex", self._title(index), number)
        if current.name in ("decision", "text") and _is_type_line(text, "promulgated"):
            if self.signed or (self.spoken and self._accompanied(index)):
                return _Start(index, "plan", self._title(index))
            return None
        if not is_upper(text) or heading_label(block) is not None:
            return None
        word = starts_with(text, "annex_titles")
        if not word or not self._heads_table(index):
            return None
        after_text = current.name != "annex" and self.signed
        another = (
            current.name == "annex" and self.tabled and starts_with(current.title, "annex_titles") not in ("", word)
        )
        return _Start(index, "annex", self._title(index)) if after_text or another else None

    def _text_goes_on(self, index: int) -> bool:
        """Tell whether the next heading of the text comes behind a label: "I.", "Biểu: ...", "II." is a table in it."""
        for block in self.blocks[index + 1 :] if self.roman else ():
            if not isinstance(block, Paragraph):
                continue
            if starts_with(block.text, "recipients") or is_signature(block.text):
                return False
            opening = heading_label(block)
            if opening is not None and opening.kind == "roman":
                return opening.numbers[0] == self.roman + 1
        return False

    def _stands_alone(self, index: int) -> bool:
        """Tell whether an annex label in small letters has a title, a note or a table after it rather than prose."""
        for block in self.blocks[index + 1 : index + 4]:
            if isinstance(block, Table):
                return True
            if is_title_note(block.text) or is_upper(block.text):
                return True
        return False

    def _heads_table(self, index: int) -> bool:
        for block in self.blocks[index + 1 : index + _LOOK_AHEAD]:
            if isinstance(block, Table):
                return True
            if not is_title_line(block):
                return False
        return False

    def _accompanied(self, index: int) -> bool:
        following = self.blocks[index + 1 : index + _LOOK_AHEAD]
        return any(isinstance(block, Paragraph) and is_title_note(block.text) for block in following)

    def _title(self, index: int) -> str:
        """Return the title that opens at `index`: the rest of an annex label's line and the title lines after it."""
        block = self.blocks[index]
        assert isinstance(block, Paragraph)
        is_annex, _, same_line = annex_number(block.text)
        lines = [same_line if is_annex else block.text]
        for follower in self.blocks[index + 1 : index + _LOOK_AHEAD]:
            if isinstance(follower, Table) or not self._goes_on(follower.text, len(lines) == 1 and not same_line):
                break
            if heading_label(follower) is not None or (len(lines) > 1 and not is_title_line(follower)):
                break
            lines.append(follower.text)
        return " ".join(line for line in lines if line)

    @staticmethod
    def _goes_on(text: str, first: bool) -> bool:
        """Tell whether a line goes on with a title; `first`: it stands right under the type of document."""
        if is_title_note(text) or text.startswith("(") or is_signature(text) or text.endswith((";", ".")):
            return False
        if starts_with(text, "signers"):
            return False  # "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ...": who decides, not what
        # "Thực hiện ..." under KẾ HOẠCH is its subject, further down a clause of the preamble
        return first or not starts_with(text, "preamble")


def _is_type_line(text: str, section: str) -> bool:
    """Tell whether a line opens with a type of document in capitals: QUYẾT ĐỊNH, "KẾ HOẠCH Triển khai ..."."""
    word = starts_with(text, section)
    start = text.lstrip("*\"' ")
    return (
        bool(word)
        and len(text) <= _LONGEST_TYPE_LINE
        and is_upper(start[: len(word)])
        and not text.rstrip().endswith(":")
    )


def _name(starts: list[_Start]) -> list[str]:
    taken = {start.number for start in starts if start.name == "annex" and start.number is not None}
    names: list[str] = []
    given: set[int] = set()
    for start in starts:
        if start.name != "annex":
            names.append(start.name)
            continue
        number = start.number
        if number is None or number in given:
            number = next(count for count in range(1, len(starts) + len(taken) + 2) if count not in taken | given)
        given.add(number)
        names.append(f"annex {number}")
    return names
