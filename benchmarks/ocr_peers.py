"""Reads page images with one other tool and writes what it found as JSON; run in an environment that has the tool.

    python ocr_peers.py pytesseract|img2table FOLDER

FOLDER holds ``NNN.png`` and ``grids.json`` (per page the boxes of the printed cells, in pixels): pytesseract, which
knows no tables, is given the printed cells to sort its words into. Needs nothing of congbao.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path


def spent() -> float:
    """Return the processor seconds of this process and of the Tesseract processes that it started."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def pytesseract_cells(image: Path, boxes: list[list[list[float]]]) -> list[list[list[object]]]:
    """Return per printed table its [row, col, text], the words of the whole page sorted into the printed cells."""
    import pytesseract
    from PIL import Image

    data = pytesseract.image_to_data(Image.open(image), lang="vie", output_type=pytesseract.Output.DICT)
    tables = []
    for cells in boxes:
        found = []
        for row, col, x0, y0, x1, y1 in cells:
            words = [
                word
                for word, x, y, w, h in zip(
                    data["text"], data["left"], data["top"], data["width"], data["height"], strict=True
                )
                if word.strip() and x0 <= x + w / 2 < x1 and y0 <= y + h / 2 < y1
            ]
            found.append([int(row), int(col), " ".join(words)])
        tables.append(found)
    return tables


def img2table_cells(image: Path, ocr: object) -> list[list[list[object]]]:
    """Return per table found its [row, col, text]; a merged cell is given where it begins."""
    from img2table.document import Image

    tables = []
    for table in Image(str(image)).extract_tables(ocr=ocr):
        seen, found = set(), []
        for row, cells in table.content.items():
            for col, cell in enumerate(cells):
                box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
                if box not in seen:
                    seen.add(box)
                    found.append([int(row), col, cell.value or ""])
        tables.append(found)
    return tables


def main() -> None:
    """Write {page: {"seconds": processor time, "tables": cells}}."""
    tool, folder = sys.argv[1], Path(sys.argv[2])
    grids = json.loads((folder / "grids.json").read_text())
    ocr = None
    if tool == "img2table":
        from img2table.ocr import TesseractOCR

        ocr = TesseractOCR(n_threads=1, lang="vie")
    out = {}
    for image in sorted(folder.glob("*.png")):
        started = spent()
        tables = pytesseract_cells(image, grids[image.stem]) if ocr is None else img2table_cells(image, ocr)
        out[image.stem] = {"seconds": spent() - started, "tables": tables}
    (folder / f"{tool}.json").write_text(json.dumps(out))  # the tools print to stdout themselves


if __name__ == "__main__":
    main()
