"""Where a row of a status table counts its procedures: what the system covers, and the whole of them."""

from __future__ import annotations

from extractors.columns import Columns
from extractors.records import Cited
from normalizers.flags import is_blank
from normalizers.numbers import Procedures, parse_procedures
from normalizers.text import fold
from normalizers.vocabulary import counts_whole_first

_SHARES = ("tỷ lệ", "tỉ lệ")


def counted(columns: Columns, row: int) -> tuple[Cited | None, Cited | None]:
    """Return the cell of the procedures applied, or of "60/116", and the cell of their total.

    A column that only says "Số TTHC" counts all of them beside one that says which are applied ("Số TTHC áp dụng ISO"),
    and those applied everywhere else. Of several such columns ("TTHC cấp tỉnh", "TTHC cấp xã") none is taken.
    """
    plain = None if several(columns) else columns.cited(row, "procedures")
    applied = columns.cited(row, "procedures_applied")
    total = columns.cited(row, "procedures_total")
    if plain is None or not columns.has("procedures_applied"):
        return plain or applied, total
    if parse_procedures(plain.text).total is not None:
        return plain, total
    return applied, total if columns.has("procedures_total") else plain


def several(columns: Columns) -> bool:
    """Tell whether several columns count procedures and none says which they are."""
    return len(columns.of("procedures")) > 1


def read_counts(columns: Columns, text: str) -> Procedures:
    """Read a cell of counts in the order that the heading gives them: "60/116" is 116 of which 60 where it says so."""
    paths = (columns.table.headings[column.index] for column in columns.of("procedures"))
    return parse_procedures(text, whole_first=any(counts_whole_first(tuple(path)) for path in paths))


def printed_share(columns: Columns, row: int) -> Cited | None:
    """Return the cell of a column of its own that prints which share of the procedures is applied: "Tỷ lệ (%)"."""
    share = share_column(columns)
    cell = columns.at(row, share) if share is not None else None
    return Cited(cell.text, cell.place) if cell is not None and not is_blank(cell.text) else None


def share_column(columns: Columns) -> int | None:
    """Return the only column that prints shares, which the vocabulary of headings does not name."""
    shares = [index for index, printed in columns.unknown if fold(printed.rpartition(" / ")[2]).startswith(_SHARES)]
    return shares[0] if len(shares) == 1 else None
