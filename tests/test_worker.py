"""Worker processes: whatever one document does, every source gives one result and the others are read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import worker
from pipeline.ingest import Source
from pipeline.result import DocumentResult, Settings
from pipeline.staged import unpack_result

FAKE = "tests.fake_process"
QUICK = Settings(timeout_seconds=4.0, memory_bytes=2 * 1024**3)


def read(folder: Path, contents: list[str], *, workers: int = 2, settings: Settings = QUICK) -> list[DocumentResult]:
    sources = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.txt"
        path.write_text(content)
        sources.append(Source(path.name, path))
    outcomes = taken(worker.run([worker.Task(source) for source in sources], settings, workers=workers, process=FAKE))
    assert all(len(results) == 1 for results in outcomes.values())
    assert sorted(outcomes) == sorted(source.name for source in sources)
    return [outcomes[source.name][0] for source in sources]


def taken(outcomes: Generator[worker.Outcome, None, None]) -> dict[str, list[DocumentResult]]:
    with closing(outcomes):
        return {
            task.source.name: [unpack_result(packed, staged.name) for packed in staged.results]
            for task, staged in outcomes
        }


def test_a_batch_survives_every_way_in_which_a_document_can_end(tmp_path: Path) -> None:
    ways = ["good 1", "crash", "good 2", "hang", "spin", "raise", "killed", "exit", "memory", "good 3", "none"]
    results = read(tmp_path, ways)
    assert [result.name for result in results] == [f"{number}.txt" for number in range(len(ways))]
    by_way = dict(zip(ways, results, strict=True))
    said = {way: (result.status, [error.category for error in result.errors]) for way, result in by_way.items()}
    assert said == {
        "good 1": ("ok", []),
        "crash": ("failed", ["crash"]),
        "good 2": ("ok", []),
        "hang": ("failed", ["timeout"]),
        "spin": ("failed", ["timeout"]),
        "raise": ("failed", ["exception"]),
        "killed": ("failed", ["crash"]),
        "exit": ("failed", ["crash"]),
        "memory": ("failed", ["memory"]),
        "good 3": ("ok", []),
        "none": ("skipped", ["not_a_decision"]),
    }
    messages = {way: result.errors[0].message for way, result in by_way.items() if result.errors}
    assert "SIGSEGV" in messages["crash"]
    assert "SIGKILL" in messages["killed"]
    assert "exit code 7" in messages["exit"]
    assert "4 seconds" in messages["hang"]
    assert messages["raise"] == "the program failed on it: RuntimeError: no such layout"
    assert all("\n" not in message for message in messages.values())


def test_a_document_that_crashes_keeps_its_hash_and_size(tmp_path: Path) -> None:
    (crashed,) = read(tmp_path, ["crash"])
    assert (len(crashed.source_id), crashed.bytes) == (64, 5)


def test_one_worker_gives_the_same_as_three(tmp_path: Path) -> None:
    contents = [f"plan {number}" for number in range(7)] + ["crash"]
    alone, together = read(tmp_path, contents, workers=1), read(tmp_path, contents, workers=3)
    for result in (*alone, *together):
        result.seconds = 0.0
    assert alone == together


def test_a_row_that_does_not_fit_costs_only_itself(tmp_path: Path) -> None:
    (result,) = read(tmp_path, ["bad row"])
    assert result.status == "partial"
    assert len(result.tables["qms_status"]) == 1
    assert "qms_status.procedures_state" in result.errors[0].message


def test_the_programs_that_a_document_starts_count_and_end_with_it(tmp_path: Path) -> None:
    narrow = Settings(timeout_seconds=60.0, memory_bytes=700 << 20)
    (result,) = read(tmp_path, ["eat"], workers=1, settings=narrow)
    assert (result.status, [error.category for error in result.errors]) == ("failed", ["memory"])
    assert children() == []


def test_a_file_may_hold_several_documents(tmp_path: Path) -> None:
    (tmp_path / "issue.zip").write_text("holds a|none|b")
    task = worker.Task(Source("issue.zip", tmp_path / "issue.zip"))
    results = taken(worker.run([task], QUICK, process=FAKE))["issue.zip"]
    assert [result.name for result in results] == ["issue.zip!/a", "issue.zip!/none", "issue.zip!/b"]
    assert {result.file for result in results} == {"issue.zip"}


@pytest.mark.parametrize("content", ["empty", "holds a|a"])
def test_a_file_that_gives_no_result_or_two_of_one_name_is_a_fault_that_is_reported(
    tmp_path: Path, content: str
) -> None:
    (result,) = read(tmp_path, [content])
    assert (result.name, result.status, result.errors[0].category) == ("0.txt", "failed", "exception")


def test_a_file_that_cannot_be_read_is_a_result_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    tasks = [worker.Task(Source(name, tmp_path / name)) for name in ("gone.pdf", "pipe", "loop", ".")]
    results = taken(worker.run(tasks, QUICK, workers=1, process=FAKE))
    assert [result.errors[0].category for (result,) in results.values()] == ["unreadable"] * 4


def test_a_file_beyond_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1024**4)
    task = worker.Task(Source("huge.txt", tmp_path / "huge.txt"))
    (result,) = taken(worker.run([task], QUICK, workers=1, process=FAKE))["huge.txt"]
    assert (result.errors[0].category, result.bytes) == ("too_large", 1024**4)


def test_workers_are_warm_and_replaced_after_many_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = worker._start
    monkeypatch.setattr(worker, "_start", lambda *arguments: started.append(1) or start(*arguments))
    monkeypatch.setattr(worker, "RECYCLE_AFTER", 4)
    results = read(tmp_path, [f"plan {number}" for number in range(10)], workers=1)
    assert {result.status for result in results} == {"ok"}
    assert len(started) == 3


def test_a_worker_that_does_not_give_memory_back_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = worker._start
    monkeypatch.setattr(worker, "_start", lambda *arguments: started.append(1) or start(*arguments))
    monkeypatch.setattr(worker, "WEIGH_EVERY", 3)
    results = read(tmp_path, [f"plan {number}" for number in range(7)], workers=1)
    assert {result.status for result in results} == {"ok"} and len(started) == 1
    monkeypatch.setattr(worker, "IDLE_MEMORY", 1)
    read(tmp_path, [f"plan {number}" for number in range(7)], workers=1)
    assert len(started) == 1 + 3


@pytest.mark.parametrize("process", ["no_such_module", "tests.reading"])
def test_a_processing_function_that_cannot_be_loaded_is_one_clear_error(tmp_path: Path, process: str) -> None:
    with pytest.raises(worker.WorkerError, match=f"{process} cannot be loaded"):
        list(worker.run([worker.Task(Source("a", tmp_path))], QUICK, process=process))


def test_closing_the_results_ends_the_workers(tmp_path: Path) -> None:
    for name in ("quick", "hang"):
        (tmp_path / name).write_text(name)
    tasks = [worker.Task(Source(name, tmp_path / name)) for name in ("quick", "hang")]
    outcomes = worker.run(tasks, Settings(timeout_seconds=60), workers=2, process=FAKE)
    next(outcomes)
    started = time.monotonic()
    outcomes.close()
    assert time.monotonic() - started < 10
    assert children() == []


ORPHANING = """
import os, signal, sys
from pathlib import Path
from pipeline import worker
from pipeline.ingest import Source
from pipeline.result import Settings

tasks = [worker.Task(Source(name, Path(sys.argv[1], name))) for name in ("quick", "hang")]
outcomes = worker.run(tasks, Settings(timeout_seconds=60), workers=2, process="tests.fake_process")
next(outcomes)
print(*(child for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    for name in ("quick", "hang"):
        (tmp_path / name).write_text(name)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ended = subprocess.run(
        [sys.executable, "-P", "-c", ORPHANING, str(tmp_path)], env=environment, capture_output=True, check=False
    )
    workers = [int(number) for number in ended.stdout.split()]
    assert workers
    deadline = time.monotonic() + 10
    while any(alive(number) for number in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(number) for number in workers)


def alive(number: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
