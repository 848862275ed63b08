"""The speed of each format, the whole way to checked records, against what its own library needs merely to read it.

    python -m benchmarks.speed                            the corpus' files
    python -m benchmarks.speed --files FOLDER             the files of a folder
    python -m benchmarks.speed --peers                    and the packages of benchmarks/format_peers.txt

CPU seconds, the least of several runs after one to load everything. What congbao builds on is measured in one process
with it; other packages in an environment of their own, made by uv in `--environment`, with the versions of the file.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractors import readers
from pipeline.process import process
from pipeline.result import Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "corpus" / "documents"
OTHERS = {
    ".pdf": ("camelot", "img2table", "docling_parse", "kreuzberg"),
    ".docx": ("kreuzberg",),
    ".html": ("kreuzberg",),
}


def pdfplumber_all(data: bytes) -> None:
    """Read text and tables with pdfplumber."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def pdfium_text(data: bytes) -> None:
    """Read the raw text with pdfium: the floor."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()


def docx_cells(data: bytes) -> None:
    """Walk all cells with python-docx."""
    import docx

    for table in docx.Document(io.BytesIO(data)).tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


PEERS: dict[str, list[tuple[str, Callable[[bytes], object]]]] = {
    ".pdf": [("pdfplumber text + tables", pdfplumber_all), ("pypdfium2 raw text", pdfium_text)],
    ".docx": [("python-docx all cells", docx_cells)],
}


def least(do: Callable[[], object], repeat: int) -> float:
    """Return the least CPU seconds of several runs, after one to load everything."""
    do()
    taken = []
    for _ in range(repeat):
        started = time.process_time()
        do()
        taken.append(time.process_time() - started)
    return min(taken)


def peers_python(environment: Path) -> Path:
    """Make the other packages' environment where it is not there yet; return its Python."""
    uv = next((path for path in (ROOT / ".uv" / "bin" / "uv",) if path.exists()), Path("uv"))
    python = environment / "bin" / "python"
    if not python.exists():
        subprocess.run([uv, "venv", "--quiet", environment], check=True)
    requirements = Path(__file__).with_name("format_peers.txt")
    command = [uv, "pip", "install", "--quiet", "--no-deps", "--python", python, "-r", requirements]
    subprocess.run(command, check=True)
    return python


def main() -> None:
    """Measure and print a table in Markdown."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--repeat", type=int, default=3)
    asked.add_argument("--files", type=Path, default=DOCUMENTS)
    asked.add_argument("--peers", action="store_true", help="measure other packages too")
    asked.add_argument("--environment", type=Path, default=ROOT / ".format-peers", help="where theirs is made")
    options = asked.parse_args()
    repeat = options.repeat
    python = peers_python(options.environment) if options.peers else None
    write = sys.stdout.write
    write("| file | what | CPU ms | times congbao's reading | times congbao's whole way |\n|---|---|---|---|---|\n")
    for path in sorted(options.files.iterdir()):
        if path.suffix not in (".pdf", ".docx", ".html", ".txt"):
            continue
        data = path.read_bytes()
        reading = least(lambda: readers.read(data, path.name, Settings().limits), repeat)  # noqa: B023
        whole = least(lambda: process(data, path.name), repeat)  # noqa: B023
        speed = f" ({len(data) / whole / 1e6:.2f} MB/s)" if path.suffix in (".html", ".txt") else ""
        write(f"| {path.name} | congbao reading | {1000 * reading:.0f} | 1 | {reading / whole:.2f} |\n")
        write(f"| | congbao, the whole way{speed} | {1000 * whole:.0f} | {whole / reading:.1f} | 1 |\n")
        for name, peer in PEERS.get(path.suffix, []):
            taken = least(lambda: peer(data), repeat)  # noqa: B023
            write(f"| | {name} | {1000 * taken:.1f} | {taken / reading:.2f} | {taken / whole:.2f} |\n")
        for name in OTHERS.get(path.suffix, ()) if python is not None else ():
            command = [python, Path(__file__).with_name("format_peers.py"), name, path, str(repeat)]
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if ended.returncode:
                write(f"| | {name}: {(ended.stderr.strip().splitlines() or ['failed'])[-1][:80]} | | | |\n")
                continue
            said = json.loads(ended.stdout.splitlines()[-1])
            taken = said["seconds"]
            write(
                f"| | {name} ({said['found']}) | {1000 * taken:.1f} | {taken / reading:.2f} | {taken / whole:.2f} |\n"
            )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
