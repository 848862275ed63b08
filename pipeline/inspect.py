"""``congbao inspect``: what was read from one file, published nowhere; each document that it holds by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from pipeline import UserError, worker
from pipeline.cli_findings import message
from pipeline.dataset import assemble
from pipeline.ingest import Source, publishable
from pipeline.inspect_tables import read_as, unknown_tables
from pipeline.render import pairs, table, to_json, visible
from pipeline.result import DocumentResult, Row, Settings
from pipeline.staged import unpack_result

SHOWN_FACTS = (
    *("document_id", "type_name", "code", "issued_on", "issued_at_place", "issuer_raw", "title"),
    *("signed_for", "signer_title", "signer_name", "standards", "electronic_iso", "period_from", "period_to"),
    *("effective_on", "total_budget_vnd", "related_document_id", "completeness"),
)
SECTIONS_SHOWN = 60
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Inspection:
    """One document of a file: its result, and its rows for every table as a build of it alone gives them."""

    result: DocumentResult
    tables: dict[str, list[Row]]


def read(path: Path, settings: Settings, process: str = worker.PROCESS) -> list[DocumentResult]:
    """Read one file in a worker; return a result for each document that it holds, at least one, in the file's order.

    Raises UserError when there is no such file, or no worker can start.
    """
    if not path.exists() or path.is_dir():
        raise UserError(f"{publishable(path)}: {'is a folder' if path.is_dir() else 'no such file'}; give a file", 2)
    source = Source(publishable(Path(path.name)), path)
    try:
        with closing(worker.run([worker.Task(source)], settings, process=process)) as outcomes:
            _, staged = next(outcomes)
    except worker.WorkerError as error:
        raise UserError(str(error)) from error
    return [unpack_result(packed, staged.name) for packed in staged.results]


def as_data(result: DocumentResult, tables: dict[str, list[Row]]) -> dict[str, Any]:
    """Return an inspection as plain data; ``congbao schema inspect --json`` describes it."""
    return {
        "source": {
            "source_id": result.source_id or None,
            "name": result.name,
            "format": result.format or None,
            "bytes": result.bytes,
            "document_id": result.document_id,
            "page_count": result.page_count,
        },
        "status": result.status,
        "errors": [
            {"category": error.category, "component": error.component, "message": error.message, "page": error.page}
            for error in result.errors
        ],
        "tables": tables,
    }


def run(
    path: Path,
    *,
    settings: Settings,
    as_json: bool,
    pictures: Path | None = None,
    vietnamese: bool = False,
    process: str = worker.PROCESS,
) -> int:
    """Print what was read from the file and return the exit code: 3 when a document of it could not be read.

    With `pictures`, a folder, the pages of a PDF are drawn there with the cells and the doubtful places outlined. With
    `vietnamese`, what is wrong is said in that language.
    """
    found = [Inspection(result, assemble([result])) for result in read(path, settings, process)]
    archive = any("!/" in one.result.name for one in found)
    if archive and pictures is not None:
        raise UserError(f"{publishable(path)}: holds other files; unpack it and draw one of its PDF files", 2)
    if as_json:
        each = [as_data(one.result, one.tables) for one in found]
        typer.echo(
            to_json({"file": publishable(Path(path.name)), "documents": each} if archive or each[1:] else each[0])
        )
    else:
        shown = ["\n\n".join(_sections(one, path, message(vietnamese))) for one in found]
        typer.echo("\n\n".join([_held(found), *shown]) if shown[1:] else shown[0])
    for one in found:
        for problem in one.result.errors:
            page = f", page {problem.page}" if problem.page else ""
            typer.echo(visible(f"{one.result.status}: {one.result.name}{page}: {problem.message}"), err=True)
    failed = [one for one in found if one.result.status == "failed"]
    if pictures is not None and len(failed) < len(found):
        from pipeline.draw import draw

        tables = {name: [row for one in found for row in one.tables[name]] for name in found[0].tables}
        files = draw(path.read_bytes(), tables, pictures)
        typer.echo(f"drew {len(files)} pages into {publishable(pictures)}", err=True)
    return 3 if failed else 0


def _held(found: Sequence[Inspection]) -> str:
    """Return the list of what a file of several documents holds."""
    rows = [[one.result.name, one.result.status, one.result.document_id or "-"] for one in found]
    return f"{len(found)} documents\n" + table(["name", "status", "document_id"], rows)


def _sections(one: Inspection, path: Path, said: str) -> Iterator[str]:
    result, tables = one.result, one.tables
    facts: dict[str, Any] = {"file": result.name, "format": result.format or None, "status": result.status}
    if result.page_count:
        facts["pages"] = result.page_count
    for document in tables["documents"]:
        facts |= {name: document[name] for name in SHOWN_FACTS if document.get(name) is not None}
    yield pairs(facts)
    if tables["sections"]:
        yield "Outline\n" + _outline(tables["sections"])
    if tables["cells"]:
        known = read_as(tables)
        grids = ([grid[0], ", ".join(known.get(grid[0], [])) or "-", *grid[1:]] for grid in _grids(tables["cells"]))
        yield "Tables\n" + table(["no", "read as", "rows", "columns", "pages", "first row"], grids)
        yield from unknown_tables(tables, f"{path}{result.name.removeprefix(result.file)}")
    counts = [[name, len(rows)] for name, rows in tables.items() if rows and name not in ("documents", "sources")]
    if counts:
        yield "Rows read\n" + table(["table", "rows"], counts)
    if tables["findings"]:
        rows = ([f["severity"], f["rule"], f.get("page") or "", f[said]] for f in tables["findings"])
        yield "Findings\n" + table(["severity", "rule", "page", said], rows)


def _outline(sections: Sequence[Row]) -> str:
    headed = [section for section in sections if section.get("path") or section.get("heading")]
    lines = []
    part = None
    for section in headed[:SECTIONS_SHOWN]:
        if section.get("part") != part:
            part = section.get("part")
            lines.append(f"  [{part}]")
        depth = (section.get("path") or "").count(".")
        text = f"{section.get('path') or ''}  {section.get('heading') or ''}".strip()
        lines.append("  " * (depth + 2) + (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"))
    if len(headed) > SECTIONS_SHOWN:
        lines.append(f"    … and {len(headed) - SECTIONS_SHOWN} more")
    return "\n".join(lines)


def _grids(cells: Sequence[Row]) -> Iterator[list[Any]]:
    by_table: dict[int, list[Row]] = defaultdict(list)
    for cell in cells:
        by_table[cell["table_no"]].append(cell)
    for number, own in sorted(by_table.items()):
        pages = sorted({cell["page"] for cell in own if cell.get("page")})
        span = "" if not pages else str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
        rows = max(cell["row"] + cell["row_span"] for cell in own) - 1
        columns = max(cell["col"] + cell["col_span"] for cell in own) - 1
        first = " | ".join(" ".join(cell["text"].split()) for cell in own if cell["row"] == 1)
        yield [number, rows, columns, span, first if len(first) <= LONGEST else first[: LONGEST - 1] + "…"]
