"""Take a portal's chrome off a page: navigation, search, related links, foot. When in doubt, text stays.

Portals differ, so structure and link density decide; class words only point at what to look at.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.readers.text.tables import folded
from normalizers.vocabulary.loader import raw

NEVER_TEXT = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "canvas",
    "nav",
    "dialog",
    "map",
    "audio",
    "video",
]
CONTROLS = ["select", "button", "input", "textarea", "option", "label"]
BLOCKS = {"ul", "ol", "dl", "div", "section", "td", "table", "aside", "header", "footer", "nav"}
LANDMARKS = (
    "aside, footer, header, [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=complementary]"
)

MOST = 0.4  # of the page's text: a block that holds more is the document or wraps it
FEW_LINKS = 3
LINKED = 0.6  # of a block's text within links: a menu
TAB = 20  # letters of a link to a place on the same page: a tab; longer ones may be the document's contents
PARTLY_LINKED = 0.3  # the same, where a class word already says so


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words and phrases of ``html_chrome.yaml``."""

    words: frozenset[str]
    doubtful: frozenset[str]
    phrases: frozenset[str]
    home: frozenset[str]
    foot: tuple[str, ...]
    token: re.Pattern[str]
    trail: re.Pattern[str]
    date: re.Pattern[str]
    document: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, loaded when first needed."""
    data = raw("html_chrome.yaml")
    return Vocabulary(
        frozenset(data["words"]),
        frozenset(data["doubtful_words"]),
        frozenset(data["phrases"]),
        frozenset(data["home"]),
        tuple(data["foot_phrases"]),
        re.compile(r"[A-Z]?[a-z]+|[A-Z]+"),
        re.compile(r"\s*[»›>/→]+\s*"),
        re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\bngày\s+\d"),
        re.compile(r"Căn cứ|Điều\s+\d|QUYẾT ĐỊNH|KẾ HOẠCH|Nơi nhận|CỘNG H[OÒ]"),
    )


def strip_chrome(tree: LexborHTMLParser) -> None:
    """Remove from `tree` what is no part of the document; never more than half of the text outside links."""
    tree.strip_tags(NEVER_TEXT)
    body = tree.body
    if body is None:
        return
    total = _length(body)
    if not total:
        return
    for form in tree.css("form"):
        if _length(form) < min(300, MOST * total) and form.css_first("input, select, button, textarea"):
            form.decompose()
    for margin in tree.css("div[title=header], div[title=footer]"):  # LibreOffice: of the printed pages
        if not any(sign.isalpha() for sign in margin.text(deep=True)):
            margin.decompose()
    tree.strip_tags(CONTROLS)
    _remove(tree, [node for node in tree.css(LANDMARKS) if _is_landmark_chrome(node, total)])
    _remove(tree, [node for node in tree.css("[class], [id]") if _is_named_chrome(node, total)])
    _remove(tree, _menus(tree, total))


def is_chrome_line(text: str) -> bool:
    """Return whether a short line says only what portals say around a document ("Lượt xem: 2392", "Trang chủ » …")."""
    known = vocabulary()
    if len(text) > 160:
        return False
    first, *rest = known.trail.split(text, maxsplit=1)
    if rest and _words(first) in known.home:
        return True
    if len(text) > 60 or known.date.search(text):
        return False
    words = _words(text).split()
    reached = {0}
    for end in range(1, len(words) + 1):
        if any(
            start in reached and " ".join(words[start:end]) in known.phrases for start in range(max(0, end - 5), end)
        ):
            reached.add(end)
    return bool(words) and len(words) in reached


def _words(text: str) -> str:
    return " ".join(re.sub(r"[\d\W_]+", " ", folded(text)).split())


def _remove(tree: LexborHTMLParser, nodes: list[LexborNode]) -> None:
    """Remove `nodes` unless that would leave less than half of the text that is not in links."""
    body = tree.body
    if not nodes or body is None:
        return
    gone: set[int] = set()
    inner = []
    for node in nodes:  # document order: a node inside a removed one goes with it
        parent = node.parent
        while parent is not None and parent.mem_id not in gone:
            parent = parent.parent
        if parent is None:
            gone.add(node.mem_id)
            inner.append(node)
    left = _length(body) - sum(_length(node) for node in inner)
    prose = _length(body) - _linked(body)
    if left * 2 < prose:
        return
    for node in inner:
        node.decompose()


def _length(node: LexborNode) -> int:
    return len("".join(node.text(deep=True).split()))


def _linked(node: LexborNode) -> int:
    links = node.css("a[href]")
    return sum(_length(link) for link in links) if links else 0


def _is_landmark_chrome(node: LexborNode, total: int) -> bool:
    length = _length(node)
    if length > MOST * total:
        return False
    text = node.text(deep=True)
    if vocabulary().document.search(text) and _linked(node) < PARTLY_LINKED * length:
        return False
    in_article = any(parent.tag in ("article", "main") for parent in _parents(node))
    return not (in_article and node.tag in ("header", "footer") and _linked(node) < PARTLY_LINKED * max(length, 1))


def _parents(node: LexborNode) -> list[LexborNode]:
    found = []
    parent = node.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found


def _is_named_chrome(node: LexborNode, total: int) -> bool:
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    known = vocabulary()
    tokens = {token.lower() for token in known.token.findall(named)}
    pairs = named.lower().replace("-", "").replace("_", "").split()
    certain = bool(tokens & known.words) or any(pair in known.words for pair in pairs)
    if not certain and not tokens & known.doubtful:
        return False
    length = _length(node)
    if length > MOST * total:
        return False
    if node.tag in ("body", "html", "table", "tr", "td", "th") and node.tag != "td":
        return certain and _linked(node) > LINKED * max(length, 1)
    linked = _linked(node) > PARTLY_LINKED * max(length, 1)
    if linked:
        return True
    text = node.text(deep=True)
    if known.document.search(text) or node.css_first("h1"):
        return False
    if certain:
        return True
    flat = folded(text[:4000])
    return any(phrase in flat for phrase in known.foot)


def _menus(tree: LexborHTMLParser, total: int) -> list[LexborNode]:
    """Return the blocks that are mostly links, found from the links upwards, in document order."""
    counts: Counter[int] = Counter()
    jumps: Counter[int] = Counter()  # links within the page: tabs, but also footnote marks and tables of contents
    blocks: dict[int, LexborNode] = {}
    for link in tree.css("a[href]"):
        jump = (link.attributes.get("href") or "").startswith("#")
        level, parent = 0, link.parent
        while parent is not None and level < 4:
            if parent.tag in BLOCKS:
                level += 1
                counts[parent.mem_id] += 1
                jumps[parent.mem_id] += jump
                blocks.setdefault(parent.mem_id, parent)
            parent = parent.parent
    found = []
    for key, node in blocks.items():
        if counts[key] < FEW_LINKS:
            continue
        length = _length(node)
        share = _linked(node) / length if length else 1.0
        if jumps[key] * 2 > counts[key] and length > TAB * counts[key]:
            continue
        if length <= MOST * total and share >= (0.9 if node.tag in ("table", "td") else LINKED):
            found.append(node)
    return sorted(found, key=lambda node: len(_parents(node)))
