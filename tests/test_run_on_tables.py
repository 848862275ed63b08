"""Tables whose rows stand in the text as sentences: read where only one way to cut them makes sense."""

from __future__ import annotations

import pytest

from extractors.document import Table
from extractors.layout.shaping import shape
from extractors.readers.text.reader import read_text


def grid(text: str) -> list[list[str]]:
    """The cells of the one table that a text holds, row by row; no rows where it holds none."""
    tables = [block for block in shape(read_text(text.encode())).blocks if isinstance(block, Table)]
    assert len(tables) < 2
    return [[cell.text for cell in tables[0].row(row)] for row in range(tables[0].rows)] if tables else []


HEADS = "STT Đơn vị được kiểm tra Tổng số TTHC Số TTHC áp dụng Công bố HTQLCL Kết luận"
ROWS = [
    "1 Sở Y tế 98 60 Quyết định số 12/QĐ-SYT ngày 02/3/2031 Phù hợp",
    "2 Sở Nội vụ 77 77 Chưa công bố Không phù hợp",
    "3 UBND huyện Bắc Sông 252 201 Quyết định số 1604/QĐ-UBND ngày 30/7/2031 Phù hợp",
]
READ = [
    ["STT", "Đơn vị được kiểm tra", "Tổng số TTHC", "Số TTHC áp dụng", "Công bố HTQLCL", "Kết luận"],
    ["1", "Sở Y tế", "98", "60", "Quyết định số 12/QĐ-SYT ngày 02/3/2031", "Phù hợp"],
    ["2", "Sở Nội vụ", "77", "77", "Chưa công bố", "Không phù hợp"],
    ["3", "UBND huyện Bắc Sông", "252", "201", "Quyết định số 1604/QĐ-UBND ngày 30/7/2031", "Phù hợp"],
]


@pytest.mark.parametrize("between", ["\n", "\n\n", " "])
def test_cells_show_by_their_form_where_they_end(between: str) -> None:
    text = between.join([HEADS, *ROWS])
    assert grid(f"I. KẾT QUẢ\n\n{text}\n\nII. YÊU CẦU\n\n1. Khắc phục ngay.\n") == READ


def test_a_row_may_go_on_in_the_next_lines() -> None:
    broken = [row.replace("ngày ", "ngày\n").replace("Không phù", "Không phù\n") for row in ROWS]
    assert grid("\n".join(["Kết quả như sau:\n", HEADS, *broken, "\nNơi nhận:\n- Như trên;\n"])) == READ


def test_each_row_stands_where_it_is_printed() -> None:
    document = shape(read_text("\n".join(["Kết quả như sau:", "", HEADS, *ROWS]).encode()))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [table.row(row)[0].place.line for row in range(4)] == [3, 4, 5, 6]
    assert [note.rule for note in table.irregularities] == ["columns_by_text"]


def test_the_second_line_of_a_name_follows_the_figures_of_its_row() -> None:
    rows = ["1 Sở Xây dựng 98 60 2031", "2 Sở Lao động - Thương binh và Xã 121 109 2032", "hội", "3 Sở Y tế 5 5 2031"]
    text = "\n".join(["STT Đơn vị Tổng số TTHC Số TTHC áp dụng Năm thực hiện", *rows])
    assert grid(text)[2] == ["2", "Sở Lao động - Thương binh và Xã hội", "121", "109", "2032"]


def test_groups_go_into_the_table_and_the_next_section_does_not() -> None:
    rows = [
        "I Các sở, ban, ngành",
        "1 Sở Y tế 98 2031",
        "2 Sở Nội vụ 77 2032",
        "II Cấp huyện",
        "1 UBND huyện Bắc 9 2031",
    ]
    after = ["III. KINH PHÍ", "1. Nguồn ngân sách tỉnh.", "2. Nguồn khác."]
    found = grid("\n".join(["STT Đơn vị Số TTHC Năm thực hiện", *rows, *after]))
    assert [row[:2] for row in found[1:]] == [
        ["I", "Các sở, ban, ngành"],
        ["1", "Sở Y tế"],
        ["2", "Sở Nội vụ"],
        ["II", "Cấp huyện"],
        ["1", "UBND huyện Bắc"],
    ]


@pytest.mark.parametrize(
    ("printed", "under"),
    [
        ("Tổng cộng 1.500.000", ["", "", "1.500.000"]),  # a single sum is that of the last column
        ("Cộng 5 1.300.000", ["5", "", "1.300.000"]),  # each under the column that it adds up
        ("Tổng số 5 2 1.300.000", ["5", "2", "1.300.000"]),
        ("Cộng 6 1.500.000", None),  # nothing shows under which columns
    ],
)
def test_sums_stand_under_their_columns(printed: str, under: list[str] | None) -> None:
    rows = ["1 Chi in ấn 2 200.000 400.000", "2 Chi tập huấn 3 300.000 900.000"]
    found = grid(
        "\n".join(["DỰ TOÁN", "", "STT Nội dung Số lượng Đơn giá Thành tiền", *rows, printed, "", "Bằng chữ: một"])
    )
    assert len(found) == 3 + (under is not None)
    assert under is None or found[3][2:] == under


@pytest.mark.parametrize(
    "text",
    [
        # a cell is wanting in one row, and nothing shows which
        "STT Cơ quan Số TTHC Công bố\n1 Sở Y tế 98 Có\n2 Sở Nội vụ 60\n3 Sở Tư pháp 41 Có",
        # one mark under two headings
        "STT Cơ quan Đã công bố Chưa công bố\n1 Sở Y tế x\n2 Sở Nội vụ x\n3 Sở Tư pháp x",
        # two columns of free text
        "STT Cơ quan Số TTHC Nội dung kiểm tra\n1 Sở Y tế 98 Hồ sơ\n2 Sở Nội vụ 60 Cả hồ sơ",
        # the second line of which cell?
        "STT Cơ quan Số TTHC Kết quả kiểm tra\n1 Sở Y tế 98 Đạt tốt\n2 Sở Nội vụ 60 Đạt",
        # no headings of a table
        "TT Tỉnh ủy và các sở sau:\n1 Sở Y tế 98\n2 Sở Nội vụ 60",
    ],
)
def test_what_can_be_cut_in_several_ways_is_not_read(text: str) -> None:
    assert grid(text) == []


def test_a_list_of_names_is_a_table_of_two_columns() -> None:
    text = "DANH SÁCH\n\nTT Tên cơ quan\n1 Sở Y tế\n2 Sở Nội vụ\n\nNơi nhận:\n- Như trên;"
    assert grid(text) == [["TT", "Tên cơ quan"], ["1", "Sở Y tế"], ["2", "Sở Nội vụ"]]
    assert grid(text.replace("cơ quan", "cơ quan Ghi chú")) == []


def test_numbers_may_have_a_zero_before_them() -> None:
    text = "DANH SÁCH\n\nSTT Cơ quan Số TTHC\n01 Sở Y tế 98\n02. Sở Nội vụ 77\n03 Sở Tư pháp 5\n"
    assert [row[:2] for row in grid(text)[1:]] == [["01", "Sở Y tế"], ["02", "Sở Nội vụ"], ["03", "Sở Tư pháp"]]
