"""Who issued a cited document: the name behind "của", its joint signatories, and who laid a proposal before."""

from __future__ import annotations

import regex

# "Bộ Văn hóa, Thể thao và Du lịch", "Bộ trưởng, Chủ nhiệm ...": the words with which a name goes on behind a comma
_COMMA = (
    r",(?!\s+(?:Thể thao|Du lịch|Công nghệ|Môi trường|Đo lường|Gia đình|Trẻ em|Giáo dục|Thanh niên|Thiếu niên"
    r"|Thương binh|Tôn giáo|Ngân sách|Đối ngoại|Xã hội|Thông tin|Truyền thông|Thủy sản|Văn hóa|Chủ nhiệm"
    r"|Trưởng ban)(?!\p{L}))"
)
_ENDS = (
    r"(?=\s*(?:" + _COMMA + r"|[;“\"]|\.\s|\.$|\./|\(|\)|:|$|\b[Vv]ề\b|\bv/v\b|\b[Qq]uy định"
    r"|\b[Bb]an hành\b|\bkh(?:[óo]a|oá)\s+[IVX\d]|\b[Kk]ỳ họp\b|\bnhiệm kỳ\b"
    r"|\b[Pp]hê duyệt\b|\b[Cc]ông bố\b|\b[Hh]ướng dẫn\b|\b[Ss]ửa đổi\b|\bbãi bỏ\b|\btại\b|\bgiao\b(?!\s+thông)"
    r"|\bđến\s+(?:hết|khi|năm|ngày)\b|\bđã\b|\bkể từ\b|\bhết hiệu lực\b|\bnhư sau\b|\bhỏi\b"
    r"|\blà\b|\bđược\b|\bcó\s+hiệu lực\b|\bthực hiện\b|\bđiều chỉnh\b|\btrên địa bàn\b|\bvà\s+(?:các\s+)?ý kiến\b"
    r"|\bvà\s+(?:Bộ|Ủy ban|UBND|Hội đồng|HĐND|Ngân hàng|Thanh tra|Tòa án|Viện|Văn phòng|Ban|Tổng)\s"
    r"|\bvà\s+(?:tiếp\s+theo|căn\s+cứ|theo|thực\s+hiện)\s"
    r"|\bvà\s+(?:các\s+)?(?:Công văn|Tờ trình|Báo cáo|Quyết định|Nghị quyết|Nghị định|Thông tư|Thông báo"
    r"|Kế hoạch|Chỉ thị"
    r"|Văn bản|Kết luận|Hướng dẫn|Luật|Chương trình|Công điện|Biên bản)|\bvà\s*$|\bngày\s+\d))"
)
_NAME = r"\s*,?\s*của\s+(?P<name>\p{Lu}.*?)" + _ENDS
_OF = regex.compile(_NAME, regex.DOTALL)
# a title in capitals: "... QĐ-TTG NGÀY 11 THÁNG 5 NĂM 2016 CỦA THỦ TƯỚNG CHÍNH PHỦ QUY ĐỊNH ..."
_OF_IN_CAPITALS = regex.compile(_NAME, regex.DOTALL | regex.IGNORECASE)
# typists leave "của" out: "ngày 23 tháng 4 năm 2018 Chính phủ về ..."
_WITHOUT_OF = regex.compile(
    r"\s*(?P<name>(?:Chính phủ|Thủ tướng Chính phủ|Quốc hội|(?:Bộ trưởng )?Bộ \p{Lu}|Ủy ban nhân dân|UBND"
    r"|Hội đồng nhân dân|HĐND)[^,;:()]{0,60}?)(?=\s+(?:về|v/v|quy định|hướng dẫn|sửa đổi|phê duyệt)(?!\p{L}))"
)
# names that end where small letters go on: "của Thủ tướng Chính phủ tham mưu nguồn vốn"
_CENTRAL = regex.compile(r"(?:Thủ tướng Chính phủ|Chính phủ|Quốc hội|Bộ Chính trị|Ban Bí thư)(?=\s+\p{Ll})")
# "Tổ công tác đặc biệt của Chính phủ có văn bản số 3681/BC-TCT": who wrote begins its sentence
_WRITER = regex.compile(
    r"(?:^|[.;:]\s+|[Nn]gày\s+[\d/]+,\s+)(?P<name>(?:Sở|Bộ|Ban|UBND|[ỦU][yỷ] ban nhân dân|HĐND|Hội đồng nhân dân"
    r"|Tổ công tác|Văn phòng|Thanh tra|Cục|Chi cục|Tổng cục|Kiểm toán|Tỉnh ủy|Công an|Trung tâm)(?!\p{L})"
    r"(?:(?!\s(?:đã|tham mưu|trình|đề nghị|được|theo)\s)[^.;:]){2,110}?)\s+(?:đã\s+)?(?:có|gửi)\s+$"
)
_PROPOSER = regex.compile(
    r"(?:(?<!\p{L})(?:của|và|đề nghị)|,)\s+(?P<name>(?:Giám đốc|Chánh|Trưởng|Phó|Chủ tịch|Cục trưởng|Chi cục trưởng|Bộ"
    r"|Tổng|Hiệu trưởng|Viện|Thủ trưởng|Sở|Ban|UBND|[ỦU][yỷ] ban|HĐND|Hội đồng|Thường trực|Cục|Chi cục|Vụ|Văn phòng"
    r"|Thanh tra|Phòng|Công an|Trung tâm|Liên|Chính phủ|Thủ tướng|Quỹ|Tòa|Ngân hàng)(?!\p{L})"
    r"(?:(?!\bcủa\b|\btại\b)[^;]){0,150}?)\s+tại\s*(?:các\s*)?$",
    regex.DOTALL,
)
# further signatories of a joint circular: "Bộ trưởng Bộ Khoa học và Công nghệ, Bộ trưởng Bộ Nội vụ"
_JOINT = regex.compile(
    r"\s*(?:,|và|-)\s*(?P<name>(?:Bộ trưởng\s+)?(?:Bộ|Ủy ban|UBND|Hội đồng|Văn phòng|Ngân hàng|Thanh tra"
    r"|Tòa án|Ban|Tổng|Viện|Chánh án|Viện trưởng|Tổng Thanh tra|Chủ nhiệm|Tổng Kiểm toán)"
    r"\s+\p{Lu}.*?)"
    r"(?=\s*(?:,|;|\.\s|\.$|\(|\)|:|$|\bvề\b|\bv/v\b|\b[Qq]uy định|\bban hành\b|\bphê duyệt\b"
    r"|\bcông bố\b|\bhướng dẫn\b|\bsửa đổi\b|\bbãi bỏ\b|\bvà\s+Bộ))"
)


def issuer_behind(tail: str) -> tuple[str | None, int]:
    """Return the issuer that the text behind a document's number and date names, and where the text goes on."""
    match = (_OF_IN_CAPITALS if tail == tail.upper() else _OF).match(tail) or _WITHOUT_OF.match(tail)
    if match is None:
        return None, 0
    # a footnote's mark sticks to the name in dumps that lose superscripts
    whole = _CENTRAL.match(match.group("name"))
    if whole is not None:
        return whole.group(), match.start("name") + whole.end()
    return regex.sub(r"(?<=\p{L})\d{1,2}$", "", match.group("name")), _after_joint(tail, match.end())


def issuer_before_date(between: str) -> str | None:
    """Return the issuer printed between a number and its date: "số 38/2023/NĐ-CP của Chính phủ ngày 24 tháng 6"."""
    match = _OF.match(between)
    return str(match.group("name")) if match is not None else None


def proposer(before: str) -> str | None:
    """Return who proposes, from the text before a proposal's number: "đề nghị của Giám đốc Sở ... tại Tờ trình"."""
    match = _PROPOSER.search(before)
    return str(match.group("name")) if match is not None else None


def writer(before: str) -> str | None:
    """Return who wrote, from the text before a document's number: "Sở Nội vụ có văn bản số 12/SNV-CCHC"."""
    match = _WRITER.search(before)
    return str(match.group("name")) if match is not None else None


def _after_joint(tail: str, end: int) -> int:
    """Return where the last of several signatories ends; the first, who leads, is the issuer."""
    while (further := _JOINT.match(tail, end)) is not None:
        end = further.end()
    return end
