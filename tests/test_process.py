"""One file in, one result out: status, identity, and nothing lost, whatever the file is."""

from __future__ import annotations

import pytest

from pipeline.process import process
from pipeline.result import DocumentResult

PLAN = (
    "UBND TỈNH LẠNG SƠN  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n                     Độc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-UBND       Lạng Sơn, ngày 3 tháng 4 năm 2019\n\nKẾ HOẠCH\nÁp dụng TCVN ISO 9001:2015 năm 2019\n\n"
    "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ;\n\nI. MỤC ĐÍCH\n\n1. Nâng cao.\n\n"
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nNguyễn Công Trưởng\n\n"
    "DANH SÁCH CÁC CƠ QUAN CHUYỂN ĐỔI NĂM 2019\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 03/4/2019 của UBND tỉnh)\n\n"
    "STT\tTên cơ quan\tGhi chú\n1\tSở Tư pháp\t\n2\tUBND huyện Cao Lộc\t\n"
)


def done(text: str) -> DocumentResult:
    return process(text.encode(), "example.txt")


def test_a_clean_plan_is_read_whole_and_raises_no_finding() -> None:
    result = done(PLAN)
    (own,) = result.tables["documents"]
    assert (result.status, result.errors, result.tables["findings"]) == ("ok", [], [])
    assert result.document_id == "lang-son/2019/12-kh-ubnd"
    assert (own["issuer_id"], own["province_code"], own["signer_name"]) == ("ubnd-20", "20", "Nguyễn Công Trưởng")
    assert own["issued_at_place"] == "Lạng Sơn"
    assert [(row["agency_id"], row["year"]) for row in result.tables["rollout"]] == [
        ("20-so-tu-phap", 2019),
        ("ubnd-183", 2019),
    ]
    assert [row["relation"] for row in result.tables["citations"]] == ["legal_basis", "accompanies"]


def test_every_record_has_evidence() -> None:
    tables = done(PLAN).tables
    cited = {row["record_id"] for row in tables["evidence"]}
    for table in ("citations", "rollout"):
        assert {row["record_id"] for row in tables[table]} <= cited


def test_the_same_bytes_give_the_same_rows() -> None:
    first, second = done(PLAN), done(PLAN)
    assert first.tables == second.tables


def test_a_district_s_decision_is_another_document_than_the_province_s_of_that_number() -> None:
    district = PLAN.replace("UBND TỈNH LẠNG SƠN", "UBND HUYỆN CAO LỘC")
    assert done(district).document_id == "lang-son/2019/12-kh-ubnd-uy-ban-nhan-dan-huyen-cao-loc"


def test_a_body_of_the_centre_names_its_documents_itself() -> None:
    ministry = PLAN.replace("UBND TỈNH LẠNG SƠN", "BỘ KHOA HỌC VÀ CÔNG NGHỆ").replace("12/KH-UBND", "12/KH-BKHCN")
    result = done(ministry)
    assert result.document_id == "bo-khoa-hoc-va-cong-nghe/2019/12-kh-bkhcn"
    assert result.tables["documents"][0]["province_code"] == "00"


@pytest.mark.parametrize("text", ["CÁCH NẤU PHỞ\nNguyên liệu: 1 kg xương bò.\n", "Meeting notes of 12/05/2019.\n"])
def test_what_is_no_decision_is_skipped_with_one_line(text: str) -> None:
    result = done(text)
    assert (result.status, [error.category for error in result.errors]) == ("skipped", ["not_a_decision"])


def test_an_empty_file_fails_with_one_line() -> None:
    result = process(b"", "empty.txt")
    assert (result.status, [error.category for error in result.errors]) == ("failed", ["empty"])


def test_a_paragraph_too_long_to_be_one_is_read_in_part_and_reported() -> None:
    result = done(PLAN + "\nCăn cứ " + "Quyết định " * 20_000 + "\n")
    assert [row["rule"] for row in result.tables["findings"]] == ["overlong_text"]
