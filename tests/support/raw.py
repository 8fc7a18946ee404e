"""The database without the desk's protection: what anybody with file or password can do."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.desks import Desks


@contextmanager
def raw(desks: Desks) -> Iterator[Connection]:
    """Open the database past the desk, in a transaction; foreign keys hold on PostgreSQL."""
    engine = create_engine(desks.url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def unguarded(desks: Desks) -> Iterator[Connection]:
    """Open the database with guards and foreign keys out of force, for this block only."""
    with raw(desks) as connection:
        triggers: list[tuple[str, str]] = []
        if desks.is_sqlite:
            triggers = [
                (name, sql)
                for name, sql in connection.execute(
                    text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                )
            ]
            for name, _ in triggers:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.execute(text("SET session_replication_role = replica"))
        yield connection
        for _, sql in triggers:
            connection.exec_driver_sql(sql)


def run_unguarded(desks: Desks, statement: str, **values: object) -> int:
    """Run one statement past everything; return how many rows it touched."""
    with unguarded(desks) as connection:
        return int(connection.execute(text(statement), values).rowcount)


def ask(desks: Desks, statement: str, **values: object) -> list[Any]:
    """Read past the desk; return the rows."""
    with raw(desks) as connection:
        return list(connection.execute(text(statement), values))


def snapshot(desks: Desks, *, versions: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, to tell whether anything at all has changed.

    Args:
        desks: Whose database.
        versions: Without them, and without the numbers given out, two states are equal that look
            the same to a person.
    """
    from factcheck.store.tables import Table  # noqa: PLC0415 - keeps this file free of the store

    found: dict[str, list[tuple[Any, ...]]] = {}
    with raw(desks) as connection:
        for table in Table.metadata.sorted_tables:
            if not versions and table.name in {"counter", "event", "checkpoint"}:
                continue
            names = [name for name in table.c.keys() if versions or name != "version"]  # noqa: SIM118 - not a dict
            columns = ", ".join(f'"{name}"' for name in names)
            rows = connection.execute(text(f'SELECT {columns} FROM "{table.name}"'))  # noqa: S608 - own names
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found
