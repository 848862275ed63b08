"""``congbao new-extractor``: write the files of a new record kind and say what to do next."""

from __future__ import annotations

from pathlib import Path

import typer

from pipeline.render import visible
from pipeline.scaffold import columns_like, create, default_columns


def run(name: str, like: Path | None, table_no: int) -> int:
    """Write the files, from table `table_no` of the file `like` where one is given; return the exit code."""
    if like is None:
        columns = default_columns(name)
    else:
        from pipeline.inspect import read
        from pipeline.result import Settings

        _, tables = read(like, Settings())
        columns = columns_like(tables["table_values"], table_no)
    for path in create(Path.cwd(), name, columns):
        typer.echo(visible(str(path.relative_to(Path.cwd()))))
    test = f"tests/test_{name}.py"
    typer.echo(f"next: make the test say what a real table says, then run: make check && pytest {test}", err=True)
    return 0
