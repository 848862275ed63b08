"""Whether every cell of a DOCX or HTML table is read with its place, spans and text: they say all of it themselves.

Run: ``python -m benchmarks.written_tables --seeds 90000-90023``. The documents are those of `benchmarks.layouts` before
they are printed; with ``--saved`` LibreOffice opens and saves each DOCX first, as an office does (needs LibreOffice).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.layout_markup import write_docx, write_html
from benchmarks.layouts import TableSpec, document
from extractors import readers
from extractors.document import Table
from pipeline.result import Settings

Found = tuple[int, int, int, int, str]  # row, col, row_span, col_span, text


def cells_of(path: Path) -> list[set[Found]]:
    """Return the cells of each table of a file, in reading order."""
    read = readers.read(path.read_bytes(), path.name, Settings().limits)
    return [_found(table) for table in read.tables()]


def _found(table: Table | TableSpec) -> set[Found]:
    return {(c.row, c.col, c.row_span, c.col_span, " ".join(c.text.split())) for c in table.cells}


def main() -> None:
    """Print one line a format: cells right of cells written, tables read of tables written."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--seeds", default="90000-90023")
    asked.add_argument("--saved", action="store_true", help="let LibreOffice save the DOCX files first")
    options = asked.parse_args()
    first, _, last = options.seeds.partition("-")
    specs = {seed: document(seed) for seed in range(int(first), int(last or first) + 1)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed, spec in specs.items():
            write_docx(spec, folder / f"{seed}.docx")
            write_html(spec, folder / f"{seed}.html")
        if options.saved:
            files = [folder / f"{seed}.docx" for seed in specs]
            command = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "docx",
            ]
            subprocess.run([*command, "--outdir", folder / "saved", *files], check=True, capture_output=True)
            for file in files:
                (folder / "saved" / file.name).replace(file)
        for suffix in ("docx", "html"):
            right = written = tables = found = 0
            for seed, spec in specs.items():
                read = cells_of(folder / f"{seed}.{suffix}")
                truth = [item for item in spec.items if isinstance(item, TableSpec)]
                tables, found = tables + len(truth), found + len(read)
                for index, table in enumerate(truth):
                    true = _found(table)
                    written += len(true)
                    right += len(true & read[index]) if index < len(read) else 0
            sys.stdout.write(f"{suffix}: {right} of {written} cells right, {found} tables read of {tables}\n")


if __name__ == "__main__":
    main()
