"""What a reader takes on, apart from the document model so that the command line starts without it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader takes on before it gives up with ``too_large``."""

    max_bytes: int = 512 * 1024 * 1024
    max_pages: int = 2000
    max_pixels: int = 100_000_000  # of one page's picture: a sheet of A3 at 600 dots per inch has 70 million
    max_text: int = 64 * 1024 * 1024  # bytes of a text or HTML input
    max_members: int = 1000  # files in an archive or message, with those in the archives in it
    max_unpacked: int = 2 * 1024 * 1024 * 1024  # bytes of all of them together
    max_depth: int = 4  # archives in archives
