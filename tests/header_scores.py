"""Scores what was read of labelled documents: right, silent (null where a value is printed) or wrong, fact by fact.

`python -m tests.header_scores first` prints every miss and the shares.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import regex

from normalizers.text import fold
from pipeline.process import process
from tests import header_forms

#: Facts of the label and the columns that hold them.
COLUMNS = {
    "type": "type_code",
    "number": "number",
    "number_text": "number_text",
    "code": "code",
    "issued_on": "issued_on",
    "place": "issued_at_place",
    "signer": "signer_name",
    "office": "signer_title",
    "for": "signed_for",
}


def folded(value: object) -> str:
    """Return a value without regard to case, blanks and the marks between the parts of a symbol."""
    return regex.sub(r"[\s.,\-–/]+", " ", fold(str(value))).strip()


def verdict(expected: object, actual: object) -> str:
    """Return ``right``, ``silent`` or ``wrong``."""
    if expected is None or expected == "":
        return "right" if actual is None else "wrong"
    if actual is None:
        return "silent"
    return "right" if folded(expected) == folded(actual) else "wrong"


def facts_read(data: bytes, name: str) -> tuple[dict[str, Any], str, set[str]]:
    """Return the document's row with `issuer_name` (canonical), how it ended, and the rules of its findings."""
    result = process(data, name)
    row = dict((result.tables.get("documents") or [{}])[0])
    names = {agency["agency_id"]: agency["name"] for agency in result.tables.get("agencies", [])}
    row["issuer_name"] = names.get(row.get("issuer_id"))
    told = row.get("type_code") or (result.errors[0].category if result.errors else "")
    rules = {finding["rule"] for finding in result.tables.get("findings", [])}
    return row, f"{result.status}:{told}", rules


def judged(
    facts: Mapping[str, Any], row: Mapping[str, Any], rules: set[str]
) -> Iterator[tuple[str, str, object, object]]:
    """Yield fact, verdict, expected, actual for every fact that the label states."""
    for fact, column in COLUMNS.items():
        if fact in facts:
            expected = facts[fact]
            expected = expected.isoformat() if isinstance(expected, date) else expected
            actual = row.get(column)
            if fact == "for" and actual is not None and expected is not None:
                actual = str(actual).split(", ")[-1]  # "TM., KT.": the last one is the signer's own
            yield fact, verdict(expected, actual), expected, actual
    if "issuer" in facts:
        yield "issuer", _issuer(facts["issuer"], row), facts["issuer"], (row.get("issuer_name"), row.get("issuer_raw"))
    if "issuers" in facts:
        printed = folded(row.get("issuer_raw"))
        every = all(folded(name) in printed for name in facts["issuers"])
        one = row.get("issuer_name") is None or any(folded(n) in folded(row["issuer_name"]) for n in facts["issuers"])
        told = "silent" if row.get("issuer_raw") is None else "right" if every and one else "wrong"
        yield "issuer", told, facts["issuers"], (row.get("issuer_name"), row.get("issuer_raw"))
    if "signers" in facts:
        name = row.get("signer_name")
        told = "silent" if name is None else "right" if all(n in name for n in facts["signers"]) else "wrong"
        yield "signer", told, facts["signers"], name
    if "finding" in facts:
        yield "finding", "right" if facts["finding"] in rules else "silent", facts["finding"], sorted(rules)


def _issuer(expected: str | None, row: Mapping[str, Any]) -> str:
    """Judge the canonical name. It may leave out the place that the printed name says (`province_code` has it)."""
    name, printed = row.get("issuer_name"), row.get("issuer_raw")
    if name is None or expected is None:
        return verdict(expected, printed)
    short = folded(printed) == folded(expected) and folded(expected).startswith(folded(name))
    return "right" if short else verdict(expected, name)


def main(batch: str) -> None:
    """Print the misses and the shares of one batch."""
    tally: dict[str, Counter[str]] = {}
    for entry in header_forms.entries(f"headers/{batch}.yaml"):
        example = header_forms.labelled(entry)
        row, _, rules = facts_read(example.data, example.name)
        for fact, told, expected, actual in judged(example.facts, row, rules):
            tally.setdefault(fact, Counter())[told] += 1
            if told != "right":
                sys.stdout.write(f"{example.id}: {fact} {told}: {expected!r} read as {actual!r}\n")
    for fact, counts in tally.items():
        total = counts.total()
        right, silent, wrong = counts["right"], counts["silent"], counts["wrong"]
        sys.stdout.write(f"{fact:12} right {right}/{total} silent {silent} wrong {wrong}\n")


if __name__ == "__main__":
    main(sys.argv[1])
