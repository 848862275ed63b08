"""``congbao review`` as a person meets it: what waits, what a decision writes, what the next build makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.query import query
from tests.reviewing import build, congbao, release_of

DOCUMENT = "kon-tum/2020/12-kh-ubnd"
PLAN = """UBND TỈNH KON TUM
Số: 12/KH-UBND
Kon Tum, ngày 3 tháng 4 năm 2020

KẾ HOẠCH
Áp dụng TCVN ISO 9001:2015 năm 2020

TT\tTên cơ quan\tNăm 2020\tNăm 2021
1\tUBND huyện Đăk Glei\tX\t
2\tUBND xã Hoàng Sa\tX\t
3\tSở Y tế\t\tX
4\tSở Y tế công cộng\t\tX
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output folder of a small build, beside its documents."""
    return release_of(PLAN, tmp_path_factory.mktemp("plan"))


@pytest.fixture
def review(release: Path, tmp_path: Path) -> Run:
    """Run ``congbao review`` on the release with a folder of decisions of its own."""

    def run(command: str, *arguments: object) -> tuple[int, str, str]:
        return congbao("review", command, *arguments, "--out", release, "--reviews", tmp_path / "reviews")

    return run


def decisions(tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "reviews" / "decisions.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


@pytest.fixture(scope="module")
def finding(release: Path) -> str:
    """Return the id of the finding about the commune that the province does not have."""
    [(found,)] = query("SELECT finding_id FROM findings WHERE actual = 'UBND xã Hoàng Sa'", release).rows
    return str(found)


def record(release: Path, raw: str) -> str:
    [(found,)] = query("SELECT record_id FROM rollout WHERE agency_raw = ?", release, [raw]).rows
    return str(found)


def test_what_waits_is_listed_with_what_the_machine_made_of_it(review: Run, finding: str) -> None:
    code, out, _ = review("list")
    assert code == 0
    [line] = [line for line in out.splitlines() if line.startswith("fnd-")]
    assert line.split()[:3] == [finding, "unresolved_agency", DOCUMENT]
    [row] = json.loads(review("list", "--json")[1])
    assert (row["raw"], row["machine"]) == ("UBND xã Hoàng Sa", "62-ubnd-xa-hoang-sa")


def test_without_decisions_the_list_of_them_says_so(review: Run) -> None:
    assert review("list", "--decided") == (0, "", "no decisions yet\n")
    assert json.loads(review("list", "--decided", "--json")[1]) == []


@pytest.mark.parametrize(
    ("arguments", "decision", "human"),
    [
        (["accept"], "unit", "62-ubnd-xa-hoang-sa"),
        (["reject"], "different", None),
        (["reject", "--no-agency"], "not_agency", None),
        (["set", "ubnd-23353"], "unit", "ubnd-23353"),
    ],
    ids=["accept", "reject", "no agency", "set"],
)
def test_a_decision_is_one_line_that_says_who_when_and_on_what(
    review: Run, finding: str, tmp_path: Path, arguments: list[str], decision: str, human: str | None
) -> None:
    command, *more = arguments
    code, out, err = review(command, finding, *more, "--by", "Lan", "--note", "hỏi lại huyện")
    assert (code, out) == (0, "")
    assert f"{decision} recorded; the next build applies it" in err
    [line] = decisions(tmp_path)
    assert line["key"] == {"document_id": DOCUMENT, "raw": "UBND xã Hoàng Sa"}
    assert (line["decision"], line["machine"], line["human"]) == (decision, "62-ubnd-xa-hoang-sa", human)
    assert (line["who"], line["note"]) == ("Lan", "hỏi lại huyện")
    assert line["when"].startswith("20")
    assert f"{tmp_path / 'reviews' / 'decisions.jsonl'}:1" in review("list", "--decided", "--json")[1]


def test_the_next_build_does_what_the_decisions_say(review: Run, release: Path, finding: str, tmp_path: Path) -> None:
    plan = record(release, "Sở Y tế")
    assert review("set", finding, "ubnd-23353")[0] == 0
    assert review("set", plan, "2024", "--column", "year")[0] == 0
    assert review("set", plan, "2024-06-30", "--column", "deadline_on")[0] == 0
    assert review("set", "62-so-y-te-cong-cong", "62-so-y-te")[0] == 0
    assert len(decisions(tmp_path)) == 4
    build(release.parent / "documents", tmp_path / "out", tmp_path / "reviews")
    rows = query("SELECT agency_id, year, deadline_on::VARCHAR, method FROM rollout ORDER BY row_no", tmp_path / "out")
    assert rows.rows[1:] == [
        ("ubnd-23353", 2020, None, "curated"),
        ("62-so-y-te", 2024, "2024-06-30", "curated"),
        ("62-so-y-te", 2021, None, "curated"),
    ]
    assert congbao("review", "list", "--out", tmp_path / "out")[2] == "nothing waits for a decision\n"
    assert review("list")[1].count("fnd-") == 1  # the release that the decisions were made on is as it was


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["accept", "fnd-000000000000"], "fnd-000000000000: no such finding in the latest release"),
        (["reject", "rol-1"], "rol-1: no open question of the latest release"),
        (["set", "fnd-000000000000", "ubnd-23353"], "no open question of the latest release"),
        (["set", "FINDING", "ubnd-99999"], "ubnd-99999: no agency of this id"),
        (["set", "FINDING", "2024", "--column", "year"], "a finding asks for an agency"),
        (["set", "62-so-x", "62-so-y-te"], "62-so-x: no agency of the latest release; a record needs --column"),
        (["set", "62-so-y-te", "62-so-x"], "62-so-x: no agency of this id"),
        (["set", "RECORD", "x", "--column", "colour"], "no record id with a column 'colour'"),
        (
            ["set", "RECORD", "x", "--column", "record_id"],
            "rollout.record_id is given by the dataset, no document prints it",
        ),
        (["set", "RECORD", "x", "--column", "agency_raw"], "holds the text as printed, which no decision changes"),
        (["set", "RECORD", "", "--column", "agency_raw"], "correct what is read from it: agency_id"),
        (["set", "RECORD", "ubnd-99999", "--column", "agency_id"], "ubnd-99999: no agency of this id"),
        (["set", "kon-tum/2020/1-kh-ubnd", "x", "--column", "signer_name"], "no such document in the latest release"),
        (["set", "RECORD", "soon", "--column", "year"], "soon: no value of rollout.year"),
        (["set", "RECORD", "2024-02-30", "--column", "deadline_on"], "2024-02-30: no value of rollout.deadline_on"),
        (["set", "rol-000000000000", "2024", "--column", "year"], "no such record in the latest release"),
        (["set", "xyz-1", "1", "--column", "year"], "xyz-1: no record id with a column 'year'"),
        (["set", "RECORD"], "Missing argument 'VALUE'"),
        (["set"], "Missing argument 'ID'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_bad_argument_is_one_clear_line_and_nothing_is_written(
    review: Run, release: Path, finding: str, tmp_path: Path, arguments: list[str], said: str
) -> None:
    meant = {"FINDING": finding, "RECORD": record(release, "Sở Y tế")}
    code, out, err = review(*(meant.get(argument, argument) for argument in arguments))
    assert code != 0
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert decisions(tmp_path) == []


def test_without_a_release_it_says_how_to_build_one(tmp_path: Path) -> None:
    code, _, err = congbao("review", "list", "--out", tmp_path)
    assert code != 0
    assert err == f"congbao: {tmp_path}: no release there yet; build one first: congbao build --out {tmp_path}\n"


def test_a_faulty_line_is_named_before_anything_is_added(review: Run, finding: str, tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()
    path = tmp_path / "reviews" / "names.jsonl"
    path.write_text("{", encoding="utf-8")
    code, _, err = review("accept", finding)
    assert code != 0
    assert f"{path}:1: is not JSON" in err
    assert decisions(tmp_path) == []
