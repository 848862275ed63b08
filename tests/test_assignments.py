"""Assignments: who must do what, in which part, by when."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.duties import assignments
from extractors.records import Record
from tests.reading import shaped, table

PLAN = "KẾ HOẠCH\nÁp dụng ISO điện tử\n\nI. TỔ CHỨC THỰC HIỆN\n\n"


def read(*paragraphs: str, plan: str = PLAN) -> list[Record]:
    return assignments.extract(shaped(plan + "\n\n".join(paragraphs) + "\n")).records


def who(record: Record) -> tuple[object, object]:
    return record.values["agency_raw"], record.values["role"]


def due(record: Record) -> tuple[object, ...]:
    return tuple(record.values[name] for name in ("deadline_on", "recurrence", "due_month", "due_day"))


def test_a_heading_names_the_agency_and_each_bullet_is_a_task() -> None:
    records = read(
        "1. Sở Khoa học và Công nghệ",
        "- Chủ trì, phối hợp với các cơ quan liên quan triển khai Kế hoạch.",
        "- Hướng dẫn các đơn vị.",
        "2. Sở Tài chính",
        "Tham mưu UBND tỉnh bố trí kinh phí.",
    )
    assert [who(record) for record in records] == [
        ("Sở Khoa học và Công nghệ", "lead"),
        ("Sở Khoa học và Công nghệ", "implement"),
        ("Sở Tài chính", "advise"),
    ]
    assert [record.values["section_path"] for record in records] == ["I.1", "I.1", "I.2"]
    assert records[1].values["task"] == "Hướng dẫn các đơn vị"
    assert records[2].mentions["agency_id"].raw == "Sở Tài chính"


@pytest.mark.parametrize(
    ("task", "role"),
    [
        ("Chủ trì, tham mưu UBND tỉnh khen thưởng", "lead"),
        ("Là cơ quan đầu mối, theo dõi việc thực hiện", "lead"),
        ("Có trách nhiệm chủ trì thẩm định", "lead"),
        ("Trên cơ sở đề nghị của các đơn vị, chủ trì thẩm định dự toán", "lead"),
        ("Phối hợp Sở Nội vụ thẩm định và tham mưu UBND tỉnh", "coordinate"),
        ("Chủ động phối hợp với các đơn vị kiểm tra", "coordinate"),
        ("Tham mưu UBND tỉnh", "advise"),
        ("Xây dựng kế hoạch và phối hợp với các đơn vị thực hiện", "implement"),
        ("Khi có thay đổi thì cập nhật danh mục", "implement"),
    ],
)
def test_the_first_words_of_a_task_say_the_part(task: str, role: str) -> None:
    (record,) = read("1. Sở Y tế", f"- {task}.")
    assert who(record) == ("Sở Y tế", role)


def test_several_agencies_and_groups_of_a_heading_each_have_the_task() -> None:
    records = read("1. Văn phòng UBND tỉnh, Sở Nội vụ, các sở, ban, ngành khác", "- Rà soát thủ tục hành chính.")
    assert [who(record)[0] for record in records] == ["Văn phòng UBND tỉnh", "Sở Nội vụ", "các sở, ban, ngành khác"]
    assert [bool(record.mentions) for record in records] == [True, True, False]


def test_a_group_stays_a_group_as_printed() -> None:
    (record,) = read(
        "1. Các Sở, ban, ngành; UBND các huyện, thành phố Long Khánh và thành phố Biên Hòa", "- Lập kế hoạch."
    )
    assert who(record)[0] == "Các Sở, ban, ngành; UBND các huyện, thành phố Long Khánh và thành phố Biên Hòa"
    assert record.mentions == {}


def test_a_bullet_may_name_its_own_agency() -> None:
    records = read(
        "1. Sở Nội vụ",
        "- Theo dõi việc thực hiện.",
        "- Ban Thi đua - Khen thưởng cùng Sở Khoa học và Công nghệ tham mưu khen thưởng.",
    )
    assert [who(record) for record in records] == [("Sở Nội vụ", "implement"), ("Ban Thi đua - Khen thưởng", "advise")]


def test_a_lead_in_gives_its_agency_to_the_bullets_under_it() -> None:
    records = read(
        "1. Các sở, ban, ngành, UBND cấp huyện",
        "- Duy trì hệ thống.",
        "- UBND cấp huyện chỉ đạo UBND cấp xã:",
        "+ Lập kế hoạch.",
        "+ Chủ tịch UBND cấp xã kiểm soát việc áp dụng.",
        "- Báo cáo kết quả.",
    )
    assert [who(record)[0] for record in records] == [
        "Các sở, ban, ngành, UBND cấp huyện",
        "UBND cấp huyện",
        "Chủ tịch UBND cấp xã",
        "Các sở, ban, ngành, UBND cấp huyện",
    ]


def test_an_introduction_and_the_plans_closing_are_no_tasks() -> None:
    records = read(
        "1. Sở Y tế: tổ chức thực hiện Kế hoạch với các việc chính sau:",
        "a) Lập kế hoạch.",
        "b) Báo cáo kết quả.",
        "Khi cần điều chỉnh, các cơ quan báo cáo Sở Khoa học và Công nghệ để tổng hợp./.",
    )
    assert [record.values["task"] for record in records] == ["Lập kế hoạch", "Báo cáo kết quả"]


def test_a_deadline_belongs_to_its_task() -> None:
    records = read(
        "1. Sở Y tế",
        "- Báo cáo kết quả trước ngày 15/11 hàng năm.",
        "- Hoàn thành phần mềm trong Quý III năm 2022.",
        "- Thẩm định dự toán hàng năm của các đơn vị.",
    )
    assert [due(record) for record in records] == [
        (None, "yearly", 11, 15),
        (date(2022, 9, 30), None, None, None),
        (None, None, None, None),
    ]


def test_a_sentence_with_its_own_part_is_a_task_of_its_own() -> None:
    records = read("1. Sở Y tế", "- Chủ trì triển khai phần mềm. Phối hợp với Sở Nội vụ kiểm tra; phối hợp đào tạo.")
    assert [who(record)[1] for record in records] == ["lead", "coordinate", "coordinate"]


def test_titles_under_a_part_head_its_sections() -> None:
    plan = "KẾ HOẠCH\nÁp dụng ISO điện tử\n\nPhần III\n\nPHÂN CÔNG NHIỆM VỤ\n\n"
    (record,) = read("1. Sở Y tế", "- Lập kế hoạch.", plan=plan)
    assert (who(record), record.values["section_path"]) == (("Sở Y tế", "implement"), "Phần III.1")


def test_sections_that_assign_nothing_give_no_rows() -> None:
    plan = "KẾ HOẠCH\nÁp dụng ISO điện tử\n\nI. PHẠM VI\n\n"
    assert read("1. Sở Y tế", "- Khám chữa bệnh.", plan=plan) == []


def test_lines_of_lead_partners_and_time_belong_to_the_task_over_them() -> None:
    plan = "KẾ HOẠCH\nÁp dụng ISO điện tử\n\nI. NỘI DUNG THỰC HIỆN\n\n"
    records = read(
        "1. Công tác đào tạo",
        "a) Nội dung thực hiện",
        "Mở lớp cho công chức.",
        "b) Cơ quan chủ trì: Sở Khoa học và Công nghệ",
        "c) Cơ quan phối hợp: Văn phòng UBND tỉnh; các Sở, ban, ngành.",
        "d) Thời gian thực hiện: Quý IV/2021 và Năm 2022.",
        plan=plan,
    )
    assert [(*who(record), record.values["section_path"]) for record in records] == [
        ("Sở Khoa học và Công nghệ", "lead", "I.1.b"),
        ("Văn phòng UBND tỉnh", "coordinate", "I.1.c"),
        ("các Sở, ban, ngành", "coordinate", "I.1.c"),
    ]
    assert {record.values["task"] for record in records} == {"Công tác đào tạo"}
    assert {due(record) for record in records} == {(date(2022, 12, 31), None, None, None)}


def test_a_table_with_columns_of_lead_and_partners() -> None:
    text = "Phụ lục\n\nPHÂN CÔNG NHIỆM VỤ\n\n" + table(
        "TT|Nội dung công việc|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian hoàn thành",
        "1|Tập huấn nghiệp vụ|Sở Khoa học và Công nghệ|Sở Nội vụ; các sở, ban, ngành|Quý II/2021",
        "2|Số hóa quy trình|UBND cấp xã||Hằng năm",
    )
    records = assignments.extract(shaped(text + "\n")).records
    assert [(*who(record), record.values["task"]) for record in records] == [
        ("Sở Khoa học và Công nghệ", "lead", "Tập huấn nghiệp vụ"),
        ("Sở Nội vụ", "coordinate", "Tập huấn nghiệp vụ"),
        ("các sở, ban, ngành", "coordinate", "Tập huấn nghiệp vụ"),
        ("UBND cấp xã", "lead", "Số hóa quy trình"),
    ]
    assert [due(record)[:2] for record in records] == [(date(2021, 6, 30), None)] * 3 + [(None, "yearly")]


def test_an_article_that_entrusts_an_agency() -> None:
    plan = "QUYẾT ĐỊNH\nPhê duyệt Kế hoạch\n\n"
    (record,) = read(
        "Điều 1. Phê duyệt Kế hoạch.",
        "Điều 2. Giao Giám đốc Sở Y tế chủ trì theo dõi, báo cáo kết quả.",
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này.",
        plan=plan,
    )
    assert (who(record), record.values["section_path"]) == (("Sở Y tế", "lead"), "Điều 2")


def test_a_report_tells_what_agencies_were_given() -> None:
    records = read(
        "UBND tỉnh giao Sở Y tế: chủ trì triển khai; bảo đảm hạ tầng; báo cáo định kỳ ngày 20 tháng 12 hằng năm.",
        "Sở Nội vụ: phối hợp kiểm tra việc áp dụng.",
        "Sở Xây dựng: 25 thủ tục hành chính.",
        plan="UBND tỉnh ban hành Kế hoạch áp dụng ISO điện tử\n\n",
    )
    assert [(*who(record), record.values["task"]) for record in records] == [
        ("Sở Y tế", "lead", "chủ trì triển khai"),
        ("Sở Y tế", "implement", "bảo đảm hạ tầng"),
        ("Sở Y tế", "implement", "báo cáo định kỳ ngày 20 tháng 12 hằng năm"),
        ("Sở Nội vụ", "coordinate", "phối hợp kiểm tra việc áp dụng"),
    ]
    assert due(records[2]) == (None, "yearly", 12, 20)


DIRECTIVE = "CHỈ THỊ\nVề việc chấn chỉnh áp dụng hệ thống quản lý chất lượng\n\n"


def test_a_directive_names_who_does_it_in_its_numbered_items() -> None:
    records = read(
        "1. Thủ trưởng các sở, ban, ngành:",
        "a) Rà soát thủ tục hành chính trước ngày 30/6/2018;",
        "b) Báo cáo Sở Nội vụ hằng quý.",
        "2. Sở Tài chính bố trí kinh phí theo quy định.",
        plan=DIRECTIVE,
    )
    assert [who(record) for record in records] == [
        ("Thủ trưởng các sở, ban, ngành", "implement"),
        ("Thủ trưởng các sở, ban, ngành", "implement"),
        ("Sở Tài chính", "implement"),
    ]
    assert [due(record)[:2] for record in records] == [(date(2018, 6, 30), None), (None, "quarterly"), (None, None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế đã công bố hệ thống trong năm 2018.",
        "Đến nay, Sở Y tế báo cáo kết quả đầy đủ.",
        "Sở Y tế áp dụng ISO điện tử từ năm 2019.",
    ],
)
def test_what_an_agency_has_done_or_applies_is_no_duty(sentence: str) -> None:
    assert read("1. Tình trạng", sentence, plan="KẾ HOẠCH\nÁp dụng ISO điện tử\n\nI. NỘI DUNG\n\n") == []


def test_the_groups_of_an_article_may_be_described() -> None:
    plan = "QUYẾT ĐỊNH\nGiao kinh phí\n\nQUYẾT ĐỊNH:\n\n"
    (record,) = read("Điều 1. Các cơ quan được giao kinh phí lập quyết toán trước ngày 31/3/2020.", plan=plan)
    assert (who(record), due(record)[0]) == (("Các cơ quan được giao kinh phí", "implement"), date(2020, 3, 31))


def test_what_only_says_when_belongs_to_the_task_before_it() -> None:
    (record,) = read("- Sở Y tế: chủ trì rà soát danh mục; hoàn thành trong quý III năm 2021.")
    assert (who(record), due(record)[0]) == (("Sở Y tế", "lead"), date(2021, 9, 30))


def test_a_name_keeps_the_words_that_say_whose_it_is() -> None:
    (first, second) = read("- Giao Phòng Tài chính quận thẩm định dự toán.", "- Giao Phòng Nội vụ quận báo cáo.")
    assert [who(record)[0] for record in (first, second)] == ["Phòng Tài chính quận", "Phòng Nội vụ quận"]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        (
            "Giám đốc các sở, Thủ trưởng các ban, ngành và Chủ tịch UBND các huyện, thị xã, thành phố",
            ["Giám đốc các sở, Thủ trưởng các ban, ngành và Chủ tịch UBND các huyện, thị xã, thành phố"],
        ),
        ("Bưu điện tỉnh, UBND cấp xã", ["Bưu điện tỉnh", "UBND cấp xã"]),
        ("Hạt Kiểm lâm, Trạm Khí tượng Thủy văn Hương Sơn", ["Hạt Kiểm lâm", "Trạm Khí tượng Thủy văn Hương Sơn"]),
        ("Công ty Điện lực Trà Vinh và Viễn thông Trà Vinh", ["Công ty Điện lực Trà Vinh", "Viễn thông Trà Vinh"]),
        ("Thanh tra Sở", ["Thanh tra Sở"]),
        ("Các phòng, ban, đơn vị liên quan", ["Các phòng, ban, đơn vị liên quan"]),
    ],
)
def test_groups_joined_by_commas_and_bodies_no_province_founds_are_parties(heading: str, names: list[str]) -> None:
    records = read(f"1. {heading}", "- Cung cấp thông tin cho Ban Chỉ huy.")
    assert [record.values["agency_raw"] for record in records] == names


def test_a_body_as_the_subject_ends_before_what_it_does() -> None:
    (record,) = read("- Công ty Cổ phần Môi trường đô thị chủ trì thu gom rác thải.")
    assert who(record) == ("Công ty Cổ phần Môi trường đô thị", "lead")


def test_every_item_under_an_agency_is_a_duty_where_the_items_beside_it_are() -> None:
    plan = "CHỈ THỊ\nVề an toàn giao thông\n\n"
    records = read(
        "1. Công an tỉnh",
        "a) Mở đợt cao điểm về nồng độ cồn.",
        "b) Phối hợp Sở Giao thông vận tải rà soát điểm đen.",
        "c) Lắp thêm biển báo.",
        "2. Sở Y tế",
        "a) Số ca cấp cứu: 120.",
        "b) Đã tiếp nhận 80 ca.",
        plan=plan,
    )
    assert [(*who(record), record.values["section_path"]) for record in records] == [
        ("Công an tỉnh", "implement", "1.a"),
        ("Công an tỉnh", "coordinate", "1.b"),
        ("Công an tỉnh", "implement", "1.c"),
    ]


def test_a_line_that_only_asks_gives_its_parties_to_the_bullets_under_it() -> None:
    records = read(
        "Chủ tịch UBND tỉnh yêu cầu thực hiện các nội dung sau.",
        "Yêu cầu Chủ tịch UBND các huyện:",
        "- Giải tỏa vi phạm hành lang;",
        "- Báo cáo trước ngày 30/6/2022.",
        plan="CHỈ THỊ\nVề an toàn giao thông\n\n",
    )
    assert [(*who(record), record.values["deadline_on"]) for record in records] == [
        ("Chủ tịch UBND các huyện", "implement", None),
        ("Chủ tịch UBND các huyện", "implement", date(2022, 6, 30)),
    ]


def test_a_described_group_before_a_colon_has_the_duty_behind_it() -> None:
    (record,) = read(
        "1. Các cơ quan đã công bố HTQLCL theo phiên bản 2008: đăng ký chuyển đổi, gửi về Sở trước ngày 25/6/2019.",
        plan="CÔNG VĂN\nVề việc chuyển đổi\n\n",
    )
    assert record.values["agency_raw"] == "Các cơ quan đã công bố HTQLCL theo phiên bản 2008"
    assert record.values["task"] == "đăng ký chuyển đổi, gửi về Sở trước ngày 25/6/2019"


def test_a_numbered_task_has_its_own_lead_and_time() -> None:
    records = read(
        "Nội dung 1: Tập huấn chương trình mới",
        "- Đơn vị chủ trì: Phòng Giáo dục Trung học",
        "- Thời gian hoàn thành: tháng 8/2022",
        "Nội dung 2: Kiểm tra chuyên ngành",
        "- Đơn vị chủ trì: Thanh tra Sở",
        "- Thời gian hoàn thành: Quý II/2023",
        plan="KẾ HOẠCH\nBồi dưỡng giáo viên\n\nI. NỘI DUNG\n\n",
    )
    assert [(record.values["task"], record.values["deadline_on"]) for record in records] == [
        ("Nội dung 1: Tập huấn chương trình mới", date(2022, 8, 31)),
        ("Nội dung 2: Kiểm tra chuyên ngành", date(2023, 6, 30)),
    ]


def test_the_line_of_a_chapter_is_no_task() -> None:
    plan = "QUY CHẾ\nPhối hợp\n\nChương I\nTRÁCH NHIỆM CỦA CÁC CƠ QUAN\n\n"
    records = read("Điều 1. Trách nhiệm của UBND cấp huyện", "1. Bố trí kinh phí từ ngân sách huyện.", plan=plan)
    assert [(who(record)[0], record.values["task"]) for record in records] == [
        ("UBND cấp huyện", "Bố trí kinh phí từ ngân sách huyện")
    ]


def test_the_only_day_of_a_yearly_task_may_stand_in_another_clause() -> None:
    (record,) = read("1. Sở Tài chính", "- Hằng năm, chủ trì kiểm tra; báo cáo UBND tỉnh trước ngày 10 tháng 12.")
    assert due(record) == (None, "yearly", 12, 10)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("1. Trạm Chăn nuôi và Thú y huyện: cung ứng vắc xin.", "Trạm Chăn nuôi và Thú y huyện"),
        (
            "1. Trung tâm Văn hóa, Thể thao và Truyền thanh tuyên truyền trên loa.",
            "Trung tâm Văn hóa, Thể thao và Truyền thanh",
        ),
        ("1. Hiệu trưởng các trường chịu trách nhiệm cập nhật dữ liệu.", "Hiệu trưởng các trường"),
        ("1. Các cơ quan tại khoản 2 Điều 1 thành lập Ban Chỉ đạo.", "Các cơ quan tại khoản 2 Điều 1"),
        (
            "1. Các cơ quan chủ trì tiêu chí tại mục II chịu trách nhiệm về kết quả.",
            "Các cơ quan chủ trì tiêu chí tại mục II",
        ),
        ("1. Các sở, ban, ngành tự rà soát, báo cáo trước 30/6/2022.", "Các sở, ban, ngành"),
    ],
)
def test_a_name_or_group_goes_on_to_what_it_is_to_do(sentence: str, name: str) -> None:
    assert [record.values["agency_raw"] for record in read(sentence)] == [name]


def test_whoever_stands_in_the_column_of_partners_is_one() -> None:
    rows = table(
        "STT|Nội dung|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian",
        "1|Kiểm tra cải cách hành chính|Sở Nội vụ|Thành viên Đoàn kiểm tra|Quý II/2022",
        "2|Khảo sát|Sở Nội vụ|-|Quý III/2022",
    )
    assert [who(record) for record in assignments.extract(shaped(rows + "\n")).records] == [
        ("Sở Nội vụ", "lead"),
        ("Thành viên Đoàn kiểm tra", "coordinate"),
        ("Sở Nội vụ", "lead"),
    ]


def test_a_kind_of_body_without_a_name_is_no_party() -> None:
    assert read("Công ty tư vấn quản lý đánh giá sự phù hợp.") == []


def test_who_does_it_may_stand_behind_the_task() -> None:
    records = read(
        "1. Tổ chức hội thi tìm hiểu: Sở Nội vụ chủ trì; Tỉnh đoàn, Liên đoàn Lao động tỉnh phối hợp.",
        "2. Phát thanh, truyền hình: Đài Phát thanh và Truyền hình tỉnh thực hiện hằng tháng.",
        plan="KẾ HOẠCH\nTruyền thông\n\nI. NỘI DUNG\n\n",
    )
    assert [(*who(record), record.values["recurrence"]) for record in records] == [
        ("Sở Nội vụ", "lead", None),
        ("Tỉnh đoàn", "coordinate", None),
        ("Liên đoàn Lao động tỉnh", "coordinate", None),
        ("Đài Phát thanh và Truyền hình tỉnh", "implement", "monthly"),
    ]


def test_a_body_of_the_plan_has_the_duties_under_its_name() -> None:
    records = read(
        "Điều 3. Đoàn kiểm tra có nhiệm vụ:",
        "1. Kiểm tra các phường trong quý II;",
        "2. Báo cáo kết quả trước ngày 10/10/2020.",
        plan="QUYẾT ĐỊNH\nVề việc kiểm tra\n\n",
    )
    assert [who(record) for record in records] == [("Đoàn kiểm tra", "implement")] * 2


def test_one_cell_may_name_the_lead_and_the_partner() -> None:
    rows = table(
        "STT|Nhiệm vụ|Đơn vị chủ trì/ phối hợp|Tiến độ",
        "1|Nâng cấp phần mềm|Sở Nội vụ chủ trì; Sở Y tế phối hợp|Tháng 3 - 4/2023",
    )
    records = assignments.extract(shaped(rows + "\n")).records
    assert [(*who(record), record.values["deadline_on"]) for record in records] == [
        ("Sở Nội vụ", "lead", date(2023, 4, 30)),
        ("Sở Y tế", "coordinate", date(2023, 4, 30)),
    ]


@pytest.mark.parametrize("plan", [PLAN, "CHỈ THỊ\nVề kiểm tra ISO điện tử\n\n"], ids=["section", "no section"])
def test_what_an_agency_is_to_another_body_gives_that_body_no_duty(plan: str) -> None:
    records = read(
        "1. Sở Khoa học và Công nghệ (cơ quan thường trực Ban Chỉ đạo ISO tỉnh)",
        "- Thành lập đoàn kiểm tra.",
        "2. Sở Tài chính",
        "- Bố trí kinh phí kiểm tra.",
        plan=plan,
    )
    assert [record.values["agency_raw"] for record in records] == ["Sở Khoa học và Công nghệ", "Sở Tài chính"]


def test_a_programme_of_tasks_may_say_what_each_costs() -> None:
    head = "STT|Nội dung nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian|Kinh phí (triệu đồng)"
    records = read(table(head, "1|Mở lớp tập huấn|Sở Nội vụ|Sở Tài chính|Trước 30/6/2023|120"))
    assert [who(record) for record in records] == [("Sở Nội vụ", "lead"), ("Sở Tài chính", "coordinate")]
    assert records[0].values["deadline_on"] == date(2023, 6, 30)
    costs = read(table("STT|Hạng mục|Đơn vị thực hiện|Kinh phí (triệu đồng)", "1|Máy chủ|Sở Nội vụ|120"))
    assert costs == []


def test_who_is_responsible_ends_before_what_else_they_are_to_do() -> None:
    group = "Chủ tịch UBND các xã, phường"
    (record,) = read(f"1. {group} khẩn trương triển khai và chịu trách nhiệm trước Chủ tịch UBND tỉnh.")
    assert who(record)[0] == group


def test_a_time_in_the_place_of_a_partner_shows_that_the_row_has_moved() -> None:
    records = read(
        table(
            "TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian",
            "1|Kiện toàn Ban Chỉ đạo ISO|Sở Khoa học và Công nghệ|Sở Nội vụ|Quý I/2022",
            "2|Tổ chức hội nghị triển khai|Các sở, ngành|Tháng 4/2022|",
        )
    )
    assert [who(record) for record in records] == [("Sở Khoa học và Công nghệ", "lead"), ("Sở Nội vụ", "coordinate")]


def test_what_was_given_when_a_plan_was_issued_is_no_duty_of_the_report() -> None:
    told = "1. UBND tỉnh đã ban hành Kế hoạch số 19/KH-UBND về HTQLCL; giao Sở Y tế làm cơ quan thường trực."
    assert read(told, plan="BÁO CÁO\nKết quả áp dụng HTQLCL\n\nI. CÔNG TÁC CHỈ ĐẠO\n") == []


def test_a_notice_asks_at_its_end_and_a_plan_says_what_it_must_be() -> None:
    notice = "THÔNG BÁO\nKết quả kiểm tra HTQLCL\n\nII. TỒN TẠI\n\n1. Chưa cập nhật quy trình.\n\n{}\n\n"
    for heading in ("III. YÊU CẦU", "III. Yêu cầu trong thời gian tới:"):
        (record,) = read(
            "1. Sở Y tế: khắc phục các điểm không phù hợp trước ngày 31/01/2019.", plan=notice.format(heading)
        )
        assert (who(record), due(record)[0]) == (("Sở Y tế", "implement"), date(2019, 1, 31))
    plan = "KẾ HOẠCH\nÁp dụng HTQLCL\n\nI. MỤC ĐÍCH, YÊU CẦU\n\n"
    assert read("2. Yêu cầu: Sở Y tế triển khai nghiêm túc.", plan=plan) == []


def test_marked_quarters_say_when_a_task_of_a_table_is_due() -> None:
    document = shaped(
        table(
            "STT|Nội dung công việc|Chủ trì|Quý I|Quý II|Quý III/2027",
            "1|Rà soát quy trình|Sở Nội vụ|x|x|",
            "2|Công bố HTQLCL|Sở Y tế|||x",
            "3|Báo cáo UBND tỉnh|Sở Tài chính|||",
        )
    )
    assert [due(record)[0] for record in assignments.extract(document, 2026).records] == [
        date(2026, 6, 30),
        date(2027, 9, 30),
        None,
    ]
    assert due(assignments.extract(document).records[0])[0] is None  # nothing says of which year


def test_a_cell_that_repeats_the_agency_above() -> None:
    document = shaped(table("STT|Nhiệm vụ|Chủ trì", "1|Đào tạo nhận thức|Sở Nội vụ", "2|Đánh giá nội bộ|nt"))
    records = assignments.extract(document).records
    assert [who(record) for record in records] == [("Sở Nội vụ", "lead"), ("Sở Nội vụ", "lead")]


def test_each_sentence_of_an_article_has_an_agency_of_its_own() -> None:
    records = read(
        "Điều 2. Giao Sở Khoa học và Công nghệ chủ trì hướng dẫn, kiểm tra. Sở Tài chính thẩm định dự toán. "
        "Sở Nội vụ phối hợp lồng ghép với chương trình cải cách hành chính.",
        plan="QUYẾT ĐỊNH\nÁp dụng ISO\n\n",
    )
    assert [who(record) for record in records] == [
        ("Sở Khoa học và Công nghệ", "lead"),
        ("Sở Tài chính", "implement"),
        ("Sở Nội vụ", "coordinate"),
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Kiến nghị UBND tỉnh giao Sở Nội vụ bổ sung tiêu chí thi đua; giao Sở Tài chính bố trí kinh phí.",),
        ("Đề nghị UBND tỉnh:", "- Giao Sở Nội vụ bổ sung tiêu chí.", "- Giao Sở Tài chính bố trí kinh phí."),
    ],
)
def test_what_is_proposed_to_a_committee_is_the_duty_of_whom_it_is_to_entrust(paragraphs: tuple[str, ...]) -> None:
    records = read(*paragraphs, plan="BÁO CÁO\nÁp dụng ISO\n\nI. KIẾN NGHỊ\n\n")
    assert [who(record) for record in records] == [("Sở Nội vụ", "implement"), ("Sở Tài chính", "implement")]


def test_a_described_group_ends_before_what_it_must_do() -> None:
    records = read("Các cơ quan chưa công bố phải hoàn thành việc công bố trước ngày 30/6/2026.")
    assert [who(record) for record in records] == [("Các cơ quan chưa công bố", "implement")]


def test_who_does_it_and_who_takes_part_have_their_columns() -> None:
    document = shaped(
        table(
            "TT|Nhiệm vụ|Đơn vị thực hiện chính|Đơn vị tham gia",
            "1|Kiện toàn Ban Chỉ đạo|Sở Khoa học và Công nghệ|Sở Nội vụ",
        )
    )
    assert [who(record) for record in assignments.extract(document).records] == [
        ("Sở Khoa học và Công nghệ", "lead"),
        ("Sở Nội vụ", "coordinate"),
    ]


def test_a_row_without_number_and_agency_goes_on_with_the_agency_above() -> None:
    document = shaped(
        table(
            "STT|Cơ quan, đơn vị thực hiện|Nhiệm vụ được giao|Thời hạn",
            "1|Sở Khoa học và Công nghệ|Thành lập Tổ hỗ trợ|15/3/2019",
            "||Biên soạn bộ tài liệu mẫu|31/3/2019",
            "2|Sở Thông tin và Truyền thông|Chủ trì, phối hợp đưa phần mềm vào vận hành thử|Quý III/2019",
        )
    )
    records = assignments.extract(document).records
    assert [(*who(record), record.method) for record in records] == [
        ("Sở Khoa học và Công nghệ", "implement", "rule"),
        ("Sở Khoa học và Công nghệ", "implement", "inferred"),
        ("Sở Thông tin và Truyền thông", "lead", "rule"),
    ]
