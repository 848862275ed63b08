"""How a table of the dataset is declared: columns with type, meaning, unit, vocabulary and bounds; keys and order."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeVar

Type = Literal["string", "int16", "int32", "int64", "double", "bool", "date", "list<string>"]
R = TypeVar("R", bound=Mapping[str, Any])
TextRule = Literal["clean", "lines", "raw"]

INTEGER_BOUNDS: dict[str, tuple[int, int]] = {
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `text` says what its strings look like: ``clean`` (Unicode NFC, one blank between words, none at the ends),
    ``lines`` (the same line by line, separated by a line feed) or ``raw`` (character for character as in the source).
    `vocabulary` names an entry of ``schemas/vocabularies.yaml``; `unit` is a word for people (``VND``, ``points``).
    """

    name: str
    type: Type
    description: str
    nullable: bool = True
    unit: str = ""
    vocabulary: str = ""
    minimum: float | None = None
    maximum: float | None = None
    text: TextRule = "clean"


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns of this table whose values, when not null, name a row of another table."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: its columns in published order, its key, its references and its row order.

    Rows are sorted by `sort`, nulls last; rows that are equal in it stay in the order in which the document has them.
    `prefix` begins the ``record_id`` of tables whose rows are facts read from a document, else it is empty.

    Of facts, `read_from` says in which fields of ``evidence`` a column's value stands, the first that the row has. A
    column that it does not name has evidence of its own, an agency's id that of the name as printed. What is in `above`
    may stand in a heading, a group row or a title over that place instead. What is in `given` is not printed: the
    dataset gives it.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    sort: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    prefix: str = ""
    read_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    above: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()

    @property
    def has_evidence(self) -> bool:
        """Tell whether the rows are facts of a document, each with its place in the source."""
        return bool(self.prefix or self.given)

    def fields_of(self, column: str) -> tuple[str, ...]:
        """Return the fields of ``evidence`` to look at for a column, in their order; none for what is not printed."""
        if column in self.given or not self.has_evidence:
            return ()
        raw = f"{column.removesuffix('_id')}_raw"
        return self.read_from.get(column, (raw if column.endswith("_id") and raw in self.by_name else column,))

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """Return the names of the columns in published order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Return the columns by name."""
        return {column.name: column for column in self.columns}

    def in_order(self, rows: Sequence[R]) -> list[R]:
        """Return `rows` in the declared order, nulls last; rows that tie keep theirs."""

        def key(row: R) -> list[tuple[bool, Any]]:
            values = (row.get(name) for name in self.sort)
            return [(value is None, "" if value is None else value) for value in values]

        return sorted(rows, key=key)

    def record_id(self, document_id: str, position: tuple[int | str, ...]) -> str:
        """Return the stable id of the fact that stands at `position` (table, row and column numbers) of a document.

        The same document and position give the same id on every machine. ValueError when this table's rows have none.
        """
        if not self.prefix:
            raise ValueError(f"rows of {self.name} carry no record_id")
        text = "\x1f".join([document_id, self.name, *(str(part) for part in position)])
        return f"{self.prefix}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
