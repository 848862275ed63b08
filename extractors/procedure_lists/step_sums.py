"""What the steps of an internal procedure add up to, against the sum that its table prints."""

from __future__ import annotations

from decimal import Decimal

from extractors.columns import Columns
from extractors.layout import rows as layout_rows
from extractors.layout.words import is_total
from extractors.procedure_lists.steps import time_column
from extractors.records import Finding
from normalizers import procedures
from normalizers.flags import is_blank


def sums_that_differ(columns: Columns, start: int, end: int) -> list[Finding]:
    """Return a finding where the steps of rows `start` to `end` do not add up to the printed sum.

    Every step must state its time in one unit, and the sum too: "½ ngày" beside "4 giờ" is left alone.
    """
    column = time_column(columns)
    if column is None:
        return []
    unit = procedures.heading_time_unit(column.heading)
    steps: list[tuple[Decimal, str | None]] = []
    for row in range(start, end):
        cell = columns.own(row, column.index)
        if cell is None or is_blank(cell.text):
            continue
        limit = procedures.parse_time_limit(cell.text, unit)
        if limit.value is None:
            return []
        value = Decimal(str(limit.value))
        if not is_total(layout_rows.label_text(columns.table, row)):
            steps.append((value, limit.unit))
            continue
        added = sum((step for step, _ in steps), Decimal(0))
        same = {step_unit for _, step_unit in steps} == {limit.unit}
        if not steps or not same or added == value or cell.row_span > 1:
            return []
        return [_mismatch(columns, row, value, added)]
    return []


def _mismatch(columns: Columns, row: int, printed: Decimal, added: Decimal) -> Finding:
    name = layout_rows.label_text(columns.table, row)
    return Finding(
        rule="sum_mismatch",
        severity="warning",
        message=f"{name}: {printed.normalize():f} printed, but the steps add up to {added.normalize():f}.",
        message_vi=f"{name}: văn bản ghi {printed.normalize():f} nhưng các bước cộng lại là {added.normalize():f}.",
        place=columns.row_place(row),
        expected=f"{added.normalize():f}",
        actual=f"{printed.normalize():f}",
        difference=f"{(printed - added).normalize():f}",
    )
