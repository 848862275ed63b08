"""Reading the vocabulary files: YAML checked against a model, with an error that names the file and the entry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from normalizers.vocabulary.strict import Strict

__all__ = ["FOLDER", "Strict", "VocabularyError", "entries", "raw", "words"]

FOLDER = Path(__file__).parent
Entry = TypeVar("Entry")


class VocabularyError(ValueError):
    """A vocabulary file that breaks its rules; the message names the file, the entry and what is wrong."""


def __getattr__(name: str) -> Any:
    # importing pydantic and yaml takes longer than resolving ten thousand names: only who reads YAML waits for them
    if name == "Strict":
        from normalizers.vocabulary import strict

        return strict.Strict
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def raw(name: str) -> Mapping[str, Any]:
    """Return the sections of the vocabulary file `name` (``headings.yaml``) as plain values.

    Raises VocabularyError when the file is not YAML or its top level is not a mapping.
    """
    import yaml

    # the C twin of SafeLoader where it is built in: ten times as fast
    reader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    path = FOLDER / name
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=reader)
    except (OSError, yaml.YAMLError) as error:
        raise VocabularyError(f"{name}: cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise VocabularyError(f"{name}: the top level must be a mapping of sections")
    return content


def entries(name: str, section: str, model: type[Entry]) -> tuple[Entry, ...]:
    """Return the entries of one section of a vocabulary file, each checked against `model`, in the file's order.

    `model` is a pydantic model or a NamedTuple.

    Raises VocabularyError naming file, section, the entry's number and its first value when an entry is wrong.
    """
    from pydantic import TypeAdapter, ValidationError

    listed = raw(name).get(section)
    # strict models say themselves how they are checked
    check = TypeAdapter(model, config={"str_strip_whitespace": True} if issubclass(model, tuple) else None)
    if not isinstance(listed, list):
        raise VocabularyError(f"{name}: section {section!r} must be a list")
    found = []
    for number, values in enumerate(listed, start=1):
        if not isinstance(values, dict):
            raise VocabularyError(f"{name}: {section} entry {number} ({values!r}) must be a mapping")
        try:
            found.append(check.validate_python(values))
        except ValidationError as error:
            first = next(iter(values.values()), "")
            problem = error.errors()[0]
            where = ".".join(str(part) for part in problem["loc"])
            raise VocabularyError(f"{name}: {section} entry {number} ({first!r}): {where}: {problem['msg']}") from error
    return tuple(found)


@cache
def words(name: str, section: str) -> tuple[str, ...]:
    """Return a section that is a plain list of words. Raises VocabularyError when it is not."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(tuple[str, ...]).validate_python(raw(name).get(section))
    except ValidationError as error:
        raise VocabularyError(f"{name}: section {section!r} must be a list of words") from error
