"""Evaluation: what counts as read, missed, extra and right; and what a change gained and lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.evaluate import compare, evaluate
from pipeline.evaluate_names import Group, score_names

ROOT = Path(__file__).parent.parent
PLAN = """UBND TỈNH KON TUM
Số: 12/KH-UBND
Kon Tum, ngày 3 tháng 4 năm 2020

KẾ HOẠCH
Áp dụng TCVN ISO 9001:2015 năm 2020

TT\tTên cơ quan\tNăm 2020\tNăm 2021
1\tSở Nội vụ\tX\t
2\tSở Y tế\t\tX
"""


def row(number: int, agency: str, year: int, **more: object) -> dict[str, object]:
    return {"row_no": number, "agency_raw": agency, "year": year, "basis": "table", **more}


def test_rows_are_paired_by_what_identifies_them_not_by_their_order() -> None:
    truth = [row(1, "Sở Nội vụ", 2020), row(2, "Sở Y tế", 2021)]
    score = compare("rollout", truth, list(reversed(truth)))
    assert (score.found, score.extra, score.recall, score.precision) == (2, 0, 1.0, 1.0)


def test_a_row_not_read_lowers_recall_and_an_extra_row_precision() -> None:
    truth = [row(1, "Sở Nội vụ", 2020), row(2, "Sở Y tế", 2021)]
    read = [row(1, "Sở Nội vụ", 2020), row(2, "Sở Y tế", 2020), row(3, "Sở Tư pháp", 2020)]
    score = compare("rollout", truth, read)
    assert (score.found, score.extra) == (1, 2)
    assert score.recall == 0.5
    assert score.precision == pytest.approx(1 / 3)
    assert "not read: row_no 2, agency_raw Sở Y tế, year 2021" in score.differences


def test_a_wrong_field_is_counted_and_named() -> None:
    truth = [row(1, "Sở Nội vụ", 2020, parent_raw=None, group_raw="Khối Sở")]
    score = compare("rollout", truth, [row(1, "Sở Nội vụ", 2020, parent_raw="Huyện X", group_raw="KHỐI SỞ")])
    assert (score.fields, score.fields_right) == (2, 1)
    assert score.differences[0].startswith("parent_raw: None expected, 'Huyện X' read")


def test_a_column_that_was_not_judged_does_not_count() -> None:
    score = compare("rollout", [row(1, "Sở Nội vụ", 2020)], [row(1, "Sở Nội vụ", 2020, parent_raw="Huyện X")])
    assert (score.fields, score.extra) == (0, 0)


def write(folder: Path, year: int) -> None:
    (folder / "truth").mkdir(exist_ok=True)
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "plan.txt").write_text(PLAN, encoding="utf-8")
    truth = {
        "files": ["plan.txt"],
        "document": {"code": "12/KH-UBND", "issued_on": "2020-04-03", "issuer_id": "ubnd-62"},
        "rollout": [row(1, "Sở Nội vụ", 2020), row(2, "Sở Y tế", year)],
    }
    (folder / "truth" / "plan.json").write_text(json.dumps(truth), encoding="utf-8")


def test_any_folder_of_truth_in_the_same_form_can_be_measured(tmp_path: Path) -> None:
    write(tmp_path, 2021)
    scores = evaluate(tmp_path / "truth", tmp_path / "documents").rows
    assert scores["plan.txt", "documents"].exact == 1.0
    assert (scores["plan.txt", "rollout"].found, scores["plan.txt", "rollout"].extra) == (2, 0)


def test_what_a_change_gained_and_lost_is_printed(tmp_path: Path) -> None:
    arguments = ["evaluate", "--truth", str(tmp_path / "truth"), "--documents", str(tmp_path / "documents")]
    arguments += ["--out", str(tmp_path / "out")]
    write(tmp_path, 2021)
    first = CliRunner().invoke(app, arguments).stdout
    assert "since the last evaluation" not in first
    write(tmp_path, 2022)
    worse = CliRunner().invoke(app, arguments).stdout
    assert "lost since the last evaluation: plan.txt, rollout: not read: row_no 2" in worse
    write(tmp_path, 2021)
    better = CliRunner().invoke(app, arguments).stdout
    assert "gained since the last evaluation: plan.txt, rollout: not read: row_no 2" in better


@pytest.mark.parametrize("options", [["--truth", "nowhere"], ["--documents", "nowhere"]])
def test_a_folder_that_is_not_there_is_one_clear_line(options: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(app, ["evaluate", *options])
    assert result.exit_code != 0
    assert "nowhere: no such folder" in str(result.exception)


def verdict(
    agency_id: str | None, wanted: str = "ubnd-23353", *, parent: str | None = "Huyện Đăk Glei", certain: bool = True
) -> tuple[Group, dict[str, int], list[str]]:
    """Return how one name, read as `agency_id` by a near spelling, is counted; and what is said about it."""
    truth = row(7, "Xã Đăk Pét", 2025, parent_raw=parent, agency_id=wanted, certain=certain)
    read = row(7, "Xã Đăk Pét", 2025, agency_id=agency_id, record_id="rol-1", method="rule")
    name = {"agency_id": agency_id, "name_raw": "Xã Đăk Pét", "method": "fuzzy", "score": 0.73}
    finding = {"record_id": "rol-1", "rule": "near_name"}
    found = score_names([("rollout", truth, read)], {"agency_names": [name], "findings": [finding]})
    [(group, score)] = found.items()
    counts = {"right": score.right, "wrong": score.wrong, "abstained": score.abstained, "not_read": score.not_read}
    return group, {name: count for name, count in counts.items() if count}, score.differences


def test_a_name_is_right_wrong_or_left_open() -> None:
    assert verdict("ubnd-23353") == (Group(True, "district stated", "fuzzy"), {"right": 1}, [])
    group, counts, said = verdict("ubnd-23356")
    assert (group.key, counts) == ("fuzzy", {"wrong": 1})
    assert said == ["wrong: Xã Đăk Pét in Huyện Đăk Glei is ubnd-23353, ubnd-23356 read (near_name)"]
    assert verdict(None)[:2] == (Group(True, "district stated", "none"), {"abstained": 1})


def test_an_id_made_from_the_spelling_joins_with_nothing_and_is_no_answer() -> None:
    assert verdict("62-ubnd-xa-dak-pet")[1] == {"abstained": 1}
    assert verdict("62-so-y-te")[1] == {"wrong": 1}


@pytest.mark.parametrize(
    ("parent", "scope"),
    [
        ("Thuộc UBND huyện Đăk Glei", "district stated"),
        ("UBND thành phố Kon Tum (9/9)", "district stated"),
        ("tỉnh Kon Tum", "province"),
        ("Thuộc Sở Y tế", "province"),
        (None, "province"),
    ],
)
def test_the_scope_is_what_the_document_states(parent: str | None, scope: str) -> None:
    assert verdict("ubnd-23353", parent=parent)[0].scope == scope


def test_labels_that_a_person_doubts_are_counted_apart() -> None:
    assert verdict("ubnd-23353", certain=False)[0].certain is False


def test_a_row_that_was_not_read_names_nothing_and_one_without_label_is_not_counted() -> None:
    label = row(7, "UBND xã Đăk Pét, huyện Đăk Glei", 2025, agency_id="ubnd-23353")
    found = score_names([("rollout", label, None), ("rollout", row(8, "Sở Y tế", 2025), None)], {})
    assert [(group, score.not_read, score.names) for group, score in found.items()] == [
        (Group(True, "district stated", "none"), 1, 1)
    ]


@pytest.mark.parametrize(
    ("score", "key"), [(1.0, "exact"), (0.99, "tones"), (0.95, "highland"), (0.9, "bare")], ids=str
)
def test_the_key_is_the_one_of_the_gazetteer_that_decided(score: float, key: str) -> None:
    read = {"scope_id": "ubnd-610", "scope_raw": "Huyện Đăk Glei", "year": 2025, "count": 3}
    name = {"agency_id": "ubnd-610", "name_raw": "Huyện Đăk Glei (3/12)", "method": "gazetteer", "score": score}
    found = score_names([("coverage", read, read)], {"agency_names": [name]})
    assert [(group.scope, group.key) for group in found] == [("province", key)]


NAMES = """UBND TỈNH KON TUM
Số: 12/KH-UBND
Kon Tum, ngày 3 tháng 4 năm 2020

KẾ HOẠCH
Áp dụng TCVN ISO 9001:2015 năm 2020

TT\tTên cơ quan\tNăm 2020\tNăm 2021
1\tUBND huyện Đăk Glei\tX\t
2\tUBND huyện Sa Thầy\t\tX
"""


def test_nothing_labelled_has_no_share(tmp_path: Path) -> None:
    write(tmp_path, 2021)
    truth = {"files": ["plan.txt"], "document": {"code": "12/KH-UBND"}, "citations": []}
    (tmp_path / "truth" / "plan.json").write_text(json.dumps(truth), encoding="utf-8")
    arguments = ["evaluate", "--truth", str(tmp_path / "truth"), "--documents", str(tmp_path / "documents")]
    arguments += ["--out", str(tmp_path / "out")]
    printed = [line.split() for line in CliRunner().invoke(app, arguments).stdout.splitlines()]
    assert ["all", "files", "procedures", "0", "0", "0", "-", "-", "-"] in printed
    records = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    (citations,) = [record for record in records if record["table"] == "citations"]
    assert (citations["recall"], citations["precision"]) == (None, None)


def test_the_names_are_a_table_of_their_own_and_in_the_json(tmp_path: Path) -> None:
    write(tmp_path, 2021)
    (tmp_path / "documents" / "plan.txt").write_text(NAMES, encoding="utf-8")
    truth = {
        "files": ["plan.txt"],
        "document": {"code": "12/KH-UBND"},
        "rollout": [
            row(1, "UBND huyện Đăk Glei", 2020, agency_id="ubnd-610"),
            row(2, "UBND huyện Sa Thầy", 2021, agency_id="ubnd-615", certain=False),
        ],
    }
    (tmp_path / "truth" / "plan.json").write_text(json.dumps(truth), encoding="utf-8")
    arguments = ["evaluate", "--truth", str(tmp_path / "truth"), "--documents", str(tmp_path / "documents")]
    arguments += ["--out", str(tmp_path / "out")]
    printed = CliRunner().invoke(app, [*arguments, "--differences"]).stdout.splitlines()
    header = next(number for number, line in enumerate(printed) if line.startswith("names of agencies"))
    assert [line.split() for line in printed[header + 2 : header + 6]] == [
        ["province", "highland", "certain", "1", "1", "0", "0", "0", "100.00%"],
        ["province", "all", "keys", "certain", "1", "1", "0", "0", "0", "100.00%"],
        ["province", "exact", "uncertain", "1", "0", "1", "0", "0", "0.00%"],
        ["province", "all", "keys", "uncertain", "1", "0", "1", "0", "0", "0.00%"],
    ]
    assert "plan.txt, names: wrong: UBND huyện Sa Thầy is ubnd-615, ubnd-616 read" in printed
    records = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    named = [record for record in records if record["table"] == "names"]
    assert [(record["key"], record["certain"], record["right"], record["wrong"]) for record in named] == [
        ("highland", True, 1, 0),
        ("exact", False, 0, 1),
    ]


@pytest.mark.parametrize("labelled", ["Bố trí kinh phí", "Giao Sở Tài chính bố trí kinh phí."])
def test_a_duty_is_the_same_with_and_without_the_agency_that_it_begins_with(labelled: str) -> None:
    read = {"agency_raw": "Sở Tài chính", "role": "implement", "task": "Sở Tài chính bố trí kinh phí"}
    short = {**read, "task": labelled}
    score = compare("assignments", [short], [read if labelled[0] == "B" else {**read, "task": "Bố trí kinh phí"}])
    assert (score.found, score.extra) == (1, 0)
    other = compare("assignments", [{**read, "task": "Bố trí"}], [{**read, "task": "Chi cục bố trí"}])
    assert (other.found, other.extra) == (0, 1)


@pytest.mark.parametrize("labelled", ["Ban hành Quy chế", "Về việc ban hành Quy chế", 'V/v "Ban hành Quy chế"'])
def test_a_title_is_the_same_with_and_without_the_words_before_it(labelled: str) -> None:
    score = compare("documents", [{"title": labelled}], [{"title": "VỀ VIỆC BAN HÀNH QUY CHẾ"}])
    assert (score.fields, score.fields_right) == (1, 1)
    assert compare("documents", [{"title": "Quy chế"}], [{"title": "Ban hành Quy chế"}]).fields_right == 0
