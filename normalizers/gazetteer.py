"""The administrative units of Vietnam as dated facts: who they are, what lies in what, what became of them.

The facts stand in ``vocabulary/gazetteer``, their keys beside them in compiled form (`gazetteer_files`). A GSO code is
no identity (codes were reused with new names): a `Unit` is a code in a period.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from normalizers import gazetteer_files as files
from normalizers.name_keys import highland_key
from normalizers.text import key

Level = Literal["province", "district", "commune"]

REFORM = date(2025, 7, 1)  # two levels of local government: no districts, 34 provinces
FIRST_DAY = date(2017, 10, 15)  # the gazetteer's first day; what was valid then is taken to have been valid before


_COMMUNE_CODE = 5  # figures
_MOST_KEPT = 20_000  # provinces and districts on days, each looked up for every name in them


class Unit(NamedTuple):
    """An administrative unit in a period: `valid_from` inclusive, `valid_to` exclusive (None: still valid)."""

    unit_id: str
    code: str
    level: Level
    kind: str
    name: str
    parent_code: str
    valid_from: date
    valid_to: date | None

    def valid_on(self, on: date) -> bool:
        """Tell whether the unit existed on that day."""
        return (self.valid_from <= on or self.valid_from == FIRST_DAY) and (self.valid_to is None or on < self.valid_to)

    @property
    def full_name(self) -> str:
        """Kind and name: ``xã Đắk Nia``."""
        return f"{self.kind} {self.name}"


class Successor(NamedTuple):
    """What a unit became on 1 July 2025; `partial` when it was split among several."""

    code: str
    partial: bool


class Named(NamedTuple):
    """A unit, by its number, under one of its spellings with its keys (see `name_keys.Spelling`)."""

    number: int
    exact: str
    tones: str
    highland: str
    bare: str
    shape: str


class Names:
    """The names inside one scope: what is exact has one key `tones`, what is one on the highland key one key `bare`."""

    def __init__(self, named: list[Named]) -> None:
        """Index the names."""
        self.tones: dict[str, list[Named]] = {}
        self.bare: dict[str, list[Named]] = {}
        tones, bare = self.tones, self.bare
        for item in named:
            _, _, by_tones, _, without_marks, _ = item
            if by_tones in tones:
                tones[by_tones].append(item)
            else:
                tones[by_tones] = [item]
            if without_marks in bare:
                bare[without_marks].append(item)
            else:
                bare[without_marks] = [item]
        bare.pop("", None)  # Roman numbers


@cache
def _day(text: str) -> date:
    return date(int(text[:4]), int(text[5:7]), int(text[8:10]))


def _unit(row: bytes) -> Unit:
    unit_id, code, level, kind, name, parent, first, last, _ = row.decode().split(",", 8)
    return Unit(unit_id, code, level, kind, name, parent, _day(first), _day(last) if last else None)  # type: ignore[arg-type]


class Gazetteer:
    """All units with their periods, by number (their order in the file); units are made when first asked for."""

    def __init__(self) -> None:
        """Read the files."""
        loaded = files.load()
        self._rows, self._keys, self._below = loaded.units, loaded.keys, loaded.below
        self._made: list[Unit | None] = [None] * len(self._rows)
        self._lengths = files.lengths(self._rows)
        self._of_code: dict[str, range] = {}
        self._periods: dict[str, list[Unit]] = {}
        self._at: dict[tuple[str, date | None], Unit | None] = {}
        self._successors: dict[str, tuple[Successor, ...]] = {}
        self._spelled: list[list[Named] | None] = [None] * len(self._rows)
        self._names: dict[str, Names] = {}

    def unit(self, number: int) -> Unit:
        """Return the unit with this number."""
        made = self._made[number]
        if made is None:
            made = self._made[number] = _unit(self._rows[number])
        return made

    @property
    def units(self) -> list[Unit]:
        """All units of all periods, in the order of the file."""
        return [self.unit(number) for number in range(len(self._rows))]

    def by_id(self, unit_id: str) -> Unit | None:
        """Return the unit with this identity (``24619@2020-01-01``)."""
        return next((unit for unit in self.periods(unit_id.partition("@")[0]) if unit.unit_id == unit_id), None)

    def periods(self, code: str) -> list[Unit]:
        """Return the units that had this code, by period."""
        found = self._periods.get(code)
        if found is None:
            found = self._periods[code] = [self.unit(number) for number in self._numbers(code)]
        return found

    def _numbers(self, code: str) -> range:
        found = self._of_code.get(code)
        if found is None:
            # codes of one length stand together, in order
            low, high = self._lengths.get(len(code), (0, 0))
            begins = code.encode()
            first = last = bisect_left(self._rows, begins, low, high)
            while last < high and self._rows[last].startswith(begins):
                last += 1
            found = self._of_code[code] = range(first, last)
        return found

    def at(self, code: str, on: date | None) -> Unit | None:
        """Return the unit with this code on that day (None: its last period)."""
        asked = (code, on)
        if asked in self._at:
            return self._at[asked]
        periods = self.periods(code)
        if on is None:
            return periods[-1] if periods else None
        found = next((unit for unit in periods if unit.valid_on(on)), None)
        if len(code) < _COMMUNE_CODE and len(self._at) < _MOST_KEPT:
            self._at[asked] = found
        return found

    def level(self, number: int) -> Level:
        """Return the level of the unit with this number."""
        if number >= self._lengths[_COMMUNE_CODE][0]:
            return "commune"
        return "district" if number >= self._lengths[3][0] else "province"

    def _numbers_below(self, code: str) -> list[int]:
        return files.numbers(self._below.get(code, ""))

    def below(self, code: str, level: Level | None = None) -> list[Unit]:
        """Return the units of all periods under a parent, directly or through a district; `code` "" is the country."""
        return [self.unit(number) for number in self._numbers_below(code) if level in (None, self.level(number))]

    def spellings(self, unit: Unit) -> tuple[str, ...]:
        """Return the unit's name and its aliases: other spellings, and names that it bore before."""
        numbers = (number for number in self._numbers(unit.code) if self.unit(number).unit_id == unit.unit_id)
        return tuple(item.exact for number in numbers for item in self._named(number))

    def _named(self, number: int) -> list[Named]:
        found = self._spelled[number]
        if found is None:
            texts = self._keys[number].decode().split("\t")
            found = self._spelled[number] = [Named(number, *text.split("|")) for text in texts[1:]]
        return found

    def names(self, scope: str) -> Names:
        """Return the names of all periods inside `scope` ("" for the provinces themselves)."""
        found = self._names.get(scope)
        if found is None:
            named: list[Named] = []
            for number in self._numbers_below(scope):
                named += self._named(number)
            found = self._names[scope] = Names(named)
        return found

    def province_code(self, unit: Unit, on: date | None) -> str:
        """Return the code of the province that `unit` lay in."""
        if unit.level == "province":
            return unit.code
        if len(unit.parent_code) == 2:
            return unit.parent_code
        district = self.at(unit.parent_code, on) or self.at(unit.parent_code, unit.valid_from)
        return district.parent_code if district else ""

    def previous(self, unit: Unit) -> Unit | None:
        """Return the same unit before a change of name or kind; None after the reform of 2025, which merged units."""
        if unit.valid_from >= REFORM or unit.valid_from == FIRST_DAY:
            return None
        return next((other for other in self.periods(unit.code) if other.valid_to == unit.valid_from), None)

    def successors(self, code: str) -> tuple[Successor, ...]:
        """Return what the unit with this code became on 1 July 2025."""
        found = self._successors.get(code)
        if found is None:
            numbers = self._numbers(code)
            became = files.successors(self._keys[numbers[0]]) if numbers else ()
            found = self._successors[code] = tuple(Successor(*item) for item in became)
        return found


@cache
def gazetteer() -> Gazetteer:
    """Return the one gazetteer of this process."""
    return Gazetteer()


def spellings(unit: Unit) -> tuple[str, ...]:
    """Return the unit's name and its aliases; see `Gazetteer.spellings`."""
    return gazetteer().spellings(unit)


@cache
def _former_names() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for unit_id, alias, kind in files.aliases():
        if kind == "former_name":
            found[unit_id] = found.get(unit_id, frozenset()) | {key(alias), highland_key(alias)}
    return found


def is_former_name(unit: Unit, name: str) -> bool:
    """Tell whether `name` is what the unit was called before it got the name that it has."""
    known = _former_names().get(unit.unit_id)
    return known is not None and (key(name) in known or highland_key(name) in known)
