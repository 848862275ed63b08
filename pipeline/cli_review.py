"""``congbao review``: a person's decisions about names and values, kept as lines of data that every build replays."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typer

from normalizers.agency_ids import by_id
from pipeline import UserError
from pipeline.query import query
from pipeline.render import table, to_json
from pipeline.replay import KEPT, NAMED, typed
from pipeline.resolve import IDENTITY_RULES
from pipeline.reviews import Decision, Review, append, load
from schemas import TABLES
from schemas.validation import problems


def show(out: Path, folder: Path, *, decided: bool, as_json: bool) -> int:
    """Print the open questions of the latest release, or the decisions that hold."""
    if decided:
        reviews = load(folder)
        rows = [
            {"decision": review.decision, **dict(review.key), "machine": review.machine, "human": review.human,
             "who": review.who, "when": review.when, "note": review.note, "place": review.place}
            for review in reviews
        ]  # fmt: skip
        shown = ["decision", "human", "who", "when", "place"]
    else:
        rows = _questions(out)
        shown = ["finding_id", "rule", "document_id", "raw", "machine"]
    if as_json:
        typer.echo(to_json(rows))
    elif rows:
        typer.echo(table(shown, ([row.get(name) or "" for name in shown] for row in rows)))
    else:
        typer.echo("no decisions yet" if decided else "nothing waits for a decision", err=True)
    return 0


def accept(finding: str, out: Path, folder: Path, by: str | None, note: str) -> int:
    """Record that the machine's agency is right."""
    asked = _question(finding, out)
    if asked["machine"] is None:
        raise UserError(f"{finding}: the machine named no agency; give one: congbao review set {finding} AGENCY_ID")
    return _record("unit", _key(asked), asked["machine"], asked["machine"], folder, by, note)


def reject(finding: str, out: Path, folder: Path, by: str | None, note: str, *, no_agency: bool) -> int:
    """Record that the machine's agency is wrong, or that the text names none."""
    asked = _question(finding, out)
    return _record("not_agency" if no_agency else "different", _key(asked), asked["machine"], None, folder, by, note)


def correct(about: str, value: str, column: str | None, out: Path, folder: Path, by: str | None, note: str) -> int:
    """Record what is right: the agency of a finding's name, one identity for two agencies, or a column's value."""
    if about.startswith("fnd-"):
        asked = _question(about, out)
        if column is not None:
            raise UserError(f"{about}: a finding asks for an agency; --column is for a record's id", exit_code=2)
        _known(value, out)
        return _record("unit", _key(asked), asked["machine"], value, folder, by, note)
    if column is None:
        if not query("SELECT 1 FROM agencies WHERE agency_id = ?", out, [about]).rows:
            raise UserError(f"{about}: no agency of the latest release; a record needs --column", exit_code=2)
        _known(value, out)
        return _record("same", {"agency_id": about}, about, value, folder, by, note)
    name = next((table for table, declared in TABLES.items() if declared.prefix == about.split("-")[0]), None)
    if name is None or column not in TABLES[name].by_name or column in KEPT:
        raise UserError(f"{about}: no record id with a column {column!r}; columns: congbao schema TABLE", exit_code=2)
    found = query(f"SELECT * FROM {name} WHERE record_id = ?", out, [about])  # the table's name is a declared one
    if not found.rows:
        raise UserError(f"{about}: no such record in the latest release")
    row = dict(zip(found.columns, found.rows[0], strict=True))
    human = _value(value)
    wrong = problems(name, [{**row, column: typed(name, column, human)}])
    if wrong:
        raise UserError(f"{value}: no value of {name}.{column}; {wrong[0].message}", exit_code=2)
    texts = query("SELECT text FROM evidence WHERE record_id = ? AND field = ?", out, [about, column]).rows
    key = {"document_id": row["document_id"], "record_id": about, "column": column}
    machine = row[column].isoformat() if isinstance(row[column], date) else row[column]
    source = texts[0][0] if texts else None
    return _record("value", key, machine, human, folder, by, note, source)


def _known(agency_id: str, out: Path) -> None:
    """Refuse an id that no build could apply: neither the release's nor the gazetteer's nor the catalogue's."""
    if (
        by_id(agency_id, None) is None
        and not query("SELECT 1 FROM agencies WHERE agency_id = ?", out, [agency_id]).rows
    ):
        raise UserError(
            f"{agency_id}: no agency of this id; `congbao resolve NAME` shows the ids of candidates", exit_code=2
        )


def _value(text: str) -> Any:
    """Return a number, true, false or null where the text is one in JSON, else the text itself."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(value, dict | list) else value


def _questions(out: Path) -> list[dict[str, Any]]:
    """Return the findings of the latest release that ask who is meant, with the machine's answer."""
    rules = ", ".join(f"'{rule}'" for rule in sorted(IDENTITY_RULES))
    findings = query(
        f"SELECT finding_id, rule, document_id, record_id, actual, message FROM findings WHERE rule IN ({rules})", out
    )
    machine: dict[str, tuple[str | None, str | None]] = {}
    for name, column, _ in NAMED:
        if "record_id" in TABLES[name].by_name:
            parent = "parent_raw" if "parent_raw" in TABLES[name].by_name else "NULL"
            rows = query(f"SELECT record_id, {column}, {parent} FROM {name}", out).rows
            machine.update((record, (agency, within)) for record, agency, within in rows)
    return [
        {
            "finding_id": finding, "rule": rule, "document_id": document, "raw": raw,
            "within": machine.get(record, (None, None))[1] or "", "machine": machine.get(record, (None, None))[0],
            "message": message,
        }
        for finding, rule, document, record, raw, message in findings.rows
    ]  # fmt: skip


def _question(finding: str, out: Path) -> dict[str, Any]:
    asked = next((row for row in _questions(out) if row["finding_id"] == finding), None)
    if asked is None:
        raise UserError(f"{finding}: no open question of the latest release; see: congbao review list", exit_code=2)
    return asked


def _key(asked: dict[str, Any]) -> dict[str, str]:
    return {name: asked[name] for name in ("document_id", "raw", "within") if asked[name]}


def _record(
    decision: Decision,
    key: dict[str, str],
    machine: Any,
    human: Any,
    folder: Path,
    by: str | None,
    note: str,
    source: str | None = None,
) -> int:
    load(folder)  # a folder with a faulty line is mended first
    when = datetime.now(UTC).isoformat(timespec="microseconds")
    who = by or getpass.getuser()
    review = Review(decision, tuple(sorted(key.items())), machine, human, who, when, source, note)
    path = append(review, folder)
    typer.echo(f"{path}: {decision} recorded; the next build applies it", err=True)
    return 0
