"""Events: how a unit of work becomes a line of the history, and how it is read back.

An event's body is canonical JSON:

    {"v": 1, "desk", "seq", "id", "prev", "at", "actor", "action", "about", "asked", "reason",
     "origin", "undoes", "changes"}

`prev` is the leaf hash of the event before (64 zeros for the first), so the events are a chain as
well as the leaves of a Merkle tree. `changes` lists what was done to rows in order; a change is
either `{table, key, before, after}` for one row, or `{table, columns, rows}` for many new rows of
one table (an article's sentences), which costs a fraction of the space and time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Table, insert, select

from factcheck.domain.errors import HistoryError
from factcheck.domain.rows import Event, EventDetail, RowChange
from factcheck.proof.canonical import canonical_json, parse_json
from factcheck.proof.merkle import leaf_hash
from factcheck.store.columns import format_time, parse_time
from factcheck.store.tables import EventRow
from factcheck.store.tables import Table as Tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

GENESIS = "0" * 64
FORMAT = 1

_EVENT: Table = EventRow.__table__


class Head(NamedTuple):
    """The newest event: its number and leaf hash."""

    seq: int
    leaf: str


class Draft(NamedTuple):
    """An event before it has its place in the chain."""

    id: str
    at: datetime
    actor: str
    action: str
    about: dict[str, str]
    asked: dict[str, Any]
    reason: str
    origin: dict[str, str]
    undoes: int | None
    changes: list[dict[str, Any]]


def head(connection: Connection) -> Head:
    """Return the newest event, or `Head(0, GENESIS)` for an empty history."""
    row = connection.execute(
        select(_EVENT.c.seq, _EVENT.c.leaf).order_by(_EVENT.c.seq.desc()).limit(1)
    ).first()
    return Head(row.seq, row.leaf) if row else Head(0, GENESIS)


def append(connection: Connection, desk_id: str, draft: Draft) -> Event:
    """Write an event at the end of the chain; the caller holds the writers' turn.

    Returns:
        The event as a line of the history.
    """
    last = head(connection)
    body = canonical_json(
        {
            "v": FORMAT,
            "desk": desk_id,
            "seq": last.seq + 1,
            "prev": last.leaf,
            **draft._asdict(),
            "at": format_time(draft.at),
        }
    )
    event = Event(
        seq=last.seq + 1,
        id=draft.id,
        at=draft.at,
        actor=draft.actor,
        action=draft.action,
        article_id=draft.about.get("article"),
        claim_id=draft.about.get("claim"),
        source_id=draft.about.get("source"),
        undoes=draft.undoes,
        leaf=leaf_hash(body),
    )
    written = connection.execute(
        insert(_EVENT),
        {**event.model_dump(), "body": body.decode()},
        execution_options={"preserve_rowcount": True},
    )
    if written.rowcount != 1:  # a strange trigger can swallow an insert without a word
        msg = "The database did not keep the history; nothing was changed."
        raise HistoryError(msg, hint="Run: factcheck doctor")
    return event


def read_body(body: str) -> tuple[Event, dict[str, Any]]:
    """Read an event's line and its parsed body from the canonical text.

    Raises:
        HistoryError: If the text is not an event of a format known here.
    """
    try:
        parsed = parse_json(body)
        if parsed["v"] != FORMAT:
            msg = f"An event has format {parsed['v']}, which this release does not know."
            raise HistoryError(msg, hint="Use the release that wrote it.")
        about = parsed["about"]
        event = Event(
            seq=parsed["seq"],
            id=parsed["id"],
            at=parse_time(parsed["at"]),
            actor=parsed["actor"],
            action=parsed["action"],
            article_id=about.get("article"),
            claim_id=about.get("claim"),
            source_id=about.get("source"),
            undoes=parsed["undoes"],
            leaf=leaf_hash(body.encode()),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = "An event of the history cannot be read."
        raise HistoryError(msg, hint="Run: factcheck verify") from error
    return event, parsed


def read_detail(body: str) -> EventDetail:
    """Read an event with all that it says.

    Raises:
        HistoryError: If the text is not an event of a format known here.
    """
    event, parsed = read_body(body)
    return EventDetail(
        event=event,
        reason=parsed["reason"],
        asked=parsed["asked"],
        origin=parsed["origin"],
        changes=tuple(row_changes(parsed["changes"])),
        body=body,
    )


def row_changes(changes: list[dict[str, Any]]) -> Iterator[RowChange]:
    """Unfold an event's changes into one change a row, in order."""
    for change in changes:
        if "rows" not in change:
            yield RowChange.model_construct(**change)
            continue
        table = Tables.metadata.tables[change["table"]]
        keys = [column.name for column in table.primary_key]
        for values in change["rows"]:
            row = dict(zip(change["columns"], values, strict=True))
            key = {name: row.pop(name) for name in keys}
            yield RowChange.model_construct(table=change["table"], key=key, before=None, after=row)
