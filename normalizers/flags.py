"""Marks in the cells of a table: is a cell marked, empty, or something else."""

from __future__ import annotations

import re

from normalizers.text import clean

# What offices and OCR print for a tick: the letter x in any case (Latin, Cyrillic, multiplication sign), ticks,
# bullets, asterisks (one or the "**" that a bold mark becomes), a plus, and the v that a tick is read as.
_MARK = re.compile(r"[xхXХ×✕✖✗✘☒✓✔√☑●•■◼▪*+]{1,3}|v")
_MARK_LETTERS = "xхXХv"
_AROUND_MARK = re.compile(r"^[\s\"'().,;:_|^]+|[\s\"'().,;:_|^]+$")
_DITTO = frozenset(['"', "”", "“", "''", "//", "nt", "n.t", "-nt-", "-//-", "như trên", "(như trên)", "-như trên-"])
_LONGEST_DITTO = 12
_BLANK = re.compile(r"[\s\-–—−‐‑.…_,;:|·]*")


def is_mark(text: str) -> bool:
    """Tell whether a cell's whole text is a tick (``x``, ``X``, ``✓``, ``+``, ``*``, ``●`` …).

    A dash, a zero, a number or a word is no mark. A lone ``v`` is one: it is how ``✓`` comes out of fonts and OCR;
    ``V`` is a Roman five.
    """
    if text[-1:].isalnum() and text[-1] not in _MARK_LETTERS:  # most cells: a word or a number
        return False
    text = _AROUND_MARK.sub("", clean(text).replace("\\", ""))
    return _MARK.fullmatch(text) is not None


def is_ditto(text: str) -> bool:
    """Tell whether a cell says what the one above it says: ``''``, ``nt`` or "như trên"."""
    return 0 < len(text) <= _LONGEST_DITTO and text.strip().casefold() in _DITTO


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing: empty, or only dashes, dots and rules."""
    return not text or (not text[-1].isalnum() and _BLANK.fullmatch(clean(text)) is not None)
