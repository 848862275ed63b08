"""Assignments: who must do what, by when (tổ chức thực hiện, phân công nhiệm vụ).

Four printed forms: sections whose headings name agencies, each paragraph or bullet a task; lines "Cơ quan chủ trì:
...", "Cơ quan phối hợp: ...", "Thời gian: ..." under the heading of a task; tables with such columns; and sentences
that entrust an agency ("Giao Sở ... chủ trì ...", "Sở Nội vụ: phối hợp ...; ..."). One row for each agency or group
and task.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import prose
from extractors.assignment_lines import LABEL, from_lines, from_table, labelled_lines, line_field
from extractors.assignment_rows import assignment, role_of
from extractors.document import Document
from extractors.parties import Party, opening_parties, parties
from extractors.passages import Passage, passages
from extractors.records import Extraction
from normalizers.agencies import split_agencies
from normalizers.deadlines import find_deadline
from normalizers.text import fold, trim

_ENTRUSTED = regex.compile(r"(?:^|[\p{Ll},]\s)(?:giao|Giao)\s+(?=\p{Lu})")
_TIMED = regex.compile(
    r"(?:Định kỳ|Hàng năm|Hằng năm|Hàng quý|Hằng quý|Mỗi năm|Trước ngày|Chậm nhất)\b", regex.IGNORECASE
)
_PIECES = regex.compile(r";\s*")


def extract(document: Document) -> Extraction:
    """Read every assignment of a shaped document into rows of ``assignments``."""
    extraction = Extraction()
    listed = list(passages(document))
    lines = labelled_lines(listed)
    taken = {id(passage) for group in lines.values() for _, _, passage in group.who}
    rest = [passage for passage in listed if id(passage) not in taken and line_field(passage) is None]
    from_lines(lines, extraction)
    _from_sections(rest, extraction)
    for number, table in enumerate(document.tables()):
        from_table(table, number, extraction)
    return extraction


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
        if not text or _closes(listed, nth) or prose.is_preamble(text) or prose.is_execution_clause(text):
            continue
        if over and passage.bullet == over_bullet:
            over = []
        own, begins = opening_parties(text, generic=not headed)
        if text.endswith(":"):
            if own:
                over, over_bullet = own, passage.bullet
            continue
        who = own or over or headed
        label = LABEL.match(text) if own else None
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
    """Yield the tasks of a paragraph, cut where a sentence or clause begins with a role, or a sentence with a time."""
    read = prose.read(text)
    start = 0
    sentences = [begin for begin, _ in read.sentences[1:]]
    for begin in sorted((*sentences, *(match.end() for match in _PIECES.finditer(text)))):
        if read.after("role", begin) or (begin in sentences and _TIMED.match(text, begin)):
            yield text[start:begin]
            start = begin
    yield text[start:]


def _pieces(text: str) -> Iterator[str]:
    for start, end in prose.read(text).sentences:
        yield from (piece for piece in _PIECES.split(text[start:end]) if trim(piece))


def _entrusted(passage: Passage, extraction: Extraction) -> None:
    """Read "Giao Giám đốc Sở X chủ trì ..." and "UBND tỉnh giao Sở X: chủ trì ...; ..." outside such sections."""
    text = passage.text
    if prose.is_preamble(text) or prose.is_execution_clause(text):
        return
    entrusts = _ENTRUSTED.search(text)
    start = entrusts.end() if entrusts else 0
    if not entrusts and not (":" in text and any(begin == 0 for begin, _, _ in split_agencies(text.partition(":")[0]))):
        return
    who, end = opening_parties(text[start:], generic=False)
    named = [party for party in who if party.named]
    if not named:
        return
    label = regex.match(r"\s*:\s*", text[start + end :])
    if label:
        body = text[start + end + label.end() :]
        first = next(iter(_pieces(body)), "")
        if not entrusts and role_of(first, 0) == "implement":
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


def _add(extraction: Extraction, passage: Passage, who: list[Party], task: str, predicate: int) -> None:
    # a page number or a letter cut off by the page's edge is no task
    if not who or len(regex.findall(r"\p{L}{2,}", task)) < 2:
        return
    role, due = role_of(task, predicate), find_deadline(task)
    for party in who:
        position = ("section", passage.part, passage.path, len(extraction.records))
        extraction.records.append(assignment(position, passage.path or None, party, role, task, due, passage.place))
