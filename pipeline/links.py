"""Links between the documents of one dataset: what cites or changes what, and which decision a news item reports.

A citation names a document of the dataset when number and symbol are equal, the year too where the citation has one,
and the issuer: the same agency, or the same province where either is not known. One that fits two documents is left
alone. A news item reports the document of its province whose title says the same; failing that, the only document of
its province and of the same weeks that it cites.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import duckdb
import pyarrow as pa

from normalizers.text import clean, fold
from pipeline.merging import Intake
from pipeline.result import Row

NEWS = "TIN"
#: Share of common words from which on two titles name one plan. "trong các cơ quan" against "trong hoạt động cơ quan"
#: within a title of twenty words gives 0.87; plans of two periods of one province are told apart by their years.
_SAME_TITLE = 0.75
#: A news item that cites one decision reports it when they are at most so many days apart; older ones are background.
_NEWS_DAYS = 60

_DOCUMENTS = pa.schema(
    [(name, pa.string()) for name in ("document_id", "code_key", "issuer_id", "province_code", "type_code", "numbers")]
    + [("issued_on", pa.date32()), ("words", pa.list_(pa.string()))]
)
_CITATIONS = pa.schema(
    {
        "document_id": pa.string(),
        "ordinal": pa.int32(),
        "code_key": pa.string(),
        "issued_on": pa.date32(),
        "issuer_id": pa.string(),
    }
)
_FIND_CITED = """
CREATE TABLE {found} AS
SELECT citation.document_id, ordinal, min(cited.document_id) AS cited
FROM {given} citation
JOIN linked_documents cited USING (code_key)
JOIN linked_documents own ON own.document_id = citation.document_id
LEFT JOIN agencies ON agencies.agency_id = citation.issuer_id
WHERE {which}
AND (citation.issued_on IS NULL OR cited.issued_on IS NULL OR year(citation.issued_on) = year(cited.issued_on))
AND CASE WHEN citation.issuer_id IS NOT NULL AND cited.issuer_id IS NOT NULL
  THEN citation.issuer_id = cited.issuer_id
  ELSE coalesce(
    cited.province_code =
      CASE WHEN citation.issuer_id IS NOT NULL THEN agencies.province_code ELSE own.province_code END,
    false)
END
GROUP BY citation.document_id, ordinal HAVING count(*) = 1
"""
_FIND_NEWS = f"""
CREATE TABLE news_links AS
WITH likely AS (
  SELECT news.document_id, other.document_id AS decision,
    len(list_intersect(news.words, other.words)) AS common,
    common / (len(news.words) + len(other.words) - common) AS likeness
  FROM linked_documents news JOIN linked_documents other USING (province_code, numbers)
  WHERE news.type_code = '{NEWS}' AND other.type_code IS DISTINCT FROM '{NEWS}'
    AND len(news.words) > 0 AND len(other.words) > 0
), best AS (
  SELECT document_id, max(likeness) AS likeness FROM likely WHERE likeness >= {_SAME_TITLE} GROUP BY document_id
), by_title AS (
  SELECT document_id, min(decision) AS decision FROM likely JOIN best USING (document_id, likeness)
  GROUP BY document_id HAVING count(*) = 1
), by_citation AS (
  SELECT document_id, min(decision) AS decision FROM (
    SELECT DISTINCT news.document_id, other.document_id AS decision
    FROM linked_documents news
    JOIN citation_links link ON link.document_id = news.document_id
    JOIN linked_documents other ON other.document_id = link.cited AND other.province_code = news.province_code
    WHERE news.type_code = '{NEWS}' AND other.type_code IS DISTINCT FROM '{NEWS}'
      AND abs(news.issued_on - other.issued_on) <= {_NEWS_DAYS}
  ) GROUP BY document_id HAVING count(*) = 1
)
SELECT document_id, coalesce(by_title.decision, by_citation.decision) AS decision
FROM by_title FULL JOIN by_citation USING (document_id)
"""


class Links:
    """The links of a dataset: take every document's row and citations, `find`, then ask."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        """Work in `database`, where `find` needs the table ``agencies``."""
        self._database = database
        self._documents = Intake(database, "linked_documents", _DOCUMENTS)
        self._citations = Intake(database, "linked_citations", _CITATIONS)
        self._relations = Intake(database, "linked_relations", _CITATIONS)
        #: What takes the rows that documents gave, all of a document together and in published order, by table.
        self.takes = {
            "documents": lambda rows: self._documents.take_rows(_documents(rows)),
            "citations": lambda rows: self._citations.take_rows(_naming(rows, "")),
            "relations": lambda rows: self._relations.take_rows(_naming(rows, "target_")),
        }

    def flush(self) -> None:
        """Write what is waiting."""
        self._documents.flush()
        self._citations.flush()
        self._relations.flush()

    def find(self) -> None:
        """Find all links, once every document was taken."""
        self._database.execute(_FIND_CITED.format(found="citation_links", given="linked_citations", which="true"))
        changed = "cited.document_id <> citation.document_id"  # nothing changes itself
        self._database.execute(_FIND_CITED.format(found="relation_links", given="linked_relations", which=changed))
        self._database.execute(_FIND_NEWS)

    def citations(self) -> Iterator[tuple[str, int, str]]:
        """Yield (document, which of its citations, the cited document), by document."""
        return self._links("citation_links")

    def relations(self) -> Iterator[tuple[str, int, str]]:
        """Yield (document, which of its relations, the other document), by document."""
        return self._links("relation_links")

    def _links(self, table: str) -> Iterator[tuple[str, int, str]]:
        cursor = self._database.cursor()
        cursor.execute(f"SELECT document_id, ordinal, cited FROM {table} ORDER BY document_id, ordinal")
        while rows := cursor.fetchmany(4096):
            yield from rows

    def news(self) -> Iterator[tuple[str, str]]:
        """Yield (news item, the document that it reports), by news item."""
        cursor = self._database.cursor()
        cursor.execute("SELECT document_id, decision FROM news_links ORDER BY document_id")
        while rows := cursor.fetchmany(4096):
            yield from rows

    def contradictions(self, news: Mapping[str, Sequence[Row]], decision: Mapping[str, Sequence[Row]]) -> list[Row]:
        """Return findings about a news item that contradicts the document that it reports, given the rows of both."""
        item, reported = news["documents"][0], decision["documents"][0]
        found = _predates(item, reported)
        return found + _other_years(item, reported, [*news.get("rollout", ()), *decision.get("rollout", ())])


def _naming(batch: pa.RecordBatch, prefix: str) -> list[Row]:
    """Return number, day and issuer of the documents that the rows name, each with its position in its document."""
    named = batch.select(["document_id", *(prefix + name for name in ("code", "issued_on", "issuer_id"))]).to_pylist()
    return [
        {
            "document_id": row["document_id"],
            "ordinal": ordinal,
            "code_key": _code_key(row[f"{prefix}code"]),
            "issued_on": row[f"{prefix}issued_on"],
            "issuer_id": row[f"{prefix}issuer_id"],
        }
        for _, own in groupby(named, key=lambda row: row["document_id"])
        for ordinal, row in enumerate(own)
        if row[f"{prefix}code"]
    ]


def _documents(batch: pa.RecordBatch) -> list[Row]:
    names = ("document_id", "code", "issuer_id", "province_code", "type_code", "issued_on", "title")
    return [_document(row) for row in batch.select(names).to_pylist()]


def _document(row: Row) -> Row:
    words = frozenset(re.findall(r"[^\W_]+", fold(row["title"] or "")))
    return {
        **row,
        "code_key": _code_key(row["code"]) if row["code"] else None,
        "words": sorted(words),
        # years and editions: two titles with other numbers name two plans
        "numbers": " ".join(sorted(word for word in words if word.isdigit())),
    }


def _code_key(code: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", code)).casefold()


def _predates(news: Row, decision: Row) -> list[Row]:
    printed, issued = news.get("issued_on"), decision.get("issued_on")
    if printed is None or issued is None or printed >= issued:
        return []
    days = (issued - printed).days
    name = decision.get("code") or decision["document_id"]
    return [
        {
            "document_id": news["document_id"],
            "record_id": None,
            "rule": "news_predates_decision",
            "severity": "warning",
            "expected": f"{issued:%d/%m/%Y} or later",
            "actual": f"{printed:%d/%m/%Y}",
            "difference": f"{days} day{'s' * (days > 1)}",
            "message": clean(f"The news item is dated {printed:%d/%m/%Y}, before {name} of {issued:%d/%m/%Y}."),
            "message_vi": clean(f"Tin đăng ngày {printed:%d/%m/%Y}, trước {name} ngày {issued:%d/%m/%Y}."),
            "page": None,
        }
    ]


def _other_years(news: Row, decision: Row, rollout: Sequence[Row]) -> list[Row]:
    """Return a finding for each agency that the item names for a year for which its decision does not."""
    planned: dict[str, set[int]] = defaultdict(set)
    for row in rollout:
        if row["document_id"] == decision["document_id"] and row.get("agency_id") and row.get("year"):
            planned[row["agency_id"]].add(row["year"])
    name = decision.get("code") or decision["document_id"]
    findings = []
    for row in rollout:
        years = planned.get(row.get("agency_id") or "")
        if row["document_id"] != news["document_id"] or not years or row["year"] is None or row["year"] in years:
            continue
        printed = ", ".join(map(str, sorted(years)))
        agency = row["agency_raw"]
        findings.append(
            {
                "document_id": news["document_id"],
                "record_id": row["record_id"],
                "rule": "news_disagrees",
                "severity": "warning",
                "expected": printed,
                "actual": str(row["year"]),
                "difference": None,
                "message": clean(f"{agency}: the news item says {row['year']}, {name} says {printed}."),
                "message_vi": clean(f"{agency}: tin ghi năm {row['year']} nhưng {name} ghi năm {printed}."),
                "page": row.get("page"),
            }
        )
    return findings
