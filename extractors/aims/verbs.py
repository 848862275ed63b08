"""What a target measures: the verbs of a sentence that say what is to be done, and those that only describe."""

from __future__ import annotations

from functools import cache

import regex

from extractors import prose
from extractors.prose import Mark, Prose
from normalizers.deadlines import find_times
from normalizers.text import fold

LINE = regex.compile(r"[\s,.;:–-]+")


def acting_measures(read: Prose, start: int, limit: int) -> list[Mark]:
    """Return the measures that a group is to take: not those that describe it, nor those inside a name."""
    found = read.of("measure", start, limit)
    return [
        mark
        for mark in found
        if not _follows(read.text, mark.start, "describes", "nominal")
        and not (mark.value == "report" and _follows(read.text, mark.start, "means"))
        and not _describes_group(read, mark)
    ]


def _describes_group(read: Prose, mark: Mark) -> bool:
    """Tell whether a passive measure only says which ones are meant: "đơn vị được thanh tra, kiểm tra có báo cáo"."""
    before = fold(read.text[max(0, mark.start - 40) : mark.start])
    if not regex.search(r"\bđược(?:\s+[\p{L}]+\s+[\p{L}]+,)?\s*$", before):
        return False
    last = mark
    while following := next((other for other in read.of("measure", last.end) if _joins(read, last, other)), None):
        last = following
    return regex.match(_main_verbs(), fold(read.text[last.end : last.end + 24]).lstrip()) is not None


def _joins(read: Prose, one: Mark, other: Mark) -> bool:
    return fold(read.text[one.end : other.start]).strip() in ("", ",", "và", ", và")


@cache
def _main_verbs() -> regex.Pattern[str]:
    return regex.compile(r"(?:" + "|".join(map(regex.escape, prose.word_list("main_verbs"))) + r")(?!\p{L})")


def _follows(text: str, at: int, *sections: str) -> bool:
    before = fold(text[max(0, at - 24) : at])
    return any(
        before == word or before.endswith(" " + word) for section in sections for word in prose.word_list(section)
    )


def coordinated(read: Prose, first: Mark, limit: int, first_only: bool = False) -> tuple[str, ...]:
    """Return a measure and those joined to it ("công bố, áp dụng"), each once."""
    found = [first.value]
    at = first.end
    if not first_only:
        for mark in read.of("measure", first.end, limit):
            if not read.text[at : mark.start].strip() and found == ["maintain"]:
                at = mark.end  # "duy trì áp dụng": what is kept up is the applying
                continue
            between = [word for word in LINE.split(fold(read.text[at : mark.start]).replace("/", " ")) if word]
            if " ".join(between) and not only_joins(between):
                break
            at = mark.end
            if mark.value not in found:
                found.append(mark.value)
    return tuple(found)


def only_joins(between: list[str]) -> bool:
    """Tell whether words do nothing but join two measures of one group ("và", "đồng thời")."""
    return not _joining_words().sub("", " ".join(between)).strip()


def governing_measure(read: Prose, start: int, mark: Mark) -> Mark | None:
    """Return the measure whose object another is: "kiểm tra việc duy trì tại tối thiểu 20% cơ quan" inspects."""
    if not regex.search(r"\b(?:việc|công tác|tình hình|kết quả|hoạt động)\s+$", read.text[start : mark.start], regex.I):
        return None
    before = [other for other in read.of("measure", start, mark.start) if other.value in ("inspect", "report", "train")]
    return before[-1] if before else None


def opening_measure(read: Prose, start: int, stop: int) -> Mark | None:
    """Return the measure with which a clause opens, a time and words like "phấn đấu", "tổ chức" before it."""
    mark = next(iter(read.of("measure", start, stop)), None)
    if mark is None or mark.value not in ("inspect", "train"):
        return None
    before = read.text[start : mark.start]
    for time in find_times(before):
        before = before.replace(time.raw, " ")
    rest = " ".join(word for word in LINE.split(fold(before)) if word)
    rest = _leading_words().sub("", rest)
    return mark if not rest.strip() else None


@cache
def _leading_words() -> regex.Pattern[str]:
    """Return the words that may stand before the verb of a clause: "phấn đấu", "hằng năm", "tổ chức"."""
    leads = {*prose.auxiliaries(), *prose.word_list("before_group"), "hằng năm", "hàng năm", "mỗi năm", "định kỳ"}
    ordered = sorted(leads, key=lambda word: (-len(word), word))
    return regex.compile(r"\b(?:" + "|".join(map(regex.escape, ordered)) + r")\b")


@cache
def _joining_words() -> regex.Pattern[str]:
    ordered = sorted(prose.word_list("between_measures"), key=lambda word: (-len(word), word))
    return regex.compile(r"\b(?:" + "|".join(map(regex.escape, ordered)) + r")\b")
