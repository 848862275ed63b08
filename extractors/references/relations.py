"""What a document does to others: amends, replaces, repeals, suspends, extends, corrects, guides, attaches, reports.

The formulas are those of Decree 34/2016/NĐ-CP (articles 8-10, 38, 68-76) and Decree 30/2020/NĐ-CP, Annex I: the title
and the operative articles say what is changed; the preamble and quoted new texts change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import regex

from extractors.document import Document
from extractors.heads.facts import CONSOLIDATED, Header
from extractors.lines import Line
from extractors.records import Cited, Extraction, Record
from extractors.references.annexed import annexed
from extractors.references.change_words import (
    DOES,
    ENDING,
    ENDS,
    ENDS_LIST,
    INTRODUCED,
    LIMITED,
    LISTED,
    NO_BRIDGE,
    OPENS_LIST,
    OTHER_ROLE,
    OTHERS_NAME,
    PARTLY,
    PIECE,
    PROCEDURES_OF,
    QUOTED_WORDS,
    ROW_OF_VERBS,
    SAID_BEHIND,
    SOME,
    VERBS,
)
from extractors.references.citation_clauses import Clause
from extractors.references.citations import Named, read_clause
from extractors.references.concerned import WHOLE, Concerned, concerned, is_annex
from extractors.references.laws import LAW
from extractors.references.provisions import own_provision
from normalizers.codes import starts_with_type
from normalizers.dates import find_dates
from normalizers.text import cut_out, trim

_LONGEST_BRIDGE = 260  # characters
_ITEM = 40  # characters of a list's item before its document: "a)", "1. Toàn bộ"
_PIECEWISE = regex.compile(
    r"^\W*(?:\d{1,2}[.)]|[a-zđ][.)])?\s*(?:Sửa đổi|Bổ sung|Bãi bỏ|Hủy bỏ|Huỷ bỏ|Thay|Đổi)(?!\p{L})"
)
_GUIDES = regex.compile(
    r"(?<!\p{L})(?:hướng dẫn(?:\s+(?:thi hành|thực hiện|áp dụng))?|quy định chi tiết(?:\s+(?:và hướng dẫn|thi hành))*)"
    r"(?!\p{L})",
    regex.IGNORECASE,
)
_CARRIES_OUT = regex.compile(r"\W*(?:thực hiện|thi hành|áp dụng|triển khai)(?!\p{L})", regex.IGNORECASE)
_REPORTS = regex.compile(
    r"(?<!\p{L})(?:thực hiện|triển khai|thi hành|kết quả|tổng kết|sơ kết)(?!\p{L})", regex.IGNORECASE
)
_DONE = regex.compile(r"(?<!\p{L})(?:ký|ban hành|phê duyệt|thông qua|công bố)(?!\p{L})", regex.IGNORECASE)
_SELF = r"(?:Quyết định|Nghị quyết|Thông tư(?: liên tịch)?|Nghị định|Công văn|Văn bản|Thông báo|Chỉ thị)\s+n[àầ]y"
# the colon of a standard's year ends no title: "TCVN ISO 9001:2015"
_TITLE = r"(?:[^.;:“”]|(?<=\d):(?=\s?(?:19|20)\d\d(?!\d))|(?<=\d)\.(?=\d))"
_ATTACHES = regex.compile(
    rf"(?<!\p{{L}})(?:[Bb]an hành|[Pp]hê duyệt|[Cc]ông bố)\s+"
    rf"(?:kèm theo\s+{_SELF}\s+(?:bản\s+)?(?:[“\"]\s?)?(?P<what>\p{{Lu}}{_TITLE}*)"
    rf"|(?:bản\s+)?(?P<what>\p{{Lu}}{_TITLE}*?)\s*,?\s*kèm theo\s+{_SELF})"
)
# "Công văn này thay thế Công văn số ...": a document without articles speaks of itself
_OF_ITSELF = regex.compile(
    r"(?<!\p{L})(?:Công văn|Văn bản|Thông báo|Kế hoạch|Hướng dẫn|Chỉ thị|Chương trình|Quy chế|Quy định|Đề án|Kết luận"
    r"|Giấy ủy quyền|Thông tư(?: liên tịch)?|Quyết định|Nghị quyết)\s+n[àầ]y\s+"
    r"(?:(?:có hiệu lực[^.;]{0,80}?(?:và|,)\s+)?"
    r"(?:thay thế|thay cho|bãi bỏ|sửa đổi|bổ sung|điều chỉnh|đính chính|hủy bỏ)(?!\p{L})"
    r"|có hiệu lực[^.;]{0,120}[.;]\s+(?:Thay thế|Bãi bỏ|Hủy bỏ|Huỷ bỏ)(?!\p{L}))"
)
_CORRECTS = regex.compile(r"(?<!\p{L})đính chính(?!\p{L})", regex.IGNORECASE)  # a letter may be about nothing else
# "Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của Nghị định số ...", above the articles
_ENACTS = regex.compile(
    r"[^.;:]{3,80}?\sban hành\s(?:Luật|Pháp lệnh|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Nghị quyết)\s"
    r"(?=sửa đổi|bổ sung|thay thế|bãi bỏ)"
)
_NEXT_VERB = regex.compile(r"\s*(?:[,;](?:\s*và)?|(?<!\p{L})và)\s*$")  # what parts one verb's part from the next verb
_QUOTED = regex.compile(r"“[^”]*”?|\"[^\"]*\"")
#: Relations that take effect on a day.
_CHANGES = ("amends", "replaces", "repeals", "suspends", "extends", "corrects")
#: Relations that give what a title names the role of what is changed; suspensions leave it as it is.
_IN_TITLE = ("amends", "replaces", "repeals", "extends", "corrects")
#: Kinds of documents that may change others by their title.
_REPORT_TYPES = ("BC", "TIN")
#: Kinds of documents that propose, report, record or invite: what their titles speak of is another document's act.
_CHANGE_NOTHING = ("TTr", "BC", "BB", "GM", "TIN")
#: Kinds of documents that ask or record and are not carried out: a report answers the letter that asked for it.
_NOT_CARRIED_OUT = ("CV", "TTr", "BC", "BB", "GM", "GUQ", "HĐ", "TIN")


class _Listed(NamedTuple):
    """What the sentence over a list says of each of its items: "Bãi bỏ một phần các văn bản sau:"."""

    relation: str = ""
    partly: bool = False


_NOTHING = _Listed()


@dataclass(frozen=True, slots=True)
class _Found:
    """One relation: what is done to which document, what of it is concerned, where it is said."""

    relation: str
    target: Record
    concerned: Concerned
    clause: Clause
    raw: str
    effective_on: date | None = None


def extract(document: Document, clauses: list[tuple[Clause, list[Named]]], facts: Header) -> Extraction:
    """Read the relations of a document into rows of ``relations``: those of its articles, then those of its title.

    `clauses` are what ``citations.read`` gave. A title says nothing of its own where an article says the same.
    """
    title = facts.evidence.get("title")
    by_title = list(_of_title(str(facts.values.get("title") or ""), title, facts)) if title is not None else []
    if facts.values.get("type_code") == CONSOLIDATED:
        return Extraction()
    below = [one for one in clauses if not _is_in_title(one[0], title)]
    found = list(_of_articles(below, by_title, str(facts.values.get("title") or "")))
    found += _annexed(document, clauses)
    for item in found:
        if item.relation in _CHANGES:
            _settle(item)
    _settle_title(clauses, [item for item in (*found, *by_title) if item.relation in _IN_TITLE], title)
    if facts.values.get("type_code") in _REPORT_TYPES and not any(item.relation == "reports_on" for item in by_title):
        found += list(_reported(clauses, facts))[:1]
    said = {(item.relation, _name(item.target)) for item in found}
    # "Sửa đổi khoản 2 Điều 1 ..." in the title is the article's own sentence once more
    changed = {_name(item.target) for item in found if item.relation in _CHANGES}
    found += [
        item
        for item in by_title
        if (item.relation, _name(item.target)) not in said
        and not (item.relation in _CHANGES and _name(item.target) in changed)
    ]
    extraction = Extraction()
    met: set[tuple[object, ...]] = set()
    for item in found:
        key = (item.relation, _name(item.target), item.concerned, own_provision(item.clause.line.section).article)
        if key not in met:
            met.add(key)
            extraction.records.append(_record(item, len(met), facts))
    return extraction


def _settle(item: _Found) -> None:
    """Give a citation its role by what is done to it: what a part of is replaced is changed, and stays."""
    if item.target.values.get("relation") not in ("mentions", "amends", "replaces"):
        return
    provision, part = item.concerned
    whole = provision == WHOLE.provision and (part is None or is_annex(part))
    item.target.values["relation"] = "replaces" if item.relation == "replaces" and whole else "amends"


def _settle_title(clauses: list[tuple[Clause, list[Named]]], changes: list[_Found], title: Cited | None) -> None:
    """Give what the title names the role that it has by what is done to it."""
    roles: dict[str, str] = {}
    for item in changes:
        settled = str(item.target.values["relation"])
        if settled not in ("amends", "replaces"):  # said by the title alone
            settled = "replaces" if item.relation == "replaces" else "amends"
        roles.setdefault(_name(item.target), settled)
    for clause, named in clauses:
        in_title = _is_in_title(clause, title)
        for one in named if not clause.lead else ():
            role = one.record.values["relation"]
            # what is changed is another document's: "sửa đổi Quy định ban hành kèm theo Nghị quyết số ..."
            if (role == "accompanies" or (in_title and role == "mentions")) and _name(one.record) in roles:
                one.record.values["relation"] = roles[_name(one.record)]


def _is_in_title(clause: Clause, title: Cited | None) -> bool:
    return title is not None and not clause.line.section and trim(clause.text) in trim(title.text)


def _name(target: Record) -> str:
    return str(target.values["code"] or target.values["title"])


def _of_title(title: str, cited: Cited, facts: Header) -> Iterator[_Found]:
    clause = Clause(title, Line(title, cited.place, 0, 0, False), "", False)
    named = read_clause(clause)
    kind = str(facts.values.get("type_code") or "")
    yield from _changes(clause, named) if kind not in _CHANGE_NOTHING else ()
    for one in named:
        before = title[max(0, one.start - _LONGEST_BRIDGE) : one.start]
        if kind == "HD" and one.start <= _LONGEST_BRIDGE and _CARRIES_OUT.match(before):
            before = f"Hướng dẫn {before}"  # its type is the verb: "HƯỚNG DẪN" over "Thực hiện một số điều của ..."
        guides = _GUIDES.search(before)
        if guides is not None and kind not in _REPORT_TYPES:
            of_what = concerned(before[guides.end() :])
            yield from (_Found("guides", one.record, what, clause, title) for what in of_what)
        elif kind == "BC" and _is_carried_out(one.record) and _REPORTS.search(before):
            yield _Found("reports_on", one.record, WHOLE, clause, title)
    if not named and kind not in _REPORT_TYPES:
        yield from _guided_law(clause, title)


def _guided_law(clause: Clause, title: str) -> Iterator[_Found]:
    """Yield the law that a title says to guide: "Quy định chi tiết một số điều của Luật Thủy lợi"."""
    verb = _GUIDES.search(title)
    if verb is None:
        return
    law = Clause(title[verb.start() :], clause.line, "", False)
    for one in read_clause(law):
        for what in concerned(law.text[verb.end() - verb.start() : one.start]):
            yield _Found("guides", one.record, what, clause, title)


def _reported(clauses: list[tuple[Clause, list[Named]]], facts: Header) -> Iterator[_Found]:
    """Yield what a report or a news item is about: what it says to carry out, what it says was signed."""
    news = facts.values.get("type_code") == "TIN"
    answers = False  # behind a letter that asks only what is said to be carried out
    for clause, named in clauses:
        for one in named:
            if not one.record.values["code"] or not (news or clause.lead == "basis"):
                continue
            before = clause.text[: one.start]
            if news:
                fits = _DONE.search(before) is not None
            elif not _is_carried_out(one.record):
                fits, answers = False, True
            else:
                fits = not answers or _REPORTS.search(before) is not None
            if fits:
                yield _Found("reports_on", one.record, WHOLE, clause, clause.text)


def _is_carried_out(target: Record) -> bool:
    """Tell whether a document is one that is carried out and reported on.

    The number in "Luật sửa đổi, bổ sung một số điều của Luật chứng khoán số 70/2006/QH11" may be the amended law's.
    """
    amends = target.values["code"] and regex.match(r"\p{L}[\p{L} ]{2,8} sửa đổi", str(target.values["title"] or ""))
    return target.values["type_code"] not in _NOT_CARRIED_OUT and not (target.values["type_code"] == LAW and amends)


def _of_articles(clauses: list[tuple[Clause, list[Named]]], by_title: list[_Found], title: str) -> Iterator[_Found]:
    corrects = _CORRECTS.search(title) is not None
    changes = any(item.relation in _CHANGES for item in by_title)
    changed = {_name(item.target): item.target for item in by_title if item.relation == "amends"}
    title_target = next(iter(changed.values())) if len(changed) == 1 else None
    article, target, listed = "", title_target, _NOTHING
    open_quotes = 0
    for clause, named in clauses:
        text = clause.text
        quoted = open_quotes > 0 or text.lstrip()[:1] in ("“", '"')
        open_quotes = max(0, open_quotes + text.count("“") - text.count("”"))
        own = own_provision(clause.line.section).article
        if quoted or clause.lead:
            continue
        if own is None:  # letters and plans have no articles
            speaks = _OF_ITSELF.search(text) or _ENACTS.match(text) or (corrects and _CORRECTS.search(text))
            speaks = speaks or (changes and _PIECEWISE.match(text))
            yield from _changes(clause, named) if named and speaks else ()
            continue
        if own != article:
            article, target, listed = own, title_target, _NOTHING
        yield from _attached(clause)
        found = list(_changes(clause, named, listed))
        yield from found
        amended = [item.target for item in found if item.relation in ("amends", "repeals")]
        if amended:
            target = amended[0]
        elif not named and target is not None and _PIECEWISE.match(text):
            yield from _piecewise(clause, target)
        if text.rstrip().endswith(":") and not named:
            above = _QUOTED.sub("", text)
            listed = _Listed(_verb(above) or "", PARTLY.search(above) is not None)


def _verb(text: str) -> str | None:
    """Return the relation that a text's verbs say, what ends an effect first."""
    match = ENDS.search(text) or VERBS.search(text)
    return match.lastgroup if match else None


def _changes(clause: Clause, named: list[Named], listed: _Listed = _NOTHING) -> Iterator[_Found]:
    """Yield what a clause says to change: a verb before the document, or the end of its effect behind it."""
    text = clause.text
    before_end, relation = 0, ""
    for index, one in enumerate(named):
        gap = text[before_end : one.start]
        verbs = _verbs_of(gap, first=not index)
        bridge = gap[verbs[-1].end() :].removeprefix(":") if verbs else ""  # "thay thế: Quyết định số ..."
        until = named[index + 1].start if index + 1 < len(named) else len(text)
        tail = regex.split(r"[.;]\s", text[one.end : until])[0]
        behind = ENDS.search(tail)
        next_one = LISTED.search(gap) if relation else None
        partly = False
        if verbs and index and not relation and DOES.match(gap):
            relation = ""  # "ban hành Thông tư A, sửa đổi, bổ sung Thông tư B": it is A that changes B
        elif verbs and _leads_on(bridge):
            # "sửa đổi, bổ sung": the first verb of a row of verbs says what is done
            relation = verbs[-1].lastgroup or ""
            yield from _parts_before(clause, one, verbs, before_end)
        elif behind is not None and not verbs:
            relation, bridge = (
                behind.lastgroup or "",
                INTRODUCED.sub("", regex.split(r"[.;:]\s", gap)[-1][-_LONGEST_BRIDGE:]),
            )
            partly = PARTLY.match(tail, behind.end()) is not None
        elif not verbs and ENDS_LIST.search(gap) is not None:
            relation, bridge = "repeals", ""
        elif next_one is not None and not OTHER_ROLE.search(gap[: next_one.start()]):
            bridge = next_one["part"] or ""
        elif listed.relation and not index and _is_item(gap):
            relation, bridge, partly = listed.relation, gap, listed.partly
            if (stands_behind := SAID_BEHIND.match(tail)) is not None:
                bridge = tail[stands_behind.end() :]
                relation = _verb(bridge) or relation
                bridge = PIECE.sub("", bridge, count=1)
        else:
            relation = ""
        if relation:
            since = (
                verbs[-1].start()
                if verbs
                else next_one.start("part")
                if next_one is not None and next_one["part"]
                else 0
            )
            printed = cut_out(text[before_end + since : one.end])
            day = _end_of_effect(text[one.end : until]) if relation in ("repeals", "suspends") else None
            for what in concerned(bridge):
                if what == WHOLE and relation in ENDING:
                    limited = LIMITED.match(tail)
                    what = what._replace(part="một phần" if partly else trim(limited["part"]) if limited else None)
                yield _Found(_partial(relation, what), one.record, what, clause, printed, day)
        before_end = one.end


def _parts_before(clause: Clause, one: Named, verbs: list[regex.Match[str]], start: int) -> Iterator[_Found]:
    """Yield what the verbs before the last one change of the same document, each its own articles or annexes.

    "Sửa đổi khoản 3 Điều 7, bãi bỏ điểm b khoản 1 Điều 12 và thay thế Phụ lục IV của Quyết định số ...".
    """
    for verb, following in pairwise(verbs):
        between = verb.string[verb.end() : following.start()]
        if _NEXT_VERB.search(between) is None or not _leads_on(between):
            continue
        printed = cut_out(_NEXT_VERB.sub("", clause.text[start + verb.start() : start + following.start()]))
        for what in concerned(_NEXT_VERB.sub("", between)):
            if what != WHOLE:
                yield _Found(_partial(verb.lastgroup or "", what), one.record, what, clause, printed)


def _leads_on(bridge: str) -> bool:
    """Tell whether the words between a verb and a document are about that document alone."""
    if len(bridge) > _LONGEST_BRIDGE:
        return False
    words = PROCEDURES_OF.sub(" ", OPENS_LIST.sub(" ", QUOTED_WORDS.sub("…", bridge)))
    return NO_BRIDGE.search(words) is None


def _is_item(gap: str) -> bool:
    """Tell whether a document is what an item of a list is about: it stands first, or behind its part alone."""
    if OTHERS_NAME.search(gap):
        return False
    return len(gap) <= _ITEM or (len(gap) <= _LONGEST_BRIDGE and concerned(gap) != [WHOLE] and _leads_on(gap[4:]))


def _partial(relation: str, what: Concerned) -> str:
    """Return the relation for what is concerned: "bãi bỏ một số điều của ..." leaves the document, changed."""
    some = what.part is not None and what.provision == WHOLE.provision and SOME.match(what.part)
    return "amends" if some and relation in ("repeals", "replaces") else relation


def _verbs_of(gap: str, *, first: bool) -> list[regex.Match[str]]:
    """Return the verbs before a document; behind another one only those of a new clause, not those of its title.

    "thay thế Quyết định A và bãi bỏ Quyết định B", but "thay thế Quyết định A sửa đổi, bổ sung Quyết định B".
    """
    verbs = list(VERBS.finditer(gap))
    if first or not verbs:
        return verbs
    before = ROW_OF_VERBS.sub("", gap[: verbs[-1].start()])
    return verbs if regex.search(r"(?:[;.,]|(?<!\p{L})và)\s*$", before) else []


def _end_of_effect(text: str) -> date | None:
    """Return the day printed for the end of a document's effect: "hết hiệu lực kể từ ngày 01 tháng 7 năm 2020"."""
    match = regex.search(r"hiệu lực(?:\s+thi hành)?\s+(?:kể\s+)?từ\s+(?P<when>ngày[^.;]{1,40})", text)
    # "Bãi bỏ Quyết định A của Ủy ban nhân dân tỉnh kể từ ngày ...", before any word of what A is about
    match = match or regex.match(
        r"(?:(?!\b(?:về|v/v|quy định|ban hành|phê duyệt)\b)[^.;]){0,120}?\bkể từ\s+(?P<when>ngày[^.;]{1,40})", text
    )
    dates = find_dates(match.group("when")) if match else []
    return dates[0].value if dates else None


def _piecewise(clause: Clause, target: Record) -> Iterator[_Found]:
    """Yield what one clause of an amending article changes: "2. Bổ sung điểm c khoản 1 Điều 9 như sau"."""
    text = regex.split(r"như sau|bằng\s+(?=Phụ lục|Mẫu|Biểu|Điều|khoản)", clause.text)[0]
    relation = "repeals" if regex.match(r"\W*\w{0,3}[.)]?\s*(?:Bãi|Hủy|Huỷ) bỏ", text) else "amends"
    yield from (
        _Found(relation, target, what, clause, clause.text)
        for what in concerned(PIECE.sub("", text, count=1))
        if what != WHOLE
    )


def _annexed(document: Document, clauses: list[tuple[Clause, list[Named]]]) -> Iterator[_Found]:
    for one in annexed(document, clauses):
        what = WHOLE._replace(part="một phần") if one.partly else WHOLE
        printed = str(one.named.record.values["raw"])
        yield _Found(_partial(one.relation, what), one.named.record, what, one.article, printed)


def _attached(clause: Clause) -> Iterator[_Found]:
    match = _ATTACHES.search(clause.text)
    what = trim(match.group("what")) if match else ""
    kind = starts_with_type(what)
    if match is None or kind is None:
        return
    values = {"type_code": kind.code, "code": None, "title": what, "issued_on": None, "issuer_raw": None}
    target = Record(table="citations", position=(), values=values, place=clause.place(match.start()))
    yield _Found("attaches", target, WHOLE, clause, match.group().strip())


def _record(item: _Found, seq: int, facts: Header) -> Record:
    own = own_provision(item.clause.line.section)
    target = item.target.values
    effective = facts.values.get("effective_on") if item.relation in _CHANGES else None
    mention = item.target.mentions.get("issuer_id")
    place = item.target.place
    return Record(
        table="relations",
        position=(seq - 1,),
        values={
            "seq": seq,
            "relation": item.relation,
            "section_path": item.clause.line.section or None,
            "article": own.article,
            "clause": own.clause,
            "raw": item.raw,
            "target_type_code": target["type_code"] or None,
            "target_code": target["code"],
            "target_title": target["title"],
            "target_issued_on": target["issued_on"],
            "target_issuer_raw": target["issuer_raw"],
            "target_article": item.concerned.provision.article,
            "target_clause": item.concerned.provision.clause,
            "target_point": item.concerned.provision.point,
            "target_part": item.concerned.part,
            "effective_on": item.effective_on or effective,
        },
        evidence={"raw": Cited(item.raw, place)},
        mentions={"target_issuer_id": mention} if mention is not None else {},
        place=place,
    )
