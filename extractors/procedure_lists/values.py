"""The time limits and fees of a procedure's row, with what a reader would query about them."""

from __future__ import annotations

from extractors.columns import Column, Columns
from extractors.procedure_lists.columns import ProcedureColumns
from extractors.records import Cited, Finding, Record
from normalizers import procedures
from normalizers.amounts import VIETNAMESE, heading_unit, read_figure


def set_times(
    found: ProcedureColumns,
    columns: Columns,
    row: int,
    record: Record,
    evidence: dict[str, Cited],
    noted: str | None = None,
) -> None:
    """Set the limit in force, the one before a cut, and the cut; `noted` is the unit stated over the list."""
    values = record.values
    unit_of = {part: procedures.heading_time_unit(column.heading) or noted for part, column in found.parts.items()}
    printed = _cited(found, columns, row, "time_limit")
    said = procedures.parse_cut(printed.text, unit_of.get("time_limit")) if printed else None
    for part in ("time_limit", "time_limit_before"):
        cited = _cited(found, columns, row, part)
        limit = procedures.parse_time_limit(cited.text, unit_of.get(part)) if cited else None
        if part == "time_limit" and cited is not None and procedures.keeps_limit(cited.text):
            before = _cited(found, columns, row, "time_limit_before")
            limit = procedures.parse_time_limit(before.text, unit_of.get("time_limit_before")) if before else limit
        if part == "time_limit" and said is not None and said.after is not None:
            limit = said.after
        elif part == "time_limit_before" and cited is None and said is not None and said.before is not None:
            cited, limit = printed, said.before
        _set_raw(found, row, part, cited, record, evidence)
        values[part] = limit.value if limit else None
        values[f"{part}_unit"] = limit.unit if limit else None
        if cited is None or limit is None:
            continue
        if limit.state in ("several", "text"):
            record.findings.append(_doubt(record, cited, limit.state, "time limit", "Thời hạn giải quyết"))
    cited = _cited(found, columns, row, "time_cut")
    cut = procedures.parse_time_limit(cited.text, unit_of.get("time_cut") or "days") if cited else None
    if cited is None and said is not None and said.by is not None:
        cited, cut = printed, said.by
    values["time_cut"] = cut.value if cut else None
    if cited and values["time_cut"] is not None:
        evidence["time_cut"] = cited
    percent = _cited(found, columns, row, "time_cut_percent")
    figure = read_figure(percent.text.replace("%", ""), VIETNAMESE) if percent else None
    values["time_cut_percent"] = float(figure.value) if figure is not None and figure.value is not None else None
    if percent and values["time_cut_percent"] is not None:
        evidence["time_cut_percent"] = percent


def set_fees(found: ProcedureColumns, columns: Columns, row: int, record: Record, evidence: dict[str, Cited]) -> None:
    """Set the fee (phí; also a joint column "phí, lệ phí") and the charge (lệ phí) of its own column."""
    for part in ("fee", "charge"):
        cited = _cited(found, columns, row, part)
        column = found.parts.get(part)
        unit = heading_unit(column.heading) if column is not None else None
        fee = procedures.parse_fee(cited.text, unit or 1) if cited else None
        _set_raw(found, row, part, cited, record, evidence)
        record.values[f"{part}_vnd"] = fee.dong if fee else None
        if cited is None or fee is None:
            continue
        if fee.dong is not None:
            evidence[f"{part}_vnd"] = cited
        if fee.state == "several":
            record.findings.append(_doubt(record, cited, "several", "fee", "Phí, lệ phí"))


def _set_raw(
    found: ProcedureColumns, row: int, part: str, said: Cited | None, record: Record, evidence: dict[str, Cited]
) -> None:
    """Set a field's text as its own cell prints it: "nt", where the cell above is what is read."""
    column: Column | None = found.parts.get(part)
    printed = found.printed(row, column) if said is not None and column is not None else None
    raw = printed or said
    record.values[f"{part}_raw"] = raw.text if raw else None
    if raw is not None:
        evidence[f"{part}_raw"] = raw


def _cited(found: ProcedureColumns, columns: Columns, row: int, part: str) -> Cited | None:
    column: Column | None = found.parts.get(part)
    return found.cited(row, column) if column is not None else None


def _doubt(record: Record, cited: Cited, state: str, what: str, what_vi: str) -> Finding:
    name = record.values["name"]
    if state == "several":
        return Finding(
            rule="several_values",
            severity="info",
            message=f"{name}: the cell states more than one {what}; none is taken, the text is kept.",
            message_vi=f"{name}: {what_vi} có nhiều mức khác nhau; không chọn mức nào, giữ nguyên văn.",
            place=cited.place,
            expected=f"one {what}",
            actual=cited.text,
        )
    return Finding(
        rule="unreadable_value",
        severity="info",
        message=f"{name}: {cited.text!r} is no {what} that the vocabulary knows; the text is kept.",
        message_vi=f"{name}: {what_vi} “{cited.text}” không đọc được; giữ nguyên văn.",
        place=cited.place,
        expected=f"a {what}",
        actual=cited.text,
    )
