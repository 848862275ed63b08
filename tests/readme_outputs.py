"""Write the outputs that the READMEs show anew: ``python -m tests.readme_outputs`` after ``make dataset``."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).parent.parent
LONGEST = 30  # lines shown of a long output


def renew(text: str) -> str:
    """Return a README with the output under each ``$ congbao`` line as the command prints it now."""

    def block(match: re.Match[str]) -> str:
        pieces = []
        for piece in re.split(r"^\$ ", match[1], flags=re.MULTILINE)[1:]:
            command = piece.partition("\n")[0]
            printed = ""
            if command.startswith("congbao "):
                result = CliRunner().invoke(app, shlex.split(command)[1:])
                if result.exit_code:
                    sys.exit(f"{command}: {result.output}")
                lines = [line.rstrip() for line in result.stdout.rstrip("\n").splitlines()]
                if len(lines) > LONGEST:
                    lines = [*lines[:LONGEST], "…"]
                printed = "".join(f"{line}\n" for line in lines)
            pieces.append(f"$ {command}\n{printed}")
        return "```console\n" + "".join(pieces) + "```"

    return re.sub(r"^```console\n(.*?)^```", block, text, flags=re.MULTILINE | re.DOTALL)


if __name__ == "__main__":
    for name in ("README.md", "README.vi.md"):
        path = ROOT / name
        path.write_text(renew(path.read_text(encoding="utf-8")), encoding="utf-8")
