"""SQL over the latest release: every table a view, run by DuckDB."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline import UserError
from schemas import TABLES


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query: column names and rows of Python values."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


def query(sql: str, out: Path, parameters: list[Any] | None = None) -> Answer:
    """Run `sql` over the latest release under `out`, each table a view of its name. UserError when SQL is wrong."""
    folder = latest(out).resolve()  # once, so that a build meanwhile does not mix two releases
    with duckdb.connect() as connection:
        for name in TABLES:
            path = str(folder / f"{name}.parquet").replace("'", "''")
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        try:
            result = connection.execute(sql, parameters or [])
            if result is None:  # nothing but blanks and comments
                raise UserError("no statement to run; try: congbao query 'SELECT * FROM documents'", exit_code=2)
            if not result.description:
                return Answer([], [])
            return Answer([column[0] for column in result.description], result.fetchall())
        except duckdb.Error as error:
            raise UserError(_explained(str(error))) from error


def latest(out: Path) -> Path:
    """Return the folder of the latest release. UserError when nothing was built there yet."""
    path = out / "latest"
    if not (path / "documents.parquet").is_file():
        raise UserError(f"{out}: no release there yet; build one first: congbao build --out {out}")
    return path


def _explained(message: str) -> str:
    """Return DuckDB's message on one line, without its drawing of the statement, and with the tables' names."""
    lines = [line.strip() for line in message.splitlines()]
    said = [line for line in lines if line and not line.startswith(("LINE ", "^"))]
    text = " ".join(said) or "the query failed"
    hint = "" if "Parser Error" in text else f" (tables: {', '.join(TABLES)}; columns: congbao schema TABLE)"
    return text + hint
