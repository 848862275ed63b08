"""A table seen through its headings: which column means what, and what stands in a row's cell.

Headings are categorical input: each column's path of headings is looked up in the vocabulary
(`normalizers/vocabulary/headings.yaml`); what is not known there is reported, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.document import Cell, Place, Table
from extractors.layout import rows as layout_rows
from extractors.layout.grid import grid_of
from extractors.records import Cited, Finding
from normalizers.agencies import is_agency, is_group
from normalizers.flags import is_blank, is_ditto
from normalizers.numbers import parse_procedures
from normalizers.standards import editions
from normalizers.text import fold
from normalizers.vocabulary import heading_fields, says_itself

_COUNTED = "Số TTHC"
_PROCEDURES = ("thủ tục ", "tthc ", "quy trình ")


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose heading is known: its meaning and, for a year column, the year."""

    index: int
    field: str
    year: int | None
    heading: str


class Columns:
    """A table's grid, or a part of it, with its columns named by their headings."""

    def __init__(self, table: Table, part: range | None = None) -> None:
        """Look up the headings of `table`, which layout has already found, or of the columns of one part."""
        self.table = table
        self.known: list[Column] = []
        self.unknown: list[tuple[int, str]] = []
        for index, path in enumerate(table.headings):
            if part is not None and index not in part:
                continue
            printed = " / ".join(path)
            heading = heading_fields(path) if path else None
            if heading is not None:
                self.known.append(Column(index, heading.field, heading.year, printed))
            elif printed:
                self.unknown.append((index, printed))
        self._doubt_strangers()
        self._name_parts_of_counts()
        self._name_numbers()
        self._grid = grid_of(table)

    def _doubt_strangers(self) -> None:
        """Take back what a column has only from the heading above it where its neighbour under that says it itself.

        Beside "Đạt" under "Kết quả kiểm tra" an unknown heading means something else, however the result is called.
        """
        paths = self.table.headings
        itself = {(column.field, paths[column.index][:-1]) for column in self.known if says_itself(paths[column.index])}
        for column in tuple(self.known):
            path = paths[column.index]
            if len(path) > 1 and (column.field, path[:-1]) in itself and not says_itself(path):
                self.known.remove(column)
                self.unknown.append((column.index, column.heading))
        self.unknown.sort()

    def _name_parts_of_counts(self) -> None:
        """Read "Đã xây dựng", "Tổng" beside "Số TTHC" as they would be read under it: the column next to it counts.

        So are "Thủ tục đã áp dụng", "Thủ tục đang thực hiện" over figures.
        """
        beside = self.has("procedures", "procedures_total")
        for index, printed in tuple(self.unknown):
            path = self.table.headings[index]
            if not beside and not fold(path[-1]).startswith(_PROCEDURES):
                continue
            heading = heading_fields((_COUNTED, path[-1])) if len(path) == 1 else None
            if (
                heading is not None
                and heading.field in ("procedures_applied", "procedures_total")
                and self._counts(index)
            ):
                self.unknown.remove((index, printed))
                self.known.append(Column(index, heading.field, None, printed))
        totals = self.of("procedures_total")
        if len(totals) == 2 and not self.has("procedures_applied", "procedures"):
            # "Tổng số | Thuộc phạm vi áp dụng": what the system covers, beside all
            part = [column for column in totals if not fold(self.table.headings[column.index][-1]).startswith("tổng")]
            if len(part) == 1 and "áp dụng" in fold(part[0].heading):
                self.known = [
                    replace(column, field="procedures_applied") if column in part else column for column in self.known
                ]
        self.known.sort(key=lambda column: column.index)

    def _name_numbers(self) -> None:
        """Take the first of two columns under one heading for the rows' numbers where it holds them: "a) | Đào tạo"."""
        seq = layout_rows.sequence_column(self.table) if self.table.headings else None
        if seq is None or seq + 1 >= self.table.cols or not self.table.headings[seq]:
            return
        if self.table.headings[seq] == self.table.headings[seq + 1]:
            self.known = [replace(one, field="row_no") if one.index == seq else one for one in self.known]

    def _counts(self, index: int) -> bool:
        """Tell whether a column prints figures, as "Phiên bản đang áp dụng" does not."""
        cells = [cell for cell in self.table.cells if cell.col == index and cell.row >= self.table.header_rows]
        printed = [cell.text for cell in cells if not is_blank(cell.text)]
        if len(printed) > 1 and {text.strip() for text in printed} <= set(map(str, editions("9001"))):
            return False  # of the standard: "Phiên bản TCVN ISO 9001" over "2015"
        return sum(parse_procedures(text).readable for text in printed) * 2 >= len(printed)

    def of(self, field: str) -> list[Column]:
        """Return the columns that mean `field`, left to right."""
        return [column for column in self.known if column.field == field]

    def has(self, *fields: str) -> bool:
        """Tell whether any column means one of `fields`."""
        return any(column.field in fields for column in self.known)

    def at(self, row: int, col: int) -> Cell | None:
        """Return the cell that covers (row, col), through its spans."""
        return self._grid.at(row, col)

    def cited(self, row: int, field: str) -> Cited | None:
        """Return what the first column that means `field` says in `row`; a merged cell speaks for all its rows.

        Where the cell only says that it is the same ("nt", "như trên"), the cell above that it repeats speaks.
        """
        for column in self.of(field):
            cell = self.meant(row, column.index)
            if cell is not None and cell.text:
                return Cited(cell.text, cell.place)
        return None

    def meant(self, row: int, col: int) -> Cell | None:
        """Return the cell that says what (row, col) means: itself, or the one above that a "nt" repeats."""
        cell = self.at(row, col)
        while cell is not None and is_ditto(cell.text) and cell.row > self.table.header_rows:
            above = self.at(cell.row - 1, col)
            if above is None or not above.text or layout_rows.role(self.table, cell.row - 1) != "body":
                break
            cell = above
        return cell

    def own(self, row: int, col: int) -> Cell | None:
        """Return the cell that starts in exactly (row, col)."""
        cell = self._grid.at(row, col)
        return cell if cell is not None and (cell.row, cell.col) == (row, col) else None

    def body(self) -> Iterator[int]:
        """Yield the indices of the body rows: neither heading, group, total nor blank."""
        for row in range(self.table.header_rows, self.table.rows):
            if layout_rows.role(self.table, row) == "body":
                yield row

    def row_place(self, row: int) -> Place:
        """Return where a row stands: its first cell's page and line, the box around all its cells on that page."""
        cells = self._grid.starting(row)
        if not cells:
            return self.table.place
        # a merged cell that starts in this row reaches far below it: the box of the row is that of its own cells
        own = [cell for cell in cells if cell.row_span == 1] or cells
        first = own[0].place
        box = first.box
        for cell in own[1:]:
            if box is not None and cell.place.box is not None and cell.place.page == first.page:
                box = box.union(cell.place.box)
        return Place(page=first.page, box=box, line=first.line, path=first.path)

    def row_text(self, row: int) -> str:
        """Return the printed row, its cells separated by ``|``."""
        cells = sorted(self._grid.starting(row), key=lambda cell: cell.col)
        return " | ".join(cell.text for cell in cells)

    def unknown_headings(self) -> list[Finding]:
        """Return a finding for each heading that the vocabulary does not know."""
        return [
            Finding(
                rule="unknown_heading",
                severity="info",
                message=f"The heading {printed!r} is not in the vocabulary; "
                "its column stands in `table_values` and `cells` only.",
                message_vi=f"Tiêu đề cột “{printed}” chưa có trong từ vựng; "
                "nội dung cột chỉ nằm trong các bảng table_values và cells.",
                place=self.table.place,
                actual=printed,
            )
            for _, printed in self.unknown
        ]


def names_agencies(columns: Columns) -> bool:
    """Tell whether most cells of the first column of agencies name some: "Đơn vị" may head a unit of quantity too."""
    cells = [cited for row in columns.body() if (cited := columns.cited(row, "agency")) is not None]
    named = sum(is_agency(cited.text) or is_group(cited.text) for cited in cells)
    return named * 2 > len(cells)


def side_by_side(table: Table) -> list[Columns]:
    """Return the parts of a list printed in two or three parts beside each other, else the table as one.

    "STT | Tên cơ quan | STT | Tên cơ quan": the same headings, which differ among themselves, once for each part.
    """
    headings = [tuple(path) for path in table.headings]
    for parts in (2, 3):
        width, left_over = divmod(len(headings), parts)
        own = headings[:width]
        if not left_over and width > 1 and len(set(own)) == width and headings == own * parts:
            return [Columns(table, range(start, start + width)) for start in range(0, len(headings), width)]
    return [Columns(table)]
