"""Two readings of one document, from files of different formats: where do their facts differ? Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import islice
from typing import Any

from normalizers.text import clean, fold
from pipeline.result import DocumentResult, Row
from schemas import TABLES

#: Every table of facts, the document's own first.
COMPARED = ("documents", *(name for name, table in TABLES.items() if table.prefix))

#: What names a row, the first that it has; of other tables `_NAMES`.
_NAMES_OF = {
    "targets": ("raw",),
    "budget_lines": ("item",),
    "assignments": ("task",),
    "procedures": ("code", "name"),
    "relations": ("target_code", "target_title", "raw"),
}
_NAMES = ("agency_raw", "scope_raw", "code", "title")

#: Findings for one pair of files; what goes beyond is counted in one more.
MOST = 20


def disagreements(speaker: DocumentResult, other: DocumentResult) -> list[Row]:
    """Return a ``formats_disagree`` finding for each fact in which `other` differs from `speaker`, at most `MOST`.

    Texts are compared folded, so that case, blanks and typography do not count; texts as printed, places and ways of
    reading are not compared.
    """
    differences = (row for name in COMPARED for row in _differences(name, speaker, other))
    found = list(islice(differences, MOST))
    left = sum(1 for _ in differences)
    if not left:
        return found
    message = f"{_label(speaker)} and {_label(other)} differ in {left} more places."
    message_vi = f"{_label(speaker)} và {_label(other)} còn khác nhau ở {left} chỗ."
    return [*found, _finding(speaker, None, message, message_vi, difference=str(left))]


def _differences(name: str, speaker: DocumentResult, other: DocumentResult) -> Iterator[Row]:
    columns = [
        column.name for column in TABLES[name].columns if TABLES[name].fields_of(column.name) and column.text != "raw"
    ]
    paired = _paired(name, columns, speaker.tables.get(name, ()), other.tables.get(name, ()))
    here, there = _label(speaker), _label(other)
    for row, rival in paired:
        if row is None or rival is None:
            yield _one_sided(name, speaker, other, row, rival)
            continue
        for column in columns:
            expected, actual = row.get(column), rival.get(column)
            if _comparable(expected) != _comparable(actual):
                message = f"{name}.{column} is {_shown(expected)} in {here} and {_shown(actual)} in {there}."
                ours, theirs = _shown(expected, "không ghi"), _shown(actual, "không ghi")
                message_vi = f"{name}.{column} là {ours} trong {here} nhưng {theirs} trong {there}."
                yield _finding(speaker, row, message, message_vi, expected=_text(expected), actual=_text(actual))


def _paired(
    table: str, columns: Sequence[str], ours: Sequence[Row], theirs: Sequence[Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Pair the rows of two readings: first equal ones, then those of one place and name, one name, one place.

    A row that one format lacks may shift the places of all that follow, and a name may be misread in one of them.
    """
    left, right = list(ours), list(theirs)
    key, names = TABLES[table].primary_key[0], names_of(table)
    pairs: dict[int, Row] = {}
    identities: list[Callable[[Row], Hashable]] = [
        lambda row: (_name(row, names), *(_comparable(row.get(column)) for column in columns)),
        lambda row: (row[key], _name(row, names)),
        lambda row: _name(row, names),
        lambda row: row[key],
    ]
    for identity in identities:
        waiting: dict[Hashable, list[Row]] = {}
        for row in right:
            waiting.setdefault(identity(row), []).append(row)
        for index, row in enumerate(left):
            if index not in pairs and waiting.get(identity(row)):
                pairs[index] = waiting[identity(row)].pop(0)
        right = [row for rows in waiting.values() for row in rows]
    yield from ((row, pairs.get(index)) for index, row in enumerate(left))
    yield from ((None, row) for row in right)


def names_of(table: str) -> tuple[str, ...]:
    """Return the columns that name a row of a table: its agency, its group, the cited document, its task."""
    return _NAMES_OF.get(table, _NAMES)


def _name(row: Row, names: Sequence[str]) -> str:
    """Return what a row is about, folded."""
    return fold(next((row[column] for column in names if row.get(column)), ""))


def _one_sided(name: str, speaker: DocumentResult, other: DocumentResult, row: Row | None, rival: Row | None) -> Row:
    having, lacking = (speaker, other) if row is not None else (other, speaker)
    held = row or rival or {}
    what = next((held[column] for column in (*names_of(name), "raw") if held.get(column)), "")
    message = f"{name}: {_shown(what)} stands in {_label(having)} and not in {_label(lacking)}."
    message_vi = f"{name}: {_shown(what)} có trong {_label(having)} nhưng không có trong {_label(lacking)}."
    expected, actual = (_text(what), None) if row else (None, _text(what))
    # a row that only the other file has is not published, so there is no record to name
    return _finding(speaker, row, message, message_vi, expected=expected, actual=actual)


def _finding(
    speaker: DocumentResult,
    row: Row | None,
    message: str,
    message_vi: str,
    *,
    expected: str | None = None,
    actual: str | None = None,
    difference: str | None = None,
) -> Row:
    return {
        "document_id": speaker.document_id,
        "record_id": row.get("record_id") if row else None,
        "rule": "formats_disagree",
        "severity": "warning",
        "expected": expected,
        "actual": actual,
        "difference": difference,
        "message": clean(message),
        "message_vi": clean(message_vi),
        "page": row.get("page") if row else None,
    }


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list | tuple):
        return tuple(sorted(fold(item) for item in value))
    return value


def _text(value: Any) -> str | None:
    if isinstance(value, list | tuple):
        return ", ".join(value)
    return None if value is None else str(value)


def _shown(value: Any, missing: str = "not stated") -> str:
    text = _text(value)
    if text is None:
        return missing
    return f"“{text}”" if len(text) <= 80 else f"“{text[:79]}…”"


def _label(result: DocumentResult) -> str:
    return f"{result.name} ({result.format})"
