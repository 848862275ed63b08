"""Lines that ask for what the items under them say: "Chủ tịch UBND tỉnh yêu cầu các sở thực hiện các việc sau:".

Directives, telegrams, official letters and notices of conclusions have no section "Tổ chức thực hiện": one line says
who orders and whom, and the numbered items below are the duties.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.duties.rows import Role
from extractors.parties import Party, opening_parties
from extractors.passages import Passage
from normalizers.text import trim

_ASKS = regex.compile(
    r"(?<![\p{L}])(?:(?:kết luận|thống nhất)(?:,| và) (?=yêu cầu|đề nghị|giao|chỉ đạo))?"
    r"(?:yêu cầu|đề nghị|giao|chỉ đạo|chỉ thị|kết luận)(?!\p{L})",
    regex.IGNORECASE,
)
# who may stand before it in its clause: "..., Thủ tướng Chính phủ yêu cầu", "..., đồng chí Chủ tịch kết luận", nobody
_SPEAKER = regex.compile(r"(?:^|[,;.:]\s+)(?:(?:đồng chí|thay mặt|\p{Lu})[^,;.:]{0,80}\s)?$")
# what such a line says besides whom it asks: "tập trung thực hiện tốt một số nhiệm vụ trọng tâm sau đây"
_MANNER = "cần|phải|cùng|khẩn trương|nghiêm túc|tập trung|quyết liệt|đồng bộ|kịp thời|tiếp tục|chủ động"
_DO = "tổ chức|lãnh đạo|chỉ đạo|triển khai|thực hiện|quan tâm"
_WORDS = (
    f"{_MANNER}|{_DO}|và|với|ngay|tốt|hiệu quả|có hiệu quả|các|những|một số|nội dung|nhiệm vụ|giải pháp|biện pháp"
    "|công việc|việc|công tác|vấn đề|yêu cầu|trọng tâm|chủ yếu|cụ thể|cấp bách|trước mắt|sau|đây|như|theo"
)
_ONLY_LEADS = regex.compile(rf"\b(?:{_WORDS})\b", regex.IGNORECASE)
_ONLY_ACTS = regex.compile(rf"\b(?:{_MANNER}|{_DO}|phối hợp|và|theo (?:đúng )?quy định|cho)\b", regex.IGNORECASE)
_BEGINS_TO_SAY = regex.compile(rf"\s+(?:(?:{_MANNER}),?\s+)*(?:{_DO})\b", regex.IGNORECASE)
_THE_FOLLOWING = regex.compile(
    r"(?<!\b(?:kết quả|tình hình|việc|quá trình)\s)\b(?:thực hiện|triển khai)\b[^.;:]{0,80}\bsau(?:\s+đây)?\s*:$",
    regex.IGNORECASE,
)
# "chủ động ứng phó với bão số 6:": an aim, which the items below say how to reach; what is to be sent or listed is none
_AIM = regex.compile(
    r"\s+(?:chủ động|tập trung|tăng cường|khẩn trương|nghiêm túc|tiếp tục)\s"
    r"(?![^:]*\b(?:báo cáo|gửi|cung cấp|lập|tổng hợp|đăng ký|thống kê|nội dung|sau|kết quả)\b)[^.;:]{0,200}:$",
    regex.IGNORECASE,
)
_ITEM = regex.compile(r"\d")
# "Phó Thủ tướng ... có ý kiến như sau:", "Chủ tịch UBND tỉnh có ý kiến chỉ đạo như sau:"
_OPINION = regex.compile(
    r"(?:^|[,;.:]\s+)(?:Phó\s+)?(?:Chủ tịch|Thủ tướng|UBND|[ỦU][yỷ] ban nhân dân)(?!\p{L})[^,;.:]{0,80}?\s"
    r"có ý kiến(?:\s+chỉ đạo|\s+kết luận)?(?:\s+như sau)?\s*:$"
)
# who writes takes leave or lets know: no duty of anybody
_LETS_KNOW = regex.compile(
    r"(?<!\p{L})(?:xin|trân trọng|kính (?:đề nghị|gửi|báo cáo)|biết|truyền đạt|thông báo (?:để|cho|tới|đến))(?!\p{L})",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """A line that asks for what stands below: whom it asks (nobody: each item says who), and where it stands."""

    whom: tuple[Party, ...]
    part: int
    path: str
    role: Role | None = None  # the part that the line gives them: "Sở A chủ trì, phối hợp với các đơn vị:"

    def covers_line(self, passage: Passage) -> bool:
        """Tell whether a paragraph stands below the line without a number of its own."""
        beside = passage.part == self.part and passage.path == self.path
        return beside and not passage.is_heading and not passage.bullet and _LETS_KNOW.search(passage.text) is None

    def covers(self, passage: Passage) -> bool:
        """Tell whether a paragraph is one of the numbered items below the line."""
        if passage.part != self.part or passage.path == self.path:
            return False
        below = passage.path.removeprefix(f"{self.path}.") if self.path else passage.path
        return (not self.path or below != passage.path) and _ITEM.match(below) is not None


def order(passage: Passage) -> Order | None:
    """Return the order that a paragraph is; None for other paragraphs, and for duties with details of their own."""
    text = passage.text
    if not text.endswith(":") or passage.is_heading:
        return None
    if _OPINION.search(text):
        return Order((), passage.part, passage.path)
    for asks in _ASKS.finditer(text):
        if _SPEAKER.search(text[: asks.start()]) and (whom := _whom(text[asks.end() :])) is not None:
            return Order(whom, passage.part, passage.path)
    return None


def inline_order(passage: Passage) -> tuple[Order, str] | None:
    """Return the order that opens a paragraph, and the duty behind its colon: "UBND tỉnh yêu cầu: Sở A lập ..."."""
    lead, colon, rest = passage.text.partition(":")
    told = order(replace(passage, text=lead + colon)) if trim(rest) else None
    return (told, rest.lstrip()) if told is not None and not told.whom else None


def says_only_to_act(predicate: str) -> bool:
    """Tell whether a predicate has no object of its own: "quan tâm, phối hợp thực hiện./."."""
    return bool(trim(predicate)) and not trim(_ONLY_ACTS.sub("", predicate).replace("/", ""))


def _whom(request: str) -> tuple[Party, ...] | None:
    """Return whom a request asks for what stands below; None where it says itself what is asked."""
    said = request.lstrip()
    whom, end = opening_parties(said, generic=True)
    rest = said[end:]
    if not trim(_ONLY_LEADS.sub("", rest)):
        return tuple(whom)
    does = _BEGINS_TO_SAY.search(rest) if _THE_FOLLOWING.search(rest) else _AIM.search(rest)
    if not whom or does is None:
        return None
    last = whom[-1]
    if last.named and trim(rest[: does.start()]):
        return None
    stop = end + does.start()  # "các cơ quan Trung ương đóng trên địa bàn tập trung ..."
    return (*whom[:-1], replace(last, raw=said[last.start : stop], end=stop)) if not last.named else tuple(whom)
