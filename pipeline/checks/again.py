"""Checks made again on the published rows of one document, after a reviewer changed some of them. Pure.

What these checks need stands in the rows. The others (sums of cost tables, row numbers, marks) need what only the
document shows; `concerns` says which findings of theirs a corrected value puts out of date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from extractors.document import Place
from extractors.heads.facts import Header
from extractors.records import Record
from extractors.status import excess
from extractors.status_flags import unpublished_but_passed
from pipeline.checks import citations, procedures, prose
from pipeline.result import Row
from pipeline.rows import finding_row

#: the rules of what these checks find
RULES = frozenset(
    {
        *("applied_exceeds_total", "unpublished_but_passed", "prose_annex_mismatch"),
        *("duplicate_code", "time_cut_mismatch", "count_mismatch"),
        *("citation_date_conflict", "number_year_conflict", "basis_after_document", "self_reference_conflict"),
    }
)
_TABLES = ("qms_status", "rollout", "citations", "procedures")
_Tables = Mapping[str, list[Row]]


def found(tables: _Tables) -> list[Row]:
    """Return the rows of ``findings`` that these checks give for the tables of one document."""
    rows = [(name, row) for name in _TABLES for row in tables.get(name, ())]
    records = [Record(name, (), dict(row), place=Place(page=row.get("page"))) for name, row in rows]
    [document] = tables["documents"]
    for record in records:
        if record.table == "qms_status":
            doubts = (excess(record, record.place), unpublished_but_passed(record))
            record.findings += [doubt for doubt in doubts if doubt is not None]
    of_document = citations.conflicts(Header(dict(document)), records) + procedures.procedures(records)
    prose.prose_against_annex(records)
    of_records = [
        finding_row(finding, document["document_id"], row["record_id"])
        for record, (_, row) in zip(records, rows, strict=True)
        for finding in record.findings
    ]
    return [finding_row(finding, document["document_id"]) for finding in of_document] + of_records


def settle(tables: _Tables, before: Sequence[Row]) -> None:
    """Take out of ``findings`` what held `before`, as `found` gave it, and holds no more, and add what is new."""
    now = found(tables)
    gone = Counter(map(_said, before)) - Counter(map(_said, now))
    new = Counter(map(_said, now)) - Counter(map(_said, before))
    kept = []
    for finding in tables["findings"]:
        if gone[_said(finding)] > 0:
            gone[_said(finding)] -= 1
        else:
            kept.append(finding)
    for finding in now:
        if new[_said(finding)] > 0:
            new[_said(finding)] -= 1
            kept.append(finding)
    tables["findings"][:] = kept


def _said(finding: Row) -> tuple[str, str | None, str]:
    return finding["rule"], finding.get("record_id"), finding["message"]
