"""Lists of procedures: what columns, headings and lines over the list say of its rows."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.layout import shape
from extractors.procedure_lists import procedures
from extractors.records import Record
from pipeline.process import process
from tests.reading import shaped, table
from tests.test_procedures import HEAD, LAI_CHAU, read, rules, values


def merged(*rows: str) -> list[Record]:
    """Return the procedures of a list given as the rows of an HTML table."""
    page = f"<p>DANH MỤC THỦ TỤC HÀNH CHÍNH</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    return procedures.extract(shape(readers.read(page.encode(), "a.html")), "", LAI_CHAU).records


def test_a_numbered_row_that_spans_the_table_is_the_field_of_those_that_count_from_1_below_it() -> None:
    found = merged(
        "<td>STT<td>Tên thủ tục hành chính<td>Thời hạn giải quyết",
        "<td colspan=3>1. Lĩnh vực Chợ nổi",
        "<td>1<td>Cấp thẻ chợ nổi<td>3 ngày",
        "<td>2<td>Đổi thẻ chợ nổi<td>2 ngày",
        "<td colspan=3>2. Lĩnh vực Bến đò",
        "<td>1<td>Mở bến đò<td>5 ngày",
    )
    assert [values(row, "row_no", "name", "field") for row in found] == [
        (1, "Cấp thẻ chợ nổi", "Chợ nổi"),
        (2, "Đổi thẻ chợ nổi", "Chợ nổi"),
        (1, "Mở bến đò", "Bến đò"),
    ]


@pytest.mark.parametrize("delegate", ["Cơ quan được ủy quyền", "Cơ quan được phân cấp", "Người được ủy quyền"])
def test_whom_the_power_was_given_to_decides_and_not_the_competent_body(delegate: str) -> None:
    head = f"STT|Tên thủ tục hành chính|Cơ quan có thẩm quyền|{delegate}"
    found = read(head, "1|Cấp thẻ chợ nổi|UBND tỉnh|Sở Công Thương", "2|Đổi thẻ chợ nổi|UBND tỉnh|Sở Công Thương")
    assert [row.values["agency_raw"] for row in found.records] == ["Sở Công Thương"] * 2


def test_a_line_over_the_list_states_the_unit_of_its_limits() -> None:
    rows = ("STT|Tên thủ tục hành chính|Thời hạn giải quyết", "1|Cấp thẻ chợ nổi|07", "2|Đổi thẻ chợ nổi|3")
    above = "DANH MỤC THỦ TỤC HÀNH CHÍNH\n\n(Đơn vị tính thời gian: ngày làm việc)"
    assert [values(row, "time_limit", "time_limit_unit") for row in read(*rows, above=above).records] == [
        *((7.0, "working_days"), (3.0, "working_days"))
    ]
    unstated = read(*rows, above="DANH MỤC THỦ TỤC HÀNH CHÍNH").records
    assert [values(row, "time_limit", "time_limit_unit") for row in unstated] == [(None, None)] * 2


def test_a_mark_under_not_by_post_is_no_and_one_under_both_says_neither() -> None:
    found = read(
        "STT|Tên thủ tục hành chính|Dịch vụ bưu chính công ích|",
        "||Thực hiện|Không thực hiện",
        "1|Cấp thẻ chợ nổi|x|",
        "2|Đổi thẻ chợ nổi||x",
        "3|Trả thẻ chợ nổi|x|x",
    )
    assert [row.values["postal_service"] for row in found.records] == [True, False, None]


@pytest.mark.parametrize(
    ("title", "action"),
    [
        ("mới ban hành, sửa đổi, bổ sung và bãi bỏ", "amended"),
        ("sửa đổi, bổ sung, thay thế", None),  # which of the two is not said
    ],
)
def test_of_the_two_actions_of_the_usual_heading_the_one_that_the_title_names_is_meant(
    title: str, action: str | None
) -> None:
    found = read(
        HEAD,
        *("1|1.000953|Cấp thẻ|07 ngày|", "2|1.000954|Đổi thẻ|07 ngày|"),
        above="DANH MỤC THỦ TỤC HÀNH CHÍNH SỬA ĐỔI, BỔ SUNG, THAY THẾ",
        title=f"công bố thủ tục hành chính {title}",
    )
    assert [row.values["action"] for row in found.records] == [action] * 2


def test_a_level_alone_over_the_rows_is_no_agency() -> None:
    found = read(
        HEAD,
        "A||CẤP TỈNH||",
        "1|1.000953|Cấp thẻ chợ nổi|07 ngày|",
        "B||CẤP XÃ||",
        "1|1.000954|Đổi thẻ chợ nổi|07 ngày|",
    )
    assert [values(row, "agency_raw", "levels") for row in found.records] == [
        *((None, ["province"]), (None, ["commune"]))
    ]


def test_codes_and_names_under_what_was_replaced_and_under_what_replaces_it() -> None:
    found = merged(
        "<td rowspan=2>STT<td colspan=2>TTHC được thay thế<td colspan=2>TTHC thay thế<td rowspan=2>Phí",
        "<td>Mã<td>Tên<td>Mã<td>Tên",
        "<td>(1)<td>(2)<td>(3)<td>(4)<td>(5)<td>(6)",
        "<td>1<td>1.000111<td>Cấp thẻ ghe<td>1.000222<td>Cấp thẻ chợ nổi<td>Không",
        "<td>2<td>1.000112<td>Đổi thẻ ghe<td>1.000223<td>Đổi thẻ chợ nổi<td>Không",
    )
    assert [values(row, "code", "name", "old_code", "old_name", "action") for row in found] == [
        ("1.000222", "Cấp thẻ chợ nổi", "1.000111", "Cấp thẻ ghe", "replaced"),
        ("1.000223", "Đổi thẻ chợ nổi", "1.000112", "Đổi thẻ ghe", "replaced"),
    ]


def test_one_column_may_name_the_bodies_and_below_each_its_procedures() -> None:
    found = read(
        "STT|Tên đơn vị/Tên thủ tục hành chính|Số hồ sơ",
        "I|Sở Công Thương|",
        "1|Cấp thẻ chợ nổi|12",
        "II|Sở Xây dựng|",
        "1|Mở bến đò|7",
    )
    assert [values(row, "name", "agency_raw") for row in found.records] == [
        ("Cấp thẻ chợ nổi", "Sở Công Thương"),
        ("Mở bến đò", "Sở Xây dựng"),
    ]


@pytest.mark.parametrize("verb", ["thông báo", "thông báo công khai", "niêm yết công khai"])
def test_a_notice_without_articles_counts_its_list(verb: str) -> None:
    rows = table(HEAD, "1|1.000953|Cấp thẻ chợ nổi|07 ngày|Không", "2|1.000936|Đổi thẻ chợ nổi|07 ngày|Không")

    def counted(number: str) -> list[tuple[str, str | None, str | None]]:
        said = f"Sở Công Thương {verb} danh mục {number} thủ tục hành chính lĩnh vực chợ nổi như sau:"
        return rules(procedures.extract(shaped(f"THÔNG BÁO\n\n{said}\n\n{rows}\n"), "", LAI_CHAU))

    assert counted("11") == [("count_mismatch", "11", "2")]
    assert counted("02") == []


def test_a_cell_may_say_by_how_much_a_limit_was_cut_and_from_what() -> None:
    head = "STT|Tên thủ tục|Thời hạn giải quyết"
    (row,) = read(head, "1|Cấp thẻ chợ nổi|10 ngày (giảm 05 ngày so với quy định 15 ngày)").records
    assert values(row, "time_limit", "time_limit_before", "time_cut") == (10.0, 15.0, 5.0)


def test_which_of_two_departments_manages_each_procedure_is_not_said() -> None:
    page = (
        "<p>UBND TỈNH LAI CHÂU</p><p>Số: 9/QĐ-UBND</p><p>Lai Châu, ngày 30 tháng 8 năm 2024</p><p>QUYẾT ĐỊNH</p>"
        "<p>Công bố thủ tục hành chính thuộc phạm vi chức năng quản lý của Sở Tư pháp và Sở Tài nguyên và Môi trường"
        "</p><table><tr><td>STT<td>Tên thủ tục hành chính<td>Thời hạn</tr><tr><td>1<td>Cấp thẻ<td>1 ngày</tr>"
        "<tr><td>2<td>Đổi thẻ<td>1 ngày</tr></table>"
    )
    rows = process(page.encode(), "a.html").tables["procedures"]
    assert {(row["managed_by_raw"], row["managed_by_id"]) for row in rows} == {
        ("Sở Tư pháp và Sở Tài nguyên và Môi trường", None)
    }


@pytest.mark.parametrize(("full", "rules_found"), [("02", []), ("01", ["count_mismatch"])])
def test_how_many_are_online_is_compared_with_the_list(full: str, rules_found: list[str]) -> None:
    head = "STT|Tên thủ tục hành chính|Mã số|Trực tuyến"
    rows = (
        "1|Cấp thẻ chợ nổi|1.000953|Toàn trình",
        "2|Đổi thẻ chợ nổi|1.000936|Toàn trình",
        "3|Trả thẻ|1.000937|Một phần",
    )
    article = (
        f"Điều 1. Phê duyệt 03 dịch vụ công, gồm {full} dịch vụ công trực tuyến toàn trình, 01 dịch vụ công một phần."
    )
    text = f"QUYẾT ĐỊNH\n\n{article}\n\nĐiều 2. Có hiệu lực từ ngày ký.\n\nPHỤ LỤC\n\n" + table(head, *rows)
    found = procedures.extract(shaped(text), "", LAI_CHAU)
    assert [row.values["online_level"] for row in found.records] == ["full", "full", "partial"]
    assert [rule for rule, _, _ in rules(found) if rule == "count_mismatch"] == rules_found
