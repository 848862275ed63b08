"""``congbao findings``: the findings of the latest release, filtered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from pipeline.query import query
from pipeline.render import table, to_json
from pipeline.reviews import CLOSED
from schemas import TABLES


def run(
    out: Path,
    severities: Sequence[str],
    rules: Sequence[str],
    document: str | None,
    *,
    decided: bool,
    vietnamese: bool,
    as_json: bool,
) -> int:
    """Print the findings that fit every filter given, and return the exit code.

    Those that reviewers decided about are left out, and counted, unless `decided`.
    """
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
    fitting = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    rows = fitting if decided else [row for row in fitting if row["decision"] not in CLOSED]
    if as_json:
        typer.echo(to_json(rows))
    elif rows:
        shown = [
            "severity",
            "rule",
            "document_id",
            "page",
            *(["decision"] if any(row["decision"] for row in rows) else []),
            message(vietnamese),
        ]
        typer.echo(table(shown, ([row[name] if row[name] is not None else "" for name in shown] for row in rows)))
    if len(rows) < len(fitting):
        typer.echo(f"{len(fitting) - len(rows)} more are closed by reviewers; --decided lists them too", err=True)
    if not fitting:
        met = query("SELECT DISTINCT rule FROM findings ORDER BY rule", out).rows
        typer.echo(f"no such findings; rules met: {', '.join(rule for (rule,) in met) or 'none'}", err=True)
    return 0


def message(vietnamese: bool) -> str:
    """Return the column that says what is wrong in the language wanted."""
    return "message_vi" if vietnamese else "message"
