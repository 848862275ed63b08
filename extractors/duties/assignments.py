"""Assignments: who must do what, by when (tổ chức thực hiện, phân công nhiệm vụ).

Six printed forms: sections whose headings name agencies, each paragraph or bullet a task; lines "Cơ quan chủ trì:
...", "Cơ quan phối hợp: ...", "Thời gian: ..." under the heading of a task, or the same in brackets behind it; tables
with such columns; sentences that entrust an agency ("Giao Sở ... chủ trì ...", "Sở Nội vụ: phối hợp ...; ..."); and,
anywhere, sentences that say what an agency does ("Sở Tài chính bố trí kinh phí ..."). One row for each agency or group
and task.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors import prose
from extractors.document import Document
from extractors.duties.brackets import in_brackets
from extractors.duties.headings import (
    DONE,
    cuts_list,
    headed_parties,
    may_be_duty,
    only_names_who,
    owner_over,
    owners_in,
    sets_aims,
    without_heading,
)
from extractors.duties.leads import Order, inline_order, order, says_only_to_act
from extractors.duties.lines import LABEL, from_lines, from_table, labelled_lines, line_field, role_behind
from extractors.duties.phrases import (
    ASKS,
    SENTENCES_AND_CLAUSES,
    behind_basis,
    described_group,
    described_label,
    handed_on,
    is_anothers,
    is_bound,
    is_duty,
    label_group,
    names_who,
    only_names,
    opening,
    pieces,
    says_what,
    speaker_end,
    tasks,
    verb_or_label,
    with_part,
)
from extractors.duties.rows import Role, assignment, role_of
from extractors.parties import Party, may_open, opening_parties
from extractors.passages import Passage, passages
from extractors.records import Extraction
from normalizers.agencies import split_agencies
from normalizers.deadlines import find_deadline
from normalizers.text import fold, trim

_ENTRUSTED = regex.compile(r"(?:^|[\p{Ll},.;]\s)(?:giao|Giao)\s+(?=\p{Lu})")
_DO_IT = regex.compile(
    r"^[^.;]{0,80}\b(?:nghiêm túc|khẩn trương)\s+(?:(?:tổ chức|triển khai)\s+)*thực hiện\s+(?:Kế hoạch|Chỉ thị"
    r"|Quyết định|Nghị quyết|các nội dung)\s+(?:này|trên)[\s./]*$"
    r"|\bthực hiện\s+(?:tốt|nghiêm túc|nghiêm)\s+(?:Kế hoạch|Chỉ thị|Quyết định|Nghị quyết)\s+này[\s./]*$",
    regex.IGNORECASE,
)
# "Để ..., Ủy ban nhân dân tỉnh giao Sở A ...": who speaks, and before it what for or on what ground
_SPEAKS = regex.compile(
    r"(?:(?:Để|Nhằm|Thực hiện|Căn cứ|Trên cơ sở|Theo|Xét)\s[^;]{1,400},\s+)?"
    r"(?:(?:Kính\s+)?(?:[Đđ]ề nghị|[Kk]iến nghị|[Đđ]ề xuất)\s+)?(?:Chủ tịch\s+)?"  # what is proposed is who is to do it
    r"(?:UBND|[ỦU][yỷ] ban nhân dân)\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)(?:\s+\p{Lu}\p{Ll}+){0,4}"
    r"(?:\s+(?:xem xét|quan tâm)(?:\s+và|,)?)?"
)
# "1. Về vốn năm 2015: Bộ A xem xét ...": what an item is about, before who is told what
_TOPIC = regex.compile(r"(?:Về|Đối với|Liên quan)\s[^:;]{3,200}:\s+")
# "Căn cứ Kế hoạch này xây dựng kế hoạch của đơn vị": closes a plan, but under a heading that names who is to do it
_APPLIES_PLAN = regex.compile(r"Căn cứ (?:nội dung )?Kế hoạch này,?\s+\p{Ll}")
_ARTICLE = regex.compile(r"Điều\s+\w+$")
# "Tổ chức hội thi: Sở A chủ trì; Sở B phối hợp": a task, and behind the colon who does it
_WHO_DOES_IT = regex.compile(r"\s*(?:chủ trì|phối hợp|thực hiện|phụ trách|đảm nhiệm)\b[^;]{0,60}$", regex.IGNORECASE)
# "Sở A chủ trì, Sở B phối hợp": behind the part of one a comma parts it from the next
_WHO_CLAUSES = regex.compile(r";\s*|(?<=\b(?:chủ trì|phối hợp|thực hiện|phụ trách)),\s+(?=\p{Lu})")
_NEXT_SENTENCE = regex.compile(r"(?<=[\p{Ll}\d)][.!?])\s+(?=\p{Lu})")
_RESULTS = regex.compile(r"\bkết quả\s+(?:đã\s+)?đạt được\b", regex.IGNORECASE)  # what is to be looked at
# "UBND tỉnh đã ban hành Kế hoạch ...; giao Sở A làm cơ quan thường trực": it gave the duty when it issued the plan
_HAS_DONE = regex.compile(r"\bđã\s+(?!được\b)\p{Ll}")
_GAVE = regex.compile(r"(?:đồng thời\s+)?(?:giao|phân công)\s", regex.IGNORECASE)
_DEMANDS = regex.compile(r"yêu cầu(?!\s+(?:kỹ thuật|chung))(?!\p{L})", regex.IGNORECASE)
_DUTIES = "Trách nhiệm thực hiện"
_LETTERED = regex.compile(r"\.[a-zđ]$")


def extract(document: Document, year: int | None = None) -> Extraction:
    """Read every assignment of a shaped document into rows of ``assignments``; `year` is the plan's, if it has one."""
    extraction = Extraction()
    listed = _with_demands(list(passages(document)))
    lines = labelled_lines(listed)
    taken = {id(passage) for group in lines.values() for _, _, passage in group.who}
    rest = [passage for passage in listed if id(passage) not in taken and line_field(passage) is None]
    from_lines(lines, extraction)
    _from_sections(rest, extraction)
    # a name alone is a cell of a table that was lost, and tells nobody what to do
    extraction.records = [
        one for one in extraction.records if fold(one.values["task"]) != fold(one.values["agency_raw"])
    ]
    for number, table in enumerate(document.tables()):
        from_table(table, number, year, extraction)
    return extraction


def _with_demands(listed: list[Passage]) -> list[Passage]:
    """Return the passages with "Yêu cầu ..." for a heading of duties, where the document has no "Mục đích, yêu cầu".

    A notice of what was inspected or concluded ends with what it asks of whom.
    """
    if any("mục đích" in fold(heading) for passage in listed for heading in passage.headings):
        return listed
    return [
        replace(passage, headings=tuple(_DUTIES if _DEMANDS.match(one) else one for one in passage.headings))
        for passage in listed
    ]


def _from_sections(listed: list[Passage], extraction: Extraction) -> None:
    over: list[Party] = []
    over_part: Role | None = None
    ordered: Order | None = None
    over_bullet = section = ""
    owners = owners_in(listed)
    for nth, passage in enumerate(listed):
        if (key := f"{passage.part}/{passage.path}") != section:
            section, over, over_bullet = key, [], ""
        organizing = any(prose.is_organization(heading) for heading in passage.headings)
        if not organizing and _in_brackets(passage, extraction):
            continue
        if not organizing and (owner_over(passage) not in owners or not may_be_duty(without_heading(passage))):
            if over and passage.bullet == over_bullet:
                over = []
            opened = inline_order(passage)
            if opened and names_who(opened[1], 0):
                ordered, passage = opened[0], replace(passage, text=opened[1])
            if told := order(passage):
                ordered = told
                over, over_bullet = list(told.whom), passage.bullet
            elif ordered is not None and (led := _led_items(passage, ordered)):
                ordered = led
            elif over and may_be_duty(passage.text):
                for task in tasks(passage.text):
                    # "Đề nghị UBND tỉnh:" over "Giao Sở Tài chính bố trí ...": who is to do it
                    again, start = opening(task, generic=False) if ASKS.match(task) else ([], 0)
                    _add(extraction, passage, again or over, task, start)
            elif not _behind_its_task(passage, extraction):
                item = ordered is not None and ordered.covers(passage)
                below = ordered is not None and ordered.covers_line(passage)
                before = len(extraction.records)
                for clause in _subjects(passage):
                    asked = len(extraction.records) > before  # "... yêu cầu Sở A lập ... Nếu ..., Sở A báo cáo ..."
                    if not _entrusted(clause, extraction):
                        _told(clause, extraction, item, below or asked)
                if item and ordered is not None and before == len(extraction.records):
                    _ordered(passage, list(ordered.whom), extraction, ordered.role)
            continue
        headed, part = headed_parties(passage)
        text = without_heading(passage)
        applies = bool(headed) and _APPLIES_PLAN.match(text) is not None
        if (
            not text
            or (_closes(listed, nth) and not applies)
            or prose.is_preamble(text)
            or prose.is_execution_clause(text)
        ):
            continue
        if over and passage.bullet == over_bullet:
            over = []
        # "Các cơ quan, đơn vị" are those of the heading again, if it names any but one
        generic = len(headed) < 2 and all(party.named for party in headed)
        own, begins = opening(text, generic)
        label = LABEL.match(text) if own else None
        if label and any(party.named and party.start < label.end(1) < party.end for party in own):
            label = None  # "Các Sở: Nội vụ, Y tế ...": the colon stands inside the list
        if label and (described := label_group(own, begins, label[1])):
            own, begins = described, label.end(1)
        if text.endswith(":"):
            if own:
                (over, over_part), over_bullet = with_part(text, own), passage.bullet
            continue
        if _heads_section(listed, nth, own, text[begins:]):
            whole = [Party(trim(text), False, 0, len(text))]
            over, over_bullet = own if own[0].named else whole, "all"  # up to the end of the section
            over_part = None
            continue
        who = own or over or headed
        part = None if own else over_part if over else part
        if label and begins <= label.end() and len(trim(text[begins : label.end()])) == 0:
            for piece in pieces(text[label.end() :]):
                _add(extraction, passage, who, piece, 0)
        else:
            for sentence in tasks(text):
                task = sentence[handed_on(sentence) :]
                again, start = opening(task, generic) if own or ASKS.match(task) else ([], 0)
                _add(extraction, passage, again or who, task, start, None if again else part)


def _heads_section(listed: list[Passage], nth: int, who: list[Party], rest: str) -> bool:
    """Tell whether the first line of a section does nothing but name groups, too long or with a stop for a heading."""
    passage = listed[nth]
    before, behind = listed[nth - 1] if nth else None, listed[nth + 1] if nth + 1 < len(listed) else None
    listed_there = passage.text.startswith(passage.heading) and cuts_list(passage.text, len(passage.heading))
    if not who or (any(party.named for party in who) and not listed_there) or passage.bullet or behind is None:
        return False
    opens = before is None or (before.part, before.path) != (passage.part, passage.path)
    return opens and (behind.part, behind.path) == (passage.part, passage.path) and not verb_or_label(rest)


def _closes(listed: list[Passage], nth: int) -> bool:
    """Tell whether a paragraph is the plan's closing: by its first words, or unnumbered behind lettered items."""
    passage = listed[nth]
    if fold(passage.text).startswith(prose.word_list("closings")) and not passage.bullet:
        return True
    before = listed[nth - 1] if nth else None
    if not passage.bullet and _DO_IT.search(passage.text) and not _named_subject(passage.text):
        return True  # "Các cơ quan, đơn vị nghiêm túc thực hiện Kế hoạch này./."
    lettered = _LETTERED.search(passage.path) is not None
    return bool(
        lettered and not passage.bullet and before is not None and before.path == passage.path and not before.bullet
        and passage.text.rstrip().endswith("./.")
    )  # fmt: skip


def _named_subject(text: str) -> bool:
    """Tell whether a sentence begins with an agency, or with a class of agencies of one level."""
    return bool(opening_parties(text, generic=False)[0])


def _subjects(passage: Passage) -> Iterator[Passage]:
    """Yield the clauses of a paragraph that have an agency of their own: "Sở A chỉ đạo ...; Sở Y tế chỉ đạo ..."."""
    text, start = passage.text, 0
    opens = text[behind_basis(text) or speaker_end(text) :]
    asks = ASKS.match(opens)
    entrusts = _ENTRUSTED.search(text) is not None
    if not passage.is_heading and (entrusts or may_open(opens[asks.end() :] if asks else opens)):
        for match in SENTENCES_AND_CLAUSES.finditer(text):
            begins = match.end() + behind_basis(text[match.end() :])
            if match[0].startswith(";") and _HAS_DONE.search(text, start, match.start()) and _GAVE.match(text, begins):
                continue
            if names_who(text, begins) and not only_names(text[start : match.start()]):
                yield replace(passage, text=text[start : match.start()])
                start = match.end()
    yield replace(passage, text=text[start:]) if start else passage


def _led_items(passage: Passage, ordered: Order) -> Order | None:
    """Return the order that a line below another gives for the items under it: "Sở A chủ trì, phối hợp với Sở B:"."""
    if not passage.text.endswith(":") or not ordered.covers_line(passage):
        return None
    who, _ = opening_parties(passage.text, generic=True)
    whom, role = with_part(passage.text, who)
    return Order(tuple(whom), passage.part, passage.path, role) if whom and role is not None else None


def _ordered(passage: Passage, whom: list[Party], extraction: Extraction, role: Role | None = None) -> None:
    """Read an item that names nobody, under a line that asks the same agencies for all of them."""
    text = without_heading(passage)
    if (
        not text.endswith(":") and is_duty(text, 0) and not ASKS.match(text)
        and not fold(text).startswith(prose.word_list("closings"))
        and not any(map(sets_aims, passage.headings)) and not _tells_past(text)
    ):  # fmt: skip
        headed = next((opening_parties(one, generic=True)[0] for one in passage.headings if only_names_who(one)), [])
        for task in tasks(text):
            _add(extraction, passage, headed or whom, task, 0, None if headed else role)


def _tells_past(text: str) -> bool:
    """Tell whether the first sentence says what was done; what stands behind it only explains the duty."""
    end = _NEXT_SENTENCE.search(text)
    return bool(prose.read(_RESULTS.sub("", text[: end.start()] if end else text)).of("past"))


def _told(passage: Passage, extraction: Extraction, item: bool = False, below: bool = False) -> None:
    """Read a sentence whose subject is an agency and whose verb is a duty: "Sở Tài chính bố trí kinh phí ...".

    Groups ("Các sở báo cáo ...") count in the articles of a decision, in an `item` under a line that orders, or where a
    day is set: elsewhere such sentences set aims. `below`: a plain paragraph under a line that orders.
    """
    text = passage.text
    topic = _TOPIC.match(text)
    if topic is not None and names_who(text, topic.end()):
        text = text[topic.end() :]
    text = text[behind_basis(text) :]
    text = text[speaker_end(text) :]
    asks = ASKS.match(text) is not None
    plain = passage.part == 0 and not passage.path and not passage.bullet and not asks
    if passage.is_heading or (plain and not below and not _is_bound(text)):
        return  # letter head, preamble, signature
    if not asks and not may_open(text):
        return
    if prose.is_preamble(text) or prose.is_execution_clause(text) or any(map(sets_aims, passage.headings)):
        return
    if asks and (_DO_IT.search(text.partition(". ")[0]) or _asks_nothing_else(text)):
        return
    article = _ARTICLE.search(passage.path) is not None or asks or item or below
    who, end = opening_parties(text, generic=article or bool(find_deadline(text)))
    bound = is_bound(text, end)
    if article and who and not who[-1].named:
        who, end = described_group(who, text, end)
    labelled = described_label(text)
    if labelled:
        who, end = labelled
    if not who or not (article or bound or all(party.named for party in who) or find_deadline(text)):
        return
    if (
        (is_duty(text, end) or (article and says_what(text[end:])))
        and not DONE.match(text, end)
        and not prose.read(text).of("past")
    ):
        _add(extraction, passage, who, text[end:] if labelled else text, 0 if labelled else end)


def _is_bound(text: str) -> bool:
    """Tell whether a sentence says what a named agency is responsible for: "Văn phòng ... có trách nhiệm ..."."""
    who, end = opening_parties(text, generic=True)
    return any(party.named for party in who) and is_bound(text, end)


def _in_brackets(passage: Passage, extraction: Extraction) -> bool:
    """Read "Rà soát văn bản (Sở Tư pháp chủ trì; hoàn thành tháng 11/2026)"; returns whether any party was read."""
    if (said := in_brackets(passage.text)) is None or DONE.match(said[0]):
        return False
    task, who = said
    due = find_deadline(passage.text)
    for party, role in who:
        position = ("section", passage.part, passage.path, len(extraction.records))
        extraction.records.append(assignment(position, passage.path or None, party, role, task, due, passage.place))
    return True


def _behind_its_task(passage: Passage, extraction: Extraction) -> bool:
    """Read "Tổ chức hội thi: Sở Nội vụ chủ trì; Tỉnh đoàn phối hợp"; returns whether any party was read."""
    label = LABEL.match(passage.text)
    if label is None or opening_parties(label[1], generic=False)[0] or not may_open(passage.text[label.end() :]):
        return False
    before = len(extraction.records)
    for clause in _WHO_CLAUSES.split(passage.text[label.end() :].rstrip(" .")):
        who, end = opening_parties(clause, generic=False)
        if who and _WHO_DOES_IT.fullmatch(clause, end):
            due = find_deadline(passage.text)
            for party in who:
                position = ("section", passage.part, passage.path, len(extraction.records))
                role = role_behind(clause, party) or "implement"
                extraction.records.append(
                    assignment(position, passage.path or None, party, role, passage.text, due, passage.place)
                )
    return len(extraction.records) > before


def _entrusted(passage: Passage, extraction: Extraction) -> bool:
    """Read "Giao Giám đốc Sở X chủ trì ..." and "UBND tỉnh giao Sở X: chủ trì ...; ..." outside such sections.

    Returns whether any task was read.
    """
    text = passage.text
    if prose.is_preamble(text) or prose.is_execution_clause(text):
        return False
    entrusts = _ENTRUSTED.search(text)
    start = entrusts.end() if entrusts else 0
    if not entrusts and not (":" in text and any(begin == 0 for begin, _, _ in split_agencies(text.partition(":")[0]))):
        return False
    who, end = opening_parties(text[start:], generic=False)
    if not any(party.named for party in who):
        return False
    before = len(extraction.records)
    label = regex.match(r"\s*:\s*", text[start + end :])
    if label:
        body = text[start + end + label.end() :]
        first = next(iter(pieces(body)), "")
        if not entrusts and role_of(first, 0) == "implement":
            return False
        for piece in pieces(body):
            _add(extraction, passage, who, piece, 0)
    elif (
        entrusts and (is_duty(text, start + end) or says_what(text[start + end :])) and _speaks(text[: entrusts.end()])
    ):
        _add(extraction, passage, who, text, start + end)
    return len(extraction.records) > before


def _speaks(words_before: str) -> bool:
    """Tell whether "Giao ..." opens the sentence, or stands right behind who speaks: "UBND tỉnh giao ..."."""
    before = regex.sub(r"\s*giao\s+$", "", words_before, flags=regex.IGNORECASE)
    return not before or _SPEAKS.fullmatch(before) is not None


def _asks_nothing_else(text: str) -> bool:
    """Tell whether a closing asks for no more than what stands above: "Đề nghị các cơ quan phối hợp thực hiện./."."""
    who, end = opening_parties(text, generic=True)
    return bool(who) and not who[-1].named and says_only_to_act(text[end:])


def _add(
    extraction: Extraction, passage: Passage, who: list[Party], task: str, predicate: int, part: Role | None = None
) -> None:
    # a page number or a letter cut off by the page's edge is no task; nor is what another person is going to do
    if not who or len(regex.findall(r"\p{L}{2,}", task)) < 2 or is_anothers(task):
        return
    role, due = role_of(task, predicate), find_deadline(task)
    if role == "implement" and part is not None:
        role = part  # "Sở A chủ trì, phối hợp với các sở:" over the items
    for party in who:
        position = ("section", passage.part, passage.path, len(extraction.records))
        extraction.records.append(assignment(position, passage.path or None, party, role, task, due, passage.place))
