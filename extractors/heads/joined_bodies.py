"""Bodies of a letter head that a dump has run into one line: "BỘ Y TẾ BỆNH VIỆN BẠCH MAI" are the ministry and its own.

Decree 30/2020/NĐ-CP, Annex I, II.2: the body above stands over the issuing one, each with its whole name. Dumps of
narrow cells run the lines of both together. A second body begins where, behind a body whose name is whole, the words
of a kind of body begin that such a body has below it.
"""

from __future__ import annotations

from functools import cache

import regex

_SCHOOLS = "ĐẠI HỌC|CAO ĐẲNG|TRUNG|THPT|THCS|TIỂU HỌC|TH(?= )|MẦM NON|MẪU GIÁO|PHỔ THÔNG|CHÍNH TRỊ|DÂN TỘC"
_SCHOOLS += "|ĐÀO TẠO|SĨ QUAN|PTDT"
_UNIT = "(?:TỈNH|THÀNH PHỐ|TP\\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)"
_MINISTRIES = (
    "NỘI VỤ|TƯ PHÁP|TÀI CHÍNH|Y TẾ|CÔNG AN|QUỐC PHÒNG|NGOẠI GIAO|XÂY DỰNG|CÔNG THƯƠNG|CÔNG NGHIỆP|THƯƠNG MẠI"
    "|NÔNG NGHIỆP|GIAO THÔNG|GIÁO DỤC|KẾ HOẠCH|KHOA HỌC|LAO ĐỘNG|TÀI NGUYÊN|THÔNG TIN|VĂN HÓA|VĂN HOÁ"
    "|THỦY SẢN|THUỶ SẢN|DÂN TỘC|BƯU CHÍNH|TỔNG THAM MƯU|TƯ LỆNH|CHỈ HUY"
)
_PARTY_OFFICES = (
    "BAN (?:TỔ CHỨC|TUYÊN GIÁO|DÂN VẬN|NỘI CHÍNH|KINH TẾ|THƯỜNG VỤ|CHẤP HÀNH|CÁN SỰ|BẢO VỆ)|VĂN PHÒNG"
    "|(?:ỦY|UỶ) BAN KIỂM TRA"
)


@cache
def _below() -> tuple[tuple[regex.Pattern[str], regex.Pattern[str]], ...]:
    """Return how a whole body above begins, and what a body below it begins with."""
    government = (
        r"(?:(?<!TỔNG )(?<!CHI )CỤC|CHI CỤC|TỔNG CỤC|(?<!BỆNH )(?<!HỌC )VIỆN|BỆNH VIỆN|HỌC VIỆN|KHO BẠC NHÀ NƯỚC"
        rf"|TRUNG TÂM|TRƯỜNG(?= (?:{_SCHOOLS}))|(?<!TRƯỜNG )(?<!VIỆN )ĐẠI HỌC|BAN QUẢN LÝ|BAN CHỈ ĐẠO|VĂN PHÒNG(?! BỘ)"
        r"|(?<!TỔNG )THANH TRA|(?<!TỔNG )CÔNG TY|TỔNG CÔNG TY|ĐÀI(?= \p{L})|BÁO(?= \p{L})|NHÀ XUẤT BẢN)"
    )
    local = (
        r"(?:(?<!CƠ )SỞ|BAN(?= (?:DÂN TỘC|TÔN GIÁO|THI ĐUA|QUẢN LÝ|CHỈ ĐẠO|CHỈ HUY|TIẾP CÔNG DÂN|ĐẠI DIỆN))"
        r"|(?<!QUỐC )(?<!HẢI )(?<!VĂN )(?<!BIÊN )(?<!DỰ )PHÒNG(?! (?:CHÁY|CHỐNG|THỦ|BỆNH))|VĂN PHÒNG|THANH TRA"
        rf"|TRUNG TÂM|CÔNG AN|TRẠM|ĐỘI|QUỸ|ĐÀI(?= \p{{L}})|BỆNH VIỆN|TRƯỜNG(?= (?:{_SCHOOLS}))|CHI CỤC|CHI NHÁNH"
        r"|(?<!BỆNH )(?<!HỌC )VIỆN|CÔNG TY|LIÊN MINH)"
    )
    pairs = (
        (rf"BỘ (?:{_MINISTRIES})(?!\p{{L}})", rf"(?:{government}|BỘ(?= (?:{_MINISTRIES})(?!\p{{L}})))"),
        (r"(?:TỔNG CỤC|CỤC) \p{L}", r"(?:(?<!TỔNG )(?<!CHI )CỤC|CHI CỤC|TRUNG TÂM|(?<=THUẾ )THUẾ)"),
        (
            r"SỞ \p{L}",
            r"(?:BỆNH VIỆN|(?<!MÔI )(?<!THỊ )TRƯỜNG(?= \p{L})|CHI CỤC|TRUNG TÂM|BAN QUẢN LÝ|PHÒNG(?= \p{L}))",
        ),
        (rf"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN) {_UNIT} \p{{L}}", local),
        (r"(?:ĐẠI HỌC|HỌC VIỆN) \p{L}", rf"(?:TRƯỜNG(?= (?:{_SCHOOLS}))|VIỆN(?= \p{{L}})|KHOA|TRUNG TÂM)"),
        (r"(?:TẬP ĐOÀN|TỔNG CÔNG TY) \p{L}", r"(?:TỔNG CÔNG TY|(?<!TỔNG )CÔNG TY|BAN QUẢN LÝ|TRUNG TÂM)"),
        (r"BAN CHẤP HÀNH TRUNG ƯƠNG(?: ĐẢNG)?", rf"(?:{_PARTY_OFFICES})"),
        (r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) (?:ỦY|UỶ)(?!\p{L})", rf"(?:{_PARTY_OFFICES})"),
        (r"ĐẢNG BỘ \p{L}", r"(?:(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) (?:ỦY|UỶ)(?!\p{L})|BAN CHẤP HÀNH|ĐẢNG BỘ|CHI BỘ)"),
    )
    return tuple((regex.compile(above), regex.compile(rf"(?<=[\p{{L}}\d.])\s+(?={below})")) for above, below in pairs)


@cache
def _of_its_kind() -> regex.Pattern[str]:
    """Return a body over another of its kind: "CÔNG AN TỈNH ĐẮK NÔNG CÔNG AN HUYỆN CƯ JÚT"."""
    kinds = (
        "CÔNG AN|BẢO HIỂM XÃ HỘI|TÒA ÁN NHÂN DÂN|TOÀ ÁN NHÂN DÂN|VIỆN KIỂM SÁT NHÂN DÂN|HỌC VIỆN|LIÊN ĐOÀN LAO ĐỘNG"
        "|KHO BẠC NHÀ NƯỚC|HỘI NÔNG DÂN|HỘI CỰU CHIẾN BINH|HỘI LIÊN HIỆP PHỤ NỮ|NGÂN HÀNG"
    )
    return regex.compile(rf"(?:TỔNG )?(?P<kind>{kinds}) .*?\p{{L}}\s+(?=(?P=kind)\s+\p{{L}})")


def parts(text: str) -> list[str]:
    """Return the bodies that a line in capitals names one after the other, the body above first; one when it is one.

    A line with a dash between bodies names them as issuing together and is left whole.
    """
    same = _of_its_kind().match(text)
    if same is not None:
        return [text[: same.end()].rstrip(), *parts(text[same.end() :])]
    for above, below in _below():
        first = above.match(text)
        if first is None:
            continue
        cut = below.search(text, max(first.end() - 1, 0))
        if cut is not None and text[cut.start() - 1] not in ",-–":
            return [text[: cut.start()], *parts(text[cut.end() :])]
    return [text]
