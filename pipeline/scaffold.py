"""``congbao new-extractor``: the files of a new record kind, made from the columns of a table.

Everything that a record kind needs is written or extended: its declaration in `schemas`, its headings in the
vocabulary, its extractor, its line in `extractors/kinds.py`, a test and a page of documentation. Nothing is
overwritten; what is there under the name is refused before anything is written.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizers.text import fold, slug
from pipeline import UserError
from pipeline.result import Row
from schemas import TABLES

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LONGEST = 120  # characters of a line
#: kind of a value -> (what the record's column holds, its declaration; {} stands for name and description)
_KINDS: dict[str, tuple[str, str]] = {
    "text": ("text", 'Column("{name}", "string", "{said}."),'),
    "agency": ("agency", 'agency_id("{said}.", "{name}_id"),\n        raw("{said} as printed.", "{name}_raw"),'),
    "count": ("count", 'count("{name}", "{said}."),'),
    "year": ("count", 'year("{name}", "{said}."),'),
    "amount": ("vnd", 'dong("{name}_vnd", "{said}."),'),
    "number": ("number", 'Column("{name}", "double", "{said}."),'),
    "percent": ("number", 'Column("{name}", "double", "{said}.", unit="percent"),'),
    "date": ("date", 'Column("{name}_on", "date", "{said}."),'),
    "mark": ("flag", 'Column("{name}", "bool", "{said}."),'),
}
_SUFFIX = {"amount": "_vnd", "date": "_on"}
_IMPORTS = {"agency_id": "agency", "count": "count", "dong": "amount", "raw": "agency", "year": "year"}
_EXAMPLES: dict[str, tuple[str, str]] = {
    "text": ("Mẫu thứ nhất", "Mẫu thứ hai"),
    "agency": ("Sở Y tế", "Sở Tư pháp"),
    "count": ("12", "9"),
    "year": ("2023", "2024"),
    "amount": ("1.500.000 đồng", "750.000 đồng"),
    "number": ("12,5", "8,25"),
    "percent": ("50%", "75%"),
    "date": ("15/3/2023", "20/4/2024"),
    "mark": ("x", "x"),
}


@dataclass(frozen=True, slots=True)
class NewColumn:
    """One column of the new table: its name, the heading that it is known by, and the kind of its values."""

    name: str
    heading: str
    kind: str

    @property
    def stored(self) -> str:
        """Return the name of the column that holds its value."""
        return self.name + ("_raw" if self.kind == "agency" else _SUFFIX.get(self.kind, ""))


def default_columns(name: str) -> list[NewColumn]:
    """Return the columns of a kind that no table was given for: a name and a number."""
    words = name.replace("_", " ")
    return [NewColumn("title", f"Tên {words}", "text"), NewColumn("quantity", f"Số {words}", "count")]


def columns_like(values: Sequence[Row], table_no: int) -> list[NewColumn]:
    """Return the columns of table `table_no` of a file, by its rows of ``table_values``.

    Raises UserError when there is no such table or it has no headings.
    """
    own = [row for row in values if row["table_no"] == table_no]
    if not own:
        there = ", ".join(str(number) for number in sorted({row["table_no"] for row in values})) or "none"
        raise UserError(f"no table {table_no} in that file; it has: {there}", exit_code=2)
    columns: list[NewColumn] = []
    for col in sorted({row["col"] for row in own}):
        cells = [row for row in own if row["col"] == col]
        heading = (cells[0]["column_path"] or "").rpartition(" / ")[2]
        name = slug(re.sub(r"\([^()]*\)", "", heading)).replace("-", "_").lstrip("0123456789_")
        if not heading or not name:
            continue
        kinds = [cell["kind"] for cell in cells]
        kind = max(sorted(set(kinds)), key=kinds.count)
        taken = {column.name for column in columns}
        while name in taken:
            name += "_2"
        columns.append(NewColumn(name, heading, kind))
    if not columns:
        raise UserError(f"table {table_no} has no headings to be known by", exit_code=2)
    return columns


def create(root: Path, name: str, columns: Sequence[NewColumn]) -> list[Path]:
    """Write the files of the record kind `name` into the checkout at `root`; return those written or extended.

    Raises UserError, before anything is written, for a name that is no name or taken, or outside a checkout.
    """
    if not _NAME.fullmatch(name):
        raise UserError(f"{name}: a name of small letters, digits and _ is needed, such as water_works", exit_code=2)
    new = {
        root / "schemas" / f"{name}.py": _schema(name, columns),
        root / "extractors" / f"{name}.py": _extractor(name, columns),
        root / "tests" / f"test_{name}.py": _test(name, columns),
        root / "docs" / f"{name.replace('_', '-')}.md": _page(name, columns),
    }
    for path in (root / "extractors" / "kinds.py", root / "schemas" / "__init__.py"):
        if not path.is_file():
            raise UserError(f"{path}: not here; run this in a checkout of congbao", exit_code=2)
    for path in new:
        if path.exists() or name in TABLES:
            raise UserError(f"{name}: there is a record kind or a file of that name; choose another", exit_code=2)
    tables, kinds = root / "schemas" / "__init__.py", root / "extractors" / "kinds.py"
    headings = root / "normalizers" / "vocabulary" / "headings.yaml"
    extended = {
        tables: _declared(tables.read_text(encoding="utf-8"), name),
        kinds: _listed(kinds.read_text(encoding="utf-8"), name),
        headings: _headings(headings.read_text(encoding="utf-8"), name, columns),
    }
    for path, text in {**new, **extended}.items():
        path.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "schemas"], cwd=root, check=True, capture_output=True)
    return [*new, *extended, root / "docs" / "DATA_DICTIONARY.md"]


# the new files


def _field(name: str, column: NewColumn) -> str:
    return f"{name}_{column.name}"


def _schema(name: str, columns: Sequence[NewColumn]) -> str:
    kinds = {column.kind for column in columns}
    shared = ["GIVEN", "IN_DOCUMENTS", "RECORD_COLUMNS", *(made for made, kind in _IMPORTS.items() if kind in kinds)]
    declared = [_KINDS[column.kind][1].format(name=column.name, said=_plain(column.heading, 40)) for column in columns]
    model = ["Column"] * any("Column(" in line for line in declared) + ["Table"]
    agencies = [f'in_agencies("{column.name}_id")' for column in columns if column.kind == "agency"]
    shared += ["in_agencies"] * bool(agencies)
    keys = "".join(f", {key}" for key in agencies) or ","
    lines = "\n        ".join(declared)
    return f'''"""The table ``{name}``: say here what it is about."""

from __future__ import annotations

{_import("schemas.columns", _sorted(shared))}
from schemas.facts import ROW_NO
{_import("schemas.model", model)}

{name.upper()} = Table(
    name="{name}",
    description="One row per row of the tables that have the column {_plain(columns[0].heading, 40)}.",
    prefix="{_prefix(name)}",
    columns=(
        *RECORD_COLUMNS,
        ROW_NO,
        {lines}
    ),
    primary_key=("record_id",),
    sort=("document_id",),
    foreign_keys=(IN_DOCUMENTS{keys}),
    given=GIVEN,
)
'''


def _extractor(name: str, columns: Sequence[NewColumn]) -> str:
    fills = "\n    ".join(
        f'"{_field(name, column)}": Fill("{column.name + _SUFFIX.get(column.kind, "")}", "{_KINDS[column.kind][0]}"),'
        for column in columns
    )
    return f'''"""Rows of ``{name}``, from the tables that have all of its headings."""

from __future__ import annotations

from extractors.document import Document
from extractors.records import Extraction
from extractors.scope import Scope
from extractors.typed_columns import Fill, TypedColumns

#: the meanings of headings.yaml by which the table is known, and the columns that they fill
FILLS = {{
    {fills}
}}


def extract(document: Document, scope: Scope) -> Extraction:
    """Read every such table of a shaped document."""
    extraction = Extraction()
    ordinal = 0
    for table in document.tables():
        columns = TypedColumns(table)
        if not all(columns.has(field) for field in FILLS):
            continue
        ordinal += 1
        extraction.findings += columns.unknown_headings()
        for at, row in enumerate(columns.body()):
            fills = {{"row_no": Fill("row_no", "count"), **FILLS}}
            extraction.records.append(columns.record("{name}", row, (ordinal, at), fills))
    return extraction
'''


def _test(name: str, columns: Sequence[NewColumn]) -> str:
    rows = [["STT", *(column.heading for column in columns)]]
    rows += [[str(at + 1), *(_EXAMPLES[column.kind][at] for column in columns)] for at in (0, 1)]
    head, one, two = ("".join(_element(text) for text in row) for row in rows)
    expected = "\n        ".join(f'"{column.stored}": {_expected(column)},' for column in columns)
    dated = "from datetime import date\n\n" if any(column.kind == "date" for column in columns) else ""
    return f'''"""What the rows of ``{name}`` say."""

from __future__ import annotations

{dated}from extractors import {name}
from extractors.scope import Scope
from tests.reading import shaped, table

HEAD = [{head}
]
FIRST = [{one}
]
SECOND = [{two}
]
TABLE = table("|".join(HEAD), "|".join(FIRST), "|".join(SECOND))


def test_a_row_of_the_table_is_a_record_with_its_evidence() -> None:
    first, second = {name}.extract(shaped(TABLE), Scope()).records
    expected = {{
        "row_no": 1,
        {expected}
    }}
    assert first.values == expected
    assert second.values["row_no"] == 2
    assert set(first.evidence) == set(expected)


def test_another_table_is_left_alone() -> None:
    other = table("STT|Tên gọi khác|Màu cờ", "1|Sở Y tế|đỏ", "2|Sở Tư pháp|vàng")
    assert {name}.extract(shaped(other), Scope()).records == []
'''


def _element(text: str) -> str:
    """Return `text` as an element of a list in Python source, with a word to the linter where it is too long."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    line = f'    "{quoted}",'
    return f"\n{line}" if len(line) <= _LONGEST else f"\n{line}  # noqa: E501"


def _expected(column: NewColumn) -> str:
    text = _EXAMPLES[column.kind][0]
    read = {"amount": "1_500_000", "number": "12.5", "percent": "50.0", "date": "date(2023, 3, 15)", "mark": "True"}
    return read.get(column.kind) or (text if column.kind in ("count", "year") else f'"{text}"')


def _page(name: str, columns: Sequence[NewColumn]) -> str:
    lines = "\n".join(f"| {column.heading} | `{column.stored}` | {column.kind} |" for column in columns)
    return f"""# {name}

Say here which tables these are, who prints them and what a reader may ask of them. The columns are explained in the
[data dictionary](DATA_DICTIONARY.md), how a record kind is built in [new-record-kind](new-record-kind.md).

| heading | column | holds |
|---|---|---|
{lines}
"""


# the files that are extended


def _declared(text: str, name: str) -> str:
    """Return `schemas/__init__.py` with the new table imported and listed before the layers."""
    line = f"from schemas.{name} import {name.upper()}\n"
    imports = sorted([*re.findall(r"^from schemas\.\w+ import .*\n", text, re.MULTILINE), line], key=_module)
    block = re.search(r"(?:^from schemas\.\w+ import .*\n)+", text, re.MULTILINE)
    assert block is not None
    text = text[: block.start()] + "".join(imports) + text[block.end() :]
    return text.replace("        TABLE_VALUES,\n", f"        {name.upper()},\n        TABLE_VALUES,\n", 1)


def _module(line: str) -> str:
    return line.split()[1]


def _listed(text: str, name: str) -> str:
    """Return `extractors/kinds.py` with the new extractor imported and in the list."""
    known = re.findall(r"\b(\w+)\.extract\b", text)
    imported = _import("extractors", sorted([*known, name]))
    text = re.sub(r"^from extractors import (?:\([^)]*\)|[^\n]*)", imported, text, count=1, flags=re.MULTILINE)
    start = "KINDS: tuple[Callable[[Document, Scope], Extraction], ...] = ("
    listed = [f"{kind}.extract" for kind in [*known, name]]
    line = f"{start}{', '.join(listed)})"
    if len(line) > _LONGEST:
        line = start + "".join(f"\n    {one}," for one in listed) + "\n)"
    return text[: text.index(start)] + line + "\n"


def _headings(text: str, name: str, columns: Sequence[NewColumn]) -> str:
    """Return `headings.yaml` with an entry for each heading; `whole`, so that no other table's headings change."""
    entries = "".join(
        f'  - {{field: {_field(name, column)}, whole: ["{fold(column.heading)}"]}}\n' for column in columns
    )
    mark = "\n# Which level of agencies"
    return text.replace(mark, f"\n  # {name}\n{entries}{mark}", 1)


# small matters of form


def _plain(heading: str, longest: int) -> str:
    """Return a heading as it may stand inside a string of the source, cut where it is long."""
    text = heading.replace("\\", "/").replace('"', "'").rstrip(" .")
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _prefix(name: str) -> str:
    """Return three letters that begin the ids of the new kind's records and of no other's."""
    taken = {table.prefix for table in TABLES.values()}
    letters = name.replace("_", "")
    for candidate in (letters[:3], letters[:2] + letters[-1:], *(letters[:2] + chr(code) for code in range(97, 123))):
        if candidate not in taken and candidate.isalpha() and len(candidate) == 3:
            return candidate
    raise UserError(f"{name}: no free prefix of three letters begins with its first two; choose another name", 2)


def _sorted(names: Sequence[str]) -> list[str]:
    """Return names in the order of imports: constants, classes, then the rest."""
    return sorted(names, key=lambda name: (not name.isupper(), not name[:1].isupper(), name))


def _import(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    return line if len(line) <= _LONGEST else f"from {module} import (\n" + "".join(f"    {n},\n" for n in names) + ")"
