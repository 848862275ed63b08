"""Make the procedure lists: ``uv run python -m corpus.make.annexes [--check]``.

Writes the files of ``procedures/documents/`` that ``procedures/truth/*.json`` name from ``procedures/facts/*.yaml``, in
the form that their ending says.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.make.facts import CORPUS, Plan, load
from corpus.make.pages import law_page
from corpus.make.text import ocr_text
from corpus.make.word import word_file

PROCEDURES = CORPUS / "procedures"
MAKERS: dict[str, Callable[[Plan], bytes]] = {
    ".docx": word_file,
    ".html": lambda plan: law_page(plan).encode("utf-8"),
    ".txt": lambda plan: ocr_text(plan).encode("utf-8"),
}


def files() -> dict[str, Path]:
    """Return the facts file of every file that the truth names, by its name."""
    named: dict[str, Path] = {}
    for truth in sorted((PROCEDURES / "truth").glob("*.json")):
        for name in json.loads(truth.read_text(encoding="utf-8"))["files"]:
            named[name] = PROCEDURES / "facts" / f"{truth.stem}.yaml"
    return named


def make(name: str, facts: Path) -> bytes:
    """Return the bytes of the file `name`, made from `facts`."""
    return MAKERS[Path(name).suffix](load(facts))


def main() -> int:
    """Run the command line; return its exit code: 1 when ``--check`` finds a file that differs from its facts."""
    parser = argparse.ArgumentParser(prog="python -m corpus.make.annexes", description="Make the procedure lists.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a committed file differs")
    options = parser.parse_args()
    folder = PROCEDURES / "documents"
    differing = []
    for name, facts in files().items():
        made = make(name, facts)
        if (folder / name).is_file() and (folder / name).read_bytes() == made:
            continue
        differing.append(name)
        if not options.check:
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(made)
    if options.check:
        for name in differing:
            sys.stderr.write(f"{name}: differs from its facts; run `uv run python -m corpus.make.annexes`\n")
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
