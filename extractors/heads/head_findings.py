"""Findings about a document's own head: what could not be read for sure, is blank, unclear or missing."""

from __future__ import annotations

from extractors.document import Place
from extractors.records import Cited, Finding, Mention
from normalizers.dates import DateMention
from normalizers.text import clean


def doubtful(raw: str, place: Place) -> Finding:
    """Return the finding about figures or a day that a scan does not show for sure."""
    return Finding(
        rule="doubtful_reading",
        severity="warning",
        message=f"{clean(raw)!r} on the scan could not be read for sure, as figures written by hand; it is left empty.",
        message_vi=f"“{clean(raw)}” trên bản quét không đọc được chắc chắn (có thể là chữ viết tay); để trống.",
        place=place,
        actual=clean(raw),
    )


def blank_number(cited: Cited) -> Finding:
    """Return the finding about a number that is still to be filled in."""
    return Finding(
        rule="blank_number",
        severity="warning",
        message=f"The number is left blank: {clean(cited.text)!r}.",
        message_vi=f"Số văn bản để trống: “{clean(cited.text)}”.",
        place=cited.place,
        actual=clean(cited.text),
    )


def unclear_date(mention: DateMention | None, raw: str, place: Place) -> Finding:
    """Return the finding about a day that is incomplete or impossible."""
    return Finding(
        rule="unclear_date",
        severity="warning",
        message=f"The date {clean(raw)!r} is incomplete or impossible; it is left empty.",
        message_vi=f"Ngày ban hành “{clean(raw)}” thiếu hoặc không hợp lệ; để trống.",
        place=place,
        expected="a full date",
        actual=clean(raw) if mention is None else mention.raw,
    )


def missing_number(cited: Cited | None) -> Finding:
    """Return the finding about a head without a number."""
    return Finding(
        rule="missing_number",
        severity="info",
        message="No number was found in the head of this document; it is left empty.",
        message_vi="Không tìm thấy số, ký hiệu ở phần đầu văn bản; để trống.",
        place=cited.place if cited is not None else Place(),
        expected="a number and a symbol",
    )


def joint_issuers(issuer: Mention) -> Finding:
    """Return the finding about several bodies that issue together."""
    return Finding(
        rule="joint_issuers",
        severity="info",
        message=f"{issuer.raw!r} are several bodies that issue together; no single issuer is given.",
        message_vi=f"“{issuer.raw}” là nhiều cơ quan cùng ban hành; không ghi một cơ quan riêng.",
        place=issuer.place,
        actual=issuer.raw,
    )


def of_no_level(issuer: Mention) -> Finding:
    """Return the finding about a body of several levels that is printed without its place."""
    return Finding(
        rule="ambiguous_agency",
        severity="warning",
        message=f"{issuer.raw!r} does not say of which level or place; it is left without an identity.",
        message_vi=f"“{issuer.raw}” không ghi cấp hay địa phương; chưa xác định được cơ quan.",
        place=issuer.place,
        actual=issuer.raw,
    )


def lost_issuer(above: Cited) -> Finding:
    """Return the finding about a letter head of which only a body above the issuer is left, as the symbol tells."""
    said = clean(above.text)
    return Finding(
        rule="ambiguous_agency",
        severity="warning",
        message=f"The symbol is of a body below {said!r}, whose name is not printed; the issuer is left empty.",
        message_vi=f"Ký hiệu là của cơ quan trực thuộc “{said}” mà tên không được in; để trống cơ quan ban hành.",
        place=above.place,
        actual=said,
    )
