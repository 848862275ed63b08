"""Places found by name in a scope, as they were on a day; and the words for the kinds of administrative units.

Keys from the strictest on (`name_keys`): the name itself, the tone-keeping key, the highland key, the key without
diacritics; nothing is ever guessed beyond them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from normalizers.gazetteer import (
    FIRST_DAY,
    REFORM,
    Level,
    Named,
    Successor,
    Unit,
    gazetteer,
    is_former_name,
    spellings,
)
from normalizers.name_keys import KEYS, SCORES, KeyName, highland_key, is_roman, name_keys
from normalizers.text import clean, fold, key

__all__ = [
    "FIRST_DAY", "KEYS", "KIND_WORDS", "REFORM", "SCORES", "KeyName", "Level", "Match", "Successor", "Unit",
    "children", "find_province", "find_unit", "gazetteer", "highland_key", "is_former_name", "is_roman", "name_keys",
    "province", "spellings", "split_kind",
]  # fmt: skip

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


class Match(NamedTuple):
    """A unit that a name may mean: by which key, how sure (0-1), and whether it existed on the day asked for."""

    unit: Unit
    key: KeyName
    score: float
    on_day: bool = True


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
    names = gazetteer().names(scope)
    tones = key(name)
    found = names.tones.get(tones) if tones else None
    strict: list[tuple[KeyName, list[Unit]]] = []
    if found:
        # what is found by its tones, and exists on the day, needs no looser key
        keyed: tuple[tuple[KeyName, list[Named]], ...] = (
            ("exact", [item for item in found if item.exact == name]),
            ("tones", found),
        )
        for kind_of_key, items in keyed:
            units = _units(items, kind, level)
            chosen = _own_names_first(_on_day(units, on), name)
            if chosen:
                return _matches(chosen, kind_of_key, on_day=True)
            if units:
                strict.append((kind_of_key, units))
    _, _, highland, bare = name_keys(name)
    alike = names.bare.get(bare)
    if alike:
        units = _units([item for item in alike if item.highland == highland], kind, level)
        chosen = _own_names_first(_on_day(units, on), name)
        if chosen:
            return _matches(chosen, "highland", on_day=True)
        if units:
            strict.append(("highland", units))
    # a unit of another day under its true name is likelier than one of the day under a name that only looks alike
    # (under a name that only looks alike, on another day, it is too doubtful to be an answer)
    for kind_of_key, units in strict:
        chosen = _own_names_first(_last_periods(units), name)
        if chosen:
            return _matches(chosen, kind_of_key, on_day=False)
    if not alike:
        return ()
    chosen = _own_names_first(_on_day(_units(alike, kind, level), on), name)
    return _matches(chosen, "bare", on_day=True) if len(chosen) == 1 else ()


def _units(found: Sequence[Named], kind: str | None, level: Level | None) -> list[Unit]:
    if not found:
        return []
    unit_of = gazetteer().unit
    numbers = [found[0].number] if len(found) == 1 else dict.fromkeys(item.number for item in found)
    units = [unit_of(number) for number in numbers]
    return [unit for unit in units if (kind is None or unit.kind == kind) and (level is None or unit.level == level)]


def keyed_units(name: str, scope: str) -> list[tuple[KeyName, Unit]]:
    """Return every unit of any day inside `scope` that a key of `name` finds, by the strictest key that does."""
    exact, tones, highland, bare = name_keys(name)
    names = gazetteer().names(scope)
    keyed: list[tuple[KeyName, list[Named]]] = [
        ("exact", [item for item in names.tones.get(tones, ()) if item.exact == exact]),
        ("tones", names.tones.get(tones, [])),
        ("highland", [item for item in names.bare.get(bare, ()) if item.highland == highland]),
        ("bare", names.bare.get(bare, [])),
    ]
    found: dict[Unit, KeyName] = {}
    for kind_of_key, items in keyed:
        for unit in _units(items, None, None):
            found.setdefault(unit, kind_of_key)
    return [(kind_of_key, unit) for unit, kind_of_key in found.items()]


def _matches(units: list[Unit], kind_of_key: KeyName, *, on_day: bool) -> tuple[Match, ...]:
    score = SCORES[kind_of_key] if on_day else round(SCORES[kind_of_key] - 0.1, 2)
    return tuple(Match(unit, kind_of_key, score, on_day) for unit in units)


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
    printed = {fold(spelling) for unit in gazetteer().below("") for spelling in spellings(unit)}
    printed |= {spelling.replace("đắk", "đăk") for spelling in printed}
    longest_first = sorted(printed, key=lambda spelling: (-len(spelling), spelling))
    names = "|".join(re.escape(spelling) for spelling in longest_first)
    # "phường Nam Định", "huyện Hà Giang": a smaller unit's name is no province
    smaller = "".join(f"(?<!{kind} )" for kind in ("phường", "xã", "huyện", "quận", "thị trấn", "đặc khu"))
    return re.compile(rf"(?<![^\W\d_]){smaller}(tỉnh |thành phố |tp\.? ?)?({names})(?![^\W\d_])")


def find_province(text: str, on: date | None) -> Unit | None:
    """Return the first province that a text names, those with their kind word (``tỉnh X``) before bare names."""
    matches = list(_province_pattern().finditer(fold(text)))
    for match in [*(match for match in matches if match[1]), *(match for match in matches if not match[1])]:
        unit = province(match[2], on)
        if unit is not None and not (match[1] and match[1].startswith("tỉnh") and unit.kind != "tỉnh"):
            return unit
    return None
