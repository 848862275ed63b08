"""How many passed an inspection by the text, against the table of its results."""

from __future__ import annotations

import pytest

from extractors import status
from pipeline.checks.inspected import told_results
from tests.reading import shaped, table

ROWS = (
    "1|Sở Nội vụ|60/116|Đã công bố|Đạt",
    "2|Sở Y tế|98/98|Đã công bố|Đạt",
    "3|Ban Dân tộc|4/4|Đã công bố|Chưa đạt",
    "4|Sở Tư pháp|7/7|Chưa công bố|Chưa đạt",
)


@pytest.mark.parametrize(
    ("said", "differing"),
    [
        ("Đoàn đã kiểm tra 4 đơn vị, trong đó 03 đơn vị đạt yêu cầu, 01 đơn vị chưa đạt.", [("2", "3"), ("2", "1")]),
        ("Đoàn đã kiểm tra 4 đơn vị, trong đó 02 đơn vị đạt yêu cầu, 02 đơn vị chưa đạt.", []),
        # of other inspections: they do not add up to the four of the table
        ("Năm trước kiểm tra 9 đơn vị: 07 đơn vị đạt, 02 đơn vị không đạt.", []),
        ("Đoàn kiểm tra, 03 đơn vị đạt yêu cầu.", []),
    ],
)
def test_numbers_of_those_who_passed_are_compared(said: str, differing: list[tuple[str, str]]) -> None:
    head = "STT|Cơ quan|Số TTHC áp dụng/Tổng số TTHC|Công bố HTQLCL|Kết quả kiểm tra"
    document = shaped(f"Kết quả kiểm tra HTQLCL\n\n{said}\n\n" + table(head, *ROWS))
    found = told_results(document, status.extract(document).records)
    assert [(finding.expected, finding.actual) for finding in found] == differing
