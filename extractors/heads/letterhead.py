"""The head of a document: who issues it, its number, where and when.

Decree 30/2020/NĐ-CP, Annex I, II.2-4 (before it Circular 01/2011/TT-BNV): on the left the body above, under it the
issuing body and the number; on the right the motto, under it the place and the date. Plain text runs the two columns
into one line ("UBND TỈNH X CỘNG HÒA XÃ HỘI ..."), so the motto is cut off before anything is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex

from extractors.heads import head_words, joined_bodies
from extractors.heads.own_number import JOINERS, find_number
from extractors.heads.place_and_date import LONGEST, place_date, printed, where_in
from extractors.heads.signature import is_digital, is_post
from extractors.lines import Line
from extractors.records import Cited, Mention

# the youth union's name stands in its letter heads where others have the motto
_UNION = r"ĐOÀN\s+(?:TNCS|THANH\s+NIÊN\s+CỘNG\s+SẢN)\s+HỒ\s+CHÍ\s+MINH"


_WHOLE_COUNTRY = r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM"


@cache
def _motto() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<=\p{{Lu}}){_WHOLE_COUNTRY}.*$|"
        r"(?:^[\s\-–_|*]*|\s+[\-–]?)(?:CỘNG\s+H(?:ÒA|OÀ)\s+X(?:Ã\s+|à\s?)HỘI|ĐẢNG CỘNG SẢN VIỆT NAM"
        r"|VIỆT\s+NAM\s+DÂN\s+CHỦ\s+CỘNG\s+H(?:ÒA|OÀ)"  # the country's name until 1976
        r"|Độc\s+lập\s*[-–—]|ĐỘC\s+LẬP\s*[-–—]|Hạnh\s+phúc\s*$).*$"
        rf"|(?:^|(?<!TRUNG ƯƠNG|BCH|CHẤP HÀNH)\s+){_UNION}(?:\s+\p{{Lu}}\p{{Ll}}[^,]{{0,30}},.*)?\W*$"
    )


@cache
def _country() -> regex.Pattern[str]:
    country = r"CỘNG\s+H(?:ÒA|OÀ)\s+X(?:Ã\s+|À\s?)HỘI|VIỆT\s+NAM\s+DÂN\s+CHỦ\s+CỘNG\s+H(?:ÒA|OÀ)"
    # of a line in capitals; dumps print it without a blank behind the body: "... MỸ HƯNGCỘNG HOÀ XÃ HỘI CHỦ NGHĨA ..."
    return regex.compile(rf"(?:.*\s)?(?:{country})|.*\p{{Lu}}{_WHOLE_COUNTRY}")


@cache
def _rest_of_country() -> regex.Pattern[str]:
    return regex.compile(r"(?:^|\s)(?:CHỦ\s+)?(?:NGHĨA\s+)?VIỆT\s+NAM$")


@cache
def _rest_of_name() -> regex.Pattern[str]:
    return regex.compile(r"(?:^|\s)NAM$")


@cache
def _after_name() -> regex.Pattern[str]:
    """Return the pattern of what ends a body's name on its line: a drawn rule, the number."""
    return regex.compile(r"\s*(?:[-_=*–—]{3,}|(?<!\p{L})S[ốỐ](?:\s*:|\s+\d+\s*[-/])).*$")


@cache
def _unfinished() -> regex.Pattern[str]:
    """Return how a name ends whose next line goes on, though that line begins like a body of its own."""
    return regex.compile(
        r"(?:(?:ỦY|UỶ) BAN THƯỜNG VỤ|HỘI ĐỒNG(?: THẨM PHÁN)?|ĐOÀN ĐẠI BIỂU|BAN CHẤP HÀNH|BAN QUẢN LÝ|BAN CHỈ ĐẠO"
        r"|TRUNG TÂM|CHI CỤC|TỔNG CỤC|CỤC|SỞ|BỘ(?: CHỈ HUY)?|VIỆN|TRƯỜNG|CÔNG TY(?: TNHH| CỔ PHẦN)?"
        r"|.*(?:\s(?:VÀ|VÀ XÃ|CỦA|MÔI|CÁC|THUỘC)|[,–-]))"
    )


@cache
def _inner_body() -> regex.Pattern[str]:
    """Return where a second body begins on the line of the one above it ("UBND TỈNH X SỞ Y")."""
    return regex.compile(r"(?<=\p{L})\s+(?=(?:(?<!CƠ )SỞ|CHI CỤC|TỔNG CỤC|TRUNG TÂM|BAN QUẢN LÝ)\s+\p{Lu})")


@cache
def _session() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})(?:KH(?:ÓA|OÁ)\s+(?:[IVX]+|\d+)|NHIỆM KỲ\s+\d|KỲ HỌP\s+(?:THỨ|LẦN|CHUYÊN))")


def without_motto(text: str) -> str:
    """Return a line without the motto that stands beside it, and without a drawn rule or the number."""
    text = printed(text)
    if len(text) > 2 * LONGEST:
        return ""
    text = str(_after_name().sub("", _motto().sub("", text)))
    if len(text) > LONGEST:
        return ""  # both columns on one line are long, a body's name is not
    dated = place_date().search(text)
    where = where_in(dated.group("place")) if dated is not None else ""
    if where:
        text = text[: text.rindex(where, 0, dated.end("place"))]
    return text.strip("*_#| •·▪")


def issuing_bodies(zone: list[Line]) -> list[Cited]:
    """Return the bodies of the letter head as printed, the body above first, the issuing body last.

    A letter head whose lines begin with no kind of body that is known ("VNPT BẮC NINH") gives its lines in capitals.
    """
    bodies: list[Cited] = []
    joins = False  # the line before belongs to a body's name
    for line, text in _left_column(zone):
        if not text:
            # a motto or a rule: the name may go on below it; the number comes after the whole name
            joins = joins and find_number([line]) is None
            continue
        if text in ("-", "–") and joins:
            bodies[-1] = Cited(f"{bodies[-1].text} -", bodies[-1].place)  # two bodies, one under the other
            continue
        if text != text.upper() or not any(char.isalpha() for char in text) or len(text) > 120:
            joins = False
            continue
        if session_at(text) == 0:
            joins = False
            continue
        text = text[: session_at(text)].rstrip(" ,-–")
        goes_on = bool(bodies) and joins and _unfinished().fullmatch(bodies[-1].text) is not None
        joint = bool(bodies) and joins and text[:1] in "-–" and len(text) > 1
        if head_words.begins_body(text) and not goes_on:
            for part in (name for half in _inner_body().split(text) for name in joined_bodies.parts(half)):
                if part not in [body.text for body in bodies]:
                    bodies.append(Cited(part, line.place))
            joins = find_number([line]) is None  # the number comes after the whole name
        elif bodies and (joins or head_words.begins_unit(text)) and (joint or not regex.search(r"[:/]|\d{3}", text)):
            last = bodies[-1]
            if not last.text.endswith(text):
                bodies[-1] = Cited(f"{last.text} {text}", last.place)
            joins = True
    # a dash that no second body follows is what is left of a rule
    return [replace(body, text=body.text.rstrip(" -–")) for body in bodies] or _capitals(zone)


def _left_column(zone: list[Line]) -> Iterator[tuple[Line, str]]:
    """Yield the lines of a letter head without what stands beside them: the motto, a stamp, a digital signature."""
    wrapped: regex.Pattern[str] | None = (
        None  # a narrow column breaks the motto: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA" / "VIỆT NAM"
    )
    for line in zone:
        text = without_motto(line.text)
        if _country().match(line.text.upper()):
            ends = line.text.upper().rstrip(" |*_")
            cut = _rest_of_country() if not ends.endswith("VIỆT") else _rest_of_name()
            wrapped = cut if "VIỆT NAM" not in ends else None
        elif wrapped and (rest := wrapped.search(text)) is not None:
            wrapped = None
            text = text[: rest.start()].rstrip()  # "TỈNH LÂM ĐỒNG VIỆT NAM": what is left of it stands beside a name
            if not text:
                continue
        if is_digital(text) or head_words.is_stamp(text):
            continue
        yield line, head_words.without_urgency(text)


def _capitals(zone: list[Line]) -> list[Cited]:
    """Return the first lines in capitals of a letter head that has a number, as one name."""
    if find_number(zone) is None:
        return []
    found: list[tuple[Line, str]] = []
    for line, text in _left_column(zone):
        if not text and (not found or _motto().search(line.text)):
            continue
        if not text or text != text.upper() or len(regex.findall(r"\p{Lu}", text)) < 4 or regex.search(r"[:/.]", text):
            break
        found.append((line, text))
    return [Cited(" ".join(text for _, text in found), found[0][0].place)] if found else []


def place_above(zone: list[Line]) -> str:
    """Return the place printed over a body that says no place: "TỈNH LẠNG SƠN" / "HỘI ĐỒNG NHÂN DÂN"."""
    for _, text in _left_column(zone):
        if head_words.begins_body(text):
            return ""
        if text == text.upper() and head_words.begins_unit(text) and len(text) < 60:
            return text
    return ""


# the second words of kinds of bodies whose first word a narrow column leaves on the line above
_SECOND_WORDS = r"(?:TOÁN|ÁN|TRA|BẠC|AN|HIỂM|PHỦ|HỘI|TƯỚNG|TỊCH)(?!\p{L})"


@cache
def _cuts() -> tuple[tuple[regex.Pattern[str], regex.Pattern[str]], ...]:
    """Return where line breaks that mean nothing cut a letter head: how the line above ends, how the next begins."""
    return tuple(
        (regex.compile(ends), regex.compile(opens))
        for ends, opens in (
            (r"(?:ngày|tháng)\s*\d{1,2}$", r"(?:tháng|năm)(?:\s*\d|$)"),
            (r"ngày\s*\d{1,2}\s*tháng$", r"\d{1,2}\s*năm(?:\s*\d|$)"),
            (r"(?:^|\s)S[ốỐ]\s*:$", r"\d{1,6}\s*(?:/|-\s?\p{Lu})"),
            (r"(?:^|\s)S[ốỐ]\s*:\s*\d{1,6}$", r"/\s*(?:\d{4}\s*/\s*)?\p{Lu}"),
            (r"(?:,\s*|^)ngày$", r"\d{1,2}\s*tháng"),
            (
                # "Bà Rịa - Vũng" / "Tàu, ngày 3", "Phan Rang -" / "Tháp Chàm, ngày 3"
                r"^(?:(?:TP|Tp)\.?\s?)?\p{Lu}\p{Ll}+(?:\s?[-–]?\s?\p{Lu}\p{Ll}+){0,2}(?:\s?[-–])?$",
                r"\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?\s*,?\s*ngày\s",
            ),
            (r"^(?:HỘI|ỦY|UỶ)$", r"(?:ĐỒNG|BAN) NHÂN DÂN"),
            (r"^(?:HỘI ĐỒNG|ỦY BAN|UỶ BAN)$", r"NHÂN DÂN"),
            (r"^VĂN$", r"PHÒNG(?!\p{L})"),
            (r"^NGÂN$", r"HÀNG(?!\p{L})"),
            (r"^(?:KIỂM|TÒA|TOÀ|THANH|KHO|CÔNG|BẢO|CHÍNH|QUỐC|THỦ|CHỦ)$", _SECOND_WORDS),
            (r"^THÔNG TƯ$", r"LIÊN TỊCH(?!\p{L})"),
            (r"^TỔNG$", r"(?:CỤC|CÔNG TY|LIÊN ĐOÀN)(?!\p{L})"),
            (
                r"^(?:QUYẾT|NGHỊ|THÔNG|CHỈ|KẾ|CÔNG|BÁO|TỜ|HƯỚNG)$",
                r"^(?:ĐỊNH|QUYẾT|TƯ(?: LIÊN TỊCH)?|BÁO|THỊ|HOẠCH|ĐIỆN|CÁO|TRÌNH|DẪN)$",
            ),
            (r"^VỀ$", r"VIỆC\s"),
            (r"^CỘNG(?: HÒA| HOÀ)?(?: XÃ)?$", r"(?:(?:HÒA|HOÀ) )?(?:XÃ )?HỘI CHỦ NGHĨA"),
        )
    )


@cache
def _day_without_year() -> regex.Pattern[str]:
    return regex.compile(r",\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm$")


def _year_beside(text: str) -> regex.Match[str] | None:
    """Return the year that a narrow column has left beside the next line of the left one, where no other year stands.

    "Số: 5/TB-X Huế, ngày 2 tháng 3 năm" over "V/v chính sách thuế 2022".
    """
    years = list(regex.finditer(r"(?<![\p{L}\d/.-])(?:19|20)\d\d(?![\d/.-])", text))
    if len(years) != 1 or len(text) > LONGEST:
        return None
    before = text[: years[0].start()].rstrip().casefold()
    return None if before.endswith(("năm", "học", "kỳ", "quý", "đoạn", "-", "–")) else years[0]


@cache
def _peoples() -> regex.Pattern[str]:
    """Return where a narrow column has cut "ỦY BAN NHÂN DÂN", the motto perhaps beside what it begins with."""
    return regex.compile(r"(?<!\p{L})(?:BAN|ĐỒNG) NHÂN(?=\s|$)(?!\s+DÂN)")


@cache
def _cut_symbol() -> regex.Pattern[str]:
    return regex.compile(r"/[\p{Lu}\d&.-]*[-–/]$")


@cache
def _rest_of_symbol() -> regex.Pattern[str]:
    return regex.compile(r"\p{Lu}[\p{L}\d&.–-]{0,20}")


def without_damage(head: list[Line]) -> list[Line]:
    """Return the first lines of a document with what a narrow column cut in two joined, and without a copy's stamp.

    "Số: 1711/QĐ-" / "UBND", "ngày 20 tháng 7" / "năm 2021", "Bình" / "Định, ngày 07 tháng 9". A true copy (sao y)
    prints the number and the day of the copy over the letter head (Decree 30/2020/NĐ-CP, Annex III).
    """
    joined: list[Line] = []
    for line in head:
        above, below = printed(joined[-1].text) if joined else "", printed(line.text)
        symbol = above.endswith(JOINERS) and _cut_symbol().search(above) and _rest_of_symbol().fullmatch(below)
        if len(above) == 1 and above.isupper() and below[:1].islower():  # an initial on its own line: "Đ" / "ộc lập"
            joined[-1] = replace(joined[-1], text=above + below)
        elif symbol or any(ends.search(above) and opens.match(below) for ends, opens in _cuts()):
            joined[-1] = replace(joined[-1], text=above + ("" if symbol else " ") + below)
        elif _day_without_year().search(above) and (year := _year_beside(below)):
            joined[-1] = replace(joined[-1], text=f"{above} {year.group()}")
            rest = f"{below[: year.start()]}{below[year.end() :].lstrip()}".strip()
            if rest:
                joined.append(replace(line, text=rest))
        elif below.startswith("DÂN") and not below[3:4].isalpha() and (cut := _peoples().search(above)):
            joined[-1] = replace(joined[-1], text=f"{above[: cut.end()]} DÂN{above[cut.end() :]}")
            if below != "DÂN":
                joined.append(replace(line, text=below.removeprefix("DÂN").lstrip()))
        else:
            joined.append(line)
    for index, line in enumerate(joined[:6]):
        if printed(line.text).startswith(("SAO Y", "SAO LỤC", "TRÍCH SAO")):
            for follow, copied in enumerate(joined[index : index + 6], index):
                if place_date().search(printed(copied.text)) and any(
                    head_words.begins_body(printed(x.text)) for x in joined[follow:]
                ):
                    return joined[follow + 1 :]
    return joined


def is_letter_head(zone: list[Line]) -> bool:
    """Tell whether a zone has a body in capitals, the motto, and a place with a date: all but a number that is read."""
    motto = any(_country().match(line.text.upper()) or _is_partys(line.text) for line in zone)
    dated = any(place_date().search(printed(line.text)) for line in zone if len(line.text) <= 2 * LONGEST)
    return motto and dated and bool(issuing_bodies(zone))


def _is_partys(text: str) -> bool:
    """Tell whether a line is what stands in the place of the motto in letter heads of the Party and the youth union."""
    return regex.fullmatch(rf"[\W_]*(?:ĐẢNG CỘNG SẢN VIỆT NAM|{_UNION})\W*", text) is not None


def is_letter(zone: list[Line], head: list[Line]) -> bool:
    """Tell whether a dump that lost body and number still shows a letter: motto, day, subject and an addressee."""
    motto = any(_country().match(line.text.upper()) for line in zone)
    texts = [printed(line.text) for line in zone]
    dated = any(place_date().search(text) for text in texts if len(text) <= 2 * LONGEST)
    about = any(regex.match(r"V[/.]v\s", text, regex.IGNORECASE) for text in texts)
    return motto and dated and about and any(regex.match(r"Kính\s+gửi", printed(line.text)) for line in head)


def stands_in_head(zone: list[Line], head: list[Line]) -> bool:
    """Tell whether a number has what a head has beside it: a body, the motto, a place and date, or an addressee.

    A row of a list of documents ("1 Số: 44/2009/QH12 01/01/2009") has none of them.
    """
    if issuing_bodies(zone) or any(_country().match(line.text.upper()) for line in head):
        return True
    texts = [printed(line.text) for line in head]
    return any(place_date().search(text) or text.startswith("Kính gửi") for text in texts if len(text) <= 2 * LONGEST)


def names_place(text: str) -> bool:
    """Tell whether a committee's or court's name says of which place; other bodies need none."""
    upper = text.upper()
    if is_of_no_level(upper):
        return False
    if not any(word in upper for word in ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "UBND", "HĐND", "HỘI ĐỒNG NHÂN DÂN")):
        return True
    return head_words.names_unit(upper)


def issuer(bodies: list[Cited], authorities: list[Cited], place: str = "") -> Mention | None:
    """Return the issuing body: the last of the letter head, or the first other name that says of which place.

    `place` is what the letter head prints over a body without a place.
    """
    candidates = [*bodies[-1:], *authorities]
    for candidate in candidates:
        if names_place(candidate.text):
            above = bodies[-2].text if candidate in bodies and len(bodies) > 1 else ""
            return Mention(candidate.text, candidate.place, above)
    if not candidates:
        return None
    above = bodies[-2].text if len(bodies) > 1 and candidates[0] is bodies[-1] else place
    return Mention(candidates[0].text, candidates[0].place, above)


def is_bare(body: str) -> bool:
    """Tell whether a body's name says whose it is only together with the body above ("VĂN PHÒNG")."""
    return head_words.is_bare(body)


def whole_name(body: str, above: str) -> str:
    """Return a bare body's name with whose it is; under "BAN CHẤP HÀNH TRUNG ƯƠNG" it is the Party centre's."""
    centre = regex.fullmatch(r"BAN CHẤP HÀNH TRUNG ƯƠNG(?: ĐẢNG)?(?: CỘNG SẢN VIỆT NAM)?", above)
    return f"{body} {'TRUNG ƯƠNG' if centre else above}"


def is_of_no_level(body: str) -> bool:
    """Tell whether a body of every level is named without level and place, where a dump has lost the next line."""
    return head_words.is_of_no_level(body)


def is_joint(body: str) -> bool:
    """Tell whether a letter head names several bodies: "BỘ TÀI CHÍNH - BỘ TƯ PHÁP" (thông tư liên tịch)."""
    parts = regex.split(r"\s*[-–]\s*", body)
    return sum(head_words.begins_body(part.strip().upper()) for part in parts) > 1


def authority_line(run: list[Line]) -> Cited | None:
    """Return the line in capitals that says who decides: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH KON TUM"."""
    for line in run:
        text = without_motto(line.text)
        if line.section:
            return None  # the text has begun; who signs at its end is another matter
        # a post alone names no body: "CHỦ TỊCH" over the signature
        if head_words.begins_authority(text) and text == text.upper() and len(text) < 90 and not is_post(text):
            return Cited(text[: session_at(text)].rstrip(" ,"), line.place)
    return None


def session_at(text: str) -> int | None:
    """Return where a council's term and session begin behind its name: "KHÓA IX, KỲ HỌP THỨ NHẤT"."""
    match = _session().search(text)
    return match.start() if match is not None else None


def is_body(text: str) -> bool:
    """Tell whether a line begins like the name of an issuing body, or with a place."""
    return head_words.begins_body(text) or head_words.begins_unit(text)


def is_motto(text: str) -> bool:
    """Tell whether a line begins the motto: the country's name in capitals."""
    return _country().match(text.upper()) is not None


def is_motto_alone(text: str) -> bool:
    """Tell whether a line is the motto and nothing else: "CHỦ TỊCH ... VIỆT NAM DÂN CHỦ CỘNG HOÀ" names who issues."""
    return is_motto(text) and not without_motto(text)


def is_rest_of_motto(text: str) -> bool:
    """Tell whether a line is all that a narrow column left of the country's name: "VIỆT NAM", "NAM"."""
    return _rest_of_country().fullmatch(text) is not None or _rest_of_name().fullmatch(text) is not None


@cache
def _in_session() -> regex.Pattern[str]:
    """Return what says which session a council met in: ", KHÓA V, KỲ HỌP THỨ 11"."""
    term = r"KH(?:ÓA|OÁ)\s+[IVX\d]+|KỲ HỌP\s+(?:THỨ\s+)?[\p{Lu}\d]+(?:\s+\p{Lu}+)?|NHIỆM KỲ\s+[\d\s–-]{4,12}"
    return regex.compile(rf"(?:[\s,]+(?:{term}))+$")


def issued_by(text: str) -> str:
    """Return the body behind a type where nothing else follows: "CHỈ THỊ" "CỦA THỦ TƯỚNG CHÍNH PHỦ"; "" when none."""
    if text.startswith("của "):  # the Party's "của Ban Thường vụ Tỉnh ủy"
        text = text.upper()
    text = _in_session().sub("", text)
    body = text.removeprefix("CỦA ")
    known = (head_words.begins_authority(body) and not is_post(body)) or head_words.begins_body(body)
    whole = body != text and text == text.upper() and regex.fullmatch(r"[\p{L} ,-]{6,80}", body) is not None
    return (
        body
        if known and whole and regex.search(r"\s(?:VỀ|QUY ĐỊNH|HƯỚNG DẪN|BAN HÀNH|ĐỀ NGHỊ|TRÌNH)\s", body) is None
        else ""
    )


def is_authority(text: str) -> bool:
    """Tell whether a line begins with who decides."""
    return head_words.begins_authority(text)
