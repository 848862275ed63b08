"""``congbao doctor``: which formats this machine can read, with which libraries, and what is missing for the rest."""

from __future__ import annotations

import platform
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import typer

from extractors.readers.scans import ocr
from pipeline import convert
from pipeline.render import pairs, table, to_json

#: Format, and the libraries that read it: (name to install, name to import).
READERS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("PDF with text", (("pypdfium2", "pypdfium2"), ("pdfplumber", "pdfplumber"))),
    ("DOCX", (("python-docx", "docx"), ("lxml", "lxml"))),
    ("XLSX", (("openpyxl", "openpyxl"),)),
    ("HTML", (("selectolax", "selectolax"),)),
    ("plain text", (("regex", "regex"),)),
)
PLATFORM = (("duckdb", "duckdb"), ("pyarrow", "pyarrow"), ("spacy", "spacy"))


@dataclass(frozen=True, slots=True)
class Ability:
    """Whether one format can be read, with what, and what to do if it cannot."""

    format: str
    readable: bool
    libraries: str
    remedy: str


def abilities() -> list[Ability]:
    """Return every format with what reads it on this machine."""
    found = []
    for name, libraries in READERS:
        missing = [package for package, module in libraries if find_spec(module) is None]
        present = ", ".join(f"{package} {_version(package)}" for package, _ in libraries if package not in missing)
        remedy = f"install {' and '.join(missing)}: uv sync" if missing else ""
        found.append(Ability(name, not missing, present, remedy))
    office = convert.version()
    remedy = "" if office else f"install LibreOffice: {convert.REMEDY}"
    found.append(Ability("DOC, RTF, ODT, XLS, ODS", bool(office), office, remedy))
    absent = ocr.missing()
    engine = "" if absent else f"tesserocr {_version('tesserocr')}, Tesseract {ocr.version()} with {ocr.LANGUAGE}"
    found.append(Ability("scanned PDF, TIFF, PNG, JPEG", absent is None, engine, ocr.REMEDY if absent else ""))
    return found


def run(*, as_json: bool) -> int:
    """Print the abilities and return the exit code: 1 when a library that this version reads with is missing."""
    formats = abilities()
    versions = {"congbao": _version("congbao"), "python": platform.python_version(), "system": platform.platform()}
    versions |= {package: _version(package) for package, _ in PLATFORM}
    if as_json:
        typer.echo(to_json({"versions": versions, "formats": [asdict(ability) for ability in formats]}))
    else:
        rows = [[a.format, "yes" if a.readable else "no", a.libraries, a.remedy] for a in formats]
        typer.echo(f"{pairs(versions)}\n\n{table(['format', 'read', 'with', 'remedy'], rows)}")
    broken = [ability.format for ability in formats[: len(READERS)] if not ability.readable]
    if broken:
        sys.stderr.write(f"congbao: cannot read {', '.join(broken)} here; see the remedies above\n")
    return 1 if broken else 0


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
