"""What a run has to do: for every source whether it is kept, understood anew or read anew, and why."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline import files
from pipeline.fingerprint import Keys
from pipeline.ingest import Source
from pipeline.result import Settings
from pipeline.stage import Known, Stage
from pipeline.staged import Signature
from pipeline.worker import Task

Action = Literal["keep", "understand", "read"]
#: A file changed within this time, in nanoseconds, before it was read may change again without looking changed: the
#: clock of a file system may be that coarse. Its bytes are looked at once more.
COARSE_CLOCK = 2_000_000_000
#: What went wrong for reasons outside the document: tried again in every run.
PASSING = frozenset({"unreadable", "crash"})


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one source and why; `task` is None when it is kept."""

    source: Source
    action: Action
    reason: str
    task: Task | None = None
    signature: Signature | None = None  # what it looks like now
    hashed_on: int = 0  # the clock's time, in nanoseconds, when its bytes were last looked at
    fresh: bool = False  # they were looked at now


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose about a run."""

    verify: bool = False  # read the bytes of every file rather than believe its size and times
    retry: bool = False  # try again what failed for want of time or memory


DEFAULT = Choice()


def plan(
    sources: Iterable[Source], stage: Stage, keys: Keys, settings: Settings, choice: Choice = DEFAULT
) -> Iterator[Step]:
    """Yield what is to be done with each source; nothing is read but what is needed to tell."""
    for source in sources:
        yield _step(source, stage.known(source.name), stage, keys, settings, choice)


def _step(source: Source, known: Known | None, stage: Stage, keys: Keys, settings: Settings, choice: Choice) -> Step:
    signature = files.signature(source.path)
    if signature is None:
        return Step(source, "read", "cannot be opened", Task(source))
    if known is None:
        return _new(source, signature, stage, keys, settings)
    if known.trouble in PASSING:
        return Step(source, "read", f"failed before ({known.trouble})", Task(source))
    hashed_on, fresh = known.hashed_on, choice.verify or not _believed(known, signature)
    if fresh:
        hashed_on = time.time_ns()
        if _digest(source, settings) != known.digest:
            return Step(source, "read", "changed", Task(source))
    if known.understanding == keys.understanding.text:
        if known.trouble and _worth_trying(known, settings, choice):
            return Step(source, "read", f"failed before ({known.trouble})", Task(source))
        reason = f"failed before ({known.trouble}); not tried again" if known.trouble else "unchanged"
        return Step(source, "keep", reason, None, signature, hashed_on, fresh)
    before = stage.key(known.understanding)
    changed = keys.understanding.differences(before) if before else ["layout"]
    reason = " and ".join(changed) + " changed"
    task = _from_reading(source, known.digest, known.format, stage, keys)
    if task is None:
        return Step(source, "read", reason, Task(source))
    return Step(source, "understand", reason, task, signature, hashed_on)


def _new(source: Source, signature: Signature, stage: Stage, keys: Keys, settings: Settings) -> Step:
    """Return what to do with a source of an unknown name: its bytes may be known by another."""
    if stage.of_size(signature.size):
        digest = _digest(source, settings)
        format_name = stage.format_of(digest) if digest else None
        task = None if format_name is None else _from_reading(source, digest, format_name, stage, keys)
        if task is not None:
            return Step(source, "understand", "new name", task, signature, time.time_ns())
    return Step(source, "read", "new", Task(source))


def _from_reading(source: Source, digest: str, format_name: str, stage: Stage, keys: Keys) -> Task | None:
    readings = stage.readings(digest, keys.reading_of(format_name).text)
    return None if readings is None else Task(source, readings, digest)


def _believed(known: Known, signature: Signature) -> bool:
    newest = max(signature.modified, signature.changed)
    return known.signature == signature and newest + COARSE_CLOCK < known.hashed_on


def _worth_trying(known: Known, settings: Settings, choice: Choice) -> bool:
    if known.trouble == "timeout":
        return choice.retry or settings.timeout_seconds > known.seconds_allowed
    if known.trouble == "memory":
        return choice.retry or settings.memory_bytes > known.memory_allowed
    return choice.retry


def _digest(source: Source, settings: Settings) -> str:
    """Return the hash of a file's bytes, "" when they cannot be had now."""
    try:
        return hashlib.sha256(files.read(source.path, settings.limits.max_bytes)[0]).hexdigest()
    except files.UnreadableError:
        return ""
