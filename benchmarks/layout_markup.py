# ruff: noqa: E501 (markup reads better unbroken)
"""The seeded documents as DOCX and HTML markup, for LibreOffice and Chromium to print."""

from __future__ import annotations

import html
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.layouts import GALLERY, Break, CellSpec, DocumentSpec, TableSpec

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCX_BORDERS = {
    "thin": ("single", 4, "000000"), "hair": ("single", 2, "000000"), "thick": ("single", 12, "000000"),
    "double": ("double", 4, "000000"), "dotted": ("dotted", 4, "000000"), "dashed": ("dashed", 4, "000000"),
    "coloured": ("single", 6, "4472C4"), "no_sides": ("single", 4, "000000"), "no_left": ("single", 4, "000000"),
    "frame_thick": ("single", 4, "000000"), "none": ("nil", 0, "000000"), "inner_dotted": ("single", 4, "000000"),
    "inner_dashed": ("single", 4, "000000"), "outer_double": ("single", 4, "000000"),
    **dict.fromkeys(GALLERY, ("nil", 0, "000000")),
}  # fmt: skip
_CSS_BORDERS = {
    "thin": "1px solid #000", "hair": "0.5px solid #000", "thick": "2px solid #000", "double": "3px double #000",
    "dotted": "1px dotted #000", "dashed": "1px dashed #000", "coloured": "1px solid #4472c4", "no_sides": "1px solid #000",
    "no_left": "1px solid #000", "frame_thick": "1px solid #000",
    "none": "none", "inner_dotted": "1px solid #000", "inner_dashed": "1px solid #000", "outer_double": "1px solid #000",
    **dict.fromkeys(GALLERY, "none"),
}  # fmt: skip


def page_size(landscape: bool) -> tuple[float, float]:
    """Return the width and height of an A4 page in points."""
    return (841.9, 595.3) if landscape else (595.3, 841.9)


def _docx_paragraphs(
    text: str, font: str, size: float, align: str, bold: bool, line: float, colour: str = "000000"
) -> str:
    run = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>{"<w:b/>" if bold else ""}<w:color w:val="{colour}"/><w:sz w:val="{int(size * 2)}"/>'
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{int(240 * line)}" w:lineRule="auto"/>'
    return "".join(
        f'<w:p><w:pPr>{spacing}<w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>{run}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(part)}</w:t></w:r></w:p>'
        for part in text.split("\n")
    )


def _docx_table(spec: DocumentSpec, table: TableSpec, landscape: bool) -> str:
    width = int((page_size(landscape)[0] - 2 * spec.margin) * 20 * table.share)
    widths = [int(share * width) for share in table.widths]
    style, eighths, colour = _DOCX_BORDERS[table.border]
    edges = ""
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        value, weight = style, eighths
        if (table.border, side) in {("no_sides", "left"), ("no_sides", "right"), ("no_left", "left")}:
            value = "nil"
        if table.border == "frame_thick" and not side.startswith("inside"):
            weight = 12
        if table.border == "outer_double" and not side.startswith("inside"):
            value = "double"
        if table.border in ("inner_dotted", "inner_dashed") and side == "insideH":
            value = table.border.removeprefix("inner_")
        edges += f'<w:{side} w:val="{value}" w:sz="{weight}" w:space="0" w:color="{colour}"/>'
    pad = int(table.padding * 20)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    out = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    held = {(cell.row + k, cell.col): (cell, k) for cell in table.cells for k in range(cell.row_span)}
    for row in range(table.rows):
        props = ("" if table.split_rows else "<w:cantSplit/>") + (
            "<w:tblHeader/>" if table.repeat_header and row < table.header_rows else ""
        )
        if any(cell.upright and cell.row == row for cell in table.cells):
            props += f'<w:trHeight w:val="{int(table.size * 200)}" w:hRule="atLeast"/>'
        out += f"<w:tr><w:trPr>{props}</w:trPr>"
        for col in sorted(c for r, c in held if r == row):
            cell, below = held[row, col]
            span = f'<w:gridSpan w:val="{cell.col_span}"/>' if cell.col_span > 1 else ""
            merge = ("<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>') if cell.row_span > 1 else ""
            heading = row < table.header_rows
            fill = "D9E2F3" if table.shaded else "1F3864" if table.dark else ""
            fill = fill if heading else "F2F2F2" if row in table.filled_rows else ""
            shade = f'<w:shd w:val="clear" w:fill="{fill}"/>' if fill else ""
            middle = '<w:vAlign w:val="center"/>' if cell.valign == "center" else ""
            turn = '<w:textDirection w:val="btLr"/>' if cell.upright else ""
            align = "both" if spec.justified and cell.align == "left" else cell.align
            colour = "FFFFFF" if table.dark and heading else "000000"
            size = sum(widths[col : col + cell.col_span])
            body = _docx_paragraphs(
                "" if below else cell.text, spec.font, table.size, align, cell.bold, spec.line_height, colour
            )
            drawn = _docx_sides(table, cell, below)
            out += f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{span}{merge}{drawn}{shade}{turn}{middle}</w:tcPr>{body}</w:tc>'
        out += "</w:tr>"
    return out + "</w:tbl>"


def _docx_sides(table: TableSpec, cell: CellSpec, below: int) -> str:
    """Return the borders of one cell of a table in a gallery style, or of one row of a merged one."""
    names = {"t": "top", "l": "left", "b": "bottom", "r": "right"}
    drawn = cell.sides(table)
    hidden = ("t" if below else "") + ("b" if below + 1 < cell.row_span else "")
    sides = [names[side] for side in "tlbr" if side in drawn and side not in hidden]
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    return f"<w:tcBorders>{lines}</w:tcBorders>" if lines else ""


def _docx_break(spec: DocumentSpec, landscape: bool, item: Break) -> str:
    """Return what ends a page: a page break, or a section's end where the next pages lie otherwise."""
    if landscape == item.landscape:
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    width, height = (int(side * 20) for side in page_size(landscape))
    margin = int(spec.margin * 20)
    margins = " ".join(f'w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    orient = ' w:orient="landscape"' if landscape else ""
    size = f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
    return f'<w:p><w:pPr><w:sectPr>{size}<w:pgMar {margins} w:header="360" w:footer="360" w:gutter="0"/></w:sectPr></w:pPr></w:p>'


def write_docx(spec: DocumentSpec, path: Path) -> None:
    """Write the document as a Word file of real tables."""
    import docx
    from lxml import etree

    document = docx.Document()
    body = document.element.body
    section = body.sectPr
    for child in list(body):
        if child is not section:
            body.remove(child)
    text, landscape = "", spec.landscape
    for item in spec.items:
        if isinstance(item, Break):
            text += _docx_break(spec, landscape, item)
            landscape = item.landscape
        elif isinstance(item, TableSpec):
            text += _docx_table(spec, item, landscape)
        else:
            text += _docx_paragraphs(item, spec.font, 12, "left", False, spec.line_height)
    for node in etree.fromstring(f'<w:body xmlns:w="{_W}">{text}</w:body>'):
        section.addprevious(node)
    width, height = page_size(landscape)
    page = document.sections[-1]
    page.page_width, page.page_height = int(width * 12700), int(height * 12700)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = int(spec.margin * 12700)
    if spec.header:
        first = document.sections[0]
        first.header.paragraphs[0].text = spec.header
        number = etree.fromstring(f'<w:fldSimple xmlns:w="{_W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        first.footer.paragraphs[0]._p.append(number)
    document.save(str(path))


def _html_cell(table: TableSpec, cell: CellSpec, justified: bool) -> str:
    align = "justify" if justified and cell.align == "left" else cell.align
    style = f"text-align:{align};{'font-weight:bold;' if cell.bold else ''}"
    if table.shaded and cell.row < table.header_rows:
        style += "background:#d9e2f3;"
    if table.dark and cell.row < table.header_rows:
        style += "background:#1f3864;color:#fff;"
    if cell.row in table.filled_rows:
        style += "background:#f2f2f2;"
    if cell.valign == "center":
        style += "vertical-align:middle;"
    if table.border in ("inner_dotted", "inner_dashed"):
        line = f"1px {table.border.removeprefix('inner_')} #000;"
        style += f"border-top:{line};" if cell.row else ""
        style += f"border-bottom:{line};" if cell.row + cell.row_span < table.rows else ""
    if table.border in ("no_sides", "no_left") and cell.col == 0:
        style += "border-left:none;"
    if table.border == "no_sides" and cell.col + cell.col_span == len(table.widths):
        style += "border-right:none;"
    names = {"t": "top", "l": "left", "b": "bottom", "r": "right"}
    style += "".join(f"border-{names[side]}:1px solid #000;" for side in cell.sides(table))
    text = (
        "".join(f"<p>{html.escape(part)}</p>" for part in cell.text.split("\n"))
        if "\n" in cell.text
        else html.escape(cell.text)
    )
    if cell.upright:
        text = f'<div style="writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap">{text}</div>'
    return f'<td rowspan="{cell.row_span}" colspan="{cell.col_span}" style="{style}">{text}</td>'


def write_html(spec: DocumentSpec, path: Path) -> None:
    """Write the document as a page for Chromium's print."""
    width, height = page_size(spec.landscape)
    out = (
        f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><style>@page{{size:{width}pt {height}pt;margin:{spec.margin}pt}}'
        f"@page wide{{size:{max(width, height)}pt {min(width, height)}pt}}"
        f"body{{margin:0;font-family:'{spec.font}';line-height:{spec.line_height if spec.line_height > 1 else 'normal'}}}"
        "p{margin:0}table{border-collapse:collapse;width:100%}td{vertical-align:top}</style><div>"
    )
    for item in spec.items:
        if isinstance(item, Break):
            out += f"</div><div style='break-before:page;{'page:wide' if item.landscape else ''}'>"
            continue
        if isinstance(item, str):
            out += f"<p style='font-size:12pt'>{html.escape(item)}</p>"
            continue
        name = f"t{spec.items.index(item)}"
        fixed = f".{name}{{table-layout:fixed;overflow-wrap:break-word}}" if spec.fixed_widths else ""
        avoid = "" if item.split_rows else f".{name} tr{{break-inside:avoid}}"
        frame = f".{name}{{border:2.5px solid #000}}" if item.border == "frame_thick" else ""
        frame += f".{name}{{border:4px double #000}}" if item.border == "outer_double" else ""
        boxes = f".{name}{{width:{item.share * 100}%}}"
        if item.spacing:
            boxes += f".{name}{{border-collapse:separate;border-spacing:{item.spacing}pt}}"
        out += (
            f"<style>.{name}{{font-size:{item.size}pt}}.{name} td{{border:{_CSS_BORDERS[item.border]};padding:1px {item.padding}pt}}"
            f'{fixed}{avoid}{frame}{boxes}</style><table class="{name}"><colgroup>'
            + "".join(f'<col style="width:{share * 100:.2f}%">' for share in item.widths)
            + "</colgroup>"
        )
        groups = (
            [("thead", 0, item.header_rows), ("tbody", item.header_rows, item.rows)]
            if item.repeat_header
            else [("tbody", 0, item.rows)]
        )
        for tag, start, stop in groups:
            out += f"<{tag}>"
            for row in range(start, stop):
                out += (
                    "<tr>"
                    + "".join(_html_cell(item, cell, spec.justified) for cell in item.cells if cell.row == row)
                    + "</tr>"
                )
            out += f"</{tag}>"
        out += "</table>"
    path.write_text(out, encoding="utf-8")
