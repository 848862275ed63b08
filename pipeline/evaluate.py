"""How much of labelled documents is read rightly: the reading of each file against the truth written by hand.

A truth file (`corpus/truth/*.json`) names the files that hold one document and the facts that a reader finds in it.
Rows are paired by what identifies them (row number and name, code and date, group and year), then their fields are
compared; rows of the truth that were not read and rows read that the truth does not have are counted apart.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from normalizers.text import fold, trim
from pipeline.evaluate_names import LABELLED, Group, NameScore, score_names
from pipeline.process import process
from pipeline.result import DocumentResult, Row

Key = tuple[Any, ...]

#: the columns compared in each table, beside those that pair the rows
FIELDS: dict[str, tuple[str, ...]] = {
    "documents": (
        "document_id",
        "document_id_prefix",
        "type_code",
        "number",
        "number_text",
        "symbol",
        "code",
        "issued_on",
        "issued_at_place",
        "issuer_id",
        "province_code",
        "title",
        "signer_name",
        "signer_title",
        "signed_for",
        "standards",
        "electronic_iso",
        "period_from",
        "period_to",
        "effective_on",
        "total_budget_vnd",
    ),
    "citations": ("type_code", "issuer", "relation"),
    "qms_status": (
        "agency",
        "procedures_raw",
        "procedures_applied",
        "procedures_total",
        "procedures_state",
        "published",
        "inspection_passed",
        "consultant",
        "certifier",
        "note",
    ),
    "rollout": ("agency", "group_raw", "parent_raw", "first_time", "agency_id"),
    "coverage": ("group_level", "count", "total"),
    "targets": ("section_path", "group_level", "group_raw", "unit", "year_from", "deadline_on"),
    "assignments": ("agency", "section_path", "deadline_on", "recurrence", "due_month", "due_day"),
    "budget_lines": (
        "parent_item_no",
        "role",
        "unit",
        "quantity",
        "unit_price_vnd",
        "before_tax_vnd",
        "tax_vnd",
        "amount_vnd",
    ),
    "procedures": (
        "row_no",
        "old_code",
        "old_name",
        "field",
        "levels",
        "agency",
        "agency_raw",
        "managed_by",
        "action",
        "internal",
        "time_limit",
        "time_limit_unit",
        "time_limit_before",
        "time_limit_before_unit",
        "time_cut",
        "time_cut_percent",
        "place",
        "fee_vnd",
        "charge_vnd",
        "legal_basis_raw",
        "online_level",
        "postal_service",
        "note",
    ),
    "findings": (),
}


#: findings that need more than one document
ACROSS_DOCUMENTS = ("news_predates_decision", "formats_disagree")


_BEFORE_SUBJECT = re.compile(r"^[\s\"“”(]*(?:của\s[^,;:]{3,60}?\s)?(?:về việc|v/v|về)\s+")


def _text(value: object) -> str:
    return fold(trim(str(value))) if value not in (None, "") else ""


KEYS: dict[str, Callable[[Row], Key]] = {
    "documents": lambda row: (),
    "citations": lambda row: (_text(row.get("code")) or _text(row.get("title")), _day(row.get("issued_on"))),
    "qms_status": lambda row: (row.get("row_no"), _text(row.get("agency_raw"))),
    "rollout": lambda row: (row.get("basis"), row.get("row_no"), _text(row.get("agency_raw")), row.get("year")),
    "coverage": lambda row: (_text(row.get("scope_raw")), row.get("year"), row.get("count")),
    "targets": lambda row: (row.get("measure"), row.get("comparator"), row.get("value"), row.get("year_to")),
    "assignments": lambda row: (_text(row.get("agency_raw")), row.get("role"), _text(row.get("task"))),
    "budget_lines": lambda row: (row.get("line_no"), row.get("item_no"), _text(row.get("item")), row.get("year")),
    # "Thủ tục đăng ký khai sinh" is labelled with and without what it is
    "procedures": lambda row: (_text(row.get("code")), _text(row.get("name")).removeprefix("thủ tục ")),
    "findings": lambda row: (row.get("rule"),),
}


@dataclass(slots=True)
class Score:
    """How the rows of one table of one file compare with the truth."""

    expected: int = 0
    found: int = 0
    extra: int = 0
    fields: int = 0
    fields_right: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of the truth's rows that were read."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Return the share of the rows read that the truth has."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 1.0

    @property
    def exact(self) -> float:
        """Return the share of the compared fields that are right."""
        return self.fields_right / self.fields if self.fields else 1.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of the rows by (file name, table), and those of the agencies' names by file name."""

    rows: dict[tuple[str, str], Score]
    names: dict[str, dict[Group, NameScore]]


def evaluate(truth_dir: Path, documents_dir: Path) -> Evaluation:
    """Read every file that the truth names and return its scores, for the tables that the truth judges.

    Raises FileNotFoundError when a truth file names a document that is not there.
    """
    found = Evaluation({}, {})
    for path in sorted(truth_dir.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for name in truth["files"]:
            result = process((documents_dir / name).read_bytes(), name)
            for table, score in _document(truth, name, result).items():
                found.rows[name, table] = score
            found.names[name] = _names(truth, result)
    return found


def _names(truth: dict[str, Any], result: DocumentResult) -> dict[Group, NameScore]:
    pairs = [
        (table, row, read)
        for table in LABELLED
        for row, read in pair(table, truth.get(table, []), result.tables.get(table, []))[0]
    ]
    return score_names(pairs, result.tables)


def _document(truth: dict[str, Any], name: str, result: DocumentResult) -> dict[str, Score]:
    names = {row["agency_id"]: row["name"] for row in result.tables.get("agencies", [])}
    # a table that the truth does not name was not judged
    expected = {table: list(truth[table]) for table in FIELDS if table in truth and table != "findings"}
    expected["documents"] = [_header(truth, name)]
    # a finding about the printed form belongs to the formats that have that form; one about several documents is
    # made when a dataset is, not when one document is read
    expected["findings"] = [
        row
        for row in truth.get("findings", [])
        if name.split(".", 1)[1] in row.get("formats", [name.split(".", 1)[1]]) and row.get("certain", True)
        if row["rule"] not in ACROSS_DOCUMENTS
    ]
    scores = {}
    optional = {row["rule"] for row in truth.get("findings", []) if not row.get("certain", True)}
    for table, rows in expected.items():
        read = [_named(row, names) for row in result.tables.get(table, [])]
        if table == "findings":
            # the truth lists what must be found; what else is found is not wrong for that
            wanted = {row["rule"] for row in rows}
            read = [row for row in read if row["rule"] in wanted]
        scores[table] = compare(table, rows, read)
        if table == "findings":
            _forgive(scores[table], optional)
    return scores


def _forgive(score: Score, optional: set[str]) -> None:
    """Take back what was counted as extra among the findings that the truth calls possible but not certain."""
    for rule in sorted(optional):
        said = f"not in the truth: rule {rule}"
        for difference in [text for text in score.differences if text.startswith(said)]:
            score.differences.remove(difference)
            score.extra -= 1


def _header(truth: dict[str, Any], name: str) -> Row:
    """Return the truth of the header, less what this file does not print."""
    absent = truth.get("not_printed_in", {}).get(name, [])
    return {column: value for column, value in truth["document"].items() if column not in absent}


def _named(row: Row, names: dict[str, str]) -> Row:
    """Return a row with the canonical names of its agencies, as the truth writes them."""
    named = dict(row)
    for column, into in (
        ("agency_id", "agency"),
        ("issuer_id", "issuer"),
        ("scope_id", "scope"),
        ("managed_by_id", "managed_by"),
    ):
        if row.get(column):
            named[into] = names.get(row[column])
    return named


def compare(table: str, expected: list[Row], read: list[Row]) -> Score:
    """Pair the rows of `expected` and `read` by the table's key and compare their fields."""
    score = Score(expected=len(expected))
    pairs, left = pair(table, expected, read)
    for truth, best in pairs:
        if best is None:
            score.differences.append(f"not read: {_short(truth)}")
            continue
        score.found += 1
        unsure = () if truth.get("certain", True) else ("agency", "agency_id")
        for name in FIELDS[table]:
            if name not in truth or name in unsure or (truth[name] is None and name in ("issuer", "agency_id")):
                continue
            score.fields += 1
            if _same(truth, best, name):
                score.fields_right += 1
            else:
                score.differences.append(
                    f"{name}: {truth[name]!r} expected, {best.get(name)!r} read in {_short(truth)}"
                )
    score.extra = len(left)
    score.differences += [f"not in the truth: {_short(row)}" for row in left]
    return score


def pair(table: str, expected: list[Row], read: list[Row]) -> tuple[list[tuple[Row, Row | None]], list[Row]]:
    """Return each row of the truth with the row that was read for it (None: it was not), and the rows left over."""
    key = KEYS[table]
    waiting: dict[Key, list[Row]] = defaultdict(list)
    for row in read:
        waiting[key(row)].append(row)
    pairs: list[tuple[Row, Row | None]] = []
    for truth in expected:
        candidates = waiting.get(key(truth))
        best = None
        if candidates:
            best = max(
                candidates, key=lambda row: sum(_same(truth, row, name) for name in FIELDS[table] if name in truth)
            )
            candidates.remove(best)
        pairs.append((truth, best))
    left = [row for rows in waiting.values() for row in rows]
    pairs = [(truth, best if best is not None else _as_far_as_labelled(table, truth, left)) for truth, best in pairs]
    if table == "assignments":
        pairs = [(truth, best if best is not None else _same_duty(truth, left)) for truth, best in pairs]
    return pairs, left


def _as_far_as_labelled(table: str, truth: Row, left: list[Row]) -> Row | None:
    """Take from `left` the row that agrees in what the truth labels of its key; what it leaves out was not judged."""
    key = KEYS[table]
    wanted = key(truth)
    for row in left:
        labelled = {name: value for name, value in row.items() if name in truth}
        if len(labelled) < len(row) and any(wanted) and key(labelled) == wanted:
            left.remove(row)
            return row
    return None


def _same_duty(truth: Row, left: list[Row]) -> Row | None:
    """Take from `left` the row whose task is the truth's but for the agency that one of the two begins it with.

    "Sở Tài chính bố trí kinh phí" and "Bố trí kinh phí" are one duty of Sở Tài chính: labels are written both ways.
    """
    for row in left:
        agency, tasks = _text(row["agency_raw"]), sorted((_text(truth.get("task")), _text(row["task"])), key=len)
        same = agency == _text(truth.get("agency_raw")) and row["role"] == truth.get("role")
        if same and tasks[0] and tasks[1].endswith(tasks[0]) and agency in tasks[1].removesuffix(tasks[0]):
            left.remove(row)
            return row
    return None


def _same(truth: Row, row: Row, name: str) -> bool:
    wanted, value = truth[name], row.get(name)
    if name == "document_id_prefix":
        return str(row.get("document_id")).startswith(str(wanted))
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(wanted, list):
        return Counter(wanted) == Counter(value or [])
    if isinstance(wanted, str) and isinstance(value, str):
        return _text(wanted) == _text(value) or (name == "title" and _subject(wanted) == _subject(value))
    return bool((wanted or None) == (value or None)) if wanted in (None, "") else bool(wanted == value)


def _subject(title: str) -> str:
    """Return a title without the words and marks before it: labels are written with "Về việc ..." and without."""
    return _BEFORE_SUBJECT.sub("", _text(title)).strip(' "\u201c\u201d.')


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _short(row: Row) -> str:
    shown = (
        "row_no",
        "agency_raw",
        "scope_raw",
        "relation",
        "code",
        "title",
        "name",
        "issued_on",
        "year",
        "rule",
        "actual",
        "measure",
        "value",
        "group_raw",
        "role",
        "task",
    )
    return ", ".join(f"{name} {str(row[name])[:60]}" for name in shown if row.get(name) is not None)
