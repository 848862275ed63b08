"""Issues of the gazette: many documents in one file, each with its own id and its pages; one document in two issues."""

from __future__ import annotations

import io
import zipfile

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from extractors.layout.issues import split
from extractors.readers import read
from normalizers.encodings import encode
from pipeline.process import process_source
from pipeline.result import DocumentResult, Settings
from tests.span_grids import paragraph, word_file


def decision(number: str, about: str, *, day: int = 14, articles: int = 2) -> list[str]:
    """Return the lines of one decision as the gazette prints it: without recipients, with its signature."""
    return [
        *("ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *(f"Số: {number}", f"Hà Giang, ngày {day} tháng 8 năm 2020", "QUYẾT ĐỊNH", about),
        *("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ GIANG", "QUYẾT ĐỊNH:"),
        *(f"Điều {article}. Giao Sở Nội vụ thực hiện nội dung thứ {article}." for article in range(1, articles + 1)),
        *("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Đức Quý"),
    ]


FIRST = decision("1873/QĐ-UBND", "Công bố danh sách cơ quan áp dụng TCVN ISO 9001:2015")
SECOND = decision("1874/QĐ-UBND", "Ban hành Quy chế quản lý", day=15)


def text(*documents: list[str]) -> bytes:
    return "\n\n".join(line for lines in documents for line in lines).encode()


def results(data: bytes, name: str) -> tuple[DocumentResult, ...]:
    return process_source(data, name, Settings())


def test_each_decision_of_an_issue_is_a_document_of_its_own() -> None:
    found = results(text(FIRST, SECOND), "cong-bao-12.txt")
    assert [(result.name, result.document_id) for result in found] == [
        ("cong-bao-12.txt#document=1", "ha-giang/2020/1873-qd-ubnd"),
        ("cong-bao-12.txt#document=2", "ha-giang/2020/1874-qd-ubnd"),
    ]
    assert [result.tables["documents"][0]["signer_name"] for result in found] == ["Trần Đức Quý"] * 2
    assert found[0].tables["documents"][0]["title"].startswith("Công bố danh sách")


def test_a_word_file_with_two_decisions_is_split_too() -> None:
    body = "".join(paragraph(line) for line in [*FIRST, *SECOND])
    assert [result.document_id for result in results(word_file(body), "hai.docx")] == [
        *("ha-giang/2020/1873-qd-ubnd", "ha-giang/2020/1874-qd-ubnd"),
    ]


def test_cover_and_contents_are_a_piece_of_their_own_and_no_document() -> None:
    cover = ["CÔNG BÁO TỈNH HÀ GIANG", "Số 12 + 13, ngày 20 tháng 8 năm 2020", "MỤC LỤC", "14-8-2020 Quyết định 1873"]
    found = results(text(cover, FIRST, SECOND), "cong-bao-12.txt")
    assert [result.status for result in found] == ["skipped", "ok", "ok"]


def test_one_decision_with_its_plan_and_annex_stays_one() -> None:
    plan = [
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH",
        "(Kèm theo Quyết định số 1873/QĐ-UBND)",
    ]
    same = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1873/QĐ-UBND", "KẾ HOẠCH", "I. MỤC ĐÍCH"]
    for annex in (plan, same):
        assert len(split(read(text(FIRST, annex)))) == 1


def test_a_form_in_an_annex_begins_no_document() -> None:
    form = ["Mẫu số 01", *decision("05/QĐ-SNV", "Về việc mẫu")]
    assert len(split(read(text(FIRST, form)))) == 1


def test_a_head_before_the_signature_is_a_quotation_not_a_document() -> None:
    unsigned = FIRST[:-3]
    assert len(split(read(text(unsigned, SECOND)))) == 1


def test_a_document_printed_in_two_issues_says_where_its_rest_is() -> None:
    one = results(text(SECOND, [*FIRST[:-3], "(Xem tiếp Công báo số 14 + 15)"]), "cong-bao-12.txt")
    assert [(result.status, result.document_id) for result in one] == [
        ("ok", "ha-giang/2020/1874-qd-ubnd"),
        ("partial", "ha-giang/2020/1873-qd-ubnd"),
    ]
    assert one[1].errors[0].category == "continued"
    assert "goes on in Công báo số 14 + 15" in one[1].errors[0].message
    rest = ["(Tiếp theo Công báo số 12 + 13)", "Điều 3. Quyết định có hiệu lực.", "KT. CHỦ TỊCH", "Trần Đức Quý"]
    two = results(text(rest, decision("1901/QĐ-UBND", "Về chợ"), decision("1902/QĐ-UBND", "Về đê")), "cong-bao-14.txt")
    assert [result.document_id for result in two[1:]] == ["ha-giang/2020/1901-qd-ubnd", "ha-giang/2020/1902-qd-ubnd"]
    assert two[0].status in ("skipped", "partial")
    assert "begins in Công báo số 12 + 13" in two[0].errors[0].message


REST_HEAD = [
    *("PHẦN VĂN BẢN KHÁC", "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"),
    "Quyết định số 1873/QĐ-UBND ngày 14 tháng 8 năm 2020 của Ủy ban nhân dân tỉnh công bố danh sách cơ quan",
    *("áp dụng TCVN ISO 9001:2015", "(Tiếp theo Công báo số 12 + 13)"),
]
REST = ["Điều 3. Giao Sở Nội vụ theo dõi việc thực hiện.", *FIRST[-3:]]


def test_the_second_part_names_its_document_as_the_gazette_prints_it() -> None:
    (rest,) = results(text([*REST_HEAD, *REST]), "cong-bao-14.txt")
    assert (rest.status, rest.errors[0].category) == ("skipped", "continued")
    assert rest.errors[0].message.startswith(
        "the document, Quyết định số 1873/QĐ-UBND ngày 14 tháng 8 năm 2020, begins in Công báo số 12 + 13;"
    )


def test_both_parts_in_one_file_are_one_document() -> None:
    parts = [*FIRST[:-3], "(Xem tiếp Công báo số 14 + 15)", *REST_HEAD, *REST]
    (whole,) = results(text(parts), "1873.txt")
    (apart,) = results(text([*FIRST[:-3], *REST]), "1873.txt")
    assert (whole.status, whole.document_id) == ("ok", "ha-giang/2020/1873-qd-ubnd")
    assert [row["text"] for row in whole.tables["sections"]] == [row["text"] for row in apart.tables["sections"]]
    assert whole.tables["assignments"] == apart.tables["assignments"]


def test_a_note_in_the_text_of_a_document_is_no_second_part() -> None:
    (found,) = results(text([*FIRST[:-4], "(Tiếp theo Công báo số 12 + 13)", *FIRST[-4:]]), "1873.txt")
    assert found.status == "ok"


def pdf(pages: list[list[str]], issue: str = "12 + 13") -> bytes:
    """Return a gazette in VNI: the fonts that reportlab brings have no letters of Vietnamese Unicode."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, invariant=1)
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    for number, lines in enumerate(pages, 3):
        page.setFont("Vera", 10)
        page.drawString(60, 810, encode(f"{number} CÔNG BÁO/Số {issue}/Ngày 20-8-2020", "vni"))
        for row, line in enumerate(lines):
            page.drawString(60, 770 - 34 * row, encode(line, "vni"))
        page.showPage()
    page.save()
    return stream.getvalue()


def test_a_pdf_issue_gives_every_document_its_pages() -> None:
    third = decision("1875/QĐ-UBND", "Về đê điều", articles=6)
    data = pdf([FIRST, SECOND, third, ["Điều 7. Thi hành.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Đức Quý"]])
    found = results(data, "cong-bao.pdf")
    assert [(result.name, result.document_id, result.page_from, result.page_to) for result in found] == [
        ("cong-bao.pdf#pages=1-1", "ha-giang/2020/1873-qd-ubnd", 1, 1),
        ("cong-bao.pdf#pages=2-2", "ha-giang/2020/1874-qd-ubnd", 2, 2),
        ("cong-bao.pdf#pages=3-4", "ha-giang/2020/1875-qd-ubnd", 3, 4),
    ]
    assert [result.page_count for result in found] == [1, 1, 2]


FIRST_ISSUE = [SECOND, [*FIRST[:-3], "(Xem tiếp Công báo số 14 + 15)"]]
NEXT_ISSUE = [[*REST_HEAD, *REST], decision("1901/QĐ-UBND", "Về chợ")]


ISSUES = {"cb10": "10 + 11", "cb12": "12 + 13", "cb14": "14 + 15", "cb16": "16"}


def zipped(**issues: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, pages in issues.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.pdf"), pdf(pages, ISSUES[name]))
    return stream.getvalue()


@pytest.mark.parametrize("order", [("cb12", "cb14"), ("cb14", "cb12")])
def test_two_issues_in_one_zip_give_the_document_that_they_print_between_them(order: tuple[str, str]) -> None:
    issues = {"cb12": FIRST_ISSUE, "cb14": NEXT_ISSUE}
    found = process_source(zipped(**{name: issues[name] for name in order}), "cong-bao.zip", Settings())
    assert [(result.name, result.status, result.document_id) for result in found] == [
        ("cong-bao.zip!/cb12.pdf + cb14.pdf#pages=1-1", "ok", "ha-giang/2020/1874-qd-ubnd"),
        ("cong-bao.zip!/cb12.pdf + cb14.pdf#pages=2-3", "ok", "ha-giang/2020/1873-qd-ubnd"),
        ("cong-bao.zip!/cb12.pdf + cb14.pdf#pages=4-4", "ok", "ha-giang/2020/1901-qd-ubnd"),
    ]
    duties = [row for row in found[1].tables["sections"] if "Sở Nội vụ theo dõi" in row["text"]]
    assert [row["page"] for row in duties] == [3]  # the first page of the second issue, counted on from the first's two


def test_an_issue_that_goes_on_with_another_document_is_not_joined() -> None:
    other = [[line.replace("1873/QĐ-UBND", "1899/QĐ-UBND") for line in NEXT_ISSUE[0]], NEXT_ISSUE[1]]
    found = process_source(zipped(cb12=FIRST_ISSUE, cb14=other), "cong-bao.zip", Settings())
    assert [result.status for result in found] == ["ok", "partial", "skipped", "ok"]
    assert [found[index].errors[0].category for index in (1, 2)] == ["continued", "continued"]


def test_a_document_may_run_over_four_issues_and_none_is_lost_where_one_is_missing() -> None:
    def part(before: str, after: str, article: int) -> list[list[str]]:
        text = f"Điều {article}. Giao Sở Nội vụ theo dõi việc thực hiện."
        return [[*REST_HEAD[:-1], f"(Tiếp theo Công báo số {before})", text, f"(Xem tiếp Công báo số {after})"]]

    first = [SECOND, [*FIRST[:-3], "(Xem tiếp Công báo số 12 + 13)"]]
    last = [[*REST_HEAD[:-1], "(Tiếp theo Công báo số 14 + 15)", "Điều 5. Quyết định có hiệu lực.", *FIRST[-3:]]]
    parts = {"cb16": last, "cb10": first, "cb14": part("12 + 13", "16", 4), "cb12": part("10 + 11", "14 + 15", 3)}
    found = process_source(zipped(**parts), "cong-bao.zip", Settings())
    whole = "cong-bao.zip!/cb10.pdf + cb12.pdf + cb14.pdf + cb16.pdf"
    assert [(result.name, result.status) for result in found] == [
        (f"{whole}#pages=1-1", "ok"),
        (f"{whole}#pages=2-5", "ok"),
    ]
    del parts["cb10"]
    rest = process_source(zipped(**parts), "cong-bao.zip", Settings())
    assert [(result.name, result.status) for result in rest] == [
        ("cong-bao.zip!/cb12.pdf + cb14.pdf + cb16.pdf", "skipped"),
    ]
