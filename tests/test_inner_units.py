"""Inner units: "Văn phòng Sở", "Phòng Kế hoạch", "Ban Chỉ đạo ISO" are those of the body whose document names them."""

from __future__ import annotations

import pytest

from pipeline.process import process

PLAN = (
    "{head}\nSố: 12/KH-{symbol}\n{place}, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\nÁp dụng TCVN ISO 9001:2015\n\n"
    "I. TỔ CHỨC THỰC HIỆN\n\n1. {unit} chủ trì kiểm tra nội bộ.\n"
)


def unit_of(head: str, symbol: str, place: str, unit: str) -> tuple[str | None, str | None, list[str]]:
    result = process(PLAN.format(head=head, symbol=symbol, place=place, unit=unit).encode(), "a.txt")
    (duty,) = result.tables["assignments"]
    named = {row["agency_id"]: row["parent_id"] for row in result.tables["agencies"]}
    rules = [finding["rule"] for finding in result.tables.get("findings", [])]
    return duty["agency_id"], named.get(duty["agency_id"]), rules


@pytest.mark.parametrize(
    ("head", "symbol", "place", "unit", "agency"),
    [
        ("BỘ XÂY DỰNG", "BXD", "Hà Nội", "Văn phòng Bộ", "00-bo-xay-dung-van-phong"),
        ("BỘ XÂY DỰNG", "BXD", "Hà Nội", "Vụ Tổ chức cán bộ", "00-bo-xay-dung-vu-to-chuc-can-bo"),
        ("UBND TỈNH LAI CHÂU\nSỞ XÂY DỰNG", "SXD", "Lai Châu", "Thanh tra Sở", "12-so-xay-dung-thanh-tra"),
        ("UBND TỈNH LAI CHÂU\nSỞ XÂY DỰNG", "SXD", "Lai Châu", "Ban Chỉ đạo ISO", "12-so-xay-dung-ban-chi-dao-iso"),
    ],
)
def test_an_inner_unit_is_that_of_the_issuing_body(head: str, symbol: str, place: str, unit: str, agency: str) -> None:
    found, parent, rules = unit_of(head, symbol, place, unit)
    assert found == agency
    assert found is not None and parent is not None and found.startswith(f"{parent}-")
    assert "ambiguous_agency" not in rules and "unresolved_agency" not in rules


def test_a_room_that_districts_have_too_is_left_open() -> None:
    found, _, rules = unit_of("UBND TỈNH LAI CHÂU\nSỞ NỘI VỤ", "SNV", "Lai Châu", "Phòng Nội vụ")
    assert found is None
    assert "ambiguous_agency" in rules


def test_a_committees_document_has_no_inner_units_of_its_own() -> None:
    found, _, _ = unit_of("ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU", "UBND", "Lai Châu", "Sở Xây dựng")
    assert found == "12-so-xay-dung"


def test_an_inner_unit_in_a_list_is_that_of_the_issuing_body_too() -> None:
    rows = (
        "| STT | Cơ quan | Năm thực hiện |\n|---|---|---|\n| 1 | Văn phòng Bộ | 2024 |\n| 2 | Thanh tra Bộ | 2025 |\n"
    )
    text = PLAN.format(head="BỘ XÂY DỰNG", symbol="BXD", place="Hà Nội", unit="Văn phòng Bộ") + f"\n{rows}"
    result = process(text.encode(), "a.txt")
    assert [row["agency_id"] for row in result.tables["rollout"]] == [
        "00-bo-xay-dung-van-phong",
        "00-bo-xay-dung-thanh-tra",
    ]
    assert not [row for row in result.tables.get("findings", []) if row["rule"] == "ambiguous_agency"]


@pytest.mark.parametrize(
    ("head", "of", "own"),
    [
        ("SỞ Y TẾ TỈNH ĐẮK LẮK\nBỆNH VIỆN ĐA KHOA VÙNG TÂY NGUYÊN", "Giám đốc bệnh viện", True),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK LẮK\nTRƯỜNG THPT NGUYỄN DU", "Hiệu trưởng", True),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK LẮK\nTRƯỜNG THPT NGUYỄN DU", "Hiệu trưởng nhà trường", True),
        ("UBND TỈNH ĐẮK LẮK\nSỞ NỘI VỤ", "Giám đốc Sở", True),
        ("UBND TỈNH ĐẮK LẮK\nSỞ NỘI VỤ", "Giám đốc bệnh viện", False),
        ("UBND TỈNH ĐẮK LẮK\nSỞ NỘI VỤ", "Giám đốc Sở Tài chính", False),
    ],
)
def test_a_head_without_a_name_is_the_issuing_bodys_own(head: str, of: str, own: bool) -> None:
    text = (
        f"{head}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/QĐ-A\nĐắk Lắk, ngày 05 tháng 3 năm 2024\nQUYẾT ĐỊNH\n"
        f"Về việc thành lập tổ\nCăn cứ Quyết định số 5/QĐ-A ngày 01/02/2024 của {of};\nĐiều 1. Thành lập.\n"
    )
    tables = process(text.encode(), "a.txt").tables
    issuer = tables["documents"][0]["issuer_id"]
    assert issuer is not None
    assert (tables["citations"][0]["issuer_id"] == issuer) is own


def test_a_committee_of_the_party_is_called_by_its_unit_and_is_its_own() -> None:
    text = (
        "ĐẢNG BỘ TỈNH ĐẮK LẮK\nHUYỆN ỦY KRÔNG PẮC\n*\nSố 12-CT/HU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Krông Pắc, ngày 05 tháng 6 năm 2021\nCHỈ THỊ\nvề tăng cường quản lý\n"
        "Căn cứ Nghị quyết số 05-NQ/TU ngày 02/3/2020 của Tỉnh ủy; Nghị quyết số 7-NQ/HU ngày 4/5/2020 của Huyện ủy;\n"
        "1. Thực hiện.\n"
    )
    tables = process(text.encode(), "a.txt").tables
    names = {row["agency_id"]: row["name"] for row in tables["agencies"]}
    assert [(row["issuer_id"], names[row["issuer_id"]]) for row in tables["citations"]] == [
        ("66-tinh-uy", "Tỉnh ủy Đắk Lắk"),
        ("654-huyen-uy", "Huyện ủy Krông Pắc"),
    ]
