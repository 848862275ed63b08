"""Where a value stands in its source: every value that the document prints leads to a row of ``evidence``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import duckdb
import pytest

from pipeline.process import process
from pipeline.result import Row
from schemas import TABLES
from schemas.arrow import arrow_schema, to_table
from schemas.dictionary import table_section
from schemas.model import Table

CORPUS = Path(__file__).parent.parent / "corpus"
DOCUMENTS = sorted(
    path
    for folder in (CORPUS / "documents", CORPUS / "procedures/documents", *CORPUS.glob("heldout/*/documents"))
    for path in folder.iterdir()
    if path.suffix in (".txt", ".html", ".docx", ".md")
)
FACTS = [table for table in TABLES.values() if table.has_evidence]
HEAD = """ỦY BAN NHÂN DÂN TỈNH KON TUM
Số: 12/KH-UBND
Kon Tum, ngày 3 tháng 4 năm 2020

KẾ HOẠCH
Áp dụng ISO điện tử theo TCVN ISO 9001:2015 năm 2020
"""


@cache
def tables_of(path: Path) -> dict[str, list[Row]]:
    return process(path.read_bytes(), path.name).tables


def evidence_of(tables: dict[str, list[Row]], table: str, row: Row, column: str) -> Row | None:
    """Return the evidence of a column as its reader looks it up: the first of the declared fields that the row has."""
    identity = row["document_id" if table == "documents" else "record_id"]
    rows = {item["field"]: item for item in tables["evidence"] if item["record_id"] == identity}
    return next((rows[field] for field in TABLES[table].fields_of(column) if field in rows), None)


@pytest.mark.parametrize("table", FACTS, ids=lambda table: table.name)
def test_the_declared_fields_are_columns_and_lead_to_themselves(table: Table) -> None:
    named = {*table.read_from, *table.above, *table.given}
    named |= {field for fields in table.read_from.values() for field in fields}
    assert named - {"seq", "table_no", "line_no", "section_path"} <= set(table.column_names)
    assert not set(table.read_from) & table.given


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_value_of_every_fact_has_evidence_or_names_a_field_that_has(path: Path) -> None:
    tables = tables_of(path)
    has = {(row["record_id"], row["field"]) for row in tables["evidence"]}
    lost = {
        f"{table.name}.{column}"
        for table in FACTS
        for row in tables.get(table.name, ())
        for column in table.column_names
        if row.get(column) not in (None, "", []) and table.fields_of(column)
        if not any((row.get("record_id", row["document_id"]), field) in has for field in table.fields_of(column))
    }
    assert lost == set()


def test_what_is_printed_as_it_stands_is_in_its_evidence() -> None:
    tables = tables_of(CORPUS / "documents/dak-nong-512-qd-ubnd.docx")
    status = next(row for row in tables["qms_status"] if row["procedures_raw"] == "60/116")
    found = evidence_of(tables, "qms_status", status, "procedures_applied")
    assert found is not None
    assert (found["field"], found["text"]) == ("procedures_raw", "60/116")


def test_the_standards_and_electronic_iso_of_a_document_lead_to_where_they_are_named() -> None:
    tables = process(HEAD.encode(), "a.txt").tables
    [document] = tables["documents"]
    assert (document["standards"], document["electronic_iso"]) == (["TCVN ISO 9001:2015"], True)
    for column, text in (("standards", "TCVN ISO 9001:2015"), ("electronic_iso", "ISO điện tử")):
        found = evidence_of(tables, "documents", document, column)
        assert found is not None
        assert (found["text"], found["line"]) == (text, 6)


def test_a_relation_leads_to_the_words_that_say_so() -> None:
    text = HEAD + "Căn cứ Luật Đầu tư;\nĐiều 1. Bãi bỏ Quyết định số 5/QĐ-UBND ngày 1/2/2019 của UBND tỉnh.\n"
    tables = process(text.encode(), "a.txt").tables
    [relation] = tables["relations"]
    found = evidence_of(tables, "relations", relation, "target_code")
    assert found is not None
    assert (found["text"], found["line"]) == (relation["raw"], 8)


def test_what_the_dataset_gives_has_no_evidence() -> None:
    assert TABLES["documents"].fields_of("completeness") == ()
    assert TABLES["sections"].fields_of("heading") == ()


def test_the_dictionary_and_the_files_name_the_field_of_each_columns_evidence() -> None:
    assert "| `value` | double | yes |  | `value`, `raw` | The value" in table_section(TABLES["targets"])
    assert "| `year_from` | int16 | yes | year | `year_to`, `deadline_on`, `raw` or above |" in table_section(
        TABLES["targets"]
    )
    assert arrow_schema("qms_status").field("procedures_state").metadata[b"evidence"].split()[0] == b"procedures_raw"


def test_the_query_that_joins_typed_values_with_cells_finds_one_cell_for_each() -> None:
    tables = tables_of(CORPUS / "documents/dak-nong-512-qd-ubnd.docx")
    [join] = re.findall(r"`(FROM table_values .*)`", TABLES["table_values"].by_name["row"].description)
    with duckdb.connect() as database:
        for name in ("table_values", "cells"):
            database.register(name, to_table(name, tables[name]))
        [(found, spanned, same)] = database.execute(
            f"SELECT count(*), count(*) FILTER (v.row <> c.row), count(*) FILTER (v.value_raw = c.text) {join}"
        ).fetchall()
    assert found == same == len(tables["table_values"])
    assert spanned > 0
