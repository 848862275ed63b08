"""Who watches a build: told what happens as it happens, each says it in its own way."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from pipeline.staged import Staged


class Watcher:
    """Watches and says nothing."""

    def begin(self, sources: int) -> None:
        """Know how many sources there are."""

    def kept(self, sources: int) -> None:
        """Know that so many sources needed nothing."""

    def page(self, name: str, done: int, count: int) -> None:
        """Know that `done` of the `count` pages of a scan are read."""

    def done(self, staged: Staged, reason: str) -> None:
        """Know what a source gave and why it was processed."""

    def assemble(self) -> None:
        """Know that all sources are done and the dataset is made."""

    def end(self, outcome: str) -> None:
        """Know how it ended: the release, or why there is none."""


class Several(Watcher):
    """Tells several watchers, in order."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        """Tell each of `watchers`."""
        self._watchers = watchers

    def begin(self, sources: int) -> None:
        """Tell all."""
        for watcher in self._watchers:
            watcher.begin(sources)

    def kept(self, sources: int) -> None:
        """Tell all."""
        for watcher in self._watchers:
            watcher.kept(sources)

    def page(self, name: str, done: int, count: int) -> None:
        """Tell all."""
        for watcher in self._watchers:
            watcher.page(name, done, count)

    def done(self, staged: Staged, reason: str) -> None:
        """Tell all."""
        for watcher in self._watchers:
            watcher.done(staged, reason)

    def assemble(self) -> None:
        """Tell all."""
        for watcher in self._watchers:
            watcher.assemble()

    def end(self, outcome: str) -> None:
        """Tell all."""
        for watcher in self._watchers:
            watcher.end(outcome)


class Log(Watcher):
    """Writes a line of JSON for whatever happens; the file is of the last build and stands beside its report."""

    def __init__(self, path: Path) -> None:
        """Write to `path`, made anew when the build begins."""
        self._path = path
        self._file: TextIO | None = None

    def _say(self, event: str, **facts: Any) -> None:
        if self._file is not None:
            line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **facts}
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()

    def begin(self, sources: int) -> None:
        """Begin the log."""
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8")
        self._say("begin", files=sources)

    def kept(self, sources: int) -> None:
        """Log how many were kept."""
        self._say("kept", files=sources)

    def done(self, staged: Staged, reason: str) -> None:
        """Log what became of a source."""
        results = [
            {"name": result.name, "status": result.status, "document_id": result.document_id}
            | ({"errors": [error.message for error in result.errors]} if result.errors else {})
            for result in staged.results
        ]
        self._say("done", file=staged.name, why=reason, seconds=round(staged.seconds, 3), results=results)

    def assemble(self) -> None:
        """Log that the dataset is made."""
        self._say("assemble")

    def end(self, outcome: str) -> None:
        """End the log."""
        self._say("end", outcome=outcome)
        if self._file is not None:
            self._file.close()
            self._file = None


class Metrics(Watcher):
    """Writes Prometheus' text format to a file, for the node exporter's textfile collector; whole or not at all."""

    EVERY = 5.0  # seconds

    def __init__(self, path: Path) -> None:
        """Write to `path`."""
        self._path = path
        self._started = self._written = time.monotonic()
        self._sources = self._kept = 0
        self._seconds = 0.0
        self._status: Counter[str] = Counter()
        self._errors: Counter[str] = Counter()
        self._state = 0

    def begin(self, sources: int) -> None:
        """Count anew."""
        self._sources, self._kept, self._seconds, self._state = sources, 0, 0.0, 1
        self._status.clear()
        self._errors.clear()
        self._write()

    def kept(self, sources: int) -> None:
        """Count."""
        self._kept += sources

    def done(self, staged: Staged, reason: str) -> None:
        """Count, and write now and then."""
        self._seconds += staged.seconds
        for result in staged.results:
            self._status[result.status] += 1
            self._errors.update({error.category for error in result.errors})
        if time.monotonic() - self._written > self.EVERY:
            self._write()

    def end(self, outcome: str) -> None:
        """Write the last figures."""
        self._state = 0
        self._write()

    def _write(self) -> None:
        self._written = time.monotonic()
        lines = [
            *_metric("files", "gauge", "Files of the build.", {"": self._sources}),
            *_metric("files_kept", "gauge", "Files that needed no work.", {"": self._kept}),
            *_metric("documents", "counter", "Documents processed.", _labelled("status", self._status)),
            *_metric("errors", "counter", "Documents with errors.", _labelled("category", self._errors)),
            *_metric("work_seconds", "counter", "Time that workers took.", {"": round(self._seconds, 3)}),
            *_metric("build_seconds", "gauge", "Time since begin.", {"": round(self._written - self._started, 3)}),
            *_metric("running", "gauge", "Whether a build is running.", {"": self._state}),
        ]
        try:
            descriptor, draft = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
            Path(draft).chmod(0o644)
            Path(draft).replace(self._path)
        except OSError as error:  # said of the file that was asked for, not of its draft
            raise OSError(error.errno, error.strerror, str(self._path)) from error


def _labelled(label: str, counts: Counter[str]) -> dict[str, float]:
    return {f'{{{label}="{value}"}}': count for value, count in sorted(counts.items())}


def _metric(name: str, kind: str, what: str, values: dict[str, float]) -> list[str]:
    full = f"congbao_{name}{'_total' if kind == 'counter' else ''}"
    return [
        f"# HELP {full} {what}",
        f"# TYPE {full} {kind}",
        *(f"{full}{labels} {value}" for labels, value in values.items()),
    ]
