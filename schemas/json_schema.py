"""The declarations as JSON Schema (2020-12): one per table, and one for what ``congbao inspect --json`` prints."""

from __future__ import annotations

from typing import Any

from schemas import SCHEMA_VERSION, TABLES
from schemas.model import INTEGER_BOUNDS, Column
from schemas.vocabularies import vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
STATUSES = ["ok", "partial", "failed", "skipped"]


def table_schema(table_name: str) -> dict[str, Any]:
    """Return the JSON Schema of one row of a table; dates are ISO 8601 strings."""
    return {"$schema": DIALECT, **_row_schema(table_name)}


def inspection_schema() -> dict[str, Any]:
    """Return the JSON Schema of what ``congbao inspect FILE --json`` prints: one document, or those of a file."""
    documents = {"type": "array", "items": {"$ref": "#/$defs/document"}}
    file = {
        "description": "What was read from a file that holds other files or several documents, each by itself.",
        **_object({"file": {"type": "string"}, "documents": documents}),
    }
    return {
        "$schema": DIALECT,
        "title": "inspection",
        "version": SCHEMA_VERSION,
        "oneOf": [{"$ref": "#/$defs/document"}, {"$ref": "#/$defs/file"}],
        "$defs": {"document": _document(), "file": file},
    }


def _document() -> dict[str, Any]:
    text = {"type": "string"}
    nullable_text = {"type": ["string", "null"]}
    source = {
        "source_id": nullable_text,
        "name": text,
        "format": nullable_text,
        "bytes": {"type": ["integer", "null"]},
        "document_id": nullable_text,
        "page_count": {"type": ["integer", "null"]},
    }
    error = {"category": text, "component": text, "message": text, "page": {"type": ["integer", "null"]}}
    rows = {name: {"type": "array", "items": _row_schema(name)} for name in TABLES}
    return {
        "description": "What was read from one document.",
        **_object(
            {
                "source": _object(source),
                "status": {"enum": STATUSES},
                "errors": {"type": "array", "items": _object(error)},
                "tables": _object(rows),
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _row_schema(table_name: str) -> dict[str, Any]:
    table = TABLES[table_name]
    properties = {column.name: _column_schema(column) for column in table.columns}
    return {"title": table.name, "description": table.description, "version": SCHEMA_VERSION, **_object(properties)}


def _column_schema(column: Column) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    if column.type in ("string", "date"):
        schema["type"] = "string"
    elif column.type == "list<string>":
        schema |= {"type": "array", "items": {"type": "string"}}
    elif column.type == "bool":
        schema["type"] = "boolean"
    else:
        schema["type"] = "number" if column.type == "double" else "integer"
        lowest, highest = INTEGER_BOUNDS.get(column.type, (None, None))
        bounds = {
            "minimum": lowest if column.minimum is None else column.minimum,
            "maximum": highest if column.maximum is None else column.maximum,
        }
        schema |= {name: bound for name, bound in bounds.items() if bound is not None}
    if column.type == "date":
        schema["format"] = "date"
    words = vocabulary(column.vocabulary) if column.vocabulary else None
    if words is not None and words.closed:
        schema["enum"] = [*words.values, *([None] if column.nullable else [])]
    elif words is not None:
        schema["examples"] = list(words.values)
    if column.nullable:
        schema["type"] = [schema["type"], "null"]
    schema["description"] = column.description
    if column.unit:
        schema["unit"] = column.unit
    return schema
