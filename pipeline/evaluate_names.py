"""How many agencies and places of labelled documents are named rightly: by the key that decided and by the scope.

A row of the truth that bears an agency's id is a name to tell. Right: the row that was read has that id. Wrong: another
agency's. Abstained: none, or an id made from the spelling itself because no unit was found, which joins with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from normalizers.agency_names import parse
from normalizers.committees import names_unit
from normalizers.places import SCORES
from pipeline.result import Row

Verdict = Literal["right", "wrong", "abstained", "not_read"]
#: the columns that hold an agency's id in the tables whose rows the truth labels, and its name as printed
LABELLED = {
    "qms_status": ("agency_id", "agency_raw"),
    "rollout": ("agency_id", "agency_raw"),
    "coverage": ("scope_id", "scope_raw"),
}
#: keys from the strictest on, as they are printed; `none`: no key found an answer
KEYS = (*SCORES, "inferred", "fuzzy", "rule", "curated", "none")
SCOPES = ("district stated", "province")


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Names that are counted together; `certain`: the person who wrote the truth had no doubt about them."""

    certain: bool
    scope: str
    key: str


@dataclass(slots=True)
class NameScore:
    """How many names of a group were told rightly; `differences` say which were not, and what is known of why."""

    right: int = 0
    wrong: int = 0
    abstained: int = 0
    not_read: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def names(self) -> int:
        """Return the number of names of the truth."""
        return self.right + self.wrong + self.abstained + self.not_read

    def add(self, other: NameScore) -> None:
        """Add the counts and differences of another group."""
        self.right += other.right
        self.wrong += other.wrong
        self.abstained += other.abstained
        self.not_read += other.not_read
        self.differences += other.differences


def score_names(
    pairs: Iterable[tuple[str, Row, Row | None]], tables: Mapping[str, list[Row]]
) -> dict[Group, NameScore]:
    """Count the names of one document, in the order in which groups are shown.

    `pairs`: the table, a row of the truth, and the row that was read for it (None: it was not read). `tables`: what was
    read of the document, whose ``agency_names`` and ``findings`` say how a name was found and what is doubtful.
    """
    found: dict[Group, NameScore] = {}
    # a table's row may hold the name without the remark that stands beside it: "Huyện X (9/9)"
    methods = {(row["agency_id"], parse(row["name_raw"]).text): row for row in tables.get("agency_names", [])}
    doubts: dict[str, list[str]] = {}
    for row in tables.get("findings", []):
        if row.get("record_id"):
            doubts.setdefault(row["record_id"], []).append(row["rule"])
    for table, truth, read in pairs:
        column, printed = LABELLED[table]
        wanted = truth.get(column)
        if wanted is None:
            continue
        raw = str(truth[printed])
        said = read.get(column) if read is not None else None
        verdict = _verdict(wanted, said, read)
        named = methods.get((said, parse(str(read[printed])).text)) if read is not None else None
        key = "none" if verdict in ("abstained", "not_read") else _key(named or read or {})
        group = Group(bool(truth.get("certain", True)), _scope(raw, truth.get("parent_raw")), key)
        score = found.setdefault(group, NameScore())
        setattr(score, verdict, getattr(score, verdict) + 1)
        if verdict != "right":
            why = ", ".join(sorted(set(doubts.get(str((read or {}).get("record_id")), []))))
            within = f" in {truth['parent_raw']}" if truth.get("parent_raw") else ""
            score.differences.append(
                f"{verdict.replace('_', ' ')}: {raw[:60]}{within[:60]} is {wanted}, {said} read"
                + f" ({why})" * bool(why)
            )
    return {group: found[group] for group in sorted(found, key=order)}


def order(group: Group) -> tuple[bool, int, int]:
    """Return what sorts the groups for people: certain labels first, by scope, by key from the strictest on."""
    return (not group.certain, SCOPES.index(group.scope), KEYS.index(group.key))


def _verdict(wanted: str, said: str | None, read: Row | None) -> Verdict:
    if read is None:
        return "not_read"
    if said == wanted:
        return "right"
    # a committee that is not in the gazetteer gets an id of its province and its spelling: 62-ubnd-xa-dak-pet
    return "abstained" if said is None or said.split("-")[1:2] == ["ubnd"] else "wrong"


def _key(named: Row) -> str:
    """Return the key that a name was found by: of the gazetteer's the one that gives this score, else the method."""
    method = str(named.get("method"))
    if method == "gazetteer":
        return next((key for key, score in SCORES.items() if score == named.get("score")), "exact")
    return method if method in KEYS else "rule"


def _scope(raw: str, parent: str | None) -> str:
    """Return whether the document states the district of a name, beside it or above it, or only the province."""
    for stated in (parse(raw).chain, parent):
        if stated and names_unit(stated) and parse(stated).unit_kind != "tỉnh":
            return "district stated"
    return "province"
