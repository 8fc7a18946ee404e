"""Fixtures for every test: a home of its own, and fresh databases of both kinds."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

import hypothesis
import pytest

from tests.support.postgres import PostgresUnavailableError, postgres_databases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.postgres import PostgresDatabases

# Read here, once: the autouse fixture below takes FACTCHECK_* away from the tests.
GIVEN_POSTGRES_URL: Final = os.environ.get("FACTCHECK_TEST_PG") or None
POSTGRES_REQUIRED: Final = os.environ.get("FACTCHECK_REQUIRE_PG") == "1"
NO_POSTGRES: Final = "PostgreSQL tests did not run: "

SETTINGS_OF_THE_PERSON: Final = ("FACTCHECK_", "XDG_", "TEXTUAL", "CLICOLOR", "TYPER_")
LOOKS_OF_THE_TERMINAL: Final = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "COLORTERM")

# No deadline: a busy machine is not a bug. `ci` draws the same examples every time, so that a red
# run is the change's doing; new examples are drawn on the developers' machines.
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


# ------------------------------------------------------------------------------------- the home


@pytest.fixture(autouse=True)
def person_home(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Keep the test away from the person's home, settings and desks; return the home it has.

    The test starts in its empty `tmp_path`, so that no `claims.db` of the checkout is ever near.
    """
    home = tmp_path_factory.mktemp("home", numbered=True)
    for name in tuple(os.environ):
        if name.startswith(SETTINGS_OF_THE_PERSON) or name in LOOKS_OF_THE_TERMINAL:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_RUNTIME_DIR", ".run"),
        ("XDG_STATE_HOME", ".local/state"),
    ):
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.chdir(tmp_path)
    return home


# -------------------------------------------------------------------------------- the databases


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresDatabases]:
    """The PostgreSQL server of this test process: makes databases, also from templates."""
    with contextlib.ExitStack() as stack:
        try:
            databases = stack.enter_context(postgres_databases(GIVEN_POSTGRES_URL))
        except PostgresUnavailableError as error:
            if POSTGRES_REQUIRED:
                pytest.fail(f"{NO_POSTGRES}{error}", pytrace=False)
            pytest.skip(f"{NO_POSTGRES}{error}")
        yield databases


@pytest.fixture
def postgres_url(postgres: PostgresDatabases) -> Iterator[str]:
    """The URL of a fresh, empty PostgreSQL database, dropped after the test."""
    url = postgres.create()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh, empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'claims.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


# ------------------------------------------------------- PostgreSQL tests are never lost silently


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL, so that `-m postgres` and `-m 'not postgres'` choose by it."""
    for item in items:
        asks = getattr(item, "fixturenames", ())
        parameters = getattr(item, "callspec", None)
        chosen = parameters.params.get("database_url") if parameters is not None else None
        if "database_url" in asks and chosen == "sqlite":
            continue
        if chosen == "postgresql" or "postgres" in asks:
            item.add_marker(pytest.mark.postgres)


class PostgresTally:
    """Sees over all workers which PostgreSQL tests ran and which could not."""

    def __init__(self) -> None:
        self.passed = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take one report; under xdist the controller sees those of every worker."""
        if report.when == "call" and report.passed and "postgres" in report.keywords:
            self.passed += 1
        if report.skipped and isinstance(report.longrepr, tuple):
            *_, reason = report.longrepr
            if NO_POSTGRES in reason:
                # All of them at one place: the summary then has one line with their number and
                # the reason, not a line a test.
                report.longrepr = ("tests/conftest.py", 0, reason)


TALLY: Final = pytest.StashKey[PostgresTally]()


def pytest_configure(config: pytest.Config) -> None:
    """Start counting, in the process that prints the summary."""
    if hasattr(config, "workerinput"):
        return
    config.stash[TALLY] = PostgresTally()
    config.pluginmanager.register(config.stash[TALLY], "postgres-tally")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that had to prove PostgreSQL and in which no PostgreSQL test passed."""
    tally = session.config.stash.get(TALLY, None)
    if tally is None or not POSTGRES_REQUIRED or exitstatus != pytest.ExitCode.OK:
        return
    if tally.passed == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say why a run failed that looks green."""
    if POSTGRES_REQUIRED and config.stash[TALLY].passed == 0:
        line = f"{NO_POSTGRES}none passed, and FACTCHECK_REQUIRE_PG=1 asks for them"
        terminalreporter.write_line(line, red=True, bold=True)
