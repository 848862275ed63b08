"""A file's tables and nothing else, whatever it is about: what workers run where no administrative document is needed.

A module of processing as ``pipeline.process`` is one, with the same names of documents and numbers of tables.
"""

from __future__ import annotations

from extractors.layout import mend, shape
from pipeline.pieces import named_pieces
from pipeline.process import page_images, read_source
from pipeline.result import DocumentResult, Reading
from pipeline.rows import table_value_rows

__all__ = ["page_images", "read_source", "understand"]
_UNKNOWN = "unknown"  # the id of a document that nobody asks for


def understand(reading: Reading, name: str) -> tuple[DocumentResult, ...]:
    """Return a result for each document of a reading, with the rows of ``table_values`` alone."""
    name += reading.part
    if reading.document is None:
        return (
            DocumentResult(reading.source_id, name, reading.format, reading.bytes, "failed", errors=reading.errors),
        )
    results = []
    for own, piece in named_pieces(mend(reading.document), name):
        result = DocumentResult(reading.source_id, own, reading.format, reading.bytes, "ok")
        result.tables = {"table_values": table_value_rows(shape(piece.document), _UNKNOWN)}
        results.append(result)
    return tuple(results)
