"""One page image to paragraphs and tables: rulings make the grid, lines are read one by one, cells keep their text.

What is read becomes the same fragments and rulings that a born-digital PDF gives, so that cells, prose and columns are
made by the same rules for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import cv2
import numpy as np

from extractors.document import Block, Box, Place, with_places
from extractors.readers.lattice import Grid, find_grids
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.prose import Bounds, read_prose
from extractors.readers.pdf.tables import fill_grids
from extractors.readers.scans.dark import without_dark_grounds, without_negative
from extractors.readers.scans.figures import lone_mark, second_look
from extractors.readers.scans.hand import with_doubt
from extractors.readers.scans.image import (
    Turn,
    evened,
    ink_of,
    lies_sideways,
    skew_of,
    straightened,
    turned,
    without,
    without_borders,
    without_stamps,
)
from extractors.readers.scans.lines import Print, PrintLine, find_print, usual_letter
from extractors.readers.scans.ocr import Grey, Word, keep_memory, recognizer
from extractors.readers.scans.pages import PageRead
from extractors.readers.scans.perspective import flattening
from extractors.readers.scans.rulings import Lines, find_lines
from extractors.readers.scans.sideways import Pixels, read_sideways, sideways_cells, without_rooms
from extractors.readers.scans.signs import may_be_roman, with_signs
from extractors.readers.scans.spread import gutter_of, without_numbers
from extractors.readers.scans.streaks import without_streaks

_READ_TWICE = 0.85  # confidence of a line's least sure word below which it is read at another size, too
_OTHER_SIZE = 1.2  # of the usual size
_NARROW = 2.0  # of the height of small letters: a line of one letter or two figures
_LARGE_PRINT, _BEST_PRINT = 24.0, 19.0  # pixels of small letters: from where a page is made smaller, and to what
_FEWEST_DPI = 200  # pixels an inch that no page is made smaller than
_CELLS = 4  # of a grid from which on it is a table, not a frame or a letter head's lines
_SAMPLE = 5  # lines that are read to tell whether a page stands on its head
_SURE = 0.75  # confidence from which on a sample is upright
_FEW_SMALL = 0.3  # share of small letters below which a line is set in capitals or figures
_STROKES = "-–—_~=."
_CAPITAL, _SMALL = 0.662, 0.455  # height of capitals and of small letters, of the font size


def read_page_image(image: Grey, dpi: int, page: int) -> PageRead:
    """Read one page: `image` is grey or blue-green-red at `dpi` pixels an inch, `page` its number from 1."""
    flat = flattening(image, dpi)
    if flat is None:
        return _read_flat(image, dpi, page)
    read = _read_flat(flat.image(image), dpi, page)
    height, width = image.shape[:2]
    if read.turn:  # places are those of the page as it was read, as they are of every turned page
        return replace(read, flattened=True)
    blocks = [_moved_back(block, flat.back, 72 / dpi) for block in read.blocks]
    return replace(read, blocks=blocks, width=width * 72 / dpi, height=height * 72 / dpi, flattened=True)


def _read_flat(image: Grey, dpi: int, page: int) -> PageRead:
    straight, dpi, quarters, angle = _straight(image, dpi)
    found = _look(straight, dpi)
    if _on_its_head(straight, dpi, found):
        straight, quarters = turned(straight, 2), quarters + 2
        found = _look(straight, dpi)
    height, width = straight.shape
    cut = gutter_of(found.ink | found.lines.ink, found.print.lines, found.lines, found.grids, dpi)
    if cut is None:
        blocks, words = _page(straight, dpi, found, page)
    else:
        blocks, words = _two_pages(straight, dpi, cut, page)
    turn = Turn(quarters % 4, angle, width, height)
    return PageRead(
        [_unturned(block, turn, dpi) for block in blocks],
        words,
        quarters % 4,
        width * 72 / dpi,
        height * 72 / dpi,
        cut is not None,
    )


def _straight(image: Grey, dpi: int) -> tuple[Grey, int, int, float]:
    """Return a page fit to read, its pixels an inch, its quarter turns (0 or 1) and by what angle it was straightened.

    Print larger than the recognizer reads best is made smaller as a whole: at 300 dpi "Đắk" is read as "Đăk".
    """
    keep_memory()
    positive = without_dark_grounds(without_negative(image), dpi)
    grey = without_streaks(evened(without_stamps(positive, dpi), dpi), dpi)
    quarters = 0
    rough = _rough(grey)
    size = usual_letter(rough, dpi) if dpi > _FEWEST_DPI else 0.0
    if size > _LARGE_PRINT:
        smaller = max(_FEWEST_DPI, round(dpi * _BEST_PRINT / size))
        grey = np.asarray(
            cv2.resize(grey, None, fx=smaller / dpi, fy=smaller / dpi, interpolation=cv2.INTER_AREA), np.uint8
        )
        rough, dpi = _rough(grey), smaller
    if lies_sideways(rough, dpi):
        grey, rough, quarters = turned(grey, 1), turned(rough, 1), 1
    angle = skew_of(rough, dpi)
    return straightened(grey, angle), dpi, quarters, angle


def shows_table(image: Grey, dpi: int) -> bool:
    """Tell whether the picture of a page shows a ruled table; `image` is grey or blue-green-red."""
    straight, dpi, _, _ = _straight(image, dpi)
    lines = find_lines(_rough(straight), dpi)
    return any(len(grid.cells) >= _CELLS for grid in find_grids(lines.horizontal, lines.vertical, 12.0))


def _page(straight: Grey, dpi: int, found: _Look, page: int) -> tuple[list[Block], int]:
    """Return the blocks of a straight page and how many words they were made of."""
    fragments = _fragments(straight, dpi, found)
    return _blocks(fragments, found.grids, straight.shape[1] * 72 / dpi, page), len(fragments)


def _two_pages(sheet: Grey, dpi: int, cut: int, page: int) -> tuple[list[Block], int]:
    """Return the blocks of two pages side by side, the left one's first, where they stand on the sheet.

    Pages of an open book lean each in its own way.
    """
    halves, words = [], 0
    for left, right in ((0, cut), (cut, sheet.shape[1])):
        half = np.ascontiguousarray(sheet[:, left:right])
        angle = skew_of(_rough(half), dpi)
        half = straightened(half, angle)
        blocks, count = _page(half, dpi, _look(half, dpi), page)
        turn = Turn(0, angle, half.shape[1], half.shape[0])
        halves.append([_unturned(block, turn, dpi, left) for block in blocks])
        words += count
    left_page, right_page = without_numbers(halves[0], halves[1], sheet.shape[0] * 72 / dpi)
    return left_page + right_page, words


def _rough(grey: Grey) -> Grey:
    return without_borders(ink_of(grey))


@dataclass(slots=True)
class _Look:
    """A straight page taken apart: its print, its rulings, its grids."""

    print: Print
    lines: Lines
    grids: list[Grid]
    ink: Grey  # without the rulings
    sideways: list[Pixels]  # the rooms of cells whose print lies on its side; they are not in `print`
    sampled: dict[int, list[Word]] = field(default_factory=dict)  # by index: lines of `print` that were read already


def _look(page: Grey, dpi: int) -> _Look:
    ink = without_borders(ink_of(page))
    lines = find_lines(ink, dpi)
    grids = find_grids(lines.horizontal, lines.vertical, 12.0)
    clean = without(ink, cv2.dilate(lines.ink, np.ones((3, 3), np.uint8)))
    edges = [edge for grid in grids for edge in _edges(grid, dpi)]
    for x0, y0, x1, y1 in edges:  # what is left of a ruling beside its own line
        clean[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] = 0

    def cell_at(x: float, y: float) -> int:
        for number, grid in enumerate(grids):
            cell = grid.cell_at(x * 72 / dpi, y * 72 / dpi)
            if cell is not None:
                return 1000 * number + cell + 1
        return 0

    sideways = sideways_cells(clean, grids, dpi)
    return _Look(find_print(without_rooms(clean, sideways), dpi, edges, cell_at), lines, grids, clean, sideways)


def _edges(grid: Grid, dpi: int) -> list[tuple[int, int, int, int]]:
    """Return the sides of a grid's cells in pixels, each as a thin box."""
    half = 0.5
    sides = set()
    for cell in grid.cells:
        x0, y0, x1, y1 = cell.box
        sides |= {(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)}
    scale = dpi / 72
    return [
        (round((x0 - half) * scale), round((y0 - half) * scale), round((x1 + half) * scale), round((y1 + half) * scale))
        for x0, y0, x1, y1 in sorted(sides)
    ]


@dataclass(frozen=True, slots=True)
class _Strip:
    """The image of a line without its neighbours' ink, its own ink, and where its top left corner is on the page."""

    image: Grey
    ink: Grey
    x0: int
    y0: int


def _strip(page: Grey, found: Print, line: PrintLine) -> _Strip:
    pad = 3
    x0, y0 = max(0, line.x0 - pad), max(0, line.y0 - pad)
    x1, y1 = min(page.shape[1], line.x1 + pad), min(page.shape[0], line.y1 + pad)
    own = (found.owners[found.labels[y0:y1, x0:x1]] == found.owners[line.marks[0]]).astype(np.uint8)
    near = cv2.dilate(own, np.ones((5, 5), np.uint8)) > 0
    return _Strip(np.where(near, page[y0:y1, x0:x1], 255).astype(np.uint8), own, x0, y0)


def _read_line(
    page: Grey, dpi: int, found: Print, line: PrintLine, sampled: list[Word] | None = None
) -> tuple[list[Word], int, int]:
    """Return a line's words and where the room begins that they stand in; `sampled` are those of a first reading."""
    strip = _strip(page, found, line)
    if line.tall:
        return recognizer().block(strip.image, dpi), strip.x0, strip.y0
    mark = lone_mark(strip.ink, found.letter)
    if mark is not None:
        return [mark], strip.x0, strip.y0
    words = _framed(strip, line, dpi, found.letter) if sampled is None else sampled
    words = _surest(words, strip.image, dpi, found.letter, narrow=_is_narrow(line, found.letter))
    words = second_look(words, strip.image, strip.ink, found.letter, dpi)
    words = with_signs(words, strip.ink, found.letter)
    boxes = found.stats[line.marks, :4] - (strip.x0, strip.y0, 0, 0)
    return with_doubt(words, boxes, found.letter), strip.x0, strip.y0


def _is_narrow(line: PrintLine, letter: float) -> bool:
    return line.x1 - line.x0 <= _NARROW * letter


def _framed(strip: _Strip, line: PrintLine, dpi: int, letter: float) -> list[Word]:
    if _is_narrow(line, letter):  # a lone letter: where the recognizer looks for it, no word is made of it
        return recognizer().line(strip.image, dpi, letter)
    return recognizer().framed(strip.image, strip.ink, line.base - strip.y0, dpi, letter)


def _surest(words: list[Word], image: Grey, dpi: int, letter: float, *, narrow: bool) -> list[Word]:
    """Return the words of a line, where they are unsure or may number it the surer ones of two readings.

    The other reading looks for the line itself: in a frame as high as small letters, "I." is read "1.".
    """
    if may_be_roman(words):
        return words if narrow else recognizer().line(image, dpi, letter)
    if all(word.confidence >= _READ_TWICE for word in words):
        return words
    again = recognizer().line(image, dpi, letter * _OTHER_SIZE)
    if len(again) == len(words):
        return [max(pair, key=lambda word: word.confidence) for pair in zip(words, again, strict=True)]
    return max((words, again), key=lambda read: min((word.confidence for word in read), default=0.0))


def _on_its_head(page: Grey, dpi: int, found: _Look) -> bool:
    """Tell whether a page is upside down: its longest lines are read both ways, the surer reading is believed."""
    lines = [(i, line) for i, line in enumerate(found.print.lines) if not line.tall and len(line.marks) >= 8]
    lines.sort(key=lambda numbered: (-min(len(numbered[1].marks), 40), numbered[1].y0, numbered[1].x0))
    upright, headlong = [], []
    for index, line in lines[:_SAMPLE]:
        strip = _strip(page, found.print, line)
        found.sampled[index] = _framed(strip, line, dpi, found.print.letter)
        upright += [word.confidence for word in found.sampled[index]]
        if len(upright) > 3 and median(upright) > _SURE:
            return False
        head = np.ascontiguousarray(np.rot90(strip.image, 2))
        headlong += [word.confidence for word in recognizer().line(head, dpi, found.print.letter)]
    return bool(headlong) and median(headlong) > median(upright or [0.0]) + 0.1


def _fragments(page: Grey, dpi: int, found: _Look) -> list[Fragment]:
    """Return every word of a page where it stands, in points."""
    fragments: list[Fragment] = []
    scale = 72 / dpi
    for index, line in enumerate(found.print.lines):
        words, x0, y0 = _read_line(page, dpi, found.print, line, found.sampled.get(index))
        size = _size(line, words, found.print.letter)
        for place, word in enumerate(words):
            base = (y0 + word.bottom) if line.tall else line.base
            fragments.append(
                Fragment(
                    chars=list(word.text),
                    lefts=[(x0 + left) * scale for left in word.lefts],
                    rights=[(x0 + right) * scale for right in word.rights],
                    base=base * scale,
                    size=size * scale,
                    space_before=place > 0,
                    space_after=place + 1 < len(words),
                    order=len(fragments),
                    confidence=word.confidence,
                )
            )
    fragments = _evened_sizes(fragments)
    for room in found.sideways:
        turned_words = read_sideways(page, found.ink, room, dpi, lambda *line: _read_line(line[0], dpi, *line[1:])[0])
        fragments += [replace(fragment, order=len(fragments) + fragment.order) for fragment in turned_words]
    return fragments


def _size(line: PrintLine, words: Sequence[Word], letter: float) -> float:
    """Return a line's font size in pixels, from the height of its lowest letters and what letters they are.

    Accents join their letters on a scan, so the usual letter says nothing; but of the small letters half have neither
    accent nor stem ("a", "n", "c", "o"), and of capitals and figures most have none.
    """
    text = [char for word in words for char in word.text if char.isalnum()]
    if not line.letters or not text:
        return letter / _SMALL
    heights = sorted(bottom - top for top, bottom, _ in line.letters)
    small = sum(char.islower() for char in text) / len(text)
    if small < _FEW_SMALL:
        return _quantile(heights, 0.4) / _CAPITAL
    return _quantile(heights, 0.4 * small) / _SMALL


def _quantile(ordered: Sequence[int], share: float) -> float:
    """Return the value below which this share of the values lies, between two values in proportion."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _evened_sizes(fragments: list[Fragment]) -> list[Fragment]:
    """Return the fragments with the page's usual size where theirs differs by no more than measuring may."""
    if not fragments:
        return fragments
    usual = median(fragment.size for fragment in fragments)
    return [replace(f, size=usual) if abs(f.size - usual) < 0.22 * usual else f for f in fragments]


def _blocks(fragments: list[Fragment], grids: list[Grid], width: float, page: int) -> list[Block]:
    """Return the page's paragraphs and tables from top to bottom."""
    tables, rest = fill_grids(grids, fragments, page)
    rest = without_strokes(rest)
    boxes = [table.place.box for table in tables if table.place.box is not None]
    lefts = [f.x0 for f in rest] + [box.x0 for box in boxes]
    rights = [f.x1 for f in rest] + [box.x1 for box in boxes]
    bounds = Bounds(min(lefts, default=0.0), max(rights, default=width))
    blocks: list[Block] = []
    waiting = sorted(rest, key=lambda f: f.middle)
    for table in tables:
        top = table.place.box.y0 if table.place.box is not None else 0.0
        above = [f for f in waiting if f.middle < top]
        waiting = waiting[len(above) :]
        blocks += read_prose(above, bounds, page)
        blocks.append(table)
    return blocks + list(read_prose(waiting, bounds, page))


def without_strokes(fragments: list[Fragment]) -> list[Fragment]:
    """Return fragments without the short strokes that letter heads draw under a title and beside nothing: "-", "—"."""
    strokes = [f for f in fragments if not set("".join(f.chars)) - set(_STROKES)]
    alone = {
        id(stroke)
        for stroke in strokes
        if all(abs(f.middle - stroke.middle) > 0.5 * f.size for f in fragments if f is not stroke)
    }
    return [f for f in fragments if id(f) not in alone]


def _unturned(block: Block, turn: Turn, dpi: int, left: int = 0) -> Block:
    """Return a block with its boxes as they lie on the upright page before it was straightened.

    `left` is where the straightened image begins on that page, in pixels.
    """
    if not turn.angle and not left:
        return block

    def back(x: float, y: float) -> tuple[float, float]:
        x, y = turn.back(x, y)
        return x + left, y

    return _moved_back(block, back, 72 / dpi)


def _moved_back(block: Block, back: Callable[[float, float], tuple[float, float]], scale: float) -> Block:
    """Return a block, its boxes round where their corners stood; `back` takes and gives pixels of `scale` points."""

    def there(place: Place) -> Place:
        if place.box is None:
            return place
        box = place.box
        corners = [back(x / scale, y / scale) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [x * scale for x, _ in corners], [y * scale for _, y in corners]
        return replace(place, box=Box(*(round(v, 2) for v in (min(xs), min(ys), max(xs), max(ys)))))

    return with_places(block, there)
