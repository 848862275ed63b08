"""Does a row fit its declaration? Plain Python, so that workers can ask before anything is published."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from schemas import TABLES
from schemas.model import INTEGER_BOUNDS, Column
from schemas.vocabularies import vocabulary

Row = Mapping[str, Any]
Key = tuple[Any, ...]


class SchemaError(ValueError):
    """Rows that do not fit their table; the message names table, row, column and what is wrong."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that does not fit: its position in the rows given, the column (empty: the row itself), and why."""

    table: str
    index: int
    column: str
    message: str
    row: str  # the row's key, for people

    def __str__(self) -> str:
        """Return the problem as one line for people."""
        place = f"{self.table}.{self.column}" if self.column else self.table
        return f"{place}, row {self.index + 1} ({self.row}): {self.message}"


def problems(table_name: str, rows: Sequence[Row]) -> list[Problem]:
    """Return what is wrong with `rows` of a table, at most one problem per row; KeyError for an unknown table.

    Checked: unknown columns, missing values, types and their range, bounds, closed vocabularies, the text rule of
    every string, and that no two rows share the primary key.
    """
    table = TABLES[table_name]
    checks = {column.name: _check(column) for column in table.columns}
    required = frozenset(column.name for column in table.columns if not column.nullable)
    found: list[Problem] = []
    seen: set[Key] = set()
    for index, row in enumerate(rows):
        problem = _first_problem(row, checks, required)
        key: Key = tuple(row.get(name) for name in table.primary_key)
        if problem is None and key in seen:
            problem = ("", "another row has the same key " + ", ".join(table.primary_key))
        if problem is None:
            seen.add(key)
        else:
            found.append(Problem(table_name, index, *problem, " / ".join(map(str, key))))
    return found


def broken_references(tables: Mapping[str, Sequence[Row]], to: Collection[str] = tuple(TABLES)) -> list[Problem]:
    """Return the rows whose references to the tables `to` name no row there; null references are no problem."""
    found: list[Problem] = []
    for table in TABLES.values():
        for foreign in table.foreign_keys:
            if foreign.table not in to:
                continue
            known = {tuple(row.get(name) for name in foreign.references) for row in tables.get(foreign.table, ())}
            for index, row in enumerate(tables.get(table.name, ())):
                key = tuple(row.get(name) for name in foreign.columns)
                if None not in key and key not in known:
                    message = f"{', '.join(map(repr, key))} is not in {foreign.table}"
                    identity = " / ".join(str(row.get(name)) for name in table.primary_key)
                    found.append(Problem(table.name, index, ", ".join(foreign.columns), message, identity))
    return found


def summarize(found: Sequence[Problem]) -> str:
    """Return one line that names the first problem and how many more there are."""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{found[0]}{more}"


def _first_problem(
    row: Row, checks: Mapping[str, Callable[[Any], str]], required: Collection[str]
) -> tuple[str, str] | None:
    for name in row:
        if name not in checks:
            return name, "no such column"
    # in the declared order, whatever the row's, so that the same row always has the same first problem
    for name, check in checks.items():
        value = row.get(name)
        if value is None:
            if name in required:
                return name, "must not be null"
        elif message := check(value):
            return name, message
    return None


@cache
def _check(column: Column) -> Callable[[Any], str]:
    """Return the function that says what is wrong with a value of this column, or an empty string."""
    if column.type == "string":
        return _string_check(column)
    if column.type == "list<string>":
        each = _string_check(column)
        return lambda value: (
            "must be a list of strings"
            if not isinstance(value, list | tuple)
            else next((message for item in value if (message := each(item))), "")
        )
    if column.type == "date":
        return lambda value: (
            "" if isinstance(value, date) and not isinstance(value, datetime) else _not_a(value, "date")
        )
    if column.type == "bool":
        return lambda value: "" if isinstance(value, bool) else _not_a(value, "bool")
    return _number_check(column)


def _number_check(column: Column) -> Callable[[Any], str]:
    whole = column.type != "double"
    limits: tuple[float, float] = INTEGER_BOUNDS[column.type] if whole else (-math.inf, math.inf)
    lowest = limits[0] if column.minimum is None else column.minimum
    highest = limits[1] if column.maximum is None else column.maximum

    def check(value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            return _not_a(value, "whole number" if whole else "number")
        return "" if lowest <= value <= highest else f"{value} is not between {lowest} and {highest}"

    return check


def _string_check(column: Column) -> Callable[[Any], str]:
    words = vocabulary(column.vocabulary) if column.vocabulary else None
    closed = words.values if words is not None and words.closed else None

    def check(value: Any) -> str:
        if not isinstance(value, str):
            return _not_a(value, "string")
        if value in closed if closed is not None else value.isascii() and value.isalnum():
            return ""  # the most: a word of a vocabulary, a kind, a code of one piece
        if words is not None and words.closed and value not in words.values:
            return f"{value!r} is not a word of the vocabulary {words.name}"
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                return f"{_shown(value)} is not valid Unicode"
        if column.text == "raw":
            return ""
        if not unicodedata.is_normalized("NFC", value):
            return f"{_shown(value)} is not in Unicode form NFC"
        lines = value.split("\n") if column.text == "lines" else [value]
        # `split` knows every blank of Unicode, as the rule of "one blank between words" means it
        if any(line != " ".join(line.split()) for line in lines):
            return f"{_shown(value)} has stray blanks"
        return "" if value else "is empty; a value that is not stated is null"

    return check


def _not_a(value: Any, kind: str) -> str:
    return f"{_shown(value)} is not a {kind}"


def _shown(value: Any) -> str:
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
