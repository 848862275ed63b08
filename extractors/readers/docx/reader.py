"""DOCX to `Document`: paragraphs and tables in body order, then notes; every cell with its spans and its path.

Read from the XML: python-docx's ``row.cells`` repeats merged cells and hides their spans, and it does not compute
automatic numbers. A place's path counts from 1: ``body/tbl[2]/tr[5]/tc[1]``, ``footnote[1]``, ``header/p[1]``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from extractors.document import Block, Document, Limits, Paragraph, Place, ReadError
from extractors.readers.decode import clean
from extractors.readers.docx.numbering import formatted, read_numbering
from extractors.readers.docx.pictures import Picture, with_pictures_read
from extractors.readers.docx.styles import read_styles
from extractors.readers.docx.tables import read_table
from extractors.readers.docx.text import Lines
from extractors.readers.docx.xml import R_ID, Package, W, attribute, child, content, flag, open_package
from extractors.readers.legacy import Decoder

TITLE = "{http://purl.org/dc/elements/1.1/}title"
# what a header or footer holds besides its page fields: "Trang 3/12", "- 4 -", "Page of"
PAGE_NUMBER = r"[\W_]*(?:(?:trang|page)?[\W_]*\d*[\W_]*(?:of|trên)?[\W_]*\d*)?[\W_]*"


def read_docx(data: bytes, limits: Limits = Limits()) -> Document:  # noqa: B008 - immutable
    """Return what a DOCX holds: headers of the first page, body, footnotes, endnotes, running headers and footers.

    Raises:
        ReadError: ``corrupt``, ``too_large`` (a part unpacks to more than `limits.max_text`) or ``no_text``.
    """
    package = open_package(data, limits)
    root = package.main_part()
    body = child(root, "body")
    if body is None:
        raise ReadError("corrupt", "the DOCX has no body; save it again with a word processor")
    decoder: Decoder | None = Decoder()
    while decoder is not None:  # at most a few times: what is learned about old fonts only grows
        lines = _lines(package, decoder)
        seen = list(_flow(body, "body", lines))
        notes = list(_notes(package, lines))
        first, running = _margins(package, body, lines)
        decoder = lines.decoder.revision()
    flow = with_pictures_read(seen, data, package, limits)
    blocks = [*first, *flow.blocks, *notes, *running]
    if not blocks:
        why = f": {flow.notes[0].actual}" if flow.notes else "; if its pages are pictures, give them as a scanned PDF"
        raise ReadError("no_text", f"the DOCX holds no text{why}")
    core = package.part("docProps/core.xml")
    title = clean(str(core.findtext(TITLE) or "")) if core is not None else ""
    noted = tuple(package.irregularities) + lines.decoder.notes() + tuple(flow.notes)
    return Document("image" if flow.pages else "docx", tuple(blocks), flow.pages, title, irregularities=noted)


def large_pictures(package: Package) -> list[Picture]:
    """Return the pictures of a Word file that may be pages or tables, in the order of its text."""
    body = child(package.main_part(), "body")
    flow = _flow(body, "body", _lines(package, Decoder())) if body is not None else iter(())
    return [block for block in flow if isinstance(block, Picture) and block.large]


def _lines(package: Package, decoder: Decoder) -> Lines:
    return Lines(read_styles(package.kind("styles")), read_numbering(package.kind("numbering")), decoder)


def _flow(container: etree._Element, path: str, lines: Lines) -> Iterator[Block | Picture]:
    """Yield the paragraphs, tables and pictures of a body, cell, text box, note, header or footer."""
    seen: Counter[str] = Counter()
    for item in content(container):
        if item.tag == W + "p":
            seen["p"] += 1
            here = f"{path}/p[{seen['p']}]"
            line = lines.read(item)
            in_cell = container.tag == W + "tc"
            if line.text or (line.label and in_cell):  # an automatic number alone is a cell's text (the STT column)
                yield from line.paragraphs(Place(path=here))
            for index, box in enumerate(line.boxes, 1):
                yield from _flow(box, f"{here}/txbx[{index}]", lines)
            for index, picture in enumerate(line.pictures, 1):
                yield replace(picture, path=f"{here}/picture[{index}]")
        elif item.tag == W + "tbl":
            seen["tbl"] += 1
            yield from read_table(
                item, f"{path}/tbl[{seen['tbl']}]", lines, lambda cell, where: _flow(cell, where, lines)
            )


def _notes(package: Package, lines: Lines) -> Iterator[Block]:
    """Yield the footnotes, then the endnotes that the text refers to, each labelled with its number."""
    referred = list(dict.fromkeys(lines.notes))
    for kind in ("footnote", "endnote"):
        ids = [note_id for its_kind, note_id in referred if its_kind == kind]
        root = package.kind(kind + "s") if ids else None
        if root is None:
            continue
        nodes = {attribute(node, "id"): node for node in root.iterchildren(W + kind)}
        for count, note_id in enumerate(ids, 1):
            if note_id not in nodes:
                continue
            label = formatted(count, "lowerRoman" if kind == "endnote" else "decimal")
            for index, block in enumerate(_printed(_flow(nodes[note_id], f"{kind}[{count}]", lines))):
                if isinstance(block, Paragraph):
                    yield Paragraph(
                        block.text, block.place, block.label or ("" if index else label), block.bold, block.centered
                    )
                else:
                    yield block


def _margins(package: Package, body: etree._Element, lines: Lines) -> tuple[list[Block], list[Block]]:
    """Return (headers of the first page, every other header and footer), without those that only number pages."""
    names = {relation: name for relation, kind, name in package.related if kind in ("header", "footer")}
    first: list[Block] = []
    running: list[Block] = []
    read: set[str] = set()
    said: set[str] = set()
    count: Counter[str] = Counter()
    lines.skip_page_fields = True
    for section in body.iter(W + "sectPr"):
        own_first = bool(flag(section, "titlePg"))
        for reference in section:
            kind = str(etree.QName(reference).localname).removesuffix("Reference")
            name = names.get(str(reference.get(R_ID) or ""))
            if kind not in ("header", "footer") or name is None or name in read:
                continue
            place = attribute(reference, "type")
            if place == "first" and not own_first:
                continue
            read.add(name)
            root = package.part(name)
            count[kind] += 1
            blocks = [] if root is None else list(_printed(_flow(root, f"{kind}/{kind}[{count[kind]}]", lines)))
            text = " ".join(_words(blocks))
            if not re.fullmatch(PAGE_NUMBER, text, re.I) and text not in said:
                said.add(text)
                (first if kind == "header" and place == "first" else running).extend(blocks)
    lines.skip_page_fields = False
    return first, running


def _printed(flow: Iterator[Block | Picture]) -> Iterator[Block]:
    """Leave out the pictures of notes and margins: logos and grounds."""
    return (block for block in flow if not isinstance(block, Picture))


def _words(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)
