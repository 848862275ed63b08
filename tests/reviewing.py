"""``congbao`` run in this process, and small builds with decisions, for the tests of reviews."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

import pytest

from pipeline.cli import main


def congbao(*arguments: object) -> tuple[int, str, str]:
    """Return exit code, output and errors of a command."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "argv", ["congbao", *map(str, arguments)])
        code = main()
    return code, out.getvalue(), err.getvalue()


def build(folder: Path, out: Path, reviews: Path) -> None:
    """Build the documents of a folder with the decisions of another."""
    code, _, err = congbao("build", folder, "--out", out, "--reviews", reviews, "--workers", 1)
    assert code == 0, err


def release_of(text: str, folder: Path) -> Path:
    """Return the output folder of a build of one text, without decisions, beside its documents."""
    (folder / "documents").mkdir()
    (folder / "documents" / "document.txt").write_text(text, encoding="utf-8")
    (folder / "none").mkdir()
    build(folder / "documents", folder / "out", folder / "none")
    return folder / "out"
