"""Make the corpus: ``uv run python -m corpus.make [--check] [--skip-pdf] [--old-forms DIR]``.

Writes every file of ``documents/`` from the facts. With ``--check`` nothing is written: the text, HTML and DOCX files
are made in memory and must equal those committed; exit code 1 and the names when they do not. With ``--old-forms`` only
the scans, ``.doc`` and old-font files are made, with their truth, in a folder of their own: they are not shipped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.make.facts import DOCUMENTS, FACTS, Plan, load
from corpus.make.pages import law_page, news_page
from corpus.make.pdf import MissingOfficeError, pdf_file
from corpus.make.text import cell_dump, ocr_text
from corpus.make.word import word_file

Maker = Callable[[Plan], bytes]


def _text(make: Callable[[Plan], str]) -> Maker:
    return lambda plan: make(plan).encode("utf-8")


# file in documents/ -> facts file, how it is made
FILES: dict[str, tuple[str, Maker]] = {
    "dak-nong-512-qd-ubnd.docx": ("dak-nong-512-qd-ubnd", word_file),
    "dak-nong-512-qd-ubnd.ocr.txt": ("dak-nong-512-qd-ubnd", _text(ocr_text)),
    "dak-nong-tin-2018-04-16.html": ("dak-nong-tin-2018-04-16", _text(news_page)),
    "dien-bien-1129-kh-ubnd.txt": ("dien-bien-1129-kh-ubnd", _text(ocr_text)),
    "dong-nai-2019.docx": ("dong-nai-2019", word_file),
    "kon-tum-474-qd-ubnd.docx": ("kon-tum-474-qd-ubnd", word_file),
    "kon-tum-474-qd-ubnd.html": ("kon-tum-474-qd-ubnd", _text(law_page)),
    "kon-tum-474-qd-ubnd.txt": ("kon-tum-474-qd-ubnd", _text(cell_dump)),
}
PDFS = {name: name.removesuffix(".pdf") for name in ("dak-nong-512-qd-ubnd.pdf", "dien-bien-1129-kh-ubnd.pdf")}


def make(name: str) -> bytes:
    """Return the bytes of one file of ``FILES``."""
    facts, maker = FILES[name]
    return maker(load(FACTS / f"{facts}.yaml"))


def differing() -> list[str]:
    """Return the names of the committed files that differ from what the facts make."""
    return [name for name in FILES if not (DOCUMENTS / name).is_file() or (DOCUMENTS / name).read_bytes() != make(name)]


def main() -> int:
    """Run the command line; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.make", description="Make the corpus from its facts files.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a committed file differs")
    parser.add_argument("--skip-pdf", action="store_true", help="do not make the PDF files (no LibreOffice needed)")
    parser.add_argument("--old-forms", type=Path, metavar="DIR", help="make scans, .doc and old fonts here, with truth")
    options = parser.parse_args()
    if options.check:
        for name in (bad := differing()):
            sys.stderr.write(f"{name}: differs from its facts; run `uv run python -m corpus.make`\n")
        return 1 if bad else 0
    if options.old_forms:
        from corpus.make.old_forms import make_old_forms  # OpenCV belongs to the extra "ocr"

        try:
            for name in make_old_forms(options.old_forms):
                sys.stdout.write(f"{name}\n")
        except MissingOfficeError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        return 0
    for name in FILES:
        (DOCUMENTS / name).write_bytes(make(name))
    if options.skip_pdf:
        return 0
    try:
        for name, facts in PDFS.items():
            (DOCUMENTS / name).write_bytes(pdf_file(word_file(load(FACTS / f"{facts}.yaml")), facts))
    except MissingOfficeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
