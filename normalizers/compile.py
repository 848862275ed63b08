"""Check the catalogue of agencies and write it in compiled form.

python -m normalizers.compile           check the YAML files and write compiled.json
python -m normalizers.compile --check   only say whether it is up to date; exit code 1 when it is not
"""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import date
from typing import Any

from normalizers.vocabulary import compiled, loader
from normalizers.vocabulary.agency_catalogue import SECTIONS


def compile_catalogue() -> str:
    """Return the text of ``compiled.json`` for the YAML files. Raises VocabularyError for a faulty entry."""
    files = {
        name: {
            "sha256": compiled.fingerprint(name),
            "sections": {
                section: list(loader.words(name, section))
                if model is None
                else [dataclasses.asdict(entry) for entry in loader.entries(name, section, model)]
                for section, model in sections.items()
            },
        }
        for name, sections in SECTIONS.items()
    }
    return json.dumps(files, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain) + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")


def main(arguments: list[str]) -> int:
    """Write or check the compiled file; return the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(f"unknown arguments {' '.join(arguments)}; usage: python -m normalizers.compile [--check]\n")
        return 2
    try:
        text = compile_catalogue()
    except loader.VocabularyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    current = compiled.FILE.is_file() and compiled.FILE.read_text(encoding="utf-8") == text
    if arguments and not current:
        sys.stderr.write(f"{compiled.FILE.name} is out of date; run: python -m normalizers.compile\n")
        return 1
    if not arguments and not current:
        compiled.FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
