"""An issue of the official gazette (Công báo), or any file that holds several documents one after the other.

Every document begins with its letter head: the motto, and beside or under it its number (Decree 30/2020/NĐ-CP, Annex I;
Decree 34/2016/NĐ-CP on the gazette). A new one begins where such a head follows the signature of the one before and
names another number. Forms in an annex ("Mẫu số 01") print letter heads too and begin nothing. What stands before the
first head (cover, contents, the end of a document of the issue before) is a piece of its own.

A long document is printed in two or more issues: the first part ends with "(Xem tiếp Công báo số ...)", and the next
begins with the document's kind, number, day and title again, over "(Tiếp theo Công báo số ...)". Where both parts are
in one file, what stands between their texts is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extractors.document import Block, Document, Paragraph, Table
from normalizers.codes import find_codes
from normalizers.text import fold

HEAD_BLOCKS = 10  # from the motto on, in which the number stands
TITLE_BLOCKS = 16  # from the motto on, in which the kind of document stands in capitals
ABOVE = 4  # blocks above the motto that may name the issuer
FORM_BLOCKS = 6  # above a head, in which a form says that it is one
LONGEST_HEAD_LINE = 120
BEGUN, GOES_ON = ("tiếp theo", "tiếp"), ("xem tiếp", "còn nữa")  # how a part says that it is one
REST_BLOCKS = 12  # at the beginning of a part that goes on with a document, in which it says so

_MOTTO = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+X(?:Ã\s+|à\s?)HỘI")
_NUMBER = re.compile(r"(?:^|\s)S[ốóôỐÓÔ]\s*[:.]?\s*(?=\d)")
_KINDS = (
    *("QUYẾT ĐỊNH", "NGHỊ QUYẾT", "KẾ HOẠCH", "CHỈ THỊ", "THÔNG BÁO", "BÁO CÁO", "TỜ TRÌNH", "CHƯƠNG TRÌNH", "ĐỀ ÁN"),
    *("PHƯƠNG ÁN", "HƯỚNG DẪN", "NGHỊ ĐỊNH", "THÔNG TƯ LIÊN TỊCH", "THÔNG TƯ", "QUY CHẾ", "QUY ĐỊNH", "CÔNG ĐIỆN"),
)
_TITLE = re.compile(rf"(?:{'|'.join(_KINDS)})(?=\W|$)")
_BODY = re.compile(r"(?:Điều|Chương|Mục)\s+(?:\d|[IVX])")
_SIGNED = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\s*\.\s*[A-ZĐÀ-Ỹ]|(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG)\s*$|Nơi nhận\s*:"
)
_ISSUER = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|HĐND|HỘI ĐỒNG|BỘ|SỞ|BAN|CHÍNH PHỦ|THỦ TƯỚNG|TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ)(?=\W|$)"
)
_FORM = re.compile(r"(?:Mẫu|MẪU|Biểu mẫu|BIỂU MẪU)\s+(?:số\s*)?\w{1,6}\b|Mẫu:|TÊN CƠ QUAN", re.IGNORECASE)
_RUNNING_NUMBER = re.compile(r"\d*\s*CÔNG BÁO\s*/\s*Số\s*([\d+ ]{1,40})(?:/.{0,80})?", re.IGNORECASE)
_RUNNING = re.compile(r"\d*\s*CÔNG BÁO\s*/.{0,80}", re.IGNORECASE)


@cache
def _named() -> re.Pattern[str]:
    """A document as the head of its second part names it."""
    return re.compile(
        r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh|" + "|".join(kind.replace(" ", r"\s+") for kind in _KINDS) + r")"
        r"\s+số\s*:?\s*\d\S*\s+ngày\s+\d{1,2}(?:\s+tháng\s+|[/.-])\d{1,2}(?:\s+năm\s+|[/.-])\d{4}",
        re.IGNORECASE,
    )


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(
        r"\(?\s*(?P<how>tiếp theo|xem tiếp|tiếp|còn nữa)\b[^()\d]{0,20}công báo\s+số\s*"
        r"(?P<issue>\d+(?:\s*(?:\+|-|và|,)\s*\d+)*)",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the documents in a file. Pages are the file's, 1-based; None where the format has none."""

    document: Document
    page_from: int | None
    page_to: int | None
    begun_in: str = ""  # the issue of the gazette in which it begins ("12 + 13")
    ends_in: str = ""  # the issue in which it goes on
    named: str = ""  # what the head of a second part calls its document


def split(document: Document) -> tuple[Piece, ...]:
    """Return the documents that a file holds, in their order; the whole file as one where it holds one."""
    blocks = _joined(document.blocks)
    starts = _starts(blocks)
    rest = _rest(blocks)
    after_another = bool(starts) and rest is not None and rest < starts[0]
    if len(starts) < 2 and not after_another:
        whole = document if blocks is document.blocks else replace(document, blocks=blocks)
        return (_piece(whole, blocks, whole=True),)
    edges = list(dict.fromkeys((0, *starts, len(blocks))))
    pieces = []
    for first, after in pairwise(edges):
        own = tuple(block for block in blocks[first:after] if not _is_running_head(block))
        if own:
            pieces.append(_piece(document, own, whole=False))
    return tuple(pieces)


def _piece(document: Document, blocks: tuple[Block, ...], *, whole: bool) -> Piece:
    pages = [block.place.page for block in blocks if block.place.page is not None]
    pages += [
        cell.place.page for b in blocks if isinstance(b, Table) for cell in b.cells if cell.place.page is not None
    ]
    first, last = (min(pages), max(pages)) if pages else (None, None)
    rest = _rest(blocks)
    begun = "" if rest is None else next(noted_issues(blocks[rest : rest + 1], BEGUN))
    goes_on = next(noted_issues(blocks[-4:], GOES_ON), "")
    head = " ".join(line for block in blocks[: rest or 0] for line in _lines(block))
    named = match[0] if (match := _named().search(head)) else ""
    if whole:
        return Piece(document, None, None, begun, goes_on, named)
    inside = tuple(
        page for page in document.pages if first is not None and last is not None and first <= page.number <= last
    )
    noted = tuple(
        note
        for note in document.irregularities
        if note.place.page is None or note.place.page in {p.number for p in inside}
    )
    return Piece(
        replace(document, blocks=blocks, pages=inside, irregularities=noted), first, last, begun, goes_on, named
    )


def _rest(blocks: Sequence[Block]) -> int | None:
    """Return the block at a part's beginning that says that it goes on with a document; None where none does."""
    for index, block in enumerate(blocks[:REST_BLOCKS]):
        if next(noted_issues((block,), BEGUN), ""):
            return index
        if any(_BODY.match(line) for line in _lines(block)) or (isinstance(block, Table) and block.rows > 6):
            return None
    return None


def _joined(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks without what parts two parts of one document in one file: both notes and the head between."""
    kept: list[Block] = []
    index = 0
    while index < len(blocks):
        if next(noted_issues(blocks[index : index + 1], GOES_ON), ""):
            rest = _rest(blocks[index + 1 :])
            if rest is not None:
                index += rest + 2
                continue
        kept.append(blocks[index])
        index += 1
    return blocks if len(kept) == len(blocks) else tuple(kept)


def noted_issues(blocks: Sequence[Block], hows: tuple[str, ...]) -> Iterator[str]:
    """Yield the issues ("14 + 15") in which, as blocks say, the document begins (`BEGUN`) or goes on (`GOES_ON`)."""
    for block in blocks:
        match = _elsewhere().search(block.text) if isinstance(block, Paragraph) else None
        if match and match["how"].lower() in hows:
            yield " ".join(match["issue"].split())


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Return the blocks at which documents begin."""
    starts: list[int] = []
    current, signed = "", False
    for index, block in enumerate(blocks):
        lines = list(_lines(block))
        if any(_MOTTO.search(line) for line in lines):
            code = printed_number(blocks[index : index + HEAD_BLOCKS])
            new = bool(code) and fold(code) != fold(current) and (signed or not starts)
            if new and _has_title(blocks[index : index + TITLE_BLOCKS]) and not _is_form(blocks, index):
                starts.append(_with_issuer(blocks, index))
                current, signed = code, False
                continue
        signed = signed or any(_SIGNED.match(line) for line in lines)
    return starts


def _lines(block: Block) -> Iterator[str]:
    """Yield the lines of a paragraph, or of a table that may be a letter head or a signature."""
    if isinstance(block, Paragraph):
        yield block.text
    elif block.rows <= 6:
        for cell in block.cells:
            yield from (paragraph.text for paragraph in cell.paragraphs) if cell.paragraphs else (cell.text,)


def printed_number(blocks: Sequence[Block]) -> str:
    """Return the first number that blocks print as a letter head does ("Số: 1873/QĐ-UBND"), "" without one."""
    for block in blocks:
        for line in _lines(block):
            if len(line) <= LONGEST_HEAD_LINE and (match := _NUMBER.search(line)):
                for mention in find_codes(line[match.start() :]):
                    return mention.code
    return ""


def _has_title(blocks: Sequence[Block]) -> bool:
    return any(_TITLE.match(line) for block in blocks for line in _lines(block))


def _is_form(blocks: Sequence[Block], index: int) -> bool:
    above = blocks[max(0, index - FORM_BLOCKS) : index + 1]
    return any(_FORM.match(line) for block in above for line in _lines(block) if len(line) <= LONGEST_HEAD_LINE)


def _with_issuer(blocks: Sequence[Block], index: int) -> int:
    """Return the block at which a head begins: its issuer may stand above the motto."""
    start = index
    for above in range(index - 1, max(-1, index - 1 - ABOVE), -1):
        block = blocks[above]
        if not isinstance(block, Paragraph) or block.place.page != blocks[index].place.page:
            break
        if _ISSUER.match(block.text) and block.text.isupper() and len(block.text) <= LONGEST_HEAD_LINE:
            start = above
        elif not _is_running_head(block) and any(letter.isalpha() for letter in block.text):
            break
    return start


def issue_number(blocks: Sequence[Block]) -> str:
    """Return the number of the issue ("12 + 13") that its pages print at their head, "" where they do not."""
    for block in blocks:
        if isinstance(block, Paragraph) and (match := _RUNNING_NUMBER.fullmatch(block.text)) is not None:
            return match[1].strip()
    return ""


def _is_running_head(block: Block) -> bool:
    return isinstance(block, Paragraph) and _RUNNING.fullmatch(block.text) is not None
