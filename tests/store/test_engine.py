"""Opening databases: journals, pragmas, turns, read-only readers, errors in plain words."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from factcheck.domain.errors import BusyError, FactcheckError, NoDeskError
from factcheck.store import engine
from factcheck.store.engine import (
    Store,
    journal_settings,
    parse_url,
    sqlite_url,
    wal_is_safe,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection


# ruff: noqa: PT012 - what has to fail is a whole transaction


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty database of either kind."""
    made = Store(parse_url(database_url))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 9), True),
        ((3, 45, 0), False),
        ((3, 46, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_only_where_its_bug_is_fixed(version: tuple[int, int, int], safe: bool) -> None:  # noqa: FBT001 - a table
    """From 3.7.0 to 3.51.2 two writing connections could corrupt a WAL database."""
    assert wal_is_safe(version) is safe
    assert journal_settings(version) == (("WAL", "FULL") if safe else ("DELETE", "EXTRA"))


def pragma(connection: Connection, name: str) -> object:
    """Return a pragma's value."""
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_sqlite_writer_has_the_promised_settings(tmp_path: Path) -> None:
    """On a real connection, not only in the list of what was asked for."""
    store = Store(sqlite_url(tmp_path / "claims.db"))
    journal, synchronous = journal_settings(sqlite3.sqlite_version_info)
    with store.writing() as connection:
        assert str(pragma(connection, "journal_mode")).upper() == journal
        assert pragma(connection, "synchronous") == {"FULL": 2, "EXTRA": 3}[synchronous]
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "recursive_triggers") == 1
        assert pragma(connection, "trusted_schema") == 0
        assert pragma(connection, "busy_timeout") == engine.WAIT_SECONDS * 1000
    with store.reading() as connection:
        assert pragma(connection, "query_only") == 1
        assert pragma(connection, "trusted_schema") == 0
        assert pragma(connection, "busy_timeout") == engine.WAIT_SECONDS * 1000
    store.close()


@pytest.mark.parametrize(("version", "journal"), [((3, 51, 3), "wal"), ((3, 51, 2), "delete")])
def test_the_journal_follows_the_version(
    version: tuple[int, int, int],
    journal: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file that was in WAL is taken out of it again by a release where WAL is unsafe."""
    file = tmp_path / "claims.db"
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    first = Store(sqlite_url(file))
    with first.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER)")
        assert pragma(connection, "journal_mode") == "wal"
    first.close()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    second = Store(sqlite_url(file))
    with second.writing() as connection:
        assert pragma(connection, "journal_mode") == journal
    second.close()


def test_every_sqlite_write_takes_its_turn_at_once(tmp_path: Path) -> None:
    """BEGIN IMMEDIATE: a deferred BEGIN fails with "database is locked" once two people write."""
    store = Store(sqlite_url(tmp_path / "claims.db"))
    seen: list[str] = []
    for which in (store.reader, store.writer):
        event.listen(
            which,
            "before_cursor_execute",
            lambda _c, _u, statement, _p, _x, _m: seen.append(statement),
        )
    with store.writing():
        other = sqlite3.connect(tmp_path / "claims.db", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    store.close()
    assert "BEGIN IMMEDIATE" in seen


def test_readers_do_not_hold_writers_up_before_they_read(store: Store) -> None:
    """Opening a view takes no writer's lock."""
    with store.reading(), store.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))


def test_a_reader_cannot_write(store: Store) -> None:
    """The database itself refuses, so that no service can write past the unit of work."""
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    for statement in ("INSERT INTO t VALUES (1)", "DROP TABLE t", "UPDATE t SET n = 2"):
        with pytest.raises((DBAPIError, FactcheckError)), store.reading() as connection:
            connection.execute(text(statement))
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 0


def test_a_view_does_not_move_while_others_write(postgres_url: str) -> None:
    """What a reader saw once stays so; on SQLite without WAL the writer waits for him instead."""
    store = Store(parse_url(postgres_url))
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    with store.reading() as view:
        assert view.execute(text("SELECT count(*) FROM t")).scalar() == 0
        with store.writing() as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))
        assert view.execute(text("SELECT count(*) FROM t")).scalar() == 0
    store.close()


def test_an_error_in_the_middle_leaves_nothing(store: Store) -> None:
    """The schema's statements too: both databases roll DDL back."""
    with pytest.raises(RuntimeError), store.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
        raise RuntimeError
    with store.reading() as connection, pytest.raises((DBAPIError, FactcheckError)):
        connection.execute(text("SELECT * FROM t"))


def test_a_turn_that_does_not_come_is_busy(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the wait, in plain words and with nothing written."""
    monkeypatch.setattr(engine, "WAIT_SECONDS", 1)
    first, second = Store(parse_url(database_url)), Store(parse_url(database_url))
    with first.writing(), pytest.raises(BusyError, match="Somebody else"), second.writing():
        pytest.fail("two writers at once")
    with second.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    first.close()
    second.close()


def test_a_locked_row_on_postgresql_is_busy(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another program locks a table without asking for the desk's turn."""
    monkeypatch.setattr(engine, "WAIT_SECONDS", 1)
    first, second = Store(parse_url(postgres_url)), Store(parse_url(postgres_url))
    with first.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    with first.reader.begin() as holder, pytest.raises(BusyError):
        holder.execute(text("LOCK TABLE t IN ACCESS SHARE MODE"))
        with second.writing() as connection:
            connection.execute(text("DROP TABLE t"))
    first.close()
    second.close()


def test_writers_come_one_after_the_other(store: Store) -> None:
    """Eight threads that read, think and write lose nothing."""
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (0)"))

    def add() -> None:
        for _ in range(10):
            with store.writing() as connection:
                found = connection.execute(text("SELECT n FROM t")).scalar_one()
                connection.execute(text("UPDATE t SET n = :n"), {"n": found + 1})

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as connection:
        assert connection.execute(text("SELECT n FROM t")).scalar() == 80


def test_turns_hold_whatever_isolation_the_server_prefers(
    postgres_url: str,
) -> None:
    """A server set to REPEATABLE READ would give each writer a view from before his turn."""
    store = Store(parse_url(postgres_url))
    with store.writing() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(
            text(f"ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'repeatable read'")
        )
    store.close()
    store = Store(parse_url(postgres_url))
    test_writers_come_one_after_the_other(store)
    store.close()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (
            "postgresql://ana:hunter2@db.example/desk",
            "postgresql+psycopg://ana:***@db.example/desk",
        ),
        ("postgres://ana:hunter2@db.example/desk", "postgresql+psycopg://ana:***@db.example/desk"),
        ("postgresql://db.example/desk?user=ana&password=hunter2", None),
        ("postgresql://db.example/desk?user=ana&sslpassword=hunter2", None),
        ("sqlite:////tmp/desk/claims.db", "/tmp/desk/claims.db"),  # noqa: S108 - only a name
    ],
)
def test_no_password_in_the_address(url: str, shown: str | None) -> None:
    """The address stands on screens and in exports."""
    store = Store(parse_url(url))
    assert "hunter2" not in store.address
    if shown is not None:
        assert store.address == shown


@pytest.mark.parametrize(
    "url",
    ["mysql://ana:hunter2@db/desk", "oracle://ana:hunter2@db", "mssql+pyodbc://ana:hunter2@db"],
)
def test_other_databases_are_refused(url: str) -> None:
    """By name, and without the password."""
    with pytest.raises(NoDeskError, match="does not work on") as caught:
        parse_url(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "claims.db", "postgresql://ana:hunter2@db:port/desk", "://"])
def test_what_is_no_address_is_refused(url: str) -> None:
    """In plain words, and without what was typed: there may be a password in it."""
    with pytest.raises(NoDeskError) as caught:
        parse_url(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    """Each connection would have one of its own, and nothing would be kept."""
    with pytest.raises(NoDeskError):
        parse_url(url)


def test_options_in_the_url_stay_in_force(postgres_url: str) -> None:
    """A team may keep the desk in a schema of its own."""
    plain = Store(parse_url(postgres_url))
    with plain.writing() as connection:
        connection.execute(text("CREATE SCHEMA desk"))
    plain.close()
    url = parse_url(postgres_url).update_query_dict({"options": "-c search_path=desk"})
    store = Store(url)
    with store.writing() as connection:
        assert connection.execute(text("SHOW search_path")).scalar() == "desk"
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "30s"
    store.close()
