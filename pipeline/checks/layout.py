"""What readers and layout noted about the printed form: ragged tables, split rows, stray text, unreadable pages."""

from __future__ import annotations

from extractors.document import Document, Irregularity, Paragraph
from extractors.lines import LONGEST
from extractors.records import Finding, Severity
from pipeline.checks.lost_tables import lost_tables

_WORDS: dict[str, tuple[Severity, str, str]] = {
    "ragged_table": (
        "warning",
        "The rows of a table have unequal length ({actual}); columns were anchored by evidence.",
        "Các dòng của bảng có số ô không đều ({actual}); cột được xác định theo dấu hiệu trong bảng.",
    ),
    "split_row": (
        "info",
        "A row is printed in two pieces, by a page break or a wrapped line, and was joined: {actual}.",
        "Một dòng bị ngắt trang hoặc xuống dòng thành hai và đã được nối lại: {actual}.",
    ),
    "unsure_span": (
        "info",
        "A cell merged over rows may go on after the page break, where an empty cell stands: {actual}.",
        "Ô gộp có thể còn tiếp tục sau chỗ ngắt trang, nơi có một ô trống: {actual}.",
    ),
    "columns_by_text": (
        "info",
        "The columns of a table ({actual}) are not drawn; its texts, or the room between them, told them.",
        "Các cột của bảng ({actual}) không có đường kẻ; được xác định theo các đoạn chữ hoặc khoảng trống giữa chúng.",
    ),
    "stray_text": (
        "info",
        "Text stands between the pieces of a table, outside any cell: {actual}.",
        "Có đoạn chữ nằm giữa các phần của bảng, ngoài mọi ô: {actual}.",
    ),
    "cells_without_rows": (
        "warning",
        "Cells of a table stand one after the other in the text, and nothing shows its rows: {actual}. Not read.",
        "Các ô của một bảng nằm nối tiếp trong văn bản, không rõ dòng và cột: {actual}. Bảng chưa được đọc.",
    ),
    "read_from_image": (
        "info",
        "Read from the image of the page by character recognition ({actual}).",
        "Được đọc từ hình ảnh của trang bằng nhận dạng ký tự ({actual}).",
    ),
    "recognized_text_layer": (
        "info",
        "The text is what a recognizer laid invisibly over the picture of the page; it may hold errors ({actual}).",
        "Nội dung là lớp chữ ẩn do phần mềm nhận dạng đặt trên hình ảnh của trang; có thể có lỗi ({actual}).",
    ),
    "false_text_layer": (
        "warning",
        "The file's text layer is not what its pages say; they were read from their images ({actual}).",
        "Lớp chữ kèm theo tệp không đúng với nội dung trang; trang được đọc lại từ hình ảnh ({actual}).",
    ),
    "turned_page": (
        "info",
        "Scanned sideways or upside down and turned to be read ({actual}).",
        "Trang quét bị xoay ngang hoặc ngược, đã được xoay lại để đọc ({actual}).",
    ),
    "flattened_page": (
        "info",
        "Photographed aslant and laid flat to be read ({actual}).",
        "Trang được chụp nghiêng, đã được nắn phẳng để đọc ({actual}).",
    ),
    "two_page_spread": (
        "info",
        "Two pages scanned side by side were read one after the other, the left one first ({actual}).",
        "Hai trang quét liền nhau trên một tờ được đọc lần lượt, trang trái trước ({actual}).",
    ),
    "mended_spacing": (
        "info",
        "Blanks that the source lost or put inside syllables were mended in its prose, as in {actual}: “{expected}”.",
        "Khoảng trắng bị mất hoặc chen vào giữa âm tiết đã được sửa, ví dụ {actual}: “{expected}”.",
    ),
    "blank_page": (
        "info",
        "Nothing to read was found on a page ({actual}).",
        "Không thấy chữ nào trên trang ({actual}).",
    ),
    "page_without_text": (
        "warning",
        "A page has no text, only an image: {actual}. It was not read.",
        "Trang không có chữ, chỉ có hình ảnh: {actual}. Trang này chưa được đọc.",
    ),
    "unreadable_page": (
        "error",
        "A page could not be read: {actual}.",
        "Không đọc được trang: {actual}.",
    ),
    "overlong_text": (
        "warning",
        "A paragraph is too long to be one ({actual}); only its beginning was read.",
        "Một đoạn văn dài bất thường ({actual}); chỉ phần đầu được đọc.",
    ),
    "damaged_part": (
        "warning",
        "A part of the file is damaged or missing: {actual}.",
        "Một phần của tệp bị hỏng hoặc thiếu: {actual}.",
    ),
    "legacy_encoding": (
        "info",
        "The text stands in an encoding from before Unicode and was brought to Unicode: {actual}.",
        "Văn bản dùng bảng mã cũ, đã được chuyển sang Unicode: {actual}.",
    ),
    "ocr_corrected": (
        "info",
        "The recognized text reads {actual}; it was put right to {expected}, a known wording.",
        "Văn bản nhận dạng ghi là {actual}; đã sửa thành {expected} theo từ ngữ đã biết.",
    ),
    "lost_letters": (
        "warning",
        "A converter left letters out of the text; they were put back by the words beside them, as in {actual}: "
        "{expected}.",
        "Văn bản bị mất chữ cái khi chuyển đổi; đã khôi phục theo các từ bên cạnh, ví dụ {actual}: {expected}.",
    ),
    "faulty_letters": (
        "warning",
        "A font of the file gives a wrong letter: {actual}.",
        "Phông chữ trong tệp cho sai ký tự: {actual}.",
    ),
    "hidden_content": (
        "warning",
        "A workbook hides content, which is not printed and was not read: {actual}.",
        "Bảng tính có nội dung bị ẩn, không in ra và không được đọc: {actual}.",
    ),
    "formula_without_value": (
        "warning",
        "A workbook holds formulas without their results: {actual}. Open it in Excel or LibreOffice and save it again.",
        "Bảng tính có công thức nhưng không lưu kết quả: {actual}. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại.",
    ),
    "doubtful_encoding": (
        "warning",
        "The text is not valid Unicode; it was read as {actual}.",
        "Văn bản không phải Unicode hợp lệ; đã đọc theo bảng mã {actual}.",
    ),
}
_OTHER: tuple[Severity, str, str] = (
    "warning",
    "Something about the printed form is irregular: {actual}.",
    "Hình thức trình bày có điểm bất thường: {actual}.",
)


def irregular(document: Document) -> list[Finding]:
    """Return a finding for each irregularity of the document and of its tables, in reading order."""
    noted = list(document.irregularities)
    for table in document.tables():
        noted += table.irregularities
    noted += [
        Irregularity("overlong_text", f"{len(block.text):,} characters", block.place)
        for block in document.blocks
        if isinstance(block, Paragraph) and len(block.text) > LONGEST
    ]
    noted += lost_tables(document)
    return [_finding(item) for item in noted]


def _finding(item: Irregularity) -> Finding:
    severity, message, message_vi = _WORDS.get(item.rule, _OTHER)
    return Finding(
        rule=item.rule,
        severity=severity,
        message=message.format(actual=item.actual, expected=item.expected),
        message_vi=message_vi.format(actual=item.actual, expected=item.expected),
        place=item.place,
        expected=item.expected or None,
        actual=item.actual,
    )
