"""Guard triggers: the history cannot be changed by accident, and missing guards are noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from factcheck.store.guards import missing_guards
from tests.support.desks import take_in
from tests.support.raw import ask, raw, run_unguarded, snapshot

if TYPE_CHECKING:
    from factcheck.services.desk import Desk
    from tests.support.desks import Desks

CHANGES = [
    "UPDATE event SET actor = 'ben' WHERE seq = 1",
    "UPDATE event SET seq = seq + 1000",
    "DELETE FROM event",
    "DELETE FROM event WHERE seq = 1",
    "UPDATE checkpoint SET size = 0",
    "DELETE FROM checkpoint",
]
REPLACE = (
    "INSERT OR REPLACE INTO event SELECT seq, id, at, 'ben', action, article_id, claim_id, "
    "source_id, undoes, leaf, body FROM event WHERE seq = 1"
)


def give_a_checkpoint(desks: Desks) -> None:
    """Put a row into the table, since a trigger for each row fires for rows only."""
    run_unguarded(
        desks,
        "INSERT INTO checkpoint (id, size, root, note, made_at, made_by) "
        "VALUES ('k', 1, 'r', 'n', '2026-01-01 00:00:00', 'ana')",
    )


@pytest.mark.parametrize("statement", CHANGES)
def test_the_history_cannot_be_changed(desks: Desks, statement: str) -> None:
    """Neither by the desk's own connection nor by any other."""
    give_a_checkpoint(desks)
    before = snapshot(desks)
    with pytest.raises(DBAPIError, match="append-only"), desks.open().store.writing() as connection:
        connection.execute(text(statement))
    with pytest.raises(DBAPIError, match="append-only"), raw(desks) as connection:
        connection.execute(text(statement))
    assert snapshot(desks) == before


@pytest.mark.parametrize("table", ["event", "checkpoint"])
def test_truncate_is_refused(desks: Desks, table: str) -> None:
    """PostgreSQL's TRUNCATE fires no DELETE trigger; SQLite has no such statement."""
    before = snapshot(desks)
    with pytest.raises(DBAPIError, match=r"append-only|syntax error"), raw(desks) as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))
    assert snapshot(desks) == before


def test_replace_is_refused(desks: Desks) -> None:
    """INSERT OR REPLACE passes SQLite's delete triggers by unless they may be recursive."""
    before = snapshot(desks)
    with pytest.raises(Exception, match=r"append-only|syntax error"):  # noqa: SIM117 - one block
        with desks.open().store.writing() as connection:
            connection.execute(text(REPLACE))
    assert snapshot(desks) == before


def test_upsert_is_refused(desks: Desks) -> None:
    """ON CONFLICT DO UPDATE is an update on both."""
    statement = (
        "INSERT INTO event SELECT * FROM event WHERE seq = 1 "
        "ON CONFLICT (seq) DO UPDATE SET actor = 'ben'"
    )
    before = snapshot(desks)
    with pytest.raises(DBAPIError, match="append-only"), raw(desks) as connection:
        connection.execute(text(statement))
    assert snapshot(desks) == before


def gone(desks: Desks, connection: Connection) -> None:
    """Drop a guard."""
    name = "event_no_delete" if desks.is_sqlite else "event_append_only"
    connection.execute(text(f"DROP TRIGGER {name}" + ("" if desks.is_sqlite else " ON event")))


def disabled(desks: Desks, connection: Connection) -> None:
    """Put a guard out of force; SQLite cannot, so there it is dropped."""
    if desks.is_sqlite:
        gone(desks, connection)
    else:
        connection.execute(text("ALTER TABLE event DISABLE TRIGGER event_append_only"))


def hollow(desks: Desks, connection: Connection) -> None:
    """Leave the guard's name in place, but let it do nothing."""
    if desks.is_sqlite:
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
        connection.exec_driver_sql(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event "
            "BEGIN SELECT 'the history is append-only'; END"
        )
    else:
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION factcheck_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; /* RAISE EXCEPTION */ END $$"
        )


def narrowed(desks: Desks, connection: Connection) -> None:
    """Keep the guard for something that never happens."""
    if desks.is_sqlite:
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
        connection.exec_driver_sql(
            "CREATE TRIGGER event_no_update BEFORE UPDATE OF leaf ON event "
            "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
        )
    else:
        connection.exec_driver_sql("DROP TRIGGER event_append_only ON event")
        connection.exec_driver_sql(
            "CREATE TRIGGER event_append_only BEFORE TRUNCATE ON event "
            "FOR EACH STATEMENT EXECUTE FUNCTION factcheck_refuse()"
        )


def moved(desks: Desks, connection: Connection) -> None:
    """Let a trigger of that name guard another table."""
    if desks.is_sqlite:
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
        connection.exec_driver_sql(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON counter "
            "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
        )
    else:
        connection.exec_driver_sql("DROP TRIGGER event_append_only ON event")
        connection.exec_driver_sql(
            "CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON counter "
            "FOR EACH STATEMENT EXECUTE FUNCTION factcheck_refuse()"
        )


@pytest.mark.parametrize("weaken", [gone, disabled, hollow, narrowed, moved])
def test_a_weakened_guard_is_noticed(desks: Desks, weaken: object) -> None:
    """Absent, out of force, hollow, for fewer cases, or on another table."""
    with raw(desks) as connection:
        assert missing_guards(connection) == []
        weaken(desks, connection)  # type: ignore[operator]
    with raw(desks) as connection:
        assert [name for name in missing_guards(connection) if name.startswith("event")]


def test_events_are_appended_all_the_same(desk: Desk, desks: Desks) -> None:
    """The guards stand in nobody's way who works through the desk."""
    take_in(desk)
    assert ask(desks, "SELECT count(*), max(seq) FROM event") == [(2, 2)]
