"""What is usual in each column of a table: how its texts start, whether it ever leaves a cell empty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from extractors.layout.grid import Grid
from normalizers.flags import is_mark
from normalizers.text import fold

_FEWEST = 4  # texts before a column has habits


@dataclass(slots=True)
class Habit:
    """What one column does over the rows of a table."""

    words: Counter[str] = field(default_factory=Counter)  # how often each first word starts a text
    texts: Counter[str] = field(default_factory=Counter)  # how often each text fills a cell
    merged: bool = False  # some cell is merged over rows
    filled: int = 0
    blank: int = 0  # single cells that are empty
    small: int = 0  # texts that begin with a small letter

    @property
    def is_formulaic(self) -> bool:
        """Tell whether most texts start with a word that starts others too: Sở ..., UBND xã ..., Thuộc ..."""
        total = sum(self.words.values())
        again = sum(count for count in self.words.values() if count > 1)
        return total >= _FEWEST and again * 2 > total

    def prints(self, text: str) -> bool:
        """Tell whether another cell holds just this text: it is whole."""
        return self.texts[fold(text)] > 0

    @property
    def begins_large(self) -> bool:
        """Tell whether no text of the column begins with a small letter."""
        return self.words.total() >= _FEWEST and self.small == 0

    @property
    def never_blank(self) -> bool:
        """Tell whether the column leaves no single cell empty, merged cells aside."""
        return self.filled >= _FEWEST and self.blank == 0


def first_word(text: str) -> str:
    """Return the folded first word of `text`."""
    return fold(text).partition(" ")[0]


def habits(above: Grid, below: Grid, last: int) -> dict[int, Habit]:
    """Return the habits of the columns of a table and the piece after it, the rows at the page break (`last`, 0) aside.

    Rows that hold a single text, as group rows do, do not count.
    """
    found: dict[int, Habit] = {}
    for grid, rows in ((above, range(above.table.header_rows, last)), (below, range(1, below.rows))):
        for row in rows:
            cells = grid.starting(row)
            if sum(1 for cell in cells if cell.text) < 2 and grid.cols > 2:
                continue
            for cell in cells:
                habit = found.setdefault(cell.col, Habit())
                habit.merged |= cell.row_span > 1
                if cell.text and not is_mark(cell.text):
                    habit.words[first_word(cell.text)] += 1
                    habit.texts[fold(cell.text)] += 1
                    habit.small += cell.text[0].islower()
                if cell.text:
                    habit.filled += 1
                elif cell.row_span == 1 and cell.col_span == 1:
                    habit.blank += 1
    return found
