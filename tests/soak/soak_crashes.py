"""kill -9 two hundred times each, and eight programs at length: `make soak`.

Not named `test_…`, so that a plain run leaves it out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

from tests.support.crowd import PROGRAMS, work_together
from tests.support.desks import desk_factory, desks
from tests.support.killing import kill_often
from tests.support.victims import decide_for_ever, take_in_for_ever

if TYPE_CHECKING:
    from tests.support.desks import DeskFactory, Desks
    from tests.support.victims import Victim

__all__ = ["desk_factory", "desks"]

KILLS: Final = int(os.environ.get("FACTCHECK_SOAK_KILLS", "200"))
ROUNDS: Final = int(os.environ.get("FACTCHECK_SOAK_ROUNDS", "60"))

pytestmark = pytest.mark.timeout(7200)


@pytest.mark.parametrize("victim", [take_in_for_ever, decide_for_ever])
def test_killed_programs_lose_nothing(desk_factory: DeskFactory, victim: Victim) -> None:
    """At every tenth kill a new desk, verified in full after every second."""
    toll = kill_often(desk_factory, victim, KILLS, seed=KILLS, verify_every=2)
    print(f"{victim.__name__} on {desk_factory.kind}: {toll}")  # noqa: T201 - shown by -rP
    assert toll.kills == KILLS


def test_eight_programs_decide_at_once(desks: Desks) -> None:
    """For a long time."""
    work = work_together(desks, ROUNDS)
    print(f"{PROGRAMS} programs on {desks.kind}: {work}")  # noqa: T201 - the same
    assert work.changes == 4 * PROGRAMS * ROUNDS
