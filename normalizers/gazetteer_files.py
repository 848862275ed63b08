"""The files of the gazetteer: the facts that an analyst may edit, and the keys compiled from them.

``compiled.txt`` holds what takes long to make of the facts: for each row of ``units.csv`` the keys of its spellings and
its successors, and which rows lie under which parent. It names the hashes of the files that it was made of; where one
was edited since, the same is made of the files at hand, so that an edit holds at once. It is written by
``python -m normalizers.compile``.
"""

from __future__ import annotations

import hashlib
import json
import os.path
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from normalizers.name_keys import spelling

FOLDER = os.path.join(os.path.dirname(__file__), "vocabulary", "gazetteer")
FILE = os.path.join(FOLDER, "compiled.txt")
_END = "end"  # the last line: what lacks it was cut off
_CODES = (2, 3, 5)  # figures of the codes of provinces, districts and communes
SOURCES = ("units.csv", "aliases.csv", "successors.csv")


class Loaded(NamedTuple):
    """Rows of ``units.csv``, their keys line by line, and the numbers of the rows in each province and district."""

    units: list[str]
    keys: list[str]
    below: dict[str, str]


def load() -> Loaded:
    """Return the rows and their keys; compiled anew when a file was edited since."""
    contents = {name: _read(name) for name in SOURCES}
    units = _rows(contents["units.csv"].decode())
    try:
        with open(FILE, "rb") as stream:
            compiled = stream.read().decode()
        head, _, keys = compiled.partition("\n")
        known = json.loads(head)
        lines = keys.split("\n")
        whole = len(lines) == len(units) + 1 and lines.pop() == _END
        if whole and known["sha256"] == {name: _sha256(content) for name, content in contents.items()}:
            return Loaded(units, lines, known["below"])
    except (FileNotFoundError, ValueError, KeyError):
        pass  # not compiled yet, or cut off: the files say the same
    return _make(contents)


def _read(name: str) -> bytes:
    with open(os.path.join(FOLDER, name), "rb") as stream:
        return stream.read()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _rows(text: str) -> list[str]:
    # the files hold no quotes, so that splitting is enough, and three times as fast as the csv module
    rows = text.replace("\r\n", "\n").split("\n")
    return rows[1 : len(rows) - (not rows[-1])]


def _order(row: str) -> tuple[int, str, str]:
    """Return what the rows of ``units.csv`` are sorted by: the length of the code, the code, the first day."""
    _, code, _, _, _, _, first, _ = row.split(",", 7)
    return len(code), code, first


def lengths(units: list[str]) -> dict[int, tuple[int, int]]:
    """Return where the rows with codes of each length stand: (number of the first, number behind the last)."""
    found: dict[int, tuple[int, int]] = {}
    first = 0
    for size in _CODES:
        last = bisect_right(units, size, first, key=lambda row: len(row[: row.index(",")].partition("@")[0]))
        found[size] = (first, last)
        first = last
    return found


def aliases() -> Iterator[tuple[str, str, str]]:
    """Yield (unit's id, alias, kind of alias)."""
    yield from _aliases(_read("aliases.csv").decode())


def _aliases(text: str) -> Iterator[tuple[str, str, str]]:
    for row in _rows(text):
        unit_id, alias, kind = row.split(",")
        yield unit_id, alias, kind


def compiled() -> str:
    """Return the text of ``compiled.txt`` for the files at hand."""
    contents = {name: _read(name) for name in SOURCES}
    made = _make(contents)
    head = {"sha256": {name: _sha256(content) for name, content in contents.items()}, "below": made.below}
    return "\n".join([json.dumps(head, ensure_ascii=False, separators=(",", ":"), sort_keys=True), *made.keys, _END])


def _make(contents: dict[str, bytes]) -> Loaded:
    # an analyst may have added a line anywhere
    units = sorted(_rows(contents["units.csv"].decode()), key=_order)
    also: dict[str, list[str]] = {}
    for unit_id, alias, _ in _aliases(contents["aliases.csv"].decode()):
        also.setdefault(unit_id, []).append(alias)
    became: dict[str, list[str]] = {}
    for row in _rows(contents["successors.csv"].decode()):
        code, successor, partial, _ = row.split(",", 3)
        became.setdefault(code, []).append(successor + "*" * (partial == "true"))
    keys: list[str] = []
    below: dict[str, list[int]] = {}
    for number, row in enumerate(units):
        unit_id, code, _, _, name, parent, _ = row.split(",", 6)
        below.setdefault(parent, []).append(number)
        listed = ("|".join(spelling(each)) for each in (name, *also.get(unit_id, ())))
        keys.append("\t".join((" ".join(became.get(code, ())), *dict.fromkeys(listed))))
    for parent, found in below.items():
        if len(parent) == _CODES[0]:  # a province: the units of its districts too
            districts = dict.fromkeys(units[number].split(",", 2)[1] for number in found)
            below[parent] = found + [number for code in districts for number in below.get(code, ())]
    return Loaded(units, keys, {parent: _ranges(found) for parent, found in below.items()})


def successors(line: str) -> list[tuple[str, bool]]:
    """Return (code, whether only a part went there) of each successor that a line of keys holds."""
    codes = line.partition("\t")[0].split()
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
