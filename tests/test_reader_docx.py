"""The DOCX reader gives what Word prints: every cell with its spans, automatic numbers, notes; nothing lost."""

from __future__ import annotations

import io
import re
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Paragraph, Table
from extractors.readers import read
from tests.span_grids import GridCell, W, as_word, paragraph, read_cells, span_grids, without_unseen_columns, word_file


def docx(body: str, **parts: str) -> Document:
    return read(word_file(body, **parts))


def paragraphs(document: Document) -> list[str]:
    return [f"{block.label} {block.text}".strip() for block in document.blocks if isinstance(block, Paragraph)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in cells] for _, cells in table.iter_rows()]


def words(document: Document) -> str:
    said = []
    for block in document.blocks:
        said += [block.text] if isinstance(block, Paragraph) else [item.text for item in block.cells]
    return " ".join(said)


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def table(*lines: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


@settings(deadline=None)
@given(span_grids())
def test_every_cell_of_every_grid_has_its_spans(grid: tuple[int, int, list[GridCell]]) -> None:
    count, cols, cells = grid
    document = docx(as_word(count, cols, cells))
    assert read_cells(document.tables()[0]) == without_unseen_columns(cols, cells)


def test_cells_say_where_they_stand() -> None:
    document = docx(paragraph("Phụ lục") + table(cell(paragraph("1")) + cell(paragraph("Sở Nội vụ"))))
    found = document.tables()[0]
    assert found.place.path == "body/tbl[1]"
    assert [item.place.path for item in found.cells] == ["body/tbl[1]/tr[1]/tc[1]", "body/tbl[1]/tr[1]/tc[2]"]
    assert document.blocks[0].place.path == "body/p[1]"


def test_rows_may_begin_and_end_inside_the_grid() -> None:
    indented = "<w:trPr><w:gridBefore w:val='1'/><w:gridAfter w:val='1'/></w:trPr>" + cell(paragraph("giữa"))
    found = docx(table("".join(cell(paragraph(text)) for text in "abc"), indented)).tables()[0]
    assert [(item.row, item.col, item.text) for item in found.cells][3:] == [(1, 1, "giữa")]
    assert (found.cols, found.row_lengths) == (3, (3, 1))


def test_old_horizontal_merges_and_merges_without_a_beginning() -> None:
    first = cell(paragraph("Năm"), properties="<w:hMerge w:val='restart'/>") + cell("<w:p/>", properties="<w:hMerge/>")
    second = cell(paragraph("2018"), properties="<w:vMerge/>") + cell(paragraph("2019"))
    found = docx(table(first, second)).tables()[0]
    spans = [(item.text, item.row_span, item.col_span) for item in found.cells]
    assert spans == [("Năm", 1, 2), ("2018", 1, 1), ("2019", 1, 1)]


def test_a_border_dragged_by_a_hair_makes_no_column() -> None:
    grid = "<w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='20'/><w:gridCol w:w='900'/></w:tblGrid>"
    wide = "<w:gridSpan w:val='2'/>"
    one = cell(paragraph("a")) + cell(paragraph("b"), properties=wide)
    two = cell(paragraph("c"), properties=wide) + cell(paragraph("d"))
    found = docx(f"<w:tbl>{grid}<w:tr>{one}</w:tr><w:tr>{two}</w:tr></w:tbl>").tables()[0]
    assert found.cols == 2
    spans = [(item.text, item.col, item.col_span) for item in found.cells]
    assert spans == [("a", 0, 1), ("b", 1, 1), ("c", 0, 1), ("d", 1, 1)]


def test_rows_that_word_repeats_on_every_page_are_headings() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>" + cell(paragraph("STT")) + cell(paragraph("Tên cơ quan"))
    found = docx(table(head, cell(paragraph("1")) + cell(paragraph("Sở Y tế")))).tables()[0]
    assert found.header_rows == 1


def test_a_nested_table_is_text_of_its_cell_and_a_table_of_its_own() -> None:
    inner = table(cell(paragraph("trong 1")) + cell(paragraph("trong 2")))
    document = docx(table(cell(paragraph("ngoài"), inner, "<w:p/>") + cell(paragraph("bên"))))
    outer, nested = document.tables()
    assert rows(outer) == [["ngoài trong 1 trong 2", "bên"]]
    assert rows(nested) == [["trong 1", "trong 2"]]
    assert nested.place.path == "body/tbl[1]/tr[1]/tc[1]/tbl[1]"


NUMBERING = """<w:numbering>
<w:abstractNum w:abstractNumId='0'>
 <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl>
 <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%2'/></w:lvl>
 <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%3)'/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId='1'>
 <w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='-'/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId='2'>
 <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1'/></w:lvl></w:abstractNum>
<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>
<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>
<w:num w:numId='3'><w:abstractNumId w:val='2'/></w:num>
<w:num w:numId='4'><w:abstractNumId w:val='2'/>
 <w:lvlOverride w:ilvl='0'><w:startOverride w:val='41'/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(text: str, num: int, level: int = 0) -> str:
    return paragraph(text, f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{num}'/></w:numPr></w:pPr>")


def test_automatic_numbers_are_what_word_prints() -> None:
    body = "".join(
        [
            numbered("Mục đích", 1),
            numbered("Yêu cầu", 1, 1),
            numbered("Một", 1, 2),
            numbered("Hai", 1, 2),
            numbered("Ý", 2),
            numbered("Nội dung", 1),
            numbered("Chung", 1, 1),
            numbered("Ba", 1, 2),
        ]
    )
    said = paragraphs(docx(body, numbering=NUMBERING))
    assert said == ["I. Mục đích", "1.1 Yêu cầu", "a) Một", "b) Hai", "- Ý", "II. Nội dung", "2.1 Chung", "a) Ba"]


def test_an_automatic_number_is_the_text_of_its_cell() -> None:
    lines = [cell(numbered("", 3)) + cell(paragraph(name)) for name in ("Sở Y tế", "Sở Nội vụ")]
    after = [cell(numbered("", 4)) + cell(numbered("UBND xã Nhân Cơ", 2))]
    found = docx(table(*lines, *after), numbering=NUMBERING).tables()[0]
    assert rows(found) == [["1", "Sở Y tế"], ["2", "Sở Nội vụ"], ["41", "- UBND xã Nhân Cơ"]]


def test_numbers_come_from_styles_too_and_may_be_switched_off() -> None:
    styles = """<w:styles><w:style w:type='paragraph' w:styleId='Muc'>
    <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>
    <w:style w:type='paragraph' w:styleId='MucCon'><w:basedOn w:val='Muc'/></w:style></w:styles>"""
    body = paragraph("Mục đích", "<w:pPr><w:pStyle w:val='MucCon'/></w:pPr>") + paragraph(
        "Không số", "<w:pPr><w:pStyle w:val='Muc'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>"
    )
    assert paragraphs(docx(body, styles=styles, numbering=NUMBERING)) == ["I. Mục đích", "Không số"]


def test_bold_and_centred_come_from_runs_paragraphs_and_styles() -> None:
    style = "<w:style w:type='paragraph' w:styleId='Ten'><w:pPr><w:jc w:val='center'/></w:pPr><w:rPr><w:b/></w:rPr>"
    styles = f"<w:styles>{style}</w:style></w:styles>"
    not_bold = "<w:b w:val='0'/>"
    named = "<w:pPr><w:pStyle w:val='Ten'/></w:pPr>"
    body = (
        paragraph("QUYẾT ĐỊNH", named)
        + f"<w:p>{named}{run('Về việc', not_bold)}</w:p>"
        + f"<w:p>{run('Điều 1.', '<w:b/>')}{run(' Phê duyệt')}</w:p>"
        + f"<w:p>{run('Điều 2.', '<w:b/>')}</w:p>"
    )
    found = [(block.bold, block.centered) for block in docx(body, styles=styles).blocks if isinstance(block, Paragraph)]
    assert found == [(True, True), (False, True), (False, False), (True, False)]


def test_text_is_what_the_final_version_prints() -> None:
    body = (
        "<w:p>"
        + run("Căn cứ ")
        + f"<w:del><w:r><w:delText>Luật cũ</w:delText></w:r></w:del><w:ins>{run('Luật mới')}</w:ins>"
        + f"<w:moveFrom>{run('đã chuyển')}</w:moveFrom><w:smartTag>{run(' ngày')}</w:smartTag>"
        + "<w:r><w:tab/><w:t>01</w:t><w:noBreakHyphen/><w:t>02</w:t><w:br/><w:t>năm</w:t></w:r>"
        + run("ẩn", "<w:vanish/>")
        + f"<w:hyperlink>{run(' 2018')}</w:hyperlink>"
        + run(" ubnd", "<w:caps/>")
        + "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"
        + "</w:p>"
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('trong khung nội dung')}</w:sdtContent></w:sdt>"
    )
    assert paragraphs(docx(body)) == ["Căn cứ Luật mới ngày 01-02 năm 2018 UBND✓", "trong khung nội dung"]


def test_line_breaks_part_paragraphs_where_a_new_one_begins() -> None:
    breaks = "<w:p><w:r><w:t>Nơi nhận:</w:t><w:br/><w:t>- Như Điều 3;</w:t><w:br/><w:t>- Lưu: VT.</w:t></w:r></w:p>"
    assert paragraphs(docx(breaks)) == ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT."]
    wrapped = "<w:p><w:r><w:t>Số TTHC đã</w:t><w:br/><w:t>áp dụng</w:t></w:r></w:p>"
    assert paragraphs(docx(wrapped)) == ["Số TTHC đã áp dụng"]


def test_a_cell_keeps_the_paragraphs_that_its_text_runs_together() -> None:
    head = cell(
        paragraph("ỦY BAN NHÂN DÂN"), paragraph("TỈNH KON TUM"), paragraph("-------"), paragraph("Số: 474/QĐ-UBND")
    )
    (first,) = docx(table(head)).tables()[0].cells
    assert first.text == "ỦY BAN NHÂN DÂN TỈNH KON TUM Số: 474/QĐ-UBND"
    assert [part.text for part in first.paragraphs] == ["ỦY BAN NHÂN DÂN", "TỈNH KON TUM", "Số: 474/QĐ-UBND"]


def test_a_fields_result_is_text_and_its_code_is_not() -> None:
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    body = (
        "<w:p>"
        + run("Trang ")
        + mark.format("begin")
        + "<w:r><w:instrText>REF bang \\h</w:instrText></w:r>"
        + run("mã")
        + mark.format("separate")
        + run("7")
        + mark.format("end")
        + "<w:fldSimple w:instr='DATE'>"
        + run(" 18/4")
        + "</w:fldSimple></w:p>"
    )
    assert paragraphs(docx(body)) == ["Trang 7 18/4"]


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent>" + paragraph("Độc lập - Tự do") + "</w:txbxContent>"
    body = (
        "<w:p>"
        + run("ỦY BAN NHÂN DÂN")
        + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        + f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        + f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert paragraphs(docx(body)) == ["ỦY BAN NHÂN DÂN", "Độc lập - Tự do"]


def test_notes_stand_after_the_text_with_their_numbers() -> None:
    footnotes = "<w:footnotes><w:footnote w:id='-1' w:type='separator'><w:p/></w:footnote>" + "".join(
        f"<w:footnote w:id='{note}'><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>"
        for note, text in ((5, " Điều 5 Thông tư"), (3, " Điều 4 Quyết định"))
    )
    body = (
        f"<w:p>{run('Chính phủ')}<w:r><w:footnoteReference w:id='3'/></w:r>{run(' và Bộ')}"
        "<w:r><w:footnoteReference w:id='5'/></w:r></w:p>"
    )
    document = docx(body, footnotes=footnotes + "</w:footnotes>")
    assert paragraphs(document) == ["Chính phủ và Bộ", "1 Điều 4 Quyết định", "2 Điều 5 Thông tư"]
    assert [block.place.path for block in document.blocks][1:] == ["footnote[1]/p[1]", "footnote[2]/p[1]"]


def test_headers_with_words_are_kept_and_page_numbers_are_not() -> None:
    field = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    code = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    page = run("Trang ") + field.format("begin") + code + field.format("separate") + run("3") + field.format("end")
    section = (
        "<w:sectPr><w:headerReference w:type='first' r:id='header1'/>"
        "<w:headerReference w:type='default' r:id='header2'/>"
        "<w:footerReference w:type='default' r:id='footer1'/><w:titlePg/></w:sectPr>"
    )
    document = docx(
        paragraph("Điều 1") + section,
        header1=f"<w:hdr>{paragraph('UBND TỈNH')}</w:hdr>",
        header2=f"<w:hdr>{paragraph('Kế hoạch ISO')}</w:hdr>",
        footer1=f"<w:ftr><w:p>{page}</w:p></w:ftr>",
    )
    assert paragraphs(document) == ["UBND TỈNH", "Điều 1", "Kế hoạch ISO"]
    assert [str(block.place.path).split("/")[0] for block in document.blocks] == ["header", "body", "header"]


def test_damaged_side_parts_do_not_stop_the_reader() -> None:
    document = docx(numbered("Mục đích", 1), numbering="<w:numbering><w:broken", styles="không phải XML")
    assert paragraphs(document) == ["Mục đích"]
    assert sorted(note.rule for note in document.irregularities) == ["damaged_part", "damaged_part"]


def test_strict_office_files_are_read() -> None:
    data = word_file(table(cell(paragraph("1")) + cell(paragraph("Sở Y tế"))))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert rows(read(packed.getvalue()).tables()[0]) == [["1", "Sở Y tế"]]


@given(st.lists(st.lists(st.text("abcđêấ12-/ ", max_size=8), min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_word_is_lost(grid: list[list[str]]) -> None:
    lines = ["".join(cell(paragraph(text)) for text in line) for line in grid]
    body = paragraph("mở đầu") + table(*lines) + paragraph("kết thúc")
    said = words(docx(body)).split()
    wanted = re.sub(r"\s+", " ", " ".join(["mở đầu", *(text for line in grid for text in line), "kết thúc"])).split()
    assert sorted(said) == sorted(wanted)
