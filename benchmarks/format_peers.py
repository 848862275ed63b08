"""Read one file with another tool and say what it took; runs in an environment of its own, not ours.

    python format_peers.py PEER FILE REPEAT

Prints JSON: the least CPU seconds of REPEAT runs after one to load everything, and how much was found. Needs nothing of
congbao. The environment is that of ``format_peers.txt`` (`python -m benchmarks.speed --peers` makes it).
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable


def spent() -> float:
    """Return the CPU seconds of this process and of what it started."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def camelot(path: str) -> str:
    """Find the ruled tables of a PDF and their cells."""
    import camelot as library

    return f"{len(library.read_pdf(path, pages='all', flavor='lattice'))} tables"


def img2table(path: str) -> str:
    """Find the tables of a PDF in its page images, with the text of the PDF."""
    from img2table.document import PDF

    return f"{sum(len(found) for found in PDF(path).extract_tables().values())} tables"


def docling_parse(path: str) -> str:
    """Read the lines of text of a PDF with their places."""
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    pages = DoclingPdfParser().load(path).iterate_pages()
    return f"{sum(len(list(page.iterate_cells(unit_type=TextCellUnit.LINE))) for _, page in pages)} lines"


def kreuzberg(path: str) -> str:
    """Read the text of any file."""
    import kreuzberg as library

    read = library.extract_file_sync(path)
    return f"{len(read.content)} characters, {len(read.tables)} tables"


PEERS: dict[str, Callable[[str], str]] = {
    peer.__name__: peer for peer in (camelot, img2table, docling_parse, kreuzberg)
}


def main(name: str, path: str, repeat: int) -> None:
    """Run one peer on one file."""
    found = PEERS[name](path)
    taken = []
    for _ in range(repeat):
        started = spent()
        PEERS[name](path)
        taken.append(spent() - started)
    sys.stdout.write("\n" + json.dumps({"seconds": min(taken), "found": found}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
