"""Documents in and datasets out of an object store: a real S3 server on loopback, and one that fails."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer
from pyarrow import fs

from pipeline import UserError, files, serving, worker
from pipeline import build as building
from pipeline.build import Build, Run, build
from pipeline.ingest import discover
from pipeline.remote import within
from pipeline.result import Settings
from tests import fake_process
from tests.test_incremental import contents, here, work

RUN = Run(1, Settings(timeout_seconds=30.0), "tests.fake_process")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch) -> fs.FileSystem:
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setattr(building, "_outcomes", here)
    system, _ = files.remote("s3://bucket")
    s3: Any = fs.S3FileSystem(
        endpoint_override=server.removeprefix("http://"), scheme="http", region="us-east-1", allow_bucket_creation=True
    )
    for bucket in ("plans", "datasets"):
        s3.create_dir(bucket)
    return system


def put(store: fs.FileSystem, **objects: str) -> None:
    for name, content in objects.items():
        with store.open_output_stream(f"plans/2025/{name}.txt") as target:
            target.write(content.encode())


def test_a_bucket_gives_the_same_dataset_as_the_same_files_on_disk(tmp_path: Path, store: fs.FileSystem) -> None:
    texts = {"a": "a", "b": "b", "issue": "holds c|none", "bad": "raise"}
    put(store, **texts, README="left out")
    (tmp_path / "in").mkdir()
    for name, content in texts.items():
        (tmp_path / "in" / f"{name}.txt").write_text(content)
    on_disk = build([tmp_path / "in"], tmp_path / "disk", run=RUN)
    first = build([Path("s3://plans/2025")], tmp_path / "out", run=RUN)
    assert contents(first) == contents(on_disk)
    put(store, a="A")
    assert work(build([Path("s3://plans/2025")], tmp_path / "out", run=RUN)) == (1, 0, 3)


def test_a_dataset_is_published_into_a_bucket_and_built_on_from_there(tmp_path: Path, store: fs.FileSystem) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    made: list[Build] = []

    def built(folder: Path) -> None:
        made.append(build([tmp_path / "in"], folder, run=RUN))
        expected.update(contents(made[-1]))

    expected: dict[str, bytes] = {}
    within("s3://datasets/iso", built)
    within("s3://datasets/iso", built)
    assert [work(one) for one in made] == [(1, 0, 0), (0, 0, 1)]
    with store.open_input_stream("datasets/iso/latest.json") as source:
        release = json.loads(source.read())["path"]
    found = {}
    for name, where in files.listed(f"s3://datasets/iso/{release}"):
        with store.open_input_stream(files.remote(where)[1]) as source:
            found[name] = source.read()
    assert found == expected


def test_an_object_that_is_gone_when_it_is_read_is_a_result_too(store: fs.FileSystem) -> None:
    put(store, a="a")
    (source, *_) = discover([Path("s3://plans/2025")])
    store.delete_file("plans/2025/" + source.name)
    staged = serving.work(fake_process, worker.Task(source), Settings())
    assert staged.trouble == "unreadable"


class Refusing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(503)

    def do_HEAD(self) -> None:
        self.send_error(503)

    def log_message(self, *arguments: object) -> None:
        return


@pytest.mark.parametrize("kind", ["errors", "silence"])
def test_a_store_that_fails_or_never_answers_is_one_clear_error(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SECONDS", 0.5)
    monkeypatch.setattr(files, "RETRIES", 1)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    if kind == "errors":
        failing = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
        threading.Thread(target=failing.serve_forever, daemon=True).start()
        port, close = failing.server_port, failing.shutdown
    else:
        deaf = socket.create_server(("127.0.0.1", 0))  # takes connections and says nothing
        port, close = deaf.getsockname()[1], deaf.close
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    try:
        with pytest.raises(UserError, match=r"s3://plans/2025: cannot be listed: "):
            discover([Path("s3://plans/2025")])
    finally:
        close()
