"""Regular expressions that are compiled when they are first asked, for modules whose start-up counts."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern; each of its methods is the pattern's own from the first use on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` does, without its cost for a pattern that is never used."""
    return cast(re.Pattern[str], _Lazy(source, int(flags)))
