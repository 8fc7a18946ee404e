"""Events: the chain, their canonical form, how they are read back, and what replay refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import hypothesis
import hypothesis.strategies as st
import pytest
import rfc8785
from sqlalchemy import Connection, create_engine

from factcheck.domain.errors import HistoryError
from factcheck.proof.canonical import canonical_json, parse_json
from factcheck.proof.merkle import leaf_hash
from factcheck.services import proof
from factcheck.store import ledger, replay
from factcheck.store.columns import format_time, parse_time
from factcheck.store.tables import Table
from tests.support.desks import counted, mark, tag, take_in
from tests.support.raw import ask, run_unguarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.services.desk import Desk
    from tests.support.desks import DeskFactory, Desks


def bodies(desks: Desks) -> list[str]:
    """Return the text of every event in order."""
    return [row.body for row in ask(desks, "SELECT body FROM event ORDER BY seq")]


def test_events_are_a_chain(desks: Desks, desk: Desk) -> None:
    """Numbers without gaps; each names the hash of the one before; the first names none."""
    view = take_in(desk)
    mark(desk, counted(view)[0])
    tag(desks.open("ben"), view, 1)
    last = ledger.GENESIS
    rows = ask(desks, "SELECT seq, leaf, body FROM event ORDER BY seq")
    assert len(rows) == 5
    for place, row in enumerate(rows, start=1):
        event = parse_json(row.body)
        assert (row.seq, event["seq"], event["prev"]) == (place, place, last)
        assert event["desk"] == desk.desk_id
        last = leaf_hash(row.body.encode())
        assert row.leaf == last


def test_what_is_hashed_is_what_is_stored(desks: Desks, desk: Desk) -> None:
    """Canonical JSON by another implementation, character by character."""
    tag(desk, take_in(desk, "Harga naik 5%. “Café” \u2028 😀 tidak.\n\nKata \x7f menteri."))
    for body in bodies(desks):
        assert rfc8785.dumps(parse_json(body)).decode() == body


def test_an_event_says_all_that_is_promised(desks: Desks, desk: Desk) -> None:
    """The fields of its format, no more and no fewer."""
    take_in(desk)
    event = parse_json(bodies(desks)[-1])
    words = "about action actor asked at changes desk id origin prev reason seq undoes v"
    assert sorted(event) == sorted(words.split())
    assert (event["v"], event["actor"], event["origin"]) == (
        1,
        "ana",
        {"host": "test", "client": "test"},
    )


def test_the_line_and_the_text_of_an_event_agree(desks: Desks, desk: Desk) -> None:
    """The columns are read from the body, also on a server in another zone."""
    tag(desk, take_in(desk))
    with desk.store.reading() as connection:
        assert ledger.head(connection).seq == 3
    for row in ask(desks, "SELECT seq, id, actor, action, article_id, claim_id, body FROM event"):
        event, _ = ledger.read_body(row.body)
        assert (event.seq, event.id, event.actor, event.action) == row[:4]
        assert (event.article_id, event.claim_id) == row[4:6]


@hypothesis.given(
    st.datetimes(
        min_value=datetime(1, 1, 3),  # noqa: DTZ001 - zones are drawn
        max_value=datetime(9999, 12, 29),  # noqa: DTZ001 - the same
        timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    )
)
def test_times_have_one_form(at: datetime) -> None:
    """UTC with microseconds, which sorts as text, and is read back exactly."""
    written = format_time(at)
    assert parse_time(written) == at
    assert len(written) == len("2026-01-01T12:00:00.000000Z")
    assert written == format_time(at.astimezone(UTC))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"v":1}',
        '{"v":2}',
        '{"v":1,"about":[],"seq":1}',
        '{"v":1,"about":{},"seq":"x","id":"i","at":"2026-01-01T00:00:00.000000Z","actor":"a"}',
        '{"v":1,"about":{},"seq":1,"id":"i","at":"yesterday","actor":"a","action":"b"}',
    ],
)
def test_what_is_no_event_is_refused(body: str) -> None:
    """Always by its own error."""
    with pytest.raises(HistoryError):
        ledger.read_body(body)


# ------------------------------------------------------------------------------------------ replay


@pytest.fixture
def empty() -> Iterator[Connection]:
    """A database with tables and nothing in them."""
    engine = create_engine("sqlite://")
    Table.metadata.create_all(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def event_with(*changes: dict[str, Any]) -> str:
    """Return an event's text."""
    return canonical_json(
        {
            "v": 1,
            "desk": "d",
            "seq": 7,
            "prev": ledger.GENESIS,
            "id": "i",
            "at": "2026-01-01T00:00:00.000000Z",
            "actor": "ana",
            "action": "test",
            "about": {},
            "asked": {},
            "reason": "",
            "origin": {},
            "undoes": None,
            "changes": list(changes),
        }
    ).decode()


NEW = {
    "table": "counter",
    "key": {"kind": "claim"},
    "before": None,
    "after": {"last": 1, "version": 1},
}
RAISED = {
    "table": "counter",
    "key": {"kind": "claim"},
    "before": {"last": 1, "version": 1},
    "after": {"last": 2, "version": 2},
}


def test_replay_makes_changes_and_removes(empty: Connection) -> None:
    """In order, within one event too."""
    gone = {**RAISED, "before": RAISED["after"], "after": None}
    replay.replay_event(empty, event_with(NEW, RAISED), str)
    assert empty.exec_driver_sql("SELECT * FROM counter").all() == [("claim", 2, 2)]
    replay.replay_event(empty, event_with(gone), str)
    assert empty.exec_driver_sql("SELECT * FROM counter").all() == []


@pytest.mark.parametrize(
    "changes",
    [
        [RAISED],
        [NEW, NEW],
        [NEW, {**RAISED, "before": {"last": 5}}],
        [NEW, {**RAISED, "key": {"kind": "source"}}],
        [{**NEW, "table": "nothing"}],
        [{**NEW, "after": {"colour": "red"}}],
        [{**NEW, "after": None}],
        [{**NEW, "after": "x"}],
        [{**NEW, "key": 5}],
        [{"table": "counter"}],
        [{"table": "counter", "columns": ["kind"], "rows": [["a", "b"]]}],
        [{"table": "counter", "columns": 5, "rows": 5}],
        [{"rows": []}],
        [5],
        [None],
    ],
)
def test_replay_refuses_what_cannot_have_been(
    empty: Connection, changes: list[dict[str, Any]]
) -> None:
    """Rows that are not there, or not as the event says, and noise in an event's place."""
    with pytest.raises(HistoryError):
        replay.replay_event(empty, event_with(*changes), str)


# -------------------------------------------------------------------- verification never falls over

COLUMNS = [
    ("event", "at", "yesterday"),
    ("event", "body", "\\"),
    ("event", "leaf", ""),
    ("claim", "created_at", "yesterday"),
    ("claim", "topics", "["),
    ("claim", "version", "many"),
    ("sentence", "start", "first"),
    ("sentence", "end", None),
    ("setting", "value", "{"),
    ("reviewer", "public_key", "\x00"),
    ("document", "text", b"\xff"),
    ("document", "sha256", b"\x00"),
]


@pytest.mark.parametrize(("table", "column", "value"), COLUMNS)
def test_verification_survives_any_value(
    desk_factory: DeskFactory, table: str, column: str, value: object
) -> None:
    """SQLite stores anything in any column; PostgreSQL refuses most of it."""
    desks = desk_factory.make()
    desk = desks.open("ana")
    tag(desk, take_in(desk))
    try:
        run_unguarded(desks, f'UPDATE {table} SET "{column}" = :value', value=value)  # noqa: S608 - own names
    except Exception:  # noqa: BLE001 - refused by the database, which is as good
        return
    assert proof.verify(desk).status == "broken"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


def test_verification_survives_any_event(desk_factory: DeskFactory) -> None:
    """A field of an event replaced by noise: broken, and never a traceback."""
    desks = desk_factory.make()
    desk = desks.open("ana")
    mark(desk, counted(take_in(desk))[0])
    given = bodies(desks)
    settings = hypothesis.settings(
        max_examples=12, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
    )

    @settings
    @hypothesis.given(st.data())
    def check(data: st.DataObject) -> None:
        seq = data.draw(st.integers(1, len(given)))
        event = parse_json(given[seq - 1])
        field = data.draw(st.sampled_from(sorted(event)))
        event[field] = data.draw(JUNK)
        forged = canonical_json(event).decode()
        hypothesis.assume(forged != given[seq - 1])
        with unguarded(desks) as connection:
            connection.exec_driver_sql(f"DELETE FROM event WHERE seq = {seq}")  # noqa: S608 - a number
        copy(desks, seq, forged)
        assert proof.verify(desk).status == "broken"
        run_unguarded(desks, "UPDATE event SET body = :b WHERE seq = :s", b=given[seq - 1], s=seq)

    def copy(desks: Desks, seq: int, body: str) -> None:
        run_unguarded(
            desks,
            "INSERT INTO event (seq, id, at, actor, action, leaf, body) "
            "VALUES (:s, :i, '2026-01-01 00:00:00', 'a', 'b', 'l', :b)",
            s=seq,
            i=f"copy-{seq}",
            b=body,
        )

    check()
