"""HTML tables: cells placed in their grid with rowspan and colspan, layout tables told from real ones.

The grid is formed as browsers form it (HTML Living Standard, 4.9.12): a cell takes the first free column; a row span
ends with its row group; rowspan=0 runs to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from selectolax.lexbor import LexborNode

from extractors.document import Block, Paragraph, Place, Table
from extractors.readers.decode import clean
from extractors.readers.html.chrome import is_chrome_line
from extractors.readers.html.lines import told_line
from extractors.readers.prose import is_rule
from extractors.readers.spans import Slot, cell_text, compress, several, sorted_cells

CellReader = Callable[[LexborNode, str, int | None], list[Block]]
MAX_COLS = 1000
MAX_ROWS = 65534
LONG = 300  # characters: more than a table's cell holds


@dataclass(slots=True)
class _Read:
    slot: Slot
    found: list[Block] | None  # None: a plain text, most cells
    read: Callable[[], list[Block]]

    @property
    def blocks(self) -> list[Block]:
        return self.read() if self.found is None else self.found


def read_table(node: LexborNode, path: str, line: int | None, reader: CellReader) -> list[Block]:
    """Return the table `node` and the tables within its cells, or the content of a table that only lays out blocks."""
    read: list[_Read] = []
    lengths: list[int] = []
    caption: list[Block] = []
    header_rows = 0
    for child in node.iter():
        if child.tag == "caption":
            caption = [
                replace(block, place=replace(block.place, path=f"{path}/caption"))
                for block in reader(child, path, line)
            ]
    for is_head, rows in _groups(node):
        free: dict[int, int] = {}  # column -> first row below the cell that hangs into it
        first = len(lengths)
        for tr in rows:
            row = len(lengths)
            count = _read_row(tr, row, first + len(rows), path, line, reader, free, read)
            lengths.append(count)
        if is_head and first == header_rows:
            header_rows = len(lengths)
    if _lays_out(read, len(lengths)):
        return [*caption, *(block for cell in read for block in cell.blocks if not _is_decoration(block))]
    slots = [cell.slot for cell in read]
    if not any(slot.text for slot in slots):
        return caption
    cols, _ = compress(slots, max(slot.col + slot.col_span for slot in slots))
    table = Table(
        sorted_cells(slots),
        len(lengths),
        cols,
        Place(line=line, path=path),
        row_lengths=tuple(lengths),
        header_rows=header_rows if header_rows < len(lengths) else 0,
    )
    nested = [block for cell in read for block in cell.found or () if isinstance(block, Table)]
    return [*caption, table, *nested]


def _groups(table: LexborNode) -> Iterator[tuple[bool, list[LexborNode]]]:
    """Yield (is head, rows) of the row groups in the order in which they are shown: head first, foot last."""
    groups: list[tuple[int, list[LexborNode]]] = []
    loose: list[LexborNode] | None = None
    for child in table.iter():
        if child.tag in ("thead", "tbody", "tfoot"):
            loose = None
            order = {"thead": 0, "tbody": 1, "tfoot": 2}[child.tag]
            groups.append((order, [row for row in child.iter() if row.tag == "tr" and not hidden(row)]))
        elif child.tag == "tr":
            if loose is None:
                loose = []
                groups.append((1, loose))
            loose.append(child)
    for order, rows in sorted(groups, key=lambda group: group[0]):
        yield order == 0, rows


def _read_row(
    tr: LexborNode,
    row: int,
    end: int,
    path: str,
    line: int | None,
    reader: CellReader,
    free: dict[int, int],
    read: list[_Read],
) -> int:
    """Place the cells of one row; return how many it has."""
    col = count = 0
    for td in tr.iter():
        tag = td.tag
        if tag not in ("td", "th"):
            continue
        attributes = td.attributes
        if not_shown(attributes):
            continue
        count += 1
        while free.get(col, 0) > row:
            col += 1
        across, down = (
            _span(attributes.get("colspan"), MAX_COLS),
            min(_span(attributes.get("rowspan"), MAX_ROWS), end - row),
        )
        down = down or end - row
        across = next((n for n in range(1, across) if free.get(col + n, 0) > row), across or 1)
        here = told_line(attributes) or line
        where = f"{path}/tr[{row + 1}]/{tag}[{count}]"
        place = Place(line=here, path=where)
        text = _plain_text(td)  # most cells have no more
        blocks = reader(td, where, here) if text is None else None
        shown = _text(blocks, where) if blocks is not None else text or ""
        paragraphs = several([block for block in blocks or () if isinstance(block, Paragraph)])
        slot = Slot(row, col, shown, place, down, across, paragraphs)
        read.append(_Read(slot, blocks, partial(reader, td, where, here)))
        for n in range(col, col + across):
            free[n] = row + down
        col += across
    return count


def _plain_text(td: LexborNode) -> str | None:
    """Return the text of a cell that holds a text or one plain paragraph, None when it holds more."""
    child = td.child
    if child is not None and child.tag == "p" and (child.next is None or _is_blank(child.next)):
        if not_shown(child.attributes):
            return None
        child = child.child
    if child is None:
        return ""
    return clean(child.text(deep=False)) if child.tag == "-text" and child.next is None else None


def _is_blank(node: LexborNode) -> bool:
    return node.tag == "-text" and node.next is None and not node.text(deep=False).strip()


def _text(blocks: list[Block], path: str) -> str:
    texts: list[str] = []
    depth = path.count("/table[")
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(f"{block.label} {block.text}".strip())
        elif str(block.place.path).count("/table[") == depth + 1:  # deeper ones are already in this one's text
            texts.extend(cell.text for cell in block.cells)
    return cell_text(texts)


def _is_decoration(block: Block) -> bool:
    return isinstance(block, Paragraph) and (is_rule(block.text) or is_chrome_line(block.text))


def _span(text: str | None, most: int) -> int:
    """Return the span that an attribute says; 1 when it says none, 0 when it says so."""
    if not text:
        return 1
    digits = text.strip()
    if not digits.isdecimal():
        digits = digits[: next((i for i, sign in enumerate(digits) if not sign.isdecimal()), 0)]
    span = int(digits[:9]) if digits else 1
    return 1 if span > most == MAX_COLS else min(span, most)


def hidden(node: LexborNode) -> bool:
    """Return whether `node` is not shown."""
    return not_shown(node.attributes)


def not_shown(attributes: Mapping[str, str | None]) -> bool:
    """Return whether a tag with these attributes is not shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if not style:
        return False
    flat = style.replace(" ", "").lower()
    return "display:none" in flat or "visibility:hidden" in flat or "mso-hide:all" in flat


def _lays_out(read: list[_Read], rows: int) -> bool:
    """Return whether a table only places blocks on the page."""
    filled = [cell for cell in read if cell.slot.text]
    if len(filled) <= 1:
        return True
    total = sum(len(cell.slot.text) for cell in filled)
    for cell in (cell for cell in filled if cell.found):
        inner = sum(isinstance(block, Table) for block in cell.blocks)
        share = len(cell.slot.text) / total
        if inner and (share > 0.6 or rows <= 2):
            return True
        if len(cell.blocks) >= 3 and len(cell.slot.text) > 2 * LONG and share > 0.6 and rows <= 3:
            return True
    columns = {cell.slot.col for cell in filled}
    return len(columns) == 1 and any(len(cell.blocks) > 1 and len(cell.slot.text) > LONG for cell in filled)
