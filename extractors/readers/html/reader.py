"""HTML to `Document`: a page's paragraphs and tables in reading order, the portal's chrome left out.

Every place has the 1-based line of the decoded source and a path that counts from 1: ``body/p[12]``,
``body/table[2]/tr[5]/td[1]``.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.document import Block, Document, Limits, ReadError
from extractors.readers.decode import clean, decode
from extractors.readers.html.chrome import strip_chrome
from extractors.readers.html.flow import Flow
from extractors.readers.html.fonts import is_tcvn3, set_capitals, styled_fonts
from extractors.readers.html.lines import number_lines


def read_fragment(text: str, line: int) -> list[Block]:
    """Return the blocks of a piece of HTML within a text, whose first line is the text's 1-based `line`."""
    tree = LexborHTMLParser(number_lines(text, line))
    return Flow("", line).read(tree.body) if tree.body is not None else []


def read_html(data: bytes, limits: Limits = Limits()) -> Document:  # noqa: B008 - immutable
    """Return what an HTML page or fragment holds.

    Raises:
        ReadError: ``too_large`` over `limits.max_text`, ``no_text`` when the page shows no words.
    """
    if len(data) > limits.max_text:
        raise ReadError("too_large", f"the page has {len(data):,} bytes, more than {limits.max_text:,}; split it")
    decoded = decode(data, markup=True)
    tree = LexborHTMLParser(number_lines(decoded.text))
    head = tree.css_first("head title") or tree.css_first("title")
    title = clean(head.text(deep=True)) if head is not None else ""
    old = is_tcvn3(decoded.irregularities)
    styled = styled_fonts(tree) if old else {}
    strip_chrome(tree)
    if old:
        set_capitals(tree, styled)
    body: LexborNode | None = tree.body or tree.root
    blocks = Flow("body").read(body) if body is not None else []
    if not blocks:
        raise ReadError("no_text", "the page shows no words; if a script fills it in, save it from a browser")
    return Document("html", tuple(blocks), title=title, irregularities=decoded.irregularities)
