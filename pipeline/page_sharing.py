"""One scan read by several workers: its owner offers the pages, workers without a document of their own help.

The owner asks for one page after the other; a helper is lent pages that nobody has. What a helper read goes back to the
owner, which makes the document of all pages in their order. A page that a helper could not bring back, for whatever
reason, is read by the owner: so a document ends in the same way with helpers and without.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType

from extractors.limits import Limits
from extractors.readers.scans.pages import Answer, ReadPage, Scan, one_by_one, page_done

FEWEST = 2  # pages that are worth offering


@dataclass(frozen=True, slots=True)
class Offer:
    """The pages of one scan of `count` pages. Its bytes can be read from `place` as long as its owner reads it."""

    place: str
    form: str
    pages: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Loan:
    """One page of another worker's scan."""

    place: str
    form: str
    number: int


@dataclass(slots=True)
class Shared:
    """The supervisor's account of one scan: which pages nobody has yet, which are lent, what came back."""

    offer: Offer
    waiting: deque[int] = field(init=False)
    lent: set[int] = field(default_factory=set)
    lost: deque[int] = field(default_factory=deque)  # by helpers: left to the owner
    answers: dict[int, bytes] = field(default_factory=dict)  # pickled, of helpers
    left: int = field(init=False)  # pages that are not read yet
    asked: bool = False  # the owner waits to be told what to do

    def __post_init__(self) -> None:
        """Begin with every page waiting."""
        self.waiting = deque(self.offer.pages)
        self.left = len(self.offer.pages)

    @property
    def done(self) -> int:
        """How many pages of the document are read, those that are no pictures included."""
        return self.offer.count - self.left

    def lend(self) -> Loan:
        """Return the next page for a helper; there must be one waiting."""
        number = self.waiting.popleft()
        self.lent.add(number)
        return Loan(self.offer.place, self.offer.form, number)

    def back(self, number: int, answer: bytes | None) -> None:
        """Take what a helper read, None when it brought nothing back."""
        self.lent.discard(number)
        if answer is None:
            self.lost.append(number)
        else:
            self.answers[number] = answer
            self.left -= 1

    def reply(self) -> int | dict[int, bytes] | None:
        """Return the page that the owner is to read next, or all that helpers read; None while they still do."""
        if self.waiting or self.lost:
            return (self.waiting or self.lost).popleft()
        return None if self.lent else self.answers


class Owner:
    """The worker's side: reads the pages of its scans together with those whom the supervisor finds to help."""

    def __init__(self, connection: Connection) -> None:
        """Ask the supervisor over `connection`."""
        self._connection = connection

    def __call__(self, scan: Scan, read_page: ReadPage) -> Iterator[Answer]:
        """Yield what each page says, in their order."""
        if len(scan.pages) < FEWEST or not hasattr(os, "memfd_create"):
            yield from one_by_one(scan, read_page)
            return
        descriptor = os.memfd_create("congbao-scan")  # a file in memory that is gone with its last user
        try:
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                file.write(scan.data)
            place = f"/proc/{os.getpid()}/fd/{descriptor}"
            self._connection.send(("offer", Offer(place, scan.form, tuple(scan.pages), scan.count)))
            own: dict[int, Answer] = {}
            while isinstance(told := self._ask(), int):
                own[told] = read_page(told)
                page_done(len(own), scan.count)  # the supervisor knows what the helpers did
        finally:
            os.close(descriptor)
        for number in scan.pages:
            yield own[number] if number in own else pickle.loads(told[number])

    def _ask(self) -> int | dict[int, bytes]:
        self._connection.send(("next", None))
        told: int | dict[int, bytes] = self._connection.recv()
        return told


def read_lent(loan: Loan, module: ModuleType, limits: Limits) -> bytes | None:
    """Return what a page of another worker's scan says, pickled; None when it cannot be read here."""
    try:
        data = Path(loan.place).read_bytes()
        with module.page_images(data, loan.form, limits) as read_page:
            return pickle.dumps(read_page(loan.number), protocol=5)
    except Exception:  # noqa: BLE001 - its owner reads it then, and says what there is to say
        return None
