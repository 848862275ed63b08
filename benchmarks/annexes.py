# ruff: noqa: E501 (word lists read better unbroken)
"""Seeded annexes as provinces print them: kinds of tables and pages that `benchmarks.layouts` does not make.

Headings of three rows with numbered columns, cost tables whose sub-items have no number, districts merged over their
communes, cells of several paragraphs, text centred in height, dotted lines between rows, shaded groups, running heads
with page numbers, annexes on landscape pages, and neighbours on following pages with the very same columns.
"""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.layouts import FONTS, Break, CellSpec, DocumentSpec, TableSpec

_PLACES = (
    "Hòa An", "Tân Lập", "Đăk Nhau", "Ia Pnôn", "Cư M'gar", "Phước Long", "Krông Nô", "Vĩnh Trạch", "Xuân Lộc", "Ngọc Réo",
    "Sơn Giang", "Quảng Khê", "Bình Minh", "Thạnh Hóa", "Mường Lay", "Tà Rụt", "Ba Vì", "An Phú", "Hiệp Đức", "Long Khánh",
)  # fmt: skip
_OFFICES = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Giao thông vận tải", "Thanh tra tỉnh", "Văn phòng UBND tỉnh", "Ban Dân tộc",
    "Chi cục Kiểm lâm", "Chi cục Trồng trọt và Bảo vệ thực vật", "Trung tâm Khuyến nông", "Sở Tài nguyên và Môi trường",
    "Chi cục Quản lý chất lượng nông lâm sản và thủy sản", "Ban Quản lý các khu công nghiệp", "Trường Cao đẳng Cộng đồng",
)  # fmt: skip
_WORK = (
    "Rà soát, cập nhật các quy trình đã ban hành", "Đào tạo đánh giá viên nội bộ cho các đơn vị", "In tài liệu và cấp phát cho học viên",
    "Thuê hội trường, máy chiếu (03 ngày)", "Chi bồi dưỡng giảng viên theo Thông tư số 36/2018/TT-BTC", "Công tác phí đoàn kiểm tra",
    "Kiểm tra tại đơn vị, lập biên bản và báo cáo kết quả trước ngày 30/11", "Hướng dẫn khắc phục các điểm không phù hợp",
    "Cập nhật phần mềm; sao lưu dữ liệu", "Nước uống cho đại biểu (40 người x 02 ngày)", "Hỗ trợ xây dựng quy trình nội bộ",
    "Tổng hợp, báo cáo Ủy ban nhân dân tỉnh", "Công bố hệ thống quản lý phù hợp tiêu chuẩn", "Xăng xe đi cơ sở",
)  # fmt: skip
_NOTES = (
    "",
    "",
    "",
    "Tự chủ kinh phí",
    "Đã bố trí năm trước",
    "Ngân sách tỉnh",
    "Áp dụng lần đầu",
    "Mở rộng phạm vi áp dụng",
)
_TITLES = (
    "DANH SÁCH CƠ QUAN, ĐƠN VỊ ÁP DỤNG", "DỰ TOÁN CHI TIẾT", "TIẾN ĐỘ THỰC HIỆN", "KẾT QUẢ RÀ SOÁT", "PHÂN CÔNG NHIỆM VỤ",
)  # fmt: skip
BORDERS = (
    "thin",
    "thin",
    "thin",
    "hair",
    "inner_dotted",
    "inner_dotted",
    "inner_dashed",
    "outer_double",
    "frame_thick",
)


def _money(rng: random.Random) -> str:
    return f"{rng.randrange(50, 900_000) * rng.choice((1, 10, 1000))}".replace(" ", "") if rng.random() < 0.1 else (
        f"{rng.randrange(1000, 900_000_000):,}".replace(",", ".")
    )  # fmt: skip


def _head(
    row: int, col: int, text: str, row_span: int = 1, col_span: int = 1, upright: bool = False
) -> CellSpec:  # fmt: skip
    return CellSpec(row, col, text, row_span, col_span, "center", True, upright, "center")


def _numbered(cells: list[CellSpec], row: int, cols: int) -> None:
    cells += [CellSpec(row, col, f"({col + 1})", align="center", valign="center") for col in range(cols)]


def _status(rng: random.Random, rows: int) -> tuple[list[CellSpec], int, int, tuple[float, ...]]:
    """Return cells, rows, heading rows, widths: agencies with marks under headings of three rows."""
    upright = rng.random() < 0.3
    cells = [
        _head(0, 0, "STT", 3), _head(0, 1, "Tên cơ quan, đơn vị", 3), _head(0, 2, "Tình hình áp dụng", 1, 4),
        _head(1, 2, "Công bố", 1, 2), _head(1, 4, "Kiểm tra", 1, 2), _head(2, 2, "Đã công bố", upright=upright),
        _head(2, 3, "Chưa công bố", upright=upright), _head(2, 4, "Đạt", upright=upright), _head(2, 5, "Chưa đạt", upright=upright),
        _head(0, 6, "Số thủ tục", 3), _head(0, 7, "Ghi chú", 3),
    ]  # fmt: skip
    header = 3
    if rng.random() < 0.5:
        _numbered(cells, 3, 8)
        header = 4
    row, number = header, 0
    letters = iter(rng.choice((("I", "II", "III", "IV", "V", "VI", "VII", "VIII"), "ABCDEFGH")))
    grouped = rng.random() < 0.5
    while row < header + rows:
        if grouped and (row == header or rng.random() < 0.08) and (letter := next(letters, "")):
            cells.append(CellSpec(row, 0, letter, align="center", bold=True))
            cells.append(CellSpec(row, 1, f"Các đơn vị thuộc huyện {rng.choice(_PLACES)}", bold=True, col_span=7))
            row += 1
            continue
        number += 1
        name = rng.choice(_OFFICES) if rng.random() < 0.4 else f"UBND xã {rng.choice(_PLACES)}"
        if rng.random() < 0.2:
            name += f", huyện {rng.choice(_PLACES)}"
        cells.append(CellSpec(row, 0, str(number), align="center"))
        cells.append(CellSpec(row, 1, name))
        cells += [CellSpec(row, col, rng.choice(("x", "", "x", "-")), align="center") for col in range(2, 6)]
        cells.append(
            CellSpec(
                row,
                6,
                rng.choice((str(rng.randrange(9, 120)), f"{rng.randrange(9, 60)}/{rng.randrange(60, 120)}")),
                align="center",
            )
        )
        cells.append(CellSpec(row, 7, rng.choice(_NOTES)))
        row += 1
    weights = (0.6, 3.0, 0.9, 0.9, 0.8, 0.9, 1.0, 1.5)
    return cells, row, header, weights


def _costs(rng: random.Random, rows: int) -> tuple[list[CellSpec], int, int, tuple[float, ...]]:
    """Cost items in a hierarchy; sub-items carry a dash, a letter or nothing at all in the first column."""
    cells = [
        _head(0, 0, "TT", 2), _head(0, 1, "Nội dung chi", 2), _head(0, 2, "ĐVT", 2), _head(0, 3, "Số lượng", 2),
        _head(0, 4, "Kinh phí (đồng)", 1, 2), _head(1, 4, "Đơn giá"), _head(1, 5, "Thành tiền"), _head(0, 6, "Căn cứ", 2),
    ]  # fmt: skip
    header = 2
    if rng.random() < 0.5:
        texts = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(4)x(5)", "(7)")
        cells += [CellSpec(2, col, text, align="center", valign="center") for col, text in enumerate(texts)]
        header = 3
    mark = rng.choice(("-", "", "", "+"))
    row, roman, number = header, 0, 0
    top = rng.random() < 0.3
    if top:
        cells += _sum_row(rng, row)
        row += 1
    while row < header + rows:
        if number == 0 or rng.random() < 0.1:
            roman, number = roman + 1, 0
            label = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")[
                min(roman, 15) - 1
            ]
            cells += [
                CellSpec(row, 0, label, align="center", bold=True),
                CellSpec(row, 1, rng.choice(_WORK), bold=True),
            ]
            cells += [CellSpec(row, col, "") for col in (2, 3, 4)]
            cells += [CellSpec(row, 5, _money(rng), align="right", bold=True), CellSpec(row, 6, "")]
            row += 1
        number += 1
        text = rng.choice(_WORK)
        cells += [CellSpec(row, 0, str(number), align="center"), CellSpec(row, 1, text)]
        sub = rng.randrange(4) if rng.random() < 0.4 else 0
        cells += _figures(rng, row, bare=sub > 0)
        row += 1
        for _ in range(sub):
            text = rng.choice(_WORK)
            cells += [CellSpec(row, 0, mark, align="center"), CellSpec(row, 1, text if mark else f"- {text}")]
            cells += _figures(rng, row, bare=False)
            row += 1
    if not top:
        cells += _sum_row(rng, row)
        row += 1
    return cells, row, header, (0.6, 3.6, 0.9, 0.9, 1.6, 1.8, 1.6)


def _figures(rng: random.Random, row: int, bare: bool) -> list[CellSpec]:
    if bare:
        return [
            *(CellSpec(row, col, "") for col in (2, 3, 4)),
            CellSpec(row, 5, _money(rng), align="right"),
            CellSpec(row, 6, ""),
        ]
    return [
        CellSpec(row, 2, rng.choice(("lớp", "người", "ngày", "bộ", "lượt")), align="center"),
        CellSpec(row, 3, str(rng.randrange(1, 150)), align="center"), CellSpec(row, 4, _money(rng), align="right"),
        CellSpec(row, 5, _money(rng), align="right"), CellSpec(row, 6, rng.choice(("", "", "TT 40/2017/TT-BTC", "Báo giá"))),
    ]  # fmt: skip


def _sum_row(rng: random.Random, row: int) -> list[CellSpec]:
    return [
        CellSpec(row, 0, rng.choice(("Tổng cộng", "TỔNG CỘNG")), 1, 5, "center", True),
        CellSpec(row, 5, _money(rng), align="right", bold=True), CellSpec(row, 6, ""),
    ]  # fmt: skip


def _duties(rng: random.Random, rows: int) -> tuple[list[CellSpec], int, int, tuple[float, ...]]:
    """Who does what: long texts of several paragraphs, groups over the whole width."""
    heads = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
    cells = [_head(0, col, text) for col, text in enumerate(heads)]
    grouped, labels = rng.random() < 0.5, iter(("I", "II", "III", "IV", "V", "VI", "VII", "VIII"))
    row, number = 1, 0
    while row < 1 + rows:
        if grouped and (row == 1 or rng.random() < 0.12) and (label := next(labels, "")):
            cells.append(CellSpec(row, 0, f"{label}. {rng.choice(_WORK).upper()}", 1, 5, "left", True))
            row += 1
            continue
        number += 1
        task = rng.choice(_WORK)
        if rng.random() < 0.5:
            task = "\n".join(f"- {part}" for part in rng.sample(_WORK, rng.randrange(2, 5)))
        helps = (
            "\n".join(f"- {part}" for part in rng.sample(_OFFICES, rng.randrange(1, 4)))
            if rng.random() < 0.5
            else "Các sở, ban, ngành; UBND các huyện"
        )
        cells += [
            CellSpec(row, 0, str(number), align="center"), CellSpec(row, 1, task), CellSpec(row, 2, rng.choice(_OFFICES)),
            CellSpec(row, 3, helps), CellSpec(row, 4, rng.choice(("Hằng năm", "Quý I/2019", "Trước 15/12/2020", "2019-2020")), align="center"),
        ]  # fmt: skip
        row += 1
    return cells, row, 1, (0.5, 4.0, 1.8, 2.4, 1.3)


def _districts(rng: random.Random, rows: int) -> tuple[list[CellSpec], int, int, tuple[float, ...]]:
    """Communes, their number and district merged over several rows, a note merged over others."""
    heads = ("STT", "Huyện, thành phố", "STT", "Xã, phường, thị trấn", "Năm 2019", "Năm 2020", "Ghi chú")
    cells = [_head(0, col, text) for col, text in enumerate(heads)]
    row, district, commune = 1, 0, 0
    while row < 1 + rows:
        district += 1
        size = rng.randrange(1, 13)
        cells += [
            CellSpec(row, 0, str(district), size, align="center", valign="center"),
            CellSpec(row, 1, f"Huyện {rng.choice(_PLACES)}", size, valign="center"),
            CellSpec(row, 6, rng.choice(_NOTES), size),
        ]  # fmt: skip
        for _ in range(size):
            commune += 1
            year = rng.choice((4, 5))
            cells += [
                CellSpec(row, 2, str(commune), align="center"),
                CellSpec(row, 3, f"{rng.choice(('Xã', 'Xã', 'Phường', 'Thị trấn'))} {rng.choice(_PLACES)}"),
                CellSpec(row, year, "x", align="center"), CellSpec(row, 9 - year, "", align="center"),
            ]  # fmt: skip
            row += 1
    return cells, row, 1, (0.6, 1.8, 0.6, 2.6, 0.9, 0.9, 1.5)


_KINDS = (_status, _costs, _duties, _districts)


def _table(rng: random.Random, size: float, rows: int) -> TableSpec:
    cells, count, header, weights = rng.choice(_KINDS)(rng, rows)
    weights = tuple(weight * rng.uniform(0.85, 1.2) for weight in weights)
    if rng.random() < 0.5:  # everything centred in height, as many offices set it
        cells = [replace(cell, valign="center") for cell in cells]
    groups = tuple(sorted({c.row for c in cells if c.bold and c.row >= header}))
    return TableSpec(
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), rows=count, header_rows=header,
        widths=tuple(weight / sum(weights) for weight in weights), border=rng.choice(BORDERS),
        repeat_header=rng.random() < 0.65, split_rows=rng.random() < 0.6, shaded=rng.random() < 0.25,
        padding=rng.choice((1.5, 3.0, 5.4)), size=size, filled_rows=groups if rng.random() < 0.25 else (),
    )  # fmt: skip


def _caption(rng: random.Random, number: int) -> list[str]:
    lines = [f"Phụ lục {number:02d}" if rng.random() < 0.6 else f"Bảng {number}", rng.choice(_TITLES)]
    if rng.random() < 0.5:
        lines.append("(Kèm theo Kế hoạch của Ủy ban nhân dân tỉnh)")
    if rng.random() < 0.3:
        lines.append("Đơn vị tính: đồng")
    return lines


def _twin(rng: random.Random, table: TableSpec, rows: int) -> TableSpec:
    """Return a table of the same columns and headings with other rows."""
    kind = {"ĐVT": _costs, "Nhiệm vụ": _duties, "Huyện, thành phố": _districts}
    heads = [cell.text for cell in table.cells if cell.row == 0]
    make = next((kind[text] for text in heads if text in kind), _status)
    while True:
        cells, count, header, _ = make(rng, rows)
        if header == table.header_rows:
            return replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))), rows=count, filled_rows=())


def annex_document(seed: int) -> DocumentSpec:
    """Return the document of `seed`: prose and one to four annexes, some of them neighbours of equal columns."""
    rng = random.Random(f"annex {seed}")
    size = rng.choice((9, 10, 10.5, 11, 12, 13))
    items: list[str | TableSpec | Break] = ["Kế hoạch này được gửi đến các đơn vị để thực hiện."]
    last: TableSpec | None = None
    landscape = False
    for number in range(1, rng.choice((1, 2, 2, 3, 4)) + 1):
        rows = rng.choice((4, 8, 15, 25, 40, 60))
        if last is not None and rng.random() < 0.35:
            table = _twin(rng, last, rows)
            if rng.random() < 0.5:  # on its own page, nothing between them but the page's end
                items.append(Break(landscape))
            else:
                items += [Break(landscape), *_caption(rng, number)] if rng.random() < 0.5 else _caption(rng, number)
        else:
            table = _table(rng, size, rows)
            if rng.random() < 0.6:
                landscape = rng.random() < 0.5
                items.append(Break(landscape))
            items += _caption(rng, number)
        items.append(table)
        last = table
        if rng.random() < 0.3:
            items.append("Ghi chú: số liệu do các đơn vị báo cáo.")
    return DocumentSpec(
        seed=seed, font=rng.choice(FONTS), landscape=False, margin=rng.choice((42.5, 56.7, 72.0)), fixed_widths=rng.random() < 0.6,
        line_height=rng.choice((1.0, 1.15, 1.35)), justified=rng.random() < 0.3, items=tuple(items),
        header="Kế hoạch của Ủy ban nhân dân tỉnh" if rng.random() < 0.4 else "",
    )  # fmt: skip
