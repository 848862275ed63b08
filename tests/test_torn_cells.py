"""What converters of PDFs do to merged cells and blank columns when they write Markdown."""

from __future__ import annotations

from extractors.document import Paragraph, Table
from extractors.layout.shaping import shape
from extractors.readers.text.reader import read_text


def tables(*rows: str) -> list[Table]:
    text = "\n".join(["Danh sách như sau:", "", *rows, ""])
    return [block for block in shape(read_text(text.encode())).blocks if isinstance(block, Table)]


def test_merged_cells_cut_at_the_columns_edges_are_whole_again() -> None:
    (table,) = tables(
        "|**Stt**|**Cơ quan**|**Công bố p**<br>**ch**|**hù hợp tiêu**<br>**uẩn**|**Kết quả**|**kiểm tra**|",
        "|---|---|---|---|---|---|",
        "|||**Đã công**<br>**bố**|**Chưa công**|**Đạt**|**Chưa**|",
        "||||**bố**||**đạt**|",
        "|**Phòn**|**g chuyên môn**|||||",
        "|1|Phòng Tư pháp|x||x||",
        "|2|Phòng Kinh tế||x||x|",
    )
    assert table.headings[2:] == (
        ("Công bố phù hợp tiêu chuẩn", "Đã công bố"),
        ("Công bố phù hợp tiêu chuẩn", "Chưa công bố"),
        ("Kết quả kiểm tra", "Đạt"),
        ("Kết quả kiểm tra", "Chưa đạt"),
    )
    assert [cell.text for cell in table.row(2) if cell.text] == ["Phòng chuyên môn"]
    assert [cell.text for cell in table.row(3)] == ["1", "Phòng Tư pháp", "x", "", "x", ""]


def test_small_letters_join_nothing_where_no_word_is_cut() -> None:
    (table,) = tables(
        "|STT|Nội dung|đơn vị tính|Số<br>lượng|", "|---|---|---|---|", "|1|Tập huấn|lớp|4|", "|2|In|bộ|5|"
    )
    assert table.headings == (("STT",), ("Nội dung",), ("đơn vị tính",), ("Số lượng",))


HEAD = ("|STT|Cơ quan|Năm 2031|Năm 2032|Ghi chú|", "|---|---|---|---|---|", "|1|Sở Y tế|x||Cũ|", "|2|Sở Nội vụ||x||")


def test_a_page_without_one_of_two_columns_of_marks_is_not_guessed() -> None:
    page = ("", "|3|Sở Tư pháp|x||", "|---|---|---|---|", "|4|Sở Xây dựng|x|Mới|", "|5|Sở Tài chính|x||")
    first, second = tables(*HEAD, *page)
    assert (first.rows, second.rows, second.header_rows) == (3, 3, 0)


def test_a_page_whose_columns_fit_one_way_goes_on() -> None:
    page = ("", "|3|Sở Tư pháp||x||", "|---|---|---|---|---|", "|4|Sở Xây dựng|x|||", "|5|Sở Tài chính|x|||")
    (table,) = tables(*HEAD, *page)
    assert table.rows == 6


def test_underscores_around_words_are_italics_and_within_words_are_not() -> None:
    text = "_Nơi nhận:_ - Như trên\n\n**_Hà Nội, ngày 2 tháng 3_**\n\nTệp bao_cao_2031 và a_b_c\n\nHọ tên: ______\n"
    blocks = read_text(text.encode()).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "Nơi nhận: - Như trên",
        "Hà Nội, ngày 2 tháng 3",
        "Tệp bao_cao_2031 và a_b_c",
        "Họ tên: ______",
    ]
