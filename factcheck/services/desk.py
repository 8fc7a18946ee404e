"""The desk: what every service needs, opened once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sqlalchemy import select
from sqlmodel import col

from factcheck.domain.commands import Command
from factcheck.store.ledger import Draft
from factcheck.store.tables import ReviewerRow
from factcheck.store.unit import Work, changing, reading

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy.orm import Session

    from factcheck.archive.files import Archive
    from factcheck.domain.rows import Event
    from factcheck.store.engine import Store

FOUNDING = "desk.found"
"""The first event of every desk; it puts the founder on record itself."""

Clock = Callable[[], datetime]
IdMaker = Callable[[datetime], str]


def utc_now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def uuid7(at: datetime, random: Callable[[int], bytes] = os.urandom) -> str:
    """Return a UUIDv7 (RFC 9562, section 5.7): ordered by time, and without a hot sequence.

    Args:
        at: The time whose milliseconds lead.
        random: Source of random bytes; the sample desk has a repeatable one.
    """
    milliseconds = int(at.timestamp() * 1000)
    tail = int.from_bytes(random(10), "big")
    value = (
        (milliseconds & (1 << 48) - 1) << 80
        | 7 << 76
        | (tail >> 64 & 0xFFF) << 64
        | 0b10 << 62
        | (tail & (1 << 62) - 1)
    )
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class Surroundings(NamedTuple):
    """What a desk takes from the world: fixed for the sample, real otherwise.

    Attributes:
        actor: The reviewer's handle.
        origin: Host and program, kept in each event.
        keys: Folder of the reviewer's own keys, outside the desk.
        notes: Folder where checkpoints are kept, outside the desk.
        clock: Gives the time, in UTC.
        make_id: Gives UUIDv7s.
    """

    actor: str
    origin: dict[str, str]
    keys: Path
    notes: Path
    clock: Clock = utc_now
    make_id: IdMaker = uuid7


class Desk:
    """An open desk. Reads may run in any thread; each write waits for its turn.

    Args:
        store: The database.
        archive: The archive of bytes.
        desk_id: The desk's id.
        name: The desk's name.
        surroundings: The reviewer, the clock and such.
    """

    def __init__(
        self, store: Store, archive: Archive, desk_id: str, name: str, surroundings: Surroundings
    ) -> None:
        self.store = store
        self.archive = archive
        self.desk_id = desk_id
        self.name = name
        self.surroundings = surroundings
        self.last_event: Event | None = None
        """The newest event that this reviewer wrote since the desk was opened."""
        self._joined = False

    @property
    def actor(self) -> str:
        """The handle of the reviewer who works here."""
        return self.surroundings.actor

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self.surroundings.clock()

    def new_id(self) -> str:
        """Return a new UUIDv7."""
        return self.surroundings.make_id(self.now())

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> Self:
        """Return the desk itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the desk."""
        self.close()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view of the database."""
        with reading(self.store) as session:
            yield session

    @contextmanager
    def change(
        self,
        action: str,
        *,
        asked: Command | dict[str, Any],
        about: dict[str, str] | None = None,
        reason: str = "",
        undoes: int | None = None,
    ) -> Iterator[Work]:
        """Open one unit of work in this reviewer's name.

        Args:
            action: What is done, as `thing.verb`.
            asked: The command, kept in the event as it was given.
            about: Ids of the `article`, `claim` and `source` concerned; a service may add to the
                dict until the unit of work ends.
            reason: What the person said for it.
            undoes: The number of the event that this takes back.
        """
        if action != FOUNDING:
            self._join_first()
        with self._change(action, asked, about, reason, undoes) as work:
            yield work

    @contextmanager
    def _change(
        self,
        action: str,
        asked: Command | dict[str, Any],
        about: dict[str, str] | None = None,
        reason: str = "",
        undoes: int | None = None,
    ) -> Iterator[Work]:
        about = {} if about is None else about
        given = (
            asked.model_dump(mode="json", exclude_defaults=True)
            if isinstance(asked, Command)
            else asked
        )

        def make_draft(changes: list[dict[str, Any]]) -> Draft:
            at = self.now()
            return Draft(
                id=self.surroundings.make_id(at),
                at=at,
                actor=self.actor,
                action=action,
                about=about,
                asked=given,
                reason=reason,
                origin=self.surroundings.origin,
                undoes=undoes,
                changes=changes,
            )

        with changing(self.store, self.desk_id, make_draft) as work:
            yield work
        if work.event is not None:
            self.last_event = work.event

    def join(self, work: Work) -> None:
        """Put the reviewer on record in this unit of work, unless he is."""
        known = work.session.scalar(
            select(col(ReviewerRow.id)).where(col(ReviewerRow.handle) == self.actor)
        )
        if known is None:
            work.add(
                ReviewerRow(
                    id=self.new_id(),
                    handle=self.actor,
                    name=self.actor,
                    public_key="",
                    created_at=self.now(),
                )
            )

    def _join_first(self) -> None:
        """See to it that the reviewer is on record before his first change."""
        if self._joined:
            return
        with self._change("reviewer.join", asked={"handle": self.actor}) as work:
            self.join(work)
        self._joined = True
