"""Which parent (đơn vị chủ quản) governs each row of a list of agencies.

Documents state it in two ways: as a group row ("Huyện Đăk Glei", "UBND huyện Điện Biên (15/25)") over the rows that
follow, or in a notes column ("Thuộc UBND huyện Tuy Đức"), printed once in a merged cell. A merged cell speaks for its
rows. Where the merging is lost (text dumps print the cell's text in one arbitrary row, or split by a page break) the
gazetteer decides between the nearest printed parents, and the row is called inferred; where it supports none, the
parent stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractors.columns import Columns
from extractors.document import Cell, Place
from extractors.layout import rows as layout_rows
from extractors.records import Cited
from extractors.scope import Scope
from normalizers import agencies, places
from normalizers.agency_names import parse
from normalizers.flags import is_blank, is_mark
from normalizers.text import fold


@dataclass(slots=True)
class Parents:
    """For each row the parent that governs it and how that is known; the group rows that are parents."""

    by_row: dict[int, tuple[Cited, str]] = field(default_factory=dict)
    group_rows: frozenset[int] = frozenset()

    def of(self, row: int) -> tuple[Cited | None, str]:
        """Return (the parent as printed or None, "rule" or "inferred")."""
        return self.by_row.get(row, (None, "rule"))


@dataclass(slots=True)
class _Printed:
    """A parent printed in the notes column at a row: the district it names, if the gazetteer knows it."""

    row: int
    text: str
    place: Place
    district: str | None = None


def governing_parents(columns: Columns, scope: Scope) -> Parents:
    """Return the parent of every row of `columns`' table, from its group rows and from its notes column."""
    parents = Parents()
    table = columns.table
    groups = layout_rows.groups(table)
    parent_rows = {
        index for stack in groups.values() for index in stack if names_parent(layout_rows.label_text(table, index))
    }
    parents.group_rows = frozenset(parent_rows)
    for row, stack in groups.items():
        governing = [index for index in stack if index in parent_rows]
        if governing:
            text = layout_rows.label_text(table, governing[-1])
            parents.by_row[row] = (Cited(text, columns.row_place(governing[-1])), "rule")
    if columns.has("parent"):
        _from_column(columns, parents)
    else:
        _from_notes(columns, scope, parents)
    return parents


def names_parent(text: str) -> bool:
    """Tell whether a group heading names one agency or one place ("Huyện Đăk Glei"), not a class or a list of them.

    "Ủy ban nhân dân phường" without a name is the class of those below it.
    """
    if "," in text or not agencies.is_agency(text) or agencies.is_group(text):
        return False
    name = parse(text)
    return not name.committee or bool(name.unit_name) or name.unit_kind in ("tỉnh", "thành phố")


def named_parent(columns: Columns, text: str) -> str:
    """Return the parent that a cell of a parent column names, with the kind of unit that the heading gives.

    Under "Huyện" the cell "Lục Ngạn" is "Huyện Lục Ngạn"; what names its own kind stays as printed.
    """
    if agencies.is_agency(text) or _states_parent(text):
        return text
    heading = next((column.heading for column in columns.of("parent")), "")
    kind = regex.search(r"(?<!\p{L})(huyện|quận|thị xã)(?!\p{L})", fold(heading))
    return f"{kind.group().capitalize()} {text}" if kind is not None else text


def _from_column(columns: Columns, parents: Parents) -> None:
    """Add the parents that a column headed "Huyện" or "Cơ quan chủ quản" prints beside each row."""
    for row in columns.body():
        own = columns.cited(row, "parent")
        if own is not None and not is_blank(own.text) and not is_mark(own.text):
            parents.by_row[row] = (own, "rule")


def _from_notes(columns: Columns, scope: Scope, parents: Parents) -> None:
    """Add the parents that a notes column states."""
    fields = columns.of("note")
    if not fields:
        return
    col = fields[0].index
    printed: list[_Printed] = []
    merged: set[int] = set()
    table = columns.table
    for row in range(table.header_rows, table.rows):
        cell = columns.own(row, col) or _lone(columns, row)
        if cell is None or is_blank(cell.text) or is_mark(cell.text):
            continue
        if cell.row_span > 1 and _states_parent(cell.text):
            for covered in range(row, row + cell.row_span):
                parents.by_row.setdefault(covered, (Cited(cell.text, cell.place), "rule"))
                merged.add(covered)
        printed.append(_Printed(row, cell.text, cell.place))
    printed = _heal(printed, scope)
    for item in printed:
        parents.by_row.setdefault(item.row, (Cited(item.text, item.place), "rule"))
    _carry(columns, scope, parents, printed, merged)


def _lone(columns: Columns, row: int) -> Cell | None:
    """Return the only cell of a row that holds nothing else, when it states a parent (a text dump's stray row)."""
    cells = [cell for cell in columns.table.row(row) if cell.text]
    return cells[0] if len(cells) == 1 and fold(cells[0].text).startswith("thuộc ") else None


def _states_parent(text: str) -> bool:
    return fold(text).startswith("thuộc ") or names_parent(text)


def _heal(printed: list[_Printed], scope: Scope) -> list[_Printed]:
    """Join the two halves of one parent ("Thuộc Huyện Đắk" / "R' Lấp") when together they name a district."""
    healed: list[_Printed] = []
    for item in printed:
        item.district = _district(item.text, scope)
        if healed and not _states_parent(item.text) and healed[-1].district is None:
            joined = f"{healed[-1].text} {item.text}"
            district = _district(joined, scope)
            if district is not None:
                healed[-1].text, healed[-1].district = joined, district
                healed.append(_Printed(item.row, joined, item.place, district))
                continue
        if _states_parent(item.text):
            healed.append(item)
    return healed


def _district(text: str, scope: Scope) -> str | None:
    """Return the code of the district that `text` names inside the province."""
    match = agencies.resolve(text, province_code=scope.province_code, on=scope.on)
    return match.district_code if match.level == "district" and match.agency_id else None


def _carry(columns: Columns, scope: Scope, parents: Parents, printed: list[_Printed], merged: set[int]) -> None:
    """Give the communes between printed districts the one of the two neighbours that the gazetteer supports."""
    known = [item for item in printed if item.district is not None]
    if not known:
        return
    undecided: list[int] = []
    for row in columns.body():
        cited = columns.cited(row, "agency")
        if row in parents.by_row or cited is None:
            continue
        if agencies.resolve(cited.text, province_code=scope.province_code, on=scope.on).level != "commune":
            continue
        before = next((item for item in reversed(known) if item.row <= row), None)
        after = next((item for item in known if item.row > row), None)
        for item in (before, after):
            if item is not None and _belongs(cited.text, item.district, scope):
                parents.by_row[row] = (Cited(item.text, item.place), "inferred")
                break
        else:
            undecided.append(row)
    for row in undecided:
        above, below = parents.by_row.get(row - 1), parents.by_row.get(row + 1)
        if above and below and above[0].text == below[0].text and above[1] == below[1] == "inferred":
            parents.by_row[row] = (above[0], "inferred")


def _belongs(agency: str, district: str | None, scope: Scope) -> bool:
    """Tell whether the gazetteer has a commune of this name in the district on the document's day."""
    if district is None:
        return False
    kind, name = agencies.split_unit(agency)
    return bool(places.find_unit(name, kind=kind, level="commune", within_code=district, on=scope.on))
