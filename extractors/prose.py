"""Prose read with spaCy: whole tokens, sentences, and the words of the vocabulary with their places.

The pipeline is blank: a tokenizer that keeps document codes, dates, numbers, abbreviations, outline labels and highland
names whole, a sentence splitter for the typography of administrative documents, and a span ruler whose patterns come
from ``normalizers/vocabulary/prose.yaml``. It is built when the first text is read: documents without prose to read
never load spaCy.
"""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

import regex

from normalizers.agencies import split_agencies
from normalizers.text import fold
from normalizers.vocabulary.loader import Strict, entries, words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FILE = "prose.yaml"
SPANS = "words"
# what is one token whatever marks it holds: codes, standards, dates, figures, outline labels, names with an apostrophe
_WHOLE = (
    r"\d+[A-Za-zđ]?(?:/\d{4})?/[A-ZĐ][\p{L}\d&]*(?:[-–][\p{L}\d&]+)*",  # 474/QĐ-UBND, 26/2014/TT-BKHCN
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?",  # 15/11, 05/03/2014
    r"\d{1,4}:\d{4}",  # 9001:2015
    r"\d{1,3}(?:[.,]\d{3})+(?:,\d+)?|\d+[.,]\d+|\d+(?:-\d+)?",
    r"(?:\d{1,2}\.)+(?:\d{1,2}\.?)?|[IVXLC]{1,5}(?:\.\d{1,2})*\.",  # 1.1., II.2.1.
    r"\p{L}{1,6}['’ʼ]\p{L}+",  # R'lấp, M'Drắk, H’Drai
    r"\./\.?/?",  # the mark that ends a document
)
_SENTENCE_ENDS = frozenset({".", "!", "?", "./.", "././", "…"})
_LABEL = regex.compile(r"(?:\d{1,2}\.)+")
_ROMAN = regex.compile(r"[IV]{1,3}\.")


class _Measure(Strict):
    measure: str
    words: tuple[str, ...]


class _Comparator(Strict):
    comparator: str
    words: tuple[str, ...]
    after: tuple[str, ...] = ()


class _Counted(Strict):
    unit: str
    words: tuple[str, ...]


class _Level(Strict):
    level: str
    words: tuple[str, ...]


class _Role(Strict):
    role: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A wording of the vocabulary in a text: what kind of word, what it means, and its span."""

    label: str  # "measure", "comparator", "after", "counted", "agencies", "role", or the name of a plain list
    value: str  # the measure, comparator, unit, level or role; the label itself for plain lists
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph read: its sentences as spans, and its marks in order, the longest at each place for each label."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]

    def of(self, label: str, start: int = 0, end: int | None = None) -> list[Mark]:
        """Return the marks of one label that lie within a span of the text."""
        end = len(self.text) if end is None else end
        return [mark for mark in self.marks if mark.label == label and start <= mark.start and mark.end <= end]

    def before(self, label: str, at: int) -> Mark | None:
        """Return the mark of a label that ends right before `at`, blanks aside."""
        found = [
            mark
            for mark in self.marks
            if mark.label == label and mark.end <= at and not self.text[mark.end : at].strip()
        ]
        return min(found, key=lambda mark: mark.start, default=None)

    def after(self, label: str, at: int) -> Mark | None:
        """Return the mark of a label that begins right at `at`, blanks aside."""
        found = [
            mark
            for mark in self.marks
            if mark.label == label and mark.start >= at and not self.text[at : mark.start].strip()
        ]
        return max(found, key=lambda mark: mark.end, default=None)


@lru_cache(maxsize=2048)
def read(text: str) -> Prose:
    """Read one paragraph (already cleaned: single blanks, NFC)."""
    doc = pipeline()(text)
    spans = sorted(doc.spans[SPANS], key=lambda span: (span.start - span.end, span.start))
    measured = any(span.label_.startswith("measure") for span in spans)
    names = [(start, end) for start, end, _ in split_agencies(text)] if measured else []
    marks: dict[str, list[Mark]] = {}
    for span in spans:
        label, _, value = span.label_.partition(":")
        mark = Mark(label, value or label, span.start_char, span.end_char)
        if label == "measure" and any(start <= mark.start < end for start, end in names):
            continue  # "Sở Giáo dục và Đào tạo", "Thanh tra tỉnh"
        taken = marks.setdefault(label, [])
        if not any(mark.start < other.end and other.start < mark.end for other in taken):
            taken.append(mark)
    ordered = sorted(
        (mark for found in marks.values() for mark in found if mark.value != "never"),
        key=lambda mark: (mark.start, mark.label),
    )
    return Prose(text, tuple((sent.start_char, sent.end_char) for sent in doc.sents), tuple(ordered))


@cache
def pipeline() -> Language:
    """Return the spaCy pipeline of this process, built on first use."""
    spacy = _import_spacy()
    from spacy.attrs import NORM
    from spacy.language import Language

    if not Language.has_factory("vietnamese_sentences"):
        Language.component("vietnamese_sentences", func=_split_sentences)
    nlp: Language = spacy.blank("xx")
    vocab: Any = nlp.vocab  # its attribute getters are not in its stubs
    vocab.lex_attr_getters[NORM] = fold
    nlp.tokenizer = _tokenizer(nlp)
    nlp.add_pipe("vietnamese_sentences")
    # phrases, not token patterns: one walk over the tokens whatever the number of wordings
    ruler: Any = nlp.add_pipe("span_ruler", config={"spans_key": SPANS, "phrase_matcher_attr": "NORM"})
    ruler.add_patterns([{"label": label, "pattern": wording} for label, wording in _patterns()])
    return nlp


def _import_spacy() -> ModuleType:
    """Import spaCy without its command line, which brings HTTP clients and a project manager: a third of the time.

    ``spacy/__init__`` imports `info` from its command line and nothing else does; an empty module stands for it until
    spaCy is imported. Whoever needs ``spacy.cli`` afterwards imports the real one.
    """
    if "spacy" not in sys.modules:
        stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info") if name not in sys.modules}
        for module in stand_ins.values():
            module.info = None  # type: ignore[attr-defined]
        sys.modules.update(stand_ins)
        try:
            importlib.import_module("spacy")
        finally:
            for name in stand_ins:
                sys.modules.pop(name, None)
    return importlib.import_module("spacy")


def _patterns() -> list[tuple[str, str]]:
    """Return (label, wording) of every wording of the vocabulary; one comma in it stands for ", "."""
    found: list[tuple[str, str]] = []
    for measure in entries(FILE, "measures", _Measure):
        found += [(f"measure:{measure.measure}", word) for word in measure.words]
    for comparator in entries(FILE, "comparators", _Comparator):
        found += [(f"comparator:{comparator.comparator or 'none'}", word) for word in comparator.words]
        found += [(f"after:{comparator.comparator}", word) for word in comparator.after]
    for counted in entries(FILE, "counted", _Counted):
        found += [(f"counted:{counted.unit}", word) for word in counted.words]
    for level in entries(FILE, "agencies", _Level):
        found += [(f"agencies:{level.level or 'none'}", word) for word in level.words]
    for role in entries(FILE, "roles", _Role):
        found += [(f"role:{role.role}", word) for word in role.words]
    found += [("agencies:never", word) for word in words(FILE, "no_agencies")]
    for section in ("past", "completion", "certified", "people", "objects", "group_ends"):
        found += [(section, word) for word in words(FILE, section)]
    folded = [(label, _spaced(word)) for label, word in found]
    # People's Committees are written out or as UBND, whatever the vocabulary has
    return list(dict.fromkeys((label, spelled) for label, word in folded for spelled in _spellings(word)))


def _spaced(word: str) -> str:
    """Return a folded wording as text prints it: "sở,ban" as "sở, ban"; a dash keeps the blanks that it was given."""
    folded = fold(word).replace(",", ", ").replace("/", " / ")
    return folded.replace("-", " - ") if " - " in word else folded


def _tokenizer(nlp: Language) -> Any:
    """Return a tokenizer that splits at blanks and takes punctuation off, but keeps what `_WHOLE` describes."""
    from spacy.attrs import ORTH
    from spacy.tokenizer import Tokenizer

    whole = regex.compile("|".join(f"(?:{pattern})" for pattern in _WHOLE))
    prefixes = regex.compile(r"[(\[{\"“”„‘«*_+•–…,.;:!?-]")
    suffixes = regex.compile(r"(?:\.\.\.|\./\.|\././|[)\]}\"”’»*_…,.;:!?%-])$")
    infixes = regex.compile(r"(?<=\p{L})[/;:()](?=\p{L})|(?<=\p{L}),(?=\p{L})|(?<=\d)%(?=\p{L})|(?<=[)\]])[,;:]")
    return Tokenizer(
        nlp.vocab,
        rules={word: [{ORTH: word}] for word in words(FILE, "abbreviations")},
        prefix_search=prefixes.match,
        suffix_search=suffixes.search,
        infix_finditer=infixes.finditer,
        token_match=whole.fullmatch,
    )


@cache
def _labelled() -> frozenset[str]:
    return frozenset(fold(word).split()[-1] for word in words(FILE, "labelled"))


def _split_sentences(doc: Doc) -> Doc:
    """Mark where sentences start: behind a full stop that is no label's or abbreviation's, before no small letter."""
    starts = True
    for token in doc:
        token.is_sent_start = starts
        starts = False
        if token.i + 1 == len(doc):
            break
        following = doc[token.i + 1].text
        if token.text in _SENTENCE_ENDS:
            starts = not following[0].islower() and following not in _SENTENCE_ENDS and following not in ")]”\"'"
        elif _LABEL.fullmatch(token.text) and not token.is_sent_start:
            # "... là 15. Năm 2021 ...": a figure that ends its sentence, unless it labels ("Điều 1. Phê duyệt")
            starts = following[0].isupper() and doc[token.i - 1].norm_ not in _labelled() and doc[token.i - 1].is_alpha
        elif _ROMAN.fullmatch(token.text) and not token.is_sent_start:
            starts = following[0].isupper() and doc[token.i - 1].norm_ in (
                "quý",
                "quí",
            )  # "... trong quý II. Hướng dẫn"
    return doc


@cache
def auxiliaries() -> tuple[str, ...]:
    """Return the folded words that may stand between a group and its verb, the longest first."""
    return tuple(sorted((fold(word) for word in words(FILE, "auxiliaries")), key=lambda word: (-len(word), word)))


@cache
def _telling() -> regex.Pattern[str]:
    measures = [word for measure in entries(FILE, "measures", _Measure) for word in measure.words]
    alternatives = {fold(word).replace(",", ", ") for word in (*measures, *words(FILE, "completion"))}
    return regex.compile("|".join(regex.escape(word) for word in sorted(alternatives)))


@cache
def _measures() -> regex.Pattern[str]:
    found = {fold(word).replace(",", ", ") for measure in entries(FILE, "measures", _Measure) for word in measure.words}
    return regex.compile("|".join(regex.escape(word) for word in sorted(found)))


def may_measure(text: str) -> bool:
    """Tell, without spaCy, whether a text can hold a measure ("áp dụng", "công bố", "tập huấn")."""
    return _measures().search(fold(text).replace(",", ", ")) is not None


def may_tell(text: str) -> bool:
    """Tell, without spaCy, whether a text can state a target: it holds a share, a measure, or a word of completion."""
    return "%" in text or _telling().search(fold(text).replace(",", ", ")) is not None


@cache
def _classes() -> regex.Pattern[str]:
    classes = {
        spelled
        for level in entries(FILE, "agencies", _Level)
        for word in level.words
        for spelled in _spellings(fold(word).replace(",", ", "))
    }
    heads = "|".join(map(regex.escape, sorted(word_list("heads"), key=len, reverse=True)))
    return regex.compile(
        rf"(?:\W|các|những|mỗi|từng|tất cả|toàn bộ|{heads})*(?:"
        + "|".join(regex.escape(word) for word in sorted(classes, key=len, reverse=True))
        + r")\b"
    )


def may_name_agencies(text: str, at: int) -> bool:
    """Tell, without spaCy, whether a class of agencies ("các Sở, ban, ngành") can stand at `at`."""
    return _classes().match(fold(text[at : at + 80]).replace(",", ", ")) is not None  # as the wordings are spelled


def _spellings(word: str) -> tuple[str, ...]:
    """Return a folded wording with People's Committees as UBND and written out."""
    return (word, "ủy ban nhân dân" + word.removeprefix("ubnd")) if word.startswith("ubnd") else (word,)


def is_execution_clause(text: str) -> bool:
    """Tell whether a paragraph is the clause that ends every decision (điều khoản thi hành), which gives no task."""
    folded = fold(text)
    return any(word in folded for word in word_list("execution_clauses"))


@cache
def word_list(section: str) -> tuple[str, ...]:
    """Return the folded wordings of a plain list of the vocabulary, in the file's order."""
    return tuple(fold(word) for word in words(FILE, section))


def is_organization(heading: str) -> bool:
    """Tell whether a heading is that of the section that says who does what (tổ chức thực hiện)."""
    folded = fold(heading).strip(" .:")
    return any(folded.startswith(word) or folded.endswith(" " + word) for word in word_list("organization_headings"))


def is_preamble(text: str) -> bool:
    """Tell whether a paragraph is a clause of the preamble ("Căn cứ Quyết định ..."), which says nothing to be done."""
    return fold(text).startswith(("căn cứ quyết định", "căn cứ luật", "căn cứ nghị", "căn cứ thông tư", "xét đề nghị"))
