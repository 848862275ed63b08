"""What a page break cuts in two: a row whose text goes on at the top of the next page, a merged cell that goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractors.document import Cell, Irregularity, Place, Table
from extractors.layout.cuts import (
    PageEnd,
    breaks_syllable,
    could_follow,
    in_mid_sentence,
    is_cut_figure,
    is_cut_word,
    join_cells,
    join_texts,
    may_continue,
)
from extractors.layout.grid import Grid, grid_of
from extractors.layout.habits import Habit, first_word, habits
from extractors.layout.labels import parse_label
from extractors.layout.numbering import is_cut_number
from extractors.layout.ragged import is_figure
from extractors.layout.rows import labelled_column
from extractors.layout.words import is_total
from normalizers.flags import is_mark

_WHOLE = PageEnd()
_LINES = 4.0  # of the font size: two lines with their room and more, which a paragraph's first lines find enough
_BULLETS = ("- ", "– ", "+ ", "• ", "* ")
_AFTER_NUMBER = ".):"  # what a narrow column leaves of a number for the next page


def heal_split_row(table: Table, piece: Table, end: PageEnd = _WHOLE) -> tuple[Table, Table] | None:
    """Join the last row of `table` with the first of `piece` (its heading already dropped) when they are one row.

    Returns both tables, the row moved from the second into the first; None when the row is a true one. It is one row
    when the sequence cell of the second part is empty and every text there goes on with a text above it: no mark, no
    number of its own, no group row ("Huyện Kon Rẫy | 07"), no row such as the table has in the middle of a page.
    Without a sequence column the texts themselves must show it: in mid-sentence, or starting as nothing else in their
    column does while the upper half starts as others do.
    """
    if not piece.rows or table.rows <= table.header_rows:
        return None
    above, below = grid_of(table), grid_of(piece)
    last = table.rows - 1
    seq = labelled_column(above, table.header_rows)
    if not _goes_on(above, below, last, seq, end):
        return None
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    healed: list[str] = []
    place: Place | None = None
    for cell in below.starting(0):
        upper = above.at(last, cell.col)
        if upper is None:
            cells[last, cell.col] = replace(cell, row=last)
            continue
        if upper.col != cell.col:
            continue
        upper = cells[upper.row, upper.col]
        grown = replace(upper, row_span=upper.row_span + cell.row_span - 1, setting=cell.setting)
        if cell.text:
            if upper.text:
                healed.append(f"{upper.text} / {cell.text}")
                place = place or cell.place
            grown = replace(grown, text=join_cells(upper, cell), also=(*upper.also, cell.place))
        cells[upper.row, upper.col] = grown
    notes = list(table.irregularities)
    if below.filled(0):
        what = "; ".join(healed) or " | ".join(cell.text for cell in below.filled(0))
        place = place or below.filled(0)[0].place
        notes.append(Irregularity("split_row", what, place, row=last, expected="one row on one page"))
    joined = replace(
        table,
        cells=tuple(sorted(cells.values(), key=lambda cell: (cell.row, cell.col))),
        irregularities=tuple(notes),
    )
    return joined, _without_first_row(piece)


def _without_first_row(piece: Table) -> Table:
    return replace(
        piece,
        cells=tuple(replace(cell, row=cell.row - 1) for cell in piece.cells if cell.row > 0),
        rows=piece.rows - 1,
        row_lengths=piece.row_lengths[1:],
        irregularities=tuple(
            replace(note, row=max(0, note.row - 1) if note.row is not None else None) for note in piece.irregularities
        ),
        inferred_rows=frozenset(row - 1 for row in piece.inferred_rows if row > 0),
    )


def _goes_on(above: Grid, below: Grid, last: int, seq: int | None, end: PageEnd) -> bool:
    filled = below.filled(0)
    previous = above.filled(last)
    if not previous:
        return False
    if not filled:
        return bool(below.starting(0)) and (_is_open(above, last) or not _has_blank_rows(above))
    if any(cell.col_span >= above.cols > 1 for cell in previous):
        return False
    if _is_open(above, last) and _can_be_rest(above, below, last, seq, end):
        return True
    if is_total(previous[0].text):
        return is_cut_total(above.table, below.table, end)
    if is_total(filled[0].text) or filled[0].col_span >= below.cols > 1:
        return False
    cut_number = seq is not None and is_cut_number(above, below, seq, last)
    numbered = seq is not None and (cut_number or _shows_number(above, below, last, seq))
    if seq is not None and not cut_number and below.text(0, seq).strip(_AFTER_NUMBER):
        return False
    name = 0 if seq is None else seq + 1
    missing = seq is not None and not above.text(last, name)
    if not all(may_continue(above.at(last, cell.col), cell, missing) for cell in filled if cell.col != seq):
        return False
    filled = [cell for cell in filled if cell.col != seq]
    if numbered and not cut_number and _had_room_for_all(above, last, name, filled, end):
        return False
    if not filled and (cut_number or (seq is not None and below.text(0, seq))):
        return True
    continued = [cell for cell in filled if above.text(last, cell.col)]
    if not numbered:  # the items of a sum carry a dash, or nothing: what they print must show it
        if any(cell.text[:2] in _BULLETS for cell in filled):
            return False
        return bool(continued) and _shown_by_texts(above, below, last, continued, end)
    return (bool(continued) or missing) and not _is_row_of_its_own(above, below, name, filled)


def _had_room_for_all(above: Grid, last: int, name: int, filled: list[Cell], end: PageEnd) -> bool:
    """Tell whether a row without a number stands for itself: its cells had room in those above, or name an item.

    A page cuts the long texts of a row; a second text that begins where there was room for it is that of another row,
    and so is the item of a sum ("- Trong đó: ...") that has figures of its own.
    """
    itemized = len(filled) > 1 and filled[0].col == name and filled[0].text[:2] in _BULLETS and above.text(last, name)
    if itemized and any(is_figure(cell.text.rstrip("% ")) for cell in filled):
        return True
    apart = 0
    for cell in filled:
        upper = above.at(last, cell.col)
        if upper is not None and upper.text and cell.text[:2] not in _BULLETS:
            apart += could_follow(upper, cell, end) is False
    return apart > 1


def _shows_number(above: Grid, below: Grid, last: int, seq: int) -> bool:
    """Tell whether the last row is numbered by itself, so that a first row without a number can be its rest."""
    upper, lower = above.at(last, seq), below.at(0, seq)
    if upper is None or parse_label(upper.text) is None:
        return False
    return upper.row_span == 1 and (lower is None or lower.row_span == 1)


def _is_open(grid: Grid, row: int) -> bool:
    """Tell whether no line closes the last row of a printed piece: the page's end has cut it, whatever it holds."""
    single = [cell for cell in grid.starting(row) if cell.row_span == 1]
    return bool(single) and all(cell.setting is not None and cell.setting.open_below for cell in single)


def _can_be_rest(above: Grid, below: Grid, last: int, seq: int | None, end: PageEnd) -> bool:
    """Tell whether nothing in the first row of a piece speaks against its being the rest of a row that was cut."""
    if seq is not None and below.text(0, seq) and not is_cut_number(above, below, seq, last):
        return False
    for cell in below.filled(0):
        upper = above.at(last, cell.col)
        if upper is None or upper.row_span > 1 or cell.row_span > 1 or cell.col == seq:
            continue
        if not upper.text:
            continue
        if not may_continue(upper, cell, missing=False):
            return False
        if cell.col == 0 and could_follow(upper, cell, end) is False:
            return False
    return True


def is_cut_total(table: Table, piece: Table, end: PageEnd = _WHOLE) -> bool:
    """Tell whether the first row of `piece` only ends the figures, or the name, of the total that ends `table`."""
    above, below = grid_of(table), grid_of(piece)
    last, filled = table.rows - 1, below.filled(0)
    previous = above.filled(last)
    if not filled or not previous or not is_total(previous[0].text):
        return False
    upper = above.at(last, filled[0].col)
    if len(filled) == 1 and upper is not None and upper.text and not is_figure(filled[0].text):
        return could_follow(upper, filled[0], end) is True
    pairs = [(above.text(last, cell.col), cell.text) for cell in filled]
    figures = all(is_figure(before) and is_figure(after) for before, after in pairs)
    return figures and any(is_cut_figure(before, after) for before, after in pairs)


def _has_blank_rows(grid: Grid) -> bool:
    return any(not grid.filled(row) and grid.starting(row) for row in range(grid.table.header_rows, grid.rows))


def _shown_by_texts(above: Grid, below: Grid, last: int, continued: list[Cell], end: PageEnd) -> bool:
    known = habits(above, below, last)
    score = 0
    for cell in continued:
        upper, habit = above.at(last, cell.col), known.get(cell.col, Habit())
        if upper is None or upper.row_span > 1 or cell.row_span > 1:
            continue  # a merged cell goes on beside rows of their own
        before, fits = upper.text, could_follow(upper, cell, end)
        if fits is False and cell.col == 0 and not in_mid_sentence(before, cell.text):
            return False  # a new name: there was room for it on the page before
        if fits is not None:
            score += 2 if fits else -1
        if is_cut_figure(before, cell.text) or in_mid_sentence(before, cell.text):
            score += 2
        elif habit.words[first_word(cell.text)] > 1:
            score -= 2  # starts as other rows do
        elif habit.is_formulaic and habit.words[first_word(before)] > 0 and not habit.words[first_word(cell.text)]:
            score += 2
    names = known.get(0, Habit())
    if not below.text(0, 0) and names.never_blank:
        score += 2 if names.merged else 4  # a table that names every row has no row without a name
    return score > 0


def _is_row_of_its_own(above: Grid, below: Grid, name: int, filled: list[Cell]) -> bool:
    """Tell whether rows like this one, named but without number and figures, stand elsewhere inside the pages."""
    if len(filled) > 1 or filled[0].col != name or filled[0].text[0].islower():
        return False
    words: Counter[str] = Counter()
    for grid, rows in ((above, range(above.table.header_rows, above.rows - 1)), (below, range(1, below.rows))):
        for row in rows:
            cells = grid.filled(row)
            named = bool(cells) and not grid.text(row, name - 1) and cells[0].col <= name
            if named and not any(is_mark(cell.text) for cell in cells):
                words[first_word(cells[0].text)] += 1
    return words[first_word(filled[0].text)] > 0


def without_blank_tail(table: Table) -> Table:
    """Return `table` without an empty last row: the slice of a row that its renderer moved to the next page.

    A table that has empty rows elsewhere keeps it.
    """
    grid, last = grid_of(table), table.rows - 1
    cells = grid.starting(last)
    if last <= table.header_rows or not cells or grid.filled(last) or any(cell.row_span > 1 for cell in cells):
        return table
    if any(not grid.filled(row) and grid.starting(row) for row in range(table.header_rows, last)):
        return table
    kept = [
        replace(cell, row_span=cell.row_span - 1) if cell.row + cell.row_span > last else cell
        for cell in table.cells
        if cell.row < last
    ]
    return replace(table, cells=tuple(kept), rows=last, row_lengths=table.row_lengths[:last])


def without_early_line(table: Table, end: PageEnd) -> Table:
    """Return `table` with the merged cells at the end of its last page whole that LibreOffice draws cut.

    Where a merged cell ends with its page or its table, LibreOffice draws its lower border some rows too early: what is
    left below is an empty cell that no line closes. Where cut cells are left open it means otherwise.
    """
    if end.opens:
        return table
    grid, last = grid_of(table), table.rows - 1
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    closed = any(each.setting is not None and not each.setting.open_below for each in grid.starting(last))
    for cell in table.cells if closed else ():
        if cell.row + cell.row_span != table.rows or cell.text or cell.setting is None or not cell.setting.open_below:
            continue
        cols = range(cell.col, cell.col + cell.col_span)
        over = {(each.row, each.col): each for col in cols if (each := grid.at(cell.row - 1, col)) is not None}
        inside = all(each.col in cols and each.col + each.col_span <= cols.stop for each in over.values())
        if (
            not over
            or not inside
            or any(each.row < table.header_rows or not (each.text or each.row_span > 1) for each in over.values())
        ):
            continue
        for place, each in over.items():
            cells[place] = replace(each, row_span=each.row_span + cell.row_span, setting=cell.setting)
        del cells[cell.row, cell.col]
    if len(cells) == len(table.cells):
        return table
    return replace(table, cells=tuple(sorted(cells.values(), key=lambda cell: (cell.row, cell.col))))


def extend_merged(table: Table, piece: Table, end: PageEnd = _WHOLE) -> tuple[Table, Table]:
    """Let merged cells at the end of `table` go on into the first rows of `piece`, where the evidence is clear.

    An empty cell merged over several rows at the top of the page continues the cell that ends the page before, and a
    cell merged over several rows that is empty there has its text at the top of the next page: nobody merges cells to
    leave them empty. Where only one row is left on a page this is believed only in columns without other empty cells.
    A text at the top of the page continues the one above it when only the upper one starts as the column's other texts
    do ("Thuộc Huyện Đắk" / "R' Lấp") and one of the two is merged. A sequence number is never taken for another's rest.
    """
    if not piece.rows or table.rows <= table.header_rows:
        return table, piece
    above, below = grid_of(table), grid_of(piece)
    seq = labelled_column(above, table.header_rows)
    known = habits(above, below, table.rows - 1)
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    gone: set[tuple[int, int]] = set()
    if _is_open(above, table.rows - 1):
        end = replace(end, opens=False)  # the whole row is open: that tells nothing of merged cells
    notes: list[Irregularity] = []
    pairs = [
        (upper, cell, _merged_text(upper, cell, known.get(cell.col, Habit()), end))
        for cell in below.starting(0)
        if (upper := above.at(table.rows - 1, cell.col)) is not None and _faces(upper, cell, table)
    ]
    ended = {(upper.row, upper.row_span) for upper, cell, text in pairs if text is None and upper.text and cell.text}
    begun = {cell.row_span for upper, cell, text in pairs if text is None and upper.text and cell.text}
    for upper, cell, text in pairs:
        is_open = end.opens and upper.setting is not None and upper.setting.open_below
        numbers = seq is not None and cell.col <= seq
        if text is None or (numbers and cell.text):
            continue
        if not is_open and not (upper.text and cell.text) and _ends_with_others(upper, cell, ended, begun):
            continue
        if upper.text and cell.text:
            what = f"{upper.text} / {cell.text}"
            notes.append(Irregularity("split_row", what, cell.place, row=upper.row, expected=text))
        span = table.rows - upper.row + cell.row_span
        cells[upper.row, upper.col] = replace(
            upper, text=text, row_span=span, also=(*upper.also, cell.place), setting=cell.setting
        )
        gone.add((cell.row, cell.col))
    if not gone:
        return table, piece
    kept = tuple(cell for cell in piece.cells if (cell.row, cell.col) not in gone)
    ordered = tuple(sorted(cells.values(), key=lambda cell: (cell.row, cell.col)))
    return (
        replace(table, cells=ordered, irregularities=(*table.irregularities, *notes)),
        replace(piece, cells=kept),
    )


def _had_room(upper: Cell, lower: Cell) -> bool:
    """Tell whether the text of `lower` would have begun in `upper`, an empty cell of several lines' height."""
    box, setting = upper.place.box, lower.setting
    return box is not None and setting is not None and box.y1 - box.y0 > _LINES * setting.size


def _faces(upper: Cell, lower: Cell, table: Table) -> bool:
    """Tell whether two cells meet at the page break as the halves of one merged cell would."""
    same = (upper.col, upper.col_span) == (lower.col, lower.col_span)
    return same and upper.row >= table.header_rows and lower.col_span < table.cols


def _ends_with_others(upper: Cell, lower: Cell, ended: set[tuple[int, int]], begun: set[int]) -> bool:
    """Tell whether a merged cell ends or begins at the page break because others over the very same rows do.

    What is merged over the rows of one group (its number, its name, its note) ends with the group.
    """
    return (upper.row_span > 1 and (upper.row, upper.row_span) in ended) or (
        lower.row_span > 1 and lower.row_span in begun
    )


def _merged_text(upper: Cell, lower: Cell, habit: Habit, end: PageEnd) -> str | None:
    """Return the text of the merged cell that both halves make, None when they are two cells."""
    end = replace(end, free=0.0)  # the rows beside a merged cell move to the next page whole
    is_open = end.opens and upper.setting is not None and upper.setting.open_below
    if is_open and not (upper.text and lower.text):
        return upper.text or lower.text
    if not upper.text and not lower.text:
        return "" if upper.row_span > 1 and lower.row_span > 1 else None
    if not lower.text:
        if lower.row_span > 1 or (upper.row_span > 1 and habit.never_blank):
            return upper.text
        return None
    if not upper.text:
        own = is_mark(lower.text) or is_figure(lower.text) or _had_room(upper, lower)
        if not own and (upper.row_span > 1 or (lower.row_span > 1 and habit.never_blank)):
            return lower.text
        return None
    merged = lower.row_span > 1 or upper.row_span > 1
    if not is_mark(lower.text) and could_follow(upper, lower, end) and may_continue(upper, lower, missing=False):
        small = habit.begins_large and lower.text[0].islower() and upper.text[-1] not in ".;:"
        if small or breaks_syllable(upper, lower):
            return join_cells(upper, lower)
    if not merged and (not habit.merged or habit.prints(upper.text) or habit.prints(lower.text)):
        return None
    fits = could_follow(upper, lower, end) if may_continue(upper, lower, missing=False) else False
    whole = habit.prints(upper.text) or habit.prints(lower.text) or habit.words[first_word(lower.text)] > 0
    shown = (end.opens or (upper.row_span > 1 and not whole)) and not is_figure(lower.text)
    if fits and (shown or in_mid_sentence(upper.text, lower.text) or is_cut_word(upper, lower)):
        return join_cells(upper, lower)
    if not merged or fits is False:
        return None
    if in_mid_sentence(upper.text, lower.text) and not is_mark(lower.text):
        return join_texts(upper.text, lower.text)
    word = first_word(upper.text)
    alone = not habit.words[first_word(lower.text)] and not is_mark(lower.text) and not is_figure(lower.text)
    if alone and habit.words[word] > 1 and habit.words[word] * 3 > sum(habit.words.values()) * 2:
        return join_texts(upper.text, lower.text)
    return None
