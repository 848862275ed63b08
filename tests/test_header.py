"""Header facts: letter heads as offices print them and as plain text leaves them, titles, dates, kinds of texts."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.heads import header
from extractors.heads.facts import Header
from extractors.heads.letterhead import is_joint
from extractors.references import citations
from pipeline.process import process
from tests.reading import shaped

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def read(text: str) -> Header:
    document = shaped(text)
    return header.extract(document, citations.extract(document))


def plan(head: str, title: str = "KẾ HOẠCH\nÁp dụng ISO điện tử năm 2020\n", text: str = "") -> Header:
    return read(f"{head}\n{title}\nCăn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014;\n\n{text}")


def issuer(facts: Header) -> str:
    assert facts.issuer is not None
    return facts.issuer.raw


def test_a_letter_head_of_one_line_a_piece() -> None:
    facts = plan(
        f"ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\n-------\n{MOTTO}Số: 123/KH-UBND\nBắc Kạn, ngày 28 tháng 02 năm 2019\n"
    )
    assert issuer(facts) == "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN"
    assert (facts.values["number"], facts.values["symbol"]) == (123, "KH-UBND")
    assert facts.values["issued_at_place"] == "Bắc Kạn"
    assert facts.values["issued_on"] == date(2019, 2, 28)
    assert facts.province_code == "06"


def test_two_columns_that_plain_text_ran_into_one_line() -> None:
    facts = plan(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÀNH PHỐ HỒ CHÍ MINH Độc lập - Tự do - Hạnh phúc\n"
        "Số: 1517/KH-UBND Thành phố Hồ Chí Minh, ngày 13 tháng 4 năm 2021\n"
    )
    assert issuer(facts) == "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"
    assert facts.values["code"] == "1517/KH-UBND"
    assert facts.values["issued_at_place"] == "Thành phố Hồ Chí Minh"
    assert facts.province_code == "79"


def test_the_issuer_is_the_last_body_of_the_letter_head() -> None:
    facts = plan(
        f"UBND TỈNH BÌNH ĐỊNH\nSỞ NỘI VỤ\nCHI CỤC VĂN THƯ - LƯU TRỮ\n{MOTTO}"
        "Số: 17/TB-CCVTLT\nBình Định, ngày 2 tháng 1 năm 2020\n",
        "THÔNG BÁO\nVề việc áp dụng\n",
    )
    assert issuer(facts) == "CHI CỤC VĂN THƯ - LƯU TRỮ"
    assert facts.issuer is not None and facts.issuer.within == "SỞ NỘI VỤ"
    assert facts.province_code == "52"


def test_a_motto_that_a_narrow_column_breaks_is_no_part_of_a_name() -> None:
    facts = plan(
        "ỦY BAN NHÂN DÂN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\n\n"
        "THÀNH PHỐ HỒ CHÍ MINH Độc lập - Tự do - Hạnh phúc\n\nVIỆT NAM\n\n"
        "Số: 1517/KH-UBND\n\nThành phố Hồ Chí Minh, ngày 13 tháng 4 năm 2021\n"
    )
    assert issuer(facts) == "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"


def test_a_party_body_has_a_head_of_its_own() -> None:
    facts = read(
        "TỈNH ỦY LẠNG SƠN Số 15-NQ/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM Lạng Sơn, ngày 12 tháng 7 năm 2021\n\n"
        "NGHỊ QUYẾT\nVề cải cách hành chính\n\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\n"
    )
    assert issuer(facts) == "TỈNH ỦY LẠNG SƠN"
    assert facts.values["issued_at_place"] == "Lạng Sơn"


def test_a_subject_goes_on_below_with_the_name_of_a_standard() -> None:
    facts = read(
        "BỘ KHOA HỌC VÀ CÔNG NGHỆ\n\nSố: 1235/BKHCN-TĐC V/v chuyển đổi áp dụng TCVN\n\nISO 9001:2015\n\n"
        f"{MOTTO}\nHà Nội, ngày 08 tháng 5 năm 2018\n\nKính gửi: Ủy ban nhân dân các tỉnh\n"
    )
    assert facts.values["title"] == "chuyển đổi áp dụng TCVN ISO 9001:2015"
    assert issuer(facts) == "BỘ KHOA HỌC VÀ CÔNG NGHỆ"


def test_a_district_speaks_for_its_province() -> None:
    facts = plan(f"UBND HUYỆN CAO LỘC\n{MOTTO}Số: 85/KH-UBND\nCao Lộc, ngày 12 tháng 02 năm 2020\n")
    assert issuer(facts) == "UBND HUYỆN CAO LỘC"
    assert facts.province_code == "20"


def test_a_commune_speaks_for_its_province_where_only_one_bears_its_name() -> None:
    head = "ỦY BAN NHÂN DÂN\n{place}\n" + MOTTO + "Số: 35/KH-UBND\n{name}, ngày 12 tháng 01 năm 2026\n"
    facts = plan(head.format(place="XÃ HÀM THUẬN NAM", name="Hàm Thuận Nam"))
    assert facts.province_code == "68"
    assert plan(head.format(place="XÃ TÂN THÀNH", name="Tân Thành")).province_code is None


def test_a_body_of_the_centre_speaks_for_no_province() -> None:
    facts = plan(
        f"BỘ KHOA HỌC VÀ CÔNG NGHỆ\n{MOTTO}Số: 101/QĐ-BKHCN\nHà Nội, ngày 21 tháng 01 năm 2019\n", "QUYẾT ĐỊNH\n"
    )
    assert issuer(facts) == "BỘ KHOA HỌC VÀ CÔNG NGHỆ"
    assert facts.province_code is None


def test_an_official_letter_has_its_subject_for_a_title() -> None:
    facts = read(
        f"UBND TỈNH QUẢNG NAM\n{MOTTO}Số: 7654/UBND-KGVX\nV/v báo cáo áp dụng HTQLCL\n"
        "Quảng Nam, ngày 25 tháng 10 năm 2021\n\nKính gửi: Các Sở, Ban, ngành\n\nĐề nghị báo cáo.\n"
    )
    assert facts.values["type_code"] == "CV"
    assert facts.values["title"] == "báo cáo áp dụng HTQLCL"


def test_a_number_whose_word_lost_its_tone_on_a_scan() -> None:
    facts = plan(f"UBND TỈNH BẮC KẠN\n{MOTTO}Sô: 123/KH-UBND\nBắc Kạn, ngày 28 tháng 02 năm 2019\n")
    assert facts.values["code"] == "123/KH-UBND"


def test_a_number_with_a_letter() -> None:
    facts = plan(
        f"UBND TỈNH HÀ NAM\n{MOTTO}Số: 672a/QĐ-UBND\nHà Nam, ngày 4 tháng 5 năm 2016\n", "QUYẾT ĐỊNH\nCông bố\n"
    )
    assert (facts.values["number"], facts.values["number_text"]) == (672, "672a")


def test_a_number_and_a_day_still_to_be_filled_in_stay_empty_and_are_reported() -> None:
    facts = plan(f"UBND TỈNH HÀ NAM\n{MOTTO}Số:       /KH-UBND\nHà Nam, ngày     tháng 11 năm 2021\n")
    assert facts.values["symbol"] == "KH-UBND"
    assert "number" not in facts.values
    assert "issued_on" not in facts.values
    assert [finding.rule for finding in facts.findings] == ["blank_number", "unclear_date"]


def test_a_clean_letter_head_raises_no_finding() -> None:
    facts = plan(f"UBND TỈNH HÀ NAM\n{MOTTO}Số: 77/KH-UBND\nHà Nam, ngày 15 tháng 12 năm 2019\n")
    assert facts.findings == []


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("KẾ HOẠCH\nÁp dụng HTQLCL\nnăm 2020\n", "Áp dụng HTQLCL năm 2020"),
        ("KẾ HOẠCH\nÁP DỤNG HTQLCL NĂM 2020\n", "ÁP DỤNG HTQLCL NĂM 2020"),
        ("KẾ HOẠCH ÁP DỤNG HTQLCL NĂM 2020\n", "ÁP DỤNG HTQLCL NĂM 2020"),
        ("KẾ HOẠCH\nThực hiện chuyển đổi HTQLCL\n", "Thực hiện chuyển đổi HTQLCL"),
        ("KẾ HOẠCH\nÁp dụng HTQLCL\n\nThực hiện Kế hoạch số 5/KH-UBND, UBND tỉnh ban hành:\n", "Áp dụng HTQLCL"),
        ("KẾ HOẠCH\nÁp dụng HTQLCL\n\nI. MỤC ĐÍCH\n1. Nâng cao.\n", "Áp dụng HTQLCL"),
        ("KẾ HOẠCH\nÁp dụng HTQLCL\n\nĐể áp dụng, UBND tỉnh ban hành kế hoạch:\n", "Áp dụng HTQLCL"),
        ("KẾ HOẠCH\nÁp dụng HTQLCL\n\nSTT\tTên cơ quan\n1\tSở Y tế\n2\tSở Tư pháp\n", "Áp dụng HTQLCL"),
    ],
)
def test_where_a_title_ends(printed: str, title: str) -> None:
    facts = plan(f"UBND TỈNH HÀ NAM\n{MOTTO}Số: 77/KH-UBND\nHà Nam, ngày 15 tháng 12 năm 2019\n", printed)
    assert facts.values["title"] == title


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký.", date(2019, 12, 15)),
        ("Quyết định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2020.", date(2020, 1, 1)),
        ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", date(2019, 12, 25)),
    ],
)
def test_the_day_of_effect(printed: str, day: date) -> None:
    head = f"UBND TỈNH HÀ NAM\n{MOTTO}Số: 77/QĐ-UBND\nHà Nam, ngày 15 tháng 12 năm 2019\n"
    assert plan(head, "QUYẾT ĐỊNH\nCông bố HTQLCL\n", f"Điều 1. {printed}\n").values["effective_on"] == day


def test_a_plan_takes_its_number_from_the_decision_that_promulgates_it() -> None:
    facts = read(
        "KẾ HOẠCH\nÁp dụng HTQLCL\n"
        "(Ban hành kèm theo Quyết định số 512/QĐ-UBND ngày 18 tháng 4 năm 2018 của Chủ tịch UBND tỉnh Đắk Nông)\n\n"
        "I. MỤC TIÊU\n"
    )
    assert (facts.values["code"], facts.values["type_code"]) == ("512/QĐ-UBND", "QĐ")
    assert facts.values["issued_on"] == date(2018, 4, 18)
    assert facts.province_code == "67"


def test_a_plan_of_a_decision_still_without_number_has_none() -> None:
    facts = read(
        "KẾ HOẠCH\nÁp dụng HTQLCL\n"
        "(Ban hành kèm theo Quyết định số       /QĐ-UBND ngày     tháng     năm 2021 của UBND tỉnh Phú Thọ)\n\n"
        "I. MỤC TIÊU\n"
    )
    assert "number" not in facts.values
    assert facts.values["type_code"] == "KH"
    assert issuer(facts) == "UBND tỉnh Phú Thọ"
    assert [finding.rule for finding in facts.findings] == ["blank_number"]


NEWS = "UBND tỉnh Vĩnh Phúc vừa ban hành Kế hoạch số 2345/KH-UBND về áp dụng ISO điện tử.\n"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Thứ Hai, 16/04/2018, 10:12 GMT+7", date(2018, 4, 16)),
        ("Cập nhật: 22/10/2019", date(2019, 10, 22)),
        ("16-04-2018", date(2018, 4, 16)),
        ("10:12 | 16/04/2018", date(2018, 4, 16)),
        ("Ngày đăng: 05/6/2020 - Lượt xem: 12", date(2020, 6, 5)),
    ],
)
def test_a_news_item_is_known_by_its_line_of_publication(printed: str, day: date) -> None:
    facts = read(f"Vĩnh Phúc triển khai ISO điện tử\n{printed}\n{NEWS}")
    assert facts.kind == "news"
    assert facts.values["issued_on"] == day
    assert facts.values["title"] == "Vĩnh Phúc triển khai ISO điện tử"


@pytest.mark.parametrize(
    "text",
    [
        "CÁCH NẤU PHỞ BÒ\nNguyên liệu:\n- 1 kg xương bò\nKế hoạch cho bữa tiệc 10 người.\n",
        "HÓA ĐƠN GIÁ TRỊ GIA TĂNG\nSố: 0000123\nNgày 12 tháng 5 năm 2019\nCỘNG TY TNHH ABC\n",
        f"{MOTTO}ĐƠN XIN NGHỈ PHÉP\nKính gửi: Ban Giám đốc\nTôi tên là: ..........\n",
        "Meeting notes\n12/05/2019\nThe team met to plan the release.\n",
        "BÁO CÁO\nThực tập tốt nghiệp của sinh viên\n",
        "SỞ NỘI VỤ TỈNH HÀ NAM\nPhiếu trình giải quyết công việc\nKính trình: Giám đốc Sở\n",
    ],
)
def test_a_text_that_is_no_official_document_is_told_apart(text: str) -> None:
    assert read(text).kind == "none"


def test_a_dump_without_a_title_takes_none_from_what_the_decision_rests_on() -> None:
    facts = read(
        "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 612/QĐ-UBND |\n"
        "Vĩnh Long, ngày 05 tháng 3 năm 2020 |\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n"
        "Căn cứ Quyết định số 600/QĐ-UBND ngày 04 tháng 3 năm 2020 của Chủ tịch UBND tỉnh về việc công bố thủ tục;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt quy trình."
    )
    assert facts.values["code"] == "612/QĐ-UBND"
    assert facts.values.get("title") is None


def test_a_title_that_repeats_its_type() -> None:
    facts = plan("Số: 07/2020/TT-BTC\n" + MOTTO, "THÔNG TƯ\nTHÔNG TƯ QUY ĐỊNH CHẾ ĐỘ QUẢN LÝ TÀI CHÍNH\n")
    assert facts.values["title"] == "QUY ĐỊNH CHẾ ĐỘ QUẢN LÝ TÀI CHÍNH"


def test_a_council_without_its_term_and_session() -> None:
    facts = read(
        f"HỘI ĐỒNG NHÂN DÂN\nSố: 07/2016/NQ-HĐND\n{MOTTO}Bình Phước, ngày 05 tháng 07 năm 2016\n"
        "HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH PHƯỚC\nKHÓA IX, KỲ HỌP THỨ NHẤT\nCăn cứ Luật Đầu tư công;\nQUYẾT NGHỊ:\n"
    )
    assert issuer(facts) == "HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH PHƯỚC"


def test_a_scans_point_for_the_comma_before_the_date() -> None:
    facts = plan(f"UBND TỈNH ĐẮK NÔNG\nSố: 512/QĐ-UBND\n{MOTTO}Đắk Nông. ngày 18 tháng 4 năm 2018")
    assert (facts.values["issued_at_place"], facts.values["issued_on"]) == ("Đắk Nông", date(2018, 4, 18))


def test_the_period_is_not_that_of_a_document_it_is_based_on() -> None:
    head = f"ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\n{MOTTO}Số: 123/KH-UBND\nBắc Kạn, ngày 28 tháng 02 năm 2016\n"
    based = plan(
        head,
        "KẾ HOẠCH\nKiểm tra kỷ luật hành chính\n",
        "Căn cứ Nghị quyết số 30c/NQ-CP của Chính phủ ban hành Chương trình cải cách giai đoạn 2011 - 2020;\n\n"
        "Các cơ quan thực hiện Quyết định số 225/QĐ-TTg về cải cách hành chính giai đoạn 2016 - 2020.",
    )
    assert "period_from" not in based.values
    own = plan(head, "KẾ HOẠCH\nKiểm tra\n", "Kế hoạch được thực hiện trong giai đoạn 2017 - 2019.")
    assert (own.values["period_from"], own.values["period_to"]) == (2017, 2019)
    glued = plan(head, "KẾ HOẠCH\nKIỂM TRA GIAI ĐOẠN2017-2019\n")
    assert glued.values["period_from"] == 2017


def test_a_sentence_about_another_documents_annex_gives_no_number() -> None:
    facts = read(
        f"VĂN PHÒNG CHÍNH PHỦ\n{MOTTO}Hà Nội, ngày    tháng    năm 2016\n\nTỜ TRÌNH\nVề dự thảo Nghị định\n\n"
        "Kính gửi: Chính phủ\n\n"
        "Quy chế hiện nay (ban hành kèm theo Nghị định số 08/2012/NĐ-CP ngày 16/02/2012) qua bốn năm đã có tác dụng."
    )
    assert facts.values["type_code"] == "TTr"
    assert "number" not in facts.values


def test_small_letters_under_a_title_in_capitals_are_the_text() -> None:
    facts = plan(
        f"CHÍNH PHỦ\n{MOTTO}Số: 80/NQ-CP\nHà Nội, ngày 19 tháng 5 năm 2011\n",
        "NGHỊ QUYẾT\nVỀ ĐỊNH HƯỚNG GIẢM NGHÈO\nĐẾN NĂM 2020\nGiảm nghèo là\nchủ trương lớn của Nhà nước.\n",
    )
    assert facts.values["title"] == "VỀ ĐỊNH HƯỚNG GIẢM NGHÈO ĐẾN NĂM 2020"
    goes_on = plan(
        f"CHÍNH PHỦ\n{MOTTO}Số: 81/NQ-CP\nHà Nội, ngày 19 tháng 5 năm 2011\n",
        "NGHỊ QUYẾT\nVỀ ĐỊNH HƯỚNG GIẢM NGHÈO\nGiai đoạn 2011 - 2020\n",
    )
    assert facts.values["title"] != goes_on.values["title"] == "VỀ ĐỊNH HƯỚNG GIẢM NGHÈO Giai đoạn 2011 - 2020"


@pytest.mark.parametrize(
    ("body", "joint"),
    [
        ("BỘ TÀI CHÍNH - BỘ TƯ PHÁP", True),
        ("BỘ TÀI CHÍNH-BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", True),
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", False),
        ("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU", False),
    ],
)
def test_bodies_that_issue_together(body: str, joint: bool) -> None:
    assert is_joint(body) == joint
    head = f"{body}\n{MOTTO}Số: 136/2012/TTLT-BTC-BTP\nHà Nội, ngày 15 tháng 8 năm 2012\n"
    text = f"{head}\nTHÔNG TƯ LIÊN TỊCH\nVề kinh phí\n"
    result = process(f"{text}\nĐiều 1. Phạm vi điều chỉnh\n".encode(), "x.txt")
    (row,) = result.tables["documents"]
    assert (row.get("issuer_id") is None) == joint
    assert [f["rule"] for f in result.tables["findings"] if f["rule"] == "joint_issuers"] == ["joint_issuers"] * joint


@pytest.mark.parametrize(
    ("end", "signer"),
    [
        ("Chủ tịch\n\n(Đã ký)\n\nPhan Văn Hùng\nDịch vụ trực tuyến toàn quốc\n", ("Phan Văn Hùng", "Chủ tịch")),
        ("Nguyễn Tấn An\n\n(Đã ký)\n", ("Nguyễn Tấn An", None)),
        ("(Đã ký)\n\nNơi nhận: lưu trữ\n", (None, None)),
    ],
)
def test_the_name_beside_signed_is_the_signers(end: str, signer: tuple[str | None, str | None]) -> None:
    facts = plan(
        f"ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\n{MOTTO}Số: 12/QĐ-UB\nBắc Kạn, ngày 28 tháng 02 năm 1998\n",
        "QUYẾT ĐỊNH\nVề việc giao đất\n",
        f"Điều 1. Giao đất.\n\nĐiều 2. Các cơ quan thi hành quyết định này.\n\n{end}",
    )
    assert (facts.values.get("signer_name"), facts.values.get("signer_title")) == signer


def test_a_title_of_old_begins_with_its_body_number_and_day() -> None:
    facts = plan(
        f"THỦ TƯỚNG CHÍNH PHỦ\n{MOTTO}Số: 199/2003/QĐ-TTg\nHà Nội, ngày 26 tháng 9 năm 2003\n",
        "QUYẾT ĐỊNH\nCỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 199/2003/QĐ-TTG NGÀY 26 THÁNG 9 NĂM 2003 VỀ VIỆC CÔNG NHẬN ĐÔ THỊ\n",
    )
    assert facts.values["title"] == "VỀ VIỆC CÔNG NHẬN ĐÔ THỊ"


def test_a_consolidated_text_is_no_decree_and_amends_nothing() -> None:
    text = (
        f"BỘ NỘI VỤ\n{MOTTO}Số: 4804/VBHN-BNV\nHà Nội, ngày 04 tháng 10 năm 2024\n\nNGHỊ ĐỊNH\nQUY ĐỊNH MỨC TRỢ CẤP\n\n"
        "Nghị định số 75/2021/NĐ-CP ngày 24 tháng 7 năm 2021 của Chính phủ quy định mức trợ cấp, được sửa đổi, bổ sung "
        "bởi:\n\nNghị định số 55/2023/NĐ-CP ngày 21 tháng 7 năm 2023 của Chính phủ sửa đổi, bổ sung một số điều của "
        "Nghị định số 75/2021/NĐ-CP ngày 24 tháng 7 năm 2021.\n\nĐiều 1. Phạm vi điều chỉnh\n"
    )
    result = process(text.encode(), "vbhn.txt")
    (row,) = result.tables["documents"]
    assert (row["type_code"], row["code"]) == ("VBHN", "4804/VBHN-BNV")
    assert {cited["relation"] for cited in result.tables["citations"]} <= {"mentions", "legal_basis"}
    assert not result.tables.get("relations")


def test_a_council_names_its_session_on_its_own_line_and_a_dump_has_lost_the_type() -> None:
    text = (
        "HỘI\nĐỒNG NHÂN DÂN QUẬN 2 |\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 04/2009/NQ-HĐND |\n"
        "Quận 2, ngày 11 tháng 7 năm 2009 |\nVỀ NHIỆM VỤ SÁU THÁNG CUỐI NĂM 2009\n"
        "HỘI ĐỒNG NHÂN DÂN QUẬN 2 KHÓA III - KỲ HỌP THỨ 16\n"
        "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003;\n"
    )
    facts = read(text)
    assert facts.values["issuer_raw"] == "HỘI ĐỒNG NHÂN DÂN QUẬN 2"
    assert (facts.values["type_code"], facts.values["title"]) == ("NQ", "VỀ NHIỆM VỤ SÁU THÁNG CUỐI NĂM 2009")


def test_the_governor_decides_and_another_signs_for_him() -> None:
    facts = read(
        f"NGÂN HÀNG NHÀ NƯỚC\nVIỆT NAM\n{MOTTO}Số: 700/2003/QĐ-NHNN\nHà Nội, ngày 27 tháng 7 năm 2003\n\nQUYẾT ĐỊNH\n"
        "VỀ LÃI SUẤT CƠ BẢN\nTHỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC\nCăn cứ Luật Ngân hàng Nhà nước;\n\nĐiều 1. Công bố.\n\n"
        "KT THỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC\nPHÓ THỐNG ĐỐC\n\nLê Văn Quý\n"
    )
    assert facts.values["title"] == "VỀ LÃI SUẤT CƠ BẢN"
    signed = [facts.values.get(name) for name in ("signed_for", "signer_title", "signer_name")]
    assert signed == ["KT.", "Phó Thống đốc", "Lê Văn Quý"]


def test_a_title_goes_on_with_an_authority_behind_and() -> None:
    facts = read(
        f"UBND TỈNH HÀ NAM\n{MOTTO}Số: 5/QC-UBND\nHà Nam, ngày 15 tháng 9 năm 2021\n\nQUY CHẾ\n"
        "PHỐI HỢP GIỮA SỞ Y TẾ VÀ\nỦY BAN NHÂN DÂN HUYỆN KIM BẢNG\n\nCăn cứ Luật Dược ngày 06/4/2016;\n"
    )
    assert facts.values["title"] == "PHỐI HỢP GIỮA SỞ Y TẾ VÀ ỦY BAN NHÂN DÂN HUYỆN KIM BẢNG"


def test_a_document_without_any_number_says_so() -> None:
    facts = read(
        "ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Bình Dương, ngày 9 tháng 11 năm 2010\n\nQUYẾT ĐỊNH\n\nVề giao đất\n\nCăn cứ Luật Đất đai;\n\n"
        "Điều 1. Giao đất.\n"
    )
    assert facts.values.get("number_text") is None
    assert [finding.rule for finding in facts.findings] == ["missing_number"]


def test_a_code_of_law_is_no_ministry() -> None:
    facts = read(
        f"QUỐC HỘI\n{MOTTO}Bộ luật số: 45/2019/QH14\nHà Nội, ngày 20 tháng 11 năm 2019\nBỘ LUẬT\nLAO ĐỘNG\n\n"
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n\nQuốc hội ban hành Bộ luật Lao động.\n"
    )
    assert (facts.values["type_name"], facts.values["title"]) == ("Bộ luật", "LAO ĐỘNG")
    assert facts.values["issuer_raw"] == "QUỐC HỘI"


def test_a_title_that_ends_with_a_council_keeps_it_where_the_council_decides_below() -> None:
    facts = read(
        f"HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ NAM\n{MOTTO}Số: 23/2011/NQ-HĐND\nHà Nam, ngày 07 tháng 12 năm 2011\n\n"
        "NGHỊ QUYẾT\n\nQUY ĐỊNH CHẾ ĐỘ CHI CHO HOẠT ĐỘNG HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM KHÓA VIII\n\n"
        "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM\nKHÓA VIII, KỲ HỌP THỨ BA\n\nCăn cứ Luật Ngân sách ngày 16/12/2002;\n"
    )
    assert facts.values["title"] == "QUY ĐỊNH CHẾ ĐỘ CHI CHO HOẠT ĐỘNG HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM KHÓA VIII"


def test_a_lost_capital_and_a_rule_before_the_motto_change_no_issuer() -> None:
    lost = process(
        "Y BAN NHÂN DÂN\nTỈNH KON TUM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 25/KH-UBND\nKon Tum, ngày 03 tháng 10 "
        "năm 2014\nKẾ HOẠCH\nChăm sóc trẻ em\n\nCăn cứ Luật Trẻ em ngày 05/4/2016;\n".encode(),
        "kh.txt",
    )
    assert lost.tables["documents"][0]["issuer_id"] == "ubnd-62"
    facts = read(
        "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM\n-CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
        "-Số: 04/2013/TT-NHNN Hà Nội, ngày 01 tháng 03 năm 2013\nTHÔNG TƯ\nVỀ CHIẾT KHẤU\n\nCăn cứ Luật Ngân hàng;\n"
    )
    assert facts.values["issuer_raw"] == "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("Kiểm tra năm 2020\n(Đợt 1)\n", "Kiểm tra năm 2020 (Đợt 1)"),
        (
            "Sửa chữa đường Lê Lợi\n(đoạn từ cầu A đến cầu B)\n",
            "Sửa chữa đường Lê Lợi (đoạn từ cầu A đến cầu B)",
        ),
        ("VỀ VIỆC BAN HÀNH\nQUY CHẾ LÀM VIỆC\n", "VỀ VIỆC BAN HÀNH QUY CHẾ LÀM VIỆC"),
        ("VỀ PHÒNG NGỪA VI PHẠM PHÁP\nLUẬT VỀ ĐÁNH BẠC\n", "VỀ PHÒNG NGỪA VI PHẠM PHÁP LUẬT VỀ ĐÁNH BẠC"),
        ("(V/v lịch thi học kỳ II)\n", "V/v lịch thi học kỳ II"),
        ("Kiểm tra năm 2020\n\nToàn ngành có 38/42 đơn vị đã được kiểm tra.\n", "Kiểm tra năm 2020"),
        ("Kiểm tra các đơn vị tỉnh\nTrà Vinh năm 2020.\n", "Kiểm tra các đơn vị tỉnh Trà Vinh năm 2020"),
        ("về nhiệm vụ năm 2022\nI- TÌNH HÌNH NĂM 2021\n", "về nhiệm vụ năm 2022"),
        ("CỦA BAN CHẤP HÀNH ĐẢNG BỘ\nvề nhiệm vụ năm 2022\n", "về nhiệm vụ năm 2022"),
        ("Kiểm tra năm 2020\n(Ban hành kèm theo Quyết định số 5/QĐ-STC ngày 2/3/2020)\n", "Kiểm tra năm 2020"),
    ],
)
def test_what_belongs_to_the_title_under_a_type(below: str, title: str) -> None:
    head = f"SỞ TÀI CHÍNH\n{MOTTO}Số: 62/KH-STC\nTrà Vinh, ngày 19 tháng 3 năm 2020\n"
    assert plan(head, f"KẾ HOẠCH\n{below}").values["title"] == title


@pytest.mark.parametrize("printed", ["KẾT LUẬN THANH TRA", "KẾT LUẬN"])
def test_a_kind_of_conclusion_is_a_type(printed: str) -> None:
    head = f"THANH TRA TỈNH CÀ MAU\n{MOTTO}Số: 9/KL-TTr\nCà Mau, ngày 24 tháng 10 năm 2022\n"
    facts = plan(head, f"{printed}\nVề việc quản lý ngân sách\n")
    assert (facts.values["type_code"], facts.values["title"]) == ("KL", "Về việc quản lý ngân sách")


def test_a_commune_that_speaks_in_the_text_issues_it() -> None:
    facts = read(
        "THÔNG BÁO\nLịch tiếp công dân năm 2026\nCăn cứ Luật Tiếp công dân ngày 25/11/2013;\n"
        "Ủy ban nhân dân xã Tân Đoàn thông báo lịch tiếp công dân như sau:\n1. Thứ tư hằng tuần.\n"
    )
    assert (facts.kind, facts.values["type_code"], issuer(facts)) == ("official", "TB", "Ủy ban nhân dân xã Tân Đoàn")


def test_a_law_without_a_day_in_its_head_is_of_the_day_on_which_it_was_passed() -> None:
    head = f"QUỐC HỘI\n-----\nLuật số: 88/2024/QH15\n{MOTTO}\nLUẬT\nLƯU TRỮ\n\nCăn cứ Hiến pháp;\n\nĐiều 1. Phạm vi\n"
    passed = "Luật này được Quốc hội khóa XV, kỳ họp thứ 8 thông qua ngày 28 tháng 11 năm 2024.\n"
    assert read(head + passed).values["issued_on"] == date(2024, 11, 28)
    dated = head.replace("\nLUẬT\n", "\nHà Nội, ngày 30 tháng 11 năm 2024\nLUẬT\n")
    assert read(dated + passed).values["issued_on"] == date(2024, 11, 30)


def test_who_decides_in_capitals_ends_a_title_in_small_letters() -> None:
    head = f"TRƯỜNG ĐẠI HỌC HÀNG HẢI\nHỘI ĐỒNG TRƯỜNG\n{MOTTO}Số: 31/NQ-HĐT\nHải Phòng, ngày 19 tháng 5 năm 2021\n"
    facts = read(f"{head}\nNGHỊ QUYẾT\nV/v thông qua mức thu học phí\n\nHỘI ĐỒNG TRƯỜNG\n\nCăn cứ Luật Giáo dục;\n")
    assert str(facts.values["title"]).endswith("thông qua mức thu học phí")


@pytest.mark.parametrize(
    ("end", "signer"),
    [
        ("- BTL Quân khu;\n- Lưu: VT, TM; T25. Trung tướng Nguyễn Hoàng Thạnh", ("Nguyễn Hoàng Thạnh", "Tư lệnh")),
        ("- Lưu: VT.\nKs. HUỲNH VĂN ĐẠT EM", ("Huỳnh Văn Đạt Em", "Tư lệnh")),
    ],
)
def test_a_name_behind_the_last_recipient_and_behind_a_degree(end: str, signer: tuple[str, str]) -> None:
    text = f"\n1. Báo cáo hằng tháng.\n\nNơi nhận: TƯ LỆNH\n{end}\n"
    facts = plan(f"BỘ QUỐC PHÒNG\nQUÂN KHU 9\n{MOTTO}Số: 22/KH-BTL\nCần Thơ, ngày 01 tháng 12 năm 2015\n", text=text)
    assert (str(facts.values["signer_name"]).title(), facts.values["signer_title"]) == signer


def test_a_month_without_its_day_tells_of_which_province_a_new_commune_is() -> None:
    head = f"ỦY BAN NHÂN DÂN\nXÃ HỮU LŨNG\n{MOTTO}Số:      /QĐ-UBND\nHữu Lũng, ngày    tháng {{}} năm 2025\n"
    title = "QUYẾT ĐỊNH\nVề việc công bố thủ tục hành chính\n"
    facts = plan(head.format(10), title)
    assert (facts.values.get("issued_on"), facts.province_code) == (None, "20")


def test_ministries_that_issue_together_are_of_no_province() -> None:
    head = f"BỘ TÀI CHÍNH - BỘ NỘI VỤ\nSố: 71/2007/TTLT-BTC-BNV\n{MOTTO}Hà Nội, ngày 26 tháng 6 năm 2007\n"
    assert plan(head, "THÔNG TƯ LIÊN TỊCH\nHướng dẫn chế độ tự chủ\n").province_code is None


def test_a_lesson_on_drafting_is_no_document() -> None:
    lesson = (
        "BÀI 4. KỸ THUẬT SOẠN THẢO QUYẾT ĐỊNH\n\n1. Phần mở đầu\n"
        "Quốc hiệu viết: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, in hoa. Tiêu ngữ: Độc lập - Tự do - Hạnh phúc.\n"
        "Số và ký hiệu viết dưới tên cơ quan, ví dụ: Số: 15/QĐ-UBND. Hà Nội, ngày 05 tháng 01 năm 2021.\n"
    )
    assert read(lesson).kind == "none"


def test_a_title_ends_before_the_lines_of_minutes_and_goes_on_with_days_in_brackets() -> None:
    minutes = (
        "BIÊN BẢN\nHọp Hội đồng thi đua\n\nThời gian: 14 giờ 30 phút, ngày 29 tháng 6 năm 2020\nĐịa điểm: Phòng họp.\n"
    )
    assert plan(f"TRƯỜNG THPT HÀM YÊN\n{MOTTO}Số: 12/BB-THPTHY\n", minutes).values["title"] == "Họp Hội đồng thi đua"
    guide = "HƯỚNG DẪN\ntuyên truyền kỷ niệm 93 năm Ngày thành lập Đảng\n(03/02/1930 - 03/02/2023)\n"
    facts = plan(f"BAN TUYÊN GIÁO\nSố 83-HD/BTGTW\n{MOTTO}Hà Nội, ngày 12 tháng 01 năm 2023\n", guide)
    assert str(facts.values["title"]).endswith("(03/02/1930 - 03/02/2023)")


def test_a_councils_title_stands_behind_which_session_it_met_in() -> None:
    title = (
        "NGHỊ QUYẾT\nCỦA HỘI ĐỒNG NHÂN DÂN TỈNH ĐỒNG THÁP KHÓA V, KỲ HỌP THỨ 11\n"
        "(từ ngày 27 đến ngày 29 tháng 01 năm 1999)\nvề nhiệm vụ phát triển kinh tế - xã hội năm 1999\n"
    )
    head = f"HỘI ĐỒNG NHÂN DÂN\nTỈNH ĐỒNG THÁP\n{MOTTO}Số: 14/1999/NQ.HĐND.K5\nCao Lãnh, ngày 29 tháng 01 năm 1999\n"
    assert plan(head, title).values["title"] == "về nhiệm vụ phát triển kinh tế - xã hội năm 1999"


def test_a_day_stands_between_the_number_and_the_subject() -> None:
    facts = read(
        "UBND TỈNH HÀ TĨNH - BAN QUẢN LÝ KHU KINH TẾ TỈNH\n"
        "Số 1105/KKT-QLĐT ngày 20 tháng 8 năm 2020 V/v chấn chỉnh công tác nghiệm thu\n\nKính gửi: Công ty Gang thép\n"
    )
    assert facts.values["issued_on"] == date(2020, 8, 20)


def test_the_district_over_a_commune_tells_the_province() -> None:
    ward = f"UBND THÀNH PHỐ THỦ DẦU MỘT\nỦY BAN NHÂN DÂN PHƯỜNG HIỆP AN\nSố: 15/PA-UBND\n{MOTTO}"
    assert plan(f"{ward}Hiệp An, ngày 04 tháng 3 năm 2022\n", "PHƯƠNG ÁN\nChữa cháy\n").province_code == "74"
    commune = f"HỘI ĐỒNG NHÂN DÂN\nXÃ TÂN THÀNH\nHUYỆN HÀM THUẬN NAM\nSố: 09/2010/NQ-HĐND\n{MOTTO}"
    assert plan(f"{commune}Tân Thành, ngày 23 tháng 12 năm 2010\n", "NGHỊ QUYẾT\nDự toán\n").province_code == "60"


def test_a_number_that_recognition_has_not_read_keeps_its_symbol_and_is_reported() -> None:
    facts = read(
        f"CỤC THUẾ TP HÀ NỘI\n{MOTTO}Số:À394Ù /CTHN-TTHT\nV/v chính sách thuế\n\nKính gửi: Chi nhánh công ty Net\n\n"
    )
    assert (facts.values.get("number"), facts.values["symbol"]) == (None, "CTHN-TTHT")
    assert [finding.rule for finding in facts.findings] == ["doubtful_reading"]
