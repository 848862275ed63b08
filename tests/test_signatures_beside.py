"""Signatures that a text prints beside something else: the recipients on the right, a second signer."""

from __future__ import annotations

import pytest

from extractors.heads.signature import Signature, find_signature
from extractors.lines import lines
from tests.reading import shaped


def sign(text: str) -> Signature:
    found = find_signature(lines(shaped(text)))
    assert found is not None
    return found


def test_the_recipients_stand_on_the_right() -> None:
    found = sign(
        "Kính trình UBND tỉnh xem xét, quyết định./.\n\n"
        "GIÁM ĐỐC                                   Nơi nhận:\n"
        "(Đã ký)                                    - Như trên;\n"
        "Nguyễn Chí Hiến                            - Lưu VT, QLG.\n"
    )
    assert (found.name, found.title, found.signed_for) == ("Nguyễn Chí Hiến", "Giám đốc", None)


def test_two_who_issue_together_sign_side_by_side() -> None:
    found = sign(
        "KT. BỘ TRƯỞNG                          KT. BỘ TRƯỞNG\n"
        "BỘ NỘI VỤ                              BỘ TÀI CHÍNH\n"
        "THỨ TRƯỞNG                             THỨ TRƯỞNG\n\n"
        "Nguyễn Trọng Điều                      Đỗ Hoàng Anh Tuấn\n"
    )
    assert (found.name, found.title) == ("Nguyễn Trọng Điều; Đỗ Hoàng Anh Tuấn", "Thứ trưởng")


@pytest.mark.parametrize(
    ("over", "posts", "names"),
    [
        (
            "NGƯỜI ĐƯỢC ỦY QUYỀN        NGƯỜI ỦY QUYỀN",
            "PHÓ CỤC TRƯỞNG        CỤC TRƯỞNG",
            "Trần Quang Minh        Nguyễn Mạnh Đông",
        ),
        (
            "NGƯỜI ỦY QUYỀN        NGƯỜI ĐƯỢC ỦY QUYỀN",
            "CỤC TRƯỞNG        PHÓ CỤC TRƯỞNG",
            "Nguyễn Mạnh Đông        Trần Quang Minh",
        ),
    ],
)
def test_who_empowers_signs_not_who_is_empowered(over: str, posts: str, names: str) -> None:
    found = sign(f"Giấy ủy quyền có giá trị đến ngày 31/12/2024.\n\n{over}\n{posts}\n\n{names}\n")
    assert (found.name, found.title) == ("Nguyễn Mạnh Đông", "Cục trưởng")


def test_a_name_of_one_letter_is_a_name() -> None:
    assert sign("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nPhạm S\n").name == "Phạm S"


def test_a_post_goes_on_with_thuong_truc() -> None:
    assert sign("TL. TRƯỞNG BAN\nCHÁNH VĂN PHÒNG THƯỜNG TRỰC\nNguyễn Văn An\n").title == "Chánh Văn phòng Thường trực"


def test_a_signature_in_one_line() -> None:
    found = sign("Đề nghị Quý Công ty bổ sung hồ sơ.\n\nKT. TRƯỞNG BAN, PHÓ TRƯỞNG BAN: Dương Tất Thắng (đã ký)\n")
    assert (found.name, found.title, found.signed_for) == ("Dương Tất Thắng", "Phó Trưởng ban", "KT.")


def test_the_secretariat_is_no_post() -> None:
    found = sign("T/M BAN BÍ THƯ\n(đã ký)\nLê Hồng Anh\n")
    assert (found.name, found.title) == ("Lê Hồng Anh", None)


def test_a_signature_runs_on_into_what_it_encloses() -> None:
    found = sign(
        "KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG Lê Thành Long QUY CHẾ TỔ CHỨC VÀ HOẠT ĐỘNG (Ban hành kèm theo Quyết định)\n"
    )
    assert (found.name, found.title, found.signed_for) == ("Lê Thành Long", "Phó Thủ tướng", "KT.")


def test_the_head_of_a_party_office() -> None:
    found = sign("K/T THỦ TRƯỞNG\nPHÓ THỦ TRƯỞNG\n\nTrương Thị Phương\n")
    assert (found.name, found.title) == ("Trương Thị Phương", "Phó Thủ trưởng")
