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
