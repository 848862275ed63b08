"""How far a reader that takes long has come, told to whoever runs it: a scan takes seconds a page."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[int, int], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener` told the number of every page that is done (from 1) and how many there are."""
    _listeners.append(listener)


def page_done(number: int, count: int) -> None:
    """Tell that page `number` of `count` has been read from its image."""
    for listener in _listeners:
        listener(number, count)
