"""Tables on scans: how many cells are read rightly, and how long a page takes, beside other tools on the same pages.

    python -m benchmarks.ocr [--dpi 200] [--worn] [--pages N] [--seed N] [--peers PYTHON]

The pages are the corpus's PDF pages with tables, scanned by `corpus.make.scan`; what they print is known from the
born-digital files. A cell is right when its text is the printed one after folding (case, blanks, quotes). PYTHON is the
interpreter of an environment with ``pytesseract`` and ``img2table``, which are no part of this project. Times are
processor seconds in one run, one thread each.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

import cv2

from corpus.make.facts import DOCUMENTS
from corpus.make.scan import Image, Scanner, scanned_pages
from extractors.document import Document, Table
from extractors.layout import mend
from extractors.readers.pdf.reader import read_pdf
from extractors.readers.scans.page import read_page_image

PLANS = {"dak-nong-512-qd-ubnd.pdf": 16, "dien-bien-1129-kh-ubnd.pdf": 8}  # and the page that lies sideways
PEERS = ("pytesseract", "img2table")
Cells = list[tuple[int, int, str]]
_FIGURE = re.compile(r"[\d.,/%]*\d[\d.,/%]*")
_MARK = re.compile(r"[xX✓+-]")


def folded(text: str) -> str:
    """Return a text without case, blanks and quotes."""
    return re.sub(r"[\s\"'“”‘’`]", "", unicodedata.normalize("NFC", text)).casefold()


def kind(text: str) -> str:
    """Return what a printed cell holds."""
    if not text:
        return "blank"
    return "figures" if _FIGURE.fullmatch(text) else "marks" if _MARK.fullmatch(text) else "texts"


@dataclass(slots=True)
class Tally:
    """What one tool read of all pages."""

    pages: int = 0
    structures: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def add(self, printed: Sequence[Cells], read: Sequence[Cells], page: str) -> None:
        """Count one page; tables are compared in reading order."""
        self.pages += 1
        places = [[(row, col) for row, col, _ in table] for table in printed]
        self.structures += places == [[(row, col) for row, col, _ in table] for table in read]
        found = {(at, row, col): text for at, table in enumerate(read) for row, col, text in table}
        for at, table in enumerate(printed):
            for row, col, text in table:
                self.cells[kind(text)] += 1
                said = found.get((at, row, col))
                if said is not None and folded(said) == folded(text):
                    self.right[kind(text)] += 1
                else:
                    self.wrong.append(f"{page} {row},{col}: {text!r} read as {said!r}")

    def line(self, name: str) -> str:
        """Return the figures as one line of a Markdown table."""
        shares = [f"{self.right[k]}/{self.cells[k]}" for k in ("texts", "figures", "marks", "blank")]
        total, right = self.cells.total(), self.right.total()
        share = f"{right / total:.2%}"
        row = [name, f"{self.structures}/{self.pages}", share, *shares, f"{self.seconds / self.pages:.2f}"]
        return "| " + " | ".join(row) + " |"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ocr")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--worn", action="store_true", help="1-bit, specks, dotted rulings")
    parser.add_argument("--pages", type=int, default=99, help="at most so many pages of each plan")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", help="python of an environment with pytesseract and img2table")
    parser.add_argument("--wrong", action="store_true", help="print the cells that are wrong")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    worn = {"bits": 1, "specks": 150, "breaks": 0.35, "noise": 25.0} if options.worn else {}
    tallies = {name: Tally() for name in ("congbao", *(PEERS if options.peers else ()))}
    with tempfile.TemporaryDirectory() as folder:
        printed, grids = {}, {}
        for name, sideways in PLANS.items():
            data = (DOCUMENTS / name).read_bytes()
            tables: dict[int, list[Table]] = {}
            for table in read_pdf(data).tables():
                tables.setdefault(table.place.page or 0, []).append(table)
            numbers = sorted(tables)[:: max(1, len(tables) // options.pages)][: options.pages]
            scanner = Scanner(dpi=options.dpi, seed=options.seed, sideways=frozenset({sideways}), **worn)
            for number, image in zip(numbers, scanned_pages(data, scanner, numbers), strict=True):
                key = f"{name[:3]}{number:03d}"
                printed[key] = [[(c.row, c.col, c.text) for c in table.cells] for table in tables[number]]
                grids[key] = [_boxes(table, options.dpi) for table in tables[number]]
                _write(image, Path(folder) / f"{key}.png", upright=number == sideways)
                started = time.process_time()
                read = read_page_image(image, options.dpi, number)
                tallies["congbao"].seconds += time.process_time() - started
                mended = mend(Document("pdf-scan", tuple(read.blocks)))
                cells = [[(c.row, c.col, c.text) for c in table.cells] for table in mended.tables()]
                tallies["congbao"].add(printed[key], cells, key)
        (Path(folder) / "grids.json").write_text(json.dumps(grids))
        for peer in PEERS if options.peers else ():
            script = Path(__file__).with_name("ocr_peers.py")
            subprocess.run([options.peers, script, peer, folder], check=True, capture_output=True)
            for key, page in json.loads((Path(folder) / f"{peer}.json").read_text()).items():
                tallies[peer].seconds += page["seconds"]
                tallies[peer].add(printed[key], [[tuple(cell) for cell in table] for table in page["tables"]], key)
    out = sys.stdout.write
    out("| tool | structure | cells | texts | figures | marks | blank | CPU s/page |\n")
    out("|---" * 8 + "|\n")
    for name, tally in tallies.items():
        out(tally.line(name) + "\n")
    if options.wrong:
        out("\n".join(tallies["congbao"].wrong) + "\n")


def _boxes(table: Table, dpi: int) -> list[list[float]]:
    scale = dpi / 72
    return [
        [c.row, c.col, *(v * scale for v in (c.place.box.x0, c.place.box.y0, c.place.box.x1, c.place.box.y1))]
        for c in table.cells
        if c.place.box is not None
    ]


def _write(image: Image, file: Path, *, upright: bool) -> None:
    """Write a page for the other tools, the sideways one turned upright: none of them turns pages itself."""
    cv2.imwrite(str(file), cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE) if upright else image)


if __name__ == "__main__":
    main()
