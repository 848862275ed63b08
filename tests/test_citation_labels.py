"""Citations of the labelled preambles: every document named, with kind, day, issuer and role, and no other."""

from __future__ import annotations

from typing import Any

import pytest

from tests import citation_scores, header_forms

LABELLED = [
    entry for batch in ("first", "second", "third") for entry in header_forms.entries(f"citations/{batch}.yaml")
]


@pytest.mark.parametrize("entry", LABELLED, ids=lambda entry: str(entry["id"]))
def test_citations_of_a_labelled_preamble(entry: dict[str, Any]) -> None:
    _, misses = citation_scores.score(entry)
    assert misses == []


def test_evidence_stands_on_the_line_that_prints_the_number() -> None:
    entry = next(entry for entry in LABELLED if entry["id"] == "ocr-breaks-everywhere-2020")
    lines = citation_scores.document(entry).decode().splitlines()
    tables = citation_scores.process(citation_scores.document(entry), "a.txt").tables
    code = {row["record_id"]: row["code"] for row in tables["citations"]}
    shown = {
        code[row["record_id"]]: row for row in tables["evidence"] if row["field"] == "code" and row["record_id"] in code
    }
    assert "985/QĐ-" in lines[shown["985/QĐ-TTg"]["line"] - 1]
    assert "số" in lines[shown["01/2018/TT-VPCP"]["line"] - 1]
