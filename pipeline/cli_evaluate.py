"""``congbao evaluate``: how much of labelled documents is read rightly."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from pipeline import UserError
from pipeline.evaluate import FIELDS, Score, evaluate
from pipeline.evaluate_names import SCOPES, Group, NameScore, order
from pipeline.render import table, to_json

KEPT = "evaluation.json"
ALL_KEYS = "all keys"


def run(truth: Path, documents: Path | None, out: Path, *, differences: bool, as_json: bool) -> int:
    """Print the scores of every file and table, their sum and that of the names over the files; return the exit code.

    The differences are kept in `out`/evaluation.json, so that the next run can print what was gained and lost.
    """
    truth, documents = folders(truth, documents)
    for folder in (truth, documents):
        if not folder.is_dir():
            raise UserError(f"{folder}: no such folder; give one with --truth and --documents", exit_code=2)
    if not any(truth.glob("*.json")):
        raise UserError(f"{truth}: no *.json file of truth here", exit_code=2)
    try:
        found = evaluate(truth, documents)
    except FileNotFoundError as error:
        raise UserError(f"{error.filename}: the truth names this file, but it is not there") from error
    except (KeyError, ValueError, TypeError) as error:
        raise UserError(f"{truth}: a truth file is not of the form of corpus/truth ({error!r})") from error
    scores = found.rows
    gained, lost = _changes(scores, out / KEPT)
    if as_json:
        records = [_as_json(name, of_table, score) for (name, of_table), score in scores.items()]
        records += [
            _names_as_json(name, group, score)
            for name, groups in found.names.items()
            for group, score in groups.items()
        ]
        typer.echo(to_json(records))
        return 0
    shown = [(name, of_table, score) for (name, of_table), score in scores.items() if score.expected or score.extra]
    rows = [_line(name, of_table, score) for name, of_table, score in shown]
    rows += [_line("all files", of_table, _sum(scores, of_table)) for of_table in FIELDS]
    typer.echo(table(["file", "table", "rows", "read", "extra", "recall", "precision", "fields right"], rows))
    names = _names_of_all(found.names)
    if names:
        header = [
            "names of agencies",
            "key",
            "labels",
            "names",
            "right",
            "wrong",
            "abstained",
            "not read",
            "share right",
        ]
        typer.echo("\n" + table(header, [_names_line(group, score) for group, score in names]))
    if differences:
        for name, of_table, score in shown:
            for difference in score.differences:
                typer.echo(f"{name}, {of_table}: {difference}")
        for name, groups in found.names.items():
            for of_names in groups.values():
                for difference in of_names.differences:
                    typer.echo(f"{name}, names: {difference}")
    for word, lines in (("gained", gained), ("lost", lost)):
        for line in lines:
            typer.echo(f"{word} since the last evaluation: {line}")
    return 0


def folders(truth: Path, documents: Path | None) -> tuple[Path, Path]:
    """Return where the truth files and the documents are; a folder that holds `truth/` and `documents/` names both.

    Documents that are not named stand in `documents/` beside the folder of the truth files.
    """
    if (truth / "truth").is_dir() and not any(truth.glob("*.json")):
        truth = truth / "truth"
    return truth, documents or truth.parent / "documents"


def _changes(scores: dict[tuple[str, str], Score], kept: Path) -> tuple[list[str], list[str]]:
    """Return (differences from the truth that are gone, new ones) since the last evaluation; keep those of now."""
    now = {
        f"{name}, {of_table}: {difference}"
        for (name, of_table), score in scores.items()
        for difference in score.differences
    }
    before = set(json.loads(kept.read_text(encoding="utf-8"))) if kept.is_file() else now
    kept.parent.mkdir(parents=True, exist_ok=True)
    staged = kept.with_suffix(".new")
    staged.write_text(to_json(sorted(now)) + "\n", encoding="utf-8")
    staged.replace(kept)
    return sorted(before - now), sorted(now - before)


def _sum(scores: dict[tuple[str, str], Score], of_table: str) -> Score:
    total = Score()
    for (_, name), score in scores.items():
        if name == of_table:
            total.expected += score.expected
            total.found += score.found
            total.extra += score.extra
            total.fields += score.fields
            total.fields_right += score.fields_right
    return total


def _line(name: str, of_table: str, score: Score) -> list[object]:
    return [
        name,
        of_table,
        score.expected,
        score.found,
        score.extra,
        f"{score.recall:.2%}" if score.expected else "-",
        f"{score.precision:.2%}" if score.found + score.extra else "-",
        f"{score.exact:.2%}" if score.fields else "-",
    ]


def _as_json(name: str, of_table: str, score: Score) -> dict[str, object]:
    return {
        "file": name,
        "table": of_table,
        "expected": score.expected,
        "found": score.found,
        "extra": score.extra,
        "recall": round(score.recall, 4) if score.expected else None,
        "precision": round(score.precision, 4) if score.found + score.extra else None,
        "fields": score.fields,
        "fields_right": score.fields_right,
        "differences": score.differences,
    }


def _names_of_all(by_file: dict[str, dict[Group, NameScore]]) -> list[tuple[Group, NameScore]]:
    """Return the sums over the files: each key, then each scope, the certain labels before the uncertain."""
    keyed: dict[Group, NameScore] = {}
    scopes: dict[Group, NameScore] = {}
    for groups in by_file.values():
        for group, score in groups.items():
            keyed.setdefault(group, NameScore()).add(score)
            scopes.setdefault(Group(group.certain, group.scope, ALL_KEYS), NameScore()).add(score)
    lines: list[tuple[Group, NameScore]] = []
    for scope in sorted(scopes, key=lambda group: (not group.certain, SCOPES.index(group.scope))):
        of_scope = [group for group in keyed if (group.certain, group.scope) == (scope.certain, scope.scope)]
        lines += [(group, keyed[group]) for group in sorted(of_scope, key=order)]
        lines.append((scope, scopes[scope]))
    return lines


def _names_line(group: Group, score: NameScore) -> list[object]:
    return [
        group.scope,
        group.key,
        "certain" if group.certain else "uncertain",
        score.names,
        score.right,
        score.wrong,
        score.abstained,
        score.not_read,
        f"{score.right / score.names:.2%}" if score.names else "-",
    ]


def _names_as_json(name: str, group: Group, score: NameScore) -> dict[str, object]:
    return {
        "file": name,
        "table": "names",
        "scope": group.scope,
        "key": group.key,
        "certain": group.certain,
        "names": score.names,
        "right": score.right,
        "wrong": score.wrong,
        "abstained": score.abstained,
        "not_read": score.not_read,
        "differences": score.differences,
    }
