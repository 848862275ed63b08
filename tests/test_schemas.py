"""The declarations of tables and columns, and everything that is derived from them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import TABLES
from schemas.arrow import arrow_schema, to_table
from schemas.dictionary import data_dictionary
from schemas.frictionless import FileFacts, data_package
from schemas.json_schema import inspection_schema, table_schema
from schemas.model import Table
from schemas.validation import SchemaError, broken_references, problems
from schemas.vocabularies import vocabularies

ROOT = Path(__file__).parent.parent

CONTRACT = {
    "documents": "document_id source_id source_name source_format page_count type_code type_name number number_text "
    "symbol code issued_on issued_at_place issuer_id issuer_raw province_code title signer_name "
    "signer_title signed_for standards electronic_iso period_from period_to effective_on total_budget_vnd "
    "related_document_id completeness",
    "sources": "source_id name format bytes status document_id chosen page_from page_to error_category error",
    "sections": "document_id seq part path heading text page",
    "citations": "record_id document_id seq section_path raw type_code code title issued_on issuer_id issuer_raw "
    "relation cited_document_id",
    "relations": "record_id document_id page confidence method seq relation section_path article clause raw "
    "target_type_code target_code target_title target_issued_on target_issuer_id target_issuer_raw target_article "
    "target_clause target_point target_part effective_on target_document_id",
    "agencies": "agency_id name short_name level kind parent_id province_code district_code commune_code previous_id "
    "successor_province_code successor_commune_code mentions",
    "agency_names": "agency_id name_raw document_id occurrences method score context",
    "qms_status": "record_id document_id page confidence method row_no agency_id agency_raw procedures_applied "
    "procedures_total procedures_raw procedures_state published inspection_passed consultant certifier "
    "note",
    "rollout": "record_id document_id page confidence method row_no agency_id agency_raw group_raw parent_raw year "
    "deadline_on basis first_time",
    "coverage": "record_id document_id page confidence method scope_raw scope_id group_level year count total raw",
    "targets": "record_id document_id page confidence method section_path group_level group_raw measure comparator "
    "value unit year_from year_to deadline_on raw",
    "budget_lines": "record_id document_id page confidence method table_no line_no item_no parent_item_no item role "
    "unit quantity unit_price_vnd before_tax_vnd tax_vnd amount_vnd year raw",
    "assignments": "record_id document_id page confidence method section_path agency_id agency_raw role task "
    "deadline_on recurrence due_month due_day",
    "procedures": "record_id document_id page confidence method table_no row_no code national_code name "
    "old_code old_name field levels agency_id agency_raw managed_by_id managed_by_raw action internal time_limit "
    "time_limit_unit time_limit_before time_limit_before_unit time_cut time_cut_percent place "
    "fee_vnd charge_vnd legal_basis_raw",
    "table_values": "document_id table_no row row_no row_label group_path column_path value_raw kind value_number "
    "value_on value_text unit page",
    "cells": "document_id table_no row col row_span col_span text page x0 y0 x1 y1 line",
    "evidence": "record_id field page x0 y0 x1 y1 line text",
    "findings": "finding_id document_id record_id rule severity expected actual difference message message_vi page",
}


def coverage_row(**values: object) -> dict[str, object]:
    row = {"record_id": "cov-1", "document_id": "kon-tum/2025/474-qd-ubnd", "confidence": 1.0, "method": "rule"}
    return {**row, "scope_raw": "Tổng  (147 cơ quan)", "count": 35, "total": 147, "year": 2025, **values}


@pytest.mark.parametrize("name", CONTRACT)
def test_every_column_of_the_contract_is_declared(name: str) -> None:
    assert set(CONTRACT[name].split()) <= set(TABLES[name].column_names)
    assert [table for table in TABLES if table in CONTRACT] == list(CONTRACT)  # others may stand between them


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_declarations_fit_together(table: Table) -> None:
    assert len(set(table.column_names)) == len(table.columns)
    for name in (*table.primary_key, *table.sort):
        assert name in table.by_name
    assert not any(table.by_name[name].nullable for name in table.primary_key)
    for foreign in table.foreign_keys:
        assert set(foreign.columns) <= set(table.column_names)
        assert foreign.references == TABLES[foreign.table].primary_key
    for column in table.columns:
        assert column.description.endswith((".", "`")), column.name
        assert not column.vocabulary or column.vocabulary in vocabularies()
        assert not column.name.endswith("_vnd") or (column.type, column.unit) == ("int64", "VND")
        assert not column.name.endswith("_on") or column.type == "date"
        assert not column.name.endswith("_raw") or column.text == "raw"
    assert bool(table.prefix) == ("record_id" in table.primary_key and table.name != "evidence")


def test_every_vocabulary_is_used_by_a_column() -> None:
    used = {column.vocabulary for table in TABLES.values() for column in table.columns}
    assert set(vocabularies()) == used - {""}


def test_every_rule_that_the_program_names_is_explained() -> None:
    named: set[str] = set()
    for package in ("extractors", "pipeline"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            named.update(re.findall(r'(?:\brule=|"rule": |\bIrregularity\(\s*)"([a-z_]+)"', text))
    assert len(named) > 10
    assert named <= set(vocabularies()["finding_rule"].values)


def test_arrow_types_follow_the_contract() -> None:
    documents, budget = arrow_schema("documents"), arrow_schema("budget_lines")
    assert documents.field("issued_on").type == pa.date32()
    assert documents.field("period_from").type == pa.int16()
    assert documents.field("standards").type == pa.list_(pa.string())
    assert documents.field("electronic_iso").type == pa.bool_()
    assert budget.field("amount_vnd").type == pa.int64()
    assert budget.field("quantity").type == pa.float64()
    assert not budget.field("record_id").nullable
    told = {b"description": b"Amount of the line.", b"unit": b"VND", b"evidence": b"amount_vnd"}
    assert budget.field("amount_vnd").metadata == told
    assert documents.metadata[b"congbao.table"] == b"documents"


def test_rows_become_a_sorted_table_with_nulls_for_what_they_do_not_name() -> None:
    rows = [coverage_row(record_id=f"cov-{n}", document_id=document) for n, document in enumerate("ba")]
    table = to_table("coverage", rows)
    assert table.schema.equals(arrow_schema("coverage"), check_metadata=True)
    assert table.column("document_id").to_pylist() == ["a", "b"]
    assert table.column("scope_raw").to_pylist() == ["Tổng  (147 cơ quan)"] * 2
    assert table.column("scope_id").to_pylist() == [None, None]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_keeps_its_schema(name: str) -> None:
    table = to_table(name, [])
    assert table.num_rows == 0
    assert table.schema.names == list(TABLES[name].column_names)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"colour": "red"}, "coverage.colour, row 1 (cov-1): no such column"),
        ({"confidence": None}, "coverage.confidence, row 1 (cov-1): must not be null"),
        ({"confidence": 1.5}, "1.5 is not between 0 and 1"),
        ({"count": "35"}, "'35' is not a whole number"),
        ({"count": True}, "True is not a whole number"),
        ({"count": 35.0}, "35.0 is not a whole number"),
        ({"count": -1}, "-1 is not between 0"),
        ({"year": 20188}, "20188 is not between 1900 and 2200"),
        ({"method": "guess"}, "'guess' is not a word of the vocabulary method"),
        ({"scope_id": "ubnd-62 "}, "has stray blanks"),
        ({"scope_id": "ubnd\u00a062"}, "has stray blanks"),
        ({"scope_id": ""}, "is empty"),
        ({"scope_id": "u\u031b"}, "is not in Unicode form NFC"),
        ({"scope_raw": "\udcff"}, "is not valid Unicode"),
        ({"record_id": None}, "must not be null"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_in_one_clear_line(values: dict[str, object], said: str) -> None:
    with pytest.raises(SchemaError) as error:
        to_table("coverage", [coverage_row(**values)])
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_two_rows_with_one_key_are_refused() -> None:
    with pytest.raises(SchemaError, match="same key record_id"):
        to_table("coverage", [coverage_row(), coverage_row()])


def test_dates_and_lists_have_their_types() -> None:
    base = {"document_id": "d", "source_id": "s", "source_name": "n", "source_format": "pdf"}
    assert problems("documents", [{**base, "issued_on": date(2018, 4, 18), "standards": ["TCVN ISO 9001:2008"]}]) == []
    assert "not a date" in problems("documents", [{**base, "issued_on": "2018-04-18"}])[0].message
    assert "list of strings" in problems("documents", [{**base, "standards": "TCVN ISO 9001:2008"}])[0].message
    assert "stray blanks" in problems("documents", [{**base, "standards": ["TCVN  ISO"]}])[0].message


def test_text_of_sections_may_have_lines_but_no_stray_blanks_in_them() -> None:
    section = {"document_id": "d", "seq": 1}
    assert problems("sections", [{**section, "text": "a) một\nb) hai"}]) == []
    assert problems("sections", [{**section, "text": "a) một \nb) hai"}])


def test_references_that_name_no_row_are_found() -> None:
    tables = {"agencies": [{"agency_id": "ubnd-62"}], "coverage": [coverage_row(scope_id="ubnd-67"), coverage_row()]}
    found = broken_references(tables, to=("agencies",))
    assert [problem.message for problem in found] == ["'ubnd-67' is not in agencies"]


@given(st.text(), st.lists(st.integers() | st.text(), max_size=4))
def test_record_ids_are_short_stable_and_told_apart_by_position(document_id: str, position: list[int | str]) -> None:
    table = TABLES["rollout"]
    made = table.record_id(document_id, tuple(position))
    assert made == table.record_id(document_id, tuple(position))
    assert made.startswith("rol-")
    assert len(made) == 16
    assert made != table.record_id(document_id, (*position, 1))


def test_tables_without_facts_have_no_record_ids() -> None:
    with pytest.raises(ValueError, match="sources"):
        TABLES["sources"].record_id("d", (1,))


def test_the_published_data_dictionary_is_the_one_of_the_declarations() -> None:
    written = ROOT / "docs" / "DATA_DICTIONARY.md"
    assert written.read_text(encoding="utf-8") == data_dictionary(), "write it anew: python -m schemas"


def test_json_schema_says_types_bounds_and_words() -> None:
    properties = table_schema("qms_status")["properties"]
    assert properties["procedures_state"]["enum"] == ["counted", "none", "not_stated"]
    assert properties["published"]["type"] == ["boolean", "null"]
    assert properties["confidence"] == {
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "description": TABLES["qms_status"].by_name["confidence"].description,
    }
    assert table_schema("documents")["properties"]["issued_on"]["format"] == "date"
    assert set(inspection_schema()["$defs"]["document"]["properties"]["tables"]["properties"]) == set(TABLES)


def test_the_data_package_describes_files_keys_and_references() -> None:
    files = [FileFacts(name, f"{name}.parquet", 3, 100, "ab" * 32) for name in TABLES]
    package = data_package("0123456789ab", files)
    citations = next(resource for resource in package["resources"] if resource["name"] == "citations")
    assert citations["hash"] == "sha256:" + "ab" * 32
    assert citations["bytes"] == 100
    assert citations["schema"]["primaryKey"] == ["record_id"]
    references = [foreign["reference"].get("resource") for foreign in citations["schema"]["foreignKeys"]]
    assert references == ["documents", "agencies", "documents"]
    relation = next(field for field in citations["schema"]["fields"] if field["name"] == "relation")
    assert relation["constraints"]["required"]
    assert "legal_basis" in relation["constraints"]["enum"]
    json.dumps(package)
