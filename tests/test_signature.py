"""Signatures: authority, post and name, as tables, lines and digital signatures leave them."""

from __future__ import annotations

import pytest

from extractors.heads.signature import Signature, find_signature
from extractors.lines import lines
from tests.reading import shaped


def signature(text: str) -> Signature | None:
    return find_signature(lines(shaped(text)))


@pytest.mark.parametrize(
    ("printed", "name", "title", "signed_for"),
    [
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nNguyễn Công Trưởng",
            "Nguyễn Công Trưởng", "Phó Chủ tịch", "TM., KT.",
        ),
        ("KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n[Chữ ký]\nHoàng Nam", "Hoàng Nam", "Phó Chủ tịch", "KT."),
        ("TL. GIÁM ĐỐC\nCHI CỤC TRƯỞNG\n\nTrần Thị Thu Hà", "Trần Thị Thu Hà", "Chi cục trưởng", "TL."),
        ("CHỦ TỊCH\n\nPhan Ngọc Thọ", "Phan Ngọc Thọ", "Chủ tịch", None),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nY Ngọc", "Y Ngọc", "Phó Chủ tịch", "KT."),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nTS. Trần Văn Tùng", "Trần Văn Tùng", "Thứ trưởng", "KT."),
        ("GIÁM ĐỐC\n\nBSCKII. Nguyễn Đình Hải", "Nguyễn Đình Hải", "Giám đốc", None),
        ("PHÓ GIÁM ĐỐC PHỤ TRÁCH\n\nLê Văn Tiếp", "Lê Văn Tiếp", "Phó Giám đốc phụ trách", None),
        ("TM. BAN THƯỜNG VỤ HUYỆN\nĐOÀN\nBÍ THƯ\n\nHà Thị Lan", "Hà Thị Lan", "Bí thư", "TM."),
        ("TM.\nỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Cả", "Lê Văn Cả", "Phó Chủ tịch", "TM., KT."),
        ("Q. HIỆU TRƯỞNG PGS.TS. Lê Thu Hà", "Lê Thu Hà", "Hiệu trưởng", "Q."),
    ],
)  # fmt: skip
def test_post_authority_and_name(printed: str, name: str, title: str, signed_for: str | None) -> None:
    found = signature(f"Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\n\n{printed}\n")
    assert found is not None
    assert (found.name, found.title, found.signed_for) == (name, title, signed_for)


def test_the_lines_of_a_digital_signature_are_no_names() -> None:
    found = signature(
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNgười ký: Ủy ban nhân dân tỉnh Tây Ninh\nEmail: vpub@tayninh.gov.vn\n"
        "Thời gian ký: 28/02/2025 16:01:02\nTrần Văn Chiến\n"
    )
    assert found is not None
    assert found.name == "Trần Văn Chiến"


def test_recipients_that_run_into_the_lines_of_the_signature() -> None:
    found = signature(
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Bộ KH&CN; KT. CHỦ TỊCH\n- TT. Tỉnh ủy; PHÓ CHỦ TỊCH\n- Lưu: VT.\n\n"
        "Nguyễn Chiến Thắng\n"
    )
    assert found is not None
    assert (found.name, found.title, found.signed_for) == ("Nguyễn Chiến Thắng", "Phó Chủ tịch", "TM., KT.")


def test_recipients_that_run_into_the_signers_name() -> None:
    found = signature("Nơi nhận: KT. CHỦ TỊCH\n- Như Điều 3; PHÓ CHỦ TỊCH\n- Lưu: VT, KGVX. Trần Đức Quý\n")
    assert found is not None
    assert (found.name, found.title, found.signed_for) == ("Trần Đức Quý", "Phó Chủ tịch", "KT.")


def test_the_line_that_says_who_decides_is_no_signature() -> None:
    assert signature("QUYẾT ĐỊNH\nCông bố HTQLCL\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nCăn cứ Luật;\n") is None


def test_the_bar_of_a_dumped_table_cell_is_no_part_of_a_name() -> None:
    found = signature("|\nCHỦ TỊCH\nLê Quang Trung |")
    assert found is not None
    assert found.name == "Lê Quang Trung"


def test_a_surname_on_a_line_of_its_own() -> None:
    found = signature("CHỦ TỊCH\nHồ\nQuốc Dũng")
    assert found is not None
    assert found.name == "Hồ Quốc Dũng"


def test_for_whom_one_signs_is_not_ones_own_post() -> None:
    signed = signature("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. BỘ TRƯỞNG, CHỦ NHIỆM\n")
    assert signed is not None
    assert (signed.signed_for, signed.title, signed.name) == ("KT.", None, None)


def test_a_post_beside_the_recipients_whatever_mark_ends_their_lines() -> None:
    partys = signature("Nơi nhận: T/M BAN THƯỜNG VỤ\n- Thường trực Tỉnh ủy, PHÓ BÍ THƯ\n- Lưu.\n\nĐỗ Quang Minh\n")
    assert partys is not None
    assert (partys.name, partys.title, partys.signed_for) == ("Đỗ Quang Minh", "Phó Bí thư", "TM.")
    broken = signature(
        "Nơi nhận: KT. BỘ TRƯỞNG\n- Văn phòng Chính phủ (Phòng THỨ TRƯỞNG Công báo);\n- Lưu: VT.\nLê Thu Hà\n"
    )
    assert broken is not None
    assert (broken.name, broken.title, broken.signed_for) == ("Lê Thu Hà", "Thứ trưởng", "KT.")
    of_old = signature(
        "Nơi nhận: TM. UBND TỈNH A\n- Như điều 2 KT. CHỦ TỊCH\n- TT. TU, HĐND PHÓ CHỦ TỊCH\n- Lưu\n\nLê Duy Tân\n"
    )
    assert of_old is not None
    assert (of_old.name, of_old.title, of_old.signed_for) == ("Lê Duy Tân", "Phó Chủ tịch", "TM., KT.")
    several = signature(
        "Nơi nhận: KT. CHỦ TỊCH\n- TT Huyện ủy; TT HĐND huyện; PHÓ CHỦ TỊCH\n- CT, các PCT UBND huyện;\n\nLê Duy Tân\n"
    )
    assert several is not None
    assert (several.name, several.title, several.signed_for) == ("Lê Duy Tân", "Phó Chủ tịch", "KT.")
    row = signature("Nơi nhận: - Chính phủ (b/c); - Lưu: VT. | TM. UỶ BAN NHÂN DÂN CHỦ TỊCH Lê Văn Quý |\n")
    assert row is not None
    assert (row.name, row.title, row.signed_for) == ("Lê Văn Quý", "Chủ tịch", "TM.")


def test_a_post_in_small_letters_over_a_mark_of_signing() -> None:
    found = signature("TM. UỶ BAN NHÂN DÂN\nChủ tịch\n(Đã ký)\nNguyễn Văn Diệp\n")
    assert found is not None
    assert (found.name, found.title, found.signed_for) == ("Nguyễn Văn Diệp", "Chủ tịch", "TM.")


def test_the_names_of_two_bodies_may_stand_under_the_posts_of_both() -> None:
    found = signature(
        "KT. BỘ TRƯỞNG BỘ A\nTHỨ TRƯỞNG\n\nKT. BỘ TRƯỞNG BỘ B\nTHỨ TRƯỞNG\n\nLê Duy Thăng\n\nNơi nhận:\n"
        "- Chính phủ;\n- Lưu: VT.\n\nTrần Thị Minh\n"
    )
    assert found is not None
    assert found.name == "Lê Duy Thăng; Trần Thị Minh"


def test_a_name_that_begins_with_one_letter_in_the_cell_of_the_post() -> None:
    found = signature("| Nơi nhận:<br>- Lưu: VT. | TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br>Y Thuyên Niê |\n|---|---|\n")
    assert found is not None
    assert (found.name, found.title) == ("Y Thuyên Niê", "Chủ tịch")


def test_recipients_may_stand_between_the_authority_and_the_post() -> None:
    found = signature("Nơi nhận:\nTM. ỦY BAN NHÂN DÂN\n- TT. Tỉnh ủy;\n- Lưu: VT.\nCHỦ TỊCH\n\nLê Duy Tân\n")
    assert found is not None
    assert (found.name, found.title, found.signed_for) == ("Lê Duy Tân", "Chủ tịch", "TM.")
