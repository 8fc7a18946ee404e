"""Long stories of two reviewers: `make soak`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.support.desks import desk_factory
from tests.support.machine import machine_on

if TYPE_CHECKING:
    from tests.support.desks import DeskFactory

__all__ = ["desk_factory"]

STORIES: Final = int(os.environ.get("FACTCHECK_SOAK_STORIES", "200"))

pytestmark = pytest.mark.timeout(7200)


def test_a_desk_always_equals_its_history(desk_factory: DeskFactory) -> None:
    """Verified after every story, compared with its replay after every step."""
    settings = hypothesis.settings(
        max_examples=STORIES,
        stateful_step_count=60,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(machine_on(desk_factory), settings=settings)
