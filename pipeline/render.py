"""Plain, aligned text for the terminal and for pipes: the same everywhere, with colours only on a terminal."""

from __future__ import annotations

import csv
import datetime
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

NULL = "NULL"


def visible(text: str) -> str:
    r"""Return `text` on one line: control and invisible characters as ``\n``, ``\x1b`` and so on."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\u00a0" else char.encode("unicode_escape").decode() for char in text
    )


def cell(value: Any, most: int = 0) -> str:
    """Return one value for people; longer than `most` characters (0: never) it is cut, with an ellipsis."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        text = "[" + ", ".join(cell(item) for item in value) + "]"
    else:
        text = visible(str(value))
    return text if not most or len(text) <= most else text[: most - 1] + "…"


def width(text: str) -> int:
    """Return how many terminal columns `text` takes: combining marks none, East Asian wide characters two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def table(header: Sequence[str], rows: Iterable[Sequence[Any]], *, most: int = 0) -> str:
    """Return rows as aligned columns under a ruled header, numbers to the right; no trailing blanks or line feed."""
    listed = [list(row) for row in rows]
    texts = [[cell(value, most) for value in row] for row in listed]
    widths = [max(map(width, column)) for column in zip(header, *texts, strict=True)]
    right = [
        bool(listed)
        and all(value is None or _is_number(value) for value in column)
        and any(v is not None for v in column)
        for column in (zip(*listed, strict=True) if listed else [()] * len(header))
    ]

    def line(items: Sequence[str]) -> str:
        padded = []
        for text, wide, to_right in zip(items, widths, right, strict=True):
            gap = " " * (wide - width(text))
            padded.append(gap + text if to_right else text + gap)
        return "  ".join(padded).rstrip()

    return "\n".join([line(list(header)), "  ".join("─" * wide for wide in widths), *map(line, texts)])


def pairs(items: Mapping[str, Any]) -> str:
    """Return names and values, one pair per line, the values aligned."""
    wide = max(map(width, items), default=0)
    return "\n".join(f"{name}{' ' * (wide - width(name))}  {cell(value)}".rstrip() for name, value in items.items())


def to_json(value: Any) -> str:
    """Return `value` as indented JSON; dates as ISO 8601, decimals as numbers, letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _on_one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV with a header; null is empty, lists are JSON on one line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_on_one_line(value) if isinstance(value, list | tuple | dict) else value for value in row])
    return buffer.getvalue().removesuffix("\n")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
