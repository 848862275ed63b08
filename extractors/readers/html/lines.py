"""Source lines for an HTML parser that keeps none: each block's tag is told its line before parsing.

lxml keeps lines but stops at 65,535 and repairs broken tables otherwise than browsers do; selectolax repairs as
browsers do and is quicker, so the line rides along in an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from selectolax.lexbor import LexborNode

LINE = "data-source-line"


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"<(p|td|th|table|li|h[1-6]|div|dt|dd|pre|br|caption|center|blockquote)(?=[\s/>])", re.I)


def number_lines(text: str, first: int = 1) -> str:
    """Return `text`, whose first line is `first`, with the line of every block's tag in an attribute of it."""
    pattern = _tag()
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if "<" in line:
            # unquoted, so that a tag within an attribute's value does no harm
            told = f" {LINE}={index + first} "
            lines[index] = pattern.sub(lambda tag, told=told: tag[0] + told, line)  # type: ignore[misc]
    return "\n".join(lines)


def line_of(node: LexborNode) -> int | None:
    """Return the source line of `node`, None when its tag has none."""
    return told_line(node.attributes)


def told_line(attributes: Mapping[str, str | None]) -> int | None:
    """Return the source line among a tag's attributes, None when there is none."""
    found = attributes.get(LINE)
    return int(found) if found and found.isdigit() else None
