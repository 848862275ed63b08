"""Word tables: every cell with its spans, from gridSpan, vMerge, hMerge, gridBefore (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from extractors.document import Block, Paragraph, Place, Table
from extractors.readers.docx.pictures import BLIP, IMAGE_DATA, Picture
from extractors.readers.docx.text import Lines
from extractors.readers.docx.xml import W, attribute, child, content, flag, number, value
from extractors.readers.spans import Slot, cell_text, compress, several, sorted_cells

GRID_SPAN, V_MERGE, H_MERGE, CELL, ROW = W + "gridSpan", W + "vMerge", W + "hMerge", W + "tc", W + "tr"
PARAGRAPH, CELL_PROPERTIES, TEXT_BOX = W + "p", W + "tcPr", W + "txbxContent"

MORE = (TEXT_BOX, BLIP, IMAGE_DATA)  # what a paragraph may hold beside its line

Flow = Callable[[etree._Element, str], Iterator[Block | Picture]]


def read_table(node: etree._Element, path: str, lines: Lines, flow: Flow) -> Iterator[Table | Picture]:
    """Yield the table of a ``w:tbl``, then tables and pictures in its cells; `flow` reads more than a line."""
    slots: list[Slot] = []
    nested: list[Table | Picture] = []
    lengths: list[int] = []
    header_rows, in_header = 0, True
    above: dict[int, Slot] = {}  # merges that the row above leaves open, by first column
    cols = 0
    for tr in content(node):
        if tr.tag != ROW or child(child(tr, "trPr"), "del") is not None:
            continue
        row = len(lengths)
        properties = child(tr, "trPr")
        in_header = in_header and bool(flag(properties, "tblHeader"))
        header_rows += in_header
        col = number(value(properties, "gridBefore"))
        here: dict[int, Slot] = {}
        last: Slot | None = None
        count = 0
        for tc in content(tr):
            if tc.tag != CELL:
                continue
            count += 1
            place = Place(path=f"{path}/tr[{row + 1}]/tc[{count}]")
            span, vertical, horizontal = _spans(tc)
            text, paragraphs, inner = _cell(tc, str(place.path), lines, flow)
            nested.extend(inner)
            if horizontal == "continue" and last is not None:
                last.col_span += span
                _add(last, text)
            elif vertical == "continue" and col in above and above[col].col_span == span:
                last = above[col]
                last.row_span += 1
                _add(last, text)
                here[col] = last
            else:
                last = Slot(row, col, text, place, 1, span, paragraphs)
                slots.append(last)
                if vertical:
                    here[col] = last
            col += span
        lengths.append(count)
        cols = max(cols, col + number(value(properties, "gridAfter")))
        above = here
    widths = _widths(node)
    cols, widths = compress(slots, cols, widths)
    if slots:
        table = Table(
            sorted_cells(slots), len(lengths), cols, Place(path=path), widths=widths, row_lengths=tuple(lengths)
        )
        yield _headed(table, header_rows)
    yield from nested


def _headed(table: Table, header_rows: int) -> Table:
    """Return `table` with the heading rows that the document itself marks (rows to repeat on every page)."""
    if not 0 < header_rows < table.rows:
        return table
    return Table(
        table.cells,
        table.rows,
        table.cols,
        table.place,
        widths=table.widths,
        row_lengths=table.row_lengths,
        header_rows=header_rows,
    )


def _cell(
    tc: etree._Element, path: str, lines: Lines, flow: Flow
) -> tuple[str, tuple[Paragraph, ...], list[Table | Picture]]:
    """Return (text, the paragraphs that it runs together, nested tables and pictures) of a cell."""
    inner = [item for item in tc if item.tag != CELL_PROPERTIES]
    if len(inner) == 1 and inner[0].tag == PARAGRAPH and next(inner[0].iter(*MORE), None) is None:  # most cells
        line = lines.read(inner[0])
        broken = list(line.paragraphs(Place(path=f"{path}/p[1]"))) if len(line.printed) > 1 else []
        return f"{line.label} {cell_text(line.printed)}".strip(), several(broken), []
    texts: list[str] = []
    paragraphs: list[Paragraph] = []
    nested: list[Table | Picture] = []
    depth = path.count("/tbl[")
    for block in flow(tc, path):
        if isinstance(block, Paragraph):
            paragraphs.append(block)
            texts.append(f"{block.label} {block.text}" if block.label and block.text else block.label or block.text)
        else:
            nested.append(block)
            if (
                isinstance(block, Table) and str(block.place.path).count("/tbl[") == depth + 1
            ):  # deeper ones are already in this one's text
                texts.extend(cell.text for cell in block.cells)
    return cell_text(texts), several(paragraphs), nested


def _add(slot: Slot, text: str) -> None:
    """Keep what stands in the later cells of a merged cell, unless a program merely repeated it there."""
    if text and text != slot.text:
        slot.text = f"{slot.text} {text}".strip()
        slot.paragraphs = ()


def _spans(tc: etree._Element) -> tuple[int, str, str]:
    """Return (gridSpan, vMerge, hMerge) of a cell; a merge is ``restart``, ``continue`` (also without w:val) or ""."""
    span, vertical, horizontal = 1, "", ""
    properties = child(tc, "tcPr")
    for item in () if properties is None else properties:
        if item.tag == GRID_SPAN:
            span = max(1, number(attribute(item, "val"), 1))
        elif item.tag == V_MERGE:
            vertical = attribute(item, "val") or "continue"
        elif item.tag == H_MERGE:
            horizontal = attribute(item, "val") or "continue"
    return span, vertical, horizontal


def _widths(node: etree._Element) -> tuple[float, ...]:
    """Return the grid columns' widths in points (the XML has twentieths)."""
    grid = child(node, "tblGrid")
    return () if grid is None else tuple(number(attribute(col, "w")) / 20 for col in grid.iterchildren(W + "gridCol"))
