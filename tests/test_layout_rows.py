"""Group rows and totals are told from body rows, and every row knows its groups."""

from __future__ import annotations

import pytest

from extractors.layout.headings import find_headings
from extractors.layout.labels import Label, parse_label
from extractors.layout.rows import groups, label_text, role
from tests.layout_tables import printed

ROLLOUT = find_headings(
    printed(
        """TT | Tên cơ quan | Năm 2025 | Năm 2030
        Tổng (147 cơ quan) | < | 35 | 102
        I | Các cơ quan chuyên môn | 20 | -
        1 | Văn phòng Ủy ban nhân dân tỉnh | X |
        IV | Ủy ban nhân dân cấp xã | - | 102
        Thành phố Kon Tum | < | | 21
        46 | Phường Quyết Thắng | | X
         | Huyện Đăk Glei | | 12
        67 | Thị trấn Đăk Glei | | X
        68 | Xã Mường Hoong | | """,
        page=1,
    )
)


def test_rows_of_a_list_with_groups_and_a_total() -> None:
    assert [role(ROLLOUT, row) for row in range(ROLLOUT.rows)] == [
        "header",
        "total",
        "group",
        "body",
        "group",
        "group",
        "body",
        "group",
        "body",
        "body",
    ]


def test_unnumbered_groups_stand_under_roman_ones_and_end_each_other() -> None:
    stacks = groups(ROLLOUT)
    assert stacks[3] == (2,)
    assert stacks[6] == (4, 5)
    assert stacks[8] == (4, 7)
    assert stacks[7] == (4,)
    assert [label_text(ROLLOUT, row) for row in stacks[8]] == ["Ủy ban nhân dân cấp xã", "Huyện Đăk Glei"]


def test_letters_govern_roman_numerals() -> None:
    table = find_headings(
        printed(
            """TT | Tên | Năm 2018
            A | Đã áp dụng |
            1. | Sở Xây dựng | X
            B | Chưa áp dụng |
            I | Mở rộng |
            58 | Chi cục Thú y | X
            II | Lần đầu |
            61 | Sở Ngoại vụ | X
            C | Khuyến khích |
            62 | Trung tâm Lưu trữ | X""",
            page=1,
        )
    )
    stacks = groups(table)
    assert (stacks[2], stacks[5], stacks[7], stacks[9]) == ((1,), (3, 4), (3, 6), (8,))


def test_items_of_a_cost_table_govern_their_sub_items() -> None:
    table = find_headings(
        printed(
            """STT | Nội dung | Thành tiền
            I | Chuyển đổi | 3.325
            1 | 19 sở ban ngành | 1.885
            1.1 | Tư vấn | 725
            1.2 | Chi khác | 1.160
            2 | 14 cơ quan | 630
             | Tổng cộng | 16.843,4
             | Làm tròn | 16.843""",
            page=1,
        )
    )
    assert [role(table, row) for row in range(1, 8)] == ["group", "body", "body", "body", "body", "total", "total"]
    assert groups(table)[4] == (1, 2)
    assert groups(table)[5] == (1,)


@pytest.mark.parametrize(
    "label",
    ["Tổng", "TỔNG CỘNG:", "Cộng", "Tổng cộng (I+II+III)", "Tổng số: 147", "Làm tròn", "TỔNG ĐIỂM", "Cộng lớp 1"],
)
def test_totals(label: str) -> None:
    table = find_headings(printed(f"STT | Nội dung | Tiền\n1 | Tập huấn | 240\n | {label} | 240", page=1))
    assert role(table, 2) == "total"


@pytest.mark.parametrize("name", ["Tổng công ty Điện lực", "Tổng hợp, báo cáo kết quả", "Cộng đồng doanh nghiệp"])
def test_names_that_only_start_like_a_total(name: str) -> None:
    table = find_headings(printed(f"STT | Nội dung | Tiền\n1 | Tập huấn | 240\n2 | {name} | 10", page=1))
    assert role(table, 2) == "body"


def test_a_list_numbered_only_in_roman_has_body_rows() -> None:
    table = find_headings(printed("TT | Nội dung | Tiền\nI | Tập huấn | 240\nII | Kiểm tra | 90", page=1))
    assert [role(table, row) for row in (1, 2)] == ["body", "body"]


def test_a_total_may_be_named_behind_a_blank_column_of_codes() -> None:
    table = find_headings(
        printed("STT | Mã | Tên | Số lượng\n1 | A.01 | Xe | 1\n2 | A.02 | Máy | 2\n | | Cộng | 3", page=1)
    )
    assert [role(table, row) for row in (1, 2, 3)] == ["body", "body", "total"]


def test_lettered_rows_with_figures_head_the_rows_without_a_letter_below_them() -> None:
    table = find_headings(
        printed(
            """Xã, thị trấn | Số hộ
            A. Thành thị | 9150
            Thị trấn Chợ Mới | 5236
            Thị trấn Mỹ Luông | 3914
            B. Nông thôn | 5570
            Xã Kiến An | 5570""",
            page=1,
        )
    )
    assert [role(table, row) for row in range(1, 6)] == ["group", "body", "body", "group", "body"]
    assert (groups(table)[3], groups(table)[5]) == ((1,), (4,))


def test_marks_under_a_years_heading_are_no_sequence_numbers() -> None:
    table = find_headings(printed("Tên | Năm 2018 | Năm 2019\nSở Y tế | X |\nSở Nội vụ | X |", page=1))
    assert [role(table, row) for row in (1, 2)] == ["body", "body"]


def test_further_lines_of_a_merged_entry_are_body_rows() -> None:
    table = find_headings(
        printed("TT | Thời gian | Chủ trì\n3 | Năm 2018 | Huyện\n^ | Năm 2019 | \n4 | Hàng năm | Sở", page=1)
    )
    assert role(table, 2) == "body"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1", Label("arabic", (1,))),
        ("01", Label("arabic", (1,))),
        ("41.", Label("arabic", (41,))),
        ("2.3", Label("arabic", (2, 3))),
        ("IV.", Label("roman", (4,))),
        ("A", Label("upper", (1,))),
        ("a)", Label("lower", (1,))),
        ("đ)", Label("lower", (5,))),
        ("e)", Label("lower", (6,))),
        ("60/116", None),
        ("9001:2015", None),
        ("1.685.762", Label("arabic", (1, 685, 762))),
        ("Sở", None),
        ("", None),
    ],
)
def test_sequence_labels(text: str, label: Label | None) -> None:
    assert parse_label(text) == label


def test_a_letter_that_is_also_a_numeral_is_read_by_what_stands_before() -> None:
    assert parse_label("C", Label("upper", (2,))) == Label("upper", (3,))
    assert parse_label("V", Label("roman", (4,))) == Label("roman", (5,))
    assert parse_label("I", Label("upper", (8,))) == Label("upper", (9,))
    assert parse_label("I") == Label("roman", (1,))


def test_i_1_stands_under_i() -> None:
    table = find_headings(
        printed(
            """TT | Tên thủ tục | Thời hạn
            I | LĨNH VỰC CHỨNG THỰC |
            I.1 | Thủ tục cấp huyện |
            1 | Chứng thực chữ ký | 1 ngày
            I.2 | Thủ tục cấp xã |
            1 | Chứng thực bản sao | 1 ngày
            II | LĨNH VỰC QUỐC TỊCH |
            II.1 | Thủ tục cấp tỉnh |
            1 | Nhập quốc tịch | 115 ngày""",
            page=1,
        )
    )
    assert groups(table)[3] == (1, 2)
    assert groups(table)[5] == (1, 4)
    assert groups(table)[8] == (6, 7)


def test_a_field_printed_in_the_style_of_the_level_over_it_stands_under_it() -> None:
    table = find_headings(
        printed(
            """# | Tên | Phí
            THỦ TỤC CẤP TỈNH | < | <
            LĨNH VỰC CHỢ NỔI | < | <
            1 | Cấp thẻ | 2
            LĨNH VỰC BẾN ĐÒ | < | <
            1 | Đổi thẻ | 3
            THỦ TỤC CẤP XÃ | < | <
            LĨNH VỰC CHỢ NỔI | < | <
            1 | Trả thẻ | 1""",
            page=1,
        )
    )
    assert {row: groups(table)[row] for row in (3, 5, 8)} == {3: (1, 2), 5: (1, 4), 8: (6, 7)}


def test_numbered_rows_over_the_whole_table_head_those_that_count_from_1_again() -> None:
    table = find_headings(
        printed(
            """STT | Tên thủ tục | Phí
            A | THỦ TỤC CẤP TỈNH |
            1. Lĩnh vực Chợ nổi | < | <
            1 | Cấp thẻ | 2
            2 | Đổi thẻ | 1
            2. Lĩnh vực Bến đò | < | <
            1 | Mở bến | 3""",
            page=1,
        )
    )
    assert [role(table, row) for row in range(1, 7)] == ["group", "group", "body", "body", "group", "body"]
    assert {row: groups(table)[row] for row in (3, 6)} == {3: (1, 2), 6: (1, 5)}


def test_a_numbered_row_over_the_whole_table_heads_nothing_where_the_count_goes_on() -> None:
    table = find_headings(printed("STT | Tên | Phí\n1 | Cấp thẻ | 2\n2. Trả thẻ | < | <\n3 | Mở bến | 3", page=1))
    assert [role(table, row) for row in range(1, 4)] == ["body"] * 3
