"""``congbao inspect`` of a file that holds several documents: each is shown by itself, under its own name."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from schemas.json_schema import inspection_schema
from tests.command_line import DECISION, Ended, congbao

OTHER = DECISION.replace("77/QĐ-UBND", "78/QĐ-UBND").replace("05 tháng 3", "09 tháng 4")
ENGLISH = "The committee met on Monday and decided that the report should be sent to all the members of the board.\n"


def archive(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name.replace("_", "."), content)
    return path


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mixed") / "mixed.zip"
    return archive(
        path, one_txt=DECISION, two_txt=OTHER, english_txt=ENGLISH * 5, packed_rar=b"Rar!\x1a\x07\x01\x00" * 9
    )


@pytest.fixture(scope="module")
def shown(mixed: Path) -> Ended:
    return congbao("inspect", mixed)


def test_the_documents_are_listed_with_what_became_of_them(shown: Ended) -> None:
    lines = [line.split() for line in shown.out.splitlines()]
    assert lines[0] == ["4", "documents"]
    assert [line[:2] for line in lines[3:7]] == [
        ["mixed.zip!/one.txt", "ok"],
        ["mixed.zip!/two.txt", "ok"],
        ["mixed.zip!/english.txt", "skipped"],
        ["mixed.zip!/packed.rar", "failed"],
    ]


def test_each_document_has_its_own_facts_and_outline(shown: Ended) -> None:
    _, first, second, *_ = shown.out.split("\nfile ")
    assert [text.count("\n    Điều ") for text in (first, second)] == [2, 2]
    assert ("2020-03-05" in first, "2020-04-09" in first) == (True, False)
    assert ("2020-03-05" in second, "2020-04-09" in second) == (False, True)


def test_what_was_not_read_is_named_with_its_line_and_the_exit_code(shown: Ended) -> None:
    skipped, failed = shown.err.splitlines()
    assert skipped.startswith("skipped: mixed.zip!/english.txt: is not in Vietnamese")
    assert failed.startswith("failed: mixed.zip!/packed.rar: this is a RAR archive")
    assert shown.code == 3


def test_an_archive_of_which_nothing_failed_is_no_error(tmp_path: Path) -> None:
    assert congbao("inspect", archive(tmp_path / "a.zip", one_txt=DECISION, english_txt=ENGLISH * 5)).code == 0


def test_as_json_they_are_a_list_and_one_file_stays_one_object(mixed: Path, tmp_path: Path) -> None:
    listed = json.loads(congbao("inspect", mixed, "--json").out)
    assert list(listed) == ["file", "documents"]
    assert [(one["source"]["name"], len(one["errors"])) for one in listed["documents"]] == [
        ("mixed.zip!/one.txt", 0),
        ("mixed.zip!/two.txt", 0),
        ("mixed.zip!/english.txt", 1),
        ("mixed.zip!/packed.rar", 1),
    ]
    assert [len(one["tables"]["documents"]) for one in listed["documents"]] == [1, 1, 0, 0]
    (tmp_path / "one.txt").write_text(DECISION, encoding="utf-8")
    single = json.loads(congbao("inspect", tmp_path / "one.txt", "--json").out)
    assert list(single) == ["source", "status", "errors", "tables"]
    alone = json.loads(congbao("inspect", archive(tmp_path / "a.zip", one_txt=DECISION), "--json").out)
    assert [one["source"]["name"] for one in alone["documents"]] == ["a.zip!/one.txt"]
    declared = inspection_schema()["$defs"]
    for printed, kind in (
        (listed, "file"),
        (alone, "file"),
        (single, "document"),
        (listed["documents"][3], "document"),
    ):
        assert list(printed) == declared[kind]["required"]


def test_pages_are_drawn_of_a_file_of_its_own_only(mixed: Path, tmp_path: Path) -> None:
    ended = congbao("inspect", mixed, "--draw", tmp_path / "pages")
    assert (ended.code, ended.out) == (2, "")
    assert "unpack it and draw one of its PDF files" in ended.err
