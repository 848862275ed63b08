"""The base of the models that vocabulary entries are checked against."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """Base of the entries' models: unknown keys are refused, so that a typing slip is seen at once."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
