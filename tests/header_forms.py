"""Lays out the labelled letter heads of ``tests/data/headers``: the same facts as columns, lines and tables.

The forms are those in which such documents reach people: the two columns of the letter head side by side (typed text,
`pdftotext -layout`), one after the other in either order (a law portal, a reader of PDF), line by line in turn (OCR),
as a Word or HTML table; a digital signature, an arrival stamp or a gazette's running head between them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import yaml

DATA = Path(__file__).parent / "data"

MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
RECIPIENTS = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]

#: What stands between the title and the signature where an entry says nothing else; `{about}` is its subject.
BODIES = {
    "decision": [
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật;",
        "Xét đề nghị của Chánh Văn phòng,",
        "QUYẾT ĐỊNH:",
        "Điều 1. Nội dung này được thực hiện như sau: các đơn vị có liên quan tổ chức triển khai theo chức năng.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Điều 3. Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./.",
    ],
    "resolution": [
        "Sau khi xem xét báo cáo và ý kiến thảo luận,",
        "QUYẾT NGHỊ:",
        "Điều 1. Thông qua nội dung nêu trên với các chỉ tiêu chủ yếu kèm theo.",
        "Điều 2. Giao cơ quan có trách nhiệm tổ chức thực hiện Nghị quyết này./.",
    ],
    "letter": [
        "Để công việc được thực hiện đúng tiến độ, cơ quan chúng tôi đề nghị quý đơn vị phối hợp như sau:",
        "1. Rà soát các nội dung còn tồn tại.",
        "2. Gửi kết quả bằng văn bản trước ngày cuối tháng./.",
    ],
    "law": [
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
        "Quốc hội ban hành Luật này.",
        "Điều 1. Phạm vi điều chỉnh",
        "Luật này quy định về việc thành lập và hoạt động.",
    ],
    "text": [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Bảo đảm công việc được triển khai thống nhất, đúng thời gian.",
        "II. NỘI DUNG",
        "1. Các cơ quan, đơn vị chủ động thực hiện nhiệm vụ được giao.",
        "III. TỔ CHỨC THỰC HIỆN",
        "Các cơ quan, đơn vị căn cứ nội dung trên để thực hiện./.",
    ],
}


@dataclass(frozen=True)
class Labelled:
    """One document as a file holds it, and what a reader takes from it."""

    id: str
    data: bytes
    name: str
    facts: Mapping[str, Any]


def entries(path: str) -> list[dict[str, Any]]:
    """Return the entries of one labelled file below ``tests/data``."""
    content: list[dict[str, Any]] = yaml.safe_load((DATA / path).read_text(encoding="utf-8"))
    return content


def body(entry: Mapping[str, Any]) -> list[str]:
    """Return the lines between the title and the signature."""
    if "body" in entry:
        return list(entry["body"])
    if entry.get("law"):
        return BODIES["law"]
    if "to" in entry:
        return BODIES["letter"]
    kind = entry["title"][0].split(" ")
    if kind[:2] == ["QUYẾT", "ĐỊNH"] or (kind[0] in ("THÔNG", "NGHỊ") and kind[1] in ("TƯ", "ĐỊNH")):
        return BODIES["decision"]
    return BODIES["resolution"] if kind[:2] == ["NGHỊ", "QUYẾT"] else BODIES["text"]


def signatures(entry: Mapping[str, Any]) -> list[list[str]]:
    """Return the signature blocks, the left one first."""
    return [list(block) for block in entry.get("sign_two", [entry["sign"]] if "sign" in entry else [])]


def right_column(entry: Mapping[str, Any]) -> list[str]:
    return [PARTY] if entry["form"] == "party" else list(MOTTO)


def middle(entry: Mapping[str, Any]) -> list[str]:
    """Return title, addressee, authority and text."""
    lines = list(entry.get("title", []))
    lines += [entry["to"]] if "to" in entry else []
    return ["", *lines, "", *entry.get("authority", []), *body(entry), ""]


def beside(left: list[str], right: list[str], width: int = 44, joint: str = "") -> list[str]:
    """Return two columns as typed text has them: centred in their halves, or parted by `joint` alone."""
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    if joint:
        return [f"{a}{joint}{b}".rstrip() for a, b in zip(left, right, strict=True)]
    return [
        f"{a.center(width)}    {b.center(width)}".rstrip() if b else a.center(width).rstrip()
        for a, b in zip(left, right, strict=True)
    ]


def alternating(left: list[str], right: list[str]) -> list[str]:
    rows = max(len(left), len(right))
    return [line for n in range(rows) for column in (left, right) for line in column[n : n + 1]]


def head(entry: Mapping[str, Any], form: str | None = None) -> list[str]:
    """Return the lines of the letter head in the entry's form, or in another one."""
    form = form or entry["form"]
    left, right, code, day = list(entry["left"]), right_column(entry), entry["code"], entry["day"]
    below = [code, *([entry["subject"]] if "subject" in entry else [])]
    noise = list(entry.get("noise", []))
    if form == "side":
        return [*beside(left, right), *beside(["-" * 7], ["-" * 15]), *beside(below, [day])]
    if form == "tabs":
        return [*beside(left, right, joint="\t"), *beside(below, [day], joint="\t")]
    if form == "portal":
        return [*left, "-------", *right, "---------------", *below, day]
    if form == "interleaved":
        return alternating([*left, *below], [*right, day])
    if form == "right_first":
        return [*right, "---------------", day, *left, "-------", *below]
    if form == "signed":
        return [*left, *below, *noise, *right, day]
    if form == "gazette":
        return [*reversed(noise), *left, *right, "_____", "_______________", *below, day]
    if form == "party":
        return [*beside(left, right), *beside(below, [day])]
    return [*left, *below, *right, day]  # stacked


def text(entry: Mapping[str, Any], form: str | None = None) -> str:
    """Return the whole document as text."""
    if "text" in entry:
        return str(entry["text"])
    form = form or entry["form"]
    blocks = signatures(entry)
    if len(blocks) == 2:
        closing = beside(*blocks) if form in ("side", "tabs", "party") else [*blocks[0], "", *blocks[1]]
    elif form in ("side", "tabs", "party"):
        closing = beside(RECIPIENTS, *blocks)
    else:
        closing = [*RECIPIENTS, "", *blocks[0]]
    lines = [*head(entry, form), *middle(entry), *closing]
    if "annex" in entry:
        lines += ["", *entry["annex"].splitlines(), *blocks[0]]
    return "\n".join(lines) + "\n"


def html(entry: Mapping[str, Any]) -> bytes:
    """Return the document as a law portal's page: the letter head and the signature are tables of two cells."""
    below = [entry["code"], *([entry["subject"]] if "subject" in entry else [])]

    def cell(lines: list[str]) -> str:
        return "<td>" + "<br/>".join(lines) + "</td>"

    rows = f"<tr>{cell(entry['left'])}{cell(right_column(entry))}</tr><tr>{cell(below)}{cell([entry['day']])}</tr>"
    text = "".join(f"<p>{line}</p>" for line in middle(entry) if line)
    closing = f"<table><tr>{cell(RECIPIENTS)}{cell(signatures(entry)[0])}</tr></table>"
    return f"<html><body><table>{rows}</table>{text}{closing}</body></html>".encode()


def word(entry: Mapping[str, Any]) -> bytes:
    """Return the document as Word makes it: the letter head and the signature are tables without rules."""
    document = docx.Document()

    def table(*rows: tuple[list[str], list[str]]) -> None:
        grid = document.add_table(rows=len(rows), cols=2)
        for row, cells in zip(grid.rows, rows, strict=True):
            for cell, lines in zip(row.cells, cells, strict=True):
                cell.text = "\n".join(lines)

    below = [entry["code"], *([entry["subject"]] if "subject" in entry else [])]
    table((entry["left"], right_column(entry)), (below, [entry["day"]]))
    for line in middle(entry):
        document.add_paragraph(line)
    table((RECIPIENTS, signatures(entry)[0]))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def labelled(entry: Mapping[str, Any]) -> Labelled:
    """Return the entry as a file."""
    form = entry.get("form", "raw")
    if form == "html":
        data, name = html(entry), "a.html"
    elif form == "docx":
        data, name = word(entry), "a.docx"
    else:
        data, name = text(entry).encode(), "a.txt"
    return Labelled(entry["id"], data, entry.get("file", name), entry.get("facts", {}))
