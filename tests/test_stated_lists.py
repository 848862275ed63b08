"""Numbers of agencies that the text states, against the rows of the lists that it speaks of."""

from __future__ import annotations

import pytest

from extractors.document import Document
from pipeline.checks.stated_lists import stated_lists
from tests.reading import shaped

HEAD = "UBND TỈNH HÀ NAM\nSố: 77/KH-UBND\nHà Nam, ngày 15 tháng 12 năm 2019\nKẾ HOẠCH\nÁp dụng HTQLCL\n\n"
LIST = "STT\tCơ quan\tNăm 2020\n1\tSở Nội vụ\tx\n2\tSở Tài chính\tx\n3\tSở Y tế\tx\n4\tSở Xây dựng\tx\n"


def plan(text: str) -> Document:
    return shaped(f"{HEAD}I. LỘ TRÌNH\n{text}")


def differing(text: str) -> list[tuple[str, str]]:
    return [(str(finding.expected), str(finding.actual)) for finding in stated_lists(plan(text))]


@pytest.mark.parametrize(
    "text",
    [
        f"1. Danh sách và tiến độ của 05 cơ quan như sau:\n{LIST}",
        f"1. Năm 2020: 05 cơ quan\n{LIST}",
        f"1. Có 05 cơ quan áp dụng trong năm 2020 (danh sách kèm theo).\n\nPHỤ LỤC\nLỘ TRÌNH ÁP DỤNG\n{LIST}",
    ],
)
def test_a_number_that_its_list_does_not_bear_out(text: str) -> None:
    assert differing(text) == [("5", "4")]
    assert differing(text.replace("05 cơ quan", "04 cơ quan")) == []


def test_each_group_of_an_annex_against_its_own_number() -> None:
    rows = "STT\tCơ quan\tNăm 2020\nI\tSở, ban, ngành\t\n1\tSở Nội vụ\tx\n2\tSở Y tế\tx\n3\tSở Tài chính\tx\n"
    rows += "II\tUBND cấp xã\t\n4\tUBND xã Đồng Du\tx\n5\tUBND xã An Ninh\tx\n6\tUBND xã Bồ Đề\tx\n"
    text = f"1. Lộ trình của 04 sở, ban, ngành và 03 UBND cấp xã nêu tại Phụ lục I.\n\nPHỤ LỤC I\nLỘ TRÌNH\n{rows}"
    assert differing(text) == [("4", "3")]
    [finding] = stated_lists(plan(text))
    assert "4 sở, ban, ngành printed, 3 listed" in finding.message


def test_the_name_of_a_group_ends_before_where_it_is_listed() -> None:
    text = f"1. Kiểm tra 05 cơ quan nêu tại Phụ lục I.\n\nPHỤ LỤC I\nLỘ TRÌNH\n{LIST}"
    [finding] = stated_lists(plan(text))
    assert "5 cơ quan printed, 4 listed" in finding.message


def test_a_number_of_some_of_a_longer_list_is_no_slip() -> None:
    rows = "".join(f"{number}\tSở Số {number}\tx\n" for number in range(1, 13))
    annex = f"PHỤ LỤC\nLỘ TRÌNH\nSTT\tCơ quan\tNăm 2020\n{rows}"
    assert differing(f"1. Đến nay có 05 cơ quan đã công bố (danh sách kèm theo).\n\n{annex}") == []


def test_how_many_a_list_holds_is_not_the_number_of_the_list() -> None:
    text = f"1. Phê duyệt Danh mục 05 cơ quan áp dụng (chi tiết tại Phụ lục).\n\nPHỤ LỤC\nLỘ TRÌNH\n{LIST}"
    assert differing(text) == [("5", "4")]
