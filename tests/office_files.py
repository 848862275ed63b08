"""Workbooks for the tests, laid out as offices lay them out: letter head, title, bordered table, signature."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

THIN = Border(**{side: Side(style="thin") for side in ("left", "right", "top", "bottom")})


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(sheet: Worksheet, area: str, value: Any, *, bordered: bool = False, form: str = "", font: str = "") -> None:
    """Write a value into a cell or a merged area ("B7" or "B7:D7")."""
    first = area.partition(":")[0]
    sheet[first] = value
    if ":" in area:
        sheet.merge_cells(area)
    if form:
        sheet[first].number_format = form
    if font:
        sheet[first].font = Font(name=font)
    if bordered:
        rows = sheet[area] if ":" in area else ((sheet[area],),)
        for row in rows:
            for cell in row:
                cell.border = THIN


def decision(
    left: Sequence[str],
    right: Sequence[str],
    text: Sequence[str],
    signature: tuple[Sequence[str], Sequence[str]],
    annex: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> bytes:
    """Return a decision with its annex on one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Quyết định"
    at = 1
    for lines in zip_longest(left, right):
        for area, line in zip(("A{0}:B{0}", "C{0}:D{0}"), lines, strict=True):
            if line:
                put(sheet, area.format(at), line)
        at += 1
    at += 1
    for line in text:
        put(sheet, f"A{at}:D{at}", line)
        sheet[f"A{at}"].alignment = Alignment(wrap_text=True)
        at += 1
    for lines in zip_longest(*signature):
        for column, line in zip("AC", lines, strict=True):
            if line:
                sheet[f"{column}{at}"] = line
        at += 1
    at += 1
    for line in annex:
        put(sheet, f"A{at}:D{at}", line)
        at += 1
    for row in rows:
        for column, value in zip("ABC", row, strict=True):
            put(sheet, f"{column}{at}", int(value) if value.isdecimal() else value, bordered=True)
        at += 1
    return saved(book)


def zip_longest(left: Sequence[str], right: Sequence[str]) -> list[tuple[str, str]]:
    length = max(len(left), len(right))
    return [(left[i] if i < len(left) else "", right[i] if i < len(right) else "") for i in range(length)]


def complete(word: bytes) -> bytes:
    """Return a Word file of `tests.span_grids` with the parts that word processors ask for and readers do not."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", relations)
        for name in given.namelist():
            part = re.sub("<w:tbl>(?=<w:tr>).*?</w:tr>", _with_grid, given.read(name).decode())
            package.writestr(name, part.replace("</w:tbl></w:body>", "</w:tbl><w:p/></w:body>"))  # a DOC ends in text
    return stream.getvalue()


def _with_grid(table: re.Match[str]) -> str:
    """Return the start of a table with the widths of its columns, without which a DOC has none."""
    count = table[0].count("<w:tc>")
    grid = f"<w:gridCol w:w='{9000 // count}'/>" * count
    width = "<w:tblPr><w:tblW w:w='9000' w:type='dxa'/></w:tblPr>"
    return table[0].replace("<w:tbl>", f"<w:tbl>{width}<w:tblGrid>{grid}</w:tblGrid>", 1)
