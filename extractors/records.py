"""What extractors give: records with their values, the evidence of each field, and what a reader would query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from extractors.document import NOWHERE, Place

Severity = Literal["error", "warning", "info"]
Method = Literal["rule", "gazetteer", "ocr", "fuzzy", "inferred", "curated"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A text as printed, with where it stands."""

    text: str
    place: Place = NOWHERE

    def __bool__(self) -> bool:
        """Tell whether anything was printed."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency as the document names it, still to be resolved to an identity."""

    raw: str
    place: Place = NOWHERE
    within: str = ""  # the parent that the document states ("Huyện Đăk Glei", "Thuộc UBND huyện Tuy Đức")
    on: date | None = None  # as of which day its list is, where the list says so: "đến ngày 30/6/2025"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a careful reader would query. `expected`, `actual` and `difference` are texts for people."""

    rule: str
    severity: Severity
    message: str
    message_vi: str
    place: Place = NOWHERE
    expected: str | None = None
    actual: str | None = None
    difference: str | None = None


@dataclass(slots=True)
class Record:
    """One row of a table of the dataset before identities are given.

    `values` holds the columns of `schemas` other than the record columns; a column whose name ends in ``_id`` and
    names an agency stands in `mentions` until the document's agencies are resolved. `position` makes the
    record's identity: it must be the same in every format of one document.
    """

    table: str
    position: tuple[int | str, ...]
    values: dict[str, Any]
    evidence: Mapping[str, Cited] = field(default_factory=dict)
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    method: Method = "rule"
    confidence: float = 1.0
    place: Place = NOWHERE
    governed_by: tuple[tuple[int, int], ...] = ()  # (table, row) of the group rows over it, outermost first


@dataclass(slots=True)
class Extraction:
    """Everything that one extractor read from one document."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
