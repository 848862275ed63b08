"""Tables that name agencies beside something else, in a document about the system, and gave no record."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.columns import Columns, names_agencies
from extractors.document import Document, Place, Table
from extractors.groups import about_system
from extractors.records import Finding, Record
from normalizers.agencies import is_agency
from normalizers.flags import is_blank, is_mark

_LEAST_ROWS = 2
_SAYS_NO_FACT = ("citations", "relations")
_SAYS_NOTHING = frozenset({"row_no", "agency", "agency_group", "parent", "address", "note"})


def unread_tables(document: Document, records: Sequence[Record]) -> list[Finding]:
    """Return a finding for each such table of a shaped document; `records` are those read from it.

    A record is a table's where one of its values stands in the table's cells. A bare list of agencies says nothing that
    could be read.
    """
    read: set[Place] = {
        cited.place for record in records if record.table not in _SAYS_NO_FACT for cited in record.evidence.values()
    }
    findings: list[Finding] = []
    about: bool | None = None
    for table in document.tables():
        columns = Columns(table)
        if any(cell.place in read for cell in table.cells):
            continue
        if not _lists_agencies(columns) and not _goes_on_without_headings(table):
            continue
        about = about_system(document) if about is None else about
        if about:
            headings = " | ".join(" / ".join(path) for path in table.headings if path)
            headings = headings or " | ".join(cell.text for cell in table.row(0) if cell.text)
            findings.append(
                Finding(
                    rule="table_not_understood",
                    severity="warning",
                    message=f"A table of agencies was not read: {headings}. Its cells stand in `cells`.",
                    message_vi=f"Bảng danh sách cơ quan chưa được đọc: {headings}. Nội dung nằm trong bảng cells.",
                    place=table.place,
                    expected="years, numbers of procedures, publication or inspection known by their headings",
                    actual=headings or None,
                )
            )
    return findings


def _lists_agencies(columns: Columns) -> bool:
    return columns.has("agency") and names_agencies(columns) and _says_more(columns)


def _goes_on_without_headings(table: Table) -> bool:
    """Tell whether a table without headings lists agencies and marks: a page of another whose columns are in doubt."""
    if table.header_rows or table.rows < _LEAST_ROWS:
        return False
    rows = [table.row(row) for row in range(table.rows)]
    named = sum(any(is_agency(cell.text) for cell in row) and any(is_mark(cell.text) for cell in row) for row in rows)
    return named * 2 > len(rows)


def _says_more(columns: Columns) -> bool:
    """Tell whether rows hold something beside the agencies, where they are and remarks."""
    silent = {column.index for column in columns.known if column.field in _SAYS_NOTHING}
    rows = list(columns.body())
    others = [index for index, path in enumerate(columns.table.headings) if path and index not in silent]
    cells = (columns.own(row, index) for row in rows for index in others)
    return len(rows) >= _LEAST_ROWS and any(cell is not None and not is_blank(cell.text) for cell in cells)
