"""Whole or part: what of a document is repealed, replaced, amended, extended, suspended where no article says it."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.references.concerned import concerned
from pipeline.process import process
from tests.test_relations import LATER

X = "Quyết định số 1021/QĐ-UBND ngày 20/6/2022"


def relations(article: str, behind: str = "") -> list[dict[str, Any]]:
    """Return the relations of a decision whose first article is `article`."""
    head = LATER.partition("Căn cứ")[0].replace("Bãi bỏ một số quyết định", "Về việc sắp xếp văn bản")
    text = f"{head}Điều 1. {article}\n{behind}Điều 2. Quyết định này có hiệu lực từ ngày ký.\n"
    return [dict(row) for row in process(text.encode(), "a.txt").tables.get("relations", [])]


def said(article: str, behind: str = "") -> list[tuple[str | None, ...]]:
    """Return of each relation what is done, and to which article, clause, point and other part."""
    columns = ("relation", "target_article", "target_clause", "target_point", "target_part")
    return [tuple(row[column] for column in columns) for row in relations(article, behind)]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("thủ tục số 3 Mục I Phụ lục ban hành kèm theo", "thủ tục số 3 Mục I Phụ lục"),
        ("Phụ lục II ban hành kèm theo", "Phụ lục II"),
        ("biểu số 02 kèm theo", "biểu số 02"),
        ("Chương III", "Chương III"),
        ("các quy định về phí chợ tại", "các quy định về phí chợ"),
        ("nội dung về đơn giá tại", "nội dung về đơn giá"),
        ("02 thủ tục hành chính lĩnh vực đất đai đã được công bố tại", "02 thủ tục hành chính lĩnh vực đất đai"),
        ("Quy chế làm việc ban hành kèm theo", "Quy chế làm việc"),
    ],
)
def test_a_part_that_is_repealed_is_kept_in_its_words(words: str, part: str) -> None:
    assert said(f"Bãi bỏ {words} {X}.") == [("repeals", None, None, None, part)]


@pytest.mark.parametrize("words", ["", "toàn bộ ", "toàn bộ nội dung ", "hiệu lực thi hành của ", "toàn văn "])
def test_what_is_repealed_wholly_names_no_part(words: str) -> None:
    assert said(f"Bãi bỏ {words}{X}.") == [("repeals", None, None, None, None)]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (" cụm từ “Sở Nội vụ, Sở Y tế” tại khoản 2 Điều 5 ", [("5", "2", None, "cụm từ “Sở Nội vụ, Sở Y tế”")]),
        (" Điều 5 của Quy chế ban hành kèm theo ", [("5", None, None, "Quy chế")]),
        (" Điều 5 và Phụ lục II kèm theo ", [("5", None, None, None), (None, None, None, "Phụ lục II")]),
        (" nội dung quy định tại điểm a khoản 3 Điều 2 ", [("2", "3", "a", None)]),
        (" các văn bản sau của Ủy ban nhân dân tỉnh: ", [(None, None, None, None)]),
        ("1. Khoản 2 Điều 4 ", [("4", "2", None, None)]),
        (" thời hạn áp dụng ", [(None, None, None, None)]),
    ],
)
def test_a_part_goes_with_the_article_that_it_stands_in(words: str, what: list[tuple[str | None, ...]]) -> None:
    assert [(*found.provision, found.part) for found in concerned(words)] == what


@pytest.mark.parametrize(
    ("article", "relation", "part"),
    [
        (f"Bãi bỏ một phần {X}.", "amends", "một phần"),
        (f"{X} hết hiệu lực một phần.", "amends", "một phần"),
        (f"Sửa đổi, bổ sung một số điều của {X}.", "amends", "một số điều"),
        (f"Thay thế Phụ lục I ban hành kèm theo {X} bằng Phụ lục kèm theo.", "amends", "Phụ lục I"),
        (f"Ngưng hiệu lực một phần {X}.", "suspends", "một phần"),
        (f"Bãi bỏ {X} của UBND tỉnh đối với nội dung về học phí.", "repeals", "nội dung về học phí"),
        (f"Bãi bỏ {X}, phần quy định về học phí.", "repeals", "phần quy định về học phí"),
        (f"Bãi bỏ {X} của UBND tỉnh quy định mức thu đối với các khoản phí.", "repeals", None),
        (f"Kéo dài thời gian thực hiện một số chính sách quy định tại {X}.", "extends", "một số chính sách"),
    ],
)
def test_what_is_said_of_some_of_a_document_is_not_said_of_all(article: str, relation: str, part: str | None) -> None:
    assert said(article) == [(relation, None, None, None, part)]


def test_each_item_of_a_list_has_its_own_part() -> None:
    items = f"a) Phụ lục II ban hành kèm theo {X} của Ủy ban nhân dân tỉnh;\nb) Quyết định số 8/QĐ-UBND.\n"
    assert said("Bãi bỏ các văn bản sau:", items) == [
        ("repeals", None, None, None, "Phụ lục II"),
        ("repeals", None, None, None, None),
    ]
    assert said("Bãi bỏ một phần các văn bản sau:", f"a) {X};\n") == [("amends", None, None, None, "một phần")]


def test_a_document_is_cited_as_replaced_only_where_it_is_replaced_wholly() -> None:
    def cited(article: str) -> str:
        text = f"{LATER.partition('Căn cứ')[0]}Điều 1. {article}\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n"
        (row,) = process(text.encode(), "a.txt").tables["citations"]
        return str(row["relation"])

    assert cited(f"Quyết định này thay thế {X}.") == "replaces"
    assert cited(f"Thay thế Phụ lục I kèm theo {X}.") == "amends"
    assert cited(f"Bãi bỏ {X}.") == "amends"
    assert cited(f"{X} hết hiệu lực kể từ ngày ký.") == "amends"
    assert cited(f"Bãi bỏ khoản 2 Điều 3 {X}.") == "amends"


def test_what_a_circular_guides_may_be_some_articles_of_a_law() -> None:
    about = "Quy định chi tiết một số điều của Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ"
    text = LATER.partition("Căn cứ")[0].replace("Bãi bỏ một số quyết định", about)
    rows = process(f"{text}Điều 1. Quy định này áp dụng cho các sở.\n".encode(), "a.txt").tables["relations"]
    assert [(row["relation"], row["target_part"]) for row in rows] == [("guides", "một số điều")]


@pytest.mark.parametrize("standard", ["TCVN ISO 9001:2015", "TCVN ISO 9001: 2015"])
def test_the_title_of_an_annex_goes_on_behind_the_colon_of_a_standards_year(standard: str) -> None:
    (row,) = relations(f"Ban hành kèm theo Quyết định này Kế hoạch áp dụng {standard} tại các cơ quan, như sau: A.")
    assert row["target_title"] == f"Kế hoạch áp dụng {standard} tại các cơ quan, như sau"


def test_each_verb_of_a_sentence_has_its_own_part_of_one_document() -> None:
    sentence = f"Sửa đổi khoản 3 Điều 7, bãi bỏ điểm b khoản 1 Điều 12 và thay thế Phụ lục IV ban hành kèm theo {X}."
    assert said(sentence) == [
        ("amends", "7", "3", None, None),
        ("repeals", "12", "1", "b", None),
        ("amends", None, None, None, "Phụ lục IV"),
    ]


def test_what_the_title_names_has_the_role_of_what_the_articles_do_to_it() -> None:
    head = LATER.partition("Căn cứ")[0].replace("Bãi bỏ một số quyết định", f"Sửa đổi Quy định ban hành kèm theo {X}")
    text = f"{head}Điều 1. Sửa đổi khoản 2 Điều 3 Quy định ban hành kèm theo {X}.\n"
    roles = [row["relation"] for row in process(text.encode(), "a.txt").tables["citations"] if "1021" in row["code"]]
    assert set(roles) == {"amends"}
