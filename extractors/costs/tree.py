"""The hierarchy of a cost table's lines: what adds up what (I, 1, 1.1; heads without a number; totals)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractors.layout.labels import Label, parse_label
from extractors.layout.words import is_total
from normalizers.amounts import mentions, starts_with
from normalizers.text import clean, fold

Role = Literal["item", "subtotal", "total", "rounded"]
_OF_SECTION = regex.compile(
    r"(?:cộng|tổng|tổng cộng)(?: (?:mục|phần|nhóm|khoản))? \(?(?P<no>[ivx]{1,5}|[a-h]|\d{1,2}(?:\.\d+)*)\)?"
)
_NAME_LABEL = regex.compile(
    r"(?P<label>\(?(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)]|[IVX]{1,5}[.)\-]|[A-ZĐ][.)]|[a-zđ]\)))\s+(?=\S)"
)
_BULLET = regex.compile(r"[-+*•–]\s*(?=\p{L})")


@dataclass(frozen=True, slots=True)
class Name:
    """What names a line: its printed number or bullet ("" for none), its parsed label, and the text."""

    number: str
    label: Label | None
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """The place of one line: its role, the index of the line that it belongs to, whether that only is a part list."""

    role: Role
    parent: int | None
    partial: bool = False  # its parent lists it under "trong đó": the parts need not add up
    sums: bool = False  # repeats the sum of a section under its lines ("Cộng mục I"); no part of anything


def name_line(number: str, text: str, previous: Label | None) -> Name:
    """Return the name of a line by the cell of its sequence number and the cell of its item; either may hold both."""
    number, text = clean(number), clean(text)
    label = parse_label(number, previous) if number else None
    if label is not None:
        return Name(number.strip(" .:").removeprefix("(").removesuffix(")"), label, text)
    if number in ("-", "+", "*", "•", "–"):
        return Name("-", None, text)
    inside = _NAME_LABEL.match(text)
    if inside:
        found = parse_label(inside["label"].rstrip("-"), previous)
        if found is not None:
            return Name(inside["label"].strip(" .:-()"), found, text[inside.end() :])
    bullet = _BULLET.match(text)
    if bullet:
        return Name(text[0], None, text[bullet.end() :])
    return Name("", None, text)


def build_tree(names: Sequence[Name], amounts: Sequence[int | None]) -> list[Node]:
    """Return the role and parent of each line of one table.

    `amounts` are the lines' whole amounts, used only where the print leaves the hierarchy open: an unnumbered line
    among numbered ones, and tables without any numbers.
    """
    roles = _sum_roles(names, amounts)
    if any(_labelled(name) for name in names):
        parents = _loosened(names, _parents(names, roles, _heads_of_bullets(names, roles, amounts)), amounts)
    else:
        parents = _unnumbered(names, roles, amounts)
    governing = {parent for index, parent in enumerate(parents) if parent is not None and roles[index] == "item"}
    nodes = []
    listed: set[int] = set()
    for index, role in enumerate(roles):
        if role == "item" and index in governing:
            role = "subtotal"
        parent = parents[index]
        partial = parent is not None and (
            starts_with(names[index].text, "partial") != ""
            or starts_with(names[parent].text, "partial") != ""
            or mentions(names[parent].text[-12:], "partial")
            or parent in listed
        )
        if partial and parent is not None:
            listed.add(parent)  # what follows "Trong đó: ngân sách tỉnh" goes on with the list
        nodes.append(Node(role, parent, partial, sums=roles[index] == "subtotal"))
    return nodes


def _labelled(name: Name) -> bool:
    return name.label is not None or name.number != ""


def _sum_roles(names: Sequence[Name], amounts: Sequence[int | None]) -> list[Role]:
    """Return which lines are totals, sums of a section or the rounded total; "item" for the others."""
    roles: list[Role] = []
    for index, name in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else None
        if name.label is None and starts_with(name.text, "rounded"):
            roles.append("rounded")
        elif is_total(name.text) and not _heads(name, following):
            roles.append("total")
        elif name.label is None and _OF_SECTION.fullmatch(fold(name.text).rstrip(" .:")):
            roles.append("subtotal")
        else:
            roles.append("item")
    totals = [index for index, role in enumerate(roles) if role == "total"]
    for index in totals[:-1]:
        # a total that another one follows sums a section, unless it is the same sum printed at the top
        if amounts[index] is None or amounts[index] != amounts[totals[-1]]:
            top = not any(role == "item" for role in roles[:index])
            roles[index] = "total" if top else "subtotal"
    if totals and len(totals) > 1 and roles[totals[0]] == "total" and roles[totals[-1]] == "total":
        first, last = totals[0], totals[-1]
        plain = starts_with(names[last].text, "section_totals") and fold(names[last].text).rstrip(" .:") == "cộng"
        if plain and amounts[first] != amounts[last]:
            roles[last] = "subtotal"
    return roles


def _heads(name: Name, following: Name | None) -> bool:
    """Tell whether a line named like a total is a numbered head: "1. Tổng chi phí đào tạo" over 1.1, or among items."""
    if name.label is None:
        return False
    if following is None or following.label is None:
        return len(name.text.split()) > 2 and following is not None and following.number != ""
    return len(following.label.numbers) > len(name.label.numbers) or following.label.kind == name.label.kind


def _heads_of_bullets(names: Sequence[Name], roles: Sequence[Role], amounts: Sequence[int | None]) -> set[int]:
    """Return, in a table that numbers nothing, the lines that are the sum of the bulleted lines right behind them."""
    if any(name.label is not None for name in names):
        return set()
    found = set()
    for index, name in enumerate(names):
        if name.number or roles[index] != "item":
            continue
        end = index + 1
        while end < len(names) and names[end].number and roles[end] == "item":
            end += 1
        added = sum(amounts[at] or 0 for at in range(index + 1, end))
        if end > index + 1 and amounts[index] and abs(added - (amounts[index] or 0)) <= end - index:
            found.add(index)
    return found


def _parents(names: Sequence[Name], roles: Sequence[Role], bulleted: set[int]) -> list[int | None]:
    """Return each line's parent by its printed number: 1.1 under 1, numbers under the kind that was met before.

    `bulleted` are unnumbered lines that head bulleted ones.
    """
    order: list[str] = []  # kinds of labels, outer first: a parent is printed before its parts
    for name in names:
        if name.label is not None and name.label.kind not in order:
            order.append(name.label.kind)
    heads = _heads_without_number(names, roles) | bulleted
    parents: list[int | None] = []
    stack: list[tuple[tuple[int, ...], int]] = []  # (rank, line), ranks growing
    after_sum = False
    for index, name in enumerate(names):
        after_sum = roles[index] != "item" or (after_sum and not _labelled(name) and index not in heads)
        if after_sum and roles[index] == "item":
            parents.append(None)  # "Thuế GTGT" or "Dự phòng" between a sum and the next one
            continue
        if roles[index] != "item":
            parents.append(_section_of(name, names, index) if roles[index] == "subtotal" else None)
            continue
        rank = _rank(name, order, index in heads)
        while stack and not _above(stack[-1], rank, name, names):
            stack.pop()
        parents.append(stack[-1][1] if stack else None)
        stack.append((rank, index))
    return parents


def _loosened(names: Sequence[Name], parents: Sequence[int | None], amounts: Sequence[int | None]) -> list[int | None]:
    """Return the parents with unnumbered lines taken out of a line that they do not add up to: they stand beside it."""
    found = list(parents)
    parts: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        if parent is not None:
            parts.setdefault(parent, []).append(index)
    for holder, held in parts.items():
        amount = amounts[holder]
        if not amount or any(_labelled(names[index]) for index in held):
            continue
        counted = [amounts[index] or 0 for index in held]
        if any(counted) and names[holder].label is not None and abs(sum(counted) - amount) > len(held):
            for index in held:
                if starts_with(names[index].text, "partial"):
                    break  # it and what follows it are a list of parts that need not add up
                found[index] = parents[holder]
    return found


def _rank(name: Name, order: list[str], head: bool) -> tuple[int, ...]:
    if name.label is not None:
        return (order.index(name.label.kind) + 1, len(name.label.numbers))
    if head:
        return (0, 0)
    return (len(order) + 1, ("", "-", "–", "•", "+", "*").index(name.number) if name.number else 9)


def _above(entry: tuple[tuple[int, ...], int], rank: tuple[int, ...], name: Name, names: Sequence[Name]) -> bool:
    """Tell whether the line of `entry` can hold a line of `rank`: an outer kind, or 2 over 2.3."""
    outer_rank, outer = entry
    if outer_rank >= rank:
        return False
    held = names[outer].label
    if name.label is None or held is None or held.kind != name.label.kind:
        return True
    return name.label.numbers[: len(held.numbers)] == held.numbers


def _heads_without_number(names: Sequence[Name], roles: Sequence[Role]) -> set[int]:
    """Return the unnumbered lines that head numbered ones: before the first number, or where the count starts again."""
    heads: set[int] = set()
    for index, name in enumerate(names):
        if _labelled(name) or roles[index] != "item":
            continue
        following = next((other.label for other in names[index + 1 :] if other.label is not None), None)
        if following is None:
            continue
        before = [
            other.label for other in names[:index] if other.label is not None and other.label.kind == following.kind
        ]
        if not any(other.label is not None for other in names[:index]):
            heads.add(index)
        elif before and len(following.numbers) == 1 and following.value <= min(before[-1].numbers[0], 1):
            outer = [
                other.label for other in names[:index] if other.label is not None and other.label.kind != following.kind
            ]
            if not outer:
                heads.add(index)
    return heads


def _section_of(name: Name, names: Sequence[Name], index: int) -> int | None:
    """Return the line whose section a line such as "Cộng mục I" sums."""
    match = _OF_SECTION.fullmatch(fold(name.text).rstrip(" .:"))
    if match is None:
        return None
    number = match["no"]
    return next((at for at in range(index - 1, -1, -1) if fold(names[at].number) == number), None)


def _unnumbered(names: Sequence[Name], roles: Sequence[Role], amounts: Sequence[int | None]) -> list[int | None]:
    """Return parents in a table without numbers: a line that is exactly the sum of two or more next ones heads them.

    The heads are believed only when a total is printed that the flat reading does not give and the heads do.
    """
    flat: list[int | None] = [None] * len(names)
    items = [index for index, role in enumerate(roles) if role == "item"]
    total = next((amounts[index] for index, role in enumerate(roles) if role == "total"), None)
    if total is None or total == sum(amounts[index] or 0 for index in items):
        return flat
    parents = list(flat)
    at = 0
    while at < len(items):
        end = _run_of(items, at, amounts)
        for inner in items[at + 1 : end]:
            parents[inner] = items[at]
        at = max(end, at + 1)
    outer = sum(amounts[index] or 0 for index in items if parents[index] is None)
    return parents if outer == total else flat


def _run_of(items: Sequence[int], at: int, amounts: Sequence[int | None]) -> int:
    """Return the end of the run of next items that `items[at]` is the sum of; `at` when there is none."""
    head, added = amounts[items[at]], 0
    if not head:
        return at
    for end in range(at + 1, len(items)):
        added += amounts[items[end]] or 0
        if added == head and end > at + 1:
            return end + 1
        if added > head:
            break
    return at
