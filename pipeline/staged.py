"""The results of one source, packed by the worker that made them: the parent only stores the bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.conform import to_batches
from pipeline.result import DocumentResult, ProcessError, Status
from schemas.arrow import arrow_schema

_CODEC = "zstd"


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells without reading it whether a file may have changed; times in nanoseconds."""

    size: int
    modified: int
    changed: int = 0  # of the inode: cannot be set by programs as the time of modification can
    inode: int = 0


@dataclass(frozen=True, slots=True)
class Packed:
    """The rows of one table of one result: how many, their bytes, and the checksum of these."""

    rows: int
    size: int  # of the unpacked bytes
    checksum: int
    content: bytes


@dataclass(slots=True)
class PackedResult:
    """One result without its rows, and the rows packed by table."""

    name: str
    source_id: str
    format: str
    bytes: int
    status: Status
    document_id: str | None
    page_count: int | None
    page_from: int | None
    page_to: int | None
    completeness: float | None
    errors: list[ProcessError]
    seconds: float = 0.0
    tables: dict[str, Packed] = field(default_factory=dict)


@dataclass(slots=True)
class Staged:
    """All that one source gave. `digest` is empty and `signature` None when its bytes could not be read."""

    name: str
    digest: str
    signature: Signature | None
    results: list[PackedResult]
    readings: bytes | None = None  # packed; None when the source was understood from a reading kept before
    format: str = ""  # of what was read
    seconds: float = 0.0

    @property
    def trouble(self) -> str:
        """Return the category of the first error that may not be the document's own, "" when there is none."""
        for result in self.results:
            for error in result.errors:
                if error.component == "worker" or error.category == "memory":
                    return error.category
        return ""


def pack_result(result: DocumentResult) -> PackedResult:
    """Return a conforming result with its rows packed."""
    documents = result.tables.get("documents") or [{}]
    return PackedResult(
        name=result.name,
        source_id=result.source_id,
        format=result.format,
        bytes=result.bytes,
        status=result.status,
        document_id=result.document_id,
        page_count=result.page_count,
        page_from=result.page_from,
        page_to=result.page_to,
        completeness=documents[0].get("completeness"),
        errors=result.errors,
        seconds=result.seconds,
        tables={name: pack_batch(batch) for name, batch in to_batches(result.tables).items()},
    )


def unpack_result(packed: PackedResult, file: str = "") -> DocumentResult:
    """Return the result that was packed, its rows in declared order and with every column."""
    return DocumentResult(
        source_id=packed.source_id,
        name=packed.name,
        format=packed.format,
        bytes=packed.bytes,
        status=packed.status,
        document_id=packed.document_id,
        page_count=packed.page_count,
        tables={name: unpack_batch(name, table).to_pylist() for name, table in packed.tables.items()},
        errors=packed.errors,
        page_from=packed.page_from,
        page_to=packed.page_to,
        file=file or packed.name,
        seconds=packed.seconds,
    )


def pack_batch(batch: pa.RecordBatch) -> Packed:
    """Return a batch as compressed bytes with their checksum."""
    plain = batch.serialize()
    content = pa.compress(plain, codec=_CODEC, asbytes=True)
    return Packed(batch.num_rows, plain.size, zlib.crc32(content), content)


def unpack_batch(table: str, packed: Packed) -> pa.RecordBatch:
    """Return the batch that was packed. ValueError when the bytes are not those that were."""
    return pa.ipc.read_record_batch(_plain(packed), arrow_schema(table))


def unpack_batches(table: str, packed: Iterable[Packed]) -> pa.Table:
    """Return the rows of batches of one table, one after the other: read as one stream, which costs a third.

    ValueError or OSError when the bytes are not those that were.
    """
    schema = arrow_schema(table)
    stream = b"".join([schema.serialize(), *map(_plain, packed)])
    with pa.ipc.open_stream(pa.py_buffer(stream)) as reader:
        return reader.read_all()


def _plain(packed: Packed) -> pa.Buffer:
    if zlib.crc32(packed.content) != packed.checksum:
        raise ValueError("the checksum does not fit")
    return pa.decompress(packed.content, decompressed_size=packed.size, codec=_CODEC)
