"""The words of Vietnamese administration as data: YAML and CSV files that an analyst may edit, and their look-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalizers.vocabulary.headings import (
        Heading,
        counts_a_kind,
        counts_whole_first,
        group_level,
        heading_fields,
        heading_holds,
        heading_key,
        says_itself,
        time_heading,
        title_year,
    )
    from normalizers.vocabulary.loader import VocabularyError

__all__ = [
    "Heading",
    "VocabularyError",
    "counts_a_kind",
    "counts_whole_first",
    "group_level",
    "heading_fields",
    "heading_holds",
    "heading_key",
    "says_itself",
    "time_heading",
    "title_year",
]


def __getattr__(name: str) -> Any:
    # headings are looked up by those who read tables; who only resolves names need not wait for them
    if name == "VocabularyError":
        from normalizers.vocabulary import loader

        return loader.VocabularyError
    if name in __all__:
        from normalizers.vocabulary import headings

        return getattr(headings, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
