"""The command line for the tests: run in this process or as a shell does, and a decision to give it."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main

DECISION = """\
ỦY BAN NHÂN DÂN
TỈNH KON TUM
Số: 77/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Kon Tum, ngày 05 tháng 3 năm 2020

QUYẾT ĐỊNH
Về việc áp dụng hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 tại các cơ quan

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/03/2014 của Thủ tướng Chính phủ;

QUYẾT ĐỊNH:

Điều 1. Các cơ quan có tên dưới đây áp dụng hệ thống từ năm 2020.
Điều 2. Quyết định có hiệu lực từ ngày ký.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


PROGRAM = [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TERM": "xterm"}


def congbao(*arguments: object, cwd: Path | None = None) -> Ended:
    """Run a command in this process, which spares its start; `program` runs it as a shell does."""
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setattr(sys, "argv", ["congbao", *map(str, arguments)])
        code = main()
    return Ended(code, out.getvalue(), err.getvalue())


def program(*arguments: object) -> Ended:
    command = [*PROGRAM, *map(str, arguments)]
    ended = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False, timeout=300)
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
