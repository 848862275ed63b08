"""What the READMEs show is what the commands print, on the dataset built from the corpus."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).parent.parent
SHOWN = ("query", "evaluate", "inspect")


def examples(readme: str) -> list[tuple[str, str]]:
    """Return (command line, printed output) of every console block that shows an output."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = piece.partition("\n")
            if command.split()[0] == "congbao" and output.strip():
                found.append((command, output.rstrip("\n")))
    return found


EXAMPLES = [(readme, *example) for readme in ("README.md", "README.vi.md") for example in examples(readme)]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the corpus and a dataset built from it, as after `make dataset`."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    result = CliRunner().invoke(app, ["build", str(ROOT / "corpus" / "documents"), "--out", str(folder / "output")])
    assert result.exit_code == 0, result.output
    return folder


def test_the_readmes_show_outputs() -> None:
    assert len(EXAMPLES) >= 6


@pytest.mark.parametrize(("readme", "command", "output"), EXAMPLES, ids=lambda value: str(value)[:50])
def test_the_output_shown_is_the_output_printed(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, readme: str, command: str, output: str
) -> None:
    monkeypatch.chdir(checkout)
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    printed = [line.rstrip() for line in result.stdout.rstrip("\n").splitlines()]
    if output.rstrip().endswith("…"):  # the README shows the beginning of a long output
        shown = output.rstrip().removesuffix("…").rstrip().splitlines()
        printed = printed[: len(shown)]
    else:
        shown = output.splitlines()
    assert printed == [line.rstrip() for line in shown], f"{readme}: {command}"
