"""The layers under and above the facts: every cell as printed, the evidence of every field, and the findings."""

from __future__ import annotations

from schemas.columns import BOX_COLUMNS, DOCUMENT_ID, IN_DOCUMENTS, LINE, PAGE, PATH
from schemas.model import Column, Table

CELLS = Table(
    name="cells",
    description="Every table cell as printed: nothing that the reader saw is lost. A merged cell is one row.",
    columns=(
        DOCUMENT_ID,
        Column("table_no", "int32", "Number of the table in the document, from 1.", nullable=False, minimum=0),
        Column("row", "int32", "Row of the grid, from 1.", nullable=False, minimum=0),
        Column("col", "int32", "Column of the grid, from 1.", nullable=False, minimum=0),
        Column("row_span", "int32", "Rows that the cell covers.", nullable=False, unit="rows", minimum=1),
        Column("col_span", "int32", "Columns that the cell covers.", nullable=False, unit="columns", minimum=1),
        Column("text", "string", "The text as printed; empty for an empty cell.", nullable=False, text="raw"),
        PAGE,
        *BOX_COLUMNS,
        LINE,
        PATH,
    ),
    primary_key=("document_id", "table_no", "row", "col"),
    sort=("document_id", "table_no", "row", "col"),
    foreign_keys=(IN_DOCUMENTS,),
)

EVIDENCE = Table(
    name="evidence",
    description="Where each field's value stands in the source.",
    columns=(
        Column(
            "record_id",
            "string",
            "The fact: a `record_id` of any table; for the columns of `documents` the `document_id`.",
            nullable=False,
        ),
        Column("field", "string", "Name of the column.", nullable=False),
        PAGE,
        *BOX_COLUMNS,
        LINE,
        PATH,
        Column("text", "string", "The text that the value was read from, as printed.", text="raw"),
        Column(
            "decided_by",
            "string",
            "Who set the value and when, for a value that a reviewer decided on: the text is what the source prints, "
            "not what was decided. Null for what the machine read.",
        ),
    ),
    primary_key=("record_id", "field"),
    sort=("record_id", "field"),
)

FINDINGS = Table(
    name="findings",
    description="What a careful reader would query: contradictions, gaps, sums that do not add up, unclear names.",
    columns=(
        Column("finding_id", "string", "Identity: `fnd-` and 12 hex digits, stable.", nullable=False),
        Column("document_id", "string", "The document that it is about."),
        Column("record_id", "string", "The fact that it is about; null when it is about the document or a table."),
        Column("rule", "string", "The rule that was broken.", nullable=False, vocabulary="finding_rule"),
        Column("severity", "string", "How much it matters.", nullable=False, vocabulary="severity"),
        Column("expected", "string", "What the rule expects.", text="raw"),
        Column("actual", "string", "What the document says.", text="raw"),
        Column("difference", "string", "How far they are apart.", text="raw"),
        Column("message", "string", "What is wrong, in English.", nullable=False),
        Column("message_vi", "string", "The same in Vietnamese."),
        PAGE,
        Column(
            "decision",
            "string",
            "What a reviewer's decision made of it; null where none is about it.",
            vocabulary="finding_decision",
        ),
        Column("decided_by", "string", "Who decided, and when."),
    ),
    primary_key=("finding_id",),
    sort=("document_id", "page", "rule", "finding_id"),
    foreign_keys=(IN_DOCUMENTS,),
)
