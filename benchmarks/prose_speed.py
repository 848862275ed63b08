"""What reading prose with spaCy costs: the first use in a process, and then each document.

    python -m benchmarks.prose_speed
    python -m benchmarks.prose_speed corpus/documents/*.docx --repeat 5

Prints the seconds until the first text is read, the speed of the pipeline alone, and for each document the time that
targets, phases and assignments take beside that of reading and shaping it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractors import phases, prose, readers
from extractors.aims import targets
from extractors.document import Document, Paragraph
from extractors.duties import assignments
from extractors.layout import shape

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"


def seconds(do: Callable[[], object]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def extract(document: Document) -> None:
    """Read all prose of a document anew."""
    prose.read.cache_clear()
    targets.extract(document)
    phases.extract(document)
    assignments.extract(document)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=3, help="the best of so many runs counts")
    asked = parser.parse_args()
    files: list[Path] = asked.files or sorted(path for path in DOCUMENTS.iterdir() if path.is_file())
    sys.stdout.write(f"first text: {seconds(lambda: prose.read('Áp dụng ISO điện tử.')):.2f} s\n")

    sys.stdout.write(f"{'file':32} {'read+shape ms':>14} {'prose ms':>9} {'share':>6}\n")
    texts: list[str] = []
    for path in files:
        data = path.read_bytes()
        document = shape(readers.read(data, path.name))
        texts += [block.text for block in document.blocks if isinstance(block, Paragraph)]
        reading = min(seconds(lambda: shape(readers.read(data, path.name))) for _ in range(asked.repeat))  # noqa: B023
        telling = min(seconds(lambda: extract(document)) for _ in range(asked.repeat))  # noqa: B023
        share = telling / (reading + telling)
        sys.stdout.write(f"{path.name:32} {reading * 1000:14.1f} {telling * 1000:9.1f} {share:6.0%}\n")

    nlp = prose.pipeline()
    taken = min(seconds(lambda: list(nlp.pipe(texts))) for _ in range(asked.repeat))
    size = sum(len(text.encode()) for text in texts)
    sys.stdout.write(f"pipeline alone: {len(texts) / taken:,.0f} paragraphs/s, {size / taken / 1e6:.2f} MB/s\n")


if __name__ == "__main__":
    main()
