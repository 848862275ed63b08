"""Every plan gives the same facts and the same id as `.doc`, in the fonts of TCVN3 and VNI, and from an archive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from corpus.make.facts import DOCUMENTS
from corpus.make.forms import archive, doc_file, old_fonts
from pipeline import convert
from pipeline.process import process, process_source
from pipeline.result import DocumentResult, Row, Settings

PLANS = ["dak-nong-512-qd-ubnd", "dong-nai-2019", "kon-tum-474-qd-ubnd"]
NOT_FACTS = {"path", "source_id", "source_name", "source_format", "finding_id", "message", "message_vi"}
ABOUT_THE_FILE = {"legacy_encoding"}


@pytest.fixture(scope="module", autouse=True)
def one_office() -> Iterator[None]:
    yield
    convert.close()


def word(plan: str) -> bytes:
    return (DOCUMENTS / f"{plan}.docx").read_bytes()


@cache
def from_word(plan: str) -> dict[str, list[Row]]:
    return facts(process(word(plan), f"{plan}.docx"))


def facts(result: DocumentResult) -> dict[str, list[Row]]:
    assert result.status == "ok", result.errors
    return {
        name: [
            {column: value for column, value in row.items() if column not in NOT_FACTS}
            for row in rows
            if name != "findings" or row["rule"] not in ABOUT_THE_FILE
        ]
        for name, rows in result.tables.items()
    }


def differing(found: dict[str, list[Row]], expected: dict[str, list[Row]]) -> dict[str, list[tuple[object, object]]]:
    assert {name: len(rows) for name, rows in found.items()} == {name: len(rows) for name, rows in expected.items()}
    return {
        name: [(one, other) for one, other in zip(found[name], expected[name], strict=True) if one != other]
        for name in expected
        if found[name] != expected[name]
    }


@pytest.mark.parametrize(
    ("plan", "encoding"),
    [(PLANS[0], "vni"), (PLANS[1], "tcvn3"), (PLANS[1], "vni"), (PLANS[2], "tcvn3")],
)
def test_a_plan_in_old_fonts_gives_the_same_facts(plan: str, encoding: str) -> None:
    result = process(old_fonts(word(plan), encoding), f"{plan}.docx")
    assert differing(facts(result), from_word(plan)) == {}
    assert [row["rule"] for row in result.tables["findings"] if row["rule"] == "legacy_encoding"] == ["legacy_encoding"]


if convert.program_folder() is not None:

    @pytest.mark.parametrize("plan", PLANS[1:])
    def test_a_plan_as_doc_gives_the_same_facts(plan: str) -> None:
        result = process(doc_file(word(plan)), f"{plan}.doc")
        assert result.format == "doc"
        assert differing(facts(result), from_word(plan)) == {}


def test_an_archive_of_all_of_them_gives_them_all() -> None:
    held = {"2019/van-ban.doc": old_fonts(word(PLANS[1]), "vni"), "2020/a.docx": word(PLANS[2])}
    found = process_source(archive(held), "luu-tru.zip", Settings())
    assert [result.name for result in found] == ["luu-tru.zip!/2019/van-ban.doc", "luu-tru.zip!/2020/a.docx"]
    for result, plan in zip(found, PLANS[1:], strict=True):
        assert differing(facts(result), from_word(plan)) == {}
