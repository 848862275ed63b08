"""Rollout: which agency applies when, from tables, lists and prose; and who governs each row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractors import coverage, rollout
from extractors.records import Record
from pipeline.checks import counts, sequences
from tests.reading import DAK_NONG, KON_TUM, shaped, table

YEARS = (
    "TT|Tên cơ quan, đơn vị|Năm triển khai ISO điện tử|||Ghi chú",
    "||Năm 2018|Năm 2019|Năm 2020|",
)


def rows(*body: str) -> list[Record]:
    document = shaped("Phụ lục 02\n\nLỘ TRÌNH TRIỂN KHAI\n\n" + table(*YEARS, *body) + "\n")
    return rollout.extract(document, DAK_NONG).records


def of(records: list[Record], column: str) -> list[object]:
    return [record.values[column] for record in records]


def test_the_year_is_that_of_the_marked_column() -> None:
    records = rows("1.|Văn phòng UBND tỉnh|X|||", "2.|Sở Xây dựng||x||", "3.|Sở Y tế|||X|")
    assert of(records, "year") == [2018, 2019, 2020]
    assert of(records, "row_no") == [1, 2, 3]
    assert of(records, "basis") == ["table"] * 3


def test_a_row_marked_in_two_years_gives_two_records() -> None:
    records = rows("1|Sở Xây dựng|X||X|", "2|Sở Y tế|X|||")
    assert [(record.values["agency_raw"], record.values["year"]) for record in records] == [
        ("Sở Xây dựng", 2018),
        ("Sở Xây dựng", 2020),
        ("Sở Y tế", 2018),
    ]


def test_a_row_without_a_mark_is_kept_without_a_year_and_reported() -> None:
    first, second = rows("87|UBND xã Nam Bình||X||", "88|UBND xã Trường Xuân||||")
    assert second.values["year"] is None
    assert [finding.rule for finding in second.findings] == ["row_without_mark"]
    assert first.findings == []


def test_a_jump_in_the_row_numbers_is_reported_with_the_missing_rows() -> None:
    records = rows("16.|Sở Giáo dục và Đào tạo|X|||", "41.|UBND xã Nhân cơ||X||")
    (finding,) = sequences.row_numbers(records)
    assert (finding.rule, finding.expected, finding.actual) == ("row_sequence_gap", "17", "41")
    assert "17-40" in finding.message


def test_the_group_says_whether_it_is_the_first_application() -> None:
    records = rows(
        "I|Các cơ quan xây dựng mở rộng HTQLCL||||",
        "58|Chi cục Bảo vệ Môi trường|X|||",
        "II|Các cơ quan lần đầu xây dựng và áp dụng HTQLCL||||",
        "61|Sở Ngoại vụ|X|||",
    )
    assert of(records, "first_time") == [None, True]
    assert of(records, "group_raw") == [
        "Các cơ quan xây dựng mở rộng HTQLCL",
        "Các cơ quan lần đầu xây dựng và áp dụng HTQLCL",
    ]


def test_a_parent_printed_once_in_the_notes_governs_the_communes_that_are_its_own() -> None:
    records = rows(
        "43|UBND huyện Tuy Đức|||X|Thuộc UBND huyện Tuy Đức",
        "44|UBND xã Quảng Tâm|||X|",
        "45|UBND xã Đắk Búk So|||X|",
        "46|UBND huyện Đắk Song||X||Thuộc UBND huyện Đắk Song",
        "47|UBND xã Thuận Hạnh||X||",
    )
    assert of(records, "parent_raw") == ["Thuộc UBND huyện Tuy Đức"] * 3 + ["Thuộc UBND huyện Đắk Song"] * 2
    assert [record.method for record in records] == ["rule", "inferred", "inferred", "rule", "inferred"]


def test_a_parent_printed_below_its_first_rows_governs_them_too_where_the_gazetteer_says_so() -> None:
    records = rows(
        "68|UBND xã Quảng Hòa|||X|Thuộc Huyện Đắk G'Long",
        "69|UBND xã Đắk Ngo|||X|",
        "70|UBND xã Quảng Tân|||X|",
        "71|UBND xã Quảng Trực|||X|Thuộc Huyện Tuy Đức",
    )
    assert of(records, "parent_raw") == ["Thuộc Huyện Đắk G'Long"] + ["Thuộc Huyện Tuy Đức"] * 3


def test_a_commune_of_no_printed_neighbour_has_no_parent() -> None:
    records = rows(
        "81|UBND xã Hưng Bình||X||Thuộc Huyện Đắk R'Lấp",
        "82|UBND xã Đắk Mol||X||",
        "95|UBND xã Tân Thành|||X|Thuộc huyện Krông Nô",
    )
    assert of(records, "parent_raw") == ["Thuộc Huyện Đắk R'Lấp", None, "Thuộc huyện Krông Nô"]


def test_a_parent_split_by_a_page_break_is_read_whole() -> None:
    records = rows(
        "73|UBND xã Đắk Wer||X||Thuộc Huyện Đắk",
        "74|UBND xã Nhân Đạo||X||",
        "75|UBND xã Đạo Nghĩa||X||R' Lấp",
        "76|UBND xã Nghĩa Thắng||X||",
    )
    assert of(records, "parent_raw") == ["Thuộc Huyện Đắk R' Lấp"] * 4


def test_a_list_whose_title_names_the_year() -> None:
    text = "Phụ lục 02.\n\nDanh sách UBND cấp xã áp dụng HTQLCL năm 2018\n\n" + table(
        "TT|Tên UBND cấp xã",
        "I|UBND huyện Điện Biên (2/25)",
        "1|UBND xã Thanh Nưa",
        "2|UBND xã Thanh Hưng",
        "II|UBND huyện Mường Ảng (1/10)",
        "1|UBND xã Búng Lao",
    )
    document = shaped(text)
    records = rollout.extract(document, DAK_NONG).records
    assert of(records, "year") == [2018] * 3
    assert of(records, "basis") == ["list"] * 3
    assert of(records, "parent_raw") == ["UBND huyện Điện Biên (2/25)"] * 2 + ["UBND huyện Mường Ảng (1/10)"]
    covered = coverage.extract(document, DAK_NONG).records
    assert [(row.values["count"], row.values["total"], row.values["year"]) for row in covered] == [
        (2, 25, 2018),
        (1, 10, 2018),
    ]
    assert sequences.row_numbers(records) == []


COUNTED = (
    "TT|Tên cơ quan, tổ chức|Áp dụng ISO điện tử||Ghi chú",
    "||Năm 2025|Năm 2030|",
    "|Tổng (4 cơ quan)|1|3|",
    "I|Các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh|1|-|",
    "1|Văn phòng Ủy ban nhân dân tỉnh|X||",
    "IV|Ủy ban nhân dân cấp xã|-|3|",
    "|Huyện Đăk Glei||2|",
    "2|Ủy ban nhân dân xã Đăk Pét||X|",
    "3|Ủy ban nhân dân xã Ngọc Linh||X|",
    "|Huyện Kon Plông||1|",
    "4|Xã Măng Bút||X|",
)


def test_districts_as_group_rows_are_the_parents_and_their_counts_are_coverage() -> None:
    document = shaped(table(*COUNTED))
    records = rollout.extract(document, KON_TUM).records
    assert of(records, "parent_raw") == [None, "Huyện Đăk Glei", "Huyện Đăk Glei", "Huyện Kon Plông"]
    assert of(records, "group_raw")[1:] == ["Ủy ban nhân dân cấp xã"] * 3
    covered = coverage.extract(document, KON_TUM).records
    assert [(row.values["scope_raw"], row.values["year"], row.values["count"]) for row in covered] == [
        ("Tổng (4 cơ quan)", 2025, 1),
        ("Tổng (4 cơ quan)", 2030, 3),
        ("Các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh", 2025, 1),
        ("Ủy ban nhân dân cấp xã", 2030, 3),
        ("Huyện Đăk Glei", 2030, 2),
        ("Huyện Kon Plông", 2030, 1),
    ]
    assert [row.values["total"] for row in covered][:2] == [4, 4]
    assert counts.printed_counts([*records, *covered]) == []
    assert [finding.rule for row in covered for finding in row.findings] == []


def test_a_printed_count_that_differs_from_the_rows_listed_is_reported() -> None:
    document = shaped(table(*(row.replace("|Huyện Kon Plông||1|", "|Huyện Kon Plông||7|") for row in COUNTED)))
    records = rollout.extract(document, KON_TUM).records
    covered = coverage.extract(document, KON_TUM).records
    counts.printed_counts([*records, *covered])
    (finding,) = [finding for row in covered for finding in row.findings]
    assert (finding.rule, finding.expected, finding.actual, finding.difference) == ("count_mismatch", "7", "1", "-6")


def test_a_cost_table_with_year_columns_is_no_rollout() -> None:
    text = table(
        "TT|Đơn vị|Số lượng|Đơn giá|Năm 2018|Năm 2019",
        "1|Sở Y tế|2|15|30|-",
        "2|Sở Tư pháp|3|15|-|45",
    )
    assert rollout.extract(shaped(text), DAK_NONG).records == []


def test_a_column_that_says_when() -> None:
    text = "DANH SÁCH CÁC CƠ QUAN CHUYỂN ĐỔI HTQLCL\n\n" + table(
        "STT|Tên cơ quan|Năm thực hiện|Ghi chú",
        "1|Sở Nội vụ|2019|",
        "2|Sở Tư pháp|Quý II/2020|Lần đầu",
        "3|Sở Y tế|2019-2020|",
        "4|Sở Công Thương|Trước 30/6/2021|",
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "year") == [2019, 2020, None, 2021]
    assert of(records, "deadline_on") == [None, None, None, date(2021, 6, 30)]
    assert of(records, "first_time") == [None, True, None, None]
    assert [[finding.rule for finding in record.findings] for record in records] == [[], [], ["unclear_year"], []]


def test_those_that_have_not_yet_converted_are_due_by_a_day() -> None:
    text = "Hoàn thành chuyển đổi HTQLCL:\n\n" + table(
        "STT|Cơ quan chưa chuyển đổi|Hạn hoàn thành", "1|Sở Nội vụ|30/9/2020", "2|Sở Y tế|15/11/2020"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "agency_raw") == ["Sở Nội vụ", "Sở Y tế"]
    assert of(records, "deadline_on") == [date(2020, 9, 30), date(2020, 11, 15)]


def test_a_table_of_how_things_stand_in_a_year_is_no_list_of_who_follows() -> None:
    text = "BẢNG TỔNG HỢP\nTình trạng áp dụng HTQLCL của các cơ quan năm 2021\n\n" + table(
        "STT|Tên cơ quan|Quyết định công bố|TTHC đang áp dụng|TTHC được giao",
        "1|Sở Nội vụ|QĐ số 211/QĐ-SNV ngày 12/4/2021|118|126",
        "2|Sở Y tế|Chưa công bố|0|9",
    )
    assert rollout.extract(shaped(text), DAK_NONG).records == []


def test_each_kind_of_work_may_have_its_own_column_of_years() -> None:
    head = "STT|Tên cơ quan|Năm áp dụng TCVN ISO 9001:2008|Năm chuyển đổi TCVN ISO 9001:2015"
    records = rollout.extract(shaped(table(head, "1|Sở Nội vụ|2014|2019", "2|Sở Y tế||2020")), DAK_NONG).records
    assert of(records, "year") == [2014, 2019, 2020]


def test_years_under_the_kinds_of_work_themselves() -> None:
    text = table("STT|Cơ quan|Chuyển đổi TCVN ISO 9001:2015|Xây dựng mới", "1|Sở Nội vụ|2019|", "2|Sở Y tế||Quý I/2020")
    found = rollout.extract(shaped(text), DAK_NONG)
    assert of(found.records, "year") == [2019, 2020]
    assert of(found.records, "first_time") == [False, True]
    assert found.findings == []


@pytest.mark.parametrize(
    ("head", "converts", "builds"),
    [
        ("Chuyển đổi|Xây dựng mới|2019|2020", "x||x|", "|x||x"),
        ("Hình thức|2019|2020", "Chuyển đổi|x|", "Xây dựng mới||x"),
    ],
)
def test_marks_or_words_beside_the_years_say_whether_it_is_the_first_time(
    head: str, converts: str, builds: str
) -> None:
    body = table(f"STT|Cơ quan|{head}", f"1|Sở Nội vụ|{converts}", f"2|Ban Dân tộc|{builds}")
    text = f"LỘ TRÌNH ÁP DỤNG HTQLCL\n\n{body}"
    found = rollout.extract(shaped(text), DAK_NONG)
    assert of(found.records, "year") == [2019, 2020]
    assert of(found.records, "first_time") == [False, True]
    assert found.findings == []


def test_a_cell_that_says_the_same_as_above_says_what_stands_there() -> None:
    text = "DANH SÁCH CÁC CƠ QUAN ÁP DỤNG HTQLCL\n\n" + table(
        "STT|Tên cơ quan|Năm thực hiện", "1|Sở Nội vụ|2019", "2|Sở Tư pháp|''", "3|Sở Y tế|nt", "4|Sở Công Thương|2020"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "year") == [2019, 2019, 2019, 2020]
    assert not any(record.findings for record in records)


def test_a_cell_that_says_the_same_under_a_group_repeats_nothing() -> None:
    text = "DANH SÁCH CÁC CƠ QUAN ÁP DỤNG HTQLCL\n\n" + table(
        "STT|Tên cơ quan|Năm thực hiện", "1|Sở Nội vụ|2019", "I|Cấp huyện năm 2021|Cấp huyện năm 2021", "1|Sở Y tế|nt"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "year") == [2019, None]


def test_words_under_a_year_say_that_it_is_taken_up_or_kept_up() -> None:
    text = "LỘ TRÌNH ÁP DỤNG HTQLCL\n\n" + table(
        "STT|Tên cơ quan|Năm 2021|Năm 2022", "1|Sở Nội vụ|Xây dựng mới|Duy trì", "2|Sở Y tế|Duy trì|Chuyển đổi"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "year") == [2021, 2022]
    assert of(records, "first_time") == [True, False]
    assert not any(record.findings for record in records)


def test_a_heading_under_the_year_says_that_it_is_the_first_time() -> None:
    text = "LỘ TRÌNH ÁP DỤNG HTQLCL\n\n" + table(
        "STT|Tên cơ quan|Năm 2021||Năm 2022|",
        "||Xây dựng mới|Chuyển đổi|Xây dựng mới|Chuyển đổi",
        "1|Sở Nội vụ||x||",
        "2|Sở Y tế|||x|",
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert list(zip(of(records, "year"), of(records, "first_time"), strict=True)) == [(2021, False), (2022, True)]


def test_a_table_of_tasks_with_times_is_no_rollout() -> None:
    text = table(
        "TT|Nội dung công việc|Đơn vị|Thời gian",
        "1|Đào tạo|Sở Khoa học và Công nghệ|Quý I/2022",
        "2|Kiểm tra|Sở Khoa học và Công nghệ|Năm 2022",
    )
    assert rollout.extract(shaped(text), DAK_NONG).records == []


def test_a_parent_column_is_kept_as_printed_and_read_by_its_heading() -> None:
    text = "DANH SÁCH UBND CẤP XÃ ÁP DỤNG HTQLCL NĂM 2020\n\n" + table(
        "STT|Huyện|UBND cấp xã|Ghi chú",
        "1|Tuy Đức|UBND xã Quảng Tâm|",
        "2|Huyện Đắk Song|UBND xã Thuận Hạnh|",
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "parent_raw") == ["Tuy Đức", "Huyện Đắk Song"]
    assert [record.mentions["agency_id"].within for record in records] == ["Huyện Tuy Đức", "Huyện Đắk Song"]


INSPECTED = table("STT|Tên cơ quan|Thời gian", "1|Sở Y tế|Tháng 3/2020", "2|UBND huyện Tuy Đức|Tháng 5/2020")


def test_a_list_of_who_is_inspected_or_trained_applies_nothing() -> None:
    opening = "I. MỤC ĐÍCH\n\nDuy trì, áp dụng HTQLCL ở các sở.\n\n"
    listed = opening + "DANH SÁCH CƠ QUAN ĐƯỢC KIỂM TRA VIỆC ÁP DỤNG HTQLCL NĂM 2020\n\n" + INSPECTED
    assert rollout.extract(shaped(listed), DAK_NONG).records == []
    applying = opening + "DANH SÁCH CƠ QUAN ÁP DỤNG HTQLCL VÀ ĐƯỢC KIỂM TRA\n\n" + INSPECTED
    assert of(rollout.extract(shaped(applying), DAK_NONG).records, "year") == [2020, 2020]


def test_a_list_without_a_title_is_what_the_document_is_about() -> None:
    text = "Theo TCVN ISO 9001:2015.\n\n" + INSPECTED
    subject = "Kiểm tra việc duy trì hệ thống quản lý chất lượng năm 2020"
    assert rollout.extract(shaped(text), replace(DAK_NONG, subject=subject)).records == []
    assert of(rollout.extract(shaped(text), DAK_NONG).records, "year") == [2020, 2020]


def test_years_of_another_matter_and_figures_under_years_are_no_rollout() -> None:
    marks = table("TT|Tên đơn vị|Năm 2021|Năm 2022", "1|UBND xã Nhân Cơ|x|", "2|UBND xã Đắk Wer||x")
    assert rollout.extract(shaped("LỘ TRÌNH ĐẠT CHUẨN NÔNG THÔN MỚI\n\n" + marks), DAK_NONG).records == []
    figures = table("TT|Tên đơn vị|Năm 2021|Năm 2022", "1|UBND xã Nhân Cơ|12|15", "2|UBND xã Đắk Wer|9|11")
    text = "Theo TCVN ISO 9001:2015.\n\nSỐ THỦ TỤC HÀNH CHÍNH\n\n" + figures
    assert rollout.extract(shaped(text), DAK_NONG).records == []


def test_quarters_and_months_give_their_year_and_periods_give_none() -> None:
    text = "LỘ TRÌNH CHUYỂN ĐỔI HTQLCL\n\n" + table(
        "TT|Tên cơ quan|Thời gian hoàn thành|||",
        "||Quý I/2021|Quý II/2021|Tháng 3/2022|Giai đoạn 2023-2025",
        "1|Sở Y tế|x|x||",
        "2|Sở Xây dựng|||x|",
        "3|Sở Nội vụ||||x",
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "year") == [2021, 2022, None]
    assert [finding.rule for record in records for finding in record.findings] == ["unclear_year"]


def test_the_district_beside_a_commune_is_its_parent() -> None:
    text = "DANH SÁCH ÁP DỤNG THÍ ĐIỂM HTQLCL\n\n" + table(
        "STT|UBND quận, huyện|UBND phường, xã|Thời gian thực hiện", "1|UBND huyện Tuy Đức|UBND xã Quảng Tâm|Năm 2018"
    )
    (record,) = rollout.extract(shaped(text), DAK_NONG).records
    assert record.values["agency_raw"] == "UBND xã Quảng Tâm"
    assert record.values["parent_raw"] == "UBND huyện Tuy Đức"


def test_marks_and_years_where_a_name_should_stand_are_no_agencies() -> None:
    text = "LỘ TRÌNH ÁP DỤNG HTQLCL\n\n" + table("TT|Tên cơ quan|2021|2022", "1|Sở Y tế|x|", "|2023|x|", "3|x||x")
    assert of(rollout.extract(shaped(text), DAK_NONG).records, "agency_raw") == ["Sở Y tế"]


def test_the_year_is_that_in_which_it_is_done_not_begun() -> None:
    text = "LỘ TRÌNH ÁP DỤNG HTQLCL\n\n" + table(
        "TT|Cơ quan|Thời gian bắt đầu|Thời gian hoàn thành",
        "1|Sở Tài chính|Tháng 01/2021|Tháng 6/2021",
        "2|Sở Ngoại vụ|Tháng 7/2021|Tháng 3/2022",
    )
    extraction = rollout.extract(shaped(text + "\n"), DAK_NONG)
    assert of(extraction.records, "year") == [2021, 2022]
    assert extraction.findings == []


def test_a_list_printed_in_two_parts_beside_each_other() -> None:
    text = "DANH SÁCH CƠ QUAN ÁP DỤNG HTQLCL NĂM 2020\n\n" + table(
        "STT|Tên cơ quan|STT|Tên cơ quan",
        "1|Sở Nội vụ|4|UBND huyện Ngọc Hồi",
        "2|Sở Công Thương|5|UBND huyện Đăk Tô",
        "3|Ban Dân tộc||",
    )
    records = rollout.extract(shaped(text + "\n"), KON_TUM).records
    assert [(row.values["row_no"], row.values["agency_raw"], row.values["year"]) for row in records] == [
        (1, "Sở Nội vụ", 2020),
        (2, "Sở Công Thương", 2020),
        (3, "Ban Dân tộc", 2020),
        (4, "UBND huyện Ngọc Hồi", 2020),
        (5, "UBND huyện Đăk Tô", 2020),
    ]


def test_a_list_with_days_may_say_how_many_procedures_each_has() -> None:
    text = "Danh sách cơ quan công bố lại HTQLCL\n\n" + table(
        "STT|Cơ quan, đơn vị|Số TTHC|Thời hạn hoàn thành",
        "1|Sở Y tế|112|Trước 30/10/2025",
        "2|UBND phường Phan Thiết|380|Quý I/2026",
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "year") == [2025, 2026]
    assert of(records, "deadline_on") == [date(2025, 10, 30), date(2026, 3, 31)]


def test_a_class_of_committees_over_the_rows_is_nobodys_parent() -> None:
    text = "ÁP DỤNG HTQLCL\n\n" + table(
        "STT|Đơn vị|Năm 2014|Năm 2015", "|Ủy ban nhân dân phường||", "1|UBND Phường 1||x", "2|UBND Phường 2||x"
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert of(records, "parent_raw") == [None, None]
    assert of(records, "group_raw") == ["Ủy ban nhân dân phường"] * 2


def test_a_row_that_counts_those_above_is_no_agency() -> None:
    document = shaped(
        "ÁP DỤNG HTQLCL\n\n"
        + table("STT|Tên cơ quan|2022|2023", "1|Sở Nội vụ|x|", "|Số đơn vị thực hiện trong năm|1|0")
    )
    assert of(rollout.extract(document, DAK_NONG).records, "agency_raw") == ["Sở Nội vụ"]
    counted = coverage.extract(document, DAK_NONG).records
    assert [(one.values["year"], one.values["count"]) for one in counted] == [(2022, 1), (2023, 0)]


def test_stages_over_the_rows_and_the_kind_of_work_beside_them() -> None:
    text = "KẾ HOẠCH ÁP DỤNG HTQLCL\n\n" + table(
        "STT|Cơ quan, đơn vị|Nội dung|Đơn vị hỗ trợ",
        "|Giai đoạn 1: Năm 2014||",
        "1|Sở Nội vụ|Xây dựng mới|Sở Khoa học và Công nghệ",
        "|Giai đoạn 2: Năm 2015||",
        "1|Sở Y tế|Mở rộng|Sở Khoa học và Công nghệ",
    )
    records = rollout.extract(shaped(text), DAK_NONG).records
    assert list(zip(of(records, "agency_raw"), of(records, "year"), of(records, "first_time"), strict=True)) == [
        ("Sở Nội vụ", 2014, True),
        ("Sở Y tế", 2015, False),
    ]


def test_a_table_of_who_has_which_part_in_what_is_no_rollout() -> None:
    text = "KẾ HOẠCH ÁP DỤNG HTQLCL\n\n" + table(
        "Cơ quan|Trách nhiệm|Vai trò|Thời gian",
        "Sở Nội vụ|Xây dựng tài liệu mẫu|Chủ trì|Tháng 4/2026",
        "Sở Y tế|Bố trí kinh phí|Phối hợp|Trước 31/3/2026",
    )
    assert rollout.extract(shaped(text), DAK_NONG).records == []


def test_a_quarter_under_a_heading_that_asks_by_when_is_a_deadline() -> None:
    listed = table("STT|Cơ quan|Thời hạn hoàn thành", "1|Sở Nội vụ|Quý II/2031", "2|Sở Y tế|Tháng 8/2031")
    found = rollout.extract(shaped(f"KẾ HOẠCH\nÁp dụng TCVN ISO 9001:2015\n\n{listed}\n"), KON_TUM).records
    assert [str(record.values["deadline_on"]) for record in found] == ["2031-06-30", "2031-08-31"]
    assert {record.values["year"] for record in found} == {2031}
    other = shaped(f"KẾ HOẠCH\nÁp dụng TCVN ISO 9001:2015\n\n{listed.replace('Thời hạn hoàn thành', 'Thời gian')}\n")
    assert {record.values["deadline_on"] for record in rollout.extract(other, KON_TUM).records} == {None}
