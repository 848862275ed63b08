"""Scores the relations read from labelled operative parts: `python -m tests.relation_scores first` prints all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pipeline.process import process
from tests import header_forms
from tests.header_scores import folded

_WITH_PART = 8  # fields


def rows_read(entry: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the document's row and its rows of ``relations``."""
    issuer, code, day, kind, about = entry["head"]
    lines = [issuer, code, *header_forms.MOTTO, day, "", kind, about, "", *entry["lines"], ""]
    tables = process("\n".join(lines).encode(), "a.txt").tables
    return dict((tables.get("documents") or [{}])[0]), [dict(row) for row in tables.get("relations", [])]


def labelled(line: str) -> tuple[str, ...]:
    """Return a label as relation, kind, name, day, own article, provision concerned, day of effect, all folded.

    An eighth field, where the batch labels it, is the other part concerned.
    """
    relation, kind, name, *others = (part.strip() for part in line.split("|"))
    return relation, kind, folded(name), *others


def said(row: Mapping[str, Any], *, with_part: bool) -> tuple[str, ...]:
    """Return a row in the form of a label."""
    provision = [row["target_article"], row["target_clause"], row["target_point"]]
    return (
        row["relation"],
        str(row["target_type_code"] or ""),
        folded(row["target_code"] or row["target_title"] or ""),
        row["target_issued_on"].isoformat() if row["target_issued_on"] else "",
        row["article"] or "",
        ", ".join(part for part in provision if part),
        row["effective_on"].isoformat() if row["effective_on"] else "",
        *([row["target_part"] or ""] if with_part else []),
    )


def score(entry: Mapping[str, Any]) -> tuple[Counter[str], list[str]]:
    """Return counts (`expected`, `read`, `right`, days of effect among them) and the misses."""
    document, rows = rows_read(entry)
    expected = [labelled(line) for line in entry["changes"]]
    read = [said(row, with_part=any(len(label) == _WITH_PART for label in expected)) for row in rows]
    common = Counter(expected) & Counter(read)
    misses = [f"{entry['id']}: not read: {' | '.join(key)}" for key in (Counter(expected) - common).elements()]
    misses += [f"{entry['id']}: not there: {' | '.join(key)}" for key in (Counter(read) - common).elements()]
    effect, printed = document.get("effective_on"), entry["effective"]
    tally = Counter(
        expected=len(expected), read=len(read), right=common.total(), effects=1, effects_right=effect == printed
    )
    if effect != printed:
        misses.append(f"{entry['id']}: effective_on {effect}, printed {printed}")
    return tally, misses


def main(batch: str) -> None:
    """Print the misses and the shares of one batch."""
    total = Counter[str]()
    for entry in header_forms.entries(f"relations/{batch}.yaml"):
        tally, misses = score(entry)
        total.update(tally)
        sys.stdout.writelines(f"{miss}\n" for miss in misses)
    right = total["right"]
    sys.stdout.write(f"relations: recall {right}/{total['expected']}, precision {right}/{total['read']}; ")
    sys.stdout.write(f"days of effect {total['effects_right']}/{total['effects']}\n")


if __name__ == "__main__":
    main(sys.argv[1])
