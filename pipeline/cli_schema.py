"""``congbao schema``: the declarations of tables and columns, for people and programs."""

from __future__ import annotations

import typer

from pipeline import UserError
from pipeline.render import table, to_json
from schemas import TABLES
from schemas.dictionary import data_dictionary, table_section
from schemas.json_schema import inspection_schema, table_schema

INSPECTION = "inspect"


def run(name: str | None, *, as_json: bool, as_markdown: bool) -> int:
    """Print the declaration of one table or of all, and return the exit code."""
    if as_json and as_markdown:
        raise UserError("--json and --markdown exclude each other; give one", exit_code=2)
    if name is not None and name not in TABLES and not (name == INSPECTION and as_json):
        raise UserError(f"{name}: no such table; there are {', '.join(TABLES)}", exit_code=2)
    if as_json:
        typer.echo(to_json(_json_schema(name)))
    elif as_markdown:
        typer.echo(data_dictionary().removesuffix("\n") if name is None else table_section(TABLES[name]))
    elif name is None:
        typer.echo(
            table(["table", "columns", "rows are"], ([t.name, len(t.columns), t.description] for t in TABLES.values()))
        )
    else:
        declared = TABLES[name]
        rows = (
            [column.name, column.type, "" if column.nullable else "not null", column.unit, column.description]
            for column in declared.columns
        )
        typer.echo(f"{declared.description}\n\n{table(['column', 'type', 'null', 'unit', 'meaning'], rows)}")
    return 0


def _json_schema(name: str | None) -> object:
    if name is None:
        return {table_name: table_schema(table_name) for table_name in TABLES}
    return inspection_schema() if name == INSPECTION else table_schema(name)
