"""Several programs at one desk at the same time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.services import articles, claims, proof
from tests.support.desks import tag, take_in
from tests.support.raw import ask
from tests.support.victims import decide_with_others, processes, text_of

if TYPE_CHECKING:
    from tests.support.desks import Desks

PROGRAMS = 8


class Work(NamedTuple):
    """What came of it."""

    changes: int
    retries: int


def work_together(desks: Desks, rounds: int) -> Work:
    """Let eight programs edit one claim, decide of five sentences, tag and undo, all at once.

    Every change that a service acknowledged must be found; nothing may fail but a stale version.
    """
    desk = desks.open("ana")
    for number in range(PROGRAMS + 1):
        take_in(desk, text_of(-1, number))
    tag(desk, articles.get_article(desk, "A1"))
    before = newest(desks)
    told = run_programs(desks, rounds)
    assert [entry for entry in told if entry[0] == "error"] == []
    tokens = [entry[0] for entry in told if entry[0].startswith("<")]
    assert len(tokens) == len(set(tokens)) == PROGRAMS * rounds
    note = claims.get_claim(desk, "C1").claim.note
    assert sorted(re.findall(r"<[\d.]+>", note)) == sorted(tokens), "a lost update"
    done = dict(
        ask(desks, "SELECT action, count(*) FROM event WHERE seq > :s GROUP BY 1", s=before)
    )
    assert done.pop("reviewer.join") == PROGRAMS
    marks = done.pop("sentence.mark")
    # Two who want the same mark at once make one event.
    assert 0.8 * PROGRAMS * rounds <= marks <= PROGRAMS * rounds
    each = PROGRAMS * rounds
    assert done == {"claim.edit": each, "claim.tag": each, "undo": each}
    versions = ask(
        desks,
        "SELECT sum(version - 1) FROM sentence WHERE article_id = :id",
        id=articles.get_article(desk, "A1").article.id,
    )
    assert versions[0][0] == marks + 1, "a lost decision"  # and the one that made C1
    report = proof.verify(desk)
    assert report.problems == ()
    assert report.events == newest(desks)
    return Work(len(told), sum(tries - 1 for kind, tries in told if kind.startswith("<")))


def run_programs(desks: Desks, rounds: int) -> list[tuple[str, Any]]:
    """Start all programs at once and return what they tell."""
    start = processes().Barrier(PROGRAMS)
    running = []
    for number in range(PROGRAMS):
        ours, theirs = processes().Pipe(duplex=False)
        process = processes().Process(
            target=decide_with_others,
            args=(desks.url, str(desks.folder), number, rounds, start, theirs),
        )
        process.start()
        theirs.close()
        running.append((process, ours))
    told: list[tuple[str, Any]] = []
    for process, ours in running:
        try:
            while True:
                told.append(ours.recv())
        except EOFError:
            ours.close()
        process.join(60)
        assert process.exitcode == 0
    return told


def newest(desks: Desks) -> int:
    """Return the newest event's number."""
    return int(ask(desks, "SELECT max(seq) FROM event")[0][0])
