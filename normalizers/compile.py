"""Check the catalogue of agencies and the gazetteer, and write them in compiled form.

python -m normalizers.compile           check the files, write compiled.json and gazetteer/compiled.txt
python -m normalizers.compile --check   only say whether all is right and up to date; exit code 1 when it is not
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from normalizers import gazetteer_check, gazetteer_files
from normalizers.vocabulary import compiled, loader
from normalizers.vocabulary.agency_catalogue import SECTIONS


def compile_catalogue() -> str:
    """Return the text of ``compiled.json`` for the YAML files. Raises VocabularyError for a faulty entry."""
    files = {
        name: {
            "of": compiled.fingerprint(name),
            "sections": {
                section: list(loader.words(name, section))
                if model is None
                else [_values(entry) for entry in loader.entries(name, section, model)]
                for section, model in sections.items()
            },
        }
        for name, sections in SECTIONS.items()
    }
    return json.dumps(files, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain) + "\n"


def _values(entry: Any) -> dict[str, Any]:
    """Return an entry with those that it holds as values by their names."""
    return {
        name: [_values(item) for item in value] if isinstance(value, tuple) and value and hasattr(value[0], "_fields")
        else value
        for name, value in entry._asdict().items()
    }  # fmt: skip


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")


def main(arguments: list[str]) -> int:
    """Write or check the compiled file; return the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write(f"unknown arguments {' '.join(arguments)}; usage: python -m normalizers.compile [--check]\n")
        return 2
    faults = gazetteer_check.faults()
    if faults:
        sys.stderr.write("".join(f"{fault}\n" for fault in faults))
        return 1
    try:
        contents = {
            Path(compiled.FILE): compile_catalogue().encode(),
            Path(gazetteer_files.FOLDER, gazetteer_files.FILE): gazetteer_files.compiled(),
        }
    except loader.VocabularyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    stale = [path for path, content in contents.items() if not path.is_file() or path.read_bytes() != content]
    for path in stale:
        if arguments:
            sys.stderr.write(f"{path.name} is out of date; run: python -m normalizers.compile\n")
        else:
            path.write_bytes(contents[path])
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
