"""Evaluation: what counts as read, missed, extra and right; and what a change gained and lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.evaluate import compare, evaluate

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
    scores = evaluate(tmp_path / "truth", tmp_path / "documents")
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
