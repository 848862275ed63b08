"""Amounts in words against figures, and the total that a sentence states against the cost tables."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.costs.total import amounts_in_words, open_totals, stated_total
from extractors.document import Document
from extractors.records import Cited, Finding, Record
from normalizers.amounts import ENGLISH, VIETNAMESE, find_amounts
from pipeline.checks.cost_tree import english, vietnamese


def words_against_figures(document: Document, records: Sequence[Record]) -> list[Finding]:
    """Return `words_figures_mismatch` for each amount in words that is not the amount in figures before it.

    Words that cannot be read give `unreadable_amount_in_words`; words without any figures say nothing.
    """
    lines = [record for record in records if record.table == "budget_lines"]
    findings = []
    for found in amounts_in_words(document, lines):
        if not found.figures:
            continue
        if found.said is None:
            findings.append(
                Finding(
                    rule="unreadable_amount_in_words",
                    severity="info",
                    message=f"The amount in words {found.words.text!r} beside {found.printed} could not be read.",
                    message_vi=f"Không đọc được số tiền bằng chữ “{found.words.text}” cạnh {found.printed}.",
                    place=found.words.place,
                    expected=str(found.figures[-1]),
                    actual=found.words.text,
                )
            )
        elif found.said not in found.figures:
            figures = found.figures[-1]
            findings.append(
                Finding(
                    rule="words_figures_mismatch",
                    severity="error",
                    message=f"{english(figures)} in figures, but {english(found.said)} in words: {found.words.text!r}.",
                    message_vi=f"Số ghi {vietnamese(figures)} nhưng chữ ghi {vietnamese(found.said)}: "
                    f"“{found.words.text}”.",
                    place=found.words.place,
                    expected=str(found.said),
                    actual=str(figures),
                    difference=str(figures - found.said),
                )
            )
    return findings


def total_against_tables(document: Document, records: Sequence[Record]) -> list[Finding]:
    """Return `total_mismatch` when the total cost that a sentence states is that of no cost table, nor of all together.

    A stated total may be rounded in its last places. One whose separators nothing explains gives `ambiguous_number`.
    """
    stated = stated_total(document)
    totals = _table_totals(records)
    if stated is None:
        return [_open_total(cited) for cited in open_totals(document) if not _is_one_of(cited.text, totals)]
    total, cited = stated
    digits = str(total)
    place = 10 ** (len(digits) - len(digits.rstrip("0")))
    if not totals or any(abs(total - other) < place for other in (*totals, sum(totals))):
        return []
    closest = min(totals, key=lambda other: (abs(total - other), other))
    return [
        Finding(
            rule="total_mismatch",
            severity="warning",
            message=f"The text states a total cost of {english(total)}, the cost tables {english(closest)}.",
            message_vi=f"Phần lời ghi tổng kinh phí {vietnamese(total)}, bảng dự toán ghi {vietnamese(closest)}.",
            place=cited.place,
            expected=str(closest),
            actual=str(total),
            difference=str(total - closest),
        )
    ]


def _is_one_of(printed: str, totals: Sequence[int]) -> bool:
    """Tell whether an amount whose separators are open is a table's total by one of its readings."""
    return any(mention.dong in totals for marks in (VIETNAMESE, ENGLISH) for mention in find_amounts(printed, marks))


def _table_totals(records: Sequence[Record]) -> list[int]:
    """Return the totals that the cost tables print; of a table with amounts by year alone, the sum of its years."""
    whole: list[int] = []
    by_year: dict[object, int] = {}
    tables_with_whole: set[object] = set()
    for record in records:
        values = record.values
        if record.table != "budget_lines" or values["role"] not in ("total", "rounded") or values["amount_vnd"] is None:
            continue
        if values["_column_year"] is None:
            whole.append(values["amount_vnd"])
            tables_with_whole.add(values["table_no"])
        elif values["role"] == "total":
            by_year[values["table_no"]] = by_year.get(values["table_no"], 0) + values["amount_vnd"]
    return whole + [amount for table, amount in by_year.items() if table not in tables_with_whole]


def _open_total(cited: Cited) -> Finding:
    return Finding(
        rule="ambiguous_number",
        severity="warning",
        message=f"The total cost {cited.text!r} may have thousands or decimals; it is left empty.",
        message_vi=f"Tổng kinh phí “{cited.text}” không rõ dấu phân cách hàng nghìn hay thập phân; để trống.",
        place=cited.place,
        expected="a figure that shows what its separators mean, or the amount in words",
        actual=cited.text,
    )
