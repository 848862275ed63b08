"""Words that answer a heading's question: "Có", "Chưa đạt", "Đã công bố" (`vocabulary/answers.yaml`)."""

from __future__ import annotations

from functools import cache

from normalizers.text import fold
from normalizers.vocabulary.loader import words

FILE = "answers.yaml"


@cache
def _answers() -> dict[str, bool]:
    said = {fold(word): True for word in words(FILE, "yes")}
    return said | {fold(word): False for word in words(FILE, "no")}


def parse_answer(text: str) -> bool | None:
    """Return True for "Có", "Đạt", "Đã công bố", False for "Không", "Chưa đạt"; None for text that is no answer."""
    return _answers().get(fold(text).strip(" .,;:*()"))


def answer_words() -> tuple[str, ...]:
    """Return the words that answer a heading's question, as the vocabulary spells them, the open ones too."""
    return (*words(FILE, "yes"), *words(FILE, "no"), *words(FILE, "open"))


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(FILE, section))


def is_open(text: str) -> bool:
    """Tell whether a cell says that there is no answer yet: "Chưa kiểm tra"."""
    return fold(text).strip(" .,;:*()") in _listed("open")


def is_result(text: str) -> bool:
    """Tell whether an answer is that of an inspection: "Đạt", "Chưa đáp ứng yêu cầu"."""
    said = f" {fold(text)} "
    return parse_answer(text) is not None and any(f" {word} " in said for word in _listed("result"))
