"""Tables that only lay out a page: the letter head and the signature block become paragraphs."""

from __future__ import annotations

from extractors.document import Block, Paragraph, Table
from extractors.layout.grid import Grid
from extractors.layout.titles import is_signature
from extractors.layout.words import folded, starts_with
from normalizers.text import fold

_MOST_ROWS = 6
_MOST_COLS = 4


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
    return any(starts_with(cell.text, "recipients") or is_signature(cell.text) for cell in texts)


def _paragraphs(table: Table) -> list[Paragraph]:
    grid = Grid(table)
    seen: set[tuple[int, int]] = set()
    found: list[Paragraph] = []
    for col in range(table.cols):
        for row in range(table.rows):
            cell = grid.at(row, col)
            if cell is None or not cell.text or (cell.row, cell.col) in seen:
                continue
            seen.add((cell.row, cell.col))
            found.append(Paragraph(text=cell.text, place=cell.place))
    return found
