"""Tables that only lay out a page: the letter head and the signature block become paragraphs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from extractors.document import Block, Paragraph, Table
from extractors.layout.grid import grid_of
from extractors.layout.titles import is_signature
from extractors.layout.words import folded, starts_with
from normalizers.text import fold
from normalizers.vocabulary.loader import words

_MOST_ROWS = 6
_MOST_COLS = 4
_BEFORE_BULLET = regex.compile(r" (?=[-–+] )")
_BEFORE_SIGNER = regex.compile(
    r"(?<=\S) (?=(?:TM|KT|TL|TUQ|TUN|Q)\. ?\p{Lu})"  # who is signed for
    r"|(?<=\S) (?=PHÓ \p{Lu})"
    # capitals end where the signer's name starts: "CHỦ TỊCH Y Wiêng Niê", "HIỆU TRƯỞNG PGS.TS. Lê Thu Hà"
    r"|(?<=\p{Lu}\p{Lu}) (?=(?:(?:GS|PGS|TSKH|TS|ThS|BS|KS|NGƯT|NGND)\. ?){0,3}(?:[YHK]['’]? )?\p{Lu}['’]?\p{Ll})"
)


def open_frames(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with layout tables replaced by their cells' texts, column after column.

    A small table is layout when it holds the state's motto (quốc hiệu, tiêu ngữ), the recipients (nơi nhận) or who
    signs, or when it is a single cell.
    """
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and _is_frame(block):
            out.extend(_paragraphs(block))
        else:
            out.append(block)
    return tuple(out)


def _is_frame(table: Table) -> bool:
    texts = [cell for cell in table.cells if cell.text]
    if not texts:
        return False
    if table.rows == 1 and table.cols == 1:
        return True
    if table.rows > _MOST_ROWS or table.cols > _MOST_COLS:
        return False
    if any(word in fold(cell.text) for cell in texts for word in folded("letter_head")):
        return True
    if any(cell.paragraphs and is_signature(cell.paragraphs[0].text) for cell in texts):
        return True
    return any(starts_with(cell.text, "recipients") or is_signature(cell.text) for cell in texts)


def _paragraphs(table: Table) -> list[Paragraph]:
    grid = grid_of(table)
    seen: set[tuple[int, int]] = set()
    found: list[Paragraph] = []
    for col in range(table.cols):
        for row in range(table.rows):
            cell = grid.at(row, col)
            if cell is None or not cell.text or (cell.row, cell.col) in seen:
                continue
            seen.add((cell.row, cell.col))
            for part in cell.paragraphs or (Paragraph(cell.text, cell.place),):
                found.extend(replace(part, text=line, place=cell.place) for line in split_lines(part.text))
    return found


def split_lines(text: str) -> list[str]:
    """Return the lines that a cell of the letter head or the signature block prints, which its text runs together.

    The motto's lines, "Số: ...", each recipient, each line of who signs for whom, and the signer's name.
    """
    if starts_with(text, "recipients"):
        pattern = _BEFORE_BULLET
    elif is_signature(text):
        pattern = _BEFORE_SIGNER
    else:
        pattern = _head_lines()
    return [line for part in pattern.split(text) if part and (line := part.strip())]


@cache
def _head_lines() -> regex.Pattern[str]:
    motto = "|".join(regex.escape(word) for word in words("outline.yaml", "letter_head"))
    return regex.compile(rf"((?i:{motto}))| (?=Số ?: ?\S)")
