"""What a reviewer's decision changes in the dataset: the value, its evidence, and the findings that rest on it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.checks import again, concerns
from pipeline.conform import conform
from pipeline.dataset import assemble
from pipeline.process import process
from pipeline.query import query
from pipeline.resolve import IDENTITY_RULES
from pipeline.reviews import parse
from schemas.vocabularies import vocabulary
from tests.reviewing import build, congbao, release_of

DOCUMENT = "bac-giang/2024/734-qd-ubnd"
DECISION = """ỦY BAN NHÂN DÂN TỈNH BẮC GIANG
Số: 734/QĐ-UBND
Bắc Giang, ngày 14 tháng 5 năm 2024

QUYẾT ĐỊNH
Công bố danh mục thủ tục hành chính và kết quả áp dụng TCVN ISO 9001:2015

Điều 1. Ban hành kèm theo Quyết định này danh mục thủ tục hành chính.

CHỦ TỊCH
Lê Ánh Dương

TT\tTên cơ quan\tSố lượng TTHC\tĐã công bố\tChưa công bố
1\tSở Y tế\t45/39\tX\t
2\tSở Nội vụ\t12/20\tX\t
5\tSở Xây dựng\t7/8\t\tX
\tTổng cộng\t90/67\t\t

STT\tMã TTHC\tTên thủ tục hành chính\tCơ quan thực hiện
1\t2.000635\tCấp bản sao Trích lục hộ tịch\tSở Tư pháp; UBND cấp huyện; UBND cấp xã
2\t1.004873\tCấp Giấy xác nhận tình trạng hôn nhân\tUBND cấp xã
"""
#: rules whose findings say how the file or a name was read: no correction of a value puts them out of date
OF_NO_VALUE = {
    *("overlong_text", "damaged_part", "legacy_encoding", "lost_letters", "faulty_letters", "hidden_content"),
    *("formula_without_value", "doubtful_encoding", "page_without_text", "ocr_corrected", "read_from_image"),
    *("recognized_text_layer", "false_text_layer", "mended_spacing", "blank_page", "turned_page", "flattened_page"),
    *("two_page_spread", "unreadable_page", "ragged_table", "split_row", "unsure_span", "columns_by_text"),
    *("stray_text", "cells_without_rows", "separators_by_sums", "unit_not_stated", "table_not_understood"),
    *("unreadable_amount_in_words", "unit_type_mismatch", "unit_parent_mismatch", "superseded_name"),
    *("unit_not_in_force", "review_reopened", "unknown_heading", "formats_disagree"),
    *("news_predates_decision", "news_disagrees"),  # made after the decisions are applied
}
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_of(DECISION, tmp_path_factory.mktemp("decision"))


@pytest.fixture
def rebuilt(release: Path, tmp_path: Path) -> Callable[..., Callable[[str], Rows]]:
    """Take one decision and return what a query gives after the next build."""

    def run(command: str, *arguments: object) -> Callable[[str], Rows]:
        where = ("--out", release, "--reviews", tmp_path / "reviews", "--by", "Lan")
        code, _, err = congbao("review", command, *arguments, *where)
        assert code == 0, err
        build(release.parent / "documents", tmp_path / "out", tmp_path / "reviews")
        return lambda sql: query(sql, tmp_path / "out").rows

    return run


def one(release: Path, sql: str) -> str:
    [(found,)] = query(sql, release).rows
    return str(found)


def status_of(release: Path, agency: str) -> str:
    return one(release, f"SELECT record_id FROM qms_status WHERE agency_raw = '{agency}'")


# names


def test_a_name_in_a_list_of_procedures_gets_the_agency_that_the_person_named(release: Path, rebuilt: Any) -> None:
    finding = one(release, "SELECT finding_id FROM findings WHERE rule = 'ambiguous_agency'")
    ask = rebuilt("set", finding, "24-so-tu-phap")
    assert ask("SELECT agency_id, method FROM procedures WHERE row_no = 1") == [("24-so-tu-phap", "curated")]
    assert ask("SELECT rule FROM findings WHERE rule IN ('ambiguous_agency', 'review_reopened')") == []
    assert ask("SELECT agency_id FROM agency_names WHERE name_raw LIKE 'Sở Tư pháp;%'") == [("24-so-tu-phap",)]
    evidence = ask("SELECT text, decided_by FROM evidence WHERE field = 'agency_id'")
    assert [(text, who[:5]) for text, who in evidence] == [("Sở Tư pháp; UBND cấp huyện; UBND cấp xã", "Lan, ")]


def test_an_agency_that_only_another_document_names_can_be_the_answer(release: Path) -> None:
    other = DECISION.replace("734", "735").replace("Sở Y tế", "Hội Người mù tỉnh").replace("STT\tMã", "Mã")
    results = [conform(process(text.encode(), name)) for text, name in ((DECISION, "a.txt"), (other, "b.txt"))]
    [named] = [row for row in results[1].tables["qms_status"] if row["row_no"] == 1]
    key = {"document_id": DOCUMENT, "raw": "Sở Y tế"}
    line = {"key": key, "decision": "unit", "machine": None, "human": named["agency_id"], "who": "Lan", "when": "2026"}
    tables = assemble(results, [parse(json.dumps(line), "a:1")])
    assert [row["rule"] for row in tables["findings"] if row["rule"] == "review_reopened"] == []
    assert {row["agency_id"] for row in tables["qms_status"] if row["row_no"] == 1} == {named["agency_id"]}


def test_a_decision_that_is_reopened_says_why_in_vietnamese_alone() -> None:
    key = {"document_id": DOCUMENT, "raw": "Sở Tư phap"}
    line = {"key": key, "decision": "unit", "machine": None, "human": "24-so-tu-phap", "who": "Lan", "when": "2026"}
    tables = assemble([conform(process(DECISION.encode(), "a.txt"))], [parse(json.dumps(line), "a:1")])
    [said] = [row["message_vi"] for row in tables["findings"] if row["rule"] == "review_reopened"]
    assert said == (
        "Quyết định của Lan (2026) không được áp dụng, cần xem lại: "
        "không còn dòng nào của văn bản nêu tên cơ quan là “Sở Tư phap”."
    )


# values


def test_a_corrected_value_is_checked_again(release: Path, rebuilt: Any) -> None:
    assert query("SELECT actual FROM findings WHERE rule = 'applied_exceeds_total'", release).rows == [("45",)]
    ask = rebuilt("set", status_of(release, "Sở Y tế"), "35", "--column", "procedures_applied")
    assert ask("SELECT procedures_applied FROM qms_status WHERE row_no = 1") == [(35,)]
    assert ask("SELECT rule FROM findings WHERE rule = 'applied_exceeds_total'") == []


def test_a_value_that_contradicts_after_its_correction_is_a_new_finding(release: Path, rebuilt: Any) -> None:
    ask = rebuilt("set", status_of(release, "Sở Nội vụ"), "21", "--column", "procedures_applied")
    found = ask("SELECT actual, page, message FROM findings WHERE rule = 'applied_exceeds_total' ORDER BY actual")
    assert [row[0] for row in found] == ["21", "45"]


def test_what_cannot_be_checked_again_is_marked_as_about_a_corrected_value(release: Path, rebuilt: Any) -> None:
    ask = rebuilt("set", status_of(release, "Sở Xây dựng"), "3", "--column", "row_no")
    [(decision, who)] = ask("SELECT decision, decided_by FROM findings WHERE rule = 'row_sequence_gap'")
    assert (decision, who[:5]) == ("corrected", "Lan, ")


def test_a_sum_over_rows_of_which_one_was_corrected_stays_open_and_says_so(release: Path, rebuilt: Any) -> None:
    assert query("SELECT actual FROM findings WHERE rule = 'sum_mismatch'", release).rows == [("90",)]
    ask = rebuilt("set", status_of(release, "Sở Y tế"), "35", "--column", "procedures_applied")
    assert ask("SELECT decision FROM findings WHERE rule = 'sum_mismatch'") == [("unchecked",)]


def test_the_evidence_of_a_corrected_value_says_who_decided_and_shows_what_is_printed(
    release: Path, rebuilt: Any
) -> None:
    record = status_of(release, "Sở Y tế")
    ask = rebuilt("set", record, "35", "--column", "procedures_applied")
    found = ask(f"SELECT field, text, line, decided_by IS NOT NULL FROM evidence WHERE record_id = '{record}'")
    assert {field: (text, decided) for field, text, _, decided in found if "procedures" in field} == {
        "procedures_raw": ("45/39", False),
        "procedures_applied": ("45/39", True),
    }
    assert len({line for _, _, line, _ in found}) == 1


def test_a_correction_says_nothing_of_how_sure_the_rest_of_the_row_is(release: Path, rebuilt: Any) -> None:
    record = one(release, "SELECT record_id FROM qms_status WHERE row_no = 2")
    before = query("SELECT confidence FROM qms_status WHERE row_no = 2", release).rows
    ask = rebuilt("set", record, "", "--column", "procedures_total")
    assert ask("SELECT procedures_total, method FROM qms_status WHERE row_no = 2") == [(None, "curated")]
    assert ask("SELECT confidence FROM qms_status WHERE row_no = 2") == before


def test_a_column_of_a_document_can_be_corrected(release: Path, rebuilt: Any) -> None:
    ask = rebuilt("set", DOCUMENT, "Lê Ô Pích", "--column", "signer_name")
    assert ask("SELECT signer_name FROM documents") == [("Lê Ô Pích",)]
    [(text, who)] = ask("SELECT text, decided_by FROM evidence WHERE field = 'signer_name'")
    assert ("Lê Ánh Dương" in text, who[:5]) == (True, "Lan, ")


# findings


def test_any_finding_can_be_accepted_and_then_counts_no_more(release: Path, rebuilt: Any, tmp_path: Path) -> None:
    gap = one(release, "SELECT finding_id FROM findings WHERE rule = 'row_sequence_gap'")
    ask = rebuilt("accept", gap)
    [(found, decision, who)] = ask("SELECT finding_id, decision, decided_by FROM findings WHERE decision IS NOT NULL")
    assert (found, decision, who[:5]) == (gap, "accepted", "Lan, ")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert "row_sequence_gap" not in report["rules"]
    assert gap not in congbao("findings", "--out", tmp_path / "out", "--json")[1]
    assert gap in congbao("findings", "--out", tmp_path / "out", "--json", "--decided")[1]


def test_the_list_of_decisions_says_what_each_is_about(release: Path, rebuilt: Any, tmp_path: Path) -> None:
    record = status_of(release, "Sở Y tế")
    rebuilt("set", record, "0", "--column", "procedures_applied")
    out = congbao("review", "list", "--decided", "--out", release, "--reviews", tmp_path / "reviews")[1]
    assert f"{record} procedures_applied      0  Lan" in out


def test_findings_are_said_in_vietnamese_when_asked(release: Path) -> None:
    documents = release.parent / "documents"
    gap = "Số thứ tự nhảy từ 2 sang 5: thiếu các dòng 3-4."
    for command in (["findings", "--out", release], ["inspect", documents / "document.txt"]):
        code, out, err = congbao(*command, "--vi")
        assert (code, gap in out, "message_vi" in out) == (0, True, True), err
        assert gap not in congbao(*command)[1]


def test_a_finding_that_asks_for_no_agency_tells_what_can_be_done(release: Path, tmp_path: Path) -> None:
    gap = one(release, "SELECT finding_id FROM findings WHERE rule = 'row_sequence_gap'")
    code, _, err = congbao("review", "set", gap, "ubnd-24", "--out", release, "--reviews", tmp_path)
    assert code == 2
    assert f"{gap}: row_sequence_gap does not ask who is meant, or is decided; `congbao review accept {gap}`" in err
    assert not (tmp_path / "decisions.jsonl").exists()


# the rules


def test_checks_made_again_on_unchanged_rows_give_what_they_gave() -> None:
    corpus = Path(__file__).parent.parent / "corpus"
    texts = [DECISION, *(path.read_text("utf-8") for path in sorted((corpus / "documents").glob("*.txt")))]
    for text in texts:
        tables = conform(process(text.encode(), "a.txt")).tables
        found = Counter((row["rule"], row["record_id"], row["message"]) for row in again.found(tables))
        told = Counter((row["rule"], row["record_id"], row["message"]) for row in tables["findings"])
        assert found <= told
        assert {rule for rule, _, _ in found} >= {rule for rule, _, _ in told} & (again.RULES - {"count_mismatch"})


def test_of_every_rule_it_is_known_what_a_corrected_value_does_to_its_findings() -> None:
    known = again.RULES | set(concerns.ABOUT) | IDENTITY_RULES | OF_NO_VALUE
    assert set(vocabulary("finding_rule").values) - known == set()
