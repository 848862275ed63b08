"""What an office file that needs converting is, and whether it is whole: OLE compound files, OpenDocument, RTF.

[MS-CFB] (compound files), [MS-DOC] 2.5.1 (FibBase), [MS-XLS] 2.4.117 (FilePass), OpenDocument 1.2 part 3.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile

import olefile

from extractors.document import NOWHERE, Format, Irregularity, ReadError

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "this Office document is encrypted: open it with its password and save it without"
# the entry in the root of a compound file -> which of the formats it is
STREAMS: tuple[tuple[str, Format], ...] = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
OPEN_DOCUMENT: tuple[tuple[bytes, Format], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
)
_FIB_ENCRYPTED = 0x0100
_FILE_PASS = 0x002F
OLE_FAULTS = (OSError, ValueError, IndexError, KeyError, struct.error, AttributeError, TypeError)


def ole_format(data: bytes) -> Format | None:
    """Return the format of an OLE compound file, None when it is none that can be converted.

    Raises:
        ReadError: ``encrypted``.
    """
    try:
        with olefile.OleFileIO(data) as ole:
            if ole.exists("EncryptedPackage"):
                raise ReadError("encrypted", ENCRYPTED)
            found = next(((name, form) for name, form in STREAMS if ole.exists(name)), None)
            if found is None:
                return None
            start = ole.openstream(found[0]).read(4096)
    except OLE_FAULTS:
        # its directory is damaged: the names are looked for, and LibreOffice may still make something of it
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError("encrypted", ENCRYPTED) from None
        return next((form for name, form in STREAMS[:2] if name.encode("utf-16-le") in data), None)
    if _locked(start, found[1]):
        raise ReadError("encrypted", ENCRYPTED)
    return found[1]


def _locked(start: bytes, form: Format) -> bool:
    if form == "doc":
        return len(start) > 12 and bool(struct.unpack_from("<H", start, 10)[0] & _FIB_ENCRYPTED)
    at = 0
    while at + 4 <= len(start):  # records: kind, length, content
        kind, length = struct.unpack_from("<HH", start, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + length
    return False


def open_document_format(package: zipfile.ZipFile) -> Format | None:
    """Return the format of an OpenDocument package, None when it is none that can be converted.

    Raises:
        ReadError: ``encrypted``.
    """
    kind = package.open("mimetype").read(256) if "mimetype" in package.NameToInfo else b""
    found = next((form for name, form in OPEN_DOCUMENT if kind.strip().removesuffix(b"-template") == name), None)
    if found and "META-INF/manifest.xml" in package.NameToInfo:
        manifest = package.open("META-INF/manifest.xml").read(1024 * 1024)
        if b"encryption-data" in manifest:
            raise ReadError("encrypted", ENCRYPTED)
    return found


def mended(data: bytes, form: Format) -> tuple[bytes, tuple[Irregularity, ...]]:
    """Return a file as LibreOffice opens it, and what is missing from it.

    LibreOffice refuses an RTF whose groups are not closed, and reads an OLE file as far as it goes without a word.
    """
    if form == "rtf":
        depth = _open_groups(data)
        if depth > 0:
            note = Irregularity("damaged_part", "the RTF breaks off before its end", NOWHERE)
            return data.rstrip(b"\\") + b"}" * depth, (note,)
    if data.startswith(OLE):
        try:
            with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as ole:
                for name in ("WordDocument", "0Table", "1Table", "Workbook", "Book"):
                    if ole.exists(name):
                        ole.openstream(name).read()
        except OLE_FAULTS as error:
            return data, (Irregularity("damaged_part", f"the OLE container is not whole ({error})", NOWHERE),)
    return data, ()


def _open_groups(data: bytes) -> int:
    """Return how many groups of an RTF are still open at its end."""
    depth = 0
    for match in re.finditer(rb"\\bin(\d+) ?|\\.|[{}]", data, re.DOTALL):
        if match[1]:
            return 0  # raw bytes may hold any sign
        depth += {b"{": 1, b"}": -1}.get(match[0], 0)
        if depth == 0:
            return 0
    return depth
