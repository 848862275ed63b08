"""Prose with spaCy: tokens that stay whole, sentences that survive labels and abbreviations, and the marked words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractors import prose


def tokens(text: str) -> list[str]:
    return [token.text for token in prose.pipeline()(text)]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in prose.read(text).sentences]


def marks(text: str, label: str) -> list[tuple[str, str]]:
    return [(mark.value, text[mark.start : mark.end]) for mark in prose.read(text).of(label)]


@pytest.mark.parametrize(
    "whole",
    [
        "474/QĐ-UBND",
        "19/2014/QĐ-TTg",
        "672a/QĐ-UBND",
        "26/2014/TT-BKHCN",
        "05/03/2014",
        "15/11",
        "9001:2015",
        "2.357.585.000",
        "R'lấp",
        "M’Drắk",
        "TP.",
        "KT.",
        "1.1.",
    ],
)
def test_codes_dates_figures_names_and_abbreviations_are_one_token(whole: str) -> None:
    assert whole in tokens(f"Xem {whole} kèm theo")
    assert whole in tokens(f"(xem {whole}, kèm theo)")


def test_punctuation_is_taken_off_words() -> None:
    assert tokens("áp dụng, công bố; (100%).") == ["áp", "dụng", ",", "công", "bố", ";", "(", "100", "%", ")", "."]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Phê duyệt Kế hoạch kèm theo Quyết định này.",
        "1.1. Đào tạo cán bộ về tiêu chuẩn.",
        "KT. Chủ tịch ký thay.",
        "Áp dụng tại TP. Đà Lạt và TX. Hồng Lĩnh.",
        "Theo Khoản 2. Điều 4. Quyết định số 19/2014/QĐ-TTg.",
        "Chuyển đổi sang TCVN ISO 9001:2015. bảo đảm đúng tiến độ.",
    ],
)
def test_labels_and_abbreviations_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_a_full_stop_before_a_capital_ends_a_sentence() -> None:
    assert sentences("Chủ trì triển khai. Phối hợp với Sở Tài chính lập dự toán./.") == [
        "Chủ trì triển khai.",
        "Phối hợp với Sở Tài chính lập dự toán./.",
    ]
    assert sentences("Tổng số đơn vị là 15. Năm 2021 thêm 3 đơn vị.") == [
        "Tổng số đơn vị là 15.",
        "Năm 2021 thêm 3 đơn vị.",
    ]


def test_the_longest_wording_wins_whatever_its_capitals_and_tone_placement() -> None:
    assert marks("UỶ BAN nhân dân cấp xã", "agencies") == [("commune", "UỶ BAN nhân dân cấp xã")]
    assert marks("Vận hành chính thức", "measure") == [("apply", "Vận hành chính thức")]
    assert marks("tối đa không quá 03 phòng", "comparator") == [("<=", "tối đa không quá")]


def test_words_inside_an_agencys_name_measure_nothing() -> None:
    assert marks("Sở Giáo dục và Đào tạo, Thanh tra tỉnh áp dụng", "measure") == [("apply", "áp dụng")]


def test_words_that_only_look_like_agencies_are_none() -> None:
    assert marks("Xã hội hóa nguồn lực; bảo hộ sở hữu trí tuệ", "agencies") == []


def test_spacy_is_not_loaded_before_the_first_text() -> None:
    code = (
        "import sys; import extractors.aims.targets, extractors.duties.assignments, extractors.phases;"
        "import pipeline.process;"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_document_without_such_prose_never_loads_it() -> None:
    code = (
        "import sys; from pipeline.process import process;"
        "text = 'ỦY BAN NHÂN DÂN\\nTỈNH SƠN LA\\n\\nSố: 12/QĐ-UBND\\n\\nSơn La, ngày 03 tháng 5 năm 2019\\n\\n"
        "QUYẾT ĐỊNH\\nPhê duyệt danh sách\\n\\nPhụ lục\\nDANH SÁCH CƠ QUAN\\n\\n"
        "TT\\tTên cơ quan\\tNăm 2019\\tNăm 2020\\n"
        "1\\tSở Y tế\\tX\\t\\n2\\tSở Nội vụ\\t\\tX\\n';"
        "result = process(text.encode(), 'list.txt');"
        "sys.exit(result.status != 'ok' or len(result.tables['cells']) < 8 or 'spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_spacy_is_loaded_without_its_command_line() -> None:
    code = (
        "import sys; from extractors import prose; prose.read('Sở Y tế áp dụng hệ thống.');"
        "lean = not {'weasel', 'httpx', 'spacy.cli'} & set(sys.modules);"
        "from spacy.cli.info import info; sys.exit(not lean or not callable(info))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
