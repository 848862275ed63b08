"""What columns and group headings mean, and how a faulty vocabulary file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalizers.vocabulary import Heading, VocabularyError, group_level, heading_fields, loader, title_year


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("STT",), "row_no"),
        (("Số TT",), "row_no"),
        (("Tên cơ quan",), "agency"),
        (("Tên cơ quan, đơn vị",), "agency"),
        (("Tên UBND cấp xã",), "agency"),
        (("Địa chỉ liên hệ (ĐT, Fax, người đại diện)",), "address"),
        (("Tên tổ chức tư vấn, chuyên gia tư vấn (nếu có)",), "consultant"),
        (("Số lượng thủ tục hành chính đã xây dựng và áp dụng HTQLCL",), "procedures_applied"),
        (("Tình hình công bố HTQLCL", "Đã công bố"), "published_yes"),
        (("Tình hình công bố HTQLCL", "Chưa công bố"), "published_no"),
        (("Kết quả kiểm tra", "Đáp ứng yêu cầu"), "passed_yes"),
        (("Kết quả kiểm tra", "Chưa đáp ứng yêu cầu"), "passed_no"),
        (("Tên tổ chức chứng nhận, chuyên gia đánh giá (nếu có)",), "certifier"),
        (("Ghi chú",), "note"),
        (("Công bố HTQLCL", "Có"), "published_yes"),
        (("Công bố HTQLCL", "Không"), "published_no"),
        (("Kết quả kiểm tra", "Đạt"), "passed_yes"),
        (("Kết quả kiểm tra", "Không đạt"), "passed_no"),
        (("Cơ quan chủ quản",), "parent"),
        (("Đơn vị chủ trì",), "lead_agency"),
        (("Người/đơn vị chịu trách nhiệm",), "lead_agency"),
        (("Bộ phận phối hợp",), "coordinating_agency"),
        (("Đơn vị thực hiện/ phối hợp",), "coordinating_agency"),
        (("Thời gian thực hiện",), "time"),
        (("Thời hạn hoàn thành",), "deadline"),
        (("Hạng mục",), "item"),
        (("Nội dung công việc",), "content"),
        (("ĐVT",), "unit"),
        (("Đơn vị tính",), "unit"),
        (("Số lượng",), "quantity"),
        (("Đơn giá (đồng)",), "unit_price"),
        (("Thành tiền trước thuế",), "before_tax"),
        (("Thuế GTGT",), "tax"),
        (("Thành tiền sau thuế",), "amount"),
        (("Kinh phí",), "amount"),
        (("3. Tên cơ quan",), "agency"),
        (("Các cơ quan, đơn vị",), "agency"),
        (("Số, ngày QĐ công bố",), "published_on"),
        (("Số TTHC hiện có",), "procedures_total"),
        (("Tổng số TTHC đang thực hiện",), "procedures_total"),
        (("Số TTHC thuộc phạm vi áp dụng",), "procedures_total"),
        (("TTHC", "Hiện có"), "procedures_total"),
        (("Số TTHC xây dựng ISO",), "procedures_applied"),
        (("Tổng số TTHC đã áp dụng HTQLCL",), "procedures_applied"),
        (("TTHC", "Theo ISO"), "procedures_applied"),
        (("Số quy trình đã xây dựng",), "procedures_applied"),
        (("Số lượng TTHC áp dụng/tổng số",), "procedures"),
        (("Số TTHC",), "procedures"),
        (("Số TTHC đã công bố năm 2019",), "procedures"),
        (("Số TTHC của các cơ quan",), "procedures"),
        (("Số cơ quan đã áp dụng", "Số lượng"), "agencies_applied"),
        (("Số lượng cơ quan, đơn vị phải áp dụng",), "agencies_total"),
        (("Chứng nhận",), "certifier"),
        (("Đơn vị", "Đánh giá chứng nhận"), "certifier"),
        (("TTHC được thay thế", "Mã"), "procedure_old_code"),
    ],
)
def test_headings_as_offices_print_them(path: tuple[str, ...], field: str) -> None:
    assert heading_fields(path) == Heading(field, None)


@pytest.mark.parametrize(
    ("path", "year"),
    [
        (("Năm triển khai ISO điện tử", "Năm 2018"), 2018),
        (("Lộ trình", "2019"), 2019),
        (("Năm 2020 (giai đoạn 1)",), 2020),
        (("Trong đó: năm 2016 (đồng)",), 2016),
        (("KH năm 2016",), 2016),
        (("Đến năm 2025",), 2025),
        (("Giai đoạn 1 (2019)",), 2019),
        (("Lộ trình", "Đợt II: năm 2020"), 2020),
        (("Kinh phí thực hiện", "Năm 2021"), 2021),
    ],
)
def test_year_columns(path: tuple[str, ...], year: int) -> None:
    assert heading_fields(path) == Heading("year", year)


@pytest.mark.parametrize(
    "path",
    [
        ("Số TTHC chưa áp dụng",),
        ("Số TTHC", "Chưa áp dụng"),
        ("Số TTHC", "Tỷ lệ (%)"),
        ("Đã áp dụng", "Tỷ lệ"),
        ("Số TTHC giải quyết đúng hạn",),
        ("Số TTHC đã rà soát",),
        ("Thời gian họp",),
        ("Số TTHC trồng rừng",),  # words that no list has
    ],
)
def test_what_is_left_over_and_shares_are_no_count_of_procedures_applied(path: tuple[str, ...]) -> None:
    assert heading_fields(path) is None


@pytest.mark.parametrize("path", [(), ("",), ("Có",), ("Màu sắc",), ("(1)",), ("Giai đoạn 2018 - 2020",)])
def test_an_unknown_heading_is_not_guessed(path: tuple[str, ...]) -> None:
    assert heading_fields(path) is None


@pytest.mark.parametrize(
    ("label", "outer", "level"),
    [
        ("Ủy ban nhân dân cấp xã", [], "commune"),
        ("Ủy ban nhân dân cấp huyện", [], "district"),
        ("Các Chi cục hoặc tương đương", [], "sub_department"),
        ("Các đơn vị sự nghiệp công lập", [], "public_service_unit"),
        ("Ủy ban nhân dân tỉnh, các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh", [], "department"),
        ("18 Phòng chuyên môn thuộc UBND huyện", [], "other"),
        ("19 Sở, Ban, ngành, đoàn thể tỉnh", [], "department"),
        ("Huyện Đăk Glei", ["Ủy ban nhân dân cấp xã"], "commune"),
        ("UBND huyện Điện Biên (15/25)", [], "commune"),
        ("Tổng (147 cơ quan)", [], None),
    ],
)
def test_what_a_group_counts(label: str, outer: list[str], level: str | None) -> None:
    assert group_level(label, outer) == level


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Danh sách UBND cấp xã áp dụng TCVN ISO 9001:2015 năm 2018", 2018),
        ("DANH SÁCH ĐƠN VỊ THỰC HIỆN NĂM 2019", 2019),
        ("(Kèm theo Kế hoạch số 123/KH-UBND ngày 4 tháng 5 năm 2018)", None),
        ("Lộ trình giai đoạn 2018 - 2020", None),
        ("từ năm 2018 đến năm 2020", None),
        ("Danh sách năm 2018 và năm 2019", None),
    ],
)
def test_the_year_of_a_list(title: str, year: int | None) -> None:
    assert title_year(title) == year


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("{name: Quốc hội, kind: quoc_hoi}", r"\('Quốc hội'\): words: Field required"),
        ("{name: Quốc hội, kind: quoc_hoi, words: [quốc hội], shrot: QH}", r"\('Quốc hội'\): shrot: "),
        ("[Quốc hội, quoc_hoi, [quốc hội]]", r"\(\['Quốc hội'.*\) must be a mapping"),
    ],
)
def test_a_faulty_entry_is_named_with_its_file(
    entry: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "faulty.yaml").write_text(f"bodies:\n- {entry}\n", encoding="utf-8")
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    loader.raw.cache_clear()
    from normalizers.vocabulary.agency_catalogue import Central

    with pytest.raises(VocabularyError, match=r"faulty\.yaml: bodies entry 1 " + fault):
        loader.entries("faulty.yaml", "bodies", Central)


def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.yaml").write_text("- 1\n", encoding="utf-8")
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    with pytest.raises(VocabularyError, match=r"list\.yaml: the top level"):
        loader.raw("list.yaml")


@pytest.mark.parametrize("heading", ["Cơ quan, địa phương", "Đơn vị/Địa phương", "Cơ quan và địa phương"])
def test_a_heading_of_several_words_for_the_same_means_it(heading: str) -> None:
    found = heading_fields((heading,))
    assert found is not None and found.field == "agency"
    assert heading_fields(("Cơ quan, kinh phí",)) is None or heading_fields(("Cơ quan, kinh phí",)) != found
