# ruff: noqa: E501 (word lists read better unbroken)
"""Seeded table documents with known truth: what a province's annex may look like, in layouts no reader was tuned on.

Everything follows from one seed, so that a measurement can be repeated and a held-out seed stays unseen.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

FONTS = (
    "Liberation Serif",
    "Liberation Sans",
    "DejaVu Sans",
    "DejaVu Serif",
    "Noto Sans",
    "Noto Serif",
    "Carlito",
    "Caladea",
)
BORDERS = (
    "thin",
    "thin",
    "thin",
    "hair",
    "thick",
    "double",
    "dotted",
    "dashed",
    "coloured",
    "no_sides",
    "no_left",
    "frame_thick",
)

BANDS = "bands"
GALLERY = ("levels", "levels", "three_lines", BANDS, "uprights")  # styles that do not draw all sides of a cell

_KINDS = ("UBND xã", "UBND phường", "UBND thị trấn", "Chi cục", "Sở", "Ban Quản lý", "Trung tâm", "Phòng")
_NAMES = (
    "Nông nghiệp và Phát triển nông thôn", "Khoa học và Công nghệ", "Thông tin và Truyền thông", "Quảng Thành",
    "Lao động - Thương binh và Xã hội", "Văn hóa, Thể thao và Du lịch", "Kế hoạch và Đầu tư", "Đắk R'Moan", "Nghĩa Thành",
    "Tiêu chuẩn Đo lường Chất lượng", "Ea T'ling", "Tài nguyên và Môi trường", "Nà Nhạn", "Mường Phăng", "Đăk Rơ Wa",
    "Chăn nuôi và Thú y", "các khu công nghiệp", "Giáo dục và Đào tạo", "Y tế", "Ngoại vụ", "Tư pháp", "Công Thương",
)  # fmt: skip
_HEADINGS = (
    "Tên cơ quan, đơn vị", "Số thủ tục hành chính", "Đã công bố", "Chưa công bố", "Đơn vị tư vấn", "Ghi chú", "Năm 2018",
    "Năm 2019", "Năm 2020", "Thành tiền (đồng)", "Đơn giá", "Số lượng", "Đơn vị tính", "Nội dung công việc", "2021", "2022",
    "Đáp ứng yêu cầu", "Chưa đáp ứng yêu cầu", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Diễn giải",
)  # fmt: skip
_SHORT_HEADINGS = ("Đơn vị", "Nội dung", "Số lượng", "Đơn giá", "Thành tiền", "Năm 2019", "Năm 2020", "Ghi chú")
_GROUPS = ("Kết quả kiểm tra", "Thời gian thực hiện", "Tình trạng công bố", "Kinh phí (triệu đồng)", "Lộ trình áp dụng")
_TASKS = (
    "Xây dựng mô hình khung hệ thống quản lý chất lượng cho cấp huyện", "Tập huấn, đào tạo kiến thức về ISO điện tử",
    "Thuê chuyên gia tư vấn (02 người x 15 ngày)", "Kiểm tra, giám sát việc duy trì, cải tiến tại 35 cơ quan",
    "Theo Thông tư số 116/2015/TT-BTC ngày 11/8/2015", "Quyết định số 19/2014/QĐ-TTg", "Họp tổng kết giai đoạn 2018-2020",
    "Chi in ấn tài liệu, văn phòng phẩm", "Phần mềm quản lý hệ thống ISO điện tử (bản quyền 03 năm)", "Công ty TNHH Tư vấn Quốc tế",
)  # fmt: skip
_PROSE = (
    "Danh sách dưới đây do các đơn vị tự kê khai và được cơ quan thường trực tổng hợp.",
    "Số liệu tính đến cuối quý trước; các mục để trống là chưa có báo cáo.",
    "Kinh phí được bố trí trong dự toán hằng năm của từng đơn vị theo phân cấp hiện hành và các nguồn huy động hợp pháp khác.",
    "Phụ lục kèm theo Kế hoạch", "DỰ TOÁN KINH PHÍ", "Đơn vị tính: triệu đồng", "Bảng tổng hợp tiến độ của các đơn vị",
)  # fmt: skip


@dataclass(frozen=True)
class CellSpec:
    """One true cell; `text` may hold a newline where the source has two paragraphs."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    align: str = "left"
    bold: bool = False
    upright: bool = False  # set turned, reading upwards
    valign: str = "top"

    def sides(self, table: TableSpec) -> str:
        """Return which of its sides (``t``, ``b``, ``l``, ``r``) a table of a gallery style draws."""
        edges = {0, table.header_rows, table.rows}
        top, bottom = self.row in edges, self.row + self.row_span in edges
        level = ("t" if top else "") + ("b" if bottom else "")
        return {"levels": "tb", "three_lines": level, "uprights": "lr" + level}.get(table.border, "")

    @property
    def truth(self) -> tuple[int, int, int, int, str]:
        """Return (row, col, row_span, col_span, collapsed text)."""
        return (self.row, self.col, self.row_span, self.col_span, " ".join(self.text.split()))


@dataclass(frozen=True)
class TableSpec:
    """One logical table; `widths` are shares of the text width that sum to 1."""

    cells: tuple[CellSpec, ...]
    rows: int
    header_rows: int
    widths: tuple[float, ...]
    border: str = "thin"
    repeat_header: bool = True
    split_rows: bool = True
    shaded: bool = False
    padding: float = 3.0  # points
    size: float = 11.0  # points
    share: float = 1.0  # of the text width
    spacing: float = 0.0  # points between cells that have boxes of their own (HTML)
    dark: bool = False  # white headings on a dark ground
    filled_rows: tuple[int, ...] = ()  # on a light ground


@dataclass(frozen=True)
class Break:
    """The end of a page; `landscape` says how the following pages lie."""

    landscape: bool


@dataclass(frozen=True)
class DocumentSpec:
    """Prose and tables in order, with the page they are printed on."""

    seed: int
    font: str
    landscape: bool
    margin: float  # points
    fixed_widths: bool  # HTML: table-layout fixed and words broken where they do not fit
    line_height: float
    justified: bool = False
    items: tuple[str | TableSpec | Break, ...] = field(default_factory=tuple)
    header: str = ""  # a running head; the foot then holds the page's number

    @property
    def tables(self) -> list[TableSpec]:
        """Return the tables in order."""
        return [item for item in self.items if isinstance(item, TableSpec)]


def _number(rng: random.Random) -> str:
    value = rng.choice((rng.randrange(1, 300), rng.randrange(1000, 9_999_999), rng.randrange(10**7, 10**10)))
    mark = rng.choice((".", ".", ",", " "))
    text = f"{value:,}".replace(",", mark if mark != " " else ".")
    return text + (f",{rng.randrange(1, 99)}" if mark == "." and rng.random() < 0.3 else "")


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_KINDS)} {rng.choice(_NAMES)}"


def _content(rng: random.Random, kind: str, row: int) -> tuple[str, str]:
    if kind == "stt":
        return (rng.choice((f"{row}", f"{row}", f"{row}.", f"{row:02d}")), "center")
    if kind == "name":
        text = _name(rng) if rng.random() < 0.7 else f"{_name(rng)} thuộc {_name(rng)}"
        return (text, "left")
    if kind == "mark":
        return (rng.choice(("x", "x", "X", "", "", "")), "center")
    if kind == "number":
        return ("" if rng.random() < 0.1 else _number(rng), rng.choice(("right", "right", "center")))
    if kind == "ratio":
        return (rng.choice((f"{rng.randrange(99)}/{rng.randrange(99, 200)}", "-", "", "Không có TTHC")), "center")
    text = "" if rng.random() < 0.35 else rng.choice(_TASKS)
    if text and rng.random() < 0.25:
        text += rng.choice(("\n", "; ", " - ")) + rng.choice(_TASKS)
    return (text, "left")


def _heading_cells(rng: random.Random, kinds: list[str], two_rows: bool) -> list[CellSpec]:
    cells: list[CellSpec] = []
    col, count, rows = 0, len(kinds), 2 if two_rows else 1
    while col < count:
        size = rng.choice((2, 2, 3)) if two_rows and col > 0 and rng.random() < 0.5 else 1
        size = min(size, count - col)
        if size > 1:
            cells.append(CellSpec(0, col, rng.choice(_GROUPS), 1, size, "center", True))
            cells += [CellSpec(1, col + k, rng.choice(_HEADINGS), 1, 1, "center", True) for k in range(size)]
        else:
            text = rng.choice(("STT", "TT", "Số TT")) if kinds[col] == "stt" else rng.choice(_HEADINGS)
            cells.append(CellSpec(0, col, text, rows, 1, "center", True))
        col += size
    if two_rows and not any(cell.row == 1 for cell in cells):
        return [CellSpec(0, c.col, c.text, 1, 1, "center", True) for c in cells]
    return cells


_WEIGHTS = {
    "stt": (0.5, 0.8),
    "name": (2.0, 4.5),
    "mark": (0.7, 1.3),
    "number": (1.4, 2.0),
    "ratio": (0.9, 1.5),
    "text": (1.6, 3.5),
}


def _table(rng: random.Random, landscape: bool, size: float, body_rows: int) -> TableSpec:
    columns = rng.randrange(2, 12 if landscape else 9)
    kinds = ["stt", "name"] + [rng.choice(("mark", "number", "ratio", "text", "mark")) for _ in range(columns - 2)]
    if rng.random() < 0.15:
        kinds = [*kinds[1:], "text"]
    weights = [rng.uniform(*_WEIGHTS[kind]) for kind in kinds]
    widths = tuple(weight / sum(weights) for weight in weights)
    cells = _heading_cells(rng, kinds, two_rows=columns > 3 and rng.random() < 0.6)
    header = 1 + max(cell.row for cell in cells)
    row, merge_left, merge_col = header, 0, -1
    merges = [c for c, kind in enumerate(kinds) if kind in ("text", "ratio", "name") and c > 0]
    last = header + body_rows
    while row < last:
        if merge_left <= 0 and rng.random() < 0.06:
            cells.append(
                CellSpec(row, 0, f"{rng.choice('ABCD')}. {rng.choice(_NAMES)}".upper(), 1, len(kinds), "left", True)
            )
            row += 1
            continue
        if merge_left <= 0:
            merge_col = -1
            if merges and rng.random() < 0.15 and last - row > 3:
                merge_col, merge_left = rng.choice(merges), rng.randrange(2, min(8, last - row))
                text, align = rng.choice(_TASKS), "left"
                cells.append(CellSpec(row, merge_col, text, merge_left, 1, align))
        for col, kind in enumerate(kinds):
            if col == merge_col and merge_left > 0:
                continue
            text, align = _content(rng, kind, row - header + 1)
            cells.append(CellSpec(row, col, text, 1, 1, align, rng.random() < 0.03))
        merge_left -= 1
        row += 1
    if rng.random() < 0.3 and len(kinds) > 2:
        cells.append(CellSpec(row, 0, "Tổng cộng", 1, 2, "center", True))
        cells += [CellSpec(row, c, _number(rng), 1, 1, "right", True) for c in range(2, len(kinds))]
        row += 1
    if rng.random() < 0.15:  # narrow columns of marks with headings that read upwards
        marks = {col for col, kind in enumerate(kinds) if kind == "mark"}
        cells = [
            replace(c, upright=True) if c.row + c.row_span == header and c.col in marks and c.col_span == 1 else c
            for c in cells
        ]
    dark = rng.random() < 0.12
    border = rng.choice(BORDERS)
    spacing = rng.choice((0.0, 0.0, 0.0, 0.0, 1.5, 3.0))
    return TableSpec(
        share=rng.choice((1.0, 1.0, 1.0, 0.85, 0.7)),
        spacing=spacing if border not in ("no_sides", "no_left") else 0.0,
        dark=dark,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        rows=row,
        header_rows=header,
        widths=widths,
        border=border,
        repeat_header=rng.random() < 0.6,
        split_rows=rng.random() < 0.6,
        shaded=not dark and rng.random() < 0.25,
        padding=rng.choice((1.5, 3.0, 5.4)),
        size=size,
    )


def document(seed: int) -> DocumentSpec:
    """Return the document of `seed`: one to four tables with captions, of 3 to 70 rows."""
    rng = random.Random(seed)
    landscape = rng.random() < 0.35
    size = rng.choice((8, 9, 10, 11, 12, 13, 14))
    items: list[str | TableSpec] = [rng.choice(_PROSE)]
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        items.append(_table(rng, landscape, size, rng.choice((3, 6, 12, 25, 45, 70))))
        items.append(rng.choice(_PROSE))
    return DocumentSpec(
        seed=seed,
        font=rng.choice(FONTS),
        landscape=landscape,
        margin=rng.choice((42.5, 56.7, 72.0)),
        fixed_widths=rng.random() < 0.6,
        line_height=rng.choice((1.0, 1.15, 1.35)),
        justified=rng.random() < 0.3,
        items=tuple(items),
    )


def plain_figures(seed: int) -> DocumentSpec:
    """Return a document with one table of figures without rulings, a line per row: how such tables are set at all."""
    rng = random.Random(seed)
    kinds = ["stt", "name", *rng.choices(("number", "ratio", "mark"), weights=(4, 1, 1), k=rng.randrange(2, 5))]
    kinds[2] = "number"
    cells = [CellSpec(0, 0, "STT", 1, 1, "center", True)]
    cells += [CellSpec(0, col, rng.choice(_SHORT_HEADINGS), 1, 1, "center", True) for col in range(1, len(kinds))]
    rows = 1 + rng.choice((5, 8, 15, 30, 60))
    for row in range(1, rows):
        for col, kind in enumerate(kinds):
            text, align = (rng.choice(_NAMES[3:14]), "left") if kind == "name" else _content(rng, kind, row)
            cells.append(CellSpec(row, col, "-" if text == "Không có TTHC" else text, 1, 1, align))
    weights = [{"stt": 0.5, "name": 3.5}.get(kind, 1.6) for kind in kinds]
    table = TableSpec(
        cells=tuple(cells),
        rows=rows,
        header_rows=1,
        widths=tuple(weight / sum(weights) for weight in weights),
        border="none",
        repeat_header=rng.random() < 0.5,
        split_rows=False,
        size=rng.choice((9.0, 10.0, 11.0)),
    )
    return DocumentSpec(
        seed=seed,
        font=rng.choice(FONTS),
        landscape=rng.random() < 0.35,
        margin=rng.choice((42.5, 56.7, 72.0)),
        fixed_widths=False,
        line_height=rng.choice((1.0, 1.15, 1.35)),
        items=(rng.choice(_PROSE), table, rng.choice(_PROSE)),
    )
