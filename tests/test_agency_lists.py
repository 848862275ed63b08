"""Misread names: taken for a unit only where one alone is near, by themselves or as rows of a list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.agencies import resolve
from normalizers.agency_lists import split_agencies
from normalizers.agency_match import AgencyMatch
from normalizers.explain import explain
from normalizers.listed_agencies import Named, resolve_listed

IN_2018 = date(2018, 4, 18)
IN_2020 = date(2020, 7, 10)
DAK_NONG, KON_TUM = "67", "62"
#: communes (xã) of Đắk Nông, more than a third of them
LISTED = [
    "Nâm Nung", "Quảng Sơn", "Nam Dong", "Thuận Hạnh", "Đức Mạnh", "Đắk Gằn", "Đắk Lao", "Đắk Sắk", "Long Sơn",
    "Quảng Tân", "Đắk Ru", "Nhân Cơ", "Đắk Wer", "Kiến Thành", "Đạo Nghĩa", "Đắk Sin", "Trúc Sơn", "Tâm Thắng",
    "Cư Knia", "Đắk Mol", "Nam Bình", "Thuận An", "Nam Đà", "Buôn Choah", "Đắk Nang",
]  # fmt: skip


def rows(*names: str) -> list[AgencyMatch]:
    """Return what the last names mean behind the communes of `LISTED`."""
    named = [Named(f"UBND xã {name}") for name in (*LISTED, *names)]
    return resolve_listed(named, province_code=DAK_NONG, on=IN_2018)[len(LISTED) :]


@pytest.mark.parametrize(
    ("raw", "province", "within", "on", "name"),
    [
        ("Xã Đăk Pét", KON_TUM, "Huyện Đăk Glei", IN_2020, "UBND xã Đăk Pék"),
        ("UBND xã Quảng Trịc", DAK_NONG, "Huyện Tuy Đức", IN_2018, "UBND xã Quảng Trực"),
        ("UBND xã Narn Dong", DAK_NONG, "Huyện Cư Jút", IN_2018, "UBND xã Nam Dong"),
        ("UBND xã Buôn Ch0ah", DAK_NONG, None, IN_2018, "UBND xã Buôn Choáh"),
        ("UBND huyện Tuy Bức", DAK_NONG, None, IN_2018, "UBND huyện Tuy Đức"),
    ],
)
def test_a_misread_name_is_taken_for_the_one_unit_near_it(
    raw: str, province: str, within: str | None, on: date, name: str
) -> None:
    match = resolve(raw, province_code=province, on=on, within=within)
    assert (match.short_name, match.method, match.problems) == (name, "fuzzy", ("near_name",))
    assert match.score < 0.9
    assert match.context


@pytest.mark.parametrize(
    ("raw", "within"),
    [
        ("UBND xã Quảng Tâ", "Huyện Tuy Đức"),  # Quảng Tâm, Quảng Tân
        ("UBND xã Đắk R'nh", "Huyện Đắk R'Lấp"),  # the unit that is meant lies in another district
        ("UBND phường 12", None),  # a figure is never a misprint of another
        ("UBND thị trấn Nam Dong", "Huyện Không Có"),  # two doubts at once
    ],
)
def test_what_is_near_several_units_or_to_none_stays_open(raw: str, within: str | None) -> None:
    match = resolve(raw, province_code=DAK_NONG, on=IN_2018, within=within)
    assert match.method != "fuzzy"
    assert match.agency_id is None or match.problems


def test_figures_and_roman_numbers_are_never_near() -> None:
    ward = resolve("UBND phường YII", province_code="93", on=IN_2018, within="thành phố Vị Thanh")
    assert "unresolved" in ward.problems


def test_a_list_excludes_the_units_that_its_other_rows_name() -> None:
    alone = resolve("UBND xã Thuận Hòa", province_code=DAK_NONG, on=IN_2018)
    assert "unresolved" in alone.problems
    (in_list,) = rows("Thuận Hòa")
    assert (in_list.short_name, in_list.method) == ("UBND xã Thuận Hà", "fuzzy")


def test_two_letters_read_as_one() -> None:
    (match,) = rows("Đắk R'nh")
    assert match.short_name == "UBND xã Đắk R'Tíh"


def test_two_spellings_that_want_the_same_unit_stay_open_together() -> None:
    one, other = rows("Thuận Hòa", "Thuận Hia")
    assert "near_name" not in one.problems + other.problems


def test_a_clear_row_is_resolved_as_it_is_alone() -> None:
    alone = resolve("UBND xã Đắk Buk So", province_code=DAK_NONG, on=IN_2018)
    assert rows("Đắk Buk So") == [alone]


def test_namesakes_are_told_apart_when_the_list_names_the_other_one() -> None:
    named = [Named("Xã Đăk Long", "Huyện Đăk Glei"), Named("Xã Đăk Long")]
    first, second = resolve_listed(named, province_code=KON_TUM, on=IN_2020)
    assert first.problems == ()
    assert (second.agency_id, second.problems) == (
        resolve("Xã Đăk Long", province_code=KON_TUM, on=IN_2020, within="Huyện Đăk Hà").agency_id,
        ("by_elimination",),
    )


@pytest.mark.parametrize(
    "raw", ["UBNDxã Nam Dong", "UBND xãNam Dong", "UBNDXÃ NAM DONG", "UBND xa Nam Dong", "Uy ban nhan dan xa Nam Dong"]
)
def test_lost_blanks_and_lost_marks_in_the_words_of_the_office(raw: str) -> None:
    assert resolve(raw, province_code=DAK_NONG, on=IN_2018).agency_id == "ubnd-24649"


def test_an_unknown_parent_is_said_and_the_province_decides() -> None:
    match = resolve("UBND xã Nam Dong", province_code=DAK_NONG, on=IN_2018, within="Huyện Atlantis")
    assert (match.agency_id, match.problems) == ("ubnd-24649", ("unknown_parent",))


def test_a_name_found_only_elsewhere_is_doubted_when_the_stated_district_has_one_near_it() -> None:
    # Quảng Tín lies in Đắk R'Lấp; Tuy Đức has Quảng Tân, one letter away
    match = resolve("UBND xã Quảng Tín", province_code=DAK_NONG, on=IN_2018, within="Huyện Tuy Đức")
    assert (match.agency_id, match.problems) == (None, ("ambiguous",))
    assert len(match.candidates) == 2


def test_what_became_of_a_unit_that_was_split() -> None:
    split = resolve("UBND phường Điện Biên", province_code="01", on=IN_2018, within="quận Ba Đình")
    assert split.successor_commune_code is None
    assert split.successor_commune_codes == ("00004", "00070", "00190", "00226")
    whole = resolve("UBND xã Đắk R'Tíh", province_code=DAK_NONG, on=IN_2018)
    assert whole.successor_commune_codes == (whole.successor_commune_code,)


@pytest.mark.parametrize("raw", ["", "x", "x" * 10_000, "(" * 10_000, "北京市", "Прага", "UBND xã Прага", "\x00"])
@pytest.mark.parametrize("on", [None, date(1900, 1, 1), date(2100, 1, 1)])
def test_odd_text_is_left_open_with_a_verdict(raw: str, on: date | None) -> None:
    found = explain(raw, province_code=DAK_NONG, on=on, within="Huyện Atlantis")
    assert found.match.agency_id is None
    assert found.verdict.startswith("left open: ")


@given(st.text(max_size=60), st.sampled_from(["", "Huyện Cư Jút", "Huyện ?"]))
def test_no_text_raises(raw: str, within: str) -> None:
    assert len(resolve_listed([Named(raw, within)], province_code=DAK_NONG, on=IN_2018)) == 1


def test_an_explanation_shows_keys_candidates_and_the_province_that_the_parent_gives() -> None:
    found = explain("UBND xã Đăk R'nh", province_code=None, on=IN_2018, within="Huyện Đắk R'Lấp")
    assert found.province_code == DAK_NONG
    assert found.keys["highland"] == "đăkrnh"
    assert [candidate.key for candidate in found.candidates] == ["near"] * len(found.candidates)
    assert found.candidates[0].cost == min(candidate.cost or 0 for candidate in found.candidates)
    assert "left open" in found.verdict


def test_a_parent_that_several_provinces_have_decides_nothing() -> None:
    found = explain("UBND xã Nam Dong", province_code=None, on=IN_2018, within="huyện Châu Thành")
    assert found.province_code is None
    assert any("provinces" in note for note in found.notes)


def test_a_number_at_the_end_of_a_communes_name_is_part_of_it() -> None:
    text = "UBND xã Nam Đông, UBND xã A Lưới 1 và UBND xã A Lưới 2."
    assert [raw for _, _, raw in split_agencies(text)] == ["UBND xã Nam Đông", "UBND xã A Lưới 1", "UBND xã A Lưới 2"]
    assert [raw for _, _, raw in split_agencies("UBND xã Nam Đông 3 đơn vị")] == ["UBND xã Nam Đông"]


def test_a_special_zone_without_its_marks() -> None:
    match = resolve("UBND dac khu Van Don", province_code="22", on=None)
    assert match.name == "Ủy ban nhân dân đặc khu Vân Đồn"


@pytest.mark.parametrize("words", ["THỦ TỤC NỘI BỘ", "CÁN BỘ", "CƠ SỞ DỮ LIỆU", "NHIỆM VỤ", "AN SINH XÃ HỘI"])
def test_a_word_in_capitals_that_ends_like_a_kind_names_no_agency(words: str) -> None:
    assert [raw for _, _, raw in split_agencies(f"DANH MỤC {words} THUỘC QUYỀN QUẢN LÝ CỦA SỞ Y TẾ")] == ["SỞ Y TẾ"]
