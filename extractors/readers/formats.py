"""Tell a file's format by its content, never by its name; refuse what no reader here reads, saying what to do.

Signatures: PDF 32000-1 annex H (header within the first 1024 bytes), ECMA-376 part 2 (packages), MS-CFB and
MS-OFFCRYPTO (OLE files, encrypted packages), the formats' own magic numbers for the rest.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import cache
from typing import NoReturn

from extractors.document import Format, ReadError
from extractors.readers.decode import utf16_without_mark

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
RTF = b"{\\rtf"
SAMPLE = 64 * 1024
# what the standard library raises on damaged or unknown ZIP content (a method it lacks is a RuntimeError too)
ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, IndexError, RuntimeError),
)

# magic number at the start -> what it is, what to do
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"AT&TFORM", "a DjVu document", "convert it to PDF"),
    (b"%!PS", "a PostScript document", "convert it to PDF"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and give the files in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and give the files in it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and give the file in it"),
    (b"BZh", "a bzip2 archive", "unpack it and give the file in it"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it and give the file in it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it and give the file in it"),
    (b"\x7fELF", "a program", "give a document"),
    (b"MZ", "a program", "give a document"),
)
# the beginnings of page images
IMAGES: tuple[bytes, ...] = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")
JPEG_2000 = (b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51")  # a file of it, and its bare code
BINARY_ONLY = {b"MZ", b"\x1f\x8b", b"BZh"}  # short magic numbers that a text could start with

WORD_MAIN = "word/document.xml"
# a member (or the start of one) of a ZIP package -> what it is, what to do
PACKAGES: tuple[tuple[str, str, str], ...] = (
    ("ppt/", "a PowerPoint presentation (PPTX)", "save it as PDF"),
    ("META-INF/container.xml", "an EPUB book", "save it as HTML or PDF"),
    ("content.xml", "an OpenDocument file that is no text and no spreadsheet", "save it as PDF"),
)

_WORD_XML = re.compile(rb"<w:wordDocument\b")  # Word 2003 XML, which LibreOffice reads; it does not read packages so
_FLAT_PACKAGE = re.compile(rb"<pkg:package\b|progid=\"Word\.Document\"")
_TAGS = (
    "html|head|body|title|meta|link|base|style|script|div|p|table|thead|tbody|tr|td|th|span|br|h[1-6]|ul|ol|li|a|"
    "center|font|b|strong|i|em|section|article|main|header|footer|nav|form|img|hr|blockquote|pre"
)

_FEWEST_WORDS = 40  # between tables, for a text that has words outside of them
_WORDS_A_TAG = 40  # more, and the words stand in no tags


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    preamble = r"(?:\s|<!--.*?(?:-->|\Z)|<\?xml.*?(?:\?>|\Z))*"
    surely = re.compile(preamble + r"<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S)
    starts = re.compile(preamble + rf"<(?:{_TAGS})\b", re.I | re.S)
    tag = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.I)
    return surely, starts, tag


def _is_bitmap(data: bytes) -> bool:
    """Tell a Windows bitmap from a text that begins with "BM": by its blank words and its second header's length."""
    return (
        data.startswith(b"BM")
        and data[6:10] == bytes(4)
        and int.from_bytes(data[14:18], "little") in (12, 16, 40, 52, 56, 64, 108, 124)
    )


def sniff(data: bytes) -> Format:
    """Return which reader reads `data`.

    Raises:
        ReadError: ``empty``, ``truncated`` or ``corrupt`` (broken ZIP), ``encrypted``, or ``unsupported`` with what the
            file is and what to do.
    """
    if not data.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xfe\xff"):
        raise ReadError("empty", "the file is empty" if not data else "the file holds only blanks")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if data.startswith(OLE):
        return _ole(data)
    if data.startswith(RTF):
        return "rtf"
    if _is_pdf(data):
        return "pdf"
    if data.startswith((*IMAGES, *JPEG_2000)) or _is_bitmap(data):
        return "image"
    for magic, what, remedy in SIGNATURES:
        if data.startswith(magic) and not (magic in BINARY_ONLY and _is_text(data)):
            _refuse(what, remedy)
    if data[8:12] == b"WEBP":
        return "image"
    if data[4:8] == b"ftyp":
        _refuse("an image or film", "save the pages as PDF, TIFF, PNG or JPEG")
    if not _is_text(data):
        _refuse("a binary file of an unknown kind", "give a PDF, a Word, Excel or OpenDocument file, HTML or text")
    if _WORD_XML.search(data[:SAMPLE]):
        return "doc"
    if _FLAT_PACKAGE.search(data[:SAMPLE]):
        _refuse("a Word XML package in one file", "save it as DOCX")
    if re.match(rb"(?:[\w-]+:[^\r\n]*\r?\n)*?MIME-Version:", data[:SAMPLE], re.I):
        _refuse("a web archive (MHTML)", "save it as HTML or DOCX")
    return "html" if is_html(_sample(data)) else "text"


def is_html(sample: str) -> bool:
    """Return whether `sample`, the start of a text, is HTML rather than a text with some tags in it."""
    surely, starts, tag = _patterns()
    if surely.match(sample):
        return True
    tags = len(tag.findall(sample))
    # tables may stand as HTML in a text that is none, its letter head first: the text reader reads them
    rest = re.sub(r"<table\b.*?(?:</table>|\Z)", "", sample, flags=re.I | re.S)
    if starts.match(sample):
        words = len(rest.split())
        if words >= _FEWEST_WORDS and len(tag.findall(rest)) * _WORDS_A_TAG < words:
            return False
        return tags * 400 >= len(sample) or tags >= 200
    return re.search(r"<(?:html|body|div|span|font)\b", rest, re.I) is not None and len(tag.findall(rest)) * 80 > len(
        rest
    )


def _sample(data: bytes) -> str:
    wide = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else utf16_without_mark(data)
    return data[:SAMPLE].decode(wide or "utf-8", errors="replace").lstrip("\ufeff")


def _is_pdf(data: bytes) -> bool:
    if data.startswith(b"%PDF-"):
        return True
    return re.search(rb"%PDF-\d\.\d", data[:1024]) is not None and b" obj" in data


def _is_text(data: bytes) -> bool:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or utf16_without_mark(data):
        return True
    sample = data[:SAMPLE]
    kept = sample.translate(None, bytes(range(0x09, 0x0E)) + bytes(range(0x20, 0x100)) + b"\x1b\x1c\x1d\x1e\x1f\x00")
    return (len(kept) + max(0, sample.count(0) - 8)) * 200 <= len(sample)


def _refuse(what: str, remedy: str) -> NoReturn:
    raise ReadError("unsupported", f"this is {what}, which cannot be read: {remedy}")


def _ole(data: bytes) -> Format:
    from extractors.readers.office import ole_format

    form = ole_format(data)
    if form is None and "PowerPoint Document".encode("utf-16-le") in data:
        _refuse("a PowerPoint 97-2003 presentation", "save it as PDF")
    return form or _refuse("an OLE compound file of an unknown kind", "save it as DOCX or PDF")


def _package(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {info.filename: info for info in package.infolist()}
            main, form = word_main(members), None
            if main is None and "content.xml" in members:
                from extractors.readers.office import open_document_format

                form = open_document_format(package)
    except ZIP_FAULTS as error:
        if b"PK\x05\x06" not in data:
            raise ReadError("truncated", "the file breaks off: its ZIP directory is missing; fetch it again") from error
        raise ReadError("corrupt", f"the file is a damaged ZIP package ({error}); fetch it again") from error
    if main is not None:
        if members[main].flag_bits & 1:
            raise ReadError(
                "encrypted", "this DOCX is a password-protected ZIP: unpack it and save it without a password"
            )
        return "docx"
    if form is None and "xl/workbook.xml" in members:
        form = "xlsx"
    if form is None and "xl/workbook.bin" in members:
        form = "xls"  # XLSB: binary records in a ZIP, which LibreOffice reads
    if form is not None:
        return form
    for member, what, remedy in PACKAGES:
        if any(name.startswith(member) for name in members):
            _refuse(what, remedy)
    _refuse("a ZIP archive", "unpack it and give the files in it")


def word_main(members: Iterable[str]) -> str | None:
    """Return the name of a Word package's main part among its member names: Word Online writes ``document2.xml``."""
    names = set(members)
    if WORD_MAIN in names:
        return WORD_MAIN
    return next((name for name in sorted(names) if re.fullmatch(r"word/document\d*\.xml", name)), None)
