"""A build on a real Ray cluster of several nodes on this machine: the same bytes, whatever is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import Run, build
from pipeline.result import Settings
from pipeline.staged import Staged
from pipeline.watching import Watcher
from tests.test_incremental import contents, write

FAKE = "tests.fake_process"
SETTINGS = Settings(timeout_seconds=60.0)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    import ray
    from ray.cluster_utils import Cluster

    os.environ["RAY_ENABLE_UV_RUN_RUNTIME_ENV"] = "0"
    options = {"num_cpus": 1, "object_store_memory": 80 << 20}
    made = _started(lambda: Cluster(initialize_head=True, head_node_args={**options, "include_dashboard": False}))
    yield made
    ray.shutdown()
    made.shutdown()


def _started(start: Callable[[], Any]) -> Any:
    """Start a node. Its processes go first where that is allowed: Ray's own limits of time are fixed and short."""
    before = os.getpriority(os.PRIO_PROCESS, 0)
    try:
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, -15)
        return start()
    finally:
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, before)


class Killer(Watcher):
    """Kills a Ray worker process and takes a node away once the first documents are there."""

    def __init__(self, cluster: Any, node: Any) -> None:
        self.cluster, self.node, self.done_once = cluster, node, threading.Event()
        self.killed: list[int] = []

    def done(self, staged: Staged, reason: str) -> None:
        if not self.done_once.is_set():
            self.done_once.set()
            self.killed = [number for number in ray_workers() if not kill(number)]
            self.cluster.remove_node(self.node, allow_graceful=False)


def ray_workers() -> list[int]:
    """Return the processes of this process's cluster that do a Ray task."""
    waiting, found = [os.getpid()], []
    while waiting:
        number = waiting.pop()
        try:
            for children in Path(f"/proc/{number}/task").glob("*/children"):
                waiting += map(int, children.read_text().split())
            if b"ray::_do" in Path(f"/proc/{number}/cmdline").read_bytes():
                found.append(number)
        except OSError:
            continue
    return found


def kill(number: int) -> None:
    os.kill(number, signal.SIGKILL)


def test_a_cluster_that_loses_a_worker_and_a_node_gives_the_same_dataset(tmp_path: Path, cluster: Any) -> None:
    folder = write(tmp_path / "in", **{f"plan{number:02}": f"plan {number}" for number in range(48)}, bad="crash")
    local = build([folder], tmp_path / "local", run=Run(2, SETTINGS, FAKE))
    node = _started(lambda: cluster.add_node(num_cpus=1, object_store_memory=80 << 20))
    killer = Killer(cluster, node)
    far = build(
        [folder], tmp_path / "far", run=Run(0, SETTINGS, FAKE, engine="ray", address=cluster.address), watcher=killer
    )
    assert killer.done_once.is_set()
    assert killer.killed
    assert contents(far) == contents(local)
