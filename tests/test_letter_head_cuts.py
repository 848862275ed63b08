"""Letter heads that narrow columns or a hard wrap have cut."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_header import issuer, read


def test_a_hard_wrapped_dump_cuts_number_place_and_motto() -> None:
    facts = read(
        "HỘI\nĐỒNG NHÂN DÂN\nTỈNH BÌNH ĐỊNH\n-------\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n|\nSố:\n21/2022/NQ-HĐND\n|\nBình\nĐịnh, ngày 07 tháng 9 năm 2022\n|\n"
        "NGHỊ QUYẾT\nBAN HÀNH CƠ CHẾ LỒNG GHÉP NGUỒN VỐN GIỮA CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA\n"
        "TRÊN ĐỊA BÀN TỈNH BÌNH ĐỊNH GIAI ĐOẠN 2021-2025\nHỘI ĐỒNG NHÂN DÂN TỈNH BÌNH ĐỊNH\n"
        "KHÓA XIII KỲ HỌP THỨ 7\nCăn cứ Luật Đầu tư công ngày 13 tháng 6 năm 2019;\n"
    )
    assert facts.values["code"] == "21/2022/NQ-HĐND"
    assert facts.values["issued_on"] == date(2022, 9, 7)
    assert facts.values["issued_at_place"] == "Bình Định"
    assert issuer(facts) == "HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH ĐỊNH"
    assert str(facts.values["title"]).endswith("GIAI ĐOẠN 2021-2025")


def test_a_date_cut_behind_ngay_and_a_title_that_begins_with_another_type() -> None:
    facts = read(
        "BỘ TÀI CHÍNH\n|\nCỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\n|\nSố:\n16/2017/TT-BTC\n|\nHà Nội, ngày\n"
        "28 tháng 02 năm 2017\n|\nTHÔNG TƯ\nQUY ĐỊNH CHI TIẾT QUYẾT ĐỊNH SỐ 20/2016/QĐ-TTG\nCăn cứ Luật Phí;\n"
    )
    assert (facts.values["type_code"], facts.values["code"]) == ("TT", "16/2017/TT-BTC")
    assert facts.values["issued_on"] == date(2017, 2, 28)
    assert facts.values["title"] == "QUY ĐỊNH CHI TIẾT QUYẾT ĐỊNH SỐ 20/2016/QĐ-TTG"


def test_a_place_and_a_name_that_narrow_columns_cut() -> None:
    facts = read(
        "ỦY BAN NHÂN\nDÂN\nTHÀNH PHỐ HỒ CHÍ MINH\n********\n|\nSố:\n12/2003/QĐ-UB\n|\nTP Hồ Chí\nMinh, ngày 17 tháng 7 "
        "năm 2003\n|\nQUYẾT ĐỊNH\nVỀ GIAO ĐẤT\nCăn cứ Luật Đất đai;\n"
    )
    assert facts.values["issued_at_place"] == "TP Hồ Chí Minh"


def test_a_place_of_two_names_that_a_narrow_column_cuts() -> None:
    facts = read(
        "ỦY BAN NHÂN DÂN\nTỈNH BÀ RỊA-VŨNG TÀU\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n|\nSố: 06/CT-UBND\n|\n"
        "Bà Rịa - Vũng\nTàu, ngày 30 tháng 7 năm 2024\n|\nCHỈ THỊ\nVỀ AN TOÀN GIAO THÔNG\nTrong những năm qua,\n"
    )
    assert facts.values["issued_at_place"] == "Bà Rịa - Vũng Tàu"


def test_a_number_that_stands_in_two_cells() -> None:
    facts = read(
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\n-------\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n|\nSố: 34\n/2024/QĐ-UBND\n|\nCần Thơ, ngày 07 tháng 9 năm 2024\n|\n"
        "QUYẾT ĐỊNH\nVề giá dịch vụ đò ngang\nCăn cứ Luật Giá;\n"
    )
    assert facts.values["code"] == "34/2024/QĐ-UBND"


def test_the_name_of_the_kind_that_stands_on_two_lines() -> None:
    facts = read(
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH ĐỊNH\n|\nCỘNG HÒA XÃ HỘI CHỦ\nNGHĨA VIỆT NAM\n|\nSố: 12/QĐ-UBND\n|\n"
        "Bình Định, ngày 05 tháng 3 năm 2012\n|\nQUYẾT\nĐỊNH\nVỀ\nVIỆC QUẢN LÝ CHỢ\nTRÊN ĐỊA BÀN TỈNH\n"
        "ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Giá;\n"
    )
    assert (facts.values["type_code"], facts.values["title"]) == ("QĐ", "VỀ VIỆC QUẢN LÝ CHỢ TRÊN ĐỊA BÀN TỈNH")


def test_a_motto_and_a_day_that_go_on_beside_the_next_line_of_the_left_column() -> None:
    facts = read(
        "   TỔNG CỤC THUẾ              CỘNG HÒA XÃ HỘI CHỦ NGHĨA\n CỤC THUẾ TỈNH LONG AN               VIỆT NAM\n"
        "                              Độc lập - Tự do - Hạnh phúc\n"
        " Số: 154/CTLAN-TTHT       Long An, ngày 28 tháng 6 năm\n"
        "V/v chính sách thuế thu nhập        2022\n        cá nhân\n\nKính gửi: Công ty TNHH Phương Nam\n"
    )
    assert issuer(facts) == "CỤC THUẾ TỈNH LONG AN"
    assert facts.values["issued_on"] == date(2022, 6, 28)
    assert facts.values["title"] == "chính sách thuế thu nhập cá nhân"


def test_a_subject_with_the_place_and_the_day_beside_it() -> None:
    facts = read(
        "BỘ NỘI VỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 34/BNV-CCVC Độc lập - Tự do - Hạnh phúc\n"
        "V/v xác định vị trí việc làm Hà Nội, ngày 26 tháng 6 năm 2023\ntrong đơn vị sự nghiệp\n\n"
        "Kính gửi: Sở Nội vụ tỉnh Hà Tĩnh\n"
    )
    assert facts.values["title"] == "xác định vị trí việc làm trong đơn vị sự nghiệp"
    assert facts.values["issued_on"] == date(2023, 6, 26)


def test_a_title_without_a_mark_ends_before_a_sentence_that_begins_with_its_day() -> None:
    facts = read(
        "UBND TỈNH QUẢNG NINH\nVĂN PHÒNG\n\nSố: 214/TB-VP\n\nQuảng Ninh, ngày 18 tháng 5 năm 2020\nTHÔNG BÁO\n\n"
        "Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp về tiến độ dự án đường cao\n"
        "tốc Vân Đồn - Móng Cái và các tuyến đường nối trên địa bàn các huyện ven biển\n"
        "Ngày 15/5/2020, tại trụ sở, Phó Chủ tịch UBND tỉnh đã chủ trì cuộc họp, nghe\n"
        "báo cáo của sở, ý kiến của các đại biểu dự họp và của Ủy ban nhân dân các\n"
        "huyện có tuyến đường đi qua, và kết luận:\n"
        "1. Giao Ủy ban nhân dân huyện hoàn thành việc chi trả cho các hộ dân và bàn\ngiao mặt bằng.\n"
    )
    assert str(facts.values["title"]).endswith("các huyện ven biển")


def test_a_degree_of_urgency_on_the_line_of_the_body_is_no_part_of_its_name() -> None:
    facts = read(
        "ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH HỎA TỐC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 96/UBND-VP3\n"
        "V/v phòng, chống dịch\nNam Định, ngày 06 tháng 3 năm 2019\nKính gửi: Các sở\n"
    )
    assert issuer(facts) == "ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH"


def test_a_motto_that_is_cut_inside_the_countrys_name() -> None:
    facts = read(
        "  UBND TỈNH KHÁNH HÒA              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\n"
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ           NAM\n"
        "          HỘI                      Độc lập - Tự do - Hạnh phúc\n"
        "  Số: 711/QĐ-SLĐTBXH     Khánh Hòa, ngày 19 tháng 7 năm "
        "2019\n                QUYẾT ĐỊNH\n\n        Về việc giao quyền tự chủ\n\nCăn cứ Luật Giá;\n"
    )
    assert issuer(facts) == "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"


def test_a_judgment_says_its_day_and_its_judge() -> None:
    facts = read(
        "TÒA ÁN NHÂN DÂN\nHUYỆN KRÔNG NÔ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Bản án số: 15/2021/DS-ST\nNgày 22 - 4 - 2021\nV/v tranh chấp hợp đồng vay tài sản\nNHÂN DANH\n"
        "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nThành phần Hội đồng xét xử gồm có: Bà Nguyễn Thị Hạnh\n"
        "TM. HỘI ĐỒNG XÉT XỬ\nTHẨM PHÁN - CHỦ TỌA PHIÊN TÒA\n\nNguyễn Thị Hạnh\n"
    )
    assert (facts.values["code"], facts.values["issued_on"]) == ("15/2021/DS-ST", date(2021, 4, 22))
    assert facts.values["signer_name"] == "Nguyễn Thị Hạnh"


def test_what_is_left_of_the_motto_under_a_subject_is_no_part_of_it() -> None:
    facts = read(
        "SỞ Y TẾ ĐẮK LẮK\nSố: 903/SYT-NVY\nV/v tăng cường giám sát bệnh bạch hầu\n\nNAM\n\n"
        "Độc lập - Tự do - Hạnh phúc\n"
        "Đắk Lắk, ngày 02 tháng 7 năm 2020\nKính gửi: Các trung tâm y tế\n"
    )
    assert facts.values["title"] == "tăng cường giám sát bệnh bạch hầu"


@pytest.mark.parametrize("authority", ["", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG\n"])
@pytest.mark.parametrize("between", ["", "\n\n"])
def test_a_committee_whose_name_is_cut_in_its_last_word(authority: str, between: str) -> None:
    beside = "             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto = "                 Độc lập - Tự do - Hạnh phúc"
    facts = read(
        f" CHỦ TỊCH ỦY BAN NHÂN{'' if between else beside}\n       DÂN{'' if between else motto}\n"
        f"    TỈNH ĐẮK NÔNG          ______________\n{between}"
        f"Số: 1217/QĐ-UBND       Đắk Nông, ngày 16 tháng 8 năm 2021\n\n      QUYẾT ĐỊNH\n"
        f"Công bố Danh mục thủ tục hành chính\n{authority}Căn cứ Luật Giá;\n"
    )
    assert issuer(facts) == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG"
