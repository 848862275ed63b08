"""The document that rows are read in: which province speaks and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scope:
    """What a mention inside a document may be taken to belong to: the issuing province and the document's date."""

    province_code: str | None = None
    on: date | None = None
