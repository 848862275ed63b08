"""What in a cost table cannot all be right: sums, products, double counting, words against figures."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.make.facts import DOCUMENTS
from extractors import readers
from extractors.costs import budget
from extractors.layout import shape
from extractors.records import Finding, Record
from pipeline.checks import products, sums, words
from tests.reading import shaped, table

PRICES = "STT|Nội dung|Số lượng|Đơn giá|Thành tiền"


def checked(records: list[Record]) -> list[tuple[Record, Finding]]:
    """Run the checks and return each finding with its line."""
    assert sums.cost_sums(records) == products.cost_products(records) == []
    return [(record, finding) for record in records for finding in record.findings]


def findings(*rows: str, over: str = "DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: đồng") -> list[tuple[str | None, str, str]]:
    """Return (item number, rule, severity) of what the checks find in one table."""
    found = checked(budget.extract(shaped(f"{over}\n\n{table(*rows)}\n")).records)
    return [(record.values["item_no"], finding.rule, finding.severity) for record, finding in found]


def one(*rows: str, over: str = "DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: đồng") -> Finding:
    ((_, finding),) = checked(budget.extract(shaped(f"{over}\n\n{table(*rows)}\n")).records)
    return finding


def of_document(text: str) -> list[Finding]:
    document = shaped(text)
    records = budget.extract(document).records
    return words.words_against_figures(document, records) + words.total_against_tables(document, records)


# the published plans


@pytest.mark.parametrize("ending", ["docx", "pdf", "ocr.txt"])
def test_dak_nong_counts_three_items_twice(ending: str) -> None:
    name = f"dak-nong-512-qd-ubnd.{ending}"
    document = shape(readers.read((DOCUMENTS / name).read_bytes(), name))
    records = budget.extract(document).records
    found = checked(records)
    twice = [
        (record.position[0], record.values["item_no"], finding.difference)
        for record, finding in found
        if finding.rule == "double_counted_item"
    ]
    assert twice == [(3, "2.3", "108068112"), (4, "2.3", "32420434"), (5, "2.3", "32420434")]
    others = [
        (record.position[0], finding.rule, finding.severity, finding.expected, finding.actual)
        for record, finding in found
        if finding.rule != "double_counted_item"
    ]
    assert others == [
        (1, "sum_mismatch", "info", "2357584638", "2357584639"),
        (2, "sum_mismatch", "warning", "285246423", "166371500"),
        (5, "product_mismatch", "warning", "51900000", "122739934"),
    ]
    assert words.words_against_figures(document, records) + words.total_against_tables(document, records) == []


@pytest.mark.parametrize("ending", ["pdf", "txt"])
def test_dien_bien_prints_140_times_15_as_2280(ending: str) -> None:
    name = f"dien-bien-1129-kh-ubnd.{ending}"
    records = budget.extract(shape(readers.read((DOCUMENTS / name).read_bytes(), name))).records
    ((record, finding),) = checked(records)
    assert (record.values["item_no"], record.values["quantity"], finding.rule) == ("3", 140.0, "product_mismatch")
    assert (finding.expected, finding.actual, finding.difference) == ("2100000000", "2280000000", "180000000")
    assert "140 × 15,000,000" in finding.message
    assert "2.280.000.000" in finding.message_vi


# sums


def test_a_heading_that_is_not_the_sum_of_its_parts() -> None:
    finding = one(PRICES, "I|Đào tạo|||9.000.000", "1|Lớp A|1|3.000.000|3.000.000", "2|Lớp B|1|4.000.000|4.000.000")
    assert (finding.rule, finding.severity) == ("sum_mismatch", "warning")
    assert (finding.expected, finding.actual, finding.difference) == ("7000000", "9000000", "2000000")
    assert "9,000,000" in finding.message
    assert "7.000.000" in finding.message_vi


def test_a_total_that_is_not_the_sum_of_its_lines() -> None:
    rows = ("STT|Nội dung|Thành tiền", "1|Lớp A|3.000.000", "2|Lớp B|4.000.000", "|Tổng cộng|7.500.000")
    assert findings(*rows) == [(None, "sum_mismatch", "warning")]


def test_a_total_that_leaves_a_line_out_names_it() -> None:
    finding = one("STT|Nội dung|Thành tiền", "1|Lớp A|3.000.000", "2|Lớp B|4.000.000", "|Tổng cộng|4.000.000")
    assert "1 Lớp A, 3,000,000, which is left out" in finding.message


def test_rounding_is_told_from_error() -> None:
    rows = ("STT|Nội dung|Kinh phí", "1|Lớp A|3,3", "2|Lớp B|3,3", "3|Lớp C|3,3")
    over = "KINH PHÍ\n\nĐơn vị tính: triệu đồng"
    assert findings(*rows, "|Tổng cộng|10,0", over=over) == [(None, "sum_mismatch", "info")]
    assert findings(*rows, "|Tổng cộng|10,5", over=over) == [(None, "sum_mismatch", "warning")]


def test_years_that_do_not_make_the_whole() -> None:
    rows = ("STT|Nội dung|Kinh phí|Năm 2021|Năm 2022", "1|Lớp A|900.000.000|500.000.000|300.000.000")
    finding = one(*rows)
    assert (finding.rule, finding.expected, finding.actual) == ("sum_mismatch", "800000000", "900000000")


def test_a_year_whose_lines_do_not_make_its_total() -> None:
    found = findings(
        "STT|Nội dung|Kinh phí|Năm 2021|Năm 2022",
        "1|Lớp A|8.000.000|5.000.000|3.000.000",
        "2|Lớp B|2.000.000|1.000.000|1.000.000",
        "|Tổng cộng|10.000.000|7.000.000|3.000.000",
    )
    assert found == [(None, "sum_mismatch", "warning"), (None, "sum_mismatch", "warning")]


def test_a_total_that_may_count_a_line_twice_names_it() -> None:
    finding = one("STT|Nội dung|Thành tiền", "1|Lớp A|3.000.000", "2|Lớp B|4.000.000", "|Tổng cộng|11.000.000")
    assert finding.rule == "sum_mismatch"
    assert "2 Lớp B, 4,000,000, which may be counted twice" in finding.message


def test_tax_that_does_not_make_the_amount() -> None:
    heading = "STT|Nội dung|Thành tiền trước thuế|Thuế GTGT|Thành tiền sau thuế"
    assert findings(heading, "1|Máy in|10.000.000|1.000.000|11.000.000", "2|Máy quét|5.000.000|10%|5.500.000") == []
    assert findings(heading, "1|Máy in|10.000.000|1.000.000|12.000.000") == [("1", "sum_mismatch", "warning")]


def test_a_rounded_total_is_that_of_the_total() -> None:
    rows = ("STT|Nội dung|Thành tiền", "1|Lớp A|3.456.789", "|Tổng cộng|3.456.789")
    assert findings(*rows, "|Làm tròn|3.457.000") == []
    assert findings(*rows, "|Làm tròn|3.600.000") == [(None, "sum_mismatch", "warning")]


def test_a_partial_list_need_not_add_up() -> None:
    rows = ("STT|Nội dung|Thành tiền", "1|Lớp A|9.000.000", "|Trong đó: thù lao|4.000.000", "|Tổng cộng|9.000.000")
    assert findings(*rows) == []
    more = (*rows[:3], "|Nước uống|3.000.000", "2|Lớp B|1.000.000", "|Tổng cộng|10.000.000")
    assert findings(*more) == []


def test_sums_of_sections_are_not_added_to_the_total() -> None:
    rows = (
        PRICES,
        "A|THIẾT BỊ|||",
        "1|Máy in|2|5.000.000|10.000.000",
        "|Cộng A|||10.000.000",
        "B|ĐÀO TẠO|||",
        "1|Tập huấn|1|7.000.000|7.000.000",
        "|Cộng B|||7.000.000",
    )
    assert findings(*rows, "|Tổng cộng|||17.000.000") == []
    assert findings(*rows, "|Tổng cộng|||34.500.000") == [(None, "sum_mismatch", "warning")]


def test_tax_between_the_sum_and_the_total() -> None:
    rows = (PRICES, "1|Máy in|2|5.000.000|10.000.000", "|Cộng|||10.000.000", "|Thuế GTGT 10%|||1.000.000")
    assert findings(*rows, "|Tổng cộng|||11.000.000") == []


def test_unread_figures_are_not_compared() -> None:
    rows = ("STT|Nội dung|Thành tiền", "1|Lớp A|theo thực tế", "2|Lớp B|4.000.000", "|Tổng cộng|7.000.000")
    assert findings(*rows) == [("1", "unreadable_number", "warning")]


# double counting


def test_a_part_counted_inside_its_heading_and_again_in_the_total() -> None:
    finding = one(
        PRICES,
        "1|Phần mềm|1|50.000.000|50.000.000",
        "2|Hướng dẫn|||30.000.000",
        "2.1|Quản trị|1|10.000.000|10.000.000",
        "2.2|Vận hành|2|10.000.000|20.000.000",
        "|Tổng cộng|||100.000.000",
    )
    assert (finding.rule, finding.severity) == ("double_counted_item", "error")
    assert (finding.expected, finding.actual, finding.difference) == ("80000000", "100000000", "20000000")
    assert "2.2 Vận hành: its amount of 20,000,000 is counted inside 2 Hướng dẫn" in finding.message
    assert "20.000.000" in finding.message_vi


def test_a_part_left_out_of_its_heading_but_counted_above_is_one_finding() -> None:
    found = findings(
        PRICES,
        "1|Phần mềm|1|50.000.000|50.000.000",
        "2|Hướng dẫn|||10.000.000",
        "2.1|Quản trị|1|10.000.000|10.000.000",
        "2.2|Vận hành|2|12.000.000|24.000.000",
        "|Tổng cộng|||84.000.000",
    )
    assert found == [("2", "sum_mismatch", "warning")]


# products


def test_quantity_times_price_is_not_the_amount() -> None:
    finding = one(PRICES, "1|Tập huấn|3|17.300.000|122.739.934", "2|In|2|1.500.000|3.000.000")
    assert (finding.rule, finding.expected, finding.actual) == ("product_mismatch", "51900000", "122739934")


@pytest.mark.parametrize(
    "row",
    [
        "1|Hỗ trợ|11|10.806.811|118.874.923",  # the unit price is rounded
        "1|Hỗ trợ|-|10.806.811|118.874.923",
        "1|Hỗ trợ|11||118.874.923",
    ],
)
def test_a_rounded_price_or_a_missing_factor_is_no_mismatch(row: str) -> None:
    assert findings(PRICES, row) == []


def test_further_factors_of_a_row_take_part() -> None:
    rows = ("STT|Nội dung|Số lượng|Số ngày|Đơn giá|Thành tiền", "1|Hội trường|2|3|5.000.000|30.000.000")
    assert findings(*rows) == []


def test_a_row_of_many_figures_is_no_product_of_any_of_them() -> None:
    # forty columns have more subsets than memory has room for
    heads = "|".join(f"Chỉ số {number}" for number in range(40))
    figures = "|".join(["2"] * 40)
    rows = (f"STT|Nội dung|Số lượng|{heads}|Đơn giá|Thành tiền", f"1|Hội trường|2|{figures}|5.000.000|999.000.000")
    assert findings(*rows) == [("1", "product_mismatch", "warning")]


def test_an_amount_with_tax_is_said_to_be_so() -> None:
    assert findings(PRICES, "1|Máy in|2|5.000.000|11.000.000") == [("1", "product_mismatch", "info")]


def test_amounts_in_whole_millions_are_too_coarse_to_tell_a_rate_of_tax() -> None:
    finding = one(PRICES, "1|Khảo sát|3|15|50", "Tổng|||50", over="DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: triệu đồng")
    assert (finding.rule, finding.severity) == ("product_mismatch", "warning")
    assert "tax" not in finding.message  # 49.5 rounds to 50, as would 11 %


def test_a_rate_of_tax_excuses_no_line_beside_others_that_come_out_without() -> None:
    rows = ("1|Hỗ trợ phường|20|6.000.000|126.000.000", "2|Tập huấn|4|8.500.000|34.000.000")
    assert findings(PRICES, *rows) == [("1", "product_mismatch", "warning")]


# words and totals


def test_words_that_say_another_amount() -> None:
    said = "Hai mươi bảy triệu sáu trăm nghìn đồng"
    (finding,) = of_document(f"KẾ HOẠCH\n\nTổng kinh phí: 27.500.000 đồng (Bằng chữ: {said}).\n")
    assert (finding.rule, finding.severity) == ("words_figures_mismatch", "error")
    assert (finding.expected, finding.actual, finding.difference) == ("27600000", "27500000", "-100000")
    assert "27.600.000" in finding.message_vi


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí: 27.500.000 đồng (Bằng chữ: Hai mươi bảy triệu năm trăm ngàn đồng chẵn).",
        "Tổng kinh phí: 27.500.000 đồng, năm 2021: 9.000.000 đồng (khoảng một phần ba).",
        "Tổng kinh phí: 27,5 triệu đồng\n\n(Số tiền bằng chữ: Hai mươi bảy triệu năm trăm nghìn đồng./.)",
        "Kế hoạch này có dự toán kèm theo.\n\nBằng chữ: Hai mươi bảy triệu đồng.",
    ],
)
def test_words_that_agree_or_stand_alone_say_nothing(text: str) -> None:
    assert of_document(f"KẾ HOẠCH\n\n{text}\n") == []


def test_words_in_brackets_need_no_introduction() -> None:
    assert of_document("KẾ HOẠCH\n\nKinh phí là 27.500.000 đồng (Hai mươi bảy triệu năm trăm nghìn đồng).\n") == []
    (finding,) = of_document("KẾ HOẠCH\n\nKinh phí là 27.500.000 đồng (Hai mươi bảy triệu đồng).\n")
    assert finding.rule == "words_figures_mismatch"


def test_a_total_whose_separators_nothing_explains_is_said() -> None:
    (finding,) = of_document("KẾ HOẠCH\n\nTổng kinh phí: 2.357 tỷ đồng.\n")
    assert (finding.rule, finding.actual) == ("ambiguous_number", "2.357 tỷ đồng")


def test_a_total_whose_separators_the_table_explains_is_no_doubt() -> None:
    text = "NGHỊ QUYẾT\n\nTổng kinh phí: 4.630 triệu đồng.\n\n"
    rows = table("TT|Nguồn kinh phí|Tổng (triệu đồng)", "1|Ngân sách tỉnh|3.990", "2|Khác|640", "|Tổng kinh phí|4.630")
    assert not any(finding.rule == "ambiguous_number" for finding in of_document(text + rows))


def test_a_total_smaller_than_a_part_with_decimals_has_thousands() -> None:
    text = "KẾ HOẠCH\n\nTổng kinh phí: {} triệu đồng, gồm: đào tạo 2 triệu đồng; kiểm tra {} triệu đồng.\n"
    assert of_document(text.format("1.250", 248)) == []
    (finding,) = of_document(text.format("8.250", 6))  # 2 and 6 may be parts of eight and a quarter
    assert finding.rule == "ambiguous_number"


def test_words_under_a_table_are_those_of_its_total() -> None:
    rows = table("STT|Nội dung|Thành tiền", "1|Lớp A|3.456.789", "|Tổng cộng|3.456.789", "|Làm tròn|3.457.000")
    over = "DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: đồng\n\n"
    agreeing, other = "Ba triệu bốn trăm năm mươi bảy nghìn đồng", "Ba triệu bốn trăm đồng"
    assert of_document(f"{over}{rows}\n\nBằng chữ: {agreeing}.\n") == []
    assert [finding.rule for finding in of_document(f"{over}{rows}\n\nBằng chữ: {other}.\n")] == [
        "words_figures_mismatch"
    ]


def test_words_that_cannot_be_read_are_said() -> None:
    (finding,) = of_document("KẾ HOẠCH\n\nTổng kinh phí: 27.500.000 đồng (Bằng chữ: Hai mươi bảy triệu hai).\n")
    assert (finding.rule, finding.severity) == ("unreadable_amount_in_words", "info")


def test_the_total_of_the_sentence_against_the_tables() -> None:
    rows = table("STT|Nội dung|Thành tiền", "1|Lớp A|3.456.789", "|Tổng cộng|3.456.789")
    over = "DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: đồng\n\n"
    assert of_document(f"KẾ HOẠCH\n\nTổng kinh phí: 3.457.000 đồng.\n\n{over}{rows}\n") == []
    (finding,) = of_document(f"KẾ HOẠCH\n\nTổng kinh phí: 5.000.000 đồng.\n\n{over}{rows}\n")
    assert (finding.rule, finding.expected, finding.actual) == ("total_mismatch", "3456789", "5000000")


# clean tables


@dataclass(frozen=True)
class Clean:
    """A cost table that adds up: printed rows and the amount of each in đồng."""

    rows: tuple[str, ...]
    amounts: tuple[int, ...]


def printed(amount: int, unit: int, thousands: str, decimal: str) -> str:
    whole, rest = divmod(amount, unit)
    grouped = f"{whole:,}".replace(",", thousands)
    return f"{grouped}{decimal}{rest * 10 // unit}" if rest else grouped


@st.composite
def clean_tables(draw: st.DrawFn) -> Clean:
    """Draw a table of one to four sections with parts, sub-parts, year columns and a total, all adding up."""
    unit = draw(st.sampled_from([1, 1000, 1_000_000]))
    thousands, decimal = draw(st.sampled_from([(".", ","), (",", "."), (" ", ",")]))
    style = draw(st.sampled_from(["roman", "plain", "decimal"]))
    years = draw(st.sampled_from([(), (2021, 2022), (2021, 2022, 2023)]))
    step = unit // 10 or 1
    rows, amounts = [], []

    def put(number: str, item: str, quantity: str, price: str, parts: list[int]) -> None:
        cells = [number, item, quantity, price, printed(sum(parts), unit, thousands, decimal)]
        cells += [printed(part, unit, thousands, decimal) if part else "-" for part in parts] if years else []
        rows.append("|".join(cells))
        amounts.append(sum(parts))

    total = [0] * (len(years) or 1)
    for section in range(draw(st.integers(1, 4))):
        lines = []
        for _ in range(draw(st.integers(2, 4))):
            quantity = draw(st.integers(1, 40))
            price = draw(st.integers(10, 2_000_000)) * step * (1 if unit > 1 else 1000)
            amount = quantity * price
            shares = [amount]
            for _ in years[1:]:
                shares.append(draw(st.integers(0, shares[0] // step)) * step)
                shares[0] -= shares[-1]
            lines.append((quantity, price, shares))
        summed = [sum(column) for column in zip(*(shares for _, _, shares in lines), strict=True)]
        total = [before + more for before, more in zip(total, summed, strict=True)]
        head = {"roman": ["I", "II", "III", "IV"][section], "plain": "", "decimal": str(section + 1)}[style]
        put(head, f"Phần việc {'ABCD'[section]}", "", "", summed)
        for at, (quantity, price, shares) in enumerate(lines, 1):
            number = f"{section + 1}.{at}" if style == "decimal" else str(at)
            put(number, f"Khoản chi {'abcd'[at - 1]}", str(quantity), printed(price, unit, thousands, decimal), shares)
    put("", "Tổng cộng", "", "", total)
    heading = "|".join(["STT", "Nội dung", "Số lượng", "Đơn giá", "Thành tiền", *(f"Năm {year}" for year in years)])
    name = {1: "đồng", 1000: "nghìn đồng", 1_000_000: "triệu đồng"}[unit]
    return Clean((f"DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: {name}\n\n{table(heading, *rows)}\n",), tuple(amounts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(clean_tables())
def test_nothing_is_found_in_clean_tables(clean: Clean) -> None:
    extraction = budget.extract(shaped(clean.rows[0]))
    open_figures = any(
        finding.rule == "ambiguous_number" for record in extraction.records for finding in record.findings
    )
    found = [finding for _, finding in checked(extraction.records) if finding.rule != "ambiguous_number"]
    assert found == []
    read = [record.values["amount_vnd"] for record in extraction.records if record.values["_column_year"] is None]
    assert len(read) == len(clean.amounts)
    assert all(
        amount == true
        for amount, true in zip(read, clean.amounts, strict=True)
        if amount is not None or not open_figures
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(clean_tables(), st.data())
def test_every_amount_that_is_doubled_is_found(clean: Clean, data: st.DataObject) -> None:
    document = shaped(clean.rows[0])
    records = budget.extract(document).records
    read = [record for record in records if record.values["_column_year"] is None and record.values["amount_vnd"]]
    slipped = data.draw(st.sampled_from(read)) if len(read) == len(clean.amounts) else None
    if slipped is None:
        assert any(finding.rule == "ambiguous_number" for record in records for finding in record.findings)
        return
    slipped.values["amount_vnd"] *= 2
    assert [finding.rule for _, finding in checked(records)] != []


def test_rounding_and_tax_together_explain_no_difference() -> None:
    document = shaped(
        "Đơn vị tính: triệu đồng\n\n"
        + table(
            "STT|Nội dung chi|Số lượng|Đơn giá|Thành tiền",
            "1|Kiểm tra|3|15|51",
            "2|Tập huấn|2|10|20",
            "|Tổng cộng|||71",
        )
    )
    records = budget.extract(document).records
    products.cost_products(records)
    (finding,) = [finding for record in records for finding in record.findings if finding.rule == "product_mismatch"]
    assert (finding.severity, finding.expected, finding.actual) == ("warning", "45000000", "51000000")


def test_a_line_that_is_the_sum_of_its_bullets_heads_them_where_nothing_is_numbered() -> None:
    rows = ("TT|Nội dung|Thành tiền", "|Tư vấn|300.000.000", "-|Khảo sát|100.000.000", "-|Biên soạn|200.000.000")
    assert findings(*rows, "|Tổng cộng|300.000.000") == []
    assert [rule for _, rule, _ in findings(*rows, "|Tổng cộng|310.000.000")] == ["sum_mismatch"]
