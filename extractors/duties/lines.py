"""Assignments in lines ("Cơ quan chủ trì: ...", "Thời gian: ...") and in the columns of work programmes."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractors import prose
from extractors.columns import Columns
from extractors.document import Cell, Place, Table
from extractors.duties.rows import Role, assignment, role_of
from extractors.duties.schedule import last_marked, quarter_columns
from extractors.parties import Party, parties
from extractors.passages import Passage
from extractors.records import Cited, Extraction, Method
from normalizers.deadlines import NO_DEADLINE, Deadline, find_deadline, parse_time
from normalizers.flags import is_blank
from normalizers.text import clean, fold, trim
from normalizers.vocabulary import heading_fields, time_heading

LABEL = regex.compile(r"^\s*([^:]{3,160}):\s*")
# "Nội dung 2: Kiểm tra", "Hoạt động 3. Tập huấn": tasks numbered behind a word
_NUMBERED_TASK = regex.compile(r"(?:Nội dung|Nhiệm vụ|Hoạt động|Dự án|Chuyên đề|Đợt|Bước|Công việc)\s+\d{1,2}\s*[:.–-]")
# "Chủ trì, phối hợp với các bộ liên quan: ..." is a task, no label before who does it
_SENTENCE = regex.compile(r"\b(?:với|các|cùng)\s", regex.IGNORECASE)
_NEXT_LABEL = regex.compile(
    r"[;.,]\s*(?:(?:cơ quan|đơn vị)\s+)?(?P<part>chủ trì|phối hợp|thực hiện)(?:\s+thực hiện)?\s*:\s*", regex.IGNORECASE
)
_TIME_FIELDS = ("time", "deadline")
_PARTY_FIELDS = ("lead_agency", "coordinating_agency")
_LED = regex.compile(r"^(?P<who>.+?)[\s:,(]+(?:là\s+)?chủ trì\b", regex.IGNORECASE)


@dataclass(slots=True)
class Lines:
    """The lines "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian" that belong to one task."""

    task: str
    place: Place
    who: list[tuple[Role, str, Passage]] = field(default_factory=list)
    when: Deadline = NO_DEADLINE
    when_cited: Cited | None = None


def line_field(passage: Passage) -> str | None:
    """Return what the label of a line means ("Cơ quan chủ trì: ..." → ``lead_agency``), None for other paragraphs."""
    label = LABEL.match(passage.text)
    printed = passage.heading if passage.is_heading else label[1] if label else ""
    if not printed or len(printed) > 60 or ";" in printed or _SENTENCE.search(printed):
        return None
    heading = heading_fields((printed,))
    return heading.field if heading and heading.field in ("lead_agency", "coordinating_agency", *_TIME_FIELDS) else None


def labelled_lines(listed: list[Passage]) -> dict[tuple[int, str, str], Lines]:
    """Return the labelled lines of a document by (part, section, task): under one heading, or below one bullet."""
    groups: dict[tuple[int, str, str], Lines] = {}
    task, section = "", ""
    for passage in listed:
        meaning = line_field(passage)
        if meaning is None:
            if passage.path != section:
                task, section = "", passage.path
            named = passage.bullet and not passage.text.endswith(":") and not _describes(passage.text)
            if not passage.is_heading and (named or _NUMBERED_TASK.match(passage.text)):
                task = passage.text
            continue
        label = LABEL.match(passage.text)
        said = passage.text[label.end() :] if label else ""
        if not trim(said):
            continue
        own_section = passage.text.startswith(passage.heading) and bool(passage.heading)
        path = passage.path.rpartition(".")[0] if own_section else passage.path
        over = passage.headings[1:] if own_section else passage.headings
        title = task if task and not own_section else next(iter(over), "")
        if not title or prose.is_organization(title):
            continue
        group = groups.setdefault((passage.part, path, title), Lines(title, passage.place))
        if meaning in _TIME_FIELDS:
            group.when, group.when_cited = parse_time(said), Cited(said, passage.place)
        else:
            group.who += [(role, text, passage) for role, text in _parts(label[1] if label else "", meaning, said)]
    return groups


def _describes(text: str) -> bool:
    """Tell whether a line only describes the task over it: "Đối tượng: ...", "Số lượng: ...", "Địa điểm: ..."."""
    label = LABEL.match(text)
    return label is not None and fold(label[1]).strip() in prose.word_list("describes_task")


def _parts(label: str, meaning: str, said: str) -> list[tuple[Role, str]]:
    """Return the part and the words of each label of a line: "Cơ quan chủ trì: A; cơ quan phối hợp: B" has two."""
    found: list[tuple[Role, str]] = []
    role, start = _label_role(label, meaning), 0
    for match in _NEXT_LABEL.finditer(said):
        found.append((role, said[start : match.start()]))
        role = "coordinate" if fold(match["part"]) == "phối hợp" else _label_role(match[0], "lead_agency")
        start = match.end()
    return [*found, (role, said[start:])]


def _label_role(label: str, meaning: str) -> Role:
    if meaning == "coordinating_agency":
        return "coordinate"
    return "lead" if regex.search(r"chủ trì|đầu mối|(?:thực hiện|trách nhiệm) chính", fold(label)) else "implement"


def _said_role(text: str) -> Role | None:
    """Return the part that a cell of its own column says: "Chủ trì", "Phối hợp", "Thực hiện"; None for others."""
    folded = fold(text)
    roles: tuple[tuple[str, Role], ...] = (
        ("chủ trì", "lead"),
        ("đầu mối", "lead"),
        ("phối hợp", "coordinate"),
        ("tham mưu", "advise"),
        ("thực hiện", "implement"),
    )
    return next((role for word, role in roles if word in folded), None)


def from_lines(groups: dict[tuple[int, str, str], Lines], extraction: Extraction) -> None:
    """Add a row for each agency that the lines of a task name."""
    for (part, path, _), group in groups.items():
        for role, said, passage in group.who:
            for party in parties(said):
                position = ("line", part, path, len(extraction.records))
                own_role = role_behind(said, party) or role
                extraction.records.append(
                    assignment(
                        position,
                        passage.path or None,
                        party,
                        own_role,
                        group.task,
                        group.when,
                        passage.place,
                        group.when_cited,
                    )
                )


def from_table(table: Table, number: int, year: int | None, extraction: Extraction) -> None:
    """Add a row for each agency in each row of a table that assigns tasks; other tables add none.

    A row without a task is left out: nothing says what the agency is to do. `year` is the plan's one year, for
    columns of quarters or months that print none.
    """
    columns = Columns(table)
    if columns.has("unit_price", "procedures", "published_yes"):
        return
    if columns.has("amount", "quantity") and not columns.has("content"):
        return  # items of cost; a programme of tasks may say what each costs
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
    parts = columns.of("part")
    if (
        what is not None
        and parts
        and columns.has("agency")
        and not {"lead_agency", "coordinating_agency"} & set(fields)
    ):
        fields["lead_agency"] = columns.of("agency")[0].index  # "Cơ quan | Trách nhiệm | Vai trò"
        lead_heading = ""
    if what is None or not {"lead_agency", "coordinating_agency"} & set(fields):
        return
    quarters = quarter_columns(table, year)
    for row in columns.body() if table.header_rows else range(table.rows):
        task = columns.meant(row, what)
        if task is None or is_blank(task.text):
            continue
        when = next(
            (
                cell
                for name in _TIME_FIELDS
                if name in fields
                and fields[name] not in quarters
                and (cell := columns.meant(row, fields[name])) is not None
                and cell.text
            ),
            None,
        )
        due = parse_time(clean(when.text)) if when else find_deadline(clean(task.text))
        marked = None if when else last_marked(columns, quarters, row)
        if marked is not None:
            when, due = marked[0], Deadline(marked[1]) if marked[1] is not None else due
        cells = {name: columns.meant(row, fields[name]) for name in _PARTY_FIELDS if name in fields}
        own_method = method
        if (above := _of_agency_above(columns, row, fields)) is not None:
            cells["lead_agency"], own_method = above, "inferred"
        if any(cell is not None and time_heading(cell.text) is not None for cell in cells.values()):
            continue  # a time stands where an agency should: a dump has moved the row's cells
        for name, role in (
            ("lead_agency", _label_role(lead_heading, "lead_agency")),
            ("coordinating_agency", "coordinate"),
        ):
            cell = cells.get(name)
            if cell is None or is_blank(cell.text):
                continue
            said = clean(cell.text)
            part = columns.at(row, parts[0].index) if parts else None
            for party in _cell_parties(said):
                own_role = role_behind(said, party) or (_said_role(part.text) if part else None) or role
                if own_role == "implement":  # "Cơ quan thực hiện" of "Chủ trì, phối hợp ..."
                    own_role = role_of(clean(task.text), 0)
                extraction.records.append(
                    assignment(
                        ("table", number, row, len(extraction.records)), None, party, own_role, clean(task.text), due,
                        cell.place, Cited(when.text, when.place) if when else None, own_method,
                    )
                )  # fmt: skip


def _of_agency_above(columns: Columns, row: int, fields: dict[str, int]) -> Cell | None:
    """Return the agency above a row that prints neither its number nor its agency: it goes on with what that one does.

    Tables that put the agency first ("STT | Cơ quan | Nhiệm vụ") print it once, as text dumps without merged cells do.
    """
    numbers = columns.of("row_no")
    col, what = fields.get("lead_agency"), fields.get("content", fields.get("item"))
    if col is None or what is None or col > what or not numbers:
        return None

    def blank(at: int, column: int) -> bool:
        cell = columns.at(at, column)
        return cell is None or is_blank(cell.text)

    if not blank(row, col) or not blank(row, numbers[0].index):
        return None
    at = row - 1
    while at >= columns.table.header_rows and blank(at, col) and blank(at, numbers[0].index):
        at -= 1
    cell = columns.at(at, col) if at >= columns.table.header_rows else None
    return cell if cell is not None and not is_blank(cell.text) else None


def _cell_parties(text: str) -> list[Party]:
    """Return the parties of a cell that stands under such a heading; words that are none that is known are one."""
    return parties(text) or ([Party(trim(text), False, 0, len(text))] if regex.search(r"\p{L}{2}", text) else [])


def role_behind(text: str, party: Party) -> Role | None:
    """Return the part that a clause gives a party in words around it: "Sở A chủ trì; Sở B phối hợp"."""
    before, behind = text[: party.start].rpartition(";")[2], text[party.end :].partition(";")[0]
    if regex.search(r"\bphối hợp\b", before, regex.IGNORECASE):
        return "coordinate"  # "Sở A chủ trì, phối hợp với Sở B"
    said = regex.search(r"\b(chủ trì|phối hợp)\b(?P<with>\s+(?:với|cùng|(?-i:\p{Lu})))?", behind, regex.IGNORECASE)
    if said is not None and said["with"] and fold(said[1]) == "phối hợp":
        return None  # "Sở A phối hợp với Sở B": B is the partner
    return None if said is None else "lead" if fold(said[1]) == "chủ trì" else "coordinate"


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
