"""Procedures that a decision lists in numbered lines instead of a table.

"1. Thủ tục đăng ký khai sinh", "2. Thủ tục ..." right after each other, under a heading that announces a list. Lines of
their own may say what a column would: "- Thời hạn giải quyết: 10 ngày". Where each number is followed by what else the
procedure asks for (steps, papers), it is no list but the procedures themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import regex

from extractors.document import Cell, Document, Paragraph, Table
from extractors.layout.marks import heading_label
from extractors.procedure_lists.columns import says_part
from extractors.procedure_lists.context import Heading
from normalizers import procedures
from normalizers.text import fold
from normalizers.vocabulary import heading_fields

_LONGEST = 300
_FEWEST = 2  # lines of a list
_NAMED = regex.compile(r"thủ tục:?\s+\p{L}")
_SENTENCE = regex.compile(r"[.;]\s+\p{Lu}")
_DETAIL = regex.compile(r"\s*(?:[-–+•*]\s*)?(?P<label>\p{Lu}[^:]{2,60}?)\s*:\s*(?P<value>\S.*)", regex.DOTALL)
_NAME_HEADING = "Tên thủ tục hành chính"


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line that names a procedure: its number, its text without it, and the headings over it.

    `details` are the lines below it that say what a column would, each its label and its text.
    """

    number: int
    text: str
    paragraph: Paragraph
    over: tuple[Heading, ...]
    details: tuple[tuple[str, str, Paragraph], ...] = ()

    def table(self) -> Table:
        """Return the line as a table of one row: the name, and a column for each detail."""
        labels = [_NAME_HEADING, *(label for label, _, _ in self.details)]
        texts = [(self.text, self.paragraph), *((text, paragraph) for _, text, paragraph in self.details)]
        cells = [Cell(0, col, label, self.paragraph.place) for col, label in enumerate(labels)]
        cells += [Cell(1, col, text, paragraph.place) for col, (text, paragraph) in enumerate(texts)]
        return Table(
            tuple(cells),
            2,
            len(labels),
            self.paragraph.place,
            header_rows=1,
            headings=tuple((label,) for label in labels),
            part=self.paragraph.part,
        )


def lines_of(document: Document, over: Mapping[int, tuple[Heading, ...]]) -> Iterator[Line]:
    """Yield the lines of every list of procedures in numbered lines; `over` are the headings by block."""
    run: list[Line] = []
    end = 0  # the block behind the run
    last = 0  # the number of the line before: lists may go on below the heading of another field
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        detail = _detail(block)
        if detail is not None and run and index == end:
            run[-1] = replace(run[-1], details=(*run[-1].details, detail))
            end = index + 1
            continue
        line = _line(block, over.get(index, ()))
        follows = line is not None and bool(run) and index == end and line.number == run[-1].number + 1
        if not follows:
            yield from _listed(document, run, end)
            run = []
        if line is not None and (follows or line.number in (1, last + 1)):
            run.append(line)
            end, last = index + 1, line.number
    yield from _listed(document, run, end)


def _line(paragraph: Paragraph, over: tuple[Heading, ...]) -> Line | None:
    opening = heading_label(paragraph)
    if opening is None or opening.kind != "arabic" or len(opening.numbers) != 1:
        return None
    text = opening.rest.strip()
    if len(text) > _LONGEST or _SENTENCE.search(text) or text.endswith(":"):
        return None
    return Line(opening.numbers[0], text.rstrip(" .;,"), paragraph, over)


def _detail(paragraph: Paragraph) -> tuple[str, str, Paragraph] | None:
    """Return what a line below a procedure's name says of it, as a column would: "- Lệ phí: Không."."""
    if paragraph.label and paragraph.label.strip(".)").isalnum():
        return None
    found = _DETAIL.fullmatch(paragraph.text)
    if found is None:
        return None
    meaning = heading_fields((found.group("label"),))
    if meaning is None or not says_part(meaning.field):
        return None
    return found.group("label"), found.group("value").strip().rstrip("."), paragraph


def _is_named(line: Line) -> bool:
    """Tell whether a line names a procedure by its word, its code, what is done in it, or what the lines below say."""
    said = _NAMED.match(fold(line.text)) is not None or bool(procedures.find_codes(line.text))
    return said or bool(line.details) or procedures.begins_procedure(line.text)


def _listed(document: Document, run: list[Line], end: int) -> Iterator[Line]:
    if not run or not any(procedures.announces_list(heading.text) for heading in run[0].over):
        return
    detailed = sum(bool(line.details) for line in run)
    if (len(run) < _FEWEST and not detailed) or not all(map(_is_named, run)):
        return
    after = document.blocks[end] if end < len(document.blocks) else None
    opening = heading_label(after) if isinstance(after, Paragraph) else None
    if opening is not None and opening.kind == "lower":
        return  # what the last procedure asks for
    yield from (replace(line, over=run[0].over) for line in run)
