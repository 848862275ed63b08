"""Names that are nearly a unit's: misread or mistyped spellings, weighed inside one known scope.

The strict keys of `places` come first; only what they do not find comes here. A spelling's cost is a weighted count of
edits between the keys of two names: a letter that differs by its marks only counts 0.25, one that scanners take for the
other 0.75, any other letter, lost or added, 1. Blanks, apostrophes and hyphens cost nothing. Digits are never near:
"Phường 1" is not a misprint of "Phường 7". The limits were set on generated misprints, see ``benchmarks/names.py``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from normalizers.gazetteer import Level, Named, Unit, gazetteer
from normalizers.name_keys import bare_key, highland_key, is_roman, letters_alike, shape
from normalizers.text import key

_DIGITS = re.compile(r"\d+")
_GLUED = re.compile(r"(?<=[^\W\d_])[015](?![\d])|(?<!\d)[015](?=[^\W\d_])")  # figures that stand for letters
_LETTER_OF = {"0": "o", "1": "l", "5": "s"}


_PROVINCE_CODE = 2  # figures


class Near(NamedTuple):
    """A unit whose name is near the one asked for; `cost` in weighted edits; `on_day`: it existed on the day."""

    unit: Unit
    cost: float
    on_day: bool
    fits: bool  # it is of the kind asked for


class Limits(NamedTuple):
    """How far a name may be from the nearest unit, and how much farther the next one must be (weighted edits)."""

    most: float
    share: float  # of the letters of the name
    margin: float


IN_DISTRICT = Limits(1.5, 0.34, 0.7)
IN_PROVINCE = Limits(1.0, 0.21, 0.7)
IN_LIST = Limits(2.0, 0.34, 0.5)


class _Alike(NamedTuple):
    """Names that are one without their marks: their shape, and each unit's name with them."""

    shape: str
    named: list[Named]


@cache
def _scope(code: str, level: Level | None) -> tuple[list[str], list[_Alike]]:
    """Return the undiacritized names in a scope, and beside each the shape and the units of these names."""
    names = gazetteer().names(code).bare
    if level is None or len(code) > _PROVINCE_CODE:  # in a district all are communes
        return list(names), [_Alike(named[0].shape, named) for named in names.values()]
    level_of = gazetteer().level
    found: list[_Alike] = []
    bare: list[str] = []
    for name, named in names.items():
        of_level = [item for item in named if level_of(item.number) == level]
        if of_level:
            bare.append(name)
            found.append(_Alike(named[0].shape, of_level))
    return bare, found


@lru_cache(maxsize=8192)
def near_units(
    name: str, kind: str | None, level: Level | None, scope: str, on: date | None, look: int = 2
) -> tuple[Near, ...]:
    """Return the units in `scope` near `name`, the nearest first; of one code only the nearest.

    Units of another kind, and units of other days under other names, are among them: they are no answers, but they
    keep others from being certain. `look` is the number of edits up to which units are weighed at all; what is farther
    than 2 cannot matter to `IN_DISTRICT` and `IN_PROVINCE`, what is farther than 3 not to `IN_LIST`.
    """
    if any(char in name for char in "015"):
        name = _GLUED.sub(lambda match: _LETTER_OF[match[0]], name)
    toned = highland_key(name)
    plain = bare_key(toned)
    if len(plain) < 3 or is_roman(name):
        return ()
    # loaded by the first name that no key finds: a quarter of what getting ready to resolve costs
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    weigh = Levenshtein.distance
    digits = _DIGITS.findall(plain)
    shapes = (shape(plain), letters_alike(plain))
    bare, alike = _scope(scope, level)
    unit_of = gazetteer().unit
    best: dict[str, Near] = {}
    for found, distance, at in extract(plain, bare, scorer=weigh, score_cutoff=look, limit=None):
        if (digits or not found.isalpha()) and _DIGITS.findall(found) != digits:
            continue
        shape_of, named = alike[at]
        by_letters = 0.5 * distance
        if distance:
            by_letters += 0.25 * min(distance, weigh(shapes[0], shape_of), weigh(shapes[1], shape_of))
        costs: dict[str, float] = {}
        for number, _, _, highland, _, _ in named:
            cost = costs.get(highland)
            if cost is None:
                cost = costs[highland] = by_letters + 0.25 * weigh(toned, highland)
            unit = unit_of(number)
            on_day = unit.valid_on(on) if on is not None else unit.valid_to is None
            fits = kind is None or unit.kind == kind
            if not fits:
                cost += 0.5
            other = best.get(unit.code)
            if other is None or (not on_day, cost) < (not other.on_day, other.cost):
                best[unit.code] = Near(unit, cost, on_day, fits)
    if len(best) < 2:
        return tuple(best.values())
    return tuple(sorted(best.values(), key=lambda near: (near.cost, not near.on_day, near.unit.unit_id)))


def nearest(
    name: str,
    near: Collection[Near],
    limits: Limits,
    taken: Collection[str] = (),
) -> Near | None:
    """Return the one unit that `name` can be taken for, None when there is none or when a second one is too near.

    `taken` are the ids of units that better matches of the same list already name.
    """
    free = [item for item in near if item.unit.unit_id not in taken]
    if not free:
        return None
    best = next((item for item in free if item.on_day and item.fits), None)
    if best is None or best.cost > min(limits.most, limits.share * len(key(name))):
        return None
    for other in free:
        if other is best or (not other.on_day and key(other.unit.name) == key(best.unit.name)):
            continue
        if other.cost - best.cost < limits.margin:
            return None
    return best
