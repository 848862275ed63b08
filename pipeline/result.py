"""What processing one file gives: its rows for every table, its status and its errors. Plain data, safe to pickle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from extractors.document import Limits

Status = Literal["ok", "partial", "failed", "skipped"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set about processing one document."""

    limits: Limits = field(default_factory=Limits)
    timeout_seconds: float = 120.0
    memory_bytes: int = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class ProcessError:
    """One thing that went wrong, said for people: a category of the vocabulary, the stage, and what to do."""

    category: str
    component: str  # "read", "shape", "extract", "normalize", "check", "worker"
    message: str
    page: int | None = None


@dataclass(slots=True)
class DocumentResult:
    """The outcome of one source. Never ``ok`` while `errors` is not empty; always the same for the same bytes and name.

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
    seconds: float = 0.0  # how long it took; for the run report only, never published in a table
