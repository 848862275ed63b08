"""Checks: what in one document cannot all be right, and what is no contradiction."""

from __future__ import annotations

import pytest

from extractors import rollout, status
from extractors.heads import header
from extractors.records import Record
from extractors.references import citations
from pipeline.checks import citations as citation_checks
from pipeline.checks import dates, layout, prose, sequences, standards, unread
from tests.reading import KON_TUM, shaped, table

HEAD = "UBND TỈNH HÀ NAM\nSố: 77/KH-UBND\nHà Nam, ngày 15 tháng 12 năm 2019\nKẾ HOẠCH\nÁp dụng HTQLCL\n\n"


def conflicts(text: str) -> list[tuple[str, str | None, str | None]]:
    document = shaped(f"{HEAD}{text}\n")
    cited = citations.extract(document)
    found = citation_checks.conflicts(header.extract(document, cited), cited.records)
    return [(finding.rule, finding.expected, finding.actual) for finding in found]


def test_one_document_cited_with_two_dates() -> None:
    text = (
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/03/2014;\n\nThực hiện Quyết định số 19/2014/QĐ-TTg ngày 05/3/2015;"
    )
    rules = [rule for rule, _, _ in conflicts(text)]
    assert rules == ["citation_date_conflict", "number_year_conflict"]


def test_a_number_of_another_year_than_its_date() -> None:
    found = conflicts("Căn cứ Nghị quyết số 37/2008/NQ-HĐND ngày 13/12/2018;")
    assert found == [("number_year_conflict", "2008", "2018")]


def test_a_documents_own_number_of_another_year_than_its_day() -> None:
    document = shaped(HEAD.replace("Số: 77/KH-UBND", "Số: 03/2020/QĐ-UBND").replace("KẾ HOẠCH", "QUYẾT ĐỊNH"))
    found = citation_checks.conflicts(header.extract(document, citations.extract(document)), [])
    assert [(one.rule, one.expected, one.actual) for one in found] == [("number_year_conflict", "2020", "2019")]


def test_what_a_plan_rests_on_or_answers_is_not_younger_than_the_plan() -> None:
    found = conflicts(
        "Căn cứ Quyết định số 9/QĐ-TTg ngày 16/12/2019;\nTheo đề nghị của Sở Nội vụ tại Tờ trình số 3/TTr-SNV ngày "
        "20/12/2019;\n\nBáo cáo theo Công văn số 4/UBND-NC ngày 1/2/2020."
    )
    assert found == [
        ("basis_after_document", "no later than 15/12/2019", "16/12/2019"),
        ("basis_after_document", "no later than 15/12/2019", "20/12/2019"),
    ]


def test_a_plan_that_calls_itself_otherwise() -> None:
    found = conflicts("Phụ lục 1\n(Kèm theo Kế hoạch số 123/KH-UBND ngày 15/5/2018 của UBND tỉnh Hà Nam)\n")
    assert found == [("self_reference_conflict", "77/KH-UBND of 15/12/2019", "123/KH-UBND of 15/05/2018")]


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014;\n\n"
        "Thực hiện Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014;",
        "Căn cứ Quyết định số 5/QĐ-UBND ngày 1/2/2018 của UBND tỉnh A; "
        "Quyết định số 5/QĐ-UBND ngày 1/3/2019 của UBND huyện B;",
        "(Kèm theo Kế hoạch số 77/KH-UBND ngày 15/12/2019 của UBND tỉnh Hà Nam)",
        "Căn cứ Quyết định số 9/QĐ-TTg ngày 15/12/2019;",  # of the same day
        "(Ban hành kèm theo Kế hoạch số       /KH-UBND ngày     tháng     năm 2019)",
    ],
)
def test_what_agrees_is_not_reported(text: str) -> None:
    assert conflicts(text) == []


def numbered(*numbers: int) -> list[Record]:
    return [Record("rollout", (1, index, 0), {"row_no": number}) for index, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "rules"),
    [
        ((1, 2, 3, 4), []),
        ((1, 2, 1, 2), []),
        ((1, 2, 5), ["row_sequence_gap"]),
        ((1, 2, 2), ["row_sequence_repeat"]),
    ],
)
def test_row_numbers(numbers: tuple[int, ...], rules: list[str]) -> None:
    assert [finding.rule for finding in sequences.row_numbers(numbered(*numbers))] == rules


def test_completeness_is_the_share_of_the_printed_rows() -> None:
    assert sequences.completeness(numbered(1, 2, 3, 4)) == 1.0
    assert sequences.completeness(numbered(1, 2, 7, 8)) == 0.5


def test_a_standard_that_does_not_exist_is_reported_once() -> None:
    document = shaped(f"{HEAD}Áp dụng TCVN ISO 9001:2018 và TCVN ISO 9001:2015.\n\nTheo TCVN ISO 9001:2018.\n")
    assert [finding.actual for finding in standards.unknown_standards(document)] == ["TCVN ISO 9001:2018"]


def taken_up(agency_id: str, year: int | None, basis: str) -> Record:
    values = {"agency_id": agency_id, "agency_raw": "Sở Y tế", "year": year, "basis": basis}
    return Record(table="rollout", position=(basis, agency_id, str(year)), values=values)


def test_prose_and_annex_that_name_different_years_are_reported() -> None:
    in_prose = taken_up("67-so-y-te", 2018, "prose")
    prose.prose_against_annex([in_prose, taken_up("67-so-y-te", 2019, "table")])
    (finding,) = in_prose.findings
    assert (finding.rule, finding.expected, finding.actual) == ("prose_annex_mismatch", "2019", "2018")


@pytest.mark.parametrize("annex", [("67-so-y-te", 2018), ("67-so-y-te", None), ("67-so-noi-vu", 2019)])
def test_prose_that_the_annex_bears_out_or_does_not_speak_of_is_silent(annex: tuple[str, int | None]) -> None:
    in_prose = taken_up("67-so-y-te", 2018, "prose")
    prose.prose_against_annex([in_prose, taken_up(*annex, "table")])
    assert in_prose.findings == []


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Chuyển đổi sang TCVN ISO 9001:2015 từ TCVN ISO 9001:2008.", []),
        ("Áp dụng TCVN ISO 900:2015.", ["TCVN ISO 900:2015"]),
        ("Áp dụng TCVN ISO 9001:2018, sau đó TCVN ISO 9001:2018.", ["TCVN ISO 9001:2018"]),
    ],
)
def test_a_standard_that_does_not_exist_is_named_once(line: str, printed: list[str]) -> None:
    found = standards.unknown_standards(shaped(f"I. MỤC TIÊU\n\n{line}\n"))
    assert [(finding.rule, finding.severity, finding.actual) for finding in found] == [
        ("unknown_standard", "warning", text) for text in printed
    ]


def lost_tables(text: str) -> list[tuple[str, str]]:
    return [(finding.rule, finding.actual or "") for finding in layout.irregular(shaped(text))]


def test_cells_that_stand_one_after_the_other_are_reported() -> None:
    headed = "Kinh phí như sau:\nSTT\nNội dung\nKinh phí\n1\nRà soát\n120\n2\nNiêm yết\n"
    assert lost_tables(f"{headed}Tổng cộng\n165\n") == [("cells_without_rows", "STT | Nội dung | Kinh phí")]
    assert lost_tables(f"{headed}45\nTổng cộng\n165\n") == []  # whole: a table
    assert lost_tables("Rà soát\n1.120\nNiêm yết\n1.450\nIn\n2.000\nCộng\n4.570\n") == [
        ("cells_without_rows", "1.120 | Niêm yết | 1.450")
    ]


def test_rows_that_run_on_as_sentences_are_reported() -> None:
    head, rows = (
        "STT Cơ quan, đơn vị Số TTHC Công bố",
        ["1 Sở Y tế 98 Có", "2 Sở Nội vụ 60", "3 Sở Tư pháp 41 Có"],
    )
    for text in ("\n".join([head, *rows]), " ".join([head, *rows]), "\n\n".join([head, *rows])):
        assert [rule for rule, _ in lost_tables(f"I. KẾT QUẢ\n\n{text}\n")] == ["cells_without_rows"]
    assert lost_tables(f"I. KẾT QUẢ\n\n{rows[0]}\n{rows[1]}\n{rows[2]}\n") == []
    assert lost_tables("Nơi nhận: 1 TT Tỉnh ủy; 2 TT HĐND tỉnh; 3 Sở Y tế.\n") == []


def test_headings_and_marks_without_their_rows_are_reported_and_nobody_gets_a_year() -> None:
    cells = "Cơ quan\nNăm 2031\nNăm 2032\nGhi chú\nSở Nội vụ\nx\nSở Y tế\nx"
    for text in (cells, cells.replace("\n", "\n\n")):
        whole = f"KẾ HOẠCH\nÁp dụng HTQLCL theo TCVN ISO 9001:2015\n\nPHỤ LỤC\nLỘ TRÌNH\n\n{text}\n"
        assert [rule for rule, _ in lost_tables(whole)] == ["cells_without_rows"]
        assert rollout.extract(shaped(whole), KON_TUM).records == []
        numbered = whole.replace("Cơ quan", "STT\nCơ quan").replace("Sở Nội", "1\nSở Nội").replace("Sở Y", "2\nSở Y")
        assert [rule for rule, _ in lost_tables(numbered)] == ["cells_without_rows"]
        assert rollout.extract(shaped(numbered), KON_TUM).records == []


@pytest.mark.parametrize(
    ("heads", "row", "told"),
    [
        ("STT|Tên cơ quan|Phạm vi áp dụng", "Toàn cơ quan", True),
        ("STT|Tên cơ quan|Ghi chú", "Toàn cơ quan", False),  # a bare list says nothing more
        ("STT|Tên cơ quan|Số TTHC", "60/116", False),  # read
    ],
)
def test_a_table_of_agencies_that_gave_nothing_is_told(heads: str, row: str, told: bool) -> None:
    listed = table(heads, f"1|Sở Nội vụ|{row}", f"2|Sở Y tế|{row}")
    document = shaped(f"BÁO CÁO\nÁp dụng HTQLCL theo TCVN ISO 9001:2015\n\n{listed}\n")
    found = unread.unread_tables(document, status.extract(document).records)
    assert [finding.rule for finding in found] == ["table_not_understood"] * told
    elsewhere = shaped(f"BÁO CÁO\nTrồng cây\n\n{listed}\n")
    assert unread.unread_tables(elsewhere, []) == []


def test_numbers_of_pages_are_no_lost_cells() -> None:
    pages = "\n".join(f"Đoạn {i} của trang.\n" * 12 + f"{i}" for i in range(1, 9))
    assert lost_tables(pages) == []


def test_a_day_that_no_calendar_has_is_reported_wherever_it_stands() -> None:
    text = "1. Sở Nội vụ lập danh sách, trình chậm nhất ngày 31/11/2020.\n\n2. Gửi trước ngày 30/11/2020.\n"
    document = shaped(HEAD + text)
    cited = citations.extract(document)
    found = dates.impossible_days(document, header.extract(document, cited), cited.records)
    assert [(one.rule, one.actual) for one in found] == [("unclear_date", "ngày 31/11/2020")]
    both = shaped(f"{HEAD}Căn cứ Quyết định số 9/QĐ-TTg ngày 30/02/2019;\n")
    told = citations.extract(both)
    assert dates.impossible_days(both, header.extract(both, told), told.records) == []  # the citation tells it
