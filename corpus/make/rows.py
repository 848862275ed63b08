"""Row heights that make a table's pages end where the printed document's pages end."""

from __future__ import annotations

from corpus.make.facts import Table


def row_heights(table: Table) -> dict[int, float]:
    """Return the least height in points of each row that has one, by row index.

    A table whose facts say ``pages`` (the last number on each page) gets rows that fill each page's room, so that
    the page ends after that row; the row under ``split`` keeps its natural height and only its first line fits.
    """
    if "layout" not in table.options:
        return {}
    layout = table.options["layout"]
    heights: dict[int, float] = {
        index: float(height) for index, height in enumerate(layout["header"][: table.header_rows])
    }
    first = table.header_rows
    tall = {str(key): float(value) for key, value in layout.get("tall", {}).items()}
    split = table.options.get("split", {}).get("row")
    carried = False
    for page, last in enumerate(table.options["pages"]):
        end = table.header_rows + int(last)
        room = float(layout["room"]) - sum(heights[index] for index in range(table.header_rows))
        room -= float(layout["title"]) if page == 0 else 0.0
        room -= float(layout["rest"]) if carried else float(layout["slack"])
        rows = list(range(first, end))
        carried = bool(rows) and table.rows[rows[-1]][0] == split
        if carried:
            rows.pop()
            room -= float(layout["line"])
        fixed = {index: tall[table.rows[index][0]] for index in rows if table.rows[index][0] in tall}
        share = (room - sum(fixed.values())) / max(1, len(rows) - len(fixed))
        heights |= {index: fixed.get(index, min(share, float(layout["most"]))) for index in rows}
        first = end
    return heights
