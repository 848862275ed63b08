"""Which agency a name means."""

from __future__ import annotations

from datetime import date

import pytest

from normalizers.agencies import AgencyMatch, is_agency, is_group, resolve, split_agencies, split_unit

IN_2018 = date(2018, 4, 18)
IN_2020 = date(2020, 7, 10)


def dak_nong(raw: str, within: str | None = None) -> AgencyMatch:
    return resolve(raw, province_code="67", on=IN_2018, within=within)


def kon_tum(raw: str, within: str | None = None) -> AgencyMatch:
    return resolve(raw, province_code="62", on=IN_2020, within=within)


@pytest.mark.parametrize(
    ("raw", "agency_id", "name"),
    [
        ("UBND xã Đăk Nía", "ubnd-24628", "Ủy ban nhân dân xã Đắk Nia"),
        ("UBND thị trấn EaTling", "ubnd-24640", "Ủy ban nhân dân thị trấn Ea T'Ling"),
        ("UBND huyện Đăk R'lấp", "ubnd-666", "Ủy ban nhân dân huyện Đắk R'Lấp"),
        ("UBND huyện Đắk G'Long", "ubnd-661", "Ủy ban nhân dân huyện Đăk Glong"),
        ("UBND thị xã Gia Nghĩa,", "ubnd-660", "Ủy ban nhân dân thị xã Gia Nghĩa"),
        ("UBND tỉnh", "ubnd-67", "Ủy ban nhân dân tỉnh Đắk Nông"),
        ("Uỷ ban nhân dân tỉnh Kon Tum", "ubnd-62", "Ủy ban nhân dân tỉnh Kon Tum"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông", "ubnd-67", "Ủy ban nhân dân tỉnh Đắk Nông"),
        ("Thuộc UBND huyện Tuy Đức", "ubnd-667", "Ủy ban nhân dân huyện Tuy Đức"),
        ("Huyện Cư Jút", "ubnd-662", "Ủy ban nhân dân huyện Cư Jút"),
        ("UBND xã Nam Dong, huyện Cư Jút, tỉnh Đắk Nông", "ubnd-24649", "Ủy ban nhân dân xã Nam Dong"),
    ],
)
def test_peoples_committees(raw: str, agency_id: str, name: str) -> None:
    match = dak_nong(raw)
    assert (match.agency_id, match.name, match.kind, match.problems) == (agency_id, name, "ubnd", ())


@pytest.mark.parametrize(
    "raw",
    [
        "Sở NN&PTNT",
        "Sở Nông nghiệp và PTNT",
        "Sở Nông nghiệp và Phát triển Nông thôn",
        "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
        "Thuộc Sở NN&PTNT",
        "Giám đốc Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Nông nghiệp và PTNT tỉnh Đắk Nông",
        "Sở NN&PTNN",
    ],
)
def test_one_department_by_all_its_names(raw: str) -> None:
    match = dak_nong(raw)
    assert match.agency_id == "67-so-nong-nghiep-va-phat-trien-nong-thon"
    assert match.name == "Sở Nông nghiệp và Phát triển nông thôn"
    assert match.short_name == "Sở NN&PTNT"
    assert (match.level, match.parent_id) == ("department", "ubnd-67")


def test_a_known_misprint_says_that_it_is_one() -> None:
    assert "misprint" in dak_nong("Sở NN&PTNN").reason
    assert dak_nong("Sở NN&PTNN").score < dak_nong("Sở NN&PTNT").score


@pytest.mark.parametrize(
    ("raw", "agency_id", "level"),
    [
        ("Sở TN&MT", "67-so-tai-nguyen-va-moi-truong", "department"),
        ("Sở Tài nguyên - Môi trường", "67-so-tai-nguyen-va-moi-truong", "department"),
        ("Sở KH&CN", "67-so-khoa-hoc-va-cong-nghe", "department"),
        ("Sở Văn hóa-Thể thao và Du lịch", "67-so-van-hoa-the-thao-va-du-lich", "department"),
        ("Sở Văn hóa Thể thao và Du lịch", "67-so-van-hoa-the-thao-va-du-lich", "department"),
        ("Sở Lao động - Thương binh & Xã hội", "67-so-lao-dong-thuong-binh-va-xa-hoi", "department"),
        ("Sở Văn hóa, TT&DL", "67-so-van-hoa-the-thao-va-du-lich", "department"),
        ("Sở Lao động TB và XH", "67-so-lao-dong-thuong-binh-va-xa-hoi", "department"),
        ("Sở Y tê", "67-so-y-te", "department"),
        ("Sở Xây dựng", "67-so-xay-dung", "department"),
        ("Chi cục Kiểm lâm (Chi cục Lâm nghiệp sáp nhập vào)", "67-chi-cuc-kiem-lam", "sub_department"),
        ("Chi cục Thú y tỉnh", "67-chi-cuc-thu-y", "sub_department"),
        ("Chi cục An toàn Vệ sinh Thực phẩm.", "67-chi-cuc-an-toan-ve-sinh-thuc-pham", "sub_department"),
        ("Ban Thi đua Khen thưởng", "67-ban-thi-dua-khen-thuong", "sub_department"),
        ("Ban Dân tộc", "67-ban-dan-toc", "department"),
        ("Ban Quản lý các khu công nghiệp tỉnh", "67-ban-quan-ly-cac-khu-cong-nghiep", "department"),
        ("Ban quản lý các khu công nghiệp", "67-ban-quan-ly-cac-khu-cong-nghiep", "department"),
        ("Thanh tra tỉnh", "67-thanh-tra-tinh", "department"),
        ("Văn phòng UBND tỉnh", "67-van-phong-uy-ban-nhan-dan-tinh", "department"),
        ("Chánh Văn phòng Ủy ban nhân dân tỉnh", "67-van-phong-uy-ban-nhan-dan-tinh", "department"),
        ("Phòng Nội vụ huyện Tuy Đức", "667-phong-noi-vu", "other"),
        ("Hội đồng nhân dân tỉnh Kon Tum", "62-hoi-dong-nhan-dan-tinh", "other"),
        ("TRƯỜNG TRUNG HỌC CƠ SỞ HÀ AN", "67-truong-trung-hoc-co-so-ha-an", "public_service_unit"),
        ("Ban Quản lý rừng đặc dụng Dray Sáp", "67-ban-quan-ly-rung-dac-dung-dray-sap", "public_service_unit"),
        ("Thủ tướng Chính phủ", "00-thu-tuong-chinh-phu", "central"),
        ("Chính phủ", "00-chinh-phu", "central"),
        ("Bộ trưởng Bộ Khoa học và Công nghệ", "00-bo-khoa-hoc-va-cong-nghe", "central"),
        ("Ủy ban Pháp luật của Quốc hội", "00-uy-ban-phap-luat-cua-quoc-hoi", "central"),
        ("Uỷ ban Kinh tế Quốc hội", "00-uy-ban-kinh-te-cua-quoc-hoi", "central"),
        ("TỔNG CỤC ĐƯỜNG BỘ VIỆT NAM", "00-tong-cuc-duong-bo-viet-nam", "central"),  # of no ministry "Bộ Việt Nam"
        (
            "Ban Chỉ đạo cải cách hành chính của Chính phủ",
            "00-ban-chi-dao-cai-cach-hanh-chinh-cua-chinh-phu",
            "central",
        ),
    ],
)
def test_agencies_by_kind_and_field(raw: str, agency_id: str, level: str) -> None:
    match = dak_nong(raw)
    assert (match.agency_id, match.level, match.problems) == (agency_id, level, ())


def test_words_in_another_order_are_the_same_agency() -> None:
    one, other = (
        dak_nong("Chi cục Thủy lợi và Phòng chống lụt bão"),
        dak_nong("Chi cục Thủy lợi và Phòng chống bão lụt"),
    )
    assert one.agency_id == other.agency_id == "67-chi-cuc-thuy-loi-va-phong-chong-lut-bao"


def test_the_parent_of_a_sub_department_is_the_stated_one_or_the_catalogues() -> None:
    assert dak_nong("Chi cục Bảo vệ thực vật", "Thuộc Sở NN&PTNT").parent_id == dak_nong("Sở NN&PTNT").agency_id
    assert dak_nong("Chi cục Tiêu chuẩn Đo lường Chất lượng").parent_id == "67-so-khoa-hoc-va-cong-nghe"
    after_the_merger = resolve("Chi cục Kiểm lâm", province_code="67", on=date(2025, 4, 1))
    assert after_the_merger.parent_id == "ubnd-67"


def test_a_commune_knows_its_district_its_province_and_what_became_of_it() -> None:
    match = dak_nong("UBND xã Quảng Thành")
    assert (match.level, match.district_code, match.commune_code, match.province_code) == (
        "commune",
        "660",
        "24619",
        "67",
    )
    assert (match.parent_id, match.successor_province_code) == ("ubnd-660", "68")
    later = resolve("UBND phường Quảng Thành", province_code="67", on=IN_2020)
    assert (later.agency_id, later.previous_id) == ("ubnd-24619@2020-01-01", "ubnd-24619")


@pytest.mark.parametrize(
    ("raw", "within", "name"),
    [
        ("Ủy ban nhân dân phường và Duy Tân", "Thành phố Kon Tum", "Ủy ban nhân dân phường Duy Tân"),
        ("Ủy ban nhân dân xã ĐăkRơWa", "Thành phố Kon Tum", "Ủy ban nhân dân xã Đăk Rơ Wa"),
        ("Xã Măng Bút", "Huyện Kon Plông", "Ủy ban nhân dân xã Măng Bút"),
        ("Xã Ya tăng", "Huyện Sa Thầy", "Ủy ban nhân dân xã Ya Tăng"),
        ("Thị trấn Đăk Rve", "Huyện Kon Rẫy", "Ủy ban nhân dân thị trấn Đăk Rve"),
        ("Ủy ban nhân dân xã Đăk Long", "Huyện Đăk Glei", "Ủy ban nhân dân xã Đăk Long"),
    ],
)
def test_the_stated_district_decides(raw: str, within: str, name: str) -> None:
    match = kon_tum(raw, within)
    assert (match.name, match.method, match.problems, match.context) == (name, "gazetteer", (), within)


def test_namesakes_without_a_parent_stay_open() -> None:
    match = kon_tum("Ủy ban nhân dân xã Đăk Long")
    assert (match.agency_id, match.problems) == (None, ("ambiguous",))
    assert len(match.candidates) == 2


def test_a_kind_that_contradicts_the_gazetteer_is_flagged() -> None:
    match = kon_tum("Ủy ban nhân dân thị trấn Đắk Hà", "Huyện Tu Mơ Rông")
    assert (match.name, match.method) == ("Ủy ban nhân dân xã Đăk Hà", "inferred")
    assert match.problems == ("unit_type_mismatch",)
    assert kon_tum("Ủy ban nhân dân thị trấn Đăk Hà", "Huyện Đăk Hà").problems == ()


def test_a_commune_of_another_district_is_taken_but_flagged() -> None:
    match = kon_tum("Ủy ban nhân dân xã Đăk Trăm", "Huyện Tu Mơ Rông")
    assert (match.district_code, match.method, match.problems) == ("612", "inferred", ("other_parent",))


def test_a_former_name_leads_to_the_unit_of_the_day_and_is_flagged() -> None:
    match = kon_tum("Xã Đắk Long", "Huyện Kon Plông")
    assert (match.name, match.problems) == ("Ủy ban nhân dân thị trấn Măng Đen", ("other_period",))


def test_a_kind_of_another_time_leads_to_the_unit_of_the_day() -> None:
    match = resolve("UBND phường Quảng Thành", province_code="67", on=IN_2018)
    assert (match.agency_id, match.method) == ("ubnd-24619", "inferred")
    assert len(match.problems) == 1


def test_a_unit_that_is_gone_is_known_but_flagged() -> None:
    match = resolve("UBND huyện Đắk Mil", province_code="67", on=date(2025, 8, 1))
    assert (match.agency_id, match.problems) == ("ubnd-663", ("not_in_force",))


def test_a_place_that_the_gazetteer_does_not_have_gets_an_id_of_its_own() -> None:
    match = dak_nong("UBND xã Đắk R'nh")
    assert (match.agency_id, match.problems) == ("67-ubnd-xa-dak-r-nh", ("unresolved",))
    assert match.name == "Ủy ban nhân dân xã Đắk R'nh"


def test_after_the_reform_communes_stand_under_the_province() -> None:
    match = resolve("UBND xã Đắk Wil", province_code="68", on=date(2025, 8, 1))
    assert (match.level, match.district_code) == ("commune", None)
    assert match.parent_id == "ubnd-68"
    assert match.successor_commune_code is None


@pytest.mark.parametrize("raw", ["UBND huyện Ngọc Hồi", "Sở Nội vụ", "UBND xã Nhân Cơ"])
def test_without_a_province_a_local_agency_stays_open(raw: str) -> None:
    match = resolve(raw, province_code=None, on=IN_2018)
    assert (match.agency_id, match.problems) == (None, ("unresolved",))


def test_a_body_of_no_known_kind_is_kept_as_printed_and_flagged() -> None:
    match = dak_nong("Công ty TNHH chứng nhận DAS Việt Nam")
    assert (match.kind, match.level, match.problems) == ("other", "other", ("unknown_kind",))
    assert match.agency_id == "67-cong-ty-tnhh-chung-nhan-das-viet-nam"


@pytest.mark.parametrize("raw", ["", "  ", "-", "Sở", "Ban hành kèm theo", "UBND", "\u200b"])
def test_what_names_nothing_is_not_resolved(raw: str) -> None:
    match = resolve(raw, province_code=None, on=None)
    assert match.agency_id is None
    assert match.problems == ("unresolved",)


@pytest.mark.parametrize(
    "text",
    [
        "các Sở, ban, ngành",
        "UBND các huyện, thị xã",
        "UBND cấp xã",
        "Ủy ban nhân dân cấp huyện",
        "Các Chi cục hoặc tương đương",
        "Giám đốc các Sở",
        "Ủy ban nhân dân tỉnh, các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh",
        "UBND tỉnh và Văn phòng UBND tỉnh",
        "Cơ quan, đơn vị",
        "Tổng (147 cơ quan)",
    ],
)
def test_groups_are_no_single_agency(text: str) -> None:
    assert is_group(text)
    assert not is_agency(text)
    assert dak_nong(text).agency_id is None


@pytest.mark.parametrize(
    "text",
    ["UBND huyện Điện Biên (15/25)", "Huyện Đăk Glei", "Sở Nội vụ", "Thanh tra tỉnh", "Ban Tôn giáo", "Chính phủ"],
)
def test_single_agencies(text: str) -> None:
    assert is_agency(text)
    assert not is_group(text)


@pytest.mark.parametrize(
    "text", ["", "x", "60/116", "Ban hành kèm theo", "Bộ phận một cửa", "Phòng chống dịch", "Ghi chú"]
)
def test_text_that_is_no_agency(text: str) -> None:
    assert not is_agency(text)


def test_kind_and_name_of_a_unit() -> None:
    assert split_unit("UBND xã Đăk Nía") == ("xã", "Đăk Nía")
    assert split_unit("Sở Nội vụ") == (None, "Sở Nội vụ")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "vận hành tại Văn phòng UBND tỉnh, Sở Thông tin và Truyền thông, Sở Văn hóa - Thể thao và Du lịch, "
            "Sở Lao động - Thương binh và Xã hội, Sở Văn hóa, Thể thao và Du lịch, Sở Xây dựng.",
            [
                "Văn phòng UBND tỉnh",
                "Sở Thông tin và Truyền thông",
                "Sở Văn hóa - Thể thao và Du lịch",
                "Sở Lao động - Thương binh và Xã hội",
                "Sở Văn hóa, Thể thao và Du lịch",
                "Sở Xây dựng",
            ],
        ),
        (
            "Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Nội vụ và các Sở, ban, ngành; UBND các huyện",
            ["Sở Khoa học và Công nghệ", "Sở Nội vụ"],
        ),
        ("Giao Giám đốc Sở Khoa học và\nCông nghệ theo dõi", ["Sở Khoa học và\nCông nghệ"]),
        ("trình Ủy ban nhân dân tỉnh Kon Tum xem xét", ["Ủy ban nhân dân tỉnh Kon Tum"]),
        ("tại UBND thị xã Gia Nghĩa và các xã", ["UBND thị xã Gia Nghĩa"]),
        ("Công an tỉnh, Bộ Chỉ huy quân sự tỉnh", ["Công an tỉnh", "Bộ Chỉ huy quân sự tỉnh"]),
        ("Công an cấp xã, Công an các huyện, Công an địa phương; Công an xã, phường; Công an tỉnh", ["Công an tỉnh"]),
        ("Kho bạc Nhà nước cấp phát, Công an mỗi quý báo cáo", ["Kho bạc Nhà nước", "Công an"]),
        ("Ban hành kèm theo Quyết định này", []),
        ("của Bộ trưởng Bộ Tài chính quy định", ["Bộ Tài chính"]),
        ("của Bộ trưởng Bộ Khoa học và Công nghệ2 (Thông tư", ["Bộ Khoa học và Công nghệ"]),
        ("theo Quyết định số 19/2014/QĐ-TTg của Thủ tướng Chính phủ", ["Thủ tướng Chính phủ"]),
        (
            "+ Ban Quản lý dự án các công trình Giao thông tỉnh Điện Biên;",
            ["Ban Quản lý dự án các công trình Giao thông tỉnh Điện Biên"],
        ),
        ("UBND phường Trường Chinh\t\tX", ["UBND phường Trường Chinh"]),
        ("thẩm quyền của Sở được áp dụng; Chi cục phải công bố, Văn phòng áp dụng HTQLCL", []),  # no names behind
    ],
)
def test_agencies_in_a_sentence(text: str, names: list[str]) -> None:
    found = split_agencies(text)
    assert [raw for _, _, raw in found] == names
    assert all(text[start:end] == raw for start, end, raw in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("các Sở: Nội vụ, Tài chính, Y tế", ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế"]),
        (
            "tại các Sở Văn hóa, Thể thao và Du lịch, Tư pháp; Chi cục Thú y",
            ["Sở Văn hóa, Thể thao và Du lịch", "Sở Tư pháp", "Chi cục Thú y"],
        ),
        (
            "UBND các huyện: Tuy Đức, Krông Nô và thị xã Gia Nghĩa báo cáo",
            ["UBND huyện Tuy Đức", "UBND huyện Krông Nô", "UBND thị xã Gia Nghĩa"],
        ),
        ("UBND các xã Nam Dong, Đắk Wil", ["UBND xã Nam Dong", "UBND xã Đắk Wil"]),
        ("các Sở Y tế và Sở Nội vụ", ["Sở Nội vụ"]),  # one name behind "các": prose
        ("các Sở, ban, ngành; UBND các huyện, thị xã", []),
        ("UBND các huyện Chủ động, Tích cực", []),  # no places
        ("UBND thành phố Phan Rang - Tháp Chàm chỉ đạo", ["UBND thành phố Phan Rang - Tháp Chàm"]),
        ("UBND huyện Cư Jút - đơn vị thường trực", ["UBND huyện Cư Jút"]),
        (
            "UBND thành phố Kon Tum, huyện Đắk Hà và thị xã Gia Nghĩa phối hợp",
            ["UBND thành phố Kon Tum", "UBND huyện Đắk Hà", "UBND thị xã Gia Nghĩa"],
        ),
        ("UBND xã Nam Dong, huyện Cư Jút báo cáo", ["UBND xã Nam Dong"]),  # where the commune is
        ("UBND phường Hạ Long, đặc khu Vân Đồn báo cáo", ["UBND phường Hạ Long", "UBND đặc khu Vân Đồn"]),
        (
            "UBND các đặc khu: Vân Đồn, Cô Tô và phường Hạ Long",
            ["UBND đặc khu Vân Đồn", "UBND đặc khu Cô Tô", "UBND phường Hạ Long"],
        ),
        ("UBND các xã, đặc khu; Công an các đặc khu; Công an đặc khu, xã", []),
        ("của Sở Tài nguyên và Môi trường và Sở Tư pháp", ["Sở Tài nguyên và Môi trường", "Sở Tư pháp"]),
    ],
)
def test_those_named_behind_a_word_for_several_are_single_agencies(text: str, names: list[str]) -> None:
    assert [name for _, _, name in split_agencies(text)] == names


def test_an_office_of_a_district_that_is_not_named_is_no_office_of_the_province() -> None:
    match = resolve("Văn phòng HĐND và UBND huyện", province_code="67", on=date(2021, 5, 1))
    assert (match.agency_id, match.problems) == (None, ("ambiguous",))
    named = resolve("Văn phòng HĐND và UBND huyện Cư Jút", province_code="67", on=date(2021, 5, 1))
    assert named.agency_id is not None


def test_an_office_of_a_special_zone_that_is_not_named_is_no_office_of_the_province() -> None:
    for raw in ("Công an đặc khu", "Văn phòng HĐND và UBND đặc khu"):
        match = resolve(raw, province_code="22", on=date(2025, 8, 1))
        assert (match.agency_id, match.problems) == (None, ("ambiguous",))


@pytest.mark.parametrize(
    "raw",
    [
        "Sở Tư pháp và Sở Tài nguyên và Môi trường",
        "Sở Khoa học và Công nghệ và Sở Tư pháp",
        "Sở Tài nguyên và Môi trường, Sở Văn hóa, Thể thao và Du lịch",
    ],
)
def test_names_that_hold_the_word_for_and_are_several_where_they_are_joined(raw: str) -> None:
    assert (dak_nong(raw).agency_id, dak_nong(raw).problems) == (None, ("several",))


def test_the_name_of_the_youth_union_names_no_province() -> None:
    union = kon_tum("BAN CHẤP HÀNH TRUNG ƯƠNG ĐOÀN TNCS HỒ CHÍ MINH")
    assert union.agency_id == "00-trung-uong-doan-tncs-ho-chi-minh"
    assert kon_tum("BAN CHẤP HÀNH ĐOÀN TNCS HỒ CHÍ MINH TỈNH KON TUM").agency_id == kon_tum("Tỉnh đoàn").agency_id


@pytest.mark.parametrize(
    ("printed", "agency_id"),
    [
        ("Bộ Kế hoạchvà Đầu tư", "00-bo-ke-hoach-va-dau-tu"),
        ("Văn phòng Chínhphủ", "00-van-phong-chinh-phu"),
        ("Sở Laođộng - Thương binh và Xã hội", "01-so-lao-dong-thuong-binh-va-xa-hoi"),
    ],
)
def test_a_name_that_lost_a_blank_is_the_body_that_it_names(printed: str, agency_id: str) -> None:
    assert resolve(printed, province_code="01", on=None).agency_id == agency_id


def test_the_city_behind_a_ward_may_be_shortened_without_a_stop() -> None:
    assert kon_tum("UBND phường Quyết Thắng, TP Kon Tum").agency_id == "ubnd-23287"
    assert not is_group("UBND phường Quyết Thắng, TP Kon Tum")


@pytest.mark.parametrize("raw", ["Công an xã Không Có", "Bảo hiểm xã hội huyện Không Có"])
def test_a_body_of_a_place_nobody_knows_is_not_the_provinces(raw: str) -> None:
    match = resolve(raw, province_code="62", on=date(2018, 4, 18))
    assert (match.agency_id, match.problems) == (None, ("ambiguous",))
    assert resolve("Công an tỉnh", province_code="62", on=date(2018, 4, 18)).agency_id == "62-cong-an-tinh"


@pytest.mark.parametrize("raw", ["Văn phòng Bộ", "Thanh tra Bộ"])
def test_a_ministrys_own_office_is_no_body_of_a_province(raw: str) -> None:
    match = resolve(raw, province_code="62", on=date(2018, 4, 18))
    assert (match.agency_id, match.problems) == (None, ("ambiguous",))


@pytest.mark.parametrize(
    "raw",
    [
        *("Sở liên quan", "Phòng chuyên môn", "Công an địa phương", "Hội Nông dân các cấp", "Chi cục chuyên ngành"),
        *("Chi cục trực thuộc sở", "Chi cục và tương đương"),
    ],
)
def test_words_that_mean_a_class_name_no_agency(raw: str) -> None:
    found = resolve(raw, province_code="20", on=date(2020, 1, 1))
    assert (found.agency_id, found.problems) == (None, ("group",))
    assert is_group(raw) and not is_agency(raw)
    assert not is_group("Vụ Chính quyền địa phương")
