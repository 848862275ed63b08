"""What a document is about: the standards that it names, and whether it is about ISO điện tử."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from extractors.document import Document
from extractors.heads.facts import Header
from extractors.lines import lines
from extractors.records import Cited, Record
from normalizers.standards import find_standards
from normalizers.text import clean

_ELECTRONIC = regex.compile(r"ISO\s+điện\s+tử|ISO\b[^.;]{0,24}\strên\s+môi\s+trường\s+điện\s+tử", regex.IGNORECASE)
_QMS = regex.compile(r"TCVN\s+ISO|hệ\s+thống\s+quản\s+lý\s+chất\s+lượng|HTQLCL", regex.IGNORECASE)
_OFTEN = 3  # mentions from which on a plan is about ISO điện tử rather than naming it in passing


def own_texts(document: Document, records: Sequence[Record]) -> list[Cited]:
    """Return the document's texts without the documents that it cites: their titles name other standards."""
    raws: dict[object, list[str]] = {}
    for record in records:
        if record.table == "citations" and record.values["raw"]:
            raws.setdefault(record.place, []).append(record.values["raw"])
    texts = []
    for line in lines(document):
        text = clean(line.text)
        for raw in raws.get(line.place, []):
            text = text.replace(raw, " ")
        texts.append(Cited(text, line.place))
    return texts


def standards(texts: Iterable[Cited]) -> tuple[list[str], Cited | None]:
    """Return the standards that a document itself names, the most frequent first, and where that one first stands."""
    counted: Counter[str] = Counter()
    first: dict[str, Cited] = {}
    whole: list[Cited] = []
    for cited in texts:  # the printed lines of a title may break "TCVN / ISO 9001:2015"
        if whole and whole[-1].text.endswith(("TCVN", "ISO")):
            whole[-1] = Cited(f"{whole[-1].text} {cited.text}", whole[-1].place)
        else:
            whole.append(cited)
    for cited in whole:
        for standard in find_standards(cited.text):
            if standard.known:
                counted[standard.canonical] += 1
                first.setdefault(standard.canonical, Cited(standard.raw, cited.place))
    names = [name for name, _ in counted.most_common() if not _said_better(name, counted)]
    return names, first[names[0]] if names else None


def _said_better(name: str, named: Iterable[str]) -> bool:
    """Tell whether a standard is named with its edition or series elsewhere: "ISO 9001" by "TCVN ISO 9001:2015"."""
    number, _, year = name.removeprefix("TCVN ").partition(":")
    others = [other for other in named if other != name]
    if not year:
        return any(other.removeprefix("TCVN ").startswith(f"{number}:") for other in others)
    return not name.startswith("TCVN ") and f"TCVN {name}" in others


def electronic(document: Document, facts: Header, texts: Sequence[Cited]) -> tuple[bool | None, Cited | None]:
    """Tell whether the plan is about ISO điện tử, named in a title or heading or often, and where that is seen.

    False for a plan about a quality management system that is not electronic, None for one about no such system.
    """
    body = "\n".join(cited.text for cited in texts)
    if not _QMS.search(body):
        return None, None
    headings = [str(facts.values.get("title") or "")]
    headings += [section.heading for section in document.sections]
    headings += [part.title for part in document.parts]
    headings += [text for table in document.tables() for path in table.headings for text in path]
    named = len(_ELECTRONIC.findall(body)) >= _OFTEN or any(_ELECTRONIC.search(text) for text in headings)
    where = _first(_ELECTRONIC, texts) if named else None
    return named, where or _first(_QMS, texts) or facts.evidence.get("title")


def _first(pattern: regex.Pattern[str], texts: Iterable[Cited]) -> Cited | None:
    found = ((pattern.search(cited.text), cited.place) for cited in texts)
    return next((Cited(match.group(), place) for match, place in found if match is not None), None)
