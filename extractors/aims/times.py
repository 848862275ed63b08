"""When a target is to be reached: the time of its clause, or what its sentence or paragraph sets before it."""

from __future__ import annotations

import regex

from extractors.aims.groups import SHARE, clause_of
from extractors.aims.verbs import acting_measures
from extractors.passages import Passage
from extractors.prose import Prose
from normalizers.deadlines import Time

_STATE = regex.compile(r"\b(?:chưa|đã)\s", regex.IGNORECASE)


def target_time(read: Prose, times: list[Time], span: tuple[int, int], passage: Passage) -> Time | None:
    """Return the time of a figure: in its clause, or the one that its sentence or paragraph sets before it."""
    clause = clause_of(read.text, span[0], 0, len(read.text))
    sentence = next((s for s in read.sentences if s[0] <= span[0] < s[1]), (0, len(read.text)))
    figure = SHARE.match(read.text, span[0])
    directly = [
        time
        for time in times
        if figure and time.start >= figure.end() and not read.text[figure.end() : time.start].strip()
    ]
    if directly:
        return directly[0]  # "60% vào năm 2022 và 80% vào năm 2024"
    times = [time for time in times if not _of_the_group(read, span[0], time)]
    own = [time for time in times if max(clause[0], sentence[0]) <= time.start < min(clause[1], sentence[1])]
    found = time_of(own, span[0])
    if found is None:
        before = [time for time in times if time.start < span[0] and sentence[0] <= time.start]
        found = before[-1] if before else None
    if found is None and passage.years is not None:
        return Time(0, 0, "", None, *passage.years)
    return found


def _of_the_group(read: Prose, figure: int, time: Time) -> bool:
    """Tell whether a time only says which group is meant: "100% đơn vị chưa được kiểm tra trong năm 2021"."""
    said = next(iter(_STATE.finditer(read.text, figure, time.start)), None) if figure < time.start else None
    return said is not None and not acting_measures(read, said.end(), time.start)


def time_of(times: list[Time], at: int) -> Time | None:
    """Return the time that governs what stands at `at`: the last one before it, or else the first one behind it."""
    before = [time for time in times if time.start <= at]
    return before[-1] if before else next(iter(times), None)
