"""Killing programs at random moments, and looking at what they leave behind."""

from __future__ import annotations

import hashlib
import random
import time
from typing import TYPE_CHECKING, NamedTuple

from factcheck.services import proof
from tests.support.desks import take_in
from tests.support.raw import ask
from tests.support.victims import processes, text_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from tests.support.desks import DeskFactory, Desks
    from tests.support.victims import Victim

LONGEST_LIFE = 0.12
"""Seconds after the first acknowledgement: some ten changes."""
KILLS_A_DESK = 10
"""Then a new desk, since verification after each kill takes time with the length of history."""


class Toll(NamedTuple):
    """What came of all kills."""

    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    leftovers: int = 0


def kill_often(
    factory: DeskFactory, victim: Victim, kills: int, seed: int, verify_every: int = 5
) -> Toll:
    """Start and kill a program many times; after each kill the desk must be sound.

    Args:
        factory: Makes the desks.
        victim: The program.
        kills: How often to kill it.
        seed: Of the random moments.
        verify_every: After how many kills the whole desk is verified. What was acknowledged, and
            the files of all rows, are looked for after each.

    Returns:
        The figures. What was written but not acknowledged is at most one change a kill.
    """
    chance = random.Random(seed)  # noqa: S311 - only moments in time
    toll = Toll()
    desks = factory.make()
    last = 0
    for number in range(kills):
        if number % KILLS_A_DESK == 0:
            factory.drop(desks)
            desks = factory.make()
            with desks.open("ben") as desk:  # so that no victim takes it back
                take_in(desk, text_of(-1, number))
            last = newest(desks)
        told = kill_once(desks, victim, seed * 10_000 + number, chance.uniform(0, LONGEST_LIFE))
        now = newest(desks)
        check_kept(desks, told)
        if number % verify_every == verify_every - 1 or number == kills - 1:
            check_sound(desks)
        assert 0 <= now - last - len(told) <= 1, "more than the change in hand was unacknowledged"
        toll = Toll(
            toll.kills + 1,
            toll.acknowledged + len(told),
            toll.unacknowledged + now - last - len(told),
            len(list((desks.folder / "sources").rglob(".tmp-*"))),
        )
        last = now
    factory.drop(desks)
    return toll


def kill_once(desks: Desks, victim: Victim, seed: int, life: float) -> list[tuple[int, str]]:
    """Let a program work for a moment, kill it, and return what it had acknowledged."""
    ours, theirs = processes().Pipe(duplex=False)
    process = processes().Process(target=victim, args=(desks.url, str(desks.folder), seed, theirs))
    process.start()
    theirs.close()
    told: list[tuple[int, str]] = [ours.recv()]
    until = time.monotonic() + life
    while (left := until - time.monotonic()) > 0 and ours.poll(left):
        told.append(ours.recv())
    process.kill()
    process.join()
    told += rest_of(ours)
    ours.close()
    return told


def rest_of(pipe: Connection) -> list[tuple[int, str]]:
    """Return what was sent before the end."""
    found = []
    try:
        while True:
            found.append(pipe.recv())
    except EOFError:
        return found


def newest(desks: Desks) -> int:
    """Return the newest event's number, once no dying program writes any more."""
    with desks.open() as desk, desk.store.writing():
        return int(ask(desks, "SELECT max(seq) FROM event")[0][0])


def check_kept(desks: Desks, told: list[tuple[int, str]]) -> None:
    """Find every acknowledged change and every row's file."""
    found = {(row.seq, row.leaf) for row in ask(desks, "SELECT seq, leaf FROM event")}
    assert set(told) <= found, "an acknowledged change was lost"
    for row in ask(desks, "SELECT sha256, text_sha256 FROM document"):
        for digest in row:
            data = (desks.folder / "sources" / digest[:2] / digest).read_bytes()
            assert hashlib.sha256(data).hexdigest() == digest, "a row without its file"


def check_sound(desks: Desks) -> None:
    """Let the desk be verified: history, rows and archive."""
    with desks.open() as desk:
        report = proof.verify(desk)
    assert report.problems == ()
