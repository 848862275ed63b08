"""The province that speaks in a document: by its issuer, its place, its title, or the one that its text names most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import regex

from extractors.heads import letterhead
from extractors.lines import Line
from extractors.records import Mention
from normalizers import agencies
from normalizers.places import children, find_province, gazetteer
from normalizers.text import fold


def speaking_province(
    zone: list[Line], run: list[Line], values: Mapping[str, object], issuer: Mention | None
) -> str | None:
    """Return the code of the province that speaks, from the head's lines and values; a body of the centre has none."""
    issued = values.get("issued_on")
    day = issued if isinstance(issued, date) else None
    if issuer is not None:
        bare = issuer.within and letterhead.is_bare(issuer.raw)
        name = letterhead.whole_name(issuer.raw, issuer.within) if bare else issuer.raw
        if agencies.resolve(name, province_code=None, on=day).level == "central":
            return None
    texts = [issuer.raw, issuer.within] if issuer is not None else []
    texts += [letterhead.without_motto(line.text) for line in zone]
    texts += [str(values.get(name) or "") for name in ("issued_at_place", "title")]
    for text in texts:
        unit = find_province(text, on=day) if text else None
        if unit is not None:
            return unit.code
    return _province_of_district(issuer, day) or _most_named(run, day)


def _province_of_district(issuer: Mention | None, day: date | None) -> str | None:
    """Return the province of the district that issues, when only one in the country has its name."""
    unit = regex.search(r"(huyện|quận|thị xã|thành phố)\s+(\S.*)$", fold(issuer.raw)) if issuer is not None else None
    if unit is None:
        return None
    kind, name = unit.groups()
    found = {
        province.code
        for province in children("", day)
        for district in gazetteer().below(province.code, "district")
        if district.kind == kind and fold(district.name) == name
    }
    return found.pop() if len(found) == 1 else None


def _most_named(run: list[Line], day: date | None) -> str | None:
    """Return the province that most lines name, the first of equals."""
    named: Counter[str] = Counter()
    for line in run[:300]:
        unit = find_province(line.text[:2000], on=day)
        if unit is not None:
            named[unit.code] += 1
    return named.most_common(1)[0][0] if named else None
