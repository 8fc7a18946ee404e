"""What goes wrong around a database is said in plain words, never by a driver's traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from factcheck.domain.errors import BusyError, FactcheckError, NoDeskError
from factcheck.store import engine
from factcheck.store.engine import Store, parse_url, sqlite_url, translated_errors
from tests.support.desks import DeskFactory

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

# ruff: noqa: SIM117 - what has to fail is a whole transaction


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """No traceback of a driver."""
    store = Store(sqlite_url(tmp_path / "nowhere" / "claims.db"))
    with pytest.raises(NoDeskError, match="cannot be opened"), store.writing():
        pass
    with pytest.raises(NoDeskError, match="cannot be opened"), store.reading() as connection:
        connection.execute(text("SELECT 1"))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A text file of that name is not touched."""
    file = tmp_path / "claims.db"
    file.write_text("This is a shopping list, not a database.\n" * 100)
    before = file.read_bytes()
    store = Store(sqlite_url(file))
    with pytest.raises(NoDeskError, match="not a database"), store.reading() as connection:
        connection.execute(text("SELECT * FROM sqlite_master"))
    with pytest.raises(NoDeskError, match="not a database"), store.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    store.close()
    assert file.read_bytes() == before


def test_a_damaged_file_is_said_plainly(tmp_path: Path) -> None:
    """Pages overwritten with noise: no traceback of a driver."""
    desks = DeskFactory(tmp_path, None).make()
    data = bytearray(desks.file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    desks.file.write_bytes(data)
    store = Store(sqlite_url(desks.file))
    with pytest.raises(FactcheckError, match=r"malformed|damaged"), store.reading() as connection:
        connection.execute(text("SELECT * FROM event")).all()
    store.close()


def test_a_full_disk_is_said_plainly(tmp_path: Path) -> None:
    """SQLite's own page limit gives the same error as a disk without room."""
    store = Store(sqlite_url(tmp_path / "claims.db"))
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE t (words TEXT)"))

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 10").fetchall()

    event.listen(store.writer, "connect", limit)
    store.close()
    with pytest.raises(FactcheckError, match="could not be written") as caught:
        with store.writing() as connection:
            connection.execute(text("INSERT INTO t VALUES (:w)"), {"w": "w" * 10**6})
    assert "Free some space" in caught.value.hint
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 0
    store.close()


def test_a_read_only_database_is_said_plainly(tmp_path: Path) -> None:
    """Root may write everywhere, so SQLite is told that the file is read-only."""
    file = tmp_path / "claims.db"
    store = Store(sqlite_url(file))
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    store.close()
    with pytest.raises(FactcheckError, match="could not be written") as caught, translated_errors():
        with store.reader.begin() as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))
    assert "permissions" in caught.value.hint
    store.close()


def test_a_server_that_is_not_there() -> None:
    """One sentence, no password."""
    store = Store(parse_url("postgresql://ana:hunter2@127.0.0.1:1/desk"))
    with pytest.raises(NoDeskError, match="does not let us in") as caught, store.reading():
        pass
    assert "hunter2" not in str(caught.value)
    assert "PGPASSFILE" in caught.value.hint


def test_a_database_that_the_server_does_not_have(postgres_url: str) -> None:
    """The server's own reason is passed on."""
    store = Store(parse_url(postgres_url).set(database="nobody-made-this"))
    with pytest.raises(NoDeskError, match="does not exist"), store.reading():
        pass


def test_a_connection_that_the_server_dropped_is_made_anew(postgres_url: str) -> None:
    """A restarted server does not need a restarted program."""
    store = Store(parse_url(postgres_url))
    with store.reading() as connection:
        victim = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with store.writing() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": victim})
    with store.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    store.close()


def test_busy_in_another_language_is_still_busy(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code tells, not the words: servers speak their owners' languages."""
    monkeypatch.setattr(engine, "WAIT_SECONDS", 1)
    store = Store(parse_url(postgres_url))
    statement = (
        "DO $$ BEGIN RAISE EXCEPTION 'Sperre nicht erhalten' USING ERRCODE = '55P03'; END $$"
    )
    with pytest.raises(BusyError), store.writing() as connection:
        connection.execute(text(statement))
    store.close()
