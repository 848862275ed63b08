"""The total cost that a document states, and amounts in words beside their figures.

A sentence speaks first ("Tổng kinh phí: 2.357.585.000 đồng"); without one, the total of the one cost table, or of the
table that sums the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.document import Document, Paragraph, Place, Table
from extractors.lines import readable
from extractors.records import Cited, Record
from extractors.remembered import remembered
from normalizers.amount_words import parse_amount_words
from normalizers.amounts import (
    AmountMention,
    Separators,
    find_amounts,
    infer_separators,
    may_hold_amount,
    mentions,
    starts_with,
    vocabulary,
)
from normalizers.text import fold, fold_map
from normalizers.vocabulary import title_year

_FIGURES = regex.compile(r"\d+(?:[.,]\d+)+")
_GROUPED = regex.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
_SENTENCE_END = regex.compile(r"[.;](?=\s+\p{Lu})|\n")
_REACH = 160  # characters between the words "tổng kinh phí" and the amount
_WHOLE = regex.compile(
    r"(?<![\d.,])(?P<figure>\d{1,3}\.\d{3})\s*(?P<unit>nghìn|triệu|tỷ|tỉ)\s+đồng[\s,;:.(]*"
    r"(?:trong đó|bao gồm|gồm)(?!\p{L})"
)
_STATED = regex.compile(
    r"(?::|là|bằng)\s*\W{0,4}$", regex.IGNORECASE
)  # what stands between a weaker name and its amount
_COSTS = regex.compile(r"\W*(?:Tổng\s+)?[Kk]inh phí\b")
_PARTS = regex.compile(r"\b(?:trong đó|bao gồm|gồm|cụ thể)\b", regex.IGNORECASE)
_WORDS = regex.compile(r"\bchữ\b|\bCHỮ\b")  # in every wording of `in_words`
_BRACKET = regex.compile(r"[\s*_]*\(([^()]{3,300})\)")
_CLOSE = regex.compile(r"[)\];.]|$")


@dataclass(frozen=True, slots=True)
class InWords:
    """An amount in words with the figures that it repeats: values in đồng, None where unreadable."""

    words: Cited
    said: int | None
    figures: tuple[int, ...]  # any of these may be meant; empty when no figures stand before the words
    printed: str  # the figures as printed


def total_cost(document: Document, lines: Sequence[Record]) -> tuple[int | None, Cited | None]:
    """Return the total cost that the document states, in đồng, with where it stands; (None, None) for none.

    `lines` are its records of ``budget_lines``. Amounts that are only approximate ("hơn 2,3 tỷ đồng") or of one year
    of several do not count.
    """
    stated = stated_total(document)
    return stated if stated is not None else _of_tables(lines)


def stated_total(document: Document) -> tuple[int, Cited] | None:
    """Return the total that a sentence states, None when none does."""
    separators = prose_separators(document)
    weak: list[tuple[int, Cited]] = []
    for block in _with_amounts(document):
        for strong, mention in _total_mentions(readable(block.text), separators):
            dong = mention.dong if mention.dong is not None else _said_after(readable(block.text), mention)
            if dong is None:
                continue
            found = (dong, Cited(readable(block.text), block.place))
            if strong:
                return found
            weak.append(found)
        if (whole := _sum_of_parts(readable(block.text), separators)) is not None:
            weak.append((whole, Cited(readable(block.text), block.place)))
    return weak[0] if len({dong for dong, _ in weak}) == 1 else None


def open_totals(document: Document) -> list[Cited]:
    """Return the totals in sentences whose separators nothing explains: "Tổng kinh phí: 2.357 tỷ đồng"."""
    separators = prose_separators(document)
    return [
        Cited(mention.text, block.place)
        for block in _with_amounts(document)
        for strong, mention in _total_mentions(readable(block.text), separators)
        if strong and mention.dong is None and _said_after(readable(block.text), mention) is None
    ]


def _with_amounts(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs that can print an amount: a figure with a unit of money behind it."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and may_hold_amount(block.text):
            yield block


@remembered(1)
def prose_separators(document: Document) -> Separators:
    """Return what the marks mean in the figures of the document's sentences."""
    texts = [readable(block.text) for block in _with_amounts(document)]
    separators = infer_separators(mention.text.split()[0] for text in texts for mention in find_amounts(text))
    if separators.stop is None and any(map(_parts_are_larger, texts)):
        return separators._replace(stop="thousands")
    return separators


def _parts_are_larger(text: str) -> bool:
    """Tell whether a part is larger than its whole with decimals: "1.250 triệu đồng, gồm: đào tạo 200 triệu đồng"."""
    whole = _WHOLE.search(text)
    if whole is None:
        return False
    parts = regex.findall(rf"(?<![\d.,])(\d{{1,3}})\s*{whole['unit']}(?!\p{{L}})", text[whole.end() :])
    return any(int(part) > float(whole["figure"]) for part in parts)


def _total_mentions(text: str, separators: Separators) -> Iterator[tuple[bool, AmountMention]]:
    """Yield (whether the words say "total", the amount) for each total cost that a paragraph names."""
    if not may_hold_amount(text):
        return
    folded, offsets = fold_map(text)
    amounts: list[AmountMention] | None = None
    for wording in vocabulary("total_cost"):
        at = folded.find(wording)
        if at < 0 or folded[at + len(wording) : at + len(wording) + 1].isalnum():
            continue
        if amounts is None:
            amounts = list(find_amounts(text, separators))
        start = offsets[at] + len(wording)
        amount = next((mention for mention in amounts if mention.span[0] >= start), None)
        if amount is None:
            continue
        between = text[start : amount.span[0]]
        if len(between) > _REACH or _SENTENCE_END.search(between) or _is_about(between):
            continue
        strong = wording.startswith("tổng")
        is_rate = text[amount.span[1] :].lstrip().startswith("/")  # "25 triệu đồng/cơ quan"
        if (
            title_year(between) is None
            and not is_rate
            and (strong or _STATED.search(between) or _spelled(text, amount))
        ):
            yield strong, amount


def _sum_of_parts(text: str, separators: Separators) -> int | None:
    """Return the cost of which a sentence gives all parts: "Kinh phí ... là 3,75 tỷ đồng, trong đó: năm 2024 là 1,5 tỷ
    đồng, năm 2025 là 2,25 tỷ đồng"."""
    opened = _COSTS.match(text)
    end = _SENTENCE_END.search(text)
    amounts = list(find_amounts(text[: end.start()] if end else text, separators)) if opened else []
    if len(amounts) < 3 or any(mention.dong is None for mention in amounts):
        return None
    whole, *parts = (mention.dong or 0 for mention in amounts)
    between = text[amounts[0].span[1] : amounts[1].span[0]]
    return whole if _PARTS.search(between) and sum(parts) == whole and amounts[0].span[0] < _REACH else None


def _spelled(text: str, amount: AmountMention) -> bool:
    """Tell whether the amount is written out in brackets behind its figures, as sums that matter are."""
    return not text[: amount.span[0]].endswith("(") and bool(_said_after(text, amount))


def _is_about(before: str) -> bool:
    """Tell whether the words right before an amount make it approximate."""
    folded = fold(before).rstrip(" :")
    return any(folded == word or folded.endswith(f" {word}") for word in vocabulary("about"))


def _of_tables(lines: Sequence[Record]) -> tuple[int | None, Cited | None]:
    """Return the grand total of the one cost table, or of the one whose total is that of all others together."""
    totals: dict[int | str, Record] = {}
    rounded: dict[int | str, Record] = {}
    for record in lines:
        if record.values["_column_year"] is None and record.values["amount_vnd"] is not None:
            if record.values["role"] == "total":
                totals[record.position[0]] = record
            elif record.values["role"] == "rounded":
                rounded[record.position[0]] = record
    chosen = list(totals) if len(totals) == 1 else _summary(totals)
    if len(chosen) != 1:
        return None, None
    record = rounded.get(chosen[0]) or totals[chosen[0]]
    return record.values["amount_vnd"], record.evidence["amount_vnd"]


def _summary(totals: dict[int | str, Record]) -> list[int | str]:
    everything = sum(record.values["amount_vnd"] for record in totals.values())
    return [
        table
        for table, record in totals.items()
        if len(totals) > 2 and abs(everything - 2 * record.values["amount_vnd"]) <= len(totals)
    ]


# amounts in words


def amounts_in_words(document: Document, lines: Sequence[Record]) -> list[InWords]:
    """Return every amount in words ("Bằng chữ: ...") with the figures before it: in its paragraph or cell, the one
    before, or the totals of the table that it stands in or under."""
    separators = prose_separators(document)
    found: list[InWords] = []
    before: tuple[tuple[int, ...], str] = ((), "")
    table_no = 0
    for block in document.blocks:
        if isinstance(block, Table):
            table_no += 1
            totals = _totals(lines, table_no)
            for cell in block.cells:
                if " " not in cell.text or not (_WORDS.search(cell.text) or may_hold_amount(cell.text)):
                    continue  # a figure, a mark, a label
                found += _in_words(cell.text, cell.place, separators, totals)
            before = totals
            continue
        if not may_hold_amount(block.text) and not _WORDS.search(block.text):
            if readable(block.text):
                before = ((), "")
            continue
        found += _in_words(readable(block.text), block.place, separators, before)
        known = [mention for mention in find_amounts(readable(block.text), separators) if mention.dong is not None]
        if known:
            before = ((known[-1].dong or 0,), known[-1].text)
        elif readable(block.text):
            before = ((), "")
    return found


def _totals(lines: Sequence[Record], table_no: int) -> tuple[tuple[int, ...], str]:
    """Return the amounts of a table's totals, the rounded one too, and the last as printed."""
    sums = [
        record
        for record in lines
        if record.values["table_no"] == table_no and record.values["role"] in ("total", "rounded")
        if record.values["amount_vnd"] is not None and record.values["_column_year"] is None
    ]
    printed = sums[-1].evidence["amount_vnd"].text if sums else ""
    return tuple(record.values["amount_vnd"] for record in sums), printed


def _in_words(
    text: str, place: Place, separators: Separators, before: tuple[tuple[int, ...], str]
) -> Iterator[InWords]:
    folded, offsets = fold_map(text)
    for mention in find_amounts(text, separators):
        words = _bracketed(text, mention)
        said = parse_amount_words(words) if words and not mentions(text[mention.span[1] :], "in_words") else None
        if said is not None and mention.dong is not None and len(words.split()) > 2:
            yield InWords(Cited(words, place), said, (mention.dong,), mention.text)
    at = 0
    while True:
        starts = [(where, word) for word in vocabulary("in_words") if (where := folded.find(word, at)) >= 0]
        if not starts:
            return
        where, word = min(starts)
        after = where + len(word)
        end = _CLOSE.search(folded, after)
        at = end.start() if end is not None else len(folded)
        if after >= len(offsets):
            return
        stop = offsets[at] if at < len(offsets) else len(text)
        words = text[offsets[after] : stop].strip(' :*_"“”')
        if not words:
            continue
        yield InWords(
            Cited(words, place), parse_amount_words(words), *_figures(text[: offsets[where]], separators, before)
        )


def _bracketed(text: str, mention: AmountMention) -> str:
    """Return the words in brackets right behind an amount, without "Bằng chữ"; "" when there are none."""
    match = _BRACKET.match(text, mention.span[1])
    if match is None:
        return ""
    words = str(match[1]).strip(" *_")
    intro = starts_with(words, "in_words")
    return words[len(intro) :].strip(" :*_") if intro else words


def _said_after(text: str, mention: AmountMention) -> int | None:
    """Return the amount that the words right behind a figure say; words decide what an open figure means."""
    words = _bracketed(text, mention)
    return parse_amount_words(words) if words else None


def _figures(text: str, separators: Separators, before: tuple[tuple[int, ...], str]) -> tuple[tuple[int, ...], str]:
    """Return the last amount printed in `text`, with or without its unit, else what stood before."""
    known = [mention for mention in find_amounts(text, separators) if mention.dong is not None]
    if known:
        return (known[-1].dong or 0,), known[-1].text
    grouped = [match.group() for match in _FIGURES.finditer(text) if _GROUPED.fullmatch(match.group())]
    if grouped:
        return (int(grouped[-1].replace(".", "").replace(",", "")),), grouped[-1]
    return before
