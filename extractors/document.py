"""The one model that every reader gives: a document as blocks, tables and cells, each with its place in the source.

Readers know nothing of agencies and extractors know nothing of files; this module is all that they share.
Everything here is immutable: layout returns new documents, it never edits one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.limits import Limits as Limits

Format = Literal["pdf", "pdf-scan", "image", "docx", "html", "text", "doc", "rtf", "odt", "xlsx", "xls", "ods"]


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle on a page, in PDF points from the page's top left corner (x to the right, y downwards)."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its source: page and box (PDF), line (text, HTML), or a path (DOCX, HTML)."""

    page: int | None = None  # 1-based
    box: Box | None = None
    line: int | None = None  # 1-based line of the decoded source text
    path: str | None = None  # such as body/tbl[2]/tr[5]/tc[1]
    confidence: float | None = None  # 0-1, of what was recognized in an image; None: the file's own text


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of prose: one printed paragraph, its wrapped lines joined, whitespace collapsed to single blanks."""

    text: str
    place: Place
    label: str = ""  # automatic list number or bullet that the format computes ("1.", "a)", "-"), not part of text
    bold: bool = False
    centered: bool = False
    part: int = 0  # layout: which part of the document (decision, plan, annex 1, ...) it belongs to


@dataclass(frozen=True, slots=True)
class Setting:
    """How the text of a cell is set on its printed page: what tells layout whether a page break cut it. In points."""

    size: float  # of its letters
    room: float  # the widest line that the cell can hold
    first_word: float  # width
    first_glyph: float  # width
    last_line: float  # width
    last_word: float  # width
    below: float  # free room under the last line, in lines
    blank_at_end: bool = False  # a blank is drawn after the last word
    open_below: bool = False  # the cell reaches the end of its piece and no line closes it there


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table's grid. A merged cell is one cell with its spans; its text counts once."""

    row: int  # 0-based
    col: int  # 0-based
    text: str
    place: Place
    row_span: int = 1
    col_span: int = 1
    also: tuple[Place, ...] = ()  # the other places of a cell healed over a page break
    paragraphs: tuple[Paragraph, ...] = field(default=(), compare=False)  # what `text` runs together, when several
    setting: Setting | None = field(default=None, compare=False)  # paged formats: near the piece's first and last row


@dataclass(frozen=True, slots=True)
class Irregularity:
    """Something about a block that a careful reader would note, in the reader's or layout's own terms.

    `rule` is the name of a finding of the dataset: ``ragged_table``, ``split_row``, ``stray_text``...
    """

    rule: str
    actual: str
    place: Place
    row: int | None = None
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. Readers give one table per printed piece; layout joins the pieces and finds the headings."""

    cells: tuple[Cell, ...]  # sorted by (row, col); cells never overlap; places without a cell are empty
    rows: int
    cols: int
    place: Place  # of the first piece
    ruled: bool = True  # drawn rulings or real markup, not columns guessed from text
    widths: tuple[float, ...] = ()  # of the columns, in points, where the format has them
    row_lengths: tuple[int, ...] = ()  # how many cells the source printed in each row, where rows may be ragged
    # set by extractors.layout:
    header_rows: int = 0
    headings: tuple[tuple[str, ...], ...] = ()  # per column, the path of its headings from top to leaf
    title: tuple[Paragraph, ...] = ()  # the paragraphs right above it that name it ("Phụ lục 02", "Danh sách ...")
    pages: tuple[int, ...] = ()  # every page that it runs over
    irregularities: tuple[Irregularity, ...] = ()
    part: int = 0
    inferred_rows: frozenset[int] = frozenset()  # rows whose columns were anchored by evidence, not printed

    def row(self, index: int) -> list[Cell]:
        """Return the cells that start in row `index`, left to right."""
        return [cell for cell in self.cells if cell.row == index]

    def iter_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield (row index, cells starting there) for every row, empty rows too."""
        by_row: dict[int, list[Cell]] = {index: [] for index in range(self.rows)}
        for cell in self.cells:
            by_row[cell.row].append(cell)
        yield from by_row.items()


Block = Paragraph | Table


def with_places(block: Block, there: Callable[[Place], Place]) -> Block:
    """Return a block with its place and those of its cells, their paragraphs and its notes as `there` gives them."""
    if isinstance(block, Paragraph):
        return replace(block, place=there(block.place))
    cells = tuple(
        replace(
            cell,
            place=there(cell.place),
            paragraphs=tuple(replace(own, place=there(own.place)) for own in cell.paragraphs),
        )
        for cell in block.cells
    )
    notes = tuple(replace(note, place=there(note.place)) for note in block.irregularities)
    return replace(block, cells=cells, place=there(block.place), irregularities=notes)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged format: number from 1, size in points.

    A scanned page that lies sideways or on its head is told by `turn`: size and boxes are those of the page after it.
    """

    number: int
    width: float
    height: float
    turn: int = 0  # quarter turns clockwise that make the page upright


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one official document: the decision, the plan that it promulgates, each annex."""

    name: str  # "decision", "plan", "annex 1", ...
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the outline with the text under it."""

    part: int
    path: str  # "II.2.1", "Điều 1", "" for text before the first heading
    heading: str
    text: str
    place: Place
    blocks: tuple[int, ...] = ()  # indices into Document.blocks


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader saw in one file, in reading order."""

    format: Format
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    title: str = ""  # the format's own metadata title (HTML <title>, PDF info); never trusted over the content
    irregularities: tuple[Irregularity, ...] = ()
    # set by extractors.layout:
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    shaped: bool = False

    @property
    def page_count(self) -> int | None:
        """How many pages it has; None for formats without pages."""
        return len(self.pages) or None

    def tables(self) -> list[Table]:
        """Return its tables in reading order."""
        return [block for block in self.blocks if isinstance(block, Table)]


class ReadError(Exception):
    """A file that cannot be read, said for people.

    `category` is one word of the vocabulary ``error_category`` (``empty``, ``truncated``, ``encrypted``, ``corrupt``,
    ``unsupported``, ``too_large``, ``no_text``, ``ocr_missing``); the message says what is wrong and what to do.
    """

    def __init__(self, category: str, message: str, page: int | None = None) -> None:
        """Say what is wrong in `message`; `page` is 1-based."""
        super().__init__(message)
        self.category = category
        self.page = page
