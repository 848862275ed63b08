# ruff: noqa: E501 (markup reads better unbroken)
"""The seeded documents as files: DOCX for LibreOffice, HTML for Chromium, and reportlab's own PDF."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.layout_markup import page_size, write_docx, write_html
from benchmarks.layouts import GALLERY, Break, DocumentSpec


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
    from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Table

    for bold in (False, True):
        name = spec.font + (" Bold" if bold else "")
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, _font_file(spec.font, bold)))
    if ord("ệ") not in pdfmetrics.getFont(spec.font).face.charToGlyph:
        raise KeyError(spec.font)  # it has no Vietnamese letters, and reportlab takes them from no other font
    aligns = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
    width, height = page_size(spec.landscape)
    story: list[object] = []
    landscape = spec.landscape
    for item in spec.items:
        if isinstance(item, Break):
            landscape = item.landscape
            story += [NextPageTemplate("wide" if landscape else "tall"), PageBreak()]
            continue
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
            if cell.valign == "center":
                commands.append(("VALIGN", (cell.col, cell.row), last, "MIDDLE"))
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
        if item.border in GALLERY:
            commands = [c for c in commands if c[0] in ("VALIGN", "SPAN")]
            names = {"t": "LINEABOVE", "b": "LINEBELOW", "l": "LINEBEFORE", "r": "LINEAFTER"}
            for cell in item.cells:
                last = (cell.col + cell.col_span - 1, cell.row + cell.row_span - 1)
                commands += [
                    (names[side], (cell.col, cell.row), last, *line) for side in cell.sides(item) if side in "tl"
                ]
                commands += [(names[side], last, last, *line) for side in cell.sides(item) if side in "br"]
        if item.shaded:
            commands.append(("BACKGROUND", (0, 0), (-1, item.header_rows - 1), colors.HexColor("#d9e2f3")))
        for row in item.filled_rows:
            commands.append(("BACKGROUND", (0, row), (-1, row), colors.HexColor("#f2f2f2")))
        if item.border in ("inner_dotted", "inner_dashed"):
            pattern = (1, 1) if item.border == "inner_dotted" else (3, 2)
            commands = [c for c in commands if c[0] != "INNERGRID"]
            commands.append(("LINEBELOW", (0, 0), (-1, -2), *line, "round", pattern))
            commands.append(("LINEBEFORE", (1, 0), (-1, -1), *line))
        if item.border == "outer_double":
            commands.append(("BOX", (0, 0), (-1, -1), *line, "butt", None, None, 2, 1.5))
        inner = (page_size(landscape)[0] - 2 * spec.margin - 12) * item.share
        story.append(
            Table(data, colWidths=[share * inner for share in item.widths],
                  repeatRows=item.header_rows if item.repeat_header else 0, style=commands,
                  splitInRow=int(item.split_rows and not item.repeat_header))
        )  # fmt: skip
    margin = spec.margin
    templates = []
    for name, size in (
        ("tall", (min(width, height), max(width, height))),
        ("wide", (max(width, height), min(width, height))),
    ):
        frame = Frame(margin, margin, size[0] - 2 * margin, size[1] - 2 * margin)
        templates.append(PageTemplate(name, [frame], onPage=_margins(spec), pagesize=size))
    templates.sort(key=lambda template: (template.id == "wide") != spec.landscape)
    BaseDocTemplate(str(path), pageTemplates=templates, invariant=1).build(story)


def _margins(spec: DocumentSpec) -> Callable[[Any, Any], None]:
    """Return what draws the running head and the page number."""

    def draw(canvas: Any, document: Any) -> None:
        if spec.header:
            canvas.setFont(spec.font, 9)
            canvas.drawString(spec.margin, document.pageTemplate.pagesize[1] - 24, spec.header)
            canvas.drawCentredString(document.pageTemplate.pagesize[0] / 2, 20, str(document.page))

    return draw


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
