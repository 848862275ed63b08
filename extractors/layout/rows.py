"""What each row of a table is for (heading, group, total, body) and which group rows govern it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.document import Cell, Table
from extractors.layout.grid import Grid, grid_of
from extractors.layout.labels import Label, LabelKind, parse_label
from extractors.layout.words import is_sequence_heading, is_total, is_upper, is_year, starts_with
from extractors.remembered import remembered
from normalizers.flags import is_blank, is_mark
from normalizers.numbers import parse_count
from normalizers.text import fold

_LEAST_OUTLINE = 3  # rows of an outline that stands behind the names
_BULLETS = frozenset("-–+*•")
_NUMBERED_CLASS = re.compile(r"(?:Nhóm|Loại|Bậc|Hạng|Mức) (?:\d{1,2}|[IVX]{1,4})")  # stands where others print a number

Role = Literal["header", "group", "total", "body", "blank"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of one table as understood: roles, sequence labels, names, and the stacks of governing rows."""

    roles: tuple[Role, ...]
    labels: tuple[Label | None, ...]
    names: tuple[str, ...]  # the text that names each row, its label aside
    groups: Mapping[int, tuple[int, ...]]


@remembered(16)
def read_rows(table: Table) -> Reading:
    """Return the reading of all rows of a shaped `table`; extractors ask row by row."""
    return _Reader(table).read()


def role(table: Table, row: int) -> Role:
    """Return what `row` of a shaped table is: ``header``, ``group``, ``total``, ``body`` or ``blank``.

    A group row heads rows below it: it is lettered or numbered in Roman ("A", "I"), spans the table, or names
    something without a sequence number, a mark or running text ("Huyện Kon Rẫy | 07"). A total adds up others
    ("Tổng cộng", "Làm tròn"). A blank row prints nothing of its own: it is empty, or holds only the stray text of a
    merged cell or a note under the table.
    """
    return read_rows(table).roles[row]


def groups(table: Table) -> Mapping[int, tuple[int, ...]]:
    """Return for every row below the heading the rows that govern it, outermost first.

    Letters govern Roman numerals, both govern unnumbered groups ("Huyện ..."), and a row numbered 2 governs 2.1, so
    that the last of the stack is the nearest parent. Group rows have the stack of their own outer groups.
    """
    return read_rows(table).groups


def label(table: Table, row: int) -> Label | None:
    """Return the sequence label that `row` prints (``41.``, ``2.3``, ``IV``), None when it prints none."""
    return read_rows(table).labels[row]


def label_text(table: Table, row: int) -> str:
    """Return the text that names `row`, its sequence label aside: "Huyện Đăk Glei", "Tổng (147 cơ quan)"."""
    return read_rows(table).names[row]


def sequence_column(table: Table) -> int | None:
    """Return the column of sequence numbers of a shaped table: headed STT or TT, or the first that counts its rows.

    It may stand behind the names where it holds an outline: "Phần mềm | A", "Bản quyền | A.1".
    """
    grid = grid_of(table)
    found = labelled_column(grid, table.header_rows)
    return found if found is not None else _outline_behind_names(grid, table.header_rows)


def _outline_behind_names(grid: Grid, first_row: int) -> int | None:
    """Return 1 where the second column labels every row but totals, some rows as parts of the one above, else None."""
    rows = [row for row in range(first_row, grid.rows) if grid.own_text(row, 1)]
    texts = [grid.own_text(row, 1) for row in rows]
    labels = [parse_label(text) for text in texts]
    if len(rows) < _LEAST_OUTLINE or None in labels or not all(_is_worded(grid.own_text(row, 0)) for row in rows):
        return None
    if any(not is_total(grid.own_text(row, 0)) for row in range(first_row, grid.rows) if row not in rows):
        return None
    parts = [two for one, two in pairwise(texts) if re.fullmatch(re.escape(one.rstrip(".")) + r"\.1\.?", two)]
    return 1 if texts[0].rstrip(".") in ("A", "I", "1") and parts else None


def _is_worded(text: str) -> bool:
    return len(text) > 1 and any(sign.isalpha() for sign in text) and parse_label(text) is None


def labelled_column(grid: Grid, first_row: int) -> int | None:
    """Return the column that numbers the rows from `first_row` on, None when none does.

    A heading such as STT over one of the first three columns decides; without it the first column counts when most of
    its texts are labels that grow, and the second when the first is blank.
    """
    for col in range(min(3, grid.cols)):
        if any(is_sequence_heading(grid.text(row, col)) for row in range(first_row)):
            return col
    if grid.cols < 2:
        return None
    texts = [text for row in range(first_row, grid.rows) if (text := grid.own_text(row, 0))]
    if texts:
        return 0 if _counts_rows(texts) else None
    texts = [text for row in range(first_row, grid.rows) if (text := grid.own_text(row, 1))]
    return 1 if texts and _counts_rows(texts) else None


def _counts_rows(texts: list[str]) -> bool:
    """Tell whether the texts of a column are mostly sequence labels: counts and marks do not grow by one."""
    if is_year(texts[0]) and sum(map(is_year, texts)) * 2 > len(texts):
        return False  # what the rows are about: 2021, 2022, "Sơ bộ 2023"
    known: list[Label] = []
    for text in texts:
        found = parse_label(text, known[-1] if known else None)
        if found is not None:
            known.append(found)
    if len(known) * 2 <= len(texts):
        return False
    if len(known) == 1:
        return not is_mark(texts[0]) and (known[0].kind != "arabic" or known[0].value < 1000)
    steps = [(one, two) for one, two in pairwise(known) if one.kind == two.kind]
    if not steps:
        return True
    grown = [one for one, two in steps if _grows(one.numbers, two.numbers)]
    return len(grown) * 2 > len(steps)


def _grows(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    """Tell whether `two` can follow `one` in a column of numbers: 3 after 2, 2.1 after 2, 3 after 2.4, or 1 again."""
    if two in ((1,), (*one, 1)):
        return True
    depth = len(two)
    return depth <= len(one) and two[:-1] == one[: depth - 1] and 0 < two[-1] - one[depth - 1] <= 3


class _Reader:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.grid = grid_of(table)
        leading = labelled_column(self.grid, table.header_rows)
        self.seq = leading if leading is not None else _outline_behind_names(self.grid, table.header_rows)
        self.behind = leading is None and self.seq is not None
        self.name_col = self.seq + 1 if self.seq is not None and table.cols > 1 and not self.behind else 0
        self.labels: list[Label | None] = []
        self.names: list[str] = []
        self.latest: dict[LabelKind, Label] = {}  # the last label of each kind so far
        self.following: list[Label | None] = []  # the next label below each row
        self.kinds: set[str] = set()
        self.last_filled = -1
        self.divided: set[int] | None = None

    def read(self) -> Reading:
        table = self.table
        for row in range(table.rows):
            found, name = (None, "") if row < table.header_rows else self._label_and_name(row)
            if found is not None:
                self.latest[found.kind] = found
            self.labels.append(found)
            self.names.append(name)
        self.kinds = {found.kind for found in self.labels if found is not None}
        following: Label | None = None
        for found in reversed(self.labels):
            self.following.append(following)
            following = found or following
        self.following.reverse()
        self.last_filled = max((cell.row for cell in table.cells if cell.text), default=-1)
        roles = [self._role(row) for row in range(table.rows)]
        if "header" in roles[table.header_rows :]:
            self._titles_are_groups(roles)
        return Reading(tuple(roles), tuple(self.labels), tuple(self.names), self._groups(roles))

    def _titles_are_groups(self, roles: list[Role]) -> None:
        """Take a title over the heading for a group row, as those over the headings printed again below it are."""
        for row in range(self.table.header_rows):
            filled = self.grid.filled(row)
            if len(filled) == 1 and self._spans_table(filled[0]):
                self.labels[row], self.names[row] = self._label_and_name(row)
                roles[row] = "group"

    def _label_and_name(self, row: int) -> tuple[Label | None, str]:
        grid = self.grid
        filled = grid.filled(row)
        if not filled:
            return None, ""
        first = filled[0]
        seq_cell = grid.at(row, self.seq) if self.seq is not None else None
        if seq_cell is not None and seq_cell.row == row and seq_cell.text:
            found = self._parse(seq_cell.text)
            if found is not None and self.behind:
                return found, first.text
            if found is not None and seq_cell is first:
                rest = [cell for cell in filled if cell.col > seq_cell.col]
                return found, rest[0].text if rest else ""
            if found is None:
                named = next((cell.text for cell in filled if cell.col > seq_cell.col), "")
                if named and (seq_cell.text in _BULLETS or _NUMBERED_CLASS.fullmatch(seq_cell.text)):
                    return None, named
                return self._split(seq_cell.text)
        if first.col > self.name_col and self.seq is not None and first.col_span == 1 and not is_total(first.text):
            found, name = self._split(first.text)
            if found is not None and found.kind in ("roman", "upper") and len(filled) == 1:
                return found, name  # "I. Lĩnh vực Văn hóa" in the column of the names, behind that of the codes
            return None, ""  # no name printed: what stands here belongs to a later column
        return self._split(first.text)

    def _parse(self, text: str) -> Label | None:
        # "C" after "B" is a letter even when Roman numerals stand between them
        letter = parse_label(text, self.latest.get("upper"))
        return letter if letter is None or letter.kind == "upper" else parse_label(text, self.latest.get("roman"))

    def _split(self, text: str) -> tuple[Label | None, str]:
        # a merged group row prints label and name in one cell: "II. Khối huyện", "A - Cấp tỉnh"
        head, _, rest = text.partition(" ")
        if rest and head[-1:] in ".)":
            found = self._parse(head)
            if found is not None:
                return found, rest.lstrip("-–. ")
        return None, text

    def _role(self, row: int) -> Role:
        table, grid = self.table, self.grid
        if row < table.header_rows:
            return "header"
        filled = grid.filled(row)
        if not filled:
            return "blank"
        if self._repeats_heading(row, filled):
            return "header"
        found, name = self.labels[row], self.names[row]
        if is_total(name) and (found is None or found.kind != "arabic" or self.following[row] is None):
            return "total"
        if found is not None:
            return self._labelled_role(row, found)
        first = filled[0]
        alone = len(filled) == 1
        if alone and self._spans_table(first):
            return "group" if self._governs(row) else "blank"
        if alone and not name:
            return "blank"  # the text of a merged cell, printed on a line of its own
        if self.seq is None or not name or grid.own_text(row, self.seq) not in ("", name):
            return "body"
        others = [cell for cell in filled if cell.text != name and cell.col > first.col]
        if any(is_mark(cell.text) for cell in others) or self._merged_into(row):
            return "body"
        if all(is_blank(cell.text) or _is_figure(cell.text) for cell in others):
            if others and self._divided():
                return "body"
            return "group" if self._governs(row) else "body"
        return "body"

    def _repeats_heading(self, row: int, filled: list[Cell]) -> bool:
        """Tell whether a row prints a row of the heading again, as lists do under each of their titles.

        Where two tables touch, the second one's heading may stand under other columns.
        """
        texts = [fold(cell.text) for cell in filled]
        same = [
            above for above in range(self.table.header_rows) if texts == [fold(c.text) for c in self.grid.filled(above)]
        ]
        cols = [cell.col for cell in filled]
        return len(texts) > 1 and any(
            len(texts) > 2 or cols == [cell.col for cell in self.grid.filled(above)] for above in same
        )

    def _spans_table(self, cell: Cell) -> bool:
        return self.table.cols > 1 and cell.col_span >= max(2, self.table.cols - 1)

    def _merged_into(self, row: int) -> bool:
        """Tell whether a merged sequence cell from above covers this row: it is a further line of that entry."""
        cell = self.grid.at(row, self.seq) if self.seq is not None else None
        return cell is not None and cell.row < row and bool(cell.text)

    def _governs(self, row: int) -> bool:
        """Tell whether rows follow that an unnumbered row can head."""
        return self.following[row] is not None or (self.seq is None and row < self.last_filled)

    def _divided(self) -> set[int]:
        """Return the numbered rows that print only a name, over unnumbered rows with figures; none where it is one.

        "1 | Người có công | " over " | Diện thoát ly | 3.117.000": a table that divides its entries so has no
        unnumbered group rows that carry figures.
        """
        if self.divided is None:
            found = {row for row in range(self.table.header_rows, self.table.rows - 1) if self._is_divided(row)}
            self.divided = found if len(found) > 1 else set()
        return self.divided

    def _is_divided(self, row: int) -> bool:
        found = self.labels[row]
        if found is None or found.kind != "arabic" or self.labels[row + 1] is not None or not self._only_name(row):
            return False
        below = [cell for cell in self.grid.filled(row + 1) if cell.text != self.names[row + 1]]
        return bool(self.names[row + 1]) and any(_is_figure(cell.text) for cell in below)

    def _labelled_role(self, row: int, found: Label) -> Role:
        if found.kind in ("roman", "upper"):
            if self.kinds != {found.kind}:
                return "group"
            names_only = self._only_name(row) and self._has_unlabelled_body()
            return "group" if names_only or self._heads_unlabelled() else "body"
        following = self.following[row]
        if found.kind == "lower":
            restarts = following is not None and following.kind == "arabic" and following.numbers == (1,)
            return "group" if restarts else "body"
        deeper = following is not None and following.numbers[: len(found.numbers)] == found.numbers
        if deeper and following is not None and len(following.numbers) > len(found.numbers) and self._only_name(row):
            return "group"
        return "group" if self._heads_section(row) else "body"

    def _heads_section(self, row: int) -> bool:
        """Tell whether a numbered row spans the table over rows that count from 1 again: "2. Lĩnh vực Đất đai".

        One that names a field (lĩnh vực) and nothing else does so over rows that go on counting, too.
        """
        following, filled = self.following[row], self.grid.filled(row)
        found = self.labels[row]
        if found is None or found.kind != "arabic" or following is None or following.kind != "arabic":
            return False
        if starts_with(self.names[row], "field_rows") and self._only_name(row):
            return not self._only_name(row + 1)
        return following.numbers == (1,) and len(filled) == 1 and self._spans_table(filled[0])

    def _only_name(self, row: int) -> bool:
        name = self.names[row]
        filled = [cell for cell in self.grid.filled(row) if cell.col != self.seq]
        return all(is_blank(cell.text) or cell.text.endswith(name) for cell in filled)

    def _has_unlabelled_body(self) -> bool:
        first = self.table.header_rows
        return any(self.labels[row] is None and self.grid.filled(row) for row in range(first, self.table.rows))

    def _heads_unlabelled(self) -> bool:
        """Tell whether every lettered row stands over rows without a label, as "A. Thành thị" does over its towns."""
        lettered = [row for row, found in enumerate(self.labels) if found is not None]
        below = [row + 1 for row in lettered if row + 1 < self.table.rows]
        return (
            len(lettered) > 1
            and len(below) == len(lettered)
            and all(self.labels[row] is None and len(self.grid.filled(row)) > 1 and self.names[row] for row in below)
            and not any(is_total(self.names[row]) or self._merged_into(row) for row in below)
        )

    def _groups(self, roles: list[Role]) -> dict[int, tuple[int, ...]]:
        levels = self._levels(roles)
        stack: list[int] = []
        numbered: list[int] = []  # arabic rows that govern deeper numbers
        stacks: dict[int, tuple[int, ...]] = {}
        for row in range(self.table.rows):
            found = self.labels[row]
            if row < self.table.header_rows and roles[row] != "group":
                continue
            if roles[row] == "group" and row in levels:
                numbered.clear()
                while stack and levels[stack[-1]] >= levels[row]:
                    stack.pop()
                stacks[row] = tuple(stack)
                stack.append(row)
                continue
            if found is not None and found.kind == "arabic":
                while numbered and not _is_inside(found, self.labels[numbered[-1]]):
                    numbered.pop()
            divides = found is None and roles[row] == "body" and bool(self._divided())
            inner = (
                numbered if found is not None or (divides and numbered[-1:] and numbered[-1] in self._divided()) else []
            )
            stacks[row] = (*stack, *inner) if roles[row] != "total" else ()
            if found is not None and found.kind == "arabic":
                numbered.append(row)
        return stacks

    def _levels(self, roles: list[Role]) -> dict[int, int]:
        """Return how deep each group row is: letters and Roman numerals as first met, then unnumbered ones, then a)."""
        rows = [row for row, name in enumerate(roles) if name == "group"]
        kinds = {row: self._style(row) for row in rows}
        order: list[str] = []
        for kind in (kinds[row] for row in rows):
            if kind.rstrip(".") in ("upper", "roman", "section") and kind not in order:
                order.append(kind)
        restarts = Counter(
            kinds[row] for row in rows if (found := self.labels[row]) is not None and found.numbers[-1] == 1
        )
        plain = [kind for kind in dict.fromkeys(kinds.values()) if kind.startswith("plain")]
        outer = [kind for kind in plain if self._heads_numbered(rows, kinds, kind, restarts)]
        order = [*outer, *order, *self._nested(rows, kinds, [kind for kind in plain if kind not in outer]), "lower"]
        rank: dict[str, int] = {}
        for kind in order:
            rank.setdefault(kind, len(rank))
        # unnumbered rows of different style are one level unless one is seen to stand right over the other
        same = [kind for kind in plain if kind not in outer]
        if same and not self._stacked(rows, kinds, same):
            for kind in same:
                rank[kind] = rank[same[0]]
        return {row: rank[kinds[row]] for row in rows if kinds[row] in rank}

    def _style(self, row: int) -> str:
        found = self.labels[row]
        if found is not None and found.kind != "arabic":
            # "I.1" stands under "I"
            return found.kind if found.kind == "lower" else found.kind + "." * (len(found.numbers) - 1)
        if found is not None:
            return "section" if self._heads_section(row) else "arabic"
        first = self.grid.filled(row)[0]
        field = bool(starts_with(first.text, "field_rows"))
        return f"plain{int(not self._spans_table(first))}{int(not is_upper(first.text))}{int(field)}"

    def _nested(self, rows: list[int], kinds: dict[int, str], plain: list[str]) -> list[str]:
        return sorted(plain, key=lambda kind: next(row for row in rows if kinds[row] == kind))

    @staticmethod
    def _stacked(rows: list[int], kinds: dict[int, str], same: list[str]) -> bool:
        following = set(pairwise(rows))
        return any(
            below == above + 1 and kinds[above] in same and kinds[below] in same and kinds[above] != kinds[below]
            for above, below in following
        )

    @staticmethod
    def _heads_numbered(rows: list[int], kinds: dict[int, str], kind: str, restarts: Counter[str]) -> bool:
        """Tell whether unnumbered rows of this style stand over Roman numerals that start again under each."""
        below = [kinds.get(row + 1, "") for row in rows if kinds[row] == kind]
        return bool(below) and all(inner in ("roman", "upper") and restarts[inner] > 1 for inner in below)


def _is_inside(found: Label, outer: Label | None) -> bool:
    return (
        outer is not None
        and len(outer.numbers) < len(found.numbers)
        and found.numbers[: len(outer.numbers)] == outer.numbers
    )


def _is_figure(text: str) -> bool:
    """Tell whether a cell holds only a count or an amount: what a group row may carry for its rows."""
    squeezed = text.replace(".", "").replace(",", "").replace(" ", "")
    return parse_count(text) is not None or (squeezed.isdigit() and len(squeezed) <= 18) or text.rstrip("%").isdigit()
