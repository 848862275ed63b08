"""Seeded tables in the styles of word processors: level lines only, three lines, shaded bands, uprights only.

The contents are those of `benchmarks.layouts` and `benchmarks.annexes`; what differs is what is drawn around them.
"""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.annexes import annex_document
from benchmarks.layouts import BANDS, GALLERY, DocumentSpec, TableSpec, document


def styled_document(seed: int) -> DocumentSpec:
    """Return the document of `seed`, each of its tables in a gallery style, with a running head in half of them."""
    rng = random.Random(f"style {seed}")
    base = (document if rng.random() < 0.5 else annex_document)(rng.randrange(10**6))
    style = rng.choice(GALLERY)
    items = tuple(_styled(item, style) if isinstance(item, TableSpec) else item for item in base.items)
    header = base.header or ("Phụ lục của Kế hoạch" if rng.random() < 0.5 else "")
    return replace(base, seed=seed, items=items, header=header)


def _styled(table: TableSpec, style: str) -> TableSpec:
    """Return a table in a style; `bands` fills every second row and draws nothing."""
    filled = tuple(range(table.header_rows + 1, table.rows, 2)) if style == BANDS else ()
    return replace(table, border=style, spacing=0.0, filled_rows=filled, shaded=style == BANDS, dark=False)
