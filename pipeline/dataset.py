"""From the results of single documents to one dataset: one row per document and agency, links, order. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.formats import disagreements
from pipeline.links import link_citations, link_news
from pipeline.replay import replay
from pipeline.result import DocumentResult, ProcessError, Row
from pipeline.reviews import Review
from schemas import TABLES
from schemas.validation import broken_references, problems, summarize

#: Formats from the most to the least faithful to what was signed.
FAITHFULNESS = ("docx", "html", "pdf", "doc", "odt", "rtf", "xlsx", "xls", "ods", "text", "pdf-scan", "image")


def conform(result: DocumentResult) -> DocumentResult:
    """Take out the rows that do not fit their declaration; the result then is at best ``partial`` and says which.

    One bad row thus costs neither its document nor the build. A reference to an agency that the result does not
    list is reported too, but the row stays.
    """
    for name in sorted(result.tables):
        if name not in TABLES:
            del result.tables[name]
            result.errors.append(ProcessError("schema", "check", f"{name}: no such table"))
            continue
        result.tables[name] = [_without_empty(name, row) for row in result.tables[name]]
        if found := problems(name, _numbered(name, result.tables[name])):
            bad = {problem.index for problem in found}
            result.tables[name] = [row for index, row in enumerate(result.tables[name]) if index not in bad]
            result.errors.append(ProcessError("schema", "check", f"rows left out: {len(bad)}; {summarize(found)}"))
    if dangling := broken_references(result.tables, to=("agencies",)):
        result.errors.append(ProcessError("schema", "check", summarize(dangling)))
    if result.status == "ok" and result.errors:
        result.status = "partial"
    return result


def assemble(results: Sequence[DocumentResult], reviews: Sequence[Review] = ()) -> dict[str, list[Row]]:
    """Return every table of the dataset, sorted, every column named, from the results of all sources.

    Sources that hold the same document give it once: the most faithful reading speaks, and where the others differ
    there is a finding. Reviewers' decisions are replayed on what the sources gave. Nothing here depends on the order of
    `results` but the order of rows that tie in everything.
    """
    ordered = sorted(results, key=lambda result: result.name)
    by_document: dict[str, list[DocumentResult]] = defaultdict(list)
    for result in ordered:
        if result.document_id is not None and result.status in ("ok", "partial") and result.tables.get("documents"):
            by_document[result.document_id].append(result)
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    chosen = set()
    for document_id in sorted(by_document):
        speaker, *others = sorted(by_document[document_id], key=_rank)
        chosen.add(speaker.name)
        for name, rows in speaker.tables.items():
            tables[name] += [dict(row) for row in rows]
        for other in others:
            tables["findings"] += disagreements(speaker, other)
    tables["sources"] = [_source_row(result, result.name in chosen, by_document) for result in ordered]
    tables["agencies"] = _merge_agencies(tables["agencies"])
    tables["agency_names"] = _merge_names(tables["agency_names"])
    replay(tables, reviews)
    link_citations(tables)
    tables["findings"] += link_news(tables)
    _number_findings(tables["findings"])
    return {name: _finished(name, rows) for name, rows in tables.items()}


def _rank(result: DocumentResult) -> tuple[bool, int, float, str]:
    """Order sources of one document: read without errors first, then by faithfulness, completeness and name."""
    order = FAITHFULNESS.index(result.format) if result.format in FAITHFULNESS else len(FAITHFULNESS)
    completeness = result.tables["documents"][0].get("completeness")
    return result.status != "ok", order, -1.0 if completeness is None else -completeness, result.name


def _source_row(result: DocumentResult, chosen: bool, by_document: dict[str, list[DocumentResult]]) -> Row:
    error = result.errors[0] if result.errors else None
    listed = any(result is member for member in by_document.get(result.document_id or "", ()))
    more = f" (and {len(result.errors) - 1} more)" if len(result.errors) > 1 else ""
    unread = error is not None and error.category == "unreadable"
    return {
        "source_id": result.source_id or None,
        "name": result.name,
        "format": result.format or None,
        "bytes": None if unread and not result.source_id else result.bytes,
        "status": "duplicate" if listed and not chosen else result.status,
        "document_id": result.document_id if listed else None,
        "chosen": chosen,
        "file": result.file or result.name,
        "page_from": result.page_from or (1 if listed and result.page_count else None),
        "page_to": result.page_to or (result.page_count if listed and result.page_count else None),
        "error_category": error.category if error else None,
        "error": f"{error.message}{more}" if error else None,
    }


def _merge_agencies(rows: Sequence[Row]) -> list[Row]:
    """Return one row per agency: mentions added up; of differing values the one with most mentions, then the first."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_id[row["agency_id"]].append(row)
    merged = []
    for same in by_id.values():
        best: Row = {}
        for column in TABLES["agencies"].column_names:
            votes: Counter[str | tuple[str, ...]] = Counter()
            for item in same:
                value = item.get(column)
                if value is not None:
                    votes[tuple(value) if isinstance(value, list) else value] += 1 + item["mentions"]
            won = min(votes, key=lambda value: (-votes[value], value)) if votes else None
            best[column] = list(won) if isinstance(won, tuple) else won
        merged.append({**best, "mentions": sum(item["mentions"] for item in same)})
    return merged


def _merge_names(rows: Sequence[Row]) -> list[Row]:
    """Return one row per agency, spelling and document; the best-scored way of matching speaks."""
    merged: dict[tuple[str, str, str], Row] = {}
    for row in sorted(rows, key=lambda row: (-(row.get("score") or 0.0), row["method"], row.get("context") or "")):
        key = (row["agency_id"], row["name_raw"], row["document_id"])
        if key in merged:
            merged[key]["occurrences"] += row["occurrences"]
        else:
            merged[key] = dict(row)
    return list(merged.values())


def _number_findings(findings: Sequence[Row]) -> None:
    """Give every finding its stable id: a hash of what it says and which of several equal ones it is."""
    met: Counter[tuple[str | None, ...]] = Counter()
    for row in findings:
        key = (row.get("document_id"), row["rule"], row.get("record_id"), row["message"])
        row["finding_id"] = "fnd-" + _hash(*key, met[key])
        met[key] += 1


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12]


def _finished(name: str, rows: Sequence[Row]) -> list[Row]:
    """Return rows in the declared order, each with every declared column."""
    columns = TABLES[name].column_names
    return [{column: row.get(column) for column in columns} for row in TABLES[name].in_order(rows)]


def _without_empty(name: str, row: Row) -> Row:
    """Return the row with null for empty strings, but in the columns that hold text as printed."""
    columns = TABLES[name].by_name
    return {
        column: None if value == "" and column in columns and columns[column].text != "raw" else value
        for column, value in row.items()
    }


def _numbered(name: str, rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows with a stand-in for the finding ids that only the whole dataset can give."""
    if name != "findings":
        return rows
    return [{**row, "finding_id": row.get("finding_id") or f"fnd-{index}"} for index, row in enumerate(rows)]
