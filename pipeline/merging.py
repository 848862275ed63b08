"""One row per agency of all documents' shares of ``agencies``, and every spelling in order, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.result import Row
from schemas import TABLES
from schemas.arrow import arrow_schema

_ROWS = 20_000  # taken in at a time
_LOOSE = 2_000  # rows that become one batch
_BATCHES = 500  # likewise: a batch takes hundreds of bytes a column beside what it holds


class Intake:
    """Batches on their way into a table of a DuckDB database, many small ones at a time."""

    def __init__(self, database: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema) -> None:
        """Make the empty table."""
        self._database, self._table, self._schema = database, table, schema
        self._waiting: list[pa.RecordBatch] = []
        self._loose: list[Row] = []
        self._rows = 0
        database.register("shape", schema.empty_table())
        database.execute(f"CREATE TABLE {table} AS SELECT * FROM shape")
        database.unregister("shape")

    def take(self, batch: pa.RecordBatch) -> None:
        """Take a batch of the table's schema."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        if self._rows >= _ROWS or len(self._waiting) >= _BATCHES:
            self.flush()

    def take_rows(self, rows: Sequence[Row]) -> None:
        """Take rows; a batch is made of many at a time."""
        self._loose += rows
        if len(self._loose) >= _LOOSE:
            self._gather()

    def _gather(self) -> None:
        if self._loose:
            loose, self._loose = self._loose, []
            self.take(pa.RecordBatch.from_pylist(loose, schema=self._schema))

    def flush(self) -> None:
        """Write what is waiting."""
        self._gather()
        if self._waiting:
            self._database.register("taken", pa.Table.from_batches(self._waiting, schema=self._schema))
            self._database.execute(f"INSERT INTO {self._table} SELECT * FROM taken")
            self._database.unregister("taken")
        self._waiting, self._rows = [], 0


class Agencies:
    """The agencies of all documents: take every document's share, then `merge` them into the table ``agencies``."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        """Work in `database`, in the tables ``agency_shares``, ``agencies`` and ``agency_names``."""
        self._database = database
        self._shares = Intake(database, "agency_shares", arrow_schema("agencies"))
        self._names = Intake(database, "agency_names", arrow_schema("agency_names"))
        #: What takes the rows that documents gave, in published order, by table.
        self.takes = {"agencies": self._shares.take, "agency_names": self._names.take}

    def flush(self) -> None:
        """Write what is waiting."""
        self._shares.flush()
        self._names.flush()

    def merge(self) -> None:
        """Make one row per agency: mentions added up, of differing values the one with most mentions."""
        schema = arrow_schema("agencies")
        merged = Intake(self._database, "agencies", schema)
        others = ", ".join(name for name in schema.names if name != "mentions")
        shares = self._database.cursor().sql(
            f"SELECT {others}, sum(mentions)::BIGINT AS mentions, sum(1 + mentions)::BIGINT AS votes "
            "FROM agency_shares GROUP BY ALL ORDER BY agency_id"
        )
        rows = (row for batch in shares.to_arrow_reader(_ROWS) for row in batch.to_pylist())
        for some in _grouped(groupby(rows, key=lambda row: row["agency_id"])):
            merged.take(pa.RecordBatch.from_pylist([_merged(same) for same in some], schema=schema))
        merged.flush()
        self._database.execute("DROP TABLE agency_shares")


def _grouped(groups: Any) -> Iterator[list[list[Row]]]:
    some: list[list[Row]] = []
    for _, group in groups:
        some.append(list(group))
        if len(some) == 1000:
            yield some
            some = []
    if some:
        yield some


def _merged(same: list[Row]) -> Row:
    best: Row = {}
    for column in TABLES["agencies"].column_names:
        votes: Counter[str | tuple[str, ...]] = Counter()
        for item in same:
            value = item[column]
            if value is not None:
                votes[tuple(value) if isinstance(value, list) else value] += item["votes"]
        won = min(votes, key=lambda value: (-votes[value], value)) if votes else None
        best[column] = list(won) if isinstance(won, tuple) else won
    return {**best, "mentions": sum(item["mentions"] for item in same)}
