"""``congbao new-extractor``: write the files of a new record kind and say what to do next."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from pipeline import UserError
from pipeline.render import visible
from pipeline.result import Row
from pipeline.scaffold import create
from pipeline.scaffold_columns import columns_like, default_columns, tables_of

TABLES_ONLY = "pipeline.tables_only"
_INSIDE = re.compile(r"!/|#(?:pages|document)=")  # begins the part of a document's name that follows its file's


def run(name: str, like: Path | None, table_no: int) -> int:
    """Write the files, from table `table_no` of the document `like` where one is given; return the exit code."""
    columns, left_out = columns_like(_values(like, table_no), table_no) if like else (default_columns(name), [])
    for path in create(Path.cwd(), name, columns):
        typer.echo(visible(str(path.relative_to(Path.cwd()))))
    for column in columns:
        if column.field:
            typer.echo(visible(f"known: {column.heading!r} means {column.field}, and is read by that"), err=True)
    for line in left_out:
        typer.echo(visible(f"left out: {line}"), err=True)
    test = f"tests/test_{name}.py"
    typer.echo(f"next: make the test say what a real table says, then run: make check && pytest {test}", err=True)
    return 0


def _values(like: Path, table_no: int) -> list[Row]:
    """Return the rows of ``table_values`` of a file, or of the document of it that bears this name.

    UserError when the file cannot be read, or when several documents of it have a table of this number.
    """
    from pipeline.inspect import read
    from pipeline.result import Settings

    path, wanted = _split(like)
    results = [result for result in read(path, Settings(), TABLES_ONLY) if result.name.endswith(wanted)]
    if not results:
        raise UserError(f"{like}: no document of that name in {path}; see: congbao inspect {path}", exit_code=2)
    values = {
        f"{path}{result.name.removeprefix(result.file)}": result.tables.get("table_values", []) for result in results
    }
    found = [name for name, rows in values.items() if any(row["table_no"] == table_no for row in rows)]
    if len(found) > 1:
        raise UserError(
            f"{like}: table {table_no} is in {', '.join(found)}; give one of these with --like", exit_code=2
        )
    if found:
        return values[found[0]]
    for error in (error for result in results for error in result.errors):
        raise UserError(f"{like}: {error.message}")
    there = "; ".join(text for rows in values.values() for text in tables_of(rows)) or "none"
    raise UserError(f"{like}: no table {table_no} there; it has: {there}", exit_code=2)


def _split(document: Path) -> tuple[Path, str]:
    """Return the file of a document's name as `inspect` shows it, and the rest: ("a.zip", "!/b.docx")."""
    for begin in _INSIDE.finditer(str(document)):
        file = Path(str(document)[: begin.start()])
        if file.is_file() and not document.exists():
            return file, str(document)[begin.start() :]
    return document, ""
