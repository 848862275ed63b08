"""Killable warm worker processes: a document that crashes, hangs or eats memory costs only itself.

Each worker is a Python process of its own with one pipe to its supervisor and one document at a time. It loads the
processing module once. It is killed, with whatever it started, when a document takes too long or too much memory, and
replaced when it dies.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import math
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, Pipe, wait
from types import ModuleType

import pyarrow as pa

from extractors.readers import progress
from pipeline import files, kept
from pipeline.conform import conform
from pipeline.files import UnreadableError
from pipeline.ingest import Source
from pipeline.result import DocumentResult, ProcessError, Settings
from pipeline.staged import Signature, Staged, pack_batch, pack_result, unpack_batch
from schemas.arrow import arrow_schema

PROCESS = "pipeline.process"
START_SECONDS = 180.0  # a cold, busy machine may take long to load the libraries
RECYCLE_AFTER = 200  # documents; bounds what native libraries leak
WATCH_SECONDS = 0.5  # how often the memory of busy workers is looked at


class WorkerError(Exception):
    """The processing module cannot be loaded or workers cannot start: no document can be read at all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One source to process; with `readings`, packed, it is understood anew without its bytes, whose hash is given."""

    source: Source
    readings: bytes | None = None
    digest: str = ""


Outcome = tuple[Task, Staged]


def failed(name: str, category: str, message: str, digest: str = "", size: int = 0) -> DocumentResult:
    """Return the result of a source that gave nothing; `digest` is empty when its bytes could not be read."""
    error = ProcessError(category, "worker", message)
    return DocumentResult(digest, name, "", size, "failed", errors=[error], file=name)


# ---- the supervisor's side


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    deadline: float
    ready: bool = False
    task: Task | None = None
    started: float = 0.0
    digest: str = ""
    size: int = 0
    signature: Signature | None = None
    done: int = 0
    watched: float = 0.0  # when its memory was last looked at
    seconds: float = math.inf  # that it may take for one document, of a scan for one page

    def give(self, task: Task, seconds: float) -> None:
        self.connection.send(task)
        self.task, self.digest, self.size, self.signature = task, task.digest, 0, None
        self.started = self.watched = time.monotonic()
        self.seconds, self.deadline = seconds, self.started + seconds

    def take(self, staged: Staged) -> Outcome:
        assert self.task is not None
        staged.seconds = time.monotonic() - self.started
        for result in staged.results:
            result.seconds = staged.seconds / len(staged.results)
        task, self.task, self.deadline = self.task, None, math.inf
        return task, staged

    def fail(self, category: str, message: str) -> Outcome:
        assert self.task is not None
        result = failed(self.task.source.name, category, message, self.digest, self.size)
        return self.take(_staged(self.task.source.name, self.digest, self.signature, (result,)))

    def end(self) -> int:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # with the programs that it started
        self.process.kill()
        code = self.process.wait()
        self.connection.close()
        return code


def run(
    tasks: Iterable[Task], settings: Settings, *, workers: int = 1, process: str = PROCESS
) -> Generator[Outcome, None, None]:
    """Process every task once and yield (it, what its source gave) as they come in; tasks are taken when needed.

    `process` names the module whose ``read_source`` and ``understand`` do it, with the signatures of
    ``pipeline.process``. Closing the generator kills the workers. WorkerError when workers cannot start.
    """
    coming = iter(tasks)
    pending = deque(islice(coming, workers))
    pool: list[_Worker] = []
    try:
        while pending or any(worker.task for worker in pool):
            wanted = min(workers, len(pending) + sum(worker.task is not None for worker in pool))
            pool.extend(_start(settings, process) for _ in range(wanted - len(pool)))
            for worker in list(pool):
                if worker.ready and worker.task is None and pending:
                    try:
                        worker.give(pending[0], settings.timeout_seconds)
                    except OSError:  # it died while idle; the document is not to blame
                        pool.remove(worker)
                        worker.end()
                    else:
                        pending.popleft()
                        pending.extend(islice(coming, 1))
            yield from _listen(pool, settings)
    finally:
        for worker in pool:
            worker.end()


def _listen(pool: list[_Worker], settings: Settings) -> Iterator[Outcome]:
    """Wait until a worker says something, dies or is late; yield what that settles and take ended workers out."""
    by_connection = {worker.connection: worker for worker in pool}
    now = time.monotonic()
    nearest = min((worker.deadline for worker in pool), default=now)
    timeout = max(0.0, min(nearest - now, WATCH_SECONDS))
    for connection in wait(list(by_connection), timeout):
        worker = by_connection[connection]  # type: ignore[index]  # wait returns what it was given
        outcome, alive = _hear(worker)
        if not alive:
            pool.remove(worker)
            worker.end()
        if outcome is not None:
            yield outcome
    for worker in list(pool):
        if time.monotonic() >= worker.deadline:
            pool.remove(worker)
            worker.end()
            if worker.task is None:
                raise WorkerError(f"a worker did not start within {START_SECONDS:.0f} seconds")
            yield worker.fail(
                "timeout", f"took longer than {settings.timeout_seconds:g} seconds; try a higher --timeout"
            )
        elif worker.task is not None and time.monotonic() - worker.watched > WATCH_SECONDS:
            worker.watched = time.monotonic()
            if memory(worker.process.pid) > settings.memory_bytes:
                pool.remove(worker)
                worker.end()
                yield worker.fail("memory", _memory_message(settings))


def _memory_message(settings: Settings) -> str:
    return f"needs more memory than {settings.memory_bytes // 2**20} MiB; split the file"


def memory(process: int) -> int:
    """Return the bytes of memory that a process and those that it started hold; 0 where that cannot be told."""
    total = 0
    waiting = [str(process)]
    while waiting:
        number = waiting.pop()
        try:
            with open(f"/proc/{number}/statm", encoding="ascii") as file:  # noqa: PTH123
                total += int(file.read().split()[1]) * resource.getpagesize()
            with open(f"/proc/{number}/task/{number}/children", encoding="ascii") as file:  # noqa: PTH123
                waiting += file.read().split()
        except OSError:
            continue
    return total


def _hear(worker: _Worker) -> tuple[Outcome | None, bool]:
    """Take one message. Return the outcome that it settles, if any, and whether the worker lives on."""
    try:
        kind, content = worker.connection.recv()
    except (EOFError, OSError, pickle.UnpicklingError):
        return _bury(worker), False
    if kind == "broken":
        raise WorkerError(content)
    if kind == "ready":
        worker.ready, worker.deadline = True, math.inf
    elif kind == "read":
        worker.digest, worker.size, worker.signature = content
    elif kind == "page":
        worker.deadline = time.monotonic() + worker.seconds
    elif kind == "done":
        worker.done += 1
        tired = worker.done >= RECYCLE_AFTER or any(
            error.category == "memory" for result in content.results for error in result.errors
        )
        return worker.take(content), not tired
    return None, True


def _bury(worker: _Worker) -> Outcome | None:
    try:
        code = worker.process.wait(timeout=5)
    except subprocess.TimeoutExpired:  # it closed its pipe but lives on
        code = worker.end()
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    if not worker.ready:
        raise WorkerError(f"a worker ended before it was ready ({how})")
    if worker.task is None:
        return None
    return worker.fail("crash", f"the reading process ended unexpectedly ({how}); the file may be damaged")


def _start(settings: Settings, process: str) -> _Worker:
    ours, theirs = Pipe()
    # the worker imports from exactly where this process does, and sets iterate in the same order in every worker
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "pipeline.worker", str(theirs.fileno()), process],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,  # so that it can be ended with the programs that it starts
    )
    theirs.close()
    ours.send(settings)
    return _Worker(child, ours, time.monotonic() + START_SECONDS)


# ---- the worker's side


def main(descriptor: int, target: str) -> None:
    """Serve documents over the pipe with this file descriptor until the other side closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor decides what Ctrl-C means
    _die_with_parent()
    connection = Connection(descriptor)
    settings: Settings = connection.recv()
    try:
        module = importlib.import_module(target)
        _ = module.read_source, module.understand
    except Exception as error:  # noqa: BLE001 - whatever the import raises is the supervisor's to report
        connection.send(("broken", f"{target} cannot be loaded: {type(error).__name__}: {error}"))
        return
    warm_up()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = settings.memory_bytes if hard == resource.RLIM_INFINITY else min(settings.memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    progress.listen(lambda number, count: connection.send(("page", (number, count))))
    connection.send(("ready", None))
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        staged = work(module, task, settings, lambda *read: connection.send(("read", read)))
        connection.send(("done", staged))


def warm_up() -> None:
    """Use what loads more at its first use, so that no document waits for it."""
    pa.array([None], pa.string())
    unpack_batch("findings", pack_batch(pa.RecordBatch.from_pylist([], schema=arrow_schema("findings"))))


@dataclass(slots=True)
class _Progress:
    digest: str = ""
    size: int = 0
    signature: Signature | None = None
    readings: bytes | None = None
    format: str = ""
    results: tuple[DocumentResult, ...] = field(default_factory=tuple)


def work(
    module: ModuleType,
    task: Task,
    settings: Settings,
    on_read: Callable[[str, int, Signature], None] = lambda digest, size, signature: None,
) -> Staged:
    """Do one task in this process and return what its source gave; never raises for what a document does.

    `on_read` is told the hash, the size and the signature of the bytes once they are there.
    """
    name, made = task.source.name, _Progress()
    try:
        _work(module, task, settings, made, on_read)
    except UnreadableError as error:
        made.results = (failed(name, error.category, str(error), made.digest, error.size or made.size),)
    except MemoryError:
        made.results = (failed(name, "memory", _memory_message(settings), made.digest, made.size),)
    except Exception as error:  # noqa: BLE001 - a fault of the program on one document must not cost the others
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        made.results = (failed(name, "exception", f"the program failed on it: {reason}", made.digest, made.size),)
    return _staged(name, made.digest, made.signature, made.results, made.readings, made.format)


def _work(
    module: ModuleType,
    task: Task,
    settings: Settings,
    made: _Progress,
    on_read: Callable[[str, int, Signature], None],
) -> None:
    readings = None
    if task.readings is not None:
        made.digest = task.digest
        with suppress(ValueError):  # kept by another version: the file itself is there
            readings = kept.unpack(task.readings)
    if readings is None:
        data, made.signature = files.read(task.source.path, settings.limits.max_bytes)
        made.digest, made.size = hashlib.sha256(data).hexdigest(), len(data)
        on_read(made.digest, made.size, made.signature)
        readings = module.read_source(data, task.source.name, settings)
        del data
        made.readings = kept.pack(readings)
    made.format = readings[0].format if len(readings) == 1 else ""
    results = tuple(result for one in readings for result in module.understand(one, task.source.name))
    made.results = belonging(results, task.source)


def belonging(results: tuple[DocumentResult, ...], source: Source) -> tuple[DocumentResult, ...]:
    """Check the results of one source, say in each which source it is of, and take out rows that do not fit.

    ValueError when there is none, or when two bear one name or one bears a name that is not the source's: each file
    must give at least one row of ``sources``, and each row its own name.
    """
    names = {result.name for result in results}
    own = (f"{source.name}!/", f"{source.name}#")
    strange = [name for name in names if name != source.name and not name.startswith(own)]
    if not results or len(names) < len(results) or strange:
        raise ValueError(f"gave {len(results)} results with the names {sorted(names)} for {source.name}")
    for result in results:
        result.file = source.name
        conform(result)
    return results


def _staged(
    name: str,
    digest: str,
    signature: Signature | None,
    results: tuple[DocumentResult, ...],
    readings: bytes | None = None,
    format_name: str = "",
) -> Staged:
    return Staged(name, digest, signature, [pack_result(result) for result in results], readings, format_name)


def _die_with_parent() -> None:
    """Ask Linux to kill this process when its supervisor dies, even by SIGKILL; elsewhere the closed pipe must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 is PR_SET_PDEATHSIG


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
