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

from normalizers.places import Level, Unit, gazetteer, highland_key, is_roman, spellings
from normalizers.text import bare, key

_DIGITS = re.compile(r"\d+")
_GLUED = re.compile(r"(?<=[^\W\d_])[015](?![\d])|(?<!\d)[015](?=[^\W\d_])")  # figures that stand for letters
_LETTER_OF = {"0": "o", "1": "l", "5": "s"}
_SHAPES = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("ri", "n"), ("ti", "n"), ("li", "h"))
_SHAPE_OF = str.maketrans("l1jtfbkeaocgqvyurpxzs5", "iiiiihhccccggvvunpxzss")


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


class _Spelling(NamedTuple):
    unit: Unit
    toned: str
    plain: str
    shape: str


@cache
def _scope(code: str, level: Level | None) -> tuple[list[str], list[_Spelling]]:
    """Return the undiacritized names in a scope, and beside each the unit and the keys that weigh it."""
    names: list[str] = []
    listed: list[_Spelling] = []
    for unit in gazetteer().below(code, level):
        for spelling in _spellings(unit):
            names.append(spelling.plain)
            listed.append(spelling)
    return names, listed


@cache
def _spellings(unit: Unit) -> tuple[_Spelling, ...]:
    """Return what weighs each spelling of a unit: kept, for a commune is met in its district and its province."""
    toned = dict.fromkeys(highland_key(spelling) for spelling in spellings(unit) if not is_roman(spelling))
    return tuple(_Spelling(unit, name, bare(name), _shape(bare(name))) for name in toned)


def _shape(plain: str) -> str:
    for letters, shape in _SHAPES:
        plain = plain.replace(letters, shape)
    return plain.translate(_SHAPE_OF)


@lru_cache(maxsize=8192)
def near_units(
    name: str, kind: str | None, level: Level | None, scope: str, on: date | None, look: int = 2
) -> tuple[Near, ...]:
    """Return the units in `scope` near `name`, the nearest first; of one code only the nearest.

    Units of another kind, and units of other days under other names, are among them: they are no answers, but they
    keep others from being certain. `look` is the number of edits up to which units are weighed at all; what is farther
    than 2 cannot matter to `IN_DISTRICT` and `IN_PROVINCE`, what is farther than 3 not to `IN_LIST`.
    """
    toned = highland_key(_GLUED.sub(lambda match: _LETTER_OF[match[0]], name))
    plain = bare(toned)
    if len(plain) < 3 or is_roman(name):
        return ()
    # loaded by the first name that no key finds: a quarter of what getting ready to resolve costs
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    digits, shapes = _DIGITS.findall(plain), {_shape(plain), plain.translate(_SHAPE_OF)}
    names, listed = _scope(scope, level)
    best: dict[str, Near] = {}
    for found, distance, at in extract(plain, names, scorer=Levenshtein.distance, score_cutoff=look, limit=None):
        spelling = listed[at]
        unit = spelling.unit
        if (level is not None and unit.level != level) or (
            (digits or _DIGITS.search(found)) and _DIGITS.findall(found) != digits
        ):
            continue
        cost = (
            0.5 * distance
            + 0.25 * min(distance, *(Levenshtein.distance(shape, spelling.shape) for shape in shapes))
            + 0.25 * Levenshtein.distance(toned, spelling.toned)
        )
        on_day = unit.valid_on(on) if on is not None else unit.valid_to is None
        fits = kind is None or unit.kind == kind
        near = Near(unit, cost + (0.0 if fits else 0.5), on_day, fits)
        other = best.get(unit.code)
        if other is None or (not near.on_day, near.cost) < (not other.on_day, other.cost):
            best[unit.code] = near
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
