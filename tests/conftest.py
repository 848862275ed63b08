"""The order in which test files are handed out: what takes longest begins first, lest it be waited for in the end."""

from __future__ import annotations

import pytest

LONGEST = ("test_ray.py",)  # starts a cluster of its own


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)
