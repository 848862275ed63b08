"""Products in cost tables: quantity × unit price against the printed amount."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from extractors.records import Finding, Record
from pipeline.checks.cost_tree import Line, attach, english, sheets, vietnamese

_TAX_RATES = (Decimal("0.05"), Decimal("0.08"), Decimal("0.1"))  # VAT (thuế GTGT) by Law 13/2008/QH12 and its cuts
_FURTHER = 3  # factors beside quantity and price that take part in one product: people × days × times
_FACTOR_COLUMNS = 12  # of a row; what has more columns of figures is a table gone wrong, and all subsets are many
_NEGLIGIBLE = 1000  # a rounded unit price that is off by less than a thousandth of the amount is not worth a word


def cost_products(records: Iterable[Record]) -> list[Finding]:
    """Attach `product_mismatch` to each line of a cost table whose quantity × unit price is not its amount.

    The amount before tax counts where it is printed. Further factors of the row (days, times, people) may take part,
    a unit price rounded in its last place explains what it can, and a difference of exactly one rate of VAT is said as
    such; where other products of the table come out without tax it is a contradiction all the same. Lines of
    totals have no product.
    """
    for sheet in sheets(records):
        taxed = not any(_comes_out(line) for line in sheet.lines)
        for line in sheet.lines:
            for year, record in line.records.items():
                if line.role in ("item", "subtotal"):
                    _check(line, year, record, taxed=taxed)
    return []


def _comes_out(line: Line) -> bool:
    """Tell whether a line's quantity × unit price is its amount to the last đồng."""
    values = line.first.values
    quantity, price, amount = values["quantity"], values["unit_price_vnd"], values["amount_vnd"]
    priced = line.role in ("item", "subtotal") and quantity and price and amount
    return bool(priced) and Decimal(str(quantity)) * price == amount


def _check(line: Line, year: int | None, record: Record, *, taxed: bool) -> None:
    values = record.values
    quantity, price = values["quantity"], values["unit_price_vnd"]
    before, amount = values["before_tax_vnd"], values["amount_vnd"]
    printed = before if before is not None else amount
    if quantity is None or price is None or printed is None or values["_merged"]:
        return
    count = Decimal(str(quantity))
    product = count * price
    factors = values["_factors"][:_FACTOR_COLUMNS]
    subsets = (chosen for size in range(min(len(factors), _FURTHER) + 1) for chosen in combinations(factors, size))
    slack = count * values["_price_grain"] / 2 + Decimal(values["_grain"]) / 2
    products = [_times(product, chosen) for chosen in subsets]
    closest = min(products, key=lambda value: abs(value - printed))
    off = abs(closest - printed)
    if (off * _NEGLIGIBLE <= printed and off <= slack) or product == amount:
        return
    if before is None and any(product + added == amount for added in (*values["_factors"], values["tax_vnd"] or 0)):
        return  # the tax stands beside it
    column = "before_tax_vnd" if before is not None else "amount_vnd"
    # a rate of tax must fit to the last printed place, and that place must tell one per cent from the next:
    # rounding and tax together would explain almost anything
    grain = Decimal(values["_grain"])
    fine = grain * 100 < closest
    rate = next((rate for rate in _TAX_RATES if fine and abs(closest * (1 + rate) - printed) <= grain / 2), None)
    reason = reason_vi = ""
    if off <= slack:
        reason, reason_vi = " (rounding of the unit price)", " (do làm tròn đơn giá)"
    elif rate is not None and column == "amount_vnd":
        reason, reason_vi = f" (with {int(rate * 100)} % tax)", f" (gồm thuế {int(rate * 100)} %)"
    expected = int(product.to_integral_value())
    attach(
        record,
        column,
        "product_mismatch",
        "info" if reason and (off <= slack or taxed) else "warning",
        (
            f"{line.name()}: {english(quantity)} × {english(price)} makes {english(expected)}, "
            f"but {english(printed)} is printed{reason}.",
            f"{line.name()}: {vietnamese(quantity)} × {vietnamese(price)} là {vietnamese(expected)} "
            f"nhưng văn bản ghi {vietnamese(printed)}{reason_vi}.",
        ),
        (expected, printed, printed - expected),
    )


def _times(product: Decimal, factors: Iterable[Decimal]) -> Decimal:
    for factor in factors:
        product *= factor
    return product
