"""Type and title of a document: which line in capitals names its type, and where the title under it ends."""

from __future__ import annotations

from functools import cache

import regex

from extractors.heads import head_words, letterhead
from extractors.heads.place_and_date import place_date, printed
from extractors.layout.labels import parse_label
from extractors.lines import Line
from extractors.records import Cited
from normalizers.codes import DocumentType, starts_with_type, title_type

# "... kỷ niệm 93 năm Ngày thành lập Đảng" over "(03/02/1930 - 03/02/2023)"
_DAYS_IN_BRACKETS = regex.compile(r"\((?:\d{1,2}/\d{1,2}/)?\d{4}\s*[-–]\s*(?:\d{1,2}/\d{1,2}/)?\d{4}\)")
_LONGEST = 700  # characters of a title
_SENTENCE = 7  # words of a line with a full stop that is no place and time a title was broken before
_LONGEST_END = 200  # characters of the line in small letters that ends one in capitals


@cache
def _text_openings() -> regex.Pattern[str]:
    """Return the words with which the text under a title begins."""
    return regex.compile(
        r"\W*(?:Căn cứ(?!\p{L})|Chiểu\s|Kính gửi|Điều\s+(?:1(?!\d)|\d{1,2}\s*[.:])|Xét\s|PHỤ LỤC|Phụ lục"
        r"|(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:[IVX\d]|thứ|THỨ)"
        r"|Để\s|Nhằm\s|Trên cơ sở|Trong (?:thời gian|những năm|năm)"
        r"|(?:Thời gian|Địa điểm|Thành phần|Nội dung)\s*:"
        r"|Ngày (?!\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}$)\d|Qua\s|Nơi nhận)"
    )


def opens_text(text: str) -> bool:
    """Tell whether a line opens the text under a title: "Căn cứ ...", "Kính gửi: ...", "Điều 1", "Để ..."."""
    return _text_openings().match(text) is not None


@cache
def _clause_openings() -> regex.Pattern[str]:
    """Return the words that open a clause of the preamble, but may begin a title too ("KẾ HOẠCH Thực hiện ...")."""
    return regex.compile(r"\W*(?:Thực hiện|Theo|Tiếp theo|Tiếp tục thực hiện|Thi hành|Triển khai)\s+\p{Lu}")


def ends_title(piece: str, pieces: list[str]) -> bool:
    """Tell whether a line under a document's type no longer belongs to its title, of which `pieces` were read."""
    among = bool(pieces) and _among().search(pieces[-1]) is not None  # "... GIỮA BỘ Y TẾ VÀ" / "BỘ TRƯỞNG ..."
    if pieces and head_words.is_remark(piece):
        return False
    decides = letterhead.is_authority(piece) and not among and _many_levels().search(piece) is None
    dates = bool(pieces) and _DAYS_IN_BRACKETS.fullmatch(piece) is not None
    if opens_text(piece) or decides or (piece.startswith("(") and not dates) or letterhead.is_motto_alone(piece):
        return True
    # "THÔNG TƯ" over "QUY ĐỊNH CHI TIẾT ...": right under the type its own words begin the title; so they do under
    # the body, number and day with which titles of old begin
    # "... DỰ ÁN 4 CỦA" over "CHƯƠNG TRÌNH ...": the phrase goes on
    # "... BAN HÀNH" over "QUY CHẾ ...", "... VI PHẠM PHÁP" over "LUẬT ..."
    phrase = bool(pieces) and pieces[-1][-1:].isalpha() and (among or _before_type().search(pieces[-1]) is not None)
    if title_type(piece) is not None if not pieces or _only_old_head(pieces) else printed_type(piece) and not phrase:
        return True
    if regex.fullmatch(r"[\W_]+", piece) or piece.endswith(":") or sum(map(len, pieces)) + len(piece) > _LONGEST:
        return True
    if _clause_openings().match(piece) and (pieces or piece.endswith((",", ";"))):
        return True
    if parse_label(piece.split(" ", 1)[0]) is not None and regex.match(r"[IVX\dA-Z]{1,4}\s?[.)/]", piece):
        return True  # "I. MỤC TIÊU", "1. Mục đích"
    if regex.match(r"(?:I|II|A)\s?[-–]\s?\p{Lu}{2}", piece):
        return True  # the Party's "I- TÌNH HÌNH"
    if not pieces:
        return False
    # a title ends without a full stop: a new sentence after a mark, or small letters after capitals, is the text
    new_sentence = piece[:1].isupper() and piece[1:2].islower()
    capitals = "".join(pieces)
    if capitals != capitals.upper() and piece == piece.upper() and letterhead.is_body(piece):
        return True  # "V/v thông qua đề án ..." over "HỘI ĐỒNG TRƯỜNG": who decides
    goes_on = len(piece) <= _LONGEST_END and _goes_on().match(piece) is not None
    if new_sentence and capitals == capitals.upper() and not goes_on:
        return True
    if new_sentence and piece.endswith(".") and len(piece.split()) >= _SENTENCE:
        return True  # "Toàn tỉnh có 38/42 cơ quan đã công bố HTQLCL."
    return new_sentence and ((not pieces[-1][-1:].isalnum() and pieces[-1][-1:] not in '"”)') or "ban hành" in piece)


@cache
def _among() -> regex.Pattern[str]:
    """Return how a line of a title ends whose next line, though it names an authority, belongs to the phrase."""
    return regex.compile(r"(?:(?<!\p{L})(?:VÀ|GIỮA|CỦA|DO|CHO|VỚI|TẠI|THUỘC|VỀ|CÁC|TRÌNH|BỞI|THEO)|[,–-])$")


@cache
def _many_levels() -> regex.Pattern[str]:
    """Return what names a kind of body of several levels, and so none that decides: "HĐND TỈNH, THÀNH PHỐ ..."."""
    levels = r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN)"
    return regex.compile(rf"(?<!\p{{L}}){levels}\s*,\s*{levels}(?!\p{{L}})")


@cache
def _before_type() -> regex.Pattern[str]:
    """Return how a line of a title ends whose next line goes on with a type's word: what is done to the document."""
    return regex.compile(
        r"(?<!\p{L})(?:BAN HÀNH|THỰC HIỆN|THI HÀNH|TRIỂN KHAI|PHÊ DUYỆT|SỬA ĐỔI|BỔ SUNG|BÃI BỎ|THAY THẾ|CÔNG BỐ"
        r"|THÔNG QUA|XÂY DỰNG|DỰ THẢO|PHÁP|KỶ)$"
    )


@cache
def _untyped() -> regex.Pattern[str]:
    """Return the words in capitals with which a title begins, under which no type is printed."""
    return regex.compile(
        r"(?:(?:VỀ|V/V|BAN HÀNH|PHÊ DUYỆT|QUY ĐỊNH|CÔNG BỐ|SỬA ĐỔI|BỔ SUNG|BÃI BỎ|THÀNH LẬP|ĐIỀU CHỈNH|HƯỚNG DẪN"
        r"|TRIỂN KHAI|THỰC HIỆN|TĂNG CƯỜNG|THÔNG QUA)(?!\p{L})).*\s.*\s"
    )


def untyped_title(zone: list[Line]) -> Cited | None:
    """Return the title in capitals of a letter head whose type a dump has lost: "VỀ NHIỆM VỤ ..." over "Căn cứ"."""
    for index, line in enumerate(zone):
        pieces: list[str] = []
        for follow in zone[index:]:
            piece = printed(follow.text)
            if piece != piece.upper() or (not pieces and not _untyped().match(piece)) or ends_title(piece, pieces):
                break
            pieces.append(piece)
        if pieces:
            return Cited(" ".join(pieces), line.place)
    return _capitals_below(zone)


def _capitals_below(zone: list[Line]) -> Cited | None:
    """Return the lines in capitals right under the place and date, where the text follows: a title in any words."""
    dated = [at for at, line in enumerate(zone) if place_date().search(printed(line.text)) is not None]
    pieces: list[str] = []
    for line in zone[dated[0] + 1 :] if dated else []:
        piece = printed(line.text)
        if not piece or piece != piece.upper() or letterhead.is_body(piece) or ends_title(piece, pieces):
            break
        pieces.append(piece)
    whole = " ".join(pieces)
    return Cited(whole, zone[dated[0] + 1].place) if len(regex.findall(r"\p{L}+", whole)) > 5 else None


@cache
def _goes_on() -> regex.Pattern[str]:
    """Return what a title in capitals may go on with in small letters, on a line of its own: its time or place."""
    return regex.compile(
        r"(?:(?:Năm|Quý|Tháng)(?!\p{L})(?!\s[^,]{1,20},)(?!\s\d{4}\s(?:là|đã|đang|có|được|cả|toàn)\s)|"
        r"(?:Giai đoạn|Đợt|Thời kỳ|Nhiệm kỳ|Về|V/v|Của|Tại|Thuộc"
        r"|Trên địa bàn|Trong|Cho|Do|Với)(?!\p{L}))"
    )


def settle_title(title: str, kind: DocumentType, decided_below: bool = False) -> str:
    """Return a title without the type that a dump prints twice and without the line under it that says who decides.

    `decided_below`: that line stands below on its own, so that none has run into the title.

    A hard-wrapped dump runs that line into the title: "... GIAI ĐOẠN 2021-2025 HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH ĐỊNH KHÓA
    XIII, KỲ HỌP THỨ 7".
    """
    again = kind.name.upper() + " "
    if title.startswith(again) and title == title.upper():
        title = title[len(again) :]
    title = _old_head().sub("", title)
    of = _of_whom().match(title)
    if of is not None and letterhead.is_authority(of["body"]):
        title = title[of.end() :]
    behind = _who_decides().search(title) if not decided_below else None
    if behind is None or _among().search(title[: behind.start()].upper()) is not None:
        return title
    before = title[: behind.start()]
    return before.rstrip(" ,") if title == title.upper() or before != before.upper() else title


@cache
def _of_whom() -> regex.Pattern[str]:
    """Return who decides and then what, on one line: "CỦA HỘI ĐỒNG BỘ TRƯỞNG QUY ĐỊNH ..."."""
    return regex.compile(
        rf"CỦA (?P<body>[\p{{Lu}} ,-]{{6,90}}?(?=\s+(?:V/V|VỀ VIỆC)\s)|{_CENTRAL}(?=\s+(?:VỀ|{_DOES})\s))\s+"
    )


_DOES = "QUY ĐỊNH|HƯỚNG DẪN|BAN HÀNH|SỬA ĐỔI|BỔ SUNG|PHÊ DUYỆT|GIẢI THÍCH|THÀNH LẬP|BÃI BỎ"
_NUMBERED = (
    r"SỐ\s*:?\s*\d[^\s,]*(?:\s?[-/]\s?[^\s,]+|\s\p{Lu}[\p{Lu}\d/-]{1,15})?\s*,?\s*NGÀY\s+\d{1,2}"
    r"\s*(?:THÁNG\s+\d{1,2}\s+NĂM\s+\d{4}|[/-]\d{1,2}[/-]\d{4})"
)
_CENTRAL = (
    r"(?:(?:ỦY|UỶ) BAN THƯỜNG VỤ QUỐC HỘI|QUỐC HỘI|(?:THỦ TƯỚNG )?CHÍNH PHỦ|HỘI ĐỒNG BỘ TRƯỞNG|HỘI ĐỒNG NHÀ NƯỚC"
    r"|CHỦ TỊCH NƯỚC)"
)


@cache
def _old_head() -> regex.Pattern[str]:
    """Return the body, number and day that titles before 2005 begin with: "CỦA CHÍNH PHỦ SỐ 08/2003/NĐ-CP NGÀY ...".

    The number may stand before the body: "SỐ 5-L/CTN NGÀY ... CỦA UỶ BAN THƯỜNG VỤ QUỐC HỘI ...".
    """
    of = rf"BỘ\s+\p{{L}}[\p{{L}} ,&-]{{1,60}}?(?=\s+(?:VỀ|V/V|{_DOES})\s)"
    return regex.compile(
        rf"^(?:CỦA\s*\p{{Lu}}(?:(?!\s(?:VỀ|V/V)\s)[\p{{L}} -]){{2,100}}?\s+{_NUMBERED}"
        rf"|{_NUMBERED}(?:\s+CỦA\s+(?:{_CENTRAL}|{of}))?)"
        r"(?:\s+(?=\p{L})|$)",
        regex.IGNORECASE,
    )


def old_head(title: str) -> str:
    """Return the body, number and day with which a title of old begins; "" when it begins with none."""
    found = _old_head().match(title)
    return found.group().strip() if found is not None and title == title.upper() else ""


@cache
def _numbered_line() -> regex.Pattern[str]:
    return regex.compile(
        r"\(?S[ốỐ]\s*:?\s*\d[^;()]{0,40}?[\s,]*ngày\s+\d{1,2}(?:\s*tháng\s*\d{1,2}\s*năm\s*|([/.-])\d{1,2}\g<1>)\d{4}"
        r"(?:\s*,?\s*của\s+(?P<of>\p{Lu}[\p{L} ,&-]{3,80}?))?\)?"
        r"(?:\s+(?P<title>(?:[Vv]ề|V/v|[Qq]uy định|[Hh]ướng dẫn|[Bb]an hành|[Pp]hê duyệt|[Ss]ửa đổi)\s.*))?"
    )


def numbered_line(text: str) -> regex.Match[str] | None:
    """Return the line under a type that says number, day and body: "Số 3/2006/QĐ-X ngày 27/11/2006 của Bộ X Về ...".

    Its group `of` is the body, `title` the title that goes on behind it; both may be None.
    """
    return _numbered_line().fullmatch(text)


def _only_old_head(pieces: list[str]) -> bool:
    return bool(_old_head().sub("", " ".join(pieces) + " x") == "x")


@cache
def _who_decides() -> regex.Pattern[str]:
    """Return a council or committee with its place at the end of a title, where no word makes it part of a phrase."""
    return regex.compile(
        r"(?<=[\p{L}\d)])(?<!(?<!\p{L})(?:CỦA|DO|VÀ|VỀ|TẠI|CÁC|GIỮA|CHO|BỞI|TRÌNH|THUỘC|LÀ|THEO|TỪ|VỚI|ĐẠI BIỂU"
        r"|THƯỜNG TRỰC|CHỦ TỊCH|VĂN PHÒNG))\s+(?:(?:CHỦ TỊCH )?(?:ỦY|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)"
        r"\s+(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+[\p{Lu}' -]{2,30}"
        r"(?:\s+KH(?:ÓA|OÁ)\s+(?:[IVX]+|\d+).*)?$"
    )


_TYPE_AND_NUMBER = regex.compile(r"(?:\p{Lu}+ )+\p{Lu}+(?=\d+/)")


def printed_type(text: str) -> tuple[DocumentType, str] | None:
    """Return the kind of document that a line in capitals names, and what follows it on the line (the title)."""
    glued = _TYPE_AND_NUMBER.match(text)  # "THÔNG TƯ15/2017/TT-BCT"
    text = f"{glued[0]} {text[glued.end() :]}" if glued is not None else text
    whole = title_type(text)
    if whole is not None and text == text.upper():
        return whole, ""
    kind = starts_with_type(text)
    if kind is None or regex.match(
        r"QUY ĐỊNH CHI TIẾT\s", text
    ):  # what a decree does, under a type that is not printed
        return None
    for name in (kind.name.upper(), *(title.upper() for title in kind.titles)):
        if text.startswith(name + " "):
            rest = text[len(name) :].strip(" :")
            # "HƯỚNG DẪN LIÊN NGÀNH": several branches issue it, the title stands below
            # a remark in brackets is about the type: "QUY ĐỊNH (BỔ SUNG)", "KẾ HOẠCH (lần 2)"
            remark = regex.fullmatch(r"LIÊN (?:NGÀNH|TỊCH|SỞ|BỘ|CƠ QUAN)|\([^()]{1,60}\)", rest) is not None
            return kind, "" if remark else rest
    return None
