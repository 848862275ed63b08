"""Word, RTF, OpenDocument and old Excel files: told by content, converted by one LibreOffice that costs only itself.

Where LibreOffice is not installed these files are refused with the remedy, and that is what is then tested.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook

from extractors.document import Paragraph, ReadError
from extractors.readers import sniff
from normalizers.encodings import encode
from pipeline import convert
from pipeline.process import process
from pipeline.reading import read_document
from pipeline.result import DocumentResult, Settings
from tests.office_files import complete, decision, put, saved
from tests.span_grids import word_file
from tests.test_legacy import in_font
from tests.test_same_facts import ANNEX, DATE, ISSUER, MOTTO, NUMBER, RECIPIENTS, ROWS, SIGNED, TEXT, facts, word

INSTALLED = convert.program_folder() is not None
MADE_FROM = {"doc": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"}


@pytest.fixture(scope="module", autouse=True)
def one_office() -> Iterator[None]:
    yield
    convert.close()


def workbook() -> bytes:
    return decision([*ISSUER, NUMBER], [*MOTTO, DATE], TEXT, (RECIPIENTS, SIGNED), ANNEX, ROWS)


@cache
def office_file(form: str) -> bytes:
    """Return the decision of `tests.test_same_facts` as LibreOffice saves it in the format `form`."""
    source = complete(word(broken=False)) if MADE_FROM[form] == "docx" else workbook()
    return convert.saved_as(source, MADE_FROM[form], form, 60)


def refused(data: bytes, settings: Settings | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_document(data, "tệp", settings or Settings())
    return caught.value


if not INSTALLED:

    def test_without_libreoffice_the_remedy_is_named() -> None:
        error = refused(rb"{\rtf1\ansi Quyet dinh}")
        assert (error.category, "apt-get install libreoffice" in str(error)) == ("unsupported", True)

else:

    @pytest.mark.parametrize("form", ["doc", "rtf", "odt", "xls", "ods"])
    def test_every_office_format_of_one_decision_gives_the_same_facts(form: str) -> None:
        data = office_file(form)
        assert sniff(data) == form
        assert facts(data, "quyet-dinh.bin") == facts(word(broken=False), "d.docx")

    def test_the_published_format_is_that_of_the_file_not_of_what_it_was_converted_to() -> None:
        result = process(office_file("doc"), "quyet-dinh.docx")
        assert (result.format, result.tables["documents"][0]["source_format"]) == ("doc", "doc")
        assert result.tables["cells"][0]["path"].startswith("body/tbl[")

    def test_the_name_does_not_decide() -> None:
        names = {"quyet-dinh.docx": office_file("doc"), "quyet-dinh.doc": word(broken=False)}
        found = {name: process(data, name) for name, data in names.items()}
        assert [found[name].format for name in names] == ["doc", "docx"]
        assert len({result.document_id for result in found.values()}) == 1

    @pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
    @pytest.mark.parametrize(("encoding", "font"), [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
    def test_old_fonts_are_told_by_name_through_the_conversion(form: str, encoding: str, font: str) -> None:
        lines = ["tổ trưởng tổ công tác; ủy ban nhân dân tỉnh", "thư, tư liệu: nước ngập ẳ ẵ ỵ, đường sá"]
        body = "".join(in_font((encode(line, encoding), font), (" 12/QĐ-UBND", "Arial")) for line in lines)
        heading = in_font((encode("sở tư pháp", encoding), font + ("H" if encoding == "tcvn3" else "")))
        made = convert.saved_as(complete(word_file(heading + body)), "docx", form, 60)
        document = read_document(made, "cu.doc", Settings())
        assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
            "SỞ TƯ PHÁP" if encoding == "tcvn3" else "sở tư pháp",
            *(f"{line} 12/QĐ-UBND" for line in lines),
        ]
        assert [note.rule for note in document.irregularities] == ["legacy_encoding"]

    def test_one_libreoffice_serves_one_file_after_the_other() -> None:
        office_file("doc"), office_file("rtf")
        running = convert._running[0]
        done = running.done
        convert.convert(office_file("doc"), "doc", 60)
        convert.convert(office_file("rtf"), "rtf", 60)
        assert convert._running == [running]
        assert running.done == done + 2

    def test_a_damaged_file_is_read_as_far_as_it_goes_and_never_passed_off_as_whole() -> None:
        data = office_file("doc")
        for cut in (len(data) // 2, len(data) - 3000):
            result = process(data[:cut], "cut.doc")
            assert result.status in ("failed", "partial", "skipped"), (cut, result.status)
            assert result.errors
        cut = process(office_file("rtf").rstrip()[:-1], "cut.rtf")
        assert (cut.status, cut.errors[0].category) == ("partial", "damaged_part")

    def test_what_libreoffice_cannot_open_is_said_in_one_line() -> None:
        error = refused(convert_me_not())
        assert error.category == "corrupt"
        assert "\n" not in str(error)
        assert "save it as docx" in str(error)

    def test_a_password_is_asked_of_the_owner() -> None:
        data = bytearray(office_file("doc"))
        at = data.index(b"\xec\xa5")  # the start of the FIB; the bit at byte 11 says that it is encrypted
        data[at + 11] |= 0x01
        assert refused(bytes(data)).category == "encrypted"

    def test_a_file_that_takes_too_long_costs_only_itself() -> None:
        assert refused(office_file("doc"), Settings(timeout_seconds=0.001)).category == "timeout"
        assert convert._running == []  # the one that hung is gone
        assert read_document(office_file("doc"), "d.doc", Settings()).format == "doc"

    def test_a_libreoffice_that_died_is_replaced() -> None:
        read_document(office_file("doc"), "d.doc", Settings())
        keeper = convert._running[0]._keeper.pid
        (converter,) = children(keeper)
        os.kill(converter, signal.SIGKILL)
        assert read_document(office_file("doc"), "d.doc", Settings()).format == "doc"
        assert convert._running[0]._keeper.pid != keeper

    def test_nothing_is_left_when_the_worker_is_killed(tmp_path: Path) -> None:
        code = (
            "import sys, time\nfrom pipeline import convert\n"
            "convert.convert(open(sys.argv[1], 'rb').read(), 'doc', 60)\n"
            "print(convert._running[0]._keeper.pid, convert._running[0]._folder, flush=True)\ntime.sleep(60)\n"
        )
        (tmp_path / "d.doc").write_bytes(office_file("doc"))
        command = [sys.executable, "-c", code, tmp_path / "d.doc"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            keeper, folder = worker.stdout.readline().split()
            office = children(int(keeper))
            assert len(office) == 1
            worker.kill()
        gone = [Path(f"/proc/{pid}") for pid in (int(keeper), *office)]
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and (Path(folder).exists() or any(path.exists() for path in gone)):
            time.sleep(0.05)
        assert not Path(folder).exists()
        assert not any(path.exists() for path in gone)

    def test_a_workbook_that_its_reader_refuses_is_written_anew() -> None:
        book = Workbook()
        assert book.active is not None
        put(book.active, "A1", "Quyết định")
        broken = broken_styles(saved(book))
        document = read_document(broken, "d.xlsx", Settings())
        assert [block.text for block in document.blocks if hasattr(block, "text")] == ["Quyết định"]
        assert document.format == "xlsx"


def convert_me_not() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000)


def broken_styles(data: bytes) -> bytes:
    """Return the workbook with a value in its styles that openpyxl does not accept."""
    import io
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            if name == "xl/styles.xml":
                part = part.replace(b'<family val="2"', b'<family val="77"')
            copy.writestr(name, part)
    return target.getvalue()


def children(parent: int) -> list[int]:
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in path.read_text().split()]


def test_the_result_says_what_is_missing() -> None:
    result: DocumentResult = process(b"{\\rtf1 ", "hong.rtf")
    assert result.status == "failed"
    assert result.format == "rtf"
    assert result.errors[0].component == "read"
