"""The words of `normalizers/vocabulary/outline.yaml`, folded, and the few questions that layout asks of them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalizers.text import fold
from normalizers.vocabulary.loader import words

_FILE = "outline.yaml"
_AROUND = re.compile(r"^[\s.:;,*_\-]+|[\s.:;,*_\-]+$")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FIGURES = re.compile(r"[\d.,%/=+]+")
# "Cộng I", "Tổng A + B": the sections that are added up
_SECTIONS = re.compile(r"\s(?:[IVX]{1,4}|[A-E])(?:\s*(?:[+,]|và)\s*(?:[IVX]{1,4}|[A-E]))*\s*[:.]?\s*$")


@cache
def folded(section: str) -> tuple[str, ...]:
    """Return the words of one section of the outline vocabulary, folded, longest first."""
    return tuple(sorted({fold(word) for word in words(_FILE, section)}, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=8192)
def starts_with(text: str, section: str) -> str:
    """Return the longest word of `section` that `text` starts with as a whole word, "" when none does."""
    start = fold(text[:120]).lstrip("([*\"' ")
    for word in folded(section):
        if start.startswith(word) and not start[len(word) : len(word) + 1].isalnum():
            return word
    return ""


def is_one_of(text: str, section: str) -> bool:
    """Tell whether `text`, punctuation around it aside, is a word of `section`."""
    return _AROUND.sub("", fold(text)) in folded(section)


def same_heading(left: str, right: str) -> bool:
    """Tell whether two printed headings are the same after folding; blanks do not count (``ST T``, ``STT``)."""
    return left == right or fold(left).replace(" ", "") == fold(right).replace(" ", "")


def is_sequence_heading(text: str) -> bool:
    """Tell whether `text` heads a column of sequence numbers (STT, TT, Số TT)."""
    squeezed = _AROUND.sub("", fold(text)).replace(" ", "").replace(".", "")
    return squeezed in {word.replace(" ", "") for word in folded("sequence_headings")}


def is_total(text: str) -> bool:
    """Tell whether the label of a row says that it adds up others: Tổng cộng, "Tổng (147 cơ quan)", Làm tròn."""
    label = fold(text)
    if not label or len(label) > 120:
        return False
    label = fold(_SECTIONS.sub("", text))
    core = " ".join(_AROUND.sub("", _FIGURES.sub(" ", _BRACKETED.sub(" ", label))).split())
    if core in folded("totals"):
        return True
    return bool(starts_with(text, "total_starts")) and len(label) <= 60


def is_year(text: str) -> bool:
    """Tell whether `text` is a year of our time and nothing else."""
    return text.isdigit() and len(text) == 4 and text[:2] in ("19", "20")


def is_school_year(text: str) -> bool:
    """Tell whether `text` is two years and nothing else: "2018-2019"."""
    years = [part.strip() for part in re.split(r"[-–/]", text)]
    return len(years) == 2 and all(map(is_year, years)) and years[0] < years[1]


@lru_cache(maxsize=8192)
def is_upper(text: str) -> bool:
    """Tell whether `text` is set in capitals: at least three letters, none small."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 3 and not any(char.islower() for char in letters)
