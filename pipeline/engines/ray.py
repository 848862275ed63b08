"""The tasks of a build on a Ray cluster: each node runs killable workers of its own, the driver keeps the stage.

A Ray task is a short list of sources. What a lost process or node was doing is given to another by Ray; sources whose
task is lost again and again are reported as crashed and tried by the next build. The nodes must see the sources under
the same paths or addresses as the driver, and have congbao installed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import Any

from pipeline import UserError, serving, worker
from pipeline.result import Settings
from pipeline.staged import Staged, pack_result

SOURCES = 8  # of one Ray task: as many as are worth a round trip, few enough that losing one costs little
RETRIES = 8  # of a Ray task whose process or node is lost
AHEAD = 2  # Ray tasks given for each processor: the next is there when one ends


def run(
    tasks: Iterable[worker.Task],
    settings: Settings,
    *,
    process: str = worker.PROCESS,
    address: str | None = None,
    sources: int = SOURCES,
) -> Generator[worker.Outcome, None, None]:
    """Process every task once on the cluster at `address` and yield (it, what its source gave) as they come in.

    Without an address the cluster is that of the environment (``RAY_ADDRESS``), or one on this machine. UserError when
    Ray is not installed or the cluster cannot be reached; WorkerError when workers cannot start.
    """
    try:
        import ray as installed
    except ImportError as error:
        raise UserError("--engine ray needs Ray; run: pip install 'congbao[ray]'") from error
    ray: Any = installed
    ours = not ray.is_initialized()
    if ours:
        try:
            ray.init(address=address, log_to_driver=False, configure_logging=False)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise UserError(f"the Ray cluster {address or ''} cannot be reached: {error}") from error
    remote = ray.remote(num_cpus=1, max_retries=RETRIES)(_do)
    coming = _lists(tasks, sources)
    given: dict[object, list[worker.Task]] = {}
    try:
        while True:
            room = max(1, int(ray.cluster_resources().get("CPU", 1)) * AHEAD - len(given))
            for some in islice(coming, room):
                given[remote.remote(some, settings, process)] = some
            if not given:
                return
            done, _ = ray.wait(list(given), num_returns=1)
            for reference in done:
                some = given.pop(reference)
                yield from zip(some, _outcome(ray, reference, some), strict=True)
    finally:
        for reference in given:
            ray.cancel(reference, force=True)
        if ours:
            ray.shutdown()


def _outcome(ray: Any, reference: object, tasks: list[worker.Task]) -> list[Staged]:
    """Return what a Ray task gave; where it was lost for good, that each of its sources crashed."""
    try:
        return list(ray.get(reference))
    except ray.exceptions.RayTaskError as error:
        cause = error.cause
        raise (cause if isinstance(cause, worker.WorkerError) else worker.WorkerError(str(cause))) from error
    except ray.exceptions.RayError as error:
        reason = type(error).__name__
        return [_lost(task, reason) for task in tasks]


def _lost(task: worker.Task, reason: str) -> Staged:
    message = f"the cluster lost what was reading it ({reason}); build again"
    failed = serving.failed(task.source.name, "crash", message, task.digest)
    return Staged(task.source.name, task.digest, None, [pack_result(failed)])


def _do(tasks: list[worker.Task], settings: Settings, process: str) -> list[Staged]:
    """Process tasks on this node, in a worker that may be killed, and return what they gave in their order."""
    with closing(worker.run(tasks, settings, workers=1, process=process)) as outcomes:
        found = {task.source.name: staged for task, staged in outcomes}
    return [found[task.source.name] for task in tasks]


def _lists(tasks: Iterable[worker.Task], size: int) -> Iterator[list[worker.Task]]:
    coming = iter(tasks)
    while some := list(islice(coming, size)):
        yield some
