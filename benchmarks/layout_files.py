# ruff: noqa: E501 (markup reads better unbroken)
"""The seeded documents as files: DOCX for LibreOffice, HTML for Chromium, and reportlab's own PDF."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.layouts import CellSpec, DocumentSpec, TableSpec

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCX_BORDERS = {
    "thin": ("single", 4, "000000"), "hair": ("single", 2, "000000"), "thick": ("single", 12, "000000"),
    "double": ("double", 4, "000000"), "dotted": ("dotted", 4, "000000"), "dashed": ("dashed", 4, "000000"),
    "coloured": ("single", 6, "4472C4"), "no_sides": ("single", 4, "000000"), "no_left": ("single", 4, "000000"),
    "frame_thick": ("single", 4, "000000"), "none": ("nil", 0, "000000"),
}  # fmt: skip
_CSS_BORDERS = {
    "thin": "1px solid #000", "hair": "0.5px solid #000", "thick": "2px solid #000", "double": "3px double #000",
    "dotted": "1px dotted #000", "dashed": "1px dashed #000", "coloured": "1px solid #4472c4", "no_sides": "1px solid #000",
    "no_left": "1px solid #000", "frame_thick": "1px solid #000",
    "none": "none",
}  # fmt: skip


def _page(spec: DocumentSpec) -> tuple[float, float]:
    return (841.9, 595.3) if spec.landscape else (595.3, 841.9)


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


def _docx_table(spec: DocumentSpec, table: TableSpec) -> str:
    width = int((_page(spec)[0] - 2 * spec.margin) * 20 * table.share)
    widths = [int(share * width) for share in table.widths]
    style, eighths, colour = _DOCX_BORDERS[table.border]
    edges = ""
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        value, weight = style, eighths
        if (table.border, side) in {("no_sides", "left"), ("no_sides", "right"), ("no_left", "left")}:
            value = "nil"
        if table.border == "frame_thick" and not side.startswith("inside"):
            weight = 12
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
            shade = f'<w:shd w:val="clear" w:fill="{fill}"/>' if fill and heading else ""
            turn = '<w:textDirection w:val="btLr"/>' if cell.upright else ""
            align = "both" if spec.justified and cell.align == "left" else cell.align
            colour = "FFFFFF" if table.dark and heading else "000000"
            size = sum(widths[col : col + cell.col_span])
            body = _docx_paragraphs(
                "" if below else cell.text, spec.font, table.size, align, cell.bold, spec.line_height, colour
            )
            out += f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{span}{merge}{shade}{turn}</w:tcPr>{body}</w:tc>'
        out += "</w:tr>"
    return out + "</w:tbl>"


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
    text = ""
    for item in spec.items:
        text += (
            _docx_table(spec, item)
            if isinstance(item, TableSpec)
            else _docx_paragraphs(item, spec.font, 12, "left", False, spec.line_height)
        )
    for node in etree.fromstring(f'<w:body xmlns:w="{_W}">{text}</w:body>'):
        section.addprevious(node)
    width, height = _page(spec)
    page = document.sections[0]
    page.page_width, page.page_height = int(width * 12700), int(height * 12700)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = int(spec.margin * 12700)
    document.save(str(path))


def _html_cell(table: TableSpec, cell: CellSpec, justified: bool) -> str:
    align = "justify" if justified and cell.align == "left" else cell.align
    style = f"text-align:{align};{'font-weight:bold;' if cell.bold else ''}"
    if table.shaded and cell.row < table.header_rows:
        style += "background:#d9e2f3;"
    if table.dark and cell.row < table.header_rows:
        style += "background:#1f3864;color:#fff;"
    if table.border in ("no_sides", "no_left") and cell.col == 0:
        style += "border-left:none;"
    if table.border == "no_sides" and cell.col + cell.col_span == len(table.widths):
        style += "border-right:none;"
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
    width, height = _page(spec)
    out = (
        f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><style>@page{{size:{width}pt {height}pt;margin:{spec.margin}pt}}'
        f"body{{margin:0;font-family:'{spec.font}';line-height:{spec.line_height if spec.line_height > 1 else 'normal'}}}"
        "p{margin:0}table{border-collapse:collapse;width:100%}td{vertical-align:top}</style>"
    )
    for item in spec.items:
        if isinstance(item, str):
            out += f"<p style='font-size:12pt'>{html.escape(item)}</p>"
            continue
        name = f"t{spec.items.index(item)}"
        fixed = f".{name}{{table-layout:fixed;overflow-wrap:break-word}}" if spec.fixed_widths else ""
        avoid = "" if item.split_rows else f".{name} tr{{break-inside:avoid}}"
        frame = f".{name}{{border:2.5px solid #000}}" if item.border == "frame_thick" else ""
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


@cache
def _font_file(family: str, bold: bool) -> str:
    pattern = f"{family}:{'bold' if bold else 'regular'}:fontformat=TrueType"
    return subprocess.run(["fc-match", "-f", "%{file}", pattern], check=True, capture_output=True, text=True).stdout


def write_reportlab(spec: DocumentSpec, path: Path) -> None:
    """Write the document with reportlab's platypus tables."""
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    for bold in (False, True):
        name = spec.font + (" Bold" if bold else "")
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, _font_file(spec.font, bold)))
    if ord("ệ") not in pdfmetrics.getFont(spec.font).face.charToGlyph:
        raise KeyError(spec.font)  # it has no Vietnamese letters, and reportlab takes them from no other font
    aligns = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
    width, height = _page(spec)
    story: list[object] = []
    for item in spec.items:
        if isinstance(item, str):
            story.append(Paragraph(html.escape(item), ParagraphStyle("p", fontName=spec.font, fontSize=12, leading=15)))
            continue
        data: list[list[object]] = [["" for _ in item.widths] for _ in range(item.rows)]
        commands: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        for cell in item.cells:
            style = ParagraphStyle(
                "c", fontName=spec.font + (" Bold" if cell.bold else ""), fontSize=item.size,
                leading=item.size * max(1.1, spec.line_height), alignment=aligns[cell.align], splitLongWords=1,
            )  # fmt: skip
            data[cell.row][cell.col] = Paragraph(html.escape(cell.text).replace("\n", "<br/>"), style)
            last = (cell.col + cell.col_span - 1, cell.row + cell.row_span - 1)
            if cell.row_span > 1 or cell.col_span > 1:
                commands.append(("SPAN", (cell.col, cell.row), last))
        weight = {"hair": 0.25, "thick": 1.5, "double": 0.5}.get(item.border, 0.5)
        colour = colors.HexColor("#4472c4") if item.border == "coloured" else colors.black
        dash = {"dotted": (1, 1), "dashed": (3, 2)}.get(item.border)
        line = (weight, colour, "round", dash) if dash else (weight, colour)
        if item.border != "none":
            commands.append(("INNERGRID", (0, 0), (-1, -1), *line))
        for side, skip in (
            ("LINEABOVE", ()),
            ("LINEBELOW", ()),
            ("LINEBEFORE", ("no_sides", "no_left")),
            ("LINEAFTER", ("no_sides",)),
        ):
            if item.border != "none" and item.border not in skip:
                first = {"LINEABOVE": ((0, 0), (-1, 0)), "LINEBELOW": ((0, -1), (-1, -1))}
                span = {"LINEBEFORE": ((0, 0), (0, -1)), "LINEAFTER": ((-1, 0), (-1, -1))}
                commands.append((side, *{**first, **span}[side], *line))
        if item.shaded:
            commands.append(("BACKGROUND", (0, 0), (-1, item.header_rows - 1), colors.HexColor("#d9e2f3")))
        inner = (width - 2 * spec.margin - 12) * item.share
        story.append(
            Table(data, colWidths=[share * inner for share in item.widths],
                  repeatRows=item.header_rows if item.repeat_header else 0, style=commands,
                  splitInRow=int(item.split_rows and not item.repeat_header))
        )  # fmt: skip
    margin = spec.margin
    SimpleDocTemplate(
        str(path), pagesize=(width, height), leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin,
        invariant=1,
    ).build(story)  # fmt: skip


def libreoffice_pdfs(sources: list[Path], out: Path) -> None:
    """Convert DOCX files to PDF in one run of LibreOffice with a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", str(out)]
            + [str(path) for path in sources],
            check=True, capture_output=True, timeout=60 + 20 * len(sources),
        )  # fmt: skip


def chromium_pdf(source: Path, target: Path) -> None:
    """Print an HTML file to PDF with Chromium."""
    profile = tempfile.mkdtemp()
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
    ]
    flags += ["--disable-component-update", "--disable-sync", f"--user-data-dir={profile}", "--no-pdf-header-footer"]
    try:
        subprocess.run(
            ["chromium", *flags, f"--print-to-pdf={target}", source.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def make_pdfs(specs: list[DocumentSpec], folder: Path, producers: tuple[str, ...]) -> dict[tuple[str, int], Path]:
    """Write every document by every producer into `folder`; files that exist are kept. Keys: (producer, seed)."""
    folder.mkdir(parents=True, exist_ok=True)
    from reportlab.platypus.doctemplate import LayoutError

    found: dict[tuple[str, int], Path] = {}
    pending: list[Path] = []
    for spec in specs:
        for producer in producers:
            target = folder / producer / f"{spec.seed}.pdf"
            target.parent.mkdir(exist_ok=True)
            found[producer, spec.seed] = target
            if target.exists():
                continue
            if producer == "reportlab":
                try:
                    write_reportlab(spec, target)
                except (
                    LayoutError,
                    TypeError,
                    KeyError,
                ):  # a merged cell taller than the page, or a font without the letters: reportlab cannot set it
                    del found[producer, spec.seed]
                    target.unlink(missing_ok=True)
            elif producer == "chromium":
                page = target.with_suffix(".html")
                write_html(spec, page)
                chromium_pdf(page, target)
            else:
                source = target.with_suffix(".docx")
                write_docx(spec, source)
                pending.append(source)
    if pending:
        libreoffice_pdfs(pending, folder / "libreoffice")
    return found
