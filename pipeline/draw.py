"""Pictures of a PDF's pages with what was read drawn over them: every cell outlined, every finding's record marked."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path

from pipeline import UserError
from pipeline.result import Row

RESOLUTION = 110  # dots per inch: a page of A4 is 900 by 1,290 pixels
CELL = ((30, 90, 200, 25), (30, 90, 200))  # fill and outline
DOUBT = ((220, 60, 30, 70), (220, 60, 30))


def draw(data: bytes, tables: dict[str, list[Row]], folder: Path) -> list[Path]:
    """Write a PNG for each page that holds cells or doubtful places, and return the files in page order.

    Cells are blue; what a record with a finding was read from is red. UserError when no page has anything to draw, as
    in formats without pages.
    """
    boxes: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
    doubtful: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
    queried = {row["record_id"] for row in tables["findings"] if row["record_id"]}
    for name, into in (("cells", boxes), ("evidence", doubtful)):
        for row in tables[name]:
            if row["page"] is None or row["x0"] is None:
                continue
            if name == "cells" or row["record_id"] in queried:
                into[row["page"]].append((row["x0"], row["y0"], row["x1"], row["y1"]))
    pages = sorted(boxes.keys() | doubtful.keys())
    if not pages:
        raise UserError("nothing to draw: only a PDF with tables has pages with places")
    return _write(data, pages, boxes, doubtful, folder)


def _write(
    data: bytes,
    pages: list[int],
    boxes: dict[int, list[tuple[float, float, float, float]]],
    doubtful: dict[int, list[tuple[float, float, float, float]]],
    folder: Path,
) -> list[Path]:
    import pdfplumber  # loaded only to draw: it is slow to import

    folder.mkdir(parents=True, exist_ok=True)
    files = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number in pages:
            page = document.pages[number - 1]
            left, top, right, bottom = page.bbox
            image = page.to_image(resolution=RESOLUTION)
            for rectangles, (fill, stroke) in ((boxes[number], CELL), (doubtful[number], DOUBT)):
                shifted = [
                    (
                        min(max(x0 + left, left), right),
                        min(max(y0 + top, top), bottom),
                        min(max(x1 + left, left), right),
                        min(max(y1 + top, top), bottom),
                    )
                    for x0, y0, x1, y1 in rectangles
                ]
                image.draw_rects(shifted, fill=fill, stroke=stroke)
            file = folder / f"page-{number:03d}.png"
            image.save(file)
            files.append(file)
            page.close()
    return files
