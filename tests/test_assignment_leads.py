"""Assignments: lines that give a part to what stands under them, and sentences that others speak."""

from __future__ import annotations

from datetime import date

from extractors.records import Record
from tests.test_assignments import read, who

TEXT = "CHỈ THỊ\nVề kế hoạch 5 năm\n\n"


def parts(*paragraphs: str) -> list[tuple[object, object]]:
    return [who(record) for record in read(*paragraphs)]


def test_who_leads_has_the_lead_in_every_item_and_partners_in_none() -> None:
    assert parts(
        "1. Sở Nội vụ chủ trì, phối hợp với các sở, ngành:",
        "- Xây dựng khung đánh giá.",
        "- Phối hợp Sở Y tế khảo sát.",
        "2. Các sở, UBND các huyện phối hợp với Sở Nội vụ:",
        "- Xây dựng kế hoạch của ngành, địa phương.",
    ) == [
        ("Sở Nội vụ", "lead"),
        ("Sở Nội vụ", "coordinate"),
        ("Các sở, UBND các huyện", "coordinate"),
    ]


def test_what_a_person_in_office_is_going_to_do_is_no_duty_of_the_agency_above() -> None:
    tasks = read(
        "1. Bộ Y tế",
        "- Chủ trì chuẩn bị phương án thí điểm. Trước ngày 08/3/2010, Phó Thủ tướng Lê Văn Quý sẽ chủ trì cuộc họp.",
    )
    assert [record.values["deadline_on"] for record in tasks] == [None]


def test_a_request_inside_a_paragraph_is_another_duty() -> None:
    assert parts(
        "1. Văn phòng UBND tỉnh có trách nhiệm đôn đốc, tổng hợp. Yêu cầu UBND các xã, thị trấn phối hợp thực hiện."
    ) == [("Văn phòng UBND tỉnh", "implement"), ("UBND các xã, thị trấn", "coordinate")]


def test_the_authorities_of_the_places_have_duties_too() -> None:
    assert parts("1. Trách nhiệm của chính quyền các địa phương", "- Điều tra nhu cầu học nghề.") == [
        ("chính quyền các địa phương", "implement")
    ]


def schedule(*paragraphs: str) -> list[Record]:
    return read(*paragraphs, plan=TEXT + "I. TIẾN ĐỘ XÂY DỰNG KẾ HOẠCH\n\n")


def test_a_duty_may_stand_behind_its_basis_or_behind_who_speaks() -> None:
    records = schedule(
        "Căn cứ hướng dẫn của Bộ Kế hoạch và Đầu tư, Sở Kế hoạch và Đầu tư hướng dẫn các sở, ngành vào tháng 3/2010; "
        "Ủy ban nhân dân tỉnh yêu cầu thủ trưởng các sở, ngành khẩn trương gửi dự thảo trước ngày 30/3/2010.",
        "Ủy ban nhân dân tỉnh yêu cầu thủ trưởng các sở tổ chức thực hiện nghiêm túc Chỉ thị này.",
    )
    assert [(who(record)[0], record.values["deadline_on"]) for record in records] == [
        ("Sở Kế hoạch và Đầu tư", date(2010, 3, 31)),
        ("thủ trưởng các sở, ngành", date(2010, 3, 30)),
    ]


def test_the_agencies_below_the_heading_of_a_single_one_are_others() -> None:
    assert parts(
        "1. Sở Nội vụ",
        "- Cuối tháng 9 năm 2019: các cơ quan, đơn vị hoàn thành xây dựng quy trình.",
        "2. Các sở, ban, ngành",
        "- Các cơ quan, đơn vị báo cáo kết quả.",
    ) == [("các cơ quan, đơn vị", "implement"), ("Các sở, ban, ngành", "implement")]


def test_a_dash_behind_a_name_is_no_part_of_it() -> None:
    assert parts("1. Sở Nội vụ - cơ quan thường trực cải cách của tỉnh, giúp UBND tỉnh đánh giá.")[0][0] == "Sở Nội vụ"


def test_who_heads_a_section_of_a_district_stands_for_it() -> None:
    assert parts("1. Trưởng phòng Nội vụ có trách nhiệm tổng hợp.", "2. Trưởng các phòng, ban báo cáo hằng quý.") == [
        ("phòng Nội vụ", "implement"),
        ("Trưởng các phòng, ban", "implement"),
    ]


def test_each_sentence_of_an_article_may_have_its_own_agency() -> None:
    records = read(
        "Điều 3. Văn phòng UBND tỉnh đăng tải thủ tục. Trung tâm Phục vụ hành chính công có nhiệm vụ niêm yết.",
        plan="QUYẾT ĐỊNH\nCông bố thủ tục\n\n",
    )
    assert [record.values["task"] for record in records] == [
        "Văn phòng UBND tỉnh đăng tải thủ tục",
        "Trung tâm Phục vụ hành chính công có nhiệm vụ niêm yết",
    ]


LETTER = (
    "ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 12/UBND-VP\nHà Giang, ngày 3 tháng 5 năm 2022\nV/v phòng chống thiên tai\nKính gửi: Các sở\n\n"
)


def letter(*paragraphs: str) -> list[tuple[object, object]]:
    return [who(record) for record in read(*paragraphs, plan=LETTER)]


def test_plain_paragraphs_of_a_letter_below_an_opinion_are_duties() -> None:
    assert letter(
        "Xét báo cáo của Sở Xây dựng, Chủ tịch UBND tỉnh có ý kiến như sau:",
        "Sở Xây dựng hướng dẫn Sở Công Thương kiểm tra các hồ chứa.",
        "Văn phòng UBND tỉnh xin thông báo để Sở Xây dựng biết, thực hiện./.",
    ) == [("Sở Xây dựng", "implement")]


def test_the_first_duty_may_stand_behind_the_line_that_orders() -> None:
    assert letter(
        "Theo đó, UBND tỉnh yêu cầu: Ban Dân tộc chủ trì, phối hợp với các địa phương lập kế hoạch.",
        "Công an tỉnh, Bộ CHQS tỉnh phối hợp bảo vệ công trình.",
        "Các sở, ngành liên quan theo chức năng, nhiệm vụ được giao, phối hợp với Ban Dân tộc tuyên truyền.",
    ) == [
        ("Ban Dân tộc", "lead"),
        ("Công an tỉnh", "coordinate"),
        ("Bộ CHQS tỉnh", "coordinate"),
        ("Các sở, ngành liên quan", "coordinate"),
    ]


def test_the_letter_that_lets_know_gives_its_writer_no_duty() -> None:
    assert (
        letter(
            "UBND tỉnh đề nghị các đồng chí Giám đốc Sở thực hiện một số nội dung sau:",
            "Lễ ra quân tổ chức vào buổi sáng.",
            "Sở Nội vụ thông báo để các đơn vị triển khai thực hiện./.",
            "Văn phòng UBND tỉnh truyền đạt ý kiến chỉ đạo nêu trên để các đơn vị thực hiện./.",
        )
        == []
    )


def test_who_speaks_may_stand_behind_what_for() -> None:
    assert letter(
        "Để bảo đảm an toàn hồ đập, Ủy ban nhân dân tỉnh giao Sở Công Thương chủ trì, phối hợp với các huyện kiểm tra."
    ) == [("Sở Công Thương", "lead")]


def test_a_sentence_of_a_letter_says_who_is_responsible() -> None:
    assert letter("Văn phòng HĐND&UBND huyện có trách nhiệm đôn đốc các xã gửi báo cáo.") == [
        ("Văn phòng HĐND&UBND huyện", "implement")
    ]


def test_words_in_brackets_behind_a_group_do_not_hide_its_duty() -> None:
    assert letter(
        "Chủ tịch UBND tỉnh có ý kiến như sau:",
        "1. Yêu cầu Ủy ban nhân dân các huyện, thành phố (từ Bắc Quang trở ra), tập trung dập dịch.",
    ) == [("Ủy ban nhân dân các huyện, thành phố", "implement")]


def test_what_an_item_is_about_stands_before_who_is_told() -> None:
    assert letter(
        "Phó Chủ tịch UBND tỉnh có ý kiến như sau:",
        "1. Về vốn năm 2015: Sở Tài chính xem xét, xử lý theo quy định.",
        "2. Về ứng vốn: Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính rà soát.",
    ) == [("Sở Tài chính", "implement"), ("Sở Xây dựng", "lead")]


def test_words_of_haste_are_no_part_of_a_name() -> None:
    assert letter(
        "Thực hiện Kết luận số 254-KL/TU ngày 13/3/2017, Chủ tịch UBND tỉnh yêu cầu Ban Quản lý dự án đầu tư xây "
        "dựng các công trình Nông nghiệp và PTNT khẩn trương hoàn thành các thủ tục."
    ) == [("Ban Quản lý dự án đầu tư xây dựng các công trình Nông nghiệp và PTNT", "implement")]
