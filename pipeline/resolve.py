"""Give the agencies that one document mentions their identities, and list every spelling met."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from extractors.records import Finding, Mention, Record
from extractors.scope import Scope
from normalizers import agencies
from normalizers.agencies import AgencyMatch
from normalizers.agency_ids import by_id
from normalizers.listed_agencies import Named, resolve_listed
from normalizers.own_bodies import (
    in_documents_of,
    in_documents_of_the_body,
    in_documents_of_the_province,
    left_open,
    may_be_local,
    names_the_issuer,
)
from pipeline.result import Row

_PROBLEMS = {
    "ambiguous": (
        "ambiguous_agency",
        "warning",
        "{raw!r} may be any of {candidates}; it is left without an identity.",
        "“{raw}” có thể là {candidates}; chưa xác định được đơn vị.",
    ),
    "unsaid": (
        "ambiguous_agency",
        "warning",
        "{raw!r} does not say which one is meant ({reason}); it is left without an identity.",
        "“{raw}” không nêu rõ của đơn vị nào; chưa xác định được đơn vị.",
    ),
    "several": (
        "ambiguous_agency",
        "warning",
        "{raw!r} names several bodies ({candidates}); it is left without an identity.",
        "“{raw}” nêu nhiều cơ quan ({candidates}); chưa gán cho cơ quan nào.",
    ),
    "unresolved": (
        "unresolved_agency",
        "warning",
        "{raw!r} is not in the gazetteer of this province on that day.",
        "“{raw}” không có trong danh mục đơn vị hành chính của tỉnh vào thời điểm đó.",
    ),
    "other_parent": (
        "unit_parent_mismatch",
        "warning",
        "{raw!r} is listed under {within!r}, but the gazetteer has it under another district.",
        "“{raw}” được liệt kê dưới “{within}” nhưng theo danh mục thuộc huyện khác.",
    ),
    "other_period": (
        "superseded_name",
        "warning",
        "{raw!r} is a name of another time; on that day the gazetteer has {name}.",
        "“{raw}” là tên của thời kỳ khác; vào thời điểm đó theo danh mục là {name}.",
    ),
    "unit_type_mismatch": (
        "unit_type_mismatch",
        "warning",
        "{raw!r} is not of that kind on that day; the gazetteer has {name}.",
        "“{raw}” không đúng loại đơn vị hành chính; theo danh mục là {name}.",
    ),
    "not_in_force": (
        "unit_not_in_force",
        "warning",
        "{raw!r} is a unit that did not exist on that day.",
        "“{raw}” không tồn tại vào thời điểm đó theo danh mục đơn vị hành chính.",
    ),
    "unknown_parent": (
        "unknown_parent",
        "warning",
        "{raw!r} is listed under {within!r}, which is not in the gazetteer of this province; it is taken for {name}.",
        "“{raw}” được liệt kê dưới “{within}”, không có trong danh mục của tỉnh; được hiểu là {name}.",
    ),
    "near_name": (
        "near_name",
        "info",
        "{raw!r} is taken for {name}: {reason}.",
        "“{raw}” được hiểu là {name} (tên gần giống nhất trong phạm vi đã biết).",
    ),
    "by_elimination": (
        "namesake_by_elimination",
        "info",
        "{raw!r} is taken for {name}, the only unit of that name that the list does not name elsewhere.",
        "“{raw}” được hiểu là {name}, đơn vị cùng tên duy nhất chưa được nêu trong danh sách.",
    ),
}


#: the rules of findings that ask who is meant, which a reviewer's decision answers; the others are about the document
IDENTITY_RULES = frozenset(
    {"ambiguous_agency", "unresolved_agency", "near_name", "namesake_by_elimination", "unknown_parent"}
)


@dataclass(slots=True)
class Identities:
    """The agencies of one document: rows for ``agencies`` and ``agency_names``.

    `body` issues the document; `unit` is its district or commune, "" for a body of the province or the centre.
    """

    scope: Scope
    unit: str = ""
    body: AgencyMatch | None = None
    found: dict[str, AgencyMatch] = field(default_factory=dict)
    mentions: dict[str, int] = field(default_factory=dict)
    names: dict[tuple[str, str], Row] = field(default_factory=dict)

    def take(
        self, mention: Mention, on: date | None = None, listed: AgencyMatch | None = None
    ) -> tuple[AgencyMatch, list[Finding]]:
        """Resolve one mention, count it, and return the match with what is doubtful about it.

        `listed` is what the mention means as a row of its list, where it is one.
        """
        match = listed or agencies.resolve(
            mention.raw,
            province_code=self.scope.province_code,
            on=on or self.scope.on,
            within=mention.within or None,
        )
        if listed is not None and listed.agency_id is None and not mention.within and self.body is not None:
            match = in_documents_of_the_body(match, mention.raw, self.body)  # "Văn phòng Bộ" in the ministry's own list
        if listed is None and not mention.within:
            day = on or self.scope.on
            if self.unit:
                match = in_documents_of(match, mention.raw, self.unit, self.scope.province_code, day)
            elif (
                self.body is not None
                and (inner := in_documents_of_the_body(match, mention.raw, self.body)) is not match
            ):
                match = inner
            else:
                match = in_documents_of_the_province(match)
            if self.scope.province_code and match.agency_id and may_be_local(match, mention.raw):
                match = left_open(match, (match.agency_id,), "the organization of the country or of the province")
        if match.agency_id is not None:
            self.found.setdefault(match.agency_id, match)
            self.mentions[match.agency_id] = self.mentions.get(match.agency_id, 0) + 1
            row = self.names.setdefault(
                (match.agency_id, mention.raw),
                {
                    "agency_id": match.agency_id,
                    "name_raw": mention.raw,
                    "occurrences": 0,
                    "method": match.method,
                    "score": match.score,
                    "context": match.context,
                },
            )
            row["occurrences"] += 1
        return match, [_finding(problem, mention, match) for problem in match.problems if problem in _PROBLEMS]

    def agency_rows(self) -> list[Row]:
        """Return the document's share of ``agencies``, sorted by id.

        Parents, and what an agency was before a change of name or kind, are added where no row mentions them.
        """
        rows = {key: agency_row(match, self.mentions.get(key, 0)) for key, match in self.found.items()}
        pending = list(self.found.values())
        while pending:
            match = pending.pop()
            for other_id, known in ((match.parent_id, match.above), (match.previous_id, None)):
                if other_id is None or other_id in rows:
                    continue
                other = known or by_id(other_id, self.scope.on)
                if other is not None:
                    rows[other_id] = agency_row(other, 0)
                    pending.append(other)
        return [rows[key] for key in sorted(rows)]


def agency_row(match: AgencyMatch, mentions: int) -> Row:
    """Return the row of ``agencies`` for an agency."""
    return {
        "agency_id": match.agency_id,
        "name": match.name,
        "short_name": match.short_name,
        "level": match.level,
        "kind": match.kind,
        "parent_id": match.parent_id,
        "province_code": match.province_code,
        "district_code": match.district_code,
        "commune_code": match.commune_code,
        "previous_id": match.previous_id,
        "successor_province_code": match.successor_province_code,
        "successor_commune_code": match.successor_commune_code,
        "successor_commune_codes": list(match.successor_commune_codes) or None,
        "mentions": mentions,
    }


def _finding(problem: str, mention: Mention, match: AgencyMatch) -> Finding:
    unsaid = problem == "ambiguous" and not match.candidates
    rule, severity, message, message_vi = _PROBLEMS["unsaid" if unsaid else problem]
    words = {
        "raw": mention.raw,
        "within": mention.within,
        "name": match.name,
        "reason": match.reason,
        "candidates": ", ".join(match.candidates[:5]),
    }
    return Finding(
        rule=rule,
        severity="warning" if severity == "warning" else "info",
        message=message.format(**words),
        message_vi=message_vi.format(**words),
        place=mention.place,
        expected=mention.within or None,
        actual=mention.raw,
    )


def resolve_records(records: list[Record], identities: Identities) -> None:
    """Set the agency columns of every record from its mentions; doubts become findings of the record.

    The rows of one table, or of the lists of one kind, are resolved together: a list names a unit once.
    """
    listed = _assigned(records, identities.scope, identities.unit)
    for record in records:
        for column, mention in record.mentions.items():
            issued = record.values.get("issued_on") or record.values.get("target_issued_on")
            row = listed.get((_list_of(record), mention.raw, mention.within)) if column == "agency_id" else None
            body = identities.body
            if column.endswith("issuer_id") and body is not None and names_the_issuer(mention.raw, body):
                row = body  # "của Giám đốc bệnh viện" in the hospital's own decision
            day = issued if isinstance(issued, date) else _day(mention, identities.scope)
            match, findings = identities.take(mention, day, row)
            record.values[column] = match.agency_id
            if record.table not in ("citations", "relations"):
                record.findings += findings
            if column == "agency_id" and record.method == "rule" and match.method != "rule":
                record.method = match.method
                record.confidence = min(record.confidence, match.score)


def _day(mention: Mention, scope: Scope) -> date | None:
    """Return the day as of which a mention's list is, where that is before the document's own."""
    return mention.on if mention.on is not None and scope.on is not None and mention.on < scope.on else None


def _on_its_day(match: AgencyMatch, later: AgencyMatch) -> AgencyMatch:
    """Return what a row of a list of an earlier day means, `later` being what it means on the document's own day.

    Provinces were merged in between: a unit that exists no more may have lain in one that is not the document's.
    """
    gone = "not_in_force" in later.problems and later.commune_code is None
    if match.district_code is None and match.commune_code is None and gone:
        return later._replace(problems=tuple(one for one in later.problems if one != "not_in_force"))
    return match


_LISTS = ("qms_status", "rollout")
_List = tuple[object, ...]


def _list_of(record: Record) -> _List | None:
    """Return what tells the list that a record is a row of: its table in the document, or the kind of its lists."""
    if record.table not in _LISTS:
        return None
    basis = record.values.get("basis")
    return (record.table, basis, record.position[0] if basis in (None, "table") else None)


def _assigned(records: list[Record], scope: Scope, unit: str) -> dict[tuple[_List | None, str, str], AgencyMatch]:
    lists: dict[_List, list[Mention]] = {}
    for record in records:
        of = _list_of(record)
        mention = record.mentions.get("agency_id")
        if of is not None and mention is not None:
            lists.setdefault(of, []).append(mention)
    found: dict[tuple[_List | None, str, str], AgencyMatch] = {}
    for of, mentions in lists.items():
        rows = [Named(mention.raw, mention.within or unit) for mention in mentions]
        day = _day(mentions[0], scope)
        matches = resolve_listed(rows, province_code=scope.province_code, on=day or scope.on)
        if day is not None:
            later = resolve_listed(rows, province_code=scope.province_code, on=scope.on)
            matches = [_on_its_day(*both) for both in zip(matches, later, strict=True)]
        found |= {(of, mention.raw, mention.within): match for mention, match in zip(mentions, matches, strict=True)}
    return found
