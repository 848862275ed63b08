"""The data dictionary: every table, column and vocabulary as Markdown for people."""

from __future__ import annotations

from collections.abc import Iterator

from schemas import SCHEMA_VERSION, TABLES
from schemas.model import Column, Table
from schemas.vocabularies import vocabularies

RULES = """\
- Strings are Unicode NFC with one blank between words. Columns ending in `_raw`, and those marked *as printed*, hold
  the text of the document character for character.
- Money is whole đồng, dates are calendar days, years are calendar years.
- Null means that the document does not say. It is never 0, an empty string, false or a guess.
- *evidence* says under which `field` of [evidence](#evidence) a value's place in the source stands: the first of those
  named that the row has. *or above*: or in a heading, a group row or a title over that place. Columns without are not
  printed: the dataset gives them.
- Row order is fixed, and the same input gives the same bytes.
- Administrative units are named by the zero-padded codes of the General Statistics Office (GSO) in force on the
  document's date.
"""


def data_dictionary() -> str:
    """Return the whole dictionary as Markdown, ending in a line feed."""
    return "\n".join(_lines()) + "\n"


def table_section(table: Table) -> str:
    """Return one table's section of the dictionary, without a line feed at the end."""
    return "\n".join(_table_lines(table))


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield f"Schema version {SCHEMA_VERSION}. Written by `congbao schema --markdown` from the declarations in schemas/."
    yield ""
    yield RULES
    yield "| table | rows are |"
    yield "|---|---|"
    for table in TABLES.values():
        yield f"| [{table.name}](#{table.name}) | {_cell(table.description)} |"
    for table in TABLES.values():
        yield ""
        yield from _table_lines(table)
    yield ""
    yield "## Vocabularies"
    for words in vocabularies().values():
        yield ""
        yield f"### {words.name}"
        yield ""
        yield f"{words.title}. " + ("No other word occurs." if words.closed else "Documents may bring others.")
        yield ""
        yield "| word | meaning |"
        yield "|---|---|"
        for word, meaning in words.values.items():
            yield f"| `{word}` | {_cell(meaning)} |"


def _table_lines(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield table.description
    yield ""
    yield f"Key: {_names(table.primary_key)}. Sorted by {_names(table.sort)}."
    if table.foreign_keys:
        yield ""
    for foreign in table.foreign_keys:
        yield f"- {_names(foreign.columns)} names a row of [{foreign.table}](#{foreign.table})."
    yield ""
    yield f"| column | type | null | unit |{' evidence |' * table.has_evidence} meaning |"
    yield f"|---|---|---|---|{'---|' * table.has_evidence}---|"
    for column in table.columns:
        evidence = f" {_evidence(table, column.name)} |" * table.has_evidence
        yield (
            f"| `{column.name}` | {column.type} | {'yes' if column.nullable else 'no'} | {column.unit} |{evidence} "
            f"{_cell(_meaning(column))} |"
        )


def _evidence(table: Table, column: str) -> str:
    return _names(table.fields_of(column)) + (" or above" if column in table.above else "")


def _meaning(column: Column) -> str:
    parts = [column.description]
    if column.text == "raw" and not column.name.endswith("raw"):
        parts.append("*As printed.*")
    if column.vocabulary:
        words = vocabularies()[column.vocabulary]
        shown = ", ".join(f"`{word}`" for word in list(words.values)[:8])
        more = ", …" if len(words.values) > 8 or not words.closed else "."
        parts.append(f"[{words.name}](#{words.name}): {shown}{more}")
    return " ".join(parts)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
