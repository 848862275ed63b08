"""The two text forms in which such documents circulate: OCR output, and a dump with one table cell per line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from corpus.make.facts import Block, Cell, Plan, Table, plain, runs

_DUMP_WIDTH = 80
_DUMP_FIRST = 30  # a paragraph's first line is broken early, as the portals' page source has it
_OCR_TITLE_WIDTH = 66
_NOTE = re.compile(r"\[\^\w+\]")
_RULE = {"left": "-------", "right": "---------------"}


def ocr_text(plan: Plan) -> str:
    """Return the plan as an OCR engine gives it: tab-separated ragged rows, page furniture, ``**``, ``^a``, ``<p>``."""
    lines: list[str] = ["", ""]
    for block in plan.blocks:
        lines += _ocr_block(plan, block)
    return "\n".join(lines).rstrip("\n") + "\n"


def _ocr_block(plan: Plan, block: Block) -> list[str]:
    text = _NOTE.sub("", block.text)
    match block.kind:
        case "letterhead":
            if not plan.letterhead.get("in_ocr"):
                return []
            return [str(plan.letterhead["number"]), "", str(plan.letterhead["place_date"]), ""]
        case "signature":
            number = plan.options.get("ocr_page_number")
            recipients = ["Nơi nhận:", "", *(f"- {name}" for name in plan.recipients), ""]
            return [*recipients, *([str(number), ""] if number else []), *_ocr_signature(plan)]
        case "sign":
            return _ocr_signature(plan)
        case "table":
            return [*_ocr_table(plan.tables[block.text]), ""]
        case "page" | "newpage" | "landscape" | "portrait":
            return []
        case "title" if text.startswith("**"):
            return [*textwrap.wrap(text, _OCR_TITLE_WIDTH), ""]
        case "note":
            return [*textwrap.wrap(f"*{text}*", _OCR_TITLE_WIDTH), ""]
        case "heading" if text.startswith("*"):
            return [f"**{text}**", ""]
        case _:
            return [*text.replace("[/]", "\n\n").split("\n"), ""]


def _ocr_signature(plan: Plan) -> list[str]:
    capacity = list(plan.signature["capacity"])
    mark = plan.signature.get("ocr_mark")
    bold = [f"**{capacity[0]}", *capacity[1:]]
    bold[-1] += "**"
    return [*bold, "", "", "", *([str(mark)] if mark else []), str(plan.signature["name"]), ""]


def _ocr_table(table: Table) -> list[str]:
    rows = _grid_rows(table)
    header, body = rows[: table.header_rows], rows[table.header_rows :]
    ocr = table.options.get("ocr", {})
    if "heading" in ocr:
        header = [[*ocr["heading"], *header[0][1:]]]
    heading = ["\t".join(row) for row in header]
    if "pages" in table.options:
        return _ocr_pages(table, heading, body)
    pieces = list(ocr.get("pieces", ()))
    seen: dict[str, int] = {}
    out = [*heading]
    for row in body:
        label = row[0]
        seen[label] = seen.get(label, 0) + 1
        piece = pieces[0] if pieces else {}
        out.append("\t".join(_ocr_cells(row, ocr, int(piece.get("pad", 0)))))
        ends = bool(pieces) and piece["to"] == label and seen[label] == int(piece.get("nth", seen[label]))
        for extra in ocr.get("own_lines", ()):
            if extra["after"] == label:
                width = len(table.widths) + int(piece["pad"])
                out.append("\t".join(extra["text"] if at == extra["column"] else "" for at in range(width)))
        if ends:
            pieces.pop(0)
            out.append("")
    return out[:-1] if out[-1] == "" else out


def _ocr_cells(row: list[str], ocr: dict[str, object], pad: int) -> list[str]:
    """Return a row with the blank columns that the OCR engine saw, and the notes where it put them."""
    cells = list(row)
    notes = ocr.get("notes")
    if isinstance(notes, dict):
        cells[-1] = str(notes.get(row[0], cells[-1]))
    paragraphs = ocr.get("paragraphs")
    if isinstance(paragraphs, list) and row[0] in paragraphs:
        cells[1] = f"<p>{cells[1]}</p>"
    at = ocr.get("pad_at", 0)
    assert isinstance(at, int)
    return [*cells[:at], *[""] * pad, *cells[at:]]


def _ocr_pages(table: Table, heading: list[str], body: list[list[str]]) -> list[str]:
    """Return a table over several pages: its heading on each, a row split by a page's end, lines between the pieces."""
    split, stray = table.options["split"], table.options["stray"]
    out = [*heading]
    last = max(table.options["pages"])
    for row in body:
        cut = row[0] == split["row"]
        out.append("\t".join([row[0], split["first"], *row[2:]] if cut else row))
        if int(row[0]) in table.options["pages"] and int(row[0]) != last:
            out.append("")
            if row[0] == stray["after"]:
                out += [line for text in stray["lines"] for line in (text, "")]
            out += heading
        if cut:
            out.append("\t".join(["", split["second"], *[""] * (len(row) - 2)]))
    return out


def _grid_rows(table: Table) -> list[list[str]]:
    """Return the table as full rows of texts; the places that a spanning cell covers are blank."""
    grid = [[""] * len(table.widths) for _ in table.rows]
    for cell in table.cells(merged=False):
        grid[cell.row][cell.col] = cell.text
    return grid


def cell_dump(plan: Plan) -> str:
    """Return the plan as a portal's text dump: prose hard wrapped, every table cell closed by a line with ``|``."""
    return "\n".join(line for block in plan.blocks for line in _dump_block(plan, block))


def _dump_block(plan: Plan, block: Block) -> Iterator[str]:
    match block.kind:
        case "letterhead":
            head = plan.letterhead
            yield from [*head["issuer"], _RULE["left"], "|"]
            yield from ["CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", _RULE["right"], "|"]
            yield from [str(head["number"]), "|", *_wrap(str(head["place_date"]), 16), "|"]
        case "signature":
            yield from ["Nơi nhận:", *(f"- {name}" for name in plan.recipients), "|"]
            yield from [*plan.signature["capacity"], str(plan.signature["name"]), "|"]
        case "table":
            for cell in plan.tables[block.text].cells():
                yield from _dump_cell(cell)
        case "article":
            label, text = re.split(r"(?<=\d\.) ", block.text, maxsplit=1)
            yield label
            yield from _wrap(plain(text), 56)
        case "title":
            yield from _wrap(plain(block.text), _DUMP_WIDTH)
        case "page":
            return
        case _:
            yield from _wrap(_with_note_numbers(block.text), _DUMP_FIRST)


def _with_note_numbers(text: str) -> str:
    return "".join(run.note or run.text for run in runs(text))


def _dump_cell(cell: Cell) -> Iterator[str]:
    if cell.text:
        yield from _wrap(cell.text, _DUMP_FIRST)
    yield "|"


def _wrap(text: str, first: int) -> list[str]:
    head = textwrap.wrap(text, first, break_long_words=False, break_on_hyphens=False)[0]
    rest = text[len(head) :].strip()
    return [head, *textwrap.wrap(rest, _DUMP_WIDTH, break_long_words=False, break_on_hyphens=False)]
