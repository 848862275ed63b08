"""A worker process: serves sources, and pages of other workers' scans, over a pipe to its supervisor (`worker`).

It loads the processing module once and does one thing at a time; its supervisor kills it when that takes too long.
"""

from __future__ import annotations

import ctypes
import gc
import hashlib
import importlib
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import ModuleType

import pyarrow as pa

from extractors.readers.scans import pages
from pipeline import files, kept
from pipeline.conform import conform
from pipeline.files import UnreadableError
from pipeline.ingest import Source
from pipeline.page_sharing import Loan, Owner, read_lent
from pipeline.result import DocumentResult, ProcessError, Settings
from pipeline.staged import Signature, Staged, pack_batch, pack_result, unpack_batch
from schemas.arrow import arrow_schema

COLLECT_AFTER = 50_000  # new objects; a document makes many more than Python's 700, and hardly any of them are cycles


@dataclass(frozen=True, slots=True)
class Task:
    """One source to process; with `readings`, packed, it is understood anew without its bytes, whose hash is given."""

    source: Source
    readings: bytes | None = None
    digest: str = ""


def failed(name: str, category: str, message: str, digest: str = "", size: int = 0) -> DocumentResult:
    """Return the result of a source that gave nothing; `digest` is empty when its bytes could not be read."""
    error = ProcessError(category, "worker", message)
    return DocumentResult(digest, name, "", size, "failed", errors=[error], file=name)


def memory_message(settings: Settings) -> str:
    """Return the line for a document that needs more memory than it may."""
    return f"needs more memory than {settings.memory_bytes // 2**20} MiB; split the file"


def main(descriptor: int, target: str) -> None:
    """Serve documents over the pipe with this file descriptor until the other side closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor decides what Ctrl-C means
    _die_with_parent()
    connection = Connection(descriptor)
    settings: Settings = connection.recv()
    try:
        module = importlib.import_module(target)
        _ = module.read_source, module.understand, module.page_images
    except Exception as error:  # noqa: BLE001 - whatever the import raises is the supervisor's to report
        connection.send(("broken", f"{target} cannot be loaded: {type(error).__name__}: {error}"))
        return
    warm_up()
    gc.set_threshold(COLLECT_AFTER)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = settings.memory_bytes if hard == resource.RLIM_INFINITY else min(settings.memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    pages.listen(lambda number, count: connection.send(("page", (number, count))))
    pages.share(Owner(connection))
    connection.send(("ready", None))
    settled = False
    while True:
        try:
            task: Task | Loan = connection.recv()
        except EOFError:
            return
        if isinstance(task, Loan):
            connection.send(("lent", read_lent(task, module, settings.limits)))
            continue
        staged = work(module, task, settings, lambda *read: connection.send(("read", read)))
        connection.send(("done", staged))
        if not settled:
            settle()
            settled = True


def settle() -> None:
    """Leave what the first document loaded, the vocabularies and the gazetteer, out of the collector's rounds.

    They stay for good; looking through them again and again took a tenth of every document's time.
    """
    gc.collect()
    gc.freeze()


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
        made.results = (failed(name, "memory", memory_message(settings), made.digest, made.size),)
    except Exception as error:  # noqa: BLE001 - a fault of the program on one document must not cost the others
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        made.results = (failed(name, "exception", f"the program failed on it: {reason}", made.digest, made.size),)
    return staged(name, made.digest, made.signature, made.results, made.readings, made.format)


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


def staged(
    name: str,
    digest: str,
    signature: Signature | None,
    results: tuple[DocumentResult, ...],
    readings: bytes | None = None,
    format_name: str = "",
) -> Staged:
    """Return results packed, with what is known of the source that gave them."""
    return Staged(name, digest, signature, [pack_result(result) for result in results], readings, format_name)


def _die_with_parent() -> None:
    """Ask Linux to kill this process when its supervisor dies, even by SIGKILL; elsewhere the closed pipe must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 is PR_SET_PDEATHSIG


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
