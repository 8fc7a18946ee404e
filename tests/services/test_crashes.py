"""kill -9 at random moments, and eight programs at once. `make soak` does the same at length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.crowd import PROGRAMS, work_together
from tests.support.killing import kill_often
from tests.support.victims import decide_for_ever, take_in_for_ever

if TYPE_CHECKING:
    from tests.support.desks import DeskFactory, Desks
    from tests.support.victims import Victim

KILLS = 15
ROUNDS = 6


@pytest.mark.parametrize("victim", [take_in_for_ever, decide_for_ever])
def test_killed_programs_lose_nothing(desk_factory: DeskFactory, victim: Victim) -> None:
    """What was acknowledged is there, what is there has its file, and all of it verifies."""
    toll = kill_often(desk_factory, victim, KILLS, seed=20261122)
    assert toll.kills == KILLS
    assert toll.acknowledged >= KILLS


def test_eight_programs_decide_at_once(desks: Desks) -> None:
    """No lock error, no lost update."""
    work = work_together(desks, ROUNDS)
    assert work.changes == 4 * PROGRAMS * ROUNDS
