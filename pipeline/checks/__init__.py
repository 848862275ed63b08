"""Checks: what in one document cannot all be right. Each check is a pure function of the document's records."""

from __future__ import annotations

from datetime import date

from extractors.document import Document
from extractors.heads.facts import Header
from extractors.records import Finding, Record
from pipeline.checks import (
    citations,
    counts,
    dates,
    doubtful,
    inspected,
    layout,
    procedures,
    products,
    prose,
    sequences,
    standards,
    stated_lists,
    sums,
    units,
    unread,
    words,
)


def check(document: Document, header: Header, records: list[Record]) -> list[Finding]:
    """Return the findings of one document that concern no single record; findings about one are attached to it."""
    findings = layout.irregular(document) + doubtful.doubtful_figures(document)
    findings += unread.unread_tables(document, records)
    findings += sequences.row_numbers(records)
    findings += standards.unknown_standards(document)
    findings += stated_lists.stated_lists(document) + inspected.told_results(document, records)
    findings += counts.printed_counts(records) + counts.added_counts(records) + counts.told_counts(records)
    issued = header.values.get("issued_on")
    findings += units.listed_units(records, issued if isinstance(issued, date) else None)
    findings += prose.prose_against_annex(records)
    findings += citations.conflicts(header, records) + dates.impossible_days(document, header, records)
    findings += sums.cost_sums(records) + products.cost_products(records)
    findings += procedures.procedures(records)
    findings += words.words_against_figures(document, records) + words.total_against_tables(document, records)
    return findings
