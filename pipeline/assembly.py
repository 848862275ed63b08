"""From the stages of all sources to one dataset, in bounded memory: one row per document and agency, links, order.

Rows stay packed as the workers made them until they are written, document by document in the order of the ids, which is
the order of nearly every table. Python sees only documents that several sources hold, that reviewers decided about, or
that report another. What needs all documents at once (who speaks, agencies, links, sorting) is done by DuckDB, which
moves to disk what does not fit.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.conform import numbered
from pipeline.formats import disagreements
from pipeline.links import Links
from pipeline.merging import Agencies, Intake
from pipeline.publish import combined
from pipeline.replay import accept, replay, unknown_agencies
from pipeline.result import DocumentResult, Row
from pipeline.reviews import Review
from pipeline.stage import DamagedStageError, Stage
from pipeline.staged import pack_result, unpack_batch, unpack_batches, unpack_result
from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.validation import SchemaError, problems, summarize

#: Formats from the most to the least faithful to what was signed.
FAITHFULNESS = ("docx", "html", "pdf", "doc", "odt", "rtf", "xlsx", "xls", "ods", "text", "pdf-scan", "image")
MEMORY = "96MB"  # of DuckDB; what needs more goes to disk
FETCHED = 4096  # rows
TOGETHER = 250  # documents whose rows of one table are unpacked at a time, if they are no more than
UNPACKED = 4 << 20  # bytes
OVERRIDE = -1  # the number of the stage that holds the documents that this assembly changed

_Share = tuple[str, int]  # a document and how many of some rows are its own

_CATALOGUE = pa.schema(
    [("shard", pa.int32()), ("number", pa.int64())]
    + [(name, pa.string()) for name in ("name", "file", "source_id", "format")]
    + [("bytes", pa.int64()), ("status", pa.string()), ("document_id", pa.string())]
    + [(name, pa.int32()) for name in ("page_count", "page_from", "page_to")]
    + [("completeness", pa.float64()), ("category", pa.string()), ("message", pa.string())]
    + [("errors", pa.string()), ("rows", pa.string()), ("seconds", pa.float64()), ("documents", pa.int32())]
)
_LISTED = f"""
CREATE TABLE listed AS SELECT shard, number, name, document_id, row_number() OVER (
  PARTITION BY document_id ORDER BY
    status <> 'ok',
    coalesce(list_position({list(FAITHFULNESS)}, format), {len(FAITHFULNESS) + 1}),
    coalesce(-completeness, -1.0),
    name
) AS place FROM results WHERE document_id IS NOT NULL AND status IN ('ok', 'partial') AND documents > 0
"""
_SOURCES = """
CREATE TABLE published_sources AS SELECT
  nullif(results.source_id, '') AS source_id, results.name, nullif(format, '') AS format,
  CASE WHEN category = 'unreadable' AND results.source_id = '' THEN NULL ELSE bytes END AS bytes,
  CASE WHEN place > 1 THEN 'duplicate' ELSE status END AS status,
  listed.document_id, coalesce(place = 1, false) AS chosen,
  coalesce(page_from, CASE WHEN place IS NOT NULL AND page_count > 0 THEN 1 END)::INTEGER AS page_from,
  coalesce(page_to, CASE WHEN place IS NOT NULL AND page_count > 0 THEN page_count END)::INTEGER AS page_to,
  category AS error_category, message AS error, file, rows, seconds, errors
FROM results LEFT JOIN listed USING (shard, number)
"""


class Assembly:
    """One dataset in the making. Make it, then take each table's `batches` once or more; close it in the end."""

    def __init__(self, stages: Sequence[Stage], reviews: Sequence[Review] = (), folder: Path | None = None) -> None:
        """Decide who speaks, merge and link; `folder` takes what does not fit in memory.

        DamagedStageError when a stage does not hold what was stored in it.
        """
        self._stages = dict(enumerate(stages))
        self._stages[OVERRIDE] = Stage(None if folder is None else folder / "changed.sqlite")
        self.database = duckdb.connect(":memory:" if folder is None else str(folder / "assembly.duckdb"))
        self.database.execute(f"SET memory_limit='{MEMORY}'")
        self.database.execute("SET threads=1")  # each has blocks of its own that cannot move to disk
        self.database.execute("SET preserve_insertion_order=false")
        if folder is not None:
            self.database.execute(f"SET temp_directory='{str(folder).replace(chr(39), chr(39) * 2)}/spill'")
        self._agencies = Agencies(self.database)
        self._links = Links(self.database)
        self._stages[OVERRIDE].execute(
            "CREATE TABLE places (document_id TEXT PRIMARY KEY, shard INTEGER, number INTEGER) WITHOUT ROWID"
        )
        self._list_results()
        self._place_documents(reviews)
        self._agencies.merge()
        self._links.find()
        self._tell_news(reviews)

    def close(self) -> None:
        """Give memory and files back."""
        self.database.close()
        self._stages[OVERRIDE].close()

    # ---- what is published

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a table in published order."""
        if table == "sources":
            columns = ", ".join(arrow_schema(table).names)
            yield from self._query(f"SELECT {columns} FROM published_sources ORDER BY name", table)
        elif table == "agencies":
            yield from self._query("SELECT * FROM agencies ORDER BY agency_id", table)
        elif table == "agency_names":
            yield from self._query("SELECT * FROM agency_names ORDER BY agency_id, name_raw, document_id", table)
        elif table == "evidence":
            yield from self._sorted(table, ("record_id", "field"))
        elif table == "citations":
            yield from self._linked(table, "cited_document_id", self._links.citations())
        elif table == "relations":
            yield from self._linked(table, "target_document_id", self._links.relations())
        else:
            yield from (batch for _, batch in self._in_order(table))

    def inputs(self) -> dict[str, str]:
        """Return what the files' metadata say about the input: how many files and one hash over theirs."""
        digest = hashlib.sha256()
        count = 0
        cursor = self.database.cursor()
        cursor.execute("SELECT coalesce(nullif(source_id, ''), 'None') AS id FROM results ORDER BY id")
        while rows := cursor.fetchmany(FETCHED):
            for (source_id,) in rows:
                digest.update((f"\n{source_id}" if count else source_id).encode())
                count += 1
        return {"congbao.sources": str(count), "congbao.sources_sha256": digest.hexdigest()}

    # ---- how it comes about

    def _list_results(self) -> None:
        self.database.execute(
            "CREATE TABLE results (shard INTEGER, number BIGINT, name VARCHAR, file VARCHAR, source_id VARCHAR, "
            "format VARCHAR, bytes BIGINT, status VARCHAR, document_id VARCHAR, page_count INTEGER, "
            "page_from INTEGER, page_to INTEGER, completeness DOUBLE, category VARCHAR, message VARCHAR, "
            "errors VARCHAR, rows VARCHAR, seconds DOUBLE, documents INTEGER)"
        )
        for shard, stage in self._stages.items():
            for rows in _chunks(_facts(shard, *found) for found in stage.results()):
                taken = pa.Table.from_pylist(rows, schema=_CATALOGUE)
                self.database.register("taken", taken)
                self.database.execute("INSERT INTO results SELECT * FROM taken")
                self.database.unregister("taken")
        self.database.execute(_LISTED)
        self.database.execute(_SOURCES)

    def _place_documents(self, reviews: Sequence[Review]) -> None:
        """Find for each document where its rows lie; those that need it are changed and laid anew."""
        by_document: dict[str, list[Review]] = defaultdict(list)
        merges = [review for review in reviews if review.decision == "same"]
        for review in reviews:
            if review.decision != "same":
                by_document[review.about("document_id")].append(review)
        gone = {review.about("agency_id") for review in merges}
        known = self._known(unknown_agencies(reviews))
        cursor = self.database.cursor()
        cursor.execute("SELECT document_id, shard, number FROM listed ORDER BY document_id, place")
        groups = groupby(_fetched(cursor), key=lambda row: row[0])
        self._stages[OVERRIDE].execute("BEGIN")
        for some in _some(groups):
            placed = []
            for document_id, group in some:
                members = [(shard, number) for _, shard, number in group]
                decisions = by_document.get(document_id, [])
                if len(members) == 1 and not decisions and not (gone and self._mentions(members[0], gone)):
                    place = members[0]
                else:
                    place = self._lay(self._changed(members, [*decisions, *merges], known))
                self._put(document_id, place)
                placed.append((document_id, *place))
            for table, taking in (*self._agencies.takes.items(), *self._links.takes.items()):
                for _, batch in self._rows_of(placed, table):
                    taking(batch)
        self._stages[OVERRIDE].execute("COMMIT")
        self._agencies.flush()
        self._links.flush()

    def _known(self, agencies: set[str]) -> dict[str, Row]:
        """Return the rows of agencies that decisions name and that nothing but the documents tells of."""
        found: dict[str, Row] = {}
        cursor = self.database.cursor()
        cursor.execute("SELECT document_id, shard, number FROM listed WHERE place = 1 ORDER BY document_id")
        while agencies and (places := cursor.fetchmany(TOGETHER)):
            for _, batch in self._rows_of(places, "agencies"):
                for agency_id in agencies.intersection(batch.column("agency_id").to_pylist()):
                    row = next(row for row in batch.to_pylist() if row["agency_id"] == agency_id)
                    found[agency_id] = row
                agencies = agencies - set(found)
        return found

    def _mentions(self, place: tuple[int, int], agencies: set[str]) -> bool:
        batch = self._batch(place, "agencies")
        return batch is not None and not agencies.isdisjoint(batch.column("agency_id").to_pylist())

    def _changed(
        self, members: Sequence[tuple[int, int]], reviews: Sequence[Review], known: dict[str, Row]
    ) -> DocumentResult:
        """Return the document that several sources hold, as the first tells it, with what reviewers decided."""
        speaker = self._result(members[0])
        # one after the other: a folder may hold a document a hundred times
        differences = [row for other in members[1:] for row in disagreements(speaker, self._result(other))]
        tables = {name: speaker.tables.get(name, []) for name in TABLES}
        tables["findings"] += differences
        replay(tables, [review for review in reviews if not self._told(review, tables)], known)
        speaker.tables = tables
        return _checked(speaker)

    def _told(self, review: Review, tables: dict[str, list[Row]]) -> bool:
        """Tell whether a decision is about an agency that this document does not mention."""
        gone = review.about("agency_id")
        return bool(gone) and all(row["agency_id"] != gone for row in tables["agencies"])

    def _tell_news(self, reviews: Sequence[Review]) -> None:
        """Lay news items anew that report a decision of the dataset, with what contradicts it."""
        for news_id, decision_id in self._links.news():
            news, decision = self._result(self._place(news_id)), self._place(decision_id)
            news.tables["documents"][0]["related_document_id"] = decision_id
            rows = {name: _rows(self._batch(decision, name)) for name in ("documents", "rollout")}
            news.tables.setdefault("findings", []).extend(self._links.contradictions(news.tables, rows))
            accept(news.tables, [review for review in reviews if review.about("document_id") == news_id])
            place = self._lay(_checked(news))
            self._put(news_id, place)

    def _lay(self, result: DocumentResult) -> tuple[int, int]:
        return OVERRIDE, self._stages[OVERRIDE].add(result.name, pack_result(result))

    def _put(self, document_id: str, place: tuple[int, int]) -> None:
        self._stages[OVERRIDE].execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", [document_id, *place])

    def _place(self, document_id: str) -> tuple[int, int]:
        found = self._stages[OVERRIDE].execute("SELECT shard, number FROM places WHERE document_id = ?", [document_id])
        shard, number = next(iter(found))
        return int(shard), int(number)

    # ---- rows

    def _batch(self, place: tuple[int, int], table: str) -> pa.RecordBatch | None:
        stage = self._stages[place[0]]
        packed = stage.batch(place[1], table)
        if packed is None:
            return None
        try:
            return unpack_batch(table, packed)
        except (ValueError, OSError) as error:
            raise DamagedStageError(stage.path, stage.file_of(place[1]), error) from error

    def _result(self, place: tuple[int, int]) -> DocumentResult:
        stage = self._stages[place[0]]
        file, packed = stage.result(place[1])
        try:
            return unpack_result(packed, file)
        except (ValueError, OSError) as error:
            raise DamagedStageError(stage.path, file, error) from error

    def _in_order(self, table: str) -> Iterator[tuple[list[_Share], pa.RecordBatch]]:
        """Yield the rows of a table by document, those of several documents at a time, and how many are whose."""
        places = self._stages[OVERRIDE].execute("SELECT document_id, shard, number FROM places ORDER BY document_id")
        for some in iter(lambda: places.fetchmany(TOGETHER), []):
            yield from self._rows_of(some, table)

    def _rows_of(
        self, places: Sequence[tuple[str, int, int]], table: str
    ) -> Iterator[tuple[list[_Share], pa.RecordBatch]]:
        """Yield the rows of a table of some documents, as many at a time as are no more than `UNPACKED`."""
        wanted: dict[int, list[int]] = defaultdict(list)
        for _, shard, number in places:
            wanted[shard].append(number)
        packed = {
            (shard, number): rows
            for shard, numbers in wanted.items()
            for number, rows in self._stages[shard].batches(numbers, table).items()
        }
        those = [place for place in places if place[1:] in packed]
        while those:
            size = accumulate(packed[place[1:]].size for place in those)
            few = max(1, sum(reached <= UNPACKED for reached in size))
            some, those = those[:few], those[few:]
            try:
                rows = unpack_batches(table, [packed[place[1:]] for place in some]).combine_chunks()
            except (ValueError, OSError):
                for _, shard, number in some:  # the damaged one tells of itself
                    self._batch((shard, number), table)
                raise
            if rows.num_rows:
                yield (
                    [(document_id, packed[shard, number].rows) for document_id, shard, number in some],
                    rows.to_batches()[0],
                )

    def _linked(self, table: str, column: str, found: Iterator[tuple[str, int, str]]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a table with the documents of the dataset that they name in `column`."""
        links = groupby(found, key=lambda row: row[0])
        waiting = next(links, None)
        index = arrow_schema(table).get_field_index(column)
        for shares, batch in self._in_order(table):
            values, start = None, 0
            for document_id, rows in shares:
                if waiting is not None and waiting[0] == document_id:
                    values = batch.column(index).to_pylist() if values is None else values
                    for _, ordinal, cited in waiting[1]:
                        values[start + ordinal] = cited
                    waiting = next(links, None)
                start += rows
            if values is not None:
                batch = batch.set_column(index, batch.schema.field(index), pa.array(values, pa.string()))
            yield batch

    def _sorted(self, table: str, keys: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a table whose order is not that of the documents; equal ones stay as they come."""
        schema = arrow_schema(table)
        wide = pa.schema([*schema, pa.field("_position", pa.int64())])
        intake = Intake(self.database, "unsorted_rows", wide)
        start = 0
        for batch in combined((batch for _, batch in self._in_order(table)), schema, FETCHED * 4):
            position = pa.array(range(start, start + batch.num_rows), pa.int64())
            start += batch.num_rows
            intake.take(pa.RecordBatch.from_arrays([*batch.columns, position], schema=wide))
        intake.flush()
        order = ", ".join(f'"{key}"' for key in keys)
        yield from self._query(f"SELECT * FROM unsorted_rows ORDER BY {order}, _position", table)
        self.database.execute("DROP TABLE unsorted_rows")

    def _query(self, sql: str, table: str) -> Iterator[pa.RecordBatch]:
        schema = arrow_schema(table)
        for batch in self.database.cursor().sql(sql).to_arrow_reader(FETCHED * 4):
            columns = [batch.column(field.name).cast(field.type) for field in schema]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _checked(result: DocumentResult) -> DocumentResult:
    """Number the findings anew and check the rows. SchemaError when a change made a row that does not fit."""
    result.tables["findings"] = numbered(result.tables["findings"])
    for name, rows in result.tables.items():
        if found := problems(name, rows):
            raise SchemaError(f"{result.name}: {summarize(found)}")
    return result


def _rows(batch: pa.RecordBatch | None) -> list[Row]:
    return [] if batch is None else list(batch.to_pylist())


def _some(groups: Iterable[tuple[str, Iterator[Any]]]) -> Iterator[list[tuple[str, list[Any]]]]:
    """Yield groups with what they hold, as many at a time as are unpacked together."""
    held = ((key, list(group)) for key, group in groups)
    while some := list(islice(held, TOGETHER)):
        yield some


def _facts(shard: int, number: int, file: str, text: str) -> dict[str, Any]:
    facts = json.loads(text)
    errors = facts["errors"]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return {
        **facts,
        "shard": shard,
        "number": number,
        "file": file,
        "category": errors[0]["category"] if errors else None,
        "message": f"{errors[0]['message']}{more}" if errors else None,
        "errors": json.dumps(errors, ensure_ascii=False),
        "rows": json.dumps(facts["rows"]),
        "documents": facts["rows"].get("documents", 0),
    }


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == FETCHED:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(FETCHED):
        yield from rows
