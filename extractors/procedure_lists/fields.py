"""What a procedure's row says, its groups, the headings over its list, and the titles: each field from the nearest.

Every function sets its columns of the record and the evidence of what the row itself prints.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.columns import Column
from extractors.document import Document, Table
from extractors.layout.headings import caption_rows
from extractors.procedure_lists import context
from extractors.procedure_lists.columns import ProcedureColumns
from extractors.records import Cited, Mention, Record
from extractors.scope import Scope
from normalizers import agencies, procedures
from normalizers.answers import parse_answer
from normalizers.flags import is_mark
from normalizers.text import trim

# what may stand between a name and its code: "(", "- mã số: ", "(Mã TTHC: "
_CODE_LABEL = regex.compile(r"[\s(\[–:-]*(?:\b(?:mã(?: số)?|số hồ sơ)(?: TTHC| thủ tục)?)?[\s:]*$", regex.IGNORECASE)
_LEVELS = ("central", "province", "district", "commune")


@dataclass(frozen=True, slots=True)
class ProcedureList:
    """One table of procedures with what stands over it."""

    document: Document
    table: Table
    number: int  # of the table in the document, from 1
    found: ProcedureColumns
    over: tuple[context.Heading, ...]  # outermost first
    titles: tuple[str, ...]  # the title of the annex, then of the decision
    scope: Scope
    time_unit: str | None = None  # what a line over the table states for its figures: "Đơn vị tính: ngày làm việc"


def captions(table: Table) -> tuple[str, ...]:
    """Return the titles inside the table, over its headings: "Lĩnh vực Thú y (03 thủ tục)"."""
    count = caption_rows(table)
    return tuple(cell.text for cell in table.cells if cell.row < count and cell.text)


def _cited(one: ProcedureList, row: int, column: Column) -> Cited | None:
    return one.found.cited(row, column)


def cited_of(one: ProcedureList, row: int, part: str) -> Cited | None:
    """Return what the column of one part of the record says in `row`; None where the list has no such column."""
    column = one.found.parts.get(part)
    return _cited(one, row, column) if column is not None else None


def set_names(one: ProcedureList, row: int, printed: Cited, record: Record, evidence: dict[str, Cited]) -> None:
    """Set code and name; a code in the name's own cell is taken out of the name."""
    values = record.values
    for part in ("code", "old_code"):
        cited = cited_of(one, row, part)
        codes = procedures.find_codes(cited.text) if cited else []
        values[part] = codes[0][0] if len(codes) == 1 else None
        if cited and len(codes) != 1 and any(char.isdigit() for char in cited.text):
            values[part] = trim(cited.text)
        if cited and values[part] is not None:
            evidence[part] = cited
    name = printed.text
    if values["code"] is None:
        within = procedures.find_codes(name)
        if len(within) == 1:
            code, (start, end) = within[0]
            values["code"], evidence["code"] = code, printed
            name = f"{_CODE_LABEL.sub('', name[:start])} {name[end:].lstrip(' )-–:')}"
    values["national_code"] = procedures.national_code(values["code"]) if values["code"] else None
    values["name"] = trim(name)
    evidence["name"] = printed
    old = cited_of(one, row, "old_name")
    values["old_name"] = trim(old.text) if old else None
    if old:
        evidence["old_name"] = old


def set_texts(one: ProcedureList, row: int, record: Record, evidence: dict[str, Cited]) -> None:
    """Set what is kept as it is printed: place, note, legal basis, and the decision that announced it."""
    for part, column in (
        ("place", "place"),
        ("note", "note"),
        ("legal_basis", "legal_basis_raw"),
        ("announced", "announced_raw"),
    ):
        cited = cited_of(one, row, part)
        raw = column.endswith("_raw")
        record.values[column] = None if cited is None else cited.text if raw else trim(cited.text)
        if cited is not None:
            evidence[column] = cited


def set_field(
    one: ProcedureList,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    """Set the field: of its column, a group, a heading over the list, or a title that names one."""
    cited = cited_of(one, row, "field")
    if cited is not None:
        named = context.field_in(cited.text, alone=True)
        record.values["field"] = named or context.sentence_case(trim(cited.text))
        evidence["field"] = cited
        return
    found = [context.field_in(text, alone=True) for text in (*groups, *headings)]
    if not any(found):
        found = [_plain_field(text) for text in groups]
    if not any(found):
        found = [context.field_in(text, alone=False) for text in one.titles]
    record.values["field"] = next((name for name in found if name), None)


def _plain_field(text: str) -> str | None:
    """Return a group's heading that is a field's bare name ("THƯ VIỆN"): no agency, level, or list of something."""
    name = procedures.without_count(text)
    says_other = procedures.says_list(name) or procedures.find_levels(name) or procedures.find_actions(name)
    lettered = sum(char.isalpha() for char in name) >= 2
    return None if not lettered or says_other or context.is_named_agency(name) else context.sentence_case(name)


def set_agency(
    one: ProcedureList,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    """Set who decides (column, group or "thẩm quyền giải quyết của") and who manages the field."""
    cited = cited_of(one, row, "agency")
    raw = trim(cited.text) if cited is not None else None
    place = cited.place if cited is not None else record.place
    if cited is not None:
        evidence["agency_raw"] = cited
    texts = (*groups, *headings, *one.titles)
    if raw is None:
        named = [procedures.without_count(text) for text in (*groups, *headings) if context.is_named_agency(text)]
        decided = [found for text in texts if (found := context.agency_after(text, "decided_by"))]
        raw = next(iter([*named[:1], *decided]), None)
    record.values["agency_raw"] = raw
    if raw is not None and _is_one(one, raw):
        record.mentions = {**record.mentions, "agency_id": Mention(raw, place)}
    managed = next((found for text in texts if (found := context.agency_after(text, "managed_by"))), None)
    record.values["managed_by_raw"] = managed
    if managed is not None and _is_one(one, managed):
        record.mentions = {**record.mentions, "managed_by_id": Mention(managed, record.place)}


def _is_one(one: ProcedureList, raw: str) -> bool:
    """Tell whether a name may mean one agency: in a ministry's list "Sở Y tế" is that of every province."""
    if one.scope.province_code is not None:
        return True
    return agencies.resolve(raw, province_code=None, on=one.scope.on).agency_id is not None


def set_levels(
    one: ProcedureList,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    """Set the levels: marked, of their column, a group, the agency, the note, a heading, or the deciding committee."""
    marked = []
    columns = one.found.columns
    for level in _LEVELS:
        for column in columns.of(f"level_{level}"):
            cited = _cited(one, row, column)
            if cited is not None and (is_mark(cited.text) or parse_answer(cited.text)):
                marked.append(level)
                evidence["levels"] = cited
    own = cited_of(one, row, "level")
    levels: tuple[str, ...] = tuple(marked)
    if not levels and own is not None:
        levels = procedures.find_levels(own.text) or procedures.find_levels(f"cấp {own.text}")
        evidence["levels"] = own
    agency = cited_of(one, row, "agency")
    levels = levels or context.level_of(groups)
    if not levels and agency is not None:
        levels = procedures.find_levels(agency.text)
    note = cited_of(one, row, "note")
    if not levels and note is not None:
        levels = procedures.level_in_note(note.text)
    if not levels:
        levels = context.level_of((*headings, *one.titles))
    if not levels:
        named = (procedures.doing_committee(text) for text in (*headings, *one.titles))
        committee = procedures.committee_level(record.values["agency_raw"] or "") or next(filter(None, named), None)
        levels = (committee,) if committee is not None else ()
    record.values["levels"] = list(levels) or None


_FIRST_WORDS = 4  # of a note, among which the word for an action stands: "TTHC được sửa đổi, bổ sung"


def set_action(
    one: ProcedureList,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    """Set what becomes of it, as its own column, the note, a group, a heading, or a title says."""
    column = cited_of(one, row, "action")
    note = column or cited_of(one, row, "note")
    own = procedures.find_actions(note.text) if note is not None and len(note.text) <= 40 else ()
    if column is None and note is not None and own:  # "Hồ sơ giấy nộp bổ sung" is about papers
        own = own if procedures.find_actions(" ".join(note.text.split()[:_FIRST_WORDS])) else ()
    action = own[0] if len(own) == 1 else None
    if action is not None and note is not None:
        evidence["action"] = note
    action = (
        action or context.action_of((*groups, *headings)) or context.action_shared((*groups, *headings), one.titles)
    )
    if action is None and record.values["old_name"] is not None:
        action = "replaced"
    if action is None:
        basis = one.found.parts.get("legal_basis")
        action = context.action_of((*((basis.heading,) if basis else ()), *one.titles))
    texts = (*groups, *headings, one.found.name.heading, *one.titles)
    internal = any(procedures.is_internal(text) for text in texts)
    record.values["internal"] = internal
    record.values["action"] = action or ("internal" if internal else None)


def set_online(
    one: ProcedureList, row: int, texts: tuple[str, ...], record: Record, evidence: dict[str, Cited]
) -> None:
    """Set how far online it is and whether the post takes it; `texts` are its groups and the headings over it."""
    marked = []
    for word, field in (("full", "online_full"), ("partial", "online_partial")):
        for column in one.found.columns.of(field):
            cited = _cited(one, row, column)
            if cited is not None and (is_mark(cited.text) or parse_answer(cited.text)):
                marked.append(word)
                evidence["online_level"] = cited
    own = cited_of(one, row, "online_level")
    level: str | None = marked[0] if len(marked) == 1 else None
    if not marked and own is not None:
        level = procedures.find_online_level(own.text) or procedures.find_online_level(f"mức độ {own.text}")
        evidence["online_level"] = own
    if not marked and own is None:
        said = [text for text in (*texts, *one.titles) if procedures.says_online(text)]
        level = procedures.find_online_level(said[0]) if said else None
    record.values["online_level"] = level
    postal = cited_of(one, row, "postal_service")
    answer = None if postal is None else True if is_mark(postal.text) else parse_answer(postal.text)
    refused = cited_of(one, row, "postal_refused")
    if refused is not None and is_mark(refused.text):
        answer, postal = (False, refused) if answer is None else (None, postal)  # marked in both: it says neither
    record.values["postal_service"] = answer
    if postal is not None and answer is not None:
        evidence["postal_service"] = postal
