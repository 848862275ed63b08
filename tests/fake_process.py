"""Stand-ins for the processing of one file, loaded by worker processes by name. The bytes say what shall happen."""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from extractors.document import NOWHERE, Document, Limits, Paragraph, Place
from extractors.readers.scans.pages import Answer, PageRead, ReadPage, Scan, Unread, answers
from pipeline.result import DocumentResult, ProcessError, Reading, Row, Settings
from schemas import TABLES


def result(
    name: str,
    *,
    document_id: str | None = "kon-tum/2025/474-qd-ubnd",
    file_format: str = "text",
    completeness: float = 1.0,
    data: bytes = b"",
    **columns: object,
) -> DocumentResult:
    """Return a good result with one document, one agency and one qms_status row."""
    digest = hashlib.sha256(data or name.encode()).hexdigest()
    if document_id is None:
        error = ProcessError("not_a_decision", "extract", "holds no administrative document")
        return DocumentResult(digest, name, file_format, len(data), "skipped", errors=[error])
    document: Row = {
        "document_id": document_id,
        "source_id": digest,
        "source_name": name,
        "source_format": file_format,
        "type_code": "QĐ",
        "code": "474/QĐ-UBND",
        "issued_on": date(2025, 9, 3),
        "issuer_id": "ubnd-62",
        "province_code": "62",
        "title": "Kế hoạch áp dụng hệ thống quản lý chất lượng năm 2025",
        "completeness": completeness,
        **columns,
    }
    record_id = TABLES["qms_status"].record_id(document_id, (1, 1))
    status: Row = {
        "record_id": record_id,
        "document_id": document_id,
        "page": 2,
        "confidence": 1.0,
        "method": "rule",
        "row_no": 1,
        "agency_id": "ubnd-62",
        "agency_raw": "UBND  tỉnh",
        "procedures_applied": 60,
        "procedures_total": 116,
        "procedures_raw": "60/116",
        "procedures_state": "counted",
        "published": True,
    }
    finding: Row = {
        "document_id": document_id,
        "record_id": record_id,
        "rule": "row_sequence_gap",
        "severity": "warning",
        "message": "The row numbers jump from 16 to 41.",
        "message_vi": "Số thứ tự nhảy từ 16 đến 41.",
    }
    agency: Row = {"agency_id": "ubnd-62", "name": "Ủy ban nhân dân tỉnh Kon Tum", "level": "province", "mentions": 2}
    spelling: Row = {
        "agency_id": "ubnd-62",
        "name_raw": "UBND  tỉnh",
        "document_id": document_id,
        "occurrences": 2,
        "method": "rule",
    }
    tables = {
        "documents": [document],
        "qms_status": [status],
        "agencies": [agency],
        "agency_names": [spelling],
        "findings": [finding],
    }
    return DocumentResult(digest, name, file_format, len(data), "ok", document_id, tables=tables)


def read_source(data: bytes, name: str, settings: Settings) -> tuple[Reading, ...]:
    """Give the text as one paragraph; for bytes such as ``holds a|b`` one reading for each member, for ``empty`` none.

    ``read:`` and what shall happen makes it happen while reading, not when what was read is understood.
    """
    if data == b"empty":
        return ()
    if data.startswith(b"read:"):
        process(data.removeprefix(b"read:"), name, settings)
    if data.startswith(b"scan "):
        return (_scanned(data),)
    if data.startswith(b"holds "):
        members = data.decode().removeprefix("holds ").split("|")
        return tuple(_reading(member.encode(), f"!/{member}") for member in members)
    return (_reading(data),)


@contextmanager
def page_images(data: bytes, form: str, limits: Limits) -> Iterator[ReadPage]:
    """Read pages of ``scan 12 FOLDER READERS DEED NUMBER``: the deed is done at that page.

    FOLDER notes who read which page; none is read until so many READERS have begun. ``lost`` kills whoever
    reads the page but the one that reads the first, ``unread`` is a page that cannot be read.
    """
    assert form == "pdf"
    _, _, folder, readers, deed, chosen = data.decode().split()

    def read_page(number: int) -> Answer:
        Path(folder, f"{number}-{os.getpid()}").touch()
        while len({path.name.partition("-")[2] for path in Path(folder).iterdir()}) < int(readers):
            time.sleep(0.02)
        if number == int(chosen) and deed == "unread":
            return Unread("", "its picture is damaged")
        if number == int(chosen) and deed == "lost":
            if not Path(folder, f"1-{os.getpid()}").exists():
                os.kill(os.getpid(), signal.SIGKILL)
        elif number == int(chosen):
            process(deed.encode(), "", Settings())
        return PageRead([Paragraph(f"page {number}", Place(page=number))], 2, 0, 595.0, 842.0)

    yield read_page


def _scanned(data: bytes) -> Reading:
    count = int(data.split()[1])
    with page_images(data, "pdf", Limits()) as read_page:
        found = list(answers(Scan(data, "pdf", range(1, count + 1), count), read_page))
    said = ["; ".join(b.text for b in one.blocks) if isinstance(one, PageRead) else one.message for one in found]
    document = Document("pdf-scan", (Paragraph(", ".join(said), NOWHERE),))
    return Reading(hashlib.sha256(data).hexdigest(), len(data), "pdf-scan", document)


def _reading(data: bytes, part: str = "") -> Reading:
    document = Document("text", (Paragraph(data.decode(errors="replace"), NOWHERE),))
    return Reading(hashlib.sha256(data).hexdigest(), len(data), "text", document, part=part)


def understand(reading: Reading, name: str) -> tuple[DocumentResult, ...]:
    """Do what the text says."""
    assert reading.document is not None
    (paragraph,) = reading.document.blocks
    assert isinstance(paragraph, Paragraph)
    return (process(paragraph.text.encode(), name + reading.part, Settings()),)


def process(data: bytes, name: str, settings: Settings) -> DocumentResult:
    """Do what the bytes say: crash, hang, raise, exit, eat memory, break a row, or give a document."""
    if data == b"crash":
        ctypes.string_at(0)
    if data == b"killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if data == b"exit":
        os._exit(7)
    if data == b"spin":
        while True:
            pass
    if data == b"hang":
        time.sleep(3600)
    if data == b"raise":
        raise RuntimeError("no such\nlayout")
    if data == b"memory":
        bytearray(64 * 1024**3)
    if data == b"eat":  # more than it may, by programs that it starts
        eating = [sys.executable, "-S", "-c", "x = b'1' * (300 << 20); import time; time.sleep(60)"]
        for program in [subprocess.Popen(eating) for _ in range(3)]:
            program.wait()
    if data == b"none":
        return result(name, document_id=None, data=data)
    if data.startswith(b"page "):
        return result(name, data=data, title=data.decode())
    made = result(name, document_id=f"kon-tum/2025/{hashlib.sha256(data).hexdigest()[:6]}-qd-ubnd", data=data)
    if data == b"bad row":
        made.tables["qms_status"].append(
            {**made.tables["qms_status"][0], "record_id": "qms-2", "procedures_state": "?"}
        )
    return made
