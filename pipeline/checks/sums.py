"""Sums in cost tables: parts against their heading, lines against the total, years against the whole, tax added.

A difference that rounding explains (half of the last printed place for every figure that takes part) is said as
``info``. A difference that one part explains is left to `doubles`: counted twice, or moved to another level.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.records import Finding, Record
from pipeline.checks import doubles
from pipeline.checks.cost_tree import Line, Sheet, attach, column_name, english, sheets, vietnamese


def cost_sums(records: Iterable[Record]) -> list[Finding]:
    """Attach `sum_mismatch` and `double_counted_item` to the lines of cost tables that do not add up."""
    for sheet in sheets(records):
        _hierarchy(sheet)
        for line in sheet.lines:
            _years(sheet, line)
            _tax(line)
        _rounded(sheet)
    return []


def _hierarchy(sheet: Sheet) -> None:
    """Check every heading against its parts and every total against the lines that no other holds."""
    gaps: list[doubles.Gap] = []
    for column, year in sheet.slots():
        for line in sheet.lines:
            if line.parts:
                choices = [line.parts]
            elif line.role == "total":
                choices = _addends(sheet, line)
            elif line.first.values["_sums"]:
                choices = _section(sheet, line)
            else:
                continue
            gap = _gap(line, choices, column, year)
            if gap is not None:
                gaps.append(gap)
    # before tax and after tax, and the whole and its only year, repeat the same figures
    told: set[tuple[int, int, int]] = set()
    for gap in gaps:
        key = (gap.line.number, gap.printed, gap.added)
        if key not in told and not doubles.explain(gap, gaps, sheet):
            _report(gap)
        told.add(key)


def _addends(sheet: Sheet, total: Line) -> list[list[Line]]:
    """Return what a total may add up: all outer lines; the sums of sections; the last such sum and what follows it."""
    top = sheet.top
    sections = [line for line in sheet.lines if line.first.values["_sums"]]
    earlier = [line for line in sections if line.number < total.number]
    if not earlier:
        return [top]
    last = earlier[-1]
    after = [line for line in top if last.number < line.number < total.number]
    return [top, sections, [last, *after], [*earlier, *after]]


def _section(sheet: Sheet, line: Line) -> list[list[Line]]:
    """Return what the sum of a section may add up: its heading's parts, the lines since the last sum, or all above."""
    held = next((other for other in sheet.lines if other.number == line.first.values["_parent_line"]), None)
    before = [other for other in sheet.top if other.number < line.number]
    previous = max(
        (
            other.number
            for other in sheet.lines
            if other.number < line.number and other.role in ("subtotal", "total") and not other.parts
        ),
        default=0,
    )
    since = [other for other in before if other.number > previous]
    choices = [held.parts] if held is not None and held.parts else []
    inner = [since[-1].parts] if since and since[-1].parts else []
    return [*choices, since, *inner, before]


def _gap(line: Line, choices: Sequence[list[Line]], column: str, year: int | None) -> doubles.Gap | None:
    """Return how a printed sum differs from what it should add up; None when it agrees with one of the readings."""
    printed = line.value(column, year)
    if printed is None or line.first.values["_partial"]:
        return None
    found: list[doubles.Gap] = []
    for parts in choices:
        values = [part.counted(column, year) for part in parts]
        if not any(value is not None for value in values):
            continue
        if any(part.unread(column, year) for part in parts):
            return None
        gap = doubles.Gap(line, tuple(parts), column, year, printed, sum(value or 0 for value in values))
        if gap.difference == 0:
            return None
        found.append(gap)
    return next((gap for gap in found if gap.is_rounding), found[0] if found else None)


def _report(gap: doubles.Gap) -> None:
    name, (what, what_vi) = gap.line.name(), column_name(gap.column, gap.year)
    printed, added, difference = gap.printed, gap.added, gap.difference
    start = (
        f"{name}: {english(printed)} is printed as {what}, but its {len(gap.parts)} parts add up to {english(added)}"
    )
    start_vi = (
        f"{name}: {what_vi} ghi {vietnamese(printed)} nhưng {len(gap.parts)} dòng cộng lại là {vietnamese(added)}"
    )
    if gap.is_rounding:
        end, end_vi = "rounding", "do làm tròn"
    else:
        end, end_vi = f"a difference of {english(abs(difference))}", f"chênh lệch {vietnamese(abs(difference))}"
        reason = doubles.reason(gap)
        if reason is not None:
            end, end_vi = f"{end}; {reason[0]}", f"{end_vi}; {reason[1]}"
    record = gap.line.records[gap.year]
    attach(
        record,
        gap.column,
        "sum_mismatch",
        "info" if gap.is_rounding else "warning",
        (f"{start} ({end}).", f"{start_vi} ({end_vi})."),
        (added, printed, difference),
    )


def _years(sheet: Sheet, line: Line) -> None:
    """Check that the years of a line add up to its whole amount."""
    whole = line.value("amount_vnd", None)
    if whole is None or len(sheet.years) < 2 or any(line.unread("amount_vnd", year) for year in sheet.years):
        return
    years = [value for year in sheet.years if (value := line.value("amount_vnd", year)) is not None]
    record = line.records[None]
    added = sum(years)
    if not years or added == whole or (added < whole and record.values["_other_figures"]):
        return
    difference = whole - added
    rounding = abs(difference) * 2 <= (len(years) + 1) * record.values["_grain"]
    end, end_vi = ("rounding", "do làm tròn") if rounding else ("not the same", "không khớp")
    attach(
        record,
        "amount_vnd",
        "sum_mismatch",
        "info" if rounding else "warning",
        (
            f"{line.name()}: {english(whole)} is printed for the whole period, "
            f"but its years add up to {english(added)} ({end}).",
            f"{line.name()}: cả giai đoạn ghi {vietnamese(whole)} "
            f"nhưng các năm cộng lại là {vietnamese(added)} ({end_vi}).",
        ),
        (added, whole, difference),
    )


def _tax(line: Line) -> None:
    """Check that the amount before tax and the tax make the amount."""
    for year, record in line.records.items():
        before, tax, amount = (line.value(column, year) for column in ("before_tax_vnd", "tax_vnd", "amount_vnd"))
        if before is None or tax is None or amount is None or before + tax == amount:
            continue
        difference = amount - before - tax
        rounding = abs(difference) * 2 <= 3 * record.values["_grain"]
        end, end_vi = (" (rounding)", " (do làm tròn)") if rounding else ("", "")
        attach(
            record,
            "amount_vnd",
            "sum_mismatch",
            "info" if rounding else "warning",
            (
                f"{line.name()}: {english(before)} before tax and {english(tax)} tax make {english(before + tax)}, "
                f"not {english(amount)}{end}.",
                f"{line.name()}: trước thuế {vietnamese(before)} cộng thuế {vietnamese(tax)} là "
                f"{vietnamese(before + tax)}, không phải {vietnamese(amount)}{end_vi}.",
            ),
            (before + tax, amount, difference),
        )


def _rounded(sheet: Sheet) -> None:
    """Check that the rounded total is the total, rounded to its last place that is not 0."""
    for line in sheet.lines:
        if line.role != "rounded":
            continue
        totals = [other for other in sheet.lines if other.role in ("total", "subtotal") and other.number < line.number]
        for year, record in line.records.items():
            rounded = line.value("amount_vnd", year)
            total = totals[-1].value("amount_vnd", year) if totals else None
            if rounded is None or total is None or abs(rounded - total) < _place(rounded):
                continue
            attach(
                record,
                "amount_vnd",
                "sum_mismatch",
                "warning",
                (
                    f"{line.name()}: {english(rounded)} is not {english(total)} rounded.",
                    f"{line.name()}: {vietnamese(rounded)} không phải là số làm tròn của {vietnamese(total)}.",
                ),
                (total, rounded, rounded - total),
            )


def _place(amount: int) -> int:
    """Return the worth of the last digit of `amount` that is not 0: 2 357 585 000 → 1000."""
    digits = str(abs(amount))
    return 10 ** (len(digits) - len(digits.rstrip("0"))) if amount else 1
