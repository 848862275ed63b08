"""The command line as a person meets it: what is printed where, which exit code, one clear line for every fault."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from schemas import TABLES
from schemas.dictionary import data_dictionary
from tests.command_line import DECISION, ENVIRONMENT, PROGRAM, Ended, congbao, program

PAGE = "<html><head><title>Tin</title></head><body><h1>Thời tiết</h1><p>Ngày mai trời nắng.</p></body></html>"


def pdf(path: Path, *, pages: int = 1, encrypt: StandardEncryption | None = None) -> bytes:
    canvas = Canvas(str(path), encrypt=encrypt, invariant=True)
    for number in range(pages):
        canvas.drawString(72, 720, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with one decision and one file for each fault."""
    folder = tmp_path_factory.mktemp("faulty") / "in"
    folder.mkdir()
    (folder / "77-qd-ubnd.txt").write_text(DECISION, encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    whole = pdf(folder / "truncated.pdf", pages=40)
    (folder / "truncated.pdf").write_bytes(whole[: len(whole) // 3])
    pdf(folder / "encrypted.pdf", encrypt=StandardEncryption("secret", canPrint=0))
    (folder / "not-a-zip.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)
    (folder / "no-table.html").write_text(PAGE, encoding="utf-8")
    with (folder / "huge.txt").open("wb") as file:
        file.writelines(b"1. Quyet dinh ve ke hoach\n" * 65536 for _ in range(124))
    (folder / os.fsdecode(b"odd \xff\n'\"$name.txt")).write_text("Danh sách mua hàng: gạo, muối.", encoding="utf-8")
    (folder / "recipe.txt").write_text("Luộc trứng mười phút rồi ngâm nước lạnh.\n", encoding="utf-8")
    yield folder
    (folder / "huge.txt").unlink()  # too much to leave behind


@pytest.fixture(scope="module")
def out(faulty: Path) -> Path:
    return faulty.with_name("out")


@pytest.fixture(scope="module")
def built(faulty: Path, out: Path) -> Ended:
    return program("build", faulty, "--out", out, "--workers", 2)


@pytest.fixture(scope="module")
def sources(built: Ended, out: Path) -> dict[str, dict[str, object]]:
    answer = congbao("query", "SELECT * FROM sources", "--json", "--out", out)
    return {row["name"]: row for row in json.loads(answer.out)}


@pytest.mark.parametrize(
    ("name", "status", "categories"),
    [
        ("77-qd-ubnd.txt", "ok", {None}),
        ("empty.pdf", "failed", {"empty"}),
        ("truncated.pdf", "failed", {"truncated", "corrupt"}),
        ("encrypted.pdf", "failed", {"encrypted"}),
        ("not-a-zip.docx", "failed", {"corrupt", "truncated"}),
        ("no-table.html", "skipped", {"not_a_decision"}),
        ("huge.txt", "failed", {"too_large"}),
        ("odd \\xff\n'\"$name.txt", "skipped", {"not_a_decision"}),
        ("recipe.txt", "skipped", {"not_a_decision"}),
    ],
)
def test_each_bad_file_has_its_row_and_its_line(
    built: Ended, sources: dict[str, dict[str, object]], name: str, status: str, categories: set[str | None]
) -> None:
    row = sources[name]
    assert (row["status"], row["error_category"] in categories) == (status, True), row
    lines = [line for line in built.err.splitlines() if name.replace("\n", "\\n") in line]
    if status == "ok":
        assert lines == []
    else:
        assert len(lines) == 1
        assert lines[0].startswith(f"{status}: ")
        assert str(row["error"]) in lines[0]


def test_nothing_else_is_lost_and_the_exit_code_says_that_some_failed(
    built: Ended, out: Path, faulty: Path, sources: dict[str, dict[str, object]]
) -> None:
    assert built.code == 3
    assert len(sources) == len(list(faulty.iterdir())) == 9
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [line["source"] for line in report["documents"] if line["status"] == "ok"] == ["77-qd-ubnd.txt"]
    assert "Traceback" not in built.err


def test_the_summary_names_counts_release_and_the_next_command(built: Ended, out: Path) -> None:
    assert built.out.startswith("Read 9 files (5 failed, 3 skipped, 1 ok): 1 document in ")
    assert f"Release {(out / 'latest').resolve()}" in built.out
    assert f"congbao query --out {out} " in built.out
    assert all(f"\n{name} " in built.out for name in TABLES)
    assert "\x1b" not in built.out + built.err


def test_the_summary_counts_what_stands_in_an_archive(faulty: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "issue.zip", "w") as archive:
        archive.write(faulty / "77-qd-ubnd.txt", "decision.txt")
        archive.writestr("broken.docx", b"PK\x03\x04 breaks off")
    ended = congbao("build", tmp_path / "issue.zip", "--out", tmp_path / "out")
    assert ended.out.startswith("Read 1 file, 2 sources (1 failed, 1 ok): 1 document in ")


def test_the_report_on_stdout_is_the_report_on_disk(faulty: Path, tmp_path: Path) -> None:
    ended = congbao("build", faulty / "77-qd-ubnd.txt", "--out", tmp_path, "--json")
    assert ended.code == 0
    assert json.loads(ended.out) == json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))


def test_findings_can_fail_a_build(faulty: Path, tmp_path: Path) -> None:
    text = DECISION.replace("TCVN ISO 9001:2015", "TCVN ISO 9001:2018")
    (tmp_path / "in.txt").write_text(text, encoding="utf-8")
    arguments: Sequence[object] = ("build", tmp_path / "in.txt", "--out", tmp_path / "out")
    assert congbao(*arguments).code == 0
    assert congbao(*arguments, "--fail-on", "warning").code == 4
    found = json.loads(congbao("findings", "--json", "--rule", "unknown_standard", "--out", tmp_path / "out").out)
    assert [row["severity"] for row in found] == ["warning"]
    assert congbao("findings", "--severity", "error", "--out", tmp_path / "out").out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["build", "nowhere"], 2, "nowhere: no such file or folder"),
        (["build", "empty"], 1, "empty: no documents found"),
        (["build"], 2, "try: congbao build FOLDER"),
        (["build", "empty", "--workers", "0"], 2, "--workers"),
        (["build", "empty", "--out", "file"], 1, "file"),
        (["inspect", "nowhere.pdf"], 2, "nowhere.pdf: no such file"),
        (["inspect", "empty"], 2, "empty: is a folder"),
        (["query", "SELECT 1"], 1, "no release there yet; build one first"),
        (["findings"], 1, "no release there yet"),
        (["schema", "plans"], 2, "plans: no such table; there are documents, sources"),
        (["query", "SELECT 1", "--json", "--csv"], 2, "exclude each other"),
        (["build", "empty", "--shard", "3"], 2, "--shards N and --shard I go together"),
        (["build", "empty", "--shards", "3"], 2, "--shards N and --shard I go together"),
        (["build", "empty", "--shards", "3", "--shard", "3"], 2, "with I from 0 to N-1"),
        (["build", "--from-shards", "--shards", "3"], 2, "--from-shards publishes what the shards made"),
        (["build", "empty", "--address", "foo:1"], 2, "--address foo:1 is for --engine ray"),
        (["build", "empty", "--reviews", "nope"], 2, "--reviews nope: no such folder"),
        (["watch", "empty", "--reviews", "nope"], 2, "--reviews nope: no such folder"),
        (["build", "empty", "--metrics", "nope/x.prom"], 2, "--metrics nope/x.prom: no folder nope"),
        (["publish"], 2, "publish"),
        (["build", "--fast"], 2, "--fast"),
    ],
)
def test_faults_of_the_user_are_one_line_and_an_exit_code(
    tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    ended = congbao(*arguments, cwd=tmp_path)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith("congbao: ")
    assert ended.err.count("\n") == 1
    assert said in ended.err


def test_query_prints_aligned_text_json_or_csv(built: Ended, out: Path) -> None:
    sql = "SELECT code, issued_on, number, total_budget_vnd FROM documents"
    text = congbao("query", sql, "--out", out).out.splitlines()
    assert text[0].split() == ["code", "issued_on", "number", "total_budget_vnd"]
    assert text[2].split() == ["77/QĐ-UBND", "2020-03-05", "77", "NULL"]
    (row,) = json.loads(congbao("query", sql, "--json", "--out", out).out)
    assert row == {"code": "77/QĐ-UBND", "issued_on": "2020-03-05", "number": 77, "total_budget_vnd": None}
    lines = list(csv.reader(io.StringIO(congbao("query", sql, "--csv", "--out", out).out)))
    assert lines == [list(row), ["77/QĐ-UBND", "2020-03-05", "77", ""]]


def test_every_table_is_a_view(built: Ended, out: Path) -> None:
    union = " UNION ALL ".join(f"SELECT '{name}' AS name, count(*) AS rows FROM {name}" for name in TABLES)
    rows = json.loads(congbao("query", union, "--json", "--out", out).out)
    assert {row["name"] for row in rows} == set(TABLES)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM plans", "tables: documents, sources, "),
        ("SELECT colour FROM documents", "colour"),
        ("SELEC 1", "syntax error"),
    ],
)
def test_wrong_sql_is_one_line_with_a_hint(built: Ended, out: Path, sql: str, said: str) -> None:
    ended = congbao("query", sql, "--out", out)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert said in ended.err


@pytest.mark.parametrize("nothing", ["", "  ", "-- a comment"])
def test_a_query_and_a_graph_of_nothing_are_wrong_usage(built: Ended, out: Path, nothing: str) -> None:
    ended = congbao("query", "--out", out, "--", nothing)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "congbao: no statement to run; try: congbao query 'SELECT * FROM documents'\n"
    if not nothing.strip():
        ended = congbao("graph", "--out", out, nothing)
        assert (ended.code, ended.err.split(";")[0]) == (2, "congbao: no document named")


def test_a_list_is_one_line_of_csv(built: Ended, out: Path) -> None:
    ended = congbao("query", "SELECT ['a', 'b', 'ộ'] AS standards", "--csv", "--out", out)
    assert ended.out.splitlines() == ["standards", '"[""a"",""b"",""ộ""]"']


def test_failed_files_come_before_findings_in_the_exit_code(faulty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(DECISION.replace("TCVN ISO 9001:2015", "TCVN ISO 9001:2018"), encoding="utf-8")
    (folder / "b.pdf").touch()
    assert congbao("build", folder, "--out", tmp_path / "out", "--fail-on", "warning").code == 3


def test_inspect_shows_facts_and_publishes_nothing(faulty: Path, tmp_path: Path) -> None:
    ended = congbao("inspect", faulty / "77-qd-ubnd.txt", cwd=tmp_path)
    assert ended.code == 0
    assert "77/QĐ-UBND" in ended.out
    assert "Điều 1" in ended.out
    assert list(tmp_path.iterdir()) == []


def test_inspect_as_json_has_every_table(faulty: Path) -> None:
    data = json.loads(congbao("inspect", faulty / "77-qd-ubnd.txt", "--json").out)
    assert list(data) == ["source", "status", "errors", "tables"]
    assert list(data["tables"]) == list(TABLES)
    assert (data["status"], data["errors"], data["source"]["format"]) == ("ok", [], "text")
    (document,) = data["tables"]["documents"]
    assert (document["issued_on"], document["province_code"]) == ("2020-03-05", "62")


def test_inspect_of_a_file_that_cannot_be_read_says_why(faulty: Path) -> None:
    ended = congbao("inspect", faulty / "empty.pdf", "--json")
    data = json.loads(ended.out)
    assert (ended.code, data["status"], data["errors"][0]["category"]) == (3, "failed", "empty")
    assert ended.err.count("\n") == 1


def test_schema_explains_tables_for_people_and_programs() -> None:
    listed = congbao("schema").out
    assert all(f"\n{name} " in listed for name in TABLES)
    assert "amount_vnd" in congbao("schema", "budget_lines").out
    assert json.loads(congbao("schema", "rollout", "--json").out)["title"] == "rollout"
    assert congbao("schema", "--markdown").out == data_dictionary()


def test_doctor_says_what_can_be_read_here() -> None:
    ended = congbao("doctor", "--json")
    formats = {item["format"]: item for item in json.loads(ended.out)["formats"]}
    assert ended.code == 0
    assert formats["DOCX"]["readable"]
    scans = formats["scanned PDF, TIFF, PNG, JPEG"]
    assert scans["readable"] == ("Tesseract" in scans["libraries"]) == (not scans["remedy"])
    assert "pypdfium2" in congbao("doctor").out


@pytest.mark.parametrize("command", ["build", "inspect", "query", "findings", "schema", "doctor"])
def test_help_has_examples(command: str) -> None:
    ended = congbao(command, "--help")
    assert ended.code == 0
    assert f"  congbao {command}" in ended.out


def test_without_a_command_the_help_is_shown() -> None:
    ended = congbao()
    assert (ended.code, ended.out) == (2, "")
    assert "Commands:" in ended.err
    ended = congbao("review")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: congbao review ")
    assert "\n  accept  " in ended.err
    assert congbao("--version").out.startswith("congbao 0.")


def test_a_reader_that_goes_away_is_no_error(built: Ended, out: Path) -> None:
    query = f"{shlex.join(PROGRAM)} query 'SELECT * FROM range(200000)' --out '{out}' | head -n 1"
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", query], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, " range\n", "")


def test_progress_is_shown_on_a_terminal_only_and_never_on_stdout(faulty: Path, tmp_path: Path) -> None:
    command = [*PROGRAM, "build", str(faulty / "77-qd-ubnd.txt"), "--out", str(tmp_path / "out")]
    ours, theirs = pty.openpty()
    with (tmp_path / "stdout").open("wb") as stdout:
        running = subprocess.Popen(command, stdout=stdout, stderr=theirs, env=ENVIRONMENT)
    os.close(theirs)
    shown = ""
    with contextlib.suppress(OSError):  # Linux ends a terminal that nobody writes to any more with an error
        while part := os.read(ours, 4096):  # a terminal that is not read would stop the program
            shown += part.decode(errors="replace")
    os.close(ours)
    assert running.wait(timeout=60) == 0
    printed = (tmp_path / "stdout").read_text(encoding="utf-8")
    assert "reading" in shown
    assert printed.startswith("Read 1 file (1 ok): 1 document in ")


@pytest.mark.parametrize(
    ("how", "code", "said"), [(signal.SIGINT, 130, b"interrupted"), (signal.SIGTERM, 143, b"terminated")]
)
def test_a_build_that_is_stopped_ends_with_one_line_and_no_release(
    faulty: Path, tmp_path: Path, how: signal.Signals, code: int, said: bytes
) -> None:
    command = [*PROGRAM, "build", str(faulty), "--out", str(tmp_path), "--workers", "1"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=ENVIRONMENT) as running:
        while not (tmp_path / ".lock").exists() and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(how)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (code, b"")
    assert err == b"congbao: %s; the last release is as it was\n" % said
    assert not (tmp_path / "latest").exists()


def test_help_loads_no_reader_and_no_library_of_tables() -> None:
    code = (
        "import sys; from pipeline.cli import app;"
        "heavy = {'extractors.document', 'pyarrow', 'pandas', 'duckdb', 'pypdfium2', 'spacy', 'pydantic', 'rich'};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.split() == []
