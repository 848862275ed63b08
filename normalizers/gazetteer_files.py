"""The files of the gazetteer: the facts that an analyst may edit, and the keys compiled from them.

``compiled.txt`` holds what takes long to make of the facts: for each row of ``units.csv`` the keys of its spellings and
its successors, and which rows lie under which parent. It holds a fingerprint of each file that it was made of; where
one was edited since, the same is made of the files at hand, so that an edit holds at once. It is written by
``python -m normalizers.compile``.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from normalizers.name_keys import spelling
from normalizers.vocabulary import stored

FOLDER = f"{stored.FOLDER}/gazetteer"
FILE = "compiled.txt"
_END = b"end"  # the last line: what lacks it was cut off
_CODES = (2, 3, 5)  # figures of the codes of provinces, districts and communes
SOURCES = ("units.csv", "aliases.csv", "successors.csv")


class Loaded(NamedTuple):
    """Rows of ``units.csv``, their keys line by line, and the numbers of the rows in each province and district.

    The rows are in the order of `_order`, and still in UTF-8: few of them are ever asked for.
    """

    units: list[bytes]
    keys: list[bytes]
    below: dict[str, str]


def load() -> Loaded:
    """Return the rows and their keys; compiled anew when a file was edited since."""
    contents = _contents()
    units = _rows(contents["units.csv"])
    try:
        head, _, keys = stored.read(f"{FOLDER}/{FILE}").partition(b"\n")
        known = json.loads(head)
        lines = keys.split(b"\n")
        whole = len(lines) == len(units) + 1 and lines.pop() == _END
        if whole and known["of"] == _fingerprints(contents):
            return Loaded([units[number] for number in known["order"]] or units, lines, known["below"])
    except (FileNotFoundError, ValueError, KeyError):
        pass  # not compiled yet, or cut off: the files say the same
    return _make(contents)[0]


def _contents() -> dict[str, bytes]:
    return {name: stored.read(f"{FOLDER}/{name}") for name in SOURCES}


def _fingerprints(contents: dict[str, bytes]) -> dict[str, str]:
    return {name: stored.fingerprint(content) for name, content in contents.items()}


def _rows(content: bytes) -> list[bytes]:
    # the files hold no quotes, so that splitting is enough, and three times as fast as the csv module
    return content.splitlines()[1:]


def _order(row: bytes) -> tuple[int, bytes, bytes]:
    """Return what the rows of ``units.csv`` are sorted by: the length of the code, the code, the first day."""
    _, code, _, _, _, _, first, _ = row.split(b",", 7)
    return len(code), code, first


def lengths(units: list[bytes]) -> dict[int, tuple[int, int]]:
    """Return where the rows with codes of each length stand: (number of the first, number behind the last)."""
    found: dict[int, tuple[int, int]] = {}
    first = 0
    for size in _CODES:
        last = bisect_right(units, size, first, key=lambda row: len(row[: row.index(b",")].partition(b"@")[0]))
        found[size] = (first, last)
        first = last
    return found


def aliases() -> Iterator[tuple[str, str, str]]:
    """Yield (unit's id, alias, kind of alias)."""
    yield from _aliases(stored.read(f"{FOLDER}/aliases.csv"))


def _aliases(content: bytes) -> Iterator[tuple[str, str, str]]:
    for row in _rows(content):
        unit_id, alias, kind = row.decode().split(",")
        yield unit_id, alias, kind


def compiled() -> bytes:
    """Return the content of ``compiled.txt`` for the files at hand."""
    contents = _contents()
    made, order = _make(contents)
    head = {"of": _fingerprints(contents), "below": made.below, "order": order}
    first = json.dumps(head, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return b"\n".join([first.encode(), *made.keys, _END])


def _make(contents: dict[str, bytes]) -> tuple[Loaded, list[int]]:
    """Return what is made of the files, and the places of its rows in ``units.csv`` (none: they are in order)."""
    rows = _rows(contents["units.csv"])
    # an analyst may have added a line anywhere
    order = sorted(range(len(rows)), key=lambda number: _order(rows[number]))
    units = [rows[number] for number in order]
    also: dict[str, list[str]] = {}
    for unit_id, alias, _ in _aliases(contents["aliases.csv"]):
        also.setdefault(unit_id, []).append(alias)
    became: dict[str, list[str]] = {}
    for row in _rows(contents["successors.csv"]):
        code, successor, partial, _ = row.decode().split(",", 3)
        became.setdefault(code, []).append(successor + "*" * (partial == "true"))
    keys: list[bytes] = []
    below: dict[str, list[int]] = {}
    for number, row in enumerate(units):
        unit_id, code, _, _, name, parent, _ = row.decode().split(",", 6)
        below.setdefault(parent, []).append(number)
        listed = ("|".join(spelling(each)) for each in (name, *also.get(unit_id, ())))
        keys.append("\t".join((" ".join(became.get(code, ())), *dict.fromkeys(listed))).encode())
    for parent, found in below.items():
        if len(parent) == _CODES[0]:  # a province: the units of its districts too
            districts = dict.fromkeys(units[number].split(b",", 2)[1].decode() for number in found)
            below[parent] = found + [number for code in districts for number in below.get(code, ())]
    made = Loaded(units, keys, {parent: _ranges(found) for parent, found in below.items()})
    return made, [] if units == rows else order


def successors(line: bytes) -> list[tuple[str, bool]]:
    """Return (code, whether only a part went there) of each successor that a line of keys holds."""
    codes = line.partition(b"\t")[0].decode().split()
    return [(code.rstrip("*"), code.endswith("*")) for code in codes]


def _ranges(numbers: Iterable[int]) -> str:
    """Return numbers in order as text: "3-7 12"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def numbers(ranges: str) -> list[int]:
    """Return the numbers that `_ranges` wrote."""
    found: list[int] = []
    for span in ranges.split():
        first, _, last = span.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found
