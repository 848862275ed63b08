"""Figures of money and quantity: separators, units, values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.amounts import (
    ENGLISH,
    UNKNOWN,
    VIETNAMESE,
    find_amounts,
    find_unit,
    heading_unit,
    in_dong,
    infer_separators,
    read_figure,
)


@pytest.mark.parametrize(
    ("texts", "stop", "comma"),
    [
        (["7.942,4", "3.325"], "thousands", "decimal"),
        (["1,685,762,680", "0"], "decimal", "thousands"),
        (["2.357.585.000"], "thousands", "decimal"),
        (["161.773", "1.144,30"], "thousands", "decimal"),
        (["26,4", "3.432"], "thousands", "decimal"),
        (["0.125", "1,500"], "decimal", "thousands"),
        (["1 685,5", "2 000"], "thousands", "decimal"),
        (["3.325", "1.885", "725"], None, None),
        (["26.4", "26,4"], None, None),
        (["1.685.762", "361,501,224"], "thousands", "thousands"),
        ([], None, None),
    ],
)
def test_separators_follow_from_all_figures_of_a_table(texts: list[str], stop: str | None, comma: str | None) -> None:
    found = infer_separators(texts)
    assert (found.stop, found.comma) == (stop, comma)


def test_the_figures_that_decided_are_kept_as_evidence() -> None:
    assert infer_separators(["725", "3.325", "7.942,4"]).evidence == ("7.942,4",)


@pytest.mark.parametrize(
    ("text", "value", "own"),
    [
        ("1.685.762.680", 1_685_762_680, True),
        ("7.942,4", Decimal("7942.4"), True),
        ("3.325", 3325, False),
        ("26,4", Decimal("26.4"), True),
        ("12 806 500", 12_806_500, True),
        ("1 685,5", Decimal("1685.5"), True),
        ("0,125", Decimal("0.125"), True),
        ("02", 2, True),
        ("5.000.000đ", 5_000_000, True),
        ("**725**", 725, True),
    ],
)
def test_a_figure_is_read_by_the_tables_separators(text: str, value: object, own: bool) -> None:
    figure = read_figure(text, VIETNAMESE)
    assert (figure.state, figure.value, figure.own) == ("number", value, own)


def test_the_same_figure_means_another_amount_under_other_separators() -> None:
    assert read_figure("3.325", ENGLISH).value == Decimal("3.325")
    assert read_figure("3,325", ENGLISH).value == 3325
    assert read_figure("3.325", UNKNOWN).state == "ambiguous"


@pytest.mark.parametrize("text", ["", "-", "–", "...", "Không"])
def test_blank_cells_are_no_zero(text: str) -> None:
    assert read_figure(text, VIETNAMESE) == read_figure("")
    assert read_figure(text).value is None


@pytest.mark.parametrize("text", ["Ngân sách tỉnh", "10.5.2018", "(1)", "x", "1.23.456", "12 34"])
def test_other_texts_are_no_figures(text: str) -> None:
    figure = read_figure(text, VIETNAMESE)
    assert figure.state == "text" or figure.rest != ""


@pytest.mark.parametrize(
    ("text", "unit", "rest"),
    [
        ("500 triệu đồng", 1_000_000, "triệu đồng"),
        ("1,2 tỷ", 1_000_000_000, "tỷ"),
        ("25,5 nghìn đồng/lớp", 1000, "nghìn đồng/lớp"),
        ("02 lớp", None, "lớp"),
    ],
)
def test_a_cell_may_print_its_own_unit(text: str, unit: int | None, rest: str) -> None:
    figure = read_figure(text, VIETNAMESE)
    assert (figure.unit, figure.rest) == (unit, rest)


@pytest.mark.parametrize(
    ("line", "dong"),
    [
        ("Đơn vị tính: triệu đồng", 1_000_000),
        ("(Đơn vị tính: Nghìn đồng)", 1000),
        ("ĐVT: 1.000đ", 1000),
        ("Đvt: 1000 đồng", 1000),
        ("Đơn vị tính: 1.000.000 đồng", 1_000_000),
        ("Đơn vị: tỷ đồng", 1_000_000_000),
        ("Đơn vị tính : Tr.đồng", 1_000_000),
        ("DỰ TOÁN KINH PHÍ (đơn vị: VNĐ)", 1),
        ("(ngàn đồng)", 1000),
        ("Đơn vị tính: lớp", None),
        ("Hội đồng nhân dân tỉnh", None),
        ("Hợp đồng", None),
        ("Đơn vị: Sở Tài chính", None),
    ],
)
def test_the_line_over_a_table_states_its_unit(line: str, dong: int | None) -> None:
    assert find_unit(line) == dong


@pytest.mark.parametrize(
    ("heading", "dong"),
    [
        ("Thành tiền (triệu đồng)", 1_000_000),
        ("Đơn giá (1.000 đồng/lớp)", 1000),
        ("Kinh phí, nghìn đồng", 1000),
        ("Thành tiền (đồng)", 1),
        ("Thành tiền (chưa VAT)", None),
        ("Đơn giá", None),
        ("Số hợp đồng", None),
    ],
)
def test_a_heading_states_the_unit_of_its_column(heading: str, dong: int | None) -> None:
    assert heading_unit(heading) == dong


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Tổng kinh phí: 2.357.585.000 đồng (có dự toán kèm theo)", [2_357_585_000]),
        ("khoảng 2,3 tỷ đồng, trong đó 500 triệu đồng từ ngân sách", [2_300_000_000, 500_000_000]),
        ("mức chi 150.000 đồng/người/ngày", [150_000]),
        ("tổng cộng 1.500 triệu đồng", [None]),
        ("12,5 triệu đồng và 1.500 triệu đồng", [12_500_000, 1_500_000_000]),
        ("Thông tư số 116/2015/TT-BTC ngày 11/8/2015", []),
        ("Hội đồng họp 3 lần", []),
    ],
)
def test_sentences_print_amounts_with_their_unit(sentence: str, amounts: list[int | None]) -> None:
    assert [mention.dong for mention in find_amounts(sentence)] == amounts


def test_an_amount_is_cited_where_it_stands() -> None:
    sentence = "Kinh phí   là 5.000.000 đồng."
    (mention,) = find_amounts(sentence)
    assert sentence[slice(*mention.span)] == mention.text == "5.000.000 đồng"


def test_amounts_are_whole_dong_rounded_half_up() -> None:
    assert in_dong(Decimal("16843.4"), 1_000_000) == 16_843_400_000
    assert in_dong(Decimal("0.5"), 1) == 1


def printed(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(st.lists(st.integers(0, 10**12), min_size=1), st.sampled_from([".", ",", " "]))
def test_grouped_figures_of_one_table_read_back(numbers: list[int], mark: str) -> None:
    texts = [printed(number, mark) for number in [*numbers, 1_234_567]]
    separators = infer_separators(texts)
    assert [read_figure(text, separators).value for text in texts] == [*numbers, 1_234_567]


@given(
    st.lists(st.decimals(0, 10**6, places=1, allow_nan=False), min_size=1), st.sampled_from([(".", ","), (",", ".")])
)
def test_figures_with_decimals_read_back(numbers: list[Decimal], marks: tuple[str, str]) -> None:
    thousands, decimal = marks
    texts = [f"{number:,}".replace(",", "_").replace(".", decimal).replace("_", thousands) for number in numbers]
    separators = infer_separators(texts)
    assert [read_figure(text, separators).value for text in texts] == numbers


@given(st.text(max_size=40))
def test_any_cell_is_read_without_an_error(text: str) -> None:
    figure = read_figure(text, VIETNAMESE)
    assert (figure.value is not None) == (figure.state == "number")
    find_unit(text)
    heading_unit(text)
    assert all(mention.text for mention in find_amounts(text))
