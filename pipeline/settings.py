"""What a user may set about a run, apart from its results so that the command line starts without them."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.limits import Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set about processing one document."""

    limits: Limits = field(default_factory=Limits)
    timeout_seconds: float = 120.0
    memory_bytes: int = 4 * 1024**3
