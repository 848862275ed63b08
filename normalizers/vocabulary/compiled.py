"""The catalogue of agencies in compiled form: the checked values of its YAML files, read in a millisecond.

``python -m normalizers.compile`` writes ``compiled.json``, with a fingerprint of each file it was made from.
Where a file was edited since, the YAML itself is read and checked, so that what an analyst writes holds at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from normalizers.vocabulary import stored

FILE = f"{stored.FOLDER}/compiled.json"
Entry = TypeVar("Entry")


def fingerprint(name: str) -> str:
    """Return the fingerprint of a vocabulary file's bytes."""
    return stored.fingerprint(stored.read(f"{stored.FOLDER}/{name}"))


@cache
def _sections(name: str) -> dict[str, Any] | None:
    """Return the compiled sections of a vocabulary file; None when they are not of its present text."""
    try:
        compiled = json.loads(stored.read(FILE))[name]
    except (FileNotFoundError, ValueError, KeyError):
        return None  # not compiled yet, or cut off: the YAML says the same
    return dict(compiled["sections"]) if compiled["of"] == fingerprint(name) else None


def _made(model: type[Entry]) -> Callable[[dict[str, Any]], Entry]:
    def make(values: dict[str, Any]) -> Entry:
        return model(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})

    return make


def entries(
    name: str, section: str, model: type[Entry], make: Callable[[dict[str, Any]], Entry] | None = None
) -> tuple[Entry, ...]:
    """Return the entries of a section, as `loader.entries` does; `make` builds one from its compiled values.

    Raises VocabularyError when the YAML has to be read and an entry is wrong.
    """
    sections = _sections(name)
    if sections is None:
        from normalizers.vocabulary import loader

        return loader.entries(name, section, model)
    build = make or _made(model)
    return tuple(build(values) for values in sections[section])


def words(name: str, section: str) -> tuple[str, ...]:
    """Return a section that is a plain list of words. Raises VocabularyError as `loader.words` does."""
    sections = _sections(name)
    if sections is None:
        from normalizers.vocabulary import loader

        return loader.words(name, section)
    return tuple(sections[section])
