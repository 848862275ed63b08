"""Streaks that dirt on a scanner's glass draws down the sheet, taken off before anybody takes them for rulings.

What is printed keeps to the sheet's margins. A line that runs through both margins from edge to edge is the scanner's.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractors.readers.scans.ocr import Grey

Columns = npt.NDArray[np.intp]

_WIDEST = 1.5  # millimetres; a broader one is a shadow or an edge
_DARK = 170  # of 255, where the paper has 250
_ALONG = 0.8  # share of the sheet that a streak darkens
_MARGIN = 0.015  # of the sheet at either end, where nothing is printed
_IN_MARGIN = 0.6  # share of both margins that it darkens
_BLUR = 2  # pixels beside it that it may darken too
_SHADED = 236  # of 255: how dark half of such a column is at most


def without_streaks(grey: Grey, dpi: int) -> Grey:
    """Return a page of even paper without its streaks; print that they cross is bridged from one side to the other."""
    down, across = _streaks(grey), _streaks(grey.T)
    if not down.size and not across.size:
        return grey
    out = _bridged(grey, down, dpi)
    return np.ascontiguousarray(_bridged(out.T, across, dpi).T)


def _streaks(page: Grey) -> Columns:
    """Return the columns that are dark from edge to edge."""
    margin = max(3, round(_MARGIN * page.shape[0]))
    ends = [(end < _DARK).mean(axis=0) > _IN_MARGIN for end in (page[:margin], page[-margin:])]
    columns = np.flatnonzero(ends[0] & ends[1])
    return np.asarray(columns[(page[:, columns] < _DARK).mean(axis=0) > _ALONG], np.intp)


def _bridged(page: Grey, columns: Columns, dpi: int) -> Grey:
    out = page.copy()
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1) if columns.size else []:
        first, last = int(run[0]), int(run[-1])
        if len(run) > dpi * _WIDEST / 25.4 or first <= _BLUR or last >= page.shape[1] - 1 - _BLUR:
            continue
        first -= sum(bool(np.median(page[:, first - beside]) < _SHADED) for beside in range(1, _BLUR + 1))
        last += sum(bool(np.median(page[:, last + beside]) < _SHADED) for beside in range(1, _BLUR + 1))
        left, right = page[:, first - 1].astype(np.float32), page[:, last + 1].astype(np.float32)
        share = np.linspace(0, 1, last - first + 3, dtype=np.float32)[1:-1]
        out[:, first : last + 1] = (left[:, None] * (1 - share) + right[:, None] * share).astype(np.uint8)
    return out
