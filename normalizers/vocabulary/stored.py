"""Bytes of vocabulary files, and whether they are still those that something was compiled of.

What everyone who resolves a name waits for stands here: pathlib and hashlib take longer to import than all there is to
read, so neither is used.
"""

from __future__ import annotations

from zlib import crc32

from normalizers import vocabulary

FOLDER = vocabulary.__path__[0]


def read(path: str) -> bytes:
    """Return the bytes of a file. Raises FileNotFoundError when there is none."""
    with open(path, "rb") as file:  # noqa: PTH123  see the module's head
        return file.read()


def fingerprint(content: bytes) -> str:
    """Return the length of a content and its CRC-32: an edit by hand is told, no forger is to be kept out."""
    return f"{len(content)}-{crc32(content):08x}"
