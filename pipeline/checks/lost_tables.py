"""Tables that a source gives without their grid: cells as lines, rows as sentences. They are reported, not guessed."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.document import Document, Irregularity, Paragraph
from normalizers.vocabulary import heading_fields

_LONGEST_HEADING = 60
_NEAR = 8  # paragraphs between two figures that stand by themselves: the other cells of a row
_MANY = 4  # such figures, and they are cells of a table whatever stands over them; headings in succession too
_FEW = 3  # such figures, where headings of columns stand right above
_ALONE = regex.compile(r"\d[\d.,]*|[xX✓✔√]")  # a figure or a mark
_HEADINGS = regex.compile(r"(?:(?:S\s?)?TT|S[Ốố] TT)\.? (?=\p{Lu})", regex.I)
_ROW = regex.compile(r"(?<!\S)(\d{1,3})[.)]? (?=\p{Lu})")
_ROWS = 3  # numbered 1, 2, 3 behind headings: the rows of a table that was flattened


def lost_tables(document: Document) -> Iterator[Irregularity]:
    """Yield the tables whose cells the source gives as lines, or whose rows it gives as sentences."""
    paragraphs: list[Paragraph] = []
    for block in (*document.blocks, None):
        if isinstance(block, Paragraph):
            paragraphs.append(block)
            continue
        alone = [index for index, one in enumerate(paragraphs) if _ALONE.fullmatch(one.text.strip())]
        told = False
        for figures in _clusters(alone):
            above = paragraphs[max(0, figures[0] - _NEAR) : figures[0]]
            headings = [one for one in above if _is_heading(one.text)]
            if len(figures) >= (_MANY if len(headings) < 2 else _FEW):
                told = True
                yield _lost_table(headings or paragraphs[figures[0] : figures[0] + _FEW])
        if not told and (run := _run_of_headings(paragraphs)):
            told = True
            yield _lost_table(run)
        if not told:
            yield from map(_lost_table, _run_together(paragraphs))
        paragraphs = []


def _lost_table(shown: list[Paragraph]) -> Irregularity:
    return Irregularity("cells_without_rows", " | ".join(one.text for one in shown), shown[0].place)


def _run_of_headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the first run of headings of columns, one after the other, that is too long to be anything else."""
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        if _is_heading(paragraph.text) and not paragraph.label:
            run.append(paragraph)
            continue
        if len(run) >= _MANY:
            return run
        run = []
    return run if len(run) >= _MANY else []


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.endswith(":") and heading_fields((text,)) is not None


def _clusters(indices: list[int]) -> Iterator[list[int]]:
    """Yield the runs of ascending indices that stand near each other."""
    run: list[int] = []
    for index in indices:
        if run and index - run[-1] > _NEAR:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _run_together(paragraphs: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the headings "STT Cơ quan Số TTHC" in one line, behind which rows run on: "1 Sở Y tế 98 2 Sở Nội vụ 60"."""
    for at, paragraph in enumerate(paragraphs):
        if not _HEADINGS.match(paragraph.text):
            continue
        text = " ".join(one.text for one in paragraphs[at : at + _NEAR])
        numbers = iter([int(found.group(1)) for found in _ROW.finditer(text)])
        if all(number in numbers for number in range(1, _ROWS + 1)):  # each behind the one before it
            yield [paragraph]
