"""Merged cells that a converter prints again in every place that they cover, merged again.

Markdown has no merged cells: converters of Word files and PDFs print "Số TTHC | Số TTHC" over "Tổng số | Áp dụng",
"STT" over "STT", and the name of a group in every column of its row. Such repetitions show in a heading of two rows, in
a row that says one thing in all its columns, or in a total's label; where one of them shows, the table repeats all its
merged cells, and what is the same right and below is one cell. Figures, marks and answers ("Đạt") may stand twice by
right and are left alone, and so is text that is the same in rows of their own numbers.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extractors.document import Cell, Table
from extractors.layout.labels import parse_label
from extractors.layout.words import is_sequence_heading, is_total
from normalizers.answers import parse_answer
from normalizers.flags import is_mark

_LEAST_COLS = 3
_MOST_HEADINGS = 5  # rows
_LEAST_LETTERS = 3  # of words that are no mark

_Rows = list[list[Cell]]


def merge_repeated(table: Table) -> Table:
    """Return `table` with the cells merged that a converter has printed once for each place of a merged cell.

    Unchanged where it has merged cells of its own, rows of unequal length, or nothing that shows the repetition.
    """
    if table.cols < _LEAST_COLS or len(table.cells) != table.rows * table.cols:
        return table
    if any(cell.row_span > 1 or cell.col_span > 1 for cell in table.cells):
        return table
    rows = [list(table.cells[at : at + table.cols]) for at in range(0, len(table.cells), table.cols)]
    captions = next((at for at, row in enumerate(rows[:-1]) if not _says_one_thing(row)), 0)
    heads = _heading_rows(rows, captions)
    shown = heads > captions + 1 or _repeats_right(rows[captions])
    if not shown and not any(_says_one_thing(row) or _is_total_label(row) for row in rows):
        return table
    covered: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        for col, cell in enumerate(row):
            if (index, col) in covered:
                continue
            spans = _heading_spans(rows, index, col, heads) if index < heads else _body_spans(rows, index, col, covered)
            cells.append(replace(cell, row_span=spans[0], col_span=spans[1]))
            covered |= {(index + down, col + right) for down in range(spans[0]) for right in range(spans[1])}
    return replace(table, cells=tuple(cells))


def _heading_rows(rows: _Rows, captions: int) -> int:
    """Return the index of the first row below the headings: each further row of headings repeats a cell above it."""
    end = captions + 1
    while end < min(len(rows), captions + _MOST_HEADINGS) and not _says_one_thing(rows[end]):
        first, above = rows[end][0], rows[end - 1][0]
        if is_sequence_heading(above.text) or is_sequence_heading(first.text):
            if first.text != above.text:
                break
        elif not _is_heading_below(rows[end - 1], rows[end]):
            break
        end += 1
    return end


def _is_heading_below(above: list[Cell], below: list[Cell]) -> bool:
    """Tell whether a row goes on with the headings of a table without numbers: it repeats the first and divides one."""
    same = [one.text == other.text and _has_words(one.text) for one, other in zip(above, below, strict=True)]
    divided = any(
        one.text == other.text and _has_words(one.text) and not alike
        for (one, other), alike in zip(pairwise(above), same[:-1], strict=True)
    )
    return same[0] and divided


def _heading_spans(rows: _Rows, row: int, col: int, heads: int) -> tuple[int, int]:
    text = rows[row][col].text
    if not any(char.isalpha() for char in text):
        return 1, 1
    right = 1
    while col + right < len(rows[row]) and rows[row][col + right].text == text:
        right += 1
    down = 1
    while row + down < heads and all(cell.text == text for cell in rows[row + down][col : col + right]):
        down += 1
    return down, right


def _body_spans(rows: _Rows, row: int, col: int, covered: set[tuple[int, int]]) -> tuple[int, int]:
    """Return over how many rows and columns a cell below the headings reaches."""
    text = rows[row][col].text
    width = len(rows[row])
    if not _is_text(text) and not (col == 0 and parse_label(text) is not None):
        return 1, 1
    right = 1
    while _is_text(text) and col + right < width and rows[row][col + right].text == text:
        right += 1
    numbered = col > 0 and rows[row][0].text.strip(" .").isdigit()
    if right > 1 and (col > 1 or (numbered and col + right < width)):
        right = 1  # the same agency in two columns
    down = 1
    if right == 1:
        while row + down < len(rows) and (row + down, col) not in covered and _one_row(rows, row, row + down, col):
            down += 1
    return down, right


def _one_row(rows: _Rows, first: int, other: int, col: int) -> bool:
    """Tell whether a cell is printed again below because the number of its row is: two rows "1 | Đào tạo | ..."."""
    number = rows[first][0].text
    labelled = parse_label(number) is not None
    return labelled and rows[other][0].text == number and rows[other][col].text == rows[first][col].text


def _says_one_thing(row: list[Cell]) -> bool:
    """Tell whether a row says the same words in all its columns, its label aside: a group's row, or a caption."""
    texts = [cell.text for cell in row]
    rest = texts[1:] if parse_label(texts[0]) is not None and not texts[0].strip(" .").isdigit() else texts
    return len(rest) > 1 and len(set(rest)) == 1 and _is_text(rest[0])


def _repeats_right(row: list[Cell]) -> bool:
    return any(one.text == other.text and _has_words(one.text) for one, other in pairwise(row))


def _is_total_label(row: list[Cell]) -> bool:
    at = 0 if row[0].text else 1
    return row[at].text == row[at + 1].text and is_total(row[at].text)


def _is_text(text: str) -> bool:
    return _has_words(text) and not is_mark(text) and parse_answer(text) is None


def _has_words(text: str) -> bool:
    return sum(char.isalpha() for char in text) >= _LEAST_LETTERS or is_sequence_heading(text)
