"""Desks for tests, on either database: founded once a process, then copied.

A test that asks for `desks` runs once on a SQLite file and once on PostgreSQL. It gets a founded,
empty desk of the reviewer `ana`, and can open the same desk in other reviewers' names.
"""

from __future__ import annotations

import itertools
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from sqlalchemy import make_url

from factcheck.archive.files import Archive
from factcheck.domain.commands import MarkSentence, TagClaim
from factcheck.domain.vocabulary import Mark
from factcheck.services import articles, claims, ingest
from factcheck.services.desk import Desk, Surroundings
from factcheck.services.founding import found, open_existing
from factcheck.store.engine import Store, parse_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.domain.rows import Article, Claim, Sentence
    from factcheck.domain.views import ArticleView
    from tests.support.postgres import PostgresDatabases

RICE: Final = (
    "Rice exports rose by 26 per cent in 2013. The minister said so on Monday. "
    "Traders did not agree. Prices fell in the south."
)
TRADE: Final = "Trade stood at $4.6 billion last year. Officials eye $10 billion by 2020."

_TEMPLATE: Final = "founded desk"


def surroundings(folder: Path, actor: str) -> Surroundings:
    """Return a reviewer's world in which everything lies below `folder`."""
    return Surroundings(
        actor=actor,
        origin={"host": "test", "client": "test"},
        keys=folder / f"keys-of-{actor}",
        notes=folder / "checkpoints",
    )


def found_desk(url: str, folder: Path, actor: str = "ana") -> Desk:
    """Found a desk in an empty database."""
    store = Store(parse_url(url))
    try:
        return found(
            store,
            Archive(folder / "sources"),
            surroundings(folder, actor),
            name="Test desk",
            scale="five-step",
        )
    except BaseException:
        store.close()
        raise


def open_desk(url: str, folder: Path, actor: str = "ana") -> Desk:
    """Open a desk that was founded, as another program would."""
    store = Store(parse_url(url))
    try:
        return open_existing(store, Archive(folder / "sources"), surroundings(folder, actor))
    except BaseException:
        store.close()
        raise


@cache
def _founded_file() -> bytes:
    with tempfile.TemporaryDirectory(prefix="factcheck-template-") as name:
        folder = Path(name)
        found_desk(f"sqlite:///{folder / 'claims.db'}", folder).close()
        return (folder / "claims.db").read_bytes()


def _fill_template(url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="factcheck-template-") as name:
        found_desk(url, Path(name)).close()


class Desks:
    """One desk in one database, to be opened by as many reviewers as a test needs.

    Args:
        url: The database; it holds a founded desk.
        folder: Where archive, keys and checkpoints lie.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self._open: list[Desk] = []

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.url.startswith("sqlite")

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return make_url(self.url).get_backend_name()

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return Path(str(make_url(self.url).database))

    def open(self, actor: str = "ana") -> Desk:
        """Open the desk in a reviewer's name; it is closed after the test."""
        desk = open_desk(self.url, self.folder, actor)
        self._open.append(desk)
        return desk

    def close(self) -> None:
        """Close every desk that was opened here."""
        while self._open:
            self._open.pop().close()


class DeskFactory:
    """Makes founded desks on one kind of database.

    Args:
        folder: Where they lie.
        postgres: The server; None for SQLite.
    """

    def __init__(self, folder: Path, postgres: PostgresDatabases | None) -> None:
        self._folder = folder
        self._postgres = postgres
        self._numbers = itertools.count(1)
        self._made: list[Desks] = []

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return "sqlite" if self._postgres is None else "postgresql"

    def make(self) -> Desks:
        """Return a new desk, founded by `ana`."""
        folder = self._folder / f"desk-{next(self._numbers)}"
        folder.mkdir()
        if self._postgres is None:
            (folder / "claims.db").write_bytes(_founded_file())
            url = f"sqlite:///{folder / 'claims.db'}"
        else:
            self._postgres.template(_TEMPLATE, _fill_template)
            url = self._postgres.create(template=_TEMPLATE)
        desks = Desks(url, folder)
        self._made.append(desks)
        return desks

    def drop(self, desks: Desks) -> None:
        """Close a desk and drop its database."""
        desks.close()
        if self._postgres is not None:
            self._postgres.drop(desks.url)
        self._made.remove(desks)

    def close(self) -> None:
        """Drop all that is left."""
        for desks in tuple(self._made):
            self.drop(desks)


@pytest.fixture(
    # Not by way of `database_url`, which would make an empty database beside the template's copy.
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def desk_factory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeskFactory]:
    """Makes founded desks; the test runs on both databases."""
    sqlite = request.param == "sqlite"
    factory = DeskFactory(tmp_path, None if sqlite else request.getfixturevalue("postgres"))
    yield factory
    factory.close()


@pytest.fixture
def desks(desk_factory: DeskFactory) -> Desks:
    """One founded desk; the test runs on both databases."""
    return desk_factory.make()


@pytest.fixture
def desk(desks: Desks) -> Desk:
    """The desk opened by `ana`, who founded it."""
    return desks.open("ana")


# ------------------------------------------------------------------------ short forms for tests


def take_in(desk: Desk, text: str = RICE, name: str = "rice.txt") -> ArticleView:
    """Ingest a text and return its article in full."""
    article: Article | None = ingest.ingest_text(desk, text, name).article
    assert article is not None
    return articles.get_article(desk, article.id)


def counted(view: ArticleView) -> list[Sentence]:
    """Return the sentences of which a reviewer has to decide."""
    return [sentence for sentence in view.sentences if sentence.counted]


def tag(desk: Desk, view: ArticleView, number: int = 0) -> Claim:
    """Tag a whole sentence as a claim."""
    sentence = counted(view)[number]
    return claims.tag_claim(
        desk, TagClaim(article_id=view.article.id, start=sentence.start, end=sentence.end)
    )


def mark(desk: Desk, sentence: Sentence, decision: Mark = Mark.NOT_A_CLAIM) -> Sentence:
    """Mark a sentence as it was read."""
    return articles.mark_sentence(
        desk,
        MarkSentence(
            article_id=sentence.article_id,
            start=sentence.start,
            version=sentence.version,
            mark=decision,
        ),
    )
