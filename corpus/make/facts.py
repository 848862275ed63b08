"""The facts files: one YAML per plan, read into a small model that every writer shares.

The body of a plan is one printed paragraph per line; a mark at the start of a line says what the paragraph is and
marks inside it say how it is set (see ``README.md``). Tables give the cells as printed; a cell that spans rows or
columns is a mapping ``{text, rows, cols}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).resolve().parent.parent
FACTS = CORPUS / "facts"
DOCUMENTS = CORPUS / "documents"

_KINDS = {"=": "title", "~": "note", "#": "heading", ">": "right", "!": "article"}
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*\s][^*]*)\*|\^(?P<raised>\([^)]*\)|\w)|\[\^(?P<note>\w+)\]"
)
_PAGE_BREAK = "[/]"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the body, or an instruction such as ``table`` with the table's name as its text."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set in one way; `note` is the key of a footnote that stands here instead of text."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's grid, 0-based, with how many rows and columns it spans."""

    row: int
    col: int
    text: str
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed. `rows` are the raw rows of the facts file, heading rows first."""

    name: str
    widths: tuple[int, ...]  # of the columns, in millimetres
    header_rows: int
    rows: tuple[tuple[Any, ...], ...]
    options: dict[str, Any] = field(default_factory=dict)

    def cells(self, *, merged: bool = True) -> list[Cell]:
        """Return the grid's cells in reading order.

        With `merged`, a column whose cells the office merged over several rows ("Ghi chú" holding the parent) has
        those merged cells; without, the column is left as its rows have it.
        """
        grid = _place(self.rows)
        return sorted(self._merge(grid), key=lambda cell: (cell.row, cell.col)) if merged else grid

    def _merge(self, grid: list[Cell]) -> list[Cell]:
        rule = self.options.get("merged")
        if rule is None:
            return grid
        at = {cell.text: cell.row for cell in grid if cell.col == 0}
        column = int(rule["column"])
        covered: set[int] = set()
        spans: list[Cell] = []
        for first, last, text in rule["spans"]:
            covered.update(range(at[first], at[last] + 1))
            spans.append(Cell(at[first], column, text, rows=at[last] - at[first] + 1))
        return [cell for cell in grid if cell.col != column or cell.row not in covered] + spans


def _place(rows: tuple[tuple[Any, ...], ...]) -> list[Cell]:
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        col = 0
        for value in row:
            while (index, col) in taken:
                col += 1
            entry = value if isinstance(value, dict) else {"text": value}
            cell = Cell(index, col, str(entry["text"]), int(entry.get("rows", 1)), int(entry.get("cols", 1)))
            taken.update((index + down, col + right) for down in range(cell.rows) for right in range(cell.cols))
            cells.append(cell)
    return cells


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: its identity, letterhead, body, tables, signature and recipients."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    tables: dict[str, Table]
    letterhead: dict[str, Any]
    signature: dict[str, Any]
    recipients: tuple[str, ...]
    footnotes: dict[str, str]
    options: dict[str, Any]


def _blocks(body: str) -> Iterator[Block]:
    for line in body.splitlines():
        mark, _, rest = line.partition(" ")
        if mark.startswith("@"):
            yield Block(mark[1:], rest)
        elif mark in _KINDS:
            yield Block(_KINDS[mark], rest)
        else:
            yield Block("paragraph", line)


def load(path: Path) -> Plan:
    """Read one facts file. Raises KeyError when a required entry is missing and yaml.YAMLError for broken YAML."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    tables = {}
    for name, entry in raw.get("tables", {}).items():
        rows = tuple(tuple(row) for row in [*entry["header"], *entry["rows"]])
        known = {"widths", "header", "rows"}
        options = {key: value for key, value in entry.items() if key not in known}
        tables[name] = Table(name, tuple(entry["widths"]), len(entry["header"]), rows, options)
    known = {"id", "title", "body", "tables", "letterhead", "signature", "recipients", "footnotes"}
    return Plan(
        id=raw["id"],
        title=raw["title"],
        blocks=tuple(_blocks(raw["body"])),
        tables=tables,
        letterhead=raw.get("letterhead", {}),
        signature=raw.get("signature", {}),
        recipients=tuple(raw.get("recipients", ())),
        footnotes=raw.get("footnotes", {}),
        options={key: value for key, value in raw.items() if key not in known},
    )


def load_all() -> list[Plan]:
    """Return every plan of ``facts/``, by file name."""
    return [load(path) for path in sorted(FACTS.glob("*.yaml"))]


def runs(text: str) -> list[Run]:
    """Split a paragraph into runs; the mark of a page break inside it becomes a blank."""
    text = text.removesuffix(_PAGE_BREAK).replace(_PAGE_BREAK, " ")
    out: list[Run] = []
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            out.append(Run(text[end : match.start()]))
        if match["note"]:
            out.append(Run("", note=match["note"]))
        else:
            bold, italic, raised = (match[name] or "" for name in ("bold", "italic", "raised"))
            out.append(Run(bold or italic or raised, bool(bold), bool(italic), bool(raised)))
        end = match.end()
    if end < len(text):
        out.append(Run(text[end:]))
    return out


def plain(text: str) -> str:
    """Return a paragraph as a reader sees it, without marks and footnote references."""
    return "".join(run.text for run in runs(text))
