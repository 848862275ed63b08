"""How exactly the PDF reader gives the cells of tables it was not tuned on, beside pdfplumber's `extract_tables`.

Run: ``python -m benchmarks.table_accuracy --seeds 1000-1040 --folder /tmp/tables`` (needs LibreOffice, Chromium and the
fonts of `benchmarks.layouts`). A cell is right when its text (whitespace collapsed), row, column and spans are right.
Pieces of one table on several pages are put together with the truth's help, so that only reading is measured here.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks.annexes import annex_document
from benchmarks.house_styles import styled_document
from benchmarks.layout_files import make_pdfs
from benchmarks.layouts import TableSpec, document, plain_figures
from benchmarks.table_joining import Joining, rows_missed
from extractors.document import Table
from extractors.layout.shaping import shape
from extractors.readers.pdf.reader import read_pdf

PRODUCERS = ("libreoffice", "chromium", "reportlab")
_RUN = 5  # letters found together: fewer are found by chance
_ROW = 12  # letters of a row by which its loss is told
_LOST = 0.3  # share of a table's rows that must be missing before it is asked whether it was printed at all
Found = tuple[int, int, int, int, str]  # row, col, row_span, col_span, text


@dataclass
class Piece:
    """One printed piece of a table, as a reader gives it."""

    rows: int
    cols: int
    cells: list[Found]
    lines: list[float] = field(default_factory=list)  # where its columns begin and end, in points


@dataclass
class Score:
    """Sums over the files of one producer."""

    cells: int = 0
    exact: int = 0
    tables: int = 0
    right: int = 0
    pages: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def our_pieces(path: Path) -> tuple[list[Piece], int]:
    """Return the pieces that our reader gives, and the number of pages."""
    read = read_pdf(path.read_bytes())
    return [_piece(table) for table in read.tables()], len(read.pages)


def our_tables(path: Path) -> tuple[list[Piece], int]:
    """Return the tables that our reader and layout give together, joined over pages without the truth's help."""
    read = shape(read_pdf(path.read_bytes()))
    return [_piece(table) for table in read.tables()], len(read.pages)


def _piece(table: Table) -> Piece:
    left = table.place.box.x0 if table.place.box else 0.0
    cells = [(c.row, c.col, c.row_span, c.col_span, " ".join(c.text.split())) for c in table.cells]
    return Piece(table.rows, table.cols, cells, list(accumulate(table.widths, initial=left)))


def pdfplumber_by_text(path: Path) -> tuple[list[Piece], int]:
    """Return the pieces that pdfplumber guesses from how the words are set, rulings aside."""
    return pdfplumber_pieces(path, {"vertical_strategy": "text", "horizontal_strategy": "text"})


def pdfplumber_pieces(path: Path, settings: dict[str, Any] | None = None) -> tuple[list[Piece], int]:
    """Return the pieces that pdfplumber gives with its default settings, spans taken from its cells' boxes."""
    import pdfplumber

    pieces = []
    with pdfplumber.open(path) as file:
        for page in file.pages:
            for table in page.find_tables(settings):
                xs = sorted({round(x, 1) for box in table.cells for x in (box[0], box[2])})
                ys = sorted({round(y, 1) for box in table.cells for y in (box[1], box[3])})
                cells: list[Found] = []
                for row, texts in zip(table.rows, table.extract(), strict=True):
                    for box, text in zip(row.cells, texts, strict=True):
                        if box is not None:
                            x0, y0, x1, y1 = (round(v, 1) for v in box)
                            place = (
                                ys.index(y0),
                                xs.index(x0),
                                ys.index(y1) - ys.index(y0),
                                xs.index(x1) - xs.index(x0),
                            )
                            cells.append((*place, " ".join((text or "").split())))
                pieces.append(Piece(len(ys) - 1, len(xs) - 1, sorted(cells), xs))
            page.close()
        return pieces, len(file.pages)


def assign(pieces: list[Piece], tables: list[TableSpec]) -> list[list[Piece]]:
    """Give every piece to a table, keeping their order, so that the texts agree best."""
    texts = [Counter(cell.truth[4] for cell in table.cells) for table in tables]
    best: list[list[float]] = [[0.0] * len(tables)]
    back: list[list[int]] = []
    for piece in pieces:
        own = Counter(cell[4] for cell in piece.cells)
        row, came, top, top_at = [], [], float("-inf"), 0
        for index, table in enumerate(tables):
            if best[-1][index] > top:
                top, top_at = best[-1][index], index
            row.append(top + (own & texts[index]).total() + (2 if piece.cols == len(table.widths) else 0))
            came.append(top_at)
        best.append(row)
        back.append(came)
    out: list[list[Piece]] = [[] for _ in tables]
    at = max(range(len(tables)), key=lambda index: best[-1][index]) if tables else 0
    for index in range(len(pieces) - 1, -1, -1):
        out[at].insert(0, pieces[index])
        at = back[index][at]
    return out


def on_common_columns(pieces: list[Piece]) -> list[Piece]:
    """Number the columns of a table's pieces alike: a piece may show only some of them (a lone total row)."""
    full = max(pieces, key=lambda piece: piece.cols).lines
    out = []
    for piece in pieces:
        at = [min(range(len(full)), key=lambda i: abs(full[i] - line)) for line in piece.lines]
        if piece.cols == len(full) - 1 or any(abs(full[i] - x) > 4 for i, x in zip(at, piece.lines, strict=True)):
            out.append(piece)
            continue
        cells = [(r, at[c], h, at[c + w] - at[c], text) for r, c, h, w, text in piece.cells]
        out.append(Piece(piece.rows, len(full) - 1, cells, full))
    return out


def printed(path: Path, table: TableSpec) -> bool:
    """Return whether the producer printed the table (LibreOffice loses the rows of some that start at a page's end)."""
    text = raw_text(path)
    texts = {"".join(cell.text.split()) for cell in table.cells if len(cell.text) > 3}
    return sum(text.count(t[:6]) > 0 for t in texts) >= 0.9 * len(texts)


def as_printed(path: Path, tables: list[TableSpec]) -> list[TableSpec]:
    """Return the tables without the rows that LibreOffice did not print (it loses some that a page cuts).

    Its files are drawn row by row and cell by cell: the true letters and the printed ones are aligned in that order,
    and a row of which next to nothing is found is lost. Repeated headings and prose are printed letters without a
    true one.
    """
    from rapidfuzz.distance import LCSseq

    true = [
        (number, cell.row, _plain(cell.text))
        for number, table in enumerate(tables)
        for cell in table.cells
        if cell.row_span == 1
    ]
    owners = [(number, row) for number, row, text in true for _ in text]
    whole: Counter[tuple[int, int]] = Counter(owners)
    found: Counter[tuple[int, int]] = Counter()
    for step in LCSseq.opcodes("".join(text for _, _, text in true), _plain(raw_text(path))):
        if step.tag == "equal" and step.src_end - step.src_start >= _RUN:
            found.update(owners[step.src_start : step.src_end])
    gone = {at for at, count in whole.items() if count >= _ROW and found[at] < _LOST * count}
    return [
        _without_rows(table, {row for at, row in gone if at == number and row >= table.header_rows})
        for number, table in enumerate(tables)
    ]


def _plain(text: str) -> str:
    """Return the plain letters and digits alone: toned ones may come from another font and be drawn apart."""
    return "".join(char for char in text if char.isascii() and char.isalnum())


def _without_rows(table: TableSpec, gone: set[int]) -> TableSpec:
    kept = []
    for cell in table.cells:
        rows = [row for row in range(cell.row, cell.row + cell.row_span) if row not in gone]
        if rows:
            kept.append(replace(cell, row=rows[0] - sum(row < rows[0] for row in gone), row_span=len(rows)))
    return replace(table, cells=tuple(kept), rows=table.rows - len(gone))


def put_together(truth: TableSpec, pieces: list[Piece]) -> list[Found]:
    """Join a table's pieces in the way that agrees best with the truth.

    The only question is, at each page's end, whether the next piece's first row is the rest of the last row.
    """
    true = {cell.truth for cell in truth.cells}
    if not pieces:
        return []
    pieces = on_common_columns(pieces)
    ways: list[tuple[bool, ...]] = [()]
    for number in range(1, len(pieces)):
        tried = [(*way, goes_on) for way in ways for goes_on in (False, True)]
        tried.sort(key=lambda way: -len(true & set(_join(truth, pieces[: number + 1], way))))
        ways = tried[:6]
    return max((_join(truth, pieces, way) for way in ways), key=lambda found: len(true & set(found)))


def _join(truth: TableSpec, pieces: list[Piece], way: tuple[bool, ...]) -> list[Found]:
    """Join pieces: repeated headings dropped, rows and merged cells cut by a page's end made whole."""
    true_at = {(c.row + i, c.col + j): c for c in truth.cells for i in range(c.row_span) for j in range(c.col_span)}
    header = [c.truth for c in truth.cells if c.row < truth.header_rows]
    done: list[list[Any]] = []  # [row, col, row_span, col_span, text]
    owner: dict[tuple[int, int], list[Any]] = {}
    total = 0
    for number, piece in enumerate(pieces):
        cells: list[list[Any]] = [list(cell) for cell in piece.cells]
        if number and truth.repeat_header:
            top = [tuple(c) for c in cells if c[0] < truth.header_rows]
            if len(set(top) & set(header)) * 2 > len(header):
                cells = [[c[0] - truth.header_rows, *c[1:]] for c in cells if c[0] >= truth.header_rows]
        rows = max((c[0] + c[2] for c in cells), default=0)
        goes_on = bool(number and total) and way[number - 1]
        shift = total - 1 if goes_on else total
        for cell in cells:
            row, col = cell[0] + shift, cell[1]
            above, true = owner.get((total - 1, col)), true_at.get((total, col))
            cut = cell[0] == 0 and number and (goes_on or (true is not None and true.row < total))
            if cut and above is not None:
                above[2] = max(above[2], row + cell[2] - above[0])
                above[4] = _joined(above[4], cell[4], true_at.get((above[0], above[1])))
                target = above
            else:
                target = [row, *cell[1:]]
                done.append(target)
            for i in range(cell[2]):
                for j in range(cell[3]):
                    owner[row + i, col + j] = target
        total = shift + rows
    return [(c[0], c[1], c[2], c[3], c[4]) for c in done]


def _joined(above: str, below: str, true: Any) -> str:
    """Put the parts of a cut cell together; whether the cut fell inside a word is layout's question."""
    whole = above + below
    return whole if true is not None and true.truth[4].startswith(whole) else f"{above} {below}".strip()


def score(path: Path, tables: list[TableSpec], read: Callable[[Path], tuple[list[Piece], int]], into: Score) -> None:
    """Read one file and add its counts."""
    start = time.process_time()
    pieces, pages = read(path)
    into.seconds += time.process_time() - start
    into.pages += pages
    for number, (table, own) in enumerate(zip(tables, assign(pieces, tables), strict=True)):
        truth = {cell.truth for cell in table.cells}
        found = set(put_together(table, own))
        if len(truth & found) < 0.7 * len(truth) and not printed(path, table):
            continue
        into.cells += len(truth)
        into.exact += len(truth & found)
        into.tables += 1
        into.right += truth == found
        if truth != found:
            into.wrong.append(f"{path} table {number}: {len(truth - found)} of {len(truth)} cells wrong")
            for missing, other in _pairs(sorted(truth - found), sorted(found - truth)):
                into.wrong.append(f"    true {missing}\n    read {other}")


def judge(path: Path, tables: list[TableSpec], into: Joining) -> None:
    """Read and join one file and add what became of its tables, the truth asked only to compare."""
    read = shape(read_pdf(path.read_bytes()))
    found = [_piece(table).cells for table in read.tables()]
    truth = [{cell.truth for cell in table.cells} for table in tables]
    missed = rows_missed(found, truth)
    lost = {at for at, share in enumerate(missed) if share > _LOST and not printed(path, tables[at])}
    into.add(found, truth, str(path), lost, [_first_rows(table) for table in read.tables()])


def _first_rows(table: Table) -> set[int]:
    """Return the rows of a joined table that begin a page."""
    pages = {row: min((c.place.page or 0 for c in cells), default=0) for row, cells in table.iter_rows()}
    return {row for row, page in pages.items() if row and page > pages[row - 1]}


def raw_text(path: Path) -> str:
    """Return all text of a file as pdfium gives it, without blanks."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as file:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in file)


def _pairs(missing: list[Found], other: list[Found]) -> Iterator[tuple[Found, Found | None]]:
    by_place = {cell[:2]: cell for cell in other}
    for cell in missing[:6]:
        yield cell, by_place.get(cell[:2])
    for cell in other[:3] if not missing else []:
        yield (-1, -1, 0, 0, "(nothing)"), cell


def main() -> None:
    """Make the files that are missing, score both readers, print a line per producer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1000-1019", help="first-last, both included")
    parser.add_argument("--folder", type=Path, required=True, help="where the files are kept between runs")
    parser.add_argument("--producers", default=",".join(PRODUCERS))
    parser.add_argument("--no-reference", action="store_true", help="leave pdfplumber out (it takes most of the time)")
    parser.add_argument("--unruled", action="store_true", help="tables of figures without rulings instead")
    parser.add_argument("--annexes", action="store_true", help="the documents of `benchmarks.annexes` instead")
    parser.add_argument("--styles", action="store_true", help="the documents of `benchmarks.house_styles` instead")
    parser.add_argument("--joined", action="store_true", help="score the tables that layout joined over pages, too")
    parser.add_argument("--wrong", action="store_true", help="list the cells that differ")
    options = parser.parse_args()
    first, last = (int(part) for part in options.seeds.split("-"))
    kinds = {"unruled": plain_figures, "annexes": annex_document, "styles": styled_document}
    make = next((kind for name, kind in kinds.items() if getattr(options, name)), document)
    specs = {seed: make(seed) for seed in range(first, last + 1)}
    files = make_pdfs(list(specs.values()), options.folder, tuple(options.producers.split(",")))
    by_reference = pdfplumber_by_text if options.unruled else pdfplumber_pieces
    out = sys.stdout
    out.write(
        f"{'producer':<12} {'reader':<11} {'cells':>6} {'exact':>7} {'tables right':>13} {'pages/s':>8} {'ratio':>6}\n"
    )
    for producer in options.producers.split(","):
        ours, joined, reference, alone = Score(), Score(), Score(), Joining()
        unprinted = 0
        for (name, seed), path in files.items():
            if name == producer:
                tables = specs[seed].tables
                tables = as_printed(path, tables) if producer == "libreoffice" else tables
                unprinted += sum(one.rows - two.rows for one, two in zip(specs[seed].tables, tables, strict=True))
                score(path, tables, our_pieces, ours)
                if options.joined:
                    score(path, tables, our_tables, joined)
                    judge(path, tables, alone)
                if not options.no_reference:
                    score(path, tables, by_reference, reference)
        for label, result in (("congbao", ours), ("and layout", joined), ("pdfplumber", reference)):
            if not result.cells:
                continue
            speed = result.pages / result.seconds
            ratio = speed / (reference.pages / reference.seconds) if reference.pages else 0.0
            share = 100 * result.exact / result.cells
            tables = f"{result.right}/{result.tables}"
            out.write(
                f"{producer:<12} {label:<11} {result.cells:>6} {share:>6.2f}% "
                f"{tables:>13} {speed:>8.0f} {ratio:>6.1f}\n"
            )
        if alone.tables:
            out.write(
                f"{producer:<12} {'joined alone':<12} {alone.cells:>5} {100 * alone.exact / alone.cells:>6.2f}% "
                f"{f'{alone.once}/{alone.tables}':>13} found once; {alone.splits} splits, {alone.joins} wrong joins, "
                f"{alone.invented} invented; {alone.untold} of the {alone.cells - alone.exact} wrong cells not told "
                f"by the page; {unprinted} rows not printed at all\n"
            )
        if options.wrong:
            out.write("\n".join(ours.wrong + joined.wrong + alone.wrong) + "\n")


if __name__ == "__main__":
    main()
