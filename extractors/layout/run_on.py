"""Tables whose rows a converter printed as running text, read where only one way to cut them makes sense.

"STT Cơ quan Tổng số TTHC Đã áp dụng Công bố / 1 Sở Y tế 121 109 Chưa công bố / 2 Sở Nội vụ 84 84 Đã công bố": what a
browser or a converter of PDF gives of a table, cell behind cell. The numbers of the rows cut them; in a row only the
first cell is free text, and every other one shows its end by its form: a figure, a mark, a day, a document's number and
day, an answer. All rows must have as many such cells as the line of headings has headings behind the name's; where one
has not, nothing is read, and the checks report the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.document import Block, Cell, Document, Paragraph, Place, Table
from normalizers.answers import answer_words
from normalizers.codes import find_codes
from normalizers.vocabulary import heading_fields

_LEAST_ROWS = 2
_MOST_PARTS = 4  # paragraphs that the last row, or the line of headings, was cut into
_LONGEST = 600  # characters of a row, and of the line of headings
_MOST_BLOCKS = 400  # paragraphs of one table
_COUNTER = regex.compile(r"(?:(?:S\s?)?TT|S[Ốố] TT)\.? (?=\p{Lu})", regex.I)
_FIGURE = regex.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?(?:/\d+)?|[-–]")
_DAY = r"\d{1,2}/\d{1,2}/(?:19|20)\d\d"
_PLAIN = regex.compile(rf"{_DAY}|(?:{_FIGURE.pattern})%?|[xX✓✔√]")
_DAY_BEHIND = regex.compile(rf",? (?:ngày )?{_DAY}")
_CAPITAL = regex.compile(r"(?<!\S)\p{Lu}")
_TOTAL = regex.compile(r"(?<!\S)(?:tổng(?: cộng| số)?|cộng)(?: \([^()]{1,30}\))?:?(?= \d)", regex.I)
_NUMBER = regex.compile(r"(?<!\S)(\d{1,3})[.)]? (?=\p{Lu})")  # of a row
_LABEL = regex.compile(r"[\p{L}\d]+[.)]?\s*")
_GROUP = regex.compile(r"(?:[IVX]{1,4}|[A-HĐ])[.)]? (?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class _Run:
    """Paragraphs behind each other as one text, and where in it each of them begins."""

    text: str
    starts: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]

    def place(self, at: int) -> Place:
        return next(p.place for start, p in zip(self.starts[::-1], self.paragraphs[::-1], strict=True) if start <= at)

    def groups(self, at: int, before: int | None) -> Iterator[int]:
        """Yield where, between two places, a paragraph begins with a group's label: "I. Cấp tỉnh", "B Cấp huyện"."""
        for start in self.starts:
            if at < start and (before is None or start < before) and _GROUP.match(self.text, start):
                yield start

    def ends(self, at: int) -> list[int]:
        """Return where the paragraph at `at` and those behind it end, as many as a row may be cut into."""
        ends = [*(start - 1 for start in self.starts[1:]), len(self.text)]
        return [end for end in ends if end > at][:_MOST_PARTS]


@dataclass(frozen=True, slots=True)
class _Row:
    number: str  # "" of a total
    name: str
    cells: tuple[str, ...]
    start: int


def part_run_on_tables(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` with tables in place of the paragraphs that run their rows together."""
    out: list[Block] = []
    after = 0
    for at, block in enumerate(document.blocks):
        if at < after:
            continue
        found = None
        if isinstance(block, Paragraph) and not block.label and _COUNTER.match(block.text):
            found = _table(_run(document.blocks, at))
        if found is None:
            out.append(block)
        else:
            table, used = found
            out.append(table)
            after = at + used
    return tuple(out)


def _run(blocks: Sequence[Block], start: int) -> _Run:
    texts: list[str] = []
    starts: list[int] = []
    paragraphs: list[Paragraph] = []
    length = 0
    for block in blocks[start : start + _MOST_BLOCKS]:
        if not isinstance(block, Paragraph) or block.label:
            break
        starts.append(length)
        texts.append(block.text)
        paragraphs.append(block)
        length += len(block.text) + 1
    return _Run(" ".join(texts), tuple(starts), tuple(paragraphs))


def _table(run: _Run) -> tuple[Table, int] | None:
    """Return the table that a run of paragraphs begins with, and how many of them it takes."""
    first = _start(run.text, 1, 0)
    if first is None or first > _LONGEST:
        return None
    opening = next(run.groups(0, first), None)
    rows, end = _rows(run, first)
    numbered = [row for row in rows if row.number.isdigit()]
    if len(numbered) < _LEAST_ROWS:
        return None
    width = len(numbered[0].cells)
    headings = _headings(run.text[: first if opening is None else opening].strip(), width)
    if headings is None:
        return None
    if opening is not None:
        rows = [_group(run.text, opening, first, width), *rows]
    total = _total(run, end, numbered, width)
    if total is not None:
        rows, end = [*rows, total[0]], total[1]
    grid = [(0, list(headings))]
    grid += [(row.start, [row.number, row.name, *row.cells, *[""] * (len(headings) - width - 2)]) for row in rows]
    cells = tuple(
        Cell(index, col, text, run.place(start))
        for index, (start, texts) in enumerate(grid)
        for col, text in enumerate(texts)
    )
    table = Table(cells, len(grid), len(headings), run.paragraphs[0].place, ruled=False)
    return table, sum(start < end for start in run.starts)


def _start(text: str, number: int, at: int) -> int | None:
    """Return where the row of this number begins at or behind `at`: "2 Sở", "2. Sở", "02 Sở"."""
    return next((found.start() for found in _NUMBER.finditer(text, at) if int(found[1]) == number), None)


def _rows(run: _Run, first: int) -> tuple[list[_Row], int]:
    """Return the rows from `first` on, groups among them, and where the last ends; none where one is not whole."""
    rows: list[_Row] = []
    width: int | None = None
    start, number = first, 1
    while True:
        following = _start(run.text, number + 1, start + 1)
        group = next(run.groups(start, following), None)
        row = _row(run.text, start, following, width) if following is not None and group is None else None
        if row is not None and following is not None:
            rows.append(row)
            start, number, width = following, number + 1, len(row.cells)
            continue
        grouped = _behind_group(run, start, group, number, width) if group is not None else None
        if grouped is not None:
            rows += grouped[:2]
            start, number = grouped[2]
            width = len(grouped[0].cells)
            continue
        last = _last(run, start, following if group is None else group, width)
        return ([*rows, last[0]], last[1]) if last is not None else ([], 0)


def _behind_group(
    run: _Run, start: int, group: int, number: int, width: int | None
) -> tuple[_Row, _Row, tuple[int, int]] | None:
    """Return the row at `start`, the group below it, and where which row follows; None where `group` is no group's."""
    row = _row(run.text, start, group, width)
    if row is None:
        return None
    begins = [(at, follows) for follows in (1, number + 1) if (at := _start(run.text, follows, group + 1)) is not None]
    if not begins or min(begins)[0] - group > _LONGEST:
        return None
    at, follows = min(begins)
    ends = [_start(run.text, follows + 1, at + 1), next(run.groups(at, None), None), *run.ends(at)]
    if not any(end is not None and _row(run.text, at, end, len(row.cells)) for end in ends):
        return None  # a section of the document
    return row, _group(run.text, group, at, len(row.cells)), (at, follows)


def _group(text: str, start: int, end: int, width: int) -> _Row:
    label, _, name = text[start:end].strip().partition(" ")
    whole = _row(text, start, end, width)
    return whole if whole is not None else _Row(label.rstrip(".)"), name, ("",) * width, start)


def _last(run: _Run, start: int, before: int | None, width: int | None) -> tuple[_Row, int] | None:
    """Return the row at `start` behind which no other stands, and its end: that of a paragraph, or where sums begin."""
    sums = [found.start() - 1 for found in _TOTAL.finditer(run.text, start, run.ends(start)[-1])]
    for end in sorted({*run.ends(start), *sums}):
        if before is not None and end > before:
            break
        row = _row(run.text, start, end, width)
        if row is not None:
            return row, end
    return None


def _row(text: str, start: int, end: int, width: int | None) -> _Row | None:
    """Return the row from `start` to `end`: free text and `width` cells (None: as many as there are); else None."""
    if end - start > _LONGEST:
        return None
    label = _LABEL.match(text, start, end)
    body = text[label.end() if label is not None else start : end].strip()
    run: list[tuple[int, int]] = []
    for cell in reversed(list(_cells(body))):  # the last ones with nothing but blanks between
        if run and body[cell[1] : run[0][0]].strip():
            break
        run.insert(0, cell)
    if width is not None and len(run) != width:
        return None
    texts = tuple(body[begin:stop] for begin, stop in run)
    name, rest = (body[: run[0][0]].strip(), body[run[-1][1] :].strip()) if run else (body, "")
    if rest:  # a name's second line, printed behind the first line of its row, where nothing else has a second line
        before = any(map(str.isdigit, name))
        if before or not rest[0].islower() or not all(_PLAIN.fullmatch(one) for one in texts):
            return None
        name = f"{name} {rest}"
    number = label.group().rstrip(" .)") if label is not None else ""
    return _Row(number, name, texts, start) if any(map(str.isalpha, name)) else None


def _cells(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the cells of a row that show by their form where they end."""
    documents = {found.start: found.end for found in find_codes(text)}
    at = 0
    while at < len(text):
        if at and text[at - 1] != " ":
            at += 1
            continue
        end = None
        if at in documents:
            end = documents[at]
            day = _DAY_BEHIND.match(text, end)
            end = day.end() if day else end
        elif found := (_PLAIN.match(text, at) or _answer().match(text, at)):
            end = found.end()
        if end is not None and (end == len(text) or text[end] == " "):
            yield at, end
            at = end
        at += 1


@cache
def _answer() -> regex.Pattern[str]:
    """The answers of a cell, which begin with a capital: "Chưa công bố", "Không phù hợp"."""
    words = sorted(
        {word.capitalize() for word in answer_words() if not word.isdigit()}, key=lambda word: (-len(word), word)
    )
    return regex.compile("(?:" + "|".join(map(regex.escape, words)) + r")(?!\S)")


def _headings(line: str, width: int) -> tuple[str, ...] | None:
    """Return the headings of a number, a name and `width` cells, and of a note that no row has; None for any doubt.

    Each begins with a capital. Where a known heading may begin, one does; an abbreviation ("TTHC") begins one, and so
    do words that the vocabulary does not know, only where as many are wanting.
    """
    counter = _COUNTER.match(line)
    if counter is None:
        return None
    begins = [counter.end(), *(found.start() for found in _CAPITAL.finditer(line, counter.end() + 1)), len(line)]
    may = [at for index, at in enumerate(begins[:-1]) if any(_known(line[at:end]) for end in begins[index + 1 :])]
    short = [at for at in begins[:-1] if line[at : at + 2].isupper()]
    known = [at for at in may if at not in short]
    others = [at for at in begins[:-1] if at not in may and at not in short]
    for also in ([], [at for at in short if at in may], others, [*others, *(at for at in short if at in may)]):
        begun = sorted({*known, *also})
        if begun[:1] != begins[:1]:
            continue  # words before the first heading
        parts = _parted(line, begun)
        notes = len(parts) == width + 2 and _is_note(parts[-1])
        if not width and (notes or not _names_agencies(parts[0])):
            continue  # without other cells nothing shows where a name ends
        if len(parts) == width + 1 + notes and _known(parts[0]) and 2 * sum(map(_known, parts)) >= len(parts):
            return (line[: counter.end()].strip(), *parts)
    return None


def _parted(line: str, at: Sequence[int]) -> list[str]:
    return [line[begin:end].strip() for begin, end in zip(at, [*at[1:], len(line)], strict=True)]


def _known(heading: str) -> bool:
    return heading_fields((heading.strip(),)) is not None


def _names_agencies(heading: str) -> bool:
    found = heading_fields((heading,))
    return found is not None and found.field == "agency"


def _is_note(heading: str) -> bool:
    found = heading_fields((heading,))
    return found is not None and found.field == "note"


def _total(run: _Run, at: int, rows: Sequence[_Row], width: int) -> tuple[_Row, int] | None:
    """Return the row of sums that begins behind `at`, each sum under its column, and its end.

    One sum for each column of figures; of fewer each under the column that it adds up; a single one that adds up none
    is the last column's.
    """
    begin = at + 1
    found = _TOTAL.match(run.text, begin)
    figures = [col for col in range(width) if all(_FIGURE.fullmatch(row.cells[col]) for row in rows)]
    if found is None or not figures:
        return None
    for end in run.ends(begin):
        sums = run.text[found.end() : end].split()
        if not sums or not all(map(_FIGURE.fullmatch, sums)):
            continue
        under = figures if len(sums) == len(figures) else _summed(sums, rows, figures)
        if under is None and len(sums) == 1:
            under = figures[-1:]
        if under is not None:
            cells = tuple(sums[under.index(col)] if col in under else "" for col in range(width))
            return _Row("", found.group(), cells, begin), end
    return None


def _summed(sums: Sequence[str], rows: Sequence[_Row], figures: Sequence[int]) -> list[int] | None:
    """Return, for each of the printed sums, the one column behind the one before it that it adds up."""
    under: list[int] = []
    for text in sums:
        fitting = [
            col
            for col in figures
            if (not under or col > under[-1]) and sum(_value(row.cells[col]) for row in rows) == _value(text) > 0
        ]
        if len(fitting) != 1:
            return None
        under += fitting
    return under


def _value(figure: str) -> int:
    digits = regex.sub(r"\D", "", figure)
    return int(digits) if digits else 0
