"""Readers: bytes of a PDF, DOCX, XLSX, HTML or text file to a `Document`, whatever its name says it is.

`sniff` knows more formats than are read here: those that `pipeline.convert` turns into DOCX or XLSX first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extractors.document import Document, Limits, ReadError
from extractors.readers.formats import sniff
from extractors.readers.scans.pages import ReadPage

__all__ = ["page_images", "read", "sniff"]


def read(data: bytes, name: str = "", limits: Limits = Limits()) -> Document:  # noqa: B008 - immutable
    """Return what `data` holds as a `Document`; `name` serves messages only, never to tell the format.

    Raises:
        ReadError: the file is empty, truncated, encrypted, corrupt, too large or of a kind that no reader reads.
    """
    if len(data) > limits.max_bytes:
        raise ReadError(
            "too_large", f"{name or 'the file'} has {len(data):,} bytes, more than {limits.max_bytes:,}; split it"
        )
    from extractors.readers.faulty_letters import repair_letters

    return repair_letters(_read(data, name, limits))


@contextmanager
def page_images(data: bytes, form: str, limits: Limits) -> Iterator[ReadPage]:
    """Give what reads one page of a scan by its number, as the reader of its format (`Scan.form`) does."""
    if form == "pdf":
        from extractors.readers.pdf import reader
    elif form == "docx":
        from extractors.readers.docx import pictures as reader  # type: ignore[no-redef]
    else:
        from extractors.readers.scans import reader  # type: ignore[no-redef]
    with reader.page_images(data, limits) as read_page:
        yield read_page


def _read(data: bytes, name: str, limits: Limits) -> Document:
    form = sniff(data)
    # Readers are imported when first needed: each brings a library that costs time to load.
    if form == "pdf":
        from extractors.readers.pdf.reader import read_pdf

        return read_pdf(data, limits)
    if form == "image":
        from extractors.readers.scans.reader import read_image

        return read_image(data, limits)
    if form == "docx":
        from extractors.readers.docx.reader import read_docx

        return read_docx(data, limits)
    if form == "xlsx":
        from extractors.readers.xlsx.reader import read_xlsx

        return read_xlsx(data, limits)
    if form not in ("html", "text"):
        raise ReadError("unsupported", f"{name or 'the file'} is a {form} file, which is converted before it is read")
    if len(data) > limits.max_text:
        raise ReadError(
            "too_large",
            f"{name or 'the text'} has {len(data):,} bytes of text, more than {limits.max_text:,}; split it",
        )
    if form == "html":
        from extractors.readers.html.reader import read_html

        return read_html(data, limits)
    from extractors.readers.text.reader import read_text

    return read_text(data, limits)
