"""Scores the citations read from labelled preambles: `python -m tests.citation_scores first` prints all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.process import process
from tests import header_forms
from tests.header_scores import folded


@dataclass(frozen=True)
class Expected:
    """One label; `relation` is `either` where legal basis and mention are both right, `?` is not judged."""

    relation: str
    kind: str
    name: str
    day: str
    issuer: str


def labels(entry: Mapping[str, Any]) -> list[Expected]:
    """Return the entry's labels."""
    return [Expected(*(part.strip().strip('"') for part in line.split("|"))) for line in entry["cites"]]


def document(entry: Mapping[str, Any]) -> bytes:
    """Return the preamble with its letter head and an operative part, as text."""
    issuer, code, day, kind, about = entry["head"]
    lines = [issuer, code, *header_forms.MOTTO, day, "", kind, about, "", *entry["lines"], ""]
    closing = [
        "Điều 1. Ban hành kèm theo văn bản này nội dung chi tiết.",
        "Điều 2. Các đơn vị chịu trách nhiệm thi hành.",
    ]
    return "\n".join([*lines, *closing]).encode()


def read(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of ``citations`` with `issuer_name`."""
    result = process(document(entry), "a.txt")
    names = {agency["agency_id"]: agency["name"] for agency in result.tables.get("agencies", [])}
    rows = [dict(row) for row in result.tables.get("citations", [])]
    for row in rows:
        row["issuer_name"] = names.get(row["issuer_id"])
    return rows


def named(expected: Expected, row: Mapping[str, Any]) -> bool:
    """Whether `row` names the expected document."""
    if row["code"] is not None:
        return folded(row["code"]) == folded(expected.name)
    return folded(row["title"] or "") == folded(expected.name)


def faults(expected: Expected, row: Mapping[str, Any]) -> list[str]:
    """Return the facts of `row` that are not as labelled."""
    wrong = []
    if expected.kind != "?" and row["type_code"] not in (expected.kind, {"L": "Luật"}.get(expected.kind)):
        wrong.append(f"type {row['type_code']}")
    if expected.day != "?" and (row["issued_on"].isoformat() if row["issued_on"] else "") != expected.day:
        wrong.append(f"day {row['issued_on']}")
    if expected.issuer not in ("?", "") and folded(row["issuer_name"] or row["issuer_raw"]) != folded(expected.issuer):
        wrong.append(f"issuer {row['issuer_name']} / {row['issuer_raw']}")
    if not relation_fits(expected, row["relation"]):
        wrong.append(f"relation {row['relation']}")
    return wrong


def relation_fits(expected: Expected, relation: str) -> bool:
    """Whether the relation read is one that the label allows."""
    if expected.relation in ("either", "?"):
        return True
    return relation == expected.relation


def score(entry: Mapping[str, Any]) -> tuple[Counter[str], list[str]]:
    """Return counts (`expected`, `read`, `right` of the legal basis; `all_*` of every citation) and the misses.

    A citation is right when kind, number or title, day, issuer and relation are. A row of the legal basis that no label
    names, or that is not one, counts against precision.
    """
    rows, tally, misses = read(entry), Counter[str](), []
    free = list(rows)
    for label in labels(entry):
        basis = label.relation == "legal_basis"
        tally["all_expected"] += 1
        tally["expected"] += basis
        candidates = [row for row in free if named(label, row)]
        if not candidates:
            misses.append(f"{entry['id']}: not read: {label.relation} {label.name}")
            continue
        row = min(candidates, key=lambda row: len(faults(label, row)))
        free.remove(row)
        if not basis and row["relation"] == "legal_basis" and relation_fits(label, "legal_basis"):
            tally["read"] -= 1  # allowed: counts neither for nor against
        if wrong := faults(label, row):
            misses.append(f"{entry['id']}: {label.name}: {', '.join(wrong)}")
        else:
            tally["all_right"] += 1
            tally["right"] += basis
    tally["read"] += sum(row["relation"] == "legal_basis" for row in rows)
    tally["all_read"] += len(rows)
    misses += [f"{entry['id']}: not there: {row['relation']} {row['raw'][:90]!r}" for row in free]
    return tally, misses


def main(batch: str) -> None:
    """Print the misses and the shares of one batch."""
    total = Counter[str]()
    for entry in header_forms.entries(f"citations/{batch}.yaml"):
        tally, misses = score(entry)
        total.update(tally)
        sys.stdout.writelines(f"{miss}\n" for miss in misses)
    for prefix, name in (("", "legal basis"), ("all_", "every citation")):
        right, expected, found = (total[prefix + key] for key in ("right", "expected", "read"))
        recall, precision = right / expected, right / found
        sys.stdout.write(f"{name}: recall {right}/{expected} {recall:.1%}, precision {right}/{found} {precision:.1%}\n")


if __name__ == "__main__":
    main(sys.argv[1])
