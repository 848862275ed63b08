"""Small documents for the tests: text as an OCR or a portal dump gives it, read and shaped."""

from __future__ import annotations

from datetime import date

from extractors import readers
from extractors.document import Document, Table
from extractors.layout import shape
from extractors.scope import Scope

DAK_NONG = Scope("67", date(2018, 4, 18))
KON_TUM = Scope("62", date(2020, 7, 10))


def shaped(text: str) -> Document:
    """Read `text` as a text file and shape it."""
    return shape(readers.read(text.encode("utf-8"), "example.txt"))


def table(*rows: str) -> str:
    """Return tab-separated rows; cells are written with ``|`` between them so that blank ones show."""
    return "\n".join(row.replace("|", "\t") for row in rows)


def markdown_table(*rows: str) -> Table:
    """Return the shaped table of Markdown rows given as "a|b|c", the first of them the heading."""
    lines = [f"| {' | '.join(row.split('|'))} |" for row in rows]
    lines.insert(1, "| --- " * len(rows[0].split("|")) + "|")
    return shaped("\n".join(["Như sau:", "", *lines, ""])).tables()[0]
