"""What of a document a sentence concerns: all of it, articles, clauses and points, or a part that is none of these.

"Bãi bỏ Phụ lục II ban hành kèm theo Quyết định số 12" ends an annex and leaves the decision; so does what is said of
"một số điều", "thủ tục số 3 Mục I", "các quy định về phí tại ...", "cụm từ “...” tại khoản 2 Điều 5". Such a part is
kept in its own words beside the article, clause and point, if any (Decree 34/2016/NĐ-CP, articles 12, 62 and 76: a
document is repealed or amended wholly or in part, and the part is named).
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractors.references.provisions import Provision, find_provisions, provision_spans
from normalizers.codes import starts_with_type
from normalizers.text import trim

_PART = regex.compile(
    r"(?:(?:một|các|những|\d{1,3})\s+(?:số\s+)?)?(?:thủ tục(?: hành chính)?|TTHC|tiểu mục|mục|phụ lục|phụ biểu|biểu|mẫu"
    r"|bảng|danh mục|chương|phần|tiết|đoạn|dòng|gạch đầu dòng|ý|câu|cụm từ|từ(?=\s*[“\"])|nội dung|quy định|chính sách"
    r"|chế độ|điều|khoản|điểm|tên|tiêu đề|căn cứ|số thứ tự|STT|hạng mục|định mức|đơn giá|chỉ tiêu|nhiệm vụ|mức|tỷ lệ"
    r"|tiêu chí|lệ phí|khoản thu|trường hợp|đối tượng|vị trí|tuyến đường|dự án|sơ đồ|bản đồ)(?!\p{L})"
    r"|một phần(?!\p{L})",
    regex.IGNORECASE,
)
# what names no part: "toàn bộ nội dung", "hiệu lực thi hành của", "thời hạn áp dụng", "đối với các"
_ALL = regex.compile(
    r"^\W*(?:(?:toàn bộ|toàn văn)(?:\s+(?:các\s+)?(?:nội dung|hiệu lực|quy định|điều khoản)(?=\s*$))?"
    r"|(?:việc\s+)?(?:kéo dài\s+)?(?:thời\s+(?:hạn|gian|điểm)|thời kỳ)\s+(?:có hiệu lực(?: thi hành)?|hiệu lực|áp dụng"
    r"|thực hiện|thi hành|sử dụng)|(?:việc\s+)?(?:thi hành|thực hiện|áp dụng)|(?:một phần\s+)?hiệu lực(?:\s+thi hành)?"
    r"|đối với|nội dung(?=\s*$)|của|cho|tại|các|những|và|bởi|sau(?:\s+đây)?)(?!\p{L})[\s,]*",
    regex.IGNORECASE,
)
_PARTLY = regex.compile(r"(?<!\p{L})một phần(?!\p{L})", regex.IGNORECASE)
# how a part is tied to its document; "của" alone may tie anything
_IN = (
    r"(?:(?:đã\s+)?(?:được\s+)?"
    r"(?:(?<!một số )quy định|nêu|ghi|công bố|ban hành|phê duyệt|thông qua|áp dụng|thuộc|đính)\s+)?"
    r"(?:kèm\s+theo|tại|trong|theo|ở|thuộc)"
)
_TIE = regex.compile(rf"[\s,:]*(?<!\p{{L}})(?:{_IN}|của|các|những|toàn bộ|và|sau(?: đây)?)[\s,:]*$", regex.IGNORECASE)
_TIED = regex.compile(rf"(?<!\p{{L}}){_IN}[\s,:]*(?:các\s+)?$", regex.IGNORECASE)
_JOINS = r"(?:[,;]\s*(?:và\s+)?|và\s+)"
_JOINED_BEFORE = regex.compile(rf"^\s*{_JOINS}")
_JOINED_BEHIND = regex.compile(r"(?:[,;]|(?<!\p{L})và)\s*$")
_NUMBERED = regex.compile(r"^[\s\-–+•*]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/]\s*)?")
# "văn bản sau của UBND tỉnh", "nghị quyết của HĐND": documents, no parts
_DOCUMENTS = regex.compile(
    r"(?:văn bản|quyết định|nghị quyết|nghị định|thông tư|chỉ thị|công văn|kế hoạch|thông báo|luật|pháp lệnh)"
    r"(?:\s+(?:quy phạm pháp luật|hành chính|cá biệt))?"
    r"(?:\s+(?:sau|sau đây|của|trước đây|đã|nêu|liên quan)(?!\p{L})|\W*$)",
    regex.IGNORECASE,
)
_INSERTED = regex.compile(r"(?<!\p{L})(?:vào\s+)?(?:trước|sau)\s+(?=điểm|khoản|Điều|mục|phụ lục)", regex.IGNORECASE)
# "nội dung quy định tại khoản 3 Điều 2" is that clause
_BARE = regex.compile(r"(?:(?:các|những|toàn bộ)\s+)*(?:nội dung|quy định|điều|khoản|điểm)", regex.IGNORECASE)
_LONGEST = 300  # characters of a part's words


class Concerned(NamedTuple):
    """What is concerned: a provision (all None for the whole) and the words of a part that no provision holds."""

    provision: Provision
    part: str | None = None


WHOLE = Concerned(Provision(None))


def concerned(between: str) -> list[Concerned]:
    """Return what the words between a verb and a document ("khoản 2 Điều 3 và Phụ lục I của") say is concerned.

    `WHOLE` alone when they name no part. A part that stands in a provision ("cụm từ “...” tại khoản 2 Điều 5") or that
    a provision stands in ("Điều 5 của Quy chế ban hành kèm theo") goes with its row.
    """
    # "Bổ sung Điều 4a vào sau Điều 4": the place is not changed itself
    text = _NUMBERED.sub("", _INSERTED.split(between)[0] if _INSERTED.search(between) else between, count=1)
    spans = provision_spans(text)
    found: list[Concerned] = []
    before: str | None = None  # the part that stands in the provisions that follow
    end = 0
    for at, (start, stop) in enumerate([*spans, (len(text), len(text))]):
        gap = text[end:start]
        part = _part(gap)
        joined = _JOINED_BEFORE.match(gap) is not None
        if part is not None and at and not joined:  # "Điều 5 của Quy chế": it stands in the part
            found[-1] = found[-1]._replace(part=_both(found[-1].part, part))
            part = None
        before = part if at == len(spans) or part is None or not _BARE.fullmatch(part) else None
        if before is not None and (at == len(spans) or _JOINED_BEHIND.search(gap)):
            found.append(Concerned(Provision(None), before))
            before = None
        if at < len(spans):
            found += [Concerned(one, before) for one in find_provisions(text[start:stop])]
        end = stop
    return found or [WHOLE]


def _both(inner: str | None, outer: str) -> str:
    return f"{inner}, {outer}" if inner else outer


def _part(words: str) -> str | None:
    """Return the part that words name, without what ties it to the document; None when they name none."""
    text = _JOINED_BEHIND.sub("", _JOINED_BEFORE.sub("", words)).strip()
    if _PARTLY.search(text) and _ALL.match(text):
        return "một phần"
    tied = _TIED.search(text) is not None
    while (shorter := _TIE.sub("", text)) != text:
        text = shorter
    if not _PART.match(text):
        while (shorter := _ALL.sub("", text)) != text and not _PART.match(text):
            text = shorter
    text = trim(text).strip(" ,;:")
    if not text or len(text) > _LONGEST or _DOCUMENTS.match(text):
        return None
    named = _PART.match(text) is not None
    return text if named or (tied and text[:1].isupper() and starts_with_type(text) is not None) else None


def is_annex(part: str | None) -> bool:
    """Tell whether a part is the whole document that another promulgates: "Quy chế ... ban hành kèm theo"."""
    return part is not None and part[:1].isupper() and starts_with_type(part) is not None
