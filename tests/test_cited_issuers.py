"""Whose document is cited where no issuer is printed; from which day a replacement holds; days of no calendar."""

from __future__ import annotations

from datetime import date

from pipeline.process import process
from pipeline.result import DocumentResult

DISTRICT = """\
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN KRÔNG PẮC\tĐộc lập - Tự do - Hạnh phúc
Số: 1020/QĐ-UBND\tKrông Pắc, ngày 7 tháng 8 năm 2019

QUYẾT ĐỊNH
Về việc công bố Hệ thống quản lý chất lượng

Căn cứ Kế hoạch số 3456/KH-UBND ngày 30/02/2019 của UBND tỉnh Đắk Lắk;

Điều 1. Công bố danh sách kèm theo, thay thế Quyết định số 55/QĐ-UBND ngày 04/3/2017.

DANH SÁCH
(Kèm theo Quyết định số 1020/QĐ-UBND ngày 07/8/2019)
"""
DEPARTMENT = """\
UBND TỈNH LÂM ĐỒNG
SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 88/QĐ-SKHCN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Đồng, ngày 05 tháng 02 năm 2026

QUYẾT ĐỊNH
Về việc phê duyệt lộ trình áp dụng ISO điện tử

Căn cứ Quyết định số 512/QĐ-UBND ngày 18 tháng 4 năm 2018 của Chủ tịch UBND tỉnh Đắk Nông phê duyệt Kế hoạch;

Điều 1. Phê duyệt lộ trình kèm theo.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 512/QĐ-UBND ngày 18/4/2018.
"""


def read(text: str) -> DocumentResult:
    return process(text.encode(), "quyet-dinh.txt")


def issuers(result: DocumentResult) -> dict[tuple[str, str], str | None]:
    return {(row["code"], row["relation"]): row["issuer_id"] for row in result.tables["citations"]}


def test_a_districts_own_number_is_its_own_and_not_the_provinces() -> None:
    assert issuers(read(DISTRICT))["1020/QĐ-UBND", "accompanies"] == "ubnd-654"


def test_in_a_districts_decision_a_bare_committees_number_has_no_known_issuer() -> None:
    assert issuers(read(DISTRICT))["55/QĐ-UBND", "replaces"] is None


def test_a_number_cited_again_without_its_issuer_keeps_the_printed_one() -> None:
    result = read(DEPARTMENT)
    assert issuers(result)["512/QĐ-UBND", "replaces"] == "ubnd-67"
    (relation,) = result.tables["relations"]
    assert relation["target_issuer_id"] == "ubnd-67"


def test_a_replacement_holds_from_the_day_of_signing_not_from_the_date_of_what_is_replaced() -> None:
    result = read(DEPARTMENT)
    assert result.tables["documents"][0]["effective_on"] == date(2026, 2, 5)
    assert result.tables["relations"][0]["effective_on"] == date(2026, 2, 5)


def test_a_cited_day_that_no_calendar_has_is_empty_and_reported() -> None:
    result = read(DISTRICT)
    (cited,) = [row for row in result.tables["citations"] if row["code"] == "3456/KH-UBND"]
    assert cited["issued_on"] is None
    (finding,) = [row for row in result.tables["findings"] if row["rule"] == "unclear_date"]
    assert finding["record_id"] == cited["record_id"]
    assert "30/02/2019" in finding["message"]


def test_rooms_and_communes_of_a_districts_list_are_the_districts() -> None:
    listed = DISTRICT + "TT\tTên cơ quan\tNăm 2019\n1\tPhòng Nội vụ\tx\n2\tUBND xã Tân Tiến\tx\n3\tUBND xã Hòa An\tx\n"
    found = {row["agency_raw"]: row["agency_id"] for row in read(listed).tables["rollout"]}
    assert found == {
        "Phòng Nội vụ": "654-phong-noi-vu",
        "UBND xã Tân Tiến": "ubnd-24526",
        "UBND xã Hòa An": "ubnd-24511",
    }


def test_a_parent_that_only_a_part_names_is_an_agency_of_the_dataset_too() -> None:
    plan = DEPARTMENT.replace(
        "Điều 1. Phê duyệt lộ trình kèm theo.", "Điều 1. Giao Văn phòng Huyện ủy Di Linh chủ trì."
    )
    agencies = {row["agency_id"]: row for row in read(plan).tables["agencies"]}
    assert agencies["679-van-phong-huyen-uy"]["parent_id"] == "679-huyen-uy"
    assert agencies["679-huyen-uy"]["mentions"] == 0
    assert all(row["parent_id"] is None or row["parent_id"] in agencies for row in agencies.values())
