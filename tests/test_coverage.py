"""Coverage: what a table counts rather than names."""

from __future__ import annotations

from typing import Any

import pytest

from extractors import coverage, phases, rollout, status
from extractors.records import Record
from pipeline.checks.counts import added_counts, printed_counts, told_counts
from tests.reading import KON_TUM, shaped, table


def covered(text: str) -> list[dict[str, Any]]:
    document = shaped("Lộ trình áp dụng HTQLCL như sau:\n\n" + text)
    return [record.values for record in coverage.extract(document, KON_TUM).records]


def test_counts_in_the_year_columns_of_group_and_total_rows() -> None:
    found = covered(
        table(
            "TT|Tên cơ quan|Năm 2025|Năm 2030",
            "|Tổng (3 cơ quan)|1|2",
            "I|Các sở, ban, ngành|1|-",
            "1|Sở Y tế|x|",
            "II|Ủy ban nhân dân cấp xã|-|2",
            "1|UBND xã Măng Bút||x",
            "2|UBND xã Ngọc Linh||x",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["year"], row["count"], row["total"]) for row in found] == [
        ("Tổng (3 cơ quan)", None, 2025, 1, 3),
        ("Tổng (3 cơ quan)", None, 2030, 2, 3),
        ("Các sở, ban, ngành", "department", 2025, 1, None),
        ("Ủy ban nhân dân cấp xã", "commune", 2030, 2, None),
    ]


def test_a_fraction_behind_the_name_of_a_group() -> None:
    found = covered(
        "Danh sách UBND cấp xã áp dụng năm 2020\n\n"
        + table(
            "TT|Tên UBND cấp xã",
            "I|UBND huyện Đăk Glei (1/12)",
            "1|UBND xã Ngọc Linh",
            "II|UBND huyện Kon Plông (2/9)",
            "1|UBND xã Măng Bút",
            "2|UBND xã Hiếu",
        )
    )
    assert [(row["scope_raw"], row["year"], row["count"], row["total"]) for row in found] == [
        ("UBND huyện Đăk Glei", 2020, 1, 12),
        ("UBND huyện Kon Plông", 2020, 2, 9),
    ]


def test_a_total_that_names_a_section_counts_that_section() -> None:
    found = covered(
        table(
            "TT|Tên cơ quan|Năm 2026|Năm 2027",
            "I|Sở, ban, ngành||",
            "1|Sở Y tế|x|",
            "2|Sở Nội vụ||x",
            "|Cộng mục I|1|1",
            "II|UBND cấp xã||",
            "3|UBND xã Ngọc Linh|x|",
            "|Cộng II|1|",
            "|Tổng cộng|2|1",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["year"], row["count"]) for row in found] == [
        ("Cộng mục I", "department", 2026, 1),
        ("Cộng mục I", "department", 2027, 1),
        ("Cộng II", "commune", 2026, 1),
        ("Tổng cộng", None, 2026, 2),
        ("Tổng cộng", None, 2027, 1),
    ]


def test_a_mark_in_a_group_row_counts_nothing() -> None:
    assert covered(table("TT|Tên cơ quan|Năm 2025", "I|Các sở|x", "1|Sở Y tế|x", "2|Sở Nội vụ|x")) == []


def test_a_count_behind_a_group_is_for_all_the_years() -> None:
    found = covered(
        table(
            "TT|Tên cơ quan|Năm 2021|Năm 2022",
            "I|Các sở, ban, ngành (2 đơn vị)||",
            "1|Sở Y tế|x|",
            "2|Sở Nội vụ||x",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["year"], row["count"]) for row in found] == [
        ("Các sở, ban, ngành", "department", None, 2)
    ]


def test_a_row_for_each_group_with_its_counts_by_year() -> None:
    found = covered(
        table(
            "TT|Khối cơ quan|Tổng số cơ quan|Số cơ quan áp dụng ISO điện tử|",
            "|||Năm 2021|Năm 2022",
            "1|Các sở, ban, ngành|20|12|8",
            "2|UBND cấp huyện|13|13|-",
            "3|UBND cấp xã|177|0|177",
            "|Cộng|210|25|185",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["year"], row["count"], row["total"]) for row in found] == [
        ("Các sở, ban, ngành", "department", 2021, 12, 20),
        ("Các sở, ban, ngành", "department", 2022, 8, 20),
        ("UBND cấp huyện", "district", 2021, 13, 13),
        ("UBND cấp xã", "commune", 2021, 0, 177),
        ("UBND cấp xã", "commune", 2022, 177, 177),
        ("Cộng", None, 2021, 25, 210),
        ("Cộng", None, 2022, 185, 210),
    ]


def test_how_many_of_a_group_have_applied_the_system() -> None:
    found = covered(
        table("STT|Nhóm cơ quan|Tổng số cơ quan|Số cơ quan đã áp dụng", "1|Cấp tỉnh|33|13", "2|Cấp xã|142|142")
    )
    assert [(row["scope_raw"], row["year"], row["count"], row["total"]) for row in found] == [
        ("Cấp tỉnh", None, 13, 33),
        ("Cấp xã", None, 142, 142),
    ]


def test_beside_the_number_of_agencies_those_that_have_applied_it_are_agencies_and_no_procedures() -> None:
    text = table(
        "TT|Tên cơ quan|Tổng số cơ quan|Đã áp dụng|Tỷ lệ", "1|UBND cấp huyện|10|10|100%", "2|UBND cấp xã|230|115|50%"
    )
    assert [(row["group_level"], row["count"], row["total"]) for row in covered(text)] == [
        ("district", 10, 10),
        ("commune", 115, 230),
    ]
    assert not status.extract(shaped(text)).records


def test_each_group_may_have_a_column() -> None:
    heads, rows = "Khối|Sở, ngành|UBND cấp huyện", ["Tổng số cơ quan|20|7", "Số cơ quan đã áp dụng|16|7"]
    counted = [
        (row["scope_raw"], row["group_level"], row["year"], row["count"], row["total"])
        for row in covered(table(heads, *rows))
    ]
    assert counted == [("Sở, ngành", "department", None, 16, 20), ("UBND cấp huyện", "district", None, 7, 7)]
    by_year = covered(table(heads, rows[0], "Năm 2021|5|2", "Năm 2022|3|4"))
    assert [(row["year"], row["count"], row["total"]) for row in by_year] == [
        (2021, 5, 20),
        (2021, 2, 7),
        (2022, 3, 20),
        (2022, 4, 7),
    ]
    assert covered(table(heads, "Năm 2021|5|2", "Năm 2022|3|4")) == []  # of what is not said
    assert covered(table(heads, rows[0], "Số cơ quan áp dụng chữ ký số|16|7")) == []
    assert covered(table(heads, rows[0], "Số cơ quan đã áp dụng|hầu hết|7")) == []


def test_the_whole_may_stand_behind_the_part_without_a_word_of_what_is_counted() -> None:
    found = covered(table("TT|Khối cơ quan|Đã áp dụng|Tổng số", "1|Các sở|9|24", "2|UBND cấp huyện|7|10"))
    assert [(row["count"], row["total"]) for row in found] == [(9, 24), (7, 10)]


def test_agencies_that_apply_something_else_are_not_counted() -> None:
    for applied, counted in (("Số cơ quan áp dụng chữ ký số", 0), ("Số cơ quan đã công bố", 2)):
        text = table(f"TT|Khối|Tổng số cơ quan|{applied}", "1|UBND cấp huyện|10|10", "2|UBND cấp xã|230|115")
        assert len(covered(text)) == counted


def test_figures_by_year_that_count_no_agencies_are_left_to_others() -> None:
    shares = table("TT|Khối cơ quan|Tỷ lệ cơ quan áp dụng|", "||Năm 2021|Năm 2022", "1|Các sở|60|100", "2|Cấp xã|10|55")
    assert covered(shares) == []
    words = table("TT|Khối cơ quan|Năm 2021|Năm 2022", "1|Các sở|12|còn lại", "2|UBND cấp xã|30|70")
    assert covered(words) == []


def test_a_row_for_each_district_counts_its_communes() -> None:
    found = covered(
        table(
            "TT|Huyện, thị xã, thành phố|Tổng số xã, phường, thị trấn|Số UBND cấp xã áp dụng HTQLCL||Cộng",
            "|||Năm 2018|Năm 2019|",
            "1|Huyện Tu Mơ Rông|11|3|5|8",
            "2|Thành phố Kon Tum|21|0|4|4",
            "|Tổng cộng|32|3|9|12",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["year"], row["count"], row["total"]) for row in found] == [
        ("Huyện Tu Mơ Rông", "commune", 2018, 3, 11),
        ("Huyện Tu Mơ Rông", "commune", 2019, 5, 11),
        ("Huyện Tu Mơ Rông", "commune", None, 8, 11),
        ("Thành phố Kon Tum", "commune", 2018, 0, 21),
        ("Thành phố Kon Tum", "commune", 2019, 4, 21),
        ("Thành phố Kon Tum", "commune", None, 4, 21),
        ("Tổng cộng", "commune", 2018, 3, 32),
        ("Tổng cộng", "commune", 2019, 9, 32),
        ("Tổng cộng", "commune", None, 12, 32),
    ]


def test_groups_and_how_many_there_are_by_the_years_of_a_plan() -> None:
    found = covered(
        table("TT|Khối cơ quan, đơn vị|Số lượng|2021|2022", "1|Sở, ban, ngành|19|10|9", "2|UBND cấp xã|138|20|-")
    )
    assert [(row["scope_raw"], row["year"], row["count"], row["total"]) for row in found] == [
        ("Sở, ban, ngành", 2021, 10, 19),
        ("Sở, ban, ngành", 2022, 9, 19),
        ("UBND cấp xã", 2021, 20, 138),
    ]


def test_a_total_of_counts_that_does_not_fit_is_reported() -> None:
    text = table("TT|Khối cơ quan|Số cơ quan áp dụng", "1|Các sở, ban, ngành|19", "2|UBND cấp xã|61", "|Tổng cộng|81")
    document = shaped("Tình hình áp dụng HTQLCL như sau:\n\n" + text)
    records = coverage.extract(document, KON_TUM).records
    added_counts(records)
    assert [(one.rule, one.expected, one.actual) for record in records for one in record.findings] == [
        ("sum_mismatch", "80", "81")
    ]


def test_a_total_of_a_part_adds_up_the_rows_of_its_part() -> None:
    rows = ("1|Các sở|12", "2|Các ban|7", "|Cộng|19", "3|UBND cấp huyện|8", "4|UBND cấp xã|61", "|Cộng|69")
    text = table("TT|Khối cơ quan|Số cơ quan áp dụng", *rows, "|Tổng cộng|88")
    records = coverage.extract(shaped("Tình hình áp dụng HTQLCL như sau:\n\n" + text), KON_TUM).records
    added_counts(records)
    assert [record.values["count"] for record in records] == [12, 7, 19, 8, 61, 69, 88]
    assert not [finding for record in records for finding in record.findings]


def test_groups_may_stand_under_any_heading_and_their_years_be_added_up() -> None:
    found = covered(
        table(
            "Đối tượng|Tổng số cơ quan|Năm 2013|Năm 2014|Cộng giai đoạn",
            "Sở, cơ quan ngang sở|20|08|07|15",
            "UBND xã, phường, thị trấn|230||10|10",
            "Cộng|250|08|17|25",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["year"], row["count"], row["total"]) for row in found] == [
        ("Sở, cơ quan ngang sở", "department", 2013, 8, 20),
        ("Sở, cơ quan ngang sở", "department", 2014, 7, 20),
        ("Sở, cơ quan ngang sở", "department", None, 15, 20),
        ("UBND xã, phường, thị trấn", "commune", 2014, 10, 230),
        ("UBND xã, phường, thị trấn", "commune", None, 10, 230),
        ("Cộng", None, 2013, 8, 250),
        ("Cộng", None, 2014, 17, 250),
        ("Cộng", None, None, 25, 250),
    ]


def test_people_are_no_group_of_agencies() -> None:
    text = table("Đối tượng|Năm 2013|Năm 2014", "Cán bộ, công chức các sở|20|30", "Công chức cấp xã|230|200")
    assert covered(text) == []


def with_shares(*rows: str) -> list[Record]:
    text = table(*rows)
    return coverage.extract(shaped(f"Tình hình áp dụng HTQLCL như sau:\n\n{text}"), KON_TUM).records


def test_how_many_and_of_how_many_may_stand_in_one_cell() -> None:
    found = with_shares(
        "TT|Khối cơ quan|Số cơ quan đã áp dụng|Tỷ lệ", "1|Các sở|19/19|100%", "2|UBND cấp xã|68/226|30%"
    )
    assert [(row.values["group_level"], row.values["count"], row.values["total"]) for row in found] == [
        ("department", 19, 19),
        ("commune", 68, 226),
    ]
    assert not [finding for row in found for finding in row.findings]


def test_a_share_that_is_not_that_of_the_counts_beside_it_is_reported() -> None:
    found = with_shares(
        "TT|Khối cơ quan|Tổng số cơ quan|Số cơ quan đã áp dụng|Tỷ lệ (%)",
        *("1|Các sở|20|19|95", "2|UBND cấp xã|226|68|35,09", "3|UBND cấp huyện|10|10|cao"),
    )
    assert [[(one.rule, one.expected, one.actual) for one in row.findings] for row in found] == [
        [],
        [("share_mismatch", "30.09", "35,09")],
        [],
    ]


def test_the_total_of_a_part_is_compared_with_the_agencies_of_its_part() -> None:
    rows = (
        *("TT|Tên cơ quan|Năm 2025", "I|Các sở, ban, ngành|", "1|Sở Y tế|x", "2|Sở Nội vụ|x", "|Cộng mục I|2"),
        *("II|UBND cấp xã|", "1|UBND xã Măng Bút|x"),
    )

    def told(count: str) -> list[tuple[str, list[tuple[str | None, str | None]]]]:
        document = shaped("LỘ TRÌNH ÁP DỤNG HTQLCL\n\n" + table(*rows, f"|Cộng mục II|{count}"))
        counted = coverage.extract(document, KON_TUM).records
        printed_counts([*rollout.extract(document, KON_TUM).records, *counted])
        findings = [[(one.expected, one.actual) for one in row.findings] for row in counted]
        return list(zip([row.values["scope_raw"] for row in counted], findings, strict=True))

    assert told("1") == [("Cộng mục I", []), ("Cộng mục II", [])]
    assert told("2") == [("Cộng mục I", []), ("Cộng mục II", [("2", "1")])]


def test_how_many_of_all_in_one_column() -> None:
    found = covered(
        table(
            "TT|Nhóm cơ quan|Đã áp dụng/Tổng số|Ghi chú",
            "1|Sở, ban, ngành cấp tỉnh|20/20|",
            "2|UBND cấp xã|97/144|",
            "|Cộng|117/164|",
        )
    )
    assert [(r["scope_raw"], r["count"], r["total"], r["year"]) for r in found] == [
        ("Sở, ban, ngành cấp tỉnh", 20, 20, None),
        ("UBND cấp xã", 97, 144, None),
        ("Cộng", 117, 164, None),
    ]


def test_communes_counted_by_district_for_the_year_of_the_title() -> None:
    found = covered(
        "Biểu 2. Số UBND cấp xã áp dụng năm 2019\n"
        + table(
            "TT|Địa bàn|Số UBND cấp xã thực hiện/Tổng số", "1|UBND huyện Tháp Mười|08/13", "2|UBND huyện Lấp Vò|13/13"
        )
    )
    assert [(r["count"], r["total"], r["year"], r["group_level"]) for r in found] == [
        (8, 13, 2019, "commune"),
        (13, 13, 2019, "commune"),
    ]


def test_how_many_there_are_stands_before_the_years() -> None:
    found = covered(
        table(
            "TT|Nhóm cơ quan|Tổng số|Năm 2011|Năm 2012",
            "1|Sở, ban, ngành tỉnh|19|04|05",
            "2|Chi cục|11|-|02",
        )
    )
    assert [(r["count"], r["total"], r["year"]) for r in found] == [
        (4, 19, 2011),
        (5, 19, 2012),
        (2, 11, 2012),
    ]


def test_communes_of_pilot_districts_are_counted() -> None:
    found = covered(
        "Biểu 2. UBND cấp xã thuộc các huyện thí điểm\n\n"
        + table(
            "STT|Địa bàn|Số xã, phường|Lũy kế số đơn vị cấp xã áp dụng|",
            "|||2020|2021",
            "1|UBND huyện Đăk Glei|12|05/12|12/12",
            "2|UBND huyện Kon Plông|9|04/9|9/9",
        )
    )
    assert [(row["scope_raw"], row["year"], row["count"], row["total"]) for row in found] == [
        ("UBND huyện Đăk Glei", 2020, 5, 12),
        ("UBND huyện Đăk Glei", 2021, 12, 12),
        ("UBND huyện Kon Plông", 2020, 4, 9),
        ("UBND huyện Kon Plông", 2021, 9, 9),
    ]


DISTRICTS = table(
    "STT|Địa bàn|Tổng số UBND cấp xã|Số đã áp dụng|Tỷ lệ (%)",
    "1|Huyện Tu Mơ Rông|11|6|54,5",
    "2|Thành phố Kon Tum|21|21|100",
    "|Toàn tỉnh|32|27|84,4",
)


def test_how_many_have_applied_of_the_whole_beside_it() -> None:
    found = covered(DISTRICTS)
    assert [(row["scope_raw"], row["group_level"], row["count"], row["total"]) for row in found] == [
        ("Huyện Tu Mơ Rông", "commune", 6, 11),
        ("Thành phố Kon Tum", "commune", 21, 21),
        ("Toàn tỉnh", "commune", 27, 32),
    ]


@pytest.mark.parametrize(("said", "rules"), [(28, ["count_mismatch"]), (27, [])])
def test_what_the_text_counts_is_compared_with_the_total_of_the_table(said: int, rules: list[str]) -> None:
    text = f"Đến nay có {said}/32 UBND xã, phường, thị trấn đã xây dựng và áp dụng HTQLCL, cụ thể:\n\n"
    document = shaped(text + DISTRICTS)
    records = [*coverage.extract(document, KON_TUM).records, *phases.extract(document).records]
    told_counts(records)
    assert [finding.rule for record in records for finding in record.findings] == rules


def test_the_kind_of_units_alone_is_a_group() -> None:
    found = covered(
        table(
            "Nhóm cơ quan|Tổng số|Năm 2026|Năm 2027",
            "Cơ quan chuyên môn thuộc UBND tỉnh|14|14|-",
            "UBND phường|25|15|10",
        )
    )
    assert [(row["scope_raw"], row["group_level"], row["count"]) for row in found][1:] == [
        ("UBND phường", "commune", 15),
        ("UBND phường", "commune", 10),
    ]
