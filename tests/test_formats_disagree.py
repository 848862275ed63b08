"""Files of one document whose facts differ: every table of facts is compared, within bounds."""

from __future__ import annotations

import time

import pytest

from pipeline.formats import COMPARED, MOST, disagreements, names_of
from pipeline.process import process
from pipeline.result import Row
from schemas import TABLES
from tests.fake_process import result

DECISION = """ỦY BAN NHÂN DÂN TỈNH BẮC GIANG
Số: 734/QĐ-UBND
Bắc Giang, ngày 14 tháng 5 năm 2024

QUYẾT ĐỊNH
Công bố danh mục thủ tục hành chính

STT\tMã TTHC\tTên thủ tục hành chính\tPhí
1\t2.000635\tCấp bản sao Trích lục hộ tịch\t75.000 đồng
2\t1.004873\tCấp Giấy xác nhận tình trạng hôn nhân\t8.000 đồng
"""


def procedure(number: int, **values: object) -> Row:
    document_id = "kon-tum/2025/474-qd-ubnd"
    row = {"record_id": f"prc-{number:012}", "document_id": document_id, "confidence": 1.0, "method": "rule"}
    return {**row, "code": f"1.{number:06}", "name": f"Thủ tục {number}", "agency_raw": "UBND cấp xã", **values}


def test_every_table_of_facts_is_compared() -> None:
    assert set(COMPARED) == {name for name, table in TABLES.items() if table.has_evidence}


@pytest.mark.parametrize("table", COMPARED)
def test_what_names_a_row_is_a_column_of_it(table: str) -> None:
    assert set(names_of(table)) & set(TABLES[table].column_names)


def test_two_copies_that_differ_in_a_fee_say_so_at_the_procedure() -> None:
    mine = process(DECISION.encode(), "a.txt")
    other = process(DECISION.replace("75.000", "57.000").encode(), "b.txt")
    [found] = disagreements(mine, other)
    assert found["message"] == "procedures.fee_vnd is “75000” in a.txt (text) and “57000” in b.txt (text)."
    assert found["record_id"] == mine.tables["procedures"][0]["record_id"]


def test_a_procedure_is_paired_by_its_code_and_not_by_its_agency() -> None:
    mine, other = result("a.pdf", file_format="pdf"), result("b.txt")
    mine.tables["procedures"] = [procedure(1, fee_vnd=5), procedure(2, fee_vnd=6)]
    other.tables["procedures"] = [procedure(2, record_id="prc-000000000001", fee_vnd=7)]
    assert [(row["expected"], row["actual"]) for row in disagreements(mine, other)] == [
        ("1.000001", None),
        ("6", "7"),
    ]


def test_many_differences_are_counted_and_take_no_longer_than_their_rows() -> None:
    mine, other = result("a.pdf", file_format="pdf"), result("b.txt")
    mine.tables["procedures"] = [procedure(number, fee_vnd=1) for number in range(5000)]
    other.tables["procedures"] = [procedure(number, fee_vnd=2) for number in range(5000)]
    started = time.process_time()
    found = disagreements(mine, other)
    assert time.process_time() - started < 5
    assert len(found) == MOST + 1
    assert found[-1]["difference"] == str(5000 - MOST)
