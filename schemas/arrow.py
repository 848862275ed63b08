"""The declarations as Arrow: schemas with field descriptions, and rows turned into checked tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pyarrow as pa

from schemas import SCHEMA_VERSION, TABLES
from schemas.validation import Row, SchemaError, problems, summarize


@cache
def arrow_schema(table_name: str) -> pa.Schema:
    """Return the Arrow schema of a table; descriptions, units and vocabularies stand in the fields' metadata."""
    table = TABLES[table_name]
    fields = []
    for column in table.columns:
        metadata = {"description": column.description}
        if column.unit:
            metadata["unit"] = column.unit
        if column.vocabulary:
            metadata["vocabulary"] = column.vocabulary
        if fields_of := table.fields_of(column.name):
            metadata["evidence"] = " ".join(fields_of)
        fields.append(pa.field(column.name, _arrow_type(column.type), column.nullable, metadata))
    described = {"congbao.table": table.name, "congbao.schema_version": SCHEMA_VERSION}
    return pa.schema(fields, metadata={**described, "description": table.description})


def to_table(table_name: str, rows: Sequence[Row]) -> pa.Table:
    """Return `rows` as a checked, sorted Arrow table; columns that a row does not name are null.

    SchemaError, in one line, when a row does not fit the declaration.
    """
    if found := problems(table_name, rows):
        raise SchemaError(summarize(found))
    ordered = TABLES[table_name].in_order(rows)
    schema = arrow_schema(table_name)
    columns = [
        pa.array([row.get(field.name) for row in ordered], type=field.type, from_pandas=False) for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _arrow_type(name: str) -> pa.DataType:
    types = {
        "string": pa.string(),
        "int16": pa.int16(),
        "int32": pa.int32(),
        "int64": pa.int64(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "list<string>": pa.list_(pa.string()),
    }
    return types[name]
