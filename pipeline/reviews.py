"""Reviewers' decisions: data files that every build replays over what the machine made of the documents.

A line of ``corpus/reviews/*.jsonl`` is one decision: what it is about (`key`), what the machine said, what the person
says, who and when. Lines are never edited: of several about the same thing the latest holds. A decision applies only to
the text it was made on; when that changed, it is reopened with a finding and not applied.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline import UserError

Decision = Literal["unit", "not_agency", "same", "different", "value", "accepted"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
FOLDER = Path("corpus/reviews")
#: what closes a finding, of the vocabulary ``finding_decision``
CLOSED = ("accepted", "corrected")
_KEYS: dict[Decision, tuple[frozenset[str], frozenset[str]]] = {
    "unit": (frozenset({"document_id", "raw"}), frozenset({"within"})),
    "not_agency": (frozenset({"document_id", "raw"}), frozenset({"within"})),
    "different": (frozenset({"document_id", "raw"}), frozenset({"within"})),
    "same": (frozenset({"agency_id"}), frozenset()),
    "value": (frozenset({"document_id", "record_id", "column"}), frozenset()),
    "accepted": (frozenset({"document_id", "finding_id"}), frozenset()),
}
_FIELDS = ("key", "decision", "machine", "human", "who", "when")
_OPTIONAL = ("source", "note")


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of a person.

    `decision`: ``unit`` (the name in `key` means the agency `human`), ``not_agency`` (it means none), ``different`` (it
    does not mean the agency `machine`; which one is open), ``same`` (the agency in `key` is the agency `human`),
    ``value`` (the column of the record in `key`, or of the document where that is the record's id, holds `human`;
    `source` is the text that it was read from), ``accepted`` (the finding in `key` is known: so it is printed).
    """

    decision: Decision
    key: tuple[tuple[str, str], ...]
    machine: Any
    human: Any
    who: str
    when: str
    source: str | None = None
    note: str = ""
    place: str = ""  # file and line, for messages

    def about(self, name: str) -> str:
        """Return one part of the key; "" when it has none of that name."""
        return dict(self.key).get(name, "")


def load(folder: Path) -> list[Review]:
    """Return the decisions that hold, by file and line; of several about one thing the latest.

    A folder that is not there holds none. UserError naming file and line for a line that cannot be read, and for two
    decisions of one moment that contradict each other.
    """
    latest: dict[tuple[str, tuple[tuple[str, str], ...]], Review] = {}
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise UserError(f"{path}: is not UTF-8 text ({error.reason} at byte {error.start})") from error
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                _add(latest, parse(line, f"{path}:{number}"))
    return list(latest.values())


def _add(latest: dict[tuple[str, tuple[tuple[str, str], ...]], Review], review: Review) -> None:
    about = (review.decision if review.decision in ("value", "same", "accepted") else "name", review.key)
    other = latest.get(about)
    if other is not None and other.when == review.when and (other.decision, other.human) != _said(review):
        raise UserError(
            f"{review.place}: contradicts {other.place}, of the same moment; give the one that holds a later `when`"
        )
    if other is None or review.when >= other.when:
        latest[about] = review


def _said(review: Review) -> tuple[str, Any]:
    return review.decision, review.human


def parse(line: str, place: str) -> Review:
    """Return the decision that a line holds. UserError naming `place` and what is wrong with it."""
    try:
        values = json.loads(line)
    except ValueError as error:
        raise UserError(f"{place}: is not JSON ({error})") from error
    if not isinstance(values, dict):
        raise UserError(f"{place}: must be an object with {', '.join(_FIELDS)}")
    missing = [name for name in _FIELDS if name not in values]
    unknown = sorted(set(values) - {*_FIELDS, *_OPTIONAL})
    if missing or unknown:
        raise UserError(f"{place}: " + "; ".join(_listed("lacks", missing) + _listed("has unknown", unknown)))
    decision, key = values["decision"], values["key"]
    if decision not in DECISIONS:
        raise UserError(f"{place}: decision {decision!r} is none of {', '.join(DECISIONS)}")
    required, optional = _KEYS[decision]
    if not isinstance(key, dict) or not required <= set(key) <= required | optional or not _all_texts(key.values()):
        more = f" (and may have {', '.join(sorted(optional))})" if optional else ""
        raise UserError(f"{place}: the key of `{decision}` must hold the texts {', '.join(sorted(required))}{more}")
    if decision in ("unit", "same") and not (isinstance(values["human"], str) and values["human"]):
        raise UserError(f"{place}: `{decision}` needs the agency's id in `human`")
    if decision in ("not_agency", "different", "accepted") and values["human"] is not None:
        raise UserError(f"{place}: `human` of `{decision}` must be null")
    if not _all_texts([values["who"], values["when"]]) or not isinstance(values.get("source", ""), str | None):
        raise UserError(f"{place}: `who`, `when` and `source` must be texts")
    return Review(
        decision, tuple(sorted(key.items())), values["machine"], values["human"], values["who"], values["when"],
        values.get("source"), str(values.get("note", "")), place,
    )  # fmt: skip


def _listed(words: str, names: list[str]) -> list[str]:
    return [f"{words} {', '.join(names)}"] if names else []


def _all_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) and value for value in values)


def line_of(review: Review) -> str:
    """Return the line that holds a decision; `parse` gives it back."""
    values = {
        "key": dict(review.key), "decision": review.decision, "machine": review.machine, "human": review.human,
        "who": review.who, "when": review.when, "source": review.source, "note": review.note,
    }  # fmt: skip
    kept = {name: value for name, value in values.items() if name in _FIELDS or value}
    return json.dumps(kept, ensure_ascii=False, default=str)


def append(review: Review, folder: Path, file: str = "decisions.jsonl") -> Path:
    """Add a decision to the end of a file of the folder, made where it is not there; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file
    before = path.read_bytes()[-1:] if path.is_file() else b""
    with path.open("a", encoding="utf-8") as stream:
        stream.write(("\n" if before not in (b"", b"\n") else "") + line_of(review) + "\n")
    return path
