"""The dated gazetteer: who was where on which day, found by name inside a scope."""

from __future__ import annotations

from datetime import date

import pytest

from normalizers import places
from normalizers.places import children, find_province, find_unit, gazetteer, highland_key, province, split_kind

IN_2018 = date(2018, 4, 18)
IN_2020 = date(2020, 7, 10)
AFTER_REFORM = date(2025, 8, 1)
DAK_NONG, KON_TUM = "67", "62"


@pytest.mark.parametrize(
    ("on", "provinces", "districts", "communes"),
    [
        (date(2017, 10, 15), 63, 713, 11_162),
        (date(2019, 10, 6), 63, 713, 11_160),
        (date(2020, 7, 10), 63, 707, 10_614),
        (date(2021, 11, 1), 63, 705, 10_599),
        (date(2025, 6, 30), 63, 696, 10_035),
        (date(2025, 7, 1), 34, 0, 3_321),
    ],
)
def test_counts_on_a_day(on: date, provinces: int, districts: int, communes: int) -> None:
    valid = [unit for unit in gazetteer().units if unit.valid_on(on)]
    levels = [unit.level for unit in valid]
    assert (levels.count("province"), levels.count("district"), levels.count("commune")) == (
        provinces,
        districts,
        communes,
    )


def test_an_identity_is_a_code_in_a_period_and_periods_of_a_code_do_not_overlap() -> None:
    units = gazetteer().units
    assert len({unit.unit_id for unit in units}) == len(units)
    for unit in units:
        later = [other for other in gazetteer().periods(unit.code) if other.valid_from > unit.valid_from]
        assert all(unit.valid_to is not None and unit.valid_to <= other.valid_from for other in later)


def test_every_unit_lies_in_one_that_exists() -> None:
    known = gazetteer()
    orphans = [unit for unit in known.units if unit.parent_code and not known.periods(unit.parent_code)]
    assert orphans == []


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("xã Đăk Nía", "xã", "Đăk Nía"),
        ("Thị trấn Đăk Rve", "thị trấn", "Đăk Rve"),
        ("TX. Gia Nghĩa", "thị xã", "Gia Nghĩa"),
        ("TP Kon Tum", "thành phố", "Kon Tum"),
        ("P.Nghĩa Tân", "phường", "Nghĩa Tân"),
        ("Q. 1", "quận", "1"),
        ("phường và Duy Tân", "phường", "Duy Tân"),
        ("Gia Nghĩa", None, "Gia Nghĩa"),
        ("Xãlạ", None, "Xãlạ"),
    ],
)
def test_kind_and_name(text: str, kind: str | None, name: str) -> None:
    assert split_kind(text) == (kind, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đăk Hà", "Đắk Hà"),
        ("Dak Hà", "Đăk Hà"),
        ("ĐăkRơWa", "Đăk Rơ Wa"),
        ("Ngọk Lây", "Ngọc Lây"),
        ("Ya Tăng", "Ia Tăng"),
        ("EaTling", "Ea T'Ling"),
        ("Mỹ Lý", "Mĩ Lí"),
    ],
)
def test_highland_spellings_meet(one: str, other: str) -> None:
    assert highland_key(one) == highland_key(other)


@pytest.mark.parametrize(
    ("name", "kind", "within", "on", "code", "key"),
    [
        ("Nhân Cơ", "xã", DAK_NONG, IN_2018, "24751", "exact"),
        ("EaTling", "thị trấn", DAK_NONG, IN_2018, "24640", "tones"),
        ("Hoà Bình", "xã", KON_TUM, IN_2020, "23338", "tones"),
        ("Đăk R'la", "xã", "663", IN_2018, "24670", "highland"),
        ("Đăk Nía", "xã", DAK_NONG, IN_2018, "24628", "bare"),
    ],
)
def test_the_strictest_key_that_fits_answers(name: str, kind: str, within: str, on: date, code: str, key: str) -> None:
    (match,) = find_unit(name, kind=kind, within_code=within, on=on)
    assert (match.unit.code, match.key) == (code, key)


def test_namesakes_in_one_scope_are_candidates_and_the_parent_decides() -> None:
    assert len(find_unit("Đăk Long", kind="xã", within_code=KON_TUM, on=IN_2020)) == 2
    (match,) = find_unit("Đăk Long", kind="xã", within_code="610", on=IN_2020)
    assert match.unit.parent_code == "610"


def test_digits_are_part_of_a_name() -> None:
    first = find_unit("1", kind="phường", within_code="770", on=IN_2018)
    tenth = find_unit("10", kind="phường", within_code="770", on=IN_2018)
    assert [match.unit.name for match in tenth] == ["10"]
    assert [match.unit.name for match in first] == ["1"]


def test_no_guess_for_a_name_that_is_not_in_the_scope() -> None:
    assert find_unit("Đắk R'nh", kind="xã", within_code=DAK_NONG, on=IN_2018) == []
    assert find_unit("Quảng Sơn", kind="xã", within_code=KON_TUM, on=IN_2020) == []


def test_the_unit_in_force_on_the_day_is_the_answer() -> None:
    (before,) = find_unit("Quảng Thành", within_code=DAK_NONG, on=IN_2018)
    (after,) = find_unit("Quảng Thành", within_code=DAK_NONG, on=IN_2020)
    assert (before.unit.unit_id, before.unit.kind) == ("24619", "xã")
    assert (after.unit.unit_id, after.unit.kind) == ("24619@2020-01-01", "phường")
    assert gazetteer().previous(after.unit) == before.unit


def test_a_unit_of_another_time_is_said_to_be_so() -> None:
    (match,) = find_unit("Đắk Nông", kind="tỉnh", level="province", on=AFTER_REFORM)
    assert (match.unit.code, match.on_day) == (DAK_NONG, False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tỉnh Đắk Nông", "67"),
        ("Đăk Nông", "67"),
        ("ĐIỆN BIÊN", "11"),
        ("thành phố Hồ Chí Minh", "79"),
        ("TP. HCM", "79"),
        ("Bà Rịa-Vũng Tàu", "77"),
        ("62", "62"),
        ("Atlantis", None),
        ("663", None),
    ],
)
def test_provinces_by_name_or_code(text: str, code: str | None) -> None:
    found = province(text, IN_2018)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH KON TUM", "62"),
        ("trên địa bàn tỉnh Đồng Nai giai đoạn 2019 - 2020", "75"),
        ("huyện Điện Biên, tỉnh Lai Châu", "12"),
        ("Kon Tum, ngày 10 tháng 7 năm 2020", "62"),
        ("Bộ Khoa học và Công nghệ", None),
    ],
)
def test_the_province_that_a_text_names(text: str, code: str | None) -> None:
    found = find_province(text, IN_2018)
    assert (found.code if found else None) == code


def test_districts_of_a_province() -> None:
    names = [unit.name for unit in children(DAK_NONG, IN_2018)]
    assert names == ["Gia Nghĩa", "Đăk Glong", "Cư Jút", "Đắk Mil", "Krông Nô", "Đắk Song", "Đắk R'Lấp", "Tuy Đức"]
    assert len(children("", AFTER_REFORM)) == 34


def test_what_the_reform_made_of_a_unit() -> None:
    known = gazetteer()
    assert [successor.code for successor in known.successors(DAK_NONG)] == ["68"]
    assert known.periods(DAK_NONG)[-1].valid_to == places.REFORM
    assert known.at(DAK_NONG, AFTER_REFORM) is None
