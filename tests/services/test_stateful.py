"""Whatever two reviewers do and take back, the history alone makes the same desk again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis
from hypothesis.stateful import run_state_machine_as_test

from tests.support.machine import machine_on

if TYPE_CHECKING:
    from tests.support.desks import DeskFactory


def test_a_desk_always_equals_its_history(desk_factory: DeskFactory) -> None:
    """A few stories here; `make soak` tells hundreds."""
    settings = hypothesis.settings(
        max_examples=4,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(machine_on(desk_factory), settings=settings)
