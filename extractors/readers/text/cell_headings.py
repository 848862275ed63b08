"""The headings of a dumped table: one row, or two where a parent heading spans the sub-headings under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.readers.text.cell_rows import Row, cell_kind, cut, is_label

MOST_PARENTS = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: which of the cells before the body it is, and where it stands."""

    index: int
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Headings:
    """A table's headings, the lengths of their rows, and the rows between them and the first sequence number."""

    cells: tuple[Heading, ...]
    lengths: tuple[int, ...]
    rows: tuple[Row, ...]  # starts count from the first heading


def column_kinds(rows: Sequence[Sequence[str]], width: int) -> list[Counter[str]]:
    """Return, per column, how many of the numbered rows hold a mark, a number, text or nothing there."""
    columns: list[Counter[str]] = [Counter() for _ in range(width)]
    for row in rows:
        for col, text in enumerate(row):
            columns[col][cell_kind(text)] += 1
    return columns


def find_headings(texts: Sequence[str], width: int, columns: Sequence[Counter[str]]) -> Headings:
    """Divide the cells before the first sequence number into headings and rows.

    With p parent headings there are width + p heading cells; the cells left must be whole rows. Of the ways to set the
    sub-headings under the parents, the one counts whose sub-headings are alike and stand over columns that hold data
    of one kind.
    """
    if not texts:
        return Headings((), (), ())
    if len(texts) == 2 * width and not texts[-1] and all(map(_is_unit, texts[width:-1])):
        # under each heading but the first its unit: the first one reaches down, and the blank is what is left over
        over = (Heading(index, 0, index, 1 if index else 2) for index in range(width))
        under = (Heading(width + index, 1, index + 1) for index in range(width - 1))
        return Headings((*over, *under), (width, width - 1), ())
    best: tuple[float, int] | None = None
    for parents in range(MOST_PARENTS + 1):
        count = width + parents
        if count > len(texts):
            break
        if any(not text for text in texts[:count]) or (parents and not any(_layouts(texts, width, parents))):
            continue
        rows, cost = cut(texts, count, len(texts), width)
        cost += 5.0 * sum(_heads_rows(text) and index > 0 for index, text in enumerate(texts[:count]))
        cost += 0.5 * parents + 6.0 * sum(_is_data(text) for text in texts[:count])
        if best is None or cost < best[0]:
            best = (cost, parents)
    if best is None or best[0] > 60:
        rows = cut(texts, 0, len(texts), width)[0]
        return Headings((), (), tuple(rows))
    parents = best[1]
    rows = cut(texts, width + parents, len(texts), width)[0]
    if not parents:
        flat = tuple(Heading(index, 0, index) for index in range(width))
        return Headings(flat, (width,), tuple(rows))
    scored = [(_score(texts, layout, width, columns), layout) for layout in _layouts(texts, width, parents)]
    highest = max(score for score, _ in scored)
    likeliest = [layout for score, layout in scored if score == highest]
    if len(likeliest) > 1:  # nothing tells which heading was divided
        return Headings((), (), tuple(cut(texts, 0, len(texts), width)[0]))
    top, groups = likeliest[0]
    return Headings(_place(top, groups), (top, width + parents - top), tuple(rows))


def _is_unit(text: str) -> bool:
    """Tell whether a heading is a unit and no more: "(ha)", "(triệu đồng)"."""
    return re.fullmatch(r"\([^()]{1,20}\)", text) is not None


def _heads_rows(text: str) -> bool:
    """Tell whether a cell begins the rows under the headings: "I", or a group's name behind its label."""
    return is_label(text) or re.match(r"(?:[A-HĐ]|[IVX]{1,6}|\d{1,2})[.)]\s*[^\W\d_]{2}", text) is not None


Layout = tuple[int, tuple[tuple[int, int], ...]]  # (headings in the top row, (position of a parent, its columns)...)


def _layouts(texts: Sequence[str], width: int, parents: int) -> Iterator[Layout]:
    """Yield every way to set sub-headings under parents; the first heading (STT) is never a parent."""
    total = width + parents
    for top in range(parents + 1, total - 2 * parents + 1):
        below = total - top
        for places in combinations(range(1, top), parents):
            for cuts in combinations(range(2, below - 1), parents - 1):
                edges = (0, *cuts, below)
                spans = tuple(edges[i + 1] - edges[i] for i in range(parents))
                if min(spans) >= 2:
                    yield top, tuple(zip(places, spans, strict=True))


def _score(texts: Sequence[str], layout: Layout, width: int, columns: Sequence[Counter[str]]) -> float:
    top, groups = layout
    spans = dict(groups)
    score, col, sub = 0.0, 0, top
    for position in range(top):
        span = spans.get(position, 1)
        kinds = [_dominant(columns[c]) for c in range(col, min(col + span, width))]
        if span == 1:
            score -= 1.0 * (kinds[0] == "mark")  # a column of marks that stands alone is rather a sub-column
            score += 1.0 * (kinds[0] == "text")
        else:
            names = texts[sub : sub + span]
            sub += span
            alike = _alike(names)
            score += 3.0 * (len({_shape(name) for name in alike}) == 1)
            score += 1.5 * (len({name.split(" ", 1)[0].lower() for name in alike}) == 1)
            score += 1.0 * (len({name.split()[-1].lower() for name in alike}) == 1)
            score -= 4.0 * _is_undivided(texts[position])
            score += 3.0 * texts[position].lower().startswith(("trong đó", "chia ra"))
            score -= 3.0 * sum(kind == "text" for kind in kinds)
            different = len({kind for kind in kinds if kind != "blank"})
            score += 1.5 * (different == 1) - 1.5 * (different > 1)
            score -= 0.5 * sum(kind == "blank" for kind in kinds)
            score -= 4.0 * sum(_is_note(name) for name in names)
            score -= 4.0 * _is_note(texts[position])
        col += span
    # one of the sub-headings would be left in the row above
    score -= 3.0 * (_shape(texts[top - 1]) in {_shape(name) for name in texts[top:sub]})
    score -= 5.0 * sum(_is_note(text) for text in texts[: top - 1])  # notes stand in the last column
    return score + 1.0 * _is_note(texts[top - 1])


def _place(top: int, groups: Sequence[tuple[int, int]]) -> tuple[Heading, ...]:
    spans = dict(groups)
    placed: list[Heading] = []
    col, sub = 0, top
    for position in range(top):
        span = spans.get(position, 1)
        placed.append(Heading(position, 0, col, 1 if position in spans else 2, span))
        if position in spans:
            for offset in range(span):
                placed.append(Heading(sub, 1, col + offset))
                sub += 1
        col += span
    return tuple(placed)


def _dominant(kinds: Counter[str]) -> str:
    """Return what a column holds; blanks count only when there is nothing else."""
    filled = {kind: count for kind, count in kinds.items() if kind != "blank"}
    return max(sorted(filled), key=lambda kind: filled[kind]) if filled else "blank"


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text.lower())


def _alike(names: Sequence[str]) -> Sequence[str]:
    """Return the sub-headings without the one that adds them up: "Tổng số" first, "Cộng" last."""
    if len(names) < 3:
        return names
    first, last = names[0].lower().startswith("tổng số"), names[-1].lower().startswith(("cộng", "tổng"))
    return names[1 if first else 0 : -1 if last and not first else None]


def _is_undivided(text: str) -> bool:
    """Tell whether a heading stands over one column: a sum ("Cộng", "Tổng số xã"), a unit, a number or a price."""
    single = ("tổng", "cộng", "đvt", "đơn vị tính", "đơn giá", "số lượng", "sl", "khối lượng", "mức chi", "định mức")
    return text.lower().startswith(single)


def _is_note(text: str) -> bool:
    return text.lower().startswith("ghi chú")


def _is_data(text: str) -> bool:
    return text in ("x", "X") or not (text.isdigit() or any(sign.isalpha() for sign in text))


def plainly_divided(headings: Headings, columns: Sequence[Counter[str]]) -> bool:
    """Tell whether only this way to set sub-headings under their parents makes sense of the order they are printed in.

    Under a parent stand columns of one kind; one parent alone has another heading printed between it and those under
    it, for else the same headings could stand side by side over a column that is blank in all rows.
    """
    parents = [heading for heading in headings.cells if heading.col_span > 1]
    top = [heading for heading in headings.cells if heading.row == 0]
    if not parents or (len(parents) == 1 and top[-1] == parents[0]):
        return False
    held = [
        {kind for col in range(parent.col, parent.col + parent.col_span) for kind in columns[col] if kind != "blank"}
        for parent in parents
    ]
    return all(len(kinds) == 1 and kinds < {"mark", "number"} for kinds in held)
