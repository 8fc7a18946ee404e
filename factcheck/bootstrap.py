"""The composition root: finds the desk, and puts database, archive and surroundings together."""

from __future__ import annotations

import getpass
import os
import platform
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

from factcheck import __version__
from factcheck.archive.files import Archive
from factcheck.domain.commands import Handle
from factcheck.domain.errors import InvalidInputError, NoDeskError
from factcheck.domain.scales import DEFAULT_SCALE
from factcheck.services.desk import Desk, Surroundings
from factcheck.services.founding import check_founding, found, open_existing
from factcheck.store.engine import Store, parse_url, sqlite_url

DATABASE_NAME, ARCHIVE_NAME = "claims.db", "sources"


class Location(NamedTuple):
    """Where a desk is: a SQLite file or a database URL, and the folder of its archive."""

    database: str
    archive: Path

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None for a database server."""
        return None if "://" in self.database else Path(self.database)


def data_folder() -> Path:
    """Return the user's own data folder: signing keys, checkpoints, the sample desk."""
    return user_data_path("factcheck", appauthor=False)


def find_desk(desk: Path | None = None) -> Location:
    """Return where the desk is that a person means.

    Args:
        desk: The folder given with `--desk`, or the database file in it. Without it,
            `FACTCHECK_DB` counts (a file, a folder, or a PostgreSQL URL with the archive's folder
            in `FACTCHECK_SOURCES`), then the nearest `claims.db` in this folder or above it.

    Raises:
        NoDeskError: If there is no desk there.
    """
    if desk is not None:
        return _existing(_in_folder(desk))
    named = os.environ.get("FACTCHECK_DB", "")
    if "://" in named:
        return _server(named)
    if named:
        return _existing(_in_folder(Path(named).expanduser()))
    for folder in _folders_above():
        if (folder / DATABASE_NAME).is_file():
            return _in_folder(folder)
    msg = "There is no desk here: no claims.db in this folder or above it."
    raise NoDeskError(msg, hint="Make one: factcheck init DIR. Or look around: factcheck sample")


def _folders_above() -> tuple[Path, ...]:
    try:
        here = Path.cwd()
    except OSError:  # somebody has removed the folder meanwhile
        return ()
    return (here, *here.parents)


def open_desk(location: Location, *, reviewer: str | None = None) -> Desk:
    """Open a desk in a reviewer's name.

    Args:
        location: Where it is.
        reviewer: The handle; without it `FACTCHECK_REVIEWER`, else the name of the user account.

    Raises:
        NoDeskError: If there is none.
        DeskVersionError: If another release made it.
    """
    store = _store(location)
    try:
        return open_existing(store, Archive(location.archive), surroundings(reviewer))
    except BaseException:
        store.close()
        raise


def create_desk(
    folder: Path, *, name: str, scale: str = DEFAULT_SCALE, reviewer: str | None = None
) -> Desk:
    """Make a new, empty desk and open it.

    Args:
        folder: Where; where FACTCHECK_DB names a server, the folder holds the archive only.
        name: What the desk is called.
        scale: The slug of its rating scale.
        reviewer: The handle, as in `open_desk`.

    Raises:
        RefusedError: If there is a desk already.
        InvalidInputError: If there is no such scale.
        NoDeskError: If the folder cannot be made, or the server does not let us in.
    """
    check_founding(name, scale)
    location = new_location(folder)
    _make_folder(location.archive)
    store = _store(location)
    try:
        return found(
            store, Archive(location.archive), surroundings(reviewer), name=name, scale=scale
        )
    except BaseException:
        store.close()
        raise


def new_location(folder: Path) -> Location:
    """Return where a new desk goes: into `folder`, or to the server that FACTCHECK_DB names."""
    named = os.environ.get("FACTCHECK_DB", "")
    if "://" in named:
        return Location(named, folder / ARCHIVE_NAME)
    return _in_folder(folder)


def sample_desk(*, fresh: bool = False) -> Location:
    """Return the user's own copy of the sample desk, made on first use.

    Args:
        fresh: Put an earlier copy aside and make a new one.

    Raises:
        NoDeskError: If this installation does not carry the sample.
    """
    home = data_folder() / "sample"
    if fresh and home.exists():
        aside = Path(tempfile.mkdtemp(prefix="sample-before-", dir=home.parent))
        home.replace(aside / "sample")
    if not (home / DATABASE_NAME).exists():
        _copy_sample(home)
    return _in_folder(home)


def surroundings(reviewer: str | None = None) -> Surroundings:
    """Return the real world around a desk: this reviewer, this machine, the clock.

    Raises:
        InvalidInputError: If the reviewer's handle is not one word.
    """
    handle = reviewer or os.environ.get("FACTCHECK_REVIEWER") or _account_name()
    return Surroundings(
        actor=checked_handle(handle),
        origin={"host": platform.node(), "client": f"factcheck {__version__}"},
        keys=data_folder() / "keys",
        notes=data_folder() / "checkpoints",
    )


def checked_handle(handle: str) -> str:
    """Return a reviewer's handle, cleaned.

    Raises:
        InvalidInputError: If it is not one word of at most 64 characters.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - only here

    try:
        return TypeAdapter[str](Handle).validate_python(handle)
    except ValidationError:
        msg = "A reviewer's name must be one word of at most 64 characters, without a plus sign."
        raise InvalidInputError(msg, hint="For example: --as ana") from None


def _account_name() -> str:
    try:
        return "-".join(getpass.getuser().replace("+", " ").split()) or "reviewer"
    except (OSError, KeyError):  # no such account, as in some containers
        return "reviewer"


def _in_folder(place: Path) -> Location:
    if place.suffix == ".db" or place.is_file():
        return Location(str(place), place.parent / ARCHIVE_NAME)
    return Location(str(place / DATABASE_NAME), place / ARCHIVE_NAME)


def _existing(location: Location) -> Location:
    if not Path(location.database).is_file():
        msg = f"There is no desk at {location.database}."
        raise NoDeskError(msg, hint="Make one: factcheck init DIR")
    return location


def _server(url: str) -> Location:
    parse_url(url)
    archive = os.environ.get("FACTCHECK_SOURCES", "")
    if not archive:
        msg = "A desk on a database server needs a folder for its archive."
        raise NoDeskError(msg, hint="Name it in FACTCHECK_SOURCES.")
    return Location(url, Path(archive).expanduser())


def _store(location: Location) -> Store:
    file = location.file
    return Store(parse_url(location.database) if file is None else sqlite_url(file))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"The folder {folder} cannot be made: {error.strerror}."
        raise NoDeskError(msg, hint="Choose a folder that is yours.") from error


def _copy_sample(home: Path) -> None:
    package = Path(__file__).parent
    origin = next(
        (
            folder
            for folder in (package / "_sample", package.parent)
            if (folder / DATABASE_NAME).is_file() and (folder / ARCHIVE_NAME).is_dir()
        ),
        None,
    )
    if origin is None:
        msg = "This installation does not carry the sample desk."
        raise NoDeskError(msg, hint="Make a desk of your own: factcheck init DIR")
    _make_folder(home.parent)
    with tempfile.TemporaryDirectory(prefix="sample-", dir=home.parent) as folder:
        copy = Path(folder) / "sample"
        copy.mkdir()
        shutil.copyfile(origin / DATABASE_NAME, copy / DATABASE_NAME)
        shutil.copytree(origin / ARCHIVE_NAME, copy / ARCHIVE_NAME)
        try:
            copy.replace(home)
        except OSError as error:
            if (home / DATABASE_NAME).exists():  # another program made it at the same moment
                return
            msg = f"There is something in {home} that is not the sample desk; it was left alone."
            raise NoDeskError(msg, hint="Move it away, then try again.") from error
