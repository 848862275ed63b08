"""Small documents made from a seed: short plans in our own words, each with a number, a day and agencies of its own."""

from __future__ import annotations

import random
from pathlib import Path

PROVINCES = ("Kon Tum", "Đắk Nông", "Điện Biên", "Đồng Nai", "Gia Lai", "Lâm Đồng", "Nghệ An", "Quảng Nam")
AGENCIES = (
    *("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Tư pháp", "Sở Xây dựng", "Sở Công Thương", "Thanh tra tỉnh"),
    *("Sở Khoa học và Công nghệ", "Sở Giáo dục và Đào tạo", "Văn phòng UBND tỉnh", "Ban Dân tộc", "Chi cục Kiểm lâm"),
)


def document(number: int, seed: int = 2026) -> str:
    """Return the text of one plan; the same number and seed give the same text."""
    chance = random.Random(f"{seed} {number}")
    province, year = chance.choice(PROVINCES), chance.randint(2015, 2024)
    day, month = chance.randint(1, 28), chance.randint(1, 12)
    chosen = chance.sample(AGENCIES, 6)
    rows = [
        f"| {row} | {name} | {'x' if row % 2 else ''} | {'' if row % 2 else 'x'} | |"
        for row, name in enumerate(chosen, 1)
    ]
    lines = [
        f"ỦY BAN NHÂN DÂN TỈNH {province.upper()}",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: {number + 1}/KH-UBND",
        f"{province}, ngày {day:02} tháng {month:02} năm {year}",
        "KẾ HOẠCH",
        f"Áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 tại các cơ quan năm {year + 1}",
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ;",
        f"Căn cứ Kế hoạch số {chance.randint(1, 900)}/KH-UBND ngày {day:02}/{month:02}/{year - 1} "
        f"của UBND tỉnh {province};",
        "I. MỤC TIÊU",
        f"1. {chance.randint(60, 100)}% cơ quan chuyên môn áp dụng HTQLCL trước ngày 31/12/{year + 1}.",
        "II. TỔ CHỨC THỰC HIỆN",
        f"1. {chosen[0]} chủ trì, phối hợp với {chosen[1]} theo dõi, báo cáo UBND tỉnh trước ngày 15/12 hằng năm.",
        "DANH SÁCH CƠ QUAN ÁP DỤNG",
        f"| STT | Tên cơ quan | Năm {year + 1} | Năm {year + 2} | Ghi chú |",
        "|---|---|---|---|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int, seed: int = 2026) -> Path:
    """Write so many documents below `folder`, a thousand to a folder; those that are there already stay."""
    for number in range(count):
        path = folder / f"{number // 1000:04}" / f"{number % 1000:03}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(document(number, seed), encoding="utf-8")
    return folder
