"""From which day a document takes effect (hiệu lực thi hành)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import regex

from extractors.lines import Line
from extractors.records import Cited
from normalizers.dates import find_dates
from normalizers.text import clean

_EFFECT = regex.compile(
    r"(?<!\p{L})(?:có )?hiệu lực(?:\s+thi hành)?\s*,?\s+"
    r"(?:(?:k[ểề]\s+)?từ\s+|sau\s+(?P<days>\d{1,3})\s*(?:\([^)]{0,30}\)\s*)?ngày,?\s+(?:kể\s+)?từ\s+)"
    r"(?P<when>ngày[^.;]{0,60})",
    regex.IGNORECASE,
)
# "Sau 10 ngày kể từ ngày ký, Quyết định này có hiệu lực": the days stand before
_EFFECT_BEHIND = regex.compile(
    r"(?:^|[.;:]\s+)[^\p{L}\d]*(?:Điều \d+\W+)?"
    r"(?:Sau\s+(?P<days>\d{1,3})\s*(?:\([^)]{0,30}\)\s*)?ngày,?\s+)?(?:kể\s+)?từ\s+"
    r"(?P<when>ngày[^.;]{0,40}?)\s*,?\s+(?:thì\s+)?"
    r"(?:Quyết định|Nghị quyết|Thông tư|Nghị định|Chỉ thị|Quy định|Quy chế)\s+n[àầ]y\s+(?:sẽ\s+)?có hiệu lực",
    regex.IGNORECASE,
)
# whose effect it is: "Quyết định này", "Luật này"; or the document's kind alone ("Quyết định có hiệu lực ...")
_OWN = regex.compile(
    r"(?:^|[^\p{L}])(?:n[àầ]y(?:\s+(?:được|đã được|thay thế|bãi bỏ|sửa đổi|bổ sung|điều chỉnh)(?!\p{L}).*)?"
    r"|(?:Quyết định|Nghị quyết|Thông tư|Nghị định|Kế hoạch|Chỉ thị|Quy định|Quy chế|Hợp đồng))(?:\s+và|\s*,)?\s*$"
    r"|^\W*(?:Nghị quyết|Luật|Pháp lệnh)\s(?:này\s)?(?:đã\s)?được\s.*thông qua(?:\s.*)?(?:\s+và|\s*,)\s*$",
    regex.DOTALL,
)
# who carries it out from when: "... chịu trách nhiệm thi hành Quyết định này kể từ ngày ký"
_CARRIED_OUT = regex.compile(
    r"(?:chịu trách nhiệm\s|căn cứ\s|có tên\s(?:trên|tại)?.{0,30}?|liên quan\s)(?:tổ chức\s)?(?:thi hành|thực hiện)\s"
    r"(?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Quy định|Quy chế|Thông tư)\s+n[àầ]y\s*,?\s*(?:kể\s+)?từ\s+"
    r"(?P<when>ngày[^.;]{0,60})",
    regex.IGNORECASE,
)
_SIGNING = regex.compile(r"ngày\s+(?:ký|ban hành|được|(?:[\p{L} ]{0,60}\s)?thông qua)", regex.IGNORECASE)
_PREAMBLE = regex.compile(r"^\W*(?:Căn cứ|Xét|Theo)(?!\p{L})", regex.IGNORECASE)


def day_of_effect(run: Sequence[Line], issued: date | None) -> tuple[date, Cited] | None:
    """Return the day and the line that prints it: a date, the day of signing or passing, or so many days after it.

    The effect of other documents ("Luật Thống kê ... có hiệu lực từ ngày ...") is passed over. `issued` is the day on
    which the document was signed. Where no effect is stated, it is the day from which it is to be carried out.
    """
    carried_out: tuple[date, Cited] | None = None
    for line in run:
        if not any(words in line.text for words in ("iệu lực", "thi hành", "thực hiện")):
            continue
        text = clean(line.text)
        if _PREAMBLE.match(text):
            continue
        for match in _EFFECT.finditer(text):
            sentence = regex.split(r"[.;:]\s+", text[: match.start()])[-1]
            if sentence.strip(" -+") and not _OWN.search(sentence):
                continue
            start = _start(match["when"], issued)
            if start is not None:
                return start + timedelta(days=int(match["days"] or 0)), Cited(text, line.place)
        behind = _EFFECT_BEHIND.search(text) if "có hiệu lực" in text else None
        start = _start(behind["when"], issued) if behind is not None else None
        if behind is not None and start is not None:
            return start + timedelta(days=int(behind["days"] or 0)), Cited(text, line.place)
        match = _CARRIED_OUT.search(text) if carried_out is None else None
        start = _start(match["when"], issued) if match is not None else None
        if start is not None:
            carried_out = start, Cited(text, line.place)
    return carried_out


def _start(when: str, issued: date | None) -> date | None:
    # "kể từ ngày ký và thay thế Quyết định số ... ngày 18/4/2018": the day behind is the other document's
    if _SIGNING.match(when):
        return issued
    found = find_dates(when)
    return found[0].value if found else None
