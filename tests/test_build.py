"""A build from files to a release: which files are read, that all are accounted for, and that bytes do not vary."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.readers.scans import ocr
from pipeline import UserError
from pipeline.build import Build, Run, build
from pipeline.convert import version
from pipeline.ingest import discover
from pipeline.result import Settings

FAKE = "tests.fake_process"


def built(folder: Path, out: Path, *, workers: int = 2) -> Build:
    return build([folder], out, run=Run(workers, Settings(timeout_seconds=4.0), FAKE))


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content)
    return folder


def names(*paths: Path) -> list[str]:
    return [source.name for source in discover(paths)]


def test_a_folder_is_searched_to_its_depth_in_the_order_of_the_bytes(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/z.docx", "a/é.html", "B.txt", "a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["B.txt", "a.html", "a/z.docx", "a/é.html", "b.pdf"]


def test_hidden_files_readmes_and_data_files_are_left_out_unless_named(tmp_path: Path) -> None:
    left_out = ["README.md", "readme.txt", ".x.pdf", ".git/a.pdf", "~$plan.docx", "truth.json", "a.yaml", "make.py"]
    left_out += ["facts.csv", "t.parquet", "log.jsonl", "p.toml", "b.yml"]
    for name in [*left_out, "plan.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["plan.md"]
    assert names(tmp_path / "readme.txt", tmp_path / "facts.csv") == ["readme.txt", "facts.csv"]


def test_odd_names_are_read_and_shown_as_valid_text(tmp_path: Path) -> None:
    odd = [b"ke hoach 1.txt", b"two\nlines.txt", b"\xff\xfe.txt", "Kế hoạch.txt".encode(), b"x" * 250]
    for name in odd:
        (tmp_path / os.fsdecode(name)).write_text("a")
    expected = {"ke hoach 1.txt", "two\nlines.txt", "\\xff\\xfe.txt", "Kế hoạch.txt", "x" * 250}
    assert set(names(tmp_path)) == expected
    release = built(tmp_path, tmp_path.with_name("out")).release
    assert set(pq.read_table(release.path / "sources.parquet").column("name").to_pylist()) == expected


def test_links_are_followed_but_never_in_circles(tmp_path: Path) -> None:
    write(tmp_path / "in", a="a")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    write(tmp_path / "elsewhere", b="b")
    (tmp_path / "in" / "more").symlink_to(tmp_path / "elsewhere")
    assert names(tmp_path / "in") == ["a.txt", "more/b.txt"]


@pytest.mark.parametrize("out", ["output", "."])
def test_releases_are_no_input(tmp_path: Path, out: str) -> None:
    write(tmp_path, a="a")
    first = built(tmp_path, tmp_path / out).release
    assert built(tmp_path, tmp_path / out).release == first
    assert first.rows["sources"] == 1


def test_a_broken_link_is_reported_and_a_pipe_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "gone.pdf").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    assert names(tmp_path) == ["gone.pdf"]


def test_a_file_given_twice_is_read_once_and_equal_names_are_told_apart(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", plan="a"), write(tmp_path / "two", plan="b")
    assert names(one, one / "plan.txt", one) == ["plan.txt"]
    assert names(one, two) == ["one/plan.txt", "two/plan.txt"]


def test_without_documents_there_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("nothing here")
    with pytest.raises(UserError, match="no documents found; put PDF"):
        discover([tmp_path])
    with pytest.raises(UserError, match="no such file or folder") as error:
        discover([tmp_path / "missing"])
    assert error.value.exit_code == 2


def test_as_many_sources_come_out_as_files_went_in(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="a", b="crash", c="none", d="raise", e="e", f="e", g="hang")
    (folder / "gone.pdf").symlink_to("nowhere")
    made = built(folder, tmp_path / "out")
    sources = pq.read_table(made.release.path / "sources.parquet").to_pylist()
    assert {row["name"]: row["status"] for row in sources} == {
        "a.txt": "ok",
        "b.txt": "failed",
        "c.txt": "skipped",
        "d.txt": "failed",
        "e.txt": "ok",
        "f.txt": "duplicate",
        "g.txt": "failed",
        "gone.pdf": "failed",
    }
    assert (made.report["files_in"], made.report["files_out"]) == (8, 8)


def test_every_document_of_a_file_has_its_row_and_every_file_is_counted_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", issue="holds a|none|b", alone="a")
    made = built(folder, tmp_path / "out")
    rows = pq.read_table(made.release.path / "sources.parquet").to_pylist()
    assert [(row["file"], row["name"], row["status"]) for row in rows] == [
        ("alone.txt", "alone.txt", "ok"),
        ("issue.txt", "issue.txt!/a", "duplicate"),
        ("issue.txt", "issue.txt!/b", "ok"),
        ("issue.txt", "issue.txt!/none", "skipped"),
    ]
    assert (made.report["files_in"], made.report["files_out"]) == (2, 2)


def test_the_report_names_the_engines_that_read_images_and_office_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "in", a="a")
    assert built(folder, tmp_path / "out").report["engines"] == {"images": ocr.engine(), "office files": version()}
    (tmp_path / "vie.traineddata").write_bytes(b"another model")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    if ocr.missing() is None:
        assert ocr.engine().endswith(f"(sha256 {hashlib.sha256(b'another model').hexdigest()[:12]})")


def test_the_report_says_what_became_of_every_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="a", b="raise")
    report = json.loads((built(folder, tmp_path / "out").release.path.parent.parent / "report.json").read_text())
    assert report["status"] == {"failed": 1, "ok": 1}
    assert report["findings"] == {"error": 0, "warning": 1, "info": 0}
    good, bad = report["documents"]
    assert (good["source"], good["status"], good["rows"]["qms_status"]) == ("a.txt", "ok", 1)
    assert good["findings"]["warning"] == 1
    assert good["seconds"] > 0
    assert bad["errors"] == [
        {
            "category": "exception",
            "component": "worker",
            "page": None,
            "message": "the program failed on it: RuntimeError: no such layout",
        }
    ]


def test_the_report_counts_what_changed_against_the_release_before(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="a")
    assert built(folder, tmp_path / "out").report["changes"] == {}
    write(folder, b="b")
    changes = built(folder, tmp_path / "out").report["changes"]
    assert changes["documents"] == {"gained": 1, "lost": 0}
    assert changes["agencies"] == {"gained": 1, "lost": 1}  # more mentions of the same agency
    assert "cells" not in changes


def test_the_bytes_do_not_depend_on_workers_place_or_time(tmp_path: Path) -> None:
    contents = {f"plan{number}": str(number) for number in range(6)} | {"bad": "raise", "twin": "3"}
    one = built(write(tmp_path / "here", **contents), tmp_path / "one", workers=1)
    time.sleep(1.1)  # into another second, so that a clock in any file would show
    two = built(write(tmp_path / "there", **contents), tmp_path / "two", workers=3)
    assert one.release.id == two.release.id
    assert {p.name: p.read_bytes() for p in one.release.path.iterdir()} == {
        p.name: p.read_bytes() for p in two.release.path.iterdir()
    }


BUILD = """
import sys
from pathlib import Path
from pipeline.build import Run, build
from pipeline.result import Settings
from pipeline.watching import Watcher

class Printer(Watcher):
    def done(self, staged, reason):
        print(staged.name, flush=True)

run = Run(2, Settings(timeout_seconds=60), "tests.fake_process")
build([Path(sys.argv[1])], Path(sys.argv[2]), run=run, watcher=Printer())
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_a_build_that_is_stopped_while_reading_leaves_the_last_release(tmp_path: Path, how: signal.Signals) -> None:
    folder, out = write(tmp_path / "in", a="a"), tmp_path / "out"
    last = built(folder, out).release
    write(folder, b="hang", c="c")  # what is unchanged is not read again: one new document to read, one that hangs
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-c", BUILD, str(folder), str(out)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=subprocess.DEVNULL, env=environment) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"c.txt\n"
        running.send_signal(how)
        assert running.wait(timeout=20) != 0
    assert (out / "latest").resolve() == last.path
    for added in ("b.txt", "c.txt"):
        (folder / added).unlink()
    assert built(folder, out).release == last
