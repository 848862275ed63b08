"""The scanned pages of one document: read one after the other here, or shared with others who read some of them.

A page takes a second or more and depends on no other page. What it says is the same wherever it is read, so a document
is the same whoever helped. How far its reading has come is told to whoever runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Block


@dataclass(frozen=True, slots=True)
class PageRead:
    """What was read from one page image. `turn`: quarter turns clockwise that make the page upright.

    `spread`: it shows two pages side by side; the blocks of the left one come first. `flattened`: it was photographed
    aslant and laid flat to be read.
    """

    blocks: list[Block]
    words: int
    turn: int
    width: float  # points, upright
    height: float
    spread: bool = False
    flattened: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a page could not be read: a `ReadError`'s category, or "" for a fault within the page, and its message."""

    category: str
    message: str


Answer = PageRead | Unread
ReadPage = Callable[[int], Answer]


@dataclass(frozen=True, slots=True)
class Scan:
    """A file with scanned pages: its bytes, its format, their numbers, how many pages in all.

    `form` is ``pdf``, ``image``, or ``docx``, whose large pictures are its pages.
    """

    data: bytes
    form: str
    pages: Sequence[int]
    count: int


Share = Callable[[Scan, ReadPage], Iterator[Answer]]
Listener = Callable[[int, int], None]
_sharing: list[Share] = []
_listeners: list[Listener] = []


def answers(scan: Scan, read_page: ReadPage) -> Iterator[Answer]:
    """Yield what each page of `scan` says, in their order; `read_page` reads one here, by its number."""
    share = _sharing[-1] if _sharing else one_by_one
    yield from share(scan, read_page)


def one_by_one(scan: Scan, read_page: ReadPage) -> Iterator[Answer]:
    """Read every page here."""
    for read, number in enumerate(scan.pages, 1):
        answer = read_page(number)
        page_done(scan.count - len(scan.pages) + read, scan.count)
        yield answer


def share(how: Share) -> None:
    """Have the pages of every scan read by `how`, which must answer as `one_by_one` does."""
    _sharing.append(how)


def listen(listener: Listener) -> None:
    """Have `listener` told of every page read here: how many of the document's pages are read by then, of how many."""
    _listeners.append(listener)


def page_done(done: int, count: int) -> None:
    """Tell that one more page has been read from its image, and `done` of `count` with it."""
    for listener in _listeners:
        listener(done, count)
