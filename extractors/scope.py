"""The document that rows are read in: which province speaks, on which day, and about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scope:
    """What a mention inside a document may be taken to belong to: the issuing province and the document's date.

    `subject` is the document's title (trích yếu), which says what a list without a title of its own is about.
    """

    province_code: str | None = None
    on: date | None = None
    subject: str = ""
