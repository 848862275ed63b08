"""The HTML reader gives what a browser shows of the document itself: spans expanded, the portal's chrome left out."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractors.document import Document, Paragraph, Table
from extractors.readers import read
from tests.span_grids import GridCell, as_html, read_cells, span_grids, without_unseen_columns


def page(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def paragraphs(document: Document) -> list[str]:
    return [f"{block.label} {block.text}".strip() for block in document.blocks if isinstance(block, Paragraph)]


def grid(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]


def words(document: Document) -> list[str]:
    said: list[str] = []
    for block in document.blocks:
        said += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    return sorted(" ".join(said).split())


@settings(deadline=None)  # the first page read loads the vocabulary
@given(span_grids())
def test_every_cell_of_every_grid_has_its_spans(made: tuple[int, int, list[GridCell]]) -> None:
    rows, cols, cells = made
    assume(sum(bool(cell[4]) for cell in cells) > 1)  # one box around a text only lays it out
    found = page("<p>Bảng</p>" + as_html(rows, cells)).tables()[0]
    assert read_cells(found) == without_unseen_columns(cols, cells)


def test_open_cells_head_foot_and_spans_to_the_groups_end() -> None:
    found = page(
        """<table><tfoot><tr><td>Tổng<td>2</tfoot>
        <thead><tr><th rowspan=2>TT<th colspan=2>Năm</tr><tr><th>2025<th>2027</thead>
        <tbody><tr><td rowspan=0>Huyện<td>X<td><tr><td>a<td>b</tbody></table>"""
    ).tables()[0]
    assert grid(found) == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Năm"),
        (1, 1, 1, 1, "2025"),
        (1, 2, 1, 1, "2027"),
        (2, 0, 2, 1, "Huyện"),
        (2, 1, 1, 1, "X"),
        (2, 2, 1, 1, ""),
        (3, 1, 1, 1, "a"),
        (3, 2, 1, 1, "b"),
        (4, 0, 1, 1, "Tổng"),
        (4, 1, 1, 1, "2"),
    ]
    assert (found.header_rows, found.row_lengths) == (2, (2, 2, 3, 2, 2))


def test_cells_never_overlap_even_where_the_page_says_so() -> None:
    found = page("<table><tr><td>a<td rowspan=3>b<td>c<tr><td colspan=3>d<tr><td>e<td>f<td>g</table>").tables()[0]
    taken = [
        (row, col)
        for cell in found.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    assert len(taken) == len(set(taken))
    assert [cell.text for cell in found.cells] == list("abcdefg")


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999999", "2.5"])
def test_odd_spans_do_no_harm(span: str) -> None:
    found = page(
        f"<table><tr><td colspan='{span}' rowspan='{span}'>a</td><td>b</td></tr><tr><td>c<td>d</table>"
    ).tables()[0]
    assert [cell.text for cell in found.cells if cell.text] == ["a", "b", "c", "d"]
    assert found.cols <= 4


def test_inline_marks_do_not_split_words_and_breaks_do() -> None:
    found = page(
        "<p>Nghị quyết 36<sup>a</sup>/NQ-CP&nbsp;c<b>ủ</b>a</p>"
        "<table><tr><td>Sở<br>Y tế<td><p>một</p><p>hai</p></table>"
    )
    assert paragraphs(found) == ["Nghị quyết 36a/NQ-CP của"]
    assert [cell.text for cell in found.tables()[0].cells] == ["Sở Y tế", "một hai"]


def test_line_breaks_part_paragraphs_where_a_new_one_begins() -> None:
    found = page(
        "<div>Căn cứ Luật Tổ chức;<br>Căn cứ Nghị quyết<br>của Chính phủ;<br><br>Theo đề nghị<br/>"
        "- Như Điều 2;<br>- Lưu.</div>"
    )
    assert paragraphs(found) == [
        "Căn cứ Luật Tổ chức;",
        "Căn cứ Nghị quyết của Chính phủ;",
        "Theo đề nghị",
        "- Như Điều 2;",
        "- Lưu.",
    ]


def test_lists_have_their_labels() -> None:
    found = page(
        "<ol type=a start=2><li>hai<li><p>ba</p><p>tiếp</p></ol><ul><li>chấm</ul>"
        "<ol style='list-style-type:upper-roman'><li>La Mã</li></ol>"
        "<ol style='list-style:none'><li>1.1. tự đánh</li></ol>"
    )
    assert paragraphs(found) == ["b. hai", "c. ba", "tiếp", "• chấm", "I. La Mã", "1.1. tự đánh"]


def test_a_list_number_alone_is_the_text_of_its_cell() -> None:
    rows = "".join(f"<tr><td><ol start={n}><li><p></p></ol></td><td>Sở {n}</td></tr>" for n in (1, 2))
    (made,) = page(f"<table>{rows}</table>").tables()
    assert [cell.text for cell in made.cells] == ["1.", "Sở 1", "2.", "Sở 2"]


def test_lines_paths_and_looks() -> None:
    prose = "\n<div align=center><b>QUYẾT ĐỊNH</b>\n<p style='text-align: left'>Về việc</p></div>\n"
    found = page(prose + "<table>\n<tr>\n<td>1\n<td>Sở A\n</table>")
    first, second, table = found.blocks
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph) and isinstance(table, Table)
    assert (first.bold, first.centered, first.place.line) == (True, True, 2)
    assert (second.bold, second.centered, second.place.line) == (False, False, 3)
    assert [(cell.place.line, cell.place.path) for cell in table.cells] == [
        (6, "body/table[1]/tr[1]/td[1]"),
        (7, "body/table[1]/tr[1]/td[2]"),
    ]


def test_what_is_not_shown_is_not_read() -> None:
    found = page(
        "<p style='display: none'>ẩn</p><p hidden>ẩn</p><script>var a='<p>x</p>'</script><!-- chú thích --><p>hiện</p>"
        "<table><tr style='display:none'><td>ẩn<td>ẩn<tr><td>a<td>b</table>"
    )
    assert words(found) == ["a", "b", "hiện"]


def test_a_nested_table_is_text_of_its_cell_and_a_table_of_its_own() -> None:
    inner = "<table><tr><td>i<td>j<tr><td>k<td>l</table>"
    found = page(f"<table><tr><td>1<td>a<tr><td>2<td>Sở A {inner}<tr><td>3<td>" + "chữ " * 20 + "</table>")
    outer, nested = found.tables()
    assert [cell.text for cell in outer.row(1)] == ["2", "Sở A i j k l"]
    assert grid(nested) == [(0, 0, 1, 1, "i"), (0, 1, 1, 1, "j"), (1, 0, 1, 1, "k"), (1, 1, 1, 1, "l")]


def test_a_table_that_lays_out_the_page_is_unwrapped() -> None:
    article = "<p>Điều 1. Phê duyệt.</p><table><tr><td>1<td>Sở A<tr><td>2<td>Sở B</table><p>Điều 2. Hiệu lực.</p>"
    found = page(f"<table width=100%><tr><td>&nbsp;</td><td>{article}</td></tr></table>")
    assert paragraphs(found) == ["Điều 1. Phê duyệt.", "Điều 2. Hiệu lực."]
    assert [[cell.text for cell in table.cells] for table in found.tables()] == [["1", "Sở A", "2", "Sở B"]]


PORTAL = """<header class="site"><div class="logo">CỔNG THÔNG TIN</div></header>
<div id="TopMenu"><ul><li><a href="/">Trang chủ</a></li>
<li><a href="/vb">Văn bản</a></li><li><a href="/tt">Tin tức</a></li></ul></div>
<form id="aspnetForm"><input type="hidden" value="x">
<table class="layout"><tr><td class="left-col"><div class="box">
<a href="/1">Giới thiệu chung</a><br><a href="/2">Bộ máy tổ chức</a><br>
<a href="/3">Thủ tục hành chính</a></div></td><td>
<div class="path"><a href="/">Trang chủ</a> » <a href="/vb">Văn bản</a> » Quyết định</div>
{content}
<div class="tools"><a href="javascript:print()">In trang</a> | <a href="/mail">Gửi email</a></div><p>Lượt xem: 2.392</p>
<div class="other"><h3>Tin liên quan</h3><ul><li><a href="/a">Kế hoạch cải cách hành chính năm 2019</a></li>
<li><a href="/b">Quyết định công bố thủ tục hành chính</a></li><li><a href="/c">Họp báo quý I</a></li></ul></div>
</td></tr></table></form>
<footer><p>Bản quyền thuộc Văn phòng UBND tỉnh. Ghi rõ nguồn khi phát hành lại.</p></footer>"""

CONTENT = """<h1>Quyết định 512/QĐ-UBND</h1><p>Ngày 18/04/2018 | 10:12</p>
<div class="doc-header"><table>
<tr><td>ỦY BAN NHÂN DÂN<br>TỈNH ĐẮK NÔNG<br>-------<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
<tr><td>Số: 512/QĐ-UBND<td>Đắk Nông, ngày 18 tháng 4 năm 2018</table></div>
<p>Căn cứ <a href="/luat">Luật Tổ chức chính quyền địa phương</a>;</p>
<p>Điều 1. Phê duyệt Kế hoạch triển khai ISO điện tử.</p>
<p>DANH MỤC</p>
<table><tr><td>TT<td>Tên<tr><td>1<td>Sở Nội vụ</table><p>Điều 2. Quyết định có hiệu lực kể từ ngày ký.</p>"""


def test_a_portals_chrome_is_left_out_and_the_document_is_whole() -> None:
    found = page(PORTAL.format(content=CONTENT), "<title>Cổng</title>")
    assert paragraphs(found) == [
        "Quyết định 512/QĐ-UBND",
        "Ngày 18/04/2018 | 10:12",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Điều 1. Phê duyệt Kế hoạch triển khai ISO điện tử.",
        "DANH MỤC",
        "Điều 2. Quyết định có hiệu lực kể từ ngày ký.",
    ]
    assert [len(table.cells) for table in found.tables()] == [4, 4]
    assert found.tables()[0].cells[0].text == "ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG"
    assert found.title == "Cổng"


def test_a_class_word_alone_removes_nothing_of_the_document() -> None:
    found = page(
        "<div class='main-menu-right sidebar'><p>Điều 1. Phê duyệt.</p><p>Điều 2. Hiệu lực thi hành.</p></div>"
    )
    assert paragraphs(found) == ["Điều 1. Phê duyệt.", "Điều 2. Hiệu lực thi hành."]


def test_the_marks_of_footnotes_are_no_text_and_the_notes_are() -> None:
    mark = "<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a>"
    note = "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> Điều 4 Quyết định số 19</p>"
    found = page(f"<p>Thủ tướng Chính phủ{mark} (xem <a href='#muc2'>mục 2</a>)</p>{note}")
    assert paragraphs(found) == ["Thủ tướng Chính phủ (xem mục 2)", "[1] Điều 4 Quyết định số 19"]


def test_pages_saved_by_word() -> None:
    found = read(
        """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
        <!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
        <body lang=VI><div class=WordSection1>
        <p class=MsoNormal align=center><b><span style='font-size:14.0pt'>KẾ
        HOẠCH<o:p></o:p></span></b></p>
        <table class=MsoTableGrid border=1><tr><td width=50><p class=MsoNormal>1<o:p></o:p></p></td>
        <td>
        <p class=MsoNormal>Sở Khoa học<span style='mso-spacerun:yes'>&nbsp; </span>và Công nghệ</p></td></tr></table>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p></div></body></html>""".encode()
    )
    assert paragraphs(found) == ["KẾ HOẠCH"]
    assert [cell.text for cell in found.tables()[0].cells] == ["1", "Sở Khoa học và Công nghệ"]


def test_a_page_without_a_table_is_prose() -> None:
    found = page("Lộ trình:<p>Năm 2018: Văn phòng UBND tỉnh.<p>Năm 2019: các huyện.")
    assert paragraphs(found) == ["Lộ trình:", "Năm 2018: Văn phòng UBND tỉnh.", "Năm 2019: các huyện."]


def test_very_deep_pages_are_read() -> None:
    assert paragraphs(page("<div>" * 3000 + "Điều 1" + "</div>" * 3000)) == ["Điều 1"]
    assert "x" in words(page("<table><tr><td>" * 100 + "x"))


TAGS = st.sampled_from(["p", "div", "b", "i", "span", "li", "h2", "td", "section", "center", "blockquote"])
TEXTS = st.text("abcđêấ12<&;. ", max_size=10)


@settings(deadline=None)
@given(st.recursive(TEXTS, lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)), max_leaves=20))
def test_no_word_is_lost(tree: object) -> None:
    def written(node: object) -> str:
        if isinstance(node, str):
            return html.escape(node)
        assert isinstance(node, tuple)
        tag, inner = node
        return f"<{tag}> {' '.join(written(item) for item in inner)} </{tag}>"

    source = written(tree)
    shown = html.unescape(re.sub(r"<[^<>]*>", " ", source))
    wanted = f"mở đầu {shown} kết thúc".split()
    found = words(page(f"<p>mở đầu</p>{source}<p>kết thúc</p>"))
    assert [word for word in found if re.search(r"\w", word)] == sorted(
        word for word in wanted if re.search(r"\w", word)
    )
