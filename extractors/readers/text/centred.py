"""Lines in the middle of a page that a program which keeps the page's layout has printed with blanks before them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.prose import begins

_LONG = 50  # signs of a line that was broken because the page was full
_INDENT = 8  # signs by which the shorter line begins further right, before its place says anything
_BESIDE = 2  # signs by which the middles may differ


def goes_on_in_the_middle(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines (from 1) that go on with a centred line above: the rest of a title that filled its line."""
    found: list[int] = []
    for index in range(1, len(lines)):
        above, line = lines[index - 1].rstrip(), lines[index].rstrip()
        if line[:_INDENT].strip() or not line or not above:
            continue
        text, over = line.strip(), above.strip()
        further = (len(line) - len(text)) - (len(above) - len(over))
        middle = abs((len(line) + len(line) - len(text)) - (len(above) + len(above) - len(over)))
        if (
            len(over) >= _LONG
            and further >= _INDENT
            and middle <= 2 * _BESIDE
            and not any(gap in part for part in (text, over) for gap in ("  ", "\t", "|"))
            and over[-1] not in ".;:"
            and text[0] != "("
            and not begins(text)
            and text.isupper() == over.isupper()
        ):
            found.append(index + 1)
    return frozenset(found)
