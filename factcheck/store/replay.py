"""Rebuilding every table from the history alone, and comparing two databases row by row."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    Text,
    and_,
    collate,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from factcheck.domain.errors import HistoryError
from factcheck.store.columns import from_history, to_history
from factcheck.store.ledger import read_body, row_changes
from factcheck.store.tables import LEDGER_TABLES, EventRow
from factcheck.store.tables import Table as Tables

if TYPE_CHECKING:
    from factcheck.domain.rows import RowChange

ReadText = Callable[[str], str]
"""Gives a text by the SHA-256 under which the archive keeps it."""

RECORDED = [table for table in Tables.metadata.sorted_tables if table.name not in LEDGER_TABLES]
"""The tables that the history can rebuild, parents before children."""

_MOST_DIFFERENCES = 100
_PAGE = 500


def event_bodies(connection: Connection) -> Generator[str]:
    """Yield the canonical texts of all events in order."""
    events: Table = EventRow.__table__
    rows = connection.execution_options(yield_per=_PAGE).execute(
        select(events.c.body).order_by(events.c.seq)
    )
    try:
        for row in rows:
            yield row.body
    finally:
        rows.close()


def replay_event(connection: Connection, body: str, read_text: ReadText) -> None:
    """Apply one event's changes to the tables.

    Raises:
        HistoryError: If the event changes a row that is not there, or not as it says.
        ArchiveError: If a text that it needs is missing or altered.
    """
    event, parsed = read_body(body)
    try:
        _replay_changes(connection, event.seq, parsed["changes"], read_text)
    except (LookupError, TypeError, ValueError, AttributeError, SQLAlchemyError) as error:
        # A forged event may say anything at all.
        msg = f"Event {event.seq} cannot be replayed ({type(error).__name__})."
        raise HistoryError(msg) from error


def _replay_changes(
    connection: Connection, seq: int, told: list[dict[str, Any]], read_text: ReadText
) -> None:
    for (table_name, new), changes in groupby(
        row_changes(told), key=lambda change: (change.table, change.before is None)
    ):
        table = Tables.metadata.tables[table_name]
        if new:
            rows = [_new_row(table, change, read_text) for change in changes]
            connection.execute(insert(table), rows)
            continue
        for change in changes:
            _change_row(connection, table, change, seq)


def _new_row(table: Table, change: RowChange, read_text: ReadText) -> dict[str, Any]:
    values = {**change.key, **(change.after or {})}
    row = {name: from_history(table.c[name], value) for name, value in values.items()}
    for column in table.c:
        if "from_archive" in column.info:
            row[column.name] = read_text(row[column.info["from_archive"]])
    return row


def _change_row(connection: Connection, table: Table, change: RowChange, seq: int) -> None:
    """Update or delete a row, requiring that it was as the event says."""
    expected = {**change.key, **(change.before or {})}
    same = and_(
        *(
            table.c[name].is_not_distinct_from(from_history(table.c[name], value))
            for name, value in expected.items()
        )
    )
    if change.after is None:
        result = connection.execute(delete(table).where(same))
    else:
        after = {name: from_history(table.c[name], value) for name, value in change.after.items()}
        result = connection.execute(update(table).where(same).values(after))
    if result.rowcount != 1:
        msg = f"Event {seq} changes a {table.name} that was not as it says ({change.key})."
        raise HistoryError(msg)


def differences(found: Connection, rebuilt: Connection) -> tuple[dict[str, int], list[str]]:
    """Compare all recorded tables of two databases row by row.

    Args:
        found: The desk's database.
        rebuilt: The one that was replayed from its history.

    Returns:
        Rows in the desk by table, and differences in plain words (at most 100).
    """
    counts: dict[str, int] = {}
    told: list[str] = []
    for table in RECORDED:
        counts[table.name] = 0
        with closing(_rows(found, table)) as left, closing(_rows(rebuilt, table)) as right:
            try:
                for key, here, there in _merged(left, right):
                    counts[table.name] += here is not None
                    if here != there and len(told) < _MOST_DIFFERENCES:
                        told.append(_difference(table, key, here, there))
            except (TypeError, ValueError):
                # SQLite stores anything in any column: a word for a time, a blob for a number.
                told.append(f"{table.name} holds a value that cannot be read")
    return counts, told


_KeyedRow = tuple[tuple[Any, ...], dict[str, Any]]


def _rows(connection: Connection, table: Table) -> Generator[_KeyedRow]:
    """Yield rows in order of their keys, bytewise on both databases."""
    keys = list(table.primary_key.columns)
    result = connection.execution_options(yield_per=_PAGE).execute(
        select(table).order_by(*(_bytewise(connection, column) for column in keys))
    )
    try:
        for row in result.mappings():
            values = {name: to_history(value) for name, value in row.items()}
            yield tuple(values[column.name] for column in keys), values
    finally:
        result.close()


def _bytewise(connection: Connection, column: Column[Any]) -> Any:  # noqa: ANN401 - an expression
    if connection.dialect.name == "postgresql" and isinstance(column.type, Text):
        return collate(column, "C")
    return column


def _merged(
    left: Iterator[_KeyedRow], right: Iterator[_KeyedRow]
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any] | None, dict[str, Any] | None]]:
    here, there = next(left, None), next(right, None)
    while here is not None or there is not None:
        if there is None or (here is not None and here[0] < there[0]):
            assert here is not None  # noqa: S101 - for mypy: the loop's condition
            yield here[0], here[1], None
            here = next(left, None)
        elif here is None or there[0] < here[0]:
            yield there[0], None, there[1]
            there = next(right, None)
        else:
            yield here[0], here[1], there[1]
            here, there = next(left, None), next(right, None)


def _difference(
    table: Table,
    key: tuple[Any, ...],
    here: dict[str, Any] | None,
    there: dict[str, Any] | None,
) -> str:
    name = f"{table.name} {'/'.join(str(part) for part in key)}"
    if there is None:
        return f"{name} is in the database, but no event made it"
    if here is None:
        return f"{name} is missing from the database"
    fields = [field for field in here if here[field] != there[field]]
    return f"{name} differs from its history in {', '.join(fields)}"
