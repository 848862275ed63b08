"""What a preamble rests on without giving its number: "Căn cứ Điều lệ Đảng;", "Căn cứ Biên bản họp ngày 12/3/2031"."""

from __future__ import annotations

import regex

from extractors.records import Cited, Mention, Record
from extractors.references.citation_clauses import Clause
from extractors.references.cited_issuers import issuer_behind
from normalizers.codes import starts_with_type
from normalizers.dates import DateMention
from normalizers.text import cut_out, trim

# a charter, a strategy or a convention is a document that has no number in our sense, and no kind of Decree 30/2020
_NAMED = regex.compile(
    r"^\W*[Cc]ăn\s+cứ\s+(?:vào\s+)?(?P<name>(?P<type>Điều lệ|Quy chế|Quy định|[Bb]iên bản|Kế hoạch|Chương trình|Đề án"
    r"|Phương án|Kết luận|Nghị quyết|Nghị định|Thông tư|Thông báo|Công văn|Chỉ thị|Quyết định|Hướng dẫn|Quy hoạch"
    r"|Chiến lược|Tờ trình|Báo cáo|Hợp đồng|Hiệp định|Công ước|Nội quy|Quy ước)\s+(?P<rest>.+))$",
    regex.DOTALL,
)
# "Căn cứ Kế hoạch này, ...", "Quy định tại khoản 2", "Quy định của pháp luật", "Hướng dẫn của cấp trên": none by name;
# "Quyết định số ..../QĐ-UBND" is one with its number left blank
_NO_NAME = regex.compile(
    r"(?:này|trên|nêu trên|nói trên|đã nêu|hiện hành|pháp luật|tại|số|được|do|đó|kèm theo|liên quan|có liên quan"
    r"|của\s+(?:\p{Ll}+|Nhà nước))(?!\p{L})"
)
_ENDS = regex.compile(
    r";|\.\s*$|\(\s*(?:sau đây|gọi tắt)|\s+(?:được\s+)?(?:ban hành\s+)?kèm theo(?!\p{L})"
    r"|,\s+(?=\p{Lu}[^,;]{1,90}?\s(?:đề nghị|kính|trình|có ý kiến|ban hành|xây dựng|báo cáo|hướng dẫn|thông báo|yêu cầu"
    r"|phúc đáp|trả lời|quyết định|quyết nghị|tổ chức|triển khai)(?!\p{L}))"
)
_DAY = regex.compile(r"\s*,?\s*(?:(?:được\s+)?(?:lập|ký|ban hành|thông qua)\s+)?$", regex.IGNORECASE)
_ABOUT = regex.compile(r"[\s,]*(?:về việc|v/v|về)\s+", regex.IGNORECASE)
_LONGEST = 300


def unnumbered(clause: Clause, dates: list[DateMention]) -> tuple[int, int, Record] | None:
    """Return what a clause that names no number and no law rests on: where it stands in the clause, and its row.

    Its title is its whole name, as a law's is ("Quy chế làm việc của Ban Chấp hành Đảng bộ huyện"), without the day;
    where only the number was left out ("Quyết định ngày 05/3/2031 của Bộ Y tế về việc ..."), it is the subject.
    """
    if clause.lead != "basis":
        return None
    found = _NAMED.match(clause.text)
    if found is None or _NO_NAME.match(found.group("rest")):
        return None
    begin = found.start("name")
    ends = _ENDS.search(clause.text, found.start("rest"))
    end = ends.start() if ends is not None else len(clause.text)
    if end - begin > _LONGEST:
        return None
    dated = next((day for day in dates if begin <= day.start < end and day.value is not None), None)
    title, issuer = _title(clause.text, found, dated, end)
    if title is None and dated is None and issuer is None:
        return None
    kind = starts_with_type(found.group("type"))
    raw = cut_out(clause.text[begin:end])
    place = clause.place(begin)
    record = Record(
        table="citations",
        position=(),
        values={
            "section_path": clause.line.section or None,
            "raw": raw,
            "type_code": kind.code if kind is not None else None,
            "code": None,
            "title": title,
            "issued_on": dated.value if dated is not None else None,
            "issuer_raw": trim(issuer) if issuer else None,
            "relation": "legal_basis",
        },
        evidence={"title": Cited(title or raw, place)},
        mentions={"issuer_id": Mention(trim(issuer), place)} if issuer else {},
        place=place,
    )
    return begin, end, record


def _title(text: str, found: regex.Match[str], dated: DateMention | None, end: int) -> tuple[str | None, str | None]:
    """Return the title and the issuer of what is named from `found` to `end`."""
    after = found.end("type")
    until = dated.start if dated is not None else end
    alone = dated is not None and not text[after:until].strip(" ,")
    behind = text[dated.end if dated is not None else after : end]
    issuer, at = issuer_behind(behind) if alone or dated is None else (None, 0)
    if alone or issuer is not None:  # the kind alone, then who issued it: its number was left out
        about = _ABOUT.match(behind, at)
        return (trim(behind[about.end() :]) or None if about is not None else None), issuer
    return trim(_DAY.sub("", text[found.start("name") : until])).strip(" ,.") or None, None
