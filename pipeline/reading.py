"""One file to a `Document`, whatever its format: told by content, converted where no reader reads it directly."""

from __future__ import annotations

from dataclasses import replace

from extractors import readers
from extractors.document import Document, ReadError
from extractors.readers.office import mended
from pipeline import convert
from pipeline.result import Settings

CONVERSION_SHARE = 0.8  # of a document's time: what is left says clearly that the conversion was too slow


def read_document(data: bytes, name: str, settings: Settings) -> Document:
    """Return what `data` holds; its format is the file's own, also where it was converted before it was read.

    A workbook that its reader refuses is written anew by LibreOffice, where that is installed, and read once more.

    Raises:
        ReadError: see `extractors.readers.read` and `pipeline.convert.convert`.
    """
    form = readers.sniff(data)
    if form not in convert.TARGETS or len(data) > settings.limits.max_bytes:
        try:
            return readers.read(data, name, settings.limits)
        except ReadError as error:
            if form != "xlsx" or error.category != "corrupt" or convert.program_folder() is None:
                raise
    whole, notes = mended(data, form)
    converted, _ = convert.convert(whole, form, settings.timeout_seconds * CONVERSION_SHARE)
    document = readers.read(converted, name, settings.limits)
    own = "image" if document.format == "image" else form  # a Word file of nothing but pasted pages is page images
    return replace(document, format=own, irregularities=notes + document.irregularities)
