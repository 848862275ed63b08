"""Small documents for the layout tests, written as they look: rows of cells separated by ``|``."""

from __future__ import annotations

from extractors.document import Block, Box, Cell, Document, Format, Paragraph, Place, Table


def prose(text: str, page: int | None = None, line: int | None = None) -> Paragraph:
    """Return one paragraph."""
    return Paragraph(text, Place(page=page, line=line))


def printed(rows: str, page: int, widths: tuple[float, ...] = (), header_rows: int = 0) -> Table:
    """Return a ruled table piece on a PDF page. ``<`` continues the cell on its left, ``^`` the one above."""
    grid = [[text.strip() for text in line.split("|")] for line in rows.strip("\n").splitlines()]
    cols = max(len(line) for line in grid)
    widths = widths or tuple(100.0 for _ in range(cols))
    cells = []
    for row, line in enumerate(grid):
        for col, text in enumerate(line):
            if text in ("<", "^"):
                continue
            col_span = 1
            while col + col_span < len(line) and line[col + col_span] == "<":
                col_span += 1
            row_span = 1
            while row + row_span < len(grid) and grid[row + row_span][col] == "^":
                row_span += 1
            box = Box(
                50.0 + sum(widths[:col]), 20.0 * row, 50.0 + sum(widths[: col + col_span]), 20.0 * (row + row_span)
            )
            cells.append(Cell(row, col, text, Place(page=page, box=box), row_span, col_span))
    place = Place(page=page, box=Box(50.0, 0.0, 50.0 + sum(widths), 20.0 * len(grid)))
    return Table(tuple(cells), len(grid), cols, place, widths=widths, header_rows=header_rows)


def dumped(rows: str, line: int = 1) -> Table:
    """Return a table piece of a text dump: every row as long as it is written, no spans."""
    grid = [[text.strip() for text in row.split("|")] for row in rows.strip("\n").splitlines()]
    cells = [
        Cell(row, col, text, Place(line=line + row)) for row, texts in enumerate(grid) for col, text in enumerate(texts)
    ]
    lengths = tuple(len(texts) for texts in grid)
    return Table(tuple(cells), len(grid), max(lengths), Place(line=line), row_lengths=lengths)


def document(*blocks: Block, format: Format = "pdf") -> Document:
    """Return a document of `blocks`."""
    return Document(format, blocks)


def texts(table: Table, row: int) -> list[str]:
    """Return the texts of a row by column, "" where no cell starts."""
    found = {cell.col: cell.text for cell in table.row(row)}
    return [found.get(col, "") for col in range(table.cols)]
