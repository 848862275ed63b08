"""``congbao resolve``: what a name is taken for, and why."""

from __future__ import annotations

from datetime import date

import typer

from normalizers import places
from normalizers.dates import parse_date
from normalizers.explain import Candidate, Explanation, explain
from pipeline import UserError
from pipeline.render import table, to_json, visible


def run(name: str, *, within: str | None, on: str | None, province: str | None, as_json: bool) -> int:
    """Print the candidates, the keys tried, the scores and the verdict; return 0, also when the name is left open."""
    day = _day(on)
    code = _province(province, day)
    found = explain(name, province_code=code, on=day, within=within)
    typer.echo(to_json(_as_json(found)) if as_json else _as_text(found))
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        day = parse_date(text)
    if day is None:
        raise UserError(f"--on {text}: no day; write it as 2018-04-18 or 18/4/2018", exit_code=2)
    return day


def _province(text: str | None, on: date | None) -> str | None:
    if text is None:
        return None
    unit = places.province(text, on) or places.province(text, None)
    if unit is None:
        raise UserError(f"--province {text}: no province of this name or code; try: --province 'Kon Tum'", exit_code=2)
    return unit.code


def _as_json(found: Explanation) -> dict[str, object]:
    match = found.match._asdict()
    return {
        "name": found.raw,
        "province_code": found.province_code,
        "within": found.within,
        "on": found.on,
        "parts": found.parts,
        "keys": found.keys,
        "candidates": [candidate._asdict() for candidate in found.candidates],
        "match": {**match, "candidates": list(match["candidates"]), "problems": list(match["problems"])},
        "in_a_list": found.in_a_list.agency_id if found.in_a_list is not None else None,
        "verdict": found.verdict,
        "notes": found.notes,
        "since_2025_07_01": found.became,
    }


def _as_text(found: Explanation) -> str:
    lines = [visible(found.raw[:200])]
    lines += [f"  {part}: {visible(text[:200])}" for part, text in found.parts.items()]
    for label, value in (("province", found.province_code), ("within", found.within), ("on", found.on)):
        if value is not None:
            lines.append(f"  {label}: {value}")
    if found.keys:
        lines.append("keys tried")
        lines += [f"  {key:<9} {visible(value)}" for key, value in found.keys.items()]
    if found.candidates:
        lines.append("candidates")
        columns = ["agency_id", "name", "in", "key", "score", "edits", "on that day" if found.on else "in force"]
        lines.append(table(columns, [_row(candidate) for candidate in found.candidates]))
    lines += [f"note: {note}" for note in found.notes]
    lines += [f"since 2025-07-01: {text}" for text in found.became]
    lines.append(f"verdict: {visible(found.verdict)}")
    return "\n".join(lines)


def _row(candidate: Candidate) -> list[object]:
    score, cost = ("" if value is None else f"{value:g}" for value in (candidate.score, candidate.cost))
    on_day = "yes" if candidate.on_day else "no"
    return [candidate.agency_id, candidate.name, candidate.scope, candidate.key, score, cost, on_day]
