"""What getting ready to resolve waits for: told by what is imported, not by a clock."""

from __future__ import annotations

import subprocess
import sys

_IMPORTED = """
import sys
before = set(sys.modules)
from datetime import date
from normalizers.agencies import resolve
for raw in {raws}:
    found = resolve(raw, province_code="67", on=date(2018, 4, 18), within="Thị xã Gia Nghĩa")
    assert found.agency_id, raw
print(*sorted(set(sys.modules) - before))
"""
#: each takes as long to import as a tenth of what resolving waits for, or longer, or brings in one that does
SLOW = {
    "dataclasses", "inspect", "pathlib", "urllib.parse", "ipaddress", "hashlib", "csv", "random", "logging", "argparse",
    "yaml", "pydantic", "rapidfuzz", "regex", "pyarrow", "typer", "unittest",
}  # fmt: skip


def imported(*raws: str) -> set[str]:
    """Return the modules that a new interpreter imports to resolve these names."""
    run = [sys.executable, "-c", _IMPORTED.format(raws=raws)]
    return set(subprocess.run(run, check=True, capture_output=True, text=True).stdout.split())


def test_names_that_a_key_finds_wait_for_no_slow_module() -> None:
    modules = imported("UBND xã Đắk Nia", "Sở NN&PTNT", "UBND phường Nghĩa Thành")
    assert "normalizers.gazetteer" in modules
    assert not modules & SLOW


def test_only_a_name_that_no_key_finds_waits_for_the_measure_of_nearness() -> None:
    assert {name.partition(".")[0] for name in imported("UBND xã Đak Nio")} & SLOW == {"rapidfuzz"}
