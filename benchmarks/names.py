"""How well misprinted names of communes are resolved, against the packages that people use for it today.

    python -m benchmarks.names                        congbao alone
    python -m benchmarks.names --mentions 20000 --seed 7
    python -m benchmarks.names --dump mentions.jsonl  the mentions, for a package in another environment
    python -m benchmarks.names --score answers.jsonl  what it answered: one {"id", "code"} per line, code null: none

Communes are drawn at random from the whole country, their names misprinted by `benchmarks.noise`, and asked for with
the same parents by everyone. Right: the unit itself. Wrong: another unit. Abstained: none, or a name left unresolved.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.noise import misprint
from normalizers.agencies import resolve
from normalizers.places import Unit, gazetteer

TUNING_SEED = 1  # limits were set on it; figures that are reported come from any other
DAYS = (date(2018, 4, 18), date(2020, 7, 10), date(2023, 6, 1))


class Asked(NamedTuple):
    """A name to resolve: as printed, with the district (empty: not known), the province, the day, and the answer."""

    raw: str
    within: str
    province: Unit
    on: date
    unit: Unit
    clean: str


def sample(count: int, seed: int, *, with_district: bool) -> list[Asked]:
    """Return `count` misprinted communes, drawn with replacement; the same for the same seed."""
    pick = random.Random(seed)
    known = gazetteer()
    pools = {day: [unit for unit in known.units if unit.level == "commune" and unit.valid_on(day)] for day in DAYS}
    asked: list[Asked] = []
    while len(asked) < count:
        on = pick.choice(DAYS)
        unit = pick.choice(pools[on])
        name = misprint(unit.name, pick)
        district = known.at(unit.parent_code, on)
        province = known.at(known.province_code(unit, on), on)
        if name == unit.name or district is None or province is None:
            continue
        within = district.full_name if with_district else ""
        asked.append(Asked(f"UBND {unit.kind} {name}", within, province, on, unit, unit.full_name))
    return asked


def congbao(one: Asked) -> str | None:
    """Return the code of the commune that congbao takes the mention for; None when it abstains."""
    match = resolve(one.raw, province_code=one.province.code, on=one.on, within=one.within or None)
    return match.commune_code if match.agency_id and "unresolved" not in match.problems else None


def measure(asked: Iterable[Asked], answer: Callable[[Asked], str | None]) -> tuple[Counter[str], list[str], float]:
    """Return the verdicts, the wrong answers in words, and the seconds taken."""
    verdicts: Counter[str] = Counter()
    wrong = []
    started = time.perf_counter()
    for one in asked:
        code = answer(one)
        verdict = "abstained" if code is None else "right" if code == one.unit.code else "wrong"
        verdicts[verdict] += 1
        if verdict == "wrong":
            wrong.append(f"{one.raw} ({one.within or one.province.full_name}): is {one.clean}, was taken for {code}")
    return verdicts, wrong, time.perf_counter() - started


def _both(count: int, seed: int) -> Iterator[tuple[str, list[Asked]]]:
    yield "district known", sample(count, seed, with_district=True)
    yield "province known", sample(count, seed + 1_000_000, with_district=False)


def _dump(path: Path, count: int, seed: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for scope, asked in _both(count, seed):
            for number, one in enumerate(asked):
                row = {
                    "id": f"{scope} {number}", "raw": one.raw.removeprefix("UBND "), "district": one.within,
                    "province": one.province.full_name, "on": one.on.isoformat(),
                }  # fmt: skip
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _line(name: str, scope: str, verdicts: Counter[str], seconds: float | None) -> str:
    total = verdicts.total()
    shares = "  ".join(f"{verdict} {verdicts[verdict] / total:8.3%}" for verdict in ("right", "wrong", "abstained"))
    speed = f"  {total / seconds:9,.0f}/s" if seconds else ""
    return f"{name:<20} {scope:<15} {total:>7}  {shares}{speed}"


def main() -> None:
    """Measure and print; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=20_000, help="mentions for each scope")
    parser.add_argument("--seed", type=int, default=2026, help=f"{TUNING_SEED} is the one the limits were set on")
    parser.add_argument("--wrong", action="store_true", help="list the wrong answers")
    parser.add_argument("--dump", type=Path, help="write the mentions there and stop")
    parser.add_argument("--score", type=Path, help="score answers given elsewhere beside congbao's")
    options = parser.parse_args()
    if options.dump:
        _dump(options.dump, options.mentions, options.seed)
        return
    answers: dict[str, str | None] = {}
    if options.score:
        for line in options.score.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            answers[row["id"]] = row["code"]
    write = sys.stdout.write
    for scope, asked in _both(options.mentions, options.seed):
        verdicts, wrong, seconds = measure(asked, congbao)
        write(_line("congbao", scope, verdicts, seconds) + "\n")
        for text in wrong if options.wrong else ():
            write(f"  {text}\n")
        if answers:
            numbers = iter(range(len(asked)))
            theirs, _, _ = measure(asked, lambda one, ids=numbers, of=scope: answers.get(f"{of} {next(ids)}"))  # type: ignore[misc]
            write(_line(options.score.stem, scope, theirs, None) + "\n")
    write(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")


if __name__ == "__main__":
    main()
