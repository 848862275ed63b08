"""One row of ``assignments``: the part that a task's first words give an agency, and the record."""

from __future__ import annotations

from typing import Literal

import regex

from extractors import prose
from extractors.document import Place
from extractors.parties import Party, opening_parties
from extractors.records import Cited, Mention, Method, Record
from normalizers.deadlines import Deadline
from normalizers.text import fold, trim

_ADVERBIAL = regex.compile(
    r"^(?:Căn cứ|Trên cơ sở|Hàng|Hằng|Mỗi|Định kỳ|Khi|Trước|Trong|Sau|Tùy|Theo|Để|Chậm nhất|Cuối|Đầu|Quý|Tháng|Năm)\b",
    regex.I,
)
_CLOSING = regex.compile(r"\s*\./\.?/?\s*$")
_ASIDE = regex.compile(r"\s*\([^()]{2,120}\)\s+(?=\p{Ll})")  # "Giao Vụ Pháp chế (Tổng cục Hải quan) chủ trì"
_WITH = regex.compile(r"^\s*(?:cùng|cùng với)\s", regex.IGNORECASE)


Role = Literal["lead", "coordinate", "implement", "advise"]


def role_of(text: str, start: int) -> Role:
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
    if aside := _ASIDE.match(predicate):
        starts.append(at + aside.end())
    for begin in starts:
        while (mark := read.after("role", begin)) is None and (filler := _filler(text, begin)) > begin:
            begin = filler
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


def assignment(
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
    """Return the row of one party and task; only a single agency is a mention to be resolved."""
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
            "task": trim(_CLOSING.sub("", task)),
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
