"""``python -m schemas`` writes ``docs/DATA_DICTIONARY.md``; ``python -m schemas --check`` says whether it is fresh."""

from __future__ import annotations

import sys
from pathlib import Path

from schemas.dictionary import data_dictionary

PATH = Path(__file__).parent.parent / "docs" / "DATA_DICTIONARY.md"


def main(arguments: list[str]) -> int:
    """Write or check the file; return the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python -m schemas [--check]\n")
        return 2
    text = data_dictionary()
    if not arguments:
        PATH.parent.mkdir(exist_ok=True)
        PATH.write_text(text, encoding="utf-8")
        return 0
    if PATH.exists() and PATH.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{PATH}: older than the declarations in schemas/; write it anew: python -m schemas\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
