"""Citations: which documents are named, with type, number, date, issuer, subject and role."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.references import citations
from tests.citing import cited, one
from tests.reading import shaped


def test_a_legal_basis_with_date_issuer_and_subject() -> None:
    values = one("Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng HTQLCL;")
    assert values["relation"] == "legal_basis"
    assert (values["type_code"], values["code"]) == ("QĐ", "19/2014/QĐ-TTg")
    assert values["issued_on"] == date(2014, 3, 5)
    assert values["issuer_raw"] == "Thủ tướng Chính phủ"
    assert values["title"] == "áp dụng HTQLCL"


def test_several_in_one_paragraph_are_parted_by_semicolons() -> None:
    found = cited(
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ; Thông tư số 26/2014/TT-BKHCN "
        "ngày 10/10/2014 của Bộ Khoa học và Công nghệ; Công văn số 1235/BKHCN-TĐC ngày 8-5-2018;"
    )
    assert [values["relation"] for values in found] == ["legal_basis"] * 3
    assert [values["type_code"] for values in found] == ["QĐ", "TT", "CV"]
    assert found[2]["issued_on"] == date(2018, 5, 8)


def test_a_joint_circular_keeps_its_subject_behind_its_issuers() -> None:
    values = one(
        "Căn cứ Thông tư liên tịch số 03/2015/TTLT-BKHCN-BNV ngày 15/5/2015 của Bộ trưởng Bộ Khoa học và Công nghệ, "
        "Bộ trưởng Bộ Nội vụ hướng dẫn chức năng;"
    )
    assert values["type_code"] == "TTLT"
    assert values["issuer_raw"] == "Bộ trưởng Bộ Khoa học và Công nghệ"
    assert values["title"] == "hướng dẫn chức năng"


def test_a_document_inside_a_subject_is_only_mentioned() -> None:
    found = cited(
        "Căn cứ Thông tư số 26/2014/TT-BKHCN ngày 10/10/2014 của Bộ Khoa học và Công nghệ quy định chi tiết thi hành "
        "Quyết định số 19/2014/QĐ-TTg;"
    )
    assert [(values["code"], values["relation"]) for values in found] == [
        ("26/2014/TT-BKHCN", "legal_basis"),
        ("19/2014/QĐ-TTg", "mentions"),
    ]


def test_each_proposal_has_its_own_proposer() -> None:
    found = cited(
        "Xét đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 30/TTr-SKHCN ngày 01/12/2015 và ý kiến "
        "thẩm định của Sở Tư pháp tại Công văn số 55/STP-VB ngày 20/11/2015,"
    )
    assert [(values["relation"], values["issuer_raw"]) for values in found] == [
        ("proposal", "Giám đốc Sở Khoa học và Công nghệ"),
        ("proposal", "Sở Tư pháp"),
    ]


def test_what_a_decision_replaces_amends_and_accompanies() -> None:
    found = cited(
        "Điều 1. Quyết định này thay thế Quyết định số 54/2010/QĐ-UBND ngày 09/8/2010, Quyết định số 12/2012/QĐ-UBND "
        "ngày 01/3/2012 của Ủy ban nhân dân tỉnh.\n\n"
        "Điều 2. Sửa đổi, bổ sung khoản 1 Điều 3 Nghị quyết số 20/2015/NQ-HĐND ngày 11/12/2015.\n\n"
        "Điều 3. Bãi bỏ các văn bản: Quyết định số 144/2006/QĐ-TTg ngày 20/6/2006.\n"
    )
    assert [(values["code"], values["relation"]) for values in found] == [
        ("54/2010/QĐ-UBND", "replaces"),
        ("12/2012/QĐ-UBND", "replaces"),
        ("20/2015/NQ-HĐND", "amends"),
        ("144/2006/QĐ-TTg", "amends"),
    ]
    assert one("(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 15/12/2019)")["relation"] == "accompanies"


def test_what_stands_under_a_heading_is_no_legal_basis() -> None:
    found = cited(
        "I. MỤC TIÊU\n\n1. Mục tiêu chung\n\nCăn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 để thực hiện."
    )
    assert [values["relation"] for values in found] == ["mentions"]


def test_the_number_of_the_letter_head_cites_nothing() -> None:
    assert cited("Điều 1. Công bố.") == []


def test_what_replaced_this_document_is_not_replaced_by_it() -> None:
    portal = "Quyết định này đã được thay thế bởi Quyết định số 366/QĐ-UBND ngày 20/8/2015 của UBND tỉnh Bắc Giang."
    assert one(portal)["relation"] == "mentions"


def test_an_article_that_speaks_of_an_annex_of_another_decision_does_not_accompany_it() -> None:
    text = (
        "Điều 1. Bổ sung 04 thủ tục vào Bộ thủ tục hành chính của ngành Thông tin và Truyền thông trên địa bàn tỉnh, "
        "đã được công bố kèm theo Quyết định số 81/QĐ-UBND ngày 17/8/2009 của UBND tỉnh Bắc Giang."
    )
    assert one(text)["relation"] == "mentions"


def test_every_item_of_a_list_of_replaced_decisions_is_replaced() -> None:
    found = cited(
        "Điều 3. Quyết định này thay thế các Quyết định: Quyết định số 110/2005/QĐ-UBND ngày 29/12/2005 của UBND tỉnh "
        "về quà tặng; Quyết định số 42/2007/QĐ-UBND ngày 31/12/2007 sửa đổi Quyết định số 110/2005/QĐ-UBND."
    )
    assert [(row["code"], row["relation"]) for row in found] == [
        ("110/2005/QĐ-UBND", "replaces"),
        ("42/2007/QĐ-UBND", "replaces"),
        ("110/2005/QĐ-UBND", "amends"),
    ]


def test_a_decree_behind_the_ordinance_that_the_first_guides_is_a_basis_too() -> None:
    found = cited(
        "Căn cứ Nghị định số 54/2006/NĐ-CP ngày 26/5/2006 của Chính phủ hướng dẫn Pháp lệnh Ưu đãi người có công "
        "và Nghị định số 89/2008/NĐ-CP ngày 13/8/2008 của Chính phủ hướng dẫn Pháp lệnh sửa đổi;"
    )
    assert [(row["code"], row["relation"]) for row in found if row["code"]] == [
        ("54/2006/NĐ-CP", "legal_basis"),
        ("89/2008/NĐ-CP", "legal_basis"),
    ]


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("Thông tư liên tịch số 01/2015/TTLT-VPCP-BNV ngày 23/10/2015 của Văn phòng Chính phủ và Bộ Nội vụ hướng dẫn "
         "tổ chức Văn phòng UBND;", "Văn phòng Chính phủ"),
        ("Quyết định số 290/2005/QĐ-TTg ngày 08/11/2005 của Thủ tướng Chính phủ trên địa bàn thị xã Ninh Hòa;",
         "Thủ tướng Chính phủ"),
    ],
)  # fmt: skip
def test_an_issuer_ends_before_a_second_one_and_before_a_place_of_use(printed: str, issuer: str) -> None:
    assert one(f"Căn cứ {printed}")["issuer_raw"] == issuer


@pytest.mark.parametrize(
    "text",
    [
        "Xét đề nghị của Bộ Quốc phòng tại Công văn số 5865/BQP-TC ngày 30/10/2009 về trợ cấp theo quy định tại Quyết "
        "định số 142/2008/QĐ-TTg ngày 27/10/2008;",
        "Theo đề nghị của Vụ trưởng Vụ Pháp chế, Bộ trưởng Bộ Tài chính ban hành Thông tư hướng dẫn Quyết định số "
        "142/2008/QĐ-TTg ngày 27/10/2008.",
    ],
)
def test_what_a_proposal_is_about_is_no_proposal(text: str) -> None:
    assert cited(text)[-1]["relation"] == "mentions"


def test_a_symbol_with_a_small_letter_inside_is_kept_whole() -> None:
    (proposal,) = cited("Theo đề nghị của Giám đốc Sở Ngoại vụ tại Tờ trình số 04/TTr-SNgV ngày 04 tháng 8 năm 2020;")
    assert proposal["code"] == "04/TTr-SNgV"


def test_what_follows_decrees_that_others_amend_is_a_basis_too() -> None:
    named = cited(
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục hành chính; Nghị định số "
        "48/2013/NĐ-CP ngày 14/5/2013 của Chính phủ sửa đổi, bổ sung một số điều của các Nghị định liên quan đến kiểm "
        "soát thủ tục hành chính và Nghị định số 92/2017/NĐ-CP ngày 07/8/2017 của Chính phủ;"
    )
    assert [(row["code"], row["relation"]) for row in named] == [
        ("63/2010/NĐ-CP", "legal_basis"),
        ("48/2013/NĐ-CP", "legal_basis"),
        ("92/2017/NĐ-CP", "legal_basis"),
    ]


def test_a_title_in_capitals_names_its_document_with_day_and_issuer_and_rests_on_nothing() -> None:
    head = "BỘ Y TẾ\nSố: 31/2019/TT-BYT\nHà Nội, ngày 02 tháng 12 năm 2019\nTHÔNG TƯ\n"
    title = (
        "QUY ĐỊNH CHI TIẾT QUYẾT ĐỊNH SỐ 41/2019/QĐ-TTG\nNGÀY 09 THÁNG 10 NĂM 2019 CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ DƯỢC\n"
    )
    (named,) = citations.extract(shaped(head + title + "\nChương I. Quy định chung\n")).records
    assert (named.values["issued_on"], named.values["relation"]) == (date(2019, 10, 9), "mentions")
    assert named.values["issuer_raw"] == "THỦ TƯỚNG CHÍNH PHỦ"
    plan = "UBND TỈNH HÀ NAM\nSố: 7/KH-UBND\nHà Nam, ngày 15 tháng 9 năm 2021\nKẾ HOẠCH\n"
    title = "THỰC HIỆN CHỈ THỊ SỐ 19/CT-TTG NGÀY 16/7/2021 CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ THI ĐUA\n\nĐể thực hiện tốt:\n"
    (named,) = citations.extract(shaped(plan + title)).records
    assert named.values["relation"] == "mentions"


def test_what_was_issued_later_is_the_next_of_the_list_and_no_part_of_the_title_before() -> None:
    found = cited(
        "Thực hiện Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ hướng dẫn thi hành Luật Hộ tịch và Quyết "
        "định số 101/QĐ-TTg ngày 23/01/2017 của Thủ tướng Chính phủ phê duyệt Chương trình hộ tịch;"
    )
    assert [(row["code"] or row["title"], row["relation"]) for row in found] == [
        ("123/2015/NĐ-CP", "legal_basis"),
        ("Luật Hộ tịch", "mentions"),
        ("101/QĐ-TTg", "legal_basis"),
    ]
    assert found[0]["title"] == "hướng dẫn thi hành Luật Hộ tịch"


def test_the_day_behind_a_number_is_not_that_of_the_law_before_it() -> None:
    found = cited("Thực hiện Luật Hộ tịch năm 2014, Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ;")
    assert [(row["type_code"], row["issued_on"]) for row in found] == [("L", None), ("NĐ", date(2015, 11, 15))]


@pytest.mark.parametrize(
    ("printed", "issuer", "title"),
    [
        (
            "của Ban Chấp hành Trung ương Đảng khóa XII về sắp xếp bộ máy",
            "Ban Chấp hành Trung ương Đảng",
            "sắp xếp bộ máy",
        ),
        ("Chính phủ về cơ chế một cửa", "Chính phủ", "cơ chế một cửa"),
        ("của Chính phủ về cơ chế một cửa (đã được sửa đổi, bổ sung)", "Chính phủ", "cơ chế một cửa"),
    ],
)
def test_issuer_and_subject_behind_the_day(printed: str, issuer: str, title: str) -> None:
    values = one(f"Căn cứ Nghị quyết số 61/2018/NQ-CP ngày 23 tháng 4 năm 2018 {printed};")
    assert (values["issuer_raw"], values["title"]) == (issuer, title)


def test_the_issuer_may_stand_before_the_day() -> None:
    values = one("Căn cứ Nghị định số 38/2023/NĐ-CP của Chính phủ ngày 24 tháng 6 năm 2023 sửa đổi các mức chi;")
    assert (values["issuer_raw"], values["issued_on"]) == ("Chính phủ", date(2023, 6, 24))


@pytest.mark.parametrize("damaged", ["n cứ Quyết định", "Căn cứQuyết định", "Thực hiệnQuyết định"])
def test_a_basis_whose_first_letters_or_blank_were_lost(damaged: str) -> None:
    assert one(f"{damaged} số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng;")["relation"] == "legal_basis"


def test_an_appraisal_is_a_report() -> None:
    values = one("Theo đề nghị của Sở Tư pháp tại Báo cáo thẩm định số 18/BCTĐ-STP ngày 25/5/2018;")
    assert (values["type_code"], values["code"]) == ("BC", "18/BCTĐ-STP")


def test_a_section_may_list_what_a_plan_rests_on() -> None:
    found = cited(
        "I. CĂN CỨ PHÁP LÝ\n\nLuật Giao dịch điện tử (sửa đổi) ngày 22/6/2023;\n\n"
        "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ sửa đổi điều của Nghị định số 61/2018/NĐ-CP;\n\n"
        "Xét đề nghị của Sở Y tế tại Tờ trình số 37/TTr-SYT ngày 15/11/2024.\n\n"
        "II. NHIỆM VỤ\n\nQuyết định số 12/QĐ-UBND ngày 01/02/2020 được thực hiện tốt.\n"
    )
    assert [(row["code"] or row["title"], row["relation"]) for row in found] == [
        ("Luật Giao dịch điện tử (sửa đổi)", "legal_basis"),
        ("107/2021/NĐ-CP", "legal_basis"),
        ("61/2018/NĐ-CP", "mentions"),
        ("37/TTr-SYT", "proposal"),
        ("12/QĐ-UBND", "mentions"),
    ]
    line = (
        "I. CĂN CỨ LẬP KẾ HOẠCH - Quyết định số 749/QĐ-TTg ngày 03/6/2020; - Quyết định số 942/QĐ-TTg ngày 15/6/2021;"
    )
    assert [row["relation"] for row in cited(line)] == ["legal_basis"] * 2


def test_the_day_may_stand_behind_the_session_of_a_council() -> None:
    values = one(
        "Căn cứ Nghị quyết số 166/2010/NQ-HĐND16 của HĐND tỉnh Bắc Ninh, khoá 16, kỳ họp thứ 21 ngày 08/7/2010;"
    )
    assert values["issued_on"] == date(2010, 7, 8)


def test_a_subject_may_begin_with_a_capital() -> None:
    values = one("Căn cứ Thông tư số 01/2012/TT-BKHĐT ngày 09/02/2012 của Bộ Kế hoạch và Đầu tư Hướng dẫn định mức;")
    assert (values["issuer_raw"], values["title"]) == ("Bộ Kế hoạch và Đầu tư", "Hướng dẫn định mức")


def test_an_issuer_may_be_named_once_for_a_list() -> None:
    found = cited(
        "Căn cứ các Nghị định của Chính phủ: số 61/2018/NĐ-CP ngày 23/4/2018 về dịch vụ; số 45/2020/NĐ-CP ngày "
        "08/4/2020 về thủ tục trên mạng, thay Quyết định số 12/QĐ-TTg ngày 03/02/2019;"
    )
    assert [(row["code"], row["relation"], row["issuer_raw"]) for row in found] == [
        ("61/2018/NĐ-CP", "legal_basis", "Chính phủ"),
        ("45/2020/NĐ-CP", "legal_basis", "Chính phủ"),
        ("12/QĐ-TTg", "mentions", None),
    ]


def test_a_colon_typed_for_the_semicolon_of_a_list() -> None:
    found = cited(
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về một cửa: Nghị định số 107/2021/NĐ-CP ngày "
        "06/12/2021 của Chính phủ về số hoá;"
    )
    assert [(row["code"], row["relation"], row["title"]) for row in found] == [
        ("61/2018/NĐ-CP", "legal_basis", "một cửa"),
        ("107/2021/NĐ-CP", "legal_basis", "số hoá"),
    ]


def test_a_subject_about_what_is_amended_keeps_its_end() -> None:
    values = one(
        "Căn cứ Quyết định số 12/QĐ-BNV ngày 03/02/2021 của Bộ Nội vụ công bố thủ tục hành chính mới, được sửa đổi, bổ "
        "sung, bị bãi bỏ về hội;"
    )
    assert values["title"] == "công bố thủ tục hành chính mới, được sửa đổi, bổ sung, bị bãi bỏ về hội"


def test_a_basis_may_stand_behind_what_has_no_number() -> None:
    values = one(
        "Thực hiện chương trình công tác năm 2019; căn cứ Kế hoạch số 18-KH/TWĐTN ngày 28/2/2019 của Trung ương Đoàn "
        "về việc tổ chức chiến dịch hè, Ban Thường vụ Tỉnh đoàn ban hành Kế hoạch như sau:"
    )
    assert (values["relation"], values["title"]) == ("legal_basis", "tổ chức chiến dịch hè")


def test_quotes_and_empty_brackets_are_no_part_of_a_subject() -> None:
    quoted = one(
        'Căn cứ Quyết định số 42/2002/QĐ-TTg ngày 19/3/2002 của Thủ tướng Chính phủ "Về quản lý chương trình";'
    )
    assert quoted["title"] == "quản lý chương trình"
    twice = cited(
        "Căn cứ Nghị quyết số 17/2022/NQ-HĐND ngày 12/9/2022 của HĐND tỉnh quy định học phí (Nghị quyết số "
        "17/2022/NQ-HĐND);"
    )
    assert twice[0]["title"] == "quy định học phí"


def test_a_proposal_behind_a_basis_and_an_order_in_small_letters() -> None:
    basis, proposal = cited(
        "Căn cứ Kế hoạch số 97/KH-UBND ngày 25/3/2023 của Ủy ban nhân dân tỉnh về thương mại; theo đề nghị của Sở Công "
        "Thương tại Tờ trình số 1415/TTr-SCT ngày 16/5/2023, Ủy ban nhân dân tỉnh ban hành Kế hoạch;"
    )
    assert (basis["relation"], proposal["relation"]) == ("legal_basis", "proposal")
    letter, telegram = cited(
        "Căn cứ chỉ đạo của Thủ tướng Chính phủ tại công văn số 2694/VPCP-KGVX ngày 28/4/2008 và Công điện số "
        "695/CĐ-TTg "
        "ngày 09/5/2008 về kiện toàn bộ máy;"
    )
    assert (letter["relation"], telegram["relation"]) == ("legal_basis", "legal_basis")


def test_the_second_basis_of_a_clause_may_begin_its_own_paragraph() -> None:
    found = cited(
        "Căn cứ Luật Trồng trọt ngày 19 tháng 11 năm 2018;\n\nLuật Chăn nuôi ngày 19 tháng 11 năm 2018;\n\nQUYẾT ĐỊNH:"
    )
    assert [(values["title"], values["relation"]) for values in found] == [
        ("Luật Trồng trọt", "legal_basis"),
        ("Luật Chăn nuôi", "legal_basis"),
    ]
    found = cited(
        "Căn cứ Thông tư số 27/2020/TT-BCT ngày 30 tháng 9 năm 2020 của Bộ trưởng Bộ Công Thương quy định thủ tục;\n\n"
        "được sửa đổi, bổ sung bởi Thông tư số 20/2021/TT-BCT ngày 10 tháng 12 năm 2021;\n\nQUYẾT ĐỊNH:"
    )
    assert [values["relation"] for values in found] == ["legal_basis"] * 2


def test_an_urgent_telegram_is_the_next_of_a_list() -> None:
    found = cited(
        "Thực hiện Chỉ thị số 04/CT-TTg ngày 20/02/2019 của Thủ tướng Chính phủ và Công điện khẩn số 11/CĐ-BNN-TY ngày "
        "21/02/2019 của Bộ Nông nghiệp và Phát triển nông thôn;"
    )
    assert [(values["code"], values["relation"]) for values in found] == [
        ("04/CT-TTg", "legal_basis"),
        ("11/CĐ-BNN-TY", "legal_basis"),
    ]


def test_a_preamble_under_a_table_of_contents() -> None:
    found = cited(
        "Mục lục\n\nI. MỤC ĐÍCH\n\nII. NỘI DUNG\n\nIII. TỔ CHỨC\n\nKẾ HOẠCH\n\nChuyển đổi số năm 2021\n\n"
        "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ;\n\nI. MỤC ĐÍCH\n\nĐồng bộ.\n\n"
        "II. NỘI DUNG\n\nCăn cứ Quyết định số 5/QĐ-TTg ngày 03/6/2019, các sở báo cáo.\n\nIII. TỔ CHỨC\n\nCác sở."
    )
    assert [(values["code"], values["relation"]) for values in found] == [
        ("749/QĐ-TTg", "legal_basis"),
        ("5/QĐ-TTg", "mentions"),
    ]


def test_a_sentence_cut_before_the_document_that_it_replaces() -> None:
    found = cited(
        "Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2024 và thay thế\n"
        "Quyết định số 630/QĐ-NHNN ngày 31 tháng 3 năm 2017 của Thống đốc Ngân hàng Nhà nước."
    )
    assert [(values["code"], values["relation"]) for values in found] == [("630/QĐ-NHNN", "replaces")]


def test_a_full_stop_may_part_the_documents_of_a_list() -> None:
    found = cited(
        "- Căn cứ Nghị định số 222/HĐBT ngày 5/12/1987 của Hội đồng Bộ trưởng về lệ phí trước bạ. Quyết định số 124/CT "
        "ngày 25-4-1988 của Chủ tịch Hội đồng Bộ trưởng về quản lý xe ô tô con;"
    )
    assert [(values["code"], values["relation"]) for values in found] == [
        ("222/HĐBT", "legal_basis"),
        ("124/CT", "legal_basis"),
    ]
    assert found[0]["title"] == "lệ phí trước bạ"


def test_a_sentence_about_the_document_just_named_is_no_basis_of_its_own() -> None:
    found = cited("Thực hiện Chỉ thị số 5/CT-TTg về quản lý chợ. Chỉ thị số 5/CT-TTg đã được ban hành từ năm 2010;")
    assert [values["relation"] for values in found] == ["legal_basis", "mentions"]


@pytest.mark.parametrize(("word", "type_code"), [("Luật", "L"), ("Nghị quyết", "NQ")])
def test_the_word_before_a_list_of_numbers_holds_for_each(word: str, type_code: str) -> None:
    found = cited(
        f"Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi bởi các {word} số 61/2024/QH15, 86/2025/QH15 và số 99/2025/QH15;"
    )
    assert [values["type_code"] for values in found] == ["L", *[type_code] * 3]


def test_what_is_printed_of_a_citation_ends_with_its_subject() -> None:
    (first, *_) = cited(
        "Theo Nghị quyết số 79-NQ/TW ngày 06/01/2026 về kinh tế nhà nước; và ý kiến tại Công văn số 7/SNV-TCBC"
    )
    assert (first["title"], first["raw"]) == (
        "kinh tế nhà nước",
        "Nghị quyết số 79-NQ/TW ngày 06/01/2026 về kinh tế nhà nước",
    )
    (amended, _) = cited(
        "Căn cứ Nghị định số 06/2022/NĐ-CP ngày 07/01/2022 của Chính phủ quy định giảm nhẹ phát thải được sửa đổi "
        "bởi Nghị định số 119/2025/NĐ-CP ngày 09/6/2025;"
    )
    assert amended["raw"].endswith("giảm nhẹ phát thải")


@pytest.mark.parametrize("part", ["PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT", "PHẦN I. VĂN BẢN QUY PHẠM PHÁP LUẬT"])
def test_a_preamble_under_the_heading_of_the_gazette_is_one(part: str) -> None:
    records = citations.extract(
        shaped(
            f"{part}\n\nBỘ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 29/2016/TT-BKHCN\n"
            "Hà Nội, ngày 30 tháng 12 năm 2016\nTHÔNG TƯ\nBãi bỏ một phần Thông tư số 8/2009/TT-BKHCN\n\n"
            "Căn cứ Nghị định số 86/2012/NĐ-CP ngày 19 tháng 10 năm 2012 của Chính phủ;\n"
        )
    ).records
    assert records[-1].values["relation"] == "legal_basis"


def test_the_inspectorates_symbol_ends_in_two_small_letters() -> None:
    assert one("Căn cứ Quyết định số 47/QĐ-TTra ngày 05/8/2019 của Chánh Thanh tra Sở;")["code"] == "47/QĐ-TTra"


@pytest.mark.parametrize(
    "behind",
    [
        ", Bảo hiểm xã hội tỉnh đề nghị các cơ sở thực hiện",
        ", Ủy ban nhân dân huyện chỉ thị:",
        ", Ủy ban nhân dân xã trình Hội đồng nhân dân xã xem xét, phê duyệt",
        ", liên Sở Giáo dục và Đào tạo - Tài chính hướng dẫn như sau:",
        ", quyết nghị:",
        ", có hiệu lực từ ngày 04/02/2013;",
    ],
)
def test_a_subject_ends_where_the_writer_takes_the_word(behind: str) -> None:
    values = one(f"Thực hiện Thông tư số 41/2014/TT-BYT ngày 24/11/2014 của Bộ Y tế hướng dẫn khám, chữa bệnh{behind}")
    assert values["title"] == "hướng dẫn khám, chữa bệnh"


def test_what_was_considered_is_a_proposal() -> None:
    values = one("Trên cơ sở xem xét đề nghị của Chính phủ tại Tờ trình số 610/TTr-CP ngày 27 tháng 10 năm 2023,")
    assert (values["relation"], values["issuer_raw"]) == ("proposal", "Chính phủ")


def test_an_ordinance_with_its_day_in_running_text() -> None:
    values = one("Để thực hiện nghiêm Pháp lệnh Thú y ngày 29/4/2004, Ủy ban nhân dân thành phố chỉ thị:")
    assert (values["title"], values["issued_on"]) == ("Pháp lệnh Thú y", date(2004, 4, 29))


def test_the_year_of_a_constitution_is_part_of_its_name() -> None:
    values = one("Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992;")
    assert values["title"] == "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992"


def test_an_ordinance_says_what_it_regulates_and_rests_on_nothing_there() -> None:
    text = "Căn cứ vào Nghị quyết số 12/2002/QH11 ngày 16 tháng 12 năm 2002;\nPháp lệnh này quy định về dân số,"
    assert [values["code"] for values in cited(text)] == ["12/2002/QH11"]


def test_the_day_of_a_numbered_law_stands_behind_who_passed_it() -> None:
    values = one(
        "Căn cứ Luật Dầu khí số 12/2022/QH15 được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV thông qua "
        "ngày 14 tháng 11 năm 2022;"
    )
    assert (values["code"], values["issued_on"]) == ("12/2022/QH15", date(2022, 11, 14))


def test_names_that_a_page_links_stand_on_lines_of_their_own() -> None:
    found = cited(
        "Căn cứ\nLuật Tổ chức Chính phủ\nngày 19 tháng 6 năm 2015;\n"
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ\nngày 22 tháng 11 năm 2019;\n"
        "Căn cứ\nBộ luật Lao động\nngày 20 tháng 11 năm 2019;\n"
    )
    assert [(values["relation"], values["title"], values["issued_on"]) for values in found] == [
        ("legal_basis", "Luật Tổ chức Chính phủ", date(2015, 6, 19)),
        ("legal_basis", "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ", date(2019, 11, 22)),
        ("legal_basis", "Bộ luật Lao động", date(2019, 11, 20)),
    ]


def test_an_issuer_ends_before_the_verb_of_a_sentence() -> None:
    values = one("Nghị định số 145/2020/NĐ-CP của Chính phủ là căn cứ để trả lương.")
    assert values["issuer_raw"] == "Chính phủ"


def test_what_is_asked_for_changes_nothing() -> None:
    asked = (
        "Đề nghị UBND tỉnh sớm ban hành chính sách thay thế Nghị quyết số 128/2020/NQ-HĐND ngày 28/02/2020 của HĐND."
    )
    assert one(asked)["relation"] == "mentions"
    done = "Hướng dẫn này thay cho Hướng dẫn số 09/HD-LĐLĐ ngày 20/02/2023."
    assert one(done)["relation"] == "replaces"
    part = "Sửa đổi điểm 3.4 khoản 3 mục II Thông tư liên tịch số 03/2006/TTLT-BTC-BNV như sau:"
    assert one(part)["relation"] == "amends"


def test_the_second_number_of_laws_that_amend_one() -> None:
    found = cited(
        "Căn cứ Luật Quản lý thuế số 78/2006/QH11 ngày 29 tháng 11 năm 2006 và các Luật sửa đổi, bổ sung một số điều "
        "của Luật Quản lý thuế số 21/2012/QH13 ngày 20 tháng 11 năm 2012, số 106/2016/QH13 ngày 06 tháng 4 năm 2016;"
    )
    assert [(values["code"], values["relation"]) for values in found] == [
        ("78/2006/QH11", "legal_basis"),
        ("21/2012/QH13", "legal_basis"),
        ("106/2016/QH13", "legal_basis"),
    ]


def test_a_central_issuer_ends_where_small_letters_go_on() -> None:
    values = one(
        "Giao Sở Tài chính căn cứ Quyết định số 01/2011/QĐ-TTg ngày 04/01/2011 của Thủ tướng Chính phủ tham mưu vốn."
    )
    assert values["issuer_raw"] == "Thủ tướng Chính phủ"


def test_a_programme_of_action_and_the_boards_of_the_party() -> None:
    assert one("Chương trình hành động số 120-CTHĐ/TU, ngày 14/3/2019 của Tỉnh ủy")["type_code"] == "CTr"
    (record,) = citations.extract(shaped("theo Tờ trình số 412-TTr/BTGTW, ngày 03/7/2023.\n")).records
    assert record.mentions["issuer_id"].raw == "Ban Tuyên giáo Trung ương"


def test_two_circulars_of_the_same_day() -> None:
    found = cited("Căn cứ các Thông tư số 23/2014/TT-BTNMT và 24/2014/TT-BTNMT cùng ngày 19/5/2014;")
    assert [(values["code"], values["issued_on"]) for values in found] == [
        ("23/2014/TT-BTNMT", date(2014, 5, 19)),
        ("24/2014/TT-BTNMT", date(2014, 5, 19)),
    ]
    other = cited("Căn cứ Nghị quyết số 33-NQ/TW và Kết luận số 76-KL/TW, ngày 04/6/2020 của Bộ Chính trị;")
    assert [values["issued_on"] for values in other] == [None, date(2020, 6, 4)]


def test_what_a_portal_numbers_above_the_head_is_no_section() -> None:
    menu = "1. Trang chủ\n2. » Văn bản pháp quy\n\n"
    head = "UBND TỈNH HÀ NAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 77/QĐ-UBND\nHà Nam, ngày 15 tháng 12 năm 2019\n"
    text = f"{menu}{head}QUYẾT ĐỊNH\nCông bố HTQLCL\nCăn cứ Luật Ngân sách nhà nước ngày 25/6/2015;\n"
    (record,) = citations.extract(shaped(text)).records
    assert record.values["relation"] == "legal_basis"


def test_an_ordinance_ends_before_who_passed_it() -> None:
    law = one("Căn cứ Pháp lệnh phí và lệ phí của Ủy ban thường vụ Quốc hội khoá X thông qua ngày 28/8/2001;")
    assert (law["title"], law["issued_on"]) == ("Pháp lệnh phí và lệ phí", date(2001, 8, 28))


@pytest.mark.parametrize(
    "clause",
    [
        "Thực hiện khoản 1, Điều 2, Nghị định số 175/1999/NĐ-CP ngày 15/12/1999 của Chính phủ về tiền lương;",
        "Thực hiện công điện số 639/CĐ-TTg ngày 29/04/2009 của Thủ tướng Chính phủ về phòng dịch;",
    ],
)
def test_what_is_carried_out_is_a_basis(clause: str) -> None:
    assert one(clause)["relation"] == "legal_basis"


def test_items_of_a_preamble_that_has_lost_its_lead() -> None:
    items = "- Luật Công nghệ thông tin ngày 29/6/2006;\n- Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;\n"
    assert [row["relation"] for row in cited(items)] == ["legal_basis", "legal_basis"]
