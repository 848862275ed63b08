"""What processing one file gives: what was read, its rows for every table, status and errors. Plain data to pickle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from extractors.document import Document
from pipeline.settings import Settings as Settings

Status = Literal["ok", "partial", "failed", "skipped"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProcessError:
    """One thing that went wrong, said for people: a category of the vocabulary, the stage, and what to do."""

    category: str
    component: str  # "read", "shape", "extract", "normalize", "check", "worker"
    message: str
    page: int | None = None


@dataclass(slots=True)
class Reading:
    """What a reader saw in one file, or in one member of a container; nothing in it depends on the file's name.

    `part` follows the file's name in everything published: empty for the file itself, ``!/inner.docx`` for a member of
    a container (nested ones in a row), `source_id` and `bytes` being the member's. `document` is None when it could not
    be read; `errors` then say why.
    """

    source_id: str  # sha256 of the bytes
    bytes: int
    format: str
    document: Document | None = None  # as the reader gave it, not shaped: shaping follows the vocabulary
    errors: list[ProcessError] = field(default_factory=list)
    part: str = ""


@dataclass(slots=True)
class DocumentResult:
    """The outcome of one document of a source. Never ``ok`` while `errors` is not empty; a function of bytes and name.

    A source that holds several documents gives one result for each. `name` is its own in the whole dataset: the
    source's name, then ``!/inner.docx`` for a member of a container and ``#pages=5-12`` for one of several documents
    that follow each other in one file. `page_from` and `page_to` (1-based, in the file's pages) are then set too.

    `tables` maps each table's name to rows whose keys are that table's columns. Rows of ``agencies`` and
    ``agency_names`` are this document's share; the dataset stage merges them over documents.
    """

    source_id: str  # sha256 of the bytes
    name: str
    format: str
    bytes: int
    status: Status
    document_id: str | None = None
    page_count: int | None = None
    tables: dict[str, list[Row]] = field(default_factory=dict)
    errors: list[ProcessError] = field(default_factory=list)
    page_from: int | None = None  # None: from the first page
    page_to: int | None = None  # None: to the last page
    file: str = ""  # the name of the source that holds it, set by the worker; empty: its own name
    seconds: float = 0.0  # how long it took; for the run report only, never published in a table
