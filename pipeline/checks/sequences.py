"""Printed row numbers (STT) that jump or repeat: rows that a page lost, or that the typist miscounted."""

from __future__ import annotations

from itertools import groupby

from extractors.records import Finding, Record


def row_numbers(records: list[Record]) -> list[Finding]:
    """Return a finding for each jump or repetition in a table's row numbers; a group that restarts at 1 is none."""
    findings = []
    numbered = [record for record in records if record.values.get("row_no") is not None]
    for _, of_table in groupby(numbered, key=lambda record: (record.table, record.position[0])):
        previous: Record | None = None
        for record in of_table:
            if previous is not None and record.position[:2] != previous.position[:2]:
                before, number = previous.values["row_no"], record.values["row_no"]
                if number > before + 1:
                    findings.append(_gap(record, before, number))
                elif number <= before and number != 1:
                    findings.append(_repeat(record, before, number))
            previous = record
    return findings


def _gap(record: Record, before: int, number: int) -> Finding:
    missing = f"{before + 1}-{number - 1}" if number > before + 2 else str(before + 1)
    return Finding(
        rule="row_sequence_gap",
        severity="warning",
        message=f"Row numbers jump from {before} to {number}: rows {missing} are not in this document.",
        message_vi=f"Số thứ tự nhảy từ {before} sang {number}: thiếu các dòng {missing}.",
        place=record.place,
        expected=str(before + 1),
        actual=str(number),
        difference=str(number - before - 1),
    )


def _repeat(record: Record, before: int, number: int) -> Finding:
    return Finding(
        rule="row_sequence_repeat",
        severity="info",
        message=f"Row number {number} follows {before}.",
        message_vi=f"Số thứ tự {number} đứng sau {before}.",
        place=record.place,
        expected=str(before + 1),
        actual=str(number),
    )


def completeness(records: list[Record]) -> float:
    """Return the share of the printed rows that the input holds (0-1), by the gaps in the row numbers."""
    present = missing = 0
    numbered = [record for record in records if record.values.get("row_no") is not None]
    for _, of_table in groupby(numbered, key=lambda record: (record.table, record.position[0])):
        previous = 0
        for record in of_table:
            number = record.values["row_no"]
            if number > previous + 1 and previous:
                missing += number - previous - 1
            present += 1
            previous = number
    return round(present / (present + missing), 4) if present else 1.0
