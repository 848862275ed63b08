"""One build: every file under the given paths read where need be, assembled into one dataset and published."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline import UserError, worker
from pipeline.assembly import Assembly
from pipeline.fingerprint import Keys, dataset_code, keys
from pipeline.ingest import Source, discover
from pipeline.plan import Choice, Step, plan
from pipeline.publish import ASSEMBLING, Release, exclusive, publish_batches, published
from pipeline.report import Report, build_report, changes, rewrite, write
from pipeline.result import Settings
from pipeline.reviews import Review, line_of
from pipeline.stage import DamagedStageError, Stage, remove
from pipeline.staged import Staged
from pipeline.watching import Watcher

STAGE = ".stage"
TRIES = 3  # times that what a damaged stage has lost is made anew


@dataclass(frozen=True, slots=True)
class Build:
    """What a build gave: the release and the run report."""

    release: Release
    report: Report


@dataclass(frozen=True, slots=True)
class Run:
    """How a build is done; the published bytes depend on nothing of it but `settings` and `process`."""

    workers: int = 0  # 0: as many as the processor cores that this process may use
    settings: Settings = field(default_factory=Settings)
    process: str = worker.PROCESS
    choice: Choice = field(default_factory=Choice)
    engine: str = "local"  # or "ray"
    address: str | None = None  # of a running Ray cluster


DEFAULT = Run()


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    run: Run = DEFAULT,
    reviews: Sequence[Review] = (),
    watcher: Watcher | None = None,
) -> Build:
    """Read what is new or changed under `paths`, publish the dataset under `out` and write the run report there.

    `reviews` are the decisions to replay, `watcher` is told what happens. UserError when there is nothing to read,
    `out` is in use or its disk is full; WorkerError when no worker can start.
    """
    started = time.monotonic()
    watcher = watcher or Watcher()
    sources = discover(paths, out=out)
    with exclusive(out), _disk(out):
        for attempt in range(TRIES):
            try:
                with Stage(stage_path(out)) as stage:
                    work = gather(sources or discover(paths, out=out), stage, run, watcher)
                    sources = []  # a million names take room that the dataset stage can use
                    return _publish([stage], out, reviews, work, started, watcher)
            except DamagedStageError as error:
                _mend(out, error)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) or attempt == TRIES - 1:
                    raise
                remove(stage_path(out))
    raise UserError(f"{out / STAGE}: what is written there comes back changed; the disk may be failing")


def build_shard(
    paths: Sequence[Path],
    out: Path,
    shard: int,
    shards: int,
    *,
    run: Run = DEFAULT,
    watcher: Watcher | None = None,
) -> Counter[str]:
    """Do one shard's share of a build and return the work done; nothing is published.

    A source belongs to the shard that the hash of its name gives, so that it stays there whatever else comes or goes.
    """
    sources = [source for source in discover(paths, out=out) if shard_of(source.name, shards) == shard]
    path = stage_path(out, shard, shards)
    with exclusive(out / STAGE, f"{path.stem}."), _disk(out), Stage(path) as stage:
        return gather(sources, stage, run, watcher or Watcher())


def build_from_shards(
    out: Path, *, run: Run = DEFAULT, reviews: Sequence[Review] = (), watcher: Watcher | None = None
) -> Build:
    """Publish the dataset of the shards that lie under `out`; UserError when one is missing or not done."""
    started = time.monotonic()
    with exclusive(out), _disk(out), ExitStack() as opened:
        stages = [opened.enter_context(Stage(path)) for path in shard_paths(out)]
        made = {stage.fact("complete") for stage in stages}
        for number, stage in enumerate(stages):
            if not stage.fact("complete"):
                raise UserError(
                    f"{stage.path}: is not done; run: congbao build --shards {len(stages)} --shard {number}"
                )
        if len(made) > 1:
            raise UserError(
                f"{out / STAGE}: the shards were made with different code, vocabularies or limits; run them again"
            )
        work = Counter({"files": sum(stage.sources_seen() for stage in stages)})
        try:
            return _publish(stages, out, reviews, work, started, watcher or Watcher())
        except DamagedStageError as error:
            raise UserError(f"{error}; run that shard again") from error


def gather(sources: Sequence[Source], stage: Stage, run: Run, watcher: Watcher) -> Counter[str]:
    """Bring a stage up to date with the sources, reading what is needed; return how many were read, kept, ...

    Every source is stored as it comes in: whatever ends this, the next run goes on from there.
    """
    made = keys(run.settings, run.process)
    stage.begin()
    stage.note_key(made.understanding)
    watcher.begin(len(sources))
    work = Counter({"files": len(sources), "read": 0, "understand": 0, "keep": 0})
    steps: dict[str, Step] = {}
    tasks = _tasks(sources, stage, made, run, work, steps, watcher)
    with closing(_outcomes(tasks, run, watcher)) as outcomes:
        for task, staged in outcomes:
            step = steps.pop(task.source.name)
            begun = step.hashed_on if staged.signature is None else time.time_ns() - int(staged.seconds * 1e9)
            staged.signature = staged.signature or step.signature
            store(stage, staged, made, run.settings, begun)
            watcher.done(staged, step.reason)
    stage.finish(made.understanding.text)
    if stage.sources_seen() != len(sources):
        raise AssertionError(f"{len(sources)} files went in, {stage.sources_seen()} came out")
    return work


def _outcomes(tasks: Iterator[worker.Task], run: Run, watcher: Watcher) -> Generator[worker.Outcome, None, None]:
    if run.engine == "local":
        workers = run.workers or available_cores()
        return worker.run(tasks, run.settings, workers=workers, process=run.process, on_page=watcher.page)
    from pipeline.engines import ray

    return ray.run(tasks, run.settings, process=run.process, address=run.address)


def store(stage: Stage, staged: Staged, made: Keys, settings: Settings, hashed_on: int) -> None:
    """Store what a source gave, with all that it depends on."""
    reading = made.reading_of(staged.format).text
    allowed = (settings.timeout_seconds, settings.memory_bytes)
    stage.store(staged, reading, made.understanding.text, hashed_on, allowed)


def _tasks(
    sources: Sequence[Source],
    stage: Stage,
    made: Keys,
    run: Run,
    work: Counter[str],
    steps: dict[str, Step],
    watcher: Watcher,
) -> Iterator[worker.Task]:
    """Yield what is to be done; note what is kept."""
    kept: list[str] = []
    for step in plan(sources, stage, made, run.settings, run.choice):
        work[step.action] += 1
        if step.task is not None:
            steps[step.source.name] = step
            yield step.task
            continue
        kept.append(step.source.name)
        if step.fresh and step.signature is not None:
            stage.see(step.source.name, step.signature, step.hashed_on)
        if len(kept) == 1000:
            stage.see_all(kept)
            watcher.kept(len(kept))
            kept = []
    stage.see_all(kept)
    watcher.kept(len(kept))


def _publish(
    stages: Sequence[Stage],
    out: Path,
    reviews: Sequence[Review],
    work: Counter[str],
    started: float,
    watcher: Watcher,
) -> Build:
    watcher.assemble()
    content = _content(stages, reviews)
    if (unchanged := _unchanged(stages[0], content, out, work, started)) is not None:
        return unchanged
    link = out / "latest"
    previous = link.resolve() if link.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix=ASSEMBLING, dir=out))
    with closing(Assembly(stages, reviews, folder)) as assembly:
        release = publish_batches(assembly.batches, assembly.inputs(), out)
        seconds = time.monotonic() - started
        report = build_report(assembly, release, seconds, changes(previous, release.path), work)
        if not report["files_in"] == report["files_out"]:
            raise AssertionError(f"{report['files_in']} files went in, {report['files_out']} came out")
        write(report, assembly, out)
    shutil.rmtree(folder)
    stages[0].set_fact("published", json.dumps({"content": content, "report": report}))
    return Build(release, report)


def _unchanged(stage: Stage, content: str, out: Path, work: Mapping[str, int], started: float) -> Build | None:
    """Return the build of before when this one would give the same and it is still there whole."""
    last = json.loads(stage.fact("published") or "{}")
    if last.get("content") != content:
        return None
    release = published(out, last["report"]["release"])
    seconds = round(time.monotonic() - started, 3)
    report = {**last["report"], "seconds": seconds, "work": dict(work), "changes": {}}
    if release is None or not rewrite(report, out):
        return None
    return Build(release, {**report, "path": str(release.path)})


def _content(stages: Sequence[Stage], reviews: Sequence[Review]) -> str:
    """Return a hash over all that a release depends on: equal ones, equal releases."""
    digest = hashlib.sha256(dataset_code().encode())
    for stage in stages:
        for line in stage.content():
            digest.update(line.encode("utf-8", "surrogatepass"))
    for review in sorted(line_of(review) for review in reviews):
        digest.update(review.encode())
    return digest.hexdigest()


def _mend(out: Path, error: DamagedStageError) -> None:
    """Take what is damaged out of the stage, so that the next try makes it anew."""
    if error.file is None:
        remove(stage_path(out))
        return
    with Stage(stage_path(out)) as stage:
        stage.forget(error.file)


def stage_path(out: Path, shard: int = 0, shards: int = 1) -> Path:
    """Return where a shard's stage lies."""
    return out / STAGE / f"shard-{shard:05}-of-{shards:05}.sqlite"


def shard_paths(out: Path) -> list[Path]:
    """Return the stages of all shards under `out`. UserError when there are none, some missing, or several sets."""
    found = sorted((out / STAGE).glob("shard-*-of-*.sqlite"))
    counts = {int(path.stem.rpartition("-")[2]) for path in found} - {1}
    if len(counts) != 1:
        what = "no shards" if not counts else f"shards of several runs ({', '.join(map(str, sorted(counts)))} shards)"
        raise UserError(f"{out / STAGE}: {what}; run: congbao build PATHS --shards N --shard I for each I below N")
    shards = counts.pop()
    paths = [stage_path(out, shard, shards) for shard in range(shards)]
    missing = [number for number, path in enumerate(paths) if not path.is_file()]
    if missing:
        raise UserError(f"{out / STAGE}: shard {missing[0]} of {shards} is missing (and {len(missing) - 1} more)")
    return paths


def shard_of(name: str, shards: int) -> int:
    """Return the shard that a source belongs to."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % shards


def available_cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _disk(out: Path) -> Iterator[None]:
    """Turn the errors of a full or read-only disk into one clear line."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, duckdb.Error) as error:
        full = getattr(error, "errno", None) == errno.ENOSPC or any(
            words in str(error).lower() for words in ("disk is full", "no space left", "disk i/o error", "out of disk")
        )
        if full:
            raise UserError(
                f"{out}: the disk is full; make room and run again; the last release is as it was"
            ) from error
        if isinstance(error, sqlite3.OperationalError) and ("readonly" in str(error) or "unable to open" in str(error)):
            raise UserError(f"{out / STAGE}: cannot be written; check its permissions") from error
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise UserError(f"{out / STAGE}: another program holds it; wait for it") from error
        raise
