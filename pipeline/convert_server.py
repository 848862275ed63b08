"""One LibreOffice that stays loaded and converts one file after the other, in a process of its own.

Started by `pipeline.convert` and imports nothing but the standard library. LibreOffice is loaded as a library through
LibreOfficeKit (``libreofficekit_hook_2`` and the first functions of its two tables, which are fixed since version 6):
there is no second program to start for each file, no port, and nothing needed beside LibreOffice itself.

Two processes: the keeper holds one end of a pipe from the process that asked for the service, the converter converts.
When that process ends, however it ends, the keeper sees the pipe close, kills the converter and removes its folder.
"""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

LIBRARIES = ("libsofficeapp.so", "libmergedlo.so")  # the order in which LibreOfficeKitInit.h tries them
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
%s</oor:items>
"""
# no macro runs, no link is followed, no field is brought up to date, no recovery file is kept
ITEMS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Save/Document", "AutoSave", "false"),
    ("org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
)

_SHEETS = (".xlsx", ".xls", ".ods")
_ANEW = 81  # exit code by which LibreOffice asks to be started again, once its profile is set up
_INPUT_LINE = "share/config/soffice.cfg/modules/scalc/ui/inputbar.ui"

_P = ctypes.c_void_p


class _OfficeFunctions(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, _P)),
        ("load", ctypes.CFUNCTYPE(_P, _P, ctypes.c_char_p)),
        ("error", ctypes.CFUNCTYPE(_P, _P)),
        ("load_with", ctypes.CFUNCTYPE(_P, _P, ctypes.c_char_p, ctypes.c_char_p)),
    )


class _DocumentFunctions(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, _P)),
        ("save_as", ctypes.CFUNCTYPE(ctypes.c_int, _P, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p)),
    )


class _Office(ctypes.Structure):
    _fields_ = (("functions", ctypes.POINTER(_OfficeFunctions)),)


class _Document(ctypes.Structure):
    _fields_ = (("functions", ctypes.POINTER(_DocumentFunctions)),)


class _LibreOffice:
    """LibreOffice loaded into this process.

    Loaded so, it draws a spreadsheet's input line, whose form packages without windows (Debian's ``-nogui``) may leave
    out: then it refuses every spreadsheet and may break down, and its program converts them.
    """

    def __init__(self, program: Path, profile: Path) -> None:
        self._program, self._profile = program, profile
        self._draws_sheets = (program.parent / _INPUT_LINE).exists()
        path = next(program / name for name in LIBRARIES if (program / name).exists())
        hook = ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL).libreofficekit_hook_2
        hook.restype, hook.argtypes = _P, (ctypes.c_char_p, ctypes.c_char_p)
        self._office = hook(os.fsencode(program), profile.as_uri().encode())
        if not self._office:
            raise OSError("LibreOffice does not start")
        self._functions = ctypes.cast(self._office, ctypes.POINTER(_Office)).contents.functions.contents

    def convert(self, source: Path, target: Path) -> str:
        """Write `source` as `target`, whose suffix names the format; return what went wrong, "" when nothing did."""
        if source.suffix in _SHEETS and not self._draws_sheets:
            return self._by_program(source, target)
        document = self._functions.load_with(self._office, source.as_uri().encode(), b"Batch=true")
        if not document:
            return self._error() or "it cannot be opened"
        functions = ctypes.cast(document, ctypes.POINTER(_Document)).contents.functions.contents
        try:
            done = functions.save_as(document, target.as_uri().encode(), target.suffix[1:].encode(), None)
        finally:
            functions.destroy(document)
        return "" if done else self._error() or "it cannot be converted"

    def _by_program(self, source: Path, target: Path) -> str:
        """Convert a file as `convert` does, by LibreOffice's program: it is started for this one file."""
        profile = self._profile.with_name("program-profile")
        _write_settings(profile)
        outcome = target.parent / "converted"
        command: list[str | Path] = [
            self._program / "soffice.bin",
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--convert-to", target.suffix[1:], "--outdir", outcome, source),
        ]
        for _ in range(2):
            if subprocess.run(command, preexec_fn=_die_with_parent, check=False).returncode != _ANEW:
                break
        written = outcome / f"{source.stem}{target.suffix}"
        if not written.is_file():
            return "it cannot be opened"
        written.replace(target)
        return ""

    def _error(self) -> str:
        said: Any = self._functions.error(self._office)
        text = ctypes.cast(said, ctypes.c_char_p).value if said else None
        return (text or b"").decode("utf-8", "replace").strip()


def _write_settings(profile: Path) -> None:
    (profile / "user").mkdir(parents=True, exist_ok=True)
    lines = (
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in ITEMS
    )
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS % "".join(lines), encoding="utf-8")


def _serve(channel: int, folder: Path, program: Path) -> None:
    """Convert what is asked for over the channel until its other end closes."""
    _write_settings(folder / "profile")
    os.environ |= {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8"}
    connection = Connection(channel)
    office = _LibreOffice(program, folder / "profile")
    connection.send(("ready", ""))
    while True:
        try:
            source, target = connection.recv()
        except EOFError:
            return
        connection.send(("done", office.convert(Path(source), Path(target))))


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 is PR_SET_PDEATHSIG


def main(channel: int, folder: Path, program: Path) -> None:
    """Keep a converter alive until it ends or standard input closes; then leave nothing behind."""
    os.setsid()  # Ctrl-C in the terminal is for the process that asked; it closes the pipe
    alive, ours = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(alive)
        try:
            _die_with_parent()
            null = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1, 2):
                os.dup2(null, descriptor)
            _serve(channel, folder, program)
        finally:
            os._exit(0)
    os.close(ours)
    os.close(channel)
    select.select([0, alive], [], [])
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
