"""Letter heads whose bodies a dump has run together, cut or lost, and titles and numbers of older documents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.heads.joined_bodies import parts
from normalizers.codes import find_codes
from pipeline.process import process
from pipeline.result import DocumentResult, Settings
from tests.test_header import MOTTO, issuer, read


def _run(text: str) -> DocumentResult:
    return process(text.encode(), "a.txt", Settings())


def _document(text: str) -> dict[str, Any]:
    return _run(text).tables["documents"][0]


def _issuer_name(text: str) -> str:
    tables = _run(text).tables
    names = {row["agency_id"]: str(row["name"]) for row in tables["agencies"]}
    return names[tables["documents"][0]["issuer_id"]]


def _cells(body: str, number: str, where: str = "Hà Nội") -> str:
    """Return a letter head as a portal's cells leave it: both bodies on one line."""
    return (
        f"{body} | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: {number} | {where}, ngày 14 tháng 5 năm 2019 |\n"
        "QUYẾT ĐỊNH\nVỀ VIỆC GIAO NHIỆM VỤ NĂM 2019\nCăn cứ Luật Giá ngày 20 tháng 6 năm 2012;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Giao nhiệm vụ.\n"
    )


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("BỘ Y TẾ CỤC QUẢN LÝ KHÁM, CHỮA BỆNH", ["BỘ Y TẾ", "CỤC QUẢN LÝ KHÁM, CHỮA BỆNH"]),
        ("BỘ TÀI CHÍNH TỔNG CỤC THUẾ CỤC THUẾ TỈNH B", ["BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH B"]),
        ("UBND HUYỆN CHÂU THÀNH PHÒNG Y TẾ", ["UBND HUYỆN CHÂU THÀNH", "PHÒNG Y TẾ"]),
        ("TỈNH ỦY LONG AN BAN NỘI CHÍNH", ["TỈNH ỦY LONG AN", "BAN NỘI CHÍNH"]),
        (
            "CÔNG AN TỈNH ĐẮK LẮK CÔNG AN HUYỆN LẮK",
            ["CÔNG AN TỈNH ĐẮK LẮK", "CÔNG AN HUYỆN LẮK"],
        ),
        ("UBND TỈNH B ỦY BAN NHÂN DÂN ĐẶC KHU C", ["UBND TỈNH B", "ỦY BAN NHÂN DÂN ĐẶC KHU C"]),
        ("UBND HUYỆN B HỘI ĐỒNG TUYỂN DỤNG VIÊN CHỨC", ["UBND HUYỆN B", "HỘI ĐỒNG TUYỂN DỤNG VIÊN CHỨC"]),
        ("PHÒNG GD&ĐT THÀNH PHỐ B TRƯỜNG THCS C", ["PHÒNG GD&ĐT THÀNH PHỐ B", "TRƯỜNG THCS C"]),
        ("BỘ CÔNG AN CÔNG AN TỈNH B", ["BỘ CÔNG AN", "CÔNG AN TỈNH B"]),
        ("QUÂN KHU 5 BỘ CHỈ HUY QUÂN SỰ TỈNH B", ["QUÂN KHU 5", "BỘ CHỈ HUY QUÂN SỰ TỈNH B"]),
        ("ỦY BAN MTTQ VIỆT NAM TỈNH B BAN THƯỜNG TRỰC", ["ỦY BAN MTTQ VIỆT NAM TỈNH B", "BAN THƯỜNG TRỰC"]),
        # one body each: the second kind's word is part of the name
        ("BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG", ["BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG"]),
        ("SỞ QUY HOẠCH - KIẾN TRÚC", ["SỞ QUY HOẠCH - KIẾN TRÚC"]),
        ("TRƯỜNG ĐẠI HỌC Y DƯỢC CẦN THƠ", ["TRƯỜNG ĐẠI HỌC Y DƯỢC CẦN THƠ"]),
        ("BỘ CHỈ HUY QUÂN SỰ TỈNH AN GIANG", ["BỘ CHỈ HUY QUÂN SỰ TỈNH AN GIANG"]),
        ("BỘ TƯ PHÁP - BỘ TÀI CHÍNH", ["BỘ TƯ PHÁP - BỘ TÀI CHÍNH"]),
    ],
)
def test_bodies_of_one_line_are_told_apart(line: str, bodies: list[str]) -> None:
    assert parts(line) == bodies


def test_a_ministry_over_its_department_in_one_cell() -> None:
    assert issuer(read(_cells("BỘ Y TẾ CỤC Y TẾ DỰ PHÒNG", "12/QĐ-DP"))) == "CỤC Y TẾ DỰ PHÒNG"


def test_a_partys_office_under_its_committee_is_that_committees() -> None:
    text = (
        "TỈNH ỦY LONG AN BAN NỘI CHÍNH | ĐẢNG CỘNG SẢN VIỆT NAM |\n"
        "Số 15-HD/BNCTU | Tân An, ngày 14 tháng 5 năm 2019 |\nHƯỚNG DẪN\nVỀ CÔNG TÁC TIẾP DÂN\n"
        "Căn cứ Luật Tiếp công dân năm 2013;\n"
    )
    assert _issuer_name(text) == "Ban Nội chính Tỉnh ủy"


def test_the_country_of_before_1976_is_no_body() -> None:
    facts = read(
        "BỘ LAO ĐỘNG\n-----\nVIỆT NAM DÂN CHỦ CỘNG HÒA\nĐộc lập - Tự do - Hạnh phúc\n-----\nSố: 14-LĐ/TT\n"
        "Hà Nội, ngày 06 tháng 8 năm 1966\nTHÔNG TƯ\nHƯỚNG DẪN TRẢ LƯƠNG KHI ĐI HỌC\nThi hành Nghị định số 52-CP;\n"
    )
    assert issuer(facts) == "BỘ LAO ĐỘNG"


def test_a_departments_symbol_under_a_committee_alone_is_the_departments() -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\n{MOTTO}Số: 44/HD-SGDĐT\nCần Thơ, ngày 03 tháng 9 năm 2015\nHƯỚNG DẪN\n"
        "THỰC HIỆN NHIỆM VỤ NĂM HỌC\nSở Giáo dục và Đào tạo hướng dẫn các trường như sau:\n"
    )
    assert issuer(read(text)) == "Sở Giáo dục và Đào tạo"


def test_a_court_without_its_place_is_nobodys_and_with_a_symbol_the_highest() -> None:
    head = f"{MOTTO}Số: {{}}\nHà Nội, ngày 03 tháng 9 năm 2015\n{{}}\nCăn cứ Luật Tổ chức Tòa án nhân dân năm 2014;\n"
    bare = _run("TÒA ÁN NHÂN DÂN\n" + head.format("7/TB-TA", "THÔNG BÁO\nVỀ LỊCH XÉT XỬ"))
    assert bare.tables["documents"][0]["issuer_id"] is None
    highest = "TÒA ÁN NHÂN DÂN\n" + head.format("7/2015/TT-TANDTC", "THÔNG TƯ\nQUY ĐỊNH VỀ TRANG PHỤC")
    assert _issuer_name(highest) == "Tòa án nhân dân tối cao"


def test_a_row_of_a_list_is_no_document() -> None:
    result = _run("Văn bản pháp luật\nTrang 1/3\n1 Số: 12/2010/QH12 01/07/2010\n2 Số: 13/2010/QH12 01/07/2010\n")
    assert result.errors[0].category == "not_a_decision"


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("V.v cấp phép nhập khẩu máy móc", "cấp phép nhập khẩu máy móc"),
        ("Về: cấp phép nhập khẩu máy móc", "cấp phép nhập khẩu máy móc"),
        ("Cấp phép nhập khẩu máy móc cho công ty", "Cấp phép nhập khẩu máy móc cho công ty"),
    ],
)
def test_the_subject_of_a_letter_in_other_words(below: str, title: str) -> None:
    facts = read(
        f"BỘ CÔNG NGHIỆP\n{MOTTO}Số: 51/CN-KH\n{below}\nHà Nội, ngày 03 tháng 9 năm 2003\nKính gửi: Công ty Cơ khí\n"
        "Bộ Công nghiệp có ý kiến như sau.\n"
    )
    assert facts.values["title"] == title


def test_the_letters_own_subject_comes_before_a_portals() -> None:
    facts = read(
        "Công văn số 51/CN-KH về việc cấp phép nhâp khẩu\nTrang chủ\n"
        f"BỘ CÔNG NGHIỆP\n{MOTTO}Số: 51/CN-KH\nV/v cấp phép nhập khẩu\nHà Nội, ngày 03 tháng 9 năm 2003\n"
        "Kính gửi: Công ty Cơ khí\nBộ Công nghiệp có ý kiến như sau.\n"
    )
    assert facts.values["title"] == "cấp phép nhập khẩu"


def _titled(printed: str) -> Any:
    return read(
        f"BỘ Y TẾ\n{MOTTO}Số: 12/2016/TT-BYT\nHà Nội, ngày 03 tháng 9 năm 2016\n{printed}\n"
        "Căn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n"
    ).values["title"]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("THÔNG TƯ 12/2016/TT-BYT\nQUY ĐỊNH VỀ NHÀ THUỐC", "QUY ĐỊNH VỀ NHÀ THUỐC"),
        ("THÔNG TƯ\nQUY ĐỊNH VỀ NHÀ THUỐC\nNăm 2015, cả nước có hai nghìn nhà thuốc.", "QUY ĐỊNH VỀ NHÀ THUỐC"),
        ("THÔNG TƯ\nSỐ 12/2016/TT-BYT NGÀY 03/9/2016 QUY ĐỊNH VỀ NHÀ THUỐC", "QUY ĐỊNH VỀ NHÀ THUỐC"),
        ("THÔNG TƯ LIÊN NGÀNH\nQUY ĐỊNH VỀ NHÀ THUỐC", "QUY ĐỊNH VỀ NHÀ THUỐC"),
        ("THÔNG TƯ\nSỐ 12-BYT/TT NGÀY 3-9-2016 CỦA BỘ Y TẾ QUY ĐỊNH VỀ NHÀ THUỐC", "QUY ĐỊNH VỀ NHÀ THUỐC"),
        ("THÔNG TƯ1\nQUY ĐỊNH VỀ NHÀ THUỐC", "QUY ĐỊNH VỀ NHÀ THUỐC"),
        ("THÔNG TƯ\nTHÔNG TƯ\nQUY ĐỊNH VỀ NHÀ THUỐC", "QUY ĐỊNH VỀ NHÀ THUỐC"),
        ("THÔNG TƯ\nQuy định về nhà thuốc\nHIỆU TRƯỞNG TRƯỜNG CAO ĐẲNG Y TẾ", "Quy định về nhà thuốc"),
    ],
)
def test_titles_of_other_layouts(printed: str, title: str) -> None:
    assert _titled(printed) == title


def test_a_long_title_in_capitals_is_no_running_text() -> None:
    title = (
        "VỀ VIỆC BAN HÀNH QUY CHẾ " + "PHỐI HỢP GIỮA CÁC CƠ QUAN CÓ THẨM QUYỀN VÀ " * 8 + "TRUNG TÂM HÀNH CHÍNH CÔNG"
    )
    facts = read(
        f"BỘ Y TẾ\n{MOTTO}Số: 8/QĐ-BYT\nHà Nội, ngày 06 tháng 6 năm 2002\n{title}\n"
        "Căn cứ Luật Dược ngày 06 tháng 4 năm 2001;\n"
    )
    assert facts.values["title"] in (title, title.removeprefix("VỀ VIỆC "))


def test_the_bodies_beside_the_type_are_the_issuers() -> None:
    facts = read(
        "CỔNG THÔNG TIN ĐIỆN TỬ BỘ TƯ PHÁP\nTHÔNG TƯ LIÊN TỊCH\n"
        "CỦA BỘ TƯ PHÁP - BỘ CÔNG AN SỐ 05/2002/TTLT-BTP-BCA NGÀY 04 THÁNG 3 NĂM 2002 VỀ TRẠI GIAM\n"
        "Căn cứ Pháp lệnh Thi hành án phạt tù ngày 20 tháng 3 năm 1993;\n"
    )
    assert "BỘ CÔNG AN" in issuer(facts)
    assert "CỔNG" not in issuer(facts)


@pytest.mark.parametrize(
    ("above", "below", "body"),
    [
        ("KIỂM", "TOÁN NHÀ NƯỚC", "KIỂM TOÁN NHÀ NƯỚC"),
        ("THANH", "TRA CHÍNH PHỦ", "THANH TRA CHÍNH PHỦ"),
        ("BẢO", "HIỂM XÃ HỘI VIỆT NAM", "BẢO HIỂM XÃ HỘI VIỆT NAM"),
    ],
)
def test_a_kind_of_body_cut_in_two(above: str, below: str, body: str) -> None:
    facts = read(
        f"{above}\n{below}\n{MOTTO}Số: 9/QĐ-X\nHà nội, ngày 03 tháng 9 năm 2016\nQUYẾT ĐỊNH\nVỀ LỊCH TRỰC\n"
        "Căn cứ Luật Giá ngày 20 tháng 6 năm 2012;\n"
    )
    assert issuer(facts) == body
    assert facts.values["issued_on"] == date(2016, 9, 3)  # the place in small letters


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Công văn số 123456/CTHN-TTHT", "123456/CTHN-TTHT"),
        ("Quyết định số 62/QĐ-NHNN5", "62/QĐ-NHNN5"),
        ("Công văn số 512TM/XNK ngày 3/4/2001", "512TM/XNK"),
        ("Nghị quyết số 20NQ/TW", "20-NQ/TW"),
    ],
)
def test_numbers_of_other_forms(printed: str, code: str) -> None:
    assert [found.code for found in find_codes(printed)] == [code]


def test_letters_behind_figures_are_a_number_only_where_it_says_so() -> None:
    assert find_codes("lô hàng 512TM/XNK của công ty") == []


def test_a_symbol_whose_end_stands_lower() -> None:
    facts = read(
        "UBND HUYỆN CƯ JÚT\n" + MOTTO + "BAN CHỈ ĐẠO PCGD\nSố: 25 / BC-BCĐ-\nCư Jút, ngày 13 tháng 11 năm 2020\nXMC\n"
        "BÁO CÁO\nTÌNH HÌNH XÓA MÙ CHỮ\nCăn cứ Luật Giáo dục năm 2019;\n"
    )
    assert facts.values["code"] == "25/BC-BCĐ-XMC"


def test_an_annex_of_another_document_gives_no_number() -> None:
    document = _run(
        "Kính gửi: Cục Thuế các tỉnh, thành phố\nBộ Tài chính nhận được nhiều câu hỏi và hướng dẫn như sau:\n"
        "1. Tờ khai ghi theo mẫu tại mục 3 Phụ lục I ban hành kèm theo Thông tư số 80/2021/TT-BTC.\n"
    ).tables.get("documents", [{}])[0]
    assert document.get("code") is None


def test_a_page_number_glued_to_the_first_body() -> None:
    facts = read(
        f"Trang 1UBND XÃ ĐẮK WIL\n{MOTTO}Số: 3/TTr-UBND\nĐắk Wil, ngày 26 tháng 9 năm 2014\nTỜ TRÌNH\n"
        "Về việc sửa cầu\nKính gửi: UBND huyện Cư Jút\nCăn cứ Luật Giá năm 2012;\nTM. UBND XÃ\nCHỦ TỊCH\n"
    )
    assert issuer(facts) == "UBND XÃ ĐẮK WIL"


def test_a_post_alone_is_no_issuer() -> None:
    facts = read(
        f"{MOTTO}Số: 3/TTr-X\nĐắk Wil, ngày 26 tháng 9 năm 2014\nTỜ TRÌNH\nVề việc sửa cầu\n"
        "Căn cứ Luật Giá năm 2012;\nCHỦ TỊCH\nNguyễn Văn Ba\n"
    )
    assert facts.issuer is None


def test_a_chairmans_decision_whose_place_a_dump_has_lost_is_of_the_place_of_issue() -> None:
    text = (
        "Quyết định 4/2025/QĐ-CTUBND\n| Số hiệu | 4/2025/QĐ-CTUBND |\n| Loại văn bản | Quyết định |\n|\n"
        "CHỦ TỊCH ỦY BAN\nNHÂN DÂN |\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\n|\nSố: 4/2025/QĐ-CTUBND |\n"
        "Gia Lai, ngày 20 tháng 11 năm 2025 |\nCăn cứ Luật Giá số 16/2023/QH15;\n"
        "Chủ tịch Ủy ban nhân dân ban hành Quyết định phân cấp quản lý.\n"
    )
    assert _issuer_name(text) == "Ủy ban nhân dân tỉnh Gia Lai"


def test_a_bullet_before_a_body() -> None:
    facts = read(
        f" • Thuộc tính văn bản\n • BỘ Y TẾ\n{MOTTO}Số: 8/2022/TT-BYT\nHà Nội, ngày 06 tháng 6 năm 2022\nTHÔNG TƯ\n"
        "Quy định về nhà thuốc\nCăn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n"
    )
    assert issuer(facts) == "BỘ Y TẾ"


def test_a_portals_page_about_a_resolution_is_news() -> None:
    facts = read(
        "NGHỊ QUYẾT Về việc đặt tên đường\n\nNgày 19/05/2024 00:00:00\n\n"
        "Thực hiện Kế hoạch số 48/UBND-VH ngày 15/5/2024 của UBND xã, người dân góp ý về tên đường mới.\n"
    )
    assert (facts.kind, facts.values["type_code"]) == ("news", "TIN")


def test_a_foreign_reference_to_a_circular_names_no_issuer() -> None:
    facts = read(
        f"{MOTTO}Số: 5/HD-X\nAn Giang, ngày 03 tháng 9 năm 2016\nHƯỚNG DẪN\nVỀ NHÀ THUỐC\n"
        "(Ban hành kèm theo Thông tư số 12/2016/TT-BYT ngày 01 tháng 7 năm 2016 của Bộ trưởng Bộ Y tế)\n"
    )
    assert facts.issuer is None


def test_a_name_with_the_word_signed_behind_it() -> None:
    document = _document(
        f"BỘ Y TẾ\n{MOTTO}Số: 8/QĐ-BYT\nHà Nội, ngày 06 tháng 6 năm 2002\nQUYẾT ĐỊNH\nVỀ NHÀ THUỐC\n"
        "Căn cứ Luật Dược ngày 06 tháng 4 năm 2001;\nQUYẾT ĐỊNH:\nĐiều 1. Công nhận nhà thuốc.\n"
        "| Lê Thị Hoa (Đã ký) |\n"
    )
    assert document["signer_name"] == "Lê Thị Hoa"


def _basis(clause: str) -> list[tuple[str, str | None]]:
    text = (
        f"BỘ Y TẾ\n{MOTTO}Số: 8/QĐ-BYT\nHà Nội, ngày 06 tháng 6 năm 2022\nQUYẾT ĐỊNH\nVỀ NHÀ THUỐC\n{clause}\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Công nhận nhà thuốc.\n"
    )
    rows = _run(text).tables["citations"]
    return [(row["type_code"], row["code"] or row["title"]) for row in rows if row["relation"] == "legal_basis"]


@pytest.mark.parametrize(
    ("clause", "basis"),
    [
        ("Triển khai thực hiện Chỉ thị số 4/CT-TTg ngày 3/2/2022;", [("CT", "4/CT-TTg")]),
        ("Căn cứ điểm c, điểm d khoản 4 Điều 9 Luật Giá năm 2012;", [("L", "Luật Giá")]),
        ("Căn cứ quy định về việc đặt tên nhà thuốc theo Thông tư số 7/2018/TT-BYT;", [("TT", "7/2018/TT-BYT")]),
        ("Căn cứ Luật Bảo hiểm y tế (BHYT) số 25/2008/QH12;", [("L", "25/2008/QH12")]),
    ],
)
def test_a_basis_in_other_words(clause: str, basis: list[tuple[str, str]]) -> None:
    assert _basis(clause) == basis


def test_a_title_of_old_gives_number_day_and_body_of_a_dump_without_letter_head() -> None:
    facts = read(
        "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 8/2002/NĐ-CP NGÀY 22 THÁNG 1 NĂM 2002 VỀ PHÍ ĐƯỜNG BỘ\n"
        "Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\n"
    )
    assert (facts.values["code"], facts.values["issued_on"]) == ("8/2002/NĐ-CP", date(2002, 1, 22))
    assert (issuer(facts), facts.values["title"]) == ("CHÍNH PHỦ", "VỀ PHÍ ĐƯỜNG BỘ")


def test_a_letter_head_alone_under_a_list_of_other_documents() -> None:
    rows = "".join(f"- {number}Nghị định {number}/2016/NĐ-CP về phí đường bộ\n" for number in range(1, 15))
    facts = read(
        f"{rows}UBND TỈNH BẮC KẠN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 60/2023/QĐ-UBND | Bắc Kạn, ngày 29 tháng 12 năm 2023 |\n"
    )
    assert (facts.values["code"], issuer(facts)) == ("60/2023/QĐ-UBND", "UBND TỈNH BẮC KẠN")


def test_a_cell_with_an_edge_behind_the_body() -> None:
    text = (
        "Kế hoạch 18/KH-UBND\n| Số hiệu | 18/KH-UBND |\n| Loại văn bản | Kế hoạch |\n|\nỦY BAN NHÂN DÂN |\n"
        "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\n|\nSố: 18/KH-UBND |\nBắc Ninh, ngày 29 tháng 12 năm 2023 |\n"
        "KẾ HOẠCH\nTRỒNG CÂY NĂM 2024\nCăn cứ Luật Lâm nghiệp năm 2017;\n"
    )
    assert _issuer_name(text) == "Ủy ban nhân dân tỉnh Bắc Ninh"


def test_a_ministry_whose_second_line_a_dump_has_lost_is_the_one_of_its_symbol() -> None:
    text = _cells("BỘ VĂN HOÁ, THỂ THAO", "12/QĐ-BVHTTDL")
    assert _issuer_name(text) == "Bộ Văn hóa, Thể thao và Du lịch"


def test_a_tax_departments_letter_is_no_directive() -> None:
    facts = read(
        f"TỔNG CỤC THUẾ\nCỤC THUẾ TỈNH BẮC KẠN\n{MOTTO}Số: 269/CT-TTHT\nV/v chuyển lỗ\n"
        "Bắc Kạn, ngày 26 tháng 4 năm 2019\nKính gửi: Công ty Cơ khí\nCục Thuế có ý kiến như sau.\n"
    )
    assert (facts.values["type_code"], facts.values["code"]) == ("CV", "269/CT-TTHT")


def test_social_insurance_without_its_place_is_the_one_that_decides_below() -> None:
    head = f"BẢO HIỂM XÃ HỘI\n{MOTTO}Số: 9/QĐ-BHXH\nHà Nội, ngày 09 tháng 6 năm 2023\nQUYẾT ĐỊNH\nVỀ SỔ BẢO HIỂM\n"
    basis = "Căn cứ Luật Bảo hiểm xã hội ngày 20 tháng 11 năm 2014;\n"
    assert _issuer_name(head + "TỔNG GIÁM ĐỐC BẢO HIỂM XÃ HỘI VIỆT NAM\n" + basis) == "Bảo hiểm xã hội Việt Nam"


def test_what_a_portal_tells_over_a_letter_head_is_not_its_text() -> None:
    facts = read(
        "Văn bản 51 về kỳ thi nghề\n\nNgày 22/3/2023 Bộ Công nghiệp đã ban hành văn bản về kỳ thi nghề.\n\n"
        f"BỘ CÔNG NGHIỆP\nSố: 51/CN-KH\nV/v kỳ thi nghề\n{MOTTO}Hà Nội, ngày 22 tháng 3 năm 2023\nKính gửi: Các sở\n\n"
        "Kỳ thi theo Quy chế thi tay nghề (TTN) ban hành kèm theo Thông tư số 15/2020/TT-CN ngày 26/5/2020.\n"
    )
    assert (facts.values["code"], facts.values["title"]) == ("51/CN-KH", "kỳ thi nghề")
    assert issuer(facts) == "BỘ CÔNG NGHIỆP"


def test_a_rule_that_is_annexed_to_another_document_gives_no_number() -> None:
    facts = read(
        f"BỘ CÔNG NGHIỆP\n{MOTTO}Hà Nội, ngày 22 tháng 3 năm 2023\nKính gửi: Các sở\n\n"
        "Kỳ thi theo Quy chế thi tay nghề (TTN) ban hành kèm theo Thông tư số 15/2020/TT-BCN ngày 26/5/2020.\n"
    )
    assert facts.values.get("code") is None


def test_the_labels_of_a_portal_are_no_number() -> None:
    text = "09:26 Thứ tư , Ngày 02 Tháng 04 Năm 2025\nSố / ký hiệu 01/2016/QH14\nHình thức văn bản Luật\n"
    assert _run(text).errors[0].category == "not_a_decision"


@pytest.mark.parametrize("line", ["THÔNG TƯ15/2017/TT-BYT\nngày 31 tháng 8 năm 2017", "THÔNG TƯ 15/2017/TT-BYT"])
def test_the_number_beside_the_type_of_a_document_without_letter_head(line: str) -> None:
    facts = read(f"{line}\nQUY ĐỊNH VỀ NHÀ THUỐC\nCăn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n")
    assert (facts.values["code"], facts.values["title"]) == ("15/2017/TT-BYT", "QUY ĐỊNH VỀ NHÀ THUỐC")
    assert facts.values.get("issued_on") == (date(2017, 8, 31) if "ngày" in line else None)


def test_a_document_in_the_heading_of_a_page_is_not_the_page() -> None:
    text = "THÔNG TƯ 15/2017/TT-BYT NGÀY 01/11/2017 về nhà thuốc\n\nVideo Clip\n\nThống kê truy cập\n"
    assert _run(text).errors[0].category == "not_a_decision"


def test_a_type_in_the_left_column_read_before_the_right_one() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG\nSố: 215/KH-UBND\nKẾ HOẠCH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc Tuyên Quang, ngày 09 tháng 10 năm 2025\nÁp dụng ISO điện tử năm 2026\n\n"
        "Thực hiện Quyết định số 118/QĐ-TTg ngày 25/01/2025 của Thủ tướng Chính phủ, UBND tỉnh ban hành Kế hoạch:\n"
    )
    document = _document(text)
    assert (document["title"], document["issued_at_place"]) == ("Áp dụng ISO điện tử năm 2026", "Tuyên Quang")
