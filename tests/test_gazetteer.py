"""The gazetteer's files: checked against each other, compiled, and edited by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from normalizers import compile as compiling
from normalizers import gazetteer_files as files
from normalizers.gazetteer import Gazetteer, gazetteer
from normalizers.gazetteer_check import faults


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the gazetteer that a test may edit; everything reads it instead of the real one."""
    copy = tmp_path / "gazetteer"
    shutil.copytree(files.FOLDER, copy)
    monkeypatch.setattr(files, "FOLDER", str(copy))
    gazetteer.cache_clear()
    yield copy
    gazetteer.cache_clear()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_compiled_is_what_the_files_say() -> None:
    assert compiling.main(["--check"]) == 0


def test_a_compiled_and_a_newly_read_gazetteer_are_one(folder: Path) -> None:
    compiled = Gazetteer()
    (folder / files.FILE).unlink()
    read = Gazetteer()
    assert compiled.units == read.units
    for scope in ("", "67", "663"):
        assert compiled.names(scope).bare == read.names(scope).bare
        assert compiled.names(scope).tones == read.names(scope).tones


def test_an_alias_added_by_an_analyst_holds_at_once(folder: Path) -> None:
    with (folder / "aliases.csv").open("a", encoding="utf-8") as file:
        file.write("24733,Quảng Trực Mới,spelling\n")
    names = Gazetteer().names("67")
    assert [item.exact for item in names.tones["quảngtrựcmới"]] == ["Quảng Trực Mới"]


def test_a_line_may_be_added_anywhere(folder: Path) -> None:
    before = Gazetteer()
    lines = (folder / "units.csv").read_bytes().splitlines(keepends=True)
    moved = [lines[0], lines[-1], *lines[1:-1]]
    (folder / "units.csv").write_bytes(b"".join(moved))
    assert compiling.main([]) == 0
    after = Gazetteer()
    assert after.units == before.units
    assert after.names("67").bare == before.names("67").bare
    assert after.spellings(after.units[-1]) == before.spellings(before.units[-1])


@pytest.mark.parametrize("cut", [0, 20, 5000, 900_000, -4])
def test_a_compiled_file_that_was_cut_off_is_not_believed(folder: Path, cut: int) -> None:
    compiled = folder / files.FILE
    compiled.write_bytes(compiled.read_bytes()[:cut])
    assert Gazetteer().at("67", date(2018, 4, 18)) is not None


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("units.csv", "tỉnh,Đắk Nông,", "huyện,Đắk Nông,", "is no kind of province"),
        ("units.csv", "24733,24733,commune,", "24733x,24733,commune,", "the id must be the code"),
        ("aliases.csv", "00067,", "99999,", "which units.csv does not have"),
        ("successors.csv", "02,08,", "02,99,", "does not exist on 2025-07-01"),
        ("SOURCES.md", "| 11,162 |", "| 11,163 |", "states 11,163 of level commune on 2017-10-15"),
    ],
)
def test_a_wrong_line_is_named(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    edit(folder / file, old, new)
    assert [line for line in faults() if line.startswith(file) and fault in line]
    assert compiling.main(["--check"]) == 1
