"""Lists of administrative procedures (danh mục thủ tục hành chính): one row per procedure that a decision names.

A list is known by a column of procedures' names. What a row does not say itself, its group rows say ("Lĩnh vực Thú y",
"B. Thủ tục hành chính cấp tỉnh"), then the headings over the table from the nearest outwards, then the titles of the
annex and of the decision.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.columns import Column, Columns
from extractors.document import Document, Table
from extractors.layout import rows as layout_rows
from extractors.layout.headings import caption_rows
from extractors.procedure_lists import context as context
from extractors.procedure_lists.columns import ProcedureColumns, procedure_columns, unused
from extractors.procedure_lists.counts import Listed, printed_counts
from extractors.procedure_lists.steps import is_of_steps, plain_name, steps_of
from extractors.procedure_lists.values import set_fees, set_times
from extractors.records import Cited, Extraction, Mention, Record
from extractors.scope import Scope
from normalizers import agencies, procedures
from normalizers.answers import parse_answer
from normalizers.flags import is_mark
from normalizers.numbers import parse_row_no
from normalizers.text import fold, trim

# what may stand between a name and its code: "(", "- mã số: ", "(Mã TTHC: "
_CODE_LABEL = regex.compile(r"[\s(\[–:-]*(?:\b(?:mã(?: số)?|số hồ sơ)(?: TTHC| thủ tục)?)?[\s:]*$", regex.IGNORECASE)
_LEVELS = ("central", "province", "district", "commune")


@dataclass(frozen=True, slots=True)
class _List:
    """One table of procedures with what stands over it."""

    document: Document
    table: Table
    number: int  # of the table in the document, from 1
    found: ProcedureColumns
    over: tuple[context.Heading, ...]  # outermost first
    titles: tuple[str, ...]  # the title of the annex, then of the decision
    scope: Scope


def extract(document: Document, title: str = "", scope: Scope | None = None) -> Extraction:
    """Read every list of procedures of a shaped document; `title` is that of the decision, `scope` whose it is."""
    extraction = Extraction()
    over = context.headings_over(document)
    listed: list[Listed] = []
    others: list[tuple[int, Columns]] = []
    steps: list[tuple[int, _List]] = []
    number = 0
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        number += 1
        columns = Columns(block)
        found = procedure_columns(block, columns)
        part = document.parts[block.part].title if block.part < len(document.parts) else ""
        titles = (part, title) if part and fold(part) != fold(title) else (title,)
        if found is None:
            others.append((index, columns))
            stacked = over.get(index, ())
            if is_of_steps(block, columns, [*titles, *(heading.text for heading in stacked)]):
                nameless = ProcedureColumns(columns, Column(-1, "procedure_name", None, ""))
                steps.append((index, _List(document, block, number, nameless, stacked, titles, scope or Scope())))
            continue
        one = _List(document, block, number, found, over.get(index, ()), titles, scope or Scope())
        rows = _rows(one, len(listed) + 1)
        if not rows:
            continue
        listed.append(Listed(block, rows, one.over))
        extraction.records += rows
        extraction.findings += [
            finding for finding in columns.unknown_headings() if finding.actual not in unused(found) | found.headings()
        ]
    extraction.findings += printed_counts(document, listed, others, title)
    extraction.records += _of_steps(document, steps, extraction.records, len(listed))
    return extraction


def _of_steps(document: Document, steps: list[tuple[int, _List]], listed: list[Record], ordinal: int) -> list[Record]:
    """Return a row for each procedure that a table of steps is about and that no list names."""
    records: list[Record] = []
    known = {fold(str(record.values["name"])) for record in listed}
    known |= {str(record.values["code"]) for record in listed if record.values["code"]}
    for index, one in steps:
        over = tuple(heading for heading in one.over[:-1])
        for found in steps_of(document, index, one.found.columns, one.over):
            record = Record(
                table="procedures",
                position=(ordinal + 1, len(records)),
                values={"table_no": one.number, "row_no": found.number},
                place=found.name.place,
            )
            evidence: dict[str, Cited] = {}
            headings = tuple(heading.text for heading in reversed(over))
            _names(one, found.row, Cited(plain_name(found.name.text), found.name.place), record, evidence)
            if fold(str(record.values["name"])) in known or record.values["code"] in known:
                continue
            known |= {fold(str(record.values["name"])), str(record.values["code"] or "")}
            _texts(one, found.row, record, evidence)
            _field(one, found.row, (), headings, record, evidence)
            _agency(one, found.row, (), headings, record, evidence)
            _levels(one, found.row, (), headings, record, evidence)
            _action(one, found.row, (), headings, record, evidence)
            set_times(one.found, one.found.columns, found.row, record, evidence)
            set_fees(one.found, one.found.columns, found.row, record, evidence)
            _online(one, found.row, headings, record, evidence)
            if found.limit is not None:
                limit = procedures.parse_time_limit(found.limit.text, found.unit)
                record.values |= {
                    "time_limit": limit.value,
                    "time_limit_unit": limit.unit,
                    "time_limit_raw": found.limit.text,
                }
                evidence["time_limit_raw"] = found.limit
            record.evidence = evidence
            records.append(record)
    return records


def _rows(one: _List, ordinal: int) -> list[Record]:
    groups = layout_rows.groups(one.table)
    records: list[Record] = []
    for row in one.found.rows():
        record = _record(one, row, (ordinal, len(records)), groups.get(row, ()))
        if record is not None:
            records.append(record)
    return records


def _record(one: _List, row: int, position: tuple[int, int], stack: tuple[int, ...]) -> Record | None:
    columns = one.found.columns
    printed = _cited(one, row, one.found.name)
    if printed is None or not any(char.isalpha() for char in printed.text):
        return None
    record = Record(
        table="procedures",
        position=position,
        values={"table_no": one.number},
        place=columns.row_place(row),
        governed_by=tuple((one.number, group) for group in stack),
    )
    evidence: dict[str, Cited] = {}
    row_no = _of(one, row, "row_no")
    record.values["row_no"] = parse_row_no(row_no.text) if row_no else None
    if row_no and record.values["row_no"] is not None:
        evidence["row_no"] = row_no
    groups = tuple(layout_rows.label_text(one.table, group) for group in reversed(stack))  # innermost first
    headings = (*reversed(_captions(one.table)), *(heading.text for heading in reversed(one.over)))
    _names(one, row, printed, record, evidence)
    _texts(one, row, record, evidence)
    _field(one, row, groups, headings, record, evidence)
    _agency(one, row, groups, headings, record, evidence)
    _levels(one, row, groups, headings, record, evidence)
    _action(one, row, groups, headings, record, evidence)
    set_times(one.found, columns, row, record, evidence)
    set_fees(one.found, columns, row, record, evidence)
    _online(one, row, (*groups, *headings), record, evidence)
    if row in one.table.inferred_rows:
        record.method, record.confidence = "inferred", 0.8
    record.evidence = evidence
    return record


def _captions(table: Table) -> tuple[str, ...]:
    """Return the titles inside the table, over its headings: "Lĩnh vực Thú y (03 thủ tục)"."""
    count = caption_rows(table)
    return tuple(cell.text for cell in table.cells if cell.row < count and cell.text)


def _cited(one: _List, row: int, column: Column) -> Cited | None:
    return one.found.cited(row, column)


def _of(one: _List, row: int, part: str) -> Cited | None:
    column = one.found.parts.get(part)
    return _cited(one, row, column) if column is not None else None


def _names(one: _List, row: int, printed: Cited, record: Record, evidence: dict[str, Cited]) -> None:
    """Set code and name; a code in the name's own cell is taken out of the name."""
    values = record.values
    for part in ("code", "old_code"):
        cited = _of(one, row, part)
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
    old = _of(one, row, "old_name")
    values["old_name"] = trim(old.text) if old else None
    if old:
        evidence["old_name"] = old


def _texts(one: _List, row: int, record: Record, evidence: dict[str, Cited]) -> None:
    for part, column in (
        ("place", "place"),
        ("note", "note"),
        ("legal_basis", "legal_basis_raw"),
        ("announced", "announced_raw"),
    ):
        cited = _of(one, row, part)
        raw = column.endswith("_raw")
        record.values[column] = None if cited is None else cited.text if raw else trim(cited.text)
        if cited is not None:
            evidence[column] = cited


def _field(
    one: _List,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    cited = _of(one, row, "field")
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


def _agency(
    one: _List,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    """Set who decides (column, group or "thẩm quyền giải quyết của") and who manages the field."""
    cited = _of(one, row, "agency")
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


def _is_one(one: _List, raw: str) -> bool:
    """Tell whether a name may mean one agency: in a ministry's list "Sở Y tế" is that of every province."""
    if one.scope.province_code is not None:
        return True
    return agencies.resolve(raw, province_code=None, on=one.scope.on).agency_id is not None


def _levels(
    one: _List,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    marked = []
    columns = one.found.columns
    for level in _LEVELS:
        for column in columns.of(f"level_{level}"):
            cited = _cited(one, row, column)
            if cited is not None and (is_mark(cited.text) or parse_answer(cited.text)):
                marked.append(level)
                evidence["levels"] = cited
    own = _of(one, row, "level")
    levels: tuple[str, ...] = tuple(marked)
    if not levels and own is not None:
        levels = procedures.find_levels(own.text) or procedures.find_levels(f"cấp {own.text}")
        evidence["levels"] = own
    agency = _of(one, row, "agency")
    levels = levels or context.level_of(groups)
    if not levels and agency is not None:
        levels = procedures.find_levels(agency.text)
    note = _of(one, row, "note")
    if not levels and note is not None:
        levels = procedures.level_in_note(note.text)
    if not levels:
        levels = context.level_of((*headings, *one.titles))
    record.values["levels"] = list(levels) or None


def _action(
    one: _List,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    note = _of(one, row, "note")
    own = procedures.find_actions(note.text) if note is not None and len(note.text) <= 40 else ()
    action = own[0] if len(own) == 1 else None
    if action is not None and note is not None:
        evidence["action"] = note
    action = action or context.action_of((*groups, *headings))
    if action is None and record.values["old_name"] is not None:
        action = "replaced"
    if action is None:
        basis = one.found.parts.get("legal_basis")
        action = context.action_of((*((basis.heading,) if basis else ()), *one.titles))
    texts = (*groups, *headings, one.found.name.heading, *one.titles)
    internal = any(procedures.is_internal(text) for text in texts)
    record.values["internal"] = internal
    record.values["action"] = action or ("internal" if internal else None)


def _online(one: _List, row: int, texts: tuple[str, ...], record: Record, evidence: dict[str, Cited]) -> None:
    """Set how far online it is and whether the post takes it; `texts` are its groups and the headings over it."""
    marked = []
    for word, field in (("full", "online_full"), ("partial", "online_partial")):
        for column in one.found.columns.of(field):
            cited = _cited(one, row, column)
            if cited is not None and (is_mark(cited.text) or parse_answer(cited.text)):
                marked.append(word)
                evidence["online_level"] = cited
    own = _of(one, row, "online_level")
    level: str | None = marked[0] if len(marked) == 1 else None
    if not marked and own is not None:
        level = procedures.find_online_level(own.text) or procedures.find_online_level(f"mức độ {own.text}")
        evidence["online_level"] = own
    if not marked and own is None:
        said = [text for text in (*texts, *one.titles) if procedures.says_online(text)]
        level = procedures.find_online_level(said[0]) if said else None
    record.values["online_level"] = level
    postal = _of(one, row, "postal_service")
    answer = None if postal is None else True if is_mark(postal.text) else parse_answer(postal.text)
    record.values["postal_service"] = answer
    if postal is not None and answer is not None:
        evidence["postal_service"] = postal
