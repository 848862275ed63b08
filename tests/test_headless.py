"""Documents of which a dump has lost the letter head: their preamble and what enacts them still tell what they are."""

from __future__ import annotations

import pytest

from extractors.heads import header
from extractors.heads.facts import Header
from extractors.references import citations
from tests.reading import shaped

PREAMBLE = (
    "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\n"
    "Căn cứ Luật Đường sắt ngày 16 tháng 6 năm 2017;\n"
    "Theo đề nghị của Bộ trưởng Bộ Giao thông vận tải;\n"
)


def read(text: str) -> Header:
    document = shaped(text)
    return header.extract(document, citations.extract(document))


def test_the_sentence_behind_a_preamble_says_type_and_title() -> None:
    facts = read(f"{PREAMBLE}Chính phủ ban hành Nghị định quy định về biển báo; đèn tín hiệu; hành lang đường sắt.\n")
    assert (facts.kind, facts.values["type_code"]) == ("official", "NĐ")
    assert facts.values["title"] == "quy định về biển báo; đèn tín hiệu; hành lang đường sắt"
    assert facts.values.get("code") is None


def test_a_preamble_of_one_clause_or_without_its_sentence_is_no_document() -> None:
    one = "Căn cứ Luật Đường sắt ngày 16 tháng 6 năm 2017;\nChính phủ ban hành Nghị định quy định về biển báo.\n"
    assert read(one).kind == "none"
    assert read(f"{PREAMBLE}Người dân cần biết những điều sau về đường sắt.\n").kind == "none"


@pytest.mark.parametrize("dash", [":", " :", " -", " –"])
def test_an_entry_of_a_list_over_its_text(dash: str) -> None:
    facts = read(
        f"21/NQ-HĐT{dash} Nghị quyết về việc công nhận Hiệu trưởng nhiệm kỳ 2020 - 2025\n"
        "Căn cứ Nghị định số 30/CP ngày 04 tháng 4 năm 1994 của Chính phủ;\n"
    )
    assert (facts.values["type_code"], facts.values["code"]) == ("NQ", "21/NQ-HĐT")
    assert facts.values["title"] == "về việc công nhận Hiệu trưởng nhiệm kỳ 2020 - 2025"


def test_a_plan_that_rests_on_numbered_documents_needs_no_letter_head() -> None:
    plan = "KẾ HOẠCH\nPhòng, chống bạo lực học đường năm 2026\n\n"
    basis = "Căn cứ Chỉ thị số 03/CT-TTg ngày 30/01/2026 của Thủ tướng Chính phủ;\n"
    other = "Căn cứ Kế hoạch số 369/KH-UBND ngày 29 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Đồng Tháp;\n"
    facts = read(f"{plan}{basis}{other}\nTrường xây dựng kế hoạch như sau:\n")
    assert (facts.kind, facts.values["type_code"]) == ("official", "KH")
    assert facts.issuer is None
    assert read(f"{plan}Căn cứ tình hình thực tế;\n\nTrường xây dựng kế hoạch như sau:\n").kind == "none"
    contract = plan.replace("KẾ HOẠCH", "HỢP ĐỒNG")
    assert read(f"{contract}{basis}{other}\nHai bên thỏa thuận như sau:\n").kind == "none"
