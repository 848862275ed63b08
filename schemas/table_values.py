"""Every table in tidy form, whatever it is about."""

from __future__ import annotations

from schemas.columns import DOCUMENT_ID, IN_DOCUMENTS, PAGE, raw, year
from schemas.model import Column, Table

TABLE_VALUES = Table(
    name="table_values",
    description="Every printed cell of every table in tidy form: row label, column path, typed value. For tables that "
    "no other table of the dataset knows; figures of known ones stand here too.",
    columns=(
        DOCUMENT_ID,
        Column("table_no", "int32", "Number of the table in the document, from 1, as in `cells`.", False, minimum=0),
        Column(
            "row",
            "int32",
            "Row of the grid, from 1. A merged cell is one row of `cells` and here one for each row that it covers, so "
            "join by its span: `FROM table_values v JOIN cells c USING (document_id, table_no) WHERE v.row BETWEEN "
            "c.row AND c.row + c.row_span - 1 AND v.col BETWEEN c.col AND c.col + c.col_span - 1`.",
            False,
            minimum=0,
        ),
        Column("col", "int32", "Column of the grid, from 1, as in `cells`.", False, minimum=0),
        Column("role", "string", "What the row is for.", False, vocabulary="table_row_role"),
        Column("row_no", "int32", "The printed sequence number (STT); null when the row has none.", minimum=0),
        Column("row_label", "string", "What names the row."),
        Column("group_path", "string", "The group rows over it, outermost first, separated by ` / `."),
        Column("column_path", "string", "The headings of the column from top to leaf, separated by ` / `."),
        Column("field", "string", "Meaning of the column by the vocabulary of headings; null for an unknown heading."),
        year("year", "Year that the column's heading states."),
        raw("The cell as printed. A merged cell is repeated for each row that it covers.", "value_raw", nullable=False),
        Column("kind", "string", "Kind of the value.", False, vocabulary="value_kind"),
        Column("value_number", "double", "Number as printed, in `unit`; null when nothing shows what its marks mean."),
        Column("value_vnd", "int64", "Amount of money in whole đồng; null when its unit is not stated.", unit="VND"),
        Column("value_on", "date", "Day."),
        Column("value_flag", "bool", "True for a mark or a yes, false for a no."),
        Column("value_text", "string", "Text, or the name of an agency."),
        Column("unit", "string", "Unit as the cell, the heading, the row or the table states it."),
        PAGE,
    ),
    primary_key=("document_id", "table_no", "row", "col"),
    sort=("document_id", "table_no", "row", "col"),
    foreign_keys=(IN_DOCUMENTS,),
)
