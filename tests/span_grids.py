"""Random grids of cells with spans, and how they are written in DOCX and HTML: the readers must give them back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from hypothesis import strategies as st

from extractors.document import Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
GridCell = tuple[int, int, int, int, str]  # row, column, row span, column span, text


@st.composite
def span_grids(draw: st.DrawFn) -> tuple[int, int, list[GridCell]]:
    """Return (rows, columns, cells) of a grid without gaps."""
    rows, cols = draw(st.integers(1, 5)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            room = next((n for n in range(1, cols - col) if (row, col + n) in taken), cols - col)
            across, down = draw(st.integers(1, room)), draw(st.integers(1, rows - row))
            text = draw(st.sampled_from(("", "x", "Sở Nội vụ", "1.885", "UBND xã Đắk R'Măng")))
            cells.append((row, col, down, across, text or f"{row}-{col}" if row == 0 else text))
            taken |= {(r, c) for r in range(row, row + down) for c in range(col, col + across)}
    return rows, cols, cells


def without_unseen_columns(cols: int, cells: Iterable[GridCell]) -> set[GridCell]:
    """Return the cells in the columns that show: an edge at which no cell begins cannot be seen."""
    edges = sorted({cell[1] for cell in cells})
    number = {edge: index for index, edge in enumerate(edges)}
    number[cols] = len(edges)
    ends = {edge: sum(e < edge for e in edges) for edge in range(cols + 1)}
    return {(row, number[col], down, ends[col + across] - number[col], text) for row, col, down, across, text in cells}


def read_cells(table: Table) -> set[GridCell]:
    """Return a table's cells in the same form."""
    return {(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells}


def as_html(rows: int, cells: Iterable[GridCell]) -> str:
    """Write a grid as an HTML table."""
    lines = ["<table border=1>"]
    for row in range(rows):
        lines.append("<tr>")
        for at, _, down, across, text in cells:
            if at == row:
                lines.append(f"<td rowspan={down} colspan='{across}'>{text}</td>")
        lines.append("</tr>")
    return "\n".join([*lines, "</table>"])


def as_word(rows: int, cols: int, cells: Iterable[GridCell]) -> str:
    """Write a grid as a ``w:tbl``."""
    cells = list(cells)
    xml = ["<w:tbl><w:tblGrid>", "<w:gridCol w:w='900'/>" * cols, "</w:tblGrid>"]
    for row in range(rows):
        xml.append("<w:tr>")
        for at, _, down, across, text in sorted(cells, key=lambda cell: cell[1]):
            if not at <= row < at + down:
                continue
            merge = "" if down == 1 else "<w:vMerge w:val='restart'/>" if at == row else "<w:vMerge/>"
            span = f"<w:gridSpan w:val='{across}'/>" if across > 1 else ""
            shown = text if at == row else ""
            xml.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(shown)}</w:tc>")
        xml.append("</w:tr>")
    return "".join([*xml, "</w:tbl>"])


def paragraph(text: str, properties: str = "") -> str:
    """Write a ``w:p`` with one run."""
    return f"<w:p>{properties}<w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def word_file(body: str, **parts: str) -> bytes:
    """Return a DOCX with that body; `parts` are further parts of ``word/`` by name, such as ``numbering``."""
    namespaces = (
        f"xmlns:w='{W}' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' "
        "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "
        "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
        "xmlns:v='urn:schemas-microsoft-com:vml'"
    )
    kinds = {"header1": "header", "header2": "header", "footer1": "footer"}
    relations = "".join(
        f"<Relationship Id='{name}' Target='{name}.xml' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
        f"relationships/{kinds.get(name, name)}'/>"
        for name in parts
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {namespaces}><w:body>{body}</w:body></w:document>")
        package.writestr(
            "word/_rels/document.xml.rels",
            f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{relations}</Relationships>",
        )
        for name, xml in parts.items():
            declared = xml.replace(">", f" {namespaces}>", 1) if xml.startswith("<w:") else xml
            package.writestr(f"word/{name}.xml", declared)
    return packed.getvalue()
