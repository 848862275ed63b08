"""The names by which documents are cited: laws one after the other, issuers up to what is said of the document."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.references import citations
from tests.citing import cited, one
from tests.reading import shaped


@pytest.mark.parametrize(
    ("printed", "code", "day"),
    [
        ("Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", None, date(2015, 6, 19)),
        ("Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19/6/2015", "77/2015/QH13", date(2015, 6, 19)),
        ("Luật Tổ chức chính quyền địa phương số 77/2015/QH13", "77/2015/QH13", None),
        ("Luật Tổ chức chính quyền địa phương năm 2015", None, None),
    ],
)
def test_a_law_with_and_without_number_and_date(printed: str, code: str | None, day: date | None) -> None:
    values = one(f"Căn cứ {printed};")
    assert (values["type_code"], values["relation"]) == ("L", "legal_basis")
    assert values["title"] == "Luật Tổ chức chính quyền địa phương"
    assert (values["code"], values["issued_on"]) == (code, day)


def test_the_day_of_a_laws_amendment_is_not_the_laws() -> None:
    (law,) = cited("Căn cứ Luật Tổ chức chính quyền địa phương đã được sửa đổi, bổ sung ngày 22/11/2019;")
    assert (law["title"], law["issued_on"]) == ("Luật Tổ chức chính quyền địa phương", None)


def test_a_law_written_small_behind_its_article() -> None:
    values = one("Căn cứ khoản 3 điều 25 luật ngân sách nhà nước ngày 25/6/2015;")
    assert (values["title"], values["issued_on"]) == ("Luật ngân sách nhà nước", date(2015, 6, 25))
    values = one("- Căn cứ luật Tổ chức HĐND và UBND năm 2003;")
    assert (values["title"], values["relation"]) == ("Luật Tổ chức HĐND và UBND", "legal_basis")


def test_a_laws_day_stands_behind_who_passed_it() -> None:
    values = one("Căn cứ Luật Ngân sách Nhà nước được Quốc hội khóa XI, kỳ họp thứ 2 thông qua ngày 16/12/2002;")
    assert (values["title"], values["issued_on"]) == ("Luật Ngân sách Nhà nước", date(2002, 12, 16))


def test_a_law_that_amends_another_is_a_basis_with_its_own_name_and_number() -> None:
    first, second = cited(
        "Căn cứ Luật Hải quan số 29/2001/QH10 ngày 29/6/2001 và Luật sửa đổi, bổ sung một số điều của Luật Hải quan số "
        "42/2005/QH11 ngày 14/6/2005;"
    )
    assert (first["code"], first["relation"]) == ("29/2001/QH10", "legal_basis")
    assert (second["code"], second["relation"]) == ("42/2005/QH11", "legal_basis")
    assert second["title"] == "Luật sửa đổi, bổ sung một số điều của Luật Hải quan"


def test_a_law_about_issuing_documents_has_its_whole_name() -> None:
    values = one(
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật ban hành văn bản quy phạm pháp luật ngày 16/12/2002;"
    )
    assert values["title"] == "Luật sửa đổi, bổ sung một số điều của Luật ban hành văn bản quy phạm pháp luật"


def test_a_law_is_one_kind_however_it_is_cited() -> None:
    found = cited("Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15, sửa đổi bởi Luật số 87/2025/QH15;")
    assert [(row["type_code"], row["code"]) for row in found] == [("L", "64/2025/QH15"), ("L", "87/2025/QH15")]


@pytest.mark.parametrize(
    "law", ["Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13", "Luật Ban hành VBQPPL số 80/2015/QH13"]
)
def test_the_end_of_a_laws_name_is_no_word_for_another(law: str) -> None:
    values = one(f"Căn cứ {law} ngày 22/6/2015;")
    assert (values["title"], values["code"]) == (law.partition(" số")[0], "80/2015/QH13")


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


def test_a_mention_in_brackets_ends_before_the_bracket_that_closes_the_remark() -> None:
    (values,) = cited("Điều 1. Nội dung (đã nêu tại Công văn số 12/SNV-CCHC ngày 29/6/2021) được thực hiện.")
    assert values["raw"] == "Công văn số 12/SNV-CCHC ngày 29/6/2021"
    values = one("Căn cứ Kế hoạch số 9/KH-UBND ngày 05/3/2014 của UBND tỉnh về áp dụng hệ thống (giai đoạn 2);")
    assert values["raw"].endswith("(giai đoạn 2)")


def test_the_colon_of_a_standards_year_ends_no_title() -> None:
    values = one(
        "Căn cứ Quyết định số 19/QĐ-UBND ngày 05/3/2019 của UBND tỉnh về áp dụng TCVN ISO 9001:2015 tại các sở;"
    )
    assert values["title"] == "áp dụng TCVN ISO 9001:2015 tại các sở"


def test_a_revised_law_has_the_day_on_which_it_was_passed() -> None:
    values = one(
        "Căn cứ Luật tổ chức HĐND và UBND (sửa đổi) được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam thông qua"
        " ngày 21 tháng 6 năm 1994;"
    )
    assert (values["title"], values["issued_on"]) == ("Luật tổ chức HĐND và UBND (sửa đổi)", date(1994, 6, 21))


def test_who_has_written_a_letter_is_its_issuer() -> None:
    (values,) = cited("Tổ công tác đặc biệt của Chính phủ có văn bản số 3681/BC-TCT ngày 22 tháng 9 năm 2021 báo cáo.")
    assert values["issuer_raw"] == "Tổ công tác đặc biệt của Chính phủ"
    (named,) = citations.extract(shaped("Theo văn bản số 3681/BC-TCT ngày 22 tháng 9 năm 2021.\n")).records
    assert named.mentions == {}  # a working group's, a corporation's or the taxes': the letters do not tell
    (letter,) = citations.extract(shaped("Theo Công văn số 3681/TCT-CS ngày 22 tháng 9 năm 2021.\n")).records
    assert letter.mentions["issuer_id"].raw == "Tổng cục Thuế"


def test_a_title_loses_both_quotation_marks() -> None:
    values = one("Căn cứ Quyết định số 18/QĐ-UBND ngày 05/3/2019 của UBND tỉnh về “Ban hành quy chế làm việc”;")
    assert values["title"] == "Ban hành quy chế làm việc"


def test_a_preamble_may_lack_its_lead_and_its_dashes() -> None:
    found = cited(
        "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;\n\n"
        "Nghị định số 78/2025/NĐ-CP ngày 01/4/2025 của Chính phủ;\n\n"
        "Quyết định số 15/2025/QĐ-UBND ngày 03/7/2025 của UBND tỉnh."
    )
    assert [row["relation"] for row in found] == ["legal_basis"] * 3
    two = cited(
        "Nghị định số 78/2025/NĐ-CP ngày 01/4/2025 của Chính phủ;\n\n"
        "Quyết định số 15/2025/QĐ-UBND ngày 03/7/2025 của UBND tỉnh."
    )
    assert [row["relation"] for row in two] == ["mentions"] * 2


def test_a_law_in_the_title_of_a_decree_is_named_and_one_in_a_laws_name_is_part_of_it() -> None:
    found = cited("Căn cứ Nghị định số 43/2014/NĐ-CP ngày 15/5/2014 của Chính phủ hướng dẫn thi hành Luật Đất đai;")
    assert [(row["code"] or row["title"], row["relation"]) for row in found] == [
        ("43/2014/NĐ-CP", "legal_basis"),
        ("Luật Đất đai", "mentions"),
    ]
    values = one("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đất đai ngày 22/11/2019;")
    assert values["title"] == "Luật sửa đổi, bổ sung một số điều của Luật Đất đai"
