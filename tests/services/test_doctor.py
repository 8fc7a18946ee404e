"""Doctor: each finding's good and bad case, and that it changes nothing."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from factcheck.services import doctor
from factcheck.services.doctor import examine, file_system_of
from tests.support.desks import take_in
from tests.support.raw import ask, raw, run_unguarded, snapshot

if TYPE_CHECKING:
    from factcheck.domain.views import Finding
    from factcheck.services.desk import Desk
    from tests.support.desks import Desks

GIB = 2**30


def finding(desk: Desk, name: str) -> Finding:
    """Return one finding."""
    return next(found for found in examine(desk) if found.name == name)


def test_a_sound_desk(desk: Desk, desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to mend, and nothing changed by looking."""
    monkeypatch.setattr(doctor, "file_system_of", lambda _: "ext4")
    take_in(desk)
    before = snapshot(desks)
    found = examine(desk)
    assert {entry.state for entry in found} == {"ok"}
    assert {entry.remedy for entry in found} == {""}
    assert all(entry.detail for entry in found)
    assert snapshot(desks) == before


def test_another_journal(desk: Desk, desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite, with a release for which another is safe."""
    if not desks.is_sqlite:
        assert "PostgreSQL" in finding(desk, "database").detail
        return
    take_in(desk)
    now = str(ask(desks, "PRAGMA journal_mode")[0][0]).upper()
    other = "WAL" if now == "DELETE" else "DELETE"
    monkeypatch.setattr(doctor, "journal_settings", lambda _: (other, "FULL"))
    told = finding(desk, "journal")
    assert (told.state, other in told.remedy) == ("warning", True)


def test_missing_guards(desk: Desk, desks: Desks) -> None:
    """By name."""
    name = "event_no_delete" if desks.is_sqlite else "event_append_only"
    with raw(desks) as connection:
        connection.execute(text(f"DROP TRIGGER {name}" + ("" if desks.is_sqlite else " ON event")))
    told = finding(desk, "schema")
    assert (told.state, name in told.detail) == ("error", True)
    assert "factcheck verify" in told.remedy


def test_another_schema(desk: Desk, desks: Desks) -> None:
    """While the desk is open, another release has come by."""
    run_unguarded(desks, "UPDATE alembic_version SET version_num = '9999'")
    told = finding(desk, "schema")
    assert (told.state, "9999" in told.detail) == ("error", True)


def test_an_event_from_the_future(desk: Desk, desks: Desks) -> None:
    """Five minutes are nothing, an hour is a wrong clock."""
    for ahead, state in ((timedelta(minutes=4), "ok"), (timedelta(hours=1), "warning")):
        run_unguarded(
            desks,
            "UPDATE event SET at = :at",
            at=(datetime.now(UTC) + ahead).strftime(
                "%Y-%m-%d %H:%M:%S.%f" + ("" if desks.is_sqlite else "+00")
            ),
        )
        assert finding(desk, "clock").state == state
    assert "clock" in finding(desk, "clock").remedy


def test_missing_files(desk: Desk, desks: Desks) -> None:
    """How many, and one of them."""
    take_in(desk, "Rice.\r\nWheat.")
    shutil.rmtree(desks.folder / "sources")
    told = finding(desk, "archive")
    assert (told.state, "2 of 2 files are missing" in told.detail) == ("error", True)
    assert "backup" in told.remedy


def test_orphans_are_no_fault(desk: Desk) -> None:
    """A program that was killed between file and row leaves one."""
    desk.archive.put(b"nobody's")
    told = finding(desk, "archive")
    assert (told.state, "1 of them used by no document" in told.detail) == ("ok", True)


def test_a_full_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under 200 MiB."""
    usage = shutil.disk_usage("/")._replace(free=100 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    told = finding(desk, "archive folder")
    assert (told.state, "Free some space" in told.remedy) == ("warning", True)


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_file_system(
    desk: Desk, desks: Desks, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's locks fail there; a server's files are the server's own affair."""
    monkeypatch.setattr(doctor, "file_system_of", lambda _: kind)
    found = [entry for entry in examine(desk) if entry.name == "database folder"]
    if desks.is_sqlite:
        assert found[0].state == "error"
        assert "PostgreSQL" in found[0].remedy
    else:
        assert found == []


MOUNTS = """\
/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/home /home nfs4 rw 0 0
/dev/vdb /home/ana/local xfs rw 0 0
//nas/desk /mnt/the\\040desk cifs rw 0 0
tmpfs /mnt/a\\011tab tmpfs rw 0 0

/dev/vdc /srv btrfs rw 0 0
server:/srv /srv nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/etc/hosts", "ext4"),
        ("/home/ana/desk", "nfs4"),
        ("/home/ana/local/desk", "xfs"),
        ("/home/anaclara", "nfs4"),
        ("/homestead", "ext4"),
        ("/mnt/the desk/claims.db", "cifs"),
        ("/mnt/a\ttab/x", "tmpfs"),
        ("/srv/desk", "nfs"),
    ],
)
def test_the_kernels_table_of_mounts(place: str, kind: str, tmp_path: Path) -> None:
    """The longest mount point counts, the last of equal ones; names may hold spaces."""
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert file_system_of(Path(place), mounts) == kind


def test_where_there_is_no_table_of_mounts(tmp_path: Path) -> None:
    """As on macOS."""
    assert file_system_of(tmp_path, tmp_path / "missing") == ""


def test_the_real_table_is_read(tmp_path: Path) -> None:
    """Of this machine, whatever is in it."""
    assert isinstance(file_system_of(tmp_path), str)
