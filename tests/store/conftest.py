"""Fixtures of the store's tests."""

from __future__ import annotations

from tests.support.desks import desk, desk_factory, desks

__all__ = ["desk", "desk_factory", "desks"]
