"""False alarms on clean tables, and what the checks find in spoiled ones.

``python -m benchmarks.false_alarms [--seeds 1-200]``: for each seed a document with a cost table, a status table, a
rollout table and a list is made, in one of many shapes (orders of columns, units, separators, years, groups, numbers).
Every sum, product and sequence in it is right, so no rule may fire on it. Then each fault is planted in a copy of its
own, and it is counted how often the rule that is meant for it names it. Documents are text with tab-separated tables.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pipeline.process import process

# what is no contradiction but said of how a document was read
INFORMING = frozenset({"separators_by_sums"})
DEPARTMENTS = ("Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Sở Công Thương", "Thanh tra tỉnh")
DISTRICTS = ("huyện Kế Sách", "huyện Mỹ Xuyên", "huyện Trần Đề", "huyện Long Phú", "thị xã Ngã Năm", "thị xã Vĩnh Châu")
ITEMS = (
    "Tư vấn xây dựng hệ thống",
    "Đào tạo, tập huấn",
    "Kiểm tra, giám sát",
    "Văn phòng phẩm",
    "Thuê phần mềm",
    "Hội nghị",
)
UNITS = {"đồng": 1, "nghìn đồng": 1_000, "triệu đồng": 1_000_000}
Rows = list[list[str]]


@dataclass
class Cost:
    """A cost table before it is printed: amounts in its unit, items under groups; `faults` say what is not right."""

    years: tuple[int, ...]
    unit: str
    comma: bool  # commas part the thousands
    groups: list[tuple[str, list[tuple[str, int, int, list[int]]]]]  # name, (item, quantity, price, amounts by year)
    order: tuple[str, ...]
    total_first: bool
    numbered: bool
    spoiled_sum: int = 0
    spoiled_product: int = 0
    counted_twice: bool = False


@dataclass
class Sheet:
    """One generated document."""

    cost: Cost
    status: Rows = field(default_factory=list)
    rollout: Rows = field(default_factory=list)
    listed: Rows = field(default_factory=list)


def sheet(seed: int) -> Sheet:
    """Return a clean document."""
    chance = random.Random(seed)
    unit = chance.choice(list(UNITS))
    scale = {"đồng": 100_000, "nghìn đồng": 500, "triệu đồng": 1}[unit]
    years = tuple(range(2020, 2020 + chance.choice((1, 1, 2, 3))))
    groups = []
    for number in range(chance.choice((1, 2, 3))):
        items = []
        for item in chance.sample(ITEMS, chance.randint(2, 4)):
            parts = [chance.randint(1, 30) for _ in years]
            price = chance.randint(2, 60) * scale
            items.append((item, sum(parts), price, [part * price for part in parts]))
        groups.append(
            (f"{chance.choice(('Nội dung', 'Nhóm', 'Phần'))} {['thứ nhất', 'thứ hai', 'thứ ba'][number]}", items)
        )
    order = ["item", "quantity", "price", "amount"]
    if chance.random() < 0.4:
        chance.shuffle(order)
    cost = Cost(years, unit, chance.random() < 0.3, groups, tuple(order), chance.random() < 0.25, chance.random() < 0.8)
    made = Sheet(cost)
    for number, name in enumerate(
        chance.sample(DEPARTMENTS, 5) + [f"UBND {one}" for one in chance.sample(DISTRICTS, 3)], 1
    ):
        total = chance.randint(20, 300)
        published = chance.random() < 0.7
        mark = chance.choice("xX")
        made.status.append(
            [str(number), name, f"{chance.randint(5, total)}/{total}", mark * published, mark * (not published), ""]
        )
    for number, name in enumerate(chance.sample(DEPARTMENTS, 4), 1):
        year = chance.randrange(3)
        made.rollout.append([str(number), name, *("x" if at == year else "" for at in range(3)), ""])
    for number, name in enumerate(chance.sample(DISTRICTS, 4), 1):
        made.listed.append([str(number), f"UBND {name}"])
    return made


def figure(value: int, comma: bool) -> str:
    """Return a whole number with its thousands parted."""
    text = f"{value:,}"
    return text if comma else text.replace(",", ".")


def printed(made: Sheet) -> str:
    """Return the document's text."""
    cost = made.cost
    head = {"item": "Nội dung chi", "quantity": "Số lượng", "price": "Đơn giá", "amount": "Thành tiền"}
    many = len(cost.years) > 1
    columns = [*cost.order, *(str(year) for year in cost.years if many)]
    titles = [head.get(column, f"Năm {column}") for column in columns]
    body: Rows = []
    whole = [0] * len(cost.years)
    for number, (name, items) in enumerate(cost.groups, 1):
        sums = [sum(item[3][at] for item in items) for at in range(len(cost.years))]
        whole = [one + other for one, other in zip(whole, sums, strict=True)]
        body.append([str(number) if cost.numbered else "", *line(cost, columns, name, None, None, sums)])
        for at, (item, quantity, price, amounts) in enumerate(items, 1):
            off = cost.spoiled_product if (number, at) == (1, 1) else 0
            if off:
                amounts = [amounts[0] + off, *amounts[1:]]
            label = f"{number}.{at}" if cost.numbered else "-"
            body.append([label, *line(cost, columns, item, quantity, price, amounts)])
            if (number, at) == (1, 2) and cost.counted_twice:
                whole = [one + amount for one, amount in zip(whole, amounts, strict=True)]
    total = ["", *line(cost, columns, "Tổng cộng", None, None, [whole[0] + cost.spoiled_sum, *whole[1:]])]
    body = [total, *body] if cost.total_first else [*body, total]
    parts = [
        "ỦY BAN NHÂN DÂN\nTỈNH SÓC TRĂNG\n\nSố: 15/KH-UBND\n\nSóc Trăng, ngày 10 tháng 02 năm 2020\n",
        "KẾ HOẠCH\nÁp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 tỉnh Sóc Trăng\n",
        "I. KINH PHÍ\n",
        f"Đơn vị tính: {cost.unit}\n",
        table([["TT", *titles], *body]),
        "II. TÌNH HÌNH ÁP DỤNG\n",
        table([["STT", "Tên cơ quan", "Số TTHC áp dụng", "Đã công bố", "Chưa công bố", "Ghi chú"], *made.status]),
        "III. LỘ TRÌNH\n",
        table([["TT", "Cơ quan", "Năm 2020", "Năm 2021", "Năm 2022", "Ghi chú"], *made.rollout]),
        "PHỤ LỤC\nDANH SÁCH CƠ QUAN ÁP DỤNG HỆ THỐNG NĂM 2021\n",
        table([["TT", "Tên đơn vị"], *made.listed]),
    ]
    return "\n".join(parts)


def line(
    cost: Cost, columns: list[str], item: str, quantity: int | None, price: int | None, amounts: list[int]
) -> list[str]:
    """Return the cells of one line."""
    cells = {
        "item": item,
        "quantity": "" if quantity is None else str(quantity),
        "price": "" if price is None else figure(price, cost.comma),
        "amount": figure(sum(amounts), cost.comma),
        **{str(year): figure(amount, cost.comma) for year, amount in zip(cost.years, amounts, strict=True)},
    }
    return [cells[column] for column in columns]


def table(rows: Rows) -> str:
    """Return rows as tab-separated lines."""
    return "\n".join("\t".join(row) for row in rows) + "\n"


def fired(made: Sheet) -> Counter[str]:
    """Return how often each rule fires on a document."""
    result = process(printed(made).encode(), "generated.txt")
    if result.status != "ok" or len(result.tables.get("budget_lines", [])) < 3:
        return Counter({"not read": 1})
    return Counter(row["rule"] for row in result.tables["findings"])


def _status(made: Sheet, row: int, cells: dict[int, str]) -> Sheet:
    rows = [list(cells_of_row) for cells_of_row in made.status]
    for at, text in cells.items():
        rows[row][at] = text
    return replace(made, status=rows)


def _without(rows: Rows, at: int) -> Rows:
    return [*rows[:at], *rows[at + 1 :]]


#: what is spoiled, by the rule that must name it
FAULTS: dict[str, Callable[[Sheet], Sheet]] = {
    "sum_mismatch": lambda made: replace(made, cost=replace(made.cost, spoiled_sum=7 * made.cost.groups[0][1][0][2])),
    "product_mismatch": lambda made: replace(
        made, cost=replace(made.cost, spoiled_product=3 * made.cost.groups[0][1][0][2] + 1)
    ),
    "double_counted_item": lambda made: replace(made, cost=replace(made.cost, counted_twice=True)),
    "contradictory_flags": lambda made: _status(made, 2, {3: "x", 4: "x"}),
    "applied_exceeds_total": lambda made: _status(made, 1, {2: "31/30"}),
    "text_in_flag_column": lambda made: _status(made, 1, {3: "Công ty TNHH Tư vấn Phương Nam"}),
    "row_sequence_gap": lambda made: replace(made, status=_without(made.status, 4)),
    "row_without_mark": lambda made: replace(
        made, rollout=[*made.rollout[:-1], [*made.rollout[-1][:2], "", "", "", ""]]
    ),
    "unit_listed_twice": lambda made: replace(made, listed=[*made.listed, ["5", made.listed[0][1]]]),
}


def main() -> int:
    """Print the false alarms by rule, and the share of each planted fault that was named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.false_alarms", description=__doc__)
    parser.add_argument("--seeds", default="1-200", help="first and last seed")
    first, _, last = parser.parse_args().seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    alarms: Counter[str] = Counter()
    hit: list[int] = []
    named: Counter[str] = Counter()
    for seed in seeds:
        made = sheet(seed)
        clean = fired(made)
        for rule in INFORMING:
            clean.pop(rule, None)
        alarms += clean
        if clean:
            hit.append(seed)
        for rule, spoil in FAULTS.items():
            named[rule] += fired(spoil(made))[rule] > clean[rule]
    sys.stdout.write(f"clean documents: {len(seeds)}, with a false alarm: {len(hit)} {hit[:10]}\n")
    for rule, times in alarms.most_common():
        sys.stdout.write(f"  {rule}: {times}\n")
    sys.stdout.write("planted faults named by their rule:\n")
    for rule in FAULTS:
        sys.stdout.write(f"  {rule}: {named[rule]} of {len(seeds)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
