"""How well, how fast and in how much memory names of communes are resolved, against packages used for it today.

    python -m benchmarks.names                       congbao alone
    python -m benchmarks.names --mentions 20000 --seed 7
    python -m benchmarks.names --peers 500           and the packages of benchmarks/peers.txt, 500 mentions a scope

Communes are drawn at random from the whole country, their names misprinted by `benchmarks.noise`, and asked for with
the same parents by everyone. Right: the unit itself. Wrong: another unit. Abstained: none, or a name left unresolved.

Rates are mentions in a second of CPU time of one core. *corpus mix*: the names of the labelled rows of ``corpus/truth``
with the parents that their documents state, as often and in the order in which they stand there, document after
document; *first sight*: each of them once, with nothing remembered. *noisy mix*: the misprinted communes above.
The packages run in an environment of their own, made by uv in `--environment`, with the versions of the file.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.noise import misprint
from normalizers import agencies, agency_names, committees, near, places
from normalizers.agencies import resolve
from normalizers.places import REFORM, Unit, gazetteer, spellings
from normalizers.text import fold

TUNING_SEED = 1  # limits were set on it; figures that are reported come from any other
DAYS = (date(2018, 4, 18), date(2020, 7, 10), date(2023, 6, 1))
ROOT = Path(__file__).parents[1]
_START = """
from datetime import date
from normalizers.agencies import resolve
for raw in {names}:
    resolve(raw, province_code="67", on=date(2018, 4, 18), within="Thị xã Gia Nghĩa")
"""
_READY = ("UBND xã Đắk Nia", "Sở NN&PTNT")
_NEAR = (*_READY, "UBND xã Đak Nio")  # loads the library of edit distances
_STARTS = 11
_PASSES = 50  # over the corpus: what it takes is too short for the clock


class Asked(NamedTuple):
    """A name to resolve: as printed, with the district (empty: not known), the province, the day, and the answer."""

    raw: str
    within: str
    province: Unit
    on: date
    unit: Unit
    clean: str


class Answer(NamedTuple):
    """What was answered: the code of a unit, else its kind and name with its district."""

    code: str | None = None
    name: str | None = None
    district: str | None = None


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


def congbao(one: Asked) -> Answer:
    """Return the code of the commune that congbao takes the mention for; none when it abstains."""
    match = resolve(one.raw, province_code=one.province.code, on=one.on, within=one.within or None)
    return Answer(match.commune_code if match.agency_id and "unresolved" not in match.problems else None)


def is_right(answer: Answer, one: Asked) -> bool:
    """Tell whether an answer is the unit asked for; without a code, whether its name (and its district, if any) is."""
    if answer.code is not None:
        return answer.code == one.unit.code
    district = gazetteer().at(one.unit.parent_code, one.on)
    names = {fold(text) for name in spellings(one.unit) for text in (name, f"{one.unit.kind} {name}")}
    there = (
        {fold(text) for name in spellings(district) for text in (name, f"{district.kind} {name}")}
        if district
        else set()
    )
    return fold(answer.name or "") in names and (answer.district is None or fold(answer.district) in there)


def measure(asked: Iterable[Asked], answer: Callable[[Asked], Answer]) -> tuple[Counter[str], list[str], float]:
    """Return the verdicts, the wrong answers in words, and the seconds of CPU time taken to answer."""
    listed = list(asked)
    started = time.process_time()
    answers = [answer(one) for one in listed]
    seconds = time.process_time() - started
    verdicts: Counter[str] = Counter()
    wrong = []
    for one, said in zip(listed, answers, strict=True):
        none = said.code is None and said.name is None
        verdict = "abstained" if none else "right" if is_right(said, one) else "wrong"
        verdicts[verdict] += 1
        if verdict == "wrong":
            where = one.within or one.province.full_name
            wrong.append(f"{one.raw} ({where}): is {one.clean}, was taken for {said.code or said.name}")
    return verdicts, wrong, seconds


def _both(count: int, seed: int) -> Iterator[tuple[str, list[Asked]]]:
    yield "district known", sample(count, seed, with_district=True)
    yield "province known", sample(count, seed + 1_000_000, with_district=False)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _line(name: str, scope: str, verdicts: Counter[str], seconds: float | None = None) -> str:
    total = verdicts.total()
    shares = "  ".join(f"{verdict} {verdicts[verdict] / total:8.3%}" for verdict in ("right", "wrong", "abstained"))
    return f"{name:<26} {scope:<15} {total:>6}  {shares}" + (f"  {total / seconds:9,.0f}/s" if seconds else "")


def corpus_mix(folder: Path) -> list[tuple[str, str | None, str | None, date]]:
    """Return (name, stated parent, province, day) of each labelled row that names an agency, in the truth's order."""
    found = []
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        document = truth["document"]
        if not document.get("issued_on"):
            continue
        where = document.get("province_code"), date.fromisoformat(document["issued_on"])
        for row in (row for rows in truth.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)):
            raw = row.get("agency_raw") or row.get("scope_raw") or row.get("agency")
            if isinstance(raw, str):
                found.append((raw, row.get("parent_raw"), *where))
    return found


def _forget() -> None:
    """Empty every memory of names met before; what is known of scopes stays."""
    for module in (agencies, agency_names, committees, near, places):
        for value in vars(module).values():
            if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None:
                value.cache_clear()


def _rate(mentions: list[tuple[str, str | None, str | None, date]], passes: int) -> float:
    started = time.process_time()
    for _ in range(passes):
        for raw, within, province_code, on in mentions:
            resolve(raw, province_code=province_code, on=on, within=within)
    return passes * len(mentions) / (time.process_time() - started)


def _start_up(names: tuple[str, ...]) -> list[float]:
    """Return the CPU time of several new interpreters until `names` are told, that of Python in it; ms, in order."""
    taken = []
    # byte code is kept, as on a user's machine
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", _START.format(names=names)]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    for _ in range(_STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return sorted(taken)


def _speed() -> None:
    for what, names in (("ready", _READY), ("ready, near names too", _NEAR)):
        starts = _start_up(names)
        middle = starts[len(starts) // 2]
        _write(f"{what:<23}{middle:9.0f} ms CPU, median of {_STARTS} ({starts[0]:.0f} the best)")
    mentions = corpus_mix(ROOT / "corpus" / "truth")
    distinct = list(dict.fromkeys(mentions))
    _rate(distinct, 1)
    _forget()
    _write(f"corpus mix, first sight {_rate(distinct, 1):8,.0f} mentions/s of {len(distinct)}")
    _write(f"corpus mix              {_rate(mentions, _PASSES):8,.0f} mentions/s of {len(mentions)}, {_PASSES} times")


def _peers(environment: Path, count: int, seed: int) -> None:
    """Let the packages answer the first mentions of each scope in their own environment, and score them."""
    uv = next((path for path in (ROOT / ".uv" / "bin" / "uv",) if path.exists()), Path("uv"))
    python = environment / "bin" / "python"
    if not python.exists():
        subprocess.run([uv, "venv", "--quiet", environment], check=True)
    requirements = Path(__file__).with_name("peers.txt")
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, "-r", requirements], check=True)
    scopes = [(scope, asked[:count]) for scope, asked in _both(count, seed)]
    questions, replies = environment / "mentions.jsonl", environment / "answers.jsonl"
    rows = [
        {"id": f"{scope} {number}", "raw": one.raw.removeprefix("UBND "), "district": one.within,
         "province": one.province.full_name}
        for scope, asked in scopes for number, one in enumerate(asked)
    ]  # fmt: skip
    questions.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    subprocess.run([python, Path(__file__).with_name("peers.py"), questions, replies], check=True)
    said: dict[tuple[str, str], Answer] = {}
    rates: dict[str, float] = {}
    for line in replies.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "seconds" in row:
            rates[row["peer"]] = len(rows) / row["seconds"]
        else:
            said[row["peer"], row["id"]] = Answer(row["code"], row["name"], row["district"])
    for scope, asked in scopes:
        numbers = {id(one): f"{scope} {number}" for number, one in enumerate(asked)}
        lasting = [one for one in asked if one.unit.valid_to == REFORM and one.unit.valid_from.year == DAYS[0].year - 1]
        for name, part in ((scope, asked), (f"{scope[:8]}, lasting", lasting)):
            _write(_line("congbao", name, measure(part, congbao)[0]))
            for peer in rates:
                theirs = {id(one): said[peer, numbers[id(one)]] for one in part}
                verdicts, _, _ = measure(part, lambda one, of=theirs: of[id(one)])  # type: ignore[misc]
                _write(_line(peer, name, verdicts))
    for peer, rate in rates.items():
        _write(f"{peer:<26} {rate:9,.0f} mentions/s")


def main() -> None:
    """Measure and print; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=20_000, help="mentions for each scope")
    parser.add_argument("--seed", type=int, default=2026, help=f"{TUNING_SEED} is the one the limits were set on")
    parser.add_argument("--wrong", action="store_true", help="list the wrong answers")
    parser.add_argument("--peers", type=int, default=0, metavar="N", help="ask other packages N mentions of each scope")
    parser.add_argument("--environment", type=Path, default=ROOT / ".peers", help="where theirs is made")
    options = parser.parse_args()
    _speed()
    for scope, asked in _both(options.mentions, options.seed):
        verdicts, wrong, seconds = measure(asked, congbao)
        _write(f"noisy mix, {scope} {len(asked) / seconds:6,.0f} mentions/s of {len(asked)}")
        _write(_line("congbao", scope, verdicts))
        for text in wrong if options.wrong else ():
            _write(f"  {text}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _write(f"peak memory            {peak:9.0f} MB, the benchmark's own lists included")
    if options.peers:
        _peers(options.environment, options.peers, options.seed)


if __name__ == "__main__":
    main()
