"""Status tables: what a row of "Kết quả xây dựng và áp dụng HTQLCL" says."""

from __future__ import annotations

import pytest

from extractors import readers, status
from extractors.layout import shape
from extractors.records import Record
from tests.reading import shaped, table

HEAD = (
    "STT|Tên cơ quan|Tên tổ chức tư vấn|Số lượng thủ tục hành chính đã xây dựng và áp dụng HTQLCL"
    "|Tình hình công bố HTQLCL||Kết quả kiểm tra||Tên tổ chức chứng nhận|Ghi chú",
    "||||Đã công bố|Chưa công bố|Đáp ứng yêu cầu|Chưa đáp ứng yêu cầu||",
)


def rows(*body: str) -> list[Record]:
    document = shaped("Phụ lục 01: Kết quả áp dụng\n\n" + table(*HEAD, *body) + "\n")
    return status.extract(document).records


def rules(record: Record) -> list[str]:
    return [finding.rule for finding in record.findings]


def test_a_mark_under_published_and_under_passed_is_true() -> None:
    (row,) = rows("1|Sở Xây dựng||25|x||x||Công ty DAS|")
    assert row.values["agency_raw"] == "Sở Xây dựng"
    assert row.values["row_no"] == 1
    assert (row.values["published"], row.values["inspection_passed"]) == (True, True)
    assert row.values["certifier"] == "Công ty DAS"
    assert rules(row) == []


def test_a_mark_under_the_opposite_heading_is_false() -> None:
    (row,) = rows("29|UBND phường Nghĩa Thành||88/116||x||x||")
    assert (row.values["published"], row.values["inspection_passed"]) == (False, False)


def test_no_mark_is_null_not_false() -> None:
    (row,) = rows("31|Ban Dân tộc||02||X||||")
    assert row.values["published"] is False
    assert row.values["inspection_passed"] is None


def test_marks_under_both_headings_are_null_with_one_finding() -> None:
    (row,) = rows("76|Chi cục Tiêu chuẩn Đo lường Chất lượng|Tự thực hiện|11/11|X|X|X|X|Tự Công bố|")
    assert (row.values["published"], row.values["inspection_passed"]) == (None, None)
    assert rules(row) == ["contradictory_flags"]


def test_unpublished_but_passed_is_kept_as_printed_and_reported() -> None:
    (row,) = rows("10|Sở Tư pháp||67||X|X|||")
    assert (row.values["published"], row.values["inspection_passed"]) == (False, True)
    assert rules(row) == ["unpublished_but_passed"]


def test_text_in_a_flag_column_is_reported_and_answers_nothing() -> None:
    (row,) = rows("41|UBND thị trấn Ea T'ling||139|X||X|Công ty TNHH chứng nhận DAS||")
    assert (row.values["published"], row.values["inspection_passed"]) == (True, True)
    assert row.values["certifier"] is None
    assert rules(row) == ["text_in_flag_column"]


def test_a_mark_in_a_text_column_is_reported_and_is_no_certifier() -> None:
    (row,) = rows("49|Sở Tài nguyên và Môi trường,||124|X||||X|")
    assert row.values["inspection_passed"] is None
    assert row.values["certifier"] is None
    assert rules(row) == ["mark_in_text_column"]


@pytest.mark.parametrize(
    ("printed", "applied", "total", "state"),
    [
        ("60/116", 60, 116, "counted"),
        ("25", 25, None, "counted"),
        ("09", 9, None, "counted"),
        ("Không có TTHC", 0, 0, "none"),
        ("-", None, None, "not_stated"),
        ("", None, None, "not_stated"),
    ],
)
def test_the_number_of_procedures(printed: str, applied: int | None, total: int | None, state: str) -> None:
    (row,) = rows(f"1|Sở Xây dựng||{printed}|x||x|||")
    values = row.values
    assert (values["procedures_applied"], values["procedures_total"], values["procedures_state"]) == (
        applied,
        total,
        state,
    )


def test_more_procedures_applied_than_there_are_is_reported() -> None:
    (row,) = rows("1|Sở Xây dựng||26/25|x||x|||")
    assert rules(row) == ["applied_exceeds_total"]


def test_a_share_that_is_not_that_of_its_numbers_is_reported() -> None:
    fits, differs = rows("1|Sở Nội vụ||60/116 (51,7%)||||||", "2|Sở Y tế||60/116 (61,7%)||||||")
    assert (rules(fits), rules(differs)) == ([], ["share_mismatch"])
    assert differs.values["procedures_applied"] == 60


def test_separate_columns_of_applied_and_total() -> None:
    text = table(
        "STT|Tên cơ quan|Tổng số TTHC|Số TTHC đã áp dụng|Đã công bố",
        "1|Sở Tư pháp|116|60|x",
        "2|Sở Y tế|99|99|x",
    )
    first, second = status.extract(shaped(text)).records
    assert (first.values["procedures_applied"], first.values["procedures_total"]) == (60, 116)
    assert (second.values["procedures_applied"], second.values["procedures_total"]) == (99, 99)


def test_a_blank_consultant_is_never_filled_down_from_the_row_above() -> None:
    first, second = rows("3|Chi cục Thủy lợi|Công ty Á Châu|5/5|x||x|||", "4|Sở Y tế||9|x||x|||")
    assert first.values["consultant"] == "Công ty Á Châu"
    assert second.values["consultant"] is None


def test_every_value_has_its_place_in_the_source() -> None:
    (row,) = rows("1|Sở Xây dựng||25|x||x||Công ty DAS|")
    for field in ("agency_raw", "procedures_raw", "published", "inspection_passed", "certifier", "row_no"):
        assert row.evidence[field].place.line == 5, field


def test_a_cost_table_is_no_status_table() -> None:
    text = table("STT|Đơn vị|Số lượng|Đơn giá|Thành tiền", "1|Sở Y tế|2|10|20", "2|Sở Tư pháp|3|10|30")
    assert status.extract(shaped(text)).records == []


def test_an_unknown_heading_is_reported_not_dropped() -> None:
    text = table("STT|Tên cơ quan|Số lượng TTHC|Màu cờ", "1|Sở Y tế|9|đỏ", "2|Sở Tư pháp|8|vàng")
    extraction = status.extract(shaped(text))
    assert [(finding.rule, finding.actual) for finding in extraction.findings] == [("unknown_heading", "Màu cờ")]


ANSWERS = "STT|Tên đơn vị|Số TTHC|Công bố|Kết quả kiểm tra|Ghi chú"


def test_one_column_a_question_answered_in_words() -> None:
    text = table(ANSWERS, "1|Sở Nội vụ|60/72|Có|Đạt|", "2|Sở Tư pháp|25/30|Không|Chưa đạt|", "3|Sở Y tế|9|||")
    found = status.extract(shaped(text)).records
    assert [(row.values["published"], row.values["inspection_passed"]) for row in found] == [
        (True, True),
        (False, False),
        (None, None),
    ]
    assert [rules(row) for row in found] == [[], [], []]


def test_a_day_of_publication_says_that_it_is_published_and_a_blank_says_nothing() -> None:
    text = table(
        "STT|Ngày công bố|Tên cơ quan|Số TTHC", "1|15/3/2022|Sở Tài chính|50", "2||Sở Xây dựng|60", "3|-|Sở Y tế|9"
    )
    found = status.extract(shaped(text)).records
    assert [row.values["published"] for row in found] == [True, None, None]
    assert found[0].evidence["published"].text == "15/3/2022"


def test_a_lone_no_under_the_heading_not_published_is_reported_not_guessed() -> None:
    text = table("STT|Tên cơ quan|Số TTHC|Đã công bố|Chưa công bố", "1|Sở Y tế|9||Không", "2|Sở Tư pháp|8|x|")
    first, second = status.extract(shaped(text)).records
    assert first.values["published"] is None
    assert rules(first) == ["text_in_flag_column"]
    assert second.values["published"] is True


@pytest.mark.parametrize(("printed", "expected"), [("45/60", []), ("46/60", ["sum_mismatch"])])
def test_the_total_row_is_checked_against_the_rows(printed: str, expected: list[str]) -> None:
    text = table(
        "STT|Tên cơ quan|Số TTHC|Đã công bố", "1|Sở Y tế|20/30|x", "2|Sở Tư pháp|25/30|x", f"Tổng cộng||{printed}|"
    )
    extraction = status.extract(shaped(text))
    assert len(extraction.records) == 2
    assert [finding.rule for finding in extraction.findings] == expected


def test_the_parent_column_decides_between_namesakes() -> None:
    text = table(
        "STT|Huyện|Tên cơ quan|Số TTHC|Đã công bố", "1|Lục Ngạn|UBND xã Quý Sơn|9|x", "2|Lục Ngạn|UBND xã A|8|x"
    )
    first, _ = status.extract(shaped(text)).records
    assert first.mentions["agency_id"].within == "Huyện Lục Ngạn"


def test_procedures_of_an_agency_and_how_many_of_them_are_under_the_system() -> None:
    text = table(
        "STT|Tên cơ quan|Số lượng TTHC thuộc thẩm quyền|Số TTHC đã áp dụng|Đã công bố",
        "1|Phòng Nội vụ|38|30|x",
        "2|Văn phòng HĐND và UBND huyện|Không có TTHC||",
    )
    first, second = status.extract(shaped(text)).records
    assert (first.values["procedures_applied"], first.values["procedures_total"]) == (30, 38)
    assert (second.values["procedures_applied"], second.values["procedures_total"]) == (0, 0)
    assert second.values["procedures_state"] == "none"


@pytest.mark.parametrize(
    "heads",
    ["Số TTHC hiện có|Số TTHC xây dựng ISO", "Số TTHC|Số TTHC áp dụng ISO", "Số TTHC áp dụng|Số TTHC"],
)
def test_a_column_of_all_procedures_beside_one_of_those_applied_is_the_total(heads: str) -> None:
    whole_first = not heads.startswith("Số TTHC áp dụng")
    text = table(f"STT|Tên cơ quan|{heads}|Đã công bố", "1|Sở Nội vụ|" + ("116|60" if whole_first else "60|116") + "|x")
    row = status.extract(shaped(text)).records[0].values
    assert (row["procedures_applied"], row["procedures_total"]) == (60, 116)


@pytest.mark.parametrize("head", ["Tổng số TTHC/Số TTHC áp dụng ISO", "TTHC (tổng số/đã áp dụng)"])
def test_a_heading_that_names_the_whole_first_gives_the_order_of_its_cells(head: str) -> None:
    text = table(f"STT|Tên cơ quan|{head}|Đã công bố", "1|Sở Nội vụ|116/60 (51,7%)|x", "Tổng cộng||116/60|")
    found = status.extract(shaped(text))
    row = found.records[0].values
    assert (row["procedures_applied"], row["procedures_total"]) == (60, 116)
    assert not found.findings and not found.records[0].findings


def test_parts_beside_the_number_of_procedures_are_read_as_under_it() -> None:
    text = table("STT|Tên cơ quan|Số TTHC|Đã xây dựng|Chưa xây dựng", "1|Sở Nội vụ|116|60|56")
    row = status.extract(shaped(text)).records[0].values
    assert (row["procedures_applied"], row["procedures_total"]) == (60, 116)


def test_what_is_applied_may_be_named_beside_the_whole_only() -> None:
    text = table("TT|Đơn vị|Tổng TTHC|Áp dụng ISO|Nội dung cần khắc phục", "1|Sở Nội vụ|116|60|Bổ sung 56 quy trình")
    row = status.extract(shaped(f"Áp dụng HTQLCL\n\n{text}")).records[0].values
    assert (row["procedures_applied"], row["procedures_total"]) == (60, 116)
    assert row["note"] == "Bổ sung 56 quy trình"


def test_of_several_columns_that_count_procedures_none_is_taken() -> None:
    text = table("STT|Tên cơ quan|TTHC cấp tỉnh|TTHC cấp xã|Tổng", "1|Sở Nội vụ|80|36|116")
    extraction = status.extract(shaped(text))
    row = extraction.records[0].values
    assert (row["procedures_applied"], row["procedures_total"]) == (None, 116)
    assert [finding.rule for finding in extraction.findings] == ["table_not_understood"]


@pytest.mark.parametrize(
    ("heading", "cell", "published"),
    [
        ("Quyết định công bố HTQLCL", "12/QĐ-SNV", True),
        ("Quyết định công bố TTHC", "12/QĐ-SNV", None),
        ("Công bố danh mục TTHC", "x", None),
        ("Công bố", "x", True),
    ],
)
def test_that_the_procedures_are_public_does_not_say_that_the_system_is(
    heading: str, cell: str, published: bool | None
) -> None:
    text = table(f"STT|Tên cơ quan|Số TTHC|{heading}", f"1|Sở Nội vụ|60/116|{cell}")
    assert status.extract(shaped(text)).records[0].values["published"] is published


def test_the_procedures_that_are_not_yet_under_the_system_are_not_those_applied() -> None:
    text = table("STT|Tên cơ quan|Số TTHC chưa áp dụng|Đã công bố", "1|Sở Nội vụ|12|x")
    extraction = status.extract(shaped(text))
    assert extraction.records[0].values["procedures_applied"] is None
    assert [finding.rule for finding in extraction.findings] == ["unknown_heading"]


def test_an_answer_in_words_under_the_result_of_a_years_inspection() -> None:
    text = table("STT|Tên cơ quan|Số TTHC|Kết quả kiểm tra năm 2019", "1|Sở Nội vụ|98/98|Đạt", "2|Sở Y tế|15|Không đạt")
    assert [row.values["inspection_passed"] for row in status.extract(shaped(text)).records] == [True, False]


def test_one_column_of_words_says_whether_the_inspection_was_passed() -> None:
    text = "KẾT QUẢ ÁP DỤNG HTQLCL\n\n" + table(
        "TT|Cơ quan|Công bố HTQLCL|Kiểm tra đạt yêu cầu|Số TTHC",
        "1|Sở Tài chính|Có|Đạt|45",
        "2|Sở Ngoại vụ|Chưa|Chưa đạt|12",
    )
    records = status.extract(shaped(text + "\n")).records
    assert [row.values["inspection_passed"] for row in records] == [True, False]


def test_a_group_whose_count_is_not_that_of_its_rows_is_reported() -> None:
    text = "Phụ lục 01: Kết quả áp dụng\n\n" + table(
        *HEAD,
        "I|Cấp tỉnh (03 đơn vị)||||||||",
        "1|Sở Xây dựng||25|x||x|||",
        "2|Sở Ngoại vụ||20||x||x||",
        "II|Cấp huyện (01 đơn vị)||||||||",
        "3|UBND huyện Sa Thầy||250|x||x|||",
    )
    (finding,) = [one for one in status.extract(shaped(text + "\n")).findings if one.rule == "count_mismatch"]
    assert (finding.expected, finding.actual) == ("3", "2")


def test_a_list_of_what_is_due_when_is_no_status_table() -> None:
    text = table("STT|Cơ quan|Số TTHC|Thời hạn hoàn thành", "1|Sở Y tế|112|30/10/2025")
    assert status.extract(shaped("Danh sách cơ quan công bố lại HTQLCL\n\n" + text)).records == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("STT|Cơ quan|Số TTHC (áp dụng/tổng)|Năm 2022|Năm 2023", "1|UBND thành phố Hà Giang|201/190||x"),
        ("STT|Cơ quan|Tổng số TTHC|Số TTHC đã áp dụng|Năm 2022|Năm 2023", "1|UBND thành phố Hà Giang|190|201||x"),
    ],
)
def test_so_many_procedures_of_so_many_beside_years_is_status_too(head: str, body: str) -> None:
    text = "Phụ lục: Lộ trình chuyển đổi HTQLCL theo TCVN ISO 9001:2015\n\n" + table(head, body)
    (row,) = status.extract(shaped(text + "\n")).records
    assert (row.values["procedures_applied"], row.values["procedures_total"]) == (201, 190)
    assert rules(row) == ["applied_exceeds_total"]


def test_a_bare_number_of_procedures_beside_years_is_what_is_to_be_done() -> None:
    text = table("STT|Cơ quan|Số TTHC|Năm 2022|Năm 2023", "1|Sở Y tế|112||x")
    assert status.extract(shaped("Lộ trình chuyển đổi HTQLCL\n\n" + text)).records == []


def test_a_column_of_results_is_known_by_what_it_says() -> None:
    rows = ("1|Sở Nội vụ|12/9/2019|Đạt", "2|Sở Y tế|13/9/2019|Không đạt", "3|Sở Tư pháp|-|Chưa kiểm tra")
    text = "Kết quả kiểm tra HTQLCL\n\n" + table("STT|Cơ quan được kiểm tra|Ngày kiểm tra|Kết quả", *rows)
    found = status.extract(shaped(text)).records
    assert [record.values["inspection_passed"] for record in found] == [True, False, None]
    assert not any(record.findings for record in found)


def test_an_unknown_heading_beside_a_known_one_is_not_what_both_stand_under() -> None:
    text = (
        '<table><tr><td rowspan="2">STT</td><td rowspan="2">Tên cơ quan</td><td rowspan="2">Số TTHC</td>'
        '<td colspan="2">Kết quả kiểm tra năm 2017</td></tr><tr><td>Đạt</td><td>Hông đạt</td></tr>'
        "<tr><td>1</td><td>Sở Nội vụ</td><td>84/84</td><td>x</td><td></td></tr>"
        "<tr><td>2</td><td>Sở Y tế</td><td>60/97</td><td></td><td>x</td></tr></table>"
    )
    document = shape(readers.read(text.encode(), "a.html"))
    extraction = status.extract(document)
    assert [record.values["inspection_passed"] for record in extraction.records] == [True, None]
    assert [finding.rule for finding in extraction.findings] == ["unknown_heading"]


def test_an_inspection_of_something_else_says_nothing_of_the_system() -> None:
    rows = table("STT|Tên cơ quan|Kết quả kiểm tra", "1|Sở Nội vụ|Đạt", "2|Sở Y tế|Không đạt")
    fire = "Đoàn kiểm tra công tác phòng cháy, chữa cháy thông báo kết quả như sau:\n\n"
    assert status.extract(shaped(fire + rows)).records == []
    assert len(status.extract(shaped("Kết quả kiểm tra việc áp dụng ISO 9001 như sau:\n\n" + rows)).records) == 2


def test_no_decision_of_publication_says_that_it_is_not_published() -> None:
    rows = ("1|Sở Nội vụ|Số 355/QĐ-SNV ngày 30/11/2015|x", "2|Sở Y tế|Chưa công bố|", "3|Sở Tư pháp||")
    text = table("STT|Tên cơ quan|Quyết định công bố HTQLCL|Kết quả kiểm tra", *rows)
    found = status.extract(shaped(text)).records
    assert [record.values["published"] for record in found] == [True, False, None]


def test_a_column_of_shares_is_checked_against_its_row() -> None:
    rows = ("1|UBND quận Hải Châu|75%|120|160", "2|UBND quận Cẩm Lệ|68%|96|160", "3|UBND quận Sơn Trà||12|160")
    text = table("STT|Quận, huyện|Tỷ lệ áp dụng|Số TTHC áp dụng|Tổng số TTHC", *rows)
    read = status.extract(shaped(text))
    assert [[finding.rule for finding in one.findings] for one in read.records] == [[], ["share_mismatch"], []]
    assert read.findings == []  # the heading of what is checked is no unknown one


def test_counts_headed_by_the_procedures_themselves() -> None:
    text = table(
        "Đơn vị|Kết quả kiểm tra|Thủ tục đã áp dụng|Thủ tục đang thực hiện",
        "Sở Nội vụ|Đạt|148|156",
        "Sở Y tế|Đạt|16|16",
    )
    row = status.extract(shaped(text)).records[0].values
    assert (row["procedures_applied"], row["procedures_total"]) == (148, 156)


def test_what_the_system_covers_beside_all_procedures() -> None:
    document = shaped(
        "BÁO CÁO\nÁp dụng TCVN ISO 9001:2008\n\n"
        + table("TT|Cơ quan|Tổng số TTHC|TTHC thuộc phạm vi áp dụng|Kết quả kiểm tra", "1|Sở Y tế|131|112|Phù hợp")
    )
    (record,) = status.extract(document).records
    assert (record.values["procedures_applied"], record.values["procedures_total"]) == (112, 131)


def test_editions_of_the_standard_are_no_counts() -> None:
    head = "TT|Tên cơ quan|Phiên bản TCVN ISO 9001|Thủ tục hành chính|", "|||Đã áp dụng|Tổng số"
    text = (
        "Phụ lục: Tình hình áp dụng HTQLCL\n\n"
        + table(*head, "1|Sở Y tế|2015|12|14", "2|Sở Nội vụ|2015|171|171")
        + "\n"
    )
    found = status.extract(shaped(text)).records
    assert [(row.values["procedures_applied"], row.values["procedures_total"]) for row in found] == [
        (12, 14),
        (171, 171),
    ]
