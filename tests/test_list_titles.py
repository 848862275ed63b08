"""Tables of lists: titles over the headings and headings printed again, columns of several meanings."""

from __future__ import annotations

from extractors import readers, table_values
from extractors.document import Document
from extractors.layout import shape
from extractors.procedure_lists import procedures


def html(*rows: str) -> Document:
    """Return an HTML table read and shaped; cells stand between ``|``, a row of one cell spans three columns."""
    lines = []
    for row in rows:
        cells = row.split("|")
        wide = ' colspan="3"' if len(cells) == 1 else ""
        lines.append("<tr>" + "".join(f"<td{wide}>{cell}</td>" for cell in cells) + "</tr>")
    return shape(readers.read(f"<table>{''.join(lines)}</table>".encode(), "example.html"))


def test_each_title_heads_the_rows_under_its_heading() -> None:
    document = html(
        "Lĩnh vực Hội (2 thủ tục)",
        "STT|Tên thủ tục|Nơi nộp",
        "1|Thành lập hội|Sở Nội vụ",
        "2|Đổi tên hội|Sở Nội vụ",
        "Lĩnh vực Thi đua (1 thủ tục)",
        "STT|Tên thủ tục|Nơi nộp",
        "1|Tặng giấy khen|Phòng Nội vụ",
    )
    named = [(row.values["name"], row.values["field"]) for row in procedures.extract(document).records]
    assert named == [("Thành lập hội", "Hội"), ("Đổi tên hội", "Hội"), ("Tặng giấy khen", "Thi đua")]
    assert "Tên thủ tục" not in [value.raw for value in table_values.extract(document)]


def test_a_numbered_title_over_the_heading_is_no_heading() -> None:
    document = html("I. DANH SÁCH HỖ TRỢ", "STT|Họ và tên|Số tiền (đồng)", "1|Lê Văn Quý|200.000")
    paths = {value.column_path for value in table_values.extract(document)}
    assert paths == {("Họ và tên",), ("Số tiền (đồng)",)}


def test_a_column_of_fields_and_names_and_columns_of_levels() -> None:
    printed = (
        "<table><tr><td rowspan=2>TT</td><td rowspan=2>Lĩnh vực/Tên thủ tục hành chính</td>"
        "<td colspan=2>Cấp thực hiện</td></tr><tr><td>Tỉnh</td><td>Xã</td></tr>"
        "<tr><td>1</td><td>Khai sinh</td><td></td><td>x</td></tr>"
        "<tr><td>2</td><td>Khai tử</td><td>x</td><td>x</td></tr></table>"
    )
    document = shape(readers.read(printed.encode(), "example.html"))
    named = [(row.values["name"], row.values["levels"]) for row in procedures.extract(document).records]
    assert named == [("Khai sinh", ["commune"]), ("Khai tử", ["province", "commune"])]


def test_the_box_of_a_portal_is_no_table_of_the_document() -> None:
    box = html("Số hiệu|95/QĐ-UBND|", "Ngày ban hành|28/02/2022|", "Người ký|Lê Văn Quý|", "Lĩnh vực|Đất đai|")
    assert list(table_values.extract(box)) == []
    listed = html("TT|Số ký hiệu|Ngày ban hành", "1|12/QĐ-UBND|01/02/2020", "2|13/QĐ-UBND|02/02/2020")
    assert len(list(table_values.extract(listed))) == 4
