"""The unit of work: what it records, what it refuses, and that it is all or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from factcheck.store import ledger, replay
from factcheck.store.tables import (
    ArticleRow,
    CounterRow,
    DocumentRow,
    ReviewerRow,
    SentenceRow,
    SettingRow,
    Table,
)
from factcheck.store.unit import UnrecordedWriteError, Work
from tests.support.raw import ask, snapshot

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from factcheck.services.desk import Desk
    from tests.support.desks import Desks

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def change(desk: Desk) -> AbstractContextManager[Work]:
    """Open a unit of work as the desk does."""
    desk._join_first()
    return desk.change("test.change", asked={"why": "test"})


def last_changes(desks: Desks) -> list[dict[str, Any]]:
    """Return the changes of the newest event, as they stand in it."""
    body = ask(desks, "SELECT body FROM event ORDER BY seq DESC LIMIT 1")[0].body
    found: list[dict[str, Any]] = ledger.read_body(body)[1]["changes"]
    return found


def events(desks: Desks) -> int:
    """Return how many events there are."""
    return int(ask(desks, "SELECT count(*) FROM event")[0][0])


def setting(key: str = "k", value: object = "v") -> SettingRow:
    """Return a row without parents."""
    return SettingRow(key=key, value=value)


# ---------------------------------------------------------------------------------- what it records


def test_a_new_row_is_recorded_whole(desk: Desk, desks: Desks) -> None:
    """Every column but the key, in the form that JSON has."""
    with change(desk) as work:
        work.add(ReviewerRow(id="r", handle="ben", name="Ben", public_key="", created_at=NOON))
    assert last_changes(desks) == [
        {
            "table": "reviewer",
            "key": {"id": "r"},
            "before": None,
            "after": {
                "handle": "ben",
                "name": "Ben",
                "public_key": "",
                "created_at": "2026-01-01T12:00:00.000000Z",
                "version": 1,
            },
        }
    ]
    assert work.event is not None
    assert (work.event.actor, work.event.action) == ("ana", "test.change")


def test_an_update_is_recorded_by_its_fields(desk: Desk, desks: Desks) -> None:
    """Only what changed, and the version, which the unit of work raises."""
    with change(desk) as work:
        work.add(setting())
    with change(desk) as work:
        work.update(work.get(SettingRow, "k", "setting"), 1, value="w")
    assert last_changes(desks) == [
        {
            "table": "setting",
            "key": {"key": "k"},
            "before": {"value": "v", "version": 1},
            "after": {"value": "w", "version": 2},
        }
    ]


def test_a_deletion_is_recorded_whole(desk: Desk, desks: Desks) -> None:
    """So that it can be brought back."""
    with change(desk) as work:
        work.add(setting(value={"a": [1, None]}))
    with change(desk) as work:
        work.delete(work.get(SettingRow, "k", "setting"))
    assert last_changes(desks) == [
        {
            "table": "setting",
            "key": {"key": "k"},
            "before": {"value": {"a": [1, None]}, "version": 1},
            "after": None,
        }
    ]


def test_changes_of_one_row_are_one_change(desk: Desk, desks: Desks) -> None:
    """Added and edited twice within one unit: the history sees a new row."""
    with change(desk) as work:
        row = work.add(setting())
        for value in ("w", "x"):
            row.value = value
            work.session.flush()
    (only,) = last_changes(desks)
    assert (only["before"], only["after"]) == (None, {"value": "x", "version": 3})


def test_two_updates_of_one_row_are_one_change(desk: Desk, desks: Desks) -> None:
    """From the first state to the last, by the fields that either touched."""
    with change(desk) as work:
        work.add(ReviewerRow(id="r", handle="ben", name="Ben", public_key="", created_at=NOON))
    with change(desk) as work:
        row = work.get(ReviewerRow, "r", "reviewer")
        row.name = "Benny"
        work.session.flush()
        row.name = "Benjamin"
        row.public_key = "key"
    assert last_changes(desks) == [
        {
            "table": "reviewer",
            "key": {"id": "r"},
            "before": {"name": "Ben", "public_key": "", "version": 1},
            "after": {"name": "Benjamin", "public_key": "key", "version": 3},
        }
    ]


def test_an_edited_row_that_is_deleted_was_as_before_the_edit(desk: Desk, desks: Desks) -> None:
    """The history never saw the state in between."""
    with change(desk) as work:
        work.add(setting())
    with change(desk) as work:
        row = work.get(SettingRow, "k", "setting")
        row.value = "w"
        work.session.flush()
        work.delete(row)
    (only,) = last_changes(desks)
    assert (only["before"], only["after"]) == ({"value": "v", "version": 1}, None)
    assert replayed_equals(desk)


def test_a_row_added_and_deleted_is_no_change(desk: Desk, desks: Desks) -> None:
    """And without any other change there is no event."""
    desk._join_first()
    before = snapshot(desks)
    with change(desk) as work:
        work.delete(work.add(setting()))
    assert work.event is None
    assert snapshot(desks) == before


def test_a_row_deleted_and_added_again_is_one_update(desk: Desk, desks: Desks) -> None:
    """The same key within one unit."""
    with change(desk) as work:
        work.add(setting())
    with change(desk) as work:
        work.delete(work.get(SettingRow, "k", "setting"))
        work.add(setting(value="w"))
    (only,) = last_changes(desks)
    assert (only["before"]["value"], only["after"]["value"]) == ("v", "w")
    assert replayed_equals(desk)


@pytest.mark.parametrize("value", ["v", {"a": 1}, ["x"], 5, True])
def test_the_same_value_is_no_change(desk: Desk, desks: Desks, value: object) -> None:
    """Also of a JSON column: equal is equal."""
    with change(desk) as work:
        work.add(setting(value=value))
    before = snapshot(desks)
    with change(desk) as work:
        work.update(work.get(SettingRow, "k", "setting"), 1, value=value)
    with change(desk) as work:
        work.get(SettingRow, "k", "setting").value = value
    assert work.event is None
    assert snapshot(desks) == before


def test_reading_is_no_event(desk: Desk, desks: Desks) -> None:
    """Nothing changed, nothing written."""
    desk._join_first()
    before = events(desks)
    with change(desk) as work:
        work.session.scalars(select(SettingRow)).all()
    assert work.event is None
    assert events(desks) == before


def document(sha256: str = "d") -> DocumentRow:
    """Return a document whose text is in no archive."""
    return DocumentRow(
        sha256=sha256,
        size=1,
        media_type="text/plain",
        encoding="utf-8",
        text_sha256="t",
        text="words",
        reader="test",
        received_at=NOON,
    )


def article(number: int = 1) -> ArticleRow:
    """Return an article of that document."""
    return ArticleRow(
        id=f"a{number}",
        number=number,
        document_sha256="d",
        title="",
        publisher="",
        authors="",
        url="",
        language="en",
        published_on="",
        basis={},
        added_at=NOON,
        added_by="ana",
    )


COLUMNS = ("article_id", "start", "end", "kind", "rule", "mark", "version")


def spans(count: int) -> list[tuple[str | int, ...]]:
    """Return rows of an article's sentences."""
    return [("a1", 10 * n, 10 * n + 9, "sentence", "", "untouched", 1) for n in range(count)]


def test_many_rows_are_packed_and_unfold(desk: Desk, desks: Desks) -> None:
    """One entry for all in the event; read back, one change a row."""
    with change(desk) as work:
        work.add(document())
        work.add(article())
        work.insert_many(SentenceRow, COLUMNS, spans(1200))
    body = ask(desks, "SELECT body FROM event ORDER BY seq DESC LIMIT 1")[0].body
    packed = ledger.read_body(body)[1]["changes"]
    assert [set(entry) for entry in packed] == [
        {"table", "key", "before", "after"},
        {"table", "key", "before", "after"},
        {"table", "columns", "rows"},
    ]
    unfolded = ledger.read_detail(body).changes
    assert len(unfolded) == 1202
    last = unfolded[-1]
    assert (last.table, last.before) == ("sentence", None)
    assert last.key == {"article_id": "a1", "start": 11990}
    assert last.after == {
        "end": 11999,
        "kind": "sentence",
        "rule": "",
        "mark": "untouched",
        "version": 1,
    }
    assert ask(desks, "SELECT count(*) FROM sentence") == [(1200,)]


def test_the_text_of_a_document_is_not_in_the_history(desk: Desk, desks: Desks) -> None:
    """The archive holds it, under the digest that is recorded."""
    with change(desk) as work:
        work.add(document())
    (only,) = last_changes(desks)
    assert "text" not in only["after"]
    assert only["after"]["text_sha256"] == "t"


def test_many_rows_must_name_every_column(desk: Desk, desks: Desks) -> None:
    """Or the history would leave out what the database fills in."""
    before = snapshot(desks)
    desk._joined = True
    with pytest.raises(UnrecordedWriteError, match="every column"), change(desk) as work:
        work.insert_many(SentenceRow, COLUMNS[:-1], [row[:-1] for row in spans(1)])
    assert snapshot(desks) == before


def test_no_rows_are_no_event(desk: Desk) -> None:
    """An empty list."""
    with change(desk) as work:
        work.insert_many(SentenceRow, COLUMNS, [])
    assert work.event is None


def test_a_row_of_many_may_be_changed_in_the_same_unit(desk: Desk) -> None:
    """The event must still replay: the row first comes, then changes."""
    with change(desk) as work:
        work.add(document())
        work.add(article())
        work.insert_many(SentenceRow, COLUMNS, spans(2))
        row = work.get(SentenceRow, ("a1", 10), "sentence")
        work.update(row, 1, mark="query")
    assert replayed_equals(desk, "words")


def test_parents_come_before_children_whatever_the_names(desk: Desk) -> None:
    """Rows are written and recorded in the order in which they were added."""
    with change(desk) as work:
        work.add(document())
        work.add(article(1))
        work.add(article(2))
        work.add(CounterRow(kind="zebra", last=1))
    assert replayed_equals(desk, "words")


def replayed_equals(desk: Desk, words: str = "") -> bool:
    """Replay the history into a fresh database and compare."""
    from sqlalchemy import create_engine  # noqa: PLC0415 - only here

    engine = create_engine("sqlite://")
    Table.metadata.create_all(engine)
    with desk.store.reading() as found, engine.begin() as rebuilt:
        for body in replay.event_bodies(found):
            replay.replay_event(rebuilt, body, lambda _: words)
        told = replay.differences(found, rebuilt)[1]
    engine.dispose()
    assert told == []
    return True
