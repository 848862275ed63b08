"""Reviewers' decisions: read, refused with file and line, replayed, reopened."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import UserError
from pipeline.replay import replay
from pipeline.result import Row
from pipeline.reviews import Review, append, line_of, load, parse
from schemas import TABLES

DOCUMENT = "kon-tum/2020/474-qd-ubnd"
LINE = {
    "key": {"document_id": DOCUMENT, "raw": "xã Đăk Pét"},
    "decision": "unit",
    "machine": None,
    "human": "ubnd-23353",
    "who": "Lan",
    "when": "2026-11-23T08:00:00+00:00",
}


def review(**changes: Any) -> Review:
    return parse(json.dumps(LINE | changes), "names.jsonl:1")


def tables() -> dict[str, list[Row]]:
    """Return a dataset of one document whose list names a commune twice over, as printed and misread."""
    found: dict[str, list[Row]] = {name: [] for name in TABLES}
    found["documents"] = [
        {"document_id": DOCUMENT, "issued_on": date(2020, 7, 10), "issuer_raw": "UBND tỉnh", "issuer_id": "ubnd-62"}
    ]
    for number, (raw, agency_id) in enumerate([("xã Đăk Pét", "62-ubnd-xa-dak-pet"), ("Sở Nội vụ", "62-so-noi-vu")]):
        found["rollout"].append(
            {
                "record_id": f"rol-{number:012}", "document_id": DOCUMENT, "page": None, "confidence": 0.3,
                "method": "inferred", "row_no": number, "agency_id": agency_id, "agency_raw": raw, "group_raw": None,
                "parent_raw": "Huyện Đăk Glei", "year": 2027, "deadline_on": None, "basis": "table",
                "first_time": None,
            }
        )  # fmt: skip
        found["evidence"].append({"record_id": f"rol-{number:012}", "field": "year", "text": "X"})
    for agency_id, raw in [
        ("62-ubnd-xa-dak-pet", "xã Đăk Pét"),
        ("62-so-noi-vu", "Sở Nội vụ"),
        ("ubnd-62", "UBND tỉnh"),
    ]:
        found["agencies"].append(
            {
                "agency_id": agency_id,
                "name": raw,
                "level": "other",
                "parent_id": None,
                "previous_id": None,
                "mentions": 1,
            }
        )
        found["agency_names"].append(
            {
                "agency_id": agency_id, "name_raw": raw, "document_id": DOCUMENT, "occurrences": 1, "method": "rule",
                "score": 0.3, "context": None,
            }
        )  # fmt: skip
    found["findings"] = [
        {
            "document_id": DOCUMENT,
            "record_id": "rol-000000000000",
            "rule": "unresolved_agency",
            "actual": "xã Đăk Pét",
            "message": "who?",
        },
        {
            "document_id": DOCUMENT,
            "record_id": "rol-000000000000",
            "rule": "unit_type_mismatch",
            "actual": "xã Đăk Pét",
            "message": "what kind?",
        },
    ]
    return found


def ids(found: dict[str, list[Row]]) -> list[str]:
    return sorted(row["agency_id"] for row in found["agencies"])


def test_a_name_gets_the_unit_that_the_person_named() -> None:
    found = tables()
    replay(found, [review()])
    row = found["rollout"][0]
    assert (row["agency_id"], row["method"], row["confidence"]) == ("ubnd-23353", "curated", 1.0)
    assert {"ubnd-23353", "ubnd-610", "ubnd-62"} <= set(ids(found))  # with those above it
    assert "62-ubnd-xa-dak-pet" not in ids(found)
    named = [row for row in found["agency_names"] if row["name_raw"] == "xã Đăk Pét"]
    assert [(row["agency_id"], row["method"]) for row in named] == [("ubnd-23353", "curated")]
    assert sum(row["mentions"] for row in found["agencies"]) == 3


def test_a_decision_answers_who_is_meant_but_not_what_else_is_wrong() -> None:
    found = tables()
    replay(found, [review()])
    assert [finding["rule"] for finding in found["findings"]] == ["unit_type_mismatch"]


@pytest.mark.parametrize(("decision", "machine"), [("not_agency", None), ("different", "62-ubnd-xa-dak-pet")])
def test_a_name_that_means_none_or_another_is_left_open(decision: str, machine: str | None) -> None:
    found = tables()
    replay(found, [review(decision=decision, machine=machine, human=None)])
    assert found["rollout"][0]["agency_id"] is None
    assert "62-ubnd-xa-dak-pet" not in ids(found)


def test_a_rejection_of_what_the_machine_no_longer_says_changes_nothing() -> None:
    found = tables()
    replay(found, [review(decision="different", machine="ubnd-23356", human=None)])
    assert found["rollout"][0]["agency_id"] == "62-ubnd-xa-dak-pet"


def test_the_stated_parent_keeps_namesakes_apart() -> None:
    found = tables()
    elsewhere = {"document_id": DOCUMENT, "raw": "xã Đăk Pét", "within": "Huyện Đăk Hà"}
    replay(found, [review(key=elsewhere)])
    assert found["rollout"][0]["agency_id"] == "62-ubnd-xa-dak-pet"
    assert found["findings"][-1]["rule"] == "review_reopened"


def test_two_agencies_become_one() -> None:
    found = tables()
    replay(found, [review(decision="same", key={"agency_id": "62-so-noi-vu"}, human="62-ubnd-xa-dak-pet")])
    assert {row["agency_id"] for row in found["rollout"]} == {"62-ubnd-xa-dak-pet"}
    assert ids(found) == ["62-ubnd-xa-dak-pet", "ubnd-62"]


def value(human: object, source: str | None = "X", column: str = "year") -> Review:
    key = {"document_id": DOCUMENT, "record_id": "rol-000000000000", "column": column}
    return review(decision="value", key=key, machine=2027, human=human, source=source)


def test_a_corrected_value() -> None:
    found = tables()
    replay(found, [value(2030), value("2030-12-31", column="deadline_on", source=None)])
    assert (found["rollout"][0]["year"], found["rollout"][0]["method"]) == (2030, "curated")
    assert found["rollout"][0]["deadline_on"] == date(2030, 12, 31)


@pytest.mark.parametrize(
    "changed",
    [
        value(2030, source="2027"),
        value("in three years"),
        value(2030, column="colour"),
        review(key={"document_id": DOCUMENT, "raw": "xã Đăk Pek"}),
        review(human="ubnd-99999"),
    ],
    ids=["other source", "no year", "no column", "other text", "no agency"],
)
def test_a_decision_that_no_longer_fits_is_reopened_and_not_applied(changed: Review) -> None:
    found, before = tables(), tables()
    replay(found, [changed])
    assert found["rollout"] == before["rollout"]
    assert found["findings"][-1]["rule"] == "review_reopened"
    assert "Lan" in found["findings"][-1]["message"]


def test_a_decision_about_a_document_that_is_not_built_waits() -> None:
    found, before = tables(), tables()
    replay(found, [review(key={"document_id": "dak-nong/2018/512-qd-ubnd", "raw": "UBND xã Đắk R'nh"})])
    assert found == before


def test_lines_are_kept_and_the_latest_decision_holds(tmp_path: Path) -> None:
    later = review(human="ubnd-23356", when="2026-11-24T08:00:00+00:00")
    append(review(), tmp_path)
    path = append(later, tmp_path)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    assert [(held.human, held.who) for held in load(tmp_path)] == [("ubnd-23356", "Lan")]
    assert parse(line_of(later), later.place) == later


def test_without_a_folder_there_are_no_decisions(tmp_path: Path) -> None:
    assert load(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ("{}", "lacks key, decision"),
        (json.dumps(LINE | {"colour": 1}), "has unknown colour"),
        (json.dumps(LINE | {"decision": "maybe"}), "'maybe' is none of"),
        (json.dumps(LINE | {"key": {"raw": "x"}}), "must hold the texts document_id, raw"),
        (json.dumps(LINE | {"human": None}), "needs the agency's id"),
        (json.dumps(LINE | {"decision": "not_agency"}), "must be null"),
        (json.dumps(LINE | {"who": ""}), "must be texts"),
        (json.dumps(LINE | {"human": "ubnd-23356"}), r"contradicts .*a\.jsonl:1"),
    ],
)
def test_a_bad_line_is_named_with_its_file(tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(LINE) + "\n\n" + line + "\n", encoding="utf-8")
    with pytest.raises(UserError, match=rf"a\.jsonl:3: .*{why}|a\.jsonl:3: {why}"):
        load(tmp_path)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match=r"a\.jsonl: is not UTF-8"):
        load(tmp_path)
