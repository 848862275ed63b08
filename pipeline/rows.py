"""Records, outline and cells of one document as rows of the declared tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors import table_values
from extractors.document import Document, Place
from extractors.records import Cited, Finding, Record
from normalizers.text import clean
from pipeline.result import Row
from schemas import TABLES


def fact_rows(records: Iterable[Record], document_id: str) -> tuple[dict[str, list[Row]], list[Row], list[Row]]:
    """Return (rows by table, evidence rows, finding rows) of the records; each record gets its id here."""
    by_table: dict[str, list[Row]] = {}
    evidence: list[Row] = []
    findings: list[Row] = []
    for record in records:
        table = TABLES[record.table]
        record_id = table.record_id(document_id, record.position)
        # how sure the recognizer was of what the record was read from; nothing where the file gives its own text
        seen = [c.place.confidence for c in record.evidence.values() if c and c.place.confidence is not None]
        row: Row = {name: record.values.get(name) for name in table.column_names}
        row.update(
            record_id=record_id,
            document_id=document_id,
            page=record.place.page,
            confidence=round(record.confidence * min(seen, default=1.0), 4),
            method="ocr" if seen and record.method == "rule" else record.method,
        )
        by_table.setdefault(record.table, []).append(row)
        evidence += evidence_rows(record_id, record.evidence)
        findings += [finding_row(finding, document_id, record_id) for finding in record.findings]
    return by_table, evidence, findings


def evidence_rows(record_id: str, evidence: Mapping[str, Cited]) -> list[Row]:
    """Return where each field's value stands; `evidence` maps column names to what was printed."""
    return [
        {"record_id": record_id, "field": name, **_where(cited.place), "text": clean(cited.text)}
        for name, cited in evidence.items()
    ]


def finding_row(finding: Finding, document_id: str, record_id: str | None = None) -> Row:
    """Return a finding's row; its id is given by the dataset stage, which knows all of them."""
    return {
        "document_id": document_id,
        "record_id": record_id,
        "rule": finding.rule,
        "severity": finding.severity,
        "expected": finding.expected or None,
        "actual": finding.actual or None,
        "difference": finding.difference or None,
        "message": clean(finding.message),
        "message_vi": clean(finding.message_vi),
        "page": finding.place.page,
    }


def section_rows(document: Document, document_id: str) -> list[Row]:
    """Return the document's outline with its text."""
    return [
        {
            "document_id": document_id,
            "seq": seq,
            "part": document.parts[section.part].name if section.part < len(document.parts) else None,
            "path": section.path or None,
            "heading": clean(section.heading) or None,
            "text": section.text or None,
            "page": section.place.page,
        }
        for seq, section in enumerate(document.sections, 1)
    ]


def cell_rows(document: Document, document_id: str) -> list[Row]:
    """Return every cell of every table; tables, rows and columns are numbered from 1."""
    return [
        {
            "document_id": document_id,
            "table_no": table_no,
            "row": cell.row + 1,
            "col": cell.col + 1,
            "row_span": cell.row_span,
            "col_span": cell.col_span,
            "text": cell.text,
            **_where(cell.place),
        }
        for table_no, table in enumerate(document.tables(), 1)
        for cell in table.cells
    ]


def table_value_rows(document: Document, document_id: str) -> list[Row]:
    """Return every value of every table; tables, rows and columns are numbered from 1 as in ``cells``."""
    return [
        {
            "document_id": document_id,
            "table_no": found.table_no,
            "row": found.row + 1,
            "col": found.col + 1,
            "role": found.role,
            "row_no": found.row_no,
            "row_label": clean(found.row_label) or None,
            "group_path": clean(" / ".join(found.group_path)) or None,
            "column_path": clean(" / ".join(found.column_path)) or None,
            "field": found.field,
            "year": found.year,
            "value_raw": found.raw,
            "kind": found.value.kind,
            "value_number": found.value.number,
            "value_vnd": found.value.vnd,
            "value_on": found.value.on,
            "value_flag": found.value.flag,
            "value_text": found.value.text,
            "unit": found.value.unit,
            "page": found.place.page,
        }
        for found in table_values.extract(document)
    ]


def _where(place: Place) -> Row:
    box = place.box
    return {
        "page": place.page,
        "x0": round(box.x0, 2) if box else None,
        "y0": round(box.y0, 2) if box else None,
        "x1": round(box.x1, 2) if box else None,
        "y1": round(box.y1, 2) if box else None,
        "line": place.line,
        "path": place.path,
    }
