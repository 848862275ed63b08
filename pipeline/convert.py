"""Old and open office files to DOCX and XLSX, by one LibreOffice per process that stays loaded.

`convert` starts it when it is first needed and keeps it for the next file. It has a throw-away profile, is killed when
a file takes too long, is started anew after `RECYCLE_AFTER` files or when it broke down, and goes away with this
process, even when that is killed (`pipeline.convert_server`).
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from extractors.document import ReadError
from pipeline.convert_server import LIBRARIES

#: Format of a file -> the format that a reader here reads, to which LibreOffice converts it.
TARGETS: Mapping[str, str] = {"doc": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"}
WHAT = {
    "doc": "a Word document from before 2007 (.doc)",
    "rtf": "a Rich Text (RTF) document",
    "odt": "an OpenDocument text (ODT)",
    "xls": "an Excel workbook from before 2007 (.xls)",
    "ods": "an OpenDocument spreadsheet (ODS)",
    "xlsx": "an Excel workbook (XLSX)",
}
PACKAGES = "libreoffice-writer-nogui libreoffice-calc-nogui"  # Debian, Ubuntu
REMEDY = f"apt-get install {PACKAGES}"
START_SECONDS = 90.0  # a cold, busy machine may take long to load LibreOffice
RECYCLE_AFTER = 100  # files; bounds what LibreOffice leaks
PLACES = ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice*", "/usr/local/lib/libreoffice")


@cache
def program_folder() -> Path | None:
    """Return the folder with LibreOffice's library; None when it is not installed or has none that can be loaded."""
    found = [Path(path).resolve().parent for name in ("soffice", "libreoffice") if (path := shutil.which(name))]
    for place in PLACES:
        parent = Path(place).parent
        found += [folder / "program" for folder in sorted(parent.glob(Path(place).name), reverse=True)]
    return next((folder for folder in found if any((folder / name).exists() for name in LIBRARIES)), None)


def version() -> str:
    """Return the installed LibreOffice's name and version, "" when there is none."""
    folder = program_folder()
    try:
        text = (folder / "bootstraprc").read_text(encoding="utf-8") if folder else ""
    except OSError:
        return "LibreOffice"
    key = re.search(r"^ProductKey=(.+)$", text, re.M)
    return key[1].strip() if key else "LibreOffice" if folder else ""


class _BrokenDownError(Exception):
    """LibreOffice ended while it was asked something."""


class _Converter:
    """One running LibreOffice and its folder."""

    def __init__(self, program: Path) -> None:
        self.owner = os.getpid()
        self.done = 0
        self._folder = Path(tempfile.mkdtemp(prefix="congbao-office-"))
        self._connection, theirs = Pipe()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._keeper = subprocess.Popen(
            [sys.executable, "-P", "-m", "pipeline.convert_server", str(theirs.fileno()), self._folder, program],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        theirs.close()
        try:
            self._hear(self._connection, START_SECONDS)
        except (TimeoutError, _BrokenDownError):
            self.end()
            raise

    @staticmethod
    def _hear(connection: Connection, seconds: float) -> str:
        if not connection.poll(seconds):
            raise TimeoutError
        try:
            _, said = connection.recv()
        except (EOFError, OSError) as error:
            raise _BrokenDownError from error
        return str(said)

    def convert(self, data: bytes, form: str, target: str, seconds: float) -> tuple[bytes | None, str]:
        """Return (the converted bytes, "") or (None, what LibreOffice says)."""
        source, result = self._folder / f"in.{form}", self._folder / f"out.{target}"
        source.write_bytes(data)
        result.unlink(missing_ok=True)
        self.done += 1
        try:
            self._connection.send((str(source), str(result)))
        except OSError as error:
            raise _BrokenDownError from error
        said = self._hear(self._connection, seconds)
        if said or not result.is_file():
            return None, said or "nothing was written"
        return result.read_bytes(), ""

    def end(self) -> None:
        """Kill it; its keeper removes its folder."""
        self._connection.close()
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        try:
            self._keeper.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()
            shutil.rmtree(self._folder, ignore_errors=True)


_running: list[_Converter] = []  # at most one


def _converter(program: Path) -> _Converter:
    if _running and _running[0].owner != os.getpid():  # a fork's copy: it belongs to the parent
        _running.clear()
    if _running and _running[0].done >= RECYCLE_AFTER:
        close()
    if not _running:
        _running.append(_Converter(program))
    return _running[0]


def close() -> None:
    """End the running LibreOffice of this process, if there is one."""
    while _running:
        converter = _running.pop()
        if converter.owner == os.getpid():
            converter.end()


atexit.register(close)


def convert(data: bytes, form: str, seconds: float) -> tuple[bytes, str]:
    """Return `data`, a file of the format `form`, as (DOCX or XLSX bytes, which of the two).

    `seconds` is how long LibreOffice may take for it. XLSX is accepted too: written anew, for readers that refuse it.

    Raises:
        ReadError: ``unsupported`` when LibreOffice is not installed, ``timeout``, ``crash``, or ``corrupt`` when it
            cannot read the file.
    """
    target = TARGETS.get(form, form)
    return saved_as(data, form, target, seconds), target


def saved_as(data: bytes, form: str, target: str, seconds: float) -> bytes:
    """Return a file of the format `form` as LibreOffice saves it in the format `target`, both by their suffix.

    Raises:
        ReadError: as `convert` does.
    """
    what = WHAT.get(form, f"a {form} file")
    program = program_folder()
    if program is None:
        raise ReadError("unsupported", f"this is {what}, which needs LibreOffice: {REMEDY}; or save it as {target}")
    for attempt in (1, 2):
        fresh = not _running
        try:
            converted, said = _converter(program).convert(data, form, target, seconds)
        except TimeoutError as error:
            close()
            message = f"LibreOffice did not finish within {seconds:g} seconds; try a higher --timeout or save it as"
            raise ReadError("timeout", f"{message} {target}") from error
        except _BrokenDownError as error:
            close()
            if fresh or attempt == 2:  # else the files before may be to blame
                raise ReadError("crash", f"LibreOffice breaks down on this file; save it as {target}") from error
        else:
            if converted is None:
                reason = f"this is {what} that LibreOffice cannot read ({said}); open it and save it as {target}"
                raise ReadError("corrupt", reason)
            return converted
    raise AssertionError("unreachable")
