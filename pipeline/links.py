"""Links between the documents of one dataset: what cites what, and which decision a news item reports. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from normalizers.text import clean, fold
from pipeline.result import Row

NEWS = "TIN"
#: Share of common words from which on two titles name one plan. "trong các cơ quan" against "trong hoạt động cơ quan"
#: within a title of twenty words gives 0.87; plans of two periods of one province are told apart by their years.
_SAME_TITLE = 0.75
#: A news item that cites one decision reports it when they are at most so many days apart; older ones are background.
_NEWS_DAYS = 60


def link_citations(tables: Mapping[str, Sequence[Row]]) -> None:
    """Set ``cited_document_id`` of every citation whose document is in the dataset, in place.

    The number and symbol must be equal, the year too where the citation has one, and the issuer: the same agency, or
    the same province where either is not known. A citation that fits two documents is left alone.
    """
    by_code: dict[str, list[Row]] = defaultdict(list)
    for document in tables["documents"]:
        if document.get("code"):
            by_code[_code_key(document["code"])].append(document)
    own = {document["document_id"]: document.get("province_code") for document in tables["documents"]}
    provinces = {agency["agency_id"]: agency.get("province_code") for agency in tables["agencies"]}
    for citation in tables["citations"]:
        issuer = citation.get("issuer_id")
        province = provinces.get(issuer) if issuer else own.get(citation["document_id"])
        fitting = [
            document
            for document in by_code.get(_code_key(citation.get("code") or ""), ())
            if _same_year(citation.get("issued_on"), document.get("issued_on"))
            and _same_issuer(issuer, province, document)
        ]
        citation["cited_document_id"] = fitting[0]["document_id"] if len(fitting) == 1 else None


def link_news(tables: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Set ``related_document_id`` of news items, in place, and return findings about items that contradict theirs.

    The decision is the document of the same province whose title says the same; failing that, the only document of the
    same province and the same weeks that the item cites.
    """
    cited: dict[str, set[str]] = defaultdict(set)
    for citation in tables["citations"]:
        if citation["cited_document_id"]:
            cited[citation["document_id"]].add(citation["cited_document_id"])
    findings = []
    for news in tables["documents"]:
        if news.get("type_code") != NEWS or news.get("province_code") is None:
            continue
        candidates = [
            document
            for document in tables["documents"]
            if document.get("type_code") != NEWS and document.get("province_code") == news["province_code"]
        ]
        decision = _by_title(news, candidates) or _by_citation(news, candidates, cited[news["document_id"]])
        if decision is not None:
            news["related_document_id"] = decision["document_id"]
            findings += _predates(news, decision)
            findings += _other_years(news, decision, tables.get("rollout", ()))
    return findings


def _code_key(code: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", code)).casefold()


def _same_year(cited: date | None, issued: date | None) -> bool:
    return cited is None or issued is None or cited.year == issued.year


def _same_issuer(issuer: str | None, province: str | None, document: Row) -> bool:
    if issuer and document.get("issuer_id"):
        return bool(issuer == document["issuer_id"])
    return province is not None and province == document.get("province_code")


def _by_title(news: Row, candidates: Sequence[Row]) -> Row | None:
    wanted = _words(news.get("title"))
    scored = sorted(
        ((_likeness(wanted, _words(document.get("title"))), document["document_id"]) for document in candidates),
        reverse=True,
    )
    if not scored or scored[0][0] < _SAME_TITLE or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return next(document for document in candidates if document["document_id"] == scored[0][1])


def _by_citation(news: Row, candidates: Sequence[Row], cited: set[str]) -> Row | None:
    fitting = [
        document
        for document in candidates
        if document["document_id"] in cited
        and news.get("issued_on")
        and document.get("issued_on")
        and abs((news["issued_on"] - document["issued_on"]).days) <= _NEWS_DAYS
    ]
    return fitting[0] if len(fitting) == 1 else None


def _words(title: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(title or "")))


def _likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """Return the share of common words; 0 when the numbers in them (years, editions) differ."""
    if not one or not two or {word for word in one if word.isdigit()} != {word for word in two if word.isdigit()}:
        return 0.0
    return len(one & two) / len(one | two)


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
