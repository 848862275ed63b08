"""The declarations as Croissant 1.0 metadata (JSON-LD): how dataset search and other tools find and load a release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas import SCHEMA_VERSION, TABLES
from schemas.frictionless import DESCRIPTION, LICENCE, TITLE, FileFacts
from schemas.model import Column, Table

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "column": "cr:column",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "key": "cr:key",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "repeated": "cr:repeated",
    "sc": "https://schema.org/",
    "source": "cr:source",
}
_TYPES = {"string": "sc:Text", "list<string>": "sc:Text", "double": "sc:Float", "bool": "sc:Boolean", "date": "sc:Date"}


def croissant(release_id: str, files: Sequence[FileFacts]) -> dict[str, Any]:
    """Return the metadata of a release. It holds no time of day: the same files give the same metadata."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": "congbao",
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "license": LICENCE["path"],
        "version": SCHEMA_VERSION,
        "identifier": release_id,
        "inLanguage": ["vi", "en"],
        "distribution": [_file(facts) for facts in files],
        "recordSet": [_record_set(TABLES[facts.table]) for facts in files],
    }


def _file(facts: FileFacts) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": facts.path,
        "name": facts.path,
        "contentUrl": facts.path,
        "contentSize": f"{facts.bytes} B",
        "encodingFormat": "application/x-parquet",
        "sha256": facts.sha256,
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.primary_key],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES.get(column.type, "sc:Integer"),
        "source": {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": column.name}},
    }
    if column.type == "list<string>":
        field["repeated"] = True
    for foreign in table.foreign_keys:
        if foreign.columns == (column.name,):
            field["references"] = {"field": {"@id": f"{foreign.table}/{foreign.references[0]}"}}
    return field
