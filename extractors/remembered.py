"""What was worked out for the last few tables or documents, found again by the object itself.

Tables and documents never change, and many extractors ask the same of them; comparing them by value would cost more
than most of the answers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def remembered(last: int) -> Callable[[Callable[[Asked], Answer]], Callable[[Asked], Answer]]:
    """Return a decorator that keeps a pure function's answers for the `last` objects that it was asked about.

    The answer is shared by all who ask, so nobody may change it.
    """

    def decorate(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        kept: dict[int, tuple[Asked, Answer]] = {}  # the object is kept too, so that its identity stays its own

        @wraps(function)
        def answered(asked: Asked) -> Answer:
            found = kept.get(id(asked))
            if found is not None:
                return found[1]
            answer = function(asked)
            while len(kept) >= last:
                kept.pop(next(iter(kept)), None)
            kept[id(asked)] = (asked, answer)
            return answer

        return answered

    return decorate
