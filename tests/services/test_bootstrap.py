"""Which desk is meant, founding and opening it, the sample's copy, and reviewers' handles."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from factcheck import bootstrap
from factcheck.bootstrap import Location, create_desk, find_desk, open_desk, surroundings
from factcheck.domain.errors import (
    DeskVersionError,
    FactcheckError,
    InvalidInputError,
    NoDeskError,
    RefusedError,
)
from factcheck.services import history, state
from factcheck.store import schema
from factcheck.store.engine import Store, parse_url
from tests.support.desks import found_desk
from tests.support.desks import open_desk as open_at

if TYPE_CHECKING:
    from tests.support.desks import Desks

URL = "postgresql://ana@db.example/desk"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with a desk in it."""
    folder = tmp_path / "desk"
    create_desk(folder, name="Rice desk", reviewer="ana").close()
    return folder


def here(folder: Path) -> Location:
    """Return the location of the desk in a folder."""
    return Location(str(folder / "claims.db"), folder / "sources")


# --------------------------------------------------------------------------------- which is meant


def test_a_named_folder_or_file_comes_first(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the environment, and before what is near."""
    monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "elsewhere"))
    assert find_desk(made) == here(made)
    assert find_desk(made / "claims.db") == here(made)


@pytest.mark.parametrize("form", ["{}", "{}/claims.db", "{}/", "~/linked"])
def test_the_environment_comes_next(
    form: str, made: Path, person_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, a file, or a path from the home folder."""
    (person_home / "linked").symlink_to(made)
    monkeypatch.setenv("FACTCHECK_DB", form.format(made))
    found = find_desk()
    assert Path(found.database).samefile(made / "claims.db")
    assert found.file is not None
    with open_desk(found, reviewer="ana") as desk:
        assert desk.name == "Rice desk"


def test_then_the_nearest_above(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder within the desk's."""
    deep = made / "notes" / "2013"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert find_desk() == here(made)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_needs_a_folder_for_the_archive(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named in FACTCHECK_SOURCES."""
    url = URL.replace("postgresql", scheme)
    monkeypatch.setenv("FACTCHECK_DB", url)
    with pytest.raises(NoDeskError, match="folder for its archive"):
        find_desk()
    monkeypatch.setenv("FACTCHECK_SOURCES", str(tmp_path / "sources"))
    assert find_desk() == Location(url, tmp_path / "sources")
    assert find_desk().file is None


@pytest.mark.parametrize("url", ["mysql://ana:hunter2@db/desk", "postgresql://a:hunter2@b:c/d"])
def test_other_servers_are_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is connected to, and without showing the password."""
    monkeypatch.setenv("FACTCHECK_DB", url)
    monkeypatch.setenv("FACTCHECK_SOURCES", str(tmp_path))
    with pytest.raises(NoDeskError) as caught:
        find_desk()
    assert "hunter2" not in str(caught.value)


def test_no_desk_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nowhere, in a named folder, and where the environment points."""
    with pytest.raises(NoDeskError, match="There is no desk here") as caught:
        find_desk()
    assert "factcheck init" in caught.value.hint
    with pytest.raises(NoDeskError, match="There is no desk at"):
        find_desk(tmp_path / "missing")
    monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "missing.db"))
    with pytest.raises(NoDeskError, match=r"missing\.db"):
        find_desk()
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------------- founding and opening


def test_a_new_desk_opens_again(made: Path) -> None:
    """With its name, and one event."""
    with open_desk(find_desk(made), reviewer="ben") as desk:
        told = state.desk_state(desk)
        assert (told.name, told.reviewer, told.events) == ("Rice desk", "ben", 1)
        assert [line.event.actor for line in history.list_events(desk)] == ["ana"]


def test_a_desk_is_not_founded_twice(made: Path) -> None:
    """The first stays as it is."""
    before = (made / "claims.db").read_bytes()
    with pytest.raises(RefusedError, match=r"a desk in .* already"):
        create_desk(made, name="Other")
    assert (made / "claims.db").read_bytes() == before


def test_an_unknown_scale_makes_nothing(tmp_path: Path) -> None:
    """And says which there are."""
    with pytest.raises(InvalidInputError, match="no rating scale called stars") as caught:
        create_desk(tmp_path / "desk", name="x", scale="stars")
    assert "five-step" in caught.value.hint
    assert not (tmp_path / "desk" / "claims.db").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """There is a file in its place."""
    (tmp_path / "desk").write_text("a file")
    with pytest.raises(NoDeskError, match="cannot be made"):
        create_desk(tmp_path / "desk" / "inner", name="x")
    with pytest.raises(NoDeskError, match="not a database"):
        create_desk(tmp_path / "desk", name="x")


@pytest.mark.parametrize("content", [b"", b"This is no database.\n" * 300])
def test_a_file_that_is_no_desk(tmp_path: Path, content: bytes) -> None:
    """Empty or a text: refused, and left as it is."""
    file = tmp_path / "claims.db"
    file.write_bytes(content)
    with pytest.raises(NoDeskError):
        open_desk(find_desk(tmp_path))
    assert file.read_bytes() == content


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    """Another program's tables: neither opened nor written to."""
    file = tmp_path / "claims.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE event (words TEXT)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(NoDeskError):
        open_desk(find_desk(tmp_path))
    with pytest.raises(RefusedError, match="other tables"):
        create_desk(tmp_path, name="x")
    assert file.read_bytes() == before


def test_a_foreign_server_database_is_left_alone(database_url: str, tmp_path: Path) -> None:
    """The same on a server that others use too."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (n INTEGER)"))
    engine.dispose()
    with pytest.raises(RefusedError, match="other tables"):
        found_desk(database_url, tmp_path)


def test_founding_that_was_cut_short_can_be_done_again(database_url: str, tmp_path: Path) -> None:
    """Killed after the schema and before the first event: no desk yet, and no dead end."""
    store = Store(parse_url(database_url))
    schema.create_schema(store)
    store.close()
    with pytest.raises(NoDeskError, match="no desk in"):
        open_at(database_url, tmp_path)
    found_desk(database_url, tmp_path).close()
    open_at(database_url, tmp_path).close()


def test_two_who_found_at_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is refused in plain words."""
    once = iter([True])
    real = schema.create_schema

    def meanwhile(store: Store) -> None:
        if next(once, False):
            found_desk(database_url, tmp_path, "ben").close()
        real(store)

    monkeypatch.setattr(schema, "create_schema", meanwhile)
    with pytest.raises(RefusedError, match=r"a desk in .* already"):
        found_desk(database_url, tmp_path, "ana")
    with open_at(database_url, tmp_path, "ana") as desk:
        assert [line.event.actor for line in history.list_events(desk)] == ["ben"]


def test_a_newer_desk_is_refused(desks: Desks) -> None:
    """Through the whole way that the commands take."""
    engine = create_engine(desks.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DeskVersionError):
        open_desk(Location(desks.url, desks.folder / "sources"), reviewer="ana")


def test_a_new_desk_on_a_server(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder then holds the archive alone."""
    monkeypatch.setenv("FACTCHECK_DB", postgres_url)
    monkeypatch.setenv("FACTCHECK_SOURCES", str(tmp_path / "desk" / "sources"))
    create_desk(tmp_path / "desk", name="Server desk", reviewer="ana").close()
    assert not (tmp_path / "desk" / "claims.db").exists()
    with open_desk(find_desk(), reviewer="ana") as desk:
        assert desk.name == "Server desk"


# ---------------------------------------------------------------------------------- the reviewer


def test_who_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """As given, else by FACTCHECK_REVIEWER, else by the account."""
    monkeypatch.setattr("getpass.getuser", lambda: "the account+x")
    assert surroundings().actor == "the-account-x"
    monkeypatch.setenv("FACTCHECK_REVIEWER", "from-environment")
    assert surroundings().actor == "from-environment"
    assert surroundings("given").actor == "given"


@pytest.mark.parametrize("error", [OSError, KeyError])
def test_an_account_without_a_name(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    """As in some containers."""

    def fail() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", fail)
    assert surroundings().actor == "reviewer"


@pytest.mark.parametrize("handle", ["two words", "x" * 65, "a+b", "a\nb", "\x1b[2J"])
def test_a_handle_is_one_word(handle: str) -> None:
    """Said plainly."""
    with pytest.raises(InvalidInputError, match="must be one word"):
        surroundings(handle)


def test_keys_and_notes_are_outside_the_desk(made: Path) -> None:
    """In the person's own data folder."""
    around = surroundings("ana")
    assert around.keys.is_relative_to(bootstrap.data_folder())
    assert around.notes.is_relative_to(bootstrap.data_folder())
    assert not around.notes.is_relative_to(made)


# ------------------------------------------------------------------------------------ the sample


@pytest.fixture
def installed(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that carries a sample."""
    package = tmp_path / "site-packages" / "factcheck"
    (package / "_sample" / "sources").mkdir(parents=True)
    shutil.copy(made / "claims.db", package / "_sample")
    monkeypatch.setattr(bootstrap, "__file__", str(package / "bootstrap.py"))
    return package / "_sample"


def test_the_sample_is_copied_once(installed: Path) -> None:
    """Into the person's data folder; what he did to it stays."""
    first = bootstrap.sample_desk()
    assert Path(first.database).is_relative_to(bootstrap.data_folder())
    Path(first.database).write_bytes(b"worked on")
    assert bootstrap.sample_desk() == first
    assert Path(first.database).read_bytes() == b"worked on"
    assert (installed / "claims.db").read_bytes() != b"worked on"


def test_a_fresh_sample_puts_the_old_one_aside(installed: Path) -> None:
    """Nothing is thrown away."""
    first = bootstrap.sample_desk()
    Path(first.database).write_bytes(b"worked on")
    fresh = bootstrap.sample_desk(fresh=True)
    assert Path(fresh.database).read_bytes() == (installed / "claims.db").read_bytes()
    kept = [file.read_bytes() for file in bootstrap.data_folder().rglob("claims.db")]
    assert b"worked on" in kept
    open_desk(fresh, reviewer="ana").close()


def test_an_installation_without_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Says what to do instead."""
    monkeypatch.setattr(bootstrap, "__file__", str(tmp_path / "factcheck" / "bootstrap.py"))
    with pytest.raises(NoDeskError, match="does not carry the sample"):
        bootstrap.sample_desk()


def test_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Started in a folder that somebody has removed since."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(FactcheckError):
        find_desk()
    os.chdir(tmp_path)
