"""Heads that dumps of portals have damaged: a lost type line, a lost second body, a text run into one line."""

from __future__ import annotations

from datetime import date
from typing import Any

from normalizers.agencies import resolve
from normalizers.codes import find_codes
from pipeline.process import process
from pipeline.result import Settings
from tests.test_header import MOTTO, issuer, read


def _document(text: str) -> dict[str, Any]:
    return process(text.encode(), "a.txt", Settings()).tables["documents"][0]


def test_the_word_that_enacts_has_no_title_under_it() -> None:
    facts = read(
        "ỦY BAN NHÂN DÂN |\nSố: 12/2011/QĐ-UBND |\nTân Bình, ngày 03 tháng 8 năm 2011 |\nỦY BAN "
        "NHÂN DÂN QUẬN TÂN BÌNH\n"
        "Căn cứ Luật Giá ngày 20 tháng 6 năm 2012;\nQUYẾT ĐỊNH:\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n"
    )
    assert facts.values["type_code"] == "QĐ"
    assert facts.values.get("title") is None


def test_a_resolution_on_a_communes_page_is_known_by_its_enacting_word() -> None:
    facts = read(
        "Nghị quyết về thu ngân sách năm 2020\n16:42 12/08/2020\n\nHỘI ĐỒNG NHÂN DÂN XÃ KHÓA XX KỲ HỌP THỨ 2\n\n"
        "Căn cứ luật ngân sách nhà nước ngày 25/6/2015;\n\nQUYẾT NGHỊ :\n\nĐiều 1. Thông qua dự toán thu.\n"
    )
    assert (facts.kind, facts.values["type_code"]) == ("official", "NQ")
    assert facts.values.get("issued_on") is None


def test_an_act_without_letter_head_is_known_by_its_type_and_what_it_rests_on() -> None:
    text = (
        "THÔNG TƯ LIÊN TỊCH\n\nHướng dẫn tiêu chuẩn hậu cần của người làm cơ yếu\n\n"
        "Căn cứ Nghị định số 35/2013/NĐ-CP ngày 22 tháng 4 năm 2013 của Chính phủ;\n\nĐiều 1. Phạm vi\n"
    )
    facts = read(text)
    assert (facts.kind, facts.values["title"]) == ("official", "Hướng dẫn tiêu chuẩn hậu cần của người làm cơ yếu")
    assert process("HỢP ĐỒNG\n\nThuê nhà\n\nCăn cứ Bộ luật Dân sự năm 2015;\n".encode(), "a.txt").status == "skipped"


def test_the_symbol_names_the_body_that_a_dump_has_lost_under_its_ministry() -> None:
    facts = read(
        "BỘ TÀI CHÍNH |\nSố: 755/TCHQ-GSQL | Hà Nội, ngày 11 tháng 02 năm 2020 |\nKính gửi: Cục Hải quan các tỉnh.\n"
        "Để thống nhất thực hiện, Tổng cục Hải quan hướng dẫn như sau:\n"
    )
    assert issuer(facts) == "Tổng cục Hải quan"
    facts = read(
        "BỘ TÀI CHÍNH |\nSố: 12166/BTC-TCHQ | Hà Nội, ngày 31 tháng 8 năm 2016 |\nKính gửi: Tổng cục Hải quan\n"
    )
    assert issuer(facts) == "BỘ TÀI CHÍNH"


def test_what_a_title_corrects_is_not_the_documents_own_number() -> None:
    facts = read(
        f"BỘ Y TẾ\n{MOTTO}Hà Nội, ngày 7 tháng 12 năm 2006\nQUYẾT ĐỊNH\nVề việc đính chính Phụ lục "
        f"ban hành kèm theo Thông tư "
        "liên tịch số 11/2006/TTLT-BYT-BTC ngày 30/10/2006\nBỘ TRƯỞNG BỘ Y TẾ\nCăn cứ Luật Dược;\n"
    )
    assert (facts.values["type_code"], facts.values.get("number")) == ("QĐ", None)
    assert facts.values["issued_on"] == date(2006, 12, 7)


def test_a_title_stands_on_the_line_under_the_body_and_number_of_old() -> None:
    facts = read(
        f"BỘ NỘI THƯƠNG\nSố: 16-NT\n{MOTTO}Hà Nội, ngày 14 tháng 11 năm 1987\n\nTHÔNG TƯ\n\n"
        "CỦA BỘ NỘI THƯƠNG SỐ 16/NT NGÀY 14-11-1987\n\nHƯỚNG DẪN VỀ TỔ CHỨC NGÀNH NỘI THƯƠNG\n\nĐể "
        "thi hành thống nhất:\n"
    )
    assert facts.values["title"] == "HƯỚNG DẪN VỀ TỔ CHỨC NGÀNH NỘI THƯƠNG"


def test_a_text_run_into_one_line_by_a_viewer_that_numbers_its_pages() -> None:
    facts = read(
        "Chia sẻ\n\nLượt xem\n\n"
        * 6
        + "  1. BỘ Y TẾ CỘNG HÒA XàHỘI CHỦ NGHĨA VIỆT NAM  Độc lập  Tự do  Hạnh phúc   Số: "
        "5556/QĐBYT Hà Nội, ngày 04 tháng 12 "
        "năm 2021    QUYẾT ĐỊNH VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH DINH DƯỠNG HỌC ĐƯỜNG BỘ TRƯỞNG BỘ Y TẾ "
        "Căn cứ Nghị quyết số 20NQ/TW "
        "ngày 25/10/2017 của Ban Chấp hành Trung ương về sức khỏe; Theo đề nghị của Vụ trưởng, "
        "QUYẾT ĐỊNH: Điều 1. Phê duyệt."
    )
    assert (facts.values["code"], issuer(facts)) == ("5556/QĐ-BYT", "BỘ Y TẾ")
    assert facts.values["title"] == "VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH DINH DƯỠNG HỌC ĐƯỜNG"


def test_symbols_of_old_of_joint_bodies_and_of_the_party() -> None:
    def code(text: str) -> tuple[str, str]:
        (found,) = find_codes(text)
        return found.type_code, found.code

    assert code("Số: 11/2006/TTLT-BYT- BTC") == ("TTLT", "11/2006/TTLT-BYT-BTC")
    assert code("Số: 18-BYT/TT") == ("TT", "18-BYT/TT")
    assert code("Số: 10b/2003/NQ-HĐND4") == ("NQ", "10b/2003/NQ-HĐND4")
    assert code("Nghị quyết số 20NQ/TW") == ("NQ", "20-NQ/TW")


def test_bodies_of_the_whole_country_that_bear_a_provinces_name() -> None:
    def agency(name: str) -> str | None:
        return resolve(name, province_code="79", on=date(2013, 10, 29)).agency_id

    assert agency("ĐOÀN TNCS HỒ CHÍ MINH") == "00-trung-uong-doan-tncs-ho-chi-minh"
    assert agency("TỔNG LIÊN ĐOÀN LAO ĐỘNG") == "00-tong-lien-doan-lao-dong-viet-nam"
    assert agency("CỤC GSQL VỀ HẢI QUAN") == "00-cuc-giam-sat-quan-ly-ve-hai-quan"


def test_joint_resolution_without_letter_head_is_known_by_type_and_basis() -> None:
    head = _document(
        "NGHỊ QUYẾT LIÊN TỊCH\nVỀ\nCÔNG TÁC PHỐI HỢP GIỮA CHÍNH PHỦ VỚI HỘI NÔNG DÂN VIỆT NAM\n"
        "Căn cứ Luật Thanh niên ngày 16 tháng 6 năm 2020;\nĐiều 1. Phạm vi điều chỉnh\n"
    )
    assert head["type_code"] == "NQLT"


def test_words_of_a_body_cut_by_a_narrow_column_are_joined() -> None:
    head = _document(
        f"VĂN\nPHÒNG CHÍNH PHỦ\n{MOTTO}Số: 41/TB-VPCP\nHà Nội, ngày 3 tháng 2 năm 2016\nTHÔNG BÁO\nKết luận\n"
    )
    assert head["issuer_raw"] == "VĂN PHÒNG CHÍNH PHỦ"


def test_number_with_one_letter_of_a_law_is_read_below_its_label() -> None:
    head = _document(
        f"QUỐC\nHỘI\n{MOTTO}Số:\n47-L/CTN\nHà Nội, ngày 11 tháng 10 năm 1995\nLUẬT\nTHÚ Y\nChương 1:\nQUY ĐỊNH CHUNG\n"
    )
    assert (head["number"], head["symbol"]) == (47, "L/CTN")


def test_joint_issuers_one_under_the_other_give_no_single_issuer() -> None:
    head = _document(
        f"BỘ NỘI VỤ {MOTTO}BỘ TƯ PHÁP\n******\nSố: 09/2009/TTLT-BNV-BTP Hà Nội, ngày 8 tháng 6 năm 2009\n"
        "THÔNG TƯ LIÊN TỊCH\nHƯỚNG DẪN MỘT SỐ ĐIỀU\nĐể thi hành thống nhất:\n"
    )
    assert head["issuer_raw"] == "BỘ NỘI VỤ - BỘ TƯ PHÁP"
    assert head["issuer_id"] is None


def test_title_in_capitals_right_below_place_and_date_needs_no_type_line() -> None:
    head = _document(
        "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 24/HD-VKSTC | "
        "Hà Nội, ngày 9 tháng 8 "
        "năm 2018 |\nMỘT SỐ NỘI DUNG CƠ BẢN TRONG CÔNG TÁC KIỂM SÁT\nCăn cứ Luật Tổ chức Viện kiểm sát nhân dân;\n"
    )
    assert head["title"] == "MỘT SỐ NỘI DUNG CƠ BẢN TRONG CÔNG TÁC KIỂM SÁT"


def test_blank_before_the_ampersand_of_a_symbol_belongs_to_it() -> None:
    head = _document(
        f"SỞ NÔNG NGHIỆP VÀ PTNT\nSố: 65/QĐ-SNN &PTNT\n{MOTTO}Sơn La, ngày 4 tháng 3 năm 2012\n"
        "QUYẾT ĐỊNH\nVề việc giao việc\n"
    )
    assert head["symbol"] == "QĐ-SNN&PTNT"


def test_title_that_a_portal_prints_over_the_letter_head_is_no_type_line() -> None:
    head = _document(
        "THÔNG TƯ 36/2014/TT-BXD QUY ĐỊNH VỀ NHÀ Ở DO BỘ TRƯỞNG BỘ XÂY DỰNG BAN HÀNH\n\nHiệu lực: Còn hiệu lực\n\n"
        f"BỘ XÂY DỰNG\n——-\n\n{MOTTO}\nSố: 36/2014/TT-BXD\n\nHà Nội, ngày 5 tháng 10 năm 2014\n\nTHÔNG TƯ\n\n"
        "QUY ĐỊNH VỀ NHÀ Ở\n\nCăn cứ Luật Nhà ở năm 2005;\n"
    )
    assert (head["issuer_raw"], head["title"]) == ("BỘ XÂY DỰNG", "QUY ĐỊNH VỀ NHÀ Ở")


def test_day_on_its_own_line_without_a_place_is_the_day_of_issue() -> None:
    head = _document(
        f"BỘ QUỐC PHÒNG\n-------\n\n{MOTTO}\nSố: 512/1999-TT-BQP\n\nNgày 7 tháng 5 năm 1999\n\nTHÔNG TƯ\n\n"
        "HƯỚNG DẪN CẤP GIẤY PHÉP\n\nNgày 06/01/1999 Chính phủ đã ban hành Nghị định số 05/1999/NĐ-CP.\n"
    )
    assert head["issued_on"] == date(1999, 5, 7)
    assert head.get("issued_at_place") is None


def test_type_line_that_says_who_issues_gives_the_issuer_without_a_letter_head() -> None:
    head = _document(
        "CHỈ THỊ CỦA THỦ TƯỚNG CHÍNH PHỦ\nVề việc tổ chức kỳ thi năm nay\nĐể kỳ thi an toàn, Thủ tướng Chính phủ chỉ "
        "thị:\n1. Bộ Giáo dục và Đào tạo:\na) Hướng dẫn các địa phương.\n"
    )
    assert (head["type_code"], head["issuer_raw"]) == ("CT", "THỦ TƯỚNG CHÍNH PHỦ")


def test_a_subject_without_its_word_stands_right_below_the_number() -> None:
    head = _document(
        f"UỶ BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG\n-------\n\n{MOTTO}\nSố: 412/UBND-QLĐT\nVề rà soát quỹ đất công cộng\n\n"
        "Đà Nẵng, ngày 3 tháng 4 năm 2009\n\nKính gửi: Sở Xây dựng;\n"
    )
    assert head["title"] == "rà soát quỹ đất công cộng"


def test_a_number_whose_label_lost_its_vowel_is_read() -> None:
    head = _document(
        f"VĂN PHÒNG CHÍNH PHỦ\n-------\n\n{MOTTO}\nS :771/VPCP-CN\nV/v quy hoạch\n\n"
        "Hà Nội, ngày 9 tháng 5 năm 2016\n\nKính gửi: Bộ Xây dựng\n"
    )
    assert (head["number"], head["symbol"]) == (771, "VPCP-CN")


def test_both_columns_on_one_long_line_give_the_issuer() -> None:
    head = _document(
        "THỦ TƯỚNG CHÍNH PHỦ --------------- Số: 31/CT-TTg | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh "
        "phúc ------------------------- Hà Nội, ngày 7 tháng 10 năm 2013 |\nCHỈ THỊ\nVỀ VIỆC TIẾT KIỆM\nThủ tướng yêu "
        "cầu:\n1. Các Bộ tiết kiệm.\n"
    )
    assert head["issuer_raw"] == "THỦ TƯỚNG CHÍNH PHỦ"


def test_a_point_behind_the_day_changes_nothing() -> None:
    head = _document(
        "VĂN PHÒNG CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 804/VPCP-KTTH | Hà Nội, ngày 02 tháng 6 năm "
        "2018. |\n"
        "Kính gửi: | - Các Bộ, cơ quan ngang Bộ; |\nXét đề nghị của Bộ Tư pháp, Phó Thủ tướng có ý kiến như sau:\n"
    )
    assert head["issued_on"] == date(2018, 6, 2)


def test_a_collection_prints_number_and_day_beside_the_type_and_then_who_decides_what() -> None:
    facts = read(
        "NGHỊ QUYẾT SỐ 3 NQ/HĐNN8 NGÀY 5-3-1988\nCỦA HỘI ĐỒNG NHÀ NƯỚC QUY ĐỊNH SỐ ỦY VIÊN\n"
        "HỘI ĐỒNG NHÂN DÂN TỈNH, THÀNH PHỐ TRỰC THUỘC\nTRUNG ƯƠNG, HUYỆN\nHỘI ĐỒNG NHÀ NƯỚC\n"
        "Căn cứ vào Điều 100 của Hiến pháp;\nQUYẾT NGHỊ:\nHội đồng nhân dân cấp tỉnh bầu thêm một ủy viên.\n"
        "TM. HỘI ĐỒNG NHÀ NƯỚC\nChủ tịch\nNÔNG VĂN BẢO\n"
    )
    assert issuer(facts) == "HỘI ĐỒNG NHÀ NƯỚC"
    assert facts.values["issued_on"] == date(1988, 3, 5)
    assert facts.values["title"] == (
        "QUY ĐỊNH SỐ ỦY VIÊN HỘI ĐỒNG NHÂN DÂN TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG, HUYỆN"
    )
    assert (facts.values["signer_name"], facts.values["signer_title"]) == ("Nông Văn Bảo", "Chủ tịch")


def test_a_rule_that_ran_into_the_number_is_no_part_of_it() -> None:
    facts = read(
        "QUỐC HỘI\n\n----------Luật số : 77/2015 / QH13\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nLUẬT\n\n"
        "TỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG\n\nCăn cứ Hiến pháp;\n"
    )
    assert facts.values["code"] == "77/2015/QH13"
