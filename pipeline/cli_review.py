"""``congbao review``: a person's decisions about names, values and findings, kept as lines of data for every build."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typer

from normalizers.agency_ids import by_id
from pipeline import UserError
from pipeline.corrections import names_agency, refusal, typed
from pipeline.query import query
from pipeline.render import table, to_json
from pipeline.replay import NAMED
from pipeline.resolve import IDENTITY_RULES
from pipeline.reviews import CLOSED, Decision, Review, append, load
from schemas import TABLES
from schemas.validation import problems


def show(out: Path, folder: Path, *, decided: bool, as_json: bool) -> int:
    """Print the open questions of the latest release, or the decisions that hold."""
    if decided:
        reviews = load(folder)
        rows = [
            {"decision": review.decision, "about": _about(review), **dict(review.key), "machine": review.machine,
             "human": review.human, "who": review.who, "when": review.when, "note": review.note, "place": review.place}
            for review in reviews
        ]  # fmt: skip
        shown = ["decision", "about", "human", "who", "when", "place"]
    else:
        rows = _questions(out)
        shown = ["finding_id", "rule", "document_id", "raw", "machine"]
    if as_json:
        typer.echo(to_json(rows))
    elif rows:
        typer.echo(table(shown, (["" if row.get(name) is None else row[name] for name in shown] for row in rows)))
    else:
        typer.echo("no decisions yet" if decided else "nothing waits for a decision", err=True)
    return 0


def _about(review: Review) -> str:
    """Return what a decision is about, for people: a record's column, a name in a document, a finding, an agency."""
    document, within = review.about("document_id"), review.about("within")
    if review.decision == "value":
        return f"{review.about('record_id')} {review.about('column')}"
    if raw := review.about("raw"):
        return f"{document} “{raw}”" + (f" under “{within}”" if within else "")
    return review.about("finding_id") or review.about("agency_id")


def accept(finding: str, out: Path, folder: Path, by: str | None, note: str) -> int:
    """Record that the machine's agency is right, or that what a finding says is known and right as printed."""
    found = _finding(finding, out)
    asked = next((row for row in _questions(out) if row["finding_id"] == finding), None)
    if asked is not None and asked["machine"] is not None:
        return _record("unit", _key(asked), asked["machine"], asked["machine"], folder, by, note)
    if found["decision"] in CLOSED:
        raise UserError(f"{finding}: is {found['decision']} already", exit_code=2)
    key = {"document_id": found["document_id"], "finding_id": finding}
    return _record("accepted", key, found["message"], None, folder, by, note)


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
    return _correct_column(about, value, column, out, folder, by, note)


def _correct_column(about: str, value: str, column: str, out: Path, folder: Path, by: str | None, note: str) -> int:
    prefixed = (
        table for table, declared in TABLES.items() if declared.prefix and about.startswith(declared.prefix + "-")
    )
    name = "documents" if "/" in about else next(prefixed, None)
    if name is None or column not in TABLES[name].by_name:
        raise UserError(f"{about}: no record id with a column {column!r}; columns: congbao schema TABLE", exit_code=2)
    if (why := refusal(name, column)) is not None:
        raise UserError(f"{about}: {why[0]}", exit_code=2)
    key = "document_id" if name == "documents" else "record_id"
    found = query(f"SELECT * FROM {name} WHERE {key} = ?", out, [about])  # the table's name is a declared one
    if not found.rows:
        raise UserError(f"{about}: no such {'document' if name == 'documents' else 'record'} in the latest release")
    row = dict(zip(found.columns, found.rows[0], strict=True))
    human = _value(value, TABLES[name].by_name[column].type)
    wrong = problems(name, [{**row, column: typed(name, column, human)}])
    if wrong:
        raise UserError(f"{value}: no value of {name}.{column}; {wrong[0].message}", exit_code=2)
    if human is not None and names_agency(name, column):
        _known(human, out)
    rows = query("SELECT field, text FROM evidence WHERE record_id = ?", out, [about]).rows
    texts = dict(rows)
    source = next((texts[field] for field in TABLES[name].fields_of(column) if field in texts), None)
    machine = row[column].isoformat() if isinstance(row[column], date) else row[column]
    about_it = {"document_id": row["document_id"], "record_id": about, "column": column}
    return _record("value", about_it, machine, human, folder, by, note, source)


def _known(agency_id: str, out: Path) -> None:
    """Refuse an id that no build could apply: neither the release's nor the gazetteer's nor the catalogue's."""
    if (
        by_id(agency_id, None) is None
        and not query("SELECT 1 FROM agencies WHERE agency_id = ?", out, [agency_id]).rows
    ):
        raise UserError(
            f"{agency_id}: no agency of this id; `congbao resolve NAME` shows the ids of candidates", exit_code=2
        )


def _value(text: str, kind: str) -> Any:
    """Return null for no text or "null"; for other columns than those of texts what the text is in JSON, if it is."""
    if text in ("", "null"):
        return None
    if kind == "string":
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(value, dict) else value


def _finding(finding_id: str, out: Path) -> dict[str, Any]:
    columns = ("finding_id", "rule", "document_id", "record_id", "message", "decision")
    rows = query(f"SELECT {', '.join(columns)} FROM findings WHERE finding_id = ?", out, [finding_id]).rows
    if not rows:
        raise UserError(f"{finding_id}: no such finding in the latest release; see: congbao findings", exit_code=2)
    return dict(zip(columns, rows[0], strict=True))


def _questions(out: Path) -> list[dict[str, Any]]:
    """Return the findings of the latest release that ask who is meant and are open, with the machine's answer."""
    rules = ", ".join(f"'{rule}'" for rule in sorted(IDENTITY_RULES))
    findings = query(
        "SELECT finding_id, rule, document_id, record_id, actual, message FROM findings "
        f"WHERE rule IN ({rules}) AND decision IS NULL",
        out,
    )
    machine: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for name, column, printed in NAMED if findings.rows else ():
        identity = "record_id" if TABLES[name].prefix else "document_id"
        parent = "parent_raw" if "parent_raw" in TABLES[name].by_name else "NULL"
        rows = query(f"SELECT {identity}, {printed}, {column}, {parent} FROM {name}", out).rows
        machine.update(((about, raw), (agency, within)) for about, raw, agency, within in rows if raw)
    answers = (machine.get((record or document, raw)) for _, _, document, record, raw, _ in findings.rows)
    return [
        {
            "finding_id": finding, "rule": rule, "document_id": document, "record_id": record, "raw": raw,
            "within": answer[1] or "" if answer else "", "machine": answer[0] if answer else None,
            "applies": answer is not None, "message": message,
        }
        for (finding, rule, document, record, raw, message), answer in zip(findings.rows, answers, strict=True)
    ]  # fmt: skip


def _question(finding: str, out: Path) -> dict[str, Any]:
    """Return an open question that the next build can answer. UserError saying why when there is none."""
    asked = next((row for row in _questions(out) if row["finding_id"] == finding), None)
    if asked is None:
        found = query("SELECT rule FROM findings WHERE finding_id = ?", out, [finding]).rows
        if found:
            raise UserError(
                f"{finding}: {found[0][0]} does not ask who is meant, or is decided; `congbao review accept {finding}` "
                "leaves it as printed, `congbao review set RECORD_ID VALUE --column COLUMN` corrects a value",
                exit_code=2,
            )
        raise UserError(f"{finding}: no open question of the latest release; see: congbao review list", exit_code=2)
    if not asked["applies"]:
        raise UserError(
            f"{finding}: no column holds {asked['raw']!r} as an agency's name, so no build could apply the decision; "
            f"accept the finding: congbao review accept {finding}",
            exit_code=2,
        )
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
