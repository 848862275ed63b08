"""The corpus: facts, files and truth agree, and the facts are those of the published plans."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from lxml import etree, html

from corpus.make.__main__ import FILES, PDFS, differing
from corpus.make.facts import CORPUS, DOCUMENTS, FACTS, Plan, Table, load, load_all, plain

TRUTH = sorted((CORPUS / "truth").glob("*.json"))
UNITS = CORPUS.parent / "normalizers" / "vocabulary" / "gazetteer" / "units.csv"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Grid = list[tuple[int, int, int, int, str]]  # row, column, rows, columns, text


@cache
def plan(name: str) -> Plan:
    return load(FACTS / f"{name}.yaml")


@cache
def truth(name: str) -> dict[str, Any]:
    label: dict[str, Any] = json.loads((CORPUS / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    return label


def text_of(name: str) -> str:
    return (DOCUMENTS / name).read_text(encoding="utf-8")


def expected(table: Table) -> Grid:
    return [(cell.row, cell.col, cell.rows, cell.cols, cell.text) for cell in table.cells()]


def squeezed(text: str) -> str:
    return "".join(text.split())


def everything_printed(one: Plan) -> str:
    cells = [cell.text for table in one.tables.values() for cell in table.cells()]
    head = [str(value) for value in one.letterhead.values()]
    return "\n".join([one.title, *head, *(plain(block.text) for block in one.blocks), *cells])


# files


def test_remaking_the_text_html_and_word_files_gives_the_committed_bytes() -> None:
    assert differing() == []


def test_every_file_is_made_from_facts_and_has_truth() -> None:
    committed = {path.name for path in DOCUMENTS.iterdir()}
    assert committed == set(FILES) | set(PDFS)
    assert committed == {name for path in TRUTH for name in truth(path.stem)["files"]}


# DOCX


def word_xml(name: str, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(DOCUMENTS / name) as package:
        return etree.fromstring(package.read(part))


def words(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def word_grid(table: etree._Element) -> Grid:
    cells: dict[tuple[int, int], list[Any]] = {}
    number = 0
    for row, line in enumerate(table.iterchildren(f"{W}tr")):
        col = 0
        for cell in line.iterchildren(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                start = max(at for at, c in cells if c == col and at < row)
                cells[start, col][0] += 1
            else:
                text = words(cell)
                if cell.find(f".//{W}numPr") is not None:
                    number += 1
                    text = str(number)
                cells[row, col] = [1, width, text]
            col += width
    return [(row, col, *rest) for (row, col), rest in sorted(cells.items())]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".docx")])
def test_word_tables_hold_the_facts_with_their_spans(name: str) -> None:
    facts = plan(FILES[name][0])
    tables = [table for table in word_xml(name).iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblBorders") is not None]
    assert [word_grid(table) for table in tables] == [expected(table) for table in facts.tables.values()]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".docx")])
def test_word_prose_holds_every_paragraph(name: str) -> None:
    text = "\n".join(words(p) for p in word_xml(name).iter(f"{W}p"))
    for block in plan(FILES[name][0]).blocks:
        if block.kind != "table":
            assert plain(block.text) in text


def test_the_status_table_is_numbered_by_word_and_its_heading_repeats() -> None:
    table = next(t for t in word_xml("dak-nong-512-qd-ubnd.docx").iter(f"{W}tbl") if t.find(f".//{W}numPr") is not None)
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:3]] == [True, True, False]
    assert len(table.findall(f".//{W}numPr")) == 77
    assert not words(rows[2][1]), "the number itself is not text in the file"


def test_word_footnote_and_page_number() -> None:
    notes = words(word_xml("dak-nong-512-qd-ubnd.docx", "word/footnotes.xml"))
    assert plan("dak-nong-512-qd-ubnd").footnotes["a"] in notes
    with zipfile.ZipFile(DOCUMENTS / "dak-nong-512-qd-ubnd.docx") as package:
        footers = [
            package.read(name).decode() for name in package.namelist() if "footer" in name and "rels" not in name
        ]
    assert any("PAGE" in footer for footer in footers)


# HTML


def test_the_portal_page_holds_the_table_with_its_spans_among_its_chrome() -> None:
    page: Any = html.fromstring(text_of("kon-tum-474-qd-ubnd.html"))
    table = next(t for t in page.iter("table") if t.get("border") == "1")
    facts = plan("kon-tum-474-qd-ubnd").tables["agencies"]
    read = [
        (row, int(cell.get("rowspan", "1")), int(cell.get("colspan", "1")), cell.text_content().replace("\xa0", ""))
        for row, line in enumerate(table.iter("tr"))
        for cell in line.iter("td")
    ]
    assert read == [(row, rows, cols, text) for row, _, rows, cols, text in expected(facts)]
    assert len(page.findall(".//table")) == 4, "letterhead, signature, annex and one of the side column"
    assert page.find(".//nav") is not None and page.find(".//aside") is not None and page.find(".//footer") is not None
    assert [a.get("name") for a in page.iter("a") if (a.get("name") or "").startswith("_ftn")] == [
        "_ftnref1",
        "_ftnref2",
        "_ftn1",
        "_ftn2",
    ]


def test_the_news_page_has_its_date_line_and_author() -> None:
    page: Any = html.fromstring(text_of("dak-nong-tin-2018-04-16.html"))
    assert page.find_class("date")[0].text_content() == "16/04/2018 | 10:12"
    assert page.find_class("author")[0].text_content() == "Huy Hoàng"
    assert page.find(".//h1").text_content() == plan("dak-nong-tin-2018-04-16").title


# text


def test_the_ocr_text_is_ragged_and_marked_as_ocr_engines_leave_it() -> None:
    text = text_of("dak-nong-512-qd-ubnd.ocr.txt")
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("TT\tTên cơ quan, đơn vị"))
    end = next(i for i, line in enumerate(lines) if line.startswith("TT\tNăm"))
    lengths = Counter(line.count("\t") + 1 for line in lines[start:end] if "\t" in line)
    assert lengths == {7: 19, 8: 61, 9: 16}
    assert "36^a/NQ-CP" in text and "*** Năm 2018**" in text and "<p>Các cơ quan xây dựng" in text
    assert sum(line.startswith("STT\tTên cơ quan\t") for line in lines) == 8, "the heading of every page"
    assert "12" in lines, "a page number on a line of its own"
    assert lines.index("29\tUBND phường Nghĩa\t\t\t88/116\t\tx\t\tx\t\t") < lines.index("\tThành" + "\t" * 9)
    stray = lines.index("Công ty TNHH chứng nhận DAS Việt Nam")
    assert lines[stray - 1] == "" and lines[stray + 2] == "Công ty tư vấn quản lý và phát triển doanh nghiệp Á Châu"


def test_a_merged_note_stands_at_one_arbitrary_row_of_the_ocr_text() -> None:
    lines = text_of("dak-nong-512-qd-ubnd.ocr.txt").splitlines()
    notes = {line.split("\t")[0]: line.split("\t")[-1] for line in lines if re.match(r"(6[4-9]|7\d)\tUBND", line)}
    assert {number: note for number, note in notes.items() if note} == {
        "64": "Thuộc Huyện Đắk G'Long",
        "71": "Thuộc Huyện Tuy Đức",
        "73": "Thuộc Huyện Đắk",
        "75": "R' Lấp",
    }
    assert "\t" * 7 + "Thuộc huyện Krông Nô" in lines and "Thuộc huyện Đăk Mil" + "\t" * 8 in lines


@pytest.mark.parametrize("name", ["dak-nong-512-qd-ubnd.ocr.txt", "dien-bien-1129-kh-ubnd.txt"])
def test_the_ocr_text_holds_every_cell(name: str) -> None:
    printed = text_of(name).replace("\tThành\t", "\tUBND phường Nghĩa Thành\t")
    cells = Counter(
        cell.removeprefix("<p>").removesuffix("</p>") for line in printed.splitlines() for cell in line.split("\t")
    )
    for table in plan(FILES[name][0]).tables.values():
        wanted = Counter(cell.text for cell in table.cells(merged=False) if cell.text not in {"", "TT"})
        assert not wanted - cells


def test_the_dump_has_one_cell_per_line() -> None:
    text = text_of("kon-tum-474-qd-ubnd.txt")
    annex = text[text.index("\nTT\n|\n") + 1 :]
    cells = [" ".join(cell.split()) for cell in re.split(r"^\|$", annex, flags=re.MULTILINE)]
    assert cells == [*(cell.text for cell in plan("kon-tum-474-qd-ubnd").tables["agencies"].cells()), ""]
    prose = text[: text.index("\nTT\n|\n")]
    assert max(len(line) for line in prose.splitlines()) <= 80
    for block in plan("kon-tum-474-qd-ubnd").blocks:
        if block.kind in {"paragraph", "heading"} and "[^" not in block.text:
            assert plain(block.text) in " ".join(prose.split())


# PDF


@cache
def pdf_pages(name: str) -> list[tuple[str, list[list[list[str | None]]]]]:
    with pdfplumber.open(io.BytesIO((DOCUMENTS / name).read_bytes())) as pdf:
        pages = []
        for page in pdf.pages:
            pages.append((page.extract_text(), page.extract_tables()))
            page.close()
        return pages


def test_the_status_table_of_the_pdf_runs_over_eight_pages_and_splits_a_name() -> None:
    pieces = [table for _, tables in pdf_pages("dak-nong-512-qd-ubnd.pdf") for table in tables if len(table[0]) == 11]
    assert len(pieces) == 8
    assert all((piece[0][0], piece[0][1]) == ("STT", "Tên cơ quan") for piece in pieces), "the heading repeats"
    last_numbers = [next(row[0] for row in reversed(piece) if row[0]) for piece in pieces]
    assert last_numbers == ["8", "18", "29", "40", "52", "64", "75", "77"]
    assert pieces[2][-1][1] == "UBND phường Nghĩa"
    assert (pieces[3][2][0], pieces[3][2][1]) == ("", "Thành")


@pytest.mark.parametrize("name", sorted(PDFS))
def test_the_pdf_prints_every_cell(name: str) -> None:
    pages = pdf_pages(name)
    cells = Counter(
        squeezed(cell) for _, tables in pages for table in tables for row in table for cell in row if cell is not None
    )
    cells["UBNDphườngNghĩaThành"] += cells["Thành"]
    rest = squeezed("".join(text for text, _ in pages))
    for table in plan(PDFS[name]).tables.values():
        wanted = Counter(squeezed(cell.text) for cell in table.cells() if cell.text)
        missing = wanted - cells
        assert all(squeezed(text) in rest for text in missing)
        assert sum(missing.values()) <= 4, "only cells that a page's end divides"


@pytest.mark.parametrize("name", sorted(PDFS))
def test_the_pdf_prints_the_letterhead_and_citations(name: str) -> None:
    text = squeezed("".join(text for text, _ in pdf_pages(name)))
    assert squeezed(plan(PDFS[name]).letterhead["number"]) in text
    for citation in truth(PDFS[name])["citations"]:
        assert squeezed(citation["code"] or citation["title"]) in text


# truth


@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_truth_names_only_what_the_facts_print(path: Path) -> None:
    printed = everything_printed(plan(path.stem))
    label = truth(path.stem)
    for row in [*label["qms_status"], *label["rollout"]]:
        assert row["agency_raw"] in printed
        assert (row.get("parent_raw") or "") in printed and (row.get("group_raw") or "") in printed
    for citation in label["citations"]:
        assert (citation["code"] or citation["title"]) in printed
        if citation["issued_on"]:
            year, month, day = citation["issued_on"].split("-")
            short = rf"0?{int(day)}\s*/\s*0?{int(month)}\s*/\s*{year}"
            long = rf"0?{int(day)} tháng 0?{int(month)} năm {year}"
            assert re.search(f"{short}|{long}", printed)


@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_truth_names_units_in_force_on_the_day(path: Path) -> None:
    with UNITS.open(encoding="utf-8", newline="") as lines:
        units = {row["unit_id"]: row for row in csv.DictReader(lines)}
    label = truth(path.stem)
    day = label["document"]["issued_on"]
    for row in [*label["qms_status"], *label["rollout"]]:
        if "agency_id" not in row:
            continue
        unit = units[row["agency_id"].removeprefix("ubnd-")]
        assert row["agency"] == f"Ủy ban nhân dân {unit['kind']} {unit['name']}"
        assert unit["valid_from"] <= day and (not unit["valid_to"] or day < unit["valid_to"])
        assert row["district_code"] == (unit["parent_code"] if unit["level"] == "commune" else unit["code"])


def test_dak_nong_status_figures() -> None:
    rows = truth("dak-nong-512-qd-ubnd")["qms_status"]
    assert [row["row_no"] for row in rows] == list(range(1, 78))
    assert Counter(row["published"] for row in rows) == {True: 54, False: 22, None: 1}
    assert Counter(row["inspection_passed"] for row in rows) == {True: 61, False: 1, None: 15}
    assert Counter(row["procedures_state"] for row in rows) == {"counted": 72, "none": 4, "not_stated": 1}
    assert sum(row["procedures_applied"] or 0 for row in rows) == 6223
    totals = [row["procedures_total"] for row in rows if row["procedures_state"] == "counted"]
    assert (sum(total or 0 for total in totals), sum(total is not None for total in totals)) == (2413, 29)


def test_dak_nong_rollout_figures() -> None:
    rows = [row for row in truth("dak-nong-512-qd-ubnd")["rollout"] if row["basis"] == "table"]
    assert [row["row_no"] for row in rows] == [*range(1, 17), *range(41, 113)]
    assert Counter(row["year"] for row in rows) == {2018: 22, 2019: 40, 2020: 25, None: 1}
    assert [row["row_no"] for row in rows if row["year"] is None] == [88]


@pytest.mark.parametrize("name", ["kon-tum-474-qd-ubnd", "dien-bien-1129-kh-ubnd"])
def test_printed_counts_agree_with_the_rows_under_them(name: str) -> None:
    label = truth(name)
    listed = Counter(row.get("parent_code") for row in label["rollout"])
    counted = {row["district_code"]: row["count"] for row in label["coverage"] if "district_code" in row}
    assert len(counted) == 10
    assert {code: listed[code] for code in counted} == counted


def test_kon_tum_and_dien_bien_figures() -> None:
    kon_tum = truth("kon-tum-474-qd-ubnd")["rollout"]
    assert Counter(row["year"] for row in kon_tum) == {2025: 35, 2027: 10, 2030: 102}
    assert len({row.get("agency_id", row["agency"]) for row in kon_tum}) == 147, "an agency occurs once"
    dien_bien = truth("dien-bien-1129-kh-ubnd")["rollout"]
    assert Counter((row["basis"], row["year"]) for row in dien_bien) == {
        ("list", 2018): 62,
        ("prose", 2019): 5,
        ("prose", 2020): 1,
    }


def test_the_misprints_of_the_published_plans_are_kept() -> None:
    printed = {one.id: everything_printed(one) for one in load_all()}
    assert "TCVN ISO 900:2015" in printed["kon-tum-474-qd-ubnd"]
    assert "ngày 13 tháng 12 năm 2018" in printed["kon-tum-474-qd-ubnd"]
    assert "phường và Duy Tân" in printed["kon-tum-474-qd-ubnd"]
    assert "TCVN ISO 9001:2018" in printed["dien-bien-1129-kh-ubnd"]
    for own in ("123/KH-UBND ngày 15/5/2018", "123/KH-UBND ngày 4/5/2018", "1129/KH-UBND ngày 14/5/2018"):
        assert own in printed["dien-bien-1129-kh-ubnd"]
    for wrong in ("ngày 05/03/2016", "TCVN ISO 9000:2008", "NN&PTNN", "Quảng Trục", "2,357,584,639"):
        assert wrong in printed["dak-nong-512-qd-ubnd"]
