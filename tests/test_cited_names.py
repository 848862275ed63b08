"""The names by which documents are cited: laws one after the other, issuers up to what is said of the document."""

from __future__ import annotations

import pytest

from extractors.references import citations
from tests.reading import shaped


@pytest.mark.parametrize(
    ("basis", "titles"),
    [
        ("Luật Giáo dục và Thông tư số 21/2020/TT-BGDĐT ngày 31/7/2020", ["Luật Giáo dục", "21/2020/TT-BGDĐT"]),
        (
            "Luật Thi đua, khen thưởng và Thông tư số 21/2020/TT-BGDĐT ngày 31/7/2020",
            ["Luật Thi đua, khen thưởng", "21/2020/TT-BGDĐT"],
        ),
        (
            "Luật Cán bộ, công chức, Luật Viên chức và Nghị định số 112/2020/NĐ-CP",
            ["Luật Cán bộ, công chức", "Luật Viên chức", "112/2020/NĐ-CP"],
        ),
        ("Luật Viên chức và các văn bản hướng dẫn thi hành", ["Luật Viên chức"]),
        ("Luật Ban hành văn bản quy phạm pháp luật năm 2015", ["Luật Ban hành văn bản quy phạm pháp luật"]),
        ("Bộ luật Lao động và Luật Việc làm", ["Bộ luật Lao động", "Luật Việc làm"]),
    ],
)
def test_each_law_of_a_list_is_cited_by_its_own_name(basis: str, titles: list[str]) -> None:
    found = [record.values for record in citations.extract(shaped(f"Căn cứ {basis};\n")).records]
    assert [values["code"] or values["title"] for values in found] == titles
    assert {values["relation"] for values in found} == {"legal_basis"}


@pytest.mark.parametrize("behind", [" hết hiệu lực kể từ ngày 01/3/2026", " như sau:", " hỏi về thuế suất"])
def test_the_issuer_of_a_cited_document_ends_before_what_is_said_of_it(behind: str) -> None:
    (found,) = citations.extract(shaped(f"Thông tư số 13/2011/TT-BNV của Bộ trưởng Bộ Nội vụ{behind}.\n")).records
    assert found.values["issuer_raw"] == "Bộ trưởng Bộ Nội vụ"
    (named,) = citations.extract(
        shaped("ĐÍNH CHÍNH THÔNG TƯ SỐ 19/2014/TT-BGTVT CỦA BỘ TRƯỞNG BỘ GIAO THÔNG VẬN TẢI\n")
    ).records
    assert named.values["issuer_raw"] == "BỘ TRƯỞNG BỘ GIAO THÔNG VẬN TẢI"
