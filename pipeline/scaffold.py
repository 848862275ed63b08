"""``congbao new-extractor``: the files of a new record kind, made from the columns of a table.

Everything that a record kind needs is written or extended: its declaration in `schemas`, its headings in the
vocabulary, its extractor, its line in `extractors/kinds.py`, a test and a page of documentation. Nothing is
overwritten; what is there under the name is refused before anything is written, and what was written is taken back
when not all of it works.
"""

from __future__ import annotations

import builtins
import json
import keyword
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

import schemas
from normalizers.vocabulary import heading_key
from pipeline import UserError
from pipeline.scaffold_columns import NewColumn
from pipeline.scaffold_files import LONGEST, extractor_file, field_of, import_line, page_file, schema_file, test_file
from schemas import TABLES, facts
from schemas import columns as columns_of_all

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LONGEST_NAME = 40
#: names that the files written here give to something else
_OURS = frozenset({"annotations", "date", "expected", "first", "other", "second", "shaped", "table"})


def create(root: Path, name: str, columns: Sequence[NewColumn]) -> list[Path]:
    """Write the files of the record kind `name` into the checkout at `root`; return those written or extended.

    Raises UserError, before anything is written, for a name that is no name or taken, or outside a checkout; when what
    was written does not work, everything is put back first.
    """
    _check(name)
    for path in (root / "extractors" / "kinds.py", root / "schemas" / "__init__.py"):
        if not path.is_file():
            raise UserError(f"{path}: not here; run this in a checkout of congbao", exit_code=2)
    new = {
        root / "schemas" / f"{name}.py": schema_file(name, columns),
        root / "extractors" / f"{name}.py": extractor_file(name, columns),
        root / "tests" / f"test_{name}.py": test_file(name, columns),
        root / "docs" / f"{name.replace('_', '-')}.md": page_file(name, columns),
    }
    if name in TABLES or any(path.exists() or path.with_suffix("").is_dir() for path in new):
        raise UserError(f"{name}: there is a record kind or a file of that name; choose another", exit_code=2)
    tables, kinds = root / "schemas" / "__init__.py", root / "extractors" / "kinds.py"
    headings, dictionary = root / "normalizers" / "vocabulary" / "headings.yaml", root / "docs" / "DATA_DICTIONARY.md"
    extended = {
        tables: _declared(tables.read_text(encoding="utf-8"), name),
        kinds: _listed(kinds.read_text(encoding="utf-8"), name),
        headings: _headings(headings.read_text(encoding="utf-8"), name, columns),
    }
    _write(root, name, {**new, **extended}, dictionary)
    return [*new, *extended, dictionary]


def _check(name: str) -> None:
    """Refuse what cannot be the name of a module and of a table at once."""
    wanted = "a name of small letters, digits and _ is needed, such as water_works"
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise UserError(f"{name}: {wanted}", exit_code=2)
    words = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_OURS}
    taken = name in words or any(hasattr(module, name.upper()) for module in (schemas, columns_of_all, facts))
    with duckdb.connect() as connection:
        try:
            connection.execute(f"CREATE VIEW {name} AS SELECT 1")  # a name of letters, digits and _ only
            connection.execute(f"SELECT * FROM {name}")
        except duckdb.Error:
            taken = True
    if taken:
        raise UserError(f"{name}: a word of Python, of SQL or of congbao's own code; choose another name", exit_code=2)


def _write(root: Path, name: str, texts: Mapping[Path, str], dictionary: Path) -> None:
    """Write the files and try them; put everything back as it was when anything fails."""
    before = {path: path.read_bytes() if path.exists() else None for path in (*texts, dictionary)}
    try:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        _run(root, name, "-m", "schemas")
        _run(root, name, "-c", f"import extractors.kinds, schemas; schemas.TABLES[{name!r}]")
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise


def _run(root: Path, name: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise UserError(f"{name}: what was written does not work ({reason}); nothing was changed")


# the files that are extended


def _declared(text: str, name: str) -> str:
    """Return `schemas/__init__.py` with the new table imported and listed before the layers."""
    line = f"from schemas.{name} import {name.upper()}\n"
    imports = sorted([*re.findall(r"^from schemas\.\w+ import .*\n", text, re.MULTILINE), line], key=_module)
    block = re.search(r"(?:^from schemas\.\w+ import .*\n)+", text, re.MULTILINE)
    assert block is not None
    text = text[: block.start()] + "".join(imports) + text[block.end() :]
    return text.replace("        TABLE_VALUES,\n", f"        {name.upper()},\n        TABLE_VALUES,\n", 1)


def _module(line: str) -> str:
    return line.split()[1]


def _listed(text: str, name: str) -> str:
    """Return `extractors/kinds.py` with the new extractor imported and in the list."""
    known = re.findall(r"\b(\w+)\.extract\b", text)
    imported = import_line("extractors", sorted([*known, name]))
    text = re.sub(r"^from extractors import (?:\([^)]*\)|[^\n]*)", imported, text, count=1, flags=re.MULTILINE)
    start = "KINDS: tuple[Callable[[Document, Scope], Extraction], ...] = ("
    listed = [f"{kind}.extract" for kind in [*known, name]]
    line = f"{start}{', '.join(listed)})"
    if len(line) > LONGEST:
        line = start + "".join(f"\n    {one}," for one in listed) + "\n)"
    return text[: text.index(start)] + line + "\n"


def _headings(text: str, name: str, columns: Sequence[NewColumn]) -> str:
    """Return `headings.yaml` with an entry for each heading that it does not know; those known keep their meaning.

    So do headings that have theirs from the heading above them: the entries hold for whole headings where they stood,
    alone or under the same heading.
    """
    entries = "".join(_entry(field_of(name, column), column) for column in columns if not column.field)
    mark = "\n# Which level of agencies"
    return text.replace(mark, f"\n  # {name}\n{entries}{mark}", 1) if entries else text


def _entry(field: str, column: NewColumn) -> str:
    whole, *above = (json.dumps(heading_key(text), ensure_ascii=False) for text in (column.heading, *column.above[-1:]))
    where = f"needs: [{above[0]}]" if above else "alone: true"
    return f"  - {{field: {field}, whole: [{whole}], {where}}}\n"
