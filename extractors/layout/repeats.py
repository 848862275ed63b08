"""Whether a table piece prints the heading of the table before it again, has one of its own, or has none."""

from __future__ import annotations

import re

from extractors.document import Cell, Table
from extractors.layout.grid import Grid, grid_of
from extractors.layout.headings import caption_rows, find_headings, is_number_row
from extractors.layout.labels import parse_label
from extractors.layout.ragged import is_figure
from extractors.layout.rows import labelled_column
from extractors.layout.words import is_sequence_heading, same_heading
from normalizers.flags import is_blank, is_mark
from normalizers.text import bare, fold

_LEAST_ALIKE = 0.5  # share of a heading row's cells that must be exactly the same, the others cut short
_SHORTEST_CUT = 5  # letters of a heading that has been cut short
_LETTERS_A_SLIP = 12  # of a heading on a scan: one misread among so many says nothing
_SHORT, _FEWEST_BESIDE_SLIP = 3, 4  # letters of a heading in which any slip is a large one, and headings of its row
_DIGIT = re.compile(r"\d")


def repeated_rows(table: Table, piece: Table, paged: bool) -> int | None:
    """Return how many rows of `piece` repeat the heading of `table`, 0 when it has none, None for another heading.

    `table` has its headings found. Headings are the same when all their texts are, after folding. On printed pages a
    first row that only looks like a heading (texts in every column) is one of its own when it stands under STT or puts
    texts where the table has figures or marks; otherwise it is data.
    """
    own = find_headings(piece)
    count = table.header_rows
    mine, other = grid_of(table), grid_of(own)
    if count and _same_rows(mine, other, count):
        return count
    named = count
    while named > 1 and is_number_row(mine, named - 1):
        named -= 1
    if 0 < named < count and own.header_rows and _same_rows(mine, other, named):
        return named
    if named < count and _same_texts(mine, named, other, 0):
        return 1  # only the row of column numbers is printed again
    if own.header_rows == 0 or (paged and (_goes_on_in_words(other) or _numbers_go_on(mine, other))):
        return 0
    first = other.filled(caption_rows(own))
    if piece.header_rows or (first and is_sequence_heading(first[0].text)):
        return None
    if not paged:
        return None
    return None if _breaks_types(mine, other) and not _begins_like_a_row(mine, other) else 0


def _begins_like_a_row(table: Grid, piece: Grid) -> bool:
    """Tell whether the first row of `piece` begins with the word that a row of `table` begins with: "Chi cục ..."."""
    first = piece.filled(0)
    if not first or first[0].col != 0:
        return False
    word = fold(first[0].text).split(" ")[0]
    rows = (cell.text for cell in table.table.cells if cell.col == 0 and cell.row >= table.table.header_rows)
    return word.isalpha() and any(fold(text).split(" ")[0] == word for text in rows)


def _numbers_go_on(table: Grid, piece: Grid) -> bool:
    """Tell whether a first row without number stands between row 57, the last of `table`, and 58: the rest of 57."""
    seq = labelled_column(table, table.table.header_rows)
    if seq is None or piece.rows < 2 or piece.text(0, seq):
        return False
    last, following = parse_label(table.own_text(table.rows - 1, seq)), parse_label(piece.own_text(1, seq))
    if last is None or following is None or last.kind != following.kind or len(last.numbers) != len(following.numbers):
        return False
    return following.numbers == (*last.numbers[:-1], last.numbers[-1] + 1)


def _goes_on_in_words(piece: Grid) -> bool:
    """Tell whether most texts of the first row start with a small letter: as a cut row's rest does, and no heading."""
    texts = [cell.text for cell in piece.filled(0) if not is_mark(cell.text) and cell.text[0].isalpha()]
    return sum(text[0].islower() for text in texts) * 2 > len(texts)


def differing_headings(table: Table, piece: Table, repeated: int) -> list[Cell]:
    """Return the cells of the `repeated` heading rows of `piece` that do not print what `table` prints there."""
    mine, other = grid_of(table), grid_of(piece)
    if repeated != table.header_rows:
        return []  # only the row of column numbers, or a heading without it
    pairs = [pair for row in range(repeated) for pair in zip(mine.filled(row), other.filled(row), strict=False)]
    return [right for left, right in pairs if not same_heading(left.text, right.text)]


def is_orphan_heading(table: Table, piece: Table) -> bool:
    """Tell whether `table` is only a heading at the end of a page, which `piece` prints again over its rows."""
    own = find_headings(piece)
    return 0 < table.rows <= own.header_rows < piece.rows and _same_rows(grid_of(table), grid_of(own), table.rows)


def _breaks_types(table: Grid, piece: Grid) -> bool:
    """Tell whether the first row of `piece` prints words where the body of `table` has figures or marks."""
    seq = labelled_column(table, table.table.header_rows)
    valued: dict[int, int] = {}
    for cell in table.table.cells:
        if cell.row >= table.table.header_rows and cell.text and not is_blank(cell.text):
            sign = 1 if is_mark(cell.text) or is_figure(cell.text) else -1
            valued[cell.col] = valued.get(cell.col, 0) + sign
    first = [cell for cell in piece.filled(0) if valued.get(cell.col, 0) > 0 and cell.col != seq]
    words = [cell for cell in first if not is_mark(cell.text) and not is_figure(cell.text) and not is_blank(cell.text)]
    starts_with_word = seq is not None and bool(piece.own_text(0, seq)) and not is_figure(piece.own_text(0, seq))
    return len(words) * 2 > len(first) > 0 or starts_with_word


def _same_rows(mine: Grid, other: Grid, count: int) -> bool:
    """Tell whether the first rows of two pieces print the same; see `_same_texts`."""
    if other.rows < count:
        return False
    rows = [(mine.filled(row), other.filled(row)) for row in range(count)]
    if any(not cells or len(cells) != len(others) for cells, others in rows):
        return False
    return _same_cells([cell for cells, _ in rows for cell in cells], [cell for _, others in rows for cell in others])


def _same_texts(mine: Grid, row: int, other: Grid, at: int) -> bool:
    """Tell whether two rows print the same; a few cells may be cut short or run over in one of them."""
    cells, others = mine.filled(row), other.filled(at)
    return bool(cells) and len(cells) == len(others) and _same_cells(cells, others)


def _same_cells(cells: list[Cell], others: list[Cell]) -> bool:
    left, right = [cell.text for cell in cells], [cell.text for cell in others]
    alike = [same_heading(one.text, two.text) or _same_print(one, two) for one, two in zip(cells, others, strict=True)]
    if all(alike) or _one_short_slip(cells, others, alike):
        return True
    least = 2 if sum(alike) > len(alike) / 2 else _SHORTEST_CUT  # most others are the same: "Số T" is "Số TT"
    cut = all(same or _is_cut(one, two, least) for same, one, two in zip(alike, left, right, strict=True))
    if cut and sum(alike) >= max(2, _LEAST_ALIKE * len(alike)):
        return True
    # of two columns one says enough where the other prints its whole heading and the rest of a cut cell behind it
    return any(alike) and all(
        same or (len(one) >= _SHORTEST_CUT and fold(two).startswith(fold(one) + " "))
        for same, one, two in zip(alike, left, right, strict=True)
    )


def _one_short_slip(cells: list[Cell], others: list[Cell], alike: list[bool]) -> bool:
    """Tell whether all headings are the same but a short one that was misread on a scan: "LT" for "TT"."""
    if alike.count(False) != 1 or len(alike) < _FEWEST_BESIDE_SLIP:
        return False
    at = alike.index(False)
    return all(cell.place.confidence is not None and len(cell.text) <= _SHORT for cell in (cells[at], others[at]))


def _same_print(one: Cell, two: Cell) -> bool:
    """Tell whether two cells of a scan differ by no more than its recognition slips: marks, one letter in twelve."""
    if one.place.confidence is None or two.place.confidence is None:
        return False
    left, right = ("".join(sign for sign in bare(cell.text) if sign.isalnum()) for cell in (one, two))
    if min(len(left), len(right)) < _SHORTEST_CUT or _DIGIT.findall(left) != _DIGIT.findall(right):
        return False
    from rapidfuzz.distance import Levenshtein  # only scans wait for it

    most = max(1, max(len(left), len(right)) // _LETTERS_A_SLIP)
    return abs(len(left) - len(right)) <= most and Levenshtein.distance(left, right, score_cutoff=most) <= most


def _is_cut(one: str, two: str, least: int) -> bool:
    short, long = sorted(("".join(one.split()), "".join(two.split())), key=len)
    # cut before it is folded: the tone of "hoà" stays where it is in "hoàn"
    return len(short) >= least and fold(long[: len(short)]) == fold(short)
