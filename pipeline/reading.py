"""One file to a `Document`, whatever its format: told by content, converted where no reader reads it directly.

Of a container's files, issues of the gazette that print one document between them become one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors import readers
from extractors.document import Document, ReadError
from extractors.layout import issue_parts
from extractors.readers.office import mended
from pipeline import convert
from pipeline.result import Reading, Settings

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


def with_parts_joined(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings of a container, issues of the gazette that print one document between them as one.

    Its part is ``!/a.pdf + b.pdf``, its pages are counted through.
    """
    read_well = [reading for reading in readings if reading.document is not None and not reading.errors]
    together: dict[int, list[Reading]] = {}
    for chain in issue_parts.chains([reading.document for reading in read_well if reading.document is not None]):
        if len(chain) > 1:
            parts = [read_well[index] for index in chain]
            together |= {id(part): parts for part in parts}
    for reading in readings:
        parts = together.get(id(reading), [reading])
        if parts[0] is not reading:
            continue
        if len(parts) > 1:
            digest = hashlib.sha256("".join(part.source_id for part in parts).encode()).hexdigest()
            names = [parts[0].part, *(part.part.rpartition("/")[2] for part in parts[1:])]
            whole = issue_parts.put_together([part.document for part in parts if part.document is not None])
            reading = replace(
                reading,
                source_id=digest,
                bytes=sum(part.bytes for part in parts),
                document=whole,
                part=" + ".join(names),
            )
        yield reading
