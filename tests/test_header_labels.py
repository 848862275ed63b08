"""Header facts of the labelled letter heads: right or, where a reader cannot say, null; never wrong; in any layout."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pipeline.process import process
from tests import header_forms, header_scores, header_variation

LABELLED = [entry for batch in ("first", "second", "third") for entry in header_forms.entries(f"headers/{batch}.yaml")]
COLUMNED = [entry for entry in LABELLED if entry.get("form", "raw") not in ("raw", "html", "docx")]
OTHERS = header_forms.entries("headers/others.yaml")
VARIATIONS = 1  # drawn for every letter head; any number may be tried


def misses(entry: dict[str, Any], data: bytes, name: str = "a.txt") -> list[str]:
    """Return the facts that were not read as labelled; what the label says cannot be read may be null."""
    row, _, rules = header_scores.facts_read(data, name)
    return [
        f"{fact} {told}: {expected!r} read as {actual!r}"
        for fact, told, expected, actual in header_scores.judged(entry["facts"], row, rules)
        if told == "wrong" or (told == "silent" and fact not in entry.get("unread", ()))
    ]


@pytest.mark.parametrize("entry", LABELLED, ids=lambda entry: str(entry["id"]))
def test_facts_of_a_labelled_head(entry: dict[str, Any]) -> None:
    example = header_forms.labelled(entry)
    assert misses(entry, example.data, example.name) == []


@pytest.mark.parametrize("entry", COLUMNED, ids=lambda entry: str(entry["id"]))
def test_no_layout_and_no_typist_changes_what_a_head_says(entry: dict[str, Any]) -> None:
    loose = {**entry, "unread": [*entry.get("unread", ()), *(("signer",) if "sign_two" in entry else ())]}
    for number in range(VARIATIONS):
        text = header_variation.varied(entry, random.Random(f"{entry['id']}/{number}"))
        assert misses(loose, text.encode()) == [], text


@pytest.mark.parametrize("part", ["number", "day", "signer"])
def test_what_is_cut_off_is_null_and_what_is_left_stays_right(part: str) -> None:
    gone = {"number": ("number", "number_text", "code"), "day": ("issued_on", "place"), "signer": ("signer", "for")}
    for entry in COLUMNED[::6]:
        if "sign_two" in entry or "number" not in entry["facts"] or entry["facts"]["number"] is None:
            continue
        facts = {**entry["facts"], **dict.fromkeys(gone[part])}
        facts = {name: value for name, value in facts.items() if name not in ("finding", "issuer", "issuers", "type")}
        if part == "signer":
            facts = {name: value for name, value in facts.items() if name not in ("office", "for")}
        cut = header_variation.without({**entry, "facts": facts}, part)
        assert misses(cut, header_forms.text(cut).encode()) == [], entry["id"]


@pytest.mark.parametrize("entry", OTHERS, ids=lambda entry: str(entry["id"]))
def test_what_is_no_decision_is_told_for_what_it_is(entry: dict[str, Any]) -> None:
    told = {
        "news": "ok:TIN", "form": "skipped:blank_form", "foreign": "skipped:foreign_language",
        "other": "skipped:not_a_decision",
    }  # fmt: skip
    result = process(entry["text"].encode(), "a.txt")
    row, how, _ = header_scores.facts_read(entry["text"].encode(), "a.txt")
    if entry["kind"] == "nothing":
        assert (result.status, result.errors[0].category) in (("failed", "empty"), ("failed", "no_text"))
        return
    assert how == told[entry["kind"]]
    assert row.get("number") is None


def test_a_file_name_is_never_believed() -> None:
    entry = next(entry for entry in LABELLED if entry["id"] == "nothing-in-content-file-named-2021")
    example = header_forms.labelled(entry)
    assert process(example.data, example.name).tables.get("documents", []) == []
