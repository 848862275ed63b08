"""Small PDF pages for the reader's tests, drawn line by line."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph, Table

HEIGHT = 842.0


def drawn(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """Return a PDF of A4 pages that the functions draw on; y counts from the bottom as in PDF."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, HEIGHT), invariant=1, **options)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def grid(canvas: Canvas, xs: list[float], ys: list[float], texts: list[list[str]]) -> None:
    """Draw a full grid with lines at `xs` and `ys` (descending) and a text in each cell."""
    canvas.grid(xs, ys)
    for row, line in enumerate(texts):
        for col, text in enumerate(line):
            canvas.drawString(xs[col] + 4, ys[row] - 12, text)


def texts_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in cells] for _, cells in table.iter_rows()]


def prose_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]
