"""DOCX as an office makes it: borderless tables for letterhead and signature, real merged cells, numbering, footnotes.

python-docx gives the package, the styles and the footer; the body is written as WordprocessingML because spans,
numbered cells and footnotes have no interface there. The same facts give the same bytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from corpus.make.facts import Block, Cell, Plan, Run, Table, runs
from corpus.make.rows import row_heights

_W = nsdecls("w", "r")
_TWIPS_PER_MM = 56.6929
_MARGIN_MM = {"portrait": (20, 20, 30, 20), "landscape": (15, 15, 15, 15)}  # top, bottom, left, right
_PAGE_MM = {"portrait": (210, 297), "landscape": (297, 210)}
_STAMP = datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
_NUMBERING_ID = 77
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def word_file(plan: Plan) -> bytes:
    """Return the plan as the bytes of a DOCX file."""
    document = docx.Document()
    _set_properties(document, plan)
    footer_reference = _add_footer(document)
    _add_numbering(document)
    notes = {key: number for number, key in enumerate(plan.footnotes, start=1)}
    if notes:
        _add_footnotes(document, plan)
    body = document.element.body
    final = body.find(qn("w:sectPr"))
    for child in list(body):
        body.remove(child)
    writer = _Writer(plan, notes, footer_reference)
    for xml in writer.body():
        body.append(parse_xml(xml))
    body.append(parse_xml(writer.section_xml(wrap=False)))
    assert final is not None
    return _repacked(document)


def _set_properties(document: Any, plan: Plan) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = plan.title, "Văn phòng", "Văn phòng"
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = _STAMP.replace(tzinfo=None)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    fonts = normal.element.rPr.rFonts
    for kind in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(kind), "Times New Roman")


def _add_footer(document: Any) -> str:
    footer = document.sections[0].footer
    paragraph = footer.paragraphs[0]
    for xml in (
        '<w:r {w}><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r {w}><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        '<w:r {w}><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph._p.append(parse_xml(xml.format(w=_W)))
    paragraph.alignment = 1
    reference = document.element.body.find(qn("w:sectPr")).find(qn("w:footerReference"))
    return str(reference.get(qn("r:id")))


def _add_numbering(document: Any) -> None:
    """Add the automatic numbering 1, 2, 3 of a table's first column."""
    numbering = document.part.numbering_part.element
    abstract = (
        f'<w:abstractNum {_W} w:abstractNumId="{_NUMBERING_ID}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
    )
    numbering.insert(0, parse_xml(abstract))
    number = f'<w:num {_W} w:numId="{_NUMBERING_ID}"><w:abstractNumId w:val="{_NUMBERING_ID}"/></w:num>'
    numbering.append(parse_xml(number))


def _add_footnotes(document: Any, plan: Plan) -> None:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
        for kind, number, tag in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    size = '<w:rPr><w:sz w:val="20"/></w:rPr>'
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p>{mark}<w:r>{size}<w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
        "</w:p></w:footnote>"
        for number, text in enumerate(plan.footnotes.values(), start=1)
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {_W}>{separators}{notes}</w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _repacked(document: Any) -> bytes:
    """Return the saved package with fixed time stamps, so that remaking it gives identical bytes."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 4))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name), compresslevel=6)
    return out.getvalue()


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)


class _Writer:
    """Writes a plan's blocks as body elements, keeping which page orientation holds."""

    def __init__(self, plan: Plan, notes: dict[str, int], footer_reference: str) -> None:
        self.plan = plan
        self.notes = notes
        self.footer_reference = footer_reference
        self.orientation = "portrait"
        self.break_before = False

    def body(self) -> Iterator[str]:
        """Yield the body's elements, section breaks included."""
        for block in self.plan.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block.kind:
            case "letterhead":
                yield from self._letterhead()
            case "signature":
                yield self._signature(self.plan.recipients)
            case "sign":
                yield self._signature(())
            case "table":
                table = self.plan.tables[block.text]
                if self.break_before:
                    yield self.paragraph([], size=8, spacing=0)
                yield self._table(table)
                yield self.paragraph([], size=8, spacing=0)
            case "page" | "newpage":
                self.break_before = True
            case "landscape" | "portrait":
                yield f"<w:p {_W}><w:pPr>{self.section_xml(wrap=True)}</w:pPr></w:p>"
                self.orientation = block.kind
            case "title":
                yield self.paragraph(runs(block.text), align="center", bold=True, keep=True)
            case "note":
                yield self.paragraph(runs(block.text), align="center", italic=True, keep=True)
            case "right":
                yield self.paragraph(runs(block.text), align="right", italic=True)
            case "heading":
                yield self.paragraph(runs(block.text), bold=True, indent=True, keep=True)
            case "article":
                label, text = block.text.split(". ", 1)
                yield self.paragraph([Run(f"{label}. ", bold=True), *runs(text)], align="both", indent=True)
            case _:
                yield self.paragraph(runs(block.text), align="both", indent=True)

    def section_xml(self, *, wrap: bool) -> str:
        """Return the properties of the section that ends here; `wrap` when they go into a paragraph."""
        width, height = _PAGE_MM[self.orientation]
        top, bottom, left, right = _MARGIN_MM[self.orientation]
        turned = ' w:orient="landscape"' if self.orientation == "landscape" else ""
        declared = "" if wrap else f" {_W}"
        return (
            f'<w:sectPr{declared}><w:footerReference w:type="default" r:id="{self.footer_reference}"/>'
            f'<w:type w:val="nextPage"/><w:pgSz w:w="{_twips(width)}" w:h="{_twips(height)}"{turned}/>'
            f'<w:pgMar w:top="{_twips(top)}" w:right="{_twips(right)}" w:bottom="{_twips(bottom)}" '
            f'w:left="{_twips(left)}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'
        )

    def paragraph(
        self,
        content: list[Run],
        *,
        align: str = "left",
        bold: bool = False,
        italic: bool = False,
        indent: bool = False,
        keep: bool = False,
        size: float = 13,
        spacing: int = 60,
        inside: bool = False,
        extra: str = "",
    ) -> str:
        """Return a paragraph; `size` in points, `spacing` before and after in twentieths of a point."""
        properties = "<w:keepNext/>" if keep else ""
        if self.break_before and not inside:
            properties += "<w:pageBreakBefore/>"
            self.break_before = False
        properties += '<w:widowControl w:val="0"/>' if inside else ""
        properties += extra + f'<w:spacing w:before="{spacing}" w:after="{spacing}" w:line="240" w:lineRule="auto"/>'
        properties += '<w:ind w:firstLine="567"/>' if indent else ""
        properties += f'<w:jc w:val="{align}"/><w:rPr><w:sz w:val="{round(size * 2)}"/></w:rPr>'
        declared = "" if inside else f" {_W}"
        text = "".join(self._run(run, bold, italic, size) for run in content)
        return f"<w:p{declared}><w:pPr>{properties}</w:pPr>{text}</w:p>"

    def _run(self, run: Run, bold: bool, italic: bool, size: float) -> str:
        properties = "<w:b/>" if bold or run.bold else ""
        properties += "<w:i/>" if italic or run.italic else ""
        properties += f'<w:sz w:val="{round(size * 2)}"/>'
        if run.note:
            raised = '<w:vertAlign w:val="superscript"/>'
            return f'<w:r><w:rPr>{properties}{raised}</w:rPr><w:footnoteReference w:id="{self.notes[run.note]}"/></w:r>'
        properties += '<w:vertAlign w:val="superscript"/>' if run.raised else ""
        return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'

    def _layout_table(self, columns: list[tuple[int, list[str]]]) -> str:
        """Return a table without borders, one row, each column a width in millimetres and its paragraphs."""
        grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width, _ in columns)
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'
            for width, paragraphs in columns
        )
        return (
            f'<w:tbl {_W}><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
        )

    def _centred(self, text: str, *, bold: bool = False, italic: bool = False, size: float = 13) -> str:
        return self.paragraph(runs(text), align="center", bold=bold, italic=italic, size=size, spacing=0, inside=True)

    def _letterhead(self) -> Iterator[str]:
        head = self.plan.letterhead
        left = [self._centred(line, bold=True) for line in head["issuer"]] + [self._centred("_______")]
        right = [
            self._centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12),
            self._centred("Độc lập - Tự do - Hạnh phúc", bold=True),
            self._centred("_______________"),
        ]
        if "number" in head:
            left.append(self._centred(str(head["number"])))
        right.append(self._centred(str(head["place_date"]), italic=True))
        yield self._layout_table([(65, left), (98, right)])
        yield self.paragraph([], spacing=0)

    def _signature(self, recipients: tuple[str, ...]) -> str:
        left = [self.paragraph([Run("")], inside=True)]
        if recipients:
            left = [self.paragraph([Run("Nơi nhận:", True, True)], size=12, spacing=0, inside=True)]
            left += [self.paragraph(runs(f"- {name}"), size=11, spacing=0, inside=True) for name in recipients]
        right = [self._centred(line, bold=True) for line in self.plan.signature["capacity"]]
        right += [self._centred("") for _ in range(4)] + [self._centred(str(self.plan.signature["name"]), bold=True)]
        return self._layout_table([(85, left), (78, right)])

    def _table(self, table: Table) -> str:
        size = float(table.options.get("size", 11))
        page_width = _PAGE_MM[self.orientation][0] - sum(_MARGIN_MM[self.orientation][2:])
        scale = page_width / sum(table.widths)
        widths = [_twips(width * scale) for width in table.widths]
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heights = row_heights(table)
        rows = "".join(self._row(table, index, widths, size, heights) for index in range(len(table.rows)))
        margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("left", 60), ("right", 60)))
        return (
            f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, table: Table, index: int, widths: list[int], size: float, heights: dict[int, float]) -> str:
        header = index < table.header_rows
        properties = "" if table.options.get("split", {}).get("row") == table.rows[index][0] else "<w:cantSplit/>"
        if index in heights:
            properties += f'<w:trHeight w:val="{round(heights[index] * 20)}" w:hRule="atLeast"/>'
        properties += "<w:tblHeader/>" if header else ""
        cells = table.cells()
        parts = []
        col = 0
        while col < len(widths):
            cell = next(c for c in cells if c.col <= col < c.col + c.cols and c.row <= index < c.row + c.rows)
            parts.append(self._cell(table, cell, index, widths, size))
            col = cell.col + cell.cols
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(parts)}</w:tr>"

    def _cell(self, table: Table, cell: Cell, row: int, widths: list[int], size: float) -> str:
        header = cell.row < table.header_rows
        width = sum(widths[cell.col : cell.col + cell.cols])
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        properties += f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
        if cell.rows > 1:
            properties += '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
        properties += '<w:vAlign w:val="center"/>'
        text, extra = cell.text if row == cell.row else "", ""
        if table.options.get("numbered") and cell.col == 0 and not header:
            text, extra = "", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{_NUMBERING_ID}"/></w:numPr>'
        centred = header or cell.col == 0 or text in {"X", "x", "-"} or (text[:1].isdigit() and len(text) < 16)
        paragraph = self.paragraph(
            runs(text) if text else [],
            align="center" if centred else "left",
            bold=header or cell.cols > 2,
            size=size,
            spacing=0,
            inside=True,
            extra=extra,
        )
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"
