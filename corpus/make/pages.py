"""The web pages: a law portal's page with a decision in it, and a provincial portal's news item.

The portals are invented; their chrome (banner, menu, breadcrumb, side columns, advertisement, scripts, footer) is in
``portal.html.template`` and ``news.html.template`` with ``$names`` for what the plan fills in.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from corpus.make.facts import Block, Cell, Plan, Run, Table, runs

_HERE = Path(__file__).resolve().parent
_CELL = "border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt"


def law_page(plan: Plan) -> str:
    """Return the plan as a page of a law portal."""
    body = "\n".join(line for block in plan.blocks for line in _law_block(plan, block))
    notes = "\n".join(
        f'<p class="MsoFootnoteText"><a href="#_ftnref{key}" name="_ftn{key}" title=""><sup>[{escape(key)}]</sup></a> '
        f"{escape(text)}</p>"
        for key, text in plan.footnotes.items()
    )
    code = str(plan.letterhead["number"]).removeprefix("Số: ")
    template = Template((_HERE / "portal.html.template").read_text(encoding="utf-8"))
    heading = f"Quyết định {code}"
    return template.substitute(heading=escape(heading), title=escape(plan.title), body=body, notes=notes)


def news_page(plan: Plan) -> str:
    """Return the plan as a page of a news portal: headline, date line, lead, text and author."""
    news = plan.options["news"]
    first, *rest = [_spans(block.text) for block in plan.blocks]
    text = "\n".join(f'      <p style="text-align: justify;">{paragraph}</p>' for paragraph in rest)
    template = Template((_HERE / "news.html.template").read_text(encoding="utf-8"))
    return template.substitute(
        title=escape(plan.title),
        date=news["date"],
        time=news["time"],
        views=news["views"],
        author=escape(news["author"]),
        lead=first,
        body=text,
    )


def _law_block(plan: Plan, block: Block) -> Iterator[str]:
    text = _spans(block.text)
    match block.kind:
        case "letterhead":
            yield from _letterhead(plan)
        case "signature":
            yield from _signature(plan)
        case "table":
            yield from _table(plan.tables[block.text])
        case "page":
            yield '<br clear="all">'
        case "title":
            yield f'<p class="MsoNormal" align="center" style="text-align:center"><b>{text}</b></p>'
        case "note":
            yield f'<p class="MsoNormal" align="center" style="text-align:center"><i>{text}</i></p>'
        case "article":
            label, rest = block.text.split(". ", 1)
            anchor = f"dieu_{label.rsplit(' ', 1)[1]}"
            yield f'<p class="MsoNormal"><a name="{anchor}"><b>{escape(label)}.</b></a> {_spans(rest)}</p>'
        case "heading":
            yield f'<p class="MsoNormal" style="margin-top:6.0pt"><b>{text}</b></p>'
        case _:
            yield f'<p class="MsoNormal" style="margin-top:6.0pt;text-align:justify">{text}</p>'


def _spans(text: str) -> str:
    return "".join(_span(run) for run in runs(text))


def _span(run: Run) -> str:
    if run.note:
        return f'<a href="#_ftn{run.note}" name="_ftnref{run.note}" title=""><sup>{run.note}</sup></a>'
    text = escape(run.text, quote=False)
    for wanted, tag in ((run.bold, "b"), (run.italic, "i"), (run.raised, "sup")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return text


def _letterhead(plan: Plan) -> Iterator[str]:
    head = plan.letterhead
    issuer = "<br>\n  ".join(escape(line) for line in head["issuer"])
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>\n  Độc lập - Tự do - Hạnh phúc <br>\n  ---------------"
    centre = '<p class="MsoNormal" align="center" style="text-align:center">'
    yield '<table border="0" cellspacing="0" cellpadding="0" style="border-collapse:collapse">'
    yield f'<tr><td width="223" valign="top">{centre}<b>{issuer}<br>\n  -------</b></p></td>'
    yield f'<td width="367" valign="top">{centre}<b>{motto}</b></p></td></tr>'
    yield f'<tr><td width="223" valign="top">{centre}{escape(str(head["number"]))}</p></td>'
    right = '<p class="MsoNormal" align="right" style="text-align:right">'
    yield f'<td width="367" valign="top">{right}<i>{escape(str(head["place_date"]))}</i></p></td></tr>'
    yield "</table>"


def _signature(plan: Plan) -> Iterator[str]:
    recipients = "<br>\n  ".join(f"- {escape(name)}" for name in plan.recipients)
    capacity = "<br>\n  ".join(escape(line) for line in plan.signature["capacity"])
    yield '<table border="0" cellspacing="0" cellpadding="0" style="border-collapse:collapse">'
    yield f'<tr><td width="295" valign="top"><p class="MsoNormal"><b><i>Nơi nhận:</i></b><br>\n  {recipients}</p></td>'
    name = escape(str(plan.signature["name"]))
    yield (
        '<td width="295" valign="top"><p class="MsoNormal" align="center" style="text-align:center">'
        f"<b>{capacity}<br>\n  <br>\n  <br>\n  {name}</b></p></td></tr>"
    )
    yield "</table>"


def _table(table: Table) -> Iterator[str]:
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells():
        by_row.setdefault(cell.row, []).append(cell)
    yield '<table border="1" cellspacing="0" cellpadding="0" width="100%" style="border-collapse:collapse;border:none">'
    for index in range(len(table.rows)):
        header = index < table.header_rows
        yield " <tr>"
        for cell in by_row.get(index, []):
            yield _table_cell(table, cell, header)
        yield " </tr>"
    yield "</table>"


def _table_cell(table: Table, cell: Cell, header: bool) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    width = round(100 * sum(table.widths[cell.col : cell.col + cell.cols]) / sum(table.widths))
    strong = header or cell.cols > 1
    text = _spans(cell.text) or "&nbsp;"
    text = f"<b>{text}</b>" if strong else text
    centre = ' align="center" style="text-align:center"' if header or cell.col != 1 else ""
    return f'  <td{spans} width="{width}%" style="{_CELL}"><p class="MsoNormal"{centre}>{text}</p></td>'
