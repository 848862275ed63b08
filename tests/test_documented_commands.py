"""Every command that the documentation tells a reader to type exists, with the options shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from pipeline.cli import app

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "output" / "README.md"])
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def typed(text: str, program: str) -> list[str]:
    """Return what follows `program` on the lines of code blocks and in inline code."""
    code = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.strip().removeprefix("$ ").removeprefix("uv run ") for block in code for line in block.splitlines()]
    lines += [match.removeprefix("uv run ") for match in re.findall(r"`([^`\n]+)`", text)]
    return [line.removeprefix(program + " ") for line in lines if line.startswith(program + " ")]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documented_congbao_commands_exist(path: Path) -> None:
    for line in typed(path.read_text(encoding="utf-8"), "congbao"):
        words = re.sub(r"\"[^\"]*\"|'[^']*'", "TEXT", line.split("#")[0].split("|")[0]).split()
        if words[0].startswith("-"):
            continue
        assert words[0] in COMMANDS, f"{path.name}: congbao {line}"
        options = {name for parameter in COMMANDS[words[0]].params for name in parameter.opts} | {"--help", "-h"}
        for word in words[1:]:
            assert not word.startswith("-") or word in options, f"{path.name}: congbao {line}: no option {word}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documented_make_targets_exist(path: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in typed(path.read_text(encoding="utf-8"), "make"):
        assert line.split()[0] in targets, f"{path.name}: make {line}"
