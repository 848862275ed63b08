"""The tables and columns of the dataset, declared once. Everything else about them is derived from here."""

from __future__ import annotations

from schemas.agencies import AGENCIES, AGENCY_NAMES
from schemas.documents import CITATIONS, DOCUMENTS, SECTIONS, SOURCES
from schemas.facts import ASSIGNMENTS, BUDGET_LINES, COVERAGE, QMS_STATUS, ROLLOUT, TARGETS
from schemas.layers import CELLS, EVIDENCE, FINDINGS
from schemas.model import Column, ForeignKey, Table
from schemas.procedures import PROCEDURES
from schemas.relations import RELATIONS
from schemas.table_values import TABLE_VALUES

#: Version of the declarations: minor when something is added, major when a name or a meaning changes.
SCHEMA_VERSION = "1.0"

#: Every table by name, in the order in which they are documented.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        SOURCES,
        SECTIONS,
        CITATIONS,
        RELATIONS,
        AGENCIES,
        AGENCY_NAMES,
        QMS_STATUS,
        ROLLOUT,
        COVERAGE,
        TARGETS,
        BUDGET_LINES,
        ASSIGNMENTS,
        PROCEDURES,
        TABLE_VALUES,
        CELLS,
        EVIDENCE,
        FINDINGS,
    )
}

__all__ = ["SCHEMA_VERSION", "TABLES", "Column", "ForeignKey", "Table"]
