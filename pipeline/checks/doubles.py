"""Sums that do not add up because of one part: counted inside its heading and again above it, or moved up a level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.checks.cost_tree import Line, Sheet, attach, column_name, english, vietnamese


@dataclass(frozen=True, slots=True)
class Gap:
    """A printed sum that differs from what its parts add up to, in đồng."""

    line: Line
    parts: tuple[Line, ...]
    column: str
    year: int | None
    printed: int
    added: int

    @property
    def difference(self) -> int:
        """Return printed less added."""
        return self.printed - self.added

    @property
    def tolerance(self) -> float:
        """Return what rounding may explain: half of the last printed place for each figure that takes part."""
        return (len(self.parts) + 1) * int(self.line.records[self.year].values["_grain"]) / 2

    @property
    def is_rounding(self) -> bool:
        """Tell whether rounding alone explains the difference."""
        return abs(self.difference) <= self.tolerance

    def value(self, line: Line) -> int:
        """Return what a line counts in this column."""
        return line.counted(self.column, self.year) or 0

    def is_about(self, amount: int, other: int) -> bool:
        """Tell whether two amounts are the same but for rounding, and too large to be rounding themselves."""
        return abs(amount - other) <= self.tolerance < abs(amount)


def explain(gap: Gap, gaps: Sequence[Gap], sheet: Sheet) -> bool:
    """Report a gap that one part explains; tell whether there is nothing more to say about it."""
    if gap.is_rounding:
        return False
    if gap.difference > 0:
        if _moved_up(gap, gaps) is not None:
            return True
        twice = _counted_twice(gap, gaps)
        if twice is not None:
            _report(gap, twice, gap.line)
            return True
        return False
    carrier = _carrier(gap)
    if carrier is None:
        return False
    rest = gap.printed - gap.value(carrier)
    again = next((part for part in _others(gap, carrier) if gap.is_about(gap.value(part), rest)), None)
    if again is not None:
        _report(gap, again, carrier)
    return again is not None or abs(rest) <= gap.tolerance


def reason(gap: Gap) -> tuple[str, str] | None:
    """Return in English and Vietnamese which single part makes the difference, None when none does."""
    for part in gap.parts:
        if gap.is_about(gap.value(part), -gap.difference):
            name, amount = part.name(), gap.value(part)
            return (
                f"it is that of {name}, {english(amount)}, which is left out",
                f"bằng khoản {name} ({vietnamese(amount)}) không được cộng vào",
            )
        if gap.is_about(gap.value(part), gap.difference):
            name, amount = part.name(), gap.value(part)
            return (
                f"it is that of {name}, {english(amount)}, which may be counted twice",
                f"bằng khoản {name} ({vietnamese(amount)}) có thể bị cộng hai lần",
            )
    return None


def _below(gap: Gap) -> Iterator[tuple[Line, Line]]:
    """Yield (heading, part) for every line below the parts of a gap."""
    for part in gap.parts:
        for heading in (part, *part.below()):
            for inner in heading.parts:
                yield heading, inner


def _moved_up(gap: Gap, gaps: Sequence[Gap]) -> Line | None:
    """Return the line that its own heading leaves out and this sum counts instead, None when there is none."""
    for heading, inner in _below(gap):
        left_out = next(
            (other for other in gaps if other.line is heading and (other.column, other.year) == (gap.column, gap.year)),
            None,
        )
        if left_out is None or not gap.is_about(gap.value(inner), gap.difference):
            continue
        if left_out.is_about(gap.value(inner), -left_out.difference):
            return inner
    return None


def _counted_twice(gap: Gap, gaps: Sequence[Gap]) -> Line | None:
    """Return the line that its own heading counts already and this sum counts again."""
    wrong = {
        other.line.number
        for other in gaps
        if (other.column, other.year) == (gap.column, gap.year) and not other.is_rounding
    }
    for heading, inner in _below(gap):
        if heading.number not in wrong and gap.is_about(gap.value(inner), gap.difference):
            return inner
    return None


def _carrier(gap: Gap) -> Line | None:
    """Return the part whose printed amount holds its neighbours: its own quantity × price and all the parts after it.

    So reads a heading that was typed into the line of its first part.
    """
    for part in gap.parts:
        values = part.first.values
        quantity, price = values["quantity"], values["unit_price_vnd"]
        if quantity is None or price is None:
            continue
        rest = sum(gap.value(other) for other in _others(gap, part))
        if rest and abs(gap.value(part) - round(quantity * price) - rest) <= gap.tolerance:
            return part
    return None


def _others(gap: Gap, part: Line) -> list[Line]:
    return [other for other in gap.parts if other.number > part.number]


def _report(gap: Gap, twice: Line, within: Line) -> None:
    """Attach `double_counted_item` to the line that is counted twice."""
    amount = gap.value(twice)
    once = gap.printed - amount
    holder = next((part for part in gap.parts if any(line is twice for line in part.below())), within)
    what, what_vi = column_name(gap.column, gap.year)
    attach(
        twice.records.get(gap.year, twice.first),
        gap.column,
        "double_counted_item",
        "error",
        (
            f"{twice.name()}: its {what} of {english(amount)} is counted inside {holder.name()} and once more in "
            f"{gap.line.name()}, {english(gap.printed)}; counted once it would be {english(once)}.",
            f"{twice.name()}: {what_vi} {vietnamese(amount)} đã được tính trong {holder.name()} "
            f"và bị cộng thêm một lần nữa vào {gap.line.name()} ({vietnamese(gap.printed)}); "
            f"nếu chỉ tính một lần là {vietnamese(once)}.",
        ),
        (once, gap.printed, amount),
    )
