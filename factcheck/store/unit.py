"""The unit of work: one transaction that writes its own history.

A service changes rows through a `Work`; when it ends, the event is derived from what was flushed,
appended to the chain, and everything is committed at once. No service writes history, so none can
forget to; there is no other way to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Table, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.attributes import get_history

from factcheck.domain.errors import NotFoundError, RefusedError, StaleError
from factcheck.store import ledger
from factcheck.store.columns import to_history
from factcheck.store.tables import LEDGER_TABLES
from factcheck.store.tables import Table as Row

if TYPE_CHECKING:
    from factcheck.domain.rows import Event
    from factcheck.store.engine import Store

RowT = TypeVar("RowT", bound=Row)
DraftMaker = Callable[[list[dict[str, Any]]], ledger.Draft]


class UnrecordedWriteError(RuntimeError):
    """A write was tried past the unit of work. This is a fault of the program, not of a person."""


class ReadSession(Session):
    """A session that refuses to flush."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Refuse where there is something to write."""
        if self.new or self.deleted or any(self.is_modified(row) for row in self.dirty):
            msg = "a reading session has changes to write"
            raise UnrecordedWriteError(msg)
        super().flush(objects)


def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        msg = "bulk writes go through Work.insert_many, or the history would miss them"
        raise UnrecordedWriteError(msg)


class Work:
    """The rows of one change.

    Attributes:
        session: For reading, and for changing attributes of rows that were read.
        event: The event that was written; None until the end, and where nothing was changed.
    """

    def __init__(self, connection: Connection) -> None:
        self.event: Event | None = None
        self.session = Session(connection, expire_on_commit=False, autoflush=False)
        self._changes: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = {}
        event.listen(self.session, "before_flush", self._collect)
        event.listen(self.session, "do_orm_execute", _refuse_bulk_writes)

    def add(self, row: RowT) -> RowT:
        """Add a row now (rows are written in the order they are added) and return it."""
        self.session.add(row)
        self.session.flush()
        return row

    def delete(self, row: Row) -> None:
        """Delete a row now.

        Raises:
            RefusedError: If other rows rest on it.
        """
        self.session.flush()
        self.session.delete(row)
        try:
            self.session.flush()
        except IntegrityError as error:
            msg = "It cannot be removed, since other work stands on it."
            raise RefusedError(msg, hint="Take that back first.") from error

    def get(self, kind: type[RowT], key: Any, what: str) -> RowT:  # noqa: ANN401
        """Return the row with this primary key.

        Raises:
            NotFoundError: Naming `what` was looked for.
        """
        row = self.session.get(kind, key)
        if row is None:
            msg = f"There is no such {what} any more."
            raise NotFoundError(msg, hint="Somebody may have removed it; reload.")
        return row

    def update(self, row: Row, version: int, **values: object) -> None:
        """Set fields of a row that a person read at `version`.

        Raises:
            StaleError: If the row has changed since, with both values; nothing is written.
        """
        current: int = row.version  # type: ignore[attr-defined]
        stored = {name: to_history(value) for name, value in values.items()}
        if current != version:
            theirs = {name: getattr(row, name) for name in stored}
            if theirs == stored:
                return  # both wanted the same
            msg = "Somebody changed this while you were working on it; nothing was overwritten."
            raise StaleError(
                msg, yours=stored, theirs=theirs, hint="Look at what stands there now, then decide."
            )
        for name, value in stored.items():
            if getattr(row, name) != value:
                setattr(row, name, value)

    def require_version(self, row: Row, version: int) -> None:
        """Check that a row is as it was when it was read at `version`.

        Raises:
            StaleError: If it has changed since.
        """
        current: int = row.version  # type: ignore[attr-defined]
        if current != version:
            msg = "Somebody changed this while you were looking at it; nothing was done."
            raise StaleError(
                msg,
                yours={"version": version},
                theirs={"version": current, **_values(row)},
                hint="Look at what stands there now, then decide.",
            )

    def insert_many(
        self, kind: type[Row], columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Insert many new rows of plain values at once (text, integers, None).

        Args:
            kind: The table's class.
            columns: Column names, all of them.
            rows: For each row the values in that order.
        """
        if not rows:
            return
        self.session.flush()
        table = _table_of(kind)
        if set(columns) != set(table.c.keys()):
            msg = f"insert_many into {table.name} must name every column"
            raise UnrecordedWriteError(msg)
        connection = self.session.connection()
        quote = connection.dialect.identifier_preparer.quote
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        names = ", ".join(quote(name) for name in columns)
        marks = ", ".join([mark] * len(columns))
        connection.exec_driver_sql(
            f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})",  # noqa: S608 - own names
            [tuple(row) for row in rows],
        )
        self._changes[table.name, (len(self._changes), "rows")] = {
            "table": table.name,
            "columns": list(columns),
            "rows": [list(row) for row in rows],
        }

    def finish(self) -> list[dict[str, Any]]:
        """Flush, and return the changes as the history keeps them, in the order they happened."""
        self.session.flush()
        return [
            change
            for change in self._changes.values()
            if "rows" in change or change["before"] != change["after"]
        ]

    def _collect(self, session: Session, *_: object) -> None:
        for row in session.new:
            self._record(row, None, _values(row))
        # The session keeps sets; the history wants the same order for the same change.
        for row in sorted(session.dirty, key=_place):
            if session.is_modified(row):
                row.version += 1
                before, after = _difference(row)
                self._record(row, before, after)
        for row in session.deleted:
            self._record(row, _values(row), None)

    def _record(
        self, row: Row, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        table = _table_of(type(row))
        if table.name in LEDGER_TABLES:
            msg = f"{table.name} is written by the history alone"
            raise UnrecordedWriteError(msg)
        key = {column.name: to_history(getattr(row, column.name)) for column in table.primary_key}
        place = _place(row)
        earlier = self._changes.get(place)
        if earlier is not None:
            before, after = _joined(earlier, before, after)
        self._changes[place] = {"table": table.name, "key": key, "before": before, "after": after}


def _joined(
    earlier: dict[str, Any], before: dict[str, Any] | None, after: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Join two changes of one row within one unit of work."""
    first, middle = earlier["before"], earlier["after"]
    if first is not None and middle is not None and before is not None:
        first = {**before, **first}
    if after is not None and middle is not None:
        after = {**middle, **after}
    return first, after


def _table_of(kind: type[Row]) -> Table:
    return kind.__table__


def _place(row: Row) -> tuple[str, tuple[Any, ...]]:
    """Return the table and key of a row."""
    table = _table_of(type(row))
    return table.name, tuple(to_history(getattr(row, column.name)) for column in table.primary_key)


def _recorded_columns(table: Table) -> list[str]:
    return [
        column.name
        for column in table.c
        if not column.primary_key and "from_archive" not in column.info
    ]


def _values(row: Row) -> dict[str, Any]:
    return {
        name: to_history(getattr(row, name)) for name in _recorded_columns(_table_of(type(row)))
    }


def _difference(row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name in _recorded_columns(_table_of(type(row))):
        history = get_history(row, name)
        if not history.has_changes():
            continue
        if not history.deleted:
            msg = f"{name} was set without its old value having been read"
            raise UnrecordedWriteError(msg)
        before[name] = to_history(history.deleted[0])
        after[name] = to_history(getattr(row, name))
    return before, after


@contextmanager
def reading(store: Store) -> Iterator[Session]:
    """A session over one consistent view; it cannot write."""
    with (
        store.reading() as connection,
        ReadSession(connection, expire_on_commit=False, autoflush=False) as session,
    ):
        yield session


@contextmanager
def changing(store: Store, desk_id: str, make_draft: DraftMaker) -> Iterator[Work]:
    """Open one unit of work; on a clean exit its event is appended and all is committed.

    Where nothing was changed there is no event.

    Args:
        store: The database.
        desk_id: The desk's id, part of every event.
        make_draft: Called with the changes, gives the event's other fields.

    Raises:
        BusyError: If the turn to write does not come.
        StaleError, RefusedError, NotFoundError: From the service; nothing is written.
    """
    with store.writing() as connection:
        work = Work(connection)
        with work.session:
            yield work
            changes = work.finish()
            if changes:
                work.event = ledger.append(connection, desk_id, make_draft(changes))
