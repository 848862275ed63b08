"""What the lists of administrative procedures (thủ tục hành chính, TTHC) print: codes, time limits, fees, actions.

The forms are those of Decree 63/2010/NĐ-CP, of Circular 02/2017/TT-VPCP and of the national database: "1.004253" with
or without ".000.00.00.H37" (the province's code), and the older "T-KTU-134201-TT", "B-BKC-282210-TT", "BNN-288256".
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from normalizers.amounts import Separators, find_amounts, in_dong, read_figure
from normalizers.flags import is_blank
from normalizers.text import clean, fold, trim
from normalizers.vocabulary.loader import Strict, entries, words

FILE = "procedures.yaml"
State = Literal["read", "blank", "none", "several", "text"]

_NATIONAL = r"\d\s?\.\s?\d{6}"
_CODE = re.compile(
    rf"(?<![\w.])(?:{_NATIONAL}(?:\s?\.\s?\d{{3}}\s?\.\s?\d{{2}}\s?\.\s?\d{{2}})?(?:\s?\.\s?[A-Z]\s?\d{{2,3}})?"
    r"|[A-ZĐ]{1,5}\s?-\s?(?:[A-ZĐ]{2,5}\s?-\s?)?\d{4,7}(?:\s?-\s?TT)?)(?![\w.]\w)"
)
_BASE = re.compile(r"\d\.\d{6}(?!\d)")
_WHOLE_DONG = Separators("thousands", "thousands")  # a fee in đồng has no decimals
_HALVES = {
    "nửa": Decimal("0.5"),
    "một nửa": Decimal("0.5"),
    "½": Decimal("0.5"),
    "1/2": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "1/4": Decimal("0.25"),
}
# what explains a limit; "nhận hồ sơ sau 15 giờ" is an hour of the clock
_ASIDE = re.compile(
    r"\([^()]*\)|\b(?:tiếp nhận|nhận|nộp)\b[^;.\d]{0,30}\b(?:sau|trước) \d{1,2} ?(?:giờ|h)(?: ?\d{2})?(?: phút)?\b"
    r"|\btrong đó\b.*|\b(?:kể từ|tính từ|sau khi)\b(?:(?!\btrong đó\b)[^;])*",
    re.DOTALL,
)
# "15 ngày (trường hợp có dịch bệnh: 30 ngày)": another limit for another case
_OTHER_CASE = re.compile(r"\((?=[^()]*\b(?:trường hợp|đối với|nếu)\b)[^()]*\)")
_BARE_CASE = re.compile(r":\s*\d{1,3}\s*\)$")  # under a heading in days: "05 (nếu xác minh: 10)"
# "- 03 ngày đối với ... - 12 ngày đối với ...": each of the cell's cases
_NEXT_CASE = re.compile(
    r"\n\s*[-+•–*]\s|(?<![\d\s])\s+[-+•–*]\s+(?=\d)|(?<=[.;:)])\s+[-+•–*]\s+(?=[^\W\d_])"
    r"|\s+[-+•–*]\s+(?=(?:Trường hợp|Trong trường hợp|Đối với)\b)"
)
_DONE_AT = re.compile(r"(?<![^\W_])tại (?=(?:ubnd|ủy ban nhân dân) )")
_COMMITTEE = 40  # characters in which a committee's kind stands
_SEVERAL_LEVELS = re.compile(r"(?:mức(?: độ)?|độ) ?[1-4] ?(?:[,&/+–-]|và|hoặc) ?(?:mức(?: độ)? ?)?[1-4](?!\d)")
_LEVEL_IN_NOTE = re.compile(r"(?:các )?(?:tthc|thủ tục(?: hành chính)?) (?=cấp )[^,;.(]{0,20}")
_COUNT = re.compile(r"(?<![\d/.,])(\d{1,4})(?![\d/]|[.,]\d)")


class TimeLimit(NamedTuple):
    """A time limit: its figure and unit; ``same_day`` and ``immediate`` have no figure.

    `state` is ``blank`` for nothing printed, ``none`` for "theo quy định", ``several`` where one cell states different
    limits for different cases, and ``text`` for words that are no time limit.
    """

    value: float | None
    unit: str | None
    state: State


class Fee(NamedTuple):
    """A fee in whole đồng; the states are those of `TimeLimit`."""

    dong: int | None
    state: State


class _Words(Strict):
    words: tuple[str, ...]
    action: str = ""
    level: str = ""
    unit: str = ""


@cache
def _meanings(section: str) -> tuple[tuple[str, str], ...]:
    """Return (folded wording, meaning) of one section, the longest wording first."""
    found = {
        fold(word): entry.action or entry.level or entry.unit
        for entry in entries(FILE, section, _Words)
        for word in entry.words
    }
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _words(section: str) -> tuple[str, ...]:
    return tuple(sorted({fold(word) for word in words(FILE, section)}, key=lambda word: (-len(word), word)))


@cache
def _any_of(section: str, *, meanings: bool = False) -> re.Pattern[str]:
    """Return a pattern of the wordings of a section, as whole words."""
    listed = tuple(word for word, _ in _meanings(section)) if meanings else _words(section)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, listed))})(?![^\W_])")


def _without(text: str, section: str) -> str:
    return _any_of(section).sub(" ", text)


# codes


def find_codes(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Return every procedure code in `text`, blanks inside it dropped, with its span."""
    return [(re.sub(r"\s+", "", match[0]), match.span()) for match in _CODE.finditer(text)]


def national_code(code: str) -> str | None:
    """Return the part of a code that all provinces share: ``1.004253`` of ``1.004253.000.00.00.H37``, else None."""
    match = _BASE.match(code)
    return match[0] if match else None


# what a text says


@lru_cache(maxsize=4096)
def find_actions(text: str) -> tuple[str, ...]:
    """Return what a heading says becomes of the procedures under it, in the order in which it says so."""
    folded = _without(fold(text), "not_actions")
    meaning = dict(_meanings("actions"))
    return tuple(dict.fromkeys(meaning[match[0]] for match in _any_of("actions", meanings=True).finditer(folded)))


@lru_cache(maxsize=4096)
def keeps_limit(text: str) -> bool:
    """Tell whether the cell of the limit after a cut says that there is no cut: ``Không thực hiện cắt giảm``."""
    return trim(fold(text)).strip(" .") in _words("no_cut")


def share_levels(text: str) -> bool:
    """Tell whether what a text is about is the same at all levels that it names: ``TTHC dùng chung (cấp tỉnh, xã)``."""
    return _any_of("shared_levels").search(fold(text)) is not None


# "cấp tỉnh, huyện, xã": the word stands once for all
_LEVELS_LISTED = re.compile(r"(?<=cấp )(?:tỉnh|huyện|xã)(?:(?:, ?| và |/)(?:tỉnh|huyện|xã)(?![^\W_]))+")


def _each_level(listed: re.Match[str]) -> str:
    return re.sub(r", ?| và |/", ", cấp ", listed[0])


def find_levels(text: str) -> tuple[str, ...]:
    """Return the levels of the administration that a text names, from the centre down."""
    folded = _LEVELS_LISTED.sub(_each_level, _without(fold(text), "not_levels"))
    meaning = dict(_meanings("levels"))
    found = {meaning[match[0]] for match in _any_of("levels", meanings=True).finditer(folded)}
    return tuple(level for level in ("central", "province", "district", "commune") if level in found)


def committee_level(agency: str) -> str | None:
    """Return the level of the one People's Committee that `agency` names: ``UBND xã Nghĩa Trung`` is a commune's."""
    meaning = dict(_meanings("committee_levels"))
    found = [meaning[match[0]] for match in _any_of("committee_levels", meanings=True).finditer(fold(agency))]
    return found[0] if len(found) == 1 else None


def doing_committee(text: str) -> str | None:
    """Return the level of the committee by which a heading says that procedures are done: "tại UBND huyện Vị Thủy"."""
    folded = fold(text)
    done = _DONE_AT.search(folded)
    at = done.end() if done is not None else cue_end(text, "decided_by")
    return committee_level(folded[at : at + _COMMITTEE]) if at is not None else None


def find_online_level(text: str) -> str | None:
    """Return how far online a cell says that a procedure is; None when it says nothing or several ("mức độ 3 và 4")."""
    meaning = dict(_meanings("online_levels"))
    folded = fold(text)
    if _SEVERAL_LEVELS.search(folded) is not None:
        return None
    found = {meaning[match[0]] for match in _any_of("online_levels", meanings=True).finditer(folded)}
    return found.pop() if len(found) == 1 else None


def says_online(text: str) -> bool:
    """Tell whether a heading is about what can be done online, so that "một phần" in it is a level."""
    return _any_of("online_words").search(fold(text)) is not None


def heads_share(heading: str) -> bool:
    """Tell whether a column beside a cut of the limit is headed as its share: ``Tỷ lệ (%)``."""
    return trim(fold(heading)).strip(" .") in _words("share_headings")


def heads_online(text: str) -> bool:
    """Tell whether a column of a list of procedures is headed by a word for how far online they are ("Mức độ")."""
    return fold(text) in _words("online_headings")


def level_in_note(text: str) -> tuple[str, ...]:
    """Return the level that a note begins with, "TTHC cấp tỉnh và bị bãi bỏ tại ..."; () when it begins otherwise."""
    match = _LEVEL_IN_NOTE.match(fold(text))
    return find_levels(match[0]) if match is not None else ()


def is_internal(text: str) -> bool:
    """Tell whether a heading is about procedures inside the administration (thủ tục hành chính nội bộ)."""
    return _any_of("internal").search(fold(text)) is not None


def says_list(text: str) -> bool:
    """Tell whether a heading begins with a word for the list itself rather than with a field's or agency's name."""
    folded = fold(text)
    return any(
        folded.startswith(word) and not folded[len(word) : len(word) + 1].isalnum() for word in _words("list_words")
    )


def announces_list(text: str) -> bool:
    """Tell whether a heading announces a list of procedures: ``DANH MỤC THỦ TỤC HÀNH CHÍNH ...``."""
    folded = fold(text)
    return (
        _any_of("announced_lists").match(folded) is not None and _any_of("listed_procedures").search(folded) is not None
    )


def begins_procedure(text: str) -> bool:
    """Tell whether a line begins as names of procedures do: ``Cấp giấy phép ...``, ``Đăng ký ...``."""
    folded = fold(text)
    return any(
        folded.startswith(word) and not folded[len(word) : len(word) + 1].isalnum() for word in _words("begin_names")
    )


def cue_end(text: str, section: Literal["managed_by", "decided_by"]) -> int | None:
    """Return the offset in ``fold(text)`` behind "thuộc phạm vi chức năng quản lý của" or the like; None without it."""
    match = _any_of(section).search(fold(text))
    return match.end() if match else None


# time limits


@cache
def _time_pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(word) for word, _ in _meanings("time_units"))
    return re.compile(
        rf"(?<![\d/.,])(?P<number>(?<![^\W_])(?:một )?nửa|1/2|1/4|[½¼]|\d+(?:[.,]\d+)?)"
        rf"(?P<range>\s?(?:-|đến)\s?\d+)?\s*(?P<unit>{units})(?![^\W_])"
    )


@cache
def _cut_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    units = "|".join(re.escape(word) for word, _ in _meanings("time_units"))

    def limit(name: str) -> str:
        return rf"(?<![\d/.,])(?P<{name}>\d+(?:[.,]\d+)?(?:\s*(?:{units}))?)(?![^\W_])"

    to = r"(?:xuống còn|xuống|còn|thành)"
    lowered = re.compile(
        rf"\btừ\s+{limit('before')}\s+{to}\s+{limit('after')}"
        rf"|{limit('printed')}(?:[^\d;]{{0,40}}?\b(?:giảm|rút ngắn)\s+{to}|\s*(?:→|=>|->))\s+{limit('left')}"
        rf"|\b(?:trước|hiện hành|theo quy định)\s*:\s*{limit('first')}"
        rf"\W+sau(?:\s+(?:khi\s+)?(?:cắt\s+)?giảm)?\s*:\s*{limit('then')}"
    )
    # "27 ngày làm việc (trước đây: 32 ngày làm việc)"
    formerly = re.compile(
        rf"{limit('left')}\s*\(\s*(?:trước đây|trước khi cắt giảm|hiện hành|theo quy định|quy định)\s*:?\s*(?:là\s+)?"
        rf"{limit('printed')}"
    )
    by = re.compile(
        rf"\b(?:cắt giảm|giảm|rút ngắn)\s+(?:được\s+)?{limit('cut')}"
        r"(?:\s+so với\s+(?:thời (?:hạn|gian)\s+)?(?:(?:theo\s+)?quy định|pháp luật|trước đây)?\s*(?:là\s+)?"
        rf"{limit('was')})?"
    )
    return lowered, formerly, by


class Cut(NamedTuple):
    """A limit that its cell says was cut: what it is now, what it was, and by how much, as far as each is printed."""

    after: TimeLimit | None
    before: TimeLimit | None
    by: TimeLimit | None


@lru_cache(maxsize=8192)
def parse_cut(text: str, unit: str | None = None) -> Cut | None:
    """Read a cell that says that the limit was cut: ``từ 15 ngày xuống 10 ngày``, ``10 ngày (cắt giảm 5 ngày)``.

    A figure without a unit has that of the other ("từ 15 xuống còn 10 ngày"). None when the cell says nothing of a cut.
    """
    folded = fold(text)
    lowered, formerly, by = _cut_patterns()
    found = list(lowered.finditer(folded)) or list(formerly.finditer(folded))
    if len(found) == 1:
        named = found[0].groupdict()
        pairs = (("before", "after"), ("printed", "left"), ("first", "then"))
        was, left = next((named[old], named[new]) for old, new in pairs if named.get(old))
        after = parse_time_limit(left, unit)
        before = parse_time_limit(was, after.unit if was.strip().isdigit() else unit)
        if after.value is not None and before.value is not None and before.unit and after.unit:
            return Cut(after, before, None)
        return None
    cut = by.search(folded) if not found else None
    if cut is None:
        return None
    was = parse_time_limit(cut["was"], unit) if cut["was"] else None
    return Cut(None, was if was is not None and was.value is not None else None, parse_time_limit(cut["cut"], unit))


@lru_cache(maxsize=8192)
def parse_time_limit(text: str, unit: str | None = None) -> TimeLimit:
    """Read a cell such as ``05 ngày làm việc``, ``Không quá 15 ngày, kể từ ...``, ``½ ngày``, ``Trong ngày``.

    `unit` is what the column's heading states, for cells that hold the figure alone and for days that the heading says
    are working days. What stands in brackets, behind "trong đó" or "kể từ" explains the limit and is left out.
    """
    if is_blank(text):
        return TimeLimit(None, None, "blank")
    folded = fold(_NEXT_CASE.sub("; ", text))
    cases = [case[0] for case in _OTHER_CASE.finditer(folded)]
    if any(_time_pattern().search(case) or (unit is not None and _BARE_CASE.search(case)) for case in cases):
        return TimeLimit(None, None, "several")
    core = trim(_ASIDE.sub(" ", folded))
    meaning = dict(_meanings("time_units"))
    found: dict[tuple[Decimal, str], None] = {}
    for match in _time_pattern().finditer(core):
        if match["range"]:
            return TimeLimit(None, None, "several")
        number = match["number"]
        found[_HALVES.get(number) or Decimal(number.replace(",", ".")), meaning[match["unit"]]] = None
    plain = core.strip(" .;-+")
    # "- Bổ sung thông tin: ngay trong ngày; - Cải chính: 03 ngày làm việc"
    parts = [part.rpartition(": ")[2].strip(" .;-+") for part in core.split(";")]
    at_once = any(_any_of(section).match(part) for section in ("same_day", "immediate") for part in (plain, *parts))
    if len(found) + at_once > 1:
        return TimeLimit(None, None, "several")
    if found:
        value, printed = next(iter(found))
        return TimeLimit(float(value), unit if (printed, unit) == ("days", "working_days") else printed, "read")
    if unit is not None and (bare := _HALVES.get(plain) or _bare(plain)) is not None:
        return TimeLimit(float(bare), unit, "read")
    for section in ("same_day", "immediate", "no_limit"):
        begins = _any_of(section).match(plain)
        if begins is not None:
            return TimeLimit(None, None, "none") if section == "no_limit" else TimeLimit(None, section, "read")
    return TimeLimit(None, None, "text")


def _bare(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})?", text) else None


_UNIT_LABEL = r"(?:đơn vị(?: tính)?(?: thời gian)?|đvt)\s*:\s*([^()]*)"


@lru_cache(maxsize=256)
def heading_time_unit(text: str) -> str | None:
    """Return the unit that a column's heading states: "Thời gian giải quyết (ngày làm việc)" → ``working_days``.

    "Số ngày theo quy định" counts days.
    """
    folded = fold(text)
    meaning = dict(_meanings("time_units"))
    for word in sorted(meaning, key=len, reverse=True):
        if re.search(rf"(?:^|/ ?)(?:tổng )?số {re.escape(word)}\b", folded):
            return meaning[word]
    for inner in re.findall(r"\(([^()]*)\)", folded) + re.findall(_UNIT_LABEL, folded):
        unit = meaning.get(trim(inner))
        if unit is not None:
            return unit
    return None


# fees


@lru_cache(maxsize=8192)
def parse_fee(text: str, unit: int = 1) -> Fee:
    """Read a fee: ``Không`` and ``Miễn phí`` are 0, ``150.000 đồng/hồ sơ`` is 150 000, ``Theo quy định`` says nothing.

    `unit` is the worth in đồng of a figure that stands alone, by the column's heading.
    """
    if is_blank(text):
        return Fee(None, "blank")
    folded = trim(fold(text))
    if folded in _words("no_fee"):
        return Fee(0, "read")
    amounts = [mention.dong for mention in find_amounts(clean(text), _WHOLE_DONG)]
    figure = read_figure(text, _WHOLE_DONG)
    each = figure.rest.startswith("/") and not any(map(str.isdigit, figure.rest))  # "2.000/trang"
    alone = figure.state == "number" and (figure.unit is not None or not figure.rest or each)
    if alone and figure.value is not None and len(set(amounts)) <= 1:
        return Fee(in_dong(figure.value, figure.unit or unit), "read")
    of_cases = re.search(r"\d+\s?%|:\s?(?:miễn|không)(?! quá)(?!\w)", folded)  # "Đúng hạn: miễn; quá hạn: 8.000 đồng"
    if len(set(amounts)) == 1 and amounts[0] is not None and of_cases is None:
        return Fee(amounts[0], "read")
    if amounts:
        return Fee(None, "several")
    if _any_of("fee_elsewhere").match(folded):
        return Fee(None, "none")
    return Fee(None, "text")


# counts


class Counted(NamedTuple):
    """A printed number of procedures: "03 thủ tục hành chính mới ban hành"; `action` when it is of one action."""

    number: int
    action: str | None


_ITEM = re.compile(
    r"(?<![\d/.])(?<!\d,)(?P<n>\d{1,4})(?![\d/]|[.,]\d)(?: \([^()]*\))? "
    r"(?P<noun>(?:danh mục )?(?:tthc|thủ tục(?: hành chính)?)(?: nội bộ)?)?(?P<tail>[^;()\d:]{0,80})"
)


def find_counts(text: str) -> list[Counted]:
    """Return the numbers of procedures that a sentence or heading prints.

    "08 thủ tục hành chính (02 mới ban hành, 03 sửa đổi, bổ sung, 03 bãi bỏ)" gives 8 of any action, then 2, 3 and 3.
    """
    found = []
    for match in _ITEM.finditer(fold(text)):
        tail = match["tail"].strip()
        actions = find_actions(tail)
        starts = _any_of("actions", meanings=True).match(re.sub(r"^(?:được|bị) ", "", tail))
        if not match["noun"] and not starts:
            continue
        found.append(Counted(int(match["n"]), actions[0] if starts and len(actions) == 1 else None))
    return found


def bracketed_count(text: str) -> int | None:
    """Return the count that a group's heading prints: "Lĩnh vực Lâm nghiệp (02 TTHC)", "Sở Y tế: 05 thủ tục"."""
    counts = find_counts(text)
    return counts[0].number if len(counts) == 1 else None


def without_count(text: str) -> str:
    """Return a group's heading without the count behind its name."""
    cut = re.sub(r"\s*[(:–-]\s*\d{1,4}\s*(?:TTHC|thủ tục)[^()]*\)?\s*$", "", clean(text), flags=re.IGNORECASE)
    return trim(cut)
