"""What the text of a decision cites: the text set under one small head, and the citations found in it."""

from __future__ import annotations

from typing import Any

from extractors.references import citations
from tests.reading import shaped

HEAD = "UBND TỈNH HÀ NAM\nSố: 77/QĐ-UBND\nHà Nam, ngày 15 tháng 12 năm 2019\nQUYẾT ĐỊNH\nCông bố HTQLCL\n\n"


def cited(text: str) -> list[dict[str, Any]]:
    """Return the values of each citation in `text`, in its order."""
    records = citations.extract(shaped(f"{HEAD}{text}\n")).records
    return [record.values for record in records]


def one(text: str) -> dict[str, Any]:
    """Return the values of the only citation in `text`."""
    (values,) = cited(text)
    return values
