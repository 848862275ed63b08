"""Cost tables: every printed line with its amounts in đồng, or an honest "not understood"."""

from __future__ import annotations

from functools import cache

import pytest

from corpus.make.facts import DOCUMENTS
from extractors import readers, rollout, status
from extractors.costs import budget
from extractors.costs.total import total_cost
from extractors.document import Document
from extractors.layout import shape
from extractors.records import Extraction, Record
from tests.reading import KON_TUM, shaped, table

DAK_NONG = ["dak-nong-512-qd-ubnd.docx", "dak-nong-512-qd-ubnd.pdf", "dak-nong-512-qd-ubnd.ocr.txt"]
DIEN_BIEN = ["dien-bien-1129-kh-ubnd.pdf", "dien-bien-1129-kh-ubnd.txt"]
PRICES = "STT|Nội dung|ĐVT|Số lượng|Đơn giá|Thành tiền"


def read(*rows: str, over: str = "DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: đồng") -> Extraction:
    return budget.extract(shaped(f"{over}\n\n{table(*rows)}\n"))


def lines(*rows: str, over: str = "DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: đồng") -> list[Record]:
    return read(*rows, over=over).records


def of(records: list[Record], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(record.values[column] for column in columns) for record in records]


def rules(extraction: Extraction) -> set[str]:
    found = {finding.rule for record in extraction.records for finding in record.findings}
    return found | {finding.rule for finding in extraction.findings}


@cache
def document(name: str) -> Document:
    return shape(readers.read((DOCUMENTS / name).read_bytes(), name))


@cache
def corpus(name: str) -> Extraction:
    return budget.extract(document(name))


# the published plans


@pytest.mark.parametrize("name", DAK_NONG)
def test_four_cost_tables_and_the_summary_of_dak_nong(name: str) -> None:
    records = corpus(name).records
    tables = sorted({record.values["table_no"] for record in records})
    years = [{r.values["year"] for r in records if r.values["table_no"] == number} for number in tables]
    counts = [sum(record.values["table_no"] == number for record in records) for number in tables]
    assert counts == [6, 8, 6, 6, 5]
    assert years == [{2018, 2019, 2020, None}, {2018}, {2018}, {2019}, {2020}]
    assert rules(corpus(name)) == set()


@pytest.mark.parametrize("name", DAK_NONG)
def test_lines_of_dak_nong_have_quantity_price_tax_and_amount(name: str) -> None:
    records = [record for record in corpus(name).records if record.position[0] == 2]
    columns = ("item_no", "parent_item_no", "role", "unit", "quantity", "unit_price_vnd", "tax_vnd", "amount_vnd")
    assert of(records, *columns) == [
        (None, None, "subtotal", None, None, None, 0, 1_685_762_680),
        ("1", None, "item", "Hệ thống", 1.0, 318_972_241, 0, 318_972_241),
        ("2", None, "item", "Hệ thống", 1.0, 1_081_544_016, 0, 1_081_544_016),
        ("3", None, "subtotal", None, None, None, 0, 166_371_500),
        ("3.1", "3", "item", "Lớp", 1.0, 25_500_000, 0, 25_500_000),
        ("3.2", "3", "item", "Lớp", 11.0, 12_806_500, 0, 140_871_500),
        ("3.3", "3", "item", "Đơn vị", 11.0, 10_806_811, 0, 118_874_923),
        (None, None, "total", None, None, None, 0, 1_685_762_680),
    ]


@pytest.mark.parametrize("name", DAK_NONG)
def test_the_summary_by_years_has_its_total_and_its_rounding(name: str) -> None:
    records = [record for record in corpus(name).records if record.position[0] == 1]
    assert of(records, "year", "role", "amount_vnd") == [
        (2018, "item", 1_685_762_680),
        (2018, "item", 361_501_224),
        (2019, "item", 155_160_367),
        (2020, "item", 155_160_367),
        (None, "total", 2_357_584_639),
        (None, "rounded", 2_357_585_000),
    ]


@pytest.mark.parametrize("name", DIEN_BIEN)
def test_lines_of_dien_bien_are_in_dong_with_a_row_for_each_year(name: str) -> None:
    records = corpus(name).records
    whole = [record for record in records if record.values["year"] is None]
    assert len(whole) == 28
    assert rules(corpus(name)) == set()
    total = [record for record in records if record.values["role"] == "total"]
    assert of(total, "year", "amount_vnd") == [
        (None, 16_843_400_000),
        (2018, 4_989_800_000),
        (2019, 6_408_200_000),
        (2020, 5_445_400_000),
    ]
    assert of(whole[12:14], "item_no", "parent_item_no", "quantity", "unit_price_vnd", "amount_vnd") == [
        ("1.1", "1", 130.0, 26_400_000, 3_432_000_000),
        ("1.2", "1", 130.0, 32_000_000, 4_160_000_000),
    ]
    assert of(whole[17:19], "item_no", "parent_item_no", "role") == [("III", None, "subtotal"), ("1", "III", "item")]


@pytest.mark.parametrize("names", [DAK_NONG, DIEN_BIEN])
def test_every_format_gives_the_same_lines(names: list[str]) -> None:
    published = ("table_no", "line_no", "item_no", "item", "role", "quantity", "amount_vnd", "year")
    first, *others = [
        [(record.position, record.method, *of([record], *published)) for record in corpus(name).records]
        for name in names
    ]
    assert all(other == first for other in others)


@pytest.mark.parametrize(("name", "total"), [(DAK_NONG[0], 2_357_585_000), (DIEN_BIEN[1], 16_843_400_000)])
def test_the_total_cost_comes_from_the_sentence_or_the_one_table(name: str, total: int) -> None:
    amount, cited = total_cost(document(name), corpus(name).records)
    assert amount == total
    assert cited is not None
    assert cited.text


def test_documents_without_cost_tables_have_no_lines() -> None:
    for name in ("dong-nai-2019.docx", "kon-tum-474-qd-ubnd.html", "dak-nong-tin-2018-04-16.html"):
        assert corpus(name) == Extraction()
        assert total_cost(document(name), []) == (None, None)


# units and separators


@pytest.mark.parametrize(
    ("over", "amount"),
    [
        ("KINH PHÍ\n\nĐơn vị tính: triệu đồng", 1_250_500_000),
        ("KINH PHÍ\n\n(ĐVT: 1.000đ)", 1_250_500),
        ("KINH PHÍ (Đơn vị: tỷ đồng)", 1_250_500_000_000),
    ],
)
def test_the_unit_is_that_of_the_line_over_the_table(over: str, amount: int) -> None:
    records = lines("STT|Nội dung|Kinh phí", "1|Đào tạo|1.250,5", "2|In tài liệu|749,5", over=over)
    assert records[0].values["amount_vnd"] == amount


def test_a_heading_may_state_the_unit_of_its_column() -> None:
    records = lines(
        "STT|Nội dung|Số lượng|Đơn giá (nghìn đồng)|Thành tiền (triệu đồng)",
        "1|Tập huấn|2|2.500,5|5,001",
        "2|Hội nghị|1|500|0,5",
        over="DỰ TOÁN",
    )
    assert of(records, "unit_price_vnd", "amount_vnd") == [(2_500_500, 5_001_000), (500_000, 500_000)]


def test_a_cell_may_state_its_own_unit() -> None:
    records = lines("STT|Nội dung|Kinh phí", "1|Đào tạo|500 triệu đồng", "2|Phần mềm|1,2 tỷ đồng", over="KINH PHÍ")
    assert of(records, "amount_vnd") == [(500_000_000,), (1_200_000_000,)]


def test_without_a_unit_amounts_are_dong_with_a_finding_and_small_ones_are_queried() -> None:
    large = read("STT|Nội dung|Thành tiền", "1|Đào tạo|12.000.000", "2|In|3.500.000", over="DỰ TOÁN")
    small = read("STT|Nội dung|Thành tiền", "1|Đào tạo|12", "2|In|3,5", over="DỰ TOÁN")
    assert of(large.records, "amount_vnd") == [(12_000_000,), (3_500_000,)]
    assert [(found.rule, found.severity) for found in large.findings] == [("unit_not_stated", "info")]
    assert [(found.rule, found.severity) for found in small.findings] == [("unit_not_stated", "warning")]
    exact = read("STT|Nội dung|Thành tiền", "1|Đào tạo|112.345.678", "2|In|3.500.000", over="DỰ TOÁN")
    assert rules(exact) == set()


def test_one_figure_that_shows_its_separators_decides_for_all() -> None:
    first, second = lines(
        "STT|Nội dung|Kinh phí", "1|Đào tạo|161.773", "2|In|1.144,30", over="KINH PHÍ\n\nĐVT: triệu đồng"
    )
    assert (first.values["amount_vnd"], first.method) == (161_773_000_000, "inferred")
    assert (second.values["amount_vnd"], second.method) == (1_144_300_000, "rule")


def test_sums_decide_when_no_figure_shows_its_separators() -> None:
    rows = ("STT|Nội dung|Kinh phí", "1|Đào tạo|725", "2|In|1.160", "|Tổng cộng|1.885")
    extraction = read(*rows, over="KINH PHÍ\n\nĐVT: triệu đồng")
    assert of(extraction.records, "amount_vnd") == [(725_000_000,), (1_160_000_000,), (1_885_000_000,)]
    assert rules(extraction) == {"separators_by_sums"}


def test_what_nothing_decides_is_null_with_a_finding() -> None:
    rows = ("STT|Nội dung|Kinh phí", "1|Đào tạo|1.250", "2|In|2.375", "|Tổng cộng|3.625")
    extraction = read(*rows, over="KINH PHÍ\n\nĐVT: triệu đồng")
    assert of(extraction.records, "amount_vnd") == [(None,)] * 3
    assert [finding.rule for record in extraction.records for finding in record.findings] == ["ambiguous_number"] * 3
    assert extraction.records[0].findings[0].actual == "1.250"


def test_dong_have_no_thousandths() -> None:
    records = lines("STT|Nội dung|Thành tiền", "1|Nước uống|150.000", "2|In|80.500")
    assert of(records, "amount_vnd") == [(150_000,), (80_500,)]


def test_blank_and_dash_are_null_and_zero_is_zero() -> None:
    records = lines("STT|Nội dung|Thuế|Thành tiền", "1|a b c|0|1.000.000", "2|d e f|-|2.000.000", "3|g h i||")
    assert of(records, "tax_vnd", "amount_vnd") == [(0, 1_000_000), (None, 2_000_000), (None, None)]


def test_words_under_an_amount_are_reported() -> None:
    extraction = read("STT|Nội dung|Kinh phí", "1|Đào tạo|1.000.000", "2|Kiểm tra|Ngân sách tỉnh")
    assert extraction.records[1].values["amount_vnd"] is None
    assert rules(extraction) == {"unreadable_number"}


# shapes of tables


def test_columns_may_stand_in_any_order() -> None:
    (record, _) = lines(
        "STT|Thành tiền|Đơn giá|Số lượng|ĐVT|Nội dung|Ghi chú",
        "1|10.000.000|5.000.000|2|Lớp|Tập huấn|",
        "2|7.000.000||||In|",
    )
    assert of([record], "item", "unit", "quantity", "unit_price_vnd", "amount_vnd") == [
        ("Tập huấn", "Lớp", 2.0, 5_000_000, 10_000_000)
    ]


def test_don_vi_beside_a_quantity_is_the_unit() -> None:
    (record,) = lines("STT|Nội dung|Đơn vị|Số lượng|Đơn giá|Thành tiền", "1|Tập huấn|Lớp|2|5.000.000|10.000.000")
    assert of([record], "item", "unit") == [("Tập huấn", "Lớp")]


def test_a_table_without_numbers_and_with_the_total_first() -> None:
    records = lines("Nội dung chi|Thành tiền|Ghi chú", "Tổng cộng|1.234.500|", "Thuê tư vấn|1.000.000|", "In|234.500|")
    assert of(records, "item_no", "role", "amount_vnd") == [
        (None, "total", 1_234_500),
        (None, "item", 1_000_000),
        (None, "item", 234_500),
    ]


def test_blanks_may_separate_thousands() -> None:
    records = lines(PRICES, "1|Máy tính|Cái|2|12 500 000|25 000 000", "|Tổng cộng||||25 000 000")
    assert of(records, "unit_price_vnd", "amount_vnd") == [(12_500_000, 25_000_000), (None, 25_000_000)]


def test_sections_with_their_own_sums() -> None:
    records = lines(
        PRICES,
        "A|THIẾT BỊ||||",
        "1|Máy tính|Cái|2|10.000.000|20.000.000",
        "2|Máy in|Cái|1|5.000.000|5.000.000",
        "|Cộng A||||25.000.000",
        "B|ĐÀO TẠO||||",
        "1|Tập huấn|Lớp|3|7.000.000|21.000.000",
        "|Cộng B||||21.000.000",
        "|TỔNG CỘNG (A+B)||||46.000.000",
        "|Làm tròn||||46.000.000",
    )
    assert of(records, "item_no", "parent_item_no", "role") == [
        ("A", None, "subtotal"),
        ("1", "A", "item"),
        ("2", "A", "item"),
        (None, "A", "subtotal"),
        ("B", None, "subtotal"),
        ("1", "B", "item"),
        (None, "B", "subtotal"),
        (None, None, "total"),
        (None, None, "rounded"),
    ]


def test_bullets_belong_to_the_numbered_line_over_them() -> None:
    records = lines(PRICES, "1|Hội nghị||||15.000.000", "|- Hội trường||1|5.000.000|5.000.000", "2|In||||3.000.000")
    assert of(records, "item_no", "parent_item_no", "item", "role") == [
        ("1", None, "Hội nghị", "subtotal"),
        (None, "1", "Hội trường", "item"),
        ("2", None, "In", "item"),
    ]


def test_unnumbered_heads_stand_over_numbers_that_start_again() -> None:
    records = lines(
        "STT|Nội dung|Thành tiền",
        "|Phần thiết bị|3.000.000",
        "1|Máy in|1.000.000",
        "2|Máy quét|2.000.000",
        "|Phần đào tạo|4.000.000",
        "1|Tập huấn|4.000.000",
    )
    assert of(records, "role", "_parent_line") == [
        ("subtotal", None),
        ("item", 1),
        ("item", 1),
        ("subtotal", None),
        ("item", 4),
    ]


def test_years_as_columns_give_a_row_for_each_printed_amount() -> None:
    records = lines(
        "STT|Nhiệm vụ|Kinh phí|Năm 2021|Năm 2022",
        "1|Đào tạo|800.000.000|500.000.000|300.000.000",
        "2|In|9.000.000|9.000.000|-",
    )
    assert of(records, "line_no", "year", "amount_vnd") == [
        (1, None, 800_000_000),
        (1, 2021, 500_000_000),
        (1, 2022, 300_000_000),
        (2, None, 9_000_000),
        (2, 2021, 9_000_000),
    ]


def test_a_year_may_have_its_own_quantity_and_amount() -> None:
    records = lines(
        "STT|Nội dung|Năm 2020||Năm 2021|",
        "||Số lượng|Thành tiền|Số lượng|Thành tiền",
        "1|Tập huấn|2|5.000.000|3|7.500.000",
    )
    assert of(records, "year", "quantity", "amount_vnd") == [(2020, 2.0, 5_000_000), (2021, 3.0, 7_500_000)]


def test_the_year_of_the_title_is_that_of_every_line() -> None:
    rows = ("STT|Nội dung|Thành tiền", "1|Tập huấn|5.000.000", "|Tổng cộng|5.000.000")
    records = lines(*rows, over="DỰ TOÁN KINH PHÍ NĂM 2023")
    assert of(records, "year") == [(2023,), (2023,)]
    assert records[0].evidence["year"].text == "DỰ TOÁN KINH PHÍ NĂM 2023"
    assert of(lines(*rows, over="DỰ TOÁN KINH PHÍ GIAI ĐOẠN 2021 - 2023"), "year") == [(None,), (None,)]


def test_quantities_may_carry_their_unit() -> None:
    (record,) = lines("STT|Nội dung|Số lượng|Đơn giá|Thành tiền", "1|Tập huấn|02 lớp|5.000.000đ/lớp|10.000.000")
    assert of([record], "quantity", "unit", "unit_price_vnd") == [(2.0, "lớp", 5_000_000)]


def test_shares_by_funding_source_are_not_the_amount() -> None:
    rows = ("STT|Nội dung|Tổng kinh phí|Ngân sách tỉnh|Nguồn khác", "1|Tập huấn|500.000.000|300.000.000|200.000.000")
    extraction = read(*rows)
    assert of(extraction.records, "amount_vnd") == [(500_000_000,)]
    assert extraction.findings == []


def test_a_row_that_lost_blank_cells_is_anchored_and_said_so() -> None:
    extraction = read(
        "STT|Hạng mục|ĐVT|Số lượng|Đơn giá|Thành tiền trước thuế|Thuế GTGT|Thành tiền sau thuế|Ghi chú",
        "1|Quản trị|Lớp|3|17,300,000|51,900,000|0|51,900,000|",
        "2|Chi phí chung|5,000,000|0|5,000,000",
        "TỔNG CỘNG|56,900,000|0|56,900,000",
    )
    assert of(extraction.records, "quantity", "before_tax_vnd", "tax_vnd", "amount_vnd") == [
        (3.0, 51_900_000, 0, 51_900_000),
        (None, 5_000_000, 0, 5_000_000),
        (None, 56_900_000, 0, 56_900_000),
    ]
    assert [record.method for record in extraction.records] == ["rule", "inferred", "inferred"]
    assert rules(extraction) == {"shifted_row"}


def test_years_that_lost_blanks_could_have_moved_are_left_out_and_said_so() -> None:
    heading = "STT|Nội dung|Số lượng|Đơn giá|Thành tiền|Năm 2018|Năm 2019|Năm 2020"
    over = "KHÁI TOÁN KINH PHÍ\n\nĐơn vị tính: triệu đồng"
    rows = ("1|Tư vấn|2|30,5|61|61", "2|Đào tạo|4|10|40|10|30|-", "Tổng cộng|101|10|91|-")
    extraction = read(heading, *rows, over=over)
    assert of(extraction.records[:1], "year", "quantity", "amount_vnd") == [(None, 2.0, 61_000_000)]
    assert [record.values["year"] for record in extraction.records if record.values["line_no"] == 1] == [None]
    assert rules(extraction) == {"shifted_row"}


def test_figures_that_fit_no_columns_are_left_out_and_said_so() -> None:
    extraction = read(PRICES, "1|Tập huấn|Lớp|2|5.000.000|10.000.000", "2|In|3.000.000|2.000.000|")
    assert extraction.records[1].values["amount_vnd"] is None
    assert rules(extraction) == {"shifted_row"}


def test_two_columns_that_may_both_be_the_amount_are_not_understood() -> None:
    extraction = read("STT|Nội dung|Kinh phí đề nghị|Kinh phí thẩm định", "1|Tập huấn|5.000.000|4.000.000")
    assert extraction.records == []
    assert rules(extraction) == {"table_not_understood"}


def test_a_table_of_costs_with_unknown_headings_is_not_understood() -> None:
    extraction = read("STT|Việc|Mức", "1|Hội nghị lớn|15.000.000", "2|Hội nghị nhỏ|5.000.000")
    assert extraction.records == []
    assert rules(extraction) == {"table_not_understood"}


def test_tables_of_other_things_are_no_cost_tables() -> None:
    rollout = read(
        "TT|Tên cơ quan|Năm 2018|Năm 2019|Tổng cộng", "1|Sở A|x||1", "2|Sở B||x|1", "|Tổng|1|1|2", over="LỘ TRÌNH"
    )
    assert rollout == Extraction()


def test_each_amount_has_its_cell_as_evidence() -> None:
    (record,) = lines(PRICES, "1|Tập huấn|Lớp|2|5.000.000|10.000.000")
    assert {name: cited.text for name, cited in record.evidence.items()} == {
        "item_no": "1",
        "item": "Tập huấn",
        "unit": "Lớp",
        "quantity": "2",
        "unit_price_vnd": "5.000.000",
        "amount_vnd": "10.000.000",
    }
    assert record.values["raw"] == "1 | Tập huấn | Lớp | 2 | 5.000.000 | 10.000.000"


# the total cost


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("Tổng kinh phí thực hiện Kế hoạch: 5.250.000.000 đồng.", 5_250_000_000),
        ("Tổng dự toán là 1.250,5 triệu đồng, từ ngân sách tỉnh.", 1_250_500_000),
        ("Kinh phí thực hiện: 850.000.000 đồng.", 850_000_000),
        ("Tổng kinh phí: 12.345 triệu đồng (Mười hai tỷ, ba trăm bốn mươi lăm triệu đồng).", 12_345_000_000),
        ("Tổng kinh phí: 12.345 triệu đồng.", None),
        ("Tổng kinh phí khoảng 2,3 tỷ đồng.", None),
        ("Tổng kinh phí năm 2021: 500.000.000 đồng.", None),
        ("Kinh phí thực hiện: 25 triệu đồng/cơ quan.", None),
        ("Kinh phí thực hiện hỗ trợ mỗi cơ quan 25 triệu đồng.", None),
        ("Kinh phí thực hiện do ngân sách bảo đảm. Mức chi 100.000 đồng/người.", None),
        (
            "Kinh phí thuê phần mềm là 3,75 tỷ đồng, trong đó: năm 2024 là 1,5 tỷ đồng, năm 2025 là 2,25 tỷ đồng.",
            3_750_000_000,
        ),
        ("Kinh phí thuê phần mềm là 3,75 tỷ đồng, trong đó: năm 2024 là 1,5 tỷ đồng, năm 2025 là 2 tỷ đồng.", None),
    ],
)
def test_a_sentence_states_the_total_cost(sentence: str, total: int | None) -> None:
    assert total_cost(shaped(f"KẾ HOẠCH\n\n{sentence}\n"), [])[0] == total


def test_a_table_of_agencies_may_say_how_things_stand_when_they_are_due_and_what_they_cost_at_once() -> None:
    text = "DANH SÁCH CƠ QUAN TRIỂN KHAI ISO ĐIỆN TỬ\n\n" + table(
        "STT|Tên cơ quan|Số TTHC|Năm 2020|Năm 2021|Kinh phí (triệu đồng)",
        "1|Sở Nội vụ|60/116|x||45",
        "2|Sở Y tế|98/98||x|50,5",
        "|Cộng|158/214|1|1|95,5",
    )
    document = shaped(text)
    found = budget.extract(document).records
    assert of(found, "item", "year", "amount_vnd") == [
        ("Sở Nội vụ", None, 45_000_000),
        ("Sở Y tế", None, 50_500_000),
        ("Cộng", None, 95_500_000),
    ]
    assert of(rollout.extract(document, KON_TUM).records, "agency_raw", "year") == [
        ("Sở Nội vụ", 2020),
        ("Sở Y tế", 2021),
    ]
    standing = status.extract(document).records
    assert of(standing, "procedures_applied", "procedures_total") == [(60, 116), (98, 98)]


def test_years_without_figures_are_no_columns_of_money() -> None:
    found = lines(
        "STT|Tên cơ quan|Năm 2021|Năm 2022|Kinh phí",
        "1|Sở Nội vụ|Xây dựng|Duy trì|45.000.000",
        "2|Sở Y tế||Xây dựng|50.000.000",
    )
    assert of(found, "item", "year", "amount_vnd") == [("Sở Nội vụ", None, 45_000_000), ("Sở Y tế", None, 50_000_000)]
    assert not any(record.findings for record in found)


def test_the_procedures_of_an_agency_are_no_quantity_but_where_each_has_its_price() -> None:
    costs = lines("STT|Tên cơ quan|Số TTHC|Kinh phí", "1|Sở Nội vụ|60|30.000.000", "2|Sở Y tế|98|49.000.000")
    assert of(costs, "quantity", "amount_vnd") == [(None, 30_000_000), (None, 49_000_000)]
    priced = lines("STT|Tên cơ quan|Số TTHC|Đơn giá|Thành tiền", "1|Sở Nội vụ|60|500.000|30.000.000")
    assert of(priced, "quantity", "unit_price_vnd") == [(60, 500_000)]


def test_tax_between_two_amounts_tells_which_is_before_it() -> None:
    (line,) = lines(
        "STT|Nội dung|Số lượng|Đơn giá|Thành tiền|Thuế GTGT (8%)|Tổng cộng",
        "1|Phần mềm|2|5.000.000|10.000.000|800.000|10.800.000",
    )
    names = ("before_tax_vnd", "tax_vnd", "amount_vnd")
    assert tuple(line.values[name] for name in names) == (10_000_000, 800_000, 10_800_000)
