"""The parts of a document that stands in two or more issues of the gazette, found among the files that came together.

The first issue ends with "(Xem tiếp Công báo số ...)"; the next begins with the document's kind, number and day over
"(Tiếp theo Công báo số ...)". Issues that belong together are read as one that has the pages of both, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Block, Document, Irregularity, Page, Place, Table, with_places
from extractors.layout.issues import GOES_ON, Piece, issue_number, noted_issues, printed_number, split
from normalizers.codes import find_codes
from normalizers.text import fold

_COVER = 80  # blocks: in which a part's letter head stands, under the gazette's cover and contents


def chains(documents: Sequence[Document]) -> list[list[int]]:
    """Return which documents go on with each other, each chain in its order; only formats with pages can.

    Chains stand where their first document does; a document alone is a chain of its own. Where the head of a second
    part names no number, or several first parts may be meant, nothing is joined.
    """
    open_ended = [bool(d.pages) and any(noted_issues(d.blocks[-4:], GOES_ON)) for d in documents]
    if len(documents) < 2 or not any(open_ended):
        return [[index] for index in range(len(documents))]
    pieces = [split(document) if document.pages else () for document in documents]
    numbers = [issue_number(document.blocks) for document in documents]
    after: dict[int, int] = {}
    for index, own in enumerate(pieces):
        if not open_ended[index] or not own:
            continue
        fitting = [
            other
            for other, parts in enumerate(pieces)
            if other != index
            and parts
            and documents[other].format == documents[index].format
            and _goes_on(own[-1], parts[0], (numbers[index], numbers[other]))
        ]
        if len(fitting) == 1 and fitting[0] not in after.values() and index not in _chain(fitting[0], after):
            after[index] = fitting[0]
    return [_chain(index, after) for index in range(len(documents)) if index not in after.values()]


def _chain(first: int, after: dict[int, int]) -> list[int]:
    chain = [first]
    while chain[-1] in after:
        chain.append(after[chain[-1]])
    return chain


def put_together(documents: Sequence[Document]) -> Document:
    """Return documents with pages as one: the pages of each are counted on from those of the one before."""
    blocks: list[Block] = []
    pages: list[Page] = []
    irregularities: list[Irregularity] = []
    before = 0
    for document in documents:

        def there(place: Place, by: int = before) -> Place:
            return place if place.page is None else replace(place, page=place.page + by)

        for block in document.blocks:
            moved = with_places(block, there)
            if isinstance(moved, Table):
                moved = replace(moved, pages=tuple(page + before for page in moved.pages))
            blocks.append(moved)
        pages += [replace(page, number=page.number + before) for page in document.pages]
        irregularities += [_moved(note, before) for note in document.irregularities]
        before += max((page.number for page in document.pages), default=0)
    return replace(documents[0], blocks=tuple(blocks), pages=tuple(pages), irregularities=tuple(irregularities))


def _goes_on(first: Piece, rest: Piece, numbers: tuple[str, str]) -> bool:
    """Tell whether a part goes on with the document of another: it names its number, and each names the other's issue.

    `numbers` are those of the two issues, "" where no page prints them.
    """
    if not first.ends_in or not rest.begun_in or rest.begun_in == first.ends_in:  # the one after next says the last
        return False
    if any(
        own and _plain(own) != _plain(told) for own, told in zip(numbers, (rest.begun_in, first.ends_in), strict=True)
    ):
        return False
    own = _number_in(first.named) if first.begun_in else printed_number(first.document.blocks[:_COVER])
    return bool(own) and fold(own) == fold(_number_in(rest.named))


def _plain(issues: str) -> str:
    """Return "12 + 13" and "12+13" as the same."""
    return "+".join(re.findall(r"\d+", issues))


def _number_in(named: str) -> str:
    return next((mention.code for mention in find_codes(named)), "")


def _moved(note: Irregularity, by: int) -> Irregularity:
    if note.place.page is None:
        return note
    return replace(note, place=replace(note.place, page=note.place.page + by))
