"""Where bytes come from: local files, and objects of any file system that Arrow opens (``s3://bucket/key``).

For S3 the usual variables are read (``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``, ``AWS_REGION``), and
``AWS_ENDPOINT_URL`` names a server of one's own.
"""

from __future__ import annotations

import os
import re
import stat
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.staged import Signature

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

#: A place: a local path, or the address of an object.
Location = Path | str
TRIES = 3  # readings of a file that others write to, before it is given up
SECONDS = 20.0  # to connect to an object store, and for each request
RETRIES = 5  # of a request to an object store that fails or takes longer


class UnreadableError(Exception):
    """Bytes that cannot be had; `category` is a word of the vocabulary ``error_category``."""

    def __init__(self, category: str, message: str, size: int = 0) -> None:
        """Say what is wrong; `size` is that of the file where it is known."""
        super().__init__(message)
        self.category = category
        self.size = size


def location(path: Location) -> Location:
    """Return an address as the text that it was typed as, where it went through `Path`; a local path as it is."""
    found = re.match(r"([a-z][a-z0-9+.-]+):/+(.*)", str(path))
    return f"{found[1]}://{found[2]}" if found and not os.path.lexists(str(path)) else path


def listed(address: str) -> list[tuple[str, str]]:
    """Return (path relative to it, address) of every object at or below an address, in the order of the paths' bytes.

    OSError when the object store does not answer or refuses.
    """
    from pyarrow import fs

    system, path = remote(address)
    scheme = address.partition("://")[0]
    info = system.get_file_info(path)
    if info.is_file:
        return [(path.rpartition("/")[2], address)]
    if info.type == fs.FileType.NotFound:
        return []
    below = system.get_file_info(fs.FileSelector(path, recursive=True))
    names = sorted((item.path for item in below if item.is_file), key=str.encode)
    return [(name.removeprefix(f"{path}/"), f"{scheme}://{name}") for name in names]


def is_remote(location: Location) -> bool:
    """Tell whether a place is the address of an object rather than a local path."""
    return isinstance(location, str) and "://" in location


def signature(location: Location) -> Signature | None:
    """Return what tells whether a file may have changed; None when it is no file that can be read."""
    if is_remote(location):
        try:
            system, path = remote(str(location))
            info = system.get_file_info(path)
        except OSError:
            return None
        return Signature(info.size, info.mtime_ns or 0) if info.is_file else None
    try:
        status = os.stat(location)  # noqa: PTH116 - a place may be a string
    except OSError:
        return None
    return _signature(status) if stat.S_ISREG(status.st_mode) else None


def read(location: Location, limit: int) -> tuple[bytes, Signature]:
    """Return the bytes of a file and its signature, both of one moment. UnreadableError when they cannot be had."""
    try:
        return _read_remote(str(location), limit) if is_remote(location) else _read_local(location, limit)
    except OSError as error:
        reason = " ".join(str(error.strerror or error).split())
        raise UnreadableError("unreadable", f"cannot be opened: {reason}") from error


def _read_local(location: Location, limit: int) -> tuple[bytes, Signature]:
    for _ in range(TRIES):
        before = os.stat(location)  # noqa: PTH116
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableError("unreadable", "is not a regular file that can be read")
        if before.st_size > limit:
            raise UnreadableError("too_large", f"is larger than {limit // 2**20} MiB; split it", before.st_size)
        with open(location, "rb") as file:  # noqa: PTH123
            data = file.read(limit + 1)
            after = os.fstat(file.fileno())
        if _signature(before) == _signature(after) and len(data) == after.st_size:
            return data, _signature(after)
    raise UnreadableError("unreadable", "changes while it is read; run again when it is written", len(data))


def _read_remote(location: str, limit: int) -> tuple[bytes, Signature]:
    system, path = remote(location)
    for _ in range(TRIES):
        before = system.get_file_info(path)
        if not before.is_file:
            raise UnreadableError("unreadable", "cannot be opened: no such object")
        if before.size > limit:
            raise UnreadableError("too_large", f"is larger than {limit // 2**20} MiB; split it", before.size)
        with system.open_input_stream(path) as stream:
            data = stream.read(limit + 1)
        after = system.get_file_info(path)
        if (before.size, before.mtime_ns) == (after.size, after.mtime_ns) and len(data) == after.size:
            return data, Signature(after.size, after.mtime_ns or 0)
    raise UnreadableError("unreadable", "changes while it is read; run again when it is written", len(data))


def _signature(status: os.stat_result) -> Signature:
    return Signature(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def remote(location: str) -> tuple[FileSystem, str]:
    """Return the file system of an address and the path within it. OSError when there is none of that kind."""
    parts = urlsplit(location)
    system = _system(parts.scheme, parts.netloc if parts.scheme != "s3" else "", os.environ.get("AWS_ENDPOINT_URL"))
    return system, (parts.netloc + parts.path).rstrip("/")


@cache
def _system(scheme: str, host: str, endpoint: str | None) -> FileSystem:
    from pyarrow import fs

    if scheme == "s3":
        options: dict[str, Any] = {"connect_timeout": SECONDS, "request_timeout": SECONDS}
        options["retry_strategy"] = fs.AwsStandardS3RetryStrategy(max_attempts=RETRIES)
        if endpoint:
            where = urlsplit(endpoint)
            options |= {"endpoint_override": where.netloc, "scheme": where.scheme or "https"}
        if region := os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"):
            options["region"] = region
        elif endpoint:
            options["region"] = "us-east-1"
        return fs.S3FileSystem(**options)
    try:
        return fs.FileSystem.from_uri(f"{scheme}://{host}/")[0]
    except Exception as error:  # pyarrow raises several kinds for a scheme that it does not know
        raise OSError(f"{scheme}:// cannot be opened: {error}") from error
