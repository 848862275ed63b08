"""The flags of a status table: is the system published (công bố), did it pass inspection (kết quả kiểm tra).

Each question has two columns to mark ("Đã công bố" | "Chưa công bố") or one column with an answer in words ("Công bố":
"Có"; "Kết quả kiểm tra": "Chưa đạt"); a day or a decision's number under "Ngày công bố" says that it is published.
"""

from __future__ import annotations

from extractors import prose
from extractors.columns import Column, Columns
from extractors.groups import names_system
from extractors.records import Cited, Finding, Record
from normalizers.answers import is_open, is_result, parse_answer
from normalizers.codes import find_codes
from normalizers.dates import find_dates
from normalizers.flags import is_blank, is_mark
from normalizers.text import clean, fold

QUESTIONS = (("published", "published_yes", "published_no"), ("inspection_passed", "passed_yes", "passed_no"))
FLAGS = ("published_yes", "published_no", "passed_yes", "passed_no", "published_on")


def set_flags(columns: Columns, row: int, record: Record, evidence: dict[str, Cited]) -> None:
    """Set `published` and `inspection_passed` by what is printed; both answers to one question answer nothing."""
    said: dict[str, Cited] = {}  # by flag column, the cell that says so
    for _, yes, no in QUESTIONS:
        for field in (yes, no):
            cited = columns.cited(row, field)
            if cited is None or is_blank(cited.text) or is_open(cited.text):
                continue
            answer = _answer(field, cited.text)
            if answer is None:
                record.findings.append(_text_in_flag(columns, record, field, cited))
            else:
                said.setdefault(yes if answer else no, cited)
    published_on = columns.cited(row, "published_on")
    if published_on is not None and _names_publication(published_on.text) and not _of_procedures(columns):
        said.setdefault("published_yes", published_on)
    elif published_on is not None and _denies(published_on.text) and not _of_procedures(columns):
        said.setdefault("published_no", published_on)
    contradictory = []
    for column, yes, no in QUESTIONS:
        record.values[column] = None if (yes in said) == (no in said) else yes in said
        if yes in said or no in said:
            evidence[column] = said.get(yes) or said[no]
        if yes in said and no in said:
            contradictory.append(column)
    if contradictory:
        record.findings.append(_contradictory(record, contradictory, len(said)))
    doubt = unpublished_but_passed(record)
    if doubt is not None:
        record.findings.append(doubt)


def with_results(columns: Columns) -> Columns:
    """Name the column of results that its heading does not ("Kết quả": "Đạt", "Không đạt"), where no other does."""
    if not columns.has("agency") or columns.has("passed_yes", "passed_no"):
        return columns
    for index, printed in columns.unknown:
        cells = [columns.at(row, index) for row in columns.body()]
        said = [cell.text for cell in cells if cell is not None and not is_blank(cell.text)]
        if any(map(is_result, said)) and all(is_result(text) or is_open(text) for text in said):
            columns.unknown.remove((index, printed))
            columns.known = sorted(
                [*columns.known, Column(index, "passed_yes", None, printed)], key=lambda one: one.index
            )
            break
    return columns


def _answer(field: str, text: str) -> bool | None:
    """Return what a cell under a flag heading answers to the heading's question; None for text that is no answer."""
    if is_mark(text):
        return field.endswith("_yes")
    answer = parse_answer(text)
    if field.endswith("_yes"):
        return True if answer is None and field == "published_yes" and _names_publication(text) else answer
    # under "Chưa công bố" a lone "Không" may say either; "Có" and "Chưa công bố" say that it is not published
    if answer is True:
        return False if fold(text).strip(" .") in ("có", "rồi", "1") else None
    return False if answer is False and " " in clean(text) else None


def _of_procedures(columns: Columns) -> bool:
    """Tell whether the decision is the one that makes the procedures public ("Quyết định công bố TTHC")."""
    heading = prose.read(clean(columns.of("published_on")[0].heading))
    return bool(heading.of("objects")) and not names_system(heading, 0, len(heading.text))


def _denies(text: str) -> bool:
    """Tell whether a cell under "Quyết định công bố" says that there is none: "Chưa công bố"."""
    return parse_answer(text) is False and " " in clean(text)


def _names_publication(text: str) -> bool:
    """Tell whether a cell gives the day or the decision of publication."""
    return bool(find_codes(text)) or any(mention.value is not None for mention in find_dates(text))


def _contradictory(record: Record, columns: list[str], marks: int) -> Finding:
    agency = record.values["agency_raw"]
    return Finding(
        rule="contradictory_flags",
        severity="error",
        message=f"{agency}: both answers are marked for {' and '.join(columns)}; the flags are left empty.",
        message_vi=f"{agency}: cả hai ô đối lập đều được đánh dấu ({marks} dấu); không ghi nhận giá trị.",
        place=record.place,
        expected="one mark for each question",
        actual=f"{marks} marks",
    )


def unpublished_but_passed(record: Record) -> Finding | None:
    """Return the finding that a system passed inspection without being published, if the row says so."""
    agency = record.values["agency_raw"]
    if record.values["published"] is not False or record.values["inspection_passed"] is not True:
        return None
    return Finding(
        rule="unpublished_but_passed",
        severity="warning",
        message=f"{agency}: not published, yet marked as having passed inspection.",
        message_vi=f"{agency}: chưa công bố nhưng lại được đánh dấu đáp ứng yêu cầu khi kiểm tra.",
        place=record.place,
        expected="a published system is inspected",
        actual="not published, passed",
    )


def _text_in_flag(columns: Columns, record: Record, field: str, cited: Cited) -> Finding:
    heading = next(column.heading for column in columns.of(field))
    text = clean(cited.text)
    return Finding(
        rule="text_in_flag_column",
        severity="warning",
        message=f"{record.values['agency_raw']}: {text!r} stands under {heading!r}, where a mark is expected.",
        message_vi=f"{record.values['agency_raw']}: “{text}” nằm ở cột “{heading}” vốn chỉ dùng để đánh dấu.",
        place=cited.place,
        expected="a mark or nothing",
        actual=text,
    )
