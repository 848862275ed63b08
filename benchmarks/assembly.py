"""The dataset stage alone: the parent's time and memory by the number of documents, which are staged, not read.

python -m benchmarks.assembly [--counts 1000 10000] [--folder DIR]

One generated document is read; its rows are staged again and again under other ids. What is measured is everything from
the stage to the published release, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks import generated
from pipeline import process
from pipeline.build import stage_path
from pipeline.conform import conform
from pipeline.result import Settings
from pipeline.stage import Stage
from pipeline.staged import PackedResult, Staged, pack_batch, pack_result, unpack_batch

ROOT = Path(__file__).parent.parent
RUN = """
import json, resource, sys, time
from collections import Counter
from pathlib import Path
from pipeline.build import _publish
from pipeline.publish import exclusive
from pipeline.stage import Stage
from pipeline.watching import Watcher
out, path, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
started = time.monotonic()
with exclusive(out), Stage(path) as stage:
    made = _publish([stage], out, (), Counter(files=count), started, Watcher())
own = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"wall": time.monotonic() - started, "cpu": own.ru_utime + own.ru_stime, "mib": own.ru_maxrss / 1024,
                  "rows": sum(made.release.rows.values())}))
"""


def again(packed: PackedResult, number: int) -> PackedResult:
    """Return a result under another document's id, its records' ids changed with it."""
    name, document_id = f"{number:08}.txt", f"kon-tum/2024/{number:08}-kh-ubnd"
    tables = {}
    for table, rows in packed.tables.items():
        batch = unpack_batch(table, rows)
        for column in ("document_id", "record_id", "finding_id", "source_name"):
            place = batch.schema.get_field_index(column)
            if place < 0:
                continue
            field = batch.schema.field(place)
            if column in ("document_id", "source_name"):
                value = document_id if column == "document_id" else name
                values = pa.array([value] * batch.num_rows, pa.string())
            else:
                values = pc.binary_join_element_wise(batch.column(place), f"{number:08x}", "")
            batch = batch.set_column(place, field, values)
        tables[table] = pack_batch(batch)
    return replace(packed, name=name, document_id=document_id, tables=tables)


def main() -> None:
    """Measure and print a table in Markdown."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    asked.add_argument("--folder", type=Path)
    options = asked.parse_args()
    (reading,) = process.read_source(generated.document(1).encode(), "a.txt", Settings())
    packed = pack_result(conform(process.understand(reading, "a.txt")[0]))
    write = sys.stdout.write
    write("| documents | rows | wall s | CPU s | CPU ms a document | peak MiB |\n|---|---|---|---|---|---|\n")
    for count in options.counts:
        out = Path(tempfile.mkdtemp(prefix="congbao-assembly-", dir=options.folder))
        with Stage(stage_path(out)) as stage:
            stage.begin()
            for number in range(count):
                result = again(packed, number)
                stage.store(Staged(result.name, f"{number:064}", None, [result]), "", "", 0, (0.0, 0))
        command = [sys.executable, "-P", "-c", RUN, str(out), str(stage_path(out)), str(count)]
        ended = subprocess.run(
            command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, stdout=subprocess.PIPE, text=True
        )
        taken = json.loads(ended.stdout.splitlines()[-1])
        write(
            f"| {count:,} | {taken['rows']:,} | {taken['wall']:.1f} | {taken['cpu']:.1f} | "
            f"{1000 * taken['cpu'] / count:.2f} | {taken['mib']:.0f} |\n"
        )
        sys.stdout.flush()
        shutil.rmtree(out)


if __name__ == "__main__":
    main()
