"""Marks that OCR programs and Markdown leave in plain text, taken off: the published text is what the paper prints."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

ON, OFF = "\x01", "\x02"  # around bold text while a paragraph is put together


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns of this module."""

    bold: re.Pattern[str]
    italic: re.Pattern[str]
    underlined: re.Pattern[str]
    raised: re.Pattern[str]
    breaking_tag: re.Pattern[str]
    inline_tag: re.Pattern[str]
    entity: re.Pattern[str]
    escape: re.Pattern[str]
    hard_break: re.Pattern[str]
    image: re.Pattern[str]
    bold_run: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Return the patterns, compiled when first needed."""
    return Patterns(
        bold=re.compile(r"\*\*(.+?)\*\*(?!\*)", re.S),
        italic=re.compile(r"(?<![\w*])\*(?![\s*])([^*]+?)(?<![\s*])\*(?![\w*])", re.S),
        underlined=re.compile(r"(?<![\w_])_(?![\s_])([^_\n]+?)(?<![\s_])_(?![\w_])"),
        raised=re.compile(r"\$?\^(?:\{([^{}]*)\}|(?=[\w(]))\$?"),
        breaking_tag=re.compile(r"</?(?:p|br|div|li|ul|ol)(?:\s[^<>]*)?/?>", re.I),
        inline_tag=re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|center|font)(?:\s[^<>]*)?/?>", re.I),
        entity=re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});"),
        escape=re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~^])"),
        hard_break=re.compile(r"(?<=\w)\\(?=\s|$)"),  # pandoc's end of a line
        image=re.compile(r"!\[([^\[\]]*)\]\([^()]*\)"),
        bold_run=re.compile(f"{ON}[^{OFF}]*{OFF}"),
    )


def mark_bold(text: str) -> str:
    """Return the lines of `text` with ``**bold**`` between control marks, line by line, and italics (* or _) plain."""
    if "_" in text:
        text = patterns().underlined.sub(r"\1", text)
    if "*" not in text:
        return text
    found = patterns()
    text = found.bold.sub(lambda match: ON + match.group(1).replace("\n", f"{OFF}\n{ON}") + OFF, text)
    return found.italic.sub(r"\1", text)


def is_bold(text: str) -> bool:
    """Return whether everything readable in `text` stands between bold marks."""
    return ON in text and not any(sign.isalnum() for sign in patterns().bold_run.sub("", text))


def plain(text: str) -> str:
    """Return `text` without markup, as one line with single blanks."""
    found = patterns()
    if ON in text or OFF in text:
        text = text.replace(ON, "").replace(OFF, "")
    if "<" in text:
        text = found.inline_tag.sub("", found.breaking_tag.sub(" ", text))
    if "^" in text:
        text = found.raised.sub(lambda match: match.group(1) or "", text)
    if "&" in text and found.entity.search(text):
        text = html.unescape(text)
    if "![" in text:
        text = found.image.sub(r"\1", text)
    if "\\" in text:
        text = found.hard_break.sub("", found.escape.sub(r"\1", text))
    return " ".join(text.split())


def plain_cell(text: str) -> str:
    """Return a table cell's text without markup."""
    return plain(mark_bold(text))
