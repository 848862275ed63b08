"""Which findings a corrected value puts out of date, where the check cannot be made again from the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.result import Row

_AMOUNTS = frozenset({"before_tax_vnd", "tax_vnd", "amount_vnd"})
_FIGURES = _AMOUNTS | {"quantity", "unit_price_vnd"}
_PROCEDURES = frozenset({"procedures_applied", "procedures_total", "procedures_state"})
_COUNTS = frozenset({"count", "total"})
_FLAGS = frozenset({"published", "inspection_passed"})
_NUMBER = frozenset({"number", "number_text", "symbol", "code"})
_DAYS = frozenset({"issued_on", "effective_on", "deadline_on", "target_issued_on"})
_LIMITS = frozenset(
    {
        *("fee_vnd", "charge_vnd", "time_limit", "time_limit_unit", "time_limit_before", "time_limit_before_unit"),
        *("time_cut", "time_cut_percent"),
    }
)

#: by rule, the columns whose values it is about
ABOUT: dict[str, frozenset[str]] = {
    "contradictory_flags": _FLAGS,
    "text_in_flag_column": _FLAGS | {"year"},
    "mark_in_text_column": frozenset({"consultant", "certifier", "note"}),
    "row_without_mark": frozenset({"year", "deadline_on"}),
    "unclear_year": frozenset({"year"}),
    "unclear_date": _DAYS,
    "unreadable_number": _FIGURES | _PROCEDURES | _COUNTS,
    "ambiguous_number": _FIGURES | {"total_budget_vnd"},
    "unreadable_value": _LIMITS,
    "several_values": _LIMITS,
    "doubtful_reading": _NUMBER | _DAYS | _FIGURES | _PROCEDURES | _COUNTS,
    "share_mismatch": _PROCEDURES,
    "shifted_row": _FIGURES | {"item", "unit"},
    "line_without_name": frozenset({"item"}),
    "product_mismatch": _FIGURES,
    "sum_mismatch": _AMOUNTS | _PROCEDURES | _COUNTS,
    "double_counted_item": _AMOUNTS,
    "total_mismatch": _AMOUNTS | {"total_budget_vnd"},
    "words_figures_mismatch": _AMOUNTS | {"total_budget_vnd"},
    "count_mismatch": _PROCEDURES | _COUNTS,
    "unit_listed_twice": frozenset({"agency_id", "year"}),
    "unit_missing_from_list": _COUNTS | {"year", "scope_id"},
    "row_sequence_gap": frozenset({"row_no"}),
    "row_sequence_repeat": frozenset({"row_no"}),
    "blank_number": _NUMBER,
    "missing_number": _NUMBER,
    "joint_issuers": frozenset({"issuer_id"}),
    "unknown_standard": frozenset({"standards"}),
}
#: what is found of all rows of a table together
_SUMS = frozenset({"sum_mismatch", "double_counted_item", "total_mismatch"})


def concerned(
    tables: Mapping[str, Sequence[Row]], table: str, row: Row, column: str, before: Any
) -> tuple[list[Row], list[Row]]:
    """Return the findings that rest on the value `before` of a column, which a reviewer corrected in `row` of `table`.

    First those about it (of the row itself, and of the document where they print the value), then those of sums over
    the rows of its table, which it may be part of.
    """
    identity = row.get("record_id")
    beside = {
        other["record_id"]
        for other in tables[table]
        if table in ("budget_lines", "coverage") and other.get("table_no") == row.get("table_no")
    }

    def is_about(finding: Row) -> bool:
        rule, about = finding["rule"], finding.get("record_id")
        if rule == "formats_disagree":
            return about == identity and str(finding["message"]).startswith(f"{table}.{column} ")
        if column not in ABOUT.get(rule, ()):
            return False
        if about is None and identity is not None:
            return before is not None and str(before) in (finding.get("expected"), finding.get("actual"))
        return bool(about == identity)

    def adds_up(finding: Row) -> bool:
        if finding["rule"] not in _SUMS or column not in ABOUT[finding["rule"]] or is_about(finding):
            return False
        of_table = finding.get("record_id") is None and table in ("qms_status", "coverage", "budget_lines")
        return of_table or finding.get("record_id") in beside

    findings = tables["findings"]
    return [finding for finding in findings if is_about(finding)], [row for row in findings if adds_up(row)]
