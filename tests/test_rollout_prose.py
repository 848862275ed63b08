"""Rollout told in sentences and lists without a table: which agencies follow in which year."""

from __future__ import annotations

import pytest

from extractors import rollout
from extractors.records import Record
from tests.reading import DAK_NONG, KON_TUM, shaped


def of(records: list[Record], column: str) -> list[object]:
    return [record.values[column] for record in records]


LISTED = "1. Sở Tài chính\n\n2. UBND huyện Sa Thầy\n\n3. Các cơ quan khác khi có nhu cầu\n"


def test_a_list_in_prose_names_the_agencies_of_a_year() -> None:
    text = (
        "KẾ HOẠCH\nÁp dụng HTQLCL\n\n"
        "2.3. Các đơn vị sự nghiệp áp dụng lần đầu:\n\n"
        "- Năm 2019: 02 cơ quan (lần đầu) xây dựng và áp dụng, gồm các cơ quan sau:\n\n"
        "+ Chi cục Thú y tỉnh;\n\n+ Chi cục Bảo vệ thực vật;\n\n"
        "- Năm 2020: Bổ sung thêm ít nhất 01 cơ quan, gồm các cơ quan sau:\n\n"
        "+ Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất lượng tỉnh Điện Biên.\n\n"
        "+ Một số đơn vị sự nghiệp công lập thuộc các sở, ngành tỉnh.\n\n"
        "2.4. Đối với các cơ quan khác thì tiếp tục duy trì.\n"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert [(row.values["agency_raw"], row.values["year"], row.values["first_time"]) for row in records] == [
        ("Chi cục Thú y tỉnh", 2019, True),
        ("Chi cục Bảo vệ thực vật", 2019, True),
        ("Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất lượng tỉnh Điện Biên", 2020, None),
    ]
    assert of(records, "basis") == ["prose"] * 3


@pytest.mark.parametrize(
    ("lead", "years"),
    [
        ("Điều 1. Phê duyệt danh sách 02 cơ quan xây dựng HTQLCL năm 2021:", [2021, 2021]),
        ("Điều 1. Danh sách các cơ quan chưa áp dụng HTQLCL năm 2021:", []),
        ("Điều 1. Kiểm tra các cơ quan áp dụng HTQLCL năm 2021:", []),
        ("Điều 1. Các cơ quan áp dụng HTQLCL từ năm 2021 đến năm 2023:", []),
    ],
)
def test_a_sentence_that_says_the_year_leads_the_list_below(lead: str, years: list[int]) -> None:
    for items in ("1. Sở Nội vụ\n2. Sở Y tế", "- Sở Nội vụ\n- Sở Y tế"):
        records = rollout.extract(shaped(f"QUYẾT ĐỊNH\n\n{lead}\n{items}\n\nĐiều 2. Thi hành.\n"), DAK_NONG).records
        assert of(records, "year") == years


def test_agencies_named_in_the_sentence_of_a_year() -> None:
    text = (
        "KẾ HOẠCH\nÁp dụng HTQLCL\n\n"
        "I. LỘ TRÌNH THỰC HIỆN\n\n1. Năm 2019\n\na) Các sở, ban, ngành: Sở Y tế, Sở Xây dựng.\n\n"
        "b) UBND cấp huyện: tất cả các xã thuộc UBND huyện Đắk Song.\n\n"
        "2. Năm 2020: Vận hành tại Sở Nội vụ và UBND huyện Tuy Đức; Khối xã: tại UBND xã Quảng Tâm.\n\n"
        "3. Từ năm 2021 đến năm 2025\n\na) Các sở: Sở Tư pháp.\n"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert [(record.values["agency_raw"], record.values["year"]) for record in records] == [
        ("Sở Y tế", 2019),
        ("Sở Xây dựng", 2019),
        ("Sở Nội vụ", 2020),
        ("UBND huyện Tuy Đức", 2020),
        ("UBND xã Quảng Tâm", 2020),
    ]


def test_a_year_of_inspections_is_no_rollout() -> None:
    text = "I. KIỂM TRA\n\n1. Năm 2019: Kiểm tra tại Sở Y tế, Sở Xây dựng.\n\n2. Năm 2020\n\na) Sở Nội vụ;\n"
    assert rollout.extract(shaped(text), DAK_NONG).records == []


def test_a_sentence_that_begins_with_an_agency_names_none_that_applies() -> None:
    text = (
        "KẾ HOẠCH\nÁp dụng HTQLCL\n\n"
        "1. Năm 2019:\n\n- Sở Khoa học và Công nghệ tổ chức kiểm tra việc áp dụng tại Sở Y tế;\n\n"
        "- Chưa triển khai tại Công an tỉnh;\n\n- Sở Nội vụ.\n"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "agency_raw") == ["Sở Nội vụ"]


def test_the_years_of_a_plan_about_something_else_are_no_rollout() -> None:
    text = "KẾ HOẠCH\nChuyển đổi số\n\nI. LỘ TRÌNH\n\n1. Năm 2021: Triển khai thí điểm tại Sở Y tế, Sở Nội vụ.\n"
    assert rollout.extract(shaped(text), DAK_NONG).records == []


def test_an_annex_that_lists_the_agencies_of_a_year_without_a_table() -> None:
    text = "KẾ HOẠCH\nÁp dụng HTQLCL\n\nPHỤ LỤC\nDANH SÁCH CÁC CƠ QUAN ÁP DỤNG HTQLCL NĂM 2020\n\n" + LISTED
    records = rollout.extract(shaped(text), KON_TUM).records
    assert [(row.values["row_no"], row.values["agency_raw"], row.values["year"]) for row in records] == [
        (1, "Sở Tài chính", 2020),
        (2, "UBND huyện Sa Thầy", 2020),
    ]
    assert of(records, "basis") == ["list"] * 2


def test_an_annex_that_lists_who_is_inspected_applies_nothing() -> None:
    title = "DANH SÁCH CÁC CƠ QUAN KIỂM TRA VIỆC ÁP DỤNG HTQLCL NĂM 2020"
    text = f"KẾ HOẠCH\nÁp dụng HTQLCL\n\nPHỤ LỤC\n{title}\n\n" + LISTED
    assert rollout.extract(shaped(text), KON_TUM).records == []


def test_a_quarter_or_a_month_leads_those_who_apply_it_then() -> None:
    text = (
        "KẾ HOẠCH\nÁp dụng HTQLCL\nI. LỘ TRÌNH\n- Quý I/2020: UBND các xã Đắk Wil, Nam Dong bổ sung quy trình.\n"
        "- Quý II/2020: UBND xã Đắk Wil xây dựng, áp dụng HTQLCL lần đầu.\n- Tháng 6 năm 2021: Sở Nội vụ, Sở Y tế.\n"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert list(zip(of(records, "agency_raw"), of(records, "year"), of(records, "first_time"), strict=True)) == [
        ("UBND xã Đắk Wil", 2020, True),
        ("Sở Nội vụ", 2021, None),
        ("Sở Y tế", 2021, None),
    ]


def test_the_house_itself_stands_first_among_those_under_it() -> None:
    text = "KẾ HOẠCH\nÁp dụng HTQLCL\nI. PHÂN KỲ\n1. Giai đoạn 1 (năm 2010): Cơ quan Văn phòng Sở, Chi cục Kiểm lâm.\n"
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "agency_raw") == ["Văn phòng Sở", "Chi cục Kiểm lâm"]


def test_a_clause_behind_a_name_is_no_part_of_it() -> None:
    said = "Sở Nội vụ phối hợp theo dõi; Sở Tài chính cấp đủ kinh phí trong quý II/2010."
    text = f"BÁO CÁO\nÁp dụng HTQLCL\n4. Phương hướng năm 2010\n- {said}\n"
    assert rollout.extract(shaped(text), DAK_NONG).records == []
