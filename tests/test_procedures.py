"""Lists of administrative procedures: what a row, its groups and the headings over its table say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.make.annexes import PROCEDURES, files, make
from extractors.procedure_lists import context, procedures
from extractors.records import Extraction, Record
from extractors.scope import Scope
from pipeline.checks.procedures import procedures as check
from pipeline.evaluate import compare
from pipeline.process import process
from pipeline.result import Row
from tests.reading import shaped, table

TRUTH = sorted((PROCEDURES / "truth").glob("*.json"))
LAI_CHAU = Scope("12", date(2024, 8, 30))
HEAD = "STT|Mã TTHC|Tên thủ tục hành chính|Thời hạn giải quyết|Phí, lệ phí"


def read(*lines: str, above: str = "", title: str = "") -> Extraction:
    return procedures.extract(shaped(f"{above}\n\n{table(*lines)}\n"), title, LAI_CHAU)


def values(record: Record, *names: str) -> tuple[Any, ...]:
    return tuple(record.values[name] for name in names)


def test_a_list_whose_rows_name_nothing_gives_nothing() -> None:
    assert not read(HEAD, "Tổng cộng||||", "||||").records


def rules(extraction: Extraction) -> list[tuple[str, str | None, str | None]]:
    return [(finding.rule, finding.expected, finding.actual) for finding in extraction.findings]


# the labelled lists


@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_the_labelled_lists_are_read_as_labelled(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    for name in truth["files"]:
        result = process((PROCEDURES / "documents" / name).read_bytes(), name)
        names = {row["agency_id"]: row["name"] for row in result.tables["agencies"]}
        listed = [_named(row, names) for row in result.tables["procedures"]]
        score = compare("procedures", truth["procedures"], listed)
        assert (score.differences, score.extra) == ([], 0)
        found = {(row["rule"], row["expected"], row["actual"]) for row in result.tables["findings"]}
        for finding in truth.get("findings", []):
            assert any(
                rule == finding["rule"]
                and finding.get("expected", expected) == expected
                and finding.get("actual", actual) == actual
                for rule, expected, actual in found
            ), finding


def _named(row: Row, names: dict[str, str]) -> Row:
    return {**row, "agency": names.get(row["agency_id"]), "managed_by": names.get(row["managed_by_id"])}


def test_the_lists_are_made_from_their_facts() -> None:
    folder = PROCEDURES / "documents"
    assert {path.name for path in folder.iterdir()} == set(files())
    for name, facts in files().items():
        assert (folder / name).read_bytes() == make(name, facts), name


# a row and what governs it


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("lĩnh vực Người có công thuộc thẩm quyền giải quyết của Sở Nội vụ", "Người có công"),
        ("lĩnh vực Vận tải trong nước áp dụng tại tỉnh", "Vận tải trong nước"),
        ("lĩnh vực Đầu tư tại Việt Nam được sửa đổi", "Đầu tư tại Việt Nam"),
        ("lĩnh vực Thú y có thay đổi về phí", "Thú y"),
    ],
)
def test_words_that_end_a_field_may_belong_to_its_name(title: str, field: str) -> None:
    assert context.field_in(f"Công bố danh mục thủ tục hành chính {title}", alone=False) == field


def test_a_column_of_nothing_but_actions_says_what_becomes_of_each_row() -> None:
    head = "STT|Tên thủ tục hành chính|Hình thức"
    found = read(head, "1|Cấp phép nuôi chim yến|Ban hành mới", "2|Gia hạn phép nuôi chim yến|Bãi bỏ")
    assert [record.values["action"] for record in found.records] == ["new", "abolished"]
    other = read(head, "1|Cấp phép nuôi chim yến|Ban hành mới", "2|Gia hạn phép nuôi chim yến|Trực tiếp")
    assert [record.values["action"] for record in other.records] == [None, None]


def test_of_the_limits_of_several_offices_the_sum_is_that_of_the_procedure() -> None:
    found = read(
        "STT|Tên thủ tục hành chính|Thời hạn giải quyết (ngày làm việc)||",
        "||Sở|UBND tỉnh|Tổng",
        "1|Cấp phép nuôi chim yến|13|07|20",
        "2|Gia hạn phép nuôi chim yến|5|3|8",
    )
    assert [values(record, "time_limit", "time_limit_unit") for record in found.records] == [
        *((20.0, "working_days"), (8.0, "working_days"))
    ]


def test_the_heading_over_the_table_says_the_action_and_the_group_the_field() -> None:
    found = read(
        HEAD,
        "I||Lĩnh vực Thể thao||",
        "1|1.000953|Cấp giấy chứng nhận kinh doanh Yoga|07 ngày làm việc|500.000 đồng",
        above="A. DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ",
    )
    (row,) = found.records
    assert values(row, "code", "field", "action", "time_limit", "fee_vnd") == (
        *("1.000953", "Thể thao", "abolished", 7.0, 500_000),
    )
    assert row.evidence["code"].text == "1.000953"
    assert row.evidence["code"].place.line == row.place.line == 5


def test_a_title_that_names_every_action_says_nothing_of_a_row() -> None:
    title = "công bố thủ tục hành chính mới ban hành, sửa đổi, bổ sung, bãi bỏ"
    found = read(HEAD, "1|1.000953|Cấp giấy chứng nhận|07 ngày|Không", "2|1.000954|Cấp lại|02 ngày|Không", title=title)
    assert [row.values["action"] for row in found.records] == [None, None]


def test_headings_of_plain_text_say_whose_the_list_is() -> None:
    above = (
        "1. Danh mục thủ tục hành chính mới ban hành\n\n1.1. Thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp huyện"
    )
    (row, _) = read(HEAD, "1|1.1|Cấp phép|1 ngày|", "2|1.2|Cấp lại phép|1 ngày|", above=above).records
    assert values(row, "action", "levels", "agency_raw") == ("new", ["district"], "Ủy ban nhân dân cấp huyện")


def test_a_list_of_fields_in_a_title_is_no_field() -> None:
    for title, field in (
        ("công bố thủ tục hành chính lĩnh vực địa chất và khoáng sản thuộc thẩm quyền", "địa chất và khoáng sản"),
        ("công bố thủ tục hành chính lĩnh vực Hộ tịch, Chứng thực thuộc thẩm quyền", None),
    ):
        (row, _) = read(HEAD, "1|1.1|Cấp phép|1 ngày|", "2|1.2|Cấp lại phép|1 ngày|", title=title).records
        assert row.values["field"] == field


def test_a_note_says_the_action_of_its_own_row() -> None:
    found = read(
        "STT|Tên thủ tục hành chính|Ghi chú",
        "1|Cấp giấy phép xây dựng|Bãi bỏ",
        "2|Cấp lại giấy phép xây dựng|Liên thông",
        title="công bố thủ tục hành chính mới ban hành",
    )
    assert [row.values["action"] for row in found.records] == ["abolished", "new"]


def test_a_code_printed_in_the_name_is_taken_out_of_it() -> None:
    found = read(
        "STT|Tên TTHC|Thời hạn giải quyết", "1|Cấp phiếu lý lịch (2.000488.000.00.00.H35)|10 ngày", "2|Khác|1 ngày"
    )
    assert values(found.records[0], "code", "national_code", "name") == (
        *("2.000488.000.00.00.H35", "2.000488", "Cấp phiếu lý lịch"),
    )
    assert values(found.records[1], "code", "name") == (None, "Khác")
    (labelled,) = read("STT|Tên TTHC|Thời hạn giải quyết", "1|Tách thửa đất (mã số: 1.004203)|15 ngày").records
    assert labelled.values["name"] == "Tách thửa đất"


def test_a_column_headed_thu_tuc_hanh_chinh_is_names_or_counts_by_what_it_holds() -> None:
    names = read(
        "STT|Thủ tục hành chính|Thời hạn giải quyết", "1|Đăng ký khai sinh quá hạn|05 ngày", "2|Đăng ký kết hôn|05 ngày"
    )
    assert [row.values["name"] for row in names.records] == ["Đăng ký khai sinh quá hạn", "Đăng ký kết hôn"]
    counts = read("STT|Cơ quan|Thủ tục hành chính|Ghi chú", "1|Sở Y tế|60/116|", "2|Sở Tư pháp|Không có TTHC|")
    assert counts.records == []


def test_limits_before_and_after_a_cut() -> None:
    found = read(
        "STT|Tên thủ tục hành chính|Thời gian theo quy định|Thời gian sau cắt giảm|Tỷ lệ cắt giảm",
        "1|Cấp giấy phép kinh doanh|15 ngày|10 ngày làm việc|33%",
        "2|Cấp lại giấy phép kinh doanh|10 ngày|08 ngày|30%",
    )
    first, second = found.records
    assert values(first, "time_limit", "time_limit_unit", "time_limit_before", "time_limit_before_unit") == (
        *(10.0, "working_days", 15.0, "days"),
    )
    check([*found.records])
    assert first.findings == []  # days and working days cannot be compared
    assert [(finding.rule, finding.expected, finding.actual) for finding in second.findings] == [
        ("time_cut_mismatch", "20", "30")
    ]


def test_a_limit_that_is_not_cut_is_the_one_before() -> None:
    found = read(
        "STT|Tên thủ tục hành chính|Thời gian theo quy định|Thời gian sau cắt giảm|Tên VB QPPL quy định",
        "1|Cấp thẻ chợ nổi|03 ngày làm việc|Không thực hiện cắt giảm|Nghị định số 7/2026/NĐ-CP",
        "2|Cấp lại thẻ chợ nổi|- 02 ngày khi thẻ hỏng - 09 ngày khi thẻ mất|Không đề xuất cắt giảm.|",
    )
    limits = [values(row, "time_limit", "time_limit_unit", "time_limit_before") for row in found.records]
    assert limits == [(3.0, "working_days", 3.0), (None, None, None)]
    assert found.records[0].values["legal_basis_raw"] == "Nghị định số 7/2026/NĐ-CP"


def test_procedures_that_levels_share_have_all_of_them() -> None:
    head = "STT|Tên thủ tục hành chính|Phí"
    shared = read(head, "I|Thủ tục dùng chung (cấp tỉnh, cấp xã)|", "1|Cấp thẻ chợ nổi|Không")
    several = read(head, "I|Thủ tục cấp tỉnh, cấp xã|", "1|Cấp thẻ chợ nổi|Không")
    assert [row.values["levels"] for row in (*shared.records, *several.records)] == [["province", "commune"], None]


def test_levels_by_marks_by_group_and_by_agency() -> None:
    marked = read("STT|Tên thủ tục hành chính|Cấp tỉnh|Cấp xã", "1|Chứng thực chữ ký|x|x", "2|Đăng ký kết hôn||x")
    assert [row.values["levels"] for row in marked.records] == [["province", "commune"], ["commune"]]
    grouped = read(
        "STT|Tên thủ tục hành chính|Cơ quan thực hiện",
        "A|Thủ tục hành chính cấp huyện|",
        "1|Đăng ký hộ kinh doanh|UBND cấp huyện",
        "B|Thủ tục hành chính liên thông|",
        "1|Đăng ký khai sinh|UBND cấp xã",
    )
    assert [row.values["levels"] for row in grouped.records] == [["district"], ["commune"]]
    assert all("agency_id" in row.mentions for row in grouped.records)


def test_who_manages_and_who_decides_by_the_title() -> None:
    managed = (
        "công bố thủ tục hành chính thuộc phạm vi chức năng quản lý của Sở Văn hóa, Thể thao và Du lịch tỉnh Lai Châu"
    )
    (row, _) = read(HEAD, "1|1.1|Cấp phép|1 ngày|", "2|1.2|Cấp lại phép|1 ngày|", title=managed).records
    assert row.values["managed_by_raw"] == "Sở Văn hóa, Thể thao và Du lịch tỉnh Lai Châu"
    assert row.values["agency_raw"] is None
    decided = "công bố thủ tục hành chính thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã trên địa bàn tỉnh"
    (row, _) = read(HEAD, "1|1.1|Cấp phép|1 ngày|", "2|1.2|Cấp lại phép|1 ngày|", title=decided).records
    assert row.values["agency_raw"] == "Ủy ban nhân dân cấp xã"
    assert row.values["levels"] == ["commune"]


def test_internal_procedures_are_told_apart() -> None:
    above = "DANH MỤC THỦ TỤC HÀNH CHÍNH NỘI BỘ"
    found = read("STT|Tên thủ tục|Lĩnh vực", "1|Điều động công chức|Công chức", "2|Nâng lương|Công chức", above=above)
    assert [values(row, "internal", "action") for row in found.records] == [(True, "internal")] * 2


# counts


def test_a_group_a_heading_and_a_total_are_compared_with_their_rows() -> None:
    found = read(
        HEAD,
        "I||Lĩnh vực Thể thao (03 TTHC)||",
        "1|1.000953|Cấp giấy chứng nhận kinh doanh Yoga|07 ngày|Không",
        "2|1.000936|Cấp giấy chứng nhận kinh doanh Golf|07 ngày|Không",
        "Tổng cộng: 02 thủ tục||||",
        above="I. Danh mục thủ tục hành chính mới ban hành (05 TTHC)",
    )
    assert rules(found) == [("count_mismatch", "3", "2"), ("count_mismatch", "5", "2")]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Công bố kèm theo Quyết định này 02 thủ tục hành chính mới ban hành.", []),
        ("Công bố kèm theo Quyết định này 25 thủ tục hành chính.", [("25", "2")]),
        ("Công bố 02 thủ tục hành chính thay thế 07 thủ tục tại Quyết định số 15/QĐ-UBND.", []),
        ("Ban hành danh mục thủ tục cấp huyện (01 thủ tục), cấp xã (01 thủ tục).", []),
    ],
)
def test_the_article_that_publishes_the_lists_counts_them(article: str, expected: list[tuple[str, str]]) -> None:
    text = "QUYẾT ĐỊNH\n\n" + f"Điều 1. {article}\n\n" + "Điều 2. Quyết định có hiệu lực.\n\nPHỤ LỤC\n\n"
    lines = table(HEAD, "1|1.000953|Cấp phép hoạt động|07 ngày|Không", "2|1.000936|Cấp lại giấy phép|07 ngày|Không")
    found = procedures.extract(shaped(text + lines), "", LAI_CHAU)
    assert [pair[1:] for pair in rules(found) if pair[0] == "count_mismatch"] == expected


def test_a_code_of_two_procedures_is_reported_and_one_at_two_levels_is_not() -> None:
    found = read(HEAD, "1|1.000953|Cấp phép hoạt động|07 ngày|Không", "2|1.000953|Cấp lại giấy phép|07 ngày|Không")
    check(found.records)
    assert [finding.rule for row in found.records for finding in row.findings] == ["duplicate_code"]
    first, second = read(HEAD, "1|1.000953|Cấp phép|07 ngày|", "2|1.000953|Cấp phép|07 ngày|").records
    first.values["levels"], second.values["levels"] = ["province"], ["commune"]
    check([first, second])
    assert first.findings == second.findings == []
    # two that have nothing in common are no one's levels
    first, second = read(
        HEAD, "1|1.000953|Cấp phép hoạt động karaoke|7 ngày|", "2|1.000953|Cung cấp dữ liệu|7 ngày|"
    ).records
    first.values["levels"], second.values["levels"] = ["province"], ["commune"]
    check([first, second])
    assert [finding.rule for finding in second.findings] == ["duplicate_code"]


def test_a_status_table_of_the_same_decision_is_compared_by_agency() -> None:
    found = read(HEAD, "1|1.000953|Cấp phép hoạt động|07 ngày|Không", "2|1.000936|Cấp lại giấy phép|07 ngày|Không")
    for row in found.records:
        row.values["agency_id"] = "12-so-y-te"
    status = Record("qms_status", (1, 0), {"agency_id": "12-so-y-te", "agency_raw": "Sở Y tế"})
    status.values |= {"procedures_total": 3, "procedures_applied": 1}
    assert [(f.expected, f.actual) for f in check([*found.records, status])] == [("3", "2")]


def test_cost_tables_and_status_tables_are_no_lists() -> None:
    assert read("STT|Nội dung|Số lượng|Đơn giá|Thành tiền", "1|In tài liệu|10|5.000|50.000").records == []
    assert read("STT|Tên cơ quan|Số lượng TTHC|Đã công bố", "1|Sở Y tế|25|x", "2|Sở Tư pháp|9|x").records == []


def test_a_limit_in_words_that_are_no_limit_is_kept_and_told() -> None:
    extraction = read(HEAD, "1|1.000001|Cấp phép xây dựng|Theo kế hoạch của Hội đồng|Không")
    (record,) = extraction.records
    assert values(record, "time_limit", "time_limit_raw") == (None, "Theo kế hoạch của Hội đồng")
    assert [finding.rule for finding in record.findings] == ["unreadable_value"]


# what lists of portals and offices print


def test_a_note_that_begins_with_the_level_says_it() -> None:
    found = read(
        "STT|Mã TTHC|Tên thủ tục hành chính|Ghi chú",
        "1|1.000101|Công nhận hòa giải viên|TTHC cấp huyện, bãi bỏ theo Quyết định số 12/QĐ-BTP",
        "2|1.000102|Cấp thẻ tư vấn viên|Nộp tại bộ phận một cửa của UBND cấp xã",
    )
    assert [row.values["levels"] for row in found.records] == [["district"], None]


def test_the_column_headed_muc_do_says_how_far_online() -> None:
    found = read("STT|Tên thủ tục hành chính|Mức độ", "1|Cấp lại phù hiệu xe|3", "2|Đổi giấy phép|Mức độ 4")
    assert [row.values["online_level"] for row in found.records] == ["partial", "full"]
    assert rules(found) == []
    risks = read("STT|Tên thủ tục hành chính|Mức độ", "1|Cấp lại phù hiệu xe|Cao", "2|Đổi giấy phép|Thấp")
    assert [row.values["online_level"] for row in risks.records] == [None, None]


def test_a_heading_over_the_list_says_how_far_online_unless_it_names_two_levels() -> None:
    rows = ("STT|Tên thủ tục hành chính", "1|Cấp lại phù hiệu xe", "2|Đổi giấy phép")
    for above, level in (
        ("DANH MỤC DỊCH VỤ CÔNG TRỰC TUYẾN TOÀN TRÌNH", "full"),
        ("DANH MỤC TTHC MỨC ĐỘ 3 & 4", None),
        ("DANH MỤC THỦ TỤC THỰC HIỆN MỘT PHẦN TẠI XÃ", None),
    ):
        assert [row.values["online_level"] for row in read(*rows, above=above).records] == [level, level]


def test_a_title_inside_the_table_heads_its_rows() -> None:
    found = read(
        "Lĩnh vực Lưu trữ (02 thủ tục)||", "STT|Tên thủ tục|Phí", "1|Cấp bản sao|Không", "2|Đọc tài liệu|Không"
    )
    assert [row.values["field"] for row in found.records] == ["Lưu trữ", "Lưu trữ"]


def test_online_services_and_departments_have_their_columns() -> None:
    found = read(
        "STT|Tên dịch vụ công/Thủ tục hành chính|Cơ quan / Phòng ban chủ trì",
        "1|Cấp phép quảng cáo|Phòng Văn hóa",
    )
    assert [values(row, "name", "agency_raw") for row in found.records] == [("Cấp phép quảng cáo", "Phòng Văn hóa")]


def test_a_group_is_named_by_words_and_a_narrow_column_may_part_its_label() -> None:
    found = read(
        "TT|Tên TTHC|Phí",
        "III|LĨNH VỰC LƯU TRỮ (02 TTHC)|",
        "III. 1|Thủ tục hành chính cấp tỉnh (02 TTHC)|",
        "1|Cấp bản sao|Không",
        "2|Đọc tài liệu|Không",
    )
    assert [values(row, "field", "levels") for row in found.records] == [("Lưu trữ", ["province"])] * 2


def test_a_heading_printed_again_is_no_procedure() -> None:
    found = read(
        "STT|Tên thủ tục||Phí",
        "1|Cấp bản sao||Không",
        "Lĩnh vực Lưu trữ|||",
        "STT||Tên thủ tục|Phí",
        "1|Đọc tài liệu||Không",
    )
    assert [row.values["name"] for row in found.records] == ["Cấp bản sao", "Đọc tài liệu"]


def test_a_limit_cut_within_one_cell() -> None:
    (row, other) = read(
        "STT|Tên thủ tục|Thời hạn giải quyết",
        "1|Cấp phép quảng cáo|Cắt giảm từ 15 ngày xuống còn 10 ngày",
        "2|Cấp lại phép|08 ngày làm việc (cắt giảm 02 ngày làm việc)",
    ).records
    assert values(row, "time_limit", "time_limit_before", "time_cut") == (10.0, 15.0, None)
    assert values(other, "time_limit", "time_limit_before", "time_cut") == (8.0, None, 2.0)
    assert row.findings == []


def test_time_saved_is_a_cut_whatever_it_is_called() -> None:
    read_ = read(
        "STT|Tên TTHC|Thời hạn theo quy định|Thời hạn đề xuất thực hiện|Thời gian rút ngắn|% rút ngắn",
        "1|Cấp thẻ nhà báo|15 ngày|07 ngày|08 ngày|53,3%",
    )
    limits = ("time_limit_before", "time_limit", "time_cut", "time_cut_percent")
    assert values(read_.records[0], *limits) == (15.0, 7.0, 8.0, 53.3)


def test_a_share_beside_a_cut_is_that_of_the_cut() -> None:
    found = read(
        "STT|Tên TTHC|Thời gian giải quyết||Số ngày cắt giảm|Tỷ lệ",
        "||Theo quy định|Sau rút ngắn||",
        "1|Cấp phiếu lý lịch tư pháp|10 ngày|07 ngày|03 ngày|30%",
    )
    assert values(found.records[0], "time_limit_before", "time_limit", "time_cut_percent") == (10.0, 7.0, 30.0)


def test_who_decided_before_powers_were_handed_down_is_not_who_decides() -> None:
    found = read(
        "STT|Mã TTHC|Tên thủ tục hành chính|Thẩm quyền giải quyết||Thời hạn giải quyết",
        "|||Trước khi phân cấp|Sau khi phân cấp|",
        "1|1.004494|Thành lập trường mầm non|UBND cấp huyện|UBND cấp xã|25 ngày",
    )
    assert values(found.records[0], "agency_raw", "levels") == ("UBND cấp xã", ["commune"])


def test_the_committee_that_decides_tells_the_level_where_nothing_else_does() -> None:
    over = "DANH MỤC THỦ TỤC HÀNH CHÍNH THUỘC THẨM QUYỀN GIẢI QUYẾT CỦA UBND XÃ NẬM CẦN"
    found = read(HEAD, "1|1.001193|Đăng ký khai sinh|Trong ngày|Không", above=over)
    assert values(found.records[0], "levels") == (["commune"],)


LINES = """DANH MỤC THỦ TỤC HÀNH CHÍNH CẤP XÃ

I. LĨNH VỰC HỘ TỊCH

1. Thủ tục đăng ký khai sinh (1.001193);

2. Thủ tục đăng ký kết hôn.

II. LĨNH VỰC CHỨNG THỰC

1. Thủ tục chứng thực chữ ký

2. Thủ tục chứng thực di chúc
"""


def test_a_document_without_tables_lists_procedures_in_numbered_lines() -> None:
    found = procedures.extract(shaped(LINES), "", LAI_CHAU).records
    assert [values(record, "row_no", "code", "name", "field", "levels") for record in found] == [
        (1, "1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch", ["commune"]),
        (2, None, "Thủ tục đăng ký kết hôn", "Hộ tịch", ["commune"]),
        (1, None, "Thủ tục chứng thực chữ ký", "Chứng thực", ["commune"]),
        (2, None, "Thủ tục chứng thực di chúc", "Chứng thực", ["commune"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        LINES.replace("DANH MỤC", "NGUYÊN TẮC THỰC HIỆN"),
        "DANH MỤC THỦ TỤC\n\n1. Thủ tục công khai\n\na) Trình tự thực hiện\n\n2. Thủ tục đóng góp\n\na) Hồ sơ",
        "DANH MỤC THỦ TỤC\n\n1. Thủ tục phải công khai. Cơ quan niêm yết.\n\n2. Thủ tục được rà soát. Kết quả gửi về.",
    ],
)
def test_numbered_clauses_are_no_list(text: str) -> None:
    assert procedures.extract(shaped(text), "", LAI_CHAU).records == []


def test_lines_below_a_numbered_name_say_what_columns_would() -> None:
    text = (
        "DANH MỤC THỦ TỤC HÀNH CHÍNH\n\nA. Thủ tục hành chính mới ban hành\n\nI. Lĩnh vực Báo chí\n\n"
        "1. Cấp giấy phép ra bản tin.\n\n- Thời hạn giải quyết: 10 ngày làm việc.\n\n- Phí, lệ phí: Không.\n\n"
        "2. Thay đổi giấy phép ra bản tin.\n\n- Thời hạn giải quyết: 05 ngày.\n\n"
        "II. Lĩnh vực Xuất bản\n\n3. Cấp giấy phép xuất bản tài liệu.\n\n- Phí, lệ phí: 15.000 đồng.\n"
    )
    found = procedures.extract(shaped(text), "", LAI_CHAU).records
    read = [values(record, "row_no", "name", "field", "time_limit", "time_limit_unit", "fee_vnd") for record in found]
    assert read == [
        (1, "Cấp giấy phép ra bản tin", "Báo chí", 10, "working_days", 0),
        (2, "Thay đổi giấy phép ra bản tin", "Báo chí", 5, "days", None),
        (3, "Cấp giấy phép xuất bản tài liệu", "Xuất bản", None, None, 15000),
    ]
    assert {record.values["action"] for record in found} == {"new"}
    assert found[0].evidence["time_limit_raw"].place.line == 9


def test_numbered_lines_without_the_word_are_procedures_where_they_begin_as_such() -> None:
    over = "DANH MỤC THỦ TỤC HÀNH CHÍNH\n\nI. Lĩnh vực Đất đai\n\n"
    listed = procedures.extract(shaped(f"{over}1. Cấp giấy chứng nhận\n\n2. Gia hạn sử dụng đất\n"), "", LAI_CHAU)
    assert [record.values["name"] for record in listed.records] == ["Cấp giấy chứng nhận", "Gia hạn sử dụng đất"]
    others = shaped(f"{over}1. Sở Tài nguyên và Môi trường\n\n2. Văn phòng đăng ký\n")
    assert procedures.extract(others, "", LAI_CHAU).records == []


@pytest.mark.parametrize(
    ("cell", "after", "before"),
    [
        ("Không quá 15 ngày làm việc, cắt giảm còn 10 ngày làm việc", 10, 15),
        ("27 ngày làm việc (trước đây: 32 ngày làm việc)", 27, 32),
        ("05 ngày làm việc → 24 giờ làm việc", 24, 5),
        ("Giữ nguyên 05 ngày làm việc", 5, None),
    ],
)
def test_a_plan_of_cuts_says_both_limits_in_one_cell(cell: str, after: int, before: int | None) -> None:
    columns = "TT|Mã TTHC|Tên thủ tục|Phương án cắt giảm thời gian"
    (row,) = read(columns, f"1|1.004946|Cấp giấy chứng nhận|{cell}").records
    assert values(row, "time_limit", "time_limit_before") == (after, before)


def test_a_code_in_the_names_column_is_read_though_a_narrow_column_parts_it() -> None:
    (row,) = read(
        "STT|Tên thủ tục hành chính (Mã số)|Thời hạn giải quyết|Cách thức thực hiện",
        "1|Xóa Giấy chứng nhận đăng ký phương tiện (2.001659.000.00.00.H 43)|02 ngày làm việc|Toàn trình",
    ).records
    expected = ("2.001659.000.00.00.H43", "Xóa Giấy chứng nhận đăng ký phương tiện", "full")
    assert values(row, "code", "name", "online_level") == expected


def test_a_field_stands_over_its_rows_in_the_column_of_the_names() -> None:
    found = read(
        "STT|Mã số hồ sơ|Tên thủ tục hành chính|Thời gian",
        "||I. Lĩnh vực Văn hoá|",
        "01|T-HPG-113207-TT|Cấp giấy phép biểu diễn|10 ngày làm việc",
        "||II. Lĩnh vực Du lịch|",
        "02|T-HPG-114002-TT|Cấp thẻ hướng dẫn viên|15 ngày",
    ).records
    assert [row.values["field"] for row in found] == ["Văn hoá", "Du lịch"]


def test_a_cell_that_repeats_the_one_above_means_what_that_means() -> None:
    one, two = read(
        HEAD, "1|1.000001|Cấp giấy phép A|05 ngày|20.000 đồng", "2|1.000002|Cấp lại giấy phép A|nt|nt"
    ).records
    assert values(one, "time_limit", "fee_vnd") == values(two, "time_limit", "fee_vnd") == (5.0, 20_000)
    assert values(two, "time_limit_raw", "fee_raw") == ("nt", "nt")


def test_a_numbered_row_that_names_a_field_heads_those_below_it() -> None:
    found = read(
        HEAD,
        "I|Sở Xây dựng|||",
        "1|Lĩnh vực Nhà ở|||",
        "1|1.000001|Thẩm định giá bán nhà|30 ngày|Không",
        "2|Lĩnh vực Quy hoạch|||",
        "2|1.000002|Cấp giấy phép quy hoạch|15 ngày|Không",
    ).records
    assert [values(record, "row_no", "field") for record in found] == [(1, "Nhà ở"), (2, "Quy hoạch")]


def test_a_line_with_a_level_parts_the_list_under_its_action() -> None:
    above = "A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH\n\nCẤP TỈNH"
    (record,) = read(HEAD, "1|1.000001|Cấp giấy phép A|05 ngày|Không", above=above).records
    assert values(record, "action", "levels") == ("new", ["province"])


def test_the_numbers_of_an_articles_items_are_compared() -> None:
    above = (
        "Điều 1. Công bố kèm theo Quyết định này Danh mục 01 thủ tục hành chính, gồm:\n\n"
        "1. Thủ tục hành chính mới ban hành: 02 thủ tục.\n\nA. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH"
    )
    found = read(HEAD, "1|1.000001|Cấp giấy phép A|05 ngày|Không", above=above)
    assert ("count_mismatch", "2", "1") in rules(found)


def test_a_note_about_papers_is_no_action() -> None:
    (record,) = read(f"{HEAD}|Ghi chú", "1|1.000001|Cấp giấy phép A|05 ngày|Không|Hồ sơ giấy nộp bổ sung").records
    assert record.values["action"] is None
