"""The history as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import ColumnElement, select
from sqlmodel import col

from factcheck.domain.errors import NotFoundError
from factcheck.domain.views import EventLine, FieldChange
from factcheck.services.desk import FOUNDING, Desk
from factcheck.services.lookup import find
from factcheck.services.summaries import Names, summarise
from factcheck.store.ledger import read_detail
from factcheck.store.tables import ArticleRow, ClaimRow, EventRow, SourceRow
from factcheck.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from factcheck.domain.rows import EventDetail, RowChange

OWN_ACTIONS = frozenset({FOUNDING, "reviewer.join", "reviewer.key"})
"""What the desk does for itself, so that nobody can take it back."""

_HIDDEN_FIELDS = frozenset({"version"})
_HIDDEN_TABLES = frozenset({"counter"})
_LARGEST_SEQ = 2**63 - 1
_MOST_CHANGES = 200
"""Field changes given of one event; an article's thousand sentences are told by the summary."""


def list_events(  # noqa: PLR0913 - one argument a filter
    desk: Desk,
    *,
    article: str | None = None,
    claim: str | None = None,
    source: str | None = None,
    actor: str | None = None,
    action: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before_seq: int | None = None,
    limit: int = 200,
) -> tuple[EventLine, ...]:
    """Return events, the newest first.

    Args:
        desk: The desk.
        article: Only those about this article (`A1`).
        claim: Only those about this claim (`C3`).
        source: Only those about this source (`S2`).
        actor: Only those by this reviewer's handle.
        action: Only this kind, such as `verdict.record`.
        since: Only those at or after this time.
        until: Only those before this time.
        before_seq: Only those before this number, for the next page.
        limit: How many at most.

    Raises:
        NotFoundError: If there is no such article, claim or source on the desk now.
    """
    with desk.read() as session:
        wanted: list[ColumnElement[bool]] = []
        if article is not None:
            wanted.append(col(EventRow.article_id) == find(session, ArticleRow, article).id)
        if claim is not None:
            wanted.append(col(EventRow.claim_id) == find(session, ClaimRow, claim).id)
        if source is not None:
            wanted.append(col(EventRow.source_id) == find(session, SourceRow, source).id)
        if actor is not None:
            wanted.append(col(EventRow.actor) == normalise(actor))
        if action is not None:
            wanted.append(col(EventRow.action) == normalise(action))
        if since is not None:
            wanted.append(col(EventRow.at) >= since)
        if until is not None:
            wanted.append(col(EventRow.at) < until)
        if before_seq is not None:
            wanted.append(col(EventRow.seq) < before_seq)
        bodies = session.scalars(
            select(col(EventRow.body))
            .where(*wanted)
            .order_by(col(EventRow.seq).desc())
            .limit(limit)
        ).all()
        return tuple(lines_of(session, bodies))


def get_event(desk: Desk, seq: int) -> EventDetail:
    """Return one event with all that it says.

    Raises:
        NotFoundError: If there is no event of that number.
    """
    with desk.read() as session:
        return read_detail(body_of(session, seq))


def body_of(session: Session, seq: int) -> str:
    """Return an event's canonical text.

    Raises:
        NotFoundError: If there is no event of that number.
    """
    body = None
    if 0 < seq <= _LARGEST_SEQ:
        body = session.scalar(select(col(EventRow.body)).where(col(EventRow.seq) == seq))
    if body is None:
        msg = f"There is no event {seq} in the history."
        raise NotFoundError(msg, hint="See: factcheck history")
    return body


def lines_of(session: Session, bodies: Iterable[str]) -> list[EventLine]:
    """Read events' canonical texts as lines for people."""
    details = [read_detail(body) for body in bodies]
    names = Names(session)
    dead = undone_events(session)
    return [
        EventLine(
            event=detail.event,
            summary=summarise(detail, names),
            reason=detail.reason,
            changes=tuple(field_changes(detail.changes)),
            undone=detail.event.seq in dead,
        )
        for detail in details
    ]


def undone_events(session: Session) -> set[int]:
    """Return the numbers of the events that are taken back at present.

    An undo that was itself taken back (a redo) counts no more, so the newest is decided first.
    """
    dead: set[int] = set()
    for seq, undoes in session.execute(
        select(col(EventRow.seq), col(EventRow.undoes))
        .where(col(EventRow.undoes).is_not(None))
        .order_by(col(EventRow.seq).desc())
    ):
        if seq not in dead:
            dead.add(cast("int", undoes))
    return dead


def field_changes(changes: Iterable[RowChange]) -> list[FieldChange]:
    """Unfold row changes into one change a field, for showing: no versions, no counters."""
    found: list[FieldChange] = []
    for change in changes:
        if change.table in _HIDDEN_TABLES:
            continue
        before, after = change.before or {}, change.after or {}
        for field in [*after, *(name for name in before if name not in after)]:
            old, new = before.get(field), after.get(field)
            if field in _HIDDEN_FIELDS or old == new or (not old and not new):
                continue
            found.append(
                FieldChange(table=change.table, key=change.key, field=field, before=old, after=new)
            )
            if len(found) == _MOST_CHANGES:
                return found
    return found
