"""Files that hold files: ZIP archives (also within one another), e-mail messages, pages that Word saves as one file.

Everything is unpacked in memory, under limits, and never onto the disk; what a limit or a lock keeps closed is told as
a member that failed. A member's name follows its container's: ``issue.zip!/folder/inner.docx``.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import PurePosixPath

from extractors.document import Limits, ReadError
from extractors.readers import sniff
from extractors.readers.formats import ZIP_FAULTS
from pipeline.ingest import NOT_DOCUMENTS
from pipeline.result import ProcessError

SAMPLE = 64 * 1024
_HEADER = re.compile(rb"\A(?:[A-Za-z][\w-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.ASCII)
_MAIL = re.compile(rb"^(?:From|To|Subject|Date|MIME-Version|Received|Message-ID|Return-Path):", re.I | re.M)
_ENDINGS = {"text/html": ".html", "text/plain": ".txt"}


@dataclass(slots=True)
class Member:
    """One file in a container: its name after the container (``!/inner.docx``), and its bytes or why there are none."""

    part: str
    data: bytes = b""
    error: ProcessError | None = None


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked from one source, over all the containers in it."""

    limits: Limits
    members: int = field(init=False)
    bytes: int = field(init=False)

    def __post_init__(self) -> None:
        self.members, self.bytes = self.limits.max_members, self.limits.max_unpacked


def kind(data: bytes) -> str | None:
    """Return ``zip`` or ``eml`` when `data` is a container, ``mht`` for a page saved as one file, else None."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        try:
            sniff(data)
        except ReadError as error:
            return "zip" if error.category == "unsupported" and "a ZIP archive" in str(error) else None
        return None
    header = _HEADER.match(data[:SAMPLE])
    if header is None or len(set(_MAIL.findall(header[0]))) < 2:
        return None
    return "mht" if re.search(rb"^Content-Type:\s*multipart/related", header[0], re.I | re.M) else "eml"


def members(data: bytes, limits: Limits) -> Iterator[Member]:
    """Yield every file in a container and in the containers in it, in their order; at least one.

    Files that are no documents by their names (see `pipeline.ingest`) are left out, as they are in folders.
    """
    found = False
    for member in _members(data, "", 1, _Budget(limits)):
        found = True
        yield member
    if not found:
        yield _failed("", "empty", "the archive holds no documents")


def _members(data: bytes, part: str, depth: int, budget: _Budget) -> Iterator[Member]:
    if depth > budget.limits.max_depth:
        yield _failed(
            part, "too_deep", f"archives lie more than {budget.limits.max_depth} deep in one another; unpack it"
        )
        return
    inside = _zip_members(data, budget) if kind(data) == "zip" else _mail_members(data, budget)
    taken: set[str] = set()
    for member in inside:
        name, number = member.part, 1
        while name in taken:
            number += 1
            name = f"{member.part} ({number})"
        taken.add(name)
        member.part = f"{part}!/{name}"
        if member.error is None and kind(member.data) in ("zip", "eml"):
            empty = True
            for inner in _members(member.data, member.part, depth + 1, budget):
                empty = False
                yield inner
            if empty:
                yield _failed(member.part, "empty", "the archive holds no documents")
        else:
            yield member


def _failed(part: str, category: str, message: str) -> Member:
    return Member(part, error=ProcessError(category, "read", message))


def _zip_members(data: bytes, budget: _Budget) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            name = _name(info)
            path = PurePosixPath(name.replace("\\", "/"))
            if info.is_dir() or not _is_document(path):
                continue
            if budget.members <= 0:
                limit = budget.limits.max_members
                yield _failed(
                    name, "too_large", f"the archive holds more than {limit:,} files; unpack it or raise the limit"
                )
                return
            budget.members -= 1
            if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name):
                shown = "/".join(step for step in path.parts if step not in ("..", "/")) or "unnamed"
                yield _failed(
                    shown, "unsafe_name", f"its name in the archive leads out of it ({name}); unpack it and look"
                )
            elif info.flag_bits & 1:
                yield _failed(str(path), "encrypted", "is locked with a password: unpack it and give the files in it")
            else:
                yield _unpacked(archive, info, str(path), budget)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget) -> Member:
    allowed = min(budget.limits.max_bytes, budget.bytes)
    try:
        with archive.open(info) as stream:
            content = stream.read(allowed + 1)
    except NotImplementedError as error:
        return _failed(name, "unsupported", f"is packed in a way that is not known ({error}); pack it anew")
    except ZIP_FAULTS as error:
        return _failed(name, "corrupt", f"cannot be unpacked ({error}); fetch the archive again")
    if len(content) > allowed:
        budget.bytes = 0 if allowed < budget.limits.max_bytes else budget.bytes
        return _failed(name, "too_large", f"unpacks to more than {allowed:,} bytes; unpack it or raise the limit")
    budget.bytes -= len(content)
    return Member(name, content)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; without the UTF-8 mark programs write the bytes of their own code page."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _is_document(path: PurePosixPath) -> bool:
    hidden = any(step.startswith(".") and step not in (".", "..") for step in path.parts)
    name = path.name
    litter = "__MACOSX" in path.parts or name.lower() in ("thumbs.db", "desktop.ini") or name.startswith("~$")
    return (
        not hidden and not litter and not name.upper().startswith("README") and path.suffix.lower() not in NOT_DOCUMENTS
    )


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _mail_members(data: bytes, budget: _Budget) -> Iterator[Member]:
    """Yield the text of a message and its attachments."""
    message = _message(data)
    body = message.get_body(("html", "plain"))
    if isinstance(body, EmailMessage) and (text := _content(body)).strip():
        budget.members -= 1
        yield Member(f"message{_ENDINGS.get(body.get_content_type(), '')}", text)
    for number, part in enumerate(message.iter_attachments(), 1):
        name = PurePosixPath((part.get_filename() or f"attachment-{number}").replace("\\", "/")).name
        if not _is_document(PurePosixPath(name)):
            continue
        if budget.members <= 0:
            yield _failed(name, "too_large", f"the message holds more than {budget.limits.max_members:,} files")
            return
        budget.members -= 1
        content = _content(part) if isinstance(part, EmailMessage) else b""
        budget.bytes -= len(content)
        yield Member(name, content)


def _content(part: EmailMessage) -> bytes:
    """Return a part's bytes; text as UTF-8 when the part names its character set."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_content()
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    if part.get_content_maintype() == "text" and (charset := part.get_content_charset()) not in (None, "utf-8"):
        try:
            return content.decode(str(charset)).encode("utf-8")
        except (LookupError, UnicodeDecodeError):
            return content
    return content


def saved_page(data: bytes) -> bytes:
    """Return the HTML of a page that was saved as one file (MHTML), which Word also names ``.doc``.

    Raises:
        ReadError: ``no_text`` when it holds no page.
    """
    for part in _message(data).walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            return _content(part)
    raise ReadError("no_text", "the web archive holds no page; save it as HTML or DOCX")
