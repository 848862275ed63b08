"""Page furniture: page numbers and running heads, which stand on every page and interrupt what runs over them."""

from __future__ import annotations

import re
from collections import defaultdict

from extractors.document import Block, Document, Paragraph
from extractors.layout.words import starts_with
from normalizers.text import fold

_PAGE_NUMBER = re.compile(r"(?:[-–—(\[\s]*)(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?(?:[-–—)\]\s.]*)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_DEPTH = 2  # how many paragraphs at the top and the bottom of a page can be running heads
_LONGEST = 150
_FEWEST_PAGES = 3
_COUNTED = ("annexes", "annex_titles", "table_titles", "divisions", "articles")  # sections of the outline vocabulary


def is_page_number(text: str) -> bool:
    """Tell whether a paragraph is only a page number: ``12``, ``- 3 -``, ``Trang 4/10``."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def furniture(document: Document) -> frozenset[int]:
    """Return the indices of the blocks that are page furniture.

    A running head stands among the first or last two paragraphs of at least three pages, either always the same or
    with a number that grows with the page.
    """
    found = {
        index
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and not block.label and is_page_number(block.text)
    }
    pages: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        if block.place.page is not None:
            pages[block.place.page].append(index)
    alike: dict[str, dict[int, int]] = defaultdict(dict)
    for page, indices in pages.items():
        for index in {*indices[:_DEPTH], *indices[-_DEPTH:]}:
            for signature in _signatures(document.blocks[index], page):
                alike[signature].setdefault(page, index)
    for places in alike.values():
        if len(places) >= _FEWEST_PAGES:
            found |= set(places.values())
    return frozenset(found)


def _signatures(block: Block, page: int) -> list[str]:
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST or block.label:
        return []
    text = fold(block.text)
    signatures = [text]
    if any(
        starts_with(text, section) for section in ("annexes", "annex_titles", "table_titles", "divisions", "articles")
    ):
        return signatures  # "Phụ lục 1", "Phụ lục 2" on following pages are counted, but not with the pages
    for match in _NUMBER.finditer(text):
        if match.start() == 0 or match.end() == len(text):
            offset = int(match[0]) - page
            signatures.append(f"{text[: match.start()]}<page{offset:+d}>{text[match.end() :]}")
    return signatures
