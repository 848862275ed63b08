"""Agencies of all kinds and ages as documents print them: what each rule of reading a name gives."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks import mentions
from normalizers.agencies import AgencyMatch, is_agency, resolve

BEFORE, AFTER = date(2019, 3, 12), date(2026, 2, 10)


def of(raw: str, province: str = "67", on: date = BEFORE, within: str | None = None) -> AgencyMatch:
    return resolve(raw, province_code=province, on=on, within=within)


@pytest.mark.parametrize("path", sorted(mentions.FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_no_labelled_mention_is_taken_for_another_agency(path: mentions.Path) -> None:
    listed = list(mentions.read(path))
    said = {one: mentions.verdict(one, of(one.raw, one.province_code, one.on, one.within or None)) for one in listed}
    assert [one.raw for one, verdict in said.items() if verdict == "wrong"] == []
    assert sum(verdict == "right" for verdict in said.values()) >= 0.98 * len(said)


@pytest.mark.parametrize(
    ("raw", "agency_id"),
    [
        ("Huyện ủy Đắk Mil", "663-huyen-uy"),
        ("Ban Dân vận Huyện ủy Đắk Mil", "663-ban-dan-van-huyen-uy"),
        ("Ủy ban Kiểm tra Tỉnh ủy", "67-uy-ban-kiem-tra-tinh-uy"),
        ("Đảng ủy UBND tỉnh", "67-dang-uy-uy-ban-nhan-dan-tinh"),
        ("Huyện đoàn Cư Jút", "662-huyen-doan"),
        ("Ban Pháp chế HĐND tỉnh", "67-ban-phap-che-hoi-dong-nhan-dan-tinh"),
        ("Thanh tra Sở Xây dựng", "67-thanh-tra-so-xay-dung"),
        ("Phòng Cải cách hành chính, Sở Nội vụ", "67-phong-cai-cach-hanh-chinh-so-noi-vu"),
        ("Chi cục Bảo vệ môi trường, Sở TN&MT", "67-chi-cuc-bao-ve-moi-truong"),
    ],
)
def test_the_body_above_is_part_of_a_name_that_many_bodies_bear(raw: str, agency_id: str) -> None:
    assert of(raw).agency_id == agency_id


def test_offices_of_one_name_under_different_bodies_stay_apart() -> None:
    ids = {of(f"Thanh tra {above}").agency_id for above in ("Sở Xây dựng", "Sở Y tế", "tỉnh", "huyện Đắk Mil")}
    assert len(ids) == 4
    assert of("Tổng Thanh tra Chính phủ").agency_id == "00-thanh-tra-chinh-phu"
    assert of("Thanh tra Sở Xây dựng").parent_id == "67-so-xay-dung"


@pytest.mark.parametrize(
    ("raw", "agency_id"),
    [
        ("Kho bạc Nhà nước khu vực XV", "00-kho-bac-nha-nuoc-khu-vuc-xv"),
        ("Kho bạc Nhà nước Đắk Mil", "663-kho-bac-nha-nuoc-huyen"),
        ("Tòa án nhân dân khu vực 3 - Đắk Nông", "67-toa-an-nhan-dan-khu-vuc-3"),
        ("Cục Quản lý Dược", "00-cuc-quan-ly-duoc"),
        ("Cục Thuế tỉnh Đắk Nông", "67-cuc-thue"),
        ("Tổng cục Thuế", "00-tong-cuc-thue"),
        ("Cục Hàng không Việt Nam", "00-cuc-hang-khong-viet-nam"),
    ],
)
def test_regions_of_the_country_and_bodies_of_the_centre_are_of_no_province(raw: str, agency_id: str) -> None:
    assert of(raw).agency_id == agency_id


@pytest.mark.parametrize(
    "raw", ["Sở Nội vụ các tỉnh, thành phố", "Huyện ủy, UBND huyện Đắk Mil", "95 xã, phường", "Bộ, ngành Trung ương",
            "Trưởng các Phòng, ban thuộc UBND huyện", "các đồng chí Ủy viên UBND tỉnh"],
)  # fmt: skip
def test_names_of_several_bodies_are_none_in_particular(raw: str) -> None:
    match = of(raw)
    assert (match.agency_id, match.problems) == (None, ("group",))


def test_a_department_and_a_district_are_two_agencies() -> None:
    match = of("Sở Nội vụ, UBND huyện Đắk Mil")
    assert (match.agency_id, match.problems) == (None, ("unresolved",))
    assert "two agencies" in match.reason


@pytest.mark.parametrize("raw", ["Thuế thu nhập doanh nghiệp", "Thống kê kinh tế - xã hội", "Hội nghị tổng kết năm"])
def test_words_that_begin_like_an_agency_and_are_none(raw: str) -> None:
    assert of(raw).agency_id is None
    assert not is_agency(raw)


@pytest.mark.parametrize("raw", ["So Tai chinh", "Sớ Tài chính", "Sở Tài chỉnh", "SỞ TÀI CHÍNH"])
def test_a_kind_that_lost_its_mark_is_known_by_a_field_of_the_catalogue(raw: str) -> None:
    assert of(raw).agency_id == "67-so-tai-chinh"


def test_abbreviations_of_several_words_are_written_out() -> None:
    assert of("Trường THPT Chu Văn An").name == "Trường Trung học phổ thông Chu Văn An"
    assert of("TTYT huyện Đắk Song").agency_id == of("Trung tâm Y tế huyện Đắk Song").agency_id


def test_after_the_reform_units_of_the_merged_provinces_are_found_and_flagged() -> None:
    district = of("UBND huyện Cư Jút", "68", AFTER)
    assert (district.agency_id, district.problems) == ("ubnd-662", ("not_in_force",))
    department = of("Sở Khoa học và Công nghệ tỉnh Đắk Nông", "68", AFTER)
    assert (department.agency_id, department.successor_province_code) == ("67-so-khoa-hoc-va-cong-nghe", "68")
    province = of("UBND tỉnh Đắk Nông", "68", AFTER)
    assert (province.agency_id, province.successor_province_code) == ("ubnd-67", "68")


def test_a_unit_of_two_merged_provinces_stays_open_after_the_reform() -> None:
    # both Lâm Đồng and Bình Thuận had a xã Bình Thạnh, and none is left
    match = of("UBND xã Bình Thạnh", "68", AFTER)
    assert (match.agency_id, match.problems) == (None, ("ambiguous",))
    assert len(match.candidates) == 2


def test_agencies_of_communes_bear_their_communes_code() -> None:
    centre = of("Trung tâm Phục vụ hành chính công xã Quảng Trực", "68", AFTER)
    commune = of("UBND xã Quảng Trực", "68", AFTER)
    assert centre.commune_code == commune.commune_code
    assert (centre.agency_id or "").endswith("-trung-tam-phuc-vu-hanh-chinh-cong")
