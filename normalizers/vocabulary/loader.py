"""Reading the vocabulary files: YAML checked against a model, with an error that names the file and the entry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

FOLDER = Path(__file__).parent
# the C twin of SafeLoader where it is built in: ten times as fast
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Entry = TypeVar("Entry", bound=BaseModel)


class VocabularyError(ValueError):
    """A vocabulary file that breaks its rules; the message names the file, the entry and what is wrong."""


class Strict(BaseModel):
    """Base of the entries' models: unknown keys are refused, so that a typing slip is seen at once."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@cache
def raw(name: str) -> Mapping[str, Any]:
    """Return the sections of the vocabulary file `name` (``headings.yaml``) as plain values.

    Raises VocabularyError when the file is not YAML or its top level is not a mapping.
    """
    path = FOLDER / name
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, yaml.YAMLError) as error:
        raise VocabularyError(f"{name}: cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise VocabularyError(f"{name}: the top level must be a mapping of sections")
    return content


def entries(name: str, section: str, model: type[Entry]) -> tuple[Entry, ...]:
    """Return the entries of one section of a vocabulary file, each checked against `model`, in the file's order.

    Raises VocabularyError naming file, section, the entry's number and its first value when an entry is wrong.
    """
    listed = raw(name).get(section)
    if not isinstance(listed, list):
        raise VocabularyError(f"{name}: section {section!r} must be a list")
    found = []
    for number, values in enumerate(listed, start=1):
        try:
            found.append(model.model_validate(values))
        except ValidationError as error:
            first = next(iter(values.values()), "") if isinstance(values, dict) else values
            problem = error.errors()[0]
            where = ".".join(str(part) for part in problem["loc"])
            raise VocabularyError(f"{name}: {section} entry {number} ({first!r}): {where}: {problem['msg']}") from error
    return tuple(found)


def words(name: str, section: str) -> tuple[str, ...]:
    """Return a section that is a plain list of words. Raises VocabularyError when it is not."""
    try:
        return TypeAdapter(tuple[str, ...]).validate_python(raw(name).get(section))
    except ValidationError as error:
        raise VocabularyError(f"{name}: section {section!r} must be a list of words") from error
