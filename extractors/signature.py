"""Who signed, in what post and for whom (Decree 30/2020/NĐ-CP, Annex I, II.7: TM., KT., TL., TUQ., Q.)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.lines import Line
from extractors.records import Cited
from normalizers.text import clean

_POSTS = (
    "PHÓ CHỦ TỊCH|CHỦ TỊCH|PHÓ GIÁM ĐỐC|GIÁM ĐỐC|THỨ TRƯỞNG|BỘ TRƯỞNG|PHÓ THỦ TƯỚNG|THỦ TƯỚNG|PHÓ CHÁNH VĂN PHÒNG"
    "|CHÁNH VĂN PHÒNG|PHÓ CỤC TRƯỞNG|CỤC TRƯỞNG|PHÓ CHI CỤC TRƯỞNG|CHI CỤC TRƯỞNG|PHÓ TRƯỞNG BAN|TRƯỞNG BAN"
    "|CHÁNH THANH TRA|PHÓ TỔNG GIÁM ĐỐC|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|PHÓ VIỆN TRƯỞNG|VIỆN TRƯỞNG|BÍ THƯ|PHÓ BÍ THƯ"
)
_POST = regex.compile(rf"(?<!\p{{L}})(?:{_POSTS})(?!\p{{L}})")
_AUTHORITY = regex.compile(r"(?<!\p{L})(TM|KT|TL|TUQ|Q)\s*\.\s*(?=\p{Lu})")
_BRACKETED = regex.compile(r"[\[(][^\])]*[\])]")  # "[Handwritten signature]", "(Đã ký)"
_NAME = regex.compile(r"^\p{Lu}\p{Ll}+(?:\s+(?:\p{Lu}[\p{Ll}']*)){1,5}$")
_SPAN = 10  # lines between the post and the name: the signature, the stamp


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
        text = _plain(line.text)
        if not _POST.search(text) or not _is_post_line(text):
            continue
        signature = _read(run, index)
        if signature.name is not None:
            return signature
        incomplete = incomplete or signature
    return incomplete


def _plain(text: str) -> str:
    return clean(_BRACKETED.sub(" ", text).replace("*", " ").replace("_", " "))


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
    for follow in range(index + 1, min(index + _SPAN, len(run))):
        if name is not None:
            break
        below = _plain(run[follow].text)
        if not below:
            continue
        if _NAME.match(below) and below != below.upper():
            name, end = below, follow
        elif _POST.search(below) and _is_post_line(below):
            authorities += [match.group(1) + "." for match in _AUTHORITY.finditer(below)]
            title, name = _split(below)
            end = follow
        elif len(below) > 40:
            break
    printed = " ".join(clean(line.text) for line in run[start : end + 1])
    signed_for = ", ".join(dict.fromkeys(authorities)) or None
    return Signature(name, title, signed_for, Cited(printed, run[index].place))


def _split(text: str) -> tuple[str, str | None]:
    """Split "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Quý" into the signer's own post and name."""
    posts = list(_POST.finditer(text))
    last = posts[-1]
    after = text[last.end() :].strip(" .,:")
    name = after if _NAME.match(after) else None
    return _post_name(last.group()), name


def _post_name(post: str) -> str:
    """Return a post in the spelling of running text: "PHÓ CHỦ TỊCH" is "Phó Chủ tịch"."""
    if post.startswith("PHÓ "):
        return f"Phó {post[4:].capitalize()}"
    return post.capitalize()
