"""Codes, time limits, fees and counts as the lists of administrative procedures print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import procedures
from normalizers.procedures import Counted, TimeLimit, parse_cut, parse_fee, parse_time_limit


@pytest.mark.parametrize(
    ("printed", "code", "national"),
    [
        ("2.002516.000.00.00.H37", "2.002516.000.00.00.H37", "2.002516"),
        ("1.004253", "1.004253", "1.004253"),
        ("1.004253. 000.00.00.H37", "1.004253.000.00.00.H37", "1.004253"),
        ("1.004253.H37", "1.004253.H37", "1.004253"),
        ("BNN-288256", "BNN-288256", None),
        ("T-DNO-123456-TT", "T-DNO-123456-TT", None),
        ("B-BKC-282210-TT", "B-BKC-282210-TT", None),
    ],
)
def test_codes_of_every_age(printed: str, code: str, national: str | None) -> None:
    assert [found for found, _ in procedures.find_codes(f"Mã: {printed}")] == [code]
    assert procedures.national_code(code) == national


@pytest.mark.parametrize(
    "text", ["512/QĐ-UBND", "15/7/2020", "1.000.000 đồng", "TCVN ISO 9001:2015", "01/2018/TT-VPCP"]
)
def test_numbers_of_other_things_are_no_codes(text: str) -> None:
    assert procedures.find_codes(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("05 ngày làm việc", 5, "working_days"),
        ("Không quá 15 ngày, kể từ ngày nhận đủ hồ sơ hợp lệ", 15, "days"),
        ("35 ngày (trong đó Sở: 25 ngày; UBND tỉnh: 10 ngày)", 35, "days"),
        ("07 (bảy) ngày làm việc", 7, "working_days"),
        ("1,5 ngày làm việc", 1.5, "working_days"),
        ("1/2 ngày", 0.5, "days"),
        ("Nửa ngày làm việc", 0.5, "working_days"),
        ("04 giờ làm việc", 4, "working_hours"),
        ("Tối đa 02 tháng", 2, "months"),
        ("Trong ngày làm việc", None, "same_day"),
        ("Ngay sau khi nhận đủ hồ sơ", None, "immediate"),
    ],
)
def test_time_limits(text: str, value: float | None, unit: str) -> None:
    assert parse_time_limit(text) == (value, unit, "read")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Theo quy định của pháp luật", "none"),
        ("Không quy định", "none"),
        ("-", "blank"),
        ("05 ngày làm việc; trường hợp phức tạp: 10 ngày làm việc", "several"),
        ("15 - 20 ngày", "several"),
        ("- Trong ngày; - Không quá 02 ngày với hồ sơ phức tạp", "several"),
        ("Theo kế hoạch của Hội đồng", "text"),
        ("15", "text"),
        ("15 ngày (trường hợp phải đo lại bến: 30 ngày)", "several"),
        ("15 ngày (đối với ghe lớn 20 ngày)", "several"),
        ("- Bổ sung thông tin: ngay trong ngày; - Cải chính: 03 ngày làm việc", "several"),
    ],
)
def test_a_limit_that_is_not_one_figure_gives_none(text: str, state: str) -> None:
    assert parse_time_limit(text) == (None, None, state)


def test_a_bare_figure_takes_the_unit_of_its_heading() -> None:
    unit = procedures.heading_time_unit("Thời hạn giải quyết (ngày làm việc)")
    assert parse_time_limit("15", unit) == (15.0, "working_days", "read")
    assert parse_time_limit("05 (nếu phải xác minh: 10)", unit) == (None, None, "several")
    assert procedures.heading_time_unit("Thời hạn giải quyết (sau khi đủ hồ sơ)") is None
    assert procedures.heading_time_unit("Thời gian / Số ngày làm việc sau cắt giảm") == "working_days"
    assert procedures.heading_time_unit("Số ngày theo quy định") == "days"
    assert procedures.heading_time_unit("(Đơn vị tính thời gian: ngày làm việc)") == "working_days"


@given(st.integers(1, 365), st.sampled_from([("ngày làm việc", "working_days"), ("ngày", "days"), ("giờ", "hours")]))
def test_any_number_of_any_unit(number: int, unit: tuple[str, str]) -> None:
    words, name = unit
    assert parse_time_limit(f"Không quá {number:02d} {words} kể từ ngày nhận hồ sơ") == (float(number), name, "read")


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("Không", 0),
        ("Miễn phí", 0),
        ("0 đồng", 0),
        ("8.000", 8_000),
        ("150.000 đồng/hồ sơ", 150_000),
        ("2.000/trang", 2_000),
        ("2.000/3 trang", None),
        ("1 triệu đồng", 1_000_000),
        ("Phí thẩm định: 2.000.000đ", 2_000_000),
        ("Theo quy định", None),
        ("Chưa quy định", None),
        ("", None),
        ("Bản chính: 8.000 đồng; bản sao: 2.000 đồng", None),
    ],
)
def test_fees_in_dong(text: str, dong: int | None) -> None:
    assert parse_fee(text).dong == dong


def test_a_fee_in_the_thousands_of_its_heading() -> None:
    assert parse_fee("150", 1000).dong == 150_000


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("I. Danh mục thủ tục hành chính mới ban hành", ("new",)),
        ("Thủ tục hành chính được sửa đổi, bổ sung", ("amended",)),
        ("TTHC BỊ BÃI BỎ", ("abolished",)),
        ("mới ban hành, sửa đổi, bổ sung và bãi bỏ", ("new", "amended", "abolished")),
        ("Chương trình nông thôn mới", ()),
        ("Lĩnh vực Thú y", ()),
    ],
)
def test_what_a_heading_says_becomes_of_its_procedures(text: str, actions: tuple[str, ...]) -> None:
    assert procedures.find_actions(text) == actions


def test_levels_are_told_from_the_centre_down() -> None:
    assert procedures.find_levels("Cấp xã, cấp tỉnh") == ("province", "commune")
    assert procedures.find_levels("thành phố trực thuộc trung ương") == ()
    assert procedures.find_levels("Các cơ quan cấp tỉnh, huyện, xã") == ("province", "district", "commune")


def test_the_committee_by_which_a_list_is_done_has_a_level() -> None:
    assert procedures.doing_committee("DANH MỤC THỰC HIỆN TẠI ỦY BAN NHÂN DÂN HUYỆN VỊ THỦY") == "district"
    assert procedures.doing_committee("TTHC thuộc thẩm quyền giải quyết của UBND xã Tân Lập") == "commune"
    # who issues it does not do it
    assert procedures.doing_committee("(Kèm theo Quyết định số 12/QĐ-UBND của Chủ tịch UBND tỉnh)") is None


def test_counts_of_all_and_of_each_action() -> None:
    text = "Công bố 08 thủ tục hành chính (02 mới ban hành, 03 sửa đổi, bổ sung, 03 bãi bỏ) của Sở Y tế"
    assert procedures.find_counts(text) == [
        Counted(8, None),
        Counted(2, "new"),
        Counted(3, "amended"),
        Counted(3, "abolished"),
    ]
    assert procedures.find_counts("Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 về thủ tục hành chính") == []


def test_days_under_a_heading_of_working_days_are_working_days() -> None:
    limit = parse_time_limit("05 ngày", "working_days")
    assert (limit.value, limit.unit) == (5.0, "working_days")


def test_a_fee_by_the_page_with_a_ceiling_is_no_single_fee() -> None:
    assert parse_fee("2.000đồng/trang; từ trang thứ 3 trở lên thu 1.000 đồng/trang").state == "several"


def test_an_hour_of_the_clock_is_no_limit() -> None:
    text = "Ngay trong ngày nhận yêu cầu; nộp sau 15 giờ thì trả vào ngày kế tiếp"
    assert procedures.parse_time_limit(text)[:2] == (None, "same_day")
    assert procedures.parse_time_limit("24 giờ kể từ khi nhận đủ hồ sơ")[:2] == (24.0, "hours")


def test_a_waived_charge_is_no_fee() -> None:
    assert procedures.parse_fee("Miễn lệ phí") == (0, "read")


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("Cắt giảm từ 15 ngày xuống 10 ngày", (10.0, "days"), (15.0, "days")),
        ("Từ 20 xuống còn 12 ngày làm việc", (12.0, "working_days"), (20.0, "working_days")),
        ("15 ngày (cắt giảm còn 10 ngày làm việc)", (10.0, "working_days"), (15.0, "days")),
        ("30 ngày làm việc, rút ngắn xuống còn 20 ngày làm việc", (20.0, "working_days"), (30.0, "working_days")),
    ],
)
def test_a_cell_that_says_what_a_limit_was_cut_from_and_to(
    text: str, after: tuple[float, str], before: tuple[float, str]
) -> None:
    cut = procedures.parse_cut(text)
    assert cut is not None and cut.after is not None and cut.before is not None
    assert (cut.after[:2], cut.before[:2]) == (after, before)


def test_a_cell_that_says_by_how_much_a_limit_was_cut() -> None:
    cut = procedures.parse_cut("10 ngày làm việc (đã cắt giảm 05 ngày làm việc)")
    assert cut is not None and cut.by is not None and cut.by[:2] == (5.0, "working_days")
    assert parse_time_limit("10 ngày làm việc (đã cắt giảm 05 ngày làm việc)")[:2] == (10.0, "working_days")
    assert procedures.parse_cut("10 ngày làm việc; trường hợp phải xác minh không quá 15 ngày") is None


@pytest.mark.parametrize(
    "before", ["so với quy định 15 ngày", "so với thời hạn theo quy định là 15 ngày", "so với trước đây 15 ngày"]
)
def test_what_a_limit_was_cut_from_may_stand_behind_the_cut(before: str) -> None:
    cut = procedures.parse_cut(f"10 ngày (giảm 05 ngày {before})")
    assert cut is not None and cut.by is not None and cut.before is not None
    assert (cut.by[:2], cut.before[:2]) == ((5.0, "days"), (15.0, "days"))


def test_a_case_in_brackets_without_a_limit_of_its_own_is_a_remark() -> None:
    assert parse_time_limit("15 ngày (trường hợp phải đo lại bến)")[:2] == (15.0, "days")


def test_what_explains_a_limit_ends_where_the_next_case_begins() -> None:
    cases = "- 02 ngày kể từ ngày nhận đơn của chợ\n- 09 ngày kể từ ngày nhận đơn của bến"
    assert parse_time_limit(cases).state == "several"
    other = "- 02 ngày kể từ ngày nhận đơn của chợ. - Trong trường hợp phải đo lại bến: 05 ngày"
    assert parse_time_limit(other).state == "several"
    assert parse_time_limit("02 ngày kể từ ngày nhận đơn - Đối với bến: 05 ngày").state == "several"
    whole = "09 ngày kể từ ngày nhận đơn. Trong đó: - 04 ngày ở bến; - 05 ngày ở chợ"
    assert parse_time_limit(whole)[:2] == (9.0, "days")
    assert parse_time_limit("03 - 05 ngày").state == "several"
    assert not procedures.keeps_limit("03 ngày, không cắt giảm hồ sơ")


@pytest.mark.parametrize(
    ("text", "dong", "state"),
    [
        ("- 50.000 đồng/lần", 50_000, "read"),
        ("- 200.000 đồng/lần; - Sinh viên: 100.000 đồng/lần", None, "several"),
        ("50.000 đồng/lần, 20.000 đồng/bản", None, "several"),
        ("Đúng hạn: miễn; quá hạn: 8.000 đồng", None, "several"),
    ],
)
def test_fees_behind_dashes_and_commas_and_of_several_cases(text: str, dong: int | None, state: str) -> None:
    assert parse_fee(text) == (dong, state)


def test_a_limit_before_and_after_in_one_cell() -> None:
    cut = parse_cut("Trước: 15 ngày làm việc; Sau: 10 ngày làm việc")
    assert cut is not None
    assert (cut.before, cut.after) == (TimeLimit(15.0, "working_days", "read"), TimeLimit(10.0, "working_days", "read"))
