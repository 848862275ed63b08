"""``congbao findings``: the findings of the latest release, filtered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from pipeline.query import query
from pipeline.render import table, to_json
from schemas import TABLES


def run(out: Path, severities: Sequence[str], rules: Sequence[str], document: str | None, *, as_json: bool) -> int:
    """Print the findings that fit every filter given, and return the exit code."""
    conditions, parameters = ["true"], []
    for column, wanted in (("severity", severities), ("rule", rules)):
        if wanted:
            conditions.append(f"list_contains(?, {column})")
            parameters.append(list[Any](wanted))
    if document:
        conditions.append("contains(document_id, ?)")
        parameters.append(document)  # type: ignore[arg-type]
    columns = ", ".join(TABLES["findings"].column_names)
    answer = query(f"SELECT {columns} FROM findings WHERE {' AND '.join(conditions)}", out, parameters)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    if as_json:
        typer.echo(to_json(rows))
    elif rows:
        shown = ["severity", "rule", "document_id", "page", "message"]
        typer.echo(table(shown, ([row[name] if row[name] is not None else "" for name in shown] for row in rows)))
    if not rows:
        met = query("SELECT DISTINCT rule FROM findings ORDER BY rule", out).rows
        typer.echo(f"no such findings; rules met: {', '.join(rule for (rule,) in met) or 'none'}", err=True)
    return 0
