"""Citations: every other document that is named, with its date, issuer, subject and the role it plays.

The role follows the formula that drafting rules prescribe (Decree 30/2020/NĐ-CP, Annex I; before it Circular
01/2011/TT-BNV): a preamble clause "Căn cứ ..." is a legal basis, "Xét đề nghị của ... tại Tờ trình ..." a proposal,
"(Ban hành kèm theo ...)" what the document accompanies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import regex

from extractors.document import Document
from extractors.lines import lines
from extractors.records import Cited, Extraction, Finding, Mention, Record
from extractors.references.change_words import DOES
from extractors.references.citation_clauses import Clause, clauses
from extractors.references.cited_issuers import issuer_before_date, issuer_behind, proposer, writer
from extractors.references.laws import LAW, PASSED, law_record, law_start, laws_within, named_laws, number_law
from extractors.references.unnumbered import unnumbered
from normalizers.codes import CodeMention, find_codes, symbol_issuer, title_type
from normalizers.dates import DateMention, find_dates
from normalizers.text import clean, cut_out, fold, trim, without_marks

_ACCOMPANIES = regex.compile(r"(?:ban hành\s+)?kèm theo\s*$", regex.IGNORECASE)
_ARTICLE = regex.compile(r"(?:^|\.)Điều \d")
_CHANGED = regex.compile(
    r"(?<!\p{L})(?:sửa đổi|bổ sung|bãi bỏ|thay thế|điều chỉnh|gia hạn|kéo dài|đính chính|thu hồi|hủy bỏ|huỷ bỏ)"
    r"(?!\p{L})",
    regex.IGNORECASE,
)
# "theo quy định tại mục 6 Phụ lục II ban hành kèm theo Thông tư số ..."
_WORDS = r"(?:[^()]|\([A-ZĐ&]{2,10}\)){0,60}"
_ANNEX_OF_ANOTHER = regex.compile(
    rf"(?<!\p{{L}})(?:tại|theo|thuộc)\s{_WORDS}?"
    rf"(?:Phụ lục|[Mm]ẫu|[Bb]iểu|[Mm]ục|Điều|Danh mục|Quy (?:chế|định))\s{_WORDS}$"
)
# the title itself: "Về việc ... ban hành kèm theo Thông tư số ..." is what it is about
_TITLE = regex.compile(r"\W*(?:Về(?: việc)?|V/v)\s", regex.IGNORECASE)
# who proposes may be named behind a basis: "...; theo đề nghị của Sở Công Thương tại Tờ trình số ..."
_PROPOSED_WITHIN = regex.compile(r"(?:theo|xét)\s+đề nghị\s+của\s+[^;:]{2,90}?\stại\s+$", regex.IGNORECASE)
# "được thay thế bởi Quyết định ..." is done to another document; what is repealed is changed, nothing takes its place
_ENACTED = regex.compile(r"(?<!\p{L})ban hành\s*$")
# what was changed elsewhere, or by the document whose name begins so: "bị bãi bỏ tại", "Luật sửa đổi, bổ sung ..."
_ELSEWHERE = r"(?<!(?:được|bị|đã)\s)(?<!(?<!ban hành\s)(?-i:Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư)\s)"
_REPLACES = regex.compile(
    _ELSEWHERE + r"thay (?:thế|cho)(?!\s+(?:bởi|bằng))(?:\s+cho)?(?:\s+\p{L}+){0,4}\s*:?\s*$", regex.IGNORECASE
)
_REPEALS = regex.compile(
    _ELSEWHERE + r"(?:bãi bỏ|h(?:ủy|uỷ) bỏ)(?!\s+(?:bởi|bằng|theo))(?:\s+\p{L}+){0,4}\s*:?\s*$", regex.IGNORECASE
)
# "thay thế các Quyết định: A về ...; B về ...": the verb holds for every item
_CHANGES_ALL = regex.compile(r"(?:thay thế|bãi bỏ)\s+(?:các|những)\s[^:;.]{2,60}:\s*$", regex.IGNORECASE)
_NEXT_ITEM = regex.compile(r";\s*(?:và\s+)?$")
_AMENDS = regex.compile(
    _ELSEWHERE + r"(?:sửa đổi|điều chỉnh)(?:,?\s*bổ sung)?(?:\s+[\p{L}\d]+(?:\.\d+)*){0,10}\s*$", regex.IGNORECASE
)
# "Đề nghị UBND tỉnh sớm ban hành chính sách thay thế Nghị quyết số ...": asked for, not done
_ASKED_FOR = regex.compile(
    r"(?:^|[.;:]\s+|,\s+)\W*(?:kính\s+)?(?:đề nghị|kiến nghị|đề xuất|xin ý kiến|tham mưu)\s[^.;:]*$", regex.IGNORECASE
)
# a subject or an issuer ends where the clause does, or where the next document begins
_SUBJECT = regex.compile(
    # "... Đảng khóa XII về ...", "... HĐND tỉnh khóa X, kỳ họp thứ 5 quy định ..."
    r"(?:[\s,(]*(?:kh(?:óa|oá)\s+[IVX\d]+|kỳ họp\s+(?:thứ\s+)?[\p{L}\d]+|nhiệm kỳ\s+[\d\s–-]{4,12})\)?){0,3}"
    r"[\s,:\"“”]*(?P<word>về việc|về|v/v|quy định|ban hành|phê duyệt|công bố|hướng dẫn|sửa đổi)(?!\p{L})",
    regex.IGNORECASE,
)
# "Quy chế hiện hành (ban hành kèm theo Nghị định số ...) qua hơn 4 năm thực hiện ...": a sentence about another
_RUNS_ON = regex.compile(r"[^()]*\)\s*\p{Ll}+(?:\s+[\p{L}\d]+){3}")
# what may stand between two documents of one list: date, issuer, a comma or "và", the next one's type
_LISTED = regex.compile(
    r"[\s,;]*(?:ngày[^,;]{1,30})?\s*,?\s*(?:của\s+[^,;:]{1,80}?)?\s*(?:,|;|và|,\s*và)\s*(?:các\s+)?(?:số\s+)?$"
)
_SUBJECT_WORD = regex.compile(
    r"(?<!\p{L})(?:về|v/v|quy định|ban hành|phê duyệt|công bố|hướng dẫn|sửa đổi|tại|theo)(?!\p{L})", regex.IGNORECASE
)

# a document that amends what the clause rests on is part of the basis: "được sửa đổi, bổ sung bởi Nghị định số ..."
_AMENDED_BY = regex.compile(
    r"(?:sửa đổi|bổ sung|thay thế|đính chính|điều chỉnh|hợp nhất)[^;.]{0,60}?\s(?:bởi|bằng|theo|tại)"
    r"(?:\s+(?:quy định|nội dung)?\s*(?:tại|của)?)?"
    r"(?:\s+(?:các|điểm|khoản|Điều|Mục)?\s*[\w, ]{0,40}?)?\s*$",
    regex.IGNORECASE,
)
#: kinds of documents that decide, and so are seldom a proposal
_DECIDES = ("QĐ", "NĐ", "NQ", "TT", "TTLT", "CT", "L", "PL")
_PROPOSED_BY = regex.compile(r"(?:Xét|Theo|(?<!quy định )tại)\s+(?:các\s+)?$")
# one basis after another in one clause: "... về X và Nghị quyết số ..."; not where a title names another document
_NEXT_LISTED = regex.compile(r"(?:[,:]|và)\s+(?:các\s+)?$")
_NEXT_BASIS = regex.compile(r"(?:,|và)\s+(?:các\s+)?$")
_OF_ANOTHER = regex.compile(
    r"(?<!\p{L})(?:hướng dẫn|thi hành|thực hiện|quy định chi tiết|sửa đổi|bổ sung|thay thế"
    r"|theo|triển khai|bãi bỏ|kèm theo)(?!\p{L})",
    regex.IGNORECASE,
)
# "sửa đổi, bổ sung một số điều của các Nghị định liên quan đến ... và Nghị định số ...": others
# without numbers are amended, and the numbered one behind them is the next of the list
_UNNAMED = regex.compile(
    r"sửa đổi,?\s+bổ sung\s+một số điều\s+của\s+các\s+(?:Nghị định|Thông tư|Luật|Quyết định)\s+(?:liên quan|về|trong)",
    regex.IGNORECASE,
)
# a decree guides laws and a circular decrees, neither its own kind: "Nghị định A hướng dẫn Luật X và Nghị định B"
_GUIDES = regex.compile(r"(?<!\p{L})(?:hướng dẫn|thi hành|thực hiện|quy định chi tiết)(?!\p{L})", regex.IGNORECASE)
_NEVER_GUIDED_BY_ITS_KIND = ("NĐ", "TT", "TTLT")

# "(Ban hành kèm theo Quyết định số       /QĐ-UBND ngày     tháng     năm 2021 của ...)"
_BLANK_OWN = regex.compile(
    r"kèm theo\s+(?P<type>Quyết định|Kế hoạch|Nghị quyết|Công văn|Văn bản|Tờ trình|Thông báo)"
    r"\s+số\s*:?[\s_.…]*/\s*(?P<symbol>(?:(?:19|20)\d{2}/)?\p{Lu}[\p{L}\d.\-–/]*)"
    r"(?:\s*,?\s*ngày[\s\d_.…]{0,16}tháng[\s\d_.…]{0,16}năm\s*(?P<year>(?:19|20)\d\d)?)?(?P<rest>.*)$",
    regex.IGNORECASE,
)
_OWN_NUMBER = regex.compile(r"(?:^|\s)S[ốó]\s*:\s*$", regex.IGNORECASE)  # the letter head's own number cites nothing
# a subject ends at a full stop, and where the issuer of the citing document takes the word
_ENDS = regex.compile(
    r"(?<=[\p{L}\d])\.\s+(?=\p{Lu})|;|\)(?=[\s.,;]*$)"
    r"|,\s+(?=(?:Ủy ban nhân dân|UBND|Chủ tịch|Hội đồng nhân dân|Bộ|Sở|Ban|Huyện ủy|Tỉnh ủy|Thành ủy|Đảng ủy|Đoàn|Hội)"
    r"\b[^,]*\s(?:ban hành|xây dựng|đề nghị|quyết định)\b)"
    r"|,\s+(?:quyết nghị|quyết định|kết luận|chỉ thị|có hiệu lực)(?!\p{L})"
    # "..., Bảo hiểm xã hội tỉnh đề nghị ...": who writes takes the word
    r"|,\s+(?=(?:\p{Lu}|liên\s)[^,;]{2,90}?\s(?:(?:kính\s+)?(?:đề nghị|trình(?=\s+\p{Lu}))|có ý kiến|chỉ thị|quyết nghị"
    r"|báo cáo|hướng dẫn|thông báo|kết luận|yêu cầu|phúc đáp|trả lời|lập kế hoạch|nhận thấy)(?!\p{L}))"
    r"|\s+như sau\b"
)
# what a subject is followed by: the remark that others have amended it, the word before the next document
_REMARK = regex.compile(
    r"[\s,]*(?:\(?(?:đã )?được (?:sửa đổi|bổ sung|thay thế|đính chính|điều chỉnh)(?:,? bổ sung)?"
    r"(?: một số (?:điều|nội dung))?\s*(?:\)|(?:bởi|tại|theo|bằng|ngày|năm|lần)\b[^;]*|$)|(?:và|,|:)\s*(?:các)?\s*)$",
    regex.IGNORECASE,
)
# "... quy định học phí (Nghị quyết số 17/2022/NQ-HĐND)", or what is left where its number has been taken out
_NAMED_AGAIN = regex.compile(r"\s*\(\s*(?:\p{Lu}\p{Ll}+ \p{Ll}+ số \d[\d/\p{Lu}-]*)?\s*\)?\s*$")
# "... của Hội đồng nhân dân tỉnh Bắc Ninh, khóa 16, kỳ họp thứ 21 ngày ...": who and which session, then the day
_UP_TO_DAY = regex.compile(
    r"\s*,?\s*của\s+[^;:()]{3,80}?(?:[\s,]*(?:kh(?:óa|oá)\s+[IVX\d]+|kỳ họp\s+(?:thứ\s+)?[\p{L}\d]+(?:\s+\p{Ll}+)?"
    r"|nhiệm kỳ\s+[\d\s–-]{4,12}|thông qua|ban hành))*[\s,]*",
    regex.IGNORECASE,
)
_JOINS_CODES = regex.compile(r"\s*(?:,|và)\s*(?:số\s*)?")
_FAR = 150
_NEAR = 40  # characters between a code and its date: "ngày", a comma, blanks, brackets


@dataclass(frozen=True, slots=True)
class Named:
    """A document named in a clause: where its number or name begins and ends there, and its row."""

    start: int
    end: int
    record: Record


def extract(document: Document) -> Extraction:
    """Read every document named in a shaped document into rows of ``citations``, in reading order."""
    return records(read(document))


def read(document: Document) -> list[tuple[Clause, list[Named]]]:
    """Return every clause of a shaped document with the documents that it names, in reading order."""
    return [(clause, read_clause(clause)) for clause in clauses(lines(document))]


def records(read_clauses: list[tuple[Clause, list[Named]]]) -> Extraction:
    """Return what was read as rows of ``citations``."""
    extraction = Extraction([named.record for _, found in read_clauses for named in found])
    for position, record in enumerate(extraction.records):
        record.position = (position,)
        record.values["seq"] = position + 1
    _complete_issuers(extraction.records)
    return extraction


def read_clause(clause: Clause) -> list[Named]:
    """Return the documents that one clause names, in order."""
    codes = [code for code in find_codes(clause.text) if clause.preamble or not _is_own_number(clause.text, code)]
    dates = find_dates(clause.text)
    limits = ([code.start for code in codes] + [len(clause.text)])[1:]
    dated = [_date_after(clause.text, dates, code.end, limit) for code, limit in zip(codes, limits, strict=True)]
    dated = _same_day(clause.text, codes, dated)
    relations = _relations(clause, codes, dated)
    found: list[Named] = []
    for index, code in enumerate(codes):
        day, limit, relation = dated[index], limits[index], relations[index]
        law = number_law(clause.text, code)
        start = code.start - (len(law.string) - law.start()) if law is not None else code.start
        if law is not None and not (index and start < codes[index - 1].end):  # "số A, số B": one name for both
            found.append(Named(start, code.end, _numbered_law(clause, code, law, day, relation)))
            continue
        # what a clause rests on is named with its whole subject, other documents in it included, up to the next basis
        if relation == "legal_basis":
            bases = [code.start for code, role in zip(codes, relations, strict=True) if role == "legal_basis"]
            limit = next((at for at in bases if at > code.start), len(clause.text))
        found.append(Named(code.start, code.end, _record(clause, code, day, limit, relation)))
    taken = [(code.start, limit) for code, limit in zip(codes, limits, strict=True)]
    if not codes:
        blank = _BLANK_OWN.search(clause.text)
        if blank is not None:
            found.append(Named(blank.start(), blank.end(), _blank_own(clause, blank)))
    for law in named_laws(clause, codes):
        if not any(start <= law.start() < end for start, end in taken):
            found.append(Named(law.start("type"), law.end(), law_record(clause, law, dates)))
    if not found and (named := unnumbered(clause, dates)) is not None:
        found.append(Named(*named))
    found += _within_names(clause, found)
    return sorted(found, key=lambda named: named.start)


def _within_names(clause: Clause, found: list[Named]) -> list[Named]:
    """Return the laws in the titles of those found: "Nghị định số ... hướng dẫn thi hành Luật Đất đai".

    What a law's own name names ("Luật sửa đổi, bổ sung một số điều của Luật A và Luật B") is a part of that name.
    """
    within = []
    for law in laws_within(clause.text):
        above = next((one for one in reversed(found) if one.start <= law.start()), None)
        if above is not None and above.end <= law.start() and _is_in_title(law.group(), above.record):
            within.append(Named(law.start(), law.end(), law_record(replace(clause, lead=""), law, [])))
    return within


def _is_in_title(law: str, record: Record) -> bool:
    return record.values["type_code"] != LAW and law in (record.values["title"] or "")


def _same_day(text: str, codes: list[CodeMention], dated: list[DateMention | None]) -> list[DateMention | None]:
    """Return the days of codes, with that of the last for all of a list: "số A và B cùng ngày 19/5/2014"."""
    found = list(dated)
    shared = False
    for at in range(len(codes) - 1, 0, -1):
        day = found[at]
        shared = day is not None and (shared or "cùng" in text[codes[at].end : day.start])
        joined = _JOINS_CODES.fullmatch(text, codes[at - 1].end, codes[at].start) is not None
        shared = shared and joined and found[at - 1] is None
        if shared:
            found[at - 1] = day
    return found


def _relations(clause: Clause, codes: list[CodeMention], dated: list[DateMention | None]) -> list[str]:
    """Return the role of each document that a clause names, `dated` giving their days."""
    relations: list[str] = []
    basis: date | None = None  # the day of the last legal basis
    listed_all = True
    for index, code in enumerate(codes):
        before = codes[index - 1] if index else None
        # a law that amends another has that one's name in its own: it begins where its name does
        begins = law_start(clause.text, code)
        between = ""
        if before is not None:
            between = clause.text[before.end : begins if begins >= before.end else code.start]
        day = dated[index]
        issued = day.value if day is not None else None
        if before is not None and (
            _is_listed(between)
            or (relations[-1] == "legal_basis" and _rests_too(between, before.type_code, code.type_code))
            or (listed_all and _NEXT_ITEM.search(between))
        ):
            relation = relations[-1]
        elif basis is not None and issued is not None and issued > basis and _NEXT_LISTED.search(between):
            relation = "legal_basis"  # what was issued later stands in no earlier document's title: the next of a list
        else:
            # "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật A số ...": the law's own name, which names A
            enacted = _ENACTED.search(clause.text[:begins]) is not None
            start = code.start if enacted else min(begins, code.start)
            relation = _relation(clause, start, code.type_code, index == 0)
            if relation in ("replaces", "amends") and index and relations[-1] == "mentions" and DOES.match(between):
                relation = "mentions"
            listed_all = (
                relation in ("replaces", "amends") and _CHANGES_ALL.search(clause.text[: code.start]) is not None
            )
        if relation == "legal_basis" and issued is not None:
            basis = issued
        relations.append(relation)
    return relations


def _is_own_number(text: str, code: CodeMention) -> bool:
    """Tell whether a code is the letter head's "Số: 474/QĐ-UBND": no type before it, "Số:" instead."""
    at = code.start + len(code.raw) - len(code.raw.lstrip("SsỐốÓó: "))
    return bool(_OWN_NUMBER.search(text[max(0, at - _NEAR) : at])) and code.raw.lstrip("SsỐốÓó: ")[:1].isdigit()


def _is_listed(between: str) -> bool:
    """Tell whether two documents stand in one list: only the first one's date and issuer stand between them."""
    return len(between) <= 200 and _LISTED.match(between) is not None and _SUBJECT_WORD.search(between) is None


def _rests_too(between: str, kind: str, next_kind: str) -> bool:
    """Tell whether the document behind a legal basis is one too: it amends that basis, or is the next of a list."""
    if _AMENDED_BY.search(between):
        return True
    if _NEXT_BASIS.search(between) is None:
        return False
    if kind == next_kind and kind in _NEVER_GUIDED_BY_ITS_KIND:
        between = _GUIDES.sub(" ", between)
    return _OF_ANOTHER.search(_UNNAMED.sub(" ", between)) is None


def _relation(clause: Clause, start: int, kind: str, leads: bool) -> str:
    before = clause.text[max(0, start - 120) : start]
    # "sửa đổi Quy chế ban hành kèm theo Quyết định số ..." is another's annex, not this document's own
    if _ACCOMPANIES.search(before) and not clause.lead and not _CHANGED.search(before):
        if _ANNEX_OF_ANOTHER.search(before):
            return "mentions"
        # so is what an article speaks of, unless it says it in brackets: "(Ban hành kèm theo ...)"
        if _ARTICLE.search(clause.line.section) and "(" not in before.rpartition(")")[2]:
            return "mentions"
        if _RUNS_ON.match(clause.text, start) or (_TITLE.match(clause.text) and "(" not in before):
            return "mentions"
        return "accompanies"
    if clause.lead == "proposal":
        # what a proposal is about is no proposal: "Xét đề nghị ... tại Công văn A về việc sửa đổi Quyết định B"
        return "proposal" if kind not in _DECIDES or _PROPOSED_BY.search(before) else "mentions"
    if clause.lead == "basis" and kind not in _DECIDES and _PROPOSED_WITHIN.search(before):
        return "proposal"
    if clause.lead == "basis" and leads:
        return "legal_basis"
    if not clause.lead and not _ASKED_FOR.search(clause.text[:start]):
        if _REPLACES.search(before):
            return "replaces"
        if _AMENDS.search(before) or _REPEALS.search(before):
            return "amends"
    return "mentions"


def _date_after(text: str, dates: list[DateMention], end: int, limit: int) -> DateMention | None:
    """Return the date printed right behind a code."""
    for mention in dates:
        between = text[end : mention.start]
        said = _UP_TO_DAY.fullmatch(between) or PASSED.fullmatch(between)
        if end <= mention.start <= min(end + (_FAR if said else _NEAR), limit):
            # "có hiệu lực từ ngày ..." is when it takes effect
            return None if "hiệu lực" in text[end : mention.start] else mention
    return None


def _record(clause: Clause, code: CodeMention, dated: DateMention | None, limit: int, relation: str) -> Record:
    tail_from = dated.end if dated is not None else code.end
    tail_from += clause.text[tail_from : tail_from + 1] == ")"  # "số 22/2010/QĐ-UBND (ngày 17/3/2010) của UBND tỉnh"
    tail = clause.text[tail_from:limit]
    issuer, after = issuer_behind(tail)
    if issuer is None and dated is not None:
        issuer = issuer_before_date(clause.text[code.end : dated.end])
    if issuer is None and relation == "legal_basis":
        issuer = clause.issued_by or None
    if issuer is None and relation == "mentions":
        issuer = writer(clause.text[: code.start])
    if relation == "proposal":
        issuer = proposer(clause.text[: code.start]) or issuer
    title, ends = _subject(tail[after:])
    end = tail_from + after + ends
    raw = cut_out(clause.text[code.start : end])
    values = {
        "section_path": clause.line.section or None,
        "raw": raw,
        # a law is cited alike by its name and by its number alone ("Luật số 87/2025/QH15")
        "type_code": LAW if code.type_code == "Luật" else code.type_code,
        "code": code.code,
        "title": title,
        "issued_on": dated.value if dated is not None else None,
        "issuer_raw": trim(issuer) if issuer else None,
        "relation": relation,
    }
    place = clause.place(code.start)
    record = Record(
        table="citations",
        position=(),
        values=values,
        evidence={
            "code": Cited(code.raw, place),
            **({"issued_on": Cited(dated.raw, clause.place(dated.start))} if dated is not None else {}),
        },
        place=place,
    )
    if dated is not None and dated.problem == "impossible":
        record.findings.append(_impossible(dated, code, clause))
    by_symbol = symbol_issuer(code.symbol or "")
    mentioned = values["issuer_raw"] or by_symbol
    if by_symbol is not None and without_marks(fold(str(mentioned))) == without_marks(fold(by_symbol)):
        mentioned = by_symbol  # "Chỉnh phủ" is a slip of the typist
    if mentioned:
        record.mentions = {"issuer_id": Mention(str(mentioned), place)}
    return record


def _impossible(dated: DateMention, code: CodeMention, clause: Clause) -> Finding:
    """Return the finding that a document is cited with a day that no calendar has ("30/02/2019")."""
    return Finding(
        rule="unclear_date",
        severity="warning",
        message=f"{code.code} is cited with the date {clean(dated.raw)!r}, which does not exist; it is left empty.",
        message_vi=f"{code.code} được dẫn với “{clean(dated.raw)}”, ngày không có thật; để trống.",
        place=clause.place(dated.start),
        expected="a day that exists",
        actual=clean(dated.raw),
    )


def _subject(tail: str) -> tuple[str | None, int]:
    """Return what the cited document is about and where that ends in `tail`, 0 for none.

    It is "về việc ...", "quy định chi tiết ..." up to the clause's end, without the remark that others amended it.
    """
    match = _SUBJECT.match(tail)
    if match is None:
        return None, 0
    text = _REMARK.sub("", _ENDS.split(tail[match.start("word") :])[0])
    end = match.start("word") + len(text)
    end += text.count("(") > text.count(")") and tail[end : end + 1] == ")"
    text = regex.sub(r"^(?:về việc|v/v|về)\s+", "", text, flags=regex.IGNORECASE)
    text = _NAMED_AGAIN.sub("", text)
    text = regex.sub(r'^["“]?(?P<inner>[^"“”]+)["”][\s,.]*$', r"\g<inner>", text)  # '"Về việc ..."'
    if text.count("(") > text.count(")"):
        text += ")"  # the bracket that closes the clause closes one of the subject's own
    title = trim(text) or None
    return title, end if title else 0


def _numbered_law(
    clause: Clause, code: CodeMention, law: regex.Match[str], dated: DateMention | None, relation: str
) -> Record:
    """Return the citation of a law with its number: "Luật Tổ chức chính quyền địa phương số 77/2015/QH13"."""
    name = trim(law.group("name"))
    record = _record(clause, code, dated, dated.end if dated else code.end, relation)
    start = code.start - (len(law.string) - law.start())
    record.values |= {
        "raw": cut_out(clause.text[start : dated.end if dated else code.end]),
        "type_code": "PL" if law.group("type").capitalize() == "Pháp lệnh" else LAW,
        "title": name,
    }
    record.evidence = {**record.evidence, "title": Cited(name, clause.line.place)}
    return record


def _blank_own(clause: Clause, blank: regex.Match[str]) -> Record:
    """Return what a draft accompanies: a document whose number is still to be filled in (`code` is null)."""
    kind = title_type(blank.group("type"))
    issuer, _ = issuer_behind(blank.group("rest"))
    return Record(
        table="citations",
        position=(),
        values={
            "section_path": clause.line.section or None,
            "raw": cut_out(blank.group()),
            "type_code": kind.code if kind else None,
            "code": None,
            "title": None,
            "issued_on": None,
            "issuer_raw": trim(issuer) if issuer else None,
            "relation": "accompanies",
            "year": int(blank.group("year")) if blank.group("year") else None,  # read by the header, not published
        },
        evidence={"raw": Cited(blank.group(), clause.line.place)},
        mentions={"issuer_id": Mention(trim(issuer), clause.line.place)} if issuer else {},
        place=clause.line.place,
    )


def _complete_issuers(records: list[Record]) -> None:
    """Give a citation without an issuer the one that the document prints elsewhere for the same type and number."""
    known: dict[tuple[str, str, int | None], str] = {}
    for record in records:
        if record.values["issuer_raw"]:
            known.setdefault(_key(record), record.values["issuer_raw"])
    for record in records:
        if record.values["code"] and not record.values["issuer_raw"]:
            name = known.get(_key(record))
            if name:  # says more than the symbol, which names no place
                record.mentions = {"issuer_id": Mention(name, record.place)}
                record.method, record.confidence = "inferred", 0.8


def _key(record: Record) -> tuple[str, str, int | None]:
    issued: date | None = record.values["issued_on"]
    return (record.values["type_code"] or "", fold(record.values["code"] or ""), issued.year if issued else None)
