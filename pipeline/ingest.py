"""Which files are documents: from the paths that a person gives to a list of sources with publishable names."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import UserError, files

#: Data and code files that may lie beside documents. A file named explicitly is read whatever its suffix.
NOT_DOCUMENTS = frozenset({".json", ".jsonl", ".yaml", ".yml", ".py", ".csv", ".parquet", ".toml"})


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: the name under which it is published and where it lies, on disk or at an address."""

    name: str
    path: Path | str


def discover(paths: Sequence[Path], *, out: Path | None = None) -> list[Source]:
    """Return the documents under `paths` (files, or folders with all below them), each once, in a fixed order.

    Within a folder the order is that of the bytes of the relative paths. Hidden files, READMEs, office lock files and
    data files are left out, and what lies below `out`, the folder that is built into. Links are followed, loops are
    not. Anything that cannot be listed or opened is still returned, so that it is reported. UserError when a path does
    not exist or no document is found.
    """
    found: list[tuple[Path, Source]] = []  # with the folder given, for telling equal names apart
    seen: set[str] = set()
    for path in paths:
        address = files.location(path)
        if isinstance(address, str):
            found += _remote(address)
            continue
        if not os.path.lexists(path):
            raise UserError(f"{publishable(path)}: no such file or folder; check the path", exit_code=2)
        if path.is_dir():
            root, inside = Path(path), sorted((os.fspath(item) for item in _walk(path, out)), key=os.fsencode)
        else:
            root, inside = path.parent, [os.fspath(path)]
        for item in inside:
            relative = os.path.relpath(item, root)
            absolute = os.path.abspath(item) if len(paths) > 1 else item  # noqa: PTH100 - links are not resolved
            if absolute not in seen:
                if len(paths) > 1:
                    seen.add(absolute)
                found.append((root, Source(publishable(relative), item)))
    if not found:
        places = ", ".join(publishable(path) for path in paths)
        raise UserError(f"{places}: no documents found; put PDF, DOCX, HTML or text files there, or name them")
    return _distinct(found)


def _remote(address: str) -> list[tuple[Path, Source]]:
    """Return the documents at or below an address. UserError when they cannot be listed."""
    try:
        names = files.listed(address)
    except OSError as error:
        raise UserError(f"{address}: cannot be listed: {' '.join(str(error).split())}") from error
    if not names:
        raise UserError(f"{address}: no such object or folder; check the address", exit_code=2)
    whole = len(names) == 1 and names[0][1] == address
    return [
        (Path(address.partition("://")[2]), Source(name, where))
        for name, where in names
        if whole or not _left_out(name)
    ]


def _left_out(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "~$")) for part in parts)
    return hidden or parts[-1].upper().startswith("README") or Path(name).suffix.lower() in NOT_DOCUMENTS


def publishable(path: Path | str) -> str:
    r"""Return a path as valid Unicode: bytes that are not UTF-8 become ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _walk(folder: Path, out: Path | None) -> Iterator[Path]:
    def unlisted(error: OSError) -> None:
        unreadable.append(Path(os.fsdecode(error.filename)))

    unreadable: list[Path] = []
    visited: set[tuple[int, int]] = set()
    # a folder may be built into itself: then only the releases in it are none of the input
    target = None if out is None else out.resolve() if out.resolve() != folder.resolve() else out.resolve() / "releases"
    for current, folders, names in os.walk(folder, onerror=unlisted, followlinks=True):
        status, real = Path(current).stat(), Path(current).resolve()
        seen = (status.st_dev, status.st_ino) in visited  # a link led back
        if seen or (target is not None and real.is_relative_to(target)):
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        # sorted, so that of two ways to one folder the same is taken on every machine
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=os.fsencode)
        yield from (Path(current, name) for name in names if _is_document(Path(current, name)))
    yield from unreadable


def _is_document(path: Path) -> bool:
    name = path.name
    if name.startswith((".", "~$")) or name.upper().startswith("README") or path.suffix.lower() in NOT_DOCUMENTS:
        return False
    try:
        mode = path.stat().st_mode
    except OSError:
        return True  # a broken link or a locked file is kept, so that it is reported
    return stat.S_ISREG(mode)  # pipes, sockets and devices are nothing to read


def _distinct(found: Sequence[tuple[Path, Source]]) -> list[Source]:
    """Give sources that share a name the name of the folder given, and a number if that is not enough."""
    sources = [source for _, source in found]
    if len({source.name for source in sources}) == len(sources):
        return sources
    shared = Counter(source.name for source in sources)
    named = [
        Source(publishable(root.absolute().name / Path(source.name)), source.path)
        if shared[source.name] > 1
        else source
        for root, source in found
    ]
    taken: set[str] = set()
    result = []
    for source in named:
        name, number = source.name, 1
        while name in taken:
            number += 1
            name = f"{source.name} ({number})"
        taken.add(name)
        result.append(Source(name, source.path))
    return result
