"""Who signed, in what post and for whom (Decree 30/2020/NĐ-CP, Annex I, II.7: TM., KT., TL., TUQ., Q.)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.heads.place_and_date import without_specks
from extractors.lines import Line
from extractors.records import Cited
from normalizers.places import find_province
from normalizers.text import clean

_POSTS = (
    "(?:PHÓ )?CHỦ TỊCH(?: THƯỜNG TRỰC)?(?: QUỐC HỘI| NƯỚC)?|(?:PHÓ )?(?:TỔNG )?GIÁM ĐỐC"
    "|THỨ TRƯỞNG|BỘ TRƯỞNG(?: ?[-,]? ?CHỦ NHIỆM)?"
    "|(?:PHÓ )?THỦ TƯỚNG|(?:PHÓ )?CHÁNH (?:VĂN PHÒNG|THANH TRA|ÁN)"
    "|(?<!BAN )(?:PHÓ )?(?:TỔNG )?BÍ THƯ|(?:PHÓ )?CHỦ NHIỆM"
    "|(?:PHÓ )?TỔNG (?:THANH TRA|THƯ KÝ|BIÊN TẬP|KIỂM TOÁN(?: NHÀ NƯỚC)?)|(?:PHÓ )?THỦ TRƯỞNG"
    "|(?:PHÓ )?(?:THỐNG ĐỐC|TƯ LỆNH|CHÍNH ỦY)"
    "|(?:PHÓ )?(?:TỔNG |CHI )?CỤC TRƯỞNG|(?:PHÓ )?CHỈ HUY TRƯỞNG"
    "|(?:PHÓ )?(?:VỤ|VIỆN|HIỆU|KHOA|ĐỘI|TRẠM|HẠT|TỔ|KẾ TOÁN|KIỂM TOÁN) TRƯỞNG"
    "|(?<!HỘI ĐỒNG )THẨM PHÁN(?: ?[-–] ?CHỦ TỌA PHIÊN (?:TÒA|TOÀ|HỌP))?"
    "|CHỦ (?:TỌA|TOẠ)(?: (?:CUỘC HỌP|HỘI NGHỊ|PHIÊN HỌP))?"  # of minutes
    "|(?:PHÓ )?TRƯỞNG (?:BAN|PHÒNG|ĐOÀN|KHOA|TRẠM|BỘ PHẬN|CÔNG AN|CƠ QUAN|CHI NHÁNH|TIỂU BAN|BỘ MÔN)"
)
_POST = regex.compile(rf"(?<!\p{{L}})(?:{_POSTS})(?: THƯỜNG TRỰC)?(?: PHỤ TRÁCH)?(?!\p{{L}})")
#: posts that say what they lead only with the words behind them: "TRƯỞNG PHÒNG CẢI CÁCH HÀNH CHÍNH"
_LEADS = regex.compile(r"(?:PHÓ )?(?:TRƯỞNG (?!BAN$)|VỤ TRƯỞNG)")
# TM., KT., TL., TUQ., Q. of the state, T/M, K/T, T/L of the Party; typists leave the full stop out
_AUTHORITY = regex.compile(
    r"(?<!\p{L})(?:(?P<word>TM|KT|TL|TUQ|Q|T/M|K/T|T/L|T\.M|K\.T|T\.L)\s*[.:/]"
    r"|(?P<party>T/M|K/T|T/L)|^(?P<bare>TM|KT|TL|TUQ|T\.M|K\.T|T\.L)(?=\s+(?:CHỦ|ỦY|UỶ|UBND|BAN|GIÁM|BỘ|TRƯỞNG|HĐND|HỘI|CHÍNH|CỤC|THỦ|THỐNG|TỔNG"
    r"|VIỆN|CHÁNH|HIỆU|CHI|BÍ|THƯỜNG)))"
    r"\s*(?=\p{Lu})"
)
_AUTHORITY_ALONE = regex.compile(r"[|\s]*(?:TM|KT|TL|TUQ|Q)\s*\.\s*")
_POST_ALONE = regex.compile(rf"(?:QUYỀN )?(?:{_POSTS})(?: THƯỜNG TRỰC)?(?: PHỤ TRÁCH)?")
_BRACKETED = regex.compile(r"[\[(][^\])]*[\])]")  # "[Handwritten signature]", "(Đã ký)"
# "Y Ngọc", "Nguyễn Công Trưởng", "K' Dung", "Hà Thị Nga-Niê"
_WORD = r"\p{Lu}\p{Ll}*(?:['’]\p{L}?\p{Ll}*)*"
_NAME = regex.compile(rf"^{_WORD}(?:[\s-]+{_WORD}){{1,5}}$")
# typists of the 2000s print the name in capitals; a Kinh name begins with one of few family names
_CAPITAL_NAME = regex.compile(
    r"^(?:NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐINH|ĐOÀN|TRỊNH|TRƯƠNG|MAI|ĐÀO|LƯƠNG"
    r"|CAO|TÔ|HÀ|TẠ|LÂM|CHU|TĂNG|THÁI|QUÁCH|PHÙNG|LƯU|VƯƠNG|TỐNG|KIỀU|THẠCH|LÒ|HỨA|TRIỆU|ĐÀM|LỤC|NGHIÊM|KHUẤT|DOÃN"
    r"|GIÀNG|SÙNG|HẦU|CẦM|NÔNG(?!\s(?:NGHIỆP|THÔN|LÂM|SẢN|DÂN)))(?:\s\p{Lu}{2,7}){2,4}$"
)
_NO_WORD = regex.compile(r"[bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX]{2,}|[bcdđglmnpqrstvx]|[BCDĐGLMNPQRTVX]")  # "Phạm S"
_SIGNED = regex.compile(r"\W*(?:Đã ký|ĐÃ KÝ|đã ký)\W*")
_SIGNED_BEHIND = regex.compile(r"(?P<name>[^()\[\]]{4,40}?)\s*[(\[](?:Đã ký|ĐÃ KÝ|đã ký)[)\]]")  # "Lê Văn Quý (Đã ký)"
_FAMILY = regex.compile(
    r"Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Trương|Mai|Đào|Lương|Cao|Tô"
    r"|Hà|Tạ|Lâm|Chu|Tăng|Thái|Quách|Phùng|Lưu|Vương|Tống|Kiều|Thạch|Lò|Hứa|Triệu|Đàm|Lục|Nghiêm|Khuất|Doãn|Giàng|Nông"
)
_TWO, _USUAL_WORDS = 2, 3  # signers side by side; words of most names
_FEWEST_WORDS, _MOST_WORDS = 4, 9  # of two names
# "NGƯỜI ĐƯỢC ỦY QUYỀN NGƯỜI ỦY QUYỀN": who empowers signs the letter
_EMPOWERED = regex.compile(
    r"(?:(?P<first>(?:NGƯỜI|BÊN) (?:ĐƯỢC|NHẬN) (?:ỦY|UỶ) QUYỀN)\s+)?(?:NGƯỜI|BÊN) (?:ỦY|UỶ) QUYỀN(?!\p{L})"
)
_SURNAME = regex.compile(r"\p{Lu}\p{Ll}{1,6}")
_DEGREE = regex.compile(
    r"^(?:(?:Đã ký|Ký tên|GS|PGS|TSKH|TS|ThS|Ths|BS|(?:BS)?CK ?(?:I{0,2}|[12])|BSCC|KS|Ks|KTS|Kts|Bs|CN|DS|LS|NGƯT|NGND"
    r"|TTƯT|NSND|Ông|Bà"
    r"|(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy))(?:[.:,]|\s)\s*)+(?=\p{Lu})"
)
# what a digital signature prints of itself between the post and the name
_DIGITAL = regex.compile(
    r"^(?:Người ký|Ký bởi|Được ký bởi|Ký số bởi|Ký điện tử bởi|Email|Cơ quan|Đơn vị|Chức vụ|Tổ chức|Thời gian ký"
    r"|Giờ ký|Ngày ký"
    r"|Signature"
    r"|Signed by|Digitally signed|Date|DN|Nơi ký|Vị trí)(?!\p{L})\s*:?\s*(?P<what>.*)$",
    regex.IGNORECASE,
)
# a column of recipients (Nơi nhận) that runs into the signature's line: "- Bộ KH&CN; KT. CHỦ TỊCH"
# or, without authority, the name itself: "- Lưu: VT. Nguyễn Văn Thành"
_RECIPIENT = regex.compile(
    # the Party's recipients end with commas, those of old with no mark
    r"^[-–+]\s(?:[^;]{1,60};\s){0,2}?[^;]{1,120}?(?:[,;]|(?<=[\p{L}\d.)]))\s+"
    rf"(?=(?:(?:TM|KT|TL|TUQ|Q)\s*\.\s*|[TK]/[MTL]\s+)?(?:{_POSTS})$)"
    r"|^(?:Nơi nhận\s*:?|[-–+]\s(?:[^;]{1,60};\s){0,3}?[^;]{1,120}[;.])\s+"
    r"(?=(?:(?:TM|KT|TL|TUQ|Q)\s*\.\s*|[TK]/[MTL]\s+)?\p{Lu}{2}"
    r"|(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy)\s"
    rf"|(?:\p{{Lu}}\p{{L}}{{0,4}}\.\s*)+)?{_WORD}(?:\s{_WORD}){{1,4}}$)"
)
# the recipients' column on the right: "GIÁM ĐỐC Nơi nhận:", "Hoàng Văn Tiền - Lưu: VP."
_RECIPIENT_BEHIND = regex.compile(r"^(?P<left>[^;]{0,60}?)\s*(?<!\S)(?:Nơi nhận\s*:?|[-–+]\s(?!\p{Lu}{3})\S.{0,120})$")
_RUNS_ON = regex.compile(
    rf"(?P<signed>(?:(?:TM|KT|TL|TUQ|Q)\s*\.\s*(?:\p{{Lu}}+\s+){{1,8}}?)+(?:{_POSTS})\s+{_WORD}(?:\s{_WORD}){{1,4}})"
    r"\s+(?:\p{Lu}{2,}\s+){2}"
)
_SPAN = 12  # lines between the post and the name: the signature, the stamp
_NEXT_SIGNER = 8  # lines between the signatures of two bodies that issue together
_LONGEST_POST = 40  # characters of a post alone on its line
_LONGEST = 200  # characters of a line of a signature


@dataclass(frozen=True, slots=True)
class Signature:
    """The signer's name, post and the authority that the post is preceded by."""

    name: str | None
    title: str | None
    signed_for: str | None
    cited: Cited


def is_digital(text: str) -> bool:
    """Tell whether a line is what a digital signature prints of itself: "Người ký: ...", "Thời gian ký: ..."."""
    return _DIGITAL.match(text) is not None


def is_post(text: str) -> bool:
    """Tell whether a line is a post alone, without what it leads: "CHỦ TỊCH", "PHÓ GIÁM ĐỐC"."""
    return _POST_ALONE.fullmatch(text) is not None


def find_signature(run: list[Line]) -> Signature | None:
    """Return the document's first complete signature, or one without a name if none is complete.

    The first is the decision's own; a promulgated plan repeats it. Bodies that issue together sign one after the other:
    their names stand in one value, "; " between them.
    """
    incomplete: Signature | None = None
    run = _with_posts_in_capitals(_with_whole_authorities([_up_to_name(line) for line in run]))
    for index, line in enumerate(run):
        if len(line.text) > _LONGEST:
            continue
        text = _plain(line.text)
        if not (_POST.search(text) and _is_post_line(text)) and not _names_body_only(run, index):
            continue
        signature, end = _read(run, index)
        if signature.name is not None:
            return _with_second(run, signature, end)
        # "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ..." under the title says who decides; nobody signs there
        if signature.signed_for is not None or _ends_document(run, index):
            incomplete = incomplete or signature
    return incomplete or _beside_mark(run)


def _with_whole_authorities(run: list[Line]) -> list[Line]:
    """Return the lines with "TM." alone on its line joined to what it stands before, as hard-wrapped dumps cut it."""
    cut = [at for at, line in enumerate(run[:-1]) if len(line.text) < 8 and _AUTHORITY_ALONE.fullmatch(line.text)]
    if not cut:
        return run
    whole = list(run)
    for at in reversed(cut):
        whole[at : at + 2] = [replace(run[at], text=f"{clean(run[at].text)} {run[at + 1].text}")]
    return whole


def _up_to_name(line: Line) -> Line:
    """Return a line up to the signer's name where a text runs on into what it encloses: "... Lê Văn An QUY CHẾ ..."."""
    cut = _RUNS_ON.match(clean(line.text)) if line.text[:1].isupper() else None
    return replace(line, text=cut["signed"]) if cut is not None else line


def _with_posts_in_capitals(run: list[Line]) -> list[Line]:
    """Return the lines with a post in small letters under its authority in capitals: "TM. CHÍNH PHỦ" / "Thủ tướng"."""
    whole = list(run)
    for at, line in enumerate(run):
        if at and len(line.text) <= _LONGEST_POST and _POST_ALONE.fullmatch(post := _plain(line.text).upper()):
            above = next((text for before in run[at - 1 :: -1] if (text := _plain(before.text))), "")
            if _plain(line.text) != post and above == above.upper() and _AUTHORITY.match(above):
                whole[at] = replace(line, text=post)
    return whole


def _beside_mark(run: list[Line]) -> Signature | None:
    """Return the name right beside "(Đã ký)", the last one's, as dumps leave it that lost the capitals of the post."""
    shown = [(index, line) for index, line in enumerate(run) if clean(line.text)]
    for nth in range(len(shown) - 1, -1, -1):
        printed = clean(shown[nth][1].text).strip("| ")
        named = _SIGNED_BEHIND.fullmatch(printed)
        name = _as_name(named.group("name")) if named is not None else None
        if name is not None and not _POST.search(name.upper()):
            return Signature(name, None, None, Cited(printed, shown[nth][1].place))
        if _SIGNED.fullmatch(printed) is None:
            continue
        for beside in (nth + 1, nth - 1):
            if not 0 <= beside < len(shown):
                continue
            line = shown[beside][1]
            name = _as_name(_plain(line.text))
            if name is None or _POST.search(name.upper()):
                continue
            above = [_plain(shown[at][1].text) for at in range(max(0, min(beside, nth) - 2), min(beside, nth))]
            over = above[-1] if above else ""
            post = over if _POST.fullmatch(over.upper()) else None
            words = _authorities(above[0]) if post is not None and above[0] == above[0].upper() else []
            return Signature(name, post, ", ".join(words) or None, Cited(line.text, line.place))
    return None


def _names_body_only(run: list[Line], index: int) -> bool:
    """Tell whether a line is "TM. UBND HUYỆN X" with a name but no post under it."""
    text = _plain(run[index].text)
    authority = _AUTHORITY.match(text)
    if authority is None or text != text.upper():
        return False
    for follow in run[index + 1 : index + _SPAN]:
        below = _plain(follow.text)
        if _POST.search(below) and _is_post_line(below):
            return False
        if below and not is_digital(below) and not below.startswith("-"):
            return _as_name(below) is not None or _names_body_only(run, run.index(follow))
    return False


def _ends_document(run: list[Line], index: int) -> bool:
    """Tell whether a post stands alone behind the recipients or at the very end: a draft that nobody has signed."""
    before = [_plain(line.text) for line in run[max(0, index - 4) : index]]
    behind = any(text.startswith(("Nơi nhận", "- Lưu", "- Như")) for text in before) or "./." in "".join(before)
    return behind and _plain(run[index].text) == _plain(run[index].text).upper()


def _with_second(run: list[Line], first: Signature, end: int) -> Signature:
    """Return a signature with the name of the other body's signer, where one signs right behind the first."""
    if first.signed_for is None:
        return first
    words = _authorities(first.cited.text)
    if len(words) > len(set(words)):  # "KT. ..." twice over the first name: both columns' posts stand before the names
        return _with_name_apart(run, first, end)
    for index in range(end + 1, min(end + 1 + _NEXT_SIGNER, len(run))):
        text = _plain(run[index].text)
        if len(text) > _LONGEST or (text != text.upper() and _as_name(text) is None and text):
            return first
        if not _AUTHORITY.search(text):
            continue
        other, last = _read(run, index)
        if other.name is None or other.name == first.name:
            return first
        printed = " ".join(clean(line.text) for line in run[index : last + 1])
        cited = Cited(f"{first.cited.text} {printed}", first.cited.place)
        return Signature(f"{first.name}; {other.name}", first.title, first.signed_for, cited)
    return first


def _with_name_apart(run: list[Line], first: Signature, end: int) -> Signature:
    """Return a signature with the second name, where dumps print the posts of both bodies first and then the names."""
    for line in run[end + 1 : end + 1 + _NEXT_SIGNER]:
        text = _plain(line.text)
        name = _as_name(text) if not _POST.search(text.upper()) and not text.startswith("Nơi") else None
        if name is not None and name != first.name:
            cited = Cited(f"{first.cited.text} {clean(line.text)}", first.cited.place)
            return Signature(f"{first.name}; {name}", first.title, first.signed_for, cited)
    return first


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        return text
    if "|" in text and regex.match(r"\W*Nơi nhận", text):
        text = text.strip(" |").rpartition("|")[2]  # a row whose first cell is the recipients'
    text = clean(_BRACKETED.sub(" ", text).replace("*", " ").replace("_", " ").replace("|", " "))
    text = str(_RECIPIENT.sub("", without_specks(text)))
    behind = _RECIPIENT_BEHIND.match(text)
    left = behind["left"].strip() if behind is not None else ""
    return left if left and (_POST_ALONE.fullmatch(left) or _as_name(left) is not None) else text


def _is_post_line(text: str) -> bool:
    """Tell whether a line is a post in capitals, perhaps with authority before it and a name behind it."""
    head = _AUTHORITY.sub("", text)
    match = _POST.search(head)
    if match is None:
        return False
    before = head[: match.start()].strip(" .,")
    if before and (before != before.upper() or len(before) > 60):
        return False
    after = _POST.sub("", head[match.start() :]).strip(" .,:;")
    return not after or _as_name(after) is not None or (len(after) < 60 and after == after.upper() and not before)


def _authorities(text: str) -> list[str]:
    return [
        (match["word"] or match["party"] or match["bare"]).replace("/", "").replace(".", "") + "."
        for match in _AUTHORITY.finditer(text)
    ]


def _read(run: list[Line], index: int) -> tuple[Signature, int]:
    """Read the post at `index`, the authority lines over it and the name under it; the last line that belongs to it."""
    start = index
    while start > 0 and index - start < 3:
        above = _plain(run[start - 1].text)
        if above and above == above.upper() and (_AUTHORITY.search(above) or _POST.search(above)):
            start -= 1
        elif start > 1 and _ends_body(above, _plain(run[start - 2].text)):
            start -= 2
        elif (over := _over_recipients(run, start)) is not None:
            start = over
        else:
            break
    text = _plain(run[index].text)
    authorities = [word for line in run[start : index + 1] for word in _authorities(_plain(line.text))]
    title, name = _split(text)
    own = bool(title) and not _replaces_post(text)  # the signer's own post is read, not that of whom he stands for
    end = index
    signed_by: str | None = None
    for follow in range(index + 1, min(index + _SPAN, len(run))):
        if name is not None:
            break
        below = _plain(run[follow].text)
        digital = _DIGITAL.match(below)
        if digital is not None and signed_by is None and regex.match("Người ký|(?:Được )?[Kk]ý bởi", below):
            signed_by = _as_name(digital.group("what"))
        if not below or digital is not None:
            continue
        posts = _plain(run[end].text)
        both = _side_by_side(below, posts, " ".join(_plain(line.text) for line in run[max(0, start - 1) : end]))
        if both is not None:
            name, end = both, follow
            title = _own_post(posts, second=both.endswith(below.split()[-1]))
        elif _as_name(below) is not None:
            name, end = _as_name(below), follow
        elif _SURNAME.fullmatch(below) and follow + 1 < len(run):
            # a hard-wrapped dump cuts "Hồ" / "Quốc Dũng"
            whole = _as_name(f"{below} {_plain(run[follow + 1].text)}")
            name, end = (whole, follow + 1) if whole is not None else (name, end)
        elif _POST.search(below) and _is_post_line(below):
            authorities += _authorities(below)
            post, name = _split(below)
            if not own or _AUTHORITY.search(below):
                title, own = post, not _replaces_post(below)
            end = follow
        elif not own and _is_recipient(below) and (beside := _POST.search(run[follow].text)) is not None:
            title, own, end = _post_name(beside.group()), True, follow
        elif len(below) > 40 and not below.startswith("-"):
            break
    name = name or signed_by
    printed = " ".join(clean(line.text) for line in run[start : end + 1])
    signed_for = ", ".join(dict.fromkeys(authorities)) or None
    if not own and signed_for is not None and signed_for.endswith(("KT.", "TL.", "TUQ.")):
        title = ""  # "KT. BỘ TRƯỞNG" alone says for whom he signs, not his own post
    return Signature(name, title or None, signed_for, Cited(printed, run[index].place)), end


def _over_recipients(run: list[Line], start: int) -> int | None:
    """Return the line of an authority over one or two recipients, which stand beside it in the left column."""
    for at in range(start - 1, max(-1, start - 4), -1):
        text = _plain(run[at].text)
        if not text.startswith(("-", "+", "–")):
            return at if at < start - 1 and text == text.upper() and _AUTHORITY.match(text) else None
    return None


def _ends_body(text: str, above: str) -> bool:
    """Tell whether a line is the rest of a body's name that a narrow column cut: "TM. BAN THƯỜNG VỤ HUYỆN" / "ĐOÀN"."""
    short = text == text.upper() and regex.fullmatch(r"\p{Lu}[\p{Lu} ]{1,24}", text) is not None
    return short and above == above.upper() and _AUTHORITY.match(above) is not None


def _side_by_side(text: str, posts: str, above: str) -> str | None:
    """Return who signs where two names stand side by side under two posts: both of a joint act, he who empowers.

    A name has three words in most cases, and begins with a family name.
    """
    doubled = _POST.findall(posts)
    words = text.split()
    if len(doubled) < _TWO or not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or posts != posts.upper():
        return None
    cuts = [at for at in range(2, len(words) - 1) if _FAMILY.fullmatch(words[at])]
    cuts = [at for at in cuts if all(_as_name(" ".join(part)) for part in (words[:at], words[at:]))]
    if not cuts or not _FAMILY.fullmatch(words[0]):
        return None
    cut = min(cuts, key=lambda at: (abs(2 * at - len(words)), at != _USUAL_WORDS))
    left, right = " ".join(words[:cut]), " ".join(words[cut:])
    empowered = _EMPOWERED.match(above)
    if empowered is not None:
        return right if empowered["first"] else left
    return f"{left}; {right}" if _authorities(above) or _authorities(posts) else None


def _own_post(posts: str, *, second: bool) -> str:
    """Return the first or second of the posts on a line."""
    found = _POST.findall(posts)
    return _post_name(found[-1] if second else found[0])


def _is_recipient(text: str) -> bool:
    """Tell whether a line is a recipient's, whose text goes on behind what stands beside it.

    "- Văn phòng Chính phủ (Phòng THỨ TRƯỞNG Công báo);": a post alone is in capitals there.
    """
    return text[:1] in "-–+" and text != text.upper()


def _replaces_post(text: str) -> bool:
    """Tell whether the last post of a line is that for whom another signs: "KT. CHỦ TỊCH", "TL. BỘ TRƯỞNG"."""
    posts = list(_POST.finditer(text))
    words = [match for match in _AUTHORITY.finditer(text) if match.end() <= posts[-1].start()] if posts else []
    if not words or _authorities(text)[len(words) - 1] in ("TM.", "Q."):
        return False
    return not any(words[-1].end() <= post.start() for post in posts[:-1])


def _split(text: str) -> tuple[str, str | None]:
    """Split "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Quý" into the signer's own post and name.

    The post is empty on a line that names only the body ("TM. UBND HUYỆN CHỢ ĐỒN").
    """
    posts = list(_POST.finditer(text))
    if not posts:
        return "", None
    last = posts[-1]
    after = text[last.end() :].strip(" .,:")
    name = _as_name(after)
    leads = name is None and _LEADS.match(last.group()) and after == after.upper()
    return _post_name(f"{last.group()} {after}" if leads else last.group()), name


def _as_name(text: str) -> str | None:
    """Return a person's name without an academic degree or rank; None for other text."""
    text = str(_DEGREE.sub("", text)).strip(" .,")
    if _CAPITAL_NAME.match(text) and len(text) <= 40 and find_province(text, on=None) is None:
        return text.title()
    if any(_NO_WORD.fullmatch(word) for word in text.split()):
        return None  # what lost letters have left of a name is none
    return text if len(text) <= 40 and _NAME.match(text) and text != text.upper() else None


_PLACE = regex.compile(r"\s(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+(?P<name>\p{Lu}.*)$")
#: words that begin with a capital letter inside a post's name (Decree 30/2020/NĐ-CP, Annex II)
_CAPITALS = (
    "văn phòng",
    "thanh tra",
    "quốc hội",
    "công an",
    "kiểm toán",
    "vụ ",
    "thường trực",
    "cải cách",
    "chủ nhiệm",
)


def _post_name(post: str) -> str:
    """Return a post in the spelling of running text: "PHÓ CHỦ TỊCH" is "Phó Chủ tịch"."""
    place = _PLACE.search(post)
    stem = post[: place.start("name")].strip() if place else post
    small = f"Phó {stem[4:].capitalize()}" if stem.startswith("PHÓ ") else stem.capitalize()
    for word in _CAPITALS:
        small = regex.sub(rf"(?<=\s){word}", word[0].upper() + word[1:], small)
    small = small.replace("Tổng bí thư", "Tổng Bí thư").replace("Tổng giám đốc", "Tổng Giám đốc")
    return f"{small} {place.group('name').title()}" if place else small
