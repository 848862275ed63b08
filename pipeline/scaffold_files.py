"""The new files of a record kind: its declaration, its extractor, its test and its page, as text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import UserError
from pipeline.scaffold_columns import NewColumn
from schemas import TABLES

LONGEST = 120  # characters of a line
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


def field_of(name: str, column: NewColumn) -> str:
    """Return the meaning that a column is read by: the one that its heading has, else one of its own."""
    return column.field or f"{name}_{column.name}"


def schema_file(name: str, columns: Sequence[NewColumn]) -> str:
    """Return the declaration of the table `name`, for ``schemas/``."""
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

{import_line("schemas.columns", _sorted(shared))}
from schemas.facts import ROW_NO
{import_line("schemas.model", model)}

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


def extractor_file(name: str, columns: Sequence[NewColumn]) -> str:
    """Return the extractor of the rows of `name`, for ``extractors/``."""
    fills = "\n    ".join(
        f'"{field_of(name, column)}": Fill("{column.filled}", "{_KINDS[column.kind][0]}"),' for column in columns
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


def test_file(name: str, columns: Sequence[NewColumn]) -> str:
    """Return a test of the extractor by a made-up table, for ``tests/``."""
    depth = 1 + max(len(column.above) for column in columns)
    # a heading over several rows is printed in each of them, as in a text that has lost its merged cells
    heads = [["STT", *((*column.above, *[column.heading] * depth)[at] for column in columns)] for at in range(depth)]
    names = ["HEAD", *(f"HEAD_{at}" for at in range(2, depth + 1)), "FIRST", "SECOND"]
    rows = [[str(at + 1), *(_EXAMPLES[column.kind][at] for column in columns)] for at in (0, 1)]
    lists = "\n".join(
        f"{of} = [{''.join(_element(text) for text in row)}\n]" for of, row in zip(names, [*heads, *rows], strict=True)
    )
    table = ", ".join(f'"|".join({of})' for of in names)
    expected = "\n        ".join(f'"{column.stored}": {_expected(column)},' for column in columns)
    dated = "from datetime import date\n\n" if any(column.kind == "date" for column in columns) else ""
    return f'''"""What the rows of ``{name}`` say."""

from __future__ import annotations

{dated}from extractors import {name}
from extractors.scope import Scope
from tests.reading import shaped, table

{lists}
TABLE = table({table})


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
    return f"\n{line}" if len(line) <= LONGEST else f"\n{line}  # noqa: E501"


def _expected(column: NewColumn) -> str:
    text = _EXAMPLES[column.kind][0]
    read = {"amount": "1_500_000", "number": "12.5", "percent": "50.0", "date": "date(2023, 3, 15)", "mark": "True"}
    return read.get(column.kind) or (text if column.kind in ("count", "year") else f'"{text}"')


def page_file(name: str, columns: Sequence[NewColumn]) -> str:
    """Return the page about the record kind, for ``docs/``; the columns are said in the data dictionary only."""
    lines = "\n".join(f"| {column.heading} | {column.kind} |" for column in columns)
    return f"""# {name}

Say here which tables these are, who prints them and what a reader may ask of them. The columns are explained in the
[data dictionary](DATA_DICTIONARY.md), how a record kind is built in [new-record-kind](new-record-kind.md).

The table that this record kind was started from:

| heading | holds |
|---|---|
{lines}
"""


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


def import_line(module: str, names: Sequence[str]) -> str:
    """Return an import as the formatter writes it."""
    line = f"from {module} import {', '.join(names)}"
    return line if len(line) <= LONGEST else f"from {module} import (\n" + "".join(f"    {n},\n" for n in names) + ")"
