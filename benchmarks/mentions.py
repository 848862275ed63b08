"""How many mentions of agencies and places of all kinds are told rightly: ``benchmarks/mentions/*.txt``.

    python -m benchmarks.mentions            counts for each set
    python -m benchmarks.mentions --list     and every mention that is not right

Right: the labelled identity, or none where the label says so. Wrong: another identity. Open: no identity, or one made
of the spelling itself and marked so. Which set was seen when is in ``docs/decisions/0002-names.md``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from normalizers.agencies import AgencyMatch, resolve
from normalizers.places import Unit, gazetteer, highland_key, spellings, split_kind
from normalizers.text import slug

FOLDER = Path(__file__).with_name("mentions")
Verdict = Literal["right", "wrong", "open"]


class Labelled(NamedTuple):
    """A mention as a document of that province and day prints it, and its label (see ``mentions/README.md``)."""

    raw: str
    within: str
    province_code: str
    on: date
    label: str


def read(path: Path) -> Iterator[Labelled]:
    """Yield the mentions of a set. Raises ValueError naming the line that is none."""
    province_code, on = "", date.min
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("@"):
            _, province_code, day = line.split()
            on = date.fromisoformat(day)
        elif line.strip():
            parts = [part.strip() for part in line.split("|")]
            if len(parts) != 3 or not province_code:
                raise ValueError(f"{path.name}:{number}: not `mention | stated parent | label`: {line!r}")
            yield Labelled(parts[0], parts[1], province_code, on, parts[2])


def _named(unit: Unit) -> set[str]:
    return {f"{unit.kind}/{highland_key(name)}" for name in spellings(unit)}


def _wanted(text: str) -> str:
    kind, name = split_kind(text)
    return f"{kind}/{highland_key(name)}"


def _unit(text: str, province_code: str, on: date) -> Unit:
    """Return the only unit that a label means, of the province or of one that was merged into it."""
    parts = re.fullmatch(r"(.*?)(\(d\))?(?: / (.*?))?(?: @(\S+))?", text)
    assert parts is not None
    name, as_district, district, day = parts.groups()
    on = date.fromisoformat(day) if day else on
    known = gazetteer()
    found = []
    for unit in known.units:
        if not unit.valid_on(on) or _wanted(name) not in _named(unit) or (as_district and unit.level != "district"):
            continue
        lay_in = known.province_code(unit, on)
        merged = day and any(item.code == province_code for item in known.successors(lay_in))
        above = known.at(unit.parent_code, on) if district else None
        if district and (above is None or _wanted(district) not in _named(above)):
            continue
        if unit.level == "province" or lay_in == province_code or merged:
            found.append(unit)
    if len(found) != 1:
        raise ValueError(f"label {text!r} means {len(found)} units of {province_code} on {on}")
    return found[0]


def verdict(one: Labelled, match: AgencyMatch) -> Verdict:
    """Return how an answer compares with the label."""
    made = match.agency_id is None or not {"unresolved", "unknown_kind"}.isdisjoint(match.problems)
    if one.label in ("g", "n", "?"):
        return "right" if match.agency_id is None else "open" if made else "wrong"
    if one.label == "n*":
        return "right" if made else "wrong"
    how, _, rest = one.label.partition(" ")
    if how == "u":
        right = match.agency_id == f"ubnd-{_unit(rest, one.province_code, one.on).unit_id}"
    else:
        place, name = rest[1:].split(") ", 1) if rest.startswith("(") else rest.split(" ", 1)
        if rest.startswith("("):
            as_district = "(d)" if place.startswith("thành phố") else ""
            place = _unit(place + as_district, one.province_code, one.on).code
        place = one.province_code if place == "." else place
        code, _, called = (match.agency_id or "").partition("-")
        same = called == slug(name) if how == "a" else called.startswith(slug(name))
        right = same and place in ("*", code) and "unknown_kind" not in match.problems
    return "right" if right else "open" if made else "wrong"


def main() -> None:
    """Score every set and print; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="list the mentions that are not right")
    options = parser.parse_args()
    for path in sorted(FOLDER.glob("*.txt")):
        counts: Counter[Verdict] = Counter()
        lines = []
        for one in read(path):
            match = resolve(one.raw, province_code=one.province_code, on=one.on, within=one.within or None)
            said = verdict(one, match)
            counts[said] += 1
            if said != "right":
                lines.append(f"  {said}: {one.raw} [{one.label}] {match.agency_id} {', '.join(match.problems)}")
        shares = "  ".join(f"{name} {counts[name]:4}" for name in ("right", "wrong", "open"))
        sys.stdout.write(f"{path.stem:<8} {counts.total():4} mentions  {shares}\n")
        for line in lines if options.list else ():
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
