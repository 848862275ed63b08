"""The lines above a table that name it: annex label, title, "(Kèm theo ...)", "Đơn vị tính: ..."."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.document import Block, Document, Paragraph, Table
from extractors.layout.furniture import furniture
from extractors.layout.headings import caption_rows
from extractors.layout.marks import heading_label
from extractors.layout.words import folded, is_one_of, is_upper, starts_with
from normalizers.numbers import parse_roman
from normalizers.text import fold
from normalizers.units import is_unit_line

_LONGEST_TITLE = 400
_MOST_LINES = 12
_ANNEX_TAIL = regex.compile(
    r"\s*(?:số\s*)?(?:(?P<number>\d{1,3}|[IVXL]{1,5}|[A-ZĐ])(?!\w))?\s*(?:$|[.:;,–\-(/]|(?=[\p{Lu}\"“]))"
)

_CONTINUED = regex.compile(r"\(tiếp(?: theo)?[^()]{0,20}\)[.:]?$|^tiếp theo[.:]?$")


def annex_number(text: str) -> tuple[bool, int | None, str]:
    """Read the label of an annex: (is it one, its number or None, the title printed on the same line).

    "Phụ lục 01: Kết quả ..." gives (True, 1, "Kết quả ..."), "PHỤ LỤC" (True, None, ""); running text such as
    "Phụ lục 1 và 2 kèm theo" is none.
    """
    word = starts_with(text, "annexes")
    stripped = text.lstrip("([*\"' ")
    if not word or len(text) > _LONGEST_TITLE or stripped != text.lstrip("*\"' "):
        return (False, None, "")
    rest = stripped[len(word) :]
    tail = _ANNEX_TAIL.match(rest)
    if tail is None:
        return (False, None, "")
    title = rest[tail.end() :].strip(" .:;–-/")
    printed = tail["number"]
    if printed is None and title and not (is_upper(text) or (rest.lstrip()[:1] in ".:–-")):
        return (False, None, "")
    if (title and rest[tail.end() - 1 : tail.end()] == ",") or text.endswith((";", ",")):
        return (False, None, "")
    return (True, _number(printed), title)


def _number(printed: str | None) -> int | None:
    if printed is None:
        return None
    if printed.isdigit():
        return int(printed)
    roman = parse_roman(printed)
    return roman if roman is not None else ord(printed) - ord("A") + 1


def is_caption(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph between two tables names what follows or is running text of its own."""
    text = paragraph.text
    if not text:
        return False
    if annex_number(text)[0] or is_title_note(text) or heading_label(paragraph) is not None:
        return True
    if starts_with(text, "table_titles") or (starts_with(text, "annex_titles") and not text.endswith((".", ";", ","))):
        return True
    if text.endswith(":") or is_signature(text) or starts_with(text, "recipients"):
        return True
    return is_upper(text) and len(text) > 8


def is_title_note(text: str) -> bool:
    """Tell whether a line goes with a title: "(Kèm theo Quyết định ...)", "Đơn vị tính: triệu đồng", "Ha"."""
    word = starts_with(text, "title_notes")
    if not word:
        return is_unit_line(text)
    return text.lstrip("*\"' ").startswith("(") or ":" in text[: len(word) + 9]


def is_continuation_note(text: str) -> bool:
    """Tell whether a line only says that the table goes on: "(tiếp theo)", "Bảng 1 (tiếp theo)"."""
    return _CONTINUED.search(fold(text)) is not None and len(text) <= _LONGEST_TITLE


def is_signature(text: str) -> bool:
    """Tell whether a line signs: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ GIÁM ĐỐC"."""
    start = text.strip("*\"' ")
    head = start.casefold()
    if any(head.startswith(word.casefold()) for word in _signed_for()) and is_upper(start[:24]):
        return True
    return (is_upper(start) or len(start) < 40) and is_one_of(start, "signers")


def _signed_for() -> tuple[str, ...]:
    return folded("signed_for")


def is_title_line(paragraph: Paragraph) -> bool:
    """Tell whether a line above a table can belong to its title."""
    text = paragraph.text
    if not text or len(text) > _LONGEST_TITLE or is_signature(text) or starts_with(text, "recipients"):
        return False
    if annex_number(text)[0] or is_title_note(text):
        return True
    if heading_label(paragraph) is not None or text[0] in "-+•":
        return False
    if text.startswith("(") and text.endswith(")"):
        return True
    if text.endswith((";", ".", ",", "/", ":")) or starts_with(text, "preamble"):
        return False
    if is_upper(text) or paragraph.centered or paragraph.bold:
        return True
    return bool(starts_with(text, "annex_titles") or starts_with(text, "table_titles"))


def attach_titles(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document`, every table with the lines right above it that name it as its `title`."""
    marginal = furniture(document)
    out: list[Block] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            lines = _lines_above(document.blocks, index, marginal)
            block = replace(block, title=(*lines, *_captions(block)))
        out.append(block)
    return tuple(out)


def _lines_above(blocks: tuple[Block, ...], end: int, marginal: frozenset[int]) -> list[Paragraph]:
    lines: list[Paragraph] = []
    for index in range(end - 1, -1, -1):
        block = blocks[index]
        if not isinstance(block, Paragraph) or len(lines) >= _MOST_LINES:
            break
        if index in marginal:
            continue
        if not is_title_line(block):
            break
        lines.append(block)
        if annex_number(block.text)[0]:
            break
    lines.reverse()
    # what comes before the line that opens the title is a signer's name or the like
    opening = next((at for at, line in enumerate(lines) if _opens(line)), None)
    if opening is not None:
        return lines[opening:]
    return [line for line in lines if line.bold or line.centered or is_title_note(line.text)]


def _opens(line: Paragraph) -> bool:
    text = line.text
    if annex_number(text)[0] or is_upper(text):
        return True
    return bool(starts_with(text, "annex_titles") or starts_with(text, "table_titles"))


def _captions(table: Table) -> list[Paragraph]:
    count = caption_rows(table) if table.header_rows else 0
    cells = [cell for cell in table.cells if cell.row < count and cell.text]
    return [Paragraph(text=cell.text, place=cell.place, part=table.part) for cell in cells]
