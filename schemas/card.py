"""The README of a release: a dataset card whose front matter lets dataset tools load every table by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas import SCHEMA_VERSION, TABLES
from schemas.frictionless import DESCRIPTION, TITLE, FileFacts


def dataset_card(release_id: str, files: Sequence[FileFacts]) -> str:
    """Return the card as Markdown with YAML front matter, ending in a line feed."""
    return "\n".join(_lines(release_id, files)) + "\n"


def _lines(release_id: str, files: Sequence[FileFacts]) -> Iterator[str]:
    yield "---"
    yield "license: apache-2.0"
    yield "language:"
    yield "- vi"
    yield f"pretty_name: {TITLE}"
    yield "configs:"
    for facts in files:
        yield f"- config_name: {facts.table}"
        yield f"  data_files: {facts.path}"
        if facts.table == "documents":
            yield "  default: true"
    yield "---"
    yield ""
    yield f"# {TITLE}"
    yield ""
    yield DESCRIPTION
    yield ""
    yield f"Release `{release_id}`, schema version {SCHEMA_VERSION}. The release never changes: another content has"
    yield "another id. `DATA_DICTIONARY.md` explains columns, units and vocabularies; `datapackage.json` says the same"
    yield "for machines, with the SHA-256 of every file."
    yield ""
    yield "| table | rows | what |"
    yield "|---|---|---|"
    for facts in files:
        yield f"| `{facts.table}` | {facts.rows} | {TABLES[facts.table].description} |"
    yield ""
    yield "```sql"
    yield "-- with DuckDB, in this folder"
    yield "SELECT document_id, title, issued_on FROM 'documents.parquet';"
    yield "```"
    yield ""
    yield "Every fact carries `record_id`, `document_id`, `page`, `confidence` and `method`; `evidence` says where each"
    yield "value stands in its source, and `findings` what does not add up."
