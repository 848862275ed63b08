"""How the text of a table's cell is set: the measures by which layout tells what a page break has cut."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Setting
from extractors.readers.lattice import GridCell
from extractors.readers.pdf.lines import Line

_LINE = 1.2  # of the font size: the usual step from line to line
_DESCENT = 0.22  # of the font size


def setting_of(lines: Sequence[Line], cell: GridCell, room: float) -> Setting:
    """Return the measures of one cell's `lines`; `room` is the widest line that it could hold, in points.

    A cell without text has no widths and is free from top to bottom.
    """
    if not lines:
        return Setting(0.0, room, 0.0, 0.0, 0.0, 0.0, float("inf"), open_below=cell.open_below)
    last, words = lines[-1], lines[0].words()
    ending = words if len(lines) == 1 else last.words()
    start = lines[0].fragments[0]
    step = last.base - lines[-2].base if len(lines) > 1 else _LINE * last.size
    return Setting(
        size=last.size,
        room=room,
        first_word=words[0][-1].x1 - words[0][0].x0,
        first_glyph=start.rights[0] - start.lefts[0],
        last_line=last.x1 - last.x0,
        last_word=ending[-1][-1].x1 - ending[-1][0].x0,
        below=(cell.box[3] - last.base - _DESCENT * last.size) / step,
        blank_at_end=last.ends_with_blank,
        open_below=cell.open_below,
    )
