"""The vocabularies of the dataset's columns, read once from ``vocabularies.yaml`` when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a column may hold, each with its meaning. An open vocabulary lists the usual ones only."""

    name: str
    title: str
    closed: bool
    values: Mapping[str, str]


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Return every vocabulary by name, in the order of the file."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = Path(__file__).with_name("vocabularies.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=loader)  # a safe loader either way
    return {
        name: Vocabulary(name, entry["title"], entry["closed"], dict(entry["values"]))
        for name, entry in content.items()
    }


def vocabulary(name: str) -> Vocabulary:
    """Return one vocabulary. KeyError when there is none of that name."""
    return vocabularies()[name]
