"""Who signed, in what post and for whom (Decree 30/2020/NĐ-CP, Annex I, II.7: TM., KT., TL., TUQ., Q.)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.lines import Line
from extractors.records import Cited
from normalizers.text import clean

_POSTS = (
    "(?:PHÓ )?CHỦ TỊCH(?: THƯỜNG TRỰC)?|(?:PHÓ )?(?:TỔNG )?GIÁM ĐỐC|THỨ TRƯỞNG(?: THƯỜNG TRỰC)?|BỘ TRƯỞNG"
    "|(?:PHÓ )?THỦ TƯỚNG|(?:PHÓ )?CHÁNH (?:VĂN PHÒNG|THANH TRA|ÁN)|(?:PHÓ )?(?:TỔNG |CHI )?CỤC TRƯỞNG"
    "|(?:PHÓ )?TRƯỞNG (?:BAN|PHÒNG|ĐOÀN|KHOA)|(?:PHÓ )?HIỆU TRƯỞNG|(?:PHÓ )?VIỆN TRƯỞNG|(?:PHÓ )?BÍ THƯ"
    "|(?:PHÓ )?CHỦ NHIỆM|(?:PHÓ )?TỔNG THANH TRA|(?:PHÓ )?THỐNG ĐỐC|(?:PHÓ )?TỔNG THƯ KÝ"
)
_POST = regex.compile(rf"(?<!\p{{L}})(?:{_POSTS})(?!\p{{L}})")
_AUTHORITY = regex.compile(r"(?<!\p{L})(TM|KT|TL|TUQ|Q)\s*\.\s*(?=\p{Lu})")
_BRACKETED = regex.compile(r"[\[(][^\])]*[\])]")  # "[Handwritten signature]", "(Đã ký)"
# "Y Ngọc", "Nguyễn Công Trưởng", "K' Dung", "Hà Thị Nga-Niê"
_NAME = regex.compile(r"^\p{Lu}[\p{Ll}'’]*(?:[\s-]+(?:\p{Lu}[\p{Ll}'’]*)){1,5}$")
_DEGREE = regex.compile(
    r"^(?:(?:Đã ký|Ký tên|GS|PGS|TSKH|TS|ThS|BS|KS|CN|Ths|Đại tá|Thượng tá|Thiếu tướng)[.:]?\s*)+(?=\p{Lu})"
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
    r"^(?:Nơi nhận\s*:?|[-–+]\s[^;]{1,120}[;.])\s+"
    r"(?=(?:(?:TM|KT|TL|TUQ|Q)\s*\.\s*)?\p{Lu}{2}|\p{Lu}[\p{Ll}'’]*(?:\s\p{Lu}[\p{Ll}'’]*){1,4}$)"
)
_SPAN = 12  # lines between the post and the name: the signature, the stamp
_LONGEST = 200  # characters of a line of a signature


@dataclass(frozen=True, slots=True)
class Signature:
    """The signer's name, post and the authority that the post is preceded by."""

    name: str | None
    title: str
    signed_for: str | None
    cited: Cited


def find_signature(run: list[Line]) -> Signature | None:
    """Return the document's first complete signature, or one without a name if none is complete.

    The first is the decision's own; a promulgated plan repeats it.
    """
    incomplete: Signature | None = None
    for index, line in enumerate(run):
        if len(line.text) > _LONGEST:
            continue
        text = _plain(line.text)
        if not _POST.search(text) or not _is_post_line(text):
            continue
        signature = _read(run, index)
        if signature.name is not None:
            return signature
        # "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ..." under the title says who decides; nobody signs there
        if signature.signed_for is not None:
            incomplete = incomplete or signature
    return incomplete


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        return text
    text = clean(_BRACKETED.sub(" ", text).replace("*", " ").replace("_", " "))
    return str(_RECIPIENT.sub("", text))


def _is_post_line(text: str) -> bool:
    """Tell whether a line is a post in capitals, perhaps with authority before it and a name behind it."""
    head = _AUTHORITY.sub("", text)
    match = _POST.search(head)
    if match is None:
        return False
    before = head[: match.start()].strip(" .,")
    if before and (before != before.upper() or len(before) > 60):
        return False
    after = _POST.sub("", head[match.start() :]).strip(" .,")
    return not after or bool(_NAME.match(after)) or (len(after) < 40 and after == after.upper() and not before)


def _read(run: list[Line], index: int) -> Signature:
    """Read the post at `index`, the authority lines over it and the name under it."""
    start = index
    while start > 0 and index - start < 3:
        above = _plain(run[start - 1].text)
        if above and above == above.upper() and (_AUTHORITY.search(above) or _POST.search(above)):
            start -= 1
        else:
            break
    text = _plain(run[index].text)
    authorities = [
        match.group(1) + "." for line in run[start : index + 1] for match in _AUTHORITY.finditer(_plain(line.text))
    ]
    title, name = _split(text)
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
        if _as_name(below) is not None:
            name, end = _as_name(below), follow
        elif _POST.search(below) and _is_post_line(below):
            authorities += [match.group(1) + "." for match in _AUTHORITY.finditer(below)]
            title, name = _split(below)
            end = follow
        elif len(below) > 40 and not below.startswith("-"):
            break
    name = name or signed_by
    printed = " ".join(clean(line.text) for line in run[start : end + 1])
    signed_for = ", ".join(dict.fromkeys(authorities)) or None
    return Signature(name, title, signed_for, Cited(printed, run[index].place))


def _split(text: str) -> tuple[str, str | None]:
    """Split "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Quý" into the signer's own post and name."""
    posts = list(_POST.finditer(text))
    last = posts[-1]
    after = text[last.end() :].strip(" .,:")
    return _post_name(last.group()), _as_name(after)


def _as_name(text: str) -> str | None:
    """Return a person's name without an academic degree or rank; None for other text."""
    text = str(_DEGREE.sub("", text)).strip(" .,")
    return text if len(text) <= 40 and _NAME.match(text) and text != text.upper() else None


def _post_name(post: str) -> str:
    """Return a post in the spelling of running text: "PHÓ CHỦ TỊCH" is "Phó Chủ tịch"."""
    small = f"Phó {post[4:].capitalize()}" if post.startswith("PHÓ ") else post.capitalize()
    return small.replace("văn phòng", "Văn phòng").replace("hánh thanh tra", "hánh Thanh tra")
