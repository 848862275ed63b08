"""Status tables (kết quả xây dựng và áp dụng HTQLCL): which agency applies the system to how many procedures.

The table is known by its headings: a column of agencies beside a number of procedures (số lượng TTHC) or the
columns of publication (công bố) and inspection (kết quả kiểm tra).
"""

from __future__ import annotations

from datetime import date

import regex

from extractors.columns import Columns, names_agencies
from extractors.document import Document, Paragraph, Place, Table
from extractors.groups import about_system
from extractors.layout import rows as layout_rows
from extractors.parents import named_parent
from extractors.procedure_lists.columns import procedure_columns
from extractors.records import Cited, Extraction, Finding, Mention, Record
from extractors.rollout_tables import years_of_groups
from extractors.shares import fits_share, share_differs
from extractors.status_counts import counted, printed_share, read_counts, several, share_column
from extractors.status_flags import FLAGS, set_flags, with_results
from extractors.status_totals import groups_that_differ, totals_that_differ
from normalizers.dates import find_dates
from normalizers.flags import is_blank, is_mark
from normalizers.numbers import Procedures, parse_count, parse_procedures, parse_row_no
from normalizers.text import clean, trim

_UP_TO = regex.compile(r"(?:tính\s+)?đến\s+(?:hết\s+)?(?=(?:ngày\s+)?\d)", regex.IGNORECASE)
COUNTS = ("procedures", "procedures_applied", "procedures_total")
TEXTS = ("consultant", "certifier", "note")
PRICES = ("unit_price", "before_tax", "tax")


def is_status_table(columns: Columns) -> bool:
    """Tell whether the headings are those of a status table."""
    if not columns.has("agency") or columns.has(*PRICES, "agencies_total"):
        return False
    if columns.has("amount") and not names_agencies(columns):
        return False
    if columns.has(*FLAGS):
        return True
    # beside a time or a cost a bare number of procedures only says how much is to be done; so many of so many is how
    # things stand
    timed = columns.has("year", "deadline", "amount") or years_of_groups(columns)
    return columns.has(*COUNTS) and (not timed or _counts_of_a_whole(columns))


def _counts_of_a_whole(columns: Columns) -> bool:
    """Tell whether the procedures are counted against a total: "45/61", or what is applied beside the whole."""
    if columns.has("procedures_applied") and columns.has("procedures_total", "procedures"):
        return True
    cells = [counted(columns, row)[0] for row in columns.body()]
    return any(parse_procedures(cell.text).total for cell in cells if cell is not None)


def extract(document: Document) -> Extraction:
    """Read every status table of a shaped document into rows of ``qms_status``."""
    extraction = Extraction()
    if not about_system(document) and not _only_tables(document):
        return extraction  # an inspection of fire safety is passed or not too
    ordinal = 0
    for table in document.tables():
        columns = with_results(Columns(table))
        if not is_status_table(columns) or procedure_columns(table, columns) is not None:
            continue
        ordinal += 1
        share = share_column(columns)  # its figures are checked against the counts
        checked = dict(columns.unknown).get(share) if share is not None else None
        extraction.findings += [one for one in columns.unknown_headings() if one.actual != checked]
        if several(columns):
            extraction.findings.append(_several_counts(columns))
        rows: list[Record] = []
        day = as_of(table)
        listed: set[int] = set()
        for row in columns.body():
            record = _record(columns, table, row, (ordinal, len(rows)), day)
            if record is not None:
                rows.append(record)
                listed.add(row)
        extraction.records += rows
        extraction.findings += totals_that_differ(columns, rows) + groups_that_differ(columns, listed)
    return extraction


def _only_tables(document: Document) -> bool:
    """Tell whether a file is an annex cut from its document: tables with their titles and nothing that says whose."""
    titles = [paragraph for table in document.tables() for paragraph in table.title]
    return all(not isinstance(block, Paragraph) or not block.text or block in titles for block in document.blocks)


def as_of(table: Table) -> date | None:
    """Return the day up to which a table's title says that it tells how things stand: "... đến ngày 30/6/2025"."""
    title = clean(" ".join(paragraph.text for paragraph in table.title))
    said = _UP_TO.search(title)
    days = [one.value for one in find_dates(title[said.end() :]) if one.value is not None] if said is not None else []
    return days[0] if days else None


def _record(columns: Columns, table: Table, row: int, position: tuple[int, int], day: date | None) -> Record | None:
    agency = columns.cited(row, "agency")
    if agency is None or is_blank(agency.text):
        return None
    place = columns.row_place(row)
    record = Record(
        table="qms_status",
        position=position,
        values={"agency_raw": agency.text},
        place=place,
        mentions={"agency_id": Mention(agency.text, agency.place, _parent(columns, table, row), day)},
    )
    evidence: dict[str, Cited] = {"agency_raw": agency}
    row_no = columns.cited(row, "row_no")
    record.values["row_no"] = parse_row_no(row_no.text) if row_no else None
    if row_no:
        evidence["row_no"] = row_no
    _procedures(columns, row, record, evidence)
    set_flags(columns, row, record, evidence)
    for field in TEXTS:
        cited = columns.cited(row, field)
        if cited is None or is_blank(cited.text):
            record.values[field] = None
        elif is_mark(cited.text):
            record.values[field] = None
            record.findings.append(_mark_in_text(record, field, cited))
        else:
            record.values[field] = trim(cited.text)
            evidence[field] = cited
    if row in table.inferred_rows:
        record.method, record.confidence = "inferred", 0.8
    record.evidence = evidence
    return record


def _parent(columns: Columns, table: Table, row: int) -> str:
    """Return the parent that the row's own column or its innermost group row states."""
    own = columns.cited(row, "parent")
    if own is not None:
        return named_parent(columns, own.text)
    stack = layout_rows.groups(table).get(row, ())
    return layout_rows.label_text(table, stack[-1]) if stack else ""


def _procedures(columns: Columns, row: int, record: Record, evidence: dict[str, Cited]) -> None:
    """Set the procedure columns: one cell "60/116", or separate cells of what is applied and of the total."""
    combined, total = counted(columns, row)
    parsed: Procedures = read_counts(columns, combined.text if combined else "")
    values = record.values
    values["procedures_raw"] = combined.text if combined else None
    values["procedures_applied"] = parsed.applied
    values["procedures_total"] = parsed.total
    values["procedures_state"] = parsed.state
    if combined:
        evidence["procedures_raw"] = combined
    if total is not None and parsed.total is None:
        whole_of = parse_procedures(total.text)
        values["procedures_total"] = parse_count(total.text)
        evidence["procedures_total"] = total
        if combined is None and (values["procedures_total"] is not None or whole_of.state == "none"):
            values["procedures_raw"] = total.text
        if combined is None and whole_of.state == "none":  # "Không có TTHC", printed under the total alone
            values |= {"procedures_applied": 0, "procedures_total": 0, "procedures_state": "none"}
    if combined is not None and not parsed.readable:
        record.findings.append(
            Finding(
                rule="unreadable_number",
                severity="warning",
                message=f"The number of procedures {combined.text!r} of {record.values['agency_raw']} is not a count.",
                message_vi=f"Số lượng TTHC “{combined.text}” của {record.values['agency_raw']} không đọc được.",
                place=combined.place,
                actual=combined.text,
            )
        )
    if combined is not None and not parsed.share_fits:
        record.findings.append(_share_finding(record, combined))
    share = printed_share(columns, row)
    if share is not None and parsed.share_fits and not fits_share(share.text, *_applied_of_all(record)):
        record.findings.append(_share_finding(record, share))
    doubt = excess(record, combined.place if combined else record.place)
    if doubt is not None:
        record.findings.append(doubt)


def excess(record: Record, place: Place) -> Finding | None:
    """Return the finding that a row of ``qms_status`` counts more procedures applied than there are, if it does."""
    agency = record.values["agency_raw"]
    applied, whole = record.values["procedures_applied"], record.values["procedures_total"]
    if applied is None or whole is None or applied <= whole:
        return None
    return Finding(
        rule="applied_exceeds_total",
        severity="warning",
        message=f"{agency} applies {applied} procedures of only {whole}.",
        message_vi=f"{agency} áp dụng {applied} TTHC trong khi tổng số chỉ có {whole}.",
        place=place,
        expected=f"at most {whole}",
        actual=str(applied),
        difference=str(applied - whole),
    )


def _several_counts(columns: Columns) -> Finding:
    headings = "; ".join(column.heading for column in columns.of("procedures"))
    return Finding(
        rule="table_not_understood",
        severity="warning",
        message=f"Several columns count procedures, and none says which are applied: {headings}. None is taken.",
        message_vi=f"Nhiều cột cùng đếm TTHC, không rõ cột nào là số đã áp dụng: {headings}. Không lấy cột nào.",
        place=columns.table.place,
        expected="one column of the procedures applied",
        actual=headings,
    )


def _share_finding(record: Record, cited: Cited) -> Finding:
    return share_differs(record.values["agency_raw"], *_applied_of_all(record), cited)


def _applied_of_all(record: Record) -> tuple[int, int]:
    return record.values["procedures_applied"], record.values["procedures_total"]


def _mark_in_text(record: Record, field: str, cited: Cited) -> Finding:
    agency = record.values["agency_raw"]
    return Finding(
        rule="mark_in_text_column",
        severity="warning",
        message=f"{agency}: a mark stands in the text column `{field}`; the row may be shifted.",
        message_vi=f"{agency}: dấu “{cited.text}” nằm ở cột chữ ({field}); dòng có thể bị lệch cột.",
        place=cited.place,
        expected="a text or nothing",
        actual=cited.text,
    )
