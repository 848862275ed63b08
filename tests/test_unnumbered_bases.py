"""Documents named without their number: what a preamble rests on, laws that running text speaks of."""

from __future__ import annotations

import pytest

from extractors.layout.shaping import shape
from extractors.readers.text.reader import read_text
from extractors.references import citations


def bases(clause: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Type, title, day and issuer of what a decision rests on that holds one clause of the preamble."""
    text = (
        f"QUYẾT ĐỊNH\nVề việc thành lập Hội đồng\n\nGIÁM ĐỐC SỞ Y TẾ\n\n{clause}\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập."
    )
    found = citations.extract(shape(read_text(text.encode()))).records
    assert all(record.values["relation"] == "legal_basis" and record.values["code"] is None for record in found)
    return [
        (
            record.values["type_code"],
            record.values["title"],
            str(record.values["issued_on"]) if record.values["issued_on"] else None,
            record.values["issuer_raw"],
        )
        for record in found
    ]


@pytest.mark.parametrize(
    ("clause", "read"),
    [
        ("Căn cứ Điều lệ Đảng;", (None, "Điều lệ Đảng", None, None)),
        (
            "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ huyện khóa XXII;",
            ("QC", "Quy chế làm việc của Ban Chấp hành Đảng bộ huyện khóa XXII", None, None),
        ),
        ("Căn cứ Biên bản họp Hội đồng ngày 12/3/2031;", ("BB", "Biên bản họp Hội đồng", "2031-03-12", None)),
        (
            "Căn cứ Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV;",
            ("NQ", "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV", None, None),
        ),
        (
            "Căn cứ Quyết định ngày 3/4/2031 của UBND tỉnh về việc giao chỉ tiêu;",
            ("QĐ", "giao chỉ tiêu", "2031-04-03", "UBND tỉnh"),
        ),
        (
            "Căn cứ Nghị quyết của HĐND tỉnh về dự toán ngân sách;",
            ("NQ", "dự toán ngân sách", None, "HĐND tỉnh"),
        ),
        ("Căn cứ Kế hoạch thanh tra năm 2031, Sở thông báo:", ("KH", "Kế hoạch thanh tra năm 2031", None, None)),
        ("Căn cứ Quy chế đấu giá được ban hành kèm theo;", ("QC", "Quy chế đấu giá", None, None)),
    ],
)  # fmt: skip
def test_a_basis_by_its_name_alone_is_a_citation(clause: str, read: tuple[str | None, ...]) -> None:
    assert bases(clause) == [read]


@pytest.mark.parametrize(
    "clause",
    [
        "Căn cứ Kế hoạch này, các đơn vị triển khai;",
        "Căn cứ Quy định của pháp luật;",
        "Căn cứ Hướng dẫn của cấp trên;",
        "Căn cứ chức năng, nhiệm vụ, quyền hạn của Sở;",
        "Căn cứ Quyết định số       /QĐ-UBND ngày    tháng   năm 2031;",
        "Căn cứ Kế hoạch nêu trên;",
    ],
)
def test_words_that_name_no_document_are_none(clause: str) -> None:
    assert bases(clause) == []


def test_running_text_names_laws_without_number_or_day() -> None:
    text = (
        "BÁO CÁO\nCông tác năm 2031\n\n"
        "1. Tuyên truyền Luật Phòng chống ma túy trong thanh niên, triển khai Luật Đất đai và Luật Nhà ở.\n\n"
        "2. Mời Hội Luật gia dự, góp ý dự án Luật Vũ trụ; theo quy định của Bộ luật Hình sự và luật pháp khác, "
        "của Luật Khí đốt.\n"
    )
    found = citations.extract(shape(read_text(text.encode()))).records
    assert [(record.values["raw"], record.values["relation"]) for record in found] == [
        ("Luật Phòng chống ma túy", "mentions"),
        ("Luật Đất đai", "mentions"),
        ("Luật Nhà ở", "mentions"),
        ("Bộ luật Hình sự", "mentions"),
        ("Luật Khí đốt", "mentions"),  # a name that the vocabulary has not, where a law is referred to
    ]
    assert {record.values["type_code"] for record in found} == {"L"}
