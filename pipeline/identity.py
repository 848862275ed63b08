"""Stable identifiers: the same document and the same row get the same id on every machine and in every format."""

from __future__ import annotations

import hashlib
from datetime import date

from extractors.heads.facts import Header
from normalizers.text import fold, slug


def short_hash(*parts: object, length: int = 12) -> str:
    """Return the first `length` hexadecimal digits of the SHA-256 of the parts, separated by U+001F."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def document_id(header: Header, issuer_slug: str, below_province: str | None = None) -> str:
    """Return the document's id: issuer / year / number-symbol; without a number, type, date and hash of the title.

    `issuer_slug` is the province's slug, or the ministry's for a central body. A district or commune numbers its own
    decisions, so its name (`below_province`) keeps them apart from the province's of the same number.
    """
    values = header.values
    issued = values.get("issued_on")
    year = issued.year if isinstance(issued, date) else values.get("_year") or "0000"
    number, symbol = values.get("number_text"), values.get("symbol")
    if number and symbol:
        last = slug(f"{number}-{symbol}")
    elif number:
        last = slug(f"{number}-{values.get('type_code') or ''}")
    else:
        kind = slug(str(values.get("type_code") or "vb"))
        day = issued.strftime("%Y%m%d") if isinstance(issued, date) else "00000000"
        last = f"{kind}-{day}-{short_hash(fold(str(values.get('title') or '')), length=8)}"
    if below_province:
        last = f"{last}-{below_province}"
    return f"{issuer_slug}/{year}/{last}"
