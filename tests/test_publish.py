"""Releases: complete, immutable, the same for the same rows, and never half there, whatever interrupts."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline import UserError, publish
from pipeline.dataset import assemble
from pipeline.result import Row
from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.validation import SchemaError
from tests.fake_process import result


def tables_of(*names: str) -> dict[str, list[Row]]:
    return assemble([result(name, document_id=f"kon-tum/2025/{number}-qd-ubnd") for number, name in enumerate(names)])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def published(out: Path, *names: str) -> publish.Release:
    with publish.exclusive(out):
        return publish.publish(tables_of(*names), out)


def test_a_release_has_every_table_with_its_declared_schema(tmp_path: Path) -> None:
    release = published(tmp_path, "a")
    assert (tmp_path / "latest").resolve() == release.path
    for name in TABLES:
        table = pq.read_table(release.path / f"{name}.parquet")
        assert table.schema.equals(arrow_schema(name))
        assert table.num_rows == release.rows[name]
        assert table.schema.metadata[b"congbao.schema_version"]
        assert table.schema.metadata[b"congbao.sources"] == b"1"
        assert table.schema.field(0).metadata[b"description"]
    assert pq.ParquetFile(release.path / "qms_status.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


def test_descriptors_tell_the_truth_about_the_files(tmp_path: Path) -> None:
    release = published(tmp_path, "a")
    package = json.loads((release.path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["id"] == release.id == release.path.name
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        content = (release.path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    card = (release.path / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\n")
    assert all(f"- config_name: {name}\n  data_files: {name}.parquet" in card for name in TABLES)
    assert (release.path / "DATA_DICTIONARY.md").is_file()


def test_croissant_metadata_names_every_file_and_every_column(tmp_path: Path) -> None:
    release = published(tmp_path, "a")
    metadata = json.loads((release.path / "croissant.json").read_text(encoding="utf-8"))
    for entry in metadata["distribution"]:
        assert entry["sha256"] == hashlib.sha256((release.path / entry["contentUrl"]).read_bytes()).hexdigest()
    columns = {table["name"]: [field["name"] for field in table["field"]] for table in metadata["recordSet"]}
    assert columns == {name: list(table.column_names) for name, table in TABLES.items()}


def test_the_same_rows_give_the_same_id_and_the_same_bytes(tmp_path: Path) -> None:
    first, second = published(tmp_path / "one", "a", "b"), published(tmp_path / "two", "b", "a")
    assert first.id != published(tmp_path / "three", "a").id
    one, two = tables_of("a", "b"), tables_of("a", "b")
    assert one == two
    assert published(tmp_path / "four", "a", "b").id == first.id
    assert contents(first.path) == contents(tmp_path / "four" / "latest")
    assert second.id != first.id  # another document stands in file a


def test_publishing_again_leaves_the_release_untouched(tmp_path: Path) -> None:
    release = published(tmp_path, "a")
    stamps = {path: path.stat().st_mtime_ns for path in release.path.iterdir()}
    again = published(tmp_path, "a")
    assert again.path == release.path
    assert {path: path.stat().st_mtime_ns for path in release.path.iterdir()} == stamps


def test_a_damaged_release_is_written_anew(tmp_path: Path) -> None:
    release = published(tmp_path, "a")
    whole = contents(release.path)
    (release.path / "rollout.parquet").write_bytes(b"torn")
    published(tmp_path, "a")
    assert contents(release.path) == whole


def test_older_releases_stay(tmp_path: Path) -> None:
    first, second = published(tmp_path, "a"), published(tmp_path, "b", "c")
    assert (tmp_path / "latest").resolve() == second.path
    assert first.path.is_dir()
    assert (tmp_path / "latest").readlink() == Path("releases") / second.id


def test_a_row_that_does_not_fit_publishes_nothing(tmp_path: Path) -> None:
    release = published(tmp_path, "a")
    tables = tables_of("b")
    tables["qms_status"][0]["procedures_state"] = "many"
    with publish.exclusive(tmp_path), pytest.raises(SchemaError, match=r"qms_status\.procedures_state"):
        publish.publish(tables, tmp_path)
    assert (tmp_path / "latest").resolve() == release.path


def test_any_table_can_be_queried_where_it_lies(tmp_path: Path) -> None:
    release = published(tmp_path, "a")
    row = duckdb.sql(f"SELECT agency_raw, procedures_applied FROM '{release.path}/qms_status.parquet'").fetchall()
    assert row == [("UBND  tỉnh", 60)]


def test_two_builds_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with publish.exclusive(tmp_path), pytest.raises(UserError, match="another build"), publish.exclusive(tmp_path):
        pass
    with publish.exclusive(tmp_path):
        pass


def test_a_folder_in_the_place_of_latest_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir(parents=True)
    (tmp_path / "latest" / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="move it away"):
        published(tmp_path, "a")
    assert (tmp_path / "latest" / "notes.txt").read_text() == "mine"


class Interrupted(BaseException):
    """What Ctrl-C is to a build, under a name that nothing else catches."""


STEPS = ("tempfile.mkdtemp", "pq.ParquetWriter", "_flush", "Path.replace", "Path.symlink_to", "shutil.rmtree")


@pytest.fixture
def stop_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Let publishing stop before its n-th step that touches the disk."""
    left = [-1]

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Interrupted
            return original(*arguments, **options)

        return step

    for name in STEPS:
        place, _, attribute = name.rpartition(".")
        holder = getattr(publish, place) if place else publish
        monkeypatch.setattr(holder, attribute, counted(getattr(holder, attribute)))
    yield lambda number: left.__setitem__(0, number)


def test_stopped_at_any_step_the_last_release_is_whole(tmp_path: Path, stop_at: Callable[[int], None]) -> None:
    old = published(tmp_path, "a")
    whole = contents(old.path)
    stops = 0
    while True:
        stops += 1
        stop_at(stops)
        try:
            new = published(tmp_path, "a", "b")
        except Interrupted:
            now = (tmp_path / "latest").resolve()
            assert contents(old.path) == whole
            assert now == old.path or len(contents(now)) == len(whole)
        else:
            break
    assert stops > len(TABLES) * 2
    assert (tmp_path / "latest").resolve() == new.path
    assert not list(tmp_path.glob(".staging-*"))


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from pipeline import publish
from tests.test_publish import published

left = [int(sys.argv[2])]
def counted(original):
    def step(*arguments, **options):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*arguments, **options)
    return step

publish._flush = counted(publish._flush)
Path.replace = counted(Path.replace)
published(Path(sys.argv[1]), "a", "b")
"""


@pytest.mark.parametrize("step", [1, len(TABLES) + 4, len(TABLES) + 5, len(TABLES) + 6])
def test_killed_outright_the_last_release_is_whole_and_the_next_build_clears_up(tmp_path: Path, step: int) -> None:
    old = published(tmp_path, "a")
    whole = contents(old.path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-c", KILLED_BUILD, str(tmp_path), str(step)]
    ended = subprocess.run(command, env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / "latest").resolve() == old.path
    assert contents(old.path) == whole
    new = published(tmp_path, "a", "b")
    assert (tmp_path / "latest").resolve() == new.path
    assert not list(tmp_path.glob(".staging-*"))
