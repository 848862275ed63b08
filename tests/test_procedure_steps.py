"""Internal procedures (quy trình nội bộ): tables of steps give one row per procedure, never one per step."""

from __future__ import annotations

from typing import Any

from extractors import readers
from extractors.layout import shape
from extractors.procedure_lists import procedures
from extractors.records import Extraction
from extractors.scope import Scope
from pipeline.process import process
from tests.reading import shaped, table

ANNEX = "PHỤ LỤC\nQUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH LĨNH VỰC ĐƯỜNG THỦY"
STEPS = table(
    "Thứ tự công việc|Nội dung công việc|Người thực hiện|Thời gian thực hiện",
    "Bước 1|Nhận hồ sơ|Công chức một cửa|0,5 ngày",
    "Bước 2|Thẩm định, trình ký|Chuyên viên|4,5 ngày",
)


def read(text: str) -> Extraction:
    return procedures.extract(shaped(text), "", Scope("12", None))


def told(extraction: Extraction, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(record.values[name] for name in names) for record in extraction.records]


def test_a_table_of_steps_is_one_procedure_named_by_the_heading_over_it() -> None:
    found = read(
        f"{ANNEX}\n\n1. Thủ tục: Công bố mở luồng (mã số: 1.009442)\n\nThời hạn giải quyết: 05 ngày "
        f"làm việc.\n\n{STEPS}"
        f"\n\n2. Thủ tục: Đổi tên cảng thủy (mã số: 1.009443)\n\n{STEPS}\n"
    )
    assert told(found, "row_no", "code", "name", "time_limit", "time_limit_unit", "field") == [
        (1, "1.009442", "Công bố mở luồng", 5.0, "working_days", "Đường thủy"),
        (2, "1.009443", "Đổi tên cảng thủy", None, None, "Đường thủy"),
    ]


def test_a_line_of_the_limit_between_name_and_steps_is_no_heading() -> None:
    found = read(f"{ANNEX}\n\n1. Tên TTHC: Công bố mở luồng - Mã số: 1.009442\n\nTổng thời gian: 05 ngày\n\n{STEPS}\n")
    assert told(found, "code", "name", "time_limit", "time_limit_unit") == [
        ("1.009442", "Công bố mở luồng", 5.0, "days")
    ]


def test_the_row_of_the_sum_states_the_limit_where_no_line_does() -> None:
    total = table("Tổng thời gian giải quyết|||5 ngày")
    found = read(f"{ANNEX}\n\n1. Thủ tục: Công bố mở luồng nội địa\n\n{STEPS}\n{total}\n")
    assert told(found, "name", "time_limit", "time_limit_unit") == [("Công bố mở luồng nội địa", 5.0, "days")]


def test_a_list_with_its_steps_takes_the_limit_of_the_sum_which_is_no_procedure() -> None:
    html = (
        "<p>QUYẾT ĐỊNH</p><p>DANH MỤC THỦ TỤC HÀNH CHÍNH</p><table><tr><td>TT<td>Tên thủ tục hành chính<td>Bước"
        "<td>Thời gian</tr><tr><td rowspan=2>1<td rowspan=2>Công bố mở luồng<td>B1<td>1 ngày</tr>"
        "<tr><td>B2<td>4 ngày</tr><tr><td colspan=3>Tổng thời gian<td>5 ngày</tr></table>"
    )
    found = procedures.extract(shape(readers.read(html.encode(), "a.html")), "", Scope("12", None))
    assert told(found, "name", "time_limit", "time_limit_unit") == [("Công bố mở luồng", 5.0, "days")]


def test_rows_that_head_steps_name_their_procedures() -> None:
    rows = table(
        "STT|Nội dung công việc|Trách nhiệm|Thời gian thực hiện",
        "I|Thủ tục: Công bố mở luồng (1.009442)||",
        "1|Nhận hồ sơ|Công chức một cửa|0,5 ngày",
        "2|Ký|Lãnh đạo Sở|4 ngày",
        "II|Thủ tục: Đổi tên cảng thủy (1.009443)||",
        "1|Nhận hồ sơ|Công chức một cửa|1 ngày",
        "2|Ký|Lãnh đạo Sở|2 ngày",
    )
    assert told(read(f"{ANNEX}\n\n{rows}\n"), "code", "name") == [
        ("1.009442", "Công bố mở luồng"),
        ("1.009443", "Đổi tên cảng thủy"),
    ]


def test_a_procedure_that_a_list_names_is_not_told_again_by_its_steps() -> None:
    listed = table("TT|Tên thủ tục hành chính|Mã TTHC|Thời gian giải quyết", "1|Công bố mở luồng|1.009442|05 ngày")
    found = read(f"{ANNEX}\n\n{listed}\n\n1. Công bố mở luồng\n\n{STEPS}\n")
    assert told(found, "name", "time_limit") == [("Công bố mở luồng", 5.0)]


def test_steps_of_a_plan_are_no_procedure() -> None:
    assert read(f"KẾ HOẠCH\nCải tạo bến thủy\n\n1. Sửa chữa cầu tàu năm sau\n\n{STEPS}\n").records == []


def test_a_name_merged_over_its_steps_has_the_limit_of_the_whole() -> None:
    page = (
        "<p>DANH MỤC THỦ TỤC HÀNH CHÍNH</p><table><tr><td>STT</td><td>Tên thủ tục hành chính</td><td>Các bước thực hiện"
        "</td><td>Thời gian giải quyết</td><td>Tổng thời gian</td></tr><tr><td rowspan=2>1</td><td "
        "rowspan=2>Công bố mở "
        "luồng</td><td>Bước 1: Nhận</td><td>1 ngày</td><td rowspan=2>05 ngày làm việc</td></tr><tr><td>Bước 2: Ký</td>"
        "<td>4 ngày</td></tr></table>"
    )
    head = "<p>UBND TỈNH LAI CHÂU</p><p>Số: 9/QĐ-UBND</p><p>QUYẾT ĐỊNH</p><p>Về thủ tục hành chính</p>"
    (row,) = process((head + page).encode(), "a.html").tables["procedures"]
    assert (row["name"], row["time_limit"], row["time_limit_unit"]) == ("Công bố mở luồng", 5.0, "working_days")


def test_several_limits_beside_a_merged_name_are_kept_as_printed() -> None:
    page = (
        "<p>DANH MỤC THỦ TỤC HÀNH CHÍNH</p><table><tr><td>STT</td><td>Tên thủ tục hành "
        "chính</td><td>Thời hạn giải quyết"
        "</td></tr><tr><td rowspan=2>1</td><td rowspan=2>Đổi tên cảng thủy</td><td>03 "
        "ngày</td></tr><tr><td>05 ngày</td>"
        "</tr></table>"
    )
    head = "<p>UBND TỈNH LAI CHÂU</p><p>Số: 9/QĐ-UBND</p><p>QUYẾT ĐỊNH</p><p>Về thủ tục hành chính</p>"
    result = process((head + page).encode(), "a.html")
    (row,) = result.tables["procedures"]
    assert (row["time_limit"], row["time_limit_raw"]) == (None, "03 ngày; 05 ngày")
    assert "several_values" in {finding["rule"] for finding in result.tables["findings"]}


HOURS = table(
    "Bước|Nội dung công việc|Trách nhiệm xử lý|Thời gian (giờ làm việc)",
    "Bước 1|Tiếp nhận|Công chức|4",
    "Bước 2|Thẩm định|Chuyên viên|56",
    "Bước 3|Ký duyệt|Lãnh đạo Sở|16",
    "Tổng|||80",
)


def test_steps_that_do_not_add_up_to_the_sum_are_reported() -> None:
    name = f"{ANNEX}\n\n1. Thủ tục: Công bố mở luồng (mã số: 1.009442)\n\n"
    (found,) = (one for one in read(f"{name}{HOURS}\n").findings if one.rule == "sum_mismatch")
    assert (found.expected, found.actual, found.difference) == ("76", "80", "4")
    for right in (HOURS.replace("\t80", "\t76"), HOURS.replace("\t56", "\t7 ngày")):
        assert [one.rule for one in read(f"{name}{right}\n").findings if one.rule == "sum_mismatch"] == []
