"""One decision laid out in every format, as offices lay it out, gives the same facts and the same identity."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pipeline.process import process
from pipeline.result import Row
from tests.span_grids import paragraph, word_file

ISSUER = ["ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG", "-------"]
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "---------------"]
NUMBER, DATE = "Số: 1873/QĐ-UBND", "Hà Giang, ngày 14 tháng 8 năm 2020"
TEXT = [
    "QUYẾT ĐỊNH",
    "Công bố danh sách cơ quan áp dụng TCVN ISO 9001:2015",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",
    "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Công bố danh sách cơ quan áp dụng năm 2020.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.",
]
RECIPIENTS = ["Nơi nhận:", "- Như Điều 1;", "- Lưu: VT, KGVX."]
SIGNED = ["Ký bởi: Ủy ban nhân dân tỉnh", "Email: ubnd@example.gov.vn", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Đức Quý"]
ANNEX = ["PHỤ LỤC", "DANH SÁCH CƠ QUAN ÁP DỤNG NĂM 2020"]
ROWS = [["STT", "Tên cơ quan", "Năm 2020"], ["1", "Sở Nội vụ", "x"], ["2", "UBND huyện Mèo Vạc", "x"]]

FACTS = {
    "documents": (
        *("code", "issued_on", "issued_at_place", "issuer_id", "title", "signer_name", "signer_title"),
        *("signed_for", "effective_on", "standards"),
    ),
    "citations": ("record_id", "relation", "code", "issued_on", "issuer_id"),
    "rollout": ("record_id", "row_no", "agency_id", "year"),
    "sections": ("part", "path", "heading"),
    "findings": ("rule", "severity", "actual"),
}


def word(broken: bool, tabbed: bool = False) -> bytes:
    """Return the decision as DOCX: cells of several paragraphs or of one with line breaks, or columns by tab stops."""
    if tabbed:
        left = [*ISSUER[:2], NUMBER, *RECIPIENTS]
        right = [*MOTTO[:2], DATE, *SIGNED[2:]]
        lines = [
            f"<w:p><w:r><w:t>{one}</w:t><w:tab/><w:t>{two}</w:t></w:r></w:p>"
            for one, two in zip(left, right, strict=True)
        ]
        head, signature = "".join(lines[:3]), "".join(lines[3:])
    else:
        head = _word_table([[_word_lines([*ISSUER, NUMBER], broken), _word_lines([*MOTTO, DATE], broken)]])
        signature = _word_table([[_word_lines(RECIPIENTS, broken), _word_lines(SIGNED, broken)]])
    annex = _word_table([[paragraph(text) for text in row] for row in ROWS])
    return word_file(head + _each(TEXT) + signature + _each(ANNEX) + annex)


def _each(texts: Iterable[str]) -> str:
    return "".join(paragraph(text) for text in texts)


def _word_lines(texts: list[str], broken: bool) -> str:
    if not broken:
        return _each(texts)
    runs = "<w:br/>".join(f"<w:t>{text}</w:t>" for text in texts)
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _word_table(rows: list[list[str]]) -> str:
    lines = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def page(broken: bool) -> bytes:
    """Return the decision as HTML: line breaks in a cell's one paragraph (portals) or a paragraph a line (Word)."""

    def lines(texts: list[str]) -> str:
        return "<p>" + "<br>".join(texts) + "</p>" if broken else "".join(f"<p class=MsoNormal>{t}</p>" for t in texts)

    def table(rows: list[list[str]]) -> str:
        return (
            "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"
        )

    head = table([[lines([*ISSUER, NUMBER]), lines([*MOTTO, DATE])]])
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    signature = table([[lines(RECIPIENTS), lines(SIGNED)]])
    annex = "".join(f"<p>{line}</p>" for line in ANNEX)
    return f"<html><body>{head}{text}{signature}{annex}{table(ROWS)}</body></html>".encode()


def dump() -> bytes:
    """Return the decision as the text that a portal's copy button gives."""
    parts = [[*ISSUER, *MOTTO, NUMBER, DATE], TEXT, RECIPIENTS, SIGNED, ANNEX, ["\t".join(row) for row in ROWS]]
    return "\n\n".join("\n".join(part) for part in parts).encode()


def facts(data: bytes, name: str) -> dict[str, list[tuple[object, ...]]]:
    result = process(data, name)
    assert result.status == "ok", result.errors
    return {table: [_values(row, columns) for row in result.tables[table]] for table, columns in FACTS.items()}


def _values(row: Row, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row.get(column) for column in columns)


@pytest.mark.parametrize(
    "file",
    [
        pytest.param((word(broken=True), "d.docx"), id="docx, line breaks in cells"),
        pytest.param((page(broken=True), "d.html"), id="html, line breaks in cells"),
        pytest.param((page(broken=False), "d.htm"), id="html, paragraphs in cells"),
        pytest.param((dump(), "d.txt"), id="text"),
    ],
)
def test_every_format_of_one_decision_gives_the_same_facts(file: tuple[bytes, str]) -> None:
    assert facts(*file) == facts(word(broken=False), "d.docx")


def test_what_those_facts_are() -> None:
    document = facts(word(broken=False), "d.docx")["documents"][0]
    assert document[0] == "1873/QĐ-UBND"
    assert document[3:8] == (
        "ubnd-02",
        "Công bố danh sách cơ quan áp dụng TCVN ISO 9001:2015",
        "Trần Đức Quý",
        "Phó Chủ tịch",
        "KT.",
    )


def test_columns_set_with_tab_stops_give_the_same_header() -> None:
    assert facts(word(False, tabbed=True), "d.docx")["documents"] == facts(word(broken=False), "d.docx")["documents"]
