"""The clauses of a text in which documents are cited: preamble clauses with their lead word, and running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractors.document import Place
from extractors.lines import Line
from normalizers.text import clean

# "Căn cứ lập dự toán: ..." is a heading; a basis names a document, by its kind in small letters too. In capitals
# "THỰC HIỆN CHỈ THỊ SỐ ..." is a title. Until about 1960 a clause of the preamble began "Chiểu". Converters lose
# first letters and blanks: "n cứ Luật", "Thực hiệnQuyết định"
_BASIS = regex.compile(
    r"^\W*(?:(?:(?i:(?:C?ă)?n\s+cứ)|Chiểu(?:\s+theo)?(?=\s)|Căn(?=\s+(?:Luật|Nghị|Quyết|Thông|Pháp)))(?:\s+|(?=\p{Lu}))(?:vào\s+)?"
    r"(?:các\s+|(?:qu[yi] định|nội dung) (?:tại|của|về\s[^;,]{5,150}?\s(?:tại|theo))\s+|điểm\s|khoản\s|mục\s|điều\s)?"
    r"(?=\p{Lu}|(?i:văn bản|công văn|nghị|quyết|thông|luật|bộ luật|pháp lệnh|kế hoạch|chỉ thị|biên bản|tờ trình"
    r"|kết luận|hiến pháp|đề án|chương trình|ý kiến|hướng dẫn|báo cáo|chỉ đạo của)"
    r"|[a-zđ](?:(?:\s*,|\s+và)?\s+điểm\s+[a-zđ])*\s+khoản|\d)"
    r"|(?:Thực hiện|Tiếp theo|Theo|Thi hành)\s*(?=\p{Lu})"
    r"|(?:Thực hiện|Thi hành)\s+(?:các\s+)?(?=(?:(?:điểm|khoản|điều|mục)\s+[a-zđ\d]{1,3}[\s,]"
    r"|(?:công điện|công văn|văn bản|kế hoạch|quyết định|nghị quyết|chỉ thị|thông báo|kết luận|hướng dẫn)\s+số\s))"
    r"|Thực hiện\s+(?=(?:ý kiến\s+)?chỉ đạo\s+của\s+\p{Lu})"
    # a title may begin so too ("KẾ HOẠCH" over "Triển khai thực hiện Nghị quyết ..."), but ends with no mark
    r"|Triển khai\s+(?:thực hiện\s+)?(?=\p{Lu}.*[;:,.]$))"
)
# "Thực hiện chương trình công tác năm 2024; căn cứ Kế hoạch số ...": the basis stands behind what has no number
_BASIS_BEHIND = regex.compile(
    r"^\W*(?:Thực hiện|Để|Nhằm|Theo|Căn cứ|Tiếp tục|Triển khai)\s[^;]{10,400};\s*(?:và\s+)?căn cứ\s+(?:các\s+)?"
    r"(?:nghị|quyết|thông|luật|kế hoạch|chỉ thị|kết luận|chương trình|công văn|hướng dẫn)",
    regex.IGNORECASE,
)
_PROPOSAL = regex.compile(
    r"^\W*(?:(?:(?:Trên cơ sở|Sau khi)\s+)?[Xx](?:ét|em xét)(?!\p{L})|Theo\s+(?:đề nghị|đề xuất|ý kiến|Tờ trình))",
    regex.IGNORECASE,
)
# a section that lists what a plan rests on: "I. CĂN CỨ PHÁP LÝ", "1. Cơ sở pháp lý xây dựng kế hoạch"
_BASES_HEADING = regex.compile(
    r"^\W*(?:(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})?|[A-Z])\s*[.)]\s*)?(?:các\s+)?(?:căn cứ|cơ sở)\s+"
    r"(?:pháp lý|pháp luật|lập|xây dựng|ban hành|thực hiện|để|chính trị)(?!\p{L})[^:;.\d]{0,80}?:?(?=$|\s+[-–+]\s)",
    regex.IGNORECASE,
)
_BASES_ITEM = regex.compile(
    r"^\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)]\s*)?(?:Căn cứ\s+)?(?:các\s+)?"
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Văn bản|Kết luận"
    r"|Chương trình|Thông báo|Hiến pháp|Hướng dẫn|Đề án)\s"
)
_BARE_BASIS = regex.compile(
    r"^(?:[-–+]\s+)?(?:(?:Luật|Bộ luật|Pháp lệnh)\s\p{Lu}"
    r"|(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kết luận)\s+số\s)[^;]{5,600}[;,.]?$"
)
# pages that link the documents named print each on a line of its own: "Căn cứ" / "Luật ..." / "ngày ...;"
_LEAD_ALONE = regex.compile(r"^\W*Căn\s+cứ(?:\s+vào)?$")
_LINKED_LAW = regex.compile(r"^(?:Luật|Bộ luật|Pháp lệnh)\s\p{L}[^;.:]{3,250}[^;.:,]$")
_NEXT_BASIS_LINE = regex.compile(
    r"^(?:(?:Luật|Bộ luật|Pháp lệnh)\s|(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị)\s+số\s)[^;]{5,400}[;,.]$"
    r"|^(?:đã\s+)?được\s+(?:sửa đổi|bổ sung)"
)
_LIST = regex.compile(r"^\W*Căn\s+cứ\s+các\s+(?P<kind>Luật|Bộ luật|Pháp lệnh)\s*:", regex.IGNORECASE)
_ISSUED = regex.compile(
    r"^\W*Căn\s+cứ\s+các\s+(?:nghị định|nghị quyết|quyết định|thông tư|chỉ thị|công văn|văn bản)\s+của\s+"
    r"(?P<by>\p{Lu}[^:;]{2,80}?)\s*:\s*(?=[Ss]ố\s)",
    regex.IGNORECASE,
)
# what ends a line of a clause that goes on: "Nghị định số 108/2014/NĐ-", "Tờ trình số", "... 15/2011/TTLT/"
_BROKEN = regex.compile(r"(?:[\p{L}\d]\s?[-–/]|(?<!\p{L})số\s*:?)$")
# a title that is cut behind a number: "... QUYẾT ĐỊNH SỐ 20/2016/QĐ-TTG" / "NGÀY 11 THÁNG 5 NĂM 2016 CỦA ..."
_NUMBER_ENDS = regex.compile(r"\d/\p{Lu}[\p{L}\d/&-]*$")
# "... và thay thế" / "Quyết định số ...": no sentence ends so
_BEFORE_TYPE = regex.compile(r"(?<!\p{L})(?:thay thế|bãi bỏ|sửa đổi|bổ sung|hủy bỏ|theo|tại|của|và|các)$")
_TYPE_AND_NUMBER = regex.compile(
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kế hoạch|Công văn)\s+(?:\p{Ll}+\s+){0,2}số\s"
)
_NEXT_CLAUSE = regex.compile(
    r";|(?<=[\p{L}\d])\.(?=\s+(?:Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Công văn)\s+(?:số\s*)?"
    r"\d[\p{L}\d/.–-]*\s+(?:ngày\s+\d[\d/. -]*(?:tháng\s+\d+\s+năm\s+\d+\s+)?)?"
    r"(?:của|về|quy định|hướng dẫn|ban hành|phê duyệt)(?!\p{L}))"
)
_DAY = regex.compile(r"ngày\s+\d", regex.IGNORECASE)
_OPENS = regex.compile(
    r"^\W*(?:Điều\s+\d|QUYẾT|Nơi nhận|Kính gửi|Chương\s|Phần\s|[IVX]{1,4}[.)]\s|\d{1,2}[.)]\s|[a-zđ]\)\s)"
)
_FEWEST_BARE = 3  # documents that are a preamble without a dash before each
_LONGEST_LINE = 400  # characters; a longer line is a whole paragraph, which no line break has cut


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of text to read citations from; `lead` is the role that its paragraph opens with.

    `pieces` are the printed lines that it was joined from, each with its first character's position in `text`. `listed`
    is the kind of law that the paragraph names once for all of its clauses ("Căn cứ các Luật: ...; ..."), `issued_by`
    the issuer that it names so ("Căn cứ các Nghị định của Chính phủ: số ...; số ...").
    """

    text: str
    line: Line
    lead: str  # "basis", "proposal" or ""
    preamble: bool
    pieces: tuple[tuple[int, Line], ...] = ()
    listed: str = ""
    issued_by: str = ""

    def place(self, at: int) -> Place:
        """Return where the character at `at` is printed."""
        return next((line.place for start, line in reversed(self.pieces) if start <= at), self.line.place)


@dataclass(slots=True)
class _Paragraph:
    text: str
    pieces: list[tuple[int, Line]]
    lead: str
    under: str = ""  # the section that lists bases and nothing else


def clauses(all_lines: list[Line]) -> Iterator[Clause]:
    """Split preamble paragraphs at ";" into clauses; a clause keeps the lead word of its paragraph.

    A full stop before the next document of a list does what the ";" does: "... về lệ phí. Quyết định số 9/CT của ...".
    """
    for paragraph in _paragraphs(all_lines):
        line = paragraph.pieces[0][1]
        if not paragraph.lead:
            yield Clause(paragraph.text, line, "", False, tuple(paragraph.pieces))
            continue
        named, issued = _LIST.match(paragraph.text), _ISSUED.match(paragraph.text)
        start = 0
        ends = [*(match.start() for match in _NEXT_CLAUSE.finditer(paragraph.text)), len(paragraph.text)]
        for end in ends:
            piece = paragraph.text[start:end]
            if piece.strip():
                own = [(max(0, at - start), part) for at, part in paragraph.pieces if at < end]
                yield Clause(
                    piece,
                    line,
                    paragraph.lead,
                    True,
                    tuple(own),
                    named.group("kind") if named else "",
                    issued.group("by") if issued else "",
                )
            start = end + 1


def _paragraphs(all_lines: list[Line]) -> Iterator[_Paragraph]:
    """Join the printed lines of a clause that line breaks have cut, and say with what role each paragraph opens."""
    paragraph: _Paragraph | None = None
    lead = under = ""
    all_lines = _without_contents(all_lines)
    bare = _bare_bases(all_lines)
    for at, line in enumerate(all_lines):
        text = clean(line.text)
        if line.section and _BASES_HEADING.match(text):
            under = line.section
        elif under and not f"{line.section}.".startswith(f"{under}."):
            under = ""
        if paragraph is not None and _goes_on(paragraph, line, text):
            broken = regex.search(r"[\p{L}\d][-–/]$", paragraph.text) is not None
            joint = "" if broken else " "
            alone = _LEAD_ALONE.match(paragraph.text) is not None
            paragraph.pieces.append((len(paragraph.text) + len(joint), line))
            paragraph.text += joint + text
            if alone and _BASIS.match(paragraph.text):
                paragraph.lead = lead = "basis"
            continue
        if paragraph is not None:
            yield paragraph
        above = paragraph.text if paragraph is not None else ""
        if at in bare or (under and (_BASES_ITEM.match(text) or _BASES_HEADING.match(text))):
            lead = "basis"
        elif under and _PROPOSAL.match(text):
            lead = "proposal"
        elif line.section:
            lead = ""  # an article or a numbered heading has begun: what it rests on stands above it
        elif _PROPOSAL.match(text):
            lead = "proposal"
        elif (_BASIS.match(text) or _BASIS_BEHIND.match(text)) and not line.in_table:
            lead = "basis"
        elif lead == "proposal" and text[:1].islower():
            pass  # the proposal goes on after a stray paragraph break
        elif lead == "basis" and above.endswith(";") and (_NEXT_BASIS_LINE.match(text) or _LINKED_LAW.match(text)):
            pass  # "Căn cứ Luật A;" over "Luật B;": a line break behind the mark opens no new clause
        else:
            lead = ""
        paragraph = _Paragraph(text, [(0, line)], lead, under)
    if paragraph is not None:
        yield paragraph


def _bare_bases(all_lines: list[Line]) -> frozenset[int]:
    """Return the items of a preamble that has lost its "Căn cứ": documents one by one above every article and heading.

    Two or more with a dash before each ("- Luật A ngày ...;" / "- Nghị quyết số B ...;"), or three without, each of
    which but the last ends with a semicolon.
    """
    run: list[int] = []
    texts: list[str] = []
    for at, line in enumerate(all_lines):
        text = clean(line.text)
        if line.section:
            break
        if not line.in_table and _BARE_BASIS.match(text):
            run.append(at)
            texts.append(text)
        elif _is_preamble(texts):
            break
        else:
            run, texts = [], []
    return frozenset(run if _is_preamble(texts) else ())


def _is_preamble(texts: list[str]) -> bool:
    if all(text[:1] in "-–+" for text in texts):
        return len(texts) > 1
    return len(texts) >= _FEWEST_BARE and all(text.endswith(";") for text in texts[:-1])


def _without_contents(all_lines: list[Line]) -> list[Line]:
    """Return the lines with no section for those between a table of contents and the first heading of the text.

    A table of contents is a run of headings with nothing under them, the first of which opens a section again later.
    """
    at = next((at for at, line in enumerate(all_lines) if line.section and _opens_basis(line.text)), None)
    if at is None or all_lines[at].section.startswith("Điều"):
        return all_lines
    section = all_lines[at].section
    start = at
    while start and all_lines[start - 1].section == section:
        start -= 1
    above = [line.section for line in all_lines[max(0, start - 2) : start]]
    end = next((end for end in range(at, len(all_lines)) if all_lines[end].section != section), len(all_lines))
    if len({section, *above} - {""}) < 3:
        return all_lines
    again = (above[0], f"{section}.{above[0]}")  # the text's headings come under the last one of these
    if all(line.section not in again for line in all_lines[end:]):
        return all_lines
    return [replace(line, section="") if start < index < end else line for index, line in enumerate(all_lines)]


def _opens_basis(text: str) -> bool:
    return text.lstrip("-–+ ").startswith("Căn cứ ") and _BASIS.match(text) is not None


def _goes_on(paragraph: _Paragraph, line: Line, text: str) -> bool:
    """Tell whether a line is the rest of the paragraph before: a clause of the preamble ends with a mark."""
    last = paragraph.pieces[-1][1]
    apart = line.in_table or last.in_table or line.part != last.part
    if apart or len(clean(last.text)) > _LONGEST_LINE or not text:
        return False
    if (
        (_BASIS.match(text) and text[:1].isupper())
        or (_PROPOSAL.match(text) and text[:1].isupper())
        or _OPENS.match(text)
    ):
        return False
    if _BROKEN.search(paragraph.text) and regex.match(r"[\p{Lu}\d]", text):
        return True
    if _LEAD_ALONE.match(paragraph.text) and text[:1].isupper():
        return True
    if _NUMBER_ENDS.search(paragraph.text) and _DAY.match(text):
        return True
    if _TYPE_AND_NUMBER.match(text) and line.section == last.section and _BEFORE_TYPE.search(paragraph.text):
        return True
    if not paragraph.lead or (line.section and line.section != paragraph.under) or _BASES_HEADING.match(paragraph.text):
        return False
    if paragraph.under and _BASES_ITEM.match(text):
        return False
    return paragraph.text[-1:] not in ";.:,/" and (text != text.upper() or regex.match(r"\d", text) is not None)
