"""The database fixtures keep their promises, since every other database test leans on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import hypothesis.strategies as st
import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text

from tests.support.postgres import PostgresUnavailableError, libpq_url, postgres_databases

if TYPE_CHECKING:
    from tests.support.postgres import PostgresDatabases


@pytest.mark.parametrize("attempt", [1, 2])
def test_each_test_gets_an_empty_database(database_url: str, attempt: int) -> None:
    """A table made by one test is not there for the next."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == []
        connection.execute(text("CREATE TABLE left_behind (attempt INTEGER)"))
        connection.execute(text("INSERT INTO left_behind VALUES (:n)"), {"n": attempt})
    engine.dispose()


def test_database_url_names_its_kind(database_url: str, request: pytest.FixtureRequest) -> None:
    """SQLite is a file, since an in-memory database looks empty to other threads."""
    if "[sqlite]" in request.node.name:
        assert database_url.startswith("sqlite:////")
    else:
        assert database_url.startswith("postgresql+psycopg://")


def test_template_is_filled_once_and_copied(postgres: PostgresDatabases) -> None:
    """Copies of a template have its tables and do not share rows."""
    fills: list[str] = []

    def fill(url: str) -> None:
        fills.append(url)
        with psycopg.connect(libpq_url(url)) as connection:
            connection.execute("CREATE TABLE desk (name TEXT)")

    for _ in range(2):
        postgres.template("test-template", fill)
        url = postgres.create(template="test-template")
        with psycopg.connect(libpq_url(url)) as connection:
            assert connection.execute("SELECT count(*) FROM desk").fetchone() == (0,)
            connection.execute("INSERT INTO desk VALUES ('mine')")
        postgres.drop(url)
    assert len(fills) == 1


def test_a_database_in_use_is_dropped_all_the_same(postgres: PostgresDatabases) -> None:
    """A connection that a test forgot does not fail the drop."""
    url = postgres.create()
    connection = psycopg.connect(libpq_url(url))
    postgres.drop(url)
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


def test_text_is_compared_by_code_point_and_has_case(postgres_url: str) -> None:
    """The server's locale is C.UTF-8 whatever the machine's is."""
    with psycopg.connect(libpq_url(postgres_url)) as connection:
        row = connection.execute("SELECT 'Z' < 'a', lower('ÄÖ')").fetchone()
    assert row == (True, "äö")


def test_unreachable_server_is_one_line_without_password() -> None:
    """The reason that is printed never holds what a URL may hold."""
    with (
        pytest.raises(PostgresUnavailableError) as caught,
        postgres_databases("postgresql://someone:hunter2@127.0.0.1:1/none"),
    ):
        pass
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_tests_live_in_a_home_of_their_own(person_home: Path, tmp_path: Path) -> None:
    """Neither the person's home nor the checkout is where a test starts."""
    assert Path.home() == person_home
    assert Path.cwd() == tmp_path
    assert not list(tmp_path.iterdir())
    assert not [name for name in os.environ if name.startswith("FACTCHECK_")]


@hypothesis.given(st.text())
def test_hypothesis_runs_beside_the_autouse_home(value: str) -> None:
    """The autouse fixture is no health problem for property tests."""
    assert value == "".join(value)


async def test_async_tests_need_no_mark() -> None:
    """Pilot tests are plain coroutine functions."""
    assert sys.version_info >= (3, 11)


def test_server_ends_with_the_process_that_started_it() -> None:
    """Even a killed test run leaves no server behind."""
    root = Path(__file__).parents[1]
    script = (
        "import os, signal\n"
        "from tests.support.postgres import postgres_databases\n"
        "with postgres_databases(None) as databases:\n"
        "    print(databases._admin_url.query['host'], flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    try:
        with postgres_databases(None):
            pass
    except PostgresUnavailableError as error:
        pytest.skip(f"no server of its own to start: {error}")
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False
    )
    folder = Path(run.stdout.strip())
    give_up = time.monotonic() + 20
    while any(folder.iterdir()) and time.monotonic() < give_up:
        time.sleep(0.02)
    assert not list(folder.iterdir())
    shutil.rmtree(folder.parent)
