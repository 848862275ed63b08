"""Rollout tables whose cells list the agencies: a column of names for each year, or a row for each year.

"STT | Năm 2026 | Năm 2027" over "1 | Phường Pleiku | Xã Chư Sê", and "Năm | Cơ quan thực hiện" over "2019 | Sở Nội vụ,
Sở Y tế" or "Đợt 1: hoàn thành trước 30/6/2019 | Sở Nội vụ, Sở Y tế": every agency of a cell takes the system up then.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.columns import Column, Columns
from extractors.document import Cell, Document, Table
from extractors.groups import about_system
from extractors.records import Cited, Finding, Mention, Record
from extractors.rollout_prose import listed_agencies
from extractors.rollout_tables import (
    first_time_columns,
    first_time_said,
    is_first,
    tells_something_else,
    time_columns,
)
from extractors.scope import Scope
from normalizers.agencies import is_agency
from normalizers.deadlines import Time, find_times
from normalizers.flags import is_blank
from normalizers.numbers import parse_count, parse_row_no
from normalizers.vocabulary import time_heading

_BULLET = regex.compile(r"\s*([-–+•*])\s+")
# the point behind a number may be lost on a scan: "1 Thị trấn Cần Giuộc 2 Xã Trường Bình"
_NUMBER = r"\d{1,2}(?:[.)]\s+(?=\p{Lu})|\s+(?=(?:Sở|UBND|Ủy ban|Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận)\s+\p{Lu}))"
_FIRST = regex.compile(rf"\s*{_NUMBER}")
_NUMBERED = regex.compile(rf"(?:^|\s)\s*{_NUMBER}")
_OF_KIND = regex.compile(
    r"(?:(?:UBND|[ỦU][yỷ] ban nhân dân)\s+)?(?:các\s+)?"
    r"(?P<kind>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố)\s*:\s*(?P<names>\S.*)",
    regex.IGNORECASE,
)
_PLACE = regex.compile(
    r"(?:(?:UBND|[ỦU][yỷ] ban nhân dân)\s+)?(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố)"
    r"\s+\p{Lu}[\p{L}\d'’ -]*",
    regex.IGNORECASE,
)
_UNIT_NAME = regex.compile(r"\p{Lu}[\p{L}'’-]*(?:\s[\p{L}\d'’-]+){0,5}")
_STAGE = regex.compile(
    r"(?:Đợt|Giai đoạn|Bước)\s+(?:thứ\s+)?(?:[\dIVX]{1,4}|một|hai|ba|nhất|nhì)(?!\p{L})", regex.IGNORECASE
)
_COSTS = ("unit_price", "before_tax", "tax", "amount")
_Listed = tuple[int, int, Cell, Cited]  # row, year, the cell that names agencies, where the year stands


def tables_of_lists(document: Document, scope: Scope) -> list[tuple[Table, list[Record]]]:
    """Return each table of a shaped document whose cells list agencies by year, with its ``rollout`` records."""
    if not about_system(document):
        return []
    found = []
    for number, table in enumerate(document.tables()):
        columns = Columns(table)
        if columns.has(*_COSTS) or tells_something_else(columns, scope):
            continue
        listed = list(_by_column(columns)) or list(_by_row(columns))
        if listed:
            beside = first_time_columns(columns)
            records = [_record(columns, beside, number, nth, *one) for nth, one in enumerate(_named(listed))]
            _compare_counts(columns, listed, records)
            found.append((table, records))
    return found


def _named(listed: list[_Listed]) -> Iterator[tuple[str, _Listed, str]]:
    """Yield (agency as printed, its cell, who is meant)."""
    for one in listed:
        units = _units(one[2])
        for name in units or _names(one[2]):
            yield name, one, units.get(name, name)


def _units(cell: Cell) -> dict[str, str]:
    """Return the names of communes and districts that a cell lists behind their kind, with the committee of each.

    "- Phường: Việt Trì, Nông Trang; - Xã: Lâm Thao" and nothing else.
    """
    found: dict[str, str] = {}
    for piece in regex.split(r";|\s-\s|^-\s|\n", cell.text.strip(" .")):
        if not piece.strip(" .;-"):
            continue
        listed = _OF_KIND.fullmatch(piece.strip(" .;-"))
        names = [name.strip() for name in listed["names"].split(",")] if listed is not None else []
        if listed is None or not all(_UNIT_NAME.fullmatch(name) for name in names):
            return {}
        found |= {name: f"UBND {listed['kind'].lower()} {name}" for name in names}
    return found


def _names(cell: Cell) -> list[str]:
    """Return the agencies of a cell that holds nothing else; "- Sở Nội vụ - Sở Y tế" lists them by its bullets."""
    if units := _units(cell):
        return list(units)
    bullet = _BULLET.match(cell.text)
    if bullet is None and _FIRST.match(cell.text):  # "1. Sở Nội vụ 2. Sở Y tế"
        return _pieces(_NUMBERED.split(cell.text)[1:])
    if bullet is None:
        return listed_agencies(cell.text)
    return _pieces(cell.text[bullet.end() :].split(f" {bullet[1]} "))


def _pieces(pieces: list[str]) -> list[str]:
    """Return the agencies of a list by its numbers or bullets: "1. Thị trấn Cần Giuộc 2. Xã Trường Bình"."""
    named = [piece.strip(" .;,") for piece in pieces]
    if all(_PLACE.fullmatch(name) and is_agency(name) for name in named):
        return named
    return listed_agencies("; ".join(pieces))


def _by_column(columns: Columns) -> Iterator[_Listed]:
    """Yield the cells under headings of years, where each of them names agencies and no other column does."""
    years = [column for column in time_columns(columns) if column.year is not None]
    if not years or columns.has("agency"):
        return
    cells = {(row, column.index): columns.own(row, column.index) for row in columns.body() for column in years}
    filled = {at: cell for at, cell in cells.items() if cell is not None and not is_blank(cell.text)}
    if not filled or not all(_names(cell) for cell in filled.values()):
        return
    place = columns.table.place
    for column in years:
        for (row, index), cell in filled.items():
            if index == column.index and column.year is not None:
                yield row, column.year, cell, Cited(column.heading, place)


def _by_row(columns: Columns) -> Iterator[_Listed]:
    """Yield the cells that list agencies, one in a row, where another cell of each row is its year and no other's."""
    rows = list(columns.body())
    for timed in range(columns.table.cols):
        whens = _times(columns, rows, timed)
        years = {row: _year_of(cell) for row, cell in whens.items()}
        # stages of one year are told apart by their names
        said = {
            (cell.row, cell.text if _stage(cell) else years[row]) for row, cell in whens.items() if cell is not None
        }
        if not rows or None in years.values() or len({text for _, text in said}) < len(said):
            continue
        for index in range(columns.table.cols):
            cells = {row: columns.own(row, index) for row in rows if index != timed}
            named = [_names(cell) if cell is not None else [] for cell in cells.values()]
            if named and all(named) and any(len(names) > 1 for names in named):
                for row, cell in cells.items():
                    year, when = years[row], whens[row]
                    if year is not None and cell is not None and when is not None:
                        yield row, year, cell, Cited(when.text, when.place)
                return


def _times(columns: Columns, rows: list[int], timed: int) -> dict[int, Cell | None]:
    """Return each row's cell of its time; a row that prints none is the rest of the one above, which a page has cut."""
    found: dict[int, Cell | None] = {}
    last: Cell | None = None
    for row in rows:
        own = columns.own(row, timed)
        last = own if own is not None and not is_blank(own.text) else last
        found[row] = last
    return found


def _year_of(cell: Cell | None) -> int | None:
    time = time_heading(cell.text) if cell is not None else None
    if time is not None:
        return time.year
    stage = _stage(cell)
    return (stage.on.year if stage.on is not None else stage.year_to) if stage is not None else None


def _stage(cell: Cell | None) -> Time | None:
    """Return when a stage ends that a cell names: "Đợt 1: hoàn thành trước 30/6/2019"; None for no stage."""
    return _stage_of(cell.text) if cell is not None else None


def _stage_of(text: str) -> Time | None:
    named = _STAGE.match(text)
    times = find_times(text[named.end() :]) if named is not None else []
    return times[0] if len(times) == 1 else None


def _compare_counts(columns: Columns, listed: list[_Listed], records: list[Record]) -> None:
    """Report each row whose number of agencies is not that of the names listed beside it."""
    rows = {row: cell for row, _, cell, _ in listed}
    counting = next((column for column in columns.of("quantity")), None)
    if counting is None or len(rows) < len(listed):
        return
    for row, cell in rows.items():
        printed = columns.own(row, counting.index)
        count, names = parse_count(printed.text) if printed is not None else None, _names(cell)
        if printed is None or count is None or count == len(names):
            continue
        first = next(record for record in records if record.place == cell.place)
        first.findings = [
            *first.findings,
            Finding(
                rule="count_mismatch",
                severity="warning",
                message=f"{columns.row_text(row)[:60]}: {count} printed, {len(names)} listed.",
                message_vi=f"{columns.row_text(row)[:60]}: văn bản ghi {count} nhưng liệt kê {len(names)}.",
                place=printed.place,
                expected=str(count),
                actual=str(len(names)),
                difference=str(len(names) - count),
            ),
        ]


def _record(
    columns: Columns, beside: list[Column], number: int, nth: int, name: str, listed: _Listed, meant: str
) -> Record:
    row, year, cell, when = listed
    row_no = columns.cited(row, "row_no") if not _year_of(columns.own(row, 0)) else None
    group = columns.cited(row, "agency_group")
    stage = _stage_of(when.text)
    said = first_time_said(columns, row, beside)
    return Record(
        table="rollout",
        position=("cells", number, nth),
        values={
            "row_no": parse_row_no(row_no.text) if row_no else None,
            "agency_raw": name,
            "group_raw": group.text if group else when.text if stage is not None else None,
            "parent_raw": None,
            "year": year,
            "deadline_on": stage.on if stage is not None else None,
            "basis": "list",
            "first_time": said[0] if said is not None else is_first(when.text),
        },
        evidence={"agency_raw": Cited(name, cell.place), "year": when, **({"row_no": row_no} if row_no else {})},
        mentions={"agency_id": Mention(meant, cell.place)},
        place=cell.place,
    )
