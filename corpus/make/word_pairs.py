"""Count which words follow each other in corpus and vocabularies: ``uv run python -m corpus.make.word_pairs``.

Writes ``normalizers/vocabulary/word_pairs.txt``, by which letters that a converter has lost are put back. Only counts
of pairs are written: a line holds a word and each word that follows it with the number of times. A word with a capital
was never seen without.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from extractors.document import Paragraph
from extractors.readers import read
from extractors.syllables import is_syllable
from normalizers.codes import FILE, Issuer, document_types
from normalizers.gazetteer import gazetteer
from normalizers.text import VIETNAMESE, even_tones
from normalizers.vocabulary import agency_catalogue
from normalizers.vocabulary.loader import entries
from normalizers.word_pairs import BOUND, words_of

HERE = Path(__file__).parent.parent
VOCABULARY = HERE.parent / "normalizers" / "vocabulary"
OUT = VOCABULARY / "word_pairs.txt"
_EACH_PROVINCE = 20
_SMALL = re.compile(rf"(?<![^\W\d_])[{VIETNAMESE}]+(?![^\W\d_])")
_VALUE = re.compile(r"[^\"\n:{}\[\]#|]*[^\x00-\x7f][^\"\n{}\[\]#|]*")


def texts() -> Iterator[str]:
    """Yield the texts that are counted: the corpus with its facts and labels, the vocabularies, names of places."""
    for path in sorted(path for folder in ("documents", "heldout") for path in (HERE / folder).rglob("*")):
        if path.suffix in (".docx", ".html", ".txt"):
            for block in read(path.read_bytes(), path.name).blocks:
                yield from [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    listed = [*(HERE / "procedures").rglob("*.json"), *(HERE / "facts").rglob("*.yaml"), *VOCABULARY.glob("*.yaml")]
    for path in sorted(listed):
        yield from _VALUE.findall(path.read_text(encoding="utf-8"))
    yield from HERE.parent.joinpath("README.vi.md").read_text(encoding="utf-8").splitlines()
    for line in VOCABULARY.joinpath("wordings.txt").read_text(encoding="utf-8").splitlines():
        wording, _, times = line.partition("\t")
        yield from [wording] * int(times or 1)
    units = sorted({(unit.kind, unit.name, unit.level) for unit in gazetteer().units})
    for kind, name, level in units:
        yield from [f"{kind} {name}"] * (_EACH_PROVINCE if level == "province" else 1)  # every document names its own
        yield from [f"{kind} ủy {name}"] * 3 if level == "province" else []
    for kind in ("sở", "bộ", "phòng", "chi cục"):
        yield from (f"{kind} {field.name}" for field in agency_catalogue.fields())


def pairs() -> tuple[dict[str, Counter[str]], set[str]]:
    """Return how often each word follows each other, and the words that are ever written small.

    A mark, a number and an end of the text count as words.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    small: set[str] = set()
    printed = (
        *(kind.code for kind in document_types()),
        *(issuer.symbol for issuer in entries(FILE, "issuers", Issuer)),
    )
    symbols = {part.lower() for symbol in printed for part in re.findall(r"[^\W\d_]+", symbol)}
    for text in texts():
        small.update(even_tones(word) for word in _SMALL.findall(unicodedata.normalize("NFC", text)))
        words = [BOUND, *words_of(text), BOUND]
        for one, other in pairwise(words):
            if all(is_syllable(word) or word in symbols for word in (one, other) if word.isalpha()):
                found[one][other] += 1
    return found, small


def main() -> None:
    """Write the file."""
    found, small = pairs()
    lines = (
        f"{one if one in small else one.capitalize()}\t"
        f"{' '.join(f'{other} {times}' for other, times in sorted(after.items()))}"
        for one, after in sorted(found.items())
    )
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
