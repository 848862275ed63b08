"""Builds in shards, watched builds, what they log and count, and faults of the disk and of files."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline import UserError, cli_watch, files, publish, serving, worker
from pipeline import build as building
from pipeline.build import Run, build, build_from_shards, build_shard, stage_path
from pipeline.cli_build import Options
from pipeline.cli_status import run as status
from pipeline.stage import Stage
from pipeline.watching import Log, Metrics, Several
from tests import fake_process
from tests.test_incremental import FAKE, QUICK, built, contents, here, write

RUN = Run(1, QUICK, FAKE)


@pytest.fixture(autouse=True)
def spare_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_outcomes", here)


def plans(folder: Path) -> Path:
    return write(folder, **{f"plan{number}": f"plan {number}" for number in range(9)}, twin="plan 3", bad="raise")


def test_shards_made_apart_give_the_dataset_of_one_build(tmp_path: Path) -> None:
    folder, out = plans(tmp_path / "in"), tmp_path / "out"
    work = [build_shard([folder], out, shard, 3, run=RUN) for shard in range(3)]
    assert sum(one["files"] for one in work) == sum(one["read"] for one in work) == 11
    assert all(one["files"] for one in work)
    assert not (out / "latest").exists()
    assert contents(build_from_shards(out, run=RUN)) == contents(built(folder, tmp_path / "whole"))


def test_a_shard_again_does_only_what_changed(tmp_path: Path) -> None:
    folder, out = plans(tmp_path / "in"), tmp_path / "out"
    for _ in range(2):
        last = [build_shard([folder], out, shard, 2, run=RUN) for shard in range(2)]
    assert sum(one["keep"] for one in last) == 11


def test_shards_that_are_missing_or_not_done_are_named(tmp_path: Path) -> None:
    folder, out = plans(tmp_path / "in"), tmp_path / "out"
    with pytest.raises(UserError, match="no shards; run: congbao build PATHS --shards N"):
        build_from_shards(out, run=RUN)
    build_shard([folder], out, 0, 2, run=RUN)
    with pytest.raises(UserError, match="shard 1 of 2 is missing"):
        build_from_shards(out, run=RUN)
    with Stage(stage_path(out, 1, 2)) as stage:
        stage.begin()
    with pytest.raises(UserError, match="is not done; run: congbao build --shards 2 --shard 1"):
        build_from_shards(out, run=RUN)


def test_watched_a_build_follows_when_a_file_has_come_to_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = write(tmp_path / "in", a="a"), tmp_path / "out"
    looks: list[int] = []

    def later(seconds: float) -> None:
        looks.append(1)
        if len(looks) == 4:
            write(folder, b="b")

    monkeypatch.setattr(cli_watch.time, "sleep", later)
    options = Options(workers=1, process=FAKE, reviews=tmp_path / "none")
    assert cli_watch.run([folder], out, options, 1.0, builds=2) == 0
    rows = pq.read_table(out / "latest" / "sources.parquet").column("name").to_pylist()
    assert rows == ["a.txt", "b.txt"]
    assert len(looks) >= 5  # the new file was looked at twice before it was taken


def test_what_happens_is_logged_and_counted(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", a="a", bad="raise"), tmp_path / "out"
    out.mkdir()
    watcher = Several([Log(out / "log.jsonl"), Metrics(tmp_path / "congbao.prom")])
    build([folder], out, run=RUN, watcher=watcher)
    watcher.end("done")
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    assert [line["event"] for line in lines] == ["begin", "done", "done", "kept", "assemble", "end"]
    assert (lines[1]["file"], lines[1]["why"], lines[1]["results"][0]["status"]) == ("a.txt", "new", "ok")
    assert "no such layout" in lines[2]["results"][0]["errors"][0]
    metrics = (tmp_path / "congbao.prom").read_text()
    assert "congbao_files 2\n" in metrics
    assert 'congbao_documents_total{status="failed"} 1\n' in metrics
    assert 'congbao_errors_total{category="exception"} 1\n' in metrics
    assert "congbao_running 0\n" in metrics


def test_metrics_that_cannot_be_written_are_said_of_the_file_that_was_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "gone" / "congbao.prom"
    with pytest.raises(FileNotFoundError) as failed:
        Metrics(target).begin(1)
    assert failed.value.filename == str(target)


def test_status_says_what_a_build_would_do_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = write(tmp_path / "in", a="a", b="b"), tmp_path / "out"
    made = build([folder], out, run=Run(1, QUICK))  # the project's own reading, whose keys `status` compares
    assert made.report["files_in"] == 2
    write(folder, a="A", c="c")
    (folder / "b.txt").unlink()
    assert status([folder], out, verify=False, retry=False, as_json=True) == 0
    said = {(row["action"], row["reason"]): row["names"] for row in json.loads(capsys.readouterr().out)}
    assert said == {("read", "changed"): ["a.txt"], ("read", "new"): ["c.txt"], ("leave out", "removed"): ["b.txt"]}
    assert pq.read_table(out / "latest" / "sources.parquet").num_rows == 2


def test_old_releases_go_but_never_the_latest(tmp_path: Path) -> None:
    out, ids = tmp_path / "out", []
    for number in range(4):
        folder = write(tmp_path / "in", a=f"text {number}")
        ids.append(built(folder, out).release.id)
        os.utime(out / "releases" / ids[-1], (number, number))
    assert set(publish.prune(out, 2)) == {ids[0], ids[1]}
    assert {path.name for path in (out / "releases").iterdir()} == {ids[2], ids[3]}
    assert publish.prune(out, 1) == [ids[2]]
    assert publish.prune(out, 0) == []


def disk_full(*arguments: Any, **options: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def stage_full(*arguments: Any) -> None:
    raise sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize(
    ("where", "name", "fault"),
    [(publish, "_write", disk_full), (Stage, "add", stage_full), (building, "write", disk_full)],
    ids=["release", "stage", "report"],
)
def test_a_full_disk_is_one_clear_line_and_the_next_build_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: Any, name: str, fault: Any
) -> None:
    folder, out = write(tmp_path / "in", a="a"), tmp_path / "out"
    last = built(folder, out).release
    write(folder, b="b")
    with monkeypatch.context() as patched, pytest.raises(UserError, match="the disk is full; make room"):
        patched.setattr(where, name, fault)
        built(folder, out)
    assert last.path.is_dir()
    assert contents(built(folder, out)) == contents(built(folder, tmp_path / "fresh"))


def test_a_file_without_permission_is_a_result_and_is_read_when_it_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = write(tmp_path / "in", a="a", secret="b"), tmp_path / "out"
    opened = open

    def refusing(path: Any, *arguments: Any) -> Any:
        if str(path).endswith("secret.txt"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(files, "open", refusing, raising=False)
        made = built(folder, out)
        assert made.report["status"] == {"failed": 1, "ok": 1}
        assert made.report["troubles"] == ["failed: secret.txt: cannot be opened: Permission denied"]
    assert built(folder, out).report["status"] == {"ok": 2}


@pytest.mark.parametrize(("times", "status"), [(1, "ok"), (99, "failed")])
def test_a_file_that_changes_while_it_is_read_is_read_again_and_never_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, status: str
) -> None:
    folder, changed = write(tmp_path / "in", a="first"), []
    opened = open

    def changing(path: Any, *arguments: Any) -> Any:
        if len(changed) < times:
            changed.append(1)
            Path(path).write_text("x" * len(changed))
        return opened(path, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(files, "open", changing, raising=False)
        made = built(folder, tmp_path / "out")
    assert made.report["status"] == {status: 1}
    if status == "ok":
        assert contents(made) == contents(built(folder, tmp_path / "fresh"))
    else:
        assert "changes while it is read" in made.report["troubles"][0]


def test_a_kept_reading_that_names_anything_but_the_model_is_refused() -> None:
    import pickle
    import zlib

    from pipeline import kept

    evil = zlib.compress(pickle.dumps(os.system))
    with pytest.raises(ValueError, match="is no part of a reading"):
        kept.unpack(evil)
    task = worker.Task(building.Source("gone.txt", Path("gone.txt")), evil, "digest")
    assert serving.work(fake_process, task, QUICK).trouble == "unreadable"  # it went back to the file
