"""Programs that work on a desk until somebody kills them, and say what they have got done.

They run in processes forked from a server that has everything imported already, so that a new one
costs milliseconds. Each tells of every change after the service has returned: that is what a person
would have seen as done.
"""

from __future__ import annotations

import itertools
import multiprocessing
import random
from contextlib import suppress
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from factcheck.domain.commands import AddSource, EditClaim, LinkEvidence, RecordVerdict, RemoveClaim
from factcheck.domain.errors import NotFoundError, RefusedError, StaleError
from factcheck.domain.vocabulary import Mark, Stance
from factcheck.services import articles, claims, history, ingest, sources, undo, verdicts
from tests.support.desks import counted, mark, open_desk, tag

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext
    from multiprocessing.synchronize import Barrier

    from factcheck.domain.rows import Claim
    from factcheck.services.desk import Desk

    Victim = Callable[[str, str, int, Connection], None]

SENTENCES: Final = 30


@cache
def processes() -> ForkServerContext:
    """Return how to start such a program."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.warm"])
    # Python 3.11 does not hand sys.path on to the server, which then silently preloads nothing.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        forkserver.ensure_running()
    return context


def text_of(seed: int, number: int) -> str:
    """Return a text that no other call gives."""
    return " ".join(
        f"Shipment {seed} of article {number} held {n * 37} tons of rice in part {n}."
        for n in range(SENTENCES)
    )


def acknowledge(desk: Desk, to: Connection) -> None:
    """Tell which event the desk has just written in this reviewer's name."""
    event = history.list_events(desk, actor=desk.actor, limit=1)[0].event
    to.send((event.seq, event.leaf))


def take_in_for_ever(url: str, folder: str, seed: int, to: Connection) -> None:
    """Take in one new article after the other."""
    with open_desk(url, Path(folder)) as desk:
        for number in itertools.count():
            ingest.ingest_text(desk, text_of(seed, number), "victim.txt")
            acknowledge(desk, to)


def decide_for_ever(url: str, folder: str, seed: int, to: Connection) -> None:
    """Do everything that a reviewer does, in any order."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with open_desk(url, Path(folder)) as desk:
        edits = (mark_one, mark_one, tag_one, edit_one, remove_one, add_one, link_one, rate_one)
        deeds = (*edits, undo_one, redo_one)
        for number in itertools.count():
            before = newest(desk)
            with suppress(RefusedError, StaleError):
                chance.choice(deeds)(desk, chance, f"token-{seed}-{number}")
            if newest(desk) != before:
                acknowledge(desk, to)


def newest(desk: Desk) -> int:
    """Return the number of the newest event."""
    return history.list_events(desk, limit=1)[0].event.seq


def mark_one(desk: Desk, chance: random.Random, _: str) -> None:
    """Decide of a sentence."""
    view = articles.get_article(desk, "A1")
    mark(desk, chance.choice(counted(view)), chance.choice(list(Mark)))


def tag_one(desk: Desk, chance: random.Random, _: str) -> None:
    """Tag a sentence."""
    view = articles.get_article(desk, "A1")
    tag(desk, view, chance.randrange(len(counted(view))))


def any_claim(desk: Desk, chance: random.Random) -> Claim:
    """Return one of the claims."""
    found = claims.list_claims(desk)
    if not found:
        raise RefusedError("There is no claim yet.")
    return chance.choice(found).claim


def edit_one(desk: Desk, chance: random.Random, token: str) -> None:
    """Edit a claim."""
    claim = any_claim(desk, chance)
    claims.edit_claim(desk, EditClaim(claim_id=claim.id, version=claim.version, note=token))


def remove_one(desk: Desk, chance: random.Random, _: str) -> None:
    """Take a claim back."""
    claim = any_claim(desk, chance)
    claims.remove_claim(desk, RemoveClaim(claim_id=claim.id, version=claim.version))


def add_one(desk: Desk, _: random.Random, token: str) -> None:
    """Put a source on record."""
    sources.add_source(desk, AddSource(title=token))


def link_one(desk: Desk, chance: random.Random, token: str) -> None:
    """Link a source to a claim."""
    found = sources.list_sources(desk)
    if not found:
        raise RefusedError("There is no source yet.")
    sources.link_evidence(
        desk,
        LinkEvidence(
            claim_id=any_claim(desk, chance).id,
            source_id=chance.choice(found).source.id,
            stance=chance.choice(list(Stance)),
            note=token,
        ),
    )


def rate_one(desk: Desk, chance: random.Random, token: str) -> None:
    """Rate a claim, superseding what stands."""
    view = claims.get_claim(desk, any_claim(desk, chance).id)
    verdicts.record_verdict(
        desk,
        RecordVerdict(
            claim_id=view.claim.id,
            claim_version=view.claim.version,
            rating_code=chance.choice(["true", "false", "half-true"]),
            explanation=token,
            supersedes=view.standing.verdict.id if view.standing else None,
        ),
    )


def undo_one(desk: Desk, _: random.Random, __: str) -> None:
    """Take the newest change back."""
    undo.undo(desk)


def redo_one(desk: Desk, _: random.Random, __: str) -> None:
    """Bring it back."""
    undo.redo(desk)


# ----------------------------------------------------------------------------- several at one time


def decide_with_others(  # noqa: PLR0913, PLR0917 - what a process is given
    url: str, folder: str, number: int, rounds: int, start: Barrier, to: Connection
) -> None:
    """Edit one claim, decide of one sentence and tag an own one, all at once with the others.

    Sends `(token, tries)` for each edit, `("mark", 1)` and `("tag", 1)` for the others, and the
    text of whatever went wrong.
    """
    try:
        with open_desk(url, Path(folder), f"reviewer-{number}") as desk:
            chance = random.Random(number)  # noqa: S311 - no secret
            start.wait(60)
            for turn in range(rounds):
                token = f"<{number}.{turn}>"
                to.send((token, append_to_note(desk, token)))
                to.send(("mark", decide_one(desk, chance)))
                view = articles.get_article(desk, f"A{number + 2}")
                tag(desk, view, turn % SENTENCES)
                to.send(("tag", 1))
                undo.undo(desk)
                to.send(("undo", 1))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the test has to hear of it
        to.send(("error", repr(error)))
    to.close()


def append_to_note(desk: Desk, token: str) -> int:
    """Add a token to the note of C1; read again wherever somebody else was faster."""
    for tries in itertools.count(1):
        claim = claims.get_claim(desk, "C1").claim
        with suppress(StaleError):
            claims.edit_claim(
                desk,
                EditClaim(claim_id=claim.id, version=claim.version, note=claim.note + token),
            )
            return tries
    raise AssertionError


def decide_one(desk: Desk, chance: random.Random) -> int:
    """Change the mark of a sentence that others decide of too; return how often it was changed."""
    while True:
        sentence = chance.choice(counted(articles.get_article(desk, "A1"))[1:6])
        others = [m for m in (Mark.QUERY, Mark.NOT_A_CLAIM, Mark.UNTOUCHED) if m != sentence.mark]
        with suppress(StaleError, NotFoundError):
            after = mark(desk, sentence, chance.choice(others))
            if after.version == sentence.version + 1:
                return 1
