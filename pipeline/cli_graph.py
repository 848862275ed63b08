"""``congbao graph``: what a document rests on, what it changes, and what changes or names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from pipeline import UserError
from pipeline.query import query
from pipeline.render import to_json, visible

_BASIS = """
SELECT type_code, code, title, issued_on, cited_document_id AS document_id
FROM citations WHERE document_id = ? AND relation IN ('legal_basis', 'proposal') ORDER BY seq
"""
_CHANGES = """
SELECT relation, article, target_type_code AS type_code, target_code AS code, target_title AS title,
       target_issued_on AS issued_on, target_article, target_clause, target_point,
       target_part, effective_on, target_document_id AS document_id
FROM relations WHERE document_id = ? ORDER BY seq
"""
_CHANGED_BY = """
SELECT relation, r.article, d.type_code, d.code, d.title, d.issued_on, target_article, target_clause, target_point,
       target_part, r.effective_on, d.document_id
FROM relations r JOIN documents d USING (document_id) WHERE target_document_id = ? ORDER BY d.document_id, r.seq
"""
_NAMED_BY = """
SELECT DISTINCT d.type_code, d.code, d.title, d.issued_on, d.document_id
FROM citations c JOIN documents d USING (document_id)
WHERE cited_document_id = ? AND d.document_id <> ? ORDER BY d.document_id
"""
_TITLE = 80  # characters of a title that a line shows


def run(document: str, out: Path, *, as_json: bool) -> int:
    """Print the tree of one document of the latest release and return the exit code. UserError when it is not there."""
    own = _document(document, out)
    identifier = own["document_id"]
    found = {
        "document": own,
        "rests_on": _rows(_BASIS, out, identifier),
        "does": _rows(_CHANGES, out, identifier),
        "done_by": _rows(_CHANGED_BY, out, identifier),
        "named_by": _rows(_NAMED_BY, out, identifier, identifier),
    }
    typer.echo(to_json(found) if as_json else _tree(found))
    return 0


def _rows(sql: str, out: Path, *parameters: str) -> list[dict[str, Any]]:
    answer = query(sql, out, list(parameters))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _document(wanted: str, out: Path) -> dict[str, Any]:
    """Return the document of this id, or the only one whose id or code holds what was typed."""
    listing = "congbao query 'SELECT document_id FROM documents'"
    if not wanted.strip():
        raise UserError(f"no document named; list them: {listing}", exit_code=2)
    columns = "document_id, type_code, code, title, issued_on, effective_on"
    exact = _rows(f"SELECT {columns} FROM documents WHERE document_id = ?", out, wanted)
    if exact:
        return exact[0]
    like = f"SELECT {columns} FROM documents WHERE contains(document_id, ?) OR code = ? ORDER BY document_id"
    near = _rows(like, out, wanted, wanted)
    if len(near) == 1:
        return near[0]
    if near:
        names = ", ".join(row["document_id"] for row in near[:5])
        raise UserError(f"{wanted}: {len(near)} documents fit; name one of them: {names}", exit_code=2)
    raise UserError(f"{wanted}: no such document; list them: {listing}", exit_code=2)


def _tree(found: dict[str, Any]) -> str:
    lines = [f"{found['document']['document_id']}: {_named(found['document'])}"]
    parts = [
        ("rests on", [_named(row) for row in found["rests_on"]]),
        ("does", [f"{row['relation']} {_does(row)}" for row in found["does"]]),
        ("done by", [f"{row['relation']} {_done_by(row)}" for row in found["done_by"]]),
        ("named by", [_named(row) for row in found["named_by"]]),
    ]
    shown = [(head, items) for head, items in parts if items]
    for number, (head, items) in enumerate(shown, 1):
        last = number == len(shown)
        lines.append(f"{'└' if last else '├'}─ {head}")
        stem = "   " if last else "│  "
        lines += [f"{stem}{'└' if at == len(items) else '├'}─ {item}" for at, item in enumerate(items, 1)]
    return "\n".join(lines)


def _named(row: dict[str, Any]) -> str:
    """Return a document on one line: kind, number, day, title, and its id where the dataset holds it."""
    title = visible(row["title"] or "")
    title = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
    text = " ".join(piece for piece in (row["type_code"], row["code"], title) if piece)
    day = f" ({row['issued_on']:%d/%m/%Y})" if row["issued_on"] else ""
    own = "relation" not in row and "effective_on" in row  # the document of the tree itself, whose id stands before
    return f"{text}{day}" + (f" [{row['document_id']}]" if row["document_id"] and not own else "")


def _does(row: dict[str, Any]) -> str:
    """Return what of another document is concerned, and where the tree's own document says so."""
    provision = _provision(row)
    own = f", by Điều {row['article']} of this document" if row["article"] else ""
    return f"{provision}{' of ' if provision else ''}{_named(row)}{own}{_when(row)}"


def _done_by(row: dict[str, Any]) -> str:
    """Return what of the tree's own document is concerned, and which article of another one says so."""
    provision = _provision(row)
    own = f"Điều {row['article']} of " if row["article"] else ""
    return f"{provision}{' ' if provision else ''}by {own}{_named(row)}{_when(row)}"


def _provision(row: dict[str, Any]) -> str:
    """Return what is concerned as lawyers write it: "điểm c khoản 1 Điều 9", "Phụ lục II"; "" for the whole."""
    words = (("điểm", "target_point"), ("khoản", "target_clause"), ("Điều", "target_article"))
    provision = " ".join(f"{word} {row[name]}" for word, name in words if row[name])
    return ", ".join(piece for piece in (provision, visible(row["target_part"] or "")) if piece)


def _when(row: dict[str, Any]) -> str:
    return f", from {row['effective_on']:%d/%m/%Y}" if row["effective_on"] else ""
