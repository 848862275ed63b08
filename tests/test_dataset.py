"""One dataset from many results: one row per document and per agency, links between documents, stable ids and order."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import assembly
from pipeline.conform import conform
from pipeline.dataset import assemble
from pipeline.formats import MOST
from pipeline.result import DocumentResult, ProcessError, Row
from schemas import TABLES
from tests.fake_process import result

DECISION = "dak-nong/2018/512-qd-ubnd"


def findings(tables: dict[str, list[Row]], rule: str) -> list[Row]:
    return [row for row in tables["findings"] if row["rule"] == rule]


def citation(document_id: str, code: str, **values: object) -> Row:
    return {
        "record_id": f"cit-{document_id}-{code}",
        "document_id": document_id,
        "confidence": 1.0,
        "method": "rule",
        "seq": 1,
        "raw": code,
        "code": code,
        "relation": "mentions",
        **values,
    }


def dak_nong(name: str, **columns: object) -> DocumentResult:
    facts = {"document_id": DECISION, "code": "512/QĐ-UBND", "issued_on": date(2018, 4, 18), "province_code": "67"}
    return result(name, **{**facts, "issuer_id": "ubnd-67", **columns})  # type: ignore[arg-type]


def news(name: str = "tin.html", **columns: object) -> DocumentResult:
    facts = {"document_id": "dak-nong/2018/tin-20180416-0a1b2c3d", "code": None, "type_code": "TIN", "issuer_id": None}
    return dak_nong(name, file_format="html", **{**facts, "issued_on": date(2018, 4, 16), **columns})


def test_every_source_has_one_row() -> None:
    failure = DocumentResult("ab" * 32, "c.pdf", "pdf", 9, "failed", errors=[ProcessError("truncated", "read", "ends")])
    unread = DocumentResult("", "d.pdf", "", 0, "failed", errors=[ProcessError("unreadable", "worker", "is locked")])
    rows = assemble([result("b.txt", document_id=None), failure, result("a.txt"), unread])["sources"]
    assert [(row["name"], row["status"], row["chosen"], row["error_category"]) for row in rows] == [
        ("a.txt", "ok", True, None),
        ("b.txt", "skipped", False, "not_a_decision"),
        ("c.pdf", "failed", False, "truncated"),
        ("d.pdf", "failed", False, "unreadable"),
    ]
    assert (rows[3]["source_id"], rows[3]["bytes"], rows[3]["format"]) == (None, None, None)


@pytest.mark.parametrize(
    ("speaking", "other"),
    [
        (result("z.docx", file_format="docx"), result("a.html", file_format="html")),
        (result("z.html", file_format="html"), result("a.pdf", file_format="pdf")),
        (result("z.pdf", file_format="pdf"), result("a.txt", file_format="text")),
        (result("z.pdf", file_format="pdf", completeness=1.0), result("a.pdf", file_format="pdf", completeness=0.5)),
        (result("a.pdf", file_format="pdf"), result("b.pdf", file_format="pdf")),
    ],
    ids=lambda made: made.name,
)
def test_of_files_with_one_document_the_most_faithful_speaks(speaking: DocumentResult, other: DocumentResult) -> None:
    for order in ([speaking, other], [other, speaking]):
        tables = assemble(order)
        assert [row["source_name"] for row in tables["documents"]] == [speaking.name]
        status = {row["name"]: (row["status"], row["chosen"], row["document_id"]) for row in tables["sources"]}
        document_id = speaking.document_id
        assert status == {speaking.name: ("ok", True, document_id), other.name: ("duplicate", False, document_id)}
        assert len(tables["qms_status"]) == 1


def test_a_reading_with_errors_yields_to_one_without() -> None:
    torn = result("a.docx", file_format="docx")
    torn.status, torn.errors = "partial", [ProcessError("unreadable_page", "read", "page 3 is damaged")]
    tables = assemble([torn, result("b.txt")])
    assert tables["documents"][0]["source_name"] == "b.txt"
    assert [(row["status"], row["error_category"]) for row in tables["sources"]] == [
        ("duplicate", "unreadable_page"),
        ("ok", None),
    ]


def test_formats_that_agree_in_their_facts_give_no_finding() -> None:
    other = result("b.txt", title="KẾ HOẠCH áp dụng hệ thống quản lý chất lượng năm 2025", page_count=9)
    other.tables["qms_status"][0].update(
        agency_raw="UBND tỉnh,", procedures_raw="60 / 116", page=None, method="inferred"
    )
    assert findings(assemble([result("a.pdf", file_format="pdf"), other]), "formats_disagree") == []


def test_each_differing_fact_is_a_finding_at_its_row() -> None:
    other = result("b.txt", issued_on=date(2025, 9, 4))
    other.tables["qms_status"][0].update(procedures_applied=66, published=None)
    tables = assemble([result("a.pdf", file_format="pdf"), other])
    found = {row["message"]: row for row in findings(tables, "formats_disagree")}
    assert len(found) == 3
    message = "qms_status.procedures_applied is “60” in a.pdf (pdf) and “66” in b.txt (text)."
    assert found[message]["record_id"] == tables["qms_status"][0]["record_id"]
    assert (found[message]["expected"], found[message]["actual"], found[message]["page"]) == ("60", "66", 2)
    assert "qms_status.published is “True” in a.pdf (pdf) and not stated in b.txt (text)." in found
    assert "documents.issued_on is “2025-09-03” in a.pdf (pdf) and “2025-09-04” in b.txt (text)." in found
    assert tables["qms_status"][0]["procedures_applied"] == 60


def test_a_row_that_only_one_format_has_is_a_finding() -> None:
    more = result("b.txt")
    more.tables["qms_status"].append({**more.tables["qms_status"][0], "record_id": "qms-2", "agency_raw": "Sở Y tế"})
    tables = assemble([result("a.pdf", file_format="pdf"), more])
    (found,) = findings(tables, "formats_disagree")
    assert found["message"] == "qms_status: “Sở Y tế” stands in b.txt (text) and not in a.pdf (pdf)."
    assert found["record_id"] is None
    assert len(tables["qms_status"]) == 1


def test_many_differences_are_capped_and_counted() -> None:
    more = result("b.txt")
    row = more.tables["qms_status"][0]
    more.tables["qms_status"] += [{**row, "record_id": f"qms-{n}", "agency_raw": f"Sở {n}"} for n in range(MOST + 12)]
    found = findings(assemble([result("a.pdf", file_format="pdf"), more]), "formats_disagree")
    assert len(found) == MOST + 1
    assert [row["difference"] for row in found if row["difference"]] == ["12"]


@pytest.mark.parametrize(
    ("cited", "linked"),
    [
        ({"code": "512/QĐ-UBND", "issued_on": date(2018, 4, 18), "issuer_id": "ubnd-67"}, True),
        ({"code": "512/QĐ - UBND", "issued_on": None, "issuer_id": None}, True),
        ({"code": "512/QĐ-UBND", "issued_on": date(2017, 4, 18), "issuer_id": "ubnd-67"}, False),
        ({"code": "512/QĐ-UBND", "issued_on": date(2018, 4, 18), "issuer_id": "ubnd-62"}, False),
        ({"code": "51/QĐ-UBND", "issued_on": None, "issuer_id": None}, False),
        ({"code": None}, False),
    ],
)
def test_a_citation_is_linked_when_number_year_and_issuer_fit(cited: dict[str, object], linked: bool) -> None:
    citing = dak_nong("k.txt", document_id="dak-nong/2019/9-kh-ubnd", code="9/KH-UBND", issued_on=date(2019, 1, 7))
    citing.tables["citations"] = [{**citation("dak-nong/2019/9-kh-ubnd", "?"), **cited}]
    (row,) = assemble([dak_nong("q.txt"), citing])["citations"]
    assert row["cited_document_id"] == (DECISION if linked else None)


def test_a_citation_that_fits_two_documents_is_not_linked() -> None:
    citing = dak_nong("k.txt", document_id="dak-nong/2019/9-kh-ubnd", code="9/KH-UBND")
    citing.tables["citations"] = [citation("dak-nong/2019/9-kh-ubnd", "512/QĐ-UBND")]
    later = dak_nong("l.txt", document_id="dak-nong/2020/512-qd-ubnd", issued_on=date(2020, 4, 18))
    (row,) = assemble([dak_nong("q.txt"), later, citing])["citations"]
    assert row["cited_document_id"] is None


def test_a_news_item_is_related_to_the_decision_of_its_title_and_must_not_be_older() -> None:
    decision = dak_nong("q.txt", title="Triển khai ISO điện tử trong các cơ quan nhà nước tỉnh Đắk Nông 2018 - 2020")
    item = news(title="Kế hoạch triển khai ISO điện tử trong cơ quan nhà nước tỉnh Đắk Nông 2018-2020")
    later = dak_nong(
        "r.txt",
        document_id="dak-nong/2021/7-qd-ubnd",
        title="Triển khai ISO điện tử trong các cơ quan nhà nước tỉnh Đắk Nông 2021 - 2025",
    )
    tables = assemble([decision, later, item])
    related = {row["document_id"]: row.get("related_document_id") for row in tables["documents"]}
    assert related[item.document_id or ""] == DECISION
    (found,) = findings(tables, "news_predates_decision")
    assert found["document_id"] == item.document_id
    assert (found["actual"], found["difference"]) == ("16/04/2018", "2 days")


def test_a_news_item_without_a_like_title_is_related_to_the_one_new_decision_that_it_cites() -> None:
    item = news(title="Tin vắn trong tuần", issued_on=date(2018, 4, 20))
    old = dak_nong("o.txt", document_id="dak-nong/2016/963-qd-ubnd", code="963/QĐ-UBND", issued_on=date(2016, 6, 17))
    item.tables["citations"] = [
        citation(item.document_id or "", "512/QĐ-UBND"),
        citation(item.document_id or "", "963/QĐ-UBND"),
    ]
    tables = assemble([dak_nong("q.txt"), old, item])
    related = {row["document_id"]: row.get("related_document_id") for row in tables["documents"]}
    assert related[item.document_id or ""] == DECISION
    assert findings(tables, "news_predates_decision") == []


def test_a_news_item_that_names_an_agency_for_another_year_is_reported() -> None:
    title = "Triển khai ISO điện tử trong các cơ quan nhà nước tỉnh Đắk Nông 2018 - 2020"
    decision, item = dak_nong("q.txt", title=title), news(title=title)

    def planned(document_id: str | None, agency_id: str, year: int) -> Row:
        return {
            "record_id": f"rol-{document_id}-{agency_id}",
            "document_id": document_id,
            "confidence": 1.0,
            "method": "rule",
            "agency_id": agency_id,
            "agency_raw": agency_id,
            "year": year,
            "basis": "prose",
        }

    decision.tables["rollout"] = [planned(DECISION, agency, 2018) for agency in ("67-so-y-te", "67-so-noi-vu")]
    item.tables["rollout"] = [
        planned(item.document_id, "67-so-y-te", 2019),
        planned(item.document_id, "67-so-noi-vu", 2018),
        planned(item.document_id, "67-so-tu-phap", 2020),
    ]
    (found,) = findings(assemble([decision, item]), "news_disagrees")
    assert (found["record_id"], found["expected"], found["actual"]) == (
        f"rol-{item.document_id}-67-so-y-te",
        "2018",
        "2019",
    )


def test_a_news_item_of_another_province_is_not_related() -> None:
    tables = assemble([dak_nong("q.txt"), news(province_code="62")])
    assert [row.get("related_document_id") for row in tables["documents"]] == [None, None]


def test_agencies_and_their_names_are_merged_over_documents() -> None:
    other = result("b.txt", document_id="kon-tum/2025/9-kh-ubnd")
    other.tables["agencies"][0].update(mentions=5, short_name="UBND tỉnh Kon Tum")
    other.tables["agency_names"].append({**other.tables["agency_names"][0], "occurrences": 3})
    tables = assemble([result("a.txt"), other])
    (agency,) = tables["agencies"]
    assert (agency["mentions"], agency["short_name"]) == (7, "UBND tỉnh Kon Tum")
    names = [(row["document_id"], row["occurrences"]) for row in tables["agency_names"]]
    assert names == [("kon-tum/2025/474-qd-ubnd", 2), ("kon-tum/2025/9-kh-ubnd", 5)]


def test_findings_have_ids_that_tell_equal_ones_apart() -> None:
    twice = result("a.txt")
    twice.tables["findings"] *= 2
    one, two = (row["finding_id"] for row in assemble([twice])["findings"])
    assert one != two
    assert {one, two} == {row["finding_id"] for row in assemble([twice, result("b.txt", document_id=None)])["findings"]}


def test_the_order_of_the_results_does_not_matter() -> None:
    results = [dak_nong("q.txt"), news(), result("a.txt"), result("b.pdf", file_format="pdf")]
    assert assemble(results) == assemble(results[::-1])


@pytest.mark.parametrize("together", [1, 2, 3, 5])
def test_how_many_documents_are_unpacked_together_changes_nothing(
    together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven decisions, of which every other one cites the one before it as its second citation; one stands twice."""
    made = []
    for number in range(7):
        document_id = f"dak-nong/2018/{number}-qd-ubnd"
        own = dak_nong(f"{number}.txt", document_id=document_id, code=f"{number}/QĐ-UBND")
        if number % 2:
            cited = {"issued_on": date(2018, 4, 18), "issuer_id": "ubnd-67", "seq": 2}
            own.tables["citations"] = [
                citation(document_id, "9/QĐ-TTg"),
                citation(document_id, f"{number - 1}/QĐ-UBND", **cited),
            ]
        made.append(own)
    made.append(dak_nong("4.pdf", document_id="dak-nong/2018/4-qd-ubnd", code="4/QĐ-UBND", file_format="pdf"))
    whole = assemble(made)
    linked = [row["cited_document_id"] for row in whole["citations"]]
    assert linked == [None, "dak-nong/2018/0-qd-ubnd", None, "dak-nong/2018/2-qd-ubnd", None, "dak-nong/2018/4-qd-ubnd"]
    monkeypatch.setattr(assembly, "TOGETHER", together)
    assert assemble(made) == whole
    monkeypatch.setattr(assembly, "UNPACKED", 1)
    assert assemble(made) == whole


def test_unfit_rows_are_left_out_and_said() -> None:
    made = result("a.txt")
    made.tables["rollout"] = [{"record_id": "rol-1"}]
    made.tables["surprise"] = [{}]
    conform(made)
    assert made.status == "partial"
    assert made.tables["rollout"] == []
    said = [error.message for error in made.errors]
    assert said[0].startswith("rows left out: 1; rollout.document_id, row 1 (rol-1): must not be null")
    assert said[1] == "surprise: no such table"


def test_an_agency_that_is_not_listed_is_said() -> None:
    made = result("a.txt", issuer_id="ubnd-99")
    conform(made)
    assert [error.message for error in made.errors] == [
        "documents.issuer_id, row 1 (kon-tum/2025/474-qd-ubnd): 'ubnd-99' is not in agencies"
    ]


def test_rows_that_only_moved_do_not_differ() -> None:
    one, two = result("a.pdf", file_format="pdf"), result("b.txt")
    cited = [("1092/QĐ-UBND", None), ("19/2014/QĐ-TTg", date(2014, 3, 5)), ("19/2014/QĐ-TTg", None)]
    for made, order in ((one, cited), (two, cited[::-1][:2])):
        made.tables["citations"] = [
            {**citation("kon-tum/2025/474-qd-ubnd", code), "record_id": f"cit-{seq}", "seq": seq, "issued_on": issued}
            for seq, (code, issued) in enumerate(order)
        ]
    (found,) = findings(assemble([one, two]), "formats_disagree")
    assert found["message"] == "citations: “1092/QĐ-UBND” stands in a.pdf (pdf) and not in b.txt (text)."
    assert found["record_id"] == "cit-0"


def test_every_row_names_every_column() -> None:
    tables = assemble([dak_nong("q.txt"), result("b.txt", document_id=None)])
    assert all(tuple(row) == TABLES[name].column_names for name, rows in tables.items() for row in rows)


def test_an_empty_string_is_published_as_null() -> None:
    made = conform(result("a.txt", signer_name=""))
    assert (made.status, made.tables["documents"][0]["signer_name"]) == ("ok", None)
