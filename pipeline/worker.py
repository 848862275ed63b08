"""Killable warm worker processes: a document that crashes, hangs or eats memory costs only itself.

Each worker is a Python process of its own with one pipe to its supervisor and one document at a time. It loads the
processing module once. It is killed, with whatever it started, when a document takes too long or too much memory, and
replaced when it dies. Here is its supervisor; its own side is `serving`. Workers without a document help with the pages
of others' scans (`page_sharing`).
"""

from __future__ import annotations

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
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, Pipe, wait

from pipeline.page_sharing import Shared
from pipeline.result import Settings
from pipeline.serving import Task as Task
from pipeline.serving import failed, memory_message, staged
from pipeline.staged import Signature, Staged

PROCESS = "pipeline.process"
START_SECONDS = 180.0  # a cold, busy machine may take long to load the libraries
RECYCLE_AFTER = 1000  # documents: bounds what native libraries leak; a start costs as much as a hundred documents
WEIGH_EVERY, IDLE_MEMORY = 50, 700 * 2**20  # documents after which a worker that still holds so many bytes is replaced
WATCH_SECONDS = 0.5  # how often the memory of busy workers is looked at
WORTH_STARTING = 4  # pages of scans that nobody reads yet, for each worker that is started to help


class WorkerError(Exception):
    """The processing module cannot be loaded or workers cannot start: no document can be read at all."""


Outcome = tuple[Task, Staged]
OnPage = Callable[[str, int, int], None]  # told a source's name, how many of its pages are read, how many it has


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
    shared: Shared | None = None  # the scan that it reads and offers to others
    helps: tuple[Shared, int] | None = None  # the page of another's scan that it reads

    @property
    def busy(self) -> bool:
        return self.task is not None or self.helps is not None

    def give(self, task: Task, seconds: float) -> None:
        self.connection.send(task)
        self.task, self.digest, self.size, self.signature = task, task.digest, 0, None
        self._begin(seconds)

    def lend(self, shared: Shared, seconds: float) -> None:
        loan = shared.lend()
        self.helps = shared, loan.number
        self._begin(seconds)
        with suppress(OSError):  # it died while idle, which is heard next
            self.connection.send(loan)

    def _begin(self, seconds: float) -> None:
        self.started = self.watched = time.monotonic()
        self.seconds, self.deadline = seconds, self.started + seconds

    def tell_owner(self) -> None:
        """Tell a worker that has asked what to do next with its scan, once that is known."""
        if self.shared is None or not self.shared.asked:
            return
        reply = self.shared.reply()
        if reply is None:
            self.deadline = math.inf  # the helpers have theirs
            return
        self.shared.asked = False
        self.deadline = time.monotonic() + self.seconds
        with suppress(OSError):  # it died, which is heard next
            self.connection.send(reply)
        if not isinstance(reply, int):
            self.shared = None

    def give_back(self, answer: bytes | None = None) -> None:
        """End its help, with what it read."""
        if self.helps is not None:
            shared, number = self.helps
            shared.back(number, answer)
            self.helps, self.deadline = None, math.inf

    def take(self, staged: Staged) -> Outcome:
        assert self.task is not None
        staged.seconds = time.monotonic() - self.started
        for result in staged.results:
            result.seconds = staged.seconds / len(staged.results)
        task, self.task, self.shared, self.deadline = self.task, None, None, math.inf
        return task, staged

    def fail(self, category: str, message: str) -> Outcome:
        assert self.task is not None
        result = failed(self.task.source.name, category, message, self.digest, self.size)
        return self.take(staged(self.task.source.name, self.digest, self.signature, (result,)))

    def end(self) -> int:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # with the programs that it started
        self.process.kill()
        code = self.process.wait()
        self.connection.close()
        return code


def run(
    tasks: Iterable[Task],
    settings: Settings,
    *,
    workers: int = 1,
    process: str = PROCESS,
    on_page: OnPage = lambda name, done, count: None,
) -> Generator[Outcome, None, None]:
    """Process every task once and yield (it, what its source gave) as they come in; tasks are taken when needed.

    `process` names the module whose ``read_source``, ``understand`` and ``page_images`` do it, with the signatures of
    ``pipeline.process``. `on_page` is told how far the reading of a scan has come. Closing the generator kills the
    workers. WorkerError when workers cannot start.
    """
    coming = iter(tasks)
    pending = deque(islice(coming, workers))
    pool: list[_Worker] = []
    try:
        while pending or any(worker.task for worker in pool):
            open_pages = sum(len(worker.shared.waiting) for worker in pool if worker.shared)
            wanted = len(pending) + sum(worker.busy for worker in pool) + open_pages // WORTH_STARTING
            wanted = min(workers, wanted)
            pool.extend(_start(settings, process) for _ in range(wanted - len(pool)))
            for worker in list(pool):
                if worker.ready and not worker.busy and pending:
                    try:
                        worker.give(pending[0], settings.timeout_seconds)
                    except OSError:  # it died while idle; the document is not to blame
                        pool.remove(worker)
                        worker.end()
                    else:
                        pending.popleft()
                        pending.extend(islice(coming, 1))
            _lend(pool, settings)
            yield from _listen(pool, settings, on_page)
    finally:
        for worker in pool:
            worker.end()


def _lend(pool: list[_Worker], settings: Settings) -> None:
    """Have the workers without work read pages of the scans that most is left of."""
    for worker in pool:
        offered = [owner.shared for owner in pool if owner.shared is not None and owner.shared.waiting]
        if not offered:
            return
        if worker.ready and not worker.busy:
            worker.lend(max(offered, key=lambda shared: len(shared.waiting)), settings.timeout_seconds)


def _remove(pool: list[_Worker], worker: _Worker) -> None:
    pool.remove(worker)
    worker.end()
    worker.give_back()


def _listen(pool: list[_Worker], settings: Settings, on_page: OnPage) -> Iterator[Outcome]:
    """Wait until a worker says something, dies or is late; yield what that settles and take ended workers out."""
    by_connection = {worker.connection: worker for worker in pool}
    now = time.monotonic()
    nearest = min((worker.deadline for worker in pool), default=now)
    timeout = max(0.0, min(nearest - now, WATCH_SECONDS))
    for connection in wait(list(by_connection), timeout):
        worker = by_connection[connection]  # type: ignore[index]  # wait returns what it was given
        outcome, alive = _hear(worker, pool, on_page)
        if not alive:
            _remove(pool, worker)
        if outcome is not None:
            yield outcome
    for worker in list(pool):
        if time.monotonic() >= worker.deadline:
            _remove(pool, worker)
            if not worker.ready:
                raise WorkerError(f"a worker did not start within {START_SECONDS:.0f} seconds")
            if worker.task is not None:
                yield worker.fail(
                    "timeout", f"took longer than {settings.timeout_seconds:g} seconds; try a higher --timeout"
                )
        elif worker.busy and time.monotonic() - worker.watched > WATCH_SECONDS:
            worker.watched = time.monotonic()
            if memory(worker.process.pid) > settings.memory_bytes:
                _remove(pool, worker)
                if worker.task is not None:
                    yield worker.fail("memory", memory_message(settings))
    for worker in pool:
        worker.tell_owner()


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


def _hear(worker: _Worker, pool: list[_Worker], on_page: OnPage) -> tuple[Outcome | None, bool]:
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
    elif kind == "offer":
        worker.shared = Shared(content)
    elif kind == "next" and worker.shared is not None:
        worker.shared.asked = True
    elif kind == "page" and worker.task is not None:
        worker.deadline = time.monotonic() + worker.seconds
        if worker.shared is not None:
            worker.shared.left -= 1
            content = worker.shared.done, worker.shared.offer.count
        on_page(worker.task.source.name, *content)
    elif kind == "lent":
        helped = next((owner for owner in pool if worker.helps and owner.shared is worker.helps[0]), None)
        worker.give_back(content)
        if helped is not None and helped.task is not None and helped.shared is not None and content is not None:
            on_page(helped.task.source.name, helped.shared.done, helped.shared.offer.count)
    elif kind == "done":
        worker.done += 1
        tired = (
            worker.done >= RECYCLE_AFTER
            or (worker.done % WEIGH_EVERY == 0 and memory(worker.process.pid) > IDLE_MEMORY)
            or any(error.category == "memory" for result in content.results for error in result.errors)
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
        [sys.executable, "-P", "-m", "pipeline.serving", str(theirs.fileno()), process],
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
