"""Where one duty ends and the next begins, whose it is, and with what words it begins."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from extractors import prose
from extractors.duties.lines import LABEL
from extractors.duties.rows import Role
from extractors.parties import Party, may_open, opening_parties, parties
from normalizers.deadlines import find_deadline
from normalizers.text import fold, trim

_TIMED = regex.compile(
    r"(?:Định kỳ|Hàng năm|Hằng năm|Hàng quý|Hằng quý|Mỗi năm|Trước ngày|Chậm nhất)\b", regex.IGNORECASE
)
_TIMED_FIRST = regex.compile(
    rf"(?:{_TIMED.pattern}[^,;:.]{{0,60}},|(?:Cuối|Đầu|Trong|Vào|Đến)\s+(?:tháng|quý|năm)\s[^,;:.]{{1,30}}[,:])\s+",
    regex.IGNORECASE,
)
ASKS = regex.compile(r"(?:Yêu cầu|Đề nghị|Giao(?:\s+trách nhiệm)?(?:\s+cho)?)\s", regex.IGNORECASE)
# "Ủy ban nhân dân tỉnh yêu cầu thủ trưởng các sở ...": who speaks, before whom is asked
_SPEAKER = regex.compile(
    r"(?:(?:Phó\s+)?Chủ tịch\s+)?"
    r"(?:UBND|[ỦU][yỷ] ban nhân dân|(?:Phó\s+)?Thủ tướng|Bộ trưởng|Lãnh đạo|(?:Bộ|Sở|Văn phòng)\s+\p{Lu})"
    r"[^,;:.]{0,60}?\s+"
    r"(?=(?:yêu cầu|đề nghị|giao(?:\s+trách nhiệm)?(?:\s+cho)?)\s+(?:\p{Lu}|các\s|thủ trưởng\s|chủ tịch\s|giám đốc\s))"
)
# in a section of duties only who stands above the others hands on: "HĐND tỉnh giao UBND tỉnh tổ chức thực hiện ..."
_HANDS_ON = regex.compile(
    r"(?:Thường trực\s+)?(?:HĐND|Hội đồng nhân dân|UBND|[ỦU][yỷ] ban nhân dân|Chủ tịch (?:UBND|[ỦU][yỷ] ban nhân dân)"
    r"|Tỉnh ủy|Thành ủy|Huyện ủy|Ban Thường vụ|Ban Chỉ đạo|Chính phủ|Thủ tướng|Quốc hội)"
    r"(?:\s(?!giao\s)[^\s,;:.]+){0,10}\s+(?=giao\s+(?:cho\s+)?(?:\p{Lu}|các\s))"
)
# "Trước ngày 08/3/2010, Phó Thủ tướng ... sẽ chủ trì cuộc họp": announced, not told to the agency above
_ANOTHERS = regex.compile(
    r"(?:[^,;:.]{0,60},\s+)?(?:Phó\s+|Quyền\s+)?(?:Thủ tướng|Chủ tịch|Bộ trưởng|Thứ trưởng|Bí thư)\b"
    r"[^,;:.]{0,80}?\ssẽ\s"
)
# "trước 20/11 hằng năm tổng hợp ...": a day, and behind it what is due then
_DATED_FIRST = regex.compile(
    r"(?:trước|chậm nhất|muộn nhất|vào)\s[^,;:.]{0,40}(?:\d|hàng năm|hằng năm|mỗi năm)(?=\s*,?\s+\p{Ll}{2,}\s+\p{Ll})",
    regex.IGNORECASE,
)
_GOES_ON = regex.compile(r",\s+(?=\p{Lu}|(?:giao|yêu cầu|đề nghị)\s+\p{Lu})")
_BASIS = regex.compile(
    r"(?:Căn cứ|Trên cơ sở|Theo|Thực hiện|Trong quá trình|Trường hợp|Khi|Để|Nhằm|Về|Với|Đối với|Xét|Trước)\s"
)
# "Sở A theo chức năng, nhiệm vụ được giao hướng dẫn ...": what stands before the duty
_WITHIN_REMIT = regex.compile(
    r"[\s,]*(?:căn cứ|theo|trong phạm vi|trên cơ sở)\s+(?:các\s+)?(?:chức năng|nhiệm vụ|thẩm quyền|phạm vi)"
    r"(?:,?\s+(?:và\s+)?(?:chức năng|nhiệm vụ|quyền hạn|thẩm quyền|quản lý|được giao|được phân công|của mình))*[\s,]+",
    regex.IGNORECASE,
)
_ASIDE = regex.compile(r"\s*\([^()]{1,80}\)(?=[\s,])")  # "các tỉnh (từ Quảng Ngãi trở ra), tập trung ..."
_LONGEST_BASIS = 400  # characters
_WITH_PARTNER = regex.compile(
    r"\b(?P<lead>chủ trì)?[\s,]*(?:và\s+)?phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)?", regex.IGNORECASE
)
_LEADS_ITEMS = regex.compile(r"\bchủ trì\s*:?\s*$", regex.IGNORECASE)
CLAUSES = regex.compile(r";\s*")
SENTENCES_AND_CLAUSES = regex.compile(r";\s*|(?<=[\p{Ll}\d)])\.\s+(?=\p{Lu})")
_PASSIVE = regex.compile(r"(?:được|bị|đang|đã|chưa)\s+$")
_WHICH = regex.compile(r"(?:,?\s+\p{Ll}+){2,12}")
_MAY_BREAK = regex.compile(r";|[.!?…][)\]\"”»]*\s+\S")  # where a sentence or clause may end inside a paragraph
# "...; hoàn thành trong quý II": when the task before it is due, no task of its own
_ONLY_WHEN = regex.compile(
    r"\s*(?:(?:và\s+)?(?:phải\s+)?(?:hoàn thành|xong|kết thúc|thời gian|thời hạn)\s*(?:thực hiện|hoàn thành)?\s*:?\s+)?"
    r"(?:là|trong|trước|chậm nhất|muộn nhất|vào|xong|đến)\b[^,;]{0,40}\d[^,;]{0,20}$",
    regex.IGNORECASE,
)
_DESCRIBED_BY = regex.compile(r"\s+(?:được|có|thuộc|đang|đã|chưa|không)\s+\S+", regex.IGNORECASE)
_WORDS = regex.compile(r"(?<=\s)\p{Ll}")
# "Các xã chưa công bố phải hoàn thành ...": the word between which ones are meant and what they do
_MUST = regex.compile(r"\s+(?:(?:đều\s+)?phải|cần(?:\s+phải)?)\s*$", regex.IGNORECASE)
_AND_THEN = regex.compile(r"\b(?:và|,)\s*$", regex.IGNORECASE)
_RESPONSIBLE = regex.compile(r"(?<=^[^.;:]{0,160})\s+(?:chịu|có) trách nhiệm\b")
RESPONSIBLE = regex.compile(r"\s*(?:chịu|có)\s+(?:trách nhiệm|nhiệm vụ)\b")


@cache
def _duties() -> regex.Pattern[str]:
    words = sorted(prose.word_list("duties"), key=lambda word: (-len(word), word))
    return regex.compile(r"(?:tự\s+)?(?:" + "|".join(map(regex.escape, words)) + r")\b")


@cache
def _duty_inside() -> regex.Pattern[str]:
    """Return the duties that stand first, or are of two words: "cấp" alone is also a part of "trung cấp"."""
    listed = sorted(prose.word_list("duties"), key=lambda word: (-len(word), word))
    first = "|".join(map(regex.escape, listed))
    inside = "|".join(regex.escape(word) for word in listed if " " in word)
    return regex.compile(rf"^[\s,]*(?:{first})\b|\b(?:{inside})\b")


def is_duty(text: str, at: int) -> bool:
    """Tell whether what stands at `at` begins like something to be done, not like something done."""
    if aside := _ASIDE.match(text, at):
        at = aside.end()
    if within := _WITHIN_REMIT.match(text, at):
        at = within.end()
    begins = _duties().match(fold(text[at : at + 40]).lstrip(" ,:"))
    return begins is not None or _TIMED.match(text, at) is not None


def is_bound(text: str, at: int) -> bool:
    """Tell whether a sentence goes on with a responsibility: "UBND cấp xã, theo chức năng, có trách nhiệm ..."."""
    within = _WITHIN_REMIT.match(text, at)
    return RESPONSIBLE.match(text, within.end() if within else at) is not None


def _names_duty(rest: str) -> bool:
    """Tell whether words behind a group say what it is to do, and do not go on with other groups."""
    words = rest.lstrip(" ,;")
    found = _duty_inside().search(fold(words))
    return found is not None and not (found.start() == 0 and prose.read(words).after("agencies", 0))


def verb_or_label(rest: str) -> bool:
    """Tell whether words behind a group say what it is to do, or lead up to it with a colon."""
    return ":" in rest or _names_duty(rest) or _RESPONSIBLE.search(f" {rest}") is not None


def behind_basis(text: str) -> int:
    """Return where a sentence goes on behind what it rests on, else 0: "Căn cứ hướng dẫn của Bộ A, Sở B lập ..."."""
    if not _BASIS.match(text):
        return 0
    commas = _GOES_ON.finditer(text[:_LONGEST_BASIS])
    return next((comma.end() for comma in commas if names_who(text, comma.end())), 0)


def speaker_end(text: str) -> int:
    """Return where the request begins behind who speaks: "UBND tỉnh yêu cầu các sở ..."; 0 where nobody is named so."""
    speaker = _SPEAKER.match(text)
    return speaker.end() if speaker is not None else 0


def handed_on(text: str) -> int:
    """Return where "giao ..." begins behind the body that hands a duty on to another; 0 where none does."""
    above = _HANDS_ON.match(text)
    return above.end() if above is not None else 0


def is_anothers(task: str) -> bool:
    """Tell whether a sentence says what a person in office is going to do: "Phó Thủ tướng ... sẽ chủ trì cuộc họp"."""
    return _ANOTHERS.match(task) is not None


def with_part(lead: str, who: list[Party]) -> tuple[list[Party], Role | None]:
    """Return who is to do what stands under a line, and what part they have in it.

    "Sở A chủ trì, phối hợp với các sở:" gives Sở A the lead; those with whom it works are none of them.
    """
    partner = next((match for match in _WITH_PARTNER.finditer(lead) if any(p.end <= match.start() for p in who)), None)
    leads = partner is not None and partner["lead"] is not None
    if partner is not None and (leads or any(party.start >= partner.end() for party in who)):
        return [party for party in who if party.end <= partner.start()], "lead" if leads else "coordinate"
    return who, "lead" if _LEADS_ITEMS.search(lead) else None


def names_who(text: str, at: int) -> bool:
    """Tell whether a clause begins with an agency and what it is to do: "...; Sở Y tế chỉ đạo các bệnh viện ..."."""
    at += speaker_end(text[at:])
    asks = ASKS.match(text, at)
    if not may_open(text[asks.end() if asks else at :]):
        return False
    who, end = opening(text[at:], generic=asks is not None)
    return bool(who) and (is_duty(text, at + end) or (asks is not None and says_what(text[at + end :])))


def says_what(predicate: str) -> bool:
    """Tell whether words behind an agency go on like a verb with its object, whatever the verb."""
    return regex.match(r"\s*[,(]?\s*\p{Ll}+\s+\p{Ll}+,?\s+", predicate) is not None


def only_names(text: str) -> bool:
    """Tell whether a clause is only the first part of a list of names: "Trưởng các phòng; Chủ tịch các xã lập ..."."""
    who, end = opening_parties(text, generic=True)
    return bool(who) and not trim(text[end:])


def _which_ones(who: list[Party], text: str, end: int) -> tuple[list[Party], int]:
    """Return a group with the words up to its duty: "Hiệu trưởng các trường tiểu học, trung học tổ chức ..."."""
    if not who or who[-1].named or is_duty(text, end) or RESPONSIBLE.match(text, end):
        return who, end
    tail = _WHICH.match(text, end)
    behind = fold(text[end : tail.end()]).lstrip() if tail else ""
    duties = (one for one in _duty_inside().finditer(behind) if not _PASSIVE.search(behind, 0, one.start()))
    duty = next(duties, None)
    if tail is None or duty is None or not duty.start():
        return described_group(who, text, end)
    blank = len(text[end:]) - len(text[end:].lstrip())
    stop = len(_MUST.sub("", text[: end + blank + duty.start()]).rstrip())
    return [*who[:-1], Party(text[who[-1].start : stop], False, who[-1].start, stop)], stop


def tasks(text: str) -> Iterator[str]:
    """Yield the tasks of a paragraph, cut where a sentence or clause begins with a role, or a sentence with a time."""
    if not _MAY_BREAK.search(text):
        yield text
        return
    read = prose.read(text)
    start = 0
    sentences = [begin for begin, _ in read.sentences[1:]]
    begins = sorted((*sentences, *(match.end() for match in CLAUSES.finditer(text))))
    for begin, stop in pairwise((*begins, len(text))):
        if _ONLY_WHEN.match(trim(text[begin:stop])):
            continue
        opens = begin in sentences and (_TIMED.match(text, begin) or is_duty(text, begin))
        opens = opens or _due_apart(text[start:begin], text[begin:stop])
        if opens or read.after("role", begin) or (names_who(text, begin) and not only_names(text[start:begin])):
            yield text[start:begin]
            start = begin
    yield text[start:]


def _due_apart(before: str, clause: str) -> bool:
    """Tell whether a clause is a duty with a time of its own: "...; trước 20/11 hằng năm tổng hợp, báo cáo"."""
    timed = _DATED_FIRST.match(clause)
    if not is_duty(clause, timed.end() if timed else 0):
        return False
    own, others = find_deadline(clause), find_deadline(before)
    return bool(own) and own != others and (timed is not None or bool(others))


def pieces(text: str) -> Iterator[str]:
    """Yield the tasks of a list in one paragraph, cut at sentences and semicolons; what only says when is none."""
    for start, end in prose.read(text).sentences if _MAY_BREAK.search(text) else ((0, len(text)),):
        kept = ""
        for piece in CLAUSES.splititer(text[start:end]):
            if kept and _ONLY_WHEN.match(trim(piece)):
                kept = f"{kept}; {piece}"
                continue
            if trim(kept):
                yield kept
            kept = piece
        if trim(kept):
            yield kept


def opening(text: str, generic: bool) -> tuple[list[Party], int]:
    """Return the parties that a task begins with, a time before them aside: "Hằng năm, UBND cấp huyện báo cáo ..."."""
    who, end = opening_parties(text, generic)
    if not who and (timed := _TIMED_FIRST.match(text)):
        behind, stop = opening_parties(text[timed.end() :], generic)
        if behind and is_duty(text, timed.end() + stop):
            at = timed.end()
            who = [Party(party.raw, party.named, party.start + at, party.end + at) for party in behind]
            end = at + stop
    who, end = _which_ones(who, text, end)
    return _responsible(who, end, text)


def _responsible(who: list[Party], end: int, text: str) -> tuple[list[Party], int]:
    """Return a group with all that stands before "chịu trách nhiệm": "Các cơ quan chủ trì tiêu chí tại mục II ..."."""
    verb = _RESPONSIBLE.search(text, end)
    if not who or who[-1].named or verb is None or not trim(text[end : verb.start()]):
        return who, end
    if _AND_THEN.search(text[end : verb.start()]):
        return who, end  # "... triển khai và chịu trách nhiệm": what they are to do
    last = who[-1]
    return [*who[:-1], Party(text[last.start : verb.start()], False, last.start, verb.start())], verb.start()


def described_group(who: list[Party], text: str, end: int) -> tuple[list[Party], int]:
    """Return a group with the words that say which ones are meant: "Các đơn vị được giao kinh phí báo cáo ..."."""
    opens = _DESCRIBED_BY.match(text, end)
    if opens is None or RESPONSIBLE.match(text, end):
        return who, end
    words = [match.start() for match in _WORDS.finditer(text, opens.end())][:6]
    verb = next((at for at in words if is_duty(text, at)), None)
    if verb is None:
        return who, end
    stop = len(_MUST.sub("", text[:verb]).rstrip())
    return [*who[:-1], Party(text[who[-1].start : stop], False, who[-1].start, stop)], stop


def label_group(who: list[Party], end: int, label: str) -> list[Party]:
    """Return the group that a label names with all its words: "Hiệu trưởng các trường cao đẳng, trung cấp: ...".

    None where the label says what is to be done ("Các sở thực hiện các việc sau: ...") or names single agencies.
    """
    rest = label[end:]
    if any(party.named for party in (*who, *parties(rest))) or not trim(rest) or RESPONSIBLE.match(rest):
        return []
    if _DESCRIBED_BY.match(rest) is None and _names_duty(rest):
        return []
    begin = who[0].start
    return [Party(label[begin:].strip(), False, begin, len(label.rstrip()))]


def described_label(text: str) -> tuple[list[Party], int] | None:
    """Return a described group before a colon: "Các cơ quan đã công bố HTQLCL: đăng ký ..., gửi trước ngày ..."."""
    label = LABEL.match(text)
    if label is None or not prose.may_name_agencies(label[1], 0) or not is_duty(text, label.end()):
        return None
    who, end = opening_parties(label[1], generic=True)
    if not who or who[-1].named or _DESCRIBED_BY.match(label[1], end) is None:
        return None
    return [Party(label[1].strip(), False, 0, len(label[1]))], label.end()
