"""Undo and redo: the swapped change, appended as a new event, across restarts.

An undo takes back the fields that an event changed. It is refused, with the reason, where those
fields have moved on since, or where other work stands on a row that the event made. A redo is an
undo of the undo. Nothing is ever taken out of the history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from factcheck.domain.errors import RefusedError
from factcheck.services.history import OWN_ACTIONS, body_of, lines_of, undone_events
from factcheck.services.soundness import require_sound
from factcheck.store.columns import from_history, to_history
from factcheck.store.ledger import read_detail
from factcheck.store.tables import ROW_CLASSES, EventRow, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.rows import EventDetail, RowChange
    from factcheck.domain.views import EventLine
    from factcheck.services.desk import Desk
    from factcheck.store.unit import Work

_NEVER_TAKEN_BACK = frozenset({"counter"})
"""Numbers that were given out stay given out."""

_PAGE = 100


def undo_target(desk: Desk) -> EventLine | None:
    """Return what `undo` would take back: this reviewer's newest change that stands."""
    with desk.read() as session:
        return _line(session, _newest_to_undo(session, desk.actor))


def redo_target(desk: Desk) -> EventLine | None:
    """Return what `redo` would bring back: the change that was undone last, if none came since."""
    with desk.read() as session:
        undo_seq = _newest_to_redo(session, desk.actor)
        if undo_seq is None:
            return None
        return _line(session, read_detail(body_of(session, undo_seq)).event.undoes)


def undo(desk: Desk, seq: int | None = None) -> EventLine:
    """Take back a change.

    Args:
        desk: The desk.
        seq: The event's number; without it, this reviewer's newest change that stands.

    Returns:
        The event that was taken back.

    Raises:
        RefusedError: If there is nothing to take back, or later work stands on it.
        NotFoundError: If there is no event of that number.
    """
    return _take_back(desk, "undo", seq)


def redo(desk: Desk) -> EventLine:
    """Bring back the change that was undone last.

    Returns:
        The event that is in force again.

    Raises:
        RefusedError: If there is nothing to bring back, or later work stands on it.
    """
    return _take_back(desk, "redo", None)


def _take_back(desk: Desk, action: str, seq: int | None) -> EventLine:
    asked: dict[str, Any] = {}
    about: dict[str, str] = {}
    with desk.read() as session:
        target = _target(session, desk.actor, action, seq)
    asked["event"] = target
    with desk.change(action, asked=asked, about=about, undoes=target) as work:
        if target in undone_events(work.session):
            msg = f"Event {target} was taken back meanwhile; nothing was changed."
            raise RefusedError(msg)
        detail = read_detail(body_of(work.session, target))
        event = detail.event
        about.update(
            {
                word: row_id
                for word, row_id in (
                    ("article", event.article_id),
                    ("claim", event.claim_id),
                    ("source", event.source_id),
                )
                if row_id is not None
            }
        )
        _apply_inverse(desk, work, detail)
        work.session.flush()
        require_sound(work.session, event)
    shown = target if action == "undo" else event.undoes
    with desk.read() as session:
        line = _line(session, shown)
    if line is None:  # pragma: no cover - the event was read a moment ago
        msg = f"Event {shown} is gone from the history."
        raise RefusedError(msg, hint="Run: factcheck verify")
    return line


def _target(session: Session, actor: str, action: str, seq: int | None) -> int:
    if seq is not None:
        return _checked_target(session, seq)
    if action == "undo":
        found, msg = _newest_to_undo(session, actor), "There is nothing of yours to undo."
    else:
        found, msg = _newest_to_redo(session, actor), "There is nothing to redo."
    if found is None:
        raise RefusedError(msg)
    return found


def _checked_target(session: Session, seq: int) -> int:
    event = read_detail(body_of(session, seq)).event
    if event.action in OWN_ACTIONS:
        msg = f"Event {seq} ({event.action}) belongs to the desk itself and cannot be undone."
        raise RefusedError(msg)
    if event.undoes is not None:
        msg = f"Event {seq} is an {event.action} of another event."
        raise RefusedError(msg, hint="Use redo, or name the event that it took back.")
    if seq in undone_events(session):
        msg = f"Event {seq} is undone already."
        raise RefusedError(msg, hint="Use redo to bring it back.")
    return seq


def _newest_to_undo(session: Session, actor: str) -> int | None:
    dead = undone_events(session)
    before: int | None = None
    while True:
        wanted = select(col(EventRow.seq), col(EventRow.action)).where(
            col(EventRow.actor) == actor,
            col(EventRow.undoes).is_(None),
        )
        if before is not None:
            wanted = wanted.where(col(EventRow.seq) < before)
        rows = session.execute(wanted.order_by(col(EventRow.seq).desc()).limit(_PAGE)).all()
        for seq, action in rows:
            if seq not in dead and action not in OWN_ACTIONS:
                return int(seq)
        if len(rows) < _PAGE:
            return None
        before = rows[-1].seq


def _newest_to_redo(session: Session, actor: str) -> int | None:
    """Return the newest undo that stands, unless the reviewer has done something since."""
    dead = undone_events(session)
    last_original = session.scalar(
        select(col(EventRow.seq))
        .where(
            col(EventRow.actor) == actor,
            col(EventRow.undoes).is_(None),
            col(EventRow.action).not_in(OWN_ACTIONS),
        )
        .order_by(col(EventRow.seq).desc())
        .limit(1)
    )
    undos = session.scalars(
        select(col(EventRow.seq))
        .where(
            col(EventRow.actor) == actor,
            col(EventRow.action) == "undo",
            col(EventRow.seq) > (last_original or 0),
        )
        .order_by(col(EventRow.seq).desc())
    )
    return next((seq for seq in undos if seq not in dead), None)


def _line(session: Session, seq: int | None) -> EventLine | None:
    return lines_of(session, [body_of(session, seq)])[0] if seq is not None else None


def _apply_inverse(desk: Desk, work: Work, detail: EventDetail) -> None:
    for change in reversed(detail.changes):
        if change.table in _NEVER_TAKEN_BACK:
            continue
        if change.after is None:
            _bring_back(desk, work, change)
        elif change.before is None:
            _remove(work, change, detail.event.seq)
        else:
            _restore(work, change, detail.event.seq)


def _bring_back(desk: Desk, work: Work, change: RowChange) -> None:
    kind = ROW_CLASSES[change.table]
    columns = kind.__table__.c
    values = {**change.key, **(change.before or {})}
    row = {name: from_history(columns[name], value) for name, value in values.items()}
    for column in columns:
        if "from_archive" in column.info:
            row[column.name] = desk.archive.get(row[column.info["from_archive"]]).decode()
    if "version" in row:
        row["version"] += 1  # somebody may still hold the version from before the removal
    try:
        work.add(kind(**row))
    except IntegrityError as error:
        msg = (
            f"The {change.table} cannot be brought back: what it stood on is gone, or it is there."
        )
        raise RefusedError(msg, hint="Bring that back first.") from error


def _remove(work: Work, change: RowChange, seq: int) -> None:
    row = _current(work, change, seq)
    _require_unmoved(work, row, change, seq)
    work.delete(row)


def _restore(work: Work, change: RowChange, seq: int) -> None:
    row = _current(work, change, seq)
    _require_unmoved(work, row, change, seq)
    columns = type(row).__table__.c
    for name, value in (change.before or {}).items():
        if name != "version":
            setattr(row, name, from_history(columns[name], value))


def _current(work: Work, change: RowChange, seq: int) -> Table:
    row: Table | None = work.session.get(ROW_CLASSES[change.table], change.key)
    if row is None:
        msg = f"The {change.table} that event {seq} changed was removed since."
        raise RefusedError(msg, hint="Undo the removal first.")
    return row


def _require_unmoved(work: Work, row: Table, change: RowChange, seq: int) -> None:
    for name, value in (change.after or {}).items():
        if name == "version" or to_history(getattr(row, name)) == value:
            continue
        later = _later_change(work.session, change, seq)
        msg = f"The {change.table} has moved on since event {seq}{later}; nothing was undone."
        raise RefusedError(msg, hint="Undo the later change first, or change it by hand.")


def _later_change(session: Session, change: RowChange, seq: int) -> str:
    """Name the newest event that touched the same row, to say who changed what."""
    bodies = session.scalars(
        select(col(EventRow.body))
        .where(col(EventRow.seq) > seq)
        .order_by(col(EventRow.seq).desc())
        .limit(_PAGE)
    )
    for body in bodies:
        detail = read_detail(body)
        if any(c.table == change.table and c.key == change.key for c in detail.changes):
            return f" (event {detail.event.seq}, by {detail.event.actor})"
    return ""
