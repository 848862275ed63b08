"""Tables of pipe-separated dumps whose cells hold several lines: a row goes on until it has all its cells.

Converters of Word files print a row's cells with " | " between and each cell's paragraphs on lines of their own, with
blank lines between rows. Only a heading row that begins with the sequence number's column (STT) opens such a table,
and every row begins with a number; where a row has other cells than the heading, nothing is taken for a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.document import Table
from extractors.readers.text.tables import Line, is_counter_heading, is_divider, row_table

LEAST_COLS = 3
FAR = 80  # lines of one row; what has not ended by then is no row
LONGEST = 4000  # lines of one table


@cache
def _begins_row() -> re.Pattern[str]:
    return re.compile(r"\s*\|?\s*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,5}|[A-ZĐ])\s*[.)]?\s*\|")


def wrapped_tables(lines: Sequence[str]) -> dict[int, int]:
    """Return the tables with wrapped rows: the first line of each and the line after its last, both 0-based."""
    found: dict[int, int] = {}
    end = 0
    for index, text in enumerate(lines):
        if index < end or text.count("|") < LEAST_COLS - 1 or not is_counter_heading(_cells(text)[0]):
            continue
        stop = _end(lines, index)
        if stop is not None:
            end = found[index] = stop
    return found


def wrapped_table(lines: Sequence[Line]) -> Table:
    """Return the table of a run of lines that `wrapped_tables` has found."""
    width = len(_cells(lines[0][1]))
    return row_table([(number, cells) for number, cells in _rows(lines) if 1 < len(cells) <= width])


def _cells(text: str) -> list[str]:
    inner = text.strip()
    if inner.startswith("|"):
        inner = inner[1:]
        inner = inner[:-1] if inner.endswith("|") else inner
    return [cell.strip() for cell in inner.split("|")]


def _rows(lines: Sequence[Line]) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    for number, text in lines:
        if not text.strip() or is_divider(text):
            continue
        if not rows or _begins_row().match(text):
            rows.append((number, _cells(text)))
        else:
            first, *rest = text.split("|")
            cells = rows[-1][1]
            cells[-1] = f"{cells[-1]} {first.strip()}".strip()
            cells.extend(cell.strip() for cell in rest)
    return rows


def _end(lines: Sequence[str], start: int) -> int | None:
    """Return where the table ends that the heading at `start` opens; None when rows do not fit or none is wrapped."""
    width = len(_cells(lines[start]))
    have = rows = wrapped = 0  # cells of the row under way, rows, lines that go on with a row
    begun, end = start, start + 1
    for index in range(start + 1, min(len(lines), start + LONGEST)):
        text = lines[index]
        if not text.strip() or is_divider(text):
            continue
        if _begins_row().match(text):
            if have not in (0, width) and begun != index - 1 and _goes_on(lines, begun, index):
                break  # the row above has not ended; one of a single line is a group's
            have, begun, rows = len(_cells(text)), index, rows + 1
        elif have == 0 or index - begun > FAR or (have == width and _ended(lines[index - 1], text)):
            break  # prose behind the last row, or another table's
        else:
            have, wrapped = have + text.count("|"), wrapped + 1
        if have > width:
            return None
        end = index + 1 if have == width else end
    return end if rows and wrapped and end > start + 1 else None


def _ended(above: str, text: str) -> bool:
    """Tell whether a whole row has ended above a line: by a blank line, its closing bar, or another row's bar."""
    return "|" in text or not above.strip() or (above.strip().startswith("|") and above.rstrip().endswith("|"))


def _goes_on(lines: Sequence[str], begun: int, index: int) -> bool:
    """Tell whether lines with words stand between a row's first line and the next row."""
    return any(line.strip() for line in lines[begun + 1 : index])
