"""Opening the database: one engine that can only read, one that writes in turn.

SQLite takes every write transaction with BEGIN IMMEDIATE (a deferred BEGIN fails with "database is
locked" as soon as two people write), syncs fully, and uses WAL only in releases without the
corruption bug of 3.7.0 to 3.51.2. PostgreSQL serialises writers with one advisory lock, since the
history is one chain.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from factcheck.domain.errors import BusyError, FactcheckError, NoDeskError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_SECONDS = 30
"""How long a writer waits for its turn before it says that the desk is busy."""

ADVISORY_LOCK = 0x66616374
"""PostgreSQL advisory lock of the history ("fact")."""

_LOCK_NOT_AVAILABLE = "55P03"
_NOT_ALLOWED = "42501"
_READ_ONLY = "25006"
_CONNECTION_LOST = ("08", "57P")
_WAL_FIXED_IN = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Return whether WAL is free of the bug with two writing or checkpointing connections.

    Fixed in SQLite 3.51.3 and in the maintenance releases 3.50.7 and 3.44.6.
    """
    if version >= _WAL_FIXED_IN[-1]:
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in _WAL_FIXED_IN)


def journal_settings(version: tuple[int, int, int]) -> tuple[str, str]:
    """Return the journal mode and synchronous level for this SQLite.

    Without WAL a commit ends with the removal of the journal; only EXTRA syncs the folder after
    it, so that a power cut cannot bring the journal back and with it the state before the commit.
    """
    return ("WAL", "FULL") if wal_is_safe(version) else ("DELETE", "EXTRA")


def sqlite_url(path: Path) -> URL:
    """Return the URL of a SQLite file."""
    return URL.create("sqlite", database=str(path))


def parse_url(url: str) -> URL:
    """Read a database URL; `postgresql://` means the psycopg driver.

    Raises:
        NoDeskError: If it is not a URL, or of a database that is not supported.
    """
    try:
        parsed = make_url(url)
    except Exception as error:  # SQLAlchemy raises several kinds for malformed URLs
        msg = "The database address cannot be read."
        raise NoDeskError(msg, hint="Write it as postgresql://user@host/name.") from error
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        msg = f"factcheck does not work on {parsed.get_backend_name()} databases."
        raise NoDeskError(msg, hint="Use SQLite or PostgreSQL.")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        msg = "A desk cannot be kept in memory: each connection would have one of its own."
        raise NoDeskError(msg, hint="Name a file.")
    return parsed


class Store:
    """A desk's database.

    Args:
        url: Where it is; `parse_url` or `sqlite_url` make one.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.reader = _make_engine(url, read_only=True)
        self.writer = _make_engine(url, read_only=False)

    @property
    def address(self) -> str:
        """Where the database is, fit to be shown: no password."""
        if self.is_sqlite:
            return str(self.url.database)
        # libpq takes passwords among the parameters too, which SQLAlchemy does not hide.
        secrets = [name for name in self.url.query if "password" in name]
        return self.url.difference_update_query(secrets).render_as_string(hide_password=True)

    def close(self) -> None:
        """Close all connections."""
        self.reader.dispose()
        self.writer.dispose()

    @contextmanager
    def still(self, folder: Path) -> Iterator[Store]:
        """A store that no writer waits for: of SQLite a copy in `folder`, else this one.

        Without WAL a reader keeps every commit waiting, so whoever reads for long reads a copy. The
        backup API takes it in one step, and so whole.
        """
        if not self.is_sqlite:
            yield self
            return
        file = folder / "still.db"
        with (
            closing(self.reader.raw_connection()) as pooled,
            closing(sqlite3.connect(file)) as copy,
        ):
            source = pooled.driver_connection
            if not isinstance(source, sqlite3.Connection):
                msg = "SQLite is reached through another driver"
                raise TypeError(msg)
            source.backup(copy)
        still = Store(sqlite_url(file))
        try:
            yield still
        finally:
            still.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database that cannot write."""
        with translated_errors(), self.reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, in turn with every other writer; committed on leaving.

        Raises:
            BusyError: If the turn does not come within `WAIT_SECONDS`.
        """
        with translated_errors(), self.writer.begin() as connection:
            if not self.is_sqlite:
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK}
                )
            yield connection


def _make_engine(url: URL, *, read_only: bool) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS}, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite_reader if read_only else _prepare_sqlite)
        begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

        def on_begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        event.listen(engine, "begin", on_begin)
        return engine
    options = f"{_options_of(url)} -c lock_timeout={WAIT_SECONDS}s -c client_encoding=UTF8"
    try:
        engine = create_engine(
            url, connect_args={"options": options}, pool_pre_ping=True, hide_parameters=True
        )
    except ModuleNotFoundError as error:
        msg = "A PostgreSQL desk needs the psycopg driver, which is not installed."
        raise NoDeskError(
            msg, hint="Install it: pip install 'factcheck-desk[postgres]'."
        ) from error
    if read_only:
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    # Whatever the server's own default: a stricter level would show each writer the history as it
    # was before he waited for his turn.
    return engine.execution_options(isolation_level="READ COMMITTED")


def _options_of(url: URL) -> str:
    """Return the server options in a URL, such as a search path."""
    given = url.query.get("options", "")
    return given if isinstance(given, str) else " ".join(given)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401
    # The driver's own transaction control is off, so that BEGIN IMMEDIATE is ours to send.
    connection.isolation_level = None
    journal, synchronous = journal_settings(sqlite3.sqlite_version_info)
    for pragma in (
        f"journal_mode={journal}",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # INSERT OR REPLACE would pass the guard triggers by
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _prepare_sqlite_reader(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401
    connection.isolation_level = None
    for pragma in ("query_only=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn a driver's errors that a person can act on into the desk's own."""
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if (refusal := _refusal_of_server(state)) is not None:
            raise refusal from error
        if isinstance(error, OperationalError):
            raise _translated(error) from error
        reason = str(error.orig)
        if "not a database" in reason:
            raise NoDeskError(
                "The file is not a database.", hint="Nothing was changed; is it the right one?"
            ) from error
        if "malformed" in reason:
            raise FactcheckError(
                f"The database is damaged ({reason}).",
                hint="Stop working and restore the newest backup.",
            ) from error
        raise


def _busy() -> BusyError:
    return BusyError(
        f"Somebody else has been using the desk for over {WAIT_SECONDS} seconds; "
        "nothing was changed.",
        hint="Try again in a moment.",
    )


def _refusal_of_server(state: str | None) -> FactcheckError | None:
    """Return what a PostgreSQL error of this class means to a person, or None."""
    if state is None:
        return None
    if state == _LOCK_NOT_AVAILABLE:
        return _busy()
    if state == _NOT_ALLOWED:
        return RefusedError(
            "The database server does not let you do that; nothing was changed.",
            hint="Ask who runs it for the right to write to this desk.",
        )
    if state == _READ_ONLY:
        return RefusedError(
            "The database server is read-only at present; nothing was changed.",
            hint="Ask who runs it, and do it again later.",
        )
    if state.startswith(_CONNECTION_LOST):
        return FactcheckError(
            "The connection to the database server was lost.",
            hint="Look whether your last change is there before you do it again.",
        )
    return None


def _translated(error: OperationalError) -> FactcheckError:
    reason = str(error.orig).strip().splitlines()[0] if error.orig else "unknown"
    lowered = reason.lower()
    if "locked" in lowered:
        return _busy()
    if "unable to open" in lowered:
        return NoDeskError(
            "The database file cannot be opened.", hint="Check that the folder exists and is yours."
        )
    if "disk is full" in lowered or "readonly" in lowered or "disk i/o" in lowered:
        return FactcheckError(
            f"The database could not be written ({reason}); nothing was changed.",
            hint="Free some space, or check the folder's permissions, and do it again.",
        )
    if "connection" in lowered or "authentication" in lowered or "does not exist" in lowered:
        return NoDeskError(
            f"The database server does not let us in ({reason}).",
            hint="Check FACTCHECK_DB, the server, and your password file (PGPASSFILE).",
        )
    return FactcheckError(f"The database refused: {reason}.", hint="Run: factcheck doctor")
