"""What a maintainer and a hostile user found in the first form, each kept from coming back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from factcheck.bootstrap import create_desk
from factcheck.domain.commands import AddSource, MarkSentence
from factcheck.domain.errors import HistoryError, InvalidInputError, RefusedError
from factcheck.domain.vocabulary import Mark
from factcheck.services import reporting
from factcheck.services.articles import get_article, mark_sentence
from factcheck.services.checkpoints import make_checkpoint
from factcheck.services.doctor import examine
from factcheck.services.history import list_events
from factcheck.services.proof import rebuild, verify
from factcheck.services.sources import add_source, list_sources, source_for_article
from factcheck.services.undo import redo, undo
from factcheck.store.tables import SettingRow
from factcheck.text.secrets import without_passwords
from tests.support.desks import counted, mark, tag, take_in

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.services.desk import Desk
    from tests.support.desks import Desks


def test_redo_is_still_there_after_the_history_was_signed(desk: Desk) -> None:
    """Putting a key on record is nothing that the reviewer did to the desk."""
    take_in(desk)
    undo(desk)
    make_checkpoint(desk)
    assert "took in A1" in redo(desk).summary


def test_a_summary_quotes_the_sentence_and_nothing_after_it(desk: Desk) -> None:
    """The record must not put words into a decision."""
    view = take_in(desk, "Critics disagree. “We have never spent so much,” she said.")
    mark(desk, counted(view)[0], Mark.QUERY)
    assert list_events(desk)[0].summary == "marked “Critics disagree.” a query"


def test_a_sentence_is_no_claim_without_one(desk: Desk) -> None:
    """Or an article could be covered by claims that nobody can rate."""
    sentence = counted(take_in(desk))[0]
    command = MarkSentence(
        article_id=sentence.article_id, start=sentence.start, version=1, mark=Mark.CLAIM
    )
    with pytest.raises(RefusedError, match="no claim in this sentence"):
        mark_sentence(desk, command)


def test_two_who_cite_an_article_at_once_make_one_source(desks: Desks) -> None:
    """Whoever comes second gets the first one's."""
    take_in(desks.open("ana"))
    reviewers = [desks.open(name) for name in ("ana", "ben", "eve")]
    for reviewer in reviewers:
        add_source(reviewer, AddSource(title=f"to join as {reviewer.actor}"))
    start = threading.Barrier(len(reviewers))
    found: list[str] = []

    def cite(reviewer: Desk) -> None:
        start.wait(timeout=30)
        found.append(source_for_article(reviewer, "A1").ref)

    threads = [threading.Thread(target=cite, args=(reviewer,)) for reviewer in reviewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert found == [found[0]] * 3
    assert len(list_sources(reviewers[0])) == 4


def test_a_report_is_of_one_moment(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a colleague changes while it is read makes it be read again."""
    ana, ben = desks.open("ana"), desks.open("ben")
    view = take_in(ana)
    waiting = [view]

    def interrupted(desk: Desk, ref: str) -> Any:  # noqa: ANN401 - as the real one
        found = get_article(desk, ref)
        if waiting:
            tag(ben, waiting.pop())
        return found

    monkeypatch.setattr(reporting, "get_article", interrupted)
    report = reporting.report_of(ana)
    assert report.history is not None
    assert report.history.changes == list_events(ana)[0].event.seq
    assert [claim.claim.ref for claim in report.articles[0].claims] == ["C1"]


_EVIL = {
    "sqlite": ("CREATE TRIGGER evil BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",),
    "postgresql": (
        "CREATE FUNCTION evil() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$",
        "CREATE TRIGGER evil BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION evil()",
    ),
}


def test_a_strange_trigger_is_named(desks: Desks) -> None:
    """It could swallow what is written, so doctor and verify tell of it."""
    desk = desks.open("ana")
    with desk.store.writer.connect() as connection:
        for statement in _EVIL["sqlite" if desks.is_sqlite else "postgresql"]:
            connection.execute(text(statement))
        connection.commit()
    assert [problem.where for problem in verify(desk).problems] == ["evil"]
    assert any("evil" in finding.detail for finding in examine(desk))
    with pytest.raises(HistoryError, match="did not keep the history"):
        add_source(desk, AddSource(title="A register"))
    assert list_sources(desk) == ()


def test_one_altered_file_is_one_thing_wrong(desk: Desk) -> None:
    """A replay that cannot go on compares nothing, instead of calling every row false."""
    digest = take_in(desk).document.text_sha256
    path = desk.archive.path_of(digest)
    path.chmod(0o600)
    path.write_bytes(b"another text")
    told = rebuild(desk).differences
    assert len(told) == 1
    assert "The replay stopped there" in told[0]
    assert {problem.kind for problem in verify(desk).problems} == {"rows", "archive"}


def test_an_error_tells_no_values(desk: Desk) -> None:
    """A crash report must not hold the words of a desk."""
    with (
        pytest.raises(IntegrityError) as caught,
        desk.change("source.add", asked={}) as work,
    ):
        work.add(SettingRow(key="desk.id", value="A SECRET"))
    assert "A SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    "told",
    [
        "postgresql://ana:my secret@host/desk".replace(" ", ""),
        "password='my secret pass' host=x",
        'sslpassword="my secret"',
        "password=mysecret&x=1",
    ],
)
def test_passwords_are_taken_out_whole(told: str) -> None:
    """Quoted ones with blanks in them too."""
    assert "secret" not in without_passwords(told)


@pytest.mark.parametrize("name", ["", "  "])
def test_a_desk_without_a_proper_name_leaves_nothing(tmp_path: Path, name: str) -> None:
    """Neither a folder nor half a database."""
    with pytest.raises(InvalidInputError):
        create_desk(tmp_path / "desk", name=name)
    assert not (tmp_path / "desk").exists()


def test_an_unknown_scale_leaves_nothing(tmp_path: Path) -> None:
    """The same."""
    with pytest.raises(InvalidInputError, match="no rating scale"):
        create_desk(tmp_path / "desk", name="Desk", scale="nope")
    assert not (tmp_path / "desk").exists()
