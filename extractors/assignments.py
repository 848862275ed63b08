"""Assignments: who must do what, by when (tổ chức thực hiện, phân công nhiệm vụ).

Four printed forms: sections whose headings name agencies, each paragraph or bullet a task; lines "Cơ quan chủ trì: ...",
"Cơ quan phối hợp: ...", "Thời gian: ..." under the heading of a task; tables with such columns; and sentences that
entrust an agency ("Giao Sở ... chủ trì ...", "Sở Nội vụ: phối hợp ...; ..."). One row for each agency or group and task.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import regex

from extractors import prose
from extractors.columns import Columns
from extractors.document import Document, Place, Table
from extractors.parties import Party, opening_parties, parties
from extractors.phases import Passage, passages
from extractors.records import Cited, Extraction, Mention, Method, Record
from normalizers.deadlines import NO_DEADLINE, Deadline, find_deadline, parse_time
from normalizers.flags import is_blank
from normalizers.text import clean, fold, trim
from normalizers.vocabulary import heading_fields

Role = Literal["lead", "coordinate", "implement", "advise"]

_LABEL = regex.compile(r"^\s*([^:]{3,160}):\s*")
_ADVERBIAL = regex.compile(
    r"^(?:Căn cứ|Trên cơ sở|Hàng|Hằng|Mỗi|Định kỳ|Khi|Trước|Trong|Sau|Tùy|Theo|Để|Chậm nhất|Cuối|Đầu|Quý|Tháng|Năm)\b",
    regex.I,
)
_WITH = regex.compile(r"^\s*(?:cùng|cùng với)\s", regex.IGNORECASE)
_ENTRUSTED = regex.compile(r"(?:^|[\p{Ll},]\s)(?:giao|Giao)\s+(?=\p{Lu})")
_PIECES = regex.compile(r";\s*")
_TIME_FIELDS = ("time", "deadline")
_LED = regex.compile(r"^(?P<who>.+?)[\s:,(]+(?:là\s+)?chủ trì\b", regex.IGNORECASE)


@dataclass(slots=True)
class _Lines:
    """The lines "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian" that belong to one task."""

    task: str
    place: Place
    who: list[tuple[Role, str, Passage]] = field(default_factory=list)
    when: Deadline = NO_DEADLINE
    when_cited: Cited | None = None


def extract(document: Document) -> Extraction:
    """Read every assignment of a shaped document into rows of ``assignments``."""
    extraction = Extraction()
    listed = list(passages(document))
    lines = _labelled_lines(listed)
    taken = {id(passage) for group in lines.values() for _, _, passage in group.who}
    rest = [passage for passage in listed if id(passage) not in taken and _field(passage) is None]
    _from_lines(lines, extraction)
    _from_sections(rest, extraction)
    for number, table in enumerate(document.tables()):
        _from_table(table, number, extraction)
    return extraction


# --- sections and sentences


def _from_sections(listed: list[Passage], extraction: Extraction) -> None:
    over: list[Party] = []
    over_bullet = section = ""
    for nth, passage in enumerate(listed):
        if (key := f"{passage.part}/{passage.path}") != section:
            section, over, over_bullet = key, [], ""
        organizing = any(prose.is_organization(heading) for heading in passage.headings)
        if not organizing:
            _entrusted(passage, extraction)
            continue
        headed = _headed(passage)
        text = _without_heading(passage)
        if not text or _closes(listed, nth) or prose.is_preamble(text) or prose.read(text).of("execution_clauses"):
            continue
        if over and passage.bullet == over_bullet:
            over = []
        own, begins = opening_parties(text, generic=not headed)
        if text.endswith(":"):
            if own:
                over, over_bullet = own, passage.bullet
            continue
        who = own or over or headed
        label = _LABEL.match(text) if own else None
        if label and begins <= label.end() and len(trim(text[begins : label.end()])) == 0:
            for piece in _pieces(text[label.end() :]):
                _add(extraction, passage, who, piece, 0)
        else:
            for task in _tasks(text):
                again, start = opening_parties(task, generic=not headed) if own else ([], 0)
                _add(extraction, passage, again or who, task, start)


def _headed(passage: Passage) -> list[Party]:
    """Return the parties of the nearest heading inside the organization section."""
    for heading in passage.headings:
        if prose.is_organization(heading) and not parties(heading):
            return []
        found = parties(heading)
        if found:
            return found
    return []


def _without_heading(passage: Passage) -> str:
    if passage.is_heading:
        return ""
    heading = passage.heading
    if heading and passage.text.startswith(heading):
        return passage.text[len(heading) :].lstrip(" :.")
    return passage.text


def _closes(listed: list[Passage], nth: int) -> bool:
    """Tell whether a paragraph is the plan's closing: by its first words, or unnumbered behind lettered items."""
    passage = listed[nth]
    if fold(passage.text).startswith(prose.word_list("closings")) and not passage.bullet:
        return True
    before = listed[nth - 1] if nth else None
    lettered = regex.search(r"\.[a-zđ]$", passage.path) is not None
    return bool(
        lettered and not passage.bullet and before is not None and before.path == passage.path and not before.bullet
        and passage.text.rstrip().endswith("./.")
    )  # fmt: skip


def _tasks(text: str) -> Iterator[str]:
    """Yield the tasks of a paragraph: its sentences, a sentence that begins with no role joined to the one before."""
    read = prose.read(text)
    start = 0
    for begin, _ in read.sentences[1:]:
        if read.after("role", begin) is not None:
            yield text[start:begin]
            start = begin
    yield text[start:]


def _pieces(text: str) -> Iterator[str]:
    for start, end in prose.read(text).sentences:
        yield from (piece for piece in _PIECES.split(text[start:end]) if trim(piece))


def _entrusted(passage: Passage, extraction: Extraction) -> None:
    """Read "Giao Giám đốc Sở X chủ trì ..." and "UBND tỉnh giao Sở X: chủ trì ...; phối hợp ..." outside such sections."""
    text = passage.text
    if prose.is_preamble(text) or not regex.search(r"giao\s|:", text, regex.IGNORECASE):
        return
    if prose.read(text).of("execution_clauses"):
        return
    entrusts = _ENTRUSTED.search(text)
    start = entrusts.end() if entrusts else 0
    who, end = opening_parties(text[start:], generic=False)
    named = [party for party in who if party.named]
    if not named:
        return
    label = regex.match(r"\s*:\s*", text[start + end :])
    if label:
        body = text[start + end + label.end() :]
        first = next(iter(_pieces(body)), "")
        if not entrusts and _role(first, 0) == "implement":
            return
        for piece in _pieces(body):
            _add(extraction, passage, who, piece, 0)
    elif entrusts and _says_what(text[start + end :]) and _speaks(text[: entrusts.end()]):
        _add(extraction, passage, who, text, start + end)


def _speaks(words_before: str) -> bool:
    """Tell whether "Giao ..." opens the sentence, or stands right behind who speaks: "UBND tỉnh giao ..."."""
    before = regex.sub(r"\s*giao\s+$", "", words_before, flags=regex.IGNORECASE)
    return not before or bool(
        regex.fullmatch(r"(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân)\s+tỉnh", before, regex.IGNORECASE)
    )


def _says_what(predicate: str) -> bool:
    return regex.match(r"\s*[,(]?\s*(?:\p{Ll}+\s+){2}", predicate) is not None


def _role(text: str, start: int) -> Role:
    """Return the part that the predicate of a task gives: its first words decide, adverbials and "cùng ..." aside."""
    read = prose.read(text)
    at = start
    predicate = text[start:]
    together = _WITH.match(predicate)
    if together:
        _, end = opening_parties(predicate[together.end() :], generic=True)
        mark = read.after("role", start + together.end() + end)
        return _named_role(mark.value) if mark and end else "implement"
    starts = [at]
    if _ADVERBIAL.match(predicate.lstrip(" ,:")):
        starts += [match.end() for match in regex.finditer(r",\s*", text, pos=start)]
    for begin in starts:
        while (filler := _filler(text, begin)) > begin:
            begin = filler
        mark = read.after("role", begin)
        if mark is not None:
            return _named_role(mark.value)
    return "implement"


def _named_role(value: str) -> Role:
    roles: dict[str, Role] = {"lead": "lead", "coordinate": "coordinate", "advise": "advise"}
    return roles.get(value, "implement")


def _filler(text: str, at: int) -> int:
    rest = text[at:]
    blank = len(rest) - len(rest.lstrip(" ,:("))
    folded = fold(rest[blank : blank + 40])
    for word in sorted(prose.word_list("before_role"), key=len, reverse=True):
        if folded.startswith(word + " "):
            return at + blank + len(word)
    return at + blank


def _add(extraction: Extraction, passage: Passage, who: list[Party], task: str, predicate: int) -> None:
    if not who or not trim(task):
        return
    role, due = _role(task, predicate), find_deadline(task)
    for party in who:
        position = ("section", passage.part, passage.path, len(extraction.records))
        extraction.records.append(_record(position, passage.path or None, party, role, task, due, passage.place))


def _record(
    position: tuple[int | str, ...],
    path: str | None,
    party: Party,
    role: Role,
    task: str,
    due: Deadline,
    place: Place,
    when: Cited | None = None,
    method: Method = "rule",
) -> Record:
    evidence = {"agency_raw": Cited(party.raw, place), "task": Cited(task.strip(), place)}
    if due and when is not None:
        evidence["deadline_on" if due.on else "recurrence"] = when
    return Record(
        table="assignments",
        position=position,
        values={
            "section_path": path,
            "agency_raw": party.raw,
            "role": role,
            "task": trim(regex.sub(r"\s*\./\.?/?\s*$", "", task)),
            "deadline_on": due.on,
            "recurrence": due.recurrence,
            "due_month": due.month,
            "due_day": due.day,
        },
        evidence=evidence,
        mentions={"agency_id": Mention(party.raw, place)} if party.named else {},
        place=place,
        method=method,
        confidence=1.0 if method == "rule" else 0.8,
    )


# --- lines "Cơ quan chủ trì: ..."


def _field(passage: Passage) -> str | None:
    """Return what the label of a line means ("Cơ quan chủ trì: ..." → ``lead_agency``), None for other paragraphs."""
    label = _LABEL.match(passage.text)
    printed = passage.heading if passage.is_heading else label[1] if label else ""
    if not printed or len(printed) > 60:
        return None
    heading = heading_fields((printed,))
    return heading.field if heading and heading.field in ("lead_agency", "coordinating_agency", *_TIME_FIELDS) else None


def _labelled_lines(listed: list[Passage]) -> dict[tuple[int, str, str], _Lines]:
    groups: dict[tuple[int, str, str], _Lines] = {}
    task, section = "", ""
    for passage in listed:
        meaning = _field(passage)
        if meaning is None:
            if passage.path != section:
                task, section = "", passage.path
            if not passage.is_heading and passage.bullet and not passage.text.endswith(":"):
                task = passage.text
            continue
        label = _LABEL.match(passage.text)
        said = passage.text[label.end() :] if label else ""
        if not trim(said):
            continue
        own_section = passage.text.startswith(passage.heading) and bool(passage.heading)
        path = passage.path.rpartition(".")[0] if own_section else passage.path
        over = passage.headings[1:] if own_section else passage.headings
        title = task if task and not own_section else next(iter(over), "")
        if not title or prose.is_organization(title):
            continue
        group = groups.setdefault((passage.part, path, title), _Lines(title, passage.place))
        if meaning in _TIME_FIELDS:
            group.when, group.when_cited = parse_time(said), Cited(said, passage.place)
        else:
            group.who.append((_label_role(label[1] if label else "", meaning), said, passage))
    return groups


def _label_role(label: str, meaning: str) -> Role:
    if meaning == "coordinating_agency":
        return "coordinate"
    return "lead" if regex.search(r"chủ trì|đầu mối", fold(label)) else "implement"


def _from_lines(groups: dict[tuple[int, str, str], _Lines], extraction: Extraction) -> None:
    for (part, path, _), group in groups.items():
        for role, said, passage in group.who:
            for party in parties(said):
                position = ("line", part, path, len(extraction.records))
                extraction.records.append(
                    _record(
                        position,
                        passage.path or None,
                        party,
                        role,
                        group.task,
                        group.when,
                        passage.place,
                        group.when_cited,
                    )
                )


# --- tables


def _from_table(table: Table, number: int, extraction: Extraction) -> None:
    columns = Columns(table)
    if columns.has("unit_price", "amount", "quantity", "procedures", "published_yes"):
        return
    fields = {
        name: columns.of(name)[0].index
        for name in ("content", "item", "lead_agency", "coordinating_agency", *_TIME_FIELDS)
        if columns.of(name)
    }
    method: Method = "rule"
    lead_heading = next((column.heading for column in columns.of("lead_agency")), "chủ trì")
    if table.header_rows == 0 and not fields:
        fields, method = _self_evident(columns), "inferred"
    what = fields.get("content", fields.get("item"))
    if what is None or not {"lead_agency", "coordinating_agency"} & set(fields):
        return
    for row in columns.body() if table.header_rows else range(table.rows):
        task = columns.at(row, what)
        if task is None or is_blank(task.text):
            continue
        when = next(
            (
                cell
                for name in _TIME_FIELDS
                if name in fields and (cell := columns.at(row, fields[name])) is not None and cell.text
            ),
            None,
        )
        due = parse_time(clean(when.text)) if when else find_deadline(clean(task.text))
        for name, role in (
            ("lead_agency", _label_role(lead_heading, "lead_agency")),
            ("coordinating_agency", "coordinate"),
        ):
            cell = columns.at(row, fields[name]) if name in fields else None
            if cell is None or is_blank(cell.text):
                continue
            for party in parties(clean(cell.text)):
                extraction.records.append(
                    _record(
                        ("table", number, row, len(extraction.records)), None, party, role, clean(task.text), due,
                        cell.place, Cited(when.text, when.place) if when else None, method,
                    )
                )  # fmt: skip


def _self_evident(columns: Columns) -> dict[str, int]:
    """Return the columns of a table without headings whose cells say what they are: "Sở X chủ trì", "Hàng năm"."""
    table = columns.table
    cells = {
        col: [cell.text for row in range(table.rows) if (cell := columns.own(row, col)) is not None and cell.text]
        for col in range(table.cols)
    }
    lead = [
        col
        for col, texts in cells.items()
        if texts and all(_LED.match(text) and parties(clean(text)) for text in texts)
    ]
    time = [
        col
        for col, texts in cells.items()
        if texts and all(len(text) < 40 and parse_time(clean(text)) for text in texts)
    ]
    if len(lead) != 1:
        return {}
    before = [
        col for col in range(lead[0]) if col not in time and cells[col] and all(len(text) > 15 for text in cells[col])
    ]
    if len(before) != 1:
        return {}
    fields = {"content": before[0], "lead_agency": lead[0]}
    if len(time) == 1:
        fields["time"] = time[0]
    behind = [
        col
        for col in range(lead[0] + 1, table.cols)
        if col not in time and cells[col] and all(parties(clean(text)) for text in cells[col])
    ]
    if len(behind) == 1:
        fields["coordinating_agency"] = behind[0]
    return fields
