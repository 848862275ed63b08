"""Documents' numbers and symbols, and standards, in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.codes import document_types, find_codes, starts_with_type, symbol_issuer, title_type
from normalizers.standards import find_standards


@pytest.mark.parametrize(
    ("text", "type_code", "code"),
    [
        ("Quyết định số 19/2014/QĐ-TTg", "QĐ", "19/2014/QĐ-TTg"),
        ("Nghị Quyết số 36a/NQ-CP", "NQ", "36a/NQ-CP"),
        ("Nghị Quyết số 36^a/NQ-CP", "NQ", "36a/NQ-CP"),
        ("672a/QĐ-UBND", "QĐ", "672a/QĐ-UBND"),
        ("Số: 512/QĐ-UBND", "QĐ", "512/QĐ-UBND"),
        ("Tờ trình số 10/TTr-STTTT", "TTr", "10/TTr-STTTT"),
        ("Công văn số 212/STC-HCSN", "CV", "212/STC-HCSN"),
        ("212/STC-HCSN", "CV", "212/STC-HCSN"),
        ("Văn bản số 419/BKHCN-TĐC", "CV", "419/BKHCN-TĐC"),
        ("Công văn số 3003/BKHCN", "CV", "3003/BKHCN"),
        ("Kế hoạch số 123/KH-UBND", "KH", "123/KH-UBND"),
        ("522/2002/QĐ.UB", "QĐ", "522/2002/QĐ.UB"),
        ("144/2002/QĐ/BTC", "QĐ", "144/2002/QĐ/BTC"),
        ("1676/QĐ - TTg", "QĐ", "1676/QĐ-TTg"),
        ("07-NQ/TU", "NQ", "07-NQ/TU"),
        ("169/QĐ-BCĐCCHC", "QĐ", "169/QĐ-BCĐCCHC"),
        ("Thông tư\nsố 116/2015/TT-BTC", "TT", "116/2015/TT-BTC"),
        ("Quyết\nđịnh số\n101/QĐ-BKHCN", "QĐ", "101/QĐ-BKHCN"),
        ("Luật số 77/2015/QH13", "Luật", "77/2015/QH13"),
        ("Thông tư liên tịch số 12/2015/TTLT-BKHCN-BTC", "TTLT", "12/2015/TTLT-BKHCN-BTC"),
        ("Quyết định số 512", "QĐ", "512"),
        ("Công văn số 14/CV-MN/2015", "CV", "14/CV-MN/2015"),
        ("số 41/2022/QĐST-DS", "QĐ", "41/2022/QĐST-DS"),
        ("số 08/2023/QĐPT-HC", "QĐ", "08/2023/QĐPT-HC"),
        ("số 15/2021/DS-GĐT", "QĐ", "15/2021/DS-GĐT"),
        ("số 15/2021/DS-ST", "BA", "15/2021/DS-ST"),
        ("Bản án số 12/2020/HC-PT", "BA", "12/2020/HC-PT"),
        ("số: 33/2019/HSST", "BA", "33/2019/HSST"),
        ("Số: 164/TB-KV VIII", "TB", "164/TB-KV VIII"),
        ("Thông báo số 164/TB-KTNN KV VIII", "TB", "164/TB-KTNN KV VIII"),
    ],
)
def test_a_code_with_its_type(text: str, type_code: str, code: str) -> None:
    (mention,) = find_codes(text)
    assert (mention.type_code, mention.code) == (type_code, code)
    assert text[mention.start : mention.end] == mention.raw == text


@pytest.mark.parametrize(
    "text",
    [
        "60/116",
        "ngày 05/3/2014",
        "TCVN ISO 9001:2015",
        "Quý IV/2019 và Năm 2020",
        "Điều 4, khoản 3",
        "giai đoạn 2018 - 2020",
        "chuyển đổi/xây dựng",
        "2.357.585.000 đồng",
    ],
)
def test_what_is_no_code(text: str) -> None:
    assert find_codes(text) == []


def test_the_parts_of_a_code_and_its_neighbours() -> None:
    text = "tại Tờ trình số 10/TTr-STTTT ngày 20 / 3 /2017 và Công văn số 212/STC-HCSN ngày 26/01/2018"
    first, second = find_codes(text)
    assert (first.number, first.number_text, first.year, first.symbol) == (10, "10", None, "TTr-STTTT")
    assert second.raw == "Công văn số 212/STC-HCSN"


@pytest.mark.parametrize("after", [".\nIV. Thời gian", " - Sở Nội vụ", ", ngày", "; Thông tư", ") và", " Của"])
def test_a_code_ends_where_the_sentence_goes_on(after: str) -> None:
    (mention,) = find_codes(f"Thông tư số 26/2014/TT-BKHCN{after}")
    assert mention.code == "26/2014/TT-BKHCN"


def test_a_footnote_figure_is_no_part_of_the_symbol() -> None:
    (mention,) = find_codes("Quyết định số 19/2014/QĐ-TTg1 của")
    assert mention.raw == "Quyết định số 19/2014/QĐ-TTg"


@given(
    st.integers(1, 9999),
    st.none() | st.integers(1990, 2030),
    st.sampled_from(["QĐ-UBND", "NQ-HĐND", "KH-UBND", "TT-BTC", "QĐ-TTg"]),
)
def test_any_code_is_read_back_from_a_sentence(number: int, year: int | None, symbol: str) -> None:
    code = f"{number}/{year}/{symbol}" if year else f"{number}/{symbol}"
    (mention,) = find_codes(f"theo văn bản {code}, trong đó có")
    assert (mention.code, mention.number, mention.year, mention.symbol) == (code, number, year, symbol)


@pytest.mark.parametrize(
    ("symbol", "issuer"),
    [
        ("QĐ-TTg", "Thủ tướng Chính phủ"),
        ("NQ-CP", "Chính phủ"),
        ("QH13", "Quốc hội"),
        ("TT-BKHCN", "Bộ Khoa học và Công nghệ"),
        ("BKHCN-TĐC", "Bộ Khoa học và Công nghệ"),
        ("QĐ/BTC", "Bộ Tài chính"),
        ("QĐ.UB", "Ủy ban nhân dân"),
        ("XYZ-ABC", None),
    ],
)
def test_the_issuer_that_a_symbol_names(symbol: str, issuer: str | None) -> None:
    assert symbol_issuer(symbol) == issuer


def test_printed_titles_name_the_kind_of_document() -> None:
    decision, plan = title_type("QUYẾT ĐỊNH:"), title_type("KẾ HOẠCH")
    assert decision is not None and plan is not None
    assert (decision.code, plan.code) == ("QĐ", "KH")
    longest = starts_with_type("Thông tư liên tịch hướng dẫn")
    assert longest is not None and longest.code == "TTLT"
    assert title_type("Điều 1") is None
    assert len({kind.name for kind in document_types()}) == len(document_types())


@pytest.mark.parametrize(
    ("printed", "canonical", "known"),
    [
        ("TCVN ISO 9001:2015", "TCVN ISO 9001:2015", True),
        ("TCVN ISO 9001: 2015", "TCVN ISO 9001:2015", True),
        ("TCVN ISO 9001-2015", "TCVN ISO 9001:2015", True),
        ("TCVN\nISO\n9001:2008", "TCVN ISO 9001:2008", True),
        ("TCVN ISO 900:2015", "TCVN ISO 900:2015", False),
        ("TCVN ISO 9001:2018", "TCVN ISO 9001:2018", False),
        ("TCVN ISO 9000:2008", "TCVN ISO 9000:2008", False),
    ],
)
def test_standards_and_whether_they_exist(printed: str, canonical: str, known: bool) -> None:
    (standard,) = find_standards(f"theo {printed} vào")
    assert (standard.raw, standard.canonical, standard.known) == (printed, canonical, known)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Quyết định số 1961/QĐUBND", "1961/QĐ-UBND"),
        ("Nghị quyết số 30c/NQCP", "30c/NQ-CP"),
        ("Thông tư số 01/2018/TTVPCP", "01/2018/TT-VPCP"),
        ("Công văn số 12/TTCP", "12/TTCP"),  # the Government Inspectorate's own symbol
        ("Tờ trình số 931/TTr-PGD.Q8", "931/TTr-PGD.Q8"),
        ("Công văn số 5948/BYT-VP1", "5948/BYT-VP1"),  # the ministry's office 1
    ],
)
def test_lost_hyphens_and_numbers_of_districts(printed: str, code: str) -> None:
    (found,) = find_codes(f"{printed} ngày 01/02/2018")
    assert found.code == code
    assert found.raw == printed


def test_a_year_behind_the_symbol_is_the_year_and_no_part_of_the_symbol() -> None:
    (mention,) = find_codes("Công văn số 14/CV-MN/2015 ngày 06/7/2015")
    assert (mention.year, mention.symbol, mention.raw) == (2015, "CV-MN", "Công văn số 14/CV-MN/2015")


def test_a_roman_number_behind_another_bodys_symbol_is_none_of_it() -> None:
    (mention,) = find_codes("theo Quyết định số 12/QĐ-UBND II. Tổ chức thực hiện")
    assert (mention.symbol, mention.year) == ("QĐ-UBND", None)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("công văn số 636/CT-TTHT ngày 25/4/2014", "CV", "636/CT-TTHT"),  # a tax department's
        ("công văn số 12/CT-UBND", "CT", "12/CT-UBND"),
        ("Tờ trình số 12/TTr-TCT30 ngày 11/8/2009", "TTr", "12/TTr-TCT30"),
        ("Kế hoạch số 5/KH-ĐA06 ngày 05/3/2024", "KH", "5/KH-ĐA06"),
        ("Tờ trình số 01/TTr-TCT1 ngày 05/3/2024", "TTr", "01/TTr-TCT"),  # a note's figure
        ("công văn số 1033/PTM-SMEngày 15 tháng 4 năm 2009", "CV", "1033/PTM-SME"),
        ("Nghị quyết số 47/2007/NQ .HĐND ngày 25/01/2007", "NQ", "47/2007/NQ.HĐND"),
        ("Quyết định số 84 QĐ/TWĐTN ngày 22/02/2013", "QĐ", "84-QĐ/TWĐTN"),
        ("Quyết định số 522 QĐ/UB ngày 03/5/1996", "QĐ", "522QĐ/UB"),
    ],
)
def test_symbols_that_look_like_others(text: str, kind: str, code: str) -> None:
    (mention,) = find_codes(text)
    assert (mention.type_code, mention.code) == (kind, code)


def test_an_act_of_the_national_assembly_is_no_letter() -> None:
    (law,) = find_codes("địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015")
    (resolution,) = find_codes("số 653/2019/UBTVQH14 ngày 12 tháng 3 năm 2019")
    assert (law.type_code, resolution.type_code) == ("Luật", "NQ")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("theo Quyết định 1130 nêu trên", ["1130"]),
        ("thực hiện Thông tư 55.", ["55"]),
        ("Quyết định 4561 ngày 21-11-2023 của UBND tỉnh", ["4561"]),
        ("Nghị quyết 2024 về ngân sách", []),  # a year's
        ("Quyết định 15 trường hợp được hỗ trợ", []),  # somebody decides
        ("cơ quan quyết định 15.", []),
    ],
)
def test_a_document_may_be_cited_by_its_kind_and_number_alone(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in find_codes(text)] == codes
