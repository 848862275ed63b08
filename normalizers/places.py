"""Administrative units (provinces, districts, communes) as they were on a day, found by name in a scope.

The gazetteer's facts stand in ``vocabulary/gazetteer``. A GSO code is no identity (codes were reused with new names): a
`Unit` is a code in a period. Keys from the strictest on: the name itself, the tone-keeping key, the highland key, the
key without diacritics; nothing is ever guessed beyond them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from normalizers.text import bare, clean, fold, key

Level = Literal["province", "district", "commune"]
KeyName = Literal["exact", "tones", "highland", "bare"]

REFORM = date(2025, 7, 1)  # two levels of local government: no districts, 34 provinces
FIRST_DAY = date(2017, 10, 15)  # the gazetteer's first day; what was valid then is taken to have been valid before
_FOLDER = Path(__file__).parent / "vocabulary" / "gazetteer"
KEYS: tuple[KeyName, ...] = ("exact", "tones", "highland", "bare")
SCORES: dict[KeyName, float] = {"exact": 1.0, "tones": 0.99, "highland": 0.95, "bare": 0.9}

KIND_WORDS: dict[str, str] = {
    "tỉnh": "tỉnh", "t.": "tỉnh",
    "thành phố": "thành phố", "tp": "thành phố", "tp.": "thành phố", "t.p": "thành phố", "t.p.": "thành phố",
    "thị xã": "thị xã", "tx": "thị xã", "tx.": "thị xã", "t.x": "thị xã", "t.x.": "thị xã",
    "thị trấn": "thị trấn", "tt": "thị trấn", "tt.": "thị trấn", "t.t": "thị trấn", "t.t.": "thị trấn",
    "huyện": "huyện", "h.": "huyện",
    "quận": "quận", "q.": "quận",
    "phường": "phường", "p.": "phường",
    "xã": "xã", "x.": "xã",
    "đặc khu": "đặc khu",
}  # fmt: skip
_KIND = re.compile(
    r"(tỉnh|thành phố|thị xã|thị trấn|huyện đảo|huyện|quận|phường|xã|đặc khu|t\.?p\b\.?|t\.?x\b\.?|t\.?t\b\.?|[hqpx]\.)"
    r"(?=$|[^a-zà-ỹ]|(?<=\.))\s*(?:và )?",
)
_DAK = re.compile(r"^[đd][aăắâấáạ]k")
_NGOC = re.compile(r"ng[oọóòôố][kc]")
_I_VOWEL = {"y": "i", "ý": "í", "ỳ": "ì", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"}
_Y = re.compile("[yýỳỷỹỵ]")


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


class Match(NamedTuple):
    """A unit that a name may mean: by which key, how sure (0-1), and whether it existed on the day asked for."""

    unit: Unit
    key: KeyName
    score: float
    on_day: bool = True


class Successor(NamedTuple):
    """What a unit became on 1 July 2025; `partial` when it was split among several."""

    code: str
    partial: bool


def highland_key(name: str) -> str:
    """Return the key under which the usual spellings of highland names meet.

    Đăk, Đắk, Dak → đăk; Ngọk, Ngok → ngọc; y → i (Ya, Ia; Mỹ, Mĩ); blanks, apostrophes and hyphens dropped (ĐăkRơWa).
    """
    text = _DAK.sub("đăk", key(name))
    text = _NGOC.sub("ngọc", text)
    return _Y.sub(lambda match: _I_VOWEL[match[0]], text)


@lru_cache(maxsize=8192)
def name_keys(name: str) -> tuple[str, str, str, str]:
    """Return the keys of a name, strictest first: exact, tones, highland, bare."""
    highland = highland_key(name)
    return clean(name), key(name), highland, key(bare(highland))


def is_roman(name: str) -> bool:
    """Tell whether a name is a Roman number, as of some urban wards: "Phường VII"."""
    return not name.strip("IVX")


@cache
def _day(text: str) -> date:
    return date(int(text[:4]), int(text[5:7]), int(text[8:10]))


def _rows(name: str) -> Iterator[list[str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


def _unit(row: str) -> Unit:
    unit_id, code, level, kind, name, parent, first, last, *_ = row.split(",")
    return Unit(unit_id, code, level, kind, name, parent, _day(first), _day(last) if last else None)  # type: ignore[arg-type]


class _Keyed:
    """Rows of a file by a key that few of them share: between the first and the last row of a key stand all of it.

    Two dicts of positions take a fraction of the time that a list for every key does.
    """

    def __init__(self, rows: list[str], keys: list[str]) -> None:
        self.rows, self._keys = rows, keys
        self._last = dict(zip(keys, range(len(keys)), strict=True))
        self._first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))

    def of(self, key: str) -> list[str]:
        first = self._first.get(key)
        if first is None:
            return []
        last = self._last[key]
        if first == last:
            return [self.rows[first]]
        return [self.rows[at] for at in range(first, last + 1) if self._keys[at] == key]


class Gazetteer:
    """All units with their periods; indexes are built scope by scope when first asked for."""

    def __init__(self) -> None:
        """Read the rows; units are made, and aliases and successors read, when they are first asked for."""
        # names of units hold no commas or quotes, so splitting is enough, and three times as fast as the csv module
        rows = (_FOLDER / "units.csv").read_text(encoding="utf-8").splitlines()[1:]
        codes: list[str] = []
        self._rows_by_parent: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            _, code, _, _, _, parent, _ = row.split(",", 6)
            codes.append(code)
            self._rows_by_parent[parent].append(row)
        self._rows = _Keyed(rows, codes)
        self._made: dict[str, Unit] = {}
        self._periods: dict[str, list[Unit]] = {}

    def _units(self, rows: list[str]) -> list[Unit]:
        made = self._made
        return [made.get(row) or made.setdefault(row, _unit(row)) for row in rows]

    @property
    def units(self) -> list[Unit]:
        """All units of all periods, in the order of the file."""
        return self._units(self._rows.rows)

    def by_id(self, unit_id: str) -> Unit | None:
        """Return the unit with this identity (``24619@2020-01-01``)."""
        return next((unit for unit in self.periods(unit_id.partition("@")[0]) if unit.unit_id == unit_id), None)

    def periods(self, code: str) -> list[Unit]:
        """Return the units that had this code, by period."""
        found = self._periods.get(code)
        if found is None:
            found = self._periods[code] = self._units(self._rows.of(code))
        return found

    def at(self, code: str, on: date | None) -> Unit | None:
        """Return the unit with this code on that day (None: its last period)."""
        periods = self.periods(code)
        if on is None:
            return periods[-1] if periods else None
        return next((unit for unit in periods if unit.valid_on(on)), None)

    def below(self, code: str, level: Level | None = None) -> list[Unit]:
        """Return the units of all periods under a parent, directly or through a district; `code` "" is the country."""
        found = self._units(self._rows_by_parent.get(code, []))
        if code and len(code) == 2:
            for district in dict.fromkeys(unit.code for unit in found if unit.level == "district"):
                found += self._units(self._rows_by_parent.get(district, []))
        return [unit for unit in found if level is None or unit.level == level]

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

    def successors(self, code: str) -> list[Successor]:
        """Return what the unit with this code became on 1 July 2025."""
        rows = (row.split(",", 3) for row in _successor_rows().of(code))
        return [Successor(successor, partial == "true") for _, successor, partial, _ in rows]

    @cache  # noqa: B019 - the one gazetteer lives as long as the process
    def index(self, scope: str) -> dict[KeyName, dict[str, list[Unit]]]:
        """Return, for each kind of key, the units of all periods inside `scope` ("" for the provinces themselves)."""
        units = self.below(scope)
        found: dict[KeyName, dict[str, list[Unit]]] = {name: {} for name in KEYS}
        for unit in units:
            for keys in _unit_keys(unit):
                for kind_of_key, value in zip(KEYS, keys, strict=False):
                    listed = found[kind_of_key].setdefault(value, [])
                    if unit not in listed:
                        listed.append(unit)
        return found


@cache
def gazetteer() -> Gazetteer:
    """Return the one gazetteer of this process."""
    return Gazetteer()


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for unit_id, alias, _kind in _rows("aliases.csv"):
        found[unit_id] = (*found.get(unit_id, ()), alias)
    return found


def spellings(unit: Unit) -> tuple[str, ...]:
    """Return the unit's name and its aliases: other spellings, and names that it bore before."""
    return (unit.name, *_aliases().get(unit.unit_id, ()))


@cache
def _unit_keys(unit: Unit) -> tuple[tuple[str, ...], ...]:
    """Return the keys of each spelling of a unit: kept, for a commune is indexed in its district and its province."""
    # "Phường VII" is read letter by letter: its y and i are figures
    return tuple(name_keys(spelling)[: 2 if is_roman(spelling) else 4] for spelling in spellings(unit))


@cache
def _former_names() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for unit_id, alias, kind in _rows("aliases.csv"):
        if kind == "former_name":
            found[unit_id] = found.get(unit_id, frozenset()) | {key(alias), highland_key(alias)}
    return found


def is_former_name(unit: Unit, name: str) -> bool:
    """Tell whether `name` is what the unit was called before it got the name that it has."""
    known = _former_names().get(unit.unit_id)
    return known is not None and (key(name) in known or highland_key(name) in known)


@cache
def _successor_rows() -> _Keyed:
    # no quotes in this file; see the gazetteer's rows on splitting
    rows = (_FOLDER / "successors.csv").read_text(encoding="utf-8").splitlines()[1:]
    return _Keyed(rows, [row.partition(",")[0] for row in rows])


def split_kind(text: str) -> tuple[str | None, str]:
    """Split a unit's text into its kind and its name: ``TX. Gia Nghĩa`` → (``thị xã``, ``Gia Nghĩa``).

    The kind is None when no kind word stands before the name. A stray ``và`` between the two is dropped.
    """
    text = clean(text)
    lowered = text.casefold()
    match = _KIND.match(lowered)
    if not match or len(lowered) != len(text):
        return None, text
    word = match[1]
    kind = "huyện" if word == "huyện đảo" else KIND_WORDS.get(word) or KIND_WORDS[fold(word)]
    return kind, text[match.end() :]


def children(code: str, on: date | None) -> list[Unit]:
    """Return the units directly under `code` on that day, by code ("": the provinces)."""
    units = [unit for unit in gazetteer().below(code) if unit.parent_code == code]
    return sorted(unit for unit in units if (unit.valid_on(on) if on else unit.valid_to is None))


def find_unit(
    name: str,
    kind: str | None = None,
    level: Level | None = None,
    within_code: str | None = None,
    on: date | None = None,
) -> list[Match]:
    """Return the units that `name` may mean inside `within_code` (None: among the provinces), best key only.

    One match is an answer; several are candidates. Units valid on the day come first: only when none is are those of
    other days given, with ``on_day`` False. The key without diacritics answers only where it is unique in the scope.
    """
    return list(_find_unit(clean(name), kind, level, within_code or "", on))


@lru_cache(maxsize=8192)
def _find_unit(name: str, kind: str | None, level: Level | None, scope: str, on: date | None) -> tuple[Match, ...]:
    index = gazetteer().index(scope)
    keyed: list[tuple[KeyName, list[Unit]]] = []
    for kind_of_key, value in zip(KEYS, name_keys(name), strict=True):
        units = [
            unit
            for unit in index[kind_of_key].get(value, ())
            if (kind is None or unit.kind == kind) and (level is None or unit.level == level)
        ]
        if value and units:
            keyed.append((kind_of_key, units))
    strict = [(kind_of_key, units) for kind_of_key, units in keyed if kind_of_key != "bare"]
    loose = keyed[len(strict) :]
    # a unit of another day under its true name is likelier than one of the day under a name that only looks alike
    # (under a name that only looks alike, on another day, it is too doubtful to be an answer)
    for among, on_day in ((strict, True), (strict, False), (loose, True)):
        for kind_of_key, units in among:
            chosen = _own_names_first(_on_day(units, on) if on_day else _last_periods(units), name)
            if not chosen:
                continue
            if kind_of_key == "bare" and len(chosen) > 1:
                return ()
            score = round(SCORES[kind_of_key] - (0.0 if on_day else 0.1), 2)
            return tuple(Match(unit, kind_of_key, score, on_day) for unit in chosen)
    return ()


def _own_names_first(units: list[Unit], name: str) -> list[Unit]:
    """Leave out the units that only once bore the name, when others bear it."""
    if len(units) < 2:
        return units
    return [unit for unit in units if not is_former_name(unit, name) or key(unit.name) == key(name)] or units


def _on_day(units: list[Unit], on: date | None) -> list[Unit]:
    return _last_periods(units) if on is None else [unit for unit in units if unit.valid_on(on)]


def _last_periods(units: list[Unit]) -> list[Unit]:
    last: dict[str, Unit] = {}
    for unit in units:
        if unit.code not in last or last[unit.code].valid_from < unit.valid_from:
            last[unit.code] = unit
    return list(last.values())


def province(text: str, on: date | None) -> Unit | None:
    """Return the province that `text` is: its code, its name, or kind and name (``tỉnh Đắk Nông``); None for others."""
    text = clean(text)
    if text.isdigit():
        unit = gazetteer().at(text, on)
        return unit if unit and unit.level == "province" else None
    for kind, name in ((None, text), split_kind(text)):
        matches = find_unit(name, kind=kind, level="province", on=on)
        if len(matches) == 1:
            return matches[0].unit
    abbreviated = _province_abbreviations().get(key(text))
    return province(abbreviated, on) if abbreviated else None


def _province_abbreviations() -> dict[str, str]:
    # Everyday short forms that are no spelling of the name.
    return {"tphcm": "Hồ Chí Minh", "hcm": "Hồ Chí Minh", "tphồchíminh": "Hồ Chí Minh", "brvt": "Bà Rịa - Vũng Tàu"}


@cache
def _province_pattern() -> re.Pattern[str]:
    spellings = {
        fold(alias) for unit in gazetteer().below("") for alias in (unit.name, *_aliases().get(unit.unit_id, ()))
    }
    spellings |= {spelling.replace("đắk", "đăk") for spelling in spellings}
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    names = "|".join(re.escape(spelling) for spelling in longest_first)
    return re.compile(rf"(?<![^\W\d_])(tỉnh |thành phố |tp\.? ?)?({names})(?![^\W\d_])")


def find_province(text: str, on: date | None) -> Unit | None:
    """Return the first province that a text names, those with their kind word (``tỉnh X``) before bare names."""
    matches = list(_province_pattern().finditer(fold(text)))
    for match in [*(match for match in matches if match[1]), *(match for match in matches if not match[1])]:
        unit = province(match[2], on)
        if unit is not None and not (match[1] and match[1].startswith("tỉnh") and unit.kind != "tỉnh"):
            return unit
    return None
