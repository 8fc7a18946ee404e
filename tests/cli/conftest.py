"""Desks for the commands, and a way to run them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pytest
from typer.testing import CliRunner

from factcheck.cli.app import app
from factcheck.cli.invocation import Invocation

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE: Final = (
    "Logo Example Daily\n\n"
    "The two countries aim at a trade of $10 billion by 2020. Trade doubled last year.\n\n"
    "Vietnam has become a major buyer of weapons since 2010. Nobody asked why.\n"
)
SOURCE: Final = "Trade came to US$4.6 billion in 2024. Weapons were bought. Weapons were bought.\n"


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON value
        """The one JSON document on stdout."""
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def opened() -> list[str]:
    """The names of the desks on which the screen was opened."""
    return []


@pytest.fixture
def run(opened: list[str]) -> Run:
    """Run `factcheck` with arguments, in this process."""
    return partial(run_command, opened)


def run_command(
    opened: list[str], *arguments: str | Path, stdin: str | bytes | None = None
) -> Answer:
    """Run a command; the names of the desks on which the screen was opened go into `opened`."""
    result = CliRunner().invoke(
        app,
        [str(argument) for argument in arguments],
        obj=Invocation(open_screen=lambda desk: opened.append(desk.name)),
        prog_name="factcheck",
        input=stdin,
    )
    assert "Traceback" not in result.output
    return Answer(result.exit_code, result.stdout, result.stderr)


def count_events(folder: Path) -> int:
    """Return how many events the history of a SQLite desk holds, without a command."""
    with closing(sqlite3.connect(folder / "claims.db")) as database:
        return int(database.execute("SELECT COUNT(*) FROM event").fetchone()[0])


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    """A text file with an article."""
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one article, made once; tests get copies of it."""
    from factcheck.bootstrap import create_desk  # noqa: PLC0415 - after the home is set
    from factcheck.services.ingest import ingest_bytes  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("template") / "desk"
    with create_desk(folder, name="Test desk", reviewer="ana") as desk:
        ingest_bytes(desk, ARTICLE.encode(), "article.txt")
    return folder


@pytest.fixture
def desk(desk_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with one article (A1), the one that commands find; the reviewer is ana."""
    folder = tmp_path / "desk"
    shutil.copytree(desk_template, folder)
    monkeypatch.setenv("FACTCHECK_DB", str(folder))
    monkeypatch.setenv("FACTCHECK_REVIEWER", "ana")
    return folder


@pytest.fixture(scope="session")
def checked_template(desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a claim (C1) that has evidence (S1) and a verdict, and an open one (C2)."""
    folder = tmp_path_factory.mktemp("checked") / "desk"
    shutil.copytree(desk_template, folder)
    source = folder.parent / "source.txt"
    source.write_text(SOURCE, encoding="utf-8")
    for arguments in (
        ("tag", "A1", "--sentence", "1", "--claimant", "The governments", "--said-on", "2013-11"),
        ("sources", "add", "Trade figures", "--file", str(source), "--url", "https://example.org"),
        ("link", "C1", "S1", "--stance", "refutes", "--passage", "US$4.6 billion in 2024"),
        ("verdict", "C1", "false", "--explanation", "It was not met."),
        ("tag", "A1", "--words", "a major buyer of weapons"),
    ):
        answer = run_command([], "--desk", folder, "--as", "ana", *arguments)
        assert answer.code == 0, answer.err
    return folder


@pytest.fixture
def checked_desk(desk: Path, checked_template: Path) -> Path:
    """A copy of that desk, the one that commands find; the reviewer is ana."""
    shutil.rmtree(desk)
    shutil.copytree(checked_template, desk)
    return desk


@pytest.fixture
def either_desk(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, article_file: Path
) -> Path:
    """A desk with one article, once on each kind of database."""
    if database_url.startswith("postgresql"):
        monkeypatch.setenv("FACTCHECK_DB", database_url)
        monkeypatch.setenv("FACTCHECK_SOURCES", str(tmp_path / "desk" / "sources"))
    else:
        monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "desk"))
    monkeypatch.setenv("FACTCHECK_REVIEWER", "ana")
    assert run("init", tmp_path / "desk").code == 0
    assert run("ingest", article_file).code == 0
    return tmp_path / "desk"
