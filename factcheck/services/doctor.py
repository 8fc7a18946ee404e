"""What could be wrong around the desk, and how to mend it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, text
from sqlmodel import col

from factcheck import __version__
from factcheck.domain.views import Finding
from factcheck.store.engine import journal_settings
from factcheck.store.guards import missing_guards, strange_triggers
from factcheck.store.ledger import head
from factcheck.store.schema import HEAD, revision
from factcheck.store.tables import DocumentRow, EventRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.services.desk import Desk

_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "fuse.rclone"}
)
_SCARCE_BYTES = 200 * 2**20
_LIBRARIES = ("textual", "sqlmodel", "sqlalchemy", "pydantic", "sentencex")
_CLOCK_TOLERANCE = timedelta(minutes=5)


def examine(desk: Desk) -> tuple[Finding, ...]:
    """Look at versions, the database, the archive and the clock.

    Returns:
        What was looked at; `remedy` says how to mend what is not ok. It changes nothing, and it is
        quick: `verify` is what proves the history.
    """
    with desk.store.reading() as connection:
        database = (
            _sqlite_findings(desk, connection)
            if desk.store.is_sqlite
            else (_postgresql_finding(connection),)
        )
        found = (
            *_version_findings(),
            *database,
            _schema_finding(connection),
            _clock_finding(desk, connection),
        )
    return (*found, *_place_findings(desk), *_archive_findings(desk), _keys_finding(desk))


def _keys_finding(desk: Desk) -> Finding:
    keys, notes = desk.surroundings.keys, desk.surroundings.notes / desk.desk_id
    return Finding(
        name="keys",
        state="ok",
        detail=f"signing keys in {keys}, this desk's checkpoints in {notes}",
    )


def _version_findings() -> Iterator[Finding]:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    detail = f"{__version__} on Python {platform.python_version()}; {libraries}"
    yield Finding(name="factcheck", state="ok", detail=detail)


def _sqlite_findings(desk: Desk, connection: Connection) -> tuple[Finding, ...]:
    wanted, synchronous = journal_settings(sqlite3.sqlite_version_info)
    found = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar()).upper()
    journal = Finding(
        name="journal",
        state="ok" if found == wanted else "warning",
        detail=f"SQLite {sqlite3.sqlite_version}, journal {found}, synchronous {synchronous}",
        remedy=""
        if found == wanted
        else (f"This SQLite is safe with {wanted}; close every factcheck and open the desk again."),
    )
    told = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    health = Finding(
        name="database",
        state="ok" if told == "ok" else "error",
        detail=f"{desk.store.address}: {told}",
        remedy="" if told == "ok" else "Stop working and restore the newest backup.",
    )
    return journal, health


def _postgresql_finding(connection: Connection) -> Finding:
    detail = str(connection.execute(text("SELECT version()")).scalar()).split(",")[0]
    return Finding(name="database", state="ok", detail=detail)


def _schema_finding(connection: Connection) -> Finding:
    missing = missing_guards(connection)
    found = revision(connection)
    if strange := strange_triggers(connection):
        return Finding(
            name="schema",
            state="error",
            detail=f"triggers that factcheck did not make: {', '.join(strange)}",
            remedy="Find out who made them, and remove them.",
        )
    if missing:
        return Finding(
            name="schema",
            state="error",
            detail=f"the history's guards are missing: {', '.join(missing)}",
            remedy="Run: factcheck verify, and find out who removed them.",
        )
    return Finding(
        name="schema",
        state="ok" if found == HEAD else "error",
        detail=f"revision {found}, guards in place",
        remedy="" if found == HEAD else "Use the release of factcheck that made this desk.",
    )


def _clock_finding(desk: Desk, connection: Connection) -> Finding:
    newest = connection.execute(
        select(col(EventRow.at)).order_by(col(EventRow.seq).desc()).limit(1)
    ).scalar()
    events = head(connection).seq
    if newest is not None and newest > desk.now() + _CLOCK_TOLERANCE:
        return Finding(
            name="clock",
            state="warning",
            detail=f"the newest event is dated {newest:%Y-%m-%d %H:%M} UTC, which is to come",
            remedy="Set this machine's clock, or that of the reviewer who wrote it.",
        )
    return Finding(name="clock", state="ok", detail=f"{events} events, none from the future")


def _place_findings(desk: Desk) -> Iterator[Finding]:
    for name, place in (
        ("database folder", Path(desk.store.address).parent if desk.store.is_sqlite else None),
        ("archive folder", desk.archive.root),
    ):
        if place is None:
            continue
        kind = file_system_of(place)
        if name == "database folder" and kind in _NETWORK_FILE_SYSTEMS:
            yield Finding(
                name=name,
                state="error",
                detail=f"{place} is on a network file system ({kind}), where SQLite's locks fail",
                remedy="Move the desk to a local disk; a team uses PostgreSQL.",
            )
            continue
        if not os.access(_existing(place), os.W_OK):
            yield Finding(
                name=name,
                state="error",
                detail=f"{place} cannot be written to",
                remedy="See that the folder is yours and its disk not read-only.",
            )
            continue
        free = shutil.disk_usage(_existing(place)).free
        yield Finding(
            name=name,
            state="ok" if free > _SCARCE_BYTES else "warning",
            detail=f"{place}, {free / 2**30:.1f} GiB free",
            remedy="" if free > _SCARCE_BYTES else "Free some space before you go on.",
        )


def file_system_of(place: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Return the kind of file system that a path lies on, or an empty string where unknown.

    Args:
        place: The path, which need not exist.
        mounts: The kernel's table of mounts (Linux); elsewhere there is none.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    resolved = place.resolve()
    best, kind = Path(), ""
    for line in lines:
        _, mounted, system, *_ = [*line.split(" "), "", "", ""]
        # The kernel writes spaces, tabs, line ends and backslashes in octal.
        point = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), mounted))
        if mounted and resolved.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, system
    return kind


def _existing(place: Path) -> Path:
    return next(folder for folder in (place, *place.resolve().parents) if folder.exists())


def _archive_findings(desk: Desk) -> Iterator[Finding]:
    with desk.read() as session:
        wanted = {
            digest
            for row in session.execute(
                select(col(DocumentRow.sha256), col(DocumentRow.text_sha256))
            )
            for digest in row
        }
    there = set(desk.archive.digests())
    missing = wanted - there
    yield Finding(
        name="archive",
        state="error" if missing else "ok",
        detail=(
            f"{len(missing)} of {len(wanted)} files are missing, first {min(missing)}"
            if missing
            else f"{len(there)} files, {len(there - wanted)} of them used by no document"
        ),
        remedy="Copy the sources folder back from your backup." if missing else "",
    )
