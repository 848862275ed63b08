"""Archives and messages: every member its own source, under limits, nothing written to the disk, every refusal told."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from extractors.document import Limits
from pipeline import containers
from pipeline.process import process_source
from pipeline.result import Settings
from pipeline.serving import belonging
from tests.test_same_facts import dump, page, word

DECISION = "ha-giang/2020/1873-qd-ubnd"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def outcomes(data: bytes, name: str = "issue.zip", limits: Limits | None = None) -> list[tuple[str, str, str | None]]:
    """Return (name, status, document or category of the error) of each result."""
    results = process_source(data, name, Settings(limits=limits or Limits()))
    return [
        (result.name, result.status, result.document_id if result.status == "ok" else result.errors[0].category)
        for result in results
    ]


def test_every_member_is_a_source_with_its_own_name_and_hash() -> None:
    inner = zipped({"cu/quyet-dinh.html": page(broken=False)})
    data = zipped({"thu-muc/quyet-dinh.docx": word(broken=False), "lồng.zip": inner, "ghi-chu.json": b"{}"})
    assert outcomes(data) == [
        ("issue.zip!/thu-muc/quyet-dinh.docx", "ok", DECISION),
        ("issue.zip!/lồng.zip!/cu/quyet-dinh.html", "ok", DECISION),
    ]
    first, second = process_source(data, "issue.zip", Settings())
    assert (first.bytes, second.bytes) == (len(word(broken=False)), len(page(broken=False)))
    assert first.source_id != second.source_id


def test_an_office_package_is_a_document_and_no_container() -> None:
    assert containers.kind(word(broken=False)) is None
    assert [name for name, _, _ in outcomes(word(broken=False), "d.docx")] == ["d.docx"]


def test_names_that_lead_out_of_the_archive_are_refused() -> None:
    data = zipped({"../../etc/d.txt": dump(), "/tmp/d.txt": dump(), "C:\\d.txt": dump(), "d.txt": dump()})
    assert outcomes(data) == [
        ("issue.zip!/etc/d.txt", "failed", "unsafe_name"),
        ("issue.zip!/tmp/d.txt", "failed", "unsafe_name"),
        ("issue.zip!/C:/d.txt", "failed", "unsafe_name"),
        ("issue.zip!/d.txt", "ok", DECISION),
    ]


def test_a_bomb_costs_no_more_than_the_limit() -> None:
    data = zipped({"bom.txt": bytes(50_000_000), "d.txt": dump()})
    assert outcomes(data, limits=Limits(max_bytes=1_000_000)) == [
        ("issue.zip!/bom.txt", "failed", "too_large"),
        ("issue.zip!/d.txt", "ok", DECISION),
    ]
    assert outcomes(data, limits=Limits(max_unpacked=1_000_000))[0] == ("issue.zip!/bom.txt", "failed", "too_large")


def test_too_many_members_and_archives_too_deep_in_one_another_are_told() -> None:
    many = zipped({f"{number}.txt": b"x" for number in range(5)})
    assert [(name, what) for name, _, what in outcomes(many, limits=Limits(max_members=2))] == [
        *(("issue.zip!/0.txt", "not_a_decision"), ("issue.zip!/1.txt", "not_a_decision")),
        ("issue.zip!/2.txt", "too_large"),
    ]
    nested = dump()
    for level in range(6):
        nested = zipped({f"{level}.zip" if level else "d.txt": nested})
    ((name, status, what),) = outcomes(nested)
    assert (status, what) == ("failed", "too_deep")
    assert name.count("!/") == 4


def test_a_locked_member_is_told_and_costs_only_itself() -> None:
    data = bytearray(zipped({"khoa.txt": dump(), "d.txt": dump()}, zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag of the first member, in both its headers
        data[data.index(mark) + at] |= 1
    assert outcomes(bytes(data)) == [
        ("issue.zip!/khoa.txt", "failed", "encrypted"),
        ("issue.zip!/d.txt", "ok", DECISION),
    ]


def test_a_damaged_member_is_told_and_costs_only_itself() -> None:
    data = bytearray(zipped({"hong.txt": dump(), "d.txt": dump()}, zipfile.ZIP_STORED))
    data[data.index(b"Quy") if b"Quy" in data else 80] ^= 0xFF
    assert [(name, what) for name, _, what in outcomes(bytes(data))] == [
        ("issue.zip!/hong.txt", "corrupt"),
        ("issue.zip!/d.txt", DECISION),
    ]


def test_an_archive_without_documents_is_told() -> None:
    assert outcomes(zipped({})) == [("issue.zip", "failed", "empty")]
    assert outcomes(zipped({"trong.zip": zipped({})})) == [("issue.zip!/trong.zip", "failed", "empty")]
    assert outcomes(zipped({"a/d.txt": dump()})[:-30])[0][1:] == ("failed", "truncated")


def test_two_members_of_one_name_are_two_sources() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("d.txt", dump())
        archive.writestr("d.txt", dump() + b"\n")
    assert [name for name, _, _ in outcomes(stream.getvalue())] == ["issue.zip!/d.txt", "issue.zip!/d.txt (2)"]


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "vt@example.gov.vn", "tk@example.gov.vn", "Gửi văn bản"
    mail.set_content("Kính gửi văn bản đính kèm.")
    mail.add_attachment(word(broken=False), "application", "octet-stream", filename="Quyết định 1873.doc")
    mail.add_attachment(b"x", "image", "x-icon", filename=".hidden")
    return mail


def test_the_attachments_of_a_message_are_sources() -> None:
    assert outcomes(message().as_bytes(), "thu.eml") == [
        ("thu.eml!/message.txt", "skipped", "not_a_decision"),
        ("thu.eml!/Quyết định 1873.doc", "ok", DECISION),
    ]
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@example.gov.vn", "Chuyển tiếp"
    outer.add_attachment(message())
    names = [name for name, _, _ in outcomes(outer.as_bytes(), "thu.eml")]
    assert names == ["thu.eml!/attachment-1!/message.txt", "thu.eml!/attachment-1!/Quyết định 1873.doc"]


def test_a_page_that_word_saved_as_one_file_is_that_page() -> None:
    saved = EmailMessage()
    saved["From"], saved["Subject"] = "<Saved by Microsoft Word>", "d"
    saved.set_content(page(broken=False).decode(), subtype="html")
    saved.make_related()
    saved.add_related(b"\x89PNG", "image", "png", cid="<logo>")
    (result,) = process_source(saved.as_bytes(), "d.doc", Settings())
    assert (result.name, result.format, result.document_id, result.bytes) == (
        *("d.doc", "html", DECISION),
        len(saved.as_bytes()),
    )


def test_a_text_that_begins_with_colons_is_no_message() -> None:
    assert containers.kind(b"From: the beginning of a note\n\nS\xe1\xbb\x91: 12") is None
    assert containers.kind(dump()) is None


def test_when_the_time_is_up_the_rest_is_told_and_what_was_read_stays() -> None:
    data = zipped({"1.txt": dump(), "2.txt": dump() + b"\n"})
    results = process_source(data, "issue.zip", Settings(timeout_seconds=1e-6))
    assert [result.errors[0].category for result in results if result.errors][-1] == "timeout"


def test_the_names_fit_the_rule_of_workers() -> None:
    from pathlib import Path

    from pipeline.ingest import Source

    results = process_source(zipped({"a/d.txt": dump(), "../b.txt": dump()}), "issue.zip", Settings())
    assert belonging(results, Source("issue.zip", Path("issue.zip"))) == results
