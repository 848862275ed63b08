"""The dataset of a few results, in memory: what `congbao inspect` shows of one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.assembly import Assembly
from pipeline.conform import numbered
from pipeline.result import DocumentResult, Row
from pipeline.reviews import Review
from pipeline.stage import Stage
from pipeline.staged import Staged, pack_result
from schemas import TABLES


def assemble(results: Sequence[DocumentResult], reviews: Sequence[Review] = ()) -> dict[str, list[Row]]:
    """Return every table of the dataset, sorted, every column named, from the results of all sources.

    Sources that hold the same document give it once: the most faithful reading speaks, and where the others differ
    there is a finding. Reviewers' decisions are replayed on what the sources gave. Nothing here depends on the order of
    `results`.
    """
    with Stage(None) as stage:
        stage.begin()
        by_file: dict[str, list[DocumentResult]] = {}
        for result in results:
            by_file.setdefault(result.file or result.name, []).append(result)
        for file, own in by_file.items():
            packed = [
                pack_result(
                    replace(result, tables={**result.tables, "findings": numbered(result.tables.get("findings", ()))})
                )
                for result in own
            ]
            stage.store(Staged(file, own[0].source_id, None, packed), "", "", 0, (0.0, 0))
        assembly = Assembly([stage], reviews)
        try:
            return {name: [row for batch in assembly.batches(name) for row in batch.to_pylist()] for name in TABLES}
        finally:
            assembly.close()
