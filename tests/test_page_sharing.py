"""The pages of one scan are read by all workers that have nothing else to do; what comes out does not tell by whom."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.make.scan import Scanner, scanned_pdf
from pipeline import kept, worker
from pipeline.build import Run, build
from pipeline.cli_build import Bar
from pipeline.ingest import Source
from pipeline.result import DocumentResult, Settings
from pipeline.staged import unpack_result
from pipeline.watching import Watcher

FAKE = "tests.fake_process"
QUICK = Settings(timeout_seconds=4.0, memory_bytes=2 * 1024**3)
PLAN = Path(__file__).parent.parent / "corpus" / "documents" / "dien-bien-1129-kh-ubnd.pdf"


class Read:
    """What a scan of 12 pages gave, who read its pages, and what was told meanwhile."""

    def __init__(
        self, folder: Path, deed: str = "none", page: int = 0, *, workers: int, others: tuple[str, ...] = ()
    ) -> None:
        """Read it and other documents; without others no page is read until all workers have one."""
        notes = folder / f"{deed}-{workers}"
        notes.mkdir()
        readers = 1 if others else workers
        contents = {"scan.pdf": f"scan 12 {notes} {readers} {deed} {page}", **{f"{text}.txt": text for text in others}}
        for name, content in contents.items():
            (folder / name).write_text(content)
        tasks = [worker.Task(Source(name, folder / name)) for name in contents]
        self.told: list[tuple[str, int, int]] = []
        settings = QUICK if deed == "hang" else replace(QUICK, timeout_seconds=60.0)
        outcomes = worker.run(
            tasks, settings, workers=workers, process=FAKE, on_page=lambda *told: self.told.append(told)
        )
        with closing(outcomes):
            self.results = {task.source.name: unpack_result(staged.results[0]) for task, staged in outcomes}
        assert sorted(self.results) == sorted(contents)
        read = [path.name.split("-") for path in notes.iterdir()]
        self.pages, self.readers = sorted(int(number) for number, _ in read), {process for _, process in read}

    @property
    def result(self) -> DocumentResult:
        """What the scan gave."""
        return self.results["scan.pdf"]

    @property
    def text(self) -> str:
        """What its pages say, in the order that the document has them in."""
        return str(self.result.tables["documents"][0]["title"])


def all_pages(*, but: int = 0) -> str:
    return ", ".join(f"page {n}" if n != but else "its picture is damaged" for n in range(1, 13))


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_without_a_document_read_pages_and_the_document_has_them_in_order(tmp_path: Path, workers: int) -> None:
    read = Read(tmp_path, workers=workers)
    assert (len(read.readers), read.pages) == (workers, list(range(1, 13)))
    assert (read.result.status, read.text) == ("ok", all_pages())
    assert read.told == [("scan.pdf", n, 12) for n in range(1, 13)]


def test_documents_go_before_pages(tmp_path: Path) -> None:
    read = Read(tmp_path, workers=2, others=("good 1", "crash", "good 2"))
    assert {name: result.status for name, result in read.results.items()} == {
        "scan.pdf": "ok", "good 1.txt": "ok", "crash.txt": "failed", "good 2.txt": "ok"
    }  # fmt: skip
    assert read.text == all_pages()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_page_that_cannot_be_read_costs_only_itself(tmp_path: Path, workers: int) -> None:
    assert Read(tmp_path, "unread", 7, workers=workers).text == all_pages(but=7)


def test_a_page_lost_by_a_helper_is_read_by_the_owner(tmp_path: Path) -> None:
    read = Read(tmp_path, "lost", 2, workers=2)
    assert read.pages == sorted([*range(1, 13), 2])
    assert (read.result.status, read.text) == ("ok", all_pages())


@pytest.mark.parametrize(
    ("deed", "category"), [("crash", "crash"), ("hang", "timeout"), ("memory", "memory"), ("raise", "exception")]
)
def test_a_document_ends_in_the_same_way_with_helpers_and_without(tmp_path: Path, deed: str, category: str) -> None:
    ends = [Read(tmp_path, deed, 8, workers=workers).result for workers in (1, 2)]
    assert [[error.category for error in end.errors] for end in ends] == [[category], [category]]
    assert {(end.status, end.name) for end in ends} == {("failed", "scan.pdf")}


def test_a_scan_with_helpers_gives_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned_pdf(PLAN.read_bytes(), Scanner(dpi=150, seed=3), [1, 5, 6, 7, 8, 9]))
    given = []
    for workers in (1, 2):
        task = worker.Task(Source("scan.pdf", tmp_path / "scan.pdf"))
        with closing(worker.run([task], Settings(), workers=workers)) as outcomes:
            ((_, staged),) = outcomes
        assert staged.readings is not None
        given.append((kept.unpack(staged.readings), [(packed.tables, packed.errors) for packed in staged.results]))
    assert given[0] == given[1]


def test_the_bar_shows_the_pages_of_the_scan_that_is_read() -> None:
    bar = Bar()
    bar.page("2018/kế hoạch.pdf", 12, 90)
    assert bar._progress.tasks[0].description == "2018/kế hoạch.pdf p. 12/90"


def test_who_watches_a_build_is_told_of_pages(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "scan.pdf").write_text(f"scan 3 {tmp_path} 1 none 0")
    told: list[tuple[str, int, int]] = []
    watcher = Watcher()
    watcher.page = lambda *page: told.append(page)  # type: ignore[method-assign]
    build([tmp_path / "in"], tmp_path / "out", run=Run(workers=1, process=FAKE), watcher=watcher)
    assert [done for _, done, _ in told] == [1, 2, 3]
