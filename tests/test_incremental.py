"""A second build does only what changed, whatever happened to the files, the clock, the vocabulary or the stage."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import UserError, serving, worker
from pipeline import build as building
from pipeline.build import Build, Run, build, stage_path
from pipeline.plan import Choice
from pipeline.result import Settings
from pipeline.stage import Stage
from pipeline.watching import Watcher
from tests import fake_process

FAKE = "tests.fake_process"
QUICK = Settings(timeout_seconds=8.0)
OLD = time.time() - 3600


def here(tasks: Iterator[worker.Task], run: Run, watcher: Watcher) -> Generator[worker.Outcome, None, None]:
    """Do what workers do, in this process: which process does it is not the question here."""
    for task in tasks:
        yield task, serving.work(fake_process, task, run.settings)


@pytest.fixture(autouse=True)
def spare_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_outcomes", here)


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content)
        os.utime(folder / f"{name}.txt", (OLD, OLD))
    return folder


def built(folder: Path, out: Path, settings: Settings = QUICK, **choice: bool) -> Build:
    return build([folder], out, run=Run(1, settings, FAKE, Choice(**choice)))


def work(made: Build) -> tuple[int, int, int]:
    """Return how many files were read, understood anew and kept."""
    return tuple(made.report["work"].get(name, 0) for name in ("read", "understand", "keep"))  # type: ignore[return-value]


def contents(made: Build) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in made.release.path.iterdir()}


def names(made: Build) -> list[str]:
    return pq.read_table(made.release.path / "sources.parquet").column("name").to_pylist()


def test_an_unchanged_corpus_starts_no_worker_and_gives_the_same_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "in", a="a", b="b", issue="holds c|none", bad="raise")
    first = built(folder, tmp_path / "out")
    monkeypatch.setattr(serving, "work", lambda *arguments: pytest.fail("a file was processed"))
    monkeypatch.setattr(building, "Assembly", lambda *arguments: pytest.fail("the dataset was made anew"))
    second = built(folder, tmp_path / "out")
    assert (work(first), work(second)) == ((4, 0, 0), (0, 0, 4))
    assert second.release == first.release
    assert (tmp_path / "out" / "report.json").read_text().count('"source"') == 5
    third = built(folder, tmp_path / "out")  # and once more: the report was rewritten from itself
    assert (third.release, third.report["status"]) == (first.release, first.report["status"])


def test_only_what_changed_is_read_and_what_is_gone_leaves_the_dataset(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="a", b="b", c="c")
    built(folder, tmp_path / "out")
    write(folder, a="A", d="d")
    (folder / "b.txt").unlink()
    made = built(folder, tmp_path / "out")
    assert work(made) == (2, 0, 1)
    assert names(made) == ["a.txt", "c.txt", "d.txt"]
    assert contents(made) == contents(built(folder, tmp_path / "fresh"))


def test_a_changed_vocabulary_is_applied_to_what_was_read_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "in", a="a", b="b")
    before = contents(built(folder, tmp_path / "out"))
    now = building.keys

    def changed(settings: Settings, process: str) -> object:
        keys = now(settings, process)
        return replace(keys, understanding=replace(keys.understanding, vocabulary="another"))

    monkeypatch.setattr(building, "keys", changed)
    monkeypatch.setattr(fake_process, "read_source", lambda *arguments: pytest.fail("a file was read"))
    made = built(folder, tmp_path / "out")
    assert work(made) == (0, 2, 0)
    assert contents(made) == before


def touched(path: Path) -> None:
    os.utime(path, (OLD + 60, OLD + 60))


def moved(path: Path) -> None:
    path.rename(path.with_name("z.txt"))


@pytest.mark.parametrize(("change", "expected"), [(touched, (0, 0, 1)), (moved, (0, 1, 0))])
def test_bytes_that_are_known_are_not_read_anew(
    tmp_path: Path, change: Callable[[Path], None], expected: tuple[int, int, int]
) -> None:
    folder = write(tmp_path / "in", a="a")
    built(folder, tmp_path / "out")
    change(folder / "a.txt")
    assert work(built(folder, tmp_path / "out")) == expected


@pytest.mark.parametrize("clock", [OLD, time.time() + 86400], ids=["same time", "a clock a day ahead"])
def test_other_bytes_of_the_same_size_and_time_are_noticed(tmp_path: Path, clock: float) -> None:
    folder = write(tmp_path / "in", a="one")
    os.utime(folder / "a.txt", (clock, clock))
    built(folder, tmp_path / "out")
    (folder / "a.txt").write_text("two")
    os.utime(folder / "a.txt", (clock, clock))
    made = built(folder, tmp_path / "out")
    assert work(made) == (1, 0, 0)
    assert contents(made) == contents(built(folder, tmp_path / "fresh"))


def test_verify_reads_the_bytes_and_not_the_times(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", a="one"), tmp_path / "out"
    built(folder, out)
    with Stage(stage_path(out)) as stage:  # as if the file system had told nothing of a change
        stage.execute("UPDATE sources SET digest = 'another'")
        stage.execute("UPDATE sources SET hashed_on = hashed_on + 3600000000000")
    assert work(built(folder, out)) == (0, 0, 1)
    assert work(built(folder, out, verify=True)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("trouble", "settings", "choice", "expected"),
    [
        ("exception", QUICK, {}, (0, 0, 1)),
        ("exception", QUICK, {"retry": True}, (1, 0, 0)),
        ("crash", QUICK, {}, (1, 0, 0)),
        ("timeout", QUICK, {}, (0, 0, 1)),
        ("timeout", QUICK, {"retry": True}, (1, 0, 0)),
        ("timeout", replace(QUICK, timeout_seconds=9.0), {}, (1, 0, 0)),
        ("memory", QUICK, {}, (0, 0, 1)),
        ("memory", replace(QUICK, memory_bytes=QUICK.memory_bytes + 1), {}, (1, 0, 0)),
    ],
)
def test_what_failed_is_tried_again_where_it_may_go_better(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: str,
    settings: Settings,
    choice: dict[str, bool],
    expected: tuple[int, int, int],
) -> None:
    folder = write(tmp_path / "in", a="a")
    with monkeypatch.context() as patched:
        failed = serving.failed("a.txt", trouble, "as a worker says it")
        patched.setattr(fake_process, "understand", lambda reading, name: (failed,))
        assert built(folder, tmp_path / "out").report["status"] == {"failed": 1}
    assert work(built(folder, tmp_path / "out", settings, **choice)) == expected


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"not a stage" * 1000)


def missing(path: Path) -> None:
    path.unlink()


def one_byte(path: Path) -> None:
    with Stage(path) as stage:
        stage.execute("UPDATE batches SET content = zeroblob(length(content)) WHERE name = 'qms_status'")


@pytest.mark.parametrize("damage", [truncated, emptied, garbage, missing, one_byte])
def test_a_torn_stage_is_simply_work_to_do(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    folder, out = write(tmp_path / "in", a="a", b="b"), tmp_path / "out"
    built(folder, out)
    damage(stage_path(out))
    write(folder, c="c")
    assert contents(built(folder, out)) == contents(built(folder, tmp_path / "fresh"))


def test_two_builds_at_once_the_second_refuses_clearly(tmp_path: Path) -> None:
    from pipeline.publish import exclusive

    with exclusive(tmp_path / "out"), pytest.raises(UserError, match="another build is writing there; wait for it"):
        built(write(tmp_path / "in", a="a"), tmp_path / "out")


def test_killed_at_any_moment_the_next_build_gives_what_an_undisturbed_one_gives(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", **{f"plan{number}": f"plan {number}" for number in range(30)}, twin="plan 3")
    started = time.monotonic()
    undisturbed = contents(built(folder, tmp_path / "undisturbed"))
    longest = time.monotonic() - started
    out, chance = tmp_path / "out", random.Random(20261126)
    for _ in range(20):
        child = os.fork()
        if child == 0:
            built(folder, out)
            os._exit(0)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert contents(built(folder, out)) == undisturbed
