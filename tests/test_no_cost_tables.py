"""Tables that hold figures and are none of costs: norms of use, lists of prices, other units than money."""

from __future__ import annotations

from extractors import readers
from extractors.costs import budget
from extractors.layout import shape
from extractors.records import Extraction
from normalizers.amounts import find_unit


def read(*rows: str, above: str = "PHỤ LỤC", below: str = "") -> Extraction:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    page = f"<p>{above}</p><table border=1>{cells}</table><p>{below}</p>"
    return budget.extract(shape(readers.read(page.encode(), "a.html")))


def test_thousands_of_people_are_no_money() -> None:
    assert find_unit("Đơn vị tính: Nghìn người") is None
    assert find_unit("(Đơn vị: triệu kWh)") is None
    assert find_unit("ĐVT: triệu") == find_unit("ĐVT: triệu đồng theo giá hiện hành") == 1_000_000
    rows = ("Nội dung|Năm 2021|Năm 2022", "Tổng số|318,4|321,7", "Nhà nước|31,2|30,9", "Ngoài Nhà nước|287,2|290,8")
    found = read(*rows, above="LAO ĐỘNG<p>Đơn vị tính: Nghìn người</p>")
    assert not found.records and not found.findings


def test_a_list_of_prices_pays_for_nothing() -> None:
    head = "TT|Đối tượng|Giá bán năm 2026 (đồng/m3)|Giá bán năm 2027 (đồng/m3)"
    found = read(head, "1|Hộ dân cư|6.900|7.500", "2|Kinh doanh|16.000|17.200")
    assert not found.records and not found.findings


def test_norms_of_use_are_no_money() -> None:
    found = read("Nhóm xe|Loại|Định mức", "Xe con|Xăng|8,5", "Xe tải|Dầu|19,0")
    assert not found.records and not found.findings


def test_numbers_of_decisions_under_investment_are_no_figures() -> None:
    found = read(
        "TT|Nội dung|Quyết định đầu tư|Tổng mức đầu tư|Kế hoạch vốn 2026",
        "1|Đường liên bản|908/QĐ-UBND ngày 03/4/2025|14.980,5|4.200,5",
        "2|Kè suối|77/NQ-HĐND ngày 09/12/2025|120.350|12.000",
        above="KẾ HOẠCH<p>ĐVT: Triệu đồng</p>",
    )
    assert not [finding for finding in found.findings if finding.rule == "unreadable_number"]


def test_the_unit_may_stand_below_the_table() -> None:
    found = read("TT|Nội dung|Kinh phí", "1|Thuê xe|12,5", "2|In ấn|7", below="(Đơn vị tính: triệu đồng)")
    assert [record.values["amount_vnd"] for record in found.records] == [12_500_000, 7_000_000]


def test_a_norm_in_litres_is_no_price() -> None:
    head = "TT|Phương tiện|Số lượng|Định mức (lít/100km)|Quãng đường (km)|Thành tiền (nghìn đồng)"
    found = read(head, "1|Ô tô|2|12|3.000|15.120", "2|Xe máy|10|2,5|1.800|9.450")
    assert all(record.values["unit_price_vnd"] is None for record in found.records)
    assert [record.values["amount_vnd"] for record in found.records] == [15_120_000, 9_450_000]


def test_what_was_spent_by_a_month_is_no_estimate() -> None:
    found = read(
        "|Ước tính tháng 6|Lũy kế 6 tháng|Kế hoạch năm 2024",
        "TỔNG SỐ|299,48|1.110,84|6.334,1",
        "Vốn ngân sách cấp tỉnh|253,84|909,93|5.419,6",
        "Vốn ngân sách cấp huyện|45,64|200,91|914,5",
        above="3. Vốn đầu tư thực hiện từ nguồn ngân sách<p>Tỷ đồng</p>",
    )
    assert not found.records
