"""Killable warm worker processes: a document that crashes, hangs or eats memory costs only itself.

Each worker is a Python process of its own with one pipe to its supervisor and one document at a time. It loads the
processing function once. It is killed when a document takes too long, and replaced when it dies.
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
import stat
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait

from pipeline.dataset import conform
from pipeline.ingest import Source
from pipeline.result import DocumentResult, ProcessError, Settings

PROCESS = "pipeline.process:process_source"
START_SECONDS = 180.0  # a cold, busy machine may take long to load the libraries
RECYCLE_AFTER = 200  # documents; bounds what native libraries leak

Results = tuple[DocumentResult, ...]
Process = Callable[[bytes, str, Settings], Results]
Outcome = tuple[int, Results]


class WorkerError(Exception):
    """The processing function cannot be loaded or workers cannot start: no document can be read at all."""


def failed(source: Source, category: str, message: str, digest: str = "", size: int = 0) -> DocumentResult:
    """Return the result of a source that gave nothing; `digest` is empty when its bytes could not be read."""
    error = ProcessError(category, "worker", message)
    return DocumentResult(digest, source.name, "", size, "failed", errors=[error])


# ---- the supervisor's side


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    deadline: float
    ready: bool = False
    task: tuple[int, Source] | None = None
    started: float = 0.0
    digest: str = ""
    size: int = 0
    done: int = 0

    def give(self, task: tuple[int, Source], seconds: float) -> None:
        self.connection.send(task[1])
        self.task, self.digest, self.size = task, "", 0
        self.started = time.monotonic()
        self.deadline = self.started + seconds

    def take(self, results: Results) -> Outcome:
        assert self.task is not None
        for result in results:
            result.seconds = (time.monotonic() - self.started) / len(results)
        number, self.task, self.deadline = self.task[0], None, math.inf
        return number, results

    def fail(self, category: str, message: str) -> Outcome:
        assert self.task is not None
        return self.take((failed(self.task[1], category, message, self.digest, self.size),))

    def end(self) -> int:
        self.process.kill()
        code = self.process.wait()
        self.connection.close()
        return code


def run(
    sources: Sequence[Source], settings: Settings, *, workers: int = 1, process: str = PROCESS
) -> Generator[Outcome, None, None]:
    """Process every source once and yield (its index, its results, at least one) as they come in.

    `process` is ``module:function`` with the signature of ``pipeline.process.process_source``. Closing the generator
    kills the workers. WorkerError when workers cannot start.
    """
    pending = deque(enumerate(sources))
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
            yield from _listen(pool, settings)
    finally:
        for worker in pool:
            worker.end()


def _listen(pool: list[_Worker], settings: Settings) -> Iterator[Outcome]:
    """Wait until a worker says something, dies or is late; yield what that settles and take ended workers out."""
    by_connection = {worker.connection: worker for worker in pool}
    nearest = min((worker.deadline for worker in pool), default=0.0)
    timeout = None if nearest == math.inf else max(0.0, nearest - time.monotonic())
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
        worker.digest, worker.size = content
    elif kind == "done":
        worker.done += 1
        tired = worker.done >= RECYCLE_AFTER or any(
            error.category == "memory" for result in content for error in result.errors
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
        module, _, name = target.partition(":")
        function: Process = getattr(importlib.import_module(module), name)
    except Exception as error:  # noqa: BLE001 - whatever the import raises is the supervisor's to report
        connection.send(("broken", f"{target} cannot be loaded: {type(error).__name__}: {error}"))
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = settings.memory_bytes if hard == resource.RLIM_INFINITY else min(settings.memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    connection.send(("ready", None))
    while True:
        try:
            source = connection.recv()
        except EOFError:
            return
        connection.send(("done", _process(function, source, settings, connection)))


def _process(function: Process, source: Source, settings: Settings, connection: Connection) -> Results:
    digest, size = "", 0
    try:
        status = source.path.stat()
        size = status.st_size
        if not stat.S_ISREG(status.st_mode):
            return (failed(source, "unreadable", "is not a regular file that can be read"),)
        if size > settings.limits.max_bytes:
            limit = settings.limits.max_bytes // 2**20
            return (failed(source, "too_large", f"is larger than {limit} MiB; split it", size=size),)
        data = source.path.read_bytes()
        digest, size = hashlib.sha256(data).hexdigest(), len(data)
        connection.send(("read", (digest, size)))
        return belonging(function(data, source.name, settings), source)
    except OSError as error:
        return (failed(source, "unreadable", f"cannot be opened: {error.strerror or error}", digest, size),)
    except MemoryError:
        message = f"needs more memory than {settings.memory_bytes // 2**20} MiB; split the file"
    except Exception as error:  # noqa: BLE001 - a fault of the program on one document must not cost the others
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return (failed(source, "exception", f"the program failed on it: {reason}", digest, size),)
    return (failed(source, "memory", message, digest, size),)


def belonging(results: Results, source: Source) -> Results:
    """Check the results of one source, say in each which source it is of, and take out rows that do not fit.

    ValueError when there is none, or when two bear one name or one bears a name that is not the source's: each file
    must give at least one row of ``sources``, and each row its own name.
    """
    names = {result.name for result in results}
    strange = [
        name for name in names if name != source.name and not name.startswith((f"{source.name}!/", f"{source.name}#"))
    ]
    if not results or len(names) < len(results) or strange:
        raise ValueError(f"gave {len(results)} results with the names {sorted(names)} for {source.name}")
    for result in results:
        result.file = source.name
        conform(result)
    return results


def _die_with_parent() -> None:
    """Ask Linux to kill this process when its supervisor dies, even by SIGKILL; elsewhere the closed pipe must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 is PR_SET_PDEATHSIG


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
