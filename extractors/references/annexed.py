"""What an article repeals or replaces by a list in an annex: "Bãi bỏ 04 nghị quyết (có Phụ lục kèm theo)".

The annex's title says again what happens to the documents of its table; each row names one in its own column, and what
else a row names (the reason, the document that rules now) is not changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extractors.document import Document, Table
from extractors.layout import rows as layout_rows
from extractors.references.citation_clauses import Clause
from extractors.references.citations import Named
from extractors.references.provisions import own_provision

_ENCLOSED = regex.compile(
    r"(?:phụ lục|danh mục|danh sách|biểu)[^.;]{0,40}?(?:kèm theo|đính kèm)"
    r"|(?:tại|theo)\s+(?:các\s+)?(?:phụ lục|danh mục)",
    regex.IGNORECASE,
)
_REPEALS = regex.compile(r"(?<!\p{L})(?:bãi bỏ|h(?:ủy|uỷ) bỏ)(?!\p{L})", regex.IGNORECASE)
_REPLACES = regex.compile(r"(?<!\p{L})(?:bị |được )?thay thế(?!\p{L})", regex.IGNORECASE)
_PARTLY = regex.compile(r"(?<!\p{L})(?:một phần|một số (?:điều|nội dung|quy định))(?!\p{L})", regex.IGNORECASE)


class Annexed(NamedTuple):
    """A document that a row of an annex names, the article that speaks of the annex, and what it does to it."""

    relation: str  # "repeals" or "replaces"
    named: Named
    article: Clause
    partly: bool


def annexed(document: Document, clauses: Sequence[tuple[Clause, list[Named]]]) -> Iterator[Annexed]:
    """Yield the documents that the tables of a document's annexes list as repealed or replaced by its articles."""
    said = {
        relation: clause
        for clause, named in reversed(clauses)
        if own_provision(clause.line.section).article is not None and not named and _ENCLOSED.search(clause.text)
        for relation, verb in (("replaces", _REPLACES), ("repeals", _REPEALS))
        if verb.search(clause.text)
    }
    if not said:
        return
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table) or not block.part:
            continue
        title = " ".join(paragraph.text for paragraph in block.title)
        relation = "repeals" if _REPEALS.search(title) else "replaces" if _REPLACES.search(title) else ""
        if relation in said:
            yield from (
                Annexed(relation, one, said[relation], _PARTLY.search(title) is not None)
                for one in _of_table(block, [one for one in clauses if one[0].line.block == index])
            )


def _of_table(table: Table, clauses: Sequence[tuple[Clause, list[Named]]]) -> Iterator[Named]:
    """Yield the first document of each row's cell in the column that names one in most rows."""
    cells = iter([cell for cell in table.cells if cell.text])
    body = {row for row in range(table.header_rows, table.rows) if layout_rows.role(table, row) == "body"}
    found: dict[tuple[int, int], Named] = {}  # the first of each cell, by row and column
    cell = next(cells, None)
    last = None
    for clause, named in clauses:  # the cells' texts in order, each of one clause or more
        if clause.line is not last:
            cell = next(cells, None) if last is not None else cell
            last = clause.line
        if cell is not None and cell.row in body and named:
            found.setdefault((cell.row, cell.col), named[0])
    columns = Counter(col for _, col in found)
    if not columns:
        return
    column, count = max(columns.items(), key=lambda item: (item[1], -item[0]))
    if 2 * count > len(body):
        yield from (one for (_, col), one in found.items() if col == column)
