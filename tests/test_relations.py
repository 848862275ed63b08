"""Relations between documents: labelled operative parts, days of effect, links over the dataset, `congbao graph`."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.lines import lines
from extractors.references.effect import day_of_effect
from extractors.references.provisions import Provision, find_provisions
from pipeline.cli import main
from pipeline.dataset import assemble
from pipeline.process import process
from tests import header_forms, relation_scores
from tests.reading import shaped

BATCHES = sorted(path.stem for path in (header_forms.DATA / "relations").glob("*.yaml"))
LABELLED = [entry for batch in BATCHES for entry in header_forms.entries(f"relations/{batch}.yaml")]
MOTTO = "\n".join(header_forms.MOTTO)
FIRST = f"""\
ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG
Số: 17/2018/QĐ-UBND
{MOTTO}
Đắk Nông, ngày 20 tháng 8 năm 2018
QUYẾT ĐỊNH
Quy định mức hỗ trợ khuyến công
Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;
Điều 1. Quy định mức hỗ trợ.
Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 9 năm 2018.
"""
LATER = f"""\
ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG
Số: 45/2026/QĐ-UBND
{MOTTO}
Lâm Đồng, ngày 15 tháng 01 năm 2026
QUYẾT ĐỊNH
Bãi bỏ một số quyết định
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Căn cứ Quyết định số 17/2018/QĐ-UBND ngày 20 tháng 8 năm 2018 của Ủy ban nhân dân tỉnh Đắk Nông;
Điều 1. Bãi bỏ khoản 2 Điều 1 Quyết định số 17/2018/QĐ-UBND ngày 20/8/2018 của Ủy ban nhân dân tỉnh Đắk Nông.
Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 02 năm 2026.
"""


@pytest.mark.parametrize("entry", LABELLED, ids=lambda entry: str(entry["id"]))
def test_relations_of_a_labelled_operative_part(entry: dict[str, Any]) -> None:
    _, misses = relation_scores.score(entry)
    assert misses == []


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("khoản 2 Điều 1", [Provision("1", "2")]),
        ("điểm a, b khoản 1 Điều 9 và Điều 12", [("9", "1", "a"), ("9", "1", "b"), ("12", None, None)]),
        ("khoản 1, khoản 3 Điều 4", [("4", "1", None), ("4", "3", None)]),
        ("Điều 5, Điều 6a và Điều 7", [("5", None, None), ("6a", None, None), ("7", None, None)]),
        ("ngày 15 tháng 6", []),
    ],
)
def test_lists_of_provisions_are_opened(text: str, provisions: list[tuple[str, ...]]) -> None:
    assert [tuple(found) for found in find_provisions(text)] == [tuple(wanted) for wanted in provisions]


@settings(max_examples=40, deadline=None)
@given(
    issued=st.dates(date(2002, 1, 1), date(2026, 12, 31)),
    days=st.integers(1, 90),
    kind=st.sampled_from(["Quyết định", "Nghị quyết", "Thông tư", "Nghị định"]),
    gap=st.sampled_from(["", " thi hành"]),
    kept=st.sampled_from(["", "kể "]),
)
def test_the_day_of_effect_is_the_one_printed_or_counted(
    issued: date, days: int, kind: str, gap: str, kept: str
) -> None:
    def read(sentence: str) -> date | None:
        found = day_of_effect(lines(shaped(f"Điều 3. {sentence}\n")), issued)
        return found[0] if found else None

    effect = issued + timedelta(days=days)
    assert read(f"{kind} này có hiệu lực{gap} {kept}từ ngày {effect:%d/%m/%Y}.") == effect
    assert read(f"{kind} này có hiệu lực{gap} sau {days} ngày, {kept}từ ngày ký.") == effect
    assert read(f"{kind} này có hiệu lực{gap} {kept}từ ngày ký ban hành.") == issued
    assert read(f"Luật Thống kê số 89/2015/QH13 có hiệu lực{gap} {kept}từ ngày {effect:%d/%m/%Y}.") is None


def test_a_day_of_effect_is_said_of_those_who_carry_it_out_or_passed_it() -> None:
    def read(text: str) -> date | None:
        found = day_of_effect(lines(shaped(f"{text}\n")), date(2009, 7, 8))
        return found[0] if found else None

    assert read("Điều 2. Ông Út chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.") == date(2009, 7, 8)
    assert read("Điều 2. Các ông có tên tại Điều 1 căn cứ thi hành Quyết định này kể từ ngày ký.") == date(2009, 7, 8)
    passed = "Nghị quyết đã được Hội đồng nhân dân tỉnh thông qua ngày 07 tháng 7 năm 2009 và có hiệu lực từ ngày "
    assert read(passed + "01 tháng 01 năm 2010.") == date(2010, 1, 1)


def test_a_decision_of_the_merged_province_names_both_issuers() -> None:
    tables = process(LATER.encode(), "later.txt").tables
    names = {row["agency_id"]: (row["name"], row["successor_province_code"]) for row in tables["agencies"]}
    assert names[tables["documents"][0]["issuer_id"]][0] == "Ủy ban nhân dân tỉnh Lâm Đồng"
    (relation,) = tables["relations"]
    assert names[relation["target_issuer_id"]] == ("Ủy ban nhân dân tỉnh Đắk Nông", "68")
    (citation,) = [row for row in tables["citations"] if row["relation"] == "legal_basis" and row["code"]]
    assert names[citation["issuer_id"]][0] == "Ủy ban nhân dân tỉnh Đắk Nông"


@pytest.mark.parametrize(
    ("title", "sentence", "relations"),
    [
        (
            "Hướng dẫn quản lý học phí",
            "Quyết định này có hiệu lực sau 15 ngày, kể từ ngày ký. Bãi bỏ Quyết định số 18/1999/QĐ-UB ngày 12/5/1999.",
            [("repeals", "18/1999/QĐ-UB")],
        ),
        (
            "Đính chính Thông báo mời thầu",
            "Ban Quản lý xin đính chính Thông báo số 311/TB-BQL ngày 20/11/2009 như sau:",
            [("corrects", "311/TB-BQL")],
        ),
        (
            "Về việc bãi bỏ một số quy định tại Quyết định số 15/2019/QĐ-UBND",
            "1. Bãi bỏ khoản 2 Điều 3 Quyết định số 15/2019/QĐ-UBND ngày 20/5/2019 của Ủy ban nhân dân tỉnh.",
            [("repeals", "15/2019/QĐ-UBND")],
        ),
        (
            "Về việc bãi bỏ một số quy định tại Quyết định số 15/2019/QĐ-UBND",
            "1. Các cơ quan, đơn vị chịu trách nhiệm thi hành.",
            [("amends", "15/2019/QĐ-UBND")],
        ),
        ("Mời thầu", "Ban Quản lý đã đính chính tại Thông báo số 311/TB-BQL ngày 20/11/2009.", []),
        ("Hướng dẫn", "Bãi bỏ Quyết định số 18/1999/QĐ-UB là cần thiết.", []),
    ],
)
def test_a_document_without_articles_changes_what_it_says_of_itself_or_is_about(
    title: str, sentence: str, relations: list[tuple[str, str]]
) -> None:
    opening = FIRST.split("Căn cứ")[0].replace("Quy định mức hỗ trợ khuyến công", title)
    tables = process(f"{opening}{sentence}\n".encode(), "a.txt").tables
    assert [(row["relation"], row["target_code"]) for row in tables.get("relations", [])] == relations


@pytest.mark.parametrize("kind", ["TỜ TRÌNH", "BÁO CÁO"])
def test_what_is_proposed_or_reported_changes_nothing(kind: str) -> None:
    opening = FIRST.split("Căn cứ")[0].replace("QUYẾT ĐỊNH", kind).replace("QĐ-UBND", "TTr-UBND")
    text = opening.replace("Quy định mức hỗ trợ khuyến công", "Về việc bãi bỏ Quyết định số 15/2016/QĐ-UBND")
    assert "relations" not in process(text.encode(), "a.txt").tables


def test_a_list_of_what_is_repealed_goes_on_with_a_part_of_a_document() -> None:
    article = "Điều 1. Bãi bỏ Quyết định số 06/1998/QĐ-UB và Mục III Chỉ thị số 27/2002/CT-UB của Ủy ban nhân dân tỉnh."
    text = FIRST.replace("Điều 1. Quy định mức hỗ trợ.", article)
    found = process(text.encode(), "a.txt").tables["relations"]
    assert [row["target_code"] for row in found] == ["06/1998/QĐ-UB", "27/2002/CT-UB"]


def test_relations_are_linked_over_the_dataset_whatever_the_order() -> None:
    results = [process(FIRST.encode(), "first.txt"), process(LATER.encode(), "later.txt")]
    for ordered in (results, results[::-1]):
        (relation,) = assemble(ordered)["relations"]
        assert relation["target_document_id"] == "dak-nong/2018/17-qd-ubnd"
        assert relation["document_id"] == "lam-dong/2026/45-qd-ubnd"


def test_a_document_never_changes_itself() -> None:
    own = FIRST.replace("Quy định mức hỗ trợ.", "Bãi bỏ Quyết định số 17/2018/QĐ-UBND ngày 20/8/2018.")
    (relation,) = assemble([process(own.encode(), "own.txt")])["relations"]
    assert relation["target_document_id"] is None


def test_graph_shows_both_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(arguments: list[str]) -> int:
        monkeypatch.setattr(sys, "argv", ["congbao", *arguments])
        return main()

    plans, out = tmp_path / "plans", tmp_path / "out"
    plans.mkdir()
    (plans / "first.txt").write_text(FIRST, encoding="utf-8")
    (plans / "later.txt").write_text(LATER, encoding="utf-8")
    assert run(["build", str(plans), "--out", str(out), "--workers", "1"]) == 0
    capsys.readouterr()
    assert run(["graph", "dak-nong/2018/17-qd-ubnd", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "repeals khoản 2 Điều 1 by Điều 1 of QĐ 45/2026/QĐ-UBND" in shown
    assert "from 01/02/2026" in shown
    assert run(["graph", "45/2026/QĐ-UBND", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "repeals khoản 2 Điều 1 of QĐ 17/2018/QĐ-UBND (20/08/2018)" in shown
    assert "], by Điều 1 of this document, from 01/02/2026" in shown
    assert run(["graph", "45/2026/QĐ-UBND", "--json", "--out", str(out)]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert [row["document_id"] for row in tree["rests_on"]] == [None, "dak-nong/2018/17-qd-ubnd"]
    assert tree["does"][0]["effective_on"] == "2026-02-01"
    assert run(["graph", "nothing/1999", "--out", str(out)]) == 2
    assert "no such document" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("article", "relation"),
    [
        ("Sửa đổi, bổ sung, bãi bỏ một số điều của Quyết định số 17/2018/QĐ-UBND ngày 20/8/2018.", "amends"),
        ("Bãi bỏ một số nội dung của Quyết định số 17/2018/QĐ-UBND ngày 20/8/2018.", "amends"),
        ("Bãi bỏ Quyết định số 17/2018/QĐ-UBND ngày 20/8/2018.", "repeals"),
        ("Bãi bỏ một số Quyết định: Quyết định số 17/2018/QĐ-UBND ngày 20/8/2018.", "repeals"),
    ],
)
def test_what_repeals_some_articles_leaves_the_document(article: str, relation: str) -> None:
    head = LATER.partition("Điều 1.")[0]
    result = process(f"{head}Điều 1. {article}\nĐiều 2. Hiệu lực từ ngày ký.\n".encode(), "later.txt")
    assert [row["relation"] for row in result.tables["relations"]] == [relation]


def test_every_item_of_a_list_of_amended_decisions_is_cited_as_amended() -> None:
    text = (
        "UBND TỈNH HÀ NAM\nSố: 22/2023/QĐ-UBND\nHà Nam, ngày 15 tháng 6 năm 2023\nQUYẾT ĐỊNH\nSửa đổi quyết định\n\n"
        "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2018/QĐ-UBND ngày 05/4/2018 của UBND tỉnh về giá; "
        "Quyết định số 30/2019/QĐ-UBND ngày 09/8/2019 của UBND tỉnh ban hành Quy định bồi thường.\n\n"
        "Điều 2. Sửa đổi các Quyết định sau:\n\n1. Quyết định số 13/2017/QĐ-UBND ngày 01/02/2017 về phí.\n"
    )
    rows = process(text.encode(), "list.txt").tables["citations"]
    assert [(row["code"], row["relation"]) for row in rows] == [
        ("12/2018/QĐ-UBND", "amends"),
        ("30/2019/QĐ-UBND", "amends"),
        ("13/2017/QĐ-UBND", "amends"),
    ]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Công văn này thay thế Công văn số 388/KBNN-KTNN ngày 01/3/2013.", [("replaces", "388/KBNN-KTNN")]),
        ("Việc thay thế Công văn số 388/KBNN-KTNN ngày 01/3/2013 đang được xem xét.", []),
    ],
)
def test_a_letter_without_articles_says_itself_what_it_replaces(text: str, relations: list[tuple[str, str]]) -> None:
    printed = (
        f"KHO BẠC NHÀ NƯỚC\n{MOTTO}\nSố: 4377/KBNN-KTNN\nV/v hướng dẫn hạch toán\nHà Nội, ngày 15 tháng 9 năm 2017\n"
        f"Kính gửi: Sở Giao dịch\n1. Phạm vi áp dụng.\n{text}\n"
    )
    rows = process(printed.encode(), "a.txt").tables.get("relations", [])
    assert [(row["relation"], row["target_code"]) for row in rows] == relations


@pytest.mark.parametrize(
    ("about", "basis", "relations"),
    [
        ("Kết quả thực hiện Công văn số 3512/SNV-XDCQ ngày 05/11/2022 của Sở Nội vụ", "", []),
        ("Kết quả thực hiện Chỉ thị số 05/CT-UBND ngày 05/3/2022 của UBND tỉnh", "", [("reports_on", "05/CT-UBND")]),
        ("Kết quả cải cách", "Thực hiện Công văn số 12/SNV-CCHC ngày 05/11/2022 của Sở Nội vụ, xã báo cáo như sau", []),
        (
            "Kết quả cải cách",
            "Thực hiện Công văn số 12/SNV-CCHC ngày 05/11/2022 của Sở Nội vụ về việc báo cáo kết quả thực hiện "
            "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, xã báo cáo như sau",
            [("reports_on", "76/NQ-CP")],
        ),
    ],
)
def test_a_report_is_on_what_was_carried_out_and_not_on_the_letter_that_asked(
    about: str, basis: str, relations: list[tuple[str, str]]
) -> None:
    head = f"UBND HUYỆN MANG YANG\n{MOTTO}\nSố: 412/BC-UBND\nMang Yang, ngày 24 tháng 11 năm 2022\nBÁO CÁO\n{about}\n"
    rows = process(f"{head}{basis}\nI. KẾT QUẢ\n".encode(), "a.txt").tables.get("relations", [])
    assert [(row["relation"], row["target_code"]) for row in rows] == relations


AMENDING = "sửa đổi, bổ sung một số điều của Luật chứng khoán số 70/2006/QH11"


@pytest.mark.parametrize("title", [AMENDING.upper(), AMENDING.capitalize().replace("qh11", "QH11")])
def test_a_law_whose_title_names_the_law_that_it_amends(title: str) -> None:
    text = (
        f"QUỐC HỘI\n{MOTTO}\nLuật số: 62/2010/QH12\nHà Nội, ngày 24 tháng 11 năm 2010\nLUẬT\n"
        f"{title.replace('luật chứng', 'Luật chứng')}\nCăn cứ Hiến pháp năm 1992;\nQuốc hội ban hành Luật {AMENDING}.\n"
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật chứng khoán\n1. Sửa đổi khoản 3 Điều 2 như sau:\n“3. A.”\n"
    )
    tables = process(text.encode(), "a.txt").tables
    assert tables["documents"][0]["title"].upper() == AMENDING.upper()
    (row,) = tables["relations"]
    assert (row["relation"], row["target_type_code"], row["target_code"]) == ("amends", "L", "70/2006/QH11")
    assert (row["target_article"], row["target_clause"]) == ("2", "3")


def test_no_report_is_on_the_law_that_another_amends() -> None:
    head = f"BỘ TÀI CHÍNH\n{MOTTO}\nSố: 62/BC-BTC\nHà Nội, ngày 24 tháng 11 năm 2012\nBÁO CÁO\n"
    text = f"{head}Tổng kết thi hành Luật {AMENDING}\nI. KẾT QUẢ\n1. A.\n"
    assert "relations" not in process(text.encode(), "a.txt").tables


def test_a_range_of_articles_or_clauses_is_opened() -> None:
    assert find_provisions("từ Điều 2 đến Điều 5") == [Provision(number) for number in "2345"]
    assert find_provisions("khoản 1 đến khoản 3 Điều 7") == [Provision("7", number) for number in "123"]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Điều 3. Sau 10 ngày kể từ ngày ký, Quyết định này có hiệu lực thi hành.", date(2018, 8, 30)),
        ("Điều 3. Kể từ ngày 01 tháng 10 năm 2018, Quyết định này có hiệu lực.", date(2018, 10, 1)),
    ],
)
def test_a_day_of_effect_before_its_sentence(printed: str, day: date) -> None:
    found = day_of_effect(lines(shaped(f"{printed}\n")), date(2018, 8, 20))
    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize(
    ("leads", "clause"),
    [
        (
            "Điều chỉnh chương trình như sau:",
            "a) Nghị quyết sửa đổi, bổ sung Nghị quyết số 119/2020/QH14 của Quốc hội;",
        ),
        (
            "Quy trình này dựa vào:",
            "Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế số 51/2024/QH15 ngày 27 tháng 11 năm 2024.",
        ),
        ("Danh mục thủ tục:", "Các thủ tục này bị bãi bỏ tại Quyết định số 1329/QĐ-BTP ngày 01/6/2020."),
        (
            "Tình hình:",
            "Bộ Y tế ban hành Thông tư số 19/2008/TT-BYT, sửa đổi, bổ sung Thông tư số 03/2007/TT-BYT ngày 30/01/2007.",
        ),
    ],
)
def test_what_others_change_is_not_changed_here(leads: str, clause: str) -> None:
    head = f"ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG\nSố: 7/QĐ-UBND\n{MOTTO}\nĐắk Nông, ngày 20 tháng 8 năm 2025\nQUYẾT ĐỊNH\n"
    basis = "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;"
    text = f"{head}Về việc giao nhiệm vụ\n{basis}\nĐiều 1. {leads}\n{clause}\n"
    found = process(text.encode(), "a.txt").tables
    assert "relations" not in found
    assert {row["relation"] for row in found["citations"]} == {"legal_basis", "mentions"}


@pytest.mark.parametrize(
    "clause",
    [
        "Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 "
        "về kiểm soát thủ tục hành chính.\nĐiều 5. Nghị định này có hiệu lực từ ngày 01 tháng 9 năm 2025.",
        "Điều 1. Thêm 04 thủ tục vào Bộ thủ tục đã công bố kèm theo Nghị định số 63/2010/NĐ-CP ngày 08/6/2010.",
    ],
)
def test_an_enacting_sentence_and_what_is_added_change_the_document_named(clause: str) -> None:
    head = (
        f"CHÍNH PHỦ\nSố: 48/2025/NĐ-CP\n{MOTTO}\nHà Nội, ngày 20 tháng 8 năm 2025\nNGHỊ ĐỊNH\nVề thủ tục hành chính\n"
    )
    text = f"{head}Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;\n{clause}\n"
    (row,) = process(text.encode(), "a.txt").tables["relations"]
    assert (row["relation"], row["target_code"]) == ("amends", "63/2010/NĐ-CP")


def test_a_guidance_guides_what_its_title_carries_out() -> None:
    head = f"BỘ Y TẾ\nSố: 6/HD-BYT\n{MOTTO}\nHà Nội, ngày 20 tháng 8 năm 2025\nHƯỚNG DẪN\n"
    text = f"{head}Thực hiện một số điều của Nghị định số 63/2010/NĐ-CP ngày 08/6/2010\nI. NỘI DUNG\n1. A.\n"
    (row,) = process(text.encode(), "a.txt").tables["relations"]
    assert (row["relation"], row["target_code"]) == ("guides", "63/2010/NĐ-CP")


def test_a_colon_between_the_verb_and_the_document_and_an_effect_for_all_concerned() -> None:
    head = f"UBND TỈNH ĐẮK NÔNG\nSố: 7/QĐ-UBND\n{MOTTO}\nĐắk Nông, ngày 20 tháng 8 năm 2025\nQUYẾT ĐỊNH\nỦy quyền\n"
    articles = (
        "Điều 1. Ủy quyền.\nĐiều 2. Quyết định này thay thế: Quyết định số 605/QĐ-UBND ngày 04/4/2011.\n"
        "Điều 3. Chánh Văn phòng và các đơn vị liên quan thi hành quyết định này kể từ ngày ký.\n"
    )
    found = process(f"{head}Căn cứ Luật Đất đai ngày 18/01/2024;\n{articles}".encode(), "a.txt").tables
    assert [(row["relation"], row["target_code"]) for row in found["relations"]] == [("replaces", "605/QĐ-UBND")]
    assert found["documents"][0]["effective_on"] == date(2025, 8, 20)


ANNEXED = (
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC GIANG\nSố: 58/2021/NQ-HĐND\nBắc Giang, ngày 10 tháng 12 năm 2021\nNGHỊ QUYẾT\n"
    "Bãi bỏ một số nghị quyết của Hội đồng nhân dân tỉnh\n\nQUYẾT NGHỊ:\n\n"
    "Điều 1. Bãi bỏ toàn bộ 02 nghị quyết của Hội đồng nhân dân tỉnh (có Phụ lục kèm theo).\n\n"
    "Điều 2. Nghị quyết có hiệu lực từ ngày 20 tháng 12 năm 2021.\n\nPHỤ LỤC\n\nDANH MỤC NGHỊ QUYẾT BÃI BỎ{}\n\n"
    "STT\tSố, ký hiệu; ngày, tháng, năm\tTên gọi\tLý do bãi bỏ\n"
    "1\tNghị quyết số 21/2010/NQ-HĐND ngày 09/12/2010\tVề phí đấu giá\tĐã có Thông tư số 48/2017/TT-BTC\n"
    "2\t34/2016/NQ-HĐND ngày 08/12/2016\tVề học phí\tHết thời hạn áp dụng\n"
)


@pytest.mark.parametrize(("partly", "relation"), [("", "repeals"), (" MỘT PHẦN", "amends")])
def test_an_annex_lists_what_an_article_repeals(partly: str, relation: str) -> None:
    tables = process(ANNEXED.format(partly).encode(), "a.txt").tables
    found = [(row["relation"], row["target_code"], row["article"]) for row in tables["relations"]]
    assert found == [(relation, "21/2010/NQ-HĐND", "1"), (relation, "34/2016/NQ-HĐND", "1")]
    roles = {row["code"]: row["relation"] for row in tables["citations"]}
    assert roles["48/2017/TT-BTC"] == "mentions"  # the reason, which is not repealed
