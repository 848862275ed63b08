"""The declarations as a Frictionless Data Package (version 2): the machine-readable descriptor beside a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemas import SCHEMA_VERSION, TABLES
from schemas.model import Column, Table
from schemas.vocabularies import vocabulary

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE = {"name": "Apache-2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0", "title": "Apache License 2.0"}

TITLE = "Quality management plans of Vietnamese provinces"
DESCRIPTION = (
    "What Vietnamese provincial decisions and plans on the quality management system (TCVN ISO 9001) in state agencies "
    "say: agencies, status, years, targets, costs and tasks, each with its place in the source document."
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One published table's file: its name in the release, rows, size in bytes and SHA-256 in hex."""

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str


def data_package(release_id: str, files: Sequence[FileFacts]) -> dict[str, Any]:
    """Return the descriptor of a release. It holds no time of day: the same files give the same descriptor."""
    return {
        "$schema": PROFILE,
        "name": "congbao",
        "id": release_id,
        "version": SCHEMA_VERSION,
        "title": TITLE,
        "description": DESCRIPTION,
        "licenses": [LICENCE],
        "resources": [_resource(TABLES[facts.table], facts) for facts in files],
    }


def _resource(table: Table, facts: FileFacts) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": facts.path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": table.description,
        "rows": facts.rows,
        "bytes": facts.bytes,
        "hash": f"sha256:{facts.sha256}",
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "missingValues": [],  # Parquet has nulls; an empty string is an empty cell as printed
            "primaryKey": list(table.primary_key),
            "foreignKeys": [
                {
                    "fields": list(foreign.columns),
                    # a reference to the same table names no resource
                    "reference": {
                        **({} if foreign.table == table.name else {"resource": foreign.table}),
                        "fields": list(foreign.references),
                    },
                }
                for foreign in table.foreign_keys
            ],
        },
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    types = {"string": "string", "double": "number", "bool": "boolean", "date": "date", "list<string>": "list"}
    field: dict[str, Any] = {"name": column.name, "type": types.get(column.type, "integer")}
    if column.type == "list<string>":
        field["itemType"] = "string"
    field["description"] = column.description
    if column.unit:
        field["unit"] = column.unit
    if column.vocabulary:
        field["vocabulary"] = column.vocabulary
    if fields_of := table.fields_of(column.name):
        field["evidence"] = list(fields_of)
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if column.vocabulary and vocabulary(column.vocabulary).closed:
        constraints["enum"] = list(vocabulary(column.vocabulary).values)
    if constraints:
        field["constraints"] = constraints
    return field
