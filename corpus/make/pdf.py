"""PDF from DOCX by LibreOffice, in a profile of its own and with a fixed document id."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

_SECONDS = 180
_DATE = re.compile(rb"/CreationDate\(D:[^)]*\)")
_ID = re.compile(rb"<[0-9A-F]{32}>\s*<[0-9A-F]{32}>")
_CHECKSUM = re.compile(rb"/DocChecksum /[0-9A-F]{32}")
_FIXED_DATE = b"/CreationDate(D:20240102030405Z'00')"


class MissingOfficeError(RuntimeError):
    """LibreOffice is not installed."""


def pdf_file(word: bytes, name: str) -> bytes:
    """Return the PDF that LibreOffice makes of a DOCX.

    Raises MissingOfficeError when ``soffice`` is not on the path, subprocess.SubprocessError when it fails or hangs.
    """
    office = shutil.which("soffice")
    if office is None:
        raise MissingOfficeError("soffice is not installed: apt-get install libreoffice-writer, or use --skip-pdf")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{name}.docx"
        source.write_bytes(word)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        return _fixed(source.with_suffix(".pdf").read_bytes())


def _fixed(pdf: bytes) -> bytes:
    """Return the file with a fixed date and an id taken from its content; no byte moves, so its offsets hold."""
    pdf = _DATE.sub(lambda found: _FIXED_DATE.ljust(len(found[0])), pdf)
    zeros = b"0" * 32
    blank = _ID.sub(b"<" + zeros + b"> <" + zeros + b">", pdf)
    blank = _CHECKSUM.sub(b"/DocChecksum /" + zeros, blank)
    digest = hashlib.md5(blank, usedforsecurity=False).hexdigest().upper().encode()
    pdf = _ID.sub(lambda found: found[0][:1] + digest + found[0][33:-33] + digest + found[0][-1:], pdf)
    return _CHECKSUM.sub(b"/DocChecksum /" + digest, pdf)
