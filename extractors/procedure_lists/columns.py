"""A list of procedures known by its headings: which columns hold the name, the code, the limits and the fees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.columns import Column, Columns
from extractors.document import Cell, Table
from extractors.layout.words import is_total
from extractors.records import Cited
from normalizers.flags import is_blank
from normalizers.numbers import parse_procedures
from normalizers.procedures import find_actions, find_codes, find_online_level, heads_online, heads_share

#: the fields of headings.yaml that make a column of the record, by the record's part
_PARTS: dict[str, tuple[str, ...]] = {
    "row_no": ("row_no",),
    "code": ("procedure_code",),
    "old_code": ("procedure_old_code",),
    "old_name": ("procedure_old_name",),
    "field": ("field",),
    "agency": ("procedure_delegate", "procedure_agency", "lead_agency", "agency"),
    "level": ("procedure_level",),
    "time_limit": ("time_limit_after", "time_limit", "deadline", "time"),
    "time_limit_before": ("time_limit_before",),
    "time_cut": ("time_cut",),
    "time_cut_percent": ("time_cut_percent",),
    "place": ("place",),
    "fee": ("fee",),
    "charge": ("charge",),
    "legal_basis": ("legal_basis",),
    "announced": ("published_on",),
    "online_level": ("online_level",),
    "postal_service": ("postal_service",),
    "postal_refused": ("postal_refused",),
    "note": ("note",),
}
_LONGEST_ACTION = 30  # characters: "Được sửa đổi, bổ sung"
_ALSO_KNOWN = frozenset(
    {
        "procedure_name",
        "procedures",
        "procedure_channel",
        "procedure_old_agency",
        "procedure_step",
        "procedure_step_by",
        "content",
        "coordinating_agency",
        "address",
    }
    | {"level_central", "level_province", "level_district", "level_commune", "online_full", "online_partial"}
)


@dataclass(slots=True)
class ProcedureColumns:
    """The columns of one list by what they mean for the record; `name` always is there."""

    columns: Columns
    name: Column
    parts: dict[str, Column] = field(default_factory=dict)

    def headings(self) -> frozenset[str]:
        """Return the printed headings of the columns that make a part of the record."""
        return frozenset(column.heading for column in self.parts.values())

    def rows(self) -> list[int]:
        """Return the rows that begin a procedure: one whose name is merged over several rows has the first of them."""
        found: list[int] = []
        last: Cell | None = None
        for row in self.columns.body():
            cell = self.columns.at(row, self.name.index)
            if cell is None or cell is not last:
                found.append(row)
            last = cell
        return found

    def cited(self, row: int, column: Column) -> Cited | None:
        """Return what a column says of the procedure whose rows begin at `row`; of its steps it says nothing.

        Texts that stand in several cells beside a merged name are joined by "; ". Where a cell only says that it is the
        same ("nt", "như trên"), the one above that it repeats speaks.
        """
        return self._said(row, column, self.columns.meant)

    def printed(self, row: int, column: Column) -> Cited | None:
        """Return what a column prints for the procedure whose rows begin at `row`: as `cited`, but "nt" stays "nt"."""
        return self._said(row, column, self.columns.at)

    def _said(self, row: int, column: Column, cell_at: Callable[[int, int], Cell | None]) -> Cited | None:
        name = self.columns.at(row, self.name.index)
        rows = range(row, row + 1) if name is None else range(row, max(row + 1, name.row + name.row_span))
        cells: list[Cell] = []
        for at in rows:
            cell = cell_at(at, column.index)
            if cell is not None and not is_blank(cell.text) and all(cell is not seen for seen in cells):
                cells.append(cell)
        if not cells or (len(cells) > 1 and self.columns.has("procedure_step")):
            return None
        texts = dict.fromkeys(cell.text for cell in cells)
        return Cited("; ".join(texts), cells[0].place)


def procedure_columns(table: Table, columns: Columns) -> ProcedureColumns | None:
    """Return the columns of a list of procedures, None when the table is none."""
    name = _name_column(table, columns)
    if name is None:
        return None
    parts: dict[str, Column] = {}
    for part, fields in _PARTS.items():
        found = [column for wanted in fields for column in columns.of(wanted) if column.index != name.index]
        if found:
            parts[part] = _of_whole(table, columns, name, found)
    _settle_old(parts, name)
    if "time_limit_before" in parts and not {"time_limit", "time_cut", "time_cut_percent"} & set(parts):
        parts["time_limit"] = parts.pop("time_limit_before")  # "Thời gian theo quy định", where nothing is cut
    for index, heading in columns.unknown if "online_level" not in parts else ():
        if heads_online(heading.rpartition(" / ")[2]) and _says_levels(columns, index):
            parts["online_level"] = Column(index, "online_level", None, heading)
    # "Cách thức thực hiện" over "Toàn trình", "Một phần" says how far, not where
    for column in columns.of("procedure_channel") if "online_level" not in parts else ():
        if _says_levels(columns, column.index):
            parts["online_level"] = column
    for index, heading in columns.unknown:
        if index != name.index and "action" not in parts and _says_actions(columns, index):
            parts["action"] = Column(index, "procedure_action", None, heading)
    for index, heading in columns.unknown if "time_cut" in parts and "time_cut_percent" not in parts else ():
        if heads_share(heading):
            parts["time_cut_percent"] = Column(index, "time_cut_percent", None, heading)
    return ProcedureColumns(columns, name, parts)


def says_part(field: str) -> bool:
    """Tell whether a column of this meaning says something of a procedure."""
    return any(field in fields for fields in _PARTS.values())


def _says_levels(columns: Columns, index: int) -> bool:
    """Tell whether most cells of a column headed "Mức độ" say how far a procedure is online."""
    cells = (columns.own(row, index) for row in columns.body())
    texts = [cell.text for cell in cells if cell is not None and not is_blank(cell.text)]
    known = [text for text in texts if find_online_level(text) or find_online_level(f"mức độ {text}")]
    return bool(texts) and len(known) * 2 > len(texts)


def _says_actions(columns: Columns, index: int) -> bool:
    """Tell whether every cell of a column is a word for what becomes of a procedure: "Ban hành mới", "Bãi bỏ"."""
    cells = (columns.own(row, index) for row in columns.body())
    texts = [cell.text for cell in cells if cell is not None and not is_blank(cell.text)]
    return bool(texts) and all(len(text) <= _LONGEST_ACTION and len(find_actions(text)) == 1 for text in texts)


def _of_whole(table: Table, columns: Columns, name: Column, found: list[Column]) -> Column:
    """Return the column that speaks of the whole procedure: over steps, one that is merged as the names are."""
    merged = [
        cell for row in columns.body() if (cell := columns.own(row, name.index)) is not None and cell.row_span > 1
    ]
    for column in found if merged else []:
        beside = [columns.at(cell.row, column.index) for cell in merged]
        if all(one is not None and one.row_span >= cell.row_span for one, cell in zip(beside, merged, strict=True)):
            return column
    # "Thời hạn giải quyết" over "Sở | UBND tỉnh | Tổng"
    return next((column for column in found if is_total(table.headings[column.index][-1])), found[0])


def _settle_old(parts: dict[str, Column], name: Column) -> None:
    """Give the one code column to the old procedure when it stands before that one's name."""
    old, code = parts.get("old_name"), parts.get("code")
    if old is not None and code is not None and "old_code" not in parts and code.index < old.index < name.index:
        parts["old_code"] = parts.pop("code")


def _name_column(table: Table, columns: Columns) -> Column | None:
    for wanted in ("procedure_name", "procedure_old_name"):
        found = columns.of(wanted)
        if found and not columns.has("quantity", "unit_price", "amount"):
            return found[0]
    worded = [column for column in columns.of("procedures") if _holds_names(table, columns, column)]
    if worded and not columns.has("published_yes", "published_no", "passed_yes", "passed_no"):
        return worded[0]
    if any(_holds_codes(table, columns, column) for column in columns.of("procedure_code")):
        content = columns.of("content") or columns.of("item")
        return content[0] if content else None
    return None


def _texts(table: Table, columns: Columns, column: Column) -> list[str]:
    cells = (columns.own(row, column.index) for row in columns.body())
    return [cell.text for cell in cells if cell is not None and not is_blank(cell.text)]


def _holds_names(table: Table, columns: Columns, column: Column) -> bool:
    """Tell whether a column headed "Thủ tục hành chính" lists procedures rather than counting them."""
    texts = _texts(table, columns, column)
    words = [text for text in texts if not parse_procedures(text).readable and len(text) > 12]
    return bool(texts) and len(words) * 2 > len(texts)


def _holds_codes(table: Table, columns: Columns, column: Column) -> bool:
    texts = _texts(table, columns, column)
    return bool(texts) and sum(bool(find_codes(text)) for text in texts) * 2 > len(texts)


def unused(found: ProcedureColumns) -> frozenset[str]:
    """Return the printed headings of columns whose meaning is known but has no place in a record of procedures."""
    taken = {column.index for column in found.parts.values()} | {found.name.index}
    known = {wanted for fields in _PARTS.values() for wanted in fields} | _ALSO_KNOWN
    return frozenset(
        column.heading for column in found.columns.known if column.index not in taken and column.field not in known
    )
