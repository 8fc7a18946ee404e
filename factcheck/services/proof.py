"""Proving the desk: replay against the tables, chain, checkpoints, guards, archive."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from factcheck.archive.files import ProblemKind
from factcheck.domain.errors import ArchiveError, HistoryError, RefusedError
from factcheck.domain.views import Problem, RebuildReport, VerifyReport
from factcheck.proof.canonical import canonical_json
from factcheck.proof.merkle import Frontier, leaf_hash
from factcheck.proof.notes import NoteError, origin_of
from factcheck.services.checkpoints import KeptNote, notes_inside, notes_outside, open_note
from factcheck.store import ledger, replay
from factcheck.store.engine import Store, sqlite_url
from factcheck.store.guards import missing_guards, strange_triggers
from factcheck.store.schema import HEAD, create_schema, revision
from factcheck.store.tables import DocumentRow, EventRow, ReviewerRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.rows import Event
    from factcheck.services.desk import Desk

Progress = Callable[[int, int], None]
"""Told how many events of how many are done."""

_MOST_PROBLEMS = 100
_HARMLESS = frozenset({ProblemKind.LEFTOVER, ProblemKind.UNEXPECTED})
"""What proves nothing either way; `doctor` tells of it."""


def _silent(_done: int, _all: int) -> None:
    return


def rebuild(desk: Desk, into: Path | None = None, progress: Progress = _silent) -> RebuildReport:
    """Replay the history into a fresh SQLite database and compare every row with the desk's.

    Args:
        desk: The desk, on either database.
        into: Where to leave the rebuilt database; without it, it is thrown away.
        progress: Told how far it is.

    Raises:
        RefusedError: If there is something at `into` already.
    """
    if into is not None:
        if into.exists():
            msg = f"There is something at {into} already; it was left alone."
            raise RefusedError(msg, hint="Choose another name.")
        return _rebuild_at(desk, into, progress)
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        return _rebuild_at(desk, Path(folder) / "rebuilt.db", progress)


def _rebuild_at(desk: Desk, file: Path, progress: Progress) -> RebuildReport:
    fresh = Store(sqlite_url(file))
    try:
        create_schema(fresh)
        with (
            tempfile.TemporaryDirectory(prefix="factcheck-") as folder,
            desk.store.still(Path(folder)) as still,
            still.reading() as found,
            fresh.writing() as rebuilt,
        ):
            return _compared(desk, found, rebuilt, progress)
    finally:
        fresh.close()


def _compared(
    desk: Desk, found: Connection, rebuilt: Connection, progress: Progress
) -> RebuildReport:
    try:
        events = _replay_all(desk, found, rebuilt, progress)
    except (HistoryError, ArchiveError) as error:
        # With half a replay every later row would differ, and hide the one thing that is wrong.
        told = f"{error.message} The replay stopped there, so no row was compared."
        return RebuildReport(equal=False, events=0, tables={}, differences=(told,))
    tables, differences = replay.differences(found, rebuilt)
    return RebuildReport(
        equal=not differences, events=events, tables=tables, differences=tuple(differences)
    )


def _replay_all(desk: Desk, found: Connection, rebuilt: Connection, progress: Progress) -> int:
    def read_text(digest: str) -> str:
        return desk.archive.get(digest).decode()

    total = ledger.head(found).seq
    done = 0
    with closing(replay.event_bodies(found)) as bodies:
        for body in bodies:
            event, _ = ledger.read_body(body)
            _copy_event(rebuilt, event, body)
            replay.replay_event(rebuilt, body, read_text)
            done += 1
            progress(done, total)
    return done


def _copy_event(rebuilt: Connection, event: Event, body: str) -> None:
    try:
        rebuilt.execute(insert(EventRow.__table__), {**event.model_dump(), "body": body})
    except IntegrityError as error:
        msg = f"Event {event.seq} is there twice."
        raise HistoryError(msg) from error


def verify(desk: Desk, progress: Progress = _silent) -> VerifyReport:
    """Check everything that the desk says of itself.

    Schema and guards as expected; events gapless, canonical, chained, and equal to their columns;
    every checkpoint, inside and outside, signed by a reviewer on record and true; the history
    replayed and compared with every table; the archive's files as their names say.

    Without a checkpoint outside the database the status is `unanchored`, never `ok`: whoever can
    write the database could have written another history.
    """
    problems = [*_schema_problems(desk)]
    # Read before the events: a colleague may sign newer ones while this runs.
    inside, outside = notes_inside(desk), list(notes_outside(desk))
    with desk.read() as session:
        roots, chain = _chain_problems(desk, session)
        keys = dict(
            session.execute(select(col(ReviewerRow.handle), col(ReviewerRow.public_key))).all()
        )
    problems += chain
    for kept in inside:
        problems += _note_problems(desk, kept, roots, keys)
    anchored = 0
    for kept in outside:
        found = _note_problems(desk, kept, roots, keys)
        problems += found
        if not found:
            anchored = max(anchored, open_note(kept.note, keys).size)
    rebuilt = rebuild(desk, progress=progress)
    problems += [Problem(kind="rows", where="replay", what=told) for told in rebuilt.differences]
    files, archive_problems = _archive_problems(desk)
    problems += archive_problems
    events = len(roots) - 1
    return VerifyReport(
        status="broken" if problems else ("ok" if anchored else "unanchored"),
        events=events,
        root=roots[-1],
        anchored_events=anchored,
        files=files,
        problems=tuple(problems[:_MOST_PROBLEMS]),
        notes=_notes(events, anchored),
    )


def _notes(events: int, anchored: int) -> tuple[str, ...]:
    if anchored == 0:
        told = "No checkpoint outside the database proves this history. Make one: "
        return (told + "factcheck checkpoint",)
    if anchored < events:
        return (f"The newest {events - anchored} events came after the last outside checkpoint.",)
    return ()


def _schema_problems(desk: Desk) -> list[Problem]:
    with desk.store.reading() as connection:
        found = revision(connection)
        missing = missing_guards(connection)
        strange = strange_triggers(connection)
    problems = []
    if found != HEAD:
        what = f"the schema is {found}, not {HEAD}"
        problems.append(Problem(kind="schema", where="database", what=what))
    for name in missing:
        what = "the trigger that keeps the history append-only is missing or altered"
        problems.append(Problem(kind="guards", where=name, what=what))
    for name in strange:
        what = "factcheck did not make this trigger; it could swallow or change what is written"
        problems.append(Problem(kind="guards", where=name, what=what))
    return problems


def _chain_problems(desk: Desk, session: Session) -> tuple[list[str], list[Problem]]:
    """Return the root after each number of events, and what is wrong with the chain."""
    frontier = Frontier()
    roots = [frontier.root()]
    problems: list[Problem] = []
    last = ledger.GENESIS
    rows = session.execute(
        select(EventRow).order_by(col(EventRow.seq)).execution_options(yield_per=500)
    )
    try:
        for position, row in enumerate(rows.scalars(), start=1):
            what = _event_problem(row, position, last, desk.desk_id)
            if what is not None:
                problems.append(Problem(kind="chain", where=f"event {row.seq}", what=what))
            last = leaf_hash(row.body.encode())
            frontier.append(last)
            roots.append(frontier.root())
    except (TypeError, ValueError, AttributeError):  # SQLite stores anything in any column
        what = "one of the columns holds a value that cannot be read"
        problems.append(Problem(kind="chain", where=f"after event {frontier.size}", what=what))
    finally:
        rows.close()
    return roots, problems


def _event_problem(row: EventRow, position: int, last: str, desk_id: str) -> str | None:
    """Say what is wrong with one event, or None."""
    try:
        event, parsed = ledger.read_body(row.body)
    except HistoryError:
        return "it cannot be read"
    claimed = {name: getattr(row, name) for name in type(event).model_fields}
    checks = (
        (row.seq != position, f"it stands at place {position}: events are missing or added"),
        (parsed.get("prev") != last, "it does not follow from the event before it"),
        (parsed.get("desk") != desk_id, "it belongs to another desk"),
        (canonical_json(parsed) != row.body.encode(), "its text is not in canonical form"),
        (row.leaf != event.leaf, "its hash is not that of its text"),
        (claimed != event.model_dump(), "its columns differ from its text"),
    )
    return next((what for wrong, what in checks if wrong), None)


def _note_problems(
    desk: Desk, kept: KeptNote, roots: list[str], keys: dict[str, str]
) -> list[Problem]:
    def problem(what: str) -> list[Problem]:
        return [Problem(kind="checkpoint", where=kept.where, what=what)]

    try:
        stated = open_note(kept.note, keys)
    except NoteError as error:
        return problem(str(error))
    if stated.origin != origin_of(desk.desk_id):
        return problem("it is of another desk")
    if stated.size >= len(roots):
        return problem(
            f"it was signed over {stated.size} events, but the history has {len(roots) - 1}: "
            "events were removed, or an old copy was put back"
        )
    if roots[stated.size] != stated.root:
        return problem(f"the first {stated.size} events are not those that were signed")
    return []


def _archive_problems(desk: Desk) -> tuple[int, list[Problem]]:
    problems = [
        Problem(kind="archive", where=str(problem.path), what=problem.message)
        for problem in desk.archive.verify()
        if problem.kind not in _HARMLESS
    ]
    digests: set[str] = set()
    with desk.read() as session:
        for row in session.scalars(select(DocumentRow).execution_options(yield_per=100)):
            if not all(isinstance(value, str) for value in (row.sha256, row.text_sha256, row.text)):
                what = "it holds a value that cannot be read"
                problems.append(Problem(kind="archive", where="document", what=what))
                continue
            for digest in (row.sha256, row.text_sha256):
                digests.add(digest)
                missing = _missing_file(desk, digest)
                if missing is not None:
                    problems.append(Problem(kind="archive", where=digest, what=missing))
            if hashlib.sha256(row.text.encode()).hexdigest() != row.text_sha256:
                what = "the text in the database is not the one that was archived"
                problems.append(Problem(kind="archive", where=row.sha256, what=what))
    return len(digests), problems


def _missing_file(desk: Desk, digest: str) -> str | None:
    try:
        there = desk.archive.has(digest)
    except ArchiveError as error:
        return error.message
    return None if there else "the archive has no bytes for this document"
