"""What was read, as bytes to keep: readings go into the stage and come back, equal, in a later run.

The bytes are a pickle of plain values. What they may name is listed here, so that a stage from elsewhere cannot run
anything.
"""

from __future__ import annotations

import io
import pickle
import zlib
from typing import Any

from extractors import document
from pipeline import result
from pipeline.result import Reading

_ALLOWED = {("builtins", "frozenset"), ("datetime", "date"), ("builtins", "set")}
_MODULES = {document.__name__: document, result.__name__: result}


def pack(readings: tuple[Reading, ...]) -> bytes:
    """Return readings as compressed bytes; the same readings give the same bytes."""
    return zlib.compress(pickle.dumps(readings, protocol=5), 1)


def unpack(content: bytes) -> tuple[Reading, ...]:
    """Return the readings that `pack` was given. ValueError when the bytes are none."""
    try:
        readings = _Unpickler(io.BytesIO(zlib.decompress(content))).load()
    except (zlib.error, pickle.UnpicklingError, AttributeError, EOFError, TypeError, IndexError) as error:
        raise ValueError(f"not a reading: {error}") from error
    if not isinstance(readings, tuple) or not all(isinstance(reading, Reading) for reading in readings):
        raise ValueError("not a reading")
    return readings


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the document model; anything else is refused."""
        if module in _MODULES and isinstance(getattr(_MODULES[module], name, None), type):
            return getattr(_MODULES[module], name)
        if (module, name) in _ALLOWED:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a reading")
