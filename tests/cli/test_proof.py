"""Verifying, signing and rebuilding from the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.usefixtures("checked_desk")
def test_desk_without_checkpoint_is_unanchored(run: Run) -> None:
    """Nothing is wrong, but nothing outside proves it: that is an exit code of its own."""
    answer = run("verify")
    assert answer.code == 12
    assert "factcheck checkpoint" in answer.err
    assert run("checkpoint").code == 0
    assert run("verify").code == 0


def test_tampering_is_told(checked_desk: Path, run: Run) -> None:
    """A row changed behind the desk's back is found by verify and by rebuild."""
    with closing(sqlite3.connect(checked_desk / "claims.db")) as database, database:
        database.execute("UPDATE claim SET restatement = 'something else' WHERE number = 1")
    answer = run("verify")
    assert answer.code == 10
    assert "BROKEN" in answer.out
    assert "claim" in answer.out
    told = run("verify", "--json")
    assert (told.code, told.json["status"]) == (10, "broken")
    assert run("history", "rebuild").code == 10


@pytest.mark.usefixtures("checked_desk")
def test_rebuilt_database_can_be_kept(run: Run, tmp_path: Path) -> None:
    """`--into` leaves the rebuilt database, and never writes over a file."""
    file = tmp_path / "rebuilt.db"
    answer = run("history", "rebuild", "--into", file)
    assert answer.code == 0
    assert "equal" in answer.out
    assert file.is_file()
    assert run("history", "rebuild", "--into", file).code == 7


@pytest.mark.usefixtures("checked_desk")
def test_checkpoint_is_kept_outside_and_told(run: Run, person_home: Path) -> None:
    """The signed note is shown, and a copy lies in the person's own folder."""
    answer = run("checkpoint")
    assert "factcheck/desk/" in answer.out
    (note,) = (person_home / ".local" / "share" / "factcheck" / "checkpoints").rglob("*.checkpoint")
    assert note.read_text(encoding="utf-8").strip() in answer.out
    assert run("checkpoint", "--json").json["note"] == note.read_text(encoding="utf-8")
